//! The binary as a user types it: results on standard output, errors that name the input, exit codes.
#![allow(clippy::print_stderr)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn truelift(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truelift"))
        .args(args)
        .env("TRUELIFT_DATA", data)
        .env_remove("TRUELIFT_STORE")
        .env_remove("TRUELIFT_MODEL_PATH")
        .output()
        .unwrap()
}

fn check_error(args: &[&str], exit_code: i32, words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let output = truelift(folder.path(), args);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(exit_code), "{args:?}: {error}");
    for word in words {
        assert!(error.contains(word), "{args:?} does not say `{word}`: {error}");
    }
}

#[test]
fn errors_name_the_input_and_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.csv");
    std::fs::write(&file, "arm,spend\na,1\nb,2\n").unwrap();
    let file = file.to_str().unwrap();
    let readout = |file, arm, control, metric| {
        ["readout", "--file", file, "--arm", arm, "--control", control, "--metric", metric]
    };
    check_error(&readout("missing.csv", "arm", "a", "spend"), 3, &["missing.csv"]);
    check_error(&readout(file, "armm", "a", "spend"), 3, &["`armm`", "`arm`, `spend`"]);
    check_error(&readout(file, "arm", "c", "spend"), 3, &["`c`", "`a`, `b`"]);
    check_error(&readout(file, "arm", "a", "spendd"), 3, &["`spendd`", "`arm`, `spend`"]);
    check_error(&readout(file, "arm", "a", "spend:foo=3"), 3, &["`foo=3` is no option", "quantile=RANK"]);
    let asked = |option, value| [&readout(file, "arm", "a", "spend")[..], &[option, value]].concat();
    check_error(&asked("--test", "sideways"), 3, &["`sideways` is no test", "two-sided"]);
    check_error(&asked("--look", "7/5"), 3, &["`7/5` is no look"]);
    check_error(&asked("--weight", "a=much"), 3, &["`much`"]);
    check_error(&["power", "--rate", "1.5", "--lift", "2%"], 3, &["`--rate 1.5`"]);
    check_error(&["power", "--mean", "2", "--sd", "0", "--lift", "2%"], 3, &["`--mean 2 --sd 0`"]);
    check_error(&["power", "--mean", "2", "--sd", "1", "--lift", "much"], 3, &["`much` is no amount"]);
    check_error(&["people", "search", "ann"], 4, &["peach-state", "truelift demo"]);
    check_error(&["apply", "no-such-folder"], 1, &["no-such-folder"]);
    check_error(&["demo", "--headless"], 1, &["make model", "--without-local-model"]);
    check_error(&["frobnicate"], 2, &["frobnicate"]);
}

#[test]
fn a_port_in_use_is_said_before_the_work() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    check_error(&["demo", "--without-local-model", "--port", &port], 1, &[&port, "--port"]);
}

