//! From the columns of a record to its row.

use super::facts::{EmailFacts, NameFacts, StreetFacts};
use super::names;
use super::slot::*;
use super::values::{NONE, text_hash};
use super::{Corpus, Row};
use crate::normalise::{
    self, Unusable, city, country, customer_id, email, fold, identifier, phone, postcode, state, street,
};
use crate::schema::{Role, Schema};
use vocabulary::IdentifierKind;

/// Which columns play which role.
pub(super) struct Reader {
    /// By role in the order of the enum: its columns.
    columns: Vec<Vec<usize>>,
}

impl Reader {
    pub(super) fn new(schema: &Schema) -> Reader {
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); Role::Ignore as usize + 1];
        for (at, (_, role)) in schema.columns.iter().enumerate() {
            if let Some(columns) = columns.get_mut(*role as usize) {
                columns.push(at);
            }
        }
        Reader { columns }
    }

    fn of(&self, role: Role) -> &[usize] {
        self.columns.get(role as usize).map_or(&[], Vec::as_slice)
    }

    /// The first column with this role that has a value, and the value.
    fn first<'a>(&self, role: Role, values: &[Option<&'a str>]) -> Option<(usize, &'a str)> {
        self.of(role).iter().find_map(|at| Some((*at, value(values, *at)?)))
    }

    pub(super) fn record_id<'a>(&self, values: &[Option<&'a str>]) -> Option<&'a str> {
        self.first(Role::RecordId, values).map(|(_, id)| id)
    }
}

/// A column's role, its slot and its reader.
type Place = (Role, usize, fn(&str) -> Result<String, Unusable>);

/// The value of a column; blank is missing.
fn value<'a>(values: &[Option<&'a str>], at: usize) -> Option<&'a str> {
    values.get(at).copied().flatten().map(str::trim).filter(|text| !text.is_empty())
}

fn set(row: &mut Row, slot: usize, number: u32) {
    if let Some(cell) = row.get_mut(slot) {
        *cell = number;
    }
}

impl Corpus {
    /// The row of a record, its values numbered.
    pub(super) fn read(&mut self, values: &[Option<&str>]) -> Row {
        let mut row = [NONE; N_SLOTS];
        let reader = std::mem::replace(&mut self.reader, Reader { columns: Vec::new() });
        self.read_names(&reader, values, &mut row);
        self.read_contacts(&reader, values, &mut row);
        self.read_places(&reader, values, &mut row);
        self.read_attributes(&reader, values, &mut row);
        self.reader = reader;
        row
    }

    fn number(&mut self, slot: usize, text: &str) -> u32 {
        let slot = if slot == FAMILY { GIVEN } else { slot };
        self.tables.get_mut(slot).map_or(NONE, |table| table.number(text))
    }

    /// Numbers a value that was read, or counts why it was set aside.
    fn keep(&mut self, slot: usize, at: usize, read: Result<String, Unusable>) -> u32 {
        match read {
            Ok(text) => self.number(slot, &text),
            Err(Unusable::Empty) => NONE,
            Err(why) => {
                *self.set_aside.entry((at, why)).or_default() += 1;
                NONE
            }
        }
    }

    fn read_names(&mut self, reader: &Reader, values: &[Option<&str>], row: &mut Row) {
        let first = |role| reader.first(role, values).map(|(_, text)| text);
        let (given, family) = (first(Role::GivenName), first(Role::FamilyName));
        let full = first(Role::FullName);
        if given.is_none() && family.is_none() && full.is_none() {
            return;
        }
        let names = names::read(given, first(Role::MiddleName), family, full);
        for (role, read) in [(Role::GivenName, &names.given), (Role::FamilyName, &names.family)] {
            if let (Some((at, _)), None) = (reader.first(role, values), read) {
                *self.set_aside.entry((at, Unusable::Junk)).or_default() += 1;
            }
        }
        for (slot, read) in [(GIVEN, &names.given), (FAMILY, &names.family)] {
            if let Some(name) = read {
                set(row, slot, self.name(name));
            }
        }
        if let Some(middle) = names.middle {
            set(row, MIDDLE, self.number(MIDDLE, &middle));
        }
        let suffix = names.suffix.or_else(|| first(Role::Suffix).map(fold));
        if let Some(suffix) = suffix.filter(|text| !text.is_empty()) {
            set(row, SUFFIX, self.number(SUFFIX, &suffix));
        }
    }

