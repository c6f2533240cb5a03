//! Which elements of a page or of XML are the rows of it.

use super::markup::{Element, parse};
use super::{Found, LooseRow};
use std::collections::HashSet;

/// The elements of a table, of a page and of a spreadsheet that was saved as XML.
const ROWS: &[&str] = &["tr", "row"];
const CELLS: &[&str] = &["td", "th", "cell"];
const TITLES: &[&str] = &["title", "h1", "h2", "h3", "caption"];

/// The rows of a page or of XML.
pub(super) fn rows(text: &str) -> Found {
    let whole = parse(text);
    let mut found = Found::default();
    walk(&whole, &mut found);
    found
}

/// Takes the rows within an element: those of a table, elements that are alike, else itself.
fn walk(element: &Element, found: &mut Found) {
    if TITLES.contains(&element.name.as_str()) {
        found.titles.push(element.text());
        return;
    }
    if is_table(element) {
        return table(element, found);
    }
    if element.name == "dl" {
        return defined(element, found);
    }
    let whole: Vec<&Element> = element.children().filter(|child| !is_leaf(child)).collect();
    let leaves: Vec<&Element> = element.children().filter(|child| is_leaf(child)).collect();
    let own_text = element.own_text();
    let named_leaves: Vec<&Element> =
        leaves.iter().copied().filter(|leaf| leaf.text().contains('@')).collect();
    let n_named = whole.iter().filter(|child| child.text().contains('@')).count();
    let names_itself = own_text.contains('@')
        || element.attributes.iter().any(|(_, value)| value.contains('@'))
        || !named_leaves.is_empty();
    let is_title = |leaf: &&&Element| TITLES.contains(&leaf.name.as_str());
    let is_wrapper = whole.len() == 1 && own_text.is_empty() && leaves.iter().all(|leaf| is_title(&leaf));
    let holds_rows = holds(element, &is_table)
        || (!is_sentence(element, &own_text)
            && (2 <= n_named || (!names_itself && (is_wrapper || are_repeated(&whole)))));
    if holds_rows {
        found.titles.extend(leaves.iter().filter(is_title).map(|title| title.text()));
        each(element, &named_leaves, found);
        // Of a text around the rows each line is one.
        for text in own_text.lines().filter(|text| text.contains('@')) {
            let mut row = LooseRow { line: element.line, values: Vec::new() };
            row.add(&element.name, text);
            found.rows.push(row);
        }
        return whole.iter().for_each(|child| walk(child, found));
    }
    // `<mail>ann@x.org</mail><mail>bob@y.org</mail>`, or a sentence for each: each is a row.
    let n_titles = leaves.iter().filter(is_title).count();
    let are_sentences = named_leaves.iter().all(|leaf| leaf.text().trim().contains(' '));
    if whole.is_empty()
        && are_repeated(&named_leaves)
        && (are_sentences || named_leaves.len() + n_titles == leaves.len())
    {
        found.titles.extend(leaves.iter().filter(is_title).map(|title| title.text()));
        return each(element, &named_leaves, found);
    }
    let mut row = LooseRow { line: element.line, values: Vec::new() };
    row.add_list(&element.name);
    gather(element, "", &mut row);
    found.rows.extend(Some(row).filter(|row| !row.values.is_empty()));
}

/// Whether an element is a sentence with marks in it, and holds no rows.
fn is_sentence(element: &Element, own_text: &str) -> bool {
    const SENTENCES: &[&str] =
        &["p", "li", "td", "th", "dd", "span", "a", "b", "i", "em", "strong", "font", "label"];
    !own_text.is_empty() && SENTENCES.contains(&element.name.as_str())
}

/// Whether two of some elements have one name.
fn are_repeated(elements: &[&Element]) -> bool {
    let mut names = HashSet::new();
    !elements.iter().all(|element| names.insert(element.name.as_str()))
}

/// Takes each of some leaves for a row.
fn each(element: &Element, leaves: &[&Element], found: &mut Found) {
    for leaf in leaves {
        let mut row = LooseRow { line: leaf.line, values: Vec::new() };
        row.add_list(&element.name);
        row.add_list(&leaf.name);
        row.add(&leaf.name, &leaf.text());
        found.rows.push(row);
    }
}

