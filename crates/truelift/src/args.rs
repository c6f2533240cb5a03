//! What can be typed. One variant per verb; the verbs are the steps of the loop.

use crate::definition_args::{DefinitionVerb, ExportArgs, RemoveArgs, SchemaArgs};
use crate::job_args::{AskedBy, JobVerb};
use crate::measure_args::{PowerArgs, ReadoutArgs, RehearseArgs};
use crate::member_args::{MemberArgs, SignInArgs, WorkspaceVerb};
use crate::review_args::{ContentVerb, ReviewVerb};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use vocabulary::{KeyKind, Timestamp};

/// The open-source engine that takes AI marketing from pilot to practice.
#[derive(Debug, Parser)]
#[command(name = "truelift", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub verb: Verb,
}

/// Options every verb takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Folder that holds the store, the lake and the inbox.
    #[arg(long, global = true, env = "TRUELIFT_DATA", default_value = "truelift-data")]
    pub data: PathBuf,
    /// Which workspace to work in; `peach-state` without it. `serve` serves all of them: there it is the one whose first
    /// member is made on the page.
    #[arg(long, global = true, env = "TRUELIFT_WORKSPACE")]
    pub workspace: Option<String>,
    /// Print one JSON value instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// PostgreSQL instead of the embedded store: `postgres://user:password@host/database`.
    #[arg(long, global = true, env = "TRUELIFT_STORE", hide_env_values = true)]
    pub store: Option<String>,
}

/// The workspace of the demo, and of who names none.
const WORKSPACE: &str = "peach-state";

impl Global {
    /// The workspace that is meant.
    pub fn workspace(&self) -> &str {
        self.workspace.as_deref().unwrap_or(WORKSPACE)
    }
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Run the whole loop on a simulated grocer, then serve the web page.
    Demo(DemoArgs),
    /// Serve the web page, the API and the collection endpoints.
    Serve(ServeArgs),
    /// Read a folder of definitions (workspace, contracts, survivorship, audiences, voice, facts, prompts, holdouts,
    /// pilots) into the workspace.
    Apply(ApplyArgs),
    /// Write a contract, what each column of a source means, from a file of it. Start here with your own data.
    #[command(subcommand)]
    Contract(ContractVerb),
    /// Definitions one by one: list, show, history, difference, restore, rename, remove, drafts.
    #[command(subcommand)]
    Definition(DefinitionVerb),
    /// Take a definition back, broken or not: `truelift remove audience lapsed-buyers`.
    Remove(RemoveArgs),
    /// Write what is applied into a folder, letter by letter: `truelift apply` of it changes nothing.
    Export(ExportArgs),
    /// Print what a definition may hold, as a JSON Schema: with it editors complete.
    Schema(SchemaArgs),
    /// Step 1: bring data in; see and replay what was quarantined.
    #[command(subcommand)]
    Collect(CollectVerb),
    /// Step 2: resolve records and events into people.
    Unify(AskedBy),
    /// Work that takes time, from here and from the page: list it, look at it, stop it.
    #[command(subcommand)]
    Job(JobVerb),
    /// Search people and see why records were joined.
    #[command(subcommand)]
    People(PeopleVerb),
    /// Step 3: count an audience and explain a membership.
    #[command(subcommand)]
    Audience(AudienceVerb),
    /// Step 4: write, check and rank candidates for a pilot.
    #[command(subcommand)]
    Content(ContentVerb),
    /// Step 5: ask for and give an approval of an exact version.
    #[command(subcommand)]
    Review(ReviewVerb),
    /// Step 6: release what was approved, through the send gate.
    #[command(subcommand)]
    Campaign(CampaignVerb),
    /// Step 7: read out a pilot, or any randomised experiment in a CSV or Parquet file.
    Readout(ReadoutArgs),
    /// Plan a test: how many people it takes, what they can find, how long it runs.
    Power(PowerArgs),
    /// Play a pilot to its gate on its own audience's past, with an effect that is made up: what it can show.
    Rehearse(RehearseArgs),
    /// Step 8: decide a pilot by its gate rule: scale, iterate or stop.
    Gate(GateArgs),
    /// What all experiments together came to.
    #[command(subcommand)]
    Programme(ProgrammeVerb),
    /// The tamper-evident record of decisions.
    #[command(subcommand)]
    Audit(AuditVerb),
    /// Sign in on this machine: what you do on the command line is then done by you.
    SignIn(SignInArgs),
    /// End the session of this machine.
    SignOut,
    /// Say who is signed in on this machine.
    Whoami,
    /// The team: invite, change roles, remove, bring back, reset.
    Member(MemberArgs),
    /// The workspaces of this data folder: list them, remove a simulated one.
    #[command(subcommand)]
    Workspace(WorkspaceVerb),
    /// Keys with which an SDK posts events to the collection endpoints.
    #[command(subcommand)]
    Key(KeyVerb),
    /// Print the OpenAPI document of the HTTP API.
    Openapi,
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The simulated world: another number, another world.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Run the loop, print the result and end; serve nothing.
    #[arg(long)]
    pub headless: bool,
    #[command(flatten)]
    pub serve: ServeArgs,
    /// People in the simulated world.
    #[arg(long, default_value_t = 20_000)]
    pub people: usize,
    /// The small language model's GGUF file (`make model` fetches it).
    #[arg(long, env = "TRUELIFT_MODEL_PATH")]
    pub model: Option<PathBuf>,
    /// Leave the small language model out; only the phrasebook writes.
    #[arg(long)]
    pub without_local_model: bool,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8420)]
    pub port: u16,
    /// A name under which a proxy offers this server, beside localhost; may be given more than once.
    #[arg(long = "host", value_name = "NAME", env = "TRUELIFT_HOSTS", value_delimiter = ',')]
    pub hosts: Vec<String>,
    /// The set-up token of the first member, instead of a random one that is printed; 16 letters or more.
    #[arg(long, env = "TRUELIFT_SETUP_TOKEN", hide_env_values = true, value_parser = setup_token)]
    pub setup_token: Option<String>,
    /// The small language model's GGUF file: it writes lines when the page asks for them.
    #[arg(long = "with-model", value_name = "FILE", env = "TRUELIFT_MODEL_PATH")]
    pub with_model: Option<PathBuf>,
}

