//! Who joins whom, who is kept apart, and what always holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use people::{Record, Resolution, Rules, Warning, explain, person_ids, resolve};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{IdentifierKind, PersonId};

/// Makes a record from `field=value` words separated by `;`.
fn record(id: usize, text: &str) -> Record {
    let mut record = Record { record_id: format!("s:{id:05}"), source: "s".to_owned(), ..Record::default() };
    for (field, value) in text.split(';').filter_map(|pair| pair.trim().split_once('=')) {
        let value = Some(value.to_owned());
        match field {
            "given" => record.given_name = value,
            "family" => record.family_name = value,
            "email" => record.email = value,
            "phone" => record.phone = value,
            "customer" => record.customer_id = value,
            "browser" => record.anonymous_id = value,
            "born" => record.birth_date = value,
            "street" => record.street = value,
            "zip" => record.postcode = value,
            other => panic!("no field {other}"),
        }
    }
    record
}

fn records(texts: &[&str]) -> Vec<Record> {
    texts.iter().enumerate().map(|(id, text)| record(id, text)).collect()
}

#[test]
fn joins_and_vetoes() {
    for (what, texts, expect) in [
        ("one mailbox, two notations", &["email=a.nn@gmail.com", "email=Ann+x@gmail.com"][..], &[0, 0][..]),
        (
            "a role mailbox joins nobody",
            &["given=Ann;email=info@x.com", "given=Ann;email=info@x.com"],
            &[0, 1],
        ),
        (
            "a shared mailbox keeps a couple apart",
            &["given=Ann;email=s@x.com", "given=Bob;email=s@x.com"],
            &[0, 1],
        ),
        ("a pet name does not", &["given=Robert;email=s@x.com", "given=Bob;email=s@x.com"], &[0, 0]),
        (
            "a nameless one goes to the larger camp",
            &[
                "given=Ann;email=s@x.com",
                "given=Bob;email=s@x.com",
                "given=Bob;email=s@x.com",
                "email=s@x.com",
            ],
            &[0, 1, 1, 1],
        ),
        ("a birth date vetoes", &["email=s@x.com;born=1990-01-01", "email=s@x.com;born=1990-01-02"], &[0, 1]),
        (
            "an ambiguous one does not",
            &["email=s@x.com;born=1990-01-02", "email=s@x.com;born=01/02/1990"],
            &[0, 0],
        ),
        ("a customer id vetoes", &["email=s@x.com;customer=1", "email=s@x.com;customer=2"], &[0, 1]),
        (
            "a veto counts for the whole cluster",
            &["email=s@x.com;born=1990-01-01", "email=s@x.com;customer=C9", "customer=C9;born=1991-01-01"],
            &[0, 1, 1],
        ),
        ("a phone needs a name", &["phone=404-555-0123;given=Ann", "phone=4045550123;given=Annie"], &[0, 0]),
        ("or keeps apart", &["phone=404-555-0123;given=Ann", "phone=4045550123;given=Bob"], &[0, 1]),
        ("a customer id needs none", &["customer=c1;given=Ann", "customer=C1;given=Bob"], &[0, 0]),
        ("a browser joins", &["browser=b-1;email=a@x.com", "browser=b-1"], &[0, 0]),
        ("fillers join nobody", &["given=Test;phone=000-0000", "given=Test;phone=000-0000"], &[0, 1]),
        ("nothing joins nobody", &["", ""], &[0, 1]),
    ] {
        let resolution = resolve(&records(texts), &Rules::default());
        assert_eq!(resolution.cluster_of, expect, "{what}");
    }
}

#[test]
fn similar_records_join_with_a_score() {
    let mut texts = vec![
        "given=Katherine;family=Winterbourne;street=12 Oak Street;zip=30301;born=1980-02-03".to_owned(),
        "given=Kathy;family=Winterborne;street=12 Oak St Apt 4;zip=30301-1234".to_owned(),
    ];
    texts.extend((0..200).map(|i| {
        let letters: String =
            [i / 26 % 26, i % 26, 7, i / 7 % 26].iter().map(|n| (b'a' + *n as u8) as char).collect();
        format!("given=G{letters};family=F{letters};street={i} Elm St;zip={}", 31000 + i % 50)
    }));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let resolution = resolve(&records(&texts), &Rules::default());
    let link = resolution.links.iter().find(|link| link.right == 1).unwrap();
    assert_eq!((link.left, link.rule), (0, "similar"));
    assert!((0.99..=1.0).contains(&link.score.unwrap()), "{link:?}");
    assert!(link.reason.starts_with("matching address"), "{link:?}");
}

#[test]
fn one_value_on_ten_thousand_records_makes_no_giant() {
    let records: Vec<Record> =
        (0..10_000).map(|i| record(i, "email=someone@kiosk.com;family=Smith")).collect();
    let resolution = resolve(&records, &Rules::default());
    assert_eq!(resolution.cluster_of.iter().collect::<BTreeSet<_>>().len(), 10_000);
    assert_eq!(
        resolution.warnings,
        [Warning::SharedIdentifier { kind: IdentifierKind::Email, n_records: 10_000, n_names: 0 }]
    );
}

#[test]
fn the_story_is_told() {
    let records = records(&["given=Ann;email=s@x.com", "given=Bob;email=s@x.com", "given=Ann;email=s@x.com"]);
    let resolution = resolve(&records, &Rules::default());
    assert_eq!(
        explain(&records, &resolution.links, &resolution.vetoes),
        [
            "3 records from s are one person.",
            "`s:00002` joins `s:00000`: same e-mail address.",
            "`s:00001` stays apart from `s:00000`: different given names in spite of the same e-mail address.",
        ]
    );
}

