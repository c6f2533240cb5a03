//! From the columns of a record to its row.

use super::facts::{EmailFacts, NameFacts, StreetFacts};
use super::further::{Further, N_FURTHER_MAX};
use super::names;
use super::slot::*;
use super::values::{NONE, text_hash};
use super::{Corpus, Row};
use crate::comparable::{emails, phones};
use crate::schema::{Role, Schema};
use normalise::{
    Unusable, WholeAddress, city, country, customer_id, fold, identifier, postcode, state, street,
    whole_address,
};
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

/// What is left of an address that is not written as one, to compare with others; never an identifier.
///
/// `ann.smith41firm.com` lost a letter as `ann.smth41@firm.com` did: that nobody can write to it makes it no weaker
/// as evidence of who filled in the form.
fn broken_address(raw: &str) -> Option<String> {
    let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+');
    let text: String = raw.chars().map(|c| c.to_ascii_lowercase()).filter(is_kept).take(64).collect();
    let n_letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_address =
        text.contains('@') || text.rsplit_once('.').is_some_and(|(_, end)| (2..=4).contains(&end.len()));
    let is_nobody = ["test", "none", "noemail", "nomail", "nobody", "unknown", "asdf", "abc"];
    (6 <= n_letters && is_address && !is_nobody.iter().any(|word| text.starts_with(word))).then_some(text)
}

/// By slot what a record says, before it is numbered.
type Texts = [Option<String>; N_SLOTS];

fn set(texts: &mut Texts, slot: usize, text: Option<String>) {
    if let Some(at) = texts.get_mut(slot) {
        *at = text;
    }
}

impl Corpus {
    /// The row of a record, its values numbered.
    pub(super) fn read(&mut self, values: &[Option<&str>]) -> Row {
        let mut texts: Texts = Default::default();
        let reader = std::mem::replace(&mut self.reader, Reader { columns: Vec::new() });
        self.read_names(&reader, values, &mut texts);
        let further = self.read_contacts(&reader, values, &mut texts);
        self.read_places(&reader, values, &mut texts);
        self.read_attributes(&reader, values, &mut texts);
        self.reader = reader;
        let mut row = self.numbers(&texts);
        if further.iter().any(|texts| !texts.is_empty()) {
            let [emails, phones] = [(EMAIL, 0), (PHONE, 1)].map(|(slot, at)| {
                let texts = further.get(at).map_or(&[][..], Vec::as_slice);
                texts.iter().map(|text| self.number(slot, text)).collect()
            });
            row.get_mut(FURTHER).into_iter().for_each(|cell| *cell = self.further.len() as u32);
            self.further.push(Further { emails, phones });
        }
        row
    }

    /// The number of one value.
    fn number(&mut self, slot: usize, text: &str) -> u32 {
        let Some(table) = self.tables.get_mut(slot) else { return NONE };
        let number = table.number(text);
        self.learn(slot, number, text);
        number
    }

    /// Numbers the values of a record.
    ///
    /// All are looked for before the first is compared: each look is a wait for memory, and this way
    /// they wait together.
    fn numbers(&mut self, texts: &Texts) -> Row {
        let mut row = [NONE; N_SLOTS];
        let mut hashes = [0u32; N_SLOTS];
        for (slot, ((text, number), hash)) in texts.iter().zip(&mut row).zip(&mut hashes).enumerate() {
            if let Some(text) = text {
                *hash = text_hash(text) as u32;
                *number = self.table(slot).guess(*hash);
            }
        }
        for (slot, ((text, number), hash)) in texts.iter().zip(&mut row).zip(hashes).enumerate() {
            let table = if slot == FAMILY { GIVEN } else { slot };
            if let (Some(text), Some(table)) = (text, self.tables.get_mut(table)) {
                *number = table.number_of(text, hash, *number);
                self.learn(slot, *number, text);
            }
        }
        row
    }

    /// Works out the facts of a value that is new.
    fn learn(&mut self, slot: usize, number: u32, text: &str) {
        let number = number as usize;
        match slot {
            GIVEN | FAMILY if number == self.names.len() => self.names.push(NameFacts::of(text)),
            EMAIL if number == self.emails.len() => {
                let (mut facts, local) = EmailFacts::of(text);
                facts.local = self.locals.number(&local);
                self.emails.push(facts);
            }
            CUSTOMER if number == self.formats.len() => self.formats.learn(text),
            STREET if number == self.streets.len() => self.streets.push(StreetFacts::of(text)),
            POSTCODE if number == self.areas.len() => {
                let area: String = text.chars().take(3).collect();
                self.areas.push(text_hash(&area) as u32);
            }
            _ => {}
        }
    }

    /// A value that was read; counts why it was set aside.
    fn usable(&mut self, at: usize, read: Result<String, Unusable>) -> Option<String> {
        if let Err(why) = &read
            && *why != Unusable::Empty
        {
            *self.set_aside.entry((at, *why)).or_default() += 1;
        }
        read.ok()
    }

