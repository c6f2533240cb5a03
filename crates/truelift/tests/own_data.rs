//! A newcomer's way: exports of a shop, a mail tool and a CRM, in an empty folder, by the command line alone.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn exports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/exports")
}

fn truelift(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truelift"))
        .current_dir(folder)
        .env_remove("TRUELIFT_STORE")
        .env("TRUELIFT_DATA", folder.join("data"))
        .env("TRUELIFT_WORKSPACE", "my-brand")
        .args(args)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

fn good(folder: &Path, args: &[&str]) -> String {
    let output = truelift(folder, args);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{args:?}\n{out}\n{err}");
    out.into_owned()
}

/// File, the contract that is drafted of it, rows that are quarantined.
const FILES: [(&str, &str, u64); 6] = [
    ("unsubscribed_members_export_2f1c.csv", "mailchimp-unsubscribed", 0),
    ("cleaned_members_export_2f1c.csv", "mailchimp-cleaned", 0),
    ("subscribed_members_export_2f1c.csv", "mailchimp-subscribed", 0),
    ("shopify_customers.csv", "shopify-customers", 0),
    ("shopify_orders.csv", "shopify-orders", 0),
    ("hubspot-crm-exports-all-contacts-2026-03-01.csv", "hubspot-contacts", 0),
];

#[test]
fn exports_become_people_with_the_answers_that_stand_there() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (file, name, n_rejected) in FILES {
        let path = exports().join(file);
        let mut args = vec!["contract", "draft", path.to_str().unwrap(), "--dir", "brand", "--json"];
        // Somebody has read the remarks and the tags of the shop, and what stands in the columns that nobody reads.
        let remarks = ["--answer", "unread.Note=none"];
        args.extend(remarks.iter().filter(|_| name == "shopify-customers"));
        let values = ["--answer", "unread=none"];
        let has_values = ["shopify-customers", "mailchimp-subscribed", "hubspot-contacts"].contains(&name);
        args.extend(values.iter().filter(|_| has_values));
        let drafted = good(folder, &args);
        let drafted: Value = serde_json::from_str(&drafted).unwrap();
        assert_eq!(drafted[0]["contract"], name, "{drafted}");
        assert_eq!(drafted[0]["open"], serde_json::json!([]), "{drafted}");
        assert_eq!(drafted[0]["preview"]["n_rejected"], n_rejected, "{drafted}");
    }
    good(folder, &["apply", "brand", "--name", "My Brand"]);
    for (file, name, _) in FILES {
        let path = exports().join(file);
        good(folder, &["collect", "import", path.to_str().unwrap(), "--contract", name]);
    }
    good(folder, &["unify"]);
    let found = good(folder, &["people", "search", "ada@example.org", "--json"]);
    assert!(found.contains("Kestrel"), "{found}");
    let shown = |query: &str| {
        let found: Value =
            serde_json::from_str(&good(folder, &["people", "search", query, "--json"])).unwrap();
        let text = found.to_string();
        let at = text
            .find("\"person_id\":\"")
            .map(|at| at + "\"person_id\":\"".len())
            .unwrap_or_else(|| panic!("{text}"));
        let id: String = text[at..].chars().take_while(|c| *c != '"').collect();
        good(folder, &["people", "show", &id, "--json"])
    };
    let ben = shown("ben.larkin");
    assert!(ben.contains(r#""is_granted":false"#) && !ben.contains(r#""is_granted":true"#), "{ben}");
    let ada = shown("ada@example.org");
    assert!(ada.contains(r#""is_granted":true"#), "{ada}");
}

#[test]
fn what_a_file_leaves_open_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(
        folder.join("bestellungen.csv"),
        "Bestellnummer;E-Mail;Bestelldatum;Betrag\n1;a@example.org;01.02.2026 10:00;19,99\n2;b@example.org;13.02.2026 11:30;1.234,50\n",
    )
    .unwrap();
    let args = ["contract", "draft", "bestellungen.csv"];
    let output = truelift(folder, &args);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stdout));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--answer currency="), "{said}");
    let drafted = std::fs::read_to_string(folder.join("sources/bestellungen.yaml")).unwrap();
    assert!(drafted.contains("# ? currency:"), "{drafted}");
    let answered = good(
        folder,
        &[&args[..], &["--force", "--answer", "currency=EUR", "--answer", "zone=Europe/Berlin"]].concat(),
    );
    for expect in [
        "2 rows, 0 of them quarantined",
        "revenue_minor 123450",
        "currency EUR",
        "2026-02-01T09:00:00",
        "truelift apply",
    ] {
        assert!(answered.contains(expect), "{answered}\ndoes not say `{expect}`");
    }
}

#[test]
fn an_answer_to_nothing_is_refused_with_the_keys_in_question() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(
        folder.join("orders.csv"),
        "order_id,email,order_date,total\n1,a@example.org,2026-02-01,19.99\n2,b@example.org,2026-02-02,5.00\n",
    )
    .unwrap();
    for answer in ["bogus=1", "curency=EUR", "role.Nobody=ignore", "role.total=money"] {
        let output = truelift(
            folder,
            &["contract", "draft", "orders.csv", "--answer", answer, "--answer", "currency=EUR"],
        );
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{answer}");
        let key = answer.split('=').next().unwrap();
        assert!(said.contains(key) || said.contains("money"), "{said}");
        assert!(answer.contains("money") || said.contains("`currency`"), "{said}");
        assert!(!folder.join("sources/orders.yaml").exists(), "nothing is written");
    }
}

