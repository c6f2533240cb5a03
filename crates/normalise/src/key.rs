//! Identifiers that a business or a browser gives out.

use super::text::{fold_into, is_filler, is_monotone};
use super::{Change, Changes, GivenAddress, Reason, Unusable, email, phone};
use unicode_normalization::UnicodeNormalization;
use vocabulary::{Identifier, IdentifierKind};

/// Reads a customer number: capitals, no white space; leading zeros stay.
///
/// Errors: [`Unusable::Empty`]; [`Unusable::Junk`] for fillers, zeros and one character again and again.
pub fn customer_id(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(customer_id_into(raw, &mut out).map(|_| out)?)
}

/// As [`customer_id`], into `out`, which is emptied first; the hot path, and the reasons in full.
///
/// `1001.0` is read as 1001: data frames write whole numbers so when a column has gaps.
/// Errors: as [`customer_id`].
pub fn customer_id_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let mut changes = Changes::NONE;
    if raw.is_ascii() {
        out.extend(raw.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()));
    } else {
        let capitals = |text: &str| -> String {
            let is_kept = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}');
            text.nfkc().flat_map(char::to_uppercase).nfkc().filter(is_kept).collect()
        };
        *out = capitals(raw);
        // Some letters change once more when capital and composed again; a number never needs them.
        if capitals(out) != *out {
            return Err(Reason::Unreadable);
        }
    }
    changes.note(raw.len() != out.len(), Change::Trimmed);
    changes.note(raw.bytes().any(|b| b.is_ascii_lowercase()), Change::Case);
    while let Some(whole) = out.strip_suffix(".0")
        && !whole.is_empty()
        && whole.bytes().all(|b| b.is_ascii_digit())
    {
        changes.insert(Change::Decimal);
        out.truncate(out.len() - 2);
    }
    check(out)?;
    Ok(changes)
}

/// Reads a browser's or device's id: trimmed only, since case may matter.
pub fn anonymous_id(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(anonymous_id_into(raw, &mut out).map(|_| out)?)
}

/// Reads a browser's or device's id into `out`, which is emptied first: trimmed only, since case may matter.
///
/// Errors: [`Reason::Empty`], [`Reason::Filler`], [`Reason::OneCharacter`].
pub fn anonymous_id_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    out.push_str(raw.trim());
    check(out)?;
    Ok(if out.len() == raw.len() { Changes::NONE } else { [Change::Trimmed].into_iter().collect() })
}

fn check(key: &str) -> Result<(), Reason> {
    // The usual key is a number or letters and a number, which no filler is.
    let has_sense = key.bytes().any(|b| (b'1'..=b'9').contains(&b)) && key.is_ascii();
    if has_sense {
        return if 6 <= key.len() && is_monotone(key) { Err(Reason::OneCharacter) } else { Ok(()) };
    }
    let mut folded = String::with_capacity(key.len());
    fold_into(key, &mut folded);
    match folded.as_str() {
        "" => Err(Reason::Empty),
        text if text.bytes().all(|b| b == b'0' || b == b' ') => Err(Reason::OneCharacter),
        text if is_filler(text) => Err(Reason::Filler),
        text if 3 <= text.len() && is_monotone(text) => Err(Reason::OneCharacter),
        _ => Ok(()),
    }
}

/// Reads any identifier into the canonical form that tables hold: one way in for events and consents.
///
/// Errors: as the function of its kind.
pub fn identifier(kind: IdentifierKind, raw: &str) -> Result<Identifier, Unusable> {
    let value = match kind {
        IdentifierKind::CustomerId => customer_id(raw),
        IdentifierKind::Email => email(raw),
        IdentifierKind::Phone => phone(raw, None),
        IdentifierKind::AnonymousId => anonymous_id(raw),
        IdentifierKind::Mailbox => {
            return GivenAddress::read(raw)
                .map(|address| address.mailbox().identifier())
                .map_err(|_| Unusable::Malformed);
        }
    }?;
    Ok(Identifier::new(kind, value))
}
