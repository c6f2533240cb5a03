//! Where definitions name each other, found in the text itself, so that a rename changes these words and nothing else.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_saphyr::Spanned;
use std::ops::Range;

/// A definition that a text names: itself, or another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub kind: &'static str,
    pub name: String,
    /// The words that make up the name, in the order of the name; the places of one word may be several.
    words: Vec<Word>,
}

/// A word of a name, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    which: Part,
    /// `None` where the text writes it in a way that cannot be changed word by word.
    at: Option<Range<usize>>,
}

/// Which part of a name a word is: a prompt is named by its name and its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Stem,
    Version,
}

#[derive(Deserialize)]
struct Own {
    name: Option<Spanned<String>>,
    id: Option<Spanned<String>>,
    version: Option<Spanned<Value>>,
    #[serde(default, rename = "customProperties")]
    custom_properties: Vec<Custom>,
}

#[derive(Deserialize)]
struct Custom {
    property: String,
    value: Option<Spanned<Value>>,
}

#[derive(Deserialize)]
struct OfPilot {
    pilot: Option<OfSection>,
    message: Option<OfMessage>,
}

#[derive(Deserialize)]
struct OfSection {
    id: Option<Spanned<String>>,
    audience: Option<Spanned<String>>,
    voice: Option<Spanned<String>>,
    prompt: Option<OfPrompt>,
}

#[derive(Deserialize)]
struct OfPrompt {
    name: Option<Spanned<String>>,
    version: Option<Spanned<Value>>,
}

#[derive(Deserialize)]
struct OfMessage {
    facts: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct OfRules {
    #[serde(default)]
    source_rank: Vec<Spanned<String>>,
}

/// What a text calls itself; `None` when it says nothing, or cannot be read.
pub(super) fn own(kind: &'static str, text: &str) -> Option<Named> {
    match kind {
        "pilot" => whole(kind, text, read::<OfPilot>(text)?.pilot?.id.as_ref()?),
        "prompt" => {
            let own: Own = read(text)?;
            prompt(text, own.name.as_ref()?, own.version.as_ref()?)
        }
        "source" => of_source(text, &read(text)?),
        "audience" | "voice" | "facts" => whole(kind, text, read::<Own>(text)?.name.as_ref()?),
        _ => None,
    }
}

/// Every other definition that a text names.
pub(super) fn others(kind: &str, text: &str) -> Vec<Named> {
    match kind {
        "pilot" => {
            let Some(file) = read::<OfPilot>(text) else { return Vec::new() };
            let section = file.pilot.as_ref();
            let audience = section.and_then(|section| whole("audience", text, section.audience.as_ref()?));
            let voice = section.and_then(|section| whole("voice", text, section.voice.as_ref()?));
            let written = section.and_then(|section| section.prompt.as_ref());
            let prompt =
                written.and_then(|written| prompt(text, written.name.as_ref()?, written.version.as_ref()?));
            let facts =
                file.message.as_ref().and_then(|message| whole("facts", text, message.facts.as_ref()?));
            [audience, voice, prompt, facts].into_iter().flatten().collect()
        }
        "survivorship" => {
            let rules = read::<OfRules>(text);
            let ranked = rules.map(|rules| rules.source_rank).unwrap_or_default();
            ranked.iter().filter_map(|source| whole("source", text, source)).collect()
        }
        _ => Vec::new(),
    }
}

/// Reads the few fields that are asked for, whatever else the text holds.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    match super::shape::too_large(text) {
        Some(_) => None,
        None => serde_saphyr::from_str(text).ok(),
    }
}

fn whole(kind: &'static str, text: &str, word: &Spanned<String>) -> Option<Named> {
    let at = place(text, word.referenced, &word.value);
    Some(Named { kind, name: word.value.clone(), words: vec![Word { which: Part::Whole, at }] })
}

fn prompt(text: &str, name: &Spanned<String>, version: &Spanned<Value>) -> Option<Named> {
    let number = version.value.as_u64()?.to_string();
    let words = vec![
        Word { which: Part::Stem, at: place(text, name.referenced, &name.value) },
        Word { which: Part::Version, at: place(text, version.referenced, &number) },
    ];
    Some(Named { kind: "prompt", name: format!("{}.v{number}", name.value), words })
}

/// A contract is found by `truelift.source`, or by its id where it has none.
fn of_source(text: &str, own: &Own) -> Option<Named> {
    let mut words = Vec::new();
    let custom = own.custom_properties.iter().find(|custom| custom.property == "truelift.source");
    let value = custom.and_then(|custom| custom.value.as_ref());
    let source = value.and_then(|value| value.value.as_str());
    let name = source.map(str::to_owned).or_else(|| own.id.as_ref().map(|id| id.value.clone()))?;
    if let Some(value) = value {
        words.push(Word { which: Part::Whole, at: place(text, value.referenced, &name) });
    }
    if let Some(id) = own.id.as_ref().filter(|id| id.value == name) {
        words.push(Word { which: Part::Whole, at: place(text, id.referenced, &name) });
    }
    Some(Named { kind: "source", name, words })
}

