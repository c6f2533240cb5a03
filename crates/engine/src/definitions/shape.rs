//! The shape of a definition's text: what every kind must have, told all at once.
//!
//! A parser stops at the first thing that is missing, so that a new file would cost a run for each field.

use super::problem::{Given, Problem, Severity};
use serde::de::IgnoredAny;
use serde_json::Value;

/// Longest text of one definition: a list of 100,000 values still fits.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Deepest nesting: the parser goes down by recursion, and no definition needs half of it.
const MAX_NESTING: usize = 64;

/// What aliases may repeat beside as many values as the text has bytes.
const N_REPEATED: usize = 10_000;

/// What each kind must have: a path, `[]` for each entry of a list, and the fields there.
// tidy: list
const REQUIRED: &[(&str, &str, &[&str])] = &[
    ("audience", "", &["name", "who"]),
    ("voice", "", &["name", "brand", "tone"]),
    ("facts", "", &["name", "business_as_usual", "facts"]),
    ("facts", "facts[]", &["id", "kind", "text"]),
    ("facts", "links[]", &["id", "text", "url"]),
    ("prompt", "", &["name", "version", "kind", "limits", "system", "text"]),
    ("prompt", "limits", &["min_chars", "max_chars"]),
    ("pilot", "", &["pilot", "risk_tier", "send", "message", "design", "metrics", "headline", "gate"]),
    (
        "pilot",
        "pilot",
        &["id", "name", "goal", "hypothesis", "audience", "voice", "prompt", "baseline_subject"],
    ),
    ("pilot", "pilot.prompt", &["name", "version"]),
    ("pilot", "send", &["channel", "purposes", "at", "policy"]),
    ("pilot", "send.policy", &["frequency_cap", "quiet_hours"]),
    ("pilot", "send.policy.frequency_cap", &["n_max", "window_days"]),
    ("pilot", "send.policy.quiet_hours", &["from_hour", "to_hour", "zone"]),
    ("pilot", "message", &["facts", "body"]),
    ("pilot", "design", &["experiment", "version", "arms", "outcome_window_days"]),
    ("pilot", "design.arms[]", &["name", "role", "weight"]),
    ("pilot", "metrics[]", &["name", "label", "kind", "unit"]),
    ("pilot", "headline", &["metric", "arm", "control"]),
    ("pilot", "gate", &["scale_when"]),
    ("pilot", "gate.scale_when[]", &["metric", "arm", "bound", "is", "value"]),
    ("pilot", "gate.stop_when[]", &["metric", "arm", "bound", "is", "value"]),
];

/// Why a text is not even to be parsed: too long, or nested so deeply that a parser would not come back.
pub(super) fn too_large(text: &str) -> Option<String> {
    if MAX_BYTES < text.len() {
        return Some(format!(
            "it is {} bytes long, at most {MAX_BYTES} are read: import long lists as a trait and test that",
            text.len()
        ));
    }
    let depth = nesting(text);
    if MAX_NESTING < depth {
        return Some(format!("it is nested {depth} deep, at most {MAX_NESTING} are read: write it flatter"));
    }
    aliases(text)
}

/// Why a text is a bomb of aliases, which repeat aliases in turn: a few hundred bytes would be millions of values.
fn aliases(text: &str) -> Option<String> {
    if !text.contains('&') || !text.contains('*') {
        return None;
    }
    let options = serde_saphyr::options! {
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: N_REPEATED + text.len() },
        with_snippet: false,
    };
    let error = serde_saphyr::from_str_with_options::<IgnoredAny>(text, options).err()?;
    let line = error.location().map_or_else(String::new, |at| format!(" (line {})", at.line()));
    is_of_aliases(&error).then(|| {
        format!("its aliases (`*name`) repeat more than the text holds{line}: write out what they repeat")
    })
}

fn is_of_aliases(error: &serde_saphyr::Error) -> bool {
    use serde_saphyr::Error;
    match error {
        Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => is_of_aliases(error),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => true,
        _ => false,
    }
}

