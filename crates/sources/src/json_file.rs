use crate::chunk::{Chunk, Failure, Verdicts};
use crate::encoding::{Letters, decode, name};
use crate::entries::entry;
use crate::handle_objects::handles;
use crate::header::unnamed;
use crate::intake::{Intake, Rule};
use crate::json_keyed::{KeyedRow, keyed_rows};
use crate::json_lists::{List, names_noes};
use crate::json_pages::{row_of, rows_of_page};
use crate::json_split::{Split, shape};
use crate::json_twice;
use crate::leaves::{below, leaves, members};
use crate::letters::line_of_no;
use crate::moment::timed;
use crate::no_words::{is_plain_no, is_strong_no};
use crate::opening::Text;
use crate::posted::mended;
use crate::stray::{Asking, Beside, StrayNo};
use crate::{Contract, Format, Property, Role, SourceError, digits_kept, segment};
use arrow::array::{ArrayRef, StringBuilder};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::BufRead;
use std::sync::Arc;

/// The objects of a JSON file, chunk by chunk.
pub(crate) struct JsonChunks {
    text: Text,
    /// How objects are told apart when they are not one a line.
    split: Option<Split>,
    n_lines: u64,
    line: Vec<u8>,
    /// The number of the element in `line` that begins another list than that of the rows before it.
    held: Option<u64>,
    /// Keys of objects that the contract does not name.
    strangers: BTreeSet<String>,
    asking: BTreeMap<String, Arc<Asking>>,
    /// Why the file breaks off.
    broken: Option<SourceError>,
    /// That was told: nothing comes any more.
    is_over: bool,
}

impl JsonChunks {
    pub(crate) fn open(mut text: Text, contract: &Contract) -> Self {
        let split = shape(&text.start, Some(contract));
        if let Some(split) = &split {
            text.notes.push(split.note().to_owned());
        }
        Self {
            text,
            split,
            n_lines: 0,
            line: Vec::new(),
            held: None,
            strangers: BTreeSet::new(),
            asking: BTreeMap::new(),
            broken: None,
            is_over: false,
        }
    }

    /// Whether the list of its objects stands under a name that says no: `{"unsubscribes": [...]}`.
    pub(crate) fn says_no(&self) -> bool {
        self.split.as_ref().is_some_and(|split| split.names().iter().any(|name| names_noes(name)))
    }

    /// Why nothing of the file may land although some of it can be read.
    pub(crate) fn refused(&self) -> Option<&SourceError> {
        self.text.refused.as_ref()
    }

    /// Why the file cannot be read on behind the rows that were handed out.
    pub(crate) fn broken(&mut self) -> Option<SourceError> {
        self.is_over |= self.broken.is_some();
        self.broken.take()
    }

    pub(crate) fn notes(&self, contract: &Contract) -> Vec<String> {
        let mut notes = self.text.notes.clone();
        let strangers: Vec<&str> = self.strangers.iter().map(String::as_str).collect();
        notes.extend(unnamed(contract, &strangers));
        let asking = self.asking.values().filter(|asking| asking.is_by_name() && !asking.is_of_moments());
        notes.extend(asking.map(|asking| asking.warning(contract)));
        notes
    }

    /// The next rows, `n_rows` at most; `None` at the end.
    pub(crate) fn next(
        &mut self,
        contract: &Contract,
        intake: &Intake,
        n_rows: usize,
        file: &str,
    ) -> Result<Option<Chunk>, SourceError> {
        let mut rows = Rows::new(contract);
        while rows.lines.len() < n_rows && !self.is_over {
            let found = match self.held.take() {
                Some(line) => Ok(Some(line)),
                None => {
                    self.line.clear();
                    self.one(file)
                }
            };
            let line = match found {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    // What it breaks off in is asked for a no, as all before it.
                    let rest = String::from_utf8_lossy(self.line.trim_ascii()).into_owned();
                    if !rest.is_empty() {
                        rows.push(rows.lines.len() as u64 + 1, &rest, contract, intake);
                    }
                    self.broken = Some(error);
                    break;
                }
            };
            let list = self.split.as_ref().and_then(Split::list);
            if !rows.turn_to(list) {
                self.held = Some(line);
                break;
            }
            let bytes = self.line.trim_ascii();
            if bytes.is_empty() {
                continue;
            }
            match decode(bytes, self.text.letters) {
                Some(text) => rows.push_all(line, &text, contract, intake),
                None => rows.push_undecoded(line, bytes, self.text.letters, (contract, intake)),
            }
        }
        self.strangers.append(&mut rows.strangers);
        self.asking.extend(rows.asking.iter().map(|(key, asking)| (key.clone(), Arc::clone(asking))));
        match rows.finish() {
            None => self.broken.take().map_or(Ok(None), Err),
            found => Ok(found),
        }
    }

    /// Puts the next object into `self.line`; returns the line where it begins, `None` at the end.
    fn one(&mut self, file: &str) -> Result<Option<u64>, SourceError> {
        if let Some(split) = &mut self.split {
            return split.next(&mut self.text.bytes, &mut self.line, file);
        }
        let n_read = self.text.bytes.read_until(b'\n', &mut self.line);
        let n_read = n_read.map_err(|error| SourceError::io(file, &error))?;
        self.n_lines += 1;
        Ok((0 < n_read).then_some(self.n_lines))
    }
}

