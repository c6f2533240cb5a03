//! Step 3: audiences over traits, behaviour and consent; every membership can be explained.

mod facts;

use crate::columns::{single_int, text};
use crate::definitions::{latest, names};
use crate::{Engine, EngineError, views};
use audience::{Definition, Membership, compile, evaluate};
use std::path::Path;
use vocabulary::{PersonId, Timestamp, WorkspaceId};

/// Finds an audience by its applied name, or reads it from a YAML file.
pub async fn find(engine: &Engine, workspace: &WorkspaceId, name: &str) -> Result<Definition, EngineError> {
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
        let text = std::fs::read_to_string(path).map_err(|error| sources::SourceError::io(name, &error))?;
        return crate::definitions::parse("audience", name, &text);
    }
    latest(&engine.store, workspace, "audience", name).await
}

pub(crate) fn sql(definition: &Definition, now: Timestamp) -> Result<String, EngineError> {
    compile(definition, now).map_err(|error| EngineError::definition("audience", &definition.name, error))
}

/// The members at `now`, in order of id.
pub async fn members(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    now: Timestamp,
) -> Result<Vec<PersonId>, EngineError> {
    let consents = views::consent_states(now);
    let views = [views::PERSON_EVENTS, (views::CONSENT_STATES, consents.as_str())];
    let mut members = Vec::new();
    for batch in engine.query(workspace, &views, &sql(definition, now)?).await? {
        let ids = text(&batch, "person_id")?;
        for id in ids.iter().flatten() {
            members.push(PersonId::new(id)?);
        }
    }
    Ok(members)
}

/// How many members there are at `now`.
pub async fn count(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    now: Timestamp,
) -> Result<i64, EngineError> {
    let consents = views::consent_states(now);
    let members = sql(definition, now)?;
    let views =
        [views::PERSON_EVENTS, (views::CONSENT_STATES, consents.as_str()), ("members", members.as_str())];
    single_int(&engine.query(workspace, &views, "select count(*) as n from members").await?, "n")
}

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
    sql(definition, now)?;
    let person = engine.store.resolve_person(workspace, person).await?;
    let facts = facts::of(engine, workspace, &person, now).await?.ok_or_else(|| EngineError::NotFound {
        what: "person",
        name: person.to_string(),
        hint: "search with `truelift people search NAME`",
    })?;
    Ok(evaluate(definition, &facts, now))
}

/// A person and every audience: whether they are in it and why, or why the audience cannot be used.
///
/// An audience that cannot be used says nothing of the others, so it stops none of them.
pub async fn memberships(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    now: Timestamp,
) -> Result<Vec<(String, Result<Membership, String>)>, EngineError> {
    let definitions = engine.store.definitions(workspace, "audience").await?;
    if definitions.is_empty() {
        return Ok(Vec::new());
    }
    let facts = facts::of(engine, workspace, person, now).await?.unwrap_or_default();
    let membership = |stored: &store::Definition| -> Result<Membership, EngineError> {
        let definition: Definition = crate::definitions::parse("audience", &stored.name, &stored.body)?;
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
    let found = names::unseen(engine, workspace, definition, &seen).await?;
    Ok(found.into_iter().map(|unseen| unseen.what).collect())
}

/// Every identifier of a person, those shared with others among them.
pub async fn identifiers_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<String>, EngineError> {
    let sql = format!(
        "select identifier from identifier_map where person_id = '{person}' and not starts_with(identifier, 'seen:') order by identifier"
    );
    let mut identifiers = Vec::new();
    for batch in engine.query(workspace, &[], &sql).await? {
        identifiers.extend(text(&batch, "identifier")?.iter().flatten().map(str::to_owned));
    }
    Ok(identifiers)
}
