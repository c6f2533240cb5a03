//! Which events and orders belong to whom, and what a browser may claim.

mod browsers;
mod several;

use engine::Engine;
use gathering::{collect, unify};
use rounds::pages::person;
use serde_json::{Value, json};
use sources::Contract;
use std::collections::BTreeMap;
use vocabulary::{KeyKind, PersonId, Timestamp, WorkspaceId};

const WEB: &str = "  - {property: truelift.format, value: segment}
  - {property: truelift.lands, value: [records, events]}
schema:
  - name: rows
    properties: []
";

/// An empty shop.
pub struct Shop {
    pub engine: Engine,
    meetings: unify::Meetings,
    pub workspace: WorkspaceId,
    pub now: Timestamp,
    n_files: std::cell::Cell<usize>,
    folder: tempfile::TempDir,
}

fn contract(id: &str, rest: &str) -> Contract {
    let head = "apiVersion: v3.1.0\nkind: DataContract\nversion: 1.0.0\nstatus: active\n";
    Contract::parse(&format!("{head}id: {id}\ncustomProperties:\n{rest}"), id).unwrap()
}

/// A contract of a CSV file, its columns as `name=role`.
fn table(id: &str, lands: &str, more: &str, columns: &[&str]) -> Contract {
    let mut text = format!(
        "  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.lands, value: [{lands}]}}\n{more}schema:\n  - name: rows\n    properties:\n"
    );
    for column in columns {
        let (name, role) = column.split_once('=').unwrap_or((column, column));
        let kind = match role {
            "occurred_at" => "timestamp",
            "revenue" => "number",
            _ => "string",
        };
        text += &format!(
            "      - name: {name}\n        logicalType: {kind}\n        customProperties:\n          - {{property: truelift.role, value: {role}}}\n"
        );
    }
    contract(id, &text)
}

impl Shop {
    pub async fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(folder.path(), None).await.unwrap();
        let workspace = WorkspaceId::new("shop").unwrap();
        let now = Timestamp::parse("2026-03-10T12:00:00Z").unwrap();
        engine.store().ensure_workspace(&workspace, "Shop", false, None, now).await.unwrap();
        let meetings = unify::Meetings::default();
        Shop { engine, meetings, workspace, now, n_files: std::cell::Cell::new(0), folder }
    }

    pub async fn import(&self, contract: &Contract, text: &str) {
        self.n_files.set(self.n_files.get() + 1);
        let file = self.folder.path().join(format!("{}.in", self.n_files.get()));
        std::fs::write(&file, text).unwrap();
        let report =
            collect::import(&self.engine, &self.workspace, contract, &file, self.now, |_| ()).await.unwrap();
        assert_eq!(report.n_quarantined, 0, "{report:?}");
    }

    /// Messages of a file.
    pub async fn web(&self, messages: &[Value]) {
        let lines: Vec<String> = messages.iter().map(Value::to_string).collect();
        self.import(&contract("web", WEB), &lines.join("\n")).await;
    }

    pub async fn crm(&self, rows: &str) {
        let columns = ["crm_id=external_key", "customer_id", "given_name", "family_name", "email", "phone"];
        let crm = table("crm", "records", "", &columns);
        self.import(&crm, &format!("crm_id,customer_id,given_name,family_name,email,phone\n{rows}")).await;
    }

    /// Orders with whatever handles they have.
    pub async fn orders(&self, rows: &str) {
        let columns = [
            "order_id=external_key",
            "customer_id",
            "email",
            "phone",
            "at=occurred_at",
            "total=revenue",
            "currency",
        ];
        let named = "  - {property: truelift.event_name, value: Order Completed}\n";
        let orders = table("orders", "events", named, &columns);
        self.import(&orders, &format!("order_id,customer_id,email,phone,at,total,currency\n{rows}")).await;
    }

    /// Makes a write key of `source`, so that what is posted as it counts by who holds the key.
    pub async fn key(&self, source: &str, kind: KeyKind) {
        let hash = format!("hash of {source} {kind}");
        self.engine.store().create_write_key(&self.workspace, source, &hash, kind, self.now).await.unwrap();
    }

    pub async fn post(&self, source: &str, messages: Vec<Value>) {
        let n = messages.len() as u64;
        let taken = collect::accept(&self.engine, &self.workspace, source, messages, self.now).await.unwrap();
        assert_eq!(taken.n_new, n, "{:?}", taken.problems);
        collect::land_pending(&self.engine, &self.workspace).await.unwrap();
    }

    pub async fn unify(&self) -> unify::UnifyReport {
        unify::run(&self.engine, &self.workspace).await.unwrap().report
    }

    pub async fn meet(&self) -> unify::Met {
        unify::meet(&self.engine, &self.workspace, &self.meetings).await.unwrap()
    }

    pub async fn all(&self, query: &str) -> Vec<person::Profile> {
        let found = person::search(&self.engine, &self.workspace, query, None, 100).await.unwrap();
        let mut people = Vec::new();
        for hit in found.items {
            let person = PersonId::new(hit.person_id).unwrap();
            people.push(person::show(&self.engine, &self.workspace, &person, self.now).await.unwrap());
        }
        people
    }

    pub async fn only(&self, query: &str) -> person::Profile {
        let mut found = self.all(query).await;
        assert_eq!(found.len(), 1, "{query}: {:?}", found.iter().map(summary).collect::<Vec<_>>());
        found.remove(0)
    }

    /// Everybody by name: what they spent and how many events are theirs.
    pub async fn people(&self) -> BTreeMap<String, (i64, usize)> {
        let all = self.all("").await;
        all.iter().map(|person| (person.name.clone(), (spent(person), n_events(person)))).collect()
    }
}

