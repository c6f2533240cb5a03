//! Data that changes: exports that come again, statuses that turn, contracts that are mended.

mod consent_alone;
mod exports;
mod held;
mod mending;
mod searching;
mod silent;

use consent::Action;
use engine::{Definitions, Engine};
use gathering::collect::{self, ImportReport};
use gathering::unify;
use governance::Role;
use rounds::pages::person;
use serde_json::json;
use std::path::PathBuf;
use store::{NewMember, QuarantineFilter};
use vocabulary::{KeyKind, MemberId, PersonId, Timestamp, WorkspaceId};

const HEAD: &str = "crm_id,customer_id,first_name,last_name,email,phone,city,updated_at";
const DAY_1: &str = "K1,1001,Olive,Tamsin,olive.old@example.org,404-555-0141,Macon,2026-01-05T10:00:00Z
K2,1002,Rufus,Amberly,rufus@example.org,404-555-0142,Macon,2026-01-05T10:00:00Z";
const DAY_2: &str =
    "K1,1001,Olive,Brackenridge,olive.new@example.org,404-555-0177,Athens,2026-02-05T10:00:00Z
K2,1002,Rufus,Amberly,rufus@example.org,404-555-0142,Macon,2026-01-05T10:00:00Z
K3,1003,Petra,Quillon,petra@example.org,404-555-0143,Macon,2026-02-05T10:00:00Z";
const OPTIN_HEAD: &str = "contact_id,email,purpose,channel,status,changed_at,proof";
const ORDERS_HEAD: &str = "order_id,customer_id,email,ordered_at,total,currency";

/// A contract: its source, its version, what stands among its custom properties, and columns with their roles.
fn contract(id: &str, version: &str, more: &str, columns: &[(&str, &str)]) -> String {
    let mut text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: {id}\nversion: {version}\nstatus: active\ncustomProperties:\n  \
         - {{property: truelift.format, value: csv}}\n{more}schema:\n  - name: rows\n    properties:\n"
    );
    for (name, role) in columns {
        let kind = match *role {
            "observed_at" | "occurred_at" => "timestamp",
            "revenue" => "number",
            _ => "string",
        };
        text.push_str(&format!(
            "      - name: {name}\n        logicalType: {kind}\n        customProperties:\n          - {{property: truelift.role, value: {role}}}\n"
        ));
    }
    text
}

fn crm(version: &str, phone: &str) -> String {
    contract(
        "crm",
        version,
        "  - {property: truelift.lands, value: [records]}\n",
        &[
            ("crm_id", "external_key"),
            ("customer_id", "customer_id"),
            ("first_name", "given_name"),
            ("last_name", "family_name"),
            ("email", "email"),
            ("phone", phone),
            ("city", "city"),
            ("updated_at", "observed_at"),
        ],
    )
}

fn optin(more: &str) -> String {
    contract(
        "optin",
        "1.0.0",
        &format!("  - {{property: truelift.lands, value: [consents]}}\n{more}"),
        &[
            ("contact_id", "external_key"),
            ("email", "email"),
            ("purpose", "purpose"),
            ("channel", "channel"),
            ("status", "action"),
            ("changed_at", "occurred_at"),
            ("proof", "evidence"),
        ],
    )
}

fn orders(more: &str) -> String {
    let lands = "  - {property: truelift.lands, value: [events]}\n  - {property: truelift.event_name, value: Order Completed}\n";
    contract(
        "shop",
        "1.0.0",
        &format!("{lands}{more}"),
        &[
            ("order_id", "external_key"),
            ("customer_id", "customer_id"),
            ("email", "email"),
            ("ordered_at", "occurred_at"),
            ("total", "revenue"),
            ("currency", "currency"),
        ],
    )
}

