//! Guesses what columns say from their names and from samples of their values.

use super::{Meaning, Role, meanings};
use normalise::nickname::is_given_name;
use normalise::{birth_date, email, fold, known_country, phone};
use std::collections::BTreeSet;

/// Words of column names and the role they name, more telling ones first.
///
/// A name is folded and its words are joined by blanks; `^` and `$` bind a word to the start or end.
// tidy: list
const NAMES: &[(&str, Role)] = &[
    ("entity id", Role::Ignore),
    ("cluster", Role::Ignore),
    ("household", Role::Ignore),
    ("truth", Role::Ignore),
    ("label", Role::Ignore),
    ("group id", Role::Ignore),
    ("person id", Role::Ignore),
    ("record id", Role::RecordId),
    ("rec id", Role::RecordId),
    ("recid", Role::RecordId),
    ("unique id", Role::RecordId),
    ("row id", Role::RecordId),
    ("^id$", Role::RecordId),
    ("^lfd", Role::RecordId),
    ("^row$", Role::RecordId),
    ("soc sec", Role::NationalId),
    ("ssn", Role::NationalId),
    ("social security", Role::NationalId),
    ("national id", Role::NationalId),
    ("nhs", Role::NationalId),
    ("tax id", Role::NationalId),
    ("passport", Role::NationalId),
    ("medicare", Role::NationalId),
    ("customer id", Role::CustomerId),
    ("customer number", Role::CustomerId),
    ("customer no$", Role::CustomerId),
    ("customer nr", Role::CustomerId),
    ("account id", Role::CustomerId),
    ("member id", Role::CustomerId),
    ("client id", Role::CustomerId),
    ("user id", Role::CustomerId),
    ("kundennummer", Role::CustomerId),
    ("kundennr", Role::CustomerId),
    ("kunden nr", Role::CustomerId),
    ("^kd nr", Role::CustomerId),
    ("^kdnr", Role::CustomerId),
    ("^knr$", Role::CustomerId),
    ("debitor", Role::CustomerId),
    ("klantnummer", Role::CustomerId),
    ("numero de cliente", Role::CustomerId),
    ("numero client", Role::CustomerId),
    ("anonymous id", Role::AnonymousId),
    ("device id", Role::AnonymousId),
    ("cookie", Role::AnonymousId),
    ("visitor id", Role::AnonymousId),
    ("email", Role::Email),
    ("e mail", Role::Email),
    ("^mail$", Role::Email),
    ("courriel", Role::Email),
    ("correo", Role::Email),
    ("phone", Role::Phone),
    ("mobile", Role::Phone),
    ("telephone", Role::Phone),
    ("^tel$", Role::Phone),
    ("^tel ", Role::Phone),
    ("telefon", Role::Phone),
    ("^cell$", Role::Phone),
    ("cell ", Role::Phone),
    ("handy", Role::Phone),
    ("movil", Role::Phone),
    ("^portable$", Role::Phone),
    ("contact no", Role::Phone),
    ("contact number", Role::Phone),
    ("birth place", Role::Attribute),
    ("place of birth", Role::Attribute),
    ("birthplace", Role::Attribute),
    ("geburtsort", Role::Attribute),
    ("geburtsname", Role::Attribute),
    ("lieu de naissance", Role::Attribute),
    ("lugar de nacimiento", Role::Attribute),
    ("birth", Role::BirthDate),
    ("^dob$", Role::BirthDate),
    ("^dob ", Role::BirthDate),
    (" dob$", Role::BirthDate),
    (" dob ", Role::BirthDate),
    ("^by$", Role::BirthDate),
    ("bday", Role::BirthDate),
    ("geburt", Role::BirthDate),
    ("^geb", Role::BirthDate),
    ("naissance", Role::BirthDate),
    ("nacimiento", Role::BirthDate),
    ("nascita", Role::BirthDate),
    ("^age$", Role::Attribute),
    ("gender", Role::Gender),
    ("^sex$", Role::Gender),
    ("geschlecht", Role::Gender),
    ("^sexe$", Role::Gender),
    ("^sexo$", Role::Gender),
    ("middle", Role::MiddleName),
    ("maiden", Role::Attribute),
    ("first and", Role::Ignore),
    ("first name", Role::GivenName),
    ("firstname", Role::GivenName),
    ("^given at$", Role::ObservedAt),
    ("^given on$", Role::ObservedAt),
    ("given", Role::GivenName),
    ("forename", Role::GivenName),
    ("fname", Role::GivenName),
    ("^first$", Role::GivenName),
    ("vorname", Role::GivenName),
    ("prenom", Role::GivenName),
    ("voornaam", Role::GivenName),
    ("last name", Role::FamilyName),
    ("lastname", Role::FamilyName),
    ("family name", Role::FamilyName),
    ("surname", Role::FamilyName),
    ("lname", Role::FamilyName),
    ("^last$", Role::FamilyName),
    ("nachname", Role::FamilyName),
    ("familienname", Role::FamilyName),
    ("^nom$", Role::FamilyName),
    ("nom de famille", Role::FamilyName),
    ("apellido", Role::FamilyName),
    ("cognome", Role::FamilyName),
    ("achternaam", Role::FamilyName),
    ("full name", Role::FullName),
    ("fullname", Role::FullName),
    ("^name$", Role::FullName),
    ("customer name", Role::FullName),
    ("person name", Role::FullName),
    ("nom complet", Role::FullName),
    ("nombre completo", Role::FullName),
    ("^customer$", Role::FullName),
    ("^client$", Role::FullName),
    ("^kunde$", Role::FullName),
    ("suffix", Role::Suffix),
    ("street number", Role::HouseNumber),
    ("house number", Role::HouseNumber),
    ("house no", Role::HouseNumber),
    ("hausnummer", Role::HouseNumber),
    ("hausnr", Role::HouseNumber),
    ("street no", Role::HouseNumber),
    ("unit", Role::Unit),
    ("apartment", Role::Unit),
    ("address 2", Role::Attribute),
    ("address2", Role::Attribute),
    ("address line 2", Role::Attribute),
    ("street", Role::Street),
    ("address 1", Role::Street),
    ("address1", Role::Street),
    ("address line 1", Role::Street),
    ("^address$", Role::Street),
    ("^addr", Role::Street),
    ("mailing address", Role::Street),
    ("home address", Role::Street),
    ("postal address", Role::Street),
    ("full address", Role::Street),
    ("anschrift", Role::Street),
    ("adresse", Role::Street),
    ("direccion", Role::Street),
    ("indirizzo", Role::Street),
    ("strasse", Role::Street),
    ("^rue$", Role::Street),
    ("^calle$", Role::Street),
    ("suburb", Role::City),
    ("city", Role::City),
    ("town", Role::City),
    ("locality", Role::City),
    ("^ort$", Role::City),
    ("wohnort", Role::City),
    ("^stadt$", Role::City),
    ("ville", Role::City),
    ("ciudad", Role::City),
    ("^citta$", Role::City),
    ("postcode", Role::Postcode),
    ("post code", Role::Postcode),
    ("postal", Role::Postcode),
    ("zip", Role::Postcode),
    ("^plz$", Role::Postcode),
    ("postleitzahl", Role::Postcode),
    ("^cp$", Role::Postcode),
    ("code postal", Role::Postcode),
    ("codigo postal", Role::Postcode),
    ("^cap$", Role::Postcode),
    ("state", Role::State),
    ("province", Role::State),
    ("region", Role::State),
    ("county", Role::State),
    ("bundesland", Role::State),
    ("provincia", Role::State),
    ("country", Role::Country),
    ("nationality", Role::Attribute),
    ("^land$", Role::Country),
    ("^pays$", Role::Country),
    ("^pais$", Role::Country),
    ("^source", Role::Source),
    ("system", Role::Source),
    ("^file$", Role::Source),
    ("dataset", Role::Source),
    ("observed", Role::ObservedAt),
    ("created", Role::ObservedAt),
    ("updated", Role::ObservedAt),
    ("timestamp", Role::ObservedAt),
    ("occupation", Role::Attribute),
    ("profession", Role::Attribute),
    ("job", Role::Attribute),
    ("company", Role::Attribute),
    ("employer", Role::Attribute),
];

