//! Quarantine: rows by rule, each with its original, and the replay after a fix.

use crate::desk::Desk;
use crate::given::{Json, Query, cursor};
use crate::problem::Problem;
use gathering::collect::{self, Edit};
use serde::{Deserialize, Serialize};
use store::QuarantineFilter;
use utoipa::{IntoParams, ToSchema};

const MAX_LIMIT: i64 = 200;

/// Rows that broke one rule.
#[derive(Serialize, ToSchema)]
pub struct QuarantineRule {
    source: String,
    rule: String,
    field: Option<String>,
    n_open: i64,
    n_replayed: i64,
    n_discarded: i64,
    why: String,
}

/// How many rows are in quarantine, by rule.
#[derive(Serialize, ToSchema)]
pub struct Quarantine {
    n_total: i64,
    n_open: i64,
    n_replayed: i64,
    n_discarded: i64,
    rules: Vec<QuarantineRule>,
}

/// Waiting for a fix, landed after one, or wanted no more.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineState {
    Open,
    Replayed,
    Discarded,
    /// Its source says something else now.
    Closed,
}

/// One row as it came, and what is wrong with it.
#[derive(Serialize, ToSchema)]
pub struct QuarantineRow {
    row_id: String,
    source: String,
    file: String,
    line: Option<i64>,
    rule: String,
    field: Option<String>,
    why: String,
    /// The row as it came.
    original: String,
    /// The row as a member mended it, when it landed like that.
    edited: Option<String>,
    state: QuarantineState,
    /// Why a member wants it no more.
    discard_reason: Option<String>,
    /// Why it waits no more, where its source says something else now.
    closed_why: Option<String>,
    at: String,
}

/// A page of rows.
#[derive(Serialize, ToSchema)]
pub struct QuarantineRowPage {
    items: Vec<QuarantineRow>,
    next_cursor: Option<String>,
}

/// Which rows to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RowsQuery {
    source: Option<String>,
    rule: Option<String>,
    /// The field that breaks the rule; empty for a rule that concerns the row.
    field: Option<String>,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// A row as a member mended it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowEdit {
    row_id: String,
    original: String,
}

/// What to check again: rows by id, mended rows, or all of a source, rule and field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    #[serde(default)]
    row_ids: Vec<String>,
    source: Option<String>,
    rule: Option<String>,
    field: Option<String>,
    #[serde(default)]
    edits: Vec<RowEdit>,
}

/// What became of one row.
#[derive(Serialize, ToSchema)]
pub struct ReplayedRow {
    row_id: String,
    state: QuarantineState,
    why: Option<String>,
}

/// By which contract the rows of a source were read.
#[derive(Serialize, ToSchema)]
pub struct ReplayContract {
    source: String,
    contract: String,
}

/// What became of the rows.
#[derive(Serialize, ToSchema)]
pub struct ReplayResult {
    /// Rows that are good now and say something new.
    n_landed: u64,
    /// Rows that are good now and say what was known.
    n_same: u64,
    n_still_quarantined: u64,
    read_by: Vec<ReplayContract>,
    rows: Vec<ReplayedRow>,
}

/// Which rows are not wanted, and why: rows by id, or all of a source, rule and field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Discard {
    #[serde(default)]
    row_ids: Vec<String>,
    source: Option<String>,
    rule: Option<String>,
    field: Option<String>,
    /// Needed, but to put rows back.
    #[serde(default)]
    reason: String,
    /// Put discarded rows back.
    #[serde(default)]
    undo: bool,
}

/// How many rows were discarded, or put back.
#[derive(Serialize, ToSchema)]
pub struct DiscardResult {
    n_rows: u64,
}

/// A row as a member would mend it.
#[derive(Serialize, ToSchema)]
pub struct EditCheck {
    is_good: bool,
    /// The rule it would break.
    rule: Option<String>,
    field: Option<String>,
    why: Option<String>,
}

/// Which rows' column is asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ValuesQuery {
    source: String,
    rule: String,
    /// The field that breaks the rule; empty for a rule that concerns the row.
    field: Option<String>,
    /// The column, by the name it has in the rows.
    column: String,
}

/// A text and how many rows have it.
#[derive(Serialize, ToSchema)]
pub struct ValueCount {
    value: String,
    n_rows: u64,
}

/// The values of a column, the most frequent first.
#[derive(Serialize, ToSchema)]
pub struct ColumnValues {
    values: Vec<ValueCount>,
}

