//! Names that a definition takes from the data: events and values. A name that nothing has makes a condition empty,
//! or, under "never" and "is not", makes it hold for everybody.

use super::problem::Severity;
use crate::columns::text;
use crate::{Engine, EngineError};
use audience::{Definition, Named, TraitKind};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{WorkspaceId, nearest};

/// Values that an error lists.
const N_LISTED: usize = 6;

/// Said of a name while nothing was collected.
const NO_DATA: &str = "there are no data yet, so it cannot be checked";

/// What the data say of one name: how bad it is, the words to look for in the text, and what to say.
pub(crate) struct Unseen {
    pub severity: Severity,
    pub words: Vec<String>,
    pub what: String,
}

/// The names of events that the workspace has seen.
pub(crate) async fn events(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<BTreeSet<String>, EngineError> {
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

/// The products that events of a name are about.
async fn items_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    event: &str,
) -> Result<BTreeSet<String>, EngineError> {
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
pub(crate) async fn unseen(
    engine: &Engine,
    workspace: &WorkspaceId,
    definition: &Definition,
    seen: &BTreeSet<String>,
) -> Result<Vec<Unseen>, EngineError> {
    let mut found = Vec::new();
    let mut values_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let somebody = "select person_id from people limit 1";
    let has_people = !column(engine, workspace, somebody, "person_id").await?.is_empty();
    for mention in definition.mentions() {
        if mention.is_meant {
            continue;
        }
        let (missing, known, what, words) = match &mention.named {
            Named::Event(event) => {
                if seen.contains(*event) {
                    continue;
                }
                let name = vec![(*event).to_owned()];
                (name.clone(), seen.clone(), "no event is called".to_owned(), name)
            }
            Named::Items { event, items } => {
                // Of an event that nobody did it is said already.
                if !seen.contains(*event) {
                    continue;
                }
                let known = items_of(engine, workspace, event).await?;
                let is_known = |item: &&String| known.contains(&vocabulary::item_key(item));
                let missing: Vec<String> = items.iter().filter(|item| !is_known(item)).cloned().collect();
                if is_fine(&missing, items.len(), mention.holds_unseen) {
                    continue;
                }
                let first = missing.first().cloned().unwrap_or_default();
                (missing, known, format!("no `{event}` is of"), vec![(*event).to_owned(), first])
            }
            Named::Values { of, values } => {
                if !matches!(audience::trait_kind(of), Some(TraitKind::Text | TraitKind::Day)) {
                    continue;
                }
                if !values_of.contains_key(*of) {
                    let sql = format!("select distinct {of} as value from people where {of} is not null");
                    values_of.insert((*of).to_owned(), column(engine, workspace, &sql, "value").await?);
                }
                let known = values_of.get(*of).cloned().unwrap_or_default();
                let missing: Vec<String> =
                    values.iter().filter(|value| !known.contains(*value)).cloned().collect();
                if is_fine(&missing, values.len(), mention.holds_unseen) {
                    continue;
                }
                let first = missing.first().cloned().unwrap_or_default();
                (missing, known, format!("nobody has the {of}"), vec![(*of).to_owned(), first])
            }
        };
        let (n_named, has_data) = of_whom(&mention.named, !seen.is_empty(), has_people);
        let is_partial = missing.len() < n_named;
        // Without data every name is unknown: it is said once.
        if !has_data && found.iter().any(|unseen: &Unseen| unseen.what.contains(NO_DATA)) {
            continue;
        }
        found.push(describe(&missing, (&known, has_data), &what, words, (mention.holds_unseen, is_partial)));
    }
    for event in definition.amounts() {
        found.extend(several_currencies(engine, workspace, event).await?);
    }
    Ok(found)
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

/// Amounts of several currencies do not compare: a condition on them says which it means.
async fn several_currencies(
    engine: &Engine,
    workspace: &WorkspaceId,
    event: &str,
) -> Result<Option<Unseen>, EngineError> {
    let sql = format!(
        "select distinct currency from events where name = {} and revenue_minor is not null and currency is not null",
        crate::persons::quoted(&[event])
    );
    let currencies = column(engine, workspace, &sql, "currency").await?;
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
