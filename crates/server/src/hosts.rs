//! Under which names this server is asked, and from which pages.
//!
//! A page on the web can point its own name at 127.0.0.1 and then speak to a server there as if it were its own
//! (DNS rebinding). The name it asks by gives it away.

use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The names this server answers to: those of this machine's loopback, and those that were given.
#[derive(Debug, Clone, Default)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// Allows `names` beside the loopback names. A port in a name is not looked at.
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let names = names.into_iter().map(|name| name_of(name.as_ref()));
        Self(names.filter(|name| !name.is_empty()).collect())
    }

    /// True when `authority` (`host` or `host:port`) is one of them.
    pub fn allow(&self, authority: &str) -> bool {
        let name = name_of(authority);
        let is_loopback = name == "localhost"
            || name.ends_with(".localhost")
            || name.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
            || name.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback());
        is_loopback || self.0.contains(&name)
    }
}

/// The host of an authority, in small letters, without port, brackets and the dot of the root.
fn name_of(authority: &str) -> String {
    let authority = authority.trim();
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None if authority.parse::<IpAddr>().is_ok() => authority,
        None => authority.rsplit_once(':').map_or(authority, |(host, port)| {
            if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { authority }
        }),
    };
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Refuses what is asked by another name with 421, and what another page wants changed with 403.
///
/// Probes of `/health` and `/ready` come by address and learn nothing.
pub async fn check(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path == "/health" || path == "/ready" {
        return next.run(request).await;
    }
    if !asked(&request).is_some_and(|host| hosts.allow(host)) {
        let detail = "this server does not answer to the name it was asked by";
        return Problem::new(StatusCode::MISDIRECTED_REQUEST, "unknown_host", detail)
            .hint("name it with `truelift serve --host NAME` or in TRUELIFT_HOSTS")
            .into_response();
    }
    let is_collection = path.starts_with("/v1/");
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !is_collection && !is_reading && !is_own_page(request.headers(), &hosts) {
        let detail = "the request comes from a page of another site";
        return Problem::new(StatusCode::FORBIDDEN, "other_origin", detail)
            .hint("use the page that this server gives")
            .into_response();
    }
    next.run(request).await
}

fn asked(request: &Request) -> Option<&str> {
    if let Some(authority) = request.uri().authority() {
        return Some(authority.as_str());
    }
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    hosts.next().is_none().then_some(host)
}

/// A browser tells the page's origin with everything that may change something; a program tells none.
fn is_own_page(headers: &HeaderMap, hosts: &Hosts) -> bool {
    let is_cross_site = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    let origin = match headers.get(header::ORIGIN).map(|origin| origin.to_str()) {
        None => None,
        Some(Ok(origin)) => Some(origin),
        Some(Err(_)) => return false,
    };
    let is_known = |origin: &str| origin.split_once("://").is_some_and(|(_, host)| hosts.allow(host));
    !is_cross_site && origin.is_none_or(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_port_and_case() {
        let hosts = Hosts::new(["Shop.Example:8443", "10.0.0.7"]);
        for host in [
            "localhost",
            "localhost:8420",
            "LOCALHOST",
            "app.localhost",
            "127.0.0.1:1",
            "127.1.2.3",
            "[::1]:8420",
            "::1",
            "shop.example",
            "shop.example.:443",
            "10.0.0.7:80",
        ] {
            assert!(hosts.allow(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "evil.example:127.0.0.1",
            "127.0.0.1.evil.example",
            "127.0.0.1@evil.example",
            "sub.shop.example",
            "0.0.0.0",
            "10.0.0.8",
            "[::2]",
        ] {
            assert!(!hosts.allow(host), "{host}");
        }
    }
}
