//! What a row says of consent, and of whom: the same reader for rows that are accepted and for the no in one that
//! is not.

use crate::channel_words::is_of_calls;
use crate::column::{Typed, meant, shown};
use crate::consent_names::answer;
use crate::draft::is_yes_or_nothing;
use crate::handles::Handles;
use crate::mail_log::{is_failure, recipients};
use crate::neither::is_no_answer;
use crate::no_words::{Asks, asks, is_affirmative, is_bare_no, is_no, is_plain_no, lacks};
use crate::number;
use crate::saying::Saying;
use crate::sender::is_of_sender;
use crate::stray::{Beside, StrayNo, stray_number, told_number};
use crate::torn::dialled;
use crate::{Contract, Property, Role, row_key};
use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use normalise::customer_id;
use std::collections::{BTreeMap, HashSet};
use vocabulary::{Channel, Digest, Identifier, IdentifierKind, Purpose, Redacted, Timestamp};

use consent::{Action, Statement};

/// Everybody a row names, as it names them.
#[derive(Debug, Default, Clone)]
pub(crate) struct Named<'a> {
    pub(crate) customer_id: Option<&'a str>,
    pub(crate) email: Option<&'a str>,
    pub(crate) phone: Option<&'a str>,
    pub(crate) anonymous_id: Option<&'a str>,
    /// The row's country, in any notation.
    pub(crate) country: Option<&'a str>,
    /// The country of the contract or the workspace, for numbers of rows that name none.
    pub(crate) home: Option<&'a str>,
    /// What else stands in the row: a no may name somebody in its key, in a remark, in a column nobody reads.
    pub(crate) rest: Vec<&'a str>,
    /// What stands in columns that can say nothing but no: an address there is of whom that is said.
    pub(crate) pointed: Vec<&'a str>,
    /// The row's values in columns that the contract does not name.
    pub(crate) beside: &'a [Beside],
}

/// Who each row of a chunk names.
pub(crate) struct Names<'a> {
    beside: &'a [Vec<Beside>],
    cells: BTreeMap<&'static str, Vec<Option<String>>>,
    rest: Vec<StringArray>,
    pointed: Vec<StringArray>,
    home: Option<String>,
}

/// The roles by which rows name somebody.
const HANDLES: [Role; 5] = [Role::CustomerId, Role::Email, Role::Phone, Role::AnonymousId, Role::Country];

impl<'b> Names<'b> {
    /// Reads the handles of all rows; several columns of one kind are all read.
    ///
    /// `beside` are the values of each row in columns that the contract does not name.
    pub(crate) fn read(
        contract: &Contract,
        columns: &[Typed],
        beside: &'b [Vec<Beside>],
    ) -> Result<Self, ArrowError> {
        let n_rows = columns.first().map_or(0, |column| column.array().len());
        let mut cells = BTreeMap::new();
        for role in HANDLES {
            let mut values: Vec<Option<String>> = vec![None; n_rows];
            for (index, _) in contract.properties_of(role) {
                let Some(column) = columns.get(index) else { continue };
                for (cell, value) in values.iter_mut().zip(&column.text()?) {
                    let Some(value) = value else { continue };
                    let receivers = (contract.is_log && role == Role::Email).then(|| recipients(value));
                    let value = receivers.as_deref().unwrap_or(value);
                    *cell = Some(match cell.take() {
                        // Of several columns one may say that there is nothing.
                        Some(first) if role == Role::Email && is_nothing(value) => first,
                        Some(first) if role == Role::Email && is_nothing(&first) => value.to_owned(),
                        Some(first) if matches!(role, Role::Email | Role::Phone | Role::Country) => {
                            format!("{first}; {value}")
                        }
                        Some(first) => first,
                        None => value.to_owned(),
                    });
                }
            }
            cells.insert(role.as_str(), values);
        }
        let is_rest = |role: Role| !HANDLES.contains(&role) && !role.is_moment() && !role.is_action();
        let rest = contract.properties.iter().zip(columns);
        let rest = rest.filter(|(property, _)| is_rest(property.role) && may_name(property));
        let rest: Vec<StringArray> =
            rest.map(|(_, column)| column.text()).collect::<Result<_, ArrowError>>()?;
        let pointed = contract.properties.iter().zip(columns);
        let pointed = pointed.filter(|(property, _)| property.role.is_action() && asks_by_name(property));
        let pointed: Vec<StringArray> =
            pointed.map(|(_, column)| column.text()).collect::<Result<_, ArrowError>>()?;
        Ok(Self { beside, cells, rest, pointed, home: contract.country.clone() })
    }

