//! Lists of rows within an object of JSON: the one that is read, page after page, and those beside it, which are asked
//! for a no.

use crate::SourceError;
use crate::json_walk::{Place, Walk, byte_of, cut_off};
use crate::no_words::{is_list_of_noes, is_strong_word};
use crate::opening::Bytes;
use std::io::BufRead;
use std::sync::Arc;

/// A list within an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    /// The keys that lead to it, with points between.
    pub(crate) name: String,
    /// Whether its objects are the rows of the file.
    pub(crate) is_read: bool,
    /// Whether one of its keys says that nobody in it wants mail: `suppressed`.
    pub(crate) says_no: bool,
}

impl List {
    pub(crate) fn of<K: AsRef<str>>(keys: &[K], is_read: bool) -> Self {
        let says_no = keys.iter().any(|key| names_noes(key.as_ref()));
        let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        Self { name: keys.join("."), is_read, says_no }
    }
}

/// Whether the name of a list says that nobody in it wants mail: `suppressed`, `withdrawn`.
pub(crate) fn names_noes(key: &str) -> bool {
    is_list_of_noes(key) || is_strong_word(key, true) || key == "withdrawn"
}

/// Walks through a file from list to list.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    /// The keys that lead to the list that is read.
    pub(crate) read: Vec<String>,
    place: Place,
    /// The list at hand, and that of the last element.
    within: Option<Arc<List>>,
    pub(crate) last: Option<Arc<List>>,
    line: u64,
    /// Elements so far of the list that is read, and of the others.
    n_read: u64,
    n_beside: u64,
    is_found: bool,
}

impl Lists {
    pub(crate) fn new(read: Vec<String>) -> Self {
        Self {
            read,
            place: Place::default(),
            within: None,
            last: None,
            line: 1,
            n_read: 0,
            n_beside: 0,
            is_found: false,
        }
    }

    /// Puts the next element into `into`; returns its number in its list, counted from 1; `None` at the end.
    ///
    /// Errors: the file ends within a list.
    pub(crate) fn next(
        &mut self,
        bytes: &mut Bytes,
        into: &mut Vec<u8>,
        file: &str,
    ) -> Result<Option<u64>, SourceError> {
        while self.within.is_some() || self.enter(bytes, file)? {
            if let Some(number) = self.element(bytes, into, file)? {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// Goes to the next list that may hold rows; false at the end of the file.
    fn enter(&mut self, bytes: &mut Bytes, file: &str) -> Result<bool, SourceError> {
        while let Some(byte) = byte_of(bytes, &mut self.line, file)? {
            self.place.see(byte);
            if byte != b'[' || self.place.walk.is_string {
                continue;
            }
            let Some(keys) = self.place.keys_of_list() else { continue };
            let is_read = keys == self.read;
            self.is_found |= is_read;
            if matches!(self.first(bytes, file)?, Some(b'{' | b'"')) {
                self.within = Some(Arc::new(List::of(&keys, is_read)));
                return Ok(true);
            }
        }
        if self.is_found { Ok(false) } else { Err(cut_off(file, self.line)) }
    }

    /// The next byte that is no blank, which is left where it is.
    fn first(&mut self, bytes: &mut Bytes, file: &str) -> Result<Option<u8>, SourceError> {
        loop {
            let byte = bytes.fill_buf().map_err(|error| SourceError::io(file, &error))?.first().copied();
            if !byte.is_some_and(|byte| byte.is_ascii_whitespace()) {
                return Ok(byte);
            }
            byte_of(bytes, &mut self.line, file)?;
        }
    }

    /// The next element of the list at hand; `None` where it ends.
    fn element(
        &mut self,
        bytes: &mut Bytes,
        into: &mut Vec<u8>,
        file: &str,
    ) -> Result<Option<u64>, SourceError> {
        let mut walk = Walk::default();
        let mut begun = None;
        while let Some(byte) = byte_of(bytes, &mut self.line, file)? {
            match byte {
                b']' if walk.is_outside() => {
                    self.place.see(byte);
                    self.within = None;
                    return Ok(begun);
                }
                b',' if walk.is_outside() && begun.is_some() => return Ok(begun),
                b',' if walk.is_outside() => continue,
                byte if walk.is_outside() && begun.is_none() && byte.is_ascii_whitespace() => continue,
                _ => {}
            }
            begun = begun.or_else(|| Some(self.begin()));
            walk.see(byte);
            into.push(byte);
            if walk.is_outside() && matches!(byte, b'}' | b']') {
                return Ok(begun);
            }
        }
        Err(cut_off(file, self.line))
    }

    /// Counts an element of the list at hand.
    fn begin(&mut self) -> u64 {
        self.last.clone_from(&self.within);
        let is_read = self.within.as_ref().is_some_and(|list| list.is_read);
        let n = if is_read { &mut self.n_read } else { &mut self.n_beside };
        *n += 1;
        *n
    }
}
