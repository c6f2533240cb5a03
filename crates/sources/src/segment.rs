//! Messages of the Segment spec, from a file or from the collection endpoint.
//!
//! Source: <https://segment.com/docs/connections/spec/>.

pub use crate::message_noes::{each_once, noes, noes_of_visitor};

use crate::column::shown;
use crate::currency_words::currency;
use crate::identity::{event_email, identifier_key};
use crate::intake::{Intake, Rejected, Rule};
use crate::items;
use crate::money::revenue_of;
use crate::occurrence;
use crate::shape::{RECORD_TEXTS, constant, events_schema, moments, records_schema};
use crate::spelling::{self, Known};
use crate::{Role, SourceError};
use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use serde_json::{Map, Value};
use std::sync::Arc;
use vocabulary::{Digest, Timestamp};

/// The calls of the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Who someone is.
    Identify,
    /// What someone did.
    Track,
    /// Which web page someone saw.
    Page,
    /// Which screen of an app someone saw.
    Screen,
    /// Which organisation someone belongs to.
    Group,
    /// That two ids are the same.
    Alias,
}

impl Call {
    /// The word as it stands in `type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Call::Identify => "identify",
            Call::Track => "track",
            Call::Page => "page",
            Call::Screen => "screen",
            Call::Group => "group",
            Call::Alias => "alias",
        }
    }

    fn named(word: &str) -> Option<Call> {
        [Call::Identify, Call::Track, Call::Page, Call::Screen, Call::Group, Call::Alias]
            .into_iter()
            .find(|call| call.as_str() == word)
    }
}

/// One message that meets the spec. Holds personal data, so it has no `Debug`.
#[derive(Clone)]
pub struct EventRow {
    /// Its id; made from its content when the sender gave none.
    pub message_id: String,
    /// Which call.
    pub call: Call,
    /// The event's name of a track, the page's or screen's name.
    pub name: Option<String>,
    /// The brand's customer number.
    pub user_id: Option<String>,
    /// A browser's or device's id.
    pub anonymous_id: Option<String>,
    /// From the traits, as it was given.
    pub email: Option<String>,
    /// From the traits, in E.164.
    pub phone: Option<String>,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it came in.
    pub received_at: Timestamp,
    /// `properties.revenue` in minor units.
    pub revenue_minor: Option<i64>,
    /// Its currency; US dollar when there is revenue and no currency, as the spec says.
    pub currency: Option<String>,
    /// The organisation of a group.
    pub group_id: Option<String>,
    /// The id that an alias says is the same as its own.
    pub previous_id: Option<String>,
    /// Properties, or traits of an identify or group; `context` is kept inside when there is one.
    pub properties: Option<String>,
    /// The keys of the products it is about, as [`crate::events_schema`] has them.
    pub items: Option<String>,
    /// What an identify tells of somebody.
    pub traits: Option<Map<String, Value>>,
    /// The message as it came, for identify only.
    pub original: Option<String>,
}

impl EventRow {
    /// Whether another message says the same. Its times are no part of that: the sender's clock is corrected each time
    /// it is sent.
    pub fn says_as(&self, other: &EventRow) -> bool {
        fn said(row: &EventRow) -> [Option<&str>; 11] {
            let EventRow { name, user_id, anonymous_id, email, phone, currency, .. } = row;
            let EventRow { group_id, previous_id, properties, items, .. } = row;
            let texts = [
                name,
                user_id,
                anonymous_id,
                email,
                phone,
                currency,
                group_id,
                previous_id,
                properties,
                items,
            ];
            let [a, b, c, d, e, f, g, h, i, j] = texts.map(Option::as_deref);
            [Some(row.call.as_str()), a, b, c, d, e, f, g, h, i, j]
        }
        said(self) == said(other) && self.revenue_minor == other.revenue_minor && self.traits == other.traits
    }
}

/// The names of the calls, for the error text.
const CALLS: &str = "identify, track, page, screen, group or alias";

/// Reads one message. `received_at` is when it came to us; a message says itself when it was received, where
/// somebody before us wrote it in (`receivedAt`), and then counts so however often it is read.
///
/// Errors: a [`Rejected`] with line 0 and the message as its original: no known type, nobody named,
/// no event name, a time or an amount that is none, a time more than a day ahead.
pub fn parse(message: &Value, received_at: Timestamp) -> Result<EventRow, Rejected> {
    read(message, received_at).map_err(|failure| Rejected {
        line: 0,
        rule: failure.0.as_str().to_owned(),
        field: Some(failure.1.to_owned()),
        why: failure.2,
        original: message.to_string(),
        key: None,
    })
}

