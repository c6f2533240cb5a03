//! Names of columns in the languages of shops: what each means, read beside others of its language as in a file.

use people::{Meaning, Role, guess_roles, meanings};
use std::collections::BTreeMap;

const NAMES: &str = include_str!("data/column_names.tsv");

/// Lines of language, meaning and name.
fn lines() -> Vec<(&'static str, &'static str, &'static str)> {
    let parts = |line: &'static str| {
        let mut parts = line.split('\t');
        Some((parts.next()?, parts.next()?, parts.next()?))
    };
    NAMES.lines().filter_map(parts).collect()
}

/// The word of the table for what a column of this name is read as, beside others.
fn read(name: &str, beside: &[&str]) -> &'static str {
    let names: Vec<&str> = [name].into_iter().chain(beside.iter().copied()).collect();
    let samples = vec![Vec::new(); names.len()];
    match guess_roles(&names, &samples)[0] {
        Role::Email => return "email",
        Role::Phone => return "phone",
        Role::FamilyName => return "family",
        Role::GivenName => return "given",
        Role::FullName => return "full",
        Role::BirthDate => return "birth",
        Role::Street => return "street",
        Role::Postcode => return "postcode",
        Role::City => return "city",
        Role::State => return "state",
        Role::Country => return "country",
        Role::CustomerId => return "customer",
        Role::ObservedAt => return "stamp",
        _ => {}
    }
    match meanings(&names)[0] {
        Some(Meaning::OrderNumber { .. }) => "key",
        Some(Meaning::OrderDate) => "orderdate",
        Some(Meaning::Day) => "day",
        Some(Meaning::ConsentDate) => "consentdate",
        Some(Meaning::JoinDate | Meaning::EntryDate) => "stamp",
        Some(Meaning::Total) => "total",
        Some(Meaning::Currency) => "currency",
        Some(Meaning::ItemName) => "item",
        Some(Meaning::Quantity) => "qty",
        Some(Meaning::UnitPrice) => "price",
        Some(Meaning::Remark) => "remark",
        _ => "none",
    }
}

#[test]
fn names_of_columns_are_read_in_their_language() {
    let lines = lines();
    let mut beside: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for wanted in ["phone", "birth", "street", "orderdate"] {
        for language in
            lines.iter().map(|(language, ..)| *language).collect::<std::collections::BTreeSet<_>>()
        {
            let first = lines.iter().find(|(of, is, _)| (*of, *is) == (language, wanted));
            beside.entry(language).or_default().extend(first.map(|(.., name)| *name));
        }
    }
    let (mut wrong, mut missed) = (Vec::new(), Vec::new());
    for (language, wanted, name) in &lines {
        // What names shops in English beside people is known where contracts are drafted.
        if *language == "en"
            && !matches!(*wanted, "email" | "phone" | "given" | "family" | "full" | "customer" | "none")
        {
            continue;
        }
        let found = read(name, &beside[language]);
        let is_date = |word: &str| matches!(word, "orderdate" | "day");
        match found {
            _ if found == *wanted || is_date(found) && is_date(wanted) => {}
            "none" => missed.push((language, wanted, name)),
            _ => wrong.push((language, wanted, name, found)),
        }
    }
    assert!(2400 < lines.len(), "{}", lines.len());
    assert!(wrong.len() <= 3, "{} are read as what they are not: {wrong:#?}", wrong.len());
    assert!(missed.len() <= 5, "{} are not read: {missed:#?}", missed.len());
}

fn empty(n: usize) -> Vec<Vec<&'static str>> {
    vec![Vec::new(); n]
}

#[test]
fn a_name_beside_a_family_name_is_the_given_one() {
    for (name, family) in [
        ("Nome", "Cognome"),
        ("Nome", "Apelido"),
        ("Nombre", "Apellidos"),
        ("Jméno", "Příjmení"),
        ("Nom", "Cognoms"),
    ] {
        let roles = guess_roles(&[name, family, "Telefon", "Email"], &empty(4));
        assert_eq!(roles[..2], [Role::GivenName, Role::FamilyName], "{name} {family}");
        assert_eq!(guess_roles(&["Nome"], &[Vec::new()]), [Role::FullName]);
    }
    // In Brazil the one is what friends say.
    let roles = guess_roles(&["Apelido", "Nome", "Sobrenome"], &empty(3));
    assert_eq!(roles, [Role::Attribute, Role::GivenName, Role::FamilyName]);
}

#[test]
fn values_overrule_what_a_name_means() {
    let held = vec!["sim", "não", "sim"];
    let stars = vec!["**** 1234", "**** 9876"];
    let numbers = vec!["7001", "7002", "7003"];
    for (name, values, is_it) in [
        ("Cartão de cliente", &held, false),
        ("Cartão de cliente", &numbers, true),
        ("Nº cartão", &stars, false),
    ] {
        let role = guess_roles(&[name], std::slice::from_ref(values))[0];
        assert_eq!(role == Role::CustomerId, is_it, "{name} {values:?}");
    }
    assert_eq!(guess_roles(&["País"], &[vec!["Lisboa", "Porto"]]), [Role::Ignore]);
    // One number names a customer.
    let roles = guess_roles(&["Nº cartão", "Nº cliente"], &[numbers.clone(), numbers]);
    assert_eq!(roles, [Role::Attribute, Role::CustomerId]);
}
