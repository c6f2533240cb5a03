//! An answer that is a JSON object within one value: `{"newsletter": false}` under `preferences`.

use crate::by_parts::{is_hollow, tells_when, told};
use crate::entries::has_entry;
use crate::leaves::leaves;
use crate::no_words::{Asks, asks, asks_when, is_strong_no, lacks};
use serde_json::Value;

/// Whether an object in a value of `column` says no; `None` for a value that is no object.
pub(crate) fn says_no_within(column: &str, value: &str) -> Option<bool> {
    let value = value.trim();
    let is_object = value.starts_with('{') && !is_hollow(value) || value.starts_with("[{");
    let object: Value = is_object.then(|| serde_json::from_str(value).ok()).flatten()?;
    let mut is_no = has_entry(&object, column);
    // The path tells what a value answers: `consent.marketing.email` is asked for a yes.
    leaves(&object, column, &mut |path, word| {
        is_no |= asks(path).is_some_and(|asked| asked.hears_no(word))
            || lacks(path, word)
            || told(path, false).is_some_and(|told| told.hears_no(word))
            || is_strong_no(word, false)
            || (tells_leaving(path) && is_day_of_no(word));
    });
    Some(is_no)
}

/// Whether the last name of a path tells when somebody said no or was gone: `custom.unsubscribed_at`.
fn tells_leaving(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    asks_when(path) || asks_when(last) || tells_when(last, false)
}

/// Letters of a name before `:` or `=`, and words of what stands behind it.
const MAX_NAME: usize = 40;
const N_WORDS: usize = 5;

/// Whether a text names what it answers, and answers no: `source: fair; consent: none`, `newsletter = off`.
pub(crate) fn says_no_in_pairs(text: &str) -> bool {
    text.contains([':', '='])
        && text.split([';', ',', '|', '\n']).any(|piece| {
            let Some((name, word)) = piece.split_once([':', '=']) else { return false };
            let (name, word) = (name.trim(), word.trim());
            let is_pair =
                !name.is_empty() && name.len() <= MAX_NAME && word.split_whitespace().count() <= N_WORDS;
            is_pair && !word.is_empty() && {
                asks(name) == Some(Asks::Yes) && Asks::Yes.hears_no(word)
                    || lacks(name, word)
                    || told(name, false).is_some_and(|told| told.hears_no(word))
            }
        })
}

/// Whether a value under a name that tells when somebody said no is a day. What a program writes for none is zeros.
pub(crate) fn is_day_of_no(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit())
        && 6 <= value.len()
        && value.contains(|c: char| c.is_alphanumeric() && c != '0')
}