pub(crate) type Failed = (Rule, &'static str, String);

pub(crate) fn read(message: &Value, received_at: Timestamp) -> Result<EventRow, Failed> {
    let Some(object) = message.as_object() else {
        return Err((Rule::Segment, "type", "the message must be a JSON object".to_owned()));
    };
    let call = match object.get("type").and_then(Value::as_str) {
        None => return Err((Rule::Segment, "type", format!("it is missing, use {CALLS}"))),
        Some(word) => Call::named(word).ok_or_else(|| {
            (Rule::Segment, "type", format!("`{}` is no call of the spec, use {CALLS}", shown(word)))
        })?,
    };
    let user_id = id(object, "userId")?;
    let anonymous_id = id(object, "anonymousId")?;
    if user_id.is_none() && anonymous_id.is_none() {
        return Err((
            Rule::Segment,
            "userId",
            "nobody is named, `userId` or `anonymousId` is needed".to_owned(),
        ));
    }
    let name = name(object, call)?;
    let group_id = id(object, "groupId")?.filter(|_| call == Call::Group);
    if call == Call::Group && group_id.is_none() {
        return Err((Rule::Segment, "groupId", "it is missing, a group call needs it".to_owned()));
    }
    let previous_id = id(object, "previousId")?.filter(|_| call == Call::Alias);
    if call == Call::Alias && previous_id.is_none() {
        return Err((Rule::Segment, "previousId", "it is missing, an alias call needs it".to_owned()));
    }
    let properties = part(object, "properties")?;
    let traits = part(object, "traits")?;
    let context = part(object, "context")?;
    let (revenue_minor, currency) = revenue(properties)?;
    let clock = occurrence::read(object, received_at)?;
    // The traits of a group are the organisation's: its mailbox is no member's.
    let own = traits.filter(|_| call != Call::Group);
    let told = told(own, context);
    let known = told.as_ref().map(spelling::read).unwrap_or_default();
    let kept = if matches!(call, Call::Identify | Call::Group) { traits } else { properties };
    Ok(EventRow {
        message_id: message_id(object, &clock)?,
        call,
        name,
        user_id,
        anonymous_id,
        email: known.get(Role::Email).and_then(|email| Some(event_email(email)?.0)),
        phone: known.get(Role::Phone).and_then(|phone| normalise::phone(phone, None).ok()),
        occurred_at: clock.happened_at.unwrap_or(clock.received_at),
        received_at: clock.received_at,
        revenue_minor,
        currency,
        group_id,
        previous_id,
        properties: with_context(kept, context),
        items: properties.and_then(|properties| items::keys(&items::of_properties(properties))),
        traits: told.filter(|_| call == Call::Identify),
        original: (call == Call::Identify).then(|| message.to_string()),
    })
}

/// The traits of somebody: those of the call, and those of the context, where RudderStack and mobile SDKs keep
/// them. What the call says itself counts.
fn told(
    own: Option<&Map<String, Value>>,
    context: Option<&Map<String, Value>>,
) -> Option<Map<String, Value>> {
    let of_context = context.and_then(|context| context.get("traits")).and_then(Value::as_object);
    let mut all = own.or(of_context)?.clone();
    for (key, value) in of_context.into_iter().flatten() {
        all.entry(key).or_insert_with(|| value.clone());
    }
    Some(all)
}

/// A text, or a number written as one: some senders write ids as numbers, and `1001.0` where they mean 1001.
pub(crate) fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(match number.as_f64().filter(|_| number.is_f64()) {
            // 2^53: from there on a float no longer holds every whole number, and its digits say nothing.
            Some(float) if float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0 => {
                (float as i64).to_string()
            }
            _ => number.to_string(),
        }),
        _ => None,
    }
}

fn id(object: &Map<String, Value>, key: &'static str) -> Result<Option<String>, Failed> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        // Two ids of such a size would fall together: the last digits are gone before anybody can look at them.
        Some(Value::Number(number))
            if number.as_f64().is_some_and(|n| !number.is_i64() && !number.is_u64() && 9e15 <= n.abs()) =>
        {
            Err((
                Rule::Type,
                key,
                "a number of so many digits is not read exactly: send it as a text".to_owned(),
            ))
        }
        Some(value @ (Value::String(_) | Value::Number(_))) => match text(Some(value)) {
            Some(id) if 256 < id.len() => Err((Rule::Length, key, "it is longer than 256 bytes".to_owned())),
            id => Ok(id),
        },
        Some(_) => Err((Rule::Type, key, "it must be a text".to_owned())),
    }
}

