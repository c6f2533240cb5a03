//! Audiences: the list, and one as it is being written.

use super::asked::ask;
use crate::desk::Desk;
use crate::given::{Json, Path, Query};
use crate::problem::{Problem, TextProblem};
use rounds::pages::audiences::{self, ValuesOf};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Instant;
use utoipa::{IntoParams, ToSchema};

/// Values offered at a time.
const N_VALUES: usize = 20;

/// An audience in one line.
#[derive(Serialize, ToSchema)]
pub struct AudienceSummary {
    name: String,
    description: String,
    /// The definition in one sentence; null where it cannot be used.
    sentence: Option<String>,
    /// How many people are in it now; null where it cannot be used.
    n_members: Option<usize>,
    /// Why it cannot be used.
    error: Option<String>,
    /// The pilots that name it.
    used_by: Vec<String>,
    version: i64,
    /// Who put it: their name, or their id where they are gone.
    by_member: String,
    at: String,
}

/// Every audience.
#[derive(Serialize, ToSchema)]
pub struct AudienceList {
    items: Vec<AudienceSummary>,
    /// How many people there are.
    n_people: usize,
}

/// An audience as it is being written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AudienceText {
    /// The definition as YAML.
    text: String,
    /// By which way they would be written to: `email` or `sms`. Left out, nobody's reach is asked.
    #[serde(default)]
    channel: Option<String>,
    /// For which purposes, all of them; with `channel`.
    #[serde(default)]
    purposes: Vec<String>,
}

/// A member of an audience, and why.
#[derive(Serialize, ToSchema)]
pub struct AudienceSample {
    person_id: String,
    name: String,
    reasons: Vec<super::people::MembershipReason>,
}

/// Why some may not be written to.
#[derive(Serialize, ToSchema)]
pub struct WhyNot {
    why: String,
    n: usize,
}

/// How many may be written to.
#[derive(Serialize, ToSchema)]
pub struct AudienceReach {
    channel: String,
    purposes: Vec<String>,
    count: usize,
    why_not: Vec<WhyNot>,
}

/// An audience as it would be now.
#[derive(Serialize, ToSchema)]
pub struct AudiencePreview {
    /// How many people are in it; null while it cannot be used.
    count: Option<usize>,
    /// How many people there are.
    people: usize,
    sentence: Option<String>,
    /// Null where no channel was asked for, or the definition cannot be used.
    reachable: Option<AudienceReach>,
    /// Some of its members.
    sample: Vec<AudienceSample>,
    /// What the data do not have.
    warnings: Vec<TextProblem>,
    /// What forbids to use it.
    problems: Vec<TextProblem>,
    /// How old the data are that were counted, where newer ones are being read; null where they are of now.
    behind_ms: Option<u64>,
    took_ms: u64,
}

/// Lists every audience with how many people are in it now.
#[utoipa::path(get, path = "/api/v1/audiences", operation_id = "list_audiences",
    responses((status = 200, body = AudienceList), (status = 401, body = Problem)))]
pub async fn list_audiences(desk: Desk) -> Result<Json<AudienceList>, Problem> {
    let now = desk.now;
    let listed = audiences::list(desk.engine(), desk.workspace(), now).await?;
    let members = desk.store().members(desk.workspace()).await?;
    let names: HashMap<String, String> =
        members.into_iter().map(|member| (member.member_id.to_string(), member.name)).collect();
    let line = |found: audiences::Listed| {
        let by_member = found.by_member.to_string();
        AudienceSummary {
            name: found.name,
            description: found.description,
            sentence: found.sentence,
            n_members: found.n_members,
            error: found.error,
            used_by: found.used_by,
            version: found.version,
            by_member: names.get(&by_member).cloned().unwrap_or(by_member),
            at: found.at.to_string(),
        }
    };
    let n_people = audiences::n_people(desk.engine(), desk.workspace()).await?;
    Ok(Json(AudienceList { items: listed.into_iter().map(line).collect(), n_people }))
}

