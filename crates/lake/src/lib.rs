//! The lake: what is large. Delta Lake tables on disk or in an object store, queried by DataFusion.
//!
//! Any tool that reads Delta reads them as they are. A lake is a folder with one Delta table per
//! [`Table`], partitioned by workspace and day of arrival.
//! - [`Lake::take`] appends the rows of a source: new keys, and later rows of a key that changed; queries see the
//!   latest row of each key. Durable when it returns.
//! - [`Lake::land`] appends copies of what lies elsewhere, each once per (workspace, key).
//! - [`Lake::replace`] swaps the rows of one workspace in one commit.
//! - [`Lake::query`] answers SQL over one workspace; there is no way to name another one's rows.
//! - [`Lake::query_new`] answers SQL over the rows of one table that came since the last time.
//! - [`Lake::compact`] joins small files.
//! - [`Lake::forget`] takes a whole workspace away.
//! - [`scan_file`] folds the rows of a single CSV or Parquet file, on all threads, without the query engine.
//!
//! Deliberately absent: a way to change or delete single rows; a query over all workspaces.

mod compact;
mod conform;
mod csv_head;
mod delta;
mod engine;
mod error;
mod file;
mod forget;
mod hold;
mod key_hash;
mod keys;
mod land;
mod place;
mod query;
mod scan_file;
mod tables;
mod take;
mod versions;

pub use compact::Compacted;
pub use engine::LakeOptions;
pub use error::LakeError;
pub use hold::Held;
pub use land::Landed;
pub use query::{Cursor, State};
pub use scan_file::{ScanColumns, scan_file};
use tables::N_TABLES;
pub use tables::Table;
pub use take::{Landing, Rehearsal, Taken};
pub use versions::{Changes, FileKeys};

use datafusion::execution::runtime_env::RuntimeEnv;
use delta::Slot;
use keys::KnownKeys;
use place::Place;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// One lake. Cheap to clone; clones share their caches and the memory for queries.
#[derive(Debug, Clone)]
pub struct Lake(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    place: Place,
    options: LakeOptions,
    runtime: Arc<RuntimeEnv>,
    /// In the order of [`Table::ALL`], which is that of the variants.
    open: [Open; N_TABLES],
}

#[derive(Debug, Default)]
struct Open {
    slot: Slot,
    /// By workspace. Its lock also lets one landing at a time in this process write the table.
    keys: Mutex<HashMap<String, KnownKeys>>,
}

impl Lake {
    /// Opens the lake at `root`, a folder or an URL. Nothing is made until the first row lands.
    ///
    /// Errors: [`LakeError::Location`] when `root` is a file, or a storage that is not built in.
    pub fn open(root: &str, options: LakeOptions) -> Result<Self, LakeError> {
        let place = Place::parse(root)?;
        let runtime = engine::runtime(&options)?;
        Ok(Self(Arc::new(Shared { place, options, runtime, open: Default::default() })))
    }

    fn opened(&self, table: Table) -> &Open {
        let [first, ..] = &self.0.open;
        self.0.open.get(table as usize).unwrap_or(first)
    }

    fn slot(&self, table: Table) -> &Slot {
        &self.opened(table).slot
    }

    fn known_keys(&self, table: Table) -> &Mutex<HashMap<String, KnownKeys>> {
        &self.opened(table).keys
    }

    fn place(&self) -> &Place {
        &self.0.place
    }

    fn options(&self) -> &LakeOptions {
        &self.0.options
    }

    fn runtime(&self) -> &Arc<RuntimeEnv> {
        &self.0.runtime
    }
}
