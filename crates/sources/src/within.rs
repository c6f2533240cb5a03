//! An answer that is a JSON object within one value: `{"newsletter": false}` under `preferences`.

use crate::leaves::leaves;
use crate::no_words::{asks, is_strong_no, lacks};
use serde_json::Value;

/// Whether an object in a value of `column` says no; `None` for a value that is no object.
pub(crate) fn says_no_within(column: &str, value: &str) -> Option<bool> {
    let value = value.trim();
    let is_object = value.starts_with('{') || value.starts_with("[{");
    let object: Value = is_object.then(|| serde_json::from_str(value).ok()).flatten()?;
    let mut is_no = false;
    // The path tells what a value answers: `consent.marketing.email` is asked for a yes.
    leaves(&object, column, &mut |path, word| {
        is_no |= asks(path).is_some_and(|asked| asked.hears_no(word))
            || lacks(path, word)
            || is_strong_no(word, false);
    });
    Some(is_no)
}
