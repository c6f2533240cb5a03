//! The ledger of consents: what rows say of whom, which of it stands, and what a no under one handle closes.

mod ledger;
mod said;
mod standing;
mod statements;
mod ties;

pub use ledger::{CONSENTS, LedgerLine};
pub use said::RowSaid;
pub use standing::RowNow;
pub use statements::{Filed, Rows};
pub(crate) use ties::Ties;
