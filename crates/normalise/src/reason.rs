use std::fmt;

/// Why a value cannot be compared or used as an identifier, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unusable {
    /// Nothing but white space and punctuation.
    Empty,
    /// A filler such as `n/a`, `test` or `000-0000`.
    Junk,
    /// Not written as such a value is written.
    Malformed,
    /// A mailbox of an office, such as `info@`, which many people share.
    Role,
    /// Can be read in two ways, such as 03/04/1990.
    Ambiguous,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unusable::Empty => "empty",
            Unusable::Junk => "a filler value",
            Unusable::Malformed => "malformed",
            Unusable::Role => "a role address",
            Unusable::Ambiguous => "ambiguous",
        })
    }
}

/// Why a value cannot be compared, as exactly as the reader of a quality report wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nothing but white space and punctuation.
    Empty,
    /// `n/a`, `test`, `unknown`.
    Filler,
    /// `aaaa`, 5555555.
    OneCharacter,
    /// 1234567890.
    Counting,
    /// 1900-01-01 and other days that systems write when they know none.
    ZeroDay,
    /// `test@`, `noemail@`.
    FillerMailbox,
    /// `@noemail.com`.
    FillerDomain,
    /// `info@`, `noreply@`.
    RoleMailbox,
    /// No `@`.
    NoAtSign,
    /// Characters or dots in front of the `@` that no address has there.
    BadMailbox,
    /// What follows the `@` is no domain.
    BadDomain,
    /// More than one `@`.
    SeveralAddresses,
    /// Fewer digits than the country's numbers have.
    TooShort,
    /// More digits than the country's numbers have.
    TooLong,
    /// A local number that lacks its area code.
    NoAreaCode,
    /// An area or exchange code that the numbering plan does not have.
    NotDialled,
    /// `4.04555E+09`: the digits are lost.
    Spreadsheet,
    /// Not written as a date.
    NotADate,
    /// 1990-02-30.
    NoSuchDay,
    /// Day and month, or the century, cannot be told.
    Ambiguous,
    /// No country, language or other code that is in use.
    UnknownCode,
    /// Too short or too long to be one.
    BadLength,
    /// Characters that cannot be read consistently.
    Unreadable,
}

impl Reason {
    /// The class the reason falls in.
    pub fn class(self) -> Unusable {
        match self {
            Reason::Empty => Unusable::Empty,
            Reason::Filler
            | Reason::OneCharacter
            | Reason::Counting
            | Reason::ZeroDay
            | Reason::FillerMailbox
            | Reason::FillerDomain => Unusable::Junk,
            Reason::RoleMailbox => Unusable::Role,
            Reason::Ambiguous => Unusable::Ambiguous,
            _ => Unusable::Malformed,
        }
    }

    /// The reason in words a marketer reads.
    pub fn words(self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::Filler => "a filler such as n/a or test",
            Reason::OneCharacter => "one character repeated",
            Reason::Counting => "digits counted up or down",
            Reason::ZeroDay => "a day that systems write when they know none",
            Reason::FillerMailbox => "an invented address such as test@",
            Reason::FillerDomain => "an invented mail domain",
            Reason::RoleMailbox => "a shared mailbox such as info@",
            Reason::NoAtSign => "no @ sign",
            Reason::BadMailbox => "not a mailbox in front of the @ sign",
            Reason::BadDomain => "not a domain after the @ sign",
            Reason::SeveralAddresses => "more than one @ sign",
            Reason::TooShort => "too few digits",
            Reason::TooLong => "too many digits",
            Reason::NoAreaCode => "no area code",
            Reason::NotDialled => "a number that the numbering plan does not have",
            Reason::Spreadsheet => "a number that a spreadsheet has rounded",
            Reason::NotADate => "not a date",
            Reason::NoSuchDay => "a day that no calendar has",
            Reason::Ambiguous => "can be read in two ways",
            Reason::UnknownCode => "not a code in use",
            Reason::BadLength => "too short or too long",
            Reason::Unreadable => "unreadable characters",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl From<Reason> for Unusable {
    fn from(reason: Reason) -> Self {
        reason.class()
    }
}