    /// Whom a row names.
    pub(crate) fn of(&self, row: usize) -> Named<'_> {
        let cell = |role: Role| self.cells.get(role.as_str())?.get(row)?.as_deref();
        Named {
            customer_id: cell(Role::CustomerId),
            email: cell(Role::Email),
            phone: cell(Role::Phone),
            anonymous_id: cell(Role::AnonymousId),
            country: cell(Role::Country),
            home: self.home.as_deref(),
            rest: texts_at(&self.rest, row),
            pointed: texts_at(&self.pointed, row),
            beside: self.beside.get(row).map(Vec::as_slice).unwrap_or_default(),
        }
    }
}

/// What stands in a row of columns of texts.
fn texts_at(columns: &[StringArray], row: usize) -> Vec<&str> {
    columns.iter().filter(|texts| texts.is_valid(row)).map(|texts| texts.value(row)).collect()
}

/// The columns as they were written, where a value is not of the type that was promised: a no in a row that fails by
/// that must not be lost with it.
pub(crate) fn as_written(
    contract: &Contract,
    columns: &[Typed],
    cells: &[ArrayRef],
) -> Result<Vec<Typed>, ArrowError> {
    let each = contract.properties.iter().zip(columns).zip(cells);
    each.map(|((property, column), cells)| {
        if !property.role.is_action() && !HANDLES.contains(&property.role) {
            return Ok(column.clone());
        }
        let (read, written) = (column.text()?, cast(cells, &DataType::Utf8)?);
        let written: &StringArray = written.as_string();
        let one = |row: usize| match read.is_valid(row) {
            true => Some(read.value(row)),
            false => meant(property, written.is_valid(row).then(|| written.value(row))),
        };
        Ok(Typed::Text((0..read.len()).map(one).collect()))
    })
    .collect()
}

/// One consent of a row, in the row's own words.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    pub(crate) row: usize,
    pub(crate) channel: Option<String>,
    pub(crate) action: String,
    /// Whether the word says no, in whatever spelling.
    pub(crate) says_no: bool,
    /// Whether nobody knows what the word says.
    pub(crate) is_unread: bool,
    /// By which column: one of a channel's own, so that a row may say several, one of all channels.
    pub(crate) role: Role,
    /// The place of that column among those of the contract.
    pub(crate) column: usize,
    /// Whether the row says yes to something besides, so that its moment may be that of the yes.
    pub(crate) is_beside_yes: bool,
}

