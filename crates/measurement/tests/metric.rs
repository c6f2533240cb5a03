//! Definitions of metrics: strict, and each means one thing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use measurement::Metric;
use stats::Better;

const REVENUE: &str = "
name: revenue
label: Revenue per person
kind: mean
event: Order Completed
value: revenue
unit: dollars
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
    check("value: revenue\nunit: dollars", "value: count\nunit: number", "");
    check(
        "kind: mean\nevent: Order Completed\nvalue: revenue\nunit: dollars",
        "kind: proportion\nevent_type: page\nunit: share",
        "",
    );
    check("name: revenue", "name: Revenue per person", "other characters than small letters, digits and `_`");
    check("event: Order Completed\n", "", "it names no events, give `event`, `event_type` or both");
    check("event: Order Completed", "event_type: purchase", "purchase");
    check("value: revenue\n", "", "a mean needs `value: revenue` or `value: count`");
    check("unit: dollars", "unit: share", "revenue is read in `unit: dollars`");
    check("value: revenue", "value: count", "a count is read in `unit: number`");
    check("kind: mean", "kind: proportion", "a proportion adds nothing up, remove `value`");
    check(
        "kind: mean\nevent: Order Completed\nvalue: revenue",
        "kind: proportion\nevent: Order Completed",
        "a proportion is read in `unit: share`",
    );
    check("pre_period_days: 180", "pre_period_days: 0", "its covariate has 0 days");
    check("unit: dollars", "unit: dollars\nbetter: lower", "");
    check("unit: dollars", "unit: dollars\nbetter: less", "less");
    check("covariate:", "covariates:", "covariates");
    check("pre_period_days: 180", "pre_period_days: 180, unit: day", "unit");
}

#[test]
fn less_is_better_where_it_is_said() {
    let better = |text: &str| serde_saphyr::from_str::<Metric>(text).unwrap().readout_metric().better;
    assert_eq!(better(REVENUE), Better::Higher);
    assert_eq!(better(&format!("{REVENUE}better: lower\n")), Better::Lower);
}
