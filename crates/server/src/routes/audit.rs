//! The audit chain, newest entry first, with the proof that it holds.

use crate::desk::Desk;
use crate::given::Json;
use crate::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

/// Entries shown.
const N_ENTRIES: i64 = 200;

/// One decision.
#[derive(Serialize, ToSchema)]
pub struct AuditEntry {
    seq: u64,
    at: String,
    actor: String,
    action: String,
    subject: String,
    hash: String,
}

/// The newest entries.
#[derive(Serialize, ToSchema)]
pub struct Audit {
    items: Vec<AuditEntry>,
    /// Whether the whole chain holds, and what decisions and sends rest on is as it tells.
    verified: bool,
    /// What does not hold, each in a sentence with what to do.
    problems: Vec<String>,
    /// What was written by an earlier version, which told nothing of it, with how many rows.
    not_yet_covered: Vec<String>,
    /// What the record says nothing of.
    not_covered: Vec<String>,
    /// The last entry that was noted outside the chain's table; null before the first.
    anchored_seq: Option<u64>,
    n_entries: i64,
}

/// Lists the newest entries and verifies the whole chain.
#[utoipa::path(get, path = "/api/v1/audit", operation_id = "read_audit",
    responses((status = 200, body = Audit), (status = 401, body = Problem)))]
pub async fn read_audit(desk: Desk) -> Result<Json<Audit>, Problem> {
    let store = desk.store();
    let page = store.audit_entries(desk.workspace(), i64::MAX, N_ENTRIES).await?;
    let report = store.audit_report(desk.workspace(), None).await?;
    let entry = |found: store::AuditEntry| AuditEntry {
        seq: found.entry.seq,
        at: found.entry.at.to_string(),
        actor: found.entry.actor,
        action: found.entry.action,
        subject: found.entry.subject,
        hash: found.hash.to_string(),
    };
    let n_entries = page.n_total;
    Ok(Json(Audit {
        items: page.items.into_iter().map(entry).collect(),
        verified: report.holds(),
        problems: report.problems(),
        not_covered: store::NOT_COVERED.map(str::to_owned).to_vec(),
        not_yet_covered: report.not_covered,
        anchored_seq: report.anchor.map(|anchor| anchor.seq),
        n_entries,
    }))
}
