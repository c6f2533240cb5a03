//! The workspace as code: YAML definitions in, versions in the store.

pub mod holdouts;
mod kinds;
pub(crate) mod names;
mod pilot;
mod problem;
pub mod registration;
mod remove;
mod shape;
pub(crate) mod strata;
pub(crate) mod survivorship;
pub mod texts;

pub use pilot::{ArmMessage, PilotFile};
pub use problem::{Problem, Severity};
pub use remove::{Removed, dependents, remove};

use crate::{Engine, EngineError};
use content::{Facts, Prompt, Voice};
use guardrails::Checker;
use kinds::Read;
use problem::Given;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use store::{NewDefinition, Store};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId, nearest};

/// The kinds of definition and the folders they lie in.
pub const KINDS: [(&str, &str); 8] = [
    ("source", "sources"),
    ("survivorship", "people"),
    ("audience", "audiences"),
    ("voice", "voice"),
    ("facts", "facts"),
    ("prompt", "prompts"),
    ("holdouts", "holdouts"),
    ("pilot", "pilots"),
];

/// Definitions that were read but not yet applied.
#[derive(Debug, Clone, Default)]
pub struct Definitions(Vec<Given>);

/// What applying one definition does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was not there.
    New,
    /// It becomes a new version.
    Changed,
    /// It is there already, letter by letter.
    Unchanged,
}

/// One definition and what applying it does.
#[derive(Debug, Clone, Serialize)]
pub struct Applied {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What happens.
    pub change: Change,
    /// What else to know of it: of a source, whether its rows change.
    pub note: Option<String>,
}

impl Definitions {
    /// Reads `sources/*.yaml`, `audiences/*.yaml` … of a folder. A folder that is not there is empty.
    pub fn read(dir: &Path) -> Result<Self, EngineError> {
        let fail = |path: &Path| {
            let path = path.display().to_string();
            move |source| EngineError::File { path, source }
        };
        if !dir.is_dir() {
            return Err(fail(dir)(std::io::Error::from(std::io::ErrorKind::NotFound)));
        }
        let mut definitions = Self::default();
        for (kind, folder) in KINDS {
            let folder = dir.join(folder);
            if !folder.is_dir() {
                continue;
            }
            let entries = std::fs::read_dir(&folder).map_err(fail(&folder))?;
            let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            paths.retain(|path| {
                path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
            });
            paths.sort();
            for path in paths {
                let text = std::fs::read_to_string(&path).map_err(fail(&path))?;
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let file = Some(path.display().to_string());
                definitions.0.push(Given { kind, name, text, file });
            }
        }
        Ok(definitions)
    }

    /// Adds one definition.
    pub fn add(&mut self, kind: &'static str, name: &str, text: &str) {
        self.0.push(Given { kind, name: name.to_owned(), text: text.to_owned(), file: None });
    }

    /// Everything that is wrong with them, of all files at once, by themselves, against each other and against
    /// what is stored: errors, and what may be meant.
    pub async fn problems(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
    ) -> Result<Vec<Problem>, EngineError> {
        let mut problems = Vec::new();
        let mut read: Vec<(&Given, Read)> = Vec::new();
        let mut names = BTreeSet::new();
        for given in &self.0 {
            if !names.insert((given.kind, given.name.as_str())) {
                problems.push(given.error(&[], "another file has the same name: keep one of them"));
            }
            let (found, faults) = kinds::read(given);
            problems.extend(faults);
            read.extend(found.map(|found| (given, found)));
        }
        problems.extend(self.against_stored(store, workspace, &read).await?);
        let shelf = Shelf::of(store, workspace, &read).await?;
        for (given, found) in &read {
            if let Read::Pilot(pilot) = found {
                problems.extend(shelf.references(given, pilot));
                problems.extend(shelf.texts(given, pilot, Severity::Error));
            }
        }
        problems.extend(self.left_behind(store, workspace, &shelf, &read).await?);
        Ok(problems)
    }

