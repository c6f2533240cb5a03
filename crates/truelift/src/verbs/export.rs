//! The workspace as code, written back into a folder; and what may stand in its files.

use super::definition::known_kind;
use super::desk;
use crate::args::Global;
use crate::definition_args::{ExportArgs, SchemaArgs};
use crate::screen::{say, say_json};
use anyhow::Context;
use engine::definitions::{self, FileChange, KINDS, schema};
use std::path::Path;

pub async fn run(global: &Global, args: &ExportArgs) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let files = definitions::export(&engine, &workspace, &args.dir, args.force).await?;
    if global.json {
        return say_json(&files);
    }
    for exported in &files {
        let word = match exported.change {
            FileChange::New => "new",
            FileChange::Changed => "changed",
            FileChange::Unchanged => "unchanged",
        };
        say(format!("{:<60} {word}", exported.file.display()));
    }
    if files.is_empty() {
        say("nothing is applied yet, so nothing was written");
    }
    Ok(())
}

pub fn print_schema(global: &Global, args: &SchemaArgs) -> anyhow::Result<()> {
    if let Some(dir) = &args.docs {
        return write_all(global, dir, "md", |kind| Ok(schema::reference(kind)?));
    }
    if let Some(dir) = &args.dir {
        let text = |kind: &str| Ok(format!("{}\n", serde_json::to_string_pretty(&schema::schema(kind)?)?));
        return write_all(global, dir, "schema.json", text);
    }
    let kind = known_kind(args.kind.as_deref().unwrap_or_default())?;
    if args.example {
        say(schema::example(kind)?.trim_end());
        return Ok(());
    }
    say(serde_json::to_string_pretty(&schema::schema(kind)?)?);
    Ok(())
}

fn write_all(
    global: &Global,
    dir: &Path,
    ending: &str,
    text: impl Fn(&str) -> anyhow::Result<String>,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder `{}`", dir.display()))?;
    let mut written = Vec::new();
    for (kind, _) in KINDS {
        let file = dir.join(format!("{kind}.{ending}"));
        std::fs::write(&file, text(kind)?).with_context(|| format!("cannot write `{}`", file.display()))?;
        written.push(file);
    }
    if global.json {
        return say_json(&written);
    }
    written.iter().for_each(|file| say(file.display().to_string()));
    Ok(())
}
