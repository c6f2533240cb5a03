use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use std::fmt;
use std::sync::Arc;

/// A table of the lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// What one source says of someone, kept as it came.
    Records,
    /// What happened, in the words of the Segment spec.
    Events,
    /// A copy of the store's consent ledger.
    Consents,
    /// The unified people of the last run; replaced whole.
    People,
    /// Which person an identifier belongs to; replaced whole.
    IdentifierMap,
    /// Which person a record belongs to; replaced whole.
    RecordMap,
    /// Why records were joined or kept apart; replaced whole.
    Links,
    /// Who was assigned which arm.
    Exposures,
    /// What became of people since the last run; replaced whole. Queries of [`Table::People`] see it on top.
    PeopleRecent,
    /// As [`Table::PeopleRecent`] for [`Table::IdentifierMap`].
    IdentifierMapRecent,
    /// As [`Table::PeopleRecent`] for [`Table::RecordMap`].
    RecordMapRecent,
    /// As [`Table::PeopleRecent`] for [`Table::Links`].
    LinksRecent,
    /// Later rows of a key that [`Table::Records`] has. Queries of that table see the latest of each key.
    RecordChanges,
    /// As [`Table::RecordChanges`] for [`Table::Events`].
    EventChanges,
}

/// How a column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Text that must be there.
    Text,
    /// Text that may be missing.
    MaybeText,
    /// A moment, UTC to the microsecond, that must be there.
    Moment,
    /// A moment that may be missing.
    MaybeMoment,
    /// A whole number that must be there.
    Whole,
    /// A whole number that may be missing.
    MaybeWhole,
}

use Kind::{MaybeMoment, MaybeText, MaybeWhole, Moment, Text, Whole};

impl Kind {
    fn field(self, name: &str) -> Field {
        let moment = || DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
        match self {
            Text => Field::new(name, DataType::Utf8, false),
            MaybeText => Field::new(name, DataType::Utf8, true),
            Moment => Field::new(name, moment(), false),
            MaybeMoment => Field::new(name, moment(), true),
            Whole => Field::new(name, DataType::Int64, false),
            MaybeWhole => Field::new(name, DataType::Int64, true),
        }
    }
}

const RECORDS: &[(&str, Kind)] = &[
    ("workspace", Text),
    ("arrival_day", Text),
    ("source", Text),
    ("record_id", Text),
    ("arrived_at", Moment),
    ("observed_at", MaybeMoment),
    ("given_name", MaybeText),
    ("family_name", MaybeText),
    ("email", MaybeText),
    ("phone", MaybeText),
    ("customer_id", MaybeText),
    ("anonymous_id", MaybeText),
    ("birth_date", MaybeText),
    ("street", MaybeText),
    ("city", MaybeText),
    ("state", MaybeText),
    ("postcode", MaybeText),
    ("country", MaybeText),
    ("traits", MaybeText),
    ("original", MaybeText),
    // `post` where it was posted to a collection endpoint, by whoever holds the key; null where it came in a file.
    ("way", MaybeText),
    // When the file was written that a row without a date of its own came in.
    ("written_at", MaybeMoment),
    ("raw_digest", MaybeWhole),
    ("row_digest", MaybeWhole),
    ("version", MaybeWhole),
];

const EVENTS: &[(&str, Kind)] = &[
    ("workspace", Text),
    ("arrival_day", Text),
    ("source", Text),
    ("message_id", Text),
    ("type", Text),
    ("name", MaybeText),
    ("identifier", MaybeText),
    ("anonymous_id", MaybeText),
    ("user_id", MaybeText),
    ("email", MaybeText),
    ("occurred_at", Moment),
    ("received_at", Moment),
    ("revenue_minor", MaybeWhole),
    ("currency", MaybeText),
    ("properties", MaybeText),
    ("group_id", MaybeText),
    ("phone", MaybeText),
    // The id that an alias says is the same as its own.
    ("previous_id", MaybeText),
    ("way", MaybeText),
    ("observed_at", MaybeMoment),
    // What an order is of: names and numbers of products, each on a line of its own.
    ("items", MaybeText),
    // Of messages, which come in no file.
    ("original", MaybeText),
    ("raw_digest", MaybeWhole),
    ("row_digest", MaybeWhole),
    ("version", MaybeWhole),
];

/// Columns that say how a row came, not what it says.
const BESIDE: &[&str] = &[
    "workspace",
    "arrival_day",
    "source",
    "arrived_at",
    "received_at",
    "original",
    "way",
    "written_at",
    // They are made of the properties.
    "items",
    "raw_digest",
    "row_digest",
    "version",
];

const CONSENTS: &[(&str, Kind)] = &[
    ("workspace", Text),
    ("arrival_day", Text),
    ("entry_id", Text),
    ("identifier", Text),
    ("purpose", Text),
    ("channel", Text),
    ("action", Text),
    ("at", Moment),
    ("evidence", MaybeText),
    ("source", MaybeText),
];

