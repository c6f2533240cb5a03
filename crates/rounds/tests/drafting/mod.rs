//! Drafts, what happens when two write at once, history, renames and export.

use crate::rehearsal::{PILOT, Rehearsal};
use engine::definitions::draft::{self, Keeping};
use engine::definitions::{self, Desk, Expected, State, history};
use engine::{Definitions, EngineError, Severity};
use std::path::Path;

const LAPSED: &str = include_str!("../../../../demo/audiences/lapsed-buyers.yaml");
const PILOT_TEXT: &str = include_str!("../../../../demo/pilots/ai-win-back.yaml");

fn desk(r: &Rehearsal) -> Desk<'_> {
    Desk { engine: &r.engine, workspace: &r.workspace, by: &r.marketer, now: r.now }
}

async fn keep(r: &Rehearsal, name: &str, text: &str, expected: Expected<'_>) -> Result<String, EngineError> {
    let keeping = Keeping { text, base_version: None, expected };
    desk(r).keep("audience", name, keeping).await.map(|shown| shown.stamp)
}

fn overtaken(error: EngineError) -> definitions::Overtaken {
    match error {
        EngineError::Overtaken(found) => *found,
        other => panic!("{other}"),
    }
}

async fn actions(r: &Rehearsal) -> Vec<String> {
    let entries = r.engine.store().audit_entries(&r.workspace, i64::MAX, 100).await.unwrap().items;
    assert!(r.engine.store().audit_report(&r.workspace, None).await.unwrap().holds());
    let own =
        entries.into_iter().rev().map(|found| found.entry).filter(|e| e.action.starts_with("definition."));
    own.map(|entry| format!("{} {}", entry.action, entry.subject)).collect()
}

#[tokio::test]
async fn a_draft_counts_for_nothing_until_it_is_applied() {
    let r = Rehearsal::begin(31).await;
    let wrong = "name: gold\nwho:\n  trait: {name: loyalty_tier, is: gold}\n";
    keep(&r, "gold", wrong, Expected::Absent).await.unwrap();
    let shown = draft::show(&r.engine, &r.workspace, "audience", "gold").await.unwrap();
    assert!(shown.applied.is_none() && shown.draft.is_some());
    assert_eq!((shown.problems[0].line, shown.problems[0].severity), (Some(3), Severity::Error));
    assert!(reaching::target::find(&r.engine, &r.workspace, "gold").await.is_err(), "nothing finds a draft");
    let refused = desk(&r).apply_draft("audience", "gold", "", Expected::Whatever).await.unwrap_err();
    assert!(refused.to_string().contains("`loyalty_tier` is not a trait"), "{refused}");
    let right = wrong.replace("loyalty_tier, is: gold", "state, is: GA");
    let stamp = keep(&r, "gold", &right, Expected::Stamp(&shown.stamp)).await.unwrap();
    let stale =
        desk(&r).apply_draft("audience", "gold", "", Expected::Stamp(&shown.stamp)).await.unwrap_err();
    assert_eq!(overtaken(stale).stamp, stamp);
    let applied =
        desk(&r).apply_draft("audience", "gold", " for spring ", Expected::Stamp(&stamp)).await.unwrap();
    assert_eq!((applied.version, applied.name.as_str()), (Some(1), "gold"));
    let shown = draft::show(&r.engine, &r.workspace, "audiences", "gold").await.unwrap();
    let applied = shown.applied.unwrap();
    assert_eq!((applied.text, applied.reason.as_str(), shown.draft.is_none()), (right, "for spring", true));
    let told = actions(&r).await;
    let expect = [
        "definition.drafted audience:gold",
        "definition.drafted audience:gold",
        "definition.applied audience:gold",
    ];
    assert_eq!(told[told.len() - 3..], expect);
}

