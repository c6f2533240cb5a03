//! Good rows in the column shapes of the lake's tables.
//!
//! INVARIANT: names, order, types and nullability are those of `lake::Table::schema`. Adapters do not
//! use each other, so both sides state them; a test of `rounds` holds them together.

use crate::birth::birth_date;
use crate::check::parts_of_birth;
use crate::chunk::Chunk;
use crate::column::Typed;
use crate::column::spelt;
use crate::currency_words::currency;
use crate::identity::{event_email, identifier_key};
use crate::intake::{Accepted, Intake, Said};
use crate::interpret::KEYS;
use crate::items::{self, Item};
use crate::json_text::ObjectWriter;
use crate::said::{Names, spoken};
use crate::said_when::Moments;
use crate::spelling::split_name;
use crate::stray::Beside;
use crate::{Contract, Lands, Property, Role, row_key};
use arrow::array::{
    Array, ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, StringBuilder, TimestampMicrosecondArray,
    new_null_array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow::error::ArrowError;
use consent::{Action, Statement};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use vocabulary::{Channel, Purpose, Redacted};

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
        moment("observed_at", true),
        text("items", true),
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
    /// Where each row stands in the file.
    pub(crate) lines: &'a [u64],
    /// What stands in columns that the contract does not name.
    pub(crate) beside: &'a [Vec<Beside>],
    /// Lines of mails that came back for a while.
    pub(crate) passing: &'a HashSet<u64>,
}

impl<'a> Good<'a> {
    /// The rows that a chunk has now.
    pub(crate) fn of(
        contract: &'a Contract,
        intake: &'a Intake,
        chunk: &'a Chunk,
        columns: &'a [Typed],
    ) -> Self {
        Self {
            contract,
            intake,
            n_rows: chunk.n_rows(),
            columns,
            cells: &chunk.cells,
            raw: chunk.raw.as_deref(),
            lines: &chunk.lines,
            beside: &chunk.beside,
            passing: &chunk.passing,
        }
    }
}

