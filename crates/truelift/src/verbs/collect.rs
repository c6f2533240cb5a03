//! Step 1 on the command line.

use super::acting::{acting, acting_or_operator};
use super::desk;
use super::job::run_here;
use crate::args::{CollectVerb, Global};
use crate::screen::{Step, count, say, say_json};
use engine::Engine;
use gathering::collect;
use gathering::collect::ImportReport;
use governance::Act;
use rounds::jobs::{Asked, Given, Means, Report};
use serde_json::json;
use std::path::{Path, PathBuf};
use store::QuarantineFilter;
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// Rows listed at most.
const N_LISTED: i64 = 50;

pub async fn run(global: &Global, verb: &CollectVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        CollectVerb::Import { files, contract, exported_at, dry_run: true, .. } => {
            rehearse(global, &engine, &workspace, files, (contract, *exported_at), now).await
        }
        CollectVerb::Import { files, contract, exported_at, dry_run: false, anyway, by } => {
            if !anyway {
                names_agree(&engine, &workspace, files, contract, now).await?;
            }
            let named = by.member.as_deref();
            let (engine, by) =
                acting_or_operator(global, engine, &workspace, named, Act::MendData, now).await?;
            import(global, (&engine, &workspace), files, (contract, *exported_at), &by).await
        }
        CollectVerb::Reload { source, by } => {
            let named = by.member.as_deref();
            let (engine, by) =
                acting_or_operator(global, engine, &workspace, named, Act::MendData, now).await?;
            reload(global, (&engine, &workspace), source, &by).await
        }
        CollectVerb::Quarantine { rule, source } => {
            let (rule, source) = (rule.as_deref(), source.as_deref());
            let filter = QuarantineFilter { rule, source, is_open: true, ..QuarantineFilter::default() };
            quarantine(global, &engine, &workspace, filter).await
        }
        CollectVerb::Replay { source, rule, edits, member } => {
            let (source, rule) = (source.as_deref(), rule.as_deref());
            let filter = QuarantineFilter { source, rule, ..QuarantineFilter::default() };
            let (engine, member) = match edits.is_empty() {
                true => (engine, None),
                false => {
                    let named = member.as_deref();
                    let (engine, by) = acting(global, engine, &workspace, named, Act::MendData).await?;
                    (engine, Some(by.member_id))
                }
            };
            replay(global, &engine, &workspace, filter, (edits, member.as_ref()), now).await
        }
        CollectVerb::Mend { .. } => super::mend::run(global, engine, &workspace, verb, now).await,
        CollectVerb::Discard { rows, source, rule, reason, undo, member } => {
            let (source, rule) = (source.as_deref(), rule.as_deref());
            let filter = QuarantineFilter { source, rule, ..QuarantineFilter::default() };
            let (which, named) = ((rows.as_slice(), filter), member.as_deref());
            let (engine, by) = acting(global, engine, &workspace, named, Act::MendData).await?;
            let member = &by.member_id;
            let done = match undo {
                true => collect::undo_discard(&engine, &workspace, which, member, now).await?,
                false => {
                    let reason = reason.as_deref().unwrap_or_default();
                    collect::discard(&engine, &workspace, which, reason, member, now).await?
                }
            };
            if global.json {
                return say_json(&done);
            }
            let what = if *undo { "wait again" } else { "discarded; `--undo` puts them back" };
            say(format!("{} rows {what}", count(done.n_rows)));
            Ok(())
        }
        CollectVerb::Compact => {
            let (n_before, n_after) = engine.compact().await?;
            if global.json {
                return say_json(&json!({ "n_files_before": n_before, "n_files_after": n_after }));
            }
            say(format!("{n_before} files became {n_after}"));
            Ok(())
        }
    }
}

async fn import(
    global: &Global,
    at: (&Engine, &WorkspaceId),
    files: &[PathBuf],
    (contract, exported_at): (&str, Option<Timestamp>),
    by: &store::Member,
) -> anyhow::Result<()> {
    let mut reports = Vec::new();
    for file in files {
        let step = Step::begin("collect");
        let asked =
            Asked::Import { source: contract.to_owned(), file: Given::Path(file.clone()), exported_at };
        let done = run_here(at, &asked, by, &Means::default(), &step).await?;
        let Report::Import(report) = done else { continue };
        let note = if report.is_repeated { "; loaded before, nothing changed" } else { "" };
        reports.push(told(global, step, file, *report, note));
    }
    ended(global, &reports)
}

/// Refuses a file whose name says another thing of its people than the contract says of every row by itself: what
/// that would withdraw or grant is withdrawn or granted for good.
async fn names_agree(
    engine: &Engine,
    workspace: &WorkspaceId,
    files: &[PathBuf],
    contract: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    let contract = collect::contract(engine, workspace, contract).await?;
    for file in files {
        let name = file.display().to_string();
        if contract.warning_of(&name, 0).is_none() {
            continue;
        }
        let given = collect::Given::of(file, now);
        let report = collect::preview(engine, workspace, &contract, given, now, |_| ()).await?;
        if let Some(warning) = contract.warning_of(&name, report.n_rows) {
            let why = format!("{warning}. Nothing was imported; `--anyway` imports it all the same");
            return Err(super::WrongInput::of(why));
        }
    }
    Ok(())
}

