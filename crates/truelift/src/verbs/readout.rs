//! Steps 7 and 8 on the command line.

use super::acting::{acting_or_operator, actor};
use super::job::run_here;
use super::{asked, desk};
use crate::args::{GateArgs, Global};
use crate::measure_args::{CorrectionArg, FileArgs, QuestionArgs, ReadoutArgs, StoppingArg};
use crate::screen::{Step, say, say_json};
use anyhow::{Context, anyhow, bail};
use engine::kept::EffectAt;
use experiment::{Analysis, Bayes, CheckVerdict, Estimate, Margin, PlannedLook, Readout, Test};
use governance::Act;
use judging::{decide, measure};
use measurement::TableExperiment;
use rounds::jobs::{Asked, Means, Report};
use serde::Serialize;
use stats::{Correction, RelativeMethod, StoppingRule};
use std::collections::BTreeMap;
use std::path::Path;

pub async fn run(global: &Global, args: &ReadoutArgs) -> anyhow::Result<()> {
    let (readout, over_time) = match (&args.file.file, &args.pilot) {
        (Some(file), _) => (asked(of_file(file, &args.file, &args.question))?, Vec::new()),
        (None, Some(pilot)) => {
            let (engine, workspace, now) = desk(global).await?;
            let named = args.by.member.as_deref();
            let (engine, by) = acting_or_operator(global, engine, &workspace, named, Act::Judge, now).await?;
            let step = Step::begin("readout");
            let asked = Asked::Readout { pilot: pilot.clone() };
            match run_here((&engine, &workspace), &asked, &by, &Means::default(), &step).await? {
                Report::Readout(kept) => (kept.readout, kept.over_time),
                _ => return Ok(()),
            }
        }
        (None, None) => asked(Err(anyhow!("name a pilot, or a file with --file")))?,
    };
    if global.json {
        return say_json(&ReadOut { readout: &readout, over_time: &over_time });
    }
    print(&readout);
    print_over_time(&over_time);
    Ok(())
}

/// A readout as JSON: how the effect grew stands beside it where a pilot was read out.
#[derive(Serialize)]
struct ReadOut<'a> {
    #[serde(flatten)]
    readout: &'a Readout,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    over_time: &'a [EffectAt],
}

fn of_file(file: &Path, args: &FileArgs, question: &QuestionArgs) -> anyhow::Result<Readout> {
    let Some(control) = &args.control else {
        bail!("--file needs --arm COLUMN and --control VALUE");
    };
    let reading = measure::FileReading {
        control: control.clone(),
        level: args.level,
        weights: weights(&args.weight)?,
        analysis: analysis(question, args.registered_segments)?,
        n_threads: threads(args.threads),
    };
    Ok(measure::read_out_file(file, &experiment(args)?, &reading)?)
}

/// The threads asked for, or all.
pub fn threads(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
}

/// Which columns of a file are what.
pub fn experiment(args: &FileArgs) -> anyhow::Result<TableExperiment> {
    Ok(TableExperiment {
        arm: args.arm.clone().context("--file needs --arm COLUMN")?,
        metrics: args.metric.iter().map(|metric| metric.parse()).collect::<Result<_, _>>()?,
        covariates: args.covariate.clone(),
        stratum: args.stratum.clone(),
        cluster: args.cluster.clone(),
        neighbours: args.neighbours.clone(),
        unit: args.unit.clone(),
        segment: args.segment.clone(),
        day: args.day.clone(),
        source: args.source.clone(),
        earlier: args.earlier.clone(),
        is_folded: args.fold_arms,
        left_out: args.leave_out.clone(),
    })
}

fn analysis(question: &QuestionArgs, is_segment_registered: bool) -> anyhow::Result<Analysis> {
    Ok(Analysis {
        test: test(&question.test)?,
        bayes: question.bayes.then_some(Bayes { prior_std_dev: question.prior }),
        peek: question.peek,
        look: question.look.as_deref().map(|look| planned(look, question.stopping)).transpose()?,
        correction: question.correct.map(|correction| match correction {
            CorrectionArg::Holm => Correction::Holm,
            CorrectionArg::Hochberg => Correction::Hochberg,
            CorrectionArg::BenjaminiHochberg => Correction::BenjaminiHochberg,
        }),
        is_fieller: question.fieller,
        is_segment_registered,
        ..Analysis::default()
    })
}

fn test(text: &str) -> anyhow::Result<Test> {
    let (name, margin) = text.split_once('=').map_or((text, None), |(name, margin)| (name, Some(margin)));
    let margin = || -> anyhow::Result<Margin> {
        let text =
            margin.with_context(|| format!("`{name}` needs a margin, as `{name}=0.01` or `{name}=2%`"))?;
        let (size, is_relative) = amount(text)?;
        if size <= 0.0 {
            bail!("`{text}` is no margin, use a number above 0");
        }
        Ok(Margin { size, is_relative })
    };
    Ok(match name {
        "two-sided" => Test::TwoSided,
        "greater" => Test::Greater,
        "less" => Test::Less,
        "non-inferiority" => Test::NonInferiority(margin()?),
        "equivalence" => Test::Equivalence(margin()?),
        _ => bail!(
            "`{name}` is no test, use two-sided, greater, less, non-inferiority=MARGIN or equivalence=MARGIN"
        ),
    })
}

