//! The traits of a person that have a meaning of their own, in the spellings that are in use.
//!
//! Segment writes `firstName`, RudderStack and Python code `first_name`, PostHog `$first_name`, forms
//! `First Name`: signs and capitals do not count. `docs/guides/events.md` lists what is read.

use crate::Role;
use crate::identity::event_email;
use crate::segment::text;
use serde_json::{Map, Value};

/// Which traits say what, the spec's own word first. Letters and digits in small letters, without signs.
const SPELLINGS: &[(Role, &[&str])] = &[
    (Role::GivenName, &["firstname", "givenname", "forename", "fname"]),
    (Role::FamilyName, &["lastname", "familyname", "surname", "lname"]),
    (Role::Email, &["email", "emailaddress", "mail", "useremail"]),
    (
        Role::Phone,
        &[
            "phone",
            "phonenumber",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "mobilephonenumber",
            "cell",
            "cellphone",
            "telephone",
            "tel",
        ],
    ),
    (Role::BirthDate, &["birthday", "birthdate", "dateofbirth", "dob"]),
];

/// The parts of an address: inside `address`, or beside the other traits.
const PARTS: &[(Role, &[&str])] = &[
    (
        Role::Street,
        &["street", "streetaddress", "addressstreet", "address1", "addressline1", "line1", "streetline1"],
    ),
    (Role::City, &["city", "addresscity", "town", "locality"]),
    (Role::State, &["state", "addressstate", "region", "province", "statecode", "provincecode"]),
    (Role::Postcode, &["postalcode", "postcode", "zip", "zipcode", "addresspostalcode", "addresszip"]),
    (Role::Country, &["country", "addresscountry", "countrycode", "countryname"]),
];

/// A whole name in one trait.
const NAMES: &[&str] = &["name", "fullname", "displayname"];

/// What is known of somebody from their traits.
#[derive(Default)]
pub(crate) struct Known {
    values: Vec<(Role, String)>,
    /// The traits that were not taken, those spelled twice with another value among them.
    pub(crate) rest: Map<String, Value>,
}

impl Known {
    /// The value that stands for `role`.
    pub(crate) fn get(&self, role: Role) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == role).map(|(_, value)| value.as_str())
    }

    fn set(&mut self, role: Role, value: Option<String>) {
        if let Some(value) = value.filter(|_| self.get(role).is_none()) {
            self.values.push((role, value));
        }
    }
}

/// Reads traits. Nothing is lost: what has no meaning here, or is said twice, stays in `rest`.
pub(crate) fn read(traits: &Map<String, Value>) -> Known {
    let mut known = Known { values: Vec::new(), rest: traits.clone() };
    for (role, spellings) in SPELLINGS {
        let value = take(&mut known.rest, *role, spellings);
        known.set(*role, value);
    }
    whole_name(&mut known);
    address(&mut known);
    known
}

/// Takes the value of one role out of `traits`: the first spelling whose value can be used, else the first with
/// a value. The same value under another spelling goes with it.
fn take(traits: &mut Map<String, Value>, role: Role, spellings: &[&str]) -> Option<String> {
    let keys = keys_of(traits, spellings);
    let found = |is_good: fn(Role, &str) -> bool| {
        keys.iter().find_map(|key| {
            let value = traits.get(key)?;
            texts(value).into_iter().find(|text| is_good(role, text)).map(|text| (key.clone(), text))
        })
    };
    let (key, value) = found(is_usable).or_else(|| found(|_, _| true))?;
    let is_rest_of_list = |traits: &mut Map<String, Value>, key: &str| {
        let Some(Value::Array(list)) = traits.get_mut(key) else { return false };
        list.retain(|item| text(Some(item)).as_deref() != Some(value.as_str()));
        !list.is_empty()
    };
    for other in &keys {
        let is_same = *other == key || text(traits.get(other)).as_deref() == Some(value.as_str());
        if is_same && !is_rest_of_list(traits, other) {
            traits.remove(other);
        }
    }
    Some(value)
}

/// The keys of `traits` that are spellings of a role, in the order of the spellings; the plain one first.
fn keys_of(traits: &Map<String, Value>, spellings: &[&str]) -> Vec<String> {
    let mut keys: Vec<(usize, bool, &String)> = traits
        .keys()
        .filter_map(|key| {
            let place = spellings.iter().position(|spelling| is_spelled(key, spelling))?;
            Some((place, !key.starts_with(|c: char| c.is_ascii_lowercase()), key))
        })
        .collect();
    keys.sort();
    keys.into_iter().map(|(_, _, key)| key.clone()).collect()
}

/// True when `key` is `plain` but for capitals and signs.
fn is_spelled(key: &str, plain: &str) -> bool {
    let letters = key.bytes().filter(|byte| !matches!(byte, b'$' | b'_' | b'-' | b' ' | b'.'));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(plain.bytes())
}

