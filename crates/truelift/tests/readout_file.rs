//! Readouts of files through the whole binary, against the figures of the field's tools.
#![allow(clippy::print_stderr)]

use arrow::array::{DictionaryArray, Float64Array, Int8Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Int8Type, Schema};
use parquet::arrow::ArrowWriter;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path)
}

fn readout(file: &Path, args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_truelift"))
        .args(["readout", "--json", "--file", file.to_str().unwrap()])
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    assert!(words.all(|word| word != "NaN" && word != "inf"), "{text}");
    serde_json::from_str(&text).unwrap()
}

/// 64,000 customers of a real randomised test; `None` where the file is not there.
fn hillstrom(args: &[&str]) -> Option<Value> {
    let file = shared("studies/hillstrom.csv");
    if !file.is_file() {
        eprintln!(
            "not run: `{}` is not there; `stats` pins the same estimators to committed sums",
            file.display()
        );
        return None;
    }
    let arms = ["--arm", "segment", "--control", "No E-Mail"];
    Some(readout(&file, &[&arms, args].concat()))
}

fn reference(name: &str) -> Value {
    let text = std::fs::read_to_string(shared("reference/measure").join(name)).unwrap();
    // Python writes NaN and Infinity, which are no JSON, for open intervals and what is not computed.
    let text = text.replace("-Infinity", "null").replace("Infinity", "null").replace("NaN", "null");
    serde_json::from_str(&text).unwrap()
}

fn check(case: &str, ours: &Value, theirs: &Value) {
    let (ours, theirs) = (ours.as_f64().unwrap_or(f64::NAN), theirs.as_f64().unwrap_or(f64::NAN));
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{case}: {ours} against {theirs}");
}

fn estimates(readout: &Value) -> &Vec<Value> {
    readout["estimates"].as_array().unwrap()
}

#[test]
fn means_ratios_and_cuped_agree_with_tea_tasting() {
    // The reference takes a ratio of covariates off the ratio, which is another formula, see docs/readouts.md.
    for (covariate, metrics) in [
        (None, &["visit", "conversion", "spend", "spend/visit"][..]),
        (Some("history"), &["visit", "conversion", "spend"]),
    ] {
        let mut args = vec!["--metric"];
        args.extend(metrics);
        args.extend(covariate.iter().flat_map(|name| ["--covariate", name]));
        let Some(found) = hillstrom(&args) else { return };
        let reference = reference("ab_hillstrom_teatasting.json");
        assert_eq!(estimates(&found).len(), 2 * metrics.len());
        check("sample ratio", &found["split"]["test"]["p_value"], &reference["srm_3arm"]["p"]);
        for estimate in estimates(&found) {
            let metric = estimate["metric"].as_str().unwrap().replace("spend/visit", "ratio_spend_per_visit");
            let name = if covariate.is_some() { format!("{metric}_cuped") } else { metric };
            let expected = &reference["results"][estimate["arm"].as_str().unwrap()][&name];
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
                check(&format!("{name} {ours}"), &estimate[ours], &expected[theirs]);
            }
        }
    }
}

#[test]
fn one_sided_tests_and_corrections_agree_with_tea_tasting_and_statsmodels() {
    for (test, name, end) in [("greater", "spend_greater", "low"), ("less", "spend_less", "high")] {
        let Some(found) = hillstrom(&["--metric", "spend", "--test", test]) else { return };
        for estimate in estimates(&found) {
            let expected = &reference("ab_hillstrom_teatasting.json")["results"]
                [estimate["arm"].as_str().unwrap()][name];
            check(test, &estimate["test"]["p_value"], &expected["pvalue"]);
            let bound = if end == "low" { "effect_size_ci_lower" } else { "effect_size_ci_upper" };
            check(test, &estimate["test"][end], &expected[bound]);
        }
    }
    for (correction, name) in
        [("holm", "holm"), ("hochberg", "simes-hochberg"), ("benjamini-hochberg", "fdr_bh")]
    {
        let Some(found) = hillstrom(&["--metric", "visit", "conversion", "spend", "--correct", correction])
        else {
            return;
        };
        for estimate in estimates(&found) {
            let key =
                format!("{}|{}", estimate["arm"].as_str().unwrap(), estimate["metric"].as_str().unwrap());
            let expected = &reference("ab_hillstrom_teatasting.json")["multiplicity"][name][&key];
            check(correction, &estimate["p_corrected"], expected);
        }
    }
}

