//! Quarantined rows as forms: what a column of them says, whether a correction would do, and one correction for all
//! rows of a cause.

use super::endpoint::FILE;
use super::replay::{Edit, judge, replay};
use super::{ReadBy, mender};
use engine::{Engine, EngineError};
use serde::Serialize;
use serde_json::{Map, Value};
use sources::{Intake, Rejected};
use std::collections::BTreeMap;
use store::{QuarantineFilter, QuarantineRow};
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// Rows looked at at a time.
const N_ROWS: i64 = 5_000;

/// Values listed of a column, the most frequent first.
const N_VALUES: usize = 50;

/// A value that rows of a cause have in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnValue {
    /// The value; empty where rows have none.
    pub value: String,
    /// How many open rows have it.
    pub n_rows: u64,
}

/// One correction of many rows: what a column says becomes something else.
#[derive(Debug, Clone, Copy)]
pub struct Replacement<'a> {
    /// The column, by the name it has in the rows.
    pub column: &'a str,
    /// What it says; every row is meant when it is `None`.
    pub from: Option<&'a str>,
    /// What it should say.
    pub to: &'a str,
}

/// What one correction did with many rows, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MendReport {
    /// Open rows that have the value.
    pub n_rows: u64,
    /// Rows that landed, or would be good, and say something new.
    pub n_landed: u64,
    /// Rows that are good and say what was known.
    pub n_same: u64,
    /// Rows that stay.
    pub n_still_quarantined: u64,
    /// Why, and how many.
    pub problems: Vec<ColumnValue>,
    /// True when nothing was written.
    pub is_dry_run: bool,
}

/// Why a row would stay in quarantine with these texts; `None` when it would be good. Nothing is written.
///
/// What a log knows of its key is not asked: only landing does.
pub async fn check_edit(
    engine: &Engine,
    workspace: &WorkspaceId,
    edit: &Edit,
    now: Timestamp,
) -> Result<Option<Rejected>, EngineError> {
    let ids = [edit.row_id.clone()];
    let rows = engine.store().quarantine_rows_by_id(workspace, &ids).await?;
    if rows.is_empty() {
        let hint = "list the rows with `truelift collect quarantine`";
        return Err(EngineError::NotFound { what: "quarantined row", name: edit.row_id.clone(), hint });
    }
    let mut verdicts = checked(engine, workspace, &rows, &|_| Some(edit.original.as_str()), now).await?;
    Ok(verdicts.pop().flatten())
}

/// The values that open rows have in a column, the most frequent first.
pub async fn column_values(
    engine: &Engine,
    workspace: &WorkspaceId,
    filter: QuarantineFilter<'_>,
    column: &str,
) -> Result<Vec<ColumnValue>, EngineError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = engine.store().quarantine_rows(workspace, open(filter), after, N_ROWS).await?;
        for row in &page.items {
            if let Some(value) = columns_of(&row.original).and_then(|row| said(&row, column)) {
                *counts.entry(value).or_default() += 1;
            }
        }
        match page.next {
            Some(next) => after = next,
            None => return Ok(most(counts)),
        }
    }
}