/// Ends what it holds, whatever the test comes to.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Who starts with `serve` in an empty folder gets the page and the way to the first member, never an error; a name
/// that was mistyped beside a workspace makes none.
#[test]
fn serving_an_empty_folder_leads_to_set_up() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("new/folder");
    let child = Command::new(env!("CARGO_BIN_EXE_truelift"))
        .args(["serve", "--port", "0"])
        .env("TRUELIFT_DATA", &data)
        .env_remove("TRUELIFT_STORE")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    let lines = BufReader::new(running.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let said: Vec<String> = lines.take(7).collect();
    let said = said.join("\n");
    for words in
        ["/sign-in?setup=", "set-up token: ", "nothing is in it yet", "contract draft", "truelift demo"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    drop(running);
    let mistyped = truelift(&data, &["serve", "--port", "0", "--workspace", "peach-sate"]);
    let error = String::from_utf8_lossy(&mistyped.stderr);
    assert_eq!(mistyped.status.code(), Some(4), "{error}");
    assert!(error.contains("`peach-sate`") && error.contains("`peach-state`"), "{error}");
}

#[test]
fn a_definition_that_does_not_parse_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("brand/audiences");
    std::fs::create_dir_all(&sources).unwrap();
    std::fs::write(sources.join("a.yaml"), "name: a\nwhoo: {}\n").unwrap();
    let brand = folder.path().join("brand");
    let output = truelift(folder.path(), &["apply", brand.to_str().unwrap()]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{error}");
    assert!(error.contains("audiences/a.yaml:2:1: error: ") && error.contains("whoo"), "{error}");
    assert_eq!(truelift(folder.path(), &["audit", "verify"]).status.code(), Some(4));
}

/// What `truelift` says on standard output; it must succeed.
fn said(data: &Path, args: &[&str]) -> String {
    let output = truelift(data, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn definitions_go_round_by_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let (data, own) = (folder.path().join("data"), folder.path().join("own"));
    std::fs::create_dir_all(own.join("voice")).unwrap();
    std::fs::create_dir_all(own.join("workspace")).unwrap();
    let voice = said(&data, &["schema", "voice", "--example"]);
    let settings = said(&data, &["schema", "workspace", "--example"]);
    std::fs::write(own.join("voice/brand.yaml"), &voice).unwrap();
    std::fs::write(own.join("workspace/workspace.yaml"), &settings).unwrap();
    let dir = own.to_str().unwrap();
    said(&data, &["apply", dir, "--reason", "the first"]);
    let list = said(&data, &["definition", "list"]);
    assert!(list.contains("brand") && list.contains("v1") && list.contains("Command line"), "{list}");
    // A draft is kept with its errors, told, mended, shown as a difference and applied.
    let file = folder.path().join("brand.yaml");
    std::fs::write(&file, voice.replace("max_emoji: 0", "max_emojis: 0")).unwrap();
    let file = file.to_str().unwrap();
    let kept = truelift(&data, &["definition", "draft", "keep", "voice", file]);
    let told = String::from_utf8_lossy(&kept.stderr).into_owned();
    assert!(kept.status.success() && told.contains("max_emojis"), "{told}");
    let refused = truelift(&data, &["definition", "draft", "apply", "voice", "brand"]);
    assert_eq!(refused.status.code(), Some(3));
    std::fs::write(file, voice.replace("max_emoji: 0", "max_emoji: 1")).unwrap();
    said(&data, &["definition", "draft", "keep", "voice", file]);
    let diff = said(&data, &["definition", "diff", "voice", "brand"]);
    assert!(diff.contains("-  max_emoji: 0") && diff.contains("+  max_emoji: 1"), "{diff}");
    said(&data, &["definition", "draft", "apply", "voice", "brand", "--reason", "one is fine"]);
    assert_eq!(said(&data, &["definition", "show", "voice", "brand", "--version", "1"]), voice);
    said(&data, &["definition", "restore", "voice", "brand", "1"]);
    said(&data, &["definition", "rename", "voice", "brand", "linden"]);
    let history = said(&data, &["definition", "history", "voice", "brand"]);
    for words in ["v4", "renamed to voice/linden", "from version 1", "one is fine", "the first"] {
        assert!(history.contains(words), "{words}: {history}");
    }
    // Exported, it is what was applied, and applying it changes nothing.
    let out = folder.path().join("out");
    said(&data, &["export", out.to_str().unwrap()]);
    let exported = std::fs::read_to_string(out.join("voice/linden.yaml")).unwrap();
    assert_eq!(exported, voice.replace("name: brand", "name: linden"));
    let plan = said(&data, &["apply", out.to_str().unwrap(), "--plan"]);
    assert_eq!(plan.matches("unchanged").count(), 2, "{plan}");
    said(&data, &["remove", "voice", "linden", "--reason", "over"]);
    assert!(!said(&data, &["definition", "list"]).contains("linden"));
    assert!(said(&data, &["audit", "verify"]).contains("holds"), "the chain holds");
    check_error(&["schema", "shoe"], 3, &["`shoe`", "audience"]);
    let schemas = folder.path().join("schemas");
    said(&data, &["schema", "--dir", schemas.to_str().unwrap()]);
    assert!(schemas.join("pilot.schema.json").is_file());
}
