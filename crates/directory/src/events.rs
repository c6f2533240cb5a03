//! What people did under one name, as far as audiences ask.

use crate::Counted;
use audience::{Behaviour, EventFact};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;
use vocabulary::{Currency, Timestamp};

/// An event without money of a known currency.
const NO_CURRENCY: u16 = u16::MAX;

/// Events of one name, column by column. Those of nobody in the directory are left out.
#[derive(Debug, Default)]
pub struct Events {
    rows: Vec<u32>,
    at: Vec<i64>,
    revenue: Vec<Option<i64>>,
    currency: Vec<u16>,
    /// Which of the lists of products; 0 for none.
    items: Vec<u32>,
    currencies: Vec<Currency>,
    lists: Vec<Vec<String>>,
    list_of: HashMap<String, u32>,
    /// How many events are about each product; made when first asked for.
    n_of_product: OnceLock<BTreeMap<String, u32>>,
}

impl Events {
    /// Puts an event of the person in `row` at the end. `items` are products as the lake has them, each on a line.
    pub fn push(
        &mut self,
        row: usize,
        occurred_at: Timestamp,
        revenue_minor: Option<i64>,
        currency: Option<Currency>,
        items: Option<&str>,
    ) {
        let of_currency = |all: &mut Vec<Currency>, currency: Currency| {
            let known = all.iter().position(|known| *known == currency);
            let at = known.unwrap_or_else(|| {
                all.push(currency);
                all.len() - 1
            });
            u16::try_from(at).unwrap_or(NO_CURRENCY)
        };
        let of_list = |items: &str| {
            if let Some(known) = self.list_of.get(items) {
                return *known;
            }
            self.lists.push(items.lines().filter(|item| !item.is_empty()).map(str::to_owned).collect());
            let number = self.lists.len() as u32;
            self.list_of.insert(items.to_owned(), number);
            number
        };
        self.items.push(items.map_or(0, of_list));
        self.rows.push(row as u32);
        self.at.push(occurred_at.micros());
        self.revenue.push(revenue_minor);
        self.currency
            .push(currency.map_or(NO_CURRENCY, |currency| of_currency(&mut self.currencies, currency)));
    }

    /// How many there are.
    pub fn n_events(&self) -> usize {
        self.rows.len()
    }

    /// How many people did it.
    pub fn n_people(&self, n_rows: usize) -> usize {
        let mut who = crate::Bits::none(n_rows);
        self.rows.iter().for_each(|row| who.set(*row as usize));
        who.count()
    }

    /// The products they are about, as `vocabulary::item_key` has them, and how many events are about each; those
    /// that begin with `part` first, then the most frequent.
    pub fn products(&self, part: &str, limit: usize) -> Vec<Counted> {
        let counts = self.n_of_product.get_or_init(|| self.count_products());
        let part = vocabulary::item_key(part);
        let counted = counts.iter().map(|(item, n)| (item.as_str(), *n));
        let mut found: Vec<(&str, u32)> = counted.filter(|(item, _)| item.contains(&part)).collect();
        found.sort_by_key(|(item, n)| (!item.starts_with(&part), std::cmp::Reverse(*n)));
        let counted = |(value, n): (&str, u32)| Counted { value: value.to_owned(), n };
        found.into_iter().take(limit).map(counted).collect()
    }

    fn count_products(&self) -> BTreeMap<String, u32> {
        let mut n_of_list = vec![0_u32; self.lists.len() + 1];
        for list in &self.items {
            if let Some(n) = n_of_list.get_mut(*list as usize) {
                *n += 1;
            }
        }
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for (list, n) in self.lists.iter().zip(n_of_list.iter().skip(1)) {
            for item in list {
                match counts.get_mut(item) {
                    Some(count) => *count += n,
                    None => drop(counts.insert(item.clone(), *n)),
                }
            }
        }
        counts
    }

    /// The currencies of those that have money, and how many have each, the most frequent first.
    pub fn currencies(&self) -> Vec<Counted> {
        let mut counts = vec![0_u32; self.currencies.len()];
        for (currency, revenue) in self.currency.iter().zip(&self.revenue) {
            if let Some(n) = counts.get_mut(usize::from(*currency)).filter(|_| revenue.is_some()) {
                *n += 1;
            }
        }
        let named = self.currencies.iter().zip(counts).filter(|(_, n)| 0 < *n);
        let mut found: Vec<Counted> =
            named.map(|(currency, n)| Counted { value: currency.as_str().to_owned(), n }).collect();
        found.sort_by_key(|counted| std::cmp::Reverse(counted.n));
        found
    }

    /// For each of `n_rows` people how many of the events the behaviour counts.
    pub(crate) fn counts(&self, behaviour: &Behaviour, now: Timestamp, n_rows: usize) -> Vec<u32> {
        let counting = behaviour.counting(now);
        let mut counts = vec![0_u32; n_rows];
        // What the window leaves out is most of it: the rest is looked at only inside.
        for (nth, at) in self.at.iter().enumerate() {
            if !counting.is_in_window(Timestamp::from_micros(*at)) {
                continue;
            }
            let Some(event) = self.nth(nth) else { continue };
            if counting.counts(event.occurred_at, event.revenue_minor, event.currency, event.items)
                && let Some(count) = counts.get_mut(event.row)
            {
                *count += 1;
            }
        }
        counts
    }

    /// The events of the people in `rows`, as the evaluator takes them.
    pub(crate) fn facts(&self, name: &str, rows: &[usize]) -> Vec<(usize, EventFact)> {
        let mut found = Vec::new();
        for nth in 0..self.rows.len() {
            let Some(event) = self.nth(nth).filter(|event| rows.contains(&event.row)) else { continue };
            let fact = EventFact {
                name: Some(name.to_owned()),
                occurred_at: event.occurred_at,
                revenue_minor: event.revenue_minor,
                currency: event.currency,
                items: event.items.to_vec(),
            };
            found.push((event.row, fact));
        }
        found
    }

    fn nth(&self, nth: usize) -> Option<Event<'_>> {
        let list = self.items.get(nth).and_then(|list| (*list as usize).checked_sub(1));
        Some(Event {
            row: *self.rows.get(nth)? as usize,
            occurred_at: Timestamp::from_micros(*self.at.get(nth)?),
            revenue_minor: *self.revenue.get(nth)?,
            currency: self.currencies.get(usize::from(*self.currency.get(nth)?)).copied(),
            items: list.and_then(|list| self.lists.get(list)).map_or(&[], Vec::as_slice),
        })
    }
}

struct Event<'a> {
    row: usize,
    occurred_at: Timestamp,
    revenue_minor: Option<i64>,
    currency: Option<Currency>,
    items: &'a [String],
}
