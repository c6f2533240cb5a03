//! The text of the queries.
//!
//! The golden text was run on DataFusion 55.1 over the demo's lake; means, shares, ratios, quantiles, caps,
//! people kept and the covariate's effect by arm agree with pandas over the same files to every digit printed.

use crate::pilot;

use experiment::{Design, RandomisedUnit};
use measurement::{MeasurementError, compile_experiment};
use pilot::{design, metrics};

#[test]
fn the_text_is_the_one_that_was_run() {
    let experiment = compile_experiment(&design(), &metrics(), Some("state")).unwrap();
    let golden = include_str!("golden/experiment.sql").trim_end();
    assert_eq!(format!("{};\n\n{}", experiment.people, experiment.crossed), golden);
}

#[test]
fn names_cannot_break_out_of_their_quotes() {
    let mut hostile = design();
    hostile.experiment = "it's' OR 1=1 --".to_owned();
    let mut metrics = metrics();
    metrics[1].event = Some("Order'; DROP".to_owned());
    let query = compile_experiment(&hostile, &metrics, Some("a\" FROM b")).unwrap();
    for sql in [&query.people, &query.crossed] {
        assert!(sql.contains("experiment = 'it''s'' OR 1=1 --' AND version = 1"), "{sql}");
    }
    assert!(query.people.contains("v.name = 'Order''; DROP'"), "{}", query.people);
    assert!(query.people.contains("max(p.\"a\"\" FROM b\") AS \"Segment\""), "{}", query.people);
}

#[test]
fn without_a_covariate_nothing_from_before_exposure_is_read() {
    let mut metrics = metrics();
    metrics[0].covariate = None;
    let query = compile_experiment(&design(), &metrics, None).unwrap();
    let sql = &query.people;
    assert!(sql.contains("v.occurred_at >= e.at AND v.occurred_at < e.at + INTERVAL '14 days'"), "{sql}");
    assert!(!sql.contains("before exposure") && !sql.contains("e.at - INTERVAL"), "{sql}");
    assert!(query.table.metrics.iter().all(|metric| metric.covariates.is_empty()));
}

#[test]
fn columns_stand_for_what_the_design_says() {
    let table = |design: &Design| compile_experiment(design, &metrics(), None).unwrap().table;
    let people = table(&design());
    assert_eq!((people.arm.as_str(), people.day.as_deref()), ("Arm", Some("Day")));
    assert_eq!((people.cluster, people.stratum, people.segment), (None, None, None));
    let by_household = Design { unit: RandomisedUnit::Household, ..design() };
    let query = compile_experiment(&by_household, &metrics(), None).unwrap();
    for part in ["first_value(coalesce(unit_id, person_id) ORDER BY at, arm) AS unit_id", "GROUP BY unit_id"]
    {
        assert!(query.people.contains(part), "{}", query.people);
    }
    let households = table(&by_household);
    assert_eq!((households.cluster.as_deref(), households.day), (Some("Unit"), None));
    let mut stratified = design();
    stratified.assignment.strata = vec!["state".to_owned()];
    stratified.assignment.method = experiment::Method::Blocked;
    assert_eq!(table(&stratified).stratum.as_deref(), Some("Stratum"));
}

#[test]
fn what_cannot_be_compiled_is_an_error() {
    assert_eq!(compile_experiment(&design(), &[], None), Err(MeasurementError::NoMetric));
    let twice = [metrics(), metrics()].concat();
    let duplicate = MeasurementError::Duplicate { metric: "revenue".to_owned() };
    assert_eq!(compile_experiment(&design(), &twice, None), Err(duplicate));
    let mut no_arms = design();
    no_arms.arms.clear();
    assert!(matches!(compile_experiment(&no_arms, &metrics(), None), Err(MeasurementError::Design(_))));
}
