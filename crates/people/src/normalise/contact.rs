use super::Unusable;
use super::text::{fold, is_filler, is_monotone};
use vocabulary::{Identifier, IdentifierKind};

/// Mailboxes of an office: shared by whoever works there.
// tidy: list
const ROLES: &[&str] = &[
    "abuse",
    "accounting",
    "accounts",
    "admin",
    "administrator",
    "billing",
    "contact",
    "customerservice",
    "donotreply",
    "enquiries",
    "feedback",
    "frontdesk",
    "hello",
    "help",
    "helpdesk",
    "hostmaster",
    "hr",
    "info",
    "inquiries",
    "invoices",
    "jobs",
    "legal",
    "mail",
    "marketing",
    "news",
    "newsletter",
    "noreply",
    "office",
    "order",
    "orders",
    "postmaster",
    "press",
    "privacy",
    "reception",
    "root",
    "sales",
    "security",
    "service",
    "shop",
    "staff",
    "store",
    "support",
    "team",
    "webmaster",
];

/// Fillers in front of the `@`.
// tidy: list
const NO_MAILBOX: &[&str] = &[
    "test",
    "tests",
    "tester",
    "testing",
    "none",
    "noemail",
    "nomail",
    "na",
    "no",
    "null",
    "nobody",
    "unknown",
    "asdf",
    "xxx",
    "dummy",
    "fake",
    "noone",
    "refused",
    "declined",
    "notprovided",
    "donthave",
];

/// Frequent slips in the domain, and what was meant. Used to compare, never to send.
// tidy: list
const DOMAIN_SLIPS: &[(&str, &str)] = &[
    ("gmial.com", "gmail.com"),
    ("gmai.com", "gmail.com"),
    ("gmal.com", "gmail.com"),
    ("gamil.com", "gmail.com"),
    ("gnail.com", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmail.con", "gmail.com"),
    ("gmail.cm", "gmail.com"),
    ("gmaill.com", "gmail.com"),
    ("googlemail.com", "gmail.com"),
    ("yaho.com", "yahoo.com"),
    ("yahooo.com", "yahoo.com"),
    ("yhaoo.com", "yahoo.com"),
    ("yahoo.con", "yahoo.com"),
    ("hotmal.com", "hotmail.com"),
    ("hotmial.com", "hotmail.com"),
    ("hotmai.com", "hotmail.com"),
    ("hotmail.con", "hotmail.com"),
    ("outlok.com", "outlook.com"),
    ("outloo.com", "outlook.com"),
    ("iclod.com", "icloud.com"),
    ("icloud.con", "icloud.com"),
    ("comcast.ent", "comcast.net"),
];

/// Providers that deliver `name+tag@` to `name@`.
const DROPS_TAG: &[&str] = &[
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "fastmail.com",
    "protonmail.com",
    "proton.me",
    "pm.me",
];

/// Reads an address as one would write to it: trimmed, lower-case, checked for syntax.
///
/// This is the form to send to; [`email`] is the form to compare.
/// Errors: [`Unusable::Empty`], [`Unusable::Malformed`].
/// Source: RFC 5321 4.1.2, without quoted local parts.
pub fn mailbox(raw: &str) -> Result<String, Unusable> {
    let text = raw.trim().to_lowercase();
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    let text = text.trim_matches(|c: char| c == '<' || c == '>' || c.is_whitespace());
    if text.is_empty() {
        return Err(Unusable::Empty);
    }
    let (local, domain) = text.split_once('@').ok_or(Unusable::Malformed)?;
    let domain = domain.trim_end_matches('.');
    let is_local = !local.is_empty()
        && local.len() <= 64
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char));
    let is_domain = domain.len() <= 253 && domain.contains('.') && domain.split('.').all(is_label);
    if is_local && is_domain { Ok(format!("{local}@{domain}")) } else { Err(Unusable::Malformed) }
}

