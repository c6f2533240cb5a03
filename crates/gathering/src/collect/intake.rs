//! Good rows into the lake and the ledger, bad rows into quarantine, and what became of each.

use super::conflict::differences;
use super::consents::{ConsentCounts, Entered, SaidSoFar, enter};
use super::rows_now::Came;
use super::silence::{Silent, missing, silent};
use arrow::array::{ArrayRef, Int64Array, RecordBatch, TimestampMicrosecondArray};
use arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use engine::{Engine, EngineError};
use lake::{FileKeys, Landing, Rehearsal, Table, Taken};
use sources::{Accepted, AsCame, Changes, Contract, Format, Intake, Lands, Rejected, Rule, Said};
use std::sync::Arc;
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Where rows come from and what is to be done with them.
pub(super) struct Way<'a> {
    pub(super) source: &'a str,
    /// The name of the file, as quarantined rows carry it.
    pub(super) file: &'a str,
    /// `None` for messages, whose contract is the Segment spec.
    pub(super) contract: Option<&'a Contract>,
    /// Everything is checked, nothing is written.
    pub(super) is_dry_run: bool,
    /// When the file was written: the moment of what its rows say of people and give no date. Never of a consent.
    pub(super) written_at: Option<Timestamp>,
    /// Whether its rows are all that their source says now: a row that a member mends is as old as its file, and takes
    /// back nothing by what it leaves out.
    pub(super) is_whole: bool,
    /// Whether they are read again, as of the moment they came.
    pub(super) is_again: bool,
    /// Whether the very same file came before: what it says without a moment it said then.
    pub(super) is_known: bool,
}

/// What a file has had so far.
#[derive(Default)]
pub(super) struct SoFar {
    records: (FileKeys, Rehearsal),
    events: (FileKeys, Rehearsal),
    consents: SaidSoFar,
}

/// What became of good rows.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) n_new: u64,
    pub(super) n_changed: u64,
    pub(super) n_same: u64,
    pub(super) n_dropped: u64,
    /// Of the changed ones those that are the same but for what they say of consent.
    pub(super) n_consent_only: u64,
    /// What was said of consent.
    pub(super) consents: ConsentCounts,
    /// Rows that contradict a log.
    pub(super) conflicts: Vec<Rejected>,
}

impl Way<'_> {
    fn changes(&self, lands: Lands) -> lake::Changes {
        match self.contract.map_or(Changes::Log, |contract| contract.changes_of(lands)) {
            Changes::Log => lake::Changes::Log,
            Changes::State => lake::Changes::State,
        }
    }

    fn changes_of_consents(&self) -> Changes {
        self.contract.map_or(Changes::State, |contract| contract.changes_of(Lands::Consents))
    }

    /// The rows of a state that say nothing of consent.
    fn silent(
        &self,
        workspace: &WorkspaceId,
        accepted: (Option<&RecordBatch>, &[Said], &AsCame),
        arrived_at: Timestamp,
    ) -> Result<Vec<Silent>, EngineError> {
        let intake = Intake { workspace: workspace.clone(), arrived_at };
        self.telling().map_or(Ok(Vec::new()), |contract| silent(contract, accepted, &intake))
    }

    /// As [`Way::silent`], among the rejected rows.
    pub(super) fn missing(&self, rejected: &[Rejected]) -> Vec<Silent> {
        // Of a log too: a yes that is not believed any more is none.
        self.of_consents().map(|contract| missing(contract, rejected)).unwrap_or_default()
    }

    /// The contract where its rows tell how consent stands.
    fn telling(&self) -> Option<&Contract> {
        self.of_consents().filter(|_| self.changes_of_consents() == Changes::State)
    }

    /// The contract where whole rows of it speak of consent.
    fn of_consents(&self) -> Option<&Contract> {
        self.contract.filter(|contract| self.is_whole && contract.lands.contains(&Lands::Consents))
    }

    /// Whether its rows tell how it stands, and not what happened once.
    fn is_state(&self) -> bool {
        self.changes(Lands::Records) == lake::Changes::State
    }

    /// A message's time is corrected by the sender's clock each time it is sent, so it is not what tells two apart.
    fn besides(&self) -> &'static [&'static str] {
        let is_message = self.contract.is_none_or(|contract| contract.format == Format::Segment);
        if is_message { &["occurred_at", "observed_at"] } else { &[] }
    }
}

impl Way<'_> {
    fn came(&self, at: Timestamp) -> Came {
        Came { at, written_at: self.written_at, is_again: self.is_again, is_known: self.is_known }
    }
}

