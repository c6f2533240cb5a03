//! Which values say no under a name that is read by its parts: what affirms that somebody is gone, what denies a wish.
// tidy: list

use crate::by_parts::{Told, is_hollow};
use crate::consent_names::answer;
use crate::neither::is_neither;
use crate::no_words::{closes, is_affirmative, is_answer_of_server, is_bare_no, is_no, is_plain_no};

impl Told {
    /// Whether a value under such a name says no.
    pub(crate) fn hears_no(self, value: &str) -> bool {
        let value = value.trim();
        match self {
            _ if value.is_empty() => false,
            Told::Bounce { is_sort } => is_final(value, is_sort),
            Told::Complaints | Told::Count => is_affirmed(value),
            Told::Out => closes(value) && !is_well(value),
            Told::Standing => is_plain_no(value) && !is_soft(value),
            Told::Frequency | Told::Wish | Told::Choice => denies(value) || is_hollow(value),
            Told::Notice => (denies(value) || is_hollow(value)) && !is_numeric(value),
            Told::BareNotice => is_flat(value),
            // Of a number nobody knows what it counts, and Python writes `None` where nothing stands.
            Told::BareFrequency => denies(value) && !is_numeric(value) && value != "None",
            Told::Subscriptions => is_hollow(value),
        }
    }

    /// Whether a value is known to say nothing of the kind under such a name: `no` and `0` of what became of somebody.
    pub(crate) fn knows(self, value: &str) -> bool {
        match self {
            Told::Bounce { .. } => !closes(value) || is_well(value) || is_soft(value),
            Told::Out | Told::Count | Told::Complaints => !closes(value) || is_well(value),
            _ => false,
        }
    }
}

/// Whether a word can mean nothing but that something is not wanted, whatever it is: `off`, `never`.
fn is_flat(value: &str) -> bool {
    const FLAT: &[&str] = &[
        "off", "never", "stop", "stopped", "disabled", "muted", "aus", "nie", "jamais", "nunca", "mai",
        "nooit", "aldrig",
    ];
    FLAT.contains(&normalise::fold(value).as_str())
}

fn is_numeric(value: &str) -> bool {
    !value.contains(char::is_alphabetic)
}

/// The number in front, and what stands behind it.
fn counted(value: &str) -> Option<(f64, &str)> {
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(value.len());
    let (number, rest) = value.split_at(end);
    let number = number.trim_end_matches(['.', ',']).replace(',', ".");
    Some((number.parse().ok()?, rest.trim_start_matches(['.', ',']).trim()))
}

/// Whether a value is a yes, a number above none, or a day.
fn is_affirmed(value: &str) -> bool {
    let is_day = value.starts_with(|c: char| c.is_ascii_digit()) && closes(value) && 6 <= value.len();
    let is_counted = counted(value).is_some_and(|(n, rest)| {
        0.0 < n && (rest.is_empty() || rest.starts_with(['x', '×']) || rest.starts_with("time"))
    });
    is_affirmative(value) && value != "-1" || is_counted || is_day
}

/// What comes back for a while only, by how its words begin.
const SOFT: &[&str] = &[
    "soft",
    "transient",
    "tempor",
    "weich",
    "mou",
    "bland",
    "zacht",
    "full",
    "quota",
    "delay",
    "defer",
    "undetermined",
    "general",
    "unknown",
    "out of office",
    "auto",
    "no ",
    "not ",
    "none",
];

/// Words that say of a bounce that it is one for good.
const FINAL: &[&str] = &[
    "hard",
    "perm",
    "invalid",
    "unknown user",
    "user unknown",
    "unknownuser",
    "userunknown",
    "no such",
    "nosuch",
    "noemail",
    "no email",
    "no mailbox",
    "nomailbox",
    "not found",
    "notfound",
    "non exist",
    "nonexist",
    "does not exist",
    "doesnotexist",
    "bad mailbox",
    "bad address",
    "bad domain",
    "baddestination",
    "bad email",
    "suppress",
    "dauerhaft",
    "hart",
    "endgultig",
    "definitiv",
    "permanent",
    "duro",
    "dur ",
    "fatal",
    "inactive",
    "disabled",
    "bounced",
    "rejected",
    "abuse",
    "complain",
    "spam",
    "undeliverable",
    "unzustellbar",
    "gone",
    "dead",
];

fn is_soft(value: &str) -> bool {
    let folded = normalise::fold(value);
    SOFT.iter().any(|soft| folded.starts_with(soft) || folded.contains(&format!(" {soft}")))
}

/// Whether what is said of a mail that came back is that it will always.
fn is_final(value: &str, is_sort: bool) -> bool {
    let folded = format!("{} ", normalise::fold(value));
    let is_named = FINAL.iter().any(|word| folded.contains(word));
    // `550`, `5.1.1`.
    let is_code = value.starts_with('5') && (value.len() == 3 || value.contains('.')) && is_numeric(value);
    match is_sort {
        _ if is_named => !folded.starts_with("soft") && !folded.starts_with("not "),
        _ if is_soft(value) => false,
        true => is_code || is_answer_of_server(value) || is_affirmative(value) && !is_numeric(value),
        false => is_code || is_answer_of_server(value) || is_affirmed(value),
    }
}

