use crate::calendar::Civil;
use crate::calendar::days_before;
use crate::defect::{Defect, bad_email, draw_defect, impossible_date};
use crate::draw::{Draw, Stream};
use crate::person::Person;
use crate::text::push_csv;
use vocabulary::{Channel, Purpose, Timestamp};

const DEFECTS: &[Defect] = &[
    Defect::MissingId,
    Defect::BadEmail,
    Defect::UnknownWord,
    Defect::ImpossibleDate,
    Defect::FutureDate,
    Defect::ExtraColumn,
];

const HEADER: &[&str] =
    &["consent_id", "email", "customer_id", "purpose", "channel", "action", "recorded_at", "evidence"];

/// One line of the consent book: someone said yes or no.
#[derive(Debug, Clone)]
pub(crate) struct ConsentRow {
    pub(crate) person: u32,
    /// Given when the rows are in order.
    pub(crate) consent_id: String,
    pub(crate) email: String,
    pub(crate) customer_id: Option<String>,
    purpose: Purpose,
    channel: Channel,
    is_grant: bool,
    at: Timestamp,
    evidence: &'static str,
    pub(crate) defect: Option<Defect>,
}

/// Makes the book: grants at sign-up, later changes of mind, some people who never said anything.
pub(crate) fn rows(seed: u64, now: Timestamp, people: &[Person]) -> Vec<ConsentRow> {
    let mut rows = Vec::new();
    for person in people {
        let mut draw = Draw::of(seed, Stream::Consents, u64::from(person.index), 0);
        decisions(person, now, &mut draw, &mut rows);
    }
    rows.sort_by_key(|row| (row.at, row.person, row.purpose, row.channel));
    for (at, row) in rows.iter_mut().enumerate() {
        row.consent_id = format!("N{:06}", 100_001 + at);
    }
    rows
}

fn decisions(person: &Person, now: Timestamp, draw: &mut Draw, rows: &mut Vec<ConsentRow>) {
    // Consent by e-mail is bound to one address, mostly the one in use.
    let email = person.some_email(0.06, draw).to_owned();
    let first = draw.between(370.0, 900.0);
    let mut say = |purpose, channel, is_grant, days, evidence, draw: &mut Draw| {
        rows.push(ConsentRow {
            person: person.index,
            consent_id: String::new(),
            email: email.clone(),
            customer_id: person.customer_id.clone().filter(|_| draw.chance(0.7)),
            purpose,
            channel,
            is_grant,
            at: days_before(now, days),
            evidence,
            defect: draw_defect(DEFECTS, draw),
        });
    };
    if !draw.chance(0.9) {
        return;
    }
    let form =
        draw.pick(&["checkout form v2", "checkout form v3", "loyalty card form 2024", "newsletter form v1"]);
    say(Purpose::Marketing, Channel::Email, true, first, form, draw);
    if draw.chance(0.2) {
        say(Purpose::Marketing, Channel::Sms, true, first, form, draw);
    }
    if draw.chance(0.25) {
        say(Purpose::Service, Channel::Email, true, first, form, draw);
    }
    // The notice about AI came with a later version of the form; some accepted only one half of it.
    let asked = draw.between(40.0, 360.0);
    let says_yes = draw.chance(0.85);
    if says_yes {
        say(Purpose::AiContent, Channel::Email, true, asked, "AI notice v1, preference centre", draw);
    }
    if draw.chance(0.35) {
        say(Purpose::AiProfiling, Channel::Email, true, asked, "AI notice v1, preference centre", draw);
    }
    if draw.chance(0.05) {
        say(Purpose::Marketing, Channel::Email, false, draw.between(1.0, 360.0), "unsubscribe link", draw);
    }
    if says_yes && draw.chance(0.04) {
        let days = draw.between(1.0, asked);
        say(Purpose::AiContent, Channel::Email, false, days, "preference centre", draw);
    }
}

/// The file: header and rows.
pub(crate) fn csv(rows: &[ConsentRow]) -> String {
    let mut out = String::with_capacity(rows.len() * 110);
    push_csv(&mut out, HEADER);
    for (at, row) in rows.iter().enumerate() {
        push_row(&mut out, row, at);
    }
    out
}

fn push_row(out: &mut String, row: &ConsentRow, at: usize) {
    let time = Civil::of(row.at).seconds();
    let clock = time.get(10..).unwrap_or_default();
    let bad_email = bad_email(&row.email, at);
    let (recorded_at, email) = match row.defect {
        Some(Defect::ImpossibleDate) => (format!("{}{clock}", impossible_date(at)), row.email.as_str()),
        Some(Defect::FutureDate) => (format!("2062-09-01{clock}"), row.email.as_str()),
        Some(Defect::BadEmail) => (time, bad_email.as_str()),
        _ => (time, row.email.as_str()),
    };
    let (mut purpose, mut action) =
        (row.purpose.as_str(), if row.is_grant { "granted" } else { "withdrawn" });
    match (row.defect, at % 2) {
        (Some(Defect::UnknownWord), 0) => purpose = "newsletters",
        (Some(Defect::UnknownWord), _) => action = "maybe",
        _ => {}
    }
    let id = if row.defect == Some(Defect::MissingId) { "" } else { &row.consent_id };
    let customer = row.customer_id.as_deref().unwrap_or_default();
    let channel = row.channel.as_str();
    if row.defect == Some(Defect::ExtraColumn) {
        out.push_str(&format!(
            "{id},{email},{customer},{purpose},{channel},{action},{recorded_at},paper form, till 4\n"
        ));
        return;
    }
    push_csv(out, &[id, email, customer, purpose, channel, action, &recorded_at, row.evidence]);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::collections::HashSet;

    /// People whose last good word on each of `purposes` by e-mail is yes.
    pub(crate) fn willing(rows: &[ConsentRow], purposes: &[Purpose]) -> HashSet<u32> {
        let says_yes = |purpose: Purpose| -> HashSet<u32> {
            let mut yes = HashSet::new();
            let of = |row: &&ConsentRow| {
                row.defect.is_none() && row.purpose == purpose && row.channel == Channel::Email
            };
            for row in rows.iter().filter(of) {
                if row.is_grant {
                    yes.insert(row.person)
                } else {
                    yes.remove(&row.person)
                };
            }
            yes
        };
        let mut all = purposes.iter().map(|purpose| says_yes(*purpose));
        let first = all.next().unwrap_or_default();
        all.fold(first, |left, right| left.intersection(&right).copied().collect())
    }
}
