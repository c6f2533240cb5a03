//! One person in several workspaces, and workspaces that are made and removed.

use crate::opening::raw;
use crate::separating::fill;
use crate::story::{at, open, other_ws, ws};
use governance::{Actor, Role};
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::{Member, NewMember, NewSession, NewWorkspace, Session, Store, StoreError};
use vocabulary::{DAY, WorkspaceId};

const ANN: &str = "ann@example.com";

async fn member(store: &Store, of: &WorkspaceId, email: &str, role: Role, hash: &str) -> Member {
    let new = NewMember { name: "Ann", email, role, password_hash: Some(hash) };
    store.create_member(of, new, at(0)).await.unwrap()
}

async fn session(store: &Store, of: &WorkspaceId, member: &Member, token: &str, minutes: i64) -> Session {
    let new = NewSession {
        token_hash: token,
        csrf_token: "csrf",
        member_id: &member.member_id,
        expires_at: at(0) + DAY,
        browser: "",
        password_hash: None,
    };
    store.create_session(of, new, at(minutes)).await.unwrap();
    store.session(token, at(minutes)).await.unwrap().unwrap()
}

fn actor(member: &Member) -> Actor {
    Actor::Member { id: member.member_id.clone(), role: member.role }
}

/// The workspaces a person is in, by id.
async fn seats(store: &Store, of: &WorkspaceId, member: &Member) -> Vec<String> {
    let found = store.seats_of(of, &member.member_id).await.unwrap();
    let mut names: Vec<String> = found.into_iter().map(|seat| seat.workspace.to_string()).collect();
    names.sort();
    names
}

pub async fn an_address_alone_is_nobody(address: &str) {
    let store = open(address).await;
    let here = member(&store, &ws(), ANN, Role::Marketer, "hash").await;
    // Whoever keeps members there wrote her address down and chose a password for it.
    let there = member(&store, &other_ws(), ANN, Role::Admin, "another").await;
    assert_eq!(seats(&store, &ws(), &here).await, ["peach-state"]);
    assert_eq!(seats(&store, &other_ws(), &there).await, ["other-brand"]);
    for (of, who, to, token) in [(ws(), &here, other_ws(), "a"), (other_ws(), &there, ws(), "b")] {
        let from = session(&store, &of, who, token, 1).await;
        assert_eq!(store.move_session(&from, &to, ("new", "csrf-2"), at(2)).await.unwrap(), None);
        assert!(store.session(token, at(2)).await.unwrap().is_some(), "a refused move ends nothing");
    }
    // Another address with the same hash is another person, too.
    let eve = member(&store, &other_ws(), "eve@example.com", Role::Admin, "hash").await;
    assert_eq!(seats(&store, &other_ws(), &eve).await, ["other-brand"]);
    // Only what was proved makes them one: the hash that was looked at, and no other.
    let mut all = store.seats_by_email("Ann@Example.com ").await.unwrap();
    assert_eq!(all.len(), 2);
    for seat in &mut all {
        seat.password_hash = vocabulary::Redacted::new("a hash of yesterday".to_owned());
    }
    store.join_seats(ANN, &all, "hash", at(2)).await.unwrap();
    assert_eq!(seats(&store, &ws(), &here).await, ["peach-state"]);
    let all = store.seats_by_email(ANN).await.unwrap();
    store.join_seats(ANN, &all, "hash", at(2)).await.unwrap();
    assert_eq!(seats(&store, &ws(), &here).await, ["other-brand", "peach-state"]);
    for of in [ws(), other_ws()] {
        assert!(store.audit_report(&of, None).await.unwrap().holds(), "{of}");
    }
}

