//! The first rows of a file as text, whatever its format, without a contract.

use super::opened::How;
use crate::column::unmarked;
use crate::csv_file::Table;
use crate::encoding::{Letters, decode, name};
use crate::folded::folded;
use crate::footer::is_no_row;
use crate::header::numbered;
use crate::json_split::loose;
use crate::json_table;
use crate::layout::Told;
use crate::mail_log::is_log;
use crate::moment::timed;
use crate::opening::{Origin, Text, text};
use crate::unheard::Texts;
use crate::{Format, SourceError, TextTable};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, TimestampMicrosecondType};
use csv::ByteRecord;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read as _;
use std::path::Path;
use vocabulary::Timestamp;

/// Rows looked at.
const N_ROWS: usize = 2_000;

/// Objects of JSON looked at, those behind the first rows for their dates alone.
const N_OBJECTS: usize = 50_000;

/// Dates kept of a column behind the first rows.
const N_LATE: usize = 64;

/// Dates of later rows: whether a day or a month comes first may show in a single one of them.
#[derive(Default)]
struct Late {
    seen: HashSet<(usize, String)>,
    values: BTreeMap<usize, Vec<String>>,
}

impl Late {
    fn take(&mut self, column: usize, value: &str) {
        let Some(shape) = shape_of_date(value) else { return };
        let values = self.values.entry(column).or_default();
        if values.len() < N_LATE && self.seen.insert((column, shape)) {
            values.push(value.to_owned());
        }
    }
}

/// How a date is written, and whether its first two numbers can be months; `None` for what is no date.
fn shape_of_date(value: &str) -> Option<String> {
    let is_date = value.starts_with(|c: char| c.is_ascii_digit())
        && (6..=40).contains(&value.len())
        && value.contains(['/', '-', '.']);
    if !is_date {
        return None;
    }
    let mut shape = String::with_capacity(value.len());
    for c in value.chars() {
        let kind = match c {
            c if c.is_ascii_digit() => '9',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !shape.ends_with(kind) || !matches!(kind, '9' | 'a') {
            shape.push(kind);
        }
    }
    let numbers = value.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).take(2);
    for number in numbers {
        shape.push(if number.parse::<u32>().is_ok_and(|n| 12 < n) { '>' } else { '<' });
    }
    Some(shape)
}

/// Keeps values, each of the column in this place.
fn take<'a>(texts: &mut [Texts], values: impl Iterator<Item = (usize, &'a str)>) {
    for (at, value) in values {
        if let Some(texts) = texts.get_mut(at) {
            texts.take(value, None, false, None);
        }
    }
}

/// The first rows of a file.
pub(crate) struct Sample {
    pub(crate) format: Format,
    pub(crate) columns: Vec<String>,
    /// Row by row; empty texts where there is nothing.
    rows: Vec<Vec<String>>,
    /// By column, of the rows behind those: dates that are written as none before them.
    late: Late,
    /// By column, of all rows: its different texts, as long as it may hold some that people wrote.
    pub(super) texts: Vec<Texts>,
    pub(crate) notes: Vec<String>,
    letters: Letters,
    pub(super) delimiter: u8,
    /// It has no header: each line is one value.
    pub(super) is_headless: bool,
    /// Each of them tells what became of a mail.
    pub(super) is_log: bool,
    /// Lines before the header.
    pub(super) n_before: usize,
    /// The lines at the top as they stand there.
    pub(super) first_lines: Vec<String>,
    /// Where columns of days stand, each with that of their times.
    pub(super) times: Vec<(usize, usize)>,
    /// The sheets of a workbook that have rows, the one that was read first.
    pub(super) sheets: Vec<String>,
}

impl Default for Sample {
    fn default() -> Self {
        Self {
            format: Format::Csv,
            columns: Vec::new(),
            rows: Vec::new(),
            late: Late::default(),
            texts: Vec::new(),
            notes: Vec::new(),
            letters: Letters::Utf8,
            delimiter: b',',
            is_headless: false,
            is_log: false,
            n_before: 0,
            first_lines: Vec::new(),
            times: Vec::new(),
            sheets: Vec::new(),
        }
    }
}

