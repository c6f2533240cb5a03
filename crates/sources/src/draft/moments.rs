//! How the moments of a column are written: by one pattern or by several, and never by a guess of which number is
//! the month.

use super::Asked;
use super::column::Column;
use super::sample::Sample;
use crate::Role;
use crate::moment::{DAY, civil};
use crate::pattern::Pattern;
use crate::timepiece::{Clock, serial};

/// Patterns that are tried, the usual first.
const PATTERNS: &[&str] = &[
    "dd.MM.yyyy",
    "d.M.yyyy",
    "dd.MM.yyyy HH:mm",
    "d.M.yyyy H:mm",
    "dd.MM.yyyy HH:mm:ss",
    "d/M/yyyy",
    "M/d/yyyy",
    "d/M/yyyy HH:mm",
    "M/d/yyyy HH:mm",
    "d/M/yyyy H:mm",
    "M/d/yyyy H:mm",
    "d/M/yyyy HH:mm:ss",
    "M/d/yyyy HH:mm:ss",
    "d/M/yyyy h:mm a",
    "M/d/yyyy h:mm a",
    "d/M/yyyy h:mm:ss a",
    "M/d/yyyy h:mm:ss a",
    "d-M-yyyy",
    "M-d-yyyy",
    "d-M-yyyy HH:mm:ss",
    "M-d-yyyy HH:mm:ss",
    "d-M-yyyy HH:mm",
    "M-d-yyyy HH:mm",
    "d-M-yyyy h:mm a",
    "M-d-yyyy h:mm a",
    "d/M/yy",
    "M/d/yy",
    "d/M/yy H:mm",
    "M/d/yy H:mm",
    "d/M/yy H:mm:ss",
    "M/d/yy H:mm:ss",
    "d/M/yy h:mm a",
    "M/d/yy h:mm a",
    "d-M-yy",
    "M-d-yy",
    "dd.MM.yy",
    "dd.MM.yy HH:mm",
];

/// Which of two numbers comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Day,
    Month,
}

impl Order {
    /// Whether a pattern may stand among those of this order. Points stand behind days alone.
    fn has(self, pattern: &str) -> bool {
        pattern.contains('.') || pattern.starts_with('M') == (self == Order::Month)
    }
}

/// Patterns with the values that are not read without one.
struct Unread<'a> {
    values: Vec<&'a str>,
    is_day: bool,
}

impl<'a> Unread<'a> {
    fn reads(&self, pattern: &Pattern, value: &str) -> bool {
        pattern.read(value).is_some_and(|civil| !self.is_day || civil.wall % DAY == 0)
    }

    /// The fewest patterns of an order that read what any of them reads, those for the most values first, and the
    /// values that none reads.
    fn patterns(&self, order: Order) -> (Vec<String>, Vec<&'a str>) {
        let parsed: Vec<(&str, Pattern)> = PATTERNS
            .iter()
            .filter(|text| order.has(text))
            .filter_map(|text| Some((*text, Pattern::parse(text).ok()?)))
            .collect();
        let (mut chosen, mut left) = (Vec::new(), self.values.clone());
        loop {
            let count = |pattern: &Pattern| left.iter().filter(|value| self.reads(pattern, value)).count();
            let counted = parsed.iter().map(|(text, pattern)| (count(pattern), *text, pattern));
            // Of those that read as many, the first of the list.
            let best = counted.rev().max_by_key(|(n, ..)| *n).filter(|(n, ..)| 0 < *n);
            let Some((_, text, pattern)) = best else { return (chosen, left) };
            chosen.push(text.to_owned());
            left.retain(|value| !self.reads(pattern, value));
        }
    }
}

/// The answer that leaves a column out.
pub(super) const IGNORE: &str = "ignore";

