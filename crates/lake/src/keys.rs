//! Which rows a table has, by hashed key, so that each is counted once and a changed one is told from a known one.

use crate::key_hash::hash;
use crate::versions::{Version, Versions, row_digests};
use crate::{LakeError, Table, delta};
use arrow::array::{Array, AsArray, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type, TimeUnit, TimestampMicrosecondType};
use arrow::error::ArrowError;
use datafusion::prelude::SessionContext;
use deltalake::DeltaTable;
use deltalake::kernel::Add;
use futures::StreamExt;
use std::collections::HashSet;
use std::sync::Arc;

/// Which files of one table have been read, as of one version.
#[derive(Debug, Default, Clone)]
struct Seen {
    table_id: String,
    version: Option<u64>,
    files: HashSet<String>,
}

/// The keys of one workspace in one table and what its rows say. About 60 bytes a row.
#[derive(Debug, Default, Clone)]
pub(crate) struct KnownKeys {
    first: Seen,
    later: Seen,
    pub(crate) rows: Versions,
}

impl KnownKeys {
    /// Brings the set up to the state `delta`, and that of the table of later rows, reading only files it has not
    /// read.
    pub(crate) async fn refresh(
        &mut self,
        delta: &DeltaTable,
        later: Option<&DeltaTable>,
        table: Table,
        workspace: &str,
        session: &SessionContext,
        path: &str,
    ) -> Result<(), LakeError> {
        let id = |delta: &DeltaTable| -> Result<String, LakeError> {
            let state = delta.snapshot().map_err(|error| LakeError::delta(path, &error))?;
            Ok(state.metadata().id().to_owned())
        };
        // The folder was emptied and filled again since.
        let is_other = |seen: &Seen, now: &str| !seen.table_id.is_empty() && seen.table_id != now;
        let first_id = id(delta)?;
        let later_id = later.map(id).transpose()?.unwrap_or_default();
        if is_other(&self.first, &first_id) || is_other(&self.later, &later_id) {
            *self = Self::default();
        }
        (self.first.table_id, self.later.table_id) = (first_id, later_id);
        let rows = &mut self.rows;
        self.first.read(rows, delta, table, workspace, session, path).await?;
        if let (Some(later), Some(of)) = (later, table.changes()) {
            self.later.read(rows, later, of, workspace, session, path).await?;
        }
        Ok(())
    }

    /// Takes in what a commit of ours has just added.
    pub(crate) fn committed(&mut self, is_later: bool, files: &[Add], version: Option<u64>) {
        let seen = if is_later { &mut self.later } else { &mut self.first };
        seen.files.extend(files.iter().map(|file| file.path.clone()));
        seen.version = version;
    }
}

impl Seen {
    async fn read(
        &mut self,
        rows: &mut Versions,
        delta: &DeltaTable,
        table: Table,
        workspace: &str,
        session: &SessionContext,
        path: &str,
    ) -> Result<(), LakeError> {
        let state = delta.snapshot().map_err(|error| LakeError::delta(path, &error))?;
        if self.version == Some(state.version()) {
            return Ok(());
        }
        let (files, unread) = delta::unread(delta, workspace, path, &self.files)?;
        if !unread.is_empty() {
            let columns = Columns::of(table, &delta::columns(delta, path)?);
            let is_old = read_files(rows, delta, &columns, &unread, session, path).await?;
            if is_old {
                // Rows of an older program: what they say is worked out from all their columns.
                read_files(rows, delta, &Columns { names: None, table }, &unread, session, path).await?;
            }
        }
        self.files = files;
        self.version = Some(state.version());
        Ok(())
    }
}

/// What is read of a table to know its rows.
struct Columns {
    table: Table,
    /// `None`: all of them.
    names: Option<Vec<&'static str>>,
}

impl Columns {
    fn of(table: Table, schema: &arrow::datatypes::Schema) -> Self {
        let mut names: Vec<&'static str> = table.key().into_iter().chain(table.scope()).collect();
        if table.changes().is_some() || is_changes(table) {
            names.extend(table.effective());
            names.extend(["row_digest", "raw_digest", "version"]);
        }
        names.retain(|name| schema.column_with_name(name).is_some());
        Self { table, names: Some(names) }
    }
}

fn is_changes(table: Table) -> bool {
    Table::ALL.iter().any(|of| of.changes() == Some(table))
}

