//! Members come, change and go.

use crate::opening::raw;
use crate::story::{at, open, other_ws, ws};
use governance::{Actor, Role};
use store::{Ending, LinkKind, Member, NewMember, NewSession, Store, StoreError};
use vocabulary::{DAY, Timestamp};

fn new<'a>(email: &'a str, role: Role, password_hash: Option<&'a str>) -> NewMember<'a> {
    NewMember { name: "Somebody", email, role, password_hash }
}

fn actor(member: &Member) -> Actor {
    Actor::Member { id: member.member_id.clone(), role: member.role }
}

async fn admin(store: &Store, email: &str) -> Member {
    store.create_member(&ws(), new(email, Role::Admin, Some("hash")), at(0)).await.unwrap()
}

async fn sign_in(
    store: &Store,
    member: &Member,
    token_hash: &str,
    password_hash: &str,
) -> Result<(), StoreError> {
    let session = NewSession {
        token_hash,
        csrf_token: "csrf",
        member_id: &member.member_id,
        expires_at: at(0) + DAY.times(14),
        browser: "Firefox",
        password_hash: Some(password_hash),
    };
    store.create_session(&ws(), session, at(1)).await
}

async fn is_in(store: &Store, token_hash: &str) -> bool {
    store.session(token_hash, at(2)).await.unwrap().is_some()
}

async fn actions(store: &Store) -> Vec<(String, String)> {
    let page = store.audit_entries(&ws(), i64::MAX, 100).await.unwrap();
    let told = page.items.into_iter().map(|told| (told.entry.actor, told.entry.action));
    told.filter(|(_, action)| action.starts_with("member.")).collect()
}

fn words<T: std::fmt::Debug>(result: Result<T, StoreError>) -> String {
    result.unwrap_err().to_string()
}

pub async fn who_is_invited_joins_once(address: &str) {
    let store = open(address).await;
    let ann = admin(&store, "ann@example.com").await;
    let (ben, link) = store
        .invite_member(&ws(), new("Ben@example.com", Role::Brand, None), "link", &actor(&ann), at(1))
        .await
        .unwrap();
    assert_eq!((link.kind, link.expires_at), (LinkKind::Invite, at(1) + DAY.times(7)));
    assert!(!ben.can_sign_in());
    let (found, link) = store.member_link(&ws(), "link", at(2)).await.unwrap();
    assert_eq!((found.email.as_str(), link.made_by), ("ben@example.com", actor(&ann).to_string()));
    assert!(words(store.member_link(&other_ws(), "link", at(2)).await).contains("not known"));
    let joined = store.use_member_link(&ws(), "link", Some("Ben Ito"), "ben's", at(3)).await.unwrap();
    assert_eq!((joined.name.as_str(), joined.can_sign_in()), ("Ben Ito", true));
    assert!(words(store.use_member_link(&ws(), "link", None, "eve's", at(4)).await).contains("used already"));
    let taken =
        store.invite_member(&ws(), new("ben@example.com", Role::Legal, None), "x", &actor(&ann), at(4)).await;
    assert!(matches!(taken, Err(StoreError::Taken { .. })));
    let by_ben =
        store.invite_member(&ws(), new("c@example.com", Role::Legal, None), "x", &actor(&ben), at(4)).await;
    assert_eq!(words(by_ben), "role `brand` may not invite, change and remove members: ask an admin");
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
}

pub async fn links_are_taken_back_and_run_out(address: &str) {
    let store = open(address).await;
    let ann = admin(&store, "ann@example.com").await;
    let by = actor(&ann);
    // Who was made by the command line without a password is invited in the same way.
    let cleo = store.create_member(&ws(), new("cleo@example.com", Role::Legal, None), at(0)).await.unwrap();
    for hash in ["first", "second"] {
        let (_, link) = store.make_member_link(&ws(), &cleo.member_id, hash, &by, at(1)).await.unwrap();
        assert_eq!(link.kind, LinkKind::Invite);
    }
    assert!(words(store.member_link(&ws(), "first", at(2)).await).contains("taken back"));
    assert_eq!(store.open_member_links(&ws(), at(2)).await.unwrap().len(), 1);
    let late = at(1) + DAY.times(7);
    assert!(words(store.member_link(&ws(), "second", late).await).contains("older than 7 days"));
    assert!(
        words(store.use_member_link(&ws(), "second", None, "h", late).await).contains("older than 7 days")
    );
    store.take_back_member_link(&ws(), &cleo.member_id, &by, at(2)).await.unwrap();
    assert!(words(store.use_member_link(&ws(), "second", None, "h", at(3)).await).contains("taken back"));
    let again = store.take_back_member_link(&ws(), &cleo.member_id, &by, at(3)).await;
    assert!(matches!(again, Err(StoreError::Missing { .. })));
    store.make_member_link(&ws(), &cleo.member_id, "third", &by, at(3)).await.unwrap();
    store.remove_member(&ws(), &cleo.member_id, &by, at(4)).await.unwrap();
    assert!(words(store.use_member_link(&ws(), "third", None, "h", at(5)).await).contains("taken back"));
    assert!(words(store.make_member_link(&ws(), &cleo.member_id, "x", &by, at(5)).await).contains("removed"));
}

