//! Student's t, the normal and the χ² tail, in logarithms where a p-value would vanish.

use libm::erfc;
use statrs::function::beta::beta_reg;
use statrs::function::erf::erfc_inv;
use statrs::function::gamma::gamma_ur;
use std::f64::consts::{FRAC_PI_2, LN_2, PI, SQRT_2};
use std::sync::LazyLock;

/// Nodes of the exp-sinh rule: v = k · 2^-4 for k in −64..=64, that is v in −4..=4. The weights at both
/// ends are below exp(−42) = 6e-19; halving the step changes no result by more than 1e-13 relative.
const N_NODES_EACH_SIDE: i32 = 64;
const STEP: f64 = 1.0 / 16.0;

/// The rule for ∫ over 0..∞: place u and weight of each node, at unit width.
static NODES: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| {
    let node = |k: i32| {
        let v = f64::from(k) * STEP;
        let u = (FRAC_PI_2 * v.sinh()).exp();
        (u, u * FRAC_PI_2 * v.cosh() * STEP)
    };
    (-N_NODES_EACH_SIDE..=N_NODES_EACH_SIDE).map(node).collect()
});

/// From here on the asymptotic series of [`ln_gamma_half_step`] is exact: the first term left out is
/// 31/18432 · 32^-9 = 5e-17.
const SERIES_FROM: f64 = 32.0;

/// Returns ln Γ(a + ½) − ln Γ(a) without the cancellation of two large logarithms.
///
/// At a = 5e8 the difference of two log-gammas keeps only six digits; this keeps all.
/// Shapes: a > 0. Source: Tricomi, Erdélyi 1951, with the recurrence Γ(a+1) = a Γ(a) below the series.
fn ln_gamma_half_step(a: f64) -> f64 {
    let mut shift = 0.0;
    let mut a = a;
    while a < SERIES_FROM {
        shift += (-0.5 / (a + 0.5)).ln_1p();
        a += 1.0;
    }
    let inverse = 1.0 / a;
    let square = inverse * inverse;
    let series =
        inverse * (-1.0 / 8.0 + square * (1.0 / 192.0 + square * (-1.0 / 640.0 + square * (17.0 / 14336.0))));
    0.5 * a.ln() + series + shift
}

/// Returns ln P(|T| > t) for Student's t with `df` degrees of freedom, and d/dt of it.
///
/// In logarithms because a lift on a million people easily has p = 1e-900, which as a float is 0 and as
/// a statement is false. The density is factored out and what remains, ∫ f(t+u)/f(t) du, is a smooth
/// number near the width of the tail, taken by the exp-sinh rule, which likes thick and thin tails alike.
///
/// Shapes: t >= 0 finite, df >= 1 (Welch's is never lower). Returns: ln p <= 0.
/// Source: Takahasi, Mori 1974 (double exponential rule); golden values from mpmath 1.4.1 at 60 digits.
pub(crate) fn ln_two_sided(t: f64, df: f64) -> (f64, f64) {
    let half = 0.5 * (df + 1.0);
    let bottom = df + t * t;
    // The distance over which the density falls by about e, the natural unit of the integral.
    let width = bottom / ((df + 1.0) * t.max(1.0));
    let ratio_at = |u: f64| (-half * (u * (2.0 * t + u) / bottom).ln_1p()).exp();
    let integral = width * NODES.iter().map(|&(u, weight)| ratio_at(width * u) * weight).sum::<f64>();
    let ln_density = ln_gamma_half_step(0.5 * df) - 0.5 * (df * PI).ln() - half * (t * t / df).ln_1p();
    let ln_p = (LN_2 + ln_density + integral.ln()).min(0.0);
    (ln_p, -1.0 / integral)
}

