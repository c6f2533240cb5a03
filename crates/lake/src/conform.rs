//! Makes batches fit their table: same columns in the same order, nothing of another workspace.

use crate::{LakeError, Table};
use arrow::array::{Array, AsArray, RecordBatch, new_null_array};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Columns of `batches` the table does not have yet; they become nullable.
///
/// Errors: [`LakeError::Column`] for a name that other tools could not read: Delta tables hold no
/// blanks, commas and brackets in names, and do not tell capitals apart.
/// Source: Delta protocol, "Column Mapping" (what is allowed without it).
pub(crate) fn new_columns(
    batches: &[RecordBatch],
    schema: &Schema,
    table: Table,
) -> Result<Vec<Arc<Field>>, LakeError> {
    let mut new: Vec<Arc<Field>> = Vec::new();
    for batch in batches {
        for field in batch.schema().fields() {
            let name = field.name();
            let is_known =
                schema.column_with_name(name).is_some() || new.iter().any(|seen| seen.name() == name);
            if is_known || field.data_type() == &DataType::Null {
                continue;
            }
            let fail = |why: String| LakeError::Column { table: table.name(), column: name.clone(), why };
            if name.is_empty() || name.contains([' ', ',', ';', '{', '}', '(', ')', '\n', '\t', '=']) {
                return Err(fail(
                    "a new column's name is made of letters, digits and `_`; rename it".to_owned(),
                ));
            }
            let known =
                schema.fields().iter().chain(&new).find(|known| known.name().eq_ignore_ascii_case(name));
            if let Some(known) = known {
                return Err(fail(format!(
                    "it differs from `{}` by capitals only; use that name",
                    known.name()
                )));
            }
            new.push(Arc::new(field.as_ref().clone().with_nullable(true)));
        }
    }
    Ok(new)
}

/// Casts `batch` to `schema` by column name; a missing nullable column is filled with nulls.
///
/// Errors: [`LakeError::Column`] when a required column is missing or holds nulls, or a type cannot
/// be cast; [`LakeError::ForeignRows`] when a row belongs to another workspace.
pub(crate) fn conform(
    batch: &RecordBatch,
    schema: &SchemaRef,
    table: Table,
    workspace: &str,
) -> Result<RecordBatch, LakeError> {
    let fail =
        |column: &str, why: String| LakeError::Column { table: table.name(), column: column.to_owned(), why };
    let options = CastOptions { safe: false, ..CastOptions::default() };
    let mut columns = Vec::with_capacity(schema.fields().len());
    for field in schema.fields() {
        let column = match batch.column_by_name(field.name()) {
            Some(column) if column.data_type() == field.data_type() => Arc::clone(column),
            Some(column) => cast_with_options(column, field.data_type(), &options).map_err(|_| {
                fail(
                    field.name(),
                    format!("it is {}, the table has {}", column.data_type(), field.data_type()),
                )
            })?,
            None if field.is_nullable() => new_null_array(field.data_type(), batch.num_rows()),
            None => return Err(fail(field.name(), "it is missing; every row needs it".to_owned())),
        };
        let n_null = column.null_count();
        if !field.is_nullable() && 0 < n_null {
            return Err(fail(field.name(), format!("{n_null} rows have none; every row needs it")));
        }
        columns.push(column);
    }
    let batch =
        RecordBatch::try_new(Arc::clone(schema), columns).map_err(|error| fail("*", error.to_string()))?;
    let is_ours = batch
        .column_by_name("workspace")
        .and_then(|column| column.as_string_opt::<i32>())
        .is_some_and(|column| column.iter().all(|value| value == Some(workspace)));
    if !is_ours {
        return Err(LakeError::ForeignRows { table: table.name(), workspace: workspace.to_owned() });
    }
    Ok(batch)
}
