//! The directory answers as the evaluator does, and lists as a reader expects.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use audience::{ConsentTest, PersonFacts, TRAITS, TraitValue, arbitrary, evaluate};
use directory::{Bits, Cell, Directory, Events, Given, Search, Sort};
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::{Channel, Purpose, Timestamp};

/// Source: Steele, Lea, Flood 2014, SplitMix64.
fn dice(state: &mut u64, n: u32) -> u32 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((((mixed ^ (mixed >> 31)) >> 32) * u64::from(n)) >> 32) as u32
}

fn cells(person: &PersonFacts) -> Vec<Cell<'_>> {
    let cell = |(name, ..): &(&str, _, &str)| match person.traits.get(*name) {
        None => Cell::None,
        Some(TraitValue::Text(text)) => Cell::Text(text),
        Some(TraitValue::Number(n)) => Cell::Number(*n),
        Some(TraitValue::Time(at)) => Cell::Time(*at),
    };
    TRAITS.iter().map(cell).collect()
}

fn given(people: &[PersonFacts]) -> Given {
    let mut events: BTreeMap<String, Events> = BTreeMap::new();
    for (row, person) in people.iter().enumerate() {
        for event in &person.events {
            let Some(name) = &event.name else { continue };
            let items = (!event.items.is_empty()).then(|| format!("\n{}\n", event.items.join("\n")));
            events.entry(name.clone()).or_default().push(
                row,
                event.occurred_at,
                event.revenue_minor,
                event.currency,
                items.as_deref(),
            );
        }
    }
    let mut consents = Vec::new();
    for purpose in Purpose::ALL {
        for channel in [Channel::Email, Channel::Sms] {
            let test = ConsentTest { purpose: *purpose, channel };
            // The most restrictive of what somebody said counts.
            let agreed = Bits::of(people.len(), |row| {
                let mut said =
                    people[row].consents.iter().filter(|c| (c.purpose, c.channel) == (*purpose, channel));
                let said: Vec<bool> = said.by_ref().map(|consent| consent.is_granted).collect();
                !said.is_empty() && said.iter().all(|is_granted| *is_granted)
            });
            consents.push((test, Arc::new(agreed)));
        }
    }
    Given { events: events.into_iter().map(|(name, events)| (name, Arc::new(events))).collect(), consents }
}

#[test]
fn the_directory_and_the_evaluator_agree() {
    let now = Timestamp::parse("2026-09-15T14:00:00.123456Z").unwrap();
    let mut state = 7;
    let mut roll = |n: u32| dice(&mut state, n);
    let people: Vec<PersonFacts> = (0..300).map(|_| arbitrary::person(now, &mut roll)).collect();
    let mut directory = Directory::default();
    people
        .iter()
        .enumerate()
        .for_each(|(at, person)| directory.push(&format!("p_{at:04}"), None, &cells(person)));
    let given = given(&people);
    let mut n_mixed = 0;
    for _ in 0..400 {
        let definition = arbitrary::definition(now, &mut roll);
        let got = directory.members(&definition.who, &given, now);
        let expect = Bits::of(people.len(), |row| evaluate(&definition, &people[row], now).is_member);
        assert_eq!(got, expect, "{definition:?}");
        n_mixed += usize::from((1..people.len()).contains(&got.count()));
        // The reasons for a few are those of the evaluator on all that is known, but for the days of consents.
        let rows: Vec<usize> = got.rows().take(3).collect();
        for (row, facts) in rows.iter().zip(directory.facts(&rows, &given)) {
            assert!(evaluate(&definition, &facts, now).is_member, "{definition:?} {row}");
        }
    }
    assert!(200 < n_mixed, "{n_mixed} definitions divide the people");
}

