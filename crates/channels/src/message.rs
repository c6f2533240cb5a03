use normalise::GivenAddress;
use serde::{Deserialize, Serialize};
use std::fmt;
use vocabulary::{CampaignId, PersonId, Redacted, Timestamp, WorkspaceId};

/// One message to one address, ready to go.
///
/// `Debug` leaves out what may be personal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The HMAC that names the message for ever.
    pub message_id: String,
    /// The same on every attempt; the transport delivers it once.
    pub idempotency_key: String,
    /// Whose message.
    pub workspace: WorkspaceId,
    /// Of which campaign.
    pub campaign: CampaignId,
    /// Of which arm.
    pub arm: String,
    /// The address as it was given. Its type cannot be made from a key, so nothing else is ever mailed.
    pub to: Redacted<GivenAddress>,
    /// To whom.
    pub person_id: PersonId,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// When it was handed over, UTC.
    pub at: Timestamp,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("message_id", &self.message_id)
            .field("workspace", &self.workspace)
            .field("campaign", &self.campaign)
            .field("arm", &self.arm)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// A message with the end of its permit.
#[derive(Debug, Clone)]
pub struct Permitted {
    /// What to send.
    pub message: Message,
    /// When the permit dies, by the machine's clock: `consent::SendPermit::until`.
    pub until: Timestamp,
}

/// What the transport did with one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It is on disk now.
    Sent,
    /// It was there already, from an earlier attempt or earlier in the same batch.
    AlreadySent,
    /// Its permit was dead before it could be handed over; nothing was written.
    PermitDied,
}
