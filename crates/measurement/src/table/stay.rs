//! How long people stayed.

use stats::Stay;

/// How long one person was seen, lost in a period or `None` for still there, seen for so many periods.
///
/// Returns: `None` for periods that make no sense: below 1, or not seen for a period.
pub(crate) fn stay_of(lost: Option<f64>, seen: Option<f64>, n_periods: u32) -> Option<Stay> {
    let seen = seen.filter(|&seen| 0.0 <= seen)?;
    // Whole, from 0 to n_periods.
    let stay = |period: f64, is_lost| Some(Stay { n_periods: period as u32, is_lost });
    match lost {
        Some(lost) if lost < 1.0 => None,
        Some(lost) if lost.ceil() <= f64::from(n_periods) => stay(lost.ceil(), true),
        _ => stay(seen.floor().min(f64::from(n_periods)), false),
    }
}
