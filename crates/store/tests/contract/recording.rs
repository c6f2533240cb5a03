use crate::story::{at, campaign, open, other_ws, ws};
use governance::{Act, Actor, Role};
use serde_json::json;
use store::{
    Import, NewAudit, NewDefinition, NewDraft, NewMember, NewRuling, NewSession, ResultKind, Store,
    StoreError, StoredVariant, VariantStatus,
};
use vocabulary::{Assertion, Digest, KeyKind, MINUTE, MemberId, PersonId, RulingKind, RulingOrigin, Trust};

pub async fn workspaces_keep_their_secret(address: &str) {
    let store = open(address).await;
    let first = store.workspace(&ws()).await.unwrap();
    let again = store.ensure_workspace(&ws(), "Another Name", false, None, at(9)).await.unwrap();
    assert_eq!(first, again, "the first one stays");
    assert_eq!((first.seed, first.is_simulated, first.created_at), (Some(7), true, at(0)));
    assert_eq!(first.hmac_key.expose().len(), 32);
    let other = store.workspace(&other_ws()).await.unwrap();
    assert_ne!(first.hmac_key, other.hmac_key);
    assert_eq!(store.workspaces().await.unwrap(), [other, first]);
    store.put_setting(&ws(), "now", &json!({"at": 1})).await.unwrap();
    store.put_setting(&ws(), "now", &json!({"at": 2})).await.unwrap();
    assert_eq!(store.setting(&ws(), "now").await.unwrap(), Some(json!({"at": 2})));
    assert_eq!(store.setting(&ws(), "never").await.unwrap(), None);
}

pub async fn members_sign_in(address: &str) {
    let store = open(address).await;
    assert_eq!(store.n_members_with_password(&ws()).await.unwrap(), 0);
    let new = |email, password_hash| NewMember { name: "Ann", email, role: Role::Marketer, password_hash };
    store.create_member(&ws(), new("script@example.com", None), at(0)).await.unwrap();
    assert_eq!(store.n_members_with_password(&ws()).await.unwrap(), 0, "a script cannot sign in");
    let ann = store.create_member(&ws(), new("Ann@Example.com", Some("hash")), at(1)).await.unwrap();
    assert_eq!(store.n_members_with_password(&ws()).await.unwrap(), 1);
    assert_eq!(store.member_by_email(&ws(), " ann@EXAMPLE.com").await.unwrap().as_ref(), Some(&ann));
    assert_eq!(store.member(&ws(), &ann.member_id).await.unwrap(), ann);
    assert_eq!(store.members(&ws()).await.unwrap().len(), 2);
    let taken = store.create_member(&ws(), new("ANN@example.com", None), at(2)).await.err().unwrap();
    assert_eq!(
        taken.to_string(),
        "there is already a member with this e-mail address: use that one, or choose another e-mail address"
    );
    sessions(&store, &ann.member_id).await;
}

async fn sessions(store: &Store, member_id: &MemberId) {
    let session = |token_hash, minutes| NewSession {
        token_hash,
        csrf_token: "csrf",
        member_id,
        expires_at: at(0) + MINUTE.times(minutes),
        browser: "Firefox",
        password_hash: Some("hash"),
    };
    store.create_session(&ws(), session("short", 5), at(0)).await.unwrap();
    store.create_session(&ws(), session("long", 50), at(0)).await.unwrap();
    let found = store.session("short", at(4)).await.unwrap().unwrap();
    assert_eq!((&found.member_id, found.csrf_token.expose().as_str()), (member_id, "csrf"));
    assert_eq!(store.session("short", at(5)).await.unwrap(), None, "expired");
    assert_eq!(store.purge_sessions(at(5)).await.unwrap(), 1);
    store.delete_session("long").await.unwrap();
    store.delete_session("long").await.unwrap();
    assert_eq!(store.session("long", at(1)).await.unwrap(), None);
}

