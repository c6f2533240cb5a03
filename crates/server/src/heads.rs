//! The heads of requests, before and after hyper reads them: a line that is too long is answered at once, and what
//! hyper refuses is said as a problem.
//!
//! hyper waits for a head to end or to fill its buffer, and refuses one without a word. So the bytes pass through
//! here: the first line of a head is counted as it comes, and a bare refusal is written out.

use crate::problem::Problem;
use axum::http::{StatusCode, header};
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};

/// How long a head may take, and how long a connection may be idle: who opens many and says nothing is let go.
pub const HEAD_TIME: Duration = Duration::from_secs(15);

/// Bytes of an address with its query. Browsers and proxies stop at 8 KB as well.
pub const MAX_URL_BYTES: usize = 8 * 1024;

/// Bytes of the first line: the address between the longest method and the version.
const MAX_LINE_BYTES: usize = MAX_URL_BYTES + 32;

/// Bytes of a head, hyper's smallest buffer being 8 KB.
pub const MAX_HEAD_BYTES: usize = 32 * 1024;

/// What is still read after a refusal, so that the answer is not lost: closing with bytes unread resets the
/// connection.
const N_DRAINED: usize = 2 * 1024 * 1024;

/// How long writing the answer and that may take.
const PARTING_TIME: Duration = Duration::from_secs(2);

/// Says that the request which is being answered has no body: what comes next is another head.
#[derive(Clone, Default)]
pub struct NextHead(Arc<AtomicBool>);

impl NextHead {
    /// To be called once per request, with whether its body is empty.
    pub fn begins(&self, is_empty: bool) {
        self.0.store(is_empty, Ordering::Release);
    }
}

/// Where in a request the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the first line, after so many bytes of it.
    FirstLine(usize),
    /// In a later line of the head, after so many bytes of it, line ends not counted.
    Head(usize),
    /// After the head: in a body, or where nobody knows.
    Beyond,
    /// Right after a head, with nothing of what follows read yet.
    End,
}

/// A connection whose heads are watched.
pub struct Watched<S> {
    inner: Option<S>,
    place: Place,
    next: NextHead,
    refused: Option<StatusCode>,
    parting: Parting<S>,
}

/// Where a refused connection is left once hyper has let go of it, with the answer that is owed.
pub struct Parting<S>(Arc<Mutex<Option<(S, StatusCode)>>>);

impl<S> Clone for Parting<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> Default for Parting<S> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Parting<S> {
    /// Answers a head that was refused, if one was, and lets the client finish speaking for a moment.
    pub async fn take_leave(&self) {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((mut stream, status)) = left else { return };
        let part = async {
            stream.write_all(&refusal(status)).await?;
            stream.shutdown().await?;
            let (mut scratch, mut n_drained) = ([0; 8 * 1024], 0);
            while n_drained < N_DRAINED {
                match stream.read(&mut scratch).await? {
                    0 => break,
                    n => n_drained += n,
                }
            }
            io::Result::Ok(())
        };
        // A client that does not listen to its refusal is its own affair.
        let _ = tokio::time::timeout(PARTING_TIME, part).await;
    }
}

impl<S> Drop for Watched<S> {
    fn drop(&mut self) {
        if let (Some(inner), Some(status)) = (self.inner.take(), self.refused) {
            *self.parting.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((inner, status));
        }
    }
}

/// The connection is there until it is dropped; an error all the same, for there is no panic here.
fn gone() -> io::Error {
    io::ErrorKind::NotConnected.into()
}

impl<S> Watched<S> {
    /// Watches a connection from its first byte on.
    pub fn new(inner: S, next: NextHead, parting: Parting<S>) -> Self {
        Self { inner: Some(inner), place: Place::FirstLine(0), next, refused: None, parting }
    }

