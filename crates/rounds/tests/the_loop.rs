//! The eight steps on a small simulated market.

use crate::rehearsal;

use engine::{ErrorKind, PilotFile, definitions::registration, kept};
use experiment::{Readout, RelativeMethod, Unit};
use gathering::{collect, unify};
use judging::decide;
use reaching::{create, release, review, target};
use rehearsal::{PILOT, Rehearsal};
use simulator::{Arm, Exposure};
use store::VariantStatus;
use vocabulary::{DAY, PersonId};

#[tokio::test]
async fn every_row_is_accepted_or_quarantined_and_a_second_load_changes_nothing() {
    let r = Rehearsal::begin(1).await;
    let first = r.load().await;
    for (report, n_rows) in first.iter().zip(r.world.n_rows()) {
        assert_eq!(report.n_rows, n_rows as u64, "{}", report.source);
        assert_eq!(report.n_rows, report.n_read() + report.n_quarantined, "{}", report.source);
        assert!(!report.is_repeated);
    }
    let n_broken: u64 = first.iter().map(|report| report.n_quarantined).sum();
    assert_eq!(
        r.engine.store().n_quarantined(&r.workspace).await.unwrap(),
        (n_broken as i64, n_broken as i64)
    );
    assert_eq!(n_broken, r.world.broken().len() as u64);

    for report in r.load().await {
        assert!(report.is_repeated, "{}", report.source);
        assert_eq!((report.n_new, report.n_changed), (0, 0), "{}", report.source);
    }
    assert_eq!(r.engine.store().n_quarantined(&r.workspace).await.unwrap().0, n_broken as i64);
}

#[tokio::test]
async fn people_are_right_and_keep_their_ids() {
    let r = Rehearsal::begin(2).await;
    r.load().await;
    let unified = unify::run(&r.engine, &r.workspace).await.unwrap();
    let truth = r.world.truth();
    let quality = unified.quality(|record, key| truth.person_of(record).or_else(|| truth.person_of(key?)));
    assert!(0.97 < quality.pair_precision.unwrap(), "{quality:?}");
    assert!(0.85 < quality.pair_recall.unwrap(), "{quality:?}");
    let again = unify::run(&r.engine, &r.workspace).await.unwrap();
    let sorted = |mut of: Vec<_>| {
        of.sort();
        of
    };
    assert!(sorted(unified.person_of().collect()) == sorted(again.person_of().collect()), "an id changed");
    assert_eq!(again.report.n_merged, 0);
}

#[tokio::test]
async fn a_ruling_wins_over_the_model_and_taking_it_back_leaves_no_trace() {
    let r = Rehearsal::begin(2).await;
    r.load().await;
    let people = || async {
        let mut of: Vec<_> = unify::run(&r.engine, &r.workspace).await.unwrap().person_of().collect();
        of.sort();
        of
    };
    let before = people().await;
    let of = |all: &[(String, Option<String>, PersonId)], record: &str| {
        all.iter().find(|(id, ..)| id == record).unwrap().2.clone()
    };
    let crm: Vec<&str> =
        before.iter().map(|(id, ..)| id.as_str()).filter(|id| id.starts_with("crm:")).collect();
    let (left, right) = (crm[0], *crm.iter().find(|id| of(&before, id) != of(&before, crm[0])).unwrap());
    let word = unify::Word {
        kind: vocabulary::RulingKind::Same,
        origin: vocabulary::RulingOrigin::Member,
        note: "one and the same at the till".into(),
    };
    let pair = (left, right);
    let ruling = unify::rule(&r.engine, &r.workspace, pair, &word, &r.marketer, r.now).await.unwrap();
    assert_eq!(unify::n_pending(&r.engine, &r.workspace).await.unwrap(), 1);

    let merged = people().await;
    assert_eq!(unify::n_pending(&r.engine, &r.workspace).await.unwrap(), 0);
    let now = of(&merged, left);
    assert_eq!(now, of(&merged, right));
    // Every record of both went with them, and both ids lead to the merged person.
    let [of_left, of_right] = [left, right].map(|record| of(&before, record));
    for (record, _, person) in &before {
        let is_theirs = [&of_left, &of_right].contains(&person);
        assert_eq!(of(&merged, record) == now, is_theirs, "{record}");
    }
    for old in [&of_left, &of_right] {
        assert_eq!(r.engine.store().resolve_person(&r.workspace, old).await.unwrap(), now);
    }
    assert_eq!(of(&again(&r, ruling).await, right), of(&before, right));
    assert!(people().await == before, "taking it back must leave no trace");
    for old in [of(&before, left), of(&before, right)] {
        assert_eq!(r.engine.store().resolve_person(&r.workspace, &old).await.unwrap(), old);
    }
    assert!(r.engine.store().verify_audit(&r.workspace, None).await.unwrap().is_ok());

    // A record is taken out of its person, and everybody else stays who they were.
    let record =
        crm.iter().find(|id| crm.iter().any(|other| other != *id && of(&before, other) == of(&before, id)));
    let record = *record.unwrap();
    unify::split(&r.engine, &r.workspace, record, "a namesake", &r.marketer, r.now).await.unwrap();
    let apart = people().await;
    let alone = of(&apart, record);
    assert_eq!(apart.iter().filter(|(.., person)| *person == alone).count(), 1);
}

