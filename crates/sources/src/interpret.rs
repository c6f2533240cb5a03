//! What a contract file means: from the standard's keys to the rules that are checked.

use crate::amount::Decimal;
use crate::contract::{Changes, Contract, Format, Kind, Lands, Property};
use crate::encoding::Encoding;
use crate::layout::NO_DELIMITER;
use crate::meant::Meant;
use crate::odcs::{CustomProperty, Document, SchemaObject, Server, nearest, strangers};
use crate::timepiece::Clock;
use crate::{Role, SourceError};
use jiff::tz::TimeZone;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use vocabulary::{Assertion, Trust};

/// Turns a document into a contract, gathering every fault with its line on the way.
pub(crate) struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    faults: RefCell<Vec<(u64, String)>>,
    notes: RefCell<Vec<String>>,
    slips: RefCell<Vec<(u64, String)>>,
}

/// The custom properties of ours at one place of the document.
pub(crate) struct Ours<'a>(Vec<(&'a str, &'a Value, u64)>);

impl<'a> Ours<'a> {
    pub(crate) fn find(&self, key: &str) -> Option<(&'a Value, u64)> {
        self.0.iter().find(|(name, _, _)| *name == key).map(|(_, value, line)| (*value, *line))
    }
}

/// What may stand among the custom properties of a contract.
pub(crate) const CONTRACT_KEYS: &[&str] = &[
    "truelift.source",
    "truelift.format",
    "truelift.encoding",
    "truelift.delimiter",
    "truelift.skip_lines",
    "truelift.header",
    "truelift.sheet",
    "truelift.columns",
    "truelift.lands",
    "truelift.changes",
    "truelift.event_name",
    "truelift.free_event_name",
    "truelift.currency",
    "truelift.country",
    "truelift.decimal",
    "truelift.zone",
    "truelift.constant",
    "truelift.asserts",
];

/// What can name a record, the first that is there.
pub(crate) const KEYS: [Role; 4] = [Role::ExternalKey, Role::CustomerId, Role::Email, Role::Phone];

/// What a contract says of all its properties.
#[derive(Clone, Default)]
pub(crate) struct Customs {
    pub(crate) decimal: Option<Decimal>,
    pub(crate) zone: Option<TimeZone>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(name: &'a str, text: &'a str) -> Self {
        Self { name, text, faults: RefCell::default(), notes: RefCell::default(), slips: RefCell::default() }
    }

    /// Keeps a fault. Reading goes on, so that all of them are told at once.
    pub(crate) fn fail(&self, line: u64, why: impl Into<String>) {
        self.faults.borrow_mut().push((line, why.into()));
    }

    /// Keeps what nobody may give a contract with, and what one that is kept is read without.
    pub(crate) fn slip(&self, line: u64, why: String) {
        self.slips.borrow_mut().push((line, why));
    }

    pub(crate) fn note(&self, note: String) {
        self.notes.borrow_mut().push(note);
    }

