//! Step 2 on the command line.

use super::acting::{acting, acting_or_operator};
use super::desk;
use super::job::run_here;
use crate::args::{Global, OriginArg, PeopleExportArgs, PeopleVerb, RulingArgs};
use crate::job_args::AskedBy;
use crate::screen::{Step, count, say, say_file, say_json, tell};
use anyhow::Context;
use engine::Engine;
use gathering::unify;
use gathering::unify::{PairTable, ReviewKind, Word};
use governance::Act;
use rounds::jobs::{Asked, Means, Report};
use rounds::pages::{people, person};
use serde_json::json;
use vocabulary::{PersonId, RulingKind, RulingOrigin, Timestamp, WorkspaceId};

/// People listed at most.
const N_LISTED: usize = 50;

/// Resolves all records.
pub async fn unify(global: &Global, by: &AskedBy) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    let named = by.member.as_deref();
    let (engine, by) = acting_or_operator(global, engine, &workspace, named, Act::MendData, now).await?;
    let step = Step::begin("unify");
    let at = (&engine, &workspace);
    let Report::Unify(report) = run_here(at, &Asked::Unify, &by, &Means::default(), &step).await? else {
        return Ok(());
    };
    step.done(format!(
        "{} people from {} records",
        count(report.n_people as i128),
        count(report.n_records as i128)
    ));
    report.warnings.iter().for_each(|warning| tell(format!("note: {warning}")));
    if global.json { say_json(&report) } else { Ok(()) }
}

/// Takes people along for a purpose.
async fn export(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    args: &PeopleExportArgs,
    now: Timestamp,
) -> anyhow::Result<()> {
    let (channel, purposes) = super::audience::asked(&args.channel, &args.purpose)?;
    let (engine, by) = acting(global, engine, workspace, args.member.as_deref(), Act::TakePeople).await?;
    let filter = people::Filter {
        audience: args.audience.clone(),
        source: args.source.clone(),
        ..people::Filter::default()
    };
    let export = people::Export { by: &by.member_id, channel, purposes: &purposes, columns: &args.column };
    let found = people::export(&engine, workspace, &filter, &export, now).await?;
    match &args.to {
        Some(path) => std::fs::write(path, &found.csv)
            .with_context(|| format!("`{}` cannot be written", path.display()))?,
        None if !global.json => say_file(&found.csv)?,
        None => {}
    }
    if global.json {
        return say_json(&json!({
            "n_people": found.n_people,
            "n_left_out": found.n_left_out,
            "file": args.to,
            "csv": args.to.is_none().then_some(&found.csv),
        }));
    }
    tell(format!(
        "{} people; {} are left out, since nothing may be sent to them for this",
        count(found.n_people as i128),
        count(found.n_left_out as i128)
    ));
    Ok(())
}

pub async fn run(global: &Global, verb: &PeopleVerb) -> anyhow::Result<()> {
    // A measurement of files needs no workspace.
    if let PeopleVerb::Evaluate(args) = verb {
        return super::evaluate::run(global, args);
    }
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        PeopleVerb::Show { id } => {
            let id = PersonId::new(id.as_str())?;
            let found = person::show(&engine, &workspace, &id, now).await?;
            if global.json {
                return say_json(&found);
            }
            print(&found);
            Ok(())
        }
        PeopleVerb::Search { query } => {
            let page = person::search(&engine, &workspace, query, None, N_LISTED).await?;
            if global.json {
                return say_json(&page);
            }
            for hit in &page.items {
                let email = hit.email.as_deref().unwrap_or("");
                let found_by = hit.found_by.as_deref().map_or(String::new(), |by| format!("  by {by}"));
                say(format!(
                    "{:<20} {:<28} {:<34} {} records{found_by}",
                    hit.person_id, hit.name, email, hit.n_records
                ));
            }
            say(format!("{} of {} people", page.items.len(), count(page.n_total)));
            Ok(())
        }
        PeopleVerb::Export(args) => export(global, engine, &workspace, args, now).await,
        PeopleVerb::Compare { left, right } => {
            let table = unify::compare(&engine, &workspace, left, right).await?;
            if global.json { say_json(&table) } else { print_table(&table) }
        }
        PeopleVerb::Review { sample, limit } => review(global, &engine, &workspace, *sample, *limit).await,
        PeopleVerb::Merge(args) => rule(global, engine, &workspace, RulingKind::Same, args, now).await,
        PeopleVerb::Veto(args) => rule(global, engine, &workspace, RulingKind::Different, args, now).await,
        PeopleVerb::Pin(args) => rule(global, engine, &workspace, RulingKind::Pinned, args, now).await,
        PeopleVerb::Split { record, member, note } => {
            let named = member.as_deref();
            let (engine, by) = acting(global, engine, &workspace, named, Act::MendData).await?;
            let made = unify::split(&engine, &workspace, record, note, &by.member_id, now).await?;
            said(global, &made)
        }
        PeopleVerb::Undo { ruling, member } => {
            let named = member.as_deref();
            let (engine, by) = acting(global, engine, &workspace, named, Act::MendData).await?;
            let undone = unify::undo(&engine, &workspace, *ruling, &by.member_id, now).await?;
            if global.json {
                return say_json(&undone);
            }
            say(format!("ruling {ruling} is taken back; `truelift unify` makes it so"));
            Ok(())
        }
        PeopleVerb::Rulings => rulings(global, &engine, &workspace).await,
        PeopleVerb::Precision => precision(global, &engine, &workspace).await,
        PeopleVerb::Evaluate(_) => Ok(()),
    }
}

