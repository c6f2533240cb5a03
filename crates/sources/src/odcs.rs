//! The Open Data Contract Standard 3.x as it is written in YAML: what Truelift reads of it.
//!
//! The rest of the standard documents the data for people and other tools: it may stand there and
//! is left alone. A key that only looks like one of the standard's is a slip of the pen, and an error.
//!
//! Source: <https://bitol-io.github.io/open-data-contract-standard/v3.1.0/>.
// tidy: list

use crate::interpret::CONTRACT_KEYS;
use crate::rules::PROPERTY_KEYS;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serde_saphyr::Spanned;

/// Reads the text of a contract. What its aliases repeat is bounded by what the text holds: a few hundred bytes could
/// stand for millions of values.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, serde_saphyr::Error> {
    const N_REPEATED: usize = 10_000;
    let options = serde_saphyr::options! {
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: N_REPEATED + text.len() }
    };
    serde_saphyr::from_str_with_options(text, options)
}

/// A contract file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    #[schemars(with = "String")]
    pub api_version: Spanned<String>,
    #[schemars(with = "String")]
    pub kind: Spanned<String>,
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub version: String,
    pub servers: Option<Vec<Server>>,
    #[serde(default)]
    pub schema: Vec<SchemaObject>,
    #[serde(default)]
    pub custom_properties: Vec<CustomProperty>,
}

/// Where the data lies. Only `local` servers are read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Server {
    #[schemars(with = "Option<String>")]
    #[serde(rename = "type")]
    pub kind: Option<Spanned<String>>,
    pub path: Option<String>,
    #[schemars(with = "Option<String>")]
    pub format: Option<Spanned<String>>,
}

/// One table, file or message.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemaObject {
    pub name: String,
    #[serde(default)]
    pub quality: Vec<Quality>,
    #[serde(default)]
    pub properties: Vec<SchemaProperty>,
}

/// One column or path.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemaProperty {
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    pub physical_name: Option<String>,
    #[schemars(with = "Option<String>")]
    pub logical_type: Option<Spanned<String>>,
    pub logical_type_options: Option<LogicalTypeOptions>,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub unique: bool,
    #[serde(default)]
    pub primary_key: bool,
    #[serde(default)]
    pub custom_properties: Vec<CustomProperty>,
    #[serde(default)]
    pub quality: Vec<Quality>,
    /// Those of an object within.
    #[serde(default)]
    pub properties: Vec<SchemaProperty>,
}

/// Limits of a value; which ones make sense depends on the logical type.
#[derive(Debug, Default, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogicalTypeOptions {
    pub pattern: Option<String>,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub format: Option<String>,
    pub minimum: Option<Value>,
    pub maximum: Option<Value>,
    pub exclusive_minimum: Option<Value>,
    pub exclusive_maximum: Option<Value>,
    pub multiple_of: Option<f64>,
    pub default_timezone: Option<String>,
}

/// A quality rule.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Quality {
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub metric: Option<String>,
    pub arguments: Option<QualityArguments>,
    pub must_be: Option<Value>,
}

/// Arguments of a library metric.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QualityArguments {
    pub valid_values: Option<Vec<Value>>,
    pub pattern: Option<String>,
    pub missing_values: Option<Vec<Value>>,
}

/// A key and value of our own, or of another tool.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomProperty {
    #[schemars(with = "String")]
    pub property: Spanned<String>,
    #[serde(default)]
    pub value: Value,
}

const CONTRACT: &[&str] = &[
    "apiVersion",
    "kind",
    "id",
    "version",
    "status",
    "name",
    "tenant",
    "tags",
    "servers",
    "dataProduct",
    "description",
    "domain",
    "schema",
    "support",
    "price",
    "team",
    "roles",
    "slaDefaultElement",
    "slaProperties",
    "authoritativeDefinitions",
    "customProperties",
    "contractCreatedTs",
];
const SCHEMA: &[&str] = &[
    "id",
    "name",
    "physicalName",
    "physicalType",
    "logicalType",
    "businessName",
    "description",
    "dataGranularityDescription",
    "tags",
    "authoritativeDefinitions",
    "relationships",
    "customProperties",
    "quality",
    "properties",
];
const PROPERTY: &[&str] = &[
    "id",
    "name",
    "physicalName",
    "physicalType",
    "logicalType",
    "logicalTypeOptions",
    "businessName",
    "description",
    "required",
    "unique",
    "primaryKey",
    "primaryKeyPosition",
    "partitioned",
    "partitionKeyPosition",
    "classification",
    "encryptedName",
    "transformSourceObjects",
    "transformLogic",
    "transformDescription",
    "examples",
    "criticalDataElement",
    "tags",
    "authoritativeDefinitions",
    "relationships",
    "customProperties",
    "quality",
    "properties",
    "items",
];
const OPTIONS: &[&str] = &[
    "pattern",
    "minLength",
    "maxLength",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "timezone",
    "defaultTimezone",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
];
const QUALITY: &[&str] = &[
    "id",
    "name",
    "description",
    "type",
    "metric",
    "rule",
    "arguments",
    "mustBe",
    "mustNotBe",
    "mustBeGreaterThan",
    "mustBeGreaterOrEqualTo",
    "mustBeLessThan",
    "mustBeLessOrEqualTo",
    "mustBeBetween",
    "mustNotBeBetween",
    "query",
    "engine",
    "implementation",
    "dimension",
    "method",
    "severity",
    "businessImpact",
    "unit",
    "schedule",
    "scheduler",
    "tags",
    "authoritativeDefinitions",
    "customProperties",
    "validValues",
];
const CUSTOM: &[&str] = &["id", "property", "value", "description"];

