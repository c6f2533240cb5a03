//! What each kind of definition may hold, as a JSON Schema: for editors that complete, for forms, for the reference.
//!
//! The schemas are made of the very types that parse, so that a key the parser does not know is none of the schema's.

use super::keys::ORDER;
use super::reference;
use super::settings::WorkspaceFile;
use super::{KINDS, PilotFile, kind_of};
use crate::EngineError;
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

/// What is said of each kind, and an example of one: a whole file that holds.
// tidy: list
const ABOUT: &[(&str, &str, &str)] = &[
    (
        "workspace",
        "The workspace's own settings: what holds for everything in it.",
        include_str!("examples/workspace.yaml"),
    ),
    (
        "source",
        "A contract (Open Data Contract Standard 3.x): what each column of a source means, and which rows are refused.",
        include_str!("examples/source.yaml"),
    ),
    (
        "survivorship",
        "Which value of a trait wins where sources say different things of one person.",
        include_str!("examples/survivorship.yaml"),
    ),
    ("audience", "An audience: the condition its members meet.", include_str!("examples/audience.yaml")),
    ("voice", "How the brand speaks, and what it never says.", include_str!("examples/voice.yaml")),
    ("facts", "What may be claimed: offers, facts and links.", include_str!("examples/facts.yaml")),
    ("prompt", "What a model is told when it writes.", include_str!("examples/prompt.yaml")),
    (
        "holdouts",
        "Who gets nothing from any campaign, so that all of it together can be measured.",
        include_str!("examples/holdouts.yaml"),
    ),
    (
        "pilot",
        "A pilot: what is tried, on whom, how it is measured, and what decides.",
        include_str!("examples/pilot.yaml"),
    ),
];

fn about(kind: &str) -> (&'static str, &'static str) {
    let found = ABOUT.iter().find(|(known, ..)| *known == kind);
    found.map_or(("", ""), |(_, words, example)| (words, example))
}

/// A whole file of the kind that holds, with comments.
///
/// Errors: [`EngineError::NotFound`] for what is no kind.
pub fn example(kind: &str) -> Result<&'static str, EngineError> {
    Ok(about(kind_of(kind)?).1)
}

/// The schema of a kind, draft 2020-12.
///
/// Errors: [`EngineError::NotFound`] for what is no kind.
pub fn schema(kind: &str) -> Result<Value, EngineError> {
    let kind = kind_of(kind)?;
    let mut schema = match kind {
        "source" => sources::contract_schema(),
        "survivorship" => of::<people::Survivorship>(),
        "audience" => of::<audience::Definition>(),
        "voice" => of::<content::Voice>(),
        "facts" => of::<content::Facts>(),
        "prompt" => of::<content::Prompt>(),
        "holdouts" => of::<experiment::Holdouts>(),
        "pilot" => of::<PilotFile>(),
        _ => of::<WorkspaceFile>(),
    };
    let (words, text) = about(kind);
    let folder = KINDS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, folder)| *folder);
    let example: Value = serde_saphyr::from_str(text).unwrap_or_default();
    order(&mut schema, text);
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("title".to_owned(), json!(format!("{folder}/*.yaml")));
        fields.insert("description".to_owned(), json!(words));
        fields.insert("examples".to_owned(), json!([example]));
    }
    Ok(schema)
}

/// The reference page of a kind, in Markdown: every key, what it holds, what it is for, and the example.
///
/// Errors: [`EngineError::NotFound`] for what is no kind.
pub fn reference(kind: &str) -> Result<String, EngineError> {
    let kind = kind_of(kind)?;
    let (words, example) = about(kind);
    Ok(reference::page(kind, words, &schema(kind)?, example))
}

/// Says of every part in which order its keys are shown: as the example has them, the others behind.
fn order(schema: &mut Value, example: &str) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::Object(properties)) = fields.get("properties") {
                let mut keys: Vec<String> = properties.keys().cloned().collect();
                keys.sort_by_key(|key| example.find(&format!("{key}:")).unwrap_or(usize::MAX));
                if 1 < keys.len() {
                    fields.insert(ORDER.to_owned(), json!(keys));
                }
            }
            for (keyword, inner) in fields {
                match inner {
                    // A map of parts by their names is no part: one of them may be called `properties`.
                    Value::Object(parts) if ["properties", "$defs"].contains(&keyword.as_str()) => {
                        parts.values_mut().for_each(|part| order(part, example));
                    }
                    inner => order(inner, example),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| order(inner, example)),
        _ => {}
    }
}

fn of<T: JsonSchema>() -> Value {
    let mut schema = schema_for!(T).to_value();
    plain(&mut schema);
    schema
}

