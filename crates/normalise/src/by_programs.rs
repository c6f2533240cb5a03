//! Addresses in the writings of programs: prefixed quotes of SQL and Python, signs of terminals, line breaks within a
//! word, Exchange's and BATV's senders. For a no, which closes whatever it can be read to mean.

/// Letters in front of a quote that say how a program reads what stands in it.
///
/// Source: SQL-92 5.3 (`N'…'`), PostgreSQL 4.1.2 (`E'…'`, `U&'…'`), MySQL 11.3.8 (`_utf8mb4'…'`), Python 2.4.1.
const PREFIXES: &[&str] = &[
    "n", "e", "b", "u", "r", "x", "br", "rb", "u&", "f", "_utf8", "_utf8mb3", "_utf8mb4", "_latin1", "_ascii",
];

/// Exchange's sender for an address that is no Exchange one: `IMCEASMTP-ann+40x+2Eorg@firm.example`.
const EXCHANGE: &str = "imceasmtp-";

/// A longer text is no address that was cut by a line.
const N_BYTES_OF_ADDRESS: usize = 320;

/// What a text says when the marks of programs are taken off; nothing where there are none.
pub(super) fn by_programs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |read: String| {
        if read != text && !found.contains(&read) {
            found.push(read);
        }
    };
    if text.contains('\\') {
        let blanks =
            ["\\r", "\\n", "\\t", "\\0"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, " "));
        add(blanks);
    }
    if text.contains('\u{1b}') {
        add(without_colours(text));
    }
    let is_cut = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if text.len() <= N_BYTES_OF_ADDRESS && text.contains(is_cut) {
        add(text.chars().filter(|c| !is_cut(*c)).collect());
    }
    if let Some(half) = text.trim().get(..text.trim().len() / 2).filter(|half| half.contains('@'))
        && text.trim() == [half, half].concat()
    {
        add(half.to_owned());
    }
    for word in text.split_whitespace().filter(|word| word.contains('@')) {
        words(word).into_iter().for_each(&mut add);
    }
    found
}

fn words(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let small = word.to_lowercase();
    for quote in ['\'', '"'] {
        for (at, _) in small.match_indices(quote) {
            let before = small.get(..at).unwrap_or_default();
            let start =
                before.rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != '&').map_or(0, |at| at + 1);
            let prefix = before.get(start..).unwrap_or_default();
            let rest = word.get(at + 1..).unwrap_or_default();
            if PREFIXES.contains(&prefix) && word.len() == small.len() {
                found.push(rest.split(quote).next().unwrap_or_default().to_owned());
            }
        }
    }
    if let Some(sender) =
        small.split_once(EXCHANGE).and_then(|(_, rest)| rest.rsplit_once('@')).map(|(own, _)| own)
    {
        found.push(unplussed(sender));
    }
    // `prvs=ann/1234abcd@x.org`, and `prvs=1234abcd=ann@x.org` is read with those that came back.
    if let Some((local, domain)) = small.split_once("prvs=").and_then(|(_, rest)| rest.rsplit_once('@'))
        && let Some((own, _)) = local.split_once('/')
    {
        found.push(format!("{own}@{domain}"));
    }
    found
}

/// Without what sets colours in a terminal: `ESC [ 31 m`.
fn without_colours(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        let code = from.strip_prefix('[').unwrap_or(from);
        let end = code.find(|c: char| c.is_ascii_alphabetic()).map_or(code.len(), |at| at + 1);
        rest = code.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// `ann@x.org` of `ann+40x+2Eorg`.
fn unplussed(text: &str) -> String {
    let mut parts = text.split('+');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let sign =
            part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii_graphic);
        match sign {
            Some(sign) => {
                out.push(char::from(sign));
                out.push_str(part.get(2..).unwrap_or_default());
            }
            None => {
                out.push('+');
                out.push_str(part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::by_programs;

    #[test]
    fn the_marks_of_programs_are_taken_off() {
        for text in [
            "N'ann@x.org'",
            "b'ann@x.org'",
            "u\"ann@x.org\"",
            "_utf8mb4'ann@x.org'",
            "(N'ann@x.org',",
            "CAST(N'ann@x.org' AS text)",
            "email=N'ann@x.org'",
            "ann\n@x.org",
            "an\r\nn@x.org",
            "\u{1b}[31mann@x.org\u{1b}[0m",
            "ann@x.organn@x.org",
            "ann\u{8}@x.org",
            "IMCEASMTP-ann+40x+2Eorg@firm.example",
            "prvs=ann/1234abcd@x.org",
        ] {
            let found = by_programs(text);
            assert!(found.iter().any(|read| read.contains("ann@x.org")), "{text:?}: {found:?}");
            assert!(found.iter().any(|read| read.trim() == "ann@x.org"), "{text:?}: {found:?}");
        }
        assert_eq!(by_programs("\\r\\nann@x.org"), ["  ann@x.org"]);
    }

    #[test]
    fn what_has_no_marks_is_left() {
        for text in [
            "ann@x.org",
            "o'neil@x.org",
            "d'arc@x.org",
            "Ann <ann@x.org>",
            "",
            "it's",
            "ann@x.org, bob@x.org",
        ] {
            assert!(by_programs(text).is_empty(), "{text}: {:?}", by_programs(text));
        }
    }
}
