//! The Open Data Contract Standard 3.1 as it is written in YAML: every key, and no other.
//!
//! What Truelift uses is taken out of here by [`crate::Contract`]; the rest documents the data for
//! people and other tools, and is still checked for unknown keys.
//!
//! Source: <https://bitol-io.github.io/open-data-contract-standard/v3.1.0/>.
// tidy: list

use serde::Deserialize;
use serde_json::Value;
use serde_saphyr::Spanned;

/// A contract file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    pub api_version: Spanned<String>,
    pub kind: Spanned<String>,
    pub id: Spanned<String>,
    pub version: String,
    pub status: String,
    pub name: Option<String>,
    pub tenant: Option<String>,
    pub tags: Option<Vec<String>>,
    pub servers: Option<Vec<Server>>,
    pub data_product: Option<String>,
    pub description: Option<Description>,
    pub domain: Option<String>,
    pub schema: Vec<SchemaObject>,
    pub support: Option<Vec<SupportItem>>,
    pub price: Option<Price>,
    pub team: Option<Team>,
    pub roles: Option<Vec<AccessRole>>,
    pub sla_default_element: Option<String>,
    pub sla_properties: Option<Vec<SlaProperty>>,
    pub authoritative_definitions: Option<Vec<AuthoritativeDefinition>>,
    #[serde(default)]
    pub custom_properties: Vec<CustomProperty>,
    pub contract_created_ts: Option<String>,
}

/// Where the data lies. Only `local` servers are read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Server {
    pub id: Option<String>,
    pub server: String,
    #[serde(rename = "type")]
    pub kind: Spanned<String>,
    pub description: Option<String>,
    pub environment: Option<String>,
    pub roles: Option<Vec<AccessRole>>,
    pub path: Option<String>,
    pub format: Option<Spanned<String>>,
    pub custom_properties: Option<Vec<CustomProperty>>,
}

/// What the data is for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Description {
    pub usage: Option<String>,
    pub purpose: Option<String>,
    pub limitations: Option<String>,
    pub authoritative_definitions: Option<Vec<AuthoritativeDefinition>>,
    pub custom_properties: Option<Vec<CustomProperty>>,
}

/// One table, file or message.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SchemaObject {
    pub id: Option<String>,
    pub name: String,
    pub physical_name: Option<String>,
    pub physical_type: Option<String>,
    pub logical_type: Option<Spanned<String>>,
    pub business_name: Option<String>,
    pub description: Option<String>,
    pub data_granularity_description: Option<String>,
    pub tags: Option<Vec<String>>,
    pub authoritative_definitions: Option<Vec<AuthoritativeDefinition>>,
    pub relationships: Option<Vec<Relationship>>,
    pub custom_properties: Option<Vec<CustomProperty>>,
    #[serde(default)]
    pub quality: Vec<Quality>,
    pub properties: Vec<SchemaProperty>,
}

/// One column or path.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SchemaProperty {
    pub id: Option<String>,
    pub name: Spanned<String>,
    pub physical_name: Option<String>,
    pub physical_type: Option<String>,
    pub logical_type: Option<Spanned<String>>,
    pub logical_type_options: Option<LogicalTypeOptions>,
    pub business_name: Option<String>,
    pub description: Option<String>,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub unique: bool,
    #[serde(default)]
    pub primary_key: bool,
    pub primary_key_position: Option<i64>,
    pub partitioned: Option<bool>,
    pub partition_key_position: Option<i64>,
    pub classification: Option<String>,
    pub encrypted_name: Option<String>,
    pub transform_source_objects: Option<Vec<String>>,
    pub transform_logic: Option<String>,
    pub transform_description: Option<String>,
    pub examples: Option<Vec<Value>>,
    pub critical_data_element: Option<bool>,
    pub tags: Option<Vec<String>>,
    pub authoritative_definitions: Option<Vec<AuthoritativeDefinition>>,
    pub relationships: Option<Vec<Relationship>>,
    #[serde(default)]
    pub custom_properties: Vec<CustomProperty>,
    #[serde(default)]
    pub quality: Vec<Quality>,
}

