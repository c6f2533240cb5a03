use crate::{MeasurementError, Metric, TableExperiment, TablePlan};
use experiment::{Design, RandomisedUnit};
use std::collections::BTreeSet;
use vocabulary::literal;

/// Names of columns. No metric is named like them: a metric's name has no capitals.
const ARM: &str = "Arm";
const DAY: &str = "Day";
const STRATUM: &str = "Stratum";
const UNIT: &str = "Unit";
const SEGMENT: &str = "Segment";
const HOUSEHOLD: &str = "Household";

/// An experiment as two queries over exposures and events, and how the rows of the first are added up.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperimentQuery {
    /// Gives a row a person, in DataFusion's dialect.
    pub people: String,
    /// Gives the columns `arm` and `n_crossed`: people who were exposed in another arm than the one they
    /// count in.
    pub crossed: String,
    /// Gives the columns `metric`, `currency` and `n`: events whose money counts for a metric that names no
    /// currency, by currency (`''` where none is named); `None` where every metric of money names one.
    pub currencies: Option<String>,
    /// What the columns of a row are.
    pub table: TableExperiment,
}

/// Compiles the metrics of an experiment into one query over exposures and events.
///
/// One pass: exposures are reduced to one row a person, joined with the events of the window and of the
/// pre-period, and summed up by person. People without events stay in, with 0. What an arm comes to is then
/// added up as of any table of people ([`crate::Tally`]): without rounding, where an engine that sums
/// floats in parallel would give other last digits at every run.
///
/// Who was exposed more than once counts from the first exposure, in the arm of the first: later arms are
/// counted and noted, not followed, because following them would let the treatment choose. Where households
/// or accounts were randomised, everybody counts in the arm of their unit's first exposure, and errors allow
/// for people of a unit being alike. Where strata were randomised in, they are read by.
///
/// Where people were randomised, those of one household are neighbours: what one of them gets may reach
/// another who is to get nothing. `segment` is the column of people to look into, where one was asked for.
///
/// Shapes: tables `exposures(experiment, version, person_id, arm, at, unit_id, stratum)`,
/// `person_events(person_id, type, name, occurred_at, revenue_minor, currency)` and `people(person_id, …)`, of one
/// workspace.
/// Units: outcomes in [at, at + window), covariates in [at − days, at); money in dollars.
/// Errors: as [`Metric::validate`] and [`Design::validate`]; [`MeasurementError::NoMetric`],
/// [`MeasurementError::Duplicate`].
pub fn compile_experiment(
    design: &Design,
    metrics: &[Metric],
    segment: Option<&str>,
) -> Result<ExperimentQuery, MeasurementError> {
    design.validate()?;
    metrics.iter().try_for_each(Metric::validate)?;
    let exposed = exposed(design);
    let query = ExperimentQuery {
        people: format!("{exposed}\n{}", people(design, metrics, segment)),
        crossed: format!("{exposed}\n{}", crossed(design)),
        currencies: currencies(design, metrics).map(|sql| format!("{exposed}\n{sql}")),
        table: table(design, metrics, segment),
    };
    TablePlan::compile(&query.table, &[])?;
    Ok(query)
}

fn table(design: &Design, metrics: &[Metric], segment: Option<&str>) -> TableExperiment {
    let is_person = design.unit == RandomisedUnit::Person;
    let named = |is_there: bool, name: &str| is_there.then(|| name.to_owned());
    TableExperiment {
        arm: ARM.to_owned(),
        metrics: metrics.iter().map(|metric| metric.table_metric(design.outcome_window_days)).collect(),
        stratum: named(!design.assignment.strata.is_empty(), STRATUM),
        cluster: named(!is_person, UNIT),
        segment: named(segment.is_some(), SEGMENT),
        day: named(is_person, DAY),
        neighbours: named(is_person, HOUSEHOLD),
        ..TableExperiment::default()
    }
}

