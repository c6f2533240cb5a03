/// The candidate that `word` was most likely meant to be; `None` when none is near enough.
///
/// For errors that name what was mistyped: capitals, blanks, hyphens and underscores do not count, and at most a
/// third of the letters may differ, so that a hint is not a guess.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word_letters = letters(word);
    let scored = candidates.into_iter().map(|candidate| {
        let candidate_letters = letters(candidate);
        let longest = word_letters.len().max(candidate_letters.len());
        // Half of a name is told as one: `Order Complete`, `loyalty` for `loyalty_tier`.
        let is_begun = 4 <= word_letters.len() && candidate_letters.starts_with(&word_letters);
        let n_wrong = if is_begun { 1 } else { distance(&word_letters, &candidate_letters) };
        (n_wrong, longest, candidate)
    });
    let near = scored.filter(|(n_wrong, longest, _)| 3 * n_wrong <= *longest);
    near.min_by_key(|(n_wrong, ..)| *n_wrong).map(|(.., candidate)| candidate)
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Fewest letters to insert, delete or replace.
///
/// Source: Levenshtein 1966, by rows.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        let mut next = vec![before];
        for (right, above) in b.iter().zip(row.iter().skip(1)) {
            before = (diagonal + usize::from(left != right)).min(above + 1).min(before + 1);
            diagonal = *above;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_guesses_nothing() {
        for (word, candidates, expect) in [
            ("Order Complete", ["Order Completed", "Order Cancelled"], Some("Order Completed")),
            ("order completed", ["Order Completed", "Order Cancelled"], Some("Order Completed")),
            ("orderCompleted", ["Order Completed", "Product Viewed"], Some("Order Completed")),
            ("loyalty_tier", ["state", "postcode"], None),
            ("post_code", ["state", "postcode"], Some("postcode")),
            ("stat", ["state", "city"], Some("state")),
            ("", ["state", "city"], None),
        ] {
            assert_eq!(nearest(word, candidates), expect, "{word}");
        }
    }
}
