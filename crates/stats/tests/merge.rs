//! However the people are cut into parts, the moments are those of the whole.

use proptest::prelude::*;
use stats::{CoMoments, IntegerSums, StatsError};

fn folded(people: &[(i64, i64)]) -> CoMoments {
    let mut moments = CoMoments::default();
    people.iter().for_each(|&(y, x)| moments.push(y as f64, x as f64));
    moments
}

fn exact(people: &[(i64, i64)]) -> CoMoments {
    let sum = |term: fn(i128, i128) -> i128| {
        people.iter().map(|&(y, x)| term(i128::from(y), i128::from(x))).sum::<i128>()
    };
    let sums = IntegerSums {
        n: people.len() as u64,
        sum_y: sum(|y, _| y),
        sum_yy: sum(|y, _| y * y),
        sum_x: sum(|_, x| x),
        sum_xx: sum(|_, x| x * x),
        sum_xy: sum(|y, x| x * y),
    };
    CoMoments::from_integer_sums(&sums).unwrap()
}

fn check(found: CoMoments, expected: CoMoments) {
    let scale_y = expected.m2_y.sqrt() + expected.mean_y.abs() + 1e-300;
    let scale_x = expected.m2_x.sqrt() + expected.mean_x.abs() + 1e-300;
    let n = (expected.n as f64).max(1.0);
    assert_eq!(found.n, expected.n);
    for (what, found, expected, scale) in [
        ("mean_y", found.mean_y, expected.mean_y, scale_y),
        ("mean_x", found.mean_x, expected.mean_x, scale_x),
        ("m2_y", found.m2_y, expected.m2_y, scale_y * scale_y * n),
        ("m2_x", found.m2_x, expected.m2_x, scale_x * scale_x * n),
        ("c_xy", found.c_xy, expected.c_xy, scale_y * scale_x * n),
    ] {
        assert!((found - expected).abs() <= 1e-12 * scale, "{what}: {found} is not {expected}");
    }
}

proptest! {
    #[test]
    fn parts_make_the_whole(
        people in prop::collection::vec((-1_000_000_i64..1_000_000, -1_000_000_i64..1_000_000), 0..60),
        cut in 0_usize..60,
    ) {
        let (left, right) = people.split_at(cut.min(people.len()));
        check(folded(left).merge(folded(right)), exact(&people));
        check(exact(left).merge(exact(right)), exact(&people));
        check(folded(&people), exact(&people));
    }
}

#[test]
fn a_large_mean_does_not_eat_the_variance() {
    // Σy² − (Σy)²/n in floats would be off by more than the answer here.
    let people: Vec<_> = (0..1000).map(|i| (1_000_000_000_000 + i % 2, 0)).collect();
    let moments = exact(&people);
    assert_eq!((moments.m2_y, moments.mean_y), (250.0, 1_000_000_000_000.5));
}

#[test]
fn impossible_sums_are_refused() {
    let sums = IntegerSums { n: 2, sum_y: 2, sum_yy: 2, sum_x: 2, sum_xx: 2, sum_xy: 2 };
    for (sums, expected) in [
        (IntegerSums { sum_yy: 1, ..sums }, StatsError::Impossible { what: "a negative sum of squares" }),
        (
            IntegerSums { sum_xy: 7, sum_xx: 4, sum_yy: 4, ..sums },
            StatsError::Impossible { what: "a covariance larger than the variances allow" },
        ),
        (IntegerSums { sum_yy: i128::MAX, ..sums }, StatsError::Overflow),
    ] {
        assert_eq!(CoMoments::from_integer_sums(&sums), Err(expected), "{sums:?}");
    }
    let not_finite = CoMoments { n: 2, c_xy: f64::NAN, ..CoMoments::default() };
    assert!(not_finite.checked().is_err());
}