/// Limits of a value; which ones make sense depends on the logical type.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    pub timezone: Option<bool>,
    pub default_timezone: Option<String>,
}

/// A quality rule.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quality {
    pub id: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub metric: Option<String>,
    pub rule: Option<String>,
    pub arguments: Option<QualityArguments>,
    pub must_be: Option<Value>,
    pub must_not_be: Option<Value>,
    pub must_be_greater_than: Option<f64>,
    pub must_be_greater_or_equal_to: Option<f64>,
    pub must_be_less_than: Option<f64>,
    pub must_be_less_or_equal_to: Option<f64>,
    pub must_be_between: Option<Vec<f64>>,
    pub must_not_be_between: Option<Vec<f64>>,
    pub query: Option<String>,
    pub engine: Option<String>,
    pub implementation: Option<Value>,
    pub dimension: Option<String>,
    pub method: Option<String>,
    pub severity: Option<String>,
    pub business_impact: Option<String>,
    pub unit: Option<String>,
    pub schedule: Option<String>,
    pub scheduler: Option<String>,
    pub tags: Option<Vec<String>>,
    pub authoritative_definitions: Option<Vec<AuthoritativeDefinition>>,
    pub custom_properties: Option<Vec<CustomProperty>>,
}

/// Arguments of a library metric.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QualityArguments {
    pub valid_values: Option<Vec<Value>>,
    pub pattern: Option<String>,
    pub missing_values: Option<Vec<Value>>,
    pub properties: Option<Vec<String>>,
}

/// A key and value of our own.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomProperty {
    pub id: Option<String>,
    pub property: Spanned<String>,
    pub value: Value,
    pub description: Option<String>,
}

/// A link to a definition elsewhere.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuthoritativeDefinition {
    pub id: Option<String>,
    pub url: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub description: Option<String>,
}

/// A foreign key.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Relationship {
    pub id: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub from: Option<Value>,
    pub to: Value,
    pub custom_properties: Option<Vec<CustomProperty>>,
}

/// Where to ask.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SupportItem {
    pub id: Option<String>,
    pub channel: String,
    pub url: Option<String>,
    pub description: Option<String>,
    pub tool: Option<String>,
    pub scope: Option<String>,
    pub invitation_url: Option<String>,
    pub custom_properties: Option<Vec<CustomProperty>>,
}

/// What the data costs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Price {
    pub id: Option<String>,
    pub price_amount: Option<f64>,
    pub price_currency: Option<String>,
    pub price_unit: Option<String>,
}

/// Who owns the data.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Team {
    pub id: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub members: Option<Vec<TeamMember>>,
    pub tags: Option<Vec<String>>,
    pub custom_properties: Option<Vec<CustomProperty>>,
    pub authoritative_definitions: Option<Vec<AuthoritativeDefinition>>,
}

/// One of them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamMember {
    pub id: Option<String>,
    pub username: String,
    pub name: Option<String>,
    pub description: Option<String>,
    pub role: Option<String>,
    pub date_in: Option<String>,
    pub date_out: Option<String>,
    pub replaced_by_username: Option<String>,
    pub tags: Option<Vec<String>>,
    pub custom_properties: Option<Vec<CustomProperty>>,
    pub authoritative_definitions: Option<Vec<AuthoritativeDefinition>>,
}

/// An access role at the data's home.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessRole {
    pub id: Option<String>,
    pub role: String,
    pub description: Option<String>,
    pub access: Option<String>,
    pub first_level_approvers: Option<String>,
    pub second_level_approvers: Option<String>,
    pub custom_properties: Option<Vec<CustomProperty>>,
}

/// A promise about the service.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlaProperty {
    pub id: Option<String>,
    pub property: String,
    pub value: Value,
    pub value_ext: Option<Value>,
    pub unit: Option<String>,
    pub element: Option<String>,
    pub driver: Option<String>,
    pub description: Option<String>,
    pub scheduler: Option<String>,
    pub schedule: Option<String>,
}
