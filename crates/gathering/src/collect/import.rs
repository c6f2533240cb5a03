//! Files: read by contract, landed portion by portion, kept as they came.

use super::consents::{ConsentCounts, file_noes};
use super::given::Given;
use super::intake::{Quarantined, SoFar, Tally, Way, quarantine, take_in};
use super::nobody::{Named, NoesOfNobody};
use super::slips::Slips;
use super::waiting::Waiting;
use super::{originals, uploads};
use engine::columns::single_int;
use engine::{Course, Engine, EngineError};
use serde::Serialize;
use sources::{Changes, Contract, Heard, Input, Intake, Lands, Portion};
use std::path::Path;
use vocabulary::{Digest, Timestamp, WorkspaceId, grouped, literal};

/// Portions that wait between reading and landing: enough to keep both busy, few enough for memory.
const N_AHEAD: usize = 2;

/// Lines of noes that a report names.
const N_LINES: usize = 500;

/// What loading one file did, or would do.
///
/// INVARIANT: `n_rows == n_new + n_changed + n_same + n_dropped + n_quarantined + n_settled + n_beside + n_silent`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportReport {
    /// The file.
    pub file: String,
    /// The digest of the file and its contract, by which it is known when it comes again.
    pub fingerprint: String,
    /// The contract's source.
    pub source: String,
    /// The contract's version.
    pub contract_version: String,
    /// Rows of the file.
    pub n_rows: u64,
    /// Rows whose key was not there.
    pub n_new: u64,
    /// Rows that say something else than what stood under their key, and count now or stay as history.
    pub n_changed: u64,
    /// Of these, rows that say the same of somebody and something else of consent.
    pub n_consent_only: u64,
    /// Rows that say what is known.
    pub n_same: u64,
    /// Rows that came a second time in this file.
    pub n_dropped: u64,
    /// Rows in quarantine.
    pub n_quarantined: u64,
    /// Rows that are in quarantine as mended or discarded, and say the same again.
    pub n_settled: u64,
    /// Rows that land nowhere and whose no stands beside the columns of the contract: it counts.
    pub n_beside: u64,
    /// Rows that land nowhere, for they say nothing of consent and nothing else of them is read.
    pub n_silent: u64,
    /// Rows that say no, those in quarantine among them.
    pub n_closing: u64,
    /// The lines of the first of those.
    pub closing: Vec<u64>,
    /// Whether the contract reads nothing but consent.
    pub is_of_consents: bool,
    /// Rows that waited in quarantine and no longer do, since this file says something else of them.
    pub n_closed: u64,
    /// What was filed of consent: that somebody agreed.
    pub n_granted: u64,
    /// That somebody said no, rows in quarantine among them.
    pub n_withdrawn: u64,
    /// What was said of consent, answer by answer: counted apart from the rows.
    pub consents: ConsentCounts,
    /// The noes that name nobody who is known yet: no error.
    pub noes_of_nobody: NoesOfNobody,
    /// When the file was written, as somebody said or the file system knows: the moment of what its rows say of
    /// people and give no date. Never of a consent.
    pub written_at: Option<Timestamp>,
    /// By rule and field, how many rows break it and why the first of them does.
    pub problems: Vec<Problem>,
    /// What was found out about the file: its encoding, its delimiter, columns matched by another spelling.
    pub notes: Vec<String>,
    /// True when this file was loaded before by this contract and said nothing new.
    pub is_repeated: bool,
    /// True when nothing was written.
    pub is_dry_run: bool,
}

/// Rows that break one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which rule.
    pub rule: String,
    /// Which field breaks it.
    pub field: Option<String>,
    /// How many rows.
    pub n_rows: u64,
    /// The line of the first.
    pub line: u64,
    /// Why the first breaks it.
    pub why: String,
}

impl Problem {
    /// What breaks, in a line.
    pub fn words(&self) -> String {
        let field = self.field.as_deref().map_or_else(String::new, |field| format!(" `{field}`"));
        let (n, rule, line, why) = (grouped(self.n_rows), &self.rule, self.line, &self.why);
        format!("{n} rows break {rule}{field}; line {line}: {why}")
    }
}

impl ImportReport {
    /// Rows that could be read, whether they say something new or not.
    pub fn n_read(&self) -> u64 {
        self.n_new + self.n_changed + self.n_same + self.n_dropped + self.n_beside + self.n_silent
    }

