//! Quoting, and the aggregates every query of ours ends in.

/// Quotes a text.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
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
