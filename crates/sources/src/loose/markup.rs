//! The elements of a page of HTML or of XML, read as leniently as they are written.

use crate::folded::folded;
use std::borrow::Cow;

/// Elements within elements beyond which a text is no table.
const N_DEEP: usize = 64;

/// Elements that have no end.
const VOID: &[&str] =
    &["br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source"];

/// What an element of these ends when it begins, if that is still open, and behind which element nothing is ended.
const ENDS: &[(&[&str], &[&str], &[&str])] = &[
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["td", "th", "tr"], &["table"]),
    (&["tbody", "thead", "tfoot"], &["td", "th", "tr", "tbody", "thead", "tfoot"], &["table"]),
    (&["li"], &["li"], &["ul", "ol"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["p", "div", "table", "ul", "ol"], &["p"], &["td", "th", "li", "div"]),
];

/// Attributes that say how something looks, and nothing of anybody.
const OF_LOOKS: &[&str] = &[
    "class",
    "style",
    "width",
    "height",
    "align",
    "valign",
    "bgcolor",
    "border",
    "colspan",
    "rowspan",
    "scope",
    "cellpadding",
    "cellspacing",
    "src",
    "rel",
    "lang",
    "dir",
    "target",
    "media",
    "charset",
    "encoding",
    "version",
];

/// An element: what stands in it, in its order.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// In small letters, without the part in front of a colon.
    pub(super) name: String,
    pub(super) line: u64,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) parts: Vec<Part>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Part {
    Text(String),
    Element(Element),
}

impl Element {
    /// The elements in it.
    pub(super) fn children(&self) -> impl Iterator<Item = &Element> {
        self.parts.iter().filter_map(|part| match part {
            Part::Element(element) => Some(element),
            Part::Text(_) => None,
        })
    }

    /// What stands in it itself.
    pub(super) fn own_text(&self) -> String {
        let texts = self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Element(_) => None,
        });
        texts.collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// All that stands in it, with the addresses that its links lead to.
    pub(super) fn text(&self) -> String {
        let mut texts = Vec::new();
        self.collect(&mut texts);
        texts.join(" ")
    }

    fn collect(&self, texts: &mut Vec<String>) {
        texts.extend(
            self.attributes.iter().map(|(_, value)| value.clone()).filter(|value| value.contains('@')),
        );
        for part in &self.parts {
            match part {
                Part::Text(text) => {
                    texts.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
                }
                Part::Element(element) => element.collect(texts),
            }
        }
    }
}