/// One row a person: the first exposure, with the arm and the stratum of the unit's first.
fn exposed(design: &Design) -> String {
    let of_person = |unit: &str| {
        format!(
            "SELECT person_id, min(at) AS at, {unit} AS unit_id, first_value(arm ORDER BY at, arm) AS arm,
    first_value(stratum ORDER BY at, arm) AS stratum
  FROM exposures
  WHERE experiment = {} AND version = {}
  GROUP BY person_id",
            literal(&design.experiment),
            design.version
        )
    };
    match design.unit {
        RandomisedUnit::Person => format!("WITH exposed AS (\n  {}\n)", of_person("person_id")),
        RandomisedUnit::Household | RandomisedUnit::Account => format!(
            "WITH first_exposure AS (
  {}
),
unit AS (
  SELECT unit_id, first_value(arm ORDER BY at, arm) AS arm, first_value(stratum ORDER BY at, arm) AS stratum
  FROM first_exposure
  GROUP BY unit_id
),
exposed AS (
  SELECT f.person_id, f.at, u.unit_id, u.arm, u.stratum
  FROM first_exposure f JOIN unit u ON u.unit_id = f.unit_id
)",
            of_person("first_value(coalesce(unit_id, person_id) ORDER BY at, arm)")
        ),
    }
}

/// One row a person with every value and covariate.
fn people(design: &Design, metrics: &[Metric], segment: Option<&str>) -> String {
    let window_days = design.outcome_window_days;
    let pre_days = metrics.iter().filter_map(|metric| metric.covariate).map(|pre| pre.pre_period_days).max();
    let start = pre_days.map_or("e.at".to_owned(), |days| format!("e.at - INTERVAL '{days} days'"));
    let columns = metrics.iter().flat_map(Metric::columns);
    let values: Vec<String> = columns.map(|(name, value)| format!("{value} AS {}", quoted(&name))).collect();
    // Events that no metric counts are dropped before the join; a set, because metrics share events.
    let wanted: BTreeSet<String> = metrics.iter().flat_map(Metric::conditions).collect();
    let wanted: Vec<String> = wanted.iter().map(|condition| format!("({condition})")).collect();
    let traits = segment
        .map(|column| (column, SEGMENT))
        .into_iter()
        .chain(std::iter::once(("household_id", HOUSEHOLD)));
    let traits: Vec<String> =
        traits.map(|(column, name)| format!("max(p.{}) AS {}", quoted(column), quoted(name))).collect();
    format!(
        "SELECT e.arm AS {}, e.unit_id AS {}, e.stratum AS {}, CAST(e.at AS DATE) AS {},
  {},
  {}
FROM exposed e
LEFT JOIN people p ON p.person_id = e.person_id
LEFT JOIN person_events v ON v.person_id = e.person_id
  AND v.occurred_at >= {start} AND v.occurred_at < e.at + INTERVAL '{window_days} days'
  AND ({})
GROUP BY e.person_id, e.arm, e.unit_id, e.stratum, e.at",
        quoted(ARM),
        quoted(UNIT),
        quoted(STRATUM),
        quoted(DAY),
        traits.join(", "),
        values.join(",\n  "),
        wanted.join(" OR ")
    )
}

/// One row an arm: people who were exposed in another one too.
fn crossed(design: &Design) -> String {
    format!(
        "SELECT e.arm, count(DISTINCT x.person_id) AS n_crossed
FROM exposures x JOIN exposed e ON e.person_id = x.person_id
WHERE x.experiment = {} AND x.version = {} AND x.arm <> e.arm
GROUP BY e.arm
ORDER BY e.arm",
        literal(&design.experiment),
        design.version
    )
}

/// Events by currency of every metric that adds money up and does not say which; money that names none is of a kind of
/// its own, `''`.
fn currencies(design: &Design, metrics: &[Metric]) -> Option<String> {
    let of = |metric: &Metric| {
        let start = metric
            .covariate
            .map_or("e.at".to_owned(), |pre| format!("e.at - INTERVAL '{} days'", pre.pre_period_days));
        format!(
            "SELECT {} AS metric, coalesce(v.currency, '') AS currency, count(*) AS n
FROM exposed e JOIN person_events v ON v.person_id = e.person_id
WHERE v.occurred_at >= {start} AND v.occurred_at < e.at + INTERVAL '{} days'
  AND v.revenue_minor <> 0 AND (({}))
GROUP BY coalesce(v.currency, '')",
            literal(&metric.name),
            design.outcome_window_days,
            metric.conditions().join(") OR (")
        )
    };
    let parts: Vec<String> =
        metrics.iter().filter(|metric| metric.is_money() && metric.currency.is_none()).map(of).collect();
    (!parts.is_empty()).then(|| parts.join("\nUNION ALL\n"))
}

/// Quotes a name.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
