//! Which column of a file is which property of its contract.

use crate::chunk::Failure;
use crate::column::meant;
use crate::folded::folded;
use crate::intake::Rule;
use crate::no_words::asks;
use crate::odcs::nearest;
use crate::said::says_no;
use crate::stray::Asking;
use crate::{Contract, Lands, Property, Role, SourceError};
use std::collections::HashMap;
use std::sync::Arc;

/// Names that a note lists.
const N_LISTED: usize = 20;

/// Where the properties of a contract stand in the columns of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// For each property its column; `None` when the file has none.
    pub(crate) columns: Vec<Option<usize>>,
    /// For a property further columns of its name.
    pub(crate) twins: Vec<(usize, usize)>,
    /// For a property of days the column with their time.
    pub(crate) times: Vec<(usize, usize)>,
    /// Columns without a name, as a comma at the end of each line makes.
    pub(crate) nameless: Vec<usize>,
    /// Columns that the contract does not name.
    pub(crate) unnamed: Vec<(usize, Arc<str>)>,
    /// What each of them may say of consent.
    pub(crate) asking: Vec<(usize, Arc<Asking>)>,
    /// Why the file is refused: nothing of it lands, and what its rows say no to counts all the same.
    pub(crate) refused: Option<SourceError>,
    /// What was found out, in words.
    pub(crate) notes: Vec<String>,
}

/// The names of a header, a further column of one name with its number: `Email`, `Email (2)`.
pub(crate) fn numbered(header: &[String]) -> Vec<String> {
    // Counted once: a file may have a hundred thousand columns.
    let mut n_of: HashMap<String, usize> = HashMap::new();
    let number = |name: &String| {
        let n = n_of.entry(folded(name)).or_default();
        *n += usize::from(!name.is_empty());
        if *n < 2 { name.clone() } else { format!("{name} ({n})") }
    };
    header.iter().map(number).collect()
}

/// Finds each property in the header: by its name, then by its name in other capitals, blanks and marks.
///
/// A column that the contract does not name keeps no row out: exports get columns over time. It is told, and lands
/// nowhere. Refused is a file without a required column, with a column of the contract twice, without any column of
/// the contract, and with a further one where the contract is strict.
pub(crate) fn places(contract: &Contract, header: &[String], file: &str) -> Places {
    // A contract that names `Email (2)` knows that the file has `Email` twice.
    let numbers = numbered(header);
    let knows =
        |name: &String| contract.properties.iter().any(|property| property.names().any(|of| of == name));
    let header: Vec<String> = header
        .iter()
        .zip(numbers)
        .map(|(name, number)| if knows(&number) { number } else { name.clone() })
        .collect();
    let header = header.as_slice();
    let mut taken = vec![false; header.len()];
    let mut places = Places { columns: vec![None; contract.properties.len()], ..Places::default() };
    let mut faults: Vec<(String, String)> = Vec::new();
    for is_exact in [true, false] {
        for (property, place) in contract.properties.iter().zip(&mut places.columns) {
            if place.is_some() {
                continue;
            }
            let is_name = |column: &String| {
                property.names().any(|name| match is_exact {
                    true => name == column,
                    false => !folded(name).is_empty() && folded(name) == folded(column),
                })
            };
            let mut found = header.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false));
            let Some((at, column)) = found.find(|(_, column)| is_name(column)) else { continue };
            if let Some((_, other)) = found.find(|(_, column)| is_name(column)) {
                let why = match other == column {
                    true => "it is there twice; give each column its own name".to_owned(),
                    false => format!("it and `{column}` have the same name but for capitals; rename one"),
                };
                faults.push((other.clone(), why));
            }
            if !is_exact {
                places.notes.push(format!("column `{column}` read as `{}`", property.name));
            }
            *place = Some(at);
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
        }
    }
    places.twins = twins(contract, &places.columns, header);
    places.times = times(contract, header);
    let free = || header.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false));
    places.nameless = free().filter(|(_, column)| column.is_empty()).map(|(at, _)| at).collect();
    let unknown: Vec<&str> =
        free().filter(|(_, column)| !column.is_empty()).map(|(_, column)| column.as_str()).collect();
    let is_lost = contract.properties.iter().zip(&places.columns).any(|(property, place)| {
        property.role == Role::Action && property.constant.is_none() && place.is_none()
    });
    let named = || free().filter(|(_, column)| !column.is_empty());
    places.asking = asking(contract, &places.columns, named(), is_lost);
    places.unnamed = named().map(|(at, column)| (at, Arc::from(column.as_str()))).collect();
    faults.extend(missing(contract, &places, &unknown));
    if let Some(first) = unknown.first().filter(|_| contract.is_strict) {
        faults.push(((*first).to_owned(), why_unknown(contract, &unknown)));
    }
    places.notes.extend(unnamed(contract, &unknown));
    let asking = places.asking.iter().filter(|(_, asking)| asking.is_by_name() && !asking.is_of_moments());
    places.notes.extend(asking.map(|(_, asking)| asking.warning(contract)).collect::<Vec<_>>());
    places.notes.extend(left_out(contract, &places));
    places.refused = faults.into_iter().next().map(|(column, why)| SourceError::Column {
        file: file.to_owned(),
        column,
        why,
    });
    places
}

