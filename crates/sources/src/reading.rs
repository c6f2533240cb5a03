use crate::as_came::AsCame;
use crate::check::{Seen, check};
use crate::chunk::{Chunk, Failure};
use crate::column::Typed;
use crate::csv_file::CsvChunks;
use crate::displaced::displaced;
use crate::intake::{Accepted, Heard, Intake, Portion, Rejected, Rule, Totals};
use crate::json_file::Rows;
use crate::meant::may_hold_texts;
use crate::no_words::is_list_of_noes;
use crate::opened::{Chunks, Listed, Opened, listed, open};
use crate::opening::{Origin, Text};
use crate::outcome::{LineNo, heard};
use crate::said::{Broken, Names, Spoken, as_written, no_of, spoken};
use crate::said_when::Moments;
use crate::shape::Good;
use crate::stray::{Asking, StrayNo};
use crate::torn::no_of_line;
use crate::unread::stray_noes;
use crate::writings::Writings;
use crate::{Contract, Format, Lands, Role, SourceError, segment};
use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StringArray};
use arrow::compute::{cast, filter};
use arrow::datatypes::DataType;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

/// Where rows come from.
#[derive(Debug)]
pub enum Input<'a> {
    /// A file on this machine.
    File(&'a Path),
    /// Bytes in memory, and the name they have in error texts.
    Bytes {
        /// As a file would be called.
        name: &'a str,
        /// The whole file.
        bytes: Vec<u8>,
    },
}

/// A file being read: an iterator over its portions.
///
/// Reading is blocking work; an async caller gives it a thread of its own.
pub struct Reading {
    contract: Contract,
    /// The contract as it was given; the other one answers for the rows of a list of noes.
    as_given: Contract,
    intake: Intake,
    file: String,
    chunks: Chunks,
    seen: Seen,
    totals: Totals,
    /// Why the file is refused.
    refused: Option<SourceError>,
    n_noes: usize,
    /// Sheets of a workbook that are still to be asked for a no, by name as CSV.
    sheets: Vec<(String, Vec<u8>)>,
    /// The one of them that is read now.
    beside: Option<String>,
    /// The name that says that nobody in what is read now wants mail: of the file, of a sheet.
    listed: Option<String>,
    /// How many rows the sheets and lists beside have that were asked for a no.
    n_aside: BTreeMap<String, u64>,
    /// What is told of columns whose words said no.
    heard: BTreeSet<String>,
    /// What people wrote and no reader of a no understands.
    writings: Writings,
    has_failed: bool,
    /// That the last row so far lacks values.
    short_end: Option<String>,
}

/// Opens `input` by `contract`.
///
/// Every row of the file becomes accepted or rejected in one of the portions, none is lost.
///
/// Errors: [`SourceError`] when the file as a whole cannot be read; then nothing of it is. An error in the middle
/// of the file comes out of the iterator, after the portions before it. A file whose columns are not those of the
/// contract is refused ([`Reading::refusal`]): its portions hold nothing but what its rows say no to, and the error
/// comes last.
pub fn read(contract: &Contract, input: Input<'_>, intake: &Intake) -> Result<Reading, SourceError> {
    let (file, origin) = match input {
        Input::Bytes { name, bytes } => (name.to_owned(), Origin::Bytes(bytes.into())),
        Input::File(path) => {
            let name = path.display().to_string();
            let io = |error| SourceError::io(&name, &error);
            if path.metadata().map_err(io)?.is_dir() {
                return Err(SourceError::io(&name, &std::io::ErrorKind::IsADirectory.into()));
            }
            (name.clone(), Origin::File(path.to_owned()))
        }
    };
    let Opened { mut chunks, refused, sheet, sheets } = open(contract, &origin, &file)?;
    let (mut heard, mut by, mut besides) = (BTreeSet::new(), contract.clone(), None);
    match listed(contract, &file, sheet, &mut chunks) {
        Some(Listed::By(name, of_noes)) => {
            heard.insert(format!(
                "`{name}` says that nobody in it wants mail: a row of it that gives no answer in a column of its own is a no, whatever contract `{}` says of every row",
                contract.id
            ));
            by = *of_noes;
        }
        Some(Listed::Neither(name, of_nobody)) => {
            heard.insert(format!(
                "`{name}` says that nobody in it was asked: the yes that contract `{}` says of every row counts for none of it; read the file by a contract of its own if they agreed",
                contract.id
            ));
            by = *of_nobody;
        }
        Some(Listed::Besides(name)) => besides = Some(name),
        None => {}
    }
    Ok(Reading {
        listed: besides,
        refused,
        n_noes: 0,
        n_aside: BTreeMap::new(),
        heard,
        contract: by,
        as_given: contract.clone(),
        intake: intake.clone(),
        file,
        chunks,
        sheets,
        beside: None,
        seen: Seen::new(contract),
        totals: Totals::default(),
        writings: Writings::default(),
        has_failed: false,
        short_end: None,
    })
}

