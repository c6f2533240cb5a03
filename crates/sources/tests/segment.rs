//! Messages of the Segment spec, one by one and from a file.

use arrow::array::AsArray;
use serde_json::{Value, json};
use sources::segment::{batch, parse, records};
use sources::{Contract, Input, Intake, events_schema, read, records_schema};
use vocabulary::{Timestamp, WorkspaceId};

fn intake() -> Intake {
    Intake {
        workspace: WorkspaceId::new("peach-state").unwrap(),
        arrived_at: Timestamp::parse("2026-09-15T14:00:00Z").unwrap(),
    }
}

#[test]
fn refuses_what_the_spec_forbids() {
    let track = |more: Value| {
        let mut message = json!({"type": "track", "event": "Seen", "userId": "C1", "messageId": "m1"});
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        message
    };
    for (message, rule, field) in [
        (json!([]), "segment", "type"),
        (json!({"userId": "C1"}), "segment", "type"),
        (json!({"type": "buy", "userId": "C1"}), "segment", "type"),
        (json!({"type": "track", "event": "Seen"}), "segment", "userId"),
        (json!({"type": "track", "event": "Seen", "userId": "  "}), "segment", "userId"),
        (json!({"type": "track", "event": "Seen", "userId": {}}), "type", "userId"),
        (json!({"type": "track", "userId": "C1"}), "segment", "event"),
        (json!({"type": "group", "userId": "C1"}), "segment", "groupId"),
        (json!({"type": "alias", "userId": "C1"}), "segment", "previousId"),
        (json!({"type": "identify", "userId": 12345678901234567890123_f64}), "type", "userId"),
        (json!({"type": "identify", "anonymousId": -1.5e300}), "type", "anonymousId"),
        (track(json!({"timestamp": "yesterday"})), "type", "timestamp"),
        (track(json!({"timestamp": 5})), "type", "timestamp"),
        (track(json!({"timestamp": "2027-01-01T00:00:00Z"})), "future", "timestamp"),
        (track(json!({"properties": [1]})), "type", "properties"),
        (track(json!({"properties": {"revenue": "much"}})), "type", "properties.revenue"),
        (track(json!({"properties": {"revenue": 1.234}})), "type", "properties.revenue"),
        (track(json!({"properties": {"currency": "dollar"}})), "enum", "properties.currency"),
    ] {
        let rejected =
            parse(&message, intake().arrived_at).err().unwrap_or_else(|| panic!("accepted {message}"));
        assert_eq!(
            (rejected.rule.as_str(), rejected.field.as_deref()),
            (rule, Some(field)),
            "{message}: {}",
            rejected.why
        );
        assert_eq!(serde_json::from_str::<Value>(&rejected.original).unwrap(), message);
    }
}

#[test]
fn a_message_becomes_an_event() {
    let message = json!({
        "type": "track", "event": "Order Completed", "messageId": "m1", "anonymousId": "a1", "userId": 1001,
        "timestamp": "2026-09-15T09:59:00-04:00",
        "properties": {"revenue": 25.5, "sku": "P-1"},
        "context": {"traits": {"email": " Ann@Example.com"}, "page": {"path": "/cart"}},
    });
    let row = parse(&message, intake().arrived_at).ok().unwrap();
    let events = batch(&intake(), "web", &[row]).unwrap();
    assert_eq!(events.schema(), events_schema());
    let text = |column: &str| events.column_by_name(column).unwrap().as_string::<i32>().value(0).to_owned();
    for (column, expect) in [
        ("message_id", "m1"),
        ("type", "track"),
        ("name", "Order Completed"),
        ("identifier", "customer_id:1001"),
        ("anonymous_id", "a1"),
        ("user_id", "1001"),
        // As it was given, apart from the case of the domain.
        ("email", "Ann@example.com"),
        ("currency", "USD"),
    ] {
        assert_eq!(text(column), expect, "{column}");
    }
    let properties: Value = serde_json::from_str(&text("properties")).unwrap();
    assert_eq!(
        (&properties["sku"], &properties["context"]["page"]["path"]),
        (&json!("P-1"), &json!("/cart"))
    );
    let revenue =
        events.column_by_name("revenue_minor").unwrap().as_primitive::<arrow::datatypes::Int64Type>();
    assert_eq!(revenue.value(0), 2550);
}

