//! JSON objects straight out of columns, without a tree in between.

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use std::fmt::Write as _;

/// One column, ready to be written.
struct Member {
    /// `"name":`
    key: String,
    values: StringArray,
    /// Numbers, truth values and nested JSON stand as they are.
    is_bare: bool,
}

/// Writes rows as JSON objects; a null is left out.
pub(crate) struct ObjectWriter(Vec<Member>);

impl ObjectWriter {
    pub(crate) fn new<'a>(
        columns: impl Iterator<Item = (&'a str, &'a ArrayRef)>,
    ) -> Result<Self, ArrowError> {
        columns.map(|(name, cells)| Member::new(name, cells, false)).collect::<Result<_, _>>().map(Self)
    }

    /// Adds a column; with `is_json` its texts are JSON already.
    pub(crate) fn add(&mut self, name: &str, cells: &ArrayRef, is_json: bool) -> Result<(), ArrowError> {
        self.0.push(Member::new(name, cells, is_json)?);
        Ok(())
    }

    pub(crate) fn empty() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object of one row.
    pub(crate) fn object(&self, row: usize) -> String {
        let mut text = String::with_capacity(self.0.len() * 24);
        self.write(row, &mut text);
        text
    }

    /// The objects of rows 0..`n_rows` as a column.
    pub(crate) fn column(&self, n_rows: usize) -> StringArray {
        let mut builder = arrow::array::StringBuilder::with_capacity(n_rows, n_rows * self.0.len() * 24);
        let mut text = String::new();
        for row in 0..n_rows {
            text.clear();
            self.write(row, &mut text);
            builder.append_value(&text);
        }
        builder.finish()
    }

    fn write(&self, row: usize, text: &mut String) {
        text.push('{');
        let mut is_first = true;
        for member in &self.0 {
            if row >= member.values.len() || member.values.is_null(row) {
                continue;
            }
            if !is_first {
                text.push(',');
            }
            is_first = false;
            text.push_str(&member.key);
            let value = member.values.value(row);
            if member.is_bare {
                text.push_str(value);
            } else {
                write_text(text, value);
            }
        }
        text.push('}');
    }
}

impl Member {
    fn new(name: &str, cells: &ArrayRef, is_json: bool) -> Result<Self, ArrowError> {
        let mut key = String::with_capacity(name.len() + 3);
        write_text(&mut key, name);
        key.push(':');
        let kind = cells.data_type();
        let is_float = matches!(kind, DataType::Float16 | DataType::Float32 | DataType::Float64);
        let is_bare = is_json || is_float || kind.is_integer() || matches!(kind, DataType::Boolean);
        let mut values: StringArray = cast(cells, &DataType::Utf8)?.as_string().clone();
        if is_float {
            // JSON has no word for what is no number.
            let is_number = |text: &str| !text.contains(['N', 'n', 'i']);
            values = values.iter().map(|text| text.filter(|text| is_number(text))).collect();
        }
        Ok(Self { key, values, is_bare })
    }
}

/// Appends `value` as a JSON string.
pub(crate) fn write_text(text: &mut String, value: &str) {
    text.push('"');
    let mut rest = value;
    while let Some(at) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        let mut letters = special.chars();
        match letters.next() {
            Some('"') => text.push_str("\\\""),
            Some('\\') => text.push_str("\\\\"),
            Some('\n') => text.push_str("\\n"),
            Some('\t') => text.push_str("\\t"),
            Some('\r') => text.push_str("\\r"),
            // Writing to a String cannot fail.
            Some(c) => drop(write!(text, "\\u{:04x}", u32::from(c))),
            None => {}
        }
        rest = letters.as_str();
    }
    text.push_str(rest);
    text.push('"');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use arrow::array::{BooleanArray, Float64Array, Int64Array};
    use std::sync::Arc;

    #[test]
    fn what_it_writes_is_json() {
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("a \"b\"", Arc::new(StringArray::from(vec![Some("x\"\\\n\u{1}é"), None]))),
            ("n", Arc::new(Int64Array::from(vec![Some(-7), None]))),
            ("f", Arc::new(Float64Array::from(vec![Some(1.5), Some(f64::NAN)]))),
            ("yes", Arc::new(BooleanArray::from(vec![Some(true), Some(false)]))),
        ];
        let mut writer = ObjectWriter::new(columns.iter().map(|(name, cells)| (*name, cells))).unwrap();
        let nested: ArrayRef = Arc::new(StringArray::from(vec![Some("[1]"), None]));
        writer.add("j", &nested, true).unwrap();
        let rows: Vec<serde_json::Value> =
            writer.column(2).iter().map(|text| serde_json::from_str(text.unwrap()).unwrap()).collect();
        let expect = [
            serde_json::json!({"a \"b\"": "x\"\\\n\u{1}é", "n": -7, "f": 1.5, "yes": true, "j": [1]}),
            serde_json::json!({"yes": false}),
        ];
        assert_eq!(rows, expect);
    }
}
