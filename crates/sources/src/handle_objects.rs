//! Addresses and numbers that stand in objects of JSON, read by what the values are, in whatever language their keys are:
//! `emails: [{"valor": "ann@x.org", "principal": true}]`.
// tidy: list

use crate::Role;
use crate::first_of_several::PREFERRED;
use crate::folded::folded;
use serde_json::{Map, Value};

/// What the handle itself stands under, folded: where several values look like one, these are it.
const KEYS: &[&str] = &[
    "value",
    "valor",
    "wert",
    "valeur",
    "valore",
    "waarde",
    "wartosc",
    "hodnota",
    "varde",
    "verdi",
    "arvo",
    "ertek",
    "valoare",
    "address",
    "emailaddress",
    "email",
    "mail",
    "emails",
    "correo",
    "correoelectronico",
    "courriel",
    "endereco",
    "enderecodeemail",
    "direccion",
    "adresse",
    "adress",
    "adres",
    "indirizzo",
    "adresa",
    "osoite",
    "cim",
    "number",
    "numero",
    "nummer",
    "numer",
    "cislo",
    "nombre",
    "phone",
    "phonenumber",
    "phones",
    "telephone",
    "telefon",
    "telefone",
    "telefono",
    "telefoon",
    "telefonnummer",
    "telefoonnummer",
    "tel",
    "celular",
    "movil",
    "telemovel",
    "mobile",
    "mobil",
    "mobiel",
    "cellulare",
    "portable",
    "handy",
    "whatsapp",
    "e164",
    "raw",
];

/// Codes that stand apart from the rest of a number, folded: of a country, of an area.
const COUNTRY_CODES: &[&str] =
    &["ddi", "countrycode", "codigopais", "codigodopais", "codigodepais", "landervorwahl", "callingcode"];
const AREA_CODES: &[&str] =
    &["ddd", "areacode", "codigoarea", "codigodearea", "lada", "vorwahl", "indicatif", "prefisso", "prefijo"];

