//! What holds for the whole of a drafted contract: its currency, its country, its time zone.

use super::column::Column;
use super::sample::Sample;
use super::{Asked, columns};
use crate::column::is_shortened;
use crate::folded::folded;
use crate::torn::dialled;
use crate::{Lands, Role};
use std::collections::BTreeSet;

/// Settings of the whole contract: currency, zone, event name.
pub(super) fn settings(
    columns: &[Column],
    lands: &[Lands],
    sample: &Sample,
    asked: &mut Asked<'_>,
) -> Vec<(&'static str, String)> {
    let mut settings = Vec::new();
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    // Rows that name no currency are of the one that is told.
    let is_money = lands.contains(&Lands::Events) && has(Role::Revenue) && !has(Role::Currency);
    if is_money || asked.is_answered("currency") {
        let text = "in which currency are its amounts, as EUR or USD?".to_owned();
        let code = asked.ask("currency", text, None).map(|code| code.to_uppercase());
        if let Some(code) = code.as_deref().filter(|code| code.parse::<vocabulary::Currency>().is_err()) {
            asked.wrong("currency", code, "a code of ISO 4217, as EUR or USD");
        }
        settings.extend(code.map(|code| ("truelift.currency", code)));
    }
    let lacks_country = if has(Role::Country) { None } else { national(columns, sample) };
    if lacks_country.is_some() || asked.is_answered("country") {
        let text = match lacks_country {
            Some((name, value)) => format!(
                "of which country are numbers such as `{value}` in `{name}`, as DE or US? `none` leaves it to the workspace's country"
            ),
            None => "of which country are phone numbers whose row names none, as DE or US?".to_owned(),
        };
        let is_open = lacks_country.is_none_or(|(_, value)| normalise::phone(value, None).is_err());
        // What can be a number of North America is one, unless somebody says otherwise.
        let usual = || (!is_open).then(|| "none".to_owned());
        let code = asked.ask("country", text, home(columns, sample).or_else(usual));
        let is_none = code.as_deref().is_some_and(|code| code.eq_ignore_ascii_case("none"));
        let read = |code: &String| normalise::country(code).ok().filter(|code| code.len() == 2);
        match code.filter(|_| !is_none).map(|code| (read(&code), code)) {
            Some((Some(code), _)) => settings.push(("truelift.country", code)),
            Some((None, code)) => asked.wrong("country", &code, "a code of ISO 3166, as DE or US, or `none`"),
            None => {}
        }
    }
    let is_local = |column: &&Column| {
        sample.values(column.at).any(|value| value.contains(':') && !columns::has_offset(value))
    };
    let moments = || columns.iter().filter(|column| column.role.is_moment());
    let of_day = || moments().next().filter(|_| asked.is_answered("zone"));
    if let Some(name) = moments().find(is_local).or_else(of_day).map(|column| column.name.clone()) {
        let text = format!("in which time zone is `{name}`, as Europe/Berlin or America/New_York?");
        let zone = asked.ask("zone", text, Some(zone_of(sample).unwrap_or("UTC").to_owned()));
        if let Some(name) = zone.as_deref().filter(|name| jiff::tz::TimeZone::get(name).is_err()) {
            asked.wrong("zone", name, "a name as Europe/Berlin, America/New_York or UTC");
        }
        settings.extend(zone.map(|zone| ("truelift.zone", zone)));
    }
    settings
}

