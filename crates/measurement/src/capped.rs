//! How a mean is told that was held to something.

/// A mean with what it was held to.
pub(crate) fn capped_words(words: &str, cap: Option<f64>, winsorised: Option<f64>) -> String {
    match (cap, winsorised) {
        (None, None) => words.to_owned(),
        (Some(cap), None) => format!("{words} (each at most {cap})"),
        (None, Some(share)) => format!("{words} (the highest {} % held back)", percent(share)),
        (Some(cap), Some(share)) => format!("{words} (the highest {} % held back to {cap})", percent(share)),
    }
}

/// A share in per cent, as a person writes it.
fn percent(share: f64) -> f64 {
    (1e6 * share).round() / 1e4
}
