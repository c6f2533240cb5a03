use crate::story::{at, open, ws};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use store::{Store, StoreError};

/// Runs one statement behind the store's back; gives the first column of its first row, or 0.
pub async fn raw(address: &str, sql: &str) -> i64 {
    let sql = AssertSqlSafe(sql.to_owned());
    let row = if address.starts_with("sqlite:") {
        let mut c = SqliteConnection::connect(address).await.unwrap();
        sqlx::query_scalar::<_, i64>(sql).fetch_optional(&mut c).await
    } else {
        let mut c = PgConnection::connect(address).await.unwrap();
        sqlx::query_scalar::<_, i64>(sql).fetch_optional(&mut c).await
    };
    row.unwrap().unwrap_or(0)
}

pub async fn opens_twice_and_keeps_what_was_written(address: &str) {
    let store = open(address).await;
    store.put_setting(&ws(), "now", &json!("2026-09-15T14:00:00Z")).await.unwrap();
    store.close().await;
    let n_migrations = raw(address, "select count(*) from migration").await;
    let again = Store::open(address).await.unwrap();
    assert_eq!(again.setting(&ws(), "now").await.unwrap(), Some(json!("2026-09-15T14:00:00Z")));
    assert!(0 < n_migrations);
    assert_eq!(raw(address, "select count(*) from migration").await, n_migrations, "each runs once");
}

pub async fn refuses_a_store_of_another_program(address: &str) {
    open(address).await.close().await;
    for change in [
        "update migration set digest = 'other' where version = 1",
        "insert into migration (version, digest) values (99, 'newer')",
    ] {
        raw(address, change).await;
        assert!(matches!(Store::open(address).await.err(), Some(StoreError::Migration { .. })), "{change}");
    }
}

pub async fn two_processes_migrate_one_store(address: &str) {
    let opened = (0..6).map(|_| {
        let address = address.to_owned();
        tokio::spawn(async move { Store::open(&address).await })
    });
    for store in opened {
        let store = store.await.unwrap().unwrap();
        store.ensure_workspace(&ws(), "Peach State Provisions", true, Some(7), at(0)).await.unwrap();
    }
}
