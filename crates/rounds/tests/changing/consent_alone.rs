//! What an import says of rows that changed in consent alone, and of what gives no date.

use super::*;

/// A shop that tells names and whether mail is welcome, and gives no date.
fn shop() -> String {
    contract(
        "shop",
        "1.0.0",
        "  - {property: truelift.lands, value: [records, consents]}\n  - {property: truelift.constant, value: {purpose: marketing, occurred_at: \"1970-01-01T00:00:00Z\"}}\n",
        &[
            ("id", "external_key"),
            ("mail", "email"),
            ("city", "city"),
            ("accepts", "email_action"),
        ],
    )
    .replace(
        "          - {property: truelift.role, value: email_action}\n",
        "          - {property: truelift.role, value: email_action}\n          - {property: truelift.map, value: {\"yes\": granted, \"no\": withdrawn}}\n",
    )
}

#[tokio::test]
async fn an_import_says_that_consent_alone_changed() {
    let mut desk = Desk::open().await;
    desk.apply("shop", &shop()).await;
    let head = "id,mail,city,accepts";
    let first =
        desk.report("shop", head, "1,ann@example.org,Rome,yes\n2,ben@example.org,Rome,no", None).await;
    let said = |report: &ImportReport| {
        let of = report.consents;
        [
            report.n_new,
            report.n_changed,
            report.n_consent_only,
            report.n_same,
            of.n_new,
            of.n_changed,
            of.n_same,
        ]
    };
    assert_eq!(said(&first), [2, 0, 0, 0, 2, 0, 0]);
    assert_eq!((first.consents.n_yes, first.consents.n_no), (1, 1));
    // Ann turns to no; and back, which changes the row and undoes nothing.
    let no = desk.report("shop", head, "1,ann@example.org,Rome,no\n2,ben@example.org,Rome,no", None).await;
    assert_eq!(said(&no), [0, 1, 1, 1, 0, 1, 1], "{}", no.words());
    assert!(no.words().contains("1 changed (1 in consent alone)"), "{}", no.words());
    assert!(no.words().contains("consents: 0 new, 1 changed (0 yes, 1 no), 1 same"), "{}", no.words());
    let back = desk.report("shop", head, "1,ann@example.org,Rome,yes\n2,ben@example.org,Rome,no", None).await;
    assert_eq!(said(&back), [0, 1, 1, 1, 0, 1, 1], "{}", back.words());
    assert!(back.notes.iter().any(|note| note.contains("without a moment of their own")), "{:?}", back.notes);
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
    // What comes again says nothing new.
    let again =
        desk.report("shop", head, "1,ann@example.org,Rome,yes\n2,ben@example.org,Rome,no", None).await;
    assert_eq!(said(&again), [0, 0, 0, 2, 0, 0, 2], "{}", again.words());
    // A town is no consent.
    let town = desk.report("shop", head, "1,ann@example.org,Oslo,yes\n2,ben@example.org,Rome,no", None).await;
    assert_eq!(said(&town), [0, 1, 0, 1, 0, 0, 2], "{}", town.words());
}

#[tokio::test]
async fn in_a_log_of_people_and_consents_a_changed_answer_is_no_same_row() {
    let mut desk = Desk::open().await;
    let log = shop().replace(
        "  - {property: truelift.lands",
        "  - {property: truelift.changes, value: log}\n  - {property: truelift.lands",
    );
    desk.apply("shop", &log).await;
    let head = "id,mail,city,accepts";
    desk.import("shop", head, "1,ann@example.org,Rome,no\n2,ben@example.org,Rome,yes").await;
    let counted = desk.import("shop", head, "1,ann@example.org,Rome,yes\n2,ben@example.org,Rome,yes").await;
    assert_eq!(counted, [0, 0, 1, 0, 1]);
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
}

#[tokio::test]
async fn a_row_that_turns_to_no_counts_though_another_source_said_no_before() {
    let mut desk = Desk::open().await;
    desk.apply("shop", &shop()).await;
    desk.apply("optin", &optin("")).await;
    let head = "id,mail,city,accepts";
    desk.report("shop", head, "1,ann@example.org,Rome,yes", None).await;
    let early = Timestamp::from_micros(desk_day() - 10 * 86_400_000_000);
    desk.report(
        "optin",
        OPTIN_HEAD,
        &format!("c1,ann@example.org,marketing,email,withdrawn,{early},form"),
        None,
    )
    .await;
    // Out already, by a no of ten days ago: the shop's no of today is another word.
    let no = desk.report("shop", head, "1,ann@example.org,Rome,no", None).await;
    assert_eq!((no.consents.n_changed, no.consents.n_no), (1, 1), "{}", no.words());
    // A yes of between the two does not undo it.
    let between = Timestamp::from_micros(desk_day() - 3 * 86_400_000_000);
    desk.report(
        "optin",
        OPTIN_HEAD,
        &format!("c2,ann@example.org,marketing,email,granted,{between},form"),
        None,
    )
    .await;
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
    // The same list on the next day says nothing new, and a yes of today lets her back in.
    let same = desk.report("shop", head, "1,ann@example.org,Rome,no", None).await;
    assert_eq!((same.consents.n_changed, same.consents.n_same), (0, 1), "{}", same.words());
}

#[tokio::test]
async fn a_row_without_a_date_is_of_the_day_of_its_file() {
    let mut desk = Desk::open().await;
    // Both know Ann by the brand's number.
    let numbered = |text: String| text.replace("value: external_key", "value: customer_id");
    desk.apply("shop", &numbered(shop())).await;
    let till = contract(
        "till",
        "1.0.0",
        "  - {property: truelift.lands, value: [records]}\n",
        &[("id", "external_key"), ("mail", "email"), ("city", "city"), ("seen", "observed_at")],
    );
    desk.apply("till", &numbered(till)).await;
    let day = |n: i64| Timestamp::from_micros(desk_day() - n * 86_400_000_000);
    let rows = "C77,ann@example.org,Rome,yes";
    desk.report("shop", "id,mail,city,accepts", rows, Some(day(10))).await;
    for (seen, city) in [(day(30), "Rome"), (day(2), "Oslo")] {
        desk.import("till", "id,mail,city,seen", &format!("C77,ann@example.org,Oslo,{seen}")).await;
        unify::run(&desk.engine, &desk.workspace).await.unwrap();
        let found = desk.only("ann@example.org").await;
        let town = found.traits.iter().find(|of| of.winner.name == "city").unwrap();
        assert_eq!(town.winner.value, city, "{}", town.why);
        assert!(town.why.contains("the day of its file"), "{}", town.why);
        assert_eq!(town.winner.is_of_file, city == "Rome");
    }
    // That the same comes again later says nothing new: it keeps the day on which it said so first.
    let again = desk.report("shop", "id,mail,city,accepts", rows, Some(day(1))).await;
    assert_eq!((again.n_same, again.n_changed), (1, 0));
    // It dates no consent: the yes stays older than every no.
    let lines = desk
        .engine
        .store()
        .consents_of(&desk.workspace, &["mailbox:ann@example.org".to_owned()])
        .await
        .unwrap();
    assert!(lines.iter().all(|line| line.at == consent::UNDATED), "{lines:?}");
    let later = collect::Given::of(std::path::Path::new("x"), desk.now).written(day(-30), desk.now);
    assert!(later.is_err_and(|error| error.to_string().contains("later than now")));
}

/// Noon of the day on which these tests begin.
fn desk_day() -> i64 {
    Timestamp::parse("2026-03-01T12:00:00Z").unwrap().micros()
}
