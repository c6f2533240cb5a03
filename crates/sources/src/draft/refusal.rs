//! Columns in which a yes forbids to write: how that is answered, and the role it comes to.

use crate::Role;

/// An answer to what a column is for, and what it means.
pub(super) const NO_EMAIL: (&str, &str) =
    ("no_email", "It says who may not be sent e-mail: a yes forbids it, a no says nothing");
/// As [`NO_EMAIL`], of text messages.
pub(super) const NO_SMS: (&str, &str) =
    ("no_sms", "It says who may not be sent text messages: a yes forbids it, a no says nothing");

/// The role of a column of which somebody answers that a yes in it forbids; the answer is no role of a contract, which
/// writes it as a map.
pub(super) fn refused_by(answer: &str) -> Option<Role> {
    match answer.trim() {
        word if word == NO_EMAIL.0 => Some(Role::EmailAction),
        word if word == NO_SMS.0 => Some(Role::SmsAction),
        _ => None,
    }
}

/// The answer by which a column has its role.
pub(super) fn answer_of(role: Role, is_of_noes: bool) -> &'static str {
    match role {
        Role::EmailAction if is_of_noes => NO_EMAIL.0,
        Role::SmsAction if is_of_noes => NO_SMS.0,
        role => role.as_str(),
    }
}
