//! Noes and yeses that name nobody who is known yet. Of noes no error, since a list of noes may be longer than the list of
//! customers, and the only trace of a number or an address that is written otherwise than the customers' own; of yeses
//! the trace of people whom no file brought.

use consent::{Action, Statement};
use engine::columns::text;
use engine::{Engine, EngineError, addressees};
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
    /// How many of them are digests of addresses, which will name nobody however many people come.
    #[serde(skip)]
    n_digests: u64,
}

impl NoesOfNobody {
    /// In words; `None` where each of them names somebody.
    pub(super) fn words(&self) -> Option<String> {
        let Self { n_noes, n_unknown, examples, n_digests } = self;
        let of_digests = match n_digests {
            0 => String::new(),
            n => format!(
                ". {} of them are digests (MD5, SHA-1 or SHA-256), from which no address can be read: they close nobody, so ask whoever gave the list for the addresses themselves",
                grouped(*n)
            ),
        };
        let shown: Vec<String> = examples.iter().map(|example| format!("`{example}`")).collect();
        let more = if (examples.len() as u64) < *n_unknown { ", …" } else { "" };
        (0 < *n_unknown).then(|| {
            format!(
                "{} of {} noes name nobody who is known yet: {}{more}. They count once somebody is; if these are customers, look how their numbers and addresses are written{of_digests}",
                grouped(*n_unknown),
                grouped(*n_noes),
                shown.join(", ")
            )
        })
    }
}

/// Whether a handle is the digest of an address, as brands give each other lists of noes: 16, 20 or 32 bytes in hex. Bare
/// digits are somebody's number.
fn is_digest(shown: &str) -> bool {
    let is_hex = shown.bytes().all(|byte| byte.is_ascii_hexdigit());
    matches!(shown.len(), 32 | 40 | 64) && is_hex && !shown.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a file said, by whom it names.
#[derive(Default)]
pub(super) struct Named {
    seen: HashSet<u64>,
    noes: Vec<Word>,
    yeses: Vec<Word>,
}

struct Word {
    keys: Vec<u64>,
    shown: String,
}

impl Word {
    fn is_of_nobody(&self, unknown: &HashSet<u64>) -> bool {
        self.keys.iter().all(|key| unknown.contains(key))
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Named {
    /// Takes in what was said.
    pub(super) fn hear<'a>(&mut self, statements: impl Iterator<Item = &'a Statement>) {
        for statement in statements {
            let said = match statement.action {
                Action::Withdrawn | Action::Unread => &mut self.noes,
                Action::Granted => &mut self.yeses,
                Action::Lifted | Action::Replaced => continue,
            };
            let handles = statement.handles.expose();
            let keys: Vec<u64> = handles.iter().map(|handle| hash(&handle.key())).collect();
            let mut whole = DefaultHasher::new();
            (&keys, statement.action == Action::Granted).hash(&mut whole);
            if N_LOOKED_UP <= said.len() || !self.seen.insert(whole.finish()) {
                continue;
            }
            if let Some(first) = handles.first() {
                said.push(Word { keys, shown: shown(first) });
            }
        }
    }

    /// Looks up who of them is known: as a person, or in a record that waits to be unified and is not of source `but`.
    /// Gives what is told of noes, and of yeses in words.
    pub(super) async fn look_up(
        self,
        engine: &Engine,
        workspace: &WorkspaceId,
        but: &str,
    ) -> Result<(NoesOfNobody, Option<String>), EngineError> {
        let mut told = NoesOfNobody { n_noes: self.noes.len() as u64, ..NoesOfNobody::default() };
        if self.noes.is_empty() && self.yeses.is_empty() {
            return Ok((told, None));
        }
        let all = self.noes.iter().chain(&self.yeses);
        let mut wanted: HashSet<u64> = all.flat_map(|word| word.keys.iter().copied()).collect();
        let sql = "select identifier from identifier_map where person_id <> ''";
        let mut batches = engine.lake().stream(workspace.as_str(), &[], sql).await?;
        while let Some(batch) = batches.try_next().await? {
            for identifier in text(&batch, "identifier")?.iter().flatten() {
                wanted.remove(&hash(identifier));
            }
        }
        if !wanted.is_empty() {
            for handle in addressees::handles_of_nobody(engine, workspace, but, 1).await?.iter().flatten() {
                wanted.remove(&hash(handle));
            }
        }
        // Whoever is still wanted is nobody.
        for no in self.noes.iter().filter(|no| no.is_of_nobody(&wanted)) {
            told.n_unknown += 1;
            told.n_digests += u64::from(is_digest(&no.shown));
            if told.examples.len() < N_EXAMPLES {
                told.examples.push(no.shown.clone());
            }
        }
        let unknown: Vec<&Word> = self.yeses.iter().filter(|yes| yes.is_of_nobody(&wanted)).collect();
        let words = unknown.first().map(|first| {
            format!(
                "{} of {} yeses name nobody who is known yet, as `{}`: nobody is written to because of them until a file of people names them. If these are customers, say that a row is a person as well as a consent (records+consents), or import the file of the people",
                grouped(unknown.len() as u64),
                grouped(self.yeses.len() as u64),
                first.shown
            )
        });
        Ok((told, words))
    }
}

fn shown(handle: &Identifier) -> String {
    let value = handle.value.as_str();
    match handle.kind {
        IdentifierKind::CustomerId => format!("customer number {value}"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_told_of_as_what_closes_nobody() {
        for (text, is) in [
            ("d41d8cd98f00b204e9800998ecf8427e", true),
            ("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", true),
            ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true),
            ("d41d8cd98f00b204e9800998ecf8427", false),
            ("12345678901234567890123456789012", false),
            ("ann@x.org", false),
        ] {
            assert_eq!(is_digest(text), is, "{text}");
        }
        let told = NoesOfNobody { n_noes: 4, n_unknown: 3, examples: vec!["a".to_owned()], n_digests: 2 };
        let words = told.words().unwrap_or_default();
        assert!(words.contains("2 of them are digests") && words.contains("close nobody"), "{words}");
        let told = NoesOfNobody { n_digests: 0, ..told };
        assert!(!told.words().unwrap_or_default().contains("digests"));
    }
}
