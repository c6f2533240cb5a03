//! Answers in words that nobody has read: whoever gave them is held until they are read.

use super::*;

/// What people said, with what its words mean besides.
fn answers(map: &str, more: &str) -> String {
    let role = "          - {property: truelift.role, value: action}\n";
    let map = format!("{role}          - {{property: truelift.map, value: {{{map}}}}}\n");
    optin(more).replace(role, if map.contains("{}") { role } else { &map })
}

fn line(key: &str, status: &str, at: &str) -> String {
    format!("{key},ann@example.org,marketing,email,{status},{at},form")
}

const LOG: &str = "  - {property: truelift.changes, value: log}\n";

#[tokio::test]
async fn who_answers_in_words_that_nobody_knows_is_held_until_they_are_read() {
    for (word, more) in [("ARRET", ""), ("5.1.1", ""), ("u n s u b", LOG), ("previously subscribed", LOG)] {
        let mut desk = Desk::open().await;
        desk.apply("optin", &answers("", more)).await;
        let rows = line("c1", "granted", "2026-01-05T10:00:00Z");
        desk.import("optin", OPTIN_HEAD, &rows).await;
        assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Granted), "{word}");
        let rows = line("c2", word, "2026-02-10T10:00:00Z");
        let report = desk.report("optin", OPTIN_HEAD, &rows, None).await;
        assert_eq!(report.consents.n_unread, 1, "{}", report.words());
        let told = |report: &ImportReport| report.notes.iter().any(|note| note.contains("reload optin"));
        assert!(told(&report), "{:?}", report.notes);
        assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn), "{word}");
        // The next export holds it no further, and tells nothing new.
        let report = desk.report("optin", OPTIN_HEAD, &rows, None).await;
        assert_eq!(report.consents.n_unread, 0, "{}", report.words());
        // Read as a no, as nothing, as a yes.
        for (means, expected) in [("\"\"", Action::Granted), ("withdrawn", Action::Withdrawn)] {
            let mut desk = Desk::open().await;
            desk.apply("optin", &answers("", more)).await;
            desk.import("optin", OPTIN_HEAD, &line("c1", "granted", "2026-01-05T10:00:00Z")).await;
            desk.import("optin", OPTIN_HEAD, &rows).await;
            let read = answers(&format!("{word:?}: {means}"), more).replace("1.0.0", "1.0.1");
            desk.apply("optin", &read).await;
            let again = collect::reload(&desk.engine, &desk.workspace, "optin", |_| ()).await.unwrap();
            // What says nothing lacks an answer, and waits for that.
            assert_eq!(again.n_mended, u64::from(means != "\"\""), "{word} {means}");
            assert_eq!(desk.last_word("ann@example.org").await, Some(expected), "{word} {means}");
        }
    }
}

#[tokio::test]
async fn what_was_held_and_is_read_as_a_yes_is_open_with_the_yes() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &answers("", "")).await;
    // Of a day: the no would count from its end, the yes counts from its start.
    let rows = line("c1", "again in", "2026-02-10");
    desk.import("optin", OPTIN_HEAD, &rows).await;
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
    let read = answers("\"again in\": granted", "").replace("1.0.0", "1.0.1");
    desk.apply("optin", &read).await;
    collect::reload(&desk.engine, &desk.workspace, "optin", |_| ()).await.unwrap();
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Granted));
    // By the old contract again: the same file says it once more, in words that nobody knows.
    desk.apply("optin", &answers("", "").replace("1.0.0", "1.0.2")).await;
    let report = desk.report("optin", OPTIN_HEAD, &rows, None).await;
    assert_eq!(report.consents.n_unread, 1, "{}", report.words());
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
}

#[tokio::test]
async fn a_later_yes_ends_what_is_held_and_an_older_row_does_not() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &answers("", "")).await;
    desk.import("optin", OPTIN_HEAD, &line("c1", "granted", "2026-01-05T10:00:00Z")).await;
    desk.import("optin", OPTIN_HEAD, &line("c1", "ARRET", "2026-02-10T10:00:00Z")).await;
    // An export from before comes late: of the same row, and older.
    desk.import("optin", OPTIN_HEAD, &line("c1", "granted", "2026-01-20T10:00:00Z")).await;
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
    desk.import("optin", OPTIN_HEAD, &line("c1", "granted", "2026-02-20T10:00:00Z")).await;
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Granted));
}

#[tokio::test]
async fn what_is_read_again_and_is_still_unread_is_open_at_no_moment() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &answers("", "")).await;
    desk.import("optin", OPTIN_HEAD, &line("c1", "granted", "2026-01-05T10:00:00Z")).await;
    desk.import("optin", OPTIN_HEAD, &line("c1", "ARRET", "2026-02-10T10:00:00Z")).await;
    desk.apply("optin", &answers("\"other\": withdrawn", "").replace("1.0.0", "1.0.1")).await;
    collect::reload(&desk.engine, &desk.workspace, "optin", |_| ()).await.unwrap();
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
    // The older row of the key was read again first, and opened nothing on the way.
    let of = ["mailbox:ann@example.org".to_owned(), "email:ann@example.org".to_owned()];
    let lines = desk.engine.store().consents_of(&desk.workspace, &of).await.unwrap();
    let opened = lines.iter().filter(|line| line.evidence.as_deref() == Some("its row has been read"));
    assert_eq!(opened.count(), 0, "{lines:?}");
}

#[tokio::test]
async fn a_no_stays_though_what_was_held_beside_it_is_read() {
    let mut desk = Desk::open().await;
    desk.apply("optin", &answers("", "")).await;
    desk.import("optin", OPTIN_HEAD, &line("c1", "granted", "2026-01-05T10:00:00Z")).await;
    desk.import("optin", OPTIN_HEAD, &line("c2", "ARRET", "2026-02-10T10:00:00Z")).await;
    desk.import("optin", OPTIN_HEAD, &line("c3", "withdrawn", "")).await;
    let read = answers("\"ARRET\": \"\"", "").replace("1.0.0", "1.0.1");
    desk.apply("optin", &read).await;
    collect::reload(&desk.engine, &desk.workspace, "optin", |_| ()).await.unwrap();
    assert_eq!(desk.last_word("ann@example.org").await, Some(Action::Withdrawn));
}
