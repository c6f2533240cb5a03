//! Definitions of metrics: strict, and each means one thing.

use measurement::Metric;
use stats::Better;

const REVENUE: &str = "
name: revenue
label: Revenue per person
kind: mean
event: Order Completed
value: revenue
unit: money
covariate: { pre_period_days: 180 }
";

/// Replaces `from` by `to` in a good definition and looks for `expected` in the error, "" for none.
fn check(from: &str, to: &str, expected: &str) {
    let text = REVENUE.replacen(from, to, 1);
    assert!(from.is_empty() || text != REVENUE, "{from} is not in the definition");
    let found = match serde_saphyr::from_str::<Metric>(&text) {
        Ok(metric) => metric.validate().err().map(|error| error.to_string()).unwrap_or_default(),
        Err(error) => error.to_string(),
    };
    assert_eq!(found.is_empty(), expected.is_empty(), "{text}: {found}");
    assert!(found.contains(expected), "{text}: {found}");
}

#[test]
fn definitions_are_checked() {
    check("", "", "");
    check("value: revenue\nunit: money", "value: count\nunit: number", "");
    check(
        "kind: mean\nevent: Order Completed\nvalue: revenue\nunit: money",
        "kind: proportion\nevent_type: page\nunit: share",
        "",
    );
    check("name: revenue", "name: Revenue per person", "other characters than small letters, digits and `_`");
    check("event: Order Completed\n", "", "it names no events, give `event`, `event_type` or both");
    check("event: Order Completed", "event_type: purchase", "purchase");
    check("value: revenue\n", "", "a mean, a ratio or a quantile needs `value");
    check("unit: money", "unit: share", "revenue is read in `unit: money`");
    check("value: revenue", "value: count", "a count is read in `unit: number`");
    check("kind: mean", "kind: proportion", "adds nothing up, remove `value`");
    check(
        "kind: mean\nevent: Order Completed\nvalue: revenue",
        "kind: proportion\nevent: Order Completed",
        "`unit: share`",
    );
    check("pre_period_days: 180", "pre_period_days: 0", "its covariate has 0 days");
    check("unit: money", "unit: money\nbetter: lower", "");
    check("unit: money", "unit: money\nbetter: less", "less");
    check("covariate:", "covariates:", "covariates");
    check("pre_period_days: 180", "pre_period_days: 180, unit: day", "unit");
}

#[test]
fn every_kind_needs_what_is_its_own() {
    let ratio = "kind: ratio\nper: { event: Order Completed, value: count }";
    check("kind: mean", ratio, "");
    check("kind: mean", "kind: ratio", "a ratio needs `per`");
    check("kind: mean", "kind: ratio\nper: { value: count }", "its `per` names no events");
    check(
        "kind: mean",
        "kind: mean\nper: { event: Order Completed, value: count }",
        "belongs to `kind: ratio`",
    );
    check("kind: mean", "kind: ratio\nper: { event_type: page, value: revenue }", "revenue over revenue");
    let before = "\ncovariate: { pre_period_days: 180 }";
    let quantile = |rank: &str| format!("unit: money\nrank: {rank}");
    check(&format!("unit: money{before}"), &quantile("0.9"), "`rank` belongs to `kind: quantile`");
    check("kind: mean", "kind: quantile", "a quantile needs `rank`");
    check("kind: mean", "kind: quantile\nrank: 1", "a quantile needs `rank`");
    check("kind: mean", "kind: quantile\nrank: 0.9", "a covariate belongs to");
    check("kind: mean", "kind: mean\ncap: 500", "");
    check("kind: mean", "kind: mean\ncap: 0", "not above 0");
    check("kind: mean", "kind: mean\nwinsorise: 0.01", "");
    check("kind: mean", "kind: mean\nwinsorise: 1.5", "between 0 and 1");
    check("kind: mean", "kind: mean\ncap: 5\nwinsorise: 0.01", "give one");
    let kept = "kind: retention\nevent: Subscription Cancelled";
    check(
        "kind: mean\nevent: Order Completed\nvalue: revenue\nunit: money",
        &format!("{kept}\nunit: share"),
        "a covariate belongs to",
    );
    check("kind: mean\nevent: Order Completed\nvalue: revenue", &format!("{kept}\ncap: 5"), "caps belong to");
}

#[test]
fn less_is_better_where_it_is_said() {
    let better = |text: &str| serde_saphyr::from_str::<Metric>(text).unwrap().readout_metric().better;
    assert_eq!(better(REVENUE), Better::Higher);
    assert_eq!(better(&format!("{REVENUE}better: lower\n")), Better::Lower);
}
