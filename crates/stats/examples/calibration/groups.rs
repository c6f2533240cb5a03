//! Is word of mouth seen as often as it should be, and never more often where there is none?

use crate::Line;
use crate::market::{Market, SHAPES, Shape};
use stats::*;

/// Households of one to five, or companies from one to hundreds of people.
#[derive(Clone, Copy)]
enum Size {
    Household,
    Company,
}

/// Groups, and the share of people who are treated.
const SPLITS: [(Size, &str, usize, f64); 5] = [
    (Size::Household, "households", 100, 0.5),
    (Size::Household, "households", 200, 0.8),
    (Size::Household, "households", 2_000, 0.5),
    (Size::Company, "companies", 100, 0.5),
    (Size::Company, "companies", 400, 0.8),
];

pub fn lines(seed: u64, times: u64) -> Vec<Line> {
    let mut lines = Vec::new();
    for (size, name, n_groups, share) in SPLITS {
        for (shape, shape_name) in SHAPES {
            let promise = format!("A/A at 5 %: {n_groups} {name}, {share} treated, {shape_name}");
            let mut market = Market::new(seed, &promise);
            let n_tests = if n_groups < 1_000 { 4_000 } else { 1_000 } * times;
            let n_alarms = (0..n_tests).filter(|_| {
                let groups = deal(&mut market, size, n_groups, share, shape, 0.0);
                spillover(groups.iter().copied(), 0).unwrap().p_value < 0.05
            });
            lines.push(Line::alarms(promise, n_alarms.count() as u64, n_tests, 0.05));
        }
    }
    lines.push(seen(seed, 2_000 * times));
    lines.push(covered(seed, 4_000 * times));
    lines.push(dealt(seed, 10_000 * times));
    lines
}

/// People randomised one by one; those of one group are alike, and larger groups do more.
fn deal(
    market: &mut Market,
    size: Size,
    n_groups: usize,
    share: f64,
    shape: Shape,
    slope: f64,
) -> Vec<Neighbourhood> {
    let group = |_| {
        let n_people = match size {
            Size::Household => 1 + (5.0 * market.uniform()) as u64,
            Size::Company => (1.5 + 1.2 * market.normal()).exp().max(1.0) as u64,
        };
        let alike = 0.7 * market.normal() + 0.3 * (n_people as f64).ln();
        let n_treated = market.hits(n_people, share);
        let n_control = n_people - n_treated;
        let reached = slope * n_treated as f64 / (n_people - 1).max(1) as f64;
        let sum = (0..n_control).map(|_| alike + reached + market.outcome(shape)).sum();
        Neighbourhood { n_people, n_treated, n_control, sum }
    };
    (0..n_groups).map(group).collect()
}

/// Some 2,800 control people live with others, the share of their treated neighbours varies by 0.33 and the
/// outcome by 2.1: an error of 2.1 / 0.33 / √2800 = 0.12, of which 0.4 is three.
fn seen(seed: u64, n_tests: u64) -> Line {
    let promise = "spillover of 0.4 is found, 2,000 households, normal".to_owned();
    let mut market = Market::new(seed, &promise);
    let n_found = (0..n_tests).filter(|_| {
        let groups = deal(&mut market, Size::Household, 2_000, 0.5, Shape::Normal, 0.4);
        spillover(groups.iter().copied(), 0).unwrap().p_value < 0.05
    });
    let found = n_found.count() as f64 / n_tests as f64;
    Line { promise, found, band: [0.8, 1.0], n_tests, told: None }
}

fn covered(seed: u64, n_tests: u64) -> Line {
    let promise = "interval of a spillover of 0.4, 300 households, lognormal".to_owned();
    let mut market = Market::new(seed, &promise);
    let n_covered = (0..n_tests).filter(|_| {
        let groups = deal(&mut market, Size::Household, 300, 0.5, Shape::Lognormal, 0.4);
        let interval = spillover(groups.iter().copied(), 0).unwrap().slope.interval(0.95).unwrap();
        interval.low <= 0.4 && 0.4 <= interval.high
    });
    Line::coverage(promise, n_covered.count() as u64, n_tests)
}

fn dealt(seed: u64, n_tests: u64) -> Line {
    let promise = "people dealt one by one taken for dealt otherwise, at 0.01".to_owned();
    let mut market = Market::new(seed, &promise);
    let n_alarms = (0..n_tests).filter(|_| {
        let groups = deal(&mut market, Size::Household, 300, 0.7, Shape::Normal, 0.0);
        treated_together(groups.iter().copied()).unwrap().p_value < 0.01
    });
    Line::rate(promise, n_alarms.count() as u64, n_tests, 0.01)
}
