//! Where data come from, and files on their way to become one of them.

use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use gathering::collect::{self, draft};
use rounds::pages::sources as page;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Whether a source came when it was to come: `late` when it came in a rhythm and has not for twice as long.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    Never,
    Fresh,
    Late,
}

/// The last file of a source.
#[derive(Serialize, ToSchema)]
pub struct LastImport {
    file: String,
    at: String,
    /// Who imported it, when that is known.
    by: Option<String>,
    n_rows: i64,
    /// Of those, set aside.
    n_quarantined: i64,
}

/// Where data come from.
#[derive(Serialize, ToSchema)]
pub struct Source {
    /// Its name in keys and files.
    source: String,
    /// For people.
    title: String,
    /// The name of its applied contract.
    contract: Option<String>,
    /// What its rows are: people, events, consent.
    holds: Vec<String>,
    /// Whether a write key posts as it.
    has_key: bool,
    last_import: Option<LastImport>,
    n_files: usize,
    /// Rows of it that wait in quarantine.
    n_waiting: i64,
    freshness: Freshness,
    /// How many days lie between its files, when it comes in a rhythm.
    usual_gap_days: Option<i64>,
    /// What is wrong with its contract.
    errors: Vec<String>,
}

/// All sources, by name.
#[derive(Serialize, ToSchema)]
pub struct SourceList {
    items: Vec<Source>,
}

/// What is known beforehand of a file's contract.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftWishes {
    /// What the source is to be called; made of the file's name without.
    name: Option<String>,
    /// Answers to questions, by their keys; `role.COLUMN` says what a column is.
    answers: Option<BTreeMap<String, String>>,
}

/// By which contract a file is to be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewWishes {
    /// The name of an applied contract.
    source: String,
}

/// One answer to a question.
#[derive(Serialize, ToSchema)]
pub struct DraftChoice {
    value: String,
    words: String,
}

/// Something the file does not say.
#[derive(Serialize, ToSchema)]
pub struct DraftQuestion {
    /// By which its answer is given.
    key: String,
    /// The column it is about.
    column: Option<String>,
    /// The question.
    what: String,
    /// What is taken without an answer; null when nothing can be.
    default: Option<String>,
    choices: Vec<DraftChoice>,
    /// Whether something else than the choices may be answered.
    is_free: bool,
    /// Whether several of the choices may be answered, as a list of JSON, or `none`.
    is_many: bool,
    /// Whether a person has to say it: until then a no counts and a yes opens nothing, whatever the default is.
    is_unconfirmed: bool,
    /// What the file has there.
    examples: Vec<String>,
}

/// A column of the file.
#[derive(Serialize, ToSchema)]
pub struct DraftColumn {
    name: String,
    /// What it is taken for, as `email`.
    role: String,
    /// Why.
    why: String,
    examples: Vec<String>,
}

/// Why a row would not come in.
#[derive(Serialize, ToSchema)]
pub struct PreviewFault {
    rule: String,
    field: Option<String>,
    why: String,
}

/// A row as it stands in the file.
#[derive(Serialize, ToSchema)]
pub struct PreviewRow {
    line: u64,
    /// In the order of the columns.
    cells: Vec<String>,
    /// What each of them is read as, where that is something else, as `1234.50 EUR` of `1.234,50`.
    read: Vec<Option<String>>,
    /// Why it would be set aside; null for one that comes in.
    rejected: Option<PreviewFault>,
    /// Whether it says no to somebody: that counts, whether or not it is set aside.
    closes: bool,
}

/// The first rows of a file as the import would read them.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    notes: Vec<String>,
    /// Rows looked at.
    n_rows: u64,
    /// Of those, how many would be set aside.
    n_rejected: u64,
    /// Of those, how many say no to somebody, those that would be set aside among them.
    n_closing: u64,
    /// Of those, how many say nothing of consent where nothing else is read.
    n_silent: u64,
    columns: Vec<String>,
    /// The first ten.
    rows: Vec<PreviewRow>,
    /// The first ten of those that would be set aside, wherever they stand.
    rejected: Vec<PreviewRow>,
    /// The first as they would land: `table: column value, …`.
    landed: Vec<String>,
}

/// A contract out of a file.
#[derive(Serialize, ToSchema)]
pub struct Draft {
    /// The contract, to be kept and applied as a definition of kind `source` with this name.
    contract: String,
    /// Its name.
    source: String,
    /// Names of applied contracts that can read the file.
    matches: Vec<String>,
    columns: Vec<DraftColumn>,
    questions: Vec<DraftQuestion>,
    /// Keys of questions that have neither an answer nor a default: while there are any it is no contract.
    open: Vec<String>,
    /// Why it is no contract yet although nothing is open: its columns are to be said otherwise.
    problem: Option<String>,
    /// What was decided, and why.
    decisions: Vec<String>,
    preview: Preview,
}

