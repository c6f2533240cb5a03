//! Noes in shapes that tools give them: lists of channels, addresses under a question, a day in an object, statements of
//! SQL, headings in texts, records of directories. As many files beside them that say no to nobody.

use crate::heard::all_named;
use sources::Contract;

const CRM: &str = "[records]}\n  - {property: truelift.country, value: DE}\nschema:\n  - name: rows\n    properties:\n      - {name: id, required: true, customProperties: [{property: truelift.role, value: customer_id}]}\n      - {name: email, customProperties: [{property: truelift.role, value: email}]}\n      - {name: phone, customProperties: [{property: truelift.role, value: phone}]}\n      - {name: first, customProperties: [{property: truelift.role, value: given_name}]}\n      - {name: last, customProperties: [{property: truelift.role, value: family_name}]}\n      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: observed_at}]}\n";
const CONSENTS: &str = "[consents]}\n  - {property: truelift.constant, value: {purpose: marketing, channel: email}}\n  - {property: truelift.country, value: DE}\nschema:\n  - name: rows\n    properties:\n      - {name: cid, required: true, customProperties: [{property: truelift.role, value: external_key}]}\n      - {name: email, customProperties: [{property: truelift.role, value: email}]}\n      - {name: phone, customProperties: [{property: truelift.role, value: phone}]}\n      - {name: customer, customProperties: [{property: truelift.role, value: customer_id}]}\n      - {name: action, customProperties: [{property: truelift.role, value: action}]}\n      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}\n      - {name: note, customProperties: [{property: truelift.role, value: evidence}]}\n";

