//! Columns that a contract does not name and that ask for a consent: a no in them counts, a yes opens nothing.
//!
//! An export gets a column over time. One that says who wants no mail must not wait until somebody has read the
//! note about it.

use crate::no_words::{Asks, asks, asks_when, is_affirmative, is_no, is_plain_no};
use crate::timepiece::Clock;
use crate::{Contract, Lands, Role};
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
    /// As [`Answer::Yes`] in a row that is an order: a box left open there says nothing of the person.
    Unheard,
}

/// A column that the contract does not name, by what it asks for.
#[derive(Debug)]
pub(crate) struct Asking {
    /// As the file calls it.
    pub(crate) column: String,
    answer: Answer,
    /// What a no closes: the channels that its name says, else all.
    pub(crate) channels: Vec<Channel>,
    /// For what: the purpose of the contract, else all.
    pub(crate) purposes: Vec<Purpose>,
    clock: Clock,
}

/// A no in such a column.
#[derive(Debug, Clone)]
pub(crate) struct StrayNo {
    /// Row of its chunk.
    pub(crate) row: usize,
    pub(crate) asking: Arc<Asking>,
    pub(crate) value: String,
}

impl Asking {
    /// What a column of this name asks for; `None` when that is no consent.
    pub(crate) fn of(column: &str, contract: &Contract) -> Option<Self> {
        let is_of_people =
            contract.lands.contains(&Lands::Records) || contract.lands.contains(&Lands::Consents);
        let answer = match asks(column) {
            Some(Asks::No) => Answer::No,
            Some(Asks::Yes) if is_of_people => Answer::Yes,
            Some(Asks::Yes) => Answer::Unheard,
            None if asks_when(column) => Answer::Moment,
            None => return None,
        };
        let purpose = contract.properties_of(Role::Purpose).find_map(|(_, property)| {
            property.constant.as_deref().and_then(|word| word.parse::<Purpose>().ok())
        });
        let clock = contract.properties.iter().find(|property| property.role.is_moment());
        Some(Self {
            column: column.to_owned(),
            answer,
            channels: channels(column),
            purposes: purpose.map_or_else(|| Purpose::ALL.to_vec(), |purpose| vec![purpose]),
            clock: clock.map(|property| property.clock.clone()).unwrap_or_default(),
        })
    }

    /// Whether a value of the column is a no.
    pub(crate) fn says_no(&self, value: &str) -> bool {
        let value = value.trim();
        match self.answer {
            _ if value.is_empty() => false,
            Answer::No => is_affirmative(value) || is_plain_no(value),
            Answer::Yes => is_no(value),
            Answer::Moment => value.starts_with(|c: char| c.is_ascii_digit()) && 6 <= value.len(),
            Answer::Unheard => false,
        }
    }

    /// When the no was said, in microseconds, where the column says it.
    pub(crate) fn moment(&self, value: &str) -> Option<i64> {
        (self.answer == Answer::Moment).then(|| self.clock.moment(value.trim())).flatten()
    }

    /// What whoever loads the file must know of it.
    pub(crate) fn warning(&self, contract: &Contract) -> String {
        let (column, id) = (&self.column, &contract.id);
        match self.answer {
            Answer::Unheard => format!(
                "look at column `{column}`: it looks like a consent, contract `{id}` does not name it, and nothing in it is read, since a box in an order says nothing of the person"
            ),
            _ => format!(
                "look at column `{column}`: it looks like a consent and contract `{id}` does not name it; every no in it closes, a yes in it opens nothing until the contract says what it means"
            ),
        }
    }
}

/// The channels that a column's name speaks of.
fn channels(column: &str) -> Vec<Channel> {
    let folded = crate::layout::folded(column);
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    let named: Vec<Channel> = [
        (Channel::Sms, &["sms", "textmessage", "donottext", "whatsapp"][..]),
        (Channel::Push, &["push"]),
        (Channel::Post, &["directmail", "postal", "letterpost", "perpost"]),
        (Channel::Email, &["email", "newsletter", "mailing", "donotmail"]),
    ]
    .into_iter()
    .filter(|(_, parts)| has(parts))
    .map(|(channel, _)| channel)
    .collect();
    if named.is_empty() { Channel::ALL.to_vec() } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

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
