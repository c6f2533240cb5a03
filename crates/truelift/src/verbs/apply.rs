//! The workspace as code: a folder of definitions, with a plan before it is applied.

use super::acting::acting_or_operator;
use super::{open, wall_clock, workspace};
use crate::args::{ApplyArgs, Global};
use crate::screen::{say, say_json, tell};
use engine::{Change, Definitions, EngineError, Severity};
use governance::Act;
use serde_json::json;

pub async fn run(global: &Global, args: &ApplyArgs) -> anyhow::Result<()> {
    let definitions = Definitions::read(&args.dir)?.because(args.reason.as_deref().unwrap_or_default());
    let engine = open(global).await?;
    let workspace = workspace(global)?;
    let definitions = match &args.country {
        Some(country) => definitions.at_home(engine.store(), &workspace, country).await?,
        None => definitions,
    };
    // Everything is checked before the workspace is made, and all that is wrong is said at once.
    let problems = definitions.check(&engine, &workspace).await?;
    let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    if is_wrong {
        if global.json {
            say_json(&json!({ "problems": problems }))?;
        }
        return Err(EngineError::Definitions { problems }.into());
    }
    for problem in &problems {
        tell(problem.to_string());
    }
    let applied = if args.plan {
        definitions.plan(engine.store(), &workspace).await?
    } else {
        let now = wall_clock();
        let name = args.name.clone().unwrap_or_else(|| workspace.to_string());
        engine.store().ensure_workspace(&workspace, &name, false, None, now).await?;
        let (engine, by) = acting_or_operator(global, engine, &workspace, None, Act::Make, now).await?;
        definitions.apply(engine.store(), &workspace, &by.member_id, now).await?
    };
    if global.json {
        return say_json(&applied);
    }
    if applied.is_empty() {
        say(format!(
            "`{}` has no definitions: put YAML files into workspace/, sources/, people/, audiences/, voice/, facts/, prompts/, holdouts/ or pilots/",
            args.dir.display()
        ));
    }
    for definition in &applied {
        let words = match (definition.change, args.plan) {
            (Change::Unchanged, _) => "unchanged",
            (Change::New, true) => "would be new",
            (Change::Changed, true) => "would change",
            (Change::New, false) => "new",
            (Change::Changed, false) => "changed",
        };
        let note = definition.note.as_deref().map_or_else(String::new, |note| format!("   {note}"));
        say(format!("{:<9} {:<32} {words}{note}", definition.kind, definition.name));
    }
    let source =
        applied.iter().find(|applied| applied.kind == "source" && applied.change != Change::Unchanged);
    if let Some(source) = source.filter(|_| !args.plan) {
        say(format!("next: truelift collect import FILE --contract {}", source.name));
    }
    Ok(())
}
