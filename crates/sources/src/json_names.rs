//! Which keys of JSON a contract names, and which name a list of noes.

use crate::Contract;
use crate::no_words::{is_list_of_noes, is_strong_word};

/// Whether a contract names a key of an object, or something under it.
pub(crate) fn is_known(contract: &Contract, key: &str) -> bool {
    let leads = |name: &str| name == key || name.split_once('.').is_some_and(|(first, _)| first == key);
    contract.properties.iter().any(|property| property.names().any(leads))
}

/// Whether the name of a list says that nobody in it wants mail: `suppressed`, `withdrawn`.
pub(crate) fn names_noes(key: &str) -> bool {
    is_list_of_noes(key) || is_strong_word(key, false)
}
