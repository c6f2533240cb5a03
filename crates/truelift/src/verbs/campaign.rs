//! Step 6 on the command line.

use super::acting::acting_or_operator;
use super::desk;
use super::job::run_here;
use crate::args::{CampaignVerb, Global};
use crate::screen::{Step, count, say, say_json, tell};
use engine::PilotFile;
use governance::Act;
use reaching::release::{self, Foretold, PlanReport};
use rounds::jobs::{Asked, Means, Report};
use serde_json::json;

pub async fn run(global: &Global, verb: &CampaignVerb) -> anyhow::Result<()> {
    let (mut engine, workspace, now) = desk(global).await?;
    let mut planned = None;
    let pilot = match verb {
        CampaignVerb::Release { pilot, dry_run: true, .. } => {
            let foretold = release::foretell(&engine, &workspace, pilot, now).await?;
            return say_foretold(global, &foretold);
        }
        CampaignVerb::Release { pilot, by, .. } => {
            let named = by.member.as_deref();
            let (acting, by) =
                acting_or_operator(global, engine, &workspace, named, Act::Release, now).await?;
            engine = acting;
            let step = Step::begin("release");
            let asked = Asked::Release { pilot: pilot.clone() };
            let done = run_here((&engine, &workspace), &asked, &by, &Means::default(), &step).await?;
            if let Report::Release(plan, proof) = done {
                step.done(format!("{} sent, {} held out", count(proof.sent), count(proof.held_out)));
                tell_plan(&plan);
                planned = Some(plan);
            }
            pilot
        }
        CampaignVerb::Proof { pilot } => pilot,
    };
    let pilot = PilotFile::load(engine.store(), &workspace, pilot).await?;
    let key = pilot.campaign_key(&workspace);
    let proof = engine.store().count_proof(&key).await?;
    let reasons = engine.store().suppression_counts(&key).await?;
    if global.json {
        return say_json(&json!({ "plan": planned, "proof": proof, "suppressions": reasons }));
    }
    say(format!(
        "{} planned = {} sent + {} rejected + {} suppressed + {} unknown: {}",
        count(proof.planned),
        count(proof.sent),
        count(proof.rejected),
        count(proof.suppressed),
        count(proof.unknown),
        if proof.holds { "the proof holds" } else { "the proof does not hold yet" }
    ));
    say(format!(
        "{} held out of {} planned for the holdout",
        count(proof.held_out),
        count(proof.holdout_planned)
    ));
    if 0 < proof.deferred {
        say(format!(
            "{} wait for quiet hours to end: `truelift serve` sends them then, or run `truelift campaign release {}` again",
            count(proof.deferred),
            pilot.id()
        ));
    }
    for reason in &reasons {
        say(format!(
            "  {:>6} {} ({} in the holdout)",
            count(reason.n),
            reason.reason,
            count(reason.n_holdout)
        ));
    }
    Ok(())
}

/// Says what a release would do now.
fn say_foretold(global: &Global, foretold: &Foretold) -> anyhow::Result<()> {
    if global.json {
        return say_json(foretold);
    }
    let of = |is_holdout: bool| -> u64 {
        foretold.arms.iter().filter(|arm| arm.is_holdout == is_holdout).map(|arm| arm.n_open).sum()
    };
    say(format!(
        "{} would get a message and {} would be held out, of {} in the audience; nothing was planned or sent",
        count(of(false)),
        count(of(true)),
        count(foretold.plan.n_members)
    ));
    for arm in &foretold.arms {
        let what = if arm.is_holdout { "held out" } else { "get a message" };
        tell(format!("  {:>6} {what} in {}", count(arm.n_open), arm.arm));
    }
    for (why, n) in &foretold.refusals {
        tell(format!("  {:>6} held back: {why}", count(*n)));
    }
    tell_plan(&foretold.plan);
    Ok(())
}

/// Says who takes no part, and when the ramp goes on.
fn tell_plan(plan: &PlanReport) {
    for (n, why) in [
        (plan.by_arm.get("global_holdout").copied().unwrap_or(0), "are in the global holdout"),
        (plan.by_arm.get("programme_holdout").copied().unwrap_or(0), "are in the programme's holdout"),
        (plan.n_other_slot, "are in slots of other experiments of the layer"),
        (plan.n_later, "wait for the ramp"),
        (plan.n_arm_gone, "had an arm in an earlier version that is gone"),
        (plan.n_unreachable, "have no address"),
        (plan.n_same_mailbox, "share the mailbox of another member, who is reached"),
    ] {
        if 0 < n {
            tell(format!("  {:>6} {why}", count(n)));
        }
    }
    if let Some(step) = &plan.next_step {
        tell(format!(
            "the ramp goes on to {} % at {}: release again then",
            100.0 * step.exposed_ratio,
            step.from
        ));
    }
    if let Some(why) = &plan.too_small {
        tell(format!("warning: {why}"));
    }
}
