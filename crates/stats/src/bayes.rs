use crate::estimate::check_level;
use crate::quadrature::panels;
use crate::student::{Reference, normal_cdf, normal_pdf};
use crate::{Contrast, Estimate, Interval, Proportion, StatsError};
use serde::{Deserialize, Serialize};
use statrs::function::beta::{beta_reg, ln_beta};
use std::f64::consts::LN_10;

/// What was believed of a lift before the test: a normal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NormalPrior {
    /// The lift expected, mostly 0.
    pub mean: f64,
    /// Its standard deviation, above 0; lifts of marketing tests rarely leave ±30 % of the control.
    pub std_dev: f64,
}

/// What was believed of a share before the test: a beta, as if `hits` of `hits + misses` had been seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BetaPrior {
    /// Above 0.
    pub hits: f64,
    /// Above 0.
    pub misses: f64,
}

impl Default for BetaPrior {
    /// Every share alike.
    fn default() -> Self {
        Self { hits: 1.0, misses: 1.0 }
    }
}

/// What is believed of a lift after the test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Posterior {
    /// Mean of the lift.
    pub lift: f64,
    /// Its standard deviation.
    pub std_dev: f64,
    /// Lower end of the interval that holds the lift with probability `level`, as much outside on either
    /// side.
    pub ci_low: f64,
    /// Its upper end.
    pub ci_high: f64,
    /// Probability that the arm is better than the control, in the sense of more.
    pub chance_to_win: f64,
    /// log10 of the probability that it is not, where `chance_to_win` is 1 to the last digit; `None` for
    /// shares, where it is not computed.
    pub log10_chance_to_lose: Option<f64>,
    /// What is lost on average, in the unit of the lift, if the arm is chosen: E max(−lift, 0).
    pub loss_if_chosen: f64,
    /// What is lost on average if the control is kept: E max(lift, 0).
    pub loss_if_kept: f64,
}

impl Estimate {
    /// The posterior of a lift that was estimated with a normal error, under `prior`; without one, under
    /// a flat one.
    ///
    /// For a lift, take [`Contrast::lift`]; for a relative one, [`crate::RelativeLift::estimate`].
    ///
    /// Errors: [`StatsError::ZeroVariance`] without error, [`StatsError::Impossible`] for a prior without
    /// spread, [`StatsError::Level`], [`StatsError::NotFinite`].
    /// Source: conjugate normal; golden values from gbstats 0.8.0 `EffectBayesianABTest`.
    pub fn posterior(&self, prior: Option<NormalPrior>, level: f64) -> Result<Posterior, StatsError> {
        check_level(level)?;
        self.check()?;
        if self.squared_error == 0.0 {
            return Err(StatsError::ZeroVariance);
        }
        let (mean, std_dev) = match prior {
            None => (self.value, self.std_error()),
            Some(prior) if 0.0 < prior.std_dev => {
                let prior_variance = prior.std_dev * prior.std_dev;
                let weight = prior_variance / (prior_variance + self.squared_error);
                let mean = prior.mean + weight * (self.value - prior.mean);
                (mean, (weight * self.squared_error).sqrt())
            }
            Some(_) => return Err(StatsError::Impossible { what: "a prior without spread" }),
        };
        let z = mean / std_dev;
        let half = Reference::NORMAL.two_sided_quantile(1.0 - level) * std_dev;
        let ln_lose = Reference::NORMAL.ln_upper(z);
        if ![mean, z, half, ln_lose].into_iter().all(f64::is_finite) {
            return Err(StatsError::NotFinite { what: "a posterior" });
        }
        Ok(Posterior {
            lift: mean,
            std_dev,
            ci_low: mean - half,
            ci_high: mean + half,
            chance_to_win: Reference::NORMAL.ln_upper(-z).exp(),
            log10_chance_to_lose: Some(ln_lose / LN_10),
            loss_if_chosen: std_dev * beyond(-z),
            loss_if_kept: std_dev * beyond(z),
        })
    }
}

/// E max(Z + z, 0) for a standard normal Z.
fn beyond(z: f64) -> f64 {
    if -6.0 < z {
        return normal_pdf(z) + z * normal_cdf(z);
    }
    // Both terms agree to many digits here; ∫ over 0..∞ of u φ(u − z) du has no difference in it.
    let width = 1.0 / -z;
    let integrand = |u: f64| u * (z * u - 0.5 * u * u).exp();
    normal_pdf(z) * panels(0.0, 45.0 * width, 12).map(|(u, weight)| weight * integrand(u)).sum::<f64>()
}

impl Contrast {
    /// The lift as an estimate.
    pub fn lift(&self) -> Estimate {
        Estimate { value: self.lift_abs, squared_error: self.std_error * self.std_error, df: self.df }
    }
}

