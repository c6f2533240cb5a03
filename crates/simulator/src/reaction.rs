use crate::arm::{Exposure, P_SECOND_ORDER, WINDOW_DAYS};
use crate::draw::{Draw, Stream};
use crate::person::Person;
use crate::rates::{Rates, rates};
use crate::{SimulatorError, World, calendar::Civil};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use vocabulary::{SECOND, Timestamp};

/// Standard deviation of the logarithm of one order around the person's mean.
pub(crate) const BASKET_SIGMA: f64 = 0.45;

/// What one person does in one arm. Drawn from a stream of that person and arm, so the arms are
/// potential outcomes with independent noise.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Outcome {
    /// Seconds after `now` of each visit, and the page seen.
    pub(crate) visits: Vec<i64>,
    /// Seconds after `now` and cents of each order.
    pub(crate) orders: Vec<(i64, i64)>,
    /// Seconds after `now`.
    pub(crate) complaint: Option<i64>,
}

/// A moment of the window, sooner more likely than later, with an hour left for what follows.
fn moment(draw: &mut Draw) -> i64 {
    let u = draw.unit();
    300 + (u * u * ((WINDOW_DAYS * 86_400 - 3_600 - 300) as f64)) as i64
}

pub(crate) fn outcome(rates: &Rates, draw: &mut Draw) -> Outcome {
    let mut outcome = Outcome::default();
    if draw.chance(rates.p_order) {
        let n_orders = 1 + u32::from(draw.chance(P_SECOND_ORDER));
        for _ in 0..n_orders {
            let at = moment(draw);
            let cents = (draw.lognormal(rates.basket, BASKET_SIGMA) * 100.0).round() as i64;
            outcome.visits.push(at);
            outcome.orders.push((at + draw.int(120, 1_800), cents.max(1)));
        }
    }
    if draw.chance(rates.p_browse) {
        outcome.visits.push(moment(draw));
    }
    if draw.chance(rates.p_complaint) {
        outcome.complaint = Some(moment(draw));
    }
    outcome
}

impl World {
    /// The true person behind an exposure.
    pub(crate) fn exposed(&self, position: usize, exposure: &Exposure) -> Result<&Person, SimulatorError> {
        let mut found = exposure.identifiers.iter().filter_map(|key| self.truth().person_of(key));
        let person = found.next().and_then(|index| self.people.get(index as usize));
        person.ok_or(SimulatorError::UnknownPerson { position })
    }

    /// What the exposed people do in the 14 days after `now`, as messages for the collection
    /// endpoint, in order of time.
    ///
    /// The holdout reacts too: people also buy without a message. A message carries identifiers of
    /// the exposure only, chosen blind to the arm, so that no arm's outcomes are easier to join.
    /// Someone exposed twice reacts once, to the first exposure in the list.
    ///
    /// Errors: [`SimulatorError::UnknownPerson`] when an exposure has no identifier of this world.
    pub fn react(&self, exposures: &[Exposure]) -> Result<Vec<Value>, SimulatorError> {
        let mut reacted = HashSet::new();
        let mut messages: Vec<(Timestamp, Value)> = Vec::new();
        for (position, exposure) in exposures.iter().enumerate() {
            let person = self.exposed(position, exposure)?;
            if !reacted.insert(person.index) {
                continue;
            }
            let salt = exposure.arm as u64;
            let mut draw = Draw::of(self.config.seed, Stream::React, u64::from(person.index), salt);
            let outcome = outcome(&rates(&person.shopper, exposure.arm), &mut draw);
            self.tell(person, exposure, &outcome, &mut draw, &mut messages);
        }
        messages.sort_by_key(|(at, _)| *at);
        Ok(messages.into_iter().map(|(_, message)| message).collect())
    }

    /// Puts an outcome into messages, as browser and shop send them.
    fn tell(
        &self,
        person: &Person,
        exposure: &Exposure,
        outcome: &Outcome,
        draw: &mut Draw,
        messages: &mut Vec<(Timestamp, Value)>,
    ) {
        let known = identity(exposure);
        let device = person.devices.first();
        let mut add =
            |seconds: i64, kind: &str, body: Value, identity: &Map<String, Value>, draw: &mut Draw| {
                let at = self.config.now + SECOND.times(seconds);
                let mut message = identity.clone();
                let id = format!("reaction-{:016x}{:016x}", draw.bits(), draw.bits());
                message.insert("messageId".into(), json!(id));
                message.insert("type".into(), json!(kind));
                message.insert("timestamp".into(), json!(Civil::of(at).milliseconds()));
                for (key, value) in body.as_object().into_iter().flatten() {
                    message.insert(key.clone(), value.clone());
                }
                messages.push((at, Value::Object(message)));
            };
        for seconds in &outcome.visits {
            let page = json!({ "name": "Home", "properties": { "path": "/" } });
            if let Some(device) = device.filter(|_| draw.chance(0.4)) {
                // A look around before signing in: only the browser is known.
                let anonymous = Map::from_iter([("anonymousId".to_owned(), json!(device))]);
                add(seconds - 60, "page", page.clone(), &anonymous, draw);
            }
            add(*seconds, "page", page, &known, draw);
        }
        for (seconds, cents) in &outcome.orders {
            let dollars = *cents as f64 / 100.0;
            let order_id = format!("PW{:012x}", draw.bits() >> 16);
            let properties =
                json!({ "order_id": order_id, "revenue": dollars, "total": dollars, "currency": "USD" });
            let body = json!({ "event": "Order Completed", "properties": properties });
            add(*seconds, "track", body, &known, draw);
        }
        if let Some(seconds) = outcome.complaint {
            let body = json!({ "event": "Email Complained", "properties": { "feedback": "abuse" } });
            add(seconds, "track", body, &known, draw);
        }
    }
}

/// The identifiers a message carries, from those of the exposure.
fn identity(exposure: &Exposure) -> Map<String, Value> {
    let find = |kind: &str| {
        exposure
            .identifiers
            .iter()
            .find_map(|key| key.strip_prefix(kind).and_then(|rest| rest.strip_prefix(':')))
    };
    let mut identity = Map::new();
    if let Some(customer) = find("customer_id") {
        identity.insert("userId".into(), json!(customer));
    }
    if let Some(email) = find("email") {
        identity.insert("context".into(), json!({ "traits": { "email": email } }));
    }
    if identity.is_empty() || !identity.contains_key("userId") {
        // The collection protocol asks for a user or anonymous id; an address alone rides on one.
        let anonymous = find("anonymous_id").or(find("email").or(find("phone"))).unwrap_or_default();
        identity.insert("anonymousId".into(), json!(anonymous));
    }
    identity
}
