//! What a file says when it is read by a contract, and whom that closes.

use consent::{Action, Statement};
use sources::{Contract, Input, Intake, Rejected, read};
use vocabulary::{Timestamp, WorkspaceId};

/// When every file of these tests came in.
pub fn arrival() -> Timestamp {
    Timestamp::parse("2026-09-15T14:00:00Z").unwrap()
}

/// Where it came in, and when.
pub fn intake() -> Intake {
    Intake { workspace: WorkspaceId::new("peach-state").unwrap(), arrived_at: arrival() }
}

/// Everything that reading gave.
#[derive(Default, Debug)]
pub struct Read {
    pub said: Vec<Statement>,
    pub rejected: Vec<Rejected>,
    pub noes: Vec<Statement>,
    pub notes: Vec<String>,
    pub error: Option<String>,
}

impl Read {
    /// The noes in and out of quarantine.
    pub fn all_noes(&self) -> impl Iterator<Item = &Statement> {
        self.said.iter().chain(&self.noes).filter(|said| said.action == Action::Withdrawn)
    }

    /// The keys of whoever is closed.
    pub fn closed(&self) -> Vec<String> {
        self.all_noes().flat_map(|said| said.handles.expose().iter().map(|handle| handle.key())).collect()
    }

    pub fn closes(&self, address: &str) -> bool {
        self.closed().contains(&format!("mailbox:{address}"))
    }

    pub fn opens(&self) -> usize {
        self.said.iter().filter(|said| said.action == Action::Granted).count()
    }
}

/// Reads a file by a contract, to its end.
pub fn all_named(contract: &Contract, name: &str, file: &[u8]) -> Read {
    let intake = intake();
    let mut found = Read::default();
    let reading = match read(contract, Input::Bytes { name, bytes: file.to_vec() }, &intake) {
        Ok(reading) => reading,
        Err(error) => return Read { error: Some(error.to_string()), ..found },
    };
    for portion in reading {
        match portion {
            Ok(portion) => {
                found.said.extend(portion.accepted.consents.into_iter().map(|said| said.statement));
                found.rejected.extend(portion.rejected);
                found.noes.extend(portion.noes);
                found.notes = portion.notes;
            }
            Err(error) => found.error = Some(error.to_string()),
        }
    }
    found
}

/// As [`all_named`], where the name says nothing.
pub fn all(contract: &Contract, file: &(impl AsRef<[u8]> + ?Sized)) -> Read {
    all_named(contract, "book.csv", file.as_ref())
}
