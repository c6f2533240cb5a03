//! Whose word counts: what a source is believed to say of people, row by row.

use super::ids::quoted;
use crate::{Engine, EngineError};
use store::SourceTrusts;
use vocabulary::{Assertion, Trust, WorkspaceId};

/// The trust in a row of `records` or `events`, by its source and its column `way`.
pub fn of_row(trusts: &SourceTrusts, source: &str, way: Option<&str>) -> Trust {
    if way == Some(sources::segment::POSTED) { trusts.of_post(source) } else { trusts.of_file(source) }
}

/// SQL that is true for those rows of `records` or `events`, called `row` in the query, whose source is believed in
/// `what`.
///
/// Nobody's address may come from another row while somebody else is known by it.
pub async fn believed(
    engine: &Engine,
    workspace: &WorkspaceId,
    row: &str,
    what: Assertion,
) -> Result<String, EngineError> {
    let trusts = engine.store().source_trusts(workspace).await?;
    let none_of = |sources: Vec<&str>| match sources.as_slice() {
        [] => "true".to_owned(),
        sources => format!("{row}.source not in ({})", quoted(sources)),
    };
    Ok(format!(
        "case when {row}.way = '{}' then {} else {} end",
        sources::segment::POSTED,
        none_of(trusts.doubted_posts()),
        none_of(trusts.doubted_files(what))
    ))
}
