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

/// Words that say yes to whatever is asked, so that a column that asks for a no hears one.
const AFFIRMATIVE: &[&str] = &[
    "yes", "y", "true", "t", "1", "x", "on", "ja", "j", "oui", "o", "si", "sí", "sim", "s", "wahr", "vrai",
    "tak", "da", "checked", "✓", "✔", "☑",
];

/// Parts of the names of columns that ask for a no. Letters and digits in small letters.
const OUT_NAMES: &[&str] = &[
    "unsub",
    "optout",
    "optedout",
    "optingout",
    "optsout",
    "blacklist",
    "blocklist",
    "suppress",
    "donotcontact",
    "donotemail",
    "donotmail",
    "donotcall",
    "donotsms",
    "donottext",
    "donotmarket",
    "donotsend",
    "dontcontact",
    "dontemail",
    "nomarketing",
    "noemail",
    "nosms",
    "nonewsletter",
    "abgemeldet",
    "abbestellt",
    "widerrufen",
    "widerspruch",
    "werbesperre",
    "desinscri",
    "désinscri",
    "desabonn",
    "désabonn",
];

/// Parts of the names of columns that ask for a yes.
const IN_NAMES: &[&str] = &[
    "optin",
    "optedin",
    "optsin",
    "consent",
    "acceptsmarketing",
    "acceptsemail",
    "acceptssms",
    "acceptmarketing",
    "emailmarketing",
    "smsmarketing",
    "marketingemail",
    "marketingsms",
    "marketingallowed",
    "marketingpermission",
    "emailpermission",
    "smspermission",
    "receivesmarketing",
    "newsletter",
    "subscribed",
    "subscriptionstatus",
    "subscriberstatus",
    "gdpr",
    "dsgvo",
    "allowemail",
    "allowsms",
    "allowmarketing",
    "maycontact",
    "maymail",
    "mayemail",
    "cancontact",
    "canemail",
    "oktoemail",
    "oktocontact",
    "einwilligung",
    "zustimmung",
    "werbeerlaubnis",
    "consentimiento",
    "consentimento",
];

/// Ends of names that ask for no answer but tell when, why or how one was given.
const BESIDE: &[&str] = &[
    "at",
    "date",
    "datum",
    "time",
    "timestamp",
    "reason",
    "grund",
    "link",
    "url",
    "campaign",
    "campaigntitle",
    "ip",
    "ipaddress",
    "source",
    "quelle",
    "id",
    "text",
    "version",
    "method",
    "count",
    "type",
    "by",
    "page",
    "form",
    "feedback",
    "comment",
    "note",
    "language",
    "evidence",
    "proof",
    "level",
];

/// What a column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asks {
    /// `Accepts marketing`: a yes is a consent.
    Yes,
    /// `Unsubscribed`: a yes is a withdrawal.
    No,
}

/// What a column of this name asks for; `None` when it does not ask for a consent.
pub(crate) fn asks(name: &str) -> Option<Asks> {
    let folded = crate::layout::folded(name);
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    // What HubSpot writes behind it is the name of a list, whatever it ends in.
    let is_list = folded.starts_with("optedoutofemail");
    let is_about = folded.contains("reason") || folded.contains("campaign");
    if !is_list && (is_about || BESIDE.iter().any(|end| folded.ends_with(end))) {
        return None;
    }
    match () {
        _ if has(OUT_NAMES) || folded == "dnc" || folded == "dne" => Some(Asks::No),
        _ if has(IN_NAMES) || folded == "marketing" => Some(Asks::Yes),
        _ => None,
    }
}

/// Whether a column of this name tells when somebody said no, as `Unsubscribed at`.
pub(crate) fn asks_when(name: &str) -> bool {
    let folded = crate::layout::folded(name);
    let is_when = ["at", "on", "date", "datum", "time", "timestamp"].iter().any(|end| folded.ends_with(end));
    is_when && OUT_NAMES.iter().any(|part| folded.contains(part))
}

/// Whether a word is a yes to whatever is asked.
pub(crate) fn is_affirmative(word: &str) -> bool {
    AFFIRMATIVE.contains(&word.trim().to_lowercase().as_str())
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