/// What is told of a file whose last line lacks values: somebody stopped it on its way.
fn short_end(chunk: &Chunk) -> Option<String> {
    let last = chunk.n_rows().checked_sub(1)?;
    let line = chunk.lines.get(last)?;
    let is_short = chunk.odd.get(&last).is_some_and(|row| row.contains("\"_missing\":"));
    is_short.then(|| {
        format!(
            "line {line}, the last, has fewer values than the others, as if the file were cut off there: get it again and import it whole"
        )
    })
}

impl Reading {
    /// What the file has had so far; all of it once the iterator has ended.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Why nothing of the file will land; `None` when its rows are read.
    pub fn refusal(&self) -> Option<&SourceError> {
        self.refused.as_ref()
    }

    /// What was found out about the file and decided by it, in words: its letters, its delimiter, lines
    /// left out, columns under another name. Whole once the iterator has ended.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.notes_of_rows();
        notes.extend(self.notes_of_texts().iter().cloned());
        notes
    }

    /// What is told of texts that no reader of a no understands and nobody has read.
    pub(crate) fn notes_of_texts(&self) -> &[String] {
        self.writings.told()
    }

    /// What is told of everything else.
    pub(crate) fn notes_of_rows(&self) -> Vec<String> {
        let mut notes = match self.beside {
            Some(_) => Vec::new(),
            None => self.chunks.notes(&self.contract),
        };
        notes.extend(
            self.as_given.warning_of(&self.file, self.totals.n_rows).filter(|_| self.beside.is_none()),
        );
        notes.extend(self.heard.iter().cloned());
        notes.extend(self.short_end.clone().filter(|_| self.beside.is_none()));
        notes.extend(self.n_aside.iter().map(|(place, n_rows)| {
            let rows = if *n_rows == 1 { "row" } else { "rows" };
            format!("{place} has {n_rows} {rows} besides, which are in no count of this import: asked for a no, and nothing else of it is read")
        }));
        notes
    }

    /// Goes on with a further sheet of the workbook, of which nothing but a no is read.
    fn turn_to(&mut self, sheet: String, csv: Vec<u8>) {
        let n_aside = std::mem::take(&mut self.n_aside);
        self.heard = self.notes_of_rows().into_iter().collect();
        self.n_aside = n_aside;
        self.contract = self.as_given.clone();
        self.listed = is_list_of_noes(&sheet).then(|| sheet.clone());
        self.beside = Some(sheet.clone());
        // One that cannot be read keeps nothing of the other out.
        if let Ok(chunks) = CsvChunks::open(&self.contract, Text::of_sheet(csv, None), &self.file) {
            let is_titled = chunks.says_no();
            self.listed = self.listed.take().or(is_titled.then_some(sheet));
            self.chunks = Chunks::Csv(Box::new(chunks));
            if self.listed.is_some() {
                self.chunks.hear_all();
            }
        }
    }

    /// Hears a no in every row of a list whose name says so.
    fn hear_list(&mut self, chunk: &mut Chunk) {
        // What the title of one list says is not said of the others, what the name of the file says is.
        let of_file = || self.listed.clone().filter(|name| chunk.aside.is_none() || is_list_of_noes(name));
        let aside = chunk.aside.as_ref().filter(|list| list.says_no).map(|list| list.name.clone());
        let Some(name) = &aside.or_else(of_file) else { return };
        chunk.is_listed = true;
        let asking = Arc::new(Asking::of_list(name, &self.contract));
        let is_row = |row: &usize| !chunk.odd.contains_key(row);
        let rows = (0..chunk.n_rows()).filter(is_row);
        let noes = rows.map(|row| StrayNo { row, asking: Arc::clone(&asking), value: name.clone() });
        let noes: Vec<StrayNo> = noes.collect();
        chunk.strays.extend(noes);
        self.heard.insert(format!("`{name}` says that nobody in it wants mail: every row of it is a no"));
    }

    /// Keeps what people wrote in columns that are read for nothing but a no. Where being in the file is one, nothing
    /// further can be said there.
    fn hear_writings(&mut self, chunk: &Chunk, place: &str) {
        let contract = if place.is_empty() { &self.contract } else { &self.as_given };
        if contract.is_of_noes() || contract.is_log || contract.format == Format::Segment || chunk.is_listed {
            return;
        }
        let noes: HashSet<(&str, usize)> =
            chunk.strays.iter().map(|no| (no.asking.column.as_str(), no.row)).collect();
        for (property, cells) in contract.properties.iter().zip(&chunk.cells) {
            if property.is_constant || !may_hold_texts(property.role) {
                continue;
            }
            let Some(texts) = written(cells) else { continue };
            let column = property.names().next().unwrap_or_default();
            let rows = texts.iter().zip(&chunk.lines).enumerate();
            let values = rows.map(|(row, (value, line))| (*line, value, noes.contains(&(column, row))));
            self.writings.take((place, property), contract, values);
        }
        for text in &chunk.written {
            let line = chunk.lines.get(text.row).copied().unwrap_or_default();
            self.writings.take_unnamed((place, &text.asking.column), line, &text.value);
        }
        self.writings.settle(contract);
    }

    fn portion(&mut self) -> Result<Option<Portion>, SourceError> {
        let chunk = self.chunks.next(&self.contract, &self.intake, &self.file)?;
        let Some(mut chunk) = chunk else {
            if let Some((sheet, csv)) = self.sheets.pop() {
                self.turn_to(sheet, csv);
                return self.portion();
            }
            return match self.refused.take() {
                Some(error) => Err(with_noes(error, self.n_noes)),
                None => Ok(None),
            };
        };
        if let Some(error) = self.chunks.broken().filter(|_| self.beside.is_none()) {
            self.refused.get_or_insert(error);
        }
        chunk.strays.extend(displaced(&self.contract, &chunk));
        let words = chunk.strays.iter().filter(|no| !no.asking.is_by_name());
        self.heard.extend(words.map(|no| no.asking.warning(&self.contract)));
        self.hear_list(&mut chunk);
        let beside = match (&self.beside, &chunk.aside) {
            (Some(sheet), _) => Some(format!("sheet `{sheet}`")),
            (None, Some(list)) => Some(format!("list `{}`", list.name)),
            (None, None) => None,
        };
        match &beside {
            Some(place) => *self.n_aside.entry(place.clone()).or_default() += chunk.n_rows() as u64,
            None => self.short_end = short_end(&chunk),
        }
        if self.refused.is_none() {
            self.hear_writings(&chunk, beside.as_deref().unwrap_or_default());
        }
        let lands_nowhere = self.refused.is_some() || beside.is_some();
        if lands_nowhere {
            // None of its rows is sound, so that each is asked for a no.
            for row in 0..chunk.n_rows() {
                let why = "the file is refused".to_owned();
                chunk.verdicts.fail(row, Failure { rule: Rule::UnknownField, field: None, why });
            }
        }
        let contract = if beside.is_some() { &self.as_given } else { &self.contract };
        let mut portion = judge(contract, chunk, &self.intake, &mut self.seen, &self.file)?;
        self.n_noes += portion.noes.len();
        self.heard.append(&mut portion.notes.drain(..).collect());
        if let Some(place) = beside.as_ref().filter(|_| !portion.noes.is_empty()) {
            self.heard.insert(format!("rows of {place} say no; that counts, and nothing else of it is read"));
        }
        if !lands_nowhere {
            self.totals.n_rows += portion.totals.n_rows;
            self.totals.n_accepted += portion.totals.n_accepted;
            self.totals.n_rejected += portion.totals.n_rejected;
        }
        portion.notes = self.notes();
        if lands_nowhere {
            // The lines of another sheet or list are counted apart.
            let closing = if beside.is_some() { Vec::new() } else { portion.heard.closing };
            let heard = Heard { closing, ..Heard::default() };
            let (noes, notes) = (portion.noes, portion.notes);
            return Ok(Some(Portion {
                noes,
                nameless: portion.nameless,
                notes,
                heard,
                ..Portion::default()
            }));
        }
        Ok(Some(portion))
    }
}

