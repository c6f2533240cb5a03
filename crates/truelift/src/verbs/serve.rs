//! Serves the page, the API and the collection endpoints on 127.0.0.1.

use super::workspace;
use crate::args::Global;
use crate::screen::say;
use anyhow::Context;
use engine::Engine;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Takes the port, or says who may have it.
pub async fn bind(port: u16) -> anyhow::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).await.with_context(|| {
        format!("port {port} of 127.0.0.1 cannot be used: stop what uses it, or give another one with --port")
    })
}

/// Serves until Ctrl-C or a termination signal.
pub async fn run(global: &Global, engine: Arc<Engine>, port: u16) -> anyhow::Result<()> {
    let workspace = workspace(global)?;
    engine.store().workspace(&workspace).await.with_context(|| {
        format!("workspace `{workspace}` is not in `{}`: run `truelift demo`, or make it with `truelift apply DIR`", global.data.display())
    })?;
    let listener = bind(port).await?;
    say(format!(
        "Truelift serves workspace `{workspace}` on http://{}  (stop with Ctrl-C)",
        listener.local_addr()?
    ));
    let app = server::App::new(engine, workspace);
    Ok(server::serve(app, listener, stop()).await?)
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
