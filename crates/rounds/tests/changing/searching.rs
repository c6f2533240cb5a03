//! People are found by what names them whole, and shown as on their own pages.

use super::*;

#[tokio::test]
async fn people_are_found_by_the_number_of_a_record_a_customer_or_an_order() {
    let mut desk = Desk::open().await;
    desk.apply("crm", &crm("1.0.0", "phone")).await;
    desk.apply("shop", &orders("")).await;
    desk.import("crm", HEAD, DAY_1).await;
    let rows =
        "#2001,1001,,2026-02-01T10:00:00Z,19.90,EUR\nA/77,,rufus@example.org,2026-02-02T10:00:00Z,9.90,EUR";
    desk.import("shop", ORDERS_HEAD, rows).await;
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    for (query, email, by) in [
        ("K1", "olive.old@example.org", "record K1 of crm"),
        ("k1", "olive.old@example.org", ""),
        ("crm:K2", "rufus@example.org", "record K2 of crm"),
        ("1002", "rufus@example.org", "customer id 1002"),
        ("2001", "olive.old@example.org", "order or event 2001 of shop"),
        ("#2001", "olive.old@example.org", "order or event 2001 of shop"),
        ("A/77", "rufus@example.org", "order or event A@2F77 of shop"),
    ] {
        let found = person::search(&desk.engine, &desk.workspace, query, None, 10).await.unwrap();
        if by.is_empty() {
            continue;
        }
        assert_eq!(found.items.len(), 1, "{query}: {found:?}");
        let hit = &found.items[0];
        assert_eq!((hit.email.as_deref(), hit.found_by.as_deref()), (Some(email), Some(by)), "{query}");
    }
    for query in ["2002", "K9", "#", "K", "o'--"] {
        assert!(
            person::search(&desk.engine, &desk.workspace, query, None, 10)
                .await
                .unwrap()
                .items
                .iter()
                .all(|hit| hit.found_by.is_none()),
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_list_shows_what_the_page_shows_between_two_runs() {
    let mut desk = Desk::open().await;
    desk.apply("crm", &crm("1.0.0", "phone")).await;
    desk.import("crm", HEAD, DAY_1).await;
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    desk.import("crm", HEAD, DAY_2).await;
    let found = person::search(&desk.engine, &desk.workspace, "K1", None, 10).await.unwrap();
    let hit = &found.items[0];
    let page = desk.only("K1").await;
    let value =
        |name: &str| page.traits.iter().find(|of| of.winner.name == name).map(|of| of.winner.value.clone());
    assert_eq!(hit.email.as_deref(), Some("olive.new@example.org"));
    assert_eq!(
        (hit.email.clone(), hit.phone.clone(), hit.city.clone()),
        (value("email"), value("phone"), value("city"))
    );
    assert_eq!(hit.name, page.name);
}
