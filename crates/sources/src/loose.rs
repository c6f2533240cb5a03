//! Rows in a text that is no table: in the tags of a page or of XML, in statements of SQL, under names as in
//! `email: ann@x.org`, in mails. None of them lands; each is asked for a no.

mod elements;
mod mails;
mod markup;
mod notices;
mod packed;
mod pairs;
pub(crate) mod records;
pub(crate) mod sections;
pub(crate) mod statements;

use crate::chunk::Chunk;
use crate::folded::folded;
use crate::intake::Intake;
use crate::json_file::Rows;
use crate::no_words::is_list_of_noes;
use crate::opening::Text;
use crate::{Contract, Format, Lands, SourceError};
use serde_json::{Map, Value};
use std::io::Read;
use std::path::Path;

/// A text longer than this is asked line by line: 64 MB, of which the pieces take a few times as much.
const N_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// A row of such a text: its line, and its values under the names that stand beside them. A value without a name has
/// the number of its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LooseRow {
    pub(crate) line: u64,
    pub(crate) values: Vec<(String, String)>,
}

impl LooseRow {
    /// Adds what has a name and a value.
    fn add(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            let name = name.trim();
            let nth = (self.values.len() + 1).to_string();
            self.values.push((if name.is_empty() { nth } else { name.to_owned() }, value.to_owned()));
        }
    }

    /// Adds the name of the list that the row stands in, where it says that nobody in it wants mail.
    fn add_list(&mut self, list: &str) {
        if is_list_of_noes(list) || crate::heading::names_noes(list) {
            self.add("unsubscribed", &format!("stands in `{list}`"));
        }
    }
}

/// What such a text holds.
#[derive(Debug, Default)]
struct Found {
    rows: Vec<LooseRow>,
    /// Its titles.
    titles: Vec<String>,
}

/// The rows of such a text, chunk by chunk.
pub(crate) struct LooseChunks {
    rows: std::vec::IntoIter<LooseRow>,
    /// Whether a title of it says that nobody in it wants mail.
    pub(crate) says_no: bool,
    /// Being in the file is a no, by its name.
    pub(crate) is_listed: bool,
}

impl LooseChunks {
    /// Looks for rows in a text; `None` where it has none that can be told from lines.
    pub(crate) fn open(contract: &Contract, text: Text, file: &str) -> Result<Option<Self>, SourceError> {
        let is_mail = mails::is_mail(&text.start);
        let is_of_messages = contract.format == Format::Segment;
        if is_of_messages
            || !(is_mail
                || markup::is_markup(&text.start)
                || statements::is_sql(&text.start)
                || records::is_records(&text.start)
                || pairs::is_named(&text.start))
        {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read = text.bytes.take(N_BYTES_MAX + 1).read_to_end(&mut bytes);
        read.map_err(|error| SourceError::io(file, &error))?;
        if N_BYTES_MAX < bytes.len() as u64 {
            return Ok(None);
        }
        let whole = String::from_utf8_lossy(&bytes);
        let is_listed =
            Path::new(file).file_name().is_some_and(|name| is_list_of_noes(&name.to_string_lossy()));
        let found = match text.start.as_slice() {
            _ if is_mail => mails::rows(&whole, is_listed),
            start if statements::is_sql(start) => statements::rows(&whole),
            start if markup::is_markup(start) => elements::rows(&whole),
            start if records::is_records(start) => records::rows(&whole),
            _ => pairs::rows(&whole),
        };
        // A mail that says nothing says nothing either when its lines are read one by one.
        if found.rows.is_empty() && !is_mail {
            return Ok(None);
        }
        let says_no = found.titles.iter().any(|title| is_list_of_noes(title));
        Ok(Some(Self { rows: found.rows.into_iter(), says_no, is_listed: false }))
    }

    /// The next rows, `n_rows` at most; `None` at the end.
    pub(crate) fn next(&mut self, contract: &Contract, intake: &Intake, n_rows: usize) -> Option<Chunk> {
        let mut rows = Rows::new(contract);
        // Where being in the file is a no, or where a word is one by the contract, any value of a row may name somebody.
        let is_read_as_text =
            self.is_listed || contract.is_of_noes() || contract.lands.contains(&Lands::Consents);
        let mut texts = Vec::new();
        for row in self.rows.by_ref().take(n_rows) {
            rows.push(row.line, &object(&row, contract), contract, intake);
            let values: Vec<&str> = row.values.iter().map(|(_, value)| value.as_str()).collect();
            texts.push(values.join(";"));
        }
        let mut chunk = rows.finish()?;
        if is_read_as_text {
            chunk.odd = texts.into_iter().enumerate().collect();
        }
        Some(chunk)
    }
}

/// A row as an object of the contract's properties, as one of a file of JSON.
fn object(row: &LooseRow, contract: &Contract) -> String {
    let mut object = Map::new();
    for (name, value) in &row.values {
        let is_it =
            |known: &str| known == name || (!folded(name).is_empty() && folded(known) == folded(name));
        let property = contract.properties.iter().find(|property| property.names().any(is_it));
        let mut key = property.map_or(name, |property| &property.name).clone();
        match object.get_mut(&key) {
            // Of two addresses of one name both are closed.
            Some(Value::String(known)) if value.contains('@') && known.contains('@') => {
                known.push_str("; ");
                known.push_str(value);
                continue;
            }
            Some(_) => key = format!("{key} ({})", object.len() + 1),
            None => {}
        }
        object.insert(key, Value::String(value.clone()));
    }
    Value::Object(object).to_string()
}
