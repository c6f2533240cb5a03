use crate::{Action, ConsentEvent};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::{Channel, Purpose, Redacted, Timestamp};

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
/// merged. A later yes ends what was withdrawn under the same identifier, and the yes of an address ends, whole, each
/// earlier statement that withdrew under that address: who unsubscribed by a row of mailbox, number and customer comes
/// back by the mailbox alone. A withdrawal that a yes has ended revives nothing: only a grant that is later than every
/// withdrawal opens. A grant that its row replaced counts no longer, and no withdrawal is ever replaced. An answer that
/// nobody has read counts as a withdrawal until its row is read. A grant dated after `now` does not count yet; a
/// withdrawal counts whatever its date, because a clock that runs ahead must not keep somebody in. The order of `events`
/// does not matter.
///
/// This is the state a marketer sees and an audience selects on. It does not say which address it covers:
/// for sending, [`crate::decide`] asks that too.
///
/// Units: `now` is UTC.
/// Returns: one state per purpose and channel of which something stands.
/// Source: GDPR Art. 7(3): withdrawing is as easy as giving; DESIGN promise P3: merging never grants.
pub fn fold(events: &[ConsentEvent], now: Timestamp) -> ConsentStates {
    let topics = topics(events, now, |_| true);
    topics.into_iter().filter_map(|(key, topic)| Some((key, state_of(topic.decisive()?)))).collect()
}

/// What the lines of several identifiers come to for one purpose on one channel.
#[derive(Default)]
pub(crate) struct Topic<'a> {
    /// The latest withdrawal that nothing under its own identifier has ended.
    standing_no: Option<&'a ConsentEvent>,
    /// The latest withdrawal, ended or not.
    last_no: Option<&'a ConsentEvent>,
    /// The grants that stand under their identifiers, in the order of those.
    grants: Vec<&'a ConsentEvent>,
}

impl<'a> Topic<'a> {
    /// The grants that open: later than every withdrawal, and none while one stands.
    ///
    /// INVARIANT: what ends a withdrawal gives back nothing that was given before it, neither to whoever else has the
    /// identifier nor to another mailbox.
    pub(crate) fn open(&self) -> impl Iterator<Item = &'a ConsentEvent> {
        let is_closed = self.standing_no.is_some();
        let last_no = self.last_no.map(|no| no.at);
        let grants = self.grants.iter().copied().filter(move |_| !is_closed);
        grants.filter(move |grant| last_no.is_none_or(|no| no < grant.at))
    }

    /// Whether a withdrawal is what closes it, and not that nothing was given.
    pub(crate) fn is_withdrawn(&self) -> bool {
        let is_outdone = || !self.grants.is_empty() && self.open().next().is_none();
        self.standing_no.is_some() || is_outdone()
    }

    /// The line that decides; none where no withdrawal stands and nothing was given since the last one.
    fn decisive(&self) -> Option<&'a ConsentEvent> {
        self.standing_no.or_else(|| self.open().max_by_key(|grant| age_key(grant)))
    }
}