/// How deep brackets and indentation go; text in quotes may count as well, which errs on the safe side.
fn nesting(text: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0usize);
    let mut indents: Vec<usize> = Vec::new();
    for line in text.lines() {
        let body = line.trim_start_matches(' ');
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        // `- - - x` opens a list with each hyphen.
        let n_lists = body.split(' ').take_while(|word| *word == "-").count();
        let indent = line.len() - body.len();
        while indents.last().is_some_and(|last| indent <= *last) {
            indents.pop();
        }
        indents.push(indent);
        for c in body.chars() {
            match c {
                '{' | '[' => open += 1,
                '}' | ']' => open = open.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(open + indents.len() + n_lists);
        }
    }
    deepest
}

/// Values of YAML that are no number, and that every comparison would read in a way of its own.
const NO_NUMBERS: [&str; 4] = [".nan", ".inf", "+.inf", "-.inf"];

/// Every value that is no number where one is written.
pub(super) fn no_numbers(given: &Given) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, line) in given.text.lines().enumerate() {
        let line = line.split(" #").next().unwrap_or(line);
        for (column, word) in words_of(line).filter(|(_, word)| is_no_number(word)) {
            // Behind a key or a hyphen, or in a list: what stands in a sentence is text.
            let before = line.get(..column).unwrap_or_default().trim_end();
            if before.ends_with([':', '[', ',', '-']) {
                let what = format!("`{word}` is no number: write one");
                problems.push(given.problem_at(Severity::Error, Some((at + 1, column + 1)), what));
            }
        }
    }
    problems
}

fn is_no_number(word: &str) -> bool {
    NO_NUMBERS.contains(&word.to_ascii_lowercase().as_str())
}

/// The words of a line of YAML with where they begin.
fn words_of(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| c.is_whitespace() || "[]{},".contains(c);
    line.split(ends).filter(|word| !word.is_empty()).map(|word| {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        (at, word)
    })
}

/// Every field that is missing.
pub(super) fn missing(given: &Given) -> Vec<Problem> {
    let Ok(value) = serde_saphyr::from_str::<Value>(&given.text) else { return Vec::new() };
    let mut problems = Vec::new();
    for (_, path, fields) in REQUIRED.iter().filter(|(kind, ..)| *kind == given.kind) {
        let mut places = Vec::new();
        follow(&value, path, String::new(), &mut places);
        for (place, map) in places {
            let lacks = |field: &&&str| map.get(**field).is_none_or(Value::is_null);
            for field in fields.iter().filter(lacks) {
                let key = if place.is_empty() { (*field).to_owned() } else { format!("{place}.{field}") };
                let words: Vec<&str> = place.split(['.', '[']).filter(|word| !word.ends_with(']')).collect();
                let name = map.get("name").or_else(|| map.get("id")).and_then(Value::as_str).unwrap_or("");
                let words: Vec<&str> = words.into_iter().chain([name]).collect();
                problems.push(given.error(&words, format!("`{key}` is missing: add it")));
            }
        }
    }
    problems
}

/// Collects the maps at `path` with how they are called.
fn follow<'a>(value: &'a Value, path: &str, place: String, found: &mut Vec<(String, &'a Value)>) {
    if path.is_empty() {
        if value.is_object() {
            found.push((place, value));
        }
        return;
    }
    let (head, rest) = path.split_once('.').unwrap_or((path, ""));
    let key = head.strip_suffix("[]").unwrap_or(head);
    let Some(inner) = value.get(key) else { return };
    let called = if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match inner.as_array() {
        Some(list) if head.ends_with("[]") => {
            for (nth, item) in list.iter().enumerate() {
                follow(item, rest, format!("{called}[{nth}]"), found);
            }
        }
        _ => follow(inner, rest, called, found),
    }
}

/// Parses, and says everything that the parser objects to: a key it does not know is taken out, and it reads on.
pub(super) fn parse<T: serde::de::DeserializeOwned>(given: &Given) -> Result<T, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut text = given.text.clone();
    loop {
        let error = match serde_saphyr::from_str::<T>(&text) {
            Ok(read) if problems.is_empty() => return Ok(read),
            Ok(_) => return Err(problems),
            Err(error) => error,
        };
        let place = error
            .location()
            .and_then(|at| Some((usize::try_from(at.line()).ok()?, usize::try_from(at.column()).ok()?)));
        let what = words(&error.to_string());
        // What is missing is told for the whole text at once.
        if !what.starts_with("missing field") {
            problems.push(given.problem_at(Severity::Error, place, what.clone()));
        }
        let is_again = problems.iter().rev().skip(1).any(|problem| {
            problem.line == place.map(|(line, _)| line)
                && problem.column == place.map(|(_, column)| column)
                && problem.what == what
        });
        let next = place.filter(|_| !is_again).and_then(|(line, column)| {
            let is_key = what.starts_with("unknown field");
            let is_word = what.starts_with("unknown variant");
            match is_key || is_word {
                true => without(&text, (line, column), &what, is_key),
                false => None,
            }
        });
        match next {
            Some(next) if problems.len() < 50 => text = next,
            _ if problems.is_empty() => {
                return Err(vec![given.problem_at(Severity::Error, place, what)]);
            }
            _ => return Err(problems),
        }
    }
}

