//! From when on numbers are to be trusted.

use serde::{Deserialize, Serialize};

/// When numbers are to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Trust {
    /// The fewest people an arm must have, at least 2.
    pub n_people_min: u64,
    /// Below this p-value the split counts as broken.
    pub sample_ratio_alpha: f64,
}

impl Default for Trust {
    /// Twenty people, below which a t interval on skewed spend is a guess; p < 0.001 (Fabijan et al. 2019).
    fn default() -> Self {
        Self { n_people_min: 20, sample_ratio_alpha: 0.001 }
    }
}
