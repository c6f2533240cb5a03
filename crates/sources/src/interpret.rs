//! What a contract file means: from the standard's keys to the rules that are checked.

use crate::contract::{Check, Contract, Encoding, Format, Kind, Lands, Property};
use crate::moment::{Pattern, moment};
use crate::odcs::{CustomProperty, Document, LogicalTypeOptions, Quality, SchemaProperty};
use crate::{Role, SourceError};
use regex::Regex;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use vocabulary::{Assertion, Trust};

/// Turns a document into a contract; knows its name for error texts.
pub(crate) struct Reader<'a> {
    pub(crate) name: &'a str,
}

/// The custom properties of ours at one place of the document.
struct Ours<'a>(Vec<(&'a str, &'a Value, u64)>);

impl<'a> Ours<'a> {
    fn text(&self, reader: &Reader<'_>, key: &str) -> Result<Option<(String, u64)>, SourceError> {
        match self.0.iter().find(|(name, _, _)| *name == key) {
            None => Ok(None),
            Some((_, Value::String(text), line)) => Ok(Some((text.clone(), *line))),
            Some((_, _, line)) => Err(reader.fail(*line, format!("`{key}` must be a text"))),
        }
    }

    fn find(&self, key: &str) -> Option<(&'a Value, u64)> {
        self.0.iter().find(|(name, _, _)| *name == key).map(|(_, value, line)| (*value, *line))
    }
}

const CONTRACT_KEYS: &[&str] = &[
    "truelift.source",
    "truelift.format",
    "truelift.encoding",
    "truelift.delimiter",
    "truelift.lands",
    "truelift.event_name",
    "truelift.currency",
    "truelift.asserts",
];
const PROPERTY_KEYS: &[&str] = &["truelift.role", "truelift.map", "truelift.unit", "truelift.may_be_future"];

