use crate::VocabularyError;
use crate::channel::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words!(
    /// What kind of handle an identifier is.
    IdentifierKind,
    "identifier kind",
    "customer_id, email, phone, anonymous_id, mailbox",
    /// The brand's own customer number: one person has one; two different ones veto a merge.
    CustomerId = "customer_id",
    /// The comparison key of an e-mail address: evidence that two records are one person, never mailed.
    Email = "email",
    /// A phone number in E.164.
    Phone = "phone",
    /// A browser's or device's id, from a cookie or an SDK.
    AnonymousId = "anonymous_id",
    /// Who receives an e-mail address: what a grant opens, and what gets one message of a campaign.
    Mailbox = "mailbox",
);

/// A typed handle of a person. The order of `kind` is the order of strength, strongest first.
///
/// `Display` is deliberately missing: an identifier is personal data and must not slip into a log line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// Its canonical value.
    pub value: String,
}

impl Identifier {
    /// Makes an identifier from an already canonical value.
    pub fn new(kind: IdentifierKind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into() }
    }

    /// The key as tables hold it: `kind:value`.
    pub fn key(&self) -> String {
        // A run writes millions of them: not by way of a formatter.
        let kind = self.kind.as_str();
        let mut key = String::with_capacity(kind.len() + 1 + self.value.len());
        key.push_str(kind);
        key.push(':');
        key.push_str(&self.value);
        key
    }

    /// Reads a `kind:value` key.
    ///
    /// Errors: [`VocabularyError::Identifier`], without the input, which may be personal.
    pub fn from_key(key: &str) -> Result<Self, VocabularyError> {
        let (kind, value) = key.split_once(':').ok_or(VocabularyError::Identifier)?;
        let kind = kind.parse().map_err(|_| VocabularyError::Identifier)?;
        if value.is_empty() {
            return Err(VocabularyError::Identifier);
        }
        Ok(Self::new(kind, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_round_trips() -> Result<(), VocabularyError> {
        let email = Identifier::new(IdentifierKind::Email, "ann@example.com");
        assert_eq!(Identifier::from_key(&email.key())?, email);
        assert_eq!(Identifier::from_key("fax:1"), Err(VocabularyError::Identifier));
        assert_eq!(Identifier::from_key("email:"), Err(VocabularyError::Identifier));
        Ok(())
    }
}
