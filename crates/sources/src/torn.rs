//! A no in a line that does not fall into the columns of its contract: torn, of another width, without a header.

use crate::event_names::is_event_of_no;
use crate::handles::Handles;
use crate::no_words::{is_plain_no, is_strong_no};
use crate::said::{Broken, asks_for_no, no, says_no};
use crate::stray::{stray_number, told_number};
use crate::{Contract, Format, Lands, Property, Role};
use consent::Statement;
use serde_json::Value;
use vocabulary::{IdentifierKind, Timestamp};

/// The no in a line that does not fall into the contract's columns: one of its values says no, or being in the file
/// does (`is_listed`). It closes whoever is named anywhere in the line.
pub(crate) fn no_of_line(
    contract: &Contract,
    original: &str,
    rule: &str,
    is_listed: bool,
    arrived_at: Timestamp,
) -> Option<Statement> {
    let line = Line::of(contract, original);
    if !is_listed && !line.says_no(contract) {
        return None;
    }
    let mut found = Handles::default();
    for text in line.values.iter().chain(&line.texts) {
        found.add_readings(text);
    }
    for value in line.values.iter().filter(|value| value.starts_with('+')) {
        found.add_phone_quietly(value);
    }
    if is_listed {
        line.add_numbers(contract, &mut found);
    }
    let constant = |role: Role| {
        let mut of_role = contract.properties_of(role).filter(|_| is_listed);
        of_role.find_map(|(_, property)| property.constant.as_deref())
    };
    let row = Broken {
        original,
        rule,
        purpose: constant(Role::Purpose),
        channel: constant(Role::Channel),
        ..Broken::default()
    };
    no(contract, &row, found.handles, arrived_at)
}

/// Whether a line names somebody, so that it is a row and no title: who made a list stands above it, too.
pub(crate) fn names_somebody(text: &str) -> bool {
    const OF_MAKERS: &[&str] = &[
        "export",
        "erstellt",
        "created",
        "generated",
        "report",
        "ansprechpartner",
        "fragen",
        "questions",
        "prepared",
        "gedruckt",
        "printed",
        "bearbeiter",
        "genere",
        "generado",
        "creato",
        "contact us",
        "impressum",
    ];
    let small = text.to_lowercase();
    if OF_MAKERS.iter().any(|word| small.contains(word)) {
        return false;
    }
    let mut found = Handles::default();
    found.add_readings(text);
    let begins_number = |text: &str| text.starts_with('0') || text.starts_with('+');
    let is_dialled = || dialled(text).any(|number| begins_number(number) && !is_of_day(number));
    !found.handles.is_empty() || told_number(text).is_some() || is_dialled()
}

/// What a line says, in pieces.
struct Line<'a> {
    object: Option<Value>,
    texts: Vec<String>,
    values: Vec<String>,
    original: &'a str,
}

impl<'a> Line<'a> {
    fn of(contract: &Contract, original: &'a str) -> Self {
        let is_between = |c: char| {
            c.is_control()
                || ",;|{}[]()<>^=\"".contains(c)
                || contract.delimiter.is_some_and(|delimiter| c == char::from(delimiter))
        };
        let object: Option<Value> = serde_json::from_str(original).ok();
        // The names of its columns say nothing of the row.
        let texts: Vec<String> = match &object {
            Some(object) => texts_of(object),
            None => vec![original.to_owned()],
        };
        let values = texts.iter().flat_map(|text| text.split(is_between));
        let values = values.map(|value| value.trim_matches([' ', ':', '\'']).to_owned()).collect();
        Self { object, texts, values, original }
    }

    /// What stands under a name, where the line is an object.
    fn cell(&self, property: &Property) -> Option<&str> {
        property.names().find_map(|name| self.object.as_ref()?.get(name)?.as_str())
    }

