//! `truelift demo`: the whole loop on a simulated grocer, whose truth is known.

mod job;
mod outcome;
mod report;
mod stage;
mod story;
mod world;

pub use job::maker;

use crate::args::{DemoArgs, Global};
use crate::screen::{say, say_json, tell};
use crate::verbs::serve;
use anyhow::{Context, bail};
use stage::{Script, Stage};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// Name of the model's file in the data folder.
const MODEL_FILE: &str = "models/SmolLM2-135M-Instruct.Q4_1.gguf";

/// Runs the loop, prints the result, then serves the page unless it is headless.
pub async fn run(global: &Global, args: &DemoArgs) -> anyhow::Result<()> {
    let started = Instant::now();
    if !args.headless {
        // A port in use is said before a minute of work, not after it.
        serve::bind(args.serve.port).await?;
    }
    let model = model_file(global, args)?;
    let engine = Arc::new(crate::verbs::open(global).await?);
    tell("Peach State Provisions is simulated: nobody in it is real, and the simulator knows the truth.");
    let stage = Stage {
        engine: Arc::clone(&engine),
        workspace: crate::verbs::workspace(global)?,
        server: None,
        course: None,
    };
    let script = Script { seed: args.seed, n_people: args.people, model, started };
    let result = story::run(&stage, script)
        .await
        .with_context(|| format!("the demo in `{}` did not finish", global.data.display()))?;
    if global.json {
        say_json(&result)?;
    } else {
        report::print(&result);
    }
    if args.headless {
        return Ok(());
    }
    say(String::new());
    serve::run(global, engine, &args.serve, maker).await
}

/// Where the small language model is; `None` when it is left out.
fn model_file(global: &Global, args: &DemoArgs) -> anyhow::Result<Option<PathBuf>> {
    if args.without_local_model {
        return Ok(None);
    }
    let file = args.model.clone().unwrap_or_else(|| global.data.join(MODEL_FILE));
    if !file.is_file() {
        bail!(
            "the small language model is not at `{}`: run `make model` and pass its file with --model, \
             or leave it out with --without-local-model",
            file.display()
        );
    }
    Ok(Some(file))
}
