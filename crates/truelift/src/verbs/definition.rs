//! Definitions: what there is, how it came to be, and changing it without a folder.

use super::acting::acting_or_operator;
use super::{WrongInput, desk};
use crate::args::Global;
use crate::definition_args::{DefinitionVerb, Doing, DraftVerb, RemoveArgs, Which};
use crate::screen::{say, say_json, tell};
use engine::definitions::difference::{DifferenceLine, difference, in_words};
use engine::definitions::draft::{self, Keeping};
use engine::definitions::{self, Desk, Expected, State, history};
use engine::{Applied, Engine, EngineError, Severity};
use governance::Act;
use serde_json::json;
use std::path::Path;
use store::Member;
use vocabulary::{Timestamp, WorkspaceId};

pub async fn run(global: &Global, verb: &DefinitionVerb) -> anyhow::Result<()> {
    match verb {
        DefinitionVerb::List { kind } => list(global, kind.as_deref()).await,
        DefinitionVerb::Show { which, draft, version } => show(global, which, *draft, *version).await,
        DefinitionVerb::History { which } => versions(global, which).await,
        DefinitionVerb::Diff { which, version, file } => diff(global, which, *version, file.as_deref()).await,
        DefinitionVerb::Restore { which, version, doing } => {
            let seat = Seat::take(global, doing.member.as_deref()).await?;
            let applied = seat.desk().restore(&which.kind, &which.name, *version, &doing.reason).await?;
            tell_applied(global, &applied)
        }
        DefinitionVerb::Rename { which, to, doing } => rename(global, which, to, doing).await,
        DefinitionVerb::Remove(args) => remove(global, args).await,
        DefinitionVerb::Draft(verb) => drafts(global, verb).await,
    }
}

/// The member who acts, and what they act on.
struct Seat {
    engine: Engine,
    workspace: WorkspaceId,
    member: Member,
    now: Timestamp,
}

impl Seat {
    async fn take(global: &Global, named: Option<&str>) -> anyhow::Result<Self> {
        let (engine, workspace, now) = desk(global).await?;
        let (engine, member) = acting_or_operator(global, engine, &workspace, named, Act::Make, now).await?;
        Ok(Self { engine, workspace, member, now })
    }

    fn desk(&self) -> Desk<'_> {
        let by = &self.member.member_id;
        Desk { engine: &self.engine, workspace: &self.workspace, by, now: self.now }
    }
}

async fn list(global: &Global, kind: Option<&str>) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let kind = kind.map(definitions::kind_of).transpose()?;
    let mut all = definitions::stored(&engine, &workspace).await?;
    all.retain(|found| kind.is_none_or(|kind| kind == found.kind));
    if global.json {
        return say_json(&all);
    }
    if all.is_empty() {
        say(
            "nothing is defined yet: `truelift schema KIND --example` prints a file to begin from, `truelift apply DIR` applies a folder",
        );
    }
    for found in &all {
        let state = match found.state {
            State::Draft => "draft".to_owned(),
            State::Applied => format!("v{}", found.version),
            State::Changed => format!("v{} + draft", found.version),
        };
        let wrong = if found.errors.is_empty() { "" } else { "   cannot be used" };
        say(format!(
            "{:<12} {:<32} {state:<12} {} {}{wrong}",
            found.kind,
            found.name,
            found.at.day(),
            found.by
        ));
        for error in &found.errors {
            say(format!("             {error}"));
        }
    }
    Ok(())
}

async fn show(global: &Global, which: &Which, is_draft: bool, version: Option<i64>) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    if let Some(number) = version {
        let found = history::version(&engine, &workspace, &which.kind, &which.name, number).await?;
        return if global.json { say_json(&found) } else { print(&found.text) };
    }
    let shown = draft::show(&engine, &workspace, &which.kind, &which.name).await?;
    if global.json {
        return say_json(&shown);
    }
    for problem in &shown.problems {
        tell(problem.to_string());
    }
    let text = match (is_draft, shown.applied, shown.draft) {
        (true, _, Some(draft)) | (false, None, Some(draft)) => draft.text,
        (false, Some(applied), _) => applied.text,
        _ => {
            let what = format!("{} `{}` has no draft", which.kind, which.name);
            return Err(EngineError::NotReady { what }.into());
        }
    };
    print(&text)
}

/// Letter by letter: `say` would end it with a line of its own.
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    Ok(std::io::stdout().lock().write_all(text.as_bytes())?)
}

async fn versions(global: &Global, which: &Which) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let all = history::versions(&engine, &workspace, &which.kind, &which.name).await?;
    let all: Vec<_> = all.into_iter().map(|found| found.version).collect();
    if global.json {
        return say_json(&all);
    }
    for found in &all {
        let what = match (found.is_removal, found.origin.as_str()) {
            (true, "") => "removed".to_owned(),
            (true, origin) => origin.to_owned(),
            (false, "") => format!("+{} −{} lines", found.n_added, found.n_removed),
            (false, origin) => format!("+{} −{} lines, from {origin}", found.n_added, found.n_removed),
        };
        say(format!("v{:<4} {}  {}  {what}", found.version, found.at, found.by));
        if !found.reason.is_empty() {
            say(format!("      {}", found.reason));
        }
    }
    Ok(())
}