    /// The same, with what the data say: events that were never seen, values that nobody has.
    pub async fn check(&self, engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<Problem>, EngineError> {
        let mut problems = self.problems(&engine.store, workspace).await?;
        let seen = names::events(engine, workspace).await?;
        for given in &self.0 {
            match kinds::read(given).0 {
                Some(Read::Audience(definition)) => {
                    for unseen in
                        names::unseen(engine, workspace, &definition, &seen, names::Book::Lake).await?
                    {
                        let words: Vec<&str> = unseen.words.iter().map(String::as_str).collect();
                        problems.push(given.problem(unseen.severity, &words, unseen.what));
                    }
                }
                Some(Read::Pilot(pilot)) if !seen.is_empty() => {
                    let events = pilot.metrics.iter().filter_map(|metric| metric.event.as_deref());
                    for event in events.filter(|event| !seen.contains(*event)) {
                        let meant = nearest(event, seen.iter().map(String::as_str));
                        let meant = meant.map_or(String::new(), |meant| format!(", did you mean `{meant}`?"));
                        let what = format!(
                            "no event is called `{event}` so far{meant}; until one is, its metric is 0 for everybody"
                        );
                        problems.push(given.warning(&["metrics", event], what));
                    }
                }
                _ => {}
            }
        }
        Ok(problems)
    }

    /// What running experiments rest on must not be taken back.
    async fn against_stored(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
        read: &[(&Given, Read)],
    ) -> Result<Vec<Problem>, EngineError> {
        let mut problems = Vec::new();
        let mut pilots = Vec::new();
        for given in self.0.iter().filter(|given| given.kind == "holdouts") {
            if holdouts::parse(&given.name, &given.text).is_ok() {
                let checked = holdouts::check_change(store, workspace, &given.text).await;
                problems.extend(told(given, checked)?);
            }
        }
        for (given, found) in read {
            let Read::Pilot(pilot) = found else { continue };
            problems.extend(told(given, registration::of(store, workspace, pilot).await)?);
            pilots.push((*given, (**pilot).clone()));
        }
        if let Some((first, _)) = pilots.first() {
            let pilots: Vec<PilotFile> = pilots.iter().map(|(_, pilot)| pilot.clone()).collect();
            problems.extend(told(first, holdouts::check_layers(store, workspace, &pilots).await)?);
        }
        Ok(problems)
    }

    /// Stored pilots that what is applied now would leave with texts that may not be sent.
    async fn left_behind(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
        shelf: &Shelf,
        read: &[(&Given, Read)],
    ) -> Result<Vec<Problem>, EngineError> {
        let mut problems = Vec::new();
        let is_given =
            |kind: &str, name: &str| self.0.iter().find(|given| given.kind == kind && given.name == name);
        if read.iter().all(|(given, _)| !matches!(given.kind, "facts" | "voice")) {
            return Ok(problems);
        }
        for stored in store.definitions(workspace, "pilot").await? {
            if is_given("pilot", &stored.name).is_some() {
                continue;
            }
            let Ok(pilot) = PilotFile::parse(&stored.name, &stored.body) else { continue };
            let cause =
                is_given("facts", &pilot.message.facts).or_else(|| is_given("voice", pilot.pilot.voice()));
            let Some(cause) = cause else { continue };
            let as_given = Given { kind: "pilot", name: stored.name.clone(), text: stored.body, file: None };
            for problem in shelf.texts(&as_given, &pilot, Severity::Warning) {
                let what = format!("the pilot `{}` could then not be sent: {}", stored.name, problem.what);
                problems.push(cause.warning(&[], what));
            }
        }
        Ok(problems)
    }

    /// Says what applying would do, after checking that nothing is wrong with any of them.
    ///
    /// Errors: [`EngineError::Definitions`] with everything that is wrong, warnings among it.
    pub async fn plan(&self, store: &Store, workspace: &WorkspaceId) -> Result<Vec<Applied>, EngineError> {
        let problems = self.problems(store, workspace).await?;
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(EngineError::Definitions { problems });
        }
        let mut plan = Vec::new();
        for given in &self.0 {
            let change = match store.latest_definition(workspace, given.kind, &given.name).await? {
                None => Change::New,
                Some(latest) if latest.digest == Digest::of([&given.text]) => Change::Unchanged,
                Some(_) => Change::Changed,
            };
            let note = note(given.kind, &given.name, &given.text);
            plan.push(Applied { kind: given.kind, name: given.name.clone(), change, note });
        }
        Ok(plan)
    }

