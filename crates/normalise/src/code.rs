//! Countries and languages by their standard codes.

use super::country_names::COUNTRIES;
use super::language_names::LANGUAGES;
use super::text::{check_text, fold_into};
use super::{Change, Changes, Reason, Unusable};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

type Lexicon = LazyLock<FxHashMap<&'static str, &'static str>>;

static COUNTRY_OF: Lexicon = LazyLock::new(|| {
    let names = |&(code, three, names): &(&'static str, &'static str, &'static str)| {
        names.split(", ").map(move |name| (name, unmistakable(code, three)))
    };
    // Of one word with two meanings the country's own name counts.
    let further = FURTHER.iter().flat_map(|(code, names)| names.split(", ").map(move |name| (name, *code)));
    further.chain(COUNTRIES.iter().flat_map(names)).collect()
});
static COUNTRY_OF_THREE: Lexicon =
    LazyLock::new(|| COUNTRIES.iter().map(|&(code, three, _)| (three, unmistakable(code, three))).collect());
static LANGUAGE_OF: Lexicon = LazyLock::new(|| {
    let names = |&(code, three, names): &(&'static str, &'static str, &'static str)| {
        names.split(", ").chain(three.split(' ')).chain([code]).map(move |name| (name, code))
    };
    // `na` is Nauru here, and a filler in practice; the filler wins.
    LANGUAGES.iter().filter(|(code, ..)| *code != "na").flat_map(names).collect()
});

/// What else countries are called: the letters on their cars, which address books of Europe write, and their names in
/// Dutch, Polish, Portuguese, Swedish, Danish, Finnish, Czech and Turkish.
///
/// Source: United Nations, distinguishing signs of vehicles in international traffic; letters that are the code of
/// another country are left out.
// tidy: list
const FURTHER: &[(&str, &str)] = &[
    ("AT", "a, oostenrijk, osterrike, ostrig, rakousko, itavalta, avusturya, osterreich republik"),
    ("BE", "b, belgia, belcika"),
    ("CA", "cdn"),
    ("CH", "zwitserland, szwajcaria, suica, svycarsko, sveitsi, isvicre, confoederatio helvetica"),
    ("CZ", "tschechische republik, czechy, tsjechie, tjeckien, tjekkiet"),
    ("DE", "d, duitsland, niemcy, alemanha, tyskland, nemecko, saksa, almanya"),
    ("DK", "denemarken, dania, tanska"),
    ("ES", "e, spanje, hiszpania, espanha, spanelsko, espanja, ispanya"),
    ("FR", "f, frankrijk, francja, franca, frankrike, frankrig, francie, ranska, fransa"),
    (
        "GB",
        "grossbritannien, groot brittannie, verenigd koninkrijk, wielka brytania, storbritannien, gran bretagna, gran bretana, grande bretagne, gra bretanha, schottland, nordirland, ingiltere, gb uk",
    ),
    ("GR", "griekenland, grecja, grekland, graekenland"),
    ("HU", "h, hongarije, wegry"),
    ("IE", "ierland, irlandia"),
    ("IT", "i, wlochy, italia, italya"),
    ("JP", "j"),
    ("LI", "fl, furstentum liechtenstein"),
    ("LU", "l, grossherzogtum luxemburg"),
    ("MT", "m"),
    ("NL", "holland, nederland, holandia, paises baixos, nizozemsko, alankomaat, hollanda"),
    ("NO", "n, noorwegen, norwegia"),
    ("PL", "polska, polen, polonia, pologne, puola, polonya"),
    ("PT", "p, portugalia"),
    ("SE", "s, zweden, szwecja, ruotsi"),
    ("SI", "slo"),
    (
        "US",
        "usa, u s a, vereinigte staaten, vereinigte staaten von amerika, verenigde staten, stany zjednoczone, estados unidos, forenta staterna, amerika",
    ),
];

/// The code of a country; Namibia keeps its three letters, since `NA` is a filler wherever R or a form wrote it.
fn unmistakable(code: &'static str, three: &'static str) -> &'static str {
    if code == "NA" { three } else { code }
}

/// Reads a country into its two-letter code where known, else folded.
///
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn country(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    match country_into(raw, &mut out) {
        Ok(_) | Err(Reason::UnknownCode) => Ok(out),
        Err(why) => Err(why.class()),
    }
}

