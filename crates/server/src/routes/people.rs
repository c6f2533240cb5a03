//! People: the list, and one person with the reasons for everything.

use crate::desk::Desk;
use crate::given::{Json, Path, Query, cursor};
use crate::problem::Problem;
use rounds::pages::{people as people_page, person};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use vocabulary::PersonId;

const MAX_LIMIT: usize = 200;

/// Whom to list, and how.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PeopleQuery {
    /// Part of a name, an e-mail address, a phone number or an id.
    q: Option<String>,
    /// The name of an audience they are in.
    audience: Option<String>,
    /// A source that has a record of them.
    source: Option<String>,
    /// What they agreed to, as `marketing:email`; `not:marketing:email` for those who did not.
    consent: Option<String>,
    /// `name`, `person_id` or a trait; with `-` in front from the end.
    sort: Option<String>,
    /// Traits to show beside the usual ones, comma-separated.
    columns: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
}

/// One row of the list.
#[derive(Serialize, ToSchema)]
pub struct PersonRow {
    person_id: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    city: Option<String>,
    state: Option<String>,
    n_records: i64,
    /// The traits that were asked for, as far as they are known.
    values: BTreeMap<String, String>,
    /// By which number or key they were found, as `order or event 1001 of shopify-orders`; null when by what stands
    /// here.
    found_by: Option<String>,
}

/// A page of people, in order.
#[derive(Serialize, ToSchema)]
pub struct PeoplePage {
    items: Vec<PersonRow>,
    next_cursor: Option<String>,
    n_total: i64,
    /// How old the data are, where newer ones are being read; null where they are of now.
    behind_ms: Option<u64>,
}

/// One value of a person, and where it comes from.
#[derive(Serialize, ToSchema)]
pub struct Trait {
    name: String,
    value: String,
    source: String,
    record_id: Option<String>,
    observed_at: Option<String>,
    /// Whether that is the day of the file it came in, since the source gives no date.
    is_of_file: bool,
    /// Why this value won.
    why: String,
    /// Every record that says the same.
    agreeing: Vec<String>,
    /// What else was said, best first.
    conflicts: Vec<TraitConflict>,
    /// Records whose value cannot be used.
    set_aside: Vec<SetAside>,
}

/// A value that lost.
#[derive(Serialize, ToSchema)]
pub struct TraitConflict {
    value: String,
    record_ids: Vec<String>,
    /// Why it lost.
    why: String,
}

/// A record whose value of a trait cannot be used.
#[derive(Serialize, ToSchema)]
pub struct SetAside {
    record_id: String,
    why: String,
}

/// What one source says of a person, as it came.
#[derive(Serialize, ToSchema)]
pub struct PersonRecord {
    record_id: String,
    source: String,
    arrived_at: String,
    fields: BTreeMap<String, String>,
}

/// Why two records were joined.
#[derive(Serialize, ToSchema)]
pub struct RecordLink {
    left: String,
    right: String,
    rule: String,
    reason: String,
    score: Option<f64>,
}

/// Why two records were kept apart.
#[derive(Serialize, ToSchema)]
pub struct Veto {
    left: String,
    right: String,
    reason: String,
}

/// The state of one purpose on one channel.
#[derive(Serialize, ToSchema)]
pub struct Consent {
    purpose: String,
    channel: String,
    state: ConsentStatus,
    /// As exactly as its source told it: a day (`2026-03-01`) where it told no hour.
    since: String,
    /// The moment it counts at, where the source told only the day or the minute: of a no the last it can mean.
    counts_at: Option<String>,
    evidence: Option<String>,
    source: Option<String>,
    /// Why the gate would let no message of this purpose go by this way, whatever stands here; null when it would.
    why_closed: Option<String>,
}

/// Granted or withdrawn.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentStatus {
    Granted,
    Withdrawn,
}

/// Kind of a thing that happened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    Event,
    Delivery,
    Consent,
}

/// One thing that happened.
#[derive(Serialize, ToSchema)]
pub struct TimelineItem {
    /// As exactly as it was told: a day (`2026-03-01`) for a consent of which no hour is known.
    at: String,
    kind: TimelineKind,
    title: String,
    detail: Option<String>,
}

/// One condition of an audience and whether the person meets it.
#[derive(Serialize, ToSchema)]
pub struct MembershipReason {
    is_met: bool,
    text: String,
}

