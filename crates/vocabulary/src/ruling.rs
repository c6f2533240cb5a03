use crate::VocabularyError;
use crate::channel::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words!(
    /// What a member said of two records.
    RulingKind,
    "kind of ruling",
    "same, different, pinned",
    /// Both records are of one person.
    Same = "same",
    /// They are of two people, whatever speaks for it.
    Different = "different",
    /// The right record stays with the left one, whatever the model says later.
    Pinned = "pinned",
);

words!(
    /// How a member came to say it.
    RulingOrigin,
    "origin of a ruling",
    "member, review, sample",
    /// By themselves.
    Member = "member",
    /// Asked, because the model was not sure.
    Review = "review",
    /// Asked about a link drawn at random from those made automatically, to measure how many are right.
    Sample = "sample",
);
