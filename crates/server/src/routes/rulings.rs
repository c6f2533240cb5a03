//! What members say of records: pairs to decide, rulings, and the run that makes them so.

use super::people::PersonRecord;
use crate::desk::Desk;
use crate::given::{Json, Path, Query};
use crate::problem::Problem;
use gathering::unify::{self, ReviewKind, Word};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{RulingKind, RulingOrigin};

const MAX_LIMIT: usize = 50;

/// Why a pair is put before a member.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairKind {
    /// The model is not sure.
    Unsure,
    /// Drawn at random from the links made without asking.
    Sample,
}

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PairsQuery {
    kind: PairKind,
    limit: Option<usize>,
}

/// How one field of two records compares.
#[derive(Serialize, ToSchema)]
pub struct FieldComparison {
    field: String,
    words: String,
    /// For one person when positive, against it when negative.
    bits: f64,
}

/// Two records compared; the comparisons sum to `bits`.
#[derive(Serialize, ToSchema)]
pub struct PairTable {
    left: String,
    right: String,
    comparisons: Vec<FieldComparison>,
    bits: f64,
    /// 0..=1.
    probability: f64,
}

/// Two records side by side, for a member to decide.
#[derive(Serialize, ToSchema)]
pub struct Pair {
    kind: PairKind,
    left: PersonRecord,
    right: PersonRecord,
    table: PairTable,
}

/// How many of the links made without asking are right.
#[derive(Serialize, ToSchema)]
pub struct LinkPrecision {
    n_judged: usize,
    n_right: usize,
    /// 0..=1; none before any was judged.
    precision: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
}

/// What waits to be decided.
#[derive(Serialize, ToSchema)]
pub struct PairQueue {
    items: Vec<Pair>,
    n_waiting: usize,
    precision: LinkPrecision,
    /// Rulings given or taken back since people were last unified.
    n_pending: usize,
}

/// What a member said of two records.
#[derive(Serialize, ToSchema)]
pub struct Ruling {
    ruling_id: i64,
    kind: RulingWord,
    left_record: String,
    right_record: String,
    origin: RulingCause,
    note: String,
    /// The name of who said it.
    by_member: String,
    at: String,
    /// The name of who took it back.
    undone_by: Option<String>,
    undone_at: Option<String>,
}

/// All that was said, the latest first.
#[derive(Serialize, ToSchema)]
pub struct RulingList {
    items: Vec<Ruling>,
}

/// Same person, two people, or pinned.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RulingWord {
    Same,
    Different,
    Pinned,
}

/// How a ruling came about.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RulingCause {
    Member,
    Review,
    Sample,
}

/// A ruling to give.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRuling {
    kind: RulingWord,
    left_record: String,
    right_record: String,
    origin: RulingCause,
    #[serde(default)]
    note: String,
}

/// The ruling that was given.
#[derive(Serialize, ToSchema)]
pub struct RulingGiven {
    ruling_id: i64,
}

/// A record that is not the person it is with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSplit {
    record_id: String,
    #[serde(default)]
    note: String,
}

/// The rulings that keep the record apart from every other of its person.
#[derive(Serialize, ToSchema)]
pub struct SplitGiven {
    ruling_ids: Vec<i64>,
}

/// Which two records to compare.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CompareQuery {
    left: String,
    right: String,
}

fn table(found: unify::PairTable) -> PairTable {
    let line =
        |line: people::Comparison| FieldComparison { field: line.field, words: line.words, bits: line.bits };
    PairTable {
        left: found.left,
        right: found.right,
        comparisons: found.comparisons.into_iter().map(line).collect(),
        bits: found.bits,
        probability: found.probability,
    }
}

/// Lists the pairs of one kind that wait for a member.
#[utoipa::path(get, path = "/api/v1/pairs", operation_id = "list_pairs", params(PairsQuery),
    responses((status = 200, body = PairQueue), (status = 401, body = Problem), (status = 409, body = Problem)))]
pub async fn list_pairs(desk: Desk, Query(query): Query<PairsQuery>) -> Result<Json<PairQueue>, Problem> {
    let kind = match query.kind {
        PairKind::Unsure => ReviewKind::Unsure,
        PairKind::Sample => ReviewKind::Sample,
    };
    let limit = query.limit.unwrap_or(10).clamp(1, MAX_LIMIT);
    let queue = unify::queue(desk.engine(), desk.workspace(), kind, limit).await?;
    let precision = unify::precision(desk.engine(), desk.workspace()).await?;
    let pair = |pair: unify::ReviewPair| Pair {
        kind: query.kind,
        left: pair.left.into(),
        right: pair.right.into(),
        table: table(pair.table),
    };
    Ok(Json(PairQueue {
        items: queue.items.into_iter().map(pair).collect(),
        n_waiting: queue.n_waiting,
        precision: LinkPrecision {
            n_judged: precision.n_judged,
            n_right: precision.n_right,
            precision: precision.precision,
            ci_low: precision.ci_low,
            ci_high: precision.ci_high,
        },
        n_pending: unify::n_pending(desk.engine(), desk.workspace()).await?,
    }))
}

