//! Exports that come again: what was decided of their rows, columns they get, lines of orders.

use super::{DAY_1, DAY_2, Desk, HEAD, OPTIN_HEAD, ORDERS_HEAD, crm, optin, orders};
use consent::Action;
use engine::Definitions;
use gathering::{collect, unify};
use rounds::pages::person;
use store::QuarantineFilter;

#[tokio::test]
async fn what_was_decided_of_a_row_holds_for_later_exports() {
    let mut desk = Desk::open().await;
    desk.apply("shop", &orders("  - {property: truelift.changes, value: state}\n")).await;
    let good = "O1,1001,a@example.org,2026-02-01T10:00:00Z,10.00,USD";
    let bad =
        ["O2,1002,b@example.org,2026-02-01T10:00:00Z,ten,USD", "O3,1003,c@example.org,yesterday,5.00,USD"];
    let rows = format!("{good}\n{}\n{}", bad[0], bad[1]);
    assert_eq!(desk.import("shop", ORDERS_HEAD, &rows).await, [1, 0, 0, 0, 2]);
    let store = desk.engine.store();
    let waiting =
        store.quarantine_rows(&desk.workspace, QuarantineFilter::default(), 0, 9).await.unwrap().items;
    let none = QuarantineFilter::default();
    let first = [waiting[0].row_id.clone()];
    collect::discard(&desk.engine, &desk.workspace, (&first, none), "a test", &desk.member, desk.now)
        .await
        .unwrap();
    let edit = collect::Edit {
        row_id: waiting[1].row_id.clone(),
        original: waiting[1].original.replace("yesterday", "2026-02-28T10:00:00Z"),
    };
    let replayed =
        collect::replay(&desk.engine, &desk.workspace, (&[], none), &[edit], Some(&desk.member), desk.now)
            .await;
    assert_eq!(replayed.unwrap().n_landed, 1);
    // The next export has them on other lines: one stays discarded, the other one mended.
    let rows = format!("{}\n{}\n{good}", bad[1], bad[0]);
    assert_eq!(desk.import("shop", ORDERS_HEAD, &rows).await, [0, 0, 1, 0, 0]);
    assert_eq!(desk.engine.store().n_quarantined(&desk.workspace).await.unwrap(), (2, 0));
    // Another content of the same row waits anew, and closes by itself when the source mends it.
    assert_eq!(desk.import("shop", ORDERS_HEAD, &bad[0].replace("ten", "eleven")).await, [0, 0, 0, 0, 1]);
    assert_eq!(desk.import("shop", ORDERS_HEAD, &bad[0].replace("ten", "twelve")).await, [0, 0, 0, 0, 1]);
    assert_eq!(
        desk.engine.store().n_quarantined(&desk.workspace).await.unwrap().1,
        1,
        "the later one waits alone"
    );
    assert_eq!(desk.import("shop", ORDERS_HEAD, &bad[0].replace("ten", "12.00")).await, [1, 0, 0, 0, 0]);
    let all = desk.engine.store().quarantine_rows(&desk.workspace, none, 0, 9).await.unwrap().items;
    let states: Vec<&str> = all.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states, ["discarded", "replayed", "closed", "closed"]);
    assert!(
        all[3].closed_why.as_deref().unwrap().contains("it is sound as it came"),
        "{:?}",
        all[3].closed_why
    );
}

#[tokio::test]
async fn an_edit_that_says_yes_is_told_what_to_do_and_a_slip_is_no_column() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &optin("")).await;
    let row = "7,a@example.org,marketing,email,granted,soon,form";
    assert_eq!(desk.import("optin", OPTIN_HEAD, row).await[4], 1);
    let none = QuarantineFilter::default();
    let waiting =
        desk.engine.store().quarantine_rows(&desk.workspace, none, 0, 9).await.unwrap().items.remove(0);
    for (from, to, expect) in [
        ("soon", "2026-02-01T10:00:00Z", "it says yes to marketing by email, and no edit gives a consent"),
        ("\"proof\"", "\"prof\"", "does not know `prof`"),
    ] {
        let edit =
            collect::Edit { row_id: waiting.row_id.clone(), original: waiting.original.replace(from, to) };
        let all = (&[][..], none);
        let done =
            collect::replay(&desk.engine, &desk.workspace, all, &[edit], Some(&desk.member), desk.now).await;
        let done = done.unwrap();
        let why = done.rows[0].why.clone().unwrap();
        assert!(done.n_still_quarantined == 1 && why.contains(expect), "{why}");
    }
}

#[tokio::test]
async fn a_further_column_keeps_no_row_out_and_a_refused_file_still_says_no() {
    let mut desk = Desk::open().await;
    let required = crm("1.0.0", "phone")
        .replace("      - name: crm_id\n", "      - name: crm_id\n        required: true\n");
    desk.apply("crm", &required).await;
    let head = format!("{HEAD},shoe,Email opt out");
    let rows: Vec<String> =
        DAY_1.lines().zip(["42,", "43,yes"]).map(|(row, more)| format!("{row},{more}")).collect();
    assert_eq!(desk.import("crm", &head, &rows.join("\n")).await, [2, 0, 0, 0, 0]);
    assert_eq!(desk.last_word("rufus@example.org").await, Some(Action::Withdrawn));
    assert_eq!(desk.last_word("olive.old@example.org").await, None);
    // Once more, it says nothing new.
    let of = ["mailbox:rufus@example.org".to_owned()];
    let n_lines = desk.engine.store().consents_of(&desk.workspace, &of).await.unwrap().len();
    assert_eq!(desk.import("crm", &head, &rows.join("\n")).await, [0, 0, 2, 0, 0]);
    assert_eq!(desk.engine.store().consents_of(&desk.workspace, &of).await.unwrap().len(), n_lines);
    // Without its key the file is refused by name, and what it says no to counts.
    let file = desk.file("other.csv", "email,unsubscribed", "olive.old@example.org,1");
    let contract = collect::contract(&desk.engine, &desk.workspace, "crm").await.unwrap();
    let refused = collect::import(&desk.engine, &desk.workspace, &contract, &file, desk.now, |_| ()).await;
    let why = refused.unwrap_err().to_string();
    assert!(why.contains("column `crm_id`") && why.contains("what 1 of its rows say no to counts"), "{why}");
    assert_eq!(desk.last_word("olive.old@example.org").await, Some(Action::Withdrawn));
    collect::reload(&desk.engine, &desk.workspace, "crm", |_| ()).await.unwrap();
}

