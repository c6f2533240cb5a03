//! E-mail: the form of an address to compare. What is mailed is [`crate::GivenAddress`], who receives it
//! [`crate::MailboxKey`].

use super::entities::decoded;
use super::mail_lists::{KNOWN_DOMAINS, NO_DOMAIN, NO_MAILBOX, PROVIDERS, ROLES, TOP_LEVEL_SLIPS};
use super::mail_providers::{MAIL_PROVIDERS, by_subdomain, provider_of};
use super::text::{is_filler, is_monotone};
use super::{Change, Changes, Reason, Unusable};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

static ROLE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| words(ROLES).collect());
static NO_MAILBOX_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| words(NO_MAILBOX).collect());
static KNOWN_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let of_providers = MAIL_PROVIDERS.iter().flat_map(|provider| provider.domains.iter().copied());
    words(KNOWN_DOMAINS).chain(of_providers).collect()
});

fn words(lines: &[&'static str]) -> impl Iterator<Item = &'static str> {
    lines.iter().flat_map(|line| line.split(' '))
}

/// Reads an address for a reader of a report: trimmed, lower-case, checked for syntax.
///
/// Never mailed: that is [`crate::GivenAddress`]. [`email`] is the form to compare.
/// Errors: [`Unusable::Empty`], [`Unusable::Malformed`].
/// Source: RFC 5321 4.1.2, without quoted local parts.
pub fn mailbox(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(mailbox_into(raw, &mut out).map(|_| out)?)
}

/// Reads an address as evidence of who somebody is: dots and tags go where the provider ignores them, and
/// frequent slips in the domain are mended. Never mailed, and never opened by a grant.
///
/// Errors: [`Unusable::Role`] for `info@` and the like, [`Unusable::Junk`] for `test@test.com`.
pub fn email(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(email_into(raw, &mut out).map(|_| out)?)
}

/// As [`mailbox`], into `out`, which is emptied first; the hot path, and the reasons in full.
///
/// Errors: a [`Reason`] whose class is `Empty`, `Junk` (a filler such as `n/a`) or `Malformed`.
pub fn mailbox_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    let mut changes = write(raw, out)?;
    let at = split(out)?;
    let n_dots = out.len() - out.trim_end_matches('.').len();
    changes.note(0 < n_dots, Change::Punctuation);
    out.truncate(out.len() - n_dots);
    check(out, at)?;
    Ok(changes)
}

/// As [`email`], into `out`, which is emptied first; the hot path, and the reasons in full.
///
/// Errors: as [`mailbox_into`], and the reasons of class `Junk` and `Role` for addresses that are nobody's.
pub fn email_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    let mut changes = write(raw, out)?;
    let mut at = split(out)?;
    // No mailbox has two dots in a row, so it is clear what was meant.
    while let Some(doubled) = out.get(..at).and_then(|local| local.find("..")) {
        out.remove(doubled);
        at -= 1;
        changes.insert(Change::DoubledDot);
    }
    changes.extend(mend(out, at));
    check(out, at)?;
    changes.extend(strip(out, at));
    let (local, domain) = out.split_once('@').ok_or(Reason::NoAtSign)?;
    judge(local, domain)?;
    Ok(changes)
}

/// Writes the bare address in small letters: without `mailto:`, a display name, brackets and spaces around.
fn write(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let mut changes = Changes::NONE;
    let text = decoded(raw);
    changes.note(matches!(text, Cow::Owned(_)), Change::Encoding);
    let raw = text.as_ref();
    let bare = unwrap(raw);
    changes.note(bare.len() != raw.trim().len(), Change::AddressUnwrapped);
    changes.note(raw.trim().len() != raw.len(), Change::Trimmed);
    if bare.is_ascii() {
        out.push_str(bare);
        changes.note(bare.bytes().any(|b| b.is_ascii_uppercase()), Change::Case);
        out.make_ascii_lowercase();
    } else {
        lower_into(bare, out);
        changes.note(out != bare, Change::Case);
        // Some letters change once more when small and composed again; an address never needs them.
        let mut again = String::with_capacity(out.len());
        lower_into(out, &mut again);
        if again != *out {
            return Err(Reason::Unreadable);
        }
    }
    if out.bytes().any(|b| matches!(b, b' ' | b'(' | b'[')) && restore_at(out) {
        changes.insert(Change::AtSign);
    }
    Ok(changes)
}

