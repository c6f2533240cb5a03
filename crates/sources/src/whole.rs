//! Whole numbers in JSON that are longer than any integer: ids, whose every digit counts.

use std::borrow::Cow;

/// Puts quotes around whole numbers that a parser would round to a float.
///
/// `{"userId": 12345678901234567890123}` is sent by systems whose ids are long numbers. As a float two of them
/// would fall together. Nothing else in the text is touched.
pub fn digits_kept(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    if !has_long_number(bytes) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    let (mut copied, mut at, mut is_text) = (0, 0, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if is_text => at += 1,
            b'"' => is_text = !is_text,
            b'-' | b'0'..=b'9' if !is_text => {
                let n = bytes.iter().skip(at).take_while(|byte| is_numeric(**byte)).count();
                let number = json.get(at..at + n).unwrap_or_default();
                if is_beyond(number) {
                    out.push_str(json.get(copied..at).unwrap_or_default());
                    out.extend(["\"", number, "\""]);
                    copied = at + n;
                }
                at += n.saturating_sub(1);
            }
            _ => {}
        }
        at += 1;
    }
    out.push_str(json.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Digits of the longest number that every `i64` holds.
const N_SAFE: usize = 18;

fn has_long_number(bytes: &[u8]) -> bool {
    let mut n = 0;
    bytes.iter().any(|byte| {
        n = if byte.is_ascii_digit() { n + 1 } else { 0 };
        N_SAFE < n
    })
}

fn is_numeric(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
}

fn is_beyond(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    N_SAFE < digits.len()
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && number.parse::<i64>().is_err()
        && number.parse::<u64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_rounded_is_quoted() {
        for (json, expect) in [
            (r#"{"userId":12345678901234567890123}"#, r#"{"userId":"12345678901234567890123"}"#),
            (r#"[-12345678901234567890123 , 7]"#, r#"["-12345678901234567890123" , 7]"#),
            (r#"{"a":9007199254740993}"#, r#"{"a":9007199254740993}"#),
            (r#"{"a":18446744073709551615}"#, r#"{"a":18446744073709551615}"#),
            (r#"{"a":18446744073709551616}"#, r#"{"a":"18446744073709551616"}"#),
            (r#"{"a":"12345678901234567890123"}"#, r#"{"a":"12345678901234567890123"}"#),
            (r#"{"a":"\"12345678901234567890123"}"#, r#"{"a":"\"12345678901234567890123"}"#),
            (r#"{"a":0.12345678901234567890123}"#, r#"{"a":0.12345678901234567890123}"#),
            (r#"{"a":1.2345678901234567890123e22}"#, r#"{"a":1.2345678901234567890123e22}"#),
            (r#"{"é":12345678901234567890123}"#, r#"{"é":"12345678901234567890123"}"#),
        ] {
            assert_eq!(digits_kept(json), expect);
        }
    }
}
