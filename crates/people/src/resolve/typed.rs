//! The deterministic pass: equal identifiers, strongest kind first.

use super::clusters::{Conflict, NameRule};
use super::features::{NONE, Row};
use super::{Link, Veto, Warning, Work};
use rustc_hash::FxHashSet;
use vocabulary::IdentifierKind;

/// Identifiers shared by too many to mean anything, as numbers of their value tables.
#[derive(Default)]
pub(super) struct Ignored {
    pub(super) emails: FxHashSet<u32>,
    pub(super) phones: FxHashSet<u32>,
}

/// One kind of identifier and what an equal value is worth.
struct Kind {
    kind: IdentifierKind,
    rule: &'static str,
    words: &'static str,
    names: NameRule,
    value: fn(&Row) -> u32,
}

const KINDS: [Kind; 4] = [
    Kind {
        kind: IdentifierKind::CustomerId,
        rule: "same_customer_id",
        words: "same customer id",
        names: NameRule::Free,
        value: |row| row.customer_id,
    },
    Kind {
        kind: IdentifierKind::Email,
        rule: "same_email",
        words: "same e-mail address",
        names: NameRule::NoConflict,
        value: |row| row.email,
    },
    // A phone is a household's as often as a person's, and numbers are given out again.
    Kind {
        kind: IdentifierKind::Phone,
        rule: "same_phone",
        words: "same phone number and a matching given name",
        names: NameRule::AgreeInFull,
        value: |row| row.phone,
    },
    Kind {
        kind: IdentifierKind::AnonymousId,
        rule: "same_anonymous_id",
        words: "same browser or device",
        names: NameRule::NoConflict,
        value: |row| row.anonymous_id,
    },
];

/// Links all records that share an identifier, unless it is shared by too many.
pub(super) fn link_by_identifier(work: &mut Work<'_>) -> Ignored {
    let mut ignored = Ignored::default();
    for kind in &KINDS {
        let mut holders: Vec<(u32, u32)> = (0..work.features.len())
            .map(|rank| ((kind.value)(&work.features.row(rank)), rank as u32))
            .filter(|(value, _)| *value != NONE)
            .collect();
        holders.sort_unstable();
        // Values are numbered by first appearance, so the groups come in order of their first record.
        for group in holders.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(value, _)) = group.first() else { continue };
            let ranks: Vec<u32> = group.iter().map(|(_, rank)| *rank).collect();
            if let Some(warning) = too_shared(work, kind, &ranks) {
                work.warnings.push(warning);
                match kind.kind {
                    IdentifierKind::Email => ignored.emails.insert(value),
                    IdentifierKind::Phone => ignored.phones.insert(value),
                    IdentifierKind::CustomerId | IdentifierKind::AnonymousId => false,
                };
            } else if 1 < ranks.len() {
                link_group(work, kind, &ranks);
            }
        }
    }
    ignored
}

fn too_shared(work: &Work<'_>, kind: &Kind, ranks: &[u32]) -> Option<Warning> {
    let givens: FxHashSet<u32> =
        ranks.iter().map(|rank| work.clusters.row(*rank).given).filter(|given| *given != NONE).collect();
    let by_name = kind.kind != IdentifierKind::CustomerId && work.rules.n_names_max < givens.len();
    (by_name || work.rules.n_records_max < ranks.len()).then_some(Warning::SharedIdentifier {
        kind: kind.kind,
        n_records: ranks.len(),
        n_names: givens.len(),
    })
}

/// Joins the holders of one identifier into as few camps as the vetoes and names allow.
///
/// Those with a name go first. A nameless holder joins the largest camp: an event under this
/// identifier has to belong to somebody, and most records say who. By a phone it joins only when
/// there is one camp and it has no mailbox of its own, which would say better who it is.
fn link_group(work: &mut Work<'_>, kind: &Kind, ranks: &[u32]) {
    let (named, nameless): (Vec<u32>, Vec<u32>) =
        ranks.iter().partition(|rank| work.clusters.has_name(**rank));
    let mut camps: Vec<u32> = Vec::new();
    for rank in named {
        enlist(work, kind, rank, &mut camps, kind.names);
    }
    camps.sort_by_key(|anchor| (std::cmp::Reverse(work.clusters.size(*anchor)), *anchor));
    let is_weak = kind.names == NameRule::AgreeInFull;
    if is_weak && 1 < camps.len() {
        return;
    }
    for rank in nameless {
        if is_weak && work.clusters.row(rank).email != NONE {
            continue;
        }
        enlist(work, kind, rank, &mut camps, NameRule::NoConflict);
    }
}

fn enlist(work: &mut Work<'_>, kind: &Kind, rank: u32, camps: &mut Vec<u32>, names: NameRule) {
    let mut first_conflict: Option<(u32, Conflict)> = None;
    for anchor in camps.iter().copied() {
        match work.clusters.join(anchor, rank, names) {
            Ok(true) => {
                work.links.push(Link {
                    left: anchor as usize,
                    right: rank as usize,
                    rule: kind.rule,
                    reason: kind.words.to_owned(),
                    score: None,
                });
                return;
            }
            Ok(false) => return,
            Err(conflict) => {
                first_conflict.get_or_insert((anchor, conflict));
            }
        }
    }
    if let Some((anchor, conflict)) = first_conflict {
        work.vetoes.push(Veto {
            left: anchor as usize,
            right: rank as usize,
            reason: format!("{} in spite of {}", conflict.words(), shared_words(kind.kind)),
        });
    }
    camps.push(rank);
}

fn shared_words(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::CustomerId => "the same customer id",
        IdentifierKind::Email => "the same e-mail address",
        IdentifierKind::Phone => "the same phone number",
        IdentifierKind::AnonymousId => "the same browser or device",
    }
}
