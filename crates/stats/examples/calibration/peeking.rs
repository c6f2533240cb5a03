//! Does looking a thousand times cost no more false alarms than looking once?

use crate::Line;
use crate::market::{Market, SHAPES};
use stats::*;

const N_TESTS: u64 = 1_000;
const N_LOOKS: u64 = 1_000;
/// People in each arm between two looks; the first look has five hundred.
const N_STEP: u64 = 10;
const N_FIRST: u64 = 500;

pub fn lines(seed: u64, times: u64) -> Vec<Line> {
    let mut lines = Vec::new();
    for (shape, name) in SHAPES {
        let promise = format!("confidence sequence, {N_LOOKS} looks, {name}");
        let mut market = Market::new(seed, &promise);
        let n_tests = N_TESTS * times;
        let n_alarms = (0..n_tests).filter(|_| {
            let mut arms = [Moments::default(); 2];
            let mut grow = |n: u64, arms: &mut [Moments; 2]| {
                for arm in arms {
                    (0..n).for_each(|_| arm.push(market.outcome(shape)));
                }
            };
            grow(N_FIRST, &mut arms);
            // Every look is drawn, also after an alarm, so that the seed gives the same people.
            let mut alarmed = false;
            for _ in 0..N_LOOKS {
                grow(N_STEP, &mut arms);
                let n_people = arms[0].n + arms[1].n;
                let contrast = fast_contrast(&arms);
                alarmed |= contrast.always_valid(n_people, 5_000, 0.95).unwrap().p_value < 0.05;
            }
            alarmed
        });
        let n_alarms = n_alarms.count() as u64;
        lines.push(Line::alarms(promise, n_alarms, n_tests, 0.05));
    }
    for rule in [StoppingRule::ObrienFleming, StoppingRule::Pocock, StoppingRule::SpendObrienFleming] {
        lines.push(group_sequential(seed, times, rule));
    }
    lines
}

/// A sequence needs the lift and its error only; the t quantile of a fixed interval would take all the time.
fn fast_contrast(arms: &[Moments; 2]) -> Contrast {
    let [own, base] = arms.map(|arm| Estimate { df: None, ..Estimate::of_mean(&arm).unwrap() });
    compare(&own, &base, 0.95).unwrap()
}

fn group_sequential(seed: u64, times: u64, rule: StoppingRule) -> Line {
    let promise = format!("group sequential, 5 looks, {rule:?}");
    let mut market = Market::new(seed, &promise);
    let information: Vec<f64> = (1..=5).map(|look| f64::from(look) / 5.0).collect();
    let plan = GroupSequential::new(&information, 0.05, Sides::Two, rule).unwrap();
    let n_tests = 10_000 * times;
    let n_alarms = (0..n_tests).filter(|_| {
        let mut arms = [Moments::default(); 2];
        let mut alarmed = false;
        for look in &plan.looks {
            for arm in &mut arms {
                (0..100).for_each(|_| arm.push(market.normal()));
            }
            alarmed |= look.is_reached(fast_contrast(&arms).statistic, Sides::Two);
        }
        alarmed
    });
    Line::rate(promise, n_alarms.count() as u64, n_tests, 0.05)
}
