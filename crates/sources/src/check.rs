//! The rules of a contract, column by column.

use crate::amount::Decimal;
use crate::birth::birth_date;
use crate::chunk::{Chunk, Failure, Verdicts};
use crate::column::{Beside as Aside, Typed, is_shortened, meant, shown, typed};
use crate::contract::{Check, Lands, Property};
use crate::currency_words::currency;
use crate::footer::is_no_row;
use crate::handles::Unread;
use crate::intake::{Intake, Rule};
use crate::interpret::KEYS;
use crate::moment::DAY;
use crate::no_words::is_list_of_noes;
use crate::said::{Named, Names, is_contact_word, spoken};
use crate::{Contract, Format, Role, SourceError};
use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use std::collections::HashSet;
use std::str::FromStr;
use vocabulary::{Assertion, Channel, Purpose, RecordId};

/// What the rows of a file so far have shown, by property.
pub(crate) struct Seen {
    /// Values, for the properties that must be unique.
    values: Vec<HashSet<Box<str>>>,
    /// Decimal marks, where the contract does not say them.
    decimals: Vec<Option<Decimal>>,
}

impl Seen {
    pub(crate) fn new(contract: &Contract) -> Self {
        Self {
            values: contract.properties.iter().map(|_| HashSet::new()).collect(),
            decimals: vec![None; contract.properties.len()],
        }
    }
}

/// Reads every column and applies every rule. Failures stand in the chunk's verdicts.
pub(crate) fn check(
    contract: &Contract,
    chunk: &mut Chunk,
    intake: &Intake,
    seen: &mut Seen,
    file: &str,
) -> Result<Vec<Typed>, SourceError> {
    let fail = |error| SourceError::arrow(file, &error);
    let mut columns = Vec::with_capacity(contract.properties.len());
    let mut verdicts = std::mem::take(&mut chunk.verdicts);
    if contract.format != Format::Segment {
        no_rows(chunk, &mut verdicts);
    }
    let currencies = currencies(contract, chunk);
    let fallback = contract.currency.as_deref().and_then(|code| code.parse().ok());
    let each = contract.properties.iter().zip(&chunk.cells).zip(&mut seen.decimals);
    for ((property, cells), decimal) in each {
        let mut beside =
            Aside { currencies: currencies.as_ref(), fallback, decimal: *decimal, is_plain: false };
        if property.role.is_number() {
            shortened(property, cells, &mut verdicts).map_err(fail)?;
        }
        let mut column =
            typed(property, cells, &mut beside, &mut verdicts).map_err(|error| SourceError::Column {
                file: file.to_owned(),
                column: property.name.clone(),
                why: format!(
                    "its type {} cannot be read here; export it as text ({error})",
                    cells.data_type()
                ),
            })?;
        *decimal = beside.decimal;
        if property.role == Role::BirthDate && property.clock.has_short_years() {
            column = column.born_by(intake.arrived_at);
        }
        let array = column.array();
        if property.is_required && 0 < array.null_count() {
            let why = || failure(property, Rule::Required, "it is missing, every row needs it".to_owned());
            (0..array.len()).filter(|row| array.is_null(*row)).for_each(|row| verdicts.fail(row, why()));
        }
        if !property.checks.is_empty() {
            limits(property, &column, &mut verdicts).map_err(fail)?;
        }
        if !may_be_future(contract, property) {
            future(property, &column, intake, &mut verdicts);
        }
        role(contract, property, &column, &mut verdicts).map_err(fail)?;
        columns.push(column);
    }
    if contract.lands.contains(&Lands::Consents) {
        someone(contract, &columns, chunk, &mut verdicts).map_err(fail)?;
        whereto(contract, &columns, &mut verdicts);
    }
    if contract.format != Format::Segment {
        named(contract, &columns, &mut verdicts);
        some_moment(contract, &columns, &mut verdicts);
    }
    born(contract, &columns, &mut verdicts).map_err(fail)?;
    // Last, so that a row that fails otherwise does not take its key away from a good one.
    for ((property, column), seen) in contract.properties.iter().zip(&columns).zip(&mut seen.values) {
        if property.is_unique {
            unique(property, &column.text().map_err(fail)?, seen, &mut verdicts);
        }
    }
    chunk.verdicts = verdicts;
    Ok(columns)
}

