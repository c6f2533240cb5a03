//! The web page, embedded in the binary. Unknown paths get the page itself, so that links into it work.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Page;

const NOT_BUILT: &str = "The web page is not in this binary: run `make web`, then build again.";

/// Serves a file of the page, or the page itself.
pub async fn serve(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("assets/") {
        return match Page::get(path) {
            Some(file) => file_response(file, "public, max-age=31536000, immutable"),
            None => StatusCode::NOT_FOUND.into_response(),
        };
    }
    let file = if path.is_empty() { None } else { Page::get(path) };
    match file.or_else(|| Page::get("index.html")) {
        Some(file) => file_response(file, "no-cache"),
        None => (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response(),
    }
}

fn file_response(file: rust_embed::EmbeddedFile, cache: &'static str) -> Response {
    let mime = file.metadata.mimetype().to_owned();
    ([(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, cache.to_owned())], file.data).into_response()
}
