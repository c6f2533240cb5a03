//! The store: everything that must be transactional, in SQLite or PostgreSQL, by one code path.
//!
//! Entry points: [`Store::open`], then a method per noun; [`Store::begin`] gives a [`Tx`] for what must
//! happen together (a decision and its audit entry). Every row carries its workspace and every
//! statement names it. Nothing here knows the time: `now` is an argument.
//!
//! Invariants: SQLite has one writer connection and its commits are on disk before they return
//! (`synchronous = FULL`), so that acknowledged means durable; bulk writes are one statement per chunk,
//! never one per row; only this crate and `lake` know SQL.

mod audit;
mod consents;
mod database;
mod definitions;
mod error;
mod gathering;
mod jobs;
mod members;
mod outbox;
mod people;
mod sending;
mod workspaces;

pub use audit::{AuditEntry, AuditKeeper, AuditReport, NOT_COVERED, NewAudit, UNTOLD, Untold};
pub use consents::{CONSENTS, Filed, LedgerLine, RowNow, RowSaid, Rows};
pub use database::{Page, Store, Tx};
pub use definitions::{
    Definition, DefinitionVersion, Draft, KeptResult, NewDefinition, NewDraft, PilotResult, ResultKind,
    StoredVariant, VariantStatus,
};
pub use error::StoreError;
pub use gathering::{
    FailedReplay, Import, Mended, Mending, NewUpload, Original, PendingEvent, QuarantineFilter,
    QuarantineRow, QuarantineSummary, Rejected, SourceTrusts, TakenEvents, Upload, Waiting, WriteKey,
};
pub use jobs::{Job, JobEnd, JobLine, NewJob, Progress, Times};
pub use members::{Ending, LinkKind, Member, MemberLink, NewMember, NewSession, Seat, Session};
pub use outbox::{OutboxRow, PendingRow};
pub use people::{Address, NewRuling, People, Reachable, Ruling};
pub use sending::{
    ArmCount, Campaign, CampaignKey, Claimed, CountProof, Delivery, EXPOSURES, Exposure, GateRules, Gated,
    Lease, Mailbox, OpenTransmission, Outcome, Placement, Planned, PlannedExposure, PlannedRows, Recovered,
    Settled, SuppressionCount, Transport,
};
pub use workspaces::{Holdings, NewWorkspace, Removed, RemovedWorkspace, Workspace};