    /// Follows what was read; false when a first line is longer than it may be.
    fn follow(&mut self, bytes: &[u8]) -> bool {
        if self.place == Place::End && !bytes.is_empty() {
            let is_head = self.next.0.swap(false, Ordering::AcqRel);
            self.place = if is_head { Place::FirstLine(0) } else { Place::Beyond };
        }
        for (at, byte) in bytes.iter().enumerate() {
            self.place = match (self.place, byte) {
                // Empty lines before a request are allowed. Source: RFC 9112, 2.2.
                (Place::FirstLine(0), b'\r' | b'\n') => Place::FirstLine(0),
                (Place::FirstLine(_), b'\n') => Place::Head(0),
                (Place::FirstLine(n), _) if MAX_LINE_BYTES <= n => return false,
                (Place::FirstLine(n), _) => Place::FirstLine(n + 1),
                (Place::Head(0), b'\n') if at + 1 == bytes.len() => Place::End,
                (Place::Head(0), b'\n') => Place::Beyond,
                (Place::Head(_), b'\n') => Place::Head(0),
                (Place::Head(n), b'\r') => Place::Head(n),
                (Place::Head(n), _) => Place::Head(n.saturating_add(1)),
                (place, _) => return matches!(place, Place::Beyond | Place::End),
            };
        }
        true
    }
}

/// Why a head that hyper read is refused: it is longer than it may be, since hyper counts what it reads at once, or two
/// readers of it could find two hosts.
///
/// Source: RFC 9112, 3.2.
pub fn fault<B>(request: &axum::http::Request<B>) -> Option<Problem> {
    let headers = request.headers();
    // Each with its colon, its blank and the end of its line.
    let n_bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    let n_url = request.uri().path_and_query().map_or(1, |path| path.as_str().len());
    if MAX_HEAD_BYTES < n_bytes + n_url {
        return Some(problem(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE));
    }
    let is_of_two = headers.get_all(header::HOST).iter().nth(1).is_some();
    is_of_two.then(|| {
        Problem::new(StatusCode::BAD_REQUEST, "not_http", "the head names two hosts; send one `Host`")
    })
}

/// Whether a request may be the last of its connection alone: its body ends where a coding says. A length beside that is
/// gone before hyper shows the head, and who stands in front of this server may have gone by the length.
///
/// Source: RFC 9112, 6.3: the connection must be closed after such a request.
pub fn is_last<B>(request: &axum::http::Request<B>) -> bool {
    request.headers().contains_key(header::TRANSFER_ENCODING)
}

/// What is said of a head that is refused.
pub fn problem(status: StatusCode) -> Problem {
    match status {
        StatusCode::URI_TOO_LONG => {
            Problem::new(status, "url_too_long", format!("the address is longer than {MAX_URL_BYTES} bytes"))
                .hint("ask for less at once, or send it as a body where the API takes one")
        }
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Problem::new(
            status,
            "head_too_large",
            "the headers are more or longer than this server reads",
        )
        .hint("send fewer and shorter headers; cookies of other programs under this name may be the cause"),
        _ => Problem::new(StatusCode::BAD_REQUEST, "not_http", "this is no request of HTTP/1.1")
            .hint("this server speaks HTTP without TLS: put a proxy in front of it for HTTPS"),
    }
}

fn refusal(status: StatusCode) -> Vec<u8> {
    let problem = problem(status);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
    // A problem is text and numbers: it can always be written.
    let body = serde_json::to_string(&problem).unwrap_or_default();
    format!(
        "HTTP/1.1 {} {}\r\ncontent-type: application/problem+json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        status.as_u16(),
        status.canonical_reason().unwrap_or("Error"),
        body.len()
    )
    .into_bytes()
}

