//! What is posted to the collection endpoints and is no JSON as it stands: one text that cannot be read must not take
//! the others of its batch along.
//!
//! A browser's `JSON.stringify` writes half a letter where a text was cut (`\ud83d`), Python's `json.dumps` writes
//! `NaN`. So a body is taken apart by its brackets and quotes alone, and each message is read by itself.

use crate::json_twice;
use crate::json_walk::Walk;
use crate::whole::digits_kept;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// A message as it was posted. Holds personal data, so it has no `Debug`.
pub enum Posted {
    /// It is JSON.
    Read(Value),
    /// It is none.
    Unread(Unread),
}

impl From<Value> for Posted {
    fn from(message: Value) -> Self {
        Posted::Read(message)
    }
}

/// A message that is no JSON. Holds personal data, so it has no `Debug`.
pub struct Unread {
    /// As it came; a byte that is no letter of UTF-8 as U+FFFD.
    pub original: String,
    /// Why it cannot be read.
    pub why: String,
    /// What can be read of it all the same: for a no, and for nothing else.
    pub mended: Option<Map<String, Value>>,
    /// What else it can be read to say, where a key stands twice in it: for a no, too.
    pub others: Vec<Value>,
}

impl Unread {
    /// A message in which a key stands twice and says two things; `None` for any other.
    fn twice(text: &str, message: &Value) -> Option<Self> {
        let object = message.as_object().filter(|object| json_twice::repeats(text, object))?;
        let others = json_twice::readings(text);
        let mended = Some(object.clone()).filter(|_| !others.is_empty())?;
        let (original, why) = (text.to_owned(), json_twice::TWICE.to_owned());
        Some(Self { original, why, mended: Some(mended), others })
    }
}

/// Whether a body must be taken apart although it is JSON: a key stands twice in it, and a no may stand under either.
pub fn repeats(body: &[u8], read: &Map<String, Value>) -> bool {
    let is_twice = |text: &str| json_twice::repeats(text, read) && json_twice::says_twice(&digits_kept(text));
    std::str::from_utf8(body).is_ok_and(is_twice)
}

/// A body that is no JSON as a whole, taken apart.
pub struct Envelope {
    /// All but the messages, as far as it can be read.
    pub members: Map<String, Value>,
    /// Its messages; `None` where it has no list of them.
    pub batch: Option<Vec<Posted>>,
}

/// Takes a batch apart; `None` where its brackets and quotes do not close.
pub fn envelope(body: &[u8]) -> Option<Envelope> {
    let mut found = Envelope { members: Map::new(), batch: None };
    for member in pieces(without_mark(body), b'{', b'}')? {
        let (key, value) = key_of(member)?;
        if key == "batch" && value.first() == Some(&b'[') {
            let messages = pieces(value, b'[', b']')?.into_iter().map(posted);
            found.batch.get_or_insert_default().extend(messages);
        } else if let Some(value) = mended(&String::from_utf8_lossy(value)) {
            found.members.insert(key, value);
        }
    }
    Some(found)
}

/// Reads one message.
pub fn posted(bytes: &[u8]) -> Posted {
    let bytes = without_mark(bytes);
    let read = match std::str::from_utf8(bytes) {
        Ok(text) => {
            serde_json::from_str(&digits_kept(text)).map_err(|error| format!("it is not valid JSON: {error}"))
        }
        Err(_) => Err("it is not UTF-8".to_owned()),
    };
    let twice = read
        .as_ref()
        .ok()
        .and_then(|message| Unread::twice(&digits_kept(std::str::from_utf8(bytes).ok()?), message));
    match read {
        Ok(message) => twice.map_or(Posted::Read(message), Posted::Unread),
        Err(why) => {
            let original = String::from_utf8_lossy(bytes).into_owned();
            let mended = match mended(&original) {
                Some(Value::Object(object)) => Some(object),
                _ => None,
            };
            Posted::Unread(Unread { original, why, mended, others: Vec::new() })
        }
    }
}

