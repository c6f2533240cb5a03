//! When a message happened, told from the sender's clock and ours.

use crate::column::shown;
use crate::intake::Rule;
use crate::moment::DAY;
use crate::segment::Failed;
use crate::timepiece::Clock;
use serde_json::{Map, Value};
use vocabulary::Timestamp;

/// What the clocks say of one message.
pub(crate) struct Clocks {
    /// When it happened; `None` when the sender does not say, or nobody could know.
    pub(crate) happened_at: Option<Timestamp>,
    /// When it was received: by the message where it says so, else when it came to us.
    pub(crate) received_at: Timestamp,
}

/// Reads the times of a message, and corrects the sender's clock where that can be told:
/// `receivedAt - (sentAt - originalTimestamp)`.
///
/// A device's clock may be years wrong, but how long a message waited before it was sent is right by the same
/// clock. That needs the moment of receipt, which a message from a file has only when the file tells it: the
/// day of an import says nothing. So without `receivedAt` and `sentAt` the time is taken as it stands. A message
/// that carries both `timestamp` and `originalTimestamp` beside a `receivedAt` was corrected by who received it.
///
/// Nothing happens after it was sent: what would lie up to a day after its receipt is held to have happened then.
///
/// Errors: a time that is none; one more than a day after `arrived_at`, or after it was sent.
/// Source: <https://segment.com/docs/connections/spec/common/#timestamps>.
pub(crate) fn read(object: &Map<String, Value>, arrived_at: Timestamp) -> Result<Clocks, Failed> {
    let latest = arrived_at.micros().saturating_add(DAY);
    // A moment of receipt that cannot be read, or is not over yet, is none.
    let received = optional(object, "receivedAt").filter(|received| *received <= latest);
    let sent = optional(object, "sentAt");
    let (original, given) = (required(object, "originalTimestamp")?, required(object, "timestamp")?);
    let received_at = Timestamp::from_micros(received.unwrap_or(arrived_at.micros()));
    let key = if given.is_some() { "timestamp" } else { "originalTimestamp" };
    let is_corrected = given.is_some() && original.is_some();
    let happened = match (given.or(original), received, sent) {
        (Some(at), Some(received), Some(sent)) if !is_corrected => {
            let waited = sent.saturating_sub(at);
            if waited < -DAY {
                return Err(future(key, "it was sent, by its own clock".to_owned()));
            }
            Some(received.saturating_sub(waited.max(0)))
        }
        (at, _, _) => at,
    };
    if happened.is_some_and(|at| latest < at) {
        return Err(future(key, format!("the message came in at {arrived_at}")));
    }
    Ok(Clocks { happened_at: happened.map(Timestamp::from_micros), received_at })
}

fn future(key: &'static str, than: String) -> Failed {
    (Rule::Future, key, format!("it lies more than a day after {than}"))
}

fn optional(object: &Map<String, Value>, key: &str) -> Option<i64> {
    instant(object.get(key)?)
}

/// A time that must be one where it is given; nothing and an empty text are none.
fn required(object: &Map<String, Value>, key: &'static str) -> Result<Option<i64>, Failed> {
    let value = match object.get(key) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
        Some(value) => value,
    };
    match instant(value) {
        Some(micros) => Ok(Some(micros)),
        None => Err((
            Rule::Type,
            key,
            format!("`{}` is not a time, as 2026-09-15T14:00:00Z", shown(&value.to_string())),
        )),
    }
}

