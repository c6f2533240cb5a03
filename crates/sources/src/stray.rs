//! Columns that nobody reads for a consent, and the no in them: those that a contract does not name, and those that it
//! keeps, leaves aside or takes for evidence. A no in them counts, a yes opens nothing.
//!
//! An export gets a column over time, and a shop's people write into a remark who wants no mail. Neither must wait
//! until somebody has read the note about it.

use crate::by_parts::{Told, tells_when, told};
use crate::event_names::is_event_of_no;
use crate::letters::unescaped;
use crate::meant::Meant;
use crate::neither::is_of_no_wish;
use crate::no_words::{
    Asks, NEGATIONS, asks, asks_when, asks_why, channels_named, is_bare_no, is_of_names, is_plain_no,
    is_strong_no, lacks,
};
use crate::remark::{Heard, heard};
use crate::remark_names::is_remark;
use crate::saying::Saying;
use crate::sender::is_of_sender;
use crate::timepiece::Clock;
use crate::torn::dialled;
use crate::within::{is_day_of_no, says_no_in_pairs, says_no_within};
use crate::{Contract, Lands, Property, Role};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;
use vocabulary::{Channel, Purpose};

/// What an answer in such a column looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// `Unsubscribed`: a yes is a no.
    No,
    /// `Unsubscribed at`: any moment is a no.
    Moment,
    /// `Accepts marketing`: a no is a no.
    Yes,
    /// As [`Answer::Yes`] in a row that is an order: a box left open there says nothing of the person, a word does.
    Box,
    /// Any other column: nothing but a cell that is wholly a word such as `unsubscribed` is a no.
    Word { is_order: bool },
    /// What shows an answer, in words of their own: a remark as [`Answer::Word`] hears it, and a word that says no as it
    /// is heard where it stands without a column.
    Remark { is_order: bool },
    /// A column of names, in which any word may stand.
    Name,
    /// The names of events, as `Email Unsubscribed`.
    Event,
    /// No column: being in the file is the no, by its name.
    List,
    /// Any other column of a file without the column that says yes or no: it may be that one under another name.
    Lost,
}

/// A column that is not read for a consent, by what it asks for.
#[derive(Debug)]
pub(crate) struct Asking {
    /// As the file calls it.
    pub(crate) column: String,
    /// What the contract takes it for, where it names it.
    pub(crate) role: Option<Role>,
    answer: Answer,
    /// Words in small letters of which somebody said that they say nothing of consent.
    silenced: BTreeSet<String>,
    /// What a no closes: the channels that its name says, else all.
    pub(crate) channels: Vec<Channel>,
    /// For what: the purpose of the contract, else all.
    pub(crate) purposes: Vec<Purpose>,
    clock: Clock,
    /// What it asks by the parts of its name.
    told: Option<Told>,
    /// Whether its rows are orders, whose remarks are of the parcel.
    is_order: bool,
    /// Whether it holds remarks, by its name.
    is_remark: bool,
    /// What somebody who read its texts says of them.
    meant: Meant,
}

/// A value of a row in a column that the contract does not name.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    pub(crate) column: Arc<str>,
    pub(crate) value: String,
}

impl Beside {
    /// The value, where it may name somebody: an address, a number, or one spelt out.
    pub(crate) fn of(column: &Arc<str>, value: &str) -> Option<Self> {
        let may_name = value.chars().any(|c| c.is_numeric() || "@\u{ff20}\u{fe6b}%&".contains(c))
            || value.to_lowercase().contains("at")
            || value.contains('ä')
            // The name of a domain.
            || (value.contains('.') && !value.contains(' '));
        (may_name && !is_of_sender(column))
            .then(|| Self { column: Arc::clone(column), value: whom(value).into_owned() })
    }

    pub(crate) fn is_of_phones(&self) -> bool {
        let folded = crate::folded::folded(&self.column);
        let parts =
            ["phone", "telefon", "teléfono", "téléphone", "mobil", "handy", "gsm", "whatsapp", "telnr"];
        matches!(folded.as_str(), "tel" | "cell" | "sms" | "fon" | "portable")
            || parts.iter().any(|part| folded.contains(part))
    }

    pub(crate) fn is_of_domains(&self) -> bool {
        let folded = crate::folded::folded(&self.column);
        ["domain", "domaine", "dominio", "domäne", "domein", "domena"]
            .iter()
            .any(|word| folded.contains(word))
    }

