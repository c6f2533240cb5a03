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
pub use identity::{Identities, cluster_ids, person_ids};
pub use normalise::{
    Address, Change, Changes, DateReading, Day, DayOrder, Line, Name, Normalised, Phone, Reading, Reason,
    Status, Unusable, ValueKind, anonymous_id_into, birth_date, city, city_into, country, country_into,
    customer_id, customer_id_into, date, date_into, email, email_into, full_name, given_and_family,
    identifier, identifiers, is_phone_country, language, language_into, line, mailbox, mailbox_into,
    normalise, phone, phone_in_full, phone_into, postcode, postcode_into, state, state_into, street,
    street_into, text_into,
};
pub use quality::{ClusterQuality, PairQuality, clusterwise, pairwise};
pub use record::Record;
pub use resolve::{
    Comparer, Comparison, Decisions, FieldModel, Label, Lift, Link, Model, Resolution, Resolver, Review,
    Settled, Shares, Thresholds, Update, Veto, Warning, candidate_pairs, fit, probability, resolve, unify,
    unify_and_visit,
};
pub use schema::{Role, Schema, guess_roles};
pub use survive::{ACCOUNT, Conflict, Said, Strategy, Survivor, Survivorship, Trait, survive, survivors};
