//! Workspaces: how each begins, its settings, and its end.

mod making;
mod removal;
mod workspace;

pub use making::NewWorkspace;
pub use removal::{Holdings, Removed, RemovedWorkspace};
pub use workspace::Workspace;
