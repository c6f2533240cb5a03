use crate::AddressFault;
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
    /// The bare address: `ann@example.com`, without `email:`.
    pub to: Redacted<String>,
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

/// What the transport did with one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It is on disk now.
    Sent,
    /// It was there already, from an earlier attempt or earlier in the same batch.
    AlreadySent,
    /// It can never be delivered; nothing was written.
    Rejected {
        /// What is wrong with the address, without the address.
        why: AddressFault,
    },
}
