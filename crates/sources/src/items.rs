//! What was bought: the lines of an order, from whatever an export makes of them.
//!
//! An order is counted once and its lines are kept with it, as the Segment spec has it: `products`, a list of
//! objects. The keys by which audiences ask for a product stand beside it in the lake, one a line.
//!
//! Source: <https://segment.com/docs/connections/spec/ecommerce/v2/#order-completed>.

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use vocabulary::item_key;

/// One line of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) name: Option<String>,
    pub(crate) sku: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) quantity: Option<String>,
    pub(crate) price: Option<String>,
}

/// Lines read of one order: more is no order.
const N_ITEMS: usize = 1_000;

/// Values of several rows in one cell; a single one stands as it is.
pub(crate) fn in_one(values: &[String]) -> Option<String> {
    match values {
        [] => None,
        values if values.iter().all(String::is_empty) => None,
        [only] => Some(only.clone()),
        several => serde_json::to_string(several).ok(),
    }
}

/// The values of a cell that [`in_one`] wrote, blank ones among them, so that names and numbers stay together.
pub(crate) fn values(cell: &str) -> Vec<String> {
    let several = cell.starts_with('[').then(|| serde_json::from_str::<Vec<Value>>(cell).ok()).flatten();
    match several {
        Some(several) => several.iter().map(|value| text(value).unwrap_or_default()).collect(),
        None => vec![cell.to_owned()],
    }
}

/// The lines in one cell: a JSON list, `name:A|sku:B|quantity:2`, or `A x 2, B`.
pub(crate) fn of_cell(cell: &str) -> Vec<Item> {
    let cell = cell.trim();
    if let Ok(value) = serde_json::from_str::<Value>(cell)
        && (value.is_array() || value.is_object())
    {
        return of_value(&value);
    }
    if cell.contains('|') && cell.contains(':') {
        return cell.split(['\n', ';']).map(by_parts).filter(|item| *item != Item::default()).collect();
    }
    let mark = [";", "\n", " | ", ", "].into_iter().find(|mark| cell.contains(*mark)).unwrap_or("\n");
    cell.split(mark).map(str::trim).filter(|part| !part.is_empty()).map(counted).take(N_ITEMS).collect()
}

/// The lines of a JSON list of objects or of names.
pub(crate) fn of_value(value: &Value) -> Vec<Item> {
    match value {
        Value::Array(list) => list.iter().take(N_ITEMS).flat_map(of_value).collect(),
        Value::Object(object) => {
            // A list within, as `{"edges": [{"node": …}]}` or `{"data": […]}`.
            for key in ["edges", "nodes", "node", "data", "items"] {
                if let Some(inner) = object.get(key).filter(|inner| inner.is_array() || inner.is_object()) {
                    return of_value(inner);
                }
            }
            let item = of_object(object);
            if item == Item::default() { Vec::new() } else { vec![item] }
        }
        other => {
            text(other).map(|name| vec![Item { name: Some(name), ..Item::default() }]).unwrap_or_default()
        }
    }
}

fn of_object(object: &Map<String, Value>) -> Item {
    let first = |keys: &[&str]| keys.iter().find_map(|key| text(object.get(*key)?));
    let within = |outer: &str, keys: &[&str]| {
        let inner = object.get(outer)?.as_object()?;
        keys.iter().find_map(|key| text(inner.get(*key)?))
    };
    let in_cents = || {
        let cents = first(&["price_cents", "price_cent", "unit_price_cents", "price_minor", "preis_cent"])?;
        let cents = cents.parse::<u64>().ok()?;
        Some(format!("{}.{:02}", cents / 100, cents % 100))
    };
    Item {
        name: first(&["name", "title", "product_name", "productName", "item_name", "description"])
            .or_else(|| first(&["artikel", "bezeichnung", "produkt", "article"]))
            .or_else(|| within("product", &["name", "title"])),
        sku: first(&["sku", "SKU", "variant_sku", "product_sku", "artikelnummer", "artikelnr"])
            .or_else(|| within("variant", &["sku"])),
        id: first(&["product_id", "productId", "item_id", "id"]).or_else(|| within("product", &["id"])),
        quantity: first(&["quantity", "qty", "current_quantity", "menge", "anzahl"]),
        price: first(&["price", "unit_price", "unitPrice", "item_price", "total", "preis", "einzelpreis"])
            .or_else(in_cents),
    }
}

/// `name:Blue Mug|product_id:7|sku:M-1|quantity:2|total:19.80`.
fn by_parts(text: &str) -> Item {
    let mut item = Item::default();
    for part in text.split('|') {
        let Some((key, value)) = part.split_once(':') else { continue };
        let value = value.trim();
        let slot = match crate::folded::folded(key).as_str() {
            "name" | "product" | "productname" | "title" => &mut item.name,
            "sku" => &mut item.sku,
            "productid" | "id" => &mut item.id,
            "quantity" | "qty" => &mut item.quantity,
            "price" | "total" => &mut item.price,
            _ => continue,
        };
        if !value.is_empty() {
            slot.get_or_insert_with(|| value.to_owned());
        }
    }
    item
}

