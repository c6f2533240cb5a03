//! Who is in an audience, and by which identifiers people are known.

use super::views;
use crate::columns::{single_int, text};
use crate::{Engine, EngineError, addressees};
use audience::{Definition, compile};
use vocabulary::{PersonId, Timestamp, WorkspaceId};

/// The members at `now`, as a query.
pub fn members_sql(definition: &Definition, now: Timestamp) -> Result<String, EngineError> {
    compile(definition, now).map_err(|error| EngineError::definition("audience", &definition.name, error))
}

/// What a definition's conditions of consent read: asked of the reader that the gate asks.
async fn consents_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    now: Timestamp,
) -> Result<String, EngineError> {
    let asked: Vec<_> = definition.consents().iter().map(|test| (test.purpose, test.channel)).collect();
    addressees::consent_states(engine, workspace, &asked, None, now).await
}

/// The members at `now`, in order of id.
pub async fn members(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    now: Timestamp,
) -> Result<Vec<PersonId>, EngineError> {
    let consents = consents_of(engine, workspace, definition, now).await?;
    let views = [views::PERSON_EVENTS, (views::CONSENT_STATES, consents.as_str())];
    let mut members = Vec::new();
    for batch in engine.query(workspace, &views, &members_sql(definition, now)?).await? {
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
    let consents = consents_of(engine, workspace, definition, now).await?;
    let members = members_sql(definition, now)?;
    let views =
        [views::PERSON_EVENTS, (views::CONSENT_STATES, consents.as_str()), ("members", members.as_str())];
    single_int(&engine.query(workspace, &views, "select count(*) as n from members").await?, "n")
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