impl Iterator for Reading {
    type Item = Result<Portion, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_failed {
            return None;
        }
        let portion = self.portion();
        self.has_failed = portion.is_err();
        portion.transpose()
    }
}

/// The refusal of a file, with what became of the noes in it.
fn with_noes(error: SourceError, n_noes: usize) -> SourceError {
    match error {
        SourceError::Column { file, column, why } if 0 < n_noes => {
            let why = format!("{why}; what {n_noes} of its rows say no to counts all the same");
            SourceError::Column { file, column, why }
        }
        SourceError::Broken { file, why } if 0 < n_noes => {
            let why = format!("{why}; what {n_noes} of its rows say no to counts all the same");
            SourceError::Broken { file, why }
        }
        SourceError::Encoding { file, found, hint } if 0 < n_noes => {
            let hint = format!("{hint}; what {n_noes} of its rows say no to counts all the same");
            SourceError::Encoding { file, found, hint }
        }
        other => other,
    }
}

/// The cells of a column of texts.
fn written(cells: &ArrayRef) -> Option<StringArray> {
    let is_text = matches!(
        cells.data_type(),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..)
    );
    cast(cells, &DataType::Utf8).ok().filter(|_| is_text).map(|texts| texts.as_string::<i32>().clone())
}

/// Applies the contract to a chunk and parts the good from the bad.
fn judge(
    contract: &Contract,
    mut chunk: Chunk,
    intake: &Intake,
    seen: &mut Seen,
    file: &str,
) -> Result<Portion, SourceError> {
    let fail = |error| SourceError::arrow(file, &error);
    let n_rows = chunk.n_rows();
    chunk.settle_passing(contract);
    let mut columns = check(contract, &mut chunk, intake, seen, file)?;
    let mut rejected = chunk.rejected(contract).map_err(fail)?;
    name(&mut rejected, contract, &chunk, &columns, intake).map_err(fail)?;
    let mut noes = noes(contract, &chunk, &columns, &rejected, intake).map_err(fail)?;
    let (stray, notes) = stray_noes(contract, &chunk, &columns, intake).map_err(fail)?;
    noes.extend(stray);
    noes.extend(chunk.said.drain(..).map(|no| (0, no)));
    let n_rows = n_rows - chunk.again.len();
    once(&mut rejected, &chunk);
    if let Some(mask) = chunk.keep_good(file)? {
        columns = columns.iter().map(|column| kept(column, &mask)).collect::<Result<_, _>>().map_err(fail)?;
    }
    let as_came = AsCame::of(contract, &chunk);
    let accepted = match contract.format {
        Format::Segment => messages(contract, std::mem::take(&mut chunk.messages), intake)?,
        _ => Good::of(contract, intake, &chunk, &columns).accepted().map_err(fail)?,
    };
    let accepted = Accepted { as_came, ..accepted };
    let heard = heard(contract, &accepted, &noes, &chunk.lines);
    let noes = noes.into_iter().map(|(_, no)| no);
    let (nameless, noes) = noes.partition(|no| no.handles.expose().is_empty());
    let n_rejected = rejected.len() as u64;
    let totals = Totals { n_rows: n_rows as u64, n_accepted: n_rows as u64 - n_rejected, n_rejected };
    Ok(Portion { accepted, rejected, noes, nameless, heard, totals, notes })
}

