//! What can be typed about work that takes time.

use clap::{Args, Subcommand};

/// Who asks for it.
#[derive(Debug, Clone, Args)]
pub struct AskedBy {
    /// The member who asks for it; without it who signed in on this machine, else the command line's own.
    #[arg(long = "as", value_name = "MEMBER")]
    pub member: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum JobVerb {
    /// List jobs, the latest first: imports, unify, releases, lines, readouts, rehearsals, from here and from the page.
    List {
        /// Only those that have not ended.
        #[arg(long)]
        open: bool,
        /// Jobs to list.
        #[arg(long, default_value_t = 20)]
        limit: i64,
    },
    /// Show one job with its log.
    Show {
        /// Its number, as `truelift job list` shows it.
        job: i64,
    },
    /// Ask a job to stop: one that waits is over at once, one that runs comes to a place where it can.
    Cancel {
        /// Its number.
        job: i64,
        #[command(flatten)]
        by: AskedBy,
    },
    /// Start a job again that failed, was stopped or was interrupted; `truelift serve` does it. Nothing is done
    /// twice.
    Again {
        /// Its number.
        job: i64,
        #[command(flatten)]
        by: AskedBy,
    },
}
