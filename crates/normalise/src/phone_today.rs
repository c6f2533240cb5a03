//! Numbers as they were before a country changed how it dials: address books keep them for decades.

use super::phone_plan::Plan;

/// How a number of a country is dialled today, where what is written is an earlier way, or one of mobiles or of a
/// carrier only; `None` where it is today's.
///
/// Shapes: `national` as digits without the country's code.
/// Source: Brazil: Anatel, Resolução 553/2010, a ninth digit for mobiles in all areas since 2016, and the carrier's two
/// digits behind the 0; numbers of radio that begin with 70, 77, 78 and 79 kept eight. Mexico: IFT, ten digits without
/// 1, 01, 044 and 045 since 2019. Argentina: ENACOM, 15 behind the area's code at home is 9 in front of it from abroad.
pub(super) fn today(plan: &Plan, national: &str) -> Option<String> {
    if !national.is_ascii() {
        return None;
    }
    match plan.country {
        "BR" => {
            let own = behind_carrier(national).unwrap_or(national);
            let now = with_ninth(own);
            now.or_else(|| (own.len() != national.len()).then(|| own.to_owned()))
        }
        "MX" => ["1", "01", "044", "045"].iter().find_map(|prefix| {
            national
                .strip_prefix(prefix)
                .filter(|own| own.len() == 10 && !own.starts_with('0'))
                .map(str::to_owned)
        }),
        "AR" => with_nine(national.strip_prefix('0').unwrap_or(national)),
        _ => None,
    }
}

/// `11 98765 4321` of `0 21 11 98765 4321`.
fn behind_carrier(national: &str) -> Option<&str> {
    let own = national.strip_prefix('0')?.get(2..)?;
    (matches!(own.len(), 10 | 11) && !own.starts_with('0')).then_some(own)
}

fn with_ninth(national: &str) -> Option<String> {
    let (area, own) =
        national.split_at_checked(2).filter(|(area, own)| own.len() == 8 && !area.contains('0'))?;
    let is_mobile = match own.as_bytes() {
        [b'6' | b'8' | b'9', ..] => true,
        [b'7', next, ..] => !matches!(next, b'0' | b'7' | b'8' | b'9'),
        _ => false,
    };
    is_mobile.then(|| format!("{area}9{own}"))
}

/// `9 11 1234 5678` of `11 15 1234 5678`: the area's code has two to four digits, and with the rest ten.
fn with_nine(national: &str) -> Option<String> {
    if national.len() != 12 {
        return None;
    }
    let mut found = (2..=4).filter(|at| national.get(*at..at + 2) == Some("15"));
    let at = if national.starts_with("1115") { 2 } else { found.next()? };
    let is_clear = national.starts_with("1115") || found.next().is_none();
    let (area, own) = (national.get(..at)?, national.get(at + 2..)?);
    is_clear.then(|| format!("9{area}{own}"))
}

/// What else a no may mean by a number in E.164: the same line under its other notation.
pub(super) fn notations(e164: &str) -> Vec<String> {
    let national = e164.strip_prefix("+54").filter(|national| matches!(national.len(), 10 | 11));
    match national {
        Some(national) => match national.strip_prefix('9').filter(|own| own.len() == 10) {
            Some(own) => vec![format!("+54{own}")],
            None if national.len() == 10 => vec![format!("+549{national}")],
            None => Vec::new(),
        },
        None => Vec::new(),
    }
}