#[test]
fn a_group_names_its_organisation_and_keeps_its_mailbox_from_the_members() {
    let message = json!({
        "type": "group", "messageId": "g1", "anonymousId": "a1", "groupId": 77,
        "traits": {"email": "hello@acme.example", "phone": "+1 404 555 0100", "industry": "bakery"},
    });
    let row = parse(&message, intake().arrived_at).ok().unwrap();
    assert_eq!(
        (row.group_id.as_deref(), row.email.as_deref(), row.phone.as_deref()),
        (Some("77"), None, None)
    );
    let events = batch(&intake(), "web", &[row]).unwrap();
    let text = |column: &str| events.column_by_name(column).unwrap().as_string::<i32>().value(0).to_owned();
    assert_eq!((text("group_id").as_str(), text("identifier").as_str()), ("77", "anonymous_id:a1"));
    assert!(text("properties").contains("bakery"));
    let signed_in = json!({"type": "group", "userId": "C1", "groupId": "77",
        "context": {"traits": {"email": "ann@example.com"}}});
    let row = parse(&signed_in, intake().arrived_at).ok().unwrap();
    assert_eq!(row.email.as_deref(), Some("ann@example.com"), "the context speaks of the member");
    let track = json!({"type": "track", "event": "Seen", "userId": "C1", "groupId": "77"});
    assert_eq!(parse(&track, intake().arrived_at).ok().unwrap().group_id, None);
}

#[test]
fn a_message_without_id_has_one_of_its_own() {
    let message = |path: &str, timestamp: Value| json!({"type": "page", "anonymousId": "a1", "timestamp": timestamp, "properties": {"path": path}});
    let id =
        |message: &Value, at: &str| parse(message, Timestamp::parse(at).unwrap()).ok().unwrap().message_id;
    let (early, late) = ("2026-09-15T14:00:00Z", "2026-09-15T14:00:09Z");
    let timed = message("/", json!("2026-09-15T13:00:00Z"));
    assert_eq!(id(&timed, early), id(&timed, late), "sent again, it is the same");
    assert_ne!(id(&timed, early), id(&message("/x", json!("2026-09-15T13:00:00Z")), early));
    let untimed = message("/", Value::Null);
    assert_ne!(id(&untimed, early), id(&untimed, late), "twice without a time is two");
}

#[test]
fn an_identify_is_a_record_too() {
    let message = json!({
        "type": "identify", "messageId": "m 1", "anonymousId": "a1", "userId": "C1", "timestamp": "2026-09-01T00:00:00Z",
        "traits": {"firstName": "Ann", "email": "Ann@Example.com", "birthday": "1990-05-01T00:00:00Z",
                   "address": {"city": "Macon", "floor": 2}, "plan": "gold"},
    });
    let rows = [parse(&message, intake().arrived_at).ok().unwrap()];
    let batch = records(&intake(), "web", &rows).unwrap().unwrap();
    assert_eq!(batch.schema(), records_schema());
    let text = |column: &str| batch.column_by_name(column).unwrap().as_string::<i32>().value(0).to_owned();
    for (column, expect) in [
        ("given_name", "Ann"),
        ("email", "Ann@Example.com"),
        ("birth_date", "1990-05-01"),
        ("city", "Macon"),
        ("customer_id", "C1"),
        ("anonymous_id", "a1"),
    ] {
        assert_eq!(text(column), expect, "{column}");
    }
    let traits: Value = serde_json::from_str(&text("traits")).unwrap();
    assert_eq!(traits, json!({"address": {"floor": 2}, "plan": "gold"}));
    assert_eq!(serde_json::from_str::<Value>(&text("original")).unwrap(), message);
    assert!(
        vocabulary::RecordId::new(text("record_id")).is_ok(),
        "an id with a blank is replaced by its digest"
    );
}