    pub(crate) fn is_of_customers(&self) -> bool {
        let folded = crate::folded::folded(&self.column);
        let ends = ["", "id", "no", "nr", "number", "nummer", "num", "code", "ref"];
        let whose = [
            "customer",
            "client",
            "kunde",
            "kunden",
            "user",
            "member",
            "mitglied",
            "mitglieds",
            "account",
            "contact",
            "profile",
            "subscriber",
            "klant",
            "kund",
            "cliente",
            "buyer",
            "shopper",
        ];
        let whole = [
            "numeroclient",
            "numerocliente",
            "numerodecliente",
            "codigocliente",
            "codicecliente",
            "idcliente",
            "numerklienta",
        ];
        let is_made =
            whose.iter().filter_map(|begin| folded.strip_prefix(begin)).any(|end| ends.contains(&end));
        is_number(self.value.trim()) && (is_made || whole.contains(&folded.as_str()))
    }
}

/// Bytes of a value that is kept as it is until it is asked.
const N_BYTES: usize = 2_000;

/// A value as far as it may name somebody: of a long one the addresses, the numbers to call and the customer's number.
fn whom(value: &str) -> Cow<'_, str> {
    if value.len() <= N_BYTES {
        return Cow::Borrowed(value);
    }
    let mut found: Vec<String> =
        normalise::readings(value).into_iter().map(|address| address.as_str().to_owned()).collect();
    found.extend(dialled(value).filter(|number| number.starts_with(['0', '+', '('])).map(str::to_owned));
    found.extend(told_number(value).map(|number| format!("customer {number}")));
    Cow::Owned(found.join("; "))
}

/// Whether a word may be the number of a customer: it has a digit and nothing that parts words.
fn is_number(word: &str) -> bool {
    let is_of_number = |c: char| c.is_alphanumeric() || "-_./#".contains(c);
    2 <= word.len()
        && word.len() <= 64
        && word.chars().any(|c| c.is_ascii_digit())
        && word.chars().all(is_of_number)
}

/// The number of a customer that stands in a column of addresses or of numbers to call.
pub(crate) fn stray_number(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let n_digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_dialled = 7 <= n_digits && !cell.contains(char::is_alphabetic);
    (is_number(cell) && !is_dialled).then_some(cell)
}

/// The number behind the word for a customer in a remark: `customer C77193`, `Kunde Nr. 17`.
pub(crate) fn told_number(text: &str) -> Option<&str> {
    let is_between = |c: char| c.is_whitespace() || ",;:()[]=\"'".contains(c);
    let mut words = text
        .split(is_between)
        .map(|word| word.trim_matches(['.', '#', '!', '?']))
        .filter(|word| !word.is_empty());
    let whose = [
        "customer",
        "client",
        "kunde",
        "kundin",
        "kundennummer",
        "kundennr",
        "kunden-nr",
        "kundenr",
        "kd-nr",
        "kdnr",
        "kd",
        "mitglied",
        "mitgliedsnummer",
        "mitglieds-nr",
        "user",
        "member",
        "account",
        "cliente",
        "klant",
        "klantnr",
        "klantnummer",
        "kund",
        "kundnr",
    ];
    words.find(|word| whose.contains(&word.to_lowercase().as_str()))?;
    let fillers = ["no", "nr", "number", "nummer", "id", "num", "code", "with", "mit", "the", "die", "der"];
    words.find(|word| !fillers.contains(&word.to_lowercase().as_str())).filter(|word| is_number(word))
}

/// A no in such a column.
#[derive(Debug, Clone)]
pub(crate) struct StrayNo {
    /// Row of its chunk.
    pub(crate) row: usize,
    pub(crate) asking: Arc<Asking>,
    pub(crate) value: String,
}

impl StrayNo {
    /// What was said and where, with as much of a long value as one reads.
    pub(crate) fn evidence(&self) -> String {
        const N_BYTES: usize = 1_000;
        let (column, value) = (&self.asking.column, self.value.trim());
        let end = value.floor_char_boundary(N_BYTES);
        let more = if end < value.len() { "…" } else { "" };
        let value = format!("`{}{more}`", value.get(..end).unwrap_or(value));
        match self.asking.role {
            _ if self.asking.is_list() => format!("in a list that is called {value}"),
            Some(_) => format!("{value} in column `{column}`"),
            None => format!("{value} in column `{column}`, which the contract does not name"),
        }
    }
}

