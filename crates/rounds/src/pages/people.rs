//! The list of people: found, narrowed, ordered, and taken along as a file for one purpose.

use super::audiences::{ids_of, members_of};
use super::person::named;
use audience::ConsentTest;
use directory::{Bits, Row, Search, Sort};
use engine::addressees::{Ask, may_reach};
use engine::persons::{Everybody, Fresh, everybody};
use engine::{Engine, EngineError, definitions};
use governance::Actor;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::NewAudit;
use vocabulary::{Channel, MemberId, PersonId, Purpose, Timestamp, WorkspaceId};

/// Words and bytes of a search: more than anybody's name and address have.
const N_WORDS: usize = 16;
const MAX_QUERY_BYTES: usize = 512;

/// Whom a list is of. Everything that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Parts of names and handles.
    pub query: String,
    /// The name of an audience they are in.
    pub audience: Option<String>,
    /// A source that has a record of them.
    pub source: Option<String>,
    /// What they agreed to; with `false` what they did not.
    pub consent: Option<(Purpose, Channel, bool)>,
}

/// How a list is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// `name`, `person_id` or a trait; with `-` in front from the end. Empty for the name.
    pub sort: String,
    /// Traits to show.
    pub columns: Vec<String>,
    /// Where the page begins.
    pub from: usize,
    /// How many.
    pub limit: usize,
}

/// Somebody of the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Whose.
    pub person_id: String,
    /// How they are called.
    pub name: String,
    /// The traits that were asked for, as far as they are known.
    pub values: BTreeMap<String, String>,
    /// By which number or key they were found, as `order or event 1001 of shop`; `None` when by what stands here.
    pub found_by: Option<String>,
}

/// One page.
#[derive(Debug)]
pub struct Page {
    /// The people.
    pub items: Vec<Listed>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<usize>,
    /// How many people match.
    pub n_total: usize,
    /// How old the data are, where newer ones are being read.
    pub behind: Option<Duration>,
}

/// Lists people.
///
/// Errors: [`EngineError::Definition`] for a search that is too long, a column that is none and an audience that
/// cannot be used; [`EngineError::NotFound`] for an audience or a source that is not there.
pub async fn list(
    engine: &Engine,
    workspace: &WorkspaceId,
    filter: &Filter,
    view: &View,
    now: Timestamp,
) -> Result<Page, EngineError> {
    let named = named::people(engine, workspace, &filter.query).await?;
    let (fresh, found) = matching(engine, workspace, filter, &named, now).await?;
    let sort = sort_of(&view.sort)?;
    check_columns(&view.columns)?;
    let page = fresh.value.directory.page(&found, &sort, view.from, view.limit);
    let listed = |row: &usize| {
        let listed = listed(fresh.value.directory.row(*row), &view.columns);
        Listed { found_by: named.get(&listed.person_id).cloned(), ..listed }
    };
    let items = page.rows.iter().map(listed).collect();
    Ok(Page { items, next: page.next, n_total: page.n_total, behind: fresh.behind })
}

fn listed(row: Row<'_>, columns: &[String]) -> Listed {
    let value = |name: &String| Some((name.clone(), row.text(name)?));
    Listed {
        person_id: row.id().to_owned(),
        name: row.name().to_owned(),
        values: columns.iter().filter_map(value).collect(),
        found_by: None,
    }
}

fn sort_of(text: &str) -> Result<Sort, EngineError> {
    let (column, is_descending) = match text.strip_prefix('-') {
        Some(column) => (column, true),
        None => (text, false),
    };
    let column = if column.is_empty() { "name" } else { column };
    Sort::by(column, is_descending).ok_or_else(|| no_column(column))
}

fn check_columns(columns: &[String]) -> Result<(), EngineError> {
    match columns.iter().find(|column| audience::trait_kind(column).is_none()) {
        Some(column) => Err(no_column(column)),
        None => Ok(()),
    }
}

fn no_column(column: &str) -> EngineError {
    let known: Vec<&str> = audience::TRAITS.iter().map(|(name, ..)| *name).collect();
    EngineError::definition("column", column, format!("it is none of people: use {}", known.join(", ")))
}