struct Desk {
    engine: Engine,
    meetings: unify::Meetings,
    workspace: WorkspaceId,
    member: MemberId,
    now: Timestamp,
    folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(&folder.path().join("data"), None).await.unwrap();
        let workspace = WorkspaceId::new("shop").unwrap();
        let now = Timestamp::parse("2026-03-01T12:00:00Z").unwrap();
        let store = engine.store();
        store.ensure_workspace(&workspace, "Shop", false, None, now).await.unwrap();
        let new =
            NewMember { name: "Ann", email: "ann@example.com", role: Role::Marketer, password_hash: None };
        let member = store.create_member(&workspace, new, now).await.unwrap().member_id;
        let meetings = unify::Meetings::default();
        Self { engine, meetings, workspace, member, now, folder }
    }

    async fn apply(&self, source: &str, text: &str) -> String {
        let mut definitions = Definitions::default();
        definitions.add("source", source, text);
        let applied =
            definitions.apply(self.engine.store(), &self.workspace, &self.member, self.now).await.unwrap();
        applied[0].note.clone().unwrap()
    }

    fn file(&self, name: &str, head: &str, rows: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, format!("{head}\n{rows}\n")).unwrap();
        path
    }

    /// Imports rows an hour after what came before; gives new, changed, same, dropped, quarantined.
    async fn import(&mut self, source: &str, head: &str, rows: &str) -> [u64; 5] {
        counts(&self.report(source, head, rows, None).await)
    }

    /// Imports rows an hour after what came before, out of a file written when it is said.
    async fn report(
        &mut self,
        source: &str,
        head: &str,
        rows: &str,
        written_at: Option<Timestamp>,
    ) -> ImportReport {
        let file = self.file("export.csv", head, rows);
        self.now = Timestamp::from_micros(self.now.micros() + 3_600_000_000);
        let (engine, workspace, now) = (&self.engine, &self.workspace, self.now);
        let contract = collect::contract(engine, workspace, source).await.unwrap();
        let given = collect::Given::of(&file, now);
        let given = written_at.map_or(given, |at| given.written(at, now).unwrap());
        let seen = collect::preview(engine, workspace, &contract, given, now, |_| ()).await.unwrap();
        let report = collect::import_given(engine, workspace, &contract, given, now).await.unwrap();
        assert_eq!(counts(&seen), counts(&report), "a dry run says what happens");
        assert_eq!(report.n_rows, report.n_read() + report.n_quarantined + report.n_settled);
        report
    }

    async fn only(&self, query: &str) -> person::Profile {
        let found = person::search(&self.engine, &self.workspace, query, None, 10).await.unwrap();
        assert_eq!(found.n_total, 1, "{query}: {found:?}");
        let person = PersonId::new(found.items[0].person_id.as_str()).unwrap();
        person::show(&self.engine, &self.workspace, &person, self.now).await.unwrap()
    }

    async fn n_found(&self, query: &str) -> i64 {
        person::search(&self.engine, &self.workspace, query, None, 10).await.unwrap().n_total
    }

    async fn last_word(&self, email: &str) -> Option<Action> {
        let of = [format!("mailbox:{email}"), format!("email:{email}")];
        let lines = self.engine.store().consents_of(&self.workspace, &of).await.unwrap();
        let states = consent::fold(&lines, self.now);
        let state = states.values().next()?;
        Some(if state.is_granted() { Action::Granted } else { Action::Withdrawn })
    }
}

fn counts(report: &ImportReport) -> [u64; 5] {
    [report.n_new, report.n_changed, report.n_same, report.n_dropped, report.n_quarantined]
}

#[tokio::test]
async fn the_export_of_the_next_day_changes_who_people_are() {
    let mut desk = Desk::open().await;
    let note = desk.apply("crm", &crm("1.0.0", "phone")).await;
    assert!(note.contains("records: state"), "{note}");
    assert_eq!(desk.import("crm", HEAD, DAY_1).await, [2, 0, 0, 0, 0]);
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    // The second export, with one row of it twice.
    let twice = format!("{DAY_2}\n{}", DAY_2.lines().last().unwrap());
    assert_eq!(desk.import("crm", HEAD, &twice).await, [1, 1, 1, 1, 0]);
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    let olive = desk.only("olive.new@example.org").await;
    assert_eq!(olive.records.len(), 1, "{:?}", olive.records);
    let shown = format!("{:?}", olive.records);
    assert!(shown.contains("Brackenridge") && shown.contains("Athens"), "{shown}");
    let before: Vec<&str> = olive.earlier.iter().map(|row| row.fields["email"].as_str()).collect();
    assert_eq!(before, ["olive.old@example.org"]);
    assert_eq!(desk.n_found("olive.old@example.org").await, 0);
    // The old export once more, and the new one: nothing is new, and the later word stays.
    assert_eq!(desk.import("crm", HEAD, DAY_1).await, [0, 0, 2, 0, 0]);
    assert_eq!(desk.import("crm", HEAD, &twice).await, [0, 0, 3, 1, 0]);
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    assert_eq!(desk.n_found("Brackenridge").await, 1);
}

