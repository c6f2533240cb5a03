//! JSON objects in which a key stands twice: parsers keep one of its values, and a no may stand in the other.

use crate::json_walk::Walk;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// What is said of a text in which a key stands twice.
pub(crate) const TWICE: &str = "a key stands in it twice and says two things; leave one of them";

/// Readings of one text at most: more than a handful of keys twice is no row that anybody wrote.
const N_READINGS: usize = 256;

/// Bytes of all readings of one text at most.
const N_BYTES: usize = 16 * 1024 * 1024;

/// Whether a key stands twice in an object of the text that was read as `object`: it has more keys than that.
pub(crate) fn repeats(text: &str, object: &Map<String, Value>) -> bool {
    let mut walk = Walk::default();
    let is_colon = |byte: &u8| {
        walk.see(*byte);
        *byte == b':' && !walk.is_string
    };
    n_keys_of(object) < text.as_bytes().iter().copied().filter(is_colon).count()
}

fn n_keys_of(object: &Map<String, Value>) -> usize {
    object.len() + object.values().map(n_keys).sum::<usize>()
}

fn n_keys(value: &Value) -> usize {
    match value {
        Value::Object(object) => n_keys_of(object),
        Value::Array(list) => list.iter().map(n_keys).sum(),
        _ => 0,
    }
}

/// Whether a key stands twice in a text with different values.
pub(crate) fn says_twice(text: &str) -> bool {
    serde_json::from_str::<Tree>(text).is_ok_and(|tree| !tree.choices().is_empty())
}

/// The readings of a JSON text in which a key stands twice with different values, each with one of them; none for any
/// other text. Where these would be very many it is one, with the values of such a key as a list.
pub(crate) fn readings(text: &str) -> Vec<Value> {
    let Ok(tree) = serde_json::from_str::<Tree>(text) else { return Vec::new() };
    let n_choices = tree.choices();
    if n_choices.is_empty() {
        return Vec::new();
    }
    let n_all = n_choices.iter().try_fold(1_usize, |n, choices| n.checked_mul(*choices));
    let n_max = N_READINGS.min(N_BYTES / text.len().max(1));
    match n_all.filter(|n| *n <= n_max) {
        Some(n_all) => {
            (0..n_all).map(|nth| tree.read(&mut combination(nth, &n_choices).into_iter())).collect()
        }
        None => vec![tree.listed()],
    }
}

/// The `nth` way to take one of each.
fn combination(mut nth: usize, n_choices: &[usize]) -> Vec<usize> {
    let one = |n: &usize| {
        let taken = nth % n;
        nth /= n;
        taken
    };
    n_choices.iter().map(one).collect()
}

/// JSON with every value of a key that stands twice.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Leaf(Value),
    List(Vec<Tree>),
    Object(Vec<(String, Vec<Tree>)>),
}

impl Tree {
    fn choices(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.count(&mut found);
        found
    }

    /// With all values of a key that stands twice, as a list.
    fn listed(&self) -> Value {
        match self {
            Tree::Leaf(value) => value.clone(),
            Tree::List(list) => Value::Array(list.iter().map(Tree::listed).collect()),
            Tree::Object(members) => {
                let value = |values: &Vec<Tree>| match values.as_slice() {
                    [one] => one.listed(),
                    several => Value::Array(several.iter().map(Tree::listed).collect()),
                };
                Value::Object(members.iter().map(|(key, values)| (key.clone(), value(values))).collect())
            }
        }
    }

    /// Of each key that stands twice how many values it has, in the order in which [`Tree::read`] asks.
    fn count(&self, found: &mut Vec<usize>) {
        match self {
            Tree::Leaf(_) => {}
            Tree::List(list) => list.iter().for_each(|item| item.count(found)),
            Tree::Object(members) => {
                for (_, values) in members {
                    if 1 < values.len() {
                        found.push(values.len());
                    }
                    values.iter().for_each(|value| value.count(found));
                }
            }
        }
    }

    fn read(&self, chosen: &mut dyn Iterator<Item = usize>) -> Value {
        match self {
            Tree::Leaf(value) => value.clone(),
            Tree::List(list) => Value::Array(list.iter().map(|item| item.read(chosen)).collect()),
            Tree::Object(members) => {
                let mut object = Map::new();
                for (key, values) in members {
                    let nth = if 1 < values.len() { chosen.next().unwrap_or(0) } else { 0 };
                    // Those that are not taken have choices of their own.
                    let read: Vec<Value> = values.iter().map(|value| value.read(chosen)).collect();
                    object.extend(read.into_iter().nth(nth).map(|value| (key.clone(), value)));
                }
                Value::Object(object)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Grower)
    }
}

struct Grower;

impl<'de> Visitor<'de> for Grower {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::from(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::from(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Leaf(Number::from_f64(value).map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::String(value.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = list.next_element()? {
            found.push(item);
        }
        Ok(Tree::List(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut found: Vec<(String, Vec<Tree>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        while let Some((key, value)) = map.next_entry::<String, Tree>()? {
            let place = *places.entry(key.clone()).or_insert(found.len());
            match found.get_mut(place) {
                Some((_, values)) if values.contains(&value) => {}
                Some((_, values)) => values.push(value),
                None => found.push((key, vec![value])),
            }
        }
        Ok(Tree::Object(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_value_of_a_key_that_stands_twice_is_read() {
        for (text, expect) in [
            (r#"{"a": 1, "b": {"c": [1, null, 1.5, true, "x"]}}"#, vec![]),
            (r#"{"a": 1, "a": 1}"#, vec![]),
            ("no JSON", vec![]),
            (r#"{"a": 1, "b": 2, "a": 3}"#, vec![json!({"a": 1, "b": 2}), json!({"a": 3, "b": 2})]),
            (
                r#"{"a": {"b": 1, "b": 2}, "c": 3, "c": 4}"#,
                vec![
                    json!({"a": {"b": 1}, "c": 3}),
                    json!({"a": {"b": 2}, "c": 3}),
                    json!({"a": {"b": 1}, "c": 4}),
                    json!({"a": {"b": 2}, "c": 4}),
                ],
            ),
        ] {
            assert_eq!(readings(text), expect, "{text}");
            let object: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
            assert_eq!(
                !text.starts_with("no") && repeats(text, &object),
                text.contains("\"a\": 1, \"a\"") || !expect.is_empty(),
                "{text}"
            );
        }
        let many: Vec<String> = (0..20).map(|n| format!(r#""k{n}": 1, "k{n}": 2"#)).collect();
        let all = readings(&format!("{{{}}}", many.join(",")));
        assert_eq!(all.iter().map(|one| &one["k7"]).collect::<Vec<_>>(), [&json!([1, 2])]);
    }
}
