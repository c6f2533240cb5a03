//! Members on the command line: who signs in on this machine acts, and `--as` is for scripts.

use serde_json::Value;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A data folder, and the machine of one user.
struct Machine {
    folder: tempfile::TempDir,
    state: &'static str,
}

impl Machine {
    fn new() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap(), state: "state" };
        let empty = machine.path("definitions");
        std::fs::create_dir(&empty).unwrap();
        machine.good(&["apply", empty.to_str().unwrap()], "");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Exit code, what was said, and what was said to be wrong.
    fn run(&self, args: &[&str], typed: &str) -> (Option<i32>, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_truelift"))
            .args(args)
            .env("TRUELIFT_DATA", self.path("data"))
            .env("XDG_STATE_HOME", self.path(self.state))
            .env_remove("TRUELIFT_STORE")
            .env_remove("TRUELIFT_WORKSPACE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads nothing has ended before: that is no error here.
        let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    fn good(&self, args: &[&str], typed: &str) -> Value {
        let args = [args, &["--json"]].concat();
        let (code, said, wrong) = self.run(&args, typed);
        assert_eq!(code, Some(0), "{args:?}: {wrong}");
        serde_json::from_str(&said).unwrap_or(Value::Null)
    }

    fn bad(&self, args: &[&str], typed: &str, exit_code: i32, words: &[&str]) {
        let (code, _, wrong) = self.run(args, typed);
        assert_eq!(code, Some(exit_code), "{args:?}: {wrong}");
        for word in words {
            assert!(wrong.contains(word), "{args:?} does not say `{word}`: {wrong}");
        }
    }
}

const INVITE: [&str; 8] =
    ["member", "invite", "--name", "Ann", "--email", "ann@example.com", "--role", "admin"];

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn who_signed_in_acts() {
    let mut machine = Machine::new();
    machine.bad(&["whoami"], "", 5, &["nobody is signed in", "truelift sign-in"]);
    // While no admin can sign in, whoever holds the folder invites the first.
    let made = machine.good(&INVITE, "");
    let link = made["link"].as_str().unwrap();
    assert_eq!(made["kind"], "invite");
    machine.bad(&["sign-in", "--link", link, "--password-stdin"], "short\n", 3, &["at least 8"]);
    machine.good(&["sign-in", "--link", link, "--password-stdin"], "orchards in autumn\n");
    machine.bad(&["sign-in", "--link", link, "--password-stdin"], "x\n", 5, &["used already"]);
    let me = machine.good(&["whoami"], "");
    assert_eq!((me["email"].as_str(), me["role"].as_str()), (Some("ann@example.com"), Some("admin")));
    let kept = files(&machine.path("state/truelift/sessions"));
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);

    machine.good(&["member", "add", "--name", "Ben", "--email", "ben@example.com", "--role", "brand"], "");
    assert_eq!(machine.good(&["member", "role", "ben@example.com", "analyst"], "")["role"], "analyst");
    assert_eq!(machine.good(&["member", "remove", "BEN@example.com"], "")["state"], "removed");
    machine.bad(&["member", "list", "--as", "nobody@example.com", "--frobnicate"], "", 2, &[]);
    machine.good(&["member", "bring-back", "ben@example.com"], "");
    machine.bad(&["member", "remove", "ann@example.com"], "", 5, &["last admin who can sign in"]);
    machine.bad(&["member", "role", "ben@example.com", "king"], "", 3, &["`king`", "marketer"]);
    machine.bad(&["member", "remove", "eve@example.com"], "", 4, &["eve@example.com", "member list"]);
    let listed = machine.good(&["member", "list"], "");
    let states: Vec<&str> =
        listed.as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["without_password", "active", "without_password"], "the command line, Ann, Ben");

    // Another machine, or another user of this one, is nobody.
    machine.state = "another";
    machine.bad(&["member", "role", "ben@example.com", "legal"], "", 5, &["sign-in", "--as MEMBER"]);
    let by_ben = ["member", "role", "ann@example.com", "legal", "--as", "ben@example.com"];
    machine.bad(&by_ben, "", 5, &["`analyst` may not", "ask an admin"]);
    machine.good(&["member", "role", "ben@example.com", "legal", "--as", "ann@example.com"], "");
    machine.bad(&["sign-in", "--email", "ann@example.com", "--password-stdin"], "wrong", 3, &["wrong"]);
    machine.bad(&["sign-in", "--email", "ann@example.com"], "", 3, &["--password-stdin"]);
    machine.good(&["sign-in", "--email", "Ann@example.com", "--password-stdin"], "orchards in autumn");
    assert_eq!(machine.good(&["sign-out"], "")["signed_out"], true);
    machine.bad(&["whoami"], "", 5, &["nobody is signed in"]);
    machine.state = "state";
    assert_eq!(machine.good(&["whoami"], "")["name"], "Ann", "the other machine's session goes on");
    machine.good(&["member", "sign-out", "ann@example.com"], "");
    machine.bad(&["whoami"], "", 5, &["nobody is signed in"]);
    machine.good(&["audit", "verify"], "");
}

#[test]
fn scripts_name_members_and_the_former_spelling_works() {
    let machine = Machine::new();
    let who = ["--name", "Ann", "--email", "ann@example.com", "--role", "marketer"];
    let made = machine.good(&[&["review", "member"], &who[..]].concat(), "");
    let id = made["member"].as_str().unwrap();
    let (_, help, _) = machine.run(&["review", "--help"], "");
    assert!(!help.contains("member  "), "{help}");
    machine.bad(&["review", "request", "my-pilot"], "", 5, &["sign-in", "--as MEMBER"]);
    machine.bad(&["review", "request", "my-pilot", "--as", id], "", 4, &["my-pilot"]);
    machine.bad(&["review", "approve", "my-pilot", "--as", id], "", 5, &["`marketer` may not approve"]);
    machine.bad(&["people", "merge", "a", "b"], "", 5, &["sign-in", "--as MEMBER"]);
    machine.bad(&["collect", "discard", "a", "--reason", "b"], "", 5, &["sign-in", "--as MEMBER"]);
    let taken = [&["member", "add"], &who[..]].concat();
    machine.bad(&taken, "", 5, &["already a member with this e-mail address"]);
}
