//! What changed between two texts, line by line.

use serde::Serialize;

/// Further than this from each other, two texts have nothing in common that would help a reader.
const MAX_EDITS: usize = 1_500;

/// Unchanged lines shown around a change.
const N_AROUND: usize = 3;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It stands in both.
    Same,
    /// Only the later text has it.
    Added,
    /// Only the earlier text had it.
    Removed,
}

/// One line of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferenceLine {
    /// What became of it.
    pub fate: Fate,
    /// Its number in the earlier text, from 1.
    pub before: Option<usize>,
    /// Its number in the later text, from 1.
    pub after: Option<usize>,
    /// The line, without its end.
    pub text: String,
}

/// Every line of both texts in order, with what became of it: the fewest lines changed.
///
/// Source: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy algorithm.
pub fn difference(before: &str, after: &str) -> Vec<DifferenceLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let n_head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let n_most = old.len().min(new.len()) - n_head;
    let n_tail = old.iter().rev().zip(new.iter().rev()).take(n_most).take_while(|(a, b)| a == b).count();
    let middle_old = old.get(n_head..old.len() - n_tail).unwrap_or_default();
    let middle_new = new.get(n_head..new.len() - n_tail).unwrap_or_default();
    let mut fates = vec![Fate::Same; n_head];
    fates.extend(fates_of(middle_old, middle_new));
    fates.extend(vec![Fate::Same; n_tail]);
    let (mut at_old, mut at_new) = (0, 0);
    let mut lines = Vec::with_capacity(fates.len());
    for fate in fates {
        let text = if fate == Fate::Added { new.get(at_new) } else { old.get(at_old) };
        let text = text.copied().unwrap_or_default().to_owned();
        at_old += usize::from(fate != Fate::Added);
        at_new += usize::from(fate != Fate::Removed);
        let before = (fate != Fate::Added).then_some(at_old);
        let after = (fate != Fate::Removed).then_some(at_new);
        lines.push(DifferenceLine { fate, before, after, text });
    }
    lines
}

/// What became of each line, in the order in which they are shown.
fn fates_of(old: &[&str], new: &[&str]) -> Vec<Fate> {
    let (n_old, n_new) = (old.len().cast_signed(), new.len().cast_signed());
    let most = (old.len() + new.len()).min(MAX_EDITS);
    let center = most.cast_signed() + 1;
    // How far along `old` the furthest path of each diagonal comes, kept after each further edit.
    let mut furthest = vec![0_isize; 2 * most + 3];
    let at = |furthest: &[isize], k: isize| furthest.get((center + k).cast_unsigned()).copied().unwrap_or(0);
    let mut history: Vec<Vec<isize>> = Vec::new();
    for n_edits in 0..=most.cast_signed() {
        history.push(furthest.clone());
        for k in (-n_edits..=n_edits).step_by(2) {
            let is_down = k == -n_edits || (k != n_edits && at(&furthest, k - 1) < at(&furthest, k + 1));
            let mut x = if is_down { at(&furthest, k + 1) } else { at(&furthest, k - 1) + 1 };
            while x < n_old && x - k < n_new && old.get(x.cast_unsigned()) == new.get((x - k).cast_unsigned())
            {
                x += 1;
            }
            if let Some(slot) = furthest.get_mut((center + k).cast_unsigned()) {
                *slot = x;
            }
            if n_old <= x && n_new <= x - k {
                return walked_back(&history, center, (n_old, n_new));
            }
        }
    }
    let mut all = vec![Fate::Removed; old.len()];
    all.extend(vec![Fate::Added; new.len()]);
    all
}

/// The path that led to the end, read off what was kept after each edit.
fn walked_back(history: &[Vec<isize>], center: isize, (mut x, mut y): (isize, isize)) -> Vec<Fate> {
    let mut fates = Vec::new();
    for (n_edits, furthest) in history.iter().enumerate().rev() {
        let n_edits = n_edits.cast_signed();
        let at = |k: isize| furthest.get((center + k).cast_unsigned()).copied().unwrap_or(0);
        let k = x - y;
        let is_down = k == -n_edits || (k != n_edits && at(k - 1) < at(k + 1));
        let from_k = if is_down { k + 1 } else { k - 1 };
        let (from_x, from_y) = if n_edits == 0 { (0, 0) } else { (at(from_k), at(from_k) - from_k) };
        while from_x < x && from_y < y {
            fates.push(Fate::Same);
            (x, y) = (x - 1, y - 1);
        }
        if 0 < n_edits {
            fates.push(if is_down { Fate::Added } else { Fate::Removed });
            (x, y) = (from_x, from_y);
        }
    }
    fates.reverse();
    fates
}

/// The changed lines with a few around them, as `diff -u` shows them; empty when nothing changed.
pub fn in_words(lines: &[DifferenceLine]) -> String {
    let is_near = |at: usize| {
        let from = at.saturating_sub(N_AROUND);
        lines.iter().skip(from).take(at - from + N_AROUND + 1).any(|line| line.fate != Fate::Same)
    };
    let mut text = String::new();
    let mut is_open = false;
    for (at, line) in lines.iter().enumerate() {
        if !is_near(at) {
            is_open = false;
            continue;
        }
        if !is_open {
            let place = |number: Option<usize>| number.map_or_else(|| "…".to_owned(), |n| n.to_string());
            text.push_str(&format!("@@ -{} +{} @@\n", place(line.before), place(line.after)));
            is_open = true;
        }
        let sign = match line.fate {
            Fate::Same => ' ',
            Fate::Added => '+',
            Fate::Removed => '-',
        };
        text.push_str(&format!("{sign}{}\n", line.text));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_lines_change() {
        let check = |before: &str, after: &str, expect: &str| {
            let lines = difference(before, after);
            let shown: String = lines
                .iter()
                .map(|line| match line.fate {
                    Fate::Same => format!(" {}", line.text),
                    Fate::Added => format!("+{}", line.text),
                    Fate::Removed => format!("-{}", line.text),
                })
                .collect();
            assert_eq!(shown, expect, "{before:?} {after:?}");
            let rebuilt = |fate: Fate| -> Vec<&str> {
                let all = lines.iter().filter(|line| line.fate == Fate::Same || line.fate == fate);
                all.map(|line| line.text.as_str()).collect()
            };
            assert_eq!(rebuilt(Fate::Removed), before.lines().collect::<Vec<_>>());
            assert_eq!(rebuilt(Fate::Added), after.lines().collect::<Vec<_>>());
        };
        check("", "", "");
        check("a\nb\nc\n", "a\nb\nc\n", " a b c");
        check("", "a\n", "+a");
        check("a\n", "", "-a");
        check("a\nb\nc\n", "a\nx\nc\n", " a-b+x c");
        check("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", "-a-b c+b a b-b a+c");
        let many: String = (0..4_000).map(|n| format!("{n}\n")).collect();
        let others: String = (0..4_000).map(|n| format!("x{n}\n")).collect();
        assert_eq!(difference(&many, &others).len(), 8_000);
    }

    #[test]
    fn only_what_lies_around_a_change_is_shown() {
        let before: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let after = before.replace("10\n", "ten\n");
        assert_eq!(
            in_words(&difference(&before, &after)),
            "@@ -7 +7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n"
        );
        assert_eq!(in_words(&difference(&before, &before)), "");
    }
}