impl From<audience::Reason> for MembershipReason {
    fn from(reason: audience::Reason) -> Self {
        Self { is_met: reason.is_met, text: reason.text }
    }
}

/// Why a person is in an audience, or not.
#[derive(Serialize, ToSchema)]
pub struct AudienceMembership {
    name: String,
    is_member: bool,
    reasons: Vec<MembershipReason>,
    /// Why the audience cannot be used, so that nobody is in it; null when it can.
    error: Option<String>,
}

/// Somebody who shares a home with a person.
#[derive(Serialize, ToSchema)]
pub struct HouseholdMember {
    person_id: String,
    name: String,
}

/// Everything known of a person.
#[derive(Serialize, ToSchema)]
pub struct Person {
    person_id: String,
    /// The id that was asked for, when it was merged into this one.
    redirected_from: Option<String>,
    name: Option<String>,
    /// The household, when the person shares a home with somebody.
    household_id: Option<String>,
    /// Who else lives there.
    household: Vec<HouseholdMember>,
    traits: Vec<Trait>,
    records: Vec<PersonRecord>,
    /// What these records said before their sources changed it, the latest first.
    earlier_records: Vec<PersonRecord>,
    links: Vec<RecordLink>,
    vetoes: Vec<Veto>,
    consents: Vec<Consent>,
    timeline: Vec<TimelineItem>,
    audiences: Vec<AudienceMembership>,
    /// What campaigns did with them, the latest first.
    received: Vec<Received>,
}

/// What became of a message to a person, or why there was none.
#[derive(Serialize, ToSchema)]
pub struct Received {
    /// The pilot.
    pilot: String,
    version: i64,
    arm: String,
    /// Whether the arm gets nothing.
    is_holdout: bool,
    channel: String,
    /// `sent`, `held_out`, `suppressed`, or where it is on its way.
    state: String,
    /// The subject line; empty where the arm gets nothing.
    subject: String,
    /// Why it was not sent.
    why_not: Option<String>,
    at: Option<String>,
}

impl From<person::Received> for Received {
    fn from(found: person::Received) -> Self {
        Self {
            pilot: found.pilot,
            version: found.version,
            arm: found.arm,
            is_holdout: found.is_holdout,
            channel: found.channel.to_string(),
            state: found.state,
            subject: found.subject,
            why_not: found.why_not,
            at: found.at.map(|at| at.to_string()),
        }
    }
}

/// The traits every row has.
const USUAL: [&str; 5] = ["email", "phone", "city", "state", "n_records"];

fn filter([q, audience, source, consent]: [Option<String>; 4]) -> Result<people_page::Filter, Problem> {
    let wrong = || {
        let detail = "write a purpose and a channel, as `marketing:email` or `not:marketing:email`";
        Problem::invalid("consent", detail)
    };
    let consent = match consent.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => {
            let (is_wanted, of) = text.strip_prefix("not:").map_or((true, text), |of| (false, of));
            let (purpose, channel) = of.split_once(':').ok_or_else(wrong)?;
            let (purpose, channel) =
                (purpose.parse().map_err(|_| wrong())?, channel.parse().map_err(|_| wrong())?);
            Some((purpose, channel, is_wanted))
        }
    };
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    Ok(people_page::Filter {
        query: q.unwrap_or_default(),
        audience: given(audience),
        source: given(source),
        consent,
    })
}

fn names(list: Option<&str>) -> Vec<String> {
    list.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Lists people: those whose name or identifier contains the query, narrowed and ordered.
#[utoipa::path(get, path = "/api/v1/people", operation_id = "list_people", params(PeopleQuery),
    responses((status = 200, body = PeoplePage), (status = 401, body = Problem)))]