fn ids(texts: &[&str], previous: &[(usize, &str)]) -> (Vec<String>, Vec<(String, String)>) {
    let records = records(texts);
    let previous: BTreeMap<String, PersonId> =
        previous.iter().map(|(id, person)| (format!("s:{id:05}"), PersonId::new(*person).unwrap())).collect();
    let identities = person_ids(&records, &resolve(&records, &Rules::default()), &previous);
    (
        identities.of_record.iter().map(PersonId::to_string).collect(),
        identities.merged.iter().map(|(old, new)| (old.to_string(), new.to_string())).collect(),
    )
}

#[test]
fn ids_stay_with_most_of_their_records() {
    let (a, b) = ("email=a@x.com", "email=b@x.com");
    let (fresh, none) = ids(&[a], &[]);
    assert!(fresh[0].starts_with("p_") && fresh[0].len() == 18 && none.is_empty());
    let fresh = fresh[0].as_str();
    for (what, texts, previous, of_record, merged) in [
        ("kept", &[a, b][..], &[(0, "p1"), (1, "p2")][..], &["p1", "p2"][..], &[][..]),
        (
            "merged into the larger",
            &[a, a, a],
            &[(0, "p1"), (1, "p2"), (2, "p2")],
            &["p2"; 3],
            &[("p1", "p2")],
        ),
        ("merged, a tie to the older", &[a, a], &[(0, "p2"), (1, "p1")], &["p2"; 2], &[("p1", "p2")]),
        (
            "split, the larger keeps it",
            &[a, b, b],
            &[(0, "p1"), (1, "p1"), (2, "p1")],
            &[fresh, "p1", "p1"],
            &[],
        ),
        (
            "a fresh id is not one of before",
            &[a, b, b],
            &[(0, fresh), (1, fresh), (2, fresh)],
            &["?", fresh, fresh],
            &[],
        ),
        ("a newcomer joins", &[a, a], &[(1, "p1")], &["p1", "p1"], &[]),
    ] {
        let (got, got_merged) = ids(texts, previous);
        for (got, expect) in got.iter().zip(of_record) {
            assert!(*expect == "?" || got == expect, "{what}: {got} {expect}");
        }
        assert_eq!(got[0] == fresh, of_record[0] == fresh, "{what}");
        let got_merged: Vec<(&str, &str)> =
            got_merged.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        assert_eq!(got_merged, merged, "{what}");
    }
}

/// Few values, so that everything collides.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let field = |name: &'static str, values: &'static [&'static str]| {
        proptest::option::of(proptest::sample::select(values)).prop_map(move |value| match value {
            Some(value) => format!("{name}={value};"),
            None => String::new(),
        })
    };
    let text = (
        field("given", &["Ann", "Anna", "A", "Bob", "Robert", "Smith"]),
        field("family", &["Smith", "Smyth", "Jones", "Ann"]),
        field("email", &["ann.smith1@x.com", "bob@x.com", "ann.smiht1@x.com"]),
        field("phone", &["4045550123", "4045550124"]),
        field("customer", &["C1", "C2"]),
        field("browser", &["b1", "b2"]),
        field("born", &["1990-01-01", "1991-01-01"]),
        field("street", &["1 Oak St", "1 Oka St"]),
        field("zip", &["30301", "30302"]),
    )
        .prop_map(|(a, b, c, d, e, f, g, h, i)| [a, b, c, d, e, f, g, h, i].concat());
    proptest::collection::vec(text, 1..40)
}

fn partition(records: &[Record], resolution: &Resolution) -> BTreeMap<String, u32> {
    records.iter().map(|r| r.record_id.clone()).zip(resolution.cluster_of.iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn order_does_not_matter_and_vetoes_hold(texts in texts(), seed in any::<u64>()) {
        let mut records: Vec<Record> = texts.iter().enumerate().map(|(id, text)| record(id, text)).collect();
        // A low threshold, so that the fuzzy pass has work on so few records.
        let rules = Rules { threshold: 0.5, n_block_max: 4, ..Rules::default() };
        let resolution = resolve(&records, &rules);
        let before = partition(&records, &resolution);

        let n_clusters = resolution.cluster_of.iter().max().unwrap() + 1;
        prop_assert_eq!(resolution.links.len(), records.len() - n_clusters as usize);
        for veto in &resolution.vetoes {
            prop_assert_ne!(resolution.cluster_of[veto.left], resolution.cluster_of[veto.right]);
        }
        for link in &resolution.links {
            prop_assert_eq!(resolution.cluster_of[link.left], resolution.cluster_of[link.right]);
        }
        let mut facts: BTreeMap<u32, (BTreeSet<&String>, BTreeSet<&String>)> = BTreeMap::new();
        for (record, cluster) in records.iter().zip(&resolution.cluster_of) {
            let facts = facts.entry(*cluster).or_default();
            facts.0.extend(&record.birth_date);
            facts.1.extend(&record.customer_id);
        }
        prop_assert!(facts.values().all(|(born, customer)| born.len() <= 1 && customer.len() <= 1));

        records.sort_by_key(|record| record.record_id.bytes().fold(seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)));
        let after = resolve(&records, &rules);
        prop_assert_eq!(before, partition(&records, &after));
    }
}
