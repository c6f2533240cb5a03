//! What the data say of definitions: names that nothing has.

use super::problem::{Given, Problem};
use super::strata::COLUMNS;
use super::{Definitions, PilotFile, kinds, names};
use crate::persons::{self, Everybody};
use crate::{Engine, EngineError};
use kinds::Read;
use measurement::{Metric, Value};
use people::Survivorship;
use std::collections::BTreeSet;
use std::sync::Arc;
use vocabulary::{WorkspaceId, nearest};

impl Definitions {
    /// As [`Definitions::problems`], with what the data say: events and traits that were never seen, values that nobody
    /// has, sources that there are not.
    pub async fn check(&self, engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<Problem>, EngineError> {
        let mut problems = self.problems(&engine.store, workspace).await?;
        let seen = names::events(engine, workspace).await?;
        for given in &self.given {
            if given.kind == "survivorship" {
                problems.extend(self.unknown_sources(engine, workspace, given).await?);
            }
            match kinds::read(given).0 {
                Some(Read::Audience(definition)) => {
                    for unseen in
                        names::unseen(engine, workspace, &definition, &seen, names::Book::Lake).await?
                    {
                        let words: Vec<&str> = unseen.words.iter().map(String::as_str).collect();
                        problems.push(given.problem(unseen.severity, &words, unseen.what));
                    }
                }
                Some(Read::Pilot(pilot)) => {
                    problems.extend(unseen_events(given, &pilot, &seen));
                    problems.extend(mixed_money(engine, workspace, given, &pilot).await?);
                    problems.extend(unseen_strata(engine, workspace, given, &pilot, &seen).await?);
                }
                _ => {}
            }
        }
        Ok(problems)
    }

    /// Sources that the rules of survivorship rank and that there are not: neither given, nor stored, nor seen.
    async fn unknown_sources(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
        given: &Given,
    ) -> Result<Vec<Problem>, EngineError> {
        let Ok(rules) = super::parse::<Survivorship>(given.kind, &given.name, &given.text) else {
            return Ok(Vec::new());
        };
        let mut known: BTreeSet<String> = engine.store.source_names(workspace).await?.into_iter().collect();
        let stored = engine.store.definitions(workspace, "source").await?;
        known.extend(stored.into_iter().map(|stored| stored.name));
        known
            .extend(self.given.iter().filter(|given| given.kind == "source").map(|given| given.name.clone()));
        // Before the first source nothing can be told from a slip.
        let unknown = rules.source_rank.iter().filter(|name| !known.is_empty() && !known.contains(*name));
        Ok(unknown
            .map(|name| {
                let meant = meant(name, &known);
                let what =
                    format!("no source is called `{name}`{meant}; until one is, its place ranks nothing");
                given.warning(&["source_rank:", name], what)
            })
            .collect())
    }
}

fn meant(name: &str, known: &BTreeSet<String>) -> String {
    nearest(name, known.iter().map(String::as_str))
        .map_or(String::new(), |meant| format!(", did you mean `{meant}`?"))
}

/// Events of metrics that were never seen; without any event every name is unknown, and none is said.
fn unseen_events(given: &Given, pilot: &PilotFile, seen: &BTreeSet<String>) -> Vec<Problem> {
    let events = pilot.metrics.iter().filter_map(|metric| metric.event.as_deref());
    let unseen = events.filter(|event| !seen.is_empty() && !seen.contains(*event));
    unseen
        .map(|event| {
            let meant = meant(event, seen);
            let what = format!(
                "no event is called `{event}` so far{meant}; until one is, its metric is 0 for everybody"
            );
            given.warning(&["metrics", event], what)
        })
        .collect()
}

/// Metrics of money whose events are of several currencies: their amounts do not compare, and no readout of them comes.
async fn mixed_money(
    engine: &Engine,
    workspace: &WorkspaceId,
    given: &Given,
    pilot: &PilotFile,
) -> Result<Vec<Problem>, EngineError> {
    // One that says which money it means counts that alone.
    let is_open = |metric: &&Metric| metric.value == Some(Value::Revenue) && metric.currency.is_none();
    let mut problems = Vec::new();
    for metric in pilot.metrics.iter().filter(is_open) {
        let event = metric.event.as_deref();
        let currencies = names::currencies(engine, workspace, event, names::Book::Lake).await?;
        let Some(first) = currencies.first().filter(|_| 1 < currencies.len()) else { continue };
        let listed: Vec<&str> = currencies.iter().map(String::as_str).collect();
        let of = event
            .map_or_else(|| "the money of all events".to_owned(), |event| format!("the money of `{event}`"));
        let name = &metric.name;
        let what = format!(
            "{of} is of several currencies ({}), which do not compare: metric `{name}` would never be read; say `currency: {first}` beside it, for that money alone, or measure how many there are",
            listed.join(", ")
        );
        problems.push(given.warning(&["metrics", name], what));
    }
    Ok(problems)
}

/// Strata that nobody has a value of: planning would refuse them.
async fn unseen_strata(
    engine: &Engine,
    workspace: &WorkspaceId,
    given: &Given,
    pilot: &PilotFile,
    seen: &BTreeSet<String>,
) -> Result<Vec<Problem>, EngineError> {
    let strata = &pilot.design.assignment.strata;
    if strata.iter().all(|name| COLUMNS.contains(&name.as_str())) {
        return Ok(Vec::new());
    }
    let mut known = persons::trait_names(engine, workspace).await?;
    // Before the first data every trait is unknown.
    let has_data = !seen.is_empty() || !known.is_empty();
    known.extend(COLUMNS.map(str::to_owned));
    let unseen = strata.iter().filter(|name| has_data && !known.contains(*name));
    Ok(unseen
        .map(|name| {
            let meant = meant(name, &known);
            let what =
                format!("its stratum `{name}` is a trait that nobody has{meant}; it could not be planned so");
            given.warning(&["strata:", name], what)
        })
        .collect())
}

/// What the data do not have of an audience that is being written.
pub async fn unseen_in(
    engine: &Engine,
    workspace: &WorkspaceId,
    (name, text, definition): (&str, &str, &audience::Definition),
    seen: &BTreeSet<String>,
    everybody: &Arc<Everybody>,
) -> Result<Vec<Problem>, EngineError> {
    let given = Given { kind: "audience", name: name.to_owned(), text: text.to_owned(), file: None };
    let book = names::Book::Memory(everybody);
    let found = names::unseen(engine, workspace, definition, seen, book).await?;
    let problem = |unseen: names::Unseen| {
        let words: Vec<&str> = unseen.words.iter().map(String::as_str).collect();
        given.problem(unseen.severity, &words, unseen.what.clone())
    };
    Ok(found.into_iter().map(problem).collect())
}
