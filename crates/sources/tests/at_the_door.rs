//! Noes in messages that break the spec, in lists, under the names that tools give, and in JSON keyed by address.

use crate::heard::{all_named, arrival};
use serde_json::{Value, json};
use sources::Contract;
use sources::segment::noes;
use vocabulary::Channel;

/// Of a message of customer C1 whom and what it closes.
fn closed(mut message: Value) -> Vec<(String, Vec<Channel>)> {
    let object = message.as_object_mut().unwrap();
    object.entry("userId").or_insert_with(|| json!("C1"));
    object.entry("messageId").or_insert_with(|| json!("m1"));
    noes("shop", &message, arrival())
        .into_iter()
        .flat_map(|no| {
            let handles = no.handles.expose().iter().map(|handle| handle.key()).collect::<Vec<_>>();
            handles.into_iter().map(move |handle| (handle, no.channels.clone()))
        })
        .collect()
}

fn closes(message: Value) -> bool {
    closed(message).iter().any(|(handle, _)| handle == "customer_id:C1")
}

#[test]
fn a_message_of_an_unknown_type_says_no_all_the_same() {
    for call in ["TRACK", "Track", " track", "trak", "event", "t", "custom", ""] {
        assert!(closes(json!({"type": call, "event": "Email Unsubscribed"})), "{call}");
    }
    for message in [
        json!({"event": "Email Unsubscribed"}),
        json!({"type": 7, "event": "Email Unsubscribed"}),
        json!({"Type": "Track", "Event": "Email Unsubscribed"}),
        json!({"type": "track", "name": "Email Unsubscribed"}),
        json!({"type": "track", "event_name": "Email Unsubscribed"}),
        json!({"type": "IDENTIFY", "traits": {"unsubscribed": true}}),
        json!({"type": "Identify", "Traits": {"unsubscribed": true}}),
        json!({"type": "identify", "traits": "{\"unsubscribed\": true}"}),
        json!({"type": "identify", "traits": [{"unsubscribed": true}]}),
        json!({"type": "identify", "unsubscribed": true}),
        json!({"type": "track", "event": "Preferences Updated", "properties": [{"newsletter": false}]}),
    ] {
        assert!(closes(message.clone()), "{message}");
    }
    // The organisation's traits are no member's, however the call is written.
    for call in ["group", "Group", " GROUP"] {
        assert!(!closes(json!({"type": call, "groupId": "g", "traits": {"unsubscribed": true}})), "{call}");
    }
    for message in [
        json!({"type": "page", "name": "Unsubscribe"}),
        json!({"type": "Page", "name": "Unsubscribe"}),
        json!({"type": "trak", "event": "Order Completed", "integrations": {"All": false}}),
    ] {
        assert!(!closes(message.clone()), "{message}");
    }
    let by_address =
        json!({"type": "track", "event": "Unsubscribed", "userId": null, "email": "ann@mx.example"});
    assert!(closed(by_address).iter().any(|(handle, _)| handle == "mailbox:ann@mx.example"));
    assert!(
        !closed(json!({"type": "track", "event": "Unsubscribed", "userId": null, "user_id": "C7"}))
            .is_empty()
    );
}

