use crate::draw::Draw;

/// How a row was broken, on purpose, in a way that real exports are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// The row's own id is empty.
    MissingId,
    /// A date that no calendar has, as 2026-02-31.
    ImpossibleDate,
    /// A date years after `now`.
    FutureDate,
    /// An e-mail address without a host, without `@`, or with two.
    BadEmail,
    /// An unquoted comma: one column too many.
    ExtraColumn,
    /// Words where a date belongs, a text where an object belongs, a basket of no items.
    WrongType,
    /// A line cut off in the middle.
    TornLine,
    /// A word outside its closed list.
    UnknownWord,
    /// An order of less than nothing.
    NegativeTotal,
    /// An event of nobody: neither user id nor anonymous id.
    NoIdentity,
}

/// A broken row of the written files: what a contract has to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRow {
    /// `crm`, `web`, `orders` or `consents`.
    pub source: &'static str,
    /// 1-based data row, without the header; for `web` that is the line.
    pub row: usize,
    /// The row's id, unless that is what is missing.
    pub key: Option<String>,
    /// What is wrong.
    pub defect: Defect,
}

/// Two rows in a hundred are broken.
const BROKEN_RATIO: f64 = 0.02;

/// Breaks a row or, mostly, does not.
pub(crate) fn draw_defect(of: &[Defect], draw: &mut Draw) -> Option<Defect> {
    if !draw.chance(BROKEN_RATIO) {
        return None;
    }
    of.get(draw.below(u32::try_from(of.len()).unwrap_or(0)) as usize).copied()
}

/// `email` as someone in a hurry typed it.
pub(crate) fn bad_email(email: &str, salt: usize) -> String {
    let (user, host) = email.split_once('@').unwrap_or((email, ""));
    match salt % 3 {
        0 => format!("{user}@"),
        1 => format!("{user}.{host}"),
        _ => format!("{user}@@{host}"),
    }
}

/// An impossible date in the year before `now`.
pub(crate) fn impossible_date(salt: usize) -> &'static str {
    match salt % 3 {
        0 => "2026-02-31",
        1 => "2025-11-31",
        _ => "2026-13-05",
    }
}
