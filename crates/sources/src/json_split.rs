//! JSON files whose objects are not one a line: a list, a list within an object, objects over many lines.

use crate::entries::{is_of_ways, names_mail};
use crate::handle_key::{is_handle, is_number};
use crate::json_lists::{List, Lists, names_noes};
use crate::json_walk::{Place, Walk, byte_of, cut_off};
use crate::no_words::{Asks, asks};
use crate::opening::{Bytes, Text};
use crate::{Contract, Format, SourceError};
use serde_json::Value;
use std::io::BufRead;
use std::sync::Arc;

/// Tells the objects of such a file apart, byte by byte, without reading it whole.
#[derive(Debug, Clone)]
pub(crate) struct Split {
    /// Of the list: one bracket, or an object around it; none for objects one after the other.
    kind: Kind,
    /// The lists within an object.
    lists: Option<Lists>,
    line: u64,
    /// Elements of the list so far.
    n_items: u64,
    state: State,
    /// Of objects keyed by address: where the byte at hand stands, and how deep the object is whose members are rows.
    place: Place,
    keyed: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Within,
    Loose,
    /// Members of objects whose keys are addresses.
    Keyed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the list.
    Before,
    /// Between objects.
    Between,
    Done,
}

/// How the objects of a file that begins with `start` stand; `None` for one a line.
pub(crate) fn shape(start: &[u8], contract: Option<&Contract>) -> Option<Split> {
    let text = start.trim_ascii_start();
    let split = |kind, keys: Option<Vec<String>>| {
        let (place, keyed) = (Place::default(), None);
        Some(Split {
            kind,
            lists: keys.map(Lists::new),
            line: 1,
            n_items: 0,
            state: State::Before,
            place,
            keyed,
        })
    };
    if text.first() == Some(&b'[') {
        return split(Kind::List, None);
    }
    if text.first() != Some(&b'{') {
        return None;
    }
    if contract.is_some_and(|contract| contract.format != Format::Segment && is_keyed(text, contract)) {
        // One whole line is a row as any other, taken apart when it is read.
        let is_line = serde_json::from_slice::<serde::de::IgnoredAny>(first_line(text)).is_ok();
        return if is_line { None } else { split(Kind::Keyed, None) };
    }
    let is_property = |key: &String| contract.is_some_and(|contract| is_known(contract, key));
    let is_envelope =
        |keys: &Vec<String>| !keys.first().is_some_and(is_property) && is_wrapper(text, contract);
    if let Some(keys) = list_within(text, contract).filter(is_envelope) {
        return split(Kind::Within, Some(keys));
    }
    let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(first_line(text)).is_ok();
    // An object that ends in a later line; what never ends well is a broken line.
    let is_long = !is_whole && {
        let mut objects = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
        matches!(objects.next(), Some(Ok(_)))
    };
    if is_long { split(Kind::Loose, None) } else { None }
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

/// Whether the first thing in an object that may be a row is one under the address of somebody.
fn is_keyed(text: &[u8], contract: &Contract) -> bool {
    let mut place = Place::default();
    let mut before = b' ';
    for (at, byte) in text.iter().enumerate() {
        let is_list_of_objects = *byte == b'{' && before == b'[';
        place.see(*byte);
        if let Some(key) = place.key_at(*byte) {
            if is_handle(key) || is_number(key) && begins_person(text.get(at + 1..).unwrap_or_default()) {
                return true;
            }
            if place.around.len() == 1 && is_known(contract, key) {
                return false;
            }
        }
        if is_list_of_objects {
            return false;
        }
        if !byte.is_ascii_whitespace() {
            before = if place.walk.is_string { b'"' } else { *byte };
        }
    }
    false
}

/// Whether a text begins with an object that names somebody.
fn begins_person(text: &[u8]) -> bool {
    let mut objects = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    matches!(objects.next(), Some(Ok(object)) if names_mail(&object))
}

/// Whether a list of objects that begins here is one of ways not to write to whom the object around it names.
fn is_of_ways_within(text: &[u8], keys: &[String]) -> bool {
    let says_no = keys.last().is_some_and(|key| names_noes(key) || asks(key) == Some(Asks::No));
    let whole = says_no.then(|| serde_json::from_slice::<Value>(text).ok()).flatten();
    let Some(whole) = whole else { return false };
    let list = keys.iter().try_fold(&whole, |value, key| value.get(key));
    names_mail(&whole)
        && list.and_then(Value::as_array).is_some_and(|list| is_of_ways(list) || is_beside_person(list))
}

/// Whether the objects of a list tell by which lists somebody is not to be written to: they name nobody and have no
/// number.
fn is_beside_person(list: &[Value]) -> bool {
    let names = |key: &String| {
        ["id", "key", "uid", "phone", "user", "customer"].iter().any(|part| key.to_lowercase().contains(part))
    };
    list.iter()
        .all(|value| !names_mail(value) && value.as_object().is_some_and(|object| !object.keys().any(names)))
}

/// Whether an object is only the wrapper of a list: without a contract to tell, it is when it is not
/// followed by another one.
fn is_wrapper(text: &[u8], contract: Option<&Contract>) -> bool {
    let mut objects = serde_json::Deserializer::from_slice(text).into_iter::<serde::de::IgnoredAny>();
    contract.is_some() || !matches!((objects.next(), objects.next()), (Some(Ok(_)), Some(Ok(_))))
}

/// The first `n` objects of a JSON file; what is no JSON is left out.
pub(crate) fn loose(mut text: Text, n: usize, file: &str) -> Result<Vec<Value>, SourceError> {
    let mut split = shape(&text.start, None);
    let mut objects = Vec::new();
    let mut line = Vec::new();
    while objects.len() < n {
        line.clear();
        let is_there = match &mut split {
            Some(split) => split.next(&mut text.bytes, &mut line, file)?.is_some(),
            None => {
                let n_read = text.bytes.read_until(b'\n', &mut line);
                0 < n_read.map_err(|error| SourceError::io(file, &error))?
            }
        };
        if !is_there {
            break;
        }
        if split.as_ref().and_then(Split::list).is_some_and(|list| !list.is_read) {
            continue;
        }
        objects.extend(serde_json::from_slice::<Value>(line.trim_ascii()).ok().filter(Value::is_object));
    }
    Ok(objects)
}

/// Whether a contract names a key of an object, or something under it.
pub(crate) fn is_known(contract: &Contract, key: &str) -> bool {
    let leads = |name: &str| name == key || name.split_once('.').is_some_and(|(first, _)| first == key);
    contract.properties.iter().any(|property| property.names().any(leads))
}

/// The keys that lead to the first list of objects within an object: to one whose objects have a key that the contract
/// names before others, to one that holds people before one of those who said no, then to one of the object's own
/// before one that lies deeper.
fn list_within(text: &[u8], contract: Option<&Contract>) -> Option<Vec<String>> {
    let mut place = Place::default();
    let (mut before, mut of_noes, mut first, mut deeper) = (b' ', None, None, None);
    let is_of_noes = contract.is_some_and(Contract::is_of_noes);
    for (at, byte) in text.iter().enumerate() {
        let keys = if *byte == b'{' && before == b'[' { place.keys_of_list() } else { None };
        if let Some(keys) = keys.filter(|keys| !is_of_ways_within(text, keys)) {
            let is_row = |contract| begins_row(text.get(at..).unwrap_or_default(), contract);
            let says_no = !is_of_noes && keys.iter().any(|key| names_noes(key));
            match contract.map_or(keys.len() == 1, is_row) {
                true if !says_no => return Some(keys),
                true => of_noes = of_noes.or(Some(keys)),
                false if keys.len() == 1 => first = first.or(Some(keys)),
                false => deeper = deeper.or(Some(keys)),
            }
        }
        place.see(*byte);
        if !byte.is_ascii_whitespace() {
            before = if place.walk.is_string { b'"' } else { *byte };
        }
    }
    of_noes.or(first).or(deeper)
}

/// Whether the object that a text begins with has a key that a contract names.
fn begins_row(text: &[u8], contract: &Contract) -> bool {
    let mut place = Place::default();
    text.iter().any(|byte| {
        place.see(*byte);
        place.around.len() == 1 && place.key_at(*byte).is_some_and(|key| is_known(contract, key))
    })
}

impl Split {
    /// The keys that lead to the list within an object.
    pub(crate) fn names(&self) -> &[String] {
        self.lists.as_ref().map(|lists| lists.read.as_slice()).unwrap_or_default()
    }

    /// What is said of the file.
    pub(crate) fn note(&self) -> &'static str {
        match self.kind {
            Kind::List => "a JSON list, read object by object",
            Kind::Within => "a JSON list within an object, read object by object",
            Kind::Loose => "JSON objects over many lines",
            Kind::Keyed => "JSON keyed by address, read address by address",
        }
    }

    /// The list within an object that the last element stands in.
    pub(crate) fn list(&self) -> Option<&Arc<List>> {
        self.lists.as_ref()?.last.as_ref()
    }

    /// Puts the next element into `into`; returns its number in the list, counted from 1, or the line where it
    /// begins when there is no list; `None` at the end.
    ///
    /// Errors: the file ends within the list.
    pub(crate) fn next(
        &mut self,
        bytes: &mut Bytes,
        into: &mut Vec<u8>,
        file: &str,
    ) -> Result<Option<u64>, SourceError> {
        if let Some(lists) = &mut self.lists {
            return lists.next(bytes, into, file);
        }
        if self.kind == Kind::Keyed {
            return self.next_keyed(bytes, into, file);
        }
        if self.state == State::Before {
            self.enter(bytes, file)?;
        }
        let mut walk = Walk::default();
        let mut began = None;
        while self.state == State::Between {
            let Some(byte) = self.byte(bytes, file)? else {
                let is_open = began.is_some() || self.kind != Kind::Loose;
                return if is_open { Err(cut_off(file, self.line)) } else { Ok(None) };
            };
            let is_outside = walk.is_outside();
            match byte {
                b',' | b']' if is_outside => {
                    if byte == b']' {
                        self.state = State::Done;
                    }
                    if began.is_some() {
                        return Ok(began);
                    }
                    continue;
                }
                byte if is_outside && began.is_none() && byte.is_ascii_whitespace() => continue,
                _ => {}
            }
            if began.is_none() {
                self.n_items += 1;
                began = Some(if self.kind == Kind::Loose { self.line } else { self.n_items });
            }
            walk.see(byte);
            into.push(byte);
            if walk.is_outside() && matches!(byte, b'}' | b']') {
                return Ok(began);
            }
        }
        Ok(None)
    }

    /// The next member of an object keyed by address, with the keys of the objects around it.
    fn next_keyed(
        &mut self,
        bytes: &mut Bytes,
        into: &mut Vec<u8>,
        file: &str,
    ) -> Result<Option<u64>, SourceError> {
        while let Some(byte) = self.byte(bytes, file)? {
            self.place.see(byte);
            let depth = self.place.around.len();
            self.keyed = self.keyed.filter(|keyed| *keyed <= depth);
            let Some(key) = self.place.key_at(byte) else { continue };
            if self.keyed.is_none() && (is_handle(key) || is_number(key)) {
                self.keyed = Some(depth);
            }
            if self.keyed != Some(depth) {
                continue;
            }
            for (_, key) in &self.place.around {
                into.extend_from_slice(b"{\"");
                into.extend_from_slice(key.as_bytes());
                into.extend_from_slice(b"\":");
            }
            self.n_items += 1;
            self.take_value(bytes, into, file)?;
            into.resize(into.len() + depth, b'}');
            return Ok(Some(self.n_items));
        }
        if self.place.around.is_empty() { Ok(None) } else { Err(cut_off(file, self.line)) }
    }

    /// The value behind the colon at hand, and what ends it.
    fn take_value(&mut self, bytes: &mut Bytes, into: &mut Vec<u8>, file: &str) -> Result<(), SourceError> {
        let mut walk = Walk::default();
        while let Some(byte) = self.byte(bytes, file)? {
            self.place.see(byte);
            if walk.is_outside() && matches!(byte, b',' | b'}') {
                return Ok(());
            }
            walk.see(byte);
            into.push(byte);
        }
        Err(cut_off(file, self.line))
    }

    /// Goes to the first element.
    fn enter(&mut self, bytes: &mut Bytes, file: &str) -> Result<(), SourceError> {
        self.state = State::Between;
        if self.kind == Kind::Loose {
            return Ok(());
        }
        let mut place = Place::default();
        while let Some(byte) = self.byte(bytes, file)? {
            place.see(byte);
            if byte == b'[' && !place.walk.is_string {
                return Ok(());
            }
        }
        Err(cut_off(file, self.line))
    }

    fn byte(&mut self, bytes: &mut Bytes, file: &str) -> Result<Option<u8>, SourceError> {
        byte_of(bytes, &mut self.line, file)
    }
}
