//! `truelift`: one verb per step of the loop, and the demo that runs them all.

mod args;
mod cost;
mod definition_args;
mod demo;
mod job_args;
mod measure_args;
mod member_args;
mod review_args;
mod screen;
mod verbs;

use args::{Cli, Verb};
use clap::Parser;
use engine::{EngineError, ErrorKind};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Exit codes that scripts can use: 2 is clap's own for a wrong command line.
const EXIT_INTERNAL: u8 = 1;
const EXIT_INVALID: u8 = 3;
const EXIT_NOT_FOUND: u8 = 4;
const EXIT_NOT_READY: u8 = 5;
/// As a shell says of what Ctrl-C ended.
const EXIT_STOPPED: u8 = 130;

/// What is logged unless `TRUELIFT_LOG` says otherwise. deltalake warns of the statistics we leave out of its log
/// on purpose (they would hold personal data); sqlx warns of every statement over a second, which a large batch is; the Delta
/// kernel calls it an error when it finds the table of an interrupted landing, which is then made good.
const LOG: &str = "warn,deltalake_core=error,sqlx=error,buoyant_kernel=off";

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("TRUELIFT_LOG").unwrap_or_else(|_| EnvFilter::new(LOG));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(&cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            screen::tell(format!("error: {}", words(&error)));
            ExitCode::from(exit_code(&error))
        }
    }
}

/// What is said of an error: its context, down to the engine's own words, which are whole. What lies beneath
/// them (a database's text, a library's) goes to the log.
fn words(error: &anyhow::Error) -> String {
    let mut words: Vec<String> = Vec::new();
    for cause in error.chain() {
        words.push(cause.to_string());
        if cause.is::<EngineError>() {
            tracing::debug!(error = %format!("{error:#}"), "the command failed");
            break;
        }
    }
    words.join(": ")
}

fn exit_code(error: &anyhow::Error) -> u8 {
    if error.is::<verbs::WrongInput>() {
        return EXIT_INVALID;
    }
    let engine = error.chain().find_map(|cause| cause.downcast_ref::<EngineError>());
    if let Some(EngineError::Stopped { .. }) = engine {
        return EXIT_STOPPED;
    }
    match engine.map(EngineError::kind) {
        Some(ErrorKind::Invalid) => EXIT_INVALID,
        Some(ErrorKind::NotFound) => EXIT_NOT_FOUND,
        Some(ErrorKind::Conflict | ErrorKind::Overtaken | ErrorKind::Overloaded) => EXIT_NOT_READY,
        Some(ErrorKind::Internal) | None => EXIT_INTERNAL,
    }
}

async fn run(cli: &Cli) -> anyhow::Result<()> {
    let global = &cli.global;
    match &cli.verb {
        Verb::Demo(args) => demo::run(global, args).await,
        Verb::Serve(args) => {
            let engine = std::sync::Arc::new(verbs::open(global).await?);
            verbs::serve::run(global, engine, args, demo::maker).await
        }
        Verb::Apply(args) => verbs::apply::run(global, args).await,
        Verb::Contract(verb) => verbs::contract::run(global, verb),
        Verb::Definition(verb) => verbs::definition::run(global, verb).await,
        Verb::Remove(args) => verbs::definition::remove(global, args).await,
        Verb::Export(args) => verbs::export::run(global, args).await,
        Verb::Schema(args) => verbs::export::print_schema(global, args),
        Verb::Collect(verb) => verbs::collect::run(global, verb).await,
        Verb::Unify(by) => verbs::people::unify(global, by).await,
        Verb::Job(verb) => verbs::job::run(global, verb).await,
        Verb::People(verb) => verbs::people::run(global, verb).await,
        Verb::Audience(verb) => verbs::audience::run(global, verb).await,
        Verb::Content(verb) => verbs::content::run(global, verb).await,
        Verb::Review(verb) => verbs::review::run(global, verb).await,
        Verb::Campaign(verb) => verbs::campaign::run(global, verb).await,
        Verb::Readout(args) => verbs::readout::run(global, args).await,
        Verb::Power(args) => verbs::power::run(global, args).await,
        Verb::Rehearse(args) => verbs::rehearse::run(global, args).await,
        Verb::Gate(args) => verbs::readout::gate(global, args).await,
        Verb::Programme(verb) => verbs::programme::run(global, verb).await,
        Verb::Audit(verb) => verbs::audit::run(global, verb).await,
        Verb::SignIn(args) => verbs::sign_in::run(global, args).await,
        Verb::SignOut => verbs::sign_in::out(global).await,
        Verb::Whoami => verbs::sign_in::whoami(global).await,
        Verb::Member(args) => verbs::member::run(global, args).await,
        Verb::Workspace(verb) => verbs::workspaces::run(global, verb).await,
        Verb::Key(verb) => verbs::key::run(global, verb).await,
        Verb::Openapi => {
            screen::say(serde_json::to_string_pretty(&server::document())?);
            Ok(())
        }
    }
}
