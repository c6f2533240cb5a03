//! What each kind of definition must hold by itself.

use super::problem::{Given, Problem, Severity};
use super::settings::{self, WorkspaceFile};
use super::{PilotFile, holdouts, shape, survivorship};

use content::{Facts, Prompt, Voice};
use sources::SourceError;
use vocabulary::Timestamp;

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
    problems.extend(shape::no_numbers(given));
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
    let at = |line: u64, why: String| match usize::try_from(line) {
        Ok(line) if 0 < line => {
            given.problem_at(Severity::Error, Some((line, first_letter(&given.text, line))), why)
        }
        _ => at_its_words(given, &["schema:"], why),
    };
    match sources::Contract::parse(&given.text, &given.name) {
        Ok(contract) => {
            let mut problems: Vec<Problem> =
                contract.slips.iter().map(|(line, why)| at(*line, why.clone())).collect();
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

/// A fault that knows no line, at the words that it quotes.
fn at_its_words(given: &Given, within: &[&str], what: String) -> Problem {
    let quoted = what.split('`').skip(1).step_by(2);
    let words: Vec<&str> = within.iter().copied().chain(quoted).collect();
    given.error(&words, what.clone())
}

fn of_holdouts(given: &Given) -> Result<experiment::Holdouts, Vec<Problem>> {
    shape::parse::<experiment::Holdouts>(given)?;
    let holdouts = holdouts::parse(&given.name, &given.text)
        .map_err(|error| vec![at_its_words(given, &[], error.to_string())])?;
    if holdouts.levels().is_empty() {
        let what = "it keeps nobody back: give `global`, or a list of `programmes`, or remove the file";
        return Err(vec![given.error(&[], what)]);
    }
    Ok(holdouts)
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
    problems.extend(idle_rules(given, &read));
    for metric in &read.metrics {
        if let Some(why) = metric.says_nothing() {
            problems.push(given.error(&["metrics:", &metric.name], format!("`{}`: {why}", metric.name)));
        }
    }
    problems.extend(moment_faults(given, &read));
    for (words, what) in read.oddities() {
        problems.push(given.warning(&words, what));
    }
    Read::Pilot(Box::new(read))
}

/// Rules of the gate that decide nothing: no number meets them, or every one does.
fn idle_rules(given: &Given, read: &PilotFile) -> Vec<Problem> {
    let scale = read.gate.scale_when();
    let mut problems = Vec::new();
    for rule in scale.iter().chain(read.gate.stop_when()) {
        let of_metric = read.metrics.iter().find(|metric| metric.name == rule.metric());
        let ends = of_metric.map_or([None, None], measurement::Metric::ends);
        if let Some(why) = rule.idle(ends) {
            problems.push(given.error(&["gate:", rule.metric()], format!("`{rule}`: {why}")));
        }
    }
    for (at, rule) in scale.iter().enumerate() {
        if let Some(other) = scale.iter().skip(at + 1).find(|other| rule.excludes(other)) {
            let what = format!(
                "nothing scales, for no number meets both `{rule}` and `{other}`: correct one of them"
            );
            problems.push(given.error(&["scale_when:", rule.metric()], what));
        }
    }
    problems
}

/// Years in which messages are sent: others are slips of a hand.
const YEARS: std::ops::RangeInclusive<&str> = "2000"..="2199";

/// Moments that two readers would take for two: without their zone, or in a year nobody plans for; and a ramp without
/// steps, which would let in nobody or everybody.
///
/// Looked at when they are given, not when they are read: a pilot that was applied before goes on as it was.
fn moment_faults(given: &Given, read: &PilotFile) -> Vec<Problem> {
    let Ok(written) = serde_saphyr::from_str::<serde_json::Value>(&given.text) else { return Vec::new() };
    let mut problems = Vec::new();
    let send = written.get("send").and_then(|send| send.get("at")?.as_str());
    problems.extend(moment_fault(given, &["send:", "at:"], send, read.send.at));
    let ramp = written.get("design").and_then(|design| design.get("assignment")?.get("ramp")?.as_array());
    if ramp.is_some_and(Vec::is_empty) {
        let what = "`ramp` has no steps: give the first, as `{from: 2026-11-01T09:00:00Z, exposed_ratio: 0.1}`, or take it out";
        problems.push(given.error(&["ramp:"], what));
    }
    for (step, written) in read.design.assignment.ramp.iter().zip(ramp.into_iter().flatten()) {
        let from = written.get("from").and_then(serde_json::Value::as_str);
        problems.extend(moment_fault(given, &["ramp:", from.unwrap_or_default()], from, step.from));
    }
    problems
}

fn moment_fault(given: &Given, words: &[&str], written: Option<&str>, read: Timestamp) -> Option<Problem> {
    let written = written?.trim();
    let shown = read.to_string();
    if !shown.get(..4).is_some_and(|year| YEARS.contains(&year)) {
        let (from, to) = (YEARS.start(), YEARS.end());
        let what = format!("`{written}` is not when messages are sent: write a year from {from} to {to}");
        return Some(given.error(words, what));
    }
    let (_, clock) = written.split_once(['T', 't', ' ']).unwrap_or_default();
    let has_zone = clock.contains(['Z', 'z', '+', '-', '[']);
    let what = format!(
        "`{written}` has no zone, so it is another moment in every city: write `{shown}` for UTC, or as `2026-11-01T09:00:00-05:00`"
    );
    (!has_zone).then(|| given.error(words, what))
}
