//! The simulated world and the workspace's definitions.

use super::stage::Stage;
use anyhow::{Context, bail};
use engine::{Definitions, Engine};
use governance::Role;
use rounds::removal;
use serde_json::Value;
use simulator::{Config, Files, World};
use std::net::SocketAddr;
use std::sync::Arc;
use store::NewMember;
use tokio::net::TcpListener;
use vocabulary::{KeyKind, MemberId, Timestamp, WorkspaceId};

/// The brand's name, with what must stand beside it everywhere.
const BRAND: &str = "Peach State Provisions";

/// The workspace of the demo as code; the same files lie under `demo/`.
const DEFINITIONS: [(&str, &str, &str); 9] = [
    ("source", "crm", include_str!("../../../../demo/sources/crm.yaml")),
    ("source", "web", include_str!("../../../../demo/sources/web.yaml")),
    ("source", "orders", include_str!("../../../../demo/sources/orders.yaml")),
    ("source", "consents", include_str!("../../../../demo/sources/consents.yaml")),
    ("audience", "lapsed-buyers", include_str!("../../../../demo/audiences/lapsed-buyers.yaml")),
    ("voice", "peach-state", include_str!("../../../../demo/voice/peach-state.yaml")),
    ("facts", "peach-state", include_str!("../../../../demo/facts/peach-state.yaml")),
    (
        "prompt",
        "win-back-subject-line.v1",
        include_str!("../../../../demo/prompts/win-back-subject-line.v1.yaml"),
    ),
    ("pilot", "ai-win-back", include_str!("../../../../demo/pilots/ai-win-back.yaml")),
];

/// The members the demo's script acts for. They have no password: nobody can sign in as them.
pub struct Cast {
    /// Who writes and asks.
    pub marketer: MemberId,
    /// Who approves.
    pub brand_lead: MemberId,
}

/// Makes the workspace, its definitions and members. Does nothing twice.
pub async fn prepare(
    engine: &Engine,
    workspace: &WorkspaceId,
    seed: u64,
    now: Timestamp,
) -> anyhow::Result<Cast> {
    let seed = i64::try_from(seed).context("a seed is at most 9223372036854775807")?;
    let store = engine.store();
    let stored = store.ensure_workspace(workspace, BRAND, true, Some(seed), now).await?;
    if stored.seed != Some(seed) {
        let other =
            stored.seed.map_or_else(|| "real data".to_owned(), |seed| format!("the world of seed {seed}"));
        bail!("workspace `{workspace}` in this data folder holds {other}: pass another folder with --data");
    }
    let marketer =
        member(engine, workspace, "Marketer (demo script)", "marketer@demo.invalid", Role::Marketer, now)
            .await?;
    let brand_lead =
        member(engine, workspace, "Brand lead", "brand-lead@demo.invalid", Role::Brand, now).await?;
    let mut definitions = Definitions::default();
    for (kind, name, text) in DEFINITIONS {
        definitions.add(kind, name, text);
    }
    definitions.apply(store, workspace, &marketer, now).await?;
    Ok(Cast { marketer, brand_lead })
}

async fn member(
    engine: &Engine,
    workspace: &WorkspaceId,
    name: &str,
    email: &str,
    role: Role,
    now: Timestamp,
) -> anyhow::Result<MemberId> {
    if let Some(found) = engine.store().member_by_email(workspace, email).await? {
        return Ok(found.member_id);
    }
    let new = NewMember { name, email, role, password_hash: None };
    Ok(engine.store().create_member(workspace, new, now).await?.member_id)
}

/// Makes the world and writes its four files into the data folder.
pub async fn simulate(stage: &Stage, config: Config) -> anyhow::Result<(World, Files)> {
    let dir = removal::simulated(stage.engine.data(), &stage.workspace);
    let made = tokio::task::spawn_blocking(move || {
        let world = World::generate(&config);
        let files = world.write_sources(&dir)?;
        Ok::<_, simulator::SimulatorError>((world, files))
    });
    Ok(made.await??)
}

/// The server of the demo is asked by its address alone.
const NO_HOSTS: [&str; 0] = [];

/// Messages of one post: the most of a batch, and well under its 4 MB.
const N_POST: usize = 1_000;

/// Posts messages to `/v1/batch` as an SDK would: of the server the demo plays in, or of one of its own on a free port.
pub async fn post(stage: &Stage, messages: Vec<Value>, progress: impl FnMut(usize)) -> anyhow::Result<()> {
    let key = crate::verbs::key::create(&stage.engine, &stage.workspace, "web", KeyKind::Server).await?;
    if let Some(address) = stage.server {
        return send(address, &key, messages, progress).await;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let app = server::App::new(
        Arc::clone(&stage.engine),
        stage.workspace.clone(),
        server::Settings::new(NO_HOSTS)?,
    );
    let serving = tokio::spawn(server::serve(app, listener, async move {
        let _ = stopped.await;
    }));
    let sent = send(address, &key, messages, progress).await;
    let _ = stop.send(());
    serving.await??;
    sent
}

async fn send(
    address: SocketAddr,
    key: &str,
    messages: Vec<Value>,
    mut progress: impl FnMut(usize),
) -> anyhow::Result<()> {
    let client = reqwest::Client::new();
    let mut n_posted = 0;
    for batch in messages.chunks(N_POST) {
        let response = client
            .post(format!("http://{address}/v1/batch"))
            .basic_auth(key, Some(""))
            .json(&serde_json::json!({ "batch": batch }))
            .send()
            .await?;
        let status = response.status();
        let receipt: Value = response.json().await?;
        if !status.is_success()
            || receipt.get("n_accepted").and_then(Value::as_u64) != Some(batch.len() as u64)
        {
            bail!("the collection endpoint did not take every reaction: {status} {receipt}");
        }
        n_posted += batch.len();
        progress(n_posted);
    }
    Ok(())
}
