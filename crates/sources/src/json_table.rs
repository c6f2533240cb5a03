//! Tables in JSON whose rows are lists: `[["email", "status"], ["ann@x.org", "unsubscribed"]]`, one list a line,
//! `{"columns": […], "data": [[…]]}`. They are read as the table that they are.

use crate::encoding::decode;
use crate::opening::Text;
use crate::{SourceError, digits_kept};
use serde_json::{Map, Value};
use std::io::Read as _;

/// A longer file is read as lists of text: 64 MB, of which the values take a few times as much.
const N_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Objects around a table, as `{"result": {"rows": [[…]]}}`.
const MAX_DEPTH: usize = 5;

/// What the names of columns stand under, beside the rows.
const NAMES: &[&str] =
    &["columns", "columnnames", "header", "headers", "fields", "names", "cols", "rowtype", "schema", "keys"];

/// What such a file is called in what is told of it.
pub(crate) const NOTE: &str = "a JSON table whose rows are lists, read as a table";

/// Reads such a table as CSV; `None` for any other JSON, which is read object by object. An object with a key that
/// `is_known` is a row.
pub(crate) fn as_csv(
    text: Text,
    is_known: &dyn Fn(&str) -> bool,
    file: &str,
) -> Result<Option<Vec<u8>>, SourceError> {
    if !may_be_one(&text.start) || text.refused.is_some() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = text.bytes.take(N_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| SourceError::io(file, &error))?;
    if N_BYTES_MAX < bytes.len() as u64 {
        return Ok(None);
    }
    let Some(whole) = decode(&bytes, text.letters) else { return Ok(None) };
    let whole = digits_kept(&whole);
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(&whole).into_iter().collect();
    let Ok(values) = values else { return Ok(None) };
    Ok(rows_of(&values, is_known).and_then(|rows| written(&rows)))
}

/// Whether a text begins with a list, or an object in which a list of lists stands.
fn may_be_one(start: &[u8]) -> bool {
    let mut bytes = start.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    match bytes.next() {
        Some(b'[') => bytes.next() != Some(b'{'),
        Some(b'{') => {
            let bytes: Vec<u8> = bytes.collect();
            bytes.windows(3).any(|three| three == b":[[")
        }
        _ => false,
    }
}

/// The rows of a file, the names of its columns in front where they stand apart.
fn rows_of(values: &[Value], is_known: &dyn Fn(&str) -> bool) -> Option<Vec<Vec<String>>> {
    match values {
        [Value::Array(rows)] => cells_of(rows),
        [Value::Object(object)] => {
            let is_row = object.keys().any(|key| is_known(key));
            if is_row { None } else { within(object) }
        }
        [_, _, ..] => cells_of(values),
        _ => None,
    }
}

/// The table within an object.
fn within(object: &Map<String, Value>) -> Option<Vec<Vec<String>>> {
    let (mut names, mut table) = (None, None);
    look(object, 0, &mut names, &mut table);
    let (key, mut rows) = table?;
    let width = rows.iter().map(Vec::len).max()?;
    match names.filter(|names| names.len() == width) {
        Some(names) => rows.insert(0, names),
        // What the list is called may say what being in it means.
        None if crate::no_words::is_list_of_noes(&key) => {
            rows.insert(0, vec![key]);
            rows.insert(1, vec![String::new()]);
        }
        None => {}
    }
    Some(rows)
}

/// Finds the first list of lists in an object, and the names of columns.
fn look(
    object: &Map<String, Value>,
    depth: usize,
    names: &mut Option<Vec<String>>,
    table: &mut Option<(String, Vec<Vec<String>>)>,
) {
    for (key, value) in object {
        match value {
            Value::Array(list) if NAMES.contains(&crate::folded::folded(key).as_str()) => {
                *names = names.take().or_else(|| names_of(list));
            }
            Value::Array(list) if table.is_none() => {
                *table = cells_of(list).map(|rows| (key.clone(), rows));
                // `{"valueRanges": [{"values": [[…]]}]}`
                if let ([Value::Object(only)], None) = (list.as_slice(), &table)
                    && key == "valueRanges"
                    && depth < MAX_DEPTH
                {
                    look(only, depth + 1, names, table);
                }
            }
            Value::Object(inner) if depth < MAX_DEPTH => look(inner, depth + 1, names, table),
            _ => {}
        }
    }
}

/// Names of columns: texts, or objects that have a name.
fn names_of(list: &[Value]) -> Option<Vec<String>> {
    let name = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(column) => {
            let name = ["name", "label", "title", "id", "field"].iter().find_map(|key| column.get(*key));
            name.and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    };
    list.iter().map(name).collect()
}

/// The cells of rows that are all lists.
fn cells_of(rows: &[Value]) -> Option<Vec<Vec<String>>> {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let row = |row: &Value| Some(row.as_array()?.iter().map(cell).collect());
    (!rows.is_empty()).then(|| rows.iter().map(row).collect()).flatten()
}

/// The rows as CSV.
fn written(rows: &[Vec<String>]) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows.iter().filter(|row| !row.is_empty()) {
        writer.write_record(row).ok()?;
    }
    writer.into_inner().ok()
}
