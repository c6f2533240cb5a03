//! How the countries write and dial their phone numbers.

use std::sync::LazyLock;

/// One country's numbering plan: what is needed to make E.164 of a number and to tell a mobile.
pub(super) struct Plan {
    /// ISO 3166 alpha-2.
    pub(super) country: &'static str,
    /// Digits after the `+`.
    pub(super) code: &'static str,
    /// Dialled before a number within the country only; empty when there is none.
    pub(super) trunk: &'static str,
    /// Fewest and most digits after the country code.
    pub(super) n_digits: (usize, usize),
    /// What mobile numbers start with; empty when they cannot be told from the others.
    pub(super) mobile: &'static [&'static str],
    /// What numbers that are free to call start with.
    pub(super) toll_free: &'static [&'static str],
}

type Row = (
    &'static str,
    &'static str,
    &'static str,
    (usize, usize),
    &'static [&'static str],
    &'static [&'static str],
);

/// Country, code, trunk prefix, digits, mobile, free to call.
///
/// Source: ITU-T, national numbering plans; compared with libphonenumber 9 on random numbers.
// tidy: list
const ROWS: &[Row] = &[
    ("US", "1", "1", (10, 10), &[], &["800", "833", "844", "855", "866", "877", "888"]),
    ("AE", "971", "0", (8, 9), &["5"], &["800"]),
    ("AR", "54", "0", (10, 11), &["9"], &["800"]),
    ("AT", "43", "0", (5, 13), &["65", "66", "67", "68", "69"], &["800"]),
    ("AU", "61", "0", (9, 10), &["4"], &["1800"]),
    ("BE", "32", "0", (8, 9), &["45", "46", "47", "48", "49"], &["800"]),
    ("BG", "359", "0", (7, 9), &["437", "438", "439", "87", "88", "89", "98", "99"], &["800"]),
    ("BR", "55", "0", (10, 11), &[], &["800"]),
    ("CH", "41", "0", (9, 9), &["7"], &["800"]),
    ("CL", "56", "", (9, 9), &[], &["800"]),
    ("CN", "86", "0", (8, 12), &["13", "14", "15", "16", "17", "18", "19"], &["800"]),
    ("CO", "57", "0", (8, 10), &["3"], &["800"]),
    ("CZ", "420", "", (9, 9), &["60", "70", "72", "73", "77", "79"], &["800"]),
    ("DE", "49", "0", (5, 13), &["15", "16", "17"], &["800"]),
    ("DK", "45", "", (8, 8), &[], &["80"]),
    ("EE", "372", "", (7, 8), &["5", "81", "82", "83", "84"], &["800"]),
    ("EG", "20", "0", (8, 10), &["10", "11", "12", "15"], &["800"]),
    ("ES", "34", "", (9, 9), &["6", "7"], &["800", "900"]),
    ("FI", "358", "0", (5, 12), &["4", "50"], &["800"]),
    ("FR", "33", "0", (9, 9), &["6", "7"], &["80"]),
    ("GB", "44", "0", (9, 10), &["71", "72", "73", "74", "75", "77", "78", "79"], &["800", "808"]),
    ("GR", "30", "", (10, 10), &["68", "69", "94"], &["800"]),
    ("HK", "852", "", (8, 8), &["4", "5", "6", "7", "8", "9"], &["800"]),
    ("HR", "385", "0", (7, 9), &["9"], &["80"]),
    ("HU", "36", "06", (8, 9), &["20", "30", "31", "50", "70"], &["40", "80"]),
    ("ID", "62", "0", (7, 12), &["8"], &["800"]),
    ("IE", "353", "0", (7, 10), &["82", "83", "85", "86", "87", "88", "89"], &["1800"]),
    ("IL", "972", "0", (8, 10), &["5"], &["1800"]),
    ("IN", "91", "0", (10, 10), &["6", "7", "8", "9"], &["1800"]),
    ("IS", "354", "", (7, 9), &["6", "7", "8"], &["80"]),
    ("IT", "39", "", (6, 11), &["3"], &["800", "803"]),
    ("JP", "81", "0", (9, 10), &["60", "70", "80", "90"], &["120", "800"]),
    ("KE", "254", "0", (7, 9), &["1", "7"], &["800"]),
    ("KR", "82", "0", (8, 10), &["10", "11", "16", "17", "18", "19"], &["80"]),
    ("LT", "370", "0", (8, 8), &["6"], &["800"]),
    ("LU", "352", "", (5, 11), &["6"], &["800"]),
    ("LV", "371", "", (8, 8), &["2"], &["80"]),
    ("MA", "212", "0", (9, 9), &["6", "7"], &["80"]),
    ("MX", "52", "", (10, 10), &[], &["800"]),
    ("MY", "60", "0", (8, 10), &["1"], &["1800"]),
    ("NG", "234", "0", (8, 10), &["70", "71", "72", "80", "81", "90", "91"], &["800"]),
    ("NL", "31", "0", (9, 9), &["6"], &["800"]),
    ("NO", "47", "", (8, 8), &["4", "9"], &["80"]),
    ("NZ", "64", "0", (8, 10), &["2"], &["508", "80"]),
    ("PE", "51", "0", (8, 9), &["9"], &["800"]),
    ("PH", "63", "0", (8, 10), &["9"], &["1800"]),
    ("PK", "92", "0", (9, 10), &["3"], &["800"]),
    (
        "PL",
        "48",
        "",
        (9, 9),
        &["45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88"],
        &["800"],
    ),
    ("PT", "351", "", (9, 9), &["9"], &["800"]),
    ("RO", "40", "0", (9, 9), &["6", "7"], &["800"]),
    ("RU", "7", "8", (10, 10), &["9", "70", "747", "77"], &["800"]),
    ("SA", "966", "0", (9, 10), &["5"], &["800"]),
    ("SE", "46", "0", (7, 9), &["70", "72", "73", "76", "78", "79"], &["20"]),
    ("SG", "65", "", (8, 8), &["8", "9"], &["800"]),
    (
        "SI",
        "386",
        "0",
        (8, 8),
        &["30", "31", "40", "41", "43", "51", "64", "65", "68", "69", "70", "71"],
        &["80"],
    ),
    ("SK", "421", "0", (9, 9), &["90", "91", "94", "95"], &["800"]),
    ("TH", "66", "0", (8, 9), &["14", "6", "8", "9"], &["1800"]),
    ("TR", "90", "0", (10, 10), &["5"], &["800"]),
    ("TW", "886", "0", (8, 10), &["9"], &["80"]),
    ("UA", "380", "0", (9, 9), &["39", "50", "63", "66", "67", "68", "7", "9"], &["800"]),
    ("VN", "84", "0", (9, 10), &["3", "5", "7", "8", "9"], &["1800"]),
    ("ZA", "27", "0", (9, 9), &["6", "7", "81", "82", "83", "84", "85"], &["80"]),
];

