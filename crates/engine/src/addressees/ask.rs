//! What is asked of the gate, and its answer.

use consent::{Denial, Policy};
use vocabulary::{Channel, Purpose, Redacted};

/// For what somebody would be written to.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// By which way.
    pub channel: Channel,
    /// For all of these purposes.
    pub purposes: &'a [Purpose],
    /// The rules of contact; without them frequency and hours are not asked.
    pub policy: Option<&'a Policy>,
}

/// The address a message would go to, or what stands in the way.
pub type Answer = Result<Redacted<String>, Denial>;
