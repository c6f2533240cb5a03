//! Addresses that stand inside other text, or in a spelling that no mail program takes: for a no, which closes
//! whatever it can be read to mean.

use super::GivenAddress;
use super::encoded_word::words_decoded;
use super::entities::decoded;
use super::given::{is_at, is_invisible};
use super::several::addresses;
use super::text::repair;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Letters of a text that are read at once, and how many of them are read again with the next: an address has 254 at
/// most (RFC 5321, 4.5.3.1.3), and spelt out some more.
const N_BYTES: usize = 2_000;
const N_BYTES_AGAIN: usize = 500;

/// What people write for `@`, within any of [`BRACKETS`] or between `_`, `-`, `*`, `.` or blanks.
const AT_WORDS: &[&str] =
    &["at", "ät", "aet", "arroba", "chez", "chiocciola", "apenstaartje", "malpa", "a", "@"];

/// What people write for a dot, as [`AT_WORDS`].
const DOT_WORDS: &[&str] = &["dot", "punkt", "point", "punto", "ponto", "punt", "kropka", "."];

const BRACKETS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»')];

/// Every address that a text can be read to name, each once: `Ann <ann@x.org>`, `ann [at] x [dot] org`,
/// `ann%40x.org`, `ann&#64;x.org`, `"ann"@x.org`, `ann＠x.org`, `ann@x.org (old)`, several in one text, however long.
///
/// For a no and for nothing else: it reads more into a text than anybody may be mailed by, or granted anything by.
/// What [`addresses`] finds comes first.
pub fn readings(text: &str) -> Vec<GivenAddress> {
    let mut found = Found::default();
    addresses(text).into_iter().for_each(|address| found.add(address));
    for window in windows(text) {
        found.read(window);
    }
    found.addresses
}

/// Addresses, each once.
#[derive(Default)]
struct Found {
    addresses: Vec<GivenAddress>,
    known: FxHashSet<GivenAddress>,
}

impl Found {
    fn add(&mut self, address: GivenAddress) {
        if self.known.insert(address.clone()) {
            self.addresses.push(address);
        }
    }

    fn take(&mut self, text: &str) {
        for address in tokens(text).filter_map(|token| GivenAddress::read(token).ok()) {
            self.add(address);
        }
    }

    /// What a text names that is short enough to be read several times.
    fn read(&mut self, text: &str) {
        let plain = plain(text);
        self.take(text);
        self.take(&plain);
        // Width and ligatures: `ａｎｎ＠ｘ．ｏｒｇ`.
        let narrow: String = plain.nfkc().collect();
        self.take(&narrow);
        self.take(&without_remarks(&narrow));
        let small = narrow.to_lowercase();
        if is_spelt_out(&small) {
            let marks = spelt_out(&small);
            self.take(&marks);
            self.take(&closed_up(&marks));
        }
        if narrow.contains('@') {
            self.take(&closed_up(&narrow));
            self.take(&parted(&narrow));
            for variant in variants(text, &narrow) {
                self.take(&variant);
            }
        }
    }
}

/// A text in parts that are short enough, cut where no address is, and each with the end of the one before it.
fn windows(text: &str) -> Vec<&str> {
    let may_part = |c: char| c.is_whitespace() || ",;|<>\"".contains(c);
    let mut found = Vec::new();
    let mut from = 0;
    while N_BYTES < text.len() - from {
        let end = text.floor_char_boundary(from + N_BYTES);
        let part = text.get(from..end).unwrap_or_default();
        let len = part.rfind(may_part).filter(|at| N_BYTES / 2 < *at).unwrap_or(part.len());
        found.push(part.get(..len).unwrap_or_default());
        let again = text.floor_char_boundary(from + len - N_BYTES_AGAIN);
        let behind = text.get(again..from + len).unwrap_or_default();
        from = again + behind.find(may_part).unwrap_or(0);
    }
    found.push(text.get(from..).unwrap_or_default());
    found
}

