use super::levels::N_LEVELS;
use crate::corpus::slot::*;
use serde::{Deserialize, Serialize};

/// Everything that fitting learnt: resolution with the same model and records gives the same answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Number of records it was fitted on.
    pub n_records: usize,
    /// Log odds, in bits, that two records drawn at random are one person.
    pub person_bits: f64,
    /// Log odds, in bits, that they are two people of one household.
    pub household_bits: f64,
    /// By field its levels.
    pub fields: Vec<FieldModel>,
    /// By field the values that are more frequent than one in all; behind them mailbox names and the domains of addresses.
    pub shares: Vec<Shares>,
    /// What one field's agreement already tells of another's.
    pub lifts: Vec<Lift>,
    /// Values that come together on several people's records, and what the second then still says. Sorted.
    #[serde(default)]
    pub together: Vec<Together>,
    /// Sequences of values, in which a slip says little. Sorted.
    #[serde(default)]
    pub runs: Vec<Sequence>,
    /// Blocks that were too large and are split by further fields. Sorted.
    pub hot_blocks: Vec<u64>,
    /// Passes of blocking that found as good as nobody here and are left out, one bit each.
    pub idle_passes: u64,
    /// Sources that hold nobody twice: name, and the bits against two of its records being one person.
    pub unique_sources: Vec<(String, f64)>,
}

/// The probabilities of a field's levels, best first, the last for "different".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldModel {
    /// The field.
    pub name: String,
    /// Among pairs of one person; sums to 1.
    pub m: Vec<f64>,
    /// Among pairs of strangers; sums to 1.
    pub u: Vec<f64>,
    /// Among pairs of two people of one household; None when a household does not share this.
    pub household: Option<Vec<f64>>,
}

/// How rare the values of a field are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Bits of a value that is not listed: minus the logarithm of its share among strangers.
    pub unlisted_bits: f32,
    /// Hash and bits of the others, sorted by hash.
    pub listed: Vec<(u32, f32)>,
}

/// How much likelier strangers agree in a field when they agree in another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lift {
    /// The field that agrees.
    pub given: usize,
    /// The field that then says less.
    pub field: usize,
    /// By level, from 1: bits to take off.
    pub bits: Vec<f32>,
}

/// A value that comes with another: whoever has the shop's phone has its street.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Together {
    /// The field of the value that tells.
    pub given: usize,
    /// Its hash.
    pub given_hash: u32,
    /// The field of the value that comes with it.
    pub field: usize,
    /// Its hash.
    pub hash: u32,
    /// What it still says: minus the logarithm of its share among the people who have the other.
    pub bits: f32,
}

impl Together {
    /// The place in the order.
    pub(super) fn key(&self) -> (usize, u32, usize, u32) {
        (self.given, self.given_hash, self.field, self.hash)
    }
}

/// Values that differ in their last digit only: the lines of an office, the houses of a street.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    /// The field.
    pub field: usize,
    /// Hash of what they have in common.
    pub stem: u32,
    /// Minus the logarithm of the probability that a stranger's value is one of the others.
    pub bits: f32,
}

/// A field before anything is learnt.
pub(super) struct Prior {
    pub(super) name: &'static str,
    pub(super) m: &'static [f64],
    pub(super) u: &'static [f64],
    pub(super) household: Option<&'static [f64]>,
}

