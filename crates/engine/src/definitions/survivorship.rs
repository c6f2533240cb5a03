//! By which rules one value of a trait wins over the others.

use super::problem::{Given, Problem};
use super::readable::newest_readable;
use super::shape;
use crate::EngineError;
use people::Survivorship;
use store::Store;
use vocabulary::WorkspaceId;

/// The kind and the name of the definition that holds the rules.
const KIND: &str = "survivorship";

/// The order of sources where the workspace has no rules: the brand's own system of record first.
const SOURCE_RANK: [&str; 4] = ["crm", "orders", "web", "consents"];

/// Everything that is wrong with a definition of the rules.
pub(super) fn problems(given: &Given) -> Vec<Problem> {
    let mut problems = Vec::new();
    if given.name != KIND {
        problems.push(given.error(&[], format!("a workspace has one: call the file `{KIND}.yaml`")));
    }
    match shape::parse::<Survivorship>(given) {
        Err(found) => problems.extend(found),
        Ok(rules) => {
            problems.extend(rules.unknown_traits().map(|unknown| {
                let words = ["by_trait:", unknown];
                given.error(&words, format!("`by_trait` names `{unknown}`, which is no trait of a person"))
            }));
            let without = rules.by_trait.iter().filter(|(_, strategies)| strategies.is_empty());
            let without = without.map(|(name, _)| name.as_str());
            let all = rules.strategies.is_empty().then_some("strategies");
            problems.extend(all.into_iter().chain(without).map(|name| {
                let what =
                    format!("`{name}` lists no strategy: name one, as verification, source_rank or recency");
                given.error(&[&format!("{name}:")], what)
            }));
        }
    }
    problems
}

/// The rules in force: those of the newest version that can be read.
pub async fn rules(store: &Store, workspace: &WorkspaceId) -> Result<Survivorship, EngineError> {
    let found = newest_readable(store, workspace, KIND, KIND).await?;
    Ok(found.map_or_else(
        || Survivorship { source_rank: SOURCE_RANK.map(str::to_owned).into(), ..Survivorship::default() },
        |(_, rules)| rules,
    ))
}

/// What to say while the latest version cannot be read.
pub async fn warning(store: &Store, workspace: &WorkspaceId) -> Result<Option<String>, EngineError> {
    let Some(latest) = store.latest_definition(workspace, KIND, KIND).await? else { return Ok(None) };
    let Err(why) = super::parse::<Survivorship>(KIND, KIND, &latest.body) else { return Ok(None) };
    let in_force = match newest_readable::<Survivorship>(store, workspace, KIND, KIND).await? {
        Some((version, _)) => format!("version {version} is"),
        None => "the order of sources that comes with the program is".to_owned(),
    };
    Ok(Some(format!("{why}; until it is mended, {in_force} in force")))
}
