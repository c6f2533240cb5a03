//! Rows of a state that said yes and say nothing any more.

use super::*;

const HEAD: &str = "id,mail,city,status,changed";

/// A mail tool that tells how each contact stands, and since when; a shop that does so beside the customer.
fn tool(lands: &str, id: &str) -> String {
    let is_shop = lands != "consents";
    let (action, city, said) = match is_shop {
        true => ("email_action", "city", "{purpose: marketing}"),
        false => ("action", "extra", "{purpose: marketing, channel: email}"),
    };
    let role = format!("          - {{property: truelift.role, value: {action}}}\n");
    let map = "          - {property: truelift.map, value: {\"subscribed\": granted, \"never_subscribed\": \"\", \"unsubscribed\": withdrawn}}\n";
    contract(
        id,
        "1.0.0",
        &format!(
            "  - {{property: truelift.lands, value: [{lands}]}}\n  - {{property: truelift.constant, value: {said}}}\n"
        ),
        &[
            ("id", "external_key"),
            ("mail", "email"),
            ("city", city),
            ("status", action),
            ("changed", "occurred_at"),
        ],
    )
    .replace(&role, &format!("{role}{map}"))
}

#[tokio::test]
async fn a_yes_that_a_row_says_no_more_counts_no_longer() {
    for lands in ["consents", "records, consents"] {
        for silence in ["never_subscribed", "", "n/a", "pending"] {
            for dated in ["2026-01-05T10:00:00Z", "1970-01-01T00:00:00Z"] {
                let case = format!("{lands}, `{silence}`, `{dated}`");
                let mut desk = Desk::open().await;
                desk.apply("tool", &tool(lands, "tool")).await;
                let yes = format!(
                    "1,ann@example.org,Rome,subscribed,{dated}\n2,ben@example.org,Rome,subscribed,{dated}"
                );
                desk.report("tool", HEAD, &yes, None).await;
                assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Granted), "{case}");
                let rest = format!("2,ben@example.org,Rome,subscribed,{dated}");
                let none = format!("1,ann@example.org,Rome,{silence},{dated}\n{rest}");
                let report = desk.report("tool", HEAD, &none, None).await;
                // Where a row is nothing but its answer, one without goes into quarantine, and a filler does anywhere.
                let is_changed = lands != "consents" && silence != "n/a";
                assert_eq!((report.consents.n_unsaid, report.n_same), (1, 1), "{case}");
                assert_eq!(
                    (report.n_changed, report.n_quarantined),
                    (is_changed.into(), (!is_changed).into())
                );
                assert!(report.words().contains("1 say no more what they gave"), "{}", report.words());
                assert_eq!(desk.last_word("ann@example.org").await, None, "{case}: neither yes nor no");
                assert_eq!(desk.last_word("ben@example.org").await, Some(Action::Granted), "{case}");
                // The same again says nothing new; a yes again is a yes again.
                let again = desk.report("tool", HEAD, &none, None).await;
                assert_eq!((again.consents.n_unsaid, again.n_changed), (0, 0), "{case}");
                desk.report("tool", HEAD, &yes, None).await;
                assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Granted), "{case}: again");
                // Read again as they came, the files come to the same, and nothing is written.
                let n_lines = desk.engine.store().ledger_count(&desk.workspace).await.unwrap();
                collect::reload(&desk.engine, &desk.workspace, "tool", |_| ()).await.unwrap();
                assert_eq!(
                    desk.engine.store().ledger_count(&desk.workspace).await.unwrap(),
                    n_lines,
                    "{case}"
                );
                assert_eq!(
                    desk.last_word("ann@example.org").await,
                    Some(Action::Granted),
                    "{case}: reloaded"
                );
                desk.report("tool", HEAD, &none, None).await;
                collect::reload(&desk.engine, &desk.workspace, "tool", |_| ()).await.unwrap();
                assert_eq!(desk.last_word("ann@example.org").await, None, "{case}: reloaded, silent");
            }
        }
    }
}

#[tokio::test]
async fn silence_takes_back_nothing_else() {
    let mut desk = Desk::open().await;
    for source in ["tool", "other"] {
        desk.apply(source, &tool("consents", source)).await;
    }
    desk.apply(
        "book",
        &tool("consents", "book").replace("schema:", "  - {property: truelift.changes, value: log}\nschema:"),
    )
    .await;
    let row = |status: &str| format!("1,ann@example.org,Rome,{status},2026-01-05T10:00:00Z");
    // What another source gave stays.
    desk.report("tool", HEAD, &row("subscribed"), None).await;
    desk.report("other", HEAD, &row("subscribed"), None).await;
    assert_eq!(desk.report("tool", HEAD, &row("never_subscribed"), None).await.consents.n_unsaid, 1);
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Granted));
    // A file that was written before the yes knows nothing of it.
    let later = "1,ann@example.org,Rome,subscribed,2026-02-20T10:00:00Z";
    desk.report("tool", HEAD, later, None).await;
    desk.report("other", HEAD, &row("never_subscribed"), None).await;
    let before = Timestamp::parse("2026-02-01T10:00:00Z").unwrap();
    let report = desk.report("tool", HEAD, &row("never_subscribed"), Some(before)).await;
    assert_eq!(report.consents.n_unsaid, 0);
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Granted));
    // A no is not taken back by it.
    desk.report("tool", HEAD, &row("unsubscribed").replace("01-05", "02-25"), None).await;
    desk.report("tool", HEAD, &row("never_subscribed"), None).await;
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
    // A log tells what happened once, and nothing of today.
    desk.report("book", HEAD, "7,eve@example.org,Rome,subscribed,2026-01-05T10:00:00Z", None).await;
    desk.report("book", HEAD, "7,eve@example.org,Rome,never_subscribed,2026-01-05T10:00:00Z", None).await;
    assert_eq!(desk.last_word("eve@example.org").await, Some(Action::Granted));
}

#[tokio::test]
async fn a_row_of_somebody_else_opens_the_mailbox_of_before_no_more() {
    let mut desk = Desk::open().await;
    desk.apply("tool", &tool("consents", "tool")).await;
    let row = |mail: &str, status: &str, day: &str| format!("1,{mail},Rome,{status},2026-{day}T10:00:00Z");
    desk.report("tool", HEAD, &row("ann@example.org", "subscribed", "01-05"), None).await;
    desk.report("tool", HEAD, &row("new@example.org", "subscribed", "02-05"), None).await;
    assert_eq!(desk.last_word("ann@example.org").await, None);
    assert_eq!(desk.last_word("new@example.org").await, Some(Action::Granted));
    desk.report("tool", HEAD, &row("last@example.org", "unsubscribed", "02-15"), None).await;
    assert_eq!(desk.last_word("new@example.org").await, None);
    assert_eq!(desk.last_word("last@example.org").await, Some(Action::Withdrawn));
}
