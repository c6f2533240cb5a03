//! Values that come together, in sequence, or in another script join nobody by themselves.

use people::{Comparer, Corpus, Decisions, Model, Record, Resolution, Thresholds, unify};
use std::collections::BTreeSet;

fn run(records: &[Record]) -> (Corpus, Model, Resolution) {
    let corpus = Corpus::of_records(records);
    let (model, resolution) = unify(&corpus, &[], &Decisions::default(), &Thresholds::default());
    (corpus, model, resolution)
}

fn some(text: impl Into<String>) -> Option<String> {
    Some(text.into()).filter(|text| !text.is_empty())
}

/// The number of people among the records whose id begins so.
fn n_people(records: &[Record], resolution: &Resolution, prefix: &str) -> usize {
    let of = records.iter().zip(&resolution.cluster_of);
    of.filter(|(record, _)| record.record_id.starts_with(prefix))
        .map(|(_, cluster)| cluster)
        .collect::<BTreeSet<_>>()
        .len()
}

const GIVEN: [&str; 30] = [
    "Ada", "Ben", "Cid", "Dee", "Eva", "Fay", "Gus", "Hal", "Ivy", "Jan", "Kim", "Lou", "Mia", "Ned", "Ola",
    "Pat", "Quinn", "Ray", "Sue", "Tom", "Una", "Vic", "Wes", "Xena", "Yan", "Zoe", "Abby", "Boris", "Cleo",
    "Drew",
];

const FAMILY: [&str; 30] = [
    "Kestrel", "Raven", "Zander", "Godwit", "Nuthatch", "Plover", "Wren", "Egret", "Linnet", "Nyland",
    "Umber", "Curlew", "Jacana", "Larkin", "Merlin", "Osprey", "Quail", "Siskin", "Tern", "Veery", "Willet",
    "Avocet", "Bunting", "Crane", "Dunlin", "Falcon", "Grebe", "Heron", "Ibis", "Jackdaw",
];

/// A name nobody else has, made of syllables.
fn made_up(n: usize) -> String {
    let syllables = ["ba", "ko", "li", "re", "mu", "sa", "ti", "do", "fe", "na", "pi", "gu", "vo"];
    let mut text: String = [n, n / 13, n / 169].map(|at| syllables[at % 13]).concat();
    text.push_str(["son", "ley", "ton", "man"][n % 4]);
    text
}

/// A customer base: each person once, every third twice with something missing.
fn customers(n: usize) -> Vec<Record> {
    let mut out = Vec::new();
    for at in 0..n {
        let first = Record {
            record_id: format!("crm:{at:05}"),
            source: "crm".to_owned(),
            given_name: some(made_up(at * 7 + 1)),
            family_name: some(made_up(at * 11 + 5)),
            email: some(format!("{}.{}{}@mail.example", made_up(at * 7 + 1), made_up(at * 11 + 5), at % 90)),
            phone: some(format!("678-{:03}-{:04}", 200 + at % 700, (at * 7919) % 10000)),
            birth_date: some(format!("{}-{:02}-{:02}", 1950 + at % 55, 1 + at % 12, 1 + at * 5 % 28)),
            street: some(format!("{} {} St", 100 + at * 17 % 800, made_up(at * 3))),
            city: some(["Macon", "Athens", "Augusta"][at % 3]),
            state: some("GA"),
            postcode: some(["31201", "30601", "30901"][at % 3]),
            ..Record::default()
        };
        if at % 3 == 0 {
            let again =
                Record { record_id: format!("pos:{at:05}"), source: "pos".to_owned(), ..first.clone() };
            out.push(if at % 2 == 0 {
                Record { email: None, ..again }
            } else {
                Record { phone: None, birth_date: None, ..again }
            });
        }
        out.push(first);
    }
    out
}

