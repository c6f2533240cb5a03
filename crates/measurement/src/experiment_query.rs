use crate::decode::{Query, Reading};
use crate::sql::{count, cross, literal, moments};
use crate::{MeasurementError, Metric};
use experiment::{Design, RandomisedUnit};
use std::collections::BTreeSet;

/// Compiles the metrics of an experiment into one query over exposures and events.
///
/// One pass: exposures are reduced to one row a person, joined with the events of the window and of
/// the pre-period, summed up by person, then by arm. People without events stay in, with 0. Who was
/// exposed more than once counts from the first exposure, in the arm of the first: later arms are
/// counted and noted, not followed, because following them would let the treatment choose.
///
/// Where households or accounts were randomised, each of them is one row: the mean of its people. People of
/// one household are alike, and counting them apart would make the intervals too narrow.
///
/// Shapes: tables `exposures(experiment, version, person_id, arm, at, unit_id)` and
/// `person_events(person_id, type, name, occurred_at, revenue_minor)`, of one workspace.
/// Units: outcomes in [at, at + window), covariates in [at − days, at); money in cents until decoded.
/// Errors: as [`Metric::validate`] and [`Design::validate`]; [`MeasurementError::NoMetric`],
/// [`MeasurementError::Duplicate`].
/// Source: cluster-level summaries, Donner, Klar, "Design and Analysis of Cluster Randomization Trials" (2000),
/// section 6.2.
pub fn compile_experiment(design: &Design, metrics: &[Metric]) -> Result<Query, MeasurementError> {
    design.validate()?;
    if metrics.is_empty() {
        return Err(MeasurementError::NoMetric);
    }
    let mut names = BTreeSet::new();
    for metric in metrics {
        metric.validate()?;
        if !names.insert(&metric.name) {
            return Err(MeasurementError::Duplicate { metric: metric.name.clone() });
        }
    }
    let readings = metrics.iter().enumerate().map(|(i, metric)| Reading {
        metric: metric.name.clone(),
        factor: metric.unit_factor(),
        x: metric.covariate.map(|_| format!("x{i}")),
    });
    let sql = match design.unit {
        RandomisedUnit::Person => {
            [exposed(design), outcomes(design, metrics), by_arm(metrics, "outcomes")].join("\n")
        }
        RandomisedUnit::Household | RandomisedUnit::Account => {
            let units = format!("{},\n{}", outcomes(design, metrics), units(design, metrics));
            [exposed(design), units, by_arm(metrics, "units")].join("\n")
        }
    };
    let arms = design.arms.iter().map(|arm| arm.name.clone()).collect();
    Ok(Query { sql, readings: readings.collect(), arms })
}

/// One row a person: first exposure, its arm, whether another arm followed.
fn exposed(design: &Design) -> String {
    format!(
        "WITH exposed AS (
  SELECT person_id, min(at) AS at, first_value(arm ORDER BY at, arm) AS arm,
    CASE WHEN min(arm) <> max(arm) THEN 1 END AS crossed
  FROM exposures
  WHERE experiment = {} AND version = {}
  GROUP BY person_id
),",
        literal(&design.experiment),
        design.version
    )
}

/// One row a person with every value and covariate.
fn outcomes(design: &Design, metrics: &[Metric]) -> String {
    let window_days = design.outcome_window_days;
    let pre_days = metrics.iter().filter_map(|metric| metric.covariate).map(|pre| pre.pre_period_days).max();
    let start = pre_days.map_or("e.at".to_owned(), |days| format!("e.at - INTERVAL '{days} days'"));
    let mut values = Vec::new();
    for (i, metric) in metrics.iter().enumerate() {
        values.push(format!("{} AS y{i}", metric.person_value("v.occurred_at >= e.at")));
        if let Some(covariate) = metric.covariate {
            let days = covariate.pre_period_days;
            let before = format!("v.occurred_at < e.at AND v.occurred_at >= e.at - INTERVAL '{days} days'");
            values.push(format!("{} AS x{i}", metric.person_value(&before)));
        }
    }
    // Events that no metric counts are dropped before the join; a set, because metrics share events.
    let wanted: BTreeSet<String> = metrics.iter().map(|metric| format!("({})", metric.condition())).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    format!(
        "outcomes AS (
  SELECT e.person_id, e.arm AS arm, max(e.crossed) AS crossed,
    {}
  FROM exposed e
  LEFT JOIN person_events v ON v.person_id = e.person_id
    AND v.occurred_at >= {start} AND v.occurred_at < e.at + INTERVAL '{window_days} days'
    AND ({})
  GROUP BY e.person_id, e.arm
)",
        values.join(",\n    "),
        wanted.join(" OR ")
    )
}

/// One row a unit, in the arm of its first exposure, with the means of its people.
fn units(design: &Design, metrics: &[Metric]) -> String {
    let mut means = Vec::new();
    for (i, metric) in metrics.iter().enumerate() {
        means.push(format!("avg(o.y{i}) AS y{i}"));
        if metric.covariate.is_some() {
            means.push(format!("avg(o.x{i}) AS x{i}"));
        }
    }
    format!(
        "member AS (
  SELECT person_id, first_value(coalesce(unit_id, person_id) ORDER BY at, arm) AS unit_id
  FROM exposures
  WHERE experiment = {} AND version = {}
  GROUP BY person_id
),
units AS (
  SELECT m.unit_id, first_value(o.arm ORDER BY e.at, o.arm) AS arm,
    CASE WHEN min(o.arm) <> max(o.arm) OR count(o.crossed) > 0 THEN 1 END AS crossed,
    {}
  FROM outcomes o
  JOIN member m ON m.person_id = o.person_id
  JOIN exposed e ON e.person_id = o.person_id
  GROUP BY m.unit_id
)",
        literal(&design.experiment),
        design.version,
        means.join(",\n    ")
    )
}

/// One row an arm.
fn by_arm(metrics: &[Metric], rows: &str) -> String {
    let mut columns = vec!["arm".to_owned(), count("*", "n_people"), count("crossed", "n_crossed")];
    for (i, metric) in metrics.iter().enumerate() {
        let (y, x) = (format!("y{i}"), format!("x{i}"));
        columns.extend(moments(&y, &format!("mean_{y}"), &format!("m2_{y}")));
        if metric.covariate.is_some() {
            columns.extend(moments(&x, &format!("mean_{x}"), &format!("m2_{x}")));
            columns.push(cross(&y, &x, &format!("c_{y}_{x}")));
        }
    }
    format!("SELECT {}\nFROM {rows}\nGROUP BY arm\nORDER BY arm", columns.join(",\n  "))
}
