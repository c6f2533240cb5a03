//! A long text in parts, each of whole thoughts where it has them.

/// Letters of a text that are read at once: a long one is read thought by thought, so that its length costs no more
/// than it has.
const N_BYTES: usize = 1_000;

/// Letters that are read again where a text has no sign at which a thought ends.
const N_BYTES_AGAIN: usize = 200;

/// The first part of a text, up to the end of a thought, and what is left of it.
pub(crate) fn part_of(text: &str) -> (&str, &str) {
    if text.len() <= N_BYTES {
        return (text, "");
    }
    let part = text.get(..text.floor_char_boundary(N_BYTES)).unwrap_or_default();
    let cut = |at: usize| text.split_at(text.ceil_char_boundary(at));
    let half = part.ceil_char_boundary(N_BYTES / 2);
    let end_of = |ends: &dyn Fn(char) -> bool| {
        let (at, sign) =
            part.char_indices().rev().take_while(|(at, _)| half < *at).find(|(_, c)| ends(*c))?;
        Some(at + sign.len_utf8())
    };
    let is_end = |c: char| "!?\n。！？".contains(c);
    let sentence = part.rfind(". ").filter(|at| half < *at).map(|at| at + 2);
    if let Some(at) = sentence.max(end_of(&is_end)).or_else(|| end_of(&|c| ";|、,".contains(c))) {
        return cut(at);
    }
    let at = end_of(&char::is_whitespace).unwrap_or(part.len());
    let again = text.floor_char_boundary(at.saturating_sub(N_BYTES_AGAIN));
    let behind = text.get(again..).unwrap_or_default();
    let begin = behind.find(char::is_whitespace).filter(|begin| *begin < N_BYTES_AGAIN / 2).unwrap_or(0);
    (text.get(..at).unwrap_or_default(), behind.get(begin..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_where_thoughts_do_and_nothing_is_left_out() {
        let thought = "She asked when it would come. ";
        for text in
            [thought.repeat(200), "many words and no sign ".repeat(300), "x".repeat(5_000), "ü".repeat(3_000)]
        {
            let (mut rest, mut n_read) = (text.as_str(), 0);
            while !rest.is_empty() {
                let (part, behind) = part_of(rest);
                assert!(part.len() <= N_BYTES && behind.len() < rest.len());
                assert!(rest.starts_with(part) && text.ends_with(behind));
                assert!(rest.len() - behind.len() <= part.len(), "something is left out");
                assert!(!text.contains(". ") || part.ends_with(". "), "{part}");
                (rest, n_read) = (behind, n_read + part.len());
            }
            assert!(n_read < text.len() * 3 / 2);
        }
    }
}
