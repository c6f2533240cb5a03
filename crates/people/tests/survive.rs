//! Which value of a person wins, and what is told of the others.

use people::{Record, Said, Strategy, Survivor, Survivorship, survive, survivors};
use proptest::prelude::*;
use vocabulary::Timestamp;

fn record(source: &str, at: &str, email: &str, given: &str) -> Record {
    Record {
        record_id: format!("{source}:{at}"),
        source: source.to_owned(),
        observed_at: Timestamp::parse(at).ok(),
        email: Some(email.to_owned()),
        given_name: Some(given.to_owned()),
        ..Record::default()
    }
}

fn rules(strategies: &[Strategy]) -> Survivorship {
    Survivorship {
        source_rank: vec!["crm".to_owned(), "orders".to_owned(), "web".to_owned()],
        strategies: strategies.to_vec(),
        ..Survivorship::default()
    }
}

fn email(records: &[&Record], rules: &Survivorship) -> Survivor {
    let found =
        survivors(records, rules, &|record, name| name == "email" && record.record_id.ends_with("06-01"));
    found.into_iter().find(|survivor| survivor.winner.name == "email").unwrap()
}

#[test]
fn rank_then_recency_then_junk_last() {
    let crm_old = record("crm", "2024-01-01", "Old@x.com", "ANN");
    let crm_new = record("crm", "2025-01-01", " New@x.com ", "Ann");
    let crm_junk = record("crm", "2026-01-01", "test@test.com", "N/A");
    let web = record("web", "2026-06-01", "web@x.com", "annie");
    for (records, email, given) in [
        (vec![&web, &crm_old, &crm_new], "new@x.com", "Ann"),
        (vec![&crm_old, &web], "old@x.com", "Ann"),
        (vec![&crm_junk, &web], "web@x.com", "Annie"),
        (vec![&crm_junk, &crm_old], "old@x.com", "Ann"),
    ] {
        let traits = survive(&records, &rules(&Survivorship::default().strategies), &|_, _| false);
        let value = |name: &str| traits.iter().find(|t| t.name == name).map(|t| t.value.as_str());
        assert_eq!((value("email"), value("given_name")), (Some(email), Some(given)));
    }
}

#[test]
fn every_strategy_says_why() {
    let crm = record("crm", "2024-01-01", "old@x.com", "Ann");
    let orders = record("orders", "2025-01-01", "Web@x.com", "Ann");
    let web = record("web", "2026-06-01", "web@x.com", "Ann");
    let records = [&web, &crm, &orders];
    for (strategy, value, record_id, why) in [
        (Strategy::SourceRank, "old@x.com", "crm:2024-01-01", "source crm ranks before orders"),
        (
            Strategy::Recency,
            "web@x.com",
            "web:2026-06-01",
            "it was seen later, on 2026-06-01 against 2024-01-01",
        ),
        (Strategy::Frequency, "web@x.com", "orders:2025-01-01", "it stands on 2 records against 1"),
        (Strategy::Verification, "web@x.com", "web:2026-06-01", "it is verified and the other is not"),
    ] {
        let found = email(&records, &rules(&[strategy]));
        let got = (found.winner.value.as_str(), found.winner.record_id.as_str(), found.why.as_str());
        assert_eq!(got, (value, record_id, why), "{strategy:?}");
        assert_eq!(found.conflicts.len(), 1);
    }
    let found = email(&[&crm, &web], &rules(&[]));
    assert_eq!(found.why, "nothing tells them apart, so the smaller record id decided");
    assert_eq!(email(&[&orders, &web], &rules(&[Strategy::Recency])).why, "the only value");
}

#[test]
fn conflicts_and_junk_are_seen() {
    let crm = record("crm", "2024-01-01", "info@x.com", "Ann");
    let orders = record("orders", "2025-01-01", "ann@x.com", "Ann");
    let web = record("web", "2026-01-01", "ann.smith@x.com", "Ann");
    let found = email(&[&web, &orders, &crm], &rules(&[Strategy::SourceRank]));
    assert_eq!(found.winner.value, "ann@x.com");
    assert_eq!(found.agreeing, ["orders:2025-01-01"]);
    assert_eq!(found.conflicts[0].value, "ann.smith@x.com");
    assert_eq!(found.conflicts[0].record_ids, ["web:2026-01-01"]);
    assert_eq!(found.set_aside, [("crm:2024-01-01".to_owned(), "a shared mailbox such as info@".to_owned())]);
}

#[test]
fn an_address_stays_together() {
    let address = |source: &str, at: &str, street: Option<&str>, city: &str| Record {
        street: street.map(str::to_owned),
        city: Some(city.to_owned()),
        ..record(source, at, "ann@x.com", "Ann")
    };
    let crm = address("crm", "2024-01-01", None, "Boston");
    let web = address("web", "2025-01-01", Some("12 OAK ST"), "DENVER");
    let found = survivors(&[&crm, &web], &rules(&[Strategy::SourceRank]), &|_, _| false);
    let city = found.iter().find(|survivor| survivor.winner.name == "city").unwrap();
    assert_eq!(city.winner.value, "Denver");
    assert_eq!(city.why, "it stands on the record of the chosen street");
    let traits = survive(&[&crm, &web], &rules(&[Strategy::SourceRank]), &|_, _| false);
    assert!(traits.iter().any(|t| t.name == "street" && t.value == "12 Oak St"));
    assert!(traits.iter().any(|t| t.name == "city" && t.value == "Denver"));
}

