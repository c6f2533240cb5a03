//! What a brand may say, as it is written down: its voice, its approved facts, versioned prompts.
//!
//! Whether a text keeps to them is for the crate `guardrails`.
//!
//! INVARIANT: nothing here calls a model, reads a clock or touches a disk.
#![deny(missing_docs)]

mod error;
mod facts;
mod prompt;
mod values;
mod variant;
mod voice;

pub use error::ContentError;
pub use facts::{Fact, FactKind, Facts, Link};
pub use prompt::{Limits, Prompt, PromptKind, PromptPart, PromptShelf, RenderedPrompt};
pub use values::{CalendarDay, DateSense, FactValue, MONTHS, Quantity, Sense};
pub use variant::Variant;
pub use voice::{Casing, Palette, Preference, Voice, VoiceExample, VoiceRules};