/// A text, or those of a list: some senders give every address they know.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(|item| text(Some(item))).collect(),
        value => text(Some(value)).into_iter().collect(),
    }
}

fn is_usable(role: Role, text: &str) -> bool {
    match role {
        Role::Email => event_email(text).is_some(),
        Role::Phone => 7 <= text.bytes().filter(u8::is_ascii_digit).count(),
        Role::GivenName | Role::FamilyName => !normalise::is_filler(&normalise::fold(text)),
        _ => true,
    }
}

/// `name`, where neither a given nor a family name is told.
fn whole_name(known: &mut Known) {
    if known.get(Role::GivenName).is_some() || known.get(Role::FamilyName).is_some() {
        return;
    }
    let keys = keys_of(&known.rest, NAMES);
    let Some((key, name)) = keys.into_iter().find_map(|key| Some((key.clone(), text(known.rest.get(&key))?)))
    else {
        return;
    };
    let (given, family) = split_name(&name);
    if given.is_some() || family.is_some() {
        known.rest.remove(&key);
        known.set(Role::GivenName, given);
        known.set(Role::FamilyName, family);
    }
}

/// A whole name as given and family name, in the letters it came in.
///
/// `normalise::full_name` tells which words are which, in a form to compare; the place to cut is the one whose
/// halves read the same. Titles are left out, so that a greeting says `Ann` and not `Dr. Ann`.
pub(crate) fn split_name(raw: &str) -> (Option<String>, Option<String>) {
    let whole = normalise::full_name(raw);
    if whole.given.is_none() && whole.family.is_none() {
        return (None, None);
    }
    let words: Vec<&str> = raw.split_whitespace().collect();
    let join = |words: Option<&[&str]>| {
        let text = words.unwrap_or_default().join(" ");
        Some(text.trim_matches([',', ' ']).to_owned()).filter(|text| !text.is_empty())
    };
    if whole.given.is_none() {
        let is_given = whole.family.as_deref().is_some_and(normalise::nickname::is_given_name);
        let name = join(Some(&words));
        return if is_given { (name, None) } else { (None, name) };
    }
    let is_it = |given: &Option<String>, family: &Option<String>| {
        let read = normalise::given_and_family(given.as_deref(), family.as_deref());
        (&read.given, &read.middle, &read.family) == (&whole.given, &whole.middle, &whole.family)
    };
    let turned = raw.split_once(',').map(|(family, given)| {
        let part = |text: &str| join(Some(&text.split_whitespace().collect::<Vec<_>>()));
        (part(given), part(family))
    });
    let cuts = (1..=words.len()).rev().map(|cut| (join(words.get(..cut)), join(words.get(cut..))));
    // A comma stands behind a family name, never inside what somebody is called by.
    let cuts = cuts.filter(|(given, _)| !given.as_ref().is_some_and(|given| given.contains(',')));
    for (mut given, family) in turned.into_iter().chain(cuts) {
        if !is_it(&given, &family) {
            continue;
        }
        // What can go from the front without another reading is a title.
        while let Some((_, shorter)) = given.as_deref().and_then(|given| given.split_once(' ')) {
            let shorter = Some(shorter.to_owned());
            if !is_it(&shorter, &family) {
                break;
            }
            given = shorter;
        }
        return (given, family);
    }
    (None, join(Some(&words)))
}