/// A number in the unit of a metric, or a share of today's value as `2%`; true for the latter.
pub fn amount(text: &str) -> anyhow::Result<(f64, bool)> {
    let (number, is_relative) = text.strip_suffix('%').map_or((text, false), |number| (number, true));
    let size = number.trim().parse::<f64>().ok().filter(|size| size.is_finite());
    let size =
        size.with_context(|| format!("`{text}` is no amount, write a number as 0.01 or a share as 2%"))?;
    Ok((if is_relative { size / 100.0 } else { size }, is_relative))
}

fn planned(text: &str, stopping: StoppingArg) -> anyhow::Result<PlannedLook> {
    let why = || format!("`{text}` is no look, write the second of five as 2/5");
    let (look, n_looks) = text.split_once('/').with_context(why)?;
    let (look, n_looks): (u32, u32) = (look.parse().with_context(why)?, n_looks.parse().with_context(why)?);
    if look == 0 || n_looks < look || 1000 < n_looks {
        bail!(why());
    }
    let rule = match stopping {
        StoppingArg::ObrienFleming => StoppingRule::ObrienFleming,
        StoppingArg::Pocock => StoppingRule::Pocock,
        StoppingArg::SpendObrienFleming => StoppingRule::SpendObrienFleming,
        StoppingArg::SpendPocock => StoppingRule::SpendPocock,
    };
    Ok(PlannedLook { look, n_looks, rule })
}

fn weights(given: &[String]) -> anyhow::Result<BTreeMap<String, f64>> {
    let pair = |text: &String| {
        let (arm, share) = text.rsplit_once('=').with_context(|| format!("`{text}` is not ARM=SHARE"))?;
        let (share, _) = amount(share).with_context(|| format!("`{text}` is no planned share"))?;
        Ok((arm.to_owned(), share))
    };
    given.iter().map(pair).collect()
}

fn print(readout: &Readout) {
    let people: Vec<String> = readout.split.observed.iter().map(|(arm, n)| format!("{arm} {n}")).collect();
    let p_value = readout.split.test.map_or_else(|| "unknown".to_owned(), |test| short_p(test.p_value));
    say(format!("people: {}; sample ratio p = {p_value}", people.join(", ")));
    // What is wrong with the numbers is read before them.
    print_flagged(readout);
    readout.estimates.iter().for_each(print_estimate);
    if !readout.segments.is_empty() {
        let is_exploratory = readout.segments.iter().any(|estimate| estimate.is_exploratory);
        let why = if is_exploratory {
            ", exploratory: they suggest what to test next and prove nothing"
        } else {
            ""
        };
        say(format!("\nby segment{why}"));
        readout.segments.iter().for_each(print_segment);
    }
    print_checks(readout);
    readout.notes.iter().for_each(|note| say(format!("note: {note}")));
}

fn print_over_time(over_time: &[EffectAt]) {
    if over_time.is_empty() {
        return;
    }
    say("\nthe headline by days after the message; each interval holds by itself");
    for effect in over_time {
        let [lift, low, high] = [effect.lift_abs, effect.ci_low, effect.ci_high].map(number);
        match &effect.withheld {
            Some(why) => say(format!("  {:>3} days: withheld, {why}", effect.days)),
            None => say(format!("  {:>3} days: {lift} [{low}, {high}]", effect.days)),
        }
    }
}

/// Verdicts that a reader must know before the numbers.
const FLAGGED: [(CheckVerdict, &str); 2] =
    [(CheckVerdict::Withheld, "withheld"), (CheckVerdict::Flagged, "look at")];

fn print_flagged(readout: &Readout) {
    for (verdict, word) in FLAGGED {
        let found = readout.checks.iter().filter(|check| check.verdict == verdict);
        found.for_each(|check| say(format!("{word}: {}", check.reason)));
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| format!("{value:.6}"))
}

fn print_relative(estimate: &Estimate) {
    for relative in &estimate.relative {
        let name = match relative.method {
            RelativeMethod::LogRatio => "log ratio",
            RelativeMethod::Delta => "delta method",
            RelativeMethod::Fieller => "Fieller",
        };
        match &relative.withheld {
            Some(why) => say(format!("  relative by {name}: withheld, {why}")),
            None => say(format!(
                "  relative by {name} {} [{}, {}]",
                number(relative.lift),
                number(relative.ci_low),
                number(relative.ci_high)
            )),
        }
    }
}