pub async fn a_session_goes_along_and_stays_one(address: &str) {
    let store = open(address).await;
    let here = member(&store, &ws(), ANN, Role::Marketer, "hash").await;
    let there = member(&store, &other_ws(), ANN, Role::Admin, "hash").await;
    let keeper = member(&store, &other_ws(), "keeper@example.com", Role::Admin, "k").await;
    let from = session(&store, &ws(), &here, "token", 1).await;
    let went = store.move_session(&from, &other_ws(), ("token-2", "csrf-2"), at(3)).await.unwrap();
    assert_eq!(went.map(|member| member.member_id), Some(there.member_id.clone()));
    assert!(store.session("token", at(3)).await.unwrap().is_none(), "the earlier token opens nothing");
    let now = store.session("token-2", at(3)).await.unwrap().unwrap();
    assert_eq!((&now.workspace, now.csrf_token.expose().as_str()), (&other_ws(), "csrf-2"));
    // It did not begin anew: it ends when it would have, and counts from when the password was given.
    assert_eq!((now.created_at, now.expires_at), (from.created_at, from.expires_at));
    assert_eq!(store.sessions_of(&ws(), &here.member_id, at(3)).await.unwrap().len(), 1, "seen from both");
    let back = store.move_session(&now, &ws(), ("token-3", "csrf-3"), at(4)).await.unwrap();
    assert_eq!(back.map(|member| member.member_id), Some(here.member_id.clone()));
    // An admin there ends her sessions, as when a machine is lost: the one that is elsewhere does not lead back.
    store.end_sessions_of_member(&other_ws(), &there.member_id, &actor(&keeper), at(5)).await.unwrap();
    let from = store.session("token-3", at(6)).await.unwrap().unwrap();
    assert_eq!(store.move_session(&from, &other_ws(), ("x", "y"), at(6)).await.unwrap(), None);
    let fresh = session(&store, &ws(), &here, "fresh", 7).await;
    assert!(store.move_session(&fresh, &other_ws(), ("x", "y"), at(8)).await.unwrap().is_some());
    // Who was removed there has no seat there.
    store.remove_member(&other_ws(), &there.member_id, &actor(&keeper), at(9)).await.unwrap();
    let last = session(&store, &ws(), &here, "last", 10).await;
    assert_eq!(store.move_session(&last, &other_ws(), ("z", "y"), at(11)).await.unwrap(), None);
    assert_eq!(seats(&store, &ws(), &here).await, ["peach-state"]);
}

pub async fn a_password_is_changed_wherever_it_holds(address: &str) {
    let store = open(address).await;
    let here = member(&store, &ws(), ANN, Role::Admin, "hash").await;
    let there = member(&store, &other_ws(), ANN, Role::Admin, "hash").await;
    for (of, who, token) in [(ws(), &here, "here"), (ws(), &here, "phone"), (other_ws(), &there, "there")] {
        session(&store, &of, who, token, 1).await;
    }
    store.change_password(&ws(), &here.member_id, ("hash", "new"), "here", at(2)).await.unwrap();
    for (token, is_open) in [("here", true), ("phone", false), ("there", false)] {
        assert_eq!(store.session(token, at(2)).await.unwrap().is_some(), is_open, "{token}");
    }
    assert_eq!(seats(&store, &ws(), &here).await, ["other-brand", "peach-state"]);
    for of in [ws(), other_ws()] {
        let told = store.audit_entries(&of, i64::MAX, 9).await.unwrap().items;
        assert!(told.iter().any(|told| told.entry.action == "member.password_changed"), "{of}");
        assert!(store.audit_report(&of, None).await.unwrap().holds(), "{of}");
    }
    // A reset by an admin there takes her apart: what they know opens theirs alone.
    store.make_member_link(&other_ws(), &there.member_id, "link", &actor(&there), at(3)).await.unwrap();
    assert_eq!(store.workspace_of_link("link").await.unwrap(), other_ws());
    store.use_member_link(&other_ws(), "link", None, "of the admin", at(3)).await.unwrap();
    assert_eq!(seats(&store, &ws(), &here).await, ["peach-state"]);
    let other = store.member(&other_ws(), &there.member_id).await.unwrap();
    assert_eq!(other.password_hash.unwrap().expose(), "of the admin");
}

pub async fn a_workspace_is_made_by_an_admin(address: &str) {
    let store = open(address).await;
    let ann = member(&store, &ws(), ANN, Role::Admin, "hash").await;
    let ben = member(&store, &ws(), "ben@example.com", Role::Leader, "hash-2").await;
    let id = store.free_workspace("shop").await.unwrap();
    let new = NewWorkspace { workspace: &id, name: "Shop", seed: None };
    let refused = store.make_workspace(new, (&ws(), &ben.member_id), at(1)).await.unwrap_err();
    assert!(refused.to_string().contains("role `leader` may not make workspaces"), "{refused}");
    let made = store.make_workspace(new, (&ws(), &ann.member_id), at(1)).await.unwrap();
    assert_eq!((made.name.as_str(), made.is_simulated), ("Shop", false));
    assert_eq!(seats(&store, &ws(), &ann).await, ["peach-state", "shop"]);
    let again = store.make_workspace(new, (&ws(), &ann.member_id), at(1)).await;
    assert!(matches!(again, Err(StoreError::Taken { .. })));
    assert_eq!(store.free_workspace("shop").await.unwrap().as_str(), "shop-2");
    for of in [&ws(), &id] {
        let told = store.audit_entries(of, i64::MAX, 9).await.unwrap().items;
        assert!(told.iter().any(|told| told.entry.action == "workspace.made"), "{of}");
        assert!(store.audit_report(of, None).await.unwrap().holds(), "{of}");
    }
}

