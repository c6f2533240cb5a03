//! The routes and their OpenAPI 3.1 document, from one list.

use crate::app::App;
use crate::routes::{
    account, audiences, audit, collection, definition_versions, definitions, health, home, jobs, join, keys,
    members, overview, people, pilots, power, programme, quarantine, rehearsal, rulings, session, sources,
    steps, uploads, views, work, workspaces,
};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(info(title = "Truelift", version = "1", license(name = "Apache-2.0", identifier = "Apache-2.0")))]
struct Document;

/// Schemas a client sends: what is optional there may be left out.
const REQUESTS: &[&str] = &[
    "PeopleExport",
    "SavedViews",
    "AudienceText",
    "FirstMember",
    "Credentials",
    "Discard",
    "MendAll",
    "Replay",
    "RowEdit",
    "NewRuling",
    "NewWriteKey",
    "NewRehearsal",
    "NewDecision",
    "NewDate",
    "NewLine",
    "NewReviewWord",
    "NewImport",
    "OfSource",
    "OfPilot",
    "NewLines",
    "DraftWishes",
    "PreviewWishes",
    "NewText",
    "TextToCheck",
    "ApplyRequest",
    "RestoreRequest",
    "RenameRequest",
    "Join",
    "NewWorkspace",
    "NewDemo",
    "Removal",
    "SwitchTo",
    "Problem",
];

/// What needs no session: the way in, and the probes.
pub fn entrance() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(session::read_setup, session::create_first_member))
        .routes(routes!(session::read_session, session::sign_in, session::sign_out))
        .routes(routes!(join::read_offer))
        .routes(routes!(join::join))
        .routes(routes!(health::health))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
}

/// What works on the lake for a member.
pub fn work() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(overview::read_overview))
        .routes(routes!(home::read_home))
        .routes(routes!(people::list_people))
        .routes(routes!(people::list_sources_of_people))
        .routes(routes!(people::export_people))
        .routes(routes!(people::read_person))
        .routes(routes!(people::export_person))
        .routes(routes!(audiences::list_audiences))
        .routes(routes!(audiences::preview_audience))
        .routes(routes!(audiences::read_audience_reach))
        .routes(routes!(audiences::list_event_names))
        .routes(routes!(audiences::list_trait_names))
        .routes(routes!(audiences::list_values))
        .routes(routes!(definitions::list_definitions))
        .routes(routes!(definitions::check_definition))
        .routes(routes!(
            definitions::read_definition,
            definitions::keep_draft,
            definitions::remove_definition
        ))
        .routes(routes!(definitions::discard_draft))
        .routes(routes!(definitions::apply_draft))
        .routes(routes!(definitions::rename_definition))
        .routes(routes!(definitions::read_schema))
        .routes(routes!(definition_versions::list_versions))
        .routes(routes!(definition_versions::read_version))
        .routes(routes!(definition_versions::restore_version))
        .routes(routes!(rulings::list_pairs))
        .routes(routes!(rulings::compare_records))
        .routes(routes!(rulings::list_rulings, rulings::give_ruling))
        .routes(routes!(rulings::split_record))
        .routes(routes!(rulings::undo_ruling))
        .routes(routes!(pilots::list_pilots))
        .routes(routes!(pilots::read_pilot))
        .routes(routes!(pilots::list_inbox))
        .routes(routes!(programme::read_programme))
        .routes(routes!(power::plan_test))
        .routes(routes!(power::plan_pilot))
        .routes(routes!(work::read_pilot_work))
        .routes(routes!(work::write_line))
        .routes(routes!(work::choose_line))
        .routes(routes!(work::request_approval))
        .routes(routes!(work::approve_pilot))
        .routes(routes!(work::ask_for_changes))
        .routes(routes!(work::decide_pilot))
        .routes(routes!(steps::foretell_release))
        .routes(routes!(steps::pass_time))
        .routes(routes!(rehearsal::read_rehearsal, rehearsal::remove_rehearsal))
        .routes(routes!(quarantine::read_quarantine))
        .routes(routes!(quarantine::list_quarantine_rows))
        .routes(routes!(quarantine::replay_quarantine))
        .routes(routes!(quarantine::discard_quarantine))
        .routes(routes!(quarantine::check_quarantined_row))
        .routes(routes!(quarantine::list_quarantined_values))
        .routes(routes!(quarantine::mend_quarantine))
        .routes(routes!(audit::read_audit))
        .routes(routes!(sources::list_sources))
        .routes(routes!(sources::draft_upload))
        .routes(routes!(sources::preview_upload))
        .routes(routes!(keys::list_write_keys, keys::create_write_key))
        .routes(routes!(keys::end_write_key))
}

