//! What can go wrong with a model. The texts name the input and the next step, and never a prompt or a key.

use content::ContentError;
use std::time::Duration;

/// Why a model gave no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file of the local model is not there or cannot be read.
    #[error(
        "the local model's file `{path}` cannot be read ({problem}): run `make model`, or set TRUELIFT_MODEL_PATH"
    )]
    FileUnreadable {
        /// The file.
        path: String,
        /// What the system says.
        problem: String,
    },
    /// The file is another one than expected, or damaged.
    #[error(
        "the local model's file `{path}` is damaged or another model (sha256 {found}, expected {expected}): delete it and run `make model`"
    )]
    FileChanged {
        /// The file.
        path: String,
        /// Its hash, shortened.
        found: String,
        /// The expected hash, shortened.
        expected: String,
    },
    /// The model failed inside.
    #[error("model `{model}` failed at {step}: {problem}; use the phrasebook meanwhile")]
    Inference {
        /// The model.
        model: String,
        /// Where.
        step: &'static str,
        /// What the library says.
        problem: String,
    },
    /// The prompt is too long for the model.
    #[error(
        "the prompt has {n_tokens} tokens, model `{model}` takes {n_max}: shorten the prompt or its facts"
    )]
    PromptTooLong {
        /// The model.
        model: String,
        /// Tokens of the prompt.
        n_tokens: usize,
        /// Most tokens.
        n_max: usize,
    },
    /// The time was up.
    #[error("model `{model}` did not answer within {limit:?}: raise the limit or ask for fewer lines")]
    Timeout {
        /// The model.
        model: String,
        /// The limit.
        limit: Duration,
    },
    /// Nobody waits for the answer any more.
    #[error("model `{model}` was stopped because the request was dropped")]
    Cancelled {
        /// The model.
        model: String,
    },
    /// A setting is missing or wrong.
    #[error("setting `{setting}` {problem}: {next_step}")]
    Setting {
        /// Its name.
        setting: &'static str,
        /// What is wrong.
        problem: String,
        /// What to do.
        next_step: &'static str,
    },
    /// The endpoint cannot be reached.
    #[error(
        "the model endpoint `{host}` cannot be reached ({problem}): check TRUELIFT_MODEL_URL and the network"
    )]
    Unreachable {
        /// Host and port.
        host: String,
        /// What failed.
        problem: &'static str,
    },
    /// The endpoint answered with an error.
    #[error("the model endpoint `{host}` answered with status {status}: {next_step}")]
    Status {
        /// Host and port.
        host: String,
        /// HTTP status.
        status: u16,
        /// What to do.
        next_step: &'static str,
    },
    /// The answer cannot be used, also after one repair try.
    #[error(
        "model `{model}` gave no usable answer ({problem}; tried: {n_tries}): try another model or prompt"
    )]
    Unusable {
        /// The model.
        model: String,
        /// How often it was asked.
        n_tries: u32,
        /// What is wrong with the answer; quotes nothing of it.
        problem: String,
    },
    /// The schema itself is wrong.
    #[error("the answer's schema is not valid ({problem}): correct the JSON schema")]
    Schema {
        /// What is wrong.
        problem: String,
    },
    /// No reply was recorded for this request.
    #[error("no reply is recorded for request `{digest}`: record one in `{path}`")]
    NotRecorded {
        /// Digest of the request.
        digest: String,
        /// The file of recorded replies.
        path: String,
    },
    /// The file of recorded replies cannot be used.
    #[error("the recorded replies `{path}` cannot be used ({problem}): correct the file")]
    Recording {
        /// The file.
        path: String,
        /// What is wrong.
        problem: String,
    },
    /// The facts and the voice give no line.
    #[error(
        "the phrasebook finds no line for voice `{voice}` and facts `{facts}`: add openers to the voice or an offer with a `short` form to the facts"
    )]
    NoLine {
        /// The voice.
        voice: String,
        /// The fact sheet.
        facts: String,
    },
    /// A definition cannot be used.
    #[error(transparent)]
    Definition(#[from] ContentError),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers ({problem}): no prompt with customer words can be fenced")]
    NoRandomness {
        /// What the system says.
        problem: String,
    },
}

impl ModelError {
    /// Returns a short word for logs and problem JSON; it does not change between versions.
    pub fn code(&self) -> &'static str {
        match self {
            ModelError::FileUnreadable { .. } => "model_file_unreadable",
            ModelError::FileChanged { .. } => "model_file_changed",
            ModelError::Inference { .. } => "model_failed",
            ModelError::PromptTooLong { .. } => "prompt_too_long",
            ModelError::Timeout { .. } => "model_timeout",
            ModelError::Cancelled { .. } => "model_cancelled",
            ModelError::Setting { .. } => "model_setting",
            ModelError::Unreachable { .. } => "model_unreachable",
            ModelError::Status { .. } => "model_status",
            ModelError::Unusable { .. } => "model_unusable",
            ModelError::Schema { .. } => "model_schema",
            ModelError::NotRecorded { .. } => "model_not_recorded",
            ModelError::Recording { .. } => "model_recording",
            ModelError::NoLine { .. } => "model_no_line",
            ModelError::Definition(_) => "content_definition",
            ModelError::NoRandomness { .. } => "no_randomness",
        }
    }
}
