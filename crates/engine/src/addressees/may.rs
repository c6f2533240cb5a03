//! Who may be written to, and why not: one answer for audiences, for the page of a person and for the gate.

use super::ask::{Answer, Ask};
use super::kept::Question;
use super::loose::Loose;
use super::{Reach, first_at_mailbox, granted, kept};
use crate::columns::text;
use crate::persons::{quoted, texts};
use crate::{Engine, EngineError};
use consent::Denial;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::{Address, Reachable};
use vocabulary::{Channel, PersonId, Purpose, Timestamp, WorkspaceId};

/// Says of each of `people` whether the gate would let a message to them go at `now`, and why not.
///
/// People are read as the gate reads them: what their sources said before, and rows nobody has unified yet, forbid. Of
/// people who share a mailbox the first gets the message. It permits nothing: a release asks again.
pub async fn may_reach(
    engine: &Engine,
    workspace: &WorkspaceId,
    people: &[PersonId],
    ask: &Ask<'_>,
    now: Timestamp,
) -> Result<BTreeMap<PersonId, Answer>, EngineError> {
    let reach = kept::of_everybody(engine, workspace, ask.channel).await?;
    let granted = granted(engine, workspace, ask.purposes.first(), ask.channel, now).await?;
    let addresses: BTreeMap<&PersonId, Address> =
        people.iter().filter_map(|person| Some((person, reach.planned(person, &granted)?))).collect();
    let first = first_at_mailbox(&reach, people, &addresses, Vec::new(), &HashMap::new());
    let mut answers = BTreeMap::new();
    let mut asked: Vec<(PersonId, Reachable)> = Vec::new();
    for person in people {
        match reach.find(person) {
            None => drop(answers.insert(person.clone(), Err(Denial::NoAddress))),
            Some(_) if !first.contains(person) => {
                answers.insert(person.clone(), Err(Denial::MailboxTaken));
            }
            Some(found) => asked.push((person.clone(), found)),
        }
    }
    let what = (ask.purposes, ask.channel);
    let Some(question) = Question::of(engine, workspace, (ask, reach.n_written), now).await? else {
        answers.extend(engine.store.may_reach(workspace, asked, what, ask.policy, now).await?);
        return Ok(answers);
    };
    let people: Vec<PersonId> = asked.iter().map(|(person, _)| person.clone()).collect();
    let known = question.known(engine, &people);
    asked.retain(|(person, _)| !known.contains_key(person));
    answers.extend(known);
    let new = engine.store.may_reach(workspace, asked, what, None, now).await?;
    question.keep(engine, &new);
    answers.extend(new);
    Ok(answers)
}

/// As [`may_reach`] for one person and each of `asked` alone, without rules of contact: reads no more of the workspace
/// than those who share a handle with them.
pub async fn may_reach_one(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    asked: &[(Purpose, Channel)],
    now: Timestamp,
) -> Result<Vec<((Purpose, Channel), Answer)>, EngineError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let channels: BTreeSet<Channel> = asked.iter().map(|(_, channel)| *channel).collect();
    let mut answers = Vec::with_capacity(asked.len());
    let mut only: Option<Vec<String>> = None;
    for channel in channels {
        let reach = match kept::that_is_there(engine, workspace, channel).await? {
            Some(reach) => reach,
            None => {
                if only.is_none() {
                    only = Some(beside(engine, workspace, person).await?);
                }
                Arc::new(Reach::read(engine, workspace, channel, only.as_deref()).await?)
            }
        };
        let found = reach.find(person);
        for (purpose, _) in asked.iter().filter(|(_, of)| *of == channel) {
            let key = (*purpose, channel);
            let Some(found) = &found else {
                answers.push((key, Err(Denial::NoAddress)));
                continue;
            };
            let (people, what) =
                (vec![(person.clone(), found.clone())], (std::slice::from_ref(purpose), channel));
            let answer = engine.store.may_reach(workspace, people, what, None, now).await?;
            answers.extend(answer.into_iter().map(|(_, answer)| (key, answer)));
        }
    }
    Ok(answers)
}

/// A person and everybody who has one of their identifiers, or one that an alias says is the same: who reads the same
/// mailbox may forbid, and so may an id of before.
pub(super) async fn beside(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<String>, EngineError> {
    // Before the tables: what is written meanwhile makes this old.
    let n_written = engine.store.people_count(workspace).await?;
    let sql = format!(
        "select distinct o.person_id from identifier_map m join identifier_map o on o.identifier = m.identifier
         where m.person_id = '{person}' and o.person_id <> '' and not starts_with(m.identifier, 'seen:')"
    );
    let mut found = vec![person.to_string()];
    for batch in engine.query(workspace, &[], &sql).await? {
        found.extend(text(&batch, "person_id")?.iter().flatten().map(str::to_owned));
    }
    let loose = Loose::kept(engine, workspace, n_written).await?;
    let same = &loose.same;
    if !same.one.is_empty() {
        let sql = format!("select identifier from identifier_map where person_id = '{person}'");
        let all = same.as_any_of(&texts(engine, workspace, &sql, "identifier").await?);
        let all = quoted(&all.iter().map(String::as_str).chain([""]).collect::<Vec<_>>());
        let sql = format!(
            "select distinct person_id from identifier_map where person_id <> '' and identifier in ({all})"
        );
        found.extend(texts(engine, workspace, &sql, "person_id").await?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