/// An address as databases, programs and telephones write it: with quotes doubled or behind a backslash, with marks of
/// HTML or pictures in it, in garbled letters, with the apostrophe of another keyboard.
fn variants(text: &str, narrow: &str) -> Vec<String> {
    let mut found = Vec::new();
    let unquoted = narrow.replace("\\'", "'").replace("''", "'").replace("\\\"", "");
    let untagged = without_tags(&unquoted);
    let plain: String = untagged.chars().filter(|c| !is_ornament(*c)).collect();
    if narrow.contains(is_apostrophe) {
        found.push(plain.replace(is_apostrophe, "'"));
        found.push(plain.replace(is_apostrophe, "’"));
    }
    if !text.is_ascii() {
        let words = text.split_whitespace().filter(|word| word.contains(is_at));
        let repaired: Vec<String> = words.map(|word| repair(word).nfkc().collect()).collect();
        found.push(repaired.join(" "));
    }
    if plain != narrow {
        found.push(plain);
    }
    found
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{2032}' | '\u{ff07}')
}

/// Pictures, and what tells how they are drawn.
fn is_ornament(c: char) -> bool {
    matches!(c, '©' | '®' | '\u{2022}' | '\u{2026}' | '\u{20d0}'..='\u{20ff}' | '\u{2100}'..='\u{214f}'
        | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{fe00}'..='\u{fe0f}' | '\u{fffd}'
        | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Without marks of HTML that hold no address: `ann<wbr>@x.org`, `<b>ann</b>@x.org`.
fn without_tags(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, from)) = rest.split_once('<') {
        out.push_str(before);
        let begins = from.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match from.split_once('>').filter(|(tag, _)| begins && !tag.contains(is_at)) {
            Some((_, behind)) => rest = behind,
            None => {
                out.push('<');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    out
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
    AT_WORDS.iter().any(|word| small.contains(word))
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
    fn an_address_is_found_in_the_spellings_of_programs() {
        for (text, expect) in [
            ("o''neil@x.ie", "o'neil@x.ie"),
            ("o\\'neil@x.ie", "o'neil@x.ie"),
            ("o\\''neil@x.ie", "o'neil@x.ie"),
            ("o’neil@x.ie", "o'neil@x.ie"),
            ("o`neil@x.ie", "o'neil@x.ie"),
            ("o'neil@x.ie", "o’neil@x.ie"),
            ("o&#39;neil@x.ie", "o'neil@x.ie"),
            ("😀ann@x.org", "ann@x.org"),
            ("ann@x.org😀", "ann@x.org"),
            ("✉️ann@x.org", "ann@x.org"),
            ("ann@x.org 👍🏽", "ann@x.org"),
            ("ann\u{fe0f}@x.org", "ann@x.org"),
            ("an\u{e0061}n@x.org", "ann@x.org"),
            ("ann<wbr>@x.org", "ann@x.org"),
            ("ann@<wbr/>x.org", "ann@x.org"),
            ("<b>ann</b>@x.org", "ann@x.org"),
            ("ann&lt;wbr&gt;@x.org", "ann@x.org"),
            ("<span class=\"m\">ann</span>@<i>x.org</i>", "ann@x.org"),
            ("jÃ¼rgen@x.de", "jürgen@x.de"),
            ("Kunde jÃ¼rgen@x.de – ab", "jürgen@x.de"),
            ("jÃƒÂ¼rgen@x.de", "jürgen@x.de"),
        ] {
            check(text, &[expect]);
        }
    }

    #[test]
    fn an_address_is_found_however_long_its_text_is() {
        let pad = "The customer called about order 17 and asked when it would arrive. ";
        for n in [900, 1_950, 2_000, 2_050, 5_000, 25_000, 300_000] {
            let before: String = pad.chars().cycle().take(n).collect();
            check(&format!("{before} ann.smith@x.org {pad}"), &["ann.smith@x.org"]);
            check(&format!("{before} ann [at] x [dot] org {pad}"), &["ann@x.org"]);
            check(&format!("{before}; Ann <ann.smith@x.org>"), &["ann.smith@x.org"]);
        }
        // No piece of an address is somebody else's.
        let many: Vec<String> = (0..9_000).map(|n| format!("somebody.no{n}@firm{n}.example")).collect();
        for sign in [" ", ", ", ";", "\n", ","] {
            let found = readings(&many.join(sign));
            assert_eq!(found.len(), many.len(), "{sign:?}");
        }
    }

    #[test]
    fn what_names_nobody_names_nobody() {
        for text in ["", "n/a", "C7777777", "at home", "100 % @ work", "@", "a@b", "café"] {
            check(text, &[]);
        }
    }
}
