//! What is seen on a terminal: results on standard output, progress on standard error.

use engine::Course;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Writes a line of the result. A reader that went away (`| head`) is no error.
pub fn say(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stdout(), "{}", harmless(line.as_ref()));
}

/// Writes a file to standard output, byte for byte where no terminal shows it.
pub fn say_file(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    match out.is_terminal() {
        // A line that ends as files of the spreadsheet do is no command.
        true => write!(out, "{}", harmless(&text.replace("\r\n", "\n")))?,
        false => out.write_all(text.as_bytes())?,
    }
    Ok(())
}

/// Writes a result as one JSON object on one line.
pub fn say_json(value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string(value)?;
    // JSON leaves these signs as they are; as numbers they mean the same to a reader and nothing to a terminal.
    let mut line = String::with_capacity(text.len());
    for sign in text.chars() {
        match is_command(sign) {
            true => line.push_str(&format!("\\u{:04x}", u32::from(sign))),
            false => line.push(sign),
        }
    }
    let _ = writeln!(std::io::stdout(), "{line}");
    Ok(())
}

/// Writes a line beside the result: hints, warnings.
pub fn tell(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", harmless(line.as_ref()));
}

/// The text with `\u{fffd}` for every sign a terminal would obey: names and files come from outside, and could
/// else colour, hide or rewrite what stands on the screen.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_plain = |sign: char| !is_command(sign) || matches!(sign, '\n' | '\t');
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|sign| if is_plain(sign) { sign } else { '\u{fffd}' }).collect())
}

/// Control characters (escape codes begin with them), and those that turn the direction of a line around.
fn is_command(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One long step: a spinner on a terminal, a line when it ends elsewhere.
pub struct Step {
    name: String,
    bar: Option<ProgressBar>,
    /// Whose log is told instead of a terminal.
    course: Option<Course>,
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
        Self { name, bar, course: None, started: Instant::now() }
    }

    /// Begins a step of a job.
    pub fn within(course: Course, name: impl Into<String>) -> Self {
        Self { name: name.into(), bar: None, course: Some(course), started: Instant::now() }
    }

    /// Says how far it is.
    pub fn at(&self, words: impl Into<String>) {
        if let Some(bar) = &self.bar {
            bar.set_message(harmless(&words.into()).into_owned());
        }
    }

    /// Whether somebody sees how far it is.
    pub fn is_seen(&self) -> bool {
        self.bar.is_some()
    }

    /// Says how much is done, of how much where that is known.
    pub fn far(&self, n_done: i64, n_total: Option<i64>, unit: &str, words: &str) {
        let counted = match n_total {
            Some(n_total) if 0 < n_total => {
                let percent = 100 * n_done.clamp(0, n_total) / n_total;
                format!("{} of {} {unit} ({percent} %)", count(n_done), count(n_total))
            }
            _ if unit.is_empty() => String::new(),
            _ => format!("{} {unit}", count(n_done)),
        };
        match (counted.is_empty(), words.is_empty()) {
            (true, _) => self.at(words),
            (false, true) => self.at(counted),
            (false, false) => self.at(format!("{counted}: {words}")),
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
        if let Some(course) = &self.course {
            return course.say(format!("{}: {}", self.name, words.as_ref()));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_no_orders_to_the_terminal() {
        for (text, expect) in [
            ("Ann Smith", "Ann Smith"),
            ("José 健一\n\tx", "José 健一\n\tx"),
            ("\u{1b}[2J\u{1b}]0;x\u{7}", "\u{fffd}[2J\u{fffd}]0;x\u{fffd}"),
            ("a\rb\u{8}", "a\u{fffd}b\u{fffd}"),
            ("\u{9b}31m", "\u{fffd}31m"),
            ("moc.\u{202e}x", "moc.\u{fffd}x"),
        ] {
            assert_eq!(harmless(text), expect);
        }
    }
}
