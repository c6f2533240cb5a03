//! What the name of a column means, whatever language it is written in.
//!
//! Enter at [`meanings`], or at [`meaning`] for a name alone. A name is cut into words of one language, glued or not,
//! and the words say together what it is of. All of them have to be known: a wrong meaning is worse than none.

use super::column_words::{Kind, LANGUAGES, XX, pieces};

/// What the name of a column says that it holds, of people and of what they buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// An e-mail address.
    Email,
    /// A number to call.
    Phone,
    /// A last name.
    FamilyName,
    /// A first name.
    GivenName,
    /// A name: the whole one, or the first one where another column holds the last.
    Name,
    /// First and last name in one.
    FullName,
    /// A day of birth.
    BirthDate,
    /// Where, or under which name, somebody was born.
    BirthPlace,
    /// A street, or an address as a whole.
    Street,
    /// A postal code.
    Postcode,
    /// A city.
    City,
    /// A state or region.
    State,
    /// A country.
    Country,
    /// The number of a customer or member.
    CustomerNumber,
    /// The number of a card of customers; or, where it says so alone, a card that may be held or not.
    Card {
        /// Whether the name says that it is a number.
        is_number: bool,
    },
    /// The number of an order, receipt, invoice or sale.
    OrderNumber {
        /// Whether the name says that it is a number; `Receipt` may be whether one was wanted.
        is_number: bool,
    },
    /// When something was ordered or bought.
    OrderDate,
    /// A date or time that is of a sale where the rows are sales.
    Day,
    /// When a consent was given.
    ConsentDate,
    /// When somebody joined.
    JoinDate,
    /// When somebody was written into the books, by whomever.
    EntryDate,
    /// When a form was answered.
    Answered,
    /// What was paid, with its tax.
    Total,
    /// A currency.
    Currency,
    /// The name of an article.
    ItemName,
    /// The number of an article.
    ItemNumber,
    /// How many of an article.
    Quantity,
    /// The price of one article.
    UnitPrice,
    /// What somebody wrote about something.
    Remark,
    /// Known, and none of these: a form of address, a shop, who sold it.
    Other,
}

/// The languages whose word counts where several have it and the file does not tell which it is in.
const FIRST: [&str; 8] = ["en", "de", "fr", "es", "it", "pl", "nl", "pt"];

/// What a name means in a language, and whether all its words count by themselves.
struct Reading {
    language: usize,
    meaning: Meaning,
    is_sure: bool,
}

/// What the name of a column means by itself; `None` where no language knows all its words.
pub fn meaning(name: &str) -> Option<Meaning> {
    meanings(&[name]).pop().flatten()
}

/// What the names of a file's columns mean, read in the language that understands the most of them where several do.
///
/// Returns: as many as names; `None` where no language knows all words of one.
pub fn meanings(names: &[&str]) -> Vec<Option<Meaning>> {
    let readings: Vec<Vec<Reading>> = names.iter().map(|name| readings(name)).collect();
    let mut ranks: Vec<(usize, usize, usize)> = LANGUAGES
        .iter()
        .enumerate()
        .map(|(at, language)| {
            let reads = |of: &&Vec<Reading>| of.iter().any(|reading| reading.language == at);
            let first = FIRST.iter().position(|code| *code == language.code).unwrap_or(FIRST.len());
            (readings.iter().filter(reads).count(), first, at)
        })
        .collect();
    ranks.sort_by_key(|(n, first, at)| (usize::MAX - n, *first, *at));
    let most = ranks.first().map_or(0, |(n, ..)| *n);
    readings
        .iter()
        .map(|of| {
            ranks.iter().find_map(|(n, _, at)| {
                // What is a word of other languages, too, says nothing alone.
                let may_doubt = 3 <= *n && *n == most;
                let read = of.iter().find(|reading| reading.language == *at)?;
                (read.is_sure || may_doubt).then_some(read.meaning)
            })
        })
        .collect()
}

/// What a name means, language by language.
fn readings(name: &str) -> Vec<Reading> {
    let (name, nth) = without_place(name);
    // A second phone is one, a second line of an address no street.
    let of_nth = |meaning: Meaning| match (meaning, nth) {
        (_, None) | (Meaning::Email | Meaning::Phone, _) | (Meaning::Street, Some('1')) => Some(meaning),
        (Meaning::Street, _) => Some(Meaning::Other),
        _ => None,
    };
    let pieces = pieces(name);
    let mut readings = Vec::new();
    for (at, _) in LANGUAGES.iter().map(|language| language.code).enumerate().filter(|(_, code)| *code != XX)
    {
        if let Some((kinds, is_sure)) = pieces.cut(at)
            && let Some(meaning) = of_kinds(&kinds).and_then(of_nth)
        {
            readings.push(Reading { language: at, meaning, is_sure });
        }
    }
    readings
}

/// A name without the digit at its end that counts it: `Telefon 2`.
fn without_place(name: &str) -> (&str, Option<char>) {
    let name = name.trim_end();
    let rest = name.trim_end_matches(|c: char| c.is_ascii_digit());
    match name.chars().next_back() {
        Some(nth) if rest.len() + 1 == name.len() && rest.chars().any(char::is_alphabetic) => {
            (rest, Some(nth))
        }
        _ => (name, None),
    }
}

/// What words say together.
fn of_kinds(kinds: &[Kind]) -> Option<Meaning> {
    use Kind::*;
    let said: Vec<Kind> = kinds.iter().copied().filter(|kind| *kind != Of).collect();
    let has = |kind: Kind| said.contains(&kind);
    let only = |may: &[Kind]| said.iter().all(|kind| may.contains(kind));
    // A name of numbers and fillers alone says nothing.
    if only(&[Number, Money, Unit, Loyal, Whole, Year]) {
        return None;
    }
    // Where somebody was born is no day and no address.
    let is_birthplace = has(Birth) && (has(City) || has(State) || has(Country) || has(Name) || has(Family));
    if is_birthplace {
        return Some(Meaning::BirthPlace);
    }
    if has(Others) || has(Title) {
        return Some(Meaning::Other);
    }
    of_person(&has, &only, &said).or_else(|| of_moment(&has, &only)).or_else(|| of_sale(&has, &only))
}

