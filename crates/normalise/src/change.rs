use std::fmt;

/// One thing that was done to a value to make it comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Change {
    /// White space at the ends, doubled or invisible.
    Trimmed,
    /// Capitals and small letters.
    Case,
    /// Accents, umlauts and other scripts.
    PlainLetters,
    /// Punctuation that only decorates.
    Punctuation,
    /// UTF-8 that was read as Latin-1 on its way.
    Encoding,
    /// `Dr.`, `Mrs`, `PhD`.
    Title,
    /// `Jr`, `III`.
    Suffix,
    /// Second and further given names.
    MiddleName,
    /// `William "Bill"`.
    Nickname,
    /// `née Jones`.
    BirthName,
    /// `van der Berg` as one word.
    Particles,
    /// `Last, First` or a whole name in one field.
    NameSplit,
    /// The given name looks like a family name and the other way round.
    MaybeSwapped,
    /// `Ann <ann@x.com>`, `mailto:`.
    AddressUnwrapped,
    /// `ann (at) x.com`.
    AtSign,
    /// `gmial.com`.
    DomainMended,
    /// `ann..smith@x.com`.
    DoubledDot,
    /// `googlemail.com`.
    DomainAlias,
    /// `+promo`.
    MailTag,
    /// Dots (and for some providers dashes) in front of the `@` that the provider ignores.
    MailDots,
    /// National to international notation.
    CountryCode,
    /// The 0 that is dialled within the country only.
    TrunkPrefix,
    /// `00`, `011`.
    DialPrefix,
    /// A number as it was dialled before its country changed that.
    Renumbered,
    /// `ext. 4`.
    Extension,
    /// `1-800-FLOWERS`.
    PhoneLetters,
    /// A second number in the same field.
    SecondNumber,
    /// `1001.0`, as spreadsheets and data frames write whole numbers.
    Decimal,
    /// `Street` to `st`.
    StreetWords,
    /// `Apt 4`.
    Unit,
    /// `Hauptstraße 12`.
    NumberFirst,
    /// `c/o Smith`.
    CareOf,
    /// `P.O. Box 12`.
    PostBox,
    /// A time of day after a date.
    TimeOfDay,
    /// `12.5.1990`.
    DateOrder,
    /// `May`, `Mai`, `mayo`.
    MonthName,
    /// `90` for 1990.
    Century,
    /// `1990-25-12`.
    DayMonth,
    /// Only a year, or a year and a month.
    PartOfDate,
    /// A name or another code for the standard code.
    Code,
    /// `30301-1234`.
    PlusFour,
    /// `2134` for the US code 02134.
    LeadingZero,
}

impl Change {
    /// Every change, in the order they are listed to a reader.
    // tidy: list
    pub const ALL: [Change; 42] = [
        Change::Trimmed,
        Change::Case,
        Change::PlainLetters,
        Change::Punctuation,
        Change::Encoding,
        Change::Title,
        Change::Suffix,
        Change::MiddleName,
        Change::Nickname,
        Change::BirthName,
        Change::Particles,
        Change::NameSplit,
        Change::MaybeSwapped,
        Change::AddressUnwrapped,
        Change::AtSign,
        Change::DomainMended,
        Change::DoubledDot,
        Change::DomainAlias,
        Change::MailTag,
        Change::MailDots,
        Change::CountryCode,
        Change::TrunkPrefix,
        Change::DialPrefix,
        Change::Renumbered,
        Change::Extension,
        Change::PhoneLetters,
        Change::SecondNumber,
        Change::Decimal,
        Change::StreetWords,
        Change::Unit,
        Change::NumberFirst,
        Change::CareOf,
        Change::PostBox,
        Change::TimeOfDay,
        Change::DateOrder,
        Change::MonthName,
        Change::Century,
        Change::DayMonth,
        Change::PartOfDate,
        Change::Code,
        Change::PlusFour,
        Change::LeadingZero,
    ];

