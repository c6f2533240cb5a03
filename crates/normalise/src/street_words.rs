//! Words of street lines in several languages.
// tidy: list

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The short form first, then the long forms and other short ones.
///
/// Source: USPS Publication 28, appendices B and C; Australia Post and Royal Mail usage; the national forms of
/// French, Spanish, Italian, German, Dutch and Portuguese street types.
const SHORT: &[&str] = &[
    "st street str strt saint sainte strasse straat",
    "ave avenue av aven avenida avda avd",
    "rd road",
    "dr drive drv",
    "ln lane",
    "ct court crt",
    "blvd boulevard boul boulv bvd bd boulevarde",
    "pl place platz",
    "cir circle circ crcl",
    "ter terrace terr tce",
    "pkwy parkway pky parkwy pkway",
    "hwy highway highwy hiway hway",
    "sq square sqr",
    "trl trail",
    "cres crescent crsnt",
    "cl close",
    "gr grove grv",
    "gdns gardens gdn garden",
    "mews mws",
    "wy way",
    "aly alley",
    "expy expressway exp",
    "fwy freeway",
    "tpke turnpike tpk",
    "xing crossing",
    "cv cove",
    "pt point",
    "hts heights",
    "jct junction",
    "lp loop",
    "plz plaza plza pza",
    "rdg ridge",
    "spgs springs",
    "vly valley",
    "vw view",
    "ctr center centre cntr",
    "est estate estates",
    "mdw meadow meadows mdws",
    "pde parade",
    "prom promenade",
    "esp esplanade",
    "row",
    "rte route rt",
    "cll calle",
    "ch chemin",
    "imp impasse",
    "vle viale",
    "pzza piazza",
    "cso corso",
    "n north",
    "s south",
    "e east",
    "w west",
    "ne northeast",
    "nw northwest",
    "se southeast",
    "sw southwest",
    "mt mount",
    "ft fort",
    "1st first",
    "2nd second",
    "3rd third",
    "4th fourth",
    "5th fifth",
    "6th sixth",
    "7th seventh",
    "8th eighth",
    "9th ninth",
    "10th tenth",
];

/// Words before the number of a flat, room or floor.
const UNITS: &str = "apt apartment apto appt unit suite ste flat rm room fl floor bldg building lot trlr spc dept \
                     level lvl shop studio hse villa wohnung whg etage piso interno bus";
/// Words behind the number of a floor.
const FLOORS: &str = "floor fl og stock etage obergeschoss piso";

static SHORT_OF: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let forms = |line: &&'static str| {
        let short = line.split(' ').next().unwrap_or_default();
        line.split(' ').map(move |form| (form, short))
    };
    SHORT.iter().flat_map(forms).collect()
});

/// The short form of a street word; the word itself when it is none.
pub(super) fn short(word: &str) -> &str {
    SHORT_OF.get(word).copied().unwrap_or(word)
}

/// Says whether a word is a street type, direction or ordinal in any of its forms.
pub(super) fn is_street_word(word: &str) -> bool {
    SHORT_OF.contains_key(word)
}

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_whitespace().collect()
}

static UNIT_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(UNITS));
static FLOOR_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(FLOORS));
static NUMBERED_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(NUMBERED));

/// Says whether a number of a flat follows.
pub(super) fn is_unit(word: &str) -> bool {
    UNIT_SET.contains(word)
}

/// Says whether the number of a floor stands before.
pub(super) fn is_floor(word: &str) -> bool {
    FLOOR_SET.contains(word)
}

/// Says whether a number behind is the street's own: `Highway 61`.
pub(super) fn is_numbered_word(word: &str) -> bool {
    NUMBERED_SET.contains(word)
}

/// Says whether a word is the last of a name in [`BOXES`].
pub(super) fn is_box(word: &str) -> bool {
    (2..=8).contains(&word.len()) && BOXES.iter().any(|name| name.last() == Some(&word))
}

/// Words for a post-office box, longest first.
pub(super) const BOXES: &[&[&str]] = &[
    &["post", "office", "box"],
    &["p", "o", "box"],
    &["po", "box"],
    &["gpo", "box"],
    &["locked", "bag"],
    &["private", "bag"],
    &["apartado", "de", "correos"],
    &["apartado", "postal"],
    &["casella", "postale"],
    &["caixa", "postal"],
    &["boite", "postale"],
    &["pobox"],
    &["pob"],
    &["postfach"],
    &["postbus"],
    &["apartado"],
    &["bp"],
    &["box"],
];

/// Words behind which a number is the street's own: `Highway 61`.
const NUMBERED: &str = "hwy highway route rte rt cr sr km lot box interstate i us fm";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_stay() {
        for short_form in SHORT_OF.values() {
            assert_eq!(short(short_form), *short_form);
            assert!(!is_unit(short_form) && !is_floor(short_form), "{short_form}");
        }
    }
}
