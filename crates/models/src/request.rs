//! What is asked of a model, and what it answers.

use crate::ModelError;
use content::{PromptPart, RenderedPrompt, Variant};
use guardrails::Checker;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use vocabulary::Digest;

/// How much a model may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most tokens of one text.
    pub max_tokens: usize,
    /// Most time for the whole request.
    pub timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        // A subject line of 60 characters is about 15 tokens; a few more let the line end by itself.
        Self { max_tokens: 20, timeout: Duration::from_secs(60) }
    }
}

/// One request for `n` texts. The same request gives the same texts from a deterministic provider.
#[derive(Debug, Clone)]
pub struct GenerateRequest {
    /// Voice, facts and prompt, with the checks that go with them.
    pub checker: Arc<Checker>,
    /// The prompt with its slots filled.
    pub prompt: RenderedPrompt,
    /// What the answer must look like when it is JSON.
    pub schema: Option<serde_json::Value>,
    /// Seed of all random choices.
    pub seed: u64,
    /// How many texts.
    pub n: usize,
    /// How much may be used.
    pub limits: Limits,
}

impl GenerateRequest {
    /// Returns a request whose prompt is filled from the voice and the facts.
    ///
    /// The slots `brand`, `tone`, `facts`, `banned` and `examples` are filled here; `more` fills the others.
    ///
    /// Errors: [`ModelError::Definition`] when a slot has no value.
    pub fn new(
        checker: Arc<Checker>,
        more: BTreeMap<&str, PromptPart>,
        seed: u64,
        n: usize,
    ) -> Result<Self, ModelError> {
        let (voice, facts, prompt) = (checker.voice(), checker.facts(), checker.prompt());
        let bullets =
            |texts: Vec<&str>| texts.iter().map(|t| format!("- {t}")).collect::<Vec<_>>().join("\n");
        let known = [
            ("brand", voice.brand.clone()),
            ("tone", voice.tone.join(", ")),
            ("facts", facts.facts.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join("; ")),
            ("banned", voice.rules.banned.join(", ")),
            ("examples", bullets(voice.on_brand.iter().map(|e| e.text.as_str()).collect())),
        ];
        let slots = prompt.slots()?;
        let mut values: BTreeMap<&str, PromptPart> = known
            .into_iter()
            .filter(|(name, _)| slots.contains(name))
            .map(|(name, text)| (name, PromptPart::Instruction(text)))
            .collect();
        values.extend(more);
        let prompt = prompt.render(&values)?;
        Ok(Self { checker, prompt, schema: None, seed, n, limits: Limits::default() })
    }

    /// Returns the hash of what is asked; limits and fences do not count.
    pub fn digest(&self) -> Digest {
        let schema = self.schema.as_ref().map(ToString::to_string).unwrap_or_default();
        let head = [
            "request.v1".to_owned(),
            self.checker.prompt().digest().to_string(),
            self.seed.to_string(),
            self.n.to_string(),
            schema,
            self.prompt.system.clone(),
        ];
        let parts = self.prompt.parts.iter().flat_map(|part| match part {
            PromptPart::Instruction(words) => ["instruction", words.as_str()],
            PromptPart::Customer(words) => ["customer", words.expose().as_str()],
        });
        Digest::of(head.iter().map(String::as_str).chain(parts))
    }
}

/// Tokens used. A number that the provider does not state is estimated and flagged, never zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Tokens read.
    pub prompt_tokens: u64,
    /// Tokens written.
    pub completion_tokens: u64,
    /// Whether the numbers are estimates.
    pub is_estimate: bool,
}

impl Usage {
    /// Returns the estimate for texts of so many characters: four characters are about one token of English.
    pub(crate) fn estimate(prompt_chars: usize, completion_chars: usize) -> Self {
        let tokens = |chars: usize| u64::try_from(chars.div_ceil(4)).unwrap_or(u64::MAX).max(1);
        Self {
            prompt_tokens: tokens(prompt_chars),
            completion_tokens: tokens(completion_chars),
            is_estimate: true,
        }
    }

    pub(crate) fn add(&mut self, other: Usage) {
        self.prompt_tokens = self.prompt_tokens.saturating_add(other.prompt_tokens);
        self.completion_tokens = self.completion_tokens.saturating_add(other.completion_tokens);
        self.is_estimate |= other.is_estimate;
    }
}

/// One text of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// The text.
    pub text: String,
    /// The seed of this text alone.
    pub seed: u64,
    /// Whether the model ended the text itself; false when the token limit cut it.
    pub is_complete: bool,
}

/// The answer to one request.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The texts, `n` or fewer; never none.
    pub generations: Vec<Generation>,
    /// Tokens of the whole request; a prompt that was read once counts once.
    pub usage: Usage,
    /// Which provider: `phrasebook`, `local`, `openai`, `recorded`.
    pub provider: &'static str,
    /// Which model.
    pub model: String,
    /// How long it took. Units: milliseconds.
    pub elapsed_ms: u64,
}

impl Reply {
    /// Returns the texts as variants with their provenance.
    pub fn variants(&self, request: &GenerateRequest) -> Vec<Variant> {
        let checker = &request.checker;
        let variant = |generation: &Generation| Variant {
            text: generation.text.clone(),
            provider: self.provider.to_owned(),
            model: self.model.clone(),
            prompt: checker.prompt().name.clone(),
            prompt_version: checker.prompt().version,
            seed: generation.seed,
            facts: checker.facts().ids(),
        };
        self.generations.iter().map(variant).collect()
    }
}
