//! What the columns of a data set hold, guessed from their names and values.

use crate::Role;
use std::collections::BTreeSet;

/// The share of values that must look like what the column's name says.
const MIN_SHARE: f64 = 0.5;

/// The share of different values up to which an unknown column may say something of somebody.
const MAX_DIFFERENT: f64 = 0.5;

/// Longer texts are prose, not an attribute.
const MAX_ATTRIBUTE_CHARS: usize = 60;

/// Words by role, the more telling first: a name is split into words, and all words of an entry must be in it.
// tidy: list
const NAMES: [(Role, &[&str]); 30] = [
    (
        Role::NationalId,
        &["ssn", "soc sec", "social security", "national id", "nin", "passport", "tax id", "personnummer"],
    ),
    (Role::Email, &["email", "e mail", "mail", "courriel"]),
    (Role::Phone, &["phone", "telephone", "tel", "mobile", "cell", "handy", "telefon", "msisdn", "fax"]),
    (
        Role::BirthDate,
        &[
            "dob",
            "birth date",
            "birthdate",
            "date birth",
            "date of birth",
            "birthday",
            "born",
            "birth year",
            "year birth",
            "yob",
            "geburtsdatum",
            "naissance",
        ],
    ),
    (Role::Attribute, &["birth place", "birthplace", "place birth"]),
    (
        Role::GivenName,
        &[
            "first name",
            "firstname",
            "given name",
            "givenname",
            "fname",
            "forename",
            "vorname",
            "prenom",
            "given",
            "nombre",
        ],
    ),
    (Role::MiddleName, &["middle name", "middlename", "mname", "middle", "middle initial"]),
    (Role::FullName, &["full name", "fullname", "first and surname", "first and last"]),
    (
        Role::FamilyName,
        &[
            "last name",
            "lastname",
            "surname",
            "family name",
            "familyname",
            "lname",
            "nachname",
            "apellido",
            "nom",
        ],
    ),
    (Role::Suffix, &["suffix", "name suffix"]),
    (Role::HouseNumber, &["street number", "house number", "houseno", "house no", "hausnummer", "street no"]),
    (Role::Unit, &["unit", "apt", "apartment", "flat", "suite"]),
    (Role::Attribute, &["address 2", "address2", "addr 2", "addr2", "address line 2", "line2"]),
    (
        Role::Street,
        &[
            "street",
            "address 1",
            "address1",
            "addr 1",
            "address line 1",
            "street address",
            "strasse",
            "road",
            "address",
            "addr",
            "line1",
        ],
    ),
    (
        Role::Postcode,
        &["postcode", "post code", "postal code", "postal", "zip", "zip code", "zipcode", "plz"],
    ),
    (Role::City, &["city", "suburb", "town", "locality", "municipality", "ort", "ville"]),
    (Role::State, &["state", "province", "region", "county", "bundesland"]),
    (Role::Country, &["country", "nation", "land"]),
    (Role::Gender, &["gender", "sex"]),
    (Role::Age, &["age"]),
    (Role::AnonymousId, &["anonymous id", "anonymousid", "device id", "cookie", "visitor id", "browser id"]),
    (
        Role::CustomerId,
        &[
            "customer id",
            "customerid",
            "customer no",
            "customer number",
            "cust id",
            "client id",
            "account id",
            "account number",
            "member id",
            "loyalty id",
            "user id",
            "userid",
            "crm id",
        ],
    ),
    (Role::Ignore, &["entity", "cluster", "truth", "label", "household", "group id", "match"]),
    (
        Role::ObservedAt,
        &[
            "observed at",
            "created",
            "updated",
            "modified",
            "timestamp",
            "ts",
            "last seen",
            "ingested",
            "loaded",
        ],
    ),
    (Role::Source, &["source", "system", "origin", "dataset", "file"]),
    (Role::RecordId, &["record id", "rec id", "row id", "unique id", "uniq id", "uid", "uuid", "record"]),
    (Role::RecordId, &["id"]),
    (Role::FullName, &["name", "person", "contact"]),
    (Role::Attribute, &["occupation", "profession", "job", "employer", "company", "language", "title"]),
    (Role::Ignore, &["note", "comment", "description", "text"]),
];

/// Roles that one column at most may have; a second one with the role is not used.
const ONCE: [Role; 8] = [
    Role::RecordId,
    Role::Source,
    Role::ObservedAt,
    Role::FullName,
    Role::GivenName,
    Role::FamilyName,
    Role::Gender,
    Role::Age,
];

/// Guesses what each column holds, from its name first and then from what stands in it.
///
/// A column whose name tells nothing is an e-mail address when its values are, an attribute when its values
/// recur, and is left alone otherwise: numbers of systems say nothing of who somebody is.
///
/// Shapes: `samples` are some values of each column in the order of `names`; null and empty say nothing.
/// Returns: one role a column.
pub fn guess_roles(names: &[String], samples: &[Vec<Option<String>>]) -> Vec<Role> {
    let mut roles = Vec::with_capacity(names.len());
    for (place, name) in names.iter().enumerate() {
        let sample = Sample::of(samples.get(place).map_or(&[][..], Vec::as_slice));
        let role = match by_name(name) {
            Some(role) if sample.suits(role) => role,
            // The name promises what the values do not keep.
            Some(_) => Role::Ignore,
            None => sample.role(),
        };
        let is_taken = ONCE.contains(&role) && roles.contains(&role);
        roles.push(if is_taken { Role::Ignore } else { role });
    }
    roles
}

