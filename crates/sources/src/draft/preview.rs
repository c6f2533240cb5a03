//! The first rows of a file as a contract reads them: what would come in, what would not, and why.

use super::as_read::{self, cell};
use super::sample;
use crate::{Contract, Input, Intake, Portion, Rejected, Said, SourceError, read};
use arrow::error::ArrowError;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rows shown of a preview.
const N_SHOWN: usize = 10;

/// Rows as a contract reads them.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// What was found out about the file.
    pub notes: Vec<String>,
    /// Rows looked at.
    pub n_rows: u64,
    /// Rows of them that would be quarantined.
    pub n_rejected: u64,
    /// Rows of them that say no, those among them that would be quarantined: their noes count all the same.
    pub closing: Vec<u64>,
    /// Rows of them that say nothing of consent, and of which nothing else is read.
    pub n_silent: u64,
    /// The first rows that would land, as `table: column value, …`.
    pub rows: Vec<String>,
    /// The first rows that would not.
    pub rejected: Vec<Rejected>,
    /// The names of the columns of `table` and `table_rejected`.
    pub columns: Vec<String>,
    /// The first rows as they stand in the file, those among them that would not land.
    pub table: Vec<PreviewRow>,
    /// The first of those that would not, wherever they stand.
    pub table_rejected: Vec<PreviewRow>,
}

/// A row as it stands in the file, and what would become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its line, as [`Rejected::line`].
    pub line: u64,
    /// Its values, in the order of the columns.
    pub cells: Vec<String>,
    /// What each of them is read as, where that is something else: `1.234,50` as `1234.50 EUR`.
    pub read: Vec<Option<String>>,
    /// Why it would not land: the rule, the column, and the words.
    pub rejected: Option<(String, Option<String>, String)>,
    /// Whether a no in it counts, wherever it lands.
    pub closes: bool,
}

/// Reads the first rows of a file by a contract, as an import would, and lands nothing.
///
/// Errors: the file cannot be read by it at all.
pub fn preview(contract: &Contract, file: &Path, intake: &Intake) -> Result<Preview, SourceError> {
    let (mut preview, unread) = read_first(contract, file, intake)?;
    preview.notes.extend(unread);
    Ok(preview)
}

/// As [`preview`], for a contract that is being drafted: what nobody has read is asked there, and not told besides.
pub(super) fn of_draft(contract: &Contract, file: &Path, intake: &Intake) -> Result<Preview, SourceError> {
    read_first(contract, file, intake).map(|(preview, _)| preview)
}

/// The first rows, and what is told of texts that nobody has read.
fn read_first(
    contract: &Contract,
    file: &Path,
    intake: &Intake,
) -> Result<(Preview, Vec<String>), SourceError> {
    let mut reading = read(contract, Input::File(file), intake)?;
    let mut preview = Preview::default();
    if let Some(portion) = reading.next() {
        let portion = portion?;
        (preview.n_rows, preview.n_rejected) = (portion.totals.n_rows, portion.totals.n_rejected);
        preview.n_silent = portion.heard.n_silent;
        preview.notes.extend(undated_words(undated(&portion), preview.n_rows));
        let rows = Rows::of(contract, &portion).map_err(|error| SourceError::Unreadable {
            file: file.display().to_string(),
            why: error.to_string(),
        })?;
        let constants = contract.properties.iter().filter(|property| property.constant.is_some());
        let constants: Vec<&str> = constants.map(|property| property.name.as_str()).collect();
        (preview.columns, preview.table, preview.table_rejected) = rows.told(&constants);
        preview.rejected = portion.rejected;
        preview.closing = portion.heard.closing;
        let accepted = portion.accepted;
        for (table, batch) in [("record", accepted.records), ("event", accepted.events)] {
            let Some(batch) = batch else { continue };
            let shown = (0..batch.num_rows().min(N_SHOWN)).map(|row| sample::shown(table, &batch, row));
            preview.rows.extend(shown);
        }
        preview.rows.extend(accepted.consents.iter().take(N_SHOWN).map(said));
    }
    // What is told of the whole file stands above what is told of its rows.
    preview.notes.splice(0..0, reading.notes_of_rows());
    Ok((preview, reading.notes_of_texts().to_vec()))
}

/// Rows that say yes and not when.
fn undated(portion: &Portion) -> u64 {
    let said = portion.accepted.consents.iter().filter(|said| {
        said.statement.action == consent::Action::Granted && said.statement.at == consent::UNDATED
    });
    said.map(|said| said.line).collect::<BTreeSet<u64>>().len() as u64
}

fn undated_words(n: u64, n_rows: u64) -> Option<String> {
    (0 < n).then(|| {
        format!(
            "{n} of these {n_rows} rows say yes and not when: such a yes is older than every no, and opens nothing where one is known"
        )
    })
}

/// Rows by their lines.
struct Rows {
    columns: Vec<String>,
    first: BTreeMap<u64, PreviewRow>,
    rejected: BTreeMap<u64, PreviewRow>,
    closing: BTreeSet<u64>,
}

