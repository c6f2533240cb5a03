//! Quarantined rows, checked again after the contract or the row was mended.

use super::consents::file_noes;
use super::endpoint::FILE;
use super::intake::{SoFar, Tally, Way, take_in, with_column};
use super::{ReadBy, mender};
use arrow::array::{ArrayRef, StringArray};
use arrow::datatypes::{DataType, Field};
use consent::Action;
use engine::{Engine, EngineError};
use serde::Serialize;
use serde_json::Value;
use sources::{Accepted, AsCame, Contract, Intake, Lands, Rejected, Replayed, segment};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{FailedReplay, Mended, QuarantineFilter, QuarantineRow};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

/// Rows checked at a time.
const N_ROWS: i64 = 10_000;

/// The rule that an edit breaks which would give a consent.
const EDIT: &str = "edit";

/// A row as a member mended it.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Which row.
    pub row_id: String,
    /// What it should have said.
    pub original: String,
}

/// What became of the rows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReplayReport {
    /// Rows that are good now and say something new.
    pub n_landed: u64,
    /// Rows that are good now and say what was known.
    pub n_same: u64,
    /// Rows that stay.
    pub n_still_quarantined: u64,
    /// By which contract the rows of each source were read.
    pub read_by: Vec<ReplayedBy>,
    /// Each row.
    pub rows: Vec<ReplayedRow>,
}

/// By which contract rows were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplayedBy {
    /// Of which source.
    pub source: String,
    /// In words.
    pub contract: String,
}

/// What became of one row.
#[derive(Debug, Clone, Serialize)]
pub struct ReplayedRow {
    /// Which row.
    pub row_id: String,
    /// Open or replayed.
    pub state: &'static str,
    /// Why it stays.
    pub why: Option<String>,
}

/// Checks open rows again, by the latest applied contract of their source; where none is applied, by the one they
/// came by.
///
/// `rows` are ids; when it is empty, all open rows that `filter` lets through are meant. A row that is good lands
/// first and is marked then, so a crash in between repeats harmlessly.
///
/// `edits` are a member's act, so `member` must be there and may mend data. The edit stands beside the row as it
/// came and in the audit chain before it lands; one that fails is not kept. An edit never gives a consent: what
/// somebody agreed to is said by them alone.
pub async fn replay(
    engine: &Engine,
    workspace: &WorkspaceId,
    (rows, filter): (&[String], QuarantineFilter<'_>),
    edits: &[Edit],
    member: Option<&MemberId>,
    now: Timestamp,
) -> Result<ReplayReport, EngineError> {
    let edited: HashMap<&str, &str> =
        edits.iter().map(|edit| (edit.row_id.as_str(), edit.original.as_str())).collect();
    let by = match (edited.is_empty(), member) {
        (true, _) => None,
        (false, Some(member)) => Some(mender(engine, workspace, member).await?),
        (false, None) => {
            let what =
                "an edit is a member's act: sign in with `truelift sign-in`, or say who with `--as MEMBER`"
                    .to_owned();
            return Err(EngineError::NotReady { what });
        }
    };
    let check = Check { engine, workspace, edited, by, now };
    let mut report = ReplayReport::default();
    if !rows.is_empty() || !edits.is_empty() {
        let mut ids: Vec<String> =
            rows.iter().cloned().chain(edits.iter().map(|e| e.row_id.clone())).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = engine.store().quarantine_rows_by_id(workspace, &ids).await?;
        if let Some(missing) = ids.iter().find(|id| found.iter().all(|row| row.row_id != **id)) {
            let hint = "list the rows with `truelift collect quarantine`";
            return Err(EngineError::NotFound { what: "quarantined row", name: missing.clone(), hint });
        }
        check.rows(found, &mut report).await?;
        return Ok(report);
    }
    let filter = QuarantineFilter { is_open: true, ..filter };
    let mut after = 0;
    loop {
        let page = engine.store().quarantine_rows(workspace, filter, after, N_ROWS).await?;
        check.rows(page.items, &mut report).await?;
        match page.next {
            Some(next) => after = next,
            None => return Ok(report),
        }
    }
}

/// How rows came that are read together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Origin {
    source: String,
    /// The digest of the contract they came by.
    contract: Option<String>,
    is_posted: bool,
    /// The file, where its name says that everybody in it said no.
    list: Option<String>,
}

