//! Whom a number is known from, and what of a file is no number: withheld, held back, left out, and told.

use crate::rows;

use experiment::{Analysis, CheckKind, CheckVerdict, Readout, Trust, WithheldRule, read_out_by};
use measurement::{TableExperiment, TablePlan};
use rows::{Cell, Empty, Number, Rows, Text, experiment, read, total};

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
