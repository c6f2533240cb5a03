use crate::{Estimate, StatsError};
use serde::{Deserialize, Serialize};

/// One period (day, week, order) of a retention curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionPeriod {
    /// People still there at its start whose whole period has been seen.
    pub n_at_risk: u64,
    /// How many of them were lost in it.
    pub n_lost: u64,
}

/// Returns the share of people still there at the end of each period.
///
/// People who joined lately have not been seen for long. Leaving them out biases the share to those of
/// old, counting them as kept flatters it; here each counts for the periods that were seen of them.
/// With everybody seen to the end it is the plain share, [`crate::Proportion`].
///
/// Shapes: periods in order. Returns: one estimate for each period, read against the normal; it ends
/// at the first period with nobody at risk.
/// Errors: [`StatsError::TooFew`] when nobody is at risk in the first; [`StatsError::Impossible`] for
/// more lost than at risk, or more at risk than the period before kept.
/// Source: Kaplan, Meier 1958; Greenwood 1926 for the error; golden values from statsmodels 0.15.0
/// `SurvfuncRight`.
pub fn retention(periods: &[RetentionPeriod]) -> Result<Vec<Estimate>, StatsError> {
    let mut curve = Vec::with_capacity(periods.len());
    let (mut kept, mut greenwood) = (1.0, 0.0);
    let mut n_kept_before = u64::MAX;
    for period in periods {
        let RetentionPeriod { n_at_risk, n_lost } = *period;
        let n_kept = n_at_risk
            .checked_sub(n_lost)
            .ok_or(StatsError::Impossible { what: "more people lost than there were" })?;
        if n_kept_before < n_at_risk {
            return Err(StatsError::Impossible { what: "more people at risk than the period before kept" });
        }
        if n_at_risk == 0 {
            break;
        }
        n_kept_before = n_kept;
        kept *= n_kept as f64 / n_at_risk as f64;
        // Once nobody is left the share is 0 without error, whatever the sum says.
        if 0 < n_kept {
            greenwood += n_lost as f64 / n_at_risk as f64 / n_kept as f64;
        }
        curve.push(Estimate::new(kept, kept * kept * greenwood, None)?);
    }
    if curve.is_empty() { Err(StatsError::TooFew { n: 0 }) } else { Ok(curve) }
}
