use std::io;
use std::path::{Path, PathBuf};

/// Why messages could not be delivered or read. Nothing that was delivered before is lost.
#[derive(Debug, thiserror::Error)]
pub enum ChannelError {
    /// The disk is full. The batch was taken back whole.
    #[error("no space left to write `{}`: free some disk space and run the command again, nothing is sent twice", path.display())]
    DiskFull {
        /// Which file.
        path: PathBuf,
    },
    /// The file or folder cannot be used.
    #[error("cannot {what} `{}`: {source}; make sure that the folder exists and is writable, then run the command again", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line in the middle of the file is not a message: somebody or something else wrote to it.
    #[error("line {line} of `{}` is not a message: restore the file from a backup or move it away", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
    },
    /// A page was asked for with a cursor that no page gave.
    #[error("`{input}` is not a cursor of this inbox: leave it out to read from the start")]
    Cursor {
        /// What was given.
        input: String,
    },
}

impl ChannelError {
    pub(crate) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { path: path.to_owned() }
            }
            _ => Self::Io { what, path: path.to_owned(), source },
        }
    }
}
