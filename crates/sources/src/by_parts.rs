//! The no in a column whose name no list has, by what the name is made of and what stands there: `gdpr_deleted = yes`,
//! `bounceType = Permanent`, `mail_frequency = 0 per month`, `preferences.email = false`.
//!
//! A name tells what is asked by all of its parts: where one of them is about something else, as in `deleted_items`,
//! nothing is heard here.

use crate::folded::folded;
use crate::name_parts::{Kinds, name_parts};
use crate::neither::is_of_no_wish;

/// What a column asks by the parts of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// `has_bounced`, `bounce_type`: whether mail came back for good.
    Bounce {
        /// Whether a number there is a kind, and no count.
        is_sort: bool,
    },
    /// `complaints`: whether or how often somebody complained, of whatever.
    Complaints,
    /// `gdpr_deleted`, `suppressed_by`: whatever is no plain no closes.
    Out,
    /// `n_bounces`, `unsub_count`: how often.
    Count,
    /// `list_status`: a word of no there.
    Standing,
    /// `mail_frequency`: how often somebody wants mail.
    Frequency,
    /// `frequency`, of whatever: never.
    BareFrequency,
    /// `preferences.email`, `receive_updates`: whether somebody wants it.
    Wish,
    /// As [`Told::Wish`], where a number counts something else: `email_notifications`.
    Notice,
    /// As [`Told::Notice`], of a word that may be about something else: `digest`.
    BareNotice,
    /// `newsletter_topics`: what somebody chose.
    Choice,
    /// `subscriptions`: as [`Told::Choice`], and what was bought.
    Subscriptions,
}

/// What a column of this name asks; `is_order` for one beside an order, where only what names a person, a law or a way of
/// writing is of the buyer.
pub(crate) fn told(name: &str, is_order: bool) -> Option<Told> {
    let parts = name_parts(name).filter(|_| !is_of_no_wish(name))?;
    let all = sum(&parts);
    let found = of_outcome(&parts, all)
        .or_else(|| of_standing(name, &parts, all))
        .or_else(|| of_wish(&parts, all))?;
    let is_of_person = all.has(Kinds::PERSON) || all.has(Kinds::MAIL) || all.has(Kinds::SPAM);
    let is_of_both =
        matches!(found, Told::BareFrequency | Told::Subscriptions | Told::Complaints | Told::BareNotice);
    (!is_order || is_of_person && !is_of_both).then_some(found)
}

/// What the name of an answer about somebody asks for, where it is one of what became of them or of mail to them: a no
/// (`gdpr_deleted`) or nothing (`newsletter_bounces`), and never a yes.
pub(crate) fn asks_of_outcome(name: &str) -> Option<bool> {
    let parts = name_parts(name)?;
    let all = sum(&parts);
    let found = of_outcome(&parts, all)?;
    let is_beside = all.has(Kinds::SORT) || all.has(Kinds::COUNT) || all.has(Kinds::WHEN);
    Some(found == Told::Out && !is_beside && (all.has(Kinds::PERSON) || all.has(Kinds::MAIL)))
}

/// Whether a name tells not to get in touch at all, as `Do Not Contact`, and not by one way.
fn is_do_not_contact(name: &str) -> bool {
    let folded = folded(name);
    let ways = ["mail", "sms", "text", "call", "phone", "push", "post", "letter", "newsletter", "whatsapp"];
    let of_all = [
        "contact",
        "kontakt",
        "contatt",
        "contat",
        "disturb",
        "robinson",
        "werbesperre",
        "gesperrt",
        "keinewerbung",
    ];
    let is_short = matches!(folded.as_str(), "dnc" | "donotmarket" | "donotsend");
    !ways.iter().any(|way| folded.contains(way))
        && (is_short || of_all.iter().any(|part| folded.contains(part)))
}

/// Whether a name asks who wants nothing by any way, or is gone or shut out as a whole, and is of no single way.
pub(crate) fn is_of_every_way(name: &str) -> bool {
    if is_do_not_contact(name) {
        return true;
    }
    let parts = name_parts(name).unwrap_or_default();
    let all = sum(&parts);
    let names_way = parts.iter().any(|part| part.has(Kinds::MAIL) && !part.has(Kinds::PERSON));
    let is_of_all = all.has(Kinds::GONE | Kinds::DIED) || all.has(Kinds::SHUT) && all.has(Kinds::PERSON);
    !names_way && is_of_all && of_outcome(&parts, all) == Some(Told::Out)
}

/// Whether a name asks what became of somebody or of mail to them, so that a yes there is none to mail.
pub(crate) fn is_of_outcome(name: &str) -> bool {
    asks_of_outcome(name).is_some()
}

/// Whether a column tells when somebody was gone or shut out: `gdpr_deleted_at`; `is_of_person` where its name must say
/// that it is about somebody.
pub(crate) fn tells_when(name: &str, is_of_person: bool) -> bool {
    let parts = name_parts(name).unwrap_or_default();
    let all = sum(&parts);
    let is_when = parts.last().is_some_and(|last| last.has(Kinds::WHEN));
    is_when
        && of_outcome(&parts, all) == Some(Told::Out)
        && (!is_of_person || all.has(Kinds::PERSON) || all.has(Kinds::MAIL))
}

