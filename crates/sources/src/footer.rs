//! Lines of a table that are none of its rows: sums and counts below it, units below its header.

use crate::folded::folded;

/// The first word of a line below a table.
// tidy: list
const FOOTERS: &[&str] = &[
    "total",
    "totals",
    "subtotal",
    "sum",
    "count",
    "records",
    "rows",
    "entries",
    "results",
    "average",
    "page",
    "end",
    "generated",
    "exported",
    "printed",
    "copyright",
    "summe",
    "summen",
    "gesamt",
    "gesamtsumme",
    "gesamtbetrag",
    "zwischensumme",
    "endsumme",
    "anzahl",
    "datensätze",
    "zeilen",
    "einträge",
    "durchschnitt",
    "seite",
    "ende",
    "erstellt",
    "exportiert",
    "gedruckt",
    "stand",
    "somme",
    "nombre",
    "totale",
    "totaal",
    "totaux",
    "suma",
    "razem",
    "ogółem",
    "aantal",
    "número",
    "fin",
    "subtotale",
    "grand",
    "general",
    "medio",
    "promedio",
    "media",
    "moyenne",
    "gemiddelde",
    "średnia",
    "toplam",
    "genel",
    "yekun",
    "yekün",
    "součet",
    "celkem",
    "spolu",
    "összesen",
    "összeg",
    "итого",
    "всего",
    "разом",
    "усього",
    "общо",
    "вкупно",
    "укупно",
    "ukupno",
    "skupaj",
    "kokku",
    "yhteensä",
    "summa",
    "totalt",
    "sammanlagt",
    "ialt",
    "viso",
    "kopā",
    "jumlah",
    "合計",
    "総計",
    "小計",
    "总计",
    "合计",
    "總計",
    "小计",
    "합계",
    "총계",
    "소계",
    "รวม",
    "tổng",
    "कुल",
    "योग",
    "المجموع",
    "الإجمالي",
    "إجمالي",
    "סהכ",
    "סה",
    "σύνολο",
];

/// What stands below a header and says how its values are written.
// tidy: list
const UNITS: &[&str] = &[
    "eur",
    "euro",
    "€",
    "usd",
    "$",
    "gbp",
    "£",
    "chf",
    "%",
    "kg",
    "stk",
    "stück",
    "pcs",
    "text",
    "string",
    "varchar",
    "zahl",
    "number",
    "integer",
    "int",
    "decimal",
    "float",
    "date",
    "datetime",
    "datum",
    "ttmmjjjj",
    "ttmmjj",
    "ddmmyyyy",
    "ddmmyy",
    "mmddyyyy",
    "yyyymmdd",
    "jjjjmmtt",
    "boolean",
    "bool",
    "janein",
    "yesno",
    "pflicht",
    "pflichtfeld",
    "optional",
    "required",
    "mandatory",
    "-",
];

/// Whether a line with these values, blank ones left out, is no row of a table of `n_columns`: it begins as a sum or a
/// count does and has nothing but numbers beside, or it names units.
///
/// What names somebody is a row, whatever else it says.
pub(crate) fn is_no_row<'a>(filled: impl Iterator<Item = &'a str> + Clone, n_columns: usize) -> bool {
    let mut values = filled.clone().map(str::trim);
    let Some(first) = values.next() else { return false };
    // The usual row begins with a number or has many values: both are told at once.
    if n_columns < 2 || first.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_unit = |value: &str| {
        let folded = folded(value);
        UNITS.contains(&if folded.is_empty() { value.trim() } else { folded.as_str() })
    };
    if is_unit(first) {
        return first != "-" && values.clone().all(is_unit)
            || values.clone().any(is_unit) && values.all(is_unit);
    }
    let n_filled = filled.take(n_columns).count();
    n_filled * 2 <= n_columns + 2 && is_footer(first) && values.all(is_amount)
}

/// `Summe`, `Anzahl Datensätze: 97`, `Page 1 of 3`.
fn is_footer(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_one = words.next().is_some_and(|word| FOOTERS.contains(&word));
    is_one && words.count() <= 5 && !text.contains('@')
}

/// A number, an amount with its currency, or a currency alone.
fn is_amount(value: &str) -> bool {
    let letters: String = value.chars().filter(|c| c.is_alphabetic()).collect();
    let is_currency = letters.is_empty() || letters.len() == 3 && letters.chars().all(char::is_uppercase);
    is_currency && value.bytes().filter(u8::is_ascii_digit).count() <= 15 && !value.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_units_are_no_rows_and_people_are() {
        let check = |row: &[&str], expect: bool| {
            let filled = row.iter().copied().filter(|value| !value.is_empty());
            assert_eq!(is_no_row(filled, row.len()), expect, "{row:?}");
        };
        check(&["Anzahl Datensätze:", "97", "", "", "", "", ""], true);
        check(&["Summe", "", "", "", "123.456,78", "EUR", ""], true);
        check(&["Total", "1,246.50"], true);
        check(&["", "TOPLAM", "26"], true);
        check(&["ИТОГО:", "", "1 246,50"], true);
        check(&["合計", "26", ""], true);
        check(&["", "", "Zwischensumme", "12,00"], true);
        check(&["Seite 1 von 3", "", ""], true);
        check(&["Text", "EUR", "TT.MM.JJJJ"], true);
        check(&["-", "EUR", ""], true);
        check(&["10003", "Total", "", "", ""], false);
        check(&["Total", "Anna", "", "", ""], false);
        check(&["Ende", "anna@example.org", "", "", ""], false);
        check(&["Anna", "Summe", "Rome", ""], false);
        check(&["-", "Anna", ""], false);
        check(&["Total"], false);
    }
}