#[test]
fn lenient_senders_are_read() {
    let read = |message: &str| {
        let value: Value = serde_json::from_str(&sources::digits_kept(message)).unwrap();
        parse(&value, intake().arrived_at).map_err(|rejected| rejected.why).unwrap()
    };
    for message in [
        r#"{"type":"track","userId":"U1","event":"Seen","properties":[]}"#,
        r#"{"type":"identify","userId":"U1","traits":[]}"#,
        r#"{"type":"track","userId":"U1","event":"Seen","properties":{},"context":[]}"#,
        r#"{"type":"track","userId":"U1","event":"Seen","timestamp":"","anonymousId":""}"#,
    ] {
        assert_eq!(read(message).user_id.as_deref(), Some("U1"), "{message}");
    }
    let at = read(r#"{"type":"track","anonymousId":"d1","event":"Seen","timestamp":1772359200}"#).occurred_at;
    assert_eq!(at, Timestamp::parse("2026-03-01T10:00:00Z").unwrap());
    for (id, expect) in [
        ("12345678901234567890123", "12345678901234567890123"),
        ("9007199254740993", "9007199254740993"),
        ("1001.0", "1001"),
        ("1001", "1001"),
    ] {
        let row = read(&format!(r#"{{"type":"page","userId":{id}}}"#));
        assert_eq!(row.user_id.as_deref(), Some(expect));
    }
}

#[test]
fn an_identify_is_read_in_every_spelling() {
    for (traits, given, family, email) in [
        (
            json!({"name": "Ottilie Vandermeer", "email": "o@example.org"}),
            "Ottilie",
            "Vandermeer",
            "o@example.org",
        ),
        (
            json!({"first_name": "Percival", "last_name": "Stromberg", "email": "p@example.org"}),
            "Percival",
            "Stromberg",
            "p@example.org",
        ),
        (
            json!({"Email": "r@example.org", "FirstName": "Renata", "LastName": "Cazalet"}),
            "Renata",
            "Cazalet",
            "r@example.org",
        ),
        (
            json!({"$email": "s@example.org", "$first_name": "Sven", "$last_name": "Thorsby"}),
            "Sven",
            "Thorsby",
            "s@example.org",
        ),
        (
            json!({"firstName": "Willa", "lastName": "Yarrow", "email": ["w@example.org"]}),
            "Willa",
            "Yarrow",
            "w@example.org",
        ),
    ] {
        let at_top = json!({"type": "identify", "messageId": "m", "userId": "C1", "traits": traits.clone()});
        let in_context =
            json!({"type": "identify", "messageId": "m", "userId": "C1", "context": {"traits": traits}});
        for message in [at_top, in_context] {
            let rows = [parse(&message, intake().arrived_at).ok().unwrap()];
            assert_eq!(rows[0].email.as_deref(), Some(email), "{message}");
            let batch = records(&intake(), "web", &rows).unwrap().unwrap();
            let text =
                |column: &str| batch.column_by_name(column).unwrap().as_string::<i32>().value(0).to_owned();
            assert_eq!(
                (text("given_name").as_str(), text("family_name").as_str(), text("email").as_str()),
                (given, family, email),
                "{message}"
            );
        }
    }
}

#[test]
fn a_file_of_messages_lands_whole() {
    let contract = Contract::parse(
        "apiVersion: v3.1.0\nkind: DataContract\nid: web\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {property: truelift.format, value: segment}\n  - {property: truelift.lands, value: [events, records]}\nschema:\n  - name: messages\n    properties:\n      - {name: messageId, primaryKey: true}\n      - {name: properties.path, logicalTypeOptions: {pattern: '^/'}}\n",
        "web.yaml",
    )
    .unwrap();
    let lines = [
        json!({"type": "page", "messageId": "1", "anonymousId": "a", "properties": {"path": "/"}}).to_string(),
        json!({"type": "page", "messageId": "2", "anonymousId": "a", "properties": {"path": "home"}}).to_string(),
        json!({"type": "identify", "messageId": "3", "anonymousId": "a", "userId": "C1", "traits": {"email": "a@b.co"}}).to_string(),
        json!({"type": "page", "messageId": "1", "anonymousId": "a"}).to_string(),
        json!({"type": "track", "messageId": "4", "anonymousId": "a"}).to_string(),
        "{\"type\":\"pa".to_owned(),
    ];
    let bytes = lines.join("\n").into_bytes();
    let mut reading = read(&contract, Input::Bytes { name: "web.jsonl", bytes }, &intake()).unwrap();
    let portion = reading.next().unwrap().unwrap();
    assert!(reading.next().is_none());
    let rules: Vec<_> = portion.rejected.iter().map(|row| (row.line, row.rule.as_str())).collect();
    assert_eq!(rules, [(2, "pattern"), (4, "unique"), (5, "segment"), (6, "json")]);
    assert_eq!(portion.rejected[0].original, lines[1], "the line is kept as it stood");
    assert_eq!(portion.accepted.events.unwrap().num_rows(), 2);
    assert_eq!(portion.accepted.records.unwrap().num_rows(), 1);
}

#[test]
fn an_alias_keeps_both_ids_and_numbers_stay_exact() {
    let alias =
        json!({"type": "alias", "userId": 9007199254740993_u64, "previousId": "old 7", "messageId": "a"});
    let row = parse(&alias, intake().arrived_at).ok().unwrap();
    assert_eq!(
        (row.user_id.as_deref(), row.previous_id.as_deref()),
        (Some("9007199254740993"), Some("old 7"))
    );
    let track = json!({"type": "track", "event": "Seen", "userId": "C1", "previousId": "old"});
    assert_eq!(parse(&track, intake().arrived_at).ok().unwrap().previous_id, None, "only an alias joins ids");
    let events = sources::segment::posted(&batch(&intake(), "web", &[row]).unwrap()).unwrap();
    let text = |column: &str| events.column_by_name(column).unwrap().as_string::<i32>().value(0).to_owned();
    assert_eq!((text("previous_id").as_str(), text("way").as_str()), ("old 7", "post"));
    assert_eq!(events.schema(), events_schema());
}

#[test]
fn a_message_closes_whom_the_ids_of_its_context_name() {
    let message = |ids: Value| json!({"messageId": "m1", "anonymousId": "a1", "type": "track", "event": "Email Unsubscribed", "timestamp": "2026-03-01T00:00:00Z", "context": {"externalIds": ids}});
    let closed = |message: &Value| -> Vec<String> {
        let noes = sources::segment::noes("shop", message, intake().arrived_at);
        let keys = noes.iter().flat_map(|no| no.handles.expose().iter().map(|handle| handle.key()));
        keys.filter(|key| key.starts_with("mailbox:") || key.starts_with("customer_id:")).collect()
    };
    let ann = json!({"id": "ann@a.org", "type": "email", "collection": "users", "encoding": "none"});
    for ids in [json!([ann]), json!(ann), json!([{"id": "x", "type": "ga_client_id"}, ann])] {
        assert!(closed(&message(ids.clone())).contains(&"mailbox:ann@a.org".to_owned()), "{ids}");
    }
    let mut lower = message(json!([]));
    lower["context"] = json!({"external_ids": [{"id": "ann@a.org", "type": "Email"}]});
    assert!(closed(&lower).contains(&"mailbox:ann@a.org".to_owned()));
    let id = json!([{"id": "C7", "type": "user_id", "encoding": "none"}]);
    assert!(closed(&message(id)).contains(&"customer_id:C7".to_owned()));
    // Other ids, hashes, and messages that say nothing.
    for ids in [
        json!([{"id": "ann@a.org", "type": "ga_client_id"}]),
        json!([{"id": "ann@a.org", "type": "email", "encoding": "sha256"}]),
        json!([{"id": "C7", "type": "android.idfa"}]),
        json!("ann@a.org"),
    ] {
        assert_eq!(closed(&message(ids.clone())), Vec::<String>::new(), "{ids}");
    }
    let mut other = message(json!([ann]));
    other["event"] = json!("Email Opened");
    assert_eq!(closed(&other), Vec::<String>::new());
}
