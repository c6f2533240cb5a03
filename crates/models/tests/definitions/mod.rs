//! The demo's definitions, as every test of this crate uses them.

use guardrails::Checker;
use models::GenerateRequest;
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn checker() -> Arc<Checker> {
    let voice = serde_saphyr::from_str(include_str!("../../../../demo/voice/peach-state.yaml")).unwrap();
    let facts = serde_saphyr::from_str(include_str!("../../../../demo/facts/peach-state.yaml")).unwrap();
    let prompt =
        serde_saphyr::from_str(include_str!("../../../../demo/prompts/win-back-subject-line.v1.yaml"))
            .unwrap();
    Arc::new(Checker::new(&voice, &facts, &prompt).unwrap())
}

pub fn request(seed: u64, n: usize) -> GenerateRequest {
    GenerateRequest::new(checker(), BTreeMap::new(), seed, n).unwrap()
}
