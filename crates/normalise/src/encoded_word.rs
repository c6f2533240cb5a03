//! Words of a mail's header, as mail programs write what is not ASCII: `=?UTF-8?Q?ann=40x.org?=`.

use std::borrow::Cow;

/// A text with its encoded words read, as `=?utf-8?B?YW5uQHgub3Jn?=` or `=?iso-8859-1?Q?M=FCller?= <ann@x.org>`.
///
/// A cell that was filled from a header holds them, and whoever is named in one is named. What is not well formed
/// stays as it is. Letters of a character set other than UTF-8 are read as Latin-1: those of an address are the same.
/// Source: RFC 2047, sections 2, 4 and 6.2 (blanks between two of them are no part of the text).
pub fn words_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains("=?") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut is_behind_word) = (text, false);
    while let Some((before, from)) = rest.split_once("=?") {
        let found = word(from);
        if found.is_none() || !is_behind_word || !before.trim().is_empty() {
            out.push_str(before);
        }
        is_behind_word = found.is_some();
        rest = match found {
            Some((read, behind)) => {
                out.push_str(&read);
                behind
            }
            None => {
                out.push_str("=?");
                from
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The word that begins behind `=?`, and what follows it.
fn word(text: &str) -> Option<(String, &str)> {
    let (charset, rest) = text.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let (held, rest) = rest.split_once("?=")?;
    // RFC 2231, section 5, puts a language behind the character set.
    let charset = charset.split('*').next().unwrap_or_default();
    let is_charset =
        !charset.is_empty() && charset.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b));
    if !is_charset || held.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match encoding {
        "Q" | "q" => quoted(held)?,
        "B" | "b" => base64(held)?,
        _ => return None,
    };
    let read = String::from_utf8(bytes)
        .unwrap_or_else(|other| other.as_bytes().iter().copied().map(char::from).collect());
    // A header is one line, and a mark that ends it was smuggled in.
    (!read.contains(char::is_control)).then_some((read, rest))
}

/// `ann=40x.org` with `_` for blanks.
fn quoted(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        bytes.push(match first {
            b'_' => b' ',
            b'=' => {
                let hex = std::str::from_utf8(behind.get(..2)?).ok()?;
                rest = behind.get(2..)?;
                u8::from_str_radix(hex, 16).ok()?
            }
            byte => *byte,
        });
    }
    Some(bytes)
}

/// Source: RFC 4648, section 4; the `=` at the end may be missing.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut n_bits) = (Vec::with_capacity(text.len()), 0_u32, 0_u32);
    for byte in text.trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(six)) & 0xFFFF;
        n_bits += 6;
        if 8 <= n_bits {
            n_bits -= 8;
            bytes.push(u8::try_from(held >> n_bits & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_mail_programs_write() {
        for (text, expect) in [
            ("=?UTF-8?Q?ann=40mx.test?=", "ann@mx.test"),
            ("=?utf-8?B?YW5uQG14LnRlc3Q=?=", "ann@mx.test"),
            ("=?utf-8?b?YW5uQG14LnRlc3Q?=", "ann@mx.test"),
            ("=?US-ASCII*EN?Q?ann?=@mx.test", "ann@mx.test"),
            ("=?iso-8859-1?Q?J=F6rg_M=FCller?= <ann@mx.test>", "Jörg Müller <ann@mx.test>"),
            ("=?UTF-8?Q?J=C3=B6rg?= =?UTF-8?Q?_M?=\r\n =?UTF-8?B?w7xsbGVy?= x", "Jörg Müller x"),
            ("ann=?x@mx.test", "ann=?x@mx.test"),
            ("=?UTF-8?Q?ann=4?=", "=?UTF-8?Q?ann=4?="),
            ("=?UTF-8?X?ann?=", "=?UTF-8?X?ann?="),
            ("=?UTF-8?Q?ann=0Abcc:_x?=", "=?UTF-8?Q?ann=0Abcc:_x?="),
            ("=?UTF-8?B?!?=", "=?UTF-8?B?!?="),
            ("ann@mx.test", "ann@mx.test"),
        ] {
            assert_eq!(words_decoded(text), expect);
        }
    }
}