    /// Reads the whole.
    ///
    /// Errors: all faults, in the order of their lines.
    pub(crate) fn contract(self) -> Result<Contract, SourceError> {
        let document: Document = crate::odcs::parse(self.text).map_err(|error| SourceError::Contract {
            contract: self.name.to_owned(),
            line: error.location().map_or(0, |location| location.line()),
            why: without_place(&error.without_snippet().to_string()).to_owned(),
        })?;
        self.strangers();
        let contract = self.document(document);
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|(line, _)| *line);
        faults.dedup();
        match (contract, faults.as_slice()) {
            (Some(contract), []) => {
                let (notes, slips) = (self.notes.into_inner(), self.slips.into_inner());
                Ok(Contract { notes, slips, ..contract })
            }
            (_, [(line, why)]) => {
                Err(SourceError::Contract { contract: self.name.to_owned(), line: *line, why: why.clone() })
            }
            _ => Err(SourceError::Faults { contract: self.name.to_owned(), faults }),
        }
    }

    /// Keys the standard does not know: a slip of the pen is a fault, another tool's word a note.
    fn strangers(&self) {
        let document: Value = crate::odcs::parse(self.text).unwrap_or_default();
        for stranger in strangers(&document) {
            let key = &stranger.key;
            match stranger.meant {
                Some(meant) => {
                    self.fail(self.line_of(key), format!("key `{key}` is not known: is `{meant}` meant?"));
                }
                None => self.note(format!("key `{key}` is not read here")),
            }
        }
    }

    /// The first line that has `key:`.
    fn line_of(&self, key: &str) -> u64 {
        let has = |line: &str| {
            line.match_indices(key).any(|(at, _)| {
                let before = line.get(..at).and_then(|text| text.chars().next_back());
                let after = line.get(at + key.len()..).unwrap_or_default();
                before.is_none_or(|c| " {,-\"'".contains(c))
                    && after.trim_start_matches(['"', '\'']).starts_with(':')
            })
        };
        self.text.lines().position(has).map_or(0, |at| at as u64 + 1)
    }

    /// Our own custom properties; those of other tools are left alone.
    pub(crate) fn ours<'p>(&self, properties: &'p [CustomProperty], known: &[&str]) -> Ours<'p> {
        let mut ours: Vec<(&str, &Value, u64)> = Vec::new();
        for property in properties.iter().filter(|property| property.property.value.starts_with("truelift."))
        {
            let (key, line) = (property.property.value.as_str(), property.property.referenced.line());
            if !known.contains(&key) {
                let hint = match nearest(key, known) {
                    Some(meant) => format!("is `{meant}` meant?"),
                    None => format!("use one of {}", known.join(", ")),
                };
                self.fail(line, format!("custom property `{key}` is not known: {hint}"));
                continue;
            }
            let first = ours.iter().find(|(name, value, _)| *name == key && **value != property.value);
            if let Some((_, _, before)) = first {
                self.slip(
                    line,
                    format!("`{key}` stands here and in line {before}, with two values: keep one of them"),
                );
                continue;
            }
            ours.push((key, &property.value, line));
        }
        Ours(ours)
    }

    /// The text of one of our keys.
    pub(crate) fn text(&self, ours: &Ours<'_>, key: &str) -> Option<(String, u64)> {
        let (value, line) = ours.find(key)?;
        match value.as_str() {
            Some(text) => Some((text.to_owned(), line)),
            None => {
                self.fail(line, format!("`{key}` must be a text"));
                None
            }
        }
    }

    /// The word of one of our keys, as `read` understands it.
    pub(crate) fn word<T>(
        &self,
        ours: &Ours<'_>,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        hint: &str,
    ) -> Option<T> {
        let (word, line) = self.text(ours, key)?;
        let found = read(&word);
        if found.is_none() {
            self.fail(line, format!("`{key}: {word}` is not read: use {hint}"));
        }
        found
    }

    /// The name of the source; on the way, whether this is a contract at all.
    fn source(&self, document: &Document, ours: &Ours<'_>) -> String {
        let version = &document.api_version;
        if !version.value.starts_with("v3.") {
            let line = version.referenced.line();
            self.fail(line, format!("apiVersion `{}` is not read: use `v3.1.0`", version.value));
        }
        if document.kind.value != "DataContract" {
            self.fail(document.kind.referenced.line(), "kind must be `DataContract`");
        }
        let line = document.id.referenced.line();
        let (source, line) = self.text(ours, "truelift.source").unwrap_or((document.id.value.clone(), line));
        if vocabulary::RecordId::new(source.clone()).is_err() || source.contains(':') {
            self.fail(line, format!("`{source}` cannot name a source: use letters, digits, `_`, `-` or `.`, or set `truelift.source`"));
        }
        source
    }

    fn document(&self, document: Document) -> Option<Contract> {
        let ours = self.ours(&document.custom_properties, CONTRACT_KEYS);
        let source = self.source(&document, &ours);
        let schema = self.schema(&document)?;
        for quality in schema.quality.iter().filter(|quality| quality.kind.as_deref() != Some("text")) {
            let name = quality.metric.as_deref().or(quality.name.as_deref()).unwrap_or("rule");
            self.note(format!("quality `{name}` of the whole schema is not checked row by row"));
        }
        let servers = document.servers.as_deref().unwrap_or_default();
        let is_local = |server: &&Server| server.kind.as_ref().is_none_or(|kind| kind.value == "local");
        let server = servers.iter().find(is_local);
        if server.is_none() && !servers.is_empty() {
            self.note("none of its servers is local: the file is given by hand".to_owned());
        }
        let customs = Customs {
            decimal: self.word(&ours, "truelift.decimal", decimal, "comma or point"),
            zone: self.word(&ours, "truelift.zone", zone, "a name of the IANA zones, as Europe/Berlin"),
        };
        let properties = self.properties(schema, &ours, &customs);
        let hint = "none, for a list of one value a line, log, for a log of mail, or first";
        let header = self.word(&ours, "truelift.header", header, hint).unwrap_or(Header::First);
        let mut contract = Contract {
            id: document.id.value.clone(),
            version: document.version.clone(),
            text: String::new(),
            source,
            path: server.and_then(|server| server.path.clone()),
            format: self.format(&ours, server).unwrap_or(Format::Csv),
            encoding: self.encoding(&ours),
            delimiter: self.word(&ours, "truelift.delimiter", delimiter, "`,`, `;`, `|`, a tab, or none"),
            skip_lines: self.count(&ours, "truelift.skip_lines"),
            is_headless: matches!(header, Header::None | Header::Log),
            is_log: header == Header::Log,
            sheet: self.text(&ours, "truelift.sheet").map(|(name, _)| name),
            is_strict: self
                .word(
                    &ours,
                    "truelift.columns",
                    is_strict,
                    "open, or strict to refuse files with further columns",
                )
                .unwrap_or(false),
            lands: self.lands(&ours),
            changes: self.word(
                &ours,
                "truelift.changes",
                changes,
                "log when a row never changes, state when the latest row of a key counts",
            ),
            event_name: self.text(&ours, "truelift.event_name").map(|(name, _)| name),
            free_event_name: self.text(&ours, "truelift.free_event_name").map(|(name, _)| name),
            currency: self.text(&ours, "truelift.currency").map(|(currency, _)| currency),
            country: self.word(
                &ours,
                "truelift.country",
                normalise::known_country,
                "a code of ISO 3166, as FR",
            ),
            asserts: self.asserts(&ours),
            properties,
            notes: Vec::new(),
            slips: Vec::new(),
        };
        // A part that could not be read is missing in the whole: its own fault says enough.
        if self.faults.borrow().is_empty() {
            self.check_whole(&contract);
            self.answers_land(&mut contract, ours.find("truelift.lands").map_or(0, |(_, line)| line));
        }
        Some(contract)
    }

    /// The one schema of a contract.
    fn schema<'d>(&self, document: &'d Document) -> Option<&'d SchemaObject> {
        if let [schema] = document.schema.as_slice() {
            return Some(schema);
        }
        let names: Vec<&str> = document.schema.iter().map(|schema| schema.name.as_str()).collect();
        self.fail(
            0,
            format!(
                "schema must have exactly one entry, it has {} ({}): write one contract per file of data",
                names.len(),
                names.join(", ")
            ),
        );
        None
    }

    /// The columns of the schema, and behind them the constants.
    fn properties(&self, schema: &SchemaObject, ours: &Ours<'_>, customs: &Customs) -> Vec<Property> {
        let n_keys = schema.properties.iter().filter(|property| property.primary_key).count();
        let mut properties = Vec::new();
        for property in &schema.properties {
            self.property(property, "", customs, 1 < n_keys, &mut properties);
        }
        self.constants(ours, customs, &mut properties);
        properties
    }

    /// Values that no column has, as properties without a column.
    fn constants(&self, ours: &Ours<'_>, customs: &Customs, properties: &mut Vec<Property>) {
        let Some((value, line)) = ours.find("truelift.constant") else { return };
        let Some(map) = value.as_object() else {
            return self
                .fail(line, "`truelift.constant` must map roles to values, as `{purpose: marketing}`");
        };
        for (word, value) in map {
            let Some(role) = Role::named(word) else {
                self.fail(line, format!("role `{word}` is not known: use one of {}", Role::words()));
                continue;
            };
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Object(_) | Value::Array(_) | Value::Null => {
                    self.fail(line, format!("the constant of `{word}` must be a text"));
                    continue;
                }
                other => other.to_string(),
            };
            let kind = match role {
                role if role.is_moment() => Kind::Moment,
                Role::Revenue => Kind::Number,
                _ => Kind::Text,
            };
            let clock = Clock { zone: customs.zone.clone(), ..Clock::default() };
            if kind == Kind::Moment && clock.moment(&text).is_none() {
                self.fail(
                    line,
                    format!("the constant `{text}` of `{word}` is not a time, as 2026-09-15T14:00:00Z"),
                );
            }
            let is_taken = properties.iter().any(|property| property.name == *word);
            properties.push(Property {
                name: if is_taken { format!("truelift.constant.{word}") } else { word.clone() },
                physical: None,
                role,
                kind,
                is_required: false,
                is_unique: false,
                checks: Vec::new(),
                clock,
                decimal: Some(Decimal::Point),
                begins_row: false,
                time_column: None,
                constant: Some(text),
                is_constant: true,
                meanings: HashMap::new(),
                meant: Meant::default(),
                is_minor: false,
                may_be_future: false,
            });
        }
    }

    fn count(&self, ours: &Ours<'_>, key: &str) -> Option<usize> {
        let (value, line) = ours.find(key)?;
        let n = value.as_u64().and_then(|n| usize::try_from(n).ok());
        if n.is_none() {
            self.fail(line, format!("`{key}` must be a whole number"));
        }
        n
    }

    fn format(&self, ours: &Ours<'_>, server: Option<&Server>) -> Option<Format> {
        const HINT: &str = "csv, xlsx, jsonl, json, segment or parquet";
        if ours.find("truelift.format").is_some() {
            return self.word(ours, "truelift.format", format, HINT);
        }
        let of_server = server.and_then(|server| server.format.as_ref());
        let found = of_server.and_then(|word| format(&word.value));
        if found.is_none() {
            let (line, why) = match of_server {
                Some(word) => {
                    (word.referenced.line(), format!("format `{}` is not read: use {HINT}", word.value))
                }
                None => (0, format!("custom property `truelift.format` is missing: set it to {HINT}")),
            };
            self.fail(line, why);
        }
        found
    }

    fn encoding(&self, ours: &Ours<'_>) -> Encoding {
        let hint = "auto, or a name as utf-8, utf-16, windows-1252, windows-1251, iso-8859-2, macintosh, shift_jis, gbk or koi8-r";
        self.word(ours, "truelift.encoding", Encoding::named, hint).unwrap_or(Encoding::Utf8)
    }

    fn lands(&self, ours: &Ours<'_>) -> Vec<Lands> {
        let Some((value, line)) = ours.find("truelift.lands") else {
            self.fail(0, "custom property `truelift.lands` is missing: list records, events or consents");
            return Vec::new();
        };
        let words: Vec<&str> = match value {
            Value::String(word) => vec![word.as_str()],
            value => value.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
        };
        if words.is_empty() {
            self.fail(line, "`truelift.lands` is empty: list records, events or consents");
        }
        let mut lands = Vec::new();
        for word in words {
            lands.push(match word {
                "records" => Lands::Records,
                "events" => Lands::Events,
                "consents" => Lands::Consents,
                _ => {
                    let why = "is no table a source fills: use records, events or consents";
                    self.fail(line, format!("`{word}` {why}"));
                    continue;
                }
            });
        }
        lands
    }

    /// All of it where the contract does not say: who keeps a file answers for it.
    fn asserts(&self, ours: &Ours<'_>) -> Trust {
        let Some((value, line)) = ours.find("truelift.asserts") else { return Trust::ALL };
        let fail = |word: &str| {
            let words: Vec<&str> = Assertion::ALL.iter().map(|known| known.as_str()).collect();
            let list = words.join(", ");
            let why = format!("`truelift.asserts` is a list of {list}, or empty; `{word}` is none of them");
            self.fail(line, why);
        };
        let Some(listed) = value.as_array() else {
            fail(&value.to_string());
            return Trust::of([]);
        };
        let assertion = |word: &Value| {
            let found = word.as_str().and_then(|word| word.parse::<Assertion>().ok());
            if found.is_none() {
                fail(&word.to_string());
            }
            found
        };
        Trust::of(listed.iter().filter_map(assertion).collect::<Vec<_>>())
    }

    /// What only the contract as a whole can tell.
    fn check_whole(&self, contract: &Contract) {
        let mut names = HashSet::new();
        let mut roles = HashSet::new();
        for property in &contract.properties {
            if !names.insert(property.name.as_str()) {
                self.fail(0, format!("property `{}` is there twice: remove one", property.name));
            }
            if !roles.insert(property.role) && !property.role.is_repeatable() {
                self.fail(0, format!("two properties have the role `{}`: give it to one", property.role));
            }
        }
        if let Some(currency) = &contract.currency
            && currency.parse::<vocabulary::Currency>().is_err()
        {
            self.fail(0, format!("`{currency}` is not a currency: use three capital letters, as USD"));
        }
        if contract.format == Format::Segment {
            if contract.lands.contains(&Lands::Consents) {
                self.fail(0, "Segment messages land as events and records, not as consents");
            }
            return;
        }
        let has = |role: Role| roles.contains(&role);
        let needs = |what: &str, wanted: &str| {
            self.fail(0, format!("{what} need a property with role {wanted}"));
        };
        const OR_CONSTANT: &str = ", or a value for it in `truelift.constant`";
        for lands in &contract.lands {
            match lands {
                Lands::Records if !KEYS.iter().any(|role| has(*role)) => {
                    needs("records", "`external_key`, `customer_id`, `email` or `phone`");
                }
                Lands::Records => {}
                Lands::Events => {
                    if !has(Role::OccurredAt) {
                        needs("events", "`occurred_at`");
                    }
                    if !has(Role::ExternalKey) && !has(Role::MessageId) {
                        needs("events", "`external_key` or `message_id`, so that each is counted once");
                    }
                    if !has(Role::EventName) && contract.event_name.is_none() {
                        needs("events", "`event_name`, or the custom property `truelift.event_name`");
                    }
                }
                Lands::Consents => {
                    let by_channel = Role::ALL.iter().any(|role| role.is_answer() && has(*role));
                    // What says no to everything says of itself to what; without a moment it counts from its arrival.
                    let is_of_all = has(Role::ContactAction)
                        && !Role::ALL
                            .iter()
                            .any(|role| role.is_action() && *role != Role::ContactAction && has(*role));
                    for role in [Role::Purpose, Role::Channel, Role::Action, Role::OccurredAt] {
                        let is_said = is_of_all
                            || (contract.is_log && role == Role::Action)
                            || (by_channel && matches!(role, Role::Channel | Role::Action));
                        if !has(role) && !is_said {
                            needs("consents", &format!("`{role}`{OR_CONSTANT}"));
                        }
                    }
                    if ![Role::CustomerId, Role::Email, Role::Phone, Role::AnonymousId].into_iter().any(has) {
                        needs("consents", "`customer_id`, `email`, `phone` or `anonymous_id`");
                    }
                }
            }
        }
    }
}