/// A token that is not guessed.
fn exported(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text)
        .map_err(|_| "write a day or a moment, as 2026-11-28 or 2026-11-28T09:30:00Z".to_owned())
}

fn setup_token(text: &str) -> Result<String, String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    match text.len() {
        16..=256 if is_plain => Ok(text.to_owned()),
        _ => Err("a set-up token has 16 to 256 letters, digits, `-` or `_`".to_owned()),
    }
}

#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// Folder with `workspace/`, `sources/`, `people/`, `audiences/`, `voice/`, `facts/`, `prompts/`, `holdouts/`, `pilots/`.
    pub dir: PathBuf,
    /// Say what would change and change nothing.
    #[arg(long)]
    pub plan: bool,
    /// The workspace's name, when this makes it.
    #[arg(long)]
    pub name: Option<String>,
    /// The country where its people are at home, as DE: of it are phone numbers in national notation whose row and
    /// contract name none. Written into the workspace's own definition.
    #[arg(long)]
    pub country: Option<String>,
    /// Why, in words: every version and the audit chain keep them.
    #[arg(long)]
    pub reason: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum ContractVerb {
    /// Write a contract from a file's header and values, ask what it cannot tell, and show ten rows as they would
    /// be read. Knows the exports of Shopify, Mailchimp, HubSpot, Klaviyo, WooCommerce, Brevo and Stripe.
    Draft(DraftArgs),
}

