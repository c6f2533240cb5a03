//! Consent under random interleavings of grant, withdraw, import, unify, release, stop, kill and continue.
//!
//! The checker at the end shares no code with the product: it reads the inbox's files, and keeps its own book of
//! who gave which address and who said what when. `bench/consent.py` runs this with many more rounds and on
//! PostgreSQL: `TRUELIFT_INTERLEAVINGS` steps, `TRUELIFT_STORE` for the store's address.
#![allow(clippy::print_stdout)]

use engine::{Definitions, Engine, EngineError, kept};
use gathering::{collect, unify};
use governance::Role;
use models::Provider;
use reaching::create::Writers;
use reaching::{create, release, review};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use store::NewMember;
use vocabulary::{DAY, MemberId, SECOND, Timestamp, WorkspaceId};

const PILOT: &str = "ai-win-back";
const N_PEOPLE: usize = 24;

/// Numbers that are the same in every run of one seed.
#[derive(Clone)]
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// What the checker knows, written down when it happened.
#[derive(Default)]
struct Book {
    /// Addresses that a file named, as they stood in it.
    given: BTreeSet<String>,
    /// By mailbox the customers who read it, once that was unified.
    readers: HashMap<String, BTreeSet<usize>>,
    /// What was imported and not unified yet.
    waiting: Vec<(String, usize)>,
    /// By customer the mailboxes that a yes once named together with their number, though others read them.
    tied: HashMap<usize, BTreeSet<String>>,
    /// By customer the latest word, by date: true for yes.
    words: HashMap<usize, (i64, bool)>,
    /// Message keys seen at the last step.
    seen: BTreeSet<String>,
    n_steps: u64,
    n_messages: u64,
    n_after_no: u64,
    n_never_given: u64,
    n_doubled: u64,
    n_kinds: BTreeMap<&'static str, u64>,
}

/// The mailbox by the checker's own lights.
fn mailbox(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap();
    let (local, domain) = (local.to_lowercase(), domain.to_lowercase());
    if matches!(domain.as_str(), "gmail.com" | "googlemail.com") {
        let name = local.split('+').next().unwrap().replace('.', "");
        return format!("{name}@gmail.com");
    }
    format!("{local}@{domain}")
}

/// How customer `i` writes an address at the `n`-th time: slips, dots, tags, capitals, and shared ones.
fn address(i: usize, n: usize) -> String {
    match (i % 6, n % 4) {
        (0, 0) => format!("P.{i}@gmail.com"),
        (0, 1) => format!("p{i}+shop@googlemail.com"),
        (1, 0 | 1) => format!("p{i}@gmial.com"),
        (1, _) => format!("p{i}@gmail.com"),
        (2, _) => "Info@house.example".to_owned(),
        (3, 0) => format!("Person{i}@Yahoo.co"),
        (3, 1) => format!("person{i}@yahoo.com"),
        (4, 2) => format!("person{}@shop.example", i - 1),
        _ => format!("person{i}@shop.example"),
    }
}

struct World {
    folder: PathBuf,
    store: Option<String>,
    workspace: WorkspaceId,
    members: (MemberId, MemberId),
    /// The workspace's date and the machine's clock at once, in microseconds.
    clock: AtomicI64,
    book: Mutex<Book>,
    dice: Mutex<Dice>,
    /// The version whose messages are checked.
    version: AtomicI64,
}

const CONSENTS: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: optin
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [consents]}
schema:
  - name: optin
    properties:
      - {name: id, customProperties: [{property: truelift.role, value: external_key}]}
      - {name: mail, customProperties: [{property: truelift.role, value: email}]}
      - {name: customer, customProperties: [{property: truelift.role, value: customer_id}]}
      - {name: purpose, customProperties: [{property: truelift.role, value: purpose}]}
      - {name: way, customProperties: [{property: truelift.role, value: channel}]}
      - {name: said, customProperties: [{property: truelift.role, value: action}]}
      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}, {property: truelift.may_be_future, value: true}]}
      - {name: tier, logicalTypeOptions: {maxLength: 3}, customProperties: [{property: truelift.role, value: ignore}]}
"#;

const CRM: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: shop
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [records]}
  - {property: truelift.changes, value: state}
