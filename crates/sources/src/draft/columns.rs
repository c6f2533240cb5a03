//! What each column of a drafted contract is for, and how its values are written.

use super::Asked;
use super::answers::{answers, role as role_of_consent};
use super::column::Column;
use super::known::Known;
use super::names::{by_name, by_name_and, is_birth, is_of_country};
use super::refusal::refused_by;
use super::sample::Sample;
use crate::folded::folded;
use crate::header_line::is_day;
use crate::ids::{are_ids, is_check};
use crate::moment::civil;
use crate::no_words::asks_when_yes;
use crate::remark_names::is_remark;
use crate::sender::{is_beside_receiver, is_of_sender};
use crate::{Format, Lands, Role, SourceError};
use people::Meaning;
use std::collections::{BTreeSet, HashSet};

/// The columns of a known export, those with a role first and in the order in which they count.
pub(crate) fn of_known(known: &Known, sample: &Sample) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut taken = HashSet::new();
    let mut roles = HashSet::new();
    for (name, role) in known.columns {
        let Some((at, column)) =
            sample.columns.iter().enumerate().find(|(_, column)| folded(column) == *name)
        else {
            continue;
        };
        if (!roles.insert(*role) && !role.is_repeatable()) || !taken.insert(at) {
            continue;
        }
        columns.push(Column::new(at, column, *role, "as this export has it"));
    }
    for column in &mut columns {
        column.begins_row = known.begins_with.is_some_and(|name| folded(&column.name) == name);
        column.is_required = matches!(column.role, Role::ExternalKey);
        column.is_known = true;
    }
    for (at, name) in
        sample.columns.iter().enumerate().filter(|(at, name)| !taken.contains(at) && !name.is_empty())
    {
        let is_kept = known.kept.contains(&folded(name).as_str());
        let of_consent = role_of_consent(name).filter(|_| known.may_ask() && !are_ids(sample.values(at)));
        let has_phone = known.columns.iter().any(|(_, role)| *role == Role::Phone);
        let is_country = has_phone && is_of_country(name) && are_countries(sample, at);
        let (role, why) = match of_consent {
            None if is_country => (Role::Country, "the country of its phone numbers"),
            Some(role) => (role, "by its name: it asks for a consent"),
            None if is_kept => (Role::Extra, "kept"),
            None => (Role::Ignore, "not needed"),
        };
        columns.push(Column::new(at, name, role, why));
    }
    columns
}

