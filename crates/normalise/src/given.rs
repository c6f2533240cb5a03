//! The address as given: the only form of an e-mail address that is ever mailed.

use super::email::unwrap;
use super::entities::decoded;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// RFC 5321, 4.5.3.1.3: a path is 256 octets with its two angle brackets.
const MAX_ADDRESS_BYTES: usize = 256 - 2;
/// RFC 5321, 4.5.3.1.1.
const MAX_LOCAL_BYTES: usize = 64;
/// RFC 1035, 2.3.4.
const MAX_LABEL_BYTES: usize = 63;

/// Why no mail server could take an address. It never holds the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    /// No `@`, or nothing on one of its sides.
    Parts,
    /// Too long as a whole, or the part before the `@` is.
    TooLong,
    /// A space, a control character, or a bracket, comma, quote or the like.
    Character,
    /// A dot at the start, at the end, or two in a row.
    Dots,
    /// The part after the `@` is not a domain name.
    Domain,
}

impl fmt::Display for AddressFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AddressFault::Parts => "the address is not of the form name@domain",
            AddressFault::TooLong => "the address is longer than mail allows",
            AddressFault::Character => "the address has a character that mail does not allow",
            AddressFault::Dots => "the address has a dot where mail does not allow one",
            AddressFault::Domain => "the part after the @ is not a domain name",
        })
    }
}

impl std::error::Error for AddressFault {}

/// An e-mail address as somebody gave it, byte for byte apart from the case of the domain.
///
/// What stands around an address is no part of it and is taken off: blanks, invisible characters, a display
/// name, `mailto:`, the root's dot behind the domain; references of HTML are read. Nothing else is changed, least of all a slip: whoever has
/// `gmial.com` gets the mail, or nobody does. It cannot be built otherwise, so what takes one is mailed what
/// was given.
///
/// `Debug` writes a placeholder and there is no `Display`: an address is personal.
/// Source: DESIGN promise P3; RFC 5321 2.4: the local part must be kept as it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GivenAddress(String);

impl GivenAddress {
    /// Reads one address as it stands in a cell, a form or a message.
    ///
    /// Idempotent. A cell with several addresses is refused: see [`crate::addresses`].
    /// Errors: [`AddressFault`]. Letters beyond ASCII pass (RFC 6531); quoted local parts, comments and bare
    /// hosts do not: no customer has one, and they are how headers are smuggled in.
    pub fn read(raw: &str) -> Result<Self, AddressFault> {
        let raw = visible(raw);
        let decoded = decoded(&raw);
        let visible = visible(&decoded);
        let bare = unquoted(unwrap(&visible));
        let (local, domain) = bare.rsplit_once(is_at).ok_or(AddressFault::Parts)?;
        let domain = domain_of(domain);
        check(local, &domain)?;
        Ok(Self(format!("{local}@{domain}")))
    }

    /// The address, to be mailed and for nothing else.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in small letters, read no further: see [`crate::written_keys`].
    pub fn written(&self) -> String {
        self.0.to_lowercase()
    }

    /// What stands before and after the `@`.
    pub(crate) fn parts(&self) -> (&str, &str) {
        self.0.rsplit_once('@').unwrap_or((&self.0, ""))
    }
}

impl fmt::Debug for GivenAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[address]")
    }
}

impl TryFrom<String> for GivenAddress {
    type Error = AddressFault;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text)
    }
}

impl From<GivenAddress> for String {
    fn from(address: GivenAddress) -> Self {
        address.0
    }
}

/// Characters that nobody sees or types: joiners, fillers, marks of direction and of variants, the soft hyphen, the byte
/// order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
}

/// A text without what nobody sees; none of that is ASCII.
fn visible(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || !text.contains(is_invisible) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.chars().filter(|c| !is_invisible(*c)).collect()),
    }
}

/// The `@`, also as East Asian keyboards write it.
pub(crate) fn is_at(c: char) -> bool {
    matches!(c, '@' | '\u{ff20}' | '\u{fe6b}')
}

/// Without the apostrophes that spreadsheets put around a text. One alone may be the address's own.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text)
}

/// The domain in small letters as resolvers read it: width and the form of its dots say nothing.
///
/// Source: RFC 5890 and UTS 46, section 4, mapping of labels.
fn domain_of(domain: &str) -> String {
    let once = |text: &str| -> String { text.nfkc().flat_map(char::to_lowercase).nfkc().collect() };
    let plain = match domain.is_ascii() {
        true => domain.to_ascii_lowercase(),
        false => once(&once(domain)).replace(['\u{3002}', '\u{ff61}'], "."),
    };
    plain.strip_suffix('.').map_or(plain.clone(), str::to_owned)
}

fn check(local: &str, domain: &str) -> Result<(), AddressFault> {
    if local.is_empty() || domain.is_empty() {
        return Err(AddressFault::Parts);
    }
    if MAX_ADDRESS_BYTES < local.len() + 1 + domain.len() || MAX_LOCAL_BYTES < local.len() {
        return Err(AddressFault::TooLong);
    }
    let is_forbidden = |c: char| {
        c.is_whitespace() || c.is_control() || is_at(c) || is_invisible(c) || "\"(),:;<>[\\]".contains(c)
    };
    if local.chars().any(is_forbidden) {
        return Err(AddressFault::Character);
    }
    // `*@acme.example` is everybody there, as `whole_domain` reads it, and no address.
    if is_wildcard(local) {
        return Err(AddressFault::Character);
    }
    if local.split('.').any(str::is_empty) {
        return Err(AddressFault::Dots);
    }
    if !domain.contains('.') || is_nowhere(domain) || !domain.split('.').all(is_label) {
        return Err(AddressFault::Domain);
    }
    Ok(())
}

/// Whether a domain can be in no directory of names: one letter or a number at the top, or a top that is kept for what
/// exists nowhere.
///
/// Source: IANA, Root Zone Database: no top level has one letter; RFC 6761, 6.3 and 6.4.
fn is_nowhere(domain: &str) -> bool {
    let top = domain.rsplit('.').next().unwrap_or_default();
    let is_number = top.bytes().all(|b| b.is_ascii_digit());
    is_number || top.chars().nth(1).is_none() || matches!(top, "invalid" | "localhost")
}

/// Whether a name before the `@` is a sign for every name.
pub(crate) fn is_wildcard(local: &str) -> bool {
    matches!(local, "*" | "%" | "**" | "*.*")
}

fn is_label(label: &str) -> bool {
    // A combining mark belongs to the letter before it, as in many scripts of India.
    let is_allowed =
        |c: char| c == '-' || c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let is_inner_hyphen = !label.starts_with('-') && !label.ends_with('-');
    !label.is_empty() && label.len() <= MAX_LABEL_BYTES && is_inner_hyphen && label.chars().all(is_allowed)
}
