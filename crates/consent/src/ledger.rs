use crate::ConsentError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocabulary::{Channel, Purpose, Redacted, Timestamp};

/// What a person did to a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Gave it.
    Granted,
    /// Gave it for something narrower that the same row names, a mailbox or a number: an earlier withdrawal
    /// under this identifier no longer stands, and nothing is opened, not even what was given before it.
    Lifted,
    /// Took it back.
    Withdrawn,
    /// Nobody knows: the answer is in words that nobody has read. Closes as [`Action::Withdrawn`] does until its row is
    /// read, or a later yes comes.
    Unread,
    /// Neither: the row of a state that gave it says it no more, or the row that nobody could read is read. The one line it
    /// names counts no longer, and nothing is closed by it.
    Replaced,
}

impl Action {
    /// The word as it is written in files, tables and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Granted => "granted",
            Action::Lifted => "lifted",
            Action::Withdrawn => "withdrawn",
            Action::Unread => "unread",
            Action::Replaced => "replaced",
        }
    }

    /// Whether it closes: a no, or what may be one.
    pub fn closes(self) -> bool {
        match self {
            Action::Withdrawn | Action::Unread => true,
            Action::Granted | Action::Lifted | Action::Replaced => false,
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Action {
    type Err = ConsentError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "granted" => Ok(Action::Granted),
            "lifted" => Ok(Action::Lifted),
            "withdrawn" => Ok(Action::Withdrawn),
            "unread" => Ok(Action::Unread),
            "replaced" => Ok(Action::Replaced),
            _ => Err(ConsentError::Word {
                what: "consent action",
                input: text.to_owned(),
                allowed: "granted, lifted, withdrawn, unread, replaced",
            }),
        }
    }
}

/// One line of the consent ledger. Lines are appended and never changed.
///
/// `identifier` is a `kind:value` key and personal, so it never prints.
/// Source: GDPR Art. 7(1): the controller must be able to show the consent, hence `evidence` and `source`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentEvent {
    /// Unique in the workspace; loading the same line twice lands it once.
    pub entry_id: String,
    /// Whose consent, as `kind:value`.
    pub identifier: Redacted<String>,
    /// Why we may.
    pub purpose: Purpose,
    /// By which way.
    pub channel: Channel,
    /// Given or taken back.
    pub action: Action,
    /// When the person did it, UTC.
    pub at: Timestamp,
    /// What shows it: a form and its version, a call, a letter. None when the source gave nothing.
    pub evidence: Option<String>,
    /// Which source said so.
    pub source: String,
}

/// What the id of a line ends with that replaces another; before it stands the id of that one.
const REPLACED: &str = "/replaced";

impl ConsentEvent {
    /// The line that says that this grant counts no longer, since the row that gave it says it no more; or that what nobody
    /// could read has been read.
    pub fn replaced(&self, at: Timestamp) -> Self {
        Self {
            entry_id: format!("{}{REPLACED}", self.entry_id),
            action: Action::Replaced,
            at,
            evidence: Some(match self.action {
                Action::Unread => "its row has been read".to_owned(),
                _ => "its row says it no more".to_owned(),
            }),
            ..self.clone()
        }
    }

    /// The statement that the line is of: all lines of one statement have this before their number. A line that was not
    /// made of a statement is one by itself.
    pub fn statement(&self) -> &str {
        match self.entry_id.rsplit_once('/') {
            Some((statement, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
                statement
            }
            _ => &self.entry_id,
        }
    }

    /// Whether it grants at an address: a mailbox or a number to call.
    pub(crate) fn opens_an_address(&self) -> bool {
        let identifier = self.identifier.expose();
        self.action == Action::Granted
            && (identifier.starts_with("mailbox:") || identifier.starts_with("phone:"))
    }

    /// The id of the line that counts no longer by this line.
    pub fn replaces(&self) -> Option<&str> {
        self.entry_id.strip_suffix(REPLACED).filter(|_| self.action == Action::Replaced)
    }
}

/// Why an identifier gets nothing, whatever was consented to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionReason {
    /// The mailbox does not exist. Holds for that address only.
    HardBounce,
    /// The person reported a message as spam.
    Complaint,
    /// The person unsubscribed from everything.
    Unsubscribed,
    /// A member entered it by hand.
    Manual,
}

impl SuppressionReason {
    /// The word as it is written in files, tables and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            SuppressionReason::HardBounce => "hard_bounce",
            SuppressionReason::Complaint => "complaint",
            SuppressionReason::Unsubscribed => "unsubscribed",
            SuppressionReason::Manual => "manual",
        }
    }
}

impl fmt::Display for SuppressionReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SuppressionReason {
    type Err = ConsentError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "hard_bounce" => Ok(SuppressionReason::HardBounce),
            "complaint" => Ok(SuppressionReason::Complaint),
            "unsubscribed" => Ok(SuppressionReason::Unsubscribed),
            "manual" => Ok(SuppressionReason::Manual),
            _ => Err(ConsentError::Word {
                what: "suppression reason",
                input: text.to_owned(),
                allowed: "hard_bounce, complaint, unsubscribed, manual",
            }),
        }
    }
}

/// An identifier that gets nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// Whose, as `kind:value`.
    pub identifier: Redacted<String>,
    /// Why.
    pub reason: SuppressionReason,
    /// Since when, UTC.
    pub at: Timestamp,
}
