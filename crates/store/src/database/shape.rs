//! Whether tables, their constraints and indexes are those that the migrations make: another constraint could keep a
//! row from being written and say nothing of it.

use super::schema::make_anew;
use super::transaction::{Link, rows};
use crate::{Store, StoreError, Tx};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Where the schema is made once more on PostgreSQL, in a transaction that is never committed.
const ELSEWHERE: &str = "create schema truelift_made_anew; set local search_path to truelift_made_anew";

/// How each table and index is made, by its name.
type Shapes = BTreeMap<String, String>;

/// What the migrations make is the same for every store of a process.
static SQLITE: OnceLock<Option<Shapes>> = OnceLock::new();
static POSTGRES: OnceLock<Option<Shapes>> = OnceLock::new();

impl Store {
    /// Says, a sentence each, what is not as the migrations make it; nothing where that cannot be told, because who
    /// asks may make no schema.
    pub(crate) async fn foreign_shapes(&self, tx: &mut Tx) -> Result<Vec<String>, StoreError> {
        let found = tx.shapes().await?;
        let made = match tx.link() {
            Link::Sqlite(_) => match SQLITE.get() {
                Some(made) => made,
                None => SQLITE.get_or_init({
                    let made = of_memory().await?;
                    || made
                }),
            },
            Link::Postgres(_) => match POSTGRES.get() {
                Some(made) => made,
                None => POSTGRES.get_or_init({
                    let made = self.of_elsewhere().await?;
                    || made
                }),
            },
        };
        let Some(expected) = made else { return Ok(Vec::new()) };
        let other =
            found.iter().filter(|(name, made)| expected.get(*name) != Some(made)).map(|(name, _)| name);
        let gone = expected.keys().filter(|name| !found.contains_key(*name));
        let words = |name: &String| {
            format!(
                "`{name}` of the store is not as Truelift made it: it can keep what is written from being there. Compare with a backup from before, and import what came since again"
            )
        };
        Ok(other.chain(gone).map(words).collect())
    }

    async fn of_elsewhere(&self) -> Result<Option<Shapes>, StoreError> {
        let mut tx = self.begin().await?;
        if make_anew(&mut tx, ELSEWHERE).await.is_err() {
            return Ok(None);
        }
        tx.shapes().await.map(Some)
    }
}

async fn of_memory() -> Result<Option<Shapes>, StoreError> {
    let mut fresh = SqliteConnectOptions::new().in_memory(true).connect().await?;
    super::schema::fill(&mut fresh).await?;
    let found: Vec<(String, String)> = sqlx::query_as(OF_SQLITE).fetch_all(&mut fresh).await?;
    fresh.close().await?;
    Ok(Some(found.into_iter().collect()))
}

const OF_SQLITE: &str = "select type || ' ' || name, sql from sqlite_master
    where type in ('table', 'index') and sql is not null and substr(name, 1, 7) <> 'sqlite_'";

impl Tx {
    async fn shapes(&mut self) -> Result<Shapes, StoreError> {
        let sql = match self.link() {
            Link::Sqlite(_) => OF_SQLITE,
            Link::Postgres(_) => {
                "select 'constraint ' || c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
                   from pg_constraint k join pg_class c on c.oid = k.conrelid
                   join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()
                 union all
                 select 'index ' || indexname, replace(indexdef, current_schema() || '.', '')
                   from pg_indexes where schemaname = current_schema()"
            }
        };
        let found = rows!(self, (String, String), sql,)?;
        Ok(found.into_iter().collect())
    }
}