/// Settles the patterns of a column of moments, and asks where its values leave it open.
pub(crate) fn settle(column: &mut Column, sample: &Sample, asked: &mut Asked<'_>) {
    let is_day = column.role == Role::BirthDate;
    column.kind = Some(if is_day { "date" } else { "timestamp" });
    let open = Clock::default();
    let is_unread =
        |value: &&str| if is_day { open.day(value).is_none() } else { open.moment(value).is_none() };
    let n_values = sample.values(column.at).count();
    let first: Vec<&str> = sample.values(column.at).filter(is_unread).collect();
    // A tenth may be anything: exports hold slips.
    let is_enough = |n_left: usize| n_left * 10 <= n_values;
    let n_first = first.len();
    let late = sample.late(column.at).filter(is_unread);
    if !first.is_empty() && first.iter().all(|value| is_serial(value)) {
        column.unit = Some("excel_days");
        return;
    }
    let unread = Unread { values: first.iter().copied().chain(late).collect(), is_day };
    let key = format!("format.{}", column.name);
    if unread.values.is_empty() && !asked.is_answered(&key) {
        return;
    }
    let (of_days, left_of_days) = unread.patterns(Order::Day);
    let (of_months, left_of_months) = unread.patterns(Order::Month);
    let only_days = left_of_months.iter().any(|value| !left_of_days.contains(value));
    let only_months = left_of_days.iter().any(|value| !left_of_months.contains(value));
    let n_left = |left: &[&str]| first.iter().filter(|value| left.contains(*value)).count();
    let is_same = of_days == of_months;
    let order = match (only_days, only_months) {
        (true, false) => Some(Order::Day),
        (false, true) => Some(Order::Month),
        _ if is_same => Some(Order::Day),
        _ => {
            let chosen = (of_days.as_slice(), of_months.as_slice());
            return ask_order(column, asked, &key, chosen, only_days);
        }
    };
    let (patterns, left) = match order {
        Some(Order::Month) => (of_months, left_of_months),
        _ => (of_days, left_of_days),
    };
    column.formats = patterns;
    if is_enough(n_left(&left)) && !asked.is_answered(&key) {
        return;
    }
    if is_day && n_first == n_left(&left) && first.iter().any(|value| civil(value).is_none()) {
        // The readers of people know more spellings of a birthday than a contract does.
        column.kind = None;
        column.formats.clear();
        return;
    }
    let example = left.first().map_or(String::new(), |value| format!(" (as in `{value}`)"));
    let text = format!(
        "by which pattern is `{}` written{example}, as dd.MM.yyyy HH:mm? `{IGNORE}` leaves the column out, where no pattern reads it",
        column.name
    );
    let Some(answer) = asked.ask(&key, text, None) else { return };
    match Pattern::parse(&answer) {
        _ if answer.trim().eq_ignore_ascii_case(IGNORE) => {
            column.formats.clear();
            (column.role, column.kind, column.is_required) = (Role::Ignore, None, false);
            "left out, as told: no pattern reads it".clone_into(&mut column.why);
            return;
        }
        Ok(_) => column.formats.push(answer),
        Err(_) => asked.wrong(&key, &answer, "a pattern as dd.MM.yyyy HH:mm"),
    }
    column.formats.dedup();
}

/// Asks whether the day or the month comes first.
fn ask_order(
    column: &mut Column,
    asked: &mut Asked<'_>,
    key: &str,
    (of_days, of_months): (&[String], &[String]),
    only_days: bool,
) {
    let both = |pattern: Option<&String>| pattern.cloned().unwrap_or_default();
    let (day, month) = (both(slashed(of_days)), both(slashed(of_months)));
    let why = if only_days {
        "some of its values are only the one, some only the other; those that do not fit will be quarantined"
    } else {
        "every value fits both"
    };
    let text = format!("`{}` can be read as {day} and as {month} ({why}): which is it?", column.name);
    let read = |words: &str, pattern: &str| format!("{words}: {pattern}");
    let (days, months) = (read("The day stands first", &day), read("The month stands first", &month));
    let choices = [("day first", days.as_str()), ("month first", months.as_str())];
    let Some(answer) = asked.ask_choosing(key, text, &choices) else { return };
    column.formats = answered(&answer, of_days, of_months);
    let is_pattern = |text: &String| Pattern::parse(text).is_ok();
    if !column.formats.iter().all(is_pattern) {
        asked.wrong(key, &answer, "`day first`, `month first` or a pattern as dd/MM/yyyy");
    }
}

/// Whether a number is a day as spreadsheets count them: of 1927 to 2064, so that a year or a number of something is
/// none.
fn is_serial(value: &str) -> bool {
    let whole = value.split(['.', ',']).next().unwrap_or_default();
    let is_near = whole.len() == 5 && whole.parse::<u32>().is_ok_and(|day| (10_000..60_000).contains(&day));
    is_near && serial(value).is_some()
}

/// The first pattern that leaves open which number is the month.
fn slashed(patterns: &[String]) -> Option<&String> {
    patterns.iter().find(|pattern| !pattern.contains('.')).or(patterns.first())
}

/// The patterns of an answer: a pattern, or `day first` or `month first`.
fn answered(answer: &str, of_days: &[String], of_months: &[String]) -> Vec<String> {
    let small = answer.trim().to_lowercase();
    let (is_word, is_month) =
        (small.starts_with("day") || small.starts_with("month"), small.starts_with("mon"));
    let is_month = is_month || answer.trim().starts_with('M');
    let own = (!is_word).then(|| answer.trim().to_owned());
    let rest = if is_month { of_months } else { of_days };
    let mut patterns: Vec<String> = own.into_iter().chain(rest.iter().cloned()).collect();
    let mut seen = std::collections::HashSet::new();
    patterns.retain(|pattern| seen.insert(pattern.clone()));
    patterns
}
