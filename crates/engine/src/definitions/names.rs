//! Names that a definition takes from the data: events and values. A name that nothing has makes a condition empty,
//! or, under "never" and "is not", makes it hold for everybody.

use super::problem::Severity;
use crate::columns::text;
use crate::persons::Everybody;
use crate::{Engine, EngineError};
use audience::{Definition, Mention, Named, TraitKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vocabulary::{WorkspaceId, nearest};

/// Values that an error lists.
const N_LISTED: usize = 6;

/// Said of a name while nothing was collected.
const NO_DATA: &str = "there are no data yet, so it cannot be checked";

/// What the data say of one name: how bad it is, the words to look for in the text, and what to say.
pub struct Unseen {
    pub severity: Severity,
    pub words: Vec<String>,
    pub what: String,
}

/// The names of events that the workspace has seen.
pub async fn events(engine: &Engine, workspace: &WorkspaceId) -> Result<BTreeSet<String>, EngineError> {
    let sql = "select distinct name from events where name is not null";
    column(engine, workspace, sql, "name").await
}

async fn column(
    engine: &Engine,
    workspace: &WorkspaceId,
    sql: &str,
    name: &str,
) -> Result<BTreeSet<String>, EngineError> {
    let mut found = BTreeSet::new();
    for batch in engine.query(workspace, &[], sql).await? {
        found.extend(text(&batch, name)?.iter().flatten().map(str::to_owned));
    }
    Ok(found)
}

/// Where names are looked up.
#[derive(Clone, Copy)]
pub enum Book<'a> {
    /// In the lake, as it is now.
    Lake,
    /// Among everybody in memory, while a member waits.
    Memory(&'a Arc<Everybody>),
}

/// Most values of a trait among which the one that was meant is looked for.
const N_COMPARED: usize = 20_000;

/// The products that events of a name are about.
async fn items_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    event: &str,
    book: Book<'_>,
) -> Result<BTreeSet<String>, EngineError> {
    if let Book::Memory(everybody) = book {
        let events = everybody.events(engine, workspace, event).await?;
        return Ok(events.products("", usize::MAX).into_iter().map(|counted| counted.value).collect());
    }
    let name = vocabulary::literal(event);
    let sql = format!("select distinct items from events where name = {name} and items is not null");
    let lists = column(engine, workspace, &sql, "items").await?;
    let items = lists.iter().flat_map(|list| list.lines()).filter(|item| !item.is_empty());
    Ok(items.map(str::to_owned).collect())
}

/// Every name of an audience that the data do not have.
///
/// An event or a value that nobody has is an error where the condition holds without it, since the mistake could
/// not be seen from the count: everybody is in. Without any data nothing can be known, so it is a warning.
pub async fn unseen(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    seen: &BTreeSet<String>,
    book: Book<'_>,
) -> Result<Vec<Unseen>, EngineError> {
    let mut found = Vec::new();
    let mut values_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let somebody = "select person_id from people limit 1";
    let has_people = match book {
        Book::Lake => !column(engine, workspace, somebody, "person_id").await?.is_empty(),
        Book::Memory(everybody) => 0 < everybody.directory.n_people(),
    };
    for mention in definition.mentions().into_iter().filter(|mention| !mention.is_meant) {
        let missing = missing_of(engine, workspace, &mention, seen, (book, &mut values_of)).await?;
        let Some(Missing { missing, known, what, words }) = missing else { continue };
        let (n_named, has_data) = of_whom(&mention.named, !seen.is_empty(), has_people);
        let is_partial = missing.len() < n_named;
        // Without data every name is unknown: it is said once.
        if !has_data && found.iter().any(|unseen: &Unseen| unseen.what.contains(NO_DATA)) {
            continue;
        }
        found.push(describe(&missing, (&known, has_data), &what, words, (mention.holds_unseen, is_partial)));
    }
    for event in definition.amounts() {
        found.extend(several_currencies(engine, workspace, event, book).await?);
    }
    Ok(found)
}

/// Names that the data do not have, and those they have.
struct Missing {
    missing: Vec<String>,
    known: BTreeSet<String>,
    what: String,
    words: Vec<String>,
}

/// What of a mention the data do not have; `None` where nothing is to be said of it.
async fn missing_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    mention: &Mention<'_>,
    seen: &BTreeSet<String>,
    (book, values_of): (Book<'_>, &mut BTreeMap<String, BTreeSet<String>>),
) -> Result<Option<Missing>, EngineError> {
    let is_fine = |missing: &[String], n: usize| is_fine(missing, n, mention.holds_unseen);
    match &mention.named {
        Named::Event(event) => {
            let name = vec![(*event).to_owned()];
            let what = "no event is called".to_owned();
            let is_seen = seen.contains(*event);
            let missing = Missing { missing: name.clone(), known: seen.clone(), what, words: name };
            Ok((!is_seen).then_some(missing))
        }
        Named::Items { event, items } => {
            // Of an event that nobody did it is said already.
            if !seen.contains(*event) {
                return Ok(None);
            }
            let known = items_of(engine, workspace, event, book).await?;
            let is_known = |item: &&String| known.contains(&vocabulary::item_key(item));
            let missing: Vec<String> = items.iter().filter(|item| !is_known(item)).cloned().collect();
            let words = vec![(*event).to_owned(), missing.first().cloned().unwrap_or_default()];
            let what = format!("no `{event}` is of");
            Ok((!is_fine(&missing, items.len())).then_some(Missing { missing, known, what, words }))
        }
        Named::Values { of, values } => {
            if !matches!(audience::trait_kind(of), Some(TraitKind::Text | TraitKind::Day)) {
                return Ok(None);
            }
            let (missing, known) = match book {
                Book::Memory(everybody) => values_in_memory(everybody, of, values),
                Book::Lake => {
                    if !values_of.contains_key(*of) {
                        let sql = format!("select distinct {of} as value from people where {of} is not null");
                        values_of.insert((*of).to_owned(), column(engine, workspace, &sql, "value").await?);
                    }
                    let known = values_of.get(*of).cloned().unwrap_or_default();
                    (values.iter().filter(|value| !known.contains(*value)).cloned().collect(), known)
                }
            };
            let words = vec![(*of).to_owned(), missing.first().cloned().unwrap_or_default()];
            let what = format!("nobody has the {of}");
            Ok((!is_fine(&missing, values.len())).then_some(Missing { missing, known, what, words }))
        }
    }
}

