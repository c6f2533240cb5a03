//! Who a person of before is now: ids that lead to another since people were merged.

use crate::audit::covered::REDIRECTS;
use crate::database::{bulk, execute, maybe, rows};
use crate::{Store, StoreError};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
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
        let now_of: HashMap<&str, &str> =
            merged.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        let mut tx = self.begin().await?;
        for chunk in merged.chunks(bulk::N_ROWS) {
            let olds = bulk::list(chunk.iter().map(|(old, _)| old.as_str()))?;
            let earlier = rows!(
                tx,
                (String, String),
                "select old_person, person from redirect where workspace = $1
                 and person in (select r.value ->> 'v' from json_each($2) as r)",
                workspace.as_str(),
                olds,
            )?;
            let of_earlier = earlier.iter().filter_map(|(old, person)| {
                Some(NewRow { old: old.as_str(), new: now_of.get(person.as_str()).copied()? })
            });
            let rows = chunk.iter().map(|(old, new)| NewRow { old: old.as_str(), new: new.as_str() });
            let rows: Vec<NewRow<'_>> = rows.chain(of_earlier).collect();
            let both = rows.iter().flat_map(|row| [row.old.to_owned(), row.new.to_owned()]);
            let keys: Vec<String> = both.collect::<BTreeSet<_>>().into_iter().collect();
            tx.before(&REDIRECTS, workspace, &keys).await?;
            let rows = bulk::json(&rows)?;
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
            tx.after(&REDIRECTS, workspace, &keys, None).await?;
        }
        tx.commit().await
    }

    /// Gives the ids that redirect to somebody else, and to whom.
    pub async fn redirects(&self, workspace: &WorkspaceId) -> Result<Vec<(PersonId, PersonId)>, StoreError> {
        let found = rows!(
            self.read().await?,
            (String, String),
            "select old_person, person from redirect where workspace = $1 order by old_person",
            workspace.as_str(),
        )?;
        let ids = |(old, now)| Some((PersonId::new(old).ok()?, PersonId::new(now).ok()?));
        Ok(found.into_iter().filter_map(ids).collect())
    }

    /// Ends the redirects of people who are back under their own id: a merge was undone.
    pub async fn end_redirects(&self, workspace: &WorkspaceId, back: &[PersonId]) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        for chunk in back.chunks(bulk::N_ROWS) {
            let keys: Vec<String> = chunk.iter().map(|person| person.as_str().to_owned()).collect();
            tx.before(&REDIRECTS, workspace, &keys).await?;
            execute!(
                tx,
                "delete from redirect where workspace = $1
                 and old_person in (select r.value ->> 'v' from json_each($2) as r)",
                workspace.as_str(),
                bulk::list(chunk.iter().map(PersonId::as_str))?,
            )?;
            tx.after(&REDIRECTS, workspace, &keys, None).await?;
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