#[tokio::test]
async fn a_mended_contract_reads_what_came_before_it() {
    let mut desk = Desk::open().await;
    desk.apply("crm", &crm("1.0.0", "ignore")).await;
    desk.import("crm", HEAD, DAY_1).await;
    desk.import("crm", HEAD, DAY_2).await;
    let broken = "K4,1004,Ida,Lund,ida@example.org,404-555-0144,Macon,the day before";
    assert_eq!(desk.import("crm", HEAD, broken).await, [0, 0, 0, 0, 1]);
    let none = collect::reload(&desk.engine, &desk.workspace, "crm", |_| ()).await.unwrap();
    let all: Vec<[u64; 5]> = none.files.iter().map(counts).collect();
    assert_eq!(all, [[0, 0, 2, 0, 0], [0, 0, 3, 0, 0], [0, 0, 0, 0, 1]], "nothing to mend");

    desk.apply(
        "crm",
        &crm("1.1.0", "phone")
            .replace("logicalType: timestamp", "logicalType: string")
            .replace("observed_at", "extra"),
    )
    .await;
    desk.apply("crm", &crm("1.2.0", "phone")).await;
    for expect in [[[0, 2, 0, 0, 0], [0, 2, 1, 0, 0]], [[0, 0, 2, 0, 0], [0, 0, 3, 0, 0]]] {
        let report = collect::reload(&desk.engine, &desk.workspace, "crm", |_| ()).await.unwrap();
        assert!(report.read_by.contains("1.2.0 (applied)"), "{}", report.read_by);
        let all: Vec<[u64; 5]> = report.files.iter().map(counts).collect();
        assert_eq!(all[..2], expect, "the second time changes nothing");
        unify::run(&desk.engine, &desk.workspace).await.unwrap();
        let olive = desk.only("(404) 555-0177").await;
        assert!(
            format!("{:?}", olive.records).contains("Brackenridge"),
            "the latest row is still the latest"
        );
        assert_eq!(desk.n_found("4045550141").await, 0, "a phone of the day before");
    }
    // The same file by hand says so, too.
    assert_eq!(desk.import("crm", HEAD, DAY_2).await, [0, 0, 3, 0, 0]);
    // A row that was in quarantine is good by another contract, and no longer waits.
    let text = crm("1.3.0", "phone").replace("logicalType: timestamp", "logicalType: string");
    desk.apply("crm", &text.replace("observed_at", "extra")).await;
    let report = collect::reload(&desk.engine, &desk.workspace, "crm", |_| ()).await.unwrap();
    assert_eq!(report.n_mended, 1);
    assert_eq!(desk.engine.store().n_quarantined(&desk.workspace).await.unwrap(), (1, 0));
}

#[tokio::test]
async fn a_status_that_turns_counts_by_its_own_time() {
    let mut desk = Desk::open().await;
    let note = desk.apply("optin", &optin("")).await;
    assert!(note.contains("consents: state"), "{note}");
    let line = |status: &str, at: &str| format!("P1,olive@example.org,marketing,email,{status},{at},form");
    let email = "olive@example.org";
    for (status, at, expect, word) in [
        ("granted", "2026-01-10T10:00:00Z", [1, 0, 0, 0, 0], Action::Granted),
        ("withdrawn", "2026-02-20T10:00:00Z", [0, 1, 0, 0, 0], Action::Withdrawn),
        // The old export again: known, and no newer.
        ("granted", "2026-01-10T10:00:00Z", [0, 0, 1, 0, 0], Action::Withdrawn),
        // Granted again later is newer evidence.
        ("granted", "2026-02-25T10:00:00Z", [0, 1, 0, 0, 0], Action::Granted),
    ] {
        assert_eq!(desk.import("optin", OPTIN_HEAD, &line(status, at)).await, expect, "{status} {at}");
        assert_eq!(desk.last_word(email).await, Some(word), "{status} {at}");
    }
    // Both on one day, in one file, whichever stands first: no wins.
    for (id, first, second) in [("P2", "granted", "withdrawn"), ("P3", "withdrawn", "granted")] {
        let rows = [first, second]
            .map(|status| format!("{id},{id}@example.org,marketing,email,{status},2026-01-10,form"));
        assert_eq!(desk.import("optin", OPTIN_HEAD, &rows.join("\n")).await, [1, 1, 0, 0, 0]);
        assert_eq!(
            desk.last_word(&format!("{}@example.org", id.to_lowercase())).await,
            Some(Action::Withdrawn)
        );
    }
}