/// The columns of any file, by their names and values.
pub(crate) fn guessed(sample: &Sample) -> Vec<Column> {
    if sample.format == Format::Segment {
        return Vec::new();
    }
    let names: Vec<&str> = sample.columns.iter().map(String::as_str).collect();
    // A path's last word is its name.
    let words: Vec<&str> = names.iter().map(|name| last(name, sample.format)).collect();
    let samples: Vec<Vec<&str>> = (0..names.len()).map(|at| sample.values(at).take(300).collect()).collect();
    let of_people = people::guess_roles(&words, &samples);
    let meanings = people::meanings(&words);
    // `name` beside `surname` is the given one; `Name` beside `Vorname` is the other.
    let has_family = of_people.contains(&people::Role::FamilyName);
    let given = of_people.iter().position(|role| *role == people::Role::GivenName);
    let mut seen = HashSet::new();
    let mut columns = Vec::new();
    // What is an object's own counts before what lies within it: `id` before `customer.id`.
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| names.get(*at).map_or(0, |name| depth(name, sample.format)));
    for at in order {
        let Some(name) = names.get(at).copied().filter(|name| !name.is_empty()) else { continue };
        let word = folded(words.get(at).unwrap_or(&name));
        let last = words.get(at).unwrap_or(&name);
        let meaning = meanings.get(at).copied().flatten();
        let own = by_name_and(last, meaning).or_else(|| of_bare_number(meaning, sample, at));
        // `E-mail (no spam)` is where the address stands.
        let holds_addresses = || sample.values(at).any(|value| value.contains('@'));
        let of_consent =
            || role_of_consent(name).filter(|_| !are_ids(sample.values(at)) && !holds_addresses());
        let own = own.filter(|role| !role.is_action() || !are_ids(sample.values(at)));
        let own = within(name, &word, sample.format).or(own).or_else(of_consent);
        // A remark names nobody, whatever it is a remark on.
        let own = own.or_else(|| is_remark(&word).then_some(Role::Extra));
        let own = own.or_else(|| asks_when_yes(name).then_some(Role::OccurredAt));
        let own = own.or_else(|| (is_of_country(last) && are_countries(sample, at)).then_some(Role::Country));
        let of_people = of_people.get(at).copied().map_or(Role::Extra, |role| match role {
            // `#1001` names an order.
            people::Role::FullName if sample.values(at).any(is_number) => Role::Extra,
            people::Role::FullName if meaning == Some(Meaning::FullName) => Role::FullName,
            people::Role::FullName if has_family => Role::GivenName,
            people::Role::FullName if given.is_some_and(|given| !repeats(sample, at, given)) => {
                Role::FamilyName
            }
            // A date that nobody calls a day of birth may be any other.
            people::Role::BirthDate if !says_birth(last) && !is_birth(sample.values(at)) => Role::Extra,
            role => of_person(role),
        });
        let mut role = own.unwrap_or(of_people);
        let is_sender = is_beside_receiver(name, &words)
            && matches!(role, Role::Email | Role::CustomerId | Role::FullName | Role::Extra);
        if is_sender {
            role = Role::Ignore;
        }
        let is_twice = !role.is_repeatable() && seen.contains(&role);
        let why = match (is_twice, own.is_some()) {
            _ if is_sender => "who sent it, and nobody it was sent to",
            (true, _) => {
                role = Role::Extra;
                "kept: another column has its role"
            }
            (_, true) => "by its name",
            _ if matches!(role, Role::Extra | Role::Ignore) => "kept as it is",
            _ => "by its name and values",
        };
        seen.insert(role);
        columns.push(Column::new(at, name, role, why));
    }
    columns.sort_by_key(|column| column.at);
    hold_handles(&mut columns, sample);
    columns
}

/// The number of an order or a receipt where the name does not call it a number: its values do.
fn of_bare_number(meaning: Option<Meaning>, sample: &Sample, at: usize) -> Option<Role> {
    let is_bare = meaning == Some(Meaning::OrderNumber { is_number: false });
    let may_number = |value: &str| {
        value.bytes().any(|byte| byte.is_ascii_digit())
            && !value.contains([',', '.', ' '])
            && civil(value).is_none()
            && !is_day(value)
    };
    let n_different = sample.values(at).collect::<BTreeSet<_>>().len();
    // What says `1` where a receipt was wanted has few values.
    let is_it = 0 < n_different && sample.values(at).count() < 2 * n_different;
    (is_bare && is_it && sample.values(at).all(may_number)).then_some(Role::ExternalKey)
}

/// Whether most values of a column are countries; no values say nothing against it.
fn are_countries(sample: &Sample, at: usize) -> bool {
    let n_countries = sample.values(at).filter(|value| normalise::known_country(value).is_some()).count();
    sample.values(at).count() <= 2 * n_countries
}

/// Whether a name says by itself that it holds days of birth.
fn says_birth(name: &str) -> bool {
    people::guess_roles(&[name], &[]) == [people::Role::BirthDate]
}

/// Columns whose names say nothing, where none names anybody: by what they hold.
fn hold_handles(columns: &mut [Column], sample: &Sample) {
    let names = |role: Role| {
        matches!(role, Role::Email | Role::Phone | Role::CustomerId | Role::AnonymousId | Role::ExternalKey)
    };
    let is_list = columns.len() == 1;
    if columns.iter().any(|column| names(column.role)) && !is_list {
        return;
    }
    let may_name =
        |column: &Column| matches!(column.role, Role::Extra | Role::Ignore) && !is_of_sender(&column.name);
    for column in columns.iter_mut().filter(|column| may_name(column)) {
        let found = super::lands::handle(sample, column.at);
        let Some(role) = found.or_else(|| is_list.then(|| super::lands::some_handle(sample, column.at))?)
        else {
            continue;
        };
        column.role = role;
        "by its values".clone_into(&mut column.why);
    }
}

