//! Planning a test on the command line.

use super::readout::{amount, threads};
use super::{asked, desk};
use crate::args::Global;
use crate::measure_args::PowerArgs;
use crate::screen::{say, say_json};
use anyhow::{Context, anyhow, bail};
use engine::PilotFile;
use experiment::{History, PlannedLift, PowerAnswer, PowerQuestion};
use judging::measure::{self, Foresee, Foreseen};
use measurement::TableExperiment;
use serde::Serialize;
use stats::{Factorial, Word, control_share};
use vocabulary::grouped;

/// What is printed with `--json`.
#[derive(Serialize)]
struct Report {
    question: PowerQuestion,
    answers: Vec<PowerAnswer>,
    /// Metrics that cannot be planned, with the reason.
    withheld: Vec<(String, String)>,
}

pub async fn run(global: &Global, args: &PowerArgs) -> anyhow::Result<()> {
    if let Some(pilot) = &args.pilot {
        return of_pilot(global, pilot, args).await;
    }
    if let Some(n_factors) = args.factors {
        return multiplex(global, n_factors, &args.generator);
    }
    let (histories, withheld) = asked(histories(args))?;
    let question = asked(question(args, histories.len() + withheld.len()))?;
    let answers = histories.iter().map(|history| question.answer(history)).collect();
    let report = Report { question, answers, withheld };
    let is_answered = report.answers.iter().any(|answer| answer.withheld.is_none());
    if global.json {
        say_json(&report)?;
        return if is_answered { Ok(()) } else { asked(Err(unanswered(&report))) };
    }
    if !is_answered {
        return asked(Err(unanswered(&report)));
    }
    for answer in &report.answers {
        let History { metric, baseline, variance, variance_reduction, .. } = &answer.history;
        say(format!("{metric}: {baseline:.6} today, standard deviation {:.6}", variance.sqrt()));
        if let Some(reduction) = variance_reduction {
            say(format!("  {}", taken_off("covariates and strata", *reduction)));
        }
        say(format!("  {}", answer.sentence));
    }
    report.withheld.iter().for_each(|(metric, why)| say(format!("{metric}: withheld, {why}")));
    Ok(())
}

/// Why nothing could be planned.
fn unanswered(report: &Report) -> anyhow::Error {
    let planned = report.answers.iter().map(|answer| (&answer.history.metric, answer.withheld.as_ref()));
    let others = report.withheld.iter().map(|(metric, why)| (metric, Some(why)));
    let why = planned.chain(others).filter_map(|(metric, why)| Some(format!("{metric}: {}", why?)));
    anyhow!("no plan: {}", why.collect::<Vec<_>>().join("; "))
}

/// What a pilot can find with the audience it has.
async fn of_pilot(global: &Global, pilot: &str, args: &PowerArgs) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    let pilot = PilotFile::load(engine.store(), &workspace, pilot).await?;
    let wanted = Foresee { lift: asked(planned_lift(args))?, power: args.power };
    let found = measure::foresee(&engine, &workspace, &pilot, wanted, now).await?;
    if global.json {
        return say_json(&found);
    }
    say(format!(
        "from {} to {}, on {} people who were in the audience; {} can take part",
        found.from.day(),
        found.to.day(),
        grouped(found.n_history),
        grouped(found.n_people)
    ));
    let mut metric = "";
    for Foreseen { metric: own, arm, control, answer, .. } in &found.foreseen {
        if own != metric {
            metric = own;
            let History { baseline, variance, variance_reduction, .. } = &answer.history;
            say(format!(
                "{metric}: {baseline:.6} without a message, standard deviation {:.6}",
                variance.sqrt()
            ));
            if let Some(reduction) = variance_reduction {
                say(format!("  {}", taken_off("covariates", *reduction)));
            }
        }
        say(format!("  {arm} against {control}: {}", answer.sentence));
    }
    found.withheld.iter().for_each(|(metric, why)| say(format!("{metric}: withheld, {why}")));
    found.notes.iter().for_each(|note| say(format!("note: {note}")));
    say(format!("to be read from {} on, if all is sent as planned", found.readable_on.day()));
    Ok(())
}

fn planned_lift(args: &PowerArgs) -> anyhow::Result<Option<PlannedLift>> {
    let lift = args.lift.as_deref().map(amount).transpose()?;
    Ok(lift.map(|(size, is_relative)| PlannedLift { size, is_relative }))
}

/// What is said of a gain in noise, which may be a loss.
pub fn taken_off(what: &str, reduction: f64) -> String {
    if reduction < 0.0 {
        return format!("{what} make the variance {:.2} times as large", 1.0 - reduction);
    }
    format!("{what} take {:.1} % off the variance", 100.0 * reduction)
}

type Histories = (Vec<History>, Vec<(String, String)>);