/// Where a word stands as it is, in quotes or without. One that is written otherwise (with escapes, over several
/// lines, as an alias) has no place.
fn place(text: &str, at: serde_saphyr::Location, word: &str) -> Option<Range<usize>> {
    let from = usize::try_from(at.span().byte_offset()?).ok()?;
    let rest = text.get(from..)?;
    let from = from + usize::from(rest.starts_with(['"', '\'']));
    let to = from + word.len();
    (text.get(from..to)? == word).then_some(from..to)
}

impl Named {
    /// The text with this name changed to another; `None` when it stands in a way that cannot be changed so.
    pub fn renamed(&self, text: &str, to: &str) -> Option<String> {
        let mut changes = Vec::new();
        for word in &self.words {
            let new = match word.which {
                Part::Whole => to,
                Part::Stem => to.rsplit_once(".v")?.0,
                Part::Version => to.rsplit_once(".v")?.1,
            };
            changes.push((word.at.clone()?, new, word.which));
        }
        changes.sort_by_key(|(at, ..)| std::cmp::Reverse(at.start));
        let mut text = text.to_owned();
        for (at, new, which) in changes {
            let is_quoted = text.get(..at.start)?.ends_with(['"', '\'']);
            let is_plain = is_quoted || which == Part::Version || is_text(new);
            text.replace_range(at, &if is_plain { new.to_owned() } else { format!("\"{new}\"") });
        }
        Some(text)
    }
}

/// Whether YAML reads the word as a text when it stands without quotes: `2026` and `true` are none.
fn is_text(word: &str) -> bool {
    matches!(serde_saphyr::from_str::<Value>(word), Ok(Value::String(read)) if read == word)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_rename_changes_the_name_and_nothing_else() {
        let check = |kind: &'static str, text: &str, name: &str, to: &str, expect: Option<&str>| {
            let named = own(kind, text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(named.name, name, "{text}");
            assert_eq!(named.renamed(text, to).as_deref(), expect, "{text}");
        };
        check(
            "audience",
            "# lapsed\nname: lapsed # lapsed\nwho: {}\n",
            "lapsed",
            "gone",
            Some("# lapsed\nname: gone # lapsed\nwho: {}\n"),
        );
        check("voice", "{brand: é, name: 'a'}", "a", "b", Some("{brand: é, name: 'b'}"));
        check("facts", "name: \"a\"\n", "a", "2026", Some("name: \"2026\"\n"));
        check("facts", "name: a\n", "a", "2026", Some("name: \"2026\"\n"));
        check("facts", "name: >-\n  a\n", "a", "b", Some("name: >-\n  b\n"));
        check("facts", "name: \"\\x61\"\n", "a", "b", None);
        check(
            "facts",
            "name: &own a\nbusiness_as_usual: *own\n",
            "a",
            "b",
            Some("name: &own b\nbusiness_as_usual: *own\n"),
        );
        check("prompt", "name: win\nversion: 1\n", "win.v1", "lose.v12", Some("name: lose\nversion: 12\n"));
        check("pilot", "pilot: {id: a, name: a}\n", "a", "b", Some("pilot: {id: b, name: a}\n"));
        check("source", "id: crm\nname: crm\n", "crm", "shop", Some("id: shop\nname: crm\n"));
        let custom = "id: crm\ncustomProperties:\n  - {property: truelift.lands, value: [records]}\n  - {property: truelift.source, value: crm}\n";
        check(
            "source",
            custom,
            "crm",
            "shop",
            Some(&custom.replace("id: crm", "id: shop").replace("value: crm", "value: shop")),
        );
    }

    #[test]
    fn a_pilot_names_what_it_needs() {
        let text = "# é\npilot: {id: p, audience: lapsed, voice: v, prompt: {name: win, version: 1}}\nmessage:\n  facts: f\n";
        let named = others("pilot", text);
        let names: Vec<_> = named.iter().map(|named| (named.kind, named.name.as_str())).collect();
        assert_eq!(names, [("audience", "lapsed"), ("voice", "v"), ("prompt", "win.v1"), ("facts", "f")]);
        let renamed = named.get(3).and_then(|facts| facts.renamed(text, "g"));
        assert_eq!(renamed.unwrap(), text.replace("facts: f", "facts: g"));
        let ranked = others("survivorship", "source_rank: [crm, web]\n");
        assert_eq!(
            ranked.last().unwrap().renamed("source_rank: [crm, web]\n", "app").unwrap(),
            "source_rank: [crm, app]\n"
        );
        assert!(others("pilot", "pilot: [").is_empty());
    }
}
