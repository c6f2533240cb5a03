//! Connections of a server with a socket: those that say nothing, and the end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desk;

use desk::Desk;
use server::{App, Settings};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

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