pub async fn list_people(desk: Desk, Query(query): Query<PeopleQuery>) -> Result<Json<PeoplePage>, Problem> {
    let now = desk.now;
    let from = usize::try_from(cursor(query.cursor.as_deref())?).unwrap_or(usize::MAX);
    let mut columns = names(query.columns.as_deref());
    columns.extend(USUAL.map(str::to_owned));
    let view = people_page::View {
        sort: query.sort.unwrap_or_default(),
        columns,
        from,
        limit: query.limit.unwrap_or(25).clamp(1, MAX_LIMIT),
    };
    let filter = filter([query.q, query.audience, query.source, query.consent])?;
    let page = people_page::list(desk.engine(), desk.workspace(), &filter, &view, now).await?;
    let row = |found: people_page::Listed| {
        let value = |name: &str| found.values.get(name).cloned();
        PersonRow {
            name: Some(found.name.clone()),
            email: value("email"),
            phone: value("phone"),
            city: value("city"),
            state: value("state"),
            n_records: value("n_records").and_then(|n| n.parse().ok()).unwrap_or(0),
            person_id: found.person_id,
            found_by: found.found_by,
            values: found.values,
        }
    };
    Ok(Json(PeoplePage {
        items: page.items.into_iter().map(row).collect(),
        next_cursor: page.next.map(|from| from.to_string()),
        n_total: i64::try_from(page.n_total).unwrap_or(i64::MAX),
        behind_ms: page.behind.map(|behind| u64::try_from(behind.as_millis()).unwrap_or(u64::MAX)),
    }))
}

/// A source and how many people it has records of.
#[derive(Serialize, ToSchema)]
pub struct SourceOfPeople {
    name: String,
    n_people: usize,
}

/// Every source of people.
#[derive(Serialize, ToSchema)]
pub struct SourcesOfPeople {
    items: Vec<SourceOfPeople>,
}

/// Lists the sources that have records of people.
#[utoipa::path(get, path = "/api/v1/vocabulary/sources", operation_id = "list_sources_of_people",
    responses((status = 200, body = SourcesOfPeople), (status = 401, body = Problem)))]
pub async fn list_sources_of_people(desk: Desk) -> Result<Json<SourcesOfPeople>, Problem> {
    let sources = people_page::sources(desk.engine(), desk.workspace()).await?;
    let items = sources.into_iter().map(|(name, n_people)| SourceOfPeople { name, n_people }).collect();
    Ok(Json(SourcesOfPeople { items }))
}

/// Whom to take along, of what, and for what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeopleExport {
    /// By which way they will be written to: `email` or `sms`.
    channel: String,
    /// For which purposes, all of them.
    purposes: Vec<String>,
    /// Traits beside the address.
    #[serde(default)]
    columns: Vec<String>,
    /// As in the list.
    #[serde(default)]
    q: Option<String>,
    #[serde(default)]
    audience: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    consent: Option<String>,
}

/// People taken along.
#[derive(Serialize, ToSchema)]
pub struct ExportedPeople {
    /// The file: comma-separated, a row a person, the address a message may go to beside the id.
    csv: String,
    /// How many are in it.
    n_people: usize,
    /// How many matched and are not in it, since nothing may be sent to them for this.
    n_left_out: usize,
}

