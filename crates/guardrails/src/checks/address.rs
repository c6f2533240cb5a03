//! E-mail and web addresses. An address is filled in by code; one in a text was made up or goes elsewhere.
//!
//! No list of endings decides: `name.ending/path`, anything with a scheme, and a small word, a full stop and
//! another small word are addresses, whatever the ending is.

use super::Subject;
use crate::finding::{Finding, Place, Rule};

/// Endings that are read as such even in capitals, where `Supper's on.Come back` lacks only a blank. None is an
/// English word.
const ENDINGS: [&str; 24] = [
    "com", "net", "org", "edu", "gov", "info", "biz", "shop", "store", "app", "dev", "io", "co", "uk", "de",
    "fr", "es", "ca", "au", "ly", "xyz", "online", "site", "deals",
];
/// Things before a colon that lead somewhere without two slashes.
const SCHEMES: [&str; 9] = ["http", "https", "mailto", "tel", "sms", "javascript", "data", "whatsapp", "geo"];
const TITLES: [&str; 12] = ["mr", "mrs", "ms", "dr", "st", "vs", "jr", "sr", "no", "inc", "etc", "eg"];

/// Finds addresses among the words between blanks.
pub(super) fn check(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    for (start, word) in words(subject) {
        let word = word.without_capitals();
        let core = word.text.trim_matches(|c: char| !(c.is_alphanumeric() || c == '/'));
        let skipped =
            word.text.find(core).map_or(0, |byte| word.text.get(..byte).map_or(0, |t| t.chars().count()));
        let n_chars = subject.reading.n_chars;
        let first = (start + skipped).min(n_chars);
        let place = Place { start: first, end: (first + core.chars().count()).min(n_chars) };
        if is_mail(core) {
            out.push(Finding::error(Rule::PersonalData, place, "an e-mail address"));
        } else if is_web(core) {
            out.push(Finding::error(Rule::Link, place, "a web address; links are filled in by code"));
        }
    }
    for (at, token) in subject.reading.tokens.iter().enumerate() {
        let skip = usize::from(subject.reading.near(at, 1).is_some_and(|t| t.is(")")));
        let ending = subject.reading.tokens.get(at + 1 + skip);
        let is_ending = ending.is_some_and(|t| ENDINGS.contains(&t.text.as_str()));
        // `peachstate dot com`, `peachstate .com`
        let is_in_words = token.is("dot") && is_ending;
        let is_apart =
            token.is(".") && !token.is_adjacent && is_ending && ending.is_some_and(|t| t.is_adjacent);
        if is_in_words || is_apart {
            let place = subject.reading.span(at, at + 1 + skip);
            out.push(Finding::error(
                Rule::Link,
                place,
                "a web address in words; links are filled in by code",
            ));
        }
    }
}

struct Word {
    text: String,
}

impl Word {
    /// `PEACHSTATE.COM` is an address as `peachstate.com` is.
    fn without_capitals(self) -> Self {
        let has_small = self.text.chars().any(char::is_lowercase);
        if has_small { self } else { Self { text: self.text.to_lowercase() } }
    }
}

/// The words between blanks, each with the place of its first character.
fn words(subject: &Subject<'_>) -> Vec<(usize, Word)> {
    let mut words: Vec<(usize, Word)> = Vec::new();
    let mut is_inside = false;
    for (c, at) in &subject.reading.chars {
        if c.is_whitespace() || "\u{2014}()\"'<>[]{}|,;!*".contains(*c) {
            is_inside = false;
        } else if is_inside {
            if let Some((_, word)) = words.last_mut() {
                word.text.push(*c);
            }
        } else {
            words.push((*at, Word { text: c.to_string() }));
            is_inside = true;
        }
    }
    words
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Returns name and ending of what could be a host.
fn host_of(text: &str) -> Option<(&str, &str)> {
    let (name, ending) = text.rsplit_once('.')?;
    let is_host = name.split('.').all(is_label)
        && 2 <= ending.chars().count()
        && (ending.chars().all(char::is_alphabetic) || ending.to_lowercase().starts_with("xn--"));
    is_host.then_some((name, ending))
}

fn is_mail(word: &str) -> bool {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    word.split_once('@').is_some_and(|(local, domain)| {
        let domain = domain.trim_end_matches(|c: char| !c.is_alphanumeric());
        !local.is_empty() && host_of(domain).is_some()
    })
}

fn is_web(word: &str) -> bool {
    let lower = word.to_lowercase();
    if let Some((before, after)) = lower.split_once("//") {
        // `https://`, `hxxp://`, `//host`: never prose.
        let is_scheme = before.is_empty() || before.ends_with(':');
        return is_scheme && after.chars().next().is_some_and(char::is_alphanumeric);
    }
    if let Some((scheme, rest)) = lower.split_once(':')
        && SCHEMES.contains(&scheme)
        && !rest.is_empty()
    {
        return true;
    }
    if lower.starts_with("www.") {
        return true;
    }
    let end = word.find(['/', '?', '#', ':']).unwrap_or(word.len());
    let (host, path) = word.split_at(end);
    let is_number = host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok());
    if is_number {
        return true;
    }
    let Some((name, ending)) = host_of(host) else { return false };
    let has_letters = name.chars().any(char::is_alphabetic);
    let goes_on = path.starts_with('/') || path.starts_with('?') && 1 < path.len();
    let is_small = ending.chars().all(|c| !c.is_uppercase());
    let is_short_form = TITLES.contains(&name.to_lowercase().as_str());
    let ends_like_one = ENDINGS.contains(&ending.to_lowercase().as_str());
    has_letters && (goes_on || (is_small && !is_short_form) || ends_like_one)
}