struct Check<'a> {
    engine: &'a Engine,
    workspace: &'a WorkspaceId,
    /// What a member made of rows, by their ids.
    edited: HashMap<&'a str, &'a str>,
    by: Option<governance::Actor>,
    now: Timestamp,
}

impl Check<'_> {
    async fn rows(&self, rows: Vec<QuarantineRow>, report: &mut ReplayReport) -> Result<(), EngineError> {
        let mut groups: BTreeMap<(Origin, Timestamp), Vec<QuarantineRow>> = BTreeMap::new();
        for row in rows.into_iter().filter(|row| row.state == "open") {
            // A row is read as of the moment it came, so that it does not count as later than what came after it;
            // an edit is a new word, and what lay in the future may lie there no more.
            let is_new_word = self.edited.contains_key(row.row_id.as_str()) || row.rule == "future";
            let at = if is_new_word { self.now } else { row.at };
            // What was posted stays what anybody may have posted, whoever replays it.
            let origin = Origin {
                source: row.source.clone(),
                contract: row.contract.clone(),
                is_posted: row.file == FILE,
                list: Some(&row.file).filter(|file| sources::is_list_of_noes(file)).cloned(),
            };
            groups.entry((origin, at)).or_default().push(row);
        }
        for ((origin, at), rows) in groups {
            let digest = origin.contract.as_deref();
            let by = match origin.is_posted {
                true => ReadBy::Spec,
                false => ReadBy::of(self.engine, self.workspace, &origin.source, digest).await?,
            };
            let read_by = ReplayedBy { source: origin.source.clone(), contract: by.words() };
            if !report.read_by.contains(&read_by) {
                report.read_by.push(read_by);
            }
            let list = origin.list.as_deref().unwrap_or_default();
            let contract = by.contract().map(|contract| contract.of_file(list));
            self.group(&origin, contract.as_deref(), at, &rows, report).await?;
        }
        Ok(())
    }

    /// Checks rows of one source that came together.
    async fn group(
        &self,
        origin: &Origin,
        contract: Option<&Contract>,
        at: Timestamp,
        rows: &[QuarantineRow],
        report: &mut ReplayReport,
    ) -> Result<(), EngineError> {
        let source = origin.source.as_str();
        let intake = Intake { workspace: self.workspace.clone(), arrived_at: at };
        let texts = |row: &QuarantineRow| self.edited.get(row.row_id.as_str()).copied();
        let Judged { mut verdicts, read, mut replayed } = judge(source, contract, rows, &texts, &intake)?;
        let texts: Vec<&str> = read.iter().map(|(_, text)| *text).collect();
        if origin.is_posted {
            let Accepted { records, events, .. } = &mut replayed.accepted;
            for batch in [records, events].into_iter().flatten() {
                *batch = segment::posted(batch)?;
            }
        } else if read.iter().any(|(place, _)| rows.get(*place).is_some_and(|row| self.is_edited(row)))
            && let Some(records) = &mut replayed.accepted.records
        {
            // An edit never gives a consent, not by tying a customer number that has one to an address either.
            *records = segment::came(records, segment::EDITED)?;
        }
        self.keep_edits(rows, &verdicts).await?;
        let way = Way {
            source,
            file: "quarantine",
            contract,
            is_dry_run: false,
            written_at: None,
            is_whole: false,
            is_again: false,
            is_known: false,
        };
        let landing_id = Digest::of(texts.iter().chain(&[self.now.to_string().as_str()])).to_string();
        file_noes(self.engine, self.workspace, &replayed.noes, false, at).await?;
        let mut so_far = SoFar::default();
        let (accepted, engine) = ((replayed.accepted, Vec::new()), self.engine);
        let tally = take_in(engine, self.workspace, &way, &mut so_far, accepted, &landing_id, at).await?;
        for conflict in &tally.conflicts {
            let place = usize::try_from(conflict.line).unwrap_or_default().saturating_sub(1);
            if let Some(slot) = read.get(place).and_then(|(place, _)| verdicts.get_mut(*place)) {
                *slot = Some(conflict.clone());
            }
        }
        self.settle(rows, verdicts, &tally, report).await
    }

    fn is_edited(&self, row: &QuarantineRow) -> bool {
        self.edited.contains_key(row.row_id.as_str())
    }

    /// Keeps the edits that are good, before they land.
    async fn keep_edits(
        &self,
        rows: &[QuarantineRow],
        verdicts: &[Option<Rejected>],
    ) -> Result<(), EngineError> {
        let Some(by) = &self.by else { return Ok(()) };
        let is_good = |(row, _): &(&QuarantineRow, &Option<Rejected>)| {
            self.edited
                .get(row.row_id.as_str())
                .map(|edited| Mended { row_id: row.row_id.clone(), edited: (*edited).to_owned() })
        };
        let good: Vec<Mended> = rows
            .iter()
            .zip(verdicts)
            .filter(|(_, verdict)| verdict.is_none())
            .filter_map(|of| is_good(&of))
            .collect();
        if !good.is_empty() {
            self.engine.store().keep_edits(self.workspace, &good, by, self.now).await?;
        }
        Ok(())
    }

    async fn settle(
        &self,
        rows: &[QuarantineRow],
        verdicts: Vec<Option<Rejected>>,
        tally: &Tally,
        report: &mut ReplayReport,
    ) -> Result<(), EngineError> {
        let (mut good, mut failed) = (Vec::new(), Vec::new());
        for (row, verdict) in rows.iter().zip(verdicts) {
            let row_id = row.row_id.clone();
            let why = verdict.as_ref().map(|rejected| rejected.why.clone());
            let state = if why.is_none() { "replayed" } else { "open" };
            report.rows.push(ReplayedRow { row_id: row_id.clone(), state, why });
            match verdict {
                None => good.push(row_id),
                // What is wrong with an edit is told to who made it; the row is wrong in its own way.
                Some(_) if self.edited.contains_key(row.row_id.as_str()) => report.n_still_quarantined += 1,
                Some(rejected) => failed.push(FailedReplay {
                    row_id,
                    rule: rejected.rule,
                    field: rejected.field.unwrap_or_default(),
                    why: rejected.why,
                }),
            }
        }
        let n_landed = (tally.n_new + tally.n_changed).min(good.len() as u64);
        report.n_landed += n_landed;
        report.n_same += good.len() as u64 - n_landed;
        report.n_still_quarantined += failed.len() as u64;
        self.engine.store().mark_replayed(self.workspace, &good, self.now).await?;
        self.engine.store().replay_failed(self.workspace, &failed).await?;
        Ok(())
    }
}