/// Takes in what was accepted; `beside` are rows that were not and that say nothing of consent any more.
pub(super) async fn take_in(
    engine: &Engine,
    workspace: &WorkspaceId,
    way: &Way<'_>,
    so_far: &mut SoFar,
    (accepted, beside): (Accepted, Vec<Silent>),
    landing_id: &str,
    arrived_at: Timestamp,
) -> Result<Tally, EngineError> {
    let Accepted { records, events, consents, as_came } = accepted;
    let mut silent = way.silent(workspace, (records.as_ref(), &consents, &as_came), arrived_at)?;
    silent.extend(beside);
    let raw = as_came.digests().map_err(odd)?;
    let mut tally: Option<Tally> = None;
    // The events of messages stand for all of them; of their records only some name somebody.
    let tables = [
        (Table::Events, Lands::Events, events, &mut so_far.events),
        (Table::Records, Lands::Records, records, &mut so_far.records),
    ];
    for (table, lands, batch, so_far) in tables {
        let Some(batch) = batch else { continue };
        let batch = with_raw(batch, &raw)?;
        let batch = match way.written_at.filter(|_| table == Table::Records && way.is_state()) {
            Some(at) => written(batch, at)?,
            None => batch,
        };
        let ties_people = table == Table::Records || has_aliases(&batch);
        let landing = Landing { id: landing_id, changes: way.changes(lands), besides: way.besides() };
        let taken = match way.is_dry_run {
            true => {
                let so_far = (&mut so_far.0, &mut so_far.1);
                engine
                    .lake()
                    .rehearse(workspace.as_str(), table, &landing, so_far, vec![batch.clone()])
                    .await?
            }
            false => {
                let keys = &mut so_far.0;
                engine.lake().take(workspace.as_str(), table, &landing, keys, vec![batch.clone()]).await?
            }
        };
        // A record, or an alias, may tie an address to one that said no: a release that runs reads people again. Even
        // where all was there: whoever landed it may have been killed before this.
        if ties_people && !way.is_dry_run {
            engine.store().people_written(workspace).await?;
        }
        match &mut tally {
            Some(tally) => tally.add_of_same_rows(taken.n_new + taken.n_changed),
            None => {
                let of_table = Tally {
                    n_new: taken.n_new,
                    n_changed: taken.n_changed,
                    n_same: taken.n_same,
                    n_dropped: taken.n_dropped,
                    conflicts: conflicts(engine, workspace, way, table, &batch, &as_came, &taken).await?,
                    ..Tally::default()
                };
                tally = Some(of_table);
            }
        }
    }
    if !(consents.is_empty() && silent.is_empty()) {
        let so_far = (&mut so_far.consents, way.is_dry_run);
        let changes = way.changes_of_consents();
        let rows = (consents, silent);
        let entered = enter(engine, workspace, rows, changes, so_far, way.came(arrived_at)).await?;
        tally = Some(with_consents(tally, entered));
    }
    Ok(tally.unwrap_or_default())
}

/// What became of rows, with what they say of consent.
fn with_consents(tally: Option<Tally>, entered: Entered) -> Tally {
    let Some(mut tally) = tally else {
        return Tally {
            n_new: entered.n_new,
            n_changed: entered.n_changed,
            n_same: entered.n_same,
            n_dropped: entered.n_dropped,
            conflicts: entered.conflicts,
            n_consent_only: 0,
            consents: entered.counts,
        };
    };
    let n_same = tally.n_same;
    tally.add_of_same_rows(entered.n_new + entered.n_changed);
    (tally.n_consent_only, tally.consents) = (n_same - tally.n_same, entered.counts);
    for conflict in entered.conflicts {
        if tally.conflicts.iter().any(|known| known.line == conflict.line) {
            continue;
        }
        // A row is counted once, and as what is worst of it.
        let counts = [&mut tally.n_same, &mut tally.n_dropped, &mut tally.n_changed, &mut tally.n_new];
        if let Some(count) = counts.into_iter().find(|count| 0 < **count) {
            *count -= 1;
        }
        tally.conflicts.push(conflict);
    }
    tally
}

impl Tally {
    /// Rows that say nothing new in one table may say something in another one: a mended contract reads more.
    fn add_of_same_rows(&mut self, n_said_elsewhere: u64) {
        let n_moved = n_said_elsewhere.saturating_sub(self.n_new + self.n_changed).min(self.n_same);
        self.n_changed += n_moved;
        self.n_same -= n_moved;
    }
}