schema:
  - name: shop
    properties:
      - {name: id, customProperties: [{property: truelift.role, value: external_key}]}
      - {name: first, customProperties: [{property: truelift.role, value: given_name}]}
      - {name: last, customProperties: [{property: truelift.role, value: family_name}]}
      - {name: mail, customProperties: [{property: truelift.role, value: email}]}
      - {name: customer, customProperties: [{property: truelift.role, value: customer_id}]}
"#;

impl World {
    async fn begin(folder: &Path, store: Option<String>, seed: u64) -> Arc<Self> {
        let engine = Engine::open(folder, store.as_deref()).await.unwrap();
        let now = Timestamp::parse("2026-09-15T16:00:00Z").unwrap();
        let workspace = WorkspaceId::new(format!("w{seed}")).unwrap();
        engine
            .store()
            .ensure_workspace(&workspace, "Shop", true, Some(i64::try_from(seed).unwrap()), now)
            .await
            .unwrap();
        let mut ids = Vec::new();
        for (name, email, role) in [("M", "m@x.org", Role::Marketer), ("B", "b@x.org", Role::Brand)] {
            let new = NewMember { name, email, role, password_hash: None };
            ids.push(engine.store().create_member(&workspace, new, now).await.unwrap().member_id);
        }
        let world = Arc::new(Self {
            folder: folder.to_owned(),
            store,
            workspace,
            members: (ids.remove(0), ids.remove(0)),
            clock: AtomicI64::new(now.micros()),
            book: Mutex::default(),
            dice: Mutex::new(Dice(seed)),
            version: AtomicI64::new(0),
        });
        world.define(&engine, 1).await;
        let everybody: Vec<(usize, usize)> = (0..N_PEOPLE).map(|i| (i, 0)).collect();
        world.import_people(&engine, &everybody, false).await;
        world.unify(&engine).await;
        for i in 0..N_PEOPLE {
            world.say(&engine, i, true, 0).await;
        }
        let writers = Writers::of(vec![(Provider::Phrasebook, 8)]);
        create::run(&engine, &world.workspace, PILOT, &writers, 1, |_, _| ()).await.unwrap();
        world
    }

