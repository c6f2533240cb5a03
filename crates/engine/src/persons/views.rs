//! What audiences and metrics read: events by person, consent by person.

use crate::{Engine, EngineError};
use vocabulary::{PersonId, Timestamp, WorkspaceId};

/// Events of people, joined through the identifiers' owners when read.
///
/// Where the key of an event is nobody's (a filler, or an id that many share), the whole combination of its ids
/// leads to its person: the map has it as a key of its own, and the key has no owner. So no event comes twice.
pub const PERSON_EVENTS: (&str, &str) = (
    "person_events",
    "select m.person_id, e.message_id, e.source, e.name, e.type, e.occurred_at, e.revenue_minor, e.currency, e.properties,
        e.group_id, e.way, e.items, m.identifier as owned_by
     from events e join identifier_map m on m.identifier = e.identifier and m.is_owner = 1
     union all
     select m.person_id, e.message_id, e.source, e.name, e.type, e.occurred_at, e.revenue_minor, e.currency, e.properties,
        e.group_id, e.way, e.items, m.identifier as owned_by
     from events e join (
        select identifier, person_id from identifier_map where is_owner = 1 and starts_with(identifier, 'seen:')
     ) m on m.identifier = concat(
        'seen:', e.source, chr(31), e.identifier, chr(31), coalesce(e.anonymous_id, ''), chr(31),
        coalesce(e.user_id, ''), chr(31), coalesce(e.email, ''), chr(31), coalesce(e.phone, ''), chr(31),
        coalesce(e.way, ''))
     where e.identifier is not null",
);

/// The name of the view of consent.
pub const CONSENT_STATES: &str = "consent_states";

/// What stands under each identifier at `now`: `withdrawn`, `granted`, or `lifted`, under which nothing does; with it
/// the last withdrawal, ended or not.
///
/// INVARIANT: the same as `consent::fold` line by line, held together by a property test. A withdrawal counts
/// whatever its date and wins a tie; a grant of the future does not count yet; `lifted` ends an earlier withdrawal
/// and opens nothing; a grant that was replaced counts no longer. What the yes of an address ends besides is of the person
/// who has it: see [`consent_states`].
pub async fn standing_consents(
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
) -> Result<String, EngineError> {
    // The store is written before the lake, so what the lake has of them the store has.
    Ok(standing(now, said(engine.store.has_replaced(workspace).await?)))
}

/// Of a line: that it closes, as `consent::Action::closes` says it.
const CLOSES: &str = "action in ('withdrawn', 'unread')";

/// The lines that say something: not those that were replaced, nor the lines that tell of it.
fn said(has_replaced: bool) -> &'static str {
    if has_replaced {
        "(select c.entry_id, c.identifier, c.purpose, c.channel, c.action, c.at
          from consents c left join (
            select substr(entry_id, 1, length(entry_id) - length('/replaced')) as entry_id
            from consents where action = 'replaced'
          ) r on r.entry_id = c.entry_id
          where c.action = 'withdrawn' or (c.action <> 'replaced' and r.entry_id is null))"
    } else {
        "consents"
    }
}

fn standing(now: Timestamp, said: &str) -> String {
    let now = moment(now);
    format!(
        "select identifier, purpose, channel, no_at, yes_at,
            case when no_at is not null and (yes_at is null or yes_at <= no_at) then 'withdrawn'
                when grant_at is not null and (no_at is null or no_at < grant_at) then 'granted'
                else 'lifted' end as action,
            case when no_at is not null and (yes_at is null or yes_at <= no_at) then no_at else grant_at end as at
         from (
            select identifier, purpose, channel,
                max(case when {CLOSES} then at end) as no_at,
                max(case when not {CLOSES} and at <= {now} then at end) as yes_at,
                max(case when action = 'granted' and at <= {now} then at end) as grant_at
            from {said} as said group by identifier, purpose, channel
         ) as latest"
    )
}

/// The state of consent by person, purpose and channel at `now`.
///
/// INVARIANT: the most restrictive of a person's identifiers counts, as in `consent::fold`, and a withdrawal that was
/// ended gives back nothing that was given before it. The yes of an address ends each earlier statement that withdrew under
/// it, under all identifiers of whoever has the address.
pub async fn consent_states(
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
) -> Result<String, EngineError> {
    Ok(states(now, said(engine.store.has_replaced(workspace).await?)))
}