/// The status of an answer that hyper made itself: one without a body, and no route of ours gives such a one.
fn bare_refusal(bytes: &[u8]) -> Option<StatusCode> {
    let head = std::str::from_utf8(bytes).ok()?;
    let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let status = StatusCode::from_u16(status).ok()?;
    let is_ours = head.to_ascii_lowercase().contains("\r\ncontent-type:");
    let is_refusal = matches!(
        status,
        StatusCode::URI_TOO_LONG | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE | StatusCode::BAD_REQUEST
    );
    (is_refusal && !is_ours).then_some(status)
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // For hyper the client of a refused head has gone.
        if this.refused.is_some() {
            return Poll::Ready(Ok(()));
        }
        let n_before = buf.filled().len();
        let inner = this.inner.as_mut().ok_or_else(gone)?;
        ready!(Pin::new(inner).poll_read(cx, buf))?;
        if !this.follow(buf.filled().get(n_before..).unwrap_or_default()) {
            buf.set_filled(n_before);
            this.refused = Some(StatusCode::URI_TOO_LONG);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.refused = this.refused.or_else(|| bare_refusal(bytes));
        if this.refused.is_some() {
            return Poll::Ready(Ok(bytes.len()));
        }
        Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.refused.is_some() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    fn follow(pieces: &[&[u8]]) -> (bool, Watched<()>) {
        let mut watched = Watched::new((), NextHead::default(), Parting::default());
        let is_sound = pieces.iter().all(|piece| watched.follow(piece));
        (is_sound, watched)
    }

    #[test]
    fn a_first_line_is_counted_across_pieces_and_a_body_never() {
        let line = [b'a'; MAX_LINE_BYTES + 1];
        let half = &line[..MAX_LINE_BYTES / 2 + 2];
        for (pieces, is_sound) in [
            (vec![&line[..]], false),
            (vec![half, half], false),
            (vec![b"GET / HTTP/1.1\r\n\r\n", &line[..]], true),
            (vec![b"POST / HTTP/1.1\r\nA: b\r\n\r\n", &line[..]], true),
            (vec![b"POST / HTTP/1.1\r\nA: b\r\n\r\nbody", &line[..]], true),
            (vec![b"POST / HTTP/1.1\r\nA: ", &line[..]], true),
            (vec![b"\r\n\r\nGET / HTTP/1.1\r\n", &line[..]], true),
            (vec![b"\r\n\r\n", &line[..]], false),
        ] {
            assert_eq!(follow(&pieces).0, is_sound, "{:?}", pieces[0].len());
        }
    }

    #[test]
    fn the_next_head_is_counted_after_a_request_without_body() {
        let line = [b'a'; MAX_LINE_BYTES + 1];
        let (_, mut watched) = follow(&[b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"]);
        watched.next.begins(true);
        assert!(!watched.follow(&line));
        // What was sent along already is not known to be a head.
        let (_, mut watched) = follow(&[b"GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\n\r\n"]);
        watched.next.begins(true);
        assert!(watched.follow(&line));
    }

    #[test]
    fn a_head_that_can_be_read_in_two_ways_is_refused() {
        let status = |headers: &[(&str, &str)]| {
            let mut request = axum::http::Request::get("/api/v1/home?x=1");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            request.body(()).ok().and_then(|request| fault(&request)).map(|problem| problem.status)
        };
        let long = "a".repeat(16 * 1024);
        for (headers, expect) in [
            (vec![("host", "a"), ("content-length", "3")], None),
            (vec![("host", "a"), ("host", "a")], Some(400)),
            (vec![("cookie", long.as_str())], None),
            (vec![("cookie", long.as_str()), ("x-a", long.as_str())], Some(431)),
        ] {
            assert_eq!(
                status(&headers),
                expect,
                "{:?}",
                headers.iter().map(|(name, _)| name).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn only_bare_refusals_are_written_out() {
        for (head, expect) in [
            (
                "HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
                true,
            ),
            ("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n", true),
            ("HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\n\r\n{}", false),
            ("HTTP/1.1 204 No Content\r\n\r\n", false),
            ("{\"x\":1}", false),
        ] {
            assert_eq!(bare_refusal(head.as_bytes()).is_some(), expect, "{head}");
        }
    }
}