impl Sample {
    /// Puts the times of days that stand in the column behind them beside those.
    pub(super) fn join_times(&mut self) {
        let is_named = |name: &String| TIMES.contains(&folded(name).as_str());
        let named = self.columns.iter().enumerate().filter(|(_, name)| is_named(name));
        let pairs = named.filter_map(|(time, _)| Some((time.checked_sub(1)?, time)));
        let all = |at: usize, is_it: fn(&str) -> bool| {
            self.values(at).next().is_some() && self.values(at).all(is_it)
        };
        let pairs: Vec<(usize, usize)> =
            pairs.filter(|(day, time)| all(*day, is_bare_day) && all(*time, is_clock)).collect();
        for row in &mut self.rows {
            for (day, time) in &pairs {
                let time = row.get(*time).cloned().unwrap_or_default();
                if let Some(cell) = row.get_mut(*day) {
                    *cell = timed(cell, &time).into_owned();
                }
            }
        }
        self.times = pairs;
    }

    pub(super) fn of(file: &Path, how: &How) -> Result<Self, SourceError> {
        let shown = file.display().to_string();
        let io = |error| SourceError::io(&shown, &error);
        let mut start = Vec::with_capacity(4);
        std::fs::File::open(file).map_err(io)?.take(4).read_to_end(&mut start).map_err(io)?;
        if start == b"PAR1" {
            return Self::of_parquet(file);
        }
        let as_text = || text(&Origin::File(file.to_owned()), how.encoding, how.sheet.as_deref(), &shown);
        let opened = as_text()?;
        let letters = opened.letters;
        if let Some(csv) = json_table::as_csv(opened, &|_| false, &shown)? {
            let table = Text::of_sheet(csv, Some(json_table::NOTE.to_owned()));
            return Ok(Self { format: Format::Jsonl, letters, ..Self::of_csv(table, how, &shown)? });
        }
        let opened = as_text()?;
        match opened.start.trim_ascii_start().first() {
            Some(b'{' | b'[') => Self::of_json(opened, &shown),
            _ => Self::of_csv(opened, how, &shown),
        }
    }

    fn of_csv(opened: Text, how: &How, file: &str) -> Result<Self, SourceError> {
        let letters = opened.letters;
        let first_lines = top(&opened.start, letters);
        let others = opened.sheets.iter().map(|(name, _)| name.clone());
        let sheets = opened.sheet.iter().cloned().chain(others).collect();
        let mut told = how.told;
        let is_log = told == Told::default() && is_log(&opened.start);
        if is_log {
            told.has_header = Some(false);
        }
        let mut table = Table::open(opened, None, told, file)?.sound()?;
        let n_columns = table.header.len();
        let columns = numbered(&table.header);
        let mut texts: Vec<Texts> = columns.iter().map(|name| Texts::of(name)).collect();
        let mut record = ByteRecord::new();
        let mut rows = Vec::new();
        while rows.len() < N_ROWS && table.next(&mut record, file)? {
            let cell = |at: usize| {
                let bytes = record.get(at).unwrap_or_default();
                decode(bytes, letters).map_or_else(String::new, |text| unmarked(text.trim()).to_owned())
            };
            let row: Vec<String> = (0..n_columns).map(cell).collect();
            let filled = row.iter().map(String::as_str).filter(|value| !value.is_empty());
            // What will be put aside says nothing of how the rows are written.
            let is_short = record.len() < n_columns && table.header.iter().all(|name| !name.is_empty());
            if !is_short && !is_no_row(filled, n_columns) {
                take(&mut texts, row.iter().map(String::as_str).enumerate());
                rows.push(row);
            }
        }
        let mut late = Late::default();
        // What is wrong further down is told when the file is read.
        while let Ok(true) = table.next(&mut record, file) {
            for (at, bytes) in record.iter().enumerate().filter(|(_, bytes)| !bytes.is_empty()) {
                if let Some(text) = decode(bytes, letters) {
                    late.take(at, text.trim());
                    take(&mut texts, [(at, unmarked(text.trim()))].into_iter());
                }
            }
        }
        let n_before = usize::try_from(table.n_before).unwrap_or_default();
        let (delimiter, is_headless, notes) = (table.delimiter, table.is_headless, table.notes());
        Ok(Self {
            columns,
            rows,
            late,
            texts,
            notes,
            letters,
            delimiter,
            is_headless,
            is_log,
            n_before,
            first_lines,
            sheets,
            ..Self::default()
        })
    }

