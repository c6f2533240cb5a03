//! The audit chain on the command line.

use super::{asked, desk};
use crate::args::{AuditVerb, Global};
use crate::screen::{say, say_json, tell};
use anyhow::{Context, anyhow, bail};
use engine::Engine;
use governance::audit::Anchor;
use serde_json::json;
use vocabulary::WorkspaceId;

pub async fn run(global: &Global, verb: &AuditVerb) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    match verb {
        AuditVerb::Verify { anchor } => verify(global, &engine, &workspace, anchor.as_deref()).await,
        AuditVerb::Anchor => {
            let verified = engine.store().verify_audit(&workspace, None).await?;
            let verified = verified.map_err(|broken| anyhow!("{broken}"))?;
            let Some(head) = verified.head else {
                bail!("nothing was decided yet, so there is no end to note")
            };
            if global.json {
                return say_json(&json!({ "seq": verified.n_entries, "digest": head }));
            }
            say(format!("{}:{head}", verified.n_entries));
            Ok(())
        }
        AuditVerb::List { limit } => {
            let limit = i64::try_from(*limit)?;
            let page = engine.store().audit_entries(&workspace, i64::MAX, limit).await?;
            for found in &page.items {
                let entry = &found.entry;
                if global.json {
                    say_json(&json!({
                        "seq": entry.seq, "at": entry.at, "actor": entry.actor, "action": entry.action,
                        "subject": entry.subject, "hash": found.hash,
                    }))?;
                } else {
                    say(format!(
                        "{:>5} {} {:<28} {:<30} {}",
                        entry.seq, entry.at, entry.actor, entry.action, entry.subject
                    ));
                }
            }
            Ok(())
        }
    }
}

/// Verifies the record and says what does not hold.
async fn verify(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    anchor: Option<&str>,
) -> anyhow::Result<()> {
    let anchor = asked(anchor.map(read_anchor).transpose())?;
    let report = engine.store().audit_report(workspace, anchor).await?;
    let problems = report.problems();
    let n_entries = report.chain.as_ref().map_or(0, |verified| verified.n_entries);
    if global.json {
        let head = report.chain.as_ref().ok().and_then(|verified| verified.head);
        let why = problems.first();
        say_json(&json!({
            "verified": report.holds(), "n_entries": n_entries, "head": head,
            "anchor": report.anchor, "problems": problems, "why": why,
            "not_yet_covered": report.not_covered, "not_covered": store::NOT_COVERED,
        }))?;
    }
    if !report.holds() {
        problems.iter().for_each(|problem| tell(format!("  {problem}")));
        bail!("the record does not hold: {} of its parts are not as they were written", problems.len());
    }
    if !global.json {
        let head = report.chain.ok().and_then(|verified| verified.head);
        let head = head.map(|head| head.to_string()).unwrap_or_default();
        say(format!("the chain of {n_entries} entries holds; its head is {head}"));
        say("approvals, consents, arms, results, members and definitions are those it tells of");
        match report.anchor {
            Some(anchor) => say(format!("it passes through entry {}, noted outside its table", anchor.seq)),
            None if n_entries == 0 => {}
            None => say("its end is noted nowhere yet: the next decision seals the chain and notes it"),
        }
        if !report.not_covered.is_empty() {
            say(format!(
                "written by an earlier version and not covered before the next change: {}",
                report.not_covered.join(", ")
            ));
        }
        say("this proves nothing about:");
        store::NOT_COVERED.iter().for_each(|what| say(format!("  {what}")));
        say("  what somebody did who has the chain's key (docs/guides/audit.md says where to keep it)");
    }
    Ok(())
}

/// Reads an end of a chain as `truelift audit anchor` prints it.
fn read_anchor(text: &str) -> anyhow::Result<Anchor> {
    let why = || {
        format!("`{text}` is no end of a chain, write it as `truelift audit anchor` prints it: NUMBER:DIGEST")
    };
    let (seq, digest) = text.split_once(':').with_context(why)?;
    let (seq, digest) = (seq.parse().with_context(why)?, digest.parse().with_context(why)?);
    Ok(Anchor { seq, digest })
}
