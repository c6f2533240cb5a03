use crate::Record;
use crate::normalise::{
    birth_date, city, country, customer_id, mailbox, phone, postcode, presentable_family, presentable_name,
    proper_case, state,
};
use serde::{Deserialize, Serialize};
use vocabulary::Timestamp;

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
}

/// A trait's name, where it stands in a record, and how it is made presentable.
type Column = (&'static str, fn(&Record) -> &Option<String>, fn(&str, &Record) -> Option<String>);

const COLUMNS: [Column; 11] = [
    ("given_name", |r| &r.given_name, name),
    ("family_name", |r| &r.family_name, |raw, r| name(raw, r).map(|_| presentable_family(raw))),
    ("email", |r| &r.email, |raw, _| crate::email(raw).and_then(|_| mailbox(raw)).ok()),
    ("phone", |r| &r.phone, |raw, r| phone(raw, known_country(r).as_deref()).ok()),
    ("customer_id", |r| &r.customer_id, |raw, _| customer_id(raw).ok()),
    ("birth_date", |r| &r.birth_date, |raw, _| birth_date(raw).ok()),
    ("street", |r| &r.street, |raw, _| crate::street(raw).ok().map(|_| tidy(raw))),
    ("city", |r| &r.city, |raw, _| city(raw).ok().map(|_| tidy(raw))),
    (
        "state",
        |r| &r.state,
        |raw, _| state(raw).ok().map(|text| if text.len() <= 3 { text } else { proper_case(&text) }),
    ),
    ("postcode", |r| &r.postcode, |raw, _| postcode(raw).ok()),
    (
        "country",
        |r| &r.country,
        |raw, _| country(raw).ok().map(|text| if text.len() == 2 { text } else { tidy(raw) }),
    ),
];

/// Chooses one value per trait: the best-ranked source, then the latest observation.
///
/// Junk, malformed and role values never win over a usable one. Ties fall to the smaller record id,
/// so the answer does not depend on the order of `records`.
///
/// Shapes: `records` of one person; `source_rank` best first (`crm`, `orders`, `web`, `consents`), a
/// source it does not list ranks last.
/// Returns: at most one trait per name, in the order of the people table; none for a name nobody knows.
pub fn survive(records: &[&Record], source_rank: &[&str]) -> Vec<Trait> {
    let rank =
        |record: &Record| source_rank.iter().position(|s| *s == record.source).unwrap_or(source_rank.len());
    let mut order: Vec<&Record> = records.to_vec();
    order.sort_by(|a, b| {
        rank(a).cmp(&rank(b)).then(b.observed_at.cmp(&a.observed_at)).then(a.record_id.cmp(&b.record_id))
    });
    let choose = |(trait_name, field, present): &Column| {
        order.iter().find_map(|record| {
            let value = present(field(record).as_deref()?, record)?;
            Some(Trait {
                name: (*trait_name).to_owned(),
                value,
                source: record.source.clone(),
                record_id: record.record_id.clone(),
                observed_at: record.observed_at,
            })
        })
    };
    COLUMNS.iter().filter_map(choose).collect()
}

/// Shows a name unless it is a filler. A name in one field as `Last, First` is left to the reader.
fn name(raw: &str, _: &Record) -> Option<String> {
    let read = crate::given_and_family(Some(raw), None);
    let is_initial = read.given.as_deref().is_some_and(|given| given.len() == 1);
    (read.given.is_some() && !is_initial).then(|| presentable_name(raw))
}

fn known_country(record: &Record) -> Option<String> {
    record.country.as_deref().and_then(|raw| country(raw).ok())
}

/// White space in single blanks, and proper case when all is in one case.
fn tidy(raw: &str) -> String {
    presentable_name(raw.trim_matches(|c: char| c == ',' || c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn record(source: &str, at: &str, email: &str, given: &str) -> Record {
        Record {
            record_id: format!("{source}:{at}"),
            source: source.to_owned(),
            observed_at: Timestamp::parse(at).ok(),
            email: Some(email.to_owned()),
            given_name: Some(given.to_owned()),
            ..Record::default()
        }
    }

    #[test]
    fn rank_then_recency_then_junk_last() {
        let crm_old = record("crm", "2024-01-01", "Old@x.com", "ANN");
        let crm_new = record("crm", "2025-01-01", " New@x.com ", "Ann");
        let crm_junk = record("crm", "2026-01-01", "test@test.com", "N/A");
        let web = record("web", "2026-06-01", "web@x.com", "annie");
        for (records, email, given) in [
            (vec![&web, &crm_old, &crm_new], "new@x.com", "Ann"),
            (vec![&crm_old, &web], "old@x.com", "Ann"),
            (vec![&crm_junk, &web], "web@x.com", "Annie"),
            (vec![&crm_junk, &crm_old], "old@x.com", "Ann"),
        ] {
            let traits = survive(&records, &["crm", "orders", "web"]);
            let value = |name: &str| traits.iter().find(|t| t.name == name).map(|t| t.value.as_str());
            assert_eq!((value("email"), value("given_name")), (Some(email), Some(given)));
        }
    }
}
