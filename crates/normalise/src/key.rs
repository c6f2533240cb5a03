//! Identifiers that a business or a browser gives out.

use super::text::{fold_into, is_filler, is_monotone};
use super::{Change, Changes, GivenAddress, Reason, Unusable, email, phone};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
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

/// What programs write where an id belongs, folded: fillers beyond those of any column, the names of the field
/// itself, and the words of tills and logins for "nobody in particular".
// tidy: list
const KEY_FILLERS: &[&str] = &[
    "account id, accountid, anon id, anonid, anonymous id, anonymous user, anonymousid, cash, cash customer",
    "cash sale, client id, clientid, contact id, contactid, cookie id, crm id, customer id, customer number",
    "customerid, customernumber, default, device id, deviceid, direct, distinct id, distinctid, email",
    "email address, error, external id, externalid, function, gast, gastbestellung, gid, guest checkout",
    "guest customer, guest user, guestuser, guid, id, id here, identifier, inf, infinity, infinito, insert id",
    "invitado, invite, invite user, ip address, logged out, loggedout, member id, memberid, nobody, none none",
    "no one, noone, not authenticated, not found, not logged in, not set, not signed in, notset, null null",
    "number, object, object object, opt out, optout, opted out, ospite, phone, profile id, session id, sessionid",
    "some user id, store, string, subscriber id, subscriberid, uid, undefined undefined, unidentified",
    "unregistered, user, user id, user name, userid, username, users, uuid, value, visitante, visiteur, visitor",
    "visitor id, visitorid, void, walk in, walk in customer, walkin, your id, your user id, your userid",
];

static KEY_FILLER_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| KEY_FILLERS.iter().flat_map(|line| line.split(", ")).collect());

/// The numbers that a program is left with when there is none: the ends of 32 and 64 bits.
const ENDS: [&str; 4] = ["2147483647", "4294967295", "9223372036854775807", "18446744073709551615"];

fn check(key: &str) -> Result<(), Reason> {
    // The usual key is a number or letters and a number, which no filler is.
    let has_sense = key.bytes().any(|b| (b'1'..=b'9').contains(&b)) && key.is_ascii();
    if has_sense {
        return check_sensible(key);
    }
    let mut folded = String::with_capacity(key.len());
    fold_into(key, &mut folded);
    match folded.as_str() {
        "" => Err(Reason::Empty),
        text if text.bytes().all(|b| b == b'0' || b == b' ') => Err(Reason::OneCharacter),
        text if is_filler(text) || KEY_FILLER_SET.contains(text) => Err(Reason::Filler),
        text if 3 <= text.len() && is_monotone(text) => Err(Reason::OneCharacter),
        _ if is_template(key) => Err(Reason::Filler),
        _ if 6 <= key.len() && is_one_character(key) => Err(Reason::OneCharacter),
        _ => Ok(()),
    }
}

/// The faults of a key of ASCII with a digit other than 0.
fn check_sensible(key: &str) -> Result<(), Reason> {
    let bytes = key.as_bytes();
    match bytes {
        // Below zero there are no customers: -1 is what programs say for "none".
        [b'-', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => return Err(Reason::Filler),
        _ if ENDS.contains(&key) => return Err(Reason::Filler),
        _ if 6 <= key.len() && is_one_character(key) => return Err(Reason::OneCharacter),
        _ if is_rounded(bytes) => return Err(Reason::Spreadsheet),
        _ => {}
    }
    let is_marked = |b: &u8| matches!(b, b'{' | b'}' | b'<' | b'>' | b'%' | b'[' | b']' | b'|' | b'$');
    if bytes.iter().any(is_marked) && is_template(key) { Err(Reason::Filler) } else { Ok(()) }
}

/// Letters and digits that are all the same one, whatever stands between them: `ffffffff-ffff-…`.
fn is_one_character(key: &str) -> bool {
    let mut chars = key.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase());
    let first = chars.next();
    first.is_some() && chars.all(|c| Some(c) == first)
}

