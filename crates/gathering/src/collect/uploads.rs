//! Files that members give over the network: streamed to the data folder, for this user alone, until they are
//! imported or a day is over.

use engine::{Engine, EngineError, private_folder};
use governance::Actor;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use store::{NewUpload, Upload};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use vocabulary::{DAY, Span, Timestamp, WorkspaceId};

/// Where they lie in the data folder, by workspace and id.
const FOLDER: &str = "uploads";

/// The longest file: 2 GB. A longer one goes in from the command line.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Files of a workspace that may wait at a time.
const MAX_WAITING: usize = 50;

/// Bytes of a workspace that may wait at a time: four of the longest files.
const MAX_WAITING_BYTES: u64 = 4 * MAX_BYTES;

/// How long a file waits for its import.
const KEPT: Span = DAY;

/// Bytes of a name, few enough for every file system with what is put beside it, and nearly all that a name can have: a
/// word of it may say that the file is a list of noes.
const MAX_NAME_BYTES: usize = 240;

/// A file that comes in. Dropped before its end, nothing of it stays.
pub struct Receiving {
    id: String,
    name: String,
    folder: PathBuf,
    file: Option<File>,
    n_bytes: u64,
    is_whole: bool,
}

impl Receiving {
    /// Begins to take a file in.
    ///
    /// Errors: [`EngineError::NotReady`] when too many wait.
    pub async fn begin(engine: &Engine, workspace: &WorkspaceId, name: &str) -> Result<Self, EngineError> {
        let waiting = engine.store().uploads(workspace).await?;
        let n_bytes: i64 = waiting.iter().map(|upload| upload.n_bytes).sum();
        if MAX_WAITING <= waiting.len() || MAX_WAITING_BYTES <= n_bytes.unsigned_abs() {
            let what = format!("{} files wait to be imported: import or discard them first", waiting.len());
            return Err(EngineError::NotReady { what });
        }
        let id = random_id()?;
        let folder = folder_of(engine, workspace).join(&id);
        private_folder(&folder).map_err(|source| not_written(&folder, source))?;
        let name = file_name(name);
        let mut receiving = Self { id, name, folder, file: None, n_bytes: 0, is_whole: false };
        let path = receiving.folder.join(&receiving.name);
        let mut options = File::options();
        options.write(true).create_new(true).mode(0o600);
        receiving.file = Some(options.open(&path).await.map_err(|source| not_written(&path, source))?);
        Ok(receiving)
    }

    /// Takes in the next bytes.
    ///
    /// Errors: [`EngineError::TooLarge`]; [`EngineError::DiskFull`].
    pub async fn take(&mut self, bytes: &[u8]) -> Result<(), EngineError> {
        self.n_bytes += bytes.len() as u64;
        check_length(self.n_bytes)?;
        let path = self.folder.join(&self.name);
        match &mut self.file {
            Some(file) => file.write_all(bytes).await.map_err(|source| not_written(&path, source)),
            None => Ok(()),
        }
    }

    /// Ends it: the file is whole, and on disk.
    ///
    /// Errors: [`EngineError::Definition`] for an empty file; as [`Receiving::take`].
    pub async fn end(
        mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        by: &Actor,
        (written_at, clock): (Option<Timestamp>, Timestamp),
    ) -> Result<Upload, EngineError> {
        if self.n_bytes == 0 {
            let why = "it is empty: export it again, and look whether it has rows";
            return Err(EngineError::definition("file", &self.name, why));
        }
        let path = self.folder.join(&self.name);
        if let Some(mut file) = self.file.take() {
            let written = match file.flush().await {
                Ok(()) => file.sync_all().await,
                failed => failed,
            };
            written.map_err(|source| not_written(&path, source))?;
        }
        let n_bytes = i64::try_from(self.n_bytes).unwrap_or(i64::MAX);
        // Nobody writes a file after they gave it: that is another clock.
        let written_at = written_at.filter(|at| *at <= clock);
        let new = NewUpload { upload_id: &self.id, name: &self.name, n_bytes, written_at };
        let made = engine.store().add_upload(workspace, new, by, clock).await?;
        self.is_whole = true;
        Ok(made)
    }
}

