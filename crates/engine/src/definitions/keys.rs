//! The order of the keys of a schema's parts.

use serde_json::Value;

/// Where a part lists its keys in the order in which people write them: a schema's own keys have none.
pub(super) const ORDER: &str = "x-order";

/// The keys of a part in the order in which people write them.
pub(super) fn ordered(part: &Value) -> Vec<(&str, &Value)> {
    let Some(properties) = part.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let listed = part.get(ORDER).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let listed: Vec<&str> = listed.collect();
    let mut all: Vec<(&str, &Value)> = properties.iter().map(|(key, value)| (key.as_str(), value)).collect();
    all.sort_by_key(|(key, _)| listed.iter().position(|listed| listed == key).unwrap_or(usize::MAX));
    all
}
