//! Landing: append each row once. Replacing: swap one workspace's rows whole.

use crate::conform::{conform, new_columns};
use crate::place::{N_ATTEMPTS, check_workspace};
use crate::take::Landing;
use crate::versions::{Changes, FileKeys};
use crate::{Lake, LakeError, Table, delta};
use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use deltalake::DeltaTable;
use deltalake::kernel::Action;
use deltalake::protocol::SaveMode;
use std::sync::Arc;

/// What became of the rows of a landing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Landed {
    /// Rows that are now in the table and were not before.
    pub n_landed: u64,
    /// Rows dropped because their key was there, or came twice.
    pub n_duplicate: u64,
}

impl Lake {
    /// Appends the rows of `batches` that `workspace` does not have yet. When this returns, they are
    /// on disk.
    ///
    /// A row is counted once per (workspace, key), whatever it says: [`Lake::take`] tells changes. So repeating
    /// a landing after a crash is harmless: what was committed is not written again, and what was not, is.
    ///
    /// Errors: as [`Lake::take`].
    pub async fn land(
        &self,
        workspace: &str,
        table: Table,
        landing_id: &str,
        batches: Vec<RecordBatch>,
    ) -> Result<Landed, LakeError> {
        let landing = Landing { id: landing_id, changes: Changes::Once, besides: &[] };
        let taken = self.take(workspace, table, &landing, &mut FileKeys::default(), batches).await?;
        Ok(Landed { n_landed: taken.n_new, n_duplicate: taken.n_same + taken.n_dropped })
    }

    /// Replaces all rows of `workspace` by those of `batches`, in one commit. Readers see the old rows
    /// or the new ones, never a mixture.
    ///
    /// Errors: [`LakeError::WrongVerb`] for tables that are appended to.
    pub async fn replace(
        &self,
        workspace: &str,
        table: Table,
        batches: Vec<RecordBatch>,
    ) -> Result<u64, LakeError> {
        check_replaced(workspace, table)?;
        let is_empty = batches.iter().all(|batch| batch.num_rows() == 0);
        if is_empty && self.slot(table).latest(self.place(), table).await?.is_none() {
            return Ok(0);
        }
        // A batch shares its columns: a copy of it costs next to nothing.
        let make = |at: usize| batches.get(at).cloned().map(Ok::<_, LakeError>);
        self.replace_by(workspace, table, &batches, &make).await
    }

    /// As [`Lake::replace`], with batches that are made one after another while they are written: for what is too
    /// large to hold.
    ///
    /// Shapes: `samples` have every column of the batches; `make` gives the batch at a position, None behind the last,
    /// and is asked again from the first when another writer was faster.
    pub async fn replace_by<E: From<LakeError> + Send>(
        &self,
        workspace: &str,
        table: Table,
        samples: &[RecordBatch],
        make: &(dyn Fn(usize) -> Option<Result<RecordBatch, E>> + Sync),
    ) -> Result<u64, E> {
        check_replaced(workspace, table)?;
        let path = self.place().path(table);
        let _lock = self.place().lock(table).await?;
        for _ in 0..N_ATTEMPTS {
            let Some((delta, schema)) = self.fitting(table, samples, &path).await? else { continue };
            let mut writer = delta::Files::open(&delta, table, self.place())?;
            let mut n_rows = 0;
            for at in 0.. {
                let Some(batch) = make(at) else { break };
                let batch = batch?;
                if 0 < batch.num_rows() {
                    writer.write(&conform(&batch, &schema, table, workspace)?).await?;
                    n_rows += batch.num_rows() as u64;
                }
            }
            let files = writer.close(table, self.place()).await?;
            let old = delta::files_of(&delta, workspace, &path)?;
            let removes = old.iter().map(|file| Action::Remove(file.remove_action(true)));
            let actions: Vec<Action> = files.into_iter().map(Action::Add).chain(removes).collect();
            if actions.is_empty() {
                return Ok(0);
            }
            let write = (SaveMode::Overwrite, Some(format!("workspace = '{workspace}'")));
            if let Some(delta) = delta::commit(&delta, self.place(), table, actions, write, None).await? {
                self.slot(table).remember(delta).await;
                return Ok(n_rows);
            }
        }
        Err(LakeError::Contended { path, n_attempts: N_ATTEMPTS }.into())
    }

    /// The newest state of the table with every column that `batches` have; made when missing.
    ///
    /// Returns: `None` when another writer changed the columns at the same time.
    pub(crate) async fn fitting(
        &self,
        table: Table,
        batches: &[RecordBatch],
        path: &str,
    ) -> Result<Option<(DeltaTable, SchemaRef)>, LakeError> {
        let delta = match self.slot(table).latest(self.place(), table).await? {
            Some(delta) => delta,
            None => delta::create(self.place(), table).await?,
        };
        let schema = delta::columns(&delta, path)?;
        let mut missing = new_columns(batches, &schema, table)?;
        // Columns this version of the program knows and an older one did not.
        missing.extend(missing_columns(table, &schema));
        if missing.is_empty() {
            return Ok(Some((delta, Arc::new(schema))));
        }
        let Some(delta) = delta::add_columns(delta, &missing, path).await? else { return Ok(None) };
        let schema = Arc::new(delta::columns(&delta, path)?);
        Ok(Some((delta, schema)))
    }
}

fn check_replaced(workspace: &str, table: Table) -> Result<(), LakeError> {
    check_workspace(workspace)?;
    match table.key() {
        Some(_) => Err(LakeError::WrongVerb { table: table.name(), verb: "replaced", hint: "use `land`" }),
        None => Ok(()),
    }
}

fn missing_columns(table: Table, schema: &Schema) -> Vec<Arc<arrow::datatypes::Field>> {
    let wanted = table.schema();
    let is_missing = |name: &str| schema.column_with_name(name).is_none();
    wanted.fields().iter().filter(|field| field.is_nullable() && is_missing(field.name())).cloned().collect()
}