#[tokio::test]
async fn who_comes_second_sees_what_the_first_wrote() {
    let r = Rehearsal::begin(32).await;
    let name = "lapsed-buyers";
    let before = draft::show(&r.engine, &r.workspace, "audience", name).await.unwrap().stamp;
    let first = LAPSED.replace("description:", "description: first,");
    let second = format!("{LAPSED}# second\n");
    keep(&r, name, &first, Expected::Stamp(&before)).await.unwrap();
    let found = overtaken(keep(&r, name, &second, Expected::Stamp(&before)).await.unwrap_err());
    assert_eq!((found.text.as_deref(), found.base.as_deref()), (Some(first.as_str()), Some(LAPSED)));
    assert_eq!((found.version, found.is_draft), (1, true));
    let none = overtaken(keep(&r, name, &second, Expected::Absent).await.unwrap_err());
    assert_eq!(none.base, None);
    // Put together, it is kept against what was seen last.
    let both = format!("{first}# second\n");
    let stamp = keep(&r, name, &both, Expected::Stamp(&found.stamp)).await.unwrap();
    // Meanwhile somebody applies a file: the draft is behind, and says so with all three texts.
    let third = format!("# third\n{LAPSED}");
    let mut definitions = Definitions::default();
    definitions.add("audience", name, &third);
    definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await.unwrap();
    let stale =
        overtaken(desk(&r).apply_draft("audience", name, "", Expected::Stamp(&stamp)).await.unwrap_err());
    assert_eq!(stale.version, 2);
    let behind = overtaken(desk(&r).apply_draft("audience", name, "", Expected::Whatever).await.unwrap_err());
    assert_eq!((behind.base.as_deref(), behind.text.as_deref()), (Some(LAPSED), Some(third.as_str())));
    let all = format!("# third\n{both}");
    let keeping = Keeping { text: &all, base_version: Some(2), expected: Expected::Stamp(&behind.stamp) };
    let kept = desk(&r).keep("audience", name, keeping).await.unwrap();
    let applied = desk(&r).apply_draft("audience", name, "", Expected::Stamp(&kept.stamp)).await.unwrap();
    assert_eq!(applied.version, Some(3));
    // Written back to what counts, no draft is left.
    keep(&r, name, &second, Expected::Whatever).await.unwrap();
    keep(&r, name, &all, Expected::Whatever).await.unwrap();
    assert!(r.engine.store().drafts(&r.workspace).await.unwrap().is_empty());
    keep(&r, name, &second, Expected::Whatever).await.unwrap();
    desk(&r).discard("audience", name, Expected::Whatever).await.unwrap();
    let gone = desk(&r).discard("audience", name, Expected::Whatever).await.unwrap_err();
    assert!(gone.to_string().contains("no draft"), "{gone}");
    assert!(
        keep(&r, "../x", LAPSED, Expected::Absent)
            .await
            .unwrap_err()
            .to_string()
            .contains("cannot be a name")
    );
    assert!(keep(&r, "x", "  \n", Expected::Absent).await.unwrap_err().to_string().contains("says nothing"));
}

#[tokio::test]
async fn every_version_says_what_it_changed_and_can_be_restored() {
    let r = Rehearsal::begin(33).await;
    let name = "lapsed-buyers";
    let changed = LAPSED.replace("description:", "description: once more,");
    let mut definitions = Definitions::default().because("a test");
    definitions.add("audience", name, &changed);
    definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await.unwrap();
    definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await.unwrap();
    let version = desk(&r).restore("audience", name, 1, "it was better").await.unwrap().version;
    assert_eq!(version, Some(3));
    let again = desk(&r).restore("audience", name, 1, "").await.unwrap_err().to_string();
    assert!(again.contains("nothing to restore"), "{again}");
    definitions::remove(&desk(&r), "audience", name, true, "not needed").await.unwrap();
    let removed = desk(&r).restore("audience", name, 4, "").await.unwrap_err().to_string();
    assert!(removed.contains("has no text"), "{removed}");
    desk(&r).restore("audience", name, 2, "").await.unwrap();
    let all = history::versions(&r.engine, &r.workspace, "audience", name).await.unwrap();
    let told: Vec<_> = all.iter().map(|v| &v.version).collect();
    let words: Vec<_> = told.iter().map(|v| (v.version, v.reason.as_str(), v.origin.as_str())).collect();
    let expect = [
        (5, "", "version 2"),
        (4, "not needed", ""),
        (3, "it was better", "version 1"),
        (2, "a test", ""),
        (1, "", ""),
    ];
    assert_eq!(words, expect);
    assert_eq!((told[3].n_added, told[3].n_removed), (1, 1));
    assert_eq!((told[1].is_removal, told[1].by.as_str()), (true, told[4].by.as_str()));
    let shown = definitions::difference::in_words(&all[3].difference);
    assert!(shown.contains("\n+description: once more,"), "{shown}");
    assert!(history::version(&r.engine, &r.workspace, "audience", name, 9).await.is_err());
}

