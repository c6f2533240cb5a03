//! What the values of a row are read as, where it lands.

use crate::column::{major_of, n_decimals};
use crate::intake::Accepted;
use crate::{Contract, Property, Role};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Int64Type, TimestampMicrosecondType};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use vocabulary::Timestamp;

/// By the names of their properties the values of row `row` of what was accepted.
pub(super) fn values(contract: &Contract, accepted: &Accepted, row: usize) -> BTreeMap<String, String> {
    let tables = [(&accepted.events, "properties"), (&accepted.records, "traits")];
    let mut found = BTreeMap::new();
    for (batch, further) in tables.into_iter().filter_map(|(batch, further)| Some((batch.as_ref()?, further)))
    {
        let further = text(batch, further, row).and_then(|text| serde_json::from_str(&text).ok());
        let further: Map<String, Value> = further.unwrap_or_default();
        for property in contract.properties.iter().filter(|property| property.constant.is_none()) {
            if let Some(value) = value(property, batch, &further, row) {
                found.insert(property.name.clone(), value);
            }
        }
    }
    found
}

/// What a cell is read as, where that is not what stands there.
pub(super) fn other(cell: &str, read: &str) -> Option<String> {
    let plain = cell.trim();
    let number = |text: &str| text.parse::<f64>().ok();
    let is_same = plain == read || number(plain).is_some_and(|own| number(read) == Some(own));
    (!plain.is_empty() && !is_same).then(|| read.to_owned())
}

fn value(
    property: &Property,
    batch: &RecordBatch,
    further: &Map<String, Value>,
    row: usize,
) -> Option<String> {
    let role = property.role;
    match role {
        Role::Revenue => money(batch, row),
        Role::Extra => Some(cell(further, &property.name)).filter(|value| !value.is_empty()),
        Role::ExternalKey | Role::MessageId | Role::Ignore => None,
        _ if role.is_moment() => moment(batch, role.as_str(), row),
        _ => text(batch, role.as_str(), row),
    }
}

/// The value of a column, which in JSON may lie within others.
pub(super) fn cell(fields: &Map<String, Value>, name: &str) -> String {
    let within = || {
        let mut parts = name.split('.');
        let first = fields.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    };
    match fields.get(name).or_else(within) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// An amount in major units, with its currency.
fn money(batch: &RecordBatch, row: usize) -> Option<String> {
    let minor = batch.column_by_name("revenue_minor")?.as_primitive_opt::<Int64Type>()?;
    let currency = text(batch, "currency", row);
    let amount = minor.is_valid(row).then(|| major_of(minor.value(row), n_decimals(currency.as_deref())))?;
    Some(match currency {
        Some(currency) => format!("{amount} {currency}"),
        None => amount,
    })
}

fn moment(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let moments = batch.column_by_name(name)?.as_primitive_opt::<TimestampMicrosecondType>()?;
    moments.is_valid(row).then(|| Timestamp::from_micros(moments.value(row)).to_string())
}

fn text(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(name).filter(|column| *column.data_type() == DataType::Utf8)?;
    let texts = column.as_string_opt::<i32>()?;
    texts.is_valid(row).then(|| texts.value(row).to_owned())
}
