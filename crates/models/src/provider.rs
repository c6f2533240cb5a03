//! One entry for all providers.

use crate::{GenerateRequest, LocalModel, ModelError, OpenAi, Recorded, Reply};
use std::sync::Arc;
use std::time::Instant;

/// Who writes.
#[derive(Debug, Clone)]
pub enum Provider {
    /// The grammar over approved facts; needs no file and no network. The default.
    Phrasebook,
    /// The small model on this machine.
    Local(Arc<LocalModel>),
    /// An OpenAI-compatible endpoint.
    OpenAi(Arc<OpenAi>),
    /// Recorded replies, for tests.
    Recorded(Arc<Recorded>),
}

impl Provider {
    /// Returns the provider's name as it is stored with a variant.
    pub fn name(&self) -> &'static str {
        match self {
            Provider::Phrasebook => "phrasebook",
            Provider::Local(_) => "local",
            Provider::OpenAi(_) => "openai",
            Provider::Recorded(_) => "recorded",
        }
    }

    /// Returns the texts for a request, or why there are none.
    ///
    /// Dropping the future stops the work: the local model looks between two tokens whether anyone waits.
    ///
    /// Errors: [`ModelError`]. An answer that breaks the schema is asked for once more, then it is an error.
    pub async fn generate(&self, request: &GenerateRequest) -> Result<Reply, ModelError> {
        let started = Instant::now();
        let mut reply = match self {
            Provider::Phrasebook => crate::phrasebook::generate(request),
            Provider::Local(model) => crate::local::generate(model, request).await,
            Provider::OpenAi(endpoint) => endpoint.generate(request).await,
            Provider::Recorded(recorded) => recorded.generate(request),
        }?;
        reply.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(
            model.provider = reply.provider,
            model.name = reply.model,
            n_texts = reply.generations.len(),
            n_prompt_tokens = reply.usage.prompt_tokens,
            n_completion_tokens = reply.usage.completion_tokens,
            is_usage_estimate = reply.usage.is_estimate,
            elapsed_ms = reply.elapsed_ms,
            "texts generated"
        );
        Ok(reply)
    }
}
