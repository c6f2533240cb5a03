//! Who is who: normalises records, links them, keeps person ids stable and says why.
//!
//! Enter at [`Corpus`], which takes records of any [`Schema`], and [`unify`], which learns a [`Model`] of
//! them and resolves them into people. [`person_ids`] gives the people ids that survive a re-run,
//! [`survive`] picks one value per trait, [`explain`] and [`Comparer`] tell why.
//! The crate is pure: it reads no file, no clock and no random number, and its answer does not depend
//! on the order of its input. The original values are never changed.
#![deny(missing_docs)]

mod corpus;
mod explain;
mod identity;
mod normalise;
mod quality;
mod record;
mod resolve;
mod schema;
mod survive;

pub use corpus::{Corpus, CorpusBuilder};
pub use explain::explain;
pub use identity::{Identities, person_ids};
pub use normalise::{
    Normalised, Unusable, birth_date, city, country, customer_id, email, given_and_family, identifier,
    identifiers, mailbox, normalise, phone, postcode, state, street,
};
pub use quality::{ClusterQuality, PairQuality, clusterwise, pairwise};
pub use record::Record;
pub use resolve::{
    Comparer, Comparison, Decisions, FieldModel, Label, Lift, Link, Model, Resolution, Review, Shares, Thresholds,
    Veto, Warning, candidate_pairs, fit, probability, resolve, unify,
};
pub use schema::{Role, Schema};
pub use survive::{Trait, survive};
