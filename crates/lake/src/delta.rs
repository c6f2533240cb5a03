//! Delta tables: opening, creating, writing files and committing them.

use crate::error::is_conflict;
use crate::place::{Place, sync_files};
use crate::{LakeError, Table};
use arrow::array::RecordBatch;
use arrow::datatypes::Field;
use deltalake::datafile::writer::{DeltaWriter, WriterConfig};
use deltalake::kernel::engine::arrow_conversion::{TryIntoArrow, TryIntoKernel};
use deltalake::kernel::transaction::{CommitBuilder, CommitProperties};
use deltalake::kernel::{Action, Add, LogicalFileView, StructField, StructType, Transaction};
use deltalake::operations::get_num_idx_cols_and_stats_columns;
use deltalake::protocol::{DeltaOperation, SaveMode};
use deltalake::{DeltaTable, DeltaTableBuilder, DeltaTableError, Path, TableProperty};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use std::collections::{HashMap, HashSet};
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Mutex;

/// 128 MB: large enough to scan well, small enough to rewrite in a second.
pub(crate) const TARGET_FILE_BYTES: u64 = 128 * 1024 * 1024;

/// A checkpoint every 50 commits: opening a table reads at most 50 small files of its log.
const CHECKPOINT_INTERVAL: &str = "50";

/// How long the log remembers which landing wrote what. Rows are counted once by their key, for ever.
const LANDING_RETENTION: &str = "interval 7 days";

/// The last known state of one table, refreshed by each use.
#[derive(Debug, Default)]
pub(crate) struct Slot(Mutex<Option<DeltaTable>>);

impl Slot {
    /// The newest state of the table; `None` when it was never written.
    pub(crate) async fn latest(&self, place: &Place, table: Table) -> Result<Option<DeltaTable>, LakeError> {
        let mut known = self.0.lock().await;
        if !place.has_table(table)? {
            *known = None;
            return Ok(None);
        }
        let path = place.path(table);
        let mut delta = match known.take() {
            Some(delta) => delta,
            None => unloaded(place, table)?,
        };
        match delta.update_state().await {
            Ok(()) => *known = Some(delta.clone()),
            Err(DeltaTableError::NotATable(_)) => return Ok(None),
            Err(error) => return Err(LakeError::delta(&path, &error)),
        }
        Ok(Some(delta))
    }

    /// Remembers the state a commit led to, so that the next use need not read it.
    pub(crate) async fn remember(&self, delta: DeltaTable) {
        let mut known = self.0.lock().await;
        let is_newer = known.as_ref().is_none_or(|old| old.version() < delta.version());
        if is_newer {
            *known = Some(delta);
        }
    }
}

fn unloaded(place: &Place, table: Table) -> Result<DeltaTable, LakeError> {
    DeltaTableBuilder::from_url(place.url(table)?)
        .and_then(DeltaTableBuilder::build)
        .map_err(|error| LakeError::delta(&place.path(table), &error))
}

/// Makes the table, or returns the one another writer has just made.
pub(crate) async fn create(place: &Place, table: Table) -> Result<DeltaTable, LakeError> {
    let path = place.path(table);
    let fail = |error: &DeltaTableError| LakeError::delta(&path, error);
    if let Some(folder) = place.folder(table) {
        std::fs::create_dir_all(&folder).map_err(|error| LakeError::storage(&path, &error))?;
    }
    let schema: StructType = table
        .schema()
        .as_ref()
        .try_into_kernel()
        .map_err(|error| fail(&DeltaTableError::Arrow { source: error }))?;
    let statistics = table.log_statistics();
    let (property, value) = match statistics.as_slice() {
        [] => (TableProperty::DataSkippingNumIndexedCols, "0".to_owned()),
        columns => (TableProperty::DataSkippingStatsColumns, columns.join(",")),
    };
    let mut delta = unloaded(place, table)?;
    let created = delta
        .create()
        .with_table_name(table.name())
        .with_columns(schema.fields().cloned())
        .with_partition_columns(table.partitions().iter().copied())
        .with_configuration_property(property, Some(value))
        .with_configuration_property(TableProperty::CheckpointInterval, Some(CHECKPOINT_INTERVAL))
        .with_configuration_property(TableProperty::SetTransactionRetentionDuration, Some(LANDING_RETENTION))
        .await;
    match created {
        Ok(delta) => Ok(delta),
        Err(error) => match delta.load().await {
            Ok(()) => Ok(delta),
            Err(_) => Err(fail(&error)),
        },
    }
}

