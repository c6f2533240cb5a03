//! A house with a shop, a book of opt-ins and a campaign to everybody: import, unify, release, and see who is reached.
#![allow(dead_code)]

use engine::{Definitions, Engine, kept};
use gathering::{collect, unify};
use governance::{Approved, Role};
use models::Provider;
use reaching::create::Writers;
use reaching::{create, release, review};
use sources::Contract;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use store::{CampaignKey, NewMember};
use vocabulary::{CampaignId, DAY, HOUR, MemberId, PersonId, Timestamp, WorkspaceId};

pub const PILOT: &str = "ai-win-back";

/// Numbers that are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

pub const SHOP_HEAD: &str = "id,first,last,mail,phone,customer,tier";
pub const SHOP: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: shop
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [records]}
schema:
  - name: shop
    properties:
      - {name: id, customProperties: [{property: truelift.role, value: external_key}]}
      - {name: first, customProperties: [{property: truelift.role, value: given_name}]}
      - {name: last, customProperties: [{property: truelift.role, value: family_name}]}
      - {name: mail, customProperties: [{property: truelift.role, value: email}]}
      - {name: phone, customProperties: [{property: truelift.role, value: phone}]}
      - {name: customer, customProperties: [{property: truelift.role, value: customer_id}]}
      - {name: tier, logicalTypeOptions: {maxLength: 3}, customProperties: [{property: truelift.role, value: ignore}]}
"#;

pub const OPTIN_HEAD: &str = "id,mail,phone,customer,said,at,note,tier,contact";
pub const OPTIN: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: optin
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [consents]}
  - {property: truelift.constant, value: {purpose: marketing, channel: email}}
schema:
  - name: optin
    properties:
      - {name: id, customProperties: [{property: truelift.role, value: external_key}]}
      - {name: mail, customProperties: [{property: truelift.role, value: email}]}
      - {name: phone, customProperties: [{property: truelift.role, value: phone}]}
      - {name: customer, customProperties: [{property: truelift.role, value: customer_id}]}
      - {name: said, customProperties: [{property: truelift.role, value: action}]}
      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}
      - {name: note, customProperties: [{property: truelift.role, value: evidence}]}
      - {name: tier, logicalTypeOptions: {maxLength: 3}, customProperties: [{property: truelift.role, value: ignore}]}
      - {name: contact, customProperties: [{property: truelift.role, value: contact_action}]}
"#;

/// A shop's list of how it stands, as Shopify exports it: nobody knows since when.
const SNAPSHOT: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: snapshot
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [consents]}
  - {property: truelift.constant, value: {purpose: marketing, occurred_at: "2026-03-05T00:00:00Z"}}
schema:
  - name: snapshot
    properties:
      - {name: mail, customProperties: [{property: truelift.role, value: email}]}
      - {name: opt, customProperties: [{property: truelift.role, value: email_action}, {property: truelift.map, value: {"yes": granted, "no": withdrawn}}]}
"#;

const FIRST: [&str; 13] = [
    "Olive", "Rufus", "Petra", "Hamza", "Greta", "Solene", "Curtis", "Ottilie", "Jennifer", "Ilse", "Soo",
    "Carola", "Vera",
];
const LAST: [&str; 11] = [
    "Tamsin",
    "Amberly",
    "Quillon",
    "Brackenridge",
    "Vandermeer",
    "Fenwick",
    "Hawthorne",
    "Thorsby",
    "Okafor",
    "Lindqvist",
    "Marchetti",
];

/// A row of the shop for customer `i`.
pub fn row(i: usize, mail: &str, customer: &str, phone: &str) -> String {
    let (first, last) = (FIRST[i % FIRST.len()], LAST[(i / FIRST.len() + i * 7) % LAST.len()]);
    format!("R{i},{first}{},{last}{},{mail},{phone},{customer},a\n", letters(i), letters(i * 31 + 5))
}

/// A number in letters, so that two names are not a slip apart.
fn letters(mut n: usize) -> String {
    let mut text = String::new();
    for _ in 0..4 {
        text.push(char::from(b'a' + (n % 23) as u8));
        n = n / 23 + n * 5;
    }
    text
}

pub fn wall_clock() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(now.as_micros()).unwrap()
}

pub struct House {
    pub engine: Engine,
    pub workspace: WorkspaceId,
    pub marketer: MemberId,
    brand_lead: MemberId,
    now: Cell<Timestamp>,
    n_files: Cell<usize>,
    version: Cell<i64>,
    /// Messages a person may get within the days of the pilot.
    pub cap: Cell<u32>,
    folder: tempfile::TempDir,
}

impl House {
    pub async fn open() -> House {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(&folder.path().join("data"), None).await.unwrap();
        let now = Timestamp::parse("2026-09-15T16:00:00Z").unwrap();
        let workspace = WorkspaceId::new("house").unwrap();
        let store = engine.store();
        store.ensure_workspace(&workspace, "House", true, Some(1), now).await.unwrap();
        let mut ids = Vec::new();
        for (name, email, role) in [("M", "m@x.org", Role::Marketer), ("B", "b@x.org", Role::Brand)] {
            let new = NewMember { name, email, role, password_hash: None };
            ids.push(store.create_member(&workspace, new, now).await.unwrap().member_id);
        }
        House {
            engine,
            workspace,
            marketer: ids.remove(0),
            brand_lead: ids.remove(0),
            now: Cell::new(now),
            n_files: Cell::new(0),
            version: Cell::new(0),
            cap: Cell::new(100),
            folder,
        }
    }

    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    pub fn later(&self) {
        self.now.set(self.now() + HOUR.times(1));
    }