/// Microseconds since 1970 of a moment as text, or of an epoch as number or digits, whose unit its size tells.
fn instant(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => Clock::default().moment(text.trim()),
        Value::Number(number) => Clock::default().moment(&number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    const RECEIVED: &str = "2026-11-29T12:00:00Z";

    #[track_caller]
    fn check(message: Value, expect: Result<Option<&str>, Rule>) {
        let read = read(message.as_object().unwrap(), at(RECEIVED));
        let found = read.map(|clock| clock.happened_at).map_err(|(rule, _, _)| rule);
        assert_eq!(found, expect.map(|text| text.map(at)), "{message}");
    }

    #[test]
    fn a_wrong_clock_is_corrected_by_how_long_the_message_waited() {
        for (timestamp, sent, expect) in [
            // three days fast, sent after two seconds
            ("2026-12-02T11:59:58Z", "2026-12-02T12:00:00Z", "2026-11-29T11:59:58Z"),
            // 400 days slow
            ("2025-10-25T11:59:58Z", "2025-10-25T12:00:00Z", "2026-11-29T11:59:58Z"),
            // right, offline for two days
            ("2026-11-27T12:00:00Z", "2026-11-29T12:00:00Z", "2026-11-27T12:00:00Z"),
            // five hours fast
            ("2026-11-29T16:59:58Z", "2026-11-29T17:00:00Z", "2026-11-29T11:59:58Z"),
            // a clock that began at 1970
            ("1970-01-01T00:00:10Z", "1970-01-01T01:00:10Z", "2026-11-29T11:00:00Z"),
            // set back between the event and the sending: it did not happen after it was sent
            ("2026-11-29T12:30:00Z", "2026-11-29T12:00:00Z", "2026-11-29T12:00:00Z"),
        ] {
            let message = json!({"timestamp": timestamp, "sentAt": sent, "receivedAt": RECEIVED});
            check(message, Ok(Some(expect)));
            let message = json!({"originalTimestamp": timestamp, "sentAt": sent, "receivedAt": RECEIVED});
            check(message, Ok(Some(expect)));
        }
    }

    #[test]
    fn without_a_sending_or_a_receipt_the_time_stands() {
        let day = "2026-11-20T08:00:00Z";
        check(json!({"timestamp": day}), Ok(Some(day)));
        check(json!({"timestamp": day, "receivedAt": RECEIVED}), Ok(Some(day)));
        // a file that is imported long after
        check(json!({"timestamp": day, "sentAt": "2026-11-20T08:00:05Z"}), Ok(Some(day)));
        check(json!({"timestamp": day, "sentAt": "soon", "receivedAt": RECEIVED}), Ok(Some(day)));
        // corrected by who received it first
        let corrected = json!({"timestamp": day, "originalTimestamp": "2031-01-01T00:00:00Z",
            "sentAt": "2031-01-01T00:00:00Z", "receivedAt": day});
        check(corrected, Ok(Some(day)));
        check(json!({}), Ok(None));
        check(json!({"timestamp": "", "originalTimestamp": null}), Ok(None));
        check(json!({"timestamp": "2026-12-02T12:00:00Z"}), Err(Rule::Future));
        let planned =
            json!({"timestamp": "2026-12-02T12:00:00Z", "sentAt": RECEIVED, "receivedAt": RECEIVED});
        check(planned, Err(Rule::Future));
    }

    #[test]
    fn epochs_are_told_by_their_size() {
        for value in [
            json!(1_772_359_200),
            json!(1_772_359_200_000_i64),
            json!(1_772_359_200_000_000_i64),
            json!(1_772_359_200_000_000_000_i64),
            json!(1_772_359_200.0),
            json!("1772359200"),
            json!("1772359200000"),
        ] {
            check(json!({ "timestamp": value }), Ok(Some("2026-03-01T10:00:00Z")));
        }
        for value in [json!(5), json!("5"), json!(true), json!([])] {
            check(json!({ "timestamp": value }), Err(Rule::Type));
        }
    }

    #[test]
    fn a_message_read_again_later_says_the_same() {
        let message = json!({"timestamp": "2026-12-02T11:59:58Z", "sentAt": "2026-12-02T12:00:00Z", "receivedAt": RECEIVED});
        let later = read(message.as_object().unwrap(), at("2027-03-01T00:00:00Z")).ok().unwrap();
        assert_eq!(later.happened_at, Some(at("2026-11-29T11:59:58Z")));
        assert_eq!(later.received_at, at(RECEIVED));
    }
}
