//! The web page, embedded in the binary. The addresses of its own pages give the page itself, so that links into it
//! work; whatever else is asked for is not there.

use crate::problem::Problem;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Page;

const NOT_BUILT: &str = "The web page is not in this binary: run `make web`, then build again.";

/// The page's own lists of addresses.
const ROUTERS: [&str; 2] =
    [include_str!("../../../web/src/app/router.tsx"), include_str!("../../../web/src/app/roots.tsx")];

/// The first parts of the addresses that the page knows, `people` of `/people/$personId`. Read from its own list,
/// so that a page that is added there is found here.
static PLACES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let paths = ROUTERS.iter().flat_map(|router| router.split("path: '/").skip(1));
    paths.filter_map(|rest| rest.split(['\'', '/']).next()).filter(|place| !place.is_empty()).collect()
});

/// Serves a file of the page, or the page itself. What is no address of the page is 404: to a browser with the page
/// around it, which says so, to a program as a problem.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if method != Method::GET && method != Method::HEAD {
        return absent(uri.path()).into_response();
    }
    if let Some(file) = Page::get(path).filter(|_| !path.is_empty()) {
        let cache =
            if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        return file_response(file, cache);
    }
    let is_known = path.is_empty() || PLACES.contains(&path.split('/').next().unwrap_or_default());
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let is_address = !path.starts_with("assets/") && accepts.contains("text/html");
    if !is_known && !is_address {
        return absent(uri.path()).into_response();
    }
    let mut response = match Page::get("index.html") {
        Some(file) => file_response(file, "no-cache"),
        None => return (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response(),
    };
    if !is_known {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// 404 for a path that nothing answers to.
pub fn absent(path: &str) -> Problem {
    let shown: String = path.chars().take(200).collect();
    Problem::new(StatusCode::NOT_FOUND, "not_found", format!("there is no `{shown}`"))
        .hint("the API is described at /api/v1/openapi.json")
}

fn file_response(file: rust_embed::EmbeddedFile, cache: &'static str) -> Response {
    let mime = file.metadata.mimetype().to_owned();
    ([(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, cache.to_owned())], file.data).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_own_addresses_are_known() {
        for place in ["sign-in", "people", "quarantine", "pilots", "programme"] {
            assert!(PLACES.contains(&place), "{place} of {:?}", *PLACES);
        }
    }
}
