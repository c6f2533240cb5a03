//! What ties people whoever is asked for: rows that nobody has unified yet, what rows said before they changed, and
//! aliases. It is read of the whole workspace, so it is kept until people are written again.

use super::handles::{handles, handles_in};
use super::same::Same;
use crate::columns::{text, text_at};
use crate::{Engine, EngineError};
use lake::Table;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use vocabulary::{WorkspaceId, literal};

/// The ends that are loose.
#[derive(Default)]
pub(super) struct Loose {
    /// The handles that one row of nobody names together.
    pub(super) rows: Vec<BTreeSet<String>>,
    /// Those that a row named together before it changed: who said no by a number meant the mailbox that stood beside
    /// it, whoever the row belongs to now.
    pub(super) changed: Vec<BTreeSet<String>>,
    /// What aliases say is the same.
    pub(super) same: Same,
}

/// Those of each workspace, and how often its people were written when they were read.
#[derive(Default)]
pub(crate) struct LooseEnds(Mutex<HashMap<WorkspaceId, (i64, Arc<Loose>)>>);

impl Loose {
    /// Reads them.
    pub(super) async fn read(engine: &Engine, workspace: &WorkspaceId) -> Result<Self, EngineError> {
        Ok(Self {
            rows: rows(engine, workspace).await?,
            changed: changed(engine, workspace).await?,
            same: Same::read(engine, workspace).await?,
        })
    }

    /// As [`Loose::read`], unless people were not written since the last time: for pages, which permit nothing.
    ///
    /// INVARIANT: whoever lands rows or aliases, or changes whose word counts, says that people were written, so what
    /// is kept under `n_written`, which was read before, lacks nothing that was acknowledged.
    pub(super) async fn kept(
        engine: &Engine,
        workspace: &WorkspaceId,
        n_written: i64,
    ) -> Result<Arc<Self>, EngineError> {
        let kept = &engine.loose_ends.0;
        if let Some((of, loose)) = kept.lock().unwrap_or_else(PoisonError::into_inner).get(workspace)
            && *of == n_written
        {
            return Ok(Arc::clone(loose));
        }
        let loose = Arc::new(Self::read(engine, workspace).await?);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(workspace.clone(), (n_written, Arc::clone(&loose)));
        Ok(loose)
    }
}

async fn rows(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<BTreeSet<String>>, EngineError> {
    handles_of_nobody(engine, workspace, "", 2).await
}

/// The handles of each row that nobody has unified yet and that has `n_min` of them, under all the keys a no may stand
/// under; but for rows of `source`, where one is named.
pub async fn handles_of_nobody(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    n_min: usize,
) -> Result<Vec<BTreeSet<String>>, EngineError> {
    // What a browser posts forbids nobody; a row that a member mended does, like any row of a file.
    let sql = format!(
        "select v.email, v.phone, v.customer_id, v.anonymous_id, v.country
         from record_versions v left join record_map m on m.record_id = v.record_id
         where coalesce(v.way, '') <> '{}' and m.record_id is null and v.source <> {}",
        sources::segment::POSTED,
        literal(source)
    );
    named_together(engine, workspace, (&sql, n_min)).await
}

/// The handles of each row as it was before it named others.
async fn changed(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<BTreeSet<String>>, EngineError> {
    if engine.lake.state_of(&[Table::RecordChanges]).await?.is_untouched() {
        return Ok(Vec::new());
    }
    let is_other = ["email", "phone", "customer_id", "anonymous_id"]
        .map(|column| format!("(v.{column} is distinct from r.{column})"))
        .join(" or ");
    let sql = format!(
        "select v.email, v.phone, v.customer_id, v.anonymous_id, v.country
         from record_versions v join records r on r.record_id = v.record_id
         where coalesce(v.way, '') <> '{}' and ({is_other})",
        sources::segment::POSTED
    );
    named_together(engine, workspace, (&sql, 2)).await
}

/// The handles of the rows of a query, of those that name so many.
async fn named_together(
    engine: &Engine,
    workspace: &WorkspaceId,
    (sql, n_min): (&str, usize),
) -> Result<Vec<BTreeSet<String>>, EngineError> {
    let mut rows = Vec::new();
    for batch in engine.query(workspace, &[], sql).await? {
        let (columns, country) = (handles_in(&batch)?, text(&batch, "country")?);
        let named =
            (0..batch.num_rows()).map(|row| handles(&columns, text_at(&country, row).as_deref(), row));
        rows.extend(named.filter(|handles| n_min <= handles.len()));
    }
    Ok(rows)
}
