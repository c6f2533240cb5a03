//! What stands beside a question for who does not know the words of a contract: the column it is about, what may be
//! answered, and what the file has there.

use super::Question;
use super::column::Column;
use super::moments::IGNORE;
use super::sample::Sample;
use crate::Role;

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As it is answered.
    pub value: String,
    /// What it means.
    pub words: String,
}

/// Values of a file that are shown beside a question, and beside a column.
const N_EXAMPLES: usize = 3;

/// A longer value is cut: it is there to be recognised.
const MAX_CHARS: usize = 60;

const ROWS: &[(&str, &str)] = &[
    ("records", "People: each row is somebody, as in a list of customers"),
    ("events", "Things that happened: each row is an order, a visit or a part of an order"),
    ("consents", "Consent: each row says who may be written to, or may not"),
    ("records+consents", "People, and whether they may be written to"),
    ("events+consents", "Things that happened, and whether people may be written to"),
];
const DECIMALS: &[(&str, &str)] =
    &[("comma", "A comma begins the decimals: 1.234,50"), ("point", "A point begins the decimals: 1,234.50")];
const MEANINGS: &[(&str, &str)] = &[
    ("granted", "Yes: they agreed to be written to"),
    ("withdrawn", "No: they must not be written to"),
    ("nothing", "Neither: it says nothing of consent"),
];
const PATTERNS: &[(&str, &str)] = &[(IGNORE, "Leave the column out: no moment is read of it")];
const PURPOSES: &[(&str, &str)] = &[
    ("marketing", "Marketing: offers and news"),
    ("ai_content", "Content written by AI"),
    ("ai_profiling", "Being profiled by AI"),
    ("service", "Service: receipts, recalls"),
];
const CHANNELS: &[(&str, &str)] = &[
    ("email", "E-mail"),
    ("sms", "Text messages"),
    ("push", "Push messages"),
    ("web", "On the web site"),
    ("post", "Letters"),
];
/// As the channels, of those who want nothing.
pub(super) const WAYS_OF_NOES: &[(&str, &str)] = &[
    ("all", "All of them: they want nothing at all, or to be forgotten"),
    ("email", "E-mail"),
    ("sms", "Text messages"),
    ("push", "Push messages"),
    ("web", "On the web site"),
    ("post", "Letters"),
];
const ENCODINGS: &[(&str, &str)] = &[
    ("utf-8", "UTF-8: new programs"),
    ("windows-1252", "Windows, western Europe and America"),
    ("windows-1250", "Windows, central Europe"),
    ("windows-1251", "Windows, Cyrillic"),
    ("windows-1253", "Windows, Greek"),
    ("windows-1254", "Windows, Turkish"),
    ("windows-1255", "Windows, Hebrew"),
    ("windows-1256", "Windows, Arabic"),
    ("windows-1257", "Windows, Baltic"),
    ("iso-8859-2", "Central Europe"),
    ("koi8-r", "Cyrillic, old programs"),
    ("macintosh", "Old Macintosh"),
    ("shift_jis", "Japanese"),
    ("euc-kr", "Korean"),
    ("gbk", "Chinese, simplified"),
    ("big5", "Chinese, traditional"),
];
const CURRENCIES: &[&str] =
    &["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "JPY"];
const ZONES: &[&str] = &[
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Paris",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Australia/Sydney",
];

/// Fills in what stands beside each question.
pub(super) fn complete(questions: &mut [Question], columns: &[Column], sample: &Sample) {
    for question in questions {
        let (key, of) = question.key.split_once('.').unwrap_or((&question.key, ""));
        let named = columns.iter().find(|column| column.name == of && !of.is_empty());
        let with = |role: fn(Role) -> bool| columns.iter().find(|column| role(column.role));
        let column = match key {
            "decimal" => named.or_else(|| with(|role| role == Role::Revenue)),
            "means" => columns.iter().find(|column| {
                let mut values = sample.values(column.at);
                column.role.is_action() && values.any(|value| value.trim().to_lowercase() == of)
            }),
            "zone" => with(Role::is_moment),
            "currency" => with(|role| role == Role::Revenue),
            _ => named,
        };
        question.column = column.map(|column| column.name.clone());
        question.examples = match (key, column) {
            ("encoding", _) => beyond_ascii(sample),
            // All of them stand there as answers.
            ("unread", _) => Vec::new(),
            ("means", _) | (_, None) => Vec::new(),
            (_, Some(column)) => examples(sample, column.at),
        };
        if question.choices.is_empty() {
            (question.choices, question.is_free) = choices(key, columns);
        }
    }
}

/// What may be answered, and whether something else may be.
fn choices(key: &str, columns: &[Column]) -> (Vec<Choice>, bool) {
    let told = |pairs: &[(&str, &str)]| pairs.iter().map(|(value, words)| choice(value, words)).collect();
    let plain = |values: &[&str]| values.iter().map(|value| choice(value, value)).collect();
    match key {
        "rows" => (told(ROWS), false),
        "decimal" => (told(DECIMALS), false),
        "means" => (told(MEANINGS), false),
        "format" => (told(PATTERNS), true),
        "purpose" => (told(PURPOSES), false),
        "channel" => (told(CHANNELS), false),
        // A guess may be one that is not listed.
        "encoding" => (told(ENCODINGS), true),
        "currency" => (plain(CURRENCIES), true),
        "zone" => (plain(ZONES), true),
        "key" => {
            let names = columns.iter().filter(|column| !column.is_told());
            (names.map(|column| choice(&column.name, &column.name)).collect(), false)
        }
        _ => (Vec::new(), true),
    }
}

pub(super) fn choice(value: &str, words: &str) -> Choice {
    Choice { value: value.to_owned(), words: words.to_owned() }
}

/// The first different values by which the eye sees whether the letters are right.
fn beyond_ascii(sample: &Sample) -> Vec<String> {
    let all = (0..sample.columns.len()).flat_map(|at| sample.values(at));
    firsts(all.filter(|value| !value.is_ascii()))
}

/// The first different values of a column.
pub(super) fn examples(sample: &Sample, at: usize) -> Vec<String> {
    firsts(sample.values(at))
}

/// The first different ones of some values, each cut to what is shown.
fn firsts<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in values {
        let shown: String = match value.chars().count() {
            n if n <= MAX_CHARS => value.to_owned(),
            _ => value.chars().take(MAX_CHARS).chain(['…']).collect(),
        };
        if !found.contains(&shown) {
            found.push(shown);
        }
        if found.len() == N_EXAMPLES {
            break;
        }
    }
    found
}
