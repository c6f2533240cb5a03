//! Numbers that many people have and few say anything of: orders of a ratio, buyers of a mean.
//!
//! No arm does anything. A ratio is shown from 20 people with an order in each arm on; a mean in arms of one
//! size is shown however few buy, because there its interval errs on the safe side.

use crate::Line;
use crate::market::Market;
use stats::*;

/// As a readout has it.
const N_CARRIERS_MIN: u64 = 20;

/// A/A tests of spend per order, 500 people an arm.
pub fn lines(seed: u64, times: u64) -> Vec<Line> {
    const N: u64 = 500;
    let outcome = Outcome::Ratio { numerator: 0, denominator: 1, carriers: Some(2) };
    let mut lines = Vec::new();
    for n_orders in [1.5, 3.0, 5.0, 10.0, 20.0, 40.0] {
        let promise = format!("spend per order, {n_orders} orders an arm");
        let mut market = Market::new(seed, &promise);
        let (n_tests, mut n_shown, mut n_alarms) = (4_000 * times, 0, 0);
        for _ in 0..n_tests {
            let [own, base] = [(); 2].map(|()| {
                let mut arm = JointMoments::new(3);
                for _ in 0..N {
                    let order = f64::from(u8::from(market.is_hit(n_orders / N as f64)));
                    let spend = order * (0.7 * market.normal()).exp();
                    arm.push(&[spend, order, order]).unwrap();
                }
                arm
            });
            if [&own, &base].iter().any(|arm| outcome.n_carriers(arm) < N_CARRIERS_MIN) {
                continue;
            }
            let found = adjust(&[own], &[base], outcome, &[]).unwrap();
            n_shown += 1;
            n_alarms += u64::from(compare(&found.treatment, &found.control, 0.95).unwrap().p_value < 0.05);
        }
        let shown = 100.0 * n_shown as f64 / n_tests as f64;
        let line = Line::alarms(format!("{promise}, {shown:.1} % shown"), n_alarms, n_shown.max(1), 0.05);
        lines.push(if n_shown < 100 { line.told("withheld") } else { line });
    }
    lines
}

/// A/A tests of a mean that few people have anything of, in arms of several sizes.
pub fn means(seed: u64, times: u64) -> Vec<Line> {
    let mut lines = Vec::new();
    for [n, n_control] in [[500, 500], [400, 600], [300, 700], [100, 900]] {
        for n_buyers in [3.0, 10.0, 20.0] {
            let promise = format!("spend, {n} against {n_control}, {n_buyers} buyers in the smaller arm");
            let mut market = Market::new(seed, &promise);
            let (n_tests, mut n_alarms) = (4_000 * times, 0);
            for _ in 0..n_tests {
                let [own, base] = [n, n_control].map(|n_people: u64| {
                    let mut arm = Moments::default();
                    for _ in 0..n_people {
                        let is_buyer = market.is_hit(n_buyers / n as f64);
                        arm.push(if is_buyer { market.normal().exp() } else { 0.0 });
                    }
                    arm
                });
                n_alarms += u64::from(welch(&own, &base, 0.95).is_ok_and(|found| found.p_value < 0.05));
            }
            let line = Line::alarms(promise, n_alarms, n_tests, 0.05);
            let is_told = 2.5 * (n as f64) < n_control as f64;
            let told = if is_told { "withheld below 20 buyers" } else { "shown" };
            lines.push(line.told(told));
        }
    }
    lines
}
