//! Good rows in the column shapes of the lake's tables.
//!
//! INVARIANT: names, order, types and nullability are those of `lake::Table::schema`. Adapters do not
//! use each other, so both sides state them; a test of `engine` holds them together.

use crate::column::Typed;
use crate::identity::{canonical_email, canonical_phone, identifier_key};
use crate::intake::{Accepted, Intake};
use crate::json_text::ObjectWriter;
use crate::{Contract, Lands, Role};
use arrow::array::{
    Array, ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, StringBuilder, TimestampMicrosecondArray,
    new_null_array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow::error::ArrowError;
use std::sync::Arc;
use vocabulary::Digest;

pub(crate) fn text(name: &str, is_nullable: bool) -> Field {
    Field::new(name, DataType::Utf8, is_nullable)
}

pub(crate) fn moment(name: &str, is_nullable: bool) -> Field {
    Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), is_nullable)
}

/// The schema of table `records`.
pub fn records_schema() -> SchemaRef {
    let mut fields = vec![
        text("workspace", false),
        text("arrival_day", false),
        text("source", false),
        text("record_id", false),
        moment("arrived_at", false),
        moment("observed_at", true),
    ];
    fields.extend(RECORD_TEXTS.iter().map(|role| text(role.as_str(), true)));
    fields.extend([text("traits", true), text("original", true), text("way", true)]);
    Arc::new(Schema::new(fields))
}

/// The schema of table `events`.
pub fn events_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        text("workspace", false),
        text("arrival_day", false),
        text("source", false),
        text("message_id", false),
        text("type", false),
        text("name", true),
        text("identifier", true),
        text("anonymous_id", true),
        text("user_id", true),
        text("email", true),
        moment("occurred_at", false),
        moment("received_at", false),
        Field::new("revenue_minor", DataType::Int64, true),
        text("currency", true),
        text("properties", true),
        text("group_id", true),
        text("phone", true),
        text("previous_id", true),
        text("way", true),
    ]))
}

/// The schema of table `consents`.
pub fn consents_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        text("workspace", false),
        text("arrival_day", false),
        text("entry_id", false),
        text("identifier", false),
        text("purpose", false),
        text("channel", false),
        text("action", false),
        moment("at", false),
        text("evidence", true),
        text("source", true),
    ]))
}

/// The text columns of a record, in the table's order.
pub(crate) const RECORD_TEXTS: &[Role] = &[
    Role::GivenName,
    Role::FamilyName,
    Role::Email,
    Role::Phone,
    Role::CustomerId,
    Role::AnonymousId,
    Role::BirthDate,
    Role::Street,
    Role::City,
    Role::State,
    Role::Postcode,
    Role::Country,
];

/// The same text in every row.
pub(crate) fn constant(value: &str, n_rows: usize) -> ArrayRef {
    let mut builder = StringBuilder::with_capacity(n_rows, n_rows * value.len());
    for _ in 0..n_rows {
        builder.append_value(value);
    }
    Arc::new(builder.finish())
}

pub(crate) fn moments(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
}

/// The good rows of a chunk: its columns and what they came from.
pub(crate) struct Good<'a> {
    pub(crate) contract: &'a Contract,
    pub(crate) intake: &'a Intake,
    pub(crate) n_rows: usize,
    pub(crate) columns: &'a [Typed],
    /// The same as they came.
    pub(crate) cells: &'a [ArrayRef],
    pub(crate) raw: Option<&'a [String]>,
}