/// So many people, no two of them with the same full name, at one place.
fn at_one_place(n: usize, place: &Record) -> Vec<Record> {
    (0..n)
        .map(|at| {
            let (given, family) = (GIVEN[at % 30], FAMILY[(at * 7 + at / 30) % 30]);
            let own = format!("{given}.{family}{at}@example.org").to_lowercase();
            Record {
                record_id: format!("place:{at:05}"),
                source: "pos".to_owned(),
                given_name: some(given),
                family_name: some(family),
                email: if at % 3 == 0 { place.email.clone() } else { place.email.clone().or(some(own)) },
                ..place.clone()
            }
        })
        .collect()
}

#[test]
fn what_a_place_shares_joins_nobody() {
    let till = Record {
        phone: some("404-555-2100"),
        street: some("1 Market Plaza"),
        city: some("Macon"),
        state: some("GA"),
        postcode: some("31201"),
        ..Record::default()
    };
    let dormitory = Record { phone: None, ..till.clone() };
    let with_mailbox = Record { email: some("desk@hotel-market-plaza.example"), ..till.clone() };
    let with_birth_date = Record { birth_date: some("1990-01-01"), ..till.clone() };
    for (what, place, n) in [
        ("a till", till.clone(), 120),
        ("a small till", till, 40),
        ("a dormitory", dormitory, 120),
        ("a hotel", with_mailbox, 90),
        ("a form with a birth date", with_birth_date, 90),
    ] {
        for n_customers in [0, 334, 2_000] {
            let mut records = at_one_place(n, &place);
            records.extend(customers(n_customers));
            let (_, _, resolution) = run(&records);
            assert_eq!(n_people(&records, &resolution, "place"), n, "{what} beside {n_customers}");
            let n_known = n_people(&records, &resolution, "crm") + n_people(&records, &resolution, "pos");
            assert_eq!(n_people(&records, &resolution, "crm"), n_customers, "{what}");
            assert!(n_known <= n_customers + n_customers.div_ceil(3), "{what}");
            let found = records.iter().zip(&resolution.cluster_of).filter(|(record, cluster)| {
                record.record_id.strip_prefix("pos:").is_some_and(|number| {
                    let at =
                        records.iter().position(|other| other.record_id == format!("crm:{number}")).unwrap();
                    resolution.cluster_of[at] != **cluster
                })
            });
            assert_eq!(found.count(), 0, "{what}: customers on two records are still found");
        }
    }
}

#[test]
fn the_comparison_says_what_counts_once() {
    let till = Record {
        phone: some("404-555-2100"),
        street: some("1 Market Plaza"),
        postcode: some("31201"),
        ..Record::default()
    };
    let mut records = at_one_place(120, &till);
    records.extend(customers(334));
    let (corpus, model, _) = run(&records);
    let of = |id: &str| corpus.position(id).unwrap();
    let comparer = Comparer::new(&corpus, &model);
    let lines = comparer.compare(of("place:00001"), of("place:00031"));
    let told: Vec<&str> = lines
        .iter()
        .filter(|line| line.words.contains("counted once"))
        .map(|line| line.field.as_str())
        .collect();
    assert_eq!(told.len(), 2, "{lines:?}");
    let place = ["phone", "street", "postcode"];
    let bits: f64 =
        lines.iter().filter(|line| place.contains(&line.field.as_str())).map(|line| line.bits).sum();
    assert!(
        bits < 4.5,
        "phone, street and postcode of 120 in 1,000 are about three bits together: {lines:?}"
    );
    let sum: f64 = lines.iter().map(|line| line.bits).sum();
    assert!((sum - comparer.score(of("place:00001"), of("place:00031"))).abs() < 1e-3);
}

/// Without names, and with everything in sequence: the lines and rooms of a hotel.
#[test]
fn a_sequence_is_nobody() {
    for n in [16, 100] {
        let records: Vec<Record> = (0..n)
            .map(|at| Record {
                record_id: format!("crm:{at:03}"),
                source: "crm".to_owned(),
                email: some(format!("p{at}@example.org")),
                phone: some(format!("404-555-01{at:02}")),
                birth_date: some(format!("1980-01-{:02}", 1 + at % 28)),
                street: some(format!("{} Oak St", at + 1)),
                city: some("Macon"),
                state: some("GA"),
                postcode: some("31201"),
                country: some("US"),
                ..Record::default()
            })
            .collect();
        let (_, _, resolution) = run(&records);
        assert_eq!(n_people(&records, &resolution, "crm"), n);
    }
}

