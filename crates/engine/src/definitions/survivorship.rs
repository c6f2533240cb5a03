//! By which rules one value of a trait wins over the others.

use super::{latest, parse};
use crate::EngineError;
use people::Survivorship;
use store::Store;
use vocabulary::WorkspaceId;

/// The kind and the name of the definition that holds the rules.
const KIND: &str = "survivorship";

/// The order of sources where the workspace has no rules: the brand's own system of record first.
const SOURCE_RANK: [&str; 4] = ["crm", "orders", "web", "consents"];

/// Checks a definition of the rules.
pub fn check(name: &str, text: &str) -> Result<(), EngineError> {
    let fail = |why: String| Err(EngineError::Definition { kind: KIND, name: name.to_owned(), why });
    if name != KIND {
        return fail(format!("a workspace has one: call the file `{KIND}.yaml`"));
    }
    match parse::<Survivorship>(KIND, name, text)?.unknown_trait() {
        Some(unknown) => fail(format!("`by_trait` names `{unknown}`, which is no trait of a person")),
        None => Ok(()),
    }
}

/// The rules in force.
pub async fn rules(store: &Store, workspace: &WorkspaceId) -> Result<Survivorship, EngineError> {
    match latest(store, workspace, KIND, KIND).await {
        Err(EngineError::NotFound { .. }) => {
            Ok(Survivorship { source_rank: SOURCE_RANK.map(str::to_owned).into(), ..Survivorship::default() })
        }
        outcome => outcome,
    }
}