/// Whether columns are called so.
pub(crate) fn names_column(name: &str) -> bool {
    let is_persons = || !matches!(people::guess_roles(&[name], &[]).as_slice(), [people::Role::Ignore] | []);
    by_name(name).is_some() || role_of_consent(name).is_some() || is_remark(&folded(name)) || is_persons()
}

/// Whether a column of names holds the given names of another column, too: it is the whole name then.
fn repeats(sample: &Sample, whole: usize, given: usize) -> bool {
    let both = sample.rows().iter().filter_map(|row| Some((row.get(whole)?, row.get(given)?)));
    let (mut n_both, mut n_within) = (0, 0);
    for (whole, given) in both.filter(|(whole, given)| !whole.is_empty() && !given.is_empty()) {
        n_both += 1;
        n_within += usize::from(whole.to_lowercase().contains(&given.to_lowercase()));
    }
    n_both < 2 * n_within
}

/// Whether a value is the number of something, and nobody's name.
fn is_number(value: &str) -> bool {
    value.starts_with('#') || !value.contains(char::is_alphabetic)
}

/// The last word of a path; of a column the whole name.
pub(crate) fn last(name: &str, format: Format) -> &str {
    if format == Format::Jsonl { name.rsplit('.').next().unwrap_or(name) } else { name }
}

/// How deep in an object a value lies.
fn depth(name: &str, format: Format) -> usize {
    if format == Format::Jsonl { name.matches('.').count() } else { 0 }
}

/// The role of an id within an object: that of the customer, or of something else.
fn within(name: &str, word: &str, format: Format) -> Option<Role> {
    if format != Format::Jsonl || word != "id" {
        return None;
    }
    let (parents, _) = name.rsplit_once('.')?;
    let parent = folded(parents.rsplit('.').next().unwrap_or(parents));
    let is_customer = ["customer", "user", "buyer", "client", "member", "kunde"].contains(&parent.as_str());
    Some(if is_customer { Role::CustomerId } else { Role::Extra })
}

fn of_person(role: people::Role) -> Role {
    match role {
        people::Role::RecordId => Role::ExternalKey,
        people::Role::ObservedAt => Role::ObservedAt,
        people::Role::GivenName => Role::GivenName,
        people::Role::FamilyName => Role::FamilyName,
        people::Role::FullName => Role::FullName,
        people::Role::Email => Role::Email,
        people::Role::Phone => Role::Phone,
        people::Role::CustomerId => Role::CustomerId,
        people::Role::AnonymousId => Role::AnonymousId,
        people::Role::BirthDate => Role::BirthDate,
        people::Role::Street => Role::Street,
        people::Role::City => Role::City,
        people::Role::State => Role::State,
        people::Role::Postcode => Role::Postcode,
        people::Role::Country => Role::Country,
        _ => Role::Extra,
    }
}

/// Gives columns the roles that were told, before anything is made of the guessed ones.
///
/// Errors: a role that does not exist, or the same for two columns where only one may have it.
pub(crate) fn told(columns: &mut [Column], asked: &mut Asked<'_>, file: &str) -> Result<(), SourceError> {
    let fail = |column: &str, why: String| {
        Err(SourceError::Column { file: file.to_owned(), column: column.to_owned(), why })
    };
    let mut roles = Vec::new();
    for column in columns.iter_mut() {
        let Some(key) = asked.answered(&format!("role.{}", column.name)) else { continue };
        let word = asked.take(&key).unwrap_or_default();
        let refused = refused_by(&word);
        let Some(role) = refused.or_else(|| Role::named(&word)) else {
            return fail(&column.name, format!("role `{word}` is not known: use one of {}", Role::words()));
        };
        column.is_of_noes = refused.is_some();
        if !role.is_repeatable() && roles.contains(&role) {
            return fail(&column.name, format!("two columns are told to be `{role}`: give it to one"));
        }
        roles.push(role);
        (column.role, column.why, column.is_told) = (role, "as told".to_owned(), true);
        column.is_required = role == Role::ExternalKey;
    }
    for column in columns.iter_mut().filter(|column| !column.is_told && !column.role.is_repeatable()) {
        if roles.contains(&column.role) {
            (column.role, column.is_required) = (Role::Extra, false);
            "kept: another column was told to have its role".clone_into(&mut column.why);
        }
    }
    Ok(())
}