/// Whether a moment may lie more than a day ahead. Not that of a consent, whatever the contract says: nobody has said yet
/// what they will say.
fn may_be_future(contract: &Contract, property: &Property) -> bool {
    let is_of_words = property.role == Role::OccurredAt
        && contract.lands.contains(&Lands::Consents)
        && !contract.lands.contains(&Lands::Events);
    property.may_be_future && !is_of_words
}

/// Lines that are none of the table's rows, as the sum below it: whoever they name is nobody.
fn no_rows(chunk: &Chunk, verdicts: &mut Verdicts) {
    let texts: Vec<&StringArray> =
        chunk.cells.iter().filter_map(|cells| cells.as_string_opt::<i32>()).collect();
    // Of numbers in columns of their own type nothing is a word.
    if texts.len() < chunk.cells.len() {
        return;
    }
    for row in 0..chunk.n_rows() {
        let values = texts.iter().filter(|cells| cells.is_valid(row)).map(|cells| cells.value(row));
        if is_no_row(values.filter(|value| !value.trim().is_empty()), texts.len()) {
            let why = "it is no row: a sum, a count or a note of the table itself".to_owned();
            verdicts.fail(row, Failure { rule: Rule::Footer, field: None, why });
        }
    }
}

/// Numbers that a spreadsheet has shortened: each stands for a thousand others.
fn shortened(
    property: &Property,
    cells: &ArrayRef,
    verdicts: &mut Verdicts,
) -> Result<(), arrow::error::ArrowError> {
    if !matches!(cells.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        return Ok(());
    }
    let text = cast(cells, &DataType::Utf8)?;
    let text: &StringArray = text.as_string();
    for (row, value) in text.iter().enumerate() {
        if let Some(value) = meant(property, value).filter(|value| is_shortened(value)) {
            let why = format!(
                "`{}` is a number that a spreadsheet has shortened, and its last digits are lost: export the file again and do not open it in a spreadsheet",
                shown(value)
            );
            verdicts.fail(row, failure(property, Rule::Key, why));
        }
    }
    Ok(())
}

/// The currency of each row, as a code, where a property says it.
fn currencies(contract: &Contract, chunk: &Chunk) -> Option<StringArray> {
    let (index, property) = contract.property(Role::Currency)?;
    let text = cast(chunk.cells.get(index)?, &DataType::Utf8).ok()?;
    let text: &StringArray = text.as_string();
    let code = |value: Option<&str>| {
        let value = meant(property, value)?;
        Some(currency(value).map_or_else(|| value.to_owned(), |known| known.as_str().to_owned()))
    };
    Some(text.iter().map(code).collect())
}

fn failure(property: &Property, rule: Rule, why: String) -> Failure {
    Failure { rule, field: Some(property.name.clone()), why }
}

fn limits(
    property: &Property,
    column: &Typed,
    verdicts: &mut Verdicts,
) -> Result<(), arrow::error::ArrowError> {
    let text = column.shown()?;
    for check in &property.checks {
        for row in (0..text.len()).filter(|row| text.is_valid(*row)) {
            let is_broken = |value: &str| broken(check, value, || column.number(row));
            let found = match property.role.is_item() {
                true => crate::items::values(text.value(row)).iter().find_map(|value| is_broken(value)),
                false => is_broken(text.value(row)),
            };
            if verdicts.is_good(row)
                && let Some((rule, why)) = found
            {
                verdicts.fail(row, failure(property, rule, why));
            }
        }
    }
    Ok(())
}