pub async fn two_joins_by_one_link_are_one(address: &str) {
    let store = open(address).await;
    let ann = admin(&store, "ann@example.com").await;
    let ben = new("ben@example.com", Role::Brand, None);
    store.invite_member(&ws(), ben, "link", &actor(&ann), at(1)).await.unwrap();
    let join = |password: &'static str| {
        let store = store.clone();
        tokio::spawn(async move { store.use_member_link(&ws(), "link", None, password, at(2)).await })
    };
    let tries = [join("one"), join("two"), join("three"), join("four")];
    let mut n_joined = 0;
    for tried in tries {
        match tried.await.unwrap() {
            Ok(_) => n_joined += 1,
            Err(error) => assert!(matches!(error, StoreError::Link { .. }), "{error}"),
        }
    }
    assert_eq!(n_joined, 1);
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
}

pub async fn an_admin_who_can_sign_in_stays(address: &str) {
    let store = open(address).await;
    let script = new("script@example.com", Role::Marketer, None);
    let script = store.create_member(&ws(), script, at(0)).await.unwrap();
    // While no admin can sign in, whoever has the data folder makes the first.
    let first = new("ann@example.com", Role::Admin, None);
    let (ann, _) = store.invite_member(&ws(), first, "link", &actor(&script), at(1)).await.unwrap();
    store.use_member_link(&ws(), "link", None, "hash", at(1)).await.unwrap();
    let by = actor(&ann);
    let refused = store.set_role(&ws(), &script.member_id, Role::Brand, &actor(&script), at(2)).await;
    assert!(words(refused).contains("ask an admin"));
    // An admin without a password is none who could undo it.
    store.create_member(&ws(), new("root@example.com", Role::Admin, None), at(2)).await.unwrap();
    let demoted = store.set_role(&ws(), &ann.member_id, Role::Brand, &by, at(2)).await;
    assert!(words(demoted).contains("last admin who can sign in"));
    assert!(matches!(
        store.remove_member(&ws(), &ann.member_id, &by, at(2)).await,
        Err(StoreError::LastAdmin { .. })
    ));
    admin(&store, "bob@example.com").await;
    let demoted = store.set_role(&ws(), &ann.member_id, Role::Brand, &by, at(3)).await.unwrap();
    assert_eq!(demoted.role, Role::Brand);
}

pub async fn two_admins_remove_each_other_and_one_stays(address: &str) {
    let store = open(address).await;
    let (ann, bob) = (admin(&store, "ann@example.com").await, admin(&store, "bob@example.com").await);
    let remove = |whom: &Member, by: &Member| {
        let (store, whom, by) = (store.clone(), whom.member_id.clone(), actor(by));
        tokio::spawn(async move { store.remove_member(&ws(), &whom, &by, at(1)).await.is_ok() })
    };
    let (first, second) = (remove(&ann, &bob), remove(&bob, &ann));
    let n_removed = [first.await.unwrap(), second.await.unwrap()].into_iter().filter(|done| *done).count();
    assert_eq!(n_removed, 1);
    let members = store.members(&ws()).await.unwrap();
    assert_eq!(members.iter().filter(|member| member.can_sign_in()).count(), 1);
}

pub async fn who_is_removed_is_out_and_comes_back(address: &str) {
    let store = open(address).await;
    let (ann, bob) = (admin(&store, "ann@example.com").await, admin(&store, "bob@example.com").await);
    sign_in(&store, &bob, "bob", "hash").await.unwrap();
    let found = store.session("bob", at(2)).await.unwrap().unwrap();
    assert_eq!((found.browser.as_str(), found.last_used_at), ("Firefox", None));
    store.touch_session(&found, at(2)).await.unwrap();
    let seen: Vec<Timestamp> =
        store.members_seen(&ws()).await.unwrap().into_iter().map(|(_, at)| at).collect();
    assert_eq!(seen, [at(2)]);
    let removed = store.remove_member(&ws(), &bob.member_id, &actor(&ann), at(2)).await.unwrap();
    assert_eq!(removed.removed_at, Some(at(2)));
    assert!(!is_in(&store, "bob").await);
    assert!(words(sign_in(&store, &bob, "again", "hash").await).contains("changed meanwhile"));
    assert_eq!(
        store.member(&ws(), &bob.member_id).await.unwrap().name,
        "Somebody",
        "the name is still shown"
    );
    let by_bob = store.set_role(&ws(), &ann.member_id, Role::Brand, &actor(&bob), at(3)).await;
    assert!(words(by_bob).contains("no member any more"));
    let twice = store.remove_member(&ws(), &bob.member_id, &actor(&ann), at(3)).await;
    assert!(words(twice).contains("removed"));
    store.bring_back_member(&ws(), &bob.member_id, &actor(&ann), at(4)).await.unwrap();
    sign_in(&store, &bob, "again", "hash").await.unwrap();
    assert!(is_in(&store, "again").await);
    let twice = store.bring_back_member(&ws(), &bob.member_id, &actor(&ann), at(4)).await;
    assert!(words(twice).contains("already"));
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
}

