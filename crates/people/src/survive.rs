//! One value per trait, from the records of one person.

mod column;
mod said;

pub use said::Said;

use crate::Record;
use column::{COLUMNS, Column};
use normalise::Reason;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use vocabulary::Timestamp;

/// The trait that says which account a person belongs to.
pub const ACCOUNT: &str = "account_id";

/// One value of a person, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trait {
    /// The column of the people table.
    pub name: String,
    /// The value, fit to show and to send to.
    pub value: String,
    /// The source of the record it was taken from.
    pub source: String,
    /// That record.
    pub record_id: String,
    /// When the source saw it.
    pub observed_at: Option<Timestamp>,
    /// Whether that is the day of the file it came in, since the source gives no date.
    #[serde(default)]
    pub is_of_file: bool,
}

/// By what one value goes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// A verified value goes before one that is not.
    Verification,
    /// The source that ranks higher.
    SourceRank,
    /// The later observation; one without a time is that of its file, and without that the oldest.
    Recency,
    /// The value on more records.
    Frequency,
}

/// How the values of a person are chosen: for each trait the strategies in turn, until one tells two values apart.
///
/// What no strategy tells apart falls to the smaller record id, so that the answer never depends on the order of
/// the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Survivorship {
    /// Sources, best first (`crm`, `orders`, `web`, `consents`); one that is not listed ranks last.
    pub source_rank: Vec<String>,
    /// The strategies of a trait that has none of its own.
    pub strategies: Vec<Strategy>,
    /// Strategies by trait, as `birth_date: [verification, frequency]`.
    pub by_trait: BTreeMap<String, Vec<Strategy>>,
}

impl Default for Survivorship {
    fn default() -> Self {
        Self {
            source_rank: Vec::new(),
            strategies: vec![Strategy::Verification, Strategy::SourceRank, Strategy::Recency],
            by_trait: BTreeMap::new(),
        }
    }
}

/// A trait with all that was known of it: the value that won, the others, and what was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survivor {
    /// The value that won, and its record.
    #[serde(flatten)]
    pub winner: Trait,
    /// Every record that says the same, sorted.
    pub agreeing: Vec<String>,
    /// Why it won, in words; names sources, days and counts, never a value.
    pub why: String,
    /// The other values, best first.
    pub conflicts: Vec<Conflict>,
    /// Records whose value cannot be used (junk, malformed, ambiguous, a shared mailbox), and why; sorted.
    pub set_aside: Vec<(String, String)>,
}

/// A value that lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The value, fit to show.
    pub value: String,
    /// The records that say so, sorted.
    pub record_ids: Vec<String>,
    /// Why it lost to the winner, in words.
    pub why: String,
}

/// Chooses one value per trait by `rules`: the winners of [`survivors`], for those who need no reasons.
pub fn survive(
    records: &[&Record],
    rules: &Survivorship,
    is_verified: &dyn Fn(&Record, &str) -> bool,
) -> Vec<Trait> {
    let mut street = None;
    let choose = |column: &Column| {
        let best = best(column, records, rules, is_verified, street)?;
        if column.name == "street" {
            street = Some(best.record.record_id.as_str());
        }
        Some(best.into_trait(column.name))
    };
    COLUMNS.iter().filter_map(choose).collect()
}