/// gbstats' p-values are 2 (1 − cdf), right to 1e-16 and no further, so small ones are left to tea-tasting.
fn check_p(case: &str, ours: &Value, theirs: &Value) {
    let (own, other) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
    assert!((own - other).abs() <= 1e-9 * other + 1e-15, "{case}: {own} against {other}");
}

#[test]
fn relative_lifts_belief_and_looks_agree_with_gbstats() {
    // Columns of 0 and 1 have another variance there, see docs/readouts.md.
    let metrics = ["--metric", "spend", "spend/visit", "--bayes", "--peek", "5000"];
    let Some(flat) = hillstrom(&metrics) else { return };
    let Some(prior) = hillstrom(&[&metrics[..], &["--prior", "0.3"]].concat()) else { return };
    let reference = reference("ab_hillstrom_gbstats.json");
    for (estimate, believed) in estimates(&flat).iter().zip(estimates(&prior)) {
        let metric = estimate["metric"].as_str().unwrap().replace("spend/visit", "spend_per_visit_ratio");
        let arm = estimate["arm"].as_str().unwrap();
        let of = |what: &str| &reference["results"][arm][format!("{metric}|{what}")];
        check_p(&metric, &estimate["p_value"], &of("freq|absolute")["p_value"]);
        let delta = &estimate["relative"][1];
        assert_eq!(delta["method"], "delta");
        check(&metric, &delta["ci_low"], &of("freq|relative")["ci"][0]);
        check(&metric, &delta["ci_high"], &of("freq|relative")["ci"][1]);
        check(&metric, &estimate["peek"]["ci_low"], &of("seq_tune5000|absolute")["ci"][0]);
        check(&metric, &estimate["peek"]["ci_high"], &of("seq_tune5000|absolute")["ci"][1]);
        check_p(&metric, &estimate["peek"]["p_value"], &of("seq_tune5000|absolute")["p_value"]);
        let [absolute, relative] = [&estimate["bayes"]["lift"], &estimate["bayes"]["relative"]];
        check(&metric, &absolute["chance_to_win"], &of("bayes_flat|absolute")["chance_to_win"]);
        check(&metric, &relative["chance_to_win"], &of("bayes_flat|relative")["chance_to_win"]);
        check(&metric, &relative["std_dev"], &of("bayes_flat|relative")["uplift_sd"]);
        check(&metric, &relative["ci_low"], &of("bayes_flat|relative")["ci"][0]);
        let (relative, expected) = (&believed["bayes"]["relative"], of("bayes_prior_N(0,0.3^2)|relative"));
        check(&metric, &relative["lift"], &expected["uplift_mean"]);
        check(&metric, &relative["std_dev"], &expected["uplift_sd"]);
        check(&metric, &relative["chance_to_win"], &expected["chance_to_win"]);
    }
}

