//! The gate as a table, on the gate of the demo's own pilot.

use programme::*;
use std::collections::BTreeMap;

const PILOT: &str = include_str!("../../../demo/pilots/ai-win-back.yaml");

fn section<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let mut file: BTreeMap<String, serde_json::Value> = serde_saphyr::from_str(PILOT).unwrap();
    serde_json::from_value(file.remove(name).unwrap()).unwrap()
}

fn gate() -> Gate {
    section("gate")
}

fn evidence(metric: &str, mean: f64, interval: Option<(f64, f64)>) -> Evidence {
    Evidence {
        metric: metric.to_owned(),
        arm: "ai".to_owned(),
        control: "holdout".to_owned(),
        mean: Some(mean),
        mean_low: None,
        mean_high: None,
        lift: interval.map(|(low, high)| (low + high) / 2.0),
        ci_low: interval.map(|(low, _)| low),
        ci_high: interval.map(|(_, high)| high),
        chance_to_win: None,
        expected_loss: None,
        withheld: None,
    }
}

/// Revenue's interval and the complaint rate in; verdict and words that must occur out.
#[track_caller]
fn check(interval: Option<(f64, f64)>, complaints: f64, expect: Verdict, words: &[&str]) {
    let rows = [evidence("revenue", 9.0, interval), evidence("complaints", complaints, Some((-0.01, 0.01)))];
    let got = decide(&gate(), &rows);
    assert_eq!(got.decision, expect, "{:?}", got.reasons);
    for word in words {
        assert!(got.reasons.iter().any(|reason| reason.contains(word)), "`{word}` not in {:?}", got.reasons);
    }
}

#[test]
fn the_demo_gate_decides() {
    let lower = "the lower bound of incremental revenue per person of ai over holdout is";
    check(
        Some((0.42, 1.9)),
        0.0004,
        Verdict::Scale,
        &[
            &format!("{lower} 0.42, which is above 0"),
            "the mean of complaints per person in ai is 0.0004, which is below 0.003",
        ],
    );
    check(Some((0.0, 1.9)), 0.0, Verdict::Iterate, &[&format!("{lower} 0, which is not above 0")]);
    check(Some((-0.1, 1.9)), 0.0, Verdict::Iterate, &[&format!("{lower} -0.1, which is not above 0")]);
    check(Some((0.42, 1.9)), 0.003, Verdict::Iterate, &["is 0.003, which is not below 0.003"]);
    check(Some((-2.0, -0.1)), 0.0, Verdict::Stop, &["the upper bound", "is -0.1, which is below 0"]);
    check(Some((-2.0, 0.0)), 0.0, Verdict::Iterate, &["the upper bound", "is 0, which is not below 0"]);
    check(None, 0.0, Verdict::Iterate, &["ai over holdout is not known"]);
    check(Some((f64::NAN, f64::NAN)), 0.0, Verdict::Iterate, &["is not known"]);
    check(Some((0.42, 1.9)), f64::NAN, Verdict::Iterate, &["complaints per person in ai is not known"]);
    check(Some((f64::INFINITY, f64::INFINITY)), 0.0, Verdict::Iterate, &["is not known"]);
}

#[test]
fn a_withheld_number_decides_nothing() {
    for interval in [(0.42, 1.9), (-2.0, -0.1)] {
        let rows = [
            Evidence {
                withheld: Some("sample-ratio mismatch".to_owned()),
                ..evidence("revenue", 9.0, Some(interval))
            },
            evidence("complaints", 0.0, None),
        ];
        let got = decide(&gate(), &rows);
        assert_eq!(got.decision, Verdict::Iterate);
        assert!(got.reasons[0].ends_with("is withheld: sample-ratio mismatch"), "{:?}", got.reasons);
    }
    let one_of_two = [
        evidence("revenue", 9.0, Some((0.42, 1.9))),
        evidence("complaints", 0.0, None),
        Evidence {
            control: "business_as_usual".to_owned(),
            withheld: Some("too few people".to_owned()),
            ..evidence("complaints", 0.0, None)
        },
    ];
    assert_eq!(decide(&gate(), &one_of_two).decision, Verdict::Iterate, "a mean with one withheld row");
    assert_eq!(decide(&gate(), &[]).decision, Verdict::Iterate, "no readout at all");
}