const PEOPLE: &[(&str, Kind)] = &[
    ("workspace", Text),
    ("person_id", Text),
    ("given_name", MaybeText),
    ("family_name", MaybeText),
    ("email", MaybeText),
    ("phone", MaybeText),
    ("customer_id", MaybeText),
    ("birth_date", MaybeText),
    ("street", MaybeText),
    ("city", MaybeText),
    ("state", MaybeText),
    ("postcode", MaybeText),
    ("country", MaybeText),
    ("household_id", MaybeText),
    ("n_records", MaybeWhole),
    ("first_seen", MaybeMoment),
    ("last_seen", MaybeMoment),
    // Only in `people_recent`: 1 for a person who is nobody any more.
    ("is_gone", MaybeWhole),
];

// An identifier that people share stands once for each; `is_owner` is 1 for the one its events belong to.
const IDENTIFIER_MAP: &[(&str, Kind)] =
    &[("workspace", Text), ("identifier", Text), ("person_id", Text), ("is_owner", MaybeWhole)];

const LINKS: &[(&str, Kind)] = &[
    ("workspace", Text),
    ("left_record", Text),
    ("right_record", Text),
    ("left_person", Text),
    ("right_person", Text),
    ("rule", Text),
    ("reason", Text),
    ("score", MaybeText),
    ("comparisons", MaybeText),
];

const RECORD_MAP: &[(&str, Kind)] = &[("workspace", Text), ("record_id", Text), ("person_id", Text)];

const EXPOSURES: &[(&str, Kind)] = &[
    ("workspace", Text),
    ("arrival_day", Text),
    ("exposure_id", Text),
    ("experiment", Text),
    ("version", Whole),
    ("person_id", Text),
    ("arm", Text),
    ("at", Moment),
    ("unit_id", MaybeText),
    ("stratum", MaybeText),
    ("layer", MaybeText),
];

/// How many tables there are.
pub(crate) const N_TABLES: usize = 14;

impl Table {
    /// Every table.
    pub const ALL: [Table; N_TABLES] = [
        Table::Records,
        Table::Events,
        Table::Consents,
        Table::People,
        Table::IdentifierMap,
        Table::RecordMap,
        Table::Links,
        Table::Exposures,
        Table::PeopleRecent,
        Table::IdentifierMapRecent,
        Table::RecordMapRecent,
        Table::LinksRecent,
        Table::RecordChanges,
        Table::EventChanges,
    ];

