//! The estimators on 64,000 real customers of a real randomised e-mail test, against tea-tasting.
//!
//! Source of the sums: `hillstrom.csv` (K. Hillstrom, MineThatData E-Mail Analytics Challenge, 2008),
//! added up exactly in whole cents. Source of the expected figures: tea-tasting 1.14.0 with numpy 2.4.6
//! and scipy 1.17.1, two-sided Welch t at 95 %, covariate `history`
//! (`data/reference/measure/ab_hillstrom_teatasting.json`). They are committed so that a fresh clone
//! tests the same estimators without the file.

use stats::{CoMoments, Contrast, IntegerSums, cuped, sample_ratio, welch};

/// Metric, arm, then n, Σy, Σy², Σx, Σx², Σxy; x is `history` in cents, y is 0/1 or cents.
type Sums = (&'static str, &'static str, u64, i128, i128, i128, i128, i128);

#[rustfmt::skip]
const SUMS: [Sums; 9] = [
    ("visit", "Mens E-Mail", 21_307, 3_894, 3_894, 517_410_518, 27_006_876_192_752, 109_258_438),
    ("conversion", "Mens E-Mail", 21_307, 267, 267, 517_410_518, 27_006_876_192_752, 8_634_081),
    ("spend", "Mens E-Mail", 21_307, 3_031_169, 67_590_244_973, 517_410_518, 27_006_876_192_752, 98_575_262_586),
    ("visit", "No E-Mail", 21_306, 2_262, 2_262, 513_224_581, 25_971_724_145_563, 65_253_154),
    ("conversion", "No E-Mail", 21_306, 122, 122, 513_224_581, 25_971_724_145_563, 3_872_518),
    ("spend", "No E-Mail", 21_306, 1_390_833, 28_700_503_621, 513_224_581, 25_971_724_145_563, 42_679_338_399),
    ("visit", "Womens E-Mail", 21_387, 3_238, 3_238, 518_713_098, 26_523_269_785_210, 90_703_328),
    ("conversion", "Womens E-Mail", 21_387, 189, 189, 518_713_098, 26_523_269_785_210, 6_046_389),
    ("spend", "Womens E-Mail", 21_387, 2_303_811, 49_114_465_763, 518_713_098, 26_523_269_785_210, 75_130_961_923),
];

/// Mean, mean of the control, lift, its interval, relative lift, its interval, p, statistic.
type Figures = [f64; 10];

