//! Rows in quarantine, mended column by column and all alike.

use super::*;
use collect::{Edit, Replacement, check_edit, column_values, mend_all, with_columns};

/// A shop whose countries and stages are of a list.
fn guests() -> String {
    contract(
        "guests",
        "1.0.0",
        "  - {property: truelift.lands, value: [records]}\n",
        &[("Nr.", "external_key"), ("E-Mail", "email"), ("Stufe", "extra")],
    )
    .replace(
        "      - name: Stufe\n        logicalType: string\n",
        "      - name: Stufe\n        logicalType: string\n        quality: [{metric: invalidValues, arguments: {validValues: [gold, silver]}, mustBe: 0}]\n",
    )
}

#[tokio::test]
async fn one_correction_mends_all_rows_that_say_the_same() {
    let mut desk = Desk::open().await;
    desk.apply("guests", &guests()).await;
    let rows =
        "1,ann@example.org,glod\n2,ben@example.org,glod\n3,cy@example.org,bronze\n4,dee@example.org,gold";
    let counted = desk.import("guests", "Nr.,E-Mail,Stufe", rows).await;
    assert_eq!(counted, [1, 0, 0, 0, 3]);
    let filter =
        QuarantineFilter { source: Some("guests"), rule: Some("enum"), field: Some("Stufe"), is_open: true };
    let (engine, workspace, member, now) = (&desk.engine, &desk.workspace, &desk.member, desk.now);
    let values = column_values(engine, workspace, filter, "Stufe").await.unwrap();
    let values: Vec<(&str, u64)> = values.iter().map(|of| (of.value.as_str(), of.n_rows)).collect();
    assert_eq!(values, [("glod", 2), ("bronze", 1)]);
    let replacement = Replacement { column: "Stufe", from: Some("glod"), to: "gold" };
    let mend =
        |replacement, is_dry_run| mend_all(engine, workspace, filter, replacement, is_dry_run, member, now);
    let seen = mend(replacement, true).await.unwrap();
    assert_eq!((seen.n_rows, seen.n_landed, seen.n_still_quarantined), (2, 2, 0));
    let still = mend(Replacement { to: "gould", ..replacement }, true).await.unwrap();
    assert_eq!((still.n_landed, still.n_still_quarantined), (0, 2));
    assert!(still.problems[0].value.contains("gould"), "{:?}", still.problems);
    let done = mend(replacement, false).await.unwrap();
    assert_eq!((done.n_rows, done.n_landed, done.n_still_quarantined), (2, 2, 0));
    let error = mend(replacement, false).await.unwrap_err().to_string();
    assert!(error.contains("no open row has `glod`"), "{error}");
    let error = mend(Replacement { column: "Stuffe", ..replacement }, true).await.unwrap_err().to_string();
    assert!(error.contains("`E-Mail`") && error.contains("`Stufe`"), "{error}");
    let (n_total, n_open) = engine.store().n_quarantined(workspace).await.unwrap();
    assert_eq!((n_total, n_open), (3, 1));
    // Kept beside what came, in the record, and settled when the file comes again.
    let again = desk.import("guests", "Nr.,E-Mail,Stufe", rows).await;
    assert_eq!(again, [0, 0, 1, 0, 1]);
}

#[tokio::test]
async fn one_row_is_mended_by_the_names_of_its_file_and_checked_before() {
    let mut desk = Desk::open().await;
    desk.apply("guests", &guests()).await;
    desk.import("guests", "Nr.,E-Mail,Stufe", "3,cy@example.org,bronze").await;
    let (engine, workspace, now) = (&desk.engine, &desk.workspace, desk.now);
    let row = engine
        .store()
        .quarantine_rows(workspace, QuarantineFilter::default(), 0, 9)
        .await
        .unwrap()
        .items
        .remove(0);
    let edit = with_columns(engine, workspace, &row.row_id, &[("Stufe", "silver")]).await.unwrap();
    assert!(edit.original.contains("\"E-Mail\":\"cy@example.org\""), "{}", edit.original);
    assert!(check_edit(engine, workspace, &edit, now).await.unwrap().is_none());
    let worse = Edit { original: edit.original.replace("silver", "lead"), ..edit.clone() };
    let found = check_edit(engine, workspace, &worse, now).await.unwrap().unwrap();
    assert_eq!(found.field.as_deref(), Some("Stufe"));
    let (_, n_open) = engine.store().n_quarantined(workspace).await.unwrap();
    assert_eq!(n_open, 1, "a check writes nothing");
    let error =
        with_columns(engine, workspace, &row.row_id, &[("stage", "x")]).await.unwrap_err().to_string();
    assert!(error.contains("`Stufe`"), "{error}");
    let member = Some(&desk.member);
    let which = (&[][..], QuarantineFilter::default());
    let done = collect::replay(engine, workspace, which, &[edit], member, now).await.unwrap();
    assert_eq!(done.n_landed, 1);
}

#[tokio::test]
async fn one_correction_of_many_gives_no_consent() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &optin("")).await;
    let rows = "1,ann@example.org,marketing,email,perhaps,2026-02-01T10:00:00Z,form";
    assert_eq!(desk.import("optin", OPTIN_HEAD, rows).await[4], 1);
    let filter = QuarantineFilter { source: Some("optin"), is_open: true, ..QuarantineFilter::default() };
    let replacement = Replacement { column: "status", from: Some("perhaps"), to: "granted" };
    let done = mend_all(&desk.engine, &desk.workspace, filter, replacement, false, &desk.member, desk.now)
        .await
        .unwrap();
    assert_eq!((done.n_landed, done.n_still_quarantined), (0, 1));
    assert!(done.problems[0].value.contains("no edit gives a consent"), "{:?}", done.problems);
    // It waits as before, and holds.
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
}
