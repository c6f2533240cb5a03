//! Serves the page, the API and the collection endpoints on 127.0.0.1.

use super::workspace;
use crate::args::{Global, ServeArgs};
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
///
/// While nobody can sign in, the address that is printed carries the set-up token: who started the server may make
/// the first member, and no page that found its way to the port.
pub async fn run(global: &Global, engine: Arc<Engine>, args: &ServeArgs) -> anyhow::Result<()> {
    let workspace = workspace(global)?;
    engine.store().workspace(&workspace).await.with_context(|| {
        format!("workspace `{workspace}` is not in `{}`: run `truelift demo`, or make it with `truelift apply DIR`", global.data.display())
    })?;
    let listener = bind(args.port).await?;
    let address = listener.local_addr()?;
    let mut settings = server::Settings::new(&args.hosts)?;
    if let Some(token) = &args.setup_token {
        settings = settings.with_setup_token(token);
    }
    let is_new = engine.store().n_members_with_password(&workspace).await? == 0;
    say(format!("Truelift serves workspace `{workspace}` on http://{address}  (stop with Ctrl-C)"));
    let app = server::App::new(engine, workspace, settings);
    if is_new {
        let token = app.setup_token().expose();
        say(format!("make the first member at http://{address}/sign-in?setup={token}"));
        say(format!("set-up token: {token}"));
    }
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
