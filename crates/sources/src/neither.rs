//! What says that somebody was never asked, or has not answered yet: they have agreed to nothing and refused nothing.
// tidy: list

use crate::first_of_several::is_first_of_several;

/// Values that say so, folded, without blanks. Who is *not* subscribed may have been, and counts as a no.
pub(crate) const VALUES: &[&str] = &[
    "neversubscribed",
    "notyetsubscribed",
    "neveroptedin",
    "notyetoptedin",
    "unconfirmed",
    "notconfirmed",
    "notyetconfirmed",
    "awaitingconfirmation",
    "pendingconfirmation",
    "pending",
    "transactional",
    "transactionalonly",
    "nieangemeldet",
    "nieabonniert",
    "unbestatigt",
    "nichtbestatigt",
    "ausstehend",
    "jamaisinscrit",
    "jamaisabonne",
    "nonconfirme",
    "enattente",
    "nuncasuscrito",
    "noconfirmado",
    "pendiente",
    "maiiscritto",
    "nonconfermato",
    "nuncainscrito",
    "pendente",
    "nooitingeschreven",
    "nietbevestigd",
];

/// Columns of programs that tell what a contact costs, folded: no word of the person, whatever stands there.
///
/// Source: HubSpot's property `hs_marketable_status`, a tier of its price.
const OF_BILLING: &[&str] =
    &["marketingcontactstatus", "hsmarketablestatus", "hsmarketablereasontype", "hsmarketableuntilrenewal"];

/// Whether a column of this name says nothing of what somebody wants, whatever stands there: what the brand pays for a
/// contact, or which of several addresses is the first.
pub(crate) fn is_of_no_wish(name: &str) -> bool {
    let folded = crate::folded::folded(name);
    OF_BILLING.iter().any(|of| folded == *of) || is_first_of_several(name)
}

/// What programs and people write where they have nothing to say, folded, without blanks.
const NO_ANSWERS: &[&str] = &[
    "",
    "na",
    "nan",
    "nil",
    "none",
    "null",
    "blank",
    "empty",
    "missing",
    "unk",
    "unknown",
    "undefined",
    "tba",
    "tbc",
    "tbd",
    "notapplicable",
    "notavailable",
    "notgiven",
    "notknown",
    "notprovided",
    "notspecified",
    "notstated",
    "nodata",
    "novalue",
    "leer",
    "unbekannt",
    "keineangabe",
    "inconnu",
    "nonrenseigne",
    "desconocido",
    "desconhecido",
    "sindatos",
    "semdados",
    "noaplica",
    "naoseaplica",
    "naoinformado",
    "sconosciuto",
    "onbekend",
];

/// Whether a value is no answer at all: nobody said anything there.
pub(crate) fn is_no_answer(value: &str) -> bool {
    let joined = normalise::fold(value).replace(' ', "");
    NO_ANSWERS.contains(&joined.as_str())
}

/// Parts of names of lists of such people, folded, without blanks.
const NAMES: &[&str] = &[
    "nonsubscri",
    "notsubscri",
    "neversubscri",
    "nonoptin",
    "nonoptedin",
    "notoptedin",
    "neveroptedin",
    "unconfirmed",
    "unbestatigt",
    "noconsent",
    "withoutconsent",
    "ohneeinwilligung",
    "sinconsent",
    "sansconsent",
    "senzaconsenso",
    "transactional",
];

/// Whether a value says neither yes nor no: `never subscribed`, `pending`, `transactional`.
pub(crate) fn is_neither(value: &str) -> bool {
    let joined = normalise::fold(value).replace(' ', "");
    VALUES.contains(&joined.as_str())
}

/// Whether a folded text without blanks ends in such a value.
pub(crate) fn ends_in_neither(joined: &str) -> bool {
    VALUES.iter().any(|word| joined.ends_with(word))
}

/// Whether a name says that whoever is in the file has agreed to nothing and refused nothing, as Mailchimp calls the
/// third of its exports: `nonsubscribed_email_audience_export.csv`.
pub(crate) fn says_neither(name: &str) -> bool {
    let plain = normalise::fold(name).replace(' ', "");
    NAMES.iter().any(|part| plain.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_folded() {
        for word in VALUES.iter().chain(NAMES).chain(NO_ANSWERS) {
            assert_eq!(normalise::fold(word), **word);
        }
    }

    #[test]
    fn a_tier_of_a_price_is_no_word_of_a_person() {
        assert!(is_of_no_wish("Marketing contact status") && is_of_no_wish("hs_marketable_status"));
        assert!(!is_of_no_wish("Marketing status") && !is_of_no_wish("Contact status"));
    }

    #[test]
    fn a_value_is_whole_and_a_name_holds_a_part() {
        assert!(is_neither("Never subscribed") && !is_neither("not subscribed"));
        assert!(says_neither("Nonsubscribed_email_audience_export.csv") && !says_neither("unsubscribed.csv"));
        assert!(ends_in_neither("statuspending"));
    }
}
