//! What is written and not applied yet: kept for everybody to see, checked while it is written, applied when it holds.

use super::remove::{Dependent, dependents};
use super::stamp::{self, Expected};
use super::{
    Applied, Definitions, Desk, Problem, Severity, kind_of, kinds, not_found, problem::Given, shape,
};
use crate::{Engine, EngineError};
use governance::{Act, Actor};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use store::{Draft, NewAudit, NewDraft};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

/// A text of a definition, and who it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The text, letter by letter.
    pub text: String,
    /// The version it is, or of a draft the version it was written from; 0 for none.
    pub version: i64,
    /// Whose it is: the member's name.
    pub by: String,
    /// When they gave it.
    pub at: Timestamp,
    /// Why, in their words; empty for a draft, and where nothing was said.
    pub reason: String,
}

/// What there is of a definition.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What counts; `None` before it was applied for the first time.
    pub applied: Option<Written>,
    /// What somebody wrote beside it.
    pub draft: Option<Written>,
    /// What is wrong with the draft, or without one with what is applied.
    pub problems: Vec<Problem>,
    /// What names it.
    pub dependents: Vec<Dependent>,
    /// What must be given back to change it, so that nobody writes over what they did not see.
    pub stamp: String,
}

/// A text to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping<'a> {
    /// The text.
    pub text: &'a str,
    /// The version it was written from, when another than the one before: after two texts were put together.
    pub base_version: Option<i64>,
    /// What its author had before them.
    pub expected: Expected<'a>,
}

