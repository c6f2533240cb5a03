//! The handles that one row names.

use super::Kind;
use crate::EngineError;
use crate::columns::{text, text_at};
use arrow::array::{RecordBatch, StringArray};
use std::collections::BTreeSet;

/// The columns that hold handles.
pub(super) fn handles_in(batch: &RecordBatch) -> Result<[StringArray; 4], EngineError> {
    Ok([
        text(batch, "email")?,
        text(batch, "phone")?,
        text(batch, "customer_id")?,
        text(batch, "anonymous_id")?,
    ])
}

/// Every handle of a row under all the keys a no may stand under.
pub(super) fn handles(columns: &[StringArray; 4], country: Option<&str>, row: usize) -> BTreeSet<String> {
    let [email, phone, customer, anonymous] = columns.each_ref().map(|column| text_at(column, row));
    let mut handles = BTreeSet::new();
    for (kind, value) in [(Kind::Email, email), (Kind::Phone, phone)] {
        for place in value.map(|value| kind.places(&value, country)).unwrap_or_default() {
            handles.extend(place.aliases);
            handles.insert(place.mailbox);
        }
    }
    let customer = customer.and_then(|raw| normalise::customer_id(&raw).ok());
    handles.extend(customer.map(|id| format!("customer_id:{id}")));
    let anonymous = anonymous.and_then(|raw| normalise::anonymous_id(&raw).ok());
    handles.extend(anonymous.map(|id| format!("anonymous_id:{id}")));
    handles
}