    /// Sets the clock, backwards too.
    pub fn set_clock(&self, to: Timestamp) {
        self.now.set(to);
    }

    /// The folder of the engine.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub async fn import(&self, contract: &str, text: &str) -> collect::ImportReport {
        self.n_files.set(self.n_files.get() + 1);
        let file = self.file(&format!("{}.csv", self.n_files.get()), text);
        let contract = Contract::parse(contract, "test.yaml").unwrap();
        collect::import(&self.engine, &self.workspace, &contract, &file, self.now(), |_| ()).await.unwrap()
    }

    pub async fn shop(&self, rows: &str) {
        let report = self.import(SHOP, &format!("{SHOP_HEAD}\n{rows}")).await;
        assert_eq!(report.n_quarantined, 0, "{report:?}");
    }

    /// The same rows in another workspace of the house.
    pub async fn shop_in(&self, workspace: &WorkspaceId, rows: &str) {
        let file = self.file("in-another.csv", &format!("{SHOP_HEAD}\n{rows}"));
        let contract = Contract::parse(SHOP, "test.yaml").unwrap();
        collect::import(&self.engine, workspace, &contract, &file, self.now(), |_| ()).await.unwrap();
    }

    pub async fn shop_quarantined(&self, rows: &str) {
        let report = self.import(SHOP, &format!("{SHOP_HEAD}\n{rows}")).await;
        assert_eq!(report.n_quarantined, report.n_rows, "{report:?}");
    }

    pub async fn optin(&self, rows: &str) {
        self.import(OPTIN, &format!("{OPTIN_HEAD}\n{rows}")).await;
    }

    pub async fn snapshot(&self, text: &str) {
        let report = self.import(SNAPSHOT, text).await;
        assert_eq!(report.n_quarantined, 0, "{report:?}");
    }

    pub async fn unify(&self) {
        unify::run(&self.engine, &self.workspace).await.unwrap();
    }

    /// The demo's definitions with an audience of everybody, and the next version of its pilot.
    pub async fn define(&self) {
        self.version.set(self.version.get() + 1);
        let folder = self.folder.path().join("definitions");
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
        for kind in ["audiences", "facts", "pilots", "prompts", "voice"] {
            std::fs::create_dir_all(folder.join(kind)).unwrap();
            for entry in std::fs::read_dir(demo.join(kind)).unwrap() {
                let path = entry.unwrap().path();
                let mut text = std::fs::read_to_string(&path).unwrap();
                if kind == "audiences" {
                    text = "name: lapsed-buyers\nwho:\n  all:\n    - trait: { name: email, exists: true }\n"
                        .into();
                }
                if kind == "pilots" {
                    let version = format!("  version: {}\n  unit", self.version.get());
                    text = text
                        .replace("  version: 1\n  unit", &version)
                        .replace("purposes: [marketing, ai_content]", "purposes: [marketing]")
                        .replace("n_max: 3", &format!("n_max: {}", self.cap.get()));
                }
                std::fs::write(folder.join(kind).join(path.file_name().unwrap()), text).unwrap();
            }
        }
        let definitions = Definitions::read(&folder).unwrap();
        definitions.apply(self.engine.store(), &self.workspace, &self.marketer, self.now()).await.unwrap();
        if self.version.get() == 1 {
            let writers = Writers::of(vec![(Provider::Phrasebook, 8)]);
            create::run(&self.engine, &self.workspace, PILOT, &writers, 1, |_, _| ()).await.unwrap();
        }
    }

    /// The next version of the campaign, approved and planned.
    pub async fn approved(&self) -> Approved<kept::Release> {
        self.define().await;
        let (engine, workspace) = (&self.engine, &self.workspace);
        review::request(engine, workspace, PILOT, &self.marketer, self.now()).await.unwrap();
        review::approve(engine, workspace, PILOT, &self.brand_lead, true, "test", self.now()).await.unwrap();
        let approved = kept::approved(engine, workspace, PILOT).await.unwrap();
        release::plan(engine, workspace, &approved, self.now()).await.unwrap();
        approved
    }

    /// Releases the next version; gives the addresses that were reached, those of the holdout among them.
    pub async fn release(&self) -> BTreeSet<String> {
        self.passed().await.into_iter().map(|(_, address)| address).collect()
    }

    /// Releases the next version; gives whom the gate let through.
    pub async fn permitted(&self) -> BTreeSet<PersonId> {
        self.passed().await.into_iter().map(|(person, _)| person).collect()
    }

    async fn passed(&self) -> Vec<(PersonId, String)> {
        let approved = self.approved().await;
        let now = self.now();
        release::send(&self.engine, &self.workspace, &approved, now, || now, |_| ()).await.unwrap();
        let key = CampaignKey {
            workspace: self.workspace.clone(),
            campaign: CampaignId::new(PILOT).unwrap(),
            version: self.version.get(),
        };
        let all = self.engine.store().deliveries(&key, None, 0, 10_000).await.unwrap().items;
        let passed =
            all.into_iter().filter(|delivery| matches!(delivery.state.as_str(), "sent" | "held_out"));
        let found = passed.map(|delivery| {
            (delivery.person_id, delivery.address.expose().strip_prefix("email:").unwrap().to_owned())
        });
        self.now.set(now + DAY);
        found.collect()
    }

    /// Every address in the inbox.
    pub fn mailed(&self) -> Vec<String> {
        let path = self.folder().join("inbox").join(self.workspace.as_str()).join(format!("{PILOT}.jsonl"));
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok();
        text.lines().filter_map(line).map(|line| line["to"].as_str().unwrap().to_owned()).collect()
    }
}