/// What is wrong with one value; `None` when nothing is.
fn broken(check: &Check, text: &str, number: impl Fn() -> Option<f64>) -> Option<(Rule, String)> {
    let range = |is_good: bool, wanted: &str, limit: &str| {
        (!is_good).then(|| (Rule::Range, format!("`{}` must be {wanted} {limit}", shown(text))))
    };
    // A value that is no number has failed its type already.
    let number = || number().unwrap_or(f64::NAN);
    match check {
        Check::Pattern(regex) => (!regex.is_match(text))
            .then(|| (Rule::Pattern, format!("`{}` does not follow the pattern `{regex}`", shown(text)))),
        Check::Email => {
            (!is_email(text)).then(|| (Rule::Pattern, format!("`{}` is not an e-mail address", shown(text))))
        }
        Check::Uuid => (!is_uuid(text)).then(|| (Rule::Pattern, format!("`{}` is not a UUID", shown(text)))),
        Check::MinLength(n) => (text.chars().count() < *n)
            .then(|| (Rule::Length, format!("`{}` is shorter than {n} letters", shown(text)))),
        Check::MaxLength(n) => (*n < text.chars().count())
            .then(|| (Rule::Length, format!("`{}` is longer than {n} letters", shown(text)))),
        Check::AtLeast(limit, shown) => range(*limit <= number(), "at least", shown),
        Check::AtMost(limit, shown) => range(number() <= *limit, "at most", shown),
        Check::MoreThan(limit, shown) => range(*limit < number(), "more than", shown),
        Check::LessThan(limit, shown) => range(number() < *limit, "less than", shown),
        Check::OneOf(values, list) => {
            (!values.contains(text)).then(|| (Rule::Enum, format!("`{}` is not one of {list}", shown(text))))
        }
    }
}

