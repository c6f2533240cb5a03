//! Columns of a draft in which somebody says no although their name does not tell: a status, the reason of a bounce, a
//! remark. None of them is merely kept.

use super::column::Column;
use super::known::Known;
use super::refusal::{NO_EMAIL, NO_SMS, answer_of};
use super::sample::Sample;
use super::{Asked, Question, ways};
use crate::by_parts::is_of_outcome;
use crate::consent_names::{Named, answer, named};
use crate::folded::folded;
use crate::neither::{is_neither, is_of_no_wish};
use crate::no_words::{
    asks, asks_in_words, asks_when, asks_why, is_event_of_mail, is_no, is_plain_no, is_strong_no, may_refuse,
};
use crate::refusing::is_of_mail;
use crate::remark::{Heard, heard};
use crate::remark_names::is_remark;
use crate::stray::Asking;
use crate::{Contract, Format, Lands, Role};
use std::collections::BTreeSet;

/// Different words up to which a column holds answers; one with more holds texts.
const N_WORDS: usize = 24;

/// Letters of the longest word that is an answer.
const MAX_WORD_CHARS: usize = 40;

/// Names whose words tell of a person's consent or of nothing, folded: what is ambiguous there, as `cancelled`, is a no.
const OF_PERSONS: &[&str] = &[
    "status",
    "state",
    "decision",
    "emailstatus",
    "mailstatus",
    "smsstatus",
    "contactstatus",
    "subscriberstatus",
    "subscriptionstatus",
    "memberstatus",
    "marketingstatus",
    "personmarketingstatus",
    "newsletterstatus",
    "consentstatus",
    "permissionstatus",
    "optinstatus",
    "optstatus",
    "liststatus",
    "mailingstatus",
    "emailpermissionstatus",
    "suppressionreason",
    "requesttype",
    "request",
    "anfrage",
];

/// What was found in a column.
enum Found {
    /// Words that answer yes or no.
    Answers,
    /// Texts, some of which say no.
    Texts,
    /// Why somebody said no: whatever stands there.
    Reasons,
}

/// Gives every such column a role, and asks about it.
pub(super) fn find(columns: &mut [Column], known: Option<&Known>, sample: &Sample, asked: &mut Asked<'_>) {
    if sample.format == Format::Segment {
        return;
    }
    let is_order = is_order(columns, known);
    // With a number each, what happened lands as that, and the noes among it count all the same.
    let has_key = columns.iter().any(|column| matches!(column.role, Role::ExternalKey | Role::MessageId));
    // Being in the file is the answer where a known export says so.
    let is_answered = known.is_some_and(|known| known.constants.iter().any(|(role, _)| *role == "action"));
    if known.is_none() && !is_order {
        ways::find(columns, sample);
    }
    let has_ways = columns.iter().any(|column| column.role == Role::Channel);
    let mut has_answer = is_answered || columns.iter().any(|column| column.role.is_action());
    for column in columns.iter_mut() {
        let is_choice = || CHOICES.iter().any(|(role, _)| *role == column.role.as_str());
        // What was answered is asked on, so that it can be answered otherwise.
        let is_asked = if column.is_told() { is_choice() } else { may_hide(column.role) };
        if !is_asked || has_key && column.role == Role::EventName {
            continue;
        }
        let Some(found) = found(column, sample, is_order, has_answer) else { continue };
        let example = example(column, sample, is_order);
        let role = match found {
            _ if column.is_told() => column.role,
            _ if is_answered => Role::Evidence,
            Found::Texts => Role::Evidence,
            Found::Reasons => Role::ContactAction,
            Found::Answers => of_channel(column, has_ways),
        };
        has_answer |= role != Role::Evidence;
        let name = &column.name;
        let text = match role {
            Role::Evidence => format!(
                "`{name}` has texts that say no, as `{example}`: each of them closes whoever its row names. Is it a remark (evidence), or does every value of it say who may be written to?"
            ),
            _ => format!(
                "`{name}` has values that say no, as `{example}`: does it say who may be written to, and who may not? Until this is answered a no in it counts and a yes in it opens nothing"
            ),
        };
        let key = format!("role.{name}");
        let default = answer_of(role, column.is_of_noes).to_owned();
        let _ = asked.ask_choosing_from(&key, text, Some(default), &CHOICES);
        if role != Role::Evidence && role != Role::ContactAction {
            asked.leave_open(&key);
        }
        if column.is_told() {
            silence(column, sample);
            continue;
        }
        (column.role, column.kind, column.is_required) = (role, None, false);
        column.is_by_values = role != Role::Evidence && role != Role::ContactAction;
        "by its values: some say no".clone_into(&mut column.why);
    }
    boxes(columns, known, sample, is_order, asked);
    log_of_consents(columns, sample);
}

