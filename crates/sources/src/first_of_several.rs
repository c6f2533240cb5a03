//! Flags that say which of several addresses or numbers is meant first: no word of consent.
// tidy: list

use crate::folded::folded;

/// What says that one of several is meant first, folded.
pub(crate) const PREFERRED: &[&str] = &[
    "principal",
    "principale",
    "primary",
    "isprimary",
    "default",
    "isdefault",
    "preferred",
    "ispreferred",
    "preferido",
    "preferida",
    "preferencial",
    "prefere",
    "preferito",
    "predefinito",
    "haupt",
    "hauptadresse",
    "hauptnummer",
    "isthaupt",
    "bevorzugt",
    "standard",
    "main",
    "ismain",
    "padrao",
    "predeterminado",
    "predeterminada",
    "primario",
    "primaria",
    "primair",
    "voorkeur",
    "hoofd",
    "hlavni",
    "glowny",
    "domyslny",
    "elsodleges",
    "primar",
    "ensisijainen",
];

/// Parts of names of lists of addresses and numbers, folded.
const OF_HANDLES: &[&str] = &[
    "mail", "phone", "telefon", "fone", "tel", "correo", "handy", "mobil", "address", "adres", "contact",
    "kontakt",
];

/// Whether a path leads to such a flag beside an address or a number: `emails.preferred`, `telefones.principal`.
pub(crate) fn is_first_of_several(path: &str) -> bool {
    let Some((parent, flag)) = path.rsplit_once('.') else { return false };
    let parent = folded(parent.rsplit('.').next().unwrap_or(parent));
    PREFERRED.contains(&folded(flag).as_str()) && OF_HANDLES.iter().any(|part| parent.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_beside_a_handle_says_nothing_of_consent() {
        for path in
            ["emails.preferred", "crm.e_mails.voorkeur", "telefones.principal", "addresses.is_default"]
        {
            assert!(is_first_of_several(path), "{path}");
        }
        for path in ["preferred", "newsletter.preferred", "emails.opt_in", "emails.preference"] {
            assert!(!is_first_of_several(path), "{path}");
        }
    }
}
