//! What comes in: files and events, the keys it comes by, how far a source's word counts, and rows that wait for a
//! mending.

mod imports;
mod intake;
mod keys;
mod mending;
mod originals;
mod quarantine;
mod trust;
mod uploads;

pub use imports::Import;
pub use intake::{PendingEvent, TakenEvents};
pub use keys::WriteKey;
pub use mending::{Mended, Mending};
pub use originals::Original;
pub use quarantine::{FailedReplay, QuarantineFilter, QuarantineRow, QuarantineSummary, Rejected, Waiting};
pub use trust::SourceTrusts;
pub use uploads::{NewUpload, Upload};
