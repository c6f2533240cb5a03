//! Queries: SQL over one workspace, and nothing else.

use crate::engine::engine;
use crate::place::check_workspace;
use crate::{Lake, LakeError, Table, delta};
use arrow::array::RecordBatch;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema};
use async_trait::async_trait;
use datafusion::catalog::{SchemaProvider, TableProvider};
use datafusion::common::ScalarValue;
use datafusion::datasource::{MemTable, ViewTable, provider_as_source};
use datafusion::error::DataFusionError;
use datafusion::execution::context::SQLOptions;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder};
use datafusion::prelude::{DataFrame, SessionContext, col, lit};
use deltalake::DeltaTable;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::Arc;
use tokio::sync::Mutex;

impl Lake {
    /// The answer of `sql` on the rows of `workspace`.
    ///
    /// Every table is there under its plain name, already narrowed to the workspace; a table that was
    /// never written is empty. `records` and `events` have the latest row of each key, `record_versions` and
    /// `event_versions` all of them. `views` are further names, each a query over the tables and the views
    /// before it; they are planned only when used. Text comes back as `Utf8`, whatever the engine
    /// used inside. Only queries are allowed: nothing that creates, writes or sets.
    ///
    /// Errors: [`LakeError::Query`] when it does not plan or run; [`LakeError::Memory`].
    pub async fn query(
        &self,
        workspace: &str,
        views: &[(&str, &str)],
        sql: &str,
    ) -> Result<Vec<RecordBatch>, LakeError> {
        self.stream(workspace, views, sql).await?.try_collect().await
    }

    /// As [`Lake::query`], with only those rows of `table` that came since the cursor was last used.
    ///
    /// A cursor that was never used has seen nothing. Compaction writes old rows into new files: they come
    /// again, so whoever uses it must know what it has.
    pub async fn query_new(
        &self,
        workspace: &str,
        table: Table,
        cursor: &mut Cursor,
        sql: &str,
    ) -> Result<Vec<RecordBatch>, LakeError> {
        check_workspace(workspace)?;
        let Some(delta) = self.slot(table).latest(self.place(), table).await? else { return Ok(Vec::new()) };
        let path = self.place().path(table);
        let state = delta.snapshot().map_err(|error| LakeError::delta(&path, &error))?;
        let version = (state.metadata().id().to_owned(), state.version());
        if cursor.version.as_ref() == Some(&version) {
            return Ok(Vec::new());
        }
        let (files, unread) = delta::unread(&delta, workspace, &path, &cursor.files)?;
        let batches = if unread.is_empty() {
            Vec::new()
        } else {
            let limit = self.options().memory_bytes;
            let fail = move |error: DataFusionError| from_engine(error, limit);
            let only = Some((table, delta, unread));
            let session = self.session_of(workspace, &[], only)?;
            let frame = read_only(&session, sql).await.map_err(fail)?;
            let batches = frame.collect().await.map_err(fail)?;
            batches
                .iter()
                .map(|batch| plain(batch).map_err(|error| fail(error.into())))
                .collect::<Result<_, _>>()?
        };
        *cursor = Cursor { version: Some(version), files };
        Ok(batches)
    }

    /// In which state the tables are: another value than before says that something was written to one of them, of
    /// whichever workspace.
    pub async fn state_of(&self, tables: &[Table]) -> Result<State, LakeError> {
        let mut state = Vec::with_capacity(tables.len());
        for table in tables {
            let delta = self.slot(*table).latest(self.place(), *table).await?;
            let path = self.place().path(*table);
            state.push(match delta {
                None => None,
                Some(delta) => {
                    let snapshot = delta.snapshot().map_err(|error| LakeError::delta(&path, &error))?;
                    Some((snapshot.metadata().id().to_owned(), snapshot.version()))
                }
            });
        }
        Ok(State(state))
    }

