//! The lines of orders in a drafted contract: which columns tell of them, and which rows are one order.
// tidy: list

use super::column::Column;
use super::sample::Sample;
use crate::folded::folded;
use crate::{Format, Lands, Role};
use people::Meaning;

/// What stands in front of what a column says of a line: `Lineitem name`, `Product Item 1 SKU`.
const PREFIXES: &[&str] = &[
    "lineitem",
    "orderitem",
    "productitem",
    "orderline",
    "item",
    "product",
    "article",
    "artikel",
    "produkt",
];

/// What a column says of a line.
const PARTS: &[(&str, Role)] = &[
    ("name", Role::ItemName),
    ("title", Role::ItemName),
    ("bezeichnung", Role::ItemName),
    ("sku", Role::ItemSku),
    ("nummer", Role::ItemSku),
    ("number", Role::ItemSku),
    ("id", Role::ItemId),
    ("quantity", Role::ItemQuantity),
    ("qty", Role::ItemQuantity),
    ("price", Role::ItemPrice),
    ("unitprice", Role::ItemPrice),
    ("cost", Role::ItemPrice),
];

/// Whole names.
const NAMES: &[(&str, Role)] = &[
    ("product", Role::ItemName),
    ("item", Role::ItemName),
    ("article", Role::ItemName),
    ("artikel", Role::ItemName),
    ("produkt", Role::ItemName),
    ("sku", Role::ItemSku),
    ("variantsku", Role::ItemSku),
    ("quantity", Role::ItemQuantity),
    ("qty", Role::ItemQuantity),
    ("menge", Role::ItemQuantity),
    ("unitprice", Role::ItemPrice),
    ("items", Role::Items),
    ("lineitems", Role::Items),
    ("orderitems", Role::Items),
    ("products", Role::Items),
    ("productnames", Role::Items),
    ("itemspurchased", Role::Items),
    ("purchaseditems", Role::Items),
    ("productspurchased", Role::Items),
    ("positionen", Role::Items),
    ("positions", Role::Items),
    ("artikelliste", Role::Items),
    ("warenkorb", Role::Items),
    ("basket", Role::Items),
    ("cart", Role::Items),
];

/// What a column of this name tells of a line of an order.
pub(super) fn role(name: &str) -> Option<Role> {
    let folded = folded(name);
    let digits = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let of_part = PREFIXES.iter().find_map(|prefix| {
        let part = digits(folded.strip_prefix(prefix)?);
        PARTS.iter().find(|(known, _)| *known == part).map(|(_, role)| *role)
    });
    let numbered = folded
        .strip_prefix("lineitem")
        .filter(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|_| Role::Items);
    let of_name = || NAMES.iter().find(|(known, _)| *known == folded).map(|(_, role)| *role);
    of_part.or(numbered).or_else(of_name).or_else(|| of_meaning(people::meaning(name)?))
}

/// What a name means of a line, in any language.
fn of_meaning(meaning: Meaning) -> Option<Role> {
    Some(match meaning {
        Meaning::ItemName => Role::ItemName,
        Meaning::ItemNumber => Role::ItemSku,
        Meaning::Quantity => Role::ItemQuantity,
        Meaning::UnitPrice => Role::ItemPrice,
        _ => return None,
    })
}

/// Gives the columns of an order's lines their roles, and finds out whether rows of one key are one order.
pub(crate) fn settle(columns: &mut [Column], lands: &[Lands], sample: &Sample, decisions: &mut Vec<String>) {
    if !lands.contains(&Lands::Events) || sample.format == Format::Segment {
        return;
    }
    for column in columns.iter_mut() {
        let is_free = matches!(column.role, Role::Extra | Role::Ignore) && !column.is_told();
        let Some(role) = role(&column.name).filter(|_| is_free) else { continue };
        let is_list = |value: &str| value.contains(|c: char| c.is_alphabetic());
        // A number of items is none of them.
        if role == Role::Items && !sample.values(column.at).any(is_list) {
            continue;
        }
        column.become_item(role);
    }
    if sample.format == Format::Csv {
        rows_of_one(columns, sample, decisions);
    }
}

/// Where further rows of a key are lines of the same order, its key begins the row.
fn rows_of_one(columns: &mut [Column], sample: &Sample, decisions: &mut Vec<String>) {
    let has_items = columns.iter().any(|column| column.role.is_item());
    if !has_items || columns.iter().any(|column| column.begins_row) {
        return;
    }
    let at_of = |role: Role| columns.iter().find(|column| column.role == role).map(|column| column.at);
    let Some(key) = at_of(Role::ExternalKey).or_else(|| at_of(Role::MessageId)) else { return };
    let revenue = at_of(Role::Revenue);
    let (mut n_further, mut n_other) = (0, 0);
    for pair in sample.rows().windows(2) {
        let [above, row] = pair else { continue };
        let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        let own = cell(row, key);
        if !own.is_empty() && own != cell(above, key) {
            continue;
        }
        n_further += 1;
        let of_row = |row: &[String]| revenue.map(|at| cell(row, at)).unwrap_or_default();
        n_other += usize::from(!of_row(row).is_empty() && of_row(row) != of_row(above));
    }
    if n_further == 0 {
        return;
    }
    let Some(column) = columns.iter_mut().find(|column| column.at == key) else { return };
    if 0 < n_other {
        decisions.push(format!(
            "rows of one `{}` have different amounts, so they are lines and none says the order's total: export the orders with their totals",
            column.name
        ));
        return;
    }
    column.begins_row = true;
    decisions.push(format!(
        "rows of one `{}` are one order: its total counts once, and each row is a line of it",
        column.name
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_columns_of_lines_by_their_names() {
        for (name, expect) in [
            ("Lineitem name", Some(Role::ItemName)),
            ("Lineitem compare at price", None),
            ("line_item_1", Some(Role::Items)),
            ("Product Item 2 SKU", Some(Role::ItemSku)),
            ("line_items", Some(Role::Items)),
            ("Item Name", Some(Role::ItemName)),
            ("Product ID", Some(Role::ItemId)),
            ("Total", None),
            ("Item count", None),
        ] {
            assert_eq!(role(name), expect, "{name}");
        }
    }
}
