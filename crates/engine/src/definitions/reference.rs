//! The reference of a kind for people, made of its schema: every key, what it holds, what it is for, and one example.

use super::keys::ordered;
use super::{KINDS, SINGLE};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A part of a file that gets a table of its own.
struct Part<'a> {
    /// Where it stands, as `send.policy` or `metrics[]`; empty for the whole.
    place: String,
    schema: &'a Value,
}

/// The page of a kind.
pub(super) fn page(kind: &str, words: &str, schema: &Value, example: &str) -> String {
    let folder = KINDS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, folder)| *folder);
    let file = match kind {
        kind if SINGLE.contains(&kind) => kind,
        // A version of a prompt never changes, so that its number is part of the name.
        "prompt" => "NAME.v1",
        _ => "NAME",
    };
    let mut text = format!(
        "# {kind}: `{folder}/{file}.yaml`\n\n\
         <!-- Written by `truelift schema --docs docs/reference` from the types that parse it: change those. -->\n\n\
         {words}\n\n\
         `truelift schema {kind}` prints its JSON Schema, `truelift schema {kind} --example` the example below. \
         How definitions are checked, applied and restored: [guide](../guides/definitions.md).\n\n\
         ## Example\n\n```yaml\n{}\n```\n",
        example.trim_end()
    );
    let mut parts = vec![Part { place: String::new(), schema }];
    let mut told = BTreeSet::new();
    let mut at = 0;
    while let Some(Part { place, schema: part }) = parts.get(at) {
        let (place, part) = (place.clone(), *part);
        at += 1;
        let heading = if place.is_empty() { "The whole file".to_owned() } else { format!("`{place}`") };
        text.push_str(&format!("\n## {heading}\n\n"));
        if let (false, Some(words)) = (place.is_empty(), part.get("description").and_then(Value::as_str)) {
            text.push_str(&format!("{}\n\n", one_line(words)));
        }
        text.push_str(&table(part, schema, &place, &mut parts, &mut told));
    }
    text
}

/// A row for each key of a part; parts within it are queued.
fn table<'a>(
    part: &'a Value,
    root: &'a Value,
    place: &str,
    parts: &mut Vec<Part<'a>>,
    told: &mut BTreeSet<String>,
) -> String {
    let required: Vec<&str> = part
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let ways = part.get("oneOf").or_else(|| part.get("anyOf")).and_then(Value::as_array);
    let mut rows = String::new();
    if let Some(ways) = ways {
        rows.push_str("One of:\n\n| written as | what it says |\n|---|---|\n");
        for way in ways {
            rows.push_str(&way_rows(way, root, place, parts, told));
        }
        return rows;
    }
    rows.push_str("| key | holds | needed | what it says |\n|---|---|---|---|\n");
    for (key, schema) in ordered(part) {
        let within = if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
        let holds = holds(schema, root, &within, parts, told);
        let needed = if required.contains(&key) { "yes" } else { &fallback(schema) };
        rows.push_str(&format!("| `{key}` | {holds} | {needed} | {} |\n", words_of(schema, root)));
    }
    rows
}

/// The rows of one way in which a value can be written.
fn way_rows<'a>(
    way: &'a Value,
    root: &'a Value,
    place: &str,
    parts: &mut Vec<Part<'a>>,
    told: &mut BTreeSet<String>,
) -> String {
    let mut rows = String::new();
    for word in words_alone(way) {
        rows.push_str(&format!("| `{word}` | {} |\n", words_of(way, root)));
    }
    for (key, schema) in way.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let within = format!("{place}.{key}");
        let holds = holds(schema, root, &within, parts, told);
        rows.push_str(&format!("| `{key}:` {holds} | {} |\n", words_of(way, root)));
    }
    rows
}

