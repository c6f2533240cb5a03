//! Which column says what.

mod column_words;
mod guess;
mod meaning;

pub use guess::guess_roles;
pub use meaning::{Meaning, meaning, meanings};

use serde::{Deserialize, Serialize};

/// What a column says of someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Names the record; unique. Never compared.
    RecordId,
    /// The source of the record; never compared, but a source can be unique in itself.
    Source,
    /// When the source saw it; never compared.
    ObservedAt,
    /// First name.
    GivenName,
    /// Middle names or initials.
    MiddleName,
    /// Last name.
    FamilyName,
    /// All names in one.
    FullName,
    /// Jr, Sr, III.
    Suffix,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// The number under which a source knows a person.
    CustomerId,
    /// A number somebody was given for life, such as a social security number; people mistype it.
    NationalId,
    /// A browser's or device's id.
    AnonymousId,
    /// Birth date, or the year of it.
    BirthDate,
    /// Sex or gender.
    Gender,
    /// Street, with or without house number and unit.
    Street,
    /// House number.
    HouseNumber,
    /// Flat, suite, floor.
    Unit,
    /// City or suburb.
    City,
    /// State or region.
    State,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Anything else that says a little: birth place, occupation, second address line.
    Attribute,
    /// Not used: the truth, free text, numbers that say nothing.
    Ignore,
}

/// The roles of the columns of a data set, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// Name and role, column by column. Names appear in explanations.
    pub columns: Vec<(String, Role)>,
}

impl Schema {
    /// The schema of [`crate::Record`].
    pub fn of_record() -> Schema {
        let columns = [
            ("record_id", Role::RecordId),
            ("source", Role::Source),
            ("observed_at", Role::ObservedAt),
            ("given_name", Role::GivenName),
            ("family_name", Role::FamilyName),
            ("email", Role::Email),
            ("phone", Role::Phone),
            ("customer_id", Role::CustomerId),
            ("anonymous_id", Role::AnonymousId),
            ("birth_date", Role::BirthDate),
            ("street", Role::Street),
            ("city", Role::City),
            ("state", Role::State),
            ("postcode", Role::Postcode),
            ("country", Role::Country),
        ];
        Schema { columns: columns.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect() }
    }
}
