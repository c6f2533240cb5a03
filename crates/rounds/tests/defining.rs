//! Definitions are checked when they are given, a broken one hurts no other, and each can be taken back.

use crate::rehearsal;

use engine::{Definitions, Problem, Severity, definitions, kept};
use gathering::{collect, unify};
use reaching::{release, review, target};
use rehearsal::{PILOT, Rehearsal};
use rounds::pages::overview;
use serde_json::json;
use store::NewDefinition;
use vocabulary::{DAY, Digest, PersonId};

const PILOT_TEXT: &str = include_str!("../../../demo/pilots/ai-win-back.yaml");

fn given(list: &[(&'static str, &str, &str)]) -> Definitions {
    let mut definitions = Definitions::default();
    for (kind, name, text) in list {
        definitions.add(kind, name, text);
    }
    definitions
}

async fn check(r: &Rehearsal, list: &[(&'static str, &str, &str)]) -> Vec<Problem> {
    given(list).check(&r.engine, &r.workspace).await.unwrap()
}

fn errors(problems: &[Problem]) -> Vec<String> {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors
        .map(|problem| format!("{} {}: {}", problem.name, problem.line.unwrap_or(0), problem.what))
        .collect()
}

/// Stores a text past every check, as an earlier version of the program did.
async fn store(r: &Rehearsal, kind: &str, name: &str, body: &str) {
    let definition = NewDefinition { kind, name, body, digest: Digest::of([body]), by_member: &r.marketer };
    r.engine.store().put_definition(&r.workspace, definition, r.now).await.unwrap();
}

#[tokio::test]
async fn what_can_mean_nothing_is_refused() {
    let r = Rehearsal::begin(12).await;
    for (from, to, expect) in [
        ("arm: ai, control: holdout }", "arm: ai, control: ai }", "compares `ai` with itself"),
        (
            "bound: upper, is: below, value: 0 }",
            "bound: lower, is: above, value: 0 }",
            "one condition scales and stops",
        ),
        ("event: Order Completed", "event: \" \"", "an `event` is blank"),
        ("experiment: ai-win-back", "experiment: \" \"", "name"),
        ("role: treatment, weight: 0.4", "role: treatment, weight: 1e-320", "weight"),
        ("name: AI-written win-back", "name: AI\u{FFFD}written win-back", "no UTF-8"),
        ("at: 2026-09-15T14:00:00Z", "at: 2026-09-15T14:00:00", "`2026-09-15T14:00:00` has no zone"),
        ("at: 2026-09-15T14:00:00Z", "at: 2026-09-15", "has no zone"),
        ("at: 2026-09-15T14:00:00Z", "at: 0000-01-01T00:00:00Z", "is not when messages are sent"),
        (
            "bound: upper, is: below, value: 0 }",
            "bound: chance_to_win, is: above, value: 2 }",
            "a chance lies between",
        ),
        (
            "bound: lower, is: above, value: 0 }",
            "bound: chance_to_win, is: above, value: -0.1 }",
            "a chance lies between",
        ),
        (
            "bound: lower, is: above, value: 0 }",
            "bound: expected_loss, is: below, value: -1 }",
            "never below 0",
        ),
        ("unit: person", "unit: person\n  assignment: {ramp: []}", "`ramp` has no steps"),
        (
            "unit: person",
            "unit: person\n  assignment: {ramp: [{from: 9999-01-01T00:00:00Z, exposed_ratio: 0.1}]}",
            "is not when messages are sent",
        ),
        ("unit: money", "currency: XXQ\n    unit: money", "no code of ISO 4217"),
        (
            "unit: person",
            "unit: person\n  assignment: {programme: nope}",
            "no holdout is of the programme `nope`",
        ),
    ] {
        assert!(PILOT_TEXT.contains(from), "{from}");
        let pilot = PILOT_TEXT.replacen(from, to, 1);
        let found = errors(&check(&r, &[("pilot", PILOT, &pilot)]).await);
        assert!(found.iter().any(|line| line.contains(expect)), "{expect}: {found:?}");
    }
}

#[tokio::test]
async fn links_terms_and_holdouts_that_mean_nothing_are_refused() {
    let r = Rehearsal::begin(12).await;
    let facts = include_str!("../../../demo/facts/peach-state.yaml");
    for url in ["https://peachstate.example@evil.example/", "https://peachstate.example/a b", "https:///x"] {
        let facts = facts.replace("https://peachstate.example/welcome-back", url);
        let found = errors(&check(&r, &[("facts", "peach-state", &facts)]).await);
        assert!(found.iter().any(|line| line.contains("leads elsewhere")), "{url}: {found:?}");
    }
    let voice = include_str!("../../../demo/voice/peach-state.yaml");
    for (entry, expect) in [
        ("{say: supper, instead_of: Supper}", "instead of itself"),
        ("{say: dinner, instead_of: supper}", "the other way round"),
    ] {
        let voice = voice.replacen("  preferred:", &format!("  preferred:\n    - {entry}"), 1);
        let found = errors(&check(&r, &[("voice", "peach-state", &voice)]).await);
        assert!(found.iter().any(|line| line.contains(expect)), "{entry}: {found:?}");
    }
    // A programme that the same files keep people back from is there.
    let pilot = PILOT_TEXT.replacen("unit: person", "unit: person\n  assignment: {programme: spring}", 1);
    let holdouts = "outcome_window_days: 9\nprogrammes:\n  - {name: spring, ratio: 0.05, period: \"2026\"}\n";
    let found = errors(&check(&r, &[("pilot", PILOT, &pilot), ("holdouts", "holdouts", holdouts)]).await);
    assert_eq!(found, Vec::<String>::new());
    for (holdouts, expect) in [
        ("outcome_window_days: 9\n", "it keeps nobody back"),
        (
            "outcome_window_days: 9\nglobal: {period: \"1\", ratio: 1}\n",
            " 2: holdouts `holdouts`: the holdout `global` has ratio `1`",
        ),
    ] {
        let found = errors(&check(&r, &[("holdouts", "holdouts", holdouts)]).await);
        assert!(found.iter().any(|line| line.contains(expect)), "{expect}: {found:?}");
    }
    // What was written with the older word for money is read as it was.
    let older = PILOT_TEXT.replacen("unit: money", "unit: dollars", 1);
    assert_eq!(errors(&check(&r, &[("pilot", PILOT, &older)]).await), Vec::<String>::new());
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_with_its_place() {
    let r = Rehearsal::begin(11).await;
    let pilot = PILOT_TEXT
        .replace("outcome_window_days: 14", "outcome_window_days: 4294967295")
        .replace("audience: lapsed-buyers", "audience: lapsed-buyer")
        .replace("headline: { metric: revenue", "headline: { metric: revenues")
        .replace("Hello,", "Hi {{first_name}},")
        .replace("{{link.unsubscribe}}", "{{link.unsubscribee}}")
        .replace("baseline_subject: We miss you", "baseline_subject: 50% off everything");
    let problems = check(
        &r,
        &[
            ("audience", "bad-trait", "name: bad-trait\nwho:\n  trait: {name: loyalty_tier, is: gold}\n"),
            ("audience", "empty-any", "name: empty-any\nwho:\n  any: []\n"),
            ("audience", "other", "name: another\nwho:\n  trait: {name: stat, is: GA}\n"),
            ("audience", "half", "name: half\nwho:\n  behaviour: {event: x, at_least: 1, within_days: 0.5}\n"),
            (
                "facts",
                "lie",
                "name: lie\nbusiness_as_usual: Come back\nfacts:\n  - {id: a, kind: offer, text: 20% off, values: [{percent: {amount: 15, sense: discount}}]}\n",
            ),
            ("pilot", PILOT, &pilot),
        ],
    )
    .await;
    let told = errors(&problems);
    for (needle, line) in [
        ("`loyalty_tier` is not a trait", 3),
        ("`any` is empty", 3),
        ("it calls itself `another` and its file is `other`", 1),
        ("did you mean `state`?", 3),
        ("`0.5` is not a whole number", 3),
        ("`20% off` in fact `a` is not among its values", 4),
        ("value `15%` of fact `a` stands in none of its texts", 4),
        ("`4294967295` days are too many", 45),
        ("there is no audience `lapsed-buyer`, did you mean `lapsed-buyers`?", 11),
        ("its headline names `revenues`", 76),
        ("`{{first_name}}` was never filled in", 31),
        ("`{{link.unsubscribee}}` was never filled in", 39),
        ("`50% off`", 14),
    ] {
        let found = told.iter().find(|error| error.contains(needle));
        let found = found.unwrap_or_else(|| panic!("{needle} is not in {told:#?}"));
        let at: usize = found.split([' ', ':']).nth(1).unwrap().parse().unwrap();
        assert!(at.abs_diff(line) <= 1, "{needle} is at {line}, not {at}: {found}");
    }
    let applied =
        given(&[("pilot", PILOT, &pilot)]).apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await;
    assert!(applied.unwrap_err().to_string().contains("nothing was applied"));
}

#[tokio::test]
async fn the_demo_has_nothing_wrong() {
    let r = Rehearsal::begin(12).await;
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let problems = Definitions::read(&demo).unwrap().check(&r.engine, &r.workspace).await.unwrap();
    assert_eq!(errors(&problems), Vec::<String>::new());
}

#[tokio::test]
async fn every_missing_field_of_a_pilot_is_told_in_one_run() {
    let r = Rehearsal::begin(13).await;
    let problems = check(&r, &[("pilot", "p", "pilot: {id: p, name: P}\nsend: {channel: email}\n")]).await;
    let told = errors(&problems);
    for field in
        ["pilot.goal", "pilot.voice", "pilot.prompt", "send.at", "send.policy", "risk_tier", "design", "gate"]
    {
        assert!(
            told.iter().any(|error| error.contains(&format!("`{field}` is missing"))),
            "{field}: {told:#?}"
        );
    }
}

#[tokio::test]
async fn names_that_nothing_has_are_told_and_refused_under_a_negation() {
    let r = Rehearsal::begin(14).await;
    let never = "name: never\nwho:\n  behaviour: {event: Order Complete, at_most: 0, within_days: 60}\n";
    // Without data it may be meant: nothing can be known.
    let problems = check(&r, &[("audience", "never", never)]).await;
    assert_eq!(errors(&problems), Vec::<String>::new());
    assert!(problems.iter().any(|problem| problem.what.contains("there are no data yet")), "{problems:?}");
    let order = json!({ "type": "track", "event": "Order Completed", "userId": "K1", "messageId": "m1",
        "timestamp": "2026-09-01T10:00:00Z" });
    let identify = json!({ "type": "identify", "userId": "K1", "messageId": "m2",
        "timestamp": "2026-09-01T10:00:00Z", "traits": { "email": "ann@example.com", "state": "GA" } });
    collect::accept(&r.engine, &r.workspace, "web", vec![order, identify], r.now).await.unwrap();
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let case = "name: case\nwho:\n  behaviour: {event: order completed, at_most: 0}\n";
    let not = "name: not\nwho:\n  trait: {name: state, is_not: Georgia}\n";
    let meant = "name: meant\nwho:\n  trait: {name: state, is_not: Georgia, even_if_unseen: true}\n";
    let ever = "name: ever\nwho:\n  behaviour: {event: Order Complete, at_least: 1}\n";
    let problems = check(
        &r,
        &[
            ("audience", "never", never),
            ("audience", "case", case),
            ("audience", "not", not),
            ("audience", "meant", meant),
            ("audience", "ever", ever),
        ],
    )
    .await;
    let told = errors(&problems);
    assert_eq!(told.len(), 3, "{told:#?}");
    for (error, needle) in
        told.iter().zip(["`Order Completed`", "`Order Completed`", "nobody has the state `Georgia`"])
    {
        assert!(error.contains(needle) && error.contains("even_if_unseen: true"), "{error}");
    }
    assert!(problems.iter().any(|p| p.name == "ever" && p.severity == Severity::Warning), "{problems:?}");
    let definition: audience::Definition = serde_saphyr::from_str(never).unwrap();
    assert_eq!(target::unseen(&r.engine, &r.workspace, &definition).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_nothing_in_the_data_is_called_is_told() {
    let r = Rehearsal::begin(14).await;
    let seen = json!({ "type": "track", "event": "Seen", "userId": "K1", "messageId": "m1" });
    collect::accept(&r.engine, &r.workspace, "web", vec![seen], r.now).await.unwrap();
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    let pilot = PILOT_TEXT.replacen(
        "unit: person",
        "unit: person\n  assignment: { method: blocked, strata: [stat, state] }",
        1,
    );
    assert_ne!(pilot, PILOT_TEXT);
    let rules = "source_rank: [crm, ordres]\n";
    let problems = check(&r, &[("pilot", PILOT, &pilot), ("survivorship", "survivorship", rules)]).await;
    let told: Vec<&str> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Warning)
        .map(|problem| problem.what.as_str())
        .filter(|what| what.contains("nobody has") || what.contains("no source"))
        .collect();
    assert_eq!(told.len(), 2, "{problems:#?}");
    assert!(told[0].contains("`stat`") && told[0].contains("did you mean `state`"), "{told:?}");
    assert!(told[1].contains("`ordres`") && told[1].contains("did you mean `orders`"), "{told:?}");
}

#[tokio::test]
async fn a_metric_of_several_moneys_is_told_when_it_is_given() {
    let r = Rehearsal::begin(15).await;
    let order = |id: &str, currency: &str| {
        json!({"type": "track", "event": "Order Completed", "messageId": id, "userId": "C1",
            "timestamp": r.now.to_string(), "properties": {"revenue": 12.5, "currency": currency}})
    };
    let mixed = |problems: &[Problem]| {
        problems.iter().filter(|problem| problem.what.contains("several currencies")).count()
    };
    let web = |messages| collect::accept(&r.engine, &r.workspace, "web", messages, r.now);
    web(vec![order("m1", "USD")]).await.unwrap();
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    assert_eq!(mixed(&check(&r, &[("pilot", PILOT, PILOT_TEXT)]).await), 0);
    web(vec![order("m2", "EUR")]).await.unwrap();
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    let problems = check(&r, &[("pilot", PILOT, PILOT_TEXT)]).await;
    assert_eq!(mixed(&problems), 1, "{problems:#?}");
    // One that says which money it means is read.
    let told = PILOT_TEXT.replacen("value: revenue", "value: revenue\n    currency: USD", 1);
    assert_eq!(mixed(&check(&r, &[("pilot", PILOT, &told)]).await), 0);
}

#[tokio::test]
async fn one_broken_definition_hurts_no_other_and_can_be_removed() {
    let r = Rehearsal::begin(15).await;
    let identify = json!({ "type": "identify", "userId": "K1", "messageId": "m2",
        "timestamp": "2026-09-01T10:00:00Z", "traits": { "email": "ann@example.com" } });
    collect::accept(&r.engine, &r.workspace, "web", vec![identify], r.now).await.unwrap();
    collect::land_pending(&r.engine, &r.workspace).await.unwrap();
    unify::run(&r.engine, &r.workspace).await.unwrap();
    store(&r, "audience", "bad-trait", "name: bad-trait\nwho: {trait: {name: loyalty_tier, is: gold}}\n")
        .await;
    store(&r, "audience", "no-yaml", "name: [\n").await;
    store(&r, "pilot", "broken", "pilot: nothing\n").await;
    store(&r, "survivorship", "survivorship", "source_rank: [web]\n").await;
    store(&r, "survivorship", "survivorship", "by_trait: {email: [newest]}\n").await;
    store(&r, "workspace", "workspace", "country: [\n").await;
    let found = rounds::pages::person::search(&r.engine, &r.workspace, "K1", None, 1).await.unwrap();
    let person = PersonId::new(found.items[0].person_id.as_str()).unwrap();
    let shown = rounds::pages::person::show(&r.engine, &r.workspace, &person, r.now).await.unwrap();
    let broken: Vec<(&str, bool)> =
        shown.audiences.iter().map(|(name, m)| (name.as_str(), m.is_err())).collect();
    assert_eq!(broken, [("bad-trait", true), ("lapsed-buyers", false), ("no-yaml", true)]);
    let (pilots, broken) = overview::pilots(&r.engine, &r.workspace).await.unwrap();
    assert_eq!((pilots.len(), broken.len(), broken[0].name.as_str()), (1, 1, "broken"));
    overview::steps(&r.engine, &r.workspace, r.now).await.unwrap();
    let stored = definitions::stored(&r.engine, &r.workspace).await.unwrap();
    let mut wrong: Vec<&str> =
        stored.iter().filter(|d| !d.errors.is_empty()).map(|d| d.name.as_str()).collect();
    wrong.sort_unstable();
    assert_eq!(wrong, ["bad-trait", "broken", "no-yaml", "survivorship", "workspace"]);
    // The rules before it are in force, and a run says so.
    assert_eq!(r.engine.country(&r.workspace).await.unwrap(), None);
    let said = unify::run(&r.engine, &r.workspace).await.unwrap().report.warnings.join("\n");
    assert!(said.contains("until it is mended, version 1 is in force"), "{said}");

    let take = async |kind: &str, name: &str, even: bool| {
        let (engine, workspace, by, now) = (&r.engine, &r.workspace, &r.marketer, r.now);
        definitions::remove(&definitions::Desk { engine, workspace, by, now }, kind, name, even, "").await
    };
    for (kind, name) in [("audience", "bad-trait"), ("audiences", "no-yaml"), ("pilot", "broken")] {
        assert_eq!(take(kind, name, false).await.unwrap().left_behind, Vec::<String>::new());
    }
    assert!(
        take("audience", "bad-trait", false).await.unwrap_err().to_string().contains("there is no audience")
    );
    let refused = take("audience", "lapsed-buyers", false).await.unwrap_err().to_string();
    assert!(refused.contains("the pilot `ai-win-back`"), "{refused}");
    assert_eq!(take("audience", "lapsed-buyers", true).await.unwrap().left_behind, [PILOT]);
    let store = r.engine.store();
    assert!(store.latest_definition(&r.workspace, "audience", "lapsed-buyers").await.unwrap().is_none());
    // Given again, it goes on counting.
    let text = include_str!("../../../demo/audiences/lapsed-buyers.yaml");
    let again = given(&[("audience", "lapsed-buyers", text)]);
    again.apply(store, &r.workspace, &r.marketer, r.now).await.unwrap();
    let version =
        store.latest_definition(&r.workspace, "audience", "lapsed-buyers").await.unwrap().unwrap().version;
    assert_eq!(version, 3);
    let audit = store.audit_entries(&r.workspace, i64::MAX, 100).await.unwrap();
    assert_eq!(audit.items.iter().filter(|found| found.entry.action == "definition.removed").count(), 4);
}

#[tokio::test]
async fn what_is_sent_is_checked_again_and_a_refused_release_leaves_nothing() {
    let r = Rehearsal::approved(16).await;
    let approved = kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
    let early = r.now - DAY;
    let refused = release::plan(&r.engine, &r.workspace, &approved, early).await.unwrap_err().to_string();
    assert!(refused.contains("nothing was planned"), "{refused}");
    assert!(r.engine.store().campaigns(&r.workspace).await.unwrap().is_empty());
    // A text that came into the store past the checks is stopped at the request and right before the release.
    let typo = PILOT_TEXT.replace("{{link.unsubscribe}}", "{{link.unsubscribee}}");
    store(&r, "pilot", PILOT, &typo).await;
    let asked =
        review::request(&r.engine, &r.workspace, PILOT, &r.marketer, r.now).await.unwrap_err().to_string();
    assert!(asked.contains("unsubscribee"), "{asked}");
    let released = kept::approved(&r.engine, &r.workspace, PILOT).await.err().unwrap().to_string();
    assert!(released.contains("unsubscribee"), "{released}");
}