/// Whether a text is a page or XML: by how it begins, or by most of its first lines. A tag within a value makes none.
pub(super) fn is_markup(start: &[u8]) -> bool {
    const N_LINES: usize = 200;
    let start = String::from_utf8_lossy(start).to_lowercase();
    let begins =
        ["<?xml", "<!doctype", "<html", "<table"].iter().any(|tag| start.trim_start().starts_with(tag));
    let is_tag = |text: &str| {
        let name = text.strip_prefix('<').map(|text| text.trim_start_matches(['/', '!', '?']));
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let has_end = |line: &str| line.contains("</") || line.contains("/>");
    let lines: Vec<&str> =
        start.lines().map(str::trim).filter(|line| !line.is_empty()).take(N_LINES).collect();
    let n_tags = lines.iter().filter(|line| is_tag(line) || line.ends_with('>') && has_end(line)).count();
    begins || (lines.iter().any(|line| has_end(line)) && lines.len() <= 2 * n_tags)
}

/// The elements of a text, in one that has no name.
pub(super) fn parse(text: &str) -> Element {
    let mut open = vec![Element { line: 1, ..Element::default() }];
    let mut reader = Reader { rest: text, is_comment_ended: true };
    let mut line = 1;
    while !reader.rest.is_empty() {
        let all = reader.rest;
        let (text, tag) = reader.next();
        let at = line + n_lines(text);
        let taken = all.get(..all.len().saturating_sub(reader.rest.len())).unwrap_or_default();
        line += n_lines(taken);
        if let Some(top) = open.last_mut().filter(|_| !text.trim().is_empty()) {
            top.parts.push(Part::Text(normalise::decoded(text).into_owned()));
        }
        match tag {
            Some(Tag::Open { name, attributes, is_closed }) => {
                end_before(&name, &mut open);
                let is_void = is_closed || VOID.contains(&name.as_str());
                open.push(Element { name, line: at, attributes, parts: Vec::new() });
                if is_void || N_DEEP < open.len() {
                    close(&mut open);
                }
            }
            Some(Tag::Close(name)) => {
                if let Some(at) = open.iter().rposition(|element| element.name == name).filter(|at| 0 < *at) {
                    while at < open.len() {
                        close(&mut open);
                    }
                }
            }
            None => {}
        }
    }
    while 1 < open.len() {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn n_lines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// Ends the innermost element.
fn close(open: &mut Vec<Element>) {
    if let Some(element) = open.pop()
        && let Some(outer) = open.last_mut()
        && !is_way_out(&element)
    {
        outer.parts.push(Part::Element(element));
    }
}

/// Whether an element is the link by which whoever reads the page can leave: nobody has yet.
fn is_way_out(element: &Element) -> bool {
    const LEAVE: &[&str] = &[
        "unsubscribe",
        "optout",
        "abmelden",
        "abbestellen",
        "newsletterabmelden",
        "austragen",
        "sedésabonner",
        "désabonnement",
        "désinscription",
        "darsedebaja",
        "darmedebaja",
        "cancelarsuscripción",
        "annullaiscrizione",
        "disiscriviti",
        "cancelarinscrição",
        "uitschrijven",
        "afmelden",
        "wypiszsię",
        "avregistrera",
        "avmeld",
        "отписаться",
    ];
    element.name == "a" && LEAVE.contains(&folded(&element.text()).as_str())
}

/// Ends what was left open by those who leave out the ends of rows and cells.
fn end_before(name: &str, open: &mut Vec<Element>) {
    let Some((_, ended, bounds)) = ENDS.iter().find(|(names, _, _)| names.contains(&name)) else { return };
    let inner =
        open.iter().rposition(|element| bounds.contains(&element.name.as_str())).map_or(1, |at| at + 1);
    let ended = |element: &Element| ended.contains(&element.name.as_str());
    if let Some(first) = open.iter().skip(inner).position(ended) {
        while inner + first < open.len() {
            close(open);
        }
    }
}

enum Tag {
    Open { name: String, attributes: Vec<(String, String)>, is_closed: bool },
    Close(String),
}

/// A text that is read tag by tag.
struct Reader<'a> {
    rest: &'a str,
    /// Whether a comment was found to end so far: none is looked for to the end of the text twice.
    is_comment_ended: bool,
}

impl<'a> Reader<'a> {
    /// The text up to the next tag, and the tag. What is commented out is none.
    fn next(&mut self) -> (&'a str, Option<Tag>) {
        let whole = self.rest;
        let is_begin = |at: &usize| {
            let rest = whole.get(at + 1..).unwrap_or_default();
            rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
        };
        let Some(at) = whole.match_indices('<').map(|(at, _)| at).find(is_begin) else {
            self.rest = "";
            return (whole, None);
        };
        let (before, tag) = whole.split_at(at);
        if let Some(inner) = tag.strip_prefix("<![CDATA[") {
            // It is text; what stands before it comes first.
            if !before.trim().is_empty() {
                self.rest = tag;
                return (before, None);
            }
            let (held, rest) = inner.split_once("]]>").unwrap_or((inner, ""));
            self.rest = rest;
            return (held, None);
        }
        if let Some(inner) = tag.strip_prefix("<!--") {
            let ended = self.is_comment_ended.then(|| inner.split_once("-->")).flatten();
            self.is_comment_ended = ended.is_some();
            self.rest = ended.map_or(inner, |(_, rest)| rest);
            return (before, None);
        }
        let Some(end) = end_of(tag) else {
            // A sign that begins no tag.
            self.rest = tag.get(1..).unwrap_or_default();
            return (before, None);
        };
        let inner = tag.get(1..end).unwrap_or_default();
        self.rest = tag.get(end + 1..).unwrap_or_default();
        if let Some(name) = inner.strip_prefix('/') {
            return (before, Some(Tag::Close(name_of(name.trim()))));
        }
        if inner.starts_with(['!', '?']) {
            return (before, None);
        }
        let end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
        let (name, behind) = inner.split_at(end);
        let name = name_of(name);
        // What a page does says nothing of anybody.
        if matches!(name.as_str(), "script" | "style") && !inner.ends_with('/') {
            let is_end = |at: &usize| {
                let rest = self.rest.get(at + 2..).unwrap_or_default();
                rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(&name))
            };
            let end = self.rest.match_indices("</").map(|(at, _)| at).find(is_end);
            self.rest = end.and_then(|at| self.rest.get(at..)).unwrap_or(self.rest);
            return (before, None);
        }
        let (behind, is_closed) = behind.strip_suffix('/').map_or((behind, false), |behind| (behind, true));
        (before, Some(Tag::Open { name, attributes: attributes(behind), is_closed }))
    }
}

/// Where a tag ends: a sign within quotes ends none. `None` where what begins as one is none.
fn end_of(tag: &str) -> Option<usize> {
    /// No tag is longer.
    const N_BYTES: usize = 4_096;
    let mut quote = None;
    let mut last = ' ';
    for (at, c) in tag.char_indices().skip(1).take_while(|(at, _)| *at < N_BYTES) {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') if last == '=' => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        if !c.is_whitespace() {
            last = c;
        }
    }
    None
}

fn name_of(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).trim().to_lowercase()
}

/// `email="ann@x.org" status='left'`, without what says how it looks.
fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some((name, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => {
                let inner = behind.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => behind.split_once(char::is_whitespace).unwrap_or((behind, "")),
        };
        let name =
            name.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase();
        let is_of_names = name == "xmlns" || name.starts_with("xmlns:");
        let name = name_of(&name);
        let value: Cow<'_, str> = normalise::decoded(value);
        if !is_of_names && !OF_LOOKS.contains(&name.as_str()) && (name != "href" || value.contains('@')) {
            found.push((name, value.into_owned()));
        }
        rest = next.trim_start();
    }
    found
}
