//! What can be typed about definitions.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Which definition.
#[derive(Debug, Args)]
pub struct Which {
    /// workspace, source, survivorship, audience, voice, facts, prompt, holdouts or pilot.
    pub kind: String,
    /// Its name: that of its file, without `.yaml`.
    pub name: String,
}

/// Who changes it, and why.
#[derive(Debug, Args)]
pub struct Doing {
    /// Why, in words: the version and the audit chain keep them.
    #[arg(long, default_value = "")]
    pub reason: String,
    /// The member who does it; without it who signed in on this machine, else the command line's own.
    #[arg(long = "as", value_name = "MEMBER")]
    pub member: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum DefinitionVerb {
    /// List everything that is defined: where it stands, who changed it last, what is wrong.
    List {
        /// Only this kind.
        #[arg(long)]
        kind: Option<String>,
    },
    /// Print the text that counts, letter by letter.
    // `--version` names one of the definition here.
    #[command(disable_version_flag = true)]
    Show {
        #[command(flatten)]
        which: Which,
        /// The draft instead.
        #[arg(long, conflicts_with = "version")]
        draft: bool,
        /// This version instead.
        #[arg(long)]
        version: Option<i64>,
    },
    /// List every version: who, when, why, how many lines it changed.
    History {
        #[command(flatten)]
        which: Which,
    },
    /// Show what the draft would change; or what a version changed, or what a file would.
    // `--version` names one of the definition here.
    #[command(disable_version_flag = true)]
    Diff {
        #[command(flatten)]
        which: Which,
        /// What this version changed of the one before.
        #[arg(long, conflicts_with = "file")]
        version: Option<i64>,
        /// What this file would change.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// Apply the text of an earlier version as a new one; also of a definition that was removed.
    // `--version` names one of the definition here.
    #[command(disable_version_flag = true)]
    Restore {
        #[command(flatten)]
        which: Which,
        /// Which version.
        version: i64,
        #[command(flatten)]
        doing: Doing,
    },
    /// Give it another name, and everything that names it the new one, at once.
    Rename {
        #[command(flatten)]
        which: Which,
        /// The new name.
        to: String,
        #[command(flatten)]
        doing: Doing,
    },
    /// Take it back; its versions stay. What pilots name asks for `--even-if-used`.
    Remove(RemoveArgs),
    /// What is written and not applied yet.
    #[command(subcommand)]
    Draft(DraftVerb),
}

#[derive(Debug, Subcommand)]
pub enum DraftVerb {
    /// Keep a file as a draft for every member to see; it may have errors. It is called as the file.
    Keep {
        /// workspace, source, survivorship, audience, voice, facts, prompt, holdouts or pilot.
        kind: String,
        /// The file.
        file: PathBuf,
        /// The member whose draft it is.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Make the draft the next version.
    Apply {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        doing: Doing,
    },
    /// Drop the draft; what counts stays.
    Discard {
        #[command(flatten)]
        which: Which,
        /// The member who drops it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct RemoveArgs {
    #[command(flatten)]
    pub which: Which,
    /// Remove it although pilots name it; they cannot be released without it.
    #[arg(long)]
    pub even_if_used: bool,
    #[command(flatten)]
    pub doing: Doing,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Folder to write `sources/`, `audiences/`, `pilots/` … into.
    pub dir: PathBuf,
    /// Write over files that say something else.
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// workspace, source, survivorship, audience, voice, facts, prompt, holdouts or pilot.
    #[arg(required_unless_present_any = ["docs", "dir"])]
    pub kind: Option<String>,
    /// Print an example instead: a whole file that holds, with comments.
    #[arg(long, requires = "kind")]
    pub example: bool,
    /// Write the schemas of all kinds into this folder, as `audience.schema.json`.
    #[arg(long, conflicts_with = "kind")]
    pub dir: Option<PathBuf>,
    /// Write the reference of all kinds into this folder, as `audience.md`.
    #[arg(long, conflicts_with_all = ["kind", "dir"])]
    pub docs: Option<PathBuf>,
}