pub async fn a_password_ends_the_other_sessions(address: &str) {
    let store = open(address).await;
    let ann = admin(&store, "ann@example.com").await;
    for token in ["here", "phone", "shop"] {
        sign_in(&store, &ann, token, "hash").await.unwrap();
    }
    let wrong = store.change_password(&ws(), &ann.member_id, ("other", "new"), "here", at(2)).await;
    assert!(words(wrong).contains("changed meanwhile"));
    store.change_password(&ws(), &ann.member_id, ("hash", "new"), "here", at(2)).await.unwrap();
    assert_eq!([is_in(&store, "here").await, is_in(&store, "phone").await], [true, false]);
    for token in ["phone", "shop"] {
        sign_in(&store, &ann, token, "new").await.unwrap();
    }
    let mine = store.sessions_of(&ws(), &ann.member_id, at(2)).await.unwrap();
    assert_eq!(mine.len(), 3);
    let phone = store.session("phone", at(2)).await.unwrap().unwrap().id();
    let here = ws();
    let end = |which| store.end_sessions(&here, &ann.member_id, which, at(2));
    assert_eq!(end(Ending::One(&phone)).await.unwrap(), 1);
    assert_eq!(end(Ending::One("another's")).await.unwrap(), 0);
    assert_eq!(end(Ending::AllBut("here")).await.unwrap(), 1);
    assert!(is_in(&store, "here").await);
    assert_eq!(end(Ending::All).await.unwrap(), 1);
}

/// A sign-in that held the old password against its hash before a reset begins no session after it.
pub async fn a_reset_meets_a_sign_in(address: &str) {
    let store = open(address).await;
    let ann = admin(&store, "ann@example.com").await;
    sign_in(&store, &ann, "before", "hash").await.unwrap();
    let (_, link) =
        store.make_member_link(&ws(), &ann.member_id, "reset", &actor(&ann), at(1)).await.unwrap();
    assert_eq!(link.kind, LinkKind::Reset);
    assert!(is_in(&store, "before").await, "a link alone ends nothing");
    let tries: Vec<_> = (0..6)
        .map(|n| {
            let (store, ann) = (store.clone(), ann.clone());
            tokio::spawn(async move { sign_in(&store, &ann, &format!("race-{n}"), "hash").await.is_ok() })
        })
        .collect();
    store.use_member_link(&ws(), "reset", None, "new", at(2)).await.unwrap();
    for tried in tries {
        tried.await.unwrap();
    }
    assert!(
        store.sessions_of(&ws(), &ann.member_id, at(2)).await.unwrap().is_empty(),
        "none by the old password"
    );
    sign_in(&store, &ann, "after", "new").await.unwrap();
}

pub async fn every_change_is_told_by_who_made_it(address: &str) {
    let store = open(address).await;
    let ann = admin(&store, "ann@example.com").await;
    let by = actor(&ann);
    let (ben, _) =
        store.invite_member(&ws(), new("b@example.com", Role::Brand, None), "l", &by, at(1)).await.unwrap();
    store.use_member_link(&ws(), "l", Some("Ben"), "b", at(1)).await.unwrap();
    store.rename_member(&ws(), &ben.member_id, "Ben Ito", at(2)).await.unwrap();
    store.set_role(&ws(), &ben.member_id, Role::Legal, &by, at(2)).await.unwrap();
    store.end_sessions_of_member(&ws(), &ben.member_id, &by, at(2)).await.unwrap();
    let typed = store.clone().with_members_named_by("--as");
    typed.remove_member(&ws(), &ben.member_id, &by, at(3)).await.unwrap();
    let (ann_says, ben_says) = (by.to_string(), actor(&ben).to_string());
    let mut told = actions(&store).await;
    told.reverse();
    let told: Vec<(&str, &str)> = told.iter().map(|(by, action)| (by.as_str(), action.as_str())).collect();
    assert_eq!(
        told,
        [
            (ann_says.as_str(), "member.invited"),
            (ben_says.as_str(), "member.joined"),
            (ben_says.as_str(), "member.renamed"),
            (ann_says.as_str(), "member.role_changed"),
            (ann_says.as_str(), "member.sessions_ended"),
            (ann_says.as_str(), "member.removed"),
        ]
    );
    let page = store.audit_entries(&ws(), i64::MAX, 2).await.unwrap();
    assert!(page.items[0].entry.body.contains("\"member_named_by\":\"--as\""));
    assert!(!page.items[1].entry.body.contains("member_named_by"));
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
    // A row that was changed past the chain is found, and so is a removal that was taken out.
    for (change, words) in [
        ("delete from member_removed", "removed members"),
        ("update member_link set expires_at = expires_at + 1", "invitations and reset links"),
        ("update member set role = 'admin'", "members"),
    ] {
        raw(address, change).await;
        let report = store.audit_report(&ws(), None).await.unwrap();
        assert!(report.problems().iter().any(|problem| problem.contains(words)), "{change}: {report:?}");
    }
}
