//! Random people and definitions for agreement tests. The dice are the caller's: the crate has none.
//!
//! Values are few and windows short on purpose, so that conditions hold about as often as not and
//! events fall on the very edge of a window. Names carry quotes, backslashes and semicolons, since
//! that is where SQL text breaks.

use crate::{
    Behaviour, Condition, ConsentFact, ConsentTest, Definition, EventFact, PersonFacts, TRAITS, TraitKind,
    TraitRule, TraitTest, TraitValue,
};
use vocabulary::{Channel, Currency, DAY, Purpose, Timestamp, item_key};

const TEXTS: &[&str] = &["GA", "AL", "O'Neil", "a\\'b; DROP TABLE people --", "Žižek", "", " GA"];
const EVENTS: &[&str] = &["Order Completed", "Product Viewed", "Ann's \"event\"", "x\\"];
const ITEMS: &[&str] = &["Blue Mug", "blue  mug", "Mug", "M-1", "Ann's \"cup\"", "100%"];
const DAYS: &[&str] = &["1970-06-30", "1990-01-01", "1990-01-02", "2001-12-31"];
const CHANNELS: &[Channel] = &[Channel::Email, Channel::Sms];

/// Rolls a number below `n`: wrap any seeded generator.
pub type Dice<'a> = &'a mut dyn FnMut(u32) -> u32;

fn one<T: Clone>(list: &[T], dice: Dice<'_>) -> Option<T> {
    list.get(dice(list.len() as u32) as usize).cloned()
}

fn text(dice: Dice<'_>) -> String {
    one(TEXTS, dice).unwrap_or_default().to_owned()
}

/// A moment on the edge of a window that [`definition`] asks for, a microsecond beside it, or anywhere.
fn moment(now: Timestamp, dice: Dice<'_>) -> Timestamp {
    let edge = (now - DAY.times(i64::from(dice(9)) * 10)).micros();
    match dice(6) {
        0 => Timestamp::from_micros(edge),
        1 => Timestamp::from_micros(edge + 1),
        2 => Timestamp::from_micros(edge - 1),
        _ => Timestamp::from_micros(edge - DAY.micros() * i64::from(dice(10)) + 1_000_000),
    }
}

/// Rolls a person whose traits, events and consents are often just inside or outside a condition.
pub fn person(now: Timestamp, dice: Dice<'_>) -> PersonFacts {
    let mut person = PersonFacts::default();
    for (name, kind, _) in TRAITS {
        if dice(3) == 0 {
            continue;
        }
        let value = match kind {
            TraitKind::Text => TraitValue::Text(text(dice)),
            TraitKind::Day => TraitValue::Text(one(DAYS, dice).unwrap_or_default().to_owned()),
            TraitKind::Number => TraitValue::Number(i64::from(dice(5))),
            TraitKind::Time => TraitValue::Time(moment(now, dice)),
        };
        person.traits.insert((*name).to_owned(), value);
    }
    for _ in 0..dice(9) {
        person.events.push(EventFact {
            name: if dice(8) == 0 { None } else { one(EVENTS, dice).map(str::to_owned) },
            occurred_at: moment(now, dice),
            revenue_minor: if dice(2) == 0 { None } else { Some(i64::from(dice(4)) * 100 - 100) },
            currency: currency(dice),
            items: (0..dice(3)).filter_map(|_| one(ITEMS, &mut *dice)).map(item_key).collect(),
        });
    }
    for purpose in Purpose::ALL {
        for channel in CHANNELS {
            // Now and then two statements that contradict each other.
            for _ in 0..dice(5).saturating_sub(2) {
                let since = Some(moment(now, dice)).filter(|_| 0 < dice(3));
                let (purpose, channel) = (*purpose, *channel);
                person.consents.push(ConsentFact { purpose, channel, is_granted: 0 < dice(4), since });
            }
        }
    }
    person
}

/// Rolls a valid definition, nested up to five deep.
pub fn definition(now: Timestamp, dice: Dice<'_>) -> Definition {
    let name = format!("rolled-{}", dice(u32::MAX));
    Definition { name, description: text(dice), who: condition(now, 4, dice) }
}

