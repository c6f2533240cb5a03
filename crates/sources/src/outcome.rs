//! What became of each row by what it says of consent: it closes somebody, or it says nothing.

use crate::intake::{Accepted, Heard};
use crate::{Contract, Lands};
use consent::{Action, Statement};
use std::collections::BTreeSet;

/// A no, and the line that says it.
pub(crate) type LineNo = (u64, Statement);

/// Which lines close somebody, and how many of the good rows land nowhere. `lines` are those of the good rows.
pub(crate) fn heard(contract: &Contract, accepted: &Accepted, noes: &[LineNo], lines: &[u64]) -> Heard {
    let refusals = accepted.consents.iter().filter(|said| said.statement.action == Action::Withdrawn);
    let closing: BTreeSet<u64> = refusals
        .map(|said| said.line)
        .chain(noes.iter().filter(|(_, no)| !no.handles.expose().is_empty()).map(|(line, _)| *line))
        .filter(|line| 0 < *line)
        .collect();
    let mut heard = Heard::default();
    // A record or an event is a row of its table, whatever it says of consent.
    if contract.lands == [Lands::Consents] {
        let speaking: BTreeSet<u64> = accepted.consents.iter().map(|said| said.line).collect();
        for line in lines.iter().filter(|line| !speaking.contains(line)) {
            match closing.contains(line) {
                true => heard.n_beside += 1,
                false => heard.n_silent += 1,
            }
        }
    }
    heard.closing = closing.into_iter().collect();
    heard
}
