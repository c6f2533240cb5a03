//! What a contract may say, and what its author is told.

use sources::{Contract, Format, Lands, Role};
use vocabulary::{Assertion, Trust};

const GOOD: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: crm
version: 1.0.0
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [records]}
schema:
  - name: customers
    properties:
      - name: crm_id
        primaryKey: true
        customProperties:
          - {property: truelift.role, value: external_key}
      - name: tier
        logicalType: string
"#;

#[test]
fn reads_a_contract() {
    let contract = Contract::parse(GOOD, "crm.yaml").unwrap();
    assert_eq!((contract.source.as_str(), contract.format), ("crm", Format::Csv));
    assert_eq!(contract.lands, [Lands::Records]);
    let roles: Vec<_> =
        contract.properties.iter().map(|property| (property.role, property.is_required)).collect();
    assert_eq!(roles, [(Role::ExternalKey, true), (Role::Extra, false)]);
}

/// A no of a contract whose answers land nowhere would be dropped: nobody may give one.
#[test]
fn answers_that_land_nowhere_are_refused() {
    for role in ["action", "email_action", "sms_action", "post_action", "push_action", "contact_action"] {
        let more = "      - name: accepts\n        customProperties:\n          - {property: truelift.role, value: ROLE}\n          - {property: truelift.map, value: {'yes': granted, 'no': withdrawn}}\n";
        let text = format!("{GOOD}{}", more.replace("ROLE", role));
        let contract = Contract::parse(&text, "crm.yaml").unwrap();
        let (_, why) = contract.slips.iter().find(|(line, _)| *line == 8).unwrap();
        assert!(why.contains(role) && why.contains("add `consents` to `truelift.lands`"), "{why}");
        // One that is kept has a column of answers as one that it does not read.
        assert_eq!(contract.properties[2].role, Role::Ignore);
    }
}

#[test]
fn a_source_says_what_it_may_assert() {
    let with = |list: &str| {
        let line = format!("  - {{property: truelift.asserts, value: {list}}}\nschema:");
        Contract::parse(&GOOD.replace("schema:", &line), "crm.yaml").map(|contract| contract.asserts)
    };
    assert_eq!(Contract::parse(GOOD, "crm.yaml").unwrap().asserts, Trust::ALL);
    assert_eq!(with("[]").unwrap(), Trust::NONE);
    let some = Trust::of([Assertion::Addresses, Assertion::CustomerIds]);
    assert_eq!(with("[addresses, customer_ids]").unwrap(), some);
    for wrong in ["[money]", "grants", "[1]"] {
        let error = with(wrong).unwrap_err().to_string();
        assert!(error.contains("line 9") && error.contains("grants, addresses, customer_ids"), "{error}");
    }
}

/// `from` → `to` in the good contract must fail at `line` with `expect`.
fn check(from: &str, to: &str, line: u64, expect: &str) {
    assert!(GOOD.contains(from), "the good contract has no `{from}`");
    let error = Contract::parse(&GOOD.replace(from, to), "crm.yaml").err().map(|error| error.to_string());
    let error = error.unwrap_or_else(|| panic!("`{to}` was accepted"));
    assert!(error.starts_with(&format!("contract `crm.yaml`, line {line}: ")), "{error}");
    assert!(error.contains(expect), "{error}\ndoes not say `{expect}`");
    assert!(!error.contains('\n'), "{error}");
}

#[test]
fn names_the_line_and_the_next_step() {
    let tier = "      - name: tier\n";
    for (from, to, line, expect) in [
        ("status: active", "statsu: active", 5, "key `statsu` is not known: is `status` meant?"),
        ("primaryKey: true", "primarykey: true", 13, "key `primarykey` is not known: is `primaryKey` meant?"),
        ("version: 1.0.0", "version: [", 4, "expected string"),
        ("apiVersion: v3.1.0", "apiVersion: v2.2.0", 1, "use `v3.1.0`"),
        ("kind: DataContract", "kind: Other", 2, "kind must be `DataContract`"),
        ("id: crm\n", "id: my crm\n", 3, "cannot name a source"),
        ("value: csv", "value: avro", 7, "`truelift.format: avro` is not read: use csv, xlsx, jsonl"),
        ("value: [records]", "value: [people]", 8, "`people` is no table a source fills"),
        ("value: [records]", "value: []", 8, "is empty"),
        ("value: external_key", "value: key", 15, "role `key` is not known: use one of external_key"),
        ("value: external_key", "value: given_name", 0, "records need a property with role `external_key`"),
        ("logicalType: string", "logicalType: money", 17, "logicalType `money` is not read"),
        (tier, "      - name: crm_id\n", 0, "property `crm_id` is there twice"),
        (
            tier,
            "      - name: tier\n        logicalTypeOptions: {pattern: \"(\"}\n",
            16,
            "is no regular expression",
        ),
        (
            tier,
            "      - name: tier\n        logicalTypeOptions: {minimum: 3}\n",
            16,
            "limit `3` does not fit",
        ),
        (
            tier,
            "      - name: tier\n        logicalTypeOptions: {minLength: 9, maxLength: 1}\n",
            16,
            "minLength 9 is above maxLength 1",
        ),
        (
            tier,
            "      - name: points\n        logicalType: integer\n        logicalTypeOptions: {minimum: 3, exclusiveMaximum: 3}\n      - name: tier\n",
            16,
            "no value lies between `3` and `3`",
        ),
    ] {
        check(from, to, line, expect);
    }
}

