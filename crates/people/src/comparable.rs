//! The comparable form of a record: its fields as `normalise` reads them.

use crate::Record;
use normalise::{
    Unusable, anonymous_id, birth_date, city, country, customer_id, email, given_and_family, phone, postcode,
    several_emails, several_phones, state, street,
};
use vocabulary::{Identifier, IdentifierKind};

/// The comparable form of a record. None means: do not compare.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalised {
    /// First given name, lower-case ASCII.
    pub given_name: Option<String>,
    /// Family name, lower-case ASCII without spaces.
    pub family_name: Option<String>,
    /// `jr`, `sr`, `2`, `3`, `4`.
    pub suffix: Option<String>,
    /// Canonical mailbox, without dots and tags where the provider ignores them.
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// Upper-case, without white space.
    pub customer_id: Option<String>,
    /// Trimmed.
    pub anonymous_id: Option<String>,
    /// `YYYY-MM-DD`.
    pub birth_date: Option<String>,
    /// House number and street in short forms, without the unit.
    pub street: Option<String>,
    /// Lower-case ASCII.
    pub city: Option<String>,
    /// Two capital letters for a US state, else lower-case ASCII.
    pub state: Option<String>,
    /// Five digits for a US code, else capitals and digits.
    pub postcode: Option<String>,
    /// ISO 3166 alpha-2 where known.
    pub country: Option<String>,
    /// The fields whose value was set aside, and why; empty fields are not listed.
    pub set_aside: Vec<(&'static str, Unusable)>,
}

/// Makes the comparable form of `record`; the record itself stays as it came.
///
/// A value that is junk, malformed, ambiguous or a role address becomes None and is listed in
/// `set_aside`, so that it can never pull two people together.
pub fn normalise(record: &Record) -> Normalised {
    let mut set_aside = Vec::new();
    let mut keep =
        |field: &'static str, raw: &Option<String>, read: &dyn Fn(&str) -> Result<String, Unusable>| {
            let read = read(raw.as_deref()?);
            if let Err(why) = read
                && why != Unusable::Empty
            {
                set_aside.push((field, why));
            }
            read.ok()
        };
    let country = keep("country", &record.country, &country);
    let mut out = Normalised {
        email: keep("email", &record.email, &|raw| first_of(emails(raw))),
        phone: keep("phone", &record.phone, &|raw| first_of(phones(raw, country.as_deref()))),
        customer_id: keep("customer_id", &record.customer_id, &customer_id),
        anonymous_id: keep("anonymous_id", &record.anonymous_id, &anonymous_id),
        birth_date: keep("birth_date", &record.birth_date, &birth_date),
        street: keep("street", &record.street, &street),
        city: keep("city", &record.city, &city),
        state: keep("state", &record.state, &state),
        postcode: keep("postcode", &record.postcode, &postcode),
        country,
        ..Normalised::default()
    };
    let name = given_and_family(record.given_name.as_deref(), record.family_name.as_deref());
    for (field, raw, read) in
        [("given_name", &record.given_name, &name.given), ("family_name", &record.family_name, &name.family)]
    {
        if read.is_none() && raw.as_deref().is_some_and(|raw| !raw.trim().is_empty()) {
            set_aside.push((field, Unusable::Junk));
        }
    }
    (out.given_name, out.family_name, out.suffix) = (name.given, name.family, name.suffix);
    out.set_aside = set_aside;
    out
}

/// Lists the identifiers of a record, strongest first: what an identifier map is made of.
pub fn identifiers(record: &Normalised) -> Vec<Identifier> {
    [
        (IdentifierKind::CustomerId, &record.customer_id),
        (IdentifierKind::Email, &record.email),
        (IdentifierKind::Phone, &record.phone),
        (IdentifierKind::AnonymousId, &record.anonymous_id),
    ]
    .into_iter()
    .filter_map(|(kind, value)| value.as_ref().map(|value| Identifier::new(kind, value.clone())))
    .collect()
}

/// The handles of a record, strongest first, without reading the rest of it: those of [`identifiers`], and every
/// further address and number of a cell that holds several.
///
/// What cannot be told apart from a filler is no handle: the next one is taken.
pub fn handles(record: &Record) -> Vec<Identifier> {
    let mut out: Vec<Identifier> = Vec::with_capacity(4);
    let mut take = |kind: IdentifierKind, read: Result<String, Unusable>| {
        if let Ok(value) = read {
            let handle = Identifier::new(kind, value);
            if !out.contains(&handle) {
                out.push(handle);
            }
        }
    };
    if let Some(raw) = &record.customer_id {
        take(IdentifierKind::CustomerId, customer_id(raw.trim()));
    }
    if let Some(raw) = &record.email {
        emails(raw.trim()).into_iter().for_each(|read| take(IdentifierKind::Email, read));
    }
    if let Some(raw) = &record.phone {
        let land = record.country.as_deref().and_then(|raw| country(raw).ok());
        phones(raw.trim(), land.as_deref()).into_iter().for_each(|read| take(IdentifierKind::Phone, read));
    }
    if let Some(raw) = &record.anonymous_id {
        take(IdentifierKind::AnonymousId, anonymous_id(raw.trim()));
    }
    out
}

/// What each address of a cell is compared by; of a cell that holds one, that one.
pub(crate) fn emails(cell: &str) -> Vec<Result<String, Unusable>> {
    match several_emails(cell).as_slice() {
        [] => vec![email(cell)],
        several => several.iter().map(|one| email(one)).collect(),
    }
}

/// As [`emails`] for phone numbers.
pub(crate) fn phones(cell: &str, country: Option<&str>) -> Vec<Result<String, Unusable>> {
    match several_phones(cell, country) {
        none if none.is_empty() => vec![phone(cell, country)],
        several => several.into_iter().map(Ok).collect(),
    }
}

/// The first that can be used, else why the first cannot.
fn first_of(read: Vec<Result<String, Unusable>>) -> Result<String, Unusable> {
    let first = read.iter().position(Result::is_ok).unwrap_or(0);
    read.into_iter().nth(first).unwrap_or(Err(Unusable::Empty))
}
