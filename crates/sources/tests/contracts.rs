//! What a contract may say, and what its author is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

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
        ("status: active", "state: active", 5, "unknown field `state`"),
        ("primaryKey: true", "primarykey: true", 13, "unknown field `primarykey`"),
        ("status: active", "status: [", 5, "expected string"),
        ("apiVersion: v3.1.0", "apiVersion: v2.2.0", 1, "use `v3.1.0`"),
        ("kind: DataContract", "kind: Other", 2, "kind must be `DataContract`"),
        ("id: crm\n", "id: my crm\n", 3, "cannot name a source"),
        ("value: csv", "value: xlsx", 7, "format `xlsx` is not read: use csv, jsonl, segment or parquet"),
        ("value: [records]", "value: [people]", 8, "`people` is no table a source fills"),
        ("value: [records]", "value: []", 8, "is empty"),
        ("value: [records]", "value: [events]", 0, "events need a property with role `occurred_at`"),
        ("value: [records]", "value: [consents]", 0, "consents need a property with role `purpose`"),
        ("truelift.lands", "truelift.land", 8, "custom property `truelift.land` is not known: use one of"),
        ("value: external_key", "value: key", 15, "role `key` is not known: use one of external_key"),
        ("value: external_key", "value: occurred_at", 12, "must be timestamp or date"),
        ("value: external_key", "value: email", 0, "records need a property with role `external_key`"),
        ("logicalType: string", "logicalType: time", 17, "logicalType `time` is not read"),
        (tier, "      - name: crm_id\n", 0, "property `crm_id` is there twice"),
        (
            tier,
            "      - name: tier\n        logicalTypeOptions: {pattern: \"(\"}\n",
            16,
            "is no regular expression",
        ),
        (
            tier,
            "      - name: tier\n        logicalTypeOptions: {format: iban}\n",
            16,
            "format `iban` is not checked",
        ),
        (
            tier,
            "      - name: tier\n        logicalTypeOptions: {minimum: 3}\n",
            16,
            "limit `3` does not fit",
        ),
        (
            tier,
            "      - name: tier\n        quality: [{metric: rowCount, mustBe: 0}]\n",
            16,
            "quality `rowCount` is not checked",
        ),
        (
            tier,
            "      - name: tier\n        quality: [{type: sql, query: select 1, mustBe: 0}]\n",
            16,
            "not checked row by row",
        ),
    ] {
        check(from, to, line, expect);
    }
}

#[test]
fn a_missing_contract_is_named() {
    let error =
        Contract::load(std::path::Path::new("/nowhere/crm.yaml")).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("there is no file `/nowhere/crm.yaml`: check the path"));
}
