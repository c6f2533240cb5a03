//! Looking early: confidence sequences against gbstats, group-sequential bounds against the tables.

use crate::reference;

use proptest::prelude::*;
use reference::close;
use stats::*;

/// Hillstrom's men's e-mail against none, people in file order. Source: gbstats 0.8.0, tuning parameter
/// 5,000, `peeking_prefix_file_order_mens_vs_none` in `data/reference/measure/ab_hillstrom_gbstats.json`:
/// people, lift, standard error, interval, p.
#[rustfmt::skip]
const GBSTATS: [(u64, f64, f64, [f64; 2], f64); 4] = [
    (1_000, 0.05865501568401511, 0.022254190943729515, [-0.01620558407882293, 0.13351561544685314], 0.19097766521158907),
    (5_000, 0.06182608126601319, 0.009851998538968811, [0.03192320672736135, 0.09172895580466503], 7.601722936871828e-08),
    (42_613, 0.07658956365153125, 0.0033858083545245127, [0.06568568505498881, 0.08749344224807368], 2.649448533608116e-109),
    (5_000, 0.4190404499642314, 0.28137962112824266, [-0.43500550579287456, 1.2730864057213374], 1.0),
];

#[test]
fn confidence_sequences_agree_with_gbstats() {
    for (n_people, lift, std_error, [low, high], p_value) in GBSTATS {
        let arm = Estimate::new(lift, std_error * std_error, None).unwrap();
        let base = Estimate::new(0.0, 0.0, None).unwrap();
        let found = compare(&arm, &base, 0.95).unwrap().always_valid(n_people, 5_000, 0.95).unwrap();
        close(found.ci_low, low, 1e-9, "low");
        close(found.ci_high, high, 1e-9, "high");
        close(found.p_value, p_value, 1e-9, "p");
        assert!(1.0 < found.width_ratio && found.width_ratio < 2.0, "{found:?}");
    }
}

fn even(n_looks: u32) -> Vec<f64> {
    (1..=n_looks).map(|look| f64::from(look) / f64::from(n_looks)).collect()
}

fn two_sided(n_looks: u32, rule: StoppingRule) -> GroupSequential {
    GroupSequential::new(&even(n_looks), 0.05, Sides::Two, rule).unwrap()
}

/// Source: Jennison, Turnbull 2000, tables 2.1 (Pocock) and 2.3 (O'Brien-Fleming) for alpha = 0.05, to
/// the three digits printed; the further digits from an integration of our own on a grid of 4,001 points
/// with scipy 1.17.1 (`classic_two_sided_alpha0.05` in `data/reference/measure/sequential_power.json`).
#[test]
fn classic_bounds_agree_with_the_tables() {
    for (n_looks, pocock, obrien_fleming) in [
        (2, 2.178273635421626, 1.9774321502056458),
        (3, 2.2894800285075942, 2.004036974304771),
        (4, 2.3613002051595076, 2.0242971536240506),
        (5, 2.413178833918077, 2.040075058225279),
        (10, 2.5550194305907685, 2.0865073230945197),
    ] {
        let last = |rule| two_sided(n_looks, rule).looks.last().unwrap().bound.unwrap();
        close(last(StoppingRule::Pocock), pocock, 3e-6, "Pocock");
        close(last(StoppingRule::ObrienFleming), obrien_fleming, 3e-6, "O'Brien-Fleming");
    }
    let first = two_sided(5, StoppingRule::ObrienFleming).looks[0];
    close(first.bound.unwrap(), 4.561746509393566, 3e-6, "c √5");
}

/// Source: Jennison, Turnbull 2000, tables 2.2 and 2.4: alpha = 0.05, power 0.9, three digits.
#[test]
fn inflation_agrees_with_the_tables() {
    for (n_looks, pocock, obrien_fleming) in
        [(2, 1.100, 1.007), (3, 1.151, 1.016), (4, 1.183, 1.022), (5, 1.207, 1.026)]
    {
        let inflation = |rule| two_sided(n_looks, rule).inflation(0.9).unwrap();
        assert!((inflation(StoppingRule::Pocock) - pocock).abs() < 6e-4, "{n_looks} looks");
        assert!((inflation(StoppingRule::ObrienFleming) - obrien_fleming).abs() < 6e-4, "{n_looks} looks");
    }
}

