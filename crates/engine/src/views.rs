//! What audiences and metrics read: events by person, consent by person.

use vocabulary::{PersonId, Timestamp};

/// Events of people, joined through the identifiers' owners when read.
///
/// Where the key of an event is nobody's (a filler, or an id that many share), the whole combination of its ids
/// leads to its person: the map has it as a key of its own, and the key has no owner. So no event comes twice.
pub const PERSON_EVENTS: (&str, &str) = (
    "person_events",
    "select m.person_id, e.message_id, e.source, e.name, e.type, e.occurred_at, e.revenue_minor, e.currency, e.properties,
        e.group_id, m.identifier as owned_by
     from events e join identifier_map m on m.identifier = e.identifier and m.is_owner = 1
     union all
     select m.person_id, e.message_id, e.source, e.name, e.type, e.occurred_at, e.revenue_minor, e.currency, e.properties,
        e.group_id, m.identifier as owned_by
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

/// The state of consent by person, purpose and channel at `now`.
///
/// INVARIANT: the most restrictive of a person's identifiers counts, as in `consent::fold`. Of two
/// entries at the same moment a withdrawal wins.
pub fn consent_states(now: Timestamp) -> String {
    format!(
        "select m.person_id, l.purpose, l.channel, bool_and(l.action = 'granted') as is_granted,
            max(l.at) as since, max(l.evidence) as evidence
         from (
            select identifier, purpose, channel, action, at, evidence,
                row_number() over (
                    partition by identifier, purpose, channel
                    order by at desc, case action when 'withdrawn' then 0 else 1 end, entry_id desc
                ) as nth
            from consents where at <= {}
         ) l join identifier_map m on m.identifier = l.identifier
         where l.nth = 1
         group by m.person_id, l.purpose, l.channel",
        moment(now)
    )
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
