//! The people an experiment exposed, added up: the same sums a file of people is read out by.

use super::cells::batch_of;
use arrow::array::Array;
use engine::columns::{int, text, text_at};
use engine::{Engine, EngineError};
use experiment::{Design, Evidence, PartKind, Withheld};
use futures::TryStreamExt;
use measurement::{ExperimentQuery, MeasurementError, Metric, TablePlan, Tally, Totals, compile_experiment};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{WorkspaceId, grouped};

/// Fewer days of exposure than this say nothing about time.
const N_DAYS_MIN: usize = 3;

/// What is read out, of whom.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub workspace: &'a WorkspaceId,
    /// What the query reads: exposures and events by person, under their names.
    pub views: &'a [(&'a str, &'a str)],
    pub design: &'a Design,
    pub metrics: &'a [Metric],
    /// The column of people to look into.
    pub segment: Option<&'a str>,
}

/// Adds up everybody who was exposed, with notes on those who were exposed in several arms.
///
/// `fail` names the definition that is at fault.
pub async fn evidence(
    engine: &Engine,
    question: &Question<'_>,
    fail: impl Fn(MeasurementError) -> EngineError,
) -> Result<Evidence, EngineError> {
    let (mut evidence, query) = added_up(engine, question, fail).await?;
    evidence.notes.extend(crossed(engine, question, &query).await?);
    Ok(evidence)
}

/// Adds up everybody who was exposed.
pub(crate) async fn added_up(
    engine: &Engine,
    question: &Question<'_>,
    fail: impl Fn(MeasurementError) -> EngineError,
) -> Result<(Evidence, ExperimentQuery), EngineError> {
    let query = compile_experiment(question.design, question.metrics, question.segment).map_err(&fail)?;
    let caps = match TablePlan::for_caps(&query.table) {
        None => Vec::new(),
        Some(plan) => total(engine, question, &query, &plan, &fail).await?.caps(&plan).map_err(&fail)?,
    };
    let plan = TablePlan::compile(&query.table, &caps).map_err(&fail)?;
    let mut totals = total(engine, question, &query, &plan, &fail).await?;
    let mut evidence = without_days(totals.evidence(&plan).map_err(&fail)?);
    evidence.withheld = currencies_of(engine, question, &query).await?;
    Ok((evidence, query))
}

/// Leaves the days out where there are too few to say anything about time.
pub(super) fn without_days(mut evidence: Evidence) -> Evidence {
    let days: BTreeSet<&Option<String>> = evidence.by_day.iter().map(|sums| &sums.segment).collect();
    if days.len() < N_DAYS_MIN {
        evidence.by_day.clear();
        evidence.parts.retain(|parts| parts.kind != PartKind::Day);
    }
    evidence
}

async fn total(
    engine: &Engine,
    question: &Question<'_>,
    query: &ExperimentQuery,
    plan: &TablePlan,
    fail: &impl Fn(MeasurementError) -> EngineError,
) -> Result<Totals, EngineError> {
    let (workspace, views) = (question.workspace.as_str(), question.views);
    let mut batches = engine.lake().stream(workspace, views, &query.people).await?;
    let mut tally = Tally::new(plan);
    while let Some(rows) = batches.try_next().await? {
        let batch = batch_of(plan, &mut tally, &rows, fail)?;
        tally.add(&batch).map_err(fail)?;
    }
    Ok(tally.finish())
}

/// Metrics whose money is of several currencies, or of one that has no cents and was not named.
pub(super) async fn currencies_of(
    engine: &Engine,
    question: &Question<'_>,
    query: &ExperimentQuery,
) -> Result<BTreeMap<String, Withheld>, EngineError> {
    let mut found: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    let Some(sql) = &query.currencies else { return Ok(BTreeMap::new()) };
    for batch in engine.query(question.workspace, question.views, sql).await? {
        let (metrics, currencies) = (text(&batch, "metric")?, text(&batch, "currency")?);
        let counts = int(&batch, "n")?;
        for row in 0..batch.num_rows() {
            let (metric, currency) = (text_at(&metrics, row), text_at(&currencies, row));
            let counts_of = found.entry(metric.unwrap_or_default().to_owned()).or_default();
            let currency = currency.unwrap_or_default().to_owned();
            *counts_of.entry(currency).or_default() += counts.value(row).unsigned_abs();
        }
    }
    let is_wrong = |counts: &BTreeMap<String, u64>| {
        1 < counts.len()
            || counts.keys().any(|currency| vocabulary::Currency::n_minor_units(currency) != 100.0)
    };
    found.retain(|_, counts| is_wrong(counts));
    for counts in found.values_mut() {
        if let Some(n) = counts.remove("") {
            counts.insert("no named currency".to_owned(), n);
        }
    }
    Ok(found.into_iter().map(|(metric, counts)| (metric, Withheld::Currencies { counts })).collect())
}

/// Notes on people who were exposed in more than one arm.
async fn crossed(
    engine: &Engine,
    question: &Question<'_>,
    query: &ExperimentQuery,
) -> Result<Vec<String>, EngineError> {
    let mut notes = Vec::new();
    for batch in engine.query(question.workspace, question.views, &query.crossed).await? {
        let (arms, counts) = (text(&batch, "arm")?, int(&batch, "n_crossed")?);
        for row in (0..batch.num_rows()).filter(|&row| counts.is_valid(row)) {
            let (arm, n) = (text_at(&arms, row).unwrap_or_default(), counts.value(row));
            notes.push(format!(
                "{} people who count in `{arm}`, where they or their unit were exposed first, were exposed in another arm too",
                grouped(n.unsigned_abs())
            ));
        }
    }
    Ok(notes)
}
