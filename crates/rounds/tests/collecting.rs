//! Quarantine and replay, the collection endpoint's intake, and the walls between workspaces.

use crate::rehearsal;

use engine::ErrorKind;
use gathering::{collect, unify};
use rehearsal::{Rehearsal, furnish};
use rounds::pages::person;
use serde_json::json;
use store::QuarantineFilter;
use vocabulary::WorkspaceId;

#[tokio::test]
async fn a_mended_row_lands_and_an_unmended_one_stays_with_its_reason() {
    let r = Rehearsal::begin(1).await;
    let file = r.files.crm.with_file_name("orders.csv");
    std::fs::write(&file, "consent_id,email,customer_id,purpose,channel,action,recorded_at,evidence\nX1,ann@example.com,,marketing,email,granted,2026-02-31,form\nX2,bob@example.com,,telepathy,email,granted,2026-02-01,form\n").unwrap();
    let report = r.import("consents", &file).await;
    assert_eq!((report.n_read(), report.n_quarantined), (0, 2));
    let rows = r.engine.store().quarantine_rows(&r.workspace, Default::default(), 0, 10).await.unwrap().items;
    let row = rows.iter().find(|row| row.original.contains("X1")).unwrap();
    let edit = |original: String| collect::Edit { row_id: row.row_id.clone(), original };
    let mended = row.original.replace("2026-02-31", "2026-02-28");
    let all = (&[][..], QuarantineFilter::default());
    let replay = async |edits: &[collect::Edit], member| {
        collect::replay(&r.engine, &r.workspace, all, edits, member, r.now).await
    };
    // Nobody may make a consent by an edit, and only some may edit at all.
    let granting = [edit(mended.clone())];
    assert_eq!(replay(&granting, None).await.err().unwrap().kind(), ErrorKind::Conflict);
    assert_eq!(replay(&granting, Some(&r.brand_lead)).await.err().unwrap().kind(), ErrorKind::Conflict);
    let refused = replay(&granting, Some(&r.marketer)).await.unwrap();
    assert_eq!((refused.n_landed, refused.n_still_quarantined), (0, 1));
    assert!(refused.rows[0].why.as_ref().unwrap().contains("no edit gives a consent"));
    // One that is still broken is not kept.
    let broken = [edit(row.original.replace("granted", "withdrawn"))];
    assert_eq!(replay(&broken, Some(&r.marketer)).await.unwrap().n_landed, 0);
    let kept = || async {
        let ids = [row.row_id.clone()];
        r.engine.store().quarantine_rows_by_id(&r.workspace, &ids).await.unwrap().remove(0)
    };
    assert_eq!((kept().await.original, kept().await.edited), (row.original.clone(), None));

    let withdrawing = mended.replace("granted", "withdrawn");
    let replayed = replay(&[edit(withdrawing.clone())], Some(&r.marketer)).await.unwrap();
    assert_eq!((replayed.n_landed, replayed.n_still_quarantined), (1, 0), "{:?}", replayed.rows);
    let now = kept().await;
    assert_eq!(
        (now.original, now.edited, now.state.as_str()),
        (row.original.clone(), Some(withdrawing), "replayed")
    );
    let entries = r.engine.store().audit_entries(&r.workspace, i64::MAX, 10).await.unwrap().items;
    assert!(entries.iter().any(|entry| entry.entry.action == "quarantine.edited"));
    let of_source = QuarantineFilter { source: Some("consents"), ..QuarantineFilter::default() };
    let rest = collect::replay(&r.engine, &r.workspace, (&[], of_source), &[], None, r.now).await.unwrap();
    assert_eq!((rest.n_landed, rest.n_still_quarantined), (0, 1));
    assert!(rest.rows[0].why.is_some() && rest.read_by[0].contract.contains("applied"), "{rest:?}");
    let said = r.engine.store().consents_of(&r.workspace, &["email:ann@example.com".into()]).await.unwrap();
    assert!(
        !said.is_empty() && said.iter().all(|line| line.action == consent::Action::Withdrawn),
        "{said:?}"
    );
    assert_eq!(r.engine.store().n_quarantined(&r.workspace).await.unwrap(), (2, 1));
}

