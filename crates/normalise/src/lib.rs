//! From a value as it came to a value that can be compared: one reader of names, mail, phones, dates and places
//! for people, events, consents and suppressions alike.
//!
//! Enter at [`ValueKind::read`], or at the function of a kind. The crate is pure, and every function here is
//! idempotent and total. What is read and what is set aside is told in `docs/normalisation.md`.
#![deny(missing_docs)]

mod address;
mod by_programs;
mod change;
mod closing_key;
mod code;
mod country_names;
mod date;
mod email;
mod encoded_word;
mod entities;
mod given;
mod hidden;
mod key;
mod language_names;
mod mail_lists;
mod mail_providers;
mod mailbox_key;
mod misspelt;
mod name;
pub mod nickname;
mod phone;
mod phone_plan;
mod phone_today;
mod place;
mod presentable;
mod reason;
mod script;
mod several;
mod street_words;
mod text;
mod value;
mod whole_address;
mod whole_domain;

pub use address::{Address, street, street_into};
pub use change::{Change, Changes};
pub use closing_key::closing_key;
pub use code::{country, country_into, known_country, language, language_into};
pub use date::{DateReading, Day, DayOrder, birth_date, date, date_into};
pub use email::{email, email_into, mailbox, mailbox_into};
pub use encoded_word::words_decoded;
pub use entities::decoded;
pub use given::{AddressFault, GivenAddress};
pub use hidden::{readings, without_tags};
pub use key::{anonymous_id, anonymous_id_into, customer_id, customer_id_into, identifier};
pub use mailbox_key::MailboxKey;
pub use name::{Name, full_name, given_and_family};
pub use phone::{Line, Phone, calling_code, is_phone_country, line, phone, phone_in_full, phone_into};
pub use place::{city, city_into, postcode, postcode_into, state, state_into};
pub use presentable::{presentable_family, presentable_name, proper_case};
pub use reason::{Reason, Unusable};
pub use several::{
    addresses, closed_phones, comparison_keys, is_unclear_mail, mail_keys, phones, readable_keys,
    several_emails, several_phones, written_keys,
};
pub use text::text_into;
pub use text::{fold, is_filler, western_digits};
pub use value::{Reading, Status, ValueKind};
pub use whole_address::{WholeAddress, whole_address};
pub use whole_domain::{bare_domain, whole_domain};
