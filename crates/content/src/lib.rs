//! What a brand may say: its voice, its approved facts, versioned prompts, and checks on generated text.
//!
//! Start at [`Checker`]: it reads one text and returns [`Finding`]s. A text that carries an error is rejected
//! and keeps its findings; the rest is put in order by [`rank`].
//!
//! INVARIANT: nothing here calls a model, reads a clock or touches a disk. A claim that binds to no approved
//! fact is an error, however plausible it sounds: the checks never ask a model whether a model is right.
#![deny(missing_docs)]

mod checks;
mod claim;
mod error;
mod facts;
mod finding;
mod prompt;
mod rank;
mod reading;
mod variant;
mod voice;

pub use checks::Checker;
pub use error::ContentError;
pub use facts::{CalendarDay, DateSense, Fact, FactKind, FactValue, Facts, Link, Quantity, Sense};
pub use finding::{Finding, Place, Rule, Severity};
pub use prompt::{Limits, Prompt, PromptKind, PromptPart, PromptShelf, RenderedPrompt};
pub use rank::{Candidate, Ranked, Ranking, rank};
pub use variant::Variant;
pub use voice::{Casing, Palette, Preference, Voice, VoiceExample, VoiceRules};
