use crate::estimate::check_level;
use crate::student::Reference;
use crate::{CoMoments, Estimate, Interval, StatsError};
use std::collections::BTreeMap;

/// Returns the value at `rank` of sorted values, between two neighbours where it falls between them.
///
/// Shapes: `sorted` ascending; 0 <= rank <= 1. Returns: `None` for no values, or a rank outside.
/// Source: Hyndman, Fan 1996, type 7, the default of numpy, R and DuckDB's `quantile_cont`.
pub fn quantile(sorted: &[f64], rank: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&rank) {
        return None;
    }
    let place = rank * (sorted.len().checked_sub(1)? as f64);
    let below = place.floor();
    let low = *sorted.get(below as usize)?;
    let high = sorted.get(below as usize + 1).copied().unwrap_or(low);
    Some(low + (place - below) * (high - low))
}

/// Returns the two ranks whose values bound the quantile at `rank`.
///
/// The error of a quantile needs the density at it; the values at these ranks say the same and can be
/// had from any database. `share` is the share of values at or below the estimated quantile: for
/// values of people who were randomised one by one its squared error is rank (1 − rank) / n, see
/// [`share_below`]; where each person or household brings several values, it is the ratio of sums
/// by unit, [`Estimate::of_ratio`], and its error is cluster-robust.
///
/// Errors: [`StatsError::Rank`] for a rank outside 0 to 1 or so near an end that a bound leaves the
/// values there are; [`StatsError::Level`].
/// Source: Deng, Knoblich, Lu 2018, section 4.
pub fn quantile_bounds(rank: f64, share: &Estimate, level: f64) -> Result<Interval, StatsError> {
    check_level(level)?;
    share.check()?;
    let half = Reference::NORMAL.two_sided_quantile(1.0 - level) * share.std_error();
    let bounds = Interval { low: rank - half, high: rank + half };
    // A bound outside the values would make the interval as narrow as the sample happens to be.
    if 0.0 < bounds.low && bounds.high < 1.0 { Ok(bounds) } else { Err(StatsError::Rank { rank }) }
}

/// Returns the share of values at or below the quantile at `rank`, when each person brings one value.
///
/// Errors: [`StatsError::TooFew`] below two people, [`StatsError::Rank`].
pub fn share_below(rank: f64, n: u64) -> Result<Estimate, StatsError> {
    if n < 2 {
        return Err(StatsError::TooFew { n });
    }
    if !(0.0 < rank && rank < 1.0) {
        return Err(StatsError::Rank { rank });
    }
    Estimate::new(rank, rank * (1.0 - rank) / n as f64, None)
}

impl Estimate {
    /// A quantile, from its value, the values at the ranks of [`quantile_bounds`] for `level`, and the
    /// share of values below that those ranks were made from.
    ///
    /// The error is read off m = 2 z √(rank (1 − rank) n) neighbouring values, so it is itself uncertain,
    /// and its degrees of freedom are m. (Exponential spacings would say m / 2; simulated at n = 200 that
    /// is too wide on skewed outcomes, and none at all too narrow on normal ones.)
    ///
    /// Errors: [`StatsError::Impossible`] when the bounds do not enclose the value,
    /// [`StatsError::Level`], [`StatsError::NotFinite`].
    /// Source: Deng, Knoblich, Lu 2018, section 4; golden values from gbstats 0.8.0
    /// `QuantileStatistic`, whose variance is this times (n − 1) / n.
    pub fn of_quantile(value: f64, bounds: Interval, share: &Self, level: f64) -> Result<Self, StatsError> {
        check_level(level)?;
        share.check()?;
        if value < bounds.low || bounds.high < value {
            return Err(StatsError::Impossible { what: "a quantile outside its own bounds" });
        }
        let z = Reference::NORMAL.two_sided_quantile(1.0 - level);
        let std_error = (bounds.high - bounds.low) / 2.0 / z;
        let df = 2.0 * z * share.value * (1.0 - share.value) / share.std_error();
        Self::new(value, std_error * std_error, Some(df.max(1.0)))
    }

    /// The quantile at `rank` of values held in memory, one for each person.
    ///
    /// Errors: as [`share_below`] and [`quantile_bounds`]; [`StatsError::NotFinite`].
    pub fn of_values_at(rank: f64, values: &[f64], level: f64) -> Result<Self, StatsError> {
        let share = share_below(rank, values.len() as u64)?;
        at_rank(rank, &sorted(values)?, &share, level)
    }

    /// The quantile at `rank` of (unit, value) pairs, where units were randomised and bring any number
    /// of values.
    ///
    /// Errors: as [`Estimate::of_values_at`]; fewer than two units are [`StatsError::TooFew`].
    pub fn of_clustered_values_at(rank: f64, values: &[(u64, f64)], level: f64) -> Result<Self, StatsError> {
        if !(0.0 < rank && rank < 1.0) {
            return Err(StatsError::Rank { rank });
        }
        let sorted = sorted(&values.iter().map(|&(_, value)| value).collect::<Vec<_>>())?;
        let at = quantile(&sorted, rank).ok_or(StatsError::TooFew { n: 0 })?;
        let mut by_unit: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
        for &(unit, value) in values {
            let (n_below, n) = by_unit.entry(unit).or_default();
            *n_below += f64::from(u8::from(value <= at));
            *n += 1.0;
        }
        let mut pairs = CoMoments::default();
        by_unit.values().for_each(|&(n_below, n)| pairs.push(n_below, n));
        at_rank(rank, &sorted, &Self::of_ratio(&pairs)?, level)
    }
}

fn sorted(values: &[f64]) -> Result<Vec<f64>, StatsError> {
    if !values.iter().all(|value| value.is_finite()) {
        return Err(StatsError::NotFinite { what: "a value" });
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

fn at_rank(rank: f64, sorted: &[f64], share: &Estimate, level: f64) -> Result<Estimate, StatsError> {
    let ranks = quantile_bounds(rank, share, level)?;
    let value = |rank| quantile(sorted, rank).ok_or(StatsError::Rank { rank });
    let bounds = Interval { low: value(ranks.low)?, high: value(ranks.high)? };
    Estimate::of_quantile(value(rank)?, bounds, share, level)
}