/// Asks about columns that hold yes and no and may be a consent: by the words of their name, or because nothing says that
/// they are something else. A no in them counts, a yes opens nothing until it is answered.
fn boxes(
    columns: &mut [Column],
    known: Option<&Known>,
    sample: &Sample,
    is_order: bool,
    asked: &mut Asked<'_>,
) {
    let reaches = columns.iter().any(|column| matches!(column.role, Role::Email | Role::Phone));
    if !reaches || is_order {
        return;
    }
    let may_be_box = |role: Role| {
        may_hide(role)
            || matches!(
                role,
                Role::ObservedAt
                    | Role::OccurredAt
                    | Role::BirthDate
                    | Role::FullName
                    | Role::Street
                    | Role::City
            )
    };
    let has_ways = columns.iter().any(|column| column.role == Role::Channel);
    let is_without_mail =
        known.is_none() && !has_ways && !columns.iter().any(|column| column.role == Role::Email);
    for column in columns.iter_mut() {
        let is_told = column.is_told();
        let is_without_way = is_without_mail && names_no_way(column, is_told);
        let is_by_words =
            (is_told || column.role.is_action()) && asks_in_words(&column.name) || is_without_way;
        let is_choice = BOXES.iter().any(|(role, _)| *role == column.role.as_str());
        // What was answered is asked on, so that it can be answered otherwise.
        let may_be = if is_told { is_choice } else { may_be_box(column.role) };
        let is_box = may_be && holds_answers(column, known.is_some(), sample);
        if is_told && !is_choice {
            continue;
        }
        if !is_by_words && !is_box {
            continue;
        }
        let role = match () {
            // A yes in rows that have numbers to call and no address is none to e-mail.
            _ if is_without_way && !is_told => Role::SmsAction,
            _ if has_ways && !is_told && names_no_way(column, false) => Role::Action,
            _ if is_by_words || is_told => column.role,
            _ => of_channel(column, has_ways),
        };
        let may_refuse = !is_told && may_refuse(&column.name);
        let default = answer_of(role, may_refuse || is_told && column.is_of_noes).to_owned();
        // A yes under a name of mail by which somebody refuses is a no until somebody says otherwise.
        column.is_of_noes |= may_refuse && is_of_mail(&column.name);
        let key = format!("role.{}", column.name);
        let _ = asked.ask_choosing_from(&key, question_of_box(column, sample), Some(default), &BOXES);
        if is_told {
            silence(column, sample);
            continue;
        }
        asked.leave_open(&key);
        (column.role, column.kind, column.is_required, column.is_by_values) = (role, None, false, true);
        "it answers yes or no, and may say who may be written to".clone_into(&mut column.why);
    }
}

/// The question about such a column.
fn question_of_box(column: &Column, sample: &Sample) -> String {
    let mut values = sample.values(column.at);
    let example = values.find(|value| answer(value) == Some(false)).unwrap_or_default();
    let example = if example.is_empty() { String::new() } else { format!(", as `{example}`") };
    let name = &column.name;
    match column.is_of_noes && !column.is_told() {
        true => format!(
            "`{name}` answers yes or no{example}, and its name says that somebody refuses: does a yes in it say who may not be written to? Until this is answered a yes in it counts as a no, and nothing in it allows anything"
        ),
        false => format!(
            "`{name}` answers yes or no{example}: does it say who may be written to, and who may not? Until this is answered a no in it counts and a yes in it opens nothing"
        ),
    }
}

/// Words of a column that are written into its contract.
const N_SILENCED: usize = 500;

