//! What a no under an address closes besides: the same address as another keyboard or program writes it.

use super::GivenAddress;
use super::mailbox_key::MailboxKey;
use unicode_normalization::UnicodeNormalization;

/// The main domain of the provider that takes dots and hyphens for the same sign.
///
/// Source: Yandex ID Help, "Login": a dot and a hyphen in a login are one.
const DOT_IS_HYPHEN: &str = "yandex.ru";

/// The main domains of the provider whose names have no hyphen: behind one stands the keyword of a disposable address.
///
/// Source: Yahoo Help, "Disposable email addresses in Yahoo Mail" (`nickname-keyword`).
const KEYWORD_BEHIND_HYPHEN: &str = "yahoo.";

/// The form of an address in which spellings are one that people and programs change into each other: apostrophes, the
/// sigma at the end of a word, `ß` and `ss`, umlauts and their two letters, the Turkish `i`, width, dot and hyphen
/// where the provider takes them for one, and without a tag: most houses that know tags put them behind a `+`, and
/// which do cannot be seen.
///
/// A no is filed and looked up under it. Never mailed, and never opened by a grant: mail servers may tell these apart.
/// Returns: none for an address that has no other spelling.
pub fn closing_key(address: &GivenAddress) -> Option<String> {
    let mailbox = MailboxKey::of(address);
    let key = in_one_spelling(mailbox.as_str());
    let is_of_others = || ["'", "ss", "ae", "oe", "ue", "σ"].iter().any(|sign| key.contains(sign));
    let is_joined = || key.ends_with(DOT_IS_HYPHEN) && key.matches('.').nth(1).is_some();
    (key != mailbox.as_str() || is_of_others() || is_joined()).then_some(key)
}

fn in_one_spelling(mailbox: &str) -> String {
    let mut out = String::with_capacity(mailbox.len());
    for c in mailbox.nfkc().flat_map(char::to_lowercase).nfc() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2b9}' | '\u{2032}' | '\u{b4}' | '`' => {
                out.push('\'')
            }
            'ς' => out.push('σ'),
            'ß' => out.push_str("ss"),
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ı' => out.push('i'),
            // What is left of the dot on a large Turkish `i`.
            '\u{307}' => {}
            c => out.push(c),
        }
    }
    let Some((local, domain)) = out.rsplit_once('@') else { return out };
    let local = before(local, '+');
    if domain == DOT_IS_HYPHEN {
        return format!("{}@{domain}", local.replace('-', "."));
    }
    let local = if domain.starts_with(KEYWORD_BEHIND_HYPHEN) { before(local, '-') } else { local };
    format!("{local}@{domain}")
}

/// What stands before a sign; the whole where that is nothing.
fn before(local: &str, sign: char) -> &str {
    local.split(sign).next().filter(|name| !name.is_empty()).unwrap_or(local)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn key(text: &str) -> String {
        let address = GivenAddress::read(text).unwrap();
        closing_key(&address).unwrap_or_else(|| address.mailbox().as_str().to_owned())
    }

    #[test]
    fn what_keyboards_change_is_one() {
        for (left, right) in [
            ("O’Neil@x.example", "o'neil@x.example"),
            ("O`Neil@x.example", "o‘neil@x.example"),
            ("ΌΣΟΣ@x.example", "όσος@x.example"),
            ("ann.straße@x.example", "Ann.Strasse@x.example"),
            ("info@straße.example", "info@strasse.example"),
            ("müller@x.example", "mueller@x.example"),
            ("KIM-X@ya.ru", "kim.x@yandex.ru"),
            ("kim-x.y@yandex.com", "kim.x-y@yandex.by"),
            ("ALİ@x.example", "ali@x.example"),
            ("ann32+y@gmx.de", "ann32@gmx.de"),
            ("ann7-shop@yahoo.com", "ann7@yahoo.com"),
            ("+49@x.example", "+49@x.example"),
        ] {
            assert_eq!(key(left), key(right), "{left} {right}");
        }
        for (left, right) in [
            ("oneil@x.example", "o'neil@x.example"),
            ("kimx@yandex.ru", "kim.x@yandex.ru"),
            ("kim-x@x.example", "kim.x@x.example"),
            ("strase@x.example", "strasse@x.example"),
        ] {
            assert_ne!(key(left), key(right), "{left} {right}");
        }
        assert_eq!(closing_key(&GivenAddress::read("Ann.Lee@x.example").unwrap()), None);
    }
}
