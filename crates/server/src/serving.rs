//! Connections: so many at once, a head within its time, and an end that lets the running ones finish.

use crate::app::App;
use crate::heads::{MAX_HEAD_BYTES, NextHead, Parting, Watched, fault, is_last};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use hyper::body::Body as _;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

/// Connections at once. The usual limit of open files is 1,024, and store and lake need some.
const MAX_CONNECTIONS: usize = 512;

/// How long running requests may take once the server is to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// After a failure to accept, mostly for want of open files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Who speaks to us.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Serves until `stop` is done, then until the running requests are.
pub async fn run(
    app: &App,
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let (ending, end) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let (router, end, app) = (router.clone(), end.clone(), app.clone());
                tokio::spawn(async move {
                    app.counters().connection_opened();
                    converse(stream, Peer(from.ip()), router, app.head_time(), end).await;
                    app.counters().connection_closed();
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    let _ = ending.send(true);
    let n_places = u32::try_from(MAX_CONNECTIONS).unwrap_or(u32::MAX);
    if tokio::time::timeout(FAREWELL, places.acquire_many(n_places)).await.is_err() {
        tracing::warn!("some requests were still running and are cut off");
    }
    Ok(())
}

async fn converse(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    head_time: Duration,
    end: watch::Receiver<bool>,
) {
    // Small answers wait for no others.
    let _ = stream.set_nodelay(true);
    let parting = Parting::default();
    speak(stream, peer, router, head_time, end, parting.clone()).await;
    parting.take_leave().await;
}

async fn speak(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    head_time: Duration,
    mut end: watch::Receiver<bool>,
    parting: Parting<TcpStream>,
) {
    let next = NextHead::default();
    let watched = Watched::new(stream, next.clone(), parting);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(peer);
        next.begins(request.body().is_end_stream());
        let (refused, router) = (fault(&request), router.clone());
        // Nobody knows where the next request begins behind one that can be read in two ways.
        let is_last = refused.is_some() || is_last(&request);
        async move {
            let answer = match refused {
                Some(problem) => Ok(problem.into_response()),
                None => router.oneshot(request).await,
            };
            answer.map(|mut answer| {
                if is_last {
                    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                answer
            })
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head_time).max_buf_size(MAX_HEAD_BYTES);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(watched), service));
    tokio::select! {
        // A client that goes away or breaks the protocol is its own affair.
        _ = connection.as_mut() => return,
        _ = end.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