#[test]
fn the_far_tail_and_the_number_of_threads() {
    let Some(one) =
        hillstrom(&["--metric", "visit:proportion", "spend", "--stratum", "zip_code", "--threads", "1"])
    else {
        return;
    };
    assert_eq!(
        one,
        hillstrom(&["--metric", "visit:proportion", "spend", "--stratum", "zip_code", "--threads", "7"])
            .unwrap()
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("far.csv");
    let mut text = "arm,bought\n".to_owned();
    for i in 0..40_000 {
        let (arm, bought) = if i % 2 == 0 { ("a", i % 20 == 0) } else { ("b", i % 20 != 1) };
        writeln!(text, "{arm},{}", u8::from(bought)).unwrap();
    }
    std::fs::write(&file, text).unwrap();
    let found =
        readout(&file, &["--arm", "arm", "--control", "a", "--metric", "bought:proportion", "bought"]);
    for estimate in estimates(&found) {
        let log10_p = estimate["log10_p"].as_f64().unwrap();
        assert!(log10_p < -1000.0 && log10_p.is_finite(), "{estimate}");
        assert_eq!(estimate["unit"], "share");
        assert!(estimate["sentence"].as_str().unwrap().contains("more bought per 100 people"), "{estimate}");
    }
}

/// So many people of each (arm, visit), one row a person, in a Parquet file.
fn write_people(file: &Path, groups: &[(&str, f64, usize)]) {
    const N_BATCH: usize = 1 << 20;
    let key = |name: &str| Field::new_dictionary(name, DataType::Int8, DataType::Utf8, false);
    let schema = Arc::new(Schema::new(vec![key("arm"), Field::new("visit", DataType::Float64, false)]));
    let file = std::fs::File::create(file).unwrap();
    let mut writer = ArrowWriter::try_new(file, Arc::clone(&schema), None).unwrap();
    for (arm, visit, n) in groups {
        let arms = DictionaryArray::<Int8Type>::new(
            Int8Array::from(vec![0; N_BATCH]),
            Arc::new(StringArray::from(vec![*arm])),
        );
        let visits = Float64Array::from(vec![*visit; N_BATCH]);
        let batch =
            RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(arms), Arc::new(visits)]).unwrap();
        for begin in (0..*n).step_by(N_BATCH) {
            writer.write(&batch.slice(0, N_BATCH.min(n - begin))).unwrap();
        }
    }
    writer.close().unwrap();
}

/// Visits of the 13,979,592 people of Criteo's uplift test (v2.1, Diemert et al. 2021): as floats both
/// p-values are 0. Expected figures from mpmath 1.4.1, the score test's with the n / (n − 1) of Miettinen and
/// Nurminen: `bench/reference/criteo_tail.py`.
#[test]
fn criteos_p_value_is_small_and_not_zero() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("criteo.parquet");
    let (n, n_control, n_visits, n_visits_control) = (11_882_655, 2_096_937, 576_824, 80_105);
    write_people(
        &file,
        &[
            ("treated", 1.0, n_visits),
            ("treated", 0.0, n - n_visits),
            ("control", 1.0, n_visits_control),
            ("control", 0.0, n_control - n_visits_control),
        ],
    );
    let metrics = ["--metric", "visit:proportion", "visit"];
    let shares = ["--weight", "treated=0.85", "control=0.15"];
    let args = [&["--arm", "arm", "--control", "control"][..], &metrics, &shares].concat();
    let found = readout(&file, &args);
    let expected =
        [(-926.357_770_319_104_2, 65.247_427_228_825_27), (-1_086.027_723_319_970_5, 70.685_169_593_186_18)];
    for (estimate, (log10_p, statistic)) in estimates(&found).iter().zip(expected) {
        check("log10 p", &estimate["log10_p"], &Value::from(log10_p));
        check("statistic", &estimate["statistic"], &Value::from(statistic));
        assert_eq!(
            (estimate["n"].as_u64(), estimate["n_control"].as_u64()),
            (Some(11_882_655), Some(2_096_937))
        );
        assert!(estimate["withheld"].is_null(), "{estimate}");
    }
}