/// The addresses or numbers of a value of a role, as the list of texts that says the same, the preferred one first;
/// with what stands beside each of them. `None` where it holds no objects, or one of them holds none or several of which
/// nobody can say which is meant: then the value is told as it is.
pub(crate) fn handles(role: Role, value: &Value) -> Option<(String, Vec<Map<String, Value>>)> {
    if !matches!(role, Role::Email | Role::Phone) {
        return None;
    }
    let items: Vec<&Value> = match value {
        Value::Array(items) if items.iter().any(Value::is_object) => items.iter().collect(),
        Value::Object(_) => vec![value],
        _ => return None,
    };
    let (mut found, mut beside) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Value::Object(object) if object.values().all(is_nothing) => {}
            Value::Object(object) => {
                let (key, text) = of_object(role, object)?;
                found.push((!is_preferred(object), text));
                let mut rest = object.clone();
                rest.remove(key);
                beside.push(rest);
            }
            Value::String(text) => found.push((true, text.clone())),
            Value::Null => {}
            _ => return None,
        }
    }
    found.sort_by_key(|(is_further, _)| *is_further);
    let texts: Vec<Value> = found.into_iter().map(|(_, text)| Value::String(text)).collect();
    let text = match texts.as_slice() {
        [] => String::new(),
        [Value::String(one)] => one.clone(),
        _ => Value::Array(texts).to_string(),
    };
    Some((text, beside))
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The handle of an object, and its key.
fn of_object(role: Role, object: &Map<String, Value>) -> Option<(&str, String)> {
    let values = object.iter().filter_map(|(key, value)| Some((key.as_str(), text_of(value)?)));
    let is_handle = |key: &str, text: &str| match role {
        Role::Email => !normalise::addresses(text).is_empty() || !normalise::readings(text).is_empty(),
        _ => !is_of_codes(key) && (is_key(key) && has_digits(text) || is_dialled(key, text)),
    };
    let found: Vec<(&str, String)> = values.filter(|(key, text)| is_handle(key, text)).collect();
    let named: Vec<&(&str, String)> = found.iter().filter(|(key, _)| is_key(key)).collect();
    let (key, text) = match (named.as_slice(), found.as_slice()) {
        ([one], _) => *one,
        ([], [one]) => one,
        // A number twice is one number: as it is shown, and as it is dialled.
        ([one, ..], _) if role == Role::Phone => *one,
        _ => return None,
    };
    let text = if role == Role::Phone { with_codes(text, object) } else { text.clone() };
    Some((key, text))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn is_key(key: &str) -> bool {
    KEYS.contains(&folded(key).as_str())
}

fn is_of_codes(key: &str) -> bool {
    let key = folded(key);
    COUNTRY_CODES.contains(&key.as_str()) || AREA_CODES.contains(&key.as_str())
}

fn has_digits(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// Whether a value is a number to call by its signs, under a key that names no id and no day.
fn is_dialled(key: &str, text: &str) -> bool {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    let key = folded(key);
    let is_other = key == "id" || key.ends_with("id") || key.ends_with("at") || key.contains("dat");
    let is_sign = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+()-./\u{a0}".contains(c);
    let is_day = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    !is_other && !is_day && (7..=16).contains(&n_digits) && text.chars().all(is_sign)
}

/// A number behind the codes that stand apart from it.
fn with_codes(number: &str, object: &Map<String, Value>) -> String {
    let code = |of: &[&str]| {
        let mut found = object.iter().filter(|(key, _)| of.contains(&folded(key).as_str()));
        let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
        found.find_map(|(_, value)| text_of(value).map(digits)).filter(|code| (1..=5).contains(&code.len()))
    };
    if number.trim().starts_with(['+', '(']) || number.trim().starts_with("00") {
        return number.to_owned();
    }
    let local: String = number.chars().filter(char::is_ascii_digit).collect();
    let area = code(AREA_CODES).filter(|area| local.len() <= 9 && !local.starts_with(area.as_str()));
    let country = code(COUNTRY_CODES).filter(|code| area.is_some() || !local.starts_with(code.as_str()));
    match (country, area) {
        (Some(country), Some(area)) => format!("+{country} {} {number}", area.trim_start_matches('0')),
        (Some(country), None) => format!("+{country} {}", number.trim_start_matches('0')),
        (None, Some(area)) => format!("{area} {number}"),
        (None, None) => number.to_owned(),
    }
}

fn is_preferred(object: &Map<String, Value>) -> bool {
    let is_true = |value: &Value| match value {
        Value::Bool(is_true) => *is_true,
        Value::Number(number) => number.as_i64() == Some(1),
        Value::String(text) => ["true", "1", "yes", "sim", "si", "sí", "ja", "oui", "tak"]
            .contains(&text.to_lowercase().as_str()),
        _ => false,
    };
    let is_word =
        |value: &Value| value.as_str().is_some_and(|text| PREFERRED.contains(&folded(text).as_str()));
    object
        .iter()
        .any(|(key, value)| PREFERRED.contains(&folded(key).as_str()) && is_true(value) || is_word(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_handle_is_read_by_what_it_is() {
        for (role, value, text) in [
            (Role::Email, json!([{"valor": "a@x.org", "principal": true}]), Some("a@x.org")),
            (
                Role::Email,
                json!([{"value": "a@x.org"}, {"value": "b@x.org"}]),
                Some(r#"["a@x.org","b@x.org"]"#),
            ),
            (
                Role::Email,
                json!([{"adresse": "a@x.org", "haupt": false}, {"adresse": "b@x.org", "haupt": true}]),
                Some(r#"["b@x.org","a@x.org"]"#),
            ),
            (
                Role::Email,
                json!([{"adresse": "a@x.org"}, {"adresse": "b@x.org", "typ": "Haupt"}]),
                Some(r#"["b@x.org","a@x.org"]"#),
            ),
            (Role::Email, json!({"sähköposti": "a@x.org", "id": 7}), Some("a@x.org")),
            (Role::Email, json!([{"email": "a@x.org", "added_by": "staff@shop.org"}]), Some("a@x.org")),
            (Role::Email, json!([{"one": "a@x.org", "added_by": "staff@shop.org"}]), None),
            (Role::Email, json!([{"valor": "none at all"}]), None),
            (Role::Email, json!([{"valor": null, "principal": null}]), Some("")),
            (
                Role::Email,
                json!(["a@x.org", {"valor": "b@x.org", "primary": "sim"}]),
                Some(r#"["b@x.org","a@x.org"]"#),
            ),
            (Role::Email, json!(["a@x.org"]), None),
            (
                Role::Phone,
                json!([{"numero": "+55 11 98463-1374", "tipo": "celular"}]),
                Some("+55 11 98463-1374"),
            ),
            (
                Role::Phone,
                json!([{"ddi": "55", "ddd": "11", "numero": "984631374"}]),
                Some("+55 11 984631374"),
            ),
            (Role::Phone, json!([{"ddd": 11, "numero": "98463-1374"}]), Some("11 98463-1374")),
            (Role::Phone, json!([{"id": 12345678, "nr": "030 1234567"}]), Some("030 1234567")),
            (Role::Phone, json!([{"created_at": "2026-01-02", "x": "030 1234567"}]), Some("030 1234567")),
            (Role::Phone, json!([{"number": 4915112345678_i64}]), Some("4915112345678")),
            (Role::Phone, json!([{"id": 12345678}]), None),
            (Role::FullName, json!([{"valor": "Ann"}]), None),
        ] {
            assert_eq!(handles(role, &value).map(|(text, _)| text).as_deref(), text, "{value}");
        }
    }
}
