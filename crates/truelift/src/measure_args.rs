//! What can be typed to measure: readouts and plans.

use crate::job_args::AskedBy;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What a metric may be, for `--help`.
const METRIC_HELP: &str = "\
What to compare; repeat the option, or give several values. A metric is a column, with what is made of it \
after a colon:
  spend                        mean per person
  visit:proportion             share of people; the column holds 0 and 1
  orders:above=0               share of people with more than 0
  spend/orders                 ratio of two columns, with its error by the delta method
  spend:median                 median; any quantile with spend:quantile=0.9
  spend:cap=500                mean of values held to at most 500; floor=N holds them from below
  spend:winsorise=0.01         the same, the cap taken from the data: the highest 1 % are held back
  left_week:retention=8        share still there after 8 periods; the column holds the period in which
                               someone was lost and is empty for the others; add seen=COLUMN where some
                               people were seen for fewer periods
Options are joined by commas: spend:cap=500,covariate=history,missing=0,less. `covariate` is known from \
before exposure and used for this metric only, `missing` stands for empty cells, `less` says that less is \
better. A column whose name holds a colon, slash or comma goes into double quotes.";

#[derive(Debug, Args)]
pub struct ReadoutArgs {
    /// Pilot id; leave out with --file.
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    pub pilot: Option<String>,
    #[command(flatten)]
    pub by: AskedBy,
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub question: QuestionArgs,
}

/// Which columns of a file are what.
#[derive(Debug, Args)]
#[command(next_help_heading = "An experiment in a file")]
pub struct FileArgs {
    /// CSV or Parquet file with one row per person.
    #[arg(long, requires = "arm", requires = "control", requires = "metric")]
    pub file: Option<PathBuf>,
    /// Column that holds the arm.
    #[arg(long, value_name = "COLUMN")]
    pub arm: Option<String>,
    /// Value of the arm column that is the control.
    #[arg(long, value_name = "VALUE")]
    pub control: Option<String>,
    /// What to compare: `spend`, `visit:proportion`, `spend/orders`, `spend:median`, `spend:cap=500`; --help
    /// says what else.
    #[arg(long, num_args = 1.., long_help = METRIC_HELP)]
    pub metric: Vec<String>,
    /// Column known before exposure, to take noise off every metric (CUPED); repeat, or give several.
    #[arg(long, num_args = 1.., value_name = "COLUMN")]
    pub covariate: Vec<String>,
    /// Column of strata known before exposure, to take noise off (post-stratification).
    #[arg(long, value_name = "COLUMN")]
    pub stratum: Option<String>,
    /// Column of the households or accounts, where those were randomised and not people.
    #[arg(long, value_name = "COLUMN")]
    pub cluster: Option<String>,
    /// Column of the households, companies or streets in which people can talk to each other, where people
    /// were randomised one by one: says whether the message reaches the control by word of mouth.
    #[arg(long, value_name = "COLUMN", conflicts_with = "cluster")]
    pub neighbours: Option<String>,
    /// Column that names people: who stands there twice is an error.
    #[arg(long, value_name = "COLUMN")]
    pub unit: Option<String>,
    /// Column of segments: the same for each, drawn towards each other, exploratory.
    #[arg(long, value_name = "COLUMN")]
    pub segment: Option<String>,
    /// The segments were registered before the test, so they are not exploratory.
    #[arg(long, requires = "segment")]
    pub registered_segments: bool,
    /// Column of the day of exposure, to check the split day by day and whether the lift wears off.
    #[arg(long, value_name = "COLUMN")]
    pub day: Option<String>,
    /// Column of where people came from, to check the split there.
    #[arg(long, value_name = "COLUMN")]
    pub source: Option<String>,
    /// Column of people's arm in an earlier test, to check that it does not carry over.
    #[arg(long, value_name = "COLUMN")]
    pub earlier: Option<String>,
    /// Take arms that differ in case or blanks only as one.
    #[arg(long)]
    pub fold_arms: bool,
    /// Value of the arm column that is no arm, as `$multiple` for who was seen in several; repeat. Its people
    /// are left out, with a note.
    #[arg(long, value_name = "ARM")]
    pub leave_out: Vec<String>,
    /// Planned share of an arm, as ARM=0.3 or ARM=30%; repeat, or give several. One arm may be left away, which
    /// then has the rest. Equal shares without it.
    #[arg(long, num_args = 1.., value_name = "ARM=SHARE")]
    pub weight: Vec<String>,
    /// Confidence level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    pub level: f64,
    /// Threads that read; the answer does not depend on them. All without it.
    #[arg(long)]
    pub threads: Option<usize>,
}

