//! Views of lists that a member keeps: a name, and what stands in the address behind it.

use crate::desk::Desk;
use crate::given::Json;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// More than anybody finds again.
const MAX_VIEWS: usize = 50;
/// As long as an address may be.
const MAX_BYTES: usize = 4_000;

/// A view of a list.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// The list, as `people`.
    page: String,
    /// How the member calls it.
    name: String,
    /// What stands behind the question mark of the address.
    search: String,
}

/// Every view a member keeps.
#[derive(Serialize, Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
pub struct SavedViews {
    items: Vec<SavedView>,
}

/// One member's; nobody else sees them.
fn key(desk: &Desk) -> String {
    format!("views:{}", desk.member().member_id)
}

/// Lists the views you keep.
#[utoipa::path(get, path = "/api/v1/account/views", operation_id = "list_views",
    responses((status = 200, body = SavedViews), (status = 401, body = Problem)))]
pub async fn list_views(desk: Desk) -> Result<Json<SavedViews>, Problem> {
    let kept = desk.store().setting(desk.workspace(), &key(&desk)).await?;
    // What an older program kept and this one cannot read is no view any more.
    let views = kept.and_then(|kept| serde_json::from_value(kept).ok());
    Ok(Json(views.unwrap_or_default()))
}

/// Keeps these views, in place of those you kept before.
#[utoipa::path(put, path = "/api/v1/account/views", operation_id = "keep_views", request_body = SavedViews,
    responses((status = 200, body = SavedViews), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_views(desk: Desk, Json(views): Json<SavedViews>) -> Result<Json<SavedViews>, Problem> {
    if MAX_VIEWS < views.items.len() {
        return Err(Problem::invalid(
            "items",
            format!("at most {MAX_VIEWS} views are kept: remove one first"),
        ));
    }
    for (nth, view) in views.items.iter().enumerate() {
        if view.name.trim().is_empty() || MAX_BYTES < view.name.len() + view.search.len() {
            return Err(Problem::invalid("items", "a view has a name, and is no longer than an address"));
        }
        let is_same = |other: &SavedView| (&other.page, &other.name) == (&view.page, &view.name);
        if views.items.iter().skip(nth + 1).any(is_same) {
            return Err(Problem::invalid(
                "items",
                format!("two views are called `{}`: rename one", view.name),
            ));
        }
    }
    let kept = serde_json::to_value(&views).unwrap_or_default();
    desk.store().put_setting(desk.workspace(), &key(&desk), &kept).await?;
    Ok(Json(views))
}
