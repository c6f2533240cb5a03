use crate::chunk::{Chunk, Failure, Verdicts};
use crate::encoding::{Letters, decode, name};
use crate::header::{Places, places, together, twins_differ};
use crate::heading::Headings;
use crate::intake::Rule;
use crate::items::in_one;
use crate::layout::{Layout, NO_DELIMITER, Told, above, is_list, layout};
use crate::no_words::{is_list_of_noes, is_strong_no};
use crate::opening::Text;
use crate::quotes::{OpenQuote, Watched};
use crate::torn::names_somebody;
use crate::{Contract, Lands, Property, Role, SourceError};
use arrow::array::{ArrayRef, StringBuilder};
use csv::ByteRecord;
use std::io::BufRead;
use std::sync::Arc;

mod rows;

/// What the column of a file without a header is called.
pub(crate) const LINE: &str = "line";

/// A delimited file, open behind its header.
pub(crate) struct Table {
    pub(crate) reader: csv::Reader<Watched>,
    pub(crate) header: Vec<String>,
    pub(crate) letters: Letters,
    pub(crate) delimiter: u8,
    open: OpenQuote,
    /// Lines before the header.
    pub(crate) n_before: u64,
    is_crlf: bool,
    /// The header as it stands, and how many lines repeat it.
    head: ByteRecord,
    n_heads: u64,
    notes: Vec<String>,
    /// It has no header: each line is one value.
    pub(crate) is_headless: bool,
    /// The lines above the header, and whether one of them says that nobody below wants mail.
    above: Vec<(u64, String)>,
    says_no: bool,
    /// Why nothing of it may land although it can be read.
    pub(crate) refused: Option<SourceError>,
}

impl Table {
    /// Finds the header and reads it.
    pub(crate) fn open(
        text: Text,
        contract: Option<&Contract>,
        told: Told,
        file: &str,
    ) -> Result<Self, SourceError> {
        let Text { mut bytes, start, letters, mut notes, mut refused, .. } = text;
        let mut found = layout(&start, contract, told);
        let is_headless = match (contract, told.has_header) {
            (Some(contract), _) => contract.is_headless,
            (None, Some(has_header)) => !has_header,
            (None, None) => is_list(&start, &found),
        };
        if is_headless {
            let notes = vec!["no header: each line is read as one value".to_owned()];
            found = Layout { delimiter: NO_DELIMITER, n_lines: 0, n_bytes: 0, notes, ..found };
        }
        let above = above(&start, &found);
        let mut n_left = found.n_bytes;
        while 0 < n_left {
            let ready = bytes.fill_buf().map_err(|error| SourceError::io(file, &error))?.len();
            if ready == 0 {
                break;
            }
            let n = ready.min(n_left);
            bytes.consume(n);
            n_left -= n;
        }
        let n_before = found.n_lines as u64;
        let (watched, open) = Watched::new(bytes, found.delimiter, found.is_cr, n_before + 1);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(found.delimiter)
            .flexible(true)
            .has_headers(false)
            .quoting(!is_headless)
            .from_reader(watched);
        let mut record = ByteRecord::new();
        let mut header = Vec::new();
        if is_headless {
            header.push(LINE.to_owned());
        } else {
            reader.read_byte_record(&mut record).map_err(|error| broken(file, &error))?;
        }
        for cell in &record {
            let read = decode(cell, letters);
            if read.is_none() {
                refused.get_or_insert_with(|| SourceError::Encoding {
                    file: file.to_owned(),
                    found: format!("not {} in its header", name(letters)),
                    hint: "export it as UTF-8, or set `truelift.encoding` in its contract".to_owned(),
                });
            }
            header.push(read.unwrap_or_else(|| String::from_utf8_lossy(cell)).trim().to_owned());
        }
        notes.extend(found.notes);
        let (delimiter, is_crlf) = (found.delimiter, found.is_crlf);
        let (head, n_heads) = (record, 0);
        let table = Self {
            reader,
            header,
            letters,
            delimiter,
            open,
            n_before,
            is_crlf,
            head,
            n_heads,
            notes,
            is_headless,
            above,
            says_no: false,
            refused,
        };
        table.check_quotes(file)?;
        Ok(table)
    }

    /// Itself, where its rows may land.
    pub(crate) fn sound(self) -> Result<Self, SourceError> {
        match self.refused {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }

    /// What was found out, in words.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = self.notes.clone();
        if 0 < self.n_heads {
            notes.push(format!("{} lines repeat the header and are left out", self.n_heads));
        }
        notes
    }

