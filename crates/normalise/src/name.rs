//! Personal names, in two fields or in one.

use super::entities::decoded;
use super::nickname::is_given_name;
use super::script;
use super::text::{fold, fold_into, is_filler, is_monotone};
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
    /// The given name as its own script writes it, where that is not Latin: two names that one transliteration
    /// writes alike are two names.
    pub given_in_script: Option<String>,
    /// The family name as its own script writes it, where that is not Latin.
    pub family_in_script: Option<String>,
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

/// Fillers that are also family names. Beside a sound given name, in its case, they are names: people are called
/// Null, Guest and Na, and a database that knows no name writes `NULL` or `nan` beside `Jennifer`.
const FILLER_FAMILIES: &str = "null na blank guest nan none test true false no nil sample tester private empty fake \
                               dummy name same missing pending leer keine void";
/// Fillers that are also given names.
const FILLER_GIVENS: &str = "nan na true no nil";

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_whitespace().collect()
}

static TITLE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(TITLES));
static DEGREE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(DEGREES));
static PARTICLE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(PARTICLES));
static FILLER_FAMILY_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(FILLER_FAMILIES));
static FILLER_GIVEN_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(FILLER_GIVENS));
static FAMILY_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| set(FAMILY_NAMES));

/// Reads a given and a family name: case, diacritics, titles, suffixes, nicknames, `Last, First` in one field.
///
/// The first given name is kept apart from the others, since middle names come and go between sources. A filler
/// (`n/a`, `Unknown`) is None, but where it is also a name and stands beside a sound one: `Jennifer` `Null`. Two fields
/// that look swapped are noted and left: Thomas James is a man's name, too.
pub fn given_and_family(given: Option<&str>, family: Option<&str>) -> Name {
    let mut name = Name::default();
    let (given, family) = (decoded(given.unwrap_or_default()), decoded(family.unwrap_or_default()));
    name.changes.note(matches!(given, Cow::Owned(_)) || matches!(family, Cow::Owned(_)), Change::Encoding);
    let given = asides(&given, &mut name);
    let family = asides(&family, &mut name);
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
    name.read(first, last, true);
    name
}

/// Whether a filler that is also a name is one here: beside a sound name, in the same case.
fn is_name_beside(filler: &str, other: &str) -> bool {
    let mut folded = String::new();
    fold_into(other, &mut folded);
    let is_sound = 2 <= folded.len()
        && !folded.bytes().any(|b| b.is_ascii_digit())
        && is_name(&folded)
        && !folded.split(' ').all(is_filler);
    let has = |text: &str, is_case: fn(char) -> bool| text.chars().any(is_case);
    let is_lower = |text: &str| !has(text, char::is_uppercase);
    let is_upper = |text: &str| !has(text, char::is_lowercase);
    // A script without case says nothing of it.
    let is_cased = has(other, char::is_uppercase) || has(other, char::is_lowercase);
    let is_export =
        is_cased && (is_lower(filler) && !is_lower(other) || is_upper(filler) && !is_upper(other));
    is_sound && !is_export
}

/// Whether `other` says nothing, or the same as `text`.
fn is_same(other: &str, text: &str) -> bool {
    let (mut a, mut b) = (String::new(), String::new());
    fold_into(other, &mut a);
    fold_into(text, &mut b);
    a.is_empty() || a == b
}

/// Reads a whole name in one field: `Ludwig van Beethoven`, `Smith, John A., Jr.`, `Dr. Ann Smith PhD`, `田中 健一`.
///
/// The last word and the particles before it are the family name; one word alone is, too. In Chinese, Japanese and
/// Korean the family name stands first.
pub fn full_name(raw: &str) -> Name {
    let mut name = Name::default();
    let raw = decoded(raw);
    name.changes.note(matches!(raw, Cow::Owned(_)), Change::Encoding);
    let text = asides(&raw, &mut name);
    if let Some((last, first)) = script::family_first(&text) {
        name.changes.insert(Change::NameSplit);
        name.read(first, last, false);
        return name;
    }
    let mut whole: &str = &text;
    if let Some((last, first)) = split_comma(&text) {
        let mut folded = String::new();
        if is_name(
            &words(last, &mut folded, &mut Name::default(), &|filler| is_family_beside(filler, last, first))
                .concat(),
        ) || ends_in_filler(last, first)
        {
            name.read(first, last, false);
            name.changes.note(name.given.is_some(), Change::NameSplit);
            return name;
        }
        whole = first;
    }
    let mut folded = String::with_capacity(whole.len());
    // `Jennifer Null`: the last word is a name by the first.
    let end = whole.split_whitespace().rev().take(usize::from(1 < whole.split_whitespace().count())).next();
    let is_title = |word: &&str| TITLE_SET.contains(fold(word).as_str());
    let first = whole.split_whitespace().find(|word| !is_title(word)).unwrap_or_default();
    let keeps_end = end.is_some_and(|end| ends_in_filler(end, first));
    let mut found = words(whole, &mut folded, &mut name, &|_| false);
    if keeps_end
        && let Some(word) = end.and_then(|end| FILLER_FAMILY_SET.get(fold(end).as_str()))
        && found.last() != Some(word)
    {
        found.push(word);
    }
    let mut last: Vec<&str> = Vec::new();
    while !found.is_empty() && !is_name(&last.concat()) {
        let mut at = found.len() - 1;
        while 1 < at && found.get(at - 1).is_some_and(|word| PARTICLE_SET.contains(word)) {
            at -= 1;
        }
        last = found.split_off(at);
        if keeps_end {
            break;
        }
    }
    // `John Jr Smith` has it in the middle.
    name.take_behind(&mut found);
    name.changes.note(!found.is_empty() && !last.is_empty(), Change::NameSplit);
    name.take(&found, &last);
    name.take_script("", if last.is_empty() { "" } else { whole.rsplit(' ').next().unwrap_or_default() });
    if !found.is_empty() {
        name.given_in_script = script::own(first);
    }
    name
}

