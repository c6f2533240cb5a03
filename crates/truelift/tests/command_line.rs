//! The binary as a user types it: results on standard output, errors that name the input, exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

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
    assert!(error.contains("audience `a`") && error.contains("whoo"), "{error}");
    assert_eq!(truelift(folder.path(), &["audit", "verify"]).status.code(), Some(4));
}

#[test]
fn an_arm_without_enough_people_is_withheld_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.csv");
    std::fs::write(&file, "arm,spend\na,1\na,2\nb,2\nb,3\n").unwrap();
    let args = [
        "readout",
        "--file",
        file.to_str().unwrap(),
        "--arm",
        "arm",
        "--control",
        "a",
        "--metric",
        "spend",
        "--json",
    ];
    let output = truelift(folder.path(), &args);
    let readout: Value = serde_json::from_slice(&output.stdout).unwrap();
    let estimate = &readout["estimates"][0];
    assert!(estimate["withheld"].as_str().unwrap().contains("people"), "{estimate}");
    assert!(estimate["lift_abs"].is_null());
}

/// 64,000 customers of a real randomised test against tea-tasting's figures, through the whole binary.
#[test]
fn hillstrom_agrees_with_tea_tasting() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let file = shared.join("studies/hillstrom.csv");
    if !file.is_file() {
        eprintln!(
            "not run: `{}` is not there; the same estimators are pinned to committed sums in `stats`",
            file.display()
        );
        return;
    }
    let reference =
        std::fs::read_to_string(shared.join("reference/measure/ab_hillstrom_teatasting.json")).unwrap();
    // Python writes NaN and Infinity, which are no JSON, for open intervals and what is not computed.
    let reference = reference.replace("-Infinity", "null").replace("Infinity", "null").replace("NaN", "null");
    let reference: Value = serde_json::from_str(&reference).unwrap();
    for covariate in [None, Some("history")] {
        let mut args = vec![
            "readout",
            "--file",
            file.to_str().unwrap(),
            "--arm",
            "segment",
            "--control",
            "No E-Mail",
            "--json",
        ];
        args.extend(["--metric", "visit", "--metric", "conversion", "--metric", "spend"]);
        args.extend(covariate.iter().flat_map(|name| ["--covariate", name]));
        let output = truelift(Path::new("."), &args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let readout: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut n_compared = 0;
        for estimate in readout["estimates"].as_array().unwrap() {
            let metric = estimate["metric"].as_str().unwrap();
            let name = if covariate.is_some() { format!("{metric}_cuped") } else { metric.to_owned() };
            let expect = &reference["results"][estimate["arm"].as_str().unwrap()][&name];
            for (ours, theirs) in [
                ("mean", "treatment"),
                ("mean_control", "control"),
                ("lift_abs", "effect_size"),
                ("ci_low", "effect_size_ci_lower"),
                ("ci_high", "effect_size_ci_upper"),
                ("lift_rel", "rel_effect_size"),
                ("lift_rel_low", "rel_effect_size_ci_lower"),
                ("lift_rel_high", "rel_effect_size_ci_upper"),
                ("p_value", "pvalue"),
                ("statistic", "statistic"),
            ] {
                let (ours, theirs) = (estimate[ours].as_f64().unwrap(), expect[theirs].as_f64().unwrap());
                assert!(
                    (ours - theirs).abs() <= 1e-9 * theirs.abs(),
                    "{name} {}: {ours} against {theirs}",
                    estimate["arm"]
                );
                n_compared += 1;
            }
        }
        assert_eq!(n_compared, 60);
    }
}