fn part<'a>(
    object: &'a Map<String, Value>,
    key: &'static str,
) -> Result<Option<&'a Map<String, Value>>, Failed> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(part)) => Ok(Some(part)),
        // What PHP makes of an empty map, and a form of an empty field.
        Some(Value::Array(list)) if list.is_empty() => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(_) => Err((Rule::Type, key, "it must be an object".to_owned())),
    }
}

fn name(object: &Map<String, Value>, call: Call) -> Result<Option<String>, Failed> {
    let key = match call {
        Call::Track => "event",
        Call::Page | Call::Screen => "name",
        Call::Identify | Call::Group | Call::Alias => return Ok(None),
    };
    match (call, object.get(key)) {
        (_, Some(Value::String(name))) if !name.trim().is_empty() => Ok(Some(name.trim().to_owned())),
        (Call::Track, _) => {
            Err((Rule::Segment, "event", "it is missing, a track call needs its name".to_owned()))
        }
        (_, None | Some(Value::Null | Value::String(_))) => Ok(None),
        (_, Some(_)) => Err((Rule::Type, "name", "it must be a text".to_owned())),
    }
}

fn revenue(properties: Option<&Map<String, Value>>) -> Result<(Option<i64>, Option<String>), Failed> {
    let currency = match properties.and_then(|properties| properties.get("currency")) {
        None | Some(Value::Null) => None,
        Some(value) => match value.as_str().and_then(currency) {
            Some(known) => Some(known.as_str().to_owned()),
            None => {
                return Err((
                    Rule::Enum,
                    "properties.currency",
                    "it must be a code of ISO 4217, as USD".to_owned(),
                ));
            }
        },
    };
    let amount = match properties.and_then(|properties| properties.get("revenue")) {
        None | Some(Value::Null) => return Ok((None, currency)),
        Some(amount) => amount,
    };
    let shown = || shown(&amount.to_string());
    let Some(text) = text(Some(amount)) else {
        return Err((Rule::Type, "properties.revenue", format!("`{}` is not an amount, as 12.34", shown())));
    };
    match revenue_of(&text, currency.as_deref()) {
        Ok((minor, currency)) => Ok((Some(minor), currency.or_else(|| Some("USD".to_owned())))),
        Err(why) => Err((Rule::Type, "properties.revenue", format!("`{}` {why}", shown()))),
    }
}

/// The sender's id, or one made from the content: the same message sent twice counts once.
fn message_id(object: &Map<String, Value>, clock: &occurrence::Clocks) -> Result<String, Failed> {
    if let Some(id) = id(object, "messageId")? {
        return Ok(id);
    }
    // Without a time of its own, two equal messages are told apart by when they came in. When it was sent and
    // received is not of the message: it differs when an SDK tries again.
    let at = if clock.happened_at.is_some() { String::new() } else { clock.received_at.to_string() };
    let mut content = object.clone();
    content.remove("sentAt");
    content.remove("receivedAt");
    Ok(format!("content-{}", Digest::of([Value::Object(content).to_string(), at])))
}

fn with_context(kept: Option<&Map<String, Value>>, context: Option<&Map<String, Value>>) -> Option<String> {
    match (kept, context.filter(|context| !context.is_empty())) {
        (None, None) => None,
        (Some(kept), None) => serde_json::to_string(kept).ok(),
        (kept, Some(context)) => {
            let mut all = kept.cloned().unwrap_or_default();
            all.entry("context").or_insert_with(|| Value::Object(context.clone()));
            serde_json::to_string(&all).ok()
        }
    }
}

/// The rows as a batch for table `events`.
pub fn batch(intake: &Intake, source: &str, rows: &[EventRow]) -> Result<RecordBatch, SourceError> {
    let n_rows = rows.len();
    let texts = |of: fn(&EventRow) -> Option<&str>| -> ArrayRef {
        Arc::new(rows.iter().map(of).collect::<StringArray>())
    };
    let identifiers: StringArray = rows
        .iter()
        .map(|row| {
            identifier_key(
                row.user_id.as_deref(),
                row.email.as_deref().and_then(event_email).map(|(_, key)| key).as_deref(),
                row.phone.as_deref(),
                row.anonymous_id.as_deref(),
            )
        })
        .collect();
    let columns: Vec<ArrayRef> = vec![
        constant(intake.workspace.as_str(), n_rows),
        constant(&intake.arrived_at.day(), n_rows),
        constant(source, n_rows),
        texts(|row| Some(&row.message_id)),
        texts(|row| Some(row.call.as_str())),
        texts(|row| row.name.as_deref()),
        Arc::new(identifiers),
        texts(|row| row.anonymous_id.as_deref()),
        texts(|row| row.user_id.as_deref()),
        texts(|row| row.email.as_deref()),
        moments(rows.iter().map(|row| Some(row.occurred_at.micros()))),
        moments(rows.iter().map(|row| Some(row.received_at.micros()))),
        Arc::new(rows.iter().map(|row| row.revenue_minor).collect::<Int64Array>()),
        texts(|row| row.currency.as_deref()),
        texts(|row| row.properties.as_deref()),
        texts(|row| row.group_id.as_deref()),
        texts(|row| row.phone.as_deref()),
        texts(|row| row.previous_id.as_deref()),
        texts(|_| None),
        moments(rows.iter().map(|_| None)),
        texts(|row| row.items.as_deref()),
    ];
    RecordBatch::try_new(events_schema(), columns).map_err(|error| SourceError::arrow(source, &error))
}

