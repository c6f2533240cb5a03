//! SQLite or PostgreSQL by one code path: opening, transactions and locks, the schema, reading cells, writing in bulk.
//!
//! What the rows of a table mean stands in the folder of their noun.

pub(crate) mod bulk;
mod cells;
mod counters;
pub(crate) mod forms;
mod open;
mod page;
mod random;
mod schema;
mod shape;
mod transaction;
mod waiting;

pub(crate) use cells::{Cell, cell, row, stored_as_word};
pub use open::Store;
pub use page::Page;
pub(crate) use random::random_bytes;
pub use transaction::Tx;
pub(crate) use transaction::{Link, Lock, count, execute, maybe, rows};
