//! From a value as it came to a value that can be compared. Every function here is idempotent and total.

mod address;
mod birth;
mod contact;
mod name;
pub(crate) mod nickname;
mod text;
pub(crate) use text::{fold, is_filler};

pub use address::{city, country, postcode, state, street};
pub use birth::birth_date;
pub use contact::{customer_id, email, identifier, mailbox, phone};
pub use name::given_and_family;
pub(crate) use name::{presentable_name, proper_case};

use crate::Record;
use std::fmt;
use vocabulary::{Identifier, IdentifierKind};

/// Why a value cannot be compared or used as an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unusable {
    /// Nothing but white space and punctuation.
    Empty,
    /// A filler such as `n/a`, `test` or `000-0000`.
    Junk,
    /// Not written as such a value is written.
    Malformed,
    /// A mailbox of an office, such as `info@`, which many people share.
    Role,
    /// Can be read in two ways, such as 03/04/1990.
    Ambiguous,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unusable::Empty => "empty",
            Unusable::Junk => "a filler value",
            Unusable::Malformed => "malformed",
            Unusable::Role => "a role address",
            Unusable::Ambiguous => "ambiguous",
        })
    }
}

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
        email: keep("email", &record.email, &email),
        phone: keep("phone", &record.phone, &|raw| phone(raw, country.as_deref())),
        customer_id: keep("customer_id", &record.customer_id, &customer_id),
        anonymous_id: keep("anonymous_id", &record.anonymous_id, &contact::anonymous_id),
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
