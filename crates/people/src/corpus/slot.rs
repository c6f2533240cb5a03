//! Where each kind of value stands in a row. The first `N_FIELDS` are compared; the others only help.

pub(crate) const GIVEN: usize = 0;
pub(crate) const FAMILY: usize = 1;
pub(crate) const MIDDLE: usize = 2;
pub(crate) const SUFFIX: usize = 3;
pub(crate) const BIRTH: usize = 4;
pub(crate) const GENDER: usize = 5;
pub(crate) const EMAIL: usize = 6;
pub(crate) const PHONE: usize = 7;
pub(crate) const STREET: usize = 8;
pub(crate) const POSTCODE: usize = 9;
pub(crate) const CITY: usize = 10;
pub(crate) const STATE: usize = 11;
pub(crate) const CUSTOMER: usize = 12;
pub(crate) const ANONYMOUS: usize = 13;
pub(crate) const NATIONAL: usize = 14;
pub(crate) const ATTRIBUTE: usize = 15;
pub(crate) const N_ATTRIBUTE: usize = 6;
/// Three bits a field: the levels of a pair fit one 64-bit number.
pub(crate) const N_FIELDS: usize = 21;
pub(crate) const COUNTRY: usize = 21;
pub(crate) const SOURCE: usize = 22;
/// Not a value: the number of the further addresses and numbers of the record.
pub(crate) const FURTHER: usize = 23;
pub(crate) const N_SLOTS: usize = 24;