/// Counts an audience as it is being written, saved or not: members, reach, some of them with reasons, what is wrong.
#[utoipa::path(post, path = "/api/v1/audiences/preview", operation_id = "preview_audience",
    request_body = AudienceText,
    responses((status = 200, body = AudiencePreview), (status = 401, body = Problem),
        (status = 422, body = Problem)))]
pub async fn preview_audience(
    desk: Desk,
    Json(asked): Json<AudienceText>,
) -> Result<Json<AudiencePreview>, Problem> {
    let started = Instant::now();
    let now = desk.now;
    let found = audiences::preview(desk.engine(), desk.workspace(), &asked.text, now).await?;
    let reachable = match &asked.channel {
        None => None,
        Some(channel) => {
            let (channel, purposes) = ask(channel, &asked.purposes)?;
            audiences::reached(desk.engine(), desk.workspace(), &asked.text, (channel, &purposes), now)
                .await?
        }
    };
    let (problems, warnings) =
        found.problems.into_iter().partition(|problem| problem.severity == engine::Severity::Error);
    let told = |problems: Vec<engine::Problem>| problems.iter().map(TextProblem::from).collect();
    let sample = |sampled: audiences::Sampled| AudienceSample {
        person_id: sampled.person_id,
        name: sampled.name,
        reasons: sampled.membership.reasons.into_iter().map(super::people::MembershipReason::from).collect(),
    };
    Ok(Json(AudiencePreview {
        count: found.n_members,
        people: found.n_people,
        sentence: found.sentence,
        reachable: reachable.map(AudienceReach::from),
        sample: found.sample.into_iter().map(sample).collect(),
        warnings: told(warnings),
        problems: told(problems),
        behind_ms: found.behind.map(|behind| u64::try_from(behind.as_millis()).unwrap_or(u64::MAX)),
        took_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
    }))
}

/// For what the members of an audience would be written to.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReachQuery {
    /// `email` or `sms`.
    channel: String,
    /// All of them, comma-separated.
    purposes: String,
}

/// Says how many members of an applied audience may be written to now, and why the others may not.
#[utoipa::path(get, path = "/api/v1/audiences/{name}/reach", operation_id = "read_audience_reach",
    params(("name" = String, Path, description = "Name"), ReachQuery),
    responses((status = 200, body = AudienceReach), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn read_audience_reach(
    desk: Desk,
    Path(name): Path<String>,
    Query(query): Query<ReachQuery>,
) -> Result<Json<AudienceReach>, Problem> {
    let now = desk.now;
    let purposes: Vec<String> = query.purposes.split(',').map(|word| word.trim().to_owned()).collect();
    let (channel, purposes) = ask(&query.channel, &purposes)?;
    let asked = (channel, purposes.as_slice());
    let found = audiences::reached_by_name(desk.engine(), desk.workspace(), &name, asked, now).await?;
    Ok(Json(AudienceReach::from(found)))
}

impl From<audiences::Reached> for AudienceReach {
    fn from(found: audiences::Reached) -> Self {
        Self {
            channel: found.channel.to_string(),
            purposes: found.purposes.iter().map(ToString::to_string).collect(),
            count: found.n_reachable,
            why_not: found.why_not.into_iter().map(|(why, n)| WhyNot { why, n }).collect(),
        }
    }
}

/// The name of an event in the data.
#[derive(Serialize, ToSchema)]
pub struct EventName {
    name: String,
    /// How many there are.
    n: i64,
    /// How many of them have money.
    n_with_money: i64,
    /// How many of them name products.
    n_with_items: i64,
    /// When it happened last.
    last: Option<String>,
}

/// Every name of an event.
#[derive(Serialize, ToSchema)]
pub struct EventNames {
    items: Vec<EventName>,
}

/// Lists the names of events in the data, the most frequent first.
#[utoipa::path(get, path = "/api/v1/vocabulary/events", operation_id = "list_event_names",
    responses((status = 200, body = EventNames), (status = 401, body = Problem)))]
