//! Steps 7 and 8 on the command line.

use super::desk;
use crate::args::{Global, ReadoutArgs};
use crate::screen::{say, say_json, tell};
use anyhow::{Context, bail};
use engine::{PilotFile, decide, measure};
use experiment::{Estimate, Readout};
use measurement::FileExperiment;
use std::collections::BTreeMap;

pub async fn run(global: &Global, args: &ReadoutArgs) -> anyhow::Result<()> {
    let readout = match (&args.file, &args.pilot) {
        (Some(file), _) => {
            let (Some(arm), Some(control)) = (&args.arm, &args.control) else {
                bail!("--file needs --arm COLUMN and --control VALUE");
            };
            let experiment = FileExperiment {
                arm: arm.clone(),
                metrics: args.metric.clone(),
                covariate: args.covariate.clone(),
            };
            let weights = weights(&args.weight)?;
            measure::read_out_file(file, &experiment, control, args.level, &weights).await?
        }
        (None, Some(pilot)) => {
            let (engine, workspace, now) = desk(global).await?;
            let earlier = PilotFile::load(engine.store(), &workspace, pilot).await?;
            // What a simulator said of the truth stays with the readout.
            let kept = measure::latest(&engine, &workspace, &earlier).await?;
            let truths = kept.map(|kept| truths(&kept.readout)).unwrap_or_default();
            measure::run(&engine, &workspace, pilot, &truths, now).await?.readout
        }
        (None, None) => bail!("name a pilot, or a file with --file"),
    };
    if global.json {
        return say_json(&readout);
    }
    print(&readout);
    Ok(())
}

fn weights(given: &[String]) -> anyhow::Result<BTreeMap<String, f64>> {
    let pair = |text: &String| {
        let (arm, share) = text.rsplit_once('=').with_context(|| format!("`{text}` is not ARM=SHARE"))?;
        let share: f64 = share.parse().with_context(|| format!("`{share}` in `{text}` is not a number"))?;
        Ok((arm.to_owned(), share))
    };
    given.iter().map(pair).collect()
}

fn truths(readout: &Readout) -> measure::Truths {
    let truth = |estimate: &Estimate| {
        let key = (estimate.metric.clone(), estimate.arm.clone(), estimate.control.clone());
        Some((key, estimate.truth?))
    };
    readout.estimates.iter().filter_map(truth).collect()
}

fn print(readout: &Readout) {
    let people: Vec<String> = readout.split.observed.iter().map(|(arm, n)| format!("{arm} {n}")).collect();
    let p_value =
        readout.split.test.map_or_else(|| "unknown".to_owned(), |test| format!("{:.4}", test.p_value));
    say(format!("people: {}; sample ratio p = {p_value}", people.join(", ")));
    for estimate in &readout.estimates {
        say(format!("\n{}: {} over {}", estimate.metric, estimate.arm, estimate.control));
        if let Some(why) = &estimate.withheld {
            say(format!("  withheld: {why}"));
            continue;
        }
        let number =
            |value: Option<f64>| value.map_or_else(|| "unknown".to_owned(), |value| format!("{value:.6}"));
        say(format!("  {}", estimate.sentence));
        say(format!("  mean {} against {}", number(estimate.mean), number(estimate.mean_control)));
        say(format!(
            "  lift {} [{}, {}], p = {}",
            number(estimate.lift_abs),
            number(estimate.ci_low),
            number(estimate.ci_high),
            p_words(estimate)
        ));
        if let Some(relative) = estimate.lift_rel {
            let (low, high) = (number(estimate.lift_rel_low), number(estimate.lift_rel_high));
            say(format!("  relative {relative:.6} [{low}, {high}]"));
        }
        if let (true, Some(reduction)) = (estimate.is_cuped, estimate.variance_reduction) {
            say(format!("  the covariate took {:.1} % off the variance", 100.0 * reduction));
        }
    }
    readout.notes.iter().for_each(|note| tell(format!("note: {note}")));
}

fn p_words(estimate: &Estimate) -> String {
    match (estimate.p_value, estimate.log10_p) {
        (Some(p), _) if 0.0 < p => format!("{p:.4e}"),
        (_, Some(log10)) => format!("10^{log10:.1}"),
        _ => "unknown".to_owned(),
    }
}

/// Decides a pilot.
pub async fn gate(global: &Global, pilot: &str) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    let decided = decide::run(&engine, &workspace, pilot, now).await?;
    if global.json {
        return say_json(&decided);
    }
    say(format!("{}: {}", pilot, decided.decision.decision));
    decided.decision.reasons.iter().for_each(|reason| say(format!("  {reason}")));
    say(format!("  rule: {}", decided.rule));
    Ok(())
}
