//! Rows of consents into the ledger: a status that changed is a line of its own, under the same id or another.

use crate::columns::{text, text_at, time};
use crate::{Engine, EngineError};
use arrow::array::RecordBatch;
use consent::{Action, ConsentEvent};
use people::Record;
use sources::Changes;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vocabulary::{Channel, Digest, Purpose, Redacted, Timestamp, WorkspaceId};

/// How often the ledger is asked again when another process wrote the same ids meanwhile.
const N_ATTEMPTS: usize = 5;

/// What one file has said of consents so far.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// By entry id what it said first.
    first: HashMap<String, Digest>,
    all: HashSet<(String, Digest)>,
}

/// What became of rows of consents.
#[derive(Debug, Default)]
pub(super) struct Entered {
    pub(super) n_new: u64,
    pub(super) n_changed: u64,
    pub(super) n_same: u64,
    pub(super) n_dropped: u64,
    /// Rows that contradict a log, and would grant.
    pub(super) conflicts: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    New,
    Changed,
    Same,
    Dropped,
    Conflict,
}

/// Lines of consents on their way into the ledger.
pub(super) struct Lines<'a> {
    pub(super) batch: &'a RecordBatch,
    /// Of which row each line is made; empty: each of its own.
    pub(super) rows: &'a [usize],
    pub(super) changes: Changes,
    /// A withdrawal without a time of its own counts from here.
    pub(super) arrived_at: Timestamp,
    pub(super) is_dry_run: bool,
}

/// Enters rows into the ledger.
///
/// The same id with the same content is one line. With other content it is a further line, under the id and the
/// digest of what it says, so that a status that changed counts by its own time. In a log such a line is a conflict,
/// unless it withdraws: no wins.
pub(super) async fn enter(
    engine: &Engine,
    workspace: &WorkspaceId,
    lines: &Lines<'_>,
    said: &mut Said,
) -> Result<Entered, EngineError> {
    let events = events(lines.batch)?;
    let (judged, mut new) = judge(engine, workspace, &events, lines, said).await?;
    for _ in 0..N_ATTEMPTS {
        if lines.is_dry_run || new.is_empty() {
            break;
        }
        let n_appended = engine.store.append_consents(workspace, &new, lines.arrived_at).await?;
        if n_appended == new.len() as u64 {
            break;
        }
        // Another process wrote under the same id in between: what it wrote may say something else.
        (_, new) = judge(engine, workspace, &events, lines, said).await?;
    }
    let mut of_rows: BTreeMap<usize, Vec<Verdict>> = BTreeMap::new();
    for (place, (event, (verdict, digest))) in events.into_iter().zip(judged).enumerate() {
        said.first.entry(event.entry_id.clone()).or_insert(digest);
        said.all.insert((event.entry_id, digest));
        of_rows.entry(lines.rows.get(place).copied().unwrap_or(place)).or_default().push(verdict);
    }
    let mut entered = Entered::default();
    for (row, verdicts) in of_rows {
        let has = |verdict: Verdict| verdicts.contains(&verdict);
        let is_part_new = has(Verdict::New) && (has(Verdict::Same) || has(Verdict::Dropped));
        if has(Verdict::Conflict) {
            entered.conflicts.push(row);
        } else if has(Verdict::Changed) || is_part_new {
            entered.n_changed += 1;
        } else if has(Verdict::New) {
            entered.n_new += 1;
        } else if has(Verdict::Same) {
            entered.n_same += 1;
        } else {
            entered.n_dropped += 1;
        }
    }
    Ok(entered)
}

/// The identifiers, purposes and channels of which the last word is a withdrawal, asked for the rows that withdraw
/// without a time of their own: who is out already is not taken out again each time the list comes.
async fn withdrawn(
    engine: &Engine,
    workspace: &WorkspaceId,
    events: &[ConsentEvent],
    arrived_at: Timestamp,
) -> Result<HashSet<Topic>, EngineError> {
    let timeless = |event: &&ConsentEvent| event.action == Action::Withdrawn && event.at == arrived_at;
    let identifiers: BTreeSet<String> =
        events.iter().filter(timeless).map(|event| event.identifier.expose().clone()).collect();
    if identifiers.is_empty() {
        return Ok(HashSet::new());
    }
    let identifiers: Vec<String> = identifiers.into_iter().collect();
    let mut last: HashMap<Topic, (Timestamp, Action)> = HashMap::new();
    for line in engine.store.consents_of(workspace, &identifiers).await? {
        let word = (line.at, line.action);
        let known = last.entry(topic(&line)).or_insert(word);
        // Of two at one moment the withdrawal counts.
        if known.0 < word.0 || (known.0 == word.0 && word.1 == Action::Withdrawn) {
            *known = word;
        }
    }
    Ok(last.into_iter().filter(|(_, (_, action))| *action == Action::Withdrawn).map(|(of, _)| of).collect())
}