/// Reads rows of files; gives whether some of them have no digest.
async fn read_files(
    rows: &mut Versions,
    delta: &DeltaTable,
    columns: &Columns,
    files: &[String],
    session: &SessionContext,
    path: &str,
) -> Result<bool, LakeError> {
    let fail =
        |error: &dyn std::error::Error| LakeError::Storage { path: path.to_owned(), why: error.to_string() };
    delta.update_datafusion_session(&session.state()).map_err(|error| LakeError::delta(path, &error))?;
    let provider =
        delta.table_provider().with_file_paths(files.to_vec()).build().await.map_err(|error| fail(&error))?;
    let mut frame = session.read_table(Arc::new(provider)).map_err(|error| fail(&error))?;
    if let Some(names) = &columns.names {
        frame = frame.select_columns(names).map_err(|error| fail(&error))?;
    }
    let has_digests = columns.table.changes().is_some() || is_changes(columns.table);
    let mut is_old = false;
    let mut stream = frame.execute_stream().await.map_err(|error| fail(&error))?;
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(|error| fail(&error))?;
        let mut found = versions(&batch, columns.table).map_err(|error| fail(&error))?;
        if columns.names.is_none() {
            let worked_out = row_digests(&batch, &[]).map_err(|error| fail(&error))?;
            for ((_, version), digest) in found.iter_mut().zip(worked_out) {
                version.row = if version.row == 0 { digest } else { version.row };
            }
        }
        is_old |= has_digests && found.iter().any(|(_, version)| version.row == 0);
        found.into_iter().for_each(|(key, version)| rows.add(key, version));
    }
    Ok(is_old && columns.names.is_some())
}

/// The hashed key of each row, and what it says.
pub(crate) fn versions(batch: &RecordBatch, table: Table) -> Result<Vec<(u128, Version)>, ArrowError> {
    let Some(key) = table.key() else { return Ok(Vec::new()) };
    let [observed, arrived] = table.effective();
    let keys = hashes(batch, table.scope(), key)?;
    let (observed, arrived) = (moments(batch, observed)?, moments(batch, arrived)?);
    let (row, raw) = (whole(batch, "row_digest")?, whole(batch, "raw_digest")?);
    let number = whole(batch, "version")?;
    let of = |array: &Option<Int64Array>, at: usize| {
        array.as_ref().filter(|array| array.is_valid(at)).map(|array| array.value(at))
    };
    let when = |array: &Option<TimestampMicrosecondArray>, at: usize| {
        array.as_ref().filter(|array| array.is_valid(at)).map(|array| array.value(at))
    };
    let version = |at: usize| Version {
        row: of(&row, at).unwrap_or(0),
        raw: of(&raw, at).unwrap_or(0),
        at: when(&observed, at).or_else(|| when(&arrived, at)).unwrap_or(0),
        version: of(&number, at).unwrap_or(0),
    };
    Ok(keys.into_iter().enumerate().map(|(at, key)| (key, version(at))).collect())
}

fn moments(batch: &RecordBatch, name: &str) -> Result<Option<TimestampMicrosecondArray>, ArrowError> {
    let kind = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    let array = batch.column_by_name(name).map(|column| cast(column, &kind)).transpose()?;
    Ok(array.map(|array| array.as_primitive::<TimestampMicrosecondType>().clone()))
}

fn whole(batch: &RecordBatch, name: &str) -> Result<Option<Int64Array>, ArrowError> {
    let array = batch.column_by_name(name).map(|column| cast(column, &DataType::Int64)).transpose()?;
    Ok(array.map(|array| array.as_primitive::<Int64Type>().clone()))
}

/// The hashed keys of a batch, row by row.
pub(crate) fn hashes(batch: &RecordBatch, scope: Option<&str>, key: &str) -> Result<Vec<u128>, ArrowError> {
    let text = |name: &str| -> Result<StringArray, ArrowError> {
        let column = batch
            .column_by_name(name)
            .ok_or_else(|| ArrowError::SchemaError("it is missing; every row needs it".to_owned()))?;
        Ok(cast(column, &DataType::Utf8)?.as_string().clone())
    };
    let keys = text(key)?;
    let scopes = scope.map(text).transpose()?;
    let scope_of = |at: usize| scopes.as_ref().map(|scopes| scopes.value(at));
    Ok(keys.iter().enumerate().map(|(at, key)| hash(scope_of(at), key.unwrap_or_default())).collect())
}
