//! Which money an amount is of: the sign, the letters before it, the code or the country after it.
//!
//! A sign is read with everything beside it: `C$10`, `$10 CAD` and `10 Canadian dollars` are not `$10`. What no
//! row here knows is money of an unknown currency, which no fact states.

use crate::reading::{Kind, Reading, Token};
use content::{FactValue, Facts};
use std::collections::BTreeSet;
use vocabulary::Money;

/// What an amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tender {
    /// One currency.
    Of(&'static str),
    /// A sign that several countries use; the first is meant where nothing says otherwise.
    Sign(&'static [&'static str]),
    /// Money, and no fact says which.
    Unknown,
}

const DOLLAR: &[&str] = &[
    "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "JMD", "FJD", "BZD", "TTD", "BBD", "BMD", "BSD", "NAD",
];
const POUND: &[&str] = &["GBP", "EGP", "LBP", "GIP", "FKP", "SHP", "SDG", "SYP"];
const YEN: &[&str] = &["JPY", "CNY"];
const CROWN: &[&str] = &["SEK", "NOK", "DKK", "ISK", "CZK"];
const PESO: &[&str] = &["MXN", "PHP", "ARS", "CLP", "COP", "UYU", "DOP", "CUP"];
const RUPEE: &[&str] = &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"];
const FRANC: &[&str] = &["CHF", "XOF", "XAF", "XPF", "CDF", "RWF"];
const DINAR: &[&str] = &["KWD", "BHD", "JOD", "TND", "RSD", "IQD", "DZD", "LYD"];
const DIRHAM: &[&str] = &["AED", "MAD"];

/// Signs, with what they stand for.
// tidy: list
const SIGNS: &[(&str, Tender)] = &[
    ("$", Tender::Sign(DOLLAR)),
    ("€", Tender::Of("EUR")),
    ("£", Tender::Sign(POUND)),
    ("¥", Tender::Sign(YEN)),
    ("₹", Tender::Of("INR")),
    ("₩", Tender::Of("KRW")),
    ("₽", Tender::Of("RUB")),
    ("₺", Tender::Of("TRY")),
    ("₫", Tender::Of("VND")),
    ("₪", Tender::Of("ILS")),
    ("₦", Tender::Of("NGN")),
    ("฿", Tender::Of("THB")),
    ("₱", Tender::Of("PHP")),
    ("₴", Tender::Of("UAH")),
    ("₸", Tender::Of("KZT")),
];

/// Letters before a dollar, pound or yen sign.
// tidy: list
const LETTERED: &[(&str, &str, &str)] = &[
    ("us", "$", "USD"),
    ("u", "$", "USD"),
    ("c", "$", "CAD"),
    ("ca", "$", "CAD"),
    ("can", "$", "CAD"),
    ("cdn", "$", "CAD"),
    ("a", "$", "AUD"),
    ("au", "$", "AUD"),
    ("aus", "$", "AUD"),
    ("nz", "$", "NZD"),
    ("hk", "$", "HKD"),
    ("s", "$", "SGD"),
    ("sg", "$", "SGD"),
    ("nt", "$", "TWD"),
    ("tw", "$", "TWD"),
    ("mx", "$", "MXN"),
    ("mex", "$", "MXN"),
    ("r", "$", "BRL"),
    ("br", "$", "BRL"),
    ("j", "$", "JMD"),
    ("fj", "$", "FJD"),
    ("bz", "$", "BZD"),
    ("tt", "$", "TTD"),
    ("ar", "$", "ARS"),
    ("cl", "$", "CLP"),
    ("clp", "$", "CLP"),
    ("col", "$", "COP"),
    ("n", "$", "NAD"),
    ("uk", "£", "GBP"),
    ("gb", "£", "GBP"),
    ("e", "£", "EGP"),
    ("le", "£", "EGP"),
    ("jp", "¥", "JPY"),
    ("cn", "¥", "CNY"),
    ("rmb", "¥", "CNY"),
];

