//! Numbers and answers as people and machines write them, for those who measure by a file without a contract.

use crate::amount::{Decimal, Mark, NoAmount, amount, shown_mark};
use crate::currency_words::Stated;
use crate::no_words::{is_affirmative, is_bare_no, is_foreign_no};

/// Why a text is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFigure {
    /// It is no number and no answer.
    Number,
    /// `1,234`: with a decimal comma another number than with a decimal point, and nothing shows which.
    Ambiguous,
}

/// The number that a text is, read as an import reads it: `12,5`, `1.234,50 €`, `1 234.5`; a yes is 1 and a no is 0, in
/// any of the usual languages.
///
/// `decimal` is the mark that the other values of its column show; `None` where they show none, or both.
/// Returns: a finite number.
/// Errors: [`NoFigure`].
pub fn figure(text: &str, decimal: Option<Decimal>) -> Result<f64, NoFigure> {
    let text = text.trim();
    let plain = || text.parse::<f64>().ok().filter(|number| number.is_finite());
    // `1.234` beside `12,5` is a thousand and more.
    if decimal != Some(Decimal::Comma)
        && let Some(number) = plain()
    {
        return Ok(number);
    }
    if let Some(answer) = yes_or_no(text) {
        return Ok(if answer { 1.0 } else { 0.0 });
    }
    match amount(text, decimal.map_or(Mark::Open, Mark::Seen)) {
        Ok(amount) => amount.float().ok_or(NoFigure::Number),
        Err(NoAmount::Ambiguous) => Err(NoFigure::Ambiguous),
        // A power of ten beyond those that people write.
        Err(_) => plain().ok_or(NoFigure::Number),
    }
}

/// The decimal mark that a text shows by itself: `12,5` a comma, `1,234.50` a point, `1,234` none.
pub fn shown_decimal(text: &str) -> Option<Decimal> {
    shown_mark(text)
}

/// The currency that a text says its number is of: its code where a sign or a word names one, else the sign, which several
/// share. `None` where it says none.
pub fn shown_currency(text: &str) -> Option<String> {
    let stated = amount(text.trim(), Mark::Seen(Decimal::Point)).ok()?.currency?;
    Some(match stated {
        Stated::One(currency) => currency.as_str().to_owned(),
        Stated::OneOf(codes) => codes.join("/"),
    })
}

/// What a text answers: `yes`, `ja`, `oui`, `да`, `1` and the like, and their opposites. `None` where it is no answer.
pub fn yes_or_no(text: &str) -> Option<bool> {
    let text = text.trim();
    match () {
        // A number of its own: `-1`.
        _ if 1 < text.len() && text.contains(|c: char| c.is_ascii_digit()) => None,
        _ if is_affirmative(text) => Some(true),
        _ if is_bare_no(text) || is_foreign_no(text) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_as_an_import_reads_it() {
        use Decimal::{Comma, Point};
        for (text, decimal, expect) in [
            ("12.5", None, Ok(12.5)),
            ("12,5", None, Ok(12.5)),
            ("12,5", Some(Comma), Ok(12.5)),
            ("1.234", None, Ok(1.234)),
            ("1.234", Some(Comma), Ok(1234.0)),
            ("1,234", Some(Point), Ok(1234.0)),
            ("1,234", Some(Comma), Ok(1.234)),
            ("1,234", None, Err(NoFigure::Ambiguous)),
            ("1.234,50 €", None, Ok(1234.5)),
            ("$12", None, Ok(12.0)),
            (" -3 ", None, Ok(-3.0)),
            ("-1", Some(Comma), Ok(-1.0)),
            ("1e306", None, Ok(1e306)),
            ("ja", None, Ok(1.0)),
            ("Nein", None, Ok(0.0)),
            ("да", None, Ok(1.0)),
            ("Нет", None, Ok(0.0)),
            ("oui", None, Ok(1.0)),
            ("NON", None, Ok(0.0)),
            ("sí", None, Ok(1.0)),
            ("no", None, Ok(0.0)),
            ("não", None, Ok(0.0)),
            ("TRUE", None, Ok(1.0)),
            ("F", None, Ok(0.0)),
            ("はい", None, Ok(1.0)),
            ("いいえ", None, Ok(0.0)),
            ("NaN", None, Err(NoFigure::Number)),
            ("inf", None, Err(NoFigure::Number)),
            ("n/a", None, Err(NoFigure::Number)),
            ("low", None, Err(NoFigure::Number)),
            ("12 %", None, Err(NoFigure::Number)),
            ("", None, Err(NoFigure::Number)),
        ] {
            assert_eq!(figure(text, decimal), expect, "{text} {decimal:?}");
        }
    }
}