/// Takes out what is another reading of a bad row.
fn once(rejected: &mut Vec<Rejected>, chunk: &Chunk) {
    let bad = chunk.verdicts.iter().enumerate().filter(|(_, failure)| failure.is_some());
    let mut rows = bad.map(|(row, _)| row);
    if !chunk.again.is_empty() {
        rejected.retain(|_| rows.next().is_none_or(|row| !chunk.again.contains(&row)));
    }
}

/// Gives bad rows the keys that they have, or would have, in the lake. `columns` and `chunk` still have all rows.
fn name(
    rejected: &mut [Rejected],
    contract: &Contract,
    chunk: &Chunk,
    columns: &[Typed],
    intake: &Intake,
) -> Result<(), arrow::error::ArrowError> {
    if rejected.is_empty() {
        return Ok(());
    }
    if contract.format == Format::Segment {
        return Ok(());
    }
    let rows = Good::of(contract, intake, chunk, columns);
    let own = rows.texts(Role::MessageId)?;
    let keys = rows.keys()?;
    let bad = chunk.verdicts.iter().enumerate().filter(|(_, failure)| failure.is_some());
    for ((row, _), rejected) in bad.zip(rejected) {
        let text = |texts: &StringArray| texts.is_valid(row).then(|| texts.value(row).to_owned());
        let key = text(&keys).filter(|key| !key.is_empty());
        rejected.key = text(&own).or_else(|| Some(format!("{}:{}", contract.source, key?)));
    }
    Ok(())
}

