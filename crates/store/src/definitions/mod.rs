//! Definitions as code: their versions and drafts, the texts written for one, and what a pilot came to.

mod drafts;
mod results;
mod variants;
mod versions;

pub use drafts::{Draft, NewDraft};
pub use results::{KeptResult, PilotResult, ResultKind};
pub use variants::{StoredVariant, VariantStatus};
pub use versions::{Definition, DefinitionVersion, NewDefinition};