type Has<'a> = &'a dyn Fn(Kind) -> bool;
type Only<'a> = &'a dyn Fn(&[Kind]) -> bool;

/// What names a person or tells where it lives.
fn of_person(has: Has<'_>, only: Only<'_>, said: &[Kind]) -> Option<Meaning> {
    use Kind::*;
    let is_whose = |kind: Kind| matches!(kind, Customer | Member);
    let bare: Vec<Kind> = said.iter().copied().filter(|kind| !is_whose(*kind)).collect();
    Some(match bare.as_slice() {
        [Email] | [Email, Street] | [Street, Email] => Meaning::Email,
        _ if has(Phone) && only(&[Phone, Number, Customer, Member]) => Meaning::Phone,
        _ if has(Birth) && only(&[Birth, Date, Time, Year]) => Meaning::BirthDate,
        [Pair] | [Pair, Name] | [Name, Pair] => Meaning::FullName,
        [Family, Given] | [Given, Family] | [Name, Family] | [Family, Name] | [Name, Given] => {
            Meaning::FullName
        }
        [Family] => Meaning::FamilyName,
        [Given] | [Given, Name] => Meaning::GivenName,
        [Name, Whole] | [Whole, Name] => Meaning::FullName,
        [Name] if said.len() == 1 => Meaning::Name,
        [Name] => Meaning::FullName,
        _ if has(Street) && only(&[Street, House, Number, Name, Customer]) => Meaning::Street,
        _ if has(Postcode) && only(&[Postcode, Customer]) => Meaning::Postcode,
        _ if has(City) && only(&[City, Name, Customer]) => Meaning::City,
        _ if has(State) && only(&[State, Name, Customer]) => Meaning::State,
        _ if has(Country) && only(&[Country, Name, Number, Customer]) => Meaning::Country,
        _ if has(Since) && only(&[Since]) => Meaning::JoinDate,
        _ if has(Card) && only(&[Card, Customer, Member, Loyal, Number]) => {
            match has(Number) || has(Customer) || has(Member) || has(Loyal) {
                true => Meaning::Card { is_number: has(Number) },
                // A card may be one of a bank.
                false => return None,
            }
        }
        _ if (has(Customer) || has(Member)) && has(Number) && only(&[Customer, Member, Loyal, Number]) => {
            Meaning::CustomerNumber
        }
        _ => return None,
    })
}

/// What tells when something happened.
fn of_moment(has: Has<'_>, only: Only<'_>) -> Option<Meaning> {
    use Kind::*;
    let is_when = has(Date) || has(Time);
    Some(match () {
        _ if has(Stamp) && only(&[Stamp]) => Meaning::Answered,
        _ if has(Done) && is_when && only(&[Done, Date, Time]) => Meaning::Answered,
        _ if is_when && has(Consent) && only(&[Consent, Date, Time]) => Meaning::ConsentDate,
        _ if is_when && has(Join) && only(&[Join, Date, Time, Customer, Member]) => Meaning::JoinDate,
        _ if is_when && has(Entered) && only(&[Entered, Date, Time, Customer, Member]) => Meaning::EntryDate,
        _ if is_when && (has(Order) || has(Buy)) && only(&[Order, Buy, Date, Time]) => Meaning::OrderDate,
        _ if is_when && only(&[Receipt, Sale, Date, Time]) => Meaning::Day,
        _ => return None,
    })
}

/// What tells of a sale, and of what was sold.
fn of_sale(has: Has<'_>, only: Only<'_>) -> Option<Meaning> {
    use Kind::*;
    let is_of_sale = has(Order) || has(Receipt) || has(Sale) || has(Buy);
    let of_total = [Total, Worth, Price, Pay, Order, Receipt, Sale, Buy, Taxed, Money, Currency];
    Some(match () {
        _ if has(Number) && is_of_sale && only(&[Order, Receipt, Sale, Buy, Number, Customer]) => {
            Meaning::OrderNumber { is_number: true }
        }
        _ if only(&[Order]) || only(&[Receipt]) => Meaning::OrderNumber { is_number: false },
        _ if has(Total) && only(&of_total) => Meaning::Total,
        _ if has(Worth) && is_of_sale && only(&of_total) => Meaning::Total,
        _ if has(Worth) && has(Taxed) && only(&[Worth, Taxed, Money]) => Meaning::Total,
        _ if has(Currency) && only(&[Currency, Number, Order]) => Meaning::Currency,
        _ if has(UnitPrice) && only(&[UnitPrice, Taxed, Money, Item, Order]) => Meaning::UnitPrice,
        _ if has(Price) && (has(Unit) || has(Item)) && only(&[Price, Unit, Item, Taxed, Money, Quantity]) => {
            Meaning::UnitPrice
        }
        _ if has(Item) && has(Number) && only(&[Item, Number]) => Meaning::ItemNumber,
        _ if (has(Item) || has(Label)) && only(&[Item, Name, Label]) => Meaning::ItemName,
        _ if has(Quantity) && only(&[Quantity, Item, Unit]) => Meaning::Quantity,
        _ if has(Remark) && only(&[Remark, Customer, Order]) => Meaning::Remark,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_come_first_are_known() {
        assert!(FIRST.iter().all(|code| LANGUAGES.iter().any(|language| language.code == *code)));
    }
}
