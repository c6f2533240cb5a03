//! What is worked out once for each different value, not for each pair.

use super::values::text_hash;
use crate::resolve::similar::soundex;
use normalise::nickname;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Of a name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NameFacts {
    /// Soundex code.
    pub(crate) sound: u32,
    /// First letter, 0 for none.
    pub(crate) initial: u8,
    /// Its length, 255 at most.
    pub(crate) n_letters: u8,
    /// How its own script is compared with others.
    pub(crate) script: Script,
    /// Number of its form in [`nicknames`]; 0 for none.
    nickname: u16,
}

/// How far the plain letters of a name tell of what it is in its own script.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Script {
    /// They are the name.
    #[default]
    Latin,
    /// Letter by letter: Cyrillic, Greek, Hangul, Kana and most others.
    Letters,
    /// Consonants only: Arabic and Hebrew.
    Consonants,
    /// One reading of many: Han.
    Signs,
}

impl Script {
    fn of(own: &str) -> Script {
        let has = |is: fn(char) -> bool| own.chars().any(is);
        match () {
            _ if own.is_empty() => Script::Latin,
            _ if has(
                |c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'),
            ) =>
            {
                Script::Signs
            }
            _ if has(
                |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
            ) =>
            {
                Script::Consonants
            }
            _ => Script::Letters,
        }
    }
}

impl NameFacts {
    pub(crate) fn of(text: &str) -> NameFacts {
        let (name, own) = super::names::scripts(text);
        NameFacts {
            script: Script::of(own),
            sound: soundex(name),
            initial: name.bytes().next().unwrap_or(0),
            n_letters: name.len().min(255) as u8,
            nickname: NICKNAMES.0.get(nickname::pet_form(name)).copied().unwrap_or(0),
        }
    }
}

impl NameFacts {
    /// A number that all short and pet forms of a given name share; its sound for a name without any.
    pub(crate) fn group(self) -> u32 {
        let lines = NICKNAMES.1.get(self.nickname as usize);
        lines.and_then(|lines| lines.iter().min()).map_or(self.sound, |line| u32::from(*line))
    }
}

/// By form of a given name its number, and by number the lines of the list it stands on.
type Nicknames = (FxHashMap<&'static str, u16>, Vec<Vec<u16>>);

static NICKNAMES: LazyLock<Nicknames> = LazyLock::new(|| {
    let (mut numbers, mut lines) = (FxHashMap::default(), vec![Vec::new()]);
    for (form, of_form) in nickname::lines_by_form() {
        numbers.insert(form, lines.len() as u16);
        lines.push(of_form);
    }
    (numbers, lines)
});

/// Whether two given names stand on one line of the list of nicknames.
pub(crate) fn are_nicknames(a: NameFacts, b: NameFacts) -> bool {
    if a.nickname == 0 || b.nickname == 0 {
        return false;
    }
    match (NICKNAMES.1.get(a.nickname as usize), NICKNAMES.1.get(b.nickname as usize)) {
        (Some(a), Some(b)) => a.iter().any(|line| b.contains(line)),
        _ => false,
    }
}

/// Of an e-mail address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EmailFacts {
    /// Number of its mailbox name, letters and digits only, in [`super::Corpus::locals`].
    pub(crate) local: u32,
    /// Hash of its provider.
    pub(crate) domain: u32,
    /// Hash of the mailbox name's consonants and digits: survives many slips.
    pub(crate) sound: u32,
    /// A bit for each letter and digit in the mailbox name; some digits share one.
    pub(crate) letters: u32,
    /// Length of the mailbox name.
    pub(crate) n_letters: u8,
    /// Whether it is written as no address is: then only the whole of it compares.
    pub(crate) is_broken: bool,
    /// Whether it has digits, which tell namesakes apart.
    pub(crate) has_digits: bool,
}

impl EmailFacts {
    /// The facts of an address, and its mailbox name.
    pub(crate) fn of(address: &str) -> (EmailFacts, String) {
        let (local, domain) = address.split_once('@').unwrap_or((address, ""));
        let name: String = local.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let (digits, letters): (String, String) = name.chars().partition(char::is_ascii_digit);
        let facts = EmailFacts {
            local: 0,
            domain: text_hash(domain) as u32,
            sound: text_hash(&format!("{} {digits}", consonants(&letters))) as u32,
            letters: letter_bits(&name),
            n_letters: name.len().min(255) as u8,
            is_broken: domain.contains('@') || !domain.contains('.') || local.is_empty(),
            has_digits: !digits.is_empty(),
        };
        (facts, name)
    }
}

/// A bit for each letter and for some digits that occur.
fn letter_bits(text: &str) -> u32 {
    text.bytes().fold(0, |bits, c| {
        bits | match c {
            b'0'..=b'9' => 1 << (26 + (c - b'0') % 6),
            _ => 1 << (c.to_ascii_lowercase().wrapping_sub(b'a') % 32),
        }
    })
}

/// The first letter and all consonants, each run once and in alphabetical order: what most slips and
/// all swaps of neighbours leave alone.
fn consonants(letters: &str) -> String {
    let (first, rest) = letters.split_at_checked(1).unwrap_or_default();
    let mut rest: Vec<u8> = rest.bytes().filter(|c| !b"aeiouy".contains(c)).collect();
    rest.sort_unstable();
    rest.dedup();
    format!("{first}{}", String::from_utf8_lossy(&rest))
}

/// Of a street line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct StreetFacts {
    /// Hash of its first number; 0 for none.
    pub(crate) number: u32,
    /// Hash of number and sound of its longest word: survives most slips.
    pub(crate) sound: u32,
    /// Sound of its longest word.
    pub(crate) word_sound: u32,
}

impl StreetFacts {
    pub(crate) fn of(street: &str) -> StreetFacts {
        let words = || street.split(' ');
        let number = words().find(|word| word.bytes().any(|b| b.is_ascii_digit())).unwrap_or_default();
        let mut longest = "";
        for word in words().filter(|word| !word.bytes().any(|b| b.is_ascii_digit())) {
            if longest.len() < word.len() {
                longest = word;
            }
        }
        let word_sound = soundex(longest);
        StreetFacts {
            number: if number.is_empty() { 0 } else { text_hash(number) as u32 },
            sound: text_hash(&format!("{number} {word_sound}")) as u32,
            word_sound,
        }
    }
}