#[tokio::test]
async fn in_a_log_of_consents_a_no_counts_and_a_changed_yes_does_not() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &optin("  - {property: truelift.changes, value: log}\n")).await;
    let line = |status: &str, at: &str| format!("P1,olive@example.org,marketing,email,{status},{at},form");
    assert_eq!(desk.import("optin", OPTIN_HEAD, &line("granted", "2026-01-10")).await, [1, 0, 0, 0, 0]);
    assert_eq!(desk.import("optin", OPTIN_HEAD, &line("withdrawn", "2026-02-10")).await, [0, 0, 0, 0, 1]);
    assert_eq!(desk.import("optin", OPTIN_HEAD, &line("granted", "2026-02-20")).await, [0, 0, 0, 0, 1]);
    assert_eq!(desk.last_word("olive@example.org").await, Some(Action::Withdrawn));
}

#[tokio::test]
async fn a_changed_order_contradicts_a_log_and_counts_in_a_state() {
    let mut desk = Desk::open().await;
    let note = desk.apply("shop", &orders("")).await;
    assert!(note.contains("events: log"), "{note}");
    let order = |total: &str| format!("O1,1001,olive@example.org,2026-02-01T10:00:00Z,{total},USD");
    assert_eq!(desk.import("shop", ORDERS_HEAD, &order("100.00")).await, [1, 0, 0, 0, 0]);
    assert_eq!(desk.import("shop", ORDERS_HEAD, &order("20.00")).await, [0, 0, 0, 0, 1]);
    let row = desk.engine.store().quarantine_rows(&desk.workspace, QuarantineFilter::default(), 0, 9).await;
    let row = row.unwrap().items.remove(0);
    assert_eq!((row.rule.as_str(), row.field.as_str(), row.line), ("conflict", "total", 2));
    assert!(row.why.contains("`total` was `100.00`, now `20.00`"), "{}", row.why);
    assert!(row.original.contains("20.00"), "{}", row.original);
    // A replay finds the same.
    let all = (&[][..], QuarantineFilter::default());
    let replayed = collect::replay(&desk.engine, &desk.workspace, all, &[], None, desk.now).await.unwrap();
    assert_eq!((replayed.n_landed, replayed.n_still_quarantined), (0, 1));
    // The shop says that its orders change: the row that waited counts.
    desk.apply("shop", &orders("  - {property: truelift.changes, value: state}\n")).await;
    let replayed = collect::replay(&desk.engine, &desk.workspace, all, &[], None, desk.now).await.unwrap();
    assert_eq!((replayed.n_landed, replayed.n_still_quarantined), (1, 0));
    unify::run(&desk.engine, &desk.workspace).await.unwrap();
    let olive = desk.only("olive@example.org").await;
    let orders: Vec<_> = olive.timeline.iter().filter(|moment| moment.title == "Order Completed").collect();
    assert!(orders.len() == 1 && orders[0].detail.contains("20.00"), "{orders:?}");
}

