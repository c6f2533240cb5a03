//! What of a pilot cannot be used as it stands: shown on its page beside what can.

use crate::problem::Problem;
use engine::{EngineError, ErrorKind};
use serde::Serialize;
use utoipa::ToSchema;

/// Something of a pilot that does not work, and what to do.
#[derive(Serialize, ToSchema)]
pub struct PilotProblem {
    /// `audience`, `approval`.
    about: String,
    /// What is wrong, naming it.
    why: String,
    /// What to do next.
    next_step: String,
}

/// The problems of one pilot, as they are found.
#[derive(Default)]
pub struct Troubles(Vec<PilotProblem>);

impl Troubles {
    /// Gives what was found, or keeps why not and gives nothing.
    ///
    /// Errors: too much at once, which passes by itself.
    pub fn spare<T>(
        &mut self,
        about: &str,
        next_step: impl Into<String>,
        found: Result<T, EngineError>,
    ) -> Result<Option<T>, Problem> {
        let error = match found {
            Ok(found) => return Ok(Some(found)),
            Err(error) => error,
        };
        let kind = error.kind();
        // What a failure of the machine says stays in the log.
        let problem = Problem::from(error);
        if kind == ErrorKind::Overloaded {
            return Err(problem);
        }
        self.0.push(PilotProblem {
            about: about.to_owned(),
            why: problem.detail,
            next_step: next_step.into(),
        });
        Ok(None)
    }

    /// All of them.
    pub fn into_list(self) -> Vec<PilotProblem> {
        self.0
    }
}
