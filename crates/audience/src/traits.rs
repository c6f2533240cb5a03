/// What a trait's values are, and so which rules make sense for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraitKind {
    /// Words: `is`, `is_not`, `one_of`, `exists`.
    Text,
    /// A day as `YYYY-MM-DD`: as text, and `before`, `after`.
    Day,
    /// A moment: `before`, `after`, `exists`.
    Time,
    /// A count: `at_least`, `at_most`, `exists`.
    Number,
}

/// The columns of the people table that a definition may test, with how a reader calls them.
// tidy: list
pub const TRAITS: &[(&str, TraitKind, &str)] = &[
    ("given_name", TraitKind::Text, "given name"),
    ("family_name", TraitKind::Text, "family name"),
    ("email", TraitKind::Text, "e-mail address"),
    ("phone", TraitKind::Text, "phone number"),
    ("customer_id", TraitKind::Text, "customer id"),
    ("birth_date", TraitKind::Day, "birth date"),
    ("street", TraitKind::Text, "street"),
    ("city", TraitKind::Text, "city"),
    ("state", TraitKind::Text, "state"),
    ("postcode", TraitKind::Text, "postcode"),
    ("country", TraitKind::Text, "country"),
    ("n_records", TraitKind::Number, "number of records"),
    ("first_seen", TraitKind::Time, "first sight"),
    ("last_seen", TraitKind::Time, "last sight"),
];

/// The kind of a trait; None when the people table has no such column.
pub fn trait_kind(name: &str) -> Option<TraitKind> {
    TRAITS.iter().find(|(known, ..)| *known == name).map(|(_, kind, _)| *kind)
}

/// How a reader calls a trait.
pub(crate) fn trait_words(name: &str) -> &str {
    TRAITS.iter().find(|(known, ..)| *known == name).map_or(name, |(.., words)| words)
}
