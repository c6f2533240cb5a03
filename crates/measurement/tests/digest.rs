//! The digests that approvals are bound to. A value here changes only with the version before its parts: every
//! approval that was given would be stale.

use measurement::Metric;
use std::collections::BTreeSet;

fn metric(yaml: &str) -> Metric {
    serde_saphyr::from_str(yaml).unwrap()
}

const REVENUE: &str =
    "name: revenue\nlabel: Revenue\nkind: mean\nevent: Order Completed\nvalue: revenue\nunit: dollars";

#[test]
fn the_digest_of_a_metric_is_pinned() {
    // python3: sha256 over the parts, each after its length in eight bytes.
    assert_eq!(
        metric(REVENUE).digest().to_string(),
        "1f71e3ebfedc265abfc0793a55c0b0453265c7dd921033b4ef368810d0785eff"
    );
}

#[test]
fn every_part_of_a_metric_counts() {
    let mut seen = BTreeSet::from([metric(REVENUE).digest()]);
    for more in [
        "better: lower",
        "cap: 5",
        "cap: 6",
        "winsorise: 0.01",
        "currency: EUR",
        "covariate: { pre_period_days: 180 }",
        "event_type: page",
    ] {
        assert!(seen.insert(metric(&format!("{REVENUE}\n{more}")).digest()), "{more}");
    }
    for (from, to) in [
        ("Revenue", "Money"),
        ("kind: mean", "kind: quantile"),
        ("Order Completed", "Order"),
        ("value: revenue", "value: count"),
    ] {
        assert!(seen.insert(metric(&REVENUE.replacen(from, to, 1)).digest()), "{to}");
    }
}
