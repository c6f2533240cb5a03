//! The text of the queries.
//!
//! The golden texts were run on DataFusion 55.0: the first over a million people with five million
//! events, with events on every edge of the windows, against the same sums in numpy (1e-11 relative);
//! that of households over 6,000 households of one to five people against numpy (1e-11 relative).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod pilot;

use experiment::{Design, RandomisedUnit};
use measurement::{MeasurementError, compile_experiment};
use pilot::{design, metrics};

#[test]
fn the_text_is_the_one_that_was_run() {
    let experiment = compile_experiment(&design(), &metrics()).unwrap();
    assert_eq!(experiment.sql, include_str!("golden/experiment.sql").trim_end());
    let by_household = Design { unit: RandomisedUnit::Household, ..design() };
    let households = compile_experiment(&by_household, &metrics()).unwrap();
    assert_eq!(households.sql, include_str!("golden/households.sql").trim_end());
}

#[test]
fn names_cannot_break_out_of_their_quotes() {
    let mut hostile = design();
    hostile.experiment = "it's' OR 1=1 --".to_owned();
    let mut metrics = metrics();
    metrics[1].event = Some("Order'; DROP".to_owned());
    let sql = compile_experiment(&hostile, &metrics).unwrap().sql;
    assert!(sql.contains("experiment = 'it''s'' OR 1=1 --' AND version = 1"), "{sql}");
    assert!(sql.contains("v.name = 'Order''; DROP'"), "{sql}");
}

#[test]
fn without_a_covariate_nothing_from_before_exposure_is_read() {
    let mut metrics = metrics();
    metrics[0].covariate = None;
    let sql = compile_experiment(&design(), &metrics).unwrap().sql;
    assert!(sql.contains("v.occurred_at >= e.at AND v.occurred_at < e.at + INTERVAL '14 days'"), "{sql}");
    assert!(!sql.contains("covar_pop") && !sql.contains("e.at - INTERVAL"), "{sql}");
}

#[test]
fn what_cannot_be_compiled_is_an_error() {
    assert_eq!(compile_experiment(&design(), &[]), Err(MeasurementError::NoMetric));
    let twice = [metrics(), metrics()].concat();
    let duplicate = MeasurementError::Duplicate { metric: "revenue".to_owned() };
    assert_eq!(compile_experiment(&design(), &twice), Err(duplicate));
    let mut no_arms = design();
    no_arms.arms.clear();
    assert!(matches!(compile_experiment(&no_arms, &metrics()), Err(MeasurementError::Design(_))));
}
