//! The audit chain on the command line.

use super::desk;
use crate::args::{AuditVerb, Global};
use crate::screen::{say, say_json};
use anyhow::bail;
use serde_json::json;

pub async fn run(global: &Global, verb: &AuditVerb) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    match verb {
        AuditVerb::Verify => match engine.store().verify_audit(&workspace, None).await? {
            Ok(verified) => {
                let head = verified.head.map(|head| head.to_string()).unwrap_or_default();
                if global.json {
                    return say_json(
                        &json!({ "verified": true, "n_entries": verified.n_entries, "head": head }),
                    );
                }
                say(format!("the chain of {} entries holds; its head is {head}", verified.n_entries));
                Ok(())
            }
            Err(broken) => {
                if global.json {
                    say_json(&json!({ "verified": false, "why": broken.to_string() }))?;
                }
                bail!("{broken}")
            }
        },
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
