//! Who is who: normalises records, links them, keeps person ids stable and says why.
//!
//! Enter at [`Corpus`], which takes records of any [`Schema`], and [`unify`], which learns a [`Model`] of
//! them and resolves them into people. [`person_ids`] gives the people ids that survive a re-run,
//! [`survive`] picks one value per trait, [`explain`] and [`Comparer`] tell why.
//! The crate is pure: it reads no file, no clock and no random number, and its answer does not depend
//! on the order of its input. The original values are never changed.
#![deny(missing_docs)]

mod ceiling;
mod comparable;
mod corpus;
mod explain;
mod holders;
mod identity;
mod quality;
mod record;
mod resolve;
mod schema;
mod survive;

pub use ceiling::{Reach, reach};
pub use comparable::{Normalised, handles, identifiers, normalise};
pub use corpus::{Corpus, CorpusBuilder};
pub use explain::explain;
pub use holders::Holders;
pub use identity::{Identities, cluster_ids, person_ids};
pub use quality::{ClusterQuality, PairQuality, clusterwise, pairwise};
pub use record::Record;
pub use resolve::{
    Comparer, Comparison, Decisions, FieldModel, Label, Lift, Link, Model, Resolution, Resolver, Review,
    Sequence, Settled, Shares, Thresholds, Together, Update, Veto, Warning, candidate_pairs, fit,
    probability, resolve, unify, unify_and_visit,
};
pub use schema::{Meaning, Role, Schema, guess_roles, meaning, meanings};
pub use survive::{
    ACCOUNT, Conflict, Said, Strategy, Survivor, Survivorship, Trait, survive, surviving_values, survivors,
};
