use std::collections::BTreeMap;
use vocabulary::{Channel, Currency, Purpose, Timestamp};

/// One value of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraitValue {
    /// A text or a day.
    Text(String),
    /// A count.
    Number(i64),
    /// A moment.
    Time(Timestamp),
}

/// Something the person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFact {
    /// The event's name, as `Order Completed`; None for those that have none.
    pub name: Option<String>,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Revenue in minor units; None when it has none.
    pub revenue_minor: Option<i64>,
    /// Of which currency; None when it is not said.
    pub currency: Option<Currency>,
    /// The products it is about, as [`vocabulary::item_key`] has them.
    pub items: Vec<String>,
}

/// What the person said about being contacted for a purpose by a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentFact {
    /// For what.
    pub purpose: Purpose,
    /// By which way.
    pub channel: Channel,
    /// Granted, or withdrawn.
    pub is_granted: bool,
    /// Since when; None when unknown.
    pub since: Option<Timestamp>,
}

/// All that a definition can ask of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// Known traits by column of the people table; a missing one is unknown.
    pub traits: BTreeMap<String, TraitValue>,
    /// The person's events, in any order.
    pub events: Vec<EventFact>,
    /// The person's consents; of several for one purpose and channel, a withdrawal wins.
    pub consents: Vec<ConsentFact>,
}
