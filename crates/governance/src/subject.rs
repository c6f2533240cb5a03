use crate::RiskTier;
use serde::{Deserialize, Serialize};
use std::fmt;
use vocabulary::Digest;

/// Everything an approval is bound to. Change one part, and the approval is stale.
///
/// The risk tier is a part as well: otherwise lowering it after the first of two approvals would release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The exact messages of every arm.
    pub content: Digest,
    /// The audience's definition.
    pub audience: Digest,
    /// When it goes out.
    pub schedule: Digest,
    /// The experiment's design.
    pub design: Digest,
    /// The contact policy.
    pub policy: Digest,
    /// Whom the workspace keeps back above the experiment; `None` where nobody is. An approval from before this was
    /// a part has none either, and so says nothing of a workspace that keeps somebody back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holdouts: Option<Digest>,
    /// How much harm is possible.
    pub risk_tier: RiskTier,
    /// Which version of the encodings these digests are of; see [`Subject::ENCODING`].
    #[serde(default)]
    pub encoding: u8,
}

impl Subject {
    /// The version of the encodings that digests are taken of: each part writes its fields out one by one, and
    /// golden tests pin what comes of it. 0 stands for programs that hashed what a debugger prints of a part;
    /// an approval of another version says nothing of this one and must be asked for again.
    pub const ENCODING: u8 = 1;

    /// The one hash that names this exact release.
    pub fn release_hash(&self) -> Digest {
        // The hash of an approval from before encodings had a version stays what it was.
        let version: &[u8] = if self.encoding == 0 { b"truelift release 1" } else { b"truelift release 2" };
        let parts = [
            version,
            self.content.as_bytes(),
            self.audience.as_bytes(),
            self.schedule.as_bytes(),
            self.design.as_bytes(),
            self.policy.as_bytes(),
            self.risk_tier.as_str().as_bytes(),
        ];
        // Where nobody is kept back the hash is what it was before holdouts were a part.
        let holdouts = self.holdouts.as_ref().map(|holdouts| holdouts.as_bytes().as_slice());
        Digest::of(parts.into_iter().chain(holdouts))
    }

    /// The parts in which `self` and `other` differ; empty when they are the same release.
    pub fn changed_from(&self, other: &Subject) -> Vec<Part> {
        // Digests of other encodings differ whether or not anything was changed.
        if self.encoding != other.encoding {
            return vec![Part::Encoding];
        }
        [
            (Part::Content, self.content != other.content),
            (Part::Audience, self.audience != other.audience),
            (Part::Schedule, self.schedule != other.schedule),
            (Part::Design, self.design != other.design),
            (Part::Policy, self.policy != other.policy),
            (Part::Holdouts, self.holdouts != other.holdouts),
            (Part::RiskTier, self.risk_tier != other.risk_tier),
        ]
        .into_iter()
        .filter_map(|(part, is_changed)| is_changed.then_some(part))
        .collect()
    }
}

/// One part of a [`Subject`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The messages.
    Content,
    /// The audience's definition.
    Audience,
    /// The send time.
    Schedule,
    /// The experiment's design.
    Design,
    /// The contact policy.
    Policy,
    /// Whom the workspace keeps back above the experiment.
    Holdouts,
    /// The risk tier.
    RiskTier,
    /// How releases are hashed.
    Encoding,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Content => "content",
            Part::Audience => "audience",
            Part::Schedule => "schedule",
            Part::Design => "experiment design",
            Part::Policy => "contact policy",
            Part::Holdouts => "holdouts above the experiment",
            Part::RiskTier => "risk tier",
            Part::Encoding => {
                "the way releases are hashed (this program is another version than the one it was given in)"
            }
        })
    }
}