fn changes(word: &str) -> Option<Changes> {
    [Changes::Log, Changes::State].into_iter().find(|changes| changes.as_str() == word)
}

/// What stands above the rows of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Header {
    First,
    None,
    /// Nothing, and each line tells what became of a mail.
    Log,
}

fn header(word: &str) -> Option<Header> {
    match word {
        "none" => Some(Header::None),
        "log" => Some(Header::Log),
        "first" => Some(Header::First),
        _ => None,
    }
}

/// Whether a file may have columns that the contract does not name.
fn is_strict(word: &str) -> Option<bool> {
    match word {
        "open" => Some(false),
        "strict" => Some(true),
        _ => None,
    }
}

/// The decimal mark a word names.
pub(crate) fn decimal(word: &str) -> Option<Decimal> {
    match word {
        "comma" | "," => Some(Decimal::Comma),
        "point" | "." => Some(Decimal::Point),
        _ => None,
    }
}

/// The zone of this IANA name.
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// The byte that a word of a delimiter means.
pub(crate) fn delimiter(text: &str) -> Option<u8> {
    match text {
        "none" => Some(NO_DELIMITER),
        "tab" | "\\t" => Some(b'\t'),
        _ => match text.as_bytes() {
            [byte @ (b',' | b';' | b'\t' | b'|')] => Some(*byte),
            _ => None,
        },
    }
}

fn format(word: &str) -> Option<Format> {
    match word {
        "csv" | "tsv" | "xlsx" | "excel" => Some(Format::Csv),
        "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
        "segment" => Some(Format::Segment),
        "parquet" => Some(Format::Parquet),
        _ => None,
    }
}

/// The reader's message without its own "at line 5, column 9": ours names the line in front.
fn without_place(message: &str) -> &str {
    message
        .rfind(" at line ")
        .map_or(message, |at| message.get(..at).unwrap_or(message))
        .trim_end_matches(',')
}