/// Lists where data come from, with what came last.
#[utoipa::path(get, path = "/api/v1/sources", operation_id = "list_sources",
    responses((status = 200, body = SourceList), (status = 401, body = Problem)))]
pub async fn list_sources(desk: Desk) -> Result<Json<SourceList>, Problem> {
    let now = desk.now;
    let members = desk.store().members(desk.workspace()).await?;
    let name = |actor: String| {
        let found = members.iter().find(|member| actor == format!("member:{}", member.member_id));
        found.map_or(actor, |member| member.name.clone())
    };
    let found = page::sources(desk.engine(), desk.workspace(), now).await?;
    let shown = |source: page::Source| Source {
        source: source.source,
        title: source.title,
        contract: source.contract,
        holds: source.holds.into_iter().map(str::to_owned).collect(),
        has_key: source.has_key,
        last_import: source.last.map(|last| LastImport {
            file: last.file,
            at: last.at.to_string(),
            by: last.by.map(name),
            n_rows: last.n_rows,
            n_quarantined: last.n_quarantined,
        }),
        n_files: source.n_files,
        n_waiting: source.n_waiting,
        freshness: match source.freshness {
            page::Freshness::Never => Freshness::Never,
            page::Freshness::Fresh => Freshness::Fresh,
            page::Freshness::Late => Freshness::Late,
        },
        usual_gap_days: source.usual_gap_days,
        errors: source.errors,
    };
    Ok(Json(SourceList { items: found.into_iter().map(shown).collect() }))
}

/// Drafts the contract of a file that was given, with the answers so far: what is asked, and its first rows.
#[utoipa::path(post, path = "/api/v1/uploads/{upload_id}/draft", operation_id = "draft_upload",
    params(("upload_id" = String, Path, description = "Which file")), request_body = DraftWishes,
    responses((status = 200, body = Draft), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn draft_upload(
    desk: Desk,
    Path(upload_id): Path<String>,
    Json(wishes): Json<DraftWishes>,
) -> Result<Json<Draft>, Problem> {
    let now = desk.now;
    let told = (wishes.name, wishes.answers.unwrap_or_default());
    let made = collect::draft_upload(desk.engine(), desk.workspace(), &upload_id, told, now).await?;
    let drafted = made.draft;
    Ok(Json(Draft {
        contract: drafted.text,
        source: drafted.name,
        matches: made.matches,
        columns: drafted.columns.into_iter().map(column).collect(),
        questions: drafted.questions.into_iter().map(question).collect(),
        open: drafted.open,
        problem: made.problem,
        decisions: drafted.decisions,
        preview: preview(drafted.preview),
    }))
}

/// Reads the first rows of a file that was given by an applied contract, and lands nothing.
#[utoipa::path(post, path = "/api/v1/uploads/{upload_id}/preview", operation_id = "preview_upload",
    params(("upload_id" = String, Path, description = "Which file")), request_body = PreviewWishes,
    responses((status = 200, body = Preview), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn preview_upload(
    desk: Desk,
    Path(upload_id): Path<String>,
    Json(wishes): Json<PreviewWishes>,
) -> Result<Json<Preview>, Problem> {
    super::jobs::check_name("source", &wishes.source)?;
    let now = desk.now;
    let (engine, of) = (desk.engine(), desk.workspace());
    let read = collect::preview_upload(engine, of, &upload_id, &wishes.source, now).await?;
    Ok(Json(preview(read)))
}

fn column(column: draft::DraftColumn) -> DraftColumn {
    DraftColumn { name: column.name, role: column.role, why: column.why, examples: column.examples }
}

fn question(question: draft::Question) -> DraftQuestion {
    let choice = |choice: draft::Choice| DraftChoice { value: choice.value, words: choice.words };
    DraftQuestion {
        key: question.key,
        column: question.column,
        what: question.text,
        default: question.default,
        choices: question.choices.into_iter().map(choice).collect(),
        is_free: question.is_free,
        is_many: question.is_many,
        is_unconfirmed: question.is_unconfirmed,
        examples: question.examples,
    }
}

fn row(row: draft::PreviewRow) -> PreviewRow {
    let rejected = row.rejected.map(|(rule, field, why)| PreviewFault { rule, field, why });
    PreviewRow { line: row.line, cells: row.cells, read: row.read, rejected, closes: row.closes }
}

fn preview(found: draft::Preview) -> Preview {
    Preview {
        notes: found.notes,
        n_rows: found.n_rows,
        n_rejected: found.n_rejected,
        n_closing: found.closing.len() as u64,
        n_silent: found.n_silent,
        columns: found.columns,
        rows: found.table.into_iter().map(row).collect(),
        rejected: found.table_rejected.into_iter().map(row).collect(),
        landed: found.rows,
    }
}
