//! Step 1: data comes in by contract. Every row is taken in or quarantined with a reason; nothing is lost.
//!
//! A source is a log, whose rows never change, or a state, of which the latest row of a key counts
//! (`truelift.changes`). What a file said is kept as it came, so that a mended contract can read it again.

mod conflict;
mod consents;
mod door;
mod drafts;
mod endpoint;
mod form;
mod given;
mod import;
mod intake;
mod mending;
mod nobody;
mod originals;
mod reload;
mod replay;
mod rows_now;
mod silence;
mod slips;
pub mod uploads;
mod waiting;

pub use consents::ConsentCounts;
pub use door::{MessageProblem, Sender};
pub use drafts::{Drafted, draft_upload, preview_upload};
pub use endpoint::{Collected, accept, land_pending};
pub use form::{ColumnValue, MendReport, Replacement, check_edit, column_values, mend_all, with_columns};
pub use given::Given;
pub use import::{ImportReport, Problem, import, import_given, import_on, preview};
pub use mending::{Discarded, discard, undo_discard};
pub use nobody::NoesOfNobody;
pub use originals::forget_original;
pub use reload::{ReloadReport, check_kept, reload, reload_on};
pub use replay::{Edit, ReplayReport, ReplayedBy, ReplayedRow, replay};
pub use sources::{Intake, digits_kept, posted};

pub use sources::draft;

use engine::definitions::latest_text;
use engine::{Engine, EngineError};
use governance::{Act, Actor};
use sources::{Contract, Format};
use std::path::Path;
use vocabulary::{KeyKind, MemberId, WorkspaceId};

/// Refuses a key that stands in a page for a source that is read from files: whoever has the key could then name
/// their messages as the file names its rows, and so replace them or keep them out.
pub async fn check_key(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    kind: KeyKind,
) -> Result<(), EngineError> {
    if kind == KeyKind::Server {
        return Ok(());
    }
    match applied(engine, workspace, source).await? {
        Some(contract) if contract.format != Format::Segment => {
            let why = format!(
                "its rows come from files by contract `{}`, and everybody can read a browser key: name another source, as `{source}-web`",
                contract.id
            );
            Err(EngineError::definition("source", source, why))
        }
        _ => Ok(()),
    }
}

/// As [`check_key`], of a file whose source has such a key already.
async fn check_source(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
) -> Result<(), EngineError> {
    let trusts = engine.store().source_trusts(workspace).await?;
    if contract.format != Format::Segment && trusts.is_public(&contract.source) {
        let why = "a browser key posts or posted as this source, and everybody can read it: give the contract another name with `truelift.source`";
        return Err(EngineError::definition("source", &contract.source, why));
    }
    Ok(())
}

/// Finds a contract by its applied name or the name of its source, or reads it from a YAML file.
pub async fn contract(engine: &Engine, workspace: &WorkspaceId, name: &str) -> Result<Contract, EngineError> {
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
        return Ok(Contract::load(path)?);
    }
    match latest_text(engine.store(), workspace, "source", name).await {
        Ok(text) => Ok(Contract::parse(&text, name)?),
        Err(EngineError::NotFound { what, name, hint }) => match applied(engine, workspace, &name).await? {
            Some(contract) => Ok(contract),
            None => Err(EngineError::NotFound { what, name, hint }),
        },
        Err(error) => Err(error),
    }
}

/// The name that a contract has for people, when it has one of its own.
pub fn title_of(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("name:"))?;
    let title = line.trim().trim_matches(['"', '\'']);
    (!title.is_empty()).then(|| title.to_owned())
}

