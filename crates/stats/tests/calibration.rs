//! Do the intervals hold what they promise? Simulated experiments with a known effect, seeded.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use stats::{CoMoments, Moments, cuped, sample_ratio, welch};

/// The error of a coverage of 95 % over this many experiments is √(0.95 · 0.05 / 10⁴) = 0.22 points, so
/// the band of 94 to 96 % is four and a half of them wide to each side.
const N_EXPERIMENTS: u64 = 10_000;
const LEVEL: f64 = 0.95;

/// Box-Muller.
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (u, v): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// Spend as in a shop: most people nothing, the rest skewed.
fn spend(rng: &mut ChaCha8Rng, share_buying: f64) -> f64 {
    if rng.random::<f64>() < share_buying { 30.0 - 40.0 * (1.0 - rng.random::<f64>()).ln() } else { 0.0 }
}

fn share(n_hits: u64) -> f64 {
    n_hits as f64 / N_EXPERIMENTS as f64
}

/// Counts the experiments whose interval holds `truth`, and those with p under 5 %.
fn run(mut experiment: impl FnMut(&mut ChaCha8Rng) -> (f64, f64, f64), truth: f64, seed: u64) -> (f64, f64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (mut n_covered, mut n_alarms) = (0, 0);
    for _ in 0..N_EXPERIMENTS {
        let (low, high, p_value) = experiment(&mut rng);
        n_covered += u64::from(low <= truth && truth <= high);
        n_alarms += u64::from(p_value < 1.0 - LEVEL);
    }
    (share(n_covered), share(n_alarms))
}

fn check_coverage(coverage: f64, case: &str) {
    assert!((0.94..=0.96).contains(&coverage), "{case}: {coverage}");
}

#[test]
fn welch_covers_the_truth_with_unequal_arms() {
    // The small arm has the large spread: the case the pooled t test gets wrong.
    let normals = |rng: &mut ChaCha8Rng| {
        let (mut treatment, mut control) = (Moments::default(), Moments::default());
        (0..30).for_each(|_| treatment.push(1.5 + 3.0 * normal(rng)));
        (0..120).for_each(|_| control.push(1.0 + normal(rng)));
        let contrast = welch(&treatment, &control, LEVEL).unwrap();
        (contrast.ci_low, contrast.ci_high, contrast.p_value)
    };
    check_coverage(run(normals, 0.5, 1).0, "normal, 30 against 120");
}

#[test]
fn welch_covers_the_truth_on_skewed_spend() {
    let skewed = |rng: &mut ChaCha8Rng| {
        let (mut treatment, mut control) = (Moments::default(), Moments::default());
        (0..400).for_each(|_| treatment.push(spend(rng, 0.25)));
        (0..400).for_each(|_| control.push(spend(rng, 0.20)));
        let contrast = welch(&treatment, &control, LEVEL).unwrap();
        (contrast.ci_low, contrast.ci_high, contrast.p_value)
    };
    // Mean spend of a buyer is 30 + 40.
    check_coverage(run(skewed, 0.05 * 70.0, 2).0, "skewed spend");
}

#[test]
fn equal_arms_alarm_at_the_nominal_rate() {
    let same = |rng: &mut ChaCha8Rng| {
        let (mut treatment, mut control) = (Moments::default(), Moments::default());
        (0..400).for_each(|_| treatment.push(spend(rng, 0.2)));
        (0..200).for_each(|_| control.push(spend(rng, 0.2)));
        let contrast = welch(&treatment, &control, LEVEL).unwrap();
        (contrast.ci_low, contrast.ci_high, contrast.p_value)
    };
    let (coverage, alarms) = run(same, 0.0, 3);
    assert!((coverage + alarms - 1.0).abs() < 1e-12, "an interval without 0 and p < 5 % are one thing");
    assert!((0.04..=0.06).contains(&alarms), "{alarms}");
}

#[test]
fn cuped_covers_the_truth_and_is_sharper() {
    let mut reduction = 0.0;
    let covariate = |rng: &mut ChaCha8Rng| {
        let (mut treatment, mut control) = (CoMoments::default(), CoMoments::default());
        let mut push = |arm: &mut CoMoments, effect: f64| {
            let before = spend(rng, 0.4);
            arm.push(effect + 0.8 * before + 20.0 * normal(rng), before);
        };
        (0..200).for_each(|_| push(&mut treatment, 2.0));
        (0..100).for_each(|_| push(&mut control, 0.0));
        let adjusted = cuped(&treatment, &control, LEVEL).unwrap();
        reduction += adjusted.variance_reduction / N_EXPERIMENTS as f64;
        (adjusted.contrast.ci_low, adjusted.contrast.ci_high, adjusted.contrast.p_value)
    };
    check_coverage(run(covariate, 2.0, 4).0, "cuped");
    // Var(before) = 0.4 · (40² + 70²) − 28² = 1816; explained 0.64 · 1816 of 0.64 · 1816 + 400: 74 %.
    assert!((reduction - 0.74).abs() < 0.02, "{reduction}");
}

#[test]
fn sample_ratio_alarms_at_the_nominal_rate_and_sees_a_leak() {
    let weights = [0.4, 0.4, 0.2];
    let alarms_at = |keep_in_last: f64, alpha: f64| {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let n_alarms = (0..N_EXPERIMENTS).filter(|_| {
            let mut counts = [0_u64; 3];
            for _ in 0..500 {
                let u: f64 = rng.random();
                let arm = usize::from(0.4 <= u) + usize::from(0.8 <= u);
                let is_kept = arm != 2 || rng.random::<f64>() < keep_in_last;
                counts[arm] += u64::from(is_kept);
            }
            sample_ratio(&counts, &weights).unwrap().p_value < alpha
        });
        share(n_alarms.count() as u64)
    };
    let nominal = alarms_at(1.0, 0.05);
    assert!((0.044..=0.056).contains(&nominal), "{nominal}");
    let leak = alarms_at(0.3, 0.001);
    assert!(0.95 < leak, "losing 70 % of the holdout must not go unseen: {leak}");
}
