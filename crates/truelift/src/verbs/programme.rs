//! All experiments together, on the command line.

use super::desk;
use crate::args::{Global, ProgrammeVerb};
use crate::screen::{count, say, say_json};
use rounds::pages::together::{self, HoldoutReadout, Together};

pub async fn run(global: &Global, verb: &ProgrammeVerb) -> anyhow::Result<()> {
    let ProgrammeVerb::Readout = verb;
    let (engine, workspace, now) = desk(global).await?;
    let together = together::run(&engine, &workspace, now).await?;
    if global.json {
        return say_json(&together);
    }
    print(&together);
    Ok(())
}

fn number(value: Option<f64>, n_decimals: usize) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| format!("{value:.n_decimals$}"))
}

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| format!("{:.0} %", 100.0 * value))
}

fn print(together: &Together) {
    let readout = &together.readout;
    let plural = if readout.n_experiments == 1 { "" } else { "s" };
    say(format!(
        "{} experiment{plural} released, {} not decided yet",
        readout.n_experiments, readout.n_running
    ));
    let wins = &readout.win_rate;
    match &wins.withheld {
        Some(why) => say(format!("win rate: withheld: {why}")),
        None => say(format!(
            "win rate: {} of {} decided are to be scaled, {} [{}, {}]; {} to try again, {} stopped",
            wins.n_scaled,
            wins.n_decided,
            percent(wins.share),
            percent(wins.ci_low),
            percent(wins.ci_high),
            wins.n_iterated,
            wins.n_stopped
        )),
    }
    let velocity = &readout.velocity;
    say(format!(
        "speed: decided a month: {}; {} days from start to decision in the median ({} to {})",
        number(velocity.decided_per_month, 1),
        number(velocity.days_to_decision, 0),
        number(velocity.days_to_decision_min, 0),
        number(velocity.days_to_decision_max, 0)
    ));
    if let Some(why) = &velocity.withheld {
        say(format!("  {why}"));
    }
    for impact in &readout.impacts {
        say(format!(
            "impact on {} ({}): {} as measured, {} with the luck taken off",
            impact.metric,
            impact.unit,
            number(Some(impact.total_observed), 2),
            number(impact.total, 2)
        ));
        if let Some(why) = &impact.withheld {
            say(format!("  {why}"));
        }
        for lift in &impact.lifts {
            say(format!(
                "  {:<24} {:+.4} per person, believed {}",
                lift.id,
                lift.observed,
                number(lift.shrunk, 4)
            ));
        }
    }
    together.holdouts.iter().for_each(print_holdout);
    if let Some(why) = &together.cumulative_withheld {
        say(format!("whole effect of the programme: unknown: {why}"));
    }
}

fn print_holdout(holdout: &HoldoutReadout) {
    let name = holdout.programme.as_deref().unwrap_or("everything");
    say(format!(
        "holdout from {name}, {}: {} reached against {} held out ({})",
        holdout.period,
        count(holdout.n_reached),
        count(holdout.n_held_out),
        percent(Some(holdout.ratio))
    ));
    if let Some(why) = &holdout.withheld {
        say(format!("  withheld: {why}"));
    }
    for estimate in &holdout.estimates {
        match &estimate.withheld {
            Some(why) => say(format!("  {}: withheld: {why}", estimate.metric)),
            None => say(format!("  {}", estimate.sentence)),
        }
    }
}
