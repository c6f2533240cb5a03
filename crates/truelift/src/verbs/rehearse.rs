//! Playing a pilot to its gate on the command line.

use super::acting::{acting_or_operator, actor};
use super::job::run_here;
use super::readout::amount;
use super::{asked, desk, wall_clock};
use crate::args::Global;
use crate::measure_args::RehearseArgs;
use crate::screen::{Step, say, say_json};
use anyhow::anyhow;
use engine::PilotFile;
use experiment::{Estimate, PlannedLift};
use governance::Act;
use judging::measure::{self, Rehearsal, Rehearse, World};
use rounds::jobs::{Asked, Means, Report};
use serde_json::json;
use vocabulary::grouped;

pub async fn run(global: &Global, args: &RehearseArgs) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    let pilot = PilotFile::load(engine.store(), &workspace, &args.pilot).await?;
    if args.show {
        let found = measure::rehearsal_of(&engine, &workspace, pilot.id()).await?;
        let found = found
            .ok_or_else(|| anyhow!("`{0}` was not rehearsed yet: run `truelift rehearse {0}`", pilot.id()));
        return print(global, &asked(found)?);
    }
    let named = args.member.as_deref();
    let (engine, by) = acting_or_operator(global, engine, &workspace, named, Act::Make, wall_clock()).await?;
    if args.remove {
        let is_removed = measure::remove_rehearsal(&engine, &workspace, pilot.id(), &actor(&by), now).await?;
        if global.json {
            return say_json(&json!({ "removed": is_removed }));
        }
        let words = if is_removed { "the rehearsal is taken away" } else { "there was no rehearsal" };
        say(format!("{}: {words}", pilot.id()));
        return Ok(());
    }
    let lift = asked(args.lift.as_deref().map(amount).transpose())?;
    let question = Rehearse {
        metric: args.metric.clone(),
        lift: lift.map(|(size, is_relative)| PlannedLift { size, is_relative }),
        n_runs: args.runs,
        seed: args.seed,
    };
    let step = Step::begin("rehearse");
    let asked = Asked::Rehearse { pilot: args.pilot.clone(), question };
    let done = run_here((&engine, &workspace), &asked, &by, &Means::default(), &step).await?;
    let Report::Rehearse(found) = done else { return Ok(()) };
    step.done(format!("{} times", args.runs));
    print(global, &found)
}

fn print(global: &Global, found: &Rehearsal) -> anyhow::Result<()> {
    if global.json {
        return say_json(found);
    }
    say(format!("rehearsal of `{}`, simulated: nothing was sent", found.pilot));
    say(format!(
        "  {} people in the audience on {}, {} of them can be written to",
        grouped(found.n_members),
        found.from.day(),
        grouped(found.n_reachable)
    ));
    found.worlds.iter().for_each(|world| print_world(found, world));
    say(format!("\n{}", found.summary));
    found.notes.iter().for_each(|note| say(format!("note: {note}")));
    Ok(())
}

fn print_world(found: &Rehearsal, world: &World) {
    let lift = world.lift_relative.map(|share| format!(" ({:+.1} %)", 100.0 * share)).unwrap_or_default();
    match world.lift_abs {
        0.0 => say("\nthe lines change nothing"),
        lift_abs => say(format!("\nthe lines move {} by {lift_abs:.4}{lift}", found.metric)),
    }
    say(format!(
        "  the gate says scale {}, iterate {}, stop {}",
        world.n_scale, world.n_iterate, world.n_stop
    ));
    let n_known = found.n_runs.saturating_sub(world.n_withheld);
    if 0 < n_known {
        say(format!(
            "  the headline's interval held what was made up {} times of {n_known}",
            world.n_covered
        ));
    }
    if 0 < world.n_withheld {
        say(format!("  the headline's number was withheld {} times", world.n_withheld));
    }
    say("  the first time:");
    let is_head = |estimate: &&Estimate| {
        estimate.metric == found.metric && estimate.arm == found.arm && estimate.control == found.control
    };
    world.readout.estimates.iter().filter(is_head).for_each(|found| say(format!("    {}", found.sentence)));
    say(format!("    gate: {}", world.decision.decision));
    world.decision.reasons.iter().for_each(|reason| say(format!("      {reason}")));
}
