//! Why two records are, or are not, one person: the table of comparisons of the last run's model.

use super::{model, read};
use crate::{Engine, EngineError};
use people::{Comparer, Comparison, Corpus, probability};
use serde::Serialize;
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

/// Compares pairs; those with a record that is only seen in events, or not there, are left out.
pub(super) async fn compare_all(
    engine: &Engine,
    workspace: &WorkspaceId,
    pairs: &[(String, String)],
) -> Result<Vec<PairTable>, EngineError> {
    let ids: Vec<&str> = pairs.iter().flat_map(|(left, right)| [left.as_str(), right.as_str()]).collect();
    let records = read::records_by_id(engine, workspace, &ids).await?;
    let model = model(engine, workspace).await?;
    let corpus = Corpus::of_records(&records);
    let comparer = Comparer::new(&corpus, &model);
    let table = |(left, right): &(String, String)| {
        let (a, b) = (corpus.position(left)?, corpus.position(right)?);
        let bits = comparer.score(a, b);
        Some(PairTable {
            left: left.clone(),
            right: right.clone(),
            comparisons: comparer.compare(a, b),
            bits,
            probability: probability(bits),
        })
    };
    Ok(pairs.iter().filter_map(table).collect())
}

/// How sure the last run's model is that two records are one person; None when it cannot say.
pub(super) async fn score(
    engine: &Engine,
    workspace: &WorkspaceId,
    left: &str,
    right: &str,
) -> Result<Option<f64>, EngineError> {
    match compare_all(engine, workspace, &[(left.to_owned(), right.to_owned())]).await {
        Ok(pairs) => Ok(pairs.first().map(|pair| pair.probability)),
        Err(EngineError::NotReady { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
