use crate::VocabularyError;
use crate::channel::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words!(
    /// What a source may assert of people whom other sources know.
    Trust,
    "trust",
    "trusted, untrusted",
    /// A system of record: it may say who has which address and customer number, and who gave consent.
    Trusted = "trusted",
    /// Anybody can write to it: it may add to what its own visitor said, and moves nothing a trusted source said.
    Untrusted = "untrusted",
);

words!(
    /// Where a write key lies.
    KeyKind,
    "kind of write key",
    "browser, server",
    /// In a page or an app, where everybody can read it.
    Browser = "browser",
    /// On a machine of the brand.
    Server = "server",
);

impl KeyKind {
    /// What is posted with the key may assert as much as the key is secret.
    pub fn trust(self) -> Trust {
        match self {
            KeyKind::Browser => Trust::Untrusted,
            KeyKind::Server => Trust::Trusted,
        }
    }
}
