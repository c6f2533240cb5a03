//! What every reader must keep: it never panics, and what it writes it reads as the same.
#![allow(clippy::panic)]

use normalise::ValueKind;

/// Reads `raw` as each kind, with and without a country, and what came of it once more.
///
/// Panics: when the second reading is another than the first.
pub fn check(kinds: &[ValueKind], raw: &str) {
    for kind in kinds {
        for country in [None, Some("US"), Some("DE"), Some("IT")] {
            let Some(once) = kind.read(raw, country).canonical else { continue };
            let twice = kind.read(&once, country).canonical;
            assert_eq!(twice.as_deref(), Some(once.as_str()), "{kind:?} of {raw:?}");
        }
    }
}
