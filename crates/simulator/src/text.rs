use crate::draw::Draw;

/// Appends one CSV row, quoting where RFC 4180 asks for it.
pub(crate) fn push_csv(out: &mut String, fields: &[&str]) {
    for (at, field) in fields.iter().enumerate() {
        if 0 < at {
            out.push(',');
        }
        if field.contains([',', '"', '\n']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push('\n');
}

/// Encodes as Windows-1252, as an export from a desktop CRM does; `?` for what it lacks.
///
/// Source: WHATWG Encoding Standard, windows-1252 index; only the characters that our names use.
pub(crate) fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '\u{0}'..='\u{7f}' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).unwrap_or(b'?'),
        '’' => 0x92,
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

/// A name that was UTF-8 once and was read as Windows-1252: `JosÃ©`. Encoded, it puts UTF-8 bytes into
/// a Windows-1252 file, as exports of several systems do.
///
/// Only for names whose bytes all have a character there; others are left as they are.
pub(crate) fn mojibake(name: &str) -> String {
    if name.contains('’') || name.bytes().any(|b| (0x80..0xa0).contains(&b)) {
        return name.to_owned();
    }
    name.bytes().map(char::from).collect()
}

/// `name` with one slip of the fingers after its first letter.
pub(crate) fn typo(name: &str, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let n = letters.len();
    if n < 4 {
        return name.to_owned();
    }
    let at = 1 + draw.below(u32::try_from(n - 2).unwrap_or(1)) as usize;
    match draw.below(4) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => {
            let twin = letters.get(at).copied().unwrap_or('e');
            letters.insert(at, twin);
        }
        _ => {
            if let Some(letter) = letters.get_mut(at) {
                *letter = draw.pick(&['a', 'e', 'i', 'o', 'r', 's', 't', 'n']);
            }
        }
    }
    letters.into_iter().collect()
}

/// Ten digits in one of the ways people write them.
pub(crate) fn phone(digits: &str, draw: &mut Draw) -> String {
    let (area, rest) = digits.split_at_checked(3).unwrap_or((digits, ""));
    let (exchange, line) = rest.split_at_checked(3).unwrap_or((rest, ""));
    match draw.weighted(&[0.3, 0.2, 0.16, 0.14, 0.12, 0.08]) {
        0 => format!("({area}) {exchange}-{line}"),
        1 => format!("{area}-{exchange}-{line}"),
        2 => format!("{area}.{exchange}.{line}"),
        3 => format!("+1{digits}"),
        4 => digits.to_owned(),
        _ => format!("1 {area} {exchange} {line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes() {
        assert_eq!(windows_1252("José O’Neal ł"), b"Jos\xe9 O\x92Neal ?");
        assert_eq!(mojibake("José"), "JosÃ©");
        let mut row = String::new();
        push_csv(&mut row, &["a", "b, \"c\"", ""]);
        assert_eq!(row, "a,\"b, \"\"c\"\"\",\n");
    }

    #[test]
    fn a_typo_keeps_the_first_letter_and_one_slip() {
        let mut draw = Draw::of(1, crate::draw::Stream::Crm, 0, 0);
        for _ in 0..200 {
            let slip = typo("Montgomery", &mut draw);
            assert!(slip.starts_with('M') && (9..=11).contains(&slip.chars().count()), "{slip}");
        }
        assert_eq!(typo("Ann", &mut draw), "Ann");
    }
}