/// The names of members by id, for whoever shows who did something.
pub(super) async fn names(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<BTreeMap<MemberId, String>, EngineError> {
    let members = engine.store.members(workspace).await?;
    Ok(members.into_iter().map(|member| (member.member_id, member.name)).collect())
}

/// The name of a member; their id where the workspace has none of this id.
pub(super) fn name_of(names: &BTreeMap<MemberId, String>, member: &MemberId) -> String {
    names.get(member).cloned().unwrap_or_else(|| member.to_string())
}

/// Everything that is wrong with a text, also by what the data say, as while it is written.
pub async fn check(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
    text: &str,
) -> Result<Vec<Problem>, EngineError> {
    let mut definitions = Definitions::default();
    definitions.add(kind_of(kind)?, name, text);
    definitions.check(engine, workspace).await
}

/// Gives what there is of a definition.
///
/// Errors: [`EngineError::NotFound`] when it is neither applied nor drafted.
pub async fn show(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
) -> Result<Shown, EngineError> {
    let kind = kind_of(kind)?;
    let applied = engine.store.latest_definition(workspace, kind, name).await?;
    let draft = engine.store.draft(workspace, kind, name).await?;
    let Some(text) = draft.as_ref().map(|d| &d.body).or(applied.as_ref().map(|a| &a.body)).cloned() else {
        return Err(not_found(kind, name));
    };
    let members = names(engine, workspace).await?;
    let stamp = stamp::Standing { kind, name: name.to_owned(), applied, draft };
    let mark = stamp.stamp();
    let reason = match &stamp.applied {
        None => String::new(),
        Some(applied) => {
            let versions = engine.store.definition_versions(workspace, kind, name).await?;
            let own = versions.into_iter().find(|version| version.version == applied.version);
            own.map_or_else(String::new, |version| version.reason)
        }
    };
    Ok(Shown {
        kind,
        name: name.to_owned(),
        problems: check(engine, workspace, kind, name, &text).await?,
        dependents: dependents(engine, workspace, kind, name).await?,
        stamp: mark,
        applied: stamp.applied.map(|applied| Written {
            text: applied.body,
            version: applied.version,
            by: name_of(&members, &applied.by_member),
            at: applied.at,
            reason,
        }),
        draft: stamp.draft.map(|draft| Written {
            by: name_of(&members, &draft.by_member),
            text: draft.body,
            version: draft.base_version,
            at: draft.at,
            reason: String::new(),
        }),
    })
}

impl Desk<'_> {
    /// Keeps a text as the draft of a definition, whatever is wrong with it; gives what there is then.
    ///
    /// Errors: [`EngineError::Overtaken`] when something else stands there than its author saw.
    pub async fn keep(&self, kind: &str, name: &str, new: Keeping<'_>) -> Result<Shown, EngineError> {
        let (kind, store) = (kind_of(kind)?, &self.engine.store);
        let given = Given { kind, name: name.to_owned(), text: new.text.to_owned(), file: None };
        let faults = kinds::name_faults(&given);
        let too_large = shape::too_large(new.text);
        let is_empty = new.text.trim().is_empty().then(|| "it says nothing: write a text".to_owned());
        let why = faults.into_iter().map(|fault| fault.what).next().or(too_large).or(is_empty);
        if let Some(why) = why {
            return Err(EngineError::definition(kind, name, why));
        }
        let mut tx = store.begin().await?;
        let member = tx.check_may(self.workspace, self.by, Act::Make).await?;
        tx.hold_definitions(self.workspace).await?;
        let found = stamp::Standing::read(&mut tx, self.workspace, kind, name).await?;
        found.check(store, self.workspace, new.expected).await?;
        let base_version = match (new.base_version, &found.draft) {
            (Some(version), _) => version.clamp(0, found.version()),
            (None, Some(draft)) => draft.base_version,
            (None, None) => found.version(),
        };
        let actor = Actor::Member { id: member.member_id.clone(), role: member.role };
        let is_applied = found.applied.as_ref().is_some_and(|applied| applied.body == new.text);
        if is_applied {
            // Written back to what counts: nothing is left to apply.
            if tx.drop_draft(self.workspace, kind, name).await? {
                self.tell(&mut tx, &actor, "definition.draft_discarded", (kind, name), json!({})).await?;
            }
        } else if found.draft.as_ref().is_none_or(|draft| !is_same(draft, new.text, base_version)) {
            let by_member = &member.member_id;
            let draft = NewDraft { kind, name, body: new.text, base_version, by_member };
            tx.put_draft(self.workspace, draft, self.now).await?;
            let body = json!({ "base_version": base_version, "digest": Digest::of([new.text]) });
            self.tell(&mut tx, &actor, "definition.drafted", (kind, name), body).await?;
        }
        tx.commit().await?;
        show(self.engine, self.workspace, kind, name).await
    }

    /// Drops the draft of a definition. What is applied stays.
    ///
    /// Errors: [`EngineError::NotFound`] without one, [`EngineError::Overtaken`] when it is another than was seen.
    pub async fn discard(&self, kind: &str, name: &str, expected: Expected<'_>) -> Result<(), EngineError> {
        let (kind, store) = (kind_of(kind)?, &self.engine.store);
        let mut tx = store.begin().await?;
        let member = tx.check_may(self.workspace, self.by, Act::Make).await?;
        tx.hold_definitions(self.workspace).await?;
        let found = stamp::Standing::read(&mut tx, self.workspace, kind, name).await?;
        found.check(store, self.workspace, expected).await?;
        if !tx.drop_draft(self.workspace, kind, name).await? {
            let hint = "what is applied is taken back with `truelift definition remove KIND NAME`";
            return Err(EngineError::NotFound { what: "draft", name: format!("{kind} {name}"), hint });
        }
        let actor = Actor::Member { id: member.member_id, role: member.role };
        self.tell(&mut tx, &actor, "definition.draft_discarded", (kind, name), json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the draft the next version, through the same function as `truelift apply`.
    ///
    /// Errors: [`EngineError::Definitions`] with everything that is wrong, [`EngineError::Overtaken`] when something
    /// else stands there than was seen, or when another version was applied since the draft was begun.
    pub async fn apply_draft(
        &self,
        kind: &str,
        name: &str,
        reason: &str,
        expected: Expected<'_>,
    ) -> Result<Applied, EngineError> {
        let (kind, store) = (kind_of(kind)?, &self.engine.store);
        let applied = store.latest_definition(self.workspace, kind, name).await?;
        let draft = store.draft(self.workspace, kind, name).await?;
        let found = stamp::Standing { kind, name: name.to_owned(), applied, draft };
        found.check(store, self.workspace, expected).await?;
        let Some(draft) = &found.draft else {
            let hint = "write one on the page, or apply its file with `truelift apply DIR`";
            return Err(EngineError::NotFound { what: "draft", name: format!("{kind} {name}"), hint });
        };
        if draft.base_version != found.version() {
            return Err(self.behind(&found, draft).await?);
        }
        let mut definitions = Definitions::default().because(reason);
        definitions.add(kind, name, &draft.body);
        definitions.expected = Some(found.stamp());
        self.apply_one(definitions).await
    }

    /// The error of a draft that began from an earlier version: what was applied since is to be put together with it.
    async fn behind(&self, found: &stamp::Standing, draft: &Draft) -> Result<EngineError, EngineError> {
        let since = stamp::Standing {
            kind: found.kind,
            name: found.name.clone(),
            applied: found.applied.clone(),
            draft: None,
        };
        let error = since.overtaken(&self.engine.store, self.workspace, draft.base_version).await?;
        Ok(match error {
            EngineError::Overtaken(mut overtaken) => {
                overtaken.stamp = found.stamp();
                EngineError::Overtaken(overtaken)
            }
            other => other,
        })
    }

    /// Checks one definition, also by what the data say, and applies it.
    pub(super) async fn apply_one(&self, definitions: Definitions) -> Result<Applied, EngineError> {
        let problems = definitions.check(self.engine, self.workspace).await?;
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(EngineError::Definitions { problems });
        }
        let applied = definitions.apply(&self.engine.store, self.workspace, self.by, self.now).await?;
        applied
            .into_iter()
            .next()
            .ok_or_else(|| EngineError::Query { what: "nothing was applied".to_owned() })
    }

    pub(super) async fn tell(
        &self,
        tx: &mut store::Tx,
        actor: &Actor,
        action: &str,
        (kind, name): (&str, &str),
        body: serde_json::Value,
    ) -> Result<(), EngineError> {
        let audit = NewAudit { actor, action, subject: &format!("{kind}:{name}"), body: &body };
        tx.append_audit(self.workspace, audit, self.now).await?;
        Ok(())
    }
}

fn is_same(draft: &Draft, text: &str, base_version: i64) -> bool {
    draft.body == text && draft.base_version == base_version
}