/// As [`survive`], names and values alone: for a million people, whose records' names would cost more than choosing.
pub fn surviving_values(
    records: &[&Record],
    rules: &Survivorship,
    is_verified: &dyn Fn(&Record, &str) -> bool,
    mut visit: impl FnMut(&'static str, &str),
) {
    let mut street = None;
    for column in &COLUMNS {
        if let Some(best) = best(column, records, rules, is_verified, street) {
            if column.name == "street" {
                street = Some(best.record.record_id.as_str());
            }
            visit(column.name, &best.shown);
        }
    }
}

/// Chooses one value per trait by `rules`, and tells why, from which record, and what else was said.
///
/// City, state, postal code and country go with the record of the chosen street where it has them: a street of one
/// record in the city of another is nobody's address. Junk never wins, whatever the rules.
///
/// Shapes: `records` of one person, each once; `is_verified` tells whether a record's value of a trait was verified,
/// by a double opt-in or a member.
/// Returns: at most one per trait, in the order of the people table.
pub fn survivors(
    records: &[&Record],
    rules: &Survivorship,
    is_verified: &dyn Fn(&Record, &str) -> bool,
) -> Vec<Survivor> {
    let mut street = None;
    let choose = |column: &Column| {
        let (candidates, mut set_aside) = candidates(column, records, rules, is_verified, street);
        let winner = candidates.first()?;
        if column.name == "street" {
            street = Some(winner.record.record_id.as_str());
        }
        let ids = |key: &str| {
            let same = candidates.iter().filter(|candidate| candidate.key == key);
            let mut ids: Vec<String> = same.map(|candidate| candidate.record.record_id.clone()).collect();
            ids.sort_unstable();
            ids
        };
        let mut conflicts: Vec<Conflict> = Vec::new();
        let mut why = None;
        let mut seen = vec![winner.key.as_str()];
        for candidate in &candidates {
            if !seen.contains(&candidate.key.as_str()) {
                seen.push(&candidate.key);
                let criterion = criterion(rules.of(column.name), winner, candidate);
                why.get_or_insert_with(|| words(criterion, winner, candidate));
                conflicts.push(Conflict {
                    value: candidate.shown.clone(),
                    record_ids: ids(&candidate.key),
                    why: words(criterion, winner, candidate),
                });
            }
        }
        set_aside.sort_unstable();
        Some(Survivor {
            agreeing: ids(&winner.key),
            why: why.unwrap_or_else(|| "the only value".to_owned()),
            conflicts,
            set_aside,
            winner: winner.clone().into_trait(column.name),
        })
    };
    COLUMNS.iter().filter_map(choose).collect()
}

impl Survivorship {
    /// The names in `by_trait` that are no traits.
    pub fn unknown_traits(&self) -> impl Iterator<Item = &str> {
        let is_known = |name: &str| name == ACCOUNT || COLUMNS.iter().any(|column| column.name == name);
        self.by_trait.keys().map(String::as_str).filter(move |name| !is_known(name))
    }

    /// The place of a source, 0 the best.
    fn rank(&self, source: &str) -> usize {
        self.source_rank.iter().position(|listed| listed == source).unwrap_or(usize::MAX)
    }

    fn of(&self, name: &str) -> &[Strategy] {
        self.by_trait.get(name).unwrap_or(&self.strategies)
    }
}

/// A usable value of one record, with what the strategies look at.
#[derive(Clone)]
struct Candidate<'a> {
    record: &'a Record,
    shown: String,
    key: String,
    is_doubtful: bool,
    is_with_street: bool,
    standing: Standing,
}

/// What the strategies look at.
#[derive(Clone)]
struct Standing {
    is_verified: bool,
    rank: usize,
    observed_at: Option<Timestamp>,
    n_records: usize,
}

impl Candidate<'_> {
    fn into_trait(self, name: &str) -> Trait {
        Trait {
            name: name.to_owned(),
            value: self.shown,
            source: self.record.source.clone(),
            record_id: self.record.record_id.clone(),
            observed_at: self.record.observed_at,
            is_of_file: self.record.is_of_file,
        }
    }
}

/// What tells two candidates apart; None when only the record id does.
#[derive(Clone, Copy)]
enum Criterion {
    Sure,
    WithStreet,
    Strategy(Strategy),
}

/// What the strategies look at of one record, the number of records aside.
fn standing(
    column: &Column,
    record: &Record,
    rules: &Survivorship,
    is_verified: &dyn Fn(&Record, &str) -> bool,
) -> Standing {
    Standing {
        is_verified: rules.of(column.name).contains(&Strategy::Verification)
            && is_verified(record, column.name),
        rank: rules.rank(&record.source),
        observed_at: record.observed_at,
        n_records: 1,
    }
}

/// The first of [`candidates`].
///
/// Values are read in the order in which they would win, so that mostly one is read: reading is what choosing costs.
fn best<'a>(
    column: &Column,
    records: &[&'a Record],
    rules: &Survivorship,
    is_verified: &dyn Fn(&Record, &str) -> bool,
    street: Option<&str>,
) -> Option<Candidate<'a>> {
    let strategies = rules.of(column.name);
    if strategies.contains(&Strategy::Frequency) {
        return candidates(column, records, rules, is_verified, street).0.into_iter().next();
    }
    let said = records.iter().copied().filter(|record| (column.field)(record).is_some());
    let mut said: Vec<(&'a Record, bool, Standing)> = said
        .map(|record| {
            let is_with_street = column.is_with_street && street == Some(&record.record_id);
            (record, is_with_street, standing(column, record, rules, is_verified))
        })
        .collect();
    said.sort_by(|a, b| {
        let by = |order: Ordering, strategy: &Strategy| order.then_with(|| compare(*strategy, &a.2, &b.2));
        strategies.iter().fold(b.1.cmp(&a.1), by).then_with(|| a.0.cmp(b.0))
    });
    let mut doubtful = None;
    for (record, is_with_street, standing) in said {
        let Ok(value) = (column.read)((column.field)(record)?, record) else { continue };
        let is_doubtful = value.is_doubtful;
        let candidate =
            Candidate { record, shown: value.shown, key: value.key, is_doubtful, is_with_street, standing };
        if !is_doubtful {
            return Some(candidate);
        }
        doubtful.get_or_insert(candidate);
    }
    doubtful
}

