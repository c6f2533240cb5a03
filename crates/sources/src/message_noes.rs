//! What a message of the Segment spec says no to: `Email Unsubscribed`, `unsubscribed: true`. A yes in one grants
//! nothing.

use crate::event_names::is_event_of_no;
use crate::folded::folded;
use crate::leaves::{below, item_leaves, leaves};
use crate::no_words::{channels_named, is_strong_word};
use crate::said::{Named, is_moment_of_consent};
use crate::saying::Saying;
use crate::segment::text;
use crate::stray::Asking;
use crate::{occurrence, row_key};
use consent::{Action, Statement};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use vocabulary::{Channel, Identifier, Purpose, Redacted, Timestamp};

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
    let handles = Whom::of(object).named().handles(true).handles;
    found.into_iter().filter_map(|no| statement(source, object, (no, handles.clone()), arrived_at)).collect()
}

/// What a visitor says of themselves with a browser's key: traits and events say no as those of a server do, and close
/// the address, the number and the device that they name.
///
/// Anybody may have written it. So each of them is closed by itself, that nobody is tied to somebody else by it, and a
/// customer's number is not: a page need only count up to know the next one.
pub fn noes_of_visitor(source: &str, message: &Value, arrived_at: Timestamp) -> Vec<Statement> {
    let Some(object) = message.as_object() else { return Vec::new() };
    let found = No::all_of(object);
    if found.is_empty() {
        return Vec::new();
    }
    let each = Whom::of(object).each();
    let pairs =
        found.into_iter().flat_map(|no| each.iter().map(move |handles| (no.clone(), handles.clone())));
    pairs.filter_map(|pair| statement(source, object, pair, arrived_at)).collect()
}