#[tokio::test]
async fn a_message_counts_once_and_a_bad_one_is_kept() {
    let r = Rehearsal::begin(2).await;
    let good = json!({ "type": "track", "event": "Order Completed", "userId": "K1", "messageId": "m1",
        "timestamp": "2026-09-01T10:00:00Z", "properties": { "revenue": 12.34, "currency": "USD" } });
    let bad = json!({ "type": "track", "userId": "K1", "messageId": "m2" });
    for n_new in [1, 0] {
        let messages = vec![good.clone(), bad.clone()];
        let collected = collect::accept(&r.engine, &r.workspace, "web", messages, r.now).await.unwrap();
        assert_eq!((collected.n_accepted, collected.n_new, collected.n_quarantined), (1, n_new, 1));
    }
    assert_eq!(collect::land_pending(&r.engine, &r.workspace).await.unwrap(), 1);
    // Sent again after it has landed: taken, and dropped by the lake.
    collect::accept(&r.engine, &r.workspace, "web", vec![good], r.now).await.unwrap();
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let found = person::search(&r.engine, &r.workspace, "K1", None, 10).await.unwrap();
    assert_eq!(found.n_total, 1, "{found:?}");
    let person = vocabulary::PersonId::new(found.items[0].person_id.as_str()).unwrap();
    let shown = person::show(&r.engine, &r.workspace, &person, r.now).await.unwrap();
    let orders: Vec<_> = shown.timeline.iter().filter(|moment| moment.title == "Order Completed").collect();
    assert_eq!(orders.len(), 1);
    assert!(orders[0].detail.contains("12.34"), "{}", orders[0].detail);
    assert_eq!(r.engine.store().n_quarantined(&r.workspace).await.unwrap(), (1, 1));
}

/// What the site was told of somebody.
fn identify(message: &str, id: (&str, &str), traits: serde_json::Value) -> serde_json::Value {
    json!({ "type": "identify", "messageId": message, id.0: id.1, "traits": traits,
        "timestamp": "2026-09-01T10:00:00Z" })
}

async fn take(r: &Rehearsal, messages: Vec<serde_json::Value>) -> unify::Met {
    collect::accept(&r.engine, &r.workspace, "web", messages, r.now).await.unwrap();
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    meet(r).await
}

/// Lets those who are new meet their people.
async fn meet(r: &Rehearsal) -> unify::Met {
    unify::meet(&r.engine, &r.workspace, &r.meetings).await.unwrap()
}

async fn only(r: &Rehearsal, query: &str) -> person::Profile {
    let found = person::search(&r.engine, &r.workspace, query, None, 10).await.unwrap();
    assert_eq!(found.n_total, 1, "{query}: {found:?}");
    let person = vocabulary::PersonId::new(found.items[0].person_id.as_str()).unwrap();
    person::show(&r.engine, &r.workspace, &person, r.now).await.unwrap()
}

/// Another process that opens the folder leaves it to this one, which finds nobody new.
async fn another_process_leaves_it(r: &Rehearsal) {
    let other = engine::Engine::open(r.engine.data(), None).await.unwrap();
    let met = unify::meet(&other, &r.workspace, &unify::Meetings::default()).await.unwrap();
    assert_eq!(met, unify::Met::default());
    assert_eq!(meet(r).await, unify::Met::default());
}

/// The server starts anew.
async fn restart(r: &mut Rehearsal) {
    let again = engine::Engine::open(r.engine.data(), None).await.unwrap();
    drop(std::mem::replace(&mut r.engine, again));
    r.meetings = unify::Meetings::default();
}