/// Writes into the contract that what a column holds says nothing of consent, where somebody was asked and answered so:
/// those words close nobody from now on. A word that a later file brings is heard as in any column.
fn silence(column: &mut Column, sample: &Sample) {
    if !matches!(column.role, Role::Extra | Role::Ignore) {
        return;
    }
    let asking = Asking::of_person(&column.name);
    let says_no = |value: &&str| {
        asking.says_no(value) || is_strong_no(value, false) || is_no(value) || answer(value) == Some(false)
    };
    let words: BTreeSet<&str> = sample.values(column.at).map(str::trim).filter(says_no).collect();
    for word in words.into_iter().take(N_SILENCED) {
        // What is kept stays what it is.
        let means = if column.role == Role::Extra { word } else { "" };
        column.map.insert(word.to_owned(), means.to_owned());
    }
}

/// Whether a column asks for a consent, by a name that says no way of writing, so that it was taken for e-mail.
fn names_no_way(column: &Column, is_told: bool) -> bool {
    let is_taken = column.role == Role::EmailAction || is_told;
    let folded = folded(&column.name);
    let is_of_mail =
        ["mail", "news", "letter", "bulletin", "subscri"].iter().any(|part| folded.contains(part));
    is_taken
        && !is_of_mail
        && super::answers::role(&column.name) == Some(Role::EmailAction)
        && crate::no_words::channels_named(&column.name).is_empty()
}

const BOXES: [(&str, &str); 7] = [
    ("email_action", "It says who may be sent e-mail: a yes allows it, a no forbids it"),
    NO_EMAIL,
    ("sms_action", "It says who may be sent text messages: a yes allows it, a no forbids it"),
    NO_SMS,
    ("action", "It says yes or no to the way that its row names"),
    ("contact_action", "Whoever has a yes there wants nothing at all"),
    ("extra", "It is about something else"),
];

/// Whether a column holds nothing but answers and its name leaves room for a consent.
fn holds_answers(column: &Column, is_known: bool, sample: &Sample) -> bool {
    let words = words(column, sample);
    // A status of persons that is one of mail by its words: `subscribed`.
    let is_state = OF_PERSONS.contains(&folded(super::columns::last(&column.name, sample.format)).as_str())
        && words.iter().any(|word| is_affirmative_of_mail(word));
    let named = if is_state { Named::MayBe } else { named(&column.name) };
    let is_answer = |word: &&String| answer(word).is_some() || is_no(word);
    let n_answers = words.iter().filter(is_answer).count();
    let n_known = words.iter().filter(|word| is_answer(word) || is_neither(word)).count();
    // A question about mail may have an answer of its own among the usual ones: `only about my order`.
    let is_asked = matches!(named, Named::Letter | Named::Asks | Named::MayBe);
    let is_enough = n_known == words.len() || is_asked && 2 <= n_answers && words.len() < 2 * n_answers;
    // Whoever answers a question does so in more ways than a box has.
    let n_most = if is_asked { 16 } else { 8 };
    // What became of somebody is heard by its own rule, whoever says so.
    let is_other = is_of_no_wish(&column.name) || is_of_outcome(&column.name);
    if n_answers == 0 || n_most < words.len() || !is_enough || is_other {
        return false;
    }
    let is_word = words.iter().any(|word| word.chars().any(char::is_alphabetic) && word != "x");
    match named {
        Named::Letter | Named::Asks | Named::MayBe => true,
        Named::Silent => is_word && !is_known,
        Named::Otherwise => false,
    }
}

/// Whether a word says that somebody gets mail, whatever its column is called.
fn is_affirmative_of_mail(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "subscribed",
        "opted in",
        "opted-in",
        "opted_in",
        "optin",
        "opt-in",
        "opt_in",
        "consented",
        "abonniert",
        "suscrito",
        "iscritto",
        "inscrit",
    ];
    WORDS.contains(&word)
}

const CHOICES: [(&str, &str); 8] = [
    ("email_action", "It says who may be sent e-mail, and who may not"),
    NO_EMAIL,
    ("sms_action", "It says who may be sent text messages, and who may not"),
    NO_SMS,
    ("action", "It says yes or no to the way that its row names"),
    ("contact_action", "Whoever has something there wants nothing at all"),
    ("evidence", "It is a remark; only what says no in it counts"),
    ("ignore", "It says nothing of consent: what stands in it now closes nobody"),
];

