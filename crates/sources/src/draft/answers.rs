//! The words of columns that say yes or no, whether or not the first rows have them.
// tidy: list

use super::Asked;
use super::column::Column;
use super::sample::Sample;
use crate::Role;
use crate::by_parts;
use crate::column::listed_words;
use crate::consent_names::{Named, answer, named};
use crate::neither::is_neither;
use crate::no_words::{Asks, CONSENTS, asks, channels_named, is_bare_no, lacks};
use std::collections::BTreeSet;
use vocabulary::Channel;

/// Words that answer what the column asks.
const YES: &[&str] = &[
    "yes", "y", "true", "t", "1", "x", "on", "ja", "j", "oui", "si", "sí", "sim", "wahr", "vrai", "tak",
    "checked", "✓", "✔",
];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "nein",
    "non",
    "não",
    "nee",
    "nej",
    "nie",
    "falsch",
    "faux",
    "unchecked",
];

/// Words that say themselves that nobody may write.
const OUT: &[&str] = &[
    "withdrawn",
    "unsubscribed",
    "unsubscribe",
    "opted out",
    "opted_out",
    "opted-out",
    "opt out",
    "opt_out",
    "opt-out",
    "optout",
    "cleaned",
    "suppressed",
    "bounced",
    "hard_bounced",
    "hard bounced",
    "hard_bounce",
    "hard bounce",
    "spam_complaint",
    "spam complaint",
    "invalid_email",
    "invalid email",
    "user_suppressed",
    "manually_suppressed",
    "manual_suppression",
    "complained",
    "complaint",
    "spam",
    "blocked",
    "blocklisted",
    "blacklisted",
    "revoked",
    "denied",
    "declined",
    "refused",
    "rejected",
    "removed",
    "do not contact",
    "do not email",
    "disallowed",
    "erased",
    "forgotten",
    "withdrew",
    "no consent",
    "not consented",
    "abgemeldet",
    "widerrufen",
    "désinscrit",
    "baja",
];
/// Words that say nothing, and the blank.
const NOTHING: &[&str] = &[
    "",
    "pending",
    "transactional",
    "never_subscribed",
    "never subscribed",
    "not_subscribed",
    "not subscribed",
    "non-subscribed",
    "nonsubscribed",
    "unconfirmed",
    "not confirmed",
    "not_confirmed",
    "unknown",
    "n/a",
    "na",
    "none",
    "null",
    "-",
    "not specified",
    "not_specified",
    "unbekannt",
];

/// What a word of a column means; `None` for a word of the column's own.
fn meaning(word: &str, asks: Asks) -> Option<&'static str> {
    let has = |words: &[&str]| words.contains(&word);
    match asks {
        _ if has(OUT) => Some("withdrawn"),
        _ if has(NOTHING) || is_neither(word) => Some(""),
        Asks::Yes if has(YES) || has(CONSENTS) => Some("granted"),
        Asks::Yes if has(NO) => Some("withdrawn"),
        Asks::Yes => answer(word).map(|is_yes| if is_yes { "granted" } else { "withdrawn" }),
        Asks::No if has(YES) => Some("withdrawn"),
        // Who has not said no has not said yes by that.
        Asks::No if has(NO) || has(CONSENTS) => Some(""),
        _ => None,
    }
}

/// Whether a word is known as a yes, or as one that says nothing.
pub(crate) fn is_yes_or_nothing(word: &str) -> bool {
    matches!(meaning(word.trim().to_lowercase().as_str(), Asks::Yes), Some("granted" | ""))
}

/// What a column asks for: as it was told, else by its name, else by its role.
fn asked_by(column: &Column) -> Asks {
    match asks(&column.name) {
        _ if column.is_of_noes => Asks::No,
        Some(asks) => asks,
        None if column.role == Role::ContactAction => Asks::No,
        None => Asks::Yes,
    }
}