    async fn open(&self) -> Engine {
        Engine::open(&self.folder, self.store.as_deref()).await.unwrap()
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.clock.load(Ordering::SeqCst))
    }

    fn pass(&self, span: vocabulary::Span) {
        self.clock.fetch_add(span.micros(), Ordering::SeqCst);
    }

    fn roll(&self, n: usize) -> usize {
        self.dice.lock().unwrap().below(n)
    }

    /// The demo's definitions, with an audience of everybody and version `version` of the pilot.
    async fn define(&self, engine: &Engine, version: i64) {
        let folder = self.folder.join(format!("definitions-{}", self.workspace));
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
                if kind == "facts" {
                    // Long runs go past the end of the demo's offer, and what is over is not sent.
                    text = text.replace("2026", "2036");
                }
                if kind == "pilots" {
                    text = text
                        .replace("  version: 1\n  unit", &format!("  version: {version}\n  unit"))
                        .replace("purposes: [marketing, ai_content]", "purposes: [marketing]")
                        .replace("n_max: 3", "n_max: 100");
                }
                std::fs::write(folder.join(kind).join(path.file_name().unwrap()), text).unwrap();
            }
        }
        let definitions = Definitions::read(&folder).unwrap();
        definitions.apply(engine.store(), &self.workspace, &self.members.0, self.now()).await.unwrap();
        self.version.store(version, Ordering::SeqCst);
    }

    async fn import(&self, engine: &Engine, contract: &str, header: &str, rows: &str) {
        let name = format!("{}-{}.csv", self.workspace, self.book.lock().unwrap().n_steps);
        let file = self.folder.join(name);
        std::fs::write(&file, format!("{header}\n{rows}")).unwrap();
        let contract = sources::Contract::parse(contract, "test.yaml").unwrap();
        collect::import(engine, &self.workspace, &contract, &file, self.now(), |_| ()).await.unwrap();
    }

    /// With `is_change` the row stands under the customer's own key, and its address takes the place of the one that
    /// stood there: what was said by that one still forbids.
    async fn import_people(&self, engine: &Engine, who: &[(usize, usize)], is_change: bool) {
        self.book.lock().unwrap().n_steps += 1;
        let step = self.book.lock().unwrap().n_steps;
        let row = |(i, n): &(usize, usize)| {
            let key = if is_change { format!("K{i}") } else { format!("R{i}-{n}-{step}") };
            format!("{key},Ann{i},Family{i},{},C{:07}\n", address(*i, *n), 7_000_000 + i)
        };
        let rows: String = who.iter().map(row).collect();
        {
            let mut book = self.book.lock().unwrap();
            for (i, n) in who {
                book.given.insert(address(*i, *n));
                book.waiting.push((mailbox(&address(*i, *n)), *i));
            }
        }
        self.import(engine, CRM, "id,first,last,mail,customer", &rows).await;
    }

    async fn unify(&self, engine: &Engine) {
        let waiting = std::mem::take(&mut self.book.lock().unwrap().waiting);
        unify::run(engine, &self.workspace).await.unwrap();
        self.look();
        let mut book = self.book.lock().unwrap();
        for (mailbox, i) in waiting {
            book.readers.entry(mailbox).or_default().insert(i);
        }
    }

    /// Customer `i` says yes or no, by address, by number or by both; a no also in rows that break another rule.
    async fn say(&self, engine: &Engine, i: usize, yes: bool, how: usize) {
        self.book.lock().unwrap().n_steps += 1;
        let step = self.book.lock().unwrap().n_steps;
        let at = self.now();
        let customer = format!("C{:07}", 7_000_000 + i);
        let mail = address(i, how);
        // Now and then a yes names somebody else's number: it is nobody's word but of those who read the mailbox.
        let another = Some(self.roll(N_PEOPLE)).filter(|other| yes && *other != i && how.is_multiple_of(6));
        let (mail, customer) = match how % 3 {
            0 if another.is_some() => (mail, format!("C{:07}", 7_000_000 + another.unwrap_or(i))),
            0 => (mail, customer),
            1 => (mail, String::new()),
            _ => (String::new(), customer),
        };
        // Two of the words no list knows: whoever says them is held as after a no.
        let noes = ["withdrawn", "Unsubscribed", "hard_bounce", "5.1.1", "ykkzub"];
        let word = if yes { "granted" } else { noes[self.roll(noes.len())] };
        let tier = if !yes && how.is_multiple_of(2) { "too long" } else { "a" };
        // A no under a key that was used before is a no all the same.
        let key = if yes { format!("S{step}") } else { format!("S{}", step.saturating_sub(1)) };
        // Each no in another spelling, and now and then a word without a day: a yes is then older than every no.
        let is_dated = self.roll(4) != 0;
        let (spelt, beside) =
            if yes || mail.is_empty() { (mail.clone(), None) } else { self.spelt(&mail, step) };
        let (column, customer_column) = match beside {
            Some(beside) if customer.is_empty() => (String::new(), beside),
            _ => (spelt, customer.clone()),
        };
        let day = if is_dated { at.to_string() } else { String::new() };
        let row = format!("{key},{column},{customer_column},marketing,email,{word},{day},{tier}\n");
        if yes && !mail.is_empty() {
            self.book.lock().unwrap().given.insert(mail.clone());
        }
        self.import(engine, CONSENTS, "id,mail,customer,purpose,way,said,at,tier", &row).await;
        // What is in the inbox by now may have gone before the word was on file.
        self.look();
        let mut book = self.book.lock().unwrap();
        // It is the word of everybody who reads the mailbox, and of the customer.
        let mut speakers: BTreeSet<usize> = BTreeSet::new();
        if let Some(other) = another {
            // A yes without a day is refused: its row waits in quarantine, where nothing of it but a no is read.
            if is_dated {
                book.tied.entry(other).or_default().insert(mailbox(&mail));
            }
        } else if !customer.is_empty() {
            speakers.insert(i);
            // A no of that number is one of everybody whom a row ever named with it.
            let tied = book.tied.get(&i).filter(|_| !yes).cloned().unwrap_or_default();
            speakers.extend(tied.iter().filter_map(|mailbox| book.readers.get(mailbox)).flatten());
        }
        if !mail.is_empty() {
            speakers.extend(book.readers.get(&mailbox(&mail)).into_iter().flatten());
        }
        for speaker in speakers {
            let said_at = if yes && !is_dated { i64::MIN } else { at.micros() };
            match book.words.get_mut(&speaker) {
                None => drop(book.words.insert(speaker, (said_at, yes))),
                Some(held) if held.0 <= said_at && said_at != i64::MIN => *held = (said_at, yes),
                Some(_) => {}
            }
        }
    }

    /// An address as the no of a row may spell it, and as it may stand where a customer's number belongs.
    fn spelt(&self, mail: &str, step: u64) -> (String, Option<String>) {
        let spelt = match self.roll(8) {
            0 => mail.replace('@', " [at] "),
            1 => mail.replace('@', "%40"),
            2 => format!("The Customer <{mail}>"),
            3 => format!("{mail}; other{step}@elsewhere.example"),
            4 => mail.replace('@', "＠"),
            5 => return (String::new(), Some(mail.to_owned())),
            _ => mail.to_owned(),
        };
        (spelt, None)
    }

    /// Looks at the inbox: what came since the last look is judged by the book as it stands.
    fn look(&self) {
        let mut book = self.book.lock().unwrap();
        let messages = self.messages();
        let version = self.version.load(Ordering::SeqCst);
        let mut by_mailbox: BTreeMap<String, u64> = BTreeMap::new();
        let now_there: BTreeSet<String> = messages.iter().map(|(key, ..)| key.clone()).collect();
        for (key, to, of_version) in &messages {
            if *of_version == version {
                *by_mailbox.entry(mailbox(to)).or_default() += 1;
            }
            if book.seen.contains(key) {
                continue;
            }
            book.n_messages += 1;
            if !book.given.contains(to) && !book.given.iter().any(|given| same_but_domain_case(given, to)) {
                book.n_never_given += 1;
                println!("never given: {to}");
            }
            let readers = book.readers.get(&mailbox(to)).cloned().unwrap_or_default();
            let said_no = |i: &usize| book.words.get(i).is_some_and(|(_, yes)| !yes);
            if let Some(i) = readers.iter().find(|i| said_no(i)) {
                println!("mailed after a no of customer {i}: {to}");
                book.n_after_no += 1;
            }
        }
        book.n_doubled += by_mailbox.values().filter(|n| 1 < **n).count() as u64;
        book.seen = now_there;
    }

    /// (key, address, version) of every line of the inbox; the version is told by when its key was first seen.
    fn messages(&self) -> Vec<(String, String, i64)> {
        let folder = self.folder.join("inbox").join(self.workspace.as_str());
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{PILOT}.jsonl"))) else {
            return Vec::new();
        };
        let version_of = |subject_at: &serde_json::Value| subject_at.as_str().unwrap_or_default().to_owned();
        let of_version = self.version_times();
        text.lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .map(|line| {
                let at = version_of(&line["at"]);
                let version = of_version.range(..=at).next_back().map_or(0, |(_, version)| *version);
                (
                    line["idempotency_key"].as_str().unwrap().into(),
                    line["to"].as_str().unwrap().into(),
                    version,
                )
            })
            .collect()
    }

    /// When each version began, as text that sorts by time.
    fn version_times(&self) -> BTreeMap<String, i64> {
        let text = std::fs::read_to_string(self.folder.join(format!("versions-{}", self.workspace)));
        text.unwrap_or_default()
            .lines()
            .filter_map(|line| {
                let (at, version) = line.split_once(' ')?;
                Some((at.to_owned(), version.parse().ok()?))
            })
            .collect()
    }

    fn note_version(&self, version: i64) {
        let path = self.folder.join(format!("versions-{}", self.workspace));
        let mut text = std::fs::read_to_string(&path).unwrap_or_default();
        text.push_str(&format!("{} {version}\n", self.now()));
        std::fs::write(path, text).unwrap();
    }

    /// One thing that happens, through another engine: another process.
    async fn happen(&self, engine: &Engine, during: bool) {
        let (i, how) = (self.roll(N_PEOPLE), self.roll(12));
        let kind = match self.roll(10) {
            0..=3 => {
                self.say(engine, i, false, how).await;
                "withdraw"
            }
            4..=6 => {
                self.say(engine, i, true, how).await;
                "grant"
            }
            7 => {
                let is_change = self.roll(2) == 0;
                self.import_people(engine, &[(i, how)], is_change).await;
                if is_change { "change" } else { "import" }
            }
            8 if !during => {
                self.unify(engine).await;
                "unify"
            }
            _ => {
                self.pass(SECOND.times(self.roll(40) as i64));
                "stop"
            }
        };
        self.book.lock().unwrap().n_steps += 1;
        *self.book.lock().unwrap().n_kinds.entry(kind).or_default() += 1;
    }
}