/// Words by which all is well with somebody of whom a column asks whether they are gone, folded.
const WELL: &[&str] = &[
    "ok",
    "okay",
    "normal",
    "good",
    "clean",
    "open",
    "live",
    "alive",
    "living",
    "healthy",
    "fine",
    "enabled",
    "unblocked",
    "existing",
    "exists",
    "clear",
    "low",
    "kept",
    "safe",
    "current",
    "present",
    "free",
    "frei",
    "aktiv",
    "activo",
    "actif",
    "attivo",
    "actief",
    "unrestricted",
    "whitelisted",
    "allowlisted",
    "in use",
];

/// Whether a value says that nothing became of somebody: `ok`, the address of a page.
fn is_well(value: &str) -> bool {
    let folded = normalise::fold(value);
    WELL.contains(&folded.as_str()) || value.contains("://") || value.starts_with("www.")
}

/// Words and phrases by which somebody wants nothing where it is asked what they want, folded.
const NOTHING_WANTED: &[&str] = &[
    "none",
    "never",
    "nothing",
    "zero",
    "not at all",
    "stop",
    "stopped",
    "disabled",
    "inactive",
    "unchecked",
    "muted",
    "paused for good",
    "nichts",
    "gar nicht",
    "gar nichts",
    "gar keine",
    "keine",
    "kein",
    "keinen",
    "rien",
    "aucun",
    "aucune",
    "pas du tout",
    "nada",
    "ninguno",
    "ninguna",
    "ningun",
    "niente",
    "nessuno",
    "nessuna",
    "per niente",
    "nenhum",
    "nenhuma",
    "niets",
    "geen",
    "helemaal niet",
    "ingenting",
    "ingen",
    "inga",
    "nic",
    "zadne",
    "zadny",
    "zaden",
    "hicbiri",
    "hic",
    "asla",
    "en absoluto",
    "de modo nenhum",
    "opt out",
    "optout",
    "deny",
    "denied",
];

/// Words with which such a phrase begins: `never again`, `no channel`.
const NEVER: &[&str] = &[
    "never",
    "nie",
    "niemals",
    "jamais",
    "nunca",
    "nooit",
    "aldrig",
    "aldri",
    "nigdy",
    "nikdy",
    "nikada",
    "nikad",
    "koskaan",
    "soha",
    "niciodata",
    "nikoga",
    "never",
    "no",
    "kein",
    "keine",
    "keinen",
    "aucun",
    "aucune",
    "ningun",
    "ninguna",
    "nessun",
    "nessuna",
    "nenhum",
    "nenhuma",
    "geen",
    "ingen",
    "inga",
    "zadne",
    "none",
];

/// What makes a phrase that begins so one of somebody who takes all: `no preference`, `no limit`.
const ANY: &[&str] = &[
    "prefer",
    "limit",
    "matter",
    "restrict",
    "cap",
    "choice",
    "selection",
    "select",
    "data",
    "answer",
    "info",
    "differ",
    "egal",
    "set",
    "specif",
    "given",
    "angabe",
    "wahl",
    "vorlieb",
    "known",
    "problem",
    "change",
    "mind",
    "expir",
    "end",
];

/// Whether a value says that somebody wants nothing of what is asked: `never`, `0 per month`, `off`, `none`.
pub(crate) fn denies(value: &str) -> bool {
    let folded = normalise::fold(value);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is_any = words.iter().any(|word| ANY.iter().any(|any| word.starts_with(any)));
    let is_none = counted(value)
        .is_some_and(|(n, rest)| n == 0.0 && !rest.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    // Who never subscribed has said nothing.
    if is_neither(value) {
        return false;
    }
    let begins = words.first().is_some_and(|first| NEVER.contains(first));
    is_none
        || NOTHING_WANTED.contains(&folded.trim())
        || !is_any && (answer(value) == Some(false) || is_bare_no(value) || is_no(value))
        || !is_any && begins && words.len() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_folded() {
        for word in SOFT.iter().chain(FINAL).chain(WELL).chain(NOTHING_WANTED).chain(NEVER).chain(ANY) {
            assert_eq!(normalise::fold(word), word.trim(), "{word}");
        }
    }

    #[test]
    fn nothing_wanted_is_told_from_no_preference() {
        for value in [
            "never",
            "0",
            "0 per month",
            "0x",
            "0/week",
            "none",
            "not at all",
            "off",
            "no channel",
            "nie",
            "never again",
        ] {
            assert!(denies(value), "{value}");
        }
        for value in [
            "weekly",
            "10 per month",
            "0.5 per month",
            "no preference",
            "no limit",
            "null",
            "",
            "on",
            "2026-01-01",
            "email",
        ] {
            assert!(!denies(value), "{value}");
        }
    }

    #[test]
    fn a_bounce_for_good_is_told_from_one_for_a_while() {
        for value in [
            "permanent",
            "Permanent",
            "HardBounce",
            "hard",
            "550",
            "5.1.1",
            "invalid address",
            "user unknown",
        ] {
            assert!(is_final(value, true), "{value}");
        }
        for value in [
            "soft",
            "SoftBounce",
            "Transient",
            "mailbox full",
            "none",
            "",
            "Undetermined",
            "450",
            "4.2.2",
            "0",
            "10",
        ] {
            assert!(!is_final(value, true), "{value}");
        }
        assert!(
            is_final("3", false) && is_final("yes", false) && !is_final("0", false) && !is_final("no", false)
        );
    }
}