/// JSON texts, turned into columns.
pub(crate) struct Rows {
    lines: Vec<u64>,
    builders: Vec<StringBuilder>,
    verdicts: Verdicts,
    raw: Vec<String>,
    messages: Vec<Option<segment::EventRow>>,
    strays: Vec<StrayNo>,
    written: Vec<StrayNo>,
    /// What messages say no to.
    said: Vec<consent::Statement>,
    strangers: BTreeSet<String>,
    /// By path that the contract does not name what it asks for.
    asking: HashMap<String, Arc<Asking>>,
    beside: Vec<Vec<Beside>>,
    /// Those of the row at hand.
    own_beside: Vec<Beside>,
    /// The list beside the one that is read in which the rows stand.
    aside: Option<Arc<List>>,
    /// Why the row at hand lands nowhere, whatever else is found in it.
    unsound: Option<Failure>,
    /// Further readings of rows.
    again: HashSet<usize>,
}

impl Rows {
    pub(crate) fn new(contract: &Contract) -> Self {
        Self {
            lines: Vec::new(),
            builders: contract.properties.iter().map(|_| StringBuilder::new()).collect(),
            verdicts: Verdicts::default(),
            raw: Vec::new(),
            messages: Vec::new(),
            strays: Vec::new(),
            written: Vec::new(),
            said: Vec::new(),
            strangers: BTreeSet::new(),
            asking: HashMap::new(),
            beside: Vec::new(),
            own_beside: Vec::new(),
            aside: None,
            unsound: None,
            again: HashSet::new(),
        }
    }

    /// Makes ready for an element of a list within an object; false where the rows so far are of another one.
    fn turn_to(&mut self, list: Option<&Arc<List>>) -> bool {
        let aside = list.filter(|list| !list.is_read);
        if !self.lines.is_empty() && self.aside.as_ref() != aside {
            return false;
        }
        self.aside = aside.cloned();
        true
    }

    /// Takes in a line that is not in the letters of the file: it lands nowhere, and a no in it counts as it is read in
    /// the letters that it may be written in.
    fn push_undecoded(
        &mut self,
        line: u64,
        bytes: &[u8],
        letters: Letters,
        (contract, intake): (&Contract, &Intake),
    ) {
        let text = line_of_no(bytes, |text| object_of(text).is_ok_and(|object| holds_no(&object)));
        let why = format!("the line is not {}", name(letters));
        let failure = Failure { rule: Rule::Encoding, field: None, why };
        let original = String::from_utf8_lossy(bytes);
        match object_of(&text) {
            Ok(object) => {
                self.unsound = Some(failure);
                self.push_read(line, &original, Ok(object), contract, intake);
                self.unsound = None;
            }
            Err(_) => {
                self.builders.iter_mut().for_each(StringBuilder::append_null);
                self.close(line, &original, Some(failure), None);
            }
        }
    }

    /// Takes in what stands in a file as one: a row, or rows under the addresses of whom they are about.
    fn push_all(&mut self, line: u64, text: &str, contract: &Contract, intake: &Intake) {
        if let Some(list) = self.aside.as_ref().filter(|_| text.starts_with('"')) {
            let row = serde_json::from_str(text).ok().and_then(|element| row_of(list, &element, contract));
            let Some(row) = row else { return };
            return self.push_listed(line, (row, None), contract, intake);
        }
        let read = object_of(text);
        if !self.push_readings(line, (text, &read), contract, intake) {
            self.push_read(line, text, read, contract, intake);
        }
    }

