use super::blocks::block_counts;
use crate::{Arm, RandomisedUnit, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vocabulary::{Timestamp, is_blank};

/// Arms of those whom a holdout above the experiment keeps back; no design may name an arm so.
pub(super) const RESERVED: [&str; 2] = ["global_holdout", "programme_holdout"];

/// How the arms are dealt out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Each unit by its own hash: needs no memory, and shares vary by chance.
    #[default]
    Simple,
    /// In blocks within each stratum: shares are kept to less than one unit at every moment.
    Blocked,
}

impl Method {
    /// The word as it stands in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Blocked => "blocked",
        }
    }
}

/// The part of a layer that an experiment takes.
///
/// A layer is a deck of a thousand slots; every unit has one slot in it, whatever the experiment. Two
/// experiments whose slots do not overlap never share a unit.
///
/// Units: one slot is 0.1 % of the people; `first_slot..=last_slot`.
/// Source: Tang, Agarwal, O'Brien, Meyer, "Overlapping Experiment Infrastructure", KDD 2010.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// The layer's name, the same in all its experiments.
    pub name: String,
    /// The first of its slots, from 0.
    pub first_slot: u16,
    /// The last of its slots, to 999.
    pub last_slot: u16,
}

impl Layer {
    /// How many slots a layer has.
    pub const N_SLOTS: u16 = 1_000;

    /// Share of the people whose slot is one of these.
    pub fn ratio(&self) -> f64 {
        let n_slots = (f64::from(self.last_slot) - f64::from(self.first_slot) + 1.0).max(0.0);
        n_slots / f64::from(Self::N_SLOTS)
    }

    /// Whether both take a slot of the same layer.
    pub fn overlaps(&self, other: &Layer) -> bool {
        self.name == other.name && self.first_slot <= other.last_slot && other.first_slot <= self.last_slot
    }

    /// Whether the slot is one of these.
    pub fn has(&self, slot: u16) -> bool {
        (self.first_slot..=self.last_slot).contains(&slot)
    }
}

/// From a moment on, so many take part.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RampStep {
    /// From when.
    pub from: Timestamp,
    /// Share of the people who take part, in all arms alike; above 0, at most 1.
    pub exposed_ratio: f64,
}

/// Who may take part, and how the arms are dealt out: section `assignment` of a design.
///
/// The whole ramp is written down beforehand, so that it is approved with the design and goes on without a
/// change of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Assignment {
    /// How the arms are dealt out.
    pub method: Method,
    /// Traits within whose values the arms are balanced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strata: Vec<String>,
    /// The part of a layer it takes; without it the experiment shares people with every other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<Layer>,
    /// How the share of people who take part grows; everybody at once without it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ramp: Vec<RampStep>,
    /// The programme whose holdout it respects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// Whether those whom an earlier version exposed keep its arm. They are sent what their arm gets and
    /// stay out of this version's readout: they were randomised by other weights.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keeps_arms: bool,
}

impl Assignment {
    /// The share of people who take part at `now`; 0 before the ramp begins.
    pub fn exposed_ratio(&self, now: Timestamp) -> f64 {
        match self.ramp.iter().rev().find(|step| step.from <= now) {
            Some(step) => step.exposed_ratio,
            None if self.ramp.is_empty() => 1.0,
            None => 0.0,
        }
    }

    /// The next step of the ramp after `now`.
    pub fn next_step(&self, now: Timestamp) -> Option<&RampStep> {
        self.ramp.iter().find(|step| now < step.from)
    }

    /// Says what is wrong with it for the arms of a design, if anything.
    pub(crate) fn fault(&self, arms: &[Arm]) -> Option<String> {
        self.fault_of_arms(arms).or_else(|| self.fault_of_ramp())
    }

