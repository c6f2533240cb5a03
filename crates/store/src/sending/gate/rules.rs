//! By what the gate decides.

use crate::{Lease, People};
use consent::{ApprovalProof, Policy, Request};
use vocabulary::Timestamp;

/// By what the gate decides, the same for every arm.
#[derive(Debug, Clone, Copy)]
pub struct GateRules<'a> {
    /// The brand's rules of contact.
    pub policy: &'a Policy,
    /// What is asked.
    pub request: &'a Request,
    /// The proof that the release is approved; without it everything is denied.
    pub approval: Option<&'a ApprovalProof>,
    /// How long a transmission may take before it counts as crashed.
    pub lease: Lease,
    /// Who has which addresses and identifiers now.
    pub people: People<'a>,
    /// The moment that exposures and sends carry: the workspace's date, where a simulated one stands still.
    pub recorded_at: Timestamp,
}
