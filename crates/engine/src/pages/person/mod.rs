//! One person as the page shows them: records, traits, consents, timeline, and the reasons for everything.

mod history;
mod named;
mod search;
mod shown;
mod timeline;

pub use search::{PersonHit, PersonPage, search};
pub use timeline::Moment;

use crate::columns::{text, text_at};
use crate::persons::{self, SourceRecord, Told, Traits, read_source_records, source_records};
use crate::reach::may_reach_one;
use crate::{Engine, EngineError, target};
use audience::Membership;
use people::Survivor;
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
    /// Since when.
    pub since: Timestamp,
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
    let person = engine.store.resolve_person(workspace, id).await?;
    let records = persons::records_of_people(engine, workspace, &person).await?;
    if records.is_empty() && persons::record_ids_of(engine, workspace, &person).await?.is_empty() {
        let hint = "search with `truelift people search NAME`";
        return Err(EngineError::NotFound { what: "person", name: id.to_string(), hint });
    }
    let references: Vec<&Told> = records.iter().collect();
    let traits = Traits::load(engine, workspace).await?.with_reasons(&references);
    let (links, vetoes) = links(engine, workspace, &person).await?;
    let (household_id, household) = household(engine, workspace, &person).await?;
    let name = match shown::full_name(&traits) {
        Some(name) => name,
        None => match shown::name_of(engine, workspace, &person).await? {
            Some(name) => name,
            None => handle(&traits).unwrap_or_else(|| person.to_string()),
        },
    };
    let audiences = target::memberships(engine, workspace, &person, now).await?;
    let current = source_records(engine, workspace, &person).await?;
    Ok(Profile {
        earlier: history::earlier(engine, workspace, &person, &current).await?,
        name,
        redirected_from: (person != *id).then(|| id.clone()),
        timeline: timeline::of(engine, workspace, &person, now).await?,
        consents: consents(engine, workspace, &person, now).await?,
        records: current,
        person_id: person,
        household_id,
        household,
        traits,
        links,
        vetoes,
        audiences,
    })
}

/// The household of a person and who else is in it.
async fn household(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<(Option<String>, Vec<(PersonId, String)>), EngineError> {
    let sql = format!(
        "select p.household_id, p.person_id, {} as name
         from people p join people q on q.household_id = p.household_id
         where q.person_id = '{person}' order by p.person_id",
        shown::name_in("p")
    );
    let (mut id, mut others) = (None, Vec::new());
    for batch in engine.query(workspace, &[], &sql).await? {
        let (household, other, name) =
            (text(&batch, "household_id")?, text(&batch, "person_id")?, text(&batch, "name")?);
        for row in 0..batch.num_rows() {
            id = text_at(&household, row);
            if other.value(row) != person.as_str() {
                let name = text_at(&name, row).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| other.value(row).to_owned());
                others.push((PersonId::new(other.value(row))?, name));
            }
        }
    }
    Ok((id, others))
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

async fn consents(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    now: Timestamp,
) -> Result<Vec<ConsentLine>, EngineError> {
    let identifiers = persons::identifiers_of(engine, workspace, person).await?;
    let events = engine.store.consents_of(workspace, &identifiers).await?;
    let states = consent::fold(&events, now);
    let mut closed: BTreeMap<(Purpose, Channel), String> = BTreeMap::new();
    for channel in [Channel::Email, Channel::Sms] {
        let purposes: Vec<Purpose> =
            states.keys().filter(|(_, of)| *of == channel).map(|(purpose, _)| *purpose).collect();
        for (purpose, answer) in may_reach_one(engine, workspace, person, channel, &purposes, now).await? {
            if let Err(denial) = answer {
                closed.insert((purpose, channel), denial.to_string());
            }
        }
    }
    let line = |((purpose, channel), state): ((Purpose, Channel), consent::ConsentState)| ConsentLine {
        purpose: purpose.to_string(),
        channel: channel.to_string(),
        is_granted: state.is_granted(),
        since: state.since,
        evidence: state.evidence,
        source: state.source,
        why_closed: closed.remove(&(purpose, channel)),
    };
    Ok(states.into_iter().map(line).collect())
}