#[tokio::test]
async fn who_is_new_meets_their_person_without_a_run() {
    let mut r = Rehearsal::begin(4).await;
    r.load().await;
    assert_eq!(meet(&r).await, unify::Met::default(), "nobody is there");
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let n_before = person::search(&r.engine, &r.workspace, "", None, 1).await.unwrap().n_total;
    let page = person::search(&r.engine, &r.workspace, "", None, 50).await.unwrap();
    let known = page.items.iter().find(|hit| hit.email.is_some() && 1 < hit.n_records).unwrap();
    let email = known.email.clone().unwrap();

    // A browser says who it is, and orders.
    let order = json!({ "type": "track", "event": "Order Completed", "anonymousId": "browser-77",
        "messageId": "m2", "timestamp": "2026-09-01T11:00:00Z", "properties": { "revenue": 12.34, "currency": "USD" } });
    let met =
        take(&r, vec![identify("m1", ("anonymousId", "browser-77"), json!({ "email": email })), order]).await;
    assert!(2 <= met.n_new && met.n_merged == 0, "{met:?}");
    let found = only(&r, &email).await;
    assert_eq!(found.person_id.as_str(), known.person_id);
    assert!(found.records.iter().any(|record| record.record_id == "web:m1"));
    assert!(
        found.links.iter().any(|link| link.left == "web:m1" || link.right == "web:m1"),
        "{:?}",
        found.links
    );
    assert!(found.timeline.iter().any(|moment| moment.detail.contains("12.34")), "the order is theirs");
    let n_now = person::search(&r.engine, &r.workspace, "", None, 1).await.unwrap().n_total;
    assert_eq!(n_now, n_before, "nobody came twice");

    // Two who are new, and then the record that shows they are one.
    take(&r, vec![identify("m3", ("userId", "K-new"), json!({ "email": "zelda.quix@posteo.example" }))])
        .await;
    take(&r, vec![identify("m4", ("anonymousId", "browser-78"), json!({ "phone": "+1 404 555 0177" }))])
        .await;
    let first = only(&r, "zelda.quix").await.person_id;
    let second = only(&r, "4045550177").await.person_id;
    assert_ne!(first, second);
    let both = json!({ "email": "zelda.quix@posteo.example", "phone": "+1 404 555 0177" });
    let met = take(&r, vec![identify("m5", ("anonymousId", "browser-79"), both)]).await;
    assert_eq!(met.n_merged, 1);
    let found = only(&r, "zelda.quix").await;
    assert_eq!(found.records.len(), 3);
    for old in [&first, &second] {
        assert_eq!(&r.engine.store().resolve_person(&r.workspace, old).await.unwrap(), &found.person_id);
    }

    another_process_leaves_it(&r).await;
    restart(&mut r).await;
    take(&r, vec![identify("m6", ("userId", "K-newer"), json!({ "email": "otto.kern@posteo.example" }))])
        .await;
    assert_eq!(only(&r, "otto.kern").await.records.len(), 1);
    // What was written before stays, beside who came then.
    assert_eq!(only(&r, &email).await.person_id.as_str(), known.person_id);
    for old in [&first, &second] {
        let shown = person::show(&r.engine, &r.workspace, old, r.now).await.unwrap();
        assert_eq!((&shown.person_id, shown.records.len()), (&found.person_id, 3));
    }

    // A run says the same of everybody.
    let of = |found: &person::Profile| found.records.iter().map(|r| r.record_id.clone()).collect::<Vec<_>>();
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let after = only(&r, "zelda.quix").await;
    assert_eq!((&after.person_id, of(&after)), (&found.person_id, of(&found)));
    assert_eq!(only(&r, &email).await.person_id.as_str(), known.person_id);
    assert_eq!(person::search(&r.engine, &r.workspace, "", None, 1).await.unwrap().n_total, n_before + 2);
    assert_eq!(meet(&r).await, unify::Met::default());
}

#[tokio::test]
async fn nothing_crosses_from_one_workspace_to_another() {
    let r = Rehearsal::begin(3).await;
    r.load().await;
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let other = WorkspaceId::new("other-brand").unwrap();
    furnish(&r.engine, &other, r.now).await;
    unify::run(&r.engine, &other).await.unwrap();
    let ours = person::search(&r.engine, &r.workspace, "", None, 5).await.unwrap();
    let theirs = person::search(&r.engine, &other, "", None, 5).await.unwrap();
    assert!(1_000 < ours.n_total);
    assert_eq!(theirs.n_total, 0);
    let person = vocabulary::PersonId::new(ours.items[0].person_id.as_str()).unwrap();
    assert!(person::show(&r.engine, &other, &person, r.now).await.is_err());
    assert_eq!(r.engine.store().n_quarantined(&other).await.unwrap(), (0, 0));
    // And the first one still has its people after the second was unified.
    assert_eq!(person::search(&r.engine, &r.workspace, "", None, 1).await.unwrap().n_total, ours.n_total);
}

/// Sources build batches without knowing the lake; both must mean the same tables.
#[test]
fn sources_write_what_the_lake_keeps() {
    for (table, schema) in
        [(lake::Table::Records, sources::records_schema()), (lake::Table::Events, sources::events_schema())]
    {
        let shape = |schema: &arrow::datatypes::Schema| -> Vec<(String, arrow::datatypes::DataType)> {
            schema.fields().iter().map(|field| (field.name().clone(), field.data_type().clone())).collect()
        };
        // What the landing adds to what a source says.
        let added = ["raw_digest", "row_digest", "version", "original", "written_at"];
        let given = shape(&schema);
        let mut kept = shape(&table.schema());
        kept.retain(|column| given.contains(column) || !added.contains(&column.0.as_str()));
        assert_eq!(given, kept, "{table}");
    }
}
