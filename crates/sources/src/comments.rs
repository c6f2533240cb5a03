//! What people wrote beside the cells of an XLSX workbook: comments and notes, which no reader of cells sees. "No more
//! mail, she called on Monday" stands there as often as in a column.
//!
//! Source: ECMA-376-1:2016, sections 12.3.3 (comments part) and 18.7; [MS-XLSX] 2.1.17 for threaded ones, whose text
//! every program writes into the older part, too.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Letters of all comments of a sheet.
const MAX_BYTES: u64 = 64 << 20;

/// What a program puts before the words of a thread for those that know no threads.
const THREAD: &str = "[Threaded comment]";

/// The comments of a sheet: row, from 0, and text, in the order they stand in. None where the workbook is of another
/// kind or its parts do not say where they are: what is beside the cells never keeps the cells from being read.
pub(crate) fn of_sheet(book: &[u8], sheet: &str) -> Vec<(u32, String)> {
    read(book, sheet).unwrap_or_default()
}

fn read(book: &[u8], sheet: &str) -> Option<Vec<(u32, String)>> {
    let mut archive = ZipArchive::new(Cursor::new(book)).ok()?;
    let workbook = part(&mut archive, "xl/workbook.xml")?;
    let id =
        elements(&workbook, "sheet").find(|found| found.get("name") == Some(sheet))?.get("id")?.to_owned();
    let path = target(&mut archive, "xl/workbook.xml", |relation| relation.get("Id") == Some(&id))?;
    let is_comments =
        |relation: &Element| relation.get("Type").is_some_and(|kind| kind.ends_with("/comments"));
    let comments = target(&mut archive, &path, is_comments)?;
    Some(texts(&part(&mut archive, &comments)?))
}

/// The text of a part of the archive.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    let file = archive.by_name(path).ok()?;
    let mut text = String::new();
    file.take(MAX_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The part that a relation of another leads to.
fn target(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    of: &str,
    is_wanted: impl Fn(&Element) -> bool,
) -> Option<String> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let relations = part(archive, &format!("{folder}/_rels/{name}.rels"))?;
    let found = elements(&relations, "Relationship").find(is_wanted)?;
    let target = found.get("Target")?;
    if let Some(whole) = target.strip_prefix('/') {
        return Some(whole.to_owned());
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = path.pop(),
            part => path.push(part),
        }
    }
    Some(path.join("/"))
}

/// The attributes of an element, by their names without a prefix.
struct Element(Vec<(String, String)>);

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().flatten();
        Self(
            attributes
                .filter_map(|attribute| {
                    let name = attribute.key.local_name().as_ref().to_owned();
                    Some((name, attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
                })
                .collect(),
        )
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Every element of a name, as far as the text can be read.
fn elements<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = Element> + 'a {
    let mut reader = Reader::from_str(xml);
    std::iter::from_fn(move || {
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == name => {
                    return Some(Element::of(&start));
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    })
}

/// Row and words of each comment.
fn texts(xml: &str) -> Vec<(u32, String)> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut row = None;
    let (mut text, mut is_within) = (String::new(), false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) if start.local_name().as_ref() == "comment" => {
                row = Element::of(&start).get("ref").and_then(row_of);
                text.clear();
            }
            Event::Start(start) if start.local_name().as_ref() == "t" => is_within = true,
            Event::End(end) if end.local_name().as_ref() == "t" => is_within = false,
            Event::End(end) if end.local_name().as_ref() == "comment" => {
                let said = words(&text);
                found.extend(row.take().filter(|_| !said.is_empty()).map(|row| (row, said.to_owned())));
            }
            Event::Text(more) if is_within => text.push_str(&more.xml10_content()),
            Event::CData(more) if is_within => text.push_str(&more.xml10_content()),
            Event::GeneralRef(entity) if is_within => text.push_str(&resolved(&entity.xml10_content())),
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

/// What somebody said: without what a program says before a thread.
fn words(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix(THREAD) {
        // "Comment:" in English, another word elsewhere: the words begin behind the paragraph about versions.
        Some(thread) => thread.trim_start().split_once("\n\n").map_or(thread, |(_, said)| said).trim(),
        None => text,
    }
}

/// The row of a cell such as `B12`, from 0.
fn row_of(cell: &str) -> Option<u32> {
    let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '$');
    digits.parse::<u32>().ok()?.checked_sub(1)
}

/// The letter that an entity stands for.
fn resolved(entity: &str) -> String {
    quick_xml::escape::unescape(&format!("&{entity};"))
        .map_or_else(|_| " ".to_owned(), |text| text.into_owned())
}