/// The columns of the table as it is now.
pub(crate) fn columns(delta: &DeltaTable, path: &str) -> Result<arrow::datatypes::Schema, LakeError> {
    let state = delta.snapshot().map_err(|error| LakeError::delta(path, &error))?;
    state
        .schema()
        .as_ref()
        .try_into_arrow()
        .map_err(|error| LakeError::delta(path, &DeltaTableError::Arrow { source: error }))
}

/// Adds nullable columns. Rows written before read as null there.
///
/// Returns: `None` when another writer was faster.
pub(crate) async fn add_columns(
    delta: DeltaTable,
    fields: &[Arc<Field>],
    path: &str,
) -> Result<Option<DeltaTable>, LakeError> {
    let fields: Vec<StructField> = fields
        .iter()
        .map(|field| field.as_ref().try_into_kernel())
        .collect::<Result<_, _>>()
        .map_err(|error| LakeError::delta(path, &DeltaTableError::Arrow { source: error }))?;
    match delta.add_columns().with_fields(fields).await {
        Ok(delta) => Ok(Some(delta)),
        Err(error) if is_conflict(&error) => Ok(None),
        Err(error) => Err(LakeError::delta(path, &error)),
    }
}

/// The files of one workspace in this state of the table.
pub(crate) fn files_of(
    delta: &DeltaTable,
    workspace: &str,
    path: &str,
) -> Result<Vec<LogicalFileView>, LakeError> {
    let state = delta.snapshot().map_err(|error| LakeError::delta(path, &error))?;
    let is_ours = |file: &LogicalFileView| {
        let values = file.partition_values_map();
        values.get("workspace").and_then(Option::as_deref) == Some(workspace)
    };
    Ok(state.log_data().iter().filter(is_ours).collect())
}

/// The files of one workspace in this state of the table, and those of them that are not `known`, as paths to read.
pub(crate) fn unread(
    delta: &DeltaTable,
    workspace: &str,
    path: &str,
    known: &HashSet<String>,
) -> Result<(HashSet<String>, Vec<String>), LakeError> {
    let files = files_of(delta, workspace, path)?;
    let all: HashSet<String> = files.iter().map(|file| file.path().into_owned()).collect();
    let unread = all.difference(known).map(|file| String::from(Path::from(file.as_str()))).collect();
    Ok((all, unread))
}

/// How files of `table` are written.
pub(crate) fn file_properties(table: Table) -> WriterProperties {
    let level = ZstdLevel::try_new(1).unwrap_or_default();
    let mut builder = WriterProperties::builder().set_compression(Compression::ZSTD(level));
    // Columns in which nearly every value is another one: a dictionary would be built and thrown away.
    for column in table.key().into_iter().chain(["original", "identifier"]) {
        builder = builder.set_column_dictionary_enabled(ColumnPath::from(column), false);
    }
    builder.build()
}

/// Rows that are handed on at a time: the writer copies what it is given to part it by workspace.
const N_ROWS_AT_ONCE: usize = 1 << 16;

/// Data files that are being written and that no reader sees until they are committed.
pub(crate) struct Files {
    writer: DeltaWriter,
    path: String,
}

