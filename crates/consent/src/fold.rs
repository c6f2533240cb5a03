use crate::{Action, ConsentEvent};
use serde::Serialize;
use std::collections::BTreeMap;
use vocabulary::{Channel, Purpose, Timestamp};

/// Where one purpose on one channel stands for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentState {
    /// Granted or withdrawn.
    pub action: Action,
    /// Since when, UTC: the time of the ledger line that decides.
    pub since: Timestamp,
    /// The ledger line that decides.
    pub entry_id: String,
    /// What shows it.
    pub evidence: Option<String>,
    /// Which source said so.
    pub source: String,
}

impl ConsentState {
    /// Whether we may.
    pub fn is_granted(&self) -> bool {
        self.action == Action::Granted
    }
}

/// State by purpose and channel. A missing key means that nothing was ever said, which is no consent.
pub type ConsentStates = BTreeMap<(Purpose, Channel), ConsentState>;

/// Folds the ledger lines of one person, over all of the person's identifiers, to the most restrictive state.
///
/// Per identifier the latest line counts; on the same moment the withdrawal does. Over the identifiers one
/// standing withdrawal outweighs every grant: whoever opted out under an old address stays out when people are
/// merged. A grant dated after `now` does not count yet; a withdrawal counts whatever its date, because a
/// clock that runs ahead must not keep somebody in. The order of `events` does not matter.
///
/// This is the state a marketer sees and an audience selects on. It does not say which address it covers:
/// for sending, [`crate::decide`] asks that too.
///
/// Units: `now` is UTC.
/// Returns: one state per purpose and channel that was ever mentioned.
/// Source: GDPR Art. 7(3): withdrawing is as easy as giving; DESIGN promise P3: merging never grants.
pub fn fold(events: &[ConsentEvent], now: Timestamp) -> ConsentStates {
    let mut states: BTreeMap<(Purpose, Channel), &ConsentEvent> = BTreeMap::new();
    for event in standing(events, now) {
        let key = (event.purpose, event.channel);
        let is_decisive = states.get(&key).is_none_or(|held| restricts_more(event, held));
        if is_decisive {
            states.insert(key, event);
        }
    }
    states.into_iter().map(|(key, event)| (key, state_of(event))).collect()
}

/// The line that stands per identifier, purpose and channel: the withdrawal when nothing was given after it, else
/// the latest grant since. What only lifts a withdrawal leaves none.
///
/// The one place where the ledger is folded; `engine::views` says the same in SQL, and a property test holds the
/// two together.
pub(crate) fn standing(events: &[ConsentEvent], now: Timestamp) -> impl Iterator<Item = &ConsentEvent> {
    let mut lines: BTreeMap<(&str, Purpose, Channel), Latest<'_>> = BTreeMap::new();
    for event in events.iter().filter(|event| counts(event, now)) {
        let key = (event.identifier.expose().as_str(), event.purpose, event.channel);
        let latest = lines.entry(key).or_default();
        let slot = match event.action {
            Action::Granted => &mut latest.granted,
            Action::Lifted => &mut latest.lifted,
            Action::Withdrawn => &mut latest.withdrawn,
        };
        if slot.is_none_or(|held| age_key(held) < age_key(event)) {
            *slot = Some(event);
        }
    }
    lines.into_values().filter_map(Latest::standing)
}

/// The latest line of each action under one identifier.
#[derive(Default)]
struct Latest<'a> {
    granted: Option<&'a ConsentEvent>,
    lifted: Option<&'a ConsentEvent>,
    withdrawn: Option<&'a ConsentEvent>,
}

impl<'a> Latest<'a> {
    fn standing(self) -> Option<&'a ConsentEvent> {
        let Some(withdrawn) = self.withdrawn else { return self.granted };
        // On the same moment the withdrawal stands.
        let is_since = |line: &&ConsentEvent| withdrawn.at < line.at;
        match (self.granted.filter(is_since), self.lifted.filter(is_since)) {
            (None, None) => Some(withdrawn),
            (granted, _) => granted,
        }
    }
}

fn counts(event: &ConsentEvent, now: Timestamp) -> bool {
    event.action == Action::Withdrawn || event.at <= now
}

fn age_key(event: &ConsentEvent) -> (Timestamp, &str) {
    (event.at, event.entry_id.as_str())
}

/// Orders standing lines of different identifiers: a withdrawal before a grant, then the later one.
fn restricts_more(event: &ConsentEvent, held: &ConsentEvent) -> bool {
    (held.action, held.at, &held.entry_id) < (event.action, event.at, &event.entry_id)
}

fn state_of(event: &ConsentEvent) -> ConsentState {
    ConsentState {
        action: event.action,
        since: event.at,
        entry_id: event.entry_id.clone(),
        evidence: event.evidence.clone(),
        source: event.source.clone(),
    }
}
