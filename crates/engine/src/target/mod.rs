//! Step 3: audiences over traits, behaviour and consent; every membership can be explained.

mod facts;

use crate::columns::{single_int, text};
use crate::definitions::latest;
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