    /// Reads the next row that is not blank and not the header again, as files have that were put together of
    /// several; `false` at the end.
    ///
    /// Errors: a quote that the end of the file has not closed, with the line where it opens.
    pub(crate) fn next(&mut self, record: &mut ByteRecord, file: &str) -> Result<bool, SourceError> {
        loop {
            let is_row = self.reader.read_byte_record(record).map_err(|error| broken(file, &error))?;
            self.check_quotes(file)?;
            if !is_row {
                return Ok(false);
            }
            if self.is_head(record) {
                self.n_heads += 1;
                continue;
            }
            if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                return Ok(true);
            }
        }
    }

    fn is_head(&self, record: &ByteRecord) -> bool {
        record.len() == self.head.len()
            && record.iter().zip(&self.head).all(|(cell, name)| cell.trim_ascii() == name.trim_ascii())
            && record.iter().any(|cell| !cell.trim_ascii().is_empty())
    }

    fn check_quotes(&self, file: &str) -> Result<(), SourceError> {
        match self.open.line().filter(|_| !self.is_headless) {
            None => Ok(()),
            Some(line) => Err(SourceError::Broken {
                file: file.to_owned(),
                why: format!(
                    "a quote opens in line {line} and never closes, so all that follows is one value; close it, or write it twice if it is meant"
                ),
            }),
        }
    }

    /// The line of the file at which `record` begins, the last one that was read.
    ///
    /// The reader tells where it stood before: in front of blank lines, and of the line feed behind a carriage
    /// return. Where it stands now tells the line.
    pub(crate) fn line(&self, record: &ByteRecord) -> u64 {
        let before = record.position().map_or(0, csv::Position::line);
        let n_inside = record.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
        let now = self.reader.position();
        let is_behind = !self.is_crlf && !self.open.is_unended_at(now.byte());
        let n_behind = n_inside + u64::from(is_behind);
        before.max(now.line().saturating_sub(n_behind)) + self.n_before
    }
}

/// What became of the cells of a row.
#[derive(Default)]
struct Cells {
    failure: Option<Failure>,
    /// Those that are not in the letters of the file, by property, as they came.
    unlettered: Vec<(String, String)>,
}

/// The rows of a CSV file, chunk by chunk.
pub(crate) struct CsvChunks {
    table: Table,
    places: Places,
    record: ByteRecord,
    /// The columns that tell whether a row continues the row above, and whether it does by saying the same.
    begins: Vec<(usize, bool)>,
    /// What those columns said in the row above.
    above: Vec<Vec<u8>>,
    /// Whether the contract wants the lines of an order.
    has_items: bool,
    /// The record is a row that was read and not taken.
    is_ahead: bool,
    n_continued: u64,
    /// Why the file breaks off.
    broken: Option<SourceError>,
    /// That was told: nothing comes any more.
    is_over: bool,
    /// Lines that are rows although they stand above the rows: those that name somebody, the header of a file that is
    /// refused among them.
    lead: Vec<(u64, String)>,
    /// Being in the file is a no, by its name.
    pub(crate) is_listed: bool,
    /// What a line above the row at hand says of it.
    headings: Headings,
}

