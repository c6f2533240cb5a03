//! The chain with its key and its end kept outside the table.

use crate::opening::raw;
use crate::story::{
    all_sent, approval_request, at, campaign, claim, consent, gate, key, member, open, permitted, release, ws,
};
use consent::{Action, Suppression, SuppressionReason};
use governance::audit::Why;
use governance::{Actor, Role, approve};
use serde_json::json;
use store::{
    AuditKeeper, CountProof, Mended, NewAudit, NewDefinition, NewMember, NewRuling, Rejected, ResultKind,
    Store,
};
use vocabulary::{Digest, KeyKind, MemberId, PersonId, Redacted, RulingKind, RulingOrigin, Trust};

fn entry(body: &serde_json::Value) -> NewAudit<'_> {
    NewAudit { actor: &Actor::System, action: "audience.counted", subject: "audience:lapsed-buyers", body }
}

async fn append(store: &Store, n: i64) {
    store.append_audit(&ws(), entry(&json!({ "n": n })), at(n)).await.unwrap();
}

async fn why(store: &Store) -> Option<(u64, Why)> {
    store.verify_audit(&ws(), None).await.unwrap().err().map(|broken| (broken.seq, broken.why))
}

pub async fn a_cut_emptied_or_rewritten_chain_is_found(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let keeper = || AuditKeeper::open(folder.path(), None).unwrap();
    let plain = open(address).await;
    let store = plain.clone().with_keeper(keeper());
    for n in 0..5 {
        append(&store, n).await;
    }
    assert_eq!(why(&store).await, None);
    assert_eq!(store.audit_report(&ws(), None).await.unwrap().anchor.unwrap().seq, 5);
    // Another process with the same folder goes on with the same chain.
    append(&plain.clone().with_keeper(keeper()), 5).await;
    assert_eq!(why(&store).await, None);
    raw(address, "delete from audit where seq = 6").await;
    assert_eq!(why(&store).await, Some((6, Why::CutOff)));
    // Going on does not hide it.
    append(&store, 6).await;
    assert_eq!(why(&store).await, Some((6, Why::Rewritten)));
    append(&store, 7).await;
    assert_eq!(why(&store).await, Some((6, Why::Rewritten)));
    raw(address, "delete from audit").await;
    assert_eq!(why(&store).await, Some((1, Why::CutOff)), "emptied");
    // Somebody who can write the table and has no key makes a chain of the same length that is sound in itself.
    for n in 0..8 {
        append(&plain, n).await;
    }
    assert!(plain.verify_audit(&ws(), None).await.unwrap().is_ok(), "sound without the key");
    assert_eq!(why(&store).await, Some((6, Why::Rewritten)));
}

pub async fn a_chain_from_before_the_key_is_sealed_by_an_entry(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let plain = open(address).await;
    for n in 0..3 {
        append(&plain, n).await;
    }
    let store = plain.clone().with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    let report = store.audit_report(&ws(), None).await.unwrap();
    assert!(report.holds() && report.anchor.is_none(), "{report:?}");
    append(&store, 3).await;
    append(&store, 4).await;
    let page = store.audit_entries(&ws(), i64::MAX, 9).await.unwrap();
    let actions: Vec<_> = page.items.iter().rev().map(|found| found.entry.action.as_str()).collect();
    assert_eq!(actions[2..], ["audience.counted", "audit.sealed", "audience.counted", "audience.counted"]);
    assert_eq!(why(&store).await, None);
    raw(address, "update audit set body = '{}' where seq = 2").await;
    assert_eq!(why(&store).await, Some((2, Why::Changed)));
    let other = tempfile::tempdir().unwrap();
    let other = plain.with_keeper(AuditKeeper::open(other.path(), None).unwrap());
    raw(address, "update audit set body = '{\"n\":1}' where seq = 2").await;
    assert_eq!(why(&other).await, Some((4, Why::Changed)), "another key");
}