/// Without the mark by which some programs begin UTF-8.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// What stands between the commas of an object or a list; `None` where it does not close.
fn pieces(text: &[u8], open: u8, close: u8) -> Option<Vec<&[u8]>> {
    let inner = text.trim_ascii().strip_prefix(&[open])?.strip_suffix(&[close])?;
    let mut walk = Walk::default();
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, byte) in inner.iter().enumerate() {
        if walk.is_outside() && matches!(byte, b'}' | b']') {
            return None;
        }
        if walk.is_outside() && *byte == b',' {
            found.push(inner.get(begin..at)?.trim_ascii());
            begin = at + 1;
        }
        walk.see(*byte);
    }
    found.push(inner.get(begin..)?.trim_ascii());
    walk.is_outside().then(|| found.into_iter().filter(|piece| !piece.is_empty()).collect())
}

/// The key of a member, and its value.
fn key_of(member: &[u8]) -> Option<(String, &[u8])> {
    let mut walk = Walk::default();
    let end = member.iter().position(|byte| {
        walk.see(*byte);
        walk.is_outside() && *byte == b':'
    })?;
    let key = mended(&String::from_utf8_lossy(member.get(..end)?.trim_ascii()))?;
    Some((key.as_str()?.to_owned(), member.get(end + 1..)?.trim_ascii()))
}

/// What can be read of a text that is meant as JSON.
pub(crate) fn mended(text: &str) -> Option<Value> {
    let mut mending = Mending { rest: text, out: String::with_capacity(text.len() + 16) };
    while mending.step() {}
    serde_json::from_str(&digits_kept(&mending.out)).ok()
}

struct Mending<'a> {
    rest: &'a str,
    out: String,
}