    /// What was done, in words a marketer reads.
    // tidy: list
    pub fn words(self) -> &'static str {
        match self {
            Change::Trimmed => "spaces removed",
            Change::Case => "capitals made small, or small letters capital",
            Change::PlainLetters => "accents and other scripts written in plain letters",
            Change::Punctuation => "punctuation removed",
            Change::Encoding => "garbled characters repaired",
            Change::Title => "title removed",
            Change::Suffix => "suffix such as Jr or III set apart",
            Change::MiddleName => "middle name set apart",
            Change::Nickname => "nickname in quotes or brackets set apart",
            Change::BirthName => "birth name removed",
            Change::Particles => "parts of the family name joined",
            Change::NameSplit => "whole name taken apart",
            Change::MaybeSwapped => "given and family name may be swapped, left as they are",
            Change::AddressUnwrapped => "text around the e-mail address removed",
            Change::AtSign => "@ sign restored",
            Change::DomainMended => "misspelt mail domain mended",
            Change::DoubledDot => "doubled dot in the e-mail address mended",
            Change::DomainAlias => "provider's other domain replaced by its main one",
            Change::MailTag => "tag after + removed, the provider ignores it",
            Change::MailDots => "dots removed, the provider ignores them",
            Change::CountryCode => "country code added",
            Change::TrunkPrefix => "leading 0 removed, it is dialled within the country only",
            Change::DialPrefix => "international dialling prefix replaced by +",
            Change::Renumbered => "number written as it is dialled today",
            Change::Extension => "extension set apart",
            Change::PhoneLetters => "letters on the keypad read as digits",
            Change::SecondNumber => "second phone number left out",
            Change::Decimal => "decimal point of a spreadsheet removed",
            Change::StreetWords => "street words shortened",
            Change::Unit => "flat or unit set apart",
            Change::NumberFirst => "house number put first",
            Change::CareOf => "care-of line removed",
            Change::PostBox => "post-office box read",
            Change::TimeOfDay => "time of day removed",
            Change::DateOrder => "written as year-month-day",
            Change::MonthName => "month read from its name",
            Change::Century => "century added to a two-digit year",
            Change::DayMonth => "day and month swapped, the month was over 12",
            Change::PartOfDate => "only part of the date is known",
            Change::Code => "replaced by its standard code",
            Change::PlusFour => "last four digits of the postal code removed",
            Change::LeadingZero => "lost leading zero restored",
        }
    }

    /// Whether this is a guess at what was meant; false for another notation of the same thing.
    pub fn is_correction(self) -> bool {
        matches!(
            self,
            Change::Encoding
                | Change::AtSign
                | Change::DomainMended
                | Change::DoubledDot
                | Change::SecondNumber
                | Change::Decimal
                | Change::Century
                | Change::DayMonth
                | Change::LeadingZero
        )
    }
}

/// The changes made to one value: a set in eight bytes, put into words only when somebody reads them.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Changes(u64);

impl Changes {
    /// No change.
    pub const NONE: Changes = Changes(0);

    /// Adds one change.
    pub fn insert(&mut self, change: Change) {
        self.0 |= 1 << change as u8;
    }

    /// Adds one change where `happened`.
    pub(super) fn note(&mut self, happened: bool, change: Change) {
        self.0 |= u64::from(happened) << change as u8;
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Changes) {
        self.0 |= other.0;
    }

    /// Whether `change` was made.
    pub fn contains(self, change: Change) -> bool {
        self.0 & (1 << change as u8) != 0
    }

    /// Whether any of the changes is a guess at what was meant.
    pub fn is_correction(self) -> bool {
        self.iter().any(Change::is_correction)
    }

    /// The changes in the order of [`Change::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Change> {
        Change::ALL.into_iter().filter(move |change| self.contains(*change))
    }
}

impl FromIterator<Change> for Changes {
    fn from_iter<I: IntoIterator<Item = Change>>(changes: I) -> Self {
        let mut out = Changes::NONE;
        changes.into_iter().for_each(|change| out.insert(change));
        out
    }
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_has_its_own_bit_and_place() {
        for (at, change) in Change::ALL.into_iter().enumerate() {
            assert_eq!(change as usize, at, "{change:?}");
            assert_eq!(Changes::from_iter([change]).iter().collect::<Vec<_>>(), [change]);
        }
        assert!(Change::ALL.len() <= u64::BITS as usize);
    }
}
