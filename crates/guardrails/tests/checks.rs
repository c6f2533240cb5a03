//! What each check finds and what it leaves alone, on the definitions of the demo.

use content::{Facts, Prompt, Voice};
use guardrails::{Checker, Rule, Severity};
use std::collections::BTreeSet;

fn checker() -> Checker {
    let voice: Voice = serde_saphyr::from_str(include_str!("../../../demo/voice/peach-state.yaml")).unwrap();
    let facts: Facts = serde_saphyr::from_str(include_str!("../../../demo/facts/peach-state.yaml")).unwrap();
    let prompt: Prompt =
        serde_saphyr::from_str(include_str!("../../../demo/prompts/win-back-subject-line.v1.yaml")).unwrap();
    Checker::new(&voice, &facts, &prompt).unwrap()
}

/// Checks that each text carries exactly the given findings, in the order of their names; warnings carry a `~`.
fn check(cases: &[(&str, &[&str])]) {
    let checker = checker();
    let mut wrong = Vec::new();
    for (text, expect) in cases {
        let findings = checker.check(text);
        let got: BTreeSet<String> = findings
            .iter()
            .map(|f| format!("{}{}", if f.severity == Severity::Warning { "~" } else { "" }, f.rule))
            .collect();
        if got.iter().ne(expect.iter()) {
            let why: Vec<&str> = findings.iter().map(|f| f.why.as_str()).collect();
            wrong.push(format!("{text:?}: expected {expect:?}, got {got:?}, since {why:?}"));
        }
        let n_chars = text.chars().count();
        for finding in &findings {
            assert!(
                finding.place.start <= finding.place.end && finding.place.end <= n_chars,
                "{text:?} {finding:?}"
            );
            assert!(!finding.why.is_empty());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn approved_lines_pass() {
    check(&[
        ("We miss you — 15% off your next order", &[]),
        ("Come on back, neighbor: 15% off your next order", &[]),
        ("Fifteen percent off, just for you", &[]),
        ("15 per cent off with code SWEETGA15", &[]),
        ("Your 15% is good through September 30", &[]),
        ("15% off until 30 September 2026, neighbor", &[]),
        ("15% off through Sept. 30th, y'all", &[]),
        ("15% off your next order by 9/30", &[]),
        ("15% off ends 2026-09-30, neighbor", &[]),
        ("Free local delivery on orders over $50", &[]),
        ("Free local delivery when you spend $50", &[]),
        ("Free local delivery on a $50 order", &[]),
        ("Free local delivery from fifty dollars: over $50", &[]),
        ("12 stores, and every one misses you", &[]),
        ("A Georgia grocer since 1974 misses you", &[]),
        ("15% off — peaches from Georgia farms", &[]),
        ("１５％ off your next order", &[]),
        ("15\u{00A0}% off your next order", &[]),
        ("Save 15% on your next basket", &[]),
        ("Been a minute! 15% off awaits", &[]),
        ("BBQ weather in GA: 15% off", &[]),
    ]);
}

#[test]
fn percentages_bind_to_facts() {
    check(&[
        ("20% off your next order", &["claim_percent"]),
        ("２０％ off your next order", &["claim_percent"]),
        ("٢٠٪ off your next order", &["claim_percent"]),
        ("Twenty percent off, neighbor", &["claim_percent"]),
        ("Twenty-five percent off, neighbor", &["claim_percent"]),
        ("½ off your next order", &["claim_percent"]),
        ("Half off your next order", &["claim_percent"]),
        ("1/2 price on your next order", &["claim_percent"]),
        ("1\u{2044}2 price on your next order", &["claim_percent"]),
        ("Up to 15% off your next order", &["claim_percent"]),
        ("An extra 15% off your next order", &["claim_percent"]),
        ("15% more peaches for you", &["claim_percent"]),
        ("10-15% off your next order", &["claim_number"]),
        ("15.5% off your next order", &["claim_percent"]),
        ("100% satisfaction in each bag", &["claim_percent"]),
        ("2\u{200B}0% off your next order", &["claim_percent", "invisible_character"]),
    ]);
}

#[test]
fn money_binds_to_facts_with_its_sense() {
    check(&[
        ("$50 off your next order", &["claim_money"]),
        ("Here's $50 for you, neighbor", &["claim_money"]),
        ("$15 off your next order", &["claim_money"]),
        ("Fifteen dollars off, neighbor", &["claim_money"]),
        ("Free local delivery over $25", &["claim_money"]),
        ("Free local delivery over €50", &["claim_money"]),
        ("Free local delivery under $50", &["claim_money"]),
        ("Peaches for only $2.99 a pound", &["claim_money"]),
        ("Save 50 bucks on supper", &["claim_money"]),
        ("Supper for 99 cents, neighbor", &["claim_money"]),
    ]);
}

#[test]
fn dates_numbers_and_codes_bind_to_facts() {
    check(&[
        ("15% off through October 15, y'all", &["claim_date"]),
        ("15% off through September 20", &["claim_date"]),
        ("15% off until 30 September 2027", &["claim_date"]),
        ("15% off starts September 30", &["claim_date"]),
        ("15% off your order until 10/30", &["claim_date"]),
        ("15% off your order by Sunday", &["claim_date"]),
        ("15% off your order, today only", &["claim_date"]),
        ("15% off ends tonight, neighbor", &["claim_date"]),
        ("15% off all September, y'all", &[]),
        ("Sunday supper starts with 15% off", &[]),
        ("You may march right back to us", &[]),
        ("Open 24/7 for you, neighbor", &["claim_number"]),
        ("Join 10,000 neighbors this fall", &["claim_number"]),
        ("Three new recipes for your kitchen", &["claim_number"]),
        ("A dozen reasons to come back", &["claim_number"]),
        ("Double points on your basket", &["claim_number"]),
        ("15 stores across Georgia miss you", &["claim_number"]),
        ("One more basket, neighbor?", &[]),
        ("No one cooks like you do, neighbor", &[]),
        ("15% off with code PEACH20", &["claim_code"]),
        ("15% off with code WELCOME", &["claim_code", "~shouting"]),
    ]);
}

#[test]
fn superlatives_guarantees_and_free_bind_to_phrases() {
    check(&[
        ("The best peaches in Georgia", &["claim_superlative"]),
        ("Georgia's #1 grocery misses you", &["claim_superlative"]),
        ("Your number one grocer misses you", &["claim_superlative"]),
        ("The freshest peaches, neighbor", &["claim_superlative"]),
        ("The most loved peaches around", &["claim_superlative"]),
        ("Freshness guaranteed, neighbor", &["claim_guarantee"]),
        ("Risk-free groceries for supper", &["claim_guarantee"]),
        ("Free groceries on your return", &["claim_free"]),
        ("Fr\u{0435}e groceries on your return", &["mixed_script"]),
        ("Dessert is on us, neighbor", &["claim_free"]),
        ("Gluten-free biscuits are back", &["claim_product"]),
        ("Organic peaches, just for you", &["claim_product"]),
        ("Last chance for peach cobbler", &["claim_scarcity"]),
        ("15% off every order, neighbor", &["claim_scope"]),
        ("Feel free to come on back", &[]),
        ("Harvest peach supper, honest pantry guest", &[]),
        ("Freedom tastes like peach cobbler", &[]),
        ("All our best wishes, neighbor", &[]),
        ("Rest up: supper's 15% off", &[]),
    ]);
}

#[test]
fn personal_data_and_links_are_found() {
    check(&[
        ("Write to ann.lee@example.com today", &["personal_data"]),
        ("Call (404) 555-0123 for supper", &["claim_number", "personal_data"]),
        ("Hi Sarah, your pantry misses you", &["personal_data"]),
        ("Hello Robert! Supper's calling", &["personal_data"]),
        ("Your number C10023 misses you", &["claim_code", "personal_data"]),
        ("Visit peachstate.com for supper", &["link"]),
        ("See https://peachstate.example now", &["link"]),
        ("Hey there, your pantry misses you", &[]),
        ("Hey, neighbor: supper's calling", &[]),
        ("Hello Georgia, supper's calling", &[]),
        ("Supper's on. Come on back", &[]),
    ]);
}

#[test]
fn slots_structure_and_leaks_are_found() {
    check(&[
        ("{{first_name}}, your pantry misses you", &["unrendered_slot"]),
        ("Hey {name}, your pantry misses you", &["unrendered_slot"]),
        ("Hey [Name], your pantry misses you", &["unrendered_slot"]),
        ("<first name>, your pantry misses you", &["unrendered_slot"]),
        ("%FIRST%, your pantry misses you", &["unrendered_slot", "~shouting"]),
        ("*|FNAME|*, your pantry misses you", &["unrendered_slot", "~shouting"]),
        ("Your pantry misses you {{", &["unrendered_slot"]),
        ("X% off your next order, neighbor", &["unrendered_slot"]),
        ("We <3 suppers with you, neighbor", &["claim_number"]),
        ("Subject: your pantry misses you", &["prompt_leak"]),
        ("Sure, here is a line for supper", &["prompt_leak"]),
        ("As an AI, I love your pantry too", &["prompt_leak"]),
        ("A short, friendly e-mail subject line that sings", &["prompt_leak"]),
        ("1. Your pantry misses you, neighbor", &["claim_number", "structure"]),
        ("- Your pantry misses you, neighbor", &["structure"]),
        ("**Your pantry** misses you, neighbor", &["structure"]),
        ("Your pantry\nmisses you, neighbor", &["structure"]),
        ("\"Your pantry misses you, neighbor\"", &["~structure"]),
    ]);
}

#[test]
fn what_says_nothing_of_the_brief_is_rejected() {
    check(&[
        ("Thumbnails, Thumbtack, and Thumb-tap: I'm excited", &["off_brief"]),
        ("This product only, please do not mention this label.", &["off_brief"]),
        ("Sneak peek, welcome to the swanky attic of Georgia!", &["~off_brief"]),
        ("Tonight smells of cornbread, neighbor", &[]),
        ("Save 15% on whatever you fancy", &[]),
    ]);
}

#[test]
fn tone_is_checked() {
    check(&[
        ("Blowout supper night, neighbor", &["banned_term"]),
        ("What customers cook in Georgia", &["~preferred_term"]),
        ("Come on back!! Supper's calling", &["shouting"]),
        ("COME ON BACK, supper's calling", &["shouting"]),
        ("Supper's calling, YALL come back", &["~shouting"]),
        ("Come Back Home To Sunday Supper Tonight", &["~casing"]),
        ("Re: your next supper, neighbor", &["spam_word"]),
        ("We're here. We care: supper's on", &[]),
        ("Congratulations, supper is ready", &["spam_word"]),
        ("Hurry home, supper is ready", &["~spam_word"]),
        ("Supper's calling 🍑", &[]),
        ("Supper's calling 🍑🍑", &["shouting"]),
    ]);
}

#[test]
fn only_visible_whole_english_lines_of_good_length_pass() {
    check(&[
        ("", &["empty"]),
        ("  \u{00A0} ", &["empty"]),
        ("\u{200B}", &["empty", "invisible_character"]),
        ("🍑", &["language", "length"]),
        ("Too short", &["length"]),
        ("Your pantry misses you and your kitchen does too and so do we", &["length"]),
        ("Te extrañamos: vuelve a tu tienda por el 15%", &["language"]),
        ("Мы скучаем по вам, соседи", &["language"]),
        ("Your café table's waiting, neighbor", &[]),
        ("Your pantry misses you and the", &["incomplete"]),
        ("Your pantry misses you,", &["incomplete"]),
        ("Your pantry your pantry your pantry", &["incomplete"]),
        ("Your pantry (misses you, neighbor", &["incomplete"]),
        ("Your pantry \u{202E}misses you", &["invisible_character"]),
        ("Family supper 👨\u{200D}👩 is on", &[]),
    ]);
}

#[test]
fn repetitions_are_found_among_candidates_and_known_lines() {
    let texts = [
        "Your kitchen and pantry miss you",
        "your kitchen — and pantry — miss you",
        "Your kitchen and pantry sure miss you",
        "We miss you: 15% off your next order",
        "The porch light's on: 15% off your next order",
        "Sweet tea weather, sweet neighbor",
    ];
    let expect = [
        None,
        Some(Severity::Error),
        Some(Severity::Warning),
        Some(Severity::Error),
        Some(Severity::Error),
        None,
    ];
    let findings = checker().check_all(&texts);
    for ((text, findings), expect) in texts.iter().zip(findings).zip(expect) {
        let got = findings.iter().find(|f| f.rule == Rule::Duplicate).map(|f| f.severity);
        assert_eq!(got, expect, "{text}");
    }
}

#[test]
fn what_stands_on_the_guide_agrees_with_the_checks() {
    let checker = checker();
    for good in &checker.voice().on_brand {
        assert_eq!(checker.check(&good.text), vec![], "{}", good.text);
    }
    for bad in &checker.voice().off_brand {
        assert!(checker.check(&bad.text).iter().any(|f| f.is_error()), "{}", bad.text);
    }
}

#[test]
fn a_finding_points_at_the_words() {
    let text = "Un１５％ — then ２０％ off";
    let finding = checker().check(text).into_iter().find(|f| f.rule == Rule::ClaimPercent).unwrap();
    let words: String =
        text.chars().skip(finding.place.start).take(finding.place.end - finding.place.start).collect();
    assert_eq!(words, "２０％ off");
    assert!(finding.why.contains("15% off your next order through September 30, 2026"), "{}", finding.why);
}
