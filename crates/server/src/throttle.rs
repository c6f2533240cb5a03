//! Slows down guessing of passwords: so many tries for one account from one address within a window, then 429.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use vocabulary::{Digest, MINUTE, Span, Timestamp};

/// Tries that are let through.
const MAX_TRIES: usize = 8;
const WINDOW: Span = MINUTE.times(5);
/// Above this many pairs the oldest is dropped, so that guessing cannot fill the memory: 10,000 of 32 bytes of key
/// and at most eight times. Who drops a pair by making others has tried 10,000 passwords meanwhile, each of which
/// costs the time of a hash.
const MAX_PAIRS: usize = 10_000;

/// Tries by account and address, in memory: a restart forgives.
///
/// Both together, so that nobody can lock another one out of their account from elsewhere.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<Digest, Vec<Timestamp>>>);

/// The pair of an account and the address it is tried from.
#[derive(Clone, Copy)]
pub struct Pair(Digest);

impl Pair {
    /// Of an e-mail address in small letters and a network address.
    pub fn of(account: &str, from: IpAddr) -> Self {
        Self(Digest::of([account, &from.to_string()]))
    }
}

impl Throttle {
    /// Counts a try before it is made, so that many at once are counted too. False when it may not be made.
    pub fn admit(&self, pair: Pair, now: Timestamp) -> bool {
        let mut tries = self.lock();
        if !tries.contains_key(&pair.0) && MAX_PAIRS <= tries.len() {
            make_room(&mut tries, now);
        }
        let at = tries.entry(pair.0).or_default();
        at.retain(|at| now - WINDOW < *at);
        let is_admitted = at.len() < MAX_TRIES;
        if is_admitted {
            at.push(now);
        }
        is_admitted
    }

    /// Forgets the tries after a success.
    pub fn succeeded(&self, pair: Pair) {
        self.lock().remove(&pair.0);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Digest, Vec<Timestamp>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room(tries: &mut HashMap<Digest, Vec<Timestamp>>, now: Timestamp) {
    tries.retain(|_, at| at.last().is_some_and(|last| now - WINDOW < *last));
    if MAX_PAIRS <= tries.len()
        && let Some(oldest) = tries.iter().min_by_key(|(_, at)| at.last().copied()).map(|(key, _)| *key)
    {
        tries.remove(&oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn pair(account: &str, last: u8) -> Pair {
        Pair::of(account, IpAddr::V4(Ipv4Addr::new(10, 0, 0, last)))
    }

    #[test]
    fn eight_tries_are_eight_and_time_forgives() {
        let throttle = Throttle::default();
        let start = Timestamp::from_micros(0);
        let ann = pair("a@example.com", 1);
        let n_admitted = (0..100).filter(|_| throttle.admit(ann, start)).count();
        assert_eq!(n_admitted, MAX_TRIES);
        assert!(!throttle.admit(ann, start + MINUTE));
        assert!(throttle.admit(pair("b@example.com", 1), start + MINUTE));
        assert!(
            throttle.admit(pair("a@example.com", 2), start + MINUTE),
            "nobody locks Ann out from elsewhere"
        );
        assert!(throttle.admit(ann, start + MINUTE.times(6)));
        throttle.succeeded(ann);
        assert!(throttle.admit(ann, start + MINUTE));
    }

    #[test]
    fn memory_is_bounded_whatever_comes() {
        let throttle = Throttle::default();
        let now = Timestamp::from_micros(0);
        for n in 0..MAX_PAIRS + 500 {
            throttle.admit(pair(&format!("{n}@example.com"), 1), now);
        }
        assert_eq!(throttle.lock().len(), MAX_PAIRS);
    }
}