pub async fn write_keys_open_one_source(address: &str) {
    let store = open(address).await;
    let kind = KeyKind::Browser;
    store.create_write_key(&ws(), "web", "hash", kind, at(0)).await.unwrap();
    store.create_write_key(&ws(), "web", "hash", kind, at(1)).await.unwrap();
    let key = store.write_key("hash").await.unwrap().unwrap();
    assert_eq!((key.workspace, key.source.as_str(), key.created_at), (ws(), "web", at(0)));
    assert_eq!(key.kind, kind);
    for (workspace, source, kind) in
        [(ws(), "app", kind), (other_ws(), "web", kind), (ws(), "web", KeyKind::Server)]
    {
        let taken = store.create_write_key(&workspace, source, "hash", kind, at(0)).await;
        assert!(matches!(taken, Err(StoreError::Taken { .. })));
    }
    assert_eq!(store.write_key("unknown").await.unwrap(), None);
    store.create_write_key(&ws(), "app", "secret", KeyKind::Server, at(2)).await.unwrap();
    let keys = store.write_keys(&ws()).await.unwrap();
    let keys: Vec<_> = keys.into_iter().map(|key| (key.source, key.kind)).collect();
    assert_eq!(keys, [("app".to_owned(), KeyKind::Server), ("web".to_owned(), kind)]);
    assert!(store.write_keys(&other_ws()).await.unwrap().is_empty());
    // Ended, it opens nothing; only who keeps keys may end one.
    let new = |email, role| NewMember { name: "Ann", email, role, password_hash: None };
    let marketer = store.create_member(&ws(), new("m@example.com", Role::Marketer), at(3)).await.unwrap();
    let admin = store.create_member(&ws(), new("a@example.com", Role::Admin), at(3)).await.unwrap();
    let id = store.write_key("secret").await.unwrap().unwrap().id;
    let refused = store.end_write_key(&ws(), &id, &marketer.member_id, at(4)).await;
    assert!(matches!(refused, Err(StoreError::Member { .. })));
    assert!(store.end_write_key(&other_ws(), &id, &admin.member_id, at(4)).await.is_err());
    store.end_write_key(&ws(), &id, &admin.member_id, at(4)).await.unwrap();
    assert_eq!(store.write_key("secret").await.unwrap(), None);
    let gone = store.end_write_key(&ws(), &id, &admin.member_id, at(5)).await;
    assert!(matches!(gone, Err(StoreError::Missing { .. })));
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
}

pub async fn sources_are_trusted_by_contract_and_by_key(address: &str) {
    let store = open(address).await;
    let trusts = store.source_trusts(&ws()).await.unwrap();
    assert_eq!((trusts.of_file("crm"), trusts.of_post("crm")), (Trust::ALL, Trust::ALL));
    let some = Trust::of([Assertion::Addresses]);
    store.put_source_trust(&ws(), "crm", Trust::ALL).await.unwrap();
    store.put_source_trust(&ws(), "crm", some).await.unwrap();
    store.put_source_trust(&other_ws(), "web", some).await.unwrap();
    store.create_write_key(&ws(), "web", "server", KeyKind::Server, at(0)).await.unwrap();
    store.create_write_key(&ws(), "crm", "found", KeyKind::Browser, at(0)).await.unwrap();
    let trusts = store.source_trusts(&ws()).await.unwrap();
    assert_eq!((trusts.of_file("crm"), trusts.of_post("crm")), (some, Trust::NONE), "a file stays a file");
    assert_eq!((trusts.of_file("web"), trusts.of_post("web")), (Trust::ALL, Trust::ALL));
    assert_eq!(trusts.doubted_posts(), ["crm"]);
    assert_eq!(trusts.doubted_files(Assertion::CustomerIds), ["crm"]);
    assert!(trusts.doubted_files(Assertion::Addresses).is_empty());
    // A key that ended, perhaps because it was found out, makes nothing truer that came by it, and opens nothing again.
    let new = NewMember { name: "Ann", email: "a@example.com", role: Role::Admin, password_hash: None };
    let admin = store.create_member(&ws(), new, at(3)).await.unwrap();
    let id = store.write_key("found").await.unwrap().unwrap().id;
    let before = store.people_count(&ws()).await.unwrap();
    store.end_write_key(&ws(), &id, &admin.member_id, at(4)).await.unwrap();
    assert_eq!(store.source_trusts(&ws()).await.unwrap(), trusts);
    let again = store.create_write_key(&ws(), "crm", "found", KeyKind::Browser, at(5)).await;
    assert!(matches!(again, Err(StoreError::Taken { .. })));
    // Whoever decides by people is told that what a source may say is another: not, when it says the same again.
    store.put_source_trust(&ws(), "crm", some).await.unwrap();
    assert_eq!(store.people_count(&ws()).await.unwrap(), before);
    store.put_source_trust(&ws(), "crm", Trust::ALL).await.unwrap();
    assert_eq!(store.people_count(&ws()).await.unwrap(), before + 1);
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
    store.create_write_key(&ws(), "web", "browser", KeyKind::Browser, at(0)).await.unwrap();
    let trusts = store.source_trusts(&ws()).await.unwrap();
    assert_eq!((trusts.of_file("web"), trusts.of_post("web")), (Trust::NONE, Trust::NONE), "one is enough");
}

