//! The traits of a person: where each stands in a record, how it is shown and how two of them are compared.

use crate::Record;
use normalise::{
    DateReading, DayOrder, Name, Reason, Unusable, city_into, country, customer_id_into, date, email_into,
    given_and_family, mailbox_into, phone_into, postcode_into, presentable_family, presentable_name,
    proper_case, several_emails, several_phones, state_into, street_into,
};

/// A value fit to show and to send to, and the form by which it equals another.
pub(super) struct Value {
    pub(super) shown: String,
    pub(super) key: String,
    /// Whether it may be a filler: a name such as Null goes behind one that is nothing else.
    pub(super) is_doubtful: bool,
}

impl Value {
    fn sure(shown: String, key: String) -> Value {
        Value { shown, key, is_doubtful: false }
    }
}

/// One column of the people table.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) field: fn(&Record) -> Option<&str>,
    pub(super) read: fn(&str, &Record) -> Result<Value, Reason>,
    /// Whether it is part of the address that the street begins.
    pub(super) is_with_street: bool,
}

const fn column(
    name: &'static str,
    field: fn(&Record) -> Option<&str>,
    read: fn(&str, &Record) -> Result<Value, Reason>,
) -> Column {
    Column { name, field, read, is_with_street: false }
}

const fn with_street(
    name: &'static str,
    field: fn(&Record) -> Option<&str>,
    read: fn(&str, &Record) -> Result<Value, Reason>,
) -> Column {
    Column { name, field, read, is_with_street: true }
}

/// In the order of the people table; the street before what goes with it.
pub(super) const COLUMNS: [Column; 11] = [
    column("given_name", |r| r.given_name.as_deref(), given_name),
    column("family_name", |r| r.family_name.as_deref(), family_name),
    column("email", |r| r.email.as_deref(), |raw, _| email(raw)),
    column("phone", |r| r.phone.as_deref(), phone),
    column(
        "customer_id",
        |r| r.customer_id.as_deref(),
        |raw, _| same(|out| customer_id_into(raw, out).map(drop)),
    ),
    column("birth_date", |r| r.birth_date.as_deref(), |raw, _| birth_date(raw)),
    column("street", |r| r.street.as_deref(), |raw, _| tidied(raw, |out| street_into(raw, out).map(drop))),
    with_street("city", |r| r.city.as_deref(), |raw, _| tidied(raw, |out| city_into(raw, out).map(drop))),
    with_street("state", |r| r.state.as_deref(), |raw, _| state(raw)),
    with_street("postcode", |r| r.postcode.as_deref(), postcode),
    with_street("country", |r| r.country.as_deref(), |raw, _| country_name(raw)),
];

/// Shows what `read` writes.
fn same(read: impl Fn(&mut String) -> Result<(), Reason>) -> Result<Value, Reason> {
    let mut key = String::new();
    read(&mut key)?;
    Ok(Value::sure(key.clone(), key))
}

/// Shows the text as it came, with single blanks and in proper case when all is in one case.
fn tidied(raw: &str, read: impl Fn(&mut String) -> Result<(), Reason>) -> Result<Value, Reason> {
    let mut key = String::new();
    read(&mut key)?;
    Ok(Value::sure(presentable_name(raw.trim_matches(|c: char| c == ',' || c.is_whitespace())), key))
}

/// An initial says too little to be shown. A name as `Last, First` in one field is left to the reader.
///
/// The other name of the record tells a filler from a name: `Nan` beside `Hawthorne` is one.
fn given_name(raw: &str, record: &Record) -> Result<Value, Reason> {
    let name = given_and_family(Some(raw), None).given;
    of_name(raw, name, || beside(record).given, presentable_name)
}

fn family_name(raw: &str, record: &Record) -> Result<Value, Reason> {
    let name = given_and_family(None, Some(raw)).family;
    of_name(raw, name, || beside(record).family, presentable_family)
}

/// A name as it reads alone, else as it reads beside the other.
fn of_name(
    raw: &str,
    alone: Option<String>,
    beside: impl Fn() -> Option<String>,
    shown: fn(&str) -> String,
) -> Result<Value, Reason> {
    let is_doubtful = alone.is_none();
    let key = alone.or_else(beside).ok_or(Reason::Filler)?;
    if key.len() == 1 && raw.is_ascii() {
        return Err(Reason::TooShort);
    }
    Ok(Value { shown: shown(raw), key, is_doubtful })
}

/// Both names of a record as they read together, for a value that alone says nothing.
fn beside(record: &Record) -> Name {
    given_and_family(record.given_name.as_deref(), record.family_name.as_deref())
}

/// Shows the address to send to, which keeps its dots and tags.
///
/// Of several in one cell the first that can be read.
fn email(raw: &str) -> Result<Value, Reason> {
    let one = |raw: &str| {
        let (mut shown, mut key) = (String::new(), String::new());
        email_into(raw, &mut key)?;
        mailbox_into(raw, &mut shown)?;
        Ok(Value::sure(shown, key))
    };
    several_emails(raw).into_iter().find_map(|raw| one(&raw).ok()).map_or_else(|| one(raw), Ok)
}

fn phone(raw: &str, record: &Record) -> Result<Value, Reason> {
    let country = known_country(record);
    let several = several_phones(raw, country.as_deref());
    let raw = several.first().map_or(raw, String::as_str);
    same(|out| phone_into(raw, country.as_deref(), out).map(drop))
}

fn postcode(raw: &str, record: &Record) -> Result<Value, Reason> {
    let country = known_country(record);
    same(|out| postcode_into(raw, country.as_deref(), out).map(drop))
}

fn known_country(record: &Record) -> Option<String> {
    record.country.as_deref().and_then(|raw| country(raw).ok())
}

/// Half a date is no birth date to show.
fn birth_date(raw: &str) -> Result<Value, Reason> {
    match date(raw, DayOrder::Unknown)?.0 {
        DateReading::Day(day) => same(|out| {
            out.push_str(&day.to_string());
            Ok(())
        }),
        DateReading::Either(..) => Err(Reason::Ambiguous),
        DateReading::Month(..) | DateReading::Year(_) => Err(Reason::NotADate),
    }
}

fn state(raw: &str) -> Result<Value, Reason> {
    let mut key = String::new();
    state_into(raw, &mut key)?;
    let shown = if key.len() <= 3 { key.clone() } else { proper_case(&key) };
    Ok(Value::sure(shown, key))
}

fn country_name(raw: &str) -> Result<Value, Reason> {
    let key = country(raw).map_err(|why| match why {
        Unusable::Empty => Reason::Empty,
        _ => Reason::Filler,
    })?;
    let shown = if key.len() == 2 { key.clone() } else { presentable_name(raw) };
    Ok(Value::sure(shown, key))
}
