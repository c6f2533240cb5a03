//! An answer that is a JSON object within one value: `{"newsletter": false}` under `preferences`.

use crate::no_words::{asks, is_strong_no, lacks};
use serde_json::Value;

/// Whether an object in a value of `column` says no; `None` for a value that is no object.
pub(crate) fn says_no_within(column: &str, value: &str) -> Option<bool> {
    let value = value.trim();
    let is_object = value.starts_with('{') || value.starts_with("[{");
    let object: Value = is_object.then(|| serde_json::from_str(value).ok()).flatten()?;
    Some(says_no(column, &object))
}

/// The path tells what a value answers: `consent.marketing.email` is asked for a yes.
fn says_no(path: &str, value: &Value) -> bool {
    let word = match value {
        Value::Object(object) => {
            return object.iter().any(|(key, value)| says_no(&format!("{path}.{key}"), value));
        }
        Value::Array(list) => return list.iter().any(|value| says_no(path, value)),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Null => return false,
    };
    asks(path).is_some_and(|asked| asked.hears_no(&word)) || lacks(path, &word) || is_strong_no(&word, false)
}
