//! A file as it is opened for a draft: what is told of its sheet, its letters and its header, and what is asked of them.

use super::Asked;
use super::sample::Sample;
use crate::encoding::Encoding;
use crate::layout::{NO_DELIMITER, Told};
use crate::{Format, SourceError, interpret};
use std::path::Path;

/// How a file is opened.
#[derive(Debug, Clone)]
pub(super) struct How {
    pub(super) encoding: Encoding,
    pub(super) sheet: Option<String>,
    pub(super) told: Told,
}

/// Lines that are shown to whoever says which of them names the columns.
const N_LINES: usize = 12;

/// The first rows of a file, by what was told of how it is written.
pub(super) fn sampled(file: &Path, asked: &mut Asked<'_>) -> Result<Sample, SourceError> {
    let mut how = How { encoding: Encoding::Auto, sheet: None, told: told(asked) };
    how.sheet = sheet(file, asked)?;
    let mut sample = lettered(file, &mut how, asked)?;
    if sample.format == Format::Csv {
        ["skip_lines", "delimiter", "header"].iter().for_each(|key| asked.used(key));
        ask_of_sheet(&sample, asked);
        ask_of_header(&sample, asked);
    }
    if sample.format == Format::Jsonl && sample.columns.is_empty() {
        return Err(SourceError::Broken {
            file: file.display().to_string(),
            why: "it has no JSON objects: write one a line, a list of them, or a list within an object"
                .to_owned(),
        });
    }
    if matches!(sample.format, Format::Csv | Format::Jsonl) {
        sample.join_times();
    }
    Ok(sample)
}

/// What was told of the layout.
fn told(asked: &mut Asked<'_>) -> Told {
    let mut told = Told::default();
    if let Some(answer) = asked.told("skip_lines").map(str::to_owned) {
        told.skip_lines = answer.parse().ok();
        if told.skip_lines.is_none() {
            asked.wrong("skip_lines", &answer, "the number of lines before the names of the columns, as 3");
        }
    }
    if let Some(answer) = asked.told("delimiter").map(str::to_owned) {
        told.delimiter = match answer.to_lowercase().as_str() {
            "comma" => Some(b','),
            "semicolon" => Some(b';'),
            "pipe" => Some(b'|'),
            word => interpret::delimiter(word),
        };
        if told.delimiter.is_none() {
            asked.wrong("delimiter", &answer, "`,`, `;`, `|`, tab, or none where each line is one value");
        }
    }
    if let Some(answer) = asked.told("header").map(str::to_lowercase) {
        told.has_header = match answer.as_str() {
            "line" | "yes" | "ja" | "true" | "first" => Some(true),
            "none" | "no" | "nein" | "false" => Some(false),
            _ => None,
        };
        if told.has_header.is_none() {
            asked.wrong("header", &answer, "first where a line names the columns, or none");
        }
    }
    told
}

/// The sheet that was told, by its name or its number; told of a file that has none it is of no use.
fn sheet(file: &Path, asked: &mut Asked<'_>) -> Result<Option<String>, SourceError> {
    let Some(answer) = asked.told("sheet").map(str::to_owned) else { return Ok(None) };
    let names = crate::workbook::names(file)?;
    if names.is_empty() {
        return Ok(None);
    }
    let by_name = names.iter().find(|name| name.eq_ignore_ascii_case(&answer) || name.trim() == answer);
    let nth = answer.parse::<usize>().ok().and_then(|nth| names.get(nth.checked_sub(1)?));
    let found = by_name.or(nth).cloned();
    if found.is_none() {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        asked.wrong("sheet", &answer, &quoted.join(" or "));
    }
    asked.used("sheet");
    Ok(found)
}

/// In which letters a file is written is asked where its bytes do not tell; until that is answered they are read as
/// those of Windows, so that the other questions can be asked as well.
fn lettered(file: &Path, how: &mut How, asked: &mut Asked<'_>) -> Result<Sample, SourceError> {
    let refusal = match asked.is_answered("encoding") {
        true => None,
        false => match Sample::of(file, how) {
            Err(error @ SourceError::Encoding { .. }) => Some(error),
            Ok(sample) => {
                ask_of_guess(&sample, asked);
                return Ok(sample);
            }
            other => return other,
        },
    };
    let told = asked.told("encoding").and_then(Encoding::named);
    how.encoding = told.or_else(|| Encoding::named("windows-1252")).unwrap_or(Encoding::Auto);
    let guess = match (Sample::of(file, how), refusal) {
        (Err(_), Some(refusal)) => return Err(refusal),
        (guess, _) => guess,
    };
    let text = "in which letters is the file written, as utf-8, windows-1252, windows-1251, iso-8859-2, macintosh, shift_jis or gbk? Its bytes do not tell".to_owned();
    if let Some(word) = asked.ask("encoding", text, None)
        && Encoding::named(&word).is_none()
    {
        asked.wrong("encoding", &word, "the name of an encoding, as windows-1252");
    }
    guess
}