/// Every applied contract that can be read, with its name.
async fn applied_contracts(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<Vec<(String, Contract)>, EngineError> {
    let stored = engine.store().definitions(workspace, "source").await?;
    let parsed = stored.into_iter().filter_map(|definition| {
        let contract = Contract::parse(&definition.body, &definition.name).ok()?;
        Some((definition.name, contract))
    });
    Ok(parsed.collect())
}

/// The applied contract of a source, whatever its file is called.
async fn applied(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
) -> Result<Option<Contract>, EngineError> {
    for definition in engine.store().definitions(workspace, "source").await? {
        // One that an older program took and this one does not is no reason to refuse the others.
        if let Ok(contract) = Contract::parse(&definition.body, &definition.name)
            && contract.source == source
        {
            return Ok(Some(contract));
        }
    }
    Ok(None)
}

/// The contract with the workspace's country, where it names none of its own: numbers in national notation are of
/// there.
async fn at_home(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
) -> Result<Contract, EngineError> {
    let mut contract = contract.clone();
    if contract.country.is_none() {
        contract.country = engine.country(workspace).await?;
    }
    Ok(contract)
}

/// By which contract rows of a source are read again.
#[derive(Debug, Clone)]
enum ReadBy {
    /// The latest that was applied.
    Applied(Contract),
    /// None is applied: the one the rows came by.
    CameBy(Contract),
    /// Messages of the collection endpoint: their contract is the Segment spec.
    Spec,
}

impl ReadBy {
    /// The latest applied contract of the source, else the one with this digest, else the last one it came by.
    async fn of(
        engine: &Engine,
        workspace: &WorkspaceId,
        source: &str,
        digest: Option<&str>,
    ) -> Result<Self, EngineError> {
        if let Some(contract) = applied(engine, workspace, source).await? {
            return Ok(Self::Applied(at_home(engine, workspace, &contract).await?));
        }
        let text = match digest {
            Some(digest) => engine.store().kept_contract(workspace, digest).await?,
            None => engine.store().last_contract(workspace, source).await?.map(|(_, text)| text),
        };
        match text {
            Some(text) => {
                Ok(Self::CameBy(at_home(engine, workspace, &Contract::parse(&text, source)?).await?))
            }
            None => Ok(Self::Spec),
        }
    }

    fn contract(&self) -> Option<&Contract> {
        match self {
            Self::Applied(contract) | Self::CameBy(contract) => Some(contract),
            Self::Spec => None,
        }
    }

    /// In words, for who asked.
    fn words(&self) -> String {
        match self {
            Self::Applied(contract) => format!("contract `{}` {} (applied)", contract.id, contract.version),
            Self::CameBy(contract) => format!(
                "contract `{}` {} (the rows came by it; none is applied for this source)",
                contract.id, contract.version
            ),
            Self::Spec => "the Segment spec".to_owned(),
        }
    }
}

/// The member who mends data.
///
/// Errors: [`EngineError::NotReady`] when their role does not allow it.
async fn mender(engine: &Engine, workspace: &WorkspaceId, member: &MemberId) -> Result<Actor, EngineError> {
    let found = engine.store().member(workspace, member).await?;
    if !found.role.may(Act::MendData) {
        return Err(EngineError::NotReady {
            what: format!(
                "role `{}` may not change quarantined rows: ask a marketer, an analyst, legal or an admin",
                found.role.as_str()
            ),
        });
    }
    Ok(Actor::Member { id: member.clone(), role: found.role })
}

/// When what comes now has come: by the clock, and never before the last file did. A clock that was set back, or has
/// lost the day, would date a no before the yes that it takes back.
async fn arrival(
    engine: &Engine,
    workspace: &WorkspaceId,
    clock: vocabulary::Timestamp,
) -> Result<vocabulary::Timestamp, EngineError> {
    let last = engine.store().last_import_at(workspace).await?;
    Ok(last.map_or(clock, |last| clock.max(last)))
}

/// For whom and when rows would come in, for a look at them.
pub fn intake(workspace: &WorkspaceId, now: vocabulary::Timestamp) -> sources::Intake {
    sources::Intake { workspace: workspace.clone(), arrived_at: now }
}
