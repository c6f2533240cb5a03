//! What can be asked for, and what comes of it.

use engine::kept::{self, KeptReadout};
use engine::{Engine, EngineError, PilotFile};
use gathering::collect::{self, ImportReport, ReloadReport};
use gathering::unify::UnifyReport;
use judging::measure::{Rehearsal, Rehearse};
use reaching::create::CreateReport;
use reaching::release::PlanReport;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::PathBuf;
use store::CountProof;
use vocabulary::{JobKind, Timestamp, WorkspaceId, grouped};

/// How many people a simulated world may have: fewer show nothing, more take an hour.
const WORLD: std::ops::RangeInclusive<u64> = 1_000..=100_000;

/// What a member asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Asked {
    /// Read a file by a contract.
    Import {
        /// The contract's name, or on a command line its file.
        source: String,
        /// Which file.
        file: Given,
        /// When it was written, where somebody said so: the day of what its rows say of people without a date.
        #[serde(default)]
        exported_at: Option<Timestamp>,
    },
    /// Read the kept files of a source again.
    Reload {
        /// Which source.
        source: String,
    },
    /// Make people of all records.
    Unify,
    /// Plan and send what was approved.
    Release {
        /// Of which pilot.
        pilot: String,
    },
    /// Let models write lines.
    Generate {
        /// For which pilot.
        pilot: String,
        /// The same seed gives the same lines.
        seed: u64,
        /// Whether the language model writes beside the phrasebook, where there is one.
        with_model: bool,
    },
    /// Read a pilot out by its plan.
    Readout {
        /// Which pilot.
        pilot: String,
    },
    /// Play a pilot to its gate on its own audience's past.
    Rehearse {
        /// Which pilot.
        pilot: String,
        /// What is made up.
        question: Rehearse,
    },
    /// Make a simulated workspace and run the loop in it.
    Demo {
        /// The name it gets.
        workspace: WorkspaceId,
        /// Another number, another world.
        seed: u64,
        /// How many people it has.
        n_people: u64,
    },
}

/// A file that is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// One that a member gave the server.
    Upload(String),
    /// One on the disk of whoever runs the command line. Never taken from a request.
    Path(PathBuf),
}

/// What came of a job.
#[derive(Debug, Clone)]
pub enum Report {
    /// Of reading a file.
    Import(Box<ImportReport>),
    /// Of reading kept files again.
    Reload(ReloadReport),
    /// Of making people.
    Unify(UnifyReport),
    /// Of sending: what this run planned, and how the campaign stands.
    Release(PlanReport, CountProof),
    /// Of writing.
    Generate(CreateReport),
    /// Of reading out.
    Readout(Box<KeptReadout>),
    /// Of playing to the gate.
    Rehearse(Box<Rehearsal>),
    /// Of making a simulated workspace.
    Demo {
        /// Which.
        workspace: WorkspaceId,
        /// What is in it, in a sentence.
        words: String,
    },
}

impl Asked {
    /// Which kind of job it is.
    pub fn kind(&self) -> JobKind {
        match self {
            Self::Import { .. } => JobKind::Import,
            Self::Reload { .. } => JobKind::Reload,
            Self::Unify => JobKind::Unify,
            Self::Release { .. } => JobKind::Release,
            Self::Generate { .. } => JobKind::Generate,
            Self::Readout { .. } => JobKind::Readout,
            Self::Rehearse { .. } => JobKind::Rehearse,
            Self::Demo { .. } => JobKind::Demo,
        }
    }

    /// What it is about: a source, a pilot, or the workspace that is made.
    pub(super) fn subject(&self) -> &str {
        match self {
            Self::Import { source, .. } | Self::Reload { source } => source,
            Self::Unify => "",
            Self::Release { pilot }
            | Self::Generate { pilot, .. }
            | Self::Readout { pilot }
            | Self::Rehearse { pilot, .. } => pilot,
            Self::Demo { workspace, .. } => workspace.as_str(),
        }
    }