/// Takes a ruling back and unifies again.
async fn again(r: &Rehearsal, ruling: i64) -> Vec<(String, Option<String>, PersonId)> {
    unify::undo(&r.engine, &r.workspace, ruling, &r.marketer, r.now).await.unwrap();
    unify::run(&r.engine, &r.workspace).await.unwrap().person_of().collect()
}

#[tokio::test]
async fn pairs_wait_for_a_member_and_a_sample_measures_the_links() {
    let r = Rehearsal::begin(2).await;
    r.load().await;
    unify::run(&r.engine, &r.workspace).await.unwrap();
    assert_eq!(unify::precision(&r.engine, &r.workspace).await.unwrap().precision, None);
    for (kind, word) in [
        (unify::ReviewKind::Unsure, vocabulary::RulingKind::Different),
        (unify::ReviewKind::Sample, vocabulary::RulingKind::Same),
    ] {
        let queue = unify::queue(&r.engine, &r.workspace, kind, 3).await.unwrap();
        assert!(queue.items.len() == 3 && 3 <= queue.n_waiting, "{kind:?}: {}", queue.n_waiting);
        let pair = &queue.items[0];
        let sum: f64 = pair.table.comparisons.iter().map(|line| line.bits).sum();
        assert!((sum - pair.table.bits).abs() < 1e-3, "{:?}", pair.table);
        let word = unify::Word { kind: word, origin: kind.origin(), note: String::new() };
        let ids = (pair.left.record_id.as_str(), pair.right.record_id.as_str());
        unify::rule(&r.engine, &r.workspace, ids, &word, &r.brand_lead, r.now).await.unwrap();
        let rest = unify::queue(&r.engine, &r.workspace, kind, 3).await.unwrap();
        assert_eq!(rest.n_waiting, queue.n_waiting - 1, "{kind:?}");
        assert_ne!(rest.items[0].left.record_id, pair.left.record_id, "{kind:?}");
    }
    let precision = unify::precision(&r.engine, &r.workspace).await.unwrap();
    assert_eq!((precision.n_judged, precision.n_right, precision.precision), (1, 1, Some(1.0)));
    assert!(precision.ci_low.unwrap() < 0.5, "one judged link proves little");
}