/// `Blue Mug x 2`, `2 x Blue Mug`, `Blue Mug (2)`: the name and how many.
fn counted(text: &str) -> Item {
    let is_count =
        |part: &str| !part.is_empty() && part.len() < 5 && part.bytes().all(|b| b.is_ascii_digit());
    let item = |name: &str, count: &str| Item {
        name: Some(name.trim().to_owned()),
        quantity: Some(count.trim().to_owned()),
        ..Item::default()
    };
    for mark in [" x ", " × ", " x", " ×"] {
        if let Some((name, count)) = text.rsplit_once(mark).filter(|(_, count)| is_count(count.trim())) {
            return item(name, count);
        }
    }
    for mark in [" x ", " × ", "x ", "× "] {
        if let Some((count, name)) = text.split_once(mark).filter(|(count, _)| is_count(count.trim())) {
            return item(name, count);
        }
    }
    let bracketed = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match bracketed.filter(|(_, count)| is_count(count)) {
        Some((name, count)) => item(name, count),
        None => Item { name: Some(text.to_owned()), ..Item::default() },
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The lines as the list that stands under `products`.
pub(crate) fn products(items: &[Item]) -> String {
    let plain = |text: &str| {
        let is_number = text.parse::<f64>().is_ok_and(f64::is_finite)
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        match is_number.then(|| serde_json::from_str::<Value>(text).ok()).flatten() {
            Some(number) => number,
            None => Value::String(text.to_owned()),
        }
    };
    let objects = items.iter().map(|item| {
        let mut object = Map::new();
        let texts = [("name", &item.name), ("sku", &item.sku), ("product_id", &item.id)];
        for (key, value) in texts {
            object.extend(value.clone().map(|value| (key.to_owned(), Value::String(value))));
        }
        for (key, value) in [("quantity", &item.quantity), ("price", &item.price)] {
            object.extend(value.as_deref().map(|value| (key.to_owned(), plain(value))));
        }
        Value::Object(object)
    });
    Value::Array(objects.collect()).to_string()
}

/// The keys of products in the form of the lake's column `items`: each on a line of its own, with a line end before
/// the first and behind the last; `None` when there is none.
pub(crate) fn keys(items: &[Item]) -> Option<String> {
    let texts = items.iter().flat_map(|item| [&item.name, &item.sku, &item.id]).flatten();
    let keys: BTreeSet<String> = texts.map(|text| item_key(text)).filter(|key| !key.is_empty()).collect();
    (!keys.is_empty()).then(|| {
        let lines: Vec<String> = keys.into_iter().collect();
        format!("\n{}\n", lines.join("\n"))
    })
}

/// The products of a message's properties: those of a list, and the one that the properties themselves are of.
pub(crate) fn of_properties(properties: &Map<String, Value>) -> Vec<Item> {
    let lists = ["products", "items", "line_items", "lineItems"];
    let mut items: Vec<Item> =
        lists.iter().filter_map(|key| properties.get(*key)).flat_map(of_value).collect();
    let is_product = ["sku", "product_id", "productId", "product_name", "productName"]
        .iter()
        .any(|key| properties.contains_key(*key));
    if is_product {
        items.push(of_object(properties));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, sku: &str, quantity: &str) -> Item {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Item { name: some(name), sku: some(sku), quantity: some(quantity), ..Item::default() }
    }

    #[test]
    fn reads_the_lines_that_shops_write_into_one_cell() {
        for (cell, expect) in [
            (r#"[{"title":"Blue Mug","sku":"M-1","quantity":2}]"#, vec![item("Blue Mug", "M-1", "2")]),
            (r#"{"edges":[{"node":{"name":"Cup"}}]}"#, vec![item("Cup", "", "")]),
            (r#"["Cup","Mug"]"#, vec![item("Cup", "", ""), item("Mug", "", "")]),
            ("name:Blue Mug|sku:M-1|quantity:2", vec![item("Blue Mug", "M-1", "2")]),
            ("Blue Mug x 2, Red Cup × 1", vec![item("Blue Mug", "", "2"), item("Red Cup", "", "1")]),
            ("2 x Blue Mug; Red Cup (3)", vec![item("Blue Mug", "", "2"), item("Red Cup", "", "3")]),
            ("Box 12", vec![item("Box 12", "", "")]),
        ] {
            assert_eq!(of_cell(cell), expect, "{cell}");
        }
    }

    #[test]
    fn keys_stand_one_a_line() {
        let items = [item("Blue  Mug", "M-1", "2"), item("blue mug", "", "")];
        assert_eq!(keys(&items).as_deref(), Some("\nblue mug\nm-1\n"));
        assert_eq!(products(&items[..1]), r#"[{"name":"Blue  Mug","quantity":2,"sku":"M-1"}]"#);
        assert_eq!(keys(&[]), None);
    }
}
