//! Serves the page, the API and the collection endpoints on 127.0.0.1.

use super::{wall_clock, workspace};
use crate::args::{Global, ServeArgs};
use crate::screen::say;
use anyhow::Context;
use engine::{Engine, EngineError};
use std::sync::Arc;
use store::StoreError;
use tokio::net::TcpListener;
use vocabulary::WorkspaceId;

/// Takes the port, or says who may have it.
pub async fn bind(port: u16) -> anyhow::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).await.with_context(|| {
        format!("port {port} of 127.0.0.1 cannot be used: stop what uses it, or give another one with --port")
    })
}

/// Serves until Ctrl-C or a termination signal.
///
/// While nobody can sign in, the address that is printed carries the set-up token: who started the server may make
/// the first member, and no page that found its way to the port.
pub async fn run(global: &Global, engine: Arc<Engine>, args: &ServeArgs) -> anyhow::Result<()> {
    let workspace = workspace(global)?;
    let listener = bind(args.port).await?;
    let is_made = make_first(global, &engine, &workspace).await?;
    let address = listener.local_addr()?;
    let mut settings = server::Settings::new(&args.hosts)?;
    if let Some(token) = &args.setup_token {
        settings = settings.with_setup_token(token);
    }
    settings = settings.with_model(args.with_model.clone());
    let is_new = engine.store().n_members_with_password(&workspace).await? == 0;
    say(format!("Truelift serves workspace `{workspace}` on http://{address}  (stop with Ctrl-C)"));
    let app = server::App::new(engine, workspace, settings);
    if is_new {
        let token = app.setup_token().expose();
        say(format!("make the first member at http://{address}/sign-in?setup={token}"));
        say(format!("set-up token: {token}"));
    }
    if is_made {
        say("nothing is in it yet. Next, in another terminal:");
        for next in first_steps(global) {
            say(format!("  {next}"));
        }
    }
    Ok(server::serve(app, listener, stop()).await?)
}

/// Makes the workspace where the data folder has none: who starts with `serve` gets the page, which leads on.
///
/// Errors: [`StoreError::Missing`] where there are others and this one is not among them: a name that was mistyped
/// shall not become a brand.
async fn make_first(global: &Global, engine: &Engine, workspace: &WorkspaceId) -> anyhow::Result<bool> {
    let store = engine.store();
    let known = store.workspaces().await?;
    if known.iter().any(|known| known.workspace == *workspace) {
        return Ok(false);
    }
    if !known.is_empty() {
        let names: Vec<String> = known.iter().map(|known| format!("`{}`", known.workspace)).collect();
        let missing = StoreError::Missing { what: "workspace", key: workspace.to_string() };
        return Err(anyhow::Error::from(EngineError::from(missing)).context(format!(
            "workspace `{workspace}` is not in `{}`, which has {}: name one of them with --workspace, or make it with `truelift --workspace {workspace} apply DIR`",
            global.data.display(),
            names.join(", ")
        )));
    }
    store.ensure_workspace(workspace, workspace.as_str(), false, None, wall_clock()).await?;
    Ok(true)
}

/// What somebody with an empty folder does next, as it is typed.
fn first_steps(global: &Global) -> [String; 3] {
    let at = format!("--data {} --workspace {}", global.data.display(), global.workspace);
    [
        format!("truelift {at} contract draft FILE… --dir my-brand    # your own exports, or:"),
        format!("truelift {at} apply my-brand                         # definitions you have"),
        "truelift demo --data demo-data                        # a simulated shop, to see the whole loop"
            .to_owned(),
    ]
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