/// Names of money after a number, with how many of it make one of the currency.
// tidy: list
const NAMES: &[(&str, Tender, i64)] = &[
    ("dollar", Tender::Sign(DOLLAR), 1),
    ("dollars", Tender::Sign(DOLLAR), 1),
    ("buck", Tender::Sign(DOLLAR), 1),
    ("bucks", Tender::Sign(DOLLAR), 1),
    ("cent", Tender::Sign(DOLLAR), 100),
    ("cents", Tender::Sign(DOLLAR), 100),
    ("¢", Tender::Sign(DOLLAR), 100),
    ("loonies", Tender::Of("CAD"), 1),
    ("euro", Tender::Of("EUR"), 1),
    ("euros", Tender::Of("EUR"), 1),
    ("pounds", Tender::Sign(POUND), 1),
    ("quid", Tender::Of("GBP"), 1),
    ("pence", Tender::Of("GBP"), 100),
    ("yen", Tender::Of("JPY"), 1),
    ("yuan", Tender::Of("CNY"), 1),
    ("rmb", Tender::Of("CNY"), 1),
    ("won", Tender::Of("KRW"), 1),
    ("peso", Tender::Sign(PESO), 1),
    ("pesos", Tender::Sign(PESO), 1),
    ("rupee", Tender::Sign(RUPEE), 1),
    ("rupees", Tender::Sign(RUPEE), 1),
    ("rs", Tender::Sign(RUPEE), 1),
    ("franc", Tender::Sign(FRANC), 1),
    ("francs", Tender::Sign(FRANC), 1),
    ("kr", Tender::Sign(CROWN), 1),
    ("krona", Tender::Sign(CROWN), 1),
    ("kronor", Tender::Of("SEK"), 1),
    ("krone", Tender::Sign(CROWN), 1),
    ("kroner", Tender::Sign(CROWN), 1),
    ("crowns", Tender::Sign(CROWN), 1),
    ("zloty", Tender::Of("PLN"), 1),
    ("zlotys", Tender::Of("PLN"), 1),
    ("zł", Tender::Of("PLN"), 1),
    ("reais", Tender::Of("BRL"), 1),
    ("rand", Tender::Of("ZAR"), 1),
    ("lira", Tender::Of("TRY"), 1),
    ("roubles", Tender::Of("RUB"), 1),
    ("rubles", Tender::Of("RUB"), 1),
    ("shekels", Tender::Of("ILS"), 1),
    ("baht", Tender::Of("THB"), 1),
    ("ringgit", Tender::Of("MYR"), 1),
    ("rupiah", Tender::Of("IDR"), 1),
    ("dong", Tender::Of("VND"), 1),
    ("dinar", Tender::Sign(DINAR), 1),
    ("dinars", Tender::Sign(DINAR), 1),
    ("dirham", Tender::Sign(DIRHAM), 1),
    ("dirhams", Tender::Sign(DIRHAM), 1),
    ("riyals", Tender::Of("SAR"), 1),
    ("naira", Tender::Of("NGN"), 1),
    ("forint", Tender::Of("HUF"), 1),
];

/// Countries as they stand before a name of money.
// tidy: list
const NATIONS: &[(&str, &[&str])] = &[
    ("us", &["USD"]),
    ("american", &["USD"]),
    ("states", &["USD"]),
    ("canadian", &["CAD"]),
    ("australian", &["AUD"]),
    ("aussie", &["AUD"]),
    ("zealand", &["NZD"]),
    ("kiwi", &["NZD"]),
    ("kong", &["HKD"]),
    ("singapore", &["SGD"]),
    ("taiwan", &["TWD"]),
    ("jamaican", &["JMD"]),
    ("british", &["GBP"]),
    ("sterling", &["GBP"]),
    ("egyptian", &["EGP"]),
    ("mexican", &["MXN"]),
    ("philippine", &["PHP"]),
    ("argentine", &["ARS"]),
    ("chilean", &["CLP"]),
    ("colombian", &["COP"]),
    ("indian", &["INR"]),
    ("pakistani", &["PKR"]),
    ("swiss", &["CHF"]),
    ("swedish", &["SEK"]),
    ("norwegian", &["NOK"]),
    ("danish", &["DKK"]),
    ("icelandic", &["ISK"]),
    ("czech", &["CZK"]),
    ("japanese", &["JPY"]),
    ("chinese", &["CNY"]),
    ("kuwaiti", &["KWD"]),
    ("moroccan", &["MAD"]),
];

/// Every code of ISO 4217 in use.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP \
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP \
    GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD \
    OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC \
    SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER \
    ZAR ZMW ZWG";
/// Codes that are no English word, so that they are read in small letters too.
const PLAIN_CODES: [&str; 18] = [
    "usd", "cad", "aud", "nzd", "hkd", "sgd", "eur", "gbp", "chf", "jpy", "cny", "mxn", "brl", "inr", "sek",
    "nok", "dkk", "pln",
];

