//! Personal names, in two fields or in one.

use super::nickname::is_given_name;
use super::text::{fold_into, is_filler, is_monotone};
use super::{Change, Changes, Reason};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A person's name in comparable form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// First given name; one letter when the source gives an initial.
    pub given: Option<String>,
    /// Second and further given names, or their initials.
    pub middle: Option<String>,
    /// Family name with its particles, without spaces.
    pub family: Option<String>,
    /// `jr`, `sr`, `2`, `3`, `4`.
    pub suffix: Option<String>,
    /// The name in quotes or brackets, as Bill in William "Bill" Gates.
    pub nickname: Option<String>,
    /// What was done.
    pub changes: Changes,
}

impl Name {
    /// The name on one line, as [`full_name`] reads it again: `family, given middle, suffix`.
    pub fn text(&self) -> String {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let first = format!("{} {}", part(&self.given), part(&self.middle));
        let family = part(&self.family);
        let mut out = match first.trim() {
            "" => family,
            first if family.is_empty() => first.to_owned(),
            first if is_behind(&family) && first.split(' ').all(is_behind) => family,
            // `Junior Smith` the other way round would be Smith junior.
            first if first.split(' ').all(is_behind) => format!("{first} {family}"),
            first => format!("{family}, {first}"),
        };
        if let Some(suffix) = &self.suffix {
            out.push_str(", ");
            out.push_str(match suffix.as_str() {
                "2" => "ii",
                "3" => "iii",
                "4" => "iv",
                word => word,
            });
        }
        out
    }
}

/// Titles in front of a name, folded.
const TITLES: &str = "mr mrs ms miss dr prof sir rev mx herr frau mme mlle madame monsieur dame fr sra srta dott \
                      ing capt captain lt col maj sgt hon lord lady professor doctor reverend";
/// Degrees and honours behind a name; those that are surnames too are left out.
const DEGREES: &str = "phd md dds dmd esq esquire cpa mba dvm obe mbe cbe jd rn msc bsc dphil";
/// Words that belong to the family name behind them.
const PARTICLES: &str = "van von der den vom zum zur zu de del della dello di da du dos das do la le les ter ten \
                         te bin ibn al el st san santa mc mac af av y";
/// Frequent family names that are hardly ever given names: only by them a swap of fields is seen.
const FAMILY_NAMES: &str = "smith johnson williams jones brown garcia miller davis rodriguez martinez hernandez \
    lopez gonzalez wilson anderson moore jackson perez thompson white harris sanchez clark ramirez robinson walker \
    young wright torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts \
    gomez phillips evans turner diaz parker edwards collins stewart morris murphy cook rogers ortiz morgan cooper \
    peterson bailey reed kelly howard kim cox ward richardson watson brooks wood bennett gray hughes price muller \
    schmidt schneider fischer weber meyer wagner becker schulz hoffmann koch bauer richter klein wolf taylor thomas";

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_whitespace().collect()
}

static TITLE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(TITLES));
static DEGREE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(DEGREES));
static PARTICLE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(PARTICLES));
static FAMILY_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(FAMILY_NAMES));

/// Reads a given and a family name: case, diacritics, titles, suffixes, nicknames, `Last, First` in one field.
///
/// The first given name is kept apart from the others, since middle names come and go between sources. A filler
/// (`n/a`, `Test`) is None. Two fields that look swapped are noted and left: Thomas James is a man's name, too.
pub fn given_and_family(given: Option<&str>, family: Option<&str>) -> Name {
    let mut name = Name::default();
    let given = asides(given.unwrap_or_default(), &mut name);
    let family = asides(family.unwrap_or_default(), &mut name);
    let (first, last) = match (split_comma(&given), split_comma(&family)) {
        (Some((l, f)), _) if is_same(&family, l) => {
            name.changes.insert(Change::NameSplit);
            (f, l)
        }
        (_, Some((l, f))) if is_same(&given, f) => {
            name.changes.insert(Change::NameSplit);
            (f, l)
        }
        _ => (given.as_ref(), family.as_ref()),
    };
    let (mut first_text, mut last_text) =
        (String::with_capacity(first.len()), String::with_capacity(last.len()));
    let mut first = words(first, &mut first_text, &mut name);
    let last = words(last, &mut last_text, &mut name);
    // `Ann Smith` beside `Smith` repeats the family name.
    if first.len() > last.len() && !last.is_empty() && first.ends_with(&last) {
        first.truncate(first.len() - last.len());
        name.take_behind(&mut first);
    }
    name.take(&first, &last);
    name
}

