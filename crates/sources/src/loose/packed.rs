//! Letters that are packed for a journey: base64 and quoted-printable, and the parts of a mail that are written in them.
//!
//! Sources: RFC 2045 (parts of mails), RFC 4648 (base64).

use encoding_rs::Encoding;
use std::borrow::Cow;

/// A mail whose parts are in letters; what is no text, as a picture, is left out.
pub(super) fn unpacked(mail: &str) -> Cow<'_, str> {
    let small = mail.to_lowercase();
    if !small.contains("content-transfer-encoding") {
        return Cow::Borrowed(mail);
    }
    let mut out = String::with_capacity(mail.len());
    let (mut head, mut parts) = (Head::default(), Vec::new());
    let mut is_head = true;
    let mut body = String::new();
    for line in mail.split_inclusive('\n') {
        let bare = line.trim_end();
        if is_head {
            out.push_str(line);
            // Blank lines in front of a head are none of its ends.
            is_head = !bare.is_empty() || head.is_empty();
            head.take(bare);
            if !is_head {
                parts.extend(head.part());
                is_head = head.is_of_mail();
                head = if is_head { Head::default() } else { head };
            }
            continue;
        }
        let begins_part = bare.strip_prefix("--").is_some_and(|name| {
            !name.is_empty() && (parts.is_empty() || parts.iter().any(|part: &String| name.starts_with(part)))
        });
        if begins_part {
            out.push_str(&head.unpack(&std::mem::take(&mut body)));
            out.push_str(line);
            (head, is_head) = (Head::default(), !bare.ends_with("--"));
            continue;
        }
        body.push_str(line);
    }
    out.push_str(&head.unpack(&body));
    Cow::Owned(out)
}

/// What the head of a part says of its body.
#[derive(Default)]
struct Head(String);

impl Head {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes a line of it; one that begins with a blank goes on with the field before.
    fn take(&mut self, line: &str) {
        let is_further = line.starts_with([' ', '\t']);
        self.0.push_str(if is_further { " " } else { "\n" });
        self.0.push_str(line.trim());
        if self.0 == "\n" {
            self.0.clear();
        }
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.0.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.trim().eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// A parameter of its kind: `boundary`, `charset`.
    fn parameter(&self, name: &str) -> Option<String> {
        self.field("content-type")?.split(';').skip(1).find_map(|piece| {
            let (known, value) = piece.split_once('=')?;
            known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        })
    }

    /// What stands between its parts.
    fn part(&self) -> Option<String> {
        self.parameter("boundary").filter(|name| !name.is_empty())
    }

    /// Whether its body begins with the head of a mail.
    fn is_of_mail(&self) -> bool {
        let kind = self.field("content-type").unwrap_or_default().to_lowercase();
        kind.starts_with("message/rfc822") || kind.starts_with("text/rfc822-headers")
    }

    fn unpack(&self, body: &str) -> String {
        let kind = self.field("content-type").unwrap_or("text/plain").to_lowercase();
        let is_text = kind.starts_with("text/") || kind.starts_with("message/");
        let encoding = self.field("content-transfer-encoding").unwrap_or_default().to_lowercase();
        let bytes = match encoding.as_str() {
            "base64" if is_text => of_base64(body),
            "quoted-printable" if is_text => Some(of_quoted(body)),
            // Letters of a picture are nobody's words.
            "base64" => return String::new(),
            _ => None,
        };
        let Some(bytes) = bytes else { return body.to_owned() };
        let charset = self.parameter("charset").unwrap_or_default();
        let letters = Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
        let (mut text, _, has_failed) = letters.decode(&bytes);
        if has_failed {
            (text, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
        }
        let end = if text.ends_with('\n') { "" } else { "\n" };
        format!("{text}{end}")
    }
}

/// The bytes of base64; `None` where it is none. Blanks within are no part of it.
pub(super) fn of_base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut n_bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0_u32);
    let letters = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    for byte in letters.take_while(|byte| *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        n_bits += 6;
        if 8 <= n_bits {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 0xFF) as u8);
        }
    }
    Some(bytes)
}

/// The bytes of quoted-printable: `=E9` is one, and a line that ends with `=` goes on in the next.
fn of_quoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let (bare, is_ended) = match bare.strip_suffix('=') {
            Some(begun) => (begun, false),
            None => (bare, line.ends_with('\n')),
        };
        let mut rest = bare;
        while let Some((before, behind)) = rest.split_once('=') {
            bytes.extend(before.bytes());
            let byte = behind.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
            bytes.push(byte.unwrap_or(b'='));
            rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
        }
        bytes.extend(rest.bytes());
        bytes.extend(is_ended.then_some(b'\n'));
    }
    bytes
}
