//! What a message of the Segment spec says no to: `Email Unsubscribed`, `unsubscribed: true`. A yes in one grants
//! nothing.

use crate::folded::folded;
use crate::no_words::{channels_named, is_event_of_no, is_strong_word};
use crate::occurrence;
use crate::said::{Named, is_moment_of_consent};
use crate::saying::Saying;
use crate::segment::text;
use crate::stray::Asking;
use consent::{Action, Statement};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use vocabulary::{Channel, Digest, Identifier, Purpose, Redacted, Timestamp};

/// The noes in a message, whether or not it meets the spec: of its event, of its traits, of what it tells about
/// preferences. They close whoever it names, at its moment.
///
/// For messages of those who may speak for others: a file, a server's key.
pub fn noes(source: &str, message: &Value, arrived_at: Timestamp) -> Vec<Statement> {
    let Some(object) = message.as_object() else { return Vec::new() };
    let found = No::all_of(object);
    if found.is_empty() {
        return Vec::new();
    }
    let handles = handles(object);
    if handles.is_empty() {
        return Vec::new();
    }
    let clocks = occurrence::read(object, arrived_at).ok();
    let happened = clocks.map(|clocks| clocks.happened_at.unwrap_or(clocks.received_at));
    let statement = |no: No| {
        let said = no.at.or(happened.map(Saying::exactly));
        let said = said.filter(|said| said.at <= arrived_at && is_moment_of_consent(said.at));
        let mut told = vec![no.evidence.clone()];
        told.extend(handles.iter().map(Identifier::key));
        // The same state of the same person in a thousand messages is one row of the ledger.
        let id = no.is_event.then(|| text(object.get("messageId"))).flatten().unwrap_or_default();
        Statement {
            row_id: format!("{source}:{id}:message-{}", Digest::of(told).short()),
            handles: Redacted::new(handles.clone()),
            purposes: Purpose::ALL.to_vec(),
            channels: no.channels,
            action: Action::Withdrawn,
            at: said.map_or(arrived_at, |said| said.at),
            counts_at: said.map_or(arrived_at, |said| said.counts_at(Action::Withdrawn, arrived_at)),
            evidence: Some(no.evidence),
            source: source.to_owned(),
        }
    };
    found.into_iter().map(statement).collect()
}

/// Of noes of one row of the ledger the last: a state that every message repeats is filed once.
pub fn each_once(noes: Vec<Statement>) -> Vec<Statement> {
    let mut last: BTreeMap<String, Statement> = BTreeMap::new();
    for no in noes {
        match last.get(&no.row_id) {
            Some(known) if no.at <= known.at => {}
            _ => {
                last.insert(no.row_id.clone(), no);
            }
        }
    }
    last.into_values().collect()
}

/// One no of a message.
struct No {
    channels: Vec<Channel>,
    at: Option<Saying>,
    evidence: String,
    is_event: bool,
}

impl No {
    fn all_of(object: &Map<String, Value>) -> Vec<Self> {
        let part = |key: &str| object.get(key).and_then(Value::as_object);
        let call = object.get("type").and_then(Value::as_str).unwrap_or("track");
        let mut found = Vec::new();
        let properties = part("properties");
        let event = object.get("event").and_then(Value::as_str).filter(|_| call == "track");
        if let Some(event) = event.filter(|event| is_event_of_no(event) && !is_soft(properties)) {
            let told = properties.and_then(|properties| properties.get("channel")?.as_str());
            found.push(Self {
                channels: named(&[event, told.unwrap_or_default()]),
                at: None,
                evidence: format!("event `{event}`"),
                is_event: true,
            });
        }
        // The traits of a group are the organisation's.
        let own = part("traits").filter(|_| call != "group");
        let of_context = part("context").and_then(|context| context.get("traits")?.as_object());
        for traits in [own, of_context].into_iter().flatten() {
            walk(traits, "", &mut |path, value| found.extend(Self::of_trait(path, value)));
        }
        if let (Some(event), Some(properties)) = (event, properties) {
            let is_about = is_about_people(event);
            walk(properties, "", &mut |path, value| {
                if is_about || is_strong_word(path, true) {
                    found.extend(Self::of_trait(path, value));
                }
            });
        }
        found
    }