/// What the bad rows of a chunk say no to. `columns` and `chunk` still have all rows.
fn noes(
    contract: &Contract,
    chunk: &Chunk,
    columns: &[Typed],
    rejected: &[Rejected],
    intake: &Intake,
) -> Result<Vec<LineNo>, arrow::error::ArrowError> {
    if !contract.lands.contains(&Lands::Consents) || rejected.is_empty() {
        return Ok(lines(contract, chunk, rejected, &HashSet::new(), intake));
    }
    let rows = Good::of(contract, intake, chunk, columns);
    let (keys, purposes) = (rows.keys_of_answers()?, rows.texts(Role::Purpose)?);
    let moments = Moments::read(contract, columns, &chunk.cells);
    let written = as_written(contract, columns, &chunk.cells)?;
    let names = Names::read(contract, &written, &chunk.beside)?;
    let mut words: BTreeMap<usize, Vec<Spoken>> = BTreeMap::new();
    for said in spoken(contract, &written)?.into_iter().filter(|said| !chunk.is_passing(said.row)) {
        words.entry(said.row).or_default().push(said);
    }
    let mut heard = HashSet::new();
    let bad = chunk.verdicts.iter().enumerate().filter(|(_, failure)| failure.is_some());
    let mut noes = Vec::new();
    for ((row, _), rejected) in bad.zip(rejected) {
        let text = |texts: &StringArray| texts.is_valid(row).then(|| texts.value(row).to_owned());
        let (key, purpose) = (text(&keys), text(&purposes));
        let of_row = words.remove(&row).unwrap_or_default();
        for said in &of_row {
            let broken = Broken {
                key: key.as_deref(),
                named: names.of(row),
                says_no: said.says_no,
                unread: said.is_unread.then_some(said.action.as_str()),
                purpose: purpose.as_deref().filter(|_| said.role != Role::ContactAction),
                channel: said.channel.as_deref(),
                at: moments.of(said),
                original: &rejected.original,
                rule: &rejected.rule,
            };
            noes.extend(no_of(contract, &broken, intake.arrived_at).map(|no| (rejected.line, no)));
        }
        if !of_row.is_empty() {
            heard.insert(row);
        }
    }
    noes.extend(lines(contract, chunk, rejected, &heard, intake));
    Ok(noes)
}

/// The noes in lines that are no objects, and in those that do not fit the columns. What was `heard` by its columns is
/// not read again, but in a list of noes.
fn lines(
    contract: &Contract,
    chunk: &Chunk,
    rejected: &[Rejected],
    heard: &HashSet<usize>,
    intake: &Intake,
) -> Vec<LineNo> {
    let bad = chunk.verdicts.iter().enumerate().filter(|(_, failure)| failure.is_some());
    let mut noes = Vec::new();
    for ((row, _), rejected) in bad.zip(rejected) {
        let is_broken = |rule: &Rule| rejected.rule == rule.as_str();
        let is_line =
            chunk.raw.is_some() && [Rule::Json, Rule::Encoding, Rule::ColumnCount].iter().any(is_broken);
        let is_listed = contract.is_of_noes() || chunk.is_listed || chunk.below.contains(&row);
        if (is_listed || !heard.contains(&row)) && (is_line || chunk.odd.contains_key(&row)) {
            let (original, rule) = (&rejected.original, &rejected.rule);
            let no = no_of_line(contract, original, rule, is_listed, intake.arrived_at);
            noes.extend(no.map(|no| (rejected.line, no)));
        }
    }
    noes
}

