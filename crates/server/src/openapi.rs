//! The routes and their OpenAPI 3.1 document, from one list.

use crate::app::App;
use crate::routes::{
    audit, collection, definitions, overview, people, pilots, power, programme, quarantine, rulings, session,
};
use serde_json::Value;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(info(title = "Truelift", version = "1", license(name = "Apache-2.0", identifier = "Apache-2.0")))]
struct Document;

/// Schemas a client sends: what is optional there may be left out.
const REQUESTS: [&str; 6] = ["FirstMember", "Credentials", "Replay", "RowEdit", "NewRuling", "Problem"];

/// Every route that is part of the document.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(session::read_setup, session::create_first_member))
        .routes(routes!(session::read_session, session::sign_in, session::sign_out))
        .routes(routes!(overview::read_overview))
        .routes(routes!(people::list_people))
        .routes(routes!(people::read_person))
        .routes(routes!(definitions::list_definitions))
        .routes(routes!(definitions::remove_definition))
        .routes(routes!(rulings::list_pairs))
        .routes(routes!(rulings::compare_records))
        .routes(routes!(rulings::list_rulings, rulings::give_ruling))
        .routes(routes!(rulings::split_record))
        .routes(routes!(rulings::undo_ruling))
        .routes(routes!(rulings::unify_people))
        .routes(routes!(pilots::list_pilots))
        .routes(routes!(pilots::read_pilot))
        .routes(routes!(pilots::list_inbox))
        .routes(routes!(programme::read_programme))
        .routes(routes!(power::plan_test))
        .routes(routes!(power::plan_pilot))
        .routes(routes!(quarantine::read_quarantine))
        .routes(routes!(quarantine::list_quarantine_rows))
        .routes(routes!(quarantine::replay_quarantine))
        .routes(routes!(audit::read_audit))
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
    complete(routes().split_for_parts().1)
}

/// An answer always carries every field, null where there is no value: so each is required, and may be null.
pub fn complete(document: utoipa::openapi::OpenApi) -> Value {
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
    document
}
