//! Any endpoint that speaks OpenAI's chat completions: the hosted ones, vLLM, Ollama, llama.cpp server, gateways.

use crate::fence::user_text;
use crate::{GenerateRequest, Generation, ModelError, Reply, Usage};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use vocabulary::Redacted;

/// A repair try follows the first one; then the request fails closed.
const MAX_TRIES: u32 = 2;
/// Longer answers are no subject lines; they are cut off here before they fill the memory.
const MAX_REPLY_BYTES: usize = 1 << 20;

/// Where the endpoint is and who we are.
#[derive(Debug, Clone)]
pub struct OpenAiSettings {
    /// Address up to and without `/chat/completions`, as `https://api.example.com/v1`.
    pub url: String,
    /// Bearer key; none for endpoints that want none.
    pub key: Option<Redacted<String>>,
    /// Name of the model.
    pub model: String,
}

impl OpenAiSettings {
    /// Returns the settings of the environment, or None when `TRUELIFT_MODEL_URL` is not set.
    ///
    /// `read` looks a variable up, so that tests need not change the process's environment.
    ///
    /// Errors: [`ModelError::Setting`] when the address has no model beside it.
    pub fn from_env(read: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, ModelError> {
        let read = |name| read(name).filter(|value| !value.trim().is_empty());
        let Some(url) = read("TRUELIFT_MODEL_URL") else {
            return Ok(None);
        };
        let model = read("TRUELIFT_MODEL_NAME").ok_or(ModelError::Setting {
            setting: "TRUELIFT_MODEL_NAME",
            problem: "is not set".to_owned(),
            next_step: "set it to the name of a model that the endpoint serves",
        })?;
        Ok(Some(Self { url, key: read("TRUELIFT_MODEL_KEY").map(Redacted::new), model }))
    }
}

/// A client of one endpoint.
#[derive(Debug, Clone)]
pub struct OpenAi {
    client: reqwest::Client,
    address: reqwest::Url,
    host: String,
    key: Option<Redacted<String>>,
    model: String,
}

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
    usage: Option<TokenCount>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    content: Option<String>,
}

#[derive(Deserialize)]
struct TokenCount {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

/// One answer before it is judged.
struct Answer {
    text: String,
    is_complete: bool,
    usage: Usage,
}

impl OpenAi {
    /// Returns a client. Nothing is sent yet.
    ///
    /// Errors: [`ModelError::Setting`] when the address is none.
    pub fn new(settings: OpenAiSettings) -> Result<Self, ModelError> {
        let wrong = |problem: String| ModelError::Setting {
            setting: "TRUELIFT_MODEL_URL",
            problem,
            next_step: "write it as https://host/v1",
        };
        let text = format!("{}/chat/completions", settings.url.trim_end_matches('/'));
        let address = reqwest::Url::parse(&text).map_err(|_| wrong("is not an address".to_owned()))?;
        let host = match (address.scheme(), address.host_str()) {
            ("http" | "https", Some(host)) => {
                address.port().map_or(host.to_owned(), |port| format!("{host}:{port}"))
            }
            _ => return Err(wrong("is not an http or https address".to_owned())),
        };
        // A redirect could carry the key and the prompt to another host.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .build()
            .map_err(|_| wrong("cannot be used by this build".to_owned()))?;
        Ok(Self { client, address, host, key: settings.key, model: settings.model })
    }

    pub(crate) async fn generate(&self, request: &GenerateRequest) -> Result<Reply, ModelError> {
        let limit = request.limits.timeout;
        let timeout = |_| ModelError::Timeout { model: self.model.clone(), limit };
        tokio::time::timeout(limit, self.generate_all(request)).await.map_err(timeout)?
    }

    async fn generate_all(&self, request: &GenerateRequest) -> Result<Reply, ModelError> {
        let validator = request.schema.as_ref().map(jsonschema::validator_for).transpose();
        let validator = validator.map_err(|e| ModelError::Schema { problem: e.to_string() })?;
        let user = user_text(&request.prompt)?;
        let mut usage = Usage::default();
        let mut generations = Vec::with_capacity(request.n);
        for i in 0..request.n {
            let seed = request.seed.wrapping_add(u64::try_from(i).unwrap_or(0));
            let answer = self.ask(request, &user, seed, validator.as_ref(), &mut usage).await?;
            generations.push(Generation { text: answer.text, seed, is_complete: answer.is_complete });
        }
        Ok(Reply { generations, usage, provider: "openai", model: self.model.clone(), elapsed_ms: 0 })
    }

