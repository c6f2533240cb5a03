//! The pilot of the demo.

use experiment::{Arm, Design, RandomisedUnit, Role};

const METRICS: &str = "
- name: revenue
  label: Revenue per person
  kind: mean
  event: Order Completed
  value: revenue
  unit: dollars
  covariate: { pre_period_days: 180 }
- name: orders
  label: Share of people who order
  kind: proportion
  event: Order Completed
  unit: share
- name: visits
  label: Share of people who visit
  kind: proportion
  event_type: page
  unit: share
";

pub fn design() -> Design {
    let arm =
        |name: &str, role, weight| Arm { name: name.to_owned(), role, weight, business_as_usual: false };
    Design {
        experiment: "ai-win-back".to_owned(),
        version: 1,
        unit: RandomisedUnit::Person,
        arms: vec![
            arm("business_as_usual", Role::Baseline, 0.4),
            arm("ai", Role::Treatment, 0.4),
            arm("holdout", Role::Holdout, 0.2),
        ],
        outcome_window_days: 14,
        level: 0.95,
        assignment: Default::default(),
    }
}

pub fn metrics() -> Vec<measurement::Metric> {
    serde_saphyr::from_str(METRICS).unwrap()
}