/// One correction of all open rows of a source, rule and field that have a value in a column.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MendAll {
    source: String,
    rule: String,
    field: Option<String>,
    /// The column, by the name it has in the rows.
    column: String,
    /// What it says; every row is meant without it.
    from: Option<String>,
    /// What it should say.
    to: String,
    /// Only say what would become of the rows.
    #[serde(default)]
    dry_run: bool,
}

/// What one correction did with many rows, or would do.
#[derive(Serialize, ToSchema)]
pub struct MendResult {
    /// Open rows that have the value.
    n_rows: u64,
    /// Rows that are good now and say something new; of a dry run all that would be good.
    n_landed: u64,
    /// Rows that are good now and say what was known.
    n_same: u64,
    n_still_quarantined: u64,
    /// Why rows stay, and how many.
    problems: Vec<ValueCount>,
    dry_run: bool,
}

fn counted(found: collect::ColumnValue) -> ValueCount {
    ValueCount { value: found.value, n_rows: found.n_rows }
}

fn state(word: &str) -> QuarantineState {
    match word {
        "replayed" => QuarantineState::Replayed,
        "discarded" => QuarantineState::Discarded,
        "closed" => QuarantineState::Closed,
        _ => QuarantineState::Open,
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Counts quarantined rows by rule.
#[utoipa::path(get, path = "/api/v1/quarantine", operation_id = "read_quarantine",
    responses((status = 200, body = Quarantine), (status = 401, body = Problem)))]
pub async fn read_quarantine(desk: Desk) -> Result<Json<Quarantine>, Problem> {
    let store = desk.store();
    let (n_total, n_open) = store.n_quarantined(desk.workspace()).await?;
    let rule = |found: store::QuarantineSummary| QuarantineRule {
        source: found.source,
        rule: found.rule,
        field: some(found.field),
        n_open: found.n_open,
        n_replayed: found.n_replayed,
        n_discarded: found.n_discarded,
        why: found.why,
    };
    let rules: Vec<QuarantineRule> =
        store.quarantine_summary(desk.workspace()).await?.into_iter().map(rule).collect();
    let n_discarded = rules.iter().map(|rule| rule.n_discarded).sum();
    let n_replayed = n_total - n_open - n_discarded;
    Ok(Json(Quarantine { n_total, n_open, n_replayed, n_discarded, rules }))
}

/// Lists quarantined rows.
#[utoipa::path(get, path = "/api/v1/quarantine/rows", operation_id = "list_quarantine_rows", params(RowsQuery),
    responses((status = 200, body = QuarantineRowPage), (status = 401, body = Problem)))]
pub async fn list_quarantine_rows(
    desk: Desk,
    Query(query): Query<RowsQuery>,
) -> Result<Json<QuarantineRowPage>, Problem> {
    let after = i64::try_from(cursor(query.cursor.as_deref())?).unwrap_or(i64::MAX);
    let filter = QuarantineFilter {
        source: query.source.as_deref(),
        rule: query.rule.as_deref(),
        field: query.field.as_deref(),
        is_open: false,
    };
    let limit = query.limit.unwrap_or(25).clamp(1, MAX_LIMIT);
    let page = desk.store().quarantine_rows(desk.workspace(), filter, after, limit).await?;
    let row = |found: store::QuarantineRow| QuarantineRow {
        row_id: found.row_id,
        source: found.source,
        file: found.file,
        line: (0 < found.line).then_some(found.line),
        rule: found.rule,
        field: some(found.field),
        why: found.why,
        original: found.original,
        edited: found.edited,
        state: state(&found.state),
        discard_reason: found.discard_reason,
        closed_why: found.closed_why,
        at: found.at.to_string(),
    };
    let items = page.items.into_iter().map(row).collect();
    Ok(Json(QuarantineRowPage { items, next_cursor: page.next.map(|next| next.to_string()) }))
}

