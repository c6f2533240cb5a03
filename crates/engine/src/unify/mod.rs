//! Step 2: records and events become people.
//!
//! Events are never rewritten: they are joined to people through `identifier_map` when they are read.

mod identities;
mod read;
mod write;

pub use read::{records_of_people, seen_records_of};

use crate::{Engine, EngineError};
use people::{PairQuality, Rules, Warning};
use serde::Serialize;
use std::collections::BTreeMap;
use vocabulary::{PersonId, WorkspaceId};

/// Which source wins when two disagree on a trait: the brand's own system of record first.
pub const SOURCE_RANK: [&str; 4] = ["crm", "orders", "web", "consents"];

/// What one run of the step did.
#[derive(Debug, Clone, Serialize)]
pub struct UnifyReport {
    /// Records that were resolved, the identities seen in events among them.
    pub n_records: usize,
    /// People they make.
    pub n_people: usize,
    /// Devices that nobody has signed in on: not people yet.
    pub n_visitors: usize,
    /// Joins of two records.
    pub n_links: usize,
    /// Pairs that were kept apart in spite of something shared.
    pub n_vetoes: usize,
    /// People whose id now resolves to another, since the last run.
    pub n_merged: usize,
    /// What was ignored for the whole set, in words.
    pub warnings: Vec<String>,
}

/// The outcome with what a test or a simulator needs to compare it with the truth.
pub struct Unified {
    /// The figures.
    pub report: UnifyReport,
    /// By record: its id, one identifier key if it has one, and its person.
    pub person_of: Vec<(String, Option<String>, PersonId)>,
}

/// Resolves all records of the workspace and replaces its people.
///
/// Person ids are stable: a person keeps the id that most of their records had before, and an id that
/// vanishes in a merge redirects for ever.
pub async fn run(engine: &Engine, workspace: &WorkspaceId) -> Result<Unified, EngineError> {
    let mut records = read::records(engine, workspace).await?;
    let seen = identities::of_events(engine, workspace).await?;
    records.extend(seen.iter().map(|identity| identity.record.clone()));
    let previous: BTreeMap<String, PersonId> = read::record_map(engine, workspace).await?;

    let (resolution, identities, records) = tokio::task::spawn_blocking(move || {
        let resolution = people::resolve(&records, &Rules::default());
        let identities = people::person_ids(&records, &resolution, &previous);
        (resolution, identities, records)
    })
    .await
    .map_err(|error| EngineError::Query { what: format!("identity resolution stopped: {error}") })?;

    let (n_people, n_visitors) = write::people(engine, workspace, &records, &identities).await?;
    write::maps(engine, workspace, &records, &seen, &identities).await?;
    write::links(engine, workspace, &records, &resolution, &identities).await?;
    write::redirects(engine, workspace, &identities.merged).await?;

    let report = UnifyReport {
        n_records: records.len(),
        n_people,
        n_visitors,
        n_links: resolution.links.len(),
        n_vetoes: resolution.vetoes.len(),
        n_merged: identities.merged.len(),
        warnings: resolution.warnings.iter().map(warning_words).collect(),
    };
    tracing::info!(workspace = %workspace, n_records = report.n_records, n_people, "unified");
    let person_of = records
        .into_iter()
        .zip(identities.of_record)
        .map(|(record, person)| {
            let key =
                people::identifiers(&people::normalise(&record)).first().map(vocabulary::Identifier::key);
            (record.record_id, key, person)
        })
        .collect();
    Ok(Unified { report, person_of })
}

impl Unified {
    /// How well the people agree with a truth that is known, over the records whose truth is known.
    pub fn quality<T: Eq + std::hash::Hash>(
        &self,
        truth: impl Fn(&str, Option<&str>) -> Option<T>,
    ) -> PairQuality {
        let labelled = self
            .person_of
            .iter()
            .filter_map(|(record, key, person)| Some((person.clone(), truth(record, key.as_deref())?)));
        let (people, truths): (Vec<PersonId>, Vec<T>) = labelled.unzip();
        people::pairwise(&people, &truths)
    }
}

fn warning_words(warning: &Warning) -> String {
    match warning {
        Warning::SharedIdentifier { kind, n_records, n_names } => format!(
            "one {kind} stands on {n_records} records under {n_names} names: it was not used to join people"
        ),
        Warning::NothingToGoBy { n_records } => {
            format!("{n_records} records have neither a name nor an identifier: they stay alone")
        }
    }
}