/// What rows are worth, as they came or as `edited` tells.
pub(super) struct Judged<'a> {
    /// By row why it stays; `None` for a good one.
    pub(super) verdicts: Vec<Option<Rejected>>,
    /// The rows that were read, and as what.
    read: Vec<(usize, &'a str)>,
    replayed: Replayed,
}

/// Reads rows of one source again and writes nothing.
pub(super) fn judge<'a>(
    source: &str,
    contract: Option<&Contract>,
    rows: &'a [QuarantineRow],
    edited: &(dyn Fn(&QuarantineRow) -> Option<&'a str> + Sync),
    intake: &Intake,
) -> Result<Judged<'a>, EngineError> {
    let mut verdicts: Vec<Option<Rejected>> = Vec::with_capacity(rows.len());
    let mut read: Vec<(usize, &str)> = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let edit = edited(row);
        let refused = match edit {
            Some(edit) => refused(contract, &row.original, edit, intake)?,
            None => None,
        };
        if refused.is_none() {
            read.push((place, edit.unwrap_or(&row.original)));
        }
        verdicts.push(refused);
    }
    let texts: Vec<&str> = read.iter().map(|(_, text)| *text).collect();
    let mut replayed = match contract {
        Some(contract) => sources::replay(contract, &texts, intake)?,
        None => by_spec(source, &texts, intake)?,
    };
    for ((place, _), verdict) in read.iter().zip(std::mem::take(&mut replayed.verdicts)) {
        if let Some(slot) = verdicts.get_mut(*place) {
            *slot = verdict;
        }
    }
    Ok(Judged { verdicts, read, replayed })
}