#[tokio::test]
async fn a_rename_changes_everything_that_names_it_at_once() {
    let r = Rehearsal::begin(34).await;
    let store = r.engine.store();
    let draft_text = format!("{PILOT_TEXT}# a draft\n");
    let keeping = Keeping { text: &draft_text, base_version: None, expected: Expected::Whatever };
    desk(&r).keep("pilot", PILOT, keeping).await.unwrap();
    for (kind, from, to, words) in [
        ("audience", "lapsed-buyers", "gone-quiet", "audience: gone-quiet"),
        ("voice", "peach-state", "peach", "voice: peach"),
        ("facts", "peach-state", "true", "facts: \"true\""),
        ("prompt", "win-back-subject-line.v1", "back.v3", "prompt: { name: back, version: 3 }"),
    ] {
        let renamed = definitions::rename(&desk(&r), kind, from, to, "shorter").await.unwrap();
        assert_eq!(renamed.dependents.len(), 1, "{kind}");
        assert!(store.latest_definition(&r.workspace, kind, from).await.unwrap().is_none());
        let pilot = store.latest_definition(&r.workspace, "pilot", PILOT).await.unwrap().unwrap();
        assert!(pilot.body.contains(words), "{}", pilot.body);
        let draft = store.draft(&r.workspace, "pilot", PILOT).await.unwrap().unwrap();
        assert_eq!((draft.body, draft.base_version), (format!("{}# a draft\n", pilot.body), pilot.version));
        let history = history::versions(&r.engine, &r.workspace, kind, to).await.unwrap();
        assert_eq!(history[0].version.origin, format!("{kind}/{from}"));
    }
    let renamed = definitions::rename(&desk(&r), "pilot", PILOT, "win-back", "").await.unwrap();
    assert!(renamed.dependents.is_empty());
    engine::PilotFile::load(store, &r.workspace, "win-back").await.unwrap();
    for (kind, from, to, why) in [
        ("audience", "gone-quiet", "gone-quiet", "already"),
        ("audience", "nobody", "x", "there is no audience"),
        ("audience", "gone-quiet", "a/b", "cannot be a name"),
        ("audience", "gone-quiet", "Quiet Ones", "not an audience name"),
        ("prompt", "back.v3", "back", "does not name a prompt"),
        ("workspace", "workspace", "x", "a workspace has one"),
    ] {
        let refused = definitions::rename(&desk(&r), kind, from, to, "").await.unwrap_err().to_string();
        assert!(refused.contains(why), "{kind} {to}: {refused}");
    }
    assert_eq!(actions(&r).await.iter().filter(|told| told.starts_with("definition.renamed")).count(), 5);
}

#[tokio::test]
async fn what_was_released_keeps_its_names() {
    let r = Rehearsal::approved(35).await;
    let approved = engine::kept::approved(&r.engine, &r.workspace, PILOT).await.unwrap();
    reaching::release::plan(&r.engine, &r.workspace, &approved, r.now).await.unwrap();
    for (kind, name) in [("audience", "lapsed-buyers"), ("voice", "peach-state"), ("pilot", PILOT)] {
        let refused =
            definitions::rename(&desk(&r), kind, name, "another", "").await.unwrap_err().to_string();
        assert!(refused.contains("was released"), "{kind}: {refused}");
    }
    let shown = draft::show(&r.engine, &r.workspace, "audience", "lapsed-buyers").await.unwrap();
    assert!(shown.dependents[0].is_released);
}