#[tokio::test]
async fn the_audience_query_and_the_explanation_agree_on_everybody_asked() {
    let r = Rehearsal::begin(3).await;
    r.load().await;
    let unified = unify::run(&r.engine, &r.workspace).await.unwrap();
    let audience = target::find(&r.engine, &r.workspace, "lapsed-buyers").await.unwrap();
    let members = target::members(&r.engine, &r.workspace, &audience, r.now).await.unwrap();
    assert_eq!(target::count(&r.engine, &r.workspace, &audience, r.now).await.unwrap(), members.len() as i64);
    assert!(50 < members.len(), "{}", members.len());
    let mut everybody: Vec<PersonId> = unified.person_of().map(|(.., person)| person).collect();
    everybody.sort();
    everybody.dedup();
    let asked = everybody.iter().step_by(37).chain(members.iter().step_by(41));
    let mut n_asked = 0;
    for person in asked {
        let membership = match target::explain(&r.engine, &r.workspace, &audience, person, r.now).await {
            Ok(membership) => membership,
            // A device that nobody signed in on is a visitor, not a person.
            Err(error) if error.kind() == ErrorKind::NotFound && !members.contains(person) => continue,
            Err(error) => panic!("{error}"),
        };
        n_asked += 1;
        assert_eq!(membership.is_member, members.contains(person), "{person}: {membership:?}");
        assert!(!membership.reasons.is_empty());
    }
    assert!(30 < n_asked, "{n_asked}");
}

#[tokio::test]
async fn nothing_is_released_that_was_not_approved_as_it_stands() {
    let r = Rehearsal::begin(4).await;
    r.load().await;
    unify::run(&r.engine, &r.workspace).await.unwrap();
    r.write_lines().await;
    let refused = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Conflict);

    // Nobody approves their own work, also when somebody else asks for the same after them.
    review::request(&r.engine, &r.workspace, PILOT, &r.brand_lead, r.now).await.unwrap();
    review::request(&r.engine, &r.workspace, PILOT, &r.marketer, r.now).await.unwrap();
    let own =
        review::approve(&r.engine, &r.workspace, PILOT, &r.brand_lead, false, "", r.now).await.unwrap_err();
    assert!(own.to_string().contains("own work"), "{own}");

    // The store keeps requests for ever; another version has none, so the brand lead may approve that.
    let text = r.engine.store().latest_definition(&r.workspace, "pilot", PILOT).await.unwrap().unwrap().body;
    put_pilot(&r, &text.replace("n_max: 3", "n_max: 2")).await;
    r.approve().await;
    assert!(kept::approved(&r.engine, &r.workspace, PILOT).await.is_ok());

    let approved = text.replace("n_max: 3", "n_max: 2");
    for (from, to) in [
        ("n_max: 2", "n_max: 4"),
        ("weight: 0.2", "weight: 0.1"),
        ("value: 0.003", "value: 0.5"),
        ("Hello,", "Hello you,"),
        ("14:00:00Z", "15:00:00Z"),
        ("We miss you", "We missed you"),
    ] {
        let changed = approved.replace(from, to);
        assert_ne!(changed, approved, "{from}");
        put_pilot(&r, &changed).await;
        assert!(kept::approved(&r.engine, &r.workspace, PILOT).await.is_err(), "{from} → {to}");
    }
    put_pilot(&r, &approved).await;
    assert!(kept::approved(&r.engine, &r.workspace, PILOT).await.is_ok());
}

async fn put_pilot(r: &Rehearsal, text: &str) {
    let mut definitions = engine::Definitions::default();
    definitions.add("pilot", PILOT, text);
    definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await.unwrap();
}

#[tokio::test]
async fn the_release_holds_its_count_proof_and_a_second_one_sends_nothing() {
    let r = Rehearsal::approved(5).await;
    let proof = r.release().await;
    assert!(proof.holds, "{proof:?}");
    assert_eq!(proof.planned, proof.sent + proof.rejected + proof.suppressed + proof.unknown);
    assert!(0 < proof.sent && 0 < proof.held_out, "{proof:?}");
    let pilot = PilotFile::load(r.engine.store(), &r.workspace, PILOT).await.unwrap();
    let inbox = |arm| r.engine.inbox().read(&r.workspace, pilot.id(), arm, None, 10).unwrap();
    assert_eq!(inbox(None).n_total as i64, proof.sent);
    assert_eq!(inbox(Some("holdout")).n_total, 0);
    let body = &inbox(None).items[0].body;
    assert!(!body.contains("{{"), "{body}");

    assert_eq!(r.release().await, proof);
    assert_eq!(inbox(None).n_total as i64, proof.sent);
}

