//! Step 2: records and events become people.
//!
//! Events are never rewritten: they are joined to people through `identifier_map` when they are read.

mod aliases;
mod compare;
mod evaluate;
mod everybody;
mod identities;
mod keys;
mod known;
mod meet;
mod records;
mod reviews;
mod roster;
mod rulings;
mod shared;
mod visitors;
mod write;

pub use compare::{PairTable, compare};
pub use evaluate::{Evaluation, evaluate, read_schema};
pub use meet::{Meetings, Met, meet};
pub use reviews::{Precision, ReviewKind, ReviewPair, ReviewQueue, n_waiting, precision, queue};
pub use rulings::{Word, n_pending, rule, split, undo};

use engine::definitions::survivorship;
use engine::persons::{self, Traits};
use engine::{Course, Engine, EngineError};
use everybody::{Everybody, Places};
use people::{Corpus, Model, PairQuality, Reach, Resolution, Thresholds, Warning};
use serde::Serialize;
use std::collections::BTreeMap;
use vocabulary::{PersonId, WorkspaceId, grouped};

/// The setting that holds what the last run learnt: by it pairs are explained until the next run.
const MODEL: &str = "people_model";

/// The setting that holds the numbers of the rulings the last run took into account.
const RULINGS: &str = "people_rulings";

/// The setting that counts the runs: what is known of people holds for one of them.
const RUN: &str = "people_run";

/// The setting that holds how many later rows of records the last run has seen.
const CHANGES: &str = "people_changes";

/// What only one process at a time does to a workspace: write people.
const WRITING: &str = "people";

/// What a run goes through: reading, comparing, writing.
const N_STAGES: u64 = 3;

/// What one run of the step did.
#[derive(Debug, Clone, Serialize)]
pub struct UnifyReport {
    /// Records that were resolved, the identities seen in events among them.
    pub n_records: usize,
    /// People they make.
    pub n_people: usize,
    /// Households of more than one person.
    pub n_households: usize,
    /// Devices that nobody has signed in on: not people yet.
    pub n_visitors: usize,
    /// Pairs that were worth a comparison.
    pub n_candidate_pairs: usize,
    /// Joins of two records.
    pub n_links: usize,
    /// Pairs that were kept apart in spite of something shared.
    pub n_vetoes: usize,
    /// Pairs that wait for a member to decide.
    pub n_reviews: usize,
    /// People whose id now resolves to another, since the last run.
    pub n_merged: usize,
    /// What was ignored for the whole set, in words.
    pub warnings: Vec<String>,
}

/// The outcome with what a test or a simulator needs to compare it with the truth.
pub struct Unified {
    /// The figures.
    pub report: UnifyReport,
    everybody: Everybody,
    places: Places,
}

/// Everything one resolution gives, made off the async threads.
struct Resolved {
    everybody: Everybody,
    corpus: Corpus,
    model: Model,
    resolution: Resolution,
    places: Places,
}

/// Resolves all records of the workspace and replaces its people.
///
/// The model is learnt from the records and from what members said of pairs; what members said holds whatever
/// the model says. Person ids are stable: a person keeps the id that most of their records had before, and an
/// id that vanishes in a merge redirects for ever, or is back when the merge is undone.
pub async fn run(engine: &Engine, workspace: &WorkspaceId) -> Result<Unified, EngineError> {
    run_on(engine, workspace, &Course::default()).await
}