#[test]
fn a_no_within_a_list_is_heard_as_one_in_an_object() {
    let told = |properties: Value| json!({"type": "track", "event": "Preferences Updated", "properties": properties});
    let traits = |traits: Value| json!({"type": "identify", "traits": traits});
    for part in [
        json!({"subscriptions": [{"channel": "email", "status": "unsubscribed"}]}),
        json!({"preferences": [{"unsubscribed": true}]}),
        json!({"preferences": [{"name": "newsletter", "value": false}]}),
        json!({"preferences": [{"id": 7, "label": "Newsletter", "enabled": false}]}),
        json!({"settings": {"lists": [{"key": "newsletter", "subscribed": "no"}]}}),
        json!({"consents": [[{"topic": "marketing emails", "granted": false}]]}),
        json!({"marketing_emails": [false]}),
        json!({"email_status": ["active", "unsubscribed"]}),
        json!({"preferences": "[{\"name\": \"newsletter\", \"value\": false}]"}),
    ] {
        assert!(closes(told(part.clone())), "properties {part}");
        assert!(closes(traits(part.clone())), "traits {part}");
    }
    for part in [
        json!({"subscriptions": [{"channel": "email", "status": "subscribed"}]}),
        json!({"preferences": [{"name": "newsletter", "value": true}, {"name": "dark mode", "value": false}]}),
        json!({"preferences": [{"name": "Unsubscribed", "value": false}]}),
        json!({"pets": [{"name": "Rex", "active": false}], "visits": [1, 0]}),
    ] {
        assert!(!closes(told(part.clone())), "properties {part}");
        assert!(!closes(traits(part.clone())), "traits {part}");
    }
    let sms = traits(json!({"subscriptions": [{"channel": "sms", "status": "unsubscribed"}]}));
    assert_eq!(closed(sms), [("customer_id:C1".to_owned(), vec![Channel::Sms])]);
    // A friend in a list is not who says no; whose no stands in the list is.
    let friends = json!({"unsubscribed": true, "friends": [{"email": "bo@mx.example"}]});
    assert!(closed(traits(friends)).iter().all(|(handle, _)| !handle.contains("bo@")));
    let of_list = json!({"contacts": [{"email": "bo@mx.example", "status": "unsubscribed"}, {"email": "cy@mx.example"}]});
    let handles = closed(traits(of_list));
    assert!(handles.iter().any(|(handle, _)| handle == "mailbox:bo@mx.example"), "{handles:?}");
    assert!(handles.iter().all(|(handle, _)| !handle.contains("cy@")), "{handles:?}");
}

#[test]
fn an_event_is_heard_under_the_name_its_tool_gives() {
    for name in [
        "emailUnSubscribe",
        "EMAIL_UNSUBSCRIBE",
        "email.unsubscribe",
        "email_unsub",
        "List Unsubscribe",
        "退订邮件",
    ] {
        assert!(closes(json!({"type": "track", "event": name})), "{name}");
    }
    for name in ["emailSubscribe", "unsubscribePageViewed", "email_resubscribe", "softBounce"] {
        assert!(!closes(json!({"type": "track", "event": name})), "{name}");
    }
}

fn contract(id: &str, format: &str, lands: &str, columns: &str, more: &str) -> Contract {
    Contract::parse(
        &format!(
            "apiVersion: v3.1.0\nkind: DataContract\nid: {id}\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: [{lands}]}}\n{more}schema:\n  - name: rows\n    properties:\n{columns}"
        ),
        "test.yaml",
    )
    .unwrap()
}

fn column(name: &str, role: &str) -> String {
    format!("      - {{name: {name}, customProperties: [{{property: truelift.role, value: {role}}}]}}\n")
}

#[test]
fn a_word_of_no_in_a_box_of_an_order_closes_and_an_open_box_does_not() {
    let columns = [column("id", "external_key"), column("email", "email"), column("total", "revenue")]
        .concat()
        + "      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}\n";
    let more = "  - {property: truelift.event_name, value: Order Completed}\n  - {property: truelift.currency, value: USD}\n";
    let orders = contract("orders", "csv", "events", &columns, more);
    let closes = |column: &str, value: &str| {
        let file =
            format!("id,email,at,total,{column}\nO1,ann@mx.example,2026-05-05T00:00:00Z,10.00,{value}\n");
        all_named(&orders, "orders.csv", file.as_bytes()).closes("ann@mx.example")
    };
    for (column, value) in [
        ("Email Marketing Status", "Unsubscribed"),
        ("Newsletter", "unsubscribed"),
        ("Subscription Status", "unsubscribed"),
        ("Marketing", "Opted out"),
        ("Email consent", "withdrawn"),
        ("SMS consent", "unsubscribed"),
        ("Accepts Marketing", "opt-out"),
        ("Whatever", "opted out"),
    ] {
        assert!(closes(column, value), "{column}={value}");
    }
    for (column, value) in [
        ("Accepts Marketing", "no"),
        ("Newsletter", "false"),
        ("Newsletter", "not subscribed"),
        ("Email consent", "0"),
        ("Newsletter", ""),
    ] {
        assert!(!closes(column, value), "{column}={value}");
    }
}