fn statement(
    source: &str,
    object: &Map<String, Value>,
    (no, handles): (No, Vec<Identifier>),
    arrived_at: Timestamp,
) -> Option<Statement> {
    if handles.is_empty() {
        return None;
    }
    let clocks = occurrence::read(object, arrived_at).ok();
    let happened = clocks.map(|clocks| clocks.happened_at.unwrap_or(clocks.received_at));
    let said = no.at.or(happened.map(Saying::exactly));
    let said = said.filter(|said| said.at <= arrived_at && is_moment_of_consent(said.at));
    let mut told = vec![no.evidence.clone()];
    told.extend(handles.iter().map(Identifier::key));
    // The same state of the same person in a thousand messages is one row of the ledger.
    let id =
        no.is_event.then(|| text(member(object, &["messageId", "messageid"]))).flatten().unwrap_or_default();
    Some(Statement {
        row_id: row_key::of_message(source, &id, told),
        handles: Redacted::new(handles),
        purposes: Purpose::ALL.to_vec(),
        channels: no.channels,
        action: Action::Withdrawn,
        at: said.map_or(arrived_at, |said| said.at),
        counts_at: said.map_or(arrived_at, |said| said.counts_at(Action::Withdrawn, arrived_at)),
        evidence: Some(no.evidence),
        source: source.to_owned(),
    })
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
#[derive(Clone)]
struct No {
    channels: Vec<Channel>,
    at: Option<Saying>,
    evidence: String,
    is_event: bool,
}

impl No {
    fn all_of(object: &Map<String, Value>) -> Vec<Self> {
        let call = call_of(object);
        let mut found = Vec::new();
        let properties = member(object, &["properties"]).map(unwrapped);
        let properties = properties.as_deref();
        let event = event_of(object, call);
        let of_mail = properties.and_then(Value::as_object);
        if let Some(event) = event.filter(|event| is_event_of_no(event) && !is_soft(of_mail)) {
            let told = of_mail.and_then(|properties| properties.get("channel")?.as_str());
            found.push(Self {
                channels: named(&[event, told.unwrap_or_default()]),
                at: None,
                evidence: format!("event `{event}`"),
                is_event: true,
            });
        }
        for traits in traits_of(object, call) {
            leaves(&traits, "", &mut |path, value| found.extend(Self::of_trait(path, value)));
        }
        if let Some(properties) = properties.filter(|_| call == "track") {
            let is_about = event.is_some_and(is_about_people);
            leaves(properties, "", &mut |path, value| {
                if is_about || is_strong_word(path, true) {
                    found.extend(Self::of_trait(path, value));
                }
            });
        }
        found.extend(Self::of_preferences(object));
        // Tools tell by a type of their own that somebody asked to be forgotten.
        let kind = member(object, &["type"]).and_then(Value::as_str).unwrap_or_default();
        if OF_THE_FORGOTTEN.contains(&folded(kind).as_str()) {
            let evidence = format!("message of the type `{kind}`");
            found.push(Self { channels: Channel::ALL.to_vec(), at: None, evidence, is_event: true });
        }
        // What stands beside the parts of the spec: no SDK writes it, and whoever wrote it meant somebody.
        for (key, value) in object.iter().filter(|(key, _)| !OF_SPEC.contains(&folded(key).as_str())) {
            if matches!(value, Value::String(_) | Value::Bool(_) | Value::Number(_)) {
                leaves(value, key, &mut |path, value| found.extend(Self::of_trait(path, value)));
            }
        }
        found
    }

    /// What a consent manager tells in every message (`context.consent.categoryPreferences`): a category of marketing that
    /// is off closes, one of analytics says nothing of messages.
    fn of_preferences(object: &Map<String, Value>) -> Vec<Self> {
        let within =
            |part: &Value, key: &str| -> Option<Value> { member(part.as_object()?, &[key]).cloned() };
        let context = member(object, &["context"]);
        let preferences =
            context.and_then(|context| within(&within(context, "consent")?, "categorypreferences"));
        let Some(Value::Object(preferences)) = preferences else { return Vec::new() };
        let is_of_messages = |category: &str| {
            let folded = folded(category);
            ["market", "mail", "newsletter", "promo", "direct"].iter().any(|part| folded.contains(part))
        };
        let off = preferences
            .iter()
            .filter(|(category, is_on)| **is_on == Value::Bool(false) && is_of_messages(category));
        off.map(|(category, _)| Self {
            channels: named(&[category]),
            at: None,
            evidence: format!("`{category}` is off in its consent preferences"),
            is_event: false,
        })
        .collect()
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

/// Types of messages by which tools say that somebody is to be forgotten or left alone, folded.
const OF_THE_FORGOTTEN: &[&str] = &[
    "userdeleted",
    "userdelete",
    "deleteuser",
    "usersuppressed",
    "suppressuser",
    "usersuppress",
    "gdprdelete",
];

/// The keys of a message that the spec gives a meaning, folded.
#[rustfmt::skip]
const OF_SPEC: &[&str] = &[
    "type", "event", "name", "eventname", "userid", "anonymousid", "messageid", "timestamp", "originaltimestamp", "sentat",
    "receivedat", "version", "channel", "writekey", "projectid", "groupid", "previousid", "category", "properties", "traits",
    "context", "integrations", "metadata",
];

/// What a message is by its `type`, however that is written: what is no other call counts as a track, for a message that
/// breaks the spec says no all the same.
fn call_of(object: &Map<String, Value>) -> &'static str {
    let said = member(object, &["type"]).and_then(Value::as_str).map(folded).unwrap_or_default();
    ["identify", "page", "screen", "group", "alias"].into_iter().find(|call| *call == said).unwrap_or("track")
}

/// The name of what happened.
fn event_of<'a>(object: &'a Map<String, Value>, call: &str) -> Option<&'a str> {
    let name = member(object, &["event", "eventname", "name"]).filter(|_| call == "track")?;
    name.as_str().filter(|name| !name.trim().is_empty())
}

/// What is told of somebody. The traits of a group are the organisation's.
fn traits_of<'a>(object: &'a Map<String, Value>, call: &str) -> Vec<Cow<'a, Value>> {
    let own = member(object, &["traits"]).filter(|_| call != "group");
    let of_context =
        member(object, &["context"]).and_then(|context| member(context.as_object()?, &["traits"]));
    own.into_iter().chain(of_context).map(unwrapped).collect()
}

/// The first of these keys that a message has something under, in any spelling: as the spec writes it before another.
fn member<'a>(object: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a Value> {
    let exact = keys.iter().filter_map(|key| object.get(*key));
    let is_spelt = |known: &str| keys.iter().any(|key| folded(known) == *key);
    let spelt = object.iter().filter(|(known, _)| is_spelt(known)).map(|(_, value)| value);
    exact.chain(spelt).find(|value| !value.is_null())
}

/// A part of a message; of one that is a text what is written in it.
fn unwrapped(part: &Value) -> Cow<'_, Value> {
    let text = part.as_str().map(str::trim).filter(|text| text.starts_with(['{', '[']));
    match text.and_then(|text| serde_json::from_str(text).ok()) {
        Some(inner) => Cow::Owned(inner),
        None => Cow::Borrowed(part),
    }
}

