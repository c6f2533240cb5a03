//! The number of a customer as spreadsheets and people write it: a no counts for whomever it can mean.

use std::collections::HashSet;

/// Digits up to which zeros are put back that a spreadsheet has eaten.
const MAX_DIGITS: usize = 10;

/// Parts of a path behind which a customer's number stands: `/admin/customers/123`, `gid://shopify/Customer/123`.
const OF_CUSTOMERS: &[&str] = &[
    "customer",
    "customers",
    "client",
    "clients",
    "contact",
    "contacts",
    "user",
    "users",
    "member",
    "members",
    "profile",
    "profiles",
    "account",
    "accounts",
    "person",
    "people",
    "subscriber",
    "subscribers",
    "kunde",
    "kunden",
    "klant",
    "klanten",
    "clientes",
    "cliente",
];

/// The numbers that a text can mean besides itself: `C1000.0` is `C1000`, `ID: C1000`, `c 1000`, `C-1000` and `C01000` as
/// well, and `00077` is `77`; of a list each, and of the address of a customer's page the number in it.
pub(crate) fn readings(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let plain = plain(text);
    for piece in std::iter::once(text).chain(plain.as_deref()).flat_map(pieces) {
        of_one(piece, &mut found);
        for number in [of_path(piece), of_path(&decoded(piece))].into_iter().flatten() {
            found.push(number.clone());
            of_one(&number, &mut found);
        }
        found.push(piece.to_owned());
    }
    let written = text.trim();
    let mut seen = HashSet::new();
    found.retain(|number| !number.is_empty() && number != written && seen.insert(number.clone()));
    found
}

/// Without marks of HTML and ornaments at either end, and with the digits of other scripts as those of ASCII; `None`
/// where that is no other text.
fn plain(text: &str) -> Option<String> {
    let read = normalise::decoded(text);
    let read = normalise::without_tags(&read);
    let read = normalise::western_digits(&read);
    let is_ornament = |c: char| !c.is_alphanumeric();
    let read = read.trim_matches(is_ornament);
    (read != text).then(|| read.to_owned())
}

/// The text, and where it is a list what stands in it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| ",;|[]{}\"'\n\r\t".contains(c);
    let listed = text.split(is_between).map(str::trim).filter(|piece| has_digit(piece));
    std::iter::once(text.trim()).chain(listed)
}

/// The number at the end of a path, or behind the word for a customer in it; `None` for what is no path.
fn of_path(text: &str) -> Option<String> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let (_, path) = path.split_once("://").or_else(|| {
        path.split_once('/').filter(|_| path.matches('/').nth(1).is_some()).map(|_| ("", path))
    })?;
    let parts: Vec<&str> = path.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_of = |part: &&&str| OF_CUSTOMERS.contains(&part.to_lowercase().as_str());
    let behind =
        parts.iter().zip(parts.iter().skip(1)).rev().find(|(part, _)| is_of(part)).map(|(_, number)| number);
    behind
        .or_else(|| parts.last().filter(|_| 1 < parts.len()))
        .filter(|part| has_digit(part))
        .map(|part| (*part).to_owned())
}