fn kept(column: &Typed, mask: &BooleanArray) -> Result<Typed, arrow::error::ArrowError> {
    let array = filter(&column.array(), mask)?;
    Ok(match column {
        Typed::Text(_) => Typed::Text(array.as_string().clone()),
        Typed::Json(_) => Typed::Json(array.as_string().clone()),
        Typed::Integer(_) => Typed::Integer(array.as_primitive().clone()),
        Typed::Money(_, currencies) => {
            Typed::Money(array.as_primitive().clone(), filter(currencies, mask)?.as_string().clone())
        }
        Typed::Number(_) => Typed::Number(array.as_primitive().clone()),
        Typed::Boolean(_) => Typed::Boolean(array.as_boolean().clone()),
        Typed::Day(_) => Typed::Day(array.as_primitive().clone()),
        Typed::Moment(_) => Typed::Moment(array.as_primitive().clone()),
    })
}

fn messages(
    contract: &Contract,
    messages: Vec<Option<segment::EventRow>>,
    intake: &Intake,
) -> Result<Accepted, SourceError> {
    let rows: Vec<segment::EventRow> = messages.into_iter().flatten().collect();
    if rows.is_empty() {
        return Ok(Accepted::default());
    }
    let is_landing = |table: Lands| contract.lands.contains(&table);
    Ok(Accepted {
        records: match is_landing(Lands::Records) {
            true => segment::records(intake, &contract.source, &rows)?,
            false => None,
        },
        events: is_landing(Lands::Events)
            .then(|| segment::batch(intake, &contract.source, &rows))
            .transpose()?,
        ..Accepted::default()
    })
}

/// What became of quarantined rows after a fix.
#[derive(Debug, Default)]
pub struct Replayed {
    /// Those that are good now.
    pub accepted: Accepted,
    /// For each original, in order: `None` when it is good now, else why it is not.
    pub verdicts: Vec<Option<Rejected>>,
    /// As [`Portion::noes`].
    pub noes: Vec<consent::Statement>,
}

/// Checks quarantined originals again, as they are or as a member has mended them.
///
/// Each is a JSON object by property name or path, or the line as it stood in the file. The rules
/// are those of the contract as it is now. Originals of one call must be unique among themselves.
pub fn replay(contract: &Contract, originals: &[&str], intake: &Intake) -> Result<Replayed, SourceError> {
    let mut rows = Rows::new(contract);
    for (i, original) in originals.iter().enumerate() {
        rows.push(i as u64 + 1, original, contract, intake);
    }
    let Some(mut chunk) = rows.finish() else { return Ok(Replayed::default()) };
    chunk.strays.extend(displaced(contract, &chunk));
    let portion = judge(contract, chunk, intake, &mut Seen::new(contract), "quarantine")?;
    let mut verdicts: Vec<Option<Rejected>> = originals.iter().map(|_| None).collect();
    for rejected in portion.rejected {
        let index = usize::try_from(rejected.line).unwrap_or_default().saturating_sub(1);
        if let Some(verdict) = verdicts.get_mut(index) {
            *verdict = Some(rejected);
        }
    }
    Ok(Replayed { accepted: portion.accepted, verdicts, noes: portion.noes })
}

/// [`replay`] of a single row.
///
/// Errors: the row's verdict, inside; [`SourceError`] outside when it cannot be checked at all.
pub fn replay_one(
    contract: &Contract,
    original: &str,
    intake: &Intake,
) -> Result<Result<Accepted, Rejected>, SourceError> {
    let mut replayed = replay(contract, &[original], intake)?;
    Ok(match replayed.verdicts.pop().flatten() {
        Some(rejected) => Err(rejected),
        None => Ok(replayed.accepted),
    })
}
