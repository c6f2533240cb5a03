//! Step 4 on the command line.

use super::acting::{acting, acting_or_operator, actor};
use super::job::run_here;
use super::{WrongInput, desk};
use crate::args::Global;
use crate::review_args::ContentVerb;
use crate::screen::{Step, say, say_json};
use engine::jobs::{Asked, Means, Report};
use engine::{Engine, PilotFile, create, definitions, kept};
use governance::Act;
use guardrails::Finding;
use store::Member;
use vocabulary::{Timestamp, WorkspaceId};

pub async fn run(global: &Global, verb: &ContentVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        ContentVerb::Create { pilot, model, seed, by } => {
            let named = by.member.as_deref();
            let (engine, by) = acting_or_operator(global, engine, &workspace, named, Act::Make, now).await?;
            let step = Step::begin("create");
            let asked = Asked::Generate { pilot: pilot.clone(), seed: *seed, with_model: true };
            let means = Means { model: model.clone(), ..Means::default() };
            let done = run_here((&engine, &workspace), &asked, &by, &means, &step).await?;
            let Report::Generate(report) = done else { return Ok(()) };
            written(global, &report, step)
        }
        ContentVerb::List { pilot } => {
            let pilot = PilotFile::load(engine.store(), &workspace, pilot).await?;
            let lines = kept::lines(&engine, &workspace, &pilot).await?;
            if global.json {
                return say_json(&lines);
            }
            if lines.is_empty() {
                say(format!("no lines yet: run `truelift content create {}`", pilot.id()));
            }
            for line in &lines {
                say(format!("{:<9} {:<10} {}", line.status.as_str(), line.provider, line.text));
                print_findings(&line.findings);
            }
            Ok(())
        }
        ContentVerb::Write { pilot, text, member } => {
            let named = member.as_deref();
            let (engine, by) = acting(global, engine, &workspace, named, Act::Make).await?;
            write((global, &engine, &workspace), pilot, text, &by, now).await
        }
        ContentVerb::Choose { pilot, line, member } => {
            let named = member.as_deref();
            let (engine, by) = acting(global, engine, &workspace, named, Act::Make).await?;
            choose((global, &engine, &workspace), pilot, line, &by, now).await
        }
        ContentVerb::Check { pilot, text } => {
            let pilot = PilotFile::load(engine.store(), &workspace, pilot).await?;
            let findings = definitions::checker(&engine, &workspace, &pilot).await?.check(text);
            let n_errors = findings.iter().filter(|finding| finding.is_error()).count();
            if global.json {
                say_json(&findings)?;
            } else if findings.is_empty() {
                say("nothing to say against it");
            } else {
                print_findings(&findings);
            }
            // A script must be able to tell a line that may be used from one that may not.
            match n_errors {
                0 => Ok(()),
                1 => Err(WrongInput::of("1 error: the line may not be used")),
                n => Err(WrongInput::of(format!("{n} errors: the line may not be used"))),
            }
        }
    }
}

/// Says who wrote how many lines, and which was chosen.
fn written(global: &Global, report: &create::CreateReport, step: Step) -> anyhow::Result<()> {
    let by: Vec<String> =
        report.by_provider.iter().map(|(writer, (n, _))| format!("{n} by {writer}")).collect();
    step.done(format!(
        "{} lines ({}), {} rejected by the checks",
        report.n_candidates,
        by.join(", "),
        report.n_rejected
    ));
    if report.by_provider.keys().all(|writer| writer == "phrasebook") {
        say(
            "no model wrote: these are the brand's own phrases put together; `--model FILE` has a model write, too",
        );
    }
    if global.json {
        return say_json(report);
    }
    match &report.chosen {
        Some(chosen) => say(format!("chosen: “{}” ({})", chosen.text, chosen.provider)),
        None => say(
            "no line passed the checks: see why with `truelift content list`, or write another prompt version",
        ),
    }
    Ok(())
}

type Desk<'a> = (&'a Global, &'a Engine, &'a WorkspaceId);

async fn write(
    (global, engine, workspace): Desk<'_>,
    pilot: &str,
    text: &str,
    by: &Member,
    now: Timestamp,
) -> anyhow::Result<()> {
    let line = create::write_own(engine, workspace, pilot, text, by, now).await?;
    if global.json {
        return say_json(&line);
    }
    let id = &line.variant_id;
    say(format!("added: “{}”; choose it with `truelift content choose {pilot} {id}`", line.text));
    print_findings(&line.findings);
    Ok(())
}

/// Chooses a line by its words or its id.
async fn choose(
    (global, engine, workspace): Desk<'_>,
    pilot: &str,
    line: &str,
    by: &Member,
    now: Timestamp,
) -> anyhow::Result<()> {
    let loaded = PilotFile::load(engine.store(), workspace, pilot).await?;
    let lines = kept::lines(engine, workspace, &loaded).await?;
    let id = lines.iter().find(|found| found.text == line).map_or(line, |found| &found.variant_id);
    let line = create::choose_line(engine, workspace, pilot, id, &actor(by), now).await?;
    if global.json {
        return say_json(&line);
    }
    say(format!("chosen: “{}” ({})", line.text, line.provider));
    Ok(())
}

fn print_findings(findings: &[Finding]) {
    for finding in findings {
        let severity = if finding.is_error() { "error" } else { "warning" };
        say(format!("          {severity}: {}: {}", finding.rule.as_str(), finding.why));
    }
}