/// The values that nobody has, and where there are any those that somebody has.
fn values_in_memory(everybody: &Everybody, of: &str, values: &[String]) -> (Vec<String>, BTreeSet<String>) {
    let directory = &everybody.directory;
    let missing: Vec<String> =
        values.iter().filter(|value| !directory.has_value(of, value)).cloned().collect();
    let n_compared = if missing.is_empty() { 0 } else { N_COMPARED };
    (missing, directory.each_value(of).take(n_compared).map(str::to_owned).collect())
}

/// Whether nothing is to be said of what is missing: of a list some may be nobody's, since a list is often longer than
/// the data, unless the condition holds because of it.
fn is_fine(missing: &[String], n_named: usize, holds_unseen: bool) -> bool {
    missing.is_empty() || (missing.len() < n_named && !holds_unseen)
}

/// How many names a mention has, and whether there are data that could have them.
fn of_whom(named: &Named<'_>, has_events: bool, has_people: bool) -> (usize, bool) {
    match named {
        Named::Values { values, .. } => (values.len(), has_people),
        Named::Items { items, .. } => (items.len(), has_events),
        Named::Event(_) => (1, has_events),
    }
}

/// The currencies of the money that events of this name brought, or of any.
pub(super) async fn currencies(
    engine: &Engine,
    workspace: &WorkspaceId,
    event: Option<&str>,
    book: Book<'_>,
) -> Result<BTreeSet<String>, EngineError> {
    Ok(match (book, event) {
        (Book::Memory(everybody), Some(event)) => {
            let events = everybody.events(engine, workspace, event).await?;
            events.currencies().into_iter().map(|counted| counted.value).collect()
        }
        (Book::Lake | Book::Memory(_), event) => {
            let named = event.map_or_else(String::new, |event| {
                format!("name = {} and ", crate::persons::quoted(&[event]))
            });
            let sql = format!(
                "select distinct currency from events where {named}revenue_minor is not null and currency is not null"
            );
            column(engine, workspace, &sql, "currency").await?.into_iter().collect()
        }
    })
}

/// Amounts of several currencies do not compare: a condition on them says which it means.
async fn several_currencies(
    engine: &Engine,
    workspace: &WorkspaceId,
    event: &str,
    book: Book<'_>,
) -> Result<Option<Unseen>, EngineError> {
    let currencies = currencies(engine, workspace, Some(event), book).await?;
    if currencies.len() < 2 {
        return Ok(None);
    }
    let listed: Vec<&str> = currencies.iter().take(N_LISTED).map(String::as_str).collect();
    Ok(Some(Unseen {
        severity: Severity::Error,
        words: vec![event.to_owned(), "min_revenue_minor".to_owned()],
        what: format!(
            "the money of `{event}` is of several currencies ({}), which do not compare: say `currency: {}` beside min_revenue_minor",
            listed.join(", "),
            listed.first().copied().unwrap_or("USD")
        ),
    }))
}

fn describe(
    missing: &[String],
    (known, has_data): (&BTreeSet<String>, bool),
    what: &str,
    words: Vec<String>,
    (holds_unseen, is_partial): (bool, bool),
) -> Unseen {
    let n_more = missing.len().saturating_sub(N_LISTED);
    let listed: Vec<String> = missing.iter().take(N_LISTED).map(|name| format!("`{name}`")).collect();
    let mut said = format!("{what} {}", listed.join(", "));
    if 0 < n_more {
        said.push_str(&format!(" and {n_more} more"));
    }
    if known.is_empty() && !has_data {
        said.push_str(&format!(": {NO_DATA}; run `truelift audience count` after the first import"));
        return Unseen { severity: Severity::Warning, words, what: said };
    }
    let meant = missing.first().and_then(|name| nearest(name, known.iter().map(String::as_str)));
    match meant {
        Some(meant) => said.push_str(&format!("; did you mean `{meant}`?")),
        None if known.is_empty() => said.push_str("; nobody has any"),
        None => {
            let some: Vec<&str> = known.iter().take(N_LISTED).map(String::as_str).collect();
            said.push_str(&format!(
                "; there are {}{}",
                some.join(", "),
                if N_LISTED < known.len() { " …" } else { "" }
            ));
        }
    }
    if holds_unseen && (meant.is_some() || !is_partial) {
        said.push_str(
            ". The condition holds for everybody as long as nobody has it: correct the name, or say `even_if_unseen: true` beside it when that is meant",
        );
        return Unseen { severity: Severity::Error, words, what: said };
    }
    if !holds_unseen {
        said.push_str(". The condition holds for nobody as it is");
    }
    Unseen { severity: Severity::Warning, words, what: said }
}
