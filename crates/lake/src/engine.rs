use crate::LakeError;
use datafusion::catalog::{
    CatalogProvider, MemoryCatalogProvider, MemoryCatalogProviderList, SchemaProvider,
};
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use std::path::PathBuf;
use std::sync::Arc;

/// How much of the machine queries may take.
#[derive(Debug, Clone)]
pub struct LakeOptions {
    /// Bytes all queries of one lake share; above it they spill to disk.
    pub memory_bytes: usize,
    /// Where they spill; `None` is the folder the operating system offers.
    pub spill_folder: Option<PathBuf>,
    /// How many threads one query uses; `None` is one per processor.
    pub n_threads: Option<usize>,
}

impl Default for LakeOptions {
    fn default() -> Self {
        // What the engine counts, not what it takes: text that two operators share is counted twice, and the
        // demo's queries count above 512 MB while the process stays below 1 GB.
        Self { memory_bytes: 2048 * 1024 * 1024, spill_folder: None, n_threads: None }
    }
}

/// What all queries of one lake share: the memory pool and the spill folder.
pub(crate) fn runtime(options: &LakeOptions) -> Result<Arc<RuntimeEnv>, LakeError> {
    let mut builder =
        RuntimeEnvBuilder::new().with_memory_pool(Arc::new(FairSpillPool::new(options.memory_bytes)));
    if let Some(folder) = &options.spill_folder {
        builder = builder.with_temp_file_path(folder);
    }
    builder.build_arc().map_err(|error| LakeError::query(&error, options.memory_bytes))
}

/// Makes the session a query runs in. The one function that knows which engine is used.
///
/// INVARIANT: `tables` is all a query can see. The session is made anew for every query with a
/// catalogue of its own, so that nothing registered for one workspace is there for the next.
pub(crate) fn engine(
    options: &LakeOptions,
    runtime: &Arc<RuntimeEnv>,
    tables: Option<Arc<dyn SchemaProvider>>,
) -> Result<SessionContext, LakeError> {
    let mut config = SessionConfig::new()
        .with_create_default_catalog_and_schema(tables.is_none())
        .with_information_schema(false)
        // Partition columns come dictionary-encoded, and pushing a hash join's keys as a list into
        // such a column panics (deltalake-core sets the same two options).
        .set_usize("datafusion.optimizer.hash_join_inlist_pushdown_max_size", 0)
        .set_usize("datafusion.optimizer.hash_join_inlist_pushdown_max_distinct_values", 0);
    if let Some(n_threads) = options.n_threads {
        config = config.with_target_partitions(n_threads.max(1));
    }
    let list = Arc::new(MemoryCatalogProviderList::new());
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(Arc::clone(runtime))
        .with_default_features()
        .with_catalog_list(list)
        .build();
    let session = SessionContext::new_with_state(state);
    if let Some(tables) = tables {
        let catalog = MemoryCatalogProvider::new();
        catalog
            .register_schema("public", tables)
            .map_err(|error| LakeError::query(&error, options.memory_bytes))?;
        session.register_catalog("datafusion", Arc::new(catalog));
    }
    Ok(session)
}