impl CsvChunks {
    /// Reads the header and compares it with the contract.
    pub(crate) fn open(contract: &Contract, text: Text, file: &str) -> Result<Self, SourceError> {
        let mut table = Table::open(text, Some(contract), Told::by(contract), file)?;
        let places = places(contract, &table.header, file);
        table.notes.extend(places.notes.iter().cloned());
        let is_refused = table.refused.is_some() || places.refused.is_some();
        let above = std::mem::take(&mut table.above);
        table.says_no = above.iter().any(|(_, line)| is_list_of_noes(line) || is_strong_no(line, false));
        let mut lead: Vec<(u64, String)> =
            above.into_iter().filter(|(_, line)| names_somebody(line)).collect();
        let head = table.header.join(";");
        if is_refused && (names_somebody(&head) || head.contains(['@', '\u{ff20}'])) {
            lead.push((table.n_before + 1, head));
        }
        let headings = Headings::of(contract, &places);
        let begins = contract.properties.iter().zip(&places.columns);
        let begins = begins.filter(|(property, _)| property.begins_row);
        // Two rows of one key are one order; two of one total may be two.
        let is_key = |property: &Property| matches!(property.role, Role::ExternalKey | Role::MessageId);
        let begins = begins.filter_map(|(property, place)| Some(((*place)?, is_key(property))));
        Ok(Self {
            table,
            begins: begins.collect(),
            places,
            record: ByteRecord::new(),
            above: Vec::new(),
            has_items: contract.properties.iter().any(|property| property.role.is_item()),
            is_ahead: false,
            n_continued: 0,
            broken: None,
            is_over: false,
            lead,
            is_listed: false,
            headings,
        })
    }

    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = self.table.notes();
        if 0 < self.n_continued {
            let what = if self.has_items { "are kept as its items" } else { "are not read" };
            notes.push(format!("{} rows continue the row above and {what}", self.n_continued));
        }
        notes
    }

    /// Whether a line above the header says that nobody in the file wants mail.
    pub(crate) fn says_no(&self) -> bool {
        self.table.says_no
    }

    /// Why the file is refused.
    pub(crate) fn refused(&self) -> Option<&SourceError> {
        self.table.refused.as_ref().or(self.places.refused.as_ref())
    }

    /// Where the properties of the contract stand.
    pub(crate) fn columns(&self) -> &[Option<usize>] {
        &self.places.columns
    }

    /// Whether a column of the file is one of the contract.
    pub(crate) fn names_any(&self) -> bool {
        self.places.columns.iter().any(Option::is_some)
    }

    /// Why the file cannot be read on behind the rows that were handed out.
    pub(crate) fn broken(&mut self) -> Option<SourceError> {
        self.is_over |= self.broken.is_some();
        self.broken.take()
    }

    /// Whether the row continues the one above: an item of the same order.
    fn continues(&self) -> bool {
        let is_same = |(nth, (at, is_key)): (usize, &(usize, bool))| {
            let cell = self.record.get(*at).map(<[u8]>::trim_ascii);
            cell.is_some_and(|cell| {
                cell.is_empty() || (*is_key && self.above.get(nth).is_some_and(|above| above == cell))
            })
        };
        !self.begins.is_empty() && self.begins.iter().enumerate().all(is_same)
    }

    /// Reads the rows that continue the one at hand; that is in `self.record` again afterwards where there were none.
    fn further(&mut self, file: &str) -> Result<Vec<ByteRecord>, SourceError> {
        let mut further = Vec::new();
        while self.table.next(&mut self.record, file)? {
            if !self.continues() {
                self.is_ahead = true;
                break;
            }
            self.n_continued += 1;
            if self.has_items {
                further.push(self.record.clone());
            }
        }
        Ok(further)
    }

    /// The next rows, `n_rows` at most; `None` at the end.
    pub(crate) fn next(
        &mut self,
        contract: &Contract,
        n_rows: usize,
        file: &str,
    ) -> Result<Option<Chunk>, SourceError> {
        let mut builders: Vec<StringBuilder> =
            self.places.columns.iter().map(|_| StringBuilder::new()).collect();
        let mut chunk = Chunk::default();
        let mut verdicts = Verdicts::default();
        // Of a file without a column of the contract nobody knows what is what: each row is a line of text.
        let is_text = self.refused().is_some() && !self.names_any();
        self.lead_as_rows(&mut chunk, &mut verdicts, &mut builders);
        while chunk.lines.len() < n_rows && !self.is_over {
            let is_row = match std::mem::take(&mut self.is_ahead) {
                true => Ok(true),
                false => self.table.next(&mut self.record, file),
            };
            match is_row {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.break_off(error, &mut chunk, &mut verdicts, &mut builders);
                    break;
                }
            }
            // It continues a row that could not be read.
            if self.continues() {
                self.n_continued += 1;
                continue;
            }
            let row = chunk.lines.len();
            let line = self.table.line(&self.record);
            chunk.lines.push(line);
            let n_columns = self.table.header.len();
            self.headings.hear(&self.record, self.table.letters, n_columns, contract);
            if let Some(failure) = self.misshapen(line) {
                builders.iter_mut().for_each(StringBuilder::append_null);
                chunk.odd.insert(row, self.odd(contract));
                let says_no = self.headings.says_no() || self.hides_no();
                chunk.below.extend(says_no.then_some(row));
                verdicts.push(Some(failure));
                continue;
            }
            if is_text {
                let cells: Vec<String> = self.record.iter().map(|cell| self.lossy(cell)).collect();
                chunk.odd.insert(row, cells.join(";"));
            }
            self.stray_noes(row, contract, &mut chunk);
            let says_no = chunk.strays.last().is_some_and(|no| no.row == row);
            let is_asked = says_no || self.is_listed || contract.lands.contains(&Lands::Consents);
            chunk.beside.resize_with(row, Vec::new);
            chunk.beside.push(if is_asked { self.beside() } else { Vec::new() });
            let (Cells { failure, unlettered }, error) = self.row_with_further(contract, file, &mut builders);
            if !unlettered.is_empty() {
                chunk.unlettered.insert(row, unlettered);
            }
            verdicts.push(failure);
            if let Some(error) = error {
                self.break_off(error, &mut chunk, &mut verdicts, &mut builders);
                break;
            }
        }
        if chunk.lines.is_empty() {
            return self.broken.take().map_or(Ok(None), Err);
        }
        chunk.cells = builders.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef).collect();
        chunk.verdicts = verdicts;
        Ok(Some(chunk))
    }

    /// Takes the lines above the rows that name somebody for rows of quarantine: none is lost.
    fn lead_as_rows(&mut self, chunk: &mut Chunk, verdicts: &mut Verdicts, builders: &mut [StringBuilder]) {
        for (line, text) in std::mem::take(&mut self.lead) {
            chunk.odd.insert(chunk.lines.len(), text);
            chunk.lines.push(line);
            let why = "it stands above the rows and names somebody; it is no header".to_owned();
            verdicts.push(Some(Failure { rule: Rule::ColumnCount, field: None, why }));
            builders.iter_mut().for_each(StringBuilder::append_null);
        }
    }

    /// Writes the values of the record, with those of the rows that continue it. Where the file breaks off behind
    /// the row, the row itself was read.
    fn row_with_further(
        &mut self,
        contract: &Contract,
        file: &str,
        builders: &mut [StringBuilder],
    ) -> (Cells, Option<SourceError>) {
        if self.begins.is_empty() {
            return (self.cells(contract, &self.record, &[], builders), None);
        }
        let own = self.record.clone();
        let cell = |at: usize| own.get(at).unwrap_or_default().trim_ascii().to_vec();
        self.above = self.begins.iter().map(|(at, _)| cell(*at)).collect();
        let (further, error) = match self.further(file) {
            Ok(further) => (further, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        (self.cells(contract, &own, &further, builders), error)
    }

    /// Keeps why the file breaks off, with the lines that an open quote has swallowed: what was read before, and what
    /// stands in them, is asked for a no.
    fn break_off(
        &mut self,
        error: SourceError,
        chunk: &mut Chunk,
        verdicts: &mut Verdicts,
        builders: &mut [StringBuilder],
    ) {
        let line = self.table.line(&self.record);
        let text = self.record.iter().map(|cell| self.lossy(cell)).collect::<Vec<_>>().join(",");
        let lines = text.lines().filter(|line| self.table.open.line().is_some() && !line.trim().is_empty());
        for (nth, text) in lines.enumerate() {
            chunk.odd.insert(chunk.lines.len(), text.to_owned());
            chunk.lines.push(line + nth as u64);
            let why = "a quote that never closes holds it".to_owned();
            verdicts.push(Some(Failure { rule: Rule::ColumnCount, field: None, why }));
            builders.iter_mut().for_each(StringBuilder::append_null);
        }
        self.broken = Some(error);
    }

    /// Writes the values of a row, and those of the lines of an order that `further` rows have.
    fn cells(
        &self,
        contract: &Contract,
        own: &ByteRecord,
        further: &[ByteRecord],
        builders: &mut [StringBuilder],
    ) -> Cells {
        let (mut failure, mut unlettered) = (None, Vec::new());
        let columns = builders.iter_mut().zip(&self.places.columns).zip(&contract.properties);
        for (nth, ((builder, place), property)) in columns.enumerate() {
            let cell = |record: &'_ ByteRecord| -> Vec<u8> {
                place.and_then(|place| record.get(place)).unwrap_or_default().to_vec()
            };
            if property.role.is_item() && !further.is_empty() {
                let all = std::iter::once(own).chain(further);
                let values: Vec<String> =
                    all.map(|record| self.lossy(&cell(record)).trim().to_owned()).collect();
                builder.append_option(in_one(&values));
                continue;
            }
            let several = self.several(nth, *place, own);
            if several.iter().any(|value| *value != self.lossy(&cell(own)).trim()) {
                builder.append_value(together(property, several));
                failure.get_or_insert_with(|| twins_differ(property));
                continue;
            }
            let bytes = place.and_then(|place| own.get(place)).unwrap_or_default();
            match decode(bytes, self.table.letters) {
                _ if bytes.is_empty() => builder.append_null(),
                Some(text) => builder.append_value(self.with_time(nth, &text, own)),
                None => {
                    builder.append_value(rows::guessed(property, bytes));
                    unlettered.push((property.name.clone(), String::from_utf8_lossy(bytes).into_owned()));
                    failure.get_or_insert_with(|| Failure {
                        rule: Rule::Encoding,
                        field: Some(property.name.clone()),
                        why: format!("it is not {}", name(self.table.letters)),
                    });
                }
            }
        }
        Cells { failure, unlettered }
    }
}

pub(crate) fn broken(file: &str, error: &csv::Error) -> SourceError {
    match error.kind() {
        csv::ErrorKind::Io(error) => SourceError::io(file, error),
        _ => SourceError::Broken { file: file.to_owned(), why: format!("{error}; export it again") },
    }
}
