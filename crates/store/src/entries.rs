use crate::link::rows;
use crate::{Store, StoreError, bulk};
use std::collections::{HashMap, HashSet};
use vocabulary::WorkspaceId;

impl Store {
    /// Gives by row of consents the digests of what it has said so far; of a row that an older program filed none.
    pub async fn consent_rows(
        &self,
        workspace: &WorkspaceId,
        row_ids: &[String],
    ) -> Result<HashMap<String, HashSet<String>>, StoreError> {
        let mut known: HashMap<String, HashSet<String>> = HashMap::new();
        for chunk in row_ids.chunks(bulk::N_ROWS) {
            let ids = bulk::list(chunk)?;
            let found = rows!(
                self.read().await?,
                (String, String),
                "select row_id, digest from consent_row where workspace = $1
                 and row_id in (select r.value ->> 'v' from json_each($2) as r)",
                workspace.as_str(),
                ids.as_str(),
            )?;
            for (row_id, digest) in found {
                known.entry(row_id).or_default().insert(digest);
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