/// Whether `text` holds addresses that mail can be sent to.
///
/// Deliberately loose: the only proof of an address is a delivery. What stands around an address is read past, as
/// everywhere (see `normalise::GivenAddress`).
pub(crate) fn is_email(text: &str) -> bool {
    !normalise::addresses(text).is_empty()
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn future(property: &Property, column: &Typed, intake: &Intake, verdicts: &mut Verdicts) {
    let latest = intake.arrived_at.micros().saturating_add(DAY);
    let Some(moments) = column.moments() else { return };
    for (row, moment) in moments.iter().enumerate() {
        if moment.is_some_and(|moment| latest < moment) {
            let why = format!(
                "it lies in the future, more than a day after the file arrived at {}",
                intake.arrived_at
            );
            verdicts.fail(row, failure(property, Rule::Future, why));
        }
    }
}

/// What the lake asks of a role, whatever the contract says.
fn role(
    contract: &Contract,
    property: &Property,
    column: &Typed,
    verdicts: &mut Verdicts,
) -> Result<(), arrow::error::ArrowError> {
    fn word<T: FromStr>(text: &str) -> Option<()> {
        text.parse::<T>().ok().map(drop)
    }
    let is_consent = contract.lands.contains(&Lands::Consents);
    let is_event = contract.lands.contains(&Lands::Events);
    let (rule, is_needed, wanted): (Rule, bool, &str) = match property.role {
        Role::ExternalKey | Role::MessageId => {
            (Rule::Key, true, "letters, digits, `_`, `-`, `.`, `:` or `@`, 128 at most with the source")
        }
        Role::Purpose if is_consent => {
            (Rule::Enum, false, "one of marketing, ai_content, ai_profiling, service")
        }
        Role::Channel if is_consent => (Rule::Enum, false, "one of email, sms, push, web, post"),
        // Of a list of people one who was never asked answers nothing.
        Role::Action if is_consent => (
            Rule::Enum,
            contract.lands == [Lands::Consents],
            "one of granted, withdrawn; say what its words mean with `truelift.map`",
        ),
        Role::ContactAction if is_consent => {
            (Rule::Enum, false, "yes or no; say what its words mean with `truelift.map`")
        }
        Role::Currency => {
            (Rule::Enum, false, "a code of ISO 4217, as USD, or a sign that only one currency has")
        }
        role if role.channel().is_some() && is_consent => {
            (Rule::Enum, false, "one of granted, withdrawn; say what its words mean with `truelift.map`")
        }
        Role::EventName => (Rule::Required, is_event && contract.event_name.is_none(), ""),
        _ => return Ok(()),
    };
    let text = column.text()?;
    let prefix = contract.source.len() + 1;
    for (row, value) in text.iter().enumerate() {
        let Some(value) = value else {
            if is_needed {
                verdicts.fail(
                    row,
                    failure(property, Rule::Required, "it is missing, every row needs it".to_owned()),
                );
            }
            continue;
        };
        let is_good = match property.role {
            Role::ExternalKey => value.len() + prefix <= 128 && RecordId::new(value).is_ok(),
            Role::MessageId => !value.is_empty() && value.len() <= 128 && !value.contains(char::is_control),
            Role::Purpose => word::<Purpose>(value).is_some(),
            Role::Channel => word::<Channel>(value).is_some(),
            Role::ContactAction => is_contact_word(property, value),
            role if role.is_action() => matches!(value, "granted" | "withdrawn"),
            Role::Currency => currency(value).is_some(),
            _ => true,
        };
        if !is_good {
            verdicts.fail(row, failure(property, rule, format!("`{}` must be {wanted}", shown(value))));
        }
    }
    Ok(())
}

/// Which rows say something of consent, and what.
#[derive(Default)]
struct Speaking {
    grants: HashSet<usize>,
    speaking: HashSet<usize>,
    refusing: HashSet<usize>,
}

impl Speaking {
    fn of(contract: &Contract, columns: &[Typed], chunk: &Chunk) -> Result<Self, arrow::error::ArrowError> {
        let mut found = Self::default();
        for said in spoken(contract, columns)?.into_iter().filter(|said| !chunk.is_passing(said.row)) {
            found.speaking.insert(said.row);
            if said.says_no {
                found.refusing.insert(said.row);
            }
            if said.action == "granted" {
                found.grants.insert(said.row);
            }
        }
        Ok(found)
    }
}

/// A consent must be somebody's, and everybody it names must be readable: a grant for a mailbox that cannot be read
/// must not be taken for one of the customer's other addresses.
fn someone(
    contract: &Contract,
    columns: &[Typed],
    chunk: &Chunk,
    verdicts: &mut Verdicts,
) -> Result<(), arrow::error::ArrowError> {
    let names = Names::read(contract, columns, &chunk.beside)?;
    // Who is a record as well may be somebody whom nothing reaches, or of whom nothing is said.
    let is_record = contract.lands.contains(&Lands::Records);
    let Speaking { grants, speaking, refusing } = Speaking::of(contract, columns, chunk)?;
    let roles = [Role::CustomerId, Role::Email, Role::Phone, Role::AnonymousId];
    let properties: Vec<&Property> =
        roles.into_iter().flat_map(|role| contract.properties_of(role)).map(|(_, found)| found).collect();
    let Some(first) = properties.first() else { return Ok(()) };
    let mut is_above = contract.is_of_noes() && contract.is_headless && chunk.begins_file();
    let n_rows = columns.first().map_or(0, |column| column.array().len());
    for row in (0..n_rows).filter(|row| verdicts.is_good(*row)).collect::<Vec<_>>() {
        let is_grant = grants.contains(&row);
        if is_grant && !contract.asserts.may(Assertion::Grants) {
            let action = contract.property(Role::Action).map(|(_, property)| property);
            let why = "the contract does not let this source grant: list `grants` under `truelift.asserts`, or load the consent from the system that asked for it";
            verdicts.fail(row, failure(action.unwrap_or(first), Rule::Trust, why.to_owned()));
            continue;
        }
        let whole = names.of(row);
        let named = Named { beside: &[], ..whole.clone() };
        let is_named =
            [named.customer_id, named.email, named.phone, named.anonymous_id].iter().any(Option::is_some);
        if is_record && !is_grant && !(is_named && speaking.contains(&row)) {
            // Nothing reaches it, or what does stands where the contract does not look.
            if refusing.contains(&row)
                && named.handles(true).handles.is_empty()
                && !whole.handles(true).handles.is_empty()
            {
                verdicts.fail(row, failure(first, Rule::Required, nobody(&properties)));
            }
            continue;
        }
        // What a line of a log says of no failure says nothing of anybody.
        if contract.is_log && !speaking.contains(&row) {
            continue;
        }
        let found = named.handles(!is_grant);
        // A line of a list is no address, and whom it names is out; what stands above the first of them is its title.
        let is_line = contract.is_headless && !is_grant && !found.handles.is_empty();
        is_above &= !is_line;
        if is_above && named.email.is_some_and(is_title) {
            continue;
        }
        let unread = match found.unread.filter(|_| !is_line) {
            Some(Unread::Email) => {
                Some((Role::Email, named.email, "cannot be read as an e-mail address".to_owned()))
            }
            Some(Unread::Phone) => Some((Role::Phone, named.phone, unread_phone(&named))),
            None => None,
        };
        if let Some((role, value, why)) = unread
            && let Some((_, property)) = contract.property(role)
        {
            let why = format!("`{}` {why}", shown(value.unwrap_or_default()));
            verdicts.fail(row, failure(property, Rule::Pattern, why));
        } else if found.handles.is_empty() {
            verdicts.fail(row, failure(first, Rule::Required, nobody(&properties)));
        }
    }
    Ok(())
}

/// Whether a line above those of a list says what it is a list of: `Nicht mehr anschreiben (von Petra)`.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    let is_item = line.starts_with(['-', '*', '•', '–']);
    !is_item && (3 <= line.split_whitespace().count() || line.ends_with([':', '!']) || is_list_of_noes(line))
}