    fn says_no(&self, contract: &Contract) -> bool {
        let is_ticked = |property: &Property| {
            self.cell(property).is_some_and(|cell| asks_for_no(property) && says_no(property, cell))
        };
        let speaks = |property: &&Property| property.role.is_action();
        let of_map = |value: &String| {
            3 <= value.chars().count()
                && contract.properties.iter().filter(speaks).any(|property| {
                    property.meanings.get(&value.to_lowercase()).is_some_and(|means| means == "withdrawn")
                })
        };
        if !contract.lands.contains(&Lands::Consents) {
            // Of an order or a message most words of no are a state.
            let is_order = contract.lands.contains(&Lands::Events);
            let is_event = |value: &str| contract.format == Format::Segment && is_event_of_no(value);
            return self.values.iter().any(|value| is_strong_no(value, is_order) || is_event(value));
        }
        self.values.iter().any(|value| is_plain_no(value) || is_strong_no(value, false) || of_map(value))
            || contract.properties.iter().filter(speaks).any(is_ticked)
    }

    /// The numbers of a line all of whose people are out: those to call, in whatever country the row or the contract
    /// names, and that of the customer.
    fn add_numbers(&self, contract: &Contract, found: &mut Handles) {
        let is_code = |value: &&String| value.len() == 2 && value.chars().all(|c| c.is_ascii_uppercase());
        let named = self.values.iter().filter(is_code).filter_map(|value| normalise::known_country(value));
        let own = contract.properties_of(Role::Country).filter_map(|(_, property)| {
            normalise::known_country(self.cell(property).or(property.constant.as_deref())?)
        });
        let mut countries: Vec<Option<String>> =
            own.chain(named).chain(contract.country.clone()).map(Some).chain([None]).collect();
        countries.dedup();
        let phones = contract.properties_of(Role::Phone).filter_map(|(_, property)| self.cell(property));
        let in_text = self
            .texts
            .iter()
            .flat_map(|text| dialled(text))
            .filter(|number| number.starts_with(['0', '+', '(']));
        for number in phones.chain(in_text).filter(|number| !is_of_day(number)) {
            for country in &countries {
                found.add_numbers(number, country.as_deref());
            }
        }
        // Behind a value too many the columns are others: a number there is somebody else's.
        let is_in_place = contract.properties_of(Role::Email).all(|(_, property)| {
            !found.has(IdentifierKind::Mailbox)
                || self.cell(property).is_some_and(|cell| !normalise::readings(cell).is_empty())
        });
        let of_customers = contract.properties_of(Role::CustomerId);
        for (_, property) in of_customers.filter(|_| is_in_place) {
            found.add_number_of(self.cell(property));
        }
        if found.handles.is_empty() {
            let is_alone = self.values.iter().filter(|value| !value.is_empty()).count() == 1;
            found.add_number_of(told_number(self.original));
            found
                .add_number_of(self.values.iter().find_map(|value| stray_number(value)).filter(|_| is_alone));
        }
    }
}

/// The pieces of a text that may be numbers to call: seven digits and more, with what stands between them.
pub(crate) fn dialled(text: &str) -> impl Iterator<Item = &str> {
    let is_of_number = |c: char| c.is_ascii_digit() || " +-/().\u{a0}".contains(c);
    let pieces = text.split(move |c: char| !is_of_number(c));
    let pieces = pieces.map(|piece| piece.trim_matches([' ', '-', '/', '.', ')', '\u{a0}']));
    pieces.filter(|piece| 7 <= piece.bytes().filter(u8::is_ascii_digit).count() && !is_of_day(piece))
}

/// Whether a piece of a text is a day, as `01.02.2026` or `2026-02-01 10:15`.
fn is_of_day(text: &str) -> bool {
    let day = text.trim().split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['.', '-', '/']).collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    parts.iter().all(is_digits) && matches!(lengths.as_slice(), [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2])
}

/// Every text within a JSON value, without the keys.
fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(list) => list.iter().flat_map(texts_of).collect(),
        Value::Object(object) => object.values().flat_map(texts_of).collect(),
        _ => Vec::new(),
    }
}