/// Guesses the role of each column; a person should look at the guess.
///
/// Names decide where they say something; values decide the rest, and overrule a name whose values
/// cannot be what it says. A column without role is ignored; a truth column must be left out by its
/// reader when its name does not say so.
///
/// Shapes: `columns` names, `samples` by column some of its values, a hundred say enough.
/// Returns: as many roles as columns.
pub fn guess_roles(columns: &[&str], samples: &[Vec<&str>]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(columns.len());
    let meanings = meanings(columns);
    for (at, column) in columns.iter().enumerate() {
        let values: Vec<&str> = samples
            .get(at)
            .into_iter()
            .flatten()
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
            .collect();
        let role = match meanings.get(at).copied().flatten() {
            Some(meaning) if can_mean(meaning, &values) => match of_meaning(meaning, &meanings, column) {
                Some(role) if can_be(role, &values) => role,
                Some(_) => by_values(&values),
                None => of_no_person(by_values(&values)),
            },
            Some(_) => by_values(&values),
            None => {
                by_name(column).filter(|role| can_be(*role, &values)).unwrap_or_else(|| by_values(&values))
            }
        };
        roles.push(role);
    }
    // In Brazil `Apelido` is what friends call somebody, and another column holds the family's name.
    if columns.iter().any(|column| fold(column) == "sobrenome") {
        let nicknames = roles.iter_mut().zip(columns).filter(|(_, column)| fold(column) == "apelido");
        nicknames.for_each(|(role, _)| *role = Role::Attribute);
    }
    // One column names the record; a second that would is no evidence of anything.
    let mut has_id = false;
    for role in &mut roles {
        if *role == Role::RecordId && std::mem::replace(&mut has_id, true) {
            *role = Role::Ignore;
        }
    }
    roles
}