#[tokio::test]
async fn an_opt_out_after_planning_is_respected() {
    let r = Rehearsal::approved(6).await;
    let approved = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
    release::plan(&r.engine, &r.workspace, &approved, r.now).await.unwrap();
    let key = approved.item().pilot.campaign_key(&r.workspace);
    let planned = r.engine.store().deliveries(&key, None, 0, 1_000).await.unwrap().items;
    let withdrawals: Vec<consent::ConsentEvent> = planned
        .iter()
        .enumerate()
        .map(|(n, delivery)| consent::ConsentEvent {
            entry_id: format!("test:{n}"),
            identifier: delivery.address.clone(),
            purpose: vocabulary::Purpose::Marketing,
            channel: vocabulary::Channel::Email,
            action: consent::Action::Withdrawn,
            at: r.now,
            evidence: None,
            source: "test".into(),
        })
        .collect();
    r.engine.store().append_consents(&r.workspace, &withdrawals, r.now).await.unwrap();
    let proof = release::send(&r.engine, &r.workspace, &approved, r.now, || r.now, |_| ()).await.unwrap();
    assert_eq!((proof.sent, proof.held_out), (0, 0), "{proof:?}");
    assert!(proof.holds);
}

#[tokio::test]
async fn a_release_that_a_crash_interrupted_goes_on_by_itself() {
    let r = Rehearsal::approved(6).await;
    let approved = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
    release::plan(&r.engine, &r.workspace, &approved, r.now).await.unwrap();
    let key = approved.item().pilot.campaign_key(&r.workspace);
    // A worker claims some and dies. The workspace's date stands still; the machine's clock goes on.
    let lease = store::Lease { clock: r.now, span: vocabulary::SECOND.times(30) };
    assert!(!r.engine.store().claim_deliveries(&key, r.now, lease, 5).await.unwrap().is_empty());
    let early = release::resume(&r.engine, &r.workspace, r.now, || r.now).await.unwrap();
    assert!(early.is_empty(), "its lease still runs");
    let later = r.now + vocabulary::MINUTE;
    let resumed = release::resume(&r.engine, &r.workspace, r.now, || later).await.unwrap();
    let [(campaign, Ok(proof))] = &resumed[..] else { panic!("{resumed:?}") };
    assert_eq!(campaign, &key.campaign);
    assert!(proof.holds && 0 < proof.sent, "{proof:?}");
    assert!(release::resume(&r.engine, &r.workspace, r.now, || later).await.unwrap().is_empty());
}

#[tokio::test]
async fn outcomes_are_read_out_after_the_window_and_the_gate_decides_once() {
    let r = Rehearsal::approved(7).await;
    r.release().await;
    let too_early =
        rounds::read_out(&r.engine, &r.workspace, PILOT, &Default::default(), r.now).await.unwrap_err();
    assert!(too_early.to_string().contains("open until"), "{too_early}");

    let pilot = PilotFile::load(r.engine.store(), &r.workspace, PILOT).await.unwrap();
    let key = pilot.campaign_key(&r.workspace);
    let permitted = r.engine.store().deliveries(&key, None, 0, 5_000).await.unwrap().items;
    let exposures: Vec<Exposure> = permitted
        .iter()
        .filter(|delivery| delivery.permitted_at.is_some())
        .map(|delivery| Exposure {
            identifiers: delivery.identifiers.iter().rev().map(|key| key.expose().clone()).collect(),
            arm: delivery.arm.parse::<Arm>().unwrap(),
        })
        .collect();
    let end = r.now + DAY.times(15);
    let messages = r.world.react(&exposures).unwrap();
    let n = messages.len() as u64;
    for _ in 0..2 {
        let collected = collect::accept(&r.engine, &r.workspace, "web", messages.clone(), end).await.unwrap();
        assert_eq!((collected.n_accepted, collected.n_quarantined), (n, 0));
        collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    }
    let kept = rounds::read_out(&r.engine, &r.workspace, PILOT, &Default::default(), end).await.unwrap();
    let n_people: u64 = kept.readout.split.observed.values().sum();
    assert_eq!(n_people, exposures.len() as u64);
    let revenue = &kept.readout.estimates[0];
    assert_eq!((revenue.metric.as_str(), revenue.is_cuped), ("revenue", true));
    let n_members =
        registration::of(r.engine.store(), &r.workspace, &pilot).await.unwrap().unwrap().n_members.unwrap();
    the_readout_says_more_than_the_lift(&kept.readout, n_members);
    let once_more =
        rounds::read_out(&r.engine, &r.workspace, PILOT, &Default::default(), end + DAY).await.unwrap();
    assert_eq!(once_more, kept, "the same data are the same readout");

    let decided = decide::run(&r.engine, &r.workspace, PILOT, end).await.unwrap();
    let again = decide::run(&r.engine, &r.workspace, PILOT, end + DAY).await.unwrap();
    assert_eq!(decided, again);
    let approved = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
    let why = release::plan(&r.engine, &r.workspace, &approved, end).await.unwrap_err().to_string();
    assert!(why.contains("version 1 of `ai-win-back` was decided"), "{why}");
    let verified = r.engine.store().verify_audit(&r.workspace, None).await.unwrap().unwrap();
    let entries = r.engine.store().audit_entries(&r.workspace, i64::MAX, 100).await.unwrap().items;
    assert_eq!(verified.n_entries, entries.len() as u64);
    assert_eq!(entries.iter().filter(|found| found.entry.action == "pilot.decided").count(), 1);
}

