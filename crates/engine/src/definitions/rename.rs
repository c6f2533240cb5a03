//! Giving a definition another name: it, and every text that names it, in one transaction.

use super::not_found;
use super::remove::{Dependent, naming, released};
use super::{Definitions, Desk, SINGLE, Severity, kind_of, references};
use crate::EngineError;
use governance::{Act, Actor};
use serde::Serialize;
use serde_json::json;
use store::{NewDraft, Tx};
use vocabulary::{CampaignId, WorkspaceId};

/// What a rename changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// Its kind.
    pub kind: &'static str,
    /// Its name until now.
    pub from: String,
    /// Its name from now on.
    pub to: String,
    /// Definitions and drafts that name it, which name it anew.
    pub dependents: Vec<Dependent>,
}

/// Gives a definition another name. Its history stays with the old one, and says where it went.
///
/// Errors: [`EngineError::NotReady`] with what holds the name: pilots that were released with it, collected rows, a
/// text that names it in a way that cannot be changed; [`EngineError::Definitions`] when something would be wrong.
pub async fn rename(
    desk: &Desk<'_>,
    kind: &str,
    name: &str,
    to: &str,
    reason: &str,
) -> Result<Renamed, EngineError> {
    let (kind, store, workspace) = (kind_of(kind)?, &desk.engine.store, desk.workspace);
    if SINGLE.contains(&kind) {
        let what = format!("a workspace has one {kind}, which is always called so");
        return Err(EngineError::NotReady { what });
    }
    let mut tx = store.begin().await?;
    let member = tx.check_may(workspace, desk.by, Act::Make).await?;
    tx.hold_definitions(workspace).await?;
    let applied = tx.latest_definition(workspace, kind, name).await?;
    let draft = tx.draft(workspace, kind, name).await?;
    if applied.is_none() && draft.is_none() {
        return Err(not_found(kind, name));
    }
    check_name(&mut tx, workspace, kind, name, to).await?;
    let dependents = naming(desk.engine, workspace, kind, name).await?;
    check_free(desk, kind, name, &dependents).await?;
    let mut definitions = Definitions::default().because(reason);
    definitions.origin = format!("{kind}/{name}");
    if let Some(applied) = &applied {
        definitions.add(kind, to, &own_text(kind, name, to, &applied.body)?);
    }
    for dependent in dependents.iter().filter(|dependent| !dependent.is_draft) {
        let Some(stored) = tx.latest_definition(workspace, dependent.kind, &dependent.name).await? else {
            continue;
        };
        let text = named_anew(dependent, kind, name, to, &stored.body)?;
        definitions.add(dependent.kind, &dependent.name, &text);
    }
    let problems = definitions.problems(store, workspace).await?;
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(EngineError::Definitions { problems });
    }
    let mut new_version = 0;
    for given in &definitions.given {
        let version = definitions.put(&mut tx, workspace, given, &member, desk.now).await?;
        if given.kind == kind && given.name == to {
            new_version = version;
        }
    }
    if applied.is_some() {
        let version = tx.remove_definition(workspace, kind, name, desk.by, desk.now).await?;
        let why = (reason.trim(), format!("renamed to {kind}/{to}"));
        tx.put_reason(workspace, (kind, name, version), (why.0, &why.1), desk.now).await?;
    }
    if let Some(draft) = draft {
        let body = own_text(kind, name, to, &draft.body)?;
        tx.drop_draft(workspace, kind, name).await?;
        let is_current = applied.as_ref().is_some_and(|applied| applied.version == draft.base_version);
        let base_version = if is_current { new_version } else { 0 };
        let new = NewDraft { kind, name: to, body: &body, base_version, by_member: &draft.by_member };
        tx.put_draft(workspace, new, draft.at).await?;
    }
    drafts_anew(desk, &mut tx, (kind, name, to), &dependents).await?;
    if kind == "pilot" {
        tx.move_variants(workspace, &CampaignId::new(name)?, &CampaignId::new(to)?).await?;
    }
    let actor = Actor::Member { id: member.member_id.clone(), role: member.role };
    let body = json!({ "to": to, "dependents": dependents, "reason": reason.trim() });
    desk.tell(&mut tx, &actor, "definition.renamed", (kind, name), body).await?;
    tx.commit().await?;
    Ok(Renamed { kind, from: name.to_owned(), to: to.to_owned(), dependents })
}

/// Refuses a name that is taken, or that could not name what it is to name.
async fn check_name(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    kind: &'static str,
    name: &str,
    to: &str,
) -> Result<(), EngineError> {
    let is_taken = tx.latest_definition(workspace, kind, to).await?.is_some()
        || tx.draft(workspace, kind, to).await?.is_some();
    if is_taken {
        let what = format!("there is a {kind} `{to}` already: choose another name");
        return Err(EngineError::NotReady { what });
    }
    if kind == "prompt" && !is_prompt(to) {
        let what = format!("`{to}` does not name a prompt: end it with its version, as `{}`", example(name));
        return Err(EngineError::NotReady { what });
    }
    Ok(())
}