pub async fn what_the_chain_tells_of_is_compared(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    let request = approval_request("content");
    store
        .put_approval_request(&ws(), &campaign(), &request, &member("author", Role::Marketer))
        .await
        .unwrap();
    let approval = approve(&request, &member("lead", Role::Brand), false, "fine", at(0)).unwrap();
    store.put_approval(&ws(), &campaign(), &approval, at(0)).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let body = json!({ "lift": 0.4 });
    let record = tx.put_pilot_result(&ws(), &campaign(), 1, ResultKind::Readout, &body, at(1)).await.unwrap();
    let new = NewAudit {
        actor: &Actor::System,
        action: "pilot.read_out",
        subject: "pilot:ai-win-back",
        body: &json!({ "version": 1, "record": record }),
    };
    tx.append_audit(&ws(), new, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let differences = async || store.audit_report(&ws(), None).await.unwrap().differences;
    assert_eq!(differences().await, Vec::<String>::new());
    for (change, undo, words) in [
        (
            "update approval set by_member = 'other'",
            "update approval set by_member = 'lead'",
            "`other` stands in no entry",
        ),
        (
            "update approval set body = replace(body, 'fine', 'nice')",
            "update approval set body = replace(body, 'nice', 'fine')",
            "was changed after it",
        ),
        (
            "update pilot_result set body = '{\"lift\":0.9}'",
            "update pilot_result set body = '{\"lift\":0.4}'",
            "is not the one that entry 3 tells of",
        ),
        (
            "delete from approval_request",
            "select count(*) from approval_request",
            "entry 1 tells of a request for approval by `member:author`",
        ),
    ] {
        raw(address, change).await;
        let found = differences().await;
        assert!(found.iter().any(|found| found.contains(words)), "{change}: {found:?}");
        raw(address, undo).await;
    }
    raw(address, "delete from pilot_result").await;
    let found = differences().await;
    assert!(found.iter().any(|found| found.contains("is gone")), "{found:?}");
}

/// What acts on its own in the store would change rows before anybody tells of them; and an approval that no entry
/// tells of lets nothing out.
pub async fn what_was_put_into_the_store_is_found(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    let request = approval_request("content");
    let author = member("author", Role::Marketer);
    store.put_approval_request(&ws(), &campaign(), &request, &author).await.unwrap();
    let approval = approve(&request, &member("lead", Role::Brand), false, "fine", at(0)).unwrap();
    store.put_approval(&ws(), &campaign(), &approval, at(0)).await.unwrap();
    let differences = async || store.audit_report(&ws(), None).await.unwrap().differences;
    assert_eq!(differences().await, Vec::<String>::new());
    assert_eq!(store.approval_differences(&ws()).await.unwrap(), Vec::<String>::new());
    let trigger = match address.starts_with("sqlite") {
        true => "create trigger other after insert on member begin update member set role = 'admin'; end",
        false => "create rule other as on delete to member do instead nothing",
    };
    let gone = if address.starts_with("sqlite") { "drop trigger other" } else { "drop rule other on member" };
    for (change, undo) in [(trigger, gone), ("create view other as select * from member", "drop view other")]
    {
        raw(address, change).await;
        let found = differences().await;
        assert!(
            found.len() == 1 && found[0].contains("`other` that Truelift did not make"),
            "{change}: {found:?}"
        );
        raw(address, undo).await;
        assert_eq!(differences().await, Vec::<String>::new(), "{undo}");
    }
    // A constraint that swallows a row is no program and does the same.
    raw(address, "create unique index other on consent_entry (workspace, identifier)").await;
    let found = differences().await;
    assert!(found.len() == 1 && found[0].contains("`index other` of the store is not as"), "{found:?}");
    raw(address, "drop index other").await;
    raw(address, "drop index approval_by_campaign").await;
    let found = differences().await;
    assert!(found.len() == 1 && found[0].contains("`index approval_by_campaign`"), "{found:?}");
    raw(address, "create index approval_by_campaign on approval (workspace, campaign, at)").await;
    assert_eq!(differences().await, Vec::<String>::new());
    raw(address, "update approval set by_member = 'other'").await;
    let found = store.approval_differences(&ws()).await.unwrap();
    assert!(found.iter().any(|found| found.contains("`other` stands in no entry")), "{found:?}");
}

/// Whoever swaps arms, subjects or units in the store is found before anything goes, and while it goes.
pub async fn planned_messages_are_held_to_the_record(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    let empty = store.planned_rows(&key()).await.unwrap().unwrap();
    assert!(empty.has_all([]) && !empty.has_all([1]));
    release(&store, &key(), 6).await;
    let planned = store.planned_rows(&key()).await.unwrap().unwrap();
    let ids: Vec<i64> =
        claim(&store, &key(), at(0), 10).await.iter().map(|claim| claim.delivery_id).collect();
    assert!(ids.len() == 6 && planned.has_all(ids.iter().copied()));
    let changed = async || store.not_as_planned(&key(), &planned, &ids).await.unwrap().len();
    assert_eq!(changed().await, 0);
    let first = ids[0];
    for column in ["arm", "subject", "unit_id", "message_id", "identifiers"] {
        raw(address, &format!("update delivery set {column} = {column} || 'x' where delivery_id = {first}"))
            .await;
        let why = store.planned_rows(&key()).await.unwrap().unwrap_err();
        assert!(why.contains("6 were told and 6 are there"), "{column}: {why}");
        assert_eq!(changed().await, 1, "{column}");
        let undo = format!(
            "update delivery set {column} = substr({column}, 1, length({column}) - 1) where delivery_id = {first}"
        );
        raw(address, &undo).await;
        assert!(store.planned_rows(&key()).await.unwrap().is_ok(), "{column}");
    }
    // An entry that somebody without the key puts at the end: it says that its digests are made with none.
    let forge = "insert into audit (workspace, seq, at, actor, action, subject, body, hash)
        select workspace, seq + 90, at, actor, action, subject, replace(body, '\"keyed\":true', '\"keyed\":false'), hash
        from audit where body like '%planned messages%'";
    raw(address, forge).await;
    let why = store.planned_rows(&key()).await.unwrap();
    assert!(why.is_err(), "an entry that nobody sealed");
}

/// Approvals prove themselves entry by entry, and the end of the chain is looked for: nothing else is walked.
pub async fn a_record_that_is_cut_lets_nothing_out(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    let request = approval_request("content");
    let author = member("author", Role::Marketer);
    store.put_approval_request(&ws(), &campaign(), &request, &author).await.unwrap();
    let approval = approve(&request, &member("lead", Role::Brand), false, "fine", at(0)).unwrap();
    store.put_approval(&ws(), &campaign(), &approval, at(0)).await.unwrap();
    append(&store, 7).await;
    let found = async || store.approval_differences(&ws()).await.unwrap();
    assert_eq!(found().await, Vec::<String>::new());
    raw(address, "update approval set at = at + 1").await;
    assert!(found().await.iter().any(|found| found.contains("`lead` stands in no entry, or was changed")));
    raw(address, "update approval set at = at - 1").await;
    assert_eq!(found().await, Vec::<String>::new());
    // The entry of the approval, rewritten by somebody without the key.
    raw(address, "update audit set subject = subject || 'x' where action = 'campaign.approved'").await;
    assert!(!found().await.is_empty());
    raw(
        address,
        "update audit set subject = substr(subject, 1, length(subject) - 1) where action = 'campaign.approved'",
    )
    .await;
    assert_eq!(found().await, Vec::<String>::new());
    raw(address, "delete from audit where action = 'audience.counted'").await;
    assert!(
        found().await.iter().any(|found| found.contains("the chain ends before it")),
        "{:?}",
        found().await
    );
}

pub async fn a_key_that_is_given_is_long_enough(_: &str) {
    let folder = tempfile::tempdir().unwrap();
    let open = |key: &str| AuditKeeper::open(folder.path(), Some(Redacted::new(key.to_owned())));
    let error = open("short").err().unwrap().to_string();
    assert!(error.contains("fewer than 32 characters"), "{error}");
    assert!(open(&"k".repeat(32)).is_ok());
    assert!(!folder.path().join("audit.key").exists(), "a key that is given is not written");
    AuditKeeper::open(folder.path(), None).unwrap();
    assert!(folder.path().join("audit.key").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = folder.path().join("audit.key").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

fn rejected(line: i64) -> Rejected {
    Rejected {
        source: "crm".to_owned(),
        file: "crm.csv".to_owned(),
        line,
        rule: "required".to_owned(),
        field: "email".to_owned(),
        why: "it is empty".to_owned(),
        original: format!("C{line},,granted"),
        contract: None,
        row_key: None,
    }
}

/// A workspace with something in every table that the chain tells of.
async fn furnished(store: &Store) {
    release(store, &key(), 10).await;
    let member = |email, role| NewMember { name: "Ann", email, role, password_hash: Some("hash") };
    store.create_member(&ws(), member("ann@example.com", Role::Brand), at(1)).await.unwrap();
    store.create_member(&ws(), member("bob@example.com", Role::Analyst), at(1)).await.unwrap();
    store.create_write_key(&ws(), "web", "hash of a key", KeyKind::Browser, at(1)).await.unwrap();
    store.create_write_key(&ws(), "web", "hash of a key", KeyKind::Browser, at(2)).await.unwrap();
    store.put_source_trust(&ws(), "crm", Trust::NONE).await.unwrap();
    store.put_source_trust(&ws(), "crm", Trust::ALL).await.unwrap();
    store.keep_contract(&ws(), "crm", "digest", "the contract", at(1)).await.unwrap();
    store.keep_contract(&ws(), "crm", "digest", "the contract", at(2)).await.unwrap();
    let by_member = MemberId::new("ann").unwrap();
    for body in ["first", "second", "second"] {
        let digest = Digest::of([body]);
        let new = NewDefinition { kind: "audience", name: "lapsed", body, digest, by_member: &by_member };
        store.put_definition(&ws(), new, at(2)).await.unwrap();
    }
    let suppression = Suppression {
        identifier: Redacted::new("email:p1@example.com".to_owned()),
        reason: SuppressionReason::Complaint,
        at: at(2),
    };
    store.suppress(&ws(), std::slice::from_ref(&suppression)).await.unwrap();
    store.suppress(&ws(), &[suppression]).await.unwrap();
    let rows = [rejected(1), rejected(2), rejected(3)];
    store.quarantine(&ws(), &rows, at(2)).await.unwrap();
    store.quarantine(&ws(), &rows, at(3)).await.unwrap();
    let edit = Mended { row_id: rows[0].row_id(), edited: "C1,x@example.com,granted".to_owned() };
    store.keep_edits(&ws(), &[edit], &Actor::System, at(3)).await.unwrap();
    store.mark_replayed(&ws(), &[rows[0].row_id()], at(3)).await.unwrap();
    let ruling = NewRuling {
        kind: RulingKind::Same,
        left_record: "crm:C1",
        right_record: "shop:C1",
        origin: RulingOrigin::Member,
        score_ppm: None,
        note: "a brother",
    };
    store.put_ruling(&ws(), &ruling, &Actor::System, at(3)).await.unwrap();
    let again = store.put_ruling(&ws(), &ruling, &Actor::System, at(4)).await.unwrap();
    store.undo_ruling(&ws(), again, &Actor::System, at(5)).await.unwrap();
    let person = |name: &str| PersonId::new(name).unwrap();
    store.add_redirects(&ws(), &[(person("a"), person("b"))]).await.unwrap();
    store.add_redirects(&ws(), &[(person("b"), person("c"))]).await.unwrap();
    store.end_redirects(&ws(), &[person("b")]).await.unwrap();
    for lift in [0.1, 0.4] {
        let body = json!({ "lift": lift });
        store.put_pilot_result(&ws(), &campaign(), 1, ResultKind::Readout, &body, at(6)).await.unwrap();
    }
    let mut tx = store.begin().await.unwrap();
    let gate = json!({ "verdict": "scale" });
    tx.put_pilot_result(&ws(), &campaign(), 1, ResultKind::Gate, &gate, at(6)).await.unwrap();
    for (action, body) in
        [("pilot.read_out", json!({ "version": 1 })), ("pilot.decided", json!({ "version": 1 }))]
    {
        let new = NewAudit { actor: &Actor::System, action, subject: "pilot:ai-win-back", body: &body };
        tx.append_audit(&ws(), new, at(7)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Sends what is planned, and tells of the end as the engine does.
async fn sent(store: &Store) -> CountProof {
    let claimed = claim(store, &key(), at(8), 99).await;
    let gated = gate(store, &key(), &claimed, at(8)).await;
    store.settle(&key(), &all_sent(&permitted(&gated)), at(9)).await.unwrap();
    let proof = store.count_proof(&key()).await.unwrap();
    let release_hash = store.campaign(&key()).await.unwrap().release_hash;
    let ends = store.sums_at_the_end(&key()).await.unwrap();
    let mut body = json!({ "release_hash": release_hash, "version": 1, "proof": proof });
    let fields = body.as_object_mut().unwrap();
    fields.extend(ends.into_iter().map(|(word, sum)| (word.to_owned(), json!(sum))));
    let subject = format!("campaign:{}", key().campaign);
    let new = NewAudit { actor: &Actor::System, action: "campaign.released", subject: &subject, body: &body };
    store.append_audit(&ws(), new, at(9)).await.unwrap();
    proof
}

/// Arms swapped between one who was treated and one who was held out: the counts stay.
const SWAP: &str =
    "update delivery set is_holdout = not is_holdout, arm = case when arm = 'ai' then 'holdout' else 'ai' end
    where person_id in ('p0', 'p2')";

/// What somebody who writes the database does, how it is taken back, and what is said of it.
const CHANGES: &[(&str, &str, &str)] = &[
    (SWAP, SWAP, "planned messages and arms: "),
    (
        "update delivery set unit_id = 'p9' where person_id = 'p8'",
        "update delivery set unit_id = 'p8' where person_id = 'p8'",
        "planned messages and arms: ",
    ),
    (
        "update delivery set detail = 'bounced' where person_id = 'p8'",
        "update delivery set detail = '250 ok' where person_id = 'p8'",
        "how messages came to their end: ",
    ),
    (
        "update delivery set address = 'email:x@example.com' where person_id = 'p8'",
        "update delivery set address = 'email:p8@example.com' where person_id = 'p8'",
        "what became of messages: ",
    ),
    (
        "update delivery set settled_at = settled_at + 1 where person_id = 'p8'",
        "update delivery set settled_at = settled_at - 1 where person_id = 'p8'",
        "what became of messages: ",
    ),
    (
        "insert into pilot_result (workspace, pilot, version, kind, body, at) values ('peach-state', 'ai-win-back', 2, 'readout', '{}', 1)",
        "delete from pilot_result where version = 2",
        "results: `ai-win-back/2/readout` stands in no entry",
    ),
    (
        "update pilot_result set body = '{\"verdict\":\"stop\"}' where kind = 'gate'",
        "update pilot_result set body = '{\"verdict\":\"scale\"}' where kind = 'gate'",
        "results: `ai-win-back/1/gate` is not what entry",
    ),
    (
        "update consent_entry set action = 'withdrawn' where identifier = 'email:p3@example.com'",
        "update consent_entry set action = 'granted' where identifier = 'email:p3@example.com'",
        "consents: consents: of 10 rows at least one is not what was told",
    ),
    (
        "update consent_entry set source = 'other' where identifier = 'email:p3@example.com'",
        "update consent_entry set source = 'consents' where identifier = 'email:p3@example.com'",
        "consents: other: 1 rows are there, and no entry tells of any",
    ),
    (
        "update member set role = 'admin' where email = 'bob@example.com'",
        "update member set role = 'analyst' where email = 'bob@example.com'",
        "is not what entry",
    ),
    (
        "update member set password_hash = 'mine' where email = 'ann@example.com'",
        "update member set password_hash = 'hash' where email = 'ann@example.com'",
        "members: `member-",
    ),
    (
        "insert into member (workspace, member_id, name, email, role, created_at) values ('peach-state', 'eve', 'Eve', 'e', 'admin', 1)",
        "delete from member where member_id = 'eve'",
        "members: `eve` stands in no entry",
    ),
    ("update write_key set kind = 'server'", "update write_key set kind = 'browser'", "write keys: "),
    (
        "update source_trust set source = 'web'",
        "update source_trust set source = 'crm'",
        "trust in sources: `crm` is gone",
    ),
    (
        "update source_contract set body = 'another'",
        "update source_contract set body = 'the contract'",
        "contracts that rows came by: `digest` is not what",
    ),
    (
        "update definition set body = 'third' where version = 2",
        "update definition set body = 'second' where version = 2",
        "definitions: `audience/lapsed/2` is not what entry",
    ),
    (
        "update campaign set body = '{}'",
        "update campaign set body = '{\"name\":\"win back\"}'",
        "campaigns: `",
    ),
    (
        "update suppression set reason = 'manual'",
        "update suppression set reason = 'complaint'",
        "suppressions: of 1 rows at least one",
    ),
    (
        "update quarantine set original = 'C2,,withdrawn' where line = 2",
        "update quarantine set original = 'C2,,granted' where line = 2",
        "quarantine: crm: of 3 rows at least one",
    ),
    (
        "update ruling set note = 'nobody'",
        "update ruling set note = 'a brother'",
        "rulings: `1` is not what entry",
    ),
    (
        "update redirect set person = 'd'",
        "update redirect set person = 'c'",
        "people who are somebody else now: of 1 rows",
    ),
    (
        "update workspace set name = 'Another' where workspace = 'peach-state'",
        "update workspace set name = 'Peach State Provisions' where workspace = 'peach-state'",
        "workspace: `peach-state` is not what entry",
    ),
    (
        "insert into row_sum_owed (workspace) values ('peach-state')",
        "delete from row_sum_owed",
        "marked as one of an earlier version",
    ),
];

/// Whoever writes the database and has not the key is found, whatever they write: each change by itself is named,
/// and once it is taken back the record holds again.
pub async fn rows_that_no_entry_tells_of_are_found(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    furnished(&store).await;
    let proof = sent(&store).await;
    assert!(proof.holds && 0 < proof.sent && 0 < proof.held_out, "{proof:?}");
    let differences = async || store.audit_report(&ws(), None).await.unwrap().differences;
    assert_eq!(differences().await, Vec::<String>::new());
    for (change, undo, words) in CHANGES.iter().copied() {
        raw(address, change).await;
        let found = differences().await;
        assert!(found.iter().any(|found| found.contains(words)), "{change}: {found:#?}");
        assert!(found.iter().all(|found| 40 < found.len()), "what to do: {found:?}");
        raw(address, undo).await;
        assert_eq!(differences().await, Vec::<String>::new(), "{undo}");
    }
}

/// A change without an entry does not heal by going on, nor by changing the sums beside it.
pub async fn a_change_without_an_entry_does_not_heal(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let keeper = || AuditKeeper::open(folder.path(), None).unwrap();
    let store = open(address).await.with_keeper(keeper());
    furnished(&store).await;
    let differences = async || store.audit_report(&ws(), None).await.unwrap().differences;
    let go_on = async |n: i64| {
        store.append_consents(&ws(), &[consent(70, Action::Granted, n)], at(n)).await.unwrap();
    };
    go_on(1).await;
    assert_eq!(differences().await, Vec::<String>::new());
    raw(address, "delete from consent_entry where identifier = 'email:p4@example.com'").await;
    go_on(2).await;
    let found = differences().await;
    assert!(found[0].contains("1 rows are gone"), "{found:?}");
    // They roll the sums back as well: the next entry begins from another sum than the one before it left.
    raw(address, "update row_sum set n = n - 1 where name = 'consents: consents'").await;
    go_on(3).await;
    let found = differences().await;
    assert!(found.iter().any(|found| found.contains("were changed without an entry")), "{found:?}");
    // They have the workspace pass for one of an earlier version, whose rows are told of anew.
    raw(address, "insert into row_sum_owed (workspace) values ('peach-state')").await;
    go_on(4).await;
    let found = differences().await;
    assert!(found.iter().any(|found| found.contains("which happens once")), "{found:?}");
}

/// Everything emptied, also outside the database, and the campaigns left behind.
pub async fn an_emptied_record_is_found(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    assert!(store.audit_report(&ws(), None).await.unwrap().holds(), "nothing was done yet");
    furnished(&store).await;
    for table in ["audit", "approval", "approval_request", "row_sum"] {
        raw(address, &format!("delete from {table}")).await;
    }
    std::fs::remove_file(folder.path().join("audit-anchors.json")).unwrap();
    let report = store.audit_report(&ws(), None).await.unwrap();
    for words in ["rows of campaigns", "rows of members", "rows of consents", "rows of definitions"] {
        assert!(report.differences.iter().any(|found| found.contains(words)), "{words}: {report:#?}");
    }
    // Going on does not hide it, nor does a key that is made anew.
    store.append_consents(&ws(), &[consent(71, Action::Granted, 1)], at(1)).await.unwrap();
    let found = store.audit_report(&ws(), None).await.unwrap().differences;
    assert!(found.iter().any(|found| found.contains("campaigns: ")), "{found:#?}");
}

/// A store of an earlier version says what is not covered, and covers it with the next change.
pub async fn rows_of_an_earlier_version_are_covered_from_the_next_change_on(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    furnished(&store).await;
    for table in ["audit", "row_sum", "pilot_result", "send", "mailbox_turn", "delivery", "campaign"] {
        raw(address, &format!("delete from {table}")).await;
    }
    std::fs::remove_file(folder.path().join("audit-anchors.json")).unwrap();
    raw(address, "insert into row_sum_owed (workspace) values ('peach-state')").await;
    let report = store.audit_report(&ws(), None).await.unwrap();
    assert!(report.holds(), "{report:?}");
    assert!(report.not_covered.contains(&"members (2)".to_owned()), "{report:?}");
    store.append_consents(&ws(), &[consent(72, Action::Granted, 1)], at(1)).await.unwrap();
    let report = store.audit_report(&ws(), None).await.unwrap();
    assert!(report.holds() && report.not_covered.is_empty(), "{report:?}");
    raw(address, "update member set role = 'admin' where email = 'bob@example.com'").await;
    let found = store.audit_report(&ws(), None).await.unwrap().differences;
    assert!(found.len() == 1 && found[0].contains("is not what entry 1 tells of"), "{found:?}");
}
