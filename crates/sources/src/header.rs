//! Which column of a file is which property of its contract.

use crate::layout::folded;
use crate::odcs::nearest;
use crate::{Contract, SourceError};

/// Where the properties of a contract stand in the columns of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Places {
    /// For each property its column; `None` when the file has none.
    pub(crate) columns: Vec<Option<usize>>,
    /// Columns without a name, as a comma at the end of each line makes.
    pub(crate) nameless: Vec<usize>,
    /// What was found out, in words.
    pub(crate) notes: Vec<String>,
}

/// Finds each property in the header: by its name, then by its name in other capitals, blanks and marks.
///
/// Errors: [`SourceError::Column`] for columns the contract does not know, one that is there twice, and
/// a required one that is not there.
pub(crate) fn places(contract: &Contract, header: &[String], file: &str) -> Result<Places, SourceError> {
    let fail = |column: &str, why: String| SourceError::Column {
        file: file.to_owned(),
        column: column.to_owned(),
        why,
    };
    let mut taken = vec![false; header.len()];
    let mut places = Places { columns: vec![None; contract.properties.len()], ..Places::default() };
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
                return Err(fail(other, why));
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
    let free = || header.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false));
    places.nameless = free().filter(|(_, column)| column.is_empty()).map(|(at, _)| at).collect();
    let unknown: Vec<&str> =
        free().filter(|(_, column)| !column.is_empty()).map(|(_, column)| column.as_str()).collect();
    if let Some((first, further)) = unknown.split_first() {
        return Err(fail(first, why_unknown(contract, first, further)));
    }
    for (property, place) in contract.properties.iter().zip(&places.columns) {
        if place.is_none() && property.is_required && property.constant.is_none() {
            let why = format!(
                "contract `{}` requires it and the file has none; export it with this column",
                contract.id
            );
            return Err(fail(&property.name, why));
        }
    }
    Ok(places)
}

fn why_unknown(contract: &Contract, first: &str, further: &[&str]) -> String {
    let names: Vec<&str> = contract.properties.iter().map(|property| property.name.as_str()).collect();
    if names.contains(&first) {
        return "it is there twice; give each column its own name".to_owned();
    }
    let meant = nearest(first, &names).map_or(String::new(), |name| format!(" (is `{name}` meant?)"));
    let also = match further {
        [] => String::new(),
        further => {
            let listed: Vec<String> = further.iter().take(20).map(|name| format!("`{name}`")).collect();
            format!(", nor {}", listed.join(", "))
        }
    };
    format!(
        "contract `{}` does not know it{meant}{also}; add it there, with role `ignore` if it is not needed",
        contract.id
    )
}