/// The address within `Ann <ann@x.com>`, `mailto:ann@x.com?subject=Hi` or `"ann@x.com",`.
///
/// A bracket that nothing closes wraps nothing: `a<ann@x.com` stays as it is, and so does a name that is another
/// address.
pub(super) fn unwrap(raw: &str) -> &str {
    let is_wrap =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ',' | ';' | '(' | ')');
    let mut text = raw.trim_matches(is_wrap);
    let behind = raw.trim_start_matches(is_wrap).get(text.len()..).unwrap_or_default();
    if let Some((name, inner)) = text.rsplit_once('<')
        && inner.contains('@')
        && behind.contains('>')
    {
        let (name, inner) = (name.trim_matches(is_wrap), inner.trim_matches(is_wrap));
        if !name.contains('@') || name.eq_ignore_ascii_case(inner) {
            text = inner;
        }
    }
    while text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:")) {
        text = text.get(7..).unwrap_or_default();
        text = text.split_once('?').map_or(text, |(address, _)| address).trim_matches(is_wrap);
    }
    text
}

/// Small letters in their composed compatibility form, without invisible ones.
fn lower_into(text: &str, out: &mut String) {
    let is_invisible = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    out.extend(text.nfkc().filter(|c| !is_invisible(c)).flat_map(char::to_lowercase).nfkc());
}

/// Restores `ann (at) x.com`, `ann[at]x.com` and `ann @ x.com`; says whether it did.
fn restore_at(out: &mut String) -> bool {
    let found = ["(at)", "[at]"].iter().find_map(|word| out.find(word).map(|at| (at, word.len())));
    let (start, len) = match (found, out.find('@')) {
        (Some(found), None) => found,
        (None, Some(at)) => (at, 1),
        _ => return false,
    };
    let left = out.get(..start).unwrap_or_default().trim_end().to_owned();
    let right = out.get(start + len..).unwrap_or_default().trim_start();
    let restored = format!("{left}@{right}");
    let is_changed = restored != *out;
    *out = restored;
    is_changed
}

/// The place of the `@`.
fn split(out: &str) -> Result<usize, Reason> {
    match (out.find('@'), out.rfind('@')) {
        (Some(at), Some(last)) if at == last => Ok(at),
        (Some(_), _) => Err(Reason::SeveralAddresses),
        _ if out.chars().all(|c| !c.is_alphanumeric()) => Err(Reason::Empty),
        _ if is_filler(&super::text::fold(out)) => Err(Reason::Filler),
        _ => Err(Reason::NoAtSign),
    }
}