fn sum(parts: &[Kinds]) -> Kinds {
    parts.iter().fold(Kinds::NONE, |all, part| all | *part)
}

/// Whether every part is one of these.
fn is_made_of(parts: &[Kinds], kinds: Kinds) -> bool {
    parts.iter().all(|part| part.has(kinds))
}

/// What became of somebody or of mail to them.
fn of_outcome(parts: &[Kinds], all: Kinds) -> Option<Told> {
    let states = Kinds::GONE | Kinds::SHUT | Kinds::COMPLAINED | Kinds::BOUNCED | Kinds::LEFT | Kinds::DIED;
    let is_only = |kind: Kinds| parts.iter().filter(|part| part.has(states)).all(|part| part.has(kind));
    // A message that was deleted is another thing than who gets it.
    let of_mail = if is_only(Kinds::GONE) { Kinds::LISTED } else { Kinds::MAIL | Kinds::LISTED };
    if !all.has(states) || !is_made_of(parts, states | Kinds::NEUTRAL | Kinds::PERSON | of_mail) {
        return None;
    }
    // The block of a street, unless it is one of mail.
    if is_only(Kinds::WEAK) && !all.has(Kinds::MAIL | Kinds::CHOSEN) {
        return None;
    }
    Some(match () {
        _ if is_only(Kinds::BOUNCED) && !all.has(Kinds::COUNT) => {
            Told::Bounce { is_sort: all.has(Kinds::SORT) || all.has(Kinds::STATUS) }
        }
        _ if all.has(Kinds::COUNT) => Told::Count,
        _ if is_only(Kinds::COMPLAINED) && !all.has(Kinds::SPAM) && !all.has(Kinds::MAIL) => Told::Complaints,
        _ => Told::Out,
    })
}

/// How somebody stands on a list.
fn of_standing(name: &str, parts: &[Kinds], all: Kinds) -> Option<Told> {
    // The state of an address.
    let small = name.to_lowercase();
    let is_place = small.ends_with("state")
        && ["mailing", "contact", "member", "recipient"].iter().any(|of| small.starts_with(of));
    let is_it = is_made_of(parts, Kinds::STATUS | Kinds::LISTED | Kinds::BESIDE);
    // `privacy_request = delete`.
    if all.has(Kinds::LAW) && is_made_of(parts, Kinds::LAW | Kinds::NEUTRAL | Kinds::PERSON) {
        return Some(Told::Standing);
    }
    (is_it && all.has(Kinds::STATUS) && all.has(Kinds::LISTED) && !is_place).then_some(Told::Standing)
}

/// What somebody wants to hear, how often, and by which way.
fn of_wish(parts: &[Kinds], all: Kinds) -> Option<Told> {
    let is = |kinds: Kinds| is_made_of(parts, Kinds::MAIL | Kinds::BESIDE | kinds);
    let n_mail = parts.iter().filter(|part| part.has(Kinds::MAIL)).count();
    let how_often = Kinds::OFTEN | Kinds::PERIOD | Kinds::PREFERRED | Kinds::ENABLED;
    let chosen = Kinds::CHOSEN | Kinds::SUBSCRIBED;
    let wished = Kinds::PREFERRED | Kinds::ENABLED | Kinds::VIA | Kinds::AGREED | chosen;
    match () {
        _ if all.has(Kinds::OFTEN | Kinds::PER) && is(how_often) && 0 < n_mail => Some(Told::Frequency),
        _ if all.has(Kinds::OFTEN) && is(how_often) => Some(Told::BareFrequency),
        _ if all.has(Kinds::PREFERRED) && is(wished) && (0 < n_mail || all.has(Kinds::VIA)) => {
            Some(Told::Wish)
        }
        _ if (0 < n_mail || all.has(Kinds::AGREED))
            && all.has(chosen)
            && is(chosen | Kinds::AGREED | Kinds::ENABLED) =>
        {
            Some(Told::Choice)
        }
        _ if all.has(Kinds::ALIVE) && is_made_of(parts, Kinds::ALIVE | Kinds::NEUTRAL | Kinds::PERSON) => {
            Some(Told::Wish)
        }
        _ if is_made_of(parts, Kinds::SUBSCRIBED) => Some(Told::Subscriptions),
        _ if all.has(Kinds::ENABLED) && 0 < n_mail && is(Kinds::ENABLED) => Some(Told::Wish),
        _ if is_made_of(parts, Kinds::MAIL)
            && (1 < n_mail && all.has(Kinds::NOTICE) || all.has(Kinds::COMMS)) =>
        {
            Some(Told::Notice)
        }
        _ if is_made_of(parts, Kinds::NOTICE) => Some(Told::BareNotice),
        _ => None,
    }
}

/// An empty list: who chose nothing.
pub(crate) fn is_hollow(value: &str) -> bool {
    let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(bare.as_str(), "[]" | "{}" | "[null]" | "[\"\"]" | "[\"none\"]")
}
