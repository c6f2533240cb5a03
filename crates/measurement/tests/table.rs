//! From the rows of a file to the evidence of a readout.

use crate::rows;

use experiment::{Check, CheckKind, CheckVerdict, Readout, WithheldRule};
use measurement::{MeasurementError, TableExperiment};
use rows::{Cell, Empty, Number, Rows, Text, cell, experiment, read};
use stats::{CoMoments, Estimate, Neighbourhood, compare, spillover};

/// 400 people in two arms with all sorts of columns; numbers that no float holds exactly.
fn people() -> Rows {
    let row = |i: usize| {
        let before = (i * 37 % 101) as f64 / 7.0;
        let spend = if i.is_multiple_of(3) { 0.0 } else { before / 3.0 + (i * 53 % 97) as f64 / 9.0 };
        let lost = if i.is_multiple_of(5) { Number((i % 9 + 1) as f64) } else { Empty };
        vec![
            ("arm", Text(if i.is_multiple_of(2) { "control" } else { "treatment" })),
            ("spend", Number(spend * if i % 2 == 1 { 1.1 } else { 1.0 })),
            ("orders", Number((i % 3) as f64)),
            ("bought", Number(f64::from(u8::from(!i.is_multiple_of(3))))),
            ("before", Number(before)),
            ("age", Number((i % 50 + 20) as f64)),
            ("lost", lost),
            ("country", Text(["at", "de", "ch"][i / 2 % 3])),
            ("household", Number((i / 4 * 2 + i % 2) as f64)),
            // Two of each arm, one, or nobody beside; some stand alone.
            ("street", if i.is_multiple_of(11) { Empty } else { Number((i * i % 89) as f64) }),
            ("person", Number(i as f64)),
            ("day", Number((i / 40) as f64)),
        ]
    };
    (0..400).map(row).collect()
}

#[test]
fn the_same_people_give_the_same_digits() {
    let mut all = experiment(&[
        "spend",
        "bought:proportion",
        "spend/orders",
        "spend:median",
        "spend:cap=9.5,covariate=age",
        "spend:winsorise=0.05",
        "lost:retention=6",
        "orders:above=1",
    ]);
    all.covariates = vec!["before".to_owned()];
    (all.stratum, all.segment, all.day) =
        (Some("country".into()), Some("country".into()), Some("day".into()));
    let mut groups =
        experiment(&["spend", "bought:proportion", "spend/orders", "spend:median", "lost:retention=6"]);
    groups.day = Some("day".into());
    (groups.cluster, groups.covariates) = (Some("household".into()), vec!["before".to_owned()]);
    all.neighbours = Some("street".into());
    for experiment in [all, groups] {
        let mut rows = people();
        let first = read(&experiment, &rows, 1).unwrap();
        assert!(first.estimates.iter().all(|estimate| estimate.withheld.is_none()), "{:#?}", first.estimates);
        for n_parts in [2, 5, 400] {
            assert_eq!(read(&experiment, &rows, n_parts).unwrap(), first);
        }
        rows.reverse();
        rows.rotate_left(123);
        assert_eq!(read(&experiment, &rows, 3).unwrap(), first);
    }
}

#[test]
fn households_are_read_as_the_library_reads_them() {
    let mut groups = experiment(&["spend"]);
    groups.cluster = Some("household".to_owned());
    let found = read(&groups, &people(), 2).unwrap();
    let mut arms = [CoMoments::default(), CoMoments::default()];
    for household in 0..200_usize {
        let own: Vec<f64> = people()
            .iter()
            .filter(|row| matches!(cell(row, "household"), Number(number) if number as usize == household))
            .map(|row| match cell(row, "spend") {
                Number(spend) => spend,
                Text(_) | Empty => panic!("no spend"),
            })
            .collect();
        arms[household % 2].push(own.iter().sum(), own.len() as f64);
    }
    let [control, treatment] = arms.map(|arm| Estimate::of_ratio(&arm).unwrap());
    let expected = compare(&treatment, &control, 0.95).unwrap();
    let estimate = &found.estimates[0];
    for (found, expected) in [
        (estimate.lift_abs, expected.lift_abs),
        (estimate.ci_low, expected.ci_low),
        (estimate.p_value, expected.p_value),
    ] {
        assert!((found.unwrap() / expected - 1.0).abs() < 1e-10, "{found:?} is not {expected}");
    }
    assert_eq!(found.split.observed["control"], 100, "groups are what the split is tested on");
}