impl Asking {
    /// What a column of this name asks for; `is_lost` where the file lacks the column that says yes or no.
    pub(crate) fn of(column: &str, contract: &Contract, is_lost: bool) -> Self {
        let is_of_people =
            contract.lands.contains(&Lands::Records) || contract.lands.contains(&Lands::Consents);
        let is_order = contract.lands.contains(&Lands::Events);
        let answer = answer(column, is_of_people, is_order, is_lost);
        let purpose = contract.properties_of(Role::Purpose).find_map(|(_, property)| {
            property.constant.as_deref().and_then(|word| word.parse::<Purpose>().ok())
        });
        let clock = contract.properties.iter().find(|property| property.role.is_moment());
        Self {
            column: column.to_owned(),
            role: None,
            answer,
            silenced: BTreeSet::new(),
            channels: channels(column),
            purposes: purpose.map_or_else(|| Purpose::ALL.to_vec(), |purpose| vec![purpose]),
            clock: clock.map(|property| property.clock.clone()).unwrap_or_default(),
            told: told(column, is_order),
            is_order,
            is_remark: is_remark(&crate::folded::folded(column.rsplit('.').next().unwrap_or(column))),
            meant: Meant::default(),
        }
    }

    /// What a line above rows says of them: that they want nothing.
    pub(crate) fn of_heading(line: &str, contract: &Contract) -> Self {
        let column = "a line above it".to_owned();
        Self {
            column,
            channels: channels(line),
            answer: Answer::Word { is_order: false },
            ..Self::of("", contract, false)
        }
    }

    /// What a trait of somebody says, under its path in a message.
    pub(crate) fn of_person(path: &str) -> Self {
        Self {
            column: path.to_owned(),
            role: None,
            answer: answer(path, true, false, false),
            silenced: BTreeSet::new(),
            channels: channels(path),
            purposes: Purpose::ALL.to_vec(),
            clock: Clock::default(),
            told: told(path, false),
            is_order: false,
            is_remark: false,
            meant: Meant::default(),
        }
    }

    /// What being in a list of this name says.
    pub(crate) fn of_list(name: &str, contract: &Contract) -> Self {
        let own = Self::of(name, contract, false);
        Self { column: String::new(), answer: Answer::List, ..own }
    }

    /// Whether it is the name of the list that says no.
    pub(crate) fn is_list(&self) -> bool {
        self.answer == Answer::List
    }

    /// What a column that the contract names says no to although the contract reads it for something else: what is
    /// kept, left aside or taken for evidence, the names of events, the moments of a no. `None` for any other, since
    /// that names somebody or is read as an answer.
    pub(crate) fn of_named(property: &Property, contract: &Contract) -> Option<Self> {
        let role = property.role;
        let name = property.names().next()?;
        let own = Self { role: Some(role), ..Self::of(name, contract, false) };
        let is_order = contract.lands.contains(&Lands::Events);
        let answer = match (role, own.answer) {
            _ if property.constant.is_some() => return None,
            (Role::EventName, _) => Answer::Event,
            (Role::OccurredAt | Role::ObservedAt, Answer::Moment) if !contract.is_of_noes() => Answer::Moment,
            (Role::Evidence, Answer::Name) => Answer::Name,
            (Role::Evidence, _) => Answer::Remark { is_order },
            // Being in the file is the no, and by which way it is said there.
            (Role::Extra | Role::Ignore, Answer::No | Answer::Moment | Answer::Yes)
                if contract.is_of_noes() =>
            {
                Answer::Word { is_order }
            }
            (Role::Extra | Role::Ignore, answer) => answer,
            _ => return None,
        };
        let is_word =
            matches!(answer, Answer::Word { .. } | Answer::Remark { .. } | Answer::Event | Answer::Lost);
        let channels = match channels_named(name) {
            named if named.is_empty() && !is_word => contract.channels(),
            named if named.is_empty() => own.channels,
            named => named,
        };
        let clock = if role.is_moment() { property.clock.clone() } else { own.clock };
        let (silenced, meant) = (silenced(property), property.meant.clone());
        Some(Self { answer, silenced, channels, clock, meant, ..own })
    }

    /// What a word of no says in a column that is read for something else.
    pub(crate) fn displaced(property: &Property, contract: &Contract) -> Self {
        let answer = Answer::Word { is_order: contract.lands.contains(&Lands::Events) };
        let own = Self::of("", contract, false);
        Self { column: property.name.clone(), role: Some(property.role), answer, ..own }
    }