pub fn summary(person: &person::Profile) -> (String, i64, usize) {
    (person.name.clone(), spent(person), n_events(person))
}

/// What a timeline adds up to, in whole units.
pub fn spent(person: &person::Profile) -> i64 {
    let orders = person.timeline.iter().filter(|moment| moment.title == "Order Completed");
    let amount = |text: &str| -> f64 {
        let number = text.split_whitespace().find_map(|word| word.parse::<f64>().ok());
        number.unwrap_or_else(|| panic!("no amount in `{text}`"))
    };
    orders.map(|moment| amount(&moment.detail) as i64).sum()
}

pub fn n_events(person: &person::Profile) -> usize {
    person.timeline.iter().filter(|moment| moment.kind == "event").count()
}

pub fn identify(id: &str, user: &str, traits: Value) -> Value {
    json!({ "type": "identify", "messageId": id, "userId": user, "traits": traits,
        "timestamp": "2026-03-02T10:00:00Z" })
}

pub fn alias(id: &str, previous: &str, user: &str) -> Value {
    json!({ "type": "alias", "messageId": id, "previousId": previous, "userId": user,
        "timestamp": "2026-03-02T10:00:00Z" })
}

pub fn order(id: &str, ids: Value, revenue: i64) -> Value {
    let mut message = json!({ "type": "track", "messageId": id, "event": "Order Completed",
        "timestamp": "2026-03-03T10:00:00Z", "properties": { "revenue": revenue, "currency": "USD" } });
    message.as_object_mut().unwrap().extend(ids.as_object().unwrap().clone());
    message
}

pub fn named(given: &str, family: &str, email: &str) -> Value {
    json!({ "firstName": given, "lastName": family, "email": email })
}

