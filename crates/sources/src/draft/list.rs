//! Lists without a header: of addresses, of numbers, of what somebody wrote down of people, one a line.

use super::column::Column;
use super::sample::Sample;
use crate::Role;
use crate::torn::dialled;

/// Takes the lines for what most tells whom they name: addresses, else numbers to call, else numbers of customers.
pub(super) fn settle(columns: &mut [Column], sample: &Sample) {
    for column in columns.iter_mut().filter(|column| !column.is_told()) {
        let mut values = sample.values(column.at);
        let has_address = values.any(|value| !normalise::readings(value).is_empty());
        let has_phone = sample.values(column.at).any(|value| dialled(value).next().is_some());
        column.role = match (has_address, has_phone) {
            (true, _) => Role::Email,
            (false, true) => Role::Phone,
            (false, false) => Role::CustomerId,
        };
        "each line of the file, which has no header".clone_into(&mut column.why);
    }
}