    fn read_names(&mut self, reader: &Reader, values: &[Option<&str>], texts: &mut Texts) {
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
        let suffix = names.suffix.or_else(|| first(Role::Suffix).map(fold));
        set(texts, GIVEN, names.given);
        set(texts, FAMILY, names.family);
        set(texts, MIDDLE, names.middle);
        set(texts, SUFFIX, suffix.filter(|text| !text.is_empty()));
    }

    /// Reads addresses, numbers and ids into their slots.
    ///
    /// Returns: the further addresses and the further numbers, beside the first of each.
    fn read_contacts(
        &mut self,
        reader: &Reader,
        values: &[Option<&str>],
        texts: &mut Texts,
    ) -> [Vec<String>; 2] {
        let land = || reader.first(Role::Country, values).and_then(|(_, raw)| country(raw).ok());
        let further = [
            self.read_all(reader, (Role::Email, EMAIL), values, texts, &|raw| emails(raw)),
            self.read_all(reader, (Role::Phone, PHONE), values, texts, &|raw| phones(raw, land().as_deref())),
        ];
        if let Some((at, raw)) = reader.first(Role::CustomerId, values) {
            set(texts, CUSTOMER, self.usable(at, customer_id(raw)));
        }
        if let Some((at, raw)) = reader.first(Role::AnonymousId, values) {
            let read = identifier(IdentifierKind::AnonymousId, raw).map(|id| id.value);
            set(texts, ANONYMOUS, self.usable(at, read));
        }
        if let Some((at, raw)) = reader.first(Role::NationalId, values) {
            set(texts, NATIONAL, self.usable(at, customer_id(raw)));
        }
        further
    }

    /// Sets the first usable value of all columns of a role, which may hold several each.
    ///
    /// Returns: the further ones.
    fn read_all(
        &mut self,
        reader: &Reader,
        (role, slot): (Role, usize),
        values: &[Option<&str>],
        texts: &mut Texts,
        read: &dyn Fn(&str) -> Vec<Result<String, Unusable>>,
    ) -> Vec<String> {
        let (mut first, mut broken, mut further) = (None, None, Vec::new());
        for at in reader.of(role) {
            let Some(raw) = value(values, *at) else { continue };
            for read in read(raw) {
                if slot == EMAIL && read == Err(Unusable::Malformed) && broken.is_none() {
                    broken = broken_address(raw);
                }
                let Some(text) = self.usable(*at, read) else { continue };
                if first.is_none() {
                    first = Some(text);
                } else if first.as_ref() != Some(&text)
                    && further.len() < N_FURTHER_MAX
                    && !further.contains(&text)
                {
                    further.push(text);
                }
            }
        }
        set(texts, slot, first.or(broken));
        further
    }

    fn read_places(&mut self, reader: &Reader, values: &[Option<&str>], texts: &mut Texts) {
        let first = |role| reader.first(role, values);
        let whole = match (first(Role::Street), first(Role::City), first(Role::Postcode)) {
            (Some((_, raw)), None, None) => whole_address(raw),
            _ => None,
        };
        if let Some((at, raw)) = first(Role::Street) {
            let raw = whole.as_ref().map_or(raw, |whole| &whole.street);
            let read = match first(Role::HouseNumber) {
                Some((_, house)) => street(&format!("{house} {raw}")),
                None => street(raw),
            };
            set(texts, STREET, self.usable(at, read));
            self.read_rest(at, whole.as_ref(), texts);
        }
        let places: [Place; 4] = [
            (Role::City, CITY, city),
            (Role::State, STATE, state),
            (Role::Postcode, POSTCODE, postcode),
            (Role::Country, COUNTRY, country),
        ];
        for (role, slot, read) in places {
            if let Some((at, raw)) = first(role) {
                set(texts, slot, self.usable(at, read(raw)));
            }
        }
    }

    /// City, state and postcode of an address that stands in one column.
    fn read_rest(&mut self, at: usize, whole: Option<&WholeAddress>, texts: &mut Texts) {
        let Some(whole) = whole else { return };
        set(texts, POSTCODE, self.usable(at, postcode(&whole.postcode)));
        if let Some(raw) = &whole.city {
            set(texts, CITY, self.usable(at, city(raw)));
        }
        if let Some(raw) = &whole.state {
            set(texts, STATE, self.usable(at, state(raw)));
        }
    }

    fn read_attributes(&mut self, reader: &Reader, values: &[Option<&str>], texts: &mut Texts) {
        if let Some((at, raw)) = reader.first(Role::BirthDate, values) {
            set(texts, BIRTH, self.usable(at, super::birth::digits(raw).map_err(|why| why.class())));
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
            set(texts, GENDER, self.usable(at, initial));
        }
        for (i, at) in reader.of(Role::Attribute).iter().take(N_ATTRIBUTE).enumerate() {
            if let Some(raw) = value(values, *at) {
                set(texts, ATTRIBUTE + i, self.usable(*at, plain(raw)));
            }
        }
        if let Some((_, source)) = reader.first(Role::Source, values) {
            set(texts, SOURCE, Some(source.to_owned()));
        }
    }
}
