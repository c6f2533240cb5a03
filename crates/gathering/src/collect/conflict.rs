//! Rows that contradict a log: what differs from the row that stands there.

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use engine::columns::text;
use engine::{Engine, EngineError};
use lake::Table;
use sources::{Contract, Role};
use std::collections::HashMap;
use vocabulary::{WorkspaceId, literal};

/// Rows of a portion whose difference is told; of more it is only told that they differ.
const N_TOLD: usize = 500;

/// What differs first, and in words.
pub(super) struct Difference {
    pub(super) field: Option<String>,
    pub(super) why: String,
}

/// Tells of rows of a batch in what they differ from those that stand under their keys.
pub(super) async fn differences(
    engine: &Engine,
    workspace: &WorkspaceId,
    table: Table,
    batch: &RecordBatch,
    rows: &[usize],
    contract: Option<&Contract>,
) -> Result<Vec<Difference>, EngineError> {
    let key = table.key().unwrap_or_default();
    let (keys, sources) = (text(batch, key)?, text(batch, "source")?);
    let told: Vec<usize> = rows.iter().copied().take(N_TOLD).collect();
    let wanted: Vec<String> = told.iter().map(|row| format!("({})", literal(keys.value(*row)))).collect();
    let mut standing: HashMap<String, HashMap<String, String>> = HashMap::new();
    if let Some(first) = told.first() {
        let sql = format!(
            "select t.* from {table} t join (values {}) as wanted(id) on t.{key} = wanted.id where t.source = {}",
            wanted.join(", "),
            literal(sources.value(*first))
        );
        for found in engine.query(workspace, &[], &sql).await? {
            let ids = text(&found, key)?;
            for row in 0..found.num_rows() {
                standing.insert(ids.value(row).to_owned(), values(&found, row)?);
            }
        }
    }
    let mut differences = Vec::with_capacity(rows.len());
    for row in rows {
        let old = standing.get(keys.value(*row));
        differences.push(difference(keys.value(*row), old, &values(batch, *row)?, contract));
    }
    Ok(differences)
}

fn difference(
    key: &str,
    old: Option<&HashMap<String, String>>,
    new: &HashMap<String, String>,
    contract: Option<&Contract>,
) -> Difference {
    let next =
        "discard it, or set `truelift.changes: state` in the contract if rows of this source may change";
    let key = key.rsplit_once(':').map_or(key, |(_, key)| key);
    let Some(old) = old else {
        return Difference {
            field: None,
            why: format!("key `{key}` stands in the log with other content; {next}"),
        };
    };
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let mut parts = Vec::new();
    let mut field = None;
    for name in names {
        let (was, is) = (old.get(name), new.get(name));
        if was == is {
            continue;
        }
        let shown = |value: Option<&String>| value.map_or_else(|| "nothing".to_owned(), |v| format!("`{v}`"));
        let name = property_of(name, contract);
        parts.push(format!("`{name}` was {}, now {}", shown(was), shown(is)));
        field.get_or_insert(name);
    }
    let why = format!("key `{key}` stands in the log with other content: {}; {next}", parts.join(", "));
    Difference { field, why }
}

/// What the source calls a column of ours.
fn property_of(column: &str, contract: Option<&Contract>) -> String {
    let role = match column {
        "revenue" => Some(Role::Revenue),
        "name" => Some(Role::EventName),
        "user_id" => Some(Role::CustomerId),
        other => Role::named(other),
    };
    let property = role.and_then(|role| contract?.property(role));
    property.map_or_else(|| column.to_owned(), |(_, property)| property.name.clone())
}

/// What one row says, column by column, without what is empty. Money stands in major units, and of properties
/// each stands for itself.
fn values(batch: &RecordBatch, row: usize) -> Result<HashMap<String, String>, EngineError> {
    let mut values = HashMap::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let name = field.name().as_str();
        if Table::is_beside(name) || column.is_null(row) {
            continue;
        }
        let cell = cast(&column.slice(row, 1), &DataType::Utf8)
            .map_err(|error| EngineError::Query { what: format!("column `{name}`: {error}") })?;
        let cell: &StringArray = cell.as_string();
        let value = cell.value(0).to_owned();
        match (name, serde_json::from_str::<serde_json::Value>(&value)) {
            ("properties" | "traits", Ok(serde_json::Value::Object(object))) => {
                values.extend(object.into_iter().map(|(key, value)| {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    (key, text)
                }));
            }
            ("revenue_minor", Ok(serde_json::Value::Number(_))) => {
                let minor = value.parse::<i64>().unwrap_or_default();
                let sign = if minor < 0 { "-" } else { "" };
                let minor = minor.unsigned_abs();
                values.insert("revenue".to_owned(), format!("{sign}{}.{:02}", minor / 100, minor % 100));
            }
            // It is made of the others.
            ("identifier", _) => {}
            _ => {
                values.insert(name.to_owned(), value);
            }
        }
    }
    Ok(values)
}
