//! The layer table of ARCHITECTURE.md.

use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) const PATH: &str = "ARCHITECTURE.md";
const HEADING: [&str; 3] = ["crate", "layer", "may use"];

/// The layer table.
pub(crate) struct Table {
    pub(super) rows: BTreeMap<String, Row>,
}

pub(super) struct Row {
    pub(super) line: usize,
    pub(super) layer: String,
    pub(super) may_use: Vec<String>,
}

impl Table {
    /// Whether the crate is of a layer that does nothing but compute.
    pub(crate) fn is_pure(&self, name: &str) -> bool {
        self.rows.get(name).is_some_and(|row| row.layer == "foundation" || row.layer == "domain")
    }

    pub(super) fn layer(&self, name: &str) -> Option<&str> {
        self.rows.get(name).map(|row| row.layer.as_str())
    }
}

/// Reads the table from ARCHITECTURE.md.
pub(crate) fn read(root: &Path) -> anyhow::Result<Table> {
    let text = std::fs::read_to_string(root.join(PATH)).context("cannot read ARCHITECTURE.md")?;
    parse(&text)
}

pub(super) fn parse(text: &str) -> anyhow::Result<Table> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, cells(line)));
    lines
        .find(|(_, cells)| cells.iter().map(String::as_str).eq(HEADING))
        .context("ARCHITECTURE.md has no table with the heading `| crate | layer | may use |`: write it")?;
    let mut rows = BTreeMap::new();
    for (line, cells) in lines.skip(1) {
        let [name, layer, may_use] = cells.as_slice() else { break };
        let may_use = may_use.split(',').map(str::trim).filter(|name| !matches!(*name, "" | "-" | "—"));
        let row = Row { line, layer: layer.clone(), may_use: may_use.map(str::to_owned).collect() };
        rows.insert(name.clone(), row);
    }
    Ok(Table { rows })
}

/// The cells of a table row, without back-ticks; empty when the line is not one.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    inner.map_or(Vec::new(), |inner| {
        inner.split('|').map(|cell| cell.replace('`', "").trim().to_owned()).collect()
    })
}
