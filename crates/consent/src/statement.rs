use crate::{Action, ConsentEvent};
use vocabulary::{Channel, Digest, Identifier, IdentifierKind, Purpose, Redacted, Timestamp};

/// The moment of a yes whose source does not say when it was given: before every other word.
///
/// An export that lists today's states says nothing of their age. Dated by the export, its yes would beat a no that
/// another tool has heard since; so a yes without a moment of its own opens only where no no is known.
pub const UNDATED: Timestamp = Timestamp::from_micros(0);

/// What one row of a source says of consent, and of whom. It speaks for every handle it names.
///
/// `Debug` shows no handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `source:key` of the row. A source may say something else under the same key later.
    pub row_id: String,
    /// Everybody it names: mailboxes and comparison keys of its addresses, numbers, customer and device ids.
    pub handles: Redacted<Vec<Identifier>>,
    /// For which purposes; several only where the row does not say and a no must count for all.
    pub purposes: Vec<Purpose>,
    /// By which ways, as `purposes`.
    pub channels: Vec<Channel>,
    /// Given, taken back, or in words that nobody has read; never [`Action::Lifted`] or [`Action::Replaced`], which are
    /// made of it.
    pub action: Action,
    /// When, UTC.
    pub at: Timestamp,
    /// The moment it counts at. A text may leave open which moment it means (a day, a minute, an hour that comes
    /// twice, a zone that nobody knows): a no counts at the latest of them, a yes at the earliest.
    pub counts_at: Timestamp,
    /// What shows it.
    pub evidence: Option<String>,
    /// Which source said so.
    pub source: String,
}

impl Statement {
    /// Names what it says, and not how: two statements with one key and two digests contradict each other.
    pub fn digest(&self) -> Digest {
        let mut handles: Vec<String> = self.handles.expose().iter().map(Identifier::key).collect();
        handles.sort_unstable();
        let purposes = self.purposes.iter().map(|purpose| purpose.to_string());
        let channels = self.channels.iter().map(|channel| channel.to_string());
        let head = ["consent statement 1".to_owned(), self.action.to_string(), self.at.micros().to_string()];
        Digest::of(head.into_iter().chain(purposes).chain(channels).chain(handles))
    }

    /// Names what it says, and not when where it gives no moment of its own: `arrived_at` stands for that in a no. A
    /// row of two such words in turn has said nothing new.
    pub fn word(&self, arrived_at: Timestamp) -> Digest {
        let at = if self.at == arrived_at { UNDATED } else { self.at };
        Self { at, ..self.clone() }.digest()
    }

    /// The lines of the ledger it makes: one for every handle, purpose and channel.
    ///
    /// They stand at the moment it counts at, which its digest does not know: a file that was read before means what
    /// it meant. A no closes every handle. A grant opens what it was given for: the mailbox on e-mail, the number on text
    /// messages, and the other handles of the row only where it names neither. Under the rest it lifts an earlier
    /// no of the same handle, or nobody who once withdrew by customer number could come back.
    ///
    /// Returns: lines whose ids are made of the row's and of what it says, so that filing it again adds none.
    /// Source: GDPR Art. 4(11), 7(3); DESIGN promise P3.
    pub fn lines(&self) -> Vec<ConsentEvent> {
        self.lines_called(&self.digest().short())
    }

    /// As [`Statement::lines`], for what a row says for the `nth` time again after it said something else: lines are
    /// never changed, so those that were replaced stay so, and these are others.
    pub fn lines_again(&self, nth: usize) -> Vec<ConsentEvent> {
        let again = ["consent statement again".to_owned(), self.digest().to_string(), nth.to_string()];
        self.lines_called(&Digest::of(again).short())
    }

    fn lines_called(&self, said: &str) -> Vec<ConsentEvent> {
        let mut lines = Vec::new();
        for channel in &self.channels {
            for purpose in &self.purposes {
                for handle in self.handles.expose() {
                    lines.push(ConsentEvent {
                        entry_id: format!("{}/{said}/{}", self.row_id, lines.len() + 1),
                        identifier: Redacted::new(handle.key()),
                        purpose: *purpose,
                        channel: *channel,
                        action: self.action_for(handle.kind, *channel),
                        at: self.counts_at,
                        evidence: self.evidence.clone(),
                        source: self.source.clone(),
                    });
                }
            }
        }
        lines
    }

    fn action_for(&self, kind: IdentifierKind, channel: Channel) -> Action {
        let narrow = match channel {
            Channel::Email => IdentifierKind::Mailbox,
            Channel::Sms => IdentifierKind::Phone,
            Channel::Push | Channel::Web | Channel::Post => return self.action,
        };
        let is_narrow_named = self.handles.expose().iter().any(|handle| handle.kind == narrow);
        match self.action {
            Action::Granted if is_narrow_named && kind != narrow => Action::Lifted,
            // A comparison key is a reading of the address, and no address: it never opens.
            Action::Granted if kind == IdentifierKind::Email => Action::Lifted,
            action => action,
        }
    }
}