/// Countries of the North American Numbering Plan other than the US, which share its rules.
// tidy: list
const NORTH_AMERICAN: &str = "AG AI AS BB BM BS CA DM DO GD GU JM KN KY LC MP MS PR SX TC TT US VC VG VI";

static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    ROWS.iter()
        .map(|&(country, code, trunk, n_digits, mobile, toll_free)| Plan {
            country,
            code,
            trunk,
            n_digits,
            mobile,
            toll_free,
        })
        .collect()
});

/// Says whether a country dials by the North American plan.
pub(super) fn is_north_american(country: &str) -> bool {
    country.len() == 2 && NORTH_AMERICAN.split(' ').any(|code| code == country)
}

/// The plan of a country; None for one that is not listed.
pub(super) fn plan_of_country(country: &str) -> Option<&'static Plan> {
    if country == "US" || is_north_american(country) {
        return PLANS.first();
    }
    PLANS.iter().find(|plan| plan.country == country)
}

/// The plan that a number in international notation falls under; `digits` without the `+`.
pub(super) fn plan_of_number(digits: &str) -> Option<&'static Plan> {
    // No country code is the beginning of another, so the first that fits is the one.
    PLANS.iter().find(|plan| digits.starts_with(plan.code))
}

impl Plan {
    /// Whether `national` has as many digits as the country's numbers have.
    pub(super) fn fits(&self, national: &str) -> bool {
        (self.n_digits.0..=self.n_digits.1).contains(&national.len())
    }

    /// Whether `national` starts as the country's numbers may.
    pub(super) fn is_dialled(&self, national: &str) -> bool {
        let digit = |at: usize| national.as_bytes().get(at).copied().unwrap_or_default();
        match self.code {
            "1" => (b'2'..=b'9').contains(&digit(0)) && (b'2'..=b'9').contains(&digit(3)),
            // The Italian 0 is part of the number, at home and abroad.
            "39" => true,
            _ => digit(0) != b'0',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_begins_another() {
        for a in PLANS.iter() {
            for b in PLANS.iter() {
                assert!(a.country == b.country || !a.code.starts_with(b.code), "{} {}", a.country, b.country);
            }
        }
    }
}
