//! What definitions name of each other: those that are given now, and those stored beside them.

use super::kinds::Read;
use super::problem::{Given, Problem, Severity};
use super::{PilotFile, holdouts, settings, texts};
use crate::EngineError;
use content::{Facts, Prompt, Voice};
use experiment::Holdouts;
use guardrails::Checker;
use std::collections::{BTreeMap, BTreeSet};
use store::Store;
use vocabulary::{WorkspaceId, nearest};

/// Voices, facts, prompts and names of audiences: what is applied now, and what is stored beside it.
#[derive(Default)]
pub(super) struct Shelf {
    audiences: BTreeSet<String>,
    voices: BTreeMap<String, Option<Voice>>,
    facts: BTreeMap<String, Option<Facts>>,
    prompts: BTreeMap<String, Option<Prompt>>,
    settings: settings::WorkspaceFile,
    holdouts: Option<Holdouts>,
}

impl Shelf {
    pub async fn of(
        store: &Store,
        workspace: &WorkspaceId,
        read: &[(&Given, Read)],
    ) -> Result<Self, EngineError> {
        let mut shelf = Self::default();
        for stored in store.definitions(workspace, "audience").await? {
            shelf.audiences.insert(stored.name);
        }
        for stored in store.definitions(workspace, "voice").await? {
            shelf.voices.insert(stored.name, serde_saphyr::from_str(&stored.body).ok());
        }
        for stored in store.definitions(workspace, "facts").await? {
            shelf.facts.insert(stored.name, serde_saphyr::from_str(&stored.body).ok());
        }
        for stored in store.definitions(workspace, "prompt").await? {
            shelf.prompts.insert(stored.name, serde_saphyr::from_str(&stored.body).ok());
        }
        // Settings that cannot be read limit nothing; their own page says what is wrong with them.
        shelf.settings = settings::load(store, workspace).await.unwrap_or_default();
        shelf.holdouts = holdouts::load(store, workspace).await.unwrap_or_default();
        for (given, found) in read {
            let name = given.name.clone();
            match found {
                Read::Settings(file) => shelf.settings = file.clone(),
                Read::Audience(_) => {
                    shelf.audiences.insert(name);
                }
                Read::Voice(voice) => {
                    shelf.voices.insert(name, Some(voice.clone()));
                }
                Read::Facts(facts) => {
                    shelf.facts.insert(name, Some(facts.clone()));
                }
                Read::Prompt(prompt) => {
                    shelf.prompts.insert(name, Some(prompt.clone()));
                }
                Read::Holdouts(holdouts) => shelf.holdouts = Some(holdouts.clone()),
                Read::Pilot(_) | Read::Other => {}
            }
        }
        Ok(shelf)
    }

    /// Definitions that a pilot names and nobody gave.
    pub fn references(&self, given: &Given, pilot: &PilotFile) -> Vec<Problem> {
        let prompt = pilot.prompt_file();
        let looked_for = [
            ("audience", "audiences", pilot.pilot.audience(), self.audiences.iter().collect::<Vec<_>>()),
            ("voice", "voice", pilot.pilot.voice(), self.voices.keys().collect()),
            ("facts", "facts", pilot.message.facts.as_str(), self.facts.keys().collect()),
            ("prompt", "prompts", prompt.as_str(), self.prompts.keys().collect()),
        ];
        let mut problems = Vec::new();
        for (kind, folder, name, known) in looked_for {
            if known.iter().any(|known| known.as_str() == name) {
                continue;
            }
            let meant = nearest(name, known.iter().map(|known| known.as_str()));
            let meant = meant.map_or(String::new(), |meant| format!(", did you mean `{meant}`?"));
            let what = format!("there is no {kind} `{name}`{meant}: put it into `{folder}/{name}.yaml`");
            let key = format!("{kind}:");
            problems.push(given.error(&[key.as_str(), name], what));
        }
        problems
    }

    /// What the workspace's settings do not allow the pilot.
    pub fn limits(&self, given: &Given, pilot: &PilotFile, severity: Severity) -> Vec<Problem> {
        let faults = self.settings.faults_of(pilot).into_iter();
        faults.map(|(words, what)| given.problem(severity, &words, what)).collect()
    }

    /// The programme of a pilot that keeps nobody back: its holdout would be nobody.
    pub fn programme(&self, given: &Given, pilot: &PilotFile, severity: Severity) -> Option<Problem> {
        let name = pilot.design.assignment.programme.as_deref()?;
        let programmes = self.holdouts.iter().flat_map(|holdouts| &holdouts.programmes);
        let known: Vec<&str> = programmes.map(|programme| programme.name.as_str()).collect();
        if known.contains(&name) {
            return None;
        }
        let meant = nearest(name, known.iter().copied());
        let meant = meant.map_or(String::new(), |meant| format!(", did you mean `{meant}`?"));
        let what = format!(
            "no holdout is of the programme `{name}`{meant}: put it into `holdouts/holdouts.yaml`, or take the line out"
        );
        Some(given.problem(severity, &["programme:", name], what))
    }

    fn checker(&self, pilot: &PilotFile) -> Option<Result<Checker, String>> {
        let voice = self.voices.get(pilot.pilot.voice())?.as_ref()?;
        let facts = self.facts.get(&pilot.message.facts)?.as_ref()?;
        let prompt = self.prompts.get(&pilot.prompt_file())?.as_ref()?;
        Some(texts::checker(voice, facts, prompt))
    }

    /// What the checks say of everything the pilot sends that people wrote.
    pub fn texts(&self, given: &Given, pilot: &PilotFile, severity: Severity) -> Vec<Problem> {
        let checker = match self.checker(pilot) {
            Some(Ok(checker)) => checker,
            // What is wrong with voice, facts or prompt is told of them.
            Some(Err(_)) | None => return Vec::new(),
        };
        let mut problems = Vec::new();
        for sent in texts::sent(pilot, &checker, None) {
            for finding in &sent.findings {
                let key = sent.part.rsplit('.').next().unwrap_or(sent.part);
                let quoted = texts::quoted(&sent, finding);
                let key = format!("{key}:");
                let severity = if finding.is_error() { severity } else { Severity::Warning };
                let words = [key.as_str(), quoted.as_str()];
                problems.push(given.problem(severity, &words, texts::in_words(&sent, finding)));
            }
        }
        let over = texts::over_before(pilot, checker.facts());
        problems.extend(over.into_iter().map(|what| given.warning(&["body:"], what)));
        if pilot.lacks_unsubscribe(checker.facts()) {
            let what = "the body has no link by which to unsubscribe: put `{{link.unsubscribe}}` into it";
            problems.push(given.warning(&["body:"], what));
        }
        problems
    }
}
