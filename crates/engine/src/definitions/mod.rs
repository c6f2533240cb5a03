//! The workspace as code: YAML definitions in, versions in the store.
//!
//! Whoever gives a definition, `truelift apply`, the API or the page, goes through [`Definitions`]: one parser, one
//! check, one [`Definitions::apply`]. What is written and not applied yet is a draft ([`draft`]).

mod against_data;
pub mod difference;
pub mod draft;
mod export;
pub mod history;
pub mod holdouts;
mod keys;
mod kinds;
mod misplaced;
pub mod names;
mod overtaken;
mod pilot;
mod problem;
mod readable;
mod reference;
mod references;
pub mod registration;
mod remove;
mod rename;
pub mod schema;
pub mod settings;
mod shape;
mod shelf;
mod stamp;
mod stored;
pub(crate) mod strata;
pub mod survivorship;
pub mod texts;

pub use against_data::unseen_in;
pub use export::{Exported, FileChange, export};
pub use overtaken::Overtaken;
pub use pilot::{ArmMessage, PilotFile};
pub use problem::{Problem, Severity};
pub use remove::{Dependent, Removed, dependents, remove};
pub use rename::{Renamed, rename};
pub use stamp::Expected;
pub use stored::{State, Stored, stored};

use crate::{Engine, EngineError};
use content::{Facts, Prompt, Voice};
use governance::{Act, Actor};
use guardrails::Checker;
use kinds::Read;
use problem::Given;
use serde::Serialize;
use serde_json::json;
use shelf::Shelf;
use std::collections::BTreeSet;
use std::path::Path;
use store::{Member, NewAudit, NewDefinition, Store, Tx};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

/// The kinds of definition and the folders they lie in.
pub const KINDS: [(&str, &str); 9] = [
    ("workspace", "workspace"),
    ("source", "sources"),
    ("survivorship", "people"),
    ("audience", "audiences"),
    ("voice", "voice"),
    ("facts", "facts"),
    ("prompt", "prompts"),
    ("holdouts", "holdouts"),
    ("pilot", "pilots"),
];

/// Kinds of which a workspace has one, called as its kind.
pub const SINGLE: [&str; 3] = ["workspace", "survivorship", "holdouts"];

fn not_found(kind: &'static str, name: &str) -> EngineError {
    let hint = "`truelift definition list` shows what there is";
    EngineError::NotFound { what: kind, name: name.to_owned(), hint }
}

/// The kind of this name, or of the folder of this name.
///
/// Errors: [`EngineError::NotFound`] with the kinds there are.
pub fn kind_of(kind: &str) -> Result<&'static str, EngineError> {
    let known =
        KINDS.iter().find(|(known, folder)| *known == kind || *folder == kind).map(|(known, _)| *known);
    known.ok_or_else(|| EngineError::NotFound {
        what: "kind of definition",
        name: kind.to_owned(),
        hint: "use workspace, source, survivorship, audience, voice, facts, prompt, holdouts or pilot",
    })
}

/// Who changes definitions of which workspace, and when.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Where they lie.
    pub engine: &'a Engine,
    /// Of which workspace.
    pub workspace: &'a WorkspaceId,
    /// Who.
    pub by: &'a MemberId,
    /// When.
    pub now: Timestamp,
}

