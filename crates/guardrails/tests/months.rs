//! Days whose months are words of Europe's languages.

use crate::as_written::{check, demo};

/// The same day in the words of Europe's languages, and another one of each.
// tidy: list
#[test]
fn deadlines_in_the_languages_of_europe() {
    let days = [
        "{} de setembro de 2026",
        "{} de septiembre de 2026",
        "{} septiembre 2026",
        "{} septembre 2026",
        "{} settembre 2026",
        "{}. September 2026",
        "{} september 2026",
        "{}. september 2026",
        "{} de setembre de 2026",
        "{} de setembro",
        "{}. září 2026",
        "{} września 2026",
        "{}. septembra 2026",
        "{}. rujna 2026.",
        "{} septembrie 2026",
        "2026. szeptember {}.",
        "2026 m. rugsėjo {} d.",
        "2026. gada {}. septembris",
        "{}. septembril 2026",
        "{}. syyskuuta 2026",
    ];
    let of = |day: &str| -> Vec<String> {
        days.iter().map(|text| format!("15% off through {}", text.replace("{}", day))).collect()
    };
    let (right, wrong) = (of("30"), of("29"));
    let mut accepted: Vec<&str> = right.iter().map(String::as_str).collect();
    accepted.extend([
        "15% off bis 30. September 2026",
        "15% off até 30 de setembro de 2026",
        "15% off jusqu'au 30 septembre 2026",
        "15% off hasta el 30 de septiembre de 2026",
        "15% off fino al 30 settembre 2026",
        "15% off tot 30 september 2026",
    ]);
    let mut rejected: Vec<&str> = wrong.iter().map(String::as_str).collect();
    rejected.extend([
        "15% off bis 30. Oktober 2026",
        "15% off até 30 de outubro de 2026",
        "15% off jusqu'au 1er octobre 2026",
        "15% off até 1º de outubro de 2026",
        "15% off do 30 listopada 2026",
        "15% off em dezembro de 2030",
    ]);
    check(&demo(), &accepted, &rejected);
}

/// What a fact says of its last day, in words of Europe's languages.
// tidy: list
#[test]
fn facts_name_their_months_in_the_languages_of_europe() {
    use content::Facts;
    for (text, is_right) in [
        ("até 31 de dezembro de 2030", true),
        ("hasta el 31 de diciembre de 2030", true),
        ("gültig bis zum 31. Dezember 2030", true),
        ("valable jusqu'au 31 décembre 2030", true),
        ("fino al 31 dicembre 2030", true),
        ("geldig tot 31 december 2030", true),
        ("ważne do 31 grudnia 2030", true),
        ("platí do 31. prosince 2030", true),
        ("érvényes 2030. december 31-ig", true),
        ("до 31 декември 2030", true),
        ("έως 31 Δεκεμβρίου 2030", true),
        ("31.12.2030", true),
        ("31/12/2030", true),
        ("até 30 de dezembro de 2030", false),
        ("bis 31. November 2030", false),
        ("jusqu'au 31 janvier 2030", false),
        ("até 31 de dezembro de 2031", false),
        ("em dezembro", false),
    ] {
        let facts = format!(
            "{}\n",
            include_str!("../../../demo/facts/peach-state.yaml").replace("through September 30, 2026", text)
        );
        let facts = facts.replace("2026-09-30", "2030-12-31");
        let facts: Facts = serde_saphyr::from_str(&facts).unwrap();
        let faults = guardrails::faults_of_facts(&facts);
        assert_eq!(faults.is_empty(), is_right, "{text}: {faults:?}");
    }
}
