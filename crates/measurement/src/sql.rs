//! Quoting, and the aggregates every query of ours ends in.

/// The largest finite double. NaN compares as larger than infinity in DataFusion, so one comparison
/// of the absolute value with this finds both.
const LARGEST_FINITE: &str = "1.7976931348623157e308";

/// Quotes a column's name: case is kept, nothing in it is read as SQL.
pub(crate) fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Quotes a text.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The value of `column` where it is a finite number, otherwise null.
pub(crate) fn finite(column: &str) -> String {
    format!("CASE WHEN abs({column}) <= {LARGEST_FINITE} THEN {column} END")
}

/// A count as a double, like every number of an answer; exact to 2^53 = 9e15 people.
pub(crate) fn count(of: &str, name: &str) -> String {
    format!("CAST(count({of}) AS DOUBLE) AS {name}")
}

/// Mean and centred sum of squares of `column`.
pub(crate) fn moments(column: &str, mean: &str, m2: &str) -> [String; 2] {
    [format!("avg({column}) AS {mean}"), format!("var_pop({column}) * count({column}) AS {m2}")]
}

/// Centred sum of products of `y` and `x`.
pub(crate) fn cross(y: &str, x: &str, name: &str) -> String {
    format!("covar_pop({y}, {x}) * count({y}) AS {name}")
}
