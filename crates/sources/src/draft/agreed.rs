//! When everybody in a file agreed, where being in it is the yes: a yes without a moment is older than every no.

use super::Asked;
use super::column::Column;
use super::columns::last;
use super::lands::{SAID, holds_moments};
use super::sample::Sample;
use crate::folded::folded;
use crate::no_words::{asks_when, tells_consent, tells_joining};
use crate::{Lands, Role};
use people::Meaning;

/// The answer that no column says it.
const NONE: &str = "none";

/// Gives the yes that being in a file is its moment: that of the column whose name says it, else of the one that is told.
pub(super) fn date(columns: &mut [Column], lands: &[Lands], sample: &Sample, asked: &mut Asked<'_>) {
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    let is_of_consents = lands.contains(&Lands::Consents) && !lands.contains(&Lands::Events);
    if !is_of_consents || !asked.says("action", "granted") || has(Role::OccurredAt) {
        return;
    }
    let dates: Vec<&Column> = columns.iter().filter(|column| holds_moments(column, sample)).collect();
    if dates.is_empty() {
        return;
    }
    let says = |column: &&&Column| says_yes(last(&column.name, sample.format));
    let named = dates.iter().find(says).map(|column| column.name.clone());
    let is_named = named.is_some();
    let default = named.or_else(|| Some(dates.first().filter(|_| dates.len() == 1)?.name.clone()));
    let text = "which column says when they agreed? Without it each yes is older than every no, and opens nothing where one is known".to_owned();
    let mut pairs: Vec<(&str, &str)> =
        dates.iter().map(|column| (column.name.as_str(), column.name.as_str())).collect();
    pairs.push((NONE, "None of them: the moment is not known"));
    let answer = asked.ask_choosing_from("when", text, default, &pairs);
    if !is_named && asked.told("when").is_none() {
        // A day of something else would open what was closed before it.
        asked.leave_open("when");
        return;
    }
    let Some(answer) = answer.filter(|answer| !answer.trim().eq_ignore_ascii_case(NONE)) else { return };
    let wanted = folded(&answer);
    let is_it = |column: &&mut Column| column.name == answer || folded(&column.name) == wanted;
    match columns.iter_mut().find(is_it) {
        Some(column) => {
            column.role = Role::OccurredAt;
            "when they agreed".clone_into(&mut column.why);
        }
        None => asked.wrong("when", &answer, "the name of a column, or none"),
    }
}

/// Whether a name says that it is the moment of a yes.
fn says_yes(name: &str) -> bool {
    let is_meant =
        matches!(people::meaning(name), Some(Meaning::ConsentDate | Meaning::Answered | Meaning::JoinDate));
    let folded = folded(name);
    let is_said = SAID.iter().any(|part| folded.contains(part)) || tells_consent(name) || tells_joining(name);
    !asks_when(name) && (is_meant || is_said)
}
