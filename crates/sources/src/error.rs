/// Why a file or a contract cannot be read at all. A single bad row is no error but a
/// [`crate::Rejected`]. Every text names the file and the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The contract breaks the standard or asks for what is not there.
    #[error("contract `{contract}`, line {line}: {why}")]
    Contract {
        /// Which contract.
        contract: String,
        /// Where in it; 0 when it concerns the whole.
        line: u64,
        /// What is wrong and what to do.
        why: String,
    },
    /// The contract has several faults.
    #[error("contract `{contract}` has {} faults:{}", .faults.len(), listed(.faults))]
    Faults {
        /// Which contract.
        contract: String,
        /// Line, 0 when it concerns the whole, and what is wrong there.
        faults: Vec<(u64, String)>,
    },
    /// No such file.
    #[error("there is no file `{file}`: check the path")]
    Missing {
        /// Which file.
        file: String,
    },
    /// The columns are not those of the contract.
    #[error("column `{column}` of `{file}`: {why}")]
    Column {
        /// Which file.
        file: String,
        /// Which column.
        column: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// The file as a whole is in another encoding.
    #[error("`{file}` is {found}: {hint}")]
    Encoding {
        /// Which file.
        file: String,
        /// What it seems to be.
        found: String,
        /// What to do.
        hint: String,
    },
    /// The file is cut off, damaged or of another format.
    #[error("`{file}` is broken: {why}")]
    Broken {
        /// Which file.
        file: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// The operating system cannot read it.
    #[error("`{file}` cannot be read: {why}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system says and what to do.
        why: String,
    },
}

impl SourceError {
    /// Says of a file what the operating system says, and what to do.
    pub fn io(file: &str, error: &std::io::Error) -> Self {
        let file = file.to_owned();
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing { file },
            std::io::ErrorKind::PermissionDenied => {
                Self::Unreadable { file, why: "give this user permission to read it".to_owned() }
            }
            std::io::ErrorKind::IsADirectory => {
                Self::Unreadable { file, why: "it is a folder; give one file".to_owned() }
            }
            _ => Self::Unreadable { file, why: format!("{error}; repeat, nothing already accepted is lost") },
        }
    }

    pub(crate) fn arrow(file: &str, error: &arrow::error::ArrowError) -> Self {
        Self::Broken { file: file.to_owned(), why: format!("{error}; export it again") }
    }
}

fn listed(faults: &[(u64, String)]) -> String {
    faults.iter().map(|(line, why)| format!("\n  line {line}: {why}")).collect()
}
