//! People by the groups of those who can talk to each other.

use std::collections::BTreeMap;

/// People and their outcomes by group of those who can talk to each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Neighbours {
    /// The column that names the groups.
    pub column: String,
    /// Where each metric stands among the sums. One that is no mean, share or ratio is left out; of a ratio
    /// it is what stands above.
    pub metrics: BTreeMap<String, usize>,
    /// By arm.
    pub arms: BTreeMap<String, ArmGroups>,
}

/// The groups that people of one arm stand in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArmGroups {
    /// Names of groups as numbers, ascending, each once.
    pub keys: Vec<u64>,
    /// People of the arm in each.
    pub n_people: Vec<u32>,
    /// Sums over the people of the arm in each, by value.
    pub sums: Vec<Vec<f64>>,
    /// People who stand in no group.
    pub n_alone: u64,
}
