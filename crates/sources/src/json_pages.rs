//! Objects that are pages of rows: `{"page": 2, "data": [{...}, {...}]}`.

use crate::entries::{is_of_ways, names_mail};
use crate::json_lists::List;
use crate::json_split::is_known;
use crate::{Contract, Role};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Objects around a list, as `{"result": {"rows": [...]}}`.
const MAX_DEPTH: usize = 5;

/// An element as a row: an object as it is, a text that names somebody as the address of one.
pub(crate) fn row_of(list: &List, element: &Value, contract: &Contract) -> Option<Map<String, Value>> {
    let text = match element {
        Value::Object(object) => return Some(object.clone()),
        Value::String(text) if list.says_no || text.contains('@') => text,
        _ => return None,
    };
    let mut named = contract.properties_of(Role::Email).filter(|(_, property)| property.constant.is_none());
    let name = named.find_map(|(_, property)| property.names().next()).unwrap_or("email");
    Some(Map::from_iter([(name.to_owned(), Value::String(text.clone()))]))
}

/// The rows of an object that is a page of them, `{"page": 2, "data": [{...}, {...}]}`, each with the list it stands in;
/// none for any other object. An object with a key that the contract names is a row of its own.
pub(crate) fn rows_of_page(
    object: &Map<String, Value>,
    contract: &Contract,
) -> Vec<(Map<String, Value>, Arc<List>)> {
    if object.keys().any(|key| is_known(contract, key)) {
        return Vec::new();
    }
    let mut lists = Vec::new();
    lists_in(object, &mut Vec::new(), &mut lists);
    // By which ways somebody is not to be written to is no list of people.
    if names_mail(&Value::Object(object.clone()))
        && lists.iter().all(|(_, list)| list.is_empty() || is_of_ways(list))
    {
        return Vec::new();
    }
    let is_row = |element: &Value| {
        element.as_object().is_some_and(|row| row.keys().any(|key| is_known(contract, key)))
    };
    let Some(read) =
        lists.iter().find(|(_, list)| list.first().is_some_and(is_row)).map(|(keys, _)| keys.clone())
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (keys, elements) in lists {
        let list = Arc::new(List::of(&keys, keys == read));
        let rows = elements.iter().filter_map(|element| row_of(&list, element, contract));
        found.extend(rows.map(|row| (row, Arc::clone(&list))));
    }
    found
}

fn lists_in<'a>(
    object: &'a Map<String, Value>,
    path: &mut Vec<&'a str>,
    found: &mut Vec<(Vec<&'a str>, &'a [Value])>,
) {
    for (key, value) in object {
        path.push(key);
        match value {
            Value::Array(list) => found.push((path.clone(), list)),
            Value::Object(inner) if path.len() < MAX_DEPTH => lists_in(inner, path, found),
            _ => {}
        }
        path.pop();
    }
}
