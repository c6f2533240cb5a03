use crate::{Act, Approval, Part, Role, Subject};
use consent::ApprovalProof;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Digest, MemberId, Timestamp};

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
    pub fn check(
        item: T,
        subject: &Subject,
        approvals: &[Approval],
        objections: &Objections,
    ) -> Result<Self, Stale> {
        if let Some(wanted) = objections.changes.as_ref().filter(|wanted| !wanted.is_answered) {
            return Err(Stale::ChangesAsked { by: wanted.by.clone(), note: wanted.note.clone() });
        }
        let standing = standing(subject, approvals, objections);
        if standing.is_empty() {
            return Err(match &objections.changes {
                Some(wanted) => Stale::NotSince { by: wanted.by.clone() },
                None => nearest(subject, approvals),
            });
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

/// What stands against approvals of this exact version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Objections {
    /// Members whose own work it is, beside those who asked for approval: their word does not count.
    pub authors: BTreeSet<MemberId>,
    /// Changes that a reviewer asked for: approvals from before do not count.
    pub changes: Option<ChangesWanted>,
}

/// Changes that a reviewer asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesWanted {
    /// The reviewer's name.
    pub by: String,
    /// What is to be changed.
    pub note: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// Whether an author said since that it stays as it is.
    pub is_answered: bool,
}

impl ChangesWanted {
    /// Whether an approval is from before, and so without effect.
    pub fn voids(&self, approval: &Approval) -> bool {
        approval.at() < self.at
    }
}

/// Why nothing may be released as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Stale {
    /// Nobody approved any version.
    #[error("nobody has approved this yet")]
    NeverApproved,
    /// A reviewer wants it otherwise.
    #[error("{by} asked for changes to this version ({note}): change it, or ask for approval again")]
    ChangesAsked {
        /// Whose name.
        by: String,
        /// What is to be changed.
        note: String,
    },
    /// Approvals are older than what a reviewer wanted changed.
    #[error(
        "nobody has approved this since {by} asked for changes: a member who has not approved it before does, or it is changed"
    )]
    NotSince {
        /// Whose name.
        by: String,
    },
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
/// anybody who is author of this version in any request (two authors must not approve each other's copy) or whose
/// own work it is, and none from before changes were asked for.
fn standing(subject: &Subject, approvals: &[Approval], objections: &Objections) -> Vec<Approval> {
    let of_this = || approvals.iter().filter(|approval| approval.subject() == subject);
    let mut first: BTreeMap<&MemberId, &Approval> = BTreeMap::new();
    for approval in of_this() {
        let is_author = objections.authors.contains(approval.by())
            || of_this().any(|other| other.author() == approval.by());
        let is_void = objections.changes.as_ref().is_some_and(|wanted| wanted.voids(approval));
        if is_author || is_void || !approval.by_role().may(Act::Approve) {
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
