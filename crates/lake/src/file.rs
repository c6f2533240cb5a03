//! A file of somebody's: opened, or refused in words they can act on.

use crate::LakeError;
use std::fs::File;
use std::path::Path;

pub(crate) fn fail(path: &Path, why: &str) -> LakeError {
    LakeError::File { path: path.display().to_string(), why: why.to_owned() }
}

pub(crate) fn broken(path: &Path, error: &dyn std::fmt::Display) -> LakeError {
    fail(path, &format!("it is broken: {error}; export it again"))
}

pub(crate) fn open(path: &Path) -> Result<File, LakeError> {
    File::open(path).map_err(|error| LakeError::storage(&path.display().to_string(), &error))
}
