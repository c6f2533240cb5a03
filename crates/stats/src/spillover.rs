use crate::student::Reference;
use crate::{Estimate, Interval, StatsError};
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_10;

/// A sum of squares below this share of the raw squares is rounding: each residual is right to about 1e-13
/// of the sums it is taken from, and (1e-12)² = 1e-24.
const RESIDUAL_ROUNDING: f64 = 1e-24;

/// People who can talk to each other: a household, a company, a street.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbourhood {
    /// Everybody in it, in whatever arm.
    pub n_people: u64,
    /// Those of the arm that was treated.
    pub n_treated: u64,
    /// Those of the control.
    pub n_control: u64,
    /// Sum of the outcome over those of the control.
    pub sum: f64,
}

impl Neighbourhood {
    /// The share of the others that was treated, the same for every control person of the group.
    fn share(&self) -> f64 {
        self.n_treated as f64 / (self.n_people - 1) as f64
    }

    fn is_used(&self) -> bool {
        0 < self.n_control && 1 < self.n_people
    }

    fn check(&self) -> Result<(), StatsError> {
        if self.n_people < self.n_treated.saturating_add(self.n_control) {
            return Err(StatsError::Impossible { what: "a group with fewer people than its arms have" });
        }
        if self.sum.is_finite() { Ok(()) } else { Err(StatsError::NotFinite { what: "the sum of a group" }) }
    }
}

/// How the outcome of control people goes with the share of their neighbours who were treated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spillover {
    /// Change of a control person's outcome from none of the others treated to all of them.
    pub slope: Estimate,
    /// slope / its error.
    pub statistic: f64,
    /// Probability of a slope this steep when nothing reaches the control.
    pub p_value: f64,
    /// Its logarithm to base 10.
    pub log10_p: f64,
    /// Groups with somebody of the control and somebody else.
    pub n_groups: u64,
    /// Of them, groups with somebody treated.
    pub n_mixed: u64,
    /// The least and the largest share of treated neighbours that a control person has.
    pub shares: Interval,
    /// The mean share of treated neighbours over all control people; those who are alone have none.
    pub mean_share: f64,
    /// slope · `mean_share`: by how much the control's mean is moved, if the slope is right and straight. A
    /// hint, never to be taken off a lift.
    pub shift: f64,
}

/// What is added up over the groups before anything is estimated.
#[derive(Default)]
struct Counts {
    n_groups: u64,
    n_mixed: u64,
    n_control: u64,
    n_control_alone: u64,
    shares: f64,
    sum: f64,
    range: Option<Interval>,
}

/// Tests whether what treated people got reaches control people of the same group (word of mouth).
///
/// People must have been randomised one by one, all with the same chances. Then the share of the *others*
/// of a control person's group who were treated is as good as random: its mean is the same in groups of any
/// size (n_treated / (N − 1) for every control person when a fixed number of N people is drawn, which the
/// intercept takes up), so no property of the group goes with it. Where arms were dealt within groups, or
/// to whole groups, it is not, and [`treated_together`] sees that.
///
/// The share is one number for all control people of a group, so groups are enough: least squares of
/// people on the share, with a standard error that is robust to what people of a group have in common.
/// CR2 with Bell and McCaffrey's degrees of freedom, for few or uneven groups: with t at G − 1 degrees
/// the plain sandwich alarms in 10 % of 100 households where a fifth is control.
///
/// Blind to what reaches every control person alike, whatever the neighbours got.
///
/// Shapes: `groups` are all groups once, groups of one and those without control people too; they are gone
/// through three times. `n_alone` more control people stand in no group.
/// Errors: [`StatsError::TooFew`] below three groups with control people and others;
/// [`StatsError::ZeroVariance`] when the share or the outcome is the same for all, or one group alone
/// decides; [`StatsError::NotFinite`]; [`StatsError::Impossible`].
/// Source: Hudgens, Halloran 2008 and Aronow 2012 for what it says; Athey, Eckles, Imbens 2018 for the
/// exact test it agrees with; Bell, McCaffrey 2002 for the error; golden values from statsmodels 0.15.0,
/// `OLS` with `cov_type="cluster"` and `WLS` of groups with `cov_type="HC2"`, and numpy 1.26.4.
pub fn spillover<I>(groups: I, n_alone: u64) -> Result<Spillover, StatsError>
where
    I: Iterator<Item = Neighbourhood> + Clone,
{
    let counts = count(groups.clone())?;
    let Some(shares) = counts.range.filter(|_| 2 < counts.n_groups) else {
        return Err(StatsError::TooFew { n: counts.n_groups });
    };
    let used = || groups.clone().filter(Neighbourhood::is_used);
    let n = counts.n_control as f64;
    let (centre, mean) = (counts.shares / n, counts.sum / n);
    let (mut spread, mut product) = (0.0, 0.0);
    for group in used() {
        let distance = group.share() - centre;
        spread += group.n_control as f64 * distance * distance;
        product += distance * group.sum;
    }
    // Equal shares leave rounding: a share is right to 1e-16, so its square to 1e-32.
    if shares.low == shares.high || spread <= n * 1e-28 {
        return Err(StatsError::ZeroVariance);
    }
    let line = Line { n, centre, mean, spread, slope: product / spread };
    let slope = line.slope_with_error(used())?;
    let statistic = slope.value / slope.std_error();
    let ln_p = Reference::new(slope.df).ln_two_sided(statistic);
    let n_everybody = (counts.n_control + counts.n_control_alone + n_alone) as f64;
    let mean_share = counts.shares / n_everybody;
    let shift = slope.value * mean_share;
    if ![statistic, ln_p, shift].into_iter().all(f64::is_finite) {
        return Err(StatsError::NotFinite { what: "a spillover" });
    }
    let (n_groups, n_mixed) = (counts.n_groups, counts.n_mixed);
    let (p_value, log10_p) = (ln_p.exp(), ln_p / LN_10);
    Ok(Spillover { slope, statistic, p_value, log10_p, n_groups, n_mixed, shares, mean_share, shift })
}

