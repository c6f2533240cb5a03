//! JSON text, byte by byte.

use crate::SourceError;
use crate::opening::Bytes;
use std::io::BufRead;

/// Depth and quotes of JSON text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Walk {
    depth: usize,
    pub(crate) is_string: bool,
    is_escaped: bool,
}

impl Walk {
    /// Whether the next byte stands in no text, object or list that began since.
    pub(crate) fn is_outside(&self) -> bool {
        self.depth == 0 && !self.is_string
    }

    pub(crate) fn see(&mut self, byte: u8) {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_string => self.is_escaped = true,
            b'"' => self.is_string = !self.is_string,
            _ if self.is_string => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// Where in JSON text a byte stands: the keys of the objects around it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) walk: Walk,
    /// Of each object and list around, whether it is a list, and the key at hand.
    pub(crate) around: Vec<(bool, String)>,
    word: Vec<u8>,
}

impl Place {
    pub(crate) fn see(&mut self, byte: u8) {
        let was_string = self.walk.is_string;
        self.walk.see(byte);
        match (was_string, self.walk.is_string) {
            (false, true) => return self.word.clear(),
            (true, true) => return self.word.push(byte),
            (true, false) => return,
            (false, false) => {}
        }
        match byte {
            b'{' | b'[' => self.around.push((byte == b'[', String::new())),
            b'}' | b']' => drop(self.around.pop()),
            b':' | b',' => {
                if let Some((_, key)) = self.around.last_mut() {
                    *key = if byte == b':' {
                        String::from_utf8_lossy(&self.word).into_owned()
                    } else {
                        String::new()
                    };
                }
            }
            _ => {}
        }
    }

    /// The key that this byte ends, where only objects are around it.
    pub(crate) fn key_at(&self, byte: u8) -> Option<&str> {
        let is_key = byte == b':' && !self.walk.is_string && self.around.iter().all(|(is_list, _)| !is_list);
        self.around.last().filter(|_| is_key).map(|(_, key)| key.as_str())
    }

    /// The keys that lead to the list at hand, where only objects are around it.
    pub(crate) fn keys_of_list(&self) -> Option<Vec<String>> {
        let ((is_list, _), objects) = self.around.split_last()?;
        let is_within = *is_list && !objects.is_empty() && objects.iter().all(|(is_list, _)| !is_list);
        is_within.then(|| objects.iter().map(|(_, key)| key.clone()).collect())
    }
}

/// The next byte; counts the lines.
pub(crate) fn byte_of(bytes: &mut Bytes, line: &mut u64, file: &str) -> Result<Option<u8>, SourceError> {
    let byte = bytes.fill_buf().map_err(|error| SourceError::io(file, &error))?.first().copied();
    if let Some(byte) = byte {
        bytes.consume(1);
        *line += u64::from(byte == b'\n');
    }
    Ok(byte)
}

pub(crate) fn cut_off(file: &str, line: u64) -> SourceError {
    SourceError::Broken {
        file: file.to_owned(),
        why: format!("it ends in line {line} in the middle of a JSON list; fetch it again"),
    }
}