fn check(out: &str, at: usize) -> Result<(), Reason> {
    let (local, domain) = (out.get(..at).unwrap_or_default(), out.get(at + 1..).unwrap_or_default());
    let is_atoms = |text: &str, is_part: fn(&str) -> bool| text.split('.').all(is_part);
    if 64 < local.len() || !is_atoms(local, |atom| !atom.is_empty() && atom.chars().all(is_atom_char)) {
        return Err(Reason::BadMailbox);
    }
    if 253 < domain.len() || !domain.contains('.') || !is_atoms(domain, is_label) {
        return Err(Reason::BadDomain);
    }
    Ok(())
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

/// Mends the domain where what was meant is beyond doubt, and puts a provider's main domain for its others.
fn mend(out: &mut String, at: usize) -> Changes {
    let mut changes = Changes::NONE;
    let n_dots = out.len() - out.trim_end_matches('.').len();
    changes.note(0 < n_dots, Change::Punctuation);
    out.truncate(out.len() - n_dots);
    let domain = out.get(at + 1..).unwrap_or_default();
    if !KNOWN_SET.contains(domain)
        && let Some(meant) = meant_domain(domain)
    {
        changes.insert(Change::DomainMended);
        out.truncate(at + 1);
        out.push_str(&meant);
    }
    let domain = out.get(at + 1..).unwrap_or_default();
    if let Some(main) = provider_of(domain).map(|provider| provider.main(domain).to_owned())
        && main != domain
    {
        changes.insert(Change::DomainAlias);
        out.truncate(at + 1);
        out.push_str(&main);
    }
    changes
}

/// The domain that a misspelt one stands for; None when in doubt.
///
/// A doubled dot, a comma and an end such as `.con` that is not in use are mended for every domain; the name only
/// for the large providers, when one slip of the finger apart and with the right first letter: `mail.com` and
/// `ymail.com` are providers of their own.
fn meant_domain(domain: &str) -> Option<String> {
    let mut meant = String::with_capacity(domain.len() + 1);
    for c in domain.chars() {
        let c = if c == ',' { '.' } else { c };
        if c != '.' || !meant.ends_with('.') {
            meant.push(c);
        }
    }
    if let Some((name, end)) = meant.rsplit_once('.')
        && let Some((_, right)) = TOP_LEVEL_SLIPS.iter().find(|(slip, _)| *slip == end)
    {
        meant = format!("{name}.{right}");
    }
    if !KNOWN_SET.contains(meant.as_str())
        && let Some(found) = PROVIDERS.iter().find_map(|(name, ends)| provider(&meant, name, ends))
    {
        meant = found;
    }
    (meant != domain).then_some(meant)
}

/// The provider's domain when `domain` is one slip apart from it.
fn provider(domain: &str, name: &str, ends: &[&str]) -> Option<String> {
    let (first, end) = domain.split_once('.').unwrap_or((domain, ""));
    let end_meant = match end {
        // `ann@gmail` and `ann@gmailcom`; `.co`, `.cm` and `.om` are countries, but not of these providers.
        "" | "co" | "cm" | "om" => "com",
        end if ends.contains(&end) => end,
        _ => return None,
    };
    let is_name = first == name || (end.is_empty() && first.strip_suffix("com") == Some(name));
    let is_slip = !end.is_empty() && is_one_slip(first, name);
    (is_name || is_slip).then(|| format!("{name}.{end_meant}"))
}

/// Whether one letter is missing, too many, wrong or swapped with the next, and the first is right.
fn is_one_slip(written: &str, meant: &str) -> bool {
    let (a, b) = (written.as_bytes(), meant.as_bytes());
    let n_same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    if n_same == 0 || 1 < a.len().abs_diff(b.len()) {
        return false;
    }
    let (a, b) = (a.get(n_same..).unwrap_or_default(), b.get(n_same..).unwrap_or_default());
    match (a, b) {
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) if a1 == b2 && a2 == b1 && a == b => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if rest == a => true,
        _ => false,
    }
}

/// Removes what the provider ignores in front of the `@`.
fn strip(out: &mut String, at: usize) -> Changes {
    let mut changes = Changes::NONE;
    let domain = out.get(at + 1..).unwrap_or_default();
    if let Some((name, domain)) = by_subdomain(domain) {
        *out = format!("{name}@{domain}");
        changes.insert(Change::MailTag);
        return changes;
    }
    let Some(provider) = provider_of(domain) else { return changes };
    let local = out.get(..at).unwrap_or_default();
    let name = provider.untagged(local);
    changes.note(name.len() != local.len(), Change::MailTag);
    let is_ignored = |c: char| provider.ignores.contains(&c);
    let has_ignored = name.chars().any(is_ignored);
    changes.note(has_ignored, Change::MailDots);
    if changes != Changes::NONE {
        let name_len = name.len();
        out.drain(name_len..at);
        let mut left = name_len;
        out.retain(|c| {
            let is_local = 0 < left;
            left = left.saturating_sub(c.len_utf8());
            !(is_local && is_ignored(c))
        });
    }
    changes
}

/// Refuses addresses that are nobody's or everybody's.
fn judge(local: &str, domain: &str) -> Result<(), Reason> {
    let is_plain = local.bytes().all(|b| b.is_ascii_alphanumeric());
    let stripped;
    let letters = if is_plain {
        local
    } else {
        stripped = local.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        stripped.as_str()
    };
    if letters.is_empty() || NO_MAILBOX_SET.contains(letters) {
        return Err(Reason::FillerMailbox);
    }
    if 3 <= letters.len() && is_monotone(letters) {
        return Err(Reason::OneCharacter);
    }
    if ROLE_SET.contains(letters) {
        return Err(Reason::RoleMailbox);
    }
    if NO_DOMAIN.contains(&domain) {
        return Err(Reason::FillerDomain);
    }
    Ok(())
}
