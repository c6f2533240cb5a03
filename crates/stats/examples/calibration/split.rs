//! Do the checks on the split alarm as often as they say, and do families of tests keep theirs?

use crate::Line;
use crate::market::Market;
use stats::*;

const N_TESTS: u64 = 20_000;
const WEIGHTS: [f64; 3] = [0.4, 0.4, 0.2];

fn assign(market: &mut Market, counts: &mut [u64], n: u64) {
    for _ in 0..n {
        let u = market.uniform();
        counts[usize::from(WEIGHTS[0] <= u) + usize::from(WEIGHTS[0] + WEIGHTS[1] <= u)] += 1;
    }
}

pub fn lines(seed: u64, times: u64) -> Vec<Line> {
    let mut lines = Vec::new();
    let n_tests = N_TESTS * times;
    for alpha in [0.05, 0.01, 0.001] {
        let promise = format!("sample ratio of three arms at {alpha}");
        let mut market = Market::new(seed, &promise);
        let n_alarms = (0..n_tests).filter(|_| {
            let mut counts = [0; 3];
            assign(&mut market, &mut counts, 2_000);
            sample_ratio(&counts, &WEIGHTS).unwrap().p_value < alpha
        });
        lines.push(Line::rate(promise, n_alarms.count() as u64, n_tests, alpha));
    }
    lines.push(every_day(seed, 4_000 * times));
    lines.push(before(seed, 8_000 * times));
    for correction in [Correction::Holm, Correction::Hochberg, Correction::BenjaminiHochberg] {
        lines.push(family(seed, n_tests, correction));
    }
    lines
}

fn every_day(seed: u64, n_tests: u64) -> Line {
    let promise = "sequential sample ratio, 100 days, at 0.05".to_owned();
    let mut market = Market::new(seed, &promise);
    let n_alarms = (0..n_tests).filter(|_| {
        let mut counts = [0; 3];
        let mut alarmed = false;
        for _ in 0..100 {
            assign(&mut market, &mut counts, 100);
            alarmed |= sequential_sample_ratio(&counts, &WEIGHTS, 10_000.0).unwrap().p_value < 0.05;
        }
        alarmed
    });
    Line::alarms(promise, n_alarms.count() as u64, n_tests, 0.05)
}

fn before(seed: u64, n_tests: u64) -> Line {
    let promise = "imbalance of five columns before exposure at 0.05".to_owned();
    let mut market = Market::new(seed, &promise);
    let n_alarms = (0..n_tests).filter(|_| {
        let [own, base] = [1_000, 1_000].map(|n| {
            let mut moments = JointMoments::new(5);
            for _ in 0..n {
                let shared = market.normal();
                let columns = [0; 5].map(|_| shared + market.normal().exp());
                moments.push(&columns).unwrap();
            }
            moments
        });
        imbalance(&own, &base).unwrap().p_value < 0.05
    });
    Line::rate(promise, n_alarms.count() as u64, n_tests, 0.05)
}

/// Ten tests without any effect: one alarm among them is a false one.
fn family(seed: u64, n_tests: u64, correction: Correction) -> Line {
    let promise = format!("ten tests, {correction:?}, any alarm at 0.05");
    let mut market = Market::new(seed, &promise);
    let n_alarms = (0..n_tests).filter(|_| {
        // Uniform p-values are what tests without effect have.
        let p_values: Vec<_> = (0..10).map(|_| Some(market.uniform())).collect();
        correct(&p_values, correction).unwrap().into_iter().flatten().any(|p| p < 0.05)
    });
    Line::alarms(promise, n_alarms.count() as u64, n_tests, 0.05)
}