/// Where the times of days stand.
fn times(contract: &Contract, header: &[String]) -> Vec<(usize, usize)> {
    let named = contract.properties.iter().enumerate();
    let named = named.filter_map(|(nth, property)| {
        let time = property.time_column.as_deref()?;
        Some((nth, header.iter().position(|column| folded(column) == folded(time))?))
    });
    named.collect()
}

/// What further columns, and those that the contract names for something else, may say of a consent.
fn asking<'a>(
    contract: &Contract,
    columns: &[Option<usize>],
    named: impl Iterator<Item = (usize, &'a String)>,
    is_lost: bool,
) -> Vec<(usize, Arc<Asking>)> {
    let unnamed = named.map(|(at, column)| (at, Arc::new(Asking::of(column, contract, is_lost))));
    let of_contract = contract.properties.iter().zip(columns);
    let of_contract = of_contract
        .filter_map(|(property, place)| Some(((*place)?, Arc::new(Asking::of_named(property, contract)?))));
    let all = unnamed.chain(of_contract);
    all.filter(|(_, asking)| asking.role.is_none() || !asking.is_silent()).collect()
}

/// Required properties that no column is, and those that seem to be called otherwise; or that no column is any.
fn missing(contract: &Contract, places: &Places, unknown: &[&str]) -> Vec<(String, String)> {
    let absent = contract.properties.iter().zip(&places.columns).filter(|(_, place)| place.is_none());
    let required = absent.filter(|(property, _)| property.is_required && property.constant.is_none());
    let mut faults: Vec<(String, String)> = required
        .map(|(property, _)| {
            let meant = nearest(&property.name, unknown);
            let next = match meant {
                Some(meant) => format!("if `{meant}` is it, say so with `physicalName: {meant}`"),
                None => "export it with this column".to_owned(),
            };
            (
                property.name.clone(),
                format!("contract `{}` requires it and the file has none; {next}", contract.id),
            )
        })
        .collect();
    let is_any = places.columns.iter().any(Option::is_some);
    if faults.is_empty()
        && !is_any
        && let Some(first) = unknown.first()
    {
        let named: Vec<String> = contract
            .properties
            .iter()
            .filter(|property| property.role != Role::Ignore && property.constant.is_none())
            .take(6)
            .map(|property| format!("`{}`", property.name))
            .collect();
        let why = format!(
            "no column of the file is one of contract `{}`, which names {}; give the contract of this file",
            contract.id,
            named.join(", ")
        );
        faults.push(((*first).to_owned(), why));
    }
    faults.extend(renamed(contract, places, unknown));
    faults
}

/// Columns that say who somebody is or what they answered, and that the file has under another name as it seems: read
/// without them, its rows would be other people, and nobody's yes would be in it.
fn renamed(contract: &Contract, places: &Places, unknown: &[&str]) -> Vec<(String, String)> {
    let pairs = || contract.properties.iter().zip(&places.columns);
    let absent = pairs()
        .filter(|(property, place)| place.is_none() && !property.is_required && property.constant.is_none());
    let is_there = |role: Role| pairs().any(|(property, place)| property.role == role && place.is_some());
    let mut faults = Vec::new();
    for (property, _) in absent.filter(|(property, _)| !is_there(property.role)) {
        let Some(column) = unknown.iter().find(|column| may_be(property.role, column)) else { continue };
        let why = format!(
            "contract `{}` reads it as `{}` and the file has none, but `{column}`, which the contract does not name: if that is it, say so with `physicalName: {column}`; if the file has no such column any more, take it out of the contract",
            contract.id, property.role
        );
        faults.push((property.name.clone(), why));
    }
    faults
}

