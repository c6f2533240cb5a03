//! The contract of a draft as YAML, with its reasons as comments.

use super::column::Column;
use super::known::Known;
use super::{Asked, format_word};
use crate::{Format, Lands, Role};
use std::fmt::Write as _;
use std::path::Path;

/// What stands at the top.
pub(crate) struct Head<'a> {
    pub(crate) name: &'a str,
    pub(crate) file: &'a Path,
    pub(crate) format: Format,
    pub(crate) lands: &'a [Lands],
    pub(crate) known: Option<&'a Known>,
    pub(crate) encoding: Option<&'static str>,
    /// What every event is called, where it was told.
    pub(crate) event_name: Option<String>,
    /// What an event that brings no money is called, where it is no order.
    pub(crate) free_event_name: Option<&'static str>,
}

/// Writes it. Writing to a `String` cannot fail, so results are dropped.
pub(crate) fn text(
    head: &Head<'_>,
    columns: &[Column],
    constants: &[(String, String)],
    settings: &[(&'static str, String)],
    asked: &Asked<'_>,
) -> String {
    let file = head.file.file_name().unwrap_or_default().to_string_lossy();
    let mut text = format!(
        "# Written by `truelift contract draft {}`. Change what is wrong; `docs/contracts.md` says what may stand here.\n",
        plain(&file)
    );
    open_questions(&mut text, asked);
    let _ = write!(
        text,
        "apiVersion: v3.1.0\nkind: DataContract\nid: {}\nversion: \"1.0.0\"\nstatus: active\n",
        quoted(head.name)
    );
    let _ = writeln!(text, "name: {}", quoted(head.known.map_or(head.name, |known| known.title)));
    text.push_str("customProperties:\n");
    let mut set = |key: &str, value: &str| {
        let _ = writeln!(text, "  - {{property: {key}, value: {value}}}");
    };
    set("truelift.format", format_word(head.format));
    let lands: Vec<&str> = head.lands.iter().map(|lands| lands_word(*lands)).collect();
    set("truelift.lands", &format!("[{}]", lands.join(", ")));
    if head.known.is_some_and(|known| known.lands == [Lands::Events]) {
        // An order is paid, refunded and cancelled later: its latest row counts.
        set("truelift.changes", "state");
    }
    if let Some(encoding) = head.encoding {
        set("truelift.encoding", encoding);
    }
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    if head.lands.contains(&Lands::Events) && head.format != Format::Segment && !has(Role::EventName) {
        let of_known = head.known.and_then(|known| known.event_name);
        set(
            "truelift.event_name",
            &quoted(head.event_name.as_deref().or(of_known).unwrap_or("Order Completed")),
        );
    }
    if let Some(name) = head.free_event_name {
        set("truelift.free_event_name", &quoted(name));
    }
    for (key, value) in settings {
        set(key, &quoted(value));
    }
    if !constants.is_empty() {
        let pairs: Vec<String> =
            constants.iter().map(|(role, value)| format!("{role}: {}", quoted(value))).collect();
        set("truelift.constant", &format!("{{{}}}", pairs.join(", ")));
    }
    let _ = write!(text, "schema:\n  - name: rows\n");
    if columns.is_empty() {
        text.push_str("    properties: []\n");
        return text;
    }
    text.push_str("    properties:\n");
    for column in columns {
        property(&mut text, column);
    }
    text
}

fn lands_word(lands: Lands) -> &'static str {
    match lands {
        Lands::Records => "records",
        Lands::Events => "events",
        Lands::Consents => "consents",
    }
}

fn open_questions(text: &mut String, asked: &Asked<'_>) {
    for key in &asked.open {
        let question = asked.questions.iter().find(|question| question.key == *key);
        let question = question.map_or("", |question| &question.text);
        let _ = writeln!(text, "# ? {key}: {question}");
    }
}

fn property(text: &mut String, column: &Column) {
    let _ = writeln!(text, "      - name: {}", quoted(&column.name));
    if let Some(kind) = column.kind {
        let _ = writeln!(text, "        logicalType: {kind}");
    }
    if column.is_required {
        text.push_str("        required: true\n");
    }
    if let Some(format) = column.formats.first() {
        let _ = writeln!(text, "        logicalTypeOptions: {{format: {}}}", quoted(format));
    }
    text.push_str("        customProperties:\n");
    let mut set = |key: &str, value: &str| {
        let _ = writeln!(text, "          - {{property: {key}, value: {value}}}");
    };
    set("truelift.role", column.role.as_str());
    if 1 < column.formats.len() {
        let patterns: Vec<String> = column.formats.iter().skip(1).map(|format| quoted(format)).collect();
        set("truelift.formats", &format!("[{}]", patterns.join(", ")));
    }
    if let Some(unit) = column.unit {
        set("truelift.unit", unit);
    }
    if let Some(decimal) = column.decimal {
        set("truelift.decimal", decimal);
    }
    if let Some(time) = column.time_column.as_ref().filter(|_| column.role.is_moment()) {
        set("truelift.time_column", &quoted(time));
    }
    if column.begins_row {
        set("truelift.begins_row", "true");
    }
    if !column.map.is_empty() {
        let pairs: Vec<String> =
            column.map.iter().map(|(from, to)| format!("{}: {}", quoted(from), quoted(to))).collect();
        set("truelift.map", &format!("{{{}}}", pairs.join(", ")));
    }
}

/// A text in double quotes, as YAML and JSON both read it.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    crate::json_text::write_text(&mut quoted, text);
    quoted
}

/// A text on one line.
fn plain(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