    /// Whether the column is known by its name before a value is seen.
    pub(crate) fn is_by_name(&self) -> bool {
        let is_by_word = matches!(
            self.answer,
            Answer::Word { .. } | Answer::Remark { .. } | Answer::Lost | Answer::Name | Answer::Event
        );
        // A contract that keeps a box of an order, or leaves it aside, knows it.
        let is_known_box = self.answer == Answer::Box && self.role.is_some();
        !is_by_word && !is_known_box
    }

    /// Whether it is the moment of a no that the row may say itself.
    pub(crate) fn is_of_moments(&self) -> bool {
        self.role.is_some_and(Role::is_moment)
    }

    /// Whether an address in it is of whom the no is, and not of who noted it: `Unsubscribed`, `Do not contact`.
    pub(crate) fn points(&self) -> bool {
        let last = last_word(&self.column);
        let is_of_doer = ["by", "von", "durch", "par", "por", "da", "door", "af", "av", "url", "link"];
        matches!(self.answer, Answer::No | Answer::Yes)
            && (self.told == Some(Told::Out) || asks(&self.column) == Some(Asks::No))
            && !is_of_doer.contains(&last.as_str())
    }

    /// Whether it tells how mail came back, which is no further no beside the one that its row says.
    pub(crate) fn is_of_bounces(&self) -> bool {
        matches!(self.told, Some(Told::Bounce { .. }))
    }

    /// Whether people write in it, by its name, although the contract does not name it.
    pub(crate) fn is_written(&self) -> bool {
        let is_by_word = matches!(self.answer, Answer::Word { .. } | Answer::Lost);
        self.role.is_none() && is_by_word && self.is_remark
    }

    /// Whether nothing in it can be a no.
    pub(crate) fn is_silent(&self) -> bool {
        self.answer == Answer::Name
    }

    /// Whether a value of the column is a no.
    pub(crate) fn says_no(&self, value: &str) -> bool {
        let value = unescaped(value.trim());
        let value = value.as_ref();
        // What a person has read says what they say.
        if let Some(is_no) = self.meant.is_no(value) {
            return is_no;
        }
        let within = says_no_within(&self.column, value);
        match self.answer {
            _ if value.is_empty() || self.silenced.contains(&value.to_lowercase()) => false,
            Answer::Name => false,
            Answer::Box => is_word_of_no(value),
            _ if within.is_some() => within == Some(true),
            _ if self.told.is_some_and(|told| told.hears_no(value)) => true,
            Answer::No => Asks::No.hears_no(value),
            Answer::Yes => Asks::Yes.hears_no(value) || lacks(&self.column, value),
            Answer::Moment => is_day_of_no(value),
            Answer::Word { .. } | Answer::Remark { .. } if !self.is_order && says_no_in_pairs(value) => true,
            Answer::Word { is_order } => is_strong_no(value, is_order) || lacks(&self.column, value),
            Answer::Remark { is_order } => {
                is_strong_no(value, is_order)
                    || lacks(&self.column, value)
                    || (!is_order && is_word_of_evidence(value))
            }
            Answer::Event => is_event_of_no(value),
            Answer::List => true,
            Answer::Lost => is_plain_no(value) || is_strong_no(value, false) || lacks(&self.column, value),
        }
    }

    /// What a no of this value closes: of an event the channels that its name says.
    pub(crate) fn channels_of(&self, value: &str) -> Vec<Channel> {
        match self.answer {
            Answer::Event => channels(value),
            _ if self.meant.is_no(value) == Some(true) => self.channels.clone(),
            // `no calls please` keeps mail open.
            Answer::Word { is_order } | Answer::Remark { is_order }
                if heard(value, is_order) == Heard::NoCalls =>
            {
                vec![Channel::Sms]
            }
            _ => self.channels.clone(),
        }
    }

    /// When the no was said, where the column says it.
    pub(crate) fn moment(&self, value: &str) -> Option<Saying> {
        let value = Some(value.trim()).filter(|_| self.answer == Answer::Moment)?;
        Saying::read(&self.clock, value)
    }

    /// What whoever loads the file must know of it.
    pub(crate) fn warning(&self, contract: &Contract) -> String {
        let (column, id) = (&self.column, &contract.id);
        if let Some(role) = self.role {
            return match self.is_by_name() {
                true => format!(
                    "look at column `{column}`: it looks like a consent and its role is `{role}`; every no in it closes, a yes in it opens nothing"
                ),
                false => format!(
                    "look at column `{column}`: it says no in words and its role is `{role}`; every such word in it closes"
                ),
            };
        }
        match self.answer {
            Answer::Box => format!(
                "look at column `{column}`: it looks like a consent and contract `{id}` does not name it; a word such as `unsubscribed` in it closes, a box left open in an order says nothing of the person, and a yes in it opens nothing"
            ),
            Answer::Word { .. } | Answer::Remark { .. } | Answer::Lost | Answer::Name | Answer::Event => {
                format!(
                    "look at column `{column}`: it says no in words and contract `{id}` does not name it; every such word in it closes, and nothing else in it is read"
                )
            }
            _ => format!(
                "look at column `{column}`: it looks like a consent and contract `{id}` does not name it; every no in it closes, a yes in it opens nothing until the contract says what it means"
            ),
        }
    }
}

