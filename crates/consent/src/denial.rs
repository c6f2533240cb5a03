use crate::SuppressionReason;
use serde::{Deserialize, Serialize};
use std::fmt;
use vocabulary::{Channel, Purpose, Timestamp};

/// Why a message must not be sent. A value, not an error: it is stored, counted and shown.
///
/// `Display` gives the words for a marketer, [`Denial::code`] the stable word for tables and scripts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Denial {
    /// The release is not approved, or the approval is for something else.
    NotApproved,
    /// The address or the person gets nothing.
    Suppressed {
        /// Why not.
        reason: SuppressionReason,
    },
    /// No consent covers the address for this purpose, or it was withdrawn.
    NoConsent {
        /// The first purpose that is not covered.
        purpose: Purpose,
        /// The channel asked for.
        channel: Channel,
        /// Whether it was given once and taken back.
        is_withdrawn: bool,
    },
    /// The person has no address on the channel any more.
    NoAddress,
    /// Another person's message of the same campaign goes to this mailbox: it gets one, whoever owns it.
    MailboxTaken,
    /// Enough messages already.
    CapReached {
        /// How many were started in the window.
        n_recent: usize,
        /// How many are allowed.
        n_max: u32,
        /// The window in days.
        window_days: u32,
    },
    /// Not at this hour. The only denial that passes by itself.
    QuietHours {
        /// The local hour, 0..=23; None when the moment lies outside the calendar.
        local_hour: Option<u8>,
        /// First quiet hour.
        from_hour: u8,
        /// First hour that is not quiet any more.
        to_hour: u8,
        /// The time zone meant.
        zone: String,
        /// When they end; None when the moment lies outside the calendar.
        until: Option<Timestamp>,
    },
}

impl Denial {
    /// The stable word for tables, scripts and the API.
    pub fn code(&self) -> &'static str {
        match self {
            Denial::NotApproved => "not_approved",
            Denial::Suppressed { .. } => "suppressed",
            Denial::NoConsent { .. } => "no_consent",
            Denial::NoAddress => "no_address",
            Denial::MailboxTaken => "mailbox_taken",
            Denial::CapReached { .. } => "cap_reached",
            Denial::QuietHours { .. } => "quiet_hours",
        }
    }
}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Denial::NotApproved => f.write_str("this exact release is not approved"),
            Denial::Suppressed { reason } => f.write_str(match reason {
                SuppressionReason::HardBounce => "the address does not exist: an earlier message bounced",
                SuppressionReason::Complaint => "the person reported an earlier message as spam",
                SuppressionReason::Unsubscribed => "the person unsubscribed",
                SuppressionReason::Manual => "a member of the team blocked this contact",
            }),
            Denial::NoConsent { purpose, channel, is_withdrawn } => {
                let verb = if *is_withdrawn { "withdrew" } else { "never gave" };
                write!(
                    f,
                    "the person {verb} consent to {} by {}",
                    plain_purpose(*purpose),
                    plain_channel(*channel)
                )
            }
            Denial::NoAddress => f.write_str("no address of the person is known any more"),
            Denial::MailboxTaken => {
                f.write_str("another person with the same mailbox was reached by this campaign")
            }
            Denial::CapReached { n_recent, n_max, window_days } => {
                write!(f, "{n_recent} messages in the last {window_days} days; the limit is {n_max}")
            }
            Denial::QuietHours { local_hour, from_hour, to_hour, zone, .. } => {
                match local_hour {
                    Some(hour) => write!(f, "it is past {hour:02}:00 in {zone}")?,
                    None => write!(f, "the local time in {zone} cannot be told")?,
                }
                write!(f, "; nothing is sent from {from_hour:02}:00 to {to_hour:02}:00")
            }
        }
    }
}

fn plain_purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Marketing => "marketing",
        Purpose::AiContent => "content written by AI",
        Purpose::AiProfiling => "profiling by AI",
        Purpose::Service => "service messages",
    }
}

fn plain_channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "e-mail",
        Channel::Sms => "text message",
        Channel::Push => "push notification",
        Channel::Web => "on-site message",
        Channel::Post => "letter",
    }
}