/// The words of a parser's error without its picture of the text, and with what to write where it only says what
/// it cannot read.
fn words(error: &str) -> String {
    let line = error.lines().find(|line| !line.trim().is_empty()).unwrap_or(error);
    let line = line.trim().strip_prefix("error: ").unwrap_or(line.trim());
    // `line 3 column 5: …` stands in front of it already.
    let line = match line.strip_prefix("line ").and_then(|rest| rest.split_once(": ")) {
        Some((place, rest))
            if place
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_ascii_whitespace() || c.is_ascii_lowercase()) =>
        {
            rest
        }
        _ => line,
    };
    let hint = [
        (
            "externally tagged enum expected scalar or mapping",
            "`not` takes one condition, not a list: write `not: {any: [...]}`",
        ),
        (
            "expected end of mapping after enum variant value",
            "a condition has one key: put several into `all: [...]` or `any: [...]`",
        ),
        ("invalid u32", "it is no whole number: write 1, 2, 3 and so on"),
        ("invalid u8", "it is no whole number: write 1, 2, 3 and so on"),
    ];
    let hint = hint.iter().find(|(said, _)| line.contains(said)).map(|(_, hint)| *hint);
    hint.map_or_else(|| line.to_owned(), |hint| format!("{line}: {hint}"))
}

/// The text without the key or the word that the parser does not know, and without all that belongs to it. Whatever
/// else stands in the text keeps its place.
fn without(text: &str, (line, column): (usize, usize), what: &str, is_key: bool) -> Option<String> {
    let word = what.split('`').nth(1)?;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let of_line = text.get(start..)?.split('\n').next()?;
    let from: usize = of_line.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    // The parser points at the word, or at what stands before it.
    let at = match of_line.get(from..).and_then(|rest| rest.find(word)) {
        Some(at) => from + at,
        None => of_line.find(word)?,
    };
    let is_quoted = of_line.get(..at)?.ends_with(['"', '\'']);
    let at = start + at - usize::from(is_quoted);
    let before = text.get(..at)?;
    let end = match nesting_before(before) {
        true => flow_end(text, at)?,
        false if is_key => block_end(text, at),
        false => at + word.len() + 2 * usize::from(is_quoted),
    };
    let (mut from, mut to) = (at, end);
    if nesting_before(before) {
        // A comma goes with it, the one behind it or else the one before.
        let after = text.get(end..)?.trim_start();
        if after.starts_with(',') {
            to = text.len() - after.len() + 1;
        } else if let Some(comma) = before.trim_end().strip_suffix(',') {
            from = comma.len();
        }
    } else if !is_key {
        // An item of a list goes with its hyphen.
        from = before.trim_end().strip_suffix('-').map_or(from, str::len);
    }
    let blank: String = text.get(from..to)?.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    Some(format!("{}{blank}{}", text.get(..from)?, text.get(to..)?))
}

/// Whether a bracket is open behind this text.
fn nesting_before(text: &str) -> bool {
    let (mut open, mut quote) = (0_usize, None);
    for line in text.lines() {
        let mut last = ' ';
        for c in line.chars() {
            match (quote, c) {
                (Some(mark), c) if c == mark => quote = None,
                (Some(_), _) => {}
                (None, '#') if last == ' ' => break,
                // A quote begins a value, and is a letter within one.
                (None, '"' | '\'') if " [{,:".contains(last) => quote = Some(c),
                (None, '{' | '[') => open += 1,
                (None, '}' | ']') => open = open.saturating_sub(1),
                _ => {}
            }
            last = c;
        }
    }
    0 < open
}

