//! One person as the page shows them: records, traits, consents, timeline, and the reasons for everything.

mod history;
pub(crate) mod named;
mod search;
mod shown;
mod timeline;

pub use search::{PersonHit, PersonPage, search};
pub use timeline::Moment;

use audience::{ConsentFact, Membership};
use consent::Denial;
use engine::addressees::{Answer, may_reach_one};
use engine::columns::{text, text_at};
use engine::persons::{self, SourceRecord, Told, Traits, read_source_records};
use engine::{Engine, EngineError};
use people::Survivor;
use reaching::target;
use serde::Serialize;
use std::collections::BTreeMap;
use vocabulary::{Channel, PersonId, Purpose, Timestamp, WorkspaceId};

/// Everything known of a person.
#[derive(Debug, Clone, Serialize)]
pub struct Profile {
    /// The id that stands now.
    pub person_id: PersonId,
    /// The id that was asked for, when it was merged into this one.
    pub redirected_from: Option<PersonId>,
    /// Given and family name, else the best identifier there is.
    pub name: String,
    /// Their household's id, when they share a home with somebody.
    pub household_id: Option<String>,
    /// Who else lives there, and their names.
    pub household: Vec<(PersonId, String)>,
    /// One value a trait, with the record it comes from, why it won, and what else was said.
    pub traits: Vec<Survivor>,
    /// The records as they came.
    pub records: Vec<SourceRecord>,
    /// What these records said before, the latest first.
    pub earlier: Vec<SourceRecord>,
    /// Why the records were joined.
    pub links: Vec<LinkReason>,
    /// Whom this person was kept apart from.
    pub vetoes: Vec<LinkReason>,
    /// The state of consent by purpose and channel.
    pub consents: Vec<ConsentLine>,
    /// What happened, newest first.
    pub timeline: Vec<Moment>,
    /// Every audience and why the person is in it or not, or why it cannot be used.
    pub audiences: Vec<(String, Result<Membership, String>)>,
    /// What campaigns did with them, the latest first.
    pub received: Vec<Received>,
}

/// What became of a message to a person, or why there was none.
#[derive(Debug, Clone, Serialize)]
pub struct Received {
    /// The pilot.
    pub pilot: String,
    /// Which version of it.
    pub version: i64,
    /// In which arm.
    pub arm: String,
    /// Whether the arm gets nothing.
    pub is_holdout: bool,
    /// By which way.
    pub channel: Channel,
    /// `sent`, `held_out`, `suppressed`, or where it is on its way.
    pub state: String,
    /// The subject line; empty where the arm gets nothing.
    pub subject: String,
    /// Why it was not sent.
    pub why_not: Option<String>,
    /// What the gate said against it.
    #[serde(skip)]
    denial: Option<String>,
    /// When it came to its end, or was permitted.
    pub at: Option<Timestamp>,
}

/// Why two records were joined, or kept apart.
#[derive(Debug, Clone, Serialize)]
pub struct LinkReason {
    /// One record.
    pub left: String,
    /// The other.
    pub right: String,
    /// By which rule.
    pub rule: String,
    /// In words.
    pub reason: String,
    /// How sure, 0..=1, for fuzzy joins.
    pub score: Option<f64>,
}

/// The state of one purpose on one channel.
#[derive(Debug, Clone, Serialize)]
pub struct ConsentLine {
    /// Why.
    pub purpose: String,
    /// By which way.
    pub channel: String,
    /// Granted or withdrawn.
    pub is_granted: bool,
    /// Since when, as exactly as its source told it: [`consent::told`].
    pub since: String,
    /// The moment it counts at, where its source told only the day or the minute: of a no the last one that can mean.
    pub counts_at: Option<Timestamp>,
    /// What proves it.
    pub evidence: Option<String>,
    /// Where it was given.
    pub source: String,
    /// Why the gate would let no message of this purpose go to them by this way, whatever stands here; `None` when it
    /// would, and for ways that lead to no address. Frequency and hours are left out: they pass.
    pub why_closed: Option<String>,
}

/// Shows one person; an old id of a merged person leads to who they are now.
///
/// Errors: [`EngineError::NotFound`].
pub async fn show(
    engine: &Engine,
    workspace: &WorkspaceId,
    id: &PersonId,
    now: Timestamp,
) -> Result<Profile, EngineError> {
    let person = engine.store().resolve_person(workspace, id).await?;
    let ((told, records), happened, (links, vetoes), identifiers) = tokio::try_join!(
        persons::records_of(engine, workspace, &person),
        persons::happened_to(engine, workspace, &person),
        links(engine, workspace, &person),
        persons::identifiers_of(engine, workspace, &person),
    )?;
    if told.is_empty() && persons::record_ids_of(engine, workspace, &person).await?.is_empty() {
        let hint = "search with `truelift people search NAME`";
        return Err(EngineError::NotFound { what: "person", name: id.to_string(), hint });
    }
    let references: Vec<&Told> = told.iter().collect();
    let ledger = engine.store().consents_of(workspace, &identifiers).await?;
    let everybody: Vec<String> = identifiers.iter().flat_map(|key| consent::everybody_at(key)).collect();
    let of_domains = engine.store().consents_of(workspace, &everybody).await?;
    let (traits, (consents, agreed), earlier, received) = tokio::try_join!(
        Traits::load_for(engine, workspace, &references),
        consents(engine, workspace, &person, &ledger, now),
        history::earlier(engine, workspace, &person, &records),
        received(engine, workspace, &person),
    )?;
    let audiences = target::memberships(engine, workspace, &person, (&happened, agreed), now).await?;
    let traits = traits.with_reasons(&references);
    let people = persons::everybody(engine, workspace).await?.value;
    let row = people.directory.row_of(person.as_str()).map(|row| people.directory.row(row));
    let name = shown::full_name(&traits).or_else(|| row.map(|row| row.name().to_owned()));
    let name = name.or_else(|| handle(&traits));
    let other = |other: directory::Row<'_>| Ok((PersonId::new(other.id())?, other.name().to_owned()));
    let home = row.map_or_else(Vec::new, |row| people.directory.home_of(row.number()));
    Ok(Profile {
        earlier,
        name: name.unwrap_or_else(|| person.to_string()),
        redirected_from: (person != *id).then(|| id.clone()),
        timeline: timeline::of(&happened, &received, &[ledger, of_domains].concat(), now),
        household_id: row.and_then(|row| row.household()).map(str::to_owned),
        household: home.into_iter().map(other).collect::<Result<_, EngineError>>()?,
        received,
        consents,
        records,
        person_id: person,
        traits,
        links,
        vetoes,
        audiences,
    })
}