/// Returns the t that |T| exceeds with probability `alpha`: the half-width of an interval in standard
/// errors.
///
/// Newton on ln p against ln t, which is concave, so that from any start the steps end up coming
/// from one side; 1e-6 and 1 degree of freedom are no harder than 0.05 and a million.
///
/// Shapes: 0 < alpha < 1, df >= 1.
pub(crate) fn two_sided_quantile(alpha: f64, df: f64) -> f64 {
    let target = alpha.ln();
    // The normal quantile: exact for df = ∞ and below the answer for every other.
    let mut t = (SQRT_2 * erfc_inv(alpha)).max(f64::MIN_POSITIVE);
    for _ in 0..64 {
        let (ln_p, slope) = ln_two_sided(t, df);
        let step = (target - ln_p) / (slope * t);
        t *= step.exp();
        if step.abs() <= 4.0 * f64::EPSILON {
            break;
        }
    }
    t
}

/// Degrees of freedom at which Student's t is the normal to the last digit: the next term of the
/// expansion, t⁴ / 4 df, is 1e-14 of ln p even at t = 1e4.
const NORMAL_DF: f64 = 1e30;

/// Up to here the tail of the normal is above 1e-197, far from the smallest float.
const ERFC_TO: f64 = 30.0;

/// The distribution a statistic is read against: Student's t, or the normal where the variance is known.
///
/// `None` degrees of freedom is the normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reference {
    df: f64,
}

impl Reference {
    pub(crate) const NORMAL: Self = Self { df: NORMAL_DF };

    pub(crate) fn new(df: Option<f64>) -> Self {
        Self { df: df.map_or(NORMAL_DF, |df| df.clamp(1.0, NORMAL_DF)) }
    }

    /// ln P(|T| > |statistic|).
    pub(crate) fn ln_two_sided(self, statistic: f64) -> f64 {
        let distance = statistic.abs();
        // The plain function is as exact while it is far from underflow, and fifty times as fast.
        if self == Self::NORMAL && distance < ERFC_TO {
            return erfc(distance / SQRT_2).ln();
        }
        ln_two_sided(distance, self.df).0
    }

    /// ln P(T > statistic); exact in both tails.
    pub(crate) fn ln_upper(self, statistic: f64) -> f64 {
        let ln_outside = self.ln_two_sided(statistic) - LN_2;
        if 0.0 <= statistic { ln_outside } else { (-ln_outside.exp()).ln_1p() }
    }

    /// The half-width, in standard errors, of an interval that misses with probability `alpha`.
    pub(crate) fn two_sided_quantile(self, alpha: f64) -> f64 {
        if self == Self::NORMAL && 1e-200 < alpha {
            let rough = SQRT_2 * erfc_inv(alpha);
            // One step of Newton: the inverse alone keeps eleven digits.
            return rough + (erfc(rough / SQRT_2) - alpha) / (2.0 * normal_pdf(rough));
        }
        two_sided_quantile(alpha, self.df)
    }

    /// The statistic exceeded with probability `alpha`, below 0 for alpha > ½.
    pub(crate) fn upper_quantile(self, alpha: f64) -> f64 {
        if alpha == 0.5 {
            0.0
        } else if alpha < 0.5 {
            self.two_sided_quantile(2.0 * alpha)
        } else {
            -self.two_sided_quantile(2.0 * (1.0 - alpha))
        }
    }
}

/// Returns P(Z < z).
pub(crate) fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// The confidence of a normal interval that reaches so many standard errors to either side.
pub fn level_within(reach: f64) -> f64 {
    1.0 - erfc(reach / SQRT_2)
}