/// Definitions that were read but not yet applied.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    given: Vec<Given>,
    /// Warnings of files beside them that nobody reads.
    misplaced: Vec<Problem>,
    reason: String,
    origin: String,
    /// What must stand there when they are applied, for the one definition that a page shows.
    expected: Option<String>,
}

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
    /// The version it has from now on; `None` while it is only planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
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
        let mut definitions = Self { misplaced: misplaced::of_folder(dir), ..Self::default() };
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
                let bytes = std::fs::read(&path).map_err(fail(&path))?;
                // What is no UTF-8 is told with its line like any other fault, so that it hides none.
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let file = Some(path.display().to_string());
                definitions.given.push(Given { kind, name, text, file });
            }
        }
        Ok(definitions)
    }

    /// Adds one definition.
    pub fn add(&mut self, kind: &'static str, name: &str, text: &str) {
        self.given.push(Given { kind, name: name.to_owned(), text: text.to_owned(), file: None });
    }

    /// The same with why they are given, in words, which every version keeps.
    #[must_use]
    pub fn because(self, reason: &str) -> Self {
        Self { reason: reason.trim().to_owned(), ..self }
    }

    /// The same with the country where the workspace is at home in its own definition.
    ///
    /// Errors: [`EngineError::Definition`] for what names no country, or when the files have a definition of the
    /// workspace, where it belongs.
    pub async fn at_home(
        mut self,
        store: &Store,
        workspace: &WorkspaceId,
        country: &str,
    ) -> Result<Self, EngineError> {
        if self.given.iter().any(|given| given.kind == settings::KIND) {
            let why = format!(
                "the folder has `workspace/workspace.yaml`: write `country: {country}` there instead"
            );
            return Err(EngineError::definition(settings::KIND, settings::KIND, why));
        }
        let stored = store.latest_definition(workspace, settings::KIND, settings::KIND).await?;
        let text = settings::with_country(&stored.map(|found| found.body).unwrap_or_default(), country)?;
        self.add(settings::KIND, settings::KIND, &text);
        Ok(self)
    }

    /// Everything that is wrong with them, of all files at once, by themselves, against each other and against
    /// what is stored: errors, and what may be meant.
    pub async fn problems(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
    ) -> Result<Vec<Problem>, EngineError> {
        let mut problems = self.misplaced.clone();
        let mut read: Vec<(&Given, Read)> = Vec::new();
        let mut names = BTreeSet::new();
        for given in &self.given {
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
                problems.extend(shelf.limits(given, pilot, Severity::Error));
                problems.extend(shelf.programme(given, pilot, Severity::Error));
            }
        }
        problems.extend(self.left_behind(store, workspace, &shelf, &read).await?);
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
        for given in self.given.iter().filter(|given| given.kind == "holdouts") {
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
            |kind: &str, name: &str| self.given.iter().find(|given| given.kind == kind && given.name == name);
        if read
            .iter()
            .all(|(given, _)| !matches!(given.kind, "facts" | "voice" | "holdouts" | settings::KIND))
        {
            return Ok(problems);
        }
        for stored in store.definitions(workspace, "pilot").await? {
            if is_given("pilot", &stored.name).is_some() {
                continue;
            }
            let Ok(pilot) = PilotFile::parse(&stored.name, &stored.body) else { continue };
            let as_given = Given { kind: "pilot", name: stored.name.clone(), text: stored.body, file: None };
            let of_texts =
                is_given("facts", &pilot.message.facts).or_else(|| is_given("voice", pilot.pilot.voice()));
            let of_limits = is_given(settings::KIND, settings::KIND);
            let texts = of_texts.map(|cause| (cause, shelf.texts(&as_given, &pilot, Severity::Warning)));
            let limits = of_limits.map(|cause| (cause, shelf.limits(&as_given, &pilot, Severity::Warning)));
            let of_holdouts = is_given("holdouts", holdouts::NAME);
            let programme = of_holdouts.map(|cause| {
                (cause, shelf.programme(&as_given, &pilot, Severity::Warning).into_iter().collect())
            });
            for (cause, found) in texts.into_iter().chain(limits).chain(programme) {
                for problem in found {
                    let what =
                        format!("the pilot `{}` could then not be sent: {}", stored.name, problem.what);
                    problems.push(cause.warning(&[], what));
                }
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
        for given in &self.given {
            let change = match store.latest_definition(workspace, given.kind, &given.name).await? {
                None => Change::New,
                Some(latest) if latest.digest == Digest::of([&given.text]) => Change::Unchanged,
                Some(_) => Change::Changed,
            };
            let note = note(given.kind, &given.name, &given.text);
            let name = given.name.clone();
            plan.push(Applied { kind: given.kind, name, change, version: None, note });
        }
        Ok(plan)
    }

    /// Puts them into the store; what is there letter by letter gets no new version.
    ///
    /// INVARIANT: the role is looked at, everything is checked and everything is written while nobody else changes
    /// members or definitions, so that what was checked is what stands there afterwards; with its entries in the
    /// audit chain all of it stands or falls together.
    pub async fn apply(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
        by: &MemberId,
        now: Timestamp,
    ) -> Result<Vec<Applied>, EngineError> {
        let mut tx = store.begin().await?;
        let member = tx.check_may(workspace, by, Act::Make).await?;
        tx.hold_definitions(workspace).await?;
        if let (Some(stamp), Some(given)) = (&self.expected, self.given.first()) {
            let found = stamp::Standing::read(&mut tx, workspace, given.kind, &given.name).await?;
            found.check(store, workspace, Expected::Stamp(stamp)).await?;
        }
        let mut applied = self.plan(store, workspace).await?;
        for (given, applied) in self.given.iter().zip(&mut applied) {
            applied.version = Some(self.put(&mut tx, workspace, given, &member, now).await?);
        }
        self.tell(&mut tx, store, workspace, &applied, &member, now).await?;
        tx.commit().await?;
        Ok(applied)
    }

    /// Writes one of them, with why; a draft that says the same is done with.
    async fn put(
        &self,
        tx: &mut Tx,
        workspace: &WorkspaceId,
        given: &Given,
        member: &Member,
        now: Timestamp,
    ) -> Result<i64, EngineError> {
        let Given { kind, name, text, .. } = given;
        let digest = Digest::of([text]);
        let is_there = tx.latest_definition(workspace, kind, name).await?;
        let is_there = is_there.is_some_and(|latest| latest.digest == digest);
        let new = NewDefinition { kind, name, body: text, digest, by_member: &member.member_id };
        let version = tx.put_definition(workspace, new, now).await?;
        let is_said = !self.reason.is_empty() || !self.origin.is_empty();
        if !is_there && is_said {
            let why = (self.reason.as_str(), self.origin.as_str());
            tx.put_reason(workspace, (kind, name, version), why, now).await?;
        }
        if tx.draft(workspace, kind, name).await?.is_some_and(|draft| draft.body == *text) {
            tx.drop_draft(workspace, kind, name).await?;
        }
        Ok(version)
    }

    /// Writes into the audit chain who applied what, and what it means for experiments.
    async fn tell(
        &self,
        tx: &mut Tx,
        store: &Store,
        workspace: &WorkspaceId,
        applied: &[Applied],
        member: &Member,
        now: Timestamp,
    ) -> Result<(), EngineError> {
        let changed: Vec<&Applied> =
            applied.iter().filter(|applied| applied.change != Change::Unchanged).collect();
        let subject = match changed.as_slice() {
            [] => return Ok(()),
            [one] => format!("{}:{}", one.kind, one.name),
            many => format!("{} definitions", many.len()),
        };
        let of = |applied: &&Applied| json!({ "kind": applied.kind, "name": applied.name, "version": applied.version });
        let mut body = json!({ "definitions": changed.iter().map(of).collect::<Vec<_>>() });
        for (key, words) in [("reason", &self.reason), ("origin", &self.origin)] {
            if let Some(fields) = body.as_object_mut().filter(|_| !words.is_empty()) {
                fields.insert(key.to_owned(), json!(words));
            }
        }
        let actor = Actor::Member { id: member.member_id.clone(), role: member.role };
        let audit = NewAudit { actor: &actor, action: "definition.applied", subject: &subject, body: &body };
        tx.append_audit(workspace, audit, now).await?;
        for applied in changed.iter().filter(|applied| applied.change == Change::Changed) {
            let is_own = |given: &&Given| given.kind == applied.kind && given.name == applied.name;
            let Some(Given { name, text, .. }) = self.given.iter().find(is_own) else { continue };
            match applied.kind {
                "holdouts" => {
                    let holdouts = holdouts::parse(name, text)?;
                    holdouts::record(tx, workspace, &holdouts, &actor, now).await?;
                }
                "pilot" => {
                    let pilot = PilotFile::parse(name, text)?;
                    registration::record(store, tx, workspace, &pilot, &actor, now).await?;
                }
                _ => {}
            }
        }
        Ok(())
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
pub async fn audience_applied(
    engine: &Engine,
    workspace: &WorkspaceId,
    name: &str,
) -> Result<audience::Definition, EngineError> {
    let found: audience::Definition = latest(&engine.store, workspace, "audience", name).await?;
    found.validate().map_err(|error| EngineError::definition("audience", name, error))?;
    Ok(found)
}

/// An audience as it is being written, with all that is wrong with it by itself; `None` while it does not parse.
pub fn read_audience(name: &str, text: &str) -> (Option<audience::Definition>, Vec<Problem>) {
    let given = Given { kind: "audience", name: name.to_owned(), text: text.to_owned(), file: None };
    match kinds::read(&given) {
        (Some(Read::Audience(definition)), problems) => (Some(definition), problems),
        (_, problems) => (None, problems),
    }
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