/// Whether a name says which version of a prompt it is.
fn is_prompt(name: &str) -> bool {
    let version = name.rsplit_once(".v").filter(|(stem, _)| !stem.is_empty()).map(|(_, version)| version);
    version.is_some_and(|version| version.parse::<u32>().is_ok_and(|n| n.to_string() == version))
}

fn example(name: &str) -> String {
    name.rsplit_once(".v")
        .map_or_else(|| "win-back.v1".to_owned(), |(_, version)| format!("win-back.v{version}"))
}

/// Refuses to take a name away from what holds it outside of texts.
async fn check_free(
    desk: &Desk<'_>,
    kind: &'static str,
    name: &str,
    dependents: &[Dependent],
) -> Result<(), EngineError> {
    let (store, workspace) = (&desk.engine.store, desk.workspace);
    let mut holders = Vec::new();
    if kind == "pilot" && released(store, workspace).await?.contains(name) {
        holders.push("it was released: its messages, arms and results are kept under this name".to_owned());
    }
    holders.extend(
        dependents
            .iter()
            .filter(|dependent| dependent.is_released)
            .map(|dependent| format!("the {} `{}` was released with it", dependent.kind, dependent.name)),
    );
    if kind == "source" {
        let n_keys = store.write_keys(workspace).await?.iter().filter(|key| key.source == name).count();
        let is_imported = store.imports(workspace).await?.iter().any(|import| import.source == name);
        if is_imported {
            holders.push("rows were collected under this name".to_owned());
        }
        if 0 < n_keys {
            holders.push(format!("{n_keys} write keys post as it"));
        }
    }
    if holders.is_empty() {
        return Ok(());
    }
    let what = format!(
        "{kind} `{name}` keeps its name, since {}: make another one beside it",
        holders.join(", and ")
    );
    Err(EngineError::NotReady { what })
}

/// The text of the definition, calling itself by its new name.
fn own_text(kind: &'static str, name: &str, to: &str, text: &str) -> Result<String, EngineError> {
    match references::own(kind, text) {
        // A text that cannot be read, or says nothing of its name, goes along as it is.
        None => Ok(text.to_owned()),
        Some(named) if named.name != name => Ok(text.to_owned()),
        Some(named) => named.renamed(text, to).ok_or_else(|| unwritable(kind, name, kind, name)),
    }
}

/// The text of a definition that names it, naming it anew.
fn named_anew(
    dependent: &Dependent,
    kind: &'static str,
    name: &str,
    to: &str,
    text: &str,
) -> Result<String, EngineError> {
    let mut text = text.to_owned();
    loop {
        let found = references::others(dependent.kind, &text);
        let Some(named) = found.into_iter().find(|named| named.kind == kind && named.name == name) else {
            return Ok(text);
        };
        let changed = named.renamed(&text, to);
        text = changed.ok_or_else(|| unwritable(dependent.kind, &dependent.name, kind, name))?;
    }
}

fn unwritable(of: &str, whose: &str, kind: &str, name: &str) -> EngineError {
    let what = format!(
        "{of} `{whose}` writes the name of {kind} `{name}` over several lines, with an escape or by an alias, and it cannot be changed there: write it plainly first"
    );
    EngineError::NotReady { what }
}

/// Drafts that name it name it anew; they stay their authors'.
async fn drafts_anew(
    desk: &Desk<'_>,
    tx: &mut Tx,
    (kind, name, to): (&'static str, &str, &str),
    dependents: &[Dependent],
) -> Result<(), EngineError> {
    let workspace = desk.workspace;
    for dependent in dependents {
        let Some(draft) = tx.draft(workspace, dependent.kind, &dependent.name).await? else { continue };
        let body = named_anew(dependent, kind, name, to, &draft.body)?;
        // The version it was written from is the one before the rename, whose only change it has now too.
        let latest = tx.latest_definition(workspace, dependent.kind, &dependent.name).await?;
        let was_latest = latest.as_ref().is_some_and(|latest| latest.version == draft.base_version + 1);
        let base_version =
            if was_latest && !dependent.is_draft { draft.base_version + 1 } else { draft.base_version };
        let (kind, name) = (dependent.kind, dependent.name.as_str());
        let new = NewDraft { kind, name, body: &body, base_version, by_member: &draft.by_member };
        tx.put_draft(workspace, new, draft.at).await?;
    }
    Ok(())
}