    /// As [`Lake::query`], batch by batch, for answers too large to hold.
    pub async fn stream(
        &self,
        workspace: &str,
        views: &[(&str, &str)],
        sql: &str,
    ) -> Result<BoxStream<'static, Result<RecordBatch, LakeError>>, LakeError> {
        let limit = self.options().memory_bytes;
        let session = self.session(workspace, views)?;
        let fail = move |error: DataFusionError| from_engine(error, limit);
        let stream = read_only(&session, sql).await.map_err(fail)?.execute_stream().await.map_err(fail)?;
        Ok(stream.map(move |batch| batch.and_then(|batch| Ok(plain(&batch)?)).map_err(fail)).boxed())
    }

    /// The plan of `sql`, as text; shows which files and partitions are read.
    pub async fn explain(
        &self,
        workspace: &str,
        views: &[(&str, &str)],
        sql: &str,
    ) -> Result<String, LakeError> {
        let fail = |error: DataFusionError| from_engine(error, self.options().memory_bytes);
        let session = self.session(workspace, views)?;
        let frame = read_only(&session, sql).await.map_err(fail)?;
        let plan = frame.create_physical_plan().await.map_err(fail)?;
        Ok(datafusion::physical_plan::displayable(plan.as_ref()).indent(true).to_string())
    }

    /// A session that sees the tables and `views` of `workspace`.
    fn session(&self, workspace: &str, views: &[(&str, &str)]) -> Result<SessionContext, LakeError> {
        self.session_of(workspace, views, None)
    }

    fn session_of(
        &self,
        workspace: &str,
        views: &[(&str, &str)],
        only: Option<(Table, DeltaTable, Vec<String>)>,
    ) -> Result<SessionContext, LakeError> {
        check_workspace(workspace)?;
        let views: Vec<(String, String)> =
            views.iter().map(|(name, sql)| (name.to_ascii_lowercase(), (*sql).to_owned())).collect();
        let n_visible = views.len();
        let tables = WorkspaceTables {
            lake: self.clone(),
            workspace: workspace.to_owned(),
            views: views.into(),
            n_visible,
            opened: Arc::default(),
            only: only.map(Arc::new),
            base: None,
        };
        engine(self.options(), self.runtime(), Some(Arc::new(tables)))
    }

    /// A session that sees no table.
    pub(crate) fn bare_session(&self) -> Result<SessionContext, LakeError> {
        engine(self.options(), self.runtime(), None)
    }
}

async fn read_only(session: &SessionContext, sql: &str) -> Result<DataFrame, DataFusionError> {
    let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    session.sql_with_options(sql, options).await
}

/// What one query can see: the tables of one workspace and the views over them.
///
/// INVARIANT: the Delta table itself is never handed out. What has the plain name is a view that
/// starts with `workspace = …`, so there is no SQL text that reaches another workspace's rows.
struct WorkspaceTables {
    lake: Lake,
    workspace: String,
    views: Arc<[(String, String)]>,
    /// A view sees the views before it, so definitions cannot go in circles.
    n_visible: usize,
    /// Every table once per query, so that all its mentions see the same version.
    opened: Arc<Mutex<HashMap<Table, Option<DeltaTable>>>>,
    /// A table of which only some files are read, in this state.
    only: Option<Arc<(Table, DeltaTable, Vec<String>)>>,
    /// The table that is called `base` here: one without what changed since it was replaced.
    base: Option<Table>,
}

/// What some tables hold, as [`Lake::state_of`] found them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State(Vec<Option<(String, u64)>>);

impl State {
    /// Whether nothing was ever written to any of the tables.
    pub fn is_untouched(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

/// What has been read of a table by [`Lake::query_new`].
#[derive(Debug, Clone, Default)]
pub struct Cursor {
    version: Option<(String, u64)>,
    files: HashSet<String>,
}

/// What the table of the last run is called in [`Table::with_recent`].
const BASE: &str = "base";

impl fmt::Debug for WorkspaceTables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tables of `{}`", self.workspace)
    }
}

impl WorkspaceTables {
    fn view(&self, name: &str) -> Option<usize> {
        self.views.iter().take(self.n_visible).rposition(|(view, _)| view == name)
    }