impl Reader<'_> {
    fn fail(&self, line: u64, why: impl Into<String>) -> SourceError {
        SourceError::Contract { contract: self.name.to_owned(), line, why: why.into() }
    }

    /// Our own custom properties; those of other tools are left alone.
    fn ours<'a>(&self, properties: &'a [CustomProperty], known: &[&str]) -> Result<Ours<'a>, SourceError> {
        let mut ours = Vec::new();
        for property in properties.iter().filter(|property| property.property.value.starts_with("truelift."))
        {
            let (key, line) = (property.property.value.as_str(), property.property.referenced.line());
            if !known.contains(&key) {
                return Err(self.fail(
                    line,
                    format!("custom property `{key}` is not known: use one of {}", known.join(", ")),
                ));
            }
            ours.push((key, &property.value, line));
        }
        Ok(Ours(ours))
    }

    pub(crate) fn contract(&self, document: Document) -> Result<Contract, SourceError> {
        if document.api_version.value != "v3.1.0" {
            let line = document.api_version.referenced.line();
            return Err(self.fail(
                line,
                format!("apiVersion `{}` is not read: use `v3.1.0`", document.api_version.value),
            ));
        }
        if document.kind.value != "DataContract" {
            return Err(self.fail(document.kind.referenced.line(), "kind must be `DataContract`"));
        }
        let ours = self.ours(&document.custom_properties, CONTRACT_KEYS)?;
        let line = document.id.referenced.line();
        let (source, line) = ours.text(self, "truelift.source")?.unwrap_or((document.id.value.clone(), line));
        if vocabulary::RecordId::new(source.clone()).is_err() || source.contains(':') {
            return Err(self.fail(line, format!("`{source}` cannot name a source: use letters, digits, `_`, `-` or `.`, or set `truelift.source`")));
        }
        let [schema] = document.schema.as_slice() else {
            return Err(
                self.fail(0, "schema must have exactly one entry: write one contract per file of data")
            );
        };
        if let Some(quality) = schema.quality.iter().find(|quality| quality.kind.as_deref() != Some("text")) {
            let name = quality.metric.as_deref().or(quality.name.as_deref()).unwrap_or("rule");
            return Err(self.fail(0, format!("quality `{name}` of the whole schema is not checked: put it on a property, or make it `type: text`")));
        }
        let server = document.servers.as_deref().and_then(<[_]>::first);
        if let Some(server) = server.filter(|server| server.kind.value != "local") {
            return Err(self.fail(
                server.kind.referenced.line(),
                format!("server type `{}` is not read: use `local`", server.kind.value),
            ));
        }
        let properties = schema
            .properties
            .iter()
            .map(|property| self.property(property))
            .collect::<Result<Vec<_>, _>>()?;
        let contract = Contract {
            id: document.id.value,
            version: document.version,
            source,
            path: server.and_then(|server| server.path.clone()),
            format: self.format(&ours, server)?,
            encoding: self.encoding(&ours)?,
            delimiter: self.delimiter(&ours)?,
            lands: self.lands(&ours)?,
            event_name: ours.text(self, "truelift.event_name")?.map(|(name, _)| name),
            currency: ours.text(self, "truelift.currency")?.map(|(currency, _)| currency),
            asserts: self.asserts(&ours)?,
            properties,
        };
        self.check_whole(&contract)?;
        Ok(contract)
    }

    fn format(&self, ours: &Ours<'_>, server: Option<&crate::odcs::Server>) -> Result<Format, SourceError> {
        let of_server = || {
            let format = server.and_then(|server| server.format.as_ref());
            format.map(|format| (format.value.clone(), format.referenced.line()))
        };
        match ours.text(self, "truelift.format")?.or_else(of_server) {
            None => Err(self.fail(
                0,
                "custom property `truelift.format` is missing: set it to csv, jsonl, segment or parquet",
            )),
            Some((word, line)) => match word.as_str() {
                "csv" => Ok(Format::Csv),
                "jsonl" => Ok(Format::Jsonl),
                "segment" => Ok(Format::Segment),
                "parquet" => Ok(Format::Parquet),
                _ => Err(self
                    .fail(line, format!("format `{word}` is not read: use csv, jsonl, segment or parquet"))),
            },
        }
    }

    fn encoding(&self, ours: &Ours<'_>) -> Result<Encoding, SourceError> {
        match ours.text(self, "truelift.encoding")? {
            None => Ok(Encoding::Utf8),
            Some((word, line)) => match word.as_str() {
                "utf-8" => Ok(Encoding::Utf8),
                "windows-1252" => Ok(Encoding::Windows1252),
                "auto" => Ok(Encoding::Auto),
                _ => Err(self
                    .fail(line, format!("encoding `{word}` is not read: use utf-8, windows-1252 or auto"))),
            },
        }
    }

    fn delimiter(&self, ours: &Ours<'_>) -> Result<u8, SourceError> {
        match ours.text(self, "truelift.delimiter")? {
            None => Ok(b','),
            Some((text, line)) => {
                match text.as_bytes() {
                    [byte @ (b',' | b';' | b'\t' | b'|')] => Ok(*byte),
                    _ => Err(self
                        .fail(line, format!("delimiter `{text}` is not read: use `,`, `;`, `|` or a tab"))),
                }
            }
        }
    }

    fn lands(&self, ours: &Ours<'_>) -> Result<Vec<Lands>, SourceError> {
        let Some((value, line)) = ours.find("truelift.lands") else {
            return Err(
                self.fail(0, "custom property `truelift.lands` is missing: list records, events or consents")
            );
        };
        let words: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let lands = words.iter().map(|word| match *word {
            "records" => Ok(Lands::Records),
            "events" => Ok(Lands::Events),
            "consents" => Ok(Lands::Consents),
            _ => Err(self
                .fail(line, format!("`{word}` is no table a source fills: use records, events or consents"))),
        });
        match lands.collect::<Result<Vec<_>, _>>()? {
            lands if lands.is_empty() => {
                Err(self.fail(line, "`truelift.lands` is empty: list records, events or consents"))
            }
            lands => Ok(lands),
        }
    }

    /// All of it where the contract does not say: who keeps a file answers for it.
    fn asserts(&self, ours: &Ours<'_>) -> Result<Trust, SourceError> {
        let Some((value, line)) = ours.find("truelift.asserts") else { return Ok(Trust::ALL) };
        let fail = |word: &str| {
            let words: Vec<&str> = Assertion::ALL.iter().map(|known| known.as_str()).collect();
            let list = words.join(", ");
            self.fail(
                line,
                format!("`truelift.asserts` is a list of {list}, or empty; `{word}` is none of them"),
            )
        };
        let listed = value.as_array().ok_or_else(|| fail(&value.to_string()))?;
        let assertion = |word: &Value| {
            word.as_str()
                .and_then(|word| word.parse::<Assertion>().ok())
                .ok_or_else(|| fail(&word.to_string()))
        };
        Ok(Trust::of(listed.iter().map(assertion).collect::<Result<Vec<_>, _>>()?))
    }

    fn property(&self, property: &SchemaProperty) -> Result<Property, SourceError> {
        let line = property.name.referenced.line();
        let name = &property.name.value;
        let ours = self.ours(&property.custom_properties, PROPERTY_KEYS)?;
        let role = match ours.text(self, "truelift.role")? {
            None => Role::Extra,
            Some((word, line)) => Role::named(&word).ok_or_else(|| {
                self.fail(line, format!("role `{word}` is not known: use one of {}", Role::words()))
            })?,
        };
        let kind = self.kind(property)?;
        if role.is_moment() && !matches!(kind, Kind::Moment | Kind::Day) {
            return Err(self.fail(
                line,
                format!("`{name}` has role `{role}`: its logicalType must be timestamp or date"),
            ));
        }
        if role == Role::Revenue && !matches!(kind, Kind::Number | Kind::Integer) {
            return Err(self.fail(
                line,
                format!("`{name}` has role `{role}`: its logicalType must be number or integer"),
            ));
        }
        let options = property.logical_type_options.clone().unwrap_or_default();
        let mut checks = self.limits(name, kind, &options, line)?;
        let mut is_required = property.required || property.primary_key;
        let mut is_unique = property.unique || property.primary_key;
        for quality in &property.quality {
            match self.quality(quality, name, line)? {
                Rule::Nothing => {}
                Rule::Check(check) => checks.push(check),
                Rule::Required => is_required = true,
                Rule::Unique => is_unique = true,
            }
        }
        Ok(Property {
            name: name.clone(),
            role,
            kind,
            is_required,
            is_unique,
            checks,
            pattern: self.pattern(kind, &options, line)?,
            meanings: self.meanings(&ours)?,
            is_minor: match ours
                .text(self, "truelift.unit")?
                .as_ref()
                .map(|(unit, line)| (unit.as_str(), *line))
            {
                None | Some(("major", _)) => false,
                Some(("minor", _)) => true,
                Some((unit, line)) => {
                    return Err(self.fail(line, format!("unit `{unit}` is not known: use major or minor")));
                }
            },
            may_be_future: match ours.find("truelift.may_be_future") {
                None => !(role.is_moment() || role == Role::BirthDate),
                Some((Value::Bool(may), _)) => *may,
                Some((_, line)) => {
                    return Err(self.fail(line, "`truelift.may_be_future` must be true or false"));
                }
            },
        })
    }

    fn kind(&self, property: &SchemaProperty) -> Result<Kind, SourceError> {
        let Some(word) = &property.logical_type else { return Ok(Kind::Text) };
        match word.value.as_str() {
            "string" => Ok(Kind::Text),
            "integer" => Ok(Kind::Integer),
            "number" => Ok(Kind::Number),
            "boolean" => Ok(Kind::Boolean),
            "date" => Ok(Kind::Day),
            "timestamp" => Ok(Kind::Moment),
            "object" | "array" => Ok(Kind::Json),
            other => Err(self.fail(
                word.referenced.line(),
                format!("logicalType `{other}` is not read: use string, integer, number, boolean, date, timestamp, object or array"),
            )),
        }
    }

    fn limits(
        &self,
        name: &str,
        kind: Kind,
        options: &LogicalTypeOptions,
        line: u64,
    ) -> Result<Vec<Check>, SourceError> {
        let mut checks = Vec::new();
        let is_text = kind == Kind::Text;
        if let Some(pattern) = &options.pattern {
            checks.push(Check::Pattern(self.regex(pattern, line)?));
        }
        checks.extend(options.min_length.map(Check::MinLength));
        checks.extend(options.max_length.map(Check::MaxLength));
        if !checks.is_empty() && !is_text {
            return Err(self
                .fail(line, format!("`{name}`: pattern, minLength and maxLength need logicalType string")));
        }
        if options.multiple_of.is_some()
            || options.default_timezone.as_deref().is_some_and(|zone| zone != "Etc/UTC" && zone != "UTC")
        {
            return Err(self.fail(
                line,
                format!(
                    "`{name}`: multipleOf and a defaultTimezone other than UTC are not checked: remove them"
                ),
            ));
        }
        type Make = fn(f64, String) -> Check;
        let bounds: [(&Option<Value>, Make); 4] = [
            (&options.minimum, Check::AtLeast),
            (&options.maximum, Check::AtMost),
            (&options.exclusive_minimum, Check::MoreThan),
            (&options.exclusive_maximum, Check::LessThan),
        ];
        for (bound, make) in bounds {
            let Some(bound) = bound else { continue };
            let number = match (kind, bound) {
                (Kind::Integer | Kind::Number, Value::Number(number)) => number.as_f64(),
                (Kind::Day | Kind::Moment, Value::String(text)) => moment(text).map(|micros| micros as f64),
                _ => None,
            };
            let shown = bound.as_str().map_or_else(|| bound.to_string(), str::to_owned);
            let number = number.ok_or_else(|| {
                self.fail(line, format!("`{name}`: limit `{shown}` does not fit its logicalType"))
            })?;
            checks.push(make(number, shown));
        }
        match options.format.as_deref().filter(|_| is_text) {
            None => {}
            Some("email") => checks.push(Check::Email),
            Some("uuid") => checks.push(Check::Uuid),
            Some(format) => {
                return Err(self.fail(
                    line,
                    format!("`{name}`: format `{format}` is not checked: use email or uuid, or a pattern"),
                ));
            }
        }
        Ok(checks)
    }

    fn pattern(
        &self,
        kind: Kind,
        options: &LogicalTypeOptions,
        line: u64,
    ) -> Result<Option<Pattern>, SourceError> {
        match (&options.format, kind) {
            (Some(format), Kind::Day | Kind::Moment) => Pattern::parse(format).map(Some).map_err(|letters| {
                self.fail(
                    line,
                    format!("date format `{format}`: `{letters}` is not read; use yyyy, MM, dd, HH, mm, ss"),
                )
            }),
            _ => Ok(None),
        }
    }

    fn regex(&self, pattern: &str, line: u64) -> Result<Regex, SourceError> {
        Regex::new(pattern).map_err(|error| {
            let why = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
            self.fail(line, format!("pattern `{pattern}` is no regular expression: {why}"))
        })
    }

    fn quality(&self, quality: &Quality, name: &str, line: u64) -> Result<Rule, SourceError> {
        if quality.kind.as_deref() == Some("text") {
            return Ok(Rule::Nothing);
        }
        let metric = quality.metric.as_deref().unwrap_or("no metric");
        let is_none_allowed = quality.must_be.as_ref().and_then(Value::as_f64) == Some(0.0);
        if !matches!(quality.kind.as_deref(), None | Some("library")) || !is_none_allowed {
            return Err(self.fail(
                line,
                format!("`{name}`: quality `{metric}` is not checked row by row: use a library metric with `mustBe: 0`, or `type: text`"),
            ));
        }
        let arguments = quality.arguments.as_ref();
        let valid = arguments.and_then(|arguments| arguments.valid_values.as_ref());
        let pattern = arguments.and_then(|arguments| arguments.pattern.as_ref());
        match (metric, valid, pattern) {
            ("nullValues", ..) => Ok(Rule::Required),
            ("duplicateValues", ..) => Ok(Rule::Unique),
            ("invalidValues", Some(values), None) => {
                let texts: Vec<String> =
                    values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
                Ok(Rule::Check(Check::OneOf(texts.iter().cloned().collect(), texts.join(", "))))
            }
            ("invalidValues", None, Some(pattern)) => Ok(Rule::Check(Check::Pattern(self.regex(pattern, line)?))),
            _ => Err(self.fail(
                line,
                format!("`{name}`: quality `{metric}` is not checked: use nullValues, duplicateValues, or invalidValues with validValues or pattern"),
            )),
        }
    }

    fn meanings(&self, ours: &Ours<'_>) -> Result<HashMap<String, String>, SourceError> {
        let Some((value, line)) = ours.find("truelift.map") else { return Ok(HashMap::new()) };
        let fail = || {
            self.fail(
                line,
                "`truelift.map` must map texts to texts, as `{yes: granted, no: withdrawn}` with quotes",
            )
        };
        let map = value.as_object().ok_or_else(fail)?;
        map.iter().map(|(from, to)| Ok((from.clone(), to.as_str().ok_or_else(fail)?.to_owned()))).collect()
    }

    /// What only the contract as a whole can tell.
    fn check_whole(&self, contract: &Contract) -> Result<(), SourceError> {
        let mut names = HashSet::new();
        let mut roles = HashSet::new();
        for property in &contract.properties {
            if !names.insert(property.name.as_str()) {
                return Err(self.fail(0, format!("property `{}` is there twice: remove one", property.name)));
            }
            let is_shared = matches!(property.role, Role::Extra | Role::Ignore);
            if !is_shared && !roles.insert(property.role) {
                return Err(
                    self.fail(0, format!("two properties have the role `{}`: give it to one", property.role))
                );
            }
        }
        if let Some(currency) = &contract.currency
            && currency.parse::<vocabulary::Currency>().is_err()
        {
            return Err(
                self.fail(0, format!("`{currency}` is not a currency: use three capital letters, as USD"))
            );
        }
        if contract.format == Format::Segment {
            return match contract.lands.contains(&Lands::Consents) {
                true => Err(self.fail(0, "Segment messages land as events and records, not as consents")),
                false => Ok(()),
            };
        }
        let has = |role: Role| roles.contains(&role);
        let needs = |what: &str, wanted: &str| {
            Err(self.fail(0, format!("{what} need a property with role {wanted}")))
        };
        for lands in &contract.lands {
            match lands {
                Lands::Records if !has(Role::ExternalKey) => return needs("records", "`external_key`"),
                Lands::Events if !has(Role::OccurredAt) => return needs("events", "`occurred_at`"),
                Lands::Events if !has(Role::ExternalKey) && !has(Role::MessageId) => {
                    return needs("events", "`external_key` or `message_id`, so that each is counted once");
                }
                Lands::Events if !has(Role::EventName) && contract.event_name.is_none() => {
                    return needs("events", "`event_name`, or the custom property `truelift.event_name`");
                }
                Lands::Consents => {
                    for role in [Role::Purpose, Role::Channel, Role::Action, Role::OccurredAt] {
                        if !has(role) {
                            return needs("consents", &format!("`{role}`"));
                        }
                    }
                    if ![Role::CustomerId, Role::Email, Role::Phone, Role::AnonymousId].into_iter().any(has) {
                        return needs("consents", "`customer_id`, `email`, `phone` or `anonymous_id`");
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// What a quality rule of the standard means for a row.
enum Rule {
    Nothing,
    Check(Check),
    Required,
    Unique,
}
