//! Columns that have few different values: a flag, a status, a level.

use crate::consent_names::answer;
use crate::harmless::is_harmless;
use crate::ids::is_id;
use crate::meant::{compared, in_one_line};
use std::collections::HashMap;

/// Different values of a column up to which they are few.
const N_FEW: usize = 12;

/// Bytes of one that is a word or a few.
const MAX_BYTES: usize = 200;

/// The different values of a column and how many rows have each, as long as they are few.
#[derive(Debug, Default)]
pub(crate) struct Few {
    values: Vec<(Box<str>, u64)>,
    /// There are more.
    is_closed: bool,
}

impl Few {
    pub(crate) fn take(&mut self, value: &str) {
        if self.is_closed {
            return;
        }
        if let Some((_, n)) = self.values.iter_mut().find(|(known, _)| **known == *value) {
            *n += 1;
        } else if N_FEW <= self.values.len() || MAX_BYTES < value.len() {
            (self.is_closed, self.values) = (true, Vec::new());
        } else {
            self.values.push((value.into(), 1));
        }
    }

    /// The values, the most frequent first: each on one line, those that differ in capitals and blanks alone as one. None
    /// where there are too many.
    pub(crate) fn values(&self) -> Vec<(String, u64)> {
        let mut values: HashMap<String, (String, u64)> = HashMap::new();
        for (value, n) in &self.values {
            values.entry(compared(value)).or_insert_with(|| (in_one_line(value), 0)).1 += n;
        }
        let mut values: Vec<(String, u64)> = values.into_values().collect();
        values.sort_by(|(one, n), (other, m)| m.cmp(n).then_with(|| one.cmp(other)));
        values
    }

    /// Whether the values may say something of somebody: words, or answers. Numbers, days, ids and addresses do not.
    pub(crate) fn may_say(&self) -> bool {
        let is_answer = |value: &str| matches!(value, "0" | "1") || answer(value).is_some();
        let mut values = self.values.iter().map(|(value, _)| &**value);
        let says = |value: &str| !is_harmless(value) && !is_id(value);
        !self.values.is_empty() && (values.clone().all(is_answer) || values.any(says))
    }

    /// Whether they are numbers alone.
    pub(crate) fn are_numbers(&self) -> bool {
        self.values.iter().all(|(value, _)| value.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Few {
        let mut few = Few::default();
        values.iter().for_each(|value| few.take(value));
        few
    }

    #[test]
    fn words_and_flags_may_say_something_and_numbers_do_not() {
        for values in [&["weekly", "never"][..], &["0", "1"], &["yes"], &["none", "gold"], &["true", "false"]]
        {
            assert!(of(values).may_say(), "{values:?}");
        }
        for values in [&["17", "18"][..], &["2026-01-02"], &["ann@x.org"], &["n/a"], &[]] {
            assert!(!of(values).may_say(), "{values:?}");
        }
    }

    #[test]
    fn many_values_are_not_few() {
        let many: Vec<String> = (0..13).map(|at| format!("word {at}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let few: Vec<&str> = many.iter().copied().take(12).collect();
        assert_eq!((of(&many).values().len(), of(&few).values().len()), (0, 12));
        assert_eq!(of(&["b", "a", "A", "b", "b"]).values(), [("b".to_owned(), 3), ("a".to_owned(), 2)]);
    }
}
