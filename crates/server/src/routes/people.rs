//! People: the list, and one person with the reasons for everything.

use super::workspace;
use crate::app::App;
use crate::given::{Json, Path, Query, cursor};
use crate::problem::Problem;
use crate::session::SignedIn;
use axum::extract::State;
use engine::pages::person;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use vocabulary::PersonId;

const MAX_LIMIT: usize = 200;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PeopleQuery {
    /// Part of a name, an e-mail address, a phone number or an id.
    q: Option<String>,
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
    /// By which number or key they were found, as `order or event 1001 of shopify-orders`; null when by what stands
    /// here.
    found_by: Option<String>,
}

/// A page of people, in order of name.
#[derive(Serialize, ToSchema)]
pub struct PeoplePage {
    items: Vec<PersonRow>,
    next_cursor: Option<String>,
    n_total: i64,
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
    since: String,
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
}

/// Lists people whose name or identifier contains the query.
#[utoipa::path(get, path = "/api/v1/people", operation_id = "list_people", params(PeopleQuery),
    responses((status = 200, body = PeoplePage), (status = 401, body = Problem)))]
pub async fn list_people(
    State(app): State<App>,
    _signed_in: SignedIn,
    Query(query): Query<PeopleQuery>,
) -> Result<Json<PeoplePage>, Problem> {
    let limit = query.limit.unwrap_or(25).clamp(1, MAX_LIMIT);
    let q = query.q.unwrap_or_default();
    cursor(query.cursor.as_deref())?;
    let page = person::search(app.engine(), app.workspace(), &q, query.cursor.as_deref(), limit).await?;
    let row = |hit: person::PersonHit| PersonRow {
        person_id: hit.person_id,
        name: Some(hit.name),
        email: hit.email,
        phone: hit.phone,
        city: hit.city,
        state: hit.state,
        n_records: hit.n_records,
        found_by: hit.found_by,
    };
    let items = page.items.into_iter().map(row).collect();
    Ok(Json(PeoplePage { items, next_cursor: page.next, n_total: page.n_total }))
}

/// Shows one person; an old id leads to who they are now.
#[utoipa::path(get, path = "/api/v1/people/{person_id}", operation_id = "read_person",
    params(("person_id" = String, Path, description = "Person id, old ones too")),
    responses((status = 200, body = Person), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_person(
    State(app): State<App>,
    _signed_in: SignedIn,
    Path(person_id): Path<String>,
) -> Result<Json<Person>, Problem> {
    let id = PersonId::new(person_id.as_str()).map_err(|_| Problem::not_found("person", &person_id))?;
    let (_, now) = workspace(&app).await?;
    let found = person::show(app.engine(), app.workspace(), &id, now).await?;
    let membership = |(name, membership): (String, Result<audience::Membership, String>)| {
        let membership = match membership {
            Ok(membership) => membership,
            Err(why) => {
                return AudienceMembership { name, is_member: false, reasons: Vec::new(), error: Some(why) };
            }
        };
        let reason = |reason: audience::Reason| MembershipReason { is_met: reason.is_met, text: reason.text };
        let reasons = membership.reasons.into_iter().map(reason).collect();
        AudienceMembership { name, is_member: membership.is_member, reasons, error: None }
    };
    Ok(Json(Person {
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
    }))
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
        since: found.since.to_string(),
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
    TimelineItem { at: found.at.to_string(), kind, title: found.title, detail: Some(found.detail) }
}
