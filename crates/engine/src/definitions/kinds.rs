//! What each kind of definition must hold by itself.

use super::problem::{Given, Problem, Severity};
use super::settings::{self, WorkspaceFile};
use super::{PilotFile, holdouts, shape, survivorship};

use content::{Facts, Prompt, Voice};
use sources::SourceError;

/// A definition that holds by itself, as far as others need to see it.
pub(super) enum Read {
    Audience(audience::Definition),
    Voice(Voice),
    Facts(Facts),
    Prompt(Prompt),
    Pilot(Box<PilotFile>),
    Settings(WorkspaceFile),
    Holdouts(experiment::Holdouts),
    Other,
}

/// Reads a definition and says everything that is wrong with it by itself.
pub(super) fn read(given: &Given) -> (Option<Read>, Vec<Problem>) {
    if let Some(why) = shape::too_large(&given.text) {
        return (None, vec![given.error(&[], why)]);
    }
    if let Some(line) = given.text.lines().position(|line| line.contains(['\0', char::REPLACEMENT_CHARACTER]))
    {
        let why = "it holds bytes that are no UTF-8: save the file as UTF-8";
        return (None, vec![given.problem_at(Severity::Error, Some((line + 1, 1)), why.to_owned())]);
    }
    let mut problems = name_faults(given);
    problems.extend(shape::missing(given));
    let read = match given.kind {
        "audience" => parsed(given, &mut problems).map(|read| of_audience(given, read, &mut problems)),
        "voice" => parsed(given, &mut problems).map(|read| of_voice(given, read, &mut problems)),
        "facts" => parsed(given, &mut problems).map(|read| of_facts(given, read, &mut problems)),
        "prompt" => parsed(given, &mut problems).map(|read| of_prompt(given, read, &mut problems)),
        "pilot" => parsed(given, &mut problems).map(|read| of_pilot(given, read, &mut problems)),
        settings::KIND => {
            let (file, found) = settings::read(given);
            problems.extend(found);
            file.map(Read::Settings)
        }
        "holdouts" => match of_holdouts(given) {
            Ok(holdouts) => Some(Read::Holdouts(holdouts)),
            Err(found) => {
                problems.extend(found);
                None
            }
        },
        _ => {
            problems.extend(match given.kind {
                "source" => of_source(given),
                _ => survivorship::problems(given),
            });
            Some(Read::Other)
        }
    };
    (read, problems)
}

/// Longest name of a definition, which is a file's name too.
const MAX_NAME_BYTES: usize = 100;

/// A name that no file could have, on whatever machine the definition is exported to.
pub(super) fn name_faults(given: &Given) -> Vec<Problem> {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '+' | '@');
    let name = given.name.as_str();
    let is_name = !name.trim().is_empty()
        && name.trim() == name
        && !name.starts_with('.')
        && name.len() <= MAX_NAME_BYTES
        && name.chars().all(is_letter);
    let what = format!(
        "`{}` cannot be a name: use up to {MAX_NAME_BYTES} letters, digits, `-`, `_` or `.`, as its file is called so",
        name.chars().take(MAX_NAME_BYTES).collect::<String>()
    );
    if is_name { Vec::new() } else { vec![given.error(&[], what)] }
}

/// Every fault of a contract, each at its line.
fn of_source(given: &Given) -> Vec<Problem> {
    let at = |line: u64, why: String| {
        let line = usize::try_from(line).ok().filter(|line| 0 < *line);
        let place = line.map(|line| (line, first_letter(&given.text, line)));
        given.problem_at(Severity::Error, place, why)
    };
    match sources::Contract::parse(&given.text, &given.name) {
        Ok(contract) => {
            let mut problems = Vec::new();
            if contract.source != given.name {
                same_name(given, "id:", &contract.id, &mut problems);
            }
            problems
        }
        Err(SourceError::Contract { line, why, .. }) => vec![at(line, why)],
        Err(SourceError::Faults { faults, .. }) => {
            faults.into_iter().map(|(line, why)| at(line, why)).collect()
        }
        Err(other) => vec![given.error(&[], other.to_string())],
    }
}

/// The column of the first letter of a line.
fn first_letter(text: &str, line: usize) -> usize {
    let of_line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    of_line.chars().take_while(|c| c.is_whitespace()).count() + 1
}