/// Ann has all, Bob no name, Čeněk no address, Dora nothing.
fn four() -> Directory {
    let mut directory = Directory::default();
    let mut put = |id: &str, values: &[(&str, &str)], n: i64| {
        let cell = |(name, ..): &(&str, _, &str)| match values.iter().find(|(of, _)| of == name) {
            Some((_, value)) => Cell::Text(value),
            None if *name == "n_records" => Cell::Number(n),
            None => Cell::None,
        };
        let home = (id < "p_3").then_some("h_1");
        directory.push(id, home, &TRAITS.iter().map(cell).collect::<Vec<_>>());
    };
    put("p_4", &[("city", "atlanta")], 1);
    put(
        "p_3",
        &[("given_name", "Čeněk"), ("family_name", "Žižka"), ("phone", "+14045550141"), ("city", "Brno")],
        7,
    );
    put("p_2", &[("email", "Bob@x.org"), ("city", "Atlanta")], 3);
    put(
        "p_1",
        &[("given_name", "Ann"), ("family_name", "Lee"), ("email", "ann@x.org"), ("customer_id", "C-77")],
        3,
    );
    directory
}

#[test]
fn who_shares_a_home_is_found() {
    let directory = four();
    let with = |id: &str| {
        let home = directory.home_of(directory.row_of(id).unwrap());
        home.into_iter().map(|row| row.id()).collect::<Vec<_>>()
    };
    assert_eq!((with("p_1"), with("p_2"), with("p_3")), (vec!["p_2"], vec!["p_1"], vec![]));
    assert_eq!(directory.row(directory.row_of("p_1").unwrap()).household(), Some("h_1"));
    assert_eq!(directory.row_of("p_9"), None);
}

#[test]
fn people_are_found_by_any_part() {
    let directory = four();
    for (query, expect) in [
        ("", "p_4 p_3 p_2 p_1"),
        ("ann", "p_1"),
        ("lee ANN", "p_1"),
        ("ann bob", ""),
        ("x.org", "p_2 p_1"),
        ("BOB@X", "p_2"),
        ("žižka", "p_3"),
        ("c-77", "p_1"),
        ("p_", "p_4 p_3 p_2 p_1"),
        ("(404) 555-0141", "p_3"),
        ("0014045550141", "p_3"),
        ("%", ""),
        ("n", "p_3 p_1"),
    ] {
        let found = directory.found(&Search::new(query));
        let ids: Vec<&str> = found.rows().map(|row| directory.row(row).id()).collect();
        assert_eq!(ids.join(" "), expect, "{query}");
    }
}

#[test]
fn lists_come_in_pages_and_in_order() {
    let directory = four();
    let everybody = Bits::all(4);
    for (column, is_descending, expect) in [
        ("name", false, "p_1 p_2 p_4 p_3"),
        ("person_id", true, "p_4 p_3 p_2 p_1"),
        ("n_records", false, "p_4 p_1 p_2 p_3"),
        // Who has no city is last either way; capitals do not matter, and of one city the smaller id comes first.
        ("city", false, "p_2 p_4 p_3 p_1"),
        ("city", true, "p_3 p_4 p_2 p_1"),
    ] {
        let sort = Sort::by(column, is_descending).unwrap();
        let mut ids = Vec::new();
        let mut from = Some(0);
        while let Some(start) = from {
            let page = directory.page(&everybody, &sort, start, 3);
            assert_eq!(page.n_total, 4);
            ids.extend(page.rows.iter().map(|row| directory.row(*row).id()));
            from = page.next;
        }
        assert_eq!(ids.join(" "), expect, "{column} {is_descending}");
    }
    assert_eq!(Sort::by("shoe_size", false), None);
    let beyond = directory.page(&everybody, &Sort::by("name", false).unwrap(), 9, 3);
    assert_eq!((beyond.rows.len(), beyond.next), (0, None));
}

#[test]
fn values_are_offered_with_how_many_have_them() {
    let directory = four();
    let offered = |part: &str, limit: usize| {
        let values = directory.values("city", part, limit);
        values.iter().map(|counted| format!("{} {}", counted.value, counted.n)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(offered("", 9), "Atlanta 1, Brno 1, atlanta 1");
    assert_eq!(offered("AT", 9), "Atlanta 1, atlanta 1");
    assert_eq!(offered("r", 1), "Brno 1");
    assert_eq!(
        (directory.n_known("city"), directory.n_known("n_records"), directory.n_values("city")),
        (3, 4, 3)
    );
    assert!(directory.has_value("city", "Brno") && !directory.has_value("city", "brno"));
}