/// Tells columns of days which column has their time.
fn time(columns: &mut [Column], sample: &Sample) {
    for column in columns {
        let time = sample
            .times
            .iter()
            .find(|(day, _)| *day == column.at)
            .and_then(|(_, at)| sample.columns.get(*at));
        column.time_column = time.cloned();
    }
}

/// Settles how the values of each column are written, and which column is the key.
pub(crate) fn settle(
    columns: &mut [Column],
    lands: &[Lands],
    sample: &Sample,
    asked: &mut Asked<'_>,
    decisions: &mut Vec<String>,
) {
    if sample.format == Format::Segment {
        return;
    }
    time(columns, sample);
    for column in columns.iter_mut() {
        match column.role {
            role if role.is_moment() || role == Role::BirthDate => {
                super::moments::settle(column, sample, asked)
            }
            Role::Revenue => super::money::settle(column, sample, asked),
            // An answer that lands nowhere is none: whoever said that no row is a consent keeps the column, and its noes
            // are heard there.
            role if role.is_action() && !lands.contains(&Lands::Consents) && !column.is_told => {
                column.keep("kept: the rows are no consents, and what it says no to counts");
            }
            role if role.is_action() => answers(column, sample, asked),
            _ => {}
        }
    }
    key(columns, lands, sample, asked, decisions);
}

fn key(
    columns: &mut [Column],
    lands: &[Lands],
    sample: &Sample,
    asked: &mut Asked<'_>,
    decisions: &mut Vec<String>,
) {
    if lands.contains(&Lands::Events) {
        for column in columns.iter_mut().filter(|column| column.role == Role::ExternalKey && !column.is_told)
        {
            let (n_values, n_rows) = (sample.values(column.at).count(), sample.n_rows());
            // A number that only some of what happened has, as a purchase among the views of pages, names no row.
            if n_values * 2 < n_rows && !column.begins_row {
                (column.role, column.is_required) = (Role::Extra, false);
                "kept: most rows have none".clone_into(&mut column.why);
            }
        }
    }
    let is_key = |column: &Column| matches!(column.role, Role::ExternalKey | Role::MessageId);
    let holds_people = lands.contains(&Lands::Records) && !lands.contains(&Lands::Events);
    if holds_people {
        decisions.extend(columns.iter().find(|column| is_key(column)).and_then(may_be_customer));
    }
    let has_key = columns.iter().any(is_key) || lands == [Lands::Consents];
    if has_key && !asked.is_answered("key") {
        return;
    }
    let is_whole = |column: &&Column| is_whole(column, sample);
    // In a known export each customer has a number, whatever the first rows show.
    let is_customer = |column: &&Column| {
        column.role == Role::CustomerId && (column.is_known || column.is_told && is_whole(column))
    };
    let is_open = !asked.is_answered("key");
    if holds_people
        && is_open
        && let Some(column) = columns.iter().find(is_customer)
    {
        decisions.push(format!("`{}` names the rows, too: each has its own", column.name));
        return;
    }
    let found = columns.iter().find(|column| names_rows(column, sample)).map(|column| column.name.clone());
    if found.is_none() && holds_people && !asked.is_answered("key") {
        decisions.push("no column names a row: its e-mail address or phone number does".to_owned());
        return;
    }
    let text = "which column names a row and is different in each?".to_owned();
    let Some(name) = asked.ask("key", text, found) else { return };
    take_key(columns, &name, holds_people, asked, decisions);
}

