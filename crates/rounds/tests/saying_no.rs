//! Who is mailed, and who never is: each way of saying no that was found open once, through import, unify and release.

use crate::house;

use engine::addressees::{Ask, Reach, may_reach};
use engine::persons;
use gathering::collect::{self, Edit};
use house::{Dice, House, OPTIN, SHOP, row};
use reaching::target;
use rounds::pages::person;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{Lease, QuarantineFilter};
use vocabulary::{Channel, KeyKind, PersonId, Purpose, SECOND};

/// Rows that say no of an address that is hidden, in words that are not the ledger's.
const HIDDEN: &str = "H7,b7 [at] x.org,,,withdrawn,2026-03-01T00:00:00Z,,a,
H8,b8%40x.org,,,Unsubscribed,2026-03-01T00:00:00Z,,a,
H9,b9&#64;x.org,,,opted-out,2026-03-01T00:00:00Z,,a,
H10,\"\"\"b10\"\"@x.org\",,,baja,2026-03-01T00:00:00Z,,a,
H11,,,b11@x.org,withdrawn,2026-03-01T00:00:00Z,,a,
H12,,,,non-subscribed,2026-03-01T00:00:00Z,please delete b12@x.org,a,
H13,b13＠x.org (old); nobody@x.org,,,erased,2026-03-01T00:00:00Z,,a,
H14,b14@x.org,,,keine Einwilligung,not a day,,a,
H15,b15@x.org,,,never,2026-03-01T00:00:00Z,,too long,
H16,b16@x.org,,,granted,2026-03-01T00:00:00Z,,a,x
";

/// People by number, each with an address of their own and a yes to it.
async fn with_people(n: usize) -> House {
    let house = House::open().await;
    let rows: String = (0..n).map(|i| row(i, &format!("b{i}@x.org"), &format!("C{i:03}"), "")).collect();
    house.shop(&rows).await;
    house.unify().await;
    let yes: String =
        (0..n).map(|i| format!("Y{i},b{i}@x.org,,,granted,2026-01-02T00:00:00Z,,a,\n")).collect();
    house.optin(&yes).await;
    house
}

