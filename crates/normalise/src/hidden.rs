//! Addresses that stand inside other text, or in a spelling that no mail program takes: for a no, which closes
//! whatever it can be read to mean.

use super::GivenAddress;
use super::by_programs::by_programs;
use super::encoded_word::words_decoded;
use super::entities::decoded;
use super::given::{is_at, is_invisible};
use super::misspelt::misspelt;
use super::several::addresses;
use super::text::repair;
use std::borrow::Cow;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// Texts are read in pieces of so many bytes at most: what a cell of a hundred pages takes grows with its length alone.
const N_BYTES_OF_PIECE: usize = 16_000;

/// Signs spelt out as words are looked for in pieces of so many bytes.
const N_BYTES_SPELT: usize = 900;

/// Bytes that two pieces have in common, so that an address on the cut is whole in one of them: the longest address is
/// 254, and words for its signs take more.
const N_BYTES_SHARED: usize = 400;

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
    for piece in pieces(text, N_BYTES_OF_PIECE) {
        found.read(piece);
    }
    found.addresses
}

/// Addresses in their order, each once.
#[derive(Default)]
struct Found {
    addresses: Vec<GivenAddress>,
    seen: HashSet<GivenAddress>,
}

impl Found {
    fn add(&mut self, address: GivenAddress) {
        if self.seen.insert(address.clone()) {
            self.addresses.push(address);
        }
    }

    fn take(&mut self, text: &str) {
        for address in tokens(text).filter_map(|token| GivenAddress::read(token).ok()) {
            self.add(address);
        }
    }

