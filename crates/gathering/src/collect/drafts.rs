//! A file that was given: the contract it asks for, the applied ones that know it, its first rows as they would come
//! in.

use super::{applied_contracts, at_home, contract, uploads};
use engine::{Engine, EngineError};
use sources::draft::{Draft, Preview, Wishes, draft_openly, preview};
use sources::{Contract, SourceError};
use std::collections::BTreeMap;
use std::path::Path;
use vocabulary::{Timestamp, WorkspaceId};

/// A contract out of a file that was given.
pub struct Drafted {
    /// The draft.
    pub draft: Draft,
    /// Why it is no contract yet, although nothing is open.
    pub problem: Option<String>,
    /// The names of applied contracts whose file it may be as well, by its columns and by what its name says.
    pub matches: Vec<String>,
}

/// Drafts a contract for a file that was given, by the answers so far.
///
/// Errors: [`EngineError::Given`] for what cannot be read, and for an answer that is none.
pub async fn draft_upload(
    engine: &Engine,
    workspace: &WorkspaceId,
    upload_id: &str,
    (name, answers): (Option<String>, BTreeMap<String, String>),
    now: Timestamp,
) -> Result<Drafted, EngineError> {
    let path = uploads::path(engine, workspace, upload_id).await?;
    let known = applied_contracts(engine, workspace).await?;
    let intake = super::intake(workspace, now);
    let home = engine.country(workspace).await?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let applied: BTreeMap<String, Contract> = known.iter().cloned().collect();
    let read = tokio::task::spawn_blocking(move || {
        let draft_by =
            |wishes: &Wishes| draft_openly(&path, wishes, &intake).map_err(|error| given(&path, &error));
        let mut wishes = Wishes { name, answers };
        let (mut draft, mut error) = draft_by(&wishes)?;
        // Another sheet of a workbook is another source: its contract takes the place of none.
        let beside = draft.name_beside(|name| applied.get(name).cloned());
        if let (None, Some(beside)) = (&wishes.name, beside) {
            wishes.name = Some(beside);
            (draft, error) = draft_by(&wishes)?;
        }
        // As the import will read it: numbers without a country are of the workspace's.
        if let Ok(mut contract) = Contract::parse(&draft.text, "draft.yaml")
            && contract.country.is_none()
            && home.is_some()
        {
            contract.country = home;
            draft.preview = preview(&contract, &path, &intake).unwrap_or(draft.preview);
        }
        Ok::<_, EngineError>((draft, error.map(|error| not_yet(&path, &error))))
    });
    let (draft, problem) = read.await.map_err(|error| stopped(&error))??;
    let matches = known.into_iter().filter(|(_, contract)| draft.may_be_of(contract, &file));
    let matches = matches.map(|(name, _)| name).collect();
    Ok(Drafted { draft, problem, matches })
}

/// Reads the first rows of a file that was given by an applied contract.
///
/// Errors: [`EngineError::Given`] for what it cannot read; [`EngineError::NotFound`] without such a contract.
pub async fn preview_upload(
    engine: &Engine,
    workspace: &WorkspaceId,
    upload_id: &str,
    source: &str,
    now: Timestamp,
) -> Result<Preview, EngineError> {
    let path = uploads::path(engine, workspace, upload_id).await?;
    let contract = at_home(engine, workspace, &contract(engine, workspace, source).await?).await?;
    let intake = super::intake(workspace, now);
    let read = tokio::task::spawn_blocking(move || {
        preview(&contract, &path, &intake).map_err(|error| given(&path, &error))
    });
    read.await.map_err(|error| stopped(&error))?
}

/// Why a draft makes no contract, for who has not written it.
fn not_yet(path: &Path, error: &SourceError) -> String {
    match error {
        SourceError::Contract { why, .. } => format!("{why}: say what each column is"),
        error => uploads::by_name(path, &error.to_string()),
    }
}

fn given(path: &Path, error: &SourceError) -> EngineError {
    EngineError::Given { what: uploads::by_name(path, &error.to_string()) }
}

fn stopped(error: &tokio::task::JoinError) -> EngineError {
    EngineError::Query { what: format!("reading a file stopped: {error}") }
}
