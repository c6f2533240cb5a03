//! Writing the definitions of a workspace back into a folder, letter by letter as they were given.

use super::{KINDS, kinds, problem::Given};
use crate::{Engine, EngineError};
use serde::Serialize;
use std::path::{Path, PathBuf};
use vocabulary::WorkspaceId;

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub file: PathBuf,
    /// What became of the file.
    pub change: FileChange,
}

/// What an export does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileChange {
    /// It was not there.
    New,
    /// It said something else.
    Changed,
    /// It said the same.
    Unchanged,
}

/// Writes what is applied to `sources/*.yaml`, `audiences/*.yaml` … of a folder, so that `truelift apply` of the
/// folder changes nothing.
///
/// Everything is looked at before anything is written. A file that says something else is written over only with
/// `over`; files of definitions that are not there any more are left alone.
/// Errors: [`EngineError::NotReady`] with the files that would be written over, [`EngineError::File`].
pub async fn export(
    engine: &Engine,
    workspace: &WorkspaceId,
    dir: &Path,
    over: bool,
) -> Result<Vec<Exported>, EngineError> {
    let mut files = Vec::new();
    for (kind, folder) in KINDS {
        for stored in engine.store.definitions(workspace, kind).await? {
            let given = Given { kind, name: stored.name.clone(), text: stored.body, file: None };
            // INVARIANT: a name of the store never leads out of the folder, whoever put it there.
            if let Some(fault) = kinds::name_faults(&given).into_iter().next() {
                return Err(EngineError::definition(kind, &stored.name, fault.what));
            }
            let folder = dir.join(folder);
            let other = folder.join(format!("{}.yml", stored.name));
            let file = if other.exists() { other } else { folder.join(format!("{}.yaml", stored.name)) };
            let change = match std::fs::read_to_string(&file) {
                Ok(text) if text == given.text => FileChange::Unchanged,
                Ok(_) => FileChange::Changed,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => FileChange::New,
                Err(source) => return Err(EngineError::File { path: file.display().to_string(), source }),
            };
            files.push((Exported { kind, name: stored.name, file, change }, given.text));
        }
    }
    let changed: Vec<String> = files
        .iter()
        .filter(|(exported, _)| exported.change == FileChange::Changed)
        .map(|(exported, _)| format!("`{}`", exported.file.display()))
        .collect();
    if !over && !changed.is_empty() {
        let what = format!(
            "{} would be written over, and nothing was written: give another folder, or `--force`",
            changed.join(", ")
        );
        return Err(EngineError::NotReady { what });
    }
    for (exported, text) in files.iter().filter(|(exported, _)| exported.change != FileChange::Unchanged) {
        let fail = |source| EngineError::File { path: exported.file.display().to_string(), source };
        if let Some(folder) = exported.file.parent() {
            std::fs::create_dir_all(folder).map_err(fail)?;
        }
        std::fs::write(&exported.file, text).map_err(fail)?;
    }
    Ok(files.into_iter().map(|(exported, _)| exported).collect())
}