    async fn open_view(&self, index: usize) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let sql = self.views.get(index).map(|(_, sql)| sql.as_str()).unwrap_or_default();
        self.open_sql(sql, index, None).await
    }

    /// A query over the tables and the first `n_visible` views, as a table.
    async fn open_sql(
        &self,
        sql: &str,
        n_visible: usize,
        base: Option<Table>,
    ) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let before = Self {
            lake: self.lake.clone(),
            workspace: self.workspace.clone(),
            views: Arc::clone(&self.views),
            n_visible,
            opened: Arc::clone(&self.opened),
            only: self.only.clone(),
            base,
        };
        let session =
            engine(self.lake.options(), self.lake.runtime(), Some(Arc::new(before))).map_err(external)?;
        let plan = read_only(&session, sql).await?.into_unoptimized_plan();
        Ok(Arc::new(ViewTable::new(plan, None)))
    }

    /// The table with what changed since it was replaced.
    async fn open_current(&self, table: Table) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        if let (Some(recent), Some(sql)) = (table.recent(), table.with_recent())
            && let Some(delta) = self.opened(recent).await?
            && !delta::files_of(&delta, &self.workspace, &self.lake.place().path(recent))
                .map_err(external)?
                .is_empty()
        {
            return self.open_sql(&sql, 0, Some(table)).await;
        }
        // Whoever asks for new files asks for the rows in them.
        let is_partial = self.only.as_deref().is_some_and(|(of, _, _)| *of == table);
        if !is_partial
            && let Some((names, base, changes)) = self.changed_columns(table).await?
            && let Some(sql) = table.with_changes(&names, &base, &changes)
        {
            return self.open_sql(&sql, 0, Some(table)).await;
        }
        self.open_table(table).await
    }

    /// All rows of each key, in no order.
    async fn open_versions(&self, table: Table) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        match (self.changed_columns(table).await?, table.changes()) {
            (Some((_, base, changes)), Some(of)) => {
                let sql = format!("select {base} from base union all select {changes} from {of}");
                self.open_sql(&sql, 0, Some(table)).await
            }
            _ => self.open_table(table).await,
        }
    }

    /// The columns of the table and of its later rows as three lists of SQL: the names, and how to read them from
    /// the one and the other. `None` when nothing of it has changed.
    async fn changed_columns(
        &self,
        table: Table,
    ) -> Result<Option<(String, String, String)>, DataFusionError> {
        let Some(changes) = table.changes() else { return Ok(None) };
        let Some(delta) = self.opened(changes).await? else { return Ok(None) };
        let path = self.lake.place().path(changes);
        if delta::files_of(&delta, &self.workspace, &path).map_err(external)?.is_empty() {
            return Ok(None);
        }
        let of_changes = self.columns_of(changes, Some(&delta))?;
        let base = self.opened(table).await?;
        let of_base = self.columns_of(table, base.as_ref())?;
        let names: BTreeSet<&String> = of_base.iter().chain(&of_changes).collect();
        let list = |has: &BTreeSet<String>, of: &str| {
            let column = |name: &&String| match has.contains(*name) {
                true => format!("{of}.{}", quoted(name)),
                false => format!("null as {}", quoted(name)),
            };
            names.iter().map(column).collect::<Vec<_>>().join(", ")
        };
        let plain = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        Ok(Some((plain, list(&of_base, BASE), list(&of_changes, changes.name()))))
    }

    /// Every column a query sees of a table.
    fn columns_of(
        &self,
        table: Table,
        delta: Option<&DeltaTable>,
    ) -> Result<BTreeSet<String>, DataFusionError> {
        let known = table.schema();
        let mut names: BTreeSet<String> = known.fields().iter().map(|field| field.name().clone()).collect();
        if let Some(delta) = delta {
            let path = self.lake.place().path(table);
            let schema = delta::columns(delta, &path).map_err(external)?;
            names.extend(schema.fields().iter().map(|field| field.name().clone()));
        }
        Ok(names)
    }

    /// The table's state, the same for all mentions in a query.
    async fn opened(&self, table: Table) -> Result<Option<DeltaTable>, DataFusionError> {
        let mut opened = self.opened.lock().await;
        if let Some(delta) = opened.get(&table) {
            return Ok(delta.clone());
        }
        let delta = self.lake.slot(table).latest(self.lake.place(), table).await.map_err(external)?;
        opened.insert(table, delta.clone());
        Ok(delta)
    }

    async fn open_table(&self, table: Table) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let only = self.only.as_deref().filter(|(of, _, _)| *of == table);
        let delta = match only {
            Some((_, delta, _)) => Some(delta.clone()),
            None => self.opened(table).await?,
        };
        let Some(delta) = delta else {
            return Ok(Arc::new(MemTable::try_new(table.schema(), vec![vec![]])?));
        };
        let session = self.lake.bare_session().map_err(external)?;
        let path = self.lake.place().path(table);
        let registered = delta.update_datafusion_session(&session.state());
        registered.map_err(|error| external(LakeError::delta(&path, &error)))?;
        let mut provider = delta.table_provider();
        if let Some((_, _, files)) = only {
            provider = provider.with_file_paths(files.clone());
        }
        let provider = provider.build().await?;
        self.narrowed(table, Arc::new(provider))
    }

    /// The rows of this workspace, with every column the program knows; those the table does not
    /// have yet are null.
    fn narrowed(
        &self,
        table: Table,
        provider: Arc<dyn TableProvider>,
    ) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let schema = provider.schema();
        let mut columns: Vec<Expr> = schema.fields().iter().map(|field| col(quoted(field.name()))).collect();
        for field in table.schema().fields() {
            if schema.column_with_name(field.name()).is_none() {
                let null = ScalarValue::try_new_null(field.data_type())?;
                columns.push(lit(null).alias(field.name()));
            }
        }
        let plan = LogicalPlanBuilder::scan(table.name(), provider_as_source(provider), None)?
            .filter(col("workspace").eq(lit(self.workspace.clone())))?
            .project(columns)?
            .build()?;
        Ok(Arc::new(ViewTable::new(plan, None)))
    }
}