/// Compares two records.
#[utoipa::path(get, path = "/api/v1/pairs/compare", operation_id = "compare_records", params(CompareQuery),
    responses((status = 200, body = PairTable), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn compare_records(
    desk: Desk,
    Query(query): Query<CompareQuery>,
) -> Result<Json<PairTable>, Problem> {
    let found = unify::compare(desk.engine(), desk.workspace(), &query.left, &query.right).await?;
    Ok(Json(table(found)))
}

/// Lists what members said of records.
#[utoipa::path(get, path = "/api/v1/rulings", operation_id = "list_rulings",
    responses((status = 200, body = RulingList), (status = 401, body = Problem)))]
pub async fn list_rulings(desk: Desk) -> Result<Json<RulingList>, Problem> {
    let found = desk.store().rulings(desk.workspace()).await?;
    let names = Names::of(&desk).await?;
    Ok(Json(RulingList { items: found.into_iter().rev().map(|found| ruling(found, &names)).collect() }))
}

/// The members' names, as the audit chain calls them.
struct Names(HashMap<String, String>);

impl Names {
    async fn of(desk: &Desk) -> Result<Self, Problem> {
        let members = desk.store().members(desk.workspace()).await?;
        let named = members.into_iter().map(|member| (format!("member:{}", member.member_id), member.name));
        Ok(Self(named.collect()))
    }

    fn name(&self, actor: String) -> String {
        self.0.get(&actor).cloned().unwrap_or(actor)
    }
}

fn ruling(found: store::Ruling, names: &Names) -> Ruling {
    Ruling {
        ruling_id: found.ruling_id,
        kind: match found.kind {
            RulingKind::Same => RulingWord::Same,
            RulingKind::Different => RulingWord::Different,
            RulingKind::Pinned => RulingWord::Pinned,
        },
        left_record: found.left_record,
        right_record: found.right_record,
        origin: match found.origin {
            RulingOrigin::Member => RulingCause::Member,
            RulingOrigin::Review => RulingCause::Review,
            RulingOrigin::Sample => RulingCause::Sample,
        },
        note: found.note,
        by_member: names.name(found.by_member),
        at: found.at.to_string(),
        undone_by: found.undone_by.map(|by| names.name(by)),
        undone_at: found.undone_at.map(|at| at.to_string()),
    }
}

/// Says of two records that they are one person, or two. It holds from the next run of unify on.
#[utoipa::path(post, path = "/api/v1/rulings", operation_id = "give_ruling", request_body = NewRuling,
    responses((status = 201, body = RulingGiven), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn give_ruling(
    desk: Desk,
    Json(new): Json<NewRuling>,
) -> Result<(axum::http::StatusCode, Json<RulingGiven>), Problem> {
    let now = desk.now;
    let word = Word {
        kind: match new.kind {
            RulingWord::Same => RulingKind::Same,
            RulingWord::Different => RulingKind::Different,
            RulingWord::Pinned => RulingKind::Pinned,
        },
        origin: match new.origin {
            RulingCause::Member => RulingOrigin::Member,
            RulingCause::Review => RulingOrigin::Review,
            RulingCause::Sample => RulingOrigin::Sample,
        },
        note: new.note,
    };
    let pair = (new.left_record.as_str(), new.right_record.as_str());
    let member = &desk.member().member_id;
    let ruling_id = unify::rule(desk.engine(), desk.workspace(), pair, &word, member, now).await?;
    Ok((axum::http::StatusCode::CREATED, Json(RulingGiven { ruling_id })))
}

/// Takes a record out of its person: it is somebody else than every other record there, those only seen in events
/// among them. It holds from the next run of unify on.
#[utoipa::path(post, path = "/api/v1/rulings/split", operation_id = "split_record", request_body = NewSplit,
    responses((status = 201, body = SplitGiven), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn split_record(
    desk: Desk,
    Json(new): Json<NewSplit>,
) -> Result<(axum::http::StatusCode, Json<SplitGiven>), Problem> {
    let now = desk.now;
    let member = &desk.member().member_id;
    let ruling_ids =
        unify::split(desk.engine(), desk.workspace(), &new.record_id, &new.note, member, now).await?;
    Ok((axum::http::StatusCode::CREATED, Json(SplitGiven { ruling_ids })))
}

/// Takes a ruling back. It is undone from the next run of unify on.
#[utoipa::path(delete, path = "/api/v1/rulings/{ruling_id}", operation_id = "undo_ruling",
    params(("ruling_id" = i64, Path, description = "Its number")),
    responses((status = 200, body = Ruling), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn undo_ruling(desk: Desk, Path(ruling_id): Path<i64>) -> Result<Json<Ruling>, Problem> {
    let now = desk.now;
    let member = &desk.member().member_id;
    let undone = unify::undo(desk.engine(), desk.workspace(), ruling_id, member, now).await?;
    Ok(Json(ruling(undone, &Names::of(&desk).await?)))
}
