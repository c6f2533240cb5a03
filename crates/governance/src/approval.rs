use crate::{Act, Actor, Role, Subject};
use serde::{Deserialize, Serialize};
use vocabulary::{Digest, MemberId, Timestamp};

/// Work that somebody wants released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequest {
    /// What, exactly.
    pub subject: Subject,
    /// The member whose work it is.
    pub author: MemberId,
    /// When it was asked for, UTC.
    pub at: Timestamp,
    /// How many findings of severity error the content still has; any refuses the approval.
    pub n_error_findings: usize,
}

/// One member's yes to one exact release.
///
/// The fields are private: [`approve`] makes it, and the store reads it back as the JSON it wrote. It is
/// evidence and not yet the right to release: that is [`crate::Approved`], which checks every rule again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    subject: Subject,
    author: MemberId,
    by: MemberId,
    by_role: Role,
    at: Timestamp,
    is_scripted: bool,
    note: String,
}

impl Approval {
    /// What was approved.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The hash of what was approved.
    pub fn release_hash(&self) -> Digest {
        self.subject.release_hash()
    }

    /// Whose work it is.
    pub fn author(&self) -> &MemberId {
        &self.author
    }

    /// Who said yes.
    pub fn by(&self) -> &MemberId {
        &self.by
    }

    /// In which role.
    pub fn by_role(&self) -> Role {
        self.by_role
    }

    /// When, UTC.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Whether a script gave it in the member's name, as the demo does. The page must say so.
    pub fn is_scripted(&self) -> bool {
        self.is_scripted
    }

    /// What the approver wrote.
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// Why an approval was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// A model or the system tried.
    #[error("`{actor}` cannot approve: only a member can, a model may ask for it")]
    NotAMember {
        /// Who tried.
        actor: String,
    },
    /// The role does not release work.
    #[error("the role `{role}` cannot approve: ask a member with role brand, legal, leader or admin")]
    RoleMayNot {
        /// The approver's role.
        role: Role,
    },
    /// The author tried.
    #[error("nobody approves their own work: ask another member than `{author}`")]
    OwnWork {
        /// The author.
        author: MemberId,
    },
    /// The content is known to be wrong.
    #[error("the content has {n} open error findings: resolve them, then ask again")]
    ErrorFindings {
        /// How many.
        n: usize,
    },
    /// The approval is dated before the request.
    #[error("the approval is dated before it was asked for: check the clock")]
    BeforeRequest,
}

/// Records the yes of `by` to `request`, or why it does not count.
///
/// `is_scripted` says that a script speaks in the member's name; it is kept and shown, never hidden.
///
/// Units: `now` is UTC.
/// Errors: [`Refusal`], in the order of its variants.
/// Source: DESIGN promise P4.
pub fn approve(
    request: &ApprovalRequest,
    by: &Actor,
    is_scripted: bool,
    note: impl Into<String>,
    now: Timestamp,
) -> Result<Approval, Refusal> {
    let Actor::Member { id, role } = by else {
        return Err(Refusal::NotAMember { actor: by.to_string() });
    };
    if !role.may(Act::Approve) {
        return Err(Refusal::RoleMayNot { role: *role });
    }
    if *id == request.author {
        return Err(Refusal::OwnWork { author: id.clone() });
    }
    if 0 < request.n_error_findings {
        return Err(Refusal::ErrorFindings { n: request.n_error_findings });
    }
    if now < request.at {
        return Err(Refusal::BeforeRequest);
    }
    Ok(Approval {
        subject: request.subject,
        author: request.author.clone(),
        by: id.clone(),
        by_role: *role,
        at: now,
        is_scripted,
        note: note.into(),
    })
}
