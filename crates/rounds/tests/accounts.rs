//! A pilot of a brand that sells to firms: accounts are randomised, sent to and measured, not people.

use crate::rehearsal;

use engine::{Definitions, PilotFile, kept};
use gathering::{collect, unify};
use reaching::{review, target};
use rehearsal::{PILOT, Rehearsal};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::Delivery;
use vocabulary::{DAY, KeyKind};

const INDUSTRIES: [&str; 3] = ["bakery", "bar", "school"];

/// The members of the audience whose customer number was seen in an event: person, number.
async fn members(r: &Rehearsal) -> BTreeMap<String, String> {
    let people: Vec<_> = unify::run(&r.engine, &r.workspace).await.unwrap().person_of().collect();
    let audience = kept::release_of(&r.engine, &r.workspace, PILOT).await.unwrap().audience;
    let members = target::members(&r.engine, &r.workspace, &audience, r.now).await.unwrap();
    let of_member = people.iter().filter(|(.., person)| members.contains(person));
    let number = |(_, key, person): &(String, Option<String>, vocabulary::PersonId)| {
        let number = key.as_ref()?.strip_prefix("customer_id:")?;
        Some((person.to_string(), number.to_owned()))
    };
    of_member.filter_map(number).collect()
}

async fn take(r: &Rehearsal, messages: Vec<Value>, n_days_on: i64) {
    let at = r.now + DAY.times(n_days_on);
    let n_sent = messages.len() as u64;
    let collected = collect::accept(&r.engine, &r.workspace, "web", messages, at).await.unwrap();
    assert_eq!(collected.n_new, n_sent, "{:?}", collected.problems);
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
}

/// Two of five people are in an account by a `group` call, one of five by the firm in their traits; in both,
/// three share one. Returns the account of each person who has one.
async fn found_accounts(r: &Rehearsal, members: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let (mut messages, mut expected) = (Vec::new(), BTreeMap::new());
    for (i, (person, customer)) in members.iter().enumerate() {
        let group = |id: &str, account: String, at: &str| {
            json!({ "type": "group", "messageId": format!("{id}-{i}"), "userId": customer, "groupId": account,
                "timestamp": at, "traits": { "industry": INDUSTRIES[i / 15 % 3], "email": "hello@firm.example" } })
        };
        let nth = i / 15;
        match i % 5 {
            0 | 1 => {
                let account = format!("acct-{nth}-{}", i % 5);
                messages.push(group("joined", "the-last-employer".to_owned(), "2026-02-01T09:00:00Z"));
                messages.push(group("moved", account.clone(), "2026-06-01T09:00:00Z"));
                // It came later and says what held before.
                messages.push(group("late", "the-last-employer".to_owned(), "2026-03-01T09:00:00Z"));
                expected.insert(person.clone(), account);
            }
            2 => {
                let account = 7_000 + nth;
                messages.push(json!({ "type": "identify", "messageId": format!("firm-{i}"), "userId": customer,
                    "timestamp": "2026-06-01T09:00:00Z", "traits": { "company": { "id": account }, "plan": "gold" } }));
                expected.insert(person.clone(), account.to_string());
            }
            _ => {}
        }
    }
    take(r, messages, 0).await;
    // Whoever finds the key of the page says that everybody is of their firm: nobody moves.
    let store = r.engine.store();
    store.create_write_key(&r.workspace, "page", "hash", KeyKind::Browser, r.now).await.unwrap();
    let claims = members.values().enumerate().map(|(i, customer)| {
        json!({ "type": "group", "messageId": format!("claim-{i}"), "userId": customer, "groupId": "mine",
            "timestamp": "2026-06-20T09:00:00Z" })
    });
    let collected = collect::accept(&r.engine, &r.workspace, "page", claims, r.now).await.unwrap();
    assert!(collected.problems.is_empty(), "{:?}", collected.problems);
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    expected
}

async fn apply(r: &Rehearsal, text: &str) -> Result<(), String> {
    let mut definitions = Definitions::default();
    definitions.add("pilot", PILOT, text);
    let applied = definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await;
    applied.map(|_| ()).map_err(|error| error.to_string())
}

