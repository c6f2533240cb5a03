//! A contract written from a file: roles by header and values, questions for what a file cannot tell, and
//! ten rows as they would be read.

mod agreed;
mod another;
mod answers;
mod as_read;
mod book;
mod called;
mod column;
mod columns;
mod constants;
mod few;
mod items;
mod known;
mod lands;
mod list;
mod moments;
mod money;
mod names;
mod noes;
mod opened;
mod preview;
mod questions;
mod refusal;
mod sample;
mod serial;
mod settings;
mod unread;
mod ways;
mod yaml;

pub(crate) use answers::is_yes_or_nothing;
pub use book::{Origin, kept_in};
pub(crate) use columns::names_column;
pub use preview::{Preview, PreviewRow, preview};
pub use questions::Choice;

use crate::folded::folded;
use crate::neither::says_neither;
use crate::no_words::is_list_of_noes;
use crate::unheard::Texts;
use crate::{Contract, Format, Intake, Lands, Role, SourceError};
use column::Column;
use constants::constants;
use known::Known;
use questions::{choice, complete, examples};
use sample::Sample;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is told beforehand.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The contract's name; made from the file's when it is not told.
    pub name: Option<String>,
    /// Answers to questions, by key.
    pub answers: BTreeMap<String, String>,
}

/// Something the file does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The key of its answer, for `--answer key=value`.
    pub key: String,
    /// The question.
    pub text: String,
    /// What is taken without an answer; `None` when nothing can be.
    pub default: Option<String>,
    /// The column it is about, where it is about one.
    pub column: Option<String>,
    /// What may be answered, for who chooses.
    pub choices: Vec<Choice>,
    /// Whether something else than the choices may be answered.
    pub is_free: bool,
    /// Whether several of the choices may be answered, or none: as a list of JSON, `["one", "other"]`, or one on each
    /// line; `none` for none.
    pub is_many: bool,
    /// Whether it waits for a person: until somebody answers, a no counts and a yes opens nothing, so that the default
    /// is only what they would probably say.
    pub is_unconfirmed: bool,
    /// What the file has there.
    pub examples: Vec<String>,
}

/// A column of the file and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftColumn {
    /// Its name.
    pub name: String,
    /// The word of its role.
    pub role: String,
    /// Why it has it.
    pub why: String,
    /// Some of its values.
    pub examples: Vec<String>,
}

/// A contract and how it came about.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The contract's id and the name of its file.
    pub name: String,
    /// Which file it was drafted from.
    pub origin: Origin,
    /// How the file is written.
    pub format: Format,
    /// Its columns, as far as it has some.
    pub columns: Vec<DraftColumn>,
    /// The contract.
    pub text: String,
    /// What was decided, and why.
    pub decisions: Vec<String>,
    /// What was asked; an answer that was told or a default is in the contract.
    pub questions: Vec<Question>,
    /// Keys of questions that have neither an answer nor a default: the contract says `# ?` there.
    pub open: Vec<String>,
    /// Keys of answers that were told and that nothing asked for.
    pub unasked: Vec<String>,
    /// The first rows as they would be read.
    pub preview: Preview,
}

/// Writes a contract for `file`. Reads its first rows twice: as they are, and through the contract.
///
/// Errors: the file cannot be read at all; [`SourceError::Column`] when it has no column that says who
/// somebody is.
pub fn draft(file: &Path, wishes: &Wishes, intake: &Intake) -> Result<Draft, SourceError> {
    match draft_openly(file, wishes, intake)? {
        (_, Some(error)) => Err(error),
        (draft, None) => Ok(draft),
    }
}

