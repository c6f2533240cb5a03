//! The number of a customer as spreadsheets and people write it: a no counts for whomever it can mean.

/// Digits up to which zeros are put back that a spreadsheet has eaten.
const MAX_DIGITS: usize = 10;

/// The numbers that a text can mean besides itself: `C1000.0` is `C1000`, `ID: C1000`, `c 1000`, `C-1000` and `C01000` as
/// well, and `00077` is `77`.
pub(crate) fn readings(text: &str) -> Vec<String> {
    let written = text.trim();
    let text = written.trim_matches(['"', '\'', '#', '=']).trim();
    let labelled = text.rsplit_once([':', '#', '=', ' ']);
    let label = labelled
        .map(|(label, _)| label.trim_matches([' ', ':', '#', '=']).to_lowercase())
        .unwrap_or_default();
    let labels =
        ["id", "no", "no.", "nr", "nr.", "customer", "customer id", "kunde", "kd", "kd-nr", "kdnr", "client"];
    let has_digit = |(_, number): (&str, &str)| number.contains(|c: char| c.is_ascii_digit());
    let is_labelled = labels.contains(&label.as_str()) && labelled.is_some_and(has_digit);
    let bare = labelled.filter(|_| is_labelled).map_or(text, |(_, number)| number.trim());
    let whole = bare.strip_suffix(".0").or_else(|| bare.strip_suffix(".00")).unwrap_or(bare);
    let mut found = vec![bare.to_owned(), whole.to_owned()];
    if is_digits(whole) {
        found.push(whole.trim_start_matches('0').to_owned());
    }
    found.extend(closed_up(whole));
    found.retain(|number| !number.is_empty() && number != written);
    let mut seen = std::collections::HashSet::new();
    found.retain(|number| seen.insert(number.clone()));
    found
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
        ] {
            let mut found = readings(text);
            found.dedup();
            assert_eq!(found, expect, "{text}");
        }
        assert_eq!(with_zeros("12345678"), ["012345678", "0012345678"]);
        assert!(with_zeros("C77").is_empty() && with_zeros("077").is_empty());
    }
}