/// Whether `end` is a filler that is a family name beside `first`.
fn ends_in_filler(end: &str, first: &str) -> bool {
    is_family_beside(&fold(end), end, first)
}

/// Whether `folded`, a filler as the source writes `raw`, is a family name beside the given names `first`: the first of
/// them has to carry it, as [`Name::take`] asks too.
fn is_family_beside(folded: &str, raw: &str, first: &str) -> bool {
    FILLER_FAMILY_SET.contains(folded)
        && fold(first).split(' ').find(|word| !TITLE_SET.contains(word)).is_some_and(carries)
        && is_name_beside(raw, first)
}

impl Name {
    /// Reads what stands for the given names and what stands for the family name.
    fn read(&mut self, first: &str, last: &str, may_repeat: bool) {
        let (mut first_text, mut last_text) =
            (String::with_capacity(first.len()), String::with_capacity(last.len()));
        let mut given = words(first, &mut first_text, self, &|filler| {
            FILLER_GIVEN_SET.contains(filler) && is_name_beside(first, last)
        });
        let family = words(last, &mut last_text, self, &|filler| is_family_beside(filler, last, first));
        // `Ann Smith` beside `Smith` repeats the family name.
        if may_repeat && given.len() > family.len() && !family.is_empty() && given.ends_with(&family) {
            given.truncate(given.len() - family.len());
            self.take_behind(&mut given);
        }
        self.take(&given, &family);
        self.take_script(first, last);
    }

    /// Keeps what both names are in their own script.
    fn take_script(&mut self, first: &str, last: &str) {
        if !first.is_ascii() && self.given.is_some() {
            self.given_in_script = first.split_whitespace().next().and_then(script::own);
        }
        if !last.is_ascii() && self.family.is_some() {
            self.family_in_script = script::own(last);
        }
    }

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
        let family = last.concat();
        // A filler is a name beside a sound one only, whatever words stood around it.
        let is_given = |word: &&str| is_name(word) || (FILLER_GIVEN_SET.contains(*word) && is_sound(&family));
        self.given = first.next().filter(is_given).map(str::to_owned);
        let middle = first.collect::<Vec<_>>().join(" ");
        if self.given.is_some() && !middle.is_empty() {
            self.changes.insert(Change::MiddleName);
            self.middle = Some(middle);
        }
        let is_beside_given = || self.given.as_deref().is_some_and(carries);
        let is_family =
            is_name(&family) || (FILLER_FAMILY_SET.contains(family.as_str()) && is_beside_given());
        self.family = is_family.then_some(family);
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

/// Whether a folded given name carries a filler as its family name: more than an initial, and neither a title nor what
/// stands behind a name, as in `Jr Null`.
fn carries(given: &str) -> bool {
    is_sound(given) && !is_behind(given) && !TITLE_SET.contains(given)
}

/// Whether a folded name says enough for a filler beside it to be a name.
fn is_sound(name: &str) -> bool {
    2 <= name.len() && is_name(name)
}

/// Whether a folded word is a name by itself.
pub(super) fn is_name(name: &str) -> bool {
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

/// The words of a name without titles, suffixes, degrees and digits; none when the whole is a filler that
/// `is_name_here` does not take for a name.
fn words<'a>(
    text: &str,
    folded: &'a mut String,
    name: &mut Name,
    is_name_here: &dyn Fn(&str) -> bool,
) -> Vec<&'a str> {
    name.changes.extend(fold_into(text, folded));
    if folded.is_empty() {
        return Vec::new();
    }
    if is_filler(folded) {
        return if is_name_here(folded) { vec![folded.as_str()] } else { Vec::new() };
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
