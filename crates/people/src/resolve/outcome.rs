//! What resolution answers.

use super::Warning;
use serde::{Deserialize, Serialize};

/// Where a pair is sure enough. Probabilities, 0..=1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// From here on two clusters are one person.
    pub link: f64,
    /// From here on a pair goes to a person to decide.
    pub review: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { link: 0.8, review: 0.1 }
    }
}

/// What members decided; it wins over the model, and over itself a split wins over a merge.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// Record ids that are one person; a pin is a merge with a record of the person.
    pub merges: Vec<(String, String)>,
    /// Record ids that are two people.
    pub splits: Vec<(String, String)>,
}

/// A pair that a person has judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// One record's id.
    pub left: String,
    /// The other's.
    pub right: String,
    /// Whether they are one person.
    pub is_same: bool,
}

/// Why two records are one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Position of one record.
    pub left: usize,
    /// Position of the other.
    pub right: usize,
    /// `same_customer_id`, `same_email`, `same_phone`, `same_anonymous_id`, `similar` or `decided`.
    pub rule: &'static str,
    /// Log odds of the pair alone, in bits.
    pub bits: f64,
    /// Log odds from all records of both sides, in bits; None when a member decided.
    pub joint_bits: Option<f64>,
}

/// Why two records stay apart although they alone would be one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Veto {
    /// Position of one record.
    pub left: usize,
    /// Position of the other.
    pub right: usize,
    /// Log odds of the pair alone, in bits.
    pub bits: f64,
    /// The reason in words, without values.
    pub reason: &'static str,
}

/// A pair that a person should decide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Review {
    /// Position of one record.
    pub left: usize,
    /// Position of the other.
    pub right: usize,
    /// Log odds of the pair, in bits.
    pub bits: f64,
}

/// The partition of the records into people, and its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// By record: the number of its person, 0.. without gaps, in order of the smallest record id.
    pub cluster_of: Vec<u32>,
    /// By person: the number of their household, 0.. without gaps.
    pub household_of: Vec<u32>,
    /// The joins that made the people: one fewer per person than they have records.
    pub links: Vec<Link>,
    /// Pairs kept apart; the strongest of any two people.
    pub vetoes: Vec<Veto>,
    /// Pairs to decide; the strongest of any two people, surest first.
    pub reviews: Vec<Review>,
    /// What stood out in the whole set.
    pub warnings: Vec<Warning>,
    /// Number of pairs compared.
    pub n_candidate_pairs: usize,
}
