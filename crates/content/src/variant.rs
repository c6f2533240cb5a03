//! One generated text with everything that made it.

use serde::{Deserialize, Serialize};
use vocabulary::Digest;

/// One generated text and its provenance. An approval is bound to [`Variant::digest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// The text.
    pub text: String,
    /// Who wrote it: `phrasebook`, `local`, `openai`, `recorded`, or `person`.
    pub provider: String,
    /// The model's name.
    pub model: String,
    /// Name of the prompt.
    pub prompt: String,
    /// Version of the prompt.
    pub prompt_version: u32,
    /// Seed of the generation.
    pub seed: u64,
    /// Ids of the approved facts that the writer was given.
    pub facts: Vec<String>,
}

impl Variant {
    /// Returns the hash of the text and everything that made it.
    pub fn digest(&self) -> Digest {
        let version = self.prompt_version.to_string();
        let seed = self.seed.to_string();
        let head = [
            "variant.v1",
            self.text.as_str(),
            self.provider.as_str(),
            self.model.as_str(),
            self.prompt.as_str(),
            version.as_str(),
            seed.as_str(),
        ];
        Digest::of(head.into_iter().chain(self.facts.iter().map(String::as_str)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_changes_the_digest() {
        let variant = Variant {
            text: "a".to_owned(),
            provider: "p".to_owned(),
            model: "m".to_owned(),
            prompt: "q".to_owned(),
            prompt_version: 1,
            seed: 2,
            facts: vec!["f".to_owned()],
        };
        let others = [
            Variant { text: "b".to_owned(), ..variant.clone() },
            Variant { provider: "m".to_owned(), model: "p".to_owned(), ..variant.clone() },
            Variant { prompt_version: 12, seed: 2, ..variant.clone() },
            Variant { facts: vec![], ..variant.clone() },
        ];
        for other in others {
            assert_ne!(other.digest(), variant.digest(), "{other:?}");
        }
        // Computed by another program: approvals are bound to it, and a change here makes them stale.
        let pinned = "134030ee6f0491b43dc1c27182a65a8bd12c8c0a1815b595822ad0d165669b2f";
        assert_eq!(variant.digest().to_string(), pinned);
    }
}
