//! Answers within a text, each behind the name of what it answers: `bulten_istiyorum: hayır; paket: evet`.

use crate::consent_names::{Named, answer, is_of_register, named};
use crate::hearing::Heard;
use crate::lexicon::{IS_ALONE, LEXICON};
use crate::tongues::{heard_in_brief, is_of_mail, is_of_texts, thoughts};

/// How many bytes the name of what is answered has at most.
const MAX_NAME: usize = 80;

/// What such answers say of being written to; `None` where none of them speaks of it.
pub(crate) fn heard_in_pairs(text: &str, is_order: bool) -> Option<Heard> {
    let mut found = None;
    for piece in text.split([';', ',', '|', '\n', '"', '{', '}']) {
        let Some((name, value)) = piece.split_once([':', '=', '：']) else { continue };
        let (name, value) = (name.trim().replace('_', " "), value.trim());
        if name.is_empty() || MAX_NAME < name.len() {
            continue;
        }
        // A box that is left open in an order says nothing of the person, a word does.
        let is_open_box = is_order && OPEN_BOX.contains(&value.to_lowercase().as_str());
        match answer(value) {
            Some(true) if asks_for_no(&name) => return Some(Heard::No),
            Some(false) if is_open_box || asks_for_no(&name) => {}
            Some(false) if is_of_texts(&name) => found = Some(Heard::NoCalls),
            Some(false) if asks_for_yes(&name, is_order) => return Some(Heard::No),
            _ => {}
        }
    }
    found
}

/// What programs write for a box that nobody ticked.
const OPEN_BOX: &[&str] = &["0", "false", "off", "no", "n"];

/// Whether a name asks who wants mail: `newsletter`, `E-Mail-Werbung`.
fn asks_for_yes(name: &str, is_order: bool) -> bool {
    matches!(named(name), Named::Letter | Named::Asks) || is_of_mail(name, is_order)
}

/// Whether a name asks who wants none: `do not contact`, `unsubscribe`.
fn asks_for_no(name: &str) -> bool {
    let said = thoughts(name);
    let leaves = |word: &str| LEXICON.plain(word) & IS_ALONE != 0;
    is_of_register(name)
        || heard_in_brief(&said, false) == Heard::No
        || said.iter().flat_map(|thought| thought.split(' ')).any(leaves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_within_a_text_are_heard() {
        for text in [
            "bulten_istiyorum: hayır",
            "hediye_paketi: evet, newsletter: nein danke",
            "E-Mail-Werbung=nein",
            "accepts_marketing: no thanks",
            "Newsletter：不要",
            "do_not_contact: yes",
            "unsubscribe: ja",
        ] {
            assert_eq!(heard_in_pairs(text, false), Some(Heard::No), "{text}");
        }
        assert_eq!(heard_in_pairs("sms: nein", false), Some(Heard::NoCalls));
        for text in [
            "do_not_contact: no",
            "gift_wrap: no",
            "engraving: nein, danke",
            "newsletter: yes",
            "color: red",
            "10:30",
        ] {
            assert_eq!(heard_in_pairs(text, false), None, "{text}");
        }
        // A box that was left open beside an order.
        assert_eq!(heard_in_pairs("newsletter: false", true), None);
        assert_eq!(heard_in_pairs("bulten_istiyorum: hayır", true), Some(Heard::No));
    }
}