/// The words of a column's name; `dateOfBirth` and `date_of_birth` are one.
fn words(column: &str) -> String {
    let mut spaced = String::with_capacity(column.len() + 4);
    let mut was_small = false;
    for c in column.chars() {
        if c.is_uppercase() && was_small {
            spaced.push(' ');
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
        spaced.push(c);
    }
    fold(&spaced)
}

fn by_name(column: &str) -> Option<Role> {
    let words = format!("^{}$", words(column));
    NAMES.iter().find(|(part, _)| words.contains(part)).map(|(_, role)| *role)
}

/// What a meaning is of people; `None` where it is none of theirs.
fn of_meaning(meaning: Meaning, others: &[Option<Meaning>], column: &str) -> Option<Role> {
    let has_family = others.contains(&Some(Meaning::FamilyName));
    Some(match meaning {
        Meaning::Email => Role::Email,
        Meaning::Phone => Role::Phone,
        Meaning::FamilyName => Role::FamilyName,
        Meaning::GivenName => Role::GivenName,
        // In English it is the whole one, whatever stands beside it.
        Meaning::Name if has_family && fold(column) != "name" => Role::GivenName,
        Meaning::Name | Meaning::FullName => Role::FullName,
        Meaning::BirthDate => Role::BirthDate,
        Meaning::Street => Role::Street,
        Meaning::Postcode => Role::Postcode,
        Meaning::City => Role::City,
        Meaning::State => Role::State,
        Meaning::Country => Role::Country,
        Meaning::CustomerNumber => Role::CustomerId,
        // A customer has one number; that of a card names it where no other does.
        Meaning::Card { .. } if !others.contains(&Some(Meaning::CustomerNumber)) => Role::CustomerId,
        Meaning::Answered => Role::ObservedAt,
        Meaning::Card { .. } | Meaning::BirthPlace => Role::Attribute,
        _ => return None,
    })
}

/// A role by values where the name says that nobody is named.
fn of_no_person(role: Role) -> Role {
    if matches!(role, Role::GivenName | Role::FamilyName | Role::FullName) { Role::Ignore } else { role }
}

/// Whether values may be what a name in any language means; no values say nothing against it.
fn can_mean(meaning: Meaning, values: &[&str]) -> bool {
    let has_digit = |value: &str| value.bytes().any(|byte| byte.is_ascii_digit());
    match meaning {
        _ if values.is_empty() => true,
        Meaning::Country => 0.5 < share(values, |value| known_country(value).is_some()),
        Meaning::Phone => 0.5 < share(values, has_digit),
        // The number of a bank's card is written with stars; a card that is held or not with a word.
        Meaning::Card { .. } => {
            0.5 < share(values, has_digit) && !values.iter().any(|value| value.contains('*'))
        }
        Meaning::Answered => 0.5 < share(values, has_digit),
        _ => true,
    }
}

fn share(values: &[&str], holds: impl Fn(&str) -> bool) -> f64 {
    values.iter().filter(|value| holds(value)).count() as f64 / values.len().max(1) as f64
}

fn is_number(value: &str) -> bool {
    value.parse::<f64>().is_ok()
}

/// Whether a value is a day: two numbers of one or two digits, and a year.
fn is_day(value: &str) -> bool {
    let day = value.split([' ', 'T']).next().unwrap_or_default();
    let mut n_digits: Vec<usize> = day.split(['.', '/', '-']).map(str::len).collect();
    n_digits.sort_unstable();
    let is_plain = day.bytes().all(|byte| byte.is_ascii_digit() || b"./-".contains(&byte));
    is_plain && matches!(n_digits.as_slice(), [1 | 2, 1 | 2, 2 | 4])
}

/// Whether a value is a day, or a moment that begins with one: nobody is called so.
fn is_moment(value: &str) -> bool {
    is_day(value)
        || value.get(..10).is_some_and(is_day) && value.bytes().filter(u8::is_ascii_digit).count() >= 8
}

/// Whether values may be what a column's name says; no values say nothing against it.
fn can_be(role: Role, values: &[&str]) -> bool {
    if values.is_empty() {
        return true;
    }
    match role {
        Role::Email => 0.3 < share(values, |value| value.contains('@')),
        Role::FullName => {
            share(values, |value| is_number(value) || is_moment(value)) < 0.5
                && share(values, |value| value.contains('@')) < 0.5
        }
        Role::GivenName | Role::FamilyName | Role::City => {
            share(values, |value| is_number(value) || is_moment(value)) < 0.5
        }
        Role::BirthDate => 0.5 < share(values, |value| value.bytes().any(|b| b.is_ascii_digit())),
        Role::Street => 0.5 < share(values, |value| value.bytes().any(|b| b.is_ascii_alphabetic())),
        _ => true,
    }
}

fn by_values(values: &[&str]) -> Role {
    if values.len() < 5 {
        return Role::Ignore;
    }
    let n_different = values.iter().collect::<BTreeSet<_>>().len();
    let is_short = |value: &str| value.chars().count() <= 40;
    match () {
        _ if 0.6 < share(values, |value| email(value).is_ok()) => Role::Email,
        _ if 0.6 < share(values, |value| value.len() <= 12 && birth_date(value).is_ok()) => Role::BirthDate,
        // `18.05.2026` has the digits of a number to call.
        _ if 0.6
            < share(values, |value| !is_number(value) && !is_day(value) && phone(value, None).is_ok()) =>
        {
            Role::Phone
        }
        // A number or a long text that nobody named could be anything: a price, a key, a note.
        _ if 0.5 < share(values, is_number) => Role::Ignore,
        _ if 0.3 < share(values, |value| is_given_name(&fold(value))) => Role::GivenName,
        _ if 0.3 < share(values, has_given_name) => Role::FullName,
        _ if n_different * 10 <= values.len() * 9 && 0.9 < share(values, is_short) => Role::Attribute,
        _ => Role::Ignore,
    }
}

/// Whether a few words have a given name among them, and no digit.
fn has_given_name(value: &str) -> bool {
    let folded = fold(value);
    let words: Vec<&str> = folded.split(' ').collect();
    (2..=5).contains(&words.len())
        && !folded.bytes().any(|b| b.is_ascii_digit())
        && words.iter().any(|word| is_given_name(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_by_name() {
        for (column, expect) in [
            ("first_name", Role::GivenName),
            ("firstName", Role::GivenName),
            ("surname", Role::FamilyName),
            ("Email Address", Role::Email),
            ("date_of_birth", Role::BirthDate),
            ("dateOfBirth", Role::BirthDate),
            ("birth_place", Role::Attribute),
            ("street_number", Role::HouseNumber),
            ("address_1", Role::Street),
            ("address_2", Role::Attribute),
            ("postcode_fake", Role::Postcode),
            ("soc_sec_id", Role::NationalId),
            ("rec_id", Role::RecordId),
            ("entity_id", Role::Ignore),
            ("state", Role::State),
            ("Vorname", Role::GivenName),
            ("Nachname", Role::FamilyName),
            ("PLZ", Role::Postcode),
            ("Ort", Role::City),
            ("Straße", Role::Street),
            ("Geburtsdatum", Role::BirthDate),
            ("Geburtsname", Role::Attribute),
            ("prénom", Role::GivenName),
            ("nom", Role::FamilyName),
            ("cp", Role::Postcode),
            ("ville", Role::City),
            ("first", Role::GivenName),
            ("last", Role::FamilyName),
            ("cell", Role::Phone),
            ("Contact No.", Role::Phone),
            ("Mailing Address", Role::Street),
            ("customer", Role::FullName),
        ] {
            assert_eq!(guess_roles(&[column], &[Vec::new()]), [expect], "{column}");
        }
    }

    #[test]
    fn values_overrule_and_fill_in() {
        let phones =
            vec!["404-555-0123", "(404) 555-0124", "+1 404 555 0125", "404.555.0126", "404 555 0127"];
        let mails = vec!["a@x.com", "b@x.com", "c@y.org", "d@y.org", "e@z.net"];
        let colours = vec!["red", "red", "blue", "red", "blue", "green", "red", "blue", "red", "red"];
        let names = vec!["Ann", "Robert", "Maria", "Xylo", "John"];
        let whole = vec!["Ann Lee", "Roe, Robert A.", "Maria de Souza", "Xylo Quorn", "Mr John Doe Jr"];
        let amounts = vec!["1.50", "2.00", "99", "3", "7"];
        for (column, values, expect) in [
            ("contact", phones.clone(), Role::Phone),
            ("contact", mails.clone(), Role::Email),
            ("colour", colours, Role::Attribute),
            ("etunimi", names, Role::GivenName),
            ("asiakas", whole, Role::FullName),
            ("customer", mails.clone(), Role::Email),
            (
                "Datum",
                vec!["18.05.2026", "03.07.2026", "09.03.2026", "08.01.2026", "26.10.2025"],
                Role::Ignore,
            ),
            ("Kd-Nr.", vec!["10003", "10012", "10015", "10018", "10024"], Role::CustomerId),
            ("amount", amounts.clone(), Role::Ignore),
            ("last name", amounts, Role::Ignore),
            ("given", vec!["2026-11-30T20:21:07Z"; 5], Role::Attribute),
            ("मोबाइल", vec!["06770439058", "8943861480", "+91 83023 18572"], Role::Phone),
            ("கைபேசி எண்", vec![], Role::Phone),
            ("موبائل نمبر", vec![], Role::Phone),
            ("email", phones, Role::Phone),
        ] {
            assert_eq!(
                guess_roles(&[column], std::slice::from_ref(&values)),
                [expect],
                "{column} {values:?}"
            );
        }
        assert_eq!(guess_roles(&["id", "row_id"], &[Vec::new(), Vec::new()]), [Role::RecordId, Role::Ignore]);
    }
}