/// The usable values of a column, best first, and the records whose value is not usable.
fn candidates<'a>(
    column: &Column,
    records: &[&'a Record],
    rules: &Survivorship,
    is_verified: &dyn Fn(&Record, &str) -> bool,
    street: Option<&str>,
) -> (Vec<Candidate<'a>>, Vec<(String, String)>) {
    let (mut found, mut set_aside) = (Vec::new(), Vec::new());
    for record in records {
        let Some(raw) = (column.field)(record) else { continue };
        match (column.read)(raw, record) {
            Ok(value) => found.push(Candidate {
                record,
                shown: value.shown,
                key: value.key,
                is_doubtful: value.is_doubtful,
                is_with_street: column.is_with_street && street == Some(&record.record_id),
                standing: standing(column, record, rules, is_verified),
            }),
            Err(Reason::Empty) => {}
            Err(reason) => set_aside.push((record.record_id.clone(), reason.words().to_owned())),
        }
    }
    let strategies = rules.of(column.name);
    if strategies.contains(&Strategy::Frequency) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        found.iter().for_each(|candidate| *counts.entry(candidate.key.clone()).or_default() += 1);
        for candidate in &mut found {
            candidate.standing.n_records = counts.get(&candidate.key).copied().unwrap_or(1);
        }
    }
    found.sort_by(|a, b| {
        let order = a.is_doubtful.cmp(&b.is_doubtful);
        let order = order.then(b.is_with_street.cmp(&a.is_with_street));
        let by = |order: Ordering, strategy: &Strategy| {
            order.then_with(|| compare(*strategy, &a.standing, &b.standing))
        };
        // The whole record is the last word, so that two records with one id have an order, too.
        strategies.iter().fold(order, by).then_with(|| a.record.cmp(b.record))
    });
    (found, set_aside)
}

fn compare(strategy: Strategy, a: &Standing, b: &Standing) -> Ordering {
    match strategy {
        Strategy::Verification => b.is_verified.cmp(&a.is_verified),
        Strategy::SourceRank => a.rank.cmp(&b.rank),
        Strategy::Recency => Reverse(a.observed_at).cmp(&Reverse(b.observed_at)),
        Strategy::Frequency => b.n_records.cmp(&a.n_records),
    }
}

fn criterion(strategies: &[Strategy], winner: &Candidate<'_>, loser: &Candidate<'_>) -> Option<Criterion> {
    if winner.is_doubtful != loser.is_doubtful {
        return Some(Criterion::Sure);
    }
    if winner.is_with_street != loser.is_with_street {
        return Some(Criterion::WithStreet);
    }
    let tells = |strategy: &&Strategy| compare(**strategy, &winner.standing, &loser.standing).is_ne();
    strategies.iter().find(tells).copied().map(Criterion::Strategy)
}

fn words(criterion: Option<Criterion>, winner: &Candidate<'_>, loser: &Candidate<'_>) -> String {
    let (at, other_at) = (winner.record.observed_at, loser.record.observed_at);
    // The hour only where the day does not tell.
    let is_one_day = at.map(Timestamp::day) == other_at.map(Timestamp::day);
    let shown = |record: &Record| {
        let of_file = if record.is_of_file { " (the day of its file)" } else { "" };
        match record.observed_at {
            None => "an unknown day".to_owned(),
            Some(at) if is_one_day => format!("{at}{of_file}"),
            Some(at) => format!("{}{of_file}", at.day()),
        }
    };
    match criterion {
        Some(Criterion::Sure) => "the other may be what a system writes when it knows no name".to_owned(),
        Some(Criterion::WithStreet) => "it stands on the record of the chosen street".to_owned(),
        Some(Criterion::Strategy(Strategy::Verification)) => "it is verified and the other is not".to_owned(),
        Some(Criterion::Strategy(Strategy::SourceRank)) => {
            format!("source {} ranks before {}", winner.record.source, loser.record.source)
        }
        Some(Criterion::Strategy(Strategy::Recency)) => {
            format!("it was seen later, on {} against {}", shown(winner.record), shown(loser.record))
        }
        Some(Criterion::Strategy(Strategy::Frequency)) => {
            let n = |candidate: &Candidate<'_>| candidate.standing.n_records;
            format!("it stands on {} records against {}", n(winner), n(loser))
        }
        None => "nothing tells them apart, so the smaller record id decided".to_owned(),
    }
}
