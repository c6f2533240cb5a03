//! Columns of a draft in which somebody says no although their name does not tell: a status, the reason of a bounce, a
//! remark. None of them is merely kept.

use super::Asked;
use super::column::Column;
use super::known::Known;
use super::sample::Sample;
use crate::folded::folded;
use crate::no_words::{asks, asks_when, asks_why, is_event_of_mail, is_no, is_plain_no, is_strong_no};
use crate::{Format, Lands, Role};
use std::collections::BTreeSet;

/// Different words up to which a column holds answers; one with more holds texts.
const N_WORDS: usize = 24;

/// Letters of the longest word that is an answer.
const MAX_WORD_CHARS: usize = 40;

/// Names whose words tell of a person's consent or of nothing, folded: what is ambiguous there, as `cancelled`, is a no.
const OF_PERSONS: &[&str] = &[
    "status",
    "state",
    "decision",
    "emailstatus",
    "mailstatus",
    "smsstatus",
    "contactstatus",
    "subscriberstatus",
    "subscriptionstatus",
    "memberstatus",
    "marketingstatus",
    "personmarketingstatus",
    "newsletterstatus",
    "consentstatus",
    "permissionstatus",
    "optinstatus",
    "optstatus",
    "liststatus",
    "mailingstatus",
    "emailpermissionstatus",
    "suppressionreason",
    "requesttype",
    "request",
    "anfrage",
];

/// What was found in a column.
enum Found {
    /// Words that answer yes or no.
    Answers,
    /// Texts, some of which say no.
    Texts,
    /// Why somebody said no: whatever stands there.
    Reasons,
}

/// Gives every such column a role, and asks about it.
pub(super) fn find(columns: &mut [Column], known: Option<&Known>, sample: &Sample, asked: &mut Asked<'_>) {
    if sample.format == Format::Segment {
        return;
    }
    let is_order = is_order(columns, known);
    // With a number each, what happened lands as that, and the noes among it count all the same.
    let has_key = columns.iter().any(|column| matches!(column.role, Role::ExternalKey | Role::MessageId));
    // Being in the file is the answer where a known export says so.
    let is_answered = known.is_some_and(|known| known.constants.iter().any(|(role, _)| *role == "action"));
    let mut has_answer = is_answered || columns.iter().any(|column| column.role.is_action());
    for column in columns.iter_mut().filter(|column| !column.is_told() && may_hide(column.role)) {
        if has_key && column.role == Role::EventName {
            continue;
        }
        let Some(found) = found(column, sample, is_order, has_answer) else { continue };
        let example = example(column, sample, is_order);
        let role = match found {
            _ if is_answered => Role::Evidence,
            Found::Texts => Role::Evidence,
            Found::Reasons => Role::ContactAction,
            Found::Answers => of_channel(column),
        };
        has_answer |= role != Role::Evidence;
        let name = &column.name;
        let text = match role {
            Role::Evidence => format!(
                "`{name}` has texts that say no, as `{example}`: each of them closes whoever its row names. Is it a remark (evidence), or does every value of it say who may be written to?"
            ),
            _ => format!(
                "`{name}` has values that say no, as `{example}`: does it say who may be written to, and who may not?"
            ),
        };
        let key = format!("role.{name}");
        let default = role.as_str().to_owned();
        let _ = asked.ask_choosing_from(&key, text, Some(default), &CHOICES);
        (column.role, column.kind, column.is_required) = (role, None, false);
        column.is_by_values = role != Role::Evidence && role != Role::ContactAction;
        "by its values: some say no".clone_into(&mut column.why);
    }
    log_of_consents(columns, sample);
}

const CHOICES: [(&str, &str); 5] = [
    ("email_action", "It says who may be sent e-mail, and who may not"),
    ("sms_action", "It says who may be sent text messages, and who may not"),
    ("contact_action", "Whoever has something there wants nothing at all"),
    ("evidence", "It is a remark; only what says no in it counts"),
    ("ignore", "It says nothing of consent"),
];

/// Whether a column of this role may hold a no that nobody would read.
fn may_hide(role: Role) -> bool {
    matches!(role, Role::Extra | Role::Ignore | Role::State | Role::Country | Role::EventName)
}

