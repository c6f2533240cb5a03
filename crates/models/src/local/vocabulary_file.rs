//! Builds the tokenizer from the GGUF file, which holds the only copy of it.

use super::inference;
use crate::ModelError;
use candle_core::quantized::gguf_file::Content;
use candle_core::quantized::tokenizer::TokenizerFromGguf;
use tokenizers::Tokenizer;
use tokenizers::decoders::byte_level::ByteLevel as ByteLevelDecoder;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::digits::Digits;
use tokenizers::pre_tokenizers::sequence::Sequence;

/// Returns the tokenizer with the splitting rule `smollm`: each digit alone, then byte-level words.
///
/// candle's reader knows the vocabulary and the merges but not this rule, and would fall back to that of GPT-2,
/// which adds a blank in front and keeps digits together: other tokens than the model was trained on.
pub(super) fn tokenizer(content: &Content) -> Result<Tokenizer, ModelError> {
    let step = "reading the vocabulary";
    let rule = content.metadata.get("tokenizer.ggml.pre").and_then(|value| value.to_string().ok());
    if rule.map(String::as_str) != Some("smollm") {
        return Err(inference(step, format!("splitting rule {rule:?} is not `smollm`")));
    }
    let mut tokenizer = Tokenizer::from_gguf(content).map_err(|e| inference(step, e.to_string()))?;
    let words = ByteLevel::new(false, true, true);
    tokenizer.with_pre_tokenizer(Some(Sequence::new(vec![Digits::new(true).into(), words.into()])));
    tokenizer.with_decoder(Some(ByteLevelDecoder::new(true, true, true)));
    // Marks inside a text are text: only our own code sets marks, by id.
    tokenizer.set_encode_special_tokens(true);
    Ok(tokenizer)
}
