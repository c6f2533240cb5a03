//! What must hold for any numbers whatever.

use proptest::prelude::*;
use stats::*;

const METHODS: [ProportionMethod; 5] = [
    ProportionMethod::Unpooled,
    ProportionMethod::Pooled,
    ProportionMethod::PooledContinuity,
    ProportionMethod::Newcombe,
    ProportionMethod::Score,
];

/// Every float, the poisonous ones included.
fn any_estimate() -> impl Strategy<Value = Estimate> {
    (any::<f64>(), any::<f64>(), proptest::option::of(any::<f64>()))
        .prop_map(|(value, squared_error, df)| Estimate { value, squared_error, df })
}

fn sane_estimate() -> impl Strategy<Value = Estimate> {
    (-1e6..1e6_f64, 1e-6..1e6_f64, proptest::option::of(1.0..1e6_f64))
        .prop_map(|(value, squared_error, df)| Estimate { value, squared_error, df })
}

fn all_finite(contrast: &Contrast) -> bool {
    let relative = contrast.relative.map_or([0.0; 3], |r| [r.lift, r.ci_low, r.ci_high]);
    let numbers =
        [contrast.mean, contrast.mean_control, contrast.lift_abs, contrast.ci_low, contrast.ci_high];
    let rest = [contrast.std_error, contrast.statistic, contrast.p_value, contrast.log10_p];
    numbers.iter().chain(&rest).chain(&relative).chain(contrast.df.iter()).all(|number| number.is_finite())
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1e-300)
}

proptest! {
    #[test]
    fn no_number_is_ever_made_of_nonsense(arm in any_estimate(), control in any_estimate()) {
        if let Ok(contrast) = compare(&arm, &control, 0.95) {
            prop_assert!(all_finite(&contrast), "{contrast:?}");
            for better in [Better::Higher, Better::Lower] {
                let test = contrast.one_sided(better, 1.0, 0.95);
                prop_assert!(test.is_err() || test.unwrap().p_value.is_finite());
            }
        }
        for method in [RelativeMethod::LogRatio, RelativeMethod::Delta, RelativeMethod::Fieller] {
            if let Ok(lift) = relative_lift(&arm, &control, method, 0.9) {
                prop_assert!([lift.lift, lift.ci_low, lift.ci_high].iter().all(|end| end.is_finite()));
            }
        }
    }

    #[test]
    fn exchanging_the_arms_turns_the_sign(arm in sane_estimate(), control in sane_estimate()) {
        let (there, back) =
            (compare(&arm, &control, 0.9).unwrap(), compare(&control, &arm, 0.9).unwrap());
        prop_assert!(near(there.lift_abs, -back.lift_abs) && near(there.log10_p, back.log10_p));
        prop_assert!((there.ci_low + back.ci_high).abs() <= 1e-9 * (1.0 + there.ci_low.abs()));
        let up = there.one_sided(Better::Higher, 0.0, 0.9).unwrap();
        let down = back.one_sided(Better::Lower, 0.0, 0.9).unwrap();
        prop_assert!(near(up.p_value, down.p_value) && up.is_shown == down.is_shown);
    }

    #[test]
    fn the_interval_and_the_test_say_the_same(arm in sane_estimate(), control in sane_estimate()) {
        let contrast = compare(&arm, &control, 0.95).unwrap();
        // At the very edge rounding decides.
        prop_assume!(1e-9 < (contrast.p_value / 0.05 - 1.0).abs());
        prop_assert_eq!(contrast.p_value < 0.05, 0.0 < contrast.ci_low || contrast.ci_high < 0.0);
        if let Ok(fieller) = relative_lift(&arm, &control, RelativeMethod::Fieller, 0.95) {
            // Fieller's ends are where the test of mean = (1 + end) · control stands at its quantile.
            prop_assert!(fieller.ci_low <= fieller.lift && fieller.lift <= fieller.ci_high);
        }
    }

    #[test]
    fn the_unit_does_not_matter(arm in sane_estimate(), control in sane_estimate(), factor in 1e-3..1e3_f64) {
        let plain = compare(&arm, &control, 0.95).unwrap();
        let scaled = compare(&arm.scaled(factor), &control.scaled(factor), 0.95).unwrap();
        prop_assert!(near(plain.log10_p, scaled.log10_p));
        prop_assert!(near(plain.ci_high * factor, scaled.ci_high));
    }

    #[test]
    fn shares_stay_shares(n in 1_u64..5000, m in 1_u64..5000, a in 0.0..1.0_f64, b in 0.0..1.0_f64) {
        let arm = Proportion::new(n, (a * n as f64) as u64).unwrap();
        let control = Proportion::new(m, (b * m as f64) as u64).unwrap();
        let wilson = arm.wilson(0.95).unwrap();
        let share = arm.share().unwrap();
        prop_assert!(0.0 <= wilson.low && wilson.low <= share + 1e-12);
        prop_assert!(share <= wilson.high + 1e-12 && wilson.high <= 1.0);
        for method in METHODS {
            match compare_proportions(&arm, &control, method, 0.95) {
                Ok(contrast) => {
                    prop_assert!(all_finite(&contrast));
                    prop_assert!(contrast.ci_low <= contrast.lift_abs + 1e-12);
                    prop_assert!(contrast.lift_abs <= contrast.ci_high + 1e-12);
                    if method == ProportionMethod::Score && 1e-9 < (contrast.p_value - 0.05).abs() {
                        let holds_zero = contrast.ci_low <= 0.0 && 0.0 <= contrast.ci_high;
                        prop_assert_eq!(holds_zero, 0.05 < contrast.p_value, "{:?} {:?}", arm, control);
                    }
                    let unpooled = method == ProportionMethod::Unpooled;
                    prop_assert!(unpooled || -1.0 <= contrast.ci_low && contrast.ci_high <= 1.0);
                }
                Err(error) => prop_assert_eq!(error, StatsError::ZeroVariance),
            }
        }
    }

    #[test]
    fn quantiles_lie_among_the_values(mut values in prop::collection::vec(-1e9..1e9_f64, 1..200), rank in 0.0..=1.0_f64) {
        values.sort_unstable_by(f64::total_cmp);
        let found = quantile(&values, rank).unwrap();
        prop_assert!(values[0] <= found && found <= values[values.len() - 1]);
        prop_assert!(found <= quantile(&values, (rank + 0.1).min(1.0)).unwrap());
        if let Ok(estimate) = Estimate::of_values_at(rank, &values, 0.95) {
            prop_assert!(near(estimate.value, found));
        }
    }

    #[test]
    fn retention_of_people_all_seen_to_the_end_is_a_share(losses in prop::collection::vec(0_u64..50, 1..10)) {
        let n = 10 + losses.iter().sum::<u64>();
        let mut n_left = n;
        let mut periods = Vec::new();
        for n_lost in losses {
            periods.push(RetentionPeriod { n_at_risk: n_left, n_lost });
            n_left -= n_lost;
        }
        let last = *retention(&periods).unwrap().last().unwrap();
        let share = Proportion::new(n, n_left).unwrap().estimate().unwrap();
        prop_assert!(near(last.value, share.value));
        // Greenwood's sum telescopes to the variance of a share.
        prop_assert!((last.squared_error - share.squared_error).abs() < 1e-12);
    }
}
