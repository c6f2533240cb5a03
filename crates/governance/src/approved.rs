use crate::{Act, Approval, Part, Role, Subject};
use consent::ApprovalProof;
use serde::Serialize;
use std::collections::BTreeMap;
use vocabulary::{Digest, MemberId};

/// An item that enough of the right people approved, exactly as it is. Made only by [`Approved::check`].
///
/// Whatever releases takes an `Approved<T>` and not a `T`, so that an unapproved item does not compile:
/// ```compile_fail
/// let forged = governance::Approved { item: "hello", release_hash: todo!(), approvals: vec![] };
/// ```
#[derive(Debug)]
pub struct Approved<T> {
    item: T,
    release_hash: Digest,
    // INVARIANT: never empty, one per approver, each for `release_hash`, oldest first.
    approvals: Vec<Approval>,
    proof: ApprovalProof,
}

impl<T> Approved<T> {
    /// Checks that `approvals` release `subject` as it is now, and binds `item` to it.
    ///
    /// `subject` must be computed from `item` and its surroundings at the moment of release, never read back
    /// from where the approval was stored. Approvals of other versions are ignored but explain what changed.
    ///
    /// Errors: [`Stale`] with what to do next.
    /// Source: DESIGN promise P4.
    pub fn check(item: T, subject: &Subject, approvals: &[Approval]) -> Result<Self, Stale> {
        let standing = standing(subject, approvals);
        if standing.is_empty() {
            return Err(nearest(subject, approvals));
        }
        let tier = subject.risk_tier;
        if standing.len() < tier.n_approvers() {
            return Err(Stale::TooFewApprovers { n: standing.len(), n_needed: tier.n_approvers() });
        }
        if let Some(role) = tier.needed_role()
            && !standing.iter().any(|approval| approval.by_role() == role)
        {
            return Err(Stale::RoleMissing { role });
        }
        let release_hash = subject.release_hash();
        let Some(last) = standing.last() else { return Err(Stale::NeverApproved) };
        let proof = ApprovalProof::from_governance(release_hash, last.at());
        Ok(Self { item, release_hash, approvals: standing, proof })
    }

    /// The item.
    pub fn item(&self) -> &T {
        &self.item
    }

    /// The exact release.
    pub fn release_hash(&self) -> Digest {
        self.release_hash
    }

    /// Who released it, one per approver, oldest first; never empty.
    pub fn approvals(&self) -> &[Approval] {
        &self.approvals
    }

    /// What [`consent::decide`] asks for.
    pub fn proof(&self) -> &ApprovalProof {
        &self.proof
    }
}

/// Why nothing may be released as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Stale {
    /// Nobody approved any version.
    #[error("nobody has approved this: ask for an approval")]
    NeverApproved,
    /// An approval exists, for a version that differs.
    #[error("the approval is stale, since it was given these changed: {}; ask for it again", words(parts))]
    Changed {
        /// What changed since the latest approval.
        parts: Vec<Part>,
    },
    /// More people must look at it.
    #[error("{n} of {n_needed} approvers said yes: ask another member")]
    TooFewApprovers {
        /// How many different people approved.
        n: usize,
        /// How many the risk tier asks for.
        n_needed: usize,
    },
    /// A role that the risk tier asks for is not among the approvers.
    #[error("an approval by a member with role `{role}` is missing: ask one")]
    RoleMissing {
        /// Which.
        role: Role,
    },
}

/// The approvals that count for `subject`: of this version, by a role that may, one per approver, and none by
/// anybody who is author of this version in any request (two authors must not approve each other's copy).
fn standing(subject: &Subject, approvals: &[Approval]) -> Vec<Approval> {
    let of_this = || approvals.iter().filter(|approval| approval.subject() == subject);
    let mut first: BTreeMap<&MemberId, &Approval> = BTreeMap::new();
    for approval in of_this() {
        let is_author = of_this().any(|other| other.author() == approval.by());
        if is_author || !approval.by_role().may(Act::Approve) {
            continue;
        }
        let held = first.entry(approval.by()).or_insert(approval);
        if approval.at() < held.at() {
            *held = approval;
        }
    }
    let mut standing: Vec<Approval> = first.into_values().cloned().collect();
    standing.sort_by_key(Approval::at);
    standing
}

fn nearest(subject: &Subject, approvals: &[Approval]) -> Stale {
    let of_other = approvals.iter().filter(|approval| approval.subject() != subject);
    match of_other.max_by_key(|approval| approval.at()) {
        Some(latest) => Stale::Changed { parts: subject.changed_from(latest.subject()) },
        None => Stale::NeverApproved,
    }
}

fn words(parts: &[Part]) -> String {
    parts.iter().map(Part::to_string).collect::<Vec<_>>().join(", ")
}