#[tokio::test]
async fn a_no_follows_every_tie_and_every_spelling() {
    let house = with_people(26).await;
    let no = |key: &str, mail: &str, phone: &str, customer: &str| {
        format!("{key},{mail},{phone},{customer},withdrawn,2026-03-01T00:00:00Z,,a,\n")
    };
    // What the shop's rows said before: another address, another number, another customer number.
    house.shop(&row(1, "a1@x.org", "C001", "")).await;
    house.shop(&row(2, "b2@x.org", "C002", "+44 20 7946 0002")).await;
    house.shop(&row(3, "b3@x.org", "C903", "")).await;
    house.shop("R99,Sole,Undated,s18@x.org,,,a\nR98,Only,Undated,s19@x.org,,,a\n").await;
    house.later();
    let now: String = [(1, ""), (2, "+44 20 7946 9999"), (3, "")]
        .map(|(i, phone)| row(i, &format!("b{i}@x.org"), &format!("C00{i}"), phone))
        .concat();
    house.shop(&now).await;
    house.unify().await;
    house
        .optin(
            &(no("N1", "a1@x.org", "", "")
                + &no("N2", "", "+44 20 7946 0002", "")
                + &no("N3", "", "", "C903")),
        )
        .await;
    // Rows that nobody has unified: by address, by customer number, and over two rows.
    house
        .optin(
            &(no("N4", "a4@x.org", "", "") + &no("N5", "a5@x.org", "", "") + &no("N6", "a6@x.org", "", "")),
        )
        .await;
    let late = [
        ("L4", "b4@x.org; a4@x.org", ""),
        ("L5", "a5@x.org", "C005"),
        ("L6", "b6@x.org", "C906"),
        ("L7", "a6@x.org", "C906"),
    ];
    house
        .shop(&late.map(|(key, mail, customer)| format!("{key},Zed,Zulu,{mail},,{customer},a\n")).concat())
        .await;
    // The address is hidden, or stands where no address belongs.
    house.optin(HIDDEN).await;
    // A yes without a day is older than every no, a no without one counts from its arrival.
    house.snapshot("mail,opt\nb17@x.org,no\nb18@x.org,yes\n").await;
    house.optin(&no("N18", "b18@x.org", "", "").replace("2026-03-01", "2001-01-01")).await;
    let dated = "S18,s18@x.org,,,withdrawn,2001-01-01T00:00:00Z,,a,\n";
    house.snapshot("mail,opt\ns18@x.org,yes\ns19@x.org,yes\n").await;
    house.optin(dated).await;
    // A yes after a no opens again, of the very mailbox.
    house.optin(&no("N19", "b19@x.org", "", "")).await;
    house.optin("Y19,b19@x.org,,,granted,2026-03-02T00:00:00Z,,a,\n").await;

    let reached = house.release().await;
    let closed: BTreeSet<String> = (1..=17).map(|i| format!("b{i}@x.org")).collect();
    assert_eq!(reached.intersection(&closed).collect::<Vec<_>>(), Vec::<&String>::new());
    for open in ["b0@x.org", "b19@x.org", "b20@x.org", "b25@x.org", "s19@x.org"] {
        assert!(reached.contains(open), "{open}: {reached:?}");
    }
    assert!(!reached.contains("s18@x.org"), "an undated yes is older than the oldest no");
    assert!(reached.contains("b18@x.org"), "a dated yes after a no opens");
    let given = |address: &&String| !address.starts_with('b') && !address.starts_with('s');
    assert_eq!(reached.iter().filter(given).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// An export of who was made anonymous names nobody any more: the id is all that is left.
#[tokio::test]
async fn a_no_under_the_id_of_its_yes_is_heard_without_an_address() {
    let house = with_people(6).await;
    let gone = ["", "***", "5d41402abc4b2a76b9719d911017c592", "foo"];
    let rows: String = gone
        .iter()
        .enumerate()
        .map(|(i, mail)| format!("Y{i},{mail},,,withdrawn,2026-03-01T00:00:00Z,,a,\n"))
        .collect();
    // An id that nobody ever had closes nobody.
    house.optin(&(rows + "Y77,,,,withdrawn,2026-03-01T00:00:00Z,,a,\n")).await;
    let reached: Vec<String> = house.release().await.into_iter().collect();
    assert_eq!(reached, ["b4@x.org", "b5@x.org"]);
}

#[tokio::test]
async fn an_edit_forbids_and_never_grants_and_a_browser_moves_nothing() {
    let house = with_people(8).await;
    // An address with a no, and a customer number with a yes, are tied to people by rows that a member mends.
    let said =
        "N1,a1@x.org,,,withdrawn,2026-03-01T00:00:00Z,,a,\nY9,,,C909,granted,2026-03-01T00:00:00Z,,a,\n";
    house.optin(said).await;
    house
        .shop_quarantined("E1,Zed,Zulu,b1@x.org; a1@x.org,,,too long\nE2,Yan,Yulu,new@x.org,,C909,too long\n")
        .await;
    let (engine, workspace) = (&house.engine, &house.workspace);
    let filter = QuarantineFilter { source: Some("shop"), ..QuarantineFilter::default() };
    let rows = engine.store().quarantine_rows(workspace, filter, 0, 10).await.unwrap().items;
    let edits: Vec<Edit> = rows
        .iter()
        .map(|row| Edit { row_id: row.row_id.clone(), original: row.original.replace("too long", "a") })
        .collect();
    assert_eq!(edits.len(), 2);
    let all = (&[][..], QuarantineFilter::default());
    let done =
        collect::replay(engine, workspace, all, &edits, Some(&house.marketer), house.now()).await.unwrap();
    assert_eq!(done.n_landed, 2, "{done:?}");
    // Somebody who found the key in a page: an address for a customer who said yes, one for a customer at all.
    let hash = "hash of site";
    engine.store().create_write_key(workspace, "site", hash, KeyKind::Browser, house.now()).await.unwrap();
    let refused = collect::check_key(engine, workspace, "shop", KeyKind::Browser).await;
    assert!(refused.is_err() || collect::contract(engine, workspace, "shop").await.is_err());
    let messages: Vec<Value> = ["C909", "C003"]
        .iter()
        .enumerate()
        .flat_map(|(n, customer)| {
            let traits = json!({ "email": format!("evil{n}@evil.example") });
            let at = "2026-03-03T10:00:00Z";
            [
                json!({ "type": "identify", "messageId": format!("i{n}"), "userId": customer, "traits": traits, "timestamp": at }),
                json!({ "type": "track", "messageId": format!("t{n}"), "userId": customer, "event": "Seen",
                    "context": { "traits": traits }, "timestamp": at }),
            ]
        })
        .collect();
    collect::accept(engine, workspace, "site", messages, house.now()).await.unwrap();
    collect::land_pending(engine, workspace).await.unwrap();
    // Before anybody unifies them, and after.
    for _ in 0..2 {
        let reached = house.release().await;
        let expect: BTreeSet<String> = [0, 2, 3, 4, 5, 6, 7].map(|i| format!("b{i}@x.org")).into();
        assert_eq!(reached, expect);
        house.unify().await;
    }
}

/// What is posted as a source, by a key of this kind.
async fn post(house: &House, source: &str, kind: KeyKind, messages: Vec<Value>) {
    let sender = collect::Sender { source, kind };
    let (engine, workspace, now) = (&house.engine, &house.workspace, house.now());
    let hash = format!("hash of {source}");
    engine.store().create_write_key(workspace, source, &hash, kind, now).await.unwrap();
    let n = messages.len() as u64;
    let taken = collect::accept(engine, workspace, sender, messages, now).await.unwrap();
    assert_eq!(taken.n_new, n, "{:?}", taken.problems);
    collect::land_pending(engine, workspace).await.unwrap();
}

fn alias(previous: &str, user: &str) -> Value {
    let id = format!("{previous} is {user}");
    json!({ "type": "alias", "messageId": id, "previousId": previous, "userId": user,
        "timestamp": "2026-03-02T10:00:00Z" })
}

#[tokio::test]
async fn an_alias_carries_a_no_from_every_id_to_every_other() {
    let house = with_people(24).await;
    let page = json!({ "type": "page", "messageId": "kiosk", "anonymousId": "kiosk",
        "timestamp": "2026-03-01T10:00:00Z" });
    let said = vec![
        page,
        alias("OLD1", "C001"),
        alias("C002", "C003"),
        alias("OLD4", "MID4"),
        alias("MID4", "C004"),
        alias("MID5", "c005"),
        alias("OLD5", "MID5"),
        alias("Old6@x.org", "C006"),
        alias("(404) 722-5207", "C007"),
        alias("C008", "b9@x.org"),
        alias("C010", "NEW10"),
        alias("C011", "C012"),
        alias("kiosk", "C014"),
        alias("kiosk", "C015"),
        alias("undefined", "C018"),
        alias("undefined", "C019"),
    ];
    post(&house, "backend", KeyKind::Server, said).await;
    let claimed = vec![alias("C016", "C017"), alias("OLD17", "C017")];
    post(&house, "site", KeyKind::Browser, claimed).await;
    let by_customer = ["OLD1", "C002", "OLD4", "OLD5", "C008", "NEW10", "C014", "C016", "OLD17", "C018"];
    let no = |key: &str, mail: &str, phone: &str, customer: &str| {
        format!("{key},{mail},{phone},{customer},withdrawn,2026-03-05T00:00:00Z,,a,\n")
    };
    let mut noes: String = by_customer.map(|id| no(id, "", "", id)).concat();
    noes +=
        &(no("6", "old6@x.org", "", "") + &no("7", "", "+14047225207", "") + &no("11", "b11@x.org", "", ""));
    house.optin(&noes).await;
    let open: BTreeSet<String> = [0, 13, 15, 17, 19, 20, 21, 22, 23].map(|i| format!("b{i}@x.org")).into();
    for when in ["before a run", "after it"] {
        assert_eq!(house.release().await, open, "{when}");
        house.unify().await;
    }
}

#[tokio::test]
async fn audiences_pages_and_the_gate_give_one_answer() {
    let house = with_people(24).await;
    house.define().await;
    let mut dice = Dice::new(5);
    for round in 0..2 {
        for n in 0..10 {
            let (i, j) = (dice.below(24), dice.below(24));
            let key = format!("P{round}-{n}");
            let at = format!("2026-0{}-1{}T00:00:00Z", 1 + dice.below(4), dice.below(9));
            match dice.below(7) {
                0 => house.optin(&format!("{key},b{i}@x.org,,,withdrawn,{at},,a,\n")).await,
                1 => house.optin(&format!("{key},b{i}@x.org,,,granted,{at},,a,\n")).await,
                2 => house.optin(&format!("{key},,,C{i:03},withdrawn,{at},,a,\n")).await,
                // Tied to another who may have said no, by a row nobody has unified.
                3 => house.shop(&format!("T{key},Zed,Zulu,b{i}@x.org,,C{j:03},a\n")).await,
                4 => {
                    house.later();
                    house.shop(&row(i, &format!("b{i}-{n}@x.org"), &format!("C{i:03}"), "")).await;
                }
                5 => house.optin(&format!("{key},b{i}%40x.org,,,baja,{at},,a,\n")).await,
                _ => house.unify().await,
            }
        }
        let (engine, workspace, now) = (&house.engine, &house.workspace, house.now());
        let everybody = target::find(engine, workspace, "lapsed-buyers").await.unwrap();
        let members = persons::members(engine, workspace, &everybody, now).await.unwrap();
        let ask = Ask { channel: Channel::Email, purposes: &[Purpose::Marketing], policy: None };
        let answers = may_reach(engine, workspace, &members, &ask, now).await.unwrap();
        assert_eq!(answers.len(), members.len());
        let open: BTreeSet<PersonId> =
            answers.iter().filter(|(_, answer)| answer.is_ok()).map(|(person, _)| person.clone()).collect();
        // The page of a person says the same.
        for person in members.iter().skip(round).step_by(9) {
            let page = person::show(engine, workspace, person, now).await.unwrap();
            let line =
                page.consents.iter().find(|line| line.purpose == "marketing" && line.channel == "email");
            let shown = line.is_some_and(|line| line.why_closed.is_none());
            let is_shared = matches!(answers[person], Err(consent::Denial::MailboxTaken));
            assert!(is_shared || shown == open.contains(person), "{person}: {line:?}, {:?}", answers[person]);
        }
        // And so does a condition of consent within an audience, as a list, as a count, and person by person.
        let text = "name: agreed\nwho:\n  all:\n    - trait: { name: email, exists: true }\n    - consent: { purpose: marketing, channel: email }\n";
        let agreed: audience::Definition = engine::definitions::parse("audience", "agreed", text).unwrap();
        let within: BTreeSet<PersonId> =
            persons::members(engine, workspace, &agreed, now).await.unwrap().into_iter().collect();
        let allowed: BTreeSet<PersonId> = answers
            .iter()
            .filter(|(_, answer)| matches!(answer, Ok(_) | Err(consent::Denial::MailboxTaken)))
            .map(|(person, _)| person.clone())
            .collect();
        let shared = allowed.difference(&open).count();
        assert!(open.is_subset(&within) && within.len() <= open.len() + shared, "round {round}");
        assert_eq!(persons::count(engine, workspace, &agreed, now).await.unwrap() as usize, within.len());
        for person in members.iter().skip(round).step_by(7) {
            let told = target::explain(engine, workspace, &agreed, person, now).await.unwrap();
            assert_eq!(told.is_member, within.contains(person), "{person}: {told:?}");
        }
        let permitted = house.permitted().await;
        assert_eq!(open, permitted, "round {round}");
        assert!(!open.is_empty() && open.len() < members.len(), "{} of {}", open.len(), members.len());
    }
}

/// Sends in another process, so slowly that something can happen meanwhile.
fn slowly(
    house: &House,
    approved: governance::Approved<engine::kept::Release>,
) -> tokio::task::JoinHandle<()> {
    let (folder, workspace, now) = (house.folder(), house.workspace.clone(), house.now());
    tokio::spawn(async move {
        let engine = engine::Engine::open(&folder, None).await.unwrap();
        // It is asked for each message.
        let wall = || {
            std::thread::sleep(std::time::Duration::from_millis(4));
            vocabulary::Timestamp::from_micros(house::wall_clock())
        };
        reaching::release::send(&engine, &workspace, &approved, now, wall, |_| ()).await.unwrap();
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_alias_that_comes_while_a_release_runs_stops_the_rest() {
    const N: usize = 640;
    let house = with_people(N).await;
    let no: String =
        (0..N).map(|i| format!("N{i},,,OLD{i:03},withdrawn,2026-03-01T00:00:00Z,,a,\n")).collect();
    house.optin(&no).await;
    let approved = house.approved().await;
    let worker = slowly(&house, approved);
    while house.mailed().is_empty() && !worker.is_finished() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    // Nobody has unified them: everybody turns out to be who said no before.
    let said = (0..N).map(|i| alias(&format!("OLD{i:03}"), &format!("C{i:03}"))).collect();
    post(&house, "backend", KeyKind::Server, said).await;
    let (n_then, was_running) = (house.mailed().len(), !worker.is_finished());
    worker.await.unwrap();
    assert!(was_running && n_then < N * 3 / 5, "{n_then} of {N} were out before the aliases were in");
    assert_eq!(house.mailed().len(), n_then, "mailed after the alias had landed");
}

#[tokio::test]
async fn what_a_crash_kept_from_going_counts_for_no_cap() {
    let house = with_people(8).await;
    house.cap.set(1);
    let approved = house.approved().await;
    let (engine, workspace, now) = (&house.engine, &house.workspace, house.now());
    let key = approved.item().pilot.campaign_key(workspace);
    let store = engine.store();
    // Killed between the gate, which reserves each send, and the inbox.
    let lease = Lease { clock: now, span: SECOND.times(30) };
    let claimed = store.claim_deliveries(&key, now, lease, 250).await.unwrap();
    let reach = Reach::read(engine, workspace, Channel::Email, None).await.unwrap();
    let find = |person: &PersonId| reach.find(person);
    let request =
        consent::Request::new([Purpose::Marketing], Channel::Email, approved.release_hash()).unwrap();
    let rules = store::GateRules {
        policy: &approved.item().pilot.send.policy,
        request: &request,
        approval: Some(approved.proof()),
        lease,
        people: store::People { n_written: reach.n_written, find: &find },
        recorded_at: now,
    };
    let gated = store.gate(&key, &claimed, &rules, now).await.unwrap();
    let n_reserved = gated.iter().filter(|answer| matches!(answer, store::Gated::Permitted { .. })).count();
    assert!(0 < n_reserved && house.mailed().is_empty());
    // Whoever of them says no before it goes on never had it: after a new yes nothing was sent to count.
    let no = |key: &str, said: &str, at: &str| {
        let row = |i: usize| format!("{key}{i},b{i}@x.org,,,{said},{at}T00:00:00Z,,a,\n");
        (0..8).map(row).collect::<String>()
    };
    house.optin(&no("N", "withdrawn", "2026-03-01")).await;
    let late = || now + vocabulary::MINUTE;
    reaching::release::send(engine, workspace, &approved, now, late, |_| ()).await.unwrap();
    assert!(house.mailed().is_empty(), "{:?}", house.mailed());
    house.later();
    house.optin(&no("Y2", "granted", "2026-03-02")).await;
    assert_eq!(house.release().await.len(), 8, "a cap of one counted what never went");
    // Now it did, but for the holdout, to whom nothing goes.
    let mailed: BTreeSet<String> = house.mailed().into_iter().collect();
    let again = house.release().await;
    assert!(!mailed.is_empty() && mailed.is_disjoint(&again), "within the days of the cap: {again:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_no_that_comes_while_a_release_runs_stops_the_rest() {
    const N: usize = 640;
    let house = with_people(N).await;
    let approved = house.approved().await;
    let (folder, workspace) = (house.folder(), house.workspace.clone());
    // Another process: its own connections to the store.
    let other = engine::Engine::open(&folder, None).await.unwrap();
    let no: String =
        (0..N).map(|i| format!("N{i},b{i}@x.org,,,withdrawn,2026-03-01T00:00:00Z,,a,\n")).collect();
    let file = house.file("noes.csv", &format!("{}\n{no}", house::OPTIN_HEAD));
    let (now, contract) = (house.now(), sources::Contract::parse(OPTIN, "optin.yaml").unwrap());
    let worker = slowly(&house, approved);
    while house.mailed().is_empty() && !worker.is_finished() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    let report = collect::import(&other, &workspace, &contract, &file, now, |_| ()).await.unwrap();
    let (n_then, was_running) = (house.mailed().len(), !worker.is_finished());
    assert_eq!(report.n_new as usize, N, "{report:?}");
    worker.await.unwrap();
    assert!(was_running && n_then < N * 3 / 5, "{n_then} of {N} were out before the no was in");
    assert_eq!(house.mailed().len(), n_then, "mailed after the no was on file");
}

#[test]
fn the_contracts_of_the_house_are_read() {
    for text in [SHOP, OPTIN] {
        sources::Contract::parse(text, "test.yaml").unwrap();
    }
}

#[tokio::test]
async fn a_number_without_a_country_is_of_where_the_workspace_is_at_home() {
    let house = House::open().await;
    let (engine, workspace) = (&house.engine, &house.workspace);
    let at_home = async |text: &str| {
        let mut definitions = engine::Definitions::default();
        definitions.add("workspace", "workspace", text);
        definitions.apply(engine.store(), workspace, &house.marketer, house.now()).await
    };
    assert!(at_home("country: nowhere\n").await.unwrap_err().to_string().contains("`nowhere`"));
    at_home("country: Germany\n").await.unwrap();
    assert_eq!(engine.country(workspace).await.unwrap().as_deref(), Some("DE"));
    house.shop(&(row(1, "b1@x.org", "C001", "0171 1234567") + &row(2, "b2@x.org", "C002", ""))).await;
    house.unify().await;
    let yes = |i: usize| format!("Y{i},b{i}@x.org,,,granted,2026-01-02T00:00:00Z,,a,\n");
    house.optin(&(yes(1) + &yes(2))).await;
    // The same number as it is dialled from abroad: of whom it is can be told only where the first one has a country.
    house.optin("N1,,+49 171 1234567,,withdrawn,2026-03-01T00:00:00Z,,a,\n").await;
    let reached = house.release().await;
    assert!(reached.contains("b2@x.org") && !reached.contains("b1@x.org"), "{reached:?}");
}

/// Messages of a source in a file, one a line.
const STREAM: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: SOURCE
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: segment}
  - {property: truelift.lands, value: [records, events]}
schema:
  - name: rows
    properties: []
"#;

#[tokio::test]
async fn what_a_browser_posts_keeps_nothing_of_a_trusted_source_out() {
    let house = with_people(3).await;
    let (engine, workspace) = (&house.engine, &house.workspace);
    let order = |id: &str, revenue: u64| {
        json!({ "type": "track", "event": "Order Completed", "messageId": id, "userId": "C001",
            "properties": { "revenue": revenue, "currency": "USD" }, "timestamp": "2026-03-02T10:00:00Z" })
    };
    let person = |id: &str, mail: &str| {
        json!({ "type": "identify", "messageId": id, "userId": "C001", "traits": { "email": mail },
            "timestamp": "2026-03-02T10:00:00Z" })
    };
    let file =
        [order("m1", 50), order("m2", 60), person("m3", "b1@x.org")].map(|row| format!("{row}\n")).concat();
    let forged = || vec![order("m1", 1), order("m2", 60), person("m3", "evil@x.org")];
    for (n, is_browser_first) in [true, false].into_iter().enumerate() {
        let source = format!("stream{n}");
        let contract = STREAM.replace("SOURCE", &source);
        if is_browser_first {
            post(&house, &source, KeyKind::Browser, forged()).await;
        }
        let report = house.import(&contract, &file).await;
        assert_eq!((report.n_new, report.n_quarantined), (3, 0), "{report:?}");
        if !is_browser_first {
            post(&house, &source, KeyKind::Browser, forged()).await;
        }
        // Nor does it keep out what a server of the same source posts, that waits beside it or came before.
        let server = collect::Sender { source: &source, kind: KeyKind::Server };
        let browser = collect::Sender { source: &source, kind: KeyKind::Browser };
        for sender in [browser, server, browser] {
            let taken =
                collect::accept(engine, workspace, sender, vec![order("m4", 7)], house.now()).await.unwrap();
            let is_again = taken.n_new == 0;
            assert!(taken.n_quarantined == 0 && (!is_again || sender.kind == KeyKind::Browser), "{taken:?}");
        }
        assert_eq!(collect::land_pending(engine, workspace).await.unwrap(), 2);
        // The file again, and the server's own message again: known.
        let report = house.import(&contract, &file).await;
        assert_eq!((report.n_same, report.n_quarantined), (3, 0), "{report:?}");
    }
    let filter = QuarantineFilter::default();
    let waiting = engine.store().quarantine_rows(workspace, filter, 0, 10).await.unwrap().items;
    assert!(waiting.is_empty(), "{waiting:?}");
}

#[tokio::test]
async fn a_browser_closes_no_other_mailbox_and_takes_nobodys_turn() {
    let house = with_people(8).await;
    let says = |n: usize, user: &str, mail: &str| {
        json!({ "type": "identify", "messageId": format!("s{n}"), "userId": user, "anonymousId": format!("d{n}"),
            "traits": { "email": mail }, "timestamp": "2026-03-02T10:00:00Z" })
    };
    let order = json!({ "type": "track", "event": "Seen", "messageId": "s9", "userId": "C995", "anonymousId": "d5",
        "context": { "traits": { "email": "b5@x.org" } }, "timestamp": "2026-03-02T10:00:00Z" });
    // Numbers that nobody has, one of a customer, and an address of the visitor's own.
    let said =
        vec![says(1, "C991", "b1@x.org"), says(2, "C007", "b2@x.org"), says(3, "C993", "b3@x.org"), order];
    post(&house, "site", KeyKind::Browser, said).await;
    let no = |key: &str, mail: &str, customer: &str| {
        format!("{key},{mail},,{customer},withdrawn,2026-03-05T00:00:00Z,,a,\n")
    };
    let noes = no("1", "", "C991") + &no("2", "", "C007") + &no("3", "b3@x.org", "") + &no("5", "", "C995");
    house.optin(&noes).await;
    let open: BTreeSet<String> = [0, 1, 2, 4, 5, 6].map(|i| format!("b{i}@x.org")).into();
    for when in ["before a run", "after it", "after another"] {
        assert_eq!(house.release().await, open, "{when}");
        house.unify().await;
    }
}

#[tokio::test]
async fn a_household_with_one_telephone_is_closed_alike_before_and_after_a_run() {
    let house = House::open().await;
    let rows: String = (0..8)
        .map(|i| row(i, &format!("b{i}@x.org"), &format!("C{i:03}"), &format!("+44 20 7946 01{i:02}")))
        .collect();
    house.shop(&rows).await;
    house.unify().await;
    let yes: String =
        (0..8).map(|i| format!("Y{i},b{i}@x.org,,,granted,2026-01-02T00:00:00Z,,a,\n")).collect();
    house.optin(&yes).await;
    let no = |key: &str, mail: &str, phone: &str, customer: &str| {
        format!("{key},{mail},{phone},{customer},withdrawn,2026-03-05T00:00:00Z,,a,\n")
    };
    // Rows nobody has unified: another customer with the telephone, another with the mailbox, the same customer.
    let another = "L1,Zed,Zulu,z1@x.org,+44 20 7946 0101,C901,a\nL2,Yan,Yulu,b2@x.org,,C902,a\n";
    let same = row(3, "z3@x.org", "C003", "").replacen("R3,", "L3,", 1);
    house.shop(&format!("{another}{same}")).await;
    let noes = no("1", "", "", "C901") + &no("2", "", "", "C902") + &no("3", "z3@x.org", "", "");
    house.optin(&(noes + &no("4", "", "+44 20 7946 0104", ""))).await;
    let closed: Vec<String> = [2, 3, 4].map(|i| format!("b{i}@x.org")).into();
    for when in ["before a run", "after it"] {
        let reached = house.release().await;
        for i in 0..8 {
            let address = format!("b{i}@x.org");
            assert_eq!(reached.contains(&address), !closed.contains(&address), "{when}: {address}");
        }
        house.unify().await;
    }
}
