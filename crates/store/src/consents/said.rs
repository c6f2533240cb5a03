//! What rows of consents have said so far, and every handle they ever named.

use super::ties::row_of_line;
use crate::database::{bulk, rows};
use crate::{Store, StoreError};
use std::collections::{BTreeSet, HashMap, HashSet};
use vocabulary::WorkspaceId;

/// What a row of consents has said so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowSaid {
    /// The digests of all of it; none of what an older program filed.
    pub digests: HashSet<String>,
    /// The digest of what it said last.
    pub last: Option<String>,
    /// The same without the moment, where it gave none of its own.
    pub last_word: Option<String>,
}

impl Store {
    /// Gives every handle that rows of each of `row_ids` ever named, whatever they said and when. A row of which the
    /// ledger knows nothing is left out.
    pub async fn handles_of_rows(
        &self,
        workspace: &WorkspaceId,
        row_ids: &[String],
    ) -> Result<HashMap<String, BTreeSet<String>>, StoreError> {
        let mut handles: HashMap<String, BTreeSet<String>> = HashMap::new();
        for chunk in row_ids.chunks(bulk::N_ROWS) {
            let found = rows!(
                self.read().await?,
                (String, String),
                concat!(
                    "select distinct ",
                    row_of_line!(),
                    " as row_id, identifier from consent_entry where workspace = $1 and ",
                    row_of_line!(),
                    " in (select r.value ->> 'v' from json_each($2) as r)"
                ),
                workspace.as_str(),
                bulk::list(chunk)?,
            )?;
            for (row_id, identifier) in found {
                handles.entry(row_id).or_default().insert(identifier);
            }
        }
        Ok(handles)
    }

    /// Gives by row of consents what it has said so far; rows that have said nothing are left out.
    pub async fn consent_rows(
        &self,
        workspace: &WorkspaceId,
        row_ids: &[String],
    ) -> Result<HashMap<String, RowSaid>, StoreError> {
        let mut known: HashMap<String, RowSaid> = HashMap::new();
        for chunk in row_ids.chunks(bulk::N_ROWS) {
            let ids = bulk::list(chunk)?;
            let found = rows!(
                self.read().await?,
                (String, String, Option<String>),
                "select row_id, digest, said from consent_row where workspace = $1
                 and row_id in (select r.value ->> 'v' from json_each($2) as r) order by turn",
                workspace.as_str(),
                ids.as_str(),
            )?;
            for (row_id, digest, said) in found {
                let of_row = known.entry(row_id).or_default();
                of_row.digests.insert(digest.clone());
                (of_row.last, of_row.last_word) = (Some(digest), said);
            }
            let older = rows!(
                self.read().await?,
                (String,),
                "select entry_id from consent_entry where workspace = $1
                 and entry_id in (select r.value ->> 'v' from json_each($2) as r)",
                workspace.as_str(),
                ids.as_str(),
            )?;
            for (entry_id,) in older {
                known.entry(entry_id).or_default();
            }
        }
        Ok(known)
    }
}
