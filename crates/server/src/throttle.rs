//! Slows down guessing of passwords: so many failures for one e-mail address within a window, then 429.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use vocabulary::{MINUTE, Span, Timestamp};

const MAX_FAILURES: usize = 8;
const WINDOW: Span = MINUTE.times(5);
/// Above this many addresses the oldest window is dropped, so that guessing cannot fill the memory.
const MAX_ADDRESSES: usize = 10_000;

/// Failures by address, in memory: a restart forgives.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<String, Vec<Timestamp>>>);

impl Throttle {
    /// True when `address` has failed too often within the window that ends at `now`.
    pub fn is_blocked(&self, address: &str, now: Timestamp) -> bool {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failures
            .get(address)
            .is_some_and(|at| at.iter().filter(|at| now - WINDOW < **at).count() >= MAX_FAILURES)
    }

    /// Notes a failure.
    pub fn failed(&self, address: &str, now: Timestamp) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= MAX_ADDRESSES {
            failures.retain(|_, at| at.last().is_some_and(|last| now - WINDOW < *last));
        }
        let at = failures.entry(address.to_owned()).or_default();
        at.retain(|at| now - WINDOW < *at);
        at.push(now);
    }

    /// Forgets the failures after a success.
    pub fn succeeded(&self, address: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_after_too_many_and_forgives_with_time() {
        let throttle = Throttle::default();
        let start = Timestamp::from_micros(0);
        (0..MAX_FAILURES).for_each(|_| throttle.failed("a@example.com", start));
        assert!(throttle.is_blocked("a@example.com", start + MINUTE));
        assert!(!throttle.is_blocked("b@example.com", start + MINUTE));
        assert!(!throttle.is_blocked("a@example.com", start + MINUTE.times(6)));
        throttle.succeeded("a@example.com");
        assert!(!throttle.is_blocked("a@example.com", start + MINUTE));
    }
}