/// The zone that a column of zones names in every row, by its own name or as shops in America call it.
fn zone_of(sample: &Sample) -> Option<&str> {
    const CALLED: &[(&str, &str)] = &[
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("Central Time (US & Canada)", "America/Chicago"),
        ("Mountain Time (US & Canada)", "America/Denver"),
        ("Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("Arizona", "America/Phoenix"),
        ("Hawaii", "Pacific/Honolulu"),
        ("Alaska", "America/Anchorage"),
        ("London", "Europe/London"),
        ("Sydney", "Australia/Sydney"),
        ("Tokyo", "Asia/Tokyo"),
    ];
    // Beside other moments it is where somebody lives, as in lists of mail tools.
    if sample.times.is_empty() {
        return None;
    }
    let is_it = |name: &String| matches!(folded(name).as_str(), "timezone" | "zeitzone" | "zone" | "tz");
    let at = sample.columns.iter().position(is_it)?;
    let name = sample.values(at).next()?.trim();
    let known = CALLED.iter().find(|(called, _)| *called == name).map_or(name, |(_, zone)| zone);
    let is_same = sample.values(at).all(|value| value.trim() == name);
    (is_same && known.contains('/') && jiff::tz::TimeZone::get(known).is_ok()).then_some(known)
}

/// The first number without its country's code, and its column: in a list each line may hold one.
fn national<'a>(columns: &'a [Column], sample: &'a Sample) -> Option<(&'a str, &'a str)> {
    if sample.is_headless && !sample.is_log {
        let line = columns.first()?;
        // A line that is nothing but nine digits and more is a number of a country without the zero, as in Portugal.
        let is_whole = |number: &str| sample.values(line.at).any(|text| text.trim() == number);
        let begins = |number: &&str| {
            let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
            let is_bare = !number.starts_with(['+', '0']) && (9..=11).contains(&n_digits) && is_whole(number);
            number.starts_with('0') && !number.starts_with("00") || is_bare
        };
        let mut numbers = sample.values(line.at).flat_map(|text| {
            // Letters of an address are none of a number.
            text.split_whitespace()
                .all(|word| !word.contains('@'))
                .then(|| dialled(text))
                .into_iter()
                .flatten()
        });
        return numbers.find(begins).map(|number| (line.name.as_str(), number));
    }
    let is_national = |value: &&str| {
        let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
        (6..=15).contains(&n_digits) && !is_shortened(value) && normalise::phone(value, None).is_err()
    };
    // Ten digits in a row are a number of India as well as one of North America.
    let is_ten = |value: &&str| {
        let digits: Vec<&str> = value.split_whitespace().collect();
        let is_bare = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
        is_bare
            && matches!(digits.iter().map(|part| part.len()).collect::<Vec<_>>().as_slice(), [10] | [5, 5])
    };
    let first = |is_it: &dyn Fn(&&str) -> bool| {
        let phones = columns.iter().filter(|column| column.role == Role::Phone);
        let mut firsts =
            phones.filter_map(|column| Some((column.name.as_str(), sample.values(column.at).find(is_it)?)));
        firsts.next()
    };
    first(&is_national).or_else(|| first(&is_ten))
}

/// The country whose code most of the other numbers have, as long as it is the only one.
fn home(columns: &[Column], sample: &Sample) -> Option<String> {
    let phones = columns.iter().filter(|column| column.role == Role::Phone);
    let numbers = phones.flat_map(|column| sample.values(column.at));
    let codes: BTreeSet<&str> = numbers
        .filter_map(|value| normalise::phone(value, None).ok())
        .map(|number| country_of(&number))
        .collect();
    let mut codes = codes.into_iter();
    codes.next().filter(|code| !code.is_empty() && codes.next().is_none()).map(str::to_owned)
}

/// The country of a number in E.164, for those whose code is of one country alone; empty for others.
fn country_of(number: &str) -> &'static str {
    const CODES: &[(&str, &str)] = &[
        ("+31", "NL"),
        ("+32", "BE"),
        ("+33", "FR"),
        ("+34", "ES"),
        ("+351", "PT"),
        ("+353", "IE"),
        ("+358", "FI"),
        ("+41", "CH"),
        ("+420", "CZ"),
        ("+43", "AT"),
        ("+45", "DK"),
        ("+46", "SE"),
        ("+48", "PL"),
        ("+49", "DE"),
        ("+55", "BR"),
        ("+52", "MX"),
        ("+61", "AU"),
        ("+64", "NZ"),
        ("+81", "JP"),
        ("+91", "IN"),
    ];
    CODES.iter().find(|(code, _)| number.starts_with(code)).map_or("", |(_, country)| country)
}