    /// As [`Rows::push_all`], of what says no key twice.
    fn push_read(
        &mut self,
        line: u64,
        text: &str,
        read: Result<Map<String, Value>, String>,
        contract: &Contract,
        intake: &Intake,
    ) {
        let object = read.as_ref().ok().filter(|_| contract.format != Format::Segment);
        let keyed = object.map(|object| keyed_rows(object, contract)).unwrap_or_default();
        let page = match object.filter(|_| keyed.is_empty() && self.aside.is_none()) {
            Some(object) => rows_of_page(object, contract),
            None => Vec::new(),
        };
        if !page.is_empty() {
            return self.push_page(line, page, contract, intake);
        }
        if keyed.is_empty() {
            return self.push_object(line, text, read, contract, intake);
        }
        for KeyedRow { row, list } in keyed {
            self.push_listed(line, (row, list), contract, intake);
        }
    }

    /// Takes in one row of a list, which `list` names where being in it is a no.
    fn push_listed(
        &mut self,
        line: u64,
        (row, list): (Map<String, Value>, Option<String>),
        contract: &Contract,
        intake: &Intake,
    ) {
        if let Some(value) = list {
            let asking = Arc::new(Asking::of_list(&value, contract));
            self.strays.push(StrayNo { row: self.lines.len(), asking, value });
        }
        let text = Value::Object(row.clone()).to_string();
        self.push_object(line, &text, Ok(row), contract, intake);
    }

    /// Takes in the rows of a page. Those of a list beside the one that is read are kept out and asked for a no.
    fn push_page(
        &mut self,
        line: u64,
        page: Vec<(Map<String, Value>, Arc<List>)>,
        contract: &Contract,
        intake: &Intake,
    ) {
        let unsound = self.unsound.take();
        for (row, list) in page {
            let listed = match list.is_read {
                true => listed_by(&list, contract),
                false => list.says_no.then(|| list.name.clone()),
            };
            self.unsound = unsound.clone().or_else(|| beside(&list));
            self.push_listed(line, (row, listed), contract, intake);
        }
        self.unsound = unsound;
    }

    /// Takes one row in: an object of the contract's properties, by name or by path.
    pub(crate) fn push(&mut self, line: u64, text: &str, contract: &Contract, intake: &Intake) {
        let read = object_of(text);
        if !self.push_readings(line, (text, &read), contract, intake) {
            self.push_object(line, text, read, contract, intake);
        }
    }

    /// Takes in a row in which a key stands twice and says two things: it lands nowhere, and a no in either counts.
    /// Says whether it is one.
    fn push_readings(
        &mut self,
        line: u64,
        (text, read): (&str, &Result<Map<String, Value>, String>),
        contract: &Contract,
        intake: &Intake,
    ) -> bool {
        let Ok(object) = read else { return false };
        let kept = digits_kept(text);
        if !json_twice::repeats(&kept, object) {
            return false;
        }
        let readings = json_twice::readings(&kept);
        let is_twice = !readings.is_empty();
        for (nth, reading) in readings.into_iter().enumerate() {
            let Value::Object(object) = reading else { continue };
            let n_before = self.lines.len();
            self.unsound = Some(Failure { rule: Rule::Json, field: None, why: json_twice::TWICE.to_owned() });
            self.push_read(line, text, Ok(object), contract, intake);
            self.again.extend((n_before..self.lines.len()).filter(|_| 0 < nth));
        }
        self.unsound = None;
        is_twice
    }

