//! What a readout says, and when it says nothing.

use experiment::{
    Analysis, AnalysisPlan, Arm, ArmStatistics, Bayes, CheckKind, Design, Estimate, Evidence,
    ExperimentError, Looks, RandomisedUnit, Readout, ReadoutMetric, Role, Trust, Unit, WithheldRule,
    read_out, read_out_by,
};
use stats::{Better, CoMoments, Moments, StoppingRule};
use std::collections::BTreeMap;

const ARMS: [(&str, Role, f64); 3] = [
    ("business_as_usual", Role::Baseline, 0.4),
    ("ai", Role::Treatment, 0.4),
    ("holdout", Role::Holdout, 0.2),
];

fn design() -> Design {
    let arms = ARMS.map(|(name, role, weight)| Arm {
        name: name.to_owned(),
        role,
        weight,
        business_as_usual: false,
    });
    Design {
        experiment: "ai-win-back".to_owned(),
        version: 1,
        unit: RandomisedUnit::Person,
        arms: arms.into(),
        outcome_window_days: 14,
        level: 0.95,
        assignment: Default::default(),
    }
}

fn orders() -> ReadoutMetric {
    ReadoutMetric::new("orders", "Share of people who order", Unit::Share)
}

/// An arm in which `n_yes` of `n` people ordered.
fn share(arm: &str, n_yes: u64, n: u64) -> ArmStatistics {
    let mean = n_yes as f64 / n.max(1) as f64;
    let m2 = n as f64 * mean * (1.0 - mean);
    ArmStatistics::of_pair("orders", arm, CoMoments::from(Moments { n, mean, m2 }), false)
}

fn evidence(statistics: Vec<ArmStatistics>) -> Evidence {
    let n_people = statistics
        .iter()
        .map(|sums| (sums.arm.clone(), sums.n + sums.n_missing + sums.n_not_finite))
        .collect();
    Evidence { n_people, statistics, notes: vec!["one row had no arm".to_owned()], ..Evidence::default() }
}

fn read(statistics: Vec<ArmStatistics>) -> Readout {
    read_out(&design(), &[orders()], &evidence(statistics), &Trust::default()).unwrap()
}

fn find<'a>(readout: &'a Readout, arm: &str, control: &str) -> &'a Estimate {
    readout.estimates.iter().find(|found| found.arm == arm && found.control == control).unwrap()
}

#[test]
fn good_evidence_gives_numbers_and_a_sentence() {
    let readout =
        read(vec![share("business_as_usual", 200, 4000), share("ai", 280, 4000), share("holdout", 80, 2000)]);
    assert!(!readout.split.is_detected);
    assert_eq!(readout.split.expected["holdout"], 2000.0);
    assert_eq!(readout.notes, ["one row had no arm"]);
    assert_eq!(readout.estimates.len(), 3);
    let lift = find(&readout, "ai", "holdout");
    assert!((lift.lift_abs.unwrap() - 0.03).abs() < 1e-15);
    assert!((lift.lift_rel.unwrap() - 0.75).abs() < 1e-12);
    assert_eq!((lift.n, lift.n_control, lift.is_cuped, lift.withheld.as_deref()), (4000, 2000, false, None));
    let says = [
        (
            "ai",
            "holdout",
            "between 1.8 and 4.2 more orders per 100 people with `ai` than with `holdout` (95% interval)",
        ),
        (
            "ai",
            "business_as_usual",
            "between 1.0 and 3.0 more orders per 100 people with `ai` than with `business_as_usual` (95% interval)",
        ),
        (
            "business_as_usual",
            "holdout",
            "no clear difference in orders between `business_as_usual` and `holdout`: somewhere from 0.1 fewer to 2.1 more per 100 people (95% interval)",
        ),
    ];
    for (arm, control, expected) in says {
        assert_eq!(find(&readout, arm, control).sentence, expected);
    }
}

fn check_withheld(statistics: Vec<ArmStatistics>, rule: WithheldRule, reason: &str) {
    let readout = read(statistics);
    let found = find(&readout, "ai", "holdout");
    assert_eq!(found.withheld_rule, Some(rule));
    assert_eq!(found.withheld.as_deref().unwrap(), reason);
    assert_eq!(found.sentence, format!("orders, `ai` against `holdout`: withheld, {reason}"));
    // The mean of a constant is known; only the difference cannot be judged.
    let is_known = rule == WithheldRule::Constant;
    assert_eq!((found.mean.is_some(), found.mean_control.is_some()), (is_known, is_known), "{found:?}");
    let numbers = [found.lift_abs, found.ci_low, found.ci_high, found.p_value];
    assert!(numbers.iter().chain([&found.log10_p, &found.lift_rel]).all(Option::is_none), "{found:?}");
}

