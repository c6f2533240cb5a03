//! Who meets a condition.

use crate::people::{Column, place_of};
use crate::{Bits, Directory, Events};
use audience::{Condition, ConsentFact, ConsentTest, PersonFacts, TRAITS, TraitTest, TraitValue};
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::Timestamp;

/// What conditions ask of that is no trait.
#[derive(Debug, Default, Clone)]
pub struct Given {
    /// By name; a name that is not there is one that nobody did.
    pub events: BTreeMap<String, Arc<Events>>,
    /// Who agreed to what; what is not there nobody agreed to.
    pub consents: Vec<(ConsentTest, Arc<Bits>)>,
}

impl Given {
    fn consent(&self, test: &ConsentTest) -> Option<&Bits> {
        self.consents.iter().find(|(known, _)| known == test).map(|(_, bits)| bits.as_ref())
    }
}

impl Directory {
    /// The people who meet a condition at `now`: as `audience::evaluate` and the query of `audience::compile` say.
    pub fn members(&self, condition: &Condition, given: &Given, now: Timestamp) -> Bits {
        let n = self.n_people();
        match condition {
            Condition::All(list) => list.iter().fold(Bits::all(n), |mut all, part| {
                all.and(&self.members(part, given, now));
                all
            }),
            Condition::Any(list) => list.iter().fold(Bits::none(n), |mut any, part| {
                any.or(&self.members(part, given, now));
                any
            }),
            Condition::Not(inner) => {
                let mut found = self.members(inner, given, now);
                found.flip();
                found
            }
            Condition::Trait(test) => self.with_trait(test, now),
            Condition::Behaviour(behaviour) => {
                let Some(events) = given.events.get(&behaviour.event) else {
                    return if behaviour.holds(0) { Bits::all(n) } else { Bits::none(n) };
                };
                let counts = events.counts(behaviour, now, n);
                Bits::of(n, |row| behaviour.holds(counts.get(row).copied().unwrap_or(0).into()))
            }
            Condition::Consent(test) => given.consent(test).cloned().unwrap_or_else(|| Bits::none(n)),
        }
    }

    /// Each different value is asked about once.
    fn with_trait(&self, test: &TraitTest, now: Timestamp) -> Bits {
        let n = self.n_people();
        let place = place_of(&test.name);
        let if_unknown = test.holds(None, now);
        match place.and_then(|at| self.columns.get(at)) {
            Some(Column::Text(texts)) => {
                let of_value =
                    |code: u32| test.holds(Some(&TraitValue::Text(texts.nth(code).to_owned())), now);
                let holds: Vec<bool> = (0..texts.n_values() as u32).map(of_value).collect();
                Bits::of(n, |row| match texts.code(row) {
                    Some(code) => holds.get(code as usize).copied().unwrap_or(false),
                    None => if_unknown,
                })
            }
            Some(Column::Number(_)) => Bits::of(n, |row| match self.row(row).value(&test.name) {
                Some(value) => test.holds(Some(&value), now),
                None => if_unknown,
            }),
            None => Bits::none(n),
        }
    }

    /// What the evaluator needs to know of a few people to give reasons for a condition: their traits, and of what
    /// they did and agreed to all that is `given`.
    pub fn facts(&self, rows: &[usize], given: &Given) -> Vec<PersonFacts> {
        let mut facts: Vec<PersonFacts> = rows
            .iter()
            .map(|row| {
                let value =
                    |(name, ..): &(&str, _, &str)| Some(((*name).to_owned(), self.row(*row).value(name)?));
                PersonFacts { traits: TRAITS.iter().filter_map(value).collect(), ..PersonFacts::default() }
            })
            .collect();
        for (name, events) in &given.events {
            for (row, event) in events.facts(name, rows) {
                let of = rows.iter().position(|known| *known == row);
                if let Some(person) = of.and_then(|at| facts.get_mut(at)) {
                    person.events.push(event);
                }
            }
        }
        for (test, granted) in &given.consents {
            for (row, person) in rows.iter().zip(&mut facts).filter(|(row, _)| granted.has(**row)) {
                debug_assert!(*row < self.n_people(), "of somebody");
                person.consents.push(ConsentFact {
                    purpose: test.purpose,
                    channel: test.channel,
                    is_granted: true,
                    since: None,
                });
            }
        }
        facts
    }
}
