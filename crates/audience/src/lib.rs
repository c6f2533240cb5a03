//! Who a campaign is for: a definition as code, one person's membership with reasons, and the same
//! definition as one query over the lake.
//!
//! A [`Definition`] is read strictly. [`evaluate`] answers for one person in memory and says why;
//! [`compile`] writes SQL text that answers for all of them. Both must agree on every person: the
//! agreement test runs the text on DataFusion. The crate never runs a query itself, and `now` is an argument.
#![deny(missing_docs)]

#[cfg(feature = "arbitrary")]
pub mod arbitrary;
mod definition;
mod evaluate;
mod facts;
mod mention;
mod sentence;
mod sql;
mod traits;
mod whole;

pub use definition::{
    Behaviour, Condition, ConsentTest, Definition, DefinitionError, Fault, TraitRule, TraitTest,
};
pub use evaluate::{Counting, Membership, Reason, evaluate};
pub use facts::{ConsentFact, EventFact, PersonFacts, TraitValue};
pub use mention::{Mention, Named};
pub use sentence::sentence;
pub use sql::compile;
pub use traits::{TRAITS, TraitKind, trait_kind};