fn named(id: &str, given: &str, family: &str) -> Record {
    Record {
        record_id: id.to_owned(),
        source: "crm".to_owned(),
        given_name: some(given),
        family_name: some(family),
        ..Record::default()
    }
}

/// The bits of the two names of a pair.
fn names(a: (&str, &str), b: (&str, &str)) -> f64 {
    let mut records = customers(300);
    records.extend([named("x", a.0, a.1), named("y", b.0, b.1)]);
    let (corpus, model, _) = run(&records);
    let (x, y) = (corpus.position("x").unwrap(), corpus.position("y").unwrap());
    let lines = Comparer::new(&corpus, &model).compare(x, y);
    lines.iter().filter(|line| line.field.ends_with("name")).map(|line| line.bits).sum()
}

#[test]
fn scripts_are_compared_in_their_own_letters_first() {
    // Two people whose names one transliteration writes alike.
    assert!(names(("伟", "李"), ("玮", "黎")) < -3.0);
    assert!(names(("健一", "田中"), ("Kenichi", "Tanaka")) < 0.0);
    assert!(5.0 < names(("伟", "李"), ("伟", "李")));
    assert!(5.0 < names(("Хеллоу", "Петров"), ("Хеллоу", "Петров")));
    assert!(0.0 < names(("Иван", "Петров"), ("Ivan", "Petrov")));
    assert!(0.0 < names(("محمد", "حسن"), ("Mohamed", "Hassan")));
    assert!(names(("Иван", "Петров"), ("Олег", "Сидоров")) < -3.0);
}

/// Real surnames that are fillers elsewhere match as any other does.
#[test]
fn people_called_null_are_found() {
    let mut records = customers(200);
    for (at, (given, family)) in [
        ("Jennifer", "Null"),
        ("Soo-ah", "Na"),
        ("Nan", "Hawthorne"),
        ("Tom", "Guest"),
        ("O&#039;Neil", "O&#039;Brien"),
    ]
    .into_iter()
    .enumerate()
    {
        let born = some(format!("19{}-03-0{}", 60 + at, at + 1));
        let first = Record { birth_date: born, ..named(&format!("a:{at}"), given, family) };
        let plain = |text: &str| text.replace("&#039;", "'");
        let second = Record {
            record_id: format!("b:{at}"),
            given_name: some(plain(given)),
            family_name: some(plain(family)),
            ..first.clone()
        };
        records.extend([first, second]);
    }
    let (corpus, _, resolution) = run(&records);
    for at in 0..5 {
        let of = |id: String| resolution.cluster_of[corpus.position(&id).unwrap()];
        assert_eq!(of(format!("a:{at}")), of(format!("b:{at}")), "{at}");
    }
}

/// An address that is written as none is still evidence.
#[test]
fn a_broken_address_is_compared() {
    let mut records = customers(300);
    let of =
        |id: &str, given: &str, email: &str| Record { email: some(email), ..named(id, given, "Tamblyn") };
    records.push(of("x", "Rosalind", "rosalind255@smith-harvey.net"));
    records.push(of("y", "Rosalind", "rosalind255smith-harvey.net"));
    let (corpus, model, resolution) = run(&records);
    let (x, y) = (corpus.position("x").unwrap(), corpus.position("y").unwrap());
    let lines = Comparer::new(&corpus, &model).compare(x, y);
    let email = lines.iter().find(|line| line.field == "e-mail").unwrap();
    assert!(2.0 < email.bits && email.words == "alike", "{lines:?}");
    assert_eq!(resolution.cluster_of[x], resolution.cluster_of[y]);
}