/// Why a row that says something of consent and names nobody is kept out.
fn nobody(properties: &[&Property]) -> String {
    let names: Vec<String> = properties.iter().map(|property| format!("`{}`", property.name)).collect();
    format!("nobody is named, one of {} is needed", names.join(", "))
}

/// Why a number cannot be read, and how it is to be written: by the country that it was read in.
fn unread_phone(named: &Named<'_>) -> String {
    let (said, whose) = match (named.country, named.home) {
        (Some(country), _) => (country.split(';').next().unwrap_or(country), "the row's country"),
        (None, Some(home)) => (home, "the contract's country"),
        (None, None) => {
            return "cannot be read as a phone number: write it in full with `+` and the country's code, or set `truelift.country`"
                .to_owned();
        }
    };
    let Ok(country) = normalise::country(said) else {
        return format!(
            "cannot be read as a phone number: `{}`, {whose}, is no country that is known; correct it, or write the number in full with `+` and the country's code",
            shown(said)
        );
    };
    match normalise::calling_code(&country) {
        Some(code) => format!(
            "cannot be read as a phone number of {country}, {whose}: write it in full, beginning with `+{code}`, or correct the country"
        ),
        None => format!(
            "cannot be read as a phone number: how numbers of {country}, {whose}, are dialled is not known here; write it in full with `+` and the country's code"
        ),
    }
}

/// The values of the properties whose role is wanted.
fn arrays<'a>(
    contract: &'a Contract,
    columns: &[Typed],
    wanted: fn(Role) -> bool,
) -> Vec<(&'a Property, ArrayRef)> {
    let each = contract.properties.iter().zip(columns);
    let found = each.filter(|(property, _)| wanted(property.role));
    found.map(|(property, column)| (property, column.array())).collect()
}

/// An answer must say to what and by which way it is one. A row that answers nothing needs neither.
fn whereto(contract: &Contract, columns: &[Typed], verdicts: &mut Verdicts) {
    let of_all = arrays(contract, columns, Role::is_action);
    let of_none = arrays(contract, columns, |role| role == Role::Action);
    let is_alone = contract.lands == [Lands::Consents];
    for (role, answers) in [(Role::Purpose, &of_all), (Role::Channel, &of_none)] {
        let Some((index, property)) = contract.property(role) else { continue };
        let Some(array) = columns.get(index).map(Typed::array) else { continue };
        for row in (0..array.len()).filter(|row| array.is_null(*row)) {
            if is_alone && answers.is_empty() || answers.iter().any(|(_, answer)| answer.is_valid(row)) {
                let why = "it is missing, and an answer needs it".to_owned();
                verdicts.fail(row, failure(property, Rule::Required, why));
            }
        }
    }
}