fn is_atom_char(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// Reads an address as an identifier: dots and tags go where the provider ignores them, and frequent
/// slips in the domain are mended.
///
/// Errors: [`Unusable::Role`] for `info@` and the like, [`Unusable::Junk`] for `test@test.com`.
pub fn email(raw: &str) -> Result<String, Unusable> {
    let address = match mailbox(raw) {
        Err(Unusable::Malformed) if is_filler(&fold(raw)) => Err(Unusable::Junk),
        other => other,
    }?;
    let (local, domain) = address.split_once('@').ok_or(Unusable::Malformed)?;
    let domain = DOMAIN_SLIPS.iter().find(|(slip, _)| *slip == domain).map_or(domain, |(_, meant)| meant);
    let mut local = local.to_owned();
    if DROPS_TAG.contains(&domain)
        && let Some((name, _)) = local.split_once('+')
        && !name.is_empty()
    {
        local = name.to_owned();
    }
    if domain == "gmail.com" {
        local.retain(|c| c != '.');
    }
    let letters: String = local.chars().filter(|c| c.is_alphanumeric()).collect();
    if NO_MAILBOX.contains(&letters.as_str()) || letters.is_empty() {
        return Err(Unusable::Junk);
    }
    if ROLES.contains(&letters.as_str()) {
        return Err(Unusable::Role);
    }
    Ok(format!("{local}@{domain}"))
}

/// Reads a phone number into E.164; without `+` it is taken as North American unless `country` says otherwise.
///
/// Errors: [`Unusable::Junk`] for 000-0000, 1234567890 and single repeated digits;
/// [`Unusable::Malformed`] for what cannot be dialled, and for a foreign number without `+`.
/// Source: ITU-T E.164; North American Numbering Plan, NXX-NXX-XXXX with N in 2..=9.
pub fn phone(raw: &str, country: Option<&str>) -> Result<String, Unusable> {
    let lower = raw.trim().to_lowercase();
    let number = lower.split(['x', ';']).next().unwrap_or_default();
    let number = number.split("ext").next().unwrap_or_default();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        let is_empty = lower.chars().all(|c| !c.is_alphanumeric());
        return Err(if is_empty { Unusable::Empty } else { Unusable::Junk });
    }
    let is_international = number.trim_start_matches([' ', '(']).starts_with('+');
    let (is_international, digits) = match digits.strip_prefix("00") {
        Some(rest) if !is_international && 9 < rest.len() => (true, rest.to_owned()),
        _ => (is_international, digits),
    };
    if is_monotone(&digits) || digits.ends_with("0000000") || digits.ends_with("1234567890") {
        return Err(Unusable::Junk);
    }
    let is_north_american = country.is_none_or(|country| matches!(country, "US" | "CA"));
    match (is_international, digits.len()) {
        (true, 8..=15) if !digits.starts_with(['0', '1']) => Ok(format!("+{digits}")),
        (false, 10) if is_north_american => north_american(&digits),
        (true, 11) | (false, 11) if digits.starts_with('1') => {
            north_american(digits.get(1..).unwrap_or_default())
        }
        _ => Err(Unusable::Malformed),
    }
}

fn north_american(ten: &str) -> Result<String, Unusable> {
    if is_monotone(ten) {
        return Err(Unusable::Junk);
    }
    let is_n = |at: usize| ten.as_bytes().get(at).is_some_and(|digit| (b'2'..=b'9').contains(digit));
    if is_n(0) && is_n(3) { Ok(format!("+1{ten}")) } else { Err(Unusable::Malformed) }
}

/// Reads a customer number: capitals, no white space.
///
/// Errors: [`Unusable::Empty`]; [`Unusable::Junk`] for fillers and zeros.
pub fn customer_id(raw: &str) -> Result<String, Unusable> {
    let id: String = raw.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    check_key(id)
}

/// Reads a browser's or device's id: trimmed only, since case may matter.
pub(super) fn anonymous_id(raw: &str) -> Result<String, Unusable> {
    check_key(raw.trim().to_owned())
}

fn check_key(key: String) -> Result<String, Unusable> {
    let folded = fold(&key);
    if folded.is_empty() {
        // A key in another script folds to its ASCII form, so nothing is left only of punctuation.
        return Err(Unusable::Empty);
    }
    let is_zeros = folded.chars().all(|c| c == '0' || c == ' ');
    if is_filler(&folded) || is_zeros { Err(Unusable::Junk) } else { Ok(key) }
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
    }?;
    Ok(Identifier::new(kind, value))
}