/// A contract of people, or of consents, of files in this format.
pub fn contract(of_people: bool, format: &str) -> Contract {
    let rest = if of_people { CRM } else { CONSENTS };
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: {rest}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The mailboxes that a file closes, read by a contract.
pub fn closed(contract: &Contract, name: &str, file: &[u8]) -> Vec<String> {
    let found = all_named(contract, name, file);
    let mut closed: Vec<String> =
        found.closed().iter().filter_map(|key| key.strip_prefix("mailbox:").map(str::to_owned)).collect();
    closed.sort();
    closed.dedup();
    closed
}

/// What is wrong with what files close: each with whom it should.
pub fn check(of_people: bool, format: &str, files: &[(&str, &str, &[&str])]) {
    let contract = contract(of_people, format);
    let mut wrong = String::new();
    for (name, file, expect) in files {
        let found = closed(&contract, name, file.as_bytes());
        if found != *expect {
            wrong.push_str(&format!("closes {found:?} and not {expect:?}:\n{file}\n----\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

const ANN: &[&str] = &["ann@a.org"];
const NONE: &[&str] = &[];

// tidy: list
#[test]
fn a_list_of_ways_not_to_write_closes_whom_its_row_names() {
    let nested: &[(&str, &str, &[&str])] = &[
        (
            "c.json",
            r#"{"total":1,"contacts":{"47":{"id":47,"doNotContact":[{"id":1,"reason":1,"comments":"unsubscribed","channel":"email"}],"fields":{"all":{"email":"ann@a.org"}}}}}"#,
            ANN,
        ),
        (
            "c.json",
            r#"{"total":2,"contacts":{"47":{"id":47,"doNotContact":[{"id":1,"reason":1,"channel":"email"}],"fields":{"all":{"email":"ann@a.org"}}},"48":{"id":48,"doNotContact":[],"fields":{"all":{"email":"bob@b.org"}}}}}"#,
            ANN,
        ),
        ("c.json", r#"{"email":"ann@a.org","doNotContact":[{"channel":"email"}]}"#, ANN),
        ("c.json", r#"{"email":"ann@a.org","doNotContact":["email"]}"#, ANN),
        ("c.json", r#"{"email":"ann@a.org","unsubscribed":[{"list":"News"}]}"#, ANN),
        ("c.json", r#"{"email":"ann@a.org","suppressions":[{"type":"email","created":"2026-03-01"}]}"#, ANN),
        (
            "c.json",
            r#"[{"doNotContact":[{"id":1,"reason":1,"channel":"email"}],"fields":{"all":{"email":"ann@a.org"}}}]"#,
            ANN,
        ),
        (
            "c.json",
            r#"[{"id":"K1","do_not_contact":[{"channel":"email","reason":2}],"fields":{"core":{"email":{"value":"ann@a.org"}}}}]"#,
            ANN,
        ),
        (
            "c.json",
            r#"{"contact":{"id":47,"doNotContact":[{"reason":1,"channel":"email"}],"fields":{"all":{"email":"ann@a.org"}}}}"#,
            ANN,
        ),
        // Nobody is on those lists.
        ("c.json", r#"{"email":"bob@b.org","doNotContact":[]}"#, NONE),
        ("c.json", r#"{"email":"bob@b.org","doNotContact":{}}"#, NONE),
        ("c.json", r#"{"email":"bob@b.org","doNotContact":[{"channel":"email","value":false}]}"#, NONE),
        ("c.json", r#"{"email":"bob@b.org","doNotContact":[{"channel":"sms"}]}"#, &["bob@b.org"]),
        ("c.json", r#"{"email":"bob@b.org","channels":[{"channel":"email"}]}"#, NONE),
        ("c.json", r#"{"email":"bob@b.org","orders":[{"channel":"email","total":1}]}"#, NONE),
        (
            "c.json",
            r#"{"total":1,"contacts":{"47":{"id":47,"doNotContact":[],"fields":{"all":{"email":"bob@b.org"}}}}}"#,
            NONE,
        ),
    ];
    check(true, "csv", nested);
    check(true, "json", nested);
    let cell = |name: &str, value: &str, who: &str| {
        format!(
            "id,email,phone,first,last,at,{name}\nK5,{who},,,,2026-03-01T00:00:00Z,\"{}\"\n",
            value.replace('"', "\"\"")
        )
    };
    let mut wrong = String::new();
    let table = contract(true, "csv");
    for (name, value, expect) in [
        ("doNotContact", r#"[{"id":1,"reason":1,"channel":"email"}]"#, ANN),
        ("doNotContact", r#"[{"channel":"email"}]"#, ANN),
        ("doNotContact", r#"[{"channel": "email", "reason": 1}]"#, ANN),
        ("doNotContact", r#"["email"]"#, ANN),
        ("do_not_contact", r#"{"channel":"email","reason":2}"#, ANN),
        ("contact", r#"{"doNotContact":[{"channel":"email","reason":1}]}"#, ANN),
        ("doNotContact", "[]", NONE),
        ("doNotContact", "{}", NONE),
        ("channels", r#"[{"channel":"email"}]"#, NONE),
        ("contact", r#"{"doNotContact":[]}"#, NONE),
    ] {
        let found = closed(&table, "c.csv", cell(name, value, "ann@a.org").as_bytes());
        if found != expect {
            wrong.push_str(&format!("{name}={value} closes {found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_address_under_a_name_that_says_no_is_closed_beside_that_of_the_row() {
    let both: &[&str] = &["ann@a.org", "q@q.org"];
    check(
        true,
        "csv",
        &[
            ("c.csv", "id,email,Unsubscribed\nX1,q@q.org,ann@a.org\n", both),
            ("c.csv", "id,email,phone,first,last,at,Unsubscribed:\nX1,q@q.org,,,,,ann@a.org\n", both),
            ("c.csv", "id,email,,Unsubscribed:\nX1,q@q.org,,ann@a.org\nX2,r@r.org,,\n", both),
            ("c.csv", "id,email,Abgemeldet\nX1,q@q.org,Ann <ann@a.org>\nX2,r@r.org,\n", both),
            ("c.csv", "id,email,opt_out\nX1,q@q.org,ann@a.org\nX2,r@r.org,no\n", both),
            (
                "c.csv",
                "id,email,Do not contact\nX1,q@q.org,ann@a.org; cy@c.org\nX2,r@r.org,0\n",
                &["ann@a.org", "cy@c.org", "q@q.org"],
            ),
            ("c.csv", "id,email,Unsubscribed:\nX1,,ann@a.org\n,,bob@b.org\n", &["ann@a.org", "bob@b.org"]),
            // A second address elsewhere is somebody else's, and who did it is no addressee.
            ("c.csv", "id,email,Unsubscribed,other_email\nX1,q@q.org,yes,ann@a.org\n", &["q@q.org"]),
            ("c.csv", "id,email,unsubscribed_by\nX1,q@q.org,agent@brand.org\n", &["q@q.org"]),
            ("c.csv", "id,email,Subscribed\nX1,q@q.org,ann@a.org\n", NONE),
            ("c.csv", "id,email,Account manager\nX1,q@q.org,ann@a.org\n", NONE),
            ("c.csv", "id,email,Unsubscribed\nX1,q@q.org,\nX2,r@r.org,no\n", NONE),
            ("c.csv", "id,email,referred_by\nX1,q@q.org,ann@a.org\n", NONE),
        ],
    );
    let text = "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {property: truelift.format, value: csv}\n  - {property: truelift.lands, value: [consents]}\n  - {property: truelift.constant, value: {purpose: marketing, channel: email}}\nschema:\n  - name: rows\n    properties:\n      - {name: email, customProperties: [{property: truelift.role, value: email}]}\n      - {name: Unsubscribed, customProperties: [{property: truelift.role, value: action}]}\n      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}\n";
    let named = Contract::parse(text, "book.yaml").unwrap();
    assert_eq!(closed(&named, "c.csv", b"email,Unsubscribed,at\nq@q.org,ann@a.org,2026-03-01\n"), both);
    assert_eq!(closed(&named, "c.csv", b"email,Unsubscribed,at\nq@q.org,no,2026-03-01\n"), NONE);
}

#[test]
fn a_day_in_an_object_within_a_value_is_a_no_where_its_name_says_so() {
    let row = |name: &str, value: &str| {
        format!(
            "id,email,phone,first,last,at,{name}\nK5,ann@a.org,,,,2026-03-01T00:00:00Z,\"{}\"\n",
            value.replace('"', "\"\"")
        )
    };
    let table = contract(true, "csv");
    let mut wrong = String::new();
    for (name, value, is_no) in [
        ("custom", r#"{"unsubscribed_at":"2026-03-01"}"#, true),
        ("custom", r#"{"unsubscribed_at": "2026-03-01T10:00:00Z", "city": "Ulm"}"#, true),
        ("custom", r#"{"unsubscribedAt":1772323200}"#, true),
        ("attributes", r#"{"email":{"opted_out_on":"01.03.2026"}}"#, true),
        ("meta", r#"[{"withdrawn_at":"2026-03-01"}]"#, true),
        ("custom", r#"{"gdpr_deleted_at":"2026-03-01"}"#, true),
        ("custom", r#"{"Abmeldedatum":"2026-03-01"}"#, true),
        ("custom", r#"{"unsubscribed_at":null}"#, false),
        ("custom", r#"{"unsubscribed_at":""}"#, false),
        ("custom", r#"{"unsubscribed_at":"0000-00-00"}"#, false),
        ("custom", r#"{"unsubscribed_at":0}"#, false),
        ("custom", r#"{"subscribed_at":"2026-03-01"}"#, false),
        ("custom", r#"{"created_at":"2026-03-01","updated_at":"2026-03-02"}"#, false),
        ("custom", r#"{"last_order_at":"2026-03-01"}"#, false),
        ("custom", r#"{"opted_in_at":"2026-03-01"}"#, false),
    ] {
        let found = closed(&table, "c.csv", row(name, value).as_bytes());
        if found.is_empty() == is_no {
            wrong.push_str(&format!("{name}={value} closes {found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

// tidy: list
#[test]
fn texts_of_sql_are_read_with_what_databases_write_before_them() {
    let files: &[(&str, &str, &[&str])] = &[
        (
            "d.sql",
            "INSERT [dbo].[Contacts] ([Id],[Email],[Status]) VALUES (1, N'ann@a.org', N'Unsubscribed')\nGO\n",
            ANN,
        ),
        (
            "d.sql",
            "SET IDENTITY_INSERT [dbo].[Contacts] ON\nGO\nINSERT [dbo].[Contacts] ([Id],[Email],[Status]) VALUES (1, N'ann@a.org', N'Unsubscribed')\nINSERT [dbo].[Contacts] ([Id],[Email],[Status]) VALUES (2, N'bob@b.org', N'Subscribed')\nGO\n",
            ANN,
        ),
        ("d.sql", "INSERT INTO subs (email,status) VALUES (E'ann@a.org','unsubscribed');\n", ANN),
        ("d.sql", "INSERT INTO subs (email,status) VALUES (_utf8mb4'ann@a.org','unsubscribed');\n", ANN),
        (
            "d.sql",
            "INSERT INTO subs (email,status) VALUES (_binary 'ann@a.org',_latin1 'unsubscribed');\n",
            ANN,
        ),
        ("d.sql", "INSERT INTO subs (email,status) VALUES (b'ann@a.org', u'unsubscribed');\n", ANN),
        ("d.sql", "INSERT INTO subs (email,status) VALUES (U&'ann\\0040a.org', 'unsubscribed');\n", ANN),
        (
            "d.sql",
            "INSERT INTO subs (email,status) VALUES (x'616e6e40612e6f7267', 0x756e73756273637269626564);\n",
            ANN,
        ),
        (
            "d.sql",
            "INSERT INTO subs (email,status) VALUES (CAST(N'ann@a.org' AS nvarchar(100)),N'unsubscribed');\n",
            ANN,
        ),
        (
            "d.sql",
            "INSERT INTO subs (email,status) VALUES (CONVERT(nvarchar(100), N'ann@a.org'),CAST('unsubscribed' AS varchar(20)));\n",
            ANN,
        ),
        (
            "d.sql",
            "INSERT INTO subs (email,status) VALUES ('ann@a.org'::text,'unsubscribed'::character varying);\n",
            ANN,
        ),
        ("d.sql", "INSERT INTO subs (email,status) VALUES (LOWER('ann@a.org'), 'unsubscribed');\n", ANN),
        ("d.sql", "INSERT INTO subs (email,status) VALUES (q'[ann@a.org]', 'unsubscribed');\n", ANN),
        ("d.sql", "UPDATE subs SET status=N'unsubscribed' WHERE email=N'ann@a.org';\n", ANN),
        ("d.sql", "UPDATE subs SET status = 'unsubscribed' WHERE LOWER(email) = LOWER(N'ann@a.org');\n", ANN),
        (
            "d.sql",
            "UPDATE subs SET status = CAST(N'unsubscribed' AS nvarchar(20)) WHERE email IN (N'ann@a.org', N'bob@b.org');\n",
            &["ann@a.org", "bob@b.org"],
        ),
        (
            "d.sql",
            "UPDATE subs SET unsubscribed = 1 WHERE email LIKE N'ann@a.org'\nGO\nUPDATE subs SET unsubscribed = 0 WHERE email = N'bob@b.org'\nGO\n",
            ANN,
        ),
        // Yes, and what is no word of consent.
        ("d.sql", "INSERT INTO subs (email,status) VALUES (N'bob@b.org',N'subscribed');\n", NONE),
        (
            "d.sql",
            "INSERT INTO subs (email,status) VALUES (CAST(N'bob@b.org' AS nvarchar(100)),CAST(N'active' AS nvarchar(9)));\n",
            NONE,
        ),
        (
            "d.sql",
            "INSERT INTO subs (email,name,status) VALUES (E'bob@b.org',N'Nell','active'), (N'cy@c.org',N'O''Neil',N'active');\n",
            NONE,
        ),
        ("d.sql", "UPDATE subs SET status=N'subscribed' WHERE email=N'bob@b.org';\n", NONE),
        (
            "d.sql",
            "INSERT INTO subs (email,unsubscribed) VALUES (N'bob@b.org', b'0'), (N'ann@a.org', b'1');\n",
            ANN,
        ),
    ];
    check(false, "csv", files);
    check(true, "csv", files);
}