/// Corrects all open rows of a cause that have a value in a column, each as an edit of its own: in the audit chain,
/// beside the row as it came, and never a consent.
///
/// Errors: no row has the column or the value; the member may not mend.
pub async fn mend_all(
    engine: &Engine,
    workspace: &WorkspaceId,
    filter: QuarantineFilter<'_>,
    replacement: Replacement<'_>,
    is_dry_run: bool,
    member: &MemberId,
    now: Timestamp,
) -> Result<MendReport, EngineError> {
    mender(engine, workspace, member).await?;
    let mut report = MendReport { is_dry_run, ..MendReport::default() };
    let mut whys: BTreeMap<String, u64> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut after = 0;
    loop {
        let page = engine.store().quarantine_rows(workspace, open(filter), after, N_ROWS).await?;
        let mut edits = Vec::new();
        let mut rows = Vec::new();
        for row in page.items {
            let Some(mut columns) = columns_of(&row.original) else { continue };
            if names.is_empty() {
                names = columns.keys().cloned().collect();
            }
            if !is_meant(&columns, &replacement) {
                continue;
            }
            columns.insert(replacement.column.to_owned(), Value::String(replacement.to.to_owned()));
            edits.push(Edit { row_id: row.row_id.clone(), original: Value::Object(columns).to_string() });
            rows.push(row);
        }
        report.n_rows += rows.len() as u64;
        if is_dry_run {
            let texts: BTreeMap<&str, &str> =
                edits.iter().map(|edit| (edit.row_id.as_str(), edit.original.as_str())).collect();
            let edited = |row: &QuarantineRow| texts.get(row.row_id.as_str()).copied();
            for verdict in checked(engine, workspace, &rows, &edited, now).await? {
                match verdict {
                    None => report.n_landed += 1,
                    Some(rejected) => {
                        report.n_still_quarantined += 1;
                        *whys.entry(rejected.why).or_default() += 1;
                    }
                }
            }
        } else if !edits.is_empty() {
            let which = (&[][..], QuarantineFilter::default());
            let done = replay(engine, workspace, which, &edits, Some(member), now).await?;
            report.n_landed += done.n_landed;
            report.n_same += done.n_same;
            report.n_still_quarantined += done.n_still_quarantined;
            done.rows
                .into_iter()
                .filter_map(|row| row.why)
                .for_each(|why| *whys.entry(why).or_default() += 1);
        }
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    if report.n_rows == 0 {
        return Err(nothing_meant(&replacement, &names));
    }
    report.problems = most(whys);
    Ok(report)
}

/// One row with some of its columns set to other texts, as it would be kept.
///
/// Errors: a row that is no table's, or that has no such column.
pub async fn with_columns(
    engine: &Engine,
    workspace: &WorkspaceId,
    row_id: &str,
    set: &[(&str, &str)],
) -> Result<Edit, EngineError> {
    let rows = engine.store().quarantine_rows_by_id(workspace, &[row_id.to_owned()]).await?;
    let Some(row) = rows.first() else {
        let hint = "list the rows with `truelift collect quarantine --source SOURCE`";
        return Err(EngineError::NotFound { what: "quarantined row", name: row_id.to_owned(), hint });
    };
    let Some(mut columns) = columns_of(&row.original) else {
        let why = "it did not come in columns: give it whole, `truelift collect replay --edit ROW=TEXT`";
        return Err(EngineError::definition("row", row_id, why));
    };
    for (column, value) in set {
        if !columns.contains_key(*column) {
            let names: Vec<String> = columns.keys().cloned().collect();
            let replacement = Replacement { column, from: None, to: value };
            return Err(nothing_meant(&replacement, &names));
        }
        columns.insert((*column).to_owned(), Value::String((*value).to_owned()));
    }
    Ok(Edit { row_id: row_id.to_owned(), original: Value::Object(columns).to_string() })
}

fn open(filter: QuarantineFilter<'_>) -> QuarantineFilter<'_> {
    QuarantineFilter { is_open: true, ..filter }
}

/// Judges rows as `edited` tells, in their order.
async fn checked<'a>(
    engine: &Engine,
    workspace: &WorkspaceId,
    rows: &'a [QuarantineRow],
    edited: &(dyn Fn(&QuarantineRow) -> Option<&'a str> + Sync),
    now: Timestamp,
) -> Result<Vec<Option<Rejected>>, EngineError> {
    let intake = Intake { workspace: workspace.clone(), arrived_at: now };
    let mut verdicts = Vec::with_capacity(rows.len());
    let is_alike = |a: &QuarantineRow, b: &QuarantineRow| {
        a.source == b.source && a.contract == b.contract && (a.file == FILE) == (b.file == FILE)
    };
    for rows in rows.chunk_by(is_alike) {
        let Some(first) = rows.first() else { continue };
        let by = match first.file == FILE {
            true => ReadBy::Spec,
            false => ReadBy::of(engine, workspace, &first.source, first.contract.as_deref()).await?,
        };
        verdicts.extend(judge(&first.source, by.contract(), rows, edited, &intake)?.verdicts);
    }
    Ok(verdicts)
}

/// The columns of a row; `None` for one that did not come in columns.
fn columns_of(original: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(original) {
        Ok(Value::Object(columns)) => Some(columns),
        _ => None,
    }
}

/// What a column says as text, empty where it says nothing; `None` where the row has no such column.
fn said(columns: &Map<String, Value>, column: &str) -> Option<String> {
    Some(match columns.get(column)? {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    })
}

fn is_meant(columns: &Map<String, Value>, replacement: &Replacement<'_>) -> bool {
    let value = said(columns, replacement.column);
    value.is_some_and(|value| replacement.from.is_none_or(|from| from.trim() == value))
}

fn most(counts: BTreeMap<String, u64>) -> Vec<ColumnValue> {
    let mut values: Vec<ColumnValue> =
        counts.into_iter().map(|(value, n_rows)| ColumnValue { value, n_rows }).collect();
    values.sort_by(|a, b| b.n_rows.cmp(&a.n_rows).then_with(|| a.value.cmp(&b.value)));
    values.truncate(N_VALUES);
    values
}

fn nothing_meant(replacement: &Replacement<'_>, names: &[String]) -> EngineError {
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let why = match replacement.from {
        Some(from) if names.iter().any(|name| name == replacement.column) => {
            format!(
                "no open row has `{from}` there: look at the rows with `truelift collect quarantine --source SOURCE`"
            )
        }
        _ if names.is_empty() => "no open row of this cause has columns".to_owned(),
        _ => format!("no open row has this column; its columns are {}", listed.join(", ")),
    };
    EngineError::definition("column", replacement.column, why)
}
