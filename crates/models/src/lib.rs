//! Language models behind one call: [`Provider::generate`].
//!
//! Four providers: the phrasebook (always there), a small local model, any OpenAI-compatible endpoint, and
//! recorded replies for tests. They only write; whether a text may be used is decided by `content`.
//!
//! INVARIANT: a model has no tools, and no prompt, reply or key reaches a log. Customer words enter a prompt
//! only through [`fence`].

mod error;
mod fence;
mod local;
mod openai;
mod phrasebook;
mod provider;
mod recorded;
mod request;

pub use error::ModelError;
pub use fence::{fence, random_boundary};
pub use local::{LOCAL_MODEL, LocalModel, MODEL_SHA256, chat_tokens};
pub use openai::{OpenAi, OpenAiSettings};
pub use phrasebook::lines as phrasebook_lines;
pub use provider::Provider;
pub use recorded::{Recorded, Recording};
pub use request::{GenerateRequest, Generation, Limits, Reply, Usage};
