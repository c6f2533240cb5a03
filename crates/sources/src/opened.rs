//! A file opened as what it is, whatever its contract says.

use crate::chunk::Chunk;
use crate::csv_file::CsvChunks;
use crate::intake::Intake;
use crate::json_file::JsonChunks;
use crate::json_split::is_known;
use crate::json_table;
use crate::loose::LooseChunks;
use crate::loose::records::is_records;
use crate::loose::sections::begins_in_brackets;
use crate::neither::says_neither;
use crate::no_words::is_list_of_noes;
use crate::opening::{Origin, Text, marked_up, readable};
use crate::parquet_file::ParquetChunks;
use crate::{Contract, Format, Lands, SourceError};
use std::path::Path;

/// Rows handled at a time: enough for columns to pay off, about 50 MB of a wide file.
const N_ROWS: usize = 64 * 1024;

/// The rows of a file, chunk by chunk.
pub(crate) enum Chunks {
    Csv(Box<CsvChunks>),
    Json(Box<JsonChunks>),
    Parquet(Box<ParquetChunks>),
    /// Rows of a file that is no table: asked for a no, and nothing else.
    Loose(LooseChunks),
}

/// What a file turned out to be.
pub(crate) struct Opened {
    pub(crate) chunks: Chunks,
    /// Why it is refused.
    pub(crate) refused: Option<SourceError>,
    /// Which sheet of a workbook was read.
    pub(crate) sheet: Option<String>,
    /// The sheets of it that are asked for a no alone.
    pub(crate) sheets: Vec<(String, Vec<u8>)>,
}

impl Opened {
    fn new(chunks: Chunks, refused: Option<SourceError>) -> Self {
        Self { chunks, refused, sheet: None, sheets: Vec::new() }
    }
}

/// What a file whose name says no makes of its rows.
pub(crate) enum Listed {
    /// Nobody in it was asked, whatever the contract says of every row: its name, and the contract without its yes.
    Neither(String, Box<Contract>),
    /// Each is a no besides what it says itself.
    Besides(String),
    /// Who gives no answer says no: by this contract.
    By(String, Box<Contract>),
}

/// The name by which being in a file is a no, where no column of it is asked.
pub(crate) fn listed(
    contract: &Contract,
    file: &str,
    sheet: Option<String>,
    chunks: &mut Chunks,
) -> Option<Listed> {
    let speaks = contract.properties.iter().any(|property| property.role.is_action());
    let has_answers = chunks.has_answers(contract);
    let is_open = match speaks {
        true => contract.answers_by_itself() || !has_answers && !contract.is_of_noes(),
        false => contract.lands.contains(&Lands::Records),
    };
    if !is_open || contract.is_log || contract.format == Format::Segment {
        return None;
    }
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    let names: Vec<String> = sheet.into_iter().chain(name).collect();
    let found = names.iter().find(|name| is_list_of_noes(name)).cloned().or_else(|| chunks.title_of_noes());
    let Some(found) = found else {
        let name = names.into_iter().find(|name| says_neither(name))?;
        let is_granted = speaks && contract.answers_by_itself();
        return is_granted.then(|| Listed::Neither(name, Box::new(contract.of_nobody_asked())));
    };
    chunks.hear_all();
    Some(match speaks && contract.lands.contains(&Lands::Consents) {
        true => Listed::By(found, Box::new(contract.of_noes(has_answers))),
        false => Listed::Besides(found),
    })
}

impl Chunks {
    /// The next rows; `None` at the end.
    pub(crate) fn next(
        &mut self,
        contract: &Contract,
        intake: &Intake,
        file: &str,
    ) -> Result<Option<Chunk>, SourceError> {
        match self {
            Chunks::Csv(chunks) => chunks.next(contract, N_ROWS, file),
            Chunks::Json(chunks) => chunks.next(contract, intake, N_ROWS, file),
            Chunks::Parquet(chunks) => chunks.next(contract, intake, file),
            Chunks::Loose(chunks) => Ok(chunks.next(contract, intake, N_ROWS)),
        }
    }

    /// Why the file cannot be read on behind the rows that were handed out.
    pub(crate) fn broken(&mut self) -> Option<SourceError> {
        match self {
            Chunks::Csv(chunks) => chunks.broken(),
            Chunks::Json(chunks) => chunks.broken(),
            Chunks::Parquet(_) | Chunks::Loose(_) => None,
        }
    }

    /// What was found out about the file, in words.
    pub(crate) fn notes(&self, contract: &Contract) -> Vec<String> {
        match self {
            Chunks::Csv(chunks) => chunks.notes(),
            Chunks::Json(chunks) => chunks.notes(contract),
            Chunks::Parquet(chunks) => chunks.notes(),
            Chunks::Loose(_) => Vec::new(),
        }
    }

    /// Whether the file has a column for an answer, as far as its header tells.
    fn has_answers(&self, contract: &Contract) -> bool {
        let is_there = |places: &[Option<usize>]| {
            let mut each = contract.properties.iter().zip(places);
            each.any(|(property, place)| property.role.is_action() && place.is_some())
        };
        match self {
            Chunks::Csv(chunks) => is_there(chunks.columns()),
            Chunks::Parquet(chunks) => is_there(chunks.columns()),
            Chunks::Json(_) | Chunks::Loose(_) => contract.has_answers(),
        }
    }