/// Makes the column of this name the key of the rows, whatever was guessed of it.
fn take_key(
    columns: &mut [Column],
    name: &str,
    holds_people: bool,
    asked: &mut Asked<'_>,
    decisions: &mut Vec<String>,
) {
    let wanted = folded(name);
    let is_it = |column: &&mut Column| column.name == name || folded(&column.name) == wanted;
    let Some(column) = columns.iter_mut().find(is_it) else {
        return asked.wrong("key", name, "the name of a column");
    };
    // Who it is names the row as well, where rows are people.
    let is_handle = match column.role {
        Role::Email | Role::Phone => holds_people,
        Role::CustomerId => holds_people && column.is_told,
        _ => false,
    };
    let is_free = matches!(column.role, Role::MessageId | Role::ExternalKey | Role::Extra | Role::Ignore);
    match column.is_told {
        _ if is_handle => {
            decisions.push(format!("`{}` names the rows as `{}`, too", column.name, column.role));
        }
        true if !is_free => {
            let (name, role) = (&column.name, column.role);
            let wanted = format!(
                "another column, since `{name}` is told to be `{role}` and a column has one role, or leave out `role.{name}`"
            );
            return asked.wrong("key", name, &wanted);
        }
        _ => {
            (column.role, column.why, column.is_required) =
                (Role::ExternalKey, "every row has its own".to_owned(), true);
            if holds_people {
                decisions.extend(may_be_customer(column));
            }
        }
    }
    let at = column.at;
    let is_key = |column: &Column| matches!(column.role, Role::ExternalKey | Role::MessageId);
    for other in columns.iter_mut().filter(|other| other.at != at && is_key(other)) {
        other.keep("kept: another column was told to name the rows");
    }
}

/// Whether each row has a value of its own with a digit in it: a word may be a name, and the next one of that name would
/// take its place.
fn is_whole(column: &Column, sample: &Sample) -> bool {
    let values: Vec<&str> = sample.values(column.at).collect();
    let different: BTreeSet<&&str> = values.iter().collect();
    let is_id = |value: &&str| value.contains(|c: char| c.is_ascii_digit());
    !values.is_empty()
        && values.len() == sample.n_rows()
        && different.len() == values.len()
        && values.iter().all(is_id)
}

/// Whether a column without another role can be the key of the rows.
pub(super) fn names_rows(column: &Column, sample: &Sample) -> bool {
    let is_free = !column.is_told && matches!(column.role, Role::CustomerId | Role::Extra | Role::Ignore);
    let word = folded(&column.name);
    let names_none = is_check(&word) || is_remark(&word) || is_measure(column, sample);
    is_free && is_whole(column, sample) && !names_none
}

/// Whether a column that each row has another value of counts or dates something, and names no row: amounts, days,
/// and the numbers that spreadsheets make of days.
fn is_measure(column: &Column, sample: &Sample) -> bool {
    if super::serial::is_serial(&column.name, sample.values(column.at)) {
        return true;
    }
    let is_it = |value: &str| {
        let bare = super::serial::without_currency(value);
        let is_amount = (bare.contains([',', '.']) || bare.len() < value.trim().len())
            && bare.bytes().all(|byte| byte.is_ascii_digit() || b",.-' ".contains(&byte));
        is_amount || civil(value).is_some() || is_day(value)
    };
    let is_serial = |value: &str| {
        value.len() == 5 && value.parse::<u32>().is_ok_and(|day| (10_000..60_000).contains(&day))
    };
    const NUMBERS: &[&str] = &["id", "nr", "no", "num", "key", "code", "ref", "number", "mer"];
    let name = folded(&column.name);
    let is_named = NUMBERS.iter().any(|end| name.ends_with(end)) || name.starts_with("id");
    sample.values(column.at).all(is_it) || (!is_named && sample.values(column.at).all(is_serial))
}

/// What to say of a key that may be the brand's number of a customer, which nobody but its owner can know.
fn may_be_customer(key: &Column) -> Option<String> {
    let name = &key.name;
    let is_customers =
        ["customer", "kund", "kdnr", "client", "member"].iter().any(|part| folded(name).contains(part));
    (!key.is_told && is_customers).then(|| {
        format!(
            "`{name}` names the rows of this source; where another source or the `userId` of an SDK is the same \
             number, say `--answer \"role.{name}=customer_id\"`"
        )
    })
}

/// Whether a time says how far it is from UTC.
pub(crate) fn has_offset(value: &str) -> bool {
    civil(value).is_some_and(|civil| civil.offset.is_some())
}