    fn push_object(
        &mut self,
        line: u64,
        text: &str,
        read: Result<Map<String, Value>, String>,
        contract: &Contract,
        intake: &Intake,
    ) {
        let (object, unread) = match read {
            Ok(object) => (object, self.unsound.clone()),
            // It lands nowhere; a no in what can be read of it counts.
            Err(why) => match mended(text) {
                Some(Value::Object(object)) => (object, Some(Failure { rule: Rule::Json, field: None, why })),
                _ => {
                    self.builders.iter_mut().for_each(StringBuilder::append_null);
                    let failure = Failure { rule: Rule::Json, field: None, why };
                    return self.close(line, text, Some(failure), None);
                }
            },
        };
        let (message, empty) = (Value::Object(object), Map::new());
        let object = message.as_object().unwrap_or(&empty);
        for (builder, property) in self.builders.iter_mut().zip(&contract.properties) {
            match property.names().find_map(|name| lookup(object, name)) {
                None | Some(Value::Null) => builder.append_null(),
                Some(Value::String(text)) if text.is_empty() => builder.append_null(),
                Some(Value::String(text)) => builder.append_value(with_time(text, object, property)),
                // The text of an object is nobody's name.
                Some(Value::Object(_) | Value::Array(_)) if is_word(property.role) => builder.append_null(),
                Some(other) => match handles(property.role, other) {
                    Some((text, _)) => builder.append_option((!text.is_empty()).then_some(text)),
                    None => builder.append_value(other.to_string()),
                },
            }
        }
        if contract.format != Format::Segment {
            self.look_beyond(object, "", contract);
            let failure = unread.or_else(|| misshapen(object)).or_else(|| {
                let stranger = strangers(object, contract).next()?;
                self.strangers.extend(strangers(object, contract).map(str::to_owned));
                contract.is_strict.then(|| unknown(stranger, contract))
            });
            return self.close(line, text, failure, None);
        }
        self.said.extend(segment::noes(&contract.source, &message, intake.arrived_at));
        if unread.is_some() {
            return self.close(line, text, unread, None);
        }
        match segment::read(&message, intake.arrived_at) {
            Ok(message) => self.close(line, text, None, Some(message)),
            Err((rule, field, why)) => {
                self.close(line, text, Some(Failure { rule, field: Some(field.to_owned()), why }), None)
            }
        }
    }

    /// What the object says no to under paths that the contract does not name.
    fn look_beyond(&mut self, object: &Map<String, Value>, path: &str, contract: &Contract) {
        for (key, value) in object {
            self.look_at(below(path, key), value, contract);
        }
    }

    fn look_at(&mut self, path: String, value: &Value, contract: &Contract) {
        let named = contract.properties.iter().find(|property| property.names().any(|name| name == path));
        let is_open = named.is_none_or(|property| matches!(property.role, Role::Extra | Role::Ignore));
        if let Some((_, beside)) = named.and_then(|property| handles(property.role, value)) {
            let each = beside.iter().flat_map(|object| members(object, &path));
            return each.for_each(|(path, value)| self.look_at(path, value, contract));
        }
        let value = match value {
            Value::Object(inner) if inner.is_empty() => "{}".to_owned(),
            Value::Object(inner) => {
                if is_open {
                    self.look_beyond(inner, &path, contract);
                }
                return;
            }
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::Array(list) => {
                for inner in list.iter().filter_map(Value::as_object).filter(|_| is_open) {
                    self.hear_entry(inner, &path, contract);
                    for (path, value) in members(inner, &path) {
                        self.look_at(path, value, contract);
                    }
                }
                // A list may be as long as it likes: each of its values is looked at by itself.
                let column: Arc<str> = Arc::from(path.as_str());
                let texts = list.iter().filter_map(Value::as_str).filter(|_| named.is_none());
                self.own_beside.extend(texts.filter_map(|text| Beside::of(&column, text)));
                match list.is_empty() || list.iter().any(|item| !item.is_object()) {
                    true => value.to_string(),
                    false => return,
                }
            }
            Value::Null => return,
        };
        if named.is_none() {
            self.own_beside.extend(Beside::of(&Arc::from(path.as_str()), &value));
        }
        let asking = match self.asking.get(&path) {
            Some(known) => Arc::clone(known),
            None => {
                let asking = match named {
                    Some(property) => {
                        Asking::of_named(property, contract).filter(|asking| !asking.is_silent())
                    }
                    None => Some(Asking::of(&path, contract, false)),
                };
                let Some(asking) = asking else { return };
                let asking = Arc::new(asking);
                self.asking.insert(path, Arc::clone(&asking));
                asking
            }
        };
        let row = self.lines.len();
        if asking.says_no(&value) {
            self.strays.push(StrayNo { row, asking, value });
        } else if asking.is_written() {
            self.written.push(StrayNo { row, asking, value });
        }
    }

    /// Hears an object in a list whose name says no.
    fn hear_entry(&mut self, object: &Map<String, Value>, path: &str, contract: &Contract) {
        if let Some(path) = entry(object, path) {
            let (row, asking) = (self.lines.len(), Arc::new(Asking::of(&path, contract, false)));
            let value = Value::Object(object.clone()).to_string();
            self.strays.push(StrayNo { row, asking, value });
        }
    }

    fn close(&mut self, line: u64, text: &str, failure: Option<Failure>, message: Option<segment::EventRow>) {
        self.lines.push(line);
        self.raw.push(text.to_owned());
        self.verdicts.push(failure);
        self.messages.push(message);
        self.beside.push(std::mem::take(&mut self.own_beside));
    }