/// Source: `lan_demets_two_sided` and spotify-confidence 4.1.0 (`zb`, right to about 2e-5, what its grid allows) in
/// `data/reference/measure/sequential_power.json`, five even looks.
#[test]
fn spending_bounds_agree_with_spotify_confidence() {
    #[rustfmt::skip]
    let cases = [
        (StoppingRule::SpendObrienFleming, Sides::Two, [4.8769118158427185, 3.357020650538592, 2.6802846921866794, 2.2898204283897576, 2.031035234475408]),
        (StoppingRule::SpendPocock, Sides::Two, [2.4379800414334754, 2.426817903038761, 2.4101986420034156, 2.3966508241187774, 2.3859906819046626]),
        (StoppingRule::SpendPower { rho: 1.0 }, Sides::One, [2.3263478740408408, 2.219261791608065, 2.1200767603888613, 2.0331273640065994, 1.955934397133485]),
        (StoppingRule::SpendPower { rho: 2.0 }, Sides::One, [2.878161739095483, 2.4701911528036344, 2.2009080692803997, 1.981766741449017, 1.7901720597712993]),
        (StoppingRule::SpendPower { rho: 3.0 }, Sides::Two, [3.540083799206175, 2.974301763422605, 2.6044826737890405, 2.3063180826468597, 2.0454336042141428]),
    ];
    for (rule, sides, expected) in cases {
        let found = GroupSequential::new(&even(5), 0.05, sides, rule).unwrap();
        for (look, expected) in found.looks.iter().zip(expected) {
            close(look.bound.unwrap(), expected, 5e-5, &format!("{rule:?} at {}", look.information));
        }
        assert!((found.looks[4].alpha_spent - 0.05).abs() < 1e-12);
        let crossed = found.stopped_by(0.0);
        found.looks.iter().zip(crossed).for_each(|(look, p)| close(p, look.alpha_spent, 1e-8, "spent"));
    }
}

#[test]
fn one_look_is_an_ordinary_test() {
    for rule in [StoppingRule::ObrienFleming, StoppingRule::Pocock, StoppingRule::SpendPocock] {
        let look = GroupSequential::new(&[1.0], 0.05, Sides::Two, rule).unwrap().looks[0];
        close(look.bound.unwrap(), 1.959963984540054, 1e-9, "bound");
        close(look.p_nominal.unwrap(), 0.05, 1e-9, "p");
        assert!(look.is_reached(-2.0, Sides::Two) && !look.is_reached(-2.0, Sides::One));
    }
}

#[test]
fn impossible_looks_are_refused() {
    for looks in [&[][..], &[0.5, 0.5], &[0.5, 0.4], &[0.0, 1.0], &[0.5, 1.1], &[f64::NAN]] {
        assert!(GroupSequential::new(looks, 0.05, Sides::Two, StoppingRule::Pocock).is_err(), "{looks:?}");
    }
    let none = StoppingRule::SpendPower { rho: 0.0 };
    assert!(GroupSequential::new(&[1.0], 0.05, Sides::Two, none).is_err());
    assert!(GroupSequential::new(&[1.0], 1.0, Sides::Two, StoppingRule::Pocock).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn spending_never_spends_more(
        mut looks in prop::collection::vec(0.02..1.0_f64, 1..8),
        alpha in 0.001..0.2_f64,
        gamma in -5.0..5.0_f64,
    ) {
        looks.sort_unstable_by(f64::total_cmp);
        looks.dedup_by(|a, b| (*a - *b).abs() < 1e-3);
        for sides in [Sides::One, Sides::Two] {
            let rule = StoppingRule::SpendExponential { gamma };
            let plan = GroupSequential::new(&looks, alpha, sides, rule).unwrap();
            let crossed = *plan.stopped_by(0.0).last().unwrap();
            prop_assert!(crossed <= alpha * (1.0 + 1e-9), "{crossed} {plan:?}");
            prop_assert!(plan.stopped_by(3.0).windows(2).all(|p| p[0] <= p[1] && p[1] <= 1.0 + 1e-9));
        }
    }

    #[test]
    fn a_confidence_sequence_is_wider_than_one_look(z in -80.0..80.0_f64, n in 10_u64..1_000_000, tuned in 10_u64..1_000_000) {
        let arm = Estimate::new(z, 1.0, None).unwrap();
        let contrast = compare(&arm, &Estimate::new(0.0, 0.0, None).unwrap(), 0.95).unwrap();
        let always = contrast.always_valid(n, tuned, 0.95).unwrap();
        prop_assert!(1.0 < always.width_ratio && contrast.log10_p <= always.log10_p);
        // At the edge rounding decides.
        prop_assume!(1e-9 < (always.p_value - 0.05).abs());
        prop_assert_eq!(always.p_value < 0.05, 0.0 < always.ci_low || always.ci_high < 0.0);
    }
}

#[test]
fn two_looks_agree_with_an_integral_of_one_variable() {
    let last = two_sided(2, StoppingRule::Pocock).looks[1].bound.unwrap();
    reference::agrees(last, "/two_looks/pocock", 1e-10);
}
