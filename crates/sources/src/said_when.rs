//! When a row says what it says: the moment of a no is never that of the yes beside it.

use crate::column::Typed;
use crate::folded::folded;
use crate::no_words::{asks_when, channels_named, tells_consent, tells_joining};
use crate::said::{Spoken, asks_by_name, is_moment_of_consent};
use crate::saying::{Saying, Sayings};
use crate::{Contract, Property, Role};
use arrow::array::ArrayRef;
use vocabulary::{Channel, Timestamp};

/// The moments of a chunk's rows, column by column.
pub(crate) struct Moments<'a> {
    contract: &'a Contract,
    columns: Vec<Of<'a>>,
    /// The day of an export, which all rows share: it is no row's own.
    of_all: Option<Timestamp>,
}

/// A column of moments, by what its name says of them.
struct Of<'a> {
    values: Sayings<'a>,
    /// The column of an answer that it tells the moment of: `Email Suppressions Timestamp` of `Email Suppressions`.
    answer: Option<usize>,
    /// `UNSUB_TIME`.
    is_of_no: bool,
    /// `OPTIN_TIME`.
    is_of_joining: bool,
    /// `Consent date`, which may be either.
    is_of_consent: bool,
    /// The ways its name speaks of; none where it names none.
    channels: Vec<Channel>,
}

impl<'a> Of<'a> {
    fn new(contract: &Contract, values: Sayings<'a>) -> Self {
        let name = values.property().names().next().unwrap_or_default();
        let own = folded(name);
        let answers = contract.properties.iter().enumerate().filter(|(_, other)| other.role.is_action());
        let begins = answers.clone().filter_map(|(index, other)| {
            let of = other.names().map(folded).filter(|of| !of.is_empty() && own.starts_with(of.as_str()));
            Some((of.map(|of| of.len()).max()?, index))
        });
        // Of an object that holds an answer and a moment: `consent.email.at` of `consent.email.status`.
        let parent = |name: &str| name.rsplit_once('.').map(|(parent, _)| parent.to_owned());
        let beside =
            |other: &Property| other.names().any(|of| parent(of).is_some_and(|of| Some(of) == parent(name)));
        let mut of_object = answers.filter(|(_, other)| beside(other)).map(|(index, _)| index);
        let of_object = of_object.next().filter(|_| of_object.next().is_none());
        Self {
            values,
            answer: begins.max().map(|(_, index)| index).or(of_object),
            is_of_no: asks_when(name),
            is_of_joining: tells_joining(name),
            is_of_consent: tells_consent(name),
            channels: channels_named(name),
        }
    }

    fn at(&self, row: usize) -> Option<Saying> {
        self.values.get(row).filter(|said| is_moment_of_consent(said.at))
    }
}

impl<'a> Moments<'a> {
    pub(crate) fn read(contract: &'a Contract, columns: &[Typed], cells: &[ArrayRef]) -> Self {
        let of_role = contract.properties_of(Role::OccurredAt);
        let of_role = of_role.filter_map(|(index, property)| {
            let values = Sayings::of(property, columns.get(index)?, cells.get(index))?;
            Some(Of::new(contract, values))
        });
        Self { contract, columns: of_role.collect(), of_all: contract.moment_of_all() }
    }

    /// When a row says this; `None` when it does not say it, so that a no counts from its arrival and a yes is older
    /// than every no.
    ///
    /// The column that goes with the answer counts first, then for a no one that tells of a no. Of the others a no
    /// takes none that tells when somebody joined, and none at all where the row says yes besides: that is the moment
    /// of the yes.
    pub(crate) fn of(&self, said: &Spoken) -> Option<Saying> {
        let first = |is_it: &dyn Fn(&Of<'_>) -> bool| {
            let mut there = self.columns.iter().filter(|of| is_it(of)).filter_map(|of| of.at(said.row));
            there.find(|said| Some(said.at) != self.of_all)
        };
        let own = first(&|of| of.answer == Some(said.column));
        if !said.says_no {
            return own.or_else(|| first(&|of| of.answer.is_none() && !of.is_of_no));
        }
        let channel = said.channel.as_deref().and_then(|word| word.parse::<Channel>().ok());
        let is_of_way = |of: &Of<'_>| {
            of.channels.is_empty() || channel.is_none_or(|channel| of.channels.contains(&channel))
        };
        let of_no = || first(&|of| of.is_of_no && of.answer.is_none() && is_of_way(of));
        // A column that can only say no never gave the consent whose day stands beside it.
        let is_apart = self.contract.properties.get(said.column).is_some_and(asks_by_name);
        let is_plain = |of: &Of<'_>| {
            let is_anothers = of.is_of_no || of.is_of_joining || (is_apart && of.is_of_consent);
            of.answer.is_none() && !is_anothers
        };
        let plain = || if said.is_beside_yes { None } else { first(&is_plain) };
        own.or_else(of_no).or_else(plain)
    }
}
