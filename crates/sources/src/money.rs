//! Money: an amount in minor units of its currency.

use crate::amount::{Amount, Decimal, Mark, NoAmount, amount, grouped, is_lone_group};
use crate::currency_words::{Stated, currency};
use vocabulary::Currency;

/// What a cell of money says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Priced {
    /// Minor units, as many to the unit as the currency has.
    pub(crate) minor: i64,
    /// `None` when nobody says it.
    pub(crate) currency: Option<Currency>,
}

/// How the cells of a column of money are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Till {
    pub(crate) mark: Mark,
    /// The amounts are minor units already.
    pub(crate) is_minor: bool,
    /// Where neither the cell nor its row says a currency.
    pub(crate) fallback: Option<Currency>,
}

impl Till {
    /// Reads a cell of a row whose currency column says `of_row`.
    ///
    /// Errors: what is wrong with it, and what to do.
    pub(crate) fn read(&self, cell: &str, of_row: Option<&str>) -> Result<Priced, String> {
        let of_row = of_row.and_then(currency);
        let mut is_grouped = false;
        let amount = match self.whole(cell, of_row) {
            Some(whole) => {
                is_grouped = true;
                whole
            }
            None => amount(cell, self.mark).map_err(|why| why.words().to_owned())?,
        };
        let currency = self.currency(amount.currency, of_row)?;
        let n_decimals = currency.map_or(2, |currency| currency.n_decimals());
        // `2.500` is 2500 to half of Europe; only where money has three decimals does it say which it is.
        let is_shown = is_grouped || matches!(self.mark, Mark::Told(_) | Mark::Seen(Decimal::Comma));
        if !is_shown && n_decimals != 3 && is_lone_group(cell) {
            return Err(NoAmount::Ambiguous.words().to_owned());
        }
        let minor = if self.is_minor { amount.minor() } else { amount.units(n_decimals) };
        match minor {
            Some(minor) => Ok(Priced { minor, currency }),
            None if self.is_minor => Err("is not a whole number of minor units".to_owned()),
            None => Err(match (currency, n_decimals) {
                (Some(currency), 0) => format!("has a fraction, {} has none", currency.as_str()),
                (Some(currency), n) => format!(
                    "is not an amount with at most {n} decimals, as {} has; if its comma or point groups thousands, set `truelift.decimal` to comma or point",
                    currency.as_str()
                ),
                (None, n) => format!(
                    "is not an amount with at most {n} decimals; set the currency, or `truelift.decimal` if its comma or point groups thousands"
                ),
            }),
        }
    }

    /// An amount whose mark can only group its thousands, since its currency has no decimals: `20,877` yen.
    fn whole(&self, cell: &str, of_row: Option<Currency>) -> Option<Amount> {
        let grouped = grouped(cell).filter(|_| !self.is_minor && !matches!(self.mark, Mark::Told(_)))?;
        let currency = self.currency(grouped.currency, of_row).ok()?;
        currency.filter(|currency| currency.n_decimals() == 0).map(|_| grouped)
    }

    fn currency(&self, stated: Option<Stated>, of_row: Option<Currency>) -> Result<Option<Currency>, String> {
        match (stated, of_row.or(self.fallback)) {
            (None, known) => Ok(known),
            // The amount itself knows better than a constant of the contract.
            (Some(Stated::One(own)), known) => match of_row {
                Some(of_row) if of_row != own => {
                    Err(format!("is in {}, but the currency of its row is {}", own.as_str(), of_row.as_str()))
                }
                _ => Ok(known.filter(|known| *known == own).or(Some(own))),
            },
            (Some(Stated::OneOf(several)), Some(known)) => match several.contains(&known.as_str()) {
                true => Ok(Some(known)),
                false => Err(format!("has the sign of another currency than {}", known.as_str())),
            },
            (Some(Stated::OneOf(several)), None) => {
                let decimals = |code: &&str| code.parse::<Currency>().map_or(2, |known| known.n_decimals());
                let first = several.first().map(decimals);
                match several.iter().all(|code| Some(decimals(code)) == first) {
                    true => Ok(None),
                    // A dollar is nearly everywhere a hundred cents; a yen and a yuan are not alike.
                    false if several.contains(&"USD") => Ok(None),
                    false => Err(format!(
                        "has a sign that may be {}; set `truelift.currency`",
                        several.join(" or ")
                    )),
                }
            }
        }
    }
}