#[tokio::test]
async fn an_export_is_what_was_given_letter_by_letter() {
    let r = Rehearsal::begin(36).await;
    let odd = "# first\r\n\nname:   odd   # why\nwho:\n  # 2\n  trait: {is: 'GA', name: state}\n\n\n";
    let mut definitions = Definitions::default();
    definitions.add("audience", "odd", odd);
    definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let files = definitions::export(&r.engine, &r.workspace, folder.path(), false).await.unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut n = 0;
    for exported in &files {
        let own = exported.file.strip_prefix(folder.path()).unwrap();
        let expect = std::fs::read(demo.join(own)).unwrap_or_else(|_| odd.as_bytes().to_vec());
        assert_eq!(std::fs::read(&exported.file).unwrap(), expect, "{}", own.display());
        n += 1;
    }
    assert_eq!(n, 10);
    let plan = Definitions::read(folder.path()).unwrap().plan(r.engine.store(), &r.workspace).await.unwrap();
    assert!(plan.iter().all(|applied| applied.change == engine::Change::Unchanged));
    std::fs::write(folder.path().join("audiences/odd.yaml"), "mine").unwrap();
    let refused = definitions::export(&r.engine, &r.workspace, folder.path(), false).await.unwrap_err();
    assert!(refused.to_string().contains("odd.yaml` would be written over"), "{refused}");
    definitions::export(&r.engine, &r.workspace, folder.path(), true).await.unwrap();
    assert_eq!(std::fs::read_to_string(folder.path().join("audiences/odd.yaml")).unwrap(), odd);
}

#[tokio::test]
async fn the_list_says_where_each_stands() {
    let r = Rehearsal::begin(37).await;
    keep(&r, "new-one", "name: new-one\n", Expected::Absent).await.unwrap();
    keep(&r, "lapsed-buyers", "who: [", Expected::Whatever).await.unwrap();
    let all = definitions::stored(&r.engine, &r.workspace).await.unwrap();
    let of = |kind: &str, name: &str| all.iter().find(|d| d.kind == kind && d.name == name).unwrap();
    let (new, lapsed) = (of("audience", "new-one"), of("audience", "lapsed-buyers"));
    assert_eq!((new.state, new.version, new.errors.len(), new.is_unused), (State::Draft, 0, 1, true));
    assert_eq!((lapsed.state, lapsed.errors.len(), lapsed.is_unused), (State::Changed, 0, false));
    assert!(!lapsed.draft_errors.is_empty());
    let pilot = of("pilot", PILOT);
    assert_eq!(
        (pilot.state, pilot.title.as_str()),
        (State::Applied, "AI-written win-back subject lines for lapsed buyers")
    );
}

#[tokio::test]
async fn a_pilot_is_never_looser_than_the_workspace() {
    let r = Rehearsal::begin(38).await;
    let problems = async |settings: &str| {
        let problems =
            draft::check(&r.engine, &r.workspace, "workspace", "workspace", settings).await.unwrap();
        problems.into_iter().map(|p| (p.severity, p.what)).collect::<Vec<_>>()
    };
    let within = "country: US\npurposes: [marketing, ai_content]\ncontact_policy:\n  frequency_cap: {n_max: 3, window_days: 7}\n  quiet_hours: {from_hour: 22, to_hour: 7, zone: America/New_York}\n";
    assert_eq!(problems(within).await, []);
    let strict = within.replace("n_max: 3", "n_max: 2").replace("marketing, ", "");
    let told = problems(&strict).await;
    assert!(told.iter().all(|(severity, _)| *severity == Severity::Warning) && told.len() == 2, "{told:?}");
    assert!(told[0].1.contains("`ai-win-back` could then not be sent"), "{told:?}");
    assert!(problems("country: nowhere\ncolour: red\n").await[0].1.contains("colour"));
    let mut definitions = Definitions::default();
    definitions.add("workspace", "workspace", &strict);
    definitions.apply(r.engine.store(), &r.workspace, &r.marketer, r.now).await.unwrap();
    // What was applied before the settings were is stopped where it would be approved or sent.
    r.write_lines().await;
    let asked = reaching::review::request(&r.engine, &r.workspace, PILOT, &r.marketer, r.now).await;
    assert!(asked.err().unwrap().to_string().contains("may only be stricter"));
    let told = draft::check(&r.engine, &r.workspace, "pilot", PILOT, PILOT_TEXT).await.unwrap();
    let errors: Vec<_> = told.iter().filter(|p| p.severity == Severity::Error).collect();
    assert!(
        errors[0].what.contains("for `marketing`") && errors[1].what.contains("may only be stricter"),
        "{errors:?}"
    );
    assert_eq!(errors[1].line, Some(24));
}
