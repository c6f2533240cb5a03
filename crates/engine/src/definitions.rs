//! The workspace as code: YAML definitions in, versions in the store.

use crate::{EngineError, PilotFile, holdouts, registration};
use serde::Serialize;
use std::path::Path;
use store::{NewDefinition, Store};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

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

/// Definitions that were read but not yet applied: (kind, name, text).
#[derive(Debug, Clone, Default)]
pub struct Definitions(Vec<(&'static str, String, String)>);

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
                definitions.add(kind, &name, &text);
            }
        }
        Ok(definitions)
    }

    /// Adds one definition.
    pub fn add(&mut self, kind: &'static str, name: &str, text: &str) {
        self.0.push((kind, name.to_owned(), text.to_owned()));
    }

    /// Says what applying would do, after checking that each one parses and that none takes back what
    /// running experiments rest on.
    pub async fn plan(&self, store: &Store, workspace: &WorkspaceId) -> Result<Vec<Applied>, EngineError> {
        let mut plan = Vec::new();
        let mut pilots = Vec::new();
        for (kind, name, text) in &self.0 {
            check(kind, name, text)?;
            match *kind {
                "holdouts" => holdouts::check_change(store, workspace, text).await?,
                "pilot" => {
                    let pilot = PilotFile::parse(name, text)?;
                    registration::of(store, workspace, &pilot).await?;
                    pilots.push(pilot);
                }
                _ => {}
            }
            let change = match store.latest_definition(workspace, kind, name).await? {
                None => Change::New,
                Some(latest) if latest.digest == Digest::of([text]) => Change::Unchanged,
                Some(_) => Change::Changed,
            };
            plan.push(Applied { kind, name: name.clone(), change });
        }
        if !pilots.is_empty() {
            holdouts::check_layers(store, workspace, &pilots).await?;
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
        for (kind, name, text) in &self.0 {
            let definition =
                NewDefinition { kind, name, body: text, digest: Digest::of([text]), by_member: by };
            tx.put_definition(workspace, definition, now).await?;
        }
        for ((kind, name, text), applied) in self.0.iter().zip(&plan) {
            match (*kind, applied.change) {
                ("holdouts", Change::Changed) => {
                    let holdouts = holdouts::parse(name, text)?;
                    holdouts::record(store, &mut tx, workspace, &holdouts, by, now).await?;
                }
                ("pilot", Change::Changed) => {
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

fn check(kind: &'static str, name: &str, text: &str) -> Result<(), EngineError> {
    match kind {
        "source" => sources::Contract::parse(text, name).map(|_| ()).map_err(EngineError::from),
        "survivorship" => crate::unify::check_survivorship(name, text),
        "audience" => parse::<audience::Definition>(kind, name, text).map(|_| ()),
        "voice" => parse::<content::Voice>(kind, name, text).map(|_| ()),
        "facts" => parse::<content::Facts>(kind, name, text).map(|_| ()),
        "prompt" => parse::<content::Prompt>(kind, name, text).map(|_| ()),
        "holdouts" => holdouts::parse(name, text).map(|_| ()),
        _ => PilotFile::parse(name, text).map(|_| ()),
    }
}

/// Parses a YAML definition; an unknown key is an error that names it and its line.
pub fn parse<T: serde::de::DeserializeOwned>(
    kind: &'static str,
    name: &str,
    text: &str,
) -> Result<T, EngineError> {
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
