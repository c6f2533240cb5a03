//! One question for all columns with few values that no reader of a no understands: a flag, a status, a level.

use super::column::Column;
use super::questions::choice;
use super::sample::Sample;
use super::unread::{self, names_somebody, told};
use super::{Asked, Choice};
use crate::by_parts;
use crate::few::Few;
use crate::ids::{is_of_programs, names_id};
use crate::meant::{compared, may_hold_texts};
use crate::name_parts::name_words;
use crate::remark_names::is_remark;
use crate::stray::Asking;
use crate::unheard::Texts;
use crate::{Contract, Lands};
use people::Meaning;
use std::collections::BTreeMap;

/// The key of the question.
pub(super) const KEY: &str = "unread";

/// Letters of a value that are shown in the question; the whole of it stands among what may be answered.
const MAX_CHARS: usize = 40;

/// Words of names whose columns are about a place, a thing or what somebody bought, folded: no value of theirs is a no.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "city", "town", "ort", "stadt", "ville", "ciudad", "citta", "region", "province", "provincia", "county", "country", "land",
    "pays", "pais", "paese", "postcode", "zip", "plz", "language", "lang", "locale", "sprache", "langue", "idioma", "lingua",
    "taal", "currency", "wahrung", "waehrung", "devise", "moneda", "valuta", "gender", "sex", "geschlecht", "genre", "sexe",
    "genero", "sesso", "salutation", "anrede", "civilite", "tratamiento", "title", "titel", "prefix", "suffix", "timezone", "tz",
    "product", "products", "produkt", "produit", "producto", "prodotto", "sku", "item", "items", "brand", "marke", "marque",
    "color", "colour", "farbe", "size", "grosse", "taille", "industry", "branche", "company", "firma", "organization",
    "organisation", "department", "jobtitle", "job", "occupation", "beruf", "browser", "device", "platform", "os", "version",
    "utm", "medium", "referrer", "referer", "campaign", "kampagne", "shipping", "carrier", "payment", "store", "shop", "filiale",
    "tier", "loyalty", "points", "punkte", "tax", "vat", "steuer", "owner", "assignee", "agent", "manager", "rep", "betreuer", "berater", "verkaufer", "name", "names", "address", "adresse", "street",
];

/// Words of names under which numbers count something, so that 0 and 1 are no flags, folded.
#[rustfmt::skip]
const COUNTS: &[&str] = &[
    "count", "counter", "total", "number", "num", "nr", "no", "n", "orders", "order", "spent", "amount", "sum", "visits",
    "sessions", "logins", "clicks", "opens", "quantity", "qty", "score", "rating", "rank", "age", "alter", "days", "level",
    "anzahl", "bestellungen", "nombre", "numero", "commandes", "pedidos", "ordini", "revenue", "umsatz", "ltv", "clv", "nps",
    "kids", "children", "kinder", "members", "purchases", "sent", "opened", "clicked", "year", "month",
];

/// A column that is asked about.
struct Open<'a> {
    column: &'a mut Column,
    /// Those of its values in which no no was heard, and how many rows have each.
    values: Vec<(String, u64)>,
}