impl Rows {
    fn of(contract: &Contract, portion: &Portion) -> Result<Self, ArrowError> {
        let columns: Vec<String> = contract.properties.iter().map(|property| property.name.clone()).collect();
        let closing = portion.heard.closing.iter().copied().collect();
        let mut rows = Self { columns, first: BTreeMap::new(), rejected: BTreeMap::new(), closing };
        let accepted = &portion.accepted;
        let mut order: Vec<(u64, usize)> =
            accepted.as_came.lines().iter().enumerate().map(|(row, line)| (*line, row)).collect();
        order.sort_unstable();
        for (line, row) in order.into_iter().take(N_SHOWN) {
            let original = accepted.as_came.original(row)?;
            rows.add(line, &original, None, &as_read::values(contract, accepted, row));
        }
        for said in accepted.consents.iter().take(N_SHOWN) {
            rows.add(said.line, said.original.expose(), None, &BTreeMap::new());
        }
        let mut rejected: Vec<&Rejected> = portion.rejected.iter().collect();
        rejected.sort_by_key(|row| row.line);
        for row in rejected.into_iter().take(N_SHOWN) {
            let why = Some((row.rule.clone(), row.field.clone(), row.why.clone()));
            rows.add(row.line, &row.original, why, &BTreeMap::new());
        }
        Ok(rows)
    }

    fn add(
        &mut self,
        line: u64,
        original: &str,
        rejected: Option<(String, Option<String>, String)>,
        values: &BTreeMap<String, String>,
    ) {
        let cells = self.cells(original);
        let read = self.columns.iter().zip(&cells);
        let read = read.map(|(name, cell)| as_read::other(cell, values.get(name)?)).collect();
        let closes = self.closing.contains(&line);
        let row = PreviewRow { line, cells, read, rejected, closes };
        if row.rejected.is_some() {
            self.rejected.insert(line, row.clone());
        }
        self.first.entry(line).or_insert(row);
    }

    /// The values of a row, which came as an object; of one that is none the whole line.
    fn cells(&mut self, original: &str) -> Vec<String> {
        let Ok(Value::Object(fields)) = serde_json::from_str(original) else {
            if self.columns.is_empty() {
                self.columns.push("line".to_owned());
            }
            let whole = std::iter::once(original.to_owned());
            return whole.chain(std::iter::repeat_n(String::new(), self.columns.len() - 1)).collect();
        };
        // A contract that names no column, as of messages, shows those that come.
        // What the reader of CSV notes of a row of another length is no column of the file.
        for name in fields.keys().filter(|name| !matches!(name.as_str(), "_missing" | "_extra")) {
            if !self.columns.contains(name) && self.columns.len() < N_COLUMNS {
                self.columns.push(name.clone());
            }
        }
        // A value without a column may be why the row fails, or who wants no mail: it is shown.
        let extra = beyond(&fields);
        if !extra.is_empty() && !self.columns.iter().any(|name| name == WITHOUT_COLUMN) {
            self.columns.push(WITHOUT_COLUMN.to_owned());
        }
        let value = |name: &String| match name.as_str() {
            WITHOUT_COLUMN if !fields.contains_key(WITHOUT_COLUMN) => extra.clone(),
            name => cell(&fields, name),
        };
        self.columns.iter().map(value).collect()
    }

    /// The columns and the rows. What every row says that no column does is no column of the file: `constants` are
    /// left out where no row has something there.
    fn told(self, constants: &[&str]) -> (Vec<String>, Vec<PreviewRow>, Vec<PreviewRow>) {
        let n = self.columns.len();
        let whole = |mut row: PreviewRow| {
            row.cells.resize(n, String::new());
            row.read.resize(n, None);
            row
        };
        let mut first: Vec<PreviewRow> = self.first.into_values().take(N_SHOWN).map(whole).collect();
        let mut rejected: Vec<PreviewRow> = self.rejected.into_values().map(whole).collect();
        let is_empty = |at: usize| {
            let mut rows = first.iter().chain(&rejected);
            rows.all(|row| row.cells.get(at).is_none_or(String::is_empty))
        };
        let named = self.columns.iter().enumerate();
        let is_shown: Vec<bool> =
            named.map(|(at, name)| !constants.contains(&name.as_str()) || !is_empty(at)).collect();
        for row in first.iter_mut().chain(&mut rejected) {
            retain(&mut row.cells, &is_shown);
            retain(&mut row.read, &is_shown);
        }
        let mut columns = self.columns;
        retain(&mut columns, &is_shown);
        (columns, first, rejected)
    }
}

/// What the values of a row are called that stand under no name.
const WITHOUT_COLUMN: &str = "(without a column)";

/// Those values.
fn beyond(fields: &Map<String, Value>) -> String {
    let values = fields.get("_extra").and_then(Value::as_array).into_iter().flatten();
    let values = values.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    values.filter(|value| !value.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

fn retain<T>(values: &mut Vec<T>, is_shown: &[bool]) {
    let mut shown = is_shown.iter();
    values.retain(|_| shown.next().copied().unwrap_or(true));
}

/// Columns shown at most of rows that name their own.
const N_COLUMNS: usize = 40;

/// What a row says of consent, for the eye.
fn said(said: &Said) -> String {
    let statement = &said.statement;
    let words = |words: Vec<String>| words.join(" and ");
    let who: Vec<String> = statement.handles.expose().iter().map(vocabulary::Identifier::key).collect();
    format!(
        "consent: {} {} by {} since {}: {}",
        statement.action,
        words(statement.purposes.iter().map(ToString::to_string).collect()),
        words(statement.channels.iter().map(ToString::to_string).collect()),
        match statement.at {
            consent::UNDATED => "an unknown day, before every no".to_owned(),
            at => at.to_string(),
        },
        who.join(", ")
    )
}
