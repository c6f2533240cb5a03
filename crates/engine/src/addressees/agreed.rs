//! Who has agreed to what, as audiences ask it: what the ledger says of people, less whom the gate would refuse.

use super::{Reach, kept};
use crate::columns::text;
use crate::persons::views;
use crate::{Engine, EngineError};
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::{Channel, PersonId, Purpose, Timestamp, WorkspaceId, literal};

/// The state of consent by person, purpose and channel at `now`, as SQL, for what `asked` names: the view that
/// conditions of audiences read.
///
/// INVARIANT: nobody counts as having agreed whom `consent::may` over [`Reach`] would not let a message go to for want
/// of consent: a no under an address of before, over a row nobody has unified, over an alias, of somebody else who
/// reads the mailbox. So the audience, the profile and the gate say one thing.
///
/// `only` narrows it to one person.
pub async fn consent_states(
    engine: &Engine,
    workspace: &WorkspaceId,
    asked: &[(Purpose, Channel)],
    only: Option<&PersonId>,
    now: Timestamp,
) -> Result<String, EngineError> {
    let ledger = views::consent_states(engine, workspace, now).await?;
    if asked.is_empty() {
        return Ok(ledger);
    }
    let mut agreed = agreed(engine, workspace, &ledger, only).await?;
    agreed.retain(|(channel, purpose), _| asked.contains(&(*purpose, *channel)));
    let mut beside: Option<Vec<String>> = None;
    let mut reach: Option<(Channel, Arc<Reach>)> = None;
    let mut closed: Vec<String> = Vec::new();
    for ((channel, purpose), people) in agreed {
        if let (Some(person), None) = (only, &beside) {
            beside = Some(super::may::beside(engine, workspace, person).await?);
        }
        let reach = match reach.take() {
            Some(read) if read.0 == channel => reach.insert(read),
            _ => reach.insert(match &beside {
                None => (channel, kept::of_everybody(engine, workspace, channel).await?),
                some => (channel, Arc::new(Reach::read(engine, workspace, channel, some.as_deref()).await?)),
            }),
        };
        // Who has no address on the channel has agreed all the same: that is asked where it is sent.
        let found = people.into_iter().filter_map(|person| Some((person.clone(), reach.1.find(&person)?)));
        let what = (std::slice::from_ref(&purpose), channel);
        let answers = engine.store.may_reach(workspace, found.collect(), what, None, now).await?;
        let refused = answers.into_iter().filter(|(_, answer)| answer.is_err());
        closed.extend(
            refused.map(|(person, _)| format!("({}, '{purpose}', '{channel}')", literal(person.as_str()))),
        );
    }
    if closed.is_empty() {
        return Ok(ledger);
    }
    Ok(format!(
        "select l.person_id, l.purpose, l.channel, l.is_granted and c.person_id is null as is_granted, l.since
         from ({ledger}) as l left join (values {}) as c(person_id, purpose, channel)
           on c.person_id = l.person_id and c.purpose = l.purpose and c.channel = l.channel",
        closed.join(", ")
    ))
}

/// Who has agreed by the ledger alone, by what; one channel after the other.
async fn agreed(
    engine: &Engine,
    workspace: &WorkspaceId,
    ledger: &str,
    only: Option<&PersonId>,
) -> Result<BTreeMap<(Channel, Purpose), Vec<PersonId>>, EngineError> {
    let among = only.map_or(String::new(), |person| format!("and person_id = {}", literal(person.as_str())));
    let sql = format!("select person_id, purpose, channel from ({ledger}) as l where is_granted {among}");
    let mut agreed: BTreeMap<(Channel, Purpose), Vec<PersonId>> = BTreeMap::new();
    for batch in engine.query(workspace, &[], &sql).await? {
        let (person, purpose) = (text(&batch, "person_id")?, text(&batch, "purpose")?);
        let channel = text(&batch, "channel")?;
        for row in 0..batch.num_rows() {
            let what = (channel.value(row).parse()?, purpose.value(row).parse()?);
            agreed.entry(what).or_default().push(PersonId::new(person.value(row))?);
        }
    }
    Ok(agreed)
}