/// What the rows of a chunk say, in their order.
pub(crate) fn spoken(contract: &Contract, columns: &[Typed]) -> Result<Vec<Spoken>, ArrowError> {
    let text = |role: Role| -> Result<Option<StringArray>, ArrowError> {
        let column = contract.property(role).and_then(|(index, _)| columns.get(index));
        column.map(Typed::text).transpose()
    };
    let (mut found, mut yes) = (Vec::new(), HashSet::new());
    let channels = text(Role::Channel)?;
    if contract.is_log {
        return failures(contract, columns, channels.as_ref());
    }
    for role in Role::ALL.iter().copied().filter(|role| role.is_action()) {
        let mut actions: Vec<(usize, &Property, StringArray)> = Vec::new();
        for (index, property) in contract.properties_of(role) {
            let Some(column) = columns.get(index) else { continue };
            actions.push((index, property, column.text()?));
        }
        let n_rows = actions.first().map_or(0, |(_, _, texts)| texts.len());
        for row in 0..n_rows {
            let words = actions.iter().filter(|(_, _, texts)| texts.is_valid(row));
            let words = words.map(|(index, property, texts)| {
                let word = texts.value(row);
                ((says_no(property, word), is_unread(property, word)), *index, word)
            });
            yes.extend(words.clone().any(|(_, _, word)| word == "granted").then_some(row));
            // Of several columns of one channel the no counts, then what may be one.
            let Some(((says_no, is_unread), column, action)) =
                words.rev().max_by_key(|(closes, _, _)| *closes)
            else {
                continue;
            };
            let channel = match role.channel() {
                Some(channel) => Some(channel.to_string()),
                None if role == Role::ContactAction => None,
                None => channels
                    .as_ref()
                    .filter(|channels| channels.is_valid(row))
                    .map(|channels| channels.value(row).to_owned()),
            };
            // A column of all channels says no or nothing, in words that anybody may use.
            let action = match role {
                Role::ContactAction if says_no => Action::Withdrawn.to_string(),
                Role::ContactAction if !is_unread => continue,
                _ => action.to_owned(),
            };
            let is_beside_yes = false;
            found.push(Spoken { row, channel, action, says_no, is_unread, role, column, is_beside_yes });
        }
    }
    for spoken in &mut found {
        spoken.is_beside_yes = yes.contains(&spoken.row);
    }
    found.sort_by_key(|spoken| spoken.row);
    Ok(found)
}

/// What the lines of a log of mail say: no, where a mail failed for good.
fn failures(
    contract: &Contract,
    columns: &[Typed],
    channels: Option<&StringArray>,
) -> Result<Vec<Spoken>, ArrowError> {
    let mut found = Vec::new();
    for (column, _) in contract.properties_of(Role::Email) {
        let Some(lines) = columns.get(column).map(Typed::text).transpose()? else { continue };
        for (row, _) in lines.iter().enumerate().filter(|(_, line)| line.is_some_and(is_failure)) {
            let channel = channels.filter(|channels| channels.is_valid(row));
            found.push(Spoken {
                row,
                channel: channel.map(|channels| channels.value(row).to_owned()),
                action: Action::Withdrawn.to_string(),
                says_no: true,
                is_unread: false,
                role: Role::Action,
                column,
                is_beside_yes: false,
            });
        }
    }
    Ok(found)
}

/// Whether a word of this column says no: in one that asks for a no, as `Unsubscribed`, a yes does.
pub(crate) fn says_no(property: &Property, word: &str) -> bool {
    match asks_for_no(property) {
        _ if asks_by_name(property) => Asks::No.hears_no(word),
        true if is_bare_no(word) => false,
        true => word == "withdrawn" || is_affirmative(word) || is_plain_no(word) || is_day(word),
        false => Asks::Yes.hears_no(word) || property.names().any(|name| lacks(name, word)),
    }
}

/// Whether nobody knows what a word of a column of answers says.
fn is_unread(property: &Property, word: &str) -> bool {
    let is_read = match property.role {
        Role::ContactAction => is_contact_word(property, word),
        _ => {
            matches!(word, "granted" | "withdrawn")
                || says_no(property, word)
                || (asks_for_no(property) && answer(word) == Some(false))
        }
    };
    // A yes that the contract does not map opens nobody, and nobody need read it. A tick answers what the column asks,
    // and where its name does not ask for a yes that may be who is out.
    let is_tick = || is_tick(word) && !property.names().any(|name| asks(name) == Some(Asks::Yes));
    !is_read && (word.contains('?') || is_tick() || !is_yes_or_nothing(word)) && !is_no_answer(word)
}

/// Whether a word is a sign somebody ticks with: `x`, `✗`, `o`.
fn is_tick(word: &str) -> bool {
    matches!(
        word.trim().to_lowercase().as_str(),
        "x" | "xx" | "xxx" | "o" | "✗" | "✘" | "✕" | "×" | "●" | "*"
    )
}