async fn conflicts(
    engine: &Engine,
    workspace: &WorkspaceId,
    way: &Way<'_>,
    table: Table,
    batch: &RecordBatch,
    as_came: &AsCame,
    taken: &Taken,
) -> Result<Vec<Rejected>, EngineError> {
    if taken.conflicts.is_empty() {
        return Ok(Vec::new());
    }
    let told = differences(engine, workspace, table, batch, &taken.conflicts, way.contract).await?;
    let rows = taken.conflicts.iter().zip(told);
    rows.map(|(row, told)| contradicting(as_came, *row, told.field, told.why)).collect()
}

fn contradicting(
    as_came: &AsCame,
    row: usize,
    field: Option<String>,
    why: String,
) -> Result<Rejected, EngineError> {
    Ok(Rejected {
        line: as_came.lines().get(row).copied().unwrap_or_default(),
        rule: Rule::Conflict.as_str().to_owned(),
        field,
        why,
        original: as_came.original(row).map_err(odd)?,
        key: None,
    })
}

/// The batch with the digests of its rows as they came, where each of them is known.
fn with_raw(batch: RecordBatch, raw: &[Digest]) -> Result<RecordBatch, EngineError> {
    if raw.len() != batch.num_rows() {
        return Ok(batch);
    }
    // Never 0, which stands for a digest that is not known.
    let bits = |digest: &Digest| {
        let bits = digest.as_bytes().iter().take(8).fold(0_i64, |bits, byte| (bits << 8) | i64::from(*byte));
        if bits == 0 { 1 } else { bits }
    };
    let digests: Int64Array = raw.iter().map(|digest| Some(bits(digest))).collect();
    with_column(batch, Field::new("raw_digest", DataType::Int64, true), Arc::new(digests))
}

/// The batch with the moment at which its file was written. No digest is made of it: the export of the next day says
/// nothing new by its date.
fn written(batch: RecordBatch, at: Timestamp) -> Result<RecordBatch, EngineError> {
    let column = TimestampMicrosecondArray::from(vec![at.micros(); batch.num_rows()]).with_timezone("UTC");
    let kind = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    with_column(batch, Field::new("written_at", kind, true), Arc::new(column))
}

/// The batch with one more column.
pub(super) fn with_column(
    batch: RecordBatch,
    field: Field,
    column: ArrayRef,
) -> Result<RecordBatch, EngineError> {
    let mut fields: Vec<Arc<Field>> = batch.schema().fields().iter().cloned().collect();
    let mut columns = batch.columns().to_vec();
    fields.push(Arc::new(field));
    columns.push(column);
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).map_err(odd)
}

fn odd(error: arrow::error::ArrowError) -> EngineError {
    EngineError::Query { what: error.to_string() }
}

/// What became of rejected rows.
#[derive(Default)]
pub(super) struct Quarantined {
    /// The ids of all of them.
    pub(super) ids: Vec<String>,
    /// Those that wait.
    pub(super) open: Vec<Rejected>,
    /// Those that a member mended or discarded before, and that say the same again.
    pub(super) n_settled: u64,
}

/// Puts rejected rows into quarantine, where one that is there already stays as it is.
pub(super) async fn quarantine(
    engine: &Engine,
    workspace: &WorkspaceId,
    way: &Way<'_>,
    rejected: Vec<Rejected>,
    at: Timestamp,
) -> Result<Quarantined, EngineError> {
    if rejected.is_empty() {
        return Ok(Quarantined::default());
    }
    let contract = way.contract.map(|contract| contract.digest().to_string());
    let row = |rejected: &Rejected| store::Rejected {
        source: way.source.to_owned(),
        file: way.file.to_owned(),
        line: i64::try_from(rejected.line).unwrap_or(i64::MAX),
        rule: rejected.rule.clone(),
        field: rejected.field.clone().unwrap_or_default(),
        why: rejected.why.clone(),
        original: rejected.original.clone(),
        contract: contract.clone(),
        row_key: rejected.key.clone(),
    };
    let rows: Vec<store::Rejected> = rejected.iter().map(row).collect();
    let ids: Vec<String> = rows.iter().map(store::Rejected::row_id).collect();
    let settled = engine.store().settled_rows(workspace, &ids).await?;
    if !way.is_dry_run {
        engine.store().quarantine(workspace, &rows, at).await?;
    }
    let n_rejected = rejected.len();
    let is_open = |id: &String| !settled.contains(id);
    let open: Vec<Rejected> =
        rejected.into_iter().zip(&ids).filter(|(_, id)| is_open(id)).map(|(row, _)| row).collect();
    let n_settled = (n_rejected - open.len()) as u64;
    Ok(Quarantined { ids, open, n_settled })
}

/// Whether a batch says of ids that they are the same.
fn has_aliases(batch: &RecordBatch) -> bool {
    batch.column_by_name("previous_id").is_some_and(|ids| ids.null_count() < ids.len())
}