fn count(groups: impl Iterator<Item = Neighbourhood>) -> Result<Counts, StatsError> {
    let mut counts = Counts::default();
    for group in groups {
        group.check()?;
        if !group.is_used() {
            counts.n_control_alone += group.n_control;
            continue;
        }
        let share = group.share();
        counts.n_groups += 1;
        counts.n_mixed += u64::from(0 < group.n_treated);
        counts.n_control += group.n_control;
        counts.shares += group.n_control as f64 * share;
        counts.sum += group.sum;
        let range = counts.range.unwrap_or(Interval { low: share, high: share });
        counts.range = Some(Interval { low: range.low.min(share), high: range.high.max(share) });
    }
    Ok(counts)
}

/// The line through control people, in shares around their mean.
struct Line {
    n: f64,
    centre: f64,
    mean: f64,
    spread: f64,
    slope: f64,
}

impl Line {
    /// The slope with its CR2 error and Bell and McCaffrey's degrees of freedom.
    ///
    /// With one share for all of a group, H − I has one root besides 1 there, 1 − c · h, so that CR2 is the
    /// sandwich with each group's residual over √(1 − c · h). The degrees are tr(B)² / tr(B²) of the
    /// G × G matrix B of the residuals' covariances, which is a diagonal and a matrix of rank 2.
    fn slope_with_error(&self, groups: impl Iterator<Item = Neighbourhood>) -> Result<Estimate, StatsError> {
        let (mut squares, mut raw) = (0.0, 0.0);
        let (mut trace, mut diagonal) = (0.0, 0.0);
        let mut rank_two = [0.0_f64; 3];
        for group in groups {
            let c = group.n_control as f64;
            let distance = group.share() - self.centre;
            let leverage = 1.0 / self.n + distance * distance / self.spread;
            let left = 1.0 - c * leverage;
            // The line goes through a group that has all the leverage, whatever its people do.
            if left <= 1e-9 {
                return Err(StatsError::ZeroVariance);
            }
            let weight = distance / self.spread;
            let residual = group.sum - c * (self.mean + self.slope * distance);
            squares += (weight * residual).powi(2) / left;
            raw += (weight * group.sum).powi(2) / left;
            let own = weight * weight * c;
            trace += own;
            let w = own * c / left;
            diagonal += own * own - (w * leverage).powi(2);
            rank_two.iter_mut().zip([1.0, distance, distance * distance]).for_each(|(sum, x)| *sum += w * x);
        }
        if squares <= RESIDUAL_ROUNDING * raw {
            return Err(StatsError::ZeroVariance);
        }
        let [q0, q1, q2] = rank_two;
        let off = (q0 / self.n).powi(2) + 2.0 * q1 * q1 / self.n / self.spread + (q2 / self.spread).powi(2);
        let df = (trace * trace / (diagonal + off)).max(1.0);
        Estimate::new(self.slope, squares, Some(df))
    }
}

/// Whether people of one group were treated together more often than chance has it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TreatedTogether {
    /// Correlation of being treated between two people of a group: 0 when people were randomised one by
    /// one, 1 when whole groups were, below 0 when arms were dealt within groups.
    pub correlation: f64,
    /// Probability of one at least as far from 0 when people were randomised one by one.
    pub p_value: f64,
}

/// Tests whether people were randomised one by one within their groups, as [`spillover`] takes them to be.
///
/// Shapes: all groups once. Groups of one say nothing and are left out.
/// Errors: [`StatsError::TooFew`] below thirty groups of two or more, where the normal is no guide;
/// [`StatsError::ZeroVariance`] when all or none of their people were treated.
/// Source: Tarone 1979, the score test of binomial against correlated counts.
pub fn treated_together(
    groups: impl Iterator<Item = Neighbourhood> + Clone,
) -> Result<TreatedTogether, StatsError> {
    let together = || groups.clone().filter(|group| 1 < group.n_people);
    let (mut n_groups, mut n_people, mut n_treated) = (0_u64, 0_u64, 0_u64);
    for group in together() {
        group.check()?;
        n_groups += 1;
        n_people += group.n_people;
        n_treated += group.n_treated;
    }
    if n_groups < 30 {
        return Err(StatsError::TooFew { n: n_groups });
    }
    if n_treated == 0 || n_treated == n_people {
        return Err(StatsError::ZeroVariance);
    }
    let share = n_treated as f64 / n_people as f64;
    let (mut excess, mut pairs) = (0.0, 0.0);
    for group in together() {
        let n = group.n_people as f64;
        excess += (group.n_treated as f64 - n * share).powi(2) / (share * (1.0 - share)) - n;
        pairs += n * (n - 1.0);
    }
    let statistic = excess / (2.0 * pairs).sqrt();
    let p_value = Reference::NORMAL.ln_two_sided(statistic).exp();
    Ok(TreatedTogether { correlation: excess / pairs, p_value })
}