/// Returns the density of the normal at z.
pub(crate) fn normal_pdf(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Returns P(X > chi2) for χ² with `df` degrees of freedom; 0 below about 1e-300.
pub(crate) fn chi2_upper(chi2: f64, df: f64) -> f64 {
    if chi2 <= 0.0 {
        return 1.0;
    }
    gamma_ur(0.5 * df, 0.5 * chi2).clamp(0.0, 1.0)
}

/// Returns P(F > f) for F with `df` and `df_rest` degrees of freedom.
pub(crate) fn f_upper(f: f64, df: f64, df_rest: f64) -> f64 {
    if f <= 0.0 {
        return 1.0;
    }
    beta_reg(0.5 * df_rest, 0.5 * df, df_rest / (df_rest + df * f)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::excessive_precision)]
    use super::*;

    /// Relative error below `tolerance`; a number below `floor` is held to tolerance · floor.
    fn check(found: f64, expected: f64, floor: f64, tolerance: f64, case: &str) {
        assert!(
            (found - expected).abs() <= tolerance * expected.abs().max(floor),
            "{case}: {found} is not {expected}"
        );
    }

    /// An error of ln p is the relative error of p, so below 1 it counts as it stands.
    ///
    /// Source: mpmath 1.4.1, 60 digits, regularised incomplete beta.
    #[test]
    fn tail_agrees_with_sixty_digits() {
        for (t, df, ln_p) in [
            (0.1, 1.0, -0.0655534732123983844),
            (1.0, 1.0, -LN_2),
            (12.7, 1.0, -2.99524583809602086),
            (1e6, 1.0, -14.2670932632540623),
            (2.0, 2.5, -1.84901897395043666),
            (0.5, 10.0, -0.465384544473453193),
            (30.0, 10.0, -23.9517394884417862),
            (1.96, 100.0, -2.94164376346597215),
            (0.01, 1000.0, -0.00800870228296818908),
            (22.62, 42000.0, -257.626927880829005),
            (65.0, 42611.5, -2018.5698572007272),
            (40.0, 1e5, -797.574818460685524),
        ] {
            check(ln_two_sided(t, df).0, ln_p, 1.0, 2e-13, &format!("t {t} df {df}"));
        }
    }

    /// Source: scipy 1.17.1 `t.isf(alpha / 2, df)`.
    #[test]
    fn quantile_agrees_with_scipy() {
        for (df, alpha, t) in [
            (1.0, 0.5, 1.0),
            (1.0, 0.05, 12.706204736174705),
            (1.0, 1e-6, 636619.7723670577),
            (2.5, 0.05, 3.5746548420036834),
            (10.0, 0.1, 1.812461122811676),
            (10.0, 1e-6, 10.516489956914905),
            (42611.5, 0.05, 1.960019658183781),
            (42611.5, 1e-6, 4.892353980464124),
            (1e12, 0.05, 1.9599639845424264),
            (1e12, 0.01, 2.5758293035538173),
        ] {
            check(two_sided_quantile(alpha, df), t, 0.0, 1e-11, &format!("alpha {alpha} df {df}"));
        }
    }

    /// Source: mpmath 1.4.1, 40 digits, `log(erfc(z / sqrt(2)))`.
    #[test]
    fn normal_tail_agrees_with_forty_digits() {
        for (z, ln_p) in [
            (0.0, 0.0),
            (1.0, -1.1478744644493181964),
            (1e-9, -7.9788456112117529179e-10),
            (29.9, -450.62976527796868916),
            (5.0, -14.371851213428780427),
            (65.0, -2116.9004151690430332),
            (1000.0, -500007.13354763162436),
        ] {
            check(Reference::NORMAL.ln_two_sided(z), ln_p, 1.0, 2e-13, &format!("z {z}"));
        }
        assert!((Reference::NORMAL.ln_upper(-1.0).exp() - 0.8413447460685429).abs() < 1e-14);
        for (alpha, quantile) in [
            (0.05, 1.9599639845400542),
            (1e-6, 4.8916384756985903951),
            (1e-100, 21.305940069351527445),
            (0.999, 0.0012533144654325556254),
        ] {
            check(
                Reference::NORMAL.two_sided_quantile(alpha),
                quantile,
                0.0,
                4e-15,
                &format!("alpha {alpha}"),
            );
        }
        assert_eq!(Reference::new(Some(10.0)).upper_quantile(0.5), 0.0);
    }

    /// Source: scipy 1.17.1 `chi2.sf`.
    #[test]
    fn chi2_agrees_with_scipy() {
        for (chi2, df, p) in [
            (0.0, 1.0, 1.0),
            (1e-4, 1.0, 0.9920212873707368),
            (0.2025, 2.0, 0.903707077873196),
            (3.84, 1.0, 0.05004352124870519),
            (10.83, 1.0, 0.0009986863791802592),
            (500.0, 3.0, 4.771672031912771e-108),
        ] {
            check(chi2_upper(chi2, df), p, 0.0, 1e-9, &format!("chi2 {chi2} df {df}"));
        }
    }
}
