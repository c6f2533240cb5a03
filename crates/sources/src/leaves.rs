//! The values of JSON with the path that says what each of them answers.

use crate::folded::folded;
use crate::no_words::{asks, channels_named};
use serde_json::{Map, Value};

/// What the name of an answer stands under in a list: `{"name": "newsletter", "value": false}`.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "channel", "type", "medium", "name", "key", "id", "label", "title", "topic", "list", "listname", "category", "purpose",
    "field", "fieldname", "attribute", "property", "code", "slug", "preference", "subscription", "kind", "group", "groupname",
];

/// What the answer stands under there.
#[rustfmt::skip]
const ANSWERS: &[&str] = &[
    "value", "values", "status", "state", "enabled", "isenabled", "disabled", "subscribed", "issubscribed", "selected",
    "isselected", "active", "isactive", "checked", "ischecked", "allowed", "isallowed", "granted", "isgranted", "consent",
    "consented", "optin", "optedin", "answer", "choice", "on", "ison", "permission", "accepted", "opted",
];

/// A longer text names nothing.
const MAX_NAME: usize = 60;

/// Every value that is neither an object nor a list, with its path. A list adds nothing to the path, but for what an
/// object in it says of itself: `subscriptions: [{channel: email, status: off}]` is `off` at `subscriptions.email.status`.
pub(crate) fn leaves(value: &Value, path: &str, take: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                leaves(value, &below(path, key), take);
            }
        }
        // Who chose nothing of a list.
        Value::Array(list) if list.is_empty() => take(path, "[]"),
        Value::Array(list) => {
            for item in list {
                match item {
                    Value::Object(object) => item_leaves(object, path, take),
                    other => leaves(other, path, take),
                }
            }
        }
        Value::String(text) => take(path, text),
        Value::Bool(_) | Value::Number(_) => take(path, &value.to_string()),
        Value::Null => {}
    }
}

/// The values of an object in a list.
pub(crate) fn item_leaves(object: &Map<String, Value>, path: &str, take: &mut dyn FnMut(&str, &str)) {
    for (path, value) in members(object, path) {
        leaves(value, &path, take);
    }
}

/// The members of an object in a list, each under the path that says what it answers.
pub(crate) fn members<'a>(object: &'a Map<String, Value>, path: &str) -> Vec<(String, &'a Value)> {
    let is_answered = object.keys().any(|key| is_answer(key));
    let is_named = |key: &str, value: &Value| is_answered && is_name(key, value);
    let names =
        object.iter().filter(|(key, value)| is_named(key, value)).filter_map(|(_, name)| name.as_str());
    let named = names.fold(path.to_owned(), |path, name| below(&path, name.trim()));
    let of_channel = of_channel(path, object);
    let at = |key: &str| below(if is_answer(key) { &named } else { &of_channel }, key);
    let members = object.iter().filter(|(key, value)| !is_named(key, value));
    members.map(|(key, value)| (at(key), value)).collect()
}

/// Whether a value is the name of what is answered beside it: `newsletter`, and not what somebody is called.
fn is_name(key: &str, value: &Value) -> bool {
    let text = value.as_str().filter(|text| text.len() <= MAX_NAME);
    NAMES.contains(&folded(key).as_str())
        && text.is_some_and(|text| asks(text).is_some() || !channels_named(text).is_empty())
}

fn is_answer(key: &str) -> bool {
    ANSWERS.contains(&folded(key).as_str())
}

pub(crate) fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The path of an object in a list, with the channel that it says it is about: `consents.sms`.
fn of_channel(path: &str, object: &Map<String, Value>) -> String {
    let said = ["channel", "type", "medium"].iter().find_map(|key| object.get(*key)?.as_str());
    match said.filter(|word| !channels_named(word).is_empty()) {
        Some(channel) => below(path, channel),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_says_by_its_objects_what_is_answered() {
        let value = json!({
            "subscriptions": [{"channel": "email", "status": "unsubscribed", "since": "2026-01-01"}],
            "preferences": [{"name": "newsletter", "value": false}, {"unsubscribed": true}],
            "tags": ["a", ["b"]],
            "consents": [{"type": "sms", "withdrawn_at": "2026-01-02"}],
        });
        let mut found = Vec::new();
        leaves(&value, "", &mut |path, value| found.push(format!("{path}={value}")));
        found.sort();
        assert_eq!(
            found,
            [
                "consents.sms.type=sms",
                "consents.sms.withdrawn_at=2026-01-02",
                "preferences.newsletter.value=false",
                "preferences.unsubscribed=true",
                "subscriptions.email.since=2026-01-01",
                "subscriptions.email.status=unsubscribed",
                "tags=a",
                "tags=b",
            ]
        );
    }
}
