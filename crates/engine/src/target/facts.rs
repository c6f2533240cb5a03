//! The facts of one person, for the in-memory evaluator.

use crate::columns::{boolean, int, text, text_at, time, time_at};
use crate::{Engine, EngineError, persons::views, reach};
use arrow::array::Array;
use audience::{ConsentFact, EventFact, PersonFacts, TRAITS, TraitKind, TraitValue};
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
    let events = events(engine, workspace, person).await?;
    let consents = consents(engine, workspace, person, now).await?;
    Ok(Some(PersonFacts { traits, events, consents }))
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

async fn events(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<EventFact>, EngineError> {
    let sql = format!(
        "select name, occurred_at, revenue_minor, currency, items from person_events where person_id = '{person}'"
    );
    let mut events = Vec::new();
    for batch in engine.query(workspace, &[views::PERSON_EVENTS], &sql).await? {
        let (name, at, revenue) =
            (text(&batch, "name")?, time(&batch, "occurred_at")?, int(&batch, "revenue_minor")?);
        let (currency, items) = (text(&batch, "currency")?, text(&batch, "items")?);
        events.extend((0..batch.num_rows()).map(|row| EventFact {
            name: text_at(&name, row),
            occurred_at: Timestamp::from_micros(at.value(row)),
            revenue_minor: revenue.is_valid(row).then(|| revenue.value(row)),
            currency: text_at(&currency, row).and_then(|code| code.parse().ok()),
            items: text_at(&items, row).map_or_else(Vec::new, |items| {
                items.lines().filter(|item| !item.is_empty()).map(str::to_owned).collect()
            }),
        }));
    }
    Ok(events)
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
    let states = reach::consent_states(engine, workspace, &asked, Some(person), now).await?;
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