#[tokio::test]
async fn a_visitor_cannot_take_the_id_of_an_order() {
    let mut desk = Desk::open().await;
    desk.apply("shop", &orders("")).await;
    let forged = json!({ "type": "track", "event": "Order Completed", "anonymousId": "b1",
        "messageId": "shop:O1", "timestamp": "2026-02-01T10:00:00Z" });
    let real = json!({ "type": "track", "event": "Seen", "userId": "1001", "messageId": "shop:O1",
        "timestamp": "2026-02-01T10:00:00Z" });
    for (source, message) in [("web", forged), ("app", real)] {
        let taken =
            collect::accept(&desk.engine, &desk.workspace, source, vec![message], desk.now).await.unwrap();
        assert_eq!(taken.n_new, 1, "{source}");
    }
    collect::land_pending(&desk.engine, &desk.workspace).await.unwrap();
    let order = "O1,1001,olive@example.org,2026-02-01T10:00:00Z,100.00,USD";
    assert_eq!(desk.import("shop", ORDERS_HEAD, order).await, [1, 0, 0, 0, 0]);
}

#[tokio::test]
async fn what_was_acknowledged_and_cannot_be_read_is_kept() {
    let desk = Desk::open().await;
    let store = desk.engine.store();
    let bodies = [("m1", "{\"type\":\"track\"}"), ("m2", "{ half")];
    store.accept_events(&desk.workspace, "web", &bodies, desk.now).await.unwrap();
    assert_eq!(collect::land_pending(&desk.engine, &desk.workspace).await.unwrap(), 2);
    let rows = store.quarantine_rows(&desk.workspace, QuarantineFilter::default(), 0, 9).await.unwrap().items;
    let kept: Vec<(&str, &str)> = rows.iter().map(|row| (row.rule.as_str(), row.original.as_str())).collect();
    assert_eq!(kept, [("unreadable", bodies[0].1), ("unreadable", bodies[1].1)]);
}

#[tokio::test]
async fn messages_are_read_again_as_they_came() {
    let desk = Desk::open().await;
    let message = json!({ "type": "identify", "userId": "1001", "messageId": "m1",
        "timestamp": "2026-02-01T10:00:00Z", "traits": { "email": "olive@example.org" } });
    collect::accept(&desk.engine, &desk.workspace, "web", vec![message], desk.now).await.unwrap();
    collect::land_pending(&desk.engine, &desk.workspace).await.unwrap();
    let report = collect::reload(&desk.engine, &desk.workspace, "web", |_| ()).await.unwrap();
    assert_eq!(report.files.iter().map(counts).collect::<Vec<_>>(), [[0, 0, 1, 0, 0]]);
    assert_eq!(report.read_by, "the Segment spec");
    assert!(collect::reload(&desk.engine, &desk.workspace, "nobody", |_| ()).await.is_err());
}