/// The identify calls among `rows` as a batch for table `records`: what the site was told of someone.
///
/// Returns: `None` when there is none.
pub fn records(intake: &Intake, source: &str, rows: &[EventRow]) -> Result<Option<RecordBatch>, SourceError> {
    let rows: Vec<&EventRow> = rows.iter().filter(|row| row.call == Call::Identify).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let n_rows = rows.len();
    let known: Vec<Known> =
        rows.iter().map(|row| row.traits.as_ref().map(spelling::read).unwrap_or_default()).collect();
    let ids = rows.iter().map(|row| Some(record_id(source, &row.message_id))).collect::<StringArray>();
    let mut columns: Vec<ArrayRef> = vec![
        constant(intake.workspace.as_str(), n_rows),
        constant(&intake.arrived_at.day(), n_rows),
        constant(source, n_rows),
        Arc::new(ids),
        moments(rows.iter().map(|_| Some(intake.arrived_at.micros()))),
        moments(rows.iter().map(|row| Some(row.occurred_at.micros()))),
    ];
    for role in RECORD_TEXTS {
        let values = rows.iter().zip(&known).map(|(row, known)| of_record(row, known, *role));
        columns.push(Arc::new(values.collect::<StringArray>()));
    }
    columns.push(Arc::new(known.into_iter().map(other_traits).collect::<StringArray>()));
    columns.push(Arc::new(rows.iter().map(|row| row.original.as_deref()).collect::<StringArray>()));
    columns.push(Arc::new(StringArray::new_null(n_rows)));
    RecordBatch::try_new(records_schema(), columns)
        .map(Some)
        .map_err(|error| SourceError::arrow(source, &error))
}

/// What the column `way` of a row says that was posted to a collection endpoint; null where it came in a file.
pub const POSTED: &str = "post";

/// What the column `way` of a row says that a member mended: it ties no customer number's consent to an address.
pub const EDITED: &str = "edit";

/// Marks rows of [`batch`] or [`records`] as posted to a collection endpoint: how far they count goes by the keys
/// of their source, not by its contract.
pub fn posted(batch: &RecordBatch) -> Result<RecordBatch, SourceError> {
    came(batch, POSTED)
}

/// Marks rows as having come by `way`.
pub fn came(batch: &RecordBatch, way: &str) -> Result<RecordBatch, SourceError> {
    let schema = batch.schema();
    let marked =
        schema.fields().iter().zip(batch.columns()).map(|(field, column)| match field.name().as_str() {
            "way" => constant(way, batch.num_rows()),
            _ => Arc::clone(column),
        });
    RecordBatch::try_new(Arc::clone(&schema), marked.collect())
        .map_err(|error| SourceError::arrow("collection endpoint", &error))
}

/// `source:message_id`, or a digest of it where the sender's id has letters no record id may have.
fn record_id(source: &str, message_id: &str) -> String {
    let id = format!("{source}:{message_id}");
    match vocabulary::RecordId::new(id.as_str()) {
        Ok(_) => id,
        Err(_) => format!("{source}:{}", Digest::of([message_id])),
    }
}

fn of_record(row: &EventRow, known: &Known, role: Role) -> Option<String> {
    let value = known.get(role);
    match role {
        Role::CustomerId => row.user_id.clone(),
        Role::AnonymousId => row.anonymous_id.clone(),
        // A birthday may come as a moment; the day is what it means.
        Role::BirthDate => value.map(|text| text.chars().take(10).collect()),
        _ => value.map(str::to_owned),
    }
}

fn other_traits(known: Known) -> Option<String> {
    (!known.rest.is_empty()).then(|| Value::Object(known.rest).to_string())
}