type Topic = (String, Purpose, Channel);

fn topic(event: &ConsentEvent) -> Topic {
    (event.identifier.expose().clone(), event.purpose, event.channel)
}

/// What becomes of each row, and the lines to be appended.
async fn judge(
    engine: &Engine,
    workspace: &WorkspaceId,
    rows: &[ConsentEvent],
    of: &Lines<'_>,
    said: &Said,
) -> Result<(Vec<(Verdict, Digest)>, Vec<ConsentEvent>), EngineError> {
    let digests: Vec<Digest> = rows.iter().map(content).collect();
    let mut ids: Vec<String> = Vec::with_capacity(2 * rows.len());
    for (event, digest) in rows.iter().zip(&digests) {
        ids.extend([event.entry_id.clone(), later_id(&event.entry_id, digest)]);
    }
    ids.sort_unstable();
    ids.dedup();
    let found = engine.store.consent_entries(workspace, &ids).await?;
    let is_out = withdrawn(engine, workspace, rows, of.arrived_at).await?;
    let known: HashMap<&str, Digest> =
        found.iter().map(|event| (event.entry_id.as_str(), content(event))).collect();
    let mut first: HashMap<&str, Digest> = HashMap::new();
    let mut here: HashSet<(&str, Digest)> = HashSet::new();
    let (mut verdicts, mut lines) = (Vec::with_capacity(rows.len()), Vec::new());
    for (event, digest) in rows.iter().zip(&digests) {
        let id = event.entry_id.as_str();
        let is_repeat = !here.insert((id, *digest)) || said.all.contains(&(id.to_owned(), *digest));
        let before = known.get(id).or_else(|| first.get(id)).or_else(|| said.first.get(id)).copied();
        let later = later_id(id, digest);
        let verdict = match before {
            _ if is_repeat => Verdict::Dropped,
            None => Verdict::New,
            Some(before) if before == *digest || known.contains_key(later.as_str()) => Verdict::Same,
            Some(_) if is_out.contains(&topic(event)) && event.at == of.arrived_at => Verdict::Same,
            Some(_) if of.changes == Changes::Log && event.action == Action::Granted => Verdict::Conflict,
            Some(_) => Verdict::Changed,
        };
        match verdict {
            Verdict::New => lines.push(event.clone()),
            Verdict::Changed => lines.push(ConsentEvent { entry_id: later, ..event.clone() }),
            _ => {}
        }
        first.entry(id).or_insert(*digest);
        verdicts.push((verdict, *digest));
    }
    Ok((verdicts, lines))
}

fn later_id(entry_id: &str, content: &Digest) -> String {
    format!("{entry_id}~{}", content.short())
}

/// The digest of what a line says. Texts as the store keeps them: without U+0000.
fn content(event: &ConsentEvent) -> Digest {
    let evidence = event.evidence.as_deref().unwrap_or_default().replace('\0', "\u{fffd}");
    Digest::of([
        event.identifier.expose().replace('\0', "\u{fffd}"),
        event.purpose.to_string(),
        event.channel.to_string(),
        event.action.to_string(),
        event.at.micros().to_string(),
        evidence,
        event.source.clone(),
    ])
}

fn events(batch: &RecordBatch) -> Result<Vec<ConsentEvent>, EngineError> {
    let column = |name: &str| text(batch, name);
    let (entry, identifier) = (column("entry_id")?, column("identifier")?);
    let (purpose, channel, action) = (column("purpose")?, column("channel")?, column("action")?);
    let (at, evidence, source) = (time(batch, "at")?, column("evidence")?, column("source")?);
    let mut events = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        events.push(ConsentEvent {
            entry_id: entry.value(row).to_owned(),
            identifier: Redacted::new(canonical(identifier.value(row))),
            purpose: purpose.value(row).parse()?,
            channel: channel.value(row).parse()?,
            action: action
                .value(row)
                .parse()
                .map_err(|error: consent::ConsentError| EngineError::Query { what: error.to_string() })?,
            at: Timestamp::from_micros(at.value(row)),
            evidence: text_at(&evidence, row),
            source: text_at(&source, row).unwrap_or_default(),
        });
    }
    Ok(events)
}

/// The identifier as people are resolved by it, so that `Ann@x.com` and `ann@x.com` are one line of the
/// ledger; as it came when it cannot be normalised.
fn canonical(key: &str) -> String {
    let Some((kind, value)) = key.split_once(':') else { return key.to_owned() };
    let value = Some(value.to_owned());
    let record = match kind {
        "email" => Record { email: value, ..Record::default() },
        "phone" => Record { phone: value, ..Record::default() },
        "customer_id" => Record { customer_id: value, ..Record::default() },
        _ => return key.to_owned(),
    };
    let found = people::identifiers(&people::normalise(&record));
    found.first().map_or_else(|| key.to_owned(), vocabulary::Identifier::key)
}