/// Where a key of a mapping in braces, or an item of a list in brackets, ends.
fn flow_end(text: &str, from: usize) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.get(from..)?.char_indices() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, ',' | '}' | ']') if depth == 0 => return Some(from + at),
            (None, '}' | ']') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where the block of a key ends: before the next line that is not further in than the key.
fn block_end(text: &str, from: usize) -> usize {
    let key_at = text.get(..from).and_then(|before| before.rsplit('\n').next()).unwrap_or_default().len();
    let mut end = from;
    for (nth, line) in text.get(from..).unwrap_or_default().split_inclusive('\n').enumerate() {
        let body = line.trim_start();
        if 0 < nth && !body.trim().is_empty() && line.len() - body.len() <= key_at {
            break;
        }
        end += line.len();
    }
    end
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn given(kind: &'static str, text: &str) -> Given {
        Given { kind, name: "a".to_owned(), text: text.to_owned(), file: None }
    }

    #[test]
    fn every_missing_field_is_told_at_once() {
        let problems = missing(&given("prompt", "name: a\nversion: 1\nlimits: {min_chars: 3}\n"));
        let told: Vec<&str> = problems.iter().map(|p| p.what.as_str()).collect();
        assert_eq!(
            told,
            [
                "`kind` is missing: add it",
                "`system` is missing: add it",
                "`text` is missing: add it",
                "`limits.max_chars` is missing: add it",
            ]
        );
    }

    #[test]
    fn every_unknown_key_is_told_at_once() {
        let text = "name: a\ncolour: red\nbrand: B\nshape:\n  round: true\ntone: [x]\n";
        let problems = parse::<content::Voice>(&given("voice", text)).unwrap_err();
        let lines: Vec<Option<usize>> = problems.iter().map(|p| p.line).collect();
        assert_eq!(lines, [Some(2), Some(4)], "{problems:?}");
    }

    #[test]
    fn keys_in_braces_and_in_lists_are_told_at_once_too() {
        let text = "experiment: {name: a, colour: red, shape: {round: [1, 2]}, size: 'x, y'}\nname: b\nwho:\n  all:\n    - trait: {name: state, iz: GA, is: GA, 'what': 1}\n";
        let problems = parse::<audience::Definition>(&given("audience", text)).unwrap_err();
        let told: Vec<(Option<usize>, bool)> =
            problems.iter().map(|p| (p.line, p.what.contains("unknown"))).collect();
        assert_eq!(told, [(Some(1), true), (Some(5), true), (Some(5), true)], "{problems:?}");
        let text = "source_rank: [crm]\nstrategies: [recency, loudest, newest]\ncolour: red\nby_trait: {email: [x, recency]}\n";
        let problems = parse::<people::Survivorship>(&given("survivorship", text)).unwrap_err();
        let lines: Vec<Option<usize>> = problems.iter().map(|p| p.line).collect();
        assert_eq!(lines, [Some(2), Some(2), Some(3), Some(4)], "{problems:?}");
    }

    #[test]
    fn what_no_parser_should_see_is_refused() {
        let deep = format!("name: a\nwho: {}x{}", "{not: ".repeat(3_000), "}".repeat(3_000));
        assert!(too_large(&deep).is_some());
        let indented: String = (0..200).map(|n| format!("{}not:\n", " ".repeat(n))).collect();
        assert!(too_large(&indented).is_some());
        assert!(too_large("name: a\nwho: {all: [{trait: {name: state, is: GA}}]}\n").is_none());
    }

    #[test]
    fn aliases_repeat_no_more_than_a_text_holds() {
        let mut bomb = "l0: &l0 [x]\n".to_owned();
        for n in 1..9 {
            let before = vec![format!("*l{}", n - 1); 9].join(",");
            bomb.push_str(&format!("l{n}: &l{n} [{before}]\n"));
        }
        let why = too_large(&format!("name: t1\n{bomb}")).unwrap();
        assert!(why.contains("aliases") && why.contains("(line "), "{why}");
        // One that repeats a list is as good as the list.
        let states = vec!["GA"; 2_000].join(", ");
        let honest = format!("name: a\nstates: &states [{states}]\nwho: {{any_of: *states, but: *states}}\n");
        assert_eq!(too_large(&honest), None);
        assert_eq!(too_large("name: R&D *new*\n"), None);
    }
}