/// Why an edit is refused that would be a grant, or that names a column which neither the contract nor the row has;
/// `None` when it is none of them.
fn refused(
    contract: Option<&Contract>,
    original: &str,
    edited: &str,
    intake: &Intake,
) -> Result<Option<Rejected>, EngineError> {
    if let Some(contract) = contract
        && let Some(key) = sources::stranger(contract, original, edited)
    {
        return Ok(Some(Rejected {
            line: 0,
            rule: sources::Rule::UnknownField.as_str().to_owned(),
            why: format!(
                "contract `{}` does not know `{key}`, and the row as it came had none; correct the name",
                contract.id
            ),
            field: Some(key),
            original: edited.to_owned(),
            key: None,
        }));
    }
    let Some(contract) = contract.filter(|contract| contract.lands.contains(&Lands::Consents)) else {
        return Ok(None);
    };
    let Ok(accepted) = sources::replay_one(contract, edited, intake)? else { return Ok(None) };
    let grants = accepted.consents.iter().map(|said| &said.statement);
    let Some(grant) = grants.into_iter().find(|statement| statement.action == Action::Granted) else {
        return Ok(None);
    };
    let words = |words: Vec<String>| words.join(" and ");
    let to = words(grant.purposes.iter().map(ToString::to_string).collect());
    let by = words(grant.channels.iter().map(ToString::to_string).collect());
    let why = format!(
        "the edit was not kept and the row waits as before: it says yes to {to} by {by}, and no edit gives a consent, whatever else it mends. To mend the rest, leave that answer empty in the edit. The yes must come from the person: correct it in `{source}` and import its next export, or load a row of a source that asked them, with the moment they said it",
        source = grant.source
    );
    Ok(Some(Rejected {
        line: 0,
        rule: EDIT.to_owned(),
        field: None,
        why,
        original: edited.to_owned(),
        key: None,
    }))
}

/// Checks messages of the collection endpoint again: their contract is the Segment spec.
fn by_spec(source: &str, texts: &[&str], intake: &Intake) -> Result<Replayed, EngineError> {
    let (mut rows, mut verdicts, mut good, mut lines) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (line, text) in (1..).zip(texts) {
        let message = serde_json::from_str(text).unwrap_or_else(|_| Value::String((*text).to_owned()));
        match segment::parse(&message, intake.arrived_at) {
            Ok(row) => {
                rows.push(row);
                good.push((*text).to_owned());
                lines.push(line);
                verdicts.push(None);
            }
            Err(rejected) => verdicts.push(Some(rejected)),
        }
    }
    let mut replayed = Replayed { verdicts, ..Replayed::default() };
    if !rows.is_empty() {
        replayed.accepted.records = segment::records(intake, source, &rows)?;
        let originals: ArrayRef = Arc::new(StringArray::from_iter_values(&good));
        let field = Field::new("original", DataType::Utf8, true);
        replayed.accepted.events =
            Some(with_column(segment::batch(intake, source, &rows)?, field, originals)?);
        replayed.accepted.as_came = AsCame::of_texts(good).on_lines(lines);
    }
    Ok(replayed)
}