    /// Whether nothing of the file could be taken in: no success, whatever else happened. A list whose noes count has
    /// done what it is for.
    pub fn is_nothing(&self) -> bool {
        let is_heard = self.is_of_consents && 0 < self.n_closing;
        self.n_read() + self.n_settled == 0 && !is_heard
    }

    /// Which lines say no, in words, and whether that closes somebody who is known; `None` where nothing but them would
    /// have to be told.
    pub fn closing_words(&self) -> Option<String> {
        if self.closing.is_empty() || !(self.is_of_consents || self.is_nothing()) {
            return None;
        }
        let lines = ranges(&self.closing);
        let further = self.n_closing.saturating_sub(self.closing.len() as u64);
        let further = if further == 0 { String::new() } else { format!(" and {} more", grouped(further)) };
        let NoesOfNobody { n_noes, n_unknown, .. } = self.noes_of_nobody;
        let (what, does, say) =
            if self.n_closing == 1 { ("line", "closes", "says") } else { ("lines", "close", "say") };
        Some(match n_unknown {
            0 => format!("{what} {lines}{further} {does} somebody"),
            n if n_noes <= n => {
                format!("{what} {lines}{further} {say} no, and nobody who is known yet is closed by that")
            }
            n => format!(
                "{what} {lines}{further} {say} no: {} of {} noes close nobody who is known yet",
                grouped(n),
                grouped(n_noes)
            ),
        })
    }

    /// The counts in words.
    pub fn words(&self) -> String {
        let counts = [
            (self.n_new, "new".to_owned()),
            (self.n_changed, self.changed()),
            (self.n_same, "same".to_owned()),
            (self.n_dropped, "dropped as repeats".to_owned()),
            (self.n_quarantined, "quarantined".to_owned()),
        ];
        let further = [
            (self.n_settled, "mended or discarded before".to_owned()),
            (self.n_beside, "say no in another column".to_owned()),
            (self.n_silent, "say nothing of consent".to_owned()),
        ];
        let counts = counts.into_iter().chain(further.into_iter().filter(|(n, _)| 0 < *n));
        let counted = counts.map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join(", ");
        let consents = self.consents.words().map_or(String::new(), |words| format!("; {words}"));
        let nobody = match self.noes_of_nobody.n_unknown {
            0 => String::new(),
            n => format!("; {} noes name nobody who is known yet", grouped(n)),
        };
        format!("{} rows: {counted}{consents}{nobody}", self.n_rows)
    }

    fn changed(&self) -> String {
        match self.n_consent_only {
            0 => "changed".to_owned(),
            n => format!("changed ({n} in consent alone)"),
        }
    }

    fn begin(engine: &Engine, contract: &Contract, given: &Given<'_>, is_dry_run: bool) -> Self {
        Self {
            is_of_consents: contract.lands == [Lands::Consents],
            file: uploads::shown(engine, given.file),
            written_at: given.written_at,
            source: contract.source.clone(),
            contract_version: contract.version.clone(),
            is_dry_run,
            ..Self::default()
        }
    }

    /// Adds what another portion of the same came to.
    pub(super) fn join(&mut self, other: Self) {
        self.n_rows += other.n_rows;
        self.n_new += other.n_new;
        self.n_changed += other.n_changed;
        self.n_consent_only += other.n_consent_only;
        self.consents.add(other.consents);
        self.n_same += other.n_same;
        self.n_dropped += other.n_dropped;
        self.n_quarantined += other.n_quarantined;
        self.n_settled += other.n_settled;
        self.n_closed += other.n_closed;
        self.n_beside += other.n_beside;
        self.n_silent += other.n_silent;
        self.n_closing += other.n_closing;
        let n_free = N_LINES.saturating_sub(self.closing.len());
        self.closing.extend(other.closing.into_iter().take(n_free));
        self.n_granted += other.n_granted;
        self.n_withdrawn += other.n_withdrawn;
        for problem in other.problems {
            match self.problems.iter_mut().find(|p| p.rule == problem.rule && p.field == problem.field) {
                Some(known) => known.n_rows += problem.n_rows,
                None => self.problems.push(problem),
            }
        }
    }

    /// Adds what rows of a portion say of consent.
    pub(super) fn hear(&mut self, heard: &Heard) {
        self.n_beside += heard.n_beside;
        self.n_silent += heard.n_silent;
        self.n_rows += heard.n_beside + heard.n_silent;
        self.n_closing += heard.closing.len() as u64;
        let n_free = N_LINES.saturating_sub(self.closing.len());
        self.closing.extend(heard.closing.iter().take(n_free));
    }

