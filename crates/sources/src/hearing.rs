//! What the readers of a no in a text tell, and how they write its words.

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A no to every way of writing.
    No,
    /// A no to calls and text messages, and to nothing else.
    NoCalls,
    /// It speaks of mail and says no no.
    OfMail,
    /// Nothing of the kind.
    Nothing,
}

/// A text with the words in one that are written in two: `e-mail`, `opt-in`.
pub(crate) fn joined(folded: &str) -> String {
    let mut text = String::with_capacity(folded.len());
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        text.push_str(word);
        let next = words.peek().copied().unwrap_or_default();
        let is_one = word == "e"
            && ["mail", "post", "mejl", "ma", "bulten", "novic", "mel", "past"]
                .iter()
                .any(|begin| next.starts_with(begin))
            || word == "opt" && next == "in"
            || word == "un" && next.starts_with("sub")
            // `do nt`, `don t`: the mark between was lost.
            || next == "nt" && ["do", "does", "did"].contains(&word)
            || next == "t" && ["don", "doesn", "didn"].contains(&word);
        if !is_one && !next.is_empty() {
            text.push(' ');
        }
    }
    text
}
