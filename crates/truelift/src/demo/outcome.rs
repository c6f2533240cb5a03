//! What the loop gave, as the demo's JSON.

use serde::Serialize;
use std::collections::BTreeMap;

/// The result of `truelift demo --json`.
#[derive(Debug, Serialize)]
pub struct DemoResult {
    /// Always true: nobody in it is real.
    pub simulated: bool,
    pub seed: u64,
    /// Rows that met their contracts.
    pub records: u64,
    /// Rows in quarantine.
    pub quarantined: u64,
    /// People after unification.
    pub people: i64,
    /// People the world truly has.
    pub people_truth: usize,
    /// The fewest people that the evidence in the records can make of them; none when they were unified before.
    pub people_reachable: Option<i64>,
    pub pair_precision: Option<f64>,
    pub pair_recall: Option<f64>,
    /// People in the audience.
    pub audience: i64,
    /// Lines written.
    pub candidates: usize,
    /// Lines the checks forbid.
    pub candidates_rejected: usize,
    /// The hash that was approved.
    pub approved: String,
    pub planned: i64,
    pub sent: i64,
    pub rejected: i64,
    pub suppressed: i64,
    pub unknown: i64,
    /// People the gate permitted and the holdout kept back.
    pub holdout: i64,
    pub readout: Vec<Contrast>,
    pub srm_p_value: Option<f64>,
    pub gate: GateResult,
    pub audit: AuditResult,
    pub elapsed_s: f64,
    pub peak_rss_mb: Option<f64>,
    /// What the text shows and the JSON does not repeat.
    #[serde(skip)]
    pub shown: Shown,
}

/// One metric of one arm against one control.
#[derive(Debug, Serialize)]
pub struct Contrast {
    pub metric: String,
    pub arm: String,
    pub control: String,
    pub n: u64,
    pub n_control: u64,
    pub lift_abs: Option<f64>,
    pub ci_low: Option<f64>,
    pub ci_high: Option<f64>,
    pub p_value: Option<f64>,
    pub truth: Option<f64>,
}

/// The decision.
#[derive(Debug, Serialize)]
pub struct GateResult {
    pub decision: String,
    pub reasons: Vec<String>,
}

/// The chain.
#[derive(Debug, Serialize)]
pub struct AuditResult {
    pub entries: u64,
    pub verified: bool,
}

/// For the eyes only.
#[derive(Debug, Default)]
pub struct Shown {
    /// The line of the treatment, and who wrote it.
    pub chosen: Option<(String, String)>,
    /// Lines and rejected lines by provider.
    pub by_provider: BTreeMap<String, (usize, usize)>,
    /// Lines of the language model that a check caught, with the first reason.
    pub caught: Vec<(String, String)>,
    /// Why the gate held messages back.
    pub suppressions: Vec<(String, i64)>,
}
