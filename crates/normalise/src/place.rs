//! Towns, states and postal codes.

use super::text::{check_text, fold_into, is_monotone};
use super::{Change, Changes, Reason, Unusable};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Reads a city: lower-case ASCII with `saint`, `mount`, `fort` in short form.
///
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn city(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(city_into(raw, &mut out).map(|_| out)?)
}

/// As [`city`], into `out`, which is emptied first. A postal code beside the name is left out: `10115 Berlin`.
///
/// Errors: as [`city`].
pub fn city_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let mut changes = fold_into(raw, out);
    check_text(out)?;
    let has_digits = out.bytes().any(|b| b.is_ascii_digit());
    let has_letters = out.bytes().any(|b| b.is_ascii_alphabetic());
    if (has_digits && has_letters) || ["saint", "mount", "fort"].iter().any(|word| out.contains(word)) {
        let mut kept = String::with_capacity(out.len());
        let is_kept = |word: &&str| !has_digits || !has_letters || !word.bytes().all(|b| b.is_ascii_digit());
        for word in out.split(' ').filter(is_kept) {
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.push_str(match word {
                "saint" => "st",
                "mount" => "mt",
                "fort" => "ft",
                _ => word,
            });
        }
        changes.note(kept != *out, Change::StreetWords);
        *out = kept;
        check_text(out)?;
    }
    Ok(changes)
}

/// Names and other short forms of states, and their codes, in the US, Canada and Australia.
///
/// Source: USPS Publication 28, appendix B; Canada Post; Australia Post.
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
    ("alberta", "AB"),
    ("ariz", "AZ"),
    ("australian capital territory", "ACT"),
    ("british columbia", "BC"),
    ("calif", "CA"),
    ("colo", "CO"),
    ("conn", "CT"),
    ("d c", "DC"),
    ("fla", "FL"),
    ("guam", "GU"),
    ("ill", "IL"),
    ("kans", "KS"),
    ("manitoba", "MB"),
    ("mass", "MA"),
    ("mich", "MI"),
    ("minn", "MN"),
    ("n c", "NC"),
    ("n j", "NJ"),
    ("n y", "NY"),
    ("new brunswick", "NB"),
    ("new south wales", "NSW"),
    ("newfoundland and labrador", "NL"),
    ("northern territory", "NT"),
    ("northwest territories", "NT"),
    ("nova scotia", "NS"),
    ("nunavut", "NU"),
    ("ontario", "ON"),
    ("penn", "PA"),
    ("prince edward island", "PE"),
    ("puerto rico", "PR"),
    ("quebec", "QC"),
    ("queensland", "QLD"),
    ("s c", "SC"),
    ("saskatchewan", "SK"),
    ("south australia", "SA"),
    ("tasmania", "TAS"),
    ("tenn", "TN"),
    ("tex", "TX"),
    ("victoria", "VIC"),
    ("wash", "WA"),
    ("western australia", "WA"),
    ("yukon", "YT"),
];

static STATE_CODES: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| STATES.iter().copied().collect());

/// Reads a state: capital letters for a known name and for any code of two or three letters, else folded.
///
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn state(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(state_into(raw, &mut out).map(|_| out)?)
}

/// As [`state`], into `out`, which is emptied first.
///
/// Errors: as [`state`].
pub fn state_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    if matches!(raw.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z']) && raw != "NA" && raw != "XX" {
        out.push_str(raw);
        return Ok(Changes::NONE);
    }
    let mut changes = fold_into(raw, out);
    check_text(out)?;
    if let Some(code) = STATE_CODES.get(out.as_str()) {
        out.clear();
        out.push_str(code);
        changes.insert(Change::Code);
    } else if out.len() <= 3 && out.bytes().all(|b| b.is_ascii_alphabetic()) {
        out.make_ascii_uppercase();
    }
    Ok(changes)
}

/// Reads a postal code: the first five digits of a US code, else capitals and digits without spaces.
///
/// Errors: [`Unusable::Malformed`] under three or over ten characters, [`Unusable::Junk`] for 00000.
pub fn postcode(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(postcode_into(raw, None, &mut out).map(|_| out)?)
}

/// As [`postcode`], into `out`, which is emptied first; in a known `country` a lost leading zero is restored.
///
/// Shapes: `country` as ISO 3166 alpha-2.
/// Errors: [`Reason::BadLength`], [`Reason::OneCharacter`] for 00000 and 99999, and those of a filler.
pub fn postcode_into(raw: &str, country: Option<&str>, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let text = raw.trim();
    let mut changes = Changes::NONE;
    let whole = text.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit()));
    changes.note(whole.is_some(), Change::Decimal);
    let text = without_country(whole.unwrap_or(text), &mut changes);
    changes.extend(fold_into(text, out));
    check_text(out)?;
    let n_folded = out.len();
    out.retain(|c| c != ' ');
    changes.note(out.len() != n_folded, Change::Punctuation);
    out.make_ascii_uppercase();
    let is_digits = out.bytes().all(|b| b.is_ascii_digit());
    let takes_five = matches!(country, Some("US" | "PR" | "DE" | "FR" | "ES" | "IT"));
    if is_digits && takes_five && matches!(out.len(), 3 | 4 | 8) {
        // Spreadsheets read 02134 as a number.
        let n_whole = if out.len() == 8 { 9 } else { 5 };
        (out.len()..n_whole).for_each(|_| out.insert(0, '0'));
        changes.insert(Change::LeadingZero);
    }
    if is_digits && out.len() == 9 {
        out.truncate(5);
        changes.insert(Change::PlusFour);
    }
    if !(3..=10).contains(&out.len()) {
        return Err(Reason::BadLength);
    }
    if is_monotone(out) {
        return Err(Reason::OneCharacter);
    }
    if out.bytes().all(|b| b.is_ascii_alphabetic()) {
        check_text(&out.to_ascii_lowercase())?;
    }
    Ok(changes)
}

/// `D-10115` and `F-75001` without the sign of the country.
fn without_country<'a>(text: &'a str, changes: &mut Changes) -> &'a str {
    match text.split_once('-') {
        Some((sign, code))
            if (1..=2).contains(&sign.len())
                && sign.bytes().all(|b| b.is_ascii_alphabetic())
                && (4..=5).contains(&code.len())
                && code.bytes().all(|b| b.is_ascii_digit()) =>
        {
            changes.insert(Change::CountryCode);
            code
        }
        _ => text,
    }
}