    fn fault_of_arms(&self, arms: &[Arm]) -> Option<String> {
        if let Some(arm) = arms.iter().find(|arm| RESERVED.contains(&arm.name.as_str())) {
            return Some(format!("`{}` is the arm of a holdout above the experiment, rename it", arm.name));
        }
        let usual = arms.iter().find(|arm| arm.business_as_usual && arm.role != Role::Baseline);
        if let Some(arm) = usual {
            return Some(format!(
                "`{}` has `business_as_usual: true` and role `{}`, only a baseline gets what people get today",
                arm.name,
                arm.role.as_str()
            ));
        }
        let weights: Vec<f64> = arms.iter().map(|arm| arm.weight).collect();
        if self.method == Method::Blocked && block_counts(&weights).is_none() {
            return Some(
                "`method: blocked` deals out blocks of at most 100, use weights in whole percents".to_owned(),
            );
        }
        if self.method == Method::Simple && !self.strata.is_empty() {
            return Some("`strata` are balanced by `method: blocked` only, add it".to_owned());
        }
        let mut names = BTreeSet::new();
        let twice = self.strata.iter().find(|name| !names.insert(*name));
        twice.map(|name| format!("stratum `{name}` is given twice, remove one"))
    }

    fn fault_of_ramp(&self) -> Option<String> {
        if let Some(layer) = &self.layer {
            let n_slots = Layer::N_SLOTS;
            if is_blank(&layer.name) || layer.last_slot < layer.first_slot || n_slots <= layer.last_slot {
                return Some(format!(
                    "layer `{}` has slots `{}` to `{}`, give a name and slots from 0 to {}",
                    layer.name,
                    layer.first_slot,
                    layer.last_slot,
                    n_slots - 1
                ));
            }
        }
        if self.programme.as_ref().is_some_and(|name| is_blank(name)) {
            return Some("`programme` is empty, name one or leave it out".to_owned());
        }
        if let Some(step) =
            self.ramp.iter().find(|step| !(0.0 < step.exposed_ratio && step.exposed_ratio <= 1.0))
        {
            return Some(format!(
                "the ramp has `exposed_ratio: {}`, use above 0 and at most 1",
                step.exposed_ratio
            ));
        }
        let falls = self
            .ramp
            .iter()
            .zip(self.ramp.iter().skip(1))
            .find(|(step, next)| next.from <= step.from || next.exposed_ratio <= step.exposed_ratio);
        falls.map(|(_, next)| {
            format!(
                "the ramp's step from `{}` is not later and larger than the one before it: a ramp only grows",
                next.from
            )
        })
    }

    /// What a digest of the design covers; nothing for the default, so that older approvals stand.
    pub(crate) fn digest_parts(&self) -> Vec<Vec<u8>> {
        if *self == Self::default() {
            return Vec::new();
        }
        let text = |text: &str| text.as_bytes().to_vec();
        let mut parts = vec![text("assignment 1"), text(self.method.as_str())];
        parts.push(self.strata.len().to_be_bytes().to_vec());
        parts.extend(self.strata.iter().map(|name| text(name)));
        if let Some(layer) = &self.layer {
            parts.extend([text("layer"), text(&layer.name)]);
            parts.extend([layer.first_slot, layer.last_slot].map(|slot| slot.to_be_bytes().to_vec()));
        }
        for step in &self.ramp {
            parts.push(text("ramp"));
            parts.push(step.from.micros().to_be_bytes().to_vec());
            parts.push(step.exposed_ratio.to_bits().to_be_bytes().to_vec());
        }
        if let Some(programme) = &self.programme {
            parts.extend([text("programme"), text(programme)]);
        }
        parts.push(text(if self.keeps_arms { "keeps arms" } else { "deals anew" }));
        parts
    }
}

/// Says which two experiments of one layer collide, if any: by slot, or because they hash different units.
///
/// Shapes: name, unit and layer of every experiment that has one.
pub fn layer_conflict<'a>(
    experiments: impl IntoIterator<Item = (&'a str, RandomisedUnit, &'a Layer)>,
) -> Option<String> {
    let all: Vec<_> = experiments.into_iter().collect();
    for (i, (name, unit, layer)) in all.iter().enumerate() {
        for (other, other_unit, other_layer) in all.iter().skip(i + 1) {
            if layer.name == other_layer.name && unit != other_unit {
                return Some(format!(
                    "layer `{}` holds `{name}` by {} and `{other}` by {}: one layer needs one unit",
                    layer.name,
                    unit.as_str(),
                    other_unit.as_str()
                ));
            }
            if layer.overlaps(other_layer) {
                return Some(format!(
                    "layer `{}`: slots {}–{} of `{name}` and {}–{} of `{other}` overlap, give one of them others",
                    layer.name,
                    layer.first_slot,
                    layer.last_slot,
                    other_layer.first_slot,
                    other_layer.last_slot
                ));
            }
        }
    }
    None
}
