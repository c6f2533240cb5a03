//! Lists of noes and logs of mails: what their import counts, and what is there after it.

use crate::house::{House, row};
use rounds::pages::{home, person};

/// A contract of one value a line; `more` are further custom properties.
fn lines(header: &str, more: &str) -> String {
    format!(
        r#"apiVersion: v3.1.0
kind: DataContract
id: {header}-lines
version: "1.0.0"
status: active
customProperties:
  - {{property: truelift.format, value: csv}}
  - {{property: truelift.lands, value: [consents]}}
  - {{property: truelift.header, value: {header}}}
  - {{property: truelift.country, value: NL}}
  - {{property: truelift.constant, value: {{purpose: marketing, channel: email, occurred_at: "0001-01-01T00:00:00Z"{more}}}}}
schema:
  - name: rows
    properties:
      - {{name: line, customProperties: [{{property: truelift.role, value: email}}]}}
"#
    )
}

#[tokio::test]
async fn every_line_of_a_list_of_noes_is_counted_and_those_that_close_are_named() {
    let house = House::open().await;
    let (engine, workspace) = (&house.engine, &house.workspace);
    let list =
        "Niet meer benaderen (lijst winkel)\n- Sjoerd, b1@x.org (boos)\n- mevr. Smit 06-10657200\n- Jansen\n";
    let contract = lines("none", ", action: withdrawn");
    let report = house.import(&contract, list).await;
    assert_eq!(
        (report.n_rows, report.n_new, report.n_silent, report.n_quarantined),
        (4, 2, 1, 1),
        "{report:?}"
    );
    assert_eq!((report.n_closing, report.closing.as_slice()), (2, &[2, 3][..]));
    assert!(
        !report.is_nothing() && report.words().contains("1 say nothing of consent"),
        "{}",
        report.words()
    );
    assert!(
        report.notes.iter().any(|note| note.starts_with("lines 2, 3 say no, and nobody who is known")),
        "{:?}",
        report.notes
    );
    // Nothing but noes is data, too.
    let first = home::read(engine, workspace, house.now()).await.unwrap().first_hour;
    assert!(first.has_data);
    // One whose lines are all put aside has done what it is for when its noes count.
    let torn = house.import(&lines("first", ", action: withdrawn"), "line\nb2@x.org,belde\n").await;
    assert_eq!((torn.n_rows, torn.n_quarantined, torn.n_withdrawn), (1, 1, 1), "{torn:?}");
    assert!(torn.n_closing == 1 && !torn.is_nothing(), "{torn:?}");
    // A log of mails that all arrived says nothing, and that is no failure.
    let log = "Nov 12 10:02:12 mx1 postfix/smtp[2]: 4F1: to=<b3@x.org>, dsn=2.0.0, status=sent (250 OK)\n";
    let report = house.import(&lines("log", ""), log).await;
    assert_eq!((report.n_rows, report.n_silent, report.n_withdrawn), (1, 1, 0), "{report:?}");
    assert!(!report.is_nothing());
}

#[tokio::test]
async fn people_are_found_by_a_part_of_any_of_their_addresses() {
    let house = House::open().await;
    let (engine, workspace) = (&house.engine, &house.workspace);
    let first = row(1, "b1@x.org", "C001", "");
    let second = first.replace("R1,", "R2,").replace("b1@x.org", "bjoern.mueller@gmx.example");
    house.shop(&(first + &second + &row(3, "b3@x.org", "C003", ""))).await;
    house.unify().await;
    for (query, n) in [("bjoern.mueller@gmx", 1), ("mueller", 1), ("b1@x", 1), ("x.org", 2), ("nobody@x", 0)]
    {
        let found = person::search(engine, workspace, query, None, 10).await.unwrap();
        assert_eq!((found.n_total, found.items.len()), (n, n as usize), "{query}: {found:?}");
    }
}
