//! Exact bounds of a share, against scipy 1.17.1: `beta.ppf(1 − level, k, n − k + 1)` and `beta.ppf(level, k + 1, n − k)`.
#![allow(clippy::excessive_precision)]

use stats::{Proportion, StatsError};

#[test]
fn bounds_of_a_share_agree_with_scipy() {
    for (n, n_hits, level, low, high) in [
        (1945, 0, 0.95, 0.0, 0.0015390367150661445),
        (1945, 2, 0.95, 0.0001827354354733459, 0.0032333391651404365),
        (40, 40, 0.95, 0.9278424754944854, 1.0),
        (120, 7, 0.9, 0.032747634209063445, 0.09614201360158682),
        (5000, 2500, 0.99, 0.4834555876394145, 0.5165444123605856),
    ] {
        let found = Proportion::new(n, n_hits).unwrap().exact_bounds(level).unwrap();
        for (ours, theirs) in [(found.low, low), (found.high, high)] {
            assert!((ours - theirs).abs() <= 1e-9 * theirs, "{n_hits} of {n}: {ours} is not {theirs}");
        }
    }
}

#[test]
fn what_has_no_bounds_is_an_error() {
    let share = Proportion::new(10, 1).unwrap();
    assert!(matches!(share.exact_bounds(1.0), Err(StatsError::Level { .. })));
    assert!(share.exact_bounds(0.95).is_ok());
}
