//! What people write beside an amount to say in which currency it is.
// tidy: list

use vocabulary::Currency;

/// Which currency a sign or code beside an amount names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stated {
    /// This one.
    One(Currency),
    /// One of these: the row or the contract must say which.
    OneOf(&'static [&'static str]),
}

/// Signs that name one currency.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("฿", "THB"),
    ("₱", "PHP"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("лв", "BGN"),
    ("руб", "RUB"),
    ("us$", "USD"),
    ("$us", "USD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("nt$", "TWD"),
    ("mx$", "MXN"),
    ("r$", "BRL"),
    ("fr.", "CHF"),
    ("sfr.", "CHF"),
    ("euro", "EUR"),
    ("円", "JPY"),
    ("円(税込)", "JPY"),
    ("￦", "KRW"),
    ("원", "KRW"),
    ("元", "CNY"),
    ("tl", "TRY"),
    ("lira", "TRY"),
    ("лв.", "BGN"),
    ("руб.", "RUB"),
    ("р.", "RUB"),
    ("грн", "UAH"),
    ("грн.", "UAH"),
    ("тг", "KZT"),
    ("тнг", "KZT"),
    ("din", "RSD"),
    ("din.", "RSD"),
    ("дин", "RSD"),
    ("дин.", "RSD"),
    ("ден", "MKD"),
    ("ден.", "MKD"),
    ("baht", "THB"),
    ("บาท", "THB"),
    ("đ", "VND"),
    ("đồng", "VND"),
    ("vnđ", "VND"),
    ("rp", "IDR"),
    ("rp.", "IDR"),
    ("rm", "MYR"),
    ("ر.س", "SAR"),
    ("د.إ", "AED"),
    ("ج.م", "EGP"),
    ("د.م.", "MAD"),
    ("د.ت", "TND"),
    ("د.ك", "KWD"),
    ("ש\"ח", "ILS"),
    ("ש״ח", "ILS"),
    ("nis", "ILS"),
    ("ksh", "KES"),
    ("gh₵", "GHS"),
    ("₲", "PYG"),
    ("₡", "CRC"),
    ("s/", "PEN"),
    ("s/.", "PEN"),
    ("₼", "AZN"),
    ("₮", "MNT"),
    ("৳", "BDT"),
    ("रु", "INR"),
    ("रु.", "INR"),
    ("रू", "INR"),
    ("sfr", "CHF"),
    ("fr", "CHF"),
];

/// Signs that several currencies share.
const SHARED: &[(&str, &[&str])] = &[
    (
        "$",
        &[
            "USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD", "BRL", "COP", "ARS", "CLP", "JMD", "BBD",
            "BSD",
        ],
    ),
    ("¥", &["JPY", "CNY"]),
    ("￥", &["JPY", "CNY"]),
    // What Shift_JIS and EUC-KR write for their own signs, once somebody has turned it into Unicode.
    ("\\", &["JPY", "KRW"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("kr.", &["DKK", "SEK", "NOK", "ISK"]),
    ("lei", &["RON", "MDL"]),
    ("leu", &["RON", "MDL"]),
    ("dh", &["MAD", "AED"]),
    ("dhs", &["AED", "MAD"]),
    ("₨", &["INR", "PKR", "LKR", "NPR"]),
    ("rs", &["INR", "PKR", "LKR", "NPR"]),
    ("rs.", &["INR", "PKR", "LKR", "NPR"]),
];

/// What `word` beside an amount names; `None` when it is no currency.
pub(crate) fn stated(word: &str) -> Option<Stated> {
    let word = word.trim();
    let small = word.to_lowercase();
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == small) {
        return code.parse().ok().map(Stated::One);
    }
    if let Some((_, codes)) = SHARED.iter().find(|(sign, _)| *sign == small) {
        return Some(Stated::OneOf(codes));
    }
    let code = word.to_ascii_uppercase();
    code.parse().ok().filter(Currency::is_listed).map(Stated::One)
}

/// The currency a cell of its own names: a code in any case, or a sign that only one has.
pub(crate) fn currency(cell: &str) -> Option<Currency> {
    match stated(cell) {
        Some(Stated::One(currency)) => Some(currency),
        Some(Stated::OneOf(_)) => None,
        // A code that is not on the list, or no longer, is still a code.
        None => cell.trim().to_ascii_uppercase().parse().ok(),
    }
}