async fn diff(
    global: &Global,
    which: &Which,
    version: Option<i64>,
    file: Option<&Path>,
) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let lines: Vec<DifferenceLine> = match (version, file) {
        (Some(number), _) => {
            history::version(&engine, &workspace, &which.kind, &which.name, number).await?.difference
        }
        (None, file) => {
            let shown = draft::show(&engine, &workspace, &which.kind, &which.name).await?;
            let before = shown.applied.map(|applied| applied.text).unwrap_or_default();
            let after = match (file, shown.draft) {
                (Some(file), _) => read(file)?,
                (None, Some(draft)) => draft.text,
                (None, None) => {
                    let what = format!(
                        "{} `{}` has no draft: name a `--version`, or a `--file`",
                        which.kind, which.name
                    );
                    return Err(EngineError::NotReady { what }.into());
                }
            };
            difference(&before, &after)
        }
    };
    if global.json {
        return say_json(&lines);
    }
    match in_words(&lines) {
        text if text.is_empty() => say("nothing differs"),
        text => print(&text)?,
    }
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file)
        .map_err(|source| EngineError::File { path: file.display().to_string(), source }.into())
}

async fn rename(global: &Global, which: &Which, to: &str, doing: &Doing) -> anyhow::Result<()> {
    let seat = Seat::take(global, doing.member.as_deref()).await?;
    let renamed = definitions::rename(&seat.desk(), &which.kind, &which.name, to, &doing.reason).await?;
    if global.json {
        return say_json(&renamed);
    }
    say(format!("{} `{}` is called `{}` now", renamed.kind, renamed.from, renamed.to));
    for dependent in &renamed.dependents {
        say(format!("{:<12} {:<32} names it anew", dependent.kind, dependent.name));
    }
    Ok(())
}

/// Takes a definition back: `truelift remove` and `truelift definition remove`.
pub async fn remove(global: &Global, args: &RemoveArgs) -> anyhow::Result<()> {
    let RemoveArgs { which, even_if_used, doing } = args;
    let seat = Seat::take(global, doing.member.as_deref()).await?;
    let removed =
        definitions::remove(&seat.desk(), &which.kind, &which.name, *even_if_used, &doing.reason).await?;
    if global.json {
        return say_json(&removed);
    }
    say(format!(
        "{} `{}` is removed; its versions stay in the store as evidence",
        removed.kind, removed.name
    ));
    for pilot in &removed.left_behind {
        tell(format!("the pilot `{pilot}` names it and cannot be released without it"));
    }
    Ok(())
}

async fn drafts(global: &Global, verb: &DraftVerb) -> anyhow::Result<()> {
    match verb {
        DraftVerb::Keep { kind, file, member } => {
            let text = read(file)?;
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let seat = Seat::take(global, member.as_deref()).await?;
            let keeping = Keeping { text: &text, base_version: None, expected: Expected::Whatever };
            let shown = seat.desk().keep(kind, &name, keeping).await?;
            if global.json {
                return say_json(&shown);
            }
            for problem in &shown.problems {
                tell(problem.to_string());
            }
            let n = shown.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            match (shown.draft, n) {
                (None, _) => {
                    say(format!("{} `{name}` says this already: there is nothing to apply", shown.kind))
                }
                (Some(_), 0) => say(format!("next: truelift definition draft apply {} {name}", shown.kind)),
                (Some(_), n) => say(format!("kept, and cannot be applied before {n} errors are mended")),
            }
            Ok(())
        }
        DraftVerb::Apply { which, doing } => {
            let seat = Seat::take(global, doing.member.as_deref()).await?;
            let desk = seat.desk();
            let applied =
                desk.apply_draft(&which.kind, &which.name, &doing.reason, Expected::Whatever).await?;
            tell_applied(global, &applied)
        }
        DraftVerb::Discard { which, member } => {
            let seat = Seat::take(global, member.as_deref()).await?;
            seat.desk().discard(&which.kind, &which.name, Expected::Whatever).await?;
            if global.json {
                return say_json(&json!({ "kind": which.kind, "name": which.name, "discarded": true }));
            }
            say(format!("the draft of {} `{}` is dropped", which.kind, which.name));
            Ok(())
        }
    }
}

fn tell_applied(global: &Global, applied: &Applied) -> anyhow::Result<()> {
    if global.json {
        return say_json(applied);
    }
    let version = applied.version.unwrap_or_default();
    say(format!("{:<12} {:<32} version {version}", applied.kind, applied.name));
    Ok(())
}

/// Refuses a kind that is none before anything is opened.
pub fn known_kind(kind: &str) -> anyhow::Result<&'static str> {
    definitions::kind_of(kind).map_err(WrongInput::of)
}
