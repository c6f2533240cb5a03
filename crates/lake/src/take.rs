//! Taking in the rows of a source: new ones, changed ones, and those that say nothing new.

use crate::conform::conform;
use crate::keys::{KnownKeys, versions};
use crate::place::{N_ATTEMPTS, check_workspace};
use crate::versions::{Changes, FileKeys, Verdict, Version, judge_all, row_digests};
use crate::{Lake, LakeError, Table, delta};
use arrow::array::{ArrayRef, BooleanArray, Int64Array, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;
use deltalake::kernel::{Action, Transaction};
use deltalake::protocol::SaveMode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// How rows come in.
#[derive(Debug, Clone, Copy)]
pub struct Landing<'a> {
    /// Its name in the log of the table.
    pub id: &'a str,
    /// Whether the rows of this source change.
    pub changes: Changes,
    /// Columns in which the same row may differ each time it is sent, as the corrected time of a message.
    pub besides: &'a [&'a str],
}

/// What became of the rows of a landing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Rows whose key was not there.
    pub n_new: u64,
    /// Rows that say something else than what stood under their key.
    pub n_changed: u64,
    /// Rows that say what is known.
    pub n_same: u64,
    /// Rows that came a second time in the same file.
    pub n_dropped: u64,
    /// The places, counted over all batches, of rows that contradict a log. They did not land.
    pub conflicts: Vec<usize>,
}

/// What is known of a table, and what a rehearsal has added to it. Nothing is written.
#[derive(Debug, Default)]
pub struct Rehearsal(Option<KnownKeys>);

/// The rows of a landing with their digests.
struct Rows {
    batches: Vec<RecordBatch>,
    keys: Vec<(u128, Version)>,
}

impl Lake {
    /// Appends the rows of `batches` that say something new. When this returns, they are on disk.
    ///
    /// A key that is not there yet is written into `table`, a later row of a key beside it, and queries see the
    /// latest of each key. Repeating a landing after a crash is harmless. The commit carries the landing's id as
    /// Delta's application transaction, so the log tells which landing wrote which files. A column the table does
    /// not have is added to it. `raw_digest`, when the batch has it, tells a row read anew from a row that
    /// changed.
    ///
    /// Errors: [`LakeError::WrongVerb`] for tables that are replaced; [`LakeError::Column`],
    /// [`LakeError::ForeignRows`]; nothing is written in any of them.
    pub async fn take(
        &self,
        workspace: &str,
        table: Table,
        landing: &Landing<'_>,
        file: &mut FileKeys,
        batches: Vec<RecordBatch>,
    ) -> Result<Taken, LakeError> {
        let Some(rows) = self.rows_of(workspace, table, landing, batches)? else {
            return Ok(Taken::default());
        };
        let path = self.place().path(table);
        let mut known = self.known_keys(table).lock().await;
        let _lock = self.place().lock(table).await?;
        let known = known.entry(workspace.to_owned()).or_default();
        for _ in 0..N_ATTEMPTS {
            let Some((delta, schema)) = self.fitting(table, &rows.batches, &path).await? else { continue };
            let later = match table.changes() {
                Some(changes) => self.slot(changes).latest(self.place(), changes).await?,
                None => None,
            };
            let session = self.bare_session()?;
            known.refresh(&delta, later.as_ref(), table, workspace, &session, &path).await?;
            let (verdicts, landed) = judge_all(&known.rows, &rows.keys, landing.changes, file);
            let new = chosen(&rows.batches, &verdicts, &schema, table, workspace)?;
            if !new.is_empty() {
                let files = delta::write_files(&delta, table, self.place(), &new).await?;
                let actions = files.iter().cloned().map(Action::Add).collect();
                let transaction = transaction(workspace, landing.id);
                let write = (SaveMode::Append, None);
                let committed =
                    delta::commit(&delta, self.place(), table, actions, write, Some(transaction)).await?;
                let Some(delta) = committed else { continue };
                known.committed(false, &files, delta.version());
                self.slot(table).remember(delta).await;
            }
            self.append_later(workspace, table, landing, &rows.batches, &verdicts, known).await?;
            known.rows.take(landed);
            file.extend(&rows.keys);
            let taken = count(&verdicts);
            tracing::debug!(workspace, table = table.name(), landing_id = landing.id, ?taken, "landed");
            return Ok(taken);
        }
        Err(LakeError::Contended { path, n_attempts: N_ATTEMPTS })
    }