/// `1.23457E+15`: a number whose end a spreadsheet or a program has lost.
fn is_rounded(key: &[u8]) -> bool {
    let Some(at) = key.iter().position(|b| matches!(b, b'E' | b'e')) else { return false };
    let (mantissa, power) = key.split_at(at);
    let power = power.get(1..).unwrap_or_default();
    let digits = power.strip_prefix(b"+").unwrap_or(power);
    let is_number = mantissa.first().is_some_and(u8::is_ascii_digit)
        && mantissa.iter().all(|b| b.is_ascii_digit() || *b == b'.');
    let is_marked = mantissa.contains(&b'.') || digits.len() < power.len();
    is_number && is_marked && (1..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}

/// The text of a template that nobody filled, or of a program's own object: `{{user.id}}`, `${id}`, `%user_id%`,
/// `<id>`, `*|UID|*`, `[object Object]`.
fn is_template(key: &str) -> bool {
    const MARKS: [&str; 8] = ["{{", "}}", "${", "#{", "<%", "%>", "*|", "[["];
    if MARKS.iter().any(|mark| key.contains(mark)) || key.to_ascii_lowercase().starts_with("[object ") {
        return true;
    }
    // One mark on each side of words, as a template has it; a GUID in braces has digits.
    let is_words = |inner: &str| {
        !inner.is_empty()
            && !inner.bytes().any(|b| b.is_ascii_digit())
            && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ' ' | ':' | '%'))
    };
    let wraps = [('{', '}'), ('<', '>'), ('%', '%'), ('[', ']'), ('(', ')')];
    let is_wrapped = |(open, close): (char, char)| {
        key.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(is_words)
    };
    let is_variable = |rest: &str| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '.'))
    };
    wraps.into_iter().any(is_wrapped) || key.strip_prefix('$').is_some_and(is_variable)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_for_nobody_is_no_key() {
        for junk in [
            "0",
            "00",
            "-1",
            "-999",
            "null",
            "NULL",
            "undefined",
            "None",
            "NaN",
            "guest",
            "Guest User",
            "n/a",
            "[object Object]",
            "[object Window]",
            "{{userId}}",
            "{{ user.id }}",
            "{{contact.id1}}",
            "${id}",
            "${user1}",
            "%user_id%",
            "%%user_id%%",
            "<id>",
            "<%= id %>",
            "*|UID|*",
            "[[id]]",
            "[user]",
            "user_id",
            "userId",
            "$user_id",
            "$userid",
            "customer_id",
            "{user_id}",
            "anonymousId",
            "distinct_id",
            "anonymous",
            "true",
            "(not set)",
            "not_authenticated",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "11111111-1111-1111-1111-111111111111",
            "2147483647",
            "9223372036854775807",
            "1.2345678901234568e22",
            "1.23457E+15",
            "1e+22",
            "\"null\"",
            "''",
            "walk-in",
        ] {
            assert!(customer_id(junk).is_err(), "{junk} as a customer id: {:?}", customer_id(junk));
            assert!(anonymous_id(junk).is_err(), "{junk} as an anonymous id: {:?}", anonymous_id(junk));
        }
    }

    #[test]
    fn keys_that_look_odd_are_keys() {
        for key in [
            "1",
            "7",
            "C1",
            "1001.0",
            "user1",
            "NULL7",
            "E5",
            "1E5",
            "2E10",
            "12-34",
            "{550e8400-e29b-41d4-a716-446655440000}",
            "550e8400-e29b-41d4-a716-446655440000",
            "$device:18a7",
            "auth0|5f7c8ec7c33c6c004bbafe82",
            "ann@example.com",
            "urn:customer:4",
            "<4711@shop>",
            "9007199254740993",
            "12345678901234567890123",
            "jane_doe",
            "9999",
            "a-b-c",
            "KД7",
            "гость5",
        ] {
            assert!(customer_id(key).is_ok(), "{key}: {:?}", customer_id(key));
            assert!(anonymous_id(key).is_ok(), "{key}: {:?}", anonymous_id(key));
        }
    }

    #[test]
    fn fillers_of_keys_are_folded_and_found() {
        for filler in KEY_FILLERS.iter().flat_map(|line| line.split(", ")) {
            assert!(anonymous_id(filler).is_err(), "{filler}");
            assert_eq!(crate::fold(filler), filler);
        }
    }
}