/// Whether nothing but text stands in an element.
fn is_leaf(element: &Element) -> bool {
    element.attributes.is_empty() && element.children().next().is_none()
}

fn is_table(element: &Element) -> bool {
    let has_cells = |row: &Element| row.children().any(|child| CELLS.contains(&child.name.as_str()));
    let is_row = |row: &Element| ROWS.contains(&row.name.as_str()) && has_cells(row);
    let is_part = |part: &Element| matches!(part.name.as_str(), "thead" | "tbody" | "tfoot");
    element.children().any(|child| is_row(child) || is_part(child) && child.children().any(is_row))
}

fn holds(element: &Element, what: &impl Fn(&Element) -> bool) -> bool {
    what(element) || element.children().any(|child| holds(child, what))
}

/// Every value of an element under its name, with the names around it where it stands deeper in the row.
fn gather(element: &Element, path: &str, row: &mut LooseRow) {
    let under = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for (name, value) in &element.attributes {
        row.add(&under(name), value);
    }
    row.add(if path.is_empty() { &element.name } else { path }, &element.own_text());
    for child in element.children() {
        gather(child, &under(&child.name), row);
    }
}

/// The rows of a table, by its header where it has one; of one whose first column is the header one row.
fn table(table: &Element, found: &mut Found) {
    let parts = table.children().flat_map(|child| match ROWS.contains(&child.name.as_str()) {
        true => vec![child],
        false => child.children().filter(|row| ROWS.contains(&row.name.as_str())).collect(),
    });
    let mut header: Vec<String> = Vec::new();
    let mut beside = LooseRow::default();
    for child in table.children().filter(|child| TITLES.contains(&child.name.as_str())) {
        found.titles.push(child.text());
    }
    for row in parts {
        let cells: Vec<&Element> =
            row.children().filter(|cell| CELLS.contains(&cell.name.as_str())).collect();
        // A table for looks alone: what stands in its cells are the rows.
        if cells.iter().any(|cell| holds(cell, &is_table)) {
            cells.iter().for_each(|cell| walk(cell, found));
            continue;
        }
        if let [name, value] = cells.as_slice()
            && name.name == "th"
            && value.name == "td"
        {
            let name = name.text();
            if beside.values.iter().any(|(known, _)| *known == name) {
                found.rows.push(std::mem::take(&mut beside));
            }
            beside.line = if beside.values.is_empty() { row.line } else { beside.line };
            beside.add(name.trim_end_matches(':'), &value.text());
            continue;
        }
        let texts: Vec<String> = cells.iter().map(|cell| cell.text()).collect();
        let are_names = cells.iter().all(|cell| cell.name == "th") || header.is_empty() && are_names(&texts);
        if are_names && !texts.iter().any(|text| text.contains('@')) {
            header = texts;
            continue;
        }
        let mut found_row = LooseRow { line: row.line, values: Vec::new() };
        for (at, text) in texts.iter().enumerate() {
            found_row.add(header.get(at).map_or("", String::as_str), text);
        }
        found.rows.push(found_row);
    }
    found.rows.extend(Some(beside).filter(|row| !row.values.is_empty()));
}

/// Whether the cells of a first row are names of columns.
fn are_names(texts: &[String]) -> bool {
    let is_name = |text: &String| !text.contains('@') && !text.contains(|c: char| c.is_ascii_digit());
    texts.iter().all(is_name) && texts.iter().any(|text| super::pairs::is_name_of_column(text))
}

/// `<dt>email</dt><dd>ann@x.org</dd>`.
fn defined(list: &Element, found: &mut Found) {
    let mut row = LooseRow { line: list.line, values: Vec::new() };
    let mut name = String::new();
    for child in list.children() {
        let text = child.text();
        if child.name == "dt" {
            name = text;
            if row.values.iter().any(|(known, _)| *known == name) {
                found
                    .rows
                    .push(std::mem::replace(&mut row, LooseRow { line: child.line, values: Vec::new() }));
            }
            continue;
        }
        row.add(&name, &text);
    }
    found.rows.extend(Some(row).filter(|row| !row.values.is_empty()));
}
