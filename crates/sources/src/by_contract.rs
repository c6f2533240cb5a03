//! What a contract says of rows that do not say it themselves: the country of their numbers, the name of what happened.

use crate::Role;
use crate::column::Typed;
use crate::shape::Good;
use arrow::array::{Array, StringArray};
use arrow::error::ArrowError;

impl Good<'_> {
    /// The numbers of each row: those of a row without a country in full where the contract's country reads them, which
    /// is that of numbers and nobody's own.
    pub(crate) fn numbers(&self) -> Result<StringArray, ArrowError> {
        let numbers = self.handles(Role::Phone)?;
        let Some(home) = self.contract.country.as_deref() else { return Ok(numbers) };
        let countries = self.texts(Role::Country)?;
        let one = |(cell, country): (Option<&str>, Option<&str>)| {
            let cell = cell?;
            if country.is_some() {
                return Some(cell.to_owned());
            }
            let read = normalise::phones(cell, Some(home));
            Some(if read.is_empty() { cell.to_owned() } else { read.join("; ") })
        };
        Ok(numbers.iter().zip(&countries).map(one).collect())
    }

    /// What each event is called: by its row, else by the contract, which may call what costs nothing otherwise.
    pub(crate) fn event_names(&self) -> Result<StringArray, ArrowError> {
        let usual = self.contract.event_name.as_deref();
        let free = self.contract.free_event_name.as_deref();
        let is_free = |row: usize| match self.column(Role::Revenue) {
            Some(Typed::Money(minor, _)) => minor.is_valid(row) && minor.value(row) == 0,
            _ => false,
        };
        let names = self.texts(Role::EventName)?;
        let one = |(row, name): (usize, Option<&str>)| {
            let own = name.map(str::to_owned);
            own.or_else(|| free.filter(|_| is_free(row)).or(usual).map(str::to_owned))
        };
        Ok(names.iter().enumerate().map(one).collect())
    }
}