#[tokio::test]
async fn a_changed_record_reaches_its_person_between_two_runs() {
    let mut desk = Desk::open().await;
    desk.apply("crm", &crm("1.0.0", "phone")).await;
    desk.import("crm", HEAD, DAY_1).await;
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    let olive = desk.only("Olive").await.person_id;
    desk.import("crm", HEAD, DAY_2).await;
    let met = unify::meet(&desk.engine, &desk.workspace, &desk.meetings).await.unwrap();
    assert_eq!(met.n_new, 1, "Petra");
    let now = desk.only("olive.new").await;
    assert_eq!((now.person_id.clone(), now.name.as_str()), (olive.clone(), "Olive Brackenridge"));
    let listed = person::search(&desk.engine, &desk.workspace, "Brackenridge", None, 9).await.unwrap();
    assert_eq!(listed.items[0].email.as_deref(), Some("olive.new@example.org"));
    // The next one finds her already known, and the next run agrees.
    desk.import("crm", HEAD, &DAY_2.replace("Athens", "Savannah").replace("02-05", "02-09")).await;
    assert_eq!(unify::meet(&desk.engine, &desk.workspace, &desk.meetings).await.unwrap().n_new, 0);
    let city = |page: person::PersonPage| page.items[0].city.clone();
    let listed = person::search(&desk.engine, &desk.workspace, "Brackenridge", None, 9).await.unwrap();
    assert_eq!(city(listed).as_deref(), Some("Savannah"));
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    assert_eq!(desk.only("olive.new").await.person_id, olive);
    assert_eq!(
        unify::meet(&desk.engine, &desk.workspace, &desk.meetings).await.unwrap(),
        unify::Met::default()
    );
}

#[tokio::test]
async fn what_was_bought_is_asked_of_the_lines_of_an_order() {
    let mut desk = Desk::open().await;
    let with_items = orders("").replace(
        "      - name: order_id\n        logicalType: string\n        customProperties:\n",
        "      - name: order_id\n        logicalType: string\n        customProperties:\n          - {property: truelift.begins_row, value: true}\n",
    ) + "      - name: product\n        customProperties:\n          - {property: truelift.role, value: item_name}\n      - name: sku\n        customProperties:\n          - {property: truelift.role, value: item_sku}\n";
    desk.apply("shop", &with_items).await;
    let order = |id: &str, email: &str, product: &str| {
        format!("{id},,{email},2026-02-01T10:00:00Z,30.00,USD,{product}")
    };
    let rows = [
        order("1", "a@example.org", "Blue Mug,M-1"),
        order("1", "a@example.org", "Red Cup,C-1"),
        order("2", "b@example.org", "Red Cup,C-1"),
    ];
    assert_eq!(
        desk.import("shop", &format!("{ORDERS_HEAD},product,sku"), &rows.join("\n")).await,
        [2, 0, 0, 0, 0]
    );
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    let timeline = desk.only("a@example.org").await.timeline;
    assert_eq!(timeline.len(), 1, "two lines are one order: {timeline:?}");
    for (item, most, n_expected) in
        [("blue  mug", "", 1), ("M-1", "", 1), ("Red Cup", "", 2), ("Blue Mug", "0", 1)]
    {
        let limit = if most.is_empty() { r#""at_least": 1"# } else { r#""at_most": 0"# };
        let text = format!(
            r#"{{"name": "buyers", "who": {{"behaviour": {{"event": "Order Completed", "item": "{item}", {limit}}}}}}}"#
        );
        let mut definitions = Definitions::default();
        definitions.add("audience", "buyers", &text);
        let problems = definitions.check(&desk.engine, &desk.workspace).await.unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        definitions.apply(desk.engine.store(), &desk.workspace, &desk.member, desk.now).await.unwrap();
        let definition: audience::Definition = serde_json::from_str(&text).unwrap();
        let members =
            reaching::target::members(&desk.engine, &desk.workspace, &definition, desk.now).await.unwrap();
        assert_eq!(members.len(), n_expected, "{text}");
        for member in ["a@example.org", "b@example.org"] {
            let person = desk.only(member).await;
            let (_, answer) = person.audiences.iter().find(|(name, _)| name == "buyers").unwrap();
            assert_eq!(answer.as_ref().unwrap().is_member, members.contains(&person.person_id), "{text}");
        }
    }
    // A product that nobody bought is no word for "never bought".
    let mut definitions = Definitions::default();
    let never = "name: never\nwho:\n  behaviour: {event: Order Completed, item: Blue Mugg, at_most: 0}\n";
    definitions.add("audience", "never", never);
    let problems = definitions.check(&desk.engine, &desk.workspace).await.unwrap();
    assert!(problems[0].what.contains("did you mean `blue mug`?"), "{problems:?}");
}