    fn name(&mut self, name: &str) -> u32 {
        let number = self.number(GIVEN, name);
        if number as usize == self.names.len() {
            self.names.push(NameFacts::of(name));
        }
        number
    }

    fn read_contacts(&mut self, reader: &Reader, values: &[Option<&str>], row: &mut Row) {
        if let Some((at, raw)) = reader.first(Role::Email, values) {
            let number = self.keep(EMAIL, at, email(raw));
            if number as usize == self.emails.len() {
                let (mut facts, local) = EmailFacts::of(self.text(EMAIL, number));
                facts.local = self.locals.number(&local);
                self.emails.push(facts);
            }
            set(row, EMAIL, number);
        }
        if let Some((at, raw)) = reader.first(Role::Phone, values) {
            let land = reader.first(Role::Country, values).and_then(|(_, raw)| country(raw).ok());
            let number = self.keep(PHONE, at, phone(raw, land.as_deref()));
            set(row, PHONE, number);
        }
        if let Some((at, raw)) = reader.first(Role::CustomerId, values) {
            let number = self.keep(CUSTOMER, at, customer_id(raw));
            set(row, CUSTOMER, number);
        }
        if let Some((at, raw)) = reader.first(Role::AnonymousId, values) {
            let read = identifier(IdentifierKind::AnonymousId, raw).map(|id| id.value);
            let number = self.keep(ANONYMOUS, at, read);
            set(row, ANONYMOUS, number);
        }
        if let Some((at, raw)) = reader.first(Role::NationalId, values) {
            let number = self.keep(NATIONAL, at, customer_id(raw));
            set(row, NATIONAL, number);
        }
    }

    fn read_places(&mut self, reader: &Reader, values: &[Option<&str>], row: &mut Row) {
        if let Some((at, raw)) = reader.first(Role::Street, values) {
            let house = reader.first(Role::HouseNumber, values).map(|(_, number)| number);
            let read = match house {
                Some(house) => street(&format!("{house} {raw}")),
                None => street(raw),
            };
            let number = self.keep(STREET, at, read);
            if number as usize == self.streets.len() {
                self.streets.push(StreetFacts::of(self.text(STREET, number)));
            }
            set(row, STREET, number);
        }
        let places: [Place; 4] = [
            (Role::City, CITY, city),
            (Role::State, STATE, state),
            (Role::Postcode, POSTCODE, postcode),
            (Role::Country, COUNTRY, country),
        ];
        for (role, slot, read) in places {
            if let Some((at, raw)) = reader.first(role, values) {
                let number = self.keep(slot, at, read(raw));
                set(row, slot, number);
            }
        }
        let postcode = row.get(POSTCODE).copied().unwrap_or(NONE);
        if postcode as usize == self.areas.len() {
            let area: String = self.text(POSTCODE, postcode).chars().take(3).collect();
            self.areas.push(text_hash(&area) as u32);
        }
    }

    fn read_attributes(&mut self, reader: &Reader, values: &[Option<&str>], row: &mut Row) {
        if let Some((at, raw)) = reader.first(Role::BirthDate, values) {
            let number = self.keep(BIRTH, at, super::birth::digits(raw).map_err(|why| why.class()));
            set(row, BIRTH, number);
        }
        let plain = |raw: &str| {
            let folded = fold(raw);
            match folded.as_str() {
                "" => Err(Unusable::Empty),
                text if normalise::is_filler(text) => Err(Unusable::Junk),
                _ => Ok(folded),
            }
        };
        if let Some((at, raw)) = reader.first(Role::Gender, values) {
            let initial = plain(raw).map(|text| text.chars().take(1).collect());
            let number = self.keep(GENDER, at, initial);
            set(row, GENDER, number);
        }
        for (i, at) in reader.of(Role::Attribute).iter().take(N_ATTRIBUTE).enumerate() {
            if let Some(raw) = value(values, *at) {
                let number = self.keep(ATTRIBUTE + i, *at, plain(raw));
                set(row, ATTRIBUTE + i, number);
            }
        }
        if let Some((_, source)) = reader.first(Role::Source, values) {
            set(row, SOURCE, self.number(SOURCE, source));
        }
    }
}