    pub(crate) fn finish(mut self) -> Option<Chunk> {
        if self.lines.is_empty() {
            return None;
        }
        let cells = self.builders.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef).collect();
        Some(Chunk {
            lines: self.lines,
            cells,
            verdicts: self.verdicts,
            raw: Some(self.raw),
            messages: self.messages,
            strays: self.strays,
            written: self.written,
            said: segment::each_once(self.said),
            again: self.again,
            beside: self.beside,
            aside: self.aside,
            ..Chunk::default()
        })
    }
}

/// A day with its time, where that stands under a name of its own.
fn with_time<'a>(day: &'a str, object: &Map<String, Value>, property: &Property) -> Cow<'a, str> {
    let time = property.time_column.as_deref().and_then(|name| lookup(object, name)?.as_str());
    timed(day, time.unwrap_or_default())
}

/// Whether any value of an object is a word of no.
fn holds_no(object: &Map<String, Value>) -> bool {
    let mut is_no = false;
    leaves(&Value::Object(object.clone()), "", &mut |_, value| {
        is_no |= is_plain_no(value) || is_strong_no(value, false);
    });
    is_no
}

/// Why a row of a page lands nowhere that stands in another list than the one that is read.
fn beside(list: &List) -> Option<Failure> {
    let why = format!(
        "it stands in the list `{}` beside the one that is read: what it says no to counts, and nothing else of it is read",
        list.name
    );
    (!list.is_read).then_some(Failure { rule: Rule::UnknownField, field: None, why })
}

/// The name of a list that is read by which being in it is a no, where its contract asks no column of it.
fn listed_by(list: &List, contract: &Contract) -> Option<String> {
    let asks = |property: &Property| property.role.is_action() && property.constant.is_none();
    let is_told = contract.is_of_noes() || contract.properties.iter().any(asks);
    (list.is_read && list.says_no && !is_told).then(|| list.name.clone())
}

/// Whether values of a role are words or numbers, and never an object.
fn is_word(role: Role) -> bool {
    use Role::{City, Country, FamilyName, FullName, GivenName, Postcode, State, Street};
    matches!(role, GivenName | FamilyName | FullName | Street | City | State | Postcode | Country)
}

/// A text as an object, or why it is none.
fn object_of(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(&digits_kept(text)) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("the line must be a JSON object".to_owned()),
        Err(error) => Err(format!("it is not valid JSON: {error}")),
    }
}

/// The value under `name`, or under the path it spells.
fn lookup<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = object.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    rest.split('.').try_fold(object.get(first)?, |value, key| value.as_object()?.get(key))
}

/// Why the object is a row of the wrong length: the mark that the reader of CSV left.
fn misshapen(object: &Map<String, Value>) -> Option<Failure> {
    let key = ["_missing", "_extra"].into_iter().find(|key| object.contains_key(*key))?;
    let why = format!("the row had the wrong number of values; put them in place and remove `{key}`");
    Some(Failure { rule: Rule::ColumnCount, field: Some(key.to_owned()), why })
}

/// The keys of an object that the contract does not name.
pub(crate) fn strangers<'a>(
    object: &'a Map<String, Value>,
    contract: &Contract,
) -> impl Iterator<Item = &'a str> {
    object.keys().map(String::as_str).filter(|key| {
        let is_known =
            |name: &str| name == *key || name.split_once('.').is_some_and(|(first, _)| first == *key);
        !contract.properties.iter().any(|property| property.names().any(is_known))
    })
}

/// The first key of an edited row that neither its contract nor the row as it came has: a slip of the pen, which would
/// otherwise be left out without a word.
pub fn stranger(contract: &Contract, original: &str, edited: &str) -> Option<String> {
    let object = |text: &str| serde_json::from_str::<serde_json::Map<String, Value>>(text).ok();
    let (edited, original) = (object(edited)?, object(original).unwrap_or_default());
    if contract.format == Format::Segment {
        return None;
    }
    strangers(&edited, contract)
        .find(|key| !original.contains_key(*key) && !matches!(*key, "_missing" | "_extra"))
        .map(str::to_owned)
}

fn unknown(key: &str, contract: &Contract) -> Failure {
    let why = format!("contract `{}` does not know `{key}`; remove it, or add it there", contract.id);
    Failure { rule: Rule::UnknownField, field: Some(key.to_owned()), why }
}