/// Whether `other` says nothing, or the same as `text`.
fn is_same(other: &str, text: &str) -> bool {
    let (mut a, mut b) = (String::new(), String::new());
    fold_into(other, &mut a);
    fold_into(text, &mut b);
    a.is_empty() || a == b
}

/// Reads a whole name in one field: `Ludwig van Beethoven`, `Smith, John A., Jr.`, `Dr. Ann Smith PhD`.
///
/// The last word and the particles before it are the family name; one word alone is, too.
pub fn full_name(raw: &str) -> Name {
    let mut name = Name::default();
    let text = asides(raw, &mut name);
    let mut whole: &str = &text;
    if let Some((last, first)) = split_comma(&text) {
        let (mut first_text, mut last_text) = (String::new(), String::new());
        let found = words(first, &mut first_text, &mut name);
        let last = words(last, &mut last_text, &mut name);
        if is_name(&last.concat()) {
            name.changes.note(!found.is_empty(), Change::NameSplit);
            name.take(&found, &last);
            return name;
        }
        whole = first;
    }
    let mut folded = String::with_capacity(whole.len());
    let mut found = words(whole, &mut folded, &mut name);
    let mut last: Vec<&str> = Vec::new();
    while !found.is_empty() && !is_name(&last.concat()) {
        let mut at = found.len() - 1;
        while 1 < at && found.get(at - 1).is_some_and(|word| PARTICLE_SET.contains(word)) {
            at -= 1;
        }
        last = found.split_off(at);
    }
    // `John Jr Smith` has it in the middle.
    name.take_behind(&mut found);
    name.changes.note(!found.is_empty() && !last.is_empty(), Change::NameSplit);
    name.take(&found, &last);
    name
}

impl Name {
    /// Takes suffixes and degrees off the end. They stand last and not alone: `Junior Smith` has a given name.
    fn take_behind(&mut self, words: &mut Vec<&str>) {
        while let [_, .., last] = words.as_slice() {
            if let Some(suffix) = suffix_of(last) {
                self.suffix = Some(suffix.to_owned());
                self.changes.insert(Change::Suffix);
            } else if DEGREE_SET.contains(last) {
                self.changes.insert(Change::Title);
            } else {
                break;
            }
            words.pop();
        }
    }

    fn take<'a>(&mut self, first: &[&'a str], last: &[&'a str]) {
        // `n` and `a` are two initials, and `n a` is none.
        let first = if 1 < first.len() && is_filler(&first.join(" ")) { &[] } else { first };
        let mut first = first.iter().copied();
        self.given = first.next().filter(|word| is_name(word)).map(str::to_owned);
        let middle = first.collect::<Vec<_>>().join(" ");
        if self.given.is_some() && !middle.is_empty() {
            self.changes.insert(Change::MiddleName);
            self.middle = Some(middle);
        }
        self.family = Some(last.concat()).filter(|name| is_name(name));
        self.changes.note(1 < last.len() && self.family.is_some(), Change::Particles);
        if let (Some(given), Some(family)) = (&self.given, &self.family) {
            let is_swapped = FAMILY_SET.contains(given.as_str())
                && !is_given_name(given)
                && is_given_name(family)
                && !FAMILY_SET.contains(family.as_str());
            self.changes.note(is_swapped, Change::MaybeSwapped);
        }
    }
}

fn is_name(name: &str) -> bool {
    let is_junk = is_filler(name) || (3 <= name.len() && is_monotone(name));
    !name.is_empty() && !is_junk
}

/// Says why a name field holds no name.
pub(super) fn why_not(raw: &str) -> Reason {
    let mut folded = String::new();
    fold_into(raw, &mut folded);
    match super::text::check_text(&folded) {
        Err(reason) => reason,
        Ok(()) if folded.bytes().any(|b| b.is_ascii_alphabetic()) => Reason::Filler,
        Ok(()) => Reason::Unreadable,
    }
}

