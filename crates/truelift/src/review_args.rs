//! What can be typed of lines and their review.

use crate::job_args::AskedBy;
use crate::member_args::NewMemberArgs;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ContentVerb {
    /// Write candidates for a pilot, check and rank them.
    Create {
        /// Pilot id.
        pilot: String,
        /// The small language model's GGUF file.
        #[arg(long, env = "TRUELIFT_MODEL_PATH")]
        model: Option<PathBuf>,
        /// Seed of the providers.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[command(flatten)]
        by: AskedBy,
    },
    /// List a pilot's candidates with what the checks found.
    List {
        /// Pilot id.
        pilot: String,
    },
    /// Add a line of your own; it is checked like any other.
    Write {
        /// Pilot id.
        pilot: String,
        /// The line.
        text: String,
        /// The member who writes it; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Choose another line than the checks put first.
    Choose {
        /// Pilot id.
        pilot: String,
        /// The line, word for word, or its id.
        line: String,
        /// The member who chooses; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Check one line against the pilot's voice and facts.
    Check {
        /// Pilot id.
        pilot: String,
        /// The line.
        text: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum ReviewVerb {
    /// Ask for approval of the pilot as it stands.
    Request {
        /// Pilot id.
        pilot: String,
        /// The member who says so; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Approve the exact version that was requested. Nobody approves their own work.
    Approve {
        /// Pilot id.
        pilot: String,
        /// The member who says so; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
        /// Why you approve, kept with the approval.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Ask for changes to what stands: nobody approves it until it is changed, or asked for again.
    Changes {
        /// Pilot id.
        pilot: String,
        /// What is to be changed.
        #[arg(long)]
        note: String,
        /// The member who says so; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Show what is waiting, approved or stale.
    Show {
        /// Pilot id.
        pilot: String,
    },
    /// The former spelling of `truelift member add`.
    #[command(hide = true)]
    Member(NewMemberArgs),
}
