//! The column of a register of consents that names the way of each row: `E-Posta`, `SMS`, `Arama`.

use super::column::Column;
use super::sample::Sample;
use crate::Role;
use crate::channel_words::{channel_called, is_of_calls};
use crate::folded::folded;
use vocabulary::Channel;

/// Parts of what such a column is called, folded.
const NAMES: &[&str] = &[
    "channel",
    "kanal",
    "canal",
    "kanaal",
    "kanał",
    "canais",
    "канал",
    "κανάλι",
    "قناة",
    "ערוץ",
    "チャネル",
    "채널",
    "渠道",
    "चैनल",
];

/// Parts of names of ways that are no answer's: by which somebody came, or would rather be written to.
const OTHERS: &[&str] = &[
    "sale", "order", "acqui", "source", "lead", "prefer", "bevorz", "tercih", "satis", "satış", "vertrieb",
    "vente", "venta",
];

/// Gives the column of ways its role, where one is called so and holds nothing else.
pub(super) fn find(columns: &mut [Column], sample: &Sample) {
    if columns.iter().any(|column| column.role == Role::Channel) {
        return;
    }
    let is_of_ways = |column: &&mut Column| {
        let may_be = matches!(column.role, Role::Extra | Role::Ignore);
        may_be && !column.is_told() && is_called_so(&column.name) && holds_ways(column, sample)
    };
    if let Some(column) = columns.iter_mut().find(is_of_ways) {
        column.role = Role::Channel;
        "by its values: the ways to write to somebody".clone_into(&mut column.why);
    }
}

fn is_called_so(name: &str) -> bool {
    let name = folded(name);
    NAMES.iter().any(|part| name.contains(part)) && !OTHERS.iter().any(|part| name.contains(part))
}

fn holds_ways(column: &Column, sample: &Sample) -> bool {
    let mut values = sample.values(column.at).map(str::trim).filter(|value| !value.is_empty()).peekable();
    let is_way = |value: &str| {
        channel_called(value).is_some() || is_of_calls(value) || value.parse::<Channel>().is_ok()
    };
    values.peek().is_some() && values.all(is_way)
}