impl Mending<'_> {
    /// Takes the next letter, text or word over; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.next() else { return false };
        match first {
            '"' => self.text(),
            '}' | ']' => {
                let n = self.out.trim_end().strip_suffix(',').map(str::len);
                self.out.truncate(n.unwrap_or(self.out.len()));
                self.out.push(first);
            }
            '{' | '[' | ':' | ',' => self.out.push(first),
            _ if first.is_whitespace() => self.out.push(' '),
            _ => self.word(first),
        }
        true
    }

    fn next(&mut self) -> Option<char> {
        let first = self.rest.chars().next()?;
        self.rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
        Some(first)
    }

    /// The rest of a text, behind its first quote.
    fn text(&mut self) {
        self.out.push('"');
        while let Some(letter) = self.next() {
            match letter {
                '"' => break,
                '\\' => self.escape(),
                // Writing to a String cannot fail.
                letter if letter < ' ' => drop(write!(self.out, "\\u{:04x}", u32::from(letter))),
                letter => self.out.push(letter),
            }
        }
        self.out.push('"');
    }

    fn escape(&mut self) {
        let Some(letter) = self.next() else { return };
        match letter {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => self.out.extend(['\\', letter]),
            '\'' => self.out.push('\''),
            'u' => match self.unit() {
                None => self.out.push_str("\\\\u"),
                Some(unit @ 0xD800..=0xDBFF) => {
                    let before = self.rest;
                    let second = self.rest.strip_prefix("\\u").and_then(|rest| {
                        self.rest = rest;
                        self.unit().filter(|unit| (0xDC00..=0xDFFF).contains(unit))
                    });
                    match second {
                        Some(second) => drop(write!(self.out, "\\u{unit:04x}\\u{second:04x}")),
                        None => {
                            self.rest = before;
                            self.out.push('\u{fffd}');
                        }
                    }
                }
                Some(0xDC00..=0xDFFF) => self.out.push('\u{fffd}'),
                Some(unit) => drop(write!(self.out, "\\u{unit:04x}")),
            },
            letter => self.out.extend(['\\', '\\', letter]),
        }
    }

    /// The number behind `\u`; takes nothing where there is none.
    fn unit(&mut self) -> Option<u32> {
        let digits =
            self.rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let unit = u32::from_str_radix(digits, 16).ok()?;
        self.rest = self.rest.get(4..).unwrap_or_default();
        Some(unit)
    }

    /// A word without quotes: one of JSON, `NaN`, or anything else as a text.
    fn word(&mut self, first: char) {
        let is_end = |c: char| c.is_whitespace() || "{}[]:,\"".contains(c);
        let n = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (rest, behind) = self.rest.split_at(n);
        self.rest = behind;
        let word = format!("{first}{rest}");
        if serde_json::from_str::<Value>(&word).is_ok() {
            return self.out.push_str(&word);
        }
        let small = word.trim_start_matches(['-', '+']).to_lowercase();
        match small.as_str() {
            "nan" | "inf" | "infinity" | "undefined" | "none" | "null" | "nil" => self.out.push_str("null"),
            "true" | "false" => self.out.push_str(&small),
            _ => self.out.push_str(&Value::String(word).to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_meant_is_read() {
        for (text, expect) in [
            (r#"{"a":"x \ud83d"}"#, json!({"a": "x \u{fffd}"})),
            (r#"{"a":"\udc00 \ud83d\ude00 \ud83dA"}"#, json!({"a": "\u{fffd} \u{1f600} \u{fffd}A"})),
            (r#"{"a":"\ud83d\u0041"}"#, json!({"a": "\u{fffd}A"})),
            (
                r#"{"a":NaN,"b":-Infinity,"c":undefined,"d":True}"#,
                json!({"a": null, "b": null, "c": null, "d": true}),
            ),
            (r#"{"a":"\x41 \' \u12"}"#, json!({"a": "\\x41 ' \\u12"})),
            ("{\"a\":\"x\ny\tz\"}", json!({"a": "x\ny\tz"})),
            (r#"{"a":1e999,"b":01,"c":.5,}"#, json!({"a": "1e999", "b": "01", "c": ".5"})),
            (
                r#"{a: [1, 2, ], "id": 12345678901234567890123}"#,
                json!({"a": [1, 2], "id": "12345678901234567890123"}),
            ),
        ] {
            assert_eq!(mended(text), Some(expect), "{text}");
        }
        assert_eq!(mended("{"), None);
    }

    #[test]
    fn a_key_that_stands_twice_says_both() {
        let read = |text: &str| match posted(text.as_bytes()) {
            Posted::Read(_) => None,
            Posted::Unread(unread) => Some(unread.others),
        };
        let both = vec![json!({"event": "a", "x": {}}), json!({"event": "b", "x": {}})];
        assert_eq!(read(r#"{"event": "a", "x": {}, "event": "b"}"#), Some(both));
        assert!(read(r#"{"event": "a", "event": "a"}"#).is_none() && read(r#"{"a": {"b": ":"}}"#).is_none());
    }

    #[test]
    fn each_message_of_a_batch_is_read_by_itself() {
        let body = br#" {"sentAt":"2026-09-15","batch":[{"a":"x,]}"}, {"b":NaN},
            {"c":"\ud83d"} ,{"d":"\xff"}, 7],"context":{"x":Infinity},"writeKey":"k"} "#;
        let mut body = body.to_vec();
        // A byte that is no letter.
        let at = body.windows(4).position(|four| four == b"\\xff").unwrap_or_default();
        body.splice(at..at + 4, [0xff]);
        let found = envelope(&body).unwrap();
        assert_eq!(
            Value::Object(found.members),
            json!({"sentAt": "2026-09-15", "context": {"x": null}, "writeKey": "k"})
        );
        let told = found.batch.into_iter().flatten().map(|posted| match posted {
            Posted::Read(value) => (value.to_string(), None),
            Posted::Unread(unread) => {
                (unread.original, unread.mended.map(|it| Value::Object(it).to_string()))
            }
        });
        let told: Vec<(String, Option<String>)> = told.collect();
        let unread = |original: &str, mended: &str| (original.to_owned(), Some(mended.to_owned()));
        assert_eq!(
            told,
            [
                (r#"{"a":"x,]}"}"#.to_owned(), None),
                unread(r#"{"b":NaN}"#, r#"{"b":null}"#),
                unread(r#"{"c":"\ud83d"}"#, "{\"c\":\"\u{fffd}\"}"),
                unread("{\"d\":\"\u{fffd}\"}", "{\"d\":\"\u{fffd}\"}"),
                ("7".to_owned(), None),
            ]
        );
        for broken in [r#"{"batch":[{"a":1}"#, r#"{"batch":[{"a":"1}]}"#, "[]", "x", r#"{"a":1}}"#] {
            assert!(envelope(broken.as_bytes()).is_none(), "{broken}");
        }
    }
}
