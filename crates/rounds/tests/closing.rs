//! Noes in other spellings, by a browser of itself, and rows of one key that say several things.

use crate::house::{House, row};
use consent::Action;
use gathering::collect;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vocabulary::{DAY, KeyKind};

/// People with these addresses, each with a yes to it.
async fn with_addresses(addresses: &[&str]) -> House {
    let house = House::open().await;
    let rows: String = addresses
        .iter()
        .enumerate()
        .map(|(i, address)| row(i, address, &format!("C{i:03}"), &format!("+44 20 7946 1{i:03}")))
        .collect();
    house.shop(&rows).await;
    house.unify().await;
    let yes = |(i, address): (usize, &&str)| format!("Y{i},{address},,,granted,2026-01-02T00:00:00Z,,a,\n");
    house.optin(&addresses.iter().enumerate().map(yes).collect::<String>()).await;
    house
}

#[tokio::test]
async fn a_no_closes_the_address_as_another_keyboard_writes_it() {
    let addresses =
        ["O'Neil@x.org", "όσος@x.org", "strasse@x.org", "kim.x@yandex.ru", "ann@x.org", "bob@x.org"];
    let house = with_addresses(&addresses).await;
    let no = |(i, address): (usize, &str)| format!("N{i},{address},,,withdrawn,2026-03-01T00:00:00Z,,a,\n");
    let noes =
        ["O’Neil@x.org", "ΌΣΟΣ@x.org", "straße@x.org", "kim-x@ya.ru", "bounce+ann=x.org@lists.shop.example"];
    house.optin(&noes.into_iter().enumerate().map(no).collect::<String>()).await;
    assert_eq!(house.release().await, BTreeSet::from(["bob@x.org".to_owned()]));
    // Who says yes again, as their own address is written, is written to again.
    house.later();
    let yes = |(i, address): (usize, &&str)| format!("Z{i},{address},,,granted,2026-04-02T00:00:00Z,,a,\n");
    house.optin(&addresses.iter().take(5).enumerate().map(yes).collect::<String>()).await;
    let reached = house.release().await;
    assert_eq!(reached, addresses.map(str::to_owned).into());
}

#[tokio::test]
async fn a_no_by_a_number_outlives_the_row_that_named_the_mailbox() {
    for is_gone in [true, false] {
        let house = with_addresses(&["ann@x.org", "bob@x.org"]).await;
        house.optin("N0,,,C000,withdrawn,2026-03-01T00:00:00Z,,a,\n").await;
        let bob = BTreeSet::from(["bob@x.org".to_owned()]);
        assert_eq!(house.release().await, bob);
        house.later();
        // The row loses its mailbox, or has another; the old one is somebody's still, under another number.
        let own = if is_gone { "" } else { "new@x.org" };
        house.shop(&(row(0, own, "C000", "") + &row(7, "ann@x.org", "C007", ""))).await;
        for when in ["before a run", "after it"] {
            assert_eq!(house.release().await, bob, "{when}, {is_gone}");
            house.unify().await;
        }
        assert_eq!(house.release().await, bob, "after two runs, {is_gone}");
        // A yes that is later opens it again.
        house.optin("Z0,ann@x.org,,,granted,2026-04-01T00:00:00Z,,a,\n").await;
        assert!(house.release().await.contains("ann@x.org"), "{is_gone}");
    }
}

#[tokio::test]
async fn a_yes_that_is_dated_ahead_is_no_later_than_it_came() {
    let house = with_addresses(&["ann@x.org", "bob@x.org"]).await;
    let ahead = house.now() + vocabulary::HOUR.times(20);
    house.optin(&format!("A0,ann@x.org,,,granted,{ahead},,a,\n")).await;
    house.later();
    house.optin(&format!("N0,ann@x.org,,,withdrawn,{},,a,\n", house.now())).await;
    for n_days in [0, 2, 8] {
        house.set_clock(house.now() + DAY.times(n_days));
        assert_eq!(house.release().await, BTreeSet::from(["bob@x.org".to_owned()]), "{n_days}");
    }
}

#[tokio::test]
async fn a_no_counts_however_far_the_clock_was_set_back() {
    let house = with_addresses(&["ann@x.org", "bob@x.org", "eve@x.org"]).await;
    let now = house.now();
    house.set_clock(now - DAY.times(400));
    // One without a moment, and one that the wrong clock takes for the future.
    let future = now - DAY.times(1);
    house.optin(&format!("N0,ann@x.org,,,withdrawn,,,a,\nN1,bob@x.org,,,withdrawn,{future},,a,\n")).await;
    house.set_clock(now);
    assert_eq!(house.release().await, BTreeSet::from(["eve@x.org".to_owned()]));
}

