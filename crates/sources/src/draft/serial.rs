//! What each row has another value of and names none of them: the number of a line, which is another line's next month,
//! and money.
// tidy: list

use crate::currency_words::currency;
use crate::folded::folded;

/// What such numbers are called, folded.
const SERIALS: &[&str] = &[
    "sno",
    "srno",
    "slno",
    "sino",
    "serial",
    "serialno",
    "serialnumber",
    "sequence",
    "seq",
    "seqno",
    "rowno",
    "rownumber",
    "row",
    "line",
    "lineno",
    "linenumber",
    "lfdnr",
    "lfd",
    "laufendenummer",
    "zeile",
    "rang",
    "volgnummer",
    "lp",
    "poř",
    "क्रम",
    "क्रमांक",
    "क्रमसंख्या",
    "क्रसं",
    "अनुक्रमांक",
    "अक्र",
    "क्र",
    "क्रम_संख्या",
    "ক্রমিক",
    "ক্রমিকনং",
    "ਲੜੀਨੰਬਰ",
    "ક્રમ",
    "ક્રમાંક",
    "வரிசைஎண்",
    "வஎண்",
    "క్రమసంఖ్య",
    "ಕ್ರಮಸಂಖ್ಯೆ",
    "ക്രമനമ്പർ",
    "م",
    "مسلسل",
    "الرقمالتسلسلي",
    "التسلسل",
    "ردیف",
    "نمبرشمار",
    "ลำดับ",
    "ลำดับที่",
    "序号",
    "序號",
    "连番",
    "連番",
    "순번",
    "번호",
    "ппн",
    "пп",
    "nпп",
];

/// Names that say nothing of what is numbered.
const BARE: &[&str] = &["", "no", "nr", "n", "num", "number", "nummer", "nº", "numero", "número", "رقم"];

/// Whether a column numbers the lines of a file: by its name, or by a bare one and numbers that go up one by one.
pub(super) fn is_serial<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> bool {
    let folded = folded(name);
    let plain: String =
        name.to_lowercase().chars().filter(|c| !c.is_whitespace() && !".:#-_/".contains(*c)).collect();
    let is_one = |list: &[&str]| list.contains(&folded.as_str()) || list.contains(&plain.as_str());
    let numbers: Option<Vec<u64>> =
        values.map(|value| value.trim().trim_end_matches('.').parse().ok()).collect();
    let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) else { return false };
    let is_by_one = || {
        2 < numbers.len() && numbers.iter().zip(numbers.iter().skip(1)).all(|(one, next)| one + 1 == *next)
    };
    is_one(SERIALS) || is_one(BARE) && numbers.first().is_some_and(|first| *first <= 1) && is_by_one()
}

/// A value without the code or the sign of a currency around it: `6,932.00` of `AED 6,932.00`.
pub(super) fn without_currency(value: &str) -> &str {
    let value = value.trim();
    let is_of_number = |c: char| c.is_ascii_digit() || "-+".contains(c);
    let begin = value.find(is_of_number).unwrap_or(0);
    let end = value.rfind(|c: char| c.is_ascii_digit()).map_or(value.len(), |at| at + 1);
    let (before, after) = (value.get(..begin).unwrap_or_default(), value.get(end..).unwrap_or_default());
    let is_none = |text: &str| text.trim_matches([' ', '.', '/', '-']).is_empty();
    let is_money = |text: &str| {
        is_none(text) || currency(text.trim()).is_some() || currency(text.trim_matches(['.', ' '])).is_some()
    };
    match is_money(before) && is_money(after) && !(is_none(before) && is_none(after)) {
        true => value.get(begin..end).unwrap_or(value),
        false => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_line_is_none_of_a_row() {
        for (name, values, expect) in [
            ("S.No", &["1", "2", "3"][..], true),
            ("Sr No.", &["3", "7"], true),
            ("क्रम", &["1", "2"], true),
            ("क्र.सं.", &["1", "2"], true),
            ("No", &["1", "2", "3"], true),
            ("No", &["17", "4"], false),
            ("No", &["A1", "A2"], false),
            ("Customer No", &["1", "2", "3"], false),
            ("id", &["1", "2", "3"], false),
        ] {
            assert_eq!(is_serial(name, values.iter().copied()), expect, "{name} {values:?}");
        }
    }

    #[test]
    fn money_is_what_is_left_of_its_currency() {
        for (value, expect) in [
            ("AED 6,932.00", "6,932.00"),
            ("₹1,00,000", "1,00,000"),
            ("12.50 €", "12.50"),
            ("C-77", "C-77"),
            ("77", "77"),
        ] {
            assert_eq!(without_currency(value), expect, "{value}");
        }
    }
}
