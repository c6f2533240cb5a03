//! Step 3 on the command line.

use super::desk;
use crate::args::{AudienceVerb, Global};
use crate::screen::{count, say, say_json, tell};
use anyhow::Context;
use engine::addressees::{Ask, may_reach};
use engine::{Engine, persons};
use reaching::target;
use rounds::pages::audiences;
use serde_json::json;
use std::collections::BTreeMap;
use vocabulary::{Channel, PersonId, Purpose, Timestamp, WorkspaceId};

/// How many of some people may be written to, and why the others may not.
struct Reached {
    n_reachable: i64,
    why_not: BTreeMap<String, i64>,
}

/// A channel that leads to an address, and purposes.
pub fn asked(channel: &str, purposes: &[String]) -> anyhow::Result<(Channel, Vec<Purpose>)> {
    let channel = match channel.parse() {
        Ok(channel @ (Channel::Email | Channel::Sms)) => channel,
        _ => anyhow::bail!("`{channel}` leads to no address: use email or sms"),
    };
    let purpose = |word: &String| {
        word.parse().ok().with_context(|| {
            format!("`{word}` is no purpose: use marketing, service, ai_content or ai_profiling")
        })
    };
    Ok((channel, purposes.iter().map(purpose).collect::<anyhow::Result<_>>()?))
}

async fn list(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
) -> anyhow::Result<()> {
    let listed = audiences::list(engine, workspace, now).await?;
    if global.json {
        let line = |found: &audiences::Listed| {
            json!({
                "name": found.name,
                "description": found.description,
                "n_people": found.n_members,
                "error": found.error,
                "used_by": found.used_by,
                "version": found.version,
                "at": found.at,
            })
        };
        return say_json(&listed.iter().map(line).collect::<Vec<_>>());
    }
    for found in &listed {
        let n =
            found.n_members.map_or("cannot be used".to_owned(), |n| format!("{} people", count(n as i128)));
        say(format!("{:<28} {n:>18}   {}", found.name, found.sentence.as_deref().unwrap_or_default()));
        if let Some(error) = &found.error {
            say(format!("  {error}"));
        }
        if !found.used_by.is_empty() {
            say(format!("  used by {}", found.used_by.join(", ")));
        }
    }
    if listed.is_empty() {
        say("no audience yet: put one into `audiences/NAME.yaml` and run `truelift apply DIR`");
    }
    Ok(())
}

async fn reached(
    engine: &Engine,
    workspace: &WorkspaceId,
    members: &[PersonId],
    (channel, purposes): (&str, &[String]),
    now: Timestamp,
) -> anyhow::Result<Reached> {
    let (channel, purposes) = asked(channel, purposes)?;
    let ask = Ask { channel, purposes: &purposes, policy: None };
    let mut found = Reached { n_reachable: 0, why_not: BTreeMap::new() };
    for answer in may_reach(engine, workspace, members, &ask, now).await?.into_values() {
        match answer {
            Ok(_) => found.n_reachable += 1,
            Err(denial) => *found.why_not.entry(denial.to_string()).or_default() += 1,
        }
    }
    Ok(found)
}

pub async fn run(global: &Global, verb: &AudienceVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        AudienceVerb::List => list(global, &engine, &workspace, now).await,
        AudienceVerb::Count { audience, reach, purpose } => {
            let definition = target::find(&engine, &workspace, audience).await?;
            let n = target::count(&engine, &workspace, &definition, now).await?;
            let unseen = target::unseen(&engine, &workspace, &definition).await?;
            let reached = match reach {
                Some(channel) => {
                    let members = persons::members(&engine, &workspace, &definition, now).await?;
                    Some(reached(&engine, &workspace, &members, (channel, purpose), now).await?)
                }
                None => None,
            };
            if global.json {
                return say_json(&json!({
                    "audience": definition.name,
                    "n_people": n,
                    "now": now,
                    "warnings": unseen,
                    "reach": reached.as_ref().map(|found| json!({
                        "n_reachable": found.n_reachable,
                        "not": found.why_not,
                    })),
                }));
            }
            for warning in &unseen {
                tell(format!("warning: {warning}"));
            }
            say(format!("{} people are in `{}` at {now}", count(n), definition.name));
            if let Some(found) = &reached {
                say(format!(
                    "{} of them may be written to; frequency and quiet hours are not asked",
                    count(found.n_reachable)
                ));
                for (why, n) in &found.why_not {
                    say(format!("  {:>9} not: {why}", count(*n)));
                }
            }
            if n == 0 {
                say(
                    "an empty audience cannot be released: loosen a condition, or explain one person with `truelift audience explain`",
                );
            }
            Ok(())
        }
        AudienceVerb::Explain { audience, person } => {
            let definition = target::find(&engine, &workspace, audience).await?;
            let person = PersonId::new(person.as_str())?;
            let membership = target::explain(&engine, &workspace, &definition, &person, now).await?;
            if global.json {
                return say_json(&membership);
            }
            say(format!(
                "{person} is {} `{}`",
                if membership.is_member { "in" } else { "not in" },
                definition.name
            ));
            for reason in &membership.reasons {
                say(format!("  {} {}", if reason.is_met { "✓" } else { "✗" }, reason.text));
            }
            Ok(())
        }
    }
}