pub async fn definitions_are_versioned(address: &str) {
    let store = open(address).await;
    let by_member = MemberId::new("ann").unwrap();
    let put = |name, body| NewDefinition {
        kind: "audience",
        name,
        body,
        digest: Digest::of([body]),
        by_member: &by_member,
    };
    for (name, body, version) in
        [("lapsed", "a", 1), ("lapsed", "a", 1), ("lapsed", "b", 2), ("lapsed", "a", 3), ("loyal", "a", 1)]
    {
        assert_eq!(store.put_definition(&ws(), put(name, body), at(0)).await.unwrap(), version);
    }
    let latest = store.latest_definition(&ws(), "audience", "lapsed").await.unwrap().unwrap();
    assert_eq!((latest.version, latest.body.as_str()), (3, "a"));
    assert_eq!(store.definition(&ws(), "audience", "lapsed", 2).await.unwrap().body, "b");
    let missing = store.definition(&ws(), "audience", "lapsed", 9).await.err().unwrap();
    assert!(missing.to_string().starts_with("no definition `audience/lapsed version 9`"), "{missing}");
    assert_eq!(store.latest_definition(&ws(), "audience", "nobody").await.unwrap(), None);
    let all = store.definitions(&ws(), "audience").await.unwrap();
    let all: Vec<_> = all.iter().map(|d| (d.name.as_str(), d.version)).collect();
    assert_eq!(all, [("lapsed", 3), ("loyal", 1)]);
    // Taken back, nothing finds it; its versions stay, and put again it goes on counting.
    let new = NewAudit {
        actor: &Actor::System,
        action: "definition.removed",
        subject: "audience:lapsed",
        body: &json!({}),
    };
    let remove = async || store.remove_definition(&ws(), "audience", "lapsed", &by_member, new, at(1)).await;
    remove().await.unwrap();
    assert!(remove().await.is_err());
    assert_eq!(store.latest_definition(&ws(), "audience", "lapsed").await.unwrap(), None);
    assert_eq!(store.definitions(&ws(), "audience").await.unwrap().len(), 1);
    assert_eq!(store.definition(&ws(), "audience", "lapsed", 3).await.unwrap().body, "a");
    assert_eq!(store.put_definition(&ws(), put("lapsed", "a"), at(2)).await.unwrap(), 5);
}

pub async fn drafts_stand_beside_versions(address: &str) {
    let store = open(address).await;
    let (ann, bob) = (MemberId::new("ann").unwrap(), MemberId::new("bob").unwrap());
    let draft = |name, body, by_member| NewDraft { kind: "audience", name, body, base_version: 1, by_member };
    let mut tx = store.begin().await.unwrap();
    tx.hold_definitions(&ws()).await.unwrap();
    tx.put_draft(&ws(), draft("lapsed", "a", &ann), at(1)).await.unwrap();
    tx.put_draft(&ws(), draft("lapsed", "b", &bob), at(2)).await.unwrap();
    tx.put_draft(&other_ws(), draft("loyal", "c", &ann), at(2)).await.unwrap();
    tx.commit().await.unwrap();
    let kept = store.draft(&ws(), "audience", "lapsed").await.unwrap().unwrap();
    assert_eq!((kept.body.as_str(), &kept.by_member, kept.at), ("b", &bob, at(2)));
    assert_eq!(store.drafts(&ws()).await.unwrap(), [kept]);
    let mut tx = store.begin().await.unwrap();
    assert!(tx.drop_draft(&ws(), "audience", "lapsed").await.unwrap());
    assert!(!tx.drop_draft(&ws(), "audience", "loyal").await.unwrap(), "another workspace's");
    assert_eq!(tx.draft(&ws(), "audience", "lapsed").await.unwrap(), None);
    tx.commit().await.unwrap();
    assert_eq!(store.drafts(&other_ws()).await.unwrap().len(), 1);
}

