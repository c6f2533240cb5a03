use crate::chunk::{Chunk, Failure, Verdicts};
use crate::intake::Rule;
use crate::json_text::write_text;
use crate::letters::{Bytes, decode, opened};
use crate::{Contract, SourceError};
use arrow::array::{ArrayRef, StringBuilder};
use csv::ByteRecord;
use std::sync::Arc;

/// The rows of a CSV file, chunk by chunk.
pub(crate) struct CsvChunks {
    reader: csv::Reader<Bytes>,
    /// For each property of the contract, the column of the file; `None` when the file has none.
    places: Vec<Option<usize>>,
    header: Vec<String>,
    record: ByteRecord,
}

impl CsvChunks {
    /// Reads the header and compares it with the contract.
    pub(crate) fn open(contract: &Contract, reader: Bytes, file: &str) -> Result<Self, SourceError> {
        let reader = opened(reader, file)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(contract.delimiter)
            .flexible(true)
            .has_headers(true)
            .from_reader(reader);
        let header = reader.byte_headers().map_err(|error| broken(file, &error))?;
        let header: Vec<String> = header
            .iter()
            .map(|name| decode(name, contract.encoding).map(|name| name.trim().to_owned()))
            .collect::<Option<_>>()
            .ok_or_else(|| SourceError::Encoding {
                file: file.to_owned(),
                found: "not UTF-8 in its header",
                hint: "export it as UTF-8, or set `truelift.encoding` in its contract",
            })?;
        let places = places(contract, &header, file)?;
        Ok(Self { reader, places, header, record: ByteRecord::new() })
    }

    /// The next rows, `n_rows` at most; `None` at the end.
    pub(crate) fn next(
        &mut self,
        contract: &Contract,
        n_rows: usize,
        file: &str,
    ) -> Result<Option<Chunk>, SourceError> {
        let mut builders: Vec<StringBuilder> = self.places.iter().map(|_| StringBuilder::new()).collect();
        let mut chunk = Chunk::default();
        let mut verdicts = Verdicts::default();
        while chunk.lines.len() < n_rows
            && self.reader.read_byte_record(&mut self.record).map_err(|error| broken(file, &error))?
        {
            let row = chunk.lines.len();
            chunk.lines.push(self.record.position().map_or(0, csv::Position::line));
            if self.record.len() != self.header.len() {
                builders.iter_mut().for_each(StringBuilder::append_null);
                chunk.odd.insert(row, self.odd(contract));
                verdicts.push(Some(self.wrong_count()));
                continue;
            }
            let mut failure = None;
            for ((builder, place), property) in
                builders.iter_mut().zip(&self.places).zip(&contract.properties)
            {
                let bytes = place.and_then(|place| self.record.get(place)).unwrap_or_default();
                match decode(bytes, contract.encoding) {
                    _ if bytes.is_empty() => builder.append_null(),
                    Some(text) => builder.append_value(text),
                    None => {
                        builder.append_value(String::from_utf8_lossy(bytes));
                        failure.get_or_insert_with(|| Failure {
                            rule: Rule::Encoding,
                            field: Some(property.name.clone()),
                            why: "it is not UTF-8".to_owned(),
                        });
                    }
                }
            }
            verdicts.push(failure);
        }
        if chunk.lines.is_empty() {
            return Ok(None);
        }
        chunk.cells = builders.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef).collect();
        chunk.verdicts = verdicts;
        Ok(Some(chunk))
    }

    fn wrong_count(&self) -> Failure {
        let why = format!("it has {} values, the header has {}", self.record.len(), self.header.len());
        Failure { rule: Rule::ColumnCount, field: None, why }
    }

    /// A row of the wrong length as an object, with what is too much or too little said aloud: who
    /// mends it takes that key away.
    fn odd(&self, contract: &Contract) -> String {
        let mut text = String::from("{");
        for (name, value) in self.header.iter().zip(self.record.iter()) {
            write_text(&mut text, name);
            text.push(':');
            write_text(&mut text, &lossy(value, contract));
            text.push(',');
        }
        let (n_values, n_columns) = (self.record.len(), self.header.len());
        if n_values < n_columns {
            text.push_str(&format!("\"_missing\":{}", n_columns - n_values));
        } else {
            text.push_str("\"_extra\":[");
            for (i, value) in self.record.iter().skip(n_columns).enumerate() {
                if 0 < i {
                    text.push(',');
                }
                write_text(&mut text, &lossy(value, contract));
            }
            text.push(']');
        }
        text.push('}');
        text
    }
}

fn lossy(value: &[u8], contract: &Contract) -> String {
    decode(value, contract.encoding)
        .map_or_else(|| String::from_utf8_lossy(value).into_owned(), |text| text.into_owned())
}

pub(crate) fn broken(file: &str, error: &csv::Error) -> SourceError {
    match error.kind() {
        csv::ErrorKind::Io(error) => SourceError::io(file, error),
        _ => SourceError::Broken { file: file.to_owned(), why: format!("{error}; export it again") },
    }
}

/// Where each property stands in the columns of a file.
///
/// Errors: [`SourceError::Column`] for a column the contract does not know, one that is there twice,
/// and a required one that is not there.
pub(crate) fn places(
    contract: &Contract,
    header: &[String],
    file: &str,
) -> Result<Vec<Option<usize>>, SourceError> {
    let fail = |column: &str, why: String| SourceError::Column {
        file: file.to_owned(),
        column: column.to_owned(),
        why,
    };
    for (i, column) in header.iter().enumerate() {
        if !contract.properties.iter().any(|property| property.name == *column) {
            let why = format!(
                "contract `{}` does not know it; add it there, with role `ignore` if it is not needed",
                contract.id
            );
            return Err(fail(column, why));
        }
        if header.iter().take(i).any(|earlier| earlier == column) {
            return Err(fail(column, "it is there twice; give each column its own name".to_owned()));
        }
    }
    contract
        .properties
        .iter()
        .map(|property| match header.iter().position(|column| *column == property.name) {
            None if property.is_required => Err(fail(
                &property.name,
                format!(
                    "contract `{}` requires it and the file has none; export it with this column",
                    contract.id
                ),
            )),
            place => Ok(place),
        })
        .collect()
}