    /// What [`Lake::take`] would do, after what the rehearsal has had so far.
    pub async fn rehearse(
        &self,
        workspace: &str,
        table: Table,
        landing: &Landing<'_>,
        (file, rehearsal): (&mut FileKeys, &mut Rehearsal),
        batches: Vec<RecordBatch>,
    ) -> Result<Taken, LakeError> {
        let Some(rows) = self.rows_of(workspace, table, landing, batches)? else {
            return Ok(Taken::default());
        };
        let known = match &mut rehearsal.0 {
            Some(known) => known,
            none => none.insert(self.known(workspace, table).await?),
        };
        let (verdicts, landed) = judge_all(&known.rows, &rows.keys, landing.changes, file);
        known.rows.take(landed);
        file.extend(&rows.keys);
        Ok(count(&verdicts))
    }

    /// What stands in the table now.
    async fn known(&self, workspace: &str, table: Table) -> Result<KnownKeys, LakeError> {
        let mut known = KnownKeys::default();
        let Some(delta) = self.slot(table).latest(self.place(), table).await? else { return Ok(known) };
        let later = match table.changes() {
            Some(changes) => self.slot(changes).latest(self.place(), changes).await?,
            None => None,
        };
        let (session, path) = (self.bare_session()?, self.place().path(table));
        known.refresh(&delta, later.as_ref(), table, workspace, &session, &path).await?;
        Ok(known)
    }

    /// The rows with their digests; `None` when there are none.
    fn rows_of(
        &self,
        workspace: &str,
        table: Table,
        landing: &Landing<'_>,
        batches: Vec<RecordBatch>,
    ) -> Result<Option<Rows>, LakeError> {
        check_workspace(workspace)?;
        let Some(key) = table.key().filter(|_| !Table::ALL.iter().any(|of| of.changes() == Some(table)))
        else {
            return Err(LakeError::WrongVerb {
                table: table.name(),
                verb: "appended to",
                hint: "use `replace`",
            });
        };
        if batches.iter().all(|batch| batch.num_rows() == 0) {
            return Ok(None);
        }
        let fail = |error: ArrowError| {
            let why = match error {
                ArrowError::SchemaError(why) => why,
                other => other.to_string(),
            };
            LakeError::Column { table: table.name(), column: key.to_owned(), why }
        };
        let (mut digested, mut keys) = (Vec::with_capacity(batches.len()), Vec::new());
        for batch in batches {
            let batch = match landing.changes {
                Changes::Once => batch,
                _ => {
                    let digests = row_digests(&batch, landing.besides).map_err(fail)?;
                    with_column(&batch, "row_digest", Arc::new(Int64Array::from(digests))).map_err(fail)?
                }
            };
            keys.extend(versions(&batch, table).map_err(fail)?);
            digested.push(batch);
        }
        Ok(Some(Rows { batches: digested, keys }))
    }

    /// Writes the changed rows beside the first ones.
    ///
    /// It needs no look at what others write at the same time: a row that is there twice is the latest once.
    async fn append_later(
        &self,
        workspace: &str,
        table: Table,
        landing: &Landing<'_>,
        batches: &[RecordBatch],
        verdicts: &[Verdict],
        known: &mut KnownKeys,
    ) -> Result<(), LakeError> {
        let Some(changes) = table.changes() else { return Ok(()) };
        if !verdicts.iter().any(|verdict| matches!(verdict, Verdict::Changed(_))) {
            return Ok(());
        }
        let numbered = numbered(batches, verdicts, changes)?;
        let path = self.place().path(changes);
        for _ in 0..N_ATTEMPTS {
            let Some((delta, schema)) = self.fitting(changes, &numbered, &path).await? else { continue };
            let fitted = numbered
                .iter()
                .map(|batch| conform(batch, &schema, changes, workspace))
                .collect::<Result<Vec<_>, _>>()?;
            let files = delta::write_files(&delta, changes, self.place(), &fitted).await?;
            let actions = files.iter().cloned().map(Action::Add).collect();
            let transaction = transaction(workspace, landing.id);
            let write = (SaveMode::Append, None);
            if let Some(delta) =
                delta::commit(&delta, self.place(), changes, actions, write, Some(transaction)).await?
            {
                known.committed(true, &files, delta.version());
                self.slot(changes).remember(delta).await;
                return Ok(());
            }
        }
        Err(LakeError::Contended { path, n_attempts: N_ATTEMPTS })
    }
}

