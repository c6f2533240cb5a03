//! What each kind of definition must hold by itself.

use super::problem::{Given, Problem};
use super::{PilotFile, holdouts, shape, survivorship};

use content::{Facts, Prompt, Voice};

/// A definition that holds by itself, as far as others need to see it.
pub(super) enum Read {
    Audience(audience::Definition),
    Voice(Voice),
    Facts(Facts),
    Prompt(Prompt),
    Pilot(Box<PilotFile>),
    Other,
}

/// Reads a definition and says everything that is wrong with it by itself.
pub(super) fn read(given: &Given) -> (Option<Read>, Vec<Problem>) {
    if let Some(why) = shape::too_large(&given.text) {
        return (None, vec![given.error(&[], why)]);
    }
    let mut problems = shape::missing(given);
    let read = match given.kind {
        "audience" => parsed(given, &mut problems).map(|read| of_audience(given, read, &mut problems)),
        "voice" => parsed(given, &mut problems).map(|read| of_voice(given, read, &mut problems)),
        "facts" => parsed(given, &mut problems).map(|read| of_facts(given, read, &mut problems)),
        "prompt" => parsed(given, &mut problems).map(|read| of_prompt(given, read, &mut problems)),
        "pilot" => parsed(given, &mut problems).map(|read| of_pilot(given, read, &mut problems)),
        _ => {
            let checked = match given.kind {
                "source" => {
                    sources::Contract::parse(&given.text, &given.name).map(|_| ()).map_err(|e| e.to_string())
                }
                "survivorship" => survivorship::check(&given.name, &given.text).map_err(|e| e.to_string()),
                _ => holdouts::parse(&given.name, &given.text).map(|_| ()).map_err(|e| e.to_string()),
            };
            problems.extend(checked.err().map(|why| given.error(&[], why)));
            Some(Read::Other)
        }
    };
    (read, problems)
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
    for (words, what) in read.oddities() {
        problems.push(given.warning(&words, what));
    }
    Read::Pilot(Box::new(read))
}