/// Takes out what stands in quotes or brackets, and a birth name.
fn asides<'a>(raw: &'a str, name: &mut Name) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(raw);
    if raw.contains(['"', '“', '”', '(']) {
        for (open, close) in [('"', '"'), ('“', '”'), ('(', ')')] {
            if let Some((before, rest)) = text.split_once(open)
                && let Some((inner, after)) = rest.split_once(close)
                && !before.trim().is_empty()
            {
                let mut folded = String::new();
                fold_into(inner, &mut folded);
                let is_birth = BIRTH.iter().any(|word| folded.starts_with(word));
                name.changes.insert(if is_birth { Change::BirthName } else { Change::Nickname });
                if !is_birth && is_name(&folded) {
                    name.nickname = Some(folded);
                }
                text = Cow::Owned(format!("{before} {after}"));
            }
        }
    }
    text
}

const BIRTH: [&str; 4] = ["nee ", "ne ", "geb ", "born "];

/// Splits `Last, First`; `Smith, Jr` is not one.
fn split_comma(text: &str) -> Option<(&str, &str)> {
    let (last, first) = text.split_once(',')?;
    let (mut folded_last, mut folded_first) = (String::new(), String::new());
    fold_into(last, &mut folded_last);
    fold_into(first, &mut folded_first);
    // `Smith,` with nothing behind is a family name; `John Smith, MD` is a whole name and a degree.
    let is_suffix = folded_first.split(' ').all(is_behind);
    let is_single = !folded_last.contains(' ') && folded_first.is_empty();
    ((!is_suffix || is_single) && !folded_last.is_empty()).then_some((last, first))
}

/// Whether a word stands behind a name.
fn is_behind(word: &str) -> bool {
    suffix_of(word).is_some() || DEGREE_SET.contains(word)
}

fn suffix_of(word: &str) -> Option<&'static str> {
    match word {
        "jr" | "junior" | "jnr" => Some("jr"),
        "sr" | "senior" | "snr" => Some("sr"),
        "ii" | "2nd" => Some("2"),
        "iii" | "3rd" => Some("3"),
        "iv" | "4th" => Some("4"),
        _ => None,
    }
}

/// The words of a name without titles, suffixes, degrees and digits; none when the whole is a filler.
fn words<'a>(text: &str, folded: &'a mut String, name: &mut Name) -> Vec<&'a str> {
    name.changes.extend(fold_into(text, folded));
    if folded.is_empty() || is_filler(folded) {
        return Vec::new();
    }
    if folded.bytes().any(|b| b.is_ascii_digit()) {
        let kept: Vec<String> = folded.split(' ').map(without_digits).collect();
        *folded = kept.join(" ");
    }
    let mut out: Vec<&str> =
        folded.split(' ').filter(|word| !word.is_empty() && !is_filler_word(word)).collect();
    name.take_behind(&mut out);
    // `Smith née Jones`; at either end it is a name.
    if let Some(at) = out.iter().position(|word| matches!(*word, "nee" | "geb" | "geborene"))
        && 0 < at
        && at + 1 < out.len()
    {
        name.changes.insert(Change::BirthName);
        out.truncate(at);
    }
    name.take_behind(&mut out);
    while let [first, _, ..] = out.as_slice()
        && TITLE_SET.contains(first)
    {
        name.changes.insert(Change::Title);
        out.remove(0);
    }
    out
}

/// A word without its digits; `3rd` is a suffix and stays.
fn without_digits(word: &str) -> String {
    match suffix_of(word) {
        Some("2") => "ii".to_owned(),
        Some("3") => "iii".to_owned(),
        Some("4") => "iv".to_owned(),
        _ => word.chars().filter(char::is_ascii_alphabetic).collect(),
    }
}

/// Inside a longer name only the unmistakable fillers are dropped: `Guest` is a surname, too.
fn is_filler_word(word: &str) -> bool {
    matches!(word, "test" | "unknown" | "null" | "none")
}
