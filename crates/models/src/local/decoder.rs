//! The Llama architecture for one prompt and many continuations.
//!
//! candle's own quantized Llama multiplies 4-bit weights without vector instructions on x86 (9 tokens a second
//! here) and would read the shared prompt once per line. Here the weights are widened to f32 once, so that the
//! matrix products use the processor's vector units; all lines take a step together; and the keys and values of
//! the prompt are kept once for all lines.

use super::failed;
use crate::ModelError;
use candle_core::quantized::gguf_file::Content;
use candle_core::{D, Device, Result, Tensor};
use candle_nn::ops::{rms_norm, silu, softmax_last_dim};
use candle_nn::rotary_emb::rope_i;
use std::io::{Read, Seek};

#[derive(Debug)]
struct Layer {
    q: Tensor,
    k: Tensor,
    v: Tensor,
    o: Tensor,
    gate: Tensor,
    up: Tensor,
    down: Tensor,
    attention_norm: Tensor,
    feed_norm: Tensor,
}

/// The weights. Shapes: matrices [n_out × n_in].
#[derive(Debug)]
pub(super) struct Decoder {
    embedding: Tensor,
    layers: Vec<Layer>,
    norm: Tensor,
    n_heads: usize,
    n_kv_heads: usize,
    head_dim: usize,
    eps: f32,
    rope_base: f32,
}

/// Keys and values of one layer. Shapes: prompt [1 × n_kv_heads × n_prompt × head_dim], own [n_lines × …].
#[derive(Debug)]
struct Cache {
    prompt: (Tensor, Tensor),
    own: Option<(Tensor, Tensor)>,
}

/// A prompt that was read, and the lines that continue it.
#[derive(Debug)]
pub(super) struct Session {
    caches: Vec<Cache>,
    logits: Tensor,
    n_read: usize,
    cos: Tensor,
    sin: Tensor,
}

impl Session {
    /// Returns the scores of the first token, the same for every line.
    pub fn first_logits(&self) -> Result<Vec<f32>> {
        self.logits.flatten_all()?.to_vec1()
    }
}

/// The longest prompt and line together. 4096 positions of angles cost 1 MB.
const MAX_POSITIONS: usize = 4096;

impl Decoder {
    pub fn load<R: Read + Seek>(content: &Content, reader: &mut R, device: &Device) -> Result<Self> {
        let number = |name: &str| -> Result<&candle_core::quantized::gguf_file::Value> {
            let key = format!("llama.{name}");
            content
                .metadata
                .get(&key)
                .ok_or_else(|| candle_core::Error::Msg(format!("the file has no `{key}`")))
        };
        let size = |name: &str| -> Result<usize> { Ok(number(name)?.to_u32()? as usize) };
        let (n_heads, n_kv_heads) = (size("attention.head_count")?, size("attention.head_count_kv")?);
        let (n_layers, width) = (size("block_count")?, size("embedding_length")?);
        let eps = number("attention.layer_norm_rms_epsilon")?.to_f32()?;
        let rope_base = number("rope.freq_base")?.to_f32()?;
        if n_heads == 0 || n_kv_heads == 0 || n_heads % n_kv_heads != 0 || width % n_heads != 0 {
            candle_core::bail!(
                "{n_heads} heads, {n_kv_heads} key heads and width {width} do not fit together"
            );
        }
        let mut read = |name: &str| content.tensor(reader, name, device)?.dequantize(device);
        let mut layers = Vec::with_capacity(n_layers);
        for i in 0..n_layers {
            let mut part = |name: &str| read(&format!("blk.{i}.{name}.weight"));
            layers.push(Layer {
                q: part("attn_q")?,
                k: part("attn_k")?,
                v: part("attn_v")?,
                o: part("attn_output")?,
                gate: part("ffn_gate")?,
                up: part("ffn_up")?,
                down: part("ffn_down")?,
                attention_norm: part("attn_norm")?,
                feed_norm: part("ffn_norm")?,
            });
        }
        // The same matrix turns tokens into vectors and vectors into scores.
        let (embedding, norm) = (read("token_embd.weight")?, read("output_norm.weight")?);
        Ok(Self { embedding, layers, norm, n_heads, n_kv_heads, head_dim: width / n_heads, eps, rope_base })
    }

    /// Returns the cosines and sines of every position. Shapes: [n_positions × head_dim / 2].
    fn angles(&self, device: &Device) -> Result<(Tensor, Tensor)> {
        let half = self.head_dim / 2;
        let frequency = |i: usize| self.rope_base.powf(-(2.0 * i as f32) / self.head_dim as f32);
        let frequencies =
            Tensor::from_vec((0..half).map(frequency).collect::<Vec<f32>>(), (1, half), device)?;
        let positions: Vec<f32> = (0..MAX_POSITIONS).map(|p| p as f32).collect();
        let angles = Tensor::from_vec(positions, (MAX_POSITIONS, 1), device)?.matmul(&frequencies)?;
        Ok((angles.cos()?, angles.sin()?))
    }