/// Whether a word of a column that is about all channels can be read at all.
pub(crate) fn is_contact_word(property: &Property, word: &str) -> bool {
    matches!(word, "granted" | "withdrawn")
        || asks_by_name(property)
        || says_no(property, word)
        || is_affirmative(word)
        || is_no(word)
}

/// The day on which somebody said no, where `Unsubscribed` asks for a yes: `2026-01-02`, `02.01.26 10:15`.
fn is_day(word: &str) -> bool {
    let n_digits = word.chars().filter(char::is_ascii_digit).count();
    let is_sign = |c: char| c.is_ascii_digit() || " -/.:,TZ+".contains(c);
    (5..=20).contains(&n_digits) && word.contains(['-', '/', '.']) && word.chars().all(is_sign)
}

/// Whether the map of a column gives a yes this meaning.
fn maps_yes_to(property: &Property, meaning: &str) -> bool {
    property.meanings.iter().any(|(word, means)| is_affirmative(word) && means.as_str() == meaning)
}

/// Whether a yes in this column is a no to mail: its map says so, else its name.
pub(crate) fn asks_for_no(property: &Property) -> bool {
    maps_yes_to(property, "withdrawn") || asks_by_name(property)
}

/// Whether a column can say nothing but no, by its name or its role: whatever stands in it and is not plainly
/// negative closes.
pub(crate) fn asks_by_name(property: &Property) -> bool {
    let is_asked = |what: Asks| property.names().any(|name| asks(name) == Some(what));
    let is_by_name = match property.role {
        Role::ContactAction => !is_asked(Asks::Yes),
        _ => is_asked(Asks::No),
    };
    is_by_name && !maps_yes_to(property, "granted")
}

