//! Step 3: audiences over traits, behaviour and consent; every membership can be explained.

mod facts;

pub use engine::definitions::audience as find;
pub use engine::persons::{count, members};

use audience::{ConsentFact, Definition, Membership, evaluate};
use engine::definitions::names;
use engine::persons::{Happened, members_sql};
use engine::{Engine, EngineError};
use vocabulary::{PersonId, Timestamp, WorkspaceId};

/// Why a person is in the audience at `now`, or not. An old id of a merged person works too.
///
/// Errors: [`EngineError::NotFound`] when there is no such person.
pub async fn explain(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    person: &PersonId,
    now: Timestamp,
) -> Result<Membership, EngineError> {
    members_sql(definition, now)?;
    let person = engine.store().resolve_person(workspace, person).await?;
    let facts = facts::of(engine, workspace, &person, now).await?.ok_or_else(|| EngineError::NotFound {
        what: "person",
        name: person.to_string(),
        hint: "search with `truelift people search NAME`",
    })?;
    Ok(evaluate(definition, &facts, now))
}

/// A person and every audience: whether they are in it and why, or why the audience cannot be used.
///
/// An audience that cannot be used says nothing of the others, so it stops none of them. `happened` is all the person
/// did, and `consents` what they agreed to as [`engine::addressees`] lets it count.
pub async fn memberships(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    (happened, consents): (&[Happened], Vec<ConsentFact>),
    now: Timestamp,
) -> Result<Vec<(String, Result<Membership, String>)>, EngineError> {
    let definitions = engine.store().definitions(workspace, "audience").await?;
    if definitions.is_empty() {
        return Ok(Vec::new());
    }
    let facts = facts::beside(engine, workspace, person, happened, consents).await?;
    let membership = |stored: &store::Definition| -> Result<Membership, EngineError> {
        let definition: Definition = engine::definitions::parse("audience", &stored.name, &stored.body)?;
        definition.validate().map_err(|error| EngineError::definition("audience", &stored.name, error))?;
        Ok(evaluate(&definition, &facts, now))
    };
    Ok(definitions
        .into_iter()
        .map(|stored| {
            let found = membership(&stored).map_err(|error| error.to_string());
            (stored.name, found)
        })
        .collect())
}

/// What of an audience the data do not have, in words: events never seen, values that nobody has.
pub async fn unseen(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
) -> Result<Vec<String>, EngineError> {
    let seen = names::events(engine, workspace).await?;
    let found = names::unseen(engine, workspace, definition, &seen, names::Book::Lake).await?;
    Ok(found.into_iter().map(|unseen| unseen.what).collect())
}