    fn of_trait(path: &str, value: &str) -> Option<Self> {
        let asking = Asking::of_person(path);
        asking.says_no(value).then(|| Self {
            channels: asking.channels.clone(),
            at: asking.moment(value),
            evidence: format!("`{}` in `{path}`", value.trim()),
            is_event: false,
        })
    }
}

/// The channels that texts name, all where they name none.
fn named(texts: &[&str]) -> Vec<Channel> {
    let found = texts.iter().map(|text| channels_named(text)).find(|channels| !channels.is_empty());
    found.unwrap_or_else(|| Channel::ALL.to_vec())
}

/// Whether a mail came back for a while only.
fn is_soft(properties: Option<&Map<String, Value>>) -> bool {
    let soft = ["soft", "transient", "temporary", "block", "undetermined"];
    let is_kind =
        |key: &str| ["type", "bounce", "class", "category", "kind"].iter().any(|part| key.contains(part));
    let mut kinds = properties.into_iter().flatten().filter(|(key, _)| is_kind(&key.to_lowercase()));
    kinds.any(|(_, value)| {
        let text = value.as_str().unwrap_or_default().to_lowercase();
        soft.iter().any(|part| text.starts_with(part))
    })
}

/// Whether an event tells of somebody's wishes, so that its properties are their answers: a box that was left open at
/// the till is none.
fn is_about_people(event: &str) -> bool {
    let parts = [
        "subscri",
        "prefer",
        "consent",
        "setting",
        "profile",
        "optin",
        "optout",
        "opted",
        "newsletter",
        "marketing",
        "permission",
        "privacy",
        "gdpr",
        "dsgvo",
        "einwillig",
        "abmeld",
        "contactupdated",
        "userupdated",
        "customerupdated",
    ];
    let folded = folded(event);
    parts.iter().any(|part| folded.contains(part))
}

/// Every value of an object that is no object, with its path.
fn walk(object: &Map<String, Value>, path: &str, take: &mut impl FnMut(&str, &str)) {
    for (key, value) in object {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            Value::Object(inner) => walk(inner, &path, take),
            Value::String(text) => take(&path, text),
            Value::Bool(_) | Value::Number(_) => take(&path, &value.to_string()),
            Value::Array(list) if list.iter().any(|item| !item.is_object()) => {
                take(&path, &value.to_string())
            }
            Value::Array(_) | Value::Null => {}
        }
    }
}

/// Everybody a message names: by its ids, and by the addresses and numbers in its traits and properties.
fn handles(object: &Map<String, Value>) -> Vec<Identifier> {
    let call = object.get("type").and_then(Value::as_str).unwrap_or_default();
    let part = |key: &str| object.get(key).and_then(Value::as_object);
    let of_context = part("context").and_then(|context| context.get("traits")?.as_object());
    let own = part("traits").filter(|_| call != "group");
    let (mut emails, mut phones, mut country) = (Vec::new(), Vec::new(), None);
    for fields in [own, of_context, part("properties")].into_iter().flatten() {
        walk(fields, "", &mut |path, value| {
            let key = folded(path.rsplit('.').next().unwrap_or(path));
            let has = |parts: &[&str]| parts.iter().any(|part| key.contains(part));
            // Who sent the mail, and what it was about.
            let is_of_sender =
                has(&["from", "sender", "reply", "support", "shop", "store", "campaign", "template"]);
            if is_of_sender {
                return;
            }
            if has(&["mail", "recipient"]) || matches!(key.as_str(), "to" | "address" | "contact") {
                emails.extend(Some(value.to_owned()).filter(|value| value.contains(['@', '\u{ff20}'])));
            }
            if has(&["phone", "mobile", "msisdn", "telefon"])
                || matches!(key.as_str(), "tel" | "sms" | "cell")
            {
                phones.push(value.to_owned());
            }
            if key == "country" || key == "countrycode" {
                country = Some(value.to_owned());
            }
        });
    }
    let (emails, phones) = (emails.join("; "), phones.join("; "));
    let (user_id, anonymous_id) = (text(object.get("userId")), text(object.get("anonymousId")));
    let filled = |text: &'_ String| !text.is_empty();
    let named = Named {
        customer_id: user_id.as_deref(),
        email: Some(&emails).filter(|text| filled(text)).map(String::as_str),
        phone: Some(&phones).filter(|text| filled(text)).map(String::as_str),
        anonymous_id: anonymous_id.as_deref(),
        country: country.as_deref(),
        ..Named::default()
    };
    named.handles(true).handles
}
