//! Audiences while they are written: how many people, whom a purpose reaches, some of them with reasons, and the words
//! the data have.

use audience::{Definition, Membership, TRAITS, TraitKind, evaluate};
use directory::{Bits, Counted};
use engine::addressees::{Ask, may_reach};
use engine::definitions::{self, Problem, Severity};
use engine::persons::{self, Everybody, everybody};
use engine::{Engine, EngineError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use vocabulary::{Channel, PersonId, Purpose, Timestamp, WorkspaceId};

/// How many members a preview shows.
const N_SAMPLE: usize = 6;

/// An audience as it would be now.
#[derive(Debug)]
pub struct Preview {
    /// How many people are in it; `None` while it cannot be used.
    pub n_members: Option<usize>,
    /// How many people there are.
    pub n_people: usize,
    /// The definition in one sentence.
    pub sentence: Option<String>,
    /// Some of its members and why they are in it.
    pub sample: Vec<Sampled>,
    /// Errors and warnings, those of the data among them.
    pub problems: Vec<Problem>,
    /// How old the data are that were counted, where newer ones are being read.
    pub behind: Option<Duration>,
}

/// A member of an audience.
#[derive(Debug)]
pub struct Sampled {
    /// Who.
    pub person_id: String,
    /// How they are called.
    pub name: String,
    /// Why they are in it.
    pub membership: Membership,
}

/// How many of an audience may be written to, and why the others may not.
#[derive(Debug, Clone, Serialize)]
pub struct Reached {
    /// By which way.
    pub channel: Channel,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// How many.
    pub n_reachable: usize,
    /// By reason how many not, the most frequent first.
    pub why_not: Vec<(String, usize)>,
}

/// One trait in the data.
#[derive(Debug, Clone, Serialize)]
pub struct TraitName {
    /// As a definition names it.
    pub name: &'static str,
    /// As a reader calls it.
    pub words: &'static str,
    /// `text`, `day`, `time` or `number`: which rules make sense.
    pub kind: &'static str,
    /// How many people have a value.
    pub n_known: usize,
    /// How many different values there are; 0 for times and numbers.
    pub n_values: usize,
}

/// What values are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValuesOf<'a> {
    /// Of a trait.
    Trait(&'a str),
    /// Products of an event.
    Products(&'a str),
    /// Currencies of an event.
    Currencies(&'a str),
}

/// The members of a definition among everybody in memory.
pub(crate) async fn members_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    people: &Arc<Everybody>,
    definition: &Definition,
    now: Timestamp,
) -> Result<Bits, EngineError> {
    let given = people.given(engine, workspace, &definition.who, now).await?;
    Ok(people.directory.members(&definition.who, &given, now))
}

/// The ids of some rows.
pub(crate) fn ids_of(people: &Everybody, rows: &Bits) -> Result<Vec<PersonId>, EngineError> {
    let ids = rows.rows().map(|row| PersonId::new(people.directory.row(row).id()));
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The name an audience gives itself, which is what it would be stored under.
fn name_in(text: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Named {
        name: String,
    }
    definitions::parse::<Named>("audience", "audience", text)
        .map_or_else(|_| "audience".to_owned(), |named| named.name)
}

/// Counts an audience as it is written, saved or not.
pub async fn preview(
    engine: &Engine,
    workspace: &WorkspaceId,
    text: &str,
    now: Timestamp,
) -> Result<Preview, EngineError> {
    let fresh = everybody(engine, workspace).await?;
    let people = fresh.value;
    let n_people = people.directory.n_people();
    let name = name_in(text);
    let (definition, mut problems) = definitions::read_audience(&name, text);
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    let Some(definition) = definition.filter(|_| !is_broken) else {
        let (n_members, sentence, sample) = (None, None, Vec::new());
        return Ok(Preview { n_members, n_people, sentence, sample, problems, behind: fresh.behind });
    };
    let given = people.given(engine, workspace, &definition.who, now).await?;
    let members = people.directory.members(&definition.who, &given, now);
    let seen = persons::event_names(engine, workspace).await?;
    let seen: BTreeSet<String> = seen.iter().map(|event| event.name.clone()).collect();
    let of = (name.as_str(), text, &definition);
    problems.extend(definitions::unseen_in(engine, workspace, of, &seen, &people).await?);
    let n_members = members.count();
    // Some from all over, and the same ones while nothing changes.
    let apart = n_members.div_ceil(N_SAMPLE).max(1);
    let rows: Vec<usize> = members.rows().step_by(apart).take(N_SAMPLE).collect();
    let facts = people.directory.facts(&rows, &given);
    let sampled = |(row, facts): (&usize, audience::PersonFacts)| {
        let row = people.directory.row(*row);
        let membership = evaluate(&definition, &facts, now);
        Sampled { person_id: row.id().to_owned(), name: row.name().to_owned(), membership }
    };
    Ok(Preview {
        n_members: Some(n_members),
        n_people,
        sentence: Some(audience::sentence(&definition)),
        sample: rows.iter().zip(facts).map(sampled).collect(),
        problems,
        behind: fresh.behind,
    })
}

/// How many members of an audience as it is written the gate would let a message go to; `None` while it cannot be
/// used. Frequency and hours are not asked.
pub async fn reached(
    engine: &Engine,
    workspace: &WorkspaceId,
    text: &str,
    (channel, purposes): (Channel, &[Purpose]),
    now: Timestamp,
) -> Result<Option<Reached>, EngineError> {
    let (definition, problems) = definitions::read_audience(&name_in(text), text);
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    let Some(definition) = definition.filter(|_| !is_broken) else { return Ok(None) };
    reached_of(engine, workspace, &definition, (channel, purposes), now).await.map(Some)
}

/// The same of an audience that was applied.
pub async fn reached_by_name(
    engine: &Engine,
    workspace: &WorkspaceId,
    name: &str,
    asked: (Channel, &[Purpose]),
    now: Timestamp,
) -> Result<Reached, EngineError> {
    let definition = definitions::audience_applied(engine, workspace, name).await?;
    reached_of(engine, workspace, &definition, asked, now).await
}

async fn reached_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    (channel, purposes): (Channel, &[Purpose]),
    now: Timestamp,
) -> Result<Reached, EngineError> {
    let people = everybody(engine, workspace).await?.value;
    let members = members_of(engine, workspace, &people, definition, now).await?;
    let ask = Ask { channel, purposes, policy: None };
    let answers = may_reach(engine, workspace, &ids_of(&people, &members)?, &ask, now).await?;
    let mut n_reachable = 0;
    let mut why_not: BTreeMap<String, usize> = BTreeMap::new();
    for answer in answers.into_values() {
        match answer {
            Ok(_) => n_reachable += 1,
            Err(denial) => *why_not.entry(denial.to_string()).or_default() += 1,
        }
    }
    let mut why_not: Vec<(String, usize)> = why_not.into_iter().collect();
    why_not.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    Ok(Reached { channel, purposes: purposes.to_vec(), n_reachable, why_not })
}

/// The traits that an audience may ask for, with how many people have each.
pub async fn traits(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<TraitName>, EngineError> {
    let people = everybody(engine, workspace).await?.value;
    let named = |(name, kind, words): &(&'static str, TraitKind, &'static str)| TraitName {
        name,
        words,
        kind: match kind {
            TraitKind::Text => "text",
            TraitKind::Day => "day",
            TraitKind::Time => "time",
            TraitKind::Number => "number",
        },
        n_known: people.directory.n_known(name),
        n_values: people.directory.n_values(name),
    };
    Ok(TRAITS.iter().map(named).collect())
}

/// Values in the data that contain `part`, with how many people or events have each, the best first.
///
/// Errors: [`EngineError::NotFound`] for a trait that there is none of.
pub async fn values(
    engine: &Engine,
    workspace: &WorkspaceId,
    of: ValuesOf<'_>,
    part: &str,
    limit: usize,
) -> Result<Vec<Counted>, EngineError> {
    let people = everybody(engine, workspace).await?.value;
    Ok(match of {
        ValuesOf::Trait(name) => {
            if audience::trait_kind(name).is_none() {
                let hint = "the traits are listed by `/api/v1/vocabulary/traits`";
                return Err(EngineError::NotFound { what: "trait", name: name.to_owned(), hint });
            }
            people.directory.values(name, part, limit)
        }
        ValuesOf::Products(event) => people.events(engine, workspace, event).await?.products(part, limit),
        ValuesOf::Currencies(event) => people.events(engine, workspace, event).await?.currencies(),
    })
}

/// How many people there are.
pub async fn n_people(engine: &Engine, workspace: &WorkspaceId) -> Result<usize, EngineError> {
    Ok(everybody(engine, workspace).await?.value.directory.n_people())
}

/// An audience of the list.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The definition in one sentence; `None` where it cannot be used.
    pub sentence: Option<String>,
    /// How many people are in it now.
    pub n_members: Option<usize>,
    /// Why it cannot be used.
    pub error: Option<String>,
    /// The pilots that name it.
    pub used_by: Vec<String>,
    /// Its version.
    pub version: i64,
    /// Who put it.
    pub by_member: vocabulary::MemberId,
    /// When.
    pub at: Timestamp,
}

/// Every audience with how many people are in it now. One that is broken stops none of the others.
pub async fn list(
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
) -> Result<Vec<Listed>, EngineError> {
    let people = everybody(engine, workspace).await?.value;
    let mut listed = Vec::new();
    for stored in engine.store().definitions(workspace, "audience").await? {
        let (definition, problems) = definitions::read_audience(&stored.name, &stored.body);
        let error = problems.into_iter().find(|problem| problem.severity == Severity::Error);
        let usable = definition.filter(|_| error.is_none());
        let n_members = match &usable {
            Some(definition) => Some(members_of(engine, workspace, &people, definition, now).await?.count()),
            None => None,
        };
        let dependents = definitions::dependents(engine, workspace, "audience", &stored.name).await?;
        listed.push(Listed {
            description: usable
                .as_ref()
                .map_or_else(String::new, |definition| definition.description.clone()),
            sentence: usable.as_ref().map(audience::sentence),
            n_members,
            error: error.map(|problem| problem.what),
            used_by: dependents.into_iter().map(|dependent| dependent.name).collect(),
            name: stored.name,
            version: stored.version,
            by_member: stored.by_member,
            at: stored.at,
        });
    }
    Ok(listed)
}