/// Whether a guess at the letters is right, which whoever knows the names in the file sees at once. It opens and closes
/// nothing, so that it waits for nobody.
fn ask_of_guess(sample: &Sample, asked: &mut Asked<'_>) {
    let Some(guess) = sample.guessed() else { return };
    let text = format!(
        "in which letters is the file written? They were guessed as {guess}: choose others where names look wrong"
    );
    asked.ask("encoding", text, Some(guess.to_lowercase()));
}

/// Which of several sheets is read.
fn ask_of_sheet(sample: &Sample, asked: &mut Asked<'_>) {
    if sample.sheets.len() < 2 {
        return;
    }
    let names: Vec<(&str, &str)> = sample.sheets.iter().map(|name| (name.as_str(), name.as_str())).collect();
    let text = "which sheet of the workbook is it? Of the others nothing but a no is read".to_owned();
    let first = sample.sheets.first().cloned();
    asked.ask("sheet", text, first);
    asked.choose("sheet", &names);
}

/// Which line names the columns, where lines were left out before it or none seems to.
fn ask_of_header(sample: &Sample, asked: &mut Asked<'_>) {
    if sample.is_log && !asked.is_answered("header") {
        return;
    }
    if sample.is_headless || asked.is_answered("header") {
        let line = sample.first_lines.iter().find(|line| !line.trim().is_empty());
        let line = line.map_or(String::new(), |line| format!(" (`{line}`)"));
        let text = format!(
            "does a line name the columns? The first one{line} looks as if it were a row: none or first?"
        );
        let default = if sample.is_headless { "none" } else { "first" };
        asked.ask("header", text, Some(default.to_owned()));
        asked.choose(
            "header",
            &[("none", "No: every line is a row"), ("first", "Yes: the first line names the columns")],
        );
        return;
    }
    let is_title = |line: &String| line.chars().any(char::is_alphanumeric);
    let has_titles = sample.first_lines.iter().take(sample.n_before).any(is_title);
    if !has_titles && !asked.is_answered("skip_lines") {
        return;
    }
    let text = format!(
        "which line names the columns? Line {}; the {} before it are left out (their number is the answer)",
        sample.n_before + 1,
        sample.n_before
    );
    asked.ask("skip_lines", text, Some(sample.n_before.to_string()));
    let lines = sample.first_lines.iter().enumerate().take(N_LINES).filter(|(_, line)| is_title(line));
    let pairs: Vec<(String, String)> =
        lines.map(|(at, line)| (at.to_string(), format!("Line {}: {line}", at + 1))).collect();
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(value, words)| (value.as_str(), words.as_str())).collect();
    asked.choose("skip_lines", &pairs);
}

/// What of the layout stands in the contract, since the next export has to be read alike.
pub(super) fn settings(sample: &Sample, is_by_line: bool, asked: &Asked<'_>) -> Vec<(&'static str, String)> {
    let mut settings = Vec::new();
    if sample.format != Format::Csv {
        return settings;
    }
    let delimiter = match sample.delimiter {
        b'\t' => "tab".to_owned(),
        NO_DELIMITER => "none".to_owned(),
        delimiter => char::from(delimiter).to_string(),
    };
    let is_text = sample.delimiter == NO_DELIMITER && !sample.is_headless;
    if is_text || (asked.told("delimiter").is_some() && !sample.is_headless) {
        settings.push(("truelift.delimiter", delimiter));
    }
    if sample.is_headless {
        settings.push(("truelift.header", if is_by_line { "log" } else { "none" }.to_owned()));
    }
    if asked.told("sheet").is_some()
        && let Some(sheet) = sample.sheets.first()
    {
        settings.push(("truelift.sheet", sheet.clone()));
    }
    settings
}
