use super::Unusable;
use super::text::{fold, is_filler, is_monotone};

fn usable(folded: String) -> Result<String, Unusable> {
    match folded.as_str() {
        "" => Err(Unusable::Empty),
        text if is_filler(text) || (3 <= text.len() && is_monotone(text)) => Err(Unusable::Junk),
        _ => Ok(folded),
    }
}

/// Long forms of street words and their short ones, as the US Postal Service lists them.
///
/// Source: USPS Publication 28, appendices B and C, the frequent ones.
// tidy: list
const STREET_WORDS: &[(&str, &str)] = &[
    ("street", "st"),
    ("str", "st"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("road", "rd"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("court", "ct"),
    ("boulevard", "blvd"),
    ("place", "pl"),
    ("circle", "cir"),
    ("terrace", "ter"),
    ("parkway", "pkwy"),
    ("highway", "hwy"),
    ("square", "sq"),
    ("trail", "trl"),
    ("crescent", "cres"),
    ("close", "cl"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
    ("saint", "st"),
    ("mount", "mt"),
    ("fort", "ft"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
];

const UNIT_WORDS: &[&str] =
    &["apt", "apartment", "unit", "suite", "ste", "flat", "rm", "room", "fl", "floor"];

/// Reads a street line: house number and street in short forms, the unit left out.
///
/// The unit comes and goes between sources, and neighbours are told apart by their names.
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn street(raw: &str) -> Result<String, Unusable> {
    let folded = usable(fold(&raw.replace('#', " unit ")))?;
    let mut out: Vec<&str> = Vec::new();
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        if UNIT_WORDS.contains(&word) && !out.is_empty() {
            words.next();
            continue;
        }
        out.push(STREET_WORDS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short));
    }
    usable(out.join(" "))
}

/// Reads a city: lower-case ASCII with `saint`, `mount`, `fort` in short form.
///
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn city(raw: &str) -> Result<String, Unusable> {
    let folded = usable(fold(raw))?;
    let words: Vec<&str> = folded
        .split(' ')
        .map(|word| match word {
            "saint" => "st",
            "mount" => "mt",
            "fort" => "ft",
            _ => word,
        })
        .collect();
    usable(words.join(" "))
}

/// Names of the US states and their codes.
// tidy: list
const STATES: &[(&str, &str)] = &[
    ("alabama", "AL"),
    ("alaska", "AK"),
    ("arizona", "AZ"),
    ("arkansas", "AR"),
    ("california", "CA"),
    ("colorado", "CO"),
    ("connecticut", "CT"),
    ("delaware", "DE"),
    ("district of columbia", "DC"),
    ("florida", "FL"),
    ("georgia", "GA"),
    ("hawaii", "HI"),
    ("idaho", "ID"),
    ("illinois", "IL"),
    ("indiana", "IN"),
    ("iowa", "IA"),
    ("kansas", "KS"),
    ("kentucky", "KY"),
    ("louisiana", "LA"),
    ("maine", "ME"),
    ("maryland", "MD"),
    ("massachusetts", "MA"),
    ("michigan", "MI"),
    ("minnesota", "MN"),
    ("mississippi", "MS"),
    ("missouri", "MO"),
    ("montana", "MT"),
    ("nebraska", "NE"),
    ("nevada", "NV"),
    ("new hampshire", "NH"),
    ("new jersey", "NJ"),
    ("new mexico", "NM"),
    ("new york", "NY"),
    ("north carolina", "NC"),
    ("north dakota", "ND"),
    ("ohio", "OH"),
    ("oklahoma", "OK"),
    ("oregon", "OR"),
    ("pennsylvania", "PA"),
    ("rhode island", "RI"),
    ("south carolina", "SC"),
    ("south dakota", "SD"),
    ("tennessee", "TN"),
    ("texas", "TX"),
    ("utah", "UT"),
    ("vermont", "VT"),
    ("virginia", "VA"),
    ("washington", "WA"),
    ("west virginia", "WV"),
    ("wisconsin", "WI"),
    ("wyoming", "WY"),
];

/// Reads a state: two capital letters for a US name or any two- or three-letter code, else folded.
///
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn state(raw: &str) -> Result<String, Unusable> {
    let folded = usable(fold(raw))?;
    if let Some((_, code)) = STATES.iter().find(|(name, _)| *name == folded) {
        return Ok((*code).to_owned());
    }
    let is_code = folded.len() <= 3 && folded.bytes().all(|b| b.is_ascii_alphabetic());
    Ok(if is_code { folded.to_uppercase() } else { folded })
}

/// Reads a postal code: the first five digits of a US code, else capitals and digits without spaces.
///
/// Errors: [`Unusable::Malformed`] under three or over ten characters, [`Unusable::Junk`] for 00000.
pub fn postcode(raw: &str) -> Result<String, Unusable> {
    let folded = usable(fold(raw))?;
    let code = usable(folded.split(' ').collect())?.to_uppercase();
    let is_digits = code.bytes().all(|b| b.is_ascii_digit());
    let code = match (is_digits, code.len()) {
        (true, 5 | 9) => code.get(..5).unwrap_or_default().to_owned(),
        (_, 3..=10) => code,
        _ => return Err(Unusable::Malformed),
    };
    if is_monotone(&code) && code.starts_with('0') || code == "99999" {
        return Err(Unusable::Junk);
    }
    Ok(code)
}

/// Names of countries and their codes; the neighbours and the frequent ones.
// tidy: list
const COUNTRIES: &[(&str, &str)] = &[
    ("us", "US"),
    ("usa", "US"),
    ("u s", "US"),
    ("u s a", "US"),
    ("united states", "US"),
    ("united states of america", "US"),
    ("america", "US"),
    ("canada", "CA"),
    ("can", "CA"),
    ("mexico", "MX"),
    ("mex", "MX"),
    ("uk", "GB"),
    ("great britain", "GB"),
    ("united kingdom", "GB"),
    ("england", "GB"),
    ("gbr", "GB"),
    ("germany", "DE"),
    ("deutschland", "DE"),
    ("deu", "DE"),
    ("france", "FR"),
    ("fra", "FR"),
    ("spain", "ES"),
    ("espana", "ES"),
    ("esp", "ES"),
    ("italy", "IT"),
    ("italia", "IT"),
    ("ita", "IT"),
    ("netherlands", "NL"),
    ("nld", "NL"),
    ("australia", "AU"),
    ("aus", "AU"),
    ("india", "IN"),
    ("ind", "IN"),
    ("china", "CN"),
    ("chn", "CN"),
    ("japan", "JP"),
    ("jpn", "JP"),
    ("brazil", "BR"),
    ("brasil", "BR"),
];

/// Reads a country into its two-letter code where known, else folded.
///
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn country(raw: &str) -> Result<String, Unusable> {
    // `NA` is Namibia here, and a filler in practice; the filler wins.
    let folded = usable(fold(raw))?;
    if let Some((_, code)) = COUNTRIES.iter().find(|(name, _)| *name == folded) {
        return Ok((*code).to_owned());
    }
    Ok(if folded.len() == 2 { folded.to_uppercase() } else { folded })
}