/// Whether the rows are orders, whose states are not those of a person.
fn is_order(columns: &[Column], known: Option<&Known>) -> bool {
    let is_of_orders = |column: &Column| column.role == Role::Revenue || column.role.is_item();
    known.is_some_and(|known| known.lands == [Lands::Events]) || columns.iter().any(is_of_orders)
}

/// The different values of a column, in small letters.
fn words(column: &Column, sample: &Sample) -> BTreeSet<String> {
    sample
        .values(column.at)
        .map(|value| value.trim().to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn found(column: &Column, sample: &Sample, is_order: bool, has_answer: bool) -> Option<Found> {
    let name = column.name.rsplit('.').next().unwrap_or(&column.name);
    let is_address = matches!(column.role, Role::State | Role::Country);
    let words = words(column, sample);
    if words.is_empty() || asks_when(name) {
        return None;
    }
    if column.role == Role::EventName {
        let is_of_mail =
            words.iter().all(|word| is_event_of_mail(word)) && words.iter().any(|word| is_no(word));
        return (is_of_mail && !is_order).then_some(Found::Answers);
    }
    if asks_why(name) && !is_address {
        return Some(if has_answer || is_order { Found::Texts } else { Found::Reasons });
    }
    let is_of_persons = OF_PERSONS.contains(&folded(name).as_str()) && !is_order;
    let says_no = |word: &String| is_strong_no(word, is_order) || (is_of_persons && is_plain_no(word));
    let noes: Vec<&String> = words.iter().filter(|word| says_no(word)).collect();
    if noes.is_empty() {
        return None;
    }
    let is_answer = |word: &String| {
        word.chars().count() <= MAX_WORD_CHARS && !word.contains([',', ';', '|', '[', ']', '{', '}', '"'])
    };
    let is_of_answers =
        words.len() <= N_WORDS && words.iter().all(is_answer) && noes.iter().all(|word| is_no(word));
    match is_of_answers && !is_order {
        true => Some(Found::Answers),
        // A town may be called anything.
        false if is_address => None,
        false => Some(Found::Texts),
    }
}

/// The first value that says no.
fn example<'a>(column: &Column, sample: &'a Sample, is_order: bool) -> &'a str {
    let mut values = sample.values(column.at);
    let first = sample.values(column.at).next().unwrap_or_default();
    values.find(|value| is_strong_no(value, is_order) || is_plain_no(value)).unwrap_or(first)
}

/// The role of answers: of the channel that the name says, else of e-mail.
fn of_channel(column: &Column) -> Role {
    let named = super::answers::role(&column.name);
    named.filter(|role| asks(&column.name).is_some() && *role != Role::ContactAction).unwrap_or_else(|| {
        match crate::no_words::channels_named(&column.name).as_slice() {
            [vocabulary::Channel::Sms] => Role::SmsAction,
            [vocabulary::Channel::Push] => Role::PushAction,
            [vocabulary::Channel::Post] => Role::PostAction,
            _ => Role::EmailAction,
        }
    })
}

/// In a book of consents, whose rows name purpose and channel, the column with the answers is the action of those.
fn log_of_consents(columns: &mut [Column], sample: &Sample) {
    let has = |columns: &[Column], role: Role| columns.iter().any(|column| column.role == role);
    if !has(columns, Role::Channel) || !has(columns, Role::Purpose) || has(columns, Role::Action) {
        return;
    }
    let is_answer = |word: &String| is_no(word) || matches!(word.as_str(), "granted" | "given" | "yes");
    let is_it = |column: &&mut Column| {
        let may_be = column.is_by_values || matches!(column.role, Role::Extra | Role::Ignore | Role::State);
        let words = words(column, sample);
        may_be && !column.is_told() && !words.is_empty() && words.iter().all(is_answer)
    };
    if let Some(column) = columns.iter_mut().find(is_it) {
        (column.role, column.is_by_values) = (Role::Action, false);
        "by its values: yes or no to the purpose and channel of the row".clone_into(&mut column.why);
    }
}