impl Good<'_> {
    /// Builds what the contract lands.
    pub(crate) fn accepted(&self) -> Result<Accepted, ArrowError> {
        let lands = |table: Lands| 0 < self.n_rows && self.contract.lands.contains(&table);
        Ok(Accepted {
            records: lands(Lands::Records).then(|| self.records()).transpose()?,
            events: lands(Lands::Events).then(|| self.events()).transpose()?,
            consents: if lands(Lands::Consents) { self.consents()? } else { Vec::new() },
            ..Accepted::default()
        })
    }

    pub(crate) fn column(&self, role: Role) -> Option<&Typed> {
        self.columns_of(role).next().map(|(_, column)| column)
    }

    fn columns_of(&self, role: Role) -> impl Iterator<Item = (&Property, &Typed)> {
        self.contract
            .properties_of(role)
            .filter_map(|(index, property)| Some((property, self.columns.get(index)?)))
    }

    /// The texts of the properties with `role`; nulls when the source has none. Of several handles the
    /// first that can be used counts, of several pieces of evidence all.
    pub(crate) fn texts(&self, role: Role) -> Result<StringArray, ArrowError> {
        let columns: Vec<(&Property, StringArray)> = self
            .columns_of(role)
            .map(|(property, column)| Ok((property, column.text()?)))
            .collect::<Result<_, ArrowError>>()?;
        match columns.as_slice() {
            [] => return Ok(StringArray::new_null(self.n_rows)),
            [(_, only)] => return Ok(only.clone()),
            _ => {}
        }
        let usable = |value: &str| match role {
            Role::Email => normalise::email(value).is_ok(),
            Role::Phone => normalise::phone(value, None).is_ok(),
            _ => true,
        };
        let one = |row: usize| {
            let mut values = columns
                .iter()
                .filter(|(_, texts)| texts.is_valid(row))
                .map(|(property, texts)| (&property.name, texts.value(row)));
            if role == Role::Evidence {
                let pieces: Vec<String> = values.map(|(name, value)| format!("{name}: {value}")).collect();
                return (!pieces.is_empty()).then(|| pieces.join("; "));
            }
            let first = values.clone().next();
            values.find(|(_, value)| usable(value)).or(first).map(|(_, value)| value.to_owned())
        };
        Ok((0..self.n_rows).map(one).collect())
    }

    /// All addresses or numbers of each row in one cell, the first that can be used in front: a person is found by
    /// any of them, and a consent speaks for all.
    pub(crate) fn handles(&self, role: Role) -> Result<StringArray, ArrowError> {
        let firsts = self.texts(role)?;
        let columns: Vec<StringArray> =
            self.columns_of(role).map(|(_, column)| column.text()).collect::<Result<_, ArrowError>>()?;
        if columns.len() < 2 {
            return Ok(firsts);
        }
        // A piece of a number would be read as the extension of the one before it.
        let is_whole = |value: &&str| match role {
            // One that cannot be told keeps nothing of the others out.
            Role::Email => {
                value.contains(['@', '\u{ff20}', '\u{fe6b}']) && !normalise::is_unclear_mail(value)
            }
            _ => 7 <= value.bytes().filter(u8::is_ascii_digit).count(),
        };
        let one = |row: usize| {
            let mut cell: Vec<&str> = firsts.is_valid(row).then(|| firsts.value(row)).into_iter().collect();
            for texts in columns.iter().filter(|texts| texts.is_valid(row)) {
                let value = Some(texts.value(row)).filter(is_whole);
                cell.extend(value.filter(|value| !cell.contains(value)));
            }
            (!cell.is_empty()).then(|| cell.join("; "))
        };
        Ok((0..self.n_rows).map(one).collect())
    }

    /// The moments of the properties with `role`; of several the first that is there.
    pub(crate) fn moments(&self, role: Role) -> TimestampMicrosecondArray {
        let columns: Vec<TimestampMicrosecondArray> = self
            .columns_of(role)
            .filter_map(|(property, column)| column.moments_on(&property.clock))
            .collect();
        let one = |row: usize| columns.iter().find(|array| array.is_valid(row)).map(|array| array.value(row));
        (0..self.n_rows).map(one).collect::<TimestampMicrosecondArray>().with_timezone("UTC")
    }

    /// Days of birth, put together where they stand in three columns.
    fn birth_dates(&self) -> Result<StringArray, ArrowError> {
        let Some((_, [years, months, days])) = parts_of_birth(self.contract, self.columns)? else {
            return self.texts(Role::BirthDate);
        };
        let whole = self.texts(Role::BirthDate)?;
        let one = |row: usize| match whole.is_valid(row) {
            true => Some(whole.value(row).to_owned()),
            false if years.is_null(row) || months.is_null(row) || days.is_null(row) => None,
            false => birth_date(years.value(row), months.value(row), days.value(row)),
        };
        Ok((0..self.n_rows).map(one).collect())
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

    fn has_items(&self) -> bool {
        self.contract.properties.iter().any(|property| property.role.is_item())
    }

    fn item_keys(&self) -> Result<ArrayRef, ArrowError> {
        if !self.has_items() {
            return Ok(new_null_array(&DataType::Utf8, self.n_rows));
        }
        Ok(Arc::new(self.items()?.iter().map(|items| items::keys(items)).collect::<StringArray>()))
    }

    /// The lines of each order; empty when the contract names none.
    fn items(&self) -> Result<Vec<Vec<Item>>, ArrowError> {
        let mut all: Vec<Vec<Item>> = vec![Vec::new(); self.n_rows];
        for (_, column) in self.columns_of(Role::Items) {
            for (items, cell) in all.iter_mut().zip(&column.text()?) {
                items.extend(cell.map(items::of_cell).unwrap_or_default());
            }
        }
        // The first column of names goes with the first of numbers, the second with the second.
        let mut places: HashMap<Role, usize> = HashMap::new();
        let mut lines: Vec<BTreeMap<(usize, usize), Item>> = vec![BTreeMap::new(); self.n_rows];
        for (property, column) in self.contract.properties.iter().zip(self.columns) {
            let role = property.role;
            if !role.is_item() || role == Role::Items {
                continue;
            }
            let place = places.entry(role).or_default();
            for (lines, cell) in lines.iter_mut().zip(&column.text()?) {
                for (nth, value) in cell.map(items::values).unwrap_or_default().into_iter().enumerate() {
                    if value.is_empty() {
                        continue;
                    }
                    let item = lines.entry((nth, *place)).or_default();
                    let slot = match role {
                        Role::ItemSku => &mut item.sku,
                        Role::ItemId => &mut item.id,
                        Role::ItemQuantity => &mut item.quantity,
                        Role::ItemPrice => &mut item.price,
                        _ => &mut item.name,
                    };
                    *slot = Some(value);
                }
            }
            *place += 1;
        }
        for (items, lines) in all.iter_mut().zip(lines) {
            items.extend(lines.into_values());
        }
        Ok(all)
    }

    /// The further columns as JSON; null everywhere when there are none.
    fn extras(&self) -> Result<ArrayRef, ArrowError> {
        let mut writer = ObjectWriter::empty();
        if self.has_items() {
            let items = self.items()?;
            let products = items.iter().map(|items| (!items.is_empty()).then(|| items::products(items)));
            let products: ArrayRef = Arc::new(products.collect::<StringArray>());
            writer.add("products", &products, true)?;
        }
        let mut handles = HashSet::new();
        for (property, column) in self.contract.properties.iter().zip(self.columns) {
            let is_handle = matches!(property.role, Role::Email | Role::Phone);
            let is_further = is_handle && !handles.insert(property.role);
            if property.role == Role::Extra || is_further {
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
            self.keyed(&self.keys()?),
            self.arrived_at(),
            Arc::new(self.moments(Role::ObservedAt)),
        ];
        for role in RECORD_TEXTS {
            columns.push(Arc::new(match role {
                Role::BirthDate => self.birth_dates()?,
                Role::GivenName | Role::FamilyName => self.names(*role)?,
                Role::Email => self.handles(*role)?,
                Role::Phone => self.numbers()?,
                role => self.texts(*role)?,
            }));
        }
        columns.push(self.extras()?);
        columns.push(self.originals()?);
        columns.push(new_null_array(&DataType::Utf8, self.n_rows));
        RecordBatch::try_new(records_schema(), columns)
    }

    /// One half of each name: as it stands, else taken out of the whole name where neither half stands alone.
    fn names(&self, role: Role) -> Result<StringArray, ArrowError> {
        if self.column(Role::FullName).is_none() {
            return self.texts(role);
        }
        let (given, family) = (self.texts(Role::GivenName)?, self.texts(Role::FamilyName)?);
        let whole = self.texts(Role::FullName)?;
        let halves = given.iter().zip(&family).zip(&whole);
        let half = |(given, family): (Option<String>, Option<String>)| match role {
            Role::GivenName => given,
            _ => family,
        };
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(halves
            .map(|((given, family), whole)| {
                half(match whole {
                    Some(whole) if given.is_none() && family.is_none() => split_name(whole),
                    _ => (owned(given), owned(family)),
                })
            })
            .collect())
    }

    /// The country by which the numbers of each row are read: its own, else the contract's.
    fn countries(&self) -> Result<StringArray, ArrowError> {
        let countries = self.texts(Role::Country)?;
        Ok(match self.contract.country.as_deref() {
            Some(home) => countries.iter().map(|country| country.or(Some(home))).collect(),
            None => countries,
        })
    }

    /// Given address and key of each row.
    fn emails(&self) -> Result<Vec<Option<(String, String)>>, ArrowError> {
        Ok(self.texts(Role::Email)?.iter().map(|email| email.and_then(event_email)).collect())
    }

    /// In E.164 where they can be read: by the row's country, else the contract's.
    fn phones(&self) -> Result<StringArray, ArrowError> {
        let countries = self.countries()?;
        let read = |(phone, country): (Option<&str>, Option<&str>)| {
            let country = country.and_then(|country| normalise::country(country).ok());
            normalise::phone(phone?, country.as_deref()).ok()
        };
        Ok(self.texts(Role::Phone)?.iter().zip(&countries).map(read).collect())
    }

    fn identifiers(&self, emails: &[Option<(String, String)>]) -> Result<StringArray, ArrowError> {
        let customers = self.texts(Role::CustomerId)?;
        let phones = self.phones()?;
        let browsers = self.texts(Role::AnonymousId)?;
        let rows = customers.iter().zip(emails).zip(&phones).zip(&browsers);
        Ok(rows
            .map(|(((customer, email), phone), browser)| {
                identifier_key(customer, email.as_ref().map(|(_, key)| key.as_str()), phone, browser)
            })
            .collect())
    }

    fn events(&self) -> Result<RecordBatch, ArrowError> {
        let ids: ArrayRef = match self.column(Role::MessageId) {
            Some(column) => Arc::new(column.text()?),
            None => self.keyed(&self.texts(Role::ExternalKey)?),
        };
        let names = self.event_names()?;
        let revenue: ArrayRef = match self.column(Role::Revenue) {
            Some(column) => column.array(),
            None => Arc::new(Int64Array::new_null(self.n_rows)),
        };
        let currencies = self.currencies()?;
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
            Arc::new(
                emails.iter().map(|email| email.as_ref().map(|(given, _)| given)).collect::<StringArray>(),
            ),
            Arc::new(self.moments(Role::OccurredAt)),
            self.arrived_at(),
            revenue,
            Arc::new(currencies),
            self.extras()?,
            new_null_array(&DataType::Utf8, self.n_rows),
            Arc::new(self.phones()?),
            new_null_array(&DataType::Utf8, self.n_rows),
            new_null_array(&DataType::Utf8, self.n_rows),
            Arc::new(self.moments(Role::ObservedAt)),
            self.item_keys()?,
        ];
        RecordBatch::try_new(events_schema(), columns)
    }

    /// What names each row: its key, or the first handle where the source has no key.
    pub(crate) fn keys(&self) -> Result<StringArray, ArrowError> {
        if self.column(Role::ExternalKey).is_some() {
            return self.texts(Role::ExternalKey);
        }
        let handles: Vec<StringArray> =
            KEYS.iter().map(|role| self.texts(*role)).collect::<Result<_, ArrowError>>()?;
        let one = |row: usize| {
            let mut there = handles.iter().filter(|texts| texts.is_valid(row));
            there.next().map(|texts| spelt(&texts.value(row).to_lowercase().replace(' ', "")))
        };
        Ok((0..self.n_rows).map(one).collect())
    }

    /// By what an answer finds the one that its row gave before (see [`Contract::key_of_answers`]); nothing where it stands
    /// for itself.
    pub(crate) fn keys_of_answers(&self) -> Result<StringArray, ArrowError> {
        let Some(role) = self.contract.key_of_answers().filter(|role| *role != Role::ExternalKey) else {
            return self.texts(Role::ExternalKey);
        };
        let numbers = self.texts(role)?;
        let keys = self.keys()?;
        Ok(keys.iter().zip(&numbers).map(|(key, number)| number.and(key)).collect())
    }

    /// What each row says of consent, under every handle it names: once by the columns for channel and action, and
    /// once by each column that is a channel's own action.
    fn consents(&self) -> Result<Vec<Said>, ArrowError> {
        let names = Names::read(self.contract, self.columns, self.beside)?;
        let (purposes, evidence) = (self.texts(Role::Purpose)?, self.texts(Role::Evidence)?);
        let keys = self.keys_of_answers()?;
        let moments = Moments::read(self.contract, self.columns, self.cells);
        let originals = self.originals()?;
        let originals = originals.as_string::<i32>();
        let mut said = Vec::with_capacity(self.n_rows);
        for spoken in spoken(self.contract, self.columns)? {
            let row = spoken.row;
            if self.lines.get(row).is_some_and(|line| self.passing.contains(line)) {
                continue;
            }
            // The checks have seen to it that these are words of ours.
            let channel = spoken.channel.as_deref().unwrap_or_default().parse::<Channel>();
            let (Ok(action), is_of_all) =
                (spoken.action.parse::<Action>(), spoken.role == Role::ContactAction)
            else {
                continue;
            };
            let (said_purposes, channels) = match (purposes.value(row).parse::<Purpose>(), channel) {
                _ if is_of_all => (Purpose::ALL.to_vec(), Channel::ALL.to_vec()),
                (Ok(purpose), Ok(channel)) => (vec![purpose], vec![channel]),
                _ => continue,
            };
            let own = moments.of(&spoken);
            // A no without a moment of its own counts from its arrival, a yes before every no.
            let arrived_at = self.intake.arrived_at;
            let undated = match action {
                Action::Withdrawn | Action::Unread => arrived_at,
                Action::Granted | Action::Lifted | Action::Replaced => consent::UNDATED,
            };
            let counts_at = own.map_or(undated, |said| said.counts_at(action, arrived_at));
            let handles = names.of(row).handles(action.closes()).handles;
            // A record that nothing reaches says no to nothing; a grant of nobody was refused.
            if handles.is_empty() {
                continue;
            }
            let mut statement = Statement {
                row_id: String::new(),
                handles: Redacted::new(handles),
                purposes: said_purposes,
                channels,
                action,
                at: own.map_or(undated, |said| said.at),
                counts_at,
                evidence: evidence.is_valid(row).then(|| evidence.value(row).to_owned()),
                source: self.contract.source.clone(),
            };
            let source = &self.contract.source;
            statement.row_id = match keys.is_valid(row) {
                true => row_key::answer(source, keys.value(row), spoken.role.channel(), is_of_all),
                false => row_key::answer(source, &statement.word(arrived_at).to_string(), None, false),
            };
            let line = self.lines.get(row).copied().unwrap_or_default();
            let original = Redacted::new(originals.value(row).to_owned());
            said.push(Said { statement, line, original });
        }
        Ok(said)
    }

    /// The currency of each row's revenue, or the one the row names.
    fn currencies(&self) -> Result<StringArray, ArrowError> {
        let named = self.texts(Role::Currency)?;
        let of_money = match self.column(Role::Revenue) {
            Some(Typed::Money(_, currencies)) => Some(currencies),
            _ => None,
        };
        let one = |row: usize| {
            let stated =
                of_money.filter(|known| known.is_valid(row)).map(|known| known.value(row).to_owned());
            let named = || named.is_valid(row).then(|| named.value(row));
            stated.or_else(|| Some(currency(named()?)?.as_str().to_owned()))
        };
        Ok((0..self.n_rows).map(one).collect())
    }
}
