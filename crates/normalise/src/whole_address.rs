//! An address in one field: street, city, state and postcode, as they stand there.

use super::{country, state};

/// The parts of an address that was written in one field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WholeAddress {
    /// Street, number and unit.
    pub street: String,
    /// None when there is none, as in `12 Oak St, IL 62704`.
    pub city: Option<String>,
    /// None where none is written.
    pub state: Option<String>,
    /// As it stands there.
    pub postcode: String,
}

/// Takes `12 Main St, Springfield, IL 62704` or `Hauptstr. 5, 10115 Berlin` apart.
///
/// The postcode is what tells an address from a street: it stands at the end, or before the city.
/// Returns: None without commas, semicolons or line breaks between the parts, and without a postcode.
pub fn whole_address(raw: &str) -> Option<WholeAddress> {
    let mut parts: Vec<&str> =
        raw.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // Two letters are a state, not a country.
    if let [_, _, .., last] = parts.as_slice()
        && 2 < last.len()
        && !last.bytes().any(|b| b.is_ascii_digit())
        && country(last).is_ok()
    {
        parts.pop();
    }
    let last = parts.pop().filter(|_| !parts.is_empty())?;
    let words: Vec<&str> = last.split_whitespace().collect();
    let n = words.len();
    let tail = |from: usize| words.get(from..).unwrap_or_default().join(" ");
    let head = |to: usize| words.get(..to).unwrap_or_default();
    let (postcode, rest) = match words.as_slice() {
        [.., outer, inner] if is_in_two_words(outer, inner) => (tail(n - 2), head(n - 2)),
        [.., code] if is_postcode(code) => (tail(n - 1), head(n - 1)),
        [code, city, ..] if is_postcode(code) && !city.bytes().any(|b| b.is_ascii_digit()) => {
            let street = parts.join(", ");
            return Some(WholeAddress {
                street,
                city: Some(tail(1)),
                state: None,
                postcode: (*code).to_owned(),
            });
        }
        _ => return None,
    };
    // The state may stand in a part of its own: `Springfield, IL, 62704`.
    let mut rest = rest.join(" ");
    if rest.is_empty() && 1 < parts.len() {
        rest = parts.pop().unwrap_or_default().to_owned();
    }
    let (mut city, state) = city_and_state(&rest);
    if city.is_empty() && 1 < parts.len() {
        city = parts.pop().unwrap_or_default();
    }
    let city = Some(city.to_owned()).filter(|city| !city.is_empty());
    Some(WholeAddress { street: parts.join(", "), city, state: state.map(str::to_owned), postcode })
}

/// Splits `Springfield IL`, `Illinois` and `Springfield`.
fn city_and_state(text: &str) -> (&str, Option<&str>) {
    let is_state = |text: &str| {
        let is_code = |text: &str| matches!(text.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z']);
        is_code(text) || state(text).is_ok_and(|code| is_code(&code) && 2 < text.len())
    };
    match text.rsplit_once(' ') {
        _ if is_state(text) => ("", Some(text)),
        Some((city, state)) if is_state(state) => (city.trim(), Some(state)),
        _ => (text, None),
    }
}

/// `62704`, `62704-1234`, `1010`.
fn is_postcode(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match word.split_once('-') {
        Some((zip, more)) => zip.len() == 5 && more.len() == 4 && digits(zip) && digits(more),
        None => (4..=5).contains(&word.len()) && digits(word),
    }
}

/// `SW1A 1AA` and `K1A 0B1`.
fn is_in_two_words(outer: &str, inner: &str) -> bool {
    let starts = |text: &str| text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let is_inner = matches!(inner.as_bytes(), [b'0'..=b'9', _, last] if last.is_ascii_alphanumeric());
    (2..=4).contains(&outer.len()) && starts(outer) && has_digit(outer) && is_inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_addresses_apart() {
        for (raw, expect) in [
            ("12 Main St, Springfield, IL 62704", Some(("12 Main St", "Springfield", "IL", "62704"))),
            (
                "12 Main St, Springfield IL 62704-1234",
                Some(("12 Main St", "Springfield", "IL", "62704-1234")),
            ),
            ("12 Main St; Springfield; IL; 62704", Some(("12 Main St", "Springfield", "IL", "62704"))),
            (
                "12 Main St\nApt 4\nSpringfield, IL  62704",
                Some(("12 Main St, Apt 4", "Springfield", "IL", "62704")),
            ),
            (
                "12 Main St, Springfield, Illinois 62704, USA",
                Some(("12 Main St", "Springfield", "Illinois", "62704")),
            ),
            ("Hauptstr. 5, 10115 Berlin", Some(("Hauptstr. 5", "Berlin", "", "10115"))),
            ("Hauptstr. 5, 10115 Berlin, Deutschland", Some(("Hauptstr. 5", "Berlin", "", "10115"))),
            ("12 Oak Rd, London SW1A 1AA", Some(("12 Oak Rd", "London", "", "SW1A 1AA"))),
            ("12 Oak Rd, London, SW1A 1AA", Some(("12 Oak Rd", "London", "", "SW1A 1AA"))),
            ("12 Oak St, IL 62704", Some(("12 Oak St", "", "IL", "62704"))),
            ("12 Main St, Apt 4", None),
            ("12 Main St", None),
            ("62704", None),
            (",;\n", None),
            ("", None),
        ] {
            let got = whole_address(raw);
            let parts = got.as_ref().map(|of| {
                let text = |part: &Option<String>| part.clone().unwrap_or_default();
                (of.street.clone(), text(&of.city), text(&of.state), of.postcode.clone())
            });
            let expect = expect.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned()));
            assert_eq!(parts, expect, "{raw:?}");
        }
    }
}