/// The chance to win, both relative lifts and the price of looking stand beside the lift, or beside nothing.
fn the_readout_says_more_than_the_lift(readout: &Readout, n_members: u64) {
    assert!(readout.estimates.iter().any(|estimate| estimate.withheld.is_none()));
    for estimate in &readout.estimates {
        let (Some(low), Some(high)) = (estimate.ci_low, estimate.ci_high) else {
            assert!(estimate.bayes.is_none() && estimate.peek.is_none() && estimate.relative.is_empty());
            continue;
        };
        let lift = estimate.lift_abs.unwrap();
        // The interval of a share leans towards the middle of 0 to 1 (Wilson), that of a mean lies around it.
        assert!(low < lift && lift < high, "{estimate:?}");
        assert!(estimate.unit == Unit::Share || (lift - 0.5 * (low + high)).abs() < 1e-9, "{estimate:?}");
        let peek = estimate.peek.as_ref().unwrap();
        assert_eq!(peek.n_tuned, n_members);
        assert!(peek.sequence.ci_low < low && high < peek.sequence.ci_high, "{estimate:?}");
        let methods: Vec<RelativeMethod> = estimate.relative.iter().map(|answer| answer.method).collect();
        assert_eq!(methods, [RelativeMethod::LogRatio, RelativeMethod::Delta]);
        if let Some(relative) = estimate.relative[1].lift {
            assert_eq!(Some(relative), estimate.lift_rel);
        }
        let belief = estimate.bayes.as_ref().unwrap();
        let chance = belief.lift.chance_to_win;
        assert!((0.0..=1.0).contains(&chance), "{estimate:?}");
        assert!(low <= 0.0 || 0.95 < chance, "{estimate:?}");
        assert!(0.0 <= high || chance < 0.05, "{estimate:?}");
        assert!(estimate.sentence.ends_with(&belief.sentence), "{}", estimate.sentence);
    }
}

#[tokio::test]
async fn changes_asked_for_while_a_release_runs_stop_it() {
    let r = Rehearsal::approved(22).await;
    let (engine, workspace, store) = (&r.engine, &r.workspace, r.engine.store());
    let reviewer = store.member(workspace, &r.brand_lead).await.unwrap();
    // A worker that holds the approval already, as one does that is on its way.
    let approved = kept::approved(engine, workspace, PILOT).await.unwrap();
    release::plan(engine, workspace, &approved, r.now).await.unwrap();
    let read = approved.release_hash().to_string();
    let later = r.now + vocabulary::SECOND;
    review::ask_for_changes(engine, workspace, PILOT, &reviewer, (&read, "wait"), later).await.unwrap();
    let sent = release::send(engine, workspace, &approved, later, || later, |_| ()).await;
    let why = sent.unwrap_err().to_string();
    assert!(
        why.contains("stopped with 0 sent") && why.contains("asked for changes") && why.contains("wait"),
        "{why}"
    );
    let proof = store.count_proof(&approved.item().pilot.campaign_key(workspace)).await.unwrap();
    assert!(proof.sent == 0 && 0 < proof.in_flight, "{proof:?}");
}

