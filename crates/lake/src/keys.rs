//! Which rows a table has, as a set of hashed keys, so that each is counted once.

use crate::{LakeError, Table, delta};
use arrow::array::{Array, AsArray, BooleanArray, RecordBatch, StringArray};
use arrow::compute::{cast, filter_record_batch};
use arrow::datatypes::DataType;
use datafusion::prelude::SessionContext;
use deltalake::DeltaTable;
use deltalake::kernel::Add;
use futures::StreamExt;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;
use vocabulary::Digest;

/// Passes the low half of an already uniform hash through.
#[derive(Default)]
pub(crate) struct Through(u64);

impl Hasher for Through {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u128(&mut self, hash: u128) {
        // The low 64 bits of a SHA-256.
        self.0 = (hash & u128::from(u64::MAX)) as u64;
    }
}

pub(crate) type KeySet = HashSet<u128, BuildHasherDefault<Through>>;

/// The first 128 bits of SHA-256: two keys of one workspace meet with probability 1e-20 at ten
/// billion rows, and nobody can make them meet.
fn hash(key: &str) -> u128 {
    let digest = Digest::of([key]);
    digest.as_bytes().iter().take(16).fold(0, |hash, byte| (hash << 8) | u128::from(*byte))
}

/// The keys of one workspace in one table, as of one version. About 20 bytes a row.
#[derive(Debug, Default)]
pub(crate) struct KnownKeys {
    table_id: String,
    version: Option<u64>,
    files: HashSet<String>,
    keys: KeySet,
}

impl KnownKeys {
    /// Brings the set up to the state `delta`, reading only files it has not read.
    pub(crate) async fn refresh(
        &mut self,
        delta: &DeltaTable,
        table: Table,
        workspace: &str,
        session: &SessionContext,
        path: &str,
    ) -> Result<(), LakeError> {
        let state = delta.snapshot().map_err(|error| LakeError::delta(path, &error))?;
        if self.table_id != state.metadata().id() {
            // The folder was emptied and filled again since.
            *self = Self { table_id: state.metadata().id().to_owned(), ..Self::default() };
        }
        if self.version == Some(state.version()) {
            return Ok(());
        }
        let (files, unread) = delta::unread(delta, workspace, path, &self.files)?;
        if !unread.is_empty() {
            self.read(delta, table, unread, session, path).await?;
        }
        self.files = files;
        self.version = Some(state.version());
        Ok(())
    }

    async fn read(
        &mut self,
        delta: &DeltaTable,
        table: Table,
        unread: Vec<String>,
        session: &SessionContext,
        path: &str,
    ) -> Result<(), LakeError> {
        let Some(key) = table.key() else { return Ok(()) };
        let fail = |error: &dyn std::error::Error| LakeError::Storage {
            path: path.to_owned(),
            why: error.to_string(),
        };
        delta.update_datafusion_session(&session.state()).map_err(|error| LakeError::delta(path, &error))?;
        let provider =
            delta.table_provider().with_file_paths(unread).build().await.map_err(|error| fail(&error))?;
        let frame = session
            .read_table(Arc::new(provider))
            .and_then(|frame| frame.select_columns(&[key]))
            .map_err(|error| fail(&error))?;
        let mut stream = frame.execute_stream().await.map_err(|error| fail(&error))?;
        while let Some(batch) = stream.next().await {
            let batch = batch.map_err(|error| fail(&error))?;
            self.keys.extend(hashes(batch.column(0).as_ref()).map_err(|error| fail(&error))?);
        }
        Ok(())
    }

    /// Takes in what a commit of ours has just added.
    pub(crate) fn add(&mut self, fresh: &Fresh, files: &[Add], version: Option<u64>) {
        self.keys.extend(fresh.keys.iter().copied());
        self.files.extend(files.iter().map(|file| file.path.clone()));
        self.version = version;
    }

    /// The rows of `batches` that are not there yet, each key once.
    pub(crate) fn select(
        &self,
        batches: &[RecordBatch],
        hashed: &[Vec<u128>],
    ) -> Result<Fresh, arrow::error::ArrowError> {
        let n_rows = hashed.iter().map(Vec::len).sum();
        let mut fresh = Fresh { batches: Vec::with_capacity(batches.len()), keys: KeySet::default(), n_rows };
        fresh.keys.reserve(n_rows);
        for (batch, hashed) in batches.iter().zip(hashed) {
            let is_new: Vec<bool> =
                hashed.iter().map(|key| !self.keys.contains(key) && fresh.keys.insert(*key)).collect();
            let n_new = is_new.iter().filter(|is_new| **is_new).count();
            if n_new == is_new.len() {
                fresh.batches.push(batch.clone());
            } else if 0 < n_new {
                fresh.batches.push(filter_record_batch(batch, &BooleanArray::from(is_new))?);
            }
        }
        Ok(fresh)
    }
}

/// What is new in a landing.
pub(crate) struct Fresh {
    pub(crate) batches: Vec<RecordBatch>,
    keys: KeySet,
    n_rows: usize,
}

impl Fresh {
    pub(crate) fn n_new(&self) -> u64 {
        self.keys.len() as u64
    }

    pub(crate) fn n_duplicate(&self) -> u64 {
        self.n_rows.saturating_sub(self.keys.len()) as u64
    }
}

/// The hashed keys of a column, row by row.
pub(crate) fn hashes(column: &dyn Array) -> Result<Vec<u128>, arrow::error::ArrowError> {
    let text = cast(column, &DataType::Utf8)?;
    let text: &StringArray = text.as_string();
    Ok(text.iter().map(|key| hash(key.unwrap_or_default())).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use arrow::datatypes::{Field, Schema};

    #[test]
    fn counts_each_key_once() {
        let schema = Arc::new(Schema::new(vec![Field::new("id", DataType::Utf8, false)]));
        let batch = |ids: &[&str]| {
            RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(StringArray::from(ids.to_vec()))])
                .unwrap()
        };
        let known = KnownKeys {
            keys: hashes(batch(&["a"]).column(0)).unwrap().into_iter().collect(),
            ..KnownKeys::default()
        };
        for (batches, n_new, n_duplicate) in [
            (vec![batch(&["b", "c"])], 2, 0),
            (vec![batch(&["a", "b", "b"])], 1, 2),
            (vec![batch(&["b"]), batch(&["b", "a", "d"])], 2, 2),
            (vec![batch(&["a"])], 0, 1),
            (vec![], 0, 0),
        ] {
            let hashed: Vec<_> = batches.iter().map(|batch| hashes(batch.column(0)).unwrap()).collect();
            let fresh = known.select(&batches, &hashed).unwrap();
            let n_rows: usize = fresh.batches.iter().map(RecordBatch::num_rows).sum();
            assert_eq!((fresh.n_new(), fresh.n_duplicate(), n_rows as u64), (n_new, n_duplicate, n_new));
        }
    }
}