/// Everybody, and who of them a filter leaves.
async fn matching(
    engine: &Engine,
    workspace: &WorkspaceId,
    filter: &Filter,
    named: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<(Fresh<Everybody>, Bits), EngineError> {
    let words: Vec<&str> = filter.query.split_whitespace().collect();
    if N_WORDS < words.len() || MAX_QUERY_BYTES < filter.query.len() {
        let why = format!("a search has at most {N_WORDS} words and {MAX_QUERY_BYTES} bytes: leave some out");
        return Err(EngineError::definition("search", words.first().copied().unwrap_or_default(), why));
    }
    let fresh = everybody(engine, workspace).await?;
    let people: &Arc<Everybody> = &fresh.value;
    let mut found = people.directory.found(&Search::new(&filter.query));
    named.keys().filter_map(|id| people.directory.row_of(id)).for_each(|row| found.set(row));
    if let Some(name) = &filter.audience {
        let definition = definitions::audience_applied(engine, workspace, name).await?;
        found.and(&members_of(engine, workspace, people, &definition, now).await?);
    }
    if let Some(source) = &filter.source {
        let sources = people.sources(engine, workspace).await?;
        match sources.get(source) {
            Some(of_source) => found.and(of_source),
            None => {
                let hint = "the sources are listed by `/api/v1/vocabulary/sources`";
                return Err(EngineError::NotFound { what: "source", name: source.clone(), hint });
            }
        }
    }
    if let Some((purpose, channel, is_wanted)) = &filter.consent {
        let test = ConsentTest { purpose: *purpose, channel: *channel };
        let mut agreed = people.agreed(engine, workspace, &test, now).await?.as_ref().clone();
        if !is_wanted {
            agreed.flip();
        }
        found.and(&agreed);
    }
    Ok((fresh, found))
}

/// Every source with how many people it has records of.
pub async fn sources(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<(String, usize)>, EngineError> {
    let people = everybody(engine, workspace).await?.value;
    let sources = people.sources(engine, workspace).await?;
    Ok(sources.iter().map(|(name, bits)| (name.clone(), bits.count())).collect())
}

/// For what people are taken along, and what of them.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    /// Who does it.
    pub by: &'a MemberId,
    /// By which way they will be written to.
    pub channel: Channel,
    /// For which purposes, all of them.
    pub purposes: &'a [Purpose],
    /// Traits beside the address.
    pub columns: &'a [String],
}

/// People taken along.
#[derive(Debug)]
pub struct Exported {
    /// Comma-separated, a row a person, the address a message may go to first.
    pub csv: String,
    /// How many are in it.
    pub n_people: usize,
    /// How many matched and are not in it, since nothing may be sent to them for this.
    pub n_left_out: usize,
}

/// Writes those of a list into a file whom the purposes reach by the channel, and says so in the audit chain before
/// anybody has it.
///
/// Consent is read where the gate reads it; what is in the file was allowed at `now` and may be withdrawn the day
/// after.
pub async fn export(
    engine: &Engine,
    workspace: &WorkspaceId,
    filter: &Filter,
    export: &Export<'_>,
    now: Timestamp,
) -> Result<Exported, EngineError> {
    check_columns(export.columns)?;
    let named = named::people(engine, workspace, &filter.query).await?;
    let (fresh, found) = matching(engine, workspace, filter, &named, now).await?;
    let asked = ids_of(&fresh.value, &found)?;
    let ask = Ask { channel: export.channel, purposes: export.purposes, policy: None };
    let answers = may_reach(engine, workspace, &asked, &ask, now).await?;
    let address_of = if export.channel == Channel::Sms { "phone" } else { "email" };
    let columns: Vec<String> =
        export.columns.iter().filter(|column| column.as_str() != address_of).cloned().collect();
    let mut csv = line(["person_id", address_of].into_iter().chain(columns.iter().map(String::as_str)));
    let mut n_people = 0;
    for person in &asked {
        let Some(Ok(address)) = answers.get(person) else { continue };
        let Some(row) = fresh.value.directory.row_of(person.as_str()) else { continue };
        let row = fresh.value.directory.row(row);
        let address = address.expose();
        let address = address.split_once(':').map_or(address.as_str(), |(_, value)| value);
        let values: Vec<String> = columns.iter().map(|name| row.text(name).unwrap_or_default()).collect();
        csv.push_str(&line([row.id(), address].into_iter().chain(values.iter().map(String::as_str))));
        n_people += 1;
    }
    let n_left_out = asked.len() - n_people;
    let body = json!({
        "channel": export.channel,
        "purposes": export.purposes,
        "columns": columns,
        "n_people": n_people,
        "n_left_out": n_left_out,
        "audience": filter.audience,
        "source": filter.source,
        // What was typed may be somebody's name.
        "is_searched": !filter.query.is_empty(),
        "is_by_consent": filter.consent.is_some(),
    });
    tell(engine, workspace, export.by, ("people.exported", "people"), &body, now).await?;
    Ok(Exported { csv, n_people, n_left_out })
}

/// Writes into the audit chain that somebody took data of people along.
pub(super) async fn tell(
    engine: &Engine,
    workspace: &WorkspaceId,
    by: &MemberId,
    (action, subject): (&str, &str),
    body: &serde_json::Value,
    now: Timestamp,
) -> Result<(), EngineError> {
    let role = engine.store().member(workspace, by).await?.role;
    let actor = Actor::Member { id: by.clone(), role };
    engine.store().append_audit(workspace, NewAudit { actor: &actor, action, subject, body }, now).await?;
    Ok(())
}

/// One line of a file. What a spreadsheet would take for a formula is given as text; a phone number is none.
fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cell = |cell: &str| {
        let is_number = cell.strip_prefix('+').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
        let text = if is_formula { format!("'{cell}") } else { cell.to_owned() };
        match text.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    };
    let mut line = cells.map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// Everything that is held of one person, to be given to them, and says so in the audit chain.
pub async fn export_person(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    by: &MemberId,
    now: Timestamp,
) -> Result<super::person::Profile, EngineError> {
    let profile = super::person::show(engine, workspace, person, now).await?;
    let subject = format!("person:{}", profile.person_id);
    tell(engine, workspace, by, ("person.exported", &subject), &json!({}), now).await?;
    Ok(profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_safe_to_open() {
        for (cells, expect) in [
            (vec!["p_1", "ann@x.org", "Ann"], "p_1,ann@x.org,Ann\r\n"),
            (
                vec!["+14045550141", "12, High St", "a \"b\""],
                "+14045550141,\"12, High St\",\"a \"\"b\"\"\"\r\n",
            ),
            (vec!["=1+1", "@x", "-2", "+1+1"], "'=1+1,'@x,'-2,'+1+1\r\n"),
        ] {
            assert_eq!(line(cells.into_iter()), expect);
        }
    }
}
