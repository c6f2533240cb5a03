//! What the lake knows of people: every query that more than one step asks of them, and how far a source's word counts.

mod accounts;
mod everybody;
mod happened;
mod ids;
mod members;
mod read;
mod renewed;
mod said;
mod source_records;
mod strata;
mod told;
mod traits;
pub mod trust;
mod units;
pub mod views;

pub(crate) use everybody::Directories;
pub use everybody::{EventName, Everybody, event_names, everybody, unsure_pairs};
pub use happened::{Happened, happened_to};
pub use ids::{quoted, wanted};
pub use members::{count, identifiers_of, members, members_sql};
pub use read::{
    COLUMNS, Recent, ledger_keys, new_ledger_keys, new_records, person_of, recent, records_by_id,
    records_of_several, texts,
};
pub use read::{record_ids_of, record_map, records_of};
pub use renewed::Fresh;
pub(crate) use said::names as trait_names;
pub use source_records::{SourceRecord, read_source_records, source_records_by_id};
pub use told::{COMBINATION, Carried, SEEN, Told, hash, hash_of, meant};
pub use traits::Traits;
pub use units::{Ids, Units, check_units};
