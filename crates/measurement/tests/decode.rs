//! From the answer of a query to the evidence of a readout.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod pilot;

use experiment::{ArmStatistics, Sums};
use measurement::{MeasurementError, SumsRow, compile_experiment};
use pilot::{design, metrics};
use stats::JointMoments;

fn row(arm: Option<&str>, numbers: &[(&str, f64)]) -> SumsRow {
    let numbers = numbers.iter().map(|&(name, value)| (name.to_owned(), Some(value)));
    SumsRow { arm: arm.map(str::to_owned), numbers: numbers.collect() }
}

fn pilot_row(arm: &str, n_crossed: f64) -> SumsRow {
    let numbers = [
        ("n_people", 400.0),
        ("n_crossed", n_crossed),
        ("mean_y0", 250.0),
        ("m2_y0", 90_000_000.0),
        ("mean_x0", 5_000.0),
        ("m2_x0", 1.6e10),
        ("c_y0_x0", 8e8),
        ("mean_y1", 0.05),
        ("m2_y1", 19.0),
        ("mean_y2", 0.5),
        ("m2_y2", 100.0),
    ];
    row(Some(arm), &numbers)
}

/// The moments of everybody, and how many covariates there are.
fn moments(sums: &ArmStatistics) -> (JointMoments, usize) {
    let Sums::Moments { strata, covariates, .. } = &sums.sums else { panic!("no moments: {sums:?}") };
    assert_eq!(strata.len(), 1);
    (strata[""].clone(), covariates.len())
}

#[test]
fn cents_become_dollars_and_only_metrics_with_covariate_have_one() {
    let query = compile_experiment(&design(), &metrics()).unwrap();
    let evidence = query.decode(&[pilot_row("ai", 0.0), pilot_row("holdout", 3.0)]).unwrap();
    let revenue = &evidence.statistics[0];
    let (moments, n_covariates) = moments(revenue);
    assert_eq!((revenue.metric.as_str(), revenue.arm.as_str(), moments.n()), ("revenue", "ai", 400));
    assert_eq!(n_covariates, 1);
    let moments = moments.pair(0, 1).unwrap();
    for (found, dollars) in [
        (moments.mean_y, 2.5),
        (moments.m2_y, 9_000.0),
        (moments.mean_x, 50.0),
        (moments.m2_x, 1.6e6),
        (moments.c_xy, 8e4),
    ] {
        assert!((found / dollars - 1.0).abs() < 1e-14, "{found} is not {dollars}");
    }
    let (orders, _) = self::moments(&evidence.statistics[1]);
    assert_eq!((orders.mean(0), orders.cross(0, 0), orders.cross(1, 1)), (Some(0.05), Some(19.0), Some(0.0)));
    let n_covariates: Vec<_> = evidence.statistics.iter().map(|sums| self::moments(sums).1).collect();
    assert_eq!(n_covariates, [1, 0, 0, 1, 0, 0]);
    assert_eq!(evidence.n_people["business_as_usual"], 0, "an arm nobody was exposed in is still an arm");
    let note =
        "3 people first exposed in `holdout` were later exposed in another arm too; they count in `holdout`";
    assert_eq!(evidence.notes, [note]);
}

#[test]
fn an_answer_without_a_column_is_an_error() {
    let query = compile_experiment(&design(), &metrics()).unwrap();
    for column in ["n_people", "n_crossed", "mean_y0", "m2_x0", "c_y0_x0", "m2_y2"] {
        let mut short = pilot_row("ai", 0.0);
        short.numbers.remove(column);
        assert_eq!(query.decode(&[short]), Err(MeasurementError::Answer { column: column.to_owned() }));
        let mut null = pilot_row("ai", 0.0);
        null.numbers.insert(column.to_owned(), None);
        assert_eq!(query.decode(&[null]), Err(MeasurementError::Answer { column: column.to_owned() }));
    }
}
