//! Yeses for addresses that are written with a slip: read as one address, they are evidence of whose they are, and
//! nobody is mailed under an address that was not given. They are told, so that somebody corrects them.

use consent::Action;
use sources::Said;
use vocabulary::{IdentifierKind, grouped};

/// Lines that are named.
const N_LINES: usize = 10;

/// The yeses of a file that open nothing for want of an address as it is written.
#[derive(Default)]
pub(super) struct Slips {
    n: u64,
    lines: Vec<u64>,
}

impl Slips {
    /// Takes in what was said.
    pub(super) fn hear(&mut self, said: &[Said]) {
        let is_slip = |said: &&Said| {
            let handles = said.statement.handles.expose();
            said.statement.action == Action::Granted
                && !handles.is_empty()
                && handles.iter().all(|handle| handle.kind == IdentifierKind::Email)
        };
        for said in said.iter().filter(is_slip) {
            self.n += 1;
            if self.lines.len() < N_LINES {
                self.lines.push(said.line);
            }
        }
    }

    /// In words; `None` where there are none.
    pub(super) fn words(&self) -> Option<String> {
        let lines: Vec<String> = self.lines.iter().map(u64::to_string).collect();
        let more = if (self.lines.len() as u64) < self.n { ", …" } else { "" };
        (0 < self.n).then(|| {
            format!(
                "{} yeses are for an address that is written with a slip, and open nothing: line {}{more}. Correct the address in the file and import it again",
                grouped(self.n),
                lines.join(", ")
            )
        })
    }
}