/// Source: 1 − 0.05^(1/770) = 0.0038830, scipy 1.17.1 `beta.ppf(0.95, 1, 770)`.
#[test]
fn no_complaint_among_few_is_no_proof() {
    let complaints = |high| Evidence { mean_high: Some(high), ..evidence("complaints", 0.0, None) };
    let decided = |high| decide(&gate(), &[evidence("revenue", 9.0, Some((0.42, 1.9))), complaints(high)]);
    let few = decided(0.003_883);
    assert_eq!(few.decision, Verdict::Iterate);
    assert!(
        few.reasons[1].contains("is 0 as measured and at most 0.0039, which is not below 0.003"),
        "{few:?}"
    );
    assert_eq!(decided(0.0029).decision, Verdict::Scale);
}

#[test]
fn evidence_of_other_arms_and_controls_is_not_used() {
    let rows = [
        Evidence { control: "business_as_usual".to_owned(), ..evidence("revenue", 9.0, Some((1.0, 2.0))) },
        Evidence { arm: "business_as_usual".to_owned(), ..evidence("revenue", 9.0, Some((1.0, 2.0))) },
        evidence("complaints", 0.0, None),
    ];
    assert_eq!(decide(&gate(), &rows).decision, Verdict::Iterate);
}

#[test]
fn stop_outranks_scale() {
    let yaml = "scale_when: [{ metric: m, arm: a, bound: mean, is: above, value: 0 }]\n\
                stop_when: [{ metric: m, arm: a, bound: mean, is: above, value: 1 }]\n";
    let gate: Gate = serde_saphyr::from_str(yaml).unwrap();
    let row = |mean| [Evidence { metric: "m".to_owned(), arm: "a".to_owned(), ..evidence("m", mean, None) }];
    assert_eq!(decide(&gate, &row(0.5)).decision, Verdict::Scale);
    let got = decide(&gate, &row(2.0));
    assert_eq!(got.decision, Verdict::Stop);
    assert_eq!(got.reasons, ["the mean of m per person in a is 2, which is above 1"]);
}

#[test]
fn the_rule_reads_as_a_sentence() {
    assert_eq!(
        gate().to_string(),
        "scale when the lower bound of incremental revenue per person of ai over holdout is above 0 and the mean \
         of complaints per person in ai is below 0.003; stop when the upper bound of incremental revenue per \
         person of ai over holdout is below 0; else iterate"
    );
}

#[test]
fn a_gate_that_cannot_work_is_refused() {
    let rule = "{ metric: revenue, arm: ai, control: holdout, bound: lower, is: above, value: 0 }";
    let yaml = |rule: &str| format!("scale_when: [{rule}]\n");
    assert!(serde_saphyr::from_str::<Gate>(&yaml(rule)).is_ok());
    for (from, to, expect) in [
        (rule, "", "`scale_when` is empty"),
        (" control: holdout,", "", "no `control`"),
        ("bound: lower", "bound: mean", "leave `control` out"),
        ("control: holdout", "control: ai", "with itself"),
        ("value: 0", "value: .nan", "not a finite number"),
        ("value: 0", "value: 0, unless: 1", "unless"),
        ("is: above", "is: over", "over"),
    ] {
        let error = serde_saphyr::from_str::<Gate>(&yaml(rule).replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expect), "`{expect}` not in {error}");
    }
}

#[test]
fn the_digest_follows_the_meaning() {
    let other: Gate = serde_json::from_value(serde_json::json!({
        "scale_when": gate().scale_when(), "stop_when": []
    }))
    .unwrap();
    assert_eq!(gate().digest(), gate().digest());
    assert_ne!(gate().digest(), other.digest());
}