/// The role whose words stand in the name.
fn by_name(name: &str) -> Option<Role> {
    let words = words(name);
    let has = |phrase: &str| phrase.split(' ').all(|word| words.iter().any(|other| other == word));
    // Phrases of several words go before single ones, so that `birth place` is no city.
    let longest = |phrases: &[&str]| {
        phrases.iter().filter(|phrase| has(phrase)).map(|phrase| phrase.split(' ').count()).max()
    };
    let mut best: Option<(usize, Role)> = None;
    for (role, phrases) in NAMES {
        if let Some(n) = longest(phrases)
            && best.is_none_or(|(n_best, _)| n_best < n)
        {
            best = Some((n, role));
        }
    }
    best.map(|(_, role)| role)
}

/// A column's name as lower-case words: `dateOfBirth`, `date_of_birth` and `Date of Birth` are the same.
fn words(name: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        let changes = letter.is_ascii_digit() != before.is_ascii_digit() && before.is_alphanumeric();
        if begins || (changes && letter.is_alphanumeric()) {
            spaced.push(' ');
        }
        spaced.extend(if letter.is_alphanumeric() { letter } else { ' ' }.to_lowercase());
        before = letter;
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// What can be said of some values of a column.
struct Sample {
    n: usize,
    n_different: usize,
    n_email: usize,
    n_with_digits: usize,
    n_with_letters: usize,
    longest: usize,
}

impl Sample {
    fn of(values: &[Option<String>]) -> Sample {
        let values: Vec<&str> =
            values.iter().flatten().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        let n_of = |is: &dyn Fn(&str) -> bool| values.iter().filter(|value| is(value)).count();
        Sample {
            n: values.len(),
            n_different: values.iter().collect::<BTreeSet<_>>().len(),
            n_email: n_of(&|value| value.contains('@') && !value.contains(' ')),
            n_with_digits: n_of(&|value| value.bytes().any(|byte| byte.is_ascii_digit())),
            n_with_letters: n_of(&|value| value.chars().any(char::is_alphabetic)),
            longest: values.iter().map(|value| value.chars().count()).max().unwrap_or(0),
        }
    }

    fn share(&self, n: usize) -> f64 {
        n as f64 / self.n.max(1) as f64
    }

    /// Whether the values can be what the name says. No values speak against nothing.
    fn suits(&self, role: Role) -> bool {
        let n = match role {
            _ if self.n == 0 => return true,
            Role::Email => self.n_email,
            Role::Phone | Role::BirthDate | Role::Age | Role::HouseNumber => self.n_with_digits,
            Role::GivenName | Role::FamilyName | Role::FullName | Role::City | Role::Country => {
                self.n_with_letters
            }
            // An id that recurs names no record.
            Role::RecordId => return self.n_different == self.n,
            _ => return true,
        };
        MIN_SHARE <= self.share(n)
    }

    /// What the values alone say.
    fn role(&self) -> Role {
        if self.n == 0 {
            return Role::Ignore;
        }
        let recurs = self.share(self.n_different) <= MAX_DIFFERENT && 1 < self.n_different;
        match () {
            _ if MIN_SHARE <= self.share(self.n_email) => Role::Email,
            _ if recurs
                && self.longest <= MAX_ATTRIBUTE_CHARS
                && MIN_SHARE <= self.share(self.n_with_letters) =>
            {
                Role::Attribute
            }
            _ => Role::Ignore,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn values(list: &[&str]) -> Vec<Option<String>> {
        list.iter().map(|value| Some((*value).to_owned())).collect()
    }

    #[test]
    fn names_and_values_tell_the_role() {
        for (name, sample, expect) in [
            ("Date of Birth", values(&["19560409"]), Role::BirthDate),
            ("dateOfBirth", values(&["1956-04-09"]), Role::BirthDate),
            ("date_of_birth", values(&["soon"]), Role::Ignore),
            ("birth_place", values(&["Leeds"]), Role::Attribute),
            ("address_1", values(&["wallaby place"]), Role::Street),
            ("address2", values(&["delmar"]), Role::Attribute),
            ("street_number", values(&["7"]), Role::HouseNumber),
            ("soc_sec_id", values(&["1804974"]), Role::NationalId),
            ("postcode_fake", values(&["SW1"]), Role::Postcode),
            ("rec_id", values(&["a", "b"]), Role::RecordId),
            ("rec_id", values(&["a", "a"]), Role::Ignore),
            ("id", values(&["1", "2"]), Role::RecordId),
            ("E-Mail Address", values(&["a@b.de"]), Role::Email),
            ("entity_id", values(&["e1", "e2"]), Role::Ignore),
            ("kontakt", values(&["a@b.de", "c@d.de", "-"]), Role::Email),
            ("beruf", values(&["smith", "smith", "cook", "smith"]), Role::Attribute),
            ("score", values(&["1", "2", "1", "2"]), Role::Ignore),
            ("companyname", values(&["A", "A", "B", "B"]), Role::Attribute),
        ] {
            assert_eq!(guess_roles(&[name.to_owned()], &[sample]), [expect], "{name}");
        }
    }

    #[test]
    fn a_second_full_name_is_left_alone() {
        let names = ["full_name", "first_and_surname", "first_name", "surname"].map(str::to_owned);
        let samples = vec![values(&["Ann Lee"]); 4];
        let expect = [Role::FullName, Role::Ignore, Role::GivenName, Role::FamilyName];
        assert_eq!(guess_roles(&names, &samples), expect);
    }
}
