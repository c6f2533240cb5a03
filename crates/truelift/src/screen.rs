//! What is seen on a terminal: results on standard output, progress on standard error.

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Writes a line of the result. A reader that went away (`| head`) is no error.
pub fn say(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stdout(), "{}", line.as_ref());
}

/// Writes a result as one JSON object on one line.
pub fn say_json(value: &impl Serialize) -> anyhow::Result<()> {
    say(serde_json::to_string(value)?);
    Ok(())
}

/// Writes a line beside the result: hints, warnings.
pub fn tell(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", line.as_ref());
}

/// One long step: a spinner on a terminal, a line when it ends elsewhere.
pub struct Step {
    name: String,
    bar: Option<ProgressBar>,
    started: Instant,
}

impl Step {
    /// Begins a step.
    pub fn begin(name: impl Into<String>) -> Self {
        let name = name.into();
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix:<10} {wide_msg} {elapsed}") {
                bar.set_style(style);
            }
            bar.set_prefix(name.clone());
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { name, bar, started: Instant::now() }
    }

    /// Says how far it is.
    pub fn at(&self, words: impl Into<String>) {
        if let Some(bar) = &self.bar {
            bar.set_message(words.into());
        }
    }

    /// Ends it with what it gave.
    pub fn done(self, words: impl AsRef<str>) {
        self.end("✓", words);
    }

    /// Ends it with what it did not give.
    pub fn fail(self, words: impl AsRef<str>) {
        self.end("✗", words);
    }

    fn end(self, mark: &str, words: impl AsRef<str>) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        tell(format!(
            "{mark} {:<10} {}  ({:.1} s)",
            self.name,
            words.as_ref(),
            self.started.elapsed().as_secs_f64()
        ));
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

pub use vocabulary::grouped as count;