#[tokio::test]
async fn an_alias_joins_whatever_came_first() {
    let messages = [
        identify("a1", "old-77", json!({ "firstName": "Wilma", "lastName": "Osterby" })),
        order("a2", json!({ "userId": "old-77" }), 40),
        alias("a3", "old-77", "new-901"),
        identify("a4", "new-901", json!({ "email": "wilma@example.org" })),
        json!({ "type": "track", "messageId": "a5", "anonymousId": "dev-5", "event": "Product Viewed",
            "timestamp": "2026-03-03T10:00:00Z" }),
        alias("a6", "dev-5", "new-902"),
        identify("a7", "new-902", named("Tobias", "Renwick", "tobias@example.org")),
    ];
    let mut backwards = messages.to_vec();
    backwards.reverse();
    for order in [messages.to_vec(), backwards] {
        let shop = Shop::open().await;
        shop.web(&order).await;
        shop.unify().await;
        let wilma = shop.only("Wilma").await;
        assert_eq!((spent(&wilma), wilma.records.len()), (40, 2));
        assert_eq!(shop.only("wilma@example.org").await.person_id, wilma.person_id);
        let tobias = shop.only("Tobias").await;
        assert!(
            tobias.timeline.iter().any(|moment| moment.title == "Product Viewed"),
            "{:?}",
            tobias.timeline
        );
        assert_eq!(shop.all("").await.len(), 2);
    }
}

#[tokio::test]
async fn aliases_make_chains_and_circles_and_a_filler_joins_nobody() {
    let shop = Shop::open().await;
    let email = |who: &str| json!({ "email": format!("{who}@example.org") });
    shop.web(&[
        identify("1", "a", email("ann.a")),
        identify("2", "b", email("ann.b")),
        identify("3", "c", email("ann.c")),
        alias("4", "b", "c"),
        alias("5", "a", "b"),
        identify("6", "bx", email("bob.x")),
        identify("7", "by", email("bob.y")),
        alias("8", "bx", "by"),
        alias("9", "by", "bx"),
        identify("10", "zoe", email("zoe")),
        identify("11", "yan", email("yan")),
        alias("12", "0", "zoe"),
        alias("13", "undefined", "yan"),
        alias("14", "null", "zoe"),
        // A device that two sign in on belongs to the first and joins nobody.
        json!({ "type": "page", "messageId": "15", "anonymousId": "kiosk", "timestamp": "2026-03-01T10:00:00Z" }),
        alias("16", "kiosk", "zoe"),
        alias("17", "kiosk", "yan"),
        identify("18", "0", email("guest.one")),
        identify("19", "0", email("guest.two")),
    ])
    .await;
    let report = shop.unify().await;
    let n_records = async |query: &str| shop.only(query).await.records.len();
    assert_eq!(n_records("ann").await, 3);
    assert_eq!(n_records("bob").await, 2);
    for alone in ["zoe", "yan", "guest.one", "guest.two"] {
        assert_eq!(n_records(alone).await, 1, "{alone}");
    }
    let said = report.warnings.join("\n");
    assert!(said.contains("3 aliases name an id that is a filler"), "{said}");
    assert!(said.contains("1 aliases give a device to a second customer"), "{said}");
}

#[tokio::test]
async fn an_id_that_is_no_id_leaves_the_event_to_the_next() {
    let shop = Shop::open().await;
    shop.crm(
        "K1,,Nerea,Zubizarreta,nerea@example.org,\nK2,,Jonas,Brattli,jonas@example.org,\n\
         K3,555,Mabel,Thornycroft,mabel@example.org,\nF2,,Curtis,Hollins,curtis@example.org,+1 404-555-0128\n",
    )
    .await;
    let at = "2026-02-01T10:00:00Z";
    let mut rows = String::new();
    let junk = ["0", "-1", "guest", "None", "{{userId}}", "%user_id%", "[object Object]", "customer_id"];
    for (i, id) in junk.iter().enumerate() {
        rows += &format!("N{i},{id},nerea@example.org,,{at},5.00,USD\n");
    }
    rows += &format!(
        "O2,0,jonas@example.org,,{at},20.00,USD\nO4,555,mabel@example.org,,{at},40.00,USD\n\
         O5,0,newcomer@example.org,,{at},50.00,USD\nR3,,,+1 404-555-0128,{at},30.00,USD\n\
         R4,0,,(404) 555-0128,{at},3.00,USD\nR5,,CURTIS@example.org,,{at},4.00,USD\nR6,0,,,{at},7.00,USD\n"
    );
    shop.orders(&rows).await;
    shop.unify().await;
    let people = shop.people().await;
    let spent: Vec<(&str, i64)> = people.iter().map(|(name, (spent, _))| (name.as_str(), *spent)).collect();
    assert_eq!(
        spent,
        [
            ("Curtis Hollins", 37),
            ("Jonas Brattli", 20),
            ("Mabel Thornycroft", 40),
            ("Nerea Zubizarreta", 40),
            ("newcomer@example.org", 50)
        ],
        "what says nothing of anybody is nobody's"
    );
}

