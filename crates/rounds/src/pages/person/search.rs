//! Finds people by a part of a name or an identifier.

use super::{named, shown};
use engine::columns::{int, single_int, text, text_at};
use engine::persons::{Told, Traits, quoted, records_of_several};
use engine::{Engine, EngineError};
use serde::Serialize;
use vocabulary::WorkspaceId;

/// One row of the list.
#[derive(Debug, Clone, Serialize)]
pub struct PersonHit {
    /// Whose.
    pub person_id: String,
    /// Name, or the best identifier there is.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State.
    pub state: Option<String>,
    /// How many records they are made of.
    pub n_records: i64,
    /// By which number or id they were found, as `order 1001 of shopify-orders`; `None` when by what stands here.
    pub found_by: Option<String>,
}

/// One page of the list, in order of name.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    /// The rows.
    pub items: Vec<PersonHit>,
    /// Give it as `after` for the next page; `None` on the last one.
    pub next: Option<String>,
    /// How many people match.
    pub n_total: i64,
}

/// Words and bytes of a search: more than anybody's name and address have.
const N_WORDS: usize = 16;
const MAX_QUERY_BYTES: usize = 512;
/// Beyond any list.
const MAX_OFFSET: usize = 1_000_000_000_000;

/// Escapes what `like` and a quoted literal give a meaning to.
fn pattern(query: &str) -> String {
    let mut out = String::with_capacity(query.len());
    for letter in query.to_lowercase().chars() {
        match letter {
            '%' | '_' | '\\' => out.extend(['\\', letter]),
            '\'' => out.push_str("''"),
            _ => out.push(letter),
        }
    }
    out
}

/// The digits of a phone number however it is written, `(404) 555-0141` or `0044 20 7946 0958`, as they stand
/// in E.164: without the zeros that are dialled in front.
fn number(query: &str) -> Option<String> {
    let is_phone = query.chars().all(|c| c.is_ascii_digit() || " +-./()\u{a0}".contains(c));
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (is_phone && 6 <= digits.len()).then(|| digits.to_owned())
}

/// How many rows stand before the page that begins behind `after`.
fn offset_of(after: Option<&str>) -> Result<usize, EngineError> {
    let Some(after) = after else { return Ok(0) };
    let offset = after.parse().ok().filter(|offset| *offset <= MAX_OFFSET);
    offset.ok_or_else(|| EngineError::definition("cursor", after, "leave it out, or give the last page's"))
}

/// Lists the people whose name, phone, customer id, person id or any address contains `query`, and those whom exactly
/// it names: as a key of a record, a customer number, an order's number. All when it is empty.
pub async fn search(
    engine: &Engine,
    workspace: &WorkspaceId,
    query: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<PersonPage, EngineError> {
    let words: Vec<&str> = query.split_whitespace().collect();
    if N_WORDS < words.len() || MAX_QUERY_BYTES < query.len() {
        let why = format!("a search has at most {N_WORDS} words and {MAX_QUERY_BYTES} bytes: leave some out");
        return Err(EngineError::definition("search", words.first().copied().unwrap_or_default(), why));
    }
    let offset = offset_of(after)?;
    // One text a person, so that a query is as many conditions as it has words and no deeper.
    let listed = format!(
        "select person_id, email, phone, city, state, n_records, customer_id, {} as name,
        lower(concat_ws(chr(10), given_name || ' ' || family_name, given_name, family_name, email, phone,
            customer_id, person_id)) as said from people p",
        shown::name_in("p")
    );
    let conditions: Vec<String> =
        words.iter().map(|word| format!("said like '%{}%'", pattern(word))).collect();
    let mut matches = if conditions.is_empty() { "true".to_owned() } else { conditions.join(" and ") };
    if let Some(digits) = number(query) {
        matches = format!("(({matches}) or phone like '%{digits}%')");
    }
    let mut named = named::people(engine, workspace, query).await?;
    named::of_addresses(engine, workspace, &pattern(query.trim()), &mut named).await?;
    if !named.is_empty() {
        let ids: Vec<&str> = named.keys().map(String::as_str).collect();
        matches = format!("(({matches}) or person_id in ({}))", quoted(&ids));
    }
    let views = [("listed", listed.as_str())];
    let count = format!("select count(*) as n from listed where {matches}");
    let n_total = single_int(&engine.query(workspace, &views, &count).await?, "n")?;
    let sql = format!(
        "select * from listed where {matches} order by lower(name), person_id limit {limit} offset {offset}"
    );
    let mut items = Vec::new();
    for batch in engine.query(workspace, &views, &sql).await? {
        let (id, name) = (text(&batch, "person_id")?, text(&batch, "name")?);
        let (email, phone) = (text(&batch, "email")?, text(&batch, "phone")?);
        let (city, state, n_records) =
            (text(&batch, "city")?, text(&batch, "state")?, int(&batch, "n_records")?);
        items.extend((0..batch.num_rows()).map(|row| {
            PersonHit {
                person_id: id.value(row).to_owned(),
                name: name.value(row).to_owned(),
                email: text_at(&email, row),
                phone: text_at(&phone, row),
                city: text_at(&city, row),
                state: text_at(&state, row),
                n_records: n_records.value(row),
                // What stands in the row itself says how it was found.
                found_by: named
                    .get(id.value(row))
                    .filter(|by| text_at(&email, row).is_none_or(|own| **by != format!("address {own}")))
                    .cloned(),
            }
        }));
    }
    as_on_their_pages(engine, workspace, &mut items).await?;
    let end = offset + items.len();
    let next =
        (i64::try_from(end).unwrap_or(i64::MAX) < n_total && !items.is_empty()).then(|| end.to_string());
    Ok(PersonPage { items, next, n_total })
}

/// Shows people as their own pages do, which read their records as they are now: the table of people tells how they
/// were when they were last unified.
async fn as_on_their_pages(
    engine: &Engine,
    workspace: &WorkspaceId,
    items: &mut [PersonHit],
) -> Result<(), EngineError> {
    let ids: Vec<String> = items.iter().map(|hit| hit.person_id.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let records = records_of_several(engine, workspace, &ids).await?;
    if records.is_empty() {
        return Ok(());
    }
    let traits = Traits::load(engine, workspace).await?;
    for hit in items {
        let Some(told) = records.get(&hit.person_id) else { continue };
        let told: Vec<&Told> = told.iter().collect();
        let survivors = traits.with_reasons(&told);
        let value = |name: &str| {
            let found = survivors.iter().find(|of| of.winner.name == name);
            found.map(|of| of.winner.value.clone())
        };
        hit.email = value("email").or(hit.email.take());
        hit.phone = value("phone").or(hit.phone.take());
        hit.city = value("city").or(hit.city.take());
        hit.state = value("state").or(hit.state.take());
        if let Some(name) = shown::full_name(&survivors) {
            hit.name = name;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for (query, expect) in [
            ("404-555-0141", Some("4045550141")),
            ("(404) 555 0141", Some("4045550141")),
            ("+1 404.555.0141", Some("14045550141")),
            ("0044 20 7946 0958", Some("442079460958")),
            ("06 12 34 56 78", Some("612345678")),
            ("1001", None),
            ("Ann 404-555-0141", None),
            ("", None),
        ] {
            assert_eq!(number(query).as_deref(), expect, "{query}");
        }
    }
}