/// A beta distribution with its centre and reach, for integrating over it.
struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }

    fn variance(&self) -> f64 {
        self.mean() * (self.b / (self.a + self.b)) / (self.a + self.b + 1.0)
    }

    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            0.0
        } else if 1.0 <= x {
            1.0
        } else {
            beta_reg(self.a, self.b, x)
        }
    }

    /// Places with the probability around them, taken on the logit scale: there the density has no poles,
    /// and its tails fall at least exponentially. What is integrated may have a kink at `cut`.
    fn masses(&self, cut: f64) -> Vec<(f64, f64)> {
        let ln_norm = ln_beta(self.a, self.b);
        let ln_density = |u: f64| {
            // ln x = −ln(1 + e^−u), ln(1 − x) = −ln(1 + e^u)
            let softplus = |v: f64| if 30.0 < v { v } else { v.exp().ln_1p() };
            -self.a * softplus(-u) - self.b * softplus(u) - ln_norm
        };
        let centre = (self.a / self.b).ln();
        let top = ln_density(centre);
        // As far out as the density falls by e^−45.
        let edge = |direction: f64| {
            let mut reach = 1e-3 / (1.0 + self.a + self.b).sqrt();
            while top - 45.0 < ln_density(centre + direction * reach) && reach < 1e4 {
                reach *= 1.3;
            }
            centre + direction * reach
        };
        let (low, high) = (edge(-1.0), edge(1.0));
        let kink = if 0.0 < cut && cut < 1.0 { (cut / (1.0 - cut)).ln().clamp(low, high) } else { low };
        let places = panels(low, kink, 16).chain(panels(kink, high, 16)).filter(|&(_, weight)| 0.0 < weight);
        places.map(|(u, weight)| (1.0 / (1.0 + (-u).exp()), weight * ln_density(u).exp())).collect()
    }

    fn raised(&self) -> Self {
        Self { a: self.a + 1.0, b: self.b }
    }

    /// Probability that a draw of this is above one of `other`.
    fn beats(&self, other: &Self) -> f64 {
        self.masses(0.0).iter().map(|&(x, mass)| mass * other.cdf(x)).sum()
    }
}

/// The posterior of the lift of one share over another, under a beta prior for each.
///
/// Exact, without the normal: right for a handful of hits.
///
/// Shapes: the interval's ends are right to 1e-9.
/// Errors: as [`Proportion::new`]; [`StatsError::Impossible`] for a prior that is not above 0;
/// [`StatsError::Level`], [`StatsError::NotFinite`].
/// Source: conjugate beta; golden values from mpmath 1.4.1 quadrature.
pub fn posterior_of_shares(
    arm: &Proportion,
    control: &Proportion,
    prior: BetaPrior,
    level: f64,
) -> Result<Posterior, StatsError> {
    check_level(level)?;
    if !(0.0 < prior.hits && 0.0 < prior.misses && (prior.hits + prior.misses).is_finite()) {
        return Err(StatsError::Impossible { what: "a prior that is not above 0" });
    }
    let posterior = |seen: &Proportion| {
        Proportion::new(seen.n, seen.n_hits)?;
        Ok::<_, StatsError>(Beta {
            a: seen.n_hits as f64 + prior.hits,
            b: (seen.n - seen.n_hits) as f64 + prior.misses,
        })
    };
    let (own, base) = (posterior(arm)?, posterior(control)?);
    // x · Beta(a, b) is the mean times Beta(a + 1, b), so both losses are differences of chances.
    let more = own.mean() * own.raised().beats(&base) - base.mean() * own.beats(&base.raised());
    let less = base.mean() * base.raised().beats(&own) - own.mean() * base.beats(&own.raised());
    let ends = difference_interval(&own, &base, level)?;
    let found = Posterior {
        lift: own.mean() - base.mean(),
        std_dev: (own.variance() + base.variance()).sqrt(),
        ci_low: ends.low,
        ci_high: ends.high,
        chance_to_win: own.beats(&base).min(1.0),
        log10_chance_to_lose: None,
        loss_if_chosen: less.max(0.0),
        loss_if_kept: more.max(0.0),
    };
    let numbers = [found.std_dev, found.chance_to_win, found.loss_if_chosen, found.loss_if_kept];
    if numbers.into_iter().all(f64::is_finite) {
        Ok(found)
    } else {
        Err(StatsError::NotFinite { what: "a posterior" })
    }
}

fn difference_interval(own: &Beta, base: &Beta, level: f64) -> Result<Interval, StatsError> {
    let below = |lift: f64| {
        // The control's share ends at 0 and at 1, and one of the two may fall among the arm's.
        let masses = own.masses(if 0.0 < lift { lift } else { 1.0 + lift });
        masses.iter().map(|&(x, mass)| mass * (1.0 - base.cdf(x - lift))).sum::<f64>()
    };
    let tail = (1.0 - level) / 2.0;
    let end = |share: f64| {
        crate::quadrature::root(|lift| below(lift) - share, -1.0, 1.0)
            .ok_or(StatsError::NotFinite { what: "an end of a credible interval" })
    };
    Ok(Interval { low: end(tail)?, high: end(1.0 - tail)? })
}