/// Whether a column of this name may be what has this role, where that is missing.
fn may_be(role: Role, column: &str) -> bool {
    let guessed = |wanted: people::Role| people::guess_roles(&[column], &[]) == [wanted];
    match role {
        Role::Email => asks(column).is_none() && guessed(people::Role::Email),
        Role::Phone => asks(column).is_none() && guessed(people::Role::Phone),
        Role::CustomerId => guessed(people::Role::CustomerId) || guessed(people::Role::RecordId),
        role if role.is_action() => asks(column).is_some(),
        _ => false,
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let n_more = names.len().saturating_sub(N_LISTED);
    let shown: Vec<String> = names.iter().take(N_LISTED).map(|name| format!("`{name}`")).collect();
    match n_more {
        0 => shown.join(", "),
        n => format!("{} and {n} more", shown.join(", ")),
    }
}

fn why_unknown(contract: &Contract, unknown: &[&str]) -> String {
    let names: Vec<&str> = contract.properties.iter().map(|property| property.name.as_str()).collect();
    let first = unknown.first().copied().unwrap_or_default();
    let meant = nearest(first, &names).map_or(String::new(), |name| format!(" (is `{name}` meant?)"));
    let also = match unknown.len() {
        0 | 1 => String::new(),
        _ => format!(", nor {}", listed(unknown.iter().skip(1).copied())),
    };
    format!(
        "contract `{}` does not know it{meant}{also} and is strict; add it there, with role `ignore` if it is not needed, or leave out `truelift.columns: strict`",
        contract.id
    )
}

/// What is told of columns that the contract does not name; `None` when there are none.
pub(crate) fn unnamed(contract: &Contract, unknown: &[&str]) -> Option<String> {
    let what = match unknown.len() {
        0 => return None,
        1 => "1 column the contract does not name".to_owned(),
        n => format!("{n} columns the contract does not name"),
    };
    let it = if unknown.len() == 1 { "it" } else { "them" };
    Some(format!(
        "{what}: {}; to keep {it}, name {it} in contract `{}`, apply it, and run `truelift collect reload {}`",
        listed(unknown.iter().copied()),
        contract.id,
        contract.source
    ))
}

/// What is told of optional properties that no column is.
fn left_out(contract: &Contract, places: &Places) -> Option<String> {
    let absent = contract.properties.iter().zip(&places.columns).filter(|(property, place)| {
        place.is_none()
            && !property.is_required
            && property.constant.is_none()
            && property.role != Role::Ignore
    });
    let names: Vec<&str> = absent.map(|(property, _)| property.name.as_str()).collect();
    let what = match names.len() {
        0 => return None,
        1 => "1 column of the contract is not in the file".to_owned(),
        n => format!("{n} columns of the contract are not in the file"),
    };
    Some(format!("{what}: {}; its rows are read without", listed(names.into_iter())))
}

/// The columns that have the name of a property besides the one it is read from, also in other capitals. What another
/// property of the contract is called exactly is its own.
fn twins(contract: &Contract, columns: &[Option<usize>], header: &[String]) -> Vec<(usize, usize)> {
    let is_own =
        |name: &String| contract.properties.iter().any(|property| property.names().any(|own| own == name));
    let mut found = Vec::new();
    for (nth, (property, place)) in contract.properties.iter().zip(columns).enumerate() {
        let Some(place) = place.filter(|_| is_heard(contract, property)) else { continue };
        let is_named =
            |name: &str| property.names().any(|own| folded(own) == folded(name) && !folded(own).is_empty());
        let others = header.iter().enumerate().filter(|(at, name)| *at != place && is_named(name));
        let is_free = |at: usize, name: &String| {
            !columns.contains(&Some(at)) && (property.names().any(|own| own == name) || !is_own(name))
        };
        found.extend(others.filter(|(at, name)| is_free(*at, name)).map(|(at, _)| (nth, at)));
    }
    found
}

/// Whether what further columns of a property say is asked for: whom a row of consents names, and what it answers.
fn is_heard(contract: &Contract, property: &Property) -> bool {
    use Role::{CustomerId, Email, Phone};
    let is_heard = property.role.is_action() || matches!(property.role, CustomerId | Email | Phone);
    is_heard && (contract.lands.contains(&Lands::Consents) || contract.lands.contains(&Lands::Records))
}

/// What columns of one name say together: all that they name, and of answers the one that says no.
pub(crate) fn together(property: &Property, values: Vec<String>) -> String {
    if !property.role.is_action() {
        return values.join("; ");
    }
    let is_no = |value: &&String| meant(property, Some(value)).is_some_and(|word| says_no(property, word));
    values.iter().find(is_no).or(values.first()).cloned().unwrap_or_default()
}

/// Values that are there, each once.
pub(crate) fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in values.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()) {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// A row whose columns of one name say different things: nobody knows which is meant.
pub(crate) fn twins_differ(property: &Property) -> Failure {
    let why = "it stands in several columns of this name, which say different things; leave one, or give each its own name";
    Failure { rule: Rule::ColumnCount, field: Some(property.name.clone()), why: why.to_owned() }
}
