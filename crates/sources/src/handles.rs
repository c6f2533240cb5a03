//! Of whom a row speaks: every handle it names, under all the keys that handle is known by.

use normalise::{
    GivenAddress, Unusable, addresses, bare_domain, closed_phones, closing_key, comparison_keys, customer_id,
    is_unclear_mail, phones, readable_keys, readings, whole_domain,
};
use std::collections::HashSet;
use vocabulary::{Identifier, IdentifierKind};

/// A handle that is written and cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    Email,
    Phone,
}

/// Of whom a row speaks.
#[derive(Debug, Default, Clone)]
pub(crate) struct Handles {
    pub(crate) handles: Vec<Identifier>,
    /// The same: a line may name thousands.
    seen: HashSet<Identifier>,
    /// The first that cannot be read.
    pub(crate) unread: Option<Unread>,
}

impl Handles {
    pub(crate) fn add_number_of(&mut self, customer: Option<&str>) {
        if let Some(id) = customer.and_then(|id| customer_id(id).ok()) {
            self.add(IdentifierKind::CustomerId, id);
        }
    }

    pub(crate) fn add(&mut self, kind: IdentifierKind, value: String) {
        let handle = Identifier::new(kind, value);
        if self.seen.insert(handle.clone()) {
            self.handles.push(handle);
        }
    }

    pub(crate) fn has(&self, kind: IdentifierKind) -> bool {
        self.handles.iter().any(|handle| handle.kind == kind)
    }

    /// The key under which a no closes the other spellings of an address, and a yes ends such a no.
    pub(crate) fn add_spellings(&mut self, address: &GivenAddress) {
        if let Some(key) = closing_key(address) {
            self.add(IdentifierKind::Email, key);
        }
    }

    /// Every address that a text can be read to name: for a no.
    pub(crate) fn add_readings(&mut self, text: &str) {
        for address in readings(text) {
            self.add(IdentifierKind::Mailbox, address.mailbox().as_str().to_owned());
            if let Ok(key) = normalise::email(address.as_str()) {
                self.add(IdentifierKind::Email, key);
            }
            self.add_spellings(&address);
        }
        if let Some(everybody) = whole_domain(text) {
            self.add(IdentifierKind::Mailbox, everybody);
        }
    }

    /// The numbers with a country code in a text: for a no.
    pub(crate) fn add_international(&mut self, text: &str) {
        let begins = text.match_indices('+').map(|(at, _)| at);
        for piece in begins.filter_map(|at| text.get(at..)) {
            let is_of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().\u{a0}".contains(c);
            let end = piece.find(|c: char| !is_of_number(c)).unwrap_or(piece.len());
            let number = piece.get(..end).unwrap_or_default();
            if 8 <= number.bytes().filter(u8::is_ascii_digit).count() {
                self.add_phone_quietly(number);
            }
        }
    }

    pub(crate) fn add_phone_quietly(&mut self, text: &str) {
        self.add_numbers(text, None);
    }

    /// The numbers to call in a text, as they are dialled in a country: for a no.
    pub(crate) fn add_numbers(&mut self, text: &str, country: Option<&str>) {
        for number in closed_phones(text, country) {
            self.add(IdentifierKind::Phone, number);
        }
    }

    /// The addresses of a cell; a no (`is_no`) takes whatever can be read of it for one.
    pub(crate) fn add_email(&mut self, cell: &str, is_no: bool) {
        let given = addresses(cell);
        let compared = if is_no { readable_keys(cell) } else { comparison_keys(cell) };
        for address in &given {
            self.add(IdentifierKind::Mailbox, address.mailbox().as_str().to_owned());
        }
        let everybody = whole_domain(cell);
        let is_read = !given.is_empty() || !compared.is_empty() || everybody.is_some();
        let is_lost = !is_read && is_written(normalise::email(cell).err());
        if is_lost || (!is_no && is_unclear_mail(cell)) {
            self.unread.get_or_insert(Unread::Email);
        }
        for key in compared {
            self.add(IdentifierKind::Email, key);
        }
        given.iter().for_each(|address| self.add_spellings(address));
        // A yes of everybody ends their no, and opens nobody's mailbox.
        if let Some(everybody) = everybody {
            self.add(IdentifierKind::Mailbox, everybody);
        }
    }

    /// Everybody at a domain that a cell is the bare name of: for a no, which is told of all the same.
    pub(crate) fn add_bare_domain(&mut self, cell: &str) {
        if let Some(everybody) = bare_domain(cell) {
            self.add(IdentifierKind::Mailbox, everybody);
        }
    }

    pub(crate) fn add_phone(&mut self, cell: &str, countries: &[Option<String>], is_no: bool) {
        let mut n_read = 0;
        for country in countries {
            let read = if is_no { closed_phones } else { phones };
            for number in read(cell, country.as_deref()) {
                self.add(IdentifierKind::Phone, number);
                n_read += 1;
            }
        }
        if n_read == 0 && is_written(normalise::phone(cell, None).err()) {
            self.unread.get_or_insert(Unread::Phone);
        }
    }
}

/// Whether something is meant that cannot be read; a filler such as `n/a` means nothing.
fn is_written(why: Option<Unusable>) -> bool {
    !matches!(why, Some(Unusable::Empty | Unusable::Junk))
}
