//! Objects in a list whose name says no, each of which is one by being there: `doNotContact: [{"channel": "email"}]`.

use crate::leaves::{below, item_leaves};
use crate::no_words::{Asks, asks, channels_named, is_bare_no};
use serde_json::{Map, Value};

/// Keys under which an object says by which way nobody is to be written to.
const WAYS: &[&str] = &["channel", "type", "medium"];

/// Keys that only number an object or date it.
const BESIDE: &[&str] =
    &["id", "created", "createdat", "date", "dateadded", "updated", "updatedat", "comments", "comment"];

/// The path of an object in a list at `path` that is a no by being there, with the way that it names; `None` where the
/// list is of something else, or the object takes it back: `{"channel": "email", "reason": 0}`.
pub(crate) fn entry(object: &Map<String, Value>, path: &str) -> Option<String> {
    if object.is_empty() || asks(path) != Some(Asks::No) {
        return None;
    }
    let mut is_taken_back = false;
    item_leaves(object, path, &mut |path, value| {
        let key = crate::folded::folded(path.rsplit('.').next().unwrap_or(path));
        is_taken_back |= !BESIDE.contains(&key.as_str()) && is_bare_no(value);
    });
    let way = way(object).map_or_else(|| path.to_owned(), |way| below(path, way));
    (!is_taken_back).then_some(way)
}

/// Whether a value has such an object in a list somewhere.
pub(crate) fn has_entry(value: &Value, path: &str) -> bool {
    match value {
        Value::Object(object) => object.iter().any(|(key, value)| has_entry(value, &below(path, key))),
        Value::Array(list) => list.iter().filter_map(Value::as_object).any(|object| {
            entry(object, path).is_some()
                || object.iter().any(|(key, value)| has_entry(value, &below(path, key)))
        }),
        _ => false,
    }
}

/// Whether a list holds ways by which the object around it is not to be written to, and no rows of its own.
pub(crate) fn is_of_ways(list: &[Value]) -> bool {
    let is_way =
        |value: &Value| value.as_object().is_some_and(|object| way(object).is_some() && !names_mail(value));
    !list.is_empty() && list.iter().all(is_way)
}

/// Whether an object names somebody outside of its lists, by an address under a name of addresses.
pub(crate) fn names_mail(value: &Value) -> bool {
    fn look(value: &Value, is_of_mail: bool) -> bool {
        match value {
            Value::Object(object) => object
                .iter()
                .any(|(key, value)| look(value, is_of_mail || crate::folded::folded(key).contains("mail"))),
            Value::String(text) => is_of_mail && text.contains('@'),
            _ => false,
        }
    }
    look(value, false)
}

/// Which way an object names.
fn way(object: &Map<String, Value>) -> Option<&str> {
    let named = object.iter().filter(|(key, _)| WAYS.contains(&crate::folded::folded(key).as_str()));
    named.filter_map(|(_, value)| value.as_str()).find(|way| !channels_named(way).is_empty())
}