#[rustfmt::skip]
const EXPECTED: [(&str, &str, &str, bool, Figures); 18] = [
    ("Mens E-Mail", "No E-Mail", "visit", false, [0.18275684047496127, 0.10616727682343002, 0.07658956365153125, 0.06995314760976115, 0.08322597969330134, 0.721404616781399, 0.6403805754169347, 0.8064307143622151, 1.364451196308986e-112, 22.620230766722116]),
    ("Mens E-Mail", "No E-Mail", "visit", true, [0.18266763447235262, 0.10625648701293451, 0.07641114745941811, 0.06978948517740646, 0.08303280974142976, 0.7191198354799424, 0.6384031455693384, 0.8038130705087263, 1.4398592970643452e-112, 22.61781947255322]),
    ("Mens E-Mail", "No E-Mail", "conversion", false, [0.01253109306800582, 0.005726086548390125, 0.006805006519615695, 0.005000070747732651, 0.008609942291498739, 1.188421876286328, 0.7679629993467991, 1.708874739108234, 1.501815785142255e-13, 7.389735721405136]),
    ("Mens E-Mail", "No E-Mail", "conversion", true, [0.012520306491354645, 0.005736873631310739, 0.006783432860043906, 0.0049792921731155754, 0.008587573546972236, 1.1824267529654566, 0.763614406233857, 1.700696090496649, 1.7472135755885604e-13, 7.36955459567038]),
    ("Mens E-Mail", "No E-Mail", "spend", false, [1.4226165110057738, 0.6527893551112363, 0.7698271558945375, 0.4851397325683829, 1.0545145792206922, 1.1792887703620072, 0.6284321111713391, 1.9164860555407217, 1.1638149682284723e-07, 5.3001403584112]),
    ("Mens E-Mail", "No E-Mail", "spend", true, [1.4214222107997283, 0.653983711371924, 0.7674384994278043, 0.48281285379576117, 1.0520641450598474, 1.1734825899835872, 0.6245978244969903, 1.9078129354410658, 1.2653144672551243e-07, 5.284841624064474]),
    ("Womens E-Mail", "No E-Mail", "visit", false, [0.151400383410483, 0.10616727682343002, 0.045233106587052985, 0.03889349376208064, 0.05157271941202533, 0.42605507026691014, 0.35616761391479, 0.4995440405508298, 2.432447702286115e-44, 13.984738482411382]),
    ("Womens E-Mail", "No E-Mail", "visit", true, [0.15133143236024832, 0.10623649000804324, 0.045094942352205084, 0.03876803280125191, 0.051421851903158254, 0.42447696030611426, 0.35481953902973284, 0.49771578574673603, 2.9885306570175927e-44, 13.970015231110235]),
    ("Womens E-Mail", "No E-Mail", "conversion", false, [0.008837144059475383, 0.005726086548390125, 0.003111057511085258, 0.0014985923661468, 0.004723522656023715, 0.5433130436982172, 0.23009039086490057, 0.936292786723059, 0.00015602839508556876, 3.7816265895372663]),
    ("Womens E-Mail", "No E-Mail", "conversion", true, [0.008829948897084812, 0.0057333090649604405, 0.003096639832124371, 0.0014847187321718465, 0.004708560932076895, 0.5401138848505, 0.2277498514355445, 0.9319495543297358, 0.00016653404122440502, 3.765371697778098]),
    ("Womens E-Mail", "No E-Mail", "spend", false, [1.077201571047833, 0.6527893551112363, 0.42441221593659684, 0.1689567898837797, 0.679867641989414, 0.6501518638646864, 0.21803038393200103, 1.2355773794622475, 0.0011293971023632015, 3.2563715760254035]),
    ("Womens E-Mail", "No E-Mail", "spend", true, [1.0763475480470428, 0.6536466248905426, 0.4227009231565002, 0.167293791640089, 0.6781080546729115, 0.6466811072837471, 0.21570803015203, 1.230435764042896, 0.0011802047342595282, 3.243854656208961]),
    ("Womens E-Mail", "Mens E-Mail", "visit", false, [0.151400383410483, 0.18275684047496127, -0.03135645706447826, -0.03842821050094595, -0.024284703628010572, -0.17157473823134006, -0.2061095736520443, -0.13553761128783515, 3.7247443729405234e-18, -8.69081202570747]),
    ("Womens E-Mail", "Mens E-Mail", "visit", true, [0.1514145273433264, 0.1827426434368179, -0.03132811609349151, -0.03838468342444274, -0.024271548762540278, -0.17143298085388048, -0.20590186549389078, -0.13546792847754208, 3.3863790752103587e-18, -8.701643156902643]),
    ("Womens E-Mail", "Mens E-Mail", "conversion", false, [0.008837144059475383, 0.01253109306800582, -0.003693949008530437, -0.005644487968881093, -0.0017434100481797815, -0.2947826648867341, -0.4140987183995286, -0.151168455570321, 0.00020597306555921645, -3.711906658174064]),
    ("Womens E-Mail", "Mens E-Mail", "conversion", true, [0.008839045830432166, 0.01252918415659395, -0.003690138326161784, -0.005639681893651206, -0.0017405947586723622, -0.29452343265460834, -0.41382486945126096, -0.15094114175822304, 0.00020755396479485877, -3.7099707038995007]),
    ("Womens E-Mail", "Mens E-Mail", "spend", false, [1.077201571047833, 1.4226165110057738, -0.3454149399579407, -0.6582684302898, -0.03256144962608143, -0.2428025664581499, -0.41141346275800317, -0.02589013325217626, 0.030468651185306617, -2.1640178817617604]),
    ("Womens E-Mail", "Mens E-Mail", "spend", true, [1.0774343399769737, 1.4223828681143518, -0.3449485281373781, -0.6577090871495563, -0.03218796912519989, -0.24251454082449353, -0.4111394741030231, -0.02560250580845813, 0.030644066766314683, -2.161737951543915]),
];