impl Drop for Receiving {
    fn drop(&mut self) {
        if !self.is_whole {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// Refuses a length that is told beforehand and too long.
///
/// Errors: [`EngineError::TooLarge`].
pub fn check_length(n_bytes: u64) -> Result<(), EngineError> {
    if n_bytes <= MAX_BYTES {
        return Ok(());
    }
    let what = "a file of more than 2 GB cannot be given here: import it on the server with `truelift collect import`, or export it in parts".to_owned();
    Err(EngineError::TooLarge { what })
}

/// The file of an upload.
///
/// Errors: [`EngineError::NotFound`] when it was imported, discarded, or is older than a day.
pub async fn path(engine: &Engine, workspace: &WorkspaceId, upload_id: &str) -> Result<PathBuf, EngineError> {
    let gone = || EngineError::NotFound {
        what: "upload",
        name: upload_id.to_owned(),
        hint: "files are kept until they are imported, and for a day at most: give it again",
    };
    let upload = match engine.store().upload(workspace, upload_id).await {
        Err(store::StoreError::Missing { .. }) => return Err(gone()),
        found => found?,
    };
    let path = folder_of(engine, workspace).join(&upload.upload_id).join(&upload.name);
    if path.is_file() { Ok(path) } else { Err(gone()) }
}

/// When the file of an upload was written, as far as that is known.
pub async fn written_at(
    engine: &Engine,
    workspace: &WorkspaceId,
    upload_id: &str,
) -> Result<Option<Timestamp>, EngineError> {
    Ok(engine.store().upload(workspace, upload_id).await?.written_at)
}

/// The name of a file for a report: of one that was given its own, not where it lies.
pub(super) fn shown(engine: &Engine, path: &Path) -> String {
    match path.starts_with(engine.data().join(FOLDER)) {
        true => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        false => path.display().to_string(),
    }
}

/// The words with the name of the file in the place of where it lies.
pub fn by_name(path: &Path, words: &str) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    words.replace(&path.display().to_string(), &name)
}

/// Removes a file that was imported or is not wanted.
pub async fn forget(engine: &Engine, workspace: &WorkspaceId, upload_id: &str) -> Result<(), EngineError> {
    let upload = engine.store().upload(workspace, upload_id).await?;
    engine.store().forget_upload(workspace, upload_id).await?;
    let folder = folder_of(engine, workspace).join(&upload.upload_id);
    match std::fs::remove_dir_all(&folder) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(not_written(&folder, source)),
        _ => Ok(()),
    }
}

/// Removes the files that have waited for a day and that no job waits for, and what a crash left of others.
pub async fn sweep(engine: &Engine, workspace: &WorkspaceId, clock: Timestamp) -> Result<(), EngineError> {
    let asked: Vec<String> =
        engine.store().open_jobs(workspace).await?.into_iter().map(|job| job.asks.to_string()).collect();
    let mut kept = Vec::new();
    for upload in engine.store().uploads(workspace).await? {
        let is_asked_for = asked.iter().any(|asks| asks.contains(&upload.upload_id));
        if upload.at + KEPT <= clock && !is_asked_for {
            forget(engine, workspace, &upload.upload_id).await?;
        } else {
            kept.push(upload.upload_id);
        }
    }
    let folder = folder_of(engine, workspace);
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let is_known = kept.iter().any(|id| entry.file_name().to_str() == Some(id));
        // One that comes in at this moment is in no list yet.
        let age = entry.metadata().ok().and_then(|about| about.modified().ok()?.elapsed().ok());
        let is_old =
            age.is_some_and(|age| i64::try_from(age.as_micros()).is_ok_and(|age| KEPT.micros() <= age));
        if !is_known && is_old {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}

/// The folder of a workspace's uploads.
pub fn folder_of(engine: &Engine, workspace: &WorkspaceId) -> PathBuf {
    engine.data().join(FOLDER).join(workspace.as_str())
}

/// A name under which a file may lie in a folder of ours: the last part of what was given, without signs that mean
/// something to a file system or a screen.
fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_harmless = |sign: &char| {
        !sign.is_control()
            && !matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}')
    };
    let plain: String = last.chars().filter(is_harmless).collect();
    let plain = plain.trim().trim_start_matches('.');
    let (stem, ending) = match plain.find('.') {
        // `orders.csv.gz` has two endings, and both say something.
        Some(_) => {
            let at = plain.rfind('.').unwrap_or(plain.len());
            let before = plain.get(..at).unwrap_or_default();
            let at = match before.rfind('.') {
                Some(inner)
                    if plain.get(at..).is_some_and(|end| end.len() <= 4) && before.len() - inner <= 5 =>
                {
                    inner
                }
                _ => at,
            };
            plain.split_at(at)
        }
        None => (plain, ""),
    };
    // What is no ending belongs to the name: `members.unsubscribed`.
    let (stem, ending) = if ending.len() <= 8 { (stem, ending) } else { (plain, "") };
    let short = shortened(stem, MAX_NAME_BYTES - ending.len());
    match short.trim() {
        "" => format!("file{ending}"),
        stem => format!("{stem}{ending}"),
    }
}

