//! Where data come from: every contract, every key, what came last and how much of it was good.

use engine::{Engine, EngineError};
use gathering::collect;
use serde_json::Value;
use sources::{Contract, Format, Lands};
use std::collections::{BTreeMap, BTreeSet};
use store::Import;
use vocabulary::{DAY, JobKind, Timestamp, WorkspaceId};

/// Imports in a row from which on a source is known to come in a rhythm.
const N_RHYTHM: usize = 3;

/// Imports the rhythm is read from.
const N_LATEST: usize = 10;

/// Whether a source came when it was to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing came yet.
    Never,
    /// It came lately, or nobody knows how often it should.
    Fresh,
    /// It came in a rhythm, and has not for more than twice as long.
    Late,
}

/// The last file of a source.
#[derive(Debug, Clone)]
pub struct LastImport {
    /// Its name.
    pub file: String,
    /// When.
    pub at: Timestamp,
    /// Who imported it, as the audit chain names them, when that is known.
    pub by: Option<String>,
    /// Rows in it.
    pub n_rows: i64,
    /// Of those, set aside.
    pub n_quarantined: i64,
}

/// One source.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name in keys and files.
    pub source: String,
    /// For people.
    pub title: String,
    /// The name of its applied contract.
    pub contract: Option<String>,
    /// What its rows are.
    pub holds: Vec<&'static str>,
    /// Whether a write key posts as it.
    pub has_key: bool,
    /// The last file.
    pub last: Option<LastImport>,
    /// Files that came.
    pub n_files: usize,
    /// Rows of it that wait in quarantine.
    pub n_waiting: i64,
    /// Whether it came when it was to come.
    pub freshness: Freshness,
    /// How many days lie between its files, when it comes in a rhythm.
    pub usual_gap_days: Option<i64>,
    /// What is wrong with its contract.
    pub errors: Vec<String>,
}

/// Gives every source, by name.
pub async fn sources(
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
) -> Result<Vec<Source>, EngineError> {
    let mut found: BTreeMap<String, Source> = BTreeMap::new();
    for definition in engine.store().definitions(workspace, "source").await? {
        let parsed = Contract::parse(&definition.body, &definition.name);
        let source = parsed.as_ref().map_or(definition.name.as_str(), |contract| contract.source.as_str());
        let entry = found.entry(source.to_owned()).or_insert_with(|| Source::named(source));
        entry.contract = Some(definition.name.clone());
        match parsed {
            Ok(contract) => {
                entry.title = title(&definition.body).unwrap_or_else(|| contract.source.clone());
                entry.holds = contract.lands.iter().map(|lands| holds(*lands)).collect();
                entry.has_key = contract.format == Format::Segment;
            }
            Err(error) => entry.errors.push(error.to_string()),
        }
    }
    for key in engine.store().write_keys(workspace).await? {
        let entry = found.entry(key.source.clone()).or_insert_with(|| Source::named(&key.source));
        entry.has_key = true;
    }
    let mut imports: BTreeMap<String, Vec<Import>> = BTreeMap::new();
    for import in engine.store().imports(workspace).await? {
        imports.entry(import.source.clone()).or_default().push(import);
    }
    let importers = importers(engine, workspace).await?;
    for (source, of_source) in imports {
        let entry = found.entry(source.clone()).or_insert_with(|| Source::named(&source));
        entry.came(&of_source, &importers, now);
    }
    for rule in engine.store().quarantine_summary(workspace).await? {
        let entry = found.entry(rule.source.clone()).or_insert_with(|| Source::named(&rule.source));
        entry.n_waiting += rule.n_open;
    }
    Ok(found.into_values().collect())
}

impl Source {
    fn named(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            title: source.to_owned(),
            contract: None,
            holds: Vec::new(),
            has_key: false,
            last: None,
            n_files: 0,
            n_waiting: 0,
            freshness: Freshness::Never,
            usual_gap_days: None,
            errors: Vec::new(),
        }
    }

    /// Takes in its imports, the latest first.
    fn came(&mut self, imports: &[Import], importers: &BTreeMap<String, String>, now: Timestamp) {
        let Some(last) = imports.first() else { return };
        // The same file under a mended contract is one file.
        self.n_files = imports.iter().map(|import| import.file.as_str()).collect::<BTreeSet<_>>().len();
        self.last = Some(LastImport {
            file: file_name(&last.file).to_owned(),
            at: last.at,
            by: importers.get(&last.fingerprint).cloned(),
            n_rows: last.n_rows,
            n_quarantined: last.n_rejected,
        });
        let gap = rhythm(imports);
        self.usual_gap_days = gap.map(|micros| (micros / DAY.micros()).max(1));
        let is_late = gap.is_some_and(|gap| 2 * gap.max(DAY.micros()) < (now - last.at).micros());
        self.freshness = if is_late { Freshness::Late } else { Freshness::Fresh };
    }
}

/// The middle one of the times between imports, the latest first; `None` for too few.
fn rhythm(imports: &[Import]) -> Option<i64> {
    let mut gaps: Vec<i64> = imports
        .iter()
        .zip(imports.iter().skip(1))
        .map(|(later, earlier)| (later.at - earlier.at).micros())
        // Several files of one day are one delivery.
        .filter(|gap| DAY.micros() / 2 < *gap)
        .take(N_LATEST)
        .collect();
    if gaps.len() + 1 < N_RHYTHM {
        return None;
    }
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

/// By the fingerprint of an import who asked for it: jobs keep it beside their reports.
async fn importers(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<BTreeMap<String, String>, EngineError> {
    let jobs = engine.store().done_jobs(workspace, JobKind::Import).await?;
    let of_job = |job: &store::Job| {
        let print = job.result.as_ref()?.get("fingerprint").and_then(Value::as_str)?;
        Some((print.to_owned(), job.by_member.clone()))
    };
    // The latest job stands first, and whoever was first did it.
    Ok(jobs.iter().filter_map(of_job).collect())
}

fn holds(lands: Lands) -> &'static str {
    match lands {
        Lands::Records => "people",
        Lands::Events => "events",
        Lands::Consents => "consent",
    }
}

/// The name that the contract has for people.
fn title(text: &str) -> Option<String> {
    collect::title_of(text)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(day: i64) -> Import {
        Import {
            source: "shop".to_owned(),
            fingerprint: String::new(),
            file: format!("/exports/{day}.csv"),
            n_rows: 10,
            n_accepted: 9,
            n_rejected: 1,
            at: Timestamp::from_micros(day * DAY.micros()),
        }
    }

    #[test]
    fn a_source_is_late_when_its_rhythm_says_so() {
        let of = |days: &[i64], today: i64| {
            let imports: Vec<Import> = days.iter().map(|day| import(*day)).collect();
            let mut source = Source::named("shop");
            source.came(&imports, &BTreeMap::new(), Timestamp::from_micros(today * DAY.micros()));
            (source.freshness, source.usual_gap_days)
        };
        assert_eq!(of(&[], 9), (Freshness::Never, None));
        assert_eq!(of(&[1], 900), (Freshness::Fresh, None), "nobody knows how often it comes");
        assert_eq!(of(&[15, 8, 1], 22), (Freshness::Fresh, Some(7)));
        assert_eq!(of(&[15, 8, 1], 30), (Freshness::Late, Some(7)));
        assert_eq!(of(&[15, 15, 8, 8, 1], 22), (Freshness::Fresh, Some(7)), "two files of one day are one");
    }
}
