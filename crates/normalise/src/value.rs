//! One value read in full: what it becomes, how far to trust it, and what was done.

use super::name::{is_name, why_not};
use super::text::check_text;
use super::{
    Address, Change, Changes, DayOrder, Reason, Unusable, anonymous_id_into, city_into, country_into,
    customer_id_into, date_into, email_into, full_name, given_and_family, language_into, mailbox_into,
    phone_into, postcode_into, state_into, text_into,
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// First and middle names.
    GivenName,
    /// Last name.
    FamilyName,
    /// Both in one column.
    FullName,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// A birth date or any other date.
    Date,
    /// Street, house number and unit.
    Street,
    /// City.
    City,
    /// State or region.
    State,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Language.
    Language,
    /// The brand's own number of a customer.
    CustomerId,
    /// A browser's or device's id.
    AnonymousId,
    /// Any other text.
    Text,
}

/// How far a value can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// As it came, or in another notation of the same.
    Valid,
    /// What was meant is clear and is not what was written.
    Corrected,
    /// Two readings, both kept.
    Ambiguous,
    /// A mailbox that many people share: to be written to, not to be compared.
    Role,
    /// No value at all, though something is written there.
    Junk {
        /// Why.
        reason: Reason,
    },
    /// Not written as such a value is written.
    Malformed {
        /// Why.
        reason: Reason,
    },
    /// Nothing is written there.
    Empty,
}

/// What became of one value; the original stays with whoever asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The comparable form. None for what is junk, malformed or empty.
    pub canonical: Option<String>,
    /// How far it can be trusted.
    pub status: Status,
    /// What was done to it.
    pub changes: Changes,
}

impl Reading {
    /// What was done and what is wrong, each in words a marketer reads.
    pub fn words(&self) -> Vec<&'static str> {
        let reason = match self.status {
            Status::Junk { reason } | Status::Malformed { reason } => Some(reason),
            Status::Role => Some(Reason::RoleMailbox),
            Status::Ambiguous => Some(Reason::Ambiguous),
            Status::Valid | Status::Corrected | Status::Empty => None,
        };
        self.changes.iter().map(Change::words).chain(reason.map(Reason::words)).collect()
    }
}

impl ValueKind {
    /// Every kind.
    // tidy: list
    pub const ALL: [ValueKind; 15] = [
        ValueKind::GivenName,
        ValueKind::FamilyName,
        ValueKind::FullName,
        ValueKind::Email,
        ValueKind::Phone,
        ValueKind::Date,
        ValueKind::Street,
        ValueKind::City,
        ValueKind::State,
        ValueKind::Postcode,
        ValueKind::Country,
        ValueKind::Language,
        ValueKind::CustomerId,
        ValueKind::AnonymousId,
        ValueKind::Text,
    ];

    /// Reads `raw` in full, for a page or a quality report; [`ValueKind::read_into`] is the hot path.
    ///
    /// Shapes: `country` as ISO 3166 alpha-2, for phone numbers and postal codes; None where not known.
    pub fn read(self, raw: &str, country: Option<&str>) -> Reading {
        let mut out = String::new();
        let reason = match self.read_into(raw, country, &mut out) {
            Ok(changes) => {
                let status = match self {
                    ValueKind::Date if out.starts_with('[') => Status::Ambiguous,
                    _ if changes.is_correction() => Status::Corrected,
                    _ => Status::Valid,
                };
                return Reading { canonical: Some(out), status, changes };
            }
            Err(reason) => reason,
        };
        let (canonical, status) = match reason.class() {
            Unusable::Role => (mailbox_into(raw, &mut out).ok().map(|_| out), Status::Role),
            Unusable::Empty => (None, Status::Empty),
            Unusable::Junk => (None, Status::Junk { reason }),
            Unusable::Ambiguous => (None, Status::Ambiguous),
            Unusable::Malformed => (None, Status::Malformed { reason }),
        };
        Reading { canonical, status, changes: Changes::NONE }
    }

    /// Writes the comparable form of `raw` into `out`, which is emptied first, without any allocation of its own
    /// for plain ASCII; names, addresses and dates excepted.
    ///
    /// Returns: what was done, as a set in eight bytes. On an error the content of `out` means nothing.
    /// Errors: the [`Reason`] why there is nothing to compare.
    pub fn read_into(self, raw: &str, country: Option<&str>, out: &mut String) -> Result<Changes, Reason> {
        match self {
            ValueKind::GivenName => {
                let name = given_and_family(Some(raw), None);
                let given = name.given.as_deref().filter(|word| is_name(word));
                let words = [given, given.and(name.middle.as_deref())];
                write_words(&words, name.changes, raw, out)
            }
            ValueKind::FamilyName => {
                let name = given_and_family(None, Some(raw));
                // `Na` is a name beside the other one only, and this is read by itself.
                let family = name.family.as_deref().filter(|word| is_name(word));
                write_words(&[family], name.changes, raw, out)
            }
            ValueKind::FullName => {
                let name = full_name(raw);
                let is_name = name.given.is_some() || name.family.is_some();
                write_words(&[is_name.then(|| name.text()).as_deref()], name.changes, raw, out)
            }
            ValueKind::Email => email_into(raw, out),
            ValueKind::Phone => phone_into(raw, country, out),
            ValueKind::Date => date_into(raw, DayOrder::Unknown, out),
            ValueKind::Street => {
                out.clear();
                let mut address = Address::default();
                let changes = address.read(raw)?;
                address.write_street(out);
                Ok(changes)
            }
            ValueKind::City => city_into(raw, out),
            ValueKind::State => state_into(raw, out),
            ValueKind::Postcode => postcode_into(raw, country, out),
            ValueKind::Country => country_into(raw, out),
            ValueKind::Language => language_into(raw, out),
            ValueKind::CustomerId => customer_id_into(raw, out),
            ValueKind::AnonymousId => anonymous_id_into(raw, out),
            ValueKind::Text => text_into(raw, out),
        }
    }
}

fn write_words(
    words: &[Option<&str>],
    changes: Changes,
    raw: &str,
    out: &mut String,
) -> Result<Changes, Reason> {
    out.clear();
    for word in words.iter().flatten() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        return Err(why_not(raw));
    }
    // `n` and `a` are two initials, and `n a` is none.
    check_text(out)?;
    Ok(changes)
}