    /// What is said of it in a list.
    pub(super) async fn title(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<String, EngineError> {
        Ok(match self {
            Self::Import { source, file, .. } => {
                let name = match file {
                    Given::Upload(upload) => engine.store().upload(workspace, upload).await?.name,
                    Given::Path(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                };
                format!("Import {name} by {source}")
            }
            Self::Reload { source } => format!("Read the files of {source} again"),
            Self::Unify => "Unify people".to_owned(),
            Self::Release { pilot } => format!("Release {pilot}"),
            Self::Generate { pilot, .. } => format!("Write lines for {pilot}"),
            Self::Readout { pilot } => format!("Read out {pilot}"),
            Self::Rehearse { pilot, .. } => format!("Rehearse {pilot}"),
            Self::Demo { workspace, .. } => format!("Make the demo's world as {workspace}"),
        })
    }

    /// Refuses at once what could only fail later.
    pub(super) async fn check(&self, engine: &Engine, workspace: &WorkspaceId) -> Result<(), EngineError> {
        match self {
            Self::Import { source, file, .. } => {
                collect::contract(engine, workspace, source).await?;
                if let Given::Upload(upload) = file {
                    engine.store().upload(workspace, upload).await?;
                }
            }
            Self::Reload { source } => collect::check_kept(engine, workspace, source).await?,
            Self::Unify => {}
            Self::Release { pilot } => {
                kept::approved(engine, workspace, pilot).await?;
            }
            Self::Generate { pilot, .. } => {
                let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
                kept::check_lines_open(engine, workspace, &pilot).await?;
            }
            Self::Readout { pilot } => {
                PilotFile::load(engine.store(), workspace, pilot).await?;
            }
            Self::Rehearse { pilot, question } => {
                let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
                question.check(&pilot)?;
            }
            Self::Demo { n_people, .. } if !WORLD.contains(n_people) => {
                let what = format!("a world has {} to {} people", WORLD.start(), WORLD.end());
                return Err(EngineError::NotReady { what });
            }
            Self::Demo { .. } => {}
        }
        Ok(())
    }
}

impl Report {
    /// What came of it, in a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Import(report) => {
                let note = if report.is_repeated { "; loaded before, nothing changed" } else { "" };
                format!("{}{note}", report.words())
            }
            Self::Reload(report) => {
                let n_new: u64 = report.files.iter().map(|file| file.n_new + file.n_changed).sum();
                let (n_files, n_mended) = (grouped(report.files.len() as u64), grouped(report.n_mended));
                format!(
                    "{n_files} files read again: {} rows are new or changed, {n_mended} left the quarantine",
                    grouped(n_new)
                )
            }
            Self::Unify(report) => format!(
                "{} people from {} records",
                grouped(report.n_people as u64),
                grouped(report.n_records as u64)
            ),
            Self::Release(_, proof) => {
                let waits = match proof.deferred {
                    0 => String::new(),
                    n => format!(", {} wait for quiet hours to end", grouped(n.unsigned_abs())),
                };
                let (sent, out) = (proof.sent.unsigned_abs(), proof.held_out.unsigned_abs());
                format!("{} sent, {} held out{waits}", grouped(sent), grouped(out))
            }
            Self::Generate(report) => {
                format!("{} lines, {} rejected by the checks", report.n_candidates, report.n_rejected)
            }
            Self::Readout(kept) => match kept.readout.estimates.first() {
                Some(first) => first.sentence.clone(),
                None => "read out; the numbers are withheld".to_owned(),
            },
            Self::Rehearse(found) => found.summary.clone(),
            Self::Demo { words, .. } => words.clone(),
        }
    }

    /// What is kept of it with the job.
    pub(super) fn value(&self) -> Result<Value, EngineError> {
        match self {
            Self::Import(report) => engine::form::value(report),
            Self::Reload(report) => engine::form::value(report),
            Self::Unify(report) => engine::form::value(report),
            Self::Release(plan, proof) => Ok(json!({ "plan": plan, "proof": proof })),
            Self::Generate(report) => engine::form::value(report),
            // The readout itself is kept with the pilot, and so is a rehearsal.
            Self::Readout(kept) => Ok(json!({ "at": kept.at.to_string(), "is_last": kept.is_last })),
            Self::Rehearse(found) => Ok(json!({ "at": found.at.to_string(), "n_runs": found.n_runs })),
            Self::Demo { workspace, .. } => Ok(json!({ "workspace": workspace })),
        }
    }

    /// Why it is no success, when it is none.
    pub(super) fn failure(&self) -> Option<String> {
        match self {
            Self::Import(report) if report.n_rows == 0 => {
                Some(format!("`{}` has no rows: export it again", report.file))
            }
            Self::Import(report) if report.is_nothing() => Some(format!(
                "nothing of `{}` could be taken in: mend the contract or the file, then read it again",
                report.file
            )),
            _ => None,
        }
    }
}