    pub(super) fn add(&mut self, tally: &Tally, quarantined: &Quarantined) {
        let rejected = &quarantined.open;
        self.n_settled += quarantined.n_settled;
        self.n_rows += quarantined.n_settled;
        self.n_new += tally.n_new;
        self.n_changed += tally.n_changed;
        self.n_consent_only += tally.n_consent_only;
        self.consents.add(tally.consents);
        self.n_same += tally.n_same;
        self.n_dropped += tally.n_dropped;
        self.n_granted += tally.consents.n_yes;
        self.n_withdrawn += tally.consents.n_no;
        self.n_quarantined += rejected.len() as u64;
        self.n_rows += tally.n_new + tally.n_changed + tally.n_same + tally.n_dropped + rejected.len() as u64;
        for row in rejected {
            let known = self.problems.iter_mut().find(|p| p.rule == row.rule && p.field == row.field);
            match known {
                Some(problem) => problem.n_rows += 1,
                None => self.problems.push(Problem {
                    rule: row.rule.clone(),
                    field: row.field.clone(),
                    n_rows: 1,
                    line: row.line,
                    why: row.why.clone(),
                }),
            }
        }
    }
}

/// Loads a file by its contract, and keeps it as it came: written when the file system says. Loading it again changes
/// nothing; a crash in the middle loses nothing, the next try lands the rest.
///
/// `progress` is told how many rows are done.
pub async fn import(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
    file: &Path,
    now: Timestamp,
    mut progress: impl FnMut(u64),
) -> Result<ImportReport, EngineError> {
    let progress = |n_rows| {
        progress(n_rows);
        true
    };
    import_while(engine, workspace, contract, Given::of(file, now), now, |_| (), progress).await
}

/// As [`import`], written when it is said.
pub async fn import_given(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
    given: Given<'_>,
    now: Timestamp,
) -> Result<ImportReport, EngineError> {
    import_while(engine, workspace, contract, given, now, |_| (), |_| true).await
}

/// As [`import_given`], and stops between two portions when `course` shall stop.
///
/// Errors: [`EngineError::Stopped`]; the rows that are in stay, and the next import of the file lands the rest.
pub async fn import_on(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
    given: Given<'_>,
    now: Timestamp,
    course: &Course,
) -> Result<ImportReport, EngineError> {
    course.stage("reading the file");
    let progress = |n_rows| {
        course.at(n_rows);
        course.halted().is_none()
    };
    let about = |n_rows| course.of(n_rows, "rows");
    let report = import_while(engine, workspace, contract, given, now, about, progress).await?;
    // The lines of a file are more than its rows where a text goes over several.
    course.of(Some(report.n_rows), "rows");
    course.at(report.n_rows);
    Ok(report)
}

/// `about` is told how many rows the file has, as far as its lines tell; `progress` how many are done, and says
/// whether to go on.
async fn import_while(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
    given: Given<'_>,
    now: Timestamp,
    about: impl FnOnce(Option<u64>),
    progress: impl FnMut(u64) -> bool,
) -> Result<ImportReport, EngineError> {
    let file = given.file;
    super::check_source(engine, workspace, contract).await?;
    let clock = now;
    let now = super::arrival(engine, workspace, clock).await?;
    let contract = &super::at_home(engine, workspace, contract).await?;
    let kept = originals::digest_of(file)?;
    about(kept.n_rows(contract.format));
    let fingerprint = fingerprint(contract, &kept.digest);
    let earlier = engine.store().import_of(workspace, &contract.source, &fingerprint).await?;
    let is_log = contract.lands.iter().all(|lands| contract.changes_of(*lands) == Changes::Log);
    // A state that comes a second time may be the latest word again, so its rows are looked at.
    if let Some(earlier) = earlier.as_ref().filter(|_| is_log) {
        let n = |n: i64| u64::try_from(n).unwrap_or(0);
        let (n_rows, n_same, n_quarantined) =
            (n(earlier.n_rows), n(earlier.n_accepted), n(earlier.n_rejected));
        let begun = ImportReport::begin(engine, contract, &given, false);
        return Ok(ImportReport { n_rows, n_same, n_quarantined, is_repeated: true, fingerprint, ..begun });
    }
    // Before its rows: nothing of it is ever believed further than its contract says.
    engine.store().put_source_trust(workspace, &contract.source, contract.asserts).await?;
    let intake = Intake { workspace: workspace.clone(), arrived_at: now };
    let reading = sources::read(contract, Input::File(file), &intake)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (source, written_at) = (contract.source.as_str(), given.written_at);
    let way = Way {
        source,
        file: &name,
        contract: Some(contract),
        is_dry_run: false,
        written_at,
        is_whole: true,
        is_again: false,
        is_known: earlier.is_some(),
    };
    let mut report = ImportReport::begin(engine, contract, &given, false);
    report.fingerprint.clone_from(&fingerprint);
    let behind = (clock < now).then(|| {
        format!("this machine's clock says {clock}, and the last file came at {now}: what came now counts from then. Set the clock")
    });
    // A file that is refused is not kept, since no reload could read it; what it says no to counts.
    if reading.refusal().is_some() {
        load(engine, workspace, &way, reading, &fingerprint, now, &mut report, progress).await?;
        report.notes.extend(behind);
        return Ok(report);
    }
    originals::keep(engine, file, &kept)?;
    let (digest, text) = (contract.digest().to_string(), &contract.text);
    engine.store().keep_contract(workspace, &contract.source, &digest, text, now).await?;
    let original = originals::entry(&contract.source, &given, digest, &kept, now);
    engine.store().add_original(workspace, &original).await?;
    load(engine, workspace, &way, reading, &fingerprint, now, &mut report, progress).await?;
    report.notes.extend(behind);
    report.is_repeated = earlier.is_some() && report.n_new + report.n_changed == 0;
    tell_of_missing(engine, workspace, contract, &mut report).await?;
    engine.store().record_import(workspace, &remember(&report, fingerprint, now)).await?;
    Ok(report)
}

