use crate::arm::{Arm, P_SECOND_ORDER, WINDOW_DAYS};
use crate::calendar::days_before;
use crate::defect::{Defect, bad_email, draw_defect};
use crate::draw::{Draw, Stream};
use crate::person::Person;
use crate::places::STORE_CITIES;
use crate::rates::rates;
use crate::shopper::{Lifecycle, Shopper};
use crate::{SimulatorError, order_file};
use std::path::Path;
use vocabulary::{DAY, Span, Timestamp};

const DEFECTS: &[Defect] = &[
    Defect::MissingId,
    Defect::NegativeTotal,
    Defect::BadEmail,
    Defect::FutureDate,
    Defect::UnknownWord,
    Defect::WrongType,
];

/// One order of the shop system.
#[derive(Debug, Clone)]
pub(crate) struct OrderRow {
    pub(crate) person: u32,
    /// Given when the rows are in order.
    pub(crate) order_id: String,
    /// None for a guest checkout.
    pub(crate) customer_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) at: Timestamp,
    pub(crate) cents: i64,
    store_city: &'static str,
    n_items: i64,
    pub(crate) defect: Option<Defect>,
}

/// Makes a year of orders. One row in two hundred is exported twice.
pub(crate) fn rows(seed: u64, now: Timestamp, people: &[Person]) -> Vec<OrderRow> {
    let mut rows = Vec::new();
    for person in people {
        let mut draw = Draw::of(seed, Stream::Orders, u64::from(person.index), 0);
        for days in person.shopper.order_days(&mut draw) {
            rows.push(order(person, days_before(now, days), &mut draw));
        }
        // A stream of their own, so that whoever does not come back is the same as ever.
        let mut back = Draw::of(seed, Stream::Orders, u64::from(person.index), 1);
        for days in returns(&person.shopper, &mut back) {
            rows.push(order(person, days_before(now, days), &mut back));
        }
    }
    rows.sort_by_key(|row| (row.at, row.person));
    for (at, row) in rows.iter_mut().enumerate() {
        row.order_id = format!("PS{:07}", 1_000_001 + at);
    }
    let again: Vec<OrderRow> =
        rows.iter().skip(100).step_by(200).filter(|r| r.defect.is_none()).cloned().collect();
    rows.extend(again);
    rows
}

/// Days before `now` of orders by which someone who had stopped came back by themselves.
///
/// People who lapsed buy again without a message as often before the release as the holdout does after it
/// (`effect::rates`): else what a pilot can find, read off the weeks before, promises too much.
fn returns(shopper: &Shopper, draw: &mut Draw) -> Vec<f64> {
    const LAPSED_DAYS: f64 = 60.0;
    let window = WINDOW_DAYS as f64;
    if shopper.lifecycle != Lifecycle::Lapsed {
        return Vec::new();
    }
    let law = rates(shopper, Arm::Holdout);
    // Whole windows that someone has been gone for, the earliest first; who came back has not lapsed any more.
    let n_windows = ((shopper.days_since_last - LAPSED_DAYS) / window).max(0.0) as u32;
    for place in (0..n_windows).rev() {
        if draw.chance(law.p_order) {
            let days = window * (f64::from(place) + draw.unit());
            let again = draw.chance(P_SECOND_ORDER).then(|| days * draw.unit());
            return std::iter::once(days).chain(again).map(|days| days.max(0.1)).collect();
        }
    }
    Vec::new()
}

fn order(person: &Person, at: Timestamp, draw: &mut Draw) -> OrderRow {
    let guest = person.customer_id.is_none() || draw.chance(0.06);
    let email = person.some_email(0.1, draw).to_owned();
    let dollars = draw.lognormal(person.shopper.basket, 0.45);
    let cents = ((dollars * 100.0).round() as i64).max(100);
    OrderRow {
        person: person.index,
        order_id: String::new(),
        customer_id: person.customer_id.clone().filter(|_| !guest),
        // At the till a customer card is enough; a guest always leaves an address.
        email: (guest || draw.chance(0.85)).then_some(email),
        at,
        cents,
        store_city: draw.pick_by_rank(STORE_CITIES),
        n_items: 1 + cents / 700 + draw.int(0, 3),
        defect: draw_defect(DEFECTS, draw),
    }
}

/// Writes the Parquet file, broken rows broken.
pub(crate) fn write(rows: &[OrderRow], now: Timestamp, path: &Path) -> Result<(), SimulatorError> {
    let mut batch = order_file::Columns::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let defect = row.defect;
        let id = Some(row.order_id.as_str()).filter(|_| defect != Some(Defect::MissingId));
        let broken = (defect == Some(Defect::BadEmail))
            .then(|| bad_email(row.email.as_deref().unwrap_or("guest@example.com"), at));
        let late: Span = if defect == Some(Defect::FutureDate) { DAY.times(3_650) } else { DAY.times(0) };
        batch.push(order_file::Line {
            order_id: id,
            customer_id: row.customer_id.as_deref(),
            email: broken.as_deref().or(row.email.as_deref()),
            at: if defect == Some(Defect::FutureDate) { now + late } else { row.at },
            cents: if defect == Some(Defect::NegativeTotal) { -row.cents } else { row.cents },
            currency: if defect == Some(Defect::UnknownWord) { "US$" } else { "USD" },
            store_city: row.store_city,
            n_items: if defect == Some(Defect::WrongType) { 0 } else { row.n_items },
        });
    }
    order_file::write(path, std::iter::once(Ok(batch.finish()?)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Orders and cents of each person within `from..to` days before `now`, in rows that are good.
    pub(crate) fn spend(
        rows: &[OrderRow],
        now: Timestamp,
        from: i64,
        to: i64,
        n_people: usize,
    ) -> Vec<(u32, i64)> {
        let mut spend = vec![(0, 0); n_people];
        let window = (now - DAY.times(to))..(now - DAY.times(from));
        for row in rows.iter().filter(|row| row.defect.is_none() && window.contains(&row.at)) {
            if let Some((n, cents)) = spend.get_mut(row.person as usize) {
                *n += 1;
                *cents += row.cents;
            }
        }
        spend
    }
}