impl Files {
    pub(crate) fn open(delta: &DeltaTable, table: Table, place: &Place) -> Result<Self, LakeError> {
        let path = place.path(table);
        let state = delta.snapshot().map_err(|error| LakeError::delta(&path, &error))?;
        let (n_indexed, statistics) =
            get_num_idx_cols_and_stats_columns(Some(state.table_config()), HashMap::new());
        let config = WriterConfig::new(
            Arc::new(columns(delta, &path)?),
            table.partitions().iter().map(|column| (*column).to_owned()).collect(),
            Some(file_properties(table)),
            NonZeroU64::new(TARGET_FILE_BYTES),
            None,
            n_indexed,
            statistics,
        );
        Ok(Self { writer: DeltaWriter::new(delta.object_store(), config), path })
    }

    pub(crate) async fn write(&mut self, batch: &RecordBatch) -> Result<(), LakeError> {
        for start in (0..batch.num_rows()).step_by(N_ROWS_AT_ONCE) {
            let part = batch.slice(start, N_ROWS_AT_ONCE.min(batch.num_rows() - start));
            self.writer.write(&part).await.map_err(|error| LakeError::delta(&self.path, &error))?;
        }
        Ok(())
    }

    /// Ends the files; when this returns, they are on disk.
    pub(crate) async fn close(self, table: Table, place: &Place) -> Result<Vec<Add>, LakeError> {
        let adds = self.writer.close().await.map_err(|error| LakeError::delta(&self.path, &error))?;
        if let Some(folder) = place.folder(table) {
            let files = adds.iter().map(|add| folder.join(&add.path)).collect();
            sync(folder, files, &self.path).await?;
        }
        Ok(adds)
    }
}

/// Writes the batches as data files that no reader sees until they are committed.
pub(crate) async fn write_files(
    delta: &DeltaTable,
    table: Table,
    place: &Place,
    batches: &[RecordBatch],
) -> Result<Vec<Add>, LakeError> {
    let mut files = Files::open(delta, table, place)?;
    for batch in batches {
        files.write(batch).await?;
    }
    files.close(table, place).await
}

async fn sync(table: PathBuf, files: Vec<PathBuf>, path: &str) -> Result<(), LakeError> {
    match tokio::task::spawn_blocking(move || sync_files(&table, &files)).await {
        Ok(result) => result.map_err(|error| LakeError::storage(path, &error)),
        Err(error) => Err(LakeError::storage(path, &error)),
    }
}

/// Commits `actions` on top of exactly the state `delta`.
///
/// Returns: the new state, or `None` when another writer was faster and the actions must be
/// prepared anew from what it wrote.
pub(crate) async fn commit(
    delta: &DeltaTable,
    place: &Place,
    table: Table,
    actions: Vec<Action>,
    write: (SaveMode, Option<String>),
    landing: Option<Transaction>,
) -> Result<Option<DeltaTable>, LakeError> {
    let path = place.path(table);
    let state = delta.snapshot().map_err(|error| LakeError::delta(&path, &error))?;
    // INVARIANT: no retries inside. A retry would append rows that were checked against an older
    // state, and a row that landed in between would be counted twice.
    let properties = CommitProperties::default()
        .with_max_retries(0)
        .with_application_transactions(landing.into_iter().collect());
    let partition_by = table.partitions().iter().map(|column| (*column).to_owned()).collect();
    let operation =
        DeltaOperation::Write { mode: write.0, partition_by: Some(partition_by), predicate: write.1 };
    let committed = CommitBuilder::from(properties)
        .with_actions(actions)
        .build(Some(state.snapshot()), delta.log_store(), operation)
        .await;
    let committed = match committed {
        Ok(committed) => committed,
        Err(error) if is_conflict(&error) => return Ok(None),
        Err(error) => return Err(LakeError::delta(&path, &error)),
    };
    if let Some(folder) = place.folder(table) {
        let entry = folder.join("_delta_log").join(format!("{:020}.json", committed.version));
        sync(folder, vec![entry], &path).await?;
    }
    let mut delta = delta.clone();
    delta.state = Some(committed.snapshot);
    Ok(Some(delta))
}
