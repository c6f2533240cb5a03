use crate::definition::{Behaviour, Condition, ConsentTest, Definition, TraitRule, TraitTest};
use crate::facts::{PersonFacts, TraitValue};
use crate::sentence;
use serde::{Deserialize, Serialize};
use vocabulary::{Currency, DAY, Timestamp, item_key};

/// Whether a person belongs to an audience, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The answer: every reason is met.
    pub is_member: bool,
    /// One for each thing the definition asks for, in its order.
    pub reasons: Vec<Reason>,
}

/// One thing the definition asks for, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Whether it is met.
    pub is_met: bool,
    /// What was found and what is needed, as "bought 3 times in the last 180 days (needs at least 2)".
    pub text: String,
}

/// Decides whether a person belongs to the audience at `now`, with reasons in words a marketer reads.
///
/// What is unknown is false, never an error: someone whose state is not known is not in GA. The
/// query of [`crate::compile`] gives the same answer.
///
/// Units: `now` is UTC; windows are (now - days, now].
pub fn evaluate(definition: &Definition, person: &PersonFacts, now: Timestamp) -> Membership {
    let reasons = reasons(&definition.who, person, now, true);
    Membership { is_member: reasons.iter().all(|reason| reason.is_met), reasons }
}

/// The reasons for a condition to be as `wanted`. Negation is carried down to the leaves, so that a
/// reader never has to turn a sentence round.
fn reasons(condition: &Condition, person: &PersonFacts, now: Timestamp, wanted: bool) -> Vec<Reason> {
    match condition {
        Condition::Not(inner) => reasons(inner, person, now, !wanted),
        Condition::All(list) if wanted => each(list, person, now, wanted),
        Condition::Any(list) if !wanted => each(list, person, now, wanted),
        Condition::All(list) | Condition::Any(list) => vec![either(list, person, now, wanted)],
        Condition::Trait(test) => vec![of_trait(test, person, now, wanted)],
        Condition::Behaviour(behaviour) => vec![of_behaviour(behaviour, person, now, wanted)],
        Condition::Consent(test) => vec![of_consent(test, person, wanted)],
    }
}

fn each(list: &[Condition], person: &PersonFacts, now: Timestamp, wanted: bool) -> Vec<Reason> {
    list.iter().flat_map(|condition| reasons(condition, person, now, wanted)).collect()
}

/// One reason for a choice: the branch that holds, or all that do not.
fn either(list: &[Condition], person: &PersonFacts, now: Timestamp, wanted: bool) -> Reason {
    let branches: Vec<Vec<Reason>> =
        list.iter().map(|condition| reasons(condition, person, now, wanted)).collect();
    let join = |branch: &[Reason], is_met: bool| {
        let texts: Vec<&str> =
            branch.iter().filter(|r| r.is_met == is_met).map(|r| r.text.as_str()).collect();
        texts.join(" and ")
    };
    match branches.iter().find(|branch| branch.iter().all(|reason| reason.is_met)) {
        Some(branch) => Reason { is_met: true, text: join(branch, true) },
        None => {
            let texts: Vec<String> = branches.iter().map(|branch| join(branch, false)).collect();
            Reason { is_met: false, text: format!("none of these holds: {}", texts.join("; ")) }
        }
    }
}

fn of_trait(test: &TraitTest, person: &PersonFacts, now: Timestamp, wanted: bool) -> Reason {
    let value = person.traits.get(&test.name);
    Reason { is_met: test.holds(value, now) == wanted, text: sentence::trait_found(test, value, wanted) }
}