    fn of_parquet(file: &Path) -> Result<Self, SourceError> {
        let mut table = TextTable::open(file)?;
        if let Some(objects) = table.nested_objects()? {
            return Ok(Self { format: Format::Parquet, ..Self::of_objects(&objects) });
        }
        let columns = table.columns().to_vec();
        let mut texts: Vec<Texts> = columns.iter().map(|name| Texts::of(name)).collect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        if let Some(portion) = table.read_portion()? {
            for (at, column) in portion.iter().enumerate() {
                take(&mut texts, column.iter().flatten().map(|value| (at, value.trim())));
            }
            let n_rows = portion.first().map_or(0, |column| column.len()).min(N_ROWS);
            for row in 0..n_rows {
                let cell = |column: &arrow::array::StringArray| {
                    if column.is_valid(row) { column.value(row).to_owned() } else { String::new() }
                };
                rows.push(portion.iter().map(cell).collect());
            }
        }
        let mut late = Late::default();
        while let Ok(Some(portion)) = table.read_portion() {
            for (at, column) in portion.iter().enumerate() {
                column.iter().flatten().for_each(|value| late.take(at, value.trim()));
                take(&mut texts, column.iter().flatten().map(|value| (at, value.trim())));
            }
        }
        Ok(Self { format: Format::Parquet, columns, rows, late, texts, ..Self::default() })
    }

    fn of_json(opened: Text, file: &str) -> Result<Self, SourceError> {
        let letters = opened.letters;
        let objects = loose(opened, N_OBJECTS, file)?;
        let is_message = |object: &Value| {
            object.get("type").and_then(Value::as_str).is_some_and(|call| {
                matches!(call, "identify" | "track" | "page" | "screen" | "group" | "alias")
            })
        };
        let format = match !objects.is_empty() && objects.iter().all(is_message) {
            true => Format::Segment,
            false => Format::Jsonl,
        };
        Ok(Self { format, letters, ..Self::of_objects(&objects) })
    }

    /// The values of objects, each under its path.
    fn of_objects(objects: &[Value]) -> Self {
        let mut columns: Vec<String> = Vec::new();
        let mut rows = Vec::new();
        for object in objects.iter().take(N_ROWS) {
            let mut row = vec![String::new(); columns.len()];
            flat(object, "", &mut |path, value| {
                let at = match columns.iter().position(|column| column == path) {
                    Some(at) => at,
                    None => {
                        columns.push(path.to_owned());
                        columns.len() - 1
                    }
                };
                row.resize(columns.len(), String::new());
                if let Some(cell) = row.get_mut(at) {
                    *cell = value;
                }
            });
            rows.push(row);
        }
        let mut late = Late::default();
        for object in objects.iter().skip(N_ROWS) {
            flat(object, "", &mut |path, value| {
                if let Some(at) = columns.iter().position(|column| column == path) {
                    late.take(at, value.trim());
                }
            });
        }
        let mut sample = Self { columns, rows, late, ..Self::default() };
        sample.drop_objects();
        let places: HashMap<&str, usize> =
            sample.columns.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
        let mut texts: Vec<Texts> = sample.columns.iter().map(|name| Texts::of(name)).collect();
        for object in objects {
            flat(object, "", &mut |path, value| {
                take(&mut texts, places.get(path).map(|at| (*at, value.trim())).into_iter());
            });
        }
        sample.texts = texts;
        sample
    }

    /// Takes out what is an object where it is there and nothing where it is not: the values within it are columns.
    fn drop_objects(&mut self) {
        let is_object = |name: &str| {
            let within = format!("{name}.");
            self.columns.iter().any(|other| other.starts_with(&within))
        };
        let is_kept: Vec<bool> = self.columns.iter().map(|name| !is_object(name)).collect();
        let kept = |at: usize| is_kept.get(at).copied().unwrap_or(true);
        let place = |at: usize| (0..at).filter(|at| kept(*at)).count();
        for row in &mut self.rows {
            let mut at = 0;
            row.resize(is_kept.len(), String::new());
            row.retain(|_| {
                at += 1;
                kept(at - 1)
            });
        }
        self.late.values = std::mem::take(&mut self.late.values)
            .into_iter()
            .filter(|(at, _)| kept(*at))
            .map(|(at, values)| (place(at), values))
            .collect();
        let mut at = 0;
        self.columns.retain(|_| {
            at += 1;
            kept(at - 1)
        });
    }

    /// The values of a column that are there.
    pub(crate) fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .filter_map(move |row| row.get(column))
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Dates of the rows behind the first that are written as none before them.
    pub(crate) fn late(&self, column: usize) -> impl Iterator<Item = &str> {
        self.late.values.get(&column).into_iter().flatten().map(String::as_str)
    }