/// Columns that no interval can be had of, each with what is said of it.
#[test]
fn what_cannot_be_read_out_is_withheld_with_the_reason() {
    type Cell = fn(usize) -> String;
    let cases: [(&str, Cell, &str); 5] = [
        ("constant", |_| "5".into(), "within each arm everybody has the same constant"),
        ("zeros", |_| "0".into(), "within each arm everybody has the same zeros"),
        ("by_arm", |i| (i % 2).to_string(), "within each arm everybody has the same by arm"),
        ("huge", |i| format!("{}e306", i % 90), "cannot be estimated"),
        ("half", |i| if i % 4 < 2 { String::new() } else { i.to_string() }, "missing for 100 of 200"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.csv");
    let names: Vec<&str> = cases.iter().map(|(name, ..)| *name).collect();
    let mut text = format!("arm,{},ties,debts\r\n", names.join(","));
    for i in 0..400 {
        let cells: Vec<String> = cases.iter().map(|(_, cell, _)| cell(i)).collect();
        let (ties, debts) = (usize::from(i % 31 == 0), i as f64 / 100.0 - 8.0);
        write!(text, "{},{},{ties},{debts}\r\n", ["a", "b"][i % 2], cells.join(",")).unwrap();
    }
    std::fs::write(&file, text).unwrap();
    let metrics = [&names[..], &["ties", "debts", "ties:median"]].concat();
    let args =
        [&["--arm", "arm", "--control", "a", "--bayes", "--peek", "--fieller", "--metric"][..], &metrics];
    let found = readout(&file, &args.concat());
    let told: Vec<&str> = estimates(&found).iter().filter_map(|found| found["withheld"].as_str()).collect();
    for ((name, _, why), told) in cases.iter().zip(&told) {
        assert!(told.contains(why), "{name}: {told}");
    }
    // Heavy ties and amounts below 0 are numbers like others; a median among ties is not to be had.
    assert_eq!((told.len(), estimates(&found).len()), (cases.len() + 1, cases.len() + 3));
    assert!(told[cases.len()].contains("share the value 0"), "{}", told[cases.len()]);
    let debts = &estimates(&found)[cases.len() + 1];
    assert!(debts["mean"].as_f64().unwrap() < 0.0 && debts["lift_rel"].is_null(), "{debts}");
}

/// Values as people write them, each with the number that is meant.
#[test]
fn numbers_and_answers_are_read_as_imports_read_them() {
    type Cell = fn(usize) -> String;
    type Meant = fn(usize) -> f64;
    let cases: [(&str, Cell, Meant); 8] = [
        ("comma", |i| format!("{},5", i % 9), |i| (i % 9) as f64 + 0.5),
        // What the first rows leave open the last one shows.
        (
            "shown_late",
            |i| if i == 399 { "0,5".into() } else { format!("1.{:03}", 100 + i) },
            |i| if i == 399 { 0.5 } else { 1100.0 + i as f64 },
        ),
        ("euros", |i| format!("1.{:03},50 €", i), |i| 1000.5 + i as f64),
        ("grouped", |i| format!("1,{:03}.50", i), |i| 1000.5 + i as f64),
        ("german", |i| if i % 3 == 0 { "Ja".into() } else { "nein".into() }, |i| f64::from(i % 3 == 0)),
        ("russian", |i| if i % 3 == 0 { "да".into() } else { "нет".into() }, |i| f64::from(i % 3 == 0)),
        ("french", |i| if i % 3 == 0 { "oui".into() } else { "non".into() }, |i| f64::from(i % 3 == 0)),
        ("dollars", |i| format!("${}", i % 7), |i| (i % 7) as f64),
    ];
    let folder = tempfile::tempdir().unwrap();
    let (people, plain) = (folder.path().join("people.csv"), folder.path().join("plain.csv"));
    let names: Vec<&str> = cases.iter().map(|(name, ..)| *name).collect();
    let (mut written, mut meant) =
        (format!("arm;{}\n", names.join(";")), format!("arm,{}\n", names.join(",")));
    for i in 0..400 {
        let cells: Vec<String> = cases.iter().map(|(_, cell, _)| cell(i)).collect();
        let numbers: Vec<String> = cases.iter().map(|(.., number)| number(i).to_string()).collect();
        writeln!(written, "{};{}", ["a", "b"][i % 2], cells.join(";")).unwrap();
        writeln!(meant, "{},{}", ["a", "b"][i % 2], numbers.join(",")).unwrap();
    }
    std::fs::write(&people, written).unwrap();
    std::fs::write(&plain, meant).unwrap();
    let args = [&["--arm", "arm", "--control", "a", "--metric"][..], &names].concat();
    let (found, expected) = (readout(&people, &args), readout(&plain, &args));
    for (own, other) in estimates(&found).iter().zip(estimates(&expected)) {
        assert!(own["withheld"].is_null(), "{own}");
        assert_eq!(own, other);
    }
}

#[test]
fn a_value_that_is_no_number_ends_the_readout_with_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.csv");
    for (word, row, why) in [
        ("low", 7, "`low` is no number"),
        ("NaN", 12, "`NaN` is no number"),
        ("NULL", 1, "`NULL` is no number"),
        ("-inf", 400, "`-inf` is no number"),
        ("vielleicht", 3, "`vielleicht` is no number"),
        ("1,234", 9, "`1,234` is one number with a decimal comma and another with a decimal point"),
    ] {
        let cell = |i: usize| if i + 1 == row { word.to_owned() } else { i.to_string() };
        let rows: String = (0..400).map(|i| format!("{};{}\n", ["a", "b"][i % 2], cell(i))).collect();
        std::fs::write(&file, format!("arm;spend\n{rows}")).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_truelift"))
            .args(["readout", "--file", file.to_str().unwrap()])
            .args(["--arm", "arm", "--control", "a", "--metric", "spend"])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{word}: {told}");
        assert!(told.contains(&format!("row {row} below the header, column `spend`")), "{word}: {told}");
        assert!(told.contains(why), "{word}: {told}");
    }
}

#[test]
fn an_arm_without_enough_people_is_withheld_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.csv");
    std::fs::write(&file, "arm,spend\na,1\na,2\nb,2\nb,3\n").unwrap();
    let found = readout(&file, &["--arm", "arm", "--control", "a", "--metric", "spend"]);
    let estimate = &found["estimates"][0];
    assert!(estimate["withheld"].as_str().unwrap().contains("people"), "{estimate}");
    assert!(estimate["lift_abs"].is_null());
}

