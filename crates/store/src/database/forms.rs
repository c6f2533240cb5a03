//! The form of JSON that is kept in rows or waits to be landed. A later form reads every earlier one; `testdata/compat`
//! holds what earlier forms look like.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The form of this program; what has no number is of form 0.
pub(crate) const FORMAT: u64 = 1;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// A list as it is kept, with its form.
#[derive(Debug, Serialize)]
pub(crate) struct Listed<'a, T> {
    format: u64,
    items: &'a [T],
}

impl<'a, T> Listed<'a, T> {
    pub(crate) fn of(items: &'a [T]) -> Self {
        Self { format: FORMAT, items }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Kept<T> {
    Formed {
        format: u64,
        items: Vec<T>,
    },
    /// Form 0.
    Bare(Vec<T>),
}

/// Reads a list of this form or an earlier one.
pub(crate) fn list<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, Fault> {
    match serde_json::from_str(text)? {
        Kept::Formed { format, .. } if FORMAT < format => Err(format!(
            "a kept list has form {format} and this program knows forms up to {FORMAT}: use the program that wrote it"
        )
        .into()),
        Kept::Formed { items, .. } | Kept::Bare(items) => Ok(items),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::PlannedExposure;

    #[test]
    fn planned_exposures_of_every_form_are_read() {
        let earlier = include_str!("../../../../testdata/compat/planned-exposures-0.json");
        let now = include_str!("../../../../testdata/compat/planned-exposures-1.json");
        let (earlier, now): (Vec<PlannedExposure>, Vec<PlannedExposure>) =
            (list(earlier).unwrap(), list(now).unwrap());
        assert_eq!(earlier, now);
        assert_eq!((now.len(), now[1].layer.as_deref()), (2, Some("summer")));
        let kept = serde_json::to_value(Listed::of(&now)).unwrap();
        let text = include_str!("../../../../testdata/compat/planned-exposures-1.json");
        assert_eq!(kept, serde_json::from_str::<serde_json::Value>(text).unwrap());
        let later = text.replace("\"format\": 1", "\"format\": 2");
        let error = list::<PlannedExposure>(&later).unwrap_err().to_string();
        assert!(error.contains("use the program that wrote it"), "{error}");
    }
}