const LEVEL: f64 = 0.95;
const TOLERANCE: f64 = 1e-9;

fn moments(metric: &str, arm: &str) -> CoMoments {
    let &(_, _, n, sum_y, sum_yy, sum_x, sum_xx, sum_xy) =
        SUMS.iter().find(|sums| (sums.0, sums.1) == (metric, arm)).unwrap();
    let sums = IntegerSums { n, sum_y, sum_yy, sum_x, sum_xx, sum_xy };
    let unit = if metric == "spend" { 0.01 } else { 1.0 };
    CoMoments::from_integer_sums(&sums).unwrap().scaled(unit, 0.01)
}

fn check(found: &Contrast, expected: &Figures, case: &str) {
    let relative = found.relative.unwrap();
    let figures = [
        ("mean", found.mean, expected[0]),
        ("mean of the control", found.mean_control, expected[1]),
        ("lift", found.lift_abs, expected[2]),
        ("low", found.ci_low, expected[3]),
        ("high", found.ci_high, expected[4]),
        ("relative lift", relative.lift, expected[5]),
        ("relative low", relative.ci_low, expected[6]),
        ("relative high", relative.ci_high, expected[7]),
        ("p-value", found.p_value, expected[8]),
        ("log10 p", found.log10_p, expected[8].log10()),
        ("statistic", found.statistic, expected[9]),
    ];
    for (what, found, expected) in figures {
        let distance = (found - expected).abs() / expected.abs();
        assert!(distance <= TOLERANCE, "{case}: {what} {found} is not {expected} ({distance:e})");
    }
}

#[test]
fn lifts_agree_with_tea_tasting() {
    for (arm, control, metric, is_cuped, expected) in &EXPECTED {
        let (treatment, control_moments) = (moments(metric, arm), moments(metric, control));
        let contrast = if *is_cuped {
            cuped(&treatment, &control_moments, LEVEL).unwrap().contrast
        } else {
            welch(&treatment.value(), &control_moments.value(), LEVEL).unwrap()
        };
        check(&contrast, expected, &format!("{metric} of {arm} against {control}, cuped {is_cuped}"));
    }
}

/// The covariate explains little of e-mail response; what it takes away is the drop of the squared error.
#[test]
fn variance_reduction_is_the_drop_of_the_squared_error() {
    for metric in ["visit", "conversion", "spend"] {
        let (treatment, control) = (moments(metric, "Mens E-Mail"), moments(metric, "No E-Mail"));
        let raw = welch(&treatment.value(), &control.value(), LEVEL).unwrap();
        let adjusted = cuped(&treatment, &control, LEVEL).unwrap();
        let expected = 1.0 - (adjusted.contrast.std_error / raw.std_error).powi(2);
        assert!((adjusted.variance_reduction - expected).abs() < 1e-12, "{metric}");
        assert!(0.0 < adjusted.variance_reduction && adjusted.variance_reduction < 0.05, "{metric}");
    }
}

/// Source: scipy 1.17.1 `chisquare`, the key `srm_3arm` of the reference.
#[test]
fn sample_ratio_agrees_with_scipy() {
    let found = sample_ratio(&[21_387, 21_307, 21_306], &[1.0, 1.0, 1.0]).unwrap();
    assert!((found.chi2 / 0.20253125000000002 - 1.0).abs() <= TOLERANCE, "{found:?}");
    assert!((found.p_value / 0.9036929575604196 - 1.0).abs() <= TOLERANCE, "{found:?}");
    assert_eq!(found.df, 2);
}
