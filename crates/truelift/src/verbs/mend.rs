//! Quarantined rows, mended column by column.

use super::WrongInput;
use super::acting::acting;
use crate::args::{CollectVerb, Global};
use crate::screen::{count, say, say_json};
use engine::Engine;
use gathering::collect::{MendReport, Replacement, check_edit, mend_all, replay, with_columns};
use governance::Act;
use store::QuarantineFilter;
use vocabulary::{Timestamp, WorkspaceId};

/// Mends one row, or all of a cause.
pub(super) async fn run(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    verb: &CollectVerb,
    now: Timestamp,
) -> anyhow::Result<()> {
    let CollectVerb::Mend { row, set, source, rule, field, column, from, to, dry_run, member } = verb else {
        return Ok(());
    };
    let (engine, by) = acting(global, engine, workspace, member.as_deref(), Act::MendData).await?;
    let report = match row {
        Some(row) => one(&engine, workspace, (row, set), *dry_run, &by.member_id, now).await?,
        None => {
            let filter = QuarantineFilter {
                source: source.as_deref(),
                rule: rule.as_deref(),
                field: field.as_deref(),
                is_open: true,
            };
            let (column, to) = (column.as_deref().unwrap_or_default(), to.as_deref().unwrap_or_default());
            let replacement = Replacement { column, from: from.as_deref(), to };
            mend_all(&engine, workspace, filter, replacement, *dry_run, &by.member_id, now).await?
        }
    };
    match global.json {
        true => say_json(&report)?,
        false => print(&report),
    }
    // What keeps nothing is no success.
    match report.n_landed + report.n_same {
        0 if 0 < report.n_still_quarantined => Err(WrongInput::of(
            "none of the rows is good by it, so nothing was written: see why they stay, and say another value",
        )),
        _ => Ok(()),
    }
}

async fn one(
    engine: &Engine,
    workspace: &WorkspaceId,
    (row, set): (&str, &[String]),
    is_dry_run: bool,
    member: &vocabulary::MemberId,
    now: Timestamp,
) -> anyhow::Result<MendReport> {
    let mut pairs = Vec::with_capacity(set.len());
    for text in set {
        let Some(pair) = text.split_once('=') else {
            let why = format!("`{text}` sets nothing: write the column's name, `=` and its value");
            return Err(WrongInput::of(why));
        };
        pairs.push(pair);
    }
    if pairs.is_empty() {
        return Err(WrongInput::of("say what the row should say: `--set COLUMN=VALUE`"));
    }
    let edit = with_columns(engine, workspace, row, &pairs).await?;
    let mut report = MendReport { n_rows: 1, is_dry_run, ..MendReport::default() };
    let why = match is_dry_run {
        true => {
            let found = check_edit(engine, workspace, &edit, now).await?;
            report.n_landed = u64::from(found.is_none());
            found.map(|rejected| rejected.why)
        }
        false => {
            let which = (&[][..], QuarantineFilter::default());
            let done = replay(engine, workspace, which, &[edit], Some(member), now).await?;
            (report.n_landed, report.n_same) = (done.n_landed, done.n_same);
            done.rows.into_iter().find_map(|row| row.why)
        }
    };
    report.n_still_quarantined = u64::from(why.is_some());
    report.problems.extend(why.map(|value| gathering::collect::ColumnValue { value, n_rows: 1 }));
    Ok(report)
}

fn print(report: &MendReport) {
    let would = if report.is_dry_run { "would land" } else { "landed" };
    say(format!(
        "{} rows: {} {would}, {} said what was known, {} stay in quarantine",
        count(report.n_rows),
        count(report.n_landed),
        count(report.n_same),
        count(report.n_still_quarantined)
    ));
    for problem in &report.problems {
        say(format!("  {} rows stay: {}", count(problem.n_rows), problem.value));
    }
}