    /// Its name in SQL and its folder under the root.
    pub fn name(self) -> &'static str {
        match self {
            Table::Records => "records",
            Table::Events => "events",
            Table::Consents => "consents",
            Table::People => "people",
            Table::IdentifierMap => "identifier_map",
            Table::RecordMap => "record_map",
            Table::Links => "links",
            Table::Exposures => "exposures",
            Table::PeopleRecent => "people_recent",
            Table::IdentifierMapRecent => "identifier_map_recent",
            Table::RecordMapRecent => "record_map_recent",
            Table::LinksRecent => "links_recent",
            Table::RecordChanges => "record_changes",
            Table::EventChanges => "event_changes",
        }
    }

    /// The table of this name.
    pub fn named(name: &str) -> Option<Table> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    fn columns(self) -> &'static [(&'static str, Kind)] {
        match self {
            Table::Records | Table::RecordChanges => RECORDS,
            Table::Events | Table::EventChanges => EVENTS,
            Table::Consents => CONSENTS,
            Table::People | Table::PeopleRecent => PEOPLE,
            Table::IdentifierMap | Table::IdentifierMapRecent => IDENTIFIER_MAP,
            Table::RecordMap | Table::RecordMapRecent => RECORD_MAP,
            Table::Links | Table::LinksRecent => LINKS,
            Table::Exposures => EXPOSURES,
        }
    }

    /// The columns it has from its first row on. Landing may add nullable ones.
    pub fn schema(self) -> SchemaRef {
        let fields: Vec<Field> = self.columns().iter().map(|(name, kind)| kind.field(name)).collect();
        Arc::new(Schema::new(fields))
    }

    /// The column that counts a row once per workspace. `None` for tables that are replaced whole.
    ///
    /// The ids of events are their sources' own: see [`Table::scope`].
    pub fn key(self) -> Option<&'static str> {
        match self {
            Table::Records | Table::RecordChanges => Some("record_id"),
            Table::Events | Table::EventChanges => Some("message_id"),
            Table::Consents => Some("entry_id"),
            Table::Exposures => Some("exposure_id"),
            Table::People | Table::IdentifierMap | Table::RecordMap | Table::Links => None,
            Table::PeopleRecent
            | Table::IdentifierMapRecent
            | Table::RecordMapRecent
            | Table::LinksRecent => None,
        }
    }

    /// The column within whose value a key is meant, so that no source can take an id from another. The ids of
    /// records begin with their source.
    pub fn scope(self) -> Option<&'static str> {
        matches!(self, Table::Events | Table::EventChanges).then_some("source")
    }

    /// Where later rows of a key land, for tables whose rows may change.
    pub fn changes(self) -> Option<Table> {
        match self {
            Table::Records => Some(Table::RecordChanges),
            Table::Events => Some(Table::EventChanges),
            _ => None,
        }
    }

    /// The table of this name with all rows of each key, as `record_versions`: the history.
    pub(crate) fn of_versions(name: &str) -> Option<Table> {
        match name {
            "record_versions" => Some(Table::Records),
            "event_versions" => Some(Table::Events),
            _ => None,
        }
    }

    /// Whether a column says how a row came, not what it says.
    pub fn is_beside(column: &str) -> bool {
        BESIDE.contains(&column)
    }

    /// When a row holds from: the source's own time, else its arrival.
    pub(crate) fn effective(self) -> [&'static str; 2] {
        match self {
            Table::Events | Table::EventChanges => ["observed_at", "received_at"],
            _ => ["observed_at", "arrived_at"],
        }
    }

    /// What a query of this table reads when rows of it have changed: of each key the latest row. `base` is the
    /// table of first rows; `of_base` and `of_changes` list the same columns, written for the one and the other.
    ///
    /// The latest is the one of the latest time its source gives, or of its arrival where it gives none; of two
    /// of the same time the one that landed later.
    pub(crate) fn with_changes(self, names: &str, of_base: &str, of_changes: &str) -> Option<String> {
        let (changes, key) = (self.changes()?, self.key()?);
        let [observed, arrived] = self.effective();
        let scope = self.scope();
        let on = |left: &str, right: &str| {
            let scoped = scope.map(|scope| format!(" and {left}.{scope} = {right}.{scope}"));
            format!("{left}.{key} = {right}.{key}{}", scoped.unwrap_or_default())
        };
        let by = scope.map_or_else(|| key.to_owned(), |scope| format!("{scope}, {key}"));
        Some(format!(
            "select {of_base} from {changes} right anti join base on {}
             union all select {names} from (
                select {names}, row_number() over (
                    partition by {by} order by coalesce({observed}, {arrived}) desc, coalesce(version, 0) desc
                ) as nth_latest
                from (
                    select {of_base} from {changes} right semi join base on {}
                    union all select {of_changes} from {changes}
                )
             ) where nth_latest = 1",
            on(changes.name(), "base"),
            on(changes.name(), "base"),
        ))
    }

    /// The table that says what changed since this one was replaced.
    pub fn recent(self) -> Option<Table> {
        match self {
            Table::People => Some(Table::PeopleRecent),
            Table::IdentifierMap => Some(Table::IdentifierMapRecent),
            Table::RecordMap => Some(Table::RecordMapRecent),
            Table::Links => Some(Table::LinksRecent),
            _ => None,
        }
    }

    /// What a query of this table reads when something changed since it was replaced: `base` is the table as it
    /// was replaced.
    pub(crate) fn with_recent(self) -> Option<String> {
        // (what of the base is replaced, by which table, by which of its columns)
        let (key, by, of, is_current) = match self {
            Table::People => ("person_id", Table::PeopleRecent, "person_id", "where is_gone is null"),
            Table::IdentifierMap => ("identifier", Table::IdentifierMapRecent, "identifier", ""),
            Table::RecordMap => ("record_id", Table::RecordMapRecent, "record_id", ""),
            // All links of a record are made anew with its place.
            Table::Links => ("left_record", Table::RecordMapRecent, "record_id", ""),
            _ => return None,
        };
        let names: Vec<&str> = self.columns().iter().map(|(name, _)| *name).collect();
        let (columns, recent) = (names.join(", "), self.recent()?);
        Some(format!(
            "select {columns} from base left anti join {by} on base.{key} = {by}.{of}
             union all select {columns} from {recent} {is_current}"
        ))
    }

    /// The columns whose values are folders.
    pub fn partitions(self) -> &'static [&'static str] {
        match self.key() {
            Some(_) => &["workspace", "arrival_day"],
            None => &["workspace"],
        }
    }

    /// The columns whose smallest and largest values are written into the transaction log, for pruning.
    ///
    /// INVARIANT: only moments. The log must never hold a smallest e-mail address: it is kept for
    /// weeks after the rows are gone, and an erasure could not reach it.
    pub(crate) fn log_statistics(self) -> Vec<String> {
        self.columns()
            .iter()
            .filter(|(_, kind)| matches!(kind, Moment | MaybeMoment))
            .map(|(name, _)| (*name).to_owned())
            .collect()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_well_formed() {
        for table in Table::ALL {
            let schema = table.schema();
            assert_eq!(Table::named(table.name()), Some(table));
            for column in table.partitions().iter().copied().chain(table.key()) {
                let field = schema.field_with_name(column).map(|field| field.is_nullable());
                assert_eq!(field.ok(), Some(false), "{table}.{column} must be there and not nullable");
            }
        }
    }

    #[test]
    fn the_log_holds_no_personal_statistics() {
        for table in Table::ALL {
            for column in table.log_statistics() {
                assert!(column.ends_with("_at") || column.ends_with("_seen") || column == "at", "{column}");
            }
        }
    }
}
