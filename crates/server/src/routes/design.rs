//! The randomised experiment as it was planned, and what was registered of it.

use engine::definitions::registration;
use serde::Serialize;
use utoipa::ToSchema;

/// What an arm is for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArmRole {
    Baseline,
    Treatment,
    Holdout,
}

/// One randomised part of the audience.
#[derive(Serialize, ToSchema)]
pub struct Arm {
    name: String,
    role: ArmRole,
    weight: f64,
    /// True when it goes on as the brand does today, with the brand's own message.
    is_business_as_usual: bool,
}

/// How the arms are dealt out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentMethod {
    Simple,
    Blocked,
}

/// The part of a layer that the experiment takes; its people are in no other experiment of the layer.
#[derive(Serialize, ToSchema)]
pub struct DesignLayer {
    name: String,
    /// Of a thousand slots, from 0.
    first_slot: u16,
    last_slot: u16,
}

/// From a moment on, so many take part.
#[derive(Serialize, ToSchema)]
pub struct RampStep {
    from: String,
    exposed_ratio: f64,
}

/// The randomised experiment.
#[derive(Serialize, ToSchema)]
pub struct Design {
    experiment: String,
    version: u32,
    /// What is randomised as one: `person`, `household` or `account`.
    unit: String,
    outcome_window_days: u32,
    /// Confidence of the intervals.
    level: f64,
    arms: Vec<Arm>,
    method: AssignmentMethod,
    /// Traits within whose values the arms are balanced.
    strata: Vec<String>,
    layer: Option<DesignLayer>,
    /// How the share of people who take part grows; empty when everybody does at once.
    ramp: Vec<RampStep>,
    /// The programme whose holdout it respects.
    programme: Option<String>,
    /// True when those whom an earlier version exposed keep its arm.
    keeps_arms: bool,
}

/// What was agreed on before the first message, and every change of it since.
#[derive(Serialize, ToSchema)]
pub struct Registration {
    at: String,
    /// Hash of design, metrics, headline and gate as they were then.
    plan_hash: String,
    /// What is different now; empty when nothing is.
    amendments: Vec<String>,
}

/// The design as the API gives it.
pub(crate) fn design(design: &experiment::Design) -> Design {
    let arm = |arm: &experiment::Arm| Arm {
        name: arm.name.clone(),
        role: match arm.role {
            experiment::Role::Baseline => ArmRole::Baseline,
            experiment::Role::Treatment => ArmRole::Treatment,
            experiment::Role::Holdout => ArmRole::Holdout,
        },
        weight: arm.weight,
        is_business_as_usual: arm.business_as_usual,
    };
    let assignment = &design.assignment;
    Design {
        experiment: design.experiment.clone(),
        version: design.version,
        unit: design.unit.as_str().to_owned(),
        outcome_window_days: design.outcome_window_days,
        level: design.level,
        arms: design.arms.iter().map(arm).collect(),
        method: match assignment.method {
            experiment::Method::Simple => AssignmentMethod::Simple,
            experiment::Method::Blocked => AssignmentMethod::Blocked,
        },
        strata: assignment.strata.clone(),
        layer: assignment.layer.as_ref().map(|layer| DesignLayer {
            name: layer.name.clone(),
            first_slot: layer.first_slot,
            last_slot: layer.last_slot,
        }),
        ramp: assignment
            .ramp
            .iter()
            .map(|step| RampStep { from: step.from.to_string(), exposed_ratio: step.exposed_ratio })
            .collect(),
        programme: assignment.programme.clone(),
        keeps_arms: assignment.keeps_arms,
    }
}

/// The registration as the API gives it.
pub(crate) fn registered(found: registration::Registration) -> Registration {
    Registration {
        at: found.at.to_string(),
        plan_hash: found.plan_hash.to_string(),
        amendments: found.amendments,
    }
}
