//! The facts of one person, for the in-memory evaluator.

use audience::{ConsentFact, PersonFacts, TRAITS, TraitKind, TraitValue};
use directory::Given;
use engine::columns::{boolean, int, text, text_at, time, time_at};
use engine::persons::{self, happened_to, views};
use engine::{Engine, EngineError, addressees};
use std::collections::BTreeMap;
use vocabulary::{Channel, PersonId, Purpose, Timestamp, WorkspaceId};

/// Reads what audiences can ask of a person; `None` when there is no such person.
pub async fn of(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    now: Timestamp,
) -> Result<Option<PersonFacts>, EngineError> {
    let Some(traits) = traits(engine, workspace, person).await? else { return Ok(None) };
    let events = happened_to(engine, workspace, person).await?;
    let events = events.iter().map(persons::Happened::fact).collect();
    let consents = consents(engine, workspace, person, now).await?;
    Ok(Some(PersonFacts { traits, events, consents }))
}

/// The same where everybody is in memory and what the person did and agreed to was read already.
pub async fn beside(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    happened: &[persons::Happened],
    consents: Vec<ConsentFact>,
) -> Result<PersonFacts, EngineError> {
    let people = persons::everybody(engine, workspace).await?.value;
    let known = people.directory.row_of(person.as_str());
    let known = known.and_then(|row| people.directory.facts(&[row], &Given::default()).pop());
    let traits = match known {
        Some(known) => known.traits,
        None => traits(engine, workspace, person).await?.unwrap_or_default(),
    };
    let events = happened.iter().map(persons::Happened::fact).collect();
    Ok(PersonFacts { traits, events, consents })
}

async fn traits(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Option<BTreeMap<String, TraitValue>>, EngineError> {
    let sql = format!("select * from people where person_id = '{person}'");
    for batch in engine.query(workspace, &[], &sql).await? {
        if batch.num_rows() == 0 {
            continue;
        }
        let mut traits = BTreeMap::new();
        for (name, kind, _) in TRAITS {
            let value = match kind {
                TraitKind::Text | TraitKind::Day => text_at(&text(&batch, name)?, 0).map(TraitValue::Text),
                TraitKind::Time => time_at(&time(&batch, name)?, 0).map(TraitValue::Time),
                TraitKind::Number => int(&batch, name)?.iter().next().flatten().map(TraitValue::Number),
            };
            if let Some(value) = value {
                traits.insert((*name).to_owned(), value);
            }
        }
        return Ok(Some(traits));
    }
    Ok(None)
}

async fn consents(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    now: Timestamp,
) -> Result<Vec<ConsentFact>, EngineError> {
    let asked: Vec<(Purpose, Channel)> = [Channel::Email, Channel::Sms]
        .into_iter()
        .flat_map(|channel| Purpose::ALL.iter().map(move |purpose| (*purpose, channel)))
        .collect();
    let states = addressees::consent_states(engine, workspace, &asked, Some(person), now).await?;
    let views = [(views::CONSENT_STATES, states.as_str())];
    let sql = format!(
        "select purpose, channel, is_granted, since from consent_states where person_id = '{person}'"
    );
    let mut consents = Vec::new();
    for batch in engine.query(workspace, &views, &sql).await? {
        let (purpose, channel) = (text(&batch, "purpose")?, text(&batch, "channel")?);
        let (is_granted, since) = (boolean(&batch, "is_granted")?, time(&batch, "since")?);
        for row in 0..batch.num_rows() {
            consents.push(ConsentFact {
                purpose: purpose.value(row).parse()?,
                channel: channel.value(row).parse()?,
                is_granted: is_granted.value(row),
                since: time_at(&since, row),
            });
        }
    }
    Ok(consents)
}
