//! Step 1 on the command line.

use super::desk;
use crate::args::{CollectVerb, Global};
use crate::screen::{Step, count, say, say_json};
use engine::{Engine, collect};
use serde_json::json;
use std::path::PathBuf;
use store::QuarantineFilter;
use vocabulary::{Timestamp, WorkspaceId};

/// Rows listed at most.
const N_LISTED: i64 = 50;

pub async fn run(global: &Global, verb: &CollectVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        CollectVerb::Import { files, contract } => {
            import(global, &engine, &workspace, files, contract, now).await
        }
        CollectVerb::Quarantine { rule } => quarantine(global, &engine, &workspace, rule.as_deref()).await,
        CollectVerb::Replay { source, rule } => {
            let (source, rule) = (source.as_deref(), rule.as_deref());
            let filter = QuarantineFilter { source, rule, ..QuarantineFilter::default() };
            let report = collect::replay(&engine, &workspace, &[], filter, &[], now).await?;
            if global.json {
                return say_json(
                    &json!({ "n_accepted": report.n_accepted, "n_still_quarantined": report.n_still_quarantined }),
                );
            }
            say(format!(
                "{} rows landed, {} stay in quarantine",
                count(report.n_accepted),
                count(report.n_still_quarantined)
            ));
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
    engine: &Engine,
    workspace: &WorkspaceId,
    files: &[PathBuf],
    contract: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    let contract = collect::contract(engine, workspace, contract).await?;
    let mut reports = Vec::new();
    for file in files {
        let step = Step::begin("collect");
        let report = collect::import(engine, workspace, &contract, file, now, |n| {
            step.at(format!("{} rows", count(n)));
        })
        .await?;
        let again = if report.is_repeated { "; loaded before, nothing changed" } else { "" };
        step.done(format!(
            "{}: {} rows, {} accepted ({} new), {} quarantined{again}",
            file.display(),
            count(report.n_rows),
            count(report.n_accepted),
            count(report.n_landed),
            count(report.n_rejected)
        ));
        reports.push(report);
    }
    if global.json { say_json(&reports) } else { Ok(()) }
}

async fn quarantine(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    rule: Option<&str>,
) -> anyhow::Result<()> {
    let store = engine.store();
    if let Some(rule) = rule {
        let filter = QuarantineFilter { rule: Some(rule), is_open: true, ..QuarantineFilter::default() };
        let page = store.quarantine_rows(workspace, filter, 0, N_LISTED).await?;
        for row in &page.items {
            let line = json!({
                "row_id": row.row_id, "source": row.source, "file": row.file, "line": row.line,
                "field": row.field, "why": row.why, "original": row.original,
            });
            say(line.to_string());
        }
        return Ok(());
    }
    let summary = store.quarantine_summary(workspace).await?;
    if global.json {
        let row = |s: &store::QuarantineSummary| json!({ "source": s.source, "rule": s.rule, "field": s.field, "n_open": s.n_open, "n_replayed": s.n_replayed });
        return say_json(&summary.iter().map(row).collect::<Vec<_>>());
    }
    if summary.is_empty() {
        say("nothing is in quarantine");
    }
    for s in &summary {
        say(format!(
            "{:>7} open {:>7} replayed  {:<9} {:<10} {:<14} {}",
            s.n_open, s.n_replayed, s.source, s.rule, s.field, s.why
        ));
    }
    Ok(())
}