/// As [`run`], and stops when `course` shall stop, as long as nothing was written.
///
/// Errors: [`EngineError::Stopped`]; the people are those of the last run.
pub async fn run_on(
    engine: &Engine,
    workspace: &WorkspaceId,
    course: &Course,
) -> Result<Unified, EngineError> {
    course.of(Some(N_STAGES), "steps");
    course.stage("reading records and events");
    let _writing = engine.lake().hold(workspace.as_str(), WRITING).await?;
    let n_changes = count_changes(engine, workspace).await?;
    let seen = identities::of_events(engine, workspace).await?;
    let records = records::all(engine, workspace, seen).await?;
    let aliases = aliases::of_events(engine, workspace).await?;
    let ledger = persons::ledger_keys(engine, workspace).await?;
    let previous: BTreeMap<String, PersonId> = persons::record_map(engine, workspace).await?;
    let rulings = engine.store().rulings(workspace).await?;

    let ruled: Vec<i64> = rulings::in_force(&rulings).map(|ruling| ruling.ruling_id).collect();

    course.go_on(stopped)?;
    course.at(1);
    course.stage("comparing what may be one person");
    let heard = (records, aliases, ledger);
    let done = compared(heard, previous, rulings, course).await?;
    let Resolved { everybody, corpus, model, mut resolution, places } = done;

    course.at(2);
    let traits = Traits::load(engine, workspace).await?;
    let of_rules = survivorship::warning(engine.store(), workspace).await?;
    // The last place where it can stop: what follows replaces the people of the last run.
    course.go_on(stopped)?;
    course.stage("writing people");
    // From here on, what `meet` knows of the last run is old.
    let n_runs = n_runs(engine, workspace).await?.unwrap_or(0) + 1;
    engine.store().put_setting(workspace, RUN, &serde_json::json!(n_runs)).await?;
    engine.store().put_setting(workspace, CHANGES, &serde_json::json!(n_changes)).await?;
    write::clear_recent(engine, workspace).await?;
    // Before the maps: a crash in between must not lose where an old id leads.
    write::redirects(engine, workspace, &places).await?;
    let compared = (&corpus, &everybody.joined);
    write::links(engine, workspace, compared, &model, &resolution, &places).await?;
    let (n_links, n_vetoes, n_reviews) =
        (resolution.links.len(), resolution.vetoes.len(), resolution.reviews.len());
    // They are told: people and maps need the room.
    drop(corpus);
    (resolution.links, resolution.vetoes, resolution.reviews) = Default::default();
    let roster = roster::Roster::of(&places, &resolution);
    let written = write::people(engine, workspace, &everybody, &roster, &traits).await?;
    write::maps(engine, workspace, &everybody, &roster).await?;
    drop(roster);
    engine.store().people_written(workspace).await?;
    keep_model(engine, workspace, &model).await?;
    engine.store().put_setting(workspace, RULINGS, &serde_json::json!(ruled)).await?;

    let report = UnifyReport {
        n_records: everybody.records.len(),
        n_people: written.n_people,
        n_households: written.n_households,
        n_visitors: written.n_visitors,
        n_candidate_pairs: resolution.n_candidate_pairs,
        n_links,
        n_vetoes,
        n_reviews,
        n_merged: places.merged.len(),
        warnings: told_warnings(&resolution.warnings).chain(everybody.words()).chain(of_rules).collect(),
    };
    course.at(N_STAGES);
    tracing::info!(workspace = %workspace, n_records = report.n_records, n_people = report.n_people, "unified");
    Ok(Unified { report, everybody, places })
}

fn stopped() -> String {
    "stopped before anything was written: people are as they were".to_owned()
}

/// Compares what may be one person, on a thread of its own.
async fn compared(
    heard: (records::Records, Vec<aliases::Alias>, Vec<String>),
    previous: BTreeMap<String, PersonId>,
    rulings: Vec<store::Ruling>,
    course: &Course,
) -> Result<Resolved, EngineError> {
    let (records, aliases, ledger) = heard;
    let compared = blocking(move || {
        let everybody = Everybody::of(records, &aliases, &ledger);
        let corpus = everybody.corpus();
        let (labels, mut decisions) = rulings::for_model(rulings::in_force(&rulings));
        decisions.merges.extend(everybody.joined.iter().cloned());
        let (model, resolution) = people::unify(&corpus, &labels, &decisions, &Thresholds::default());
        let places = everybody.places(&resolution.cluster_of, &previous);
        Resolved { everybody, corpus, model, resolution, places }
    });
    tokio::select! {
        compared = compared => compared,
        // It is not waited for: it writes nothing, and its thread ends by itself.
        () = course.until_halted() => Err(EngineError::Stopped { what: stopped() }),
    }
}

/// Every record has every column here: that nobody fills one is no news.
fn told_warnings(warnings: &[Warning]) -> impl Iterator<Item = String> {
    warnings.iter().filter(|warning| !matches!(warning, Warning::EmptyColumn { .. })).map(warning_words)
}

/// Does work that takes long off the async threads.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, EngineError> {
    let stopped = |error| EngineError::Query { what: format!("identity resolution stopped: {error}") };
    tokio::task::spawn_blocking(work).await.map_err(stopped)
}