#[tokio::test]
async fn what_pages_send_for_an_unknown_user_belongs_to_who_is_named_beside_it() {
    let shop = Shop::open().await;
    let people = [("Asta", "Lindqvist"), ("Bram", "Oosterhof"), ("Chloe", "Vantassel")];
    let ids = ["undefined", "null", "None", "NaN", "0", "-1", "$user_id", "user_id", "{{userId}}", "${id}"];
    let mut messages = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        for (given, family) in people {
            let email = format!("{}@example.org", given.to_lowercase());
            messages.push(identify(&format!("i{i}{given}"), id, named(given, family, &email)));
            messages.push(json!({ "type": "track", "messageId": format!("t{i}{given}"), "userId": id, "anonymousId": id,
                "event": "Product Viewed", "timestamp": "2026-03-01T10:00:00Z", "context": { "traits": { "email": email } } }));
        }
    }
    shop.web(&messages).await;
    shop.unify().await;
    let n_each = 2 * ids.len();
    let expect = people.map(|(given, family)| (format!("{given} {family}"), (0, n_each)));
    assert_eq!(shop.people().await, BTreeMap::from(expect));
}

#[tokio::test]
async fn an_id_of_everybody_is_nobodys() {
    let shop = Shop::open().await;
    let at = "2026-02-01T10:00:00Z";
    let mut crm = String::new();
    let mut rows = format!("X,WEBSHOP7,,,{at},99.00,USD\n");
    for i in 0..40 {
        crm += &format!("K{i},,Given{i},Family{i},p{i}@example{i}.org,\n");
        rows += &format!("O{i},WEBSHOP7,p{i}@example{i}.org,,{at},10.00,USD\n");
    }
    shop.crm(&crm).await;
    shop.orders(&rows).await;
    let report = shop.unify().await;
    let people = shop.people().await;
    assert_eq!(people.len(), 40);
    assert!(people.values().all(|(spent, _)| *spent == 10), "{people:?}");
    let said = report.warnings.join("\n");
    assert!(said.contains("1 value of customer_id"), "{said}");
}

#[tokio::test]
async fn one_device_of_two_people_stays_with_one_and_joins_nobody() {
    let shop = Shop::open().await;
    let on = |id: &str, device: &str, user: Option<&str>, traits: Value| {
        json!({ "type": "identify", "messageId": id, "anonymousId": device, "userId": user, "traits": traits,
            "timestamp": "2026-03-01T10:00:00Z" })
    };
    shop.web(&[
        on("s2", "kiosk-1", Some("U1"), named("Greta", "Holm", "greta@example.org")),
        order("s3", json!({ "anonymousId": "kiosk-1", "userId": "U1" }), 10),
        on("s4", "kiosk-1", Some("U2"), named("Hamza", "Idris", "hamza@example.org")),
        order("s5", json!({ "anonymousId": "kiosk-1", "userId": "U2" }), 20),
        on("s7", "kiosk-2", None, named("Ines", "Jorgensen", "ines@example.org")),
        on("s8", "kiosk-2", None, named("Karl", "Lindgren", "karl@example.org")),
        on("s9", "kiosk-2", None, named("Mona", "Nystrom", "mona@example.org")),
    ])
    .await;
    shop.unify().await;
    let people = shop.people().await;
    assert_eq!(people.len(), 5);
    assert_eq!((people["Greta Holm"].0, people["Hamza Idris"].0), (10, 20));
}
