//! Names of which one at least is not in Latin letters: compared in their own script first.

use super::similar::{is_one_slip, jaro_winkler};
use crate::corpus::Script;

/// How alike two names that are not the same are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// One letter apart, or the same name in two scripts.
    Slip,
    /// They may be the same.
    Alike,
    /// They are not.
    Different,
}

/// Compares two names, each in plain letters and in its own script (empty for Latin).
///
/// In one script the script decides: transliteration writes 李 and 黎 alike. Across scripts plain letters are all there
/// is, and they say as much as the script's letters do: a sign of Han has many readings, Arabic leaves vowels out.
pub(super) fn likeness(
    (plain, own): (&str, &str),
    script: Script,
    (other_plain, other_own): (&str, &str),
    other_script: Script,
) -> Likeness {
    let is_close = |a: &str, b: &str| 3 <= a.len().min(b.len()) && is_one_slip(a, b);
    match (script, other_script) {
        (Script::Signs, Script::Signs) => Likeness::Different,
        (Script::Signs, _) | (_, Script::Signs) => match plain == other_plain {
            true => Likeness::Alike,
            false => Likeness::Different,
        },
        (Script::Consonants, Script::Consonants) => of_one_script(own, other_own),
        (Script::Consonants, _) | (_, Script::Consonants) => {
            let (a, b) = (consonants(plain), consonants(other_plain));
            if 2 <= a.len() && a == b || is_close(&a, &b) { Likeness::Alike } else { Likeness::Different }
        }
        (Script::Letters, Script::Letters) => match of_one_script(own, other_own) {
            // Cyrillic beside Greek, or one writer's letter for another's.
            Likeness::Different if plain == other_plain => Likeness::Alike,
            likeness => likeness,
        },
        _ if plain == other_plain || is_close(plain, other_plain) => Likeness::Slip,
        _ if 0.86 <= jaro_winkler(plain, other_plain) => Likeness::Alike,
        _ => Likeness::Different,
    }
}

fn of_one_script(a: &str, b: &str) -> Likeness {
    let (a, b) = (letters(a), letters(b));
    match () {
        _ if 3 <= a.chars().count().min(b.chars().count()) && is_one_slip(&a, &b) => Likeness::Slip,
        _ if 0.86 <= jaro_winkler(&a, &b) => Likeness::Alike,
        _ => Likeness::Different,
    }
}

/// One byte a letter, so that a slip is one letter: the letters of one script differ in their low byte.
fn letters(text: &str) -> String {
    text.chars().map(|c| char::from((u32::from(c) & 0x7f) as u8)).collect()
}

/// The consonants of a name, each run once: what Arabic and Hebrew write.
fn consonants(plain: &str) -> String {
    let mut out = String::new();
    for c in plain.chars().filter(|c| !"aeiouyw'".contains(*c)) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: (&str, &str), p: Script, b: (&str, &str), q: Script, expect: Likeness) {
        assert_eq!(likeness(a, p, b, q), expect, "{a:?} {b:?}");
        assert_eq!(likeness(b, q, a, p), expect, "{b:?} {a:?}");
    }

    #[test]
    fn scripts_first() {
        use Likeness::{Alike, Different, Slip};
        use Script::{Consonants, Latin, Letters, Signs};
        of(("li", "李"), Signs, ("li", "黎"), Signs, Different);
        of(("li", "李"), Signs, ("li", ""), Latin, Alike);
        of(("jianyi", "健一"), Signs, ("kenichi", ""), Latin, Different);
        of(("mhmd", "محمد"), Consonants, ("mohamed", ""), Latin, Alike);
        of(("hsn", "حسن"), Consonants, ("hassan", ""), Latin, Alike);
        of(("ly", "علي"), Consonants, ("mohamed", ""), Latin, Different);
        of(("ivan", "иван"), Letters, ("ivan", ""), Latin, Slip);
        of(("aleksej", "алексей"), Letters, ("alexey", ""), Latin, Different);
        of(("petr", "петр"), Letters, ("petr", "пётр"), Letters, Slip);
        of(("ivan", "иван"), Letters, ("oleg", "олег"), Letters, Different);
    }
}
