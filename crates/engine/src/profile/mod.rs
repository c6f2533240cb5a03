//! One person as the page shows them: records, traits, consents, timeline, and the reasons for everything.

mod history;
mod search;
mod timeline;

pub use search::{PersonHit, PersonPage, search};
pub use timeline::Moment;

use crate::columns::{text, text_at, time};
use crate::reach::may_reach_one;
use crate::{Engine, EngineError, target, unify};
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

/// What one source says of the person, as it came.
#[derive(Debug, Clone, Serialize)]
pub struct SourceRecord {
    /// Which record.
    pub record_id: String,
    /// Of which source.
    pub source: String,
    /// When it came in.
    pub arrived_at: Timestamp,
    /// Its fields that have a value, by name.
    pub fields: BTreeMap<String, String>,
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
    let records = unify::records_of_people(engine, workspace, &person).await?;
    if records.is_empty() && unify::record_ids_of(engine, workspace, &person).await?.is_empty() {
        let hint = "search with `truelift people search NAME`";
        return Err(EngineError::NotFound { what: "person", name: id.to_string(), hint });
    }
    let references: Vec<&unify::Told> = records.iter().collect();
    let traits = unify::Traits::load(engine, workspace).await?.with_reasons(&references);
    let (links, vetoes) = links(engine, workspace, &person).await?;
    let (household_id, household) = household(engine, workspace, &person).await?;
    let name = match name(&traits) {
        Some(name) => name,
        None => seen_name(engine, workspace, &person).await?.unwrap_or_else(|| person.to_string()),
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
        "select p.household_id, p.person_id, concat_ws(' ', p.given_name, p.family_name) as name
         from people p join people q on q.household_id = p.household_id
         where q.person_id = '{person}' order by p.person_id"
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

fn name(traits: &[Survivor]) -> Option<String> {
    let value = |name: &str| traits.iter().find(|t| t.winner.name == name).map(|t| t.winner.value.as_str());
    match (value("given_name"), value("family_name")) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (Some(name), None) | (None, Some(name)) => Some(name.to_owned()),
        (None, None) => value("email").or(value("customer_id")).map(str::to_owned),
    }
}

/// The best handle of somebody who has no record and was only seen in events.
async fn seen_name(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Option<String>, EngineError> {
    let sql = format!(
        "select coalesce(email, phone, customer_id) as name from people where person_id = '{person}'"
    );
    for batch in engine.query(workspace, &[], &sql).await? {
        if 0 < batch.num_rows() {
            return Ok(text_at(&text(&batch, "name")?, 0));
        }
    }
    Ok(None)
}

const FIELDS: [&str; 12] = [
    "given_name",
    "family_name",
    "email",
    "phone",
    "customer_id",
    "anonymous_id",
    "birth_date",
    "street",
    "city",
    "state",
    "postcode",
    "country",
];

async fn source_records(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<SourceRecord>, EngineError> {
    let sql = format!(
        "select r.* from records r join record_map m on m.record_id = r.record_id
         where m.person_id = '{person}' order by r.source, r.record_id"
    );
    read_source_records(engine, workspace, &sql).await
}

/// Records as they came, by id; those that are not there are left out.
pub async fn source_records_by_id(
    engine: &Engine,
    workspace: &WorkspaceId,
    ids: &[&str],
) -> Result<Vec<SourceRecord>, EngineError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("select r.* from records r where r.record_id in ({})", unify::quoted(ids));
    read_source_records(engine, workspace, &sql).await
}

async fn read_source_records(
    engine: &Engine,
    workspace: &WorkspaceId,
    sql: &str,
) -> Result<Vec<SourceRecord>, EngineError> {
    let mut records = Vec::new();
    for batch in engine.query(workspace, &[], sql).await? {
        let (id, source, at) =
            (text(&batch, "record_id")?, text(&batch, "source")?, time(&batch, "arrived_at")?);
        let columns = FIELDS.iter().map(|name| Ok((*name, text(&batch, name)?)));
        let columns = columns.collect::<Result<Vec<_>, EngineError>>()?;
        records.extend((0..batch.num_rows()).map(|row| {
            SourceRecord {
                record_id: id.value(row).to_owned(),
                source: source.value(row).to_owned(),
                arrived_at: Timestamp::from_micros(at.value(row)),
                fields: columns
                    .iter()
                    .filter_map(|(name, column)| Some(((*name).to_owned(), text_at(column, row)?)))
                    .collect(),
            }
        }));
    }
    Ok(records)
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
    let identifiers = target::identifiers_of(engine, workspace, person).await?;
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
