//! What the columns of a role hold: codes, names, or what is read for a no by itself.

use crate::Role;

/// What a column holds that the contract reads for something else than an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Keys, handles, moments: no word of no is one of them.
    Codes,
    /// Names and places, which may be any word.
    Names,
    /// What is read for a no by itself.
    Other,
}

/// What a column of this role holds.
pub(crate) fn held_by(role: Role) -> Holds {
    use Role::{
        AnonymousId, Channel, City, Country, CustomerId, Email, ExternalKey, FamilyName, FullName, GivenName,
        MessageId, Phone, Postcode, Purpose, State, Street,
    };
    match role {
        ExternalKey | MessageId | CustomerId | Email | Phone | AnonymousId | Purpose | Channel => {
            Holds::Codes
        }
        GivenName | FamilyName | FullName | Street | City | State | Postcode | Country => Holds::Names,
        role if role.is_moment() => Holds::Codes,
        _ => Holds::Other,
    }
}
