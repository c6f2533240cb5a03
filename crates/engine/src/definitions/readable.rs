//! What is in force while the latest version of a definition cannot be read.

use super::parse;
use crate::EngineError;
use store::Store;
use vocabulary::WorkspaceId;

/// The newest version that can be read, and its number: what is in force while a stored one is broken, so that it
/// breaks nothing but itself. `None` where there is none, or it was taken back.
pub(crate) async fn newest_readable<T: serde::de::DeserializeOwned>(
    store: &Store,
    workspace: &WorkspaceId,
    kind: &'static str,
    name: &str,
) -> Result<Option<(i64, T)>, EngineError> {
    let versions = store.definition_versions(workspace, kind, name).await?;
    let standing = versions.iter().rev().take_while(|version| !version.body.is_empty());
    Ok(standing.filter_map(|kept| Some((kept.version, parse(kind, name, &kept.body).ok()?))).next())
}
