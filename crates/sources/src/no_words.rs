//! The words by which mail tools, forms and people say no.
// tidy: list

/// Parts of a word or phrase that mean no, wherever they stand: small letters, without blanks and marks.
const PARTS: &[&str] = &[
    // English, and the exports of Mailchimp, Klaviyo, HubSpot, SendGrid, SES, Postmark, Mailgun, Braze, Iterable.
    "unsub",
    "optout",
    "optedout",
    "optingout",
    "withdr",
    "revok",
    "complain",
    "spamreport",
    "reportedasspam",
    "markedasspam",
    "spamcomplaint",
    "abuse",
    "bounce",
    "cleaned",
    "suppress",
    "blocklist",
    "blacklist",
    "donotcontact",
    "donotemail",
    "donotmail",
    "donotcall",
    "donotsms",
    "donottext",
    "donotdisturb",
    "objected",
    "objection",
    "nothanks",
    "removeme",
    "globalunsub",
    "dropped",
    "undeliverable",
    "invalidemail",
    "hardfail",
    // German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish.
    "abgemeldet",
    "abmeld",
    "abbestell",
    "widerruf",
    "widersproch",
    "ausgetragen",
    "gesperrt",
    "desabonn",
    "désabonn",
    "desinscri",
    "désinscri",
    "refus",
    "rétract",
    "retract",
    "dadodebaja",
    "baja",
    "desuscri",
    "revocad",
    "disiscri",
    "revoca",
    "cancelada",
    "descadastr",
    "uitgeschreven",
    "afgemeld",
    "ingetrokken",
    "wypisan",
    "wycofan",
    "rezygn",
    "avregistr",
    "avprenumer",
    "afmeldt",
    "tilbagetrukket",
];

/// Whole words that mean no.
const WHOLE: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "stop",
    "stopall",
    "stopped",
    "end",
    "quit",
    "cancel",
    "cancelled",
    "canceled",
    "out",
    "off",
    "denied",
    "deny",
    "declined",
    "rejected",
    "blocked",
    "removed",
    "deleted",
    "unsubscribe",
    "dnc",
    "dne",
    "spam",
    "fbl",
    "nein",
    "non",
    "ne",
    "nej",
    "nie",
    "nao",
    "não",
    "nee",
    "inactive",
    "notsubscribed",
    "notconsented",
    "noconsent",
    "notgranted",
    "notoptedin",
    "notpermitted",
    "forbidden",
];

/// What turns a no into something else when it stands in front.
const NEGATIONS: &[&str] = &["not", "never", "no", "non", "nicht"];

/// Whether a value says no: withdrawn, unsubscribed, complained, bounced, suppressed, in the spellings in use.
pub(crate) fn is_no(value: &str) -> bool {
    let small = value.to_lowercase();
    let words: Vec<&str> =
        small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let joined: String = words.concat();
    if WHOLE.contains(&joined.as_str()) {
        return true;
    }
    // `not unsubscribed` says nothing; `not subscribed` stands among the whole words.
    let is_negated = words.first().is_some_and(|first| NEGATIONS.contains(first)) && 1 < words.len();
    let is_phrase = joined.len() <= 60;
    is_phrase
        && (!is_negated || joined.starts_with("nothanks"))
        && PARTS.iter().any(|part| joined.contains(part))
}

/// As [`is_no`], for a value whose column nobody knows: short words such as `no` may mean anything there.
pub(crate) fn is_plain_no(value: &str) -> bool {
    let n_letters = value.chars().filter(|c| c.is_alphabetic()).count();
    4 <= n_letters && !value.trim().eq_ignore_ascii_case("false") && is_no(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_no_in_the_spellings_of_mail_tools() {
        for word in [
            "withdrawn",
            "Withdrawn ",
            "WITHDREW",
            "unsubscribed",
            "Unsubscribed",
            "UNSUBSCRIBE",
            "un-subscribed",
            "opt-out",
            "opted_out",
            "Opted Out",
            "optout",
            "revoked",
            "complaint",
            "complained",
            "spam report",
            "SpamComplaint",
            "hard_bounce",
            "HardBounce",
            "soft bounced",
            "cleaned",
            "suppressed",
            "Suppression",
            "blacklisted",
            "do not email",
            "DO_NOT_CONTACT",
            "STOP",
            "No",
            "false",
            "0",
            "abgemeldet",
            "Widerrufen",
            "désinscrit",
            "baja",
            "uitgeschreven",
            "declined",
            "not subscribed",
            "no consent",
            "unsubscribed by admin",
        ] {
            assert!(is_no(word), "{word}");
        }
        for word in [
            "granted",
            "subscribed",
            "yes",
            "true",
            "1",
            "opted in",
            "opt-in",
            "active",
            "confirmed",
            "",
            "maybe",
            "not unsubscribed",
            "never bounced",
            "no bounce",
            "pending",
            "double opt-in",
            "resubscribed",
        ] {
            assert!(!is_no(word), "{word}");
        }
    }
}