/// How often people were unified; None when never.
async fn n_runs(engine: &Engine, workspace: &WorkspaceId) -> Result<Option<u64>, EngineError> {
    Ok(engine.store().setting(workspace, RUN).await?.and_then(|body| body.as_u64()))
}

/// How many later rows of records there are.
async fn count_changes(engine: &Engine, workspace: &WorkspaceId) -> Result<i64, EngineError> {
    let sql = "select count(*) as n from record_changes";
    engine::columns::single_int(&engine.query(workspace, &[], sql).await?, "n")
}

/// How many later rows of records the last run has seen; None when it did not note it.
async fn n_changes(engine: &Engine, workspace: &WorkspaceId) -> Result<Option<usize>, EngineError> {
    let noted = engine.store().setting(workspace, CHANGES).await?;
    Ok(noted.and_then(|body| body.as_u64()).and_then(|n| usize::try_from(n).ok()))
}

async fn keep_model(engine: &Engine, workspace: &WorkspaceId, model: &Model) -> Result<(), EngineError> {
    let body = engine::form::value(model)?;
    engine.store().put_setting(workspace, MODEL, &body).await?;
    Ok(())
}

/// What the last run learnt.
///
/// Errors: [`EngineError::NotReady`] before the first run.
async fn model(engine: &Engine, workspace: &WorkspaceId) -> Result<Model, EngineError> {
    let not_ready =
        || EngineError::NotReady { what: "nothing was unified yet: run `truelift unify`".to_owned() };
    let body = engine.store().setting(workspace, MODEL).await?.ok_or_else(not_ready)?;
    engine::form::parse(body).map_err(|_| EngineError::NotReady {
        what: "people were unified by another version of the program: run `truelift unify` again".to_owned(),
    })
}

/// What stood out in the whole set, for a reader; never a value.
fn warning_words(warning: &Warning) -> String {
    match warning {
        Warning::SharedIdentifier { kind, n_records, n_names } => format!(
            "one {kind} stands on {} records under {} names: it says little of who somebody is",
            grouped(*n_records as u64),
            grouped(*n_names as u64)
        ),
        Warning::NothingToGoBy { n_records } => format!(
            "{} records have neither a name nor an identifier: they stay alone",
            grouped(*n_records as u64)
        ),
        Warning::SetAside { column, why, n_values } => {
            format!("{} values of `{column}` were set aside: {why}", grouped(*n_values as u64))
        }
        Warning::KeyFormats { source, n_formats } => format!(
            "source `{source}` writes customer ids in {n_formats} formats: ids of two formats are not compared"
        ),
        Warning::OnlyNames => {
            "no column says more than names and places: namesakes cannot be told apart".to_owned()
        }
        Warning::EmptyColumn { column } => format!("column `{column}` holds no value that says anything"),
    }
}

impl Unified {
    /// By record: its id, one identifier key if it has one, and its person.
    pub fn person_of(&self) -> impl Iterator<Item = (String, Option<String>, PersonId)> {
        (0..self.everybody.records.len()).filter_map(|at| {
            let told = self.everybody.records.get(at);
            let key = told.and_then(|told| Some(told.handles().first()?.key()));
            Some((self.everybody.records.id(at).to_owned(), key, self.places.person(at)?.clone()))
        })
    }

    /// How well the people agree with a truth that is known, over the records whose truth is known.
    pub fn quality<T: Eq + std::hash::Hash>(
        &self,
        truth: impl Fn(&str, Option<&str>) -> Option<T>,
    ) -> PairQuality {
        let labelled = self
            .person_of()
            .filter_map(|(record, key, person)| Some((person, truth(&record, key.as_deref())?)));
        let (people, truths): (Vec<PersonId>, Vec<T>) = labelled.unzip();
        people::pairwise(&people, &truths)
    }

    /// How many people were found, beside how many the records' evidence can tell apart at best.
    pub fn reach<T: Ord>(&self, truth: impl Fn(&str, Option<&str>) -> Option<T>) -> Reach {
        // What browsers say is not compared: it reaches nothing.
        let n_compared = self.everybody.records.n_of_record();
        let cluster_of = self.places.place_of.get(..n_compared).unwrap_or_default();
        let truths = self.person_of().take(n_compared).map(|(record, key, _)| truth(&record, key.as_deref()));
        let truths: Vec<Option<T>> = truths.collect();
        people::reach(&self.everybody.corpus(), cluster_of, &truths)
    }
}