/// The values of a part that may name who is meant: of objects in a list only those that say no themselves, for the
/// others are friends, or rows of an order.
fn names_in(value: &Value, path: &str, take: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                names_in(value, &below(path, key), take);
            }
        }
        Value::Array(list) => {
            for item in list {
                match item {
                    Value::Object(object) if !says_no(object, path) => {}
                    Value::Object(object) => {
                        for (key, value) in object {
                            names_in(value, &below(path, key), take);
                        }
                    }
                    other => names_in(other, path, take),
                }
            }
        }
        other => leaves(other, path, take),
    }
}

fn says_no(object: &Map<String, Value>, path: &str) -> bool {
    let mut is_no = false;
    item_leaves(object, path, &mut |path, value| is_no |= No::of_trait(path, value).is_some());
    is_no
}

/// The ids of other systems by which a message names somebody, each with its kind, folded.
///
/// Source: Segment's spec of `context.externalIds`.
fn external_ids(object: &Map<String, Value>) -> Vec<(String, String)> {
    let context = member(object, &["context"]).map(unwrapped);
    let ids = context.as_deref().and_then(Value::as_object).and_then(|context| {
        member(context, &["externalids", "externalid"]).map(|ids| unwrapped(ids).into_owned())
    });
    let listed = match ids {
        Some(Value::Array(list)) => list,
        Some(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    };
    let each = listed.iter().filter_map(Value::as_object).filter_map(|id| {
        // What is hashed names nobody who can be read.
        let is_plain = member(id, &["encoding"])
            .and_then(Value::as_str)
            .is_none_or(|how| ["", "none", "plain"].contains(&how.trim().to_lowercase().as_str()));
        let kind = member(id, &["type"])?.as_str()?;
        let id = text(member(id, &["id"]))?;
        is_plain.then(|| (folded(kind), id))
    });
    each.collect()
}

/// Everybody a message names: by its ids, and by the addresses and numbers in its traits and properties.
struct Whom {
    emails: String,
    phones: Vec<String>,
    all_phones: String,
    country: Option<String>,
    user_id: Option<String>,
    anonymous_id: Option<String>,
}

impl Whom {
    fn of(object: &Map<String, Value>) -> Self {
        let parts = traits_of(object, call_of(object));
        let properties = member(object, &["properties"]).map(unwrapped);
        let beside = object.iter().filter(|(key, _)| !OF_SPEC.contains(&folded(key).as_str()));
        let beside = beside.filter(|(_, value)| value.is_string() || value.is_number());
        let beside: Map<String, Value> = beside.map(|(key, value)| (key.clone(), value.clone())).collect();
        let beside = Value::Object(beside);
        let (mut emails, mut phones, mut country) = (Vec::new(), Vec::new(), None);
        for fields in parts.iter().chain(&properties).map(Cow::as_ref).chain([&beside]) {
            names_in(fields, "", &mut |path, value| {
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
        let mut user_id = text(member(object, &["userId", "userid"]));
        for (kind, id) in external_ids(object) {
            match kind.as_str() {
                "email" | "emailaddress" | "mail" if id.contains(['@', '\u{ff20}']) => emails.push(id),
                "phone" | "phonenumber" | "mobile" | "sms" | "msisdn" => phones.push(id),
                "userid" | "customerid" | "user" | "customer" => {
                    user_id.get_or_insert(id);
                }
                _ => {}
            }
        }
        Self {
            emails: emails.join("; "),
            all_phones: phones.join("; "),
            phones,
            country,
            user_id,
            anonymous_id: text(member(object, &["anonymousId", "anonymousid"])),
        }
    }

    fn named(&self) -> Named<'_> {
        let filled = |text: &'_ String| !text.is_empty();
        Named {
            customer_id: self.user_id.as_deref(),
            email: Some(&self.emails).filter(|text| filled(text)).map(String::as_str),
            phone: Some(&self.all_phones).filter(|text| filled(text)).map(String::as_str),
            anonymous_id: self.anonymous_id.as_deref(),
            country: self.country.as_deref(),
            ..Named::default()
        }
    }

    /// The handles of each address, each number and the device by themselves.
    fn each(&self) -> Vec<Vec<Identifier>> {
        let country = self.country.as_deref();
        let addresses = normalise::addresses(&self.emails);
        let emails = addresses.iter().map(|one| Named { email: Some(one.as_str()), ..Named::default() });
        let phones = self.phones.iter();
        let phones = phones.map(|one| Named { phone: Some(one), country, ..Named::default() });
        let device = self.anonymous_id.as_deref();
        let device = device.map(|id| Named { anonymous_id: Some(id), ..Named::default() });
        emails.chain(phones).chain(device).map(|named| named.handles(true).handles).collect()
    }
}
