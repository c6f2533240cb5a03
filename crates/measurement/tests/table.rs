//! From the rows of a file to the evidence of a readout.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use experiment::{Analysis, Check, CheckKind, CheckVerdict, Readout, Trust, WithheldRule, read_out_by};
use measurement::{Batch, MeasurementError, NumberColumn, TableExperiment, TablePlan, Tally, Totals};
use stats::{CoMoments, Estimate, Neighbourhood, compare, spillover};

/// One cell of a row.
#[derive(Clone, Copy)]
enum Cell {
    Text(&'static str),
    Number(f64),
    Empty,
}

use Cell::{Empty, Number, Text};

type Rows = Vec<Vec<(&'static str, Cell)>>;

fn cell(row: &[(&'static str, Cell)], column: &str) -> Cell {
    row.iter().find(|(name, _)| *name == column).map_or(Empty, |(_, cell)| *cell)
}

fn add(
    plan: &TablePlan,
    tally: &mut Tally<'_>,
    rows: &[Vec<(&'static str, Cell)>],
) -> Result<(), MeasurementError> {
    let mut batch = Batch { n_rows: rows.len(), ..Batch::default() };
    for (place, column) in plan.label_columns().iter().enumerate() {
        let text = |row: &Vec<_>| match cell(row, column) {
            Text(text) => text.to_owned(),
            Number(number) => number.to_string(),
            Empty => String::new(),
        };
        let codes: Result<Vec<u32>, _> = rows.iter().map(|row| tally.code(place, &text(row))).collect();
        batch.labels.push(codes?);
    }
    for column in plan.key_columns() {
        let key = |row: &Vec<_>| match cell(row, column) {
            Number(number) => Some(number as u64),
            Text(_) | Empty => None,
        };
        batch.keys.push(rows.iter().map(key).collect());
    }
    for column in plan.number_columns() {
        let number = |row: &Vec<_>| match cell(row, column) {
            Number(number) => number,
            Text(_) => f64::NAN,
            Empty => 0.0,
        };
        let missing = rows.iter().map(|row| matches!(cell(row, column), Empty)).collect();
        batch.numbers.push(NumberColumn { values: rows.iter().map(number).collect(), missing });
    }
    tally.add(&batch)
}

/// The totals of rows shared out over `n_parts` tallies.
fn total(plan: &TablePlan, rows: &Rows, n_parts: usize) -> Result<Totals, MeasurementError> {
    let mut totals = Totals::default();
    for part in rows.chunks(rows.len().div_ceil(n_parts).max(1)) {
        let mut tally = Tally::new(plan);
        // Everybody in one batch, or a few at a time.
        for batch in part.chunks(if n_parts == 1 { part.len().max(1) } else { 7 }) {
            add(plan, &mut tally, batch)?;
        }
        totals = totals.merge(tally.finish())?;
    }
    Ok(totals)
}

fn experiment(metrics: &[&str]) -> TableExperiment {
    let metrics = metrics.iter().map(|metric| metric.parse().unwrap()).collect();
    TableExperiment { arm: "arm".to_owned(), metrics, ..TableExperiment::default() }
}

fn read(experiment: &TableExperiment, rows: &Rows, n_parts: usize) -> Result<Readout, MeasurementError> {
    let caps = match TablePlan::for_caps(experiment) {
        None => Vec::new(),
        Some(plan) => total(&plan, rows, n_parts)?.caps(&plan)?,
    };
    let plan = TablePlan::compile(experiment, &caps)?;
    let mut totals = total(&plan, rows, n_parts)?;
    let metrics = totals.readout_metrics(&plan);
    let evidence = totals.evidence(&plan)?;
    let design = experiment.design(&evidence, "control", 0.95)?;
    Ok(read_out_by(&design, &metrics, &evidence, &Trust::default(), &Analysis::default())?)
}

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

/// `n` people an arm; who has anything is decided by `of`.
fn two_arms(sizes: [usize; 2], of: impl Fn(usize, usize) -> Vec<(&'static str, Cell)>) -> Rows {
    let arm = |arm: usize| (0..sizes[arm]).map(move |i| (arm, i));
    let row = |(arm, i): (usize, usize)| {
        let mut row = vec![("arm", Text(["control", "treatment"][arm]))];
        row.extend(of(arm, i));
        row
    };
    arm(0).chain(arm(1)).map(row).collect()
}

/// The readout of arms that were planned with the shares they have.
fn read_as_split(asked: &TableExperiment, rows: &Rows) -> Readout {
    let plan = TablePlan::compile(asked, &[]).unwrap();
    let mut totals = total(&plan, rows, 3).unwrap();
    let evidence = totals.evidence(&plan).unwrap();
    let mut design = asked.design(&evidence, "control", 0.95).unwrap();
    let shares: Vec<f64> = design.arms.iter().map(|arm| evidence.n_people[&arm.name] as f64).collect();
    design.arms.iter_mut().zip(shares).for_each(|(arm, share)| arm.weight = share);
    let metrics = totals.readout_metrics(&plan);
    read_out_by(&design, &metrics, &evidence, &Trust::default(), &Analysis::default()).unwrap()
}

/// Case 05 of the field: 60 orders of 43.70 against a single one of 80.
#[test]
fn a_ratio_is_judged_by_who_has_anything_below_the_line() {
    let orders = |n_treated: usize| {
        two_arms([150, 150], move |arm, i| {
            let n = if arm == 0 { 60 } else { n_treated };
            let is_buyer = i < n;
            let spent = if arm == 0 { 30.0 + (i * 7 % 29) as f64 } else { 80.0 + i as f64 };
            vec![
                ("orders", Number(f64::from(u8::from(is_buyer)))),
                ("spend", Number(if is_buyer { spent } else { 0.0 })),
            ]
        })
    };
    for n in [0, 1, 2, 19] {
        let readout = read(&experiment(&["spend/orders"]), &orders(n), 2).unwrap();
        let found = &readout.estimates[0];
        assert_eq!(found.withheld_rule, Some(WithheldRule::TooFewCarriers), "{n}: {found:?}");
        assert_eq!((found.n_carriers, found.n_carriers_control), (Some(n as u64), Some(60)));
        assert!(found.withheld.as_ref().unwrap().starts_with(&format!("{n} of 150 people in `treatment`")));
    }
    let readout = read(&experiment(&["spend/orders"]), &orders(20), 3).unwrap();
    let found = &readout.estimates[0];
    // Welch-Satterthwaite of 19 and 59 degrees of freedom, not of 149 and 149.
    let [own, base] = [20, 60].map(|n| f64::from(n) - 1.0);
    let share = |values: &[f64], n: f64| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() * 150.0 / 149.0 / (n * n)
    };
    let own_error = share(&(0..20).map(|i| 80.0 + f64::from(i)).collect::<Vec<_>>(), 20.0);
    let base_error = share(&(0..60).map(|i| 30.0 + f64::from(i * 7 % 29)).collect::<Vec<_>>(), 60.0);
    let total = own_error + base_error;
    let df = total * total / (own_error * own_error / own + base_error * base_error / base);
    assert!((found.df.unwrap() / df - 1.0).abs() < 1e-9, "{found:?} is not {df}");
    assert!((found.std_error.unwrap() / total.sqrt() - 1.0).abs() < 1e-9, "{found:?}");
    // That one person decides is looked for in means, and that it was not looked for here is said.
    let leverage = readout.checks.iter().find(|check| check.check == CheckKind::Leverage).unwrap();
    assert_eq!(leverage.verdict, CheckVerdict::Unknown, "{leverage:?}");
}

#[test]
fn a_mean_that_few_of_a_small_arm_have_is_withheld_and_of_even_arms_shown() {
    let spend = |sizes: [usize; 2], n: usize| {
        two_arms(sizes, move |_, i| vec![("spend", Number(if i < n { 5.0 + i as f64 } else { 0.0 }))])
    };
    let rule = |sizes, n| {
        let readout = read_as_split(&experiment(&["spend"]), &spend(sizes, n));
        readout.estimates[0].withheld_rule
    };
    assert_eq!(rule([900, 100], 5), Some(WithheldRule::TooFewCarriers));
    assert_eq!(rule([100, 900], 5), Some(WithheldRule::TooFewCarriers));
    assert_eq!((rule([900, 100], 25), rule([500, 500], 5), rule([700, 300], 5)), (None, None, None));
}

#[test]
fn a_share_kept_is_judged_by_who_is_still_followed() {
    let rows = two_arms([200, 200], |_, i| {
        vec![
            ("lost", if i % 9 == 0 { Number(1.0) } else { Empty }),
            ("seen", Number(if i < 15 { 8.0 } else { 3.0 })),
        ]
    });
    let readout = read(&experiment(&["lost:retention=8,seen=seen"]), &rows, 2).unwrap();
    let found = &readout.estimates[0];
    assert_eq!(found.withheld_rule, Some(WithheldRule::TooFewCarriers), "{found:?}");
    assert!(found.withheld.as_ref().unwrap().contains("still followed in the last period"), "{found:?}");
}

/// Case 07 of the field: half and half at 10 %, then one to nine at 30 %. The arm does nothing.
#[test]
fn a_split_that_changes_by_day_withholds_and_names_every_day() {
    const TIMES: [&str; 4] =
        ["2026-03-01 14:02", "2026-03-02 09:30:11", "2026-03-03T08:00:00Z", "2026-03-04 23:59"];
    let mut rows: Rows = Vec::new();
    for (day, time) in TIMES.into_iter().enumerate() {
        let (n_control, n_buyers) = if day < 2 { (200, 10) } else { (40, 3) };
        for i in 0..400 {
            let is_control = i < n_control;
            let one_in = if day < 2 { i % 200 < 2 * n_buyers } else { i % 10 < 3 };
            rows.push(vec![
                ("arm", Text(if is_control { "control" } else { "treatment" })),
                ("bought", Number(f64::from(u8::from(one_in)))),
                ("time", Text(time)),
            ]);
        }
    }
    let read_by = |stratum: Option<&str>| {
        let mut asked = experiment(&["bought:proportion"]);
        (asked.day, asked.stratum) = (Some("time".to_owned()), stratum.map(str::to_owned));
        read_as_split(&asked, &rows)
    };
    let withheld = read_by(None);
    let found = &withheld.estimates[0];
    assert_eq!(found.withheld_rule, Some(WithheldRule::PartMismatch), "{found:?}");
    let why = found.withheld.as_ref().unwrap();
    assert!(why.contains("4 of 4 values of `time`") && why.contains("--stratum time"), "{why}");
    assert!(why.contains("`2026-03-0") && !why.contains(":02") && !why.contains("lost"), "{why}");
    assert_eq!(withheld.notes, ["the times in `time` were taken as their days"]);
    let within = read_by(Some("time"));
    let found = &within.estimates[0];
    assert!(found.withheld.is_none() && found.n_strata == Some(4), "{found:?}");
    assert!(found.lift_abs.unwrap().abs() < 0.02, "{found:?}");
    let check = within.checks.iter().find(|check| check.check == CheckKind::SampleRatioByDay).unwrap();
    assert_eq!(check.verdict, CheckVerdict::Flagged, "{check:?}");
    assert!(check.reason.contains("does no harm"), "{check:?}");
}

#[test]
fn arms_that_are_none_are_left_out_by_name() {
    let mut rows = two_arms([100, 100], |_, i| vec![("spend", Number(i as f64))]);
    rows.extend((0..30).map(|i| vec![("arm", Text("$multiple")), ("spend", Number(i as f64))]));
    let asked = |left_out: &[&str]| TableExperiment {
        left_out: left_out.iter().map(|&arm| arm.to_owned()).collect(),
        ..experiment(&["spend"])
    };
    let readout = read(&asked(&["$multiple"]), &rows, 2).unwrap();
    assert!(readout.estimates[0].withheld.is_none(), "{:?}", readout.estimates[0]);
    assert!(
        readout.notes[0].contains("30 people") && readout.notes[0].contains("`$multiple`"),
        "{:?}",
        readout.notes
    );
    let error = read(&asked(&["multiple"]), &rows, 2).unwrap_err().to_string();
    assert!(error.contains("no value `multiple` to leave out") && error.contains("`$multiple`"), "{error}");
}

#[test]
fn where_a_cap_came_to_lie_is_told() {
    let rows = two_arms([500, 500], |_, i| {
        vec![("spend", Number(if i < 4 { 10.0 + i as f64 } else { 0.0 })), ("age", Number(i as f64))]
    });
    let readout =
        read(&experiment(&["age:winsorise=0.01", "spend:winsorise=0.01", "age:cap=90"]), &rows, 2).unwrap();
    let [age, spend, fixed] = &readout.estimates[..] else { panic!("three metrics") };
    assert_eq!(age.caps.unwrap().high, Some(494.0), "{age:?}");
    assert!(age.sentence.contains("(the highest 1 % held back to 494)"), "{}", age.sentence);
    assert!(fixed.sentence.contains("each at most 90"), "{}", fixed.sentence);
    assert_eq!(spend.withheld_rule, Some(WithheldRule::Constant), "{spend:?}");
    assert!(spend.withheld.as_ref().unwrap().starts_with("everybody is held to 0"), "{spend:?}");
}

#[test]
fn per_cents_of_what_may_be_nothing_are_withheld() {
    // Refunds: the control's mean of 0.1 has an error of about 1.
    let rows = two_arms([200, 200], |arm, i| {
        vec![
            ("net", Number((i % 41) as f64 - 19.45 + if arm == 0 { 0.0 } else { 3.0 })),
            ("none", Number(if arm == 0 { (i % 3) as f64 } else { 0.0 })),
        ]
    });
    let readout = read(&experiment(&["net", "none"]), &rows, 1).unwrap();
    let [net, none] = &readout.estimates[..] else { panic!("two metrics") };
    assert!(net.lift_rel.is_none() && net.lift_abs.is_some(), "{net:?}");
    let why = |estimate: &experiment::Estimate, at: usize| estimate.relative[at].withheld.clone().unwrap();
    assert!(why(net, 0).contains("cannot be told from 0"), "{net:?}");
    assert!(why(none, 0).contains("the mean of `treatment` is 0"), "{none:?}");
    assert!(why(none, 1).contains("no width"), "{none:?}");
}
