//! How the amounts of a column are written: with a comma or a point, in euros or in cents.

use super::Asked;
use super::column::Column;
use super::columns::last;
use super::names::without_cents;
use super::sample::Sample;
use crate::Format;
use crate::amount::{Decimal, Mark, NoAmount, amount, is_lone_group, shown_mark};

/// Settles whether amounts are counted in cents. By their name they are, and whoever knows better says so.
fn unit(column: &mut Column, sample: &Sample, asked: &mut Asked<'_>) {
    let own = format!("unit.{}", column.name);
    let key = asked.answered(&own).unwrap_or(own);
    let last = last(&column.name, sample.format);
    let is_whole = |value: &str| {
        let digits = value.trim_start_matches('-');
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_small = without_cents(last).is_some() && sample.values(column.at).all(is_whole);
    if !is_small && !asked.is_answered(&key) {
        return;
    }
    let example = sample.values(column.at).next().unwrap_or("1999");
    let text = format!(
        "are the amounts of `{}`, as `{example}`, counted in cents (minor) or whole units (major): minor or major?",
        column.name
    );
    let default = is_small.then_some("minor");
    if asked.ask_of(&key, text, default, &["minor", "major"]).as_deref() == Some("minor") {
        column.unit = Some("minor");
    }
}

/// Whether amounts are of a currency without decimals, as it was told or as each of them says: `¥20,877`.
fn is_whole(values: &[&str], asked: &Asked<'_>) -> bool {
    let is_whole = |code: &str| code.parse().is_ok_and(|known: vocabulary::Currency| known.n_decimals() == 0);
    match asked.told("currency") {
        Some(told) => is_whole(&told.to_uppercase()),
        None => {
            let is_yen = |value: &&str| value.contains(['¥', '￥', '\\', '円', '₩', '￦', '원']);
            !values.is_empty() && values.iter().all(is_yen)
        }
    }
}

/// Settles the decimal mark of a column of amounts, and asks where its values leave it open.
pub(super) fn settle(column: &mut Column, sample: &Sample, asked: &mut Asked<'_>) {
    column.kind = Some("number");
    unit(column, sample, asked);
    if column.unit.is_some() {
        return;
    }
    // Numbers of Parquet are numbers: nobody wrote a mark.
    if sample.format == Format::Parquet {
        return;
    }
    let values: Vec<&str> = sample.values(column.at).collect();
    let shows = |wanted: Decimal| values.iter().any(|value| shown_mark(value) == Some(wanted));
    let is_open =
        |value: &&str| is_lone_group(value) || amount(value, Mark::Open) == Err(NoAmount::Ambiguous);
    let open = values.iter().copied().find(is_open);
    let (comma, point) = (shows(Decimal::Comma), shows(Decimal::Point));
    let own = format!("decimal.{}", column.name);
    let key = asked.answered(&own).unwrap_or_else(|| "decimal".to_owned());
    let is_plain = open.is_none() || comma != point && !(point && open.is_some_and(is_lone_group));
    if is_plain && !asked.is_answered(&key) {
        column.decimal = match (open, comma, point) {
            (_, true, false) => Some("comma"),
            (Some(_), false, true) => Some("point"),
            _ => None,
        };
        return;
    }
    // No mark begins decimals that the currency does not have.
    if open.is_some() && !asked.is_answered(&key) && is_whole(&values, asked) {
        return;
    }
    let example = open.or(values.first().copied()).unwrap_or("1.234");
    let text = format!(
        "`{}` has amounts such as `{example}`: does a comma or a point begin its decimals (the other one groups thousands): comma or point?",
        column.name
    );
    let default = (sample.is_continental() && !point).then_some("comma");
    column.decimal = match asked.ask_of(&key, text, default, &["comma", "point"]).as_deref() {
        Some("comma") => Some("comma"),
        Some(_) => Some("point"),
        None => None,
    };
}
