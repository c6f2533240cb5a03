//! Step 2 on the command line.

use super::desk;
use crate::args::{Global, PeopleVerb};
use crate::screen::{Step, count, say, say_json, tell};
use engine::{profile, unify};
use vocabulary::PersonId;

/// People listed at most.
const N_LISTED: usize = 50;

/// Resolves all records.
pub async fn unify(global: &Global) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let step = Step::begin("unify");
    let report = unify::run(&engine, &workspace).await?.report;
    step.done(format!(
        "{} people from {} records",
        count(report.n_people as i128),
        count(report.n_records as i128)
    ));
    report.warnings.iter().for_each(|warning| tell(format!("note: {warning}")));
    if global.json { say_json(&report) } else { Ok(()) }
}

pub async fn run(global: &Global, verb: &PeopleVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        PeopleVerb::Show { id } => {
            let id = PersonId::new(id.as_str())?;
            let found = profile::show(&engine, &workspace, &id, now).await?;
            if global.json {
                return say_json(&found);
            }
            print(&found);
            Ok(())
        }
        PeopleVerb::Search { query } => {
            let page = profile::search(&engine, &workspace, query, None, N_LISTED).await?;
            if global.json {
                return say_json(&page);
            }
            for hit in &page.items {
                let email = hit.email.as_deref().unwrap_or("");
                say(format!(
                    "{:<20} {:<28} {:<34} {} records",
                    hit.person_id, hit.name, email, hit.n_records
                ));
            }
            say(format!("{} of {} people", page.items.len(), count(page.n_total)));
            Ok(())
        }
    }
}

fn print(person: &profile::Profile) {
    say(format!("{}  {}", person.person_id, person.name));
    if let Some(old) = &person.redirected_from {
        say(format!("`{old}` was merged into this person"));
    }
    say("\ntraits");
    for t in &person.traits {
        let at = t.observed_at.map(|at| at.day()).unwrap_or_default();
        say(format!("  {:<14} {:<32} from {} {at}", t.name, t.value, t.record_id));
    }
    say("\nrecords");
    for record in &person.records {
        say(format!("  {:<24} {}", record.record_id, record.source));
    }
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
    say("\nconsent");
    for line in &person.consents {
        let state = if line.is_granted { "granted" } else { "withdrawn" };
        let evidence = line.evidence.as_deref().unwrap_or("no evidence");
        say(format!(
            "  {:<14} {:<6} {state} since {} ({evidence})",
            line.purpose,
            line.channel,
            line.since.day()
        ));
    }
    say("\naudiences");
    for (name, membership) in &person.audiences {
        say(format!("  {name}: {}", if membership.is_member { "in" } else { "not in" }));
        for reason in &membership.reasons {
            say(format!("    {} {}", if reason.is_met { "✓" } else { "✗" }, reason.text));
        }
    }
    say("\ntimeline, newest first");
    for moment in person.timeline.iter().take(20) {
        say(format!("  {}  {}  {}", moment.at, moment.title, moment.detail));
    }
}
