use crate::VocabularyError;
use crate::channel::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words!(
    /// What a source may be believed to say of people that it did not make itself.
    Assertion,
    "assertion",
    "grants, addresses, customer_ids",
    /// That somebody agreed to be written to.
    Grants = "grants",
    /// Which mailbox and which number are somebody's.
    Addresses = "addresses",
    /// Which customer number is somebody's.
    CustomerIds = "customer_ids",
);

words!(
    /// Who holds a write key: what a page carries, every visitor can read and use for anything.
    KeyKind,
    "kind of key",
    "browser, server",
    /// It stands in a page or an app, for everybody to read.
    Browser = "browser",
    /// It stays on the brand's own machines.
    Server = "server",
);

/// What a source is believed to say: all of it for a system of record, nothing for a browser.
///
/// What is not asserted still opens a visitor's own data; it never moves a grant, an address or a customer number
/// of a record whose source asserts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Trust {
    grants: bool,
    addresses: bool,
    customer_ids: bool,
}

impl Trust {
    /// A system of record: what it says counts.
    pub const ALL: Trust = Trust { grants: true, addresses: true, customer_ids: true };
    /// A browser: anybody may have said it.
    pub const NONE: Trust = Trust { grants: false, addresses: false, customer_ids: false };

    /// What is sent with a key may be believed.
    pub fn of_key(kind: KeyKind) -> Trust {
        match kind {
            KeyKind::Browser => Trust::NONE,
            KeyKind::Server => Trust::ALL,
        }
    }

    /// The trust in a source that asserts exactly these.
    pub fn of(assertions: impl IntoIterator<Item = Assertion>) -> Trust {
        let mut trust = Trust::NONE;
        for assertion in assertions {
            match assertion {
                Assertion::Grants => trust.grants = true,
                Assertion::Addresses => trust.addresses = true,
                Assertion::CustomerIds => trust.customer_ids = true,
            }
        }
        trust
    }

    /// Whether the source is believed in this.
    pub fn may(self, assertion: Assertion) -> bool {
        match assertion {
            Assertion::Grants => self.grants,
            Assertion::Addresses => self.addresses,
            Assertion::CustomerIds => self.customer_ids,
        }
    }

    /// What both are believed in.
    pub fn and(self, other: Trust) -> Trust {
        Trust::of(Assertion::ALL.iter().copied().filter(|what| self.may(*what) && other.may(*what)))
    }

    /// Whether it tells who somebody is in any way that counts: by an address or by a customer number.
    pub fn is_of_record(self) -> bool {
        self.addresses || self.customer_ids
    }
}

impl fmt::Display for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> =
            Assertion::ALL.iter().filter(|what| self.may(**what)).map(|what| what.as_str()).collect();
        f.write_str(&words.join(","))
    }
}

impl FromStr for Trust {
    type Err = VocabularyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        Ok(Trust::of(words.map(str::parse::<Assertion>).collect::<Result<Vec<_>, _>>()?))
    }
}

impl TryFrom<String> for Trust {
    type Error = VocabularyError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Trust> for String {
    fn from(trust: Trust) -> String {
        trust.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_is_read_as_it_is_written() {
        for (text, expect) in [
            ("", Ok(Trust::NONE)),
            ("grants,addresses,customer_ids", Ok(Trust::ALL)),
            (" customer_ids , grants ", Ok(Trust { addresses: false, ..Trust::ALL })),
        ] {
            assert_eq!(text.parse::<Trust>(), expect, "{text}");
        }
        assert_eq!(Trust::of([Assertion::Addresses]).to_string(), "addresses");
        assert!("money".parse::<Trust>().is_err());
    }

    #[test]
    fn of_two_the_less_counts() {
        let some = Trust::of([Assertion::Grants, Assertion::Addresses]);
        assert_eq!(Trust::ALL.and(some), some);
        assert_eq!(some.and(Trust::of([Assertion::Addresses])), Trust::of([Assertion::Addresses]));
        assert_eq!(Trust::of_key(KeyKind::Browser).and(Trust::ALL), Trust::NONE);
        assert!(some.is_of_record() && !Trust::of([Assertion::Grants]).is_of_record());
    }
}
