use vocabulary::Timestamp;

/// A moment of the ledger as precisely as its source told it: a day, a minute, or all of it.
///
/// A no of which only the day is known counts from the end of that day, the last moment it can mean; written out, that
/// would be an hour that nobody said. Such an end is the last microsecond of what the text leaves open.
///
/// Returns: `2026-03-01` for the end of a day in UTC, `2026-03-01T10:00Z` for the end of a minute, else RFC 3339.
pub fn told(at: Timestamp) -> String {
    const SECOND: i64 = 1_000_000;
    const MINUTE: i64 = 60 * SECOND;
    const DAY: i64 = 24 * 60 * MINUTE;
    let is_end_of = |span: i64| (at.micros() + 1).rem_euclid(span) == 0;
    let start_of = |span: i64| Timestamp::from_micros(at.micros() + 1 - span);
    if is_end_of(DAY) {
        start_of(DAY).day()
    } else if is_end_of(MINUTE) {
        let minute = start_of(MINUTE).to_string();
        minute.strip_suffix(":00Z").map_or(minute.clone(), |minute| format!("{minute}Z"))
    } else if is_end_of(SECOND) {
        start_of(SECOND).to_string()
    } else {
        at.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_as_exact_as_it_was_told() {
        for (at, expect) in [
            ("2026-03-01T23:59:59.999999Z", "2026-03-01"),
            ("2026-03-01T10:00:59.999999Z", "2026-03-01T10:00Z"),
            ("2026-03-01T10:00:30.999999Z", "2026-03-01T10:00:30Z"),
            ("2026-03-01T10:00:30.25Z", "2026-03-01T10:00:30.25Z"),
            ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ] {
            let at = Timestamp::parse(at).unwrap_or(Timestamp::from_micros(i64::MIN));
            assert_eq!(told(at), expect);
        }
    }
}
