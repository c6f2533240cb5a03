use super::uniform;
use crate::{Arm, Assignment, Design, ExperimentError, RandomisedUnit, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vocabulary::{Digest, is_blank};

/// Who was reached by at least one message.
const REACHED: &str = "reached";
/// Who was kept back from all of them.
const HELD_OUT: &str = "held_out";

/// A share of the people that gets nothing, for one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holdout {
    /// Which period it is for, as `2026`. Another period draws the people anew; a smaller or larger ratio
    /// needs one.
    pub period: String,
    /// Share of the people, above 0 and below 1.
    pub ratio: f64,
}

/// The holdout of one programme: people who get nothing from any of its experiments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeHoldout {
    /// The programme, as designs name it.
    pub name: String,
    /// Which period it is for.
    pub period: String,
    /// Share of those whom the global holdout leaves.
    pub ratio: f64,
}

/// The holdouts of a workspace above its experiments. They nest: whom the global one keeps back is in no
/// programme's, whom a programme's keeps back is in no experiment.
///
/// Units: `outcome_window_days` days from the first time somebody was reached, or would have been.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holdouts {
    /// What is kept back as one.
    #[serde(default)]
    pub unit: RandomisedUnit,
    /// For how long outcomes count.
    pub outcome_window_days: u32,
    /// From everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub global: Option<Holdout>,
    /// From everything of one programme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<ProgrammeHoldout>,
}

/// A holdout above the experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Under which name its exposures stand, as an experiment of its own.
    pub experiment: String,
    /// The arm that its people stand in, in the ledger of each campaign.
    pub arm: &'static str,
    programme: Option<String>,
    period: String,
    ratio: f64,
}

impl Level {
    /// The programme; `None` for the global holdout.
    pub fn programme(&self) -> Option<&str> {
        self.programme.as_deref()
    }

    /// Which period it is for.
    pub fn period(&self) -> &str {
        &self.period
    }

    /// Share of the people it keeps back.
    pub fn ratio(&self) -> f64 {
        self.ratio
    }

    /// Whether it keeps this unit back.
    // INVARIANT: depends on key, level, period, ratio and unit, on no experiment.
    pub fn keeps_back(&self, key: &[u8], unit_id: &str) -> bool {
        let programme = self.programme.as_deref().unwrap_or_default();
        uniform(
            key,
            [
                b"holdout",
                self.arm.as_bytes(),
                programme.as_bytes(),
                self.period.as_bytes(),
                unit_id.as_bytes(),
            ],
        ) < self.ratio
    }

    /// The name of the arm under which an exposure stands in the holdout's own experiment.
    pub fn side(&self, is_kept_back: bool) -> &'static str {
        if is_kept_back { HELD_OUT } else { REACHED }
    }

    /// The holdout as an experiment: those who were reached against those kept back.
    pub fn design(&self, unit: RandomisedUnit, outcome_window_days: u32) -> Design {
        let arm =
            |name: &str, role, weight| Arm { name: name.to_owned(), role, weight, business_as_usual: false };
        Design {
            experiment: self.experiment.clone(),
            version: 1,
            unit,
            arms: vec![
                arm(REACHED, Role::Treatment, 1.0 - self.ratio),
                arm(HELD_OUT, Role::Holdout, self.ratio),
            ],
            outcome_window_days,
            level: 0.95,
            assignment: Assignment::default(),
        }
    }
}

impl Holdouts {
    /// Checks names and ratios.
    ///
    /// Errors: [`ExperimentError::Holdouts`].
    pub fn validate(&self) -> Result<(), ExperimentError> {
        let fail = |why: String| Err(ExperimentError::Holdouts { why });
        if self.outcome_window_days == 0 {
            return fail("`outcome_window_days` is 0, use at least 1".to_owned());
        }
        let mut names = BTreeSet::new();
        if let Some(name) =
            self.programmes.iter().map(|holdout| &holdout.name).find(|name| !names.insert(*name))
        {
            return fail(format!("programme `{name}` is given twice, remove one"));
        }
        for level in self.levels() {
            let name = level.programme().unwrap_or("global");
            if is_blank(&level.period) || is_blank(name) {
                return fail("a holdout has no name or no `period`, give it both".to_owned());
            }
            if !(0.0 < level.ratio && level.ratio < 1.0) {
                return fail(format!(
                    "the holdout `{name}` has ratio `{}`, use a number between 0 and 1 such as 0.05",
                    level.ratio
                ));
            }
        }
        Ok(())
    }

    /// The global holdout.
    pub fn global_level(&self) -> Option<Level> {
        let of = |holdout: &Holdout| Level {
            experiment: format!("holdout:global:{}", holdout.period),
            arm: "global_holdout",
            programme: None,
            period: holdout.period.clone(),
            ratio: holdout.ratio,
        };
        self.global.as_ref().map(of)
    }

    /// The holdout of a programme.
    pub fn programme_level(&self, name: &str) -> Option<Level> {
        let of = |holdout: &ProgrammeHoldout| Level {
            experiment: format!("holdout:programme:{}:{}", holdout.name, holdout.period),
            arm: "programme_holdout",
            programme: Some(holdout.name.clone()),
            period: holdout.period.clone(),
            ratio: holdout.ratio,
        };
        self.programmes.iter().find(|holdout| holdout.name == name).map(of)
    }

    /// The digest of what a design meets of them, which an approval is bound to: the global holdout and that of
    /// the design's programme. `None` where it meets none, so that another programme's holdout moves nothing.
    pub fn digest_for(&self, design: &Design) -> Option<Digest> {
        let programme = design.assignment.programme.as_deref();
        let levels: Vec<Level> = self
            .global_level()
            .into_iter()
            .chain(programme.and_then(|name| self.programme_level(name)))
            .collect();
        if levels.is_empty() {
            return None;
        }
        let mut parts = vec![
            b"holdouts 1".to_vec(),
            self.unit.as_str().as_bytes().to_vec(),
            self.outcome_window_days.to_be_bytes().to_vec(),
        ];
        for level in &levels {
            parts.push(level.arm.as_bytes().to_vec());
            parts.push(level.programme.clone().unwrap_or_default().into_bytes());
            parts.push(level.period.as_bytes().to_vec());
            parts.push(level.ratio.to_bits().to_be_bytes().to_vec());
        }
        Some(Digest::of(parts))
    }

    /// All of them, the global one first.
    pub fn levels(&self) -> Vec<Level> {
        let programmes = self.programmes.iter().filter_map(|holdout| self.programme_level(&holdout.name));
        self.global_level().into_iter().chain(programmes).collect()
    }

    /// Says what `next` would silently take away, if anything: a holdout that is gone, another ratio within
    /// its period, or another unit under the same periods.
    pub fn loss(&self, next: &Holdouts) -> Option<String> {
        for level in self.levels() {
            let name = level.programme.clone().unwrap_or_else(|| "global".to_owned());
            let later = match &level.programme {
                None => next.global_level(),
                Some(programme) => next.programme_level(programme),
            };
            let Some(later) = later else {
                return Some(format!(
                    "the holdout `{name}` of period `{}` would be gone: a holdout is never removed, begin another period with a smaller ratio",
                    level.period
                ));
            };
            let is_same = later.period == level.period;
            if is_same && (later.ratio != level.ratio || self.unit != next.unit) {
                return Some(format!(
                    "the holdout `{name}` would change within period `{}`: give it another `period`, which draws its people anew",
                    level.period
                ));
            }
        }
        None
    }
}