/// Says what an import would do, and writes nothing.
async fn rehearse(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    files: &[PathBuf],
    (contract, exported_at): (&str, Option<Timestamp>),
    now: Timestamp,
) -> anyhow::Result<()> {
    let contract = collect::contract(engine, workspace, contract).await?;
    let mut reports = Vec::new();
    for file in files {
        let step = Step::begin("collect");
        let progress = |n| step.at(format!("{} rows", count(n)));
        let given = collect::Given::of(file, now);
        let given = exported_at.map_or(Ok(given), |at| given.written(at, now))?;
        let report = collect::preview(engine, workspace, &contract, given, now, progress).await?;
        reports.push(told(global, step, file, report, "; dry run, nothing was written"));
    }
    ended(global, &reports)
}

fn told(global: &Global, step: Step, file: &Path, report: ImportReport, note: &str) -> ImportReport {
    let line = format!("{}: {}{note}", file.display(), report.words());
    // Nothing taken in is no success, and no line of success says so.
    if report.is_nothing() {
        step.fail(line)
    } else {
        step.done(line)
    }
    if !global.json {
        report.notes.iter().for_each(|note| say(format!("  note: {note}")));
        report.problems.iter().for_each(|problem| say(format!("  {}", problem.words())));
    }
    report
}

fn ended(global: &Global, reports: &[ImportReport]) -> anyhow::Result<()> {
    if global.json {
        say_json(&reports)?;
    }
    match reports.iter().find(|report| report.is_nothing()) {
        Some(report) => Err(super::WrongInput(nothing(report)).into()),
        None => Ok(()),
    }
}

fn nothing(report: &ImportReport) -> anyhow::Error {
    match report.n_rows {
        0 => anyhow::anyhow!("`{}` has no rows: export it again", report.file),
        _ => anyhow::anyhow!(
            "nothing of `{}` could be taken in: mend the contract or the file, then `truelift collect reload {}`",
            report.file,
            report.source
        ),
    }
}

async fn reload(
    global: &Global,
    at: (&Engine, &WorkspaceId),
    source: &str,
    by: &store::Member,
) -> anyhow::Result<()> {
    let step = Step::begin("reload");
    let asked = Asked::Reload { source: source.to_owned() };
    let Report::Reload(report) = run_here(at, &asked, by, &Means::default(), &step).await? else {
        return Ok(());
    };
    step.done(format!("{source}: {} originals by {}", report.files.len(), report.read_by));
    if global.json {
        return say_json(&report);
    }
    for file in &report.files {
        say(format!("  {}: {}", file.file, file.words()));
    }
    if 0 < report.n_mended {
        say(format!("  {} rows that were in quarantine are good now", count(report.n_mended)));
    }
    Ok(())
}

async fn replay(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    filter: QuarantineFilter<'_>,
    (edits, member): (&[String], Option<&MemberId>),
    now: Timestamp,
) -> anyhow::Result<()> {
    let edit = |text: &String| match text.split_once('=') {
        Some((row_id, original)) => {
            Ok(collect::Edit { row_id: row_id.to_owned(), original: original.to_owned() })
        }
        None => Err(super::WrongInput(anyhow::anyhow!(
            "`{text}` is no edit: write the row's id, `=`, and the row as JSON"
        ))),
    };
    let edits: Vec<collect::Edit> = edits.iter().map(edit).collect::<Result<_, _>>()?;
    let report = collect::replay(engine, workspace, (&[], filter), &edits, member, now).await?;
    if global.json {
        return say_json(&json!({
            "n_landed": report.n_landed, "n_same": report.n_same,
            "n_still_quarantined": report.n_still_quarantined, "read_by": report.read_by,
        }));
    }
    say(format!(
        "{} rows landed, {} said what was known, {} stay in quarantine",
        count(report.n_landed),
        count(report.n_same),
        count(report.n_still_quarantined)
    ));
    for by in &report.read_by {
        say(format!("  {}: read by {}", by.source, by.contract));
    }
    if !edits.is_empty() {
        for row in report.rows.iter().filter(|row| row.state == "open") {
            say(format!("  {}: {}", row.row_id, row.why.as_deref().unwrap_or("it stays")));
        }
    }
    Ok(())
}

async fn quarantine(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    filter: QuarantineFilter<'_>,
) -> anyhow::Result<()> {
    let store = engine.store();
    if filter.rule.is_some() || filter.source.is_some() {
        let page = store.quarantine_rows(workspace, filter, 0, N_LISTED).await?;
        for row in &page.items {
            let line = json!({
                "row_id": row.row_id, "source": row.source, "file": row.file, "line": row.line,
                "rule": row.rule, "field": row.field, "why": row.why, "original": row.original,
            });
            say(line.to_string());
        }
        return Ok(());
    }
    let summary = store.quarantine_summary(workspace).await?;
    if global.json {
        let row = |s: &store::QuarantineSummary| json!({ "source": s.source, "rule": s.rule, "field": s.field, "n_open": s.n_open, "n_replayed": s.n_replayed, "n_discarded": s.n_discarded });
        return say_json(&summary.iter().map(row).collect::<Vec<_>>());
    }
    if summary.is_empty() {
        say("nothing is in quarantine");
    }
    for s in &summary {
        say(format!(
            "{:>7} open {:>7} replayed {:>7} discarded  {:<9} {:<10} {:<14} {}",
            s.n_open, s.n_replayed, s.n_discarded, s.source, s.rule, s.field, s.why
        ));
    }
    Ok(())
}
