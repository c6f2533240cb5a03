use super::similar::soundex;
use crate::normalise::{Normalised, nickname};
use rustc_hash::FxHashMap;

/// Stands for a missing value in every column.
pub(super) const NONE: u32 = u32::MAX;

/// The different values of one field, numbered, with how many records have each.
#[derive(Default)]
pub(super) struct Values {
    texts: Vec<String>,
    counts: Vec<u32>,
    by_text: FxHashMap<String, u32>,
    n_known: u32,
}

impl Values {
    fn number(&mut self, text: Option<String>) -> u32 {
        let Some(text) = text else { return NONE };
        self.n_known += 1;
        let next = self.texts.len() as u32;
        let number = *self.by_text.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            next
        });
        if number == next {
            self.counts.push(0);
        }
        if let Some(count) = self.counts.get_mut(number as usize) {
            *count += 1;
        }
        number
    }

    pub(super) fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn count(&self, number: u32) -> u32 {
        self.counts.get(number as usize).copied().unwrap_or(0)
    }

    /// How surprising it is, in bits, that two strangers share this value: -log2 of its share.
    pub(super) fn bits(&self, number: u32) -> f64 {
        (f64::from(self.n_known.max(1)) / f64::from(self.count(number).max(1))).log2()
    }
}

/// One record as numbers into [`Features`]' value tables; `NONE` where unknown.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) given: u32,
    pub(super) family: u32,
    pub(super) suffix: u32,
    pub(super) email: u32,
    pub(super) phone: u32,
    pub(super) customer_id: u32,
    pub(super) anonymous_id: u32,
    pub(super) birth_date: u32,
    pub(super) street: u32,
    pub(super) city: u32,
    pub(super) state: u32,
    pub(super) postcode: u32,
}

impl Row {
    const EMPTY: Row = Row {
        given: NONE,
        family: NONE,
        suffix: NONE,
        email: NONE,
        phone: NONE,
        customer_id: NONE,
        anonymous_id: NONE,
        birth_date: NONE,
        street: NONE,
        city: NONE,
        state: NONE,
        postcode: NONE,
    };

    /// Neither a family name nor any identifier: nothing could tell whose record this is.
    pub(super) fn is_empty(&self) -> bool {
        [self.given, self.family, self.email, self.phone, self.customer_id, self.anonymous_id]
            .iter()
            .all(|value| *value == NONE)
    }
}

/// All records as columns of small numbers, so that comparing two is comparing integers.
pub(super) struct Features {
    rows: Vec<Row>,
    pub(super) names: Values,
    pub(super) emails: Values,
    pub(super) phones: Values,
    pub(super) births: Values,
    pub(super) streets: Values,
    pub(super) cities: Values,
    pub(super) postcodes: Values,
    /// By name: its Soundex code as a number.
    sounds: Vec<u32>,
    /// By name: the lines of the nickname list it stands on.
    nicknames: Vec<Vec<u16>>,
}

impl Features {
    pub(super) fn build(records: impl Iterator<Item = Normalised>) -> Self {
        let (mut names, mut emails, mut phones, mut births) = <(Values, Values, Values, Values)>::default();
        let (mut streets, mut cities, mut states, mut postcodes) =
            <(Values, Values, Values, Values)>::default();
        let (mut suffixes, mut customers, mut browsers) = <(Values, Values, Values)>::default();
        let mut rows = Vec::with_capacity(records.size_hint().0);
        for record in records {
            rows.push(Row {
                given: names.number(record.given_name),
                family: names.number(record.family_name),
                suffix: suffixes.number(record.suffix),
                email: emails.number(record.email),
                phone: phones.number(record.phone),
                customer_id: customers.number(record.customer_id),
                anonymous_id: browsers.number(record.anonymous_id),
                birth_date: births.number(record.birth_date),
                street: streets.number(record.street),
                city: cities.number(record.city),
                state: states.number(record.state),
                postcode: postcodes.number(record.postcode),
            });
        }
        let lines = nickname::lines_by_form();
        let sounds = names.texts.iter().map(|name| soundex(name)).collect();
        let nicknames = names
            .texts
            .iter()
            .map(|name| lines.get(nickname::pet_form(name)).cloned().unwrap_or_default())
            .collect();
        Self { rows, names, emails, phones, births, streets, cities, postcodes, sounds, nicknames }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row(&self, rank: usize) -> Row {
        self.rows.get(rank).copied().unwrap_or(Row::EMPTY)
    }

    pub(super) fn sound(&self, name: u32) -> u32 {
        self.sounds.get(name as usize).copied().unwrap_or(0)
    }

    /// Whether two given names stand on one line of the nickname list.
    pub(super) fn are_nicknames(&self, a: u32, b: u32) -> bool {
        match (self.nicknames.get(a as usize), self.nicknames.get(b as usize)) {
            (Some(a), Some(b)) => a.iter().any(|line| b.contains(line)),
            _ => false,
        }
    }
}
