use crate::StatsError;
use serde::{Deserialize, Serialize};

/// Between which values a metric is held, so that one buyer for a whole office does not decide a test.
///
/// Caps are the same for every arm. They are best fixed in the plan; taken from the data, they are
/// taken from all arms together, or the cap itself becomes an effect.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// Values below are lifted to this.
    pub low: Option<f64>,
    /// Values above are lowered to this.
    pub high: Option<f64>,
}

impl Caps {
    /// The caps that touch at most these shares of the values, at either end (winsorising).
    ///
    /// Shapes: `values` of all arms together, any order; shares >= 0 with a sum below 1. A share of 0
    /// leaves its end alone.
    /// Errors: [`StatsError::TooFew`] for no values, [`StatsError::NotFinite`], [`StatsError::Rank`].
    /// Source: Tukey, McLaughlin 1963; golden values from scipy 1.17.1 `mstats.winsorize`.
    pub fn winsorising(values: &[f64], share_low: f64, share_high: f64) -> Result<Self, StatsError> {
        for share in [share_low, share_high, share_low + share_high] {
            if !(0.0..1.0).contains(&share) {
                return Err(StatsError::Rank { rank: share });
            }
        }
        if !values.iter().all(|value| value.is_finite()) {
            return Err(StatsError::NotFinite { what: "a value" });
        }
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let n_touched = |share: f64| (share * sorted.len() as f64) as usize;
        let last = sorted.len().checked_sub(1).ok_or(StatsError::TooFew { n: 0 })?;
        let low = sorted.get(n_touched(share_low)).copied();
        let high = sorted.get(last - n_touched(share_high)).copied();
        Ok(Self { low: low.filter(|_| 0.0 < share_low), high: high.filter(|_| 0.0 < share_high) })
    }

    /// The value, held between the caps. NaN stays NaN, for the estimator to refuse.
    #[must_use]
    pub fn clamp(&self, value: f64) -> f64 {
        let lifted = self.low.map_or(value, |low| if value < low { low } else { value });
        self.high.map_or(lifted, |high| if high < lifted { high } else { lifted })
    }
}
