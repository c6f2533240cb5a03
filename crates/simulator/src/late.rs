use crate::World;
use crate::calendar::days_before;
use crate::draw::{Draw, Stream};
use vocabulary::{Channel, Purpose, SECOND, Timestamp};

/// A withdrawal that arrives between the planning and the send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptOut {
    /// Unique; the same for the same address in the same world.
    pub entry_id: String,
    /// Who.
    pub email: String,
    /// What is withdrawn: all marketing, or only content written by AI.
    pub purpose: Purpose,
    /// By which way messages must stop.
    pub channel: Channel,
    /// Within the two minutes before `now`.
    pub at: Timestamp,
    /// How it came in.
    pub evidence: &'static str,
}

/// Why an address must not be mailed whatever its consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuppressionReason {
    /// The mailbox does not exist.
    HardBounce,
    /// Its owner pressed "spam".
    Complaint,
}

impl SuppressionReason {
    /// The word as it stands in tables: `hard_bounce` or `complaint`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HardBounce => "hard_bounce",
            Self::Complaint => "complaint",
        }
    }
}

/// A line of the old mailing tool's block list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Who.
    pub email: String,
    /// Why.
    pub reason: SuppressionReason,
    /// Since when.
    pub at: Timestamp,
}

impl World {
    /// Those of `emails` who change their mind after planning: about one in a hundred.
    ///
    /// Whether an address opts out depends on the world and the address only, so planning more
    /// people never changes who does.
    pub fn late_opt_outs<T: AsRef<str>>(&self, emails: &[T]) -> Vec<OptOut> {
        emails.iter().filter_map(|email| self.late_opt_out(email.as_ref())).collect()
    }

    fn late_opt_out(&self, email: &str) -> Option<OptOut> {
        let mut draw = Draw::of(self.config.seed, Stream::Late, fingerprint(email), 1);
        if !draw.chance(0.01) {
            return None;
        }
        let is_all = draw.chance(0.7);
        Some(OptOut {
            entry_id: format!("late-{:016x}", draw.bits()),
            email: email.to_owned(),
            purpose: if is_all { Purpose::Marketing } else { Purpose::AiContent },
            channel: Channel::Email,
            at: self.config.now - SECOND.times(draw.int(1, 119)),
            evidence: if is_all { "unsubscribe link" } else { "preference centre" },
        })
    }

    /// The block list handed over by the old mailing tool: about one person in a hundred.
    pub fn suppressions(&self) -> Vec<Suppression> {
        let suppression = |person: &crate::person::Person| {
            let mut draw = Draw::of(self.config.seed, Stream::Late, u64::from(person.index), 2);
            draw.chance(0.011).then(|| Suppression {
                email: person.email().to_owned(),
                reason: if draw.chance(0.85) {
                    SuppressionReason::HardBounce
                } else {
                    SuppressionReason::Complaint
                },
                at: days_before(self.config.now, draw.between(2.0, 700.0)),
            })
        };
        self.people.iter().filter_map(suppression).collect()
    }
}

/// FNV-1a, 64 bits: a stable number for a text. Source: Fowler, Noll, Vo; IETF draft-eastlake-fnv.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
