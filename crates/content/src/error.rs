//! Errors of this crate: a definition that cannot be used. What a check says of a text is a finding, not an error.

/// What is wrong with a voice, a fact sheet or a prompt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// A definition breaks one of its own rules.
    #[error("{what} `{name}`: {problem}; {next_step}")]
    Definition {
        /// Which kind of definition.
        what: &'static str,
        /// Its name or id.
        name: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        next_step: &'static str,
    },
    /// A value could not be read.
    #[error("`{input}` is not a {what}: write it as {example}")]
    Value {
        /// What was expected.
        what: &'static str,
        /// What was given.
        input: String,
        /// A good example.
        example: &'static str,
    },
    /// A prompt's text and the values given for it do not match.
    #[error("prompt `{prompt}` version {version}: slot `{slot}` {problem}")]
    Slot {
        /// Name of the prompt.
        prompt: String,
        /// Version of the prompt.
        version: u32,
        /// Name of the slot.
        slot: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A prompt version was changed after it had been published.
    #[error("prompt `{prompt}` version {version} differs from the published one: add version {next} instead")]
    PromptChanged {
        /// Name of the prompt.
        prompt: String,
        /// The version that must not change.
        version: u32,
        /// The version to use.
        next: u32,
    },
}

impl ContentError {
    pub(crate) fn definition(
        what: &'static str,
        name: &str,
        problem: String,
        next_step: &'static str,
    ) -> Self {
        Self::Definition { what, name: name.to_owned(), problem, next_step }
    }

    /// Words of the definition's text that lead to the fault, the first found first.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Definition { problem, .. } => {
                // "`20% off` in fact `offer`": the fact stands before its words.
                let mut words: Vec<&str> = problem.split('`').skip(1).step_by(2).collect();
                words.reverse();
                words
            }
            Self::Value { input, .. } => vec![input],
            Self::Slot { slot, .. } => vec![slot],
            Self::PromptChanged { .. } => vec!["version:"],
        }
    }
}
