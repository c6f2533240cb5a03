//! What happened to one person, newest first.

use crate::columns::{int, text, text_at, time};
use crate::{Engine, EngineError, persons::views};
use arrow::array::Array;
use serde::Serialize;
use vocabulary::{Currency, Money, PersonId, Timestamp, WorkspaceId};

/// How many events a timeline shows.
const N_EVENTS: usize = 200;

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// Event, delivery or consent.
    pub kind: &'static str,
    /// What.
    pub title: String,
    /// More of it.
    pub detail: String,
}

/// Events, deliveries and consents of a person, newest first.
pub async fn of(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    now: Timestamp,
) -> Result<Vec<Moment>, EngineError> {
    let mut moments = events(engine, workspace, person).await?;
    moments.extend(deliveries(engine, workspace, person, now).await?);
    moments.extend(consents(engine, workspace, person).await?);
    moments.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.title.cmp(&b.title)));
    Ok(moments)
}

async fn events(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<Moment>, EngineError> {
    let sql = format!(
        "select type, name, source, occurred_at, revenue_minor, currency, owned_by from person_events
         where person_id = '{person}' order by occurred_at desc limit {N_EVENTS}"
    );
    let mut moments = Vec::new();
    for batch in engine.query(workspace, &[views::PERSON_EVENTS], &sql).await? {
        let (kind, name, source) = (text(&batch, "type")?, text(&batch, "name")?, text(&batch, "source")?);
        let (at, revenue, currency) =
            (time(&batch, "occurred_at")?, int(&batch, "revenue_minor")?, text(&batch, "currency")?);
        let owned_by = text(&batch, "owned_by")?;
        for row in 0..batch.num_rows() {
            let title = text_at(&name, row).unwrap_or_else(|| match kind.value(row) {
                "identify" => "Signed in".to_owned(),
                other => other.to_owned(),
            });
            let currency =
                text_at(&currency, row).and_then(|code| code.parse().ok()).unwrap_or(Currency::USD);
            let money =
                revenue.is_valid(row).then(|| Money { minor: revenue.value(row), currency }.to_string());
            let from = format!("from {}, {}", source.value(row), owner_words(owned_by.value(row)));
            moments.push(Moment {
                at: Timestamp::from_micros(at.value(row)),
                kind: "event",
                title,
                detail: money.map(|money| format!("{money}, {from}")).unwrap_or(from),
            });
        }
    }
    Ok(moments)
}

/// Why an event is this person's: the kind of the key that led to them, never its value.
fn owner_words(key: &str) -> &'static str {
    match key.split_once(':').map_or("", |(kind, _)| kind) {
        "customer_id" => "by its customer number",
        "email" => "by its e-mail address",
        "phone" => "by its phone number",
        "anonymous_id" => "by its device",
        _ => "by its next id: the one it carries is nobody's",
    }
}

async fn deliveries(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    now: Timestamp,
) -> Result<Vec<Moment>, EngineError> {
    let deliveries = engine.store.deliveries_of(workspace, person).await?;
    let moment = |delivery: store::Delivery| {
        let title = match delivery.state.as_str() {
            "sent" => "Message sent".to_owned(),
            "suppressed" => "Message held back by the send gate".to_owned(),
            "held_out" => "Kept in the holdout: nothing was sent".to_owned(),
            state => format!("Message {state}"),
        };
        let detail = delivery.denial.unwrap_or(delivery.subject);
        let at = delivery.settled_at.or(delivery.permitted_at).unwrap_or(now);
        Moment { at, kind: "delivery", title, detail: format!("{}: {detail}", delivery.arm) }
    };
    Ok(deliveries.into_iter().map(moment).collect())
}

async fn consents(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<Moment>, EngineError> {
    let identifiers = crate::persons::identifiers_of(engine, workspace, person).await?;
    let events = engine.store.consents_of(workspace, &identifiers).await?;
    // A row is filed under every handle it names and is one moment.
    let mut told = std::collections::BTreeSet::new();
    let is_news = |event: &consent::ConsentEvent| {
        let action = if event.action == consent::Action::Withdrawn { "withdrawn" } else { "granted" };
        told.insert((event.at, action, event.purpose, event.channel, event.source.clone()))
    };
    let moment = |event: consent::ConsentEvent| Moment {
        at: event.at,
        kind: "consent",
        title: format!(
            "Consent {}: {} by {}",
            if event.action == consent::Action::Withdrawn { "withdrawn" } else { "granted" },
            event.purpose,
            event.channel
        ),
        detail: event.evidence.unwrap_or_else(|| format!("from {}", event.source)),
    };
    let mut is_news = is_news;
    // What has no day has no place among days; the card of consents says it.
    let dated = events.into_iter().filter(|event| event.at != consent::UNDATED);
    Ok(dated.filter(|event| is_news(event)).map(moment).collect())
}