async fn rule(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    kind: RulingKind,
    args: &RulingArgs,
    now: Timestamp,
) -> anyhow::Result<()> {
    let origin = match args.origin {
        OriginArg::Member => RulingOrigin::Member,
        OriginArg::Review => RulingOrigin::Review,
        OriginArg::Sample => RulingOrigin::Sample,
    };
    let word = Word { kind, origin, note: args.note.clone() };
    let named = args.member.as_deref();
    let (engine, by) = acting(global, engine, workspace, named, Act::MendData).await?;
    let pair = (args.left.as_str(), args.right.as_str());
    let made = unify::rule(&engine, workspace, pair, &word, &by.member_id, now).await?;
    said(global, &[made])
}

fn said(global: &Global, made: &[i64]) -> anyhow::Result<()> {
    if global.json {
        return say_json(&serde_json::json!({ "rulings": made }));
    }
    let numbers: Vec<String> = made.iter().map(i64::to_string).collect();
    say(format!("kept as ruling {}; `truelift unify` makes it so", numbers.join(", ")));
    Ok(())
}

async fn review(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    is_sample: bool,
    limit: usize,
) -> anyhow::Result<()> {
    let kind = if is_sample { ReviewKind::Sample } else { ReviewKind::Unsure };
    let queue = unify::queue(engine, workspace, kind, limit).await?;
    if global.json {
        return say_json(&queue);
    }
    for pair in &queue.items {
        say(format!("{}  and  {}", pair.left.record_id, pair.right.record_id));
        let mut names: Vec<&String> = pair.left.fields.keys().chain(pair.right.fields.keys()).collect();
        names.sort();
        names.dedup();
        let shown = |fields: &std::collections::BTreeMap<String, String>, name: &String| {
            fields.get(name).cloned().unwrap_or_else(|| "-".to_owned())
        };
        for name in names {
            let (left, right) = (shown(&pair.left.fields, name), shown(&pair.right.fields, name));
            let mark = if left == right { " " } else { "≠" };
            say(format!("  {mark} {name:<14} {left:<34} {right}"));
        }
        print_table(&pair.table)?;
        say("");
    }
    say(match queue.n_waiting {
        0 => "no pair waits".to_owned(),
        n => format!(
            "{} pairs wait; decide with `truelift people merge LEFT RIGHT --origin {}` or `people veto …`",
            count(n as i128),
            kind.origin().as_str()
        ),
    });
    Ok(())
}

fn print_table(table: &PairTable) -> anyhow::Result<()> {
    for line in &table.comparisons {
        say(format!("  {:>+7.1}  {}: {}", line.bits, line.field, line.words));
    }
    say(format!(
        "  {:>+7.1}  in all: {:.1}% sure they are one person",
        table.bits,
        100.0 * table.probability
    ));
    Ok(())
}

async fn rulings(global: &Global, engine: &Engine, workspace: &WorkspaceId) -> anyhow::Result<()> {
    let rulings = engine.store().rulings(workspace).await?;
    if global.json {
        return say_json(&rulings);
    }
    if rulings.is_empty() {
        say("no member said anything of a record yet");
    }
    for ruling in &rulings {
        let undone = ruling.undone_by.as_ref().map(|by| format!(", taken back by {by}")).unwrap_or_default();
        say(format!(
            "{:>4}  {:<9} {} and {}, by {} on {}{undone}  {}",
            ruling.ruling_id,
            ruling.kind.as_str(),
            ruling.left_record,
            ruling.right_record,
            ruling.by_member,
            ruling.at.day(),
            ruling.note
        ));
    }
    Ok(())
}