/// The words of an enumeration, or of one of its ways.
fn words_alone(schema: &Value) -> Vec<String> {
    let single = schema.get("const").into_iter();
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    single.chain(listed).filter(|word| !word.is_null()).map(plain).collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What stands for a key that is left out.
fn fallback(schema: &Value) -> String {
    match schema.get("default") {
        None | Some(Value::Null) => "no".to_owned(),
        Some(Value::Array(items)) if items.is_empty() => "no".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "no".to_owned(),
        Some(Value::Bool(false)) => "no".to_owned(),
        Some(Value::Object(_)) => "no".to_owned(),
        Some(value) => format!("no: `{}`", plain(value)),
    }
}

/// What a key is for: its own words, or those of what it holds.
fn words_of(schema: &Value, root: &Value) -> String {
    let own = schema.get("description").and_then(Value::as_str);
    let words = own.or_else(|| followed(schema, root).1.get("description").and_then(Value::as_str));
    one_line(words.unwrap_or_default())
}

fn one_line(words: &str) -> String {
    // A description may show a file; the table has room for its sentences only.
    let sentences = words.split("```").next().unwrap_or_default();
    let line = sentences.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('|', "\\|").trim_end_matches(':').to_owned()
}

/// A schema behind its reference, with the reference's name.
fn followed<'a>(schema: &'a Value, root: &'a Value) -> (Option<&'a str>, &'a Value) {
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some(name) = reference.and_then(|text| text.strip_prefix("#/$defs/")) {
        return (Some(name), root.pointer(&format!("/$defs/{name}")).unwrap_or(schema));
    }
    // What may be left out is written as this or nothing.
    let ways = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let mut present = ways.filter(|way| way.get("type").is_none_or(|kind| kind != "null"));
    match (present.next(), present.next()) {
        (Some(only), None) => followed(only, root),
        _ => (None, schema),
    }
}

/// What a key holds, in words; a part with keys of its own is queued for a table.
fn holds<'a>(
    schema: &'a Value,
    root: &'a Value,
    place: &str,
    parts: &mut Vec<Part<'a>>,
    told: &mut BTreeSet<String>,
) -> String {
    let (name, inner) = followed(schema, root);
    let words = words_alone(inner);
    if !words.is_empty() {
        return quoted(&words);
    }
    let ways = inner.get("oneOf").or_else(|| inner.get("anyOf")).and_then(Value::as_array);
    if let Some(ways) = ways {
        let all: Vec<String> = ways.iter().flat_map(words_alone).collect();
        if ways.iter().all(|way| !words_alone(way).is_empty()) {
            return quoted(&all);
        }
        let kinds: Vec<String> =
            ways.iter().filter_map(|way| simple(way, root, place, parts, told)).collect();
        if kinds.len() == ways.len() {
            return kinds.join(" or ");
        }
    }
    if let Some(words) = simple(inner, root, place, parts, told) {
        return words;
    }
    let has_parts = ways.is_some() || inner.get("properties").is_some();
    if !has_parts {
        return "anything".to_owned();
    }
    let known = name.map_or_else(|| place.to_owned(), str::to_owned);
    if told.insert(known.clone()) {
        parts.push(Part { place: place.to_owned(), schema: inner });
        return "keys, below".to_owned();
    }
    let shown = parts.iter().find(|part| std::ptr::eq(part.schema, inner));
    shown.map_or_else(|| "keys".to_owned(), |part| format!("what stands at `{}`", part.place))
}

/// What a value without keys of its own is.
fn simple<'a>(
    schema: &'a Value,
    root: &'a Value,
    place: &str,
    parts: &mut Vec<Part<'a>>,
    told: &mut BTreeSet<String>,
) -> Option<String> {
    let kind = match schema.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null")?,
        _ => return None,
    };
    Some(match kind {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "number" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => {
            let items = schema.get("items")?;
            format!("list of {}", holds(items, root, &format!("{place}[]"), parts, told))
        }
        "object" => {
            let values = schema.get("additionalProperties").filter(|values| values.is_object())?;
            if schema.get("properties").and_then(Value::as_object).is_some_and(|own| !Map::is_empty(own)) {
                return None;
            }
            format!("names, each with {}", holds(values, root, &format!("{place}.*"), parts, told))
        }
        _ => return None,
    })
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
