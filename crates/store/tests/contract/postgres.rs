use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Starts the server, says so, and waits for its standard input to close: that happens when the test ends in
/// whatever way, so that no server outlives its test. Then it stops the server and removes its folder.
/// Nothing of this server must survive a power cut, so it does not wait for the disk.
const SCRIPT: &str = r#"
bin=$1; folder=$2; port=$3
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
cd "$folder"
finish() { as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder"; }
trap finish EXIT
as_owner "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 \
  || { cat "$folder/initdb.log" >&2; exit 1; }
as_owner "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/data/server.log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off" start >/dev/null \
  || { cat "$folder/data/server.log" >&2; exit 1; }
echo ready
cat >/dev/null
"#;

/// A PostgreSQL server which lives as long as this value.
pub struct Server {
    script: Child,
    port: u16,
}

impl Server {
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("truelift-postgres-").tempdir().unwrap().keep();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut script = Command::new("bash")
            .args(["-c", SCRIPT, "postgres-for-tests"])
            .args([bin(), folder])
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(script.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim(), "ready", "PostgreSQL did not start; its words are above");
        Self { script, port }
    }

    /// Makes an empty database and gives its address.
    pub async fn database(&self, name: &str) -> String {
        let address = |name: &str| format!("postgres://postgres:secret@127.0.0.1:{}/{name}", self.port);
        let mut admin = PgConnection::connect(&address("postgres")).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut admin).await.unwrap();
        address(name)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

/// The newest server that Debian's package installed.
fn bin() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let bins = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists());
    bins.max()
        .expect("PostgreSQL is not installed: run `apt-get install postgresql`, or `make test`, which does")
}