fn print_estimate(estimate: &Estimate) {
    say(format!("\n{}: {} over {}", estimate.metric, estimate.arm, estimate.control));
    if let Some(why) = &estimate.withheld {
        say(format!("  withheld: {why}"));
        return;
    }
    say(format!("  {}", estimate.sentence));
    let measured =
        [estimate.mean_measured.or(estimate.mean), estimate.mean_control_measured.or(estimate.mean_control)];
    let adjusted = match (estimate.variance_reduction, estimate.mean, estimate.mean_control) {
        (Some(_), Some(own), Some(base)) => {
            format!(" as measured, {own:.6} against {base:.6} after what was known before")
        }
        _ => String::new(),
    };
    let [own, base] = measured.map(number);
    say(format!("  {own} against {base}{adjusted}"));
    say(format!(
        "  lift {} [{}, {}], p = {}",
        number(estimate.lift_abs),
        number(estimate.ci_low),
        number(estimate.ci_high),
        p_words(estimate.p_value, estimate.log10_p)
    ));
    if let Some(caps) = estimate.caps {
        let low = caps.low.map(|low| format!("at least {low}"));
        let high = caps.high.map(|high| format!("at most {high}"));
        let held: Vec<String> = low.into_iter().chain(high).collect();
        say(format!("  each person held to {}", held.join(" and ")));
    }
    if estimate.p_corrected.is_some() {
        let corrected = p_words(estimate.p_corrected, estimate.log10_p_corrected);
        say(format!("  corrected for all tests here: p = {corrected}"));
    }
    print_relative(estimate);
    if let Some(forecast) = estimate.forecast() {
        say(format!("  {forecast}"));
    }
    if let Some(sentence) = estimate.relative_disagreement() {
        say(format!("  {sentence}"));
    }
    if let Some(reduction) = estimate.variance_reduction {
        let what = match (estimate.is_cuped, estimate.n_strata) {
            (true, Some(n)) => format!("covariates and {n} strata"),
            (false, Some(n)) => format!("{n} strata"),
            (_, None) => "the covariates".to_owned(),
        };
        say(format!("  {}", super::power::taken_off(&what, reduction)));
    }
    let answers = [
        estimate.test.as_ref().map(|test| test.sentence.clone()),
        estimate.peek.as_ref().map(|peek| peek.sentence.clone()),
        estimate.look.as_ref().map(|look| look.sentence.clone()),
    ];
    answers.into_iter().flatten().for_each(|answer| say(format!("  {answer}")));
    if let Some(bayes) = &estimate.bayes {
        say(format!(
            "  believed {:.6} [{:.6}, {:.6}]; expected loss {:.6} if chosen, {:.6} if not",
            bayes.lift.lift,
            bayes.lift.ci_low,
            bayes.lift.ci_high,
            bayes.lift.loss_if_chosen,
            bayes.lift.loss_if_kept
        ));
    }
}

fn print_segment(estimate: &Estimate) {
    say(format!("  {}", estimate.sentence));
    if let Some(shrunk) = &estimate.shrunk {
        say(format!(
            "    drawn to the others: {:.6} [{:.6}, {:.6}]",
            shrunk.lift_abs, shrunk.ci_low, shrunk.ci_high
        ));
    }
}

fn print_checks(readout: &Readout) {
    let of = |verdict| readout.checks.iter().filter(move |check| check.verdict == verdict);
    say(format!("\nchecks: {} passed", of(CheckVerdict::Passed).count()));
    of(CheckVerdict::Unknown).for_each(|check| say(format!("  not made: {}", check.reason)));
    for (verdict, word) in FLAGGED {
        match of(verdict).count() {
            0 => {}
            n => say(format!("  {word}: {n}, said above")),
        }
    }
}

fn p_words(p_value: Option<f64>, log10_p: Option<f64>) -> String {
    match (p_value, log10_p) {
        (Some(p), _) if 0.0 < p => format!("{p:.4e}"),
        (_, Some(log10)) => format!("10^{log10:.1}"),
        _ => "unknown".to_owned(),
    }
}

/// A p-value that is mostly far from 0.
fn short_p(p: f64) -> String {
    if p < 1e-4 { format!("{p:.1e}") } else { format!("{p:.4}") }
}

/// Decides a pilot.
pub async fn gate(global: &Global, args: &GateArgs) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    let (pilot, named) = (args.pilot.as_str(), args.by.member.as_deref());
    let (engine, by) = acting_or_operator(global, engine, &workspace, named, Act::Judge, now).await?;
    let word = decide::Word { by: &actor(&by), note: &args.note, read: None };
    let decided = decide::run_by(&engine, &workspace, pilot, word, now).await?;
    if global.json {
        return say_json(&decided);
    }
    say(format!("{}: {}", pilot, decided.decision.decision));
    decided.decision.reasons.iter().for_each(|reason| say(format!("  {reason}")));
    say(format!("  rule: {}", decided.rule));
    if !decided.note.is_empty() {
        say(format!("  note: {}", decided.note));
    }
    for amendment in &decided.amendments {
        say(format!("  amended after the release: {amendment}"));
    }
    Ok(())
}
