//! The phrasebook and the recorded replies: deterministic, and always within the rules.

use crate::definitions;

use content::{Facts, Voice};
use definitions::{checker, request};
use guardrails::Checker;
use models::{GenerateRequest, Provider, Recorded, Recording, Usage, phrasebook_lines};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[test]
fn every_line_is_distinct_and_passes_every_check() {
    let checker = checker();
    for (seed, n) in [(0, 1), (1, 40), (2, 300)] {
        let lines = phrasebook_lines(&checker, seed, n);
        assert_eq!(lines.len(), n, "seed {seed}");
        assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), n, "seed {seed}");
        for line in &lines {
            assert_eq!(checker.check(line), vec![], "{line}");
        }
        assert_eq!(lines, phrasebook_lines(&checker, seed, n), "the same seed gives the same lines");
    }
    assert_ne!(phrasebook_lines(&checker, 1, 40), phrasebook_lines(&checker, 2, 40));
}

#[tokio::test]
async fn the_provider_says_where_its_lines_come_from() {
    let request = request(1, 40);
    let reply = Provider::Phrasebook.generate(&request).await.unwrap();
    let variants = reply.variants(&request);
    assert_eq!(variants.len(), 40);
    let digests: BTreeSet<_> = variants.iter().map(content::Variant::digest).collect();
    assert_eq!(digests.len(), 40);
    assert_eq!(variants[0].prompt, "win-back-subject-line");
    assert!(variants[0].facts.contains(&"offer.win_back".to_owned()));
    assert!(reply.usage.is_estimate);
}

#[tokio::test]
async fn nothing_to_say_is_an_error_with_the_next_step() {
    let full = checker();
    let voice = Voice { palette: content::Palette::default(), ..full.voice().clone() };
    let facts = Facts { facts: vec![], business_as_usual: "We miss you".to_owned(), ..full.facts().clone() };
    let empty = Arc::new(Checker::new(&voice, &facts, full.prompt()).unwrap());
    let request = GenerateRequest::new(empty, BTreeMap::new(), 1, 3).unwrap();
    let error = Provider::Phrasebook.generate(&request).await.unwrap_err().to_string();
    assert!(error.contains("`peach-state`") && error.contains("add openers"), "{error}");
}

#[tokio::test]
async fn recorded_replies_answer_exactly_their_request() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let recording = Recording {
        model: "m".to_owned(),
        texts: vec!["Come see us".to_owned(), "Supper's on".to_owned()],
        usage: Usage { prompt_tokens: 3, completion_tokens: 4, is_estimate: false },
    };
    let replies = BTreeMap::from([(request(1, 2).digest().to_string(), recording)]);
    std::fs::write(file.path(), serde_json::to_string(&replies).unwrap()).unwrap();
    let provider = Provider::Recorded(Arc::new(Recorded::load(file.path()).unwrap()));
    let reply = provider.generate(&request(1, 2)).await.unwrap();
    assert_eq!(reply.generations[1].text, "Supper's on");
    assert_eq!(reply.usage.completion_tokens, 4);
    for other in [request(2, 2), request(1, 1)] {
        assert_eq!(provider.generate(&other).await.unwrap_err().code(), "model_not_recorded");
    }
    std::fs::write(file.path(), r#"{"a": {"model": "m", "text": "typo"}}"#).unwrap();
    assert_eq!(Recorded::load(file.path()).unwrap_err().code(), "model_recording");
}

#[test]
fn a_request_fills_every_slot_or_says_which_is_missing() {
    let full = checker();
    let text = format!("{}\n{{{{season}}}}", full.prompt().text);
    let prompt = content::Prompt { text, version: 2, ..full.prompt().clone() };
    let checker = Arc::new(Checker::new(full.voice(), full.facts(), &prompt).unwrap());
    let error = GenerateRequest::new(checker, BTreeMap::new(), 1, 1).unwrap_err().to_string();
    assert!(error.contains("slot `season` has no value"), "{error}");
}
