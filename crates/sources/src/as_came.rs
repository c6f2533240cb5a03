//! Accepted rows as they came, for comparison with what came before and for quarantine.

use crate::Contract;
use crate::chunk::Chunk;
use crate::json_text::ObjectWriter;
use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use vocabulary::Digest;

/// The accepted rows of a portion as they came, in the order of its batches.
///
/// Holds personal data, so it has no `Debug` of its rows.
#[derive(Clone, Default)]
pub struct AsCame {
    lines: Vec<u64>,
    names: Vec<String>,
    cells: Vec<ArrayRef>,
    raw: Option<Vec<String>>,
}

impl std::fmt::Debug for AsCame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rows as they came", self.lines.len())
    }
}

impl AsCame {
    /// Rows that each came as one text, as messages do.
    pub fn of_texts(texts: Vec<String>) -> Self {
        Self { lines: (1..=texts.len() as u64).collect(), raw: Some(texts), ..Self::default() }
    }

    /// The same rows on these lines.
    pub fn on_lines(self, lines: Vec<u64>) -> Self {
        Self { lines, ..self }
    }

    /// The rows of a chunk that has only its good ones left.
    pub(crate) fn of(contract: &Contract, chunk: &Chunk) -> Self {
        Self {
            lines: chunk.lines.clone(),
            names: contract.properties.iter().map(|property| property.name.clone()).collect(),
            cells: chunk.cells.clone(),
            raw: chunk.raw.clone(),
        }
    }

    /// On which line of its file each row stands.
    pub fn lines(&self) -> &[u64] {
        &self.lines
    }

    /// The digest of each row: of its values that are not empty, in the order of their names, so that neither the
    /// order of the columns nor a column without values changes it; of a line of JSON as it stands there.
    pub fn digests(&self) -> Result<Vec<Digest>, ArrowError> {
        if let Some(raw) = &self.raw {
            return Ok(raw.iter().map(|text| Digest::of([text])).collect());
        }
        let mut columns: Vec<(&String, &ArrayRef)> = self.names.iter().zip(&self.cells).collect();
        columns.sort_unstable_by_key(|(name, _)| *name);
        let mut texts: Vec<Vec<u8>> = vec![Vec::with_capacity(128); self.lines.len()];
        for (name, cells) in columns {
            if cells.null_count() == cells.len() {
                continue;
            }
            let values = cast(cells, &DataType::Utf8)?;
            for (text, value) in texts.iter_mut().zip(values.as_string::<i32>()) {
                let Some(value) = value else { continue };
                text.extend_from_slice(name.as_bytes());
                text.push(0);
                text.extend_from_slice(&(value.len() as u64).to_be_bytes());
                text.extend_from_slice(value.as_bytes());
            }
        }
        Ok(texts.iter().map(|text| Digest::of([text])).collect())
    }

    /// Row `row` as it is kept in quarantine.
    pub fn original(&self, row: usize) -> Result<String, ArrowError> {
        if let Some(raw) = self.raw.as_ref().and_then(|raw| raw.get(row)) {
            return Ok(raw.clone());
        }
        let columns: Vec<ArrayRef> = self.cells.iter().map(|cells| cells.slice(row, 1)).collect();
        let names = self.names.iter().map(String::as_str);
        Ok(ObjectWriter::new(names.zip(&columns))?.object(0))
    }
}