fn code(written: &str, text: &str) -> Option<&'static str> {
    let is_code = written.len() == 3 && (written == text.to_uppercase() || PLAIN_CODES.contains(&text));
    let upper = text.to_uppercase();
    CODES.split_whitespace().find(|code| is_code && **code == upper)
}

fn code_of(token: &Token) -> Option<&'static str> {
    token.is_word().then(|| code(&token.written, &token.text)).flatten()
}

fn sign_of(token: &Token) -> Option<Tender> {
    let known = SIGNS.iter().find(|(sign, _)| token.is(sign)).map(|(_, tender)| *tender);
    // The block of currency signs.
    let is_other = token.text.chars().all(|c| ('\u{20A0}'..='\u{20CF}').contains(&c));
    known.or((token.kind == Kind::Symbol && is_other).then_some(Tender::Unknown))
}

/// What two statements of one amount's currency come to.
fn both(first: Tender, second: Tender) -> Tender {
    match (first, second) {
        (Tender::Of(a), Tender::Of(b)) if a == b => first,
        (Tender::Sign(list), Tender::Of(one)) | (Tender::Of(one), Tender::Sign(list))
            if list.contains(&one) =>
        {
            Tender::Of(one)
        }
        (Tender::Sign(a), Tender::Sign(b)) if a == b => first,
        _ => Tender::Unknown,
    }
}

impl Tender {
    /// Returns the currency that is meant where these facts are what may be said; `None` when nobody can tell.
    ///
    /// `$` is the one dollar the facts are in; the United States' where they are in none, in it, or in several.
    fn currency(self, facts: &Facts) -> Option<&'static str> {
        match self {
            Tender::Of(currency) => Some(currency),
            Tender::Unknown => None,
            Tender::Sign(list) => {
                let stated: BTreeSet<&str> = facts
                    .values()
                    .filter_map(|(_, value)| match value {
                        FactValue::Money { amount, .. } => {
                            list.iter().find(|code| **code == amount.currency.as_str()).copied()
                        }
                        _ => None,
                    })
                    .collect();
                match (list.first(), stated.len()) {
                    (Some(first), _) if stated.contains(first) => Some(first),
                    (_, 1) => list.iter().find(|code| stated.contains(**code)).copied(),
                    (first, 0) => first.copied(),
                    _ => None,
                }
            }
        }
    }

    /// Returns whether so many thousandths of it are the amount.
    pub fn is(self, thousandths: i64, amount: &Money, facts: &Facts) -> bool {
        let currency = amount.currency.as_str();
        self.currency(facts) == Some(currency)
            && i128::from(thousandths)
                == i128::from(amount.minor) * 10i128.pow(3u32.saturating_sub(amount.currency.n_decimals()))
    }
}

/// Returns what stands before an amount that begins with its currency, and how many tokens it is.
pub(super) fn before(reading: &Reading, at: usize) -> Option<(Tender, usize)> {
    let token = reading.tokens.get(at)?;
    if let Some(tender) = sign_of(token) {
        return Some((tender, 1));
    }
    if !token.is_word() {
        return None;
    }
    let next = reading.near(at, 1)?;
    if let Some(sign) = sign_of(next) {
        if let Some(code) = code_of(token) {
            return Some((both(sign, Tender::Of(code)), 2));
        }
        if let Some((_, [code, ..])) = NATIONS.iter().find(|(nation, _)| token.is(nation) && 3 < nation.len())
        {
            return Some((both(sign, Tender::Of(code)), 2));
        }
        let known = LETTERED.iter().find(|(letters, of, _)| token.is(letters) && next.is(of));
        // `US $50` is read as `US$50`; a word in small letters before a sign has nothing to do with it.
        let is_one = next.is_adjacent || (known.is_some() && token.is_capitals(2));
        return is_one.then(|| (known.map_or(Tender::Unknown, |(.., code)| Tender::Of(code)), 2));
    }
    let is_number = |at: isize| reading.near(0, at).is_some_and(|t| matches!(t.kind, Kind::Number { .. }));
    let following = isize::try_from(at).ok()? + 1;
    if let Some(code) = code_of(token)
        && is_number(following)
    {
        return Some((Tender::Of(code), 1));
    }
    let is_short = matches!(token.text.as_str(), "rs" | "kr" | "fr" | "sfr" | "rm");
    let skip = usize::from(next.is("."));
    (is_short && is_number(following + isize::from(skip == 1))).then_some((Tender::Unknown, 1 + skip))
}