/// A text of at most so many bytes: of a longer one both ends, for its kind stands at one of them.
fn shortened(text: &str, n_bytes: usize) -> String {
    const GAP: &str = "…";
    if text.len() <= n_bytes {
        return text.to_owned();
    }
    let n_front = (n_bytes - GAP.len()) / 2;
    let front = (0..=n_front).rev().find_map(|end| text.get(..end)).unwrap_or_default();
    let begin = text.len() - (n_bytes - GAP.len() - front.len());
    let back = (begin..=text.len()).find_map(|begin| text.get(begin..)).unwrap_or_default();
    format!("{front}{GAP}{back}")
}

fn random_id() -> Result<String, EngineError> {
    let mut bytes = [0; 16];
    let path = Path::new("/dev/urandom");
    let read =
        std::fs::File::open(path).and_then(|mut random| std::io::Read::read_exact(&mut random, &mut bytes));
    read.map_err(|source| EngineError::File { path: path.display().to_string(), source })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn not_written(path: &Path, source: std::io::Error) -> EngineError {
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            EngineError::DiskFull {
                what: "the server's disk is full: nothing of the file was kept; make room and give it again"
                    .to_owned(),
            }
        }
        _ => EngineError::File { path: path.display().to_string(), source },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_name_is_harmless_and_keeps_its_ending() {
        let long = "ü".repeat(300);
        for (given, expect) in [
            ("orders.csv", "orders.csv"),
            ("Bestellungen März (1).CSV", "Bestellungen März (1).CSV"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ann\\orders.csv.gz", "orders.csv.gz"),
            ("..", "file"),
            ("", "file"),
            (".csv", "csv"),
            ("a\nb\0c\u{202e}d.csv", "abcd.csv"),
            ("注文 2026.xlsx", "注文 2026.xlsx"),
            ("v1.2 export.csv", "v1.2 export.csv"),
            (" . ", "file"),
            ("members.unsubscribed", "members.unsubscribed"),
            ("export.csv.unsubscribed", "export.csv.unsubscribed"),
        ] {
            assert_eq!(file_name(given), expect, "{given:?}");
        }
        let short = file_name(&format!("{long}.csv"));
        assert!(short.len() <= MAX_NAME_BYTES && short.ends_with("ü.csv"), "{short}");
        for n in [0, 60, 200, 240, 400] {
            let name = file_name(&format!("{}_unsubscribed.csv", "x".repeat(n)));
            assert!(name.len() <= MAX_NAME_BYTES && name.ends_with("_unsubscribed.csv"), "{name}");
        }
    }

    #[tokio::test]
    async fn a_full_disk_and_a_long_file_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::options().write(true).open("/dev/full").await.unwrap();
        let mut receiving = Receiving {
            id: "x".to_owned(),
            name: "orders.csv".to_owned(),
            folder: folder.path().join("x"),
            file: Some(file),
            n_bytes: 0,
            is_whole: false,
        };
        // The file writes behind the call: the next one, or the end, tells.
        let mut told = receiving.take(&[b'x'; 4096]).await;
        for _ in 0..3 {
            if told.is_ok() {
                told = receiving.take(&[b'x'; 4096]).await;
            }
        }
        assert!(matches!(told, Err(EngineError::DiskFull { .. })), "{told:?}");
        receiving.n_bytes = MAX_BYTES;
        let told = receiving.take(b"x").await.unwrap_err();
        assert_eq!((told.code(), matches!(told, EngineError::TooLarge { .. })), ("too_large", true));
    }
}