fn count(verdicts: &[Verdict]) -> Taken {
    let mut taken = Taken::default();
    for (place, verdict) in verdicts.iter().enumerate() {
        match verdict {
            Verdict::New => taken.n_new += 1,
            Verdict::Changed(_) => taken.n_changed += 1,
            Verdict::Same => taken.n_same += 1,
            Verdict::Dropped => taken.n_dropped += 1,
            Verdict::Conflict => taken.conflicts.push(place),
        }
    }
    taken
}

/// The rows with a new key, as the table wants them.
fn chosen(
    batches: &[RecordBatch],
    verdicts: &[Verdict],
    schema: &SchemaRef,
    table: Table,
    workspace: &str,
) -> Result<Vec<RecordBatch>, LakeError> {
    let mut chosen = Vec::with_capacity(batches.len());
    let mut verdicts = verdicts.iter();
    for batch in batches {
        let is_new: Vec<bool> =
            verdicts.by_ref().take(batch.num_rows()).map(|verdict| *verdict == Verdict::New).collect();
        let n_new = is_new.iter().filter(|is_new| **is_new).count();
        // The whole batch must fit, whatever is new of it.
        let batch = conform(batch, schema, table, workspace)?;
        if n_new == is_new.len() {
            chosen.push(batch);
        } else if 0 < n_new {
            chosen.push(
                filter_record_batch(&batch, &BooleanArray::from(is_new))
                    .map_err(|error| odd(table, &error))?,
            );
        }
    }
    chosen.retain(|batch| 0 < batch.num_rows());
    Ok(chosen)
}

/// The changed rows, each with its number under its key.
fn numbered(
    batches: &[RecordBatch],
    verdicts: &[Verdict],
    table: Table,
) -> Result<Vec<RecordBatch>, LakeError> {
    let mut chosen = Vec::new();
    let mut verdicts = verdicts.iter();
    for batch in batches {
        let numbers: Vec<Option<i64>> = verdicts
            .by_ref()
            .take(batch.num_rows())
            .map(|verdict| match verdict {
                Verdict::Changed(number) => Some(*number),
                _ => None,
            })
            .collect();
        if numbers.iter().all(Option::is_none) {
            continue;
        }
        let is_changed: BooleanArray = numbers.iter().map(|number| Some(number.is_some())).collect();
        let batch = with_column(batch, "version", Arc::new(Int64Array::from(numbers)))
            .and_then(|batch| filter_record_batch(&batch, &is_changed))
            .map_err(|error| odd(table, &error))?;
        chosen.push(batch);
    }
    Ok(chosen)
}

fn odd(table: Table, error: &ArrowError) -> LakeError {
    LakeError::Column { table: table.name(), column: "*".to_owned(), why: error.to_string() }
}

/// The batch with this column, in place of one of its name.
fn with_column(batch: &RecordBatch, name: &str, column: ArrayRef) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let kept = schema.fields().iter().zip(batch.columns()).filter(|(field, _)| field.name() != name);
    let (mut fields, mut columns): (Vec<Arc<Field>>, Vec<ArrayRef>) =
        kept.map(|(field, column)| (Arc::clone(field), Arc::clone(column))).unzip();
    fields.push(Arc::new(Field::new(name, DataType::Int64, true)));
    columns.push(column);
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

/// Names the landing in the log of the table.
fn transaction(workspace: &str, landing_id: &str) -> Transaction {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    let now_ms = elapsed.and_then(|elapsed| i64::try_from(elapsed.as_millis()).ok());
    Transaction::new_with_last_update(format!("truelift/{workspace}/{landing_id}"), 1, now_ms)
}
