//! Integrals and roots of one variable.

use std::f64::consts::PI;
use std::sync::LazyLock;

const N_NODES: i32 = 16;

/// Nodes and weights of Gauss and Legendre's rule on −1..=1, exact for polynomials of degree 31.
static RULE: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| (0..N_NODES).map(node).collect());

/// The root of the Legendre polynomial by Newton, from its known neighbourhood.
fn node(place: i32) -> (f64, f64) {
    let n = f64::from(N_NODES);
    let mut x = (PI * (f64::from(place) + 0.75) / (n + 0.5)).cos();
    let mut slope = 1.0;
    for _ in 0..10 {
        let (mut before, mut value) = (1.0, x);
        for degree in 2..=N_NODES {
            let degree = f64::from(degree);
            (before, value) = (value, ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree);
        }
        slope = n * (x * value - before) / (x * x - 1.0);
        x -= value / slope;
    }
    (x, 2.0 / ((1.0 - x * x) * slope * slope))
}

/// Places and weights that integrate a smooth function over low..=high in `n_panels` equal panels.
pub(crate) fn panels(low: f64, high: f64, n_panels: usize) -> impl Iterator<Item = (f64, f64)> {
    let half = (high - low) / n_panels as f64 / 2.0;
    (0..n_panels).flat_map(move |panel| {
        let middle = low + half * (2 * panel + 1) as f64;
        RULE.iter().map(move |&(x, weight)| (middle + half * x, half * weight))
    })
}

/// The root of `f` between `low` and `high`, where it has different signs; `None` where it has not.
///
/// Source: Oliveira, Takahashi 2020 (ITP): never slower than bisection, mostly as fast as the secant.
pub(crate) fn root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut at_a, mut at_b) = (f(a), f(b));
    if at_a == 0.0 {
        return Some(a);
    }
    if at_b == 0.0 {
        return Some(b);
    }
    if at_a.is_nan() || at_b.is_nan() || at_a.signum() == at_b.signum() {
        return None;
    }
    let tolerance = 2e-14 * a.abs().max(b.abs());
    let n_half = ((b - a).abs() / (2.0 * tolerance)).log2().ceil().max(1.0);
    for step in 0..(n_half as i32 + 2) {
        if (b - a).abs() <= 2.0 * tolerance {
            break;
        }
        let middle = 0.5 * (a + b);
        let secant = (at_b * a - at_a * b) / (at_b - at_a);
        let sigma = (middle - secant).signum();
        let nudge = 0.2 / (high - low).abs() * (b - a) * (b - a);
        let truncated =
            if nudge.abs() <= (middle - secant).abs() { secant + sigma * nudge.abs() } else { middle };
        let radius =
            (tolerance * 2.0_f64.powf(n_half + 1.0 - f64::from(step)) - (b - a).abs() / 2.0).max(0.0);
        let guess = if (truncated - middle).abs() <= radius { truncated } else { middle - sigma * radius };
        let value = f(guess);
        if value == 0.0 {
            return Some(guess);
        }
        if value.signum() == at_a.signum() { (a, at_a) = (guess, value) } else { (b, at_b) = (guess, value) }
    }
    Some(0.5 * (a + b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_exact() {
        let integral: f64 = panels(0.0, 2.0, 1).map(|(x, weight)| weight * x.powi(31)).sum();
        assert!((integral / 2.0_f64.powi(27) - 1.0).abs() < 1e-13, "{integral}");
        let wave: f64 = panels(0.0, PI, 3).map(|(x, weight)| weight * x.sin()).sum();
        assert!((wave - 2.0).abs() < 1e-14, "{wave}");
    }

    #[test]
    fn roots_are_found() {
        for (found, expected) in [
            (root(|x| x * x - 2.0, 0.0, 2.0), Some(2.0_f64.sqrt())),
            (root(|x| 1.0 / x - 1e-9, 1.0, 1e10), Some(1e9)),
            (root(|x| x.powi(9), -1.0, 2.0), Some(0.0)),
            (root(|x| x * x + 1.0, -1.0, 2.0), None),
            (root(|x| x, 0.0, 2.0), Some(0.0)),
        ] {
            match (found, expected) {
                (Some(found), Some(expected)) => {
                    assert!((found - expected).abs() <= 1e-12 * expected.max(1.0))
                }
                _ => assert_eq!(found, expected),
            }
        }
    }
}