/// Work that takes time, and the files it begins with: nothing here waits for the lake.
pub fn jobs() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(jobs::list_jobs))
        .routes(routes!(jobs::read_job))
        .routes(routes!(jobs::follow_job))
        .routes(routes!(jobs::start_import))
        .routes(routes!(jobs::start_reload))
        .routes(routes!(jobs::start_unify))
        .routes(routes!(jobs::start_release))
        .routes(routes!(jobs::start_generate))
        .routes(routes!(jobs::start_readout))
        .routes(routes!(jobs::start_rehearsal))
        .routes(routes!(workspaces::start_demo))
        .routes(routes!(jobs::cancel_job))
        .routes(routes!(jobs::start_job_again))
        .routes(routes!(uploads::list_uploads, uploads::give_file))
        .routes(routes!(uploads::discard_upload))
}

/// What members do with accounts: theirs, and those of the team.
pub fn team() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(members::list_members, members::invite_member))
        .routes(routes!(members::remove_member))
        .routes(routes!(members::change_role))
        .routes(routes!(members::bring_back_member))
        .routes(routes!(members::make_link, members::take_back_link))
        .routes(routes!(members::end_sessions_of_member))
        .routes(routes!(account::rename))
        .routes(routes!(account::change_password))
        .routes(routes!(views::list_views, views::keep_views))
        .routes(routes!(account::list_sessions, account::end_other_sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(workspaces::switch))
        .routes(routes!(workspaces::make_workspace))
        .routes(routes!(workspaces::read_holdings))
        .routes(routes!(workspaces::remove_workspace))
}

/// Where SDKs post.
pub fn collection() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(collection::identify))
        .routes(routes!(collection::track))
        .routes(routes!(collection::page))
        .routes(routes!(collection::screen))
        .routes(routes!(collection::group))
        .routes(routes!(collection::alias))
        .routes(routes!(collection::batch))
}

/// The document as the server gives it and the web client is generated from it.
pub fn document() -> Value {
    complete(entrance().merge(work()).merge(jobs()).merge(team()).merge(collection()).split_for_parts().1)
}

/// The problems that a route may answer with beside its own: status, and whether it can happen there.
fn problems(method: &str, path: &str, operation: &Map<String, Value>) -> Vec<&'static str> {
    let (is_api, is_collection) = (path.starts_with("/api/"), path.starts_with("/v1/"));
    let has_body = operation.contains_key("requestBody");
    let is_entrance = path == "/api/v1/setup"
        || path.starts_with("/api/v1/join")
        || (path == "/api/v1/session" && method == "post");
    let is_asking = operation.get("parameters").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
    let mut all = vec!["421", "500"];
    let mut add =
        |is_there: bool, statuses: &[&'static str]| all.extend(statuses.iter().filter(|_| is_there));
    add(is_collection, &["400", "401", "408", "413", "415", "429", "503"]);
    add(is_api, &["503"]);
    add(is_api && (has_body || is_asking), &["400", "422"]);
    add(is_api && has_body, &["408", "413", "415"]);
    add(is_api && !is_entrance, &["401", "404", "409"]);
    add(is_api && method != "get", &["403"]);
    let is_conditional = operation
        .get("parameters")
        .and_then(Value::as_array)
        .is_some_and(|all| all.iter().any(|parameter| parameter.get("name") == Some(&json!("If-Match"))));
    add(is_conditional, &["412", "428"]);
    all
}

/// Says of every operation what may go wrong, and that a problem comes as `application/problem+json`.
fn add_problems(document: &mut Value) {
    let reference = json!({ "$ref": "#/components/schemas/Problem" });
    let paths = document.pointer_mut("/paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            let Some(operation) = operation.as_object_mut() else { continue };
            let expected = problems(method, path, operation);
            let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
                continue;
            };
            for status in expected {
                responses.entry(status).or_insert(Value::Null);
            }
            for (status, response) in
                responses.iter_mut().filter(|(status, _)| status.starts_with(['4', '5']))
            {
                let code = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
                let words = code.and_then(|code| code.canonical_reason()).unwrap_or("A problem");
                *response = json!({
                    "description": words,
                    "content": { "application/problem+json": { "schema": reference } },
                });
            }
            responses.sort_keys();
        }
    }
}

/// An answer always carries every field, null where there is no value: so each is required, and may be null.
fn complete(document: utoipa::openapi::OpenApi) -> Value {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        if REQUESTS.contains(&name.as_str()) {
            continue;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        let Some(names) = properties.map(|all| all.keys().cloned().map(Value::String).collect()) else {
            continue;
        };
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("required".into(), Value::Array(names));
        }
    }
    add_problems(&mut document);
    document
}
