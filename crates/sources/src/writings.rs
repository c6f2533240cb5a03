//! What people wrote in the columns of a file that is read by a contract, and what is told of texts that nobody has read.

use crate::column::shown;
use crate::meant::{in_one_line, may_hold_texts};
use crate::stray::Asking;
use crate::unheard::{Found, Texts};
use crate::{Contract, Lands, Property};
use std::cmp::Reverse;

/// Texts that are named of a column.
const N_NAMED: usize = 10;

/// What people wrote in the columns of a file that is read by a contract.
#[derive(Debug, Default)]
pub(crate) struct Writings {
    /// By place (a sheet or list beside the one that is read) and column.
    columns: Vec<((String, String), Texts)>,
    told: Vec<String>,
}

impl Writings {
    /// The texts of a column; `None` where it is read for an answer, or nobody writes in it.
    fn texts(&mut self, (place, column): (&str, &str), made: impl FnOnce() -> Texts) -> Option<&mut Texts> {
        let known = self.columns.iter().position(|((of, name), _)| of == place && name == column);
        let at = known.unwrap_or_else(|| {
            self.columns.push(((place.to_owned(), column.to_owned()), made()));
            self.columns.len() - 1
        });
        self.columns.get_mut(at).map(|(_, texts)| texts)
    }

    /// Takes in the values of a column that the contract names; `is_no` says of a row that a no was heard there.
    pub(crate) fn take<'a>(
        &mut self,
        (place, property): (&str, &Property),
        contract: &Contract,
        values: impl Iterator<Item = (u64, Option<&'a str>, bool)>,
    ) {
        let is_order = contract.lands.contains(&Lands::Events);
        let is_asked = Asking::of_named(property, contract)
            .is_some_and(|asking| !asking.is_by_name() && !asking.is_silent());
        if !may_hold_texts(property.role) || !is_asked {
            return;
        }
        let made = || match property.meant.is_empty() {
            true => Texts::of(&property.name),
            false => Texts::of_read(&property.meant),
        };
        let Some(texts) = self.texts((place, &property.name), made) else { return };
        if is_order && !texts.is_remark {
            return;
        }
        let meant = Some(&property.meant);
        for (line, value, is_no) in values {
            texts.take(value.unwrap_or_default().trim(), Some(line), is_no, meant);
        }
    }

    /// Takes in a value of a column that the contract does not name.
    pub(crate) fn take_unnamed(&mut self, (place, column): (&str, &str), line: u64, value: &str) {
        if let Some(texts) = self.texts((place, column), || Texts::of(column)) {
            texts.take(value.trim(), Some(line), false, None);
        }
    }

    /// Words what nobody has read so far. It is asked for with every portion of a file, and looks through what is kept
    /// without writing it anew.
    pub(crate) fn settle(&mut self, contract: &Contract) {
        let is_order = contract.lands.contains(&Lands::Events);
        let mut told = Vec::new();
        for ((place, column), texts) in &self.columns {
            if texts.are_free(is_order) {
                let is_named = contract.properties.iter().any(|property| property.name == *column);
                told.extend(words((place, column), texts, (&contract.id, is_named)));
            }
        }
        self.told = told;
    }

    pub(crate) fn told(&self) -> &[String] {
        &self.told
    }
}

/// What is told of a column of which nobody has read all.
fn words((place, column): (&str, &str), texts: &Texts, (contract, is_named): (&str, bool)) -> Vec<String> {
    let mut first: Vec<(&str, &Found)> = Vec::new();
    let mut n_open = 0_u64;
    for (text, found) in texts.open() {
        n_open += 1;
        let is_before = |(other, of): &(&str, &Found)| (of.n, Reverse(*other)) > (found.n, Reverse(text));
        let at = first.partition_point(is_before);
        if at < N_NAMED {
            first.insert(at, (text, found));
            first.truncate(N_NAMED);
        }
    }
    if n_open == 0 && texts.n_more == 0 {
        return Vec::new();
    }
    let of = if place.is_empty() { format!("`{column}`") } else { format!("`{column}` of {place}") };
    let tell = |(text, found): &(&str, &Found)| {
        let lines: Vec<String> = found.lines.iter().map(u64::to_string).collect();
        let more = if (lines.len() as u64) < found.n { ", …" } else { "" };
        let line = if lines.len() == 1 { "Line" } else { "Lines" };
        format!(
            "{line} {}{more}: {of} says something nobody has read: `{}`; say what it means in the contract",
            lines.join(", "),
            shown(&in_one_line(text))
        )
    };
    let mut told: Vec<String> = first.iter().map(tell).collect();
    let n_rest = n_open.saturating_sub(N_NAMED as u64) + texts.n_more;
    let rest = if n_rest == 0 { String::new() } else { format!("and so are {n_rest} more texts of it, ") };
    let how = if is_named { "" } else { "name the column with `truelift.role: evidence`, and " };
    told.push(format!(
        "these texts of {of} are understood by no reader of a no, {rest}and close nobody: in contract `{contract}` {how}say in the column's `truelift.map` of each text whether it is `withdrawn` (whoever it is about wants nothing, or has died) or `nothing`, then have the files read again: `truelift collect reload {contract}`"
    ));
    told
}