/// The schema of a contract: what is read here as it is read, the rest of the standard as anything, and nothing else.
pub fn contract_schema() -> Value {
    let mut schema = schemars::schema_for!(Document).to_value();
    allow(&mut schema, "", CONTRACT);
    let parts = [
        ("Server", &[][..]),
        ("SchemaObject", SCHEMA),
        ("SchemaProperty", PROPERTY),
        ("LogicalTypeOptions", OPTIONS),
        ("Quality", QUALITY),
        ("CustomProperty", CUSTOM),
    ];
    for (part, keys) in parts {
        allow(&mut schema, &format!("/$defs/{part}"), keys);
    }
    ours(&mut schema, "/properties/customProperties", CONTRACT_KEYS);
    // Without its columns and where it lands nothing can be read by it.
    let lands = json!({ "properties": { "property": { "const": "truelift.lands" } } });
    if let Some(list) = schema.pointer_mut("/properties/customProperties").and_then(Value::as_object_mut) {
        list.insert("contains".to_owned(), lands);
    }
    if let Some(required) = schema.pointer_mut("/required").and_then(Value::as_array_mut) {
        required.extend(["schema", "customProperties"].map(Value::from));
    }
    ours(&mut schema, "/$defs/SchemaProperty/properties/customProperties", PROPERTY_KEYS);
    schema
}

/// Lets the keys of the standard stand at one place, and no others where all of them are known.
fn allow(schema: &mut Value, place: &str, keys: &[&str]) {
    let Some(part) = schema.pointer_mut(place).and_then(Value::as_object_mut) else { return };
    if let Some(properties) = part.entry("properties").or_insert_with(|| json!({})).as_object_mut() {
        for key in keys {
            properties.entry(*key).or_insert(Value::Bool(true));
        }
    }
    if !keys.is_empty() {
        part.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}

/// Says which custom properties of ours may stand at one place; those of other tools may stand anywhere.
fn ours(schema: &mut Value, place: &str, keys: &[&str]) {
    let Some(list) = schema.pointer_mut(place) else { return };
    let name =
        json!({ "type": "string", "anyOf": [{ "enum": keys }, { "not": { "pattern": "^truelift\\." } }] });
    let item = json!({ "$ref": "#/$defs/CustomProperty", "properties": { "property": name } });
    if let Some(fields) = list.as_object_mut() {
        fields.insert("items".to_owned(), item);
    }
}

/// A key that is none of the standard's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stranger {
    pub(crate) key: String,
    /// The key of the standard it was probably meant to be.
    pub(crate) meant: Option<&'static str>,
}

/// Every key of a contract that the standard does not know, in order.
pub(crate) fn strangers(document: &Value) -> Vec<Stranger> {
    let mut found = Vec::new();
    look(document, CONTRACT, &mut found);
    for schema in items(document, "schema") {
        look(schema, SCHEMA, &mut found);
        items(schema, "quality").for_each(|quality| look(quality, QUALITY, &mut found));
        items(schema, "properties").for_each(|property| in_property(property, &mut found));
    }
    items(document, "customProperties").for_each(|custom| look(custom, CUSTOM, &mut found));
    found
}

fn in_property(property: &Value, found: &mut Vec<Stranger>) {
    look(property, PROPERTY, found);
    if let Some(options) = property.get("logicalTypeOptions") {
        look(options, OPTIONS, found);
    }
    items(property, "quality").for_each(|quality| look(quality, QUALITY, found));
    items(property, "customProperties").for_each(|custom| look(custom, CUSTOM, found));
    items(property, "properties").for_each(|property| in_property(property, found));
}

fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn look(value: &Value, known: &[&'static str], found: &mut Vec<Stranger>) {
    for key in value.as_object().into_iter().flat_map(|object| object.keys()) {
        if !known.contains(&key.as_str()) {
            found.push(Stranger { key: key.clone(), meant: nearest(key, known) });
        }
    }
}

/// The word a slip of one or two letters away; `None` when none is near.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let limit = if folded.len() < 4 { 1 } else { 2 };
    let near = known.iter().map(|known| (distance(&folded, &known.to_lowercase()), *known));
    near.filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Letters to put in, take out or change (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let cost = at(&row, j) + usize::from(l != *r);
            next.push(cost.min(at(&row, j + 1) + 1).min(at(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