async fn precision(global: &Global, engine: &Engine, workspace: &WorkspaceId) -> anyhow::Result<()> {
    let found = unify::precision(engine, workspace).await?;
    if global.json {
        return say_json(&found);
    }
    match (found.precision, found.ci_low, found.ci_high) {
        (Some(share), Some(low), Some(high)) => say(format!(
            "{} of {} sampled links are right: {:.1}%, 95% interval {:.1}% to {:.1}%",
            found.n_right,
            found.n_judged,
            100.0 * share,
            100.0 * low,
            100.0 * high
        )),
        _ => say("no sampled link was judged yet: see `truelift people review --sample`"),
    }
    Ok(())
}

fn print_records(person: &person::Profile) {
    say("\nrecords");
    for record in &person.records {
        say(format!("  {:<24} {}", record.record_id, record.source));
    }
    if !person.earlier.is_empty() {
        say("\nwhat they said before");
    }
    for record in &person.earlier {
        let said: Vec<String> = record.fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
        say(format!("  {:<24} {}  {}", record.record_id, record.arrived_at.day(), said.join(", ")));
    }
}

fn print(person: &person::Profile) {
    say(format!("{}  {}", person.person_id, person.name));
    if let Some(old) = &person.redirected_from {
        say(format!("`{old}` was merged into this person"));
    }
    say("\ntraits");
    for t in &person.traits {
        let winner = &t.winner;
        let at = winner.observed_at.map(|at| at.day()).unwrap_or_default();
        say(format!("  {:<14} {:<32} from {} {at}", winner.name, winner.value, winner.record_id));
        for lost in &t.conflicts {
            say(format!("    not {} from {}: {}", lost.value, lost.record_ids.join(", "), lost.why));
        }
    }
    print_records(person);
    say("\nwhy they are one person");
    if person.links.is_empty() {
        say("  one record: nothing else matched it");
    }
    for link in &person.links {
        let sure = link.score.map(|score| format!(" ({:.1}% sure)", 100.0 * score)).unwrap_or_default();
        say(format!("  {} + {}: {}{sure}", link.left, link.right, link.reason));
    }
    for veto in &person.vetoes {
        say(format!("  kept apart: {} and {}: {}", veto.left, veto.right, veto.reason));
    }
    if !person.household.is_empty() {
        say("\nlives with");
        for (id, name) in &person.household {
            say(format!("  {id}  {name}"));
        }
    }
    say("\nconsent");
    for line in &person.consents {
        let state = if line.is_granted { "granted" } else { "withdrawn" };
        let evidence = line.evidence.as_deref().unwrap_or("no evidence");
        let since = match line.since == consent::UNDATED.to_string() {
            true => "on a day that its source does not say".to_owned(),
            false => format!("since {}", line.since.get(..10).unwrap_or(&line.since)),
        };
        say(format!("  {:<14} {:<6} {state} {since} ({evidence})", line.purpose, line.channel));
        if let Some(why) = line.why_closed.as_ref().filter(|_| line.is_granted) {
            say(format!("  {:<14} {:<6} but nothing would be sent: {why}", "", ""));
        }
    }
    say("\naudiences");
    for (name, membership) in &person.audiences {
        let membership = match membership {
            Ok(membership) => membership,
            Err(why) => {
                say(format!("  {name}: cannot be used: {why}"));
                continue;
            }
        };
        say(format!("  {name}: {}", if membership.is_member { "in" } else { "not in" }));
        for reason in &membership.reasons {
            say(format!("    {} {}", if reason.is_met { "✓" } else { "✗" }, reason.text));
        }
    }
    say("\ntimeline, newest first");
    const N_LINES: usize = 50;
    for moment in person.timeline.iter().take(N_LINES) {
        say(format!("  {}  {}  {}", moment.told, moment.title, moment.detail));
    }
    if let Some(n) = person.timeline.len().checked_sub(N_LINES).filter(|n| 0 < *n) {
        say(format!("  … and {n} earlier: `--json` has them all"));
    }
}
