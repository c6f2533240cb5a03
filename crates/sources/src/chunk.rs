use crate::intake::{Rejected, Rule};
use crate::json_lists::List;
use crate::json_text::ObjectWriter;
use crate::passing::passing;
use crate::segment::EventRow;
use crate::stray::{Beside, StrayNo};
use crate::{Contract, SourceError};
use arrow::array::{ArrayRef, BooleanArray};
use arrow::compute::filter;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Why one row fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) rule: Rule,
    pub(crate) field: Option<String>,
    pub(crate) why: String,
}

/// The first failure of each row. Later ones of the same row are not looked for.
#[derive(Debug, Default)]
pub(crate) struct Verdicts(Vec<Option<Box<Failure>>>);

impl Verdicts {
    pub(crate) fn pass(n_rows: usize) -> Self {
        Self(vec![None; n_rows])
    }

    pub(crate) fn push(&mut self, failure: Option<Failure>) {
        self.0.push(failure.map(Box::new));
    }

    pub(crate) fn is_good(&self, row: usize) -> bool {
        matches!(self.0.get(row), Some(None))
    }

    pub(crate) fn fail(&mut self, row: usize, failure: Failure) {
        if let Some(verdict @ None) = self.0.get_mut(row) {
            *verdict = Some(Box::new(failure));
        }
    }

    pub(crate) fn n_bad(&self) -> usize {
        self.0.iter().filter(|verdict| verdict.is_some()).count()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&Failure>> {
        self.0.iter().map(Option::as_deref)
    }

    fn mask(&self) -> BooleanArray {
        self.0.iter().map(|verdict| Some(verdict.is_none())).collect()
    }
}

/// Some rows of a file, column by column, before any rule.
#[derive(Default)]
pub(crate) struct Chunk {
    /// Where each row stands in the file.
    pub(crate) lines: Vec<u64>,
    /// One column per property of the contract: text as it came, or Parquet's own types.
    pub(crate) cells: Vec<ArrayRef>,
    /// What the reader itself has found.
    pub(crate) verdicts: Verdicts,
    /// The raw lines, where a row is more than its properties.
    pub(crate) raw: Option<Vec<String>>,
    /// Originals of rows that do not fit the columns.
    pub(crate) odd: HashMap<usize, String>,
    /// Those of them that stand below a line that says no of all below it.
    pub(crate) below: HashSet<usize>,
    /// Cells of rows that are not in the letters of the file, by property, as they came: what stands in `cells` is how
    /// they are read for a no.
    pub(crate) unlettered: HashMap<usize, Vec<(String, String)>>,
    /// The messages, for Segment files; `None` at a row that is no message.
    pub(crate) messages: Vec<Option<EventRow>>,
    /// What rows say no to in columns that the contract does not name.
    pub(crate) strays: Vec<StrayNo>,
    /// What people wrote in columns of remarks that the contract does not name, whether or not it says no.
    pub(crate) written: Vec<StrayNo>,
    /// Lines of mails that came back for a while, whose noes are none.
    pub(crate) passing: HashSet<u64>,
    /// What messages say no to.
    pub(crate) said: Vec<consent::Statement>,
    /// Rows that are another reading of the one before: they land nowhere, and are counted with that.
    pub(crate) again: HashSet<usize>,
    /// Whether being in the file is a no, by its name.
    pub(crate) is_listed: bool,
    /// The list beside the one that is read in which the rows stand: they are asked for a no, and land nowhere.
    pub(crate) aside: Option<Arc<List>>,
    /// What stands in those columns, row by row; empty where nothing of it is asked for.
    pub(crate) beside: Vec<Vec<Beside>>,
}

impl Chunk {
    pub(crate) fn n_rows(&self) -> usize {
        self.lines.len()
    }

    /// Finds the rows of mails that came back for a while, and takes out what they seem to say no to.
    pub(crate) fn settle_passing(&mut self, contract: &Contract) {
        let names = contract.properties.iter().map(|property| property.name.as_str());
        let rows = passing(names, &self.cells);
        self.passing = rows.iter().filter_map(|row| self.lines.get(*row)).copied().collect();
        self.strays.retain(|no| no.asking.is_list() || !rows.contains(&no.row));
    }

    /// Whether the first line of the file is in it.
    pub(crate) fn begins_file(&self) -> bool {
        self.lines.first().is_some_and(|line| *line <= 3)
    }

    /// Whether a row is one of those.
    pub(crate) fn is_passing(&self, row: usize) -> bool {
        self.lines.get(row).is_some_and(|line| self.passing.contains(line))
    }

    /// The bad rows, with their originals.
    pub(crate) fn rejected(&self, contract: &Contract) -> Result<Vec<Rejected>, arrow::error::ArrowError> {
        if self.verdicts.n_bad() == 0 {
            return Ok(Vec::new());
        }
        let names = contract.properties.iter().map(|property| property.name.as_str());
        let writer = ObjectWriter::new(names.zip(&self.cells))?;
        let raw = |row: usize| self.raw.as_ref().and_then(|raw| raw.get(row)).cloned();
        let mut rejected = Vec::with_capacity(self.verdicts.n_bad());
        for (row, (failure, line)) in self.verdicts.iter().zip(&self.lines).enumerate() {
            let Some(failure) = failure else { continue };
            let original = self
                .odd
                .get(&row)
                .cloned()
                .or_else(|| raw(row))
                .unwrap_or_else(|| self.as_came(row, writer.object(row)));
            rejected.push(Rejected {
                line: *line,
                rule: failure.rule.as_str().to_owned(),
                field: failure.field.clone(),
                why: failure.why.clone(),
                original,
                key: None,
            });
        }
        Ok(rejected)
    }

    /// The original of a row, with the cells as they came that were read in guessed letters.
    fn as_came(&self, row: usize, original: String) -> String {
        let Some(cells) = self.unlettered.get(&row) else { return original };
        let Ok(mut object) = serde_json::from_str::<Map<String, Value>>(&original) else { return original };
        for (name, cell) in cells {
            object.insert(name.clone(), Value::String(cell.clone()));
        }
        Value::Object(object).to_string()
    }

    /// Keeps the good rows. `columns` are narrowed with them.
    pub(crate) fn keep_good(&mut self, file: &str) -> Result<Option<BooleanArray>, SourceError> {
        if self.verdicts.n_bad() == 0 {
            return Ok(None);
        }
        let mask = self.verdicts.mask();
        for cells in &mut self.cells {
            *cells = filter(cells, &mask).map_err(|error| SourceError::arrow(file, &error))?;
        }
        let verdicts = std::mem::take(&mut self.verdicts);
        let is_good = |row: &usize| verdicts.is_good(*row);
        self.lines = keep(&self.lines, is_good);
        self.messages = keep(&self.messages, is_good);
        self.beside = keep(&self.beside, is_good);
        self.raw = self.raw.as_ref().map(|raw| keep(raw, is_good));
        Ok(Some(mask))
    }
}

fn keep<T: Clone>(rows: &[T], is_good: impl Fn(&usize) -> bool) -> Vec<T> {
    rows.iter().enumerate().filter(|(row, _)| is_good(row)).map(|(_, value)| value.clone()).collect()
}
