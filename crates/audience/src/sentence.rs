//! Definitions and findings in words a marketer reads.

use crate::definition::{Behaviour, Condition, ConsentTest, Definition, TraitRule, TraitTest};
use crate::facts::{ConsentFact, TraitValue};
use crate::traits::trait_words;
use vocabulary::{Channel, Currency, Money, Purpose, Timestamp};

/// Says the whole definition in one English sentence.
///
/// Shown beside the audience wherever it is used, so that a reviewer approves what they read.
pub fn sentence(definition: &Definition) -> String {
    format!("People who {}.", phrase(&definition.who, true, false))
}

fn phrase(condition: &Condition, wanted: bool, is_inner: bool) -> String {
    match condition {
        Condition::Not(inner) => phrase(inner, !wanted, is_inner),
        Condition::All(list) | Condition::Any(list) => {
            let is_and = matches!(condition, Condition::All(_)) == wanted;
            let texts: Vec<String> = list.iter().map(|part| phrase(part, wanted, 1 < list.len())).collect();
            let joined = texts.join(if is_and { ", and " } else { ", or " });
            if is_inner && 1 < texts.len() { format!("({joined})") } else { joined }
        }
        Condition::Trait(test) => format!("have {}", trait_needed(test, wanted)),
        Condition::Behaviour(behaviour) => {
            let (verb, when) = (verb(behaviour), when(behaviour));
            match times_needed(behaviour, wanted, "never", n_times).as_str() {
                "never" => format!("never {verb}{when}"),
                times => format!("{verb} {times}{when}"),
            }
        }
        Condition::Consent(test) => {
            let verb = if wanted { "agreed to" } else { "did not agree to" };
            format!("{verb} {}", consent_words(test))
        }
    }
}

fn verb(behaviour: &Behaviour) -> String {
    let verb = match behaviour.event.as_str() {
        "Order Completed" => "bought".to_owned(),
        event => format!("did \"{event}\""),
    };
    let verb = match behaviour.item.is_empty() {
        true => verb,
        false => format!("{verb} {}", listed(&behaviour.item)),
    };
    match behaviour.min_revenue_minor {
        Some(minor) => format!("{verb} for {} or more", amount(minor, behaviour.currency)),
        None => match behaviour.currency {
            Some(currency) => format!("{verb} in {}", currency.as_str()),
            None => verb,
        },
    }
}

/// Minor units as a decimal, by the currency's own where it is named.
fn amount(minor: i64, currency: Option<Currency>) -> String {
    if let Some(currency) = currency {
        return Money { minor, currency }.to_string();
    }
    let sign = if minor < 0 { "-" } else { "" };
    let abs = minor.unsigned_abs();
    format!("{sign}{}.{:02}", abs / 100, abs % 100)
}

fn when(behaviour: &Behaviour) -> String {
    match (behaviour.within_days, behaviour.not_within_days) {
        (None, None) => " so far".to_owned(),
        (Some(days), None) => format!(" in the last {}", n_days(days)),
        (None, Some(not)) => format!(" more than {} ago", n_days(not)),
        (Some(days), Some(not)) => format!(" between {days} and {} ago", n_days(not)),
    }
}

fn n_days(days: u32) -> String {
    if days == 1 { "day".to_owned() } else { format!("{days} days") }
}

fn n_times(n: u64) -> String {
    match n {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{n} times"),
    }
}

/// The count asked for, with `count` to write a number; the opposite of "at least 2" is "at most 1".
fn times_needed(behaviour: &Behaviour, wanted: bool, never: &str, count: fn(u64) -> String) -> String {
    let (least, most) = (behaviour.at_least.map(u64::from), behaviour.at_most.map(u64::from));
    let at_least = |n: u64| format!("at least {}", count(n));
    let at_most = |n: u64| if n == 0 { never.to_owned() } else { format!("at most {}", count(n)) };
    match (least, most, wanted) {
        (Some(least), None, true) => at_least(least),
        (None, Some(most), true) => at_most(most),
        (Some(least), Some(most), true) if least == most => format!("exactly {}", count(least)),
        (Some(least), Some(most), true) => format!("{} and {}", at_least(least), at_most(most)),
        (Some(least), None, false) => at_most(least.saturating_sub(1)),
        (None, Some(most), false) => at_least(most + 1),
        (Some(least), Some(most), false) => {
            format!("{} or {}", at_most(least.saturating_sub(1)), at_least(most + 1))
        }
        (None, None, _) => "any number".to_owned(),
    }
}

