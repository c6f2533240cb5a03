//! A small simulated market in a folder of its own, on which the loop is rehearsed.
#![allow(dead_code)]

use engine::{Definitions, Engine, kept};
use gathering::collect::{self, ImportReport};
use gathering::unify;
use governance::Role;
use models::Provider;
use reaching::create::Writers;
use reaching::{create, release, review};
use simulator::{Config, Files, World};
use std::path::Path;
use store::{CountProof, NewMember};
use vocabulary::{MemberId, Timestamp, WorkspaceId};

pub const PILOT: &str = "ai-win-back";

pub struct Rehearsal {
    pub engine: Engine,
    pub meetings: unify::Meetings,
    pub workspace: WorkspaceId,
    pub world: World,
    pub files: Files,
    pub now: Timestamp,
    pub marketer: MemberId,
    pub brand_lead: MemberId,
    _folder: tempfile::TempDir,
}

impl Rehearsal {
    /// A workspace with the demo's definitions and the files of a small world, not loaded yet.
    pub async fn begin(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(folder.path(), None).await.unwrap();
        let config = Config { n_people: 1_500, ..Config::new(seed) };
        let now = config.now;
        let world = World::generate(&config);
        let files = world.write_sources(&folder.path().join("files")).unwrap();
        let workspace = WorkspaceId::new("peach-state").unwrap();
        let (marketer, brand_lead) = furnish(&engine, &workspace, now).await;
        let meetings = unify::Meetings::default();
        Self { engine, meetings, workspace, world, files, now, marketer, brand_lead, _folder: folder }
    }

    pub async fn import(&self, source: &str, file: &Path) -> ImportReport {
        let contract = collect::contract(&self.engine, &self.workspace, source).await.unwrap();
        collect::import(&self.engine, &self.workspace, &contract, file, self.now, |_| ()).await.unwrap()
    }

    pub async fn load(&self) -> Vec<ImportReport> {
        vec![
            self.import("crm", &self.files.crm).await,
            self.import("web", &self.files.web).await,
            self.import("orders", &self.files.orders).await,
            self.import("consents", &self.files.consents).await,
        ]
    }

    /// Collected, unified, with lines of the phrasebook, approved.
    pub async fn approved(seed: u64) -> Self {
        let rehearsal = Self::begin(seed).await;
        rehearsal.load().await;
        unify::run(&rehearsal.engine, &rehearsal.workspace).await.unwrap();
        rehearsal.write_lines().await;
        rehearsal.approve().await;
        rehearsal
    }

    pub async fn write_lines(&self) -> create::CreateReport {
        let writers = Writers::of(vec![(Provider::Phrasebook, 40)]);
        create::run(&self.engine, &self.workspace, PILOT, &writers, 1, |_, _| ()).await.unwrap()
    }

    pub async fn approve(&self) {
        let (engine, workspace) = (&self.engine, &self.workspace);
        review::request(engine, workspace, PILOT, &self.marketer, self.now).await.unwrap();
        review::approve(engine, workspace, PILOT, &self.brand_lead, true, "test", self.now).await.unwrap();
    }

    pub async fn release(&self) -> CountProof {
        let approved = kept::approved(&self.engine, &self.workspace, PILOT).await.unwrap();
        release::plan(&self.engine, &self.workspace, &approved, self.now).await.unwrap();
        release::send(&self.engine, &self.workspace, &approved, self.now, || self.now, |_| ()).await.unwrap()
    }
}

/// Makes a workspace with the demo's definitions and its two members.
pub async fn furnish(engine: &Engine, workspace: &WorkspaceId, now: Timestamp) -> (MemberId, MemberId) {
    let store = engine.store();
    store.ensure_workspace(workspace, "Peach State Provisions", true, Some(1), now).await.unwrap();
    let mut ids = Vec::new();
    for (name, email, role) in
        [("Marketer", "m@example.com", Role::Marketer), ("Brand lead", "b@example.com", Role::Brand)]
    {
        let new = NewMember { name, email, role, password_hash: None };
        ids.push(store.create_member(workspace, new, now).await.unwrap().member_id);
    }
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    Definitions::read(&demo).unwrap().apply(store, workspace, &ids[0], now).await.unwrap();
    (ids.remove(0), ids.remove(0))
}
