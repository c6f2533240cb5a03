//! Relative lifts, and where the t interval of a skewed mean is at its limits.
//!
//! In arms of one size the skewness of the two means cancels and the interval holds, however skewed the
//! outcome. In uneven arms it does not cancel: the interval of a mean leans the wrong way until the smaller
//! arm is large. Those lines are measured and told, not promised.

use crate::Line;
use crate::market::{Market, SHAPES, Shape};
use stats::*;

const LEVEL: f64 = 0.95;
/// The treatment's outcomes are so many times the control's.
const FACTOR: f64 = 1.1;

/// Intervals of the relative lift, in arms of one size.
pub fn relative(seed: u64, times: u64) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, n_tests) in [(200, 10_000), (2_000, 4_000), (50_000, 500)] {
        for (shape, name) in SHAPES {
            for method in [RelativeMethod::LogRatio, RelativeMethod::Delta, RelativeMethod::Fieller] {
                let promise = format!("relative lift, {method:?}, {name}, n = {n}");
                let mut market = Market::new(seed, &promise);
                let n_covered = (0..n_tests * times).filter(|_| {
                    let [arm, control] = [FACTOR, 1.0].map(|factor| mean(&mut market, shape, n, factor));
                    let found = relative_lift(&arm, &control, method, LEVEL).unwrap();
                    (found.ci_low..=found.ci_high).contains(&(FACTOR - 1.0))
                });
                let n_covered = n_covered.count() as u64;
                let line = Line::coverage(promise, n_covered, n_tests * times);
                // Its interval is symmetric, the ratio of two skewed means is not.
                let is_off = method == RelativeMethod::Delta && shape != Shape::Normal && n == 200;
                lines.push(if is_off { line.told("not promised: symmetric") } else { line });
            }
        }
    }
    lines
}

/// Means of skewed outcomes in uneven arms, and of outcomes that are nearly all 0.
pub fn uneven(seed: u64, times: u64) -> Vec<Line> {
    let mut lines = Vec::new();
    for (share, shape, name) in [
        (1, Shape::MostlyZero, "95 % zeros, very skewed"),
        (2, Shape::Lognormal, "lognormal"),
        (2, Shape::ZeroInflated, "80 % zeros, skewed"),
        (2, Shape::MostlyZero, "95 % zeros, very skewed"),
        (9, Shape::Lognormal, "lognormal"),
        (9, Shape::ZeroInflated, "80 % zeros, skewed"),
        (9, Shape::MostlyZero, "95 % zeros, very skewed"),
    ] {
        for (n, n_tests) in [(200, 10_000), (2_000, 4_000), (20_000, 500)] {
            let promise = format!("mean, {name}, n = {n} against {}", n * share);
            let mut market = Market::new(seed, &promise);
            let (mut n_covered, mut n_above) = (0, 0);
            for _ in 0..n_tests * times {
                let arm = mean(&mut market, shape, n, 1.0);
                let control = mean(&mut market, shape, n * share, 1.0);
                let found = compare(&arm, &control, LEVEL).unwrap();
                n_covered += u64::from(found.ci_low <= 0.0 && 0.0 <= found.ci_high);
                n_above += u64::from(0.0 < found.ci_low);
            }
            let per_cent = |n: u64| 100.0 * n as f64 / (n_tests * times) as f64;
            let n_below = n_tests * times - n_covered - n_above;
            let (gains, losses) = (per_cent(n_above), per_cent(n_below));
            let line = Line::coverage(promise, n_covered, n_tests * times);
            lines.push(line.told(format!("false gains {gains:.2} %, losses {losses:.2} %")));
        }
    }
    lines
}

/// The mean of an arm; drawn again in the rare case that nobody differs from anybody.
fn mean(market: &mut Market, shape: Shape, n: u64, factor: f64) -> Estimate {
    loop {
        let mut moments = Moments::default();
        (0..n).for_each(|_| moments.push(factor * market.outcome(shape)));
        if let Ok(estimate) = Estimate::of_mean(&moments) {
            return estimate;
        }
    }
}