/// What some shops write of such a path: `gid://…` in Base64.
fn decoded(text: &str) -> String {
    match text.starts_with("Z2lkOi8v") {
        true => normalise::words_decoded(&format!("=?utf-8?B?{text}?=")).into_owned(),
        false => String::new(),
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn of_one(written: &str, found: &mut Vec<String>) {
    let text = written.trim_matches(['"', '\'', '#', '=', ':', '/', '.', ',', ';']).trim();
    let labelled = text.rsplit_once([':', '#', '=', ' ', '/', '_', '-']);
    let bare = labelled
        .filter(|(label, number)| has_digit(number) && is_label(label))
        .map_or(text, |(_, number)| number.trim());
    let whole = [".0", ".00", ",0", ",00"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    found.extend([bare.to_owned(), whole.to_owned()]);
    if is_digits(whole) {
        found.push(whole.trim_start_matches('0').to_owned());
    }
    found.extend(grouped(whole));
    found.extend(with_exponent(whole));
    found.extend(closed_up(whole));
}

/// Whether what stands in front of a number says that it is somebody's: `customer`, `kd-nr`, `urn:cust`.
fn is_label(label: &str) -> bool {
    const LABELS: &[&str] = &["id", "no", "nr", "cust", "kd", "kdnr", "uid", "crm", "nummer", "number"];
    let label = label.to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = words.next_back().unwrap_or_default();
    LABELS.contains(&last) || OF_CUSTOMERS.contains(&last) || label.starts_with("urn:")
}

/// `100,000`, `100.000`, `100 000`, `100'000`: a number whose digits stand in groups of three.
fn grouped(text: &str) -> Option<String> {
    let sign = text.chars().find(|c| !c.is_ascii_digit())?;
    let mut groups = text.split(sign);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && is_digits(first))?;
    let is_group = |group: &str| group.len() == 3 && is_digits(group);
    let is_sign = ",.'’_".contains(sign) || sign.is_whitespace();
    (is_sign && !first.starts_with('0') && groups.clone().all(is_group)).then(|| text.replace(sign, ""))
}

/// `1.00001E5` as the number it was, where it says every digit of it.
fn with_exponent(text: &str) -> Option<String> {
    let (digits, exponent) = text.split_once(['e', 'E'])?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let is_number = is_digits(whole) && part.bytes().all(|byte| byte.is_ascii_digit());
    let part = part.trim_end_matches('0');
    let is_told = part.len() <= exponent && exponent <= 18;
    (is_number && is_told).then(|| format!("{whole}{part:0<exponent$}"))
}

/// Letters and a number in one and in capitals, as most systems write them: `c 1000`, `C-1000`, `C01000` as `C1000`.
fn closed_up(text: &str) -> Vec<String> {
    let is_between = |c: char| c.is_whitespace() || "-_./".contains(c);
    let joined: String = text.chars().filter(|c| !is_between(*c)).flat_map(char::to_uppercase).collect();
    let digits = joined.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = joined.get(..joined.len() - digits.len()).unwrap_or_default();
    if !(1..=4).contains(&letters.len()) || !is_digits(digits) {
        return Vec::new();
    }
    vec![joined.clone(), format!("{letters}{}", digits.trim_start_matches('0'))]
}

/// The numbers with the zeros in front that a spreadsheet may have eaten: `77` was `077`, or `00077`.
pub(crate) fn with_zeros(text: &str) -> Vec<String> {
    let text = text.trim();
    let number = text.strip_suffix(".0").unwrap_or(text);
    if !is_digits(number) || number.starts_with('0') {
        return Vec::new();
    }
    (number.len() + 1..=MAX_DIGITS).map(|n_digits| format!("{number:0>n_digits$}")).collect()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spoilt_number_is_read_as_what_it_was() {
        for (text, expect) in [
            ("C1000.0", &["C1000"][..]),
            ("ID: C1000", &["C1000"]),
            ("#C1000", &["C1000"]),
            ("00077", &["77"]),
            ("77.0", &["77"]),
            ("C1000", &[]),
            ("c1000", &["C1000"]),
            ("c 1000", &["C1000"]),
            ("C-1000", &["C1000"]),
            ("C01000", &["C1000"]),
            ("customer C1000", &["C1000"]),
            ("AB 12", &["AB12"]),
            ("no number", &[]),
            ("https://shop.example/admin/customers/123?tab=1", &["123"]),
            ("https://shop.example/customers/C-77/edit", &["C-77", "C77"]),
            ("/admin/customers/123", &["123"]),
            ("gid://shopify/Customer/123", &["123"]),
            ("Z2lkOi8vc2hvcGlmeS9DdXN0b21lci8xMjM=", &["123"]),
            ("123, 124;125", &["123", "124", "125"]),
            ("100,000", &["100000"]),
            ("1.234.567", &["1234567"]),
            ("100 000", &["100000"]),
            ("100\u{a0}000", &["100000"]),
            ("1.00001E5", &["100001"]),
            ("1,00001e+05", &["100001"]),
            ("1E+05", &["100000"]),
            ("100002/", &["100002"]),
            ("urn:cust:100003", &["100003"]),
            ("urn:shop:100003", &["100003"]),
            ("crm:customer:100003", &["100003"]),
            ("customers/100004", &["100004"]),
            ("/customers/100004/", &["100004"]),
            ("customer_100004", &["100004"]),
            ("100005,0", &["100005"]),
            ("{\"id\": 100006}", &["100006"]),
            ("*C7*", &["C7"]),
            ("★ 100007", &["100007"]),
            ("<b>C7</b>", &["C7"]),
            ("<td>100008</td>", &["100008"]),
            ("&#67;7", &["C7"]),
            ("١٠٠٠٠٩", &["100009"]),
            ("C-७७", &["C77", "C-77"]),
            ("{\"id\":\"C7\"}", &["C7"]),
            ("[\"gid://shopify/Customer/123\",\"124\"]", &["123", "124"]),
        ] {
            let found = readings(text);
            let lacks = expect.iter().find(|number| !found.iter().any(|known| known == *number));
            assert_eq!(lacks, None, "{text}: {found:?}");
            assert!(!expect.is_empty() || found.is_empty(), "{text}: {found:?}");
        }
        assert_eq!(with_zeros("12345678"), ["012345678", "0012345678"]);
        assert!(with_zeros("C77").is_empty() && with_zeros("077").is_empty());
    }
}
