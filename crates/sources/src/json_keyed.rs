//! JSON whose objects stand under the address of whom they are about: `{"ann@x.example": {"status": "unsubscribed"}}`.

use crate::entries::names_mail;
use crate::handle_key::{is_handle, is_number};
use crate::json_split::is_known;
use crate::no_words::is_list_of_noes;
use crate::{Contract, Role};
use serde_json::{Map, Value};

/// Objects around the addresses, as `{"contacts": {"ann@x.example": …}}`.
const MAX_DEPTH: usize = 64;

/// One member of such an object as a row.
pub(crate) struct KeyedRow {
    /// With the address as the contract calls it.
    pub(crate) row: Map<String, Value>,
    /// The key of an object around it that says no: `suppressions`.
    pub(crate) list: Option<String>,
}

/// The rows of an object that is keyed by address, or has such objects in it; none for any other object. An object with
/// a key that the contract names is a row of its own.
pub(crate) fn keyed_rows(object: &Map<String, Value>, contract: &Contract) -> Vec<KeyedRow> {
    let mut found = Vec::new();
    if !object.keys().any(|key| is_known(contract, key)) {
        look(object, &mut Vec::new(), contract, &mut found);
    }
    found
}

/// Whether the members of an object are people under numbers: `{"47": {"fields": {"email": …}}}`.
fn is_numbered(object: &Map<String, Value>) -> bool {
    !object.is_empty()
        && object.iter().all(|(key, value)| is_number(key) && value.is_object())
        && object.values().any(names_mail)
}

fn look<'a>(
    object: &'a Map<String, Value>,
    path: &mut Vec<&'a str>,
    contract: &Contract,
    found: &mut Vec<KeyedRow>,
) {
    if is_numbered(object) {
        let rows = object.values().filter_map(Value::as_object).cloned();
        let list = path.iter().find(|key| is_list_of_noes(key)).map(|key| (*key).to_owned());
        found.extend(rows.map(|row| KeyedRow { row, list: list.clone() }));
        return;
    }
    if object.keys().any(|key| is_handle(key)) {
        found.extend(object.iter().map(|(key, value)| row(key, value, path, contract)));
        return;
    }
    for (key, value) in object {
        if let Some(inner) = value.as_object().filter(|_| path.len() < MAX_DEPTH) {
            path.push(key);
            look(inner, path, contract, found);
            path.pop();
        }
    }
}

fn row(key: &str, value: &Value, path: &[&str], contract: &Contract) -> KeyedRow {
    let name_of = |role: Role| {
        let mut named = contract.properties_of(role).filter(|(_, property)| property.constant.is_none());
        named.find_map(|(_, property)| property.names().next().map(str::to_owned))
    };
    let around = || path.last().map_or_else(|| "status".to_owned(), |key| (*key).to_owned());
    let answer = || name_of(Role::Action).unwrap_or_else(around);
    let mut row = Map::new();
    match value {
        Value::Object(inner) => row.clone_from(inner),
        Value::Null => {}
        Value::String(text) if begins_as_moment(text) => {
            row.insert(name_of(Role::OccurredAt).unwrap_or_else(around), value.clone());
        }
        Value::String(_) | Value::Bool(_) => {
            row.insert(answer(), value.clone());
        }
        Value::Number(_) | Value::Array(_) => {
            row.insert(around(), value.clone());
        }
    }
    let (role, plain) = if key.contains('@') { (Role::Email, "email") } else { (Role::Phone, "phone") };
    let name = name_of(role).unwrap_or_else(|| plain.to_owned());
    match row.get(&name) {
        None | Some(Value::Null) => drop(row.insert(name, Value::String(key.to_owned()))),
        Some(known) if known.as_str() == Some(key) => {}
        // It says another address itself: both are meant.
        Some(_) => drop(row.insert("key".to_owned(), Value::String(key.to_owned()))),
    }
    let list = path.iter().find(|key| is_list_of_noes(key)).map(|key| (*key).to_owned());
    KeyedRow { row, list }
}

/// `2026-05-01`, `01.05.2026 10:15`.
fn begins_as_moment(text: &str) -> bool {
    let text = text.trim();
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.starts_with(|c: char| c.is_ascii_digit()) && 6 <= n_digits && text.contains(['-', '/', '.', ':'])
}