#[test]
fn rules_are_read_with_defaults() {
    let read: Survivorship =
        serde_json::from_str(r#"{"source_rank": ["crm"], "by_trait": {"birth_date": ["frequency"]}}"#)
            .unwrap();
    assert_eq!(read.strategies, [Strategy::Verification, Strategy::SourceRank, Strategy::Recency]);
    assert_eq!(read.by_trait["birth_date"], [Strategy::Frequency]);
    assert!(serde_json::from_str::<Survivorship>(r#"{"sources": []}"#).is_err());
    assert_eq!(read.unknown_traits().next(), None);
    let wrong: Survivorship = serde_json::from_str(r#"{"by_trait": {"birthday": ["frequency"]}}"#).unwrap();
    assert_eq!(wrong.unknown_traits().next(), Some("birthday"));
}

#[test]
fn what_is_no_column_is_chosen_by_the_same_rules() {
    let said = |value: &str, source: &str, at: &str| Said {
        value: value.to_owned(),
        source: source.to_owned(),
        observed_at: Timestamp::parse(at).ok(),
        id: format!("{source}:{at}"),
    };
    let words = [
        said("acme", "web", "2026-03-01"),
        said("acme", "web", "2026-03-02"),
        said("zeta", "crm", "2025-01-01"),
        said("beta", "web", "2026-04-01"),
    ];
    let check = |rules: Survivorship, expect: &str| {
        let chosen = |words: &[Said]| rules.choose(people::ACCOUNT, words).unwrap().value.clone();
        let backward: Vec<Said> = words.iter().rev().cloned().collect();
        assert_eq!((chosen(&words).as_str(), chosen(&backward).as_str()), (expect, expect), "{rules:?}");
    };
    check(rules(&[Strategy::Verification, Strategy::SourceRank, Strategy::Recency]), "zeta");
    check(rules(&[Strategy::Recency]), "beta");
    check(rules(&[Strategy::Frequency]), "acme");
    check(rules(&[]), "zeta");
    let of_accounts = [(people::ACCOUNT.to_owned(), vec![Strategy::Recency])];
    let own = Survivorship { by_trait: of_accounts.into(), ..rules(&[Strategy::SourceRank]) };
    assert_eq!(own.unknown_traits().next(), None);
    check(own, "beta");
    assert_eq!(Survivorship::default().choose("plan", &[]), None);
}

fn any_record() -> impl Strategy_<Value = Record> {
    let at = prop_oneof![Just(None), Just(Some("2024-01-01")), Just(Some("2025-01-01"))];
    ("[a-c]", 0..9u8, at, "(a|b|test|info)@(x|gmail).com", "(Ann|ANN|n/a|Bo|J)", "(12 Oak|n/a|)").prop_map(
        |(source, number, at, email, given, street)| Record {
            record_id: format!("{source}:{number}"),
            source,
            observed_at: at.and_then(|at| Timestamp::parse(at).ok()),
            email: Some(email),
            given_name: Some(given),
            street: Some(street.clone()),
            city: Some(street.replace("12 ", "")),
            ..Record::default()
        },
    )
}

use proptest::strategy::Strategy as Strategy_;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn order_does_not_matter(
        mut records in prop::collection::vec(any_record(), 0..6),
        strategies in prop::sample::subsequence(
            vec![Strategy::Verification, Strategy::SourceRank, Strategy::Recency, Strategy::Frequency], 0..=4),
    ) {
        let rules = Survivorship { source_rank: vec!["b".to_owned(), "a".to_owned()], ..rules(&strategies) };
        let is_verified = |record: &Record, _: &str| record.record_id.ends_with('3');
        let forward: Vec<&Record> = records.iter().collect();
        let once = survivors(&forward, &rules, &is_verified);
        let short = survive(&forward, &rules, &is_verified);
        let backward: Vec<&Record> = records.iter().rev().collect();
        prop_assert_eq!(&once, &survivors(&backward, &rules, &is_verified));
        let winners: Vec<_> = once.iter().map(|survivor| survivor.winner.clone()).collect();
        prop_assert_eq!(short, winners);
        for survivor in &once {
            prop_assert!(!["test@x.com", "n/a", "N/a", "info@x.com"].contains(&survivor.winner.value.as_str()));
        }
        // Records that say nothing change nothing.
        records.push(Record { record_id: "0".to_owned(), source: "b".to_owned(), ..Record::default() });
        let more: Vec<&Record> = records.iter().collect();
        prop_assert_eq!(&once, &survivors(&more, &rules, &is_verified));
    }
}