pub async fn list_event_names(desk: Desk) -> Result<Json<EventNames>, Problem> {
    let names = engine::persons::event_names(desk.engine(), desk.workspace()).await?;
    let named = |event: &engine::persons::EventName| EventName {
        name: event.name.clone(),
        n: event.n,
        n_with_money: event.n_with_money,
        n_with_items: event.n_with_items,
        last: event.last.map(|at| at.to_string()),
    };
    Ok(Json(EventNames { items: names.iter().map(named).collect() }))
}

/// A trait that an audience may ask for.
#[derive(Serialize, ToSchema)]
pub struct TraitName {
    name: String,
    /// As a reader calls it.
    words: String,
    /// `text`, `day`, `time` or `number`.
    kind: String,
    /// How many people have a value.
    n_known: usize,
    /// How many different values there are; 0 for times and numbers.
    n_values: usize,
}

/// Every trait.
#[derive(Serialize, ToSchema)]
pub struct TraitNames {
    items: Vec<TraitName>,
}

/// Lists the traits that an audience may ask for, with how many people have each.
#[utoipa::path(get, path = "/api/v1/vocabulary/traits", operation_id = "list_trait_names",
    responses((status = 200, body = TraitNames), (status = 401, body = Problem)))]
pub async fn list_trait_names(desk: Desk) -> Result<Json<TraitNames>, Problem> {
    let traits = audiences::traits(desk.engine(), desk.workspace()).await?;
    let named = |found: audiences::TraitName| TraitName {
        name: found.name.to_owned(),
        words: found.words.to_owned(),
        kind: found.kind.to_owned(),
        n_known: found.n_known,
        n_values: found.n_values,
    };
    Ok(Json(TraitNames { items: traits.into_iter().map(named).collect() }))
}

/// Which values are asked for: of a trait, or of an event's property.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ValuesQuery {
    /// A trait, as `city`.
    #[serde(rename = "trait")]
    #[param(rename = "trait")]
    of_trait: Option<String>,
    /// The name of an event, as `Order Completed`.
    event: Option<String>,
    /// Of the event: `item` for its products, `currency` for its money.
    property: Option<String>,
    /// A part of the value; values that begin with it come first.
    starts: Option<String>,
}

/// A value and how many people or events have it.
#[derive(Serialize, ToSchema)]
pub struct CountedValue {
    value: String,
    n: u32,
}

/// Values in the data.
#[derive(Serialize, ToSchema)]
pub struct CountedValues {
    items: Vec<CountedValue>,
}

/// Lists values in the data, those that fit best first.
#[utoipa::path(get, path = "/api/v1/vocabulary/values", operation_id = "list_values", params(ValuesQuery),
    responses((status = 200, body = CountedValues), (status = 401, body = Problem),
        (status = 404, body = Problem)))]
pub async fn list_values(
    desk: Desk,
    Query(query): Query<ValuesQuery>,
) -> Result<Json<CountedValues>, Problem> {
    let of = match (&query.of_trait, &query.event, query.property.as_deref()) {
        (Some(name), None, None) => ValuesOf::Trait(name),
        (None, Some(event), Some("item")) => ValuesOf::Products(event),
        (None, Some(event), Some("currency")) => ValuesOf::Currencies(event),
        (None, Some(_), _) => {
            return Err(Problem::invalid("property", "beside an event name `item` or `currency`"));
        }
        _ => return Err(Problem::invalid("trait", "name a trait, or an event and its property")),
    };
    let starts = query.starts.as_deref().unwrap_or_default();
    let values = audiences::values(desk.engine(), desk.workspace(), of, starts, N_VALUES).await?;
    let items = values.into_iter().map(|found| CountedValue { value: found.value, n: found.n }).collect();
    Ok(Json(CountedValues { items }))
}
