//! How alike two short texts are.

/// Computes the Jaro-Winkler similarity of two ASCII texts, 0..=1.
///
/// Bit masks instead of flag vectors: several times faster than the textbook loop on names, which
/// is what the fuzzy pass spends its time on. Texts over 64 bytes are compared by their first 64.
/// Source: Winkler 1990, prefix weight 0.1 up to 4 characters; the tests hold it against `strsim`.
pub(crate) fn jaro_winkler(a: &str, b: &str) -> f64 {
    let (a, b) = (clip(a.as_bytes()), clip(b.as_bytes()));
    if a == b {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut taken_a, mut taken_b) = (0u64, 0u64);
    for (i, x) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        let window = b.iter().enumerate().take(i + reach + 1).skip(from);
        for (j, y) in window {
            if x == y && taken_b & (1 << j) == 0 {
                taken_a |= 1 << i;
                taken_b |= 1 << j;
                break;
            }
        }
    }
    let n_matches = f64::from(taken_a.count_ones());
    if n_matches == 0.0 {
        return 0.0;
    }
    let n_moved = taken(a, taken_a).zip(taken(b, taken_b)).filter(|(x, y)| x != y).count() / 2;
    let jaro =
        (n_matches / a.len() as f64 + n_matches / b.len() as f64 + (n_matches - n_moved as f64) / n_matches)
            / 3.0;
    let n_prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    // As in strsim and in Winkler's own code, the prefix counts only for texts already alike.
    if jaro <= 0.7 { jaro } else { jaro + 0.1 * n_prefix as f64 * (1.0 - jaro) }
}

/// The bytes of a text whose bits are set.
fn taken(text: &[u8], mut mask: u64) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let at = mask.trailing_zeros() as usize;
        mask &= mask.wrapping_sub(1);
        text.get(at).copied()
    })
}

fn clip(text: &[u8]) -> &[u8] {
    text.get(..64).unwrap_or(text)
}

/// Whether one insertion, deletion, substitution or swap of neighbours turns `a` into `b`.
pub(crate) fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let n_prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(n_prefix..).unwrap_or_default(), b.get(n_prefix..).unwrap_or_default());
    match (a, b) {
        ([], [_]) | ([_], []) | ([], []) => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if rest == a => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([x, y, a @ ..], [z, w, b @ ..]) => x == w && y == z && a == b,
        _ => false,
    }
}

/// Soundex code of a lower-case ASCII name as a number; 0 for none.
///
/// Source: US National Archives, the Soundex indexing system (letters around h and w count as neighbours).
pub(crate) fn soundex(name: &str) -> u32 {
    let digit = |c: u8| match c {
        b'b' | b'f' | b'p' | b'v' => 1,
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => 2,
        b'd' | b't' => 3,
        b'l' => 4,
        b'm' | b'n' => 5,
        b'r' => 6,
        _ => 0,
    };
    let Some((&first, rest)) = name.as_bytes().split_first() else { return 0 };
    let (mut code, mut n_digits, mut last) = (u32::from(first), 0, digit(first));
    for &c in rest {
        let now = digit(c);
        if now != 0 && now != last && n_digits < 3 {
            code = code * 8 + now;
            n_digits += 1;
        }
        if !matches!(c, b'h' | b'w') {
            last = now;
        }
    }
    code << (3 * (3 - n_digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips() {
        for (a, b, expect) in [
            ("smith", "smith", true),
            ("smith", "smiht", true),
            ("smith", "smth", true),
            ("smith", "smitth", true),
            ("smith", "smyth", true),
            ("smith", "smythe", false),
            ("smith", "htims", false),
            ("", "a", true),
            ("", "ab", false),
        ] {
            assert_eq!(is_one_slip(a, b), expect, "{a} {b}");
            assert_eq!(is_one_slip(b, a), expect, "{b} {a}");
        }
    }

    #[test]
    fn sounds() {
        for (a, b, expect) in [
            ("robert", "rupert", true),
            ("ashcraft", "ashcroft", true),
            ("tymczak", "pfister", false),
            ("smith", "smyth", true),
            ("", "a", false),
        ] {
            assert_eq!(soundex(a) == soundex(b), expect, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_strsim(a in "[a-e]{0,12}", b in "[a-e]{0,12}") {
            let expect = if a.is_empty() != b.is_empty() { 0.0 } else { strsim::jaro_winkler(&a, &b) };
            prop_assert!((jaro_winkler(&a, &b) - expect).abs() < 1e-12);
        }
    }
}