    /// The first rows, cell by cell.
    pub(crate) fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Whether its days and its delimiter are those of countries that write a decimal comma.
    pub(crate) fn is_continental(&self) -> bool {
        let is_day = |value: &str| {
            let day = value.split([' ', 'T']).next().unwrap_or_default();
            let parts: Vec<&str> = day.split('.').collect();
            let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            parts.len() == 3 && parts.iter().all(is_digits)
        };
        let has_days = || (0..self.columns.len()).any(|at| self.values(at).take(20).any(is_day));
        self.notes.iter().any(|note| note == "values separated by `;`") && has_days()
    }

    pub(crate) fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The name of the letters for the contract; `None` for UTF-8.
    pub(crate) fn encoding(&self) -> Option<&'static str> {
        match self.letters {
            Letters::Utf8 => None,
            Letters::Mixed => Some("auto"),
            letters => Some(name(letters)),
        }
    }

    /// The letters that were guessed; `None` where the bytes tell them, as those of Unicode do.
    pub(super) fn guessed(&self) -> Option<&'static str> {
        let name = name(self.letters);
        let is_shown = name.to_ascii_lowercase().starts_with("utf-");
        (self.format == Format::Csv && !is_shown).then_some(name)
    }
}

/// Names of columns that hold times of day, folded.
const TIMES: &[&str] = &[
    "time",
    "timeofday",
    "uhrzeit",
    "zeit",
    "heure",
    "hora",
    "ora",
    "orario",
    "tijd",
    "tijdstip",
    "tid",
    "tidspunkt",
    "klokkeslett",
    "klokkeslæt",
    "klockslag",
    "godzina",
    "čas",
    "cas",
    "saat",
    "время",
    "час",
    "ώρα",
    "aika",
    "kellonaika",
    "időpont",
    "idő",
    "kell",
    "kellaaeg",
    "vrijeme",
    "vreme",
    "時刻",
    "時間",
    "시간",
    "时间",
    "salesdatetime",
    "saletime",
];

/// `2026-03-01`, `3/1/26`, `01.03.2026`.
fn is_bare_day(value: &str) -> bool {
    let parts: Vec<&str> = value.trim().split(['-', '/', '.']).collect();
    let is_number =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// `10:11:12`, `7:41 PM`.
fn is_clock(value: &str) -> bool {
    let value = value.trim();
    let is_of_it = |c: char| c.is_ascii_digit() || c.is_alphabetic() || ": .".contains(c);
    value.starts_with(|c: char| c.is_ascii_digit())
        && value.contains(':')
        && value.len() <= 14
        && value.chars().all(is_of_it)
}

/// The lines at the top of a text, in the letters of the file.
fn top(start: &[u8], letters: Letters) -> Vec<String> {
    const N_LINES: usize = 40;
    const N_CHARS: usize = 80;
    let is_crlf = start.windows(2).any(|two| two == b"\r\n");
    let lines = start.split(|byte| *byte == b'\n' || (*byte == b'\r' && !is_crlf)).take(N_LINES);
    let text = |line: &[u8]| match decode(line, letters) {
        Some(text) => text.into_owned(),
        None => String::from_utf8_lossy(line).into_owned(),
    };
    let cut = |line: String| line.trim_end_matches(['\r', ';', ',', '\t']).chars().take(N_CHARS).collect();
    lines.map(|line| cut(text(line))).collect()
}

/// The values of an object with their paths; lists are kept as JSON.
fn flat(value: &Value, path: &str, take: &mut impl FnMut(&str, String)) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            Value::Object(_) => flat(value, &path, take),
            Value::Null => take(&path, String::new()),
            Value::String(text) => take(&path, text.clone()),
            other => take(&path, other.to_string()),
        }
    }
}

/// A row of a table of the lake for the eye: what it says of someone, not of its arrival.
pub(crate) fn shown(table: &str, batch: &RecordBatch, row: usize) -> String {
    const HIDDEN: &[&str] =
        &["workspace", "arrival_day", "arrived_at", "received_at", "original", "source", "way", "type"];
    let mut parts = Vec::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if HIDDEN.contains(&field.name().as_str()) || column.is_null(row) {
            continue;
        }
        let text = match column.as_primitive_opt::<TimestampMicrosecondType>() {
            Some(moments) => Timestamp::from_micros(moments.value(row)).to_string(),
            None => match cast(column, &DataType::Utf8) {
                Ok(text) => text.as_string::<i32>().value(row).to_owned(),
                Err(_) => continue,
            },
        };
        parts.push(format!("{} {text}", field.name()));
    }
    format!("{table}: {}", parts.join(", "))
}
