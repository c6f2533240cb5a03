//! Who is who: normalises records, links them, keeps person ids stable and says why.
//!
//! Enter at [`resolve`]: records in, clusters with reasons out. [`person_ids`] gives the clusters ids
//! that survive a re-run, [`survive`] picks one value per trait, [`explain`] tells it in words.
//! The crate is pure: it reads no file, no clock and no random number, and its answer does not depend
//! on the order of its input. The original values are never changed.
#![deny(missing_docs)]

mod explain;
mod identity;
mod normalise;
mod quality;
mod record;
mod resolve;
mod survive;

pub use explain::explain;
pub use identity::{Identities, person_ids};
pub use normalise::{
    Normalised, Unusable, birth_date, city, country, customer_id, email, given_and_family, identifier,
    identifiers, mailbox, normalise, phone, postcode, state, street,
};
pub use quality::{PairQuality, pairwise};
pub use record::Record;
pub use resolve::{Link, Resolution, Rules, Veto, Warning, resolve};
pub use survive::{Trait, survive};