/// Checks rows again, as they are or mended; what is good now lands.
///
/// A mended row is in the audit chain, and never gives a consent.
#[utoipa::path(post, path = "/api/v1/quarantine/replay", operation_id = "replay_quarantine", request_body = Replay,
    responses((status = 200, body = ReplayResult), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn replay_quarantine(
    desk: Desk,
    Json(replay): Json<Replay>,
) -> Result<Json<ReplayResult>, Problem> {
    let now = desk.now;
    let edits: Vec<Edit> =
        replay.edits.into_iter().map(|edit| Edit { row_id: edit.row_id, original: edit.original }).collect();
    let filter = QuarantineFilter {
        source: replay.source.as_deref(),
        rule: replay.rule.as_deref(),
        field: replay.field.as_deref(),
        is_open: true,
    };
    let (which, member) = ((replay.row_ids.as_slice(), filter), Some(&desk.member().member_id));
    let report = collect::replay(desk.engine(), desk.workspace(), which, &edits, member, now).await?;
    let row =
        |row: collect::ReplayedRow| ReplayedRow { row_id: row.row_id, state: state(row.state), why: row.why };
    let by = |by: collect::ReplayedBy| ReplayContract { source: by.source, contract: by.contract };
    Ok(Json(ReplayResult {
        n_landed: report.n_landed,
        n_same: report.n_same,
        n_still_quarantined: report.n_still_quarantined,
        read_by: report.read_by.into_iter().map(by).collect(),
        rows: report.rows.into_iter().map(row).collect(),
    }))
}

/// Takes rows out of the list of what waits, or puts them back. They are kept.
#[utoipa::path(post, path = "/api/v1/quarantine/discard", operation_id = "discard_quarantine",
    request_body = Discard,
    responses((status = 200, body = DiscardResult), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn discard_quarantine(
    desk: Desk,
    Json(discard): Json<Discard>,
) -> Result<Json<DiscardResult>, Problem> {
    let now = desk.now;
    let filter = QuarantineFilter {
        source: discard.source.as_deref(),
        rule: discard.rule.as_deref(),
        field: discard.field.as_deref(),
        is_open: true,
    };
    let (which, member) = ((discard.row_ids.as_slice(), filter), &desk.member().member_id);
    let (engine, workspace) = (desk.engine(), desk.workspace());
    let done = match discard.undo {
        true => collect::undo_discard(engine, workspace, which, member, now).await?,
        false => collect::discard(engine, workspace, which, &discard.reason, member, now).await?,
    };
    Ok(Json(DiscardResult { n_rows: done.n_rows }))
}

/// Says whether a row would be good with these texts. Nothing is written.
#[utoipa::path(post, path = "/api/v1/quarantine/check", operation_id = "check_quarantined_row", request_body = RowEdit,
    responses((status = 200, body = EditCheck), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn check_quarantined_row(
    desk: Desk,
    Json(edit): Json<RowEdit>,
) -> Result<Json<EditCheck>, Problem> {
    let now = desk.now;
    let edit = Edit { row_id: edit.row_id, original: edit.original };
    let found = collect::check_edit(desk.engine(), desk.workspace(), &edit, now).await?;
    Ok(Json(match found {
        None => EditCheck { is_good: true, rule: None, field: None, why: None },
        Some(found) => {
            EditCheck { is_good: false, rule: Some(found.rule), field: found.field, why: Some(found.why) }
        }
    }))
}

/// Lists what open rows of a rule say in a column.
#[utoipa::path(get, path = "/api/v1/quarantine/values", operation_id = "list_quarantined_values", params(ValuesQuery),
    responses((status = 200, body = ColumnValues), (status = 401, body = Problem)))]
pub async fn list_quarantined_values(
    desk: Desk,
    Query(query): Query<ValuesQuery>,
) -> Result<Json<ColumnValues>, Problem> {
    let filter = QuarantineFilter {
        source: Some(&query.source),
        rule: Some(&query.rule),
        field: query.field.as_deref(),
        is_open: true,
    };
    let found = collect::column_values(desk.engine(), desk.workspace(), filter, &query.column).await?;
    Ok(Json(ColumnValues { values: found.into_iter().map(counted).collect() }))
}

/// Corrects all open rows of a rule that have a value in a column. Each is an edit: in the audit chain, beside the
/// row as it came, and never a consent.
#[utoipa::path(post, path = "/api/v1/quarantine/mend", operation_id = "mend_quarantine", request_body = MendAll,
    responses((status = 200, body = MendResult), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub async fn mend_quarantine(desk: Desk, Json(mend): Json<MendAll>) -> Result<Json<MendResult>, Problem> {
    let now = desk.now;
    let filter = QuarantineFilter {
        source: Some(&mend.source),
        rule: Some(&mend.rule),
        field: mend.field.as_deref(),
        is_open: true,
    };
    let replacement = collect::Replacement { column: &mend.column, from: mend.from.as_deref(), to: &mend.to };
    let (engine, member) = (desk.engine(), &desk.member().member_id);
    let done =
        collect::mend_all(engine, desk.workspace(), filter, replacement, mend.dry_run, member, now).await?;
    Ok(Json(MendResult {
        n_rows: done.n_rows,
        n_landed: done.n_landed,
        n_same: done.n_same,
        n_still_quarantined: done.n_still_quarantined,
        problems: done.problems.into_iter().map(counted).collect(),
        dry_run: done.is_dry_run,
    }))
}
