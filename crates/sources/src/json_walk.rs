//! JSON text, byte by byte.

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