/// The code of a country that is known; `None` for anything else. For settings, where a slip must be told.
pub fn known_country(raw: &str) -> Option<String> {
    let mut out = String::new();
    country_into(raw, &mut out).is_ok().then_some(out)
}

/// Reads a country into its ISO 3166 alpha-2 code, into `out`, which is emptied first.
///
/// Names are known in English, German, French, Spanish, Italian and the country's own language, the large ones of
/// Europe in a few more, and the letters on cars (`D`, `A`, `FL`).
/// Errors: [`Reason::UnknownCode`] with the folded text left in `out`, and those of a filler. `NA` is such
/// a filler, and Namibia is `NAM`.
pub fn country_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let mut changes = fold_into(raw, out);
    // `NO` is Norway.
    if out != "no" {
        check_text(out)?;
    }
    if let Some(code) = COUNTRY_OF.get(out.as_str()) {
        out.clear();
        out.push_str(code);
        changes.insert(Change::Code);
        return Ok(changes);
    }
    if !matches!(out.len(), 2 | 3) {
        return Err(Reason::UnknownCode);
    }
    out.make_ascii_uppercase();
    if let Some(code) = COUNTRY_OF_THREE.get(out.as_str()) {
        changes.note(out != code, Change::Code);
        out.clear();
        out.push_str(code);
        return Ok(changes);
    }
    if COUNTRIES.binary_search_by_key(&out.as_str(), |(code, ..)| code).is_ok() {
        return Ok(changes);
    }
    if out.len() != 2 {
        out.make_ascii_lowercase();
    }
    Err(Reason::UnknownCode)
}

/// Reads a language into its BCP 47 tag: `de`, `en-US`, `zh-Hant-TW`.
///
/// Errors: [`Reason::UnknownCode`], and those of a filler.
/// Source: RFC 5646, sections 2.1.1 and 4.5: language small, script with a capital, region in capitals.
pub fn language(raw: &str) -> Result<String, Reason> {
    let mut out = String::new();
    language_into(raw, &mut out).map(|_| out)
}

/// As [`language`], into `out`, which is emptied first.
///
/// Variants and extensions of a tag are left out. A name may have its region in brackets: `English (US)`.
/// Errors: as [`language`].
pub fn language_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    let mut folded = String::with_capacity(raw.len());
    let mut changes = fold_into(raw, &mut folded);
    out.clear();
    // `No` is Norwegian here, and rarely a filler.
    if folded != "no" {
        check_text(&folded)?;
    }
    if let Some(code) = LANGUAGE_OF.get(folded.as_str()) {
        out.push_str(code);
        changes.note(folded != *code, Change::Code);
        return Ok(changes);
    }
    let mut parts = folded.split(' ');
    let code = parts.next().and_then(|first| LANGUAGE_OF.get(first)).ok_or(Reason::UnknownCode)?;
    out.push_str(code);
    let mut has_script = false;
    for part in parts {
        match part.len() {
            4 if !has_script && part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                has_script = true;
                out.push('-');
                out.extend(part.chars().take(1).map(|c| c.to_ascii_uppercase()));
                out.extend(part.chars().skip(1));
            }
            2 if is_country(part) => {
                out.push('-');
                out.extend(part.chars().map(|c| c.to_ascii_uppercase()));
                return Ok(changes);
            }
            3 if part.bytes().all(|b| b.is_ascii_digit()) => {
                out.push('-');
                out.push_str(part);
                return Ok(changes);
            }
            // A variant or an extension ends what we keep; a name of two words is no tag.
            1 | 5.. => return Ok(changes),
            _ => {
                out.clear();
                return Err(Reason::UnknownCode);
            }
        }
    }
    Ok(changes)
}

fn is_country(folded: &str) -> bool {
    let code = folded.to_ascii_uppercase();
    COUNTRIES.binary_search_by_key(&code.as_str(), |(code, ..)| code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_names_are_folded() {
        assert!(COUNTRIES.is_sorted_by_key(|(code, ..)| code));
        for (name, code) in COUNTRY_OF.iter().filter(|(name, _)| !name.is_empty()) {
            assert_eq!(country(name).as_deref(), Ok(*code), "{name}");
        }
    }
}
