//! Who receives an address.

use super::GivenAddress;
use super::mail_providers::{by_subdomain, provider_of};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use vocabulary::{Identifier, IdentifierKind};

/// The mailbox behind an address: two addresses with one key are read by the same people.
///
/// Only what the provider itself is known to ignore is gone: the case of the name, and for the providers of
/// `mail_providers.rs` dots, tags and other domains. A slip is never mended here. A grant opens one of these and
/// nothing else, and one of these gets one message of a campaign.
///
/// No provider in use tells capitals apart in front of the `@`, so their case says nothing (RFC 5321 2.4 allows
/// it and advises against it).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailboxKey(String);

impl MailboxKey {
    /// The mailbox of an address.
    pub fn of(address: &GivenAddress) -> Self {
        let (local, domain) = address.parts();
        let domain = in_letters(domain);
        let local = folded(local);
        if let Some((name, domain)) = by_subdomain(&domain) {
            return Self(format!("{name}@{domain}"));
        }
        let Some(provider) = provider_of(&domain) else { return Self(format!("{local}@{domain}")) };
        let name = provider.untagged(&local);
        let name: String = name.chars().filter(|c| !provider.ignores.contains(c)).collect();
        // Nothing but what is ignored is no name: the address stands for itself.
        let name = if name.is_empty() { local } else { name };
        Self(format!("{name}@{}", provider.main(&domain)))
    }

    /// The key without its kind, as `ann@gmail.com`. Never to be mailed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier under which ledgers and maps file it: `mailbox:ann@gmail.com`.
    pub fn identifier(&self) -> Identifier {
        Identifier::new(IdentifierKind::Mailbox, self.0.as_str())
    }
}

impl GivenAddress {
    /// Who receives it.
    pub fn mailbox(&self) -> MailboxKey {
        MailboxKey::of(self)
    }
}

impl fmt::Debug for MailboxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[mailbox]")
    }
}

/// Small letters, composed. Three passes reach the form that stays for every text there is.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let once = |text: &str| -> String { text.nfc().flat_map(char::to_lowercase).nfc().collect() };
    once(&once(&once(text)))
}

/// The domain in letters: `xn--mller-kva.de` is `müller.de`.
fn in_letters(domain: &str) -> String {
    let label = |label: &str| {
        let decoded = label.strip_prefix("xn--").and_then(punycode);
        decoded.map_or_else(|| label.to_owned(), |text| folded(&text))
    };
    let labels: Vec<String> = domain.split('.').map(label).collect();
    labels.join(".")
}

/// What a label in ASCII stands for; `None` when it is not well formed.
///
/// Source: RFC 3492, section 6.2, with the parameters of section 5.
fn punycode(text: &str) -> Option<String> {
    let (plain, rest) = text.rsplit_once('-').unwrap_or(("", text));
    let mut out: Vec<char> = plain.chars().collect();
    let (mut n, mut i, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = rest.bytes();
    while digits.len() != 0 {
        let (begun, mut weight, mut k) = (i, 1_u32, 36_u32);
        loop {
            let digit = match digits.next()? {
                letter @ b'a'..=b'z' => letter - b'a',
                digit @ b'0'..=b'9' => digit - b'0' + 26,
                _ => return None,
            };
            i = i.checked_add(u32::from(digit).checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            if u32::from(digit) < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            k += 36;
        }
        let n_out = u32::try_from(out.len()).ok()? + 1;
        let mut delta = if begun == 0 { (i - begun) / 700 } else { (i - begun) / 2 };
        delta += delta / n_out;
        let mut k = 0;
        while 455 < delta {
            delta /= 35;
            k += 36;
        }
        bias = k + 36 * delta / (delta + 38);
        n = n.checked_add(i / n_out)?;
        i %= n_out;
        out.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}
