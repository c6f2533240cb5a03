//! Step 3 on the command line.

use super::desk;
use crate::args::{AudienceVerb, Global};
use crate::screen::{count, say, say_json, tell};
use engine::target;
use serde_json::json;
use vocabulary::PersonId;

pub async fn run(global: &Global, verb: &AudienceVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        AudienceVerb::Count { audience } => {
            let definition = target::find(&engine, &workspace, audience).await?;
            let n = target::count(&engine, &workspace, &definition, now).await?;
            let unseen = target::unseen(&engine, &workspace, &definition).await?;
            if global.json {
                return say_json(&json!({
                    "audience": definition.name,
                    "n_people": n,
                    "now": now,
                    "warnings": unseen,
                }));
            }
            for warning in &unseen {
                tell(format!("warning: {warning}"));
            }
            say(format!("{} people are in `{}` at {now}", count(n), definition.name));
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
