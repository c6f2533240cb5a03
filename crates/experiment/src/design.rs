use crate::{Arm, Assignment, ExperimentError, RandomisedUnit, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vocabulary::{Digest, is_blank};

/// What will be compared, fixed before the first person is exposed.
///
/// A change to the arms or weights moves people between arms, so it needs a new `version`, which
/// randomises everybody anew; the digest in the approval makes a silent change stale.
///
/// Units: `outcome_window_days` days of 24 hours from exposure, [start, end).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// The experiment's name; part of the randomisation.
    pub experiment: String,
    /// Counted up with every change; part of the randomisation.
    pub version: u32,
    /// What is randomised.
    #[serde(default)]
    pub unit: RandomisedUnit,
    /// The arms; their order fixes who is in which.
    pub arms: Vec<Arm>,
    /// For how long after exposure outcomes count.
    pub outcome_window_days: u32,
    /// Confidence of the intervals.
    #[serde(default = "default_level")]
    pub level: f64,
    /// Who may take part, and how the arms are dealt out.
    #[serde(default)]
    pub assignment: Assignment,
}

/// Nineteen in twenty, as everywhere.
fn default_level() -> f64 {
    0.95
}

/// Which arm is held against which.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison<'a> {
    /// The arm in question.
    pub arm: &'a Arm,
    /// What it is compared with.
    pub control: &'a Arm,
}

/// The least share of an arm.
const MIN_SHARE: f64 = 1e-6;

impl Design {
    /// Makes a design for a file whose people were assigned elsewhere: `control` is the baseline, the
    /// others are treatments, and every arm is supposed to hold the same share.
    ///
    /// A caller who knows the planned shares sets the weights; unequal arms under supposed equal shares
    /// are a sample-ratio mismatch.
    ///
    /// Errors: as [`Design::validate`].
    pub fn of_file(
        experiment: &str,
        control: &str,
        treatments: &[String],
        level: f64,
    ) -> Result<Self, ExperimentError> {
        let arm =
            |name: &str, role| Arm { name: name.to_owned(), role, weight: 1.0, business_as_usual: false };
        let mut arms = vec![arm(control, Role::Baseline)];
        arms.extend(treatments.iter().map(|name| arm(name, Role::Treatment)));
        let design = Self {
            experiment: experiment.to_owned(),
            version: 1,
            unit: RandomisedUnit::Person,
            arms,
            outcome_window_days: 1,
            level,
            assignment: Assignment::default(),
        };
        design.validate().map(|()| design)
    }

    /// Checks that the design can be randomised and read out.
    ///
    /// Errors: every variant of [`ExperimentError`] but `UnknownArm` and `Holdouts`, the first that applies.
    pub fn validate(&self) -> Result<(), ExperimentError> {
        let experiment = || self.experiment.clone();
        if is_blank(&self.experiment) || self.arms.iter().any(|arm| is_blank(&arm.name)) {
            return Err(ExperimentError::Unnamed);
        }
        if self.arms.len() < 2 {
            return Err(ExperimentError::TooFewArms { experiment: experiment(), n_arms: self.arms.len() });
        }
        let mut names = BTreeSet::new();
        let sum: f64 = self.arms.iter().map(|arm| arm.weight).sum();
        for arm in &self.arms {
            if !names.insert(&arm.name) {
                return Err(ExperimentError::DuplicateArm {
                    experiment: experiment(),
                    arm: arm.name.clone(),
                });
            }
            // An arm of less than a millionth is one that nobody is in.
            if !arm.weight.is_finite() || arm.weight <= 0.0 || arm.weight < MIN_SHARE * sum {
                let (arm, weight) = (arm.name.clone(), arm.weight);
                return Err(ExperimentError::Weight { experiment: experiment(), arm, weight });
            }
        }
        let count = |role| self.arms.iter().filter(|arm| arm.role == role).count();
        let (n_holdouts, n_baselines) = (count(Role::Holdout), count(Role::Baseline));
        let n_treatments = count(Role::Treatment);
        if 1 < n_holdouts || 1 < n_baselines || n_holdouts + n_baselines == 0 || n_treatments == 0 {
            let experiment = experiment();
            return Err(ExperimentError::Roles { experiment, n_holdouts, n_baselines, n_treatments });
        }
        if self.outcome_window_days == 0 {
            return Err(ExperimentError::Window { experiment: experiment() });
        }
        if !(0.0 < self.level && self.level < 1.0) {
            return Err(ExperimentError::Level { experiment: experiment(), level: self.level });
        }
        match self.assignment.fault(&self.arms) {
            Some(why) => Err(ExperimentError::Assignment { experiment: experiment(), why }),
            None => Ok(()),
        }
    }

