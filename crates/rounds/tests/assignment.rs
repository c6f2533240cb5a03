//! A pilot with every rule of assignment, and one whose plan is changed after its release.

use crate::rehearsal;

use engine::definitions::registration;
use engine::kept::Release;
use engine::{Definitions, PilotFile, kept};
use governance::Approved;
use judging::decide;
use reaching::release;
use rehearsal::{PILOT, Rehearsal};
use rounds::pages::together;
use std::collections::{BTreeMap, BTreeSet};
use store::{Delivery, ResultKind};
use vocabulary::{DAY, Timestamp};

const HOLDOUTS: &str = "
unit: household
outcome_window_days: 14
global: { period: \"2026\", ratio: 0.1 }
programmes:
  - { name: win-back, period: \"2026\", ratio: 0.2 }
";

const ASSIGNMENT: &str = "
  assignment:
    method: blocked
    strata: [state]
    layer: { name: win-backs, first_slot: 0, last_slot: 899 }
    programme: win-back
    ramp:
      - { from: 2026-09-15T14:00:00Z, exposed_ratio: 0.3 }
      - { from: 2026-09-17T14:00:00Z, exposed_ratio: 1 }
  outcome_window_days: 14";

async fn text(r: &Rehearsal) -> String {
    r.engine.store().latest_definition(&r.workspace, "pilot", PILOT).await.unwrap().unwrap().body
}

async fn apply(r: &Rehearsal, kind: &'static str, name: &str, text: &str) -> Result<(), String> {
    let mut definitions = Definitions::default();
    definitions.add(kind, name, text);
    let applied = definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await;
    applied.map(|_| ()).map_err(|error| error.to_string())
}

async fn deliveries(r: &Rehearsal) -> Vec<Delivery> {
    let pilot = PilotFile::load(r.engine.store(), &r.workspace, PILOT).await.unwrap();
    let key = pilot.campaign_key(&r.workspace);
    r.engine.store().deliveries(&key, None, 0, 10_000).await.unwrap().items
}

async fn release_at(r: &Rehearsal, now: Timestamp) -> release::PlanReport {
    let approved = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
    let plan = release::plan(&r.engine, &r.workspace, &approved, now).await.unwrap();
    release::send(&r.engine, &r.workspace, &approved, now, || now, |_| ()).await.unwrap();
    plan
}

/// Applies the pilot with every rule of assignment, and approves it; what is wrong is refused by name.
async fn ruled(r: &Rehearsal) -> (String, Approved<Release>) {
    let plain = text(r).await;
    let ruled = plain
        .replace("\n  outcome_window_days: 14", ASSIGNMENT)
        .replace("unit: person", "unit: household")
        // Before the ramp begins: it is the ramp that holds the release back, not the hour.
        .replace("at: 2026-09-15T14:00:00Z", "at: 2026-09-14T12:00:00Z")
        .replace("role: baseline,", "role: baseline, business_as_usual: true,")
        .replace("  body: |", "  business_as_usual_body: Our weekly letter. {{link.unsubscribe}}\n  body: |");
    let why = apply(r, "pilot", PILOT, &ruled.replace("[state]", "[street]")).await.unwrap_err();
    assert!(why.contains("`street` says who somebody is"), "{why}");
    let why = apply(r, "pilot", PILOT, &ruled.replace("business_as_usual: true,", "")).await.unwrap_err();
    assert!(why.contains("business_as_usual_body"), "{why}");
    let why = apply(r, "pilot", PILOT, &ruled).await.unwrap_err();
    assert!(why.contains("no holdout is of the programme `win-back`"), "{why}");
    apply(r, "holdouts", "holdouts", HOLDOUTS).await.unwrap();
    apply(r, "pilot", PILOT, &ruled).await.unwrap();
    assert!(kept::approved(&r.engine, &r.workspace, PILOT).await.is_err(), "the design changed");
    r.approve().await;
    // Who is held out is approved with it: fewer, or others of another period, is another release.
    for (from, to) in [("ratio: 0.1", "ratio: 0.01"), ("2026", "2027"), ("ratio: 0.2", "ratio: 0.1")] {
        apply(r, "holdouts", "holdouts", &HOLDOUTS.replace(from, to)).await.unwrap();
        let why = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap_err().to_string();
        assert!(why.contains("these changed: holdouts above the experiment"), "{to}: {why}");
    }
    apply(r, "holdouts", "holdouts", HOLDOUTS).await.unwrap();
    let approved = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
    (ruled, approved)
}

#[tokio::test]
async fn a_ramp_past_holdouts_in_a_layer_keeps_everybody_where_they_are() {
    let r = Rehearsal::approved(8).await;
    let (ruled, approved) = ruled(&r).await;
    let before_the_ramp = r.now - DAY;
    let why = release::plan(&r.engine, &r.workspace, &approved, before_the_ramp).await.unwrap_err();
    assert!(why.to_string().contains("begins at 2026-09-15"), "{why}");
    let first = release_at(&r, r.now).await;
    let arms = |all: &[Delivery]| -> BTreeMap<String, String> {
        all.iter().map(|delivery| (delivery.person_id.to_string(), delivery.arm.clone())).collect()
    };
    let early = arms(&deliveries(&r).await);
    assert!(0 < first.n_later && 0 < first.n_other_slot && first.next_step.is_some(), "{first:?}");
    let n_placed: u64 = first.by_arm.values().sum();
    assert_eq!(
        first.n_members,
        n_placed
            + first.n_later
            + first.n_other_slot
            + first.n_unreachable
            + first.n_same_mailbox
            + first.n_arm_gone
    );

    let second = release_at(&r, r.now + DAY.times(3)).await;
    assert_eq!((second.n_later, second.next_step), (0, None));
    let all = deliveries(&r).await;
    let late = arms(&all);
    assert!(early.len() < late.len());
    assert!(early.iter().all(|(person, arm)| late[person] == *arm), "somebody changed arm");
    let mut households: BTreeMap<&str, &str> = BTreeMap::new();
    let own = |delivery: &&Delivery| {
        delivery.exposures.as_ref().unwrap().iter().any(|exposure| exposure.experiment == PILOT)
    };
    let in_arms: Vec<&Delivery> = all.iter().filter(own).collect();
    for delivery in &in_arms {
        let exposures = delivery.exposures.as_ref().unwrap();
        let words: Vec<&str> = exposures.iter().map(|exposure| exposure.experiment.as_str()).collect();
        assert_eq!(words, ["holdout:global:2026", "holdout:programme:win-back:2026", PILOT]);
        let exposure = &exposures[2];
        assert_eq!(exposure.layer.as_deref(), Some("win-backs"));
        assert!(exposure.stratum.as_ref().unwrap().starts_with("state"));
        let arm = households.entry(&exposure.unit_id).or_insert(&delivery.arm);
        assert_eq!(*arm, delivery.arm, "a household is in one arm");
    }
    for (arm, n_levels) in [("global_holdout", 1), ("programme_holdout", 2)] {
        let held_out: Vec<_> = all.iter().filter(|delivery| delivery.arm == arm).collect();
        assert!(!held_out.is_empty(), "{arm}");
        assert!(held_out.iter().all(|d| d.is_holdout && d.exposures.as_ref().unwrap().len() == n_levels));
    }
    let pilot = PilotFile::load(r.engine.store(), &r.workspace, PILOT).await.unwrap();
    let inbox = |arm| r.engine.inbox().read(&r.workspace, pilot.id(), Some(arm), None, 1).unwrap();
    assert!(inbox("business_as_usual").items[0].body.starts_with("Our weekly letter. http"));
    assert!(inbox("ai").items[0].body.starts_with("Hello"));
    assert_eq!((inbox("global_holdout").n_total, inbox("programme_holdout").n_total), (0, 0));

    the_programme_reads_its_holdouts(&r, &all).await;
    let end = r.now + DAY.times(20);
    let kept = rounds::read_out(&r.engine, &r.workspace, PILOT, &Default::default(), end).await.unwrap();
    let permitted: BTreeSet<&str> = in_arms
        .iter()
        .filter(|delivery| delivery.permitted_at.is_some())
        .map(|delivery| delivery.exposures.as_ref().unwrap()[2].unit_id.as_str())
        .collect();
    let n_units: u64 = kept.readout.split.observed.values().sum();
    assert_eq!(n_units, permitted.len() as u64, "a household counts once");
    assert!(kept.readout.notes.iter().any(|note| note.contains("households were randomised")));

    what_runs_is_protected(&r, &ruled).await;
}

async fn what_runs_is_protected(r: &Rehearsal, ruled: &str) {
    // The holdouts are not taken away from a campaign that ran under them.
    let smaller = HOLDOUTS.replace("ratio: 0.1", "ratio: 0.01");
    assert!(apply(r, "holdouts", "holdouts", &smaller).await.unwrap_err().contains("period `2026`"));
    let gone = "{ unit: household, outcome_window_days: 14 }";
    assert!(apply(r, "holdouts", "holdouts", gone).await.unwrap_err().contains("never removed"));
    apply(r, "holdouts", "holdouts", &smaller.replacen("2026", "2027", 1)).await.unwrap();
    let entries = r.engine.store().audit_entries(&r.workspace, i64::MAX, 100).await.unwrap().items;
    assert!(entries.iter().any(|found| found.entry.action == "holdouts.changed"));

    // Another pilot of the layer may not take the same slots.
    let rival =
        ruled.replace("id: ai-win-back", "id: rival").replace("experiment: ai-win-back", "experiment: rival");
    let why = apply(r, "pilot", "rival", &rival).await.unwrap_err();
    assert!(why.contains("layer `win-backs`") && why.contains("overlap"), "{why}");
    let beside = rival.replace("first_slot: 0, last_slot: 899", "first_slot: 900, last_slot: 999");
    apply(r, "pilot", "rival", &beside).await.unwrap();
}

/// The holdouts of the programme are read out as experiments of their own, once their windows are over.
async fn the_programme_reads_its_holdouts(r: &Rehearsal, all: &[Delivery]) {
    let read = |days| together::run(&r.engine, &r.workspace, r.now + DAY.times(days));
    let early = read(10).await.unwrap();
    assert!(early.cumulative_withheld.unwrap().contains("window of 14 days"));
    let found = read(18).await.unwrap();
    assert_eq!((found.readout.n_experiments, found.readout.n_running), (1, 1));
    assert_eq!(found.trials[0].withheld.as_deref(), Some("it was not read out yet"));
    assert_eq!(found.cumulative_withheld, None);
    let [global, programme] = &found.holdouts[..] else { panic!("{:?}", found.holdouts) };
    assert_eq!((global.programme.as_deref(), programme.programme.as_deref()), (None, Some("win-back")));
    // Households were held out, so households are counted.
    let n = |level: &str, side: &str| {
        let of = all.iter().filter(|found| found.permitted_at.is_some());
        let exposures = of.flat_map(|found| found.exposures.as_ref().unwrap());
        let mine = exposures.filter(|exposure| exposure.experiment == level && exposure.arm == side);
        mine.map(|exposure| exposure.unit_id.as_str()).collect::<BTreeSet<_>>().len() as u64
    };
    let names = ["holdout:global:2026", "holdout:programme:win-back:2026"];
    for (found, name) in [global, programme].into_iter().zip(names) {
        assert_eq!(found.n_held_out, n(name, "held_out"), "{name}");
        assert_eq!(found.n_reached, n(name, "reached"), "{name}");
        assert!(0 < found.n_held_out && found.n_held_out < found.n_reached, "{found:?}");
    }
    assert_eq!(programme.n_reached + programme.n_held_out, global.n_reached, "nested");
    assert_eq!(global.estimates.len(), 4, "one for each metric of the pilot");
}

#[tokio::test]
async fn a_plan_that_was_released_changes_in_the_open_or_not_at_all() {
    let r = Rehearsal::approved(9).await;
    let text = text(&r).await;
    let pilot = || async { PilotFile::load(r.engine.store(), &r.workspace, PILOT).await.unwrap() };
    let store = r.engine.store();
    assert_eq!(registration::of(store, &r.workspace, &pilot().await).await.unwrap(), None);
    r.release().await;
    let registered = registration::of(store, &r.workspace, &pilot().await).await.unwrap().unwrap();
    assert_eq!((registered.at, registered.amendments.len()), (r.now, 0));

    for (from, to) in [
        ("weight: 0.2", "weight: 0.1"),
        ("unit: person", "unit: household"),
        ("  outcome_window_days: 14", "  outcome_window_days: 14\n  assignment: { method: blocked }"),
    ] {
        let why = apply(&r, "pilot", PILOT, &text.replace(from, to)).await.unwrap_err();
        assert!(why.contains("count `version` up"), "{from}: {why}");
    }
    let amended = text
        .replace("value: 0.003", "value: 0.5")
        .replace("pre_period_days: 180", "pre_period_days: 90")
        .replace("headline: { metric: revenue", "headline: { metric: orders");
    apply(&r, "pilot", PILOT, &amended).await.unwrap();
    let found = registration::of(store, &r.workspace, &pilot().await).await.unwrap().unwrap();
    assert_eq!(found.plan_hash, registered.plan_hash);
    let words = found.amendments.join("; ");
    assert_eq!(found.amendments.len(), 3, "{words}");
    for part in [
        "`revenue` of `ai` over `holdout` and is `orders`",
        "below 0.003",
        "is below 0.5",
        "`revenue` was defined otherwise",
    ] {
        assert!(words.contains(part), "{part} | {words}");
    }
    let end = r.now + DAY.times(15);
    let kept = rounds::read_out(&r.engine, &r.workspace, PILOT, &Default::default(), end).await.unwrap();
    let notes = kept.readout.notes.iter().filter(|note| note.starts_with("amended after the release"));
    assert_eq!(notes.count(), 3, "{:?}", kept.readout.notes);
    nothing_is_decided_by_a_forged_readout(&r, end).await;
    let decided = decide::run(&r.engine, &r.workspace, PILOT, end).await.unwrap();
    assert_eq!(decided.amendments, found.amendments);
    let entries = store.audit_entries(&r.workspace, i64::MAX, 100).await.unwrap().items;
    assert_eq!(entries.iter().filter(|found| found.entry.action == "pilot.amended").count(), 1);

    // A new version is a new plan: what was read out of the old one does not decide it.
    apply(&r, "pilot", PILOT, &amended.replace("  version: 1\n", "  version: 2\n")).await.unwrap();
    assert_eq!(pilot().await.design.version, 2);
    let why = decide::run(&r.engine, &r.workspace, PILOT, end).await.unwrap_err().to_string();
    assert!(why.contains("version 2"), "{why}");
}

/// A readout that the record does not tell of decides nothing; the one that it tells of does.
async fn nothing_is_decided_by_a_forged_readout(r: &Rehearsal, end: Timestamp) {
    let store = r.engine.store();
    let campaign = PilotFile::load(store, &r.workspace, PILOT).await.unwrap().id().clone();
    let put = async |body: &serde_json::Value| {
        store.put_pilot_result(&r.workspace, &campaign, 1, ResultKind::Readout, body, end).await.unwrap();
    };
    let told = store.pilot_result(&r.workspace, &campaign, ResultKind::Readout).await.unwrap().unwrap().body;
    let mut forged = told.clone();
    forged["readout"]["estimates"][0]["ci_low"] = serde_json::json!(1_000.0);
    put(&forged).await;
    for why in [
        decide::says(&r.engine, &r.workspace, PILOT).await.unwrap_err().to_string(),
        decide::run(&r.engine, &r.workspace, PILOT, end).await.unwrap_err().to_string(),
    ] {
        assert!(why.contains("decides nothing") && why.contains("is not the one that entry"), "{why}");
    }
    put(&told).await;
}

/// Who wrote the body approves it no more than who wrote the line; who changed a date alone wrote nothing of it.
#[tokio::test]
async fn nobody_approves_a_body_that_they_wrote() {
    let r = Rehearsal::begin(31).await;
    r.load().await;
    gathering::unify::run(&r.engine, &r.workspace).await.unwrap();
    r.write_lines().await;
    let plain = text(&r).await;
    let by = async |member: &vocabulary::MemberId, text: &str| {
        let mut definitions = Definitions::default();
        definitions.add("pilot", PILOT, text);
        definitions.apply(r.engine.store(), &r.workspace, member, r.now).await.unwrap();
    };
    let new = store::NewMember {
        name: "Admin",
        email: "a@example.com",
        role: governance::Role::Admin,
        password_hash: None,
    };
    let admin = r.engine.store().create_member(&r.workspace, new, r.now).await.unwrap().member_id;
    let written = plain.replacen("  body: |\n", "  body: |\n    Dear friend,\n", 1);
    assert_ne!(written, plain);
    by(&admin, &written).await;
    // Another window is another release and no other text.
    by(&r.marketer, &written.replace("outcome_window_days: 14", "outcome_window_days: 15")).await;
    reaching::review::request(&r.engine, &r.workspace, PILOT, &r.marketer, r.now).await.unwrap();
    let approve = async |member: &vocabulary::MemberId| {
        reaching::review::approve(&r.engine, &r.workspace, PILOT, member, false, "", r.now).await
    };
    let why = approve(&admin).await.unwrap_err().to_string();
    assert!(why.contains("nobody approves their own work"), "{why}");
    assert!(kept::approved(&r.engine, &r.workspace, PILOT).await.is_err());
    approve(&r.brand_lead).await.unwrap();
    kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
}
