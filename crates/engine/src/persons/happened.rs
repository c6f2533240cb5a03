//! What one person did, event by event.

use super::views;
use crate::columns::{int, text, text_at, time};
use crate::{Engine, EngineError};
use arrow::array::Array;
use audience::EventFact;
use vocabulary::{Currency, PersonId, Timestamp, WorkspaceId};

/// One event of a person.
#[derive(Debug, Clone)]
pub struct Happened {
    /// `track`, `page`, `identify` and so on.
    pub kind: String,
    /// Its name; None for those that have none.
    pub name: Option<String>,
    /// Which source told it.
    pub source: String,
    /// When.
    pub at: Timestamp,
    /// Revenue in minor units.
    pub revenue_minor: Option<i64>,
    /// Of which currency.
    pub currency: Option<Currency>,
    /// The products it is about, as `vocabulary::item_key` has them.
    pub items: Vec<String>,
    /// The key that led to the person.
    pub owned_by: String,
}

impl Happened {
    /// As an audience looks at it.
    pub fn fact(&self) -> EventFact {
        EventFact {
            name: self.name.clone(),
            occurred_at: self.at,
            revenue_minor: self.revenue_minor,
            currency: self.currency,
            items: self.items.clone(),
        }
    }
}

/// Everything a person did, newest first.
pub async fn happened_to(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<Happened>, EngineError> {
    let sql = format!(
        "select type, name, source, occurred_at, revenue_minor, currency, items, owned_by from person_events
         where person_id = '{person}'"
    );
    let mut events = Vec::new();
    for batch in engine.query(workspace, &[views::PERSON_EVENTS], &sql).await? {
        let (kind, name, source) = (text(&batch, "type")?, text(&batch, "name")?, text(&batch, "source")?);
        let (at, revenue, currency) =
            (time(&batch, "occurred_at")?, int(&batch, "revenue_minor")?, text(&batch, "currency")?);
        let (items, owned_by) = (text(&batch, "items")?, text(&batch, "owned_by")?);
        events.extend((0..batch.num_rows()).map(|row| Happened {
            kind: kind.value(row).to_owned(),
            name: text_at(&name, row),
            source: source.value(row).to_owned(),
            at: Timestamp::from_micros(at.value(row)),
            revenue_minor: revenue.is_valid(row).then(|| revenue.value(row)),
            currency: text_at(&currency, row).and_then(|code| code.parse().ok()),
            items: text_at(&items, row).map_or_else(Vec::new, |items| {
                items.lines().filter(|item| !item.is_empty()).map(str::to_owned).collect()
            }),
            owned_by: owned_by.value(row).to_owned(),
        }));
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    Ok(events)
}