/// 600 households of two to four people dealt by the bits of a number; `reach` is what a control person
/// spends more when all others are in `treatment`.
fn households(reach: f64) -> Rows {
    let mut mix = 7_u64;
    let mut draw = move || {
        mix = mix.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (mix >> 33) as usize
    };
    let mut rows = Rows::new();
    for household in 0..600_usize {
        let arms: Vec<&str> =
            (0..2 + household % 3).map(|_| ["control", "treatment", "other"][draw() % 3]).collect();
        for (place, arm) in arms.iter().enumerate() {
            let others =
                arms.iter().enumerate().filter(|(other, arm)| *other != place && **arm == "treatment");
            let share = others.count() as f64 / (arms.len() - 1) as f64;
            let reached = if *arm == "control" { reach * share } else { 0.0 };
            let spend = (draw() % 97) as f64 / 10.0 + household as f64 / 100.0 + reached;
            rows.push(vec![
                ("arm", Text(arm)),
                ("household", Number(household as f64)),
                ("spend", Number(spend)),
                ("orders", Number((draw() % 3 + 1) as f64)),
                ("lost", Empty),
            ]);
        }
    }
    rows
}

#[test]
fn word_of_mouth_into_the_control_is_told() {
    let metrics = ["spend", "orders", "spend/orders", "orders:above=1", "spend:median", "lost:retention=2"];
    let mut talking = experiment(&metrics);
    talking.neighbours = Some("household".to_owned());
    let checks = |reach: f64| -> Vec<_> {
        let readout = read(&talking, &households(reach), 3).unwrap();
        let all = readout.checks.into_iter();
        all.filter(|check| {
            check.check == CheckKind::Interference && check.arm.as_deref() == Some("treatment")
        })
        .collect()
    };
    let verdicts = |checks: &[Check]| checks.iter().map(|check| check.verdict).collect::<Vec<_>>();
    use CheckVerdict::{Flagged, Passed, Unknown};
    let none = checks(0.0);
    assert_eq!(verdicts(&none), [Passed, Passed, Passed, Passed, Unknown, Unknown], "{none:#?}");
    let good = checks(3.0);
    assert_eq!(verdicts(&good), [Flagged, Passed, Flagged, Passed, Unknown, Unknown], "{good:#?}");
    for words in
        ["some of the message reaches `control`", "understated", "100 % of the others in their `household`"]
    {
        assert!(good[0].reason.contains(words), "{}", good[0].reason);
    }
    let bad = checks(-3.0);
    assert!(bad[0].reason.contains("overstated") && bad[0].p_value.unwrap() < 1e-3, "{}", bad[0].reason);
    // Where less is better, less is what the message does.
    let mut complaints = experiment(&["spend:less"]);
    complaints.neighbours = Some("household".to_owned());
    let readout = read(&complaints, &households(-3.0), 1).unwrap();
    let found = readout
        .checks
        .iter()
        .find(|check| check.check == CheckKind::Interference && check.arm.as_deref() == Some("treatment"));
    assert!(found.unwrap().reason.contains("understated"), "{found:?}");
    // The same sums by hand.
    let rows = households(3.0);
    let mut groups = vec![Neighbourhood::default(); 600];
    for row in &rows {
        let (Number(household), Number(spend), Text(arm)) =
            (cell(row, "household"), cell(row, "spend"), cell(row, "arm"))
        else {
            panic!("a row without them")
        };
        let group = &mut groups[household as usize];
        group.n_people += 1;
        group.n_treated += u64::from(arm == "treatment");
        group.n_control += u64::from(arm == "control");
        group.sum += if arm == "control" { spend } else { 0.0 };
    }
    let expected = spillover(groups.into_iter(), 0).unwrap();
    assert!((good[0].p_value.unwrap() / expected.p_value - 1.0).abs() < 1e-9);
}

