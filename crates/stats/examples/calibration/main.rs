//! Prints whether the estimators keep their promises, on simulated tests whose truth is known.
//!
//! ```text
//! cargo run -p stats --example calibration [-- SEED [TIMES [WORDS]]]
//! ```
//!
//! One line for each promise: what was found, the band it must lie in, and whether it does. The exit code
//! is 1 when one does not. A 95 % interval must cover 94 to 96 %; where fewer than 4,000 tests were
//! simulated, two standard errors of the simulation are allowed on top. False alarms may be alpha plus two
//! standard errors, so of the thirty such lines another seed may break one by chance. TIMES multiplies the
//! number of tests, and with WORDS only sections are run whose title has them. Some lines promise nothing and say so: they show how far off an interval is at its
//! limits, a t interval of skewed outcomes in uneven arms above all, and on which side.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod coverage;
mod few;
mod groups;
mod limits;
mod market;
mod peeking;
mod split;

use std::process::ExitCode;

/// What was found of one promise.
pub struct Line {
    /// What was promised.
    promise: String,
    /// The rate found.
    found: f64,
    /// The band it must lie in.
    band: [f64; 2],
    /// How many tests were simulated.
    n_tests: u64,
    /// What is told instead of a verdict, where nothing is promised.
    told: Option<String>,
}

impl Line {
    /// A 95 % interval must cover 94 to 96 %.
    pub fn coverage(promise: String, n_covered: u64, n_tests: u64) -> Self {
        let slack = if n_tests < 4_000 { 2.0 * (0.95 * 0.05 / n_tests as f64).sqrt() } else { 0.0 };
        let found = n_covered as f64 / n_tests as f64;
        Self { promise, found, band: [0.94 - slack, 0.96 + slack], n_tests, told: None }
    }

    /// The line with what is told instead of a verdict.
    pub fn told(self, told: impl Into<String>) -> Self {
        Self { told: Some(told.into()), ..self }
    }

    /// False alarms must be at most alpha and two standard errors.
    pub fn alarms(promise: String, n_alarms: u64, n_tests: u64, alpha: f64) -> Self {
        let slack = 2.0 * (alpha * (1.0 - alpha) / n_tests as f64).sqrt();
        let found = n_alarms as f64 / n_tests as f64;
        Self { promise, found, band: [0.0, alpha + slack], n_tests, told: None }
    }

    /// A rate must be alpha, within two standard errors either way.
    pub fn rate(promise: String, n_alarms: u64, n_tests: u64, alpha: f64) -> Self {
        let slack = 2.0 * (alpha * (1.0 - alpha) / n_tests as f64).sqrt();
        let found = n_alarms as f64 / n_tests as f64;
        Self { promise, found, band: [alpha - slack, alpha + slack], n_tests, told: None }
    }

    fn holds(&self) -> bool {
        self.told.is_some() || (self.band[0]..=self.band[1]).contains(&self.found)
    }
}

/// Simulates the tests of a section from a seed, so many times the usual number of them.
type Section = fn(u64, u64) -> Vec<Line>;

fn main() -> ExitCode {
    let argument = |place, default| {
        std::env::args().nth(place).map_or(default, |text: String| text.parse().expect("a whole number"))
    };
    let (seed, times) = (argument(1, 2026), argument(2, 1));
    let sections: [(&str, Section); 8] = [
        ("95 % intervals of the lift", coverage::lines),
        ("95 % intervals of the relative lift", limits::relative),
        ("95 % t intervals of skewed means, not promised", limits::uneven),
        ("false alarms over many looks", peeking::lines),
        ("alarms on the split", split::lines),
        ("word of mouth into the control", groups::lines),
        ("false alarms where few people say anything", few::lines),
        ("false alarms of a mean that few have anything of", few::means),
    ];
    let mut n_broken = 0;
    let words = std::env::args().nth(3).unwrap_or_default();
    for (title, lines) in sections.into_iter().filter(|(title, _)| title.contains(&words)) {
        println!("\n{title} (seed {seed})");
        for line in lines(seed, times) {
            let holds = line.holds();
            n_broken += u32::from(!holds);
            let Line { promise, found, band: [low, high], n_tests, told } = line;
            let verdict = told.unwrap_or_else(|| if holds { "ok" } else { "BROKEN" }.to_owned());
            let band = format!("{:.2} to {:.2} %", 100.0 * low, 100.0 * high);
            println!("{promise:<58} {:>6.2} %  {band:>18}  {n_tests:>6} tests  {verdict}", 100.0 * found);
        }
    }
    println!("\n{n_broken} broken");
    ExitCode::from(u8::from(0 < n_broken))
}