/// What stands per purpose and channel.
///
/// Under each identifier that is the withdrawal when nothing was given after it, else the latest grant since. Under
/// one that is not the person's own (`is_own`), and only tied to one of theirs by a row of consents, a withdrawal
/// forbids what was given before it, and stands in the way of nothing that was given since.
///
/// The one place where the ledger is folded; `engine::persons::views` says the same in SQL, and a property test holds the
/// two together.
pub(crate) fn topics(
    events: &[ConsentEvent],
    now: Timestamp,
    is_own: impl Fn(&Redacted<String>) -> bool,
) -> BTreeMap<(Purpose, Channel), Topic<'_>> {
    let mut lines: BTreeMap<(&str, Purpose, Channel), Latest<'_>> = BTreeMap::new();
    let replaced: HashSet<&str> = events.iter().filter_map(ConsentEvent::replaces).collect();
    let ended = ended(events, &replaced, now, &is_own);
    let is_said = |event: &&ConsentEvent| {
        event.action == Action::Withdrawn || !replaced.contains(event.entry_id.as_str())
    };
    for event in events.iter().filter(|event| counts(event, now)).filter(is_said) {
        let key = (event.identifier.expose().as_str(), event.purpose, event.channel);
        let latest = lines.entry(key).or_insert_with(|| Latest::of(is_own(&event.identifier)));
        let slot = match event.action {
            Action::Granted => &mut latest.granted,
            Action::Lifted => &mut latest.lifted,
            Action::Withdrawn | Action::Unread => {
                if !ended.contains(&(event.statement(), event.purpose, event.channel)) {
                    later(&mut latest.held, event);
                }
                &mut latest.withdrawn
            }
            Action::Replaced => continue,
        };
        later(slot, event);
    }
    let mut topics: BTreeMap<(Purpose, Channel), Topic<'_>> = BTreeMap::new();
    for ((_, purpose, channel), latest) in lines {
        let topic = topics.entry((purpose, channel)).or_default();
        if let Some(no) = latest.withdrawn {
            later(&mut topic.last_no, no);
        }
        match latest.standing().filter(|_| latest.is_own) {
            Some(line) if line.action.closes() => later(&mut topic.standing_no, line),
            Some(line) => topic.grants.push(line),
            None => {}
        }
    }
    topics
}

/// The statements that withdrew under an address of the person's, and that a later yes of that address has ended. What
/// somebody else says at an address of theirs ends nothing for whoever shares a number with them.
///
/// The same as `engine::persons::views` in SQL.
fn ended<'a>(
    events: &'a [ConsentEvent],
    replaced: &HashSet<&str>,
    now: Timestamp,
    is_own: &impl Fn(&Redacted<String>) -> bool,
) -> HashSet<(&'a str, Purpose, Channel)> {
    let mut yeses: HashMap<(&str, Purpose, Channel), Timestamp> = HashMap::new();
    let is_yes = |event: &&ConsentEvent| {
        let counts = event.opens_an_address() && event.at <= now && is_own(&event.identifier);
        counts && !replaced.contains(event.entry_id.as_str())
    };
    for event in events.iter().filter(is_yes) {
        let last = yeses.entry((event.identifier.expose(), event.purpose, event.channel)).or_insert(event.at);
        *last = event.at.max(*last);
    }
    let is_ended = |event: &&ConsentEvent| {
        let key = (event.identifier.expose().as_str(), event.purpose, event.channel);
        event.action.closes() && yeses.get(&key).is_some_and(|yes| event.at < *yes)
    };
    let noes = if yeses.is_empty() { &[][..] } else { events };
    noes.iter().filter(is_ended).map(|event| (event.statement(), event.purpose, event.channel)).collect()
}

/// Keeps the later of two lines.
fn later<'a>(slot: &mut Option<&'a ConsentEvent>, event: &'a ConsentEvent) {
    if slot.is_none_or(|held| age_key(held) < age_key(event)) {
        *slot = Some(event);
    }
}

/// The latest line of each action under one identifier.
struct Latest<'a> {
    is_own: bool,
    granted: Option<&'a ConsentEvent>,
    lifted: Option<&'a ConsentEvent>,
    withdrawn: Option<&'a ConsentEvent>,
    /// The latest withdrawal whose statement no yes of an address has ended.
    held: Option<&'a ConsentEvent>,
}

impl<'a> Latest<'a> {
    fn of(is_own: bool) -> Self {
        Self { is_own, granted: None, lifted: None, withdrawn: None, held: None }
    }

    fn standing(&self) -> Option<&'a ConsentEvent> {
        // On the same moment the withdrawal stands.
        let since = |line: Option<&'a ConsentEvent>, no: &ConsentEvent| line.filter(|line| no.at < line.at);
        if let Some(no) = self.held
            && since(self.granted, no).or(since(self.lifted, no)).is_none()
        {
            return Some(no);
        }
        match self.withdrawn {
            Some(no) => since(self.granted, no),
            None => self.granted,
        }
    }
}

fn counts(event: &ConsentEvent, now: Timestamp) -> bool {
    event.action.closes() || event.at <= now
}

fn age_key(event: &ConsentEvent) -> (Timestamp, &str) {
    (event.at, event.entry_id.as_str())
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