    /// Puts them into the store; what is there letter by letter gets no new version.
    pub async fn apply(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
        by: &MemberId,
        now: Timestamp,
    ) -> Result<Vec<Applied>, EngineError> {
        let plan = self.plan(store, workspace).await?;
        // One transaction: a change of a plan and its entry in the audit chain stand or fall together.
        let mut tx = store.begin().await?;
        for Given { kind, name, text, .. } in &self.0 {
            let definition =
                NewDefinition { kind, name, body: text, digest: Digest::of([text]), by_member: by };
            tx.put_definition(workspace, definition, now).await?;
        }
        for applied in plan.iter().filter(|applied| applied.change == Change::Changed) {
            let is_own = |given: &&Given| given.kind == applied.kind && given.name == applied.name;
            let Some(Given { name, text, .. }) = self.0.iter().find(is_own) else { continue };
            match applied.kind {
                "holdouts" => {
                    let holdouts = holdouts::parse(name, text)?;
                    holdouts::record(store, &mut tx, workspace, &holdouts, by, now).await?;
                }
                "pilot" => {
                    let pilot = PilotFile::parse(name, text)?;
                    registration::record(store, &mut tx, workspace, &pilot, by, now).await?;
                }
                _ => {}
            }
        }
        tx.commit().await?;
        Ok(plan)
    }
}

/// A check that one definition fails is a problem of it; whatever else went wrong ends the work.
fn told<T>(given: &Given, checked: Result<T, EngineError>) -> Result<Option<Problem>, EngineError> {
    match checked {
        Ok(_) => Ok(None),
        Err(EngineError::Definition { why, .. }) => Ok(Some(given.error(&[], why))),
        Err(other) => Err(other),
    }
}

/// Voices, facts, prompts and names of audiences: what is applied now, and what is stored beside it.
#[derive(Default)]
struct Shelf {
    audiences: BTreeSet<String>,
    voices: BTreeMap<String, Option<Voice>>,
    facts: BTreeMap<String, Option<Facts>>,
    prompts: BTreeMap<String, Option<Prompt>>,
}

impl Shelf {
    async fn of(
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
        for (given, found) in read {
            let name = given.name.clone();
            match found {
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
                Read::Pilot(_) | Read::Other => {}
            }
        }
        Ok(shelf)
    }

