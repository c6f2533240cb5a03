use crate::VocabularyError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal, $allowed:literal, $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every word of the list, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as it is written in files, tables and the API.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = VocabularyError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok($name::$variant),)+
                    _ => Err(VocabularyError::Word { what: $what, input: text.to_owned(), allowed: $allowed }),
                }
            }
        }
    };
}

pub(crate) use words;

words!(
    /// By which way a message reaches a person.
    Channel,
    "channel",
    "email, sms, push, web, post",
    /// Electronic mail.
    Email = "email",
    /// Text message.
    Sms = "sms",
    /// Push notification.
    Push = "push",
    /// On-site message.
    Web = "web",
    /// Letter.
    Post = "post",
);

words!(
    /// Why we hold or use data, in the sense of GDPR Art. 6; the use of AI is a purpose of its own.
    Purpose,
    "purpose",
    "marketing, ai_content, ai_profiling, service",
    /// Promotional messages.
    Marketing = "marketing",
    /// Receiving content written by AI.
    AiContent = "ai_content",
    /// Being profiled by AI.
    AiProfiling = "ai_profiling",
    /// Messages the person needs: receipts, recalls.
    Service = "service",
);