#[tokio::test]
async fn people_write_and_choose_lines_and_ask_for_changes_of_what_they_read() {
    let r = Rehearsal::approved(21).await;
    let (engine, workspace, store) = (&r.engine, &r.workspace, r.engine.store());
    let author = store.member(workspace, &r.marketer).await.unwrap();
    let reviewer = store.member(workspace, &r.brand_lead).await.unwrap();
    let by = governance::Actor::Member { id: author.member_id.clone(), role: author.role };
    let read = || async {
        let release = kept::release_of(engine, workspace, PILOT).await.unwrap();
        (release.subject().release_hash().to_string(), release.chosen.text)
    };
    let (before, _) = read().await;
    let write = |text: &'static str| create::write_own(engine, workspace, PILOT, text, &author, r.now);
    // What people write is checked as what a model writes.
    let refused = write("90% off everything, guaranteed").await.unwrap_err().to_string();
    assert!(refused.contains("may not be sent") && refused.contains("90"), "{refused}");
    let own = write("  Your pantry staples are waiting — 15% off your next order ").await.unwrap();
    assert_eq!((own.provider.as_str(), own.model.as_str()), ("person", "Marketer"));
    assert_eq!(
        write("Your pantry staples are waiting — 15% off your next order").await.unwrap().variant_id,
        own.variant_id
    );
    create::choose_line(engine, workspace, PILOT, &own.variant_id, &by, r.now).await.unwrap();
    let (now, chosen) = read().await;
    let lines_of = PilotFile::load(store, workspace, PILOT).await.unwrap();
    assert!(now != before && chosen == own.text, "an approval of the line before is of another version");
    let lines = kept::lines(engine, workspace, &PilotFile::load(store, workspace, PILOT).await.unwrap())
        .await
        .unwrap();
    assert_eq!(lines.iter().filter(|line| line.status == VariantStatus::Chosen).count(), 1);
    leave_refused(&r, lines_of.id()).await;
    let refused = create::choose_line(engine, workspace, PILOT, "refused", &by, r.now).await;
    assert!(refused.unwrap_err().to_string().contains("a check forbids"));
    assert!(kept::approved(engine, workspace, PILOT).await.is_err(), "nothing of it is approved");

    review::request(engine, workspace, PILOT, &r.marketer, r.now).await.unwrap();
    let (approver, at) = (&r.brand_lead, r.now);
    let approve = |read: String| async move {
        review::approve_read(engine, workspace, PILOT, approver, (&read, "fine"), at).await
    };
    let stale = approve(before.clone()).await.unwrap_err().to_string();
    assert!(stale.contains("changed since you read it"), "{stale}");
    let ask = |note: &'static str| {
        review::ask_for_changes(engine, workspace, PILOT, &reviewer, (&now, note), r.now)
    };
    assert!(ask(" ").await.is_err(), "a request for changes says what to change");
    ask("name the store").await.unwrap();
    let waiting = approve(now.clone()).await.unwrap_err().to_string();
    assert!(
        waiting.contains("Brand lead asked for changes") && waiting.contains("name the store"),
        "{waiting}"
    );
    // Asking again says that it stays as it is.
    review::request(engine, workspace, PILOT, &r.marketer, r.now).await.unwrap();
    approve(now.clone()).await.unwrap();
    kept::approved(engine, workspace, PILOT).await.unwrap();
    objections_outlive_an_approval(&r, &reviewer, &own.variant_id).await;
    // A model that writes again leaves what people wrote, and what they chose.
    create::choose_line(engine, workspace, PILOT, &own.variant_id, &by, r.now).await.unwrap();
    let writers = create::Writers::of(vec![(models::Provider::Phrasebook, 20)]);
    create::run(engine, workspace, PILOT, &writers, 9, |_, _| ()).await.unwrap();
    let lines = kept::lines(engine, workspace, &PilotFile::load(store, workspace, PILOT).await.unwrap())
        .await
        .unwrap();
    let chosen = lines.iter().filter(|line| line.status == VariantStatus::Chosen);
    assert_eq!(chosen.map(|line| &line.variant_id).collect::<Vec<_>>(), [&own.variant_id]);
    assert!(store.audit_report(workspace, None).await.unwrap().holds());
}