impl TraitTest {
    /// Whether a value passes the test at `now`; `None` is one that is not known.
    pub fn holds(&self, value: Option<&TraitValue>, now: Timestamp) -> bool {
        let back = |days: &u32| now - DAY.times(i64::from(*days));
        match (&self.rule, value) {
            (TraitRule::Exists(is_known), value) => value.is_some() == *is_known,
            (TraitRule::IsNot(other), value) => {
                !matches!(value, Some(TraitValue::Text(text)) if text == other)
            }
            (TraitRule::Is(same), Some(TraitValue::Text(text))) => text == same,
            (TraitRule::OneOf(list), Some(TraitValue::Text(text))) => list.contains(text),
            (TraitRule::Before(at), Some(TraitValue::Time(value))) => value < at,
            (TraitRule::After(at), Some(TraitValue::Time(value))) => at <= value,
            // Days are compared as text, as the query does: ISO days sort as they fall.
            (TraitRule::Before(at), Some(TraitValue::Text(day))) => *day < at.day(),
            (TraitRule::After(at), Some(TraitValue::Text(day))) => at.day() <= *day,
            (TraitRule::WithinDays(days), Some(TraitValue::Time(value))) => {
                back(days) < *value && *value <= now
            }
            (TraitRule::NotWithinDays(days), Some(TraitValue::Time(value))) => *value <= back(days),
            (TraitRule::WithinDays(days), Some(TraitValue::Text(day))) => {
                back(days).day() < *day && *day <= now.day()
            }
            (TraitRule::NotWithinDays(days), Some(TraitValue::Text(day))) => *day <= back(days).day(),
            (TraitRule::AtLeast(n), Some(TraitValue::Number(value))) => n <= value,
            (TraitRule::AtMost(n), Some(TraitValue::Number(value))) => value <= n,
            _ => false,
        }
    }
}

impl Behaviour {
    /// The window's bounds (after, until]; None for no lower bound.
    pub(crate) fn window(&self, now: Timestamp) -> (Option<Timestamp>, Timestamp) {
        let back = |days: u32| now - DAY.times(i64::from(days));
        (self.within_days.map(back), self.not_within_days.map_or(now, back))
    }

    /// The behaviour made ready to look at many events.
    pub fn counting(&self, now: Timestamp) -> Counting<'_> {
        let (after, until) = self.window(now);
        let items = self.item.iter().map(|item| item_key(item)).collect();
        Counting { behaviour: self, after, until, items }
    }

    /// Whether so many events are as many as it asks for.
    pub fn holds(&self, n: u64) -> bool {
        self.at_least.is_none_or(|least| u64::from(least) <= n)
            && self.at_most.is_none_or(|most| n <= u64::from(most))
    }
}

/// Which events a behaviour counts, at one moment.
pub struct Counting<'a> {
    behaviour: &'a Behaviour,
    after: Option<Timestamp>,
    until: Timestamp,
    /// As events have them.
    items: Vec<String>,
}

impl Counting<'_> {
    /// Whether the window reaches a moment.
    pub fn is_in_window(&self, at: Timestamp) -> bool {
        self.after.is_none_or(|after| after < at) && at <= self.until
    }

    /// Whether an event of the behaviour's name counts. `items` as `vocabulary::item_key` has them.
    pub fn counts(
        &self,
        occurred_at: Timestamp,
        revenue_minor: Option<i64>,
        currency: Option<Currency>,
        items: &[String],
    ) -> bool {
        let Behaviour { min_revenue_minor, currency: wanted, .. } = self.behaviour;
        self.is_in_window(occurred_at)
            && min_revenue_minor.is_none_or(|least| revenue_minor.is_some_and(|revenue| least <= revenue))
            && wanted.is_none_or(|wanted| currency == Some(wanted))
            && (self.items.is_empty() || self.items.iter().any(|wanted| items.contains(wanted)))
    }
}

fn of_behaviour(behaviour: &Behaviour, person: &PersonFacts, now: Timestamp, wanted: bool) -> Reason {
    let counting = behaviour.counting(now);
    let counted = person.events.iter().filter(|event| {
        event.name.as_deref() == Some(behaviour.event.as_str())
            && counting.counts(event.occurred_at, event.revenue_minor, event.currency, &event.items)
    });
    let n = counted.count() as u64;
    Reason { is_met: behaviour.holds(n) == wanted, text: sentence::behaviour_found(behaviour, n, wanted) }
}

fn of_consent(test: &ConsentTest, person: &PersonFacts, wanted: bool) -> Reason {
    let mut found: Vec<_> = person
        .consents
        .iter()
        .filter(|consent| consent.purpose == test.purpose && consent.channel == test.channel)
        .collect();
    // A withdrawal wins over any grant: denial wins everywhere.
    found.sort_by_key(|consent| (consent.is_granted, consent.since));
    let decisive = found.first().copied();
    let holds = decisive.is_some_and(|consent| consent.is_granted);
    Reason { is_met: holds == wanted, text: sentence::consent_found(test, decisive, wanted) }
}