fn of_holdouts(given: &Given) -> Result<experiment::Holdouts, Vec<Problem>> {
    shape::parse::<experiment::Holdouts>(given)?;
    holdouts::parse(&given.name, &given.text).map_err(|error| vec![given.error(&[], error.to_string())])
}

fn parsed<T: serde::de::DeserializeOwned>(given: &Given, problems: &mut Vec<Problem>) -> Option<T> {
    match shape::parse(given) {
        Ok(read) => Some(read),
        Err(found) => {
            // What is missing was told field by field.
            let is_told =
                |problem: &Problem| problem.what.starts_with("missing field") && !problems.is_empty();
            let found: Vec<Problem> = found.into_iter().filter(|problem| !is_told(problem)).collect();
            problems.extend(found);
            None
        }
    }
}

/// Its name is the file's: it is stored under the one and called by the other.
fn same_name(given: &Given, key: &str, said: &str, problems: &mut Vec<Problem>) {
    if said != given.name {
        let words = [key, said];
        let what = format!(
            "it calls itself `{said}` and its file is `{}`: a definition is found by its file's name, so give both the same",
            given.name
        );
        problems.push(given.error(&words, what));
    }
}

fn of_audience(given: &Given, read: audience::Definition, problems: &mut Vec<Problem>) -> Read {
    same_name(given, "name:", &read.name, problems);
    for fault in read.faults() {
        let words: Vec<&str> = fault.words.iter().map(String::as_str).collect();
        problems.push(given.error(&words, fault.error.to_string()));
    }
    Read::Audience(read)
}

fn of_voice(given: &Given, read: Voice, problems: &mut Vec<Problem>) -> Read {
    same_name(given, "name:", &read.name, problems);
    problems.extend(read.faults().into_iter().map(|error| given.error(&error.words(), error.to_string())));
    Read::Voice(read)
}

fn of_facts(given: &Given, read: Facts, problems: &mut Vec<Problem>) -> Read {
    same_name(given, "name:", &read.name, problems);
    let faults = guardrails::faults_of_facts(&read);
    problems.extend(faults.into_iter().map(|error| given.error(&error.words(), error.to_string())));
    Read::Facts(read)
}

fn of_prompt(given: &Given, read: Prompt, problems: &mut Vec<Problem>) -> Read {
    same_name(given, "name:", &format!("{}.v{}", read.name, read.version), problems);
    problems.extend(read.validate().err().map(|error| given.error(&error.words(), error.to_string())));
    Read::Prompt(read)
}

fn of_pilot(given: &Given, read: PilotFile, problems: &mut Vec<Problem>) -> Read {
    same_name(given, "id:", read.id().as_str(), problems);
    for fault in read.faults() {
        let words: Vec<&str> = fault.words.iter().map(String::as_str).collect();
        problems.push(given.error(&words, fault.what));
    }
    problems.extend(moment_fault(given, &read));
    for (words, what) in read.oddities() {
        problems.push(given.warning(&words, what));
    }
    Read::Pilot(Box::new(read))
}

/// Years in which messages are sent: others are slips of a hand.
const YEARS: std::ops::RangeInclusive<&str> = "2000"..="2199";

/// A moment of sending that two readers would take for two: without its zone, or in a year nobody plans for.
///
/// Looked at when it is given, not when it is read: a pilot that was applied before goes on as it was.
fn moment_fault(given: &Given, read: &PilotFile) -> Option<Problem> {
    let written: serde_json::Value = serde_saphyr::from_str(&given.text).ok()?;
    let written = written.get("send")?.get("at")?.as_str()?.trim().to_owned();
    let words = ["send:", "at:"];
    let year = read.send.at.to_string();
    if !year.get(..4).is_some_and(|year| YEARS.contains(&year)) || year.starts_with('-') {
        let what = format!(
            "`{written}` is not when messages are sent: write a year from {} to {}",
            YEARS.start(),
            YEARS.end()
        );
        return Some(given.error(&words, what));
    }
    let (_, clock) = written.split_once(['T', 't', ' ']).unwrap_or_default();
    let has_zone = clock.contains(['Z', 'z', '+', '-', '[']);
    let what = || {
        format!(
            "`{written}` has no zone, so it is two moments in two cities: write `{}` for UTC, or as `2026-11-01T09:00:00-05:00`",
            read.send.at
        )
    };
    (!has_zone).then(|| given.error(&words, what()))
}
