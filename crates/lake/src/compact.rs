use crate::delta::{TARGET_FILE_BYTES, file_properties};
use crate::error::is_conflict;
use crate::{Lake, LakeError, Table};
use deltalake::operations::optimize::OptimizeType;
use std::num::NonZeroU64;

/// What compaction did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compacted {
    /// Files of the table before.
    pub n_files_before: usize,
    /// Files of the table now.
    pub n_files_after: usize,
    /// Files deleted from storage because no reader can still need them.
    pub n_files_deleted: usize,
}

impl Lake {
    /// Joins the small files of `table` into large ones and deletes files that have been unused for
    /// longer than the table's retention (seven days unless the table says otherwise).
    ///
    /// Rows, and what counts as landed, stay as they are. Runs beside landings and queries; when a
    /// `replace` is faster there is nothing to do and the counts say so.
    pub async fn compact(&self, table: Table) -> Result<Compacted, LakeError> {
        let path = self.place().path(table);
        let Some(delta) = self.slot(table).latest(self.place(), table).await? else {
            return Ok(Compacted { n_files_before: 0, n_files_after: 0, n_files_deleted: 0 });
        };
        let n_files =
            |delta: &deltalake::DeltaTable| delta.snapshot().map_or(0, |state| state.log_data().num_files());
        let n_files_before = n_files(&delta);
        let mut builder = delta
            .clone()
            .optimize()
            .with_type(OptimizeType::Compact)
            .with_writer_properties(file_properties(table));
        if let Some(target) = NonZeroU64::new(TARGET_FILE_BYTES) {
            builder = builder.with_target_size(target);
        }
        let delta = match builder.await {
            Ok((delta, _)) => delta,
            Err(error) if is_conflict(&error) => delta,
            Err(error) => return Err(LakeError::delta(&path, &error)),
        };
        let n_files_after = n_files(&delta);
        let (delta, deleted) = delta.vacuum().await.map_err(|error| LakeError::delta(&path, &error))?;
        self.slot(table).remember(delta).await;
        Ok(Compacted { n_files_before, n_files_after, n_files_deleted: deleted.files_deleted.len() })
    }
}
