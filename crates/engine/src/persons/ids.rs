//! Ids in the text of a query.

use vocabulary::literal;

/// Ids as a relation `wanted(id)`, for any number of them: a long `in` list is pushed into the scan as nested
/// conditions, and a thousand of those overflow the stack.
pub fn wanted(ids: &[&str]) -> String {
    let rows: Vec<String> = ids.iter().map(|id| format!("({})", literal(id))).collect();
    format!("(values {}) as wanted(id)", rows.join(", "))
}

/// A few ids as an SQL list.
pub fn quoted(ids: &[&str]) -> String {
    ids.iter().map(|id| literal(id)).collect::<Vec<_>>().join(", ")
}