#[test]
fn json_keyed_by_address_is_read_address_by_address() {
    let at = "      - {name: on, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}\n";
    let ways = |more: &str| {
        format!("  - property: truelift.constant\n    value: {{purpose: marketing, channel: email{more}}}\n")
    };
    let columns = [column("email", "email"), column("status", "action")].concat() + at;
    let answers = contract("answers", "json", "consents", &columns, &ways(""));
    let columns = column("email", "email") + at;
    let noes = contract("noes", "json", "consents", &columns, &ways(", action: withdrawn"));
    let people =
        contract("people", "json", "records", &(column("id", "customer_id") + &column("email", "email")), "");
    let (ann, bo) = ("ann@mx.example", "bo@mx.example");
    for (contract, file) in [
        (
            &answers,
            json!({ann: {"status": "unsubscribed"}, bo: {"status": "subscribed", "on": "2026-01-01T00:00:00Z"}}),
        ),
        (&answers, json!({"contacts": {ann: {"status": "unsubscribed"}, bo: {"status": "subscribed"}}})),
        (&answers, json!({"exported": "2026-01-01", "data": {"contacts": {ann: "unsubscribed"}}})),
        (&answers, json!({ann: "unsubscribed"})),
        (&answers, json!([{ann: "unsubscribed"}, {bo: "subscribed"}])),
        (&answers, json!({"suppressions": {ann: null}})),
        (&noes, json!({ann: {"reason": "x"}})),
        (&noes, json!({ann: "2026-05-01"})),
        (&noes, json!({ann: null})),
        (&noes, json!({"suppressions": {ann: null}})),
        (&people, json!({ann: "unsubscribed"})),
        (&people, json!({"unsubscribed": {ann: {"id": "7"}}})),
        (&people, json!({ann: {"unsubscribed": true}})),
    ] {
        for text in [file.to_string(), serde_json::to_string_pretty(&file).unwrap()] {
            let read = all_named(contract, "export.json", text.as_bytes());
            assert!(read.closes(ann), "{} {text}: {read:?}", contract.id);
            assert!(!read.closes(bo), "{} {text}: {read:?}", contract.id);
        }
    }
    let lines = format!("{}\n{}\n", json!({bo: "subscribed"}), json!({ann: "unsubscribed"}));
    assert!(all_named(&answers, "export.jsonl", lines.as_bytes()).closes(ann));
    // One that is much longer than what is looked at first, over many lines.
    let many: serde_json::Map<String, Value> =
        (0..20_000).map(|n| (format!("p{n}@mx.example"), json!({"status": "unsubscribed"}))).collect();
    let text = serde_json::to_string_pretty(
        &json!({"a": 1, "contacts": many, "z": {ann: {"status": "unsubscribed"}}}),
    )
    .unwrap();
    let read = all_named(&answers, "export.json", text.as_bytes());
    assert_eq!(read.error, None);
    assert!(read.closes(ann) && read.closes("p0@mx.example") && read.closes("p19999@mx.example"));
    // An object with a key of the contract is a row.
    let row = json!({"id": "7", "email": bo, "seen_by": {ann: "unsubscribed"}});
    let read = all_named(&people, "export.json", row.to_string().as_bytes());
    assert!(read.rejected.is_empty(), "{read:?}");
}

#[test]
fn a_line_that_is_no_json_says_no_as_far_as_it_can_be_read() {
    let segment = contract("site", "segment", "events", "      []\n", "");
    let people =
        contract("people", "json", "records", &(column("id", "customer_id") + &column("email", "email")), "");
    let message = r#"{"type":"track","userId":"C1","messageId":"m","event":"Email Unsubscribed","properties":{"title":BAD}}"#;
    let row = r#"{"id":"C1","email":"ann@mx.example","unsubscribed":true,"score":BAD}"#;
    for bad in ["NaN", "-Infinity", r#""sale \ud83d""#, r#""\x41""#] {
        for (contract, line, key) in
            [(&segment, message, "customer_id:C1"), (&people, row, "mailbox:ann@mx.example")]
        {
            let read = all_named(contract, "export.jsonl", line.replace("BAD", bad).as_bytes());
            assert!(read.closed().contains(&key.to_owned()), "{bad} {}: {read:?}", contract.id);
            assert_eq!(read.rejected.len(), 1);
            assert_eq!(read.rejected[0].rule, "json");
        }
    }
}
