//! What a contract says of one property.

use crate::Role;
use crate::contract::{Check, Contract, Format, Kind, Lands, Property};
use crate::interpret::{Customs, Ours, Reader, decimal, zone};
use crate::meant::Meant;
use crate::moment::moment;
use crate::odcs::{LogicalTypeOptions, Quality, SchemaProperty};
use crate::pattern::{LETTERS, Pattern};
use crate::said::says_no;
use crate::timepiece::{Clock, Tick};
use regex::Regex;
use serde_json::Value;
use std::collections::HashMap;

/// What may stand among the custom properties of a property.
pub(crate) const PROPERTY_KEYS: &[&str] = &[
    "truelift.role",
    "truelift.map",
    "truelift.unit",
    "truelift.may_be_future",
    "truelift.decimal",
    "truelift.zone",
    "truelift.formats",
    "truelift.constant",
    "truelift.begins_row",
    "truelift.time_column",
];

/// What a quality rule of the standard means for a row.
enum Rule {
    Nothing,
    Check(Check),
    Required,
    Unique,
    /// These words stand for a missing value, and none may be missing.
    Present(Vec<String>),
}

impl Reader<'_> {
    /// Reads a property, and those within it that have a role of their own, as `address.city`.
    pub(crate) fn property(
        &self,
        property: &SchemaProperty,
        path: &str,
        customs: &Customs,
        is_key_of_many: bool,
        found: &mut Vec<Property>,
    ) {
        let name = format!("{path}{}", property.name.value);
        let within = found.len();
        for inner in &property.properties {
            let has_role =
                |custom: &crate::odcs::CustomProperty| custom.property.value.starts_with("truelift.");
            if inner.custom_properties.iter().any(has_role) || !inner.properties.is_empty() {
                self.property(inner, &format!("{name}."), customs, is_key_of_many, found);
            }
        }
        if let Some(read) = self.one(property, name, customs, is_key_of_many) {
            found.insert(within.min(found.len()), read);
        }
    }

    fn one(
        &self,
        property: &SchemaProperty,
        name: String,
        customs: &Customs,
        is_key_of_many: bool,
    ) -> Option<Property> {
        let line = property.name.referenced.line();
        let ours = self.ours(&property.custom_properties, PROPERTY_KEYS);
        let role = self.role(&ours)?;
        let kind = self.kind(property, role)?;
        if role.is_moment() && !matches!(kind, Kind::Moment | Kind::Day) {
            self.fail(line, format!("`{name}` has role `{role}`: its logicalType must be timestamp or date"));
        }
        if role == Role::Revenue && !matches!(kind, Kind::Number | Kind::Integer) {
            self.fail(line, format!("`{name}` has role `{role}`: its logicalType must be number or integer"));
        }
        if let Some((_, line)) = ours.find("truelift.time_column").filter(|_| !role.is_moment()) {
            self.fail(line, format!("`{name}` has role `{role}`: a time of day goes with a moment"));
        }
        let options = property.logical_type_options.clone().unwrap_or_default();
        let mut checks = self.limits(&name, kind, &options, line);
        let mut meanings = self.meanings(&ours);
        let is_own_key = property.primary_key && !is_key_of_many;
        let mut is_required = property.required || property.primary_key;
        let mut is_unique = property.unique || is_own_key;
        for quality in &property.quality {
            match self.quality(quality, &name, line) {
                Rule::Nothing => {}
                Rule::Check(check) => checks.push(check),
                Rule::Required => is_required = true,
                Rule::Unique => is_unique = true,
                Rule::Present(words) => {
                    is_required = true;
                    meanings.extend(words.into_iter().map(|word| (word, String::new())));
                }
            }
        }
        let meant = Meant::out_of(role, &mut meanings);
        let (is_minor, tick) = self.unit(&ours, role);
        let property = Property {
            physical: property.physical_name.clone().filter(|physical| *physical != name),
            role,
            kind,
            is_required,
            is_unique,
            checks,
            clock: Clock {
                patterns: self.patterns(&ours, kind, &options, line),
                zone: self.zone(&ours, &options, line).or_else(|| customs.zone.clone()),
                tick,
            },
            decimal: self.word(&ours, "truelift.decimal", decimal, "comma or point").or(customs.decimal),
            constant: ours.find("truelift.constant").map(|(value, _)| match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            }),
            is_constant: false,
            meanings,
            meant,
            is_minor,
            begins_row: self.flag(&ours, "truelift.begins_row").unwrap_or(false),
            time_column: self.text(&ours, "truelift.time_column").map(|(column, _)| column),
            may_be_future: self
                .flag(&ours, "truelift.may_be_future")
                .unwrap_or(!(role.is_moment() || role == Role::BirthDate)),
            name,
        };
        Some(self.heard(property, ours.find("truelift.map").map_or(line, |(_, line)| line)))
    }

    /// The property, with every word of its map that says no and is said to mean yes for what it is: nobody is mailed by
    /// a slip of the pen. Whoever gives the contract is told; one that is kept goes on reading.
    fn heard(&self, mut property: Property, line: u64) -> Property {
        // What is neither a no nor nothing: a yes, or a slip that would swallow a no.
        let is_open = |means: &str| !matches!(means, "withdrawn" | "");
        if !property.role.is_action() || !property.meanings.values().any(|means| is_open(means)) {
            return property;
        }
        let mut bare = property.clone();
        bare.meanings.retain(|_, means| !is_open(means));
        let name = property.name.clone();
        let mapped = property.meanings.iter_mut().filter(|(_, means)| is_open(means));
        // Without the small letters of a word that stands there in capitals.
        let mut words: Vec<(&String, &mut String)> = mapped.collect();
        words.sort_unstable();
        let mut told: Vec<String> = Vec::new();
        let mut slips: Vec<String> = Vec::new();
        for (word, means) in words {
            let is_no = says_no(&bare, word);
            let is_new = !told.iter().any(|told| told.to_lowercase() == word.to_lowercase());
            if is_new && (is_no || means != "granted") {
                told.push(word.clone());
                slips.push(match is_no {
                    true => format!("`truelift.map` of `{name}` takes `{word}` for `{means}`, and it says no: map it to `withdrawn`, or to \"\" if it says nothing here; where the column asks who is out, map its yes to `withdrawn`"),
                    false => format!("`truelift.map` of `{name}` takes `{word}` for `{means}`, which is no answer: use granted, withdrawn, or \"\" for what says neither"),
                });
            }
            if is_no {
                "withdrawn".clone_into(means);
            }
        }
        slips.into_iter().for_each(|slip| self.slip(line, slip));
        property
    }

    /// Leaves aside the answers of a contract whose answers land nowhere: a no in them would be dropped unheard. Whoever
    /// gives it is told; of one that is kept such a column is heard as one that the contract does not name.
    pub(crate) fn answers_land(&self, contract: &mut Contract, line: u64) {
        if contract.format == Format::Segment || contract.lands.contains(&Lands::Consents) {
            return;
        }
        for property in contract.properties.iter_mut().filter(|property| property.role.is_action()) {
            let (name, role) = (&property.name, property.role);
            self.slip(line, format!("`{name}` has the role `{role}`, and this contract lands no consents, so that its noes would be dropped: add `consents` to `truelift.lands`, or take the role away"));
            property.role = Role::Ignore;
            property.constant = None;
        }
    }

    fn flag(&self, ours: &Ours<'_>, key: &str) -> Option<bool> {
        let (value, line) = ours.find(key)?;
        if value.as_bool().is_none() {
            self.fail(line, format!("`{key}` must be true or false"));
        }
        value.as_bool()
    }

    fn role(&self, ours: &Ours<'_>) -> Option<Role> {
        let Some((word, line)) = self.text(ours, "truelift.role") else {
            return ours.find("truelift.role").is_none().then_some(Role::Extra);
        };
        let role = Role::named(&word);
        if role.is_none() {
            self.fail(line, format!("role `{word}` is not known: use one of {}", Role::words()));
        }
        role
    }

    fn kind(&self, property: &SchemaProperty, role: Role) -> Option<Kind> {
        if role.is_item() {
            // Several lines may come together in one value, whatever each of them is.
            return Some(Kind::Text);
        }
        let Some(word) = &property.logical_type else {
            // The role says more than a missing type: a moment is no text.
            return Some(match role {
                role if role.is_moment() => Kind::Moment,
                Role::Revenue => Kind::Number,
                _ => Kind::Text,
            });
        };
        match word.value.as_str() {
            "string" => Some(Kind::Text),
            "integer" => Some(Kind::Integer),
            "number" => Some(Kind::Number),
            "boolean" => Some(Kind::Boolean),
            "date" => Some(Kind::Day),
            "timestamp" => Some(Kind::Moment),
            "object" | "array" => Some(Kind::Json),
            "time" => {
                self.note(format!("`{}` is a time of day: it is kept as text", property.name.value));
                Some(Kind::Text)
            }
            other => {
                self.fail(
                    word.referenced.line(),
                    format!("logicalType `{other}` is not read: use string, integer, number, boolean, date, timestamp, object or array"),
                );
                None
            }
        }
    }

    /// Whether money is in minor units, and what numbers that are moments count.
    fn unit(&self, ours: &Ours<'_>, role: Role) -> (bool, Option<Tick>) {
        let Some((unit, line)) = self.text(ours, "truelift.unit") else { return (false, None) };
        match (unit.as_str(), Tick::named(&unit)) {
            ("major", _) => (false, None),
            ("minor", _) => (true, None),
            (_, Some(tick)) if role != Role::Revenue => (false, Some(tick)),
            _ => {
                self.fail(line, format!("unit `{unit}` is not known: use major or minor for money, seconds, milliseconds, microseconds, nanoseconds or excel_days for moments"));
                (false, None)
            }
        }
    }

    fn zone(&self, ours: &Ours<'_>, options: &LogicalTypeOptions, line: u64) -> Option<jiff::tz::TimeZone> {
        let own = self.word(ours, "truelift.zone", zone, "a name of the IANA zones, as Europe/Berlin");
        let name = options.default_timezone.as_deref()?;
        let of_options = zone(name);
        if of_options.is_none() {
            self.fail(line, format!("defaultTimezone `{name}` is not known: use a name as Europe/Berlin"));
        }
        own.or(of_options)
    }

    fn limits(&self, name: &str, kind: Kind, options: &LogicalTypeOptions, line: u64) -> Vec<Check> {
        let mut checks = Vec::new();
        let is_text = kind == Kind::Text;
        if let Some(pattern) = &options.pattern {
            checks.extend(self.regex(pattern, line).map(Check::Pattern));
        }
        checks.extend(options.min_length.map(Check::MinLength));
        checks.extend(options.max_length.map(Check::MaxLength));
        if !checks.is_empty() && !is_text {
            self.fail(line, format!("`{name}`: pattern, minLength and maxLength need logicalType string"));
        }
        if let (Some(least), Some(most)) = (options.min_length, options.max_length)
            && most < least
        {
            self.fail(
                line,
                format!("`{name}`: minLength {least} is above maxLength {most}: no value fits both"),
            );
        }
        if options.multiple_of.is_some() {
            self.note(format!("`{name}`: multipleOf is not checked"));
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
            match number {
                Some(number) => checks.push(make(number, shown)),
                None => self.fail(line, format!("`{name}`: limit `{shown}` does not fit its logicalType")),
            }
        }
        if let Some((low, high)) = no_room(&checks) {
            self.fail(
                line,
                format!(
                    "`{name}`: no value lies between `{low}` and `{high}`: correct one of the two limits"
                ),
            );
        }
        match options.format.as_deref().filter(|_| is_text) {
            None => {}
            Some("email") => checks.push(Check::Email),
            Some("uuid") => checks.push(Check::Uuid),
            Some(format) => self.note(format!("`{name}`: format `{format}` is not checked")),
        }
        checks
    }

    fn patterns(&self, ours: &Ours<'_>, kind: Kind, options: &LogicalTypeOptions, line: u64) -> Vec<Pattern> {
        let mut texts: Vec<(String, u64)> = Vec::new();
        if matches!(kind, Kind::Day | Kind::Moment) {
            texts.extend(options.format.clone().map(|format| (format, line)));
        }
        if let Some((value, line)) = ours.find("truelift.formats") {
            let several =
                value.as_array().into_iter().flatten().map(Value::as_str).collect::<Option<Vec<_>>>();
            match several.filter(|several| !several.is_empty()) {
                Some(several) => texts.extend(several.into_iter().map(|text| (text.to_owned(), line))),
                None => {
                    self.fail(line, "`truelift.formats` must list patterns, as `[dd.MM.yyyy, yyyy-MM-dd]`")
                }
            }
        }
        let read = |(text, line): &(String, u64)| match Pattern::parse(text) {
            Ok(pattern) => Some(pattern),
            Err(letters) => {
                self.fail(*line, format!("date format `{text}`: `{letters}` is not read; use {LETTERS}"));
                None
            }
        };
        texts.iter().filter_map(read).collect()
    }

    fn regex(&self, pattern: &str, line: u64) -> Option<Regex> {
        match Regex::new(pattern) {
            Ok(regex) => Some(regex),
            Err(error) => {
                let why = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
                self.fail(line, format!("pattern `{pattern}` is no regular expression: {why}"));
                None
            }
        }
    }

    fn quality(&self, quality: &Quality, name: &str, line: u64) -> Rule {
        if quality.kind.as_deref() == Some("text") {
            return Rule::Nothing;
        }
        let metric = quality.metric.as_deref().or(quality.name.as_deref()).or(quality.kind.as_deref());
        let metric = metric.unwrap_or("rule");
        let is_none_allowed = quality.must_be.as_ref().and_then(Value::as_f64) == Some(0.0);
        let unchecked = || {
            self.note(format!("`{name}`: quality `{metric}` is not checked row by row"));
            Rule::Nothing
        };
        if !matches!(quality.kind.as_deref(), None | Some("library")) || !is_none_allowed {
            return unchecked();
        }
        let arguments = quality.arguments.as_ref();
        let texts = |values: &Vec<Value>| -> Vec<String> {
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            values.iter().map(text).collect()
        };
        let valid = arguments.and_then(|arguments| arguments.valid_values.as_ref()).map(texts);
        let missing = arguments.and_then(|arguments| arguments.missing_values.as_ref()).map(texts);
        let pattern = arguments.and_then(|arguments| arguments.pattern.as_ref());
        match (metric, valid, pattern) {
            ("nullValues", ..) => Rule::Required,
            ("missingValues", ..) => Rule::Present(missing.unwrap_or_default()),
            ("duplicateValues", ..) => Rule::Unique,
            ("invalidValues", Some(texts), None) => {
                Rule::Check(Check::OneOf(texts.iter().cloned().collect(), texts.join(", ")))
            }
            ("invalidValues", None, Some(pattern)) => {
                self.regex(pattern, line).map_or(Rule::Nothing, |regex| Rule::Check(Check::Pattern(regex)))
            }
            _ => unchecked(),
        }
    }

    /// What the source writes and what we mean; a word that differs in capitals alone is the same.
    fn meanings(&self, ours: &Ours<'_>) -> HashMap<String, String> {
        let mut meanings = HashMap::new();
        let Some((value, line)) = ours.find("truelift.map") else { return meanings };
        let pairs = value.as_object().and_then(|map| {
            map.iter().map(|(from, to)| Some((from, to.as_str()?))).collect::<Option<Vec<_>>>()
        });
        match pairs {
            Some(mut pairs) => {
                // Of two that differ in capitals alone the no counts, whatever stands beside it.
                pairs.sort_by_key(|(_, to)| *to != "withdrawn");
                for (from, to) in &pairs {
                    let other = meanings.get(&from.to_lowercase());
                    if let Some(other) = other.filter(|other: &&String| other.as_str() != *to) {
                        self.slip(line, format!("`truelift.map` takes `{from}` for `{to}` and, in other capitals, for `{other}`: capitals do not matter, so keep one of them"));
                    }
                    meanings.entry(from.to_lowercase()).or_insert_with(|| (*to).to_owned());
                }
                meanings.extend(pairs.into_iter().map(|(from, to)| (from.clone(), to.to_owned())));
            }
            None => self.fail(
                line,
                "`truelift.map` must map texts to texts, as `{yes: granted, no: withdrawn}` with quotes",
            ),
        }
        meanings
    }
}

/// The two limits of numbers or moments that leave no value between them.
fn no_room(checks: &[Check]) -> Option<(&str, &str)> {
    let low = checks.iter().filter_map(|check| match check {
        Check::AtLeast(limit, text) => Some((*limit, text.as_str(), false)),
        Check::MoreThan(limit, text) => Some((*limit, text.as_str(), true)),
        _ => None,
    });
    let high = checks.iter().filter_map(|check| match check {
        Check::AtMost(limit, text) => Some((*limit, text.as_str(), false)),
        Check::LessThan(limit, text) => Some((*limit, text.as_str(), true)),
        _ => None,
    });
    let (low, low_text, is_above) = low.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (high, high_text, is_below) = high.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let is_closed = high < low || (high <= low && (is_above || is_below));
    is_closed.then_some((low_text, high_text))
}