#[test]
fn what_cannot_be_trusted_is_withheld() {
    let baseline = || share("business_as_usual", 200, 4000);
    check_withheld(
        vec![baseline(), share("ai", 200, 4000), share("holdout", 70, 1700)],
        WithheldRule::SampleRatioMismatch,
        "the arms do not hold the planned shares (4,000 people in `business_as_usual` where 3,880 were planned, \
         4,000 people in `ai` where 3,880 were planned, 1,700 people in `holdout` where 1,940 were planned; \
         p = 8.7e-9), more than chance does, so the arms cannot be compared; find who is missing or counted twice, or declare \
         the weights if another split was planned",
    );
    check_withheld(
        vec![share("business_as_usual", 2, 38), share("ai", 2, 38), share("holdout", 1, 19)],
        WithheldRule::TooFewPeople,
        "19 people in `holdout`, at least 20 are needed in every arm",
    );
    check_withheld(
        vec![baseline(), share("ai", 0, 4000), share("holdout", 0, 2000)],
        WithheldRule::Constant,
        "within each arm everybody has the same orders, so there is no spread to judge a difference by",
    );
    check_withheld(
        vec![
            baseline(),
            ArmStatistics { n_missing: 12, ..share("ai", 200, 3988) },
            share("holdout", 100, 2000),
        ],
        WithheldRule::UnusableValues,
        "orders is missing for 12 of 4,000 people in `ai`; who is missing may depend on the arm, so fill the \
         values in (0 where nothing happened)",
    );
    let nan = CoMoments { n: 4000, mean_y: 0.05, m2_y: f64::NAN, ..CoMoments::default() };
    let poisoned = ArmStatistics::of_pair("orders", "ai", nan, false);
    check_withheld(
        vec![baseline(), poisoned, share("holdout", 100, 2000)],
        WithheldRule::Unusable,
        "orders cannot be estimated: a sum of squares is not a finite number, look for missing or infinite values in the input",
    );
    check_withheld(
        vec![],
        WithheldRule::TooFewPeople,
        "0 people in `ai`, at least 20 are needed in every arm",
    );
}

#[test]
fn a_broken_arm_does_not_take_the_others_with_it() {
    let readout = read(vec![
        share("business_as_usual", 200, 4000),
        ArmStatistics { n_missing: 1, ..share("ai", 280, 3999) },
        share("holdout", 80, 2000),
    ]);
    let is_withheld = |arm, control| find(&readout, arm, control).withheld.is_some();
    assert!(is_withheld("ai", "holdout") && is_withheld("ai", "business_as_usual"));
    assert!(!is_withheld("business_as_usual", "holdout"));
}

#[test]
fn an_arm_nobody_planned_is_an_error() {
    let people = BTreeMap::from([("control_b".to_owned(), 10)]);
    let strange = Evidence { n_people: people, ..Evidence::default() };
    let found = read_out(&design(), &[orders()], &strange, &Trust::default());
    let (experiment, arm) = ("ai-win-back".to_owned(), "control_b".to_owned());
    assert_eq!(found, Err(ExperimentError::UnknownArm { experiment, arm }));
}

#[test]
fn a_covariate_is_used_when_both_arms_have_it() {
    let spend = |arm: &str, effect: f64, n: u64, has_covariate| {
        let mut moments = CoMoments::default();
        for i in 0..n {
            let before = (i % 17) as f64;
            moments.push(effect + before + (i % 3) as f64, before);
        }
        ArmStatistics::of_pair("revenue", arm, moments, has_covariate)
    };
    let revenue = ReadoutMetric::new("revenue", "Revenue per person", Unit::Money);
    for (has_covariate, says) in [
        (
            true,
            "between $1.91 and $2.09 more revenue per person with `ai` than with `holdout` (95% interval)",
        ),
        (
            false,
            "between $1.47 and $2.53 more revenue per person with `ai` than with `holdout` (95% interval)",
        ),
    ] {
        let statistics = vec![
            spend("business_as_usual", 0.0, 1020, true),
            spend("ai", 2.0, 1020, true),
            spend("holdout", 0.0, 510, has_covariate),
        ];
        let found =
            read_out(&design(), std::slice::from_ref(&revenue), &evidence(statistics), &Trust::default())
                .unwrap();
        let lift = find(&found, "ai", "holdout");
        assert_eq!((lift.is_cuped, lift.variance_reduction.is_some()), (has_covariate, has_covariate));
        assert_eq!(lift.sentence, says);
        assert!(find(&found, "ai", "business_as_usual").is_cuped);
    }
}

