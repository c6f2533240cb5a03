//! What a thought says of somebody who is to be taken out, has had enough, or is another than the customer.

use crate::lexicon::*;
use crate::remark::Clause;

/// What people are of mail that they want no more of, beside complaining of it.
const WEARY: &[&str] =
    &["annoyed", "irritated", "fed", "tired", "sick", "unhappy", "angry", "harassed", "upset"];

impl Clause<'_> {
    /// Whether the address is none of the customer's: `wrong email id`, `belongs to someone else`.
    pub(crate) fn is_of_another(&self) -> bool {
        let others = ["someone else", "somebody else", "another person", "other person", "another customer"];
        let belongs = others.iter().any(|other| self.text.contains(&format!(" belongs to {other} ")))
            || self.text.contains("mail") && self.text.contains(" belongs to ") && {
                let whose = ["ex", "old", "former", "previous", "other", "another", "different"];
                self.words.iter().any(|(word, _)| whose.contains(word))
            };
        let is_denied = ["his", "hers", "theirs", "mine", "her", "their"].iter().any(|whose| {
            let mail = ["email", "mail"];
            self.text.ends_with(&format!(" is not {whose} ")) && self.text.contains("mail")
                || mail.iter().any(|mail| self.text.contains(&format!(" not {whose} {mail} ")))
        });
        let address = ["email", "mail", "emailid", "mailid", "id", "address", "emailaddress"];
        let small =
            ["wrong", "email", "mail", "id", "ids", "address", "is", "it", "this", "the", "given", "person"];
        let is_wrong = self.words.iter().any(|(word, _)| *word == "wrong")
            && self.words.iter().any(|(word, _)| address.contains(word))
            && self.words.iter().any(|(word, _)| word.contains("mail"))
            && self.words.iter().all(|(word, _)| small.contains(word) || address.contains(word));
        (belongs || is_denied) && !self.has(IS_OF_ORDERS) || is_wrong
    }

    /// Whether somebody asked to be taken out, and not out of something else: `asked to be removed by phone`.
    pub(crate) fn is_to_be_removed(&self) -> bool {
        let asks =
            ["asked", "asks", "asking", "wants", "wanted", "wish", "wishes", "requested", "requests", "told"];
        self.places(IS_DELETE | IS_TAKE).any(|at| {
            let is_be = at.checked_sub(1).is_some_and(|before| self.word(before) == "be")
                && at.checked_sub(2).is_some_and(|before| self.word(before) == "to");
            // `asked for the label to be removed`.
            let of_us = |from: usize| (from..at).any(|next| self.is(next, IS_LIST | IS_TOPIC | IS_DATA));
            let asked = (at.saturating_sub(6)..at).any(|before| {
                asks.contains(&self.word(before)) && (self.word(before + 1) != "for" || of_us(before + 2))
            });
            let from = (at + 1..at + 3).find(|next| ["from", "off"].contains(&self.word(*next)));
            let is_done = ["removed", "deleted", "erased", "taken"].contains(&self.word(at))
                && (self.word(at) != "taken" || from.is_some());
            let of_mail = |next: usize| self.is(next, IS_LIST | IS_TOPIC | IS_DATA);
            is_be
                && is_done
                // Of an order something may be removed; who asked to be is the one who asked.
                && (!self.is_order || asks.contains(&self.word(at.saturating_sub(3))))
                && asked
                // `client` is a program elsewhere.
                && !self.places(IS_OF_ORDERS).any(|place| self.word(place) != "client")
                && !self.is_negated(at)
                && from.is_none_or(|from| from + 1 == self.words.len() || (from + 1..from + 5).any(of_mail))
        })
    }

    /// Whether a letter came back, for nobody lives there who gets it: `mail returned to sender`. A parcel may come again.
    pub(crate) fn came_back(&self) -> bool {
        const BACK: &[&str] = &[
            "return to sender",
            "returned to sender",
            "zuruck an absender",
            "zurueck an absender",
            "an absender zuruck",
            "retour an absender",
            "retour a l envoyeur",
            "retour a l expediteur",
            "retour afzender",
            "devuelto al remitente",
            "devolvido ao remetente",
            "restituito al mittente",
            "zwrot do nadawcy",
        ];
        !self.is_order
            && !self.has(IS_OF_ORDERS)
            && BACK.iter().any(|back| self.text.contains(&format!(" {back} ")))
    }

    /// Whether somebody complains of mail or is weary of it: `complained about mails`, `fed up with emails`.
    pub(crate) fn complains(&self) -> bool {
        let of_mail = |at: usize| {
            !self.is_mild(at)
                && (at + 1..at + 6).any(|next| {
                    ["about", "of", "over", "regarding", "against", "with", "by", "at", "on"]
                        .contains(&self.word(next))
                        && (next + 1..next + 4).any(|topic| self.is_topic(topic))
                })
        };
        let is_weary = |at: usize| self.word(at).starts_with("complain") || WEARY.contains(&self.word(at));
        let of_us = |at: usize| {
            self.word(at).starts_with("complain")
                && ["we mail", "we email", "we write", "we keep", "we send"]
                    .iter()
                    .any(|we| self.text.contains(&format!(" {we} ")))
        };
        let wearies = (0..self.words.len())
            .any(|at| is_weary(at) && !self.is_negated(at) && (of_mail(at) || of_us(at)));
        let reports = self.text.contains("spam")
            && self.has(IS_COMPLAIN)
            && !self.places(IS_COMPLAIN).any(|at| self.is_negated(at));
        wearies || reports
    }

    /// Whether nothing but a wish to be taken out is said, or to be sent nothing: `bitte entfernen`, `no quiere recibir`.
    pub(crate) fn asks_barely(&self) -> bool {
        let polite = IS_FILLER | IS_WISH;
        let small =
            ["to", "be", "from", "was", "have", "has", "been", "my", "he", "she", "his", "her", "said"];
        let whose = ["number", "name", "names", "contact", "customer", "client"];
        let all = |kinds: Kinds| {
            self.words
                .iter()
                .all(|(word, of)| of & (kinds | polite) != 0 || small.contains(word) || whose.contains(word))
        };
        let is_of_somebody = self.words.iter().any(|(word, _)| whose.contains(word));
        let out = ["austrag", "ausgetrag", "streich", "gestrich", "abbestell"];
        let takes_out = self.has(IS_DELETE)
            || self.words.iter().any(|(word, _)| out.iter().any(|begin| word.starts_with(begin)));
        let is_out = takes_out
            && 2 <= self.words.len()
            && all(IS_DELETE | IS_STOP)
            && (self.has(polite) || is_of_somebody && !self.is_order);
        let denies = self.has(IS_NOT) || self.has_phrase(&["plus "]);
        let is_sent = denies
            && self.has(IS_SEND)
            && (self.has(IS_WISH) || self.has_phrase(&["ne plus"]))
            && all(IS_NO | IS_NOT | IS_SEND);
        is_out || is_sent && !self.is_order && !self.places(IS_NO | IS_NOT).any(|at| self.is_mild(at))
    }
}

#[cfg(test)]
mod tests {
    use crate::remark::{Heard, heard};

    #[test]
    fn who_is_to_be_taken_out_is_told_from_what_is() {
        for text in [
            "asked to be removed by phone 12 Sep",
            "wants to be taken off our list",
            "said remove number",
            "wrong email id",
            "email belongs to someone else",
            "this mail id is not his",
            "complained that we mail daily",
            "fed up with emails",
        ] {
            assert_eq!(heard(text, false), Heard::No, "{text}");
        }
        for text in [
            "asked to be removed from the table booking",
            "asked to be reminded",
            "remove price tag",
            "wrong email earlier, now fixed",
            "parcel belongs to neighbour",
            "complained about late delivery",
            "fed up with courier",
            "not a complaint",
        ] {
            assert_ne!(heard(text, false), Heard::No, "{text}");
        }
    }
}
