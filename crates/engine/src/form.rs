//! The form of the results that are kept as JSON. A later one reads every earlier one; where a field is added it has a
//! default, and where one changes its meaning the number goes up and [`parse`] says how it is read.
//! `testdata/compat` holds what earlier forms look like.

use crate::EngineError;
use serde::Serialize;
use serde_json::{Value, json};

/// The form of this program; 0 is one without a number.
const FORMAT: u64 = 1;

/// A result as it is kept, with its form.
pub fn value<T: Serialize>(result: &T) -> Result<Value, EngineError> {
    let mut body = serde_json::to_value(result)
        .map_err(|error| EngineError::Query { what: format!("a result cannot be kept: {error}") })?;
    match &mut body {
        Value::Object(fields) => drop(fields.insert("format".to_owned(), FORMAT.into())),
        // A list has no place for it: it stands beside its items.
        Value::Array(_) => body = json!({ "format": FORMAT, "items": body }),
        _ => {}
    }
    Ok(body)
}

/// Reads a result of this form or an earlier one.
///
/// Errors: [`EngineError::Query`] for a form of a later program, and for what is no such result.
pub fn parse<T: serde::de::DeserializeOwned>(mut body: Value) -> Result<T, EngineError> {
    let format = body.as_object_mut().and_then(|fields| fields.remove("format"));
    let format = format.and_then(|format| format.as_u64()).unwrap_or(0);
    if FORMAT < format {
        let what = format!(
            "a kept result has form {format} and this program knows forms up to {FORMAT}: use the program that wrote it"
        );
        return Err(EngineError::Query { what });
    }
    let is_listed = body.as_object().is_some_and(|fields| fields.len() == 1 && 0 < format);
    if let Some(items) = body.get_mut("items").filter(|items| is_listed && items.is_array()) {
        body = items.take();
    }
    serde_json::from_value(body)
        .map_err(|error| EngineError::Query { what: format!("a kept result cannot be read: {error}") })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use programme::{GateDecision, Verdict};

    #[test]
    fn findings_of_every_form_are_read() {
        let fixture = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
        let earlier = fixture(include_str!("../../../testdata/compat/findings-0.json"));
        let now = fixture(include_str!("../../../testdata/compat/findings-1.json"));
        let findings: Vec<guardrails::Finding> = parse(earlier).unwrap();
        assert_eq!(findings.len(), 1);
        assert_eq!(parse::<Vec<guardrails::Finding>>(now.clone()).unwrap(), findings);
        assert_eq!(value(&findings).unwrap(), now);
        assert_eq!(parse::<Vec<guardrails::Finding>>(value(&Vec::<u8>::new()).unwrap()).unwrap(), []);
        let mut later = now;
        later["format"] = (FORMAT + 1).into();
        assert!(parse::<Vec<guardrails::Finding>>(later).is_err());
    }

    #[test]
    fn a_kept_result_says_its_form_and_a_later_one_is_refused() {
        let decision = GateDecision { decision: Verdict::Stop, reasons: vec!["it does harm".to_owned()] };
        let kept = value(&decision).unwrap();
        assert_eq!(kept["format"], FORMAT);
        assert_eq!(parse::<GateDecision>(kept.clone()).unwrap(), decision);
        let mut earlier = kept.clone();
        earlier.as_object_mut().unwrap().remove("format");
        assert_eq!(parse::<GateDecision>(earlier).unwrap(), decision);
        let mut later = kept;
        later["format"] = (FORMAT + 1).into();
        let error = parse::<GateDecision>(later).unwrap_err().to_string();
        assert!(error.contains("use the program that wrote it"), "{error}");
    }
}