#[derive(Debug, Args)]
pub struct DraftArgs {
    /// CSV (also packed with gzip), Excel, JSON or Parquet files as they were exported; one contract each.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Folder of definitions; the contract is written to its `sources/`.
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// The contract's name; without it the tool's or the file's.
    #[arg(long)]
    pub name: Option<String>,
    /// Answer a question beforehand, as `currency=EUR`; may be given several times.
    ///
    /// What people wrote and nobody has read is answered with `unread.COLUMN=none`, or with each text of it that says no
    /// (somebody wants nothing, or has died): `unread.Remarks=mat bhejo`, once for each, or `unread.Remarks=@FILE` with
    /// one on each line; values of columns that nobody reads with `unread=none`, or with each that says no:
    /// `unread=frequency = never`. Neither has a default, and `--yes` answers neither.
    #[arg(long = "answer", value_name = "KEY=VALUE")]
    pub answers: Vec<String>,
    /// Ask nothing: take the answers that stand there.
    #[arg(long)]
    pub yes: bool,
    /// Write over a contract that is there.
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Subcommand)]
pub enum CollectVerb {
    /// Read files by a contract: says what is new, changed, the same, repeated and quarantined.
    Import {
        /// CSV, Excel, JSON or Parquet files, as they were exported.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Contract file (ODCS 3.1 YAML), or the name of one that was applied.
        #[arg(long)]
        contract: String,
        /// When the files were exported, as 2026-11-28 or 2026-11-28T09:30:00Z: the date of what their rows say of
        /// people without one of its own. What the file system says without it. Dates no consent.
        #[arg(long, value_name = "WHEN", value_parser = exported)]
        exported_at: Option<Timestamp>,
        /// Check everything, say the same, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Import a file although its name says another thing of its people than the contract says of every row by
        /// itself, as the subscribers of a list by the contract of those who left it.
        #[arg(long)]
        anyway: bool,
        #[command(flatten)]
        by: AskedBy,
    },
    /// Read the kept originals of a source again, after its contract was mended and applied.
    Reload {
        /// The source.
        source: String,
        #[command(flatten)]
        by: AskedBy,
    },
    /// Count quarantined rows by rule, or list them.
    Quarantine {
        /// List the rows of this rule.
        #[arg(long)]
        rule: Option<String>,
        /// Only rows of this source.
        #[arg(long)]
        source: Option<String>,
    },
    /// Check quarantined rows again, after the contract was fixed.
    Replay {
        /// Only rows of this source.
        #[arg(long)]
        source: Option<String>,
        /// Only rows of this rule.
        #[arg(long)]
        rule: Option<String>,
        /// Check one row as mended: its id, `=`, and the row as JSON. May be given several times.
        #[arg(long = "edit", value_name = "ROW=JSON")]
        edits: Vec<String>,
        /// The member who mends rows; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Mend quarantined rows column by column: one row with `--set`, or all of a cause with `--column`, `--from` and
    /// `--to`. Each is kept beside the row as it came, and gives no consent.
    Mend {
        /// One row's id; without it all open rows of the source, rule and field.
        row: Option<String>,
        /// What a column of this row should say; may be given several times.
        #[arg(long = "set", value_name = "COLUMN=VALUE", requires = "row")]
        set: Vec<String>,
        /// All open rows of this source.
        #[arg(long, required_unless_present = "row")]
        source: Option<String>,
        /// Only rows of this rule.
        #[arg(long)]
        rule: Option<String>,
        /// Only rows that break it in this field.
        #[arg(long)]
        field: Option<String>,
        /// The column that should say something else.
        #[arg(long, required_unless_present = "row")]
        column: Option<String>,
        /// What it says; every row is meant without it.
        #[arg(long)]
        from: Option<String>,
        /// What it should say.
        #[arg(long, required_unless_present = "row")]
        to: Option<String>,
        /// Say what would become of the rows, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// The member who mends rows; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Take quarantined rows out of the list of what waits. They are kept; `--undo` puts them back.
    Discard {
        /// Row ids; without any, all rows of the source and rule.
        rows: Vec<String>,
        /// All open rows of this source.
        #[arg(long)]
        source: Option<String>,
        /// All open rows of this rule.
        #[arg(long)]
        rule: Option<String>,
        /// Why they are not wanted.
        #[arg(long, required_unless_present = "undo")]
        reason: Option<String>,
        /// Put discarded rows back.
        #[arg(long)]
        undo: bool,
        /// The member who says so; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// Merge small files of the lake.
    Compact,
}

#[derive(Debug, Subcommand)]
pub enum PeopleVerb {
    /// Show one person: records, traits, consents, and why the records were joined.
    Show {
        /// Person id; an old id of a merged person works too.
        id: String,
    },
    /// Search by name, e-mail, phone, or the number of a customer, a record or an order.
    Search {
        /// Part of a name or an identifier.
        query: String,
    },
    /// Take people along as CSV: those whom the purposes reach by the channel now. The audit record tells of it.
    Export(PeopleExportArgs),
    /// Show why two records are, or are not, one person: what speaks for and against, summing to the score.
    Compare {
        /// One record's id.
        left: String,
        /// The other's.
        right: String,
    },
    /// List the pairs the model is not sure of, the least sure first.
    Review {
        /// Instead: links made without asking, drawn at random, to measure how many are right.
        #[arg(long)]
        sample: bool,
        /// Pairs to list.
        #[arg(long, default_value_t = 5)]
        limit: usize,
    },
    /// Say that two records are one person. It wins over the model from the next `truelift unify` on.
    Merge(RulingArgs),
    /// Say that two records are two people.
    Veto(RulingArgs),
    /// Say that the second record stays with the first, whatever the model learns later.
    Pin(RulingArgs),
    /// Take one record out of its person.
    Split {
        /// The record's id.
        record: String,
        /// The member who says so; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
        /// The evidence.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Take back what a member said: the next `truelift unify` is as if it had never been said.
    Undo {
        /// The ruling's number, as `truelift people rulings` lists it.
        ruling: i64,
        /// The member who takes it back; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
    /// List what members said of records.
    Rulings,
    /// How many of the links made without asking are right, from the sample that members judged.
    Precision,
    /// Measure the resolution on CSV or Parquet files whose truth is known. Needs no workspace.
    Evaluate(EvaluateArgs),
}

#[derive(Debug, Args)]
pub struct PeopleExportArgs {
    /// For which purpose; several times for all of them.
    #[arg(long, required = true)]
    pub purpose: Vec<String>,
    /// By which way they will be written to: email or sms.
    #[arg(long, default_value = "email")]
    pub channel: String,
    /// Only members of this audience.
    #[arg(long)]
    pub audience: Option<String>,
    /// Only those of whom this source has a record.
    #[arg(long)]
    pub source: Option<String>,
    /// A trait beside the address, as city; several times for more.
    #[arg(long)]
    pub column: Vec<String>,
    /// Where the file goes; to the output without it.
    #[arg(long)]
    pub to: Option<PathBuf>,
    /// The member who takes them along; who signed in on this machine without it.
    #[arg(long = "as", value_name = "MEMBER")]
    pub member: Option<String>,
}

#[derive(Debug, Args)]
pub struct RulingArgs {
    /// One record's id.
    pub left: String,
    /// The other's.
    pub right: String,
    /// The member who says so; who signed in on this machine without it.
    #[arg(long = "as", value_name = "MEMBER")]
    pub member: Option<String>,
    /// The evidence.
    #[arg(long, default_value = "")]
    pub note: String,
    /// How it came about: by oneself, or asked by `truelift people review`.
    #[arg(long, value_enum, default_value = "member")]
    pub origin: OriginArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OriginArg {
    /// By oneself.
    Member,
    /// Asked, because the model was not sure.
    Review,
    /// Asked about a link drawn at random.
    Sample,
}

#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// The files; several are one set of records, each file a source.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub records: Vec<PathBuf>,
    /// The column that says who a record truly is.
    #[arg(long, value_name = "COLUMN")]
    pub truth: String,
    /// YAML map from column to role, as `surname: family_name`; without it the roles are guessed and printed.
    #[arg(long, value_name = "FILE")]
    pub schema: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum AudienceVerb {
    /// List every audience with how many people are in it now and the pilots that name it.
    List,
    /// Count the members of an audience.
    Count {
        /// Name of an applied audience, or a YAML file.
        audience: String,
        /// Count as well how many of them the send gate would let a message through to now, by this channel: email or
        /// sms; and why it would not for the others.
        #[arg(long)]
        reach: Option<String>,
        /// For which purposes, all of them; with `--reach`.
        #[arg(long, default_value = "marketing", requires = "reach")]
        purpose: Vec<String>,
    },
    /// Say why a person is in an audience or not.
    Explain {
        /// Name of an applied audience, or a YAML file.
        audience: String,
        /// Person id.
        person: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum CampaignVerb {
    /// Release an approved pilot: assign arms, pass the gate, deliver to the test inbox.
    Release {
        /// Pilot id.
        pilot: String,
        /// Say who would get what, and send nothing.
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        by: AskedBy,
    },
    /// Show the count proof and the denials.
    Proof {
        /// Pilot id.
        pilot: String,
    },
}

#[derive(Debug, Args)]
pub struct GateArgs {
    /// Pilot id.
    pub pilot: String,
    /// Why, or what comes next; it stands in the record with the decision.
    #[arg(long, default_value = "")]
    pub note: String,
    #[command(flatten)]
    pub by: AskedBy,
}

#[derive(Debug, Subcommand)]
pub enum ProgrammeVerb {
    /// Win rate, speed, impact with the luck taken off, and the whole effect against the global holdout.
    Readout,
}

#[derive(Debug, Subcommand)]
pub enum AuditVerb {
    /// Prove that no entry was changed, removed, added or moved, that none is missing at the end, and that the
    /// rows decisions and sends rest on (consents, arms, results, members, definitions) are those entries tell of.
    Verify {
        /// An end that was printed earlier and kept elsewhere, as NUMBER:DIGEST: the chain must pass through it.
        #[arg(long, value_name = "NUMBER:DIGEST")]
        anchor: Option<String>,
    },
    /// Print where the chain ends, to be kept elsewhere.
    Anchor,
    /// List the newest entries.
    List {
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
}

#[derive(Debug, Subcommand)]
pub enum KeyVerb {
    /// Make a write key for a source; it is shown once.
    Create {
        /// Name of the source the events come from.
        source: String,
        /// Where the key lies: `browser` (a page or an app, everybody can read it) or `server` (a machine of yours).
        #[arg(long, default_value_t = KeyKind::Browser)]
        kind: KeyKind,
    },
    /// List the keys by source: kind, age and fingerprint, never the key.
    List,
    /// End a key: whoever holds it is refused from now on. What came by it stays.
    End {
        /// Its fingerprint, as `truelift key list` shows it.
        id: String,
        /// The admin who ends it; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
}