#[async_trait]
impl SchemaProvider for WorkspaceTables {
    fn table_names(&self) -> Vec<String> {
        let views = self.views.iter().take(self.n_visible).map(|(name, _)| name.clone());
        Table::ALL.iter().map(|table| table.name().to_owned()).chain(views).collect()
    }

    async fn table(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>, DataFusionError> {
        match (self.view(name), Table::named(name)) {
            (Some(index), _) => self.open_view(index).await.map(Some),
            (None, Some(table)) => self.open_current(table).await.map(Some),
            (None, None) => match (self.base.filter(|_| name == BASE), Table::of_versions(name)) {
                (Some(table), _) => self.open_table(table).await.map(Some),
                (None, Some(table)) => self.open_versions(table).await.map(Some),
                (None, None) => Ok(None),
            },
        }
    }

    fn table_exist(&self, name: &str) -> bool {
        let is_base = name == BASE && self.base.is_some();
        let is_table = Table::named(name).or_else(|| Table::of_versions(name)).is_some();
        is_base || is_table || self.view(name).is_some()
    }
}

/// A column name as an expression, whatever letters a source gave it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn external(error: LakeError) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

/// Takes our own error out of the engine's wrapping, or sorts the engine's.
fn from_engine(error: DataFusionError, limit_bytes: usize) -> LakeError {
    match error {
        DataFusionError::External(inner) => match inner.downcast::<LakeError>() {
            Ok(ours) => *ours,
            Err(other) => LakeError::query(&DataFusionError::External(other), limit_bytes),
        },
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => {
            from_engine(*inner, limit_bytes)
        }
        other => LakeError::query(&other, limit_bytes),
    }
}

/// The batch with plain types: text as `Utf8`, no views, no dictionaries.
fn plain(batch: &RecordBatch) -> Result<RecordBatch, arrow::error::ArrowError> {
    let schema = batch.schema();
    let mut fields = Vec::with_capacity(schema.fields().len());
    let mut columns = Vec::with_capacity(schema.fields().len());
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        let kind = plain_type(field.data_type());
        columns.push(cast(column, &kind)?);
        fields.push(Field::new(field.name(), kind, field.is_nullable()));
    }
    let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), columns, &options)
}

fn plain_type(kind: &DataType) -> DataType {
    match kind {
        DataType::Utf8View | DataType::LargeUtf8 => DataType::Utf8,
        DataType::BinaryView | DataType::LargeBinary => DataType::Binary,
        DataType::Dictionary(_, value) => plain_type(value),
        other => other.clone(),
    }
}