fn same_but_domain_case(given: &str, to: &str) -> bool {
    let (Some((a, b)), Some((c, d))) = (given.rsplit_once('@'), to.rsplit_once('@')) else { return false };
    a == c && b.eq_ignore_ascii_case(d)
}

/// The machine's clock: some milliseconds go by between two looks at it.
fn clock(world: &Arc<World>) -> impl Fn() -> Timestamp + Clone + Send + Sync + use<> {
    let world = Arc::clone(world);
    move || {
        world.clock.fetch_add(7_000, Ordering::SeqCst);
        world.now()
    }
}

/// A worker at the release, in a process of its own.
fn work(world: &Arc<World>) -> tokio::task::JoinHandle<()> {
    let world = Arc::clone(world);
    tokio::spawn(async move {
        let engine = world.open().await;
        let approved = kept::approved(&engine, &world.workspace, PILOT).await.unwrap();
        let now = world.now();
        match release::send(&engine, &world.workspace, &approved, now, clock(&world), |_| ()).await {
            // Stopped again and again: whoever goes on later sends it.
            Ok(_) | Err(EngineError::NotReady { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    })
}

/// One version of the campaign, with things happening before, during and after.
async fn round(world: &Arc<World>, version: i64) {
    world.pass(DAY);
    let engine = world.open().await;
    for _ in 0..world.roll(4) {
        world.happen(&engine, false).await;
    }
    world.look();
    world.define(&engine, version).await;
    world.note_version(version);
    let (workspace, members) = (&world.workspace, &world.members);
    review::request(&engine, workspace, PILOT, &members.0, world.now()).await.unwrap();
    review::approve(&engine, workspace, PILOT, &members.1, true, "test", world.now()).await.unwrap();
    let approved = kept::approved(&engine, workspace, PILOT).await.unwrap();
    release::plan(&engine, workspace, &approved, world.now()).await.unwrap();
    // Between planning and the release.
    for _ in 0..world.roll(3) {
        world.happen(&engine, false).await;
    }
    let workers: Vec<_> = (0..1 + world.roll(2)).map(|_| work(world)).collect();
    for _ in 0..1 + world.roll(3) {
        tokio::time::sleep(std::time::Duration::from_millis(world.roll(30) as u64)).await;
        world.happen(&engine, true).await;
        world.look();
    }
    // `kill -9` wherever they are; then the lease runs out and another goes on.
    for worker in &workers {
        if world.roll(2) == 0 {
            worker.abort();
            *world.book.lock().unwrap().n_kinds.entry("kill").or_default() += 1;
        }
    }
    // Those that live wait for the leases of the dead.
    world.pass(SECOND.times(31));
    for worker in workers {
        match worker.await {
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            _ => {}
        }
    }
    world.pass(SECOND.times(31));
    release::send(&engine, workspace, &approved, world.now(), clock(world), |_| ()).await.unwrap();
    world.look();
    let mut book = world.book.lock().unwrap();
    book.n_steps += 1;
    *book.n_kinds.entry("continue").or_default() += 1;
    *book.n_kinds.entry("release").or_default() += 1;
}

async fn run(store: Option<String>, seed: u64, n_steps: u64) -> Book {
    let folder = tempfile::tempdir().unwrap();
    let world = World::begin(folder.path(), store, seed).await;
    let mut version = 1;
    while world.book.lock().unwrap().n_steps < n_steps + 40 {
        version += 1;
        round(&world, version).await;
    }
    std::mem::take(&mut world.book.lock().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_mailed_who_said_no() {
    let n_steps = std::env::var("TRUELIFT_INTERLEAVINGS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    let seed = std::env::var("TRUELIFT_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let book = run(std::env::var("TRUELIFT_STORE").ok(), seed, n_steps).await;
    println!(
        "{} steps ({:?}), {} messages: {} to anyone whose latest readable word was no, {} to an address nobody gave, {} doubled mailboxes",
        book.n_steps, book.n_kinds, book.n_messages, book.n_after_no, book.n_never_given, book.n_doubled
    );
    assert!(0 < book.n_messages, "a test in which nothing is sent says nothing");
    assert_eq!((book.n_after_no, book.n_never_given, book.n_doubled), (0, 0, 0));
}