/// Minor units and currency of an amount in a message, whose currency stands beside it.
///
/// Errors: what is wrong with it, behind the value.
pub(crate) fn revenue_of(text: &str, currency: Option<&str>) -> Result<(i64, Option<String>), String> {
    // Messages are written by machines, whose point is a decimal point.
    let mark = if is_lone_group(text) { Mark::Told(Decimal::Point) } else { Mark::Open };
    let till = Till { mark, is_minor: false, fallback: None };
    let priced = till.read(text, currency)?;
    Ok((priced.minor, priced.currency.map(|known| known.as_str().to_owned())))
}

impl NoAmount {
    /// What is wrong, behind the value.
    pub(crate) fn words(self) -> &'static str {
        match self {
            NoAmount::Number => "is not an amount, as 12.34",
            NoAmount::Ambiguous => {
                "can be read in two ways; set `truelift.decimal` to comma or point in the contract"
            }
            NoAmount::OtherMark => "has another decimal mark than `truelift.decimal` says",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::panic)]
    fn check(
        cell: &str,
        of_row: Option<&str>,
        fallback: Option<&str>,
        expect: Result<(i64, Option<&str>), &str>,
    ) {
        let fallback = fallback.and_then(|code| code.parse().ok());
        let till = Till { mark: Mark::Open, is_minor: false, fallback };
        let got = till.read(cell, of_row);
        match (&got, expect) {
            (Ok(priced), Ok((minor, currency))) => {
                assert_eq!(
                    (priced.minor, priced.currency.as_ref().map(Currency::as_str)),
                    (minor, currency),
                    "{cell}"
                );
            }
            (Err(why), Err(part)) => assert!(why.contains(part), "{cell}: {why}"),
            _ => panic!("{cell}: {got:?}"),
        }
    }

    #[test]
    fn the_currency_sets_the_decimals_and_is_never_guessed() {
        check("500", Some("JPY"), None, Ok((500, Some("JPY"))));
        check("12.345", Some("kwd"), None, Ok((12_345, Some("KWD"))));
        check("500.5", Some("JPY"), None, Err("JPY has none"));
        for cell in ["20,877", "¥20,877", "\\20,877", "20,877円", "20.877", "￥20,877"] {
            check(cell, None, Some("JPY"), Ok((20_877, Some("JPY"))));
        }
        check("20,877", None, Some("EUR"), Err("two ways"));
        check("12.345", Some("USD"), None, Err("two ways"));
        for cell in ["2.500", "3.120", "1.200", "€ 1.200", "1.200 EUR", "-1.200", "(1.200)"] {
            check(cell, Some("EUR"), None, Err("two ways"));
            check(cell, None, None, Err("two ways"));
        }
        check("12.3450", Some("USD"), None, Err("at most 2 decimals"));
        check("0.500", Some("EUR"), None, Ok((50, Some("EUR"))));
        check("12.34", None, None, Ok((1234, None)));
        check("12.34", None, Some("EUR"), Ok((1234, Some("EUR"))));
        check("€ 12", None, None, Ok((1200, Some("EUR"))));
        check("€ 12", None, Some("USD"), Ok((1200, Some("EUR"))));
        check("€ 12", Some("USD"), None, Err("is in EUR"));
        check("$9.86", Some("CAD"), None, Ok((986, Some("CAD"))));
        check("$9.86", Some("EUR"), None, Err("another currency than EUR"));
        check("$9.86", None, None, Ok((986, None)));
        check("¥500", None, None, Err("JPY or CNY"));
        check("¥500", None, Some("JPY"), Ok((500, Some("JPY"))));
    }

    #[test]
    fn minor_units_are_taken_as_they_are() {
        let till = Till { mark: Mark::Open, is_minor: true, fallback: None };
        for (cell, expect) in
            [("1999", Some(1999)), ("1999.0", Some(1999)), ("-5", Some(-5)), ("19.99", None)]
        {
            assert_eq!(till.read(cell, Some("USD")).ok().map(|priced| priced.minor), expect, "{cell}");
        }
    }
}
