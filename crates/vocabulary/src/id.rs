use crate::VocabularyError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Longest id: fits an index page of either store many times over.
const MAX_LEN: usize = 128;

fn is_id_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '@')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks `text` and makes the id.
            ///
            /// Errors: [`VocabularyError::Id`] when it is empty, longer than 128 or has other characters.
            pub fn new(text: impl Into<String>) -> Result<Self, VocabularyError> {
                let text = text.into();
                if text.is_empty() || MAX_LEN < text.len() || !text.chars().all(is_id_char) {
                    return Err(VocabularyError::Id { what: $what, input: text, max: MAX_LEN });
                }
                Ok(Self(text))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = VocabularyError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = VocabularyError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}

id!(
    /// One brand's data, rules and people; nothing crosses it.
    WorkspaceId,
    "workspace id"
);
id!(
    /// A unified person. Stable: old ids resolve for ever.
    PersonId,
    "person id"
);
id!(
    /// What one source says of someone, as `source:external_key`.
    RecordId,
    "record id"
);
id!(
    /// A user of Truelift, or the system acting in a member's place.
    MemberId,
    "member id"
);
id!(
    /// A campaign of a pilot.
    CampaignId,
    "campaign id"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_and_rejects() {
        let long = "x".repeat(129);
        for (input, ok) in
            [("peach-state", true), ("crm:C-1.2", true), ("", false), ("a b", false), (long.as_str(), false)]
        {
            assert_eq!(WorkspaceId::new(input).is_ok(), ok, "{input}");
        }
    }
}