/// As [`draft`], and gives the draft too where it makes no contract yet, with the reason: whoever sees its columns can
/// say what they are.
///
/// Errors: the file cannot be read at all; an answer is none.
pub fn draft_openly(
    file: &Path,
    wishes: &Wishes,
    intake: &Intake,
) -> Result<(Draft, Option<SourceError>), SourceError> {
    let mut asked = Asked::of(wishes);
    let mut sample = opened::sampled(file, &mut asked)?;
    let mut texts = std::mem::take(&mut sample.texts);
    let known = known(&sample);
    let is_doubted = known.is_some_and(|known| is_doubted(known, &sample, file));
    let mut decisions = Vec::new();
    let mut columns = match known {
        Some(known) => {
            decisions.push(known.decision(is_doubted));
            columns::of_known(known, &sample)
        }
        None => columns::guessed(&sample),
    };
    if sample.is_headless {
        list::settle(&mut columns, &sample);
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let is_list = !sample.is_log && is_list_of_noes(&name);
    columns::told(&mut columns, &mut asked, &file.display().to_string())?;
    noes::find(&mut columns, known, &sample, &mut asked);
    let lands = lands_of((known, is_list), &mut columns, &sample, &mut asked, &mut decisions);
    let lands = lands::unless_nothing(lands, &columns, &sample, &mut asked);
    lands::name_somebody(&mut columns, &lands, &sample, &mut asked);
    agreed::date(&mut columns, &lands, &sample, &mut asked);
    items::settle(&mut columns, &lands, &sample, &mut decisions);
    columns::settle(&mut columns, &lands, &sample, &mut asked, &mut decisions);
    let lands = without_answers(lands, known, &columns);
    let name = name_of(wishes, known.filter(|_| !is_doubted), file);
    let event_name = asked.take("event").or_else(|| asked.take("event_name"));
    let free_event_name = lands::name_of_free(&columns, &lands).filter(|_| event_name.is_none());
    if let Some(free) = free_event_name {
        decisions
            .push(format!("a row whose amount is 0 is `{free}` and no `Order Completed`: it has tickets"));
    }
    let head = yaml::Head {
        name: &name,
        file,
        format: sample.format,
        lands: &lands,
        known: known.filter(|_| !is_doubted),
        encoding: sample.encoding(),
        event_name,
        free_event_name,
    };
    let is_by_line = sample.is_log && asked.told("action").is_none_or(|told| told == lands::FAILURES);
    let of_file = constants::OfFile { name: &name, is_doubted, is_list, is_by_line };
    let constants = constants(known, &of_file, (&lands, &columns), &mut asked);
    let mut settings = opened::settings(&sample, is_by_line, &asked);
    settings.extend(settings::settings(&columns, &lands, &sample, &mut asked));
    let of_rows = (constants.as_slice(), settings.as_slice());
    let (text, contract) = written(&head, of_rows, &mut columns, (&sample, &mut texts), &mut asked);
    decisions.extend(columns.iter().map(Column::decision));
    if let Some((key, why)) = asked.wrong.take() {
        return Err(SourceError::Column { file: file.display().to_string(), column: key, why });
    }
    decisions.extend(noes::tell(&columns, &sample, (contract.as_ref().ok(), &lands), &mut asked.questions));
    let (preview, error) = previewed(contract, file, intake, (&sample, &asked));
    let (unasked, mut questions) = (asked.unasked(), asked.questions);
    complete(&mut questions, &columns, &sample);
    columns.sort_by_key(|column| column.at);
    let columns = columns.iter().map(|column| shown(column, &sample)).collect();
    let (format, open) = (sample.format, asked.open);
    let origin = Origin::of(known.filter(|_| !is_doubted).map(|known| known.source), &sample.sheets, file);
    Ok((Draft { name, origin, format, columns, text, decisions, questions, open, unasked, preview }, error))
}

/// Names and what stands under them.
type Pairs<'a, K> = &'a [(K, String)];

/// The contract as it is written, with what was answered of texts that nobody has read: those are told from others by the
/// contract itself.
fn written(
    head: &yaml::Head<'_>,
    (constants, settings): (Pairs<'_, String>, Pairs<'_, &'static str>),
    columns: &mut [Column],
    (sample, texts): (&Sample, &mut [Texts]),
    asked: &mut Asked<'_>,
) -> (String, Result<Contract, SourceError>) {
    let write = |columns: &[Column], asked: &Asked<'_>| {
        let text = yaml::text(head, columns, constants, settings, asked);
        let contract = Contract::parse(&text, &format!("{}.yaml", head.name));
        (text, contract)
    };
    let (text, contract) = write(columns, asked);
    let read_by = (contract.as_ref().ok(), head.lands);
    let has_texts = unread::ask(columns, (sample, texts), read_by, asked);
    let has_values = few::ask(columns, (sample, texts), read_by, asked);
    match has_texts || has_values {
        true => write(columns, asked),
        false => (text, contract),
    }
}

/// The first rows by the contract, and why it makes none although nothing is open.
fn previewed(
    contract: Result<Contract, SourceError>,
    file: &Path,
    intake: &Intake,
    (sample, asked): (&Sample, &Asked<'_>),
) -> (Preview, Option<SourceError>) {
    let unread = || Preview { notes: sample.notes.clone(), ..Preview::default() };
    match contract.and_then(|contract| preview::of_draft(&contract, file, intake)) {
        Ok(preview) => (preview, None),
        Err(error) if asked.open.is_empty() => (unread(), Some(error)),
        // What is open keeps it from being a contract yet.
        Err(_) => (unread(), None),
    }
}

/// What its rows are.
fn lands_of(
    (known, is_list): (Option<&Known>, bool),
    columns: &mut [Column],
    sample: &Sample,
    asked: &mut Asked<'_>,
    decisions: &mut Vec<String>,
) -> Vec<Lands> {
    if sample.is_headless && !asked.is_answered("rows") {
        return vec![if sample.is_log { lands::of_log(asked) } else { lands::of_list(is_list, asked) }];
    }
    // What asks for a consent was found beside the columns that are known.
    let Some(known) = known else { return lands::lands(columns, is_list, sample, asked, decisions) };
    let more = columns.iter().any(|column| column.role.is_answer());
    let more = more && !known.lands.contains(&Lands::Consents);
    known.lands.iter().copied().chain(more.then_some(Lands::Consents)).collect()
}

/// What the rows are, once their columns are settled: a known export without the column that says yes or no holds people
/// and no consents.
fn without_answers(lands: Vec<Lands>, known: Option<&Known>, columns: &[Column]) -> Vec<Lands> {
    let has_action = columns.iter().any(|column| column.role.is_answer());
    match known {
        Some(known) if !has_action && !known.constants.iter().any(|(role, _)| *role == "action") => {
            lands.into_iter().filter(|lands| *lands != Lands::Consents).collect()
        }
        _ => lands,
    }
}

/// A column as it is shown to whoever is asked.
fn shown(column: &Column, sample: &Sample) -> DraftColumn {
    DraftColumn {
        name: column.name.clone(),
        role: column.role.as_str().to_owned(),
        why: column.why().to_owned(),
        examples: examples(sample, column.at),
    }
}

fn known(sample: &Sample) -> Option<&'static Known> {
    let header: Vec<String> = sample.columns.iter().map(|name| folded(name)).collect();
    let has = |sign: &&str| header.iter().any(|name| name == sign);
    known::KNOWN.iter().find(|known| known.signs.iter().all(has))
}

/// Whether a file with the columns of a list of people who agreed may hold others: its name says so, or none of its
/// rows has the moment of an agreement.
///
/// Mailchimp writes the columns of its subscribers above those who never subscribed, too.
fn is_doubted(known: &Known, sample: &Sample, file: &Path) -> bool {
    if !known.constants.contains(&("action", "granted")) {
        return false;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let is_of_others = says_neither(&name) || is_list_of_noes(&name) || folded(&name).contains("archived");
    let of_moments = known.columns.iter().filter(|(_, role)| *role == Role::OccurredAt);
    let mut moments =
        of_moments.filter_map(|(name, _)| sample.columns.iter().position(|column| folded(column) == *name));
    is_of_others || !moments.any(|at| sample.values(at).next().is_some())
}

/// The contract's name: the one that was told, else that of the export, else the file's.
fn name_of(wishes: &Wishes, known: Option<&Known>, file: &Path) -> String {
    let name = wishes.name.clone().unwrap_or_else(|| match known {
        Some(known) => known.source.to_owned(),
        None => named(file),
    });
    called::safe(&name)
}

/// A name out of a file's.
fn named(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// Questions as they come up, with what was answered.
pub(crate) struct Asked<'a> {
    wishes: &'a Wishes,
    questions: Vec<Question>,
    open: Vec<String>,
    /// Keys of answers that were of use.
    taken: BTreeSet<String>,
    /// The first answer that is none, and what would be.
    wrong: Option<(String, String)>,
}

impl<'a> Asked<'a> {
    fn of(wishes: &'a Wishes) -> Self {
        Self { wishes, questions: Vec::new(), open: Vec::new(), taken: BTreeSet::new(), wrong: None }
    }
}

impl Asked<'_> {
    /// The answer, or the default; `None` when there is neither.
    pub(crate) fn ask(&mut self, key: &str, text: String, default: Option<String>) -> Option<String> {
        let answer = self.take(key);
        if !self.questions.iter().any(|question| question.key == key) {
            let (key, default) = (key.to_owned(), default.clone());
            self.questions.push(Question { key, text, default, ..Question::default() });
        }
        let found = answer.filter(|answer| !answer.trim().is_empty()).or(default);
        if found.is_none() && !self.open.iter().any(|open| open == key) {
            self.open.push(key.to_owned());
        }
        found
    }

    /// As [`Asked::ask`], with what may be answered and what it means.
    pub(crate) fn ask_choosing(&mut self, key: &str, text: String, pairs: &[(&str, &str)]) -> Option<String> {
        self.ask_choosing_from(key, text, None, pairs)
    }

    /// As [`Asked::ask_choosing`], with what is taken without an answer.
    pub(crate) fn ask_choosing_from(
        &mut self,
        key: &str,
        text: String,
        default: Option<String>,
        pairs: &[(&str, &str)],
    ) -> Option<String> {
        let answer = self.ask(key, text, default);
        self.choose(key, pairs);
        answer
    }

    /// Says of a question without an answer that its default opens nothing.
    pub(crate) fn leave_open(&mut self, key: &str) {
        let is_answered = self.answered(key).is_some();
        if let Some(question) = self.questions.iter_mut().find(|question| question.key == key) {
            question.is_unconfirmed = !is_answered;
        }
    }

    /// What may be answered to a question that was asked, and what it means.
    pub(crate) fn choose(&mut self, key: &str, pairs: &[(&str, &str)]) {
        if let Some(question) = self.questions.iter_mut().find(|question| question.key == key) {
            question.choices = pairs.iter().map(|(value, words)| choice(value, words)).collect();
        }
    }

    /// What may be answered to a question that was asked, several at once.
    pub(crate) fn choose_many(&mut self, key: &str, choices: Vec<Choice>) {
        if let Some(question) = self.questions.iter_mut().find(|question| question.key == key) {
            (question.choices, question.is_many) = (choices, true);
        }
    }

    /// As [`Asked::ask`], for one of some words.
    pub(crate) fn ask_of(
        &mut self,
        key: &str,
        text: String,
        default: Option<&str>,
        words: &[&str],
    ) -> Option<String> {
        let found = self.ask(key, text, default.map(str::to_owned))?.to_lowercase();
        if !words.contains(&found.as_str()) {
            self.wrong(key, &found, &words.join(" or "));
            return None;
        }
        Some(found)
    }

    /// Keeps an answer that is none.
    pub(crate) fn wrong(&mut self, key: &str, answer: &str, wanted: &str) {
        let why = format!("the answer `{key}={answer}` is none: give {wanted}");
        self.wrong.get_or_insert((key.to_owned(), why));
    }

    /// The key as it was told, when it was: capitals and signs of a column's name do not matter.
    pub(crate) fn answered(&self, key: &str) -> Option<String> {
        let is_it = |told: &&String| !folded(key).is_empty() && folded(told) == folded(key);
        self.key_of(key).or_else(|| self.wishes.answers.keys().find(is_it)).cloned()
    }

    /// The key that was told for this one: the same, else the same in other capitals.
    fn key_of(&self, key: &str) -> Option<&String> {
        let mut told = self.wishes.answers.keys();
        let same = self.wishes.answers.get_key_value(key).map(|(told, _)| told);
        same.or_else(|| told.find(|told| in_small(told) == in_small(key)))
    }

    pub(crate) fn is_answered(&self, key: &str) -> bool {
        self.key_of(key).is_some()
    }

    /// The answer, which was of use by that.
    pub(crate) fn take(&mut self, key: &str) -> Option<String> {
        let told = self.key_of(key)?.clone();
        let answer = self.wishes.answers.get(&told).cloned()?;
        self.taken.insert(told);
        Some(answer)
    }

    /// The answer, whether or not it is of use.
    pub(crate) fn told(&self, key: &str) -> Option<&str> {
        let answer = self.wishes.answers.get(self.key_of(key)?)?;
        Some(answer.trim()).filter(|answer| !answer.is_empty())
    }

    /// Whether this is the answer.
    pub(crate) fn says(&self, key: &str, answer: &str) -> bool {
        self.told(key).is_some_and(|told| told.eq_ignore_ascii_case(answer))
    }

    /// Says that an answer is of use.
    pub(crate) fn used(&mut self, key: &str) {
        if let (Some(_), Some(told)) = (self.told(key), self.key_of(key).cloned()) {
            self.taken.insert(told);
        }
    }

    pub(crate) fn n_open(&self, prefix: &str) -> usize {
        self.open.iter().filter(|key| key.starts_with(prefix)).count()
    }

    fn unasked(&self) -> Vec<String> {
        self.wishes.answers.keys().filter(|key| !self.taken.contains(*key)).cloned().collect()
    }
}

/// A key in small letters, without the dot that is left of `İ` there, and with the `i` that nobody has on a keyboard
/// elsewhere as the usual one.
fn in_small(key: &str) -> String {
    let small = key.trim().to_lowercase();
    small.chars().filter(|c| *c != '\u{307}').map(|c| if c == 'ı' { 'i' } else { c }).collect()
}

/// The word of a format in a contract.
fn format_word(format: Format) -> &'static str {
    match format {
        Format::Csv => "csv",
        Format::Jsonl => "json",
        Format::Segment => "segment",
        Format::Parquet => "parquet",
    }
}