    /// Asks once and, if the answer is not usable, once more with the reason.
    async fn ask(
        &self,
        request: &GenerateRequest,
        user: &str,
        seed: u64,
        validator: Option<&jsonschema::Validator>,
        usage: &mut Usage,
    ) -> Result<Answer, ModelError> {
        let mut messages = vec![
            json!({"role": "system", "content": request.prompt.system}),
            json!({"role": "user", "content": user}),
        ];
        let mut problem = String::new();
        for _ in 0..MAX_TRIES {
            let answer = self.call(&body(&self.model, &messages, request, seed)).await?;
            usage.add(answer.usage);
            match judge(&answer.text, validator) {
                Ok(text) => return Ok(Answer { text, ..answer }),
                Err(why) => {
                    messages.push(json!({"role": "assistant", "content": answer.text}));
                    let repair =
                        format!("That answer cannot be used: {why}. Answer again, with nothing else.");
                    messages.push(json!({"role": "user", "content": repair}));
                    problem = why;
                }
            }
        }
        Err(ModelError::Unusable { model: self.model.clone(), n_tries: MAX_TRIES, problem })
    }

    async fn call(&self, body: &Value) -> Result<Answer, ModelError> {
        let mut post = self.client.post(self.address.clone()).json(body);
        if let Some(key) = &self.key {
            post = post.bearer_auth(key.expose());
        }
        let unreachable = |problem| ModelError::Unreachable { host: self.host.clone(), problem };
        let mut response = post.send().await.map_err(|e| {
            unreachable(if e.is_connect() { "no connection" } else { "the request could not be sent" })
        })?;
        let status = response.status().as_u16();
        if status != 200 {
            return Err(ModelError::Status { host: self.host.clone(), status, next_step: next_step(status) });
        }
        let mut bytes: Vec<u8> = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| unreachable("the answer broke off"))? {
            bytes.extend_from_slice(&chunk);
            if MAX_REPLY_BYTES < bytes.len() {
                return Err(self.unusable("the answer is longer than 1 MiB"));
            }
        }
        let completion: Completion =
            serde_json::from_slice(&bytes).map_err(|_| self.unusable("the answer is no chat completion"))?;
        let choice = completion.choices.into_iter().next();
        let choice = choice.ok_or_else(|| self.unusable("the answer has no choices"))?;
        let text = choice.message.content.unwrap_or_default();
        let estimate = Usage::estimate(body.to_string().chars().count(), text.chars().count());
        let usage = match completion.usage {
            Some(TokenCount {
                prompt_tokens: Some(prompt_tokens),
                completion_tokens: Some(completion_tokens),
            }) => Usage { prompt_tokens, completion_tokens, is_estimate: false },
            _ => estimate,
        };
        Ok(Answer { text, is_complete: choice.finish_reason.as_deref() != Some("length"), usage })
    }

    fn unusable(&self, problem: &str) -> ModelError {
        ModelError::Unusable { model: self.model.clone(), n_tries: 1, problem: problem.to_owned() }
    }
}

fn next_step(status: u16) -> &'static str {
    match status {
        401 | 403 => "check TRUELIFT_MODEL_KEY",
        404 => "check TRUELIFT_MODEL_URL and TRUELIFT_MODEL_NAME",
        429 => "wait, or raise the quota of the key",
        500..=599 => "try again later, or use the phrasebook meanwhile",
        _ => "check that the endpoint speaks chat completions",
    }
}

fn body(model: &str, messages: &[Value], request: &GenerateRequest, seed: u64) -> Value {
    let mut body = json!({
        "model": model,
        "messages": messages,
        "max_tokens": request.limits.max_tokens,
        "temperature": 0.8,
        // Many servers read the seed as a signed number.
        "seed": seed & 0x7fff_ffff_ffff_ffff,
    });
    if let (Some(schema), Some(fields)) = (&request.schema, body.as_object_mut()) {
        let format = json!({"type": "json_schema", "json_schema": {"name": "answer", "strict": true, "schema": schema}});
        fields.insert("response_format".to_owned(), format);
    }
    body
}

/// Returns the usable text, or what is wrong with it in words that quote nothing of it.
fn judge(text: &str, validator: Option<&jsonschema::Validator>) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    let Some(validator) = validator else {
        return Ok(text.to_owned());
    };
    let value: Value = serde_json::from_str(text).map_err(|_| "it is not JSON".to_owned())?;
    match validator.iter_errors(&value).next() {
        None => Ok(value.to_string()),
        Some(error) => Err(format!("it breaks the schema at `{}`", error.schema_path())),
    }
}