pub async fn versions_say_why_they_were_made(address: &str) {
    let store = open(address).await;
    let by_member = MemberId::new("ann").unwrap();
    for (body, reason, origin) in [("a", "the first", ""), ("b", "", ""), ("c", "as before", "version 1")] {
        let mut tx = store.begin().await.unwrap();
        let digest = Digest::of([body]);
        let new = NewDefinition { kind: "audience", name: "lapsed", body, digest, by_member: &by_member };
        let version = tx.put_definition(&ws(), new, at(0)).await.unwrap();
        if !reason.is_empty() {
            let key = ("audience", "lapsed", version);
            tx.put_reason(&ws(), key, (reason, origin), at(0)).await.unwrap();
            tx.put_reason(&ws(), key, ("another", ""), at(0)).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.remove_definition(&ws(), "audience", "lapsed", &by_member, at(3)).await.unwrap(), 4);
    assert_eq!(tx.latest_definition(&ws(), "audience", "lapsed").await.unwrap(), None);
    tx.commit().await.unwrap();
    let versions = store.definition_versions(&ws(), "audience", "lapsed").await.unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.version, v.reason.as_str(), v.origin.as_str())).collect();
    assert_eq!(told, [(1, "the first", ""), (2, "", ""), (3, "as before", "version 1"), (4, "", "")]);
    assert_eq!(versions.iter().map(|v| v.is_removal()).collect::<Vec<_>>(), [false, false, false, true]);
    assert!(store.definition_versions(&ws(), "audience", "nobody").await.unwrap().is_empty());
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
}

/// Whose role was taken away between the question and the transaction may no more.
pub async fn who_may_is_looked_at_in_the_transaction(address: &str) {
    let store = open(address).await;
    let new = |email, role| NewMember { name: "Ann", email, role, password_hash: Some("hash") };
    let ann = store.create_member(&ws(), new("ann@example.com", Role::Marketer), at(0)).await.unwrap();
    let admin = store.create_member(&ws(), new("eve@example.com", Role::Admin), at(0)).await.unwrap();
    let by = Actor::Member { id: admin.member_id, role: Role::Admin };
    let ask = async || {
        let mut tx = store.begin().await.unwrap();
        tx.check_may(&ws(), &ann.member_id, Act::Make).await
    };
    assert_eq!(ask().await.unwrap().name, "Ann");
    store.set_role(&ws(), &ann.member_id, Role::Analyst, &by, at(1)).await.unwrap();
    let refused = ask().await.unwrap_err().to_string();
    assert!(refused.contains("role `analyst` may not") && refused.contains("ask a marketer"), "{refused}");
    store.set_role(&ws(), &ann.member_id, Role::Marketer, &by, at(2)).await.unwrap();
    store.remove_member(&ws(), &ann.member_id, &by, at(3)).await.unwrap();
    assert!(ask().await.unwrap_err().to_string().contains("no member any more"));
}

pub async fn imports_are_recorded_once(address: &str) {
    let store = open(address).await;
    let import = |n_rows| Import {
        source: "crm".to_owned(),
        fingerprint: "abc".to_owned(),
        file: "crm.csv".to_owned(),
        n_rows,
        n_accepted: n_rows,
        n_rejected: 0,
        at: at(0),
    };
    assert_eq!(store.import_of(&ws(), "crm", "abc").await.unwrap(), None);
    store.record_import(&ws(), &import(10)).await.unwrap();
    store.record_import(&ws(), &import(99)).await.unwrap();
    assert_eq!(store.import_of(&ws(), "crm", "abc").await.unwrap(), Some(import(10)));
    assert_eq!(
        store.import_of(&ws(), "web", "abc").await.unwrap(),
        None,
        "the same bytes by another contract"
    );
    assert_eq!(store.imports(&ws()).await.unwrap(), [import(10)]);
}

pub async fn variants_are_replaced_whole(address: &str) {
    let store = open(address).await;
    let variant = |id: &str, rank, status| StoredVariant {
        variant_id: id.to_owned(),
        rank,
        status,
        body: json!({"text": id}),
        findings: json!([]),
    };
    let old = [variant("a", 1, VariantStatus::Chosen), variant("b", 2, VariantStatus::Candidate)];
    store.put_variants(&ws(), &campaign(), &old).await.unwrap();
    let new = [variant("c", 1, VariantStatus::Chosen), variant("a", 2, VariantStatus::Rejected)];
    store.put_variants(&ws(), &campaign(), &new).await.unwrap();
    assert_eq!(store.variants(&ws(), &campaign()).await.unwrap(), new);
    let twice = [variant("c", 1, VariantStatus::Chosen), variant("c", 2, VariantStatus::Rejected)];
    let error = store.put_variants(&ws(), &campaign(), &twice).await.err().unwrap();
    assert!(matches!(error, StoreError::Taken { what: "variant", .. }), "{error}");
    assert_eq!(store.variants(&ws(), &campaign()).await.unwrap(), new, "nothing of a failed put stays");
}