    /// Reads a prompt once for `n_lines` continuations.
    pub fn read_prompt(
        &self,
        tokens: &[u32],
        n_lines: usize,
        check: &dyn Fn() -> std::result::Result<(), ModelError>,
    ) -> std::result::Result<Session, ModelError> {
        let fail = failed("reading the prompt");
        if tokens.is_empty() || n_lines == 0 {
            return Err(super::inference("reading the prompt", "it is empty".to_owned()));
        }
        let device = self.embedding.device();
        let (cos, sin) = self.angles(device).map_err(&fail)?;
        let mask = causal_mask(tokens.len(), device).map_err(&fail)?;
        let mut caches = Vec::with_capacity(self.layers.len());
        let mut x = self.embed(tokens, 1).map_err(&fail)?;
        for layer in &self.layers {
            check()?;
            let (next, cache) = self.read_layer(layer, &x, &mask, &cos, &sin).map_err(&fail)?;
            caches.push(cache);
            x = next;
        }
        let last = x.narrow(1, tokens.len() - 1, 1).map_err(&fail)?;
        let logits = self.scores(&last).map_err(&fail)?;
        Ok(Session { caches, logits, n_read: tokens.len(), cos, sin })
    }

    /// Takes one step with the last token of each line and returns the scores of the next.
    ///
    /// Shapes: `last` [n_lines]; returns [n_lines × n_vocabulary].
    pub fn step(
        &self,
        session: &mut Session,
        last: &[u32],
        check: &dyn Fn() -> std::result::Result<(), ModelError>,
    ) -> std::result::Result<Vec<Vec<f32>>, ModelError> {
        check()?;
        self.step_all(session, last).map_err(failed("writing"))
    }

    fn step_all(&self, session: &mut Session, last: &[u32]) -> Result<Vec<Vec<f32>>> {
        let cos = session.cos.narrow(0, session.n_read, 1)?;
        let sin = session.sin.narrow(0, session.n_read, 1)?;
        let mut x = self.embed(last, last.len())?;
        for (layer, cache) in self.layers.iter().zip(&mut session.caches) {
            let normed = rms_norm(&x, &layer.attention_norm, self.eps)?;
            let (q, k, v) = self.project(layer, &normed, &cos, &sin)?;
            let (k, v) = match cache.own.take() {
                Some((k_before, v_before)) => {
                    (Tensor::cat(&[k_before, k], 2)?, Tensor::cat(&[v_before, v], 2)?)
                }
                None => (k, v),
            };
            let attended = self.attend_both(&q, &cache.prompt, &(k.clone(), v.clone()))?;
            cache.own = Some((k, v));
            x = feed(layer, &(x + times(&attended, &layer.o)?)?, self.eps)?;
        }
        session.n_read += 1;
        self.scores(&x)?.to_vec2()
    }

    /// Shapes: returns [n_lines × n_tokens / n_lines × width].
    fn embed(&self, tokens: &[u32], n_lines: usize) -> Result<Tensor> {
        let ids = Tensor::new(tokens, self.embedding.device())?;
        let rows = self.embedding.index_select(&ids, 0)?;
        rows.reshape((n_lines, tokens.len() / n_lines.max(1), self.n_heads * self.head_dim))
    }

    /// Shapes: `x` [n_lines × 1 × width]; returns [n_lines × n_vocabulary].
    fn scores(&self, x: &Tensor) -> Result<Tensor> {
        let normed = rms_norm(&x.contiguous()?, &self.norm, self.eps)?;
        times(&normed.squeeze(1)?, &self.embedding)
    }

    /// Returns query, key and value with their positions turned in. Shapes: [n × heads × length × head_dim].
    fn project(
        &self,
        layer: &Layer,
        x: &Tensor,
        cos: &Tensor,
        sin: &Tensor,
    ) -> Result<(Tensor, Tensor, Tensor)> {
        let (n, length, _) = x.dims3()?;
        let heads = |weight: &Tensor, n_heads: usize| -> Result<Tensor> {
            times(x, weight)?.reshape((n, length, n_heads, self.head_dim))?.transpose(1, 2)?.contiguous()
        };
        let cos = cos.narrow(0, 0, length)?;
        let sin = sin.narrow(0, 0, length)?;
        let q = rope_i(&heads(&layer.q, self.n_heads)?, &cos, &sin)?;
        let k = rope_i(&heads(&layer.k, self.n_kv_heads)?, &cos, &sin)?;
        Ok((q, k, heads(&layer.v, self.n_kv_heads)?))
    }