/// A contract with the given columns (name, role).
fn contract(folder: &Path, id: &str, lands: &str, more: &str, columns: &[(&str, &str)]) {
    let column = |(name, role): &(&str, &str)| {
        format!("      - {{name: {name}, customProperties: [{{property: truelift.role, value: {role}}}]}}\n")
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: {id}\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.lands, value: [{lands}]}}\n{more}schema:\n  - name: rows\n    properties:\n{columns}"
    );
    std::fs::create_dir_all(folder.join("brand/sources")).unwrap();
    std::fs::write(folder.join(format!("brand/sources/{id}.yaml")), text).unwrap();
}

#[test]
fn a_no_that_names_nobody_who_is_known_is_told_and_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    contract(
        folder,
        "crm",
        "records",
        "",
        &[("id", "customer_id"), ("first", "given_name"), ("mail", "email")],
    );
    let constant = "  - {property: truelift.constant, value: {purpose: marketing, channel: email, action: withdrawn, occurred_at: \"0001-01-01T00:00:00Z\"}}\n";
    contract(folder, "noes", "consents", constant, &[("number", "customer_id"), ("mail", "email")]);
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("crm.csv", "id,first,mail\n00077,Ann,ann@x.test\nC1000,Bob,bob@x.test\n");
    write(
        "noes.csv",
        "number,mail\n77,\nID: C1000,\n,ann@x.test\nX-88,\n,eve@x.test\n,fay@x.test\n,gus@x.test\n,hal@x.test\n,ida@x.test\n",
    );
    good(folder, &["apply", "brand", "--name", "My Brand"]);
    good(folder, &["collect", "import", "crm.csv", "--contract", "crm"]);
    for is_unified in [false, true] {
        let output = good(folder, &["collect", "import", "noes.csv", "--contract", "noes"]);
        let note = output.lines().find(|line| line.contains("name nobody who is known yet"));
        let note = note.unwrap_or_else(|| panic!("{is_unified}: {output}"));
        assert!(note.contains("6 of 9 noes"), "{is_unified}: {note}");
        for known in ["customer number X-88", "eve@x.test", "hal@x.test", "…"] {
            assert!(note.contains(known), "{is_unified} {known}: {note}");
        }
        for other in ["ann@x.test", "C1000", "number 77", "ida@x.test"] {
            assert!(!note.contains(other), "{is_unified} {other}: {note}");
        }
        good(folder, &["unify"]);
    }
    let reports: Value = serde_json::from_str(&good(
        folder,
        &["collect", "import", "noes.csv", "--contract", "noes", "--json"],
    ))
    .unwrap();
    assert_eq!(reports[0]["noes_of_nobody"]["n_unknown"], 6, "{reports}");
    assert_eq!(reports[0]["noes_of_nobody"]["examples"].as_array().unwrap().len(), 5, "{reports}");
}