    /// Definitions that a pilot names and nobody gave.
    fn references(&self, given: &Given, pilot: &PilotFile) -> Vec<Problem> {
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

    fn checker(&self, pilot: &PilotFile) -> Option<Result<Checker, String>> {
        let voice = self.voices.get(pilot.pilot.voice())?.as_ref()?;
        let facts = self.facts.get(&pilot.message.facts)?.as_ref()?;
        let prompt = self.prompts.get(&pilot.prompt_file())?.as_ref()?;
        Some(texts::checker(voice, facts, prompt))
    }

    /// What the checks say of everything the pilot sends that people wrote.
    fn texts(&self, given: &Given, pilot: &PilotFile, severity: Severity) -> Vec<Problem> {
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

/// A definition as it is stored, with everything that is wrong with it.
#[derive(Debug, Clone, Serialize)]
pub struct Stored {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its latest version.
    pub version: i64,
    /// Who put it.
    pub by_member: MemberId,
    /// When.
    pub at: Timestamp,
    /// Why it cannot be used; empty when it can.
    pub errors: Vec<String>,
}

/// Every definition of a workspace, by kind and name, the broken ones among them.
///
/// What was stored before a check was there is judged by it as well.
pub async fn stored(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<Stored>, EngineError> {
    let mut all = Vec::new();
    for (kind, _) in KINDS {
        for found in engine.store.definitions(workspace, kind).await? {
            let given = Given { kind, name: found.name.clone(), text: found.body, file: None };
            let (_, problems) = kinds::read(&given);
            let errors = problems.into_iter().filter(|problem| problem.severity == Severity::Error);
            let (version, by_member, at) = (found.version, found.by_member, found.at);
            let errors = errors.map(|problem| problem.what).collect();
            all.push(Stored { kind, name: found.name, version, by_member, at, errors });
        }
    }
    Ok(all)
}

/// Parses a YAML definition; an unknown key is an error that names it and its line.
pub fn parse<T: serde::de::DeserializeOwned>(
    kind: &'static str,
    name: &str,
    text: &str,
) -> Result<T, EngineError> {
    if let Some(why) = shape::too_large(text) {
        return Err(EngineError::definition(kind, name, why));
    }
    serde_saphyr::from_str(text).map_err(|error| EngineError::definition(kind, name, error))
}

/// The latest version of a definition, parsed.
pub async fn latest<T: serde::de::DeserializeOwned>(
    store: &Store,
    workspace: &WorkspaceId,
    kind: &'static str,
    name: &str,
) -> Result<T, EngineError> {
    parse(kind, name, &latest_text(store, workspace, kind, name).await?)
}

/// The latest version of a definition, as it was written.
pub async fn latest_text(
    store: &Store,
    workspace: &WorkspaceId,
    kind: &'static str,
    name: &str,
) -> Result<String, EngineError> {
    let hint = "list what is there with `truelift apply DIR --plan`, or apply it first";
    let found = store.latest_definition(workspace, kind, name).await?;
    found.map(|definition| definition.body).ok_or(EngineError::NotFound {
        what: kind,
        name: name.to_owned(),
        hint,
    })
}

/// Of a source, whether its rows change, table by table.
fn note(kind: &'static str, name: &str, text: &str) -> Option<String> {
    let contract = sources::Contract::parse(text, name).ok().filter(|_| kind == "source")?;
    let of = |lands: &sources::Lands| {
        let word = match lands {
            sources::Lands::Records => "records",
            sources::Lands::Events => "events",
            sources::Lands::Consents => "consents",
        };
        match contract.changes_of(*lands) {
            sources::Changes::State => format!("{word}: state, the latest row of a key counts"),
            sources::Changes::Log => format!("{word}: log, rows never change"),
        }
    };
    Some(contract.lands.iter().map(of).collect::<Vec<_>>().join("; "))
}

/// Finds an audience by its applied name, or reads it from a YAML file.
pub async fn audience(
    engine: &Engine,
    workspace: &WorkspaceId,
    name: &str,
) -> Result<audience::Definition, EngineError> {
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
        let text = std::fs::read_to_string(path).map_err(|error| sources::SourceError::io(name, &error))?;
        return parse("audience", name, &text);
    }
    latest(&engine.store, workspace, "audience", name).await
}

/// An audience that was applied, and can be used.
pub(crate) async fn audience_applied(
    engine: &Engine,
    workspace: &WorkspaceId,
    name: &str,
) -> Result<audience::Definition, EngineError> {
    let found: audience::Definition = latest(&engine.store, workspace, "audience", name).await?;
    found.validate().map_err(|error| EngineError::definition("audience", name, error))?;
    Ok(found)
}

/// An audience as it is being written, with all that is wrong with it by itself; `None` while it does not parse.
pub(crate) fn read_audience(name: &str, text: &str) -> (Option<audience::Definition>, Vec<Problem>) {
    let given = Given { kind: "audience", name: name.to_owned(), text: text.to_owned(), file: None };
    match kinds::read(&given) {
        (Some(Read::Audience(definition)), problems) => (Some(definition), problems),
        (_, problems) => (None, problems),
    }
}

/// What the data do not have of an audience that is being written.
pub(crate) async fn unseen_in(
    engine: &Engine,
    workspace: &WorkspaceId,
    (name, text, definition): (&str, &str, &audience::Definition),
    seen: &BTreeSet<String>,
    everybody: &std::sync::Arc<crate::persons::Everybody>,
) -> Result<Vec<Problem>, EngineError> {
    let given = Given { kind: "audience", name: name.to_owned(), text: text.to_owned(), file: None };
    let book = names::Book::Memory(everybody);
    let found = names::unseen(engine, workspace, definition, seen, book).await?;
    let problem = |unseen: names::Unseen| {
        let words: Vec<&str> = unseen.words.iter().map(String::as_str).collect();
        given.problem(unseen.severity, &words, unseen.what.clone())
    };
    Ok(found.into_iter().map(problem).collect())
}

/// The voice, facts and prompt of a pilot, ready to check a line.
pub async fn checker(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Checker, EngineError> {
    let store = &engine.store;
    let voice: Voice = latest(store, workspace, "voice", pilot.pilot.voice()).await?;
    let facts: Facts = latest(store, workspace, "facts", &pilot.message.facts).await?;
    let file = pilot.prompt_file();
    let prompt: Prompt = latest(store, workspace, "prompt", &file).await?;
    Checker::new(&voice, &facts, &prompt).map_err(|error| EngineError::definition("prompt", &file, error))
}
