//! Connections of a server with a socket: those that say nothing, and the end.

use crate::desk;

use desk::Desk;
use server::{App, Settings};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct Served {
    address: std::net::SocketAddr,
    stop: tokio::sync::oneshot::Sender<()>,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
    _desk: Desk,
}

impl Served {
    async fn with(settings: Settings) -> Self {
        let desk = Desk::open().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = App::new(Arc::clone(&desk.engine), desk.workspace.clone(), settings);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = tokio::spawn(server::serve(app, listener, async move {
            let _ = stopped.await;
        }));
        Self { address, stop, serving, _desk: desk }
    }

    /// Sends bytes as they are, and gives what comes back until the server has closed or said a whole answer.
    async fn ask(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // The server may close before all is sent: what it said counts.
        let _ = stream.write_all(bytes).await;
        answer(&mut stream).await
    }

    async fn end(self) {
        self.stop.send(()).unwrap();
        self.serving.await.unwrap().unwrap();
    }
}

async fn answer(stream: &mut TcpStream) -> String {
    let (mut text, mut piece) = (String::new(), [0; 4096]);
    loop {
        let n = stream.read(&mut piece).await.unwrap_or(0);
        text.push_str(&String::from_utf8_lossy(&piece[..n]));
        let length =
            text.to_lowercase().split("content-length: ").nth(1).map(|rest| {
                rest.split('\r').next().and_then(|digits| digits.parse::<usize>().ok()).unwrap_or(0)
            });
        let is_whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| length == Some(body.len()));
        if n == 0 || is_whole {
            return text;
        }
    }
}

fn local() -> Settings {
    Settings::new(Vec::<String>::new()).unwrap()
}

/// A head that is too long is answered at once, with a problem, however it comes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn heads_that_are_too_long_are_answered_at_once() {
    let served = Served::with(local()).await;
    let url = |n: usize| format!("GET /api/v1/setup?x={} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(n));
    let header =
        |n: usize| format!("GET /api/v1/setup HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(n));
    let many: String = (0..150).map(|n| format!("X-{n}: a\r\n")).collect();
    let cases = [
        (url(8_000), "200", "needs_first_member"),
        (url(9_000), "414", "url_too_long"),
        (url(70_000), "414", "url_too_long"),
        (url(1_000_000), "414", "url_too_long"),
        // The line that never ends.
        (format!("GET /{}", "a".repeat(9_000)), "414", "url_too_long"),
        (header(9_000), "200", "needs_first_member"),
        (header(31_000), "200", "needs_first_member"),
        (header(45_000), "431", "head_too_large"),
        (
            "GET /api/v1/setup HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n".to_owned(),
            "400",
            "two hosts",
        ),
        (header(70_000), "431", "head_too_large"),
        (header(1_000_000), "431", "head_too_large"),
        (format!("GET /api/v1/setup HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"), "431", "head_too_large"),
        ("\u{16}\u{3}\u{1} hello\r\n\r\n".to_owned(), "400", "not_http"),
    ];
    let begun = std::time::Instant::now();
    for (head, status, words) in &cases {
        let answer = served.ask(head.as_bytes()).await;
        let shown = &head[..head.len().min(60)];
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{shown} {}: {answer}", head.len());
        assert!(answer.contains(words), "{shown} {}: {answer}", head.len());
        assert!(*status == "200" || answer.contains("application/problem+json"), "{answer}");
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(10), "at once: {:?}", begun.elapsed());
    // By a length beside a coding the next request would begin within the body: none is read behind it.
    let two = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    stream.write_all(format!("{two}{}", url(10)).as_bytes()).await.unwrap();
    let mut said = String::new();
    let _ = stream.read_to_string(&mut said).await;
    assert!(said.contains("connection: close") && said.matches("HTTP/1.1 ").count() == 1, "{said}");
    // The second address of a connection is held to the same, and a body of one long line is no address.
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    stream.write_all(url(10).as_bytes()).await.unwrap();
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 200 "));
    let body = format!("{{\"email\":\"{}\",\"password\":\"x\"}}", "a".repeat(20_000));
    let head = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length:";
    stream.write_all(format!("{head} {}\r\n\r\n", body.len()).as_bytes()).await.unwrap();
    tokio::task::yield_now().await;
    stream.write_all(body.as_bytes()).await.unwrap();
    let said = answer(&mut stream).await;
    assert!(said.starts_with("HTTP/1.1 4") && !said.contains("url_too_long"), "{said}");
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    stream.write_all(url(10).as_bytes()).await.unwrap();
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 200 "));
    stream.write_all(format!("GET /{}", "a".repeat(9_000)).as_bytes()).await.unwrap();
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 414 "));
    served.end().await;
}

/// Who opens a connection and says nothing, or a byte now and then, is let go when the time of a head is over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_dawdles_is_let_go() {
    let head_time = std::time::Duration::from_millis(400);
    let served = Served::with(local().with_head_time(head_time)).await;
    let begun = std::time::Instant::now();
    let mut silent = TcpStream::connect(served.address).await.unwrap();
    let mut dripping = TcpStream::connect(served.address).await.unwrap();
    dripping.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let drip = async {
        // Each byte comes before the time is over, and the head never ends.
        while dripping.write_all(b"X").await.is_ok() && begun.elapsed() < 20 * head_time {
            let mut piece = [0; 64];
            let said = tokio::time::timeout(head_time / 8, dripping.read(&mut piece)).await;
            if matches!(said, Ok(Ok(0) | Err(_))) {
                break;
            }
        }
    };
    drip.await;
    assert_eq!(silent.read(&mut [0; 64]).await.unwrap_or(0), 0);
    assert!(begun.elapsed() < 10 * head_time, "{:?}", begun.elapsed());
    served.end().await;
}

/// Guesses are counted by where they come from, and nobody says that of themselves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_of_sign_ins_does_not_move_with_a_forged_header() {
    let guess = |forwarded: &str| {
        let body = r#"{"email":"ann@example.com","password":"a wrong one"}"#;
        format!(
            "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{forwarded}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let ends = async |settings: Settings, header: fn(usize) -> String| {
        let served = Served::with(settings).await;
        let mut last = String::new();
        for n in 0..9 {
            last = served.ask(guess(&header(n)).as_bytes()).await;
        }
        served.end().await;
        last[9..12].to_owned()
    };
    let proxied = || Settings::new(["shop.example"]).unwrap();
    let own = |n: usize| format!("X-Forwarded-For: 203.0.113.{n}\r\n");
    assert_eq!(ends(local(), own).await, "429", "not believed without --host");
    assert_eq!(ends(proxied(), own).await, "401", "nine clients of a proxy");
    assert_eq!(ends(proxied(), |n| format!("X-Forwarded-For: 203.0.113.{n}, 198.51.100.7\r\n")).await, "429");
    let two = |n: usize| format!("X-Forwarded-For: 203.0.113.{n}\r\nX-Forwarded-For: 198.51.100.7\r\n");
    assert_eq!(ends(proxied(), two).await, "429", "the last header is the proxy's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn running_requests_finish_and_idle_connections_do_not_hold_the_end_up() {
    let desk = Desk::open().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Settings::new(Vec::<String>::new()).unwrap();
    let app = App::new(Arc::clone(&desk.engine), desk.workspace.clone(), settings);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::serve(app, listener, async move {
        let _ = stopped.await;
    }));
    let mut asking = TcpStream::connect(address).await.unwrap();
    asking.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut answer = vec![0; 15];
    asking.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, b"HTTP/1.1 200 OK");
    let _silent = TcpStream::connect(address).await.unwrap();
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}