#[test]
fn more_questions_leave_the_lift_as_it_is() {
    let statistics =
        || vec![share("business_as_usual", 200, 4000), share("ai", 280, 4000), share("holdout", 80, 2000)];
    let plain = read(statistics());
    let asked = Analysis { bayes: Some(Bayes::default()), peek: Some(10_000), ..Analysis::default() };
    let orders = ReadoutMetric { better: Better::Lower, ..orders() };
    let mut found =
        read_out_by(&design(), &[orders], &evidence(statistics()), &Trust::default(), &asked).unwrap();
    for (estimate, before) in found.estimates.iter_mut().zip(&plain.estimates) {
        let belief = estimate.bayes.take().unwrap();
        let peek = estimate.peek.take().unwrap();
        // Of what should go down, the arm that has more is not the better one.
        let is_more = 0.5 < belief.lift.chance_to_win;
        assert_eq!(is_more, 0.0 < estimate.lift_abs.unwrap());
        if 0.999 < belief.lift.chance_to_win {
            assert!(belief.sentence.starts_with("less than 0.1 % sure"), "{}", belief.sentence);
        }
        assert!(peek.sequence.ci_low < estimate.ci_low.unwrap(), "{peek:?}");
        assert!(estimate.ci_high.unwrap() < peek.sequence.ci_high, "{peek:?}");
        assert_eq!(estimate.sentence, format!("{}; {}", before.sentence, belief.sentence));
        estimate.sentence.clone_from(&before.sentence);
        // Which way it should go is kept with the number, and changes no other part of it.
        assert_eq!((estimate.better, before.better), (Better::Lower, Better::Higher));
        estimate.better = before.better;
    }
    assert_eq!(found.estimates, plain.estimates);
}

#[test]
fn an_estimate_survives_json() {
    let readout = read(vec![share("business_as_usual", 200, 4000), share("ai", 280, 4000)]);
    let text = serde_json::to_string(&readout).unwrap();
    assert!(
        text.contains("\"unit\":\"share\"") && text.contains("\"withheld_rule\":\"sample_ratio_mismatch\"")
    );
    assert_eq!(serde_json::from_str::<Readout>(&text).unwrap(), readout);
}

#[test]
fn the_plans_interval_stands_where_a_single_look_would() {
    let arms =
        || vec![share("business_as_usual", 200, 4000), share("ai", 218, 4000), share("holdout", 80, 2000)];
    let by = |analysis: &Analysis| {
        let evidence = evidence(arms());
        read_out_by(&design(), &[orders()], &evidence, &Trust::default(), analysis).unwrap()
    };
    let width = |estimate: &Estimate| estimate.ci_high.unwrap() - estimate.ci_low.unwrap();
    let once = by(&AnalysisPlan::default().question(1, Some(12_000)));
    let single = find(&once, "ai", "holdout");
    assert!(0.0 < single.ci_low.unwrap(), "one look would end it: {single:?}");

    let always = AnalysisPlan { looks: Looks::AlwaysValid, ..Default::default() };
    let always = by(&always.question(1, Some(12_000)));
    let at_any_time = find(&always, "ai", "holdout");
    let sequence = at_any_time.peek.as_ref().unwrap().sequence;
    assert_eq!(at_any_time.p_value, Some(sequence.p_value));
    assert!((at_any_time.ci_low.unwrap() - sequence.ci_low).abs() < 1e-15);
    assert!((width(at_any_time) / width(single) - sequence.width_ratio).abs() < 0.01);
    assert!(
        at_any_time.sentence.contains("95% interval that holds at every look"),
        "{}",
        at_any_time.sentence
    );

    let looks = Looks::GroupSequential { n_looks: 2, rule: StoppingRule::ObrienFleming };
    let plan = AnalysisPlan { looks, ..Default::default() };
    let halfway = by(&plan.question(1, Some(20_000)));
    let half = find(&halfway, "ai", "holdout");
    // Jennison and Turnbull 2000, table 2.3: C_B(2, 0.05) = 1.977, so 2.797 at the first of two looks.
    let reach = 0.5 * width(half) / half.std_error.unwrap();
    assert!((reach - 2.797).abs() < 2e-3, "{reach}");
    assert!(half.ci_low.unwrap() < 0.0 && !half.look.as_ref().unwrap().is_reached);
    assert!(half.sentence.contains("95% interval of look 1 of 2"), "{}", half.sentence);
    let relative_width = |estimate: &Estimate| {
        let delta = &estimate.relative[1];
        delta.ci_high.unwrap() - delta.ci_low.unwrap()
    };
    let ratio = relative_width(half) / relative_width(single);
    assert!((ratio / (reach / 1.96) - 1.0).abs() < 0.01, "percentages widen alike: {ratio}");
    assert_eq!(half.lift_rel_low, half.relative[1].ci_low);
}

#[test]
fn a_broken_split_hides_what_the_checks_know_of_outcomes() {
    let arms = |n_holdout: u64| {
        let with_ends = |sums: ArmStatistics| ArmStatistics { extremes: Some([0.0, 1.0]), ..sums };
        let all =
            [share("business_as_usual", 200, 4000), share("ai", 280, 4000), share("holdout", 80, n_holdout)];
        let mut evidence = evidence(all.map(with_ends).to_vec());
        evidence.by_day = evidence.statistics.clone();
        let readout = read_out(&design(), &[orders()], &evidence, &Trust::default()).unwrap();
        readout.checks.iter().map(|check| check.check).collect::<Vec<CheckKind>>()
    };
    let whole = arms(2000);
    assert!(whole.contains(&CheckKind::Leverage) && whole.contains(&CheckKind::Novelty), "{whole:?}");
    assert_eq!(arms(1700), [CheckKind::SampleRatio]);
}