/// Applies a pilot that randomises accounts, with arms of one size so that a small market fills them.
async fn apply_for_accounts(r: &Rehearsal, strata: &str) -> Result<(), String> {
    let stored = r.engine.store().latest_definition(&r.workspace, "pilot", PILOT).await.unwrap();
    let rules = format!("assignment: {{ method: blocked, strata: {strata} }}\n  outcome_window_days: 14");
    let text = stored.unwrap().body;
    let begin = text.find("design:").unwrap();
    let end = text.find("metrics:").unwrap();
    let design = "design:
  experiment: ai-win-back
  version: 1
  unit: account
  outcome_window_days: 14
  arms:
    - { name: business_as_usual, role: baseline, weight: 0.4 }
    - { name: ai, role: treatment, weight: 0.4 }
    - { name: holdout, role: holdout, weight: 0.2 }

"
    .replace("outcome_window_days: 14", &rules);
    apply(r, &format!("{}{design}{}", &text[..begin], &text[end..])).await
}

async fn deliveries(r: &Rehearsal) -> Vec<Delivery> {
    let pilot = PilotFile::load(r.engine.store(), &r.workspace, PILOT).await.unwrap();
    let key = pilot.campaign_key(&r.workspace);
    r.engine.store().deliveries(&key, None, 0, 10_000).await.unwrap().items
}

#[tokio::test]
async fn accounts_are_randomised_sent_to_and_measured() {
    let r = Rehearsal::begin(11).await;
    r.load().await;
    r.write_lines().await;
    let members = members(&r).await;
    apply_for_accounts(&r, "[state]").await.unwrap();
    let request = || review::request(&r.engine, &r.workspace, PILOT, &r.marketer, r.now);
    let why = request().await.unwrap_err().to_string();
    assert!(why.contains("accounts and nobody has one: send `group` calls"), "{why}");

    let accounts = found_accounts(&r, &members).await;
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let why = apply_for_accounts(&r, "[email]").await.unwrap_err();
    assert!(why.contains("`email` says who somebody is"), "{why}");
    apply_for_accounts(&r, "[account.industri, plan]").await.unwrap();
    let why = request().await.unwrap_err().to_string();
    let known = "`account.industri` is a trait that nobody has: there are account.email, account.industry, city, company.id, country, ";
    assert!(why.contains(known) && why.contains(", plan,") && why.contains(", state"), "{why}");
    apply_for_accounts(&r, "[account.industry, plan]").await.unwrap();
    r.approve().await;
    r.release().await;

    let all = deliveries(&r).await;
    everybody_of_an_account_is_in_one_arm(&all, &accounts);
    the_readout_counts_accounts(&r, &all, &members).await;
}

fn everybody_of_an_account_is_in_one_arm(all: &[Delivery], accounts: &BTreeMap<String, String>) {
    let mut arms: BTreeMap<&str, &str> = BTreeMap::new();
    let mut strata: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for delivery in all {
        let [exposure] = &delivery.exposures.as_ref().unwrap()[..] else { panic!("{delivery:?}") };
        let person = delivery.person_id.as_str();
        let account = accounts.get(person);
        let unit = account.map_or_else(|| person.to_owned(), |account| format!("account:{account}"));
        assert_eq!(exposure.unit_id, unit, "who has no account is a unit of one");
        let arm = arms.entry(&exposure.unit_id).or_insert(&delivery.arm);
        assert_eq!(*arm, delivery.arm, "{unit} is in two arms");
        *sizes.entry(&exposure.unit_id).or_default() += 1;
        let stratum = exposure.stratum.as_deref().unwrap();
        let expect = match account.map(String::as_str) {
            None => "account.industry unknown, plan unknown".to_owned(),
            Some(firm) if firm.starts_with('7') => "account.industry unknown, plan=gold".to_owned(),
            Some(account) => {
                let nth: usize = account.split('-').nth(1).unwrap().parse().unwrap();
                format!("account.industry={}, plan unknown", INDUSTRIES[nth % 3])
            }
        };
        assert_eq!(stratum, expect, "{unit}");
        strata.entry(stratum).or_default().entry(&delivery.arm).or_default().insert(&exposure.unit_id);
    }
    assert!(20 < sizes.values().filter(|n| 1 < **n).count(), "accounts of several people: {sizes:?}");
    assert_eq!(strata.len(), 5);
    for (stratum, by_arm) in strata {
        let n_units: usize = by_arm.values().map(BTreeSet::len).sum();
        for (arm, weight) in [("business_as_usual", 0.4), ("ai", 0.4), ("holdout", 0.2)] {
            let n = by_arm.get(arm).map_or(0, BTreeSet::len) as f64;
            assert!((n - weight * n_units as f64).abs() < 1.0, "{stratum}, {arm}: {n} of {n_units}");
        }
    }
}

