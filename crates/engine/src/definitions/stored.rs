//! The list of all definitions, the broken ones and those that are only drafted among them.

use super::draft::{name_of, names};
use super::problem::{Given, Severity};
use super::{KINDS, kinds, references};
use crate::{Engine, EngineError};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// Where a definition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was written and never applied: it counts for nothing.
    Draft,
    /// It is applied, and nothing is written beside it.
    Applied,
    /// It is applied, and somebody wrote a change that is not.
    Changed,
}

/// A definition in one line, with everything that is wrong with it.
#[derive(Debug, Clone, Serialize)]
pub struct Stored {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What it says it is for people; empty when it says nothing.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Its latest version; 0 before it was applied.
    pub version: i64,
    /// Who changed it last, draft or version: their id.
    pub by_member: MemberId,
    /// The same by name.
    pub by: String,
    /// When they did.
    pub at: Timestamp,
    /// Why it cannot be used; empty when it can. Of what is applied, or of the draft where nothing is.
    pub errors: Vec<String>,
    /// Why the draft could not be applied.
    pub draft_errors: Vec<String>,
    /// Whether it is there to be named by others, and none does.
    pub is_unused: bool,
}

/// Every definition of a workspace, by kind and name.
///
/// What was stored before a check was there is judged by it as well.
pub async fn stored(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<Stored>, EngineError> {
    let members = names(engine, workspace).await?;
    let drafts = engine.store.drafts(workspace).await?;
    let mut all = Vec::new();
    let mut named = BTreeSet::new();
    for (kind, _) in KINDS {
        let applied = engine.store.definitions(workspace, kind).await?;
        let of_kind = drafts.iter().filter(|draft| draft.kind == kind);
        let only_drafted =
            of_kind.clone().filter(|draft| applied.iter().all(|stored| stored.name != draft.name));
        for found in &applied {
            let draft = of_kind.clone().find(|draft| draft.name == found.name);
            note(&mut named, kind, &found.body);
            let (by_member, at) =
                draft.map_or((&found.by_member, found.at), |draft| (&draft.by_member, draft.at));
            all.push(Stored {
                kind,
                name: found.name.clone(),
                title: title(kind, &found.body),
                state: if draft.is_some() { State::Changed } else { State::Applied },
                version: found.version,
                by_member: by_member.clone(),
                by: name_of(&members, by_member),
                at,
                errors: errors(kind, &found.name, &found.body),
                draft_errors: draft.map_or_else(Vec::new, |draft| errors(kind, &draft.name, &draft.body)),
                is_unused: false,
            });
        }
        for draft in only_drafted {
            note(&mut named, kind, &draft.body);
            let errors = errors(kind, &draft.name, &draft.body);
            all.push(Stored {
                kind,
                name: draft.name.clone(),
                title: title(kind, &draft.body),
                state: State::Draft,
                version: 0,
                by_member: draft.by_member.clone(),
                by: name_of(&members, &draft.by_member),
                at: draft.at,
                draft_errors: errors.clone(),
                errors,
                is_unused: false,
            });
        }
    }
    for stored in &mut all {
        let is_named_by_others = matches!(stored.kind, "audience" | "voice" | "facts" | "prompt");
        stored.is_unused = is_named_by_others && !named.contains(&(stored.kind, stored.name.clone()));
    }
    all.sort_by(|a, b| place(a.kind).cmp(&place(b.kind)).then_with(|| a.name.cmp(&b.name)));
    Ok(all)
}

fn place(kind: &str) -> usize {
    KINDS.iter().position(|(known, _)| *known == kind).unwrap_or(KINDS.len())
}

fn note(named: &mut BTreeSet<(&'static str, String)>, kind: &str, text: &str) {
    named.extend(references::others(kind, text).into_iter().map(|named| (named.kind, named.name)));
}

fn errors(kind: &'static str, name: &str, text: &str) -> Vec<String> {
    let given = Given { kind, name: name.to_owned(), text: text.to_owned(), file: None };
    let (_, problems) = kinds::read(&given);
    let errors = problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| problem.what).collect()
}

/// What a definition says it is, for people.
fn title(kind: &str, text: &str) -> String {
    if super::shape::too_large(text).is_some() {
        return String::new();
    }
    let Ok(read) = serde_saphyr::from_str::<Value>(text) else { return String::new() };
    let place = match kind {
        "pilot" => "/pilot/name",
        "audience" => "/description",
        "voice" => "/brand",
        "source" => "/name",
        "facts" => "/business_as_usual",
        _ => return String::new(),
    };
    read.pointer(place).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}
