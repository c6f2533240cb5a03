//! The question for what the reader of a no does not understand: a person reads those texts before they count as harmless.

use super::column::Column;
use super::questions::choice;
use super::sample::Sample;
use super::{Asked, Choice};
use crate::meant::{compared, may_hold_texts};
use crate::no_words::{asks, is_strong_no};
use crate::stray::Asking;
use crate::unheard::{Texts, Unread};
use crate::{Contract, Format, Lands, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Texts that are asked about at once.
const N_ASKED: usize = 300;

/// Asks of every column in which people write freely what nobody has read, and writes what is answered into its map.
/// Whether anything was asked.
///
/// `contract` is the one that the draft makes without these answers, where it makes one.
pub(super) fn ask(
    columns: &mut [Column],
    (sample, texts): (&Sample, &mut [Texts]),
    (contract, lands): (Option<&Contract>, &[Lands]),
    asked: &mut Asked<'_>,
) -> bool {
    if is_list(sample) || !names_somebody(columns, contract) {
        return false;
    }
    let is_order = lands.contains(&Lands::Events);
    let mut is_any = false;
    for column in columns.iter_mut().filter(|column| may_hold_texts(column.role)) {
        let texts = texts.get_mut(column.at).filter(|texts| texts.may_be_free(is_order));
        let Some(texts) = texts else { continue };
        let property = contract.and_then(|contract| {
            let named = contract.properties.iter().find(|property| property.name == column.name)?;
            Some(Asking::of_named(named, contract))
        });
        match property {
            Some(Some(asking)) if !asking.is_by_name() && !asking.is_silent() => {
                texts.hear(|text| asking.says_no(text));
            }
            None if asks(&column.name).is_none() => texts.hear(|text| is_strong_no(text, is_order)),
            _ => continue,
        }
        if !texts.are_free(is_order) {
            continue;
        }
        let unread = texts.unread();
        if !unread.texts.is_empty() {
            is_any = true;
            of_column(column, &unread, asked);
        }
    }
    is_any
}

/// Whether what the rows are is told by no column of theirs.
pub(super) fn is_list(sample: &Sample) -> bool {
    sample.is_headless || sample.is_log || sample.format == Format::Segment
}

/// Whether rows name somebody whom a no closes: where nobody is named, nothing that is written closes anybody, and in a list
/// of noes everybody is out.
pub(super) fn names_somebody(columns: &[Column], contract: Option<&Contract>) -> bool {
    let names = |column: &Column| {
        use Role::{AnonymousId, CustomerId, Email, ExternalKey, FamilyName, FullName, GivenName, Phone};
        matches!(
            column.role,
            Email | Phone | CustomerId | AnonymousId | ExternalKey | FullName | GivenName | FamilyName
        )
    };
    columns.iter().any(names) && !contract.is_some_and(Contract::is_of_noes)
}

/// Asks of one column.
fn of_column(column: &mut Column, unread: &Unread, asked: &mut Asked<'_>) {
    let key = format!("unread.{}", column.name);
    let answer = asked.ask(&key, words(&column.name, unread), None);
    let shown = || unread.texts.iter().take(N_ASKED);
    let choices: Vec<Choice> = shown().map(|text| choice(text, text)).collect();
    asked.choose_many(&key, choices);
    let Some(answer) = answer else { return };
    let by_key: BTreeMap<String, &String> = unread.texts.iter().map(|text| (compared(text), text)).collect();
    let mut map: BTreeMap<String, String> =
        shown().map(|text| (text.clone(), "nothing".to_owned())).collect();
    for told in told(&answer, shown()) {
        match by_key.get(&compared(&told)) {
            Some(text) => _ = map.insert((*text).clone(), "withdrawn".to_owned()),
            None => {
                asked.wrong(
                    &key,
                    &told,
                    "`none`, or those of the texts that say no, each as it stands in the column",
                );
            }
        }
    }
    column.map.extend(map);
}

/// The texts of an answer: a list of JSON, or one on each line.
pub(super) fn told<'a>(answer: &str, all: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    let answer = answer.trim();
    if let Ok(texts) = serde_json::from_str::<BTreeSet<String>>(answer) {
        return texts;
    }
    match answer.to_lowercase().as_str() {
        "none" => BTreeSet::new(),
        "all" => all.cloned().collect(),
        _ => answer.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect(),
    }
}

/// The question.
fn words(name: &str, unread: &Unread) -> String {
    let n = unread.texts.len();
    let many = |n: usize, one: &str, more: &str| if n == 1 { one.to_owned() } else { format!("{n} {more}") };
    let heard = match unread.n_noes {
        0 => "No no was heard in any.".to_owned(),
        n => format!("In {n} a no was heard."),
    };
    let these = match n {
        1 => "This one nobody has read: does it say".to_owned(),
        n => format!("These {n} nobody has read: which of them say"),
    };
    let more = match (n.saturating_sub(N_ASKED), unread.n_more) {
        (0, 0) => String::new(),
        (n, n_rows) => {
            let rows =
                if n_rows == 0 { String::new() } else { format!(" and those of {n_rows} further rows") };
            format!(
                " The {N_ASKED} that most rows have are shown; {n} more{rows} stay unread, close nobody, and are told of at each import."
            )
        }
    };
    format!(
        "`{name}` holds {}. {heard} {these} that somebody wants nothing, or has died?{more}",
        many(unread.n_texts, "one text", "texts")
    )
}