/// Takes out what only says how a number is kept: `uint32` and its kin are no formats of the standard.
fn plain(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let is_number =
                fields.get("type").is_some_and(|kind| kind.as_str().is_none_or(|kind| kind != "string"));
            if is_number && fields.get("format").is_some_and(Value::is_string) {
                fields.remove("format");
            }
            fields.values_mut().for_each(plain);
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;
    use crate::definitions::kinds;
    use crate::definitions::problem::{Given, Severity};
    use std::path::{Path, PathBuf};

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    fn validator(kind: &str) -> jsonschema::Validator {
        jsonschema::validator_for(&schema(kind).unwrap()).unwrap()
    }

    fn errors(kind: &'static str, name: &str, text: &str) -> Vec<String> {
        let given = Given { kind, name: name.to_owned(), text: text.to_owned(), file: None };
        let (_, problems) = kinds::read(&given);
        problems.into_iter().filter(|p| p.severity == Severity::Error).map(|p| p.what).collect()
    }

    /// What is wrong with a text by the schema of its kind.
    fn refused(kind: &str, text: &str) -> Vec<String> {
        let value: Value = serde_saphyr::from_str(text).unwrap();
        validator(kind).iter_errors(&value).map(|error| error.to_string()).collect()
    }

    /// Every YAML file of definitions that the project holds: of the demo, and of tests.
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_left_out = path.ends_with("target") || path.ends_with("node_modules");
            if path.is_dir() && !is_left_out {
                files(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_file_of_the_project_is_valid_by_its_schema() {
        let mut all = Vec::new();
        files(&root().join("demo"), &mut all);
        files(&root().join("crates"), &mut all);
        files(&root().join("testdata"), &mut all);
        let mut n = 0;
        for path in all {
            let folder =
                path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let kind = match folder.as_str() {
                "examples" => kind_of(&stem),
                folder => kind_of(folder),
            };
            let Ok(kind) = kind else { continue };
            let text = std::fs::read_to_string(&path).unwrap();
            assert_eq!(refused(kind, &text), Vec::<String>::new(), "{}", path.display());
            n += 1;
        }
        assert!(KINDS.len() + 9 <= n, "only {n} files were found");
    }

    #[test]
    fn every_example_holds() {
        for (kind, _) in KINDS {
            let name = match kind {
                "source" => "crm",
                "audience" => "lapsed-buyers",
                "voice" | "facts" => "brand",
                "prompt" => "win-back.v1",
                "pilot" => "win-back",
                single => single,
            };
            assert_eq!(errors(kind, name, example(kind).unwrap()), Vec::<String>::new(), "{kind}");
        }
    }

    /// Puts a misspelt key into every mapping of a value, one at a time.
    fn with_unknown(value: &Value) -> Vec<Value> {
        let mut all = Vec::new();
        match value {
            Value::Object(fields) => {
                let mut more = fields.clone();
                let misspelt =
                    fields.keys().next().map_or_else(|| "keey".to_owned(), |key| format!("{key}e"));
                more.insert(misspelt, json!(1));
                all.push(Value::Object(more));
                for (key, inner) in fields {
                    for changed in with_unknown(inner) {
                        let mut more = fields.clone();
                        more.insert(key.clone(), changed);
                        all.push(Value::Object(more));
                    }
                }
            }
            Value::Array(items) => {
                for (at, inner) in items.iter().enumerate() {
                    for changed in with_unknown(inner) {
                        let mut more = items.clone();
                        more[at] = changed;
                        all.push(Value::Array(more));
                    }
                }
            }
            _ => {}
        }
        all
    }

    #[test]
    fn a_key_that_the_parser_refuses_the_schema_refuses_too() {
        for (kind, _) in KINDS {
            let held: Value = serde_saphyr::from_str(example(kind).unwrap()).unwrap();
            let name = match kind {
                "source" => "crm",
                "audience" => "lapsed-buyers",
                "voice" | "facts" => "brand",
                "prompt" => "win-back.v1",
                "pilot" => "win-back",
                single => single,
            };
            let validator = validator(kind);
            let mut n = 0;
            for changed in with_unknown(&held) {
                let text = changed.to_string();
                if errors(kind, name, &text).is_empty() {
                    continue;
                }
                assert!(
                    !validator.is_valid(&changed),
                    "{kind}: the schema takes what the parser refuses: {text}"
                );
                n += 1;
            }
            assert!(0 < n, "{kind}");
        }
        let custom = example("source").unwrap().replace("truelift.lands", "truelift.land");
        assert!(!errors("source", "crm", &custom).is_empty());
        assert!(!refused("source", &custom).is_empty());
    }

    #[test]
    fn what_must_be_there_the_schema_asks_for() {
        for (kind, _) in KINDS {
            let held: Value = serde_saphyr::from_str(example(kind).unwrap()).unwrap();
            let validator = validator(kind);
            for key in held.as_object().unwrap().keys() {
                let mut fewer = held.clone();
                fewer.as_object_mut().unwrap().remove(key);
                // The key itself: one that is optional may hold what else has to be said elsewhere.
                let words = format!("`{key}` is missing");
                let is_missed =
                    errors(kind, "x", &fewer.to_string()).iter().any(|what| what.contains(&words));
                assert!(
                    !is_missed || !validator.is_valid(&fewer),
                    "{kind}: the schema does not miss `{key}`"
                );
            }
        }
    }

    /// `docs/reference` is what the types say today. `TRUELIFT_WRITE_DOCS=1` writes it anew.
    #[test]
    fn the_reference_is_not_stale() {
        let folder = root().join("docs/reference");
        for (kind, _) in KINDS {
            let (file, text) = (folder.join(format!("{kind}.md")), reference(kind).unwrap());
            if std::env::var_os("TRUELIFT_WRITE_DOCS").is_some() {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&file, &text).unwrap();
            }
            let known = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(
                known == text,
                "docs/reference/{kind}.md is stale: run this test with TRUELIFT_WRITE_DOCS=1, or `truelift schema --docs docs/reference`"
            );
        }
    }
}
