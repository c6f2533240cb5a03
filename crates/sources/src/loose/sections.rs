//! The sections of a text: lines that are no rows and say what those below them are a list of, as `Unsubscribed:`,
//! `[unsubscribed]`, `# Abgemeldet`, `unsubscribed:` above the items of YAML.

use crate::heading::names_noes;

/// A line of a text, with what its sections say of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placed<'t> {
    pub(super) line: &'t str,
    pub(super) nth: u64,
    /// It begins a section, or the record of a file of settings, and is no row.
    pub(super) begins: bool,
    /// The name of the list of noes that it stands in.
    pub(super) list: Option<&'t str>,
}

/// How a line is known for a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `[name]`, `[[name]]`.
    Brackets,
    /// `# name`.
    Hash,
    /// `name:`.
    Colon,
    /// A line of its own.
    Bare,
}

/// The section at hand: its name, how far it is indented, and whether its rows are by a mark or more blanks.
struct Section<'t> {
    list: &'t str,
    indent: usize,
    is_deeper: bool,
}

/// Whether a text has a section whose name says that nobody there wants mail.
pub(super) fn has_noes(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    placed(&text).iter().any(|placed| placed.list.is_some() && placed.line.contains('@'))
}

/// Whether a text begins with a section in brackets, as files of settings do; of JSON it would be no word.
pub(crate) fn begins_in_brackets(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start.get(..start.len().min(512)).unwrap_or_default());
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let Some((line, _)) = text.split_once('\n') else { return false };
    let inner = bracketed(line.trim()).unwrap_or_default();
    inner.starts_with(char::is_alphabetic) && !["true", "false", "null"].contains(&inner)
}

/// The lines of a text, each with the list that it stands in.
pub(super) fn placed(text: &str) -> Vec<Placed<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut section: Option<Section<'_>> = None;
    let mut found = Vec::with_capacity(lines.len());
    let mut is_after_blank = true;
    for (at, line) in lines.iter().enumerate() {
        let indent = indent_of(line);
        let next = lines.iter().skip(at + 1).find(|line| !line.trim().is_empty());
        let mut begins = false;
        if let Some((name, mark)) = heading(line.trim()).filter(|(_, mark)| leads(*mark, indent, next)) {
            let is_no = names_noes(name);
            let is_within = section.as_ref().is_some_and(|section| section.indent < indent);
            let is_other = mark != Mark::Bare || is_after_blank;
            match () {
                _ if is_no => {
                    let is_deeper = next.is_some_and(|next| is_item(next) || indent < indent_of(next));
                    (section, begins) = (Some(Section { list: name, indent, is_deeper }), true);
                }
                _ if section.is_some() && !is_within && is_other => (section, begins) = (None, true),
                _ => begins = mark == Mark::Brackets,
            }
        } else if section.as_ref().is_some_and(|section| section.is_left_by(line, indent)) {
            section = None;
        }
        let list = section.as_ref().map(|section| section.list).filter(|_| !begins);
        found.push(Placed { line, nth: at as u64 + 1, begins, list });
        is_after_blank = line.trim().is_empty();
    }
    found
}

impl Section<'_> {
    /// Whether a line stands beside its items: `owner: ann@x.org` behind those of YAML.
    fn is_left_by(&self, line: &str, indent: usize) -> bool {
        let is_named = line.split_once([':', '=']).is_some_and(|(name, _)| !name.contains('@'));
        self.is_deeper && indent <= self.indent && is_named && !is_item(line)
    }
}

/// Whether what follows a line is what it is the heading of. Under brackets and hashes everything is.
fn leads(mark: Mark, indent: usize, next: Option<&&str>) -> bool {
    let names = |line: &str| line.contains('@') && !line.contains(['=', ':']);
    match mark {
        Mark::Brackets | Mark::Hash => true,
        Mark::Colon => next.is_some_and(|next| indent < indent_of(next) || is_item(next) || names(next)),
        Mark::Bare => next.is_some_and(|next| is_item(next) || names(next)),
    }
}

/// A line as a heading: its name, and by what it is one.
fn heading(line: &str) -> Option<(&str, Mark)> {
    if let Some(inner) = bracketed(line) {
        return Some((inner, Mark::Brackets));
    }
    let is_name = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.len() <= 60
            && name.split_whitespace().count() <= 5
            && !name.contains(['@', ':', '=', ',', ';', '|', '\t', '{'])
    };
    if let Some(name) = line.strip_prefix('#').map(|rest| rest.trim_matches(['#', ' ', ':'])) {
        return is_name(name).then_some((name, Mark::Hash));
    }
    let bare = line.trim_start_matches(['-', '*', '=', ' ']).trim_matches(['"', '*', '=', ' ']);
    if let Some(name) = bare.strip_suffix([':', '\u{ff1a}']) {
        let name = name.trim().trim_matches(['"', '\'', '*']);
        return is_name(name).then_some((name, Mark::Colon));
    }
    let is_bare = is_name(line) && !line.chars().any(char::is_numeric);
    is_bare.then_some((line, Mark::Bare))
}

/// The name in brackets.
fn bracketed(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let inner = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner).trim();
    let is_name = (1..=60).contains(&inner.len()) && !inner.contains(['@', ',', '{', '[', ']', ':']);
    is_name.then(|| inner.trim_matches(['"', '\'']))
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ") || line.starts_with("* ") || line.starts_with('•')
}
