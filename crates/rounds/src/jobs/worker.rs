//! The processes that do jobs: each holds a file of its own locked, so that others see when it is gone.

use engine::{Engine, EngineError};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Where the files lie in the data folder.
const FOLDER: &str = "workers";

/// This process, as one that does jobs. Dropping it says that it is gone.
pub struct Worker {
    name: String,
    path: PathBuf,
    _file: File,
    /// Whether every job of it is told of as over.
    is_done: AtomicBool,
}

impl Worker {
    /// Begins to be one.
    pub fn begin(engine: &Engine) -> Result<Self, EngineError> {
        let folder = engine.data().join(FOLDER);
        engine::private_folder(&folder).map_err(|source| failed(&folder, source))?;
        let mut bytes = [0; 8];
        // Unlike the process's number it comes once: the next boot gives the same numbers again.
        let made = File::open("/dev/urandom")
            .and_then(|mut random| std::io::Read::read_exact(&mut random, &mut bytes));
        made.map_err(|source| failed(Path::new("/dev/urandom"), source))?;
        let name = format!("{}-{:016x}", std::process::id(), u64::from_le_bytes(bytes));
        let path = folder.join(format!("{name}.lock"));
        let mut options = File::options();
        options.write(true).create_new(true);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|source| failed(&path, source))?;
        file.lock().map_err(|source| failed(&path, source))?;
        Ok(Self { name, path, _file: file, is_done: AtomicBool::new(false) })
    }

    /// Says that nothing is open any more.
    pub(super) fn done(&self) {
        self.is_done.store(true, Ordering::Relaxed);
    }

    /// Its name, which no other has.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Where the store could not take it, as on a full disk, the file without its lock tells others that it is gone.
        if self.is_done.load(Ordering::Relaxed) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Whether a process that did jobs is known to be gone. Where its file is not there, as after it ended in peace, only
/// its lease tells.
pub(super) fn is_gone(engine: &Engine, name: &str) -> bool {
    let path = engine.data().join(FOLDER).join(format!("{name}.lock"));
    let Ok(file) = File::options().write(true).open(&path) else { return false };
    match file.try_lock() {
        Ok(()) => {
            let _ = std::fs::remove_file(&path);
            true
        }
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

fn failed(path: &Path, source: std::io::Error) -> EngineError {
    EngineError::File { path: path.display().to_string(), source }
}
