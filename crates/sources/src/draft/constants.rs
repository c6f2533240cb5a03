//! What every row of a file says that no column does.

use super::column::Column;
use super::known::Known;
use super::{Asked, lands};
use crate::by_parts::is_of_every_way;
use crate::death::tells_death;
use crate::tongues::thoughts;
use crate::{Lands, Role};
use vocabulary::{Channel, Purpose};

/// What the file itself tells of what being in it means.
pub(super) struct OfFile<'a> {
    pub(super) name: &'a str,
    /// Whether what a known export means is in doubt.
    pub(super) is_doubted: bool,
    /// Whether its name says that everybody in it said no.
    pub(super) is_list: bool,
    /// Whether each of its lines says by itself what became of a mail.
    pub(super) is_by_line: bool,
}

/// The answer by which a no is to everything, by every way there is.
const ALL: &str = "all";

/// Parts of names of lists of those who want to be forgotten, or to hear nothing by any way, folded.
const EVERYTHING: &[&str] = &[
    "eras",
    "delet",
    "forget",
    "forgot",
    "gdpr",
    "dsgvo",
    "rgpd",
    "lgpd",
    "ccpa",
    "dpdp",
    "loesch",
    "losch",
    "oubli",
    "effac",
    "supresion",
    "borrad",
    "olvid",
    "cancellazion",
    "apagament",
    "verwijder",
    "usuwani",
    "usunie",
    "vymaz",
    "slett",
    "radera",
    "art17",
    "anonym",
    "black list",
    "blacklist",
    "block list",
    "blocklist",
    "deceased",
    "bereave",
];

/// Whether a list of this name holds people who want nothing by any way.
fn is_of_everything(name: &str) -> bool {
    let folded = normalise::fold(name);
    let of_one = ["mail", "sms", "newsletter", "phone", "call"];
    let is_named = || EVERYTHING.iter().any(|part| folded.contains(part));
    is_of_every_way(name)
        || tells_death(&folded, &thoughts(&folded))
        || is_named() && !of_one.iter().any(|way| folded.contains(way))
}

/// What every row says that no column does.
pub(super) fn constants(
    known: Option<&Known>,
    file: &OfFile<'_>,
    (lands, columns): (&[Lands], &[Column]),
    asked: &mut Asked<'_>,
) -> Vec<(String, String)> {
    let mut constants = Vec::new();
    if !lands.contains(&Lands::Consents) {
        return constants;
    }
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    let of_known = |role: &str| {
        known
            .and_then(|known| known.constants.iter().find(|(name, _)| *name == role))
            .map(|(_, value)| (*value).to_owned())
    };
    // What a column says no to beside it takes nothing from what being in a known export means, or was told to mean.
    let is_told = asked.says("action", "granted") || asked.says("action", "withdrawn");
    let by_channel = of_known("action").is_none()
        && columns
            .iter()
            .any(|column| column.role.channel().is_some() || column.role == Role::ContactAction && !is_told);
    let action = match has(Role::Action) || by_channel || file.is_by_line {
        true => None,
        false => being_in_it(of_known("action"), file, asked),
    };
    let is_no = action.as_deref() == Some("withdrawn");
    let channel = match has(Role::Channel) || by_channel {
        true => None,
        false => {
            let usual = if has(Role::Phone) && !has(Role::Email) { "sms" } else { "email" };
            let is_reached = [Role::Email, Role::Phone].into_iter().any(has);
            let is_usual = file.is_list || lands == [Lands::Consents] || is_reached;
            let usual = of_known("channel").or_else(|| is_usual.then(|| usual.to_owned()));
            let is_of_all = is_no && file.is_list && is_of_everything(file.name);
            ways(if is_of_all { Some(ALL.to_owned()) } else { usual }, is_no && !has(Role::Purpose), asked)
        }
    };
    if channel.as_deref() == Some(ALL) {
        constants.push((Role::ContactAction.as_str().to_owned(), "withdrawn".to_owned()));
    } else {
        if !has(Role::Purpose) {
            let purpose = purpose(of_known("purpose"), asked);
            constants.extend(purpose.map(|value| ("purpose".to_owned(), value)));
        }
        constants.extend(channel.map(|value| ("channel".to_owned(), value)));
        constants.extend(action.map(|value| ("action".to_owned(), value)));
    }
    if file.is_by_line {
        constants.push(("evidence".to_owned(), "a permanent failure in a log of mail".to_owned()));
    }
    if !lands.contains(&Lands::Events) && (!is_no || !has(Role::OccurredAt)) {
        // No moment at all: a no counts from its arrival then, and a yes is older than every no. The day of an export
        // is none, for the next one comes by the same contract.
        constants.push(("occurred_at".to_owned(), consent::UNDATED.to_string()));
    }
    constants.extend(of_known("evidence").map(|value| ("evidence".to_owned(), value)));
    constants
}

/// What being in the file means.
fn being_in_it(known: Option<String>, file: &OfFile<'_>, asked: &mut Asked<'_>) -> Option<String> {
    let text = "what does being in this file mean: granted, withdrawn or nothing?";
    let default = known.filter(|_| !file.is_doubted);
    // A yes is never taken from a name, a no is.
    let default = default.or_else(|| file.is_list.then(|| "withdrawn".to_owned()));
    let answer = asked.ask_of("action", text.to_owned(), default.as_deref(), &["granted", "withdrawn"]);
    asked.choose("action", &lands::OF_LIST);
    answer
}

fn purpose(known: Option<String>, asked: &mut Asked<'_>) -> Option<String> {
    let text = "which purpose do its consents have: marketing, ai_content, ai_profiling or service?";
    let default = known.unwrap_or_else(|| "marketing".to_owned());
    let words: Vec<String> = Purpose::ALL.iter().map(ToString::to_string).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    asked.ask_of("purpose", text.to_owned(), Some(&default), &words)
}

/// Which way of writing the consents are about; a no may be to all of them.
fn ways(default: Option<String>, may_be_all: bool, asked: &mut Asked<'_>) -> Option<String> {
    let channels: Vec<String> = Channel::ALL.iter().map(ToString::to_string).collect();
    let mut words: Vec<&str> = channels.iter().map(String::as_str).collect();
    if !may_be_all {
        let text = "which channel do its consents have: email, sms, push, web or post?";
        return asked.ask_of("channel", text.to_owned(), default.as_deref(), &words);
    }
    words.push(ALL);
    let text = "which channel do its consents have: email, sms, push, web, post, or all for whoever wants nothing at all, or to be forgotten?";
    let answer = asked.ask_of("channel", text.to_owned(), default.as_deref(), &words);
    asked.choose("channel", super::questions::WAYS_OF_NOES);
    answer
}

#[cfg(test)]
mod tests {
    use super::is_of_everything;

    #[test]
    fn who_wants_to_be_forgotten_wants_nothing_by_any_way() {
        for name in [
            "erasure_requests.csv",
            "GDPR deletions 2026.xlsx",
            "Do Not Contact.csv",
            "Löschanfragen.csv",
            "deceased.csv",
            "demandes d'effacement.csv",
            "blacklist.csv",
        ] {
            assert!(is_of_everything(name), "{name}");
        }
        for name in
            ["unsubscribed.csv", "email_blacklist.csv", "hard_bounces.csv", "deleted_newsletter_readers.csv"]
        {
            assert!(!is_of_everything(name), "{name}");
        }
    }
}