impl Good<'_> {
    /// Builds what the contract lands.
    pub(crate) fn accepted(&self) -> Result<Accepted, ArrowError> {
        let lands = |table: Lands| 0 < self.n_rows && self.contract.lands.contains(&table);
        Ok(Accepted {
            records: lands(Lands::Records).then(|| self.records()).transpose()?,
            events: lands(Lands::Events).then(|| self.events()).transpose()?,
            consents: lands(Lands::Consents).then(|| self.consents()).transpose()?,
        })
    }

    fn column(&self, role: Role) -> Option<&Typed> {
        self.contract.property(role).and_then(|(index, _)| self.columns.get(index))
    }

    /// The texts of the property with `role`; nulls when the source has none.
    fn texts(&self, role: Role) -> Result<StringArray, ArrowError> {
        match self.column(role) {
            Some(column) => column.text(),
            None => Ok(StringArray::new_null(self.n_rows)),
        }
    }

    fn moments(&self, role: Role) -> ArrayRef {
        match self.column(role).and_then(Typed::moments) {
            Some(array) => Arc::new(array),
            None => new_null_array(moment("", true).data_type(), self.n_rows),
        }
    }

    fn constant(&self, value: &str) -> ArrayRef {
        constant(value, self.n_rows)
    }

    fn arrived_at(&self) -> ArrayRef {
        moments((0..self.n_rows).map(|_| Some(self.intake.arrived_at.micros())))
    }

    /// `source:key`, row by row.
    fn keyed(&self, keys: &StringArray) -> ArrayRef {
        let source = &self.contract.source;
        let mut builder = StringBuilder::with_capacity(
            self.n_rows,
            keys.value_data().len() + self.n_rows * (source.len() + 1),
        );
        let mut id = String::new();
        for key in keys {
            id.clear();
            id.push_str(source);
            id.push(':');
            id.push_str(key.unwrap_or_default());
            builder.append_value(&id);
        }
        Arc::new(builder.finish())
    }

    /// The further columns as JSON; null everywhere when there are none.
    fn extras(&self) -> Result<ArrayRef, ArrowError> {
        let mut writer = ObjectWriter::empty();
        for (property, column) in self.contract.properties.iter().zip(self.columns) {
            if property.role == Role::Extra {
                writer.add(&property.name, &column.array(), matches!(column, Typed::Json(_)))?;
            }
        }
        match writer.is_empty() {
            true => Ok(Arc::new(StringArray::new_null(self.n_rows))),
            false => Ok(Arc::new(writer.column(self.n_rows))),
        }
    }

    fn originals(&self) -> Result<ArrayRef, ArrowError> {
        if let Some(raw) = self.raw {
            return Ok(Arc::new(StringArray::from_iter_values(raw)));
        }
        let names = self.contract.properties.iter().map(|property| property.name.as_str());
        Ok(Arc::new(ObjectWriter::new(names.zip(self.cells))?.column(self.n_rows)))
    }

    fn records(&self) -> Result<RecordBatch, ArrowError> {
        let mut columns = vec![
            self.constant(self.intake.workspace.as_str()),
            self.constant(&self.intake.arrived_at.day()),
            self.constant(&self.contract.source),
            self.keyed(&self.texts(Role::ExternalKey)?),
            self.arrived_at(),
            self.moments(Role::ObservedAt),
        ];
        for role in RECORD_TEXTS {
            columns.push(Arc::new(self.texts(*role)?));
        }
        columns.push(self.extras()?);
        columns.push(self.originals()?);
        columns.push(new_null_array(&DataType::Utf8, self.n_rows));
        RecordBatch::try_new(records_schema(), columns)
    }

    fn emails(&self) -> Result<StringArray, ArrowError> {
        Ok(self.texts(Role::Email)?.iter().map(|email| email.and_then(canonical_email)).collect())
    }

    /// In E.164 where they can be read.
    fn phones(&self) -> Result<StringArray, ArrowError> {
        Ok(self.texts(Role::Phone)?.iter().map(|phone| phone.and_then(canonical_phone)).collect())
    }

    fn identifiers(&self, emails: &StringArray) -> Result<StringArray, ArrowError> {
        let customers = self.texts(Role::CustomerId)?;
        let phones = self.texts(Role::Phone)?;
        let browsers = self.texts(Role::AnonymousId)?;
        let rows = customers.iter().zip(emails).zip(&phones).zip(&browsers);
        Ok(rows
            .map(|(((customer, email), phone), browser)| {
                identifier_key(customer, email, phone.and_then(canonical_phone).as_deref(), browser)
            })
            .collect())
    }

    fn events(&self) -> Result<RecordBatch, ArrowError> {
        let ids: ArrayRef = match self.column(Role::MessageId) {
            Some(column) => Arc::new(column.text()?),
            None => self.keyed(&self.texts(Role::ExternalKey)?),
        };
        let default_name = self.contract.event_name.as_deref();
        let names: StringArray =
            self.texts(Role::EventName)?.iter().map(|name| name.or(default_name)).collect();
        let revenue: ArrayRef = match self.column(Role::Revenue) {
            Some(column) => column.array(),
            None => Arc::new(Int64Array::new_null(self.n_rows)),
        };
        let default_currency = self.contract.currency.as_deref();
        let currencies = self.texts(Role::Currency)?;
        let currencies: StringArray = currencies
            .iter()
            .enumerate()
            .map(|(row, currency)| currency.or(default_currency.filter(|_| revenue.is_valid(row))))
            .collect();
        let emails = self.emails()?;
        let columns: Vec<ArrayRef> = vec![
            self.constant(self.intake.workspace.as_str()),
            self.constant(&self.intake.arrived_at.day()),
            self.constant(&self.contract.source),
            ids,
            self.constant("track"),
            Arc::new(names),
            Arc::new(self.identifiers(&emails)?),
            Arc::new(self.texts(Role::AnonymousId)?),
            Arc::new(self.texts(Role::CustomerId)?),
            Arc::new(emails),
            self.moments(Role::OccurredAt),
            self.arrived_at(),
            revenue,
            Arc::new(currencies),
            self.extras()?,
            new_null_array(&DataType::Utf8, self.n_rows),
            Arc::new(self.phones()?),
            new_null_array(&DataType::Utf8, self.n_rows),
            new_null_array(&DataType::Utf8, self.n_rows),
        ];
        RecordBatch::try_new(events_schema(), columns)
    }

    fn consents(&self) -> Result<RecordBatch, ArrowError> {
        let identifiers = self.identifiers(&self.emails()?)?;
        let (purposes, channels) = (self.texts(Role::Purpose)?, self.texts(Role::Channel)?);
        let (actions, at) = (self.texts(Role::Action)?, self.moments(Role::OccurredAt));
        let ids: ArrayRef = match self.column(Role::ExternalKey) {
            Some(column) => self.keyed(&column.text()?),
            None => {
                let at = at.as_primitive::<arrow::datatypes::TimestampMicrosecondType>();
                let parts = [&identifiers, &purposes, &channels, &actions];
                let id = |row: usize| {
                    let texts = parts.iter().map(|texts| texts.value(row).to_owned());
                    Digest::of(texts.chain([at.value(row).to_string()])).to_string()
                };
                self.keyed(&StringArray::from_iter_values((0..self.n_rows).map(id)))
            }
        };
        let columns: Vec<ArrayRef> = vec![
            self.constant(self.intake.workspace.as_str()),
            self.constant(&self.intake.arrived_at.day()),
            ids,
            Arc::new(identifiers),
            Arc::new(purposes),
            Arc::new(channels),
            Arc::new(actions),
            at,
            Arc::new(self.texts(Role::Evidence)?),
            self.constant(&self.contract.source),
        ];
        RecordBatch::try_new(consents_schema(), columns)
    }
}