fn condition(now: Timestamp, n_levels: u32, dice: Dice<'_>) -> Condition {
    let list = |dice: Dice<'_>| {
        (0..=dice(3)).map(|_| condition(now, n_levels.saturating_sub(1), &mut *dice)).collect::<Vec<_>>()
    };
    match dice(if n_levels == 0 { 4 } else { 8 }) {
        0 | 1 => Condition::Behaviour(behaviour(dice)),
        2 => Condition::Trait(trait_test(now, dice)),
        3 => Condition::Consent(ConsentTest {
            purpose: one(Purpose::ALL, dice).unwrap_or(Purpose::Marketing),
            channel: one(CHANNELS, dice).unwrap_or(Channel::Email),
        }),
        4 | 5 => Condition::All(list(dice)),
        6 => Condition::Any(list(dice)),
        _ => Condition::Not(Box::new(condition(now, n_levels.saturating_sub(1), dice))),
    }
}

fn behaviour(dice: Dice<'_>) -> Behaviour {
    let at_least = Some(1 + dice(3)).filter(|_| 0 < dice(3));
    let at_most = Some(at_least.unwrap_or(0) + dice(2)).filter(|_| at_least.is_none() || dice(3) == 0);
    let not_within_days = Some(10 * (1 + dice(3))).filter(|_| dice(3) == 0);
    let within_days = Some(not_within_days.unwrap_or(0) + 10 * (1 + dice(5))).filter(|_| 0 < dice(4));
    Behaviour {
        event: one(EVENTS, dice).unwrap_or("x").to_owned(),
        at_least,
        at_most,
        within_days,
        not_within_days,
        min_revenue_minor: Some(i64::from(dice(3)) * 100).filter(|_| dice(3) == 0),
        currency: currency(dice).filter(|_| dice(3) == 0),
        item: match dice(4) {
            0 => (0..=dice(5)).filter_map(|_| one(ITEMS, &mut *dice)).map(str::to_owned).collect(),
            _ => Vec::new(),
        },
        even_if_unseen: dice(2) == 0,
    }
}

fn currency(dice: Dice<'_>) -> Option<Currency> {
    one(&["USD", "EUR", "JPY"], dice).filter(|_| 0 < dice(4)).and_then(|code| code.parse().ok())
}

fn trait_test(now: Timestamp, dice: Dice<'_>) -> TraitTest {
    let (name, kind, _) = one(TRAITS, dice).unwrap_or(("state", TraitKind::Text, "state"));
    let n = i64::from(dice(5));
    let limit = |dice: Dice<'_>| match kind {
        TraitKind::Day => one(DAYS, dice).and_then(|day| Timestamp::parse(day).ok()).unwrap_or(now),
        _ => moment(now, dice),
    };
    let word = |dice: Dice<'_>| match kind {
        TraitKind::Day => one(DAYS, dice).unwrap_or_default().to_owned(),
        _ => text(dice),
    };
    // A blank value is no value to test for.
    let known = |word: String| if word.trim().is_empty() { "GA".to_owned() } else { word };
    let rule = match (kind, dice(5)) {
        (_, 0) => TraitRule::Exists(dice(2) == 0),
        (TraitKind::Number, 1 | 2) => TraitRule::AtLeast(n),
        (TraitKind::Number, _) => TraitRule::AtMost(n),
        (TraitKind::Time | TraitKind::Day, 1) if dice(2) == 0 => TraitRule::WithinDays(10 * (1 + dice(9))),
        (TraitKind::Time | TraitKind::Day, 2) if dice(2) == 0 => TraitRule::NotWithinDays(10 * (1 + dice(9))),
        (TraitKind::Time, 1 | 2) | (TraitKind::Day, 1) => TraitRule::Before(limit(dice)),
        (TraitKind::Time, _) | (TraitKind::Day, 2) => TraitRule::After(limit(dice)),
        (_, 1 | 2) => TraitRule::Is(known(word(dice))),
        (_, 3) => TraitRule::IsNot(known(word(dice))),
        (_, 4) if dice(4) == 0 => {
            // Long enough to be joined instead of written out.
            let others = (0..30).map(|n| format!("other {n}"));
            TraitRule::OneOf(others.chain((0..=dice(2)).map(|_| known(word(&mut *dice)))).collect())
        }
        _ => TraitRule::OneOf((0..=dice(2)).map(|_| known(word(&mut *dice))).collect()),
    };
    TraitTest { name: name.to_owned(), rule, even_if_unseen: false }
}
