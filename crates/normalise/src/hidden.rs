//! Addresses that stand inside other text, or in a spelling that no mail program takes: for a no, which closes
//! whatever it can be read to mean.

use super::GivenAddress;
use super::encoded_word::words_decoded;
use super::entities::decoded;
use super::given::{is_at, is_invisible};
use super::several::addresses;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A cell longer than this is no cell that somebody wrote an address into.
const N_BYTES_MAX: usize = 20_000;

/// What people write for `@`, within any of [`BRACKETS`] or between `_`, `-`, `*`, `.` or blanks.
const AT_WORDS: &[&str] =
    &["at", "ät", "aet", "arroba", "chez", "chiocciola", "apenstaartje", "malpa", "a", "@"];

/// What people write for a dot, as [`AT_WORDS`].
const DOT_WORDS: &[&str] = &["dot", "punkt", "point", "punto", "ponto", "punt", "kropka", "."];

const BRACKETS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»')];

/// Every address that a text can be read to name, each once: `Ann <ann@x.org>`, `ann [at] x [dot] org`,
/// `ann%40x.org`, `ann&#64;x.org`, `"ann"@x.org`, `ann＠x.org`, `ann@x.org (old)`, several in one text.
///
/// For a no and for nothing else: it reads more into a text than anybody may be mailed by, or granted anything by.
/// What [`addresses`] finds comes first.
pub fn readings(text: &str) -> Vec<GivenAddress> {
    let mut found = addresses(text);
    if N_BYTES_MAX < text.len() {
        return found;
    }
    let plain = plain(text);
    let mut take = |text: &str| {
        for token in tokens(text) {
            if let Ok(address) = GivenAddress::read(token)
                && !found.contains(&address)
            {
                found.push(address);
            }
        }
    };
    take(text);
    take(&plain);
    // Width and ligatures: `ａｎｎ＠ｘ．ｏｒｇ`.
    let narrow: String = plain.nfkc().collect();
    take(&narrow);
    take(&without_remarks(&narrow));
    let small = narrow.to_lowercase();
    if is_spelt_out(&small) {
        let marks = spelt_out(&small);
        take(&marks);
        take(&closed_up(&marks));
    }
    if narrow.contains('@') {
        take(&closed_up(&narrow));
        take(&parted(&narrow));
    }
    found
}

/// Without entities, percent signs, escapes, quotes around a name, and what nobody sees.
fn plain(text: &str) -> String {
    let text = words_decoded(text);
    let text = decoded(&text);
    let text = unpercented(&text);
    let text = text.replace("\\u0040", "@").replace("\\@", "@").replace("=40", "@");
    // `"ann"@x.org` is ann@x.org (RFC 5321 4.1.2); a blank inside makes it another mailbox, which nobody is mailed at.
    let text = text.replace("\"@", "@").replace("'@", "@");
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// `%40` as `@`; what is no character stays.
fn unpercented(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    let read = String::from_utf8_lossy(&bytes).into_owned();
    // Percent signs may be written twice over, as `%2540`.
    Cow::Owned(if read.contains("%40") { read.replace("%40", "@") } else { read })
}

/// Without what stands in round brackets, as in `ann(private)@x.org`.
fn without_remarks(text: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(text.len()), 0_u32);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The words that may be an address each.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| {
        c.is_whitespace() || c.is_control() || is_invisible(c) || "<>()[]{},;|\"«»“”„`\\:=".contains(c)
    };
    let marks = ['.', '!', '?', '\'', '’', '‘', '*', '/', '#', '&', '-', '_', '~'];
    text.split(is_between).filter(|word| word.chars().any(is_at)).flat_map(move |word| {
        let trimmed = word.trim_matches(marks);
        // `mailto:` was cut off with its colon; a slash may part two of them, or a path from its end.
        let parts = trimmed.split(['/', '?', '&']).filter(|part| part.chars().any(is_at));
        std::iter::once(word).chain(std::iter::once(trimmed)).chain(parts)
    })
}

