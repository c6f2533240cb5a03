//! What the server counts of itself, for `/metrics`. Numbers only: nothing of anybody.

use axum::http::StatusCode;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// Counts since the start.
#[derive(Debug, Default)]
pub struct Counters {
    n_by_class: [AtomicU64; 5],
    n_accepted: AtomicU64,
    n_quarantined: AtomicU64,
    n_refused_sign_ins: AtomicU64,
    n_connections: AtomicI64,
}

impl Counters {
    /// Counts an answer.
    pub fn answered(&self, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(counter) = self.n_by_class.get(class) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Counts events that are durable, and those kept in quarantine.
    pub fn collected(&self, n_accepted: u64, n_quarantined: u64) {
        self.n_accepted.fetch_add(n_accepted, Ordering::Relaxed);
        self.n_quarantined.fetch_add(n_quarantined, Ordering::Relaxed);
    }

    /// Counts a sign-in that failed.
    pub fn sign_in_refused(&self) {
        self.n_refused_sign_ins.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a connection in.
    pub fn connection_opened(&self) {
        self.n_connections.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a connection out.
    pub fn connection_closed(&self) {
        self.n_connections.fetch_sub(1, Ordering::Relaxed);
    }

    /// The counts in the text format of Prometheus.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>.
    pub fn text(&self, n_waiting: i64) -> String {
        let mut out = String::from(
            "# HELP truelift_http_responses_total Answers by class of status.\n\
             # TYPE truelift_http_responses_total counter\n",
        );
        for (class, counter) in (1..).zip(&self.n_by_class) {
            let n = counter.load(Ordering::Relaxed);
            // Writing to a String cannot fail.
            let _ = writeln!(out, "truelift_http_responses_total{{class=\"{class}xx\"}} {n}");
        }
        let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed).to_string();
        for (name, kind, help, value) in [
            ("events_accepted_total", "counter", "Events that are durable.", load(&self.n_accepted)),
            ("events_quarantined_total", "counter", "Events kept in quarantine.", load(&self.n_quarantined)),
            ("sign_ins_refused_total", "counter", "Sign-ins that failed.", load(&self.n_refused_sign_ins)),
            (
                "connections",
                "gauge",
                "Open connections.",
                self.n_connections.load(Ordering::Relaxed).to_string(),
            ),
            ("events_waiting", "gauge", "Events that wait to be landed.", n_waiting.to_string()),
        ] {
            let _ = write!(
                out,
                "# HELP truelift_{name} {help}\n# TYPE truelift_{name} {kind}\ntruelift_{name} {value}\n"
            );
        }
        out
    }
}
