//! Records of directories and address books: entries of LDIF and cards, a name, a colon and a value a line.
//!
//! Sources: RFC 2849 (LDIF), RFC 6350 (vCard).

use super::packed::of_base64;
use super::{Found, LooseRow};

/// Whether a text is one of them, by its first line that says something.
pub(crate) fn is_records(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().map(|line| line.trim().to_lowercase());
    let first = lines.find(|line| {
        !line.is_empty() && !line.starts_with('#') && !line.strip_prefix("version:").is_some_and(is_number)
    });
    first.is_some_and(|line| line.starts_with("dn:") || line == "begin:vcard")
}

fn is_number(text: &str) -> bool {
    text.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// The rows of such a text: an entry ends with a blank line, a card with its own.
pub(super) fn rows(text: &str) -> Found {
    let mut found = Found::default();
    let is_of_cards = text.to_lowercase().contains("begin:vcard");
    let mut row = LooseRow::default();
    for (nth, line) in unfolded(text) {
        let small = line.trim().to_lowercase();
        let ends =
            if is_of_cards { small == "begin:vcard" || small == "end:vcard" } else { small.is_empty() };
        if ends || !is_of_cards && small.starts_with("dn:") {
            let row = std::mem::take(&mut row);
            found.rows.extend(Some(row).filter(|row| !row.values.is_empty()));
        }
        if ends {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        // `item1.EMAIL;TYPE=INTERNET`, `cn;lang-de`.
        let name = name.split(';').next().unwrap_or(name);
        let name = if is_of_cards { name.rsplit('.').next().unwrap_or(name) } else { name };
        if row.values.is_empty() {
            row.line = nth;
        }
        let packed = value.strip_prefix(':').and_then(of_base64);
        match packed.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(text) => row.add(name, &text),
            None => row.add(name, value),
        }
    }
    found.rows.extend(Some(row).filter(|row| !row.values.is_empty()));
    found
}

/// The lines of such a text with the number of the first: one that begins with a blank goes on with the one before.
fn unfolded(text: &str) -> Vec<(u64, String)> {
    let mut found: Vec<(u64, String)> = Vec::new();
    for (line, nth) in text.lines().zip(1..) {
        match (line.strip_prefix([' ', '\t']), found.last_mut()) {
            (Some(rest), Some((_, begun))) if !begun.is_empty() => begun.push_str(rest),
            _ => found.push((nth, line.to_owned())),
        }
    }
    found
}
