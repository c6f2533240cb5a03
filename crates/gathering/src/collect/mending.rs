//! Quarantined rows that nobody wants: a member's act, with the reason, in the audit chain, and undone by another.

use super::mender;
use engine::{Engine, EngineError};
use serde::Serialize;
use store::{Mending, QuarantineFilter};
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// What became of rows that a member meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Discarded {
    /// Rows that were discarded, or put back.
    pub n_rows: u64,
}

/// Takes open rows out of the list of what waits. They are kept, and [`undo_discard`] puts them back.
///
/// `rows` are ids; when it is empty, all open rows that `filter` lets through are meant, and it must say something.
pub async fn discard(
    engine: &Engine,
    workspace: &WorkspaceId,
    (rows, filter): (&[String], QuarantineFilter<'_>),
    reason: &str,
    member: &MemberId,
    now: Timestamp,
) -> Result<Discarded, EngineError> {
    let by = mender(engine, workspace, member).await?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "say why the rows are not wanted"));
    }
    let which = which(rows, filter)?;
    Ok(Discarded { n_rows: engine.store().discard(workspace, which, reason.trim(), &by, now).await? })
}

/// Puts discarded rows back among those that wait.
pub async fn undo_discard(
    engine: &Engine,
    workspace: &WorkspaceId,
    (rows, filter): (&[String], QuarantineFilter<'_>),
    member: &MemberId,
    now: Timestamp,
) -> Result<Discarded, EngineError> {
    let by = mender(engine, workspace, member).await?;
    let which = which(rows, filter)?;
    Ok(Discarded { n_rows: engine.store().undo_discard(workspace, which, &by, now).await? })
}

fn which<'a>(rows: &'a [String], filter: QuarantineFilter<'a>) -> Result<Mending<'a>, EngineError> {
    let says_something = filter.source.is_some() || filter.rule.is_some() || filter.field.is_some();
    match (rows.is_empty(), says_something) {
        (false, _) => Ok(Mending::Rows(rows)),
        (true, true) => Ok(Mending::Like(filter)),
        (true, false) => Err(invalid("rows", "name rows, or a source, rule or field")),
    }
}

fn invalid(what: &str, why: &str) -> EngineError {
    EngineError::Definition { kind: "discard", name: what.to_owned(), why: why.to_owned() }
}