/// Changes that are asked for after an approval stop the release, an author alone cannot take them back, and nobody
/// approves a line they chose.
async fn objections_outlive_an_approval(r: &Rehearsal, reviewer: &store::Member, own: &str) {
    let (engine, workspace, store) = (&r.engine, &r.workspace, r.engine.store());
    let release = kept::release_of(engine, workspace, PILOT).await.unwrap();
    let read = release.subject().release_hash().to_string();
    let later = r.now + vocabulary::SECOND;
    review::ask_for_changes(engine, workspace, PILOT, reviewer, (&read, "no: stop"), later).await.unwrap();
    let why = || async { kept::approved(engine, workspace, PILOT).await.unwrap_err().to_string() };
    assert!(why().await.contains("asked for changes to this version (no: stop)"), "{}", why().await);
    review::request(engine, workspace, PILOT, &r.marketer, later).await.unwrap();
    assert!(why().await.contains("nobody has approved this since Brand lead asked"), "{}", why().await);
    let again = review::approve_read(engine, workspace, PILOT, &r.brand_lead, (&read, "ok"), later).await;
    assert!(again.unwrap_err().to_string().contains("before Brand lead asked for changes"));

    let new = store::NewMember {
        name: "Ada",
        email: "ada@example.com",
        role: governance::Role::Admin,
        password_hash: None,
    };
    let ada = store.create_member(workspace, new, r.now).await.unwrap();
    let by = governance::Actor::Member { id: ada.member_id.clone(), role: ada.role };
    let lines = kept::lines(engine, workspace, &release.pilot).await.unwrap();
    let other = lines.iter().find(|line| line.status == VariantStatus::Candidate).unwrap();
    create::choose_line(engine, workspace, PILOT, &other.variant_id, &by, later).await.unwrap();
    review::request(engine, workspace, PILOT, &r.marketer, later).await.unwrap();
    let release = kept::release_of(engine, workspace, PILOT).await.unwrap();
    let theirs = release.subject().release_hash().to_string();
    let refused =
        review::approve_read(engine, workspace, PILOT, &ada.member_id, (&theirs, "ok"), later).await;
    assert!(refused.unwrap_err().to_string().contains("own work"), "who chose a line does not approve it");
    // What is asked of another version makes nobody forget what was asked of this one.
    review::ask_for_changes(engine, workspace, PILOT, reviewer, (&theirs, "not this"), later).await.unwrap();
    assert!(why().await.contains("(not this)"), "{}", why().await);
    create::choose_line(engine, workspace, PILOT, own, &governance::Actor::System, later).await.unwrap();
    assert!(why().await.contains("nobody has approved this since Brand lead asked"), "{}", why().await);
    review::approve_read(engine, workspace, PILOT, &ada.member_id, (&read, "ok"), later).await.unwrap();
    kept::approved(engine, workspace, PILOT).await.unwrap();
}

/// A line that a check refused, as a model leaves them.
async fn leave_refused(r: &Rehearsal, campaign: &vocabulary::CampaignId) {
    let store = r.engine.store();
    let mut refused = store.variants(&r.workspace, campaign).await.unwrap().remove(0);
    (refused.variant_id, refused.status) = ("refused".to_owned(), VariantStatus::Rejected);
    let mut tx = store.begin().await.unwrap();
    tx.add_variant(&r.workspace, campaign, &refused).await.unwrap();
    tx.commit().await.unwrap();
}