fn histories(args: &PowerArgs) -> anyhow::Result<Histories> {
    let name = args.metric.first().map_or("the metric", String::as_str);
    match (&args.history, args.mean, args.sd, args.rate) {
        (Some(file), ..) => {
            let experiment = TableExperiment {
                metrics: args.metric.iter().map(|metric| metric.parse()).collect::<Result<_, _>>()?,
                covariates: args.covariate.clone(),
                stratum: args.stratum.clone(),
                cluster: args.cluster.clone(),
                ..TableExperiment::default()
            };
            let mut found: Histories = (Vec::new(), Vec::new());
            for (metric, history) in measure::history_of_file(file, &experiment, threads(None))? {
                match history {
                    Ok(history) => found.0.push(history),
                    Err(why) => found.1.push((metric, why)),
                }
            }
            Ok(found)
        }
        (None, Some(mean), Some(sd), _) if !(mean.is_finite() && (sd * sd).is_finite() && 0.0 < sd) => {
            bail!("`--mean {mean} --sd {sd}` describes no outcome, give a number and one above 0")
        }
        (None, _, _, Some(rate)) if !(0.0 < rate && rate < 1.0) => {
            bail!("`--rate {rate}` is no share of people, use a number between 0 and 1")
        }
        (None, Some(mean), Some(sd), _) => Ok((vec![History::of_mean(name, mean, sd)], Vec::new())),
        (None, _, _, Some(rate)) => Ok((vec![History::of_share(name, rate)], Vec::new())),
        _ => bail!("say what is known: --history FILE --metric COLUMN, or --mean with --sd, or --rate"),
    }
}

fn question(args: &PowerArgs, n_metrics: usize) -> anyhow::Result<PowerQuestion> {
    if args.lift.is_none() && args.people.is_none() {
        bail!("say what is asked: --lift 2% for the people it takes, --people 50000 for what they can find");
    }
    for (name, share) in [("alpha", args.alpha), ("power", args.power)] {
        if !(0.0 < share && share < 1.0) {
            bail!("`--{name} {share}` is no probability, use a number between 0 and 1");
        }
    }
    if let Some(per_day) = args.per_day
        && !(0.0 < per_day && per_day.is_finite())
    {
        bail!("`--per-day {per_day}` is no number of people who come in a day, use one above 0");
    }
    let lift = planned_lift(args)?;
    let control_share =
        match args.control_share.as_deref() {
            None => None,
            Some("best") => Some(control_share(args.arms - 1)),
            Some(text) => {
                let share = text.parse::<f64>().ok().filter(|share| 0.0 < *share && *share < 1.0);
                Some(share.with_context(|| {
                    format!("`{text}` is no share, use a number between 0 and 1, or `best`")
                })?)
            }
        };
    Ok(PowerQuestion {
        n_arms: args.arms,
        control_share,
        alpha: args.alpha,
        power: args.power,
        is_two_sided: !args.one_sided,
        n_metrics: n_metrics as u32,
        n_people: args.people,
        lift,
        per_day: args.per_day,
        ..PowerQuestion::default()
    })
}

/// A multiplex test as it is printed with `--json`.
#[derive(Serialize)]
struct Multiplex {
    runs: Vec<Vec<bool>>,
    resolution: Option<u32>,
    defining_words: Vec<String>,
    /// Each main effect with what it cannot be told from.
    aliases: Vec<(String, Vec<String>)>,
}

fn multiplex(global: &Global, n_factors: usize, generators: &[String]) -> anyhow::Result<()> {
    let generators: Vec<&str> = generators.iter().map(String::as_str).collect();
    let design = Factorial::fractional(n_factors, &generators)
        .with_context(|| format!("{n_factors} factors with {generators:?} are no design"));
    let design = asked(design)?;
    let words = |words: Vec<Word>| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    let alias = |place| {
        let word = Word::factor(place);
        (word.to_string(), words(design.aliases(word)))
    };
    let found = Multiplex {
        runs: design.runs(),
        resolution: design.resolution(),
        defining_words: words(design.defining_words()),
        aliases: (0..n_factors).map(alias).collect(),
    };
    if global.json {
        return say_json(&found);
    }
    let names: Vec<&String> = found.aliases.iter().map(|(name, _)| name).collect();
    say(format!("{} messages of {n_factors} factors", found.runs.len()));
    for (place, run) in found.runs.iter().enumerate() {
        let on: Vec<&str> =
            names.iter().zip(run).filter(|(_, is_on)| **is_on).map(|(name, _)| name.as_str()).collect();
        say(format!("  {:>4}  {}", place + 1, if on.is_empty() { "none".to_owned() } else { on.join(" ") }));
    }
    match found.resolution {
        None => say("every effect can be told from every other"),
        Some(resolution) => {
            say(format!("resolution {resolution}: {}", resolution_words(resolution)));
            for (name, aliases) in &found.aliases {
                say(format!("  {name} cannot be told from {}", aliases.join(", ")));
            }
        }
    }
    Ok(())
}

fn resolution_words(resolution: u32) -> &'static str {
    match resolution {
        ..=2 => "two factors cannot be told apart, take other generators",
        3 => "a factor is mixed with interactions of two: right only where there are none",
        4 => "factors are clear of interactions of two, which are mixed with each other",
        _ => "factors and interactions of two are clear of each other",
    }
}
