//! The programme readout on a handful of experiments whose sums are known.

use programme::{Headline, Trial, Verdict, read_out};
use vocabulary::{DAY, Timestamp};

fn start() -> Timestamp {
    Timestamp::parse("2026-01-01T00:00:00Z").unwrap()
}

/// An experiment that began so many days after the first and was decided so many days later.
fn trial(id: &str, began: i64, decided: Option<(Verdict, i64)>, headline: Option<(f64, f64, u64)>) -> Trial {
    let started_at = start() + DAY.times(began);
    Trial {
        id: id.to_owned(),
        version: 1,
        name: id.to_owned(),
        metric: "revenue".to_owned(),
        unit: "dollars".to_owned(),
        better: Default::default(),
        started_at,
        verdict: decided.map(|(verdict, _)| verdict),
        decided_at: decided.map(|(_, days)| started_at + DAY.times(days)),
        headline: headline.map(|(lift, std_error, n)| Headline {
            lift,
            std_error,
            level: 0.95,
            ci_low: lift - 2.0 * std_error,
            ci_high: lift + 2.0 * std_error,
            n,
        }),
        withheld: None,
    }
}

fn five() -> Vec<Trial> {
    vec![
        trial("a", 0, Some((Verdict::Scale, 20)), Some((0.42, 0.15, 1_000))),
        trial("b", 5, Some((Verdict::Stop, 16)), Some((-0.10, 0.12, 2_000))),
        trial("c", 30, Some((Verdict::Scale, 30)), Some((0.25, 0.2, 500))),
        trial("d", 40, Some((Verdict::Iterate, 18)), Some((0.05, 0.1, 4_000))),
        trial("e", 41, Some((Verdict::Iterate, 40)), None),
        trial("f", 90, None, None),
    ]
}

fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} is not {expected}");
}

/// Wilson by scipy's `binomtest(2, 5).proportion_ci(method="wilson")`; James-Stein by numpy from its formula.
#[test]
fn five_decided_experiments_add_up() {
    let found = read_out(&five(), start() + DAY.times(100));
    assert_eq!((found.n_experiments, found.n_running), (6, 1));
    let wins = &found.win_rate;
    assert_eq!((wins.n_decided, wins.n_scaled, wins.n_iterated, wins.n_stopped), (5, 2, 2, 1));
    near(wins.share, 0.4);
    near(wins.ci_low, 0.117_620_774_232_647_94);
    near(wins.ci_high, 0.769_275_718_723_987);
    near(found.velocity.decided_per_month, 5.0 / (100.0 / 30.436_875));
    near(found.velocity.days_to_decision, 20.0);
    near(found.velocity.days_to_decision_min, 16.0);
    near(found.velocity.days_to_decision_max, 40.0);
    let [impact] = &found.impacts[..] else { panic!("{:?}", found.impacts) };
    near(impact.factor, 0.806_706_220_301_216_1);
    near(Some(impact.total_observed), 545.0);
    near(impact.total, 439.654_890_064_162_7);
    near(impact.lifts[0].shrunk, 0.338_816_612_526_510_74);
    near(impact.lifts[1].shrunk, -0.080_670_622_030_121_61);
    assert_eq!(impact.lifts.len(), 4, "an experiment without a number adds none");
}

#[test]
fn what_cannot_be_said_is_withheld_with_the_reason() {
    let nothing = read_out(&[], start());
    assert_eq!((nothing.win_rate.share, nothing.velocity.decided_per_month), (None, None));
    assert!(nothing.win_rate.withheld.unwrap().contains("no experiment is decided"));
    assert!(nothing.velocity.withheld.unwrap().contains("no experiment was released"));
    assert!(nothing.impacts.is_empty());

    let two = read_out(&five()[..2], start() + DAY.times(21));
    assert_eq!((two.impacts[0].factor, two.impacts[0].total), (None, None));
    assert_eq!(two.impacts[0].total_observed, 220.0);
    assert!(two.impacts[0].withheld.as_ref().unwrap().contains("three experiments"));
    assert!(two.velocity.withheld.unwrap().contains("less than a month"));
    near(two.velocity.days_to_decision, 18.0);

    let mut broken = five();
    broken[2].headline.as_mut().unwrap().std_error = 0.0;
    let broken = read_out(&broken, start() + DAY.times(100));
    assert_eq!(broken.impacts[0].total, None);
    assert!(broken.impacts[0].withheld.is_some());
}

/// Nothing but noise: what the winners add up to is luck, and is taken off.
#[test]
fn noise_adds_up_to_nothing() {
    let noise = [0.9, -1.1, 0.3, -0.2, 0.8, -0.7];
    let trials: Vec<Trial> = noise.iter().map(|&lift| trial("n", 0, None, Some((lift, 1.0, 100)))).collect();
    let found = read_out(&trials, start() + DAY.times(100));
    assert_eq!((found.impacts[0].factor, found.impacts[0].total), (Some(0.0), Some(0.0)));
}

#[test]
fn metrics_are_not_added_to_each_other() {
    let mut trials = five();
    trials[0].metric = "orders".to_owned();
    trials[1].unit = "share".to_owned();
    let found = read_out(&trials, start() + DAY.times(100));
    let words: Vec<_> =
        found.impacts.iter().map(|of| (of.metric.as_str(), of.unit.as_str(), of.lifts.len())).collect();
    assert_eq!(words, [("orders", "dollars", 1), ("revenue", "dollars", 2), ("revenue", "share", 1)]);
}