pub async fn pilot_results_are_the_latest(address: &str) {
    let store = open(address).await;
    for (version, kind, n) in [
        (1, ResultKind::Readout, 1),
        (2, ResultKind::Readout, 2),
        (2, ResultKind::Readout, 3),
        (1, ResultKind::Gate, 4),
    ] {
        store.put_pilot_result(&ws(), &campaign(), version, kind, &json!(n), at(n)).await.unwrap();
    }
    for (kind, version, n) in [(ResultKind::Readout, 2, 3), (ResultKind::Gate, 1, 4)] {
        let found = store.pilot_result(&ws(), &campaign(), kind).await.unwrap().unwrap();
        assert_eq!((found.version, found.body, found.at), (version, json!(n), at(n)));
    }
}

pub async fn rulings_are_kept_and_taken_back(address: &str) {
    let store = open(address).await;
    let by = Actor::Member { id: MemberId::new("ann").unwrap(), role: Role::Analyst };
    let say = |kind, left_record, right_record| NewRuling {
        kind,
        left_record,
        right_record,
        origin: RulingOrigin::Review,
        score_ppm: Some(912_000),
        note: "same voice on the phone",
    };
    let first = store.put_ruling(&ws(), &say(RulingKind::Same, "crm:2", "crm:1"), &by, at(1)).await.unwrap();
    // The same two again: the later word is in force, the earlier one stays to be read.
    let second =
        store.put_ruling(&ws(), &say(RulingKind::Different, "crm:1", "crm:2"), &by, at(2)).await.unwrap();
    let all = store.rulings(&ws()).await.unwrap();
    assert_eq!(
        all.iter().map(|r| (r.ruling_id, r.kind.as_str())).collect::<Vec<_>>(),
        [(first, "same"), (second, "different")]
    );
    assert_eq!((all[0].left_record.as_str(), all[0].undone_at), ("crm:1", Some(at(2))));
    assert_eq!((all[1].score_ppm, all[1].undone_at), (Some(912_000), None));
    let undone = store.undo_ruling(&ws(), second, &by, at(3)).await.unwrap();
    assert_eq!((undone.kind.as_str(), undone.undone_at), ("different", Some(at(3))));
    assert!(store.undo_ruling(&ws(), second, &by, at(4)).await.is_err(), "it is not in force any more");
    assert!(store.undo_ruling(&other_ws(), first, &by, at(4)).await.is_err());
    assert!(store.rulings(&other_ws()).await.unwrap().is_empty());
    let entries = store.audit_entries(&ws(), i64::MAX, 3).await.unwrap().items;
    let actions: Vec<_> = entries.iter().rev().map(|entry| entry.entry.action.as_str()).collect();
    assert_eq!(actions, ["people.ruled", "people.ruled", "people.ruling_undone"]);
}

pub async fn old_people_redirect_for_ever(address: &str) {
    let store = open(address).await;
    let person = |n: usize| PersonId::new(format!("p_{n}")).unwrap();
    let now = |n: usize| {
        let store = store.clone();
        async move { store.resolve_person(&ws(), &person(n)).await.unwrap() }
    };
    store.add_redirects(&ws(), &[(person(1), person(2)), (person(5), person(6))]).await.unwrap();
    store.add_redirects(&ws(), &[(person(2), person(3))]).await.unwrap();
    assert_eq!([now(1).await, now(2).await, now(3).await], [person(3), person(3), person(3)]);
    // Back under an old id: a person of its own again, and nobody else moves.
    store.add_redirects(&ws(), &[(person(7), person(5))]).await.unwrap();
    assert_eq!([now(5).await, now(7).await, now(1).await], [person(5), person(5), person(3)]);
    assert_eq!(store.resolve_person(&other_ws(), &person(1)).await.unwrap(), person(1));
    // A merge is undone: the old person is itself again.
    assert!(store.redirects(&ws()).await.unwrap().iter().any(|(old, _)| *old == person(1)));
    store.end_redirects(&ws(), &[person(1)]).await.unwrap();
    assert_eq!([now(1).await, now(2).await], [person(1), person(3)]);
    // Many at once, in a time that does not grow with their square.
    let many: Vec<_> = (0..20_000).map(|n| (person(100_000 + n), person(200_000 + n))).collect();
    store.add_redirects(&ws(), &many).await.unwrap();
    let further: Vec<_> = (0..20_000).map(|n| (person(200_000 + n), person(300_000 + n))).collect();
    store.add_redirects(&ws(), &further).await.unwrap();
    assert_eq!(now(119_999).await, person(319_999));
}