/// Whether a column of this role may hold a no that nobody would read.
fn may_hide(role: Role) -> bool {
    matches!(role, Role::Extra | Role::Ignore | Role::State | Role::Country | Role::EventName)
}

/// Whether the rows are orders, whose states are not those of a person.
fn is_order(columns: &[Column], known: Option<&Known>) -> bool {
    let is_of_orders = |column: &Column| column.role == Role::Revenue || column.role.is_item();
    known.is_some_and(|known| known.lands == [Lands::Events]) || columns.iter().any(is_of_orders)
}

/// The different values of a column, in small letters.
fn words(column: &Column, sample: &Sample) -> BTreeSet<String> {
    sample
        .values(column.at)
        .map(|value| value.trim().to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn found(column: &Column, sample: &Sample, is_order: bool, has_answer: bool) -> Option<Found> {
    let name = column.name.rsplit('.').next().unwrap_or(&column.name);
    let is_address = matches!(column.role, Role::State | Role::Country);
    let words = words(column, sample);
    if words.is_empty() || asks_when(name) || is_of_no_wish(name) {
        return None;
    }
    if column.role == Role::EventName {
        let is_of_mail =
            words.iter().all(|word| is_event_of_mail(word)) && words.iter().any(|word| is_no(word));
        return (is_of_mail && !is_order).then_some(Found::Answers);
    }
    if asks_why(name) && !is_address {
        return Some(if has_answer || is_order { Found::Texts } else { Found::Reasons });
    }
    let is_of_persons = OF_PERSONS.contains(&folded(name).as_str()) && !is_order;
    let says_no = |word: &String| is_strong_no(word, is_order) || (is_of_persons && is_plain_no(word));
    let noes: Vec<&String> = words.iter().filter(|word| says_no(word)).collect();
    if noes.is_empty() {
        return None;
    }
    let is_answer = |word: &String| {
        word.chars().count() <= MAX_WORD_CHARS && !word.contains([',', ';', '|', '[', ']', '{', '}', '"'])
    };
    // What people write about somebody is never an answer: the next remark is in other words.
    let is_remark = is_remark(&folded(name));
    let is_of_answers = !is_remark
        && words.len() <= N_WORDS && words.iter().all(is_answer) && noes.iter().all(|word| is_no(word))
        // A remark on the telephone is no answer about mail.
        && !words.iter().any(|word| heard(word, false) == Heard::NoCalls);
    match is_of_answers && !is_order {
        true => Some(Found::Answers),
        // A town may be called anything.
        false if is_address => None,
        false => Some(Found::Texts),
    }
}

/// What the remarks of a file say, by the reader that the import has.
pub(super) struct Remarks {
    /// Different texts that close.
    closing: BTreeSet<String>,
    /// Different texts that speak of mail and close nobody.
    of_mail: BTreeSet<String>,
}

/// Texts shown of a kind.
const N_CLOSING: usize = 30;
const N_OF_MAIL: usize = 10;

impl Remarks {
    /// Those of a column, as the import by this contract hears them.
    fn of(column: &Column, sample: &Sample, contract: Option<&Contract>, is_order: bool) -> Option<Self> {
        let property = |contract: &'_ Contract| {
            let named =
                contract.properties.iter().find(|property| property.names().any(|name| name == column.name));
            named.and_then(|property| Asking::of_named(property, contract))
        };
        let asking = contract.and_then(property);
        let (mut closing, mut of_mail) = (BTreeSet::new(), BTreeSet::new());
        for value in
            sample.values(column.at).map(str::trim).filter(|value| value.contains(char::is_alphabetic))
        {
            let closes =
                asking.as_ref().map_or_else(|| is_strong_no(value, is_order), |asking| asking.says_no(value));
            match closes {
                true => closing.insert(value.to_owned()),
                false if heard(value, is_order) == Heard::OfMail => of_mail.insert(value.to_owned()),
                false => false,
            };
        }
        (!closing.is_empty() || !of_mail.is_empty()).then_some(Self { closing, of_mail })
    }

    /// In words.
    fn told(&self) -> String {
        let listed = |texts: &BTreeSet<String>, n: usize| {
            let shown: Vec<String> =
                texts.iter().take(n).map(|text| format!("“{}”", shortened(text))).collect();
            let more = texts.len().saturating_sub(n);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("{}{more}", shown.join(", "))
        };
        let mut told = Vec::new();
        if !self.closing.is_empty() {
            told.push(format!("these close: {}", listed(&self.closing, N_CLOSING)));
        }
        if !self.of_mail.is_empty() {
            told.push(format!("these speak of mail and close nobody: {}", listed(&self.of_mail, N_OF_MAIL)));
        }
        told.join("; ")
    }
}

fn shortened(text: &str) -> String {
    match text.chars().count() {
        0..=120 => text.to_owned(),
        _ => text.chars().take(120).chain(['…']).collect(),
    }
}

/// Tells of every column of remarks which of its texts close and which speak of mail and do not: in the question about
/// it, and among what was decided.
pub(super) fn tell(
    columns: &[Column],
    sample: &Sample,
    (contract, lands): (Option<&Contract>, &[Lands]),
    questions: &mut [Question],
) -> Vec<String> {
    let mut decisions = Vec::new();
    let is_order = lands.contains(&Lands::Events);
    let is_remark = |column: &&Column| matches!(column.role, Role::Evidence | Role::Extra | Role::Ignore);
    for column in columns.iter().filter(is_remark) {
        let Some(remarks) = Remarks::of(column, sample, contract, is_order) else { continue };
        // A name that speaks of mail and says no nowhere is no remark worth a line.
        if remarks.closing.is_empty() && column.role != Role::Evidence {
            continue;
        }
        let (name, told) = (&column.name, remarks.told());
        let key = format!("role.{name}");
        if let Some(question) = questions.iter_mut().find(|question| question.key == key) {
            question.text.push_str(&format!(" Of its texts {told}."));
        }
        decisions.push(format!("of the texts in `{name}` {told}"));
    }
    decisions
}

/// The first value that says no.
fn example<'a>(column: &Column, sample: &'a Sample, is_order: bool) -> &'a str {
    let mut values = sample.values(column.at);
    let first = sample.values(column.at).next().unwrap_or_default();
    let strong = sample.values(column.at).find(|value| is_strong_no(value, is_order));
    strong.or_else(|| values.find(|value| is_plain_no(value))).unwrap_or(first)
}