#[tokio::test]
async fn a_browser_closes_itself_and_ties_nobody() {
    let house = with_addresses(&["ann@x.org", "bob@x.org", "eve@x.org", "zed@x.org"]).await;
    let (engine, workspace, now) = (&house.engine, &house.workspace, house.now());
    engine.store().create_write_key(workspace, "site", "hash", KeyKind::Browser, now).await.unwrap();
    let message = |id: &str, user: &str, kind: &str, rest: Value| {
        let mut message = json!({ "type": kind, "messageId": id, "userId": user, "anonymousId": id,
            "timestamp": "2026-03-03T10:00:00Z" });
        message.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        message
    };
    let messages = vec![
        // Their own address, beside the telephone of somebody else, and a customer number that is anybody's.
        message(
            "m1",
            "C001",
            "identify",
            json!({ "traits": { "email": "ann@x.org", "unsubscribed": true,
            "phone": "+44 20 7946 1003" } }),
        ),
        message("m2", "C001", "identify", json!({ "traits": { "unsubscribed": true } })),
        message(
            "m3",
            "C001",
            "track",
            json!({ "event": "Email Unsubscribed", "properties": { "email": "eve@x.org" } }),
        ),
        message(
            "m4",
            "C001",
            "track",
            json!({ "event": "Seen", "context": { "traits": { "email": "zed@x.org", "unsubscribed": true } } }),
        ),
    ];
    let sender = collect::Sender { source: "site", kind: KeyKind::Browser };
    collect::accept(engine, workspace, sender, messages, now).await.unwrap();
    collect::land_pending(engine, workspace).await.unwrap();
    assert_eq!(house.release().await, BTreeSet::from(["bob@x.org".to_owned()]));
    // A later no of whom the telephone belongs to is none of who wrote it down.
    house.optin("Y9,ann@x.org,,,granted,2026-08-01T00:00:00Z,,a,\nN9,,+44 20 7946 1003,,withdrawn,2026-09-01T00:00:00Z,,a,\n").await;
    assert!(house.release().await.contains("ann@x.org"));
}

/// A mail tool with a row for each contact and channel under the contact's number.
const TOOL: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: tool
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [consents]}
schema:
  - name: tool
    properties:
      - {name: id, customProperties: [{property: truelift.role, value: external_key}]}
      - {name: mail, customProperties: [{property: truelift.role, value: email}]}
      - {name: channel, customProperties: [{property: truelift.role, value: channel}]}
      - {name: purpose, customProperties: [{property: truelift.role, value: purpose}]}
      - {name: said, customProperties: [{property: truelift.role, value: action}]}
      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}
"#;

#[tokio::test]
async fn rows_of_one_key_that_differ_in_channel_or_purpose_all_stand() {
    let house = House::open().await;
    let at = "2026-01-02T00:00:00Z";
    let rows =
        [("email", "marketing"), ("push", "marketing"), ("email", "newsletter"), ("email", "ai_content")];
    let rows = rows.iter().filter(|(_, purpose)| purpose.parse::<vocabulary::Purpose>().is_ok());
    let rows: Vec<String> =
        rows.map(|(channel, purpose)| format!("1,ann@x.org,{channel},{purpose},granted,{at}\n")).collect();
    assert!(3 <= rows.len());
    let file = |rows: &[String]| format!("id,mail,channel,purpose,said,at\n{}", rows.concat());
    let standing = async || {
        let lines = house
            .engine
            .store()
            .consents_of(&house.workspace, &["mailbox:ann@x.org".to_owned()])
            .await
            .unwrap();
        let states = consent::fold(&lines, house.now());
        states.into_iter().filter(|(_, state)| state.action == Action::Granted).count()
    };
    house.import(TOOL, &file(&rows)).await;
    assert_eq!(standing().await, rows.len(), "each row is a statement");
    house.later();
    let again = house.import(TOOL, &file(&rows)).await;
    assert_eq!((again.n_changed, again.consents.n_unsaid), (0, 0), "{}", again.words());
    assert_eq!(standing().await, rows.len());
    // In another order, and with one more: nothing replaces anything.
    let turned: Vec<String> = rows.iter().rev().cloned().collect();
    house.import(TOOL, &file(&turned)).await;
    assert_eq!(standing().await, rows.len());
    // A file without one of them says nothing of it.
    house.later();
    house.import(TOOL, &file(&rows[1..])).await;
    assert_eq!(standing().await, rows.len());
    // One that says something else under the key says all that the key says: the no of one, and the first no more.
    house.later();
    let no = rows[1].replace("granted", "withdrawn").replace("2026-01", "2026-02");
    house.import(TOOL, &file(&[&[no], &rows[2..]].concat())).await;
    assert_eq!(standing().await, rows.len() - 2);
}