    /// The digest an approval is bound to: it changes with every part of the design.
    pub fn digest(&self) -> Digest {
        let mut parts = vec![
            b"design".to_vec(),
            self.experiment.as_bytes().to_vec(),
            self.version.to_be_bytes().to_vec(),
            self.unit.as_str().as_bytes().to_vec(),
            self.outcome_window_days.to_be_bytes().to_vec(),
            self.level.to_bits().to_be_bytes().to_vec(),
        ];
        for arm in &self.arms {
            parts.push(arm.name.as_bytes().to_vec());
            parts.push(arm.role.as_str().as_bytes().to_vec());
            parts.push(arm.weight.to_bits().to_be_bytes().to_vec());
            if arm.business_as_usual {
                parts.push(b"business as usual".to_vec());
            }
        }
        parts.extend(self.assignment.digest_parts());
        Digest::of(parts)
    }

    /// The arm of this name.
    pub fn arm(&self, name: &str) -> Option<&Arm> {
        self.arms.iter().find(|arm| arm.name == name)
    }

    fn first_of(&self, role: Role) -> Option<&Arm> {
        self.arms.iter().find(|arm| arm.role == role)
    }

    /// What is compared with what: every other arm with the holdout, and every treatment with the
    /// baseline, in this order.
    ///
    /// Returns: nothing for a design without holdout and baseline, which [`Design::validate`] refuses.
    pub fn comparisons(&self) -> Vec<Comparison<'_>> {
        let mut comparisons = Vec::new();
        if let Some(control) = self.first_of(Role::Holdout) {
            let others = self.arms.iter().filter(|arm| arm.role != Role::Holdout);
            comparisons.extend(others.map(|arm| Comparison { arm, control }));
        }
        if let Some(control) = self.first_of(Role::Baseline) {
            let treatments = self.arms.iter().filter(|arm| arm.role == Role::Treatment);
            comparisons.extend(treatments.map(|arm| Comparison { arm, control }));
        }
        comparisons
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn pilot() -> Design {
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
            assignment: Assignment::default(),
        }
    }

    /// Computed by another program: approvals are bound to it, and a change here makes them stale.
    #[test]
    fn the_digest_is_pinned() {
        let pinned = "f2bbb18b63aad90f203a21fccfd9dccd77a90ea0dc17de1cc7587e1fedf21079";
        assert_eq!(pilot().digest().to_string(), pinned);
    }

    fn check(change: impl FnOnce(&mut Design), expected: &str) {
        let mut design = pilot();
        change(&mut design);
        let found = design.validate().err().map(|error| error.to_string()).unwrap_or_default();
        assert!(found.contains(expected) && found.is_empty() == expected.is_empty(), "{found} | {expected}");
    }

    #[test]
    fn a_design_that_cannot_be_read_out_is_refused() {
        check(|_| (), "");
        check(|design| design.experiment.clear(), "no name");
        check(|design| design.arms[0].name.clear(), "no name");
        check(|design| design.arms.truncate(1), "has 1 arms");
        check(
            |design| design.arms[1].name = "holdout".into(),
            "`holdout` of experiment `ai-win-back` is declared twice",
        );
        check(|design| design.arms[2].weight = 0.0, "weight `0`");
        check(|design| design.arms[2].weight = f64::NAN, "weight `NaN`");
        check(|design| design.arms[0].role = Role::Holdout, "2 holdouts");
        check(|design| design.arms[1].role = Role::Baseline, "2 baselines");
        check(
            |design| design.arms.iter_mut().for_each(|arm| arm.role = Role::Treatment),
            "0 holdouts, 0 baselines",
        );
        check(|design| drop(design.arms.remove(1)), "0 treatments");
        check(|design| design.outcome_window_days = 0, "window of 0 days");
        check(|design| design.level = 1.0, "level `1`");
    }

    #[test]
    fn compares_with_the_holdout_and_the_treatment_with_the_baseline() {
        let design = pilot();
        let pairs: Vec<_> = design
            .comparisons()
            .iter()
            .map(|pair| (pair.arm.name.clone(), pair.control.name.clone()))
            .collect();
        let expected = [("business_as_usual", "holdout"), ("ai", "holdout"), ("ai", "business_as_usual")];
        assert_eq!(pairs, expected.map(|(arm, control)| (arm.to_owned(), control.to_owned())));
    }

    #[test]
    fn every_change_moves_the_digest() {
        let mut digests = BTreeSet::from([pilot().digest()]);
        let mut add = |change: fn(&mut Design)| {
            let mut design = pilot();
            change(&mut design);
            assert!(digests.insert(design.digest()), "{design:?}");
        };
        add(|design| design.experiment.push('2'));
        add(|design| design.version = 2);
        add(|design| design.outcome_window_days = 15);
        add(|design| design.level = 0.9);
        add(|design| design.arms[0].weight = 0.5);
        add(|design| design.arms[0].name.push('2'));
        add(|design| design.arms[1].role = Role::Baseline);
        add(|design| design.arms.swap(0, 1));
        assert_eq!(pilot().digest(), pilot().digest());
    }

    #[test]
    fn unknown_keys_are_errors() {
        let text = serde_json::to_string(&pilot()).unwrap();
        assert_eq!(serde_json::from_str::<Design>(&text).unwrap(), pilot());
        let wrong = text.replacen("\"version\"", "\"verson\"", 1);
        assert!(serde_json::from_str::<Design>(&wrong).unwrap_err().to_string().contains("verson"));
    }
}