/// Some people of every arm order; the readout is held against sums by hand.
async fn the_readout_counts_accounts(r: &Rehearsal, all: &[Delivery], members: &BTreeMap<String, String>) {
    let mut messages = Vec::new();
    let mut units: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for (i, delivery) in all.iter().enumerate().filter(|(_, delivery)| delivery.permitted_at.is_some()) {
        let customer = members.get(delivery.person_id.as_str());
        let is_buyer = customer.is_some() && i % if delivery.arm == "ai" { 2 } else { 4 } == 0;
        if is_buyer {
            let at = (r.now + DAY.times(2)).to_string();
            messages.push(json!({ "type": "track", "event": "Order Completed", "messageId": format!("bought-{i}"),
                "userId": customer, "timestamp": at, "properties": { "revenue": 20 + i % 7, "currency": "USD" } }));
        }
        let unit = delivery.exposures.as_ref().unwrap()[0].unit_id.as_str();
        units.entry((delivery.arm.as_str(), unit)).or_default().push(f64::from(u8::from(is_buyer)));
    }
    take(r, messages, 3).await;
    let end = r.now + DAY.times(15);
    let kept = rounds::read_out(&r.engine, &r.workspace, PILOT, &Default::default(), end).await.unwrap();
    assert!(kept.readout.notes.iter().any(|note| note.starts_with("accounts were randomised")));
    // The mean of people, and its error from the totals of accounts (Cochran 1977, section 2.11).
    let of = |arm: &str| -> (f64, f64, f64) {
        let own: Vec<&Vec<f64>> =
            units.iter().filter(|((of, _), _)| *of == arm).map(|(_, own)| own).collect();
        let total = |people: &Vec<f64>| people.iter().sum::<f64>();
        let (n, n_people) = (own.len() as f64, own.iter().map(|people| people.len() as f64).sum::<f64>());
        let mean = own.iter().map(|people| total(people)).sum::<f64>() / n_people;
        let rest = own.iter().map(|people| (total(people) - mean * people.len() as f64).powi(2)).sum::<f64>();
        (n, mean, n / (n - 1.0) * rest / n_people.powi(2))
    };
    for (arm, observed) in &kept.readout.split.observed {
        assert_eq!(of(arm).0, *observed as f64, "{arm}: an account counts once");
    }
    let is_asked = |estimate: &&experiment::Estimate| {
        (estimate.metric.as_str(), estimate.arm.as_str(), estimate.control.as_str())
            == ("orders", "ai", "business_as_usual")
    };
    let found = kept.readout.estimates.iter().find(is_asked).unwrap();
    assert_eq!(found.withheld, None);
    let ((n, mean, var), (n_control, mean_control, var_control)) = (of("ai"), of("business_as_usual"));
    assert_eq!((found.n_strata, n + n_control < units.len() as f64), (Some(5), true));
    // Reading by the strata, which were randomised in, moves the numbers a little and takes a little off.
    let error = (var + var_control).sqrt();
    for (name, found, expect, within) in [
        ("mean", found.mean, mean, 0.03),
        ("mean of the control", found.mean_control, mean_control, 0.03),
        ("lift", found.lift_abs, mean - mean_control, 0.03),
        ("error", found.std_error, error, 0.1 * error),
    ] {
        assert!((found.unwrap() - expect).abs() < within, "{name}: {found:?} | {expect}");
    }
}
