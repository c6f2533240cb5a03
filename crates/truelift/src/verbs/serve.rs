//! Serves the page, the API and the collection endpoints on 127.0.0.1.

use super::{wall_clock, workspace};
use crate::args::{Global, ServeArgs};
use crate::screen::say;
use anyhow::Context;
use engine::{Engine, EngineError};
use rounds::jobs::MakeWorld;
use std::net::SocketAddr;
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
pub async fn run(
    global: &Global,
    engine: Arc<Engine>,
    args: &ServeArgs,
    maker: impl FnOnce(Arc<Engine>, SocketAddr) -> MakeWorld,
) -> anyhow::Result<()> {
    let listener = bind(args.port).await?;
    let (workspace, is_made) = front(global, &engine).await?;
    let address = listener.local_addr()?;
    let mut settings = server::Settings::new(&args.hosts)?;
    if let Some(token) = &args.setup_token {
        settings = settings.with_setup_token(token);
    }
    settings = settings.with_model(args.with_model.clone());
    settings = settings.with_world(maker(Arc::clone(&engine), address));
    let is_new = engine.store().n_members_with_password(&workspace).await? == 0;
    say(format!("Truelift serves {} on http://{address}  (stop with Ctrl-C)", served(&engine).await?));
    let app = server::App::new(engine, workspace.clone(), settings);
    if is_new {
        let token = app.setup_token().expose();
        say(format!("make the first member at http://{address}/sign-in?setup={token}"));
        say(format!("set-up token: {token}"));
    }
    if is_made {
        say("nothing is in it yet. Next: drop a file under Sources on the page, or in another terminal:");
        for next in first_steps(global, &workspace) {
            say(format!("  {next}"));
        }
    }
    Ok(server::serve(app, listener, stop()).await?)
}

/// The workspace of the front door, and whether it was made just now: the one that was named, else `peach-state`, else
/// the oldest. It is made where the data folder has none: who starts with `serve` gets the page, which leads on.
///
/// Errors: [`StoreError::Missing`] where there are others and this one is not among them: a name that was mistyped
/// shall not become a brand.
async fn front(global: &Global, engine: &Engine) -> anyhow::Result<(WorkspaceId, bool)> {
    let (store, workspace) = (engine.store(), workspace(global)?);
    let known = store.workspaces().await?;
    if known.iter().any(|known| known.workspace == workspace) {
        return Ok((workspace, false));
    }
    let oldest = known.iter().min_by_key(|known| known.created_at);
    if let Some(oldest) = oldest.filter(|_| global.workspace.is_none()) {
        return Ok((oldest.workspace.clone(), false));
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
    let made = store.ensure_workspace(&workspace, workspace.as_str(), false, None, wall_clock()).await;
    made.map_err(EngineError::from)?;
    Ok((workspace, true))
}

/// What is served, in words.
async fn served(engine: &Engine) -> anyhow::Result<String> {
    let all = engine.store().workspaces().await?;
    let names: Vec<String> = all.iter().map(|workspace| format!("`{}`", workspace.workspace)).collect();
    Ok(match names.as_slice() {
        [one] => format!("workspace {one}"),
        all => format!("{} workspaces ({})", all.len(), all.join(", ")),
    })
}

/// What somebody with an empty folder does next, as it is typed.
fn first_steps(global: &Global, workspace: &WorkspaceId) -> [String; 3] {
    let at = format!("--data {} --workspace {workspace}", global.data.display());
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
