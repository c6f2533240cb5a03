//! What a definition names that only the data can confirm.

use crate::definition::{Behaviour, Condition, Definition, TraitRule};

/// A name that a definition takes from the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<'a> {
    /// An event, as `Order Completed`.
    Event(&'a str),
    /// Products of an event.
    Items {
        /// The event.
        event: &'a str,
        /// Each of them.
        items: &'a [String],
    },
    /// Values of a trait.
    Values {
        /// The trait.
        of: &'a str,
        /// Each of them.
        values: &'a [String],
    },
}

/// A name with what follows when the data does not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'a> {
    /// What is named.
    pub named: Named<'a>,
    /// While it was never seen, the condition holds for everybody: a mistyped name is invisible, and mails
    /// everybody.
    pub holds_unseen: bool,
    /// The definition says that this is meant.
    pub is_meant: bool,
}

impl Definition {
    /// Every name that the data must have for the definition to mean what it says.
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        let mut found = Vec::new();
        mentions(&self.who, true, &mut found);
        found
    }

    /// The events whose money is asked for without saying of which currency.
    pub fn amounts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        amounts(&self.who, &mut found);
        found
    }
}

fn amounts<'a>(condition: &'a Condition, found: &mut Vec<&'a str>) {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.iter().for_each(|part| amounts(part, found)),
        Condition::Not(inner) => amounts(inner, found),
        Condition::Behaviour(Behaviour { event, min_revenue_minor: Some(_), currency: None, .. }) => {
            found.push(event);
        }
        Condition::Behaviour(_) | Condition::Trait(_) | Condition::Consent(_) => {}
    }
}

fn mentions<'a>(condition: &'a Condition, wanted: bool, found: &mut Vec<Mention<'a>>) {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            list.iter().for_each(|condition| mentions(condition, wanted, found));
        }
        Condition::Not(inner) => mentions(inner, !wanted, found),
        Condition::Behaviour(behaviour) => {
            let mut push = |named| {
                found.push(Mention {
                    named,
                    holds_unseen: behaviour.holds(0) == wanted,
                    is_meant: behaviour.even_if_unseen,
                });
            };
            push(Named::Event(&behaviour.event));
            if !behaviour.item.is_empty() {
                push(Named::Items { event: &behaviour.event, items: &behaviour.item });
            }
        }
        Condition::Trait(test) => {
            let (values, holds) = match &test.rule {
                TraitRule::Is(value) => (std::slice::from_ref(value), false),
                TraitRule::IsNot(value) => (std::slice::from_ref(value), true),
                TraitRule::OneOf(values) => (values.as_slice(), false),
                _ => return,
            };
            found.push(Mention {
                named: Named::Values { of: &test.name, values },
                holds_unseen: holds == wanted,
                is_meant: test.even_if_unseen,
            });
        }
        Condition::Consent(_) => {}
    }
}