/// Says what [`import`] would do, and writes nothing.
pub async fn preview(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
    given: Given<'_>,
    now: Timestamp,
    mut progress: impl FnMut(u64),
) -> Result<ImportReport, EngineError> {
    let progress = |n_rows| {
        progress(n_rows);
        true
    };
    let file = given.file;
    let now = super::arrival(engine, workspace, now).await?;
    let contract = &super::at_home(engine, workspace, contract).await?;
    let known = fingerprint(contract, &originals::digest_of(file)?.digest);
    let intake = Intake { workspace: workspace.clone(), arrived_at: now };
    let reading = sources::read(contract, Input::File(file), &intake)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (source, written_at) = (contract.source.as_str(), given.written_at);
    let way = Way {
        source,
        file: &name,
        contract: Some(contract),
        is_dry_run: true,
        written_at,
        is_whole: true,
        is_again: false,
        is_known: engine.store().import_of(workspace, &contract.source, &known).await?.is_some(),
    };
    let mut report = ImportReport::begin(engine, contract, &given, true);
    load(engine, workspace, &way, reading, "preview", now, &mut report, progress).await?;
    Ok(report)
}

/// Takes in all of a file that is being read. Gives the ids of the rows that went to quarantine.
#[allow(clippy::too_many_arguments)]
pub(super) async fn load(
    engine: &Engine,
    workspace: &WorkspaceId,
    way: &Way<'_>,
    reading: sources::Reading,
    fingerprint: &str,
    now: Timestamp,
    report: &mut ImportReport,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<Vec<String>, EngineError> {
    let (sender, mut portions) = tokio::sync::mpsc::channel(N_AHEAD);
    let reader = tokio::task::spawn_blocking(move || {
        for portion in reading {
            if sender.blocking_send(portion).is_err() {
                break;
            }
        }
    });
    let (mut part, mut so_far) = (0_u64, SoFar::default());
    let mut waiting = Waiting::of(engine, workspace, way).await?;
    let (mut named, mut slips) = (Named::default(), Slips::default());
    let mut goes_on = progress(report.n_rows);
    while let Some(portion) = portions.recv().await {
        if !goes_on {
            let what = format!(
                "stopped after {}; these stay. Import the file again for the rest: nothing comes in twice",
                report.words()
            );
            return Err(EngineError::Stopped { what });
        }
        let Portion { accepted, mut rejected, mut noes, nameless, heard, notes, .. } = portion?;
        report.notes = notes;
        slips.hear(&accepted.consents);
        named.hear(noes.iter().chain(accepted.consents.iter().map(|said| &said.statement)));
        noes.extend(nameless);
        // First of all: whatever happens to the rest, a no counts.
        if !way.is_dry_run {
            let filed = file_noes(engine, workspace, &noes, way.is_known, now).await?;
            report.consents.n_no_beside += filed.n_noes;
            report.consents.n_unread += filed.n_unread;
            report.n_withdrawn += filed.n_noes;
        }
        let landing_id = format!("{fingerprint}-{part}");
        waiting.look_at(&accepted)?;
        let came = (accepted, way.missing(&rejected));
        let mut tally = take_in(engine, workspace, way, &mut so_far, came, &landing_id, now).await?;
        rejected.append(&mut tally.conflicts);
        waiting.look_at_rejected(&rejected);
        let quarantined = quarantine(engine, workspace, way, rejected, now).await?;
        report.add(&tally, &quarantined);
        report.hear(&heard);
        waiting.bad.extend(quarantined.ids);
        part += 1;
        goes_on = progress(report.n_rows);
    }
    reader.await.map_err(|error| EngineError::Query { what: format!("reading stopped: {error}") })?;
    report.notes.extend(report.consents.undated_words());
    report.notes.extend(report.consents.unread_words(way.source));
    report.notes.extend(slips.words());
    tell_of_nobody(engine, workspace, way, named, report).await?;
    report.notes.extend(report.closing_words());
    report.n_closed = waiting.close(engine, workspace, way, now).await?;
    if 0 < report.n_closed {
        report.notes.push(format!(
            "{} rows that waited in quarantine say something else now and are closed there",
            report.n_closed
        ));
    }
    Ok(waiting.bad)
}

/// Numbers in words, those that follow each other as one: `3 to 7, 9`.
fn ranges(lines: &[u64]) -> String {
    const N_RANGES: usize = 20;
    let mut found: Vec<(u64, u64)> = Vec::new();
    for line in lines {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => found.push((*line, *line)),
        }
    }
    let n_found = found.len();
    let words = found.into_iter().take(N_RANGES).map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    let words = words.collect::<Vec<_>>().join(", ");
    if N_RANGES < n_found { format!("{words} …") } else { words }
}