/// What was counted, and what is needed.
pub(crate) fn behaviour_found(behaviour: &Behaviour, n: u64, wanted: bool) -> String {
    let found = match n {
        0 => format!("never {}", verb(behaviour)),
        _ => format!("{} {}", verb(behaviour), n_times(n)),
    };
    format!(
        "{found}{} (needs {})",
        when(behaviour),
        times_needed(behaviour, wanted, "none", |n| n.to_string())
    )
}

fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    text.strip_suffix("T00:00:00Z").map_or_else(|| text.clone(), str::to_owned)
}

/// Values in a sentence; of many, the first few.
fn listed(values: &[String]) -> String {
    const N_SHOWN: usize = 8;
    let n_more = values.len().saturating_sub(N_SHOWN);
    let shown = values.iter().take(N_SHOWN).map(String::as_str).collect::<Vec<_>>().join(" or ");
    if n_more == 0 { shown } else { format!("{shown} or one of {n_more} more") }
}

fn n_days_ago(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// The trait and its rule, or the opposite.
fn trait_needed(test: &TraitTest, wanted: bool) -> String {
    let name = trait_words(&test.name);
    let not = if wanted { "" } else { "not " };
    match &test.rule {
        TraitRule::Is(value) => format!("{name} {not}{value}"),
        TraitRule::IsNot(value) => format!("{name} {}{value}", if wanted { "not " } else { "" }),
        TraitRule::OneOf(values) => format!("{name} {not}{}", listed(values)),
        TraitRule::Exists(is_known) if *is_known == wanted => format!("a known {name}"),
        TraitRule::Exists(_) => format!("no known {name}"),
        TraitRule::Before(at) => format!("{name} {not}before {}", moment(*at)),
        TraitRule::After(at) => format!("{name} {not}from {} on", moment(*at)),
        TraitRule::WithinDays(days) => format!("{name} {not}in the last {}", n_days(*days)),
        TraitRule::NotWithinDays(days) => format!("{name} {not}at least {} ago", n_days_ago(*days)),
        TraitRule::AtLeast(n) => format!("{name} {not}at least {n}"),
        TraitRule::AtMost(n) => format!("{name} {not}at most {n}"),
    }
}

/// The value found, and what is needed.
pub(crate) fn trait_found(test: &TraitTest, value: Option<&TraitValue>, wanted: bool) -> String {
    let name = trait_words(&test.name);
    let found = match value {
        None => format!("{name} is not known"),
        Some(TraitValue::Text(text)) => format!("{name} is {text}"),
        Some(TraitValue::Number(n)) => format!("{name} is {n}"),
        Some(TraitValue::Time(at)) => format!("{name} is {}", moment(*at)),
    };
    format!("{found} (needs {})", trait_needed(test, wanted))
}

fn consent_words(test: &ConsentTest) -> String {
    let purpose = match test.purpose {
        Purpose::Marketing => "marketing",
        Purpose::AiContent => "content written by AI",
        Purpose::AiProfiling => "profiling by AI",
        Purpose::Service => "service messages",
    };
    let channel = match test.channel {
        Channel::Email => "e-mail",
        Channel::Sms => "text message",
        Channel::Push => "push notification",
        Channel::Web => "the website",
        Channel::Post => "letter",
    };
    format!("{purpose} by {channel}")
}

/// What the person said, and what is needed.
pub(crate) fn consent_found(test: &ConsentTest, found: Option<&ConsentFact>, wanted: bool) -> String {
    let since = |consent: &ConsentFact| match consent.since {
        // What its source gives no day counts as older than everything, and is no day of the year it began with.
        Some(at) if at.micros() == 0 => ", on a day that its source does not tell".to_owned(),
        Some(at) => format!(" on {}", at.day()),
        None => String::new(),
    };
    let words = consent_words(test);
    let found = match found {
        None => format!("never agreed to {words}"),
        Some(consent) if consent.is_granted => format!("agreed to {words}{}", since(consent)),
        Some(consent) => format!("withdrew consent to {words}{}", since(consent)),
    };
    if wanted { found } else { format!("{found} (needs no consent)") }
}