/// Whether a row grants something.
fn is_grant(actions: &[(&Property, ArrayRef)], row: usize) -> bool {
    actions.iter().any(|(_, array)| {
        array.as_string_opt::<i32>().is_some_and(|text| text.is_valid(row) && text.value(row) == "granted")
    })
}

/// A record must have something that names it.
fn named(contract: &Contract, columns: &[Typed], verdicts: &mut Verdicts) {
    if !contract.lands.contains(&Lands::Records) || contract.property(Role::ExternalKey).is_some() {
        return;
    }
    let keys = arrays(contract, columns, |role| KEYS.contains(&role));
    let Some((first, array)) = keys.first() else { return };
    for row in 0..array.len() {
        if keys.iter().all(|(_, array)| array.is_null(row)) {
            let why = "nothing names the record: a key, an e-mail address or a phone number is needed";
            verdicts.fail(row, failure(first, Rule::Required, why.to_owned()));
        }
    }
}

/// An event must have happened at some time, and a consent have been given at some time. A withdrawal
/// without one counts from its arrival, for no wins.
fn some_moment(contract: &Contract, columns: &[Typed], verdicts: &mut Verdicts) {
    let is_event = contract.lands.contains(&Lands::Events);
    let is_consent = contract.lands.contains(&Lands::Consents);
    if !is_event && !is_consent {
        return;
    }
    let moments = arrays(contract, columns, |role| role == Role::OccurredAt);
    let actions = arrays(contract, columns, |role| role.is_action() && role != Role::ContactAction);
    let Some((first, array)) = moments.first() else { return };
    for row in 0..array.len() {
        if moments.iter().any(|(_, array)| array.is_valid(row)) {
            continue;
        }
        if is_event || is_grant(&actions, row) {
            let why = match is_event {
                true => "it is missing, every row needs it",
                false => "it is missing, and a grant needs the moment it was given",
            };
            verdicts.fail(row, failure(first, Rule::Required, why.to_owned()));
        }
    }
}

/// The three parts of a day of birth must be a day.
fn born(
    contract: &Contract,
    columns: &[Typed],
    verdicts: &mut Verdicts,
) -> Result<(), arrow::error::ArrowError> {
    let Some(((_, year), parts)) = parts_of_birth(contract, columns)? else { return Ok(()) };
    let [years, months, days] = parts;
    for row in 0..years.len() {
        if years.is_null(row) || months.is_null(row) || days.is_null(row) {
            continue;
        }
        let (y, m, d) = (years.value(row), months.value(row), days.value(row));
        if birth_date(y, m, d).is_none() {
            let why = format!("`{}` is no day", shown(&format!("{y}-{m}-{d}")));
            verdicts.fail(row, failure(year, Rule::Type, why));
        }
    }
    Ok(())
}

type Parts<'a> = Option<((usize, &'a Property), [StringArray; 3])>;

/// Year, month and day of birth, where the contract has them in three columns.
pub(crate) fn parts_of_birth<'a>(
    contract: &'a Contract,
    columns: &[Typed],
) -> Result<Parts<'a>, arrow::error::ArrowError> {
    let place = |role: Role| contract.property(role);
    let (Some(year), Some(month), Some(day)) =
        (place(Role::BirthYear), place(Role::BirthMonth), place(Role::BirthDay))
    else {
        return Ok(None);
    };
    let text = |at: usize| columns.get(at).map(Typed::text).transpose();
    let (Some(years), Some(months), Some(days)) = (text(year.0)?, text(month.0)?, text(day.0)?) else {
        return Ok(None);
    };
    Ok(Some((year, [years, months, days])))
}

fn unique(property: &Property, text: &StringArray, seen: &mut HashSet<Box<str>>, verdicts: &mut Verdicts) {
    for (row, value) in text.iter().enumerate() {
        let Some(value) = value.filter(|_| verdicts.is_good(row)) else { continue };
        if !seen.insert(value.into()) {
            let why = format!("`{}` was there in an earlier row of the same file", shown(value));
            verdicts.fail(row, failure(property, Rule::Unique, why));
        }
    }
}
