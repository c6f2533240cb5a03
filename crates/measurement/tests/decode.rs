//! From the answer of a query to the evidence of a readout.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod pilot;

use experiment::{Trust, WithheldRule, read_out};
use measurement::{FileExperiment, MeasurementError, N_ARMS_MAX, SumsRow, compile_experiment, compile_file};
use pilot::{design, metrics};

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

#[test]
fn cents_become_dollars_and_only_metrics_with_covariate_have_one() {
    let query = compile_experiment(&design(), &metrics()).unwrap();
    let evidence = query.decode(&[pilot_row("ai", 0.0), pilot_row("holdout", 3.0)]).unwrap();
    let revenue = &evidence.statistics[0];
    let moments = revenue.moments;
    assert_eq!((revenue.metric.as_str(), revenue.arm.as_str(), moments.n), ("revenue", "ai", 400));
    for (found, dollars) in [
        (moments.mean_y, 2.5),
        (moments.m2_y, 9_000.0),
        (moments.mean_x, 50.0),
        (moments.m2_x, 1.6e6),
        (moments.c_xy, 8e4),
    ] {
        assert!((found / dollars - 1.0).abs() < 1e-14, "{found} is not {dollars}");
    }
    let orders = &evidence.statistics[1];
    assert_eq!((orders.moments.mean_y, orders.moments.m2_y, orders.moments.m2_x), (0.05, 19.0, 0.0));
    let has_covariate: Vec<_> = evidence.statistics.iter().map(|sums| sums.has_covariate).collect();
    assert_eq!(has_covariate, [true, false, false, true, false, false]);
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

fn hillstrom() -> FileExperiment {
    FileExperiment {
        arm: "segment".to_owned(),
        metrics: vec!["spend".to_owned()],
        covariate: Some("history".to_owned()),
    }
}

/// What DataFusion 55.0 answers on hillstrom.csv.
fn hillstrom_rows() -> Vec<SumsRow> {
    let arm = |name, n: f64, mean_y, m2_y, mean_x, m2_x, c_xy| {
        let numbers = [
            ("n_people", n),
            ("n_missing_y0", 0.0),
            ("n_y0", n),
            ("mean_y0", mean_y),
            ("m2_y0", m2_y),
            ("n_missing_x", 0.0),
            ("n_x", n),
            ("mean_x", mean_x),
            ("m2_x", m2_x),
            ("c_y0_x", c_xy),
        ];
        row(Some(name), &numbers)
    };
    vec![
        arm(
            "Mens E-Mail",
            21307.0,
            1.4226165110057722,
            6715902.58662953,
            242.8359309147268,
            1444228971.2392175,
            2496758.7998515097,
        ),
        arm(
            "No E-Mail",
            21306.0,
            0.652789355111236,
            2860971.1523286332,
            240.8826532432228,
            1360903426.7471125,
            917658.4073177564,
        ),
        arm(
            "Womens E-Mail",
            21387.0,
            1.0772015710478324,
            4886629.888014028,
            242.53663346893418,
            1394257693.26941,
            1925510.5514131142,
        ),
    ]
}

#[test]
fn a_file_is_read_out_as_tea_tasting_does() {
    let evidence = compile_file(&hillstrom()).unwrap().decode(&hillstrom_rows()).unwrap();
    let design = hillstrom().design(&evidence, "No E-Mail", 0.95).unwrap();
    let readout = read_out(&design, &hillstrom().readout_metrics(), &evidence, &Trust::default()).unwrap();
    assert!((readout.split.test.unwrap().p_value / 0.9036929575604196 - 1.0).abs() < 1e-9);
    // Source: tea-tasting 1.14.0, data/reference/measure/ab_hillstrom_teatasting.json, spend_cuped.
    for (arm, lift, low, high, p_value) in [
        ("Mens E-Mail", 0.7674384994278043, 0.48281285379576117, 1.0520641450598474, 1.2653144672551243e-07),
        ("Womens E-Mail", 0.4227009231565002, 0.167293791640089, 0.6781080546729115, 0.0011802047342595282),
    ] {
        let found = readout.estimates.iter().find(|estimate| estimate.arm == arm).unwrap();
        assert!(found.is_cuped);
        for (found, expected) in
            [(found.lift_abs, lift), (found.ci_low, low), (found.ci_high, high), (found.p_value, p_value)]
        {
            assert!((found.unwrap() / expected - 1.0).abs() < 1e-9, "{arm}: {found:?} is not {expected}");
        }
    }
}

#[test]
fn a_control_that_is_not_there_is_named_with_what_is() {
    let evidence = compile_file(&hillstrom()).unwrap().decode(&hillstrom_rows()).unwrap();
    let error = hillstrom().design(&evidence, "control", 0.95).unwrap_err();
    let expected =
        "column `segment` has no value `control`, its values are `Mens E-Mail`, `No E-Mail`, `Womens E-Mail`";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_column_of_ids_is_not_a_column_of_arms() {
    let rows: Vec<_> =
        (0..=N_ARMS_MAX).map(|i| SumsRow { arm: Some(format!("C{i}")), ..SumsRow::default() }).collect();
    let found = compile_file(&hillstrom()).unwrap().decode(&rows);
    assert_eq!(found, Err(MeasurementError::TooManyArms { column: "segment".to_owned(), n_max: N_ARMS_MAX }));
}

#[test]
fn dirty_cells_withhold_their_metric_and_drop_the_covariate() {
    let mut rows = hillstrom_rows();
    rows[0].numbers.extend([("n_y0".to_owned(), Some(21_300.0)), ("n_missing_y0".to_owned(), Some(4.0))]);
    rows[2].numbers.insert("n_x".to_owned(), Some(21_380.0));
    rows.push(row(None, &[("n_people", 5.0)]));
    let evidence = compile_file(&hillstrom()).unwrap().decode(&rows).unwrap();
    let notes = [
        "the covariate `history` is missing or not a number for 7 people in `Womens E-Mail`, so it was not used there",
        "5 people have no arm and were left out",
    ];
    assert_eq!(evidence.notes, notes);
    let mens = &evidence.statistics[0];
    assert_eq!((mens.moments.n, mens.n_missing, mens.n_not_finite), (21_300, 4, 3));
    let design = hillstrom().design(&evidence, "No E-Mail", 0.95).unwrap();
    let readout = read_out(&design, &hillstrom().readout_metrics(), &evidence, &Trust::default()).unwrap();
    let [mens, womens] = readout.estimates.as_slice() else { panic!("two comparisons") };
    assert_eq!(mens.withheld_rule, Some(WithheldRule::UnusableValues));
    // Source: tea-tasting 1.14.0, spend without covariate.
    assert!(!womens.is_cuped && (womens.p_value.unwrap() / 0.0011293971023632015 - 1.0).abs() < 1e-9);
}

#[test]
fn an_arm_whose_cells_are_all_empty_is_withheld_and_no_error() {
    let mut rows = hillstrom_rows();
    for (name, value) in [
        ("n_y0", Some(0.0)),
        ("n_missing_y0", Some(21_307.0)),
        ("mean_y0", None),
        ("m2_y0", None),
        ("c_y0_x", None),
    ] {
        rows[0].numbers.insert(name.to_owned(), value);
    }
    let evidence = compile_file(&hillstrom()).unwrap().decode(&rows).unwrap();
    assert_eq!((evidence.statistics[0].moments.n, evidence.statistics[0].n_missing), (0, 21_307));
}