    fn scale(&self) -> f64 {
        1.0 / (self.head_dim as f64).sqrt()
    }

    fn read_layer(
        &self,
        layer: &Layer,
        x: &Tensor,
        mask: &Tensor,
        cos: &Tensor,
        sin: &Tensor,
    ) -> Result<(Tensor, Cache)> {
        let length = x.dim(1)?;
        let (kv, group) = (self.n_kv_heads, self.n_heads / self.n_kv_heads);
        let (q, k, v) = self.project(layer, &rms_norm(x, &layer.attention_norm, self.eps)?, cos, sin)?;
        // The heads of one group share their keys: they stand as more rows of one product.
        let rows = q.reshape((kv, group * length, self.head_dim))?;
        let weights = (rows.matmul(&k.squeeze(0)?.t()?)? * self.scale())?;
        let weights = weights.reshape((kv, group, length, length))?.broadcast_add(mask)?;
        let weights = softmax_last_dim(&weights)?.reshape((kv, group * length, length))?;
        let attended = weights.matmul(&v.squeeze(0)?)?.reshape((1, self.n_heads, length, self.head_dim))?;
        let attended = attended.transpose(1, 2)?.reshape((1, length, self.n_heads * self.head_dim))?;
        let x = feed(layer, &(x + times(&attended, &layer.o)?)?, self.eps)?;
        Ok((x, Cache { prompt: (k, v), own: None }))
    }

    /// Attends to the shared prompt and to each line's own tokens under one softmax.
    fn attend_both(&self, q: &Tensor, prompt: &(Tensor, Tensor), own: &(Tensor, Tensor)) -> Result<Tensor> {
        let n = q.dim(0)?;
        let (kv, group, dim) = (self.n_kv_heads, self.n_heads / self.n_kv_heads, self.head_dim);
        let (n_prompt, n_own) = (prompt.0.dim(2)?, own.0.dim(2)?);
        let q = (q.reshape((n, kv, group, dim))? * self.scale())?;
        // To the prompt: all lines are rows of one product per key head.
        let shared = q.transpose(0, 1)?.reshape((kv, n * group, dim))?;
        let shared = shared.matmul(&prompt.0.squeeze(0)?.t()?)?.reshape((kv, n, group, n_prompt))?;
        let shared = shared.transpose(0, 1)?.contiguous()?;
        let rows = q.contiguous()?.reshape((n * kv, group, dim))?;
        let keys = own.0.reshape((n * kv, n_own, dim))?;
        let alone = rows.matmul(&keys.t()?)?.reshape((n, kv, group, n_own))?;
        let weights = softmax_last_dim(&Tensor::cat(&[shared, alone], D::Minus1)?)?;
        let to_prompt =
            weights.narrow(3, 0, n_prompt)?.transpose(0, 1)?.reshape((kv, n * group, n_prompt))?;
        let from_prompt =
            to_prompt.matmul(&prompt.1.squeeze(0)?)?.reshape((kv, n, group, dim))?.transpose(0, 1)?;
        let to_own = weights.narrow(3, n_prompt, n_own)?.contiguous()?.reshape((n * kv, group, n_own))?;
        let from_own = to_own.matmul(&own.1.reshape((n * kv, n_own, dim))?)?.reshape((n, kv, group, dim))?;
        (from_prompt + from_own)?.reshape((n, 1, self.n_heads * dim))
    }
}

fn feed(layer: &Layer, x: &Tensor, eps: f32) -> Result<Tensor> {
    let normed = rms_norm(x, &layer.feed_norm, eps)?;
    let inner = (silu(&times(&normed, &layer.gate)?)? * times(&normed, &layer.up)?)?;
    x + times(&inner, &layer.down)?
}

/// Returns rows times the transposed weight. Shapes: `x` [… × n_in], `weight` [n_out × n_in].
fn times(x: &Tensor, weight: &Tensor) -> Result<Tensor> {
    let (n_out, n_in) = weight.dims2()?;
    let mut shape = x.dims().to_vec();
    let n_rows = x.elem_count() / n_in.max(1);
    if let Some(last) = shape.last_mut() {
        *last = n_out;
    }
    x.reshape((n_rows, n_in))?.matmul(&weight.t()?)?.reshape(shape)
}

/// Returns minus infinity where a token would look ahead. Shapes: [length × length].
fn causal_mask(length: usize, device: &Device) -> Result<Tensor> {
    let cell = |i: usize| if i % length <= i / length { 0.0 } else { f32::NEG_INFINITY };
    Tensor::from_vec((0..length * length).map(cell).collect::<Vec<f32>>(), (length, length), device)
}
