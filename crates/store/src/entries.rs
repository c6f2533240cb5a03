use crate::consents::{LedgerLine, Stored};
use crate::link::rows;
use crate::{Store, StoreError, bulk};
use consent::ConsentEvent;
use vocabulary::WorkspaceId;

impl Store {
    /// Gives the ledger lines with these ids, those that are there: what a status export said before.
    pub async fn consent_entries(
        &self,
        workspace: &WorkspaceId,
        entry_ids: &[String],
    ) -> Result<Vec<ConsentEvent>, StoreError> {
        let mut found = Vec::new();
        for chunk in entry_ids.chunks(bulk::N_ROWS) {
            found.extend(rows!(
                self.read().await?,
                Stored,
                "select seq, entry_id, identifier, purpose, channel, action, at, evidence, source
                 from consent_entry where workspace = $1
                 and entry_id in (select r.value ->> 'v' from json_each($2) as r)",
                workspace.as_str(),
                bulk::list(chunk)?,
            )?);
        }
        Ok(found.into_iter().map(|stored| LedgerLine::from(stored).event).collect())
    }
}
