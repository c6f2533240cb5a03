//! Who can be reached where: what the gate is told of people, read at the moment of the decision.

use std::fmt;
use vocabulary::{PersonId, Redacted};

/// One address of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Where to, as `kind:value`, as it was given.
    pub to: Redacted<String>,
    /// Who receives it: the key a grant must stand under, and that gets one message of a campaign.
    pub mailbox: Redacted<String>,
    /// Other keys that may mean the mailbox: a no under one of them closes it.
    pub aliases: Vec<Redacted<String>>,
    /// Identifiers whose grant covers the address: see `consent::Contact::grantors`.
    pub grantors: Vec<Redacted<String>>,
    /// Identifiers of everybody else who reads the mailbox: their no closes it too.
    pub others: Vec<Redacted<String>>,
}

/// What is known of a person now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reachable {
    /// The addresses on the channel, the preferred one first; the first that may be written to is.
    pub addresses: Vec<Address>,
    /// Every identifier of the person: a no under any of them closes all addresses.
    pub identifiers: Vec<Redacted<String>>,
    /// Identifiers that a row named together with one of theirs before it changed: as `consent::Contact::ties`.
    pub ties: Vec<Redacted<String>>,
}

/// The people of a workspace as they are now.
///
/// The gate compares `n_written` with the store in its transaction and refuses to decide by people that were
/// written anew, so a person who was joined with another after planning is decided as they are.
#[derive(Clone, Copy)]
pub struct People<'a> {
    /// [`crate::Store::people_count`], read before the people were.
    pub n_written: i64,
    /// Finds a person; `None` for one who is not there or has no address.
    pub find: &'a (dyn Fn(&PersonId) -> Option<Reachable> + Send + Sync),
}

impl fmt::Debug for People<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("People").field("n_written", &self.n_written).finish_non_exhaustive()
    }
}