    /// What a file is called whose title says that nobody in it wants mail.
    fn title_of_noes(&self) -> Option<String> {
        let says_no = match self {
            Chunks::Csv(chunks) => chunks.says_no(),
            Chunks::Loose(chunks) => chunks.says_no,
            Chunks::Json(chunks) => chunks.says_no(),
            Chunks::Parquet(_) => false,
        };
        says_no.then(|| "its title".to_owned())
    }

    /// Asks every row for whom it names, since being in the file is a no.
    pub(crate) fn hear_all(&mut self) {
        match self {
            Chunks::Csv(chunks) => chunks.is_listed = true,
            Chunks::Loose(chunks) => chunks.is_listed = true,
            Chunks::Json(_) | Chunks::Parquet(_) => {}
        }
    }
}

/// Opens a file as what it is, whatever its contract says: of one of another format nothing lands, and what its rows
/// say no to counts.
pub(crate) fn open(contract: &Contract, origin: &Origin, file: &str) -> Result<Opened, SourceError> {
    let is_parquet = origin.is_parquet(file)?;
    let wants_parquet = contract.format == Format::Parquet;
    if is_parquet || wants_parquet {
        let chunks = match origin {
            Origin::File(path) => {
                let opened = std::fs::File::open(path).map_err(|error| SourceError::io(file, &error))?;
                ParquetChunks::open(contract, opened, N_ROWS, file)
            }
            Origin::Bytes(bytes) => ParquetChunks::open(contract, bytes.clone(), N_ROWS, file),
        };
        let other = (!wants_parquet).then(|| SourceError::Encoding {
            file: file.to_owned(),
            found: "a Parquet file".to_owned(),
            hint: "set `truelift.format: parquet` in its contract".to_owned(),
        });
        return match chunks {
            Ok(chunks) => {
                let refused = other.or_else(|| chunks.refused().cloned());
                Ok(Opened::new(Chunks::Parquet(Box::new(chunks)), refused))
            }
            Err(error) => match open_text(contract, origin, file).ok().filter(|_| !is_parquet) {
                Some(opened) => Ok(Opened { refused: Some(error), ..opened }),
                None => Err(other.unwrap_or(error)),
            },
        };
    }
    open_text(contract, origin, file)
}

/// Opens CSV and JSON, each as what it is.
fn open_text(contract: &Contract, origin: &Origin, file: &str) -> Result<Opened, SourceError> {
    let as_text = || readable(origin, contract.encoding, contract.sheet.as_deref(), file);
    let mut text = as_text()?;
    let (sheet, sheets) = (text.sheet.take(), std::mem::take(&mut text.sheets));
    let opened =
        |chunks, refused| Ok(Opened { chunks, refused, sheet: sheet.clone(), sheets: sheets.clone() });
    let first = text.start.trim_ascii_start().first().copied();
    let is_json = matches!(first, Some(b'{' | b'[')) && !begins_in_brackets(&text.start);
    let wants_json = matches!(contract.format, Format::Jsonl | Format::Segment);
    let is_marked = marked_up(&text.start).is_some() || is_records(&text.start);
    if is_json && contract.format != Format::Segment {
        let table = json_table::as_csv(as_text()?, &|key| is_known(contract, key), file)?;
        let table = table.map(|csv| Text::of_sheet(csv, Some(json_table::NOTE.to_owned())));
        if let Some(Ok(csv)) = table.map(|table| CsvChunks::open(contract, table, file)) {
            let other = (!wants_json).then(|| SourceError::Broken {
                file: file.to_owned(),
                why: "it is JSON; set `truelift.format: json` in its contract".to_owned(),
            });
            let refused = other.or_else(|| csv.refused().cloned());
            return opened(Chunks::Csv(Box::new(csv)), refused);
        }
    }
    if wants_json {
        if contract.format == Format::Jsonl && !is_json && !matches!(first, Some(b'"')) {
            let csv = CsvChunks::open(contract, as_text()?, file).ok();
            let csv = csv.filter(|csv| csv.names_any() && !is_marked);
            if let Some(csv) = csv {
                let why = "it is delimited text and no JSON; set `truelift.format: csv` in its contract";
                let error = SourceError::Broken { file: file.to_owned(), why: why.to_owned() };
                return opened(Chunks::Csv(Box::new(csv)), Some(error));
            }
            if let Some(loose) = LooseChunks::open(contract, as_text()?, file)? {
                let why = "it holds rows and is no JSON; export them as JSON, or as CSV with `truelift.format: csv`";
                let error = SourceError::Broken { file: file.to_owned(), why: why.to_owned() };
                return opened(Chunks::Loose(loose), text.refused.or(Some(error)));
            }
        }
        let chunks = JsonChunks::open(text, contract);
        let refused = chunks.refused().cloned();
        return opened(Chunks::Json(Box::new(chunks)), refused);
    }
    let csv = CsvChunks::open(contract, text, file).map(Box::new);
    let refusal = match &csv {
        Ok(chunks) => chunks.refused().cloned(),
        Err(error) => Some(error.clone()),
    };
    let names_any = csv.as_ref().is_ok_and(|chunks| chunks.names_any());
    match refusal {
        Some(error) if !is_json && (is_marked || !names_any) => {
            match LooseChunks::open(contract, as_text()?, file)? {
                Some(loose) => opened(Chunks::Loose(loose), Some(error)),
                None => opened(Chunks::Csv(csv?), Some(error)),
            }
        }
        // Its objects land nowhere, and what they say no to counts.
        Some(error) if is_json => {
            opened(Chunks::Json(Box::new(JsonChunks::open(as_text()?, contract))), Some(error))
        }
        refusal => opened(Chunks::Csv(csv?), refusal),
    }
}
