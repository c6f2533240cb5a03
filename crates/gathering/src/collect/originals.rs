//! Files as they came: kept under the digest of their bytes, compressed, for this user alone.

use super::given::Given;
use engine::{Engine, EngineError};
use sha2::{Digest as _, Sha256};
use sources::Format;
use std::fs::File;
use std::io::{BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use store::Original;
use vocabulary::Timestamp;

/// Where they lie in the data folder.
const FOLDER: &str = "originals";

/// A quick level: a million orders in Parquet gain nothing by a slower one, and CSV shrinks to a fifth.
const LEVEL: i32 = 1;

/// The bytes of a file that came.
pub(super) struct Kept {
    /// The digest of its bytes, in hexadecimal digits.
    pub(super) digest: String,
    pub(super) n_bytes: u64,
    n_lines: u64,
    is_text: bool,
}

impl Kept {
    /// How many rows it has at most, as far as its lines tell: a guess, for who waits.
    pub(super) fn n_rows(&self, format: Format) -> Option<u64> {
        match format {
            Format::Csv if self.is_text => Some(self.n_lines.saturating_sub(1).max(1)),
            Format::Jsonl | Format::Segment if self.is_text => Some(self.n_lines.max(1)),
            _ => None,
        }
    }
}

/// An original as it came, unpacked for reading; gone when this is dropped.
pub(super) struct Unpacked {
    folder: PathBuf,
    /// The file under its own name.
    pub(super) file: PathBuf,
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            tracing::warn!(folder = %self.folder.display(), %error, "an unpacked original stays behind");
        }
    }
}

/// The digest of a file.
pub(super) fn digest_of(file: &Path) -> Result<Kept, EngineError> {
    let fail = |error: std::io::Error| sources::SourceError::io(&file.display().to_string(), &error);
    let mut hasher = Sha256::new();
    let mut reader = File::open(file).map_err(fail)?;
    let (mut buffer, mut n_bytes, mut n_lines, mut is_text) = (vec![0; 1 << 20], 0, 0, true);
    loop {
        let n = reader.read(&mut buffer).map_err(fail)?;
        if n == 0 {
            break;
        }
        let read = buffer.get(..n).unwrap_or_default();
        n_bytes += n as u64;
        n_lines += read.iter().filter(|byte| **byte == b'\n').count() as u64;
        // What is packed, or a sheet, has bytes that no text has.
        is_text = is_text && !read.iter().any(|byte| matches!(byte, 0..=8));
        hasher.update(read);
    }
    let bytes: [u8; 32] = hasher.finalize().into();
    let digest = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Kept { digest, n_bytes, n_lines, is_text })
}

/// Keeps a file. One that is there already is not written again.
pub(super) fn keep(engine: &Engine, file: &Path, kept: &Kept) -> Result<(), EngineError> {
    let path = path(engine, &kept.digest);
    if path.exists() {
        return Ok(());
    }
    let folder = engine.data().join(FOLDER);
    make_folder(&folder)?;
    // Written beside and moved: a crash leaves no half file under the digest of a whole one.
    let beside = folder.join(format!("{}.{}.part", kept.digest, std::process::id()));
    let fail = |source| EngineError::File { path: beside.display().to_string(), source };
    let mut packed = zstd::Encoder::new(create(&beside)?, LEVEL).map_err(fail)?;
    let mut reader =
        File::open(file).map_err(|source| EngineError::File { path: file.display().to_string(), source })?;
    std::io::copy(&mut reader, &mut packed).map_err(fail)?;
    let mut written = packed.finish().map_err(fail)?;
    written.flush().and_then(|()| written.sync_all()).map_err(fail)?;
    std::fs::rename(&beside, &path).map_err(fail)?;
    File::open(&folder).and_then(|folder| folder.sync_all()).map_err(fail)
}

/// Unpacks a file that was kept.
///
/// Errors: [`EngineError::NotFound`] when its bytes are gone, as after an erasure.
pub(super) fn unpack(engine: &Engine, original: &Original) -> Result<Unpacked, EngineError> {
    let path = path(engine, &original.digest);
    if !path.exists() {
        return Err(EngineError::NotFound {
            what: "original",
            name: original.file.clone(),
            hint: "its bytes are no longer in the data folder: import the file again",
        });
    }
    let folder = engine.data().join(FOLDER).join(format!("reading-{}-{}", std::process::id(), original.seq));
    make_folder(&folder)?;
    // The name alone: what stood in front of it is no business of this folder.
    let name = Path::new(&original.file).file_name().unwrap_or_default();
    let unpacked = Unpacked { file: folder.join(name), folder };
    let fail = |source| EngineError::File { path: path.display().to_string(), source };
    let packed = BufReader::new(File::open(&path).map_err(fail)?);
    zstd::stream::copy_decode(packed, create(&unpacked.file)?).map_err(fail)?;
    Ok(unpacked)
}

/// Takes away a kept file that no workspace knows any more.
pub fn forget_original(engine: &Engine, digest: &str) -> Result<(), EngineError> {
    let path = path(engine, digest);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(EngineError::File { path: path.display().to_string(), source: error })
        }
        _ => Ok(()),
    }
}

/// What is remembered of a file that came.
pub(super) fn entry(
    source: &str,
    given: &Given<'_>,
    contract: String,
    kept: &Kept,
    at: Timestamp,
) -> Original {
    Original {
        seq: 0,
        source: source.to_owned(),
        digest: kept.digest.clone(),
        file: given.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        contract,
        n_bytes: i64::try_from(kept.n_bytes).unwrap_or(i64::MAX),
        at,
        written_at: given.written_at,
    }
}

fn path(engine: &Engine, digest: &str) -> PathBuf {
    engine.data().join(FOLDER).join(format!("{digest}.zst"))
}

fn make_folder(folder: &Path) -> Result<(), EngineError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| EngineError::File { path: folder.display().to_string(), source })
}

/// A new file that only this user may read.
fn create(path: &Path) -> Result<File, EngineError> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| EngineError::File { path: path.display().to_string(), source })
}