#[test]
fn word_of_mouth_into_the_control_is_flagged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.csv");
    let mut text = "home,arm,spend\n".to_owned();
    let mut mix = 11_u64;
    let mut draw = move || {
        mix = mix.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (mix >> 33) as usize
    };
    for home in 0..500 {
        let is_treated: Vec<bool> = (0..2 + home % 3).map(|_| draw().is_multiple_of(2)).collect();
        let n_treated = is_treated.iter().filter(|&&treated| treated).count();
        for &treated in &is_treated {
            // Two thirds of what the message does reach a control person whose whole home has it.
            let share = n_treated as f64 / (is_treated.len() - 1) as f64;
            let spend = (draw() % 80) as f64 / 10.0 + if treated { 3.0 } else { 2.0 * share };
            let arm = if treated { "message" } else { "nothing" };
            writeln!(text, "home-{home},{arm},{spend:.2}").unwrap();
        }
    }
    std::fs::write(&file, text).unwrap();
    let found = readout(
        &file,
        &["--arm", "arm", "--control", "nothing", "--metric", "spend", "--neighbours", "home"],
    );
    let all = found["checks"].as_array().unwrap();
    let check = all.iter().find(|check| check["check"] == "interference").unwrap();
    assert_eq!((&check["verdict"], &check["metric"]), (&"flagged".into(), &"spend".into()), "{check}");
    assert!(check["reason"].as_str().unwrap().contains("the lift is understated"), "{check}");
}