/// What stands around each of several signs in one word, alone: `ann@@x.org` and `ann@x.org@x.org` both name
/// ann@x.org.
fn parted(text: &str) -> String {
    let mut found = String::new();
    for word in tokens(text) {
        let parts: Vec<&str> = word.split('@').filter(|part| !part.is_empty()).collect();
        if word.matches('@').count() < 2 || 10 < parts.len() {
            continue;
        }
        for (local, domain) in
            parts.iter().zip(parts.iter().skip(1)).filter(|(_, domain)| domain.contains('.'))
        {
            found.push_str(&format!(" {local}@{domain}"));
        }
    }
    found
}

/// Whether a sign is written as a word somewhere: cheap, for most cells say no such thing.
fn is_spelt_out(small: &str) -> bool {
    AT_WORDS.iter().any(|word| small.contains(word)) && small.len() < 1_000
}

/// Words for signs as signs: `ann (at) x dot org` as `ann@x.org`.
fn spelt_out(small: &str) -> String {
    let mut text = small.to_owned();
    for (words, sign) in [(AT_WORDS, "@"), (DOT_WORDS, ".")] {
        for word in words {
            for (open, close) in BRACKETS {
                for inner in [format!("{open}{word}{close}"), format!("{open} {word} {close}")] {
                    text = text.replace(&inner, sign);
                }
            }
            // One letter alone between blanks is a word of its own.
            if word.chars().count() < 2 {
                continue;
            }
            for (left, right) in [(" ", " "), ("_", "_"), ("-", "-"), ("*", "*"), (".", "."), ("\t", "\t")] {
                text = text.replace(&format!("{left}{word}{right}"), sign);
            }
        }
    }
    text
}

/// Without blanks around `@` and before dots: `ann @ x . org`.
fn closed_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_whitespace() {
            out.push(c);
            continue;
        }
        while chars.peek().is_some_and(|next| next.is_whitespace()) {
            chars.next();
        }
        let is_sign = |c: char| is_at(c) || c == '.';
        let is_glued =
            out.chars().next_back().is_some_and(is_sign) || chars.peek().is_some_and(|c| is_sign(*c));
        if !is_glued {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let found = readings(text);
        let found: Vec<&str> = found.iter().map(GivenAddress::as_str).collect();
        for expect in expect {
            assert!(found.contains(expect), "`{text}`: {found:?} lacks {expect}");
        }
        assert!(!expect.is_empty() || found.is_empty(), "`{text}`: {found:?}");
    }

    #[test]
    fn an_address_is_read_however_it_is_hidden() {
        for text in [
            "ann@x.org",
            "Ann <ann@x.org>",
            "ann@x.org (old)",
            "old: ann@x.org, moved away",
            "please remove ann@x.org.",
            "ann [at] x.org",
            "ann(at)x.org",
            "ann (at) x (dot) org",
            "ann[ät]x.org",
            "ann {at} x.org",
            "ann at x dot org",
            "ann_at_x.org",
            "ANN AT X DOT ORG",
            "ann @ x.org",
            "ann@ x . org",
            "ann%40x.org",
            "ann%2540x.org",
            "mailto:ann%40x.org?subject=stop",
            "ann&#64;x.org",
            "ann&#x40;x.org",
            "ann&commat;x.org",
            "ann&amp;#64;x.org",
            "\"ann\"@x.org",
            "ann＠x.org",
            "ａｎｎ＠ｘ．ｏｒｇ",
            "ann﹫x.org",
            "ann\\u0040x.org",
            "ann(private)@x.org",
            "a\u{200b}nn@x.org",
            "ann@x.org/bob@y.org",
            "https://shop.example/u?mail=ann@x.org&x=1",
            "'ann@x.org'",
            "„ann@x.org“",
            "*ann@x.org*",
            "[ann@x.org](mailto:ann@x.org)",
            "=?UTF-8?Q?ann=40x.org?=",
            "=?utf-8?B?YW5uQHgub3Jn?=",
            "=?utf-8?Q?M=C3=BCller?= <=?utf-8?Q?ann?=@x.org>",
        ] {
            check(text, &["ann@x.org"]);
        }
        check("a@x.org b@y.org; C <c@z.org> and d [at] w.org", &["a@x.org", "b@y.org", "c@z.org", "d@w.org"]);
    }

    #[test]
    fn what_names_nobody_names_nobody() {
        for text in ["", "n/a", "C7777777", "at home", "100 % @ work", "@", "a@b", "café"] {
            check(text, &[]);
        }
    }
}