fn states(now: Timestamp, said: &str) -> String {
    format!(
        "select person_id, purpose, channel, withdrawn_at is null as is_granted,
            coalesce(withdrawn_at, granted_at) as since
         from (
            select m.person_id, l.purpose, l.channel, max(l.no_at) as no_at,
                max(case when x.person_id is null then case when l.action = 'withdrawn' then l.at end
                    when l.yes_at is null or l.yes_at <= x.held_at then x.held_at end) as withdrawn_at,
                max(case when l.action = 'granted' then l.at end) as granted_at
            from ({}) as l join identifier_map m on m.identifier = l.identifier
            left join ({}) as x on x.person_id = m.person_id and x.identifier = l.identifier
                and x.purpose = l.purpose and x.channel = l.channel
            group by m.person_id, l.purpose, l.channel
         ) as known
         where withdrawn_at is not null or (granted_at is not null and (no_at is null or no_at < granted_at))",
        standing(now, said),
        held(now, said),
    )
}

/// By person and identifier the last withdrawal that stands, where the yes of an address of the person ended another one
/// under the identifier; `held_at` is null where none stands.
fn held(now: Timestamp, said: &str) -> String {
    let ended = ended(now, said);
    format!(
        "select k.person_id, s.identifier, s.purpose, s.channel,
            max(case when d.statement is null then s.at end) as held_at
         from (
            select distinct e.person_id, n.identifier, e.purpose, e.channel
            from ({ended}) as e join {said} as n on {} = e.statement
                and n.purpose = e.purpose and n.channel = e.channel and n.{CLOSES}
         ) as k join {said} as s on s.identifier = k.identifier
            and s.purpose = k.purpose and s.channel = k.channel and s.{CLOSES}
         left join ({ended}) as d on d.person_id = k.person_id and d.statement = {}
            and d.purpose = s.purpose and d.channel = s.channel
         group by k.person_id, s.identifier, s.purpose, s.channel",
        statement_of("n.entry_id"),
        statement_of("s.entry_id"),
    )
}

/// The statements that the yes of an address has ended, and for whom: those who have the address.
fn ended(now: Timestamp, said: &str) -> String {
    format!(
        "select distinct m.person_id, {} as statement, n.purpose, n.channel
         from {said} as n join (
            select identifier, purpose, channel, max(at) as at from {said} as g
            where action = 'granted' and at <= {} and (starts_with(identifier, 'mailbox:') or starts_with(identifier, 'phone:'))
            group by identifier, purpose, channel
         ) as y on y.identifier = n.identifier and y.purpose = n.purpose and y.channel = n.channel
         join identifier_map m on m.identifier = n.identifier
         where n.{CLOSES} and n.at < y.at",
        statement_of("n.entry_id"),
        moment(now),
    )
}

/// The statement that a line is of, as `consent::ConsentEvent::statement` says it.
fn statement_of(entry_id: &str) -> String {
    format!("regexp_replace({entry_id}, '/[0-9]+$', '')")
}

/// The name of the table of exposures, and of the view of it.
pub const EXPOSURES: &str = "exposures";

/// The exposures under the ids that people have now; None when all have the one they were exposed under.
///
/// Two of the exposed who turn out to be one person count as one who was exposed twice: from the first time, in
/// the arm of the first.
pub fn exposures(merged: &[(PersonId, PersonId)]) -> Option<String> {
    let rows: Vec<String> = merged.iter().map(|(old, now)| format!("('{old}', '{now}')")).collect();
    (!rows.is_empty()).then(|| {
        format!(
            "select e.experiment, e.version, coalesce(r.now, e.person_id) as person_id, e.arm, e.at, e.unit_id, e.stratum
             from exposures e left join (values {}) as r(old, now) on e.person_id = r.old",
            rows.join(", ")
        )
    })
}

/// The exposures up to a moment.
pub fn exposures_until(until: Timestamp) -> String {
    format!("select * from exposures where at <= {}", moment(until))
}

