//! Answers within a text, each behind the name of what it answers: `bulten_istiyorum: hayır; paket: evet`.

use crate::consent_names::{Named, answer, named};
use crate::hearing::Heard;
use crate::no_words::{Asks, asks, is_affirmative};
use crate::tongues::{is_of_mail, is_of_texts};

/// How many bytes the name of what is answered has at most.
const MAX_NAME: usize = 80;

/// What such answers say of being written to; `None` where none of them speaks of it.
pub(crate) fn heard_in_pairs(text: &str, is_order: bool) -> Option<Heard> {
    let mut found = None;
    for piece in text.split([';', ',', '|', '\n', '"', '{', '}']) {
        let Some((key, value)) = piece.split_once([':', '=', '：']) else { continue };
        let (key, value) = (key.trim().replace('_', " "), value.trim());
        // A box that is left open in an order says nothing of the person, a word does.
        let is_open_box =
            is_order && ["0", "false", "off", "no", "n"].contains(&value.to_lowercase().as_str());
        let denies = answer(value) == Some(false) && !is_open_box;
        let asks_no = denies || is_affirmative(value);
        if key.is_empty() || MAX_NAME < key.len() || !asks_no {
            continue;
        }
        let is_of_mail = matches!(named(&key), Named::Letter | Named::Asks) || is_of_mail(&key, is_order);
        match asks(&key) {
            Some(Asks::No) if is_affirmative(value) => return Some(Heard::No),
            _ if denies && is_of_texts(&key) => found = Some(Heard::NoCalls),
            Some(Asks::Yes) if denies => return Some(Heard::No),
            None if denies && is_of_mail => return Some(Heard::No),
            _ => {}
        }
    }
    found
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
        ] {
            assert_eq!(heard_in_pairs(text, false), Some(Heard::No), "{text}");
        }
        assert_eq!(heard_in_pairs("sms: nein", false), Some(Heard::NoCalls));
        for text in ["gift_wrap: no", "engraving: nein, danke", "newsletter: yes", "color: red", "10:30"] {
            assert_eq!(heard_in_pairs(text, false), None, "{text}");
        }
        // A box that was left open beside an order.
        assert_eq!(heard_in_pairs("newsletter: false", true), None);
        assert_eq!(heard_in_pairs("bulten_istiyorum: hayır", true), Some(Heard::No));
    }
}
