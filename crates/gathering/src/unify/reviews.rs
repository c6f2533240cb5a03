//! Pairs for a member to decide: those the model is unsure of, and a sample of those it is sure of.

use super::compare::{PairTable, compare_all};
use super::rulings::in_force;
use engine::columns::text;
use engine::persons::{self, SourceRecord, source_records_by_id};
use engine::{Engine, EngineError};
use serde::{Deserialize, Serialize};
use stats::Proportion;
use std::collections::HashSet;
use store::Ruling;
use vocabulary::{Digest, RulingKind, RulingOrigin, WorkspaceId};

/// Links drawn at random for [`ReviewKind::Sample`]: enough for an interval of about three points at 99 in 100.
const N_SAMPLE: usize = 100;

/// The level of the interval of [`Precision`].
const LEVEL: f64 = 0.95;

/// Why a pair is put before a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// The model is not sure.
    Unsure,
    /// Drawn at random from the links that were made without asking, to measure how many are right.
    Sample,
}

impl ReviewKind {
    /// How a ruling on such a pair came about.
    pub fn origin(self) -> RulingOrigin {
        match self {
            ReviewKind::Unsure => RulingOrigin::Review,
            ReviewKind::Sample => RulingOrigin::Sample,
        }
    }
}

/// Two records side by side.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewPair {
    /// Why it is asked.
    pub kind: ReviewKind,
    /// One record as it came.
    pub left: SourceRecord,
    /// The other.
    pub right: SourceRecord,
    /// How they compare.
    pub table: PairTable,
}

/// What waits to be decided.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewQueue {
    /// The next pairs, the least sure first.
    pub items: Vec<ReviewPair>,
    /// How many wait.
    pub n_waiting: usize,
}

/// How many of the links made without asking are right, from a sample that members judged.
#[derive(Debug, Clone, Serialize)]
pub struct Precision {
    /// Links judged.
    pub n_judged: usize,
    /// Of those, right.
    pub n_right: usize,
    /// Share that is right, 0..=1; None before any was judged.
    pub precision: Option<f64>,
    /// Lower end of its 95 % interval (Wilson 1927); None before any was judged.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
}

/// The pairs of one kind that wait, and the next `n` of them with both records.
pub async fn queue(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: ReviewKind,
    n: usize,
) -> Result<ReviewQueue, EngineError> {
    let rulings = engine.store().rulings(workspace).await?;
    let judged = judged(&rulings);
    let mut waiting = match kind {
        ReviewKind::Unsure => unsure(engine, workspace).await?,
        ReviewKind::Sample => sample(engine, workspace).await?,
    };
    waiting.retain(|pair| !judged.contains(&sorted(pair)));
    let next: Vec<(String, String)> = waiting.iter().take(n).cloned().collect();
    let ids: Vec<&str> = next.iter().flat_map(|(left, right)| [left.as_str(), right.as_str()]).collect();
    let records = source_records_by_id(engine, workspace, &ids).await?;
    let find = |id: &str| records.iter().find(|record| record.record_id == id).cloned();
    let items = compare_all(engine, workspace, &next).await?.into_iter().filter_map(|table| {
        Some(ReviewPair { kind, left: find(&table.left)?, right: find(&table.right)?, table })
    });
    Ok(ReviewQueue { items: items.collect(), n_waiting: waiting.len() })
}

/// How many pairs the model is not sure of and nobody decided.
pub async fn n_waiting(engine: &Engine, workspace: &WorkspaceId) -> Result<usize, EngineError> {
    let rulings = engine.store().rulings(workspace).await?;
    let judged = judged(&rulings);
    let waiting = persons::unsure_pairs(engine, workspace).await?;
    Ok(waiting.iter().filter(|pair| !judged.contains(&sorted(pair))).count())
}

/// Pairs neither sure nor unlikely, the least sure first.
async fn unsure(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<(String, String)>, EngineError> {
    Ok(persons::unsure_pairs(engine, workspace).await?.to_vec())
}

/// Links made without asking, in an order by their hash: the same sample until the links change.
async fn sample(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<(String, String)>, EngineError> {
    let sql = "select left_record, right_record from links where rule not in ('review', 'veto', 'decided')
        and not contains(left_record, ':seen-') and not contains(right_record, ':seen-')";
    let mut found = Vec::new();
    for batch in engine.query(workspace, &[], sql).await? {
        let (left, right) = (text(&batch, "left_record")?, text(&batch, "right_record")?);
        found.extend((0..batch.num_rows()).map(|row| {
            let (left, right) = (left.value(row).to_owned(), right.value(row).to_owned());
            (Digest::of(["sample", left.as_str(), right.as_str()]), left, right)
        }));
    }
    found.sort();
    found.truncate(N_SAMPLE);
    Ok(found.into_iter().map(|(_, left, right)| (left, right)).collect())
}

fn sorted((left, right): &(String, String)) -> (&str, &str) {
    (left.as_str().min(right.as_str()), left.as_str().max(right.as_str()))
}

fn judged(rulings: &[Ruling]) -> HashSet<(&str, &str)> {
    in_force(rulings).map(|ruling| (ruling.left_record.as_str(), ruling.right_record.as_str())).collect()
}

/// Measures the links made without asking, from the sample that members judged.
///
/// Source: Wilson (1927), the score interval of a share.
pub async fn precision(engine: &Engine, workspace: &WorkspaceId) -> Result<Precision, EngineError> {
    let rulings = engine.store().rulings(workspace).await?;
    let sample: Vec<&Ruling> =
        in_force(&rulings).filter(|ruling| ruling.origin == RulingOrigin::Sample).collect();
    let n_right = sample.iter().filter(|ruling| ruling.kind != RulingKind::Different).count();
    let share = Proportion::new(sample.len() as u64, n_right as u64).ok();
    let interval = share.and_then(|share| share.wilson(LEVEL).ok());
    Ok(Precision {
        n_judged: sample.len(),
        n_right,
        precision: (!sample.is_empty()).then(|| n_right as f64 / sample.len() as f64),
        ci_low: interval.map(|interval| interval.low),
        ci_high: interval.map(|interval| interval.high),
    })
}
