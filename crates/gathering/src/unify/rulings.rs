//! What members say of records: it wins over the model, teaches it, and can be taken back.

use super::compare::scores;
use engine::persons;
use engine::{Engine, EngineError};
use governance::Actor;
use people::{Decisions, Label};
use store::{NewRuling, Ruling};
use vocabulary::{MemberId, PersonId, RulingKind, RulingOrigin, Timestamp, WorkspaceId};

/// What a member says, and how they came to say it.
#[derive(Debug, Clone)]
pub struct Word {
    /// Same, different, or pinned.
    pub kind: RulingKind,
    /// Asked or by themselves.
    pub origin: RulingOrigin,
    /// The evidence, in their words.
    pub note: String,
}

/// Records what a member says of two records. It holds from the next run of the step on. Gives its id.
///
/// Errors: [`EngineError::NotFound`] for a record or a member that is not there, [`EngineError::Definition`] when
/// both records are one.
pub async fn rule(
    engine: &Engine,
    workspace: &WorkspaceId,
    (left, right): (&str, &str),
    word: &Word,
    member: &MemberId,
    now: Timestamp,
) -> Result<i64, EngineError> {
    if left == right {
        let why = "both are the same record: name two".to_owned();
        return Err(EngineError::Definition { kind: "ruling", name: left.to_owned(), why });
    }
    person_of(engine, workspace, left).await?;
    person_of(engine, workspace, right).await?;
    let made = give(engine, workspace, &[(left.to_owned(), right.to_owned())], word, member, now).await?;
    Ok(made.into_iter().next().unwrap_or_default())
}

/// Keeps what a member says of every pair.
async fn give(
    engine: &Engine,
    workspace: &WorkspaceId,
    pairs: &[(String, String)],
    word: &Word,
    member: &MemberId,
    now: Timestamp,
) -> Result<Vec<i64>, EngineError> {
    let by = actor(engine, workspace, member).await?;
    let scores = scores(engine, workspace, pairs).await?;
    let mut made = Vec::with_capacity(pairs.len());
    for (left, right) in pairs {
        let probability = scores.iter().find(|pair| pair.left == *left && pair.right == *right);
        let new = NewRuling {
            kind: word.kind,
            left_record: left,
            right_record: right,
            origin: word.origin,
            score_ppm: probability.map(|pair| (pair.probability * 1e6).round() as i64),
            note: &word.note,
        };
        made.push(engine.store().put_ruling(workspace, &new, &by, now).await?);
    }
    Ok(made)
}

/// Whose record it is.
///
/// Errors: [`EngineError::NotFound`].
async fn person_of(engine: &Engine, workspace: &WorkspaceId, record: &str) -> Result<PersonId, EngineError> {
    persons::person_of(engine, workspace, record).await?.ok_or_else(|| EngineError::NotFound {
        what: "record",
        name: record.to_owned(),
        hint: "see a person's records with `truelift people show ID`",
    })
}

/// Takes one record out of its person: it is different from every other record there. Gives the rulings' ids.
///
/// Errors: as [`rule`]; [`EngineError::NotReady`] when the record is alone already.
pub async fn split(
    engine: &Engine,
    workspace: &WorkspaceId,
    record: &str,
    note: &str,
    member: &MemberId,
    now: Timestamp,
) -> Result<Vec<i64>, EngineError> {
    let person = person_of(engine, workspace, record).await?;
    let mut others = persons::record_ids_of(engine, workspace, &person).await?;
    others.retain(|other| other != record);
    if others.is_empty() {
        return Err(EngineError::NotReady { what: format!("`{record}` is the only record of its person") });
    }
    let pairs: Vec<(String, String)> = others.into_iter().map(|other| (record.to_owned(), other)).collect();
    let word = Word { kind: RulingKind::Different, origin: RulingOrigin::Member, note: note.to_owned() };
    give(engine, workspace, &pairs, &word, member, now).await
}

/// Takes a ruling back. The next run of the step is as if it had never been given.
///
/// Errors: [`EngineError::NotFound`] when none is in force under this id.
pub async fn undo(
    engine: &Engine,
    workspace: &WorkspaceId,
    ruling_id: i64,
    member: &MemberId,
    now: Timestamp,
) -> Result<Ruling, EngineError> {
    let by = actor(engine, workspace, member).await?;
    Ok(engine.store().undo_ruling(workspace, ruling_id, &by, now).await?)
}

async fn actor(engine: &Engine, workspace: &WorkspaceId, member: &MemberId) -> Result<Actor, EngineError> {
    let found = engine.store().member(workspace, member).await?;
    Ok(Actor::Member { id: member.clone(), role: found.role })
}

/// Rulings as the model takes them: what it learns from, and what it may not contradict.
pub(super) fn for_model<'a>(rulings: impl Iterator<Item = &'a Ruling>) -> (Vec<Label>, Decisions) {
    let (mut labels, mut decisions) = (Vec::new(), Decisions::default());
    for ruling in rulings {
        let pair = (ruling.left_record.clone(), ruling.right_record.clone());
        let is_same = ruling.kind != RulingKind::Different;
        // Only pairs that were put before a member by chance or by doubt teach: those members pick
        // themselves are no sample of anything.
        if ruling.origin != RulingOrigin::Member {
            labels.push(Label { left: pair.0.clone(), right: pair.1.clone(), is_same });
        }
        if is_same { decisions.merges.push(pair) } else { decisions.splits.push(pair) }
    }
    (labels, decisions)
}

/// How many rulings were given or taken back since people were last unified.
pub async fn n_pending(engine: &Engine, workspace: &WorkspaceId) -> Result<usize, EngineError> {
    let rulings = engine.store().rulings(workspace).await?;
    let done = of_last_run(engine, workspace).await?;
    let in_force: Vec<i64> = in_force(&rulings).map(|ruling| ruling.ruling_id).collect();
    let n_new = in_force.iter().filter(|id| !done.contains(id)).count();
    Ok(n_new + done.iter().filter(|id| !in_force.contains(id)).count())
}

/// The numbers of the rulings that the last run took into account.
pub(super) async fn of_last_run(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<i64>, EngineError> {
    let done = engine.store().setting(workspace, super::RULINGS).await?;
    Ok(done.and_then(|body| serde_json::from_value(body).ok()).unwrap_or_default())
}

pub(super) fn in_force(rulings: &[Ruling]) -> impl Iterator<Item = &Ruling> {
    rulings.iter().filter(|ruling| ruling.undone_at.is_none())
}
