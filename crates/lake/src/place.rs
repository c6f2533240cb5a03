use crate::{LakeError, Table};
use std::fs;
use std::path::{Path, PathBuf};
use url::Url;

/// Where a lake lies.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    Folder(PathBuf),
    Remote(Url),
}

/// Holds the lock of one file of a local lake until it is dropped.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: fs::File,
}

impl Place {
    /// Reads a path or an URL. Makes nothing.
    pub(crate) fn parse(root: &str) -> Result<Self, LakeError> {
        let fail = |why: &str| LakeError::Location { path: root.to_owned(), why: why.to_owned() };
        let folder = match Url::parse(root) {
            Ok(url) if url.scheme() == "file" => {
                url.to_file_path().map_err(|()| fail("write file URLs as `file:///folder`"))?
            }
            // A one-letter scheme is a drive.
            Ok(url) if 1 < url.scheme().len() => return Self::remote(url, root),
            _ => PathBuf::from(root),
        };
        let folder = std::path::absolute(&folder).map_err(|_| fail("give the path of a folder"))?;
        if folder.exists() && !folder.is_dir() {
            return Err(fail("it is a file; give the path of a folder"));
        }
        Ok(Self::Folder(folder))
    }

    fn remote(url: Url, root: &str) -> Result<Self, LakeError> {
        let is_known = deltalake::logstore::object_store_factories()
            .iter()
            .any(|factory| factory.key().scheme() == url.scheme());
        if !is_known {
            return Err(LakeError::Location {
                path: root.to_owned(),
                why: format!("storage `{}` is not built into this binary; use a local folder", url.scheme()),
            });
        }
        Ok(Self::Remote(url))
    }

    /// The place of one table, for error texts.
    pub(crate) fn path(&self, table: Table) -> String {
        match self {
            Self::Folder(folder) => folder.join(table.name()).display().to_string(),
            Self::Remote(url) => format!("{}/{table}", url.as_str().trim_end_matches('/')),
        }
    }

    /// The folder of one table, when it is on this machine.
    pub(crate) fn folder(&self, table: Table) -> Option<PathBuf> {
        match self {
            Self::Folder(folder) => Some(folder.join(table.name())),
            Self::Remote(_) => None,
        }
    }

    /// The address of one table.
    pub(crate) fn url(&self, table: Table) -> Result<Url, LakeError> {
        let path = self.path(table);
        let fail = || LakeError::Location { path: path.clone(), why: "it is no address".to_owned() };
        match self {
            Self::Folder(folder) => Url::from_directory_path(folder.join(table.name())).map_err(|()| fail()),
            Self::Remote(_) => Url::parse(&path).map_err(|_| fail()),
        }
    }

    /// Whether there is something to load.
    ///
    /// Errors: [`LakeError::NotDelta`] when other files lie there.
    pub(crate) fn has_table(&self, table: Table) -> Result<bool, LakeError> {
        let Some(folder) = self.folder(table) else { return Ok(true) };
        if folder.join("_delta_log").is_dir() {
            return Ok(true);
        }
        let path = || folder.display().to_string();
        match fs::read_dir(&folder) {
            Ok(mut entries) => match entries.next() {
                Some(_) => Err(LakeError::NotDelta { path: path() }),
                None => Ok(false),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(LakeError::storage(&path(), &error)),
        }
    }

    /// Waits until no other process writes `table`. `None` where there are no file locks; there the
    /// version of the table alone decides who was first.
    pub(crate) async fn lock(&self, table: Table) -> Result<Option<FileLock>, LakeError> {
        self.hold(table.name(), true).await
    }

    /// Locks the file of this name. `None` where there are no file locks, or when it is somebody else's and
    /// `is_patient` is false.
    pub(crate) async fn hold(&self, name: &str, is_patient: bool) -> Result<Option<FileLock>, LakeError> {
        let Self::Folder(folder) = self else { return Ok(None) };
        let folder = folder.join("_locks");
        let path = folder.join(format!("{name}.lock"));
        let shown = path.display().to_string();
        let locked = tokio::task::spawn_blocking(move || lock_file(&folder, &path, is_patient)).await;
        match locked {
            Ok(file) => {
                let file = file.map_err(|error| LakeError::storage(&shown, &error))?;
                Ok(file.map(|file| FileLock { _file: file }))
            }
            Err(error) => Err(LakeError::storage(&shown, &error)),
        }
    }
}

fn lock_file(folder: &Path, path: &Path, is_patient: bool) -> std::io::Result<Option<fs::File>> {
    fs::create_dir_all(folder)?;
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    if is_patient {
        file.lock()?;
        return Ok(Some(file));
    }
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Forces files to disk, and the folders that name them up to the one above `table`: a 2xx means durable.
pub(crate) fn sync_files(table: &Path, paths: &[PathBuf]) -> std::io::Result<()> {
    let mut folders: Vec<&Path> = Vec::new();
    for path in paths {
        fs::File::open(path)?.sync_all()?;
        let above = path.ancestors().skip(1).take_while(|folder| Some(*folder) != table.parent());
        for folder in above.chain(table.parent()) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
    }
    for folder in folders {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// How often a landing starts over because another process was faster. Only reached without file
/// locks, on an object store with very many writers.
pub(crate) const N_ATTEMPTS: u32 = 20;

/// INVARIANT: a workspace id reaches paths and predicates only after this check.
pub(crate) fn check_workspace(workspace: &str) -> Result<(), LakeError> {
    match vocabulary::WorkspaceId::new(workspace) {
        Ok(_) => Ok(()),
        Err(_) => Err(LakeError::Workspace { input: workspace.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn reads_places() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        for (root, expect) in [
            (folder.path().display().to_string(), None),
            (format!("file://{}", folder.path().display()), None),
            (folder.path().join("not/yet").display().to_string(), None),
            (file.display().to_string(), Some("it is a file")),
            ("ftp://host/lake".to_owned(), Some("storage `ftp` is not built into this binary")),
        ] {
            let got = Place::parse(&root).err().map(|error| error.to_string());
            match expect {
                None => assert_eq!(got, None),
                Some(part) => assert!(got.unwrap().contains(part)),
            }
        }
    }
}