/// `address` as an object or as one line, else its parts beside the other traits.
fn address(known: &mut Known) {
    if let Some(key) = keys_of(&known.rest, &["address"]).into_iter().next() {
        match known.rest.remove(&key) {
            Some(Value::Object(mut parts)) => {
                for (role, spellings) in PARTS {
                    let value = take(&mut parts, *role, spellings);
                    known.set(*role, value);
                }
                if !parts.is_empty() {
                    known.rest.insert(key, Value::Object(parts));
                }
            }
            Some(Value::String(line)) => match normalise::whole_address(&line) {
                Some(parts) => {
                    known.set(Role::Street, Some(parts.street).filter(|street| !street.is_empty()));
                    known.set(Role::City, parts.city);
                    known.set(Role::State, parts.state);
                    known.set(Role::Postcode, Some(parts.postcode).filter(|code| !code.is_empty()));
                }
                None => drop(known.rest.insert(key, Value::String(line))),
            },
            Some(other) => drop(known.rest.insert(key, other)),
            None => {}
        }
    }
    // `state` alone may be of anything: it is of an address only beside a street, a city or a postcode.
    let is_address = |role: Role| matches!(role, Role::Street | Role::City | Role::Postcode);
    let is_beside = PARTS
        .iter()
        .any(|(role, spellings)| is_address(*role) && !keys_of(&known.rest, spellings).is_empty());
    for (role, spellings) in PARTS {
        if known.get(*role).is_some() || (*role == Role::State && !is_beside) {
            continue;
        }
        let value = take(&mut known.rest, *role, spellings);
        known.set(*role, value);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(traits: Value, expect: &[(Role, &str)], rest: Value) {
        let known = read(traits.as_object().unwrap());
        for (role, value) in expect {
            assert_eq!(known.get(*role), Some(*value), "{role:?} of {traits}");
        }
        assert_eq!(known.values.len(), expect.len(), "{:?} of {traits}", known.values);
        assert_eq!(Value::Object(known.rest), rest, "{traits}");
    }

    #[test]
    fn every_spelling_in_use_is_read() {
        use Role::{BirthDate, Email, FamilyName, GivenName, Phone};
        for (first, last, mail) in [
            ("firstName", "lastName", "email"),
            ("first_name", "last_name", "email"),
            ("firstname", "lastname", "Email"),
            ("FirstName", "LastName", "Email"),
            ("$first_name", "$last_name", "$email"),
            ("First Name", "Last Name", "E-Mail"),
            ("given_name", "family_name", "email_address"),
        ] {
            let traits = json!({first: "Sven", last: "Thorsby", mail: "sven@example.org"});
            let expect = [(GivenName, "Sven"), (FamilyName, "Thorsby"), (Email, "sven@example.org")];
            check(traits, &expect, json!({}));
        }
        for phone in ["phone", "Phone", "$phone", "phoneNumber", "phone_number", "mobile", "mobile_phone"] {
            check(json!({phone: 4_045_550_123_i64}), &[(Phone, "4045550123")], json!({}));
        }
        for born in ["birthday", "birth_date", "dateOfBirth", "dob"] {
            check(json!({born: "1990-05-01", "age": 35}), &[(BirthDate, "1990-05-01")], json!({"age": 35}));
        }
    }

    #[test]
    fn a_list_gives_the_first_that_can_be_used_and_keeps_the_rest() {
        use Role::Email;
        check(json!({"email": ["w@example.org"]}), &[(Email, "w@example.org")], json!({}));
        check(
            json!({"email": ["n/a", "w@example.org", "v@example.org"]}),
            &[(Email, "w@example.org")],
            json!({"email": ["n/a", "v@example.org"]}),
        );
        check(
            json!({"email": "none", "$email": "w@example.org"}),
            &[(Email, "w@example.org")],
            json!({"email": "none"}),
        );
        check(json!({"email": "a@b.co", "Email": "a@b.co"}), &[(Email, "a@b.co")], json!({}));
        check(
            json!({"email": "a@b.co", "Email": "c@d.co"}),
            &[(Email, "a@b.co")],
            json!({"Email": "c@d.co"}),
        );
        check(json!({"email": []}), &[], json!({"email": []}));
        check(json!({"email": {"x": 1}}), &[], json!({"email": {"x": 1}}));
    }

    #[test]
    fn a_whole_name_is_taken_apart_in_its_own_letters() {
        for (name, given, family) in [
            ("Ottilie Vandermeer", Some("Ottilie"), Some("Vandermeer")),
            ("Ludwig van Beethoven", Some("Ludwig"), Some("van Beethoven")),
            ("Smith, John", Some("John"), Some("Smith")),
            ("John Smith, Jr.", Some("John"), Some("Smith, Jr.")),
            ("Dr. Ann Smith", Some("Ann"), Some("Smith")),
            ("Ann Maria Smith", Some("Ann Maria"), Some("Smith")),
            ("José Núñez", Some("José"), Some("Núñez")),
            ("Ann", Some("Ann"), None),
            ("Vandermeer", None, Some("Vandermeer")),
        ] {
            let (g, f) = split_name(name);
            assert_eq!((g.as_deref(), f.as_deref()), (given, family), "{name}");
        }
        // Told apart already, the whole name says nothing new.
        check(
            json!({"name": "A. Smith", "firstName": "Ann"}),
            &[(Role::GivenName, "Ann")],
            json!({"name": "A. Smith"}),
        );
        check(json!({"name": "n/a"}), &[], json!({"name": "n/a"}));
    }

    #[test]
    fn an_address_is_an_object_a_line_or_flat() {
        use Role::{City, Country, Postcode, State, Street};
        check(
            json!({"address": {"street": "5 Elm", "city": "Macon", "postal_code": "31201", "zip": "31201", "floor": 2}}),
            &[(Street, "5 Elm"), (City, "Macon"), (Postcode, "31201")],
            json!({"address": {"floor": 2}}),
        );
        check(
            json!({"address": "12 Oak St, Macon, GA 31201"}),
            &[(Street, "12 Oak St"), (City, "Macon"), (State, "GA"), (Postcode, "31201")],
            json!({}),
        );
        check(
            json!({"street": "5 Elm", "City": "Macon", "state": "GA", "zip": 31201, "country": "US"}),
            &[(Street, "5 Elm"), (City, "Macon"), (State, "GA"), (Postcode, "31201"), (Country, "US")],
            json!({}),
        );
        check(json!({"state": "active"}), &[], json!({"state": "active"}));
        check(json!({"address": "somewhere"}), &[], json!({"address": "somewhere"}));
    }
}