impl Named<'_> {
    /// Every handle the row names, each under all the keys it is known by.
    ///
    /// Where a number without `+` fits several countries, a yes is taken for the first of row, contract and
    /// workspace that is named, and a no (`is_no`) for all of them: it closes whatever it can be read to mean.
    pub(crate) fn handles(&self, is_no: bool) -> Handles {
        let mut found = Handles::default();
        if let Some(email) = self.email {
            found.add_email(email, is_no);
        }
        if let Some(phone) = self.phone {
            found.add_phone(phone, &self.countries(is_no), is_no);
        }
        if let Some(id) = self.customer_id.and_then(|id| customer_id(id).ok()) {
            found.add(IdentifierKind::CustomerId, id);
        }
        if is_no {
            self.read_more(&mut found);
            self.read_number(&mut found);
        }
        if let Some(id) = self.anonymous_id.and_then(|id| normalise::anonymous_id(id).ok()) {
            found.add(IdentifierKind::AnonymousId, id);
        }
        found
    }

    /// The customer's number as it was before a spreadsheet changed it; of a row that names nobody else with every
    /// number of zeros in front.
    fn read_number(&self, found: &mut Handles) {
        let Some(written) = self.customer_id else { return };
        let is_alone = !found.has(IdentifierKind::Mailbox) && !found.has(IdentifierKind::Phone);
        let zeros = if is_alone { number::with_zeros(written) } else { Vec::new() };
        for number in number::readings(written).iter().chain(&zeros) {
            found.add_number_of(Some(number));
        }
    }

    /// What a no can be read to mean besides: an address in any spelling and in any of the columns that name
    /// somebody. Where none of them has one, whatever else stands in the row is looked through.
    fn read_more(&self, found: &mut Handles) {
        if let Some(key) = self.email.and_then(|email| normalise::email(email).ok()) {
            found.add(IdentifierKind::Email, key);
        }
        for cell in [self.email, self.customer_id, self.phone, self.anonymous_id].into_iter().flatten() {
            found.add_readings(cell);
        }
        // A number in the column of addresses or customers.
        for cell in [self.email, self.customer_id, self.anonymous_id].into_iter().flatten() {
            found.add_international(cell);
        }
        self.pointed.iter().for_each(|cell| found.add_readings(cell));
        if !found.has(IdentifierKind::Mailbox) {
            self.rest.iter().for_each(|cell| found.add_readings(cell));
            self.beside.iter().for_each(|cell| found.add_readings(&cell.value));
        }
        if !found.has(IdentifierKind::Phone) {
            self.rest.iter().for_each(|cell| found.add_international(cell));
            for cell in self.beside {
                found.add_international(&cell.value);
                if cell.is_of_phones() {
                    found.add_phone(&cell.value, &self.countries(true), true);
                }
            }
        }
        if !found.has(IdentifierKind::Phone) {
            // `Hübner, Tel 0171/111 0740` where an address should stand, or beside one.
            let is_alone = !found.has(IdentifierKind::Mailbox);
            let begins = |number: &&str| is_alone || number.starts_with(['0', '+', '(']);
            let words = self.email.unwrap_or_default().split_inclusive(char::is_whitespace);
            let text: String = words.filter(|word| !word.contains('@')).collect();
            for number in dialled(&text).filter(begins) {
                for country in self.countries(true) {
                    found.add_numbers(number, country.as_deref());
                }
            }
        }
        if found.handles.is_empty() {
            self.email.into_iter().for_each(|cell| found.add_bare_domain(cell));
            let of_domains = self.beside.iter().filter(|cell| cell.is_of_domains());
            of_domains.for_each(|cell| found.add_bare_domain(&cell.value));
        }
        if found.handles.is_empty() {
            // A customer's number in the column of addresses or of numbers to call.
            for cell in [self.email, self.phone].into_iter().flatten() {
                found.add_number_of(stray_number(cell));
            }
            let of_customers = self.beside.iter().filter(|cell| cell.is_of_customers());
            of_customers.for_each(|cell| found.add_number_of(Some(cell.value.trim())));
            let texts = self
                .email
                .into_iter()
                .chain(self.rest.iter().copied())
                .chain(self.beside.iter().map(|cell| cell.value.as_str()));
            texts.for_each(|text| found.add_number_of(told_number(text)));
        }
    }

    /// In which countries a number is read; `None` is North America.
    fn countries(&self, is_no: bool) -> Vec<Option<String>> {
        // A row may name several: of the bill, of the delivery.
        let named = self.country.unwrap_or_default().split(';').chain(self.home);
        let mut countries: Vec<Option<String>> =
            named.filter_map(|country| normalise::country(country.trim()).ok()).map(Some).collect();
        if countries.is_empty() || is_no {
            countries.push(None);
        }
        countries.dedup();
        if !is_no {
            countries.truncate(1);
        }
        countries
    }
}

/// Whether a cell says that there is no address.
fn is_nothing(cell: &str) -> bool {
    normalise::is_filler(&normalise::fold(cell))
}

/// Whether what a row says of this property may name whom it is about: it is a column, and not that of the sender.
fn may_name(property: &Property) -> bool {
    property.constant.is_none() && !property.names().any(is_of_sender)
}

/// Whether somebody can have said something at this moment: what lies before the mails of brands is what a program
/// writes for nothing, as 1970-01-01, 1900-01-01, 1899-12-30 or 0001-01-01.
pub(crate) fn is_moment_of_consent(at: Timestamp) -> bool {
    /// 1990-01-01T00:00:00Z.
    const FIRST: i64 = 631_152_000 * 1_000_000;
    FIRST <= at.micros()
}

/// A row that breaks a rule, as far as it can be read.
#[derive(Debug, Default, Clone)]
pub(crate) struct Broken<'a> {
    pub(crate) key: Option<&'a str>,
    pub(crate) named: Named<'a>,
    pub(crate) says_no: bool,
    /// The answer that nobody can read.
    pub(crate) unread: Option<&'a str>,
    pub(crate) purpose: Option<&'a str>,
    pub(crate) channel: Option<&'a str>,
    pub(crate) at: Option<Saying>,
    pub(crate) original: &'a str,
    pub(crate) rule: &'a str,
}