/// What campaigns did with somebody: under the id they have now, and under those they had before.
async fn received(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<Received>, EngineError> {
    let mut deliveries = engine.store().deliveries_of(workspace, person).await?;
    for (old, _) in engine.store().redirects(workspace).await?.iter().filter(|(_, now)| now == person) {
        deliveries.extend(engine.store().deliveries_of(workspace, old).await?);
    }
    deliveries.sort_by_key(|delivery| std::cmp::Reverse(delivery.delivery_id));
    let line = |delivery: store::Delivery| Received {
        pilot: delivery.campaign.to_string(),
        version: delivery.version,
        arm: delivery.arm,
        is_holdout: delivery.is_holdout,
        channel: delivery.channel,
        at: delivery.settled_at.or(delivery.permitted_at),
        why_not: delivery.denial.clone().or(delivery.detail.filter(|_| delivery.state != "sent")),
        denial: delivery.denial,
        state: delivery.state,
        subject: delivery.subject,
    };
    Ok(deliveries.into_iter().map(line).collect())
}

/// What somebody without a name is called whom the table of people does not have yet: as there.
fn handle(traits: &[Survivor]) -> Option<String> {
    let value = |name: &str| traits.iter().find(|t| t.winner.name == name).map(|t| t.winner.value.as_str());
    value("email").or(value("phone")).or(value("customer_id")).map(str::to_owned)
}

async fn links(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<(Vec<LinkReason>, Vec<LinkReason>), EngineError> {
    let sql = format!(
        "select left_record, right_record, rule, reason, score from links
         where left_person = '{person}' or right_person = '{person}' order by rule, left_record, right_record"
    );
    let (mut links, mut vetoes) = (Vec::new(), Vec::new());
    for batch in engine.query(workspace, &[], &sql).await? {
        let (left, right) = (text(&batch, "left_record")?, text(&batch, "right_record")?);
        let (rule, reason, score) = (text(&batch, "rule")?, text(&batch, "reason")?, text(&batch, "score")?);
        for row in 0..batch.num_rows() {
            let link = LinkReason {
                left: left.value(row).to_owned(),
                right: right.value(row).to_owned(),
                rule: rule.value(row).to_owned(),
                reason: reason.value(row).to_owned(),
                score: text_at(&score, row).and_then(|score| score.parse().ok()),
            };
            match link.rule.as_str() {
                "veto" => vetoes.push(link),
                "review" => {}
                _ => links.push(link),
            }
        }
    }
    Ok((links, vetoes))
}

/// What somebody said of being contacted, as the page shows it and as audiences read it: nobody counts as having
/// agreed whom the gate would refuse.
async fn consents(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    ledger: &[consent::ConsentEvent],
    now: Timestamp,
) -> Result<(Vec<ConsentLine>, Vec<ConsentFact>), EngineError> {
    let states = consent::fold(ledger, now);
    let leads_to_an_address =
        |(_, channel): &&(Purpose, Channel)| matches!(channel, Channel::Email | Channel::Sms);
    let asked: Vec<(Purpose, Channel)> = states.keys().filter(leads_to_an_address).copied().collect();
    let answers = may_reach_one(engine, workspace, person, &asked, now).await?;
    let refused = |(key, answer): ((Purpose, Channel), Answer)| Some((key, answer.err()?));
    let mut closed: BTreeMap<(Purpose, Channel), Denial> = answers.into_iter().filter_map(refused).collect();
    let fact = |((purpose, channel), state): (&(Purpose, Channel), &consent::ConsentState)| ConsentFact {
        purpose: *purpose,
        channel: *channel,
        // Who has no address on the channel has agreed all the same: that is asked where it is sent.
        is_granted: state.is_granted()
            && closed.get(&(*purpose, *channel)).is_none_or(|denial| *denial == Denial::NoAddress),
        since: Some(state.since),
    };
    let facts = states.iter().map(fact).collect();
    let line = |((purpose, channel), state): ((Purpose, Channel), consent::ConsentState)| ConsentLine {
        purpose: purpose.to_string(),
        channel: channel.to_string(),
        is_granted: state.is_granted(),
        counts_at: Some(state.since).filter(|at| consent::told(*at) != at.to_string()),
        since: consent::told(state.since),
        evidence: state.evidence,
        source: state.source,
        why_closed: closed.remove(&(purpose, channel)).map(|denial| denial.to_string()),
    };
    Ok((states.into_iter().map(line).collect(), facts))
}