/// A moment as SQL.
pub fn moment(at: Timestamp) -> String {
    format!("arrow_cast({}, 'Timestamp(Microsecond, Some(\"UTC\"))')", at.micros())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::batches::{Column, batch};
    use crate::columns::{boolean, text, time};
    use consent::{Action, ConsentEvent, fold};
    use lake::Table;
    use std::collections::{BTreeMap, BTreeSet};
    use vocabulary::{Channel, HOUR, Purpose, Redacted};

    /// Numbers that are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, n: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.0 >> 33) as usize) % n
        }
    }

    const N_IDENTIFIERS: usize = 500;

    /// Ledgers full of ties, of lines of the future, and of identifiers that several people share.
    fn ledger(dice: &mut Dice, now: Timestamp) -> Vec<ConsentEvent> {
        let actions = [
            Action::Granted,
            Action::Granted,
            Action::Granted,
            Action::Lifted,
            Action::Withdrawn,
            Action::Unread,
        ];
        let line = |n: usize, dice: &mut Dice| ConsentEvent {
            // Three of four lines are of statements of three.
            entry_id: if n.is_multiple_of(4) { format!("e{n:05}") } else { format!("s:{}/said/{n}", n / 4) },
            identifier: Redacted::new(format!("mailbox:a{}@x.org", dice.below(N_IDENTIFIERS))),
            purpose: [Purpose::Marketing, Purpose::AiContent][dice.below(2)],
            channel: [Channel::Email, Channel::Sms][dice.below(2)],
            action: actions[dice.below(actions.len())],
            at: now + HOUR.times(dice.below(9) as i64 - 6),
            evidence: None,
            source: "book".to_owned(),
        };
        let mut lines: Vec<ConsentEvent> = (0..4_000).map(|n| line(n, dice)).collect();
        let replaced: Vec<ConsentEvent> =
            lines.iter().filter(|_| dice.below(5) == 0).map(|line| line.replaced(now)).collect();
        lines.extend(replaced);
        lines
    }

    async fn land(
        engine: &Engine,
        workspace: &WorkspaceId,
        lines: &[ConsentEvent],
        of: &BTreeMap<String, BTreeSet<String>>,
    ) {
        let texts = |of: &dyn Fn(&ConsentEvent) -> String| Column::Text(lines.iter().map(of).collect());
        let columns = vec![
            ("workspace", texts(&|_| workspace.to_string())),
            ("arrival_day", texts(&|_| "2026-09-15".to_owned())),
            ("entry_id", texts(&|line| line.entry_id.clone())),
            ("identifier", texts(&|line| line.identifier.expose().clone())),
            ("purpose", texts(&|line| line.purpose.to_string())),
            ("channel", texts(&|line| line.channel.to_string())),
            ("action", texts(&|line| line.action.to_string())),
            ("at", Column::Moment(lines.iter().map(|line| line.at).collect())),
            ("evidence", Column::MaybeText(vec![None; lines.len()])),
            ("source", texts(&|line| line.source.clone())),
        ];
        let consents = batch(Table::Consents, columns).unwrap();
        engine.lake.land(workspace.as_str(), Table::Consents, "all", vec![consents]).await.unwrap();
        let pairs: Vec<(String, String)> =
            of.iter().flat_map(|(person, ids)| ids.iter().map(|id| (person.clone(), id.clone()))).collect();
        let columns = vec![
            ("workspace", Column::Text(vec![workspace.to_string(); pairs.len()])),
            ("identifier", Column::Text(pairs.iter().map(|(_, id)| id.clone()).collect())),
            ("person_id", Column::Text(pairs.iter().map(|(person, _)| person.clone()).collect())),
            ("is_owner", Column::Whole(vec![1; pairs.len()])),
        ];
        let map = batch(Table::IdentifierMap, columns).unwrap();
        engine.lake.replace(workspace.as_str(), Table::IdentifierMap, vec![map]).await.unwrap();
    }

    #[tokio::test]
    async fn the_view_and_the_fold_agree() {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(folder.path(), None).await.unwrap();
        let workspace = WorkspaceId::new("peach-state").unwrap();
        let now = Timestamp::parse("2026-09-15T14:00:00Z").unwrap();
        let mut dice = Dice(7);
        let lines = ledger(&mut dice, now);
        let of: BTreeMap<String, BTreeSet<String>> = (0..400)
            .map(|n| {
                let ids =
                    (0..1 + dice.below(4)).map(|_| format!("mailbox:a{}@x.org", dice.below(N_IDENTIFIERS)));
                (format!("p{n}"), ids.collect())
            })
            .collect();
        land(&engine, &workspace, &lines, &of).await;

        let mut expect = BTreeMap::new();
        for (person, ids) in &of {
            let own: Vec<ConsentEvent> =
                lines.iter().filter(|line| ids.contains(line.identifier.expose())).cloned().collect();
            for ((purpose, channel), state) in fold(&own, now) {
                let key = (person.clone(), purpose.to_string(), channel.to_string());
                expect.insert(key, (state.is_granted(), state.since));
            }
        }
        let mut got = BTreeMap::new();
        for batch in engine.query(&workspace, &[], &states(now, said(true))).await.unwrap() {
            let (person, purpose) = (text(&batch, "person_id").unwrap(), text(&batch, "purpose").unwrap());
            let channel = text(&batch, "channel").unwrap();
            let (is_granted, since) =
                (boolean(&batch, "is_granted").unwrap(), time(&batch, "since").unwrap());
            for row in 0..batch.num_rows() {
                let key = (person.value(row).into(), purpose.value(row).into(), channel.value(row).into());
                got.insert(key, (is_granted.value(row), Timestamp::from_micros(since.value(row))));
            }
        }
        let n_granted = expect.values().filter(|(is_granted, _)| *is_granted).count();
        assert!(100 < n_granted && 100 < expect.len() - n_granted, "{n_granted} of {}", expect.len());
        assert_eq!(got, expect);
    }
}
