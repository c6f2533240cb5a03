//! Noes that name nobody who is known yet: no error, since a list of noes may be longer than the list of customers, and
//! the only trace of a number or an address that is written otherwise than the customers' own.

use crate::columns::text;
use crate::{Engine, EngineError, reach};
use consent::{Action, Statement};
use futures::TryStreamExt;
use serde::Serialize;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use vocabulary::{Identifier, IdentifierKind, WorkspaceId, grouped};

/// So many are named.
const N_EXAMPLES: usize = 5;

/// Noes of one file that are looked up; behind them nobody looks for single ones.
const N_LOOKED_UP: usize = 1_000_000;

/// What is told of noes that name nobody who is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NoesOfNobody {
    /// How many noes there are, each counted once however many channels it is about.
    pub n_noes: u64,
    /// How many of them name somebody whom no record and no person has.
    pub n_unknown: u64,
    /// The first of those, as they are read.
    pub examples: Vec<String>,
}

impl NoesOfNobody {
    /// In words; `None` where each of them names somebody.
    pub(super) fn words(&self) -> Option<String> {
        let Self { n_noes, n_unknown, examples } = self;
        let shown: Vec<String> = examples.iter().map(|example| format!("`{example}`")).collect();
        let more = if (examples.len() as u64) < *n_unknown { ", …" } else { "" };
        (0 < *n_unknown).then(|| {
            format!(
                "{} of {} noes name nobody who is known yet: {}{more}. They count once somebody is; if these are customers, look how their numbers and addresses are written",
                grouped(*n_unknown),
                grouped(*n_noes),
                shown.join(", ")
            )
        })
    }
}

/// The noes of a file, by whom they name.
#[derive(Default)]
pub(super) struct Named {
    seen: HashSet<u64>,
    noes: Vec<No>,
}

struct No {
    keys: Vec<u64>,
    shown: String,
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Named {
    /// Takes in what was said, where it is a no.
    pub(super) fn hear<'a>(&mut self, statements: impl Iterator<Item = &'a Statement>) {
        for statement in statements.filter(|said| said.action == Action::Withdrawn) {
            let handles = statement.handles.expose();
            let keys: Vec<u64> = handles.iter().map(|handle| hash(&handle.key())).collect();
            let mut whole = DefaultHasher::new();
            keys.hash(&mut whole);
            if N_LOOKED_UP <= self.noes.len() || !self.seen.insert(whole.finish()) {
                continue;
            }
            if let Some(first) = handles.first() {
                self.noes.push(No { keys, shown: shown(first) });
            }
        }
    }

    /// Looks up who of them is known: as a person, or in a record that waits to be unified and is not of source `but`.
    pub(super) async fn look_up(
        self,
        engine: &Engine,
        workspace: &WorkspaceId,
        but: &str,
    ) -> Result<NoesOfNobody, EngineError> {
        let mut told = NoesOfNobody { n_noes: self.noes.len() as u64, ..NoesOfNobody::default() };
        if self.noes.is_empty() {
            return Ok(told);
        }
        let mut wanted: HashSet<u64> = self.noes.iter().flat_map(|no| no.keys.iter().copied()).collect();
        let sql = "select identifier from identifier_map where person_id <> ''";
        let mut batches = engine.lake.stream(workspace.as_str(), &[], sql).await?;
        while let Some(batch) = batches.try_next().await? {
            for identifier in text(&batch, "identifier")?.iter().flatten() {
                wanted.remove(&hash(identifier));
            }
        }
        if !wanted.is_empty() {
            for handle in reach::handles_of_nobody(engine, workspace, but, 1).await?.iter().flatten() {
                wanted.remove(&hash(handle));
            }
        }
        // Whoever is still wanted is nobody.
        for no in &self.noes {
            if no.keys.iter().all(|key| wanted.contains(key)) {
                told.n_unknown += 1;
                if told.examples.len() < N_EXAMPLES {
                    told.examples.push(no.shown.clone());
                }
            }
        }
        Ok(told)
    }
}

fn shown(handle: &Identifier) -> String {
    let value = handle.value.as_str();
    match handle.kind {
        IdentifierKind::CustomerId => format!("customer number {value}"),
        _ => value.to_owned(),
    }
}