/// What is asked of the numbers.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is asked of a file")]
pub struct QuestionArgs {
    /// two-sided, greater, less, non-inferiority=MARGIN or equivalence=MARGIN; a margin in the unit of the
    /// metric, or in per cent of the control as `2%`.
    #[arg(long, default_value = "two-sided")]
    pub test: String,
    /// Say how sure it is too: chance to win, expected loss, credible interval.
    #[arg(long)]
    pub bayes: bool,
    /// Standard deviation of the relative lifts believed in before, around 0: 0.3 is ±30 %. Flat without.
    #[arg(long, requires = "bayes", value_name = "SHARE")]
    pub prior: Option<f64>,
    /// An interval and p-value that hold at every look, tightest at this number of people.
    #[arg(long, value_name = "PEOPLE", num_args = 0..=1, default_missing_value = "5000")]
    pub peek: Option<u64>,
    /// This is look K of N planned ones (group sequential), as 2/5.
    #[arg(long, value_name = "K/N")]
    pub look: Option<String>,
    /// How alpha is laid over the looks.
    #[arg(long, value_enum, default_value = "obrien-fleming", requires = "look")]
    pub stopping: StoppingArg,
    /// Correct p-values for the number of metrics, arms and segments.
    #[arg(long, value_enum)]
    pub correct: Option<CorrectionArg>,
    /// Fieller's interval of the relative lift too: right also where the control is noisy.
    #[arg(long)]
    pub fieller: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StoppingArg {
    /// Nearly nothing early, the last look is nearly a single one.
    ObrienFleming,
    /// One bound for all looks.
    Pocock,
    /// Alpha spent like O'Brien-Fleming.
    SpendObrienFleming,
    /// Alpha spent like Pocock.
    SpendPocock,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CorrectionArg {
    /// No false alarm among all, whatever depends on what.
    Holm,
    /// The same, sharper, for tests that go together.
    Hochberg,
    /// Few false ones among the alarms.
    BenjaminiHochberg,
}

/// How large a test must be, or what it can find.
#[derive(Debug, Args)]
pub struct PowerArgs {
    /// A pilot of the workspace: its metrics, arms and looks, on what its audience did in the last outcome window.
    #[arg(long, value_name = "PILOT", conflicts_with_all = ["history", "metric", "mean", "rate", "people", "arms", "control_share", "factors"])]
    pub pilot: Option<String>,
    /// CSV or Parquet file with one row per person from before the test: value, spread and CUPED's gain are
    /// measured there.
    #[arg(long, value_name = "FILE", requires = "metric")]
    pub history: Option<PathBuf>,
    /// What will be compared, written as for `truelift readout`.
    #[arg(long, num_args = 1.., long_help = METRIC_HELP)]
    pub metric: Vec<String>,
    /// Column known before exposure, for CUPED; repeat, or give several.
    #[arg(long, num_args = 1.., value_name = "COLUMN", requires = "history")]
    pub covariate: Vec<String>,
    /// Column of strata.
    #[arg(long, value_name = "COLUMN", requires = "history")]
    pub stratum: Option<String>,
    /// Column of the households or accounts that will be randomised.
    #[arg(long, value_name = "COLUMN", requires = "history")]
    pub cluster: Option<String>,
    /// Without a file: the mean per person today.
    #[arg(long, requires = "sd", conflicts_with_all = ["history", "rate"], allow_hyphen_values = true)]
    pub mean: Option<f64>,
    /// Without a file: its standard deviation between people.
    #[arg(long, requires = "mean")]
    pub sd: Option<f64>,
    /// Without a file: the share of people who do it today.
    #[arg(long, conflicts_with = "history")]
    pub rate: Option<f64>,
    /// The lift worth finding, in the unit of the metric or as `2%` of today's value; below 0 for less, as
    /// `-20%`.
    #[arg(long, allow_hyphen_values = true)]
    pub lift: Option<String>,
    /// People there will be in all arms together: says what they can find.
    #[arg(long)]
    pub people: Option<u64>,
    /// People who come in a day, to say how long it runs.
    #[arg(long)]
    pub per_day: Option<f64>,
    /// Arms, the control among them.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=50))]
    pub arms: u32,
    /// Share of people in the control, or `best` for the share that finds most.
    #[arg(long, value_name = "SHARE")]
    pub control_share: Option<String>,
    /// Chance to find the lift when it is there.
    #[arg(long, default_value_t = 0.8)]
    pub power: f64,
    /// Chance of a false alarm over all arms and metrics.
    #[arg(long, default_value_t = 0.05)]
    pub alpha: f64,
    /// Only a lift in one direction is a finding.
    #[arg(long)]
    pub one_sided: bool,
    /// A test of so many factors at once, each on or off (a multiplex test): lists its messages.
    #[arg(long, value_name = "N")]
    pub factors: Option<usize>,
    /// Makes a fraction of it: this factor is set by others, as D=ABC; repeat.
    #[arg(long, requires = "factors", value_name = "D=ABC")]
    pub generator: Vec<String>,
}

/// What a rehearsal makes up.
#[derive(Debug, Args)]
pub struct RehearseArgs {
    /// The pilot; it need not be approved.
    pub pilot: String,
    /// How far the lines move the metric, in its unit or as `10%` of what it is without a message; without it as far
    /// as the plan finds with a chance of 80 %.
    #[arg(long, allow_hyphen_values = true)]
    pub lift: Option<String>,
    /// The metric they move; the headline's without.
    #[arg(long)]
    pub metric: Option<String>,
    /// How often it is played.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub runs: u32,
    /// Another number, other arms.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Show the latest rehearsal and play none.
    #[arg(long, conflicts_with_all = ["lift", "metric", "runs", "seed", "remove"])]
    pub show: bool,
    /// Take the latest rehearsal away.
    #[arg(long, conflicts_with_all = ["lift", "metric", "runs", "seed"])]
    pub remove: bool,
    /// The member who does it, by id or e-mail address; who is signed in without.
    #[arg(long = "as", value_name = "MEMBER")]
    pub member: Option<String>,
}
