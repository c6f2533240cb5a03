//! What happened to one person, newest first.

use super::Received;
use consent::{Action, ConsentEvent};
use engine::persons::Happened;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Channel, Currency, Money, Purpose, Timestamp};

/// How many events a timeline shows.
const N_EVENTS: usize = 200;

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Moment {
    /// When, which orders them.
    #[serde(skip)]
    pub at: Timestamp,
    /// The same as exactly as it was told: the day of a consent of which no hour is known.
    #[serde(rename = "at")]
    pub told: String,
    /// Event, delivery or consent.
    pub kind: &'static str,
    /// What.
    pub title: String,
    /// More of it.
    pub detail: String,
}

/// Events, deliveries and consents of a person, newest first.
pub(super) fn of(
    happened: &[Happened],
    received: &[Received],
    ledger: &[ConsentEvent],
    now: Timestamp,
) -> Vec<Moment> {
    let mut moments: Vec<Moment> = happened.iter().take(N_EVENTS).map(event).collect();
    moments.extend(received.iter().map(|received| delivery(received, now)));
    moments.extend(consents(ledger));
    moments.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.title.cmp(&b.title)));
    moments
}

fn event(event: &Happened) -> Moment {
    let title = event.name.clone().unwrap_or_else(|| match event.kind.as_str() {
        "identify" => "Signed in".to_owned(),
        other => other.to_owned(),
    });
    let currency = event.currency.unwrap_or(Currency::USD);
    let money = event.revenue_minor.map(|minor| Money { minor, currency }.to_string());
    let from = format!("from {}, {}", event.source, owner_words(&event.owned_by));
    let detail = money.map(|money| format!("{money}, {from}")).unwrap_or(from);
    Moment { at: event.at, told: event.at.to_string(), kind: "event", title, detail }
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

fn delivery(received: &Received, now: Timestamp) -> Moment {
    let title = match received.state.as_str() {
        "sent" => "Message sent".to_owned(),
        "suppressed" => "Message held back by the send gate".to_owned(),
        "held_out" => "Kept in the holdout: nothing was sent".to_owned(),
        state => format!("Message {state}"),
    };
    let detail = received.denial.clone().unwrap_or_else(|| received.subject.clone());
    let at = received.at.unwrap_or(now);
    Moment {
        at,
        told: at.to_string(),
        kind: "delivery",
        title,
        detail: format!("{}: {detail}", received.arm),
    }
}

fn consents(ledger: &[ConsentEvent]) -> Vec<Moment> {
    // A row is filed under every handle it names, for every purpose and way, and is one moment.
    let word = |event: &ConsentEvent| match event.action {
        Action::Withdrawn => "withdrawn",
        Action::Granted | Action::Lifted => "granted",
        Action::Unread => "held, for its words are not read yet",
        Action::Replaced => "no longer as it was",
    };
    // What has no day has no place among days; the card of consents says it.
    let mut said: BTreeMap<_, BTreeSet<(Purpose, Channel)>> = BTreeMap::new();
    for event in ledger.iter().filter(|event| event.at != consent::UNDATED) {
        let detail = event.evidence.clone().unwrap_or_else(|| format!("from {}", event.source));
        let moment = (event.at, word(event), event.source.clone(), detail);
        said.entry(moment).or_default().insert((event.purpose, event.channel));
    }
    let moment = |((at, word, _, detail), topics): ((Timestamp, &str, String, String), _)| Moment {
        at,
        told: consent::told(at),
        kind: "consent",
        title: format!("Consent {word}: {}", topics_in_words(&topics)),
        detail,
    };
    said.into_iter().map(moment).collect()
}

/// `marketing by email and sms`, `everything by every way`: a remark that says no to all is one thing that was said.
fn topics_in_words(topics: &BTreeSet<(Purpose, Channel)>) -> String {
    if topics.len() == Purpose::ALL.len() * Channel::ALL.len() {
        return "everything by every way".to_owned();
    }
    let mut ways: BTreeMap<Purpose, Vec<String>> = BTreeMap::new();
    for (purpose, channel) in topics {
        ways.entry(*purpose).or_default().push(channel.to_string());
    }
    let of_purpose = |(purpose, ways): (&Purpose, &Vec<String>)| match ways.len() == Channel::ALL.len() {
        true => format!("{purpose} by every way"),
        false => format!("{purpose} by {}", ways.join(" and ")),
    };
    let told: Vec<String> = ways.iter().map(of_purpose).collect();
    told.join(", ")
}
