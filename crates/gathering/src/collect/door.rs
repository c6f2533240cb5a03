//! The messages of one call, before they are on disk: which are taken, and which go to quarantine.

use serde::Serialize;
use serde_json::Value;
use sources::posted::{Posted, Unread};
use sources::segment::{self, EventRow};
use sources::{Rejected, Rule};
use std::collections::HashMap;
use vocabulary::{KeyKind, Timestamp};

/// Who posts: as which source, and by which kind of key.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// As which source.
    pub source: &'a str,
    /// Who holds the key.
    pub kind: KeyKind,
}

impl<'a> From<&'a str> for Sender<'a> {
    /// A machine of the brand.
    fn from(source: &'a str) -> Self {
        Self { source, kind: KeyKind::Server }
    }
}

impl<'a> From<&'a store::WriteKey> for Sender<'a> {
    fn from(key: &'a store::WriteKey) -> Self {
        Self { source: &key.source, kind: key.kind }
    }
}

impl Sender<'_> {
    /// What a message is known by. INVARIANT: the one place where keys are told apart by who gave them.
    ///
    /// Everybody can read a browser's key and choose an id, so what comes by it has a space of its own: it is
    /// counted once within it, and never keeps out, replaces or contradicts a row of a file or of a server.
    fn key(&self, message_id: String) -> String {
        match self.kind {
            KeyKind::Browser => format!("{OF_BROWSERS}{message_id}"),
            // Nor may a row of a server lie in that space.
            KeyKind::Server if message_id.starts_with(OF_BROWSERS) => format!("server:{message_id}"),
            KeyKind::Server => message_id,
        }
    }
}

/// How the keys of messages begin that a browser's key brought.
const OF_BROWSERS: &str = "browser:";

/// Whose key brought a message, by what it is known by ([`Sender::key`]).
pub(super) fn kind_of(key: &str) -> KeyKind {
    if key.starts_with(OF_BROWSERS) { KeyKind::Browser } else { KeyKind::Server }
}

/// What a message says no to. INVARIANT: the one place that chooses whose noes are heard by whose key brought them.
pub(super) fn noes_of(sender: Sender<'_>, message: &Value, arrived_at: Timestamp) -> Vec<consent::Statement> {
    let hear = match sender.kind {
        KeyKind::Server => segment::noes,
        KeyKind::Browser => segment::noes_of_visitor,
    };
    hear(sender.source, message, arrived_at)
}

/// Why one message of a call is in quarantine.
#[derive(Debug, Clone, Serialize)]
pub struct MessageProblem {
    /// Its place in the call, from 0.
    pub index: usize,
    /// The rule it breaks.
    pub code: String,
    /// In words.
    pub detail: String,
    /// Which field is meant.
    pub field: Option<String>,
}

/// A message that meets the spec.
struct Good {
    index: usize,
    row: EventRow,
    body: String,
}

/// The messages of a call on their way in.
pub(super) struct Door<'a> {
    sender: Sender<'a>,
    received_at: Timestamp,
    /// The first of each key.
    good: Vec<(String, Good)>,
    places: HashMap<String, usize>,
    n_accepted: u64,
    bad: Vec<Rejected>,
    noes: Vec<consent::Statement>,
    problems: Vec<MessageProblem>,
}

/// What a call came to.
pub(super) struct Passed {
    /// Messages that are durable, those sent before among them.
    pub(super) n_accepted: u64,
    /// Those that go to quarantine.
    pub(super) bad: Vec<Rejected>,
    /// What all of them say no to.
    pub(super) noes: Vec<consent::Statement>,
    pub(super) problems: Vec<MessageProblem>,
}

impl<'a> Door<'a> {
    pub(super) fn new(sender: Sender<'a>, received_at: Timestamp) -> Self {
        Self {
            sender,
            received_at,
            good: Vec::new(),
            places: HashMap::new(),
            n_accepted: 0,
            bad: Vec::new(),
            noes: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Takes one message in, by its place in the call.
    pub(super) fn take(&mut self, index: usize, message: Posted) {
        let mut message = match message {
            Posted::Read(message) => message,
            Posted::Unread(Unread { original, why, mended, others }) => {
                let readings = mended.map(Value::Object).into_iter().chain(others);
                readings.for_each(|reading| self.hear(&reading));
                let rule = Rule::Json.as_str().to_owned();
                return self.refuse(index, Rejected { line: 0, rule, field: None, why, original, key: None });
            }
        };
        if let Some(object) = message.as_object_mut() {
            object.entry("receivedAt").or_insert_with(|| Value::String(self.received_at.to_string()));
        }
        let row = match segment::parse(&message, self.received_at) {
            Ok(row) => row,
            Err(rejected) => {
                self.hear(&message);
                return self.refuse(index, rejected);
            }
        };
        // INVARIANT: a no counts before its message is acknowledged, and not when that is landed: a release of another
        // process, or one after a crash, reads the ledger and no intake.
        self.hear(&message);
        let key = self.sender.key(row.message_id.clone());
        self.n_accepted += 1;
        let body = message.to_string();
        let known = self.places.get(&key).and_then(|place| self.good.get(*place));
        match known.map(|(_, known)| known.row.says_as(&row)) {
            // Sent twice.
            Some(true) => {}
            Some(false) => self.contradict(index, body),
            None => {
                self.places.insert(key.clone(), self.good.len());
                self.good.push((key, Good { index, row, body }));
            }
        }
    }

    /// What is to be taken: what each is known by, and its body.
    pub(super) fn good(&self) -> Vec<(&str, &str)> {
        self.good.iter().map(|(key, good)| (key.as_str(), good.body.as_str())).collect()
    }

    /// Compares a message with the one that waits under its key: the same one sent again, or another.
    pub(super) fn compare(&mut self, key: &str, waiting: &str) {
        let own = self.places.get(key).and_then(|place| self.good.get(*place));
        let Some((_, Good { index, row, body })) = own else { return };
        let known = serde_json::from_str::<Value>(waiting).ok();
        let known = known.and_then(|known| segment::parse(&known, self.received_at).ok());
        if known.is_some_and(|known| known.says_as(row)) {
            return;
        }
        let (index, body) = (*index, body.clone());
        self.contradict(index, body);
    }

    pub(super) fn close(self) -> Passed {
        let Self { n_accepted, bad, noes, mut problems, .. } = self;
        problems.sort_by_key(|problem| problem.index);
        Passed { n_accepted, bad, noes, problems }
    }

    /// A message that is another one than that which came first under its id: what it says no to was heard.
    fn contradict(&mut self, index: usize, original: String) {
        self.n_accepted = self.n_accepted.saturating_sub(1);
        let rejected = Rejected {
            line: 0,
            rule: Rule::Conflict.as_str().to_owned(),
            field: Some("messageId".to_owned()),
            why: "another message came under this id and says something else; give each message an id of its own"
                .to_owned(),
            original,
            key: None,
        };
        self.refuse(index, rejected);
    }

    fn hear(&mut self, message: &Value) {
        self.noes.extend(noes_of(self.sender, message, self.received_at));
    }

    fn refuse(&mut self, index: usize, rejected: Rejected) {
        self.problems.push(MessageProblem {
            index,
            code: rejected.rule.clone(),
            detail: rejected.why.clone(),
            field: rejected.field.clone(),
        });
        self.bad.push(rejected);
    }
}
