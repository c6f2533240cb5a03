//! Step 5 on the command line.

use super::{desk, wall_clock};
use crate::args::{Global, ReviewVerb};
use crate::screen::{say, say_json};
use engine::{kept, review};
use governance::Role;
use serde_json::json;
use store::NewMember;
use vocabulary::MemberId;

pub async fn run(global: &Global, verb: &ReviewVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        ReviewVerb::Member { name, email, role } => {
            let role: Role = role.parse()?;
            let new = NewMember { name, email, role, password_hash: None };
            let member = engine.store().create_member(&workspace, new, wall_clock()).await?;
            if global.json {
                return say_json(
                    &json!({ "member": member.member_id, "name": member.name, "role": member.role }),
                );
            }
            say(format!("{} is member `{}`", member.name, member.member_id));
            Ok(())
        }
        ReviewVerb::Request { pilot, member } => {
            let author = MemberId::new(member.as_str())?;
            let hash = review::request(&engine, &workspace, pilot, &author, now).await?;
            if global.json {
                return say_json(&json!({ "release_hash": hash }));
            }
            say(format!(
                "asked for approval of release {}: another member approves with `truelift review approve {pilot} --as MEMBER`",
                hash.short()
            ));
            Ok(())
        }
        ReviewVerb::Approve { pilot, member, note } => {
            let approver = MemberId::new(member.as_str())?;
            let hash = review::approve(&engine, &workspace, pilot, &approver, false, note, now).await?;
            if global.json {
                return say_json(&json!({ "release_hash": hash }));
            }
            say(format!("approved release {}", hash.short()));
            Ok(())
        }
        ReviewVerb::Show { pilot } => {
            let release = kept::release_of(&engine, &workspace, pilot).await?;
            let standing = kept::standing(&engine, &workspace, &release).await?;
            if global.json {
                return say_json(&standing);
            }
            say(format!("release {} of `{pilot}`", standing.release_hash.short()));
            match &standing.stale {
                None => say("approved: it may be released"),
                Some(why) => say(format!("not approved: {why}")),
            }
            for approval in &standing.approvals {
                let scripted = if approval.is_scripted() { ", by a script" } else { "" };
                let hash = approval.release_hash().short();
                say(format!(
                    "  {hash} by {} ({}) at {}{scripted}",
                    approval.by(),
                    approval.by_role(),
                    approval.at()
                ));
            }
            Ok(())
        }
    }
}