/// The role of answers: of the channel that the name says, else of the one that the row names, else of e-mail.
fn of_channel(column: &Column, has_ways: bool) -> Role {
    let named = super::answers::role(&column.name);
    named.filter(|role| asks(&column.name).is_some() && *role != Role::ContactAction).unwrap_or_else(|| {
        match crate::no_words::channels_named(&column.name).as_slice() {
            [vocabulary::Channel::Sms] => Role::SmsAction,
            [vocabulary::Channel::Push] => Role::PushAction,
            [vocabulary::Channel::Post] => Role::PostAction,
            [] if has_ways => Role::Action,
            _ => Role::EmailAction,
        }
    })
}

/// In a book of consents, whose rows name purpose and channel, the column with the answers is the action of those.
fn log_of_consents(columns: &mut [Column], sample: &Sample) {
    let has = |columns: &[Column], role: Role| columns.iter().any(|column| column.role == role);
    if !has(columns, Role::Channel) || !has(columns, Role::Purpose) || has(columns, Role::Action) {
        return;
    }
    let is_answer = |word: &String| is_no(word) || matches!(word.as_str(), "granted" | "given" | "yes");
    let is_it = |column: &&mut Column| {
        let may_be = column.is_by_values || matches!(column.role, Role::Extra | Role::Ignore | Role::State);
        let words = words(column, sample);
        may_be && !column.is_told() && !words.is_empty() && words.iter().all(is_answer)
    };
    if let Some(column) = columns.iter_mut().find(is_it) {
        (column.role, column.is_by_values) = (Role::Action, false);
        "by its values: yes or no to the purpose and channel of the row".clone_into(&mut column.why);
    }
}
