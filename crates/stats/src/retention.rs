use crate::{Estimate, StatsError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// How long one person was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stay {
    /// Whole periods that were seen of them.
    pub n_periods: u32,
    /// Whether they were lost in the last of these.
    pub is_lost: bool,
}

/// Returns what [`retention`] does of people who were randomised in groups, up to `n_periods`.
///
/// The shares are the same; people of one household leave together, so their error is not Greenwood's.
/// Here it is made of what each group moves the share by (the infinitesimal jackknife), times G / (G − 1).
/// With one person in each group it is Greenwood's but for that factor.
///
/// Shapes: `stays` holds one (group, stay) for each person. Returns: one estimate for each period, read
/// against Student's t with G − 1 degrees of freedom; it ends at the first period with nobody at risk.
/// Errors: [`StatsError::TooFew`] below two groups or with nobody at risk in the first period.
/// Source: Kaplan, Meier 1958; Ying, Wei 1994 and Williams 1995 for people who go together; golden values
/// from mpmath 1.4.1, the derivative of the weighted product.
pub fn retention_of_groups(stays: &[(u64, Stay)], n_periods: u32) -> Result<Vec<Estimate>, StatsError> {
    // By group: what it has moved the logarithm of the share by, and its people at risk and lost.
    let mut groups: BTreeMap<u64, (f64, Vec<(u64, u64)>)> = BTreeMap::new();
    for &(group, Stay { n_periods: n_seen, is_lost }) in stays {
        let own = &mut groups.entry(group).or_default().1;
        let n_counted = n_seen.min(n_periods) as usize;
        own.resize(own.len().max(n_counted), (0, 0));
        own.iter_mut().take(n_counted).for_each(|(at_risk, _)| *at_risk += 1);
        if let (true, true, Some((_, lost))) =
            (is_lost, n_seen <= n_periods, own.get_mut(n_counted.wrapping_sub(1)))
        {
            *lost += 1;
        }
    }
    let n_groups = groups.len() as u64;
    if n_groups < 2 {
        return Err(StatsError::TooFew { n: n_groups });
    }
    let factor = n_groups as f64 / (n_groups - 1) as f64;
    let (mut curve, mut kept) = (Vec::new(), 1.0);
    for period in 0..n_periods as usize {
        let counts = groups.values().filter_map(|(_, own)| own.get(period));
        let (n_at_risk, n_lost) = counts.fold((0, 0), |sums, own| (sums.0 + own.0, sums.1 + own.1));
        if n_at_risk == 0 {
            break;
        }
        let share_lost = n_lost as f64 / n_at_risk as f64;
        let n_kept = n_at_risk - n_lost;
        kept *= n_kept as f64 / n_at_risk as f64;
        let mut squares = 0.0;
        for (moved, own) in groups.values_mut() {
            // Once nobody is left the share is 0 without error.
            if let Some(&(at_risk, lost)) = own.get(period).filter(|_| 0 < n_kept) {
                *moved -= (lost as f64 - share_lost * at_risk as f64) / n_kept as f64;
            }
            squares += *moved * *moved;
        }
        let squared_error = kept * kept * squares * factor;
        // A share of 1 has no error and needs no degrees of freedom for it.
        let df = (0.0 < squared_error).then_some((n_groups - 1) as f64);
        curve.push(Estimate::new(kept, squared_error, df)?);
    }
    if curve.is_empty() { Err(StatsError::TooFew { n: 0 }) } else { Ok(curve) }
}