#[test]
fn the_demo_pilot_is_strict_and_complete() {
    let pilot: Pilot = section("pilot");
    assert_eq!(pilot.id().as_str(), "ai-win-back");
    assert_eq!(pilot.name(), "AI-written win-back subject lines for lapsed buyers");
    assert_eq!((pilot.audience(), pilot.voice()), ("lapsed-buyers", "peach-state"));
    let prompt = pilot.prompt();
    assert_eq!((prompt.name.as_str(), prompt.version), ("win-back-subject-line", 1));
    assert_eq!(pilot.baseline_subject(), "We miss you — 15% off your next order");
    assert!(!pilot.goal().is_empty() && !pilot.hypothesis().ends_with('\n'));
    let json = serde_json::to_value(&pilot).unwrap();
    assert_eq!(serde_json::from_value::<Pilot>(json.clone()).unwrap().digest(), pilot.digest());
    for (key, value, expect) in [
        ("goal", serde_json::json!("  "), "the pilot's `goal` is empty"),
        ("budget", serde_json::json!(1), "unknown field `budget`"),
        ("id", serde_json::json!("ai win back"), "not a valid campaign id"),
    ] {
        let mut json = json.clone();
        json[key] = value;
        let error = serde_json::from_value::<Pilot>(json).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }
}

#[test]
fn the_gate_asks_for_metrics_that_the_pilot_measures() {
    let metrics: Vec<measurement::Metric> = section("metrics");
    for metric in &metrics {
        metric.validate().unwrap();
    }
    let names: Vec<&str> = metrics.iter().map(|metric| metric.name.as_str()).collect();
    assert_eq!(names, ["revenue", "orders", "visits", "complaints"]);
    let gate = gate();
    for rule in gate.scale_when().iter().chain(gate.stop_when()) {
        assert!(names.contains(&rule.metric()), "{rule}");
    }
}

#[test]
fn verdicts_round_trip() {
    for verdict in [Verdict::Scale, Verdict::Iterate, Verdict::Stop] {
        assert_eq!(verdict.as_str().parse(), Ok(verdict));
        assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.as_str());
    }
}

#[test]
fn a_gate_can_decide_by_what_is_believed() {
    let text = "
scale_when:
  - { metric: revenue, arm: ai, control: holdout, bound: chance_to_win, is: above, value: 0.95 }
  - { metric: revenue, arm: ai, control: holdout, bound: expected_loss, is: below, value: 0.01 }
stop_when:
  - { metric: revenue, arm: ai, control: holdout, bound: chance_to_win, is: below, value: 0.05 }
";
    let gate: Gate = serde_saphyr::from_str(text).unwrap();
    let believed = |chance_to_win, expected_loss| Evidence {
        chance_to_win: Some(chance_to_win),
        expected_loss: Some(expected_loss),
        ..evidence("revenue", 9.0, Some((-0.1, 1.9)))
    };
    let verdict = |row: Evidence| decide(&gate, &[row]).decision;
    assert_eq!(verdict(believed(0.97, 0.004)), Verdict::Scale);
    assert_eq!(verdict(believed(0.97, 0.02)), Verdict::Iterate);
    assert_eq!(verdict(believed(0.01, 0.8)), Verdict::Stop);
    let unknown = decide(&gate, &[evidence("revenue", 9.0, Some((0.1, 1.9)))]);
    assert_eq!(unknown.decision, Verdict::Iterate);
    assert!(unknown.reasons[0].contains("the chance that ai is better than holdout in revenue is not known"));
    let without = text.replace("control: holdout, bound: expected_loss", "bound: expected_loss");
    let error = serde_saphyr::from_str::<Gate>(&without).unwrap_err().to_string();
    assert!(error.contains("control"), "{error}");
}

/// An approval is bound to it: the value changes only with the version before its parts.
#[test]
fn the_digest_of_a_gate_is_pinned() {
    let yaml =
        "scale_when: [{ metric: revenue, arm: ai, control: holdout, bound: lower, is: above, value: 0 }]";
    let gate: Gate = serde_saphyr::from_str(yaml).unwrap();
    assert_eq!(gate.digest().to_string(), "b2a4d7aee5da32bbc76f27da7baef44a2275ae157f7d2fb6ec1923fb431f701a");
}

/// Computed by another program: approvals are bound to it, and a change here makes them stale.
#[test]
fn the_digest_of_a_pilot_is_pinned() {
    let pilot: Pilot = serde_saphyr::from_str(
        "{id: win-back, name: Win back, goal: g, hypothesis: h, audience: lapsed, voice: brand, \
         prompt: {name: line, version: 1}, baseline_subject: We miss you}",
    )
    .unwrap();
    let pinned = "d368fa25a993778ac1324deec418cc647189418acb35a5c190b4374f7c65e86a";
    assert_eq!(pilot.digest().to_string(), pinned);
}