/// Asks which values of columns with few of them say no, and writes what is answered into their maps. Whether anything was
/// asked.
///
/// `contract` is the one that the draft makes without these answers, where it makes one.
pub(super) fn ask(
    columns: &mut [Column],
    (sample, texts): (&Sample, &[Texts]),
    (contract, lands): (Option<&Contract>, &[Lands]),
    asked: &mut Asked<'_>,
) -> bool {
    let is_order = lands.contains(&Lands::Events);
    let grants = lands.contains(&Lands::Consents) || columns.iter().any(|column| column.role.is_answer());
    if unread::is_list(sample) || !names_somebody(columns, contract) || is_order && !grants {
        return false;
    }
    let mut open: Vec<Open<'_>> = Vec::new();
    for column in columns.iter_mut().filter(|column| may_be_asked(column, asked)) {
        let Some(few) = texts.get(column.at).map(|texts| &texts.few) else { continue };
        if !few.may_say() || few.are_numbers() && is_count(&column.name) {
            continue;
        }
        let values = unheard(column, few, contract);
        if !values.is_empty() {
            open.push(Open { column, values });
        }
    }
    if open.is_empty() {
        return false;
    }
    let answer = asked.ask(KEY, words(&open), None);
    let pairs =
        || open.iter().flat_map(|open| open.values.iter().map(|(value, _)| (&open.column.name, value)));
    let choices: Vec<Choice> = pairs().map(|(name, value)| choice(&pair(name, value), value)).collect();
    let all: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
    asked.choose_many(KEY, choices);
    let Some(answer) = answer else { return true };
    let mut noes = Vec::new();
    for one in told(&answer, all.iter()) {
        match all.iter().find(|known| key(known) == key(&one)) {
            Some(known) => noes.push(known.clone()),
            None => asked.wrong(KEY, &one, "`none`, or each value that says no, as `COLUMN = value`"),
        }
    }
    for Open { column, values } in open {
        let means = |value: &String| match noes.contains(&pair(&column.name, value)) {
            true => "withdrawn".to_owned(),
            false => "nothing".to_owned(),
        };
        let map: BTreeMap<String, String> =
            values.iter().map(|(value, _)| (value.clone(), means(value))).collect();
        column.map.extend(map);
    }
    true
}

/// A value of a column as it is answered.
fn pair(name: &str, value: &str) -> String {
    format!("{name} = {value}")
}

/// The same as it is compared: blanks about the sign do not matter.
fn key(pair: &str) -> String {
    compared(pair).replace(" = ", "=").replace("= ", "=").replace(" =", "=")
}

/// Whether nobody has said what the column is, and its name is none of a place or a thing.
fn may_be_asked(column: &Column, asked: &Asked<'_>) -> bool {
    let own = format!("{KEY}.{}", column.name);
    let is_asked = asked.questions.iter().any(|question| question.key == own);
    // What a known export calls so is known.
    let is_settled = column.is_told() || column.is_known || is_asked;
    may_hold_texts(column.role) && !is_settled && !is_plain(&column.name)
}

fn is_plain(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let words = name_words(last);
    let is_of_somebody = by_parts::told(name, false).is_some();
    let meaning = people::meaning(last).filter(|meaning| *meaning != Meaning::Remark);
    !is_of_somebody
        && !is_remark(&crate::folded::folded(last))
        && (names_id(name)
            || is_of_programs(&crate::folded::folded(last))
            || meaning.is_some()
            || words.iter().any(|word| PLAIN.contains(&word.as_str())))
}

fn is_count(name: &str) -> bool {
    name_words(name).iter().any(|word| COUNTS.contains(&word.as_str()))
}

/// The values of a column in which no reader hears a no, and of which none knows that they are none.
fn unheard(column: &Column, few: &Few, contract: Option<&Contract>) -> Vec<(String, u64)> {
    let named = contract.and_then(|contract| {
        let property = contract.properties.iter().find(|property| property.name == column.name)?;
        Some(Asking::of_named(property, contract))
    });
    let Some(asking) = named.unwrap_or_else(|| Some(Asking::of_person(&column.name))) else {
        return Vec::new();
    };
    // What asks for a consent by its name is read by its own rule.
    if asking.is_by_name() || asking.is_silent() {
        return Vec::new();
    }
    let known = by_parts::told(&column.name, false);
    let is_open = |value: &str| !asking.says_no(value) && known.is_none_or(|known| !known.knows(value));
    few.values().into_iter().filter(|(value, _)| is_open(value)).collect()
}

/// The question.
fn words(open: &[Open<'_>]) -> String {
    let shown = |value: &str| match value.chars().count() {
        n if n <= MAX_CHARS => value.to_owned(),
        _ => value.chars().take(MAX_CHARS).chain(['…']).collect(),
    };
    let of_column = |open: &Open<'_>| {
        let values: Vec<String> =
            open.values.iter().map(|(value, n)| format!("{} {n}", shown(value))).collect();
        format!("`{}` ({})", open.column.name, values.join(", "))
    };
    let all: Vec<String> = open.iter().map(of_column).collect();
    let (these, their) = match open.len() {
        1 => ("This column is not read", "its"),
        _ => ("These columns are not read", "their"),
    };
    format!(
        "{these}: {}. Which of {their} values say that somebody wants nothing, or has died?",
        all.join(", ")
    )
}