/// Writes what every word of a yes-or-no column means, and asks for those that only this file has.
pub(crate) fn answers(column: &mut Column, sample: &Sample, asked: &mut Asked<'_>) {
    let asks = asked_by(column);
    let name = column.name.clone();
    let meaning = |word: &str| if lacks(&name, word) { Some("withdrawn") } else { meaning(word, asks) };
    let known = [YES, NO, CONSENTS, OUT, NOTHING].into_iter().flatten();
    let mut map: Vec<(String, String)> = known
        .filter_map(|word| Some((*word, meaning(word)?)))
        .filter(|(word, meaning)| word != meaning || word.is_empty())
        .map(|(word, meaning)| (word.to_owned(), meaning.to_owned()))
        .collect();
    if column.is_by_values && asks == Asks::Yes {
        // What no name promises opens nothing: an answer to the question does.
        map.retain(|(_, means)| means != "granted");
        map.extend(YES.iter().chain(CONSENTS).map(|word| ((*word).to_owned(), String::new())));
    }
    let words: BTreeSet<String> =
        sample.values(column.at).flat_map(listed_words).map(|word| word.trim().to_lowercase()).collect();
    for word in words.iter().filter(|word| !word.is_empty()) {
        let key = format!("means.{word}");
        let is_told = asked.is_answered(&key);
        let meant = meaning(word).filter(|means| !column.is_by_values || *means != "granted");
        // `Granted` is no word of ours until the contract says that it is `granted`.
        let is_as_ours =
            !sample.values(column.at).any(|value| value != word && value.trim().to_lowercase() == *word);
        let is_listed =
            map.iter().any(|(known, _)| known == word) || (is_as_ours && meant == Some(word.as_str()));
        if meant.is_some() && !is_told {
            if let Some(means) = meant.filter(|_| !is_listed) {
                map.push((word.clone(), means.to_owned()));
            }
            continue;
        }
        // A yes to what no name promises waits for the answer about the column.
        if column.is_by_values && !is_told && answer(word) == Some(true) {
            map.extend((!map.iter().any(|(known, _)| known == word)).then(|| (word.clone(), String::new())));
            continue;
        }
        // Whatever stands in a column that can only say no is one, or nothing: there is no yes to ask for.
        if asks == Asks::No {
            let means = only_no(word, &key, asked);
            map.retain(|(known, _)| known != word);
            map.extend((means != word.as_str()).then(|| (word.clone(), means.to_owned())));
            continue;
        }
        let text = format!("what does `{word}` in `{}` mean: granted, withdrawn or nothing?", column.name);
        let default = match () {
            _ if asks.hears_no(word) => Some("withdrawn"),
            _ if column.is_by_values && !is_question(&name) => Some("nothing"),
            _ => None,
        };
        // So many words are no answers: the first few show it.
        if !is_told && 12 <= asked.n_open("means.") {
            break;
        }
        let Some(means) = asked.ask_of(&key, text, default, &["granted", "withdrawn", "nothing"]) else {
            continue;
        };
        if means == "granted" && is_no_by_itself((&name, word), asks, asked) {
            asked.wrong(&key, &means, "withdrawn or nothing, for the word says no; where the column asks who is out, say first that its yes means withdrawn");
        }
        map.retain(|(known, _)| known != word);
        if means != *word {
            map.push((word.clone(), if means == "nothing" { String::new() } else { means }));
        }
    }
    column.map.extend(map);
}

/// Whether a column of this name asks for a consent: who answered it has said something, and where nobody here knows what,
/// it is no silence.
fn is_question(name: &str) -> bool {
    matches!(named(name), Named::Letter | Named::Asks | Named::MayBe)
}

/// Whether a word says no whatever somebody takes it for: not the plain no to a question whose yes was told to be one.
fn is_no_by_itself((column, word): (&str, &str), asks: Asks, asked: &Asked<'_>) -> bool {
    let is_turned = || YES.iter().any(|yes| asked.told(&format!("means.{yes}")) == Some("withdrawn"));
    (asks.hears_no(word) || lacks(column, word)) && !(is_bare_no(word) && is_turned())
}

/// What a word means in a column that can only say no: what was told, as long as it opens nothing, else what it says
/// there by the rule of all such columns.
fn only_no(word: &str, key: &str, asked: &mut Asked<'_>) -> &'static str {
    match asked.take(key).as_deref().map(str::trim) {
        Some("withdrawn") => "withdrawn",
        Some("nothing") => "",
        Some(other) if !other.is_empty() => {
            asked.wrong(key, other, "withdrawn or nothing, for the column can say nothing but no");
            "withdrawn"
        }
        _ if Asks::No.hears_no(word) => "withdrawn",
        _ => "",
    }
}

/// The role of a column that asks for a consent by its name; `None` for any other.
pub(crate) fn role(name: &str) -> Option<Role> {
    let asked = asks(name)?;
    let names = |channel| channels_named(name).contains(&channel);
    Some(match () {
        _ if names(Channel::Sms) => Role::SmsAction,
        _ if names(Channel::Push) => Role::PushAction,
        _ if names(Channel::Post) => Role::PostAction,
        // A yes to being contacted names no channel, so it stays what it was: one to e-mail.
        _ if asked == Asks::No && by_parts::is_of_every_way(name) => Role::ContactAction,
        _ => Role::EmailAction,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_asks_is_known_by_its_name() {
        for (name, asked) in [
            ("marketing_opt_in", Some(Asks::Yes)),
            ("unsubscribed", Some(Asks::No)),
            ("Email Opt Out", Some(Asks::No)),
            ("Do Not Contact", Some(Asks::No)),
            ("do_not_email", Some(Asks::No)),
            ("marketing_consent", Some(Asks::Yes)),
            ("gdpr_consent", Some(Asks::Yes)),
            ("Email Marketing", Some(Asks::Yes)),
            ("HasOptedOutOfEmail", Some(Asks::No)),
            ("opted_out", Some(Asks::No)),
            ("Opted out of email: Customer update", Some(Asks::No)),
            ("Unsubscribed from all email", Some(Asks::No)),
            ("unsubscribed_at", None),
            ("consent_date", None),
            ("unsub_reason", None),
            ("Email", None),
            ("Option", None),
        ] {
            assert_eq!(asks(name), asked, "{name}");
        }
        for (name, expect) in [
            ("sms_opt_in", Role::SmsAction),
            ("Do Not Contact", Role::ContactAction),
            ("do_not_contact", Role::ContactAction),
            ("DNC", Role::ContactAction),
            ("Kontaktsperre", Role::ContactAction),
            ("Werbesperre", Role::ContactAction),
            ("Do Not Call", Role::SmsAction),
            ("Do Not Email", Role::EmailAction),
            ("do-not-text", Role::SmsAction),
            ("doNotPostalMail", Role::PostAction),
            ("can_contact", Role::EmailAction),
            ("unsubscribed", Role::EmailAction),
        ] {
            assert_eq!(role(name), Some(expect), "{name}");
        }
    }
}