/// Returns the money that stands after a number whose last token is `last`: what it is, how many make one of
/// it, and the last token of it.
pub(super) fn after(reading: &Reading, last: usize) -> Option<(Tender, i64, usize)> {
    let number = reading.tokens.get(last)?;
    if let Kind::Number { suffix, .. } = &number.kind
        && let Some(code) = code(&suffix.to_uppercase(), suffix)
    {
        return Some((Tender::Of(code), 1, last));
    }
    let bracket = usize::from(reading.near(last, 1)?.is("("));
    let at = last + 1 + bracket;
    let token = reading.tokens.get(at)?;
    if let Some(code) = code_of(token) {
        let is_closed = bracket == 1 && reading.near(at, 1).is_some_and(|t| t.is(")"));
        return Some((Tender::Of(code), 1, at + usize::from(is_closed)));
    }
    if bracket == 1 {
        return None;
    }
    if let Some((tender, parts)) = name_of(token) {
        return Some(with_code(reading, tender, parts, at));
    }
    if let Some(tender) = sign_of(token) {
        // `50 $` is an amount; in `50, $20` and `50 $20` the sign belongs to what follows.
        let is_of_next = reading.near(at, 1).is_some_and(|t| t.is_adjacent && t.kind != Kind::Symbol);
        return (!is_of_next).then(|| with_code(reading, tender, 1, at));
    }
    // `10 Canadian dollars`, `10 New Zealand dollars`, `10 hard-earned dollars`.
    (1..=2).find_map(|skip| {
        let (tender, parts) = name_of(reading.tokens.get(at + skip)?)?;
        let between = reading.tokens.get(at..at + skip)?;
        let nation =
            NATIONS.iter().find(|(nation, _)| reading.near(at + skip, -1).is_some_and(|t| t.is(nation)));
        let of = match nation {
            Some((_, [code, ..])) => both(tender, Tender::Of(code)),
            _ => Tender::Unknown,
        };
        between.iter().all(Token::is_word).then_some((of, parts, at + skip))
    })
}

fn name_of(token: &Token) -> Option<(Tender, i64)> {
    NAMES.iter().find(|(name, ..)| token.is(name)).map(|(_, tender, parts)| (*tender, *parts))
}

/// `10 dollars CAD`, `10 dollars Canadian`, `10 $ CA`.
fn with_code(reading: &Reading, tender: Tender, parts: i64, at: usize) -> (Tender, i64, usize) {
    match reading.near(at, 1).and_then(|next| code_of(next).or_else(|| nation_of(next))) {
        Some(code) => (both(tender, Tender::Of(code)), parts, at + 1),
        None => (tender, parts, at),
    }
}

/// A country behind an amount, `$10 Canadian`, `$10 US`; `us` in small letters is a pronoun.
fn nation_of(token: &Token) -> Option<&'static str> {
    let is_short = matches!(token.written.as_str(), "US" | "CA" | "AU" | "NZ" | "HK" | "Can" | "Aus");
    if is_short {
        return LETTERED.iter().find(|(letters, ..)| token.is(letters)).map(|(.., code)| *code);
    }
    let nation = NATIONS.iter().find(|(nation, _)| token.is(nation) && 3 < nation.len());
    nation.and_then(|(_, codes)| codes.first().copied())
}

/// Returns the currency of an amount with a sign before it and perhaps more after it, and the last token of it.
pub(super) fn around(reading: &Reading, sign: Tender, last: usize) -> (Tender, i64, usize) {
    match after(reading, last) {
        Some((more, parts, end)) => (both(sign, more), parts, end),
        None => with_code(reading, sign, 1, last),
    }
}

/// `CAD10`: letters and digits in one word.
pub(super) fn joined(token: &Token) -> Option<(Tender, i64)> {
    let at = token.written.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = token.written.split_at(at);
    let code = code(letters, &letters.to_lowercase())?;
    match Reading::of(digits).tokens.as_slice() {
        [Token { kind: Kind::Number { thousandths, suffix }, .. }] if suffix.is_empty() => {
            Some((Tender::Of(code), *thousandths))
        }
        _ => None,
    }
}