/// The no in a row that breaks a rule, or the answer there that nobody can read and that holds its person until somebody
/// does; `None` when it says neither, or of nobody who can be read.
///
/// No wins when it can be read: a purpose or channel that cannot be read means all of them, a moment that cannot be
/// read, or lies in the future, is that of the arrival.
pub(crate) fn no_of(contract: &Contract, row: &Broken<'_>, arrived_at: Timestamp) -> Option<Statement> {
    if !row.says_no && row.unread.is_none() {
        return None;
    }
    let handles = row.named.handles(true).handles;
    no(contract, row, handles, arrived_at)
}

/// The no in a column that the contract does not name; `None` when the row names nobody who can be read.
pub(crate) fn stray_no(
    contract: &Contract,
    (key, named): (Option<&str>, Named<'_>),
    (no, of_row): (&StrayNo, Option<Saying>),
    arrived_at: Timestamp,
) -> Option<Statement> {
    let mut handles = named.handles(true);
    if no.asking.points() {
        handles.add_readings(&no.value);
    }
    let handles = handles.handles;
    if handles.is_empty() {
        return None;
    }
    let source = &contract.source;
    let mut told = vec![no.asking.column.clone()];
    told.extend(handles.iter().map(Identifier::key));
    let said = no.asking.moment(&no.value).or(of_row);
    let said = said.filter(|said| said.at <= arrived_at && is_moment_of_consent(said.at));
    Some(Statement {
        row_id: row_key::of_stray(source, key, told),
        handles: Redacted::new(handles),
        purposes: no.asking.purposes.clone(),
        channels: no.asking.channels_of(&no.value),
        action: Action::Withdrawn,
        at: said.map_or(arrived_at, |said| said.at),
        counts_at: said.map_or(arrived_at, |said| said.counts_at(Action::Withdrawn, arrived_at)),
        evidence: Some(no.evidence()),
        source: source.clone(),
    })
}

pub(crate) fn no(
    contract: &Contract,
    row: &Broken<'_>,
    handles: Vec<Identifier>,
    arrived_at: Timestamp,
) -> Option<Statement> {
    // A row without anybody's handle is known by its id, where an earlier one of the same id named somebody.
    if handles.is_empty() && row.key.is_none_or(|key| key.trim().is_empty()) {
        return None;
    }
    let purpose = row.purpose.and_then(|word| word.parse::<Purpose>().ok());
    // A no to calls is one to text messages, and no more.
    let channel = row
        .channel
        .and_then(|word| word.parse::<Channel>().ok().or_else(|| is_of_calls(word).then_some(Channel::Sms)));
    let source = &contract.source;
    let said = row.at.filter(|said| said.at <= arrived_at && is_moment_of_consent(said.at));
    let (told, closes) = match row.unread {
        Some(_) => (vec![row.original, row.channel.unwrap_or_default(), "unread"], Action::Unread),
        None => (vec![row.original, row.channel.unwrap_or_default()], Action::Withdrawn),
    };
    Some(Statement {
        row_id: row_key::of_broken(source, row.key, &Digest::of(told).short()),
        handles: Redacted::new(handles),
        purposes: purpose.map_or_else(|| Purpose::ALL.to_vec(), |purpose| vec![purpose]),
        channels: channel.map_or_else(|| Channel::ALL.to_vec(), |channel| vec![channel]),
        action: closes,
        at: said.map_or(arrived_at, |said| said.at),
        counts_at: said.map_or(arrived_at, |said| said.counts_at(closes, arrived_at)),
        evidence: Some(match row.unread {
            Some(word) => format!("the answer `{}`, which nobody has read", shown(word)),
            None => format!("a row in quarantine that breaks `{}`", row.rule),
        }),
        source: source.clone(),
    })
}
