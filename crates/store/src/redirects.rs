use crate::link::{execute, maybe};
use crate::{Store, StoreError, bulk};
use serde::Serialize;
use vocabulary::{PersonId, WorkspaceId};

/// Longer chains cannot be: every run points old ids at who stands now.
const MAX_STEPS: usize = 100;

#[derive(Serialize)]
struct NewRow<'a> {
    old: &'a str,
    new: &'a str,
}

impl Store {
    /// Keeps that each first person is the second one now. Ids of before that pointed at the first point at
    /// the second, and somebody who is back under an old id is no longer redirected.
    pub async fn add_redirects(
        &self,
        workspace: &WorkspaceId,
        merged: &[(PersonId, PersonId)],
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        for chunk in merged.chunks(bulk::N_ROWS) {
            let rows: Vec<NewRow<'_>> =
                chunk.iter().map(|(old, new)| NewRow { old: old.as_str(), new: new.as_str() }).collect();
            let rows = bulk::json(&rows)?;
            execute!(
                tx,
                "update redirect set person = r.value ->> 'new' from json_each($2) as r
                 where workspace = $1 and person = r.value ->> 'old'",
                workspace.as_str(),
                rows.as_str(),
            )?;
            execute!(
                tx,
                "insert into redirect (workspace, old_person, person)
                 select $1, r.value ->> 'old', r.value ->> 'new' from json_each($2) as r where true
                 on conflict (workspace, old_person) do update set person = excluded.person",
                workspace.as_str(),
                rows.as_str(),
            )?;
            execute!(
                tx,
                "delete from redirect where workspace = $1
                 and old_person in (select r.value ->> 'new' from json_each($2) as r)",
                workspace.as_str(),
                rows.as_str(),
            )?;
        }
        tx.commit().await
    }

    /// Gives who `person` is now: the person itself unless it was merged into another.
    pub async fn resolve_person(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
    ) -> Result<PersonId, StoreError> {
        let mut reader = self.read().await?;
        let mut now = person.clone();
        for _ in 0..MAX_STEPS {
            let found = maybe!(
                reader,
                (String,),
                "select person from redirect where workspace = $1 and old_person = $2",
                workspace.as_str(),
                now.as_str(),
            )?;
            match found.and_then(|(next,)| PersonId::new(next).ok()) {
                Some(next) => now = next,
                None => break,
            }
        }
        Ok(now)
    }
}
