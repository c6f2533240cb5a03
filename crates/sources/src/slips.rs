//! Slips of one letter in the words of mail that are written most.

/// Words in which a slip is forgiven: long, and none of them one letter from another word.
const WORDS: &[&str] = &[
    "boletines",
    "desinscrire",
    "interested",
    "marketing",
    "newsletter",
    "newsletters",
    "newsletterow",
    "nieuwsbrief",
    "nieuwsbrieven",
    "nyhedsbrev",
    "nyhetsbrev",
    "publicidad",
    "subscription",
    "uitgeschreven",
    "uitschrijven",
    "unsubscribe",
    "unsubscribed",
];

/// How people write such words in haste, each with what it stands for.
const IN_HASTE: &[(&str, &str)] = &[
    ("cntct", "contact"),
    ("conatct", "contact"),
    ("contct", "contact"),
    ("contect", "contact"),
    ("cust", "customer"),
    ("delte", "delete"),
    ("distrub", "disturb"),
    ("dlete", "delete"),
    ("dnt", "dont"),
    ("dsturb", "disturb"),
    ("eamil", "email"),
    ("eamils", "emails"),
    ("emial", "email"),
    ("emials", "emails"),
    ("frm", "from"),
    ("intrested", "interested"),
    ("intrestd", "interested"),
    ("intrstd", "interested"),
    ("maisl", "mails"),
    ("mktg", "marketing"),
    ("mrktg", "marketing"),
    ("mssg", "message"),
    ("mssgs", "messages"),
    ("msg", "message"),
    ("msgs", "messages"),
    ("nwsltr", "newsletter"),
    ("ofers", "offers"),
    ("offrs", "offers"),
    ("optd", "opted"),
    ("plss", "please"),
    ("plzz", "please"),
    ("recieve", "receive"),
    ("recive", "receive"),
    ("rmove", "remove"),
    ("rmv", "remove"),
    ("rmvd", "removed"),
    ("snd", "send"),
    ("unsbscribe", "unsubscribe"),
    ("wnt", "want"),
    ("wnts", "wants"),
];

/// A folded word, or the one that it is but for a slip: `unsubscirbe`, `newsletterr`.
pub(crate) fn mended(word: &str) -> &str {
    let in_haste = || IN_HASTE.iter().find(|(haste, _)| *haste == word);
    if let Some((_, known)) = Some(word.len()).filter(|n| (3..=10).contains(n)).and_then(|_| in_haste()) {
        return known;
    }
    // Most words begin as none of them does, or are too short or too long.
    let begins = word.bytes().take(2).any(|byte| b"bdimnpsu".contains(&byte));
    if !begins || word.len() < 8 || 14 < word.len() || !word.is_ascii() || WORDS.contains(&word) {
        return word;
    }
    WORDS.iter().copied().find(|known| is_slip(known.as_bytes(), word.as_bytes())).unwrap_or(word)
}

/// Whether two words differ by a letter put in, left out or put wrong, or by two that changed places.
fn is_slip(known: &[u8], word: &[u8]) -> bool {
    if 1 < known.len().abs_diff(word.len()) {
        return false;
    }
    let n_same = known.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (known, word) = (known.get(n_same..).unwrap_or_default(), word.get(n_same..).unwrap_or_default());
    match (known, word) {
        ([a, b, left @ ..], [c, d, right @ ..]) if a == d && b == c && left == right => true,
        ([_, left @ ..], _) if known.len() == word.len() + 1 => left == word,
        (_, [_, right @ ..]) if known.len() + 1 == word.len() => known == right,
        ([_, left @ ..], [_, right @ ..]) => left == right,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_forgiven() {
        for (word, expect) in [
            ("unsubscirbe", "unsubscribe"),
            ("unsubcribe", "unsubscribe"),
            ("newsleter", "newsletter"),
            ("newsletterr", "newsletter"),
            ("nieuwsbreif", "nieuwsbrief"),
            ("subscribe", "subscribe"),
            ("resubscribe", "resubscribe"),
            ("uitgeschreven", "uitgeschreven"),
            ("ingeschreven", "ingeschreven"),
            ("markerting", "marketing"),
            ("intrested", "interested"),
            ("intersted", "interested"),
            ("rmv", "remove"),
            ("contract", "contract"),
            ("interest", "interest"),
        ] {
            assert_eq!(mended(word), expect, "{word}");
        }
    }
}
