//! Work that takes time on the command line: killed, stopped by Ctrl-C, two at once; nothing is lost, nothing twice.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// More than two portions of 65,536 rows.
const N_ROWS: usize = 140_000;

const CONTRACT: &str = r#"apiVersion: v3.1.0
kind: DataContract
id: people
version: "1.0.0"
status: active
customProperties:
  - {property: truelift.format, value: csv}
  - {property: truelift.lands, value: [records]}
schema:
  - name: rows
    properties:
      - {name: id, customProperties: [{property: truelift.role, value: external_key}]}
      - {name: name, customProperties: [{property: truelift.role, value: full_name}]}
      - {name: mail, customProperties: [{property: truelift.role, value: email}]}
"#;

/// A data folder with a contract, and a long file of it.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir_all(machine.path("brand/sources")).unwrap();
        std::fs::write(machine.path("brand/sources/people.yaml"), CONTRACT).unwrap();
        let mut text = String::from("id,name,mail\n");
        for n in 0..N_ROWS {
            text.push_str(&format!("{n},Ann Smith,a{n}@x.org\n"));
        }
        std::fs::write(machine.path("people.csv"), text).unwrap();
        std::fs::write(machine.path("one.csv"), "id,name,mail\n7,Ann Smith,a7@x.org\n").unwrap();
        machine.good(&["apply", "brand"]);
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truelift"));
        command
            .current_dir(self.folder.path())
            .args(args)
            .env("TRUELIFT_DATA", self.path("data"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env_remove("TRUELIFT_STORE")
            .env_remove("TRUELIFT_WORKSPACE")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn good(&self, args: &[&str]) -> Value {
        let output = self.run(&[args, &["--json"]].concat());
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{args:?}\n{out}\n{err}");
        serde_json::from_str(&out).unwrap_or(Value::Null)
    }

    fn jobs(&self) -> Vec<Value> {
        self.good(&["job", "list"]).as_array().unwrap().clone()
    }

    /// Begins to import the long file, and waits until some of it is in, or all: whoever looks is slower than what it
    /// looks at.
    // Whoever asks waits for it; only a test that fails does not.
    #[expect(clippy::zombie_processes)]
    fn import(&self) -> Child {
        let child =
            self.command(&["collect", "import", "people.csv", "--contract", "people"]).spawn().unwrap();
        for _ in 0..600 {
            let is_in = |job: &Value| job["state"] != "queued" && 0 < job["done"].as_i64().unwrap();
            if self.jobs().first().is_some_and(is_in) {
                return child;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("nothing came in: {:?}", self.jobs());
    }
}

/// What `act` came to while an import was under way: tried anew where the import was over before.
fn while_it_imports<T>(act: impl Fn(&Machine, Child) -> Option<T>) -> (Machine, T) {
    let tried = (0..8).find_map(|_| {
        let machine = Machine::new();
        let child = machine.import();
        act(&machine, child).map(|found| (machine, found))
    });
    tried.expect("one of eight is under way when it is looked at")
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_import_that_is_killed_is_started_again_and_nothing_comes_twice() {
    let (machine, job) = while_it_imports(|machine, child| {
        signal(&child, "-KILL");
        child.wait_with_output().unwrap();
        Some(machine.jobs().remove(0)).filter(|job| job["state"] != "done")
    });
    assert_eq!(job["state"], "interrupted", "{job}");
    assert!(job["message"].as_str().unwrap().contains("nothing is done twice"), "{job}");
    let id = job["id"].to_string();
    let again = machine.run(&["job", "again", &id]);
    assert_eq!(again.status.code(), Some(5), "its file is not the server's: {}", words(&again));

    finishes(&machine);
}

#[test]
fn an_import_that_is_stopped_says_by_whom_and_the_next_brings_the_rest() {
    let (machine, stopped) = while_it_imports(|_, child| {
        signal(&child, "-INT");
        Some(child.wait_with_output().unwrap()).filter(|output| !output.status.success())
    });
    assert_eq!(stopped.status.code(), Some(130), "{}", words(&stopped));
    assert!(words(&stopped).contains("these stay"), "{}", words(&stopped));
    let job = machine.jobs().remove(0);
    assert_eq!(job["state"], "cancelled", "{job}");
    assert!(job["ended_by"].is_string(), "{job}");
    finishes(&machine);
}

/// The next import brings what is missing, and nothing twice.
fn finishes(machine: &Machine) {
    let report = machine.good(&["collect", "import", "people.csv", "--contract", "people"]);
    let n = |name: &str| report[0][name].as_u64().unwrap();
    assert_eq!((n("n_rows"), n("n_new") + n("n_same")), (N_ROWS as u64, N_ROWS as u64), "{report}");
    assert!(0 < n("n_same"), "what came in before stayed: {report}");
    let shown = machine.good(&["job", "show", &machine.jobs()[0]["id"].to_string()]);
    assert_eq!((&shown["state"], &shown["total"]), (&"done".into(), &N_ROWS.into()), "{shown}");
    assert!(shown["log"].as_array().unwrap().len() > 1, "{shown}");
}

#[test]
fn the_second_waits_for_the_first_and_says_so() {
    let (machine, second) = while_it_imports(|machine, first| {
        let second = machine.run(&["collect", "import", "one.csv", "--contract", "people"]);
        assert!(first.wait_with_output().unwrap().status.success());
        Some(second).filter(|second| words(second).contains("waits for"))
    });
    assert!(second.status.success(), "{}", words(&second));
    assert!(words(&second).contains("waits for job 1 (Import people.csv by people)"), "{}", words(&second));
    let jobs = machine.jobs();
    assert!(jobs.iter().all(|job| job["state"] == "done"), "{jobs:?}");
    let late = machine.run(&["job", "cancel", "1", "--as", "operator@localhost"]);
    assert_eq!(late.status.code(), Some(5), "{}", words(&late));
    assert!(words(&late).contains("has ended"), "{}", words(&late));
}