/// The words of a column that its contract takes for nothing, or for no more than themselves: what is kept or left aside
/// has a map only where somebody said so.
fn silenced(property: &Property) -> BTreeSet<String> {
    if !matches!(property.role, Role::Extra | Role::Ignore) {
        return BTreeSet::new();
    }
    let words = property.meanings.iter().filter(|(word, means)| means.is_empty() || means == word);
    words.map(|(word, _)| word.trim().to_lowercase()).collect()
}

/// The last word of a name, in small letters.
fn last_word(name: &str) -> String {
    let words = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let at = words.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    words.get(at..).unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// What an answer in a column of this name looks like.
fn answer(column: &str, is_of_people: bool, is_order: bool, is_lost: bool) -> Answer {
    match asks(column) {
        Some(Asks::No) => Answer::No,
        Some(Asks::Yes) if is_of_people => Answer::Yes,
        Some(Asks::Yes) => Answer::Box,
        None if asks_why(column) => Answer::No,
        None if asks_when(column) || !is_order && tells_when(column, false) => Answer::Moment,
        None if is_of_names(column) || is_of_no_wish(column) => Answer::Name,
        None if is_lost => Answer::Lost,
        None => Answer::Word { is_order },
    }
}

/// Whether a value of a box in an order is more than one that was left open: `unsubscribed`, and not `no` or `not
/// subscribed`.
fn is_word_of_no(value: &str) -> bool {
    let folded = normalise::fold(value);
    let first = folded.split_whitespace().next().unwrap_or_default();
    let is_glued = |word: &&str| first.strip_prefix(*word).is_some_and(|rest| rest.starts_with("subscri"));
    let is_left_open = is_bare_no(value) || NEGATIONS.contains(&first) || NEGATIONS.iter().any(is_glued);
    is_strong_no(value, true) || (is_plain_no(value) && !is_left_open)
}

/// Whether what shows an answer is a word or two that say no, as `artık istemiyor`, and no remark about something else:
/// those are longer, or begin with a word that only turns what follows.
fn is_word_of_evidence(value: &str) -> bool {
    let folded = normalise::fold(value);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let is_turned = words.first().is_some_and(|first| 1 < words.len() && NEGATIONS.contains(first));
    // In letters without blanks a word may be a whole sentence.
    let is_of_words = value.chars().all(|c| c < '\u{2e80}');
    words.len() <= 2 && !is_turned && is_of_words && is_plain_no(value) && !is_bare_no(value)
}

/// The channels that a no in a column of this name closes: all where it names none.
fn channels(column: &str) -> Vec<Channel> {
    let named = channels_named(column);
    if named.is_empty() { Channel::ALL.to_vec() } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_of_an_order_is_heard_by_its_words_alone() {
        for word in [
            "Unsubscribed",
            "unsubscribed",
            "Opted out",
            "opt-out",
            "withdrawn",
            "revoked",
            "abgemeldet",
            "do not contact",
            "complained",
            "désabonné",
            "bounced",
        ] {
            assert!(is_word_of_no(word), "{word}");
        }
        for word in [
            "no",
            "No",
            "false",
            "0",
            "nein",
            "n",
            "off",
            "unchecked",
            "not subscribed",
            "NOT_SUBSCRIBED",
            "never subscribed",
            "subscribed",
            "yes",
            "non",
            "niet",
            "pending",
        ] {
            assert!(!is_word_of_no(word), "{word}");
        }
    }

    #[test]
    fn a_name_says_which_channels_it_closes() {
        for (column, expect) in [
            ("Email opt out", vec![Channel::Email]),
            ("SMS unsubscribed", vec![Channel::Sms]),
            ("Opt out of sms and email", vec![Channel::Sms, Channel::Email]),
            ("Do Not Contact", Channel::ALL.to_vec()),
        ] {
            assert_eq!(channels(column), expect, "{column}");
        }
    }
}