    fn read(&mut self, text: &str) {
        for marked in by_programs(text) {
            self.take(&marked);
        }
        let plain = plain(text);
        self.take(text);
        self.take(&plain);
        // Width and ligatures: `ａｎｎ＠ｘ．ｏｒｇ`.
        let narrow: String = plain.nfkc().collect();
        self.take(&narrow);
        self.take(&without_remarks(&narrow));
        let small = narrow.to_lowercase();
        for piece in pieces(&small, N_BYTES_SPELT).filter(|piece| is_spelt_out(piece)) {
            let marks = spelt_out(piece);
            self.take(&marks);
            self.take(&closed_up(&marks));
        }
        if narrow.contains('@') {
            self.take(&closed_up(&narrow));
            self.take(&parted(&narrow));
            self.take(&with_plus(&narrow));
            for variant in variants(text, &narrow) {
                self.take(&variant);
            }
            sent_back(&narrow)
                .iter()
                .chain(&misspelt(&narrow))
                .filter_map(|one| GivenAddress::read(one).ok())
                .for_each(|one| self.add(one));
        }
    }
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

/// A text in pieces of `n_bytes` at most, cut between words where there are some; what stands at a cut is in both.
fn pieces(text: &str, n_bytes: usize) -> impl Iterator<Item = &str> {
    let at_letter = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let is_between = |c: char| c.is_whitespace() || c.is_control() || "<>()[]{},;|\"«»“”„`\\:=/".contains(c);
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let begin = next?;
        let rest = text.get(begin..)?;
        if rest.len() <= n_bytes {
            next = None;
            return Some(rest);
        }
        let whole = text.get(begin..at_letter(begin + n_bytes))?;
        let last = whole.rfind(is_between).filter(|at| whole.len() - N_BYTES_SHARED < *at);
        let piece = whole.get(..last.unwrap_or(whole.len()))?;
        let shared = at_letter(begin + piece.len() - N_BYTES_SHARED);
        // A word that is cut at its front would be another address.
        let word = text.get(shared..begin + piece.len())?.find(is_between);
        next = Some(shared + word.unwrap_or(0));
        Some(piece)
    })
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
pub fn without_tags(text: &str) -> String {
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
    let is_twice = ["%40", "%20", "%2b", "%2B"].iter().any(|sign| read.contains(sign));
    Cow::Owned(match is_twice {
        true => read.replace("%40", "@").replace("%20", " ").replace("%2b", "+").replace("%2B", "+"),
        false => read,
    })
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
        if word.matches('@').count() < 2 {
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

/// `ann+shop@x.org` whose sign a form has read as a blank: `ann shop@x.org`, `?email=ann%20shop@x.org`. Of a sentence
/// that ends in an address nobody knows which words were one.
fn with_plus(text: &str) -> String {
    const N_WORDS: usize = 3;
    let is_between = |c: char| c.is_control() || "<>()[]{},;|\"«»“”„`\\:=?&/".contains(c);
    let is_part = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || "._-+".contains(c));
    let joined = text.split(is_between).filter(|part| part.contains('@')).filter_map(|part| {
        let words: Vec<&str> = part.split_whitespace().take(N_WORDS + 1).collect();
        let (last, before) = words.split_last()?;
        let is_one = (1..N_WORDS).contains(&before.len()) && before.iter().all(is_part);
        (is_one && !last.starts_with('@') && last.contains('@')).then(|| words.join("+"))
    });
    joined.collect::<Vec<_>>().join(" ")
}

/// Whom a mail went to that came back: sent in a way that writes its receiver into the sender's name (VERP,
/// `bounce+ann=x.org@list`), forwarded (SRS, `SRS0=HHH=TT=x.org=ann@relay`), routed (`ann%x.org@relay`), or a guest of
/// another house (`ann_x.org#EXT#@firm.onmicrosoft.com`).
///
/// Source: D. J. Bernstein, "Variable Envelope Return Paths"; M. Wong, "Sender Rewriting Scheme".
fn sent_back(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |local: &str, domain: &str| {
        // A name may have what the sender's name is joined with, so both readings are taken.
        let begins = local.match_indices(['+', '-']).map(|(at, sign)| at + sign.len()).chain([0]);
        for local in begins.filter_map(|at| local.get(at..)).filter(|local| !local.is_empty()) {
            found.push(format!("{local}@{domain}"));
        }
    };
    let is_between = |c: char| c.is_whitespace() || c.is_control() || "<>()[]{},;|\"«»“”„`\\:".contains(c);
    for word in text.split(is_between) {
        let Some((local, _)) = word.rsplit_once('@') else { continue };
        if let Some(guest) = local.to_lowercase().strip_suffix("#ext#")
            && let Some((local, domain)) = guest.rsplit_once('_')
        {
            add(local, domain);
        }
        if let Some((local, domain)) = forwarded(local) {
            add(local, domain);
        }
        for sign in ['=', '%', '#'] {
            if let Some((local, domain)) = local.rsplit_once(sign).filter(|(_, domain)| domain.contains('.'))
            {
                add(local, domain);
            }
        }
    }
    found
}

/// The address that a forwarder wrote into the name of its own: `SRS0=HHH=TT=x.org=ann`, `SRS1=HHH=relay==HHH=TT=x.org=ann`.
fn forwarded(local: &str) -> Option<(&str, &str)> {
    let scheme = local.get(..4)?.to_ascii_uppercase();
    let rest = local.get(5..).filter(|_| scheme == "SRS0" || scheme == "SRS1")?;
    let rest = match scheme.as_str() {
        "SRS1" => rest.split_once("==").map(|(_, rest)| rest)?,
        _ => rest,
    };
    let mut parts = rest.splitn(4, '=').skip(2);
    let (domain, local) = (parts.next()?, parts.next()?);
    Some((local, domain))
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
    fn an_address_is_read_wherever_it_stands_in_a_long_text() {
        let long = "lorem ipsum dolor, ".repeat(6_000);
        for named in ["ann@x.org", "ann [at] x.org", "ann at x dot org", "ann%40x.org", "Ann <ann@x.org>"] {
            for text in
                [format!("{named} {long}"), format!("{long} {named}"), format!("{long}{named} {long}")]
            {
                check(&text, &["ann@x.org"]);
            }
        }
        let many: Vec<String> = (0..20_000).map(|n| format!("k{n}@x.org")).collect();
        assert_eq!(readings(&many.join(",")).len(), many.len());
        // Without a blank, and with letters of several bytes.
        check(&format!("{}@x.org{}", "é".repeat(20_000), "ß".repeat(20_000)), &[]);
        check(&format!("{},ann@x.org,{}", "é".repeat(9_000), "ß".repeat(20_000)), &["ann@x.org"]);
    }

    #[test]
    fn a_plus_that_became_a_blank_is_read_as_both() {
        for text in [
            "ann shop@x.org",
            "Ann Shop@x.org",
            "https://s.example/u?email=ann%20shop@x.org",
            "https://s.example/u?email=ann shop%40x.org",
            "https://s.example/u?email=ann%2520shop%2540x.org&list=3",
            "mailto:ann shop@x.org",
            "<ann shop@x.org>",
        ] {
            let found: Vec<String> =
                readings(text).iter().map(|address| address.as_str().to_lowercase()).collect();
            for expect in ["ann+shop@x.org", "shop@x.org"] {
                assert!(found.iter().any(|known| known == expect), "`{text}`: {found:?} lacks {expect}");
            }
        }
        check("ann shop new@x.org", &["ann+shop+new@x.org", "new@x.org"]);
        let sentence = readings("please remove my friend ann@x.org");
        assert_eq!(sentence.len(), 1, "{sentence:?}");
    }

    #[test]
    fn whom_a_mail_came_back_from_is_read() {
        for text in [
            "bounce+ann=x.org@lists.shop.example",
            "bounces-ann=x.org@lists.shop.example",
            "<bounces+12-ab-ann=x.org@em.shop.example>",
            "SRS0=HHH=TT=x.org=ann@relay.example",
            "srs0+HHH=TT=x.org=ann@relay.example",
            "SRS1=GGG=first.example==HHH=TT=x.org=ann@relay.example",
            "prvs=1234567890=ann@x.org",
            "ann%x.org@relay.example",
            "ann_x.org#EXT#@firm.onmicrosoft.com",
        ] {
            check(text, &["ann@x.org"]);
        }
        check("bounce+mary-ann=x.org@lists.shop.example", &["mary-ann@x.org", "ann@x.org"]);
        check("SRS0=HHH=TT=x.org=ann=b@relay.example", &["ann=b@x.org"]);
    }

    #[test]
    fn what_names_nobody_names_nobody() {
        for text in ["", "n/a", "C7777777", "at home", "100 % @ work", "@", "a@b", "café"] {
            check(text, &[]);
        }
    }
}