/// Every table that has rows of workspaces, as the database itself names them.
async fn tables(address: &str) -> Vec<String> {
    if address.starts_with("sqlite:") {
        let mut c = SqliteConnection::connect(address).await.unwrap();
        let sql = "select t.name from sqlite_master t join pragma_table_info(t.name) c
                   where t.type = 'table' and c.name = 'workspace' order by t.name";
        return sqlx::query_scalar(sql).fetch_all(&mut c).await.unwrap();
    }
    let mut c = PgConnection::connect(address).await.unwrap();
    let sql = "select table_name::text from information_schema.columns
               where column_name = 'workspace' and table_schema = current_schema() order by table_name";
    sqlx::query_scalar(sql).fetch_all(&mut c).await.unwrap()
}

async fn rows_of(address: &str, workspace: &WorkspaceId) -> Vec<(String, i64)> {
    let mut found = Vec::new();
    for table in tables(address).await {
        let n = raw(address, &format!("select count(*) from {table} where workspace = '{workspace}'")).await;
        found.push((table, n));
    }
    found
}

pub async fn a_removed_workspace_leaves_no_row(address: &str) {
    let store = open(address).await;
    let boss = member(&store, &other_ws(), "boss@example.com", Role::Admin, "hash").await;
    let id = WorkspaceId::new("demo").unwrap();
    let new = NewWorkspace { workspace: &id, name: "Demo", seed: Some(7) };
    store.make_workspace(new, (&other_ws(), &boss.member_id), at(0)).await.unwrap();
    for of in [id.clone(), other_ws()] {
        fill(&store, &of).await;
    }
    let there = store.member_by_email(&id, "boss@example.com").await.unwrap().unwrap();
    session(&store, &id, &there, "token", 1).await;
    let (before, others) = (rows_of(address, &id).await, rows_of(address, &other_ws()).await);
    let n_filled = before.iter().filter(|(_, n)| 0 < *n).count();
    assert!(20 < n_filled, "{before:?}");
    let leader = member(&store, &id, "leader@example.com", Role::Leader, "h").await;
    let refused = store.remove_workspace(&id, &actor(&leader), at(9)).await.unwrap_err().to_string();
    assert!(refused.contains("role `leader` may not"), "{refused}");
    let real = store.remove_workspace(&other_ws(), &actor(&boss), at(9)).await.unwrap_err().to_string();
    assert!(real.contains("is not simulated"), "{real}");
    let problems = async || store.audit_report(&other_ws(), None).await.unwrap().problems();
    let problems_before = problems().await;
    let removed = store.remove_workspace(&id, &actor(&there), at(9)).await.unwrap();
    assert_eq!(removed.told_in, Some(other_ws()));
    let left: Vec<_> = rows_of(address, &id).await.into_iter().filter(|(_, n)| *n != 0).collect();
    assert_eq!(left, []);
    assert!(store.session("token", at(9)).await.unwrap().is_none());
    // The other one has what it had, and one entry that says who removed it and where the chain ended.
    let now = rows_of(address, &other_ws()).await;
    let changed: Vec<_> = now.iter().zip(&others).filter(|(now, before)| now != before).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    let told = store.audit_entries(&other_ws(), i64::MAX, 1).await.unwrap().items.remove(0).entry;
    assert_eq!((told.action.as_str(), told.subject.as_str()), ("workspace.removed", "workspace:demo"));
    assert_eq!(told.actor, actor(&boss).to_string(), "who she is there");
    assert!(told.body.contains(&format!("\"chain_ended_at\":\"{}:", removed.n_entries)), "{}", told.body);
    // What is filled in here is not all told of; the removal adds nothing to it.
    assert_eq!(problems().await, problems_before);
    // Its name is not given again: who runs elsewhere remembers by it which rows they know.
    let again = store.ensure_workspace(&id, "Demo", true, Some(7), at(9)).await;
    assert!(matches!(again, Err(StoreError::Removed { .. })));
    assert_eq!(store.free_workspace("demo").await.unwrap().as_str(), "demo-2");
    let unfinished = store.unfinished_removals().await.unwrap();
    assert_eq!(unfinished.len(), 1);
    store.finish_removal(&id).await.unwrap();
    assert_eq!(store.unfinished_removals().await.unwrap(), []);
}
