//! What earlier versions wrote is read: a store of the last version before this one, migrated and gone on with.

use engine::{Engine, PilotFile, definitions::registration, kept};
use governance::Subject;
use reaching::review;
use store::CampaignKey;
use vocabulary::WorkspaceId;

const PILOT: &str = "ai-win-back";

/// A copy of a fixture in a folder of its own, opened.
async fn open(file: &[u8]) -> (tempfile::TempDir, Engine, WorkspaceId) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("store.db"), file).unwrap();
    let engine = Engine::open(folder.path(), None).await.unwrap();
    (folder, engine, WorkspaceId::new("peach-state").unwrap())
}

#[tokio::test]
async fn a_store_of_november_2026_is_read_and_its_chain_goes_on() {
    let file = include_bytes!("../../../testdata/compat/store-2026-11.db");
    let (_folder, engine, workspace) = open(file).await;
    let store = engine.store();
    let pilot = PilotFile::load(store, &workspace, PILOT).await.unwrap();
    // A chain without a key and results without records hold, and nothing outside vouches for the end yet.
    let report = store.audit_report(&workspace, None).await.unwrap();
    assert!(report.holds() && report.anchor.is_none(), "{report:?}");
    assert_eq!(report.chain.unwrap().n_entries, 5);
    let kept = kept::readout(&engine, &workspace, &pilot).await.unwrap().unwrap();
    assert!(kept.is_last && kept.readout.estimates.iter().any(|found| found.lift_abs.is_some()), "{kept:?}");
    let decided = kept::decision(&engine, &workspace, &pilot).await.unwrap().unwrap();
    assert_eq!(decided.decision.decision, programme::Verdict::Iterate);
    let registered = registration::of(store, &workspace, &pilot).await.unwrap().unwrap();
    assert_eq!(registered.amendments, Vec::<String>::new());
    let key = CampaignKey { workspace: workspace.clone(), campaign: pilot.id().clone(), version: 1 };
    let proof = store.count_proof(&key).await.unwrap();
    assert_eq!((proof.planned, proof.sent, proof.holds), (122, 116, true));
    // Its approval is of another encoding: it says so, and not that somebody changed the design.
    let approvals = store.approvals_of(&workspace, pilot.id()).await.unwrap();
    assert_eq!((approvals.len(), approvals[0].subject().encoding), (1, 0));
    assert_eq!(
        approvals[0].release_hash().to_string(),
        "f8a338c666b1fd1e668e7ef336ad7c352d9bed153b3fe1d2efe05def2a0b5987"
    );
    let release = kept::release_of(&engine, &workspace, PILOT).await.unwrap();
    assert_eq!(release.subject().encoding, Subject::ENCODING);
    let stale = kept::standing(&engine, &workspace, &release).await.unwrap().stale.unwrap();
    assert!(stale.contains("the way releases are hashed"), "{stale}");
    // The first decision seals what was there.
    let now = engine.now(&workspace, kept.at).await.unwrap();
    let author = approvals[0].author().clone();
    review::request(&engine, &workspace, PILOT, &author, now).await.unwrap();
    let page = store.audit_entries(&workspace, i64::MAX, 2).await.unwrap();
    let actions: Vec<_> = page.items.iter().map(|found| found.entry.action.as_str()).collect();
    assert_eq!(actions, ["campaign.approval_requested", "audit.sealed"]);
    let report = store.audit_report(&workspace, None).await.unwrap();
    assert!(report.holds() && report.anchor.is_some_and(|anchor| anchor.seq == 7), "{report:?}");
}