/// Writes those people into a file whom the purposes reach by the channel; the audit chain says so.
#[utoipa::path(post, path = "/api/v1/people/export", operation_id = "export_people", request_body = PeopleExport,
    responses((status = 200, body = ExportedPeople), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn export_people(
    desk: Desk,
    Json(asked): Json<PeopleExport>,
) -> Result<Json<ExportedPeople>, Problem> {
    let now = desk.now;
    let (channel, purposes) = super::asked::ask(&asked.channel, &asked.purposes)?;
    let filter = filter([asked.q, asked.audience, asked.source, asked.consent])?;
    let by = &desk.member().member_id;
    let export = people_page::Export { by, channel, purposes: &purposes, columns: &asked.columns };
    let found = people_page::export(desk.engine(), desk.workspace(), &filter, &export, now).await?;
    Ok(Json(ExportedPeople { csv: found.csv, n_people: found.n_people, n_left_out: found.n_left_out }))
}

/// Gives everything that is held of one person, to be handed to them; the audit chain says so.
#[utoipa::path(post, path = "/api/v1/people/{person_id}/export", operation_id = "export_person",
    params(("person_id" = String, Path, description = "Person id, old ones too")),
    responses((status = 200, body = Person), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn export_person(desk: Desk, Path(person_id): Path<String>) -> Result<Json<Person>, Problem> {
    let id = PersonId::new(person_id.as_str()).map_err(|_| Problem::not_found("person", &person_id))?;
    let now = desk.now;
    let by = &desk.member().member_id;
    let found = people_page::export_person(desk.engine(), desk.workspace(), &id, by, now).await?;
    Ok(Json(Person::from(found)))
}

/// Shows one person; an old id leads to who they are now.
#[utoipa::path(get, path = "/api/v1/people/{person_id}", operation_id = "read_person",
    params(("person_id" = String, Path, description = "Person id, old ones too")),
    responses((status = 200, body = Person), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_person(desk: Desk, Path(person_id): Path<String>) -> Result<Json<Person>, Problem> {
    let id = PersonId::new(person_id.as_str()).map_err(|_| Problem::not_found("person", &person_id))?;
    let now = desk.now;
    let found = person::show(desk.engine(), desk.workspace(), &id, now).await?;
    Ok(Json(Person::from(found)))
}

impl From<person::Profile> for Person {
    fn from(found: person::Profile) -> Self {
        let membership = |(name, membership): (String, Result<audience::Membership, String>)| {
            let membership = match membership {
                Ok(membership) => membership,
                Err(why) => {
                    return AudienceMembership {
                        name,
                        is_member: false,
                        reasons: Vec::new(),
                        error: Some(why),
                    };
                }
            };
            let reasons = membership.reasons.into_iter().map(MembershipReason::from).collect();
            AudienceMembership { name, is_member: membership.is_member, reasons, error: None }
        };
        Self {
            person_id: found.person_id.to_string(),
            redirected_from: found.redirected_from.map(|id| id.to_string()),
            name: Some(found.name),
            household_id: found.household_id,
            household: found
                .household
                .into_iter()
                .map(|(person_id, name)| HouseholdMember { person_id: person_id.to_string(), name })
                .collect(),
            traits: found.traits.into_iter().map(person_trait).collect(),
            records: found.records.into_iter().map(PersonRecord::from).collect(),
            earlier_records: found.earlier.into_iter().map(PersonRecord::from).collect(),
            links: found.links.into_iter().map(link).collect(),
            vetoes: found
                .vetoes
                .into_iter()
                .map(|veto| Veto { left: veto.left, right: veto.right, reason: veto.reason })
                .collect(),
            consents: found.consents.into_iter().map(consent).collect(),
            timeline: found.timeline.into_iter().map(moment).collect(),
            audiences: found.audiences.into_iter().map(membership).collect(),
            received: found.received.into_iter().map(Received::from).collect(),
        }
    }
}

fn person_trait(found: people::Survivor) -> Trait {
    let winner = found.winner;
    let conflict = |lost: people::Conflict| TraitConflict {
        value: lost.value,
        record_ids: lost.record_ids,
        why: lost.why,
    };
    let set_aside = found.set_aside.into_iter();
    Trait {
        name: winner.name,
        value: winner.value,
        source: winner.source,
        record_id: Some(winner.record_id),
        observed_at: winner.observed_at.map(|at| at.to_string()),
        is_of_file: winner.is_of_file,
        why: found.why,
        agreeing: found.agreeing,
        conflicts: found.conflicts.into_iter().map(conflict).collect(),
        set_aside: set_aside.map(|(record_id, why)| SetAside { record_id, why }).collect(),
    }
}

impl From<engine::persons::SourceRecord> for PersonRecord {
    fn from(found: engine::persons::SourceRecord) -> Self {
        Self {
            record_id: found.record_id,
            source: found.source,
            arrived_at: found.arrived_at.to_string(),
            fields: found.fields,
        }
    }
}

fn link(found: person::LinkReason) -> RecordLink {
    RecordLink {
        left: found.left,
        right: found.right,
        rule: found.rule,
        reason: found.reason,
        score: found.score,
    }
}

fn consent(found: person::ConsentLine) -> Consent {
    Consent {
        purpose: found.purpose,
        channel: found.channel,
        state: if found.is_granted { ConsentStatus::Granted } else { ConsentStatus::Withdrawn },
        since: found.since,
        counts_at: found.counts_at.map(|at| at.to_string()),
        evidence: found.evidence,
        source: Some(found.source),
        why_closed: found.why_closed,
    }
}

fn moment(found: person::Moment) -> TimelineItem {
    let kind = match found.kind {
        "delivery" => TimelineKind::Delivery,
        "consent" => TimelineKind::Consent,
        _ => TimelineKind::Event,
    };
    TimelineItem { at: found.told, kind, title: found.title, detail: Some(found.detail) }
}
