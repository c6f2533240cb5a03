//! The OpenAPI document and the web client made from it.

use std::path::Path;

/// The web client's types are generated from `web/openapi.json`: it must be what the server says today.
#[test]
fn the_web_client_knows_this_api() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/openapi.json");
    if std::env::var_os("TRUELIFT_WRITE_OPENAPI").is_some() {
        let text = serde_json::to_string_pretty(&server::document()).unwrap();
        std::fs::write(&path, format!("{text}\n")).unwrap();
    }
    let known: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let hint = "run this test with TRUELIFT_WRITE_OPENAPI=1, or `truelift openapi > web/openapi.json`, and `npm run generate` in web/";
    assert!(known == server::document(), "web/openapi.json is not what the server says: {hint}");
}