/// Tells of rows of a state that earlier files had and this one has not: an export that was cut, or people who are gone.
async fn tell_of_missing(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
    report: &mut ImportReport,
) -> Result<(), EngineError> {
    let is_state = contract.lands.contains(&Lands::Records)
        && contract.changes_of(Lands::Records) == Changes::State
        && !contract.is_of_noes();
    if !is_state {
        return Ok(());
    }
    let source = literal(&contract.source);
    let sql = format!("select count(distinct record_id) as n from record_versions where source = {source}");
    let n_known = single_int(&engine.query(workspace, &[], &sql).await?, "n")?;
    let n_here = report.n_new + report.n_changed + report.n_same + report.n_quarantined;
    let n_missing = u64::try_from(n_known).unwrap_or(0).saturating_sub(n_here);
    if 0 < n_missing {
        report.notes.push(format!(
            "{} rows that earlier files of `{}` had are not in this one: they stay as they were. If they are people who left, import the list of those who did",
            grouped(n_missing),
            contract.source
        ));
    }
    Ok(())
}

/// Tells of noes and yeses that name nobody who is known.
async fn tell_of_nobody(
    engine: &Engine,
    workspace: &WorkspaceId,
    way: &Way<'_>,
    named: Named,
    report: &mut ImportReport,
) -> Result<(), EngineError> {
    // Rows of people make those known whom they name, but for a list of those who said no.
    let is_of_people =
        |contract: &Contract| contract.lands.contains(&Lands::Records) && !contract.is_of_noes();
    let is_of_people = way.contract.is_some_and(is_of_people);
    // Those of a rehearsal do not land.
    if is_of_people && way.is_dry_run {
        return Ok(());
    }
    let but = if is_of_people { "" } else { report.source.as_str() };
    let (noes, yeses) = named.look_up(engine, workspace, but).await?;
    report.notes.extend(noes.words().into_iter().chain(yeses));
    report.noes_of_nobody = noes;
    Ok(())
}

pub(super) fn remember(report: &ImportReport, fingerprint: String, at: Timestamp) -> store::Import {
    let n = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    store::Import {
        source: report.source.clone(),
        fingerprint,
        file: report.file.clone(),
        n_rows: n(report.n_rows),
        n_accepted: n(report.n_read()),
        n_rejected: n(report.n_quarantined),
        at,
    }
}

/// The file's bytes and the contract's text: another contract reads the file again, whatever its version says.
pub(super) fn fingerprint(contract: &Contract, file: &str) -> String {
    Digest::of([file, &contract.digest().to_string()]).to_string()
}