/// A contract that was never applied still says how its rows are read again.
#[tokio::test]
async fn rows_that_came_by_a_file_are_replayed_by_it() {
    let desk = Desk::open().await;
    let path = desk.folder.path().join("shop-orders.yaml");
    std::fs::write(&path, orders("")).unwrap();
    let name = path.display().to_string();
    let contract = collect::contract(&desk.engine, &desk.workspace, &name).await.unwrap();
    let file = desk.file("orders.csv", ORDERS_HEAD, "O1,1001,,2026-02-01T10:00:00Z,a lot,USD");
    let report =
        collect::import(&desk.engine, &desk.workspace, &contract, &file, desk.now, |_| ()).await.unwrap();
    assert!(report.is_nothing() && report.problems[0].rule == "type", "{report:?}");
    let all = (&[][..], QuarantineFilter::default());
    let replay =
        || async { collect::replay(&desk.engine, &desk.workspace, all, &[], None, desk.now).await.unwrap() };
    assert!(replay().await.read_by[0].contract.contains("came by it"));
    // Applied under another name than the source's, it is found all the same.
    desk.apply(
        "orders",
        &orders("  - {property: truelift.source, value: shop}\n")
            .replace("id: shop\n", "id: orders\n")
            .replace("role, value: revenue", "role, value: extra")
            .replace("logicalType: number", "logicalType: string"),
    )
    .await;
    let replayed = replay().await;
    assert!(replayed.n_landed == 1 && replayed.read_by[0].contract.contains("(applied)"), "{replayed:?}");
    // Discarding is a member's act, and can be taken back.
    let store = desk.engine.store();
    store
        .quarantine(
            &desk.workspace,
            &[store::Rejected {
                source: "shop".into(),
                file: "orders.csv".into(),
                line: 9,
                rule: "type".into(),
                field: "total".into(),
                why: "`x` is no amount".into(),
                original: "{}".into(),
                contract: None,
                row_key: None,
            }],
            desk.now,
        )
        .await
        .unwrap();
    let which = (&[][..], QuarantineFilter { rule: Some("type"), ..QuarantineFilter::default() });
    for (undo, n_open) in [(false, 0), (true, 1)] {
        let done = match undo {
            true => collect::undo_discard(&desk.engine, &desk.workspace, which, &desk.member, desk.now).await,
            false => {
                collect::discard(&desk.engine, &desk.workspace, which, "a test", &desk.member, desk.now).await
            }
        };
        assert_eq!(done.unwrap().n_rows, 1);
        assert_eq!(store.n_quarantined(&desk.workspace).await.unwrap().1, n_open);
    }
    assert!(store.verify_audit(&desk.workspace, None).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_yes_of_a_snapshot_undoes_no_no() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &optin("")).await;
    let shop = |version: &str, exported: &str| {
        contract(
            "shop",
            version,
            &format!(
                "  - {{property: truelift.lands, value: [consents]}}\n  - {{property: truelift.constant, value: {{purpose: marketing, channel: email, occurred_at: {exported}}}}}\n"
            ),
            &[("id", "external_key"), ("email", "email"), ("accepts", "action")],
        )
    };
    let (head, email) = ("id,email,accepts", "olive@example.org");
    desk.apply("shop", &shop("1.0.0", "2026-02-20")).await;
    assert_eq!(desk.import("shop", head, &format!("C1,{email},granted")).await, [1, 0, 0, 0, 0]);
    assert_eq!(desk.last_word(email).await, Some(Action::Granted), "nobody has said no");
    // A no from before the export, which comes after it; then the export of another day.
    let no = format!("P1,{email},marketing,email,withdrawn,2026-01-10T10:00:00Z,link");
    assert_eq!(desk.import("optin", OPTIN_HEAD, &no).await, [1, 0, 0, 0, 0]);
    assert_eq!(desk.last_word(email).await, Some(Action::Withdrawn));
    desk.apply("shop", &shop("1.1.0", "2026-02-28")).await;
    assert_eq!(desk.import("shop", head, &format!("C1,{email},granted")).await, [0, 0, 1, 0, 0]);
    assert_eq!(
        desk.last_word(email).await,
        Some(Action::Withdrawn),
        "the day of an export is no moment of a yes"
    );
    // A yes with its moment lets her in again, and a no of the shop counts from its arrival.
    let yes = format!("P2,{email},marketing,email,granted,2026-01-20T10:00:00Z,form");
    assert_eq!(desk.import("optin", OPTIN_HEAD, &yes).await, [1, 0, 0, 0, 0]);
    assert_eq!(desk.last_word(email).await, Some(Action::Granted));
    assert_eq!(desk.import("shop", head, &format!("C1,{email},withdrawn")).await, [0, 1, 0, 0, 0]);
    assert_eq!(desk.last_word(email).await, Some(Action::Withdrawn));
}

#[tokio::test]
async fn a_key_that_everybody_can_read_posts_as_no_source_of_files() {
    let mut desk = Desk::open().await;
    desk.apply("crm", &crm("1.0.0", "phone")).await;
    desk.import("crm", HEAD, DAY_1).await;
    let check =
        async |source: &str, kind| collect::check_key(&desk.engine, &desk.workspace, source, kind).await;
    let why = check("crm", KeyKind::Browser).await.unwrap_err().to_string();
    assert!(why.contains("`crm-web`"), "{why}");
    check("crm", KeyKind::Server).await.unwrap();
    check("crm-web", KeyKind::Browser).await.unwrap();
    // A key of before such a contract refuses its files.
    let store = desk.engine.store();
    store.create_write_key(&desk.workspace, "crm", "hash", KeyKind::Browser, desk.now).await.unwrap();
    let contract = collect::contract(&desk.engine, &desk.workspace, "crm").await.unwrap();
    let file = desk.file("again.csv", HEAD, DAY_2);
    let refused = collect::import(&desk.engine, &desk.workspace, &contract, &file, desk.now, |_| ()).await;
    assert!(refused.unwrap_err().to_string().contains("truelift.source"));
}