#[test]
fn names_all_faults_at_once() {
    let text = GOOD
        .replace("truelift.lands, value: [records]", "truelift.land, value: [events]")
        .replace("value: external_key", "value: key")
        .replace("logicalType: string", "logicalType: money");
    let error = Contract::parse(&text, "crm.yaml").err().map(|error| error.to_string()).unwrap();
    for expect in [
        "contract `crm.yaml` has 4 faults:",
        "line 8: custom property `truelift.land` is not known: is `truelift.lands` meant?",
        "line 15: role `key` is not known",
        "line 17: logicalType `money` is not read",
        "line 0: custom property `truelift.lands` is missing",
    ] {
        assert!(error.contains(expect), "{error}\ndoes not say `{expect}`");
    }
}

#[test]
fn says_what_a_table_needs() {
    for (lands, expect) in [
        ("events", vec!["role `occurred_at`", "role `event_name`"]),
        (
            "consents",
            vec!["role `purpose`, or a value for it in `truelift.constant`", "`channel`", "`email`"],
        ),
    ] {
        let error = Contract::parse(&GOOD.replace("[records]", &format!("[{lands}]")), "crm.yaml");
        let error = error.err().map(|error| error.to_string()).unwrap();
        for expect in expect {
            assert!(error.contains(expect), "{error}\ndoes not say `{expect}`");
        }
    }
}

#[test]
fn a_contract_of_another_tool_loads_with_notes() {
    let tier = "      - name: tier\n        logicalType: string\n";
    for (to, note) in [
        ("logicalType: time\n", Some("`tier` is a time of day")),
        ("logicalTypeOptions: {format: uri}\n", Some("format `uri` is not checked")),
        ("logicalTypeOptions: {multipleOf: 3}\n", Some("multipleOf is not checked")),
        ("quality: [{type: sql, query: select 1, mustBe: 1}]\n", Some("quality `sql` is not checked")),
        ("quality: [{metric: rowCount, mustBeGreaterThan: 0}]\n", Some("quality `rowCount` is not checked")),
        ("logicalType: object\n        properties: [{name: city, logicalType: string}]\n", None),
        ("logicalType: array\n        items: {logicalType: string}\n", None),
        ("sensitivity: high\n", Some("key `sensitivity` is not read here")),
        ("physicalName: TIER_X\n        physicalType: varchar(20)\n", None),
    ] {
        let text = GOOD.replace(tier, &format!("      - name: tier\n        {to}"));
        let contract = Contract::parse(&text, "crm.yaml").unwrap_or_else(|error| panic!("{to}: {error}"));
        assert_eq!(contract.notes.len(), usize::from(note.is_some()), "{to}: {:?}", contract.notes);
        if let Some(note) = note {
            assert!(contract.notes[0].contains(note), "{to}: {:?}", contract.notes);
        }
    }
    for part in [
        "team: [{username: ann, role: owner, dateIn: 2024-01-01}]\n",
        "team: {name: crm, members: [{username: ann}]}\n",
        "servers: [{server: p, type: postgres, host: localhost, port: 5432, database: d, schema: public}]\n",
        "servers: [{server: p, type: s3, location: 's3://b/p/*.json', format: json}]\n",
        "slaProperties: [{property: latency, value: 4, unit: d}]\n",
        "description: Who our customers are\n",
    ] {
        let text = GOOD.replace("customProperties:\n  -", &format!("{part}customProperties:\n  -"));
        assert!(Contract::parse(&text, "crm.yaml").is_ok(), "{part}");
    }
    for version in ["v3.0.0", "v3.0.2", "v3.1.0"] {
        assert!(Contract::parse(&GOOD.replace("v3.1.0", version), "crm.yaml").is_ok(), "{version}");
    }
}

#[test]
fn a_missing_contract_is_named() {
    let error =
        Contract::load(std::path::Path::new("/nowhere/crm.yaml")).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("there is no file `/nowhere/crm.yaml`: check the path"));
}

#[test]
fn a_property_that_stands_twice_with_two_values_is_told_with_both_lines() {
    let role = "          - {property: truelift.role, value: external_key}\n";
    let lands = "  - {property: truelift.lands, value: [records]}\n";
    assert!(GOOD.contains(lands) && GOOD.contains(role.trim()), "{GOOD}");
    for (from, more, key) in [
        (lands, "  - {property: truelift.lands, value: [records, consents]}\n", "truelift.lands"),
        (
            lands,
            "  - {property: truelift.zone, value: UTC}\n  - {property: truelift.zone, value: Asia/Tokyo}\n",
            "truelift.zone",
        ),
        (
            lands,
            "  - {property: truelift.asserts, value: [grants]}\n  - {property: truelift.asserts, value: []}\n",
            "truelift.asserts",
        ),
        (role, "          - {property: truelift.role, value: customer_id}\n", "truelift.role"),
        (
            role,
            "          - {property: truelift.map, value: {A: a}}\n          - {property: truelift.map, value: {A: b}}\n",
            "truelift.map",
        ),
    ] {
        let text = GOOD.replace(from, &format!("{from}{more}"));
        let contract = Contract::parse(&text, "crm.yaml").unwrap();
        let lines: Vec<usize> =
            text.lines().zip(1..).filter(|(line, _)| line.contains(key)).map(|(_, nth)| nth).collect();
        let last = u64::try_from(*lines.last().unwrap()).unwrap();
        let before = lines[lines.len() - 2];
        // Kept contracts are read as before; nobody may give one anew.
        assert_eq!(contract.slips.len(), 1, "{text}: {:?}", contract.slips);
        let (line, why) = &contract.slips[0];
        assert_eq!(*line, last, "{text}: {why}");
        assert!(why.contains(key) && why.contains(&format!("line {before},")), "{why}");
    }
    let same = GOOD.replace(lands, &format!("{lands}{lands}"));
    assert!(Contract::parse(&same, "crm.yaml").unwrap().slips.is_empty());
}