/// What is known of people's records before any is seen: how often a person's own values agree, how
/// often strangers' do, and a household's. Data move these; few data move them little.
// tidy: list
pub(super) const PRIORS: [Prior; 16] = [
    Prior {
        name: "given name",
        m: &[0.77, 0.07, 0.07, 0.03, 0.03, 0.01, 0.02],
        u: &[0.005, 0.004, 0.003, 0.02, 0.03, 0.05, 0.888],
        household: Some(&[0.05, 0.004, 0.003, 0.02, 0.03, 0.07, 0.823]),
    },
    Prior {
        name: "family name",
        m: &[0.83, 0.08, 0.02, 0.02, 0.01, 0.04],
        u: &[0.001, 0.0005, 0.002, 0.03, 0.00001, 0.96649],
        household: Some(&[0.75, 0.06, 0.02, 0.02, 0.001, 0.149]),
    },
    Prior { name: "middle name", m: &[0.6, 0.3, 0.1], u: &[0.01, 0.06, 0.93], household: None },
    Prior { name: "suffix", m: &[0.3, 0.01, 0.69], u: &[0.01, 0.01, 0.98], household: None },
    Prior {
        name: "birth date",
        m: &[0.87, 0.06, 0.02, 0.01, 0.04],
        u: &[0.0001, 0.0015, 0.003, 0.02, 0.9754],
        household: None,
    },
    Prior { name: "gender", m: &[0.97, 0.03], u: &[0.5, 0.5], household: None },
    Prior {
        name: "e-mail",
        m: &[0.6, 0.05, 0.05, 0.03, 0.03, 0.24],
        u: &[1e-6, 2e-6, 2e-6, 2e-5, 1e-5, 0.999965],
        household: Some(&[0.13, 0.005, 0.005, 0.01, 0.005, 0.845]),
    },
    Prior {
        name: "phone",
        m: &[0.65, 0.03, 0.32],
        u: &[1e-6, 1e-6, 0.999998],
        household: Some(&[0.4, 0.02, 0.58]),
    },
    Prior {
        name: "street",
        m: &[0.65, 0.1, 0.03, 0.22],
        u: &[1e-5, 1e-4, 0.002, 0.99789],
        household: Some(&[0.75, 0.12, 0.02, 0.11]),
    },
    Prior {
        name: "postcode",
        m: &[0.75, 0.03, 0.06, 0.16],
        u: &[1e-3, 1e-3, 0.01, 0.988],
        household: Some(&[0.82, 0.04, 0.05, 0.09]),
    },
    Prior {
        name: "city",
        m: &[0.8, 0.06, 0.14],
        u: &[0.003, 0.002, 0.995],
        household: Some(&[0.85, 0.06, 0.09]),
    },
    Prior { name: "state", m: &[0.92, 0.08], u: &[0.05, 0.95], household: Some(&[0.95, 0.05]) },
    Prior { name: "customer id", m: &[0.9, 0.1], u: &[1e-6, 0.999999], household: None },
    Prior { name: "browser or device", m: &[0.8, 0.2], u: &[1e-6, 0.999999], household: Some(&[0.1, 0.9]) },
    Prior { name: "national id", m: &[0.9, 0.05, 0.05], u: &[1e-6, 1e-5, 0.99], household: None },
    Prior { name: "attribute", m: &[0.7, 0.1, 0.2], u: &[0.02, 0.01, 0.97], household: None },
];

/// The prior of a field; attributes share one.
pub(super) fn prior(field: usize) -> Option<&'static Prior> {
    PRIORS.get(field.min(ATTRIBUTE))
}

/// Records fewer than this are taken to come from a population of this size: among ten records a
/// shared name says no less than among a thousand.
pub(crate) const N_POPULATION_MIN: usize = 1000;

impl Model {
    /// A model that knows only what is known of people everywhere.
    pub(super) fn unfitted(n_records: usize, attributes: &[String]) -> Model {
        let population = n_records.max(N_POPULATION_MIN) as f64;
        let fields = (0..N_FIELDS)
            .filter_map(|field| {
                let prior = prior(field)?;
                let name = match field.checked_sub(ATTRIBUTE).and_then(|at| attributes.get(at)) {
                    Some(column) => column.clone(),
                    None => prior.name.to_owned(),
                };
                let n_levels = usize::from(N_LEVELS.get(field).copied().unwrap_or(0));
                let of = |list: &[f64]| list.iter().copied().take(n_levels).collect::<Vec<f64>>();
                Some(FieldModel { name, m: of(prior.m), u: of(prior.u), household: prior.household.map(of) })
            })
            .collect();
        Model {
            n_records,
            person_bits: (1.0 / population).log2(),
            household_bits: (0.35 / population).log2(),
            fields,
            shares: Vec::new(),
            lifts: Vec::new(),
            together: Vec::new(),
            runs: Vec::new(),
            hot_blocks: Vec::new(),
            idle_passes: 0,
            unique_sources: Vec::new(),
        }
    }
}
