//! Files that members give: streamed to disk, kept until they are imported.

use crate::app::wall_clock;
use crate::desk::Desk;
use crate::given::{Json, Path, Query};
use crate::problem::Problem;
use axum::body::BodyDataStream;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use futures::StreamExt as _;
use gathering::collect::uploads;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{DAY, Timestamp};

/// How long a sender may send nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long the rest of a file is heard out that was refused on its way.
const HEARING_OUT: Duration = Duration::from_secs(20);

/// A file that was given and waits to be imported.
#[derive(Serialize, ToSchema)]
pub struct Upload {
    upload_id: String,
    /// As it was given, without what a file system would not take.
    name: String,
    bytes: i64,
    /// Who gave it.
    by: String,
    at: String,
}

/// The files that wait, the latest first.
#[derive(Serialize, ToSchema)]
pub struct UploadList {
    items: Vec<Upload>,
}

/// What is said of a file.
#[derive(Deserialize, IntoParams)]
pub struct UploadQuery {
    /// Its name, as `orders.csv`.
    name: String,
    /// When the file was last written, as the browser knows it: the moment of what has none of its own.
    written_at: Option<String>,
}

fn upload(found: store::Upload, by: String) -> Upload {
    Upload {
        upload_id: found.upload_id,
        name: found.name,
        bytes: found.n_bytes,
        by,
        at: found.at.to_string(),
    }
}

/// Takes a file in, as the whole body; at most 2 GB. It is kept until it is imported, and for a day at most.
#[utoipa::path(post, path = "/api/v1/uploads", operation_id = "give_file", params(UploadQuery),
    request_body(content = String, content_type = "application/octet-stream", description = "The file"),
    responses((status = 201, body = Upload), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 408, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 507, body = Problem)))]
pub async fn give_file(
    desk: Desk,
    Query(query): Query<UploadQuery>,
    headers: HeaderMap,
    request: Request,
) -> Result<(StatusCode, Json<Upload>), Problem> {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    // Refused before it is sent: a browser would send two gigabytes to learn it.
    uploads::check_length(told.unwrap_or(0))?;
    let read = |text: &String| Timestamp::parse(text);
    let written_at = query.written_at.as_ref().map(read).transpose();
    let written_at = written_at.map_err(|error| Problem::invalid("written_at", error.to_string()))?;
    // A clock may be fast by a little; a file of next year has another date than that.
    if written_at.is_some_and(|at| wall_clock() + DAY < at) {
        let why = "it is more than a day ahead: say when the file was written, or leave it out";
        return Err(Problem::invalid("written_at", why));
    }
    let (engine, workspace) = (desk.engine(), desk.workspace());
    let mut receiving = uploads::Receiving::begin(engine, workspace, &query.name).await?;
    let mut pieces = request.into_body().into_data_stream();
    if let Err(problem) = take(&mut receiving, &mut pieces, told).await {
        // Who still sends reads no answer: the rest is heard out, for a while, and thrown away.
        drop(receiving);
        let rest = async { while let Some(Ok(_)) = pieces.next().await {} };
        let _ = tokio::time::timeout(HEARING_OUT, rest).await;
        return Err(problem);
    }
    let times = (written_at, wall_clock());
    let made = receiving.end(engine, workspace, &desk.actor(), times).await?;
    Ok((StatusCode::CREATED, Json(upload(made, desk.member().name.clone()))))
}

async fn take(
    receiving: &mut uploads::Receiving,
    pieces: &mut BodyDataStream,
    told: Option<u64>,
) -> Result<(), Problem> {
    let mut n_bytes = 0_u64;
    loop {
        let Ok(piece) = tokio::time::timeout(PATIENCE, pieces.next()).await else {
            let detail = format!("nothing of the file came for {} seconds", PATIENCE.as_secs());
            return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", detail).hint("give it again"));
        };
        match piece {
            Some(Ok(piece)) => {
                n_bytes += piece.len() as u64;
                receiving.take(&piece).await?;
            }
            None if told.is_none_or(|told| told == n_bytes) => return Ok(()),
            Some(Err(_)) | None => {
                let detail = "the file ended too early: the connection broke";
                return Err(
                    Problem::new(StatusCode::BAD_REQUEST, "broken_body", detail).hint("give it again")
                );
            }
        }
    }
}

/// Lists the files that wait to be imported.
#[utoipa::path(get, path = "/api/v1/uploads", operation_id = "list_uploads",
    responses((status = 200, body = UploadList), (status = 401, body = Problem)))]
pub async fn list_uploads(desk: Desk) -> Result<Json<UploadList>, Problem> {
    let store = desk.store();
    let members = store.members(desk.workspace()).await?;
    let name = |actor: &str| {
        let found = members.iter().find(|member| actor == format!("member:{}", member.member_id));
        found.map_or_else(|| actor.to_owned(), |member| member.name.clone())
    };
    let found = store.uploads(desk.workspace()).await?;
    let items = found.into_iter().map(|found| {
        let by = name(&found.by_member);
        upload(found, by)
    });
    Ok(Json(UploadList { items: items.collect() }))
}

/// Discards a file that was given: nothing of it is kept.
#[utoipa::path(delete, path = "/api/v1/uploads/{upload_id}", operation_id = "discard_upload",
    params(("upload_id" = String, Path, description = "Which")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn discard_upload(desk: Desk, Path(upload_id): Path<String>) -> Result<StatusCode, Problem> {
    uploads::forget(desk.engine(), desk.workspace(), &upload_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