#[test]
fn groups_that_say_nothing_are_no_alarm() {
    let mut talking = experiment(&["spend"]);
    talking.neighbours = Some("household".to_owned());
    let check = |change: fn(usize, &mut Vec<(&'static str, Cell)>), words: &str| {
        let mut rows = households(3.0);
        rows.iter_mut().enumerate().for_each(|(i, row)| change(i, row));
        let readout = read(&talking, &rows, 2).unwrap();
        let found = readout.checks.iter().filter(|check| check.check == CheckKind::Interference);
        for found in found {
            assert_eq!((found.verdict, found.p_value), (CheckVerdict::Unknown, None), "{found:?}");
            assert!(found.reason.contains(words), "{} does not say {words}", found.reason);
        }
    };
    check(|_, row| set(row, "household", Empty), "0 groups of `household` hold people of both");
    check(|i, row| set(row, "household", Number(i as f64)), "0 groups of `household` hold people of both");
    let dealt = |i: usize, row: &mut Vec<_>| {
        set(row, "household", Number((i / 6) as f64));
        set(row, "arm", Text(["control", "treatment", "other"][i % 3]));
    };
    check(dealt, "evenly more often than chance does");
    let whole = |i: usize, row: &mut Vec<_>| {
        set(row, "household", Number((i / 6) as f64));
        let odd = i.is_multiple_of(6);
        set(row, "arm", Text(["control", "treatment", "other"][(i / 6 + usize::from(odd)) % 3]));
    };
    check(whole, "together more often than chance does");
    let mut both = talking.clone();
    both.cluster = Some("household".to_owned());
    let error = read(&both, &households(0.0), 1).unwrap_err().to_string();
    assert!(error.contains("randomised in groups of `household`"), "{error}");
}

#[test]
fn groups_have_their_trust_checks_too() {
    let mut groups = experiment(&["spend", "spend/orders", "lost:retention=6"]);
    (groups.cluster, groups.day) = (Some("household".to_owned()), Some("day".to_owned()));
    groups.covariates = vec!["before".to_owned()];
    let checked = |rows: &Rows, kind: CheckKind| -> Vec<_> {
        let readout = read(&groups, rows, 3).unwrap();
        readout.checks.into_iter().filter(|check| check.check == kind).collect()
    };
    let mut rows = people();
    // Days with enough households.
    rows.iter_mut().enumerate().for_each(|(i, row)| set(row, "day", Number((i / 100) as f64)));
    let verdicts = |kind| checked(&rows, kind).iter().map(|check| check.verdict).collect::<Vec<_>>();
    use CheckVerdict::{Flagged, Passed, Unknown};
    // Retention is no sum, and before exposure all columns are one test.
    assert_eq!(verdicts(CheckKind::Imbalance), [Passed]);
    assert_eq!(verdicts(CheckKind::Novelty), [Passed, Passed, Unknown]);
    // By numpy spend per order is from −0.0099 to 1.3887 more with all households, and from 0.1067 to 1.4916
    // without the one of each arm that is farthest from its ratio.
    // A share kept is moved by no single group.
    assert_eq!(verdicts(CheckKind::Leverage), [Passed, Flagged, Unknown]);
    // One household sends a whole office back.
    let mut office = people();
    set(&mut office[1], "spend", Number(-90_000.0));
    let found = checked(&office, CheckKind::Leverage);
    assert_eq!(found[0].verdict, Flagged, "{found:#?}");
    assert!(found[0].reason.contains("the most extreme group of each arm"), "{found:#?}");
    // Larger households in one arm: a split that is not by chance.
    let mut larger = people();
    for (i, row) in larger.iter_mut().enumerate().filter(|(i, _)| i % 2 == 1) {
        set(row, "household", Number((i / 8 * 2 + 1) as f64));
    }
    let found = checked(&larger, CheckKind::Imbalance);
    assert_eq!(found[0].verdict, Flagged, "{found:#?}");
    assert!(found[0].p_value.unwrap() < 1e-9, "{found:#?}");
    // A household on two days has no day.
    let mut split = people();
    set(&mut split[3], "day", Number(7.0));
    let readout = read(&groups, &split, 3).unwrap();
    assert!(readout.checks.iter().all(|check| check.check != CheckKind::Novelty));
    assert_eq!(
        readout.notes,
        ["some groups stand on several days, so whether the lift wears off was not looked at"]
    );
}

#[test]
fn the_split_of_groups_is_that_of_groups_on_every_day() {
    // On each of five days ten households of one against ten of four: as planned, though people are not.
    let row = |i: usize, mut row: Vec<_>| {
        set(&mut row, "household", Number((i / 8 * 2 + i % 2) as f64));
        set(&mut row, "day", Number((i / 80) as f64));
        row
    };
    let kept = people().into_iter().enumerate().filter(|(i, _)| i % 2 == 1 || i.is_multiple_of(8));
    let rows: Rows = kept.map(|(i, of)| row(i, of)).collect();
    let mut of_people = experiment(&["spend"]);
    of_people.day = Some("day".to_owned());
    let of_groups = TableExperiment { cluster: Some("household".to_owned()), ..of_people.clone() };
    let verdict = |experiment: &TableExperiment| {
        let readout = read(experiment, &rows, 3).unwrap();
        readout.checks.iter().find(|check| check.check == CheckKind::SampleRatioByDay).unwrap().verdict
    };
    assert_eq!(verdict(&of_people), CheckVerdict::Flagged);
    assert_eq!(verdict(&of_groups), CheckVerdict::Passed);
}

#[test]
fn households_leave_together() {
    let mut groups = experiment(&["lost:retention=6"]);
    groups.cluster = Some("household".to_owned());
    let mut rows = people();
    // Everybody of a household goes as the first of it does.
    for place in 0..rows.len() {
        let first = place / 4 * 4 + place % 2;
        let lost = cell(&rows[first], "lost");
        set(&mut rows[place], "lost", lost);
    }
    let [by_group, by_person] =
        [&groups, &experiment(&["lost:retention=6"])].map(|experiment| read(experiment, &rows, 2).unwrap());
    let [own, plain] = [&by_group, &by_person].map(|readout| &readout.estimates[0]);
    assert!((own.mean.unwrap() - plain.mean.unwrap()).abs() < 1e-12 && own.df.is_some());
    // Two people who always do the same are one: the squared error doubles, but for 100 / 99 of the groups.
    let ratio = (own.std_error.unwrap() / plain.std_error.unwrap()).powi(2);
    assert!((ratio - 2.0 * 100.0 / 99.0).abs() < 1e-9, "{ratio}");
}

/// Changes `people()` and reads one metric.
fn changed(
    metric: &str,
    change: impl Fn(usize, &mut Vec<(&'static str, Cell)>),
) -> Result<Readout, MeasurementError> {
    let mut rows = people();
    rows.iter_mut().enumerate().for_each(|(i, row)| change(i, row));
    read(&experiment(&[metric]), &rows, 2)
}

fn set(row: &mut [(&'static str, Cell)], column: &str, to: Cell) {
    row.iter_mut().find(|(name, _)| *name == column).unwrap().1 = to;
}

#[test]
fn bad_values_are_withheld_with_the_reason() {
    let check = |metric: &str, to: &dyn Fn(usize) -> Option<Cell>, rule, words: &str| {
        let column = metric.split([':', '/']).next().unwrap();
        let readout =
            changed(metric, |i, row| to(i).into_iter().for_each(|to| set(row, column, to))).unwrap();
        let found = &readout.estimates[0];
        assert_eq!(found.withheld_rule, Some(rule), "{found:#?}");
        assert!(found.withheld.as_ref().unwrap().contains(words), "{found:#?}");
        assert!(!serde_json::to_string(&readout).unwrap().contains("NaN"));
        assert!(found.lift_abs.is_none() && found.p_value.is_none() && found.log10_p.is_none());
    };
    use WithheldRule::{Constant, Ties, Unusable, UnusableValues};
    check("spend", &|_| Some(Number(0.0)), Constant, "same spend");
    check("spend", &|_| Some(Number(0.1)), Constant, "same spend");
    check("bought:proportion", &|_| Some(Number(0.0)), Constant, "same bought");
    check(
        "spend",
        &|i| (i % 2 == 0).then_some(Empty),
        UnusableValues,
        "missing for 200 of 200 people in `control`",
    );
    check(
        "spend",
        &|i| (i % 4 == 1).then_some(Empty),
        UnusableValues,
        "missing for 100 of 200 people in `treatment`",
    );
    check(
        "spend",
        &|i| (i == 7).then_some(Number(f64::INFINITY)),
        UnusableValues,
        "not a number for 1 of 200",
    );
    check("spend", &|i| (i == 8).then_some(Text("many")), UnusableValues, "not a number for 1 of 200");
    check("spend:median", &|i| (i % 5 != 0).then_some(Number(3.0)), Ties, "share the value 3");
    check("spend/orders", &|i| (i == 8).then_some(Empty), UnusableValues, "missing for 1 of 200");
    check("lost:retention=6", &|_| Some(Number(-1.0)), UnusableValues, "not a number");
    check("spend:quantile=0.999", &|_| None, Unusable, "rank");
    check("lost:retention=30,seen=day", &|_| None, Unusable, "people");
}

#[test]
fn negative_spend_and_what_stands_for_an_empty_cell_are_read() {
    let readout = changed("spend", |i, row| set(row, "spend", Number(-((i * 7 % 13) as f64)))).unwrap();
    let estimate = &readout.estimates[0];
    assert!(estimate.lift_abs.is_some() && estimate.lift_rel.is_none());
    assert!(estimate.relative.iter().all(|relative| relative.withheld.as_ref().unwrap().contains("above 0")));
    let blank = |i: usize, row: &mut Vec<_>| {
        if i.is_multiple_of(3) {
            set(row, "spend", Empty);
        }
    };
    let zeros = changed("spend", |_, _| ()).unwrap();
    let filled = changed("spend:missing=0", blank).unwrap();
    assert_eq!(filled.estimates[0].lift_abs, zeros.estimates[0].lift_abs);
}

#[test]
fn a_file_that_cannot_be_read_out_names_the_column() {
    let check = |found: Result<Readout, MeasurementError>, words: &str| {
        let error = found.unwrap_err().to_string();
        assert!(error.contains(words), "{error} does not say {words}");
    };
    let arm = |to: fn(usize) -> Cell| changed("spend", move |i, row| set(row, "arm", to(i)));
    check(
        arm(|i| Text(["control", "treatment", "Treatment ", "treatment"][i % 4])),
        "column `arm` holds `Treatment ` and `treatment`, which look like one arm",
    );
    check(arm(|_| Text("control")), "column `arm` holds the control `control` only");
    check(arm(|_| Text("treatment")), "column `arm` has no value `control`, its values are `treatment`");
    check(arm(|i| Number(i as f64)), "column `arm` has more than 50 different values");
    check(changed("orders:proportion", |_, _| ()), "column `orders` holds values from 0 to 2");
    let with = |change: fn(&mut TableExperiment), rows: fn(usize, &mut Vec<(&'static str, Cell)>)| {
        let (mut experiment, mut people) = (experiment(&["spend"]), people());
        change(&mut experiment);
        people.iter_mut().enumerate().for_each(|(i, row)| rows(i, row));
        read(&experiment, &people, 3)
    };
    let nothing: fn(usize, &mut Vec<(&'static str, Cell)>) = |_, _| ();
    let unit: fn(&mut TableExperiment) = |experiment| experiment.unit = Some("person".into());
    assert!(with(unit, nothing).is_ok());
    check(
        with(unit, |i, row| set(row, "person", Number((i / 3) as f64))),
        "column `person` names 133 people more than once",
    );
    check(with(unit, |_, row| set(row, "person", Empty)), "400 cells of `person` are empty");
    let cluster: fn(&mut TableExperiment) = |experiment| experiment.cluster = Some("household".into());
    check(
        with(cluster, |i, row| set(row, "household", Number((i / 4) as f64))),
        "a group of column `household` has people in more than one arm",
    );
    check(with(|experiment| experiment.metrics.clear(), nothing), "no metric is given");
    check(
        with(|experiment| experiment.covariates = vec!["spend".into()], nothing),
        "column `spend` is given twice, as a metric and as the covariate",
    );
    check(
        with(|experiment| experiment.arm = "spend".into(), nothing),
        "column `spend` is given twice, as the arm and as a metric",
    );
}

#[test]
fn arms_are_folded_when_asked() {
    let mut folded = experiment(&["spend"]);
    folded.is_folded = true;
    let mut rows = people();
    let whole = read(&folded, &rows, 1).unwrap();
    rows.iter_mut().step_by(20).for_each(|row| set(row, "arm", Text(" Control")));
    let found = read(&folded, &rows, 3).unwrap();
    assert_eq!(found.estimates, whole.estimates);
    assert_eq!(found.notes, ["` Control` and `control` in column `arm` were taken as one arm, `control`"]);
}

#[test]
fn a_covariate_that_some_lack_is_not_used() {
    let (mut with, mut rows) = (experiment(&["spend"]), people());
    with.covariates = vec!["before".to_owned()];
    assert!(read(&with, &rows, 1).unwrap().estimates[0].is_cuped);
    set(&mut rows[17], "before", Empty);
    let found = read(&with, &rows, 1).unwrap();
    assert_eq!(
        found.estimates[0].lift_abs,
        read(&experiment(&["spend"]), &rows, 1).unwrap().estimates[0].lift_abs
    );
    assert!(found.notes[0].contains("the covariate `before` is missing or not a number for 1 people"));
}
