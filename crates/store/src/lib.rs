//! The store: everything that must be transactional, in SQLite or PostgreSQL, by one code path.
//!
//! Entry points: [`Store::open`], then a method per noun; [`Store::begin`] gives a [`Tx`] for what must
//! happen together (a decision and its audit entry). Every row carries its workspace and every
//! statement names it. Nothing here knows the time: `now` is an argument.
//!
//! Invariants: SQLite has one writer connection and its commits are on disk before they return
//! (`synchronous = FULL`), so that acknowledged means durable; bulk writes are one statement per chunk,
//! never one per row; only this crate and `lake` know SQL.

mod approvals;
mod audit;
mod bulk;
mod campaigns;
mod cells;
mod changes;
mod comparing;
mod consents;
mod counters;
mod covered;
mod definitions;
mod deliveries;
mod drafts;
mod entries;
mod error;
mod forms;
mod gate;
mod gate_clock;
mod gate_evidence;
mod imports;
mod intake;
mod jobs;
mod keeper;
mod keys;
mod link;
mod making;
mod may;
mod member_links;
mod members;
mod membership;
mod mending;
mod open;
mod originals;
mod outbox;
mod page;
mod pilots;
mod placements;
mod planned;
mod proof;
mod quarantine;
mod reach;
mod redirects;
mod removal;
mod rulings;
mod schema;
mod seats;
mod sessions;
mod settlement;
mod shape;
mod standing;
mod statements;
mod telling;
mod ties;
mod trust;
mod turns;
mod untold;
mod uploads;
mod variants;
mod waiting;
mod witness;
mod workspaces;

pub use audit::{AuditEntry, AuditReport, NewAudit};
pub use campaigns::{Campaign, CampaignKey};
pub use consents::{CONSENTS, LedgerLine};
pub use covered::NOT_COVERED;
pub use definitions::{Definition, DefinitionVersion, NewDefinition};
pub use deliveries::{Claimed, Delivery, Lease, Planned};
pub use drafts::{Draft, NewDraft};
pub use entries::RowSaid;
pub use error::StoreError;
pub use gate::{EXPOSURES, GateRules, Gated};
pub use imports::Import;
pub use intake::{PendingEvent, TakenEvents};
pub use jobs::{Job, JobEnd, JobLine, NewJob, Progress, Times};
pub use keeper::AuditKeeper;
pub use keys::WriteKey;
pub use link::Tx;
pub use making::NewWorkspace;
pub use member_links::{LinkKind, MemberLink};
pub use members::{Member, NewMember};
pub use mending::{Mended, Mending};
pub use open::Store;
pub use originals::Original;
pub use outbox::{OutboxRow, PendingRow};
pub use page::Page;
pub use pilots::{KeptResult, PilotResult, ResultKind};
pub use placements::{Placement, PlannedExposure};
pub use planned::PlannedRows;
pub use proof::{ArmCount, CountProof, Exposure, SuppressionCount};
pub use quarantine::{FailedReplay, QuarantineFilter, QuarantineRow, QuarantineSummary, Rejected, Waiting};
pub use reach::{Address, People, Reachable};
pub use removal::{Holdings, Removed, RemovedWorkspace};
pub use rulings::{NewRuling, Ruling};
pub use seats::Seat;
pub use sessions::{Ending, NewSession, Session};
pub use settlement::{OpenTransmission, Outcome, Recovered, Settled, Transport};
pub use standing::RowNow;
pub use statements::{Filed, Rows};
pub use trust::SourceTrusts;
pub use turns::Mailbox;
pub use untold::{UNTOLD, Untold};
pub use uploads::{NewUpload, Upload};
pub use variants::{StoredVariant, VariantStatus};
pub use workspaces::Workspace;
