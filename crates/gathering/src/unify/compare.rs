//! Why two records are, or are not, one person: the table of comparisons of the last run's model.

use super::model;
use engine::columns::text;
use engine::persons;
use engine::{Engine, EngineError};
use people::{Comparer, Comparison, Corpus, probability};
use serde::Serialize;
use std::collections::HashMap;
use vocabulary::WorkspaceId;

/// Two records compared field by field.
#[derive(Debug, Clone, Serialize)]
pub struct PairTable {
    /// One record.
    pub left: String,
    /// The other.
    pub right: String,
    /// What speaks for and against, in bits; the lines sum to `bits`.
    pub comparisons: Vec<Comparison>,
    /// Log odds of one person, in bits.
    pub bits: f64,
    /// The same as a probability, 0..=1.
    pub probability: f64,
}

/// Compares any two records of the workspace.
///
/// Errors: [`EngineError::NotFound`], [`EngineError::NotReady`] before the first run.
pub async fn compare(
    engine: &Engine,
    workspace: &WorkspaceId,
    left: &str,
    right: &str,
) -> Result<PairTable, EngineError> {
    let mut pairs = compare_all(engine, workspace, &[(left.to_owned(), right.to_owned())]).await?;
    pairs.pop().ok_or_else(|| EngineError::NotFound {
        what: "pair of records",
        name: format!("{left} and {right}"),
        hint: "see a person's records with `truelift people show ID`",
    })
}

/// Compares pairs, as the last run did where it looked at them; those with a record that is only seen in events,
/// or not there, are left out.
pub(super) async fn compare_all(
    engine: &Engine,
    workspace: &WorkspaceId,
    pairs: &[(String, String)],
) -> Result<Vec<PairTable>, EngineError> {
    let ids: Vec<&str> = pairs.iter().flat_map(|(left, right)| [left.as_str(), right.as_str()]).collect();
    let records = persons::records_by_id(engine, workspace, &ids).await?;
    let model = model(engine, workspace).await?;
    let kept = kept(engine, workspace, &ids).await?;
    let corpus = Corpus::of_records(records.iter().map(|told| &told.record));
    let comparer = Comparer::new(&corpus, &model);
    let table = |(left, right): &(String, String)| {
        let (a, b) = (corpus.position(left)?, corpus.position(right)?);
        let find = |left: &str, right: &str| kept.get(&(left.to_owned(), right.to_owned())).cloned();
        let comparisons =
            find(left, right).or_else(|| find(right, left)).unwrap_or_else(|| comparer.compare(a, b));
        let bits = comparisons.iter().map(|line| line.bits).sum();
        let (left, right) = (left.clone(), right.clone());
        Some(PairTable { left, right, comparisons, bits, probability: probability(bits) })
    };
    Ok(pairs.iter().filter_map(table).collect())
}

/// The comparisons that the last run kept of pairs of these records.
async fn kept(
    engine: &Engine,
    workspace: &WorkspaceId,
    ids: &[&str],
) -> Result<HashMap<(String, String), Vec<Comparison>>, EngineError> {
    let mut kept = HashMap::new();
    if ids.is_empty() {
        return Ok(kept);
    }
    let wanted = persons::wanted(ids);
    let sql = format!(
        "select left_record, right_record, comparisons from links join {wanted} on left_record = wanted.id
         where comparisons is not null"
    );
    for batch in engine.query(workspace, &[], &sql).await? {
        let (left, right, table) =
            (text(&batch, "left_record")?, text(&batch, "right_record")?, text(&batch, "comparisons")?);
        for row in 0..batch.num_rows() {
            if let Ok(comparisons) = serde_json::from_str(table.value(row)) {
                kept.insert((left.value(row).to_owned(), right.value(row).to_owned()), comparisons);
            }
        }
    }
    Ok(kept)
}

/// As [`compare_all`], and no pair at all before the first run.
pub(super) async fn scores(
    engine: &Engine,
    workspace: &WorkspaceId,
    pairs: &[(String, String)],
) -> Result<Vec<PairTable>, EngineError> {
    match compare_all(engine, workspace, pairs).await {
        Err(EngineError::NotReady { .. }) => Ok(Vec::new()),
        outcome => outcome,
    }
}
