//! Rows of consent under every handle, people read live, and one message for a mailbox.

use crate::opening::raw;
use crate::story::{
    PEOPLE, approved, at, claim, consent, email, key, open, planned, policy, release, request, words, ws,
};
use consent::{Action, Statement};
use store::{
    Address, Filed, GateRules, Gated, Lease, People, Planned, Reachable, RowNow, Rows, Store, StoreError,
};
use vocabulary::{Channel, HOUR, Identifier, IdentifierKind, PersonId, Purpose, Redacted, SECOND};

fn statement(row: &str, action: Action, minutes: i64, handles: &[(IdentifierKind, &str)]) -> Statement {
    Statement {
        row_id: row.to_owned(),
        handles: Redacted::new(handles.iter().map(|(kind, value)| Identifier::new(*kind, *value)).collect()),
        purposes: vec![Purpose::Marketing],
        channels: vec![Channel::Email],
        action,
        at: at(minutes),
        counts_at: at(minutes),
        evidence: None,
        source: "optin".to_owned(),
    }
}

const ANN: &[(IdentifierKind, &str)] = &[
    (IdentifierKind::Mailbox, "ann@x.org"),
    (IdentifierKind::Email, "ann@x.org"),
    (IdentifierKind::CustomerId, "C7"),
];

async fn lines(store: &Store, identifier: &str) -> Vec<String> {
    let found = store.consents_of(&ws(), &[identifier.to_owned()]).await.unwrap();
    found.iter().map(|line| line.action.to_string()).collect()
}

pub async fn a_row_is_filed_under_every_handle(address: &str) {
    let store = open(address).await;
    let yes = statement("optin:N1", Action::Granted, 0, ANN);
    let no = statement("optin:N1", Action::Withdrawn, 5, ANN);
    let new = |n_new| Filed { n_new, ..Filed::default() };
    assert_eq!(store.file(&ws(), std::slice::from_ref(&yes), Rows::Log, at(0)).await.unwrap(), new(1));
    assert_eq!(lines(&store, "mailbox:ann@x.org").await, ["granted"]);
    assert_eq!(lines(&store, "email:ann@x.org").await, ["lifted"]);
    assert_eq!(lines(&store, "customer_id:C7").await, ["lifted"]);
    let again = store.file(&ws(), &[yes.clone(), yes.clone()], Rows::Log, at(1)).await.unwrap();
    assert_eq!(again, Filed { n_known: 2, ..Filed::default() }, "word for word");

    // The same key with something else: told as a contradiction, and the no counts under every handle.
    let filed = store.file(&ws(), &[yes.clone(), no.clone()], Rows::Log, at(6)).await.unwrap();
    assert_eq!(filed, Filed { n_known: 1, conflicts: vec![1], ..Filed::default() });
    for identifier in ["mailbox:ann@x.org", "email:ann@x.org", "customer_id:C7"] {
        assert_eq!(lines(&store, identifier).await.last().map(String::as_str), Some("withdrawn"));
    }
    let other = statement("optin:N1", Action::Granted, 9, &[(IdentifierKind::Mailbox, "bob@x.org")]);
    let filed = store.file(&ws(), std::slice::from_ref(&other), Rows::Log, at(9)).await.unwrap();
    assert_eq!((filed.n_new, filed.conflicts), (0, vec![0]), "a grant under a used key opens nothing");
    assert_eq!(lines(&store, "mailbox:bob@x.org").await, Vec::<String>::new());
    assert_eq!(
        store.file(&ws(), &[other], Rows::State, at(9)).await.unwrap(),
        new(1),
        "of a state it is news"
    );
    assert_eq!(lines(&store, "mailbox:bob@x.org").await, ["granted"]);
}

pub async fn lines_of_an_older_program_count(address: &str) {
    let store = open(address).await;
    // It filed one line for a row, under the row's key.
    let old = consent(1, Action::Granted, -50);
    store.append_consents(&ws(), std::slice::from_ref(&old), at(0)).await.unwrap();
    let mut no =
        statement(&old.entry_id, Action::Withdrawn, 5, &[(IdentifierKind::Mailbox, "p1@example.com")]);
    let filed = store.file(&ws(), std::slice::from_ref(&no), Rows::Log, at(5)).await.unwrap();
    assert_eq!((filed.n_new, filed.conflicts), (0, vec![0]));
    assert_eq!(lines(&store, "mailbox:p1@example.com").await, ["withdrawn"]);
    (no.action, no.at) = (Action::Granted, at(-50));
    let filed = store.file(&ws(), &[no], Rows::Log, at(6)).await.unwrap();
    assert_eq!(filed.conflicts, vec![0], "it contradicts what was filed since");
}

/// Asks the gate for everybody who is claimed, with `people`.
async fn gate_with(store: &Store, people: People<'_>) -> Result<Vec<Gated>, StoreError> {
    let claimed = claim(store, &key(), at(1), 100).await;
    let (approved, policy, request) = (approved(), policy(3), request());
    let rules = GateRules {
        policy: &policy,
        request: &request,
        approval: Some(approved.proof()),
        lease: Lease { clock: at(1), span: HOUR },
        people,
        recorded_at: at(1),
    };
    store.gate(&key(), &claimed, &rules, at(1)).await
}

fn reading(to: &str, identifiers: &[&str]) -> Reachable {
    let hidden = |text: &&str| Redacted::new((*text).to_owned());
    let to = Redacted::new(to.to_owned());
    let address = Address { mailbox: to.clone(), to, aliases: vec![], grantors: vec![], others: vec![] };
    Reachable {
        addresses: vec![address],
        identifiers: identifiers.iter().map(hidden).collect(),
        ties: Vec::new(),
    }
}

pub async fn a_mailbox_gets_one_message(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 0).await;
    store.append_consents(&ws(), &[consent(7, Action::Granted, -9)], at(0)).await.unwrap();
    // Planned at one mailbox: the second is left out, in the same call and in a later one.
    let same = |i: usize| Planned { address: email(7), mailbox: email(7), ..planned(i) };
    assert_eq!(store.plan_deliveries(&key(), &[same(1), same(2)], at(0)).await.unwrap(), 1);
    assert_eq!(
        store.plan_deliveries(&key(), &[same(2), same(1), planned(5), planned(3)], at(0)).await.unwrap(),
        2
    );
    let held = store.planned_mailboxes(&key()).await.unwrap();
    assert_eq!(held.len(), 3);
    // Meanwhile all of them came to read that mailbox. The first has it, in whichever arm, whoever comes after.
    let find = |_: &PersonId| Some(reading("email:p7@example.com", &[]));
    let gated = gate_with(&store, People { find: &find, ..PEOPLE }).await.unwrap();
    assert_eq!(words_of(&gated), ["mailbox_taken", "mailbox_taken", "p1 permitted"]);
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.suppressed, proof.holdout_suppressed), (1, 1), "in every arm alike");
}

pub async fn a_holdout_has_its_mailbox_too(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 0).await;
    store.append_consents(&ws(), &[consent(7, Action::Granted, -9)], at(0)).await.unwrap();
    store.plan_deliveries(&key(), &[planned(5), planned(6)], at(0)).await.unwrap();
    let find = |_: &PersonId| Some(reading("email:p7@example.com", &[]));
    let gated = gate_with(&store, People { find: &find, ..PEOPLE }).await.unwrap();
    assert_eq!(words_of(&gated), ["held out", "mailbox_taken"], "person 5 is of the holdout and was first");
}

/// As [`words`], which compares the address with the one of planning.
fn words_of(gated: &[Gated]) -> Vec<String> {
    words(gated)
}

pub async fn people_are_read_at_the_gate(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 5).await;
    // Person 1 was joined with 60, who withdrew by a number that nobody knew at planning; 2 moved to another address
    // and granted there; 3 moved and did not; 4 has none any more.
    store.add_redirects(&ws(), &[(planned(1).person_id, planned(60).person_id)]).await.unwrap();
    let no = statement("optin:W", Action::Withdrawn, 1, &[(IdentifierKind::CustomerId, "C60")]);
    store.file(&ws(), &[no], Rows::State, at(1)).await.unwrap();
    store.append_consents(&ws(), &[consent(20, Action::Granted, -9)], at(1)).await.unwrap();
    let find = |person: &PersonId| match person.as_str() {
        "p60" => Some(reading("email:p1@example.com", &["customer_id:C60"])),
        "p2" => Some(reading("email:p20@example.com", &[])),
        "p3" => Some(reading("email:p30@example.com", &[])),
        "p4" => None,
        _ => (PEOPLE.find)(person),
    };
    let gated = gate_with(&store, People { find: &find, ..PEOPLE }).await.unwrap();
    assert_eq!(words(&gated), ["held out", "no_address", "no_consent", "no_consent", "p2 permitted"]);
    let of_two = &store.deliveries_of(&ws(), &planned(2).person_id).await.unwrap()[0];
    assert_eq!(of_two.address, email(20), "it goes where the person is today");
    for answer in &gated {
        if let Gated::Permitted { permit, .. } = answer {
            assert_eq!(permit.until(), at(1) + SECOND.times(5), "a permit is for this moment");
        }
    }
}

pub async fn a_row_of_consents_ties_what_it_names(address: &str) {
    use IdentifierKind::{CustomerId, Mailbox, Phone};
    let store = open(address).await;
    release(&store, &key(), 5).await;
    let file = async |row: &str, action: Action, minutes: i64, handles: &[(IdentifierKind, &str)]| {
        let said = statement(row, action, minutes, handles);
        let filed = store.file(&ws(), &[said], Rows::State, at(0)).await.unwrap();
        assert_eq!(filed.n_new, 1, "{row}");
    };
    // Rows that name a number beside an address, and one that names it beside another number.
    file("optin:K1", Action::Granted, -900, &[(CustomerId, "C1"), (CustomerId, "L1")]).await;
    file("optin:K2", Action::Granted, -900, &[(CustomerId, "C2"), (CustomerId, "L2")]).await;
    file("optin:K3", Action::Granted, -900, &[(Mailbox, "p3@example.com"), (CustomerId, "L3")]).await;
    file("optin:K4", Action::Granted, -900, &[(CustomerId, "L3"), (CustomerId, "C3"), (Phone, "+1")]).await;
    file("optin:K5", Action::Granted, -900, &[(CustomerId, "C4"), (CustomerId, "L4")]).await;
    // The address is left out: under the same id, under another, over two rows; and four agrees again afterwards.
    file("optin:K1", Action::Withdrawn, -5, &[(CustomerId, "L1")]).await;
    file("optin:N2", Action::Withdrawn, -5, &[(CustomerId, "L2")]).await;
    file("optin:N3", Action::Withdrawn, -5, &[(Mailbox, "p3@example.com")]).await;
    file("optin:N4", Action::Withdrawn, -5, &[(CustomerId, "L4")]).await;
    store.append_consents(&ws(), &[consent(4, Action::Granted, -1)], at(0)).await.unwrap();
    let gated = gate_with(&store, PEOPLE).await.unwrap();
    assert_eq!(words(&gated), ["held out", "no_consent", "no_consent", "no_consent", "p4 permitted"]);
}

/// What stands under an identifier: `true` for a yes, `None` where nothing was said that counts.
async fn stands(store: &Store, identifier: &str) -> Option<bool> {
    let lines = store.consents_of(&ws(), &[identifier.to_owned()]).await.unwrap();
    let states = consent::fold(&lines, at(1_000));
    states.get(&(Purpose::Marketing, Channel::Email)).map(consent::ConsentState::is_granted)
}

/// Files what a row of a state says now, or that it says nothing; gives how many were new and how many lines ended.
async fn turn(store: &Store, row: &str, says: Option<Statement>, since: i64, minutes: i64) -> (u64, u64) {
    let says: Vec<Statement> = says.into_iter().collect();
    let row = RowNow { row_id: row.to_owned(), says: says.clone(), since: at(since), is_again: false };
    let filed = store.file_rows(&ws(), (&says, Rows::State), &[row], at(minutes)).await.unwrap();
    (filed.n_new, filed.n_replaced)
}

pub async fn what_a_row_says_no_more_counts_no_longer(address: &str) {
    const MAILBOX: &str = "mailbox:ann@x.org";
    let store = open(address).await;
    let yes = || Some(statement("optin:N1", Action::Granted, 0, ANN));
    assert_eq!(turn(&store, "optin:N1", yes(), 0, 0).await, (1, 0));
    assert_eq!(stands(&store, MAILBOX).await, Some(true));
    // Silent: neither yes nor no. A file from before the yes knows nothing of it.
    assert_eq!(turn(&store, "optin:N1", None, -60, 9).await, (0, 0));
    assert_eq!(stands(&store, MAILBOX).await, Some(true));
    assert_eq!(turn(&store, "optin:N1", None, 10, 10).await, (0, 3));
    assert_eq!(turn(&store, "optin:N1", None, 11, 11).await, (0, 0), "twice is once");
    assert_eq!(stands(&store, MAILBOX).await, None);
    // Read again as of before, it says nothing new; said again since, it counts, however often.
    assert_eq!(turn(&store, "optin:N1", yes(), 0, 5).await, (0, 0));
    assert_eq!(stands(&store, MAILBOX).await, None);
    for minutes in [20, 40] {
        assert_eq!(turn(&store, "optin:N1", yes(), minutes, minutes).await, (1, 0));
        assert_eq!(stands(&store, MAILBOX).await, Some(true), "{minutes}");
        assert_eq!(turn(&store, "optin:N1", None, minutes + 10, minutes + 10).await, (0, 3));
        assert_eq!(stands(&store, MAILBOX).await, None, "{minutes}");
    }
    // Of somebody else now.
    assert_eq!(turn(&store, "optin:N1", yes(), 60, 60).await, (1, 0));
    let bob = statement("optin:N1", Action::Granted, 61, &[(IdentifierKind::Mailbox, "bob@x.org")]);
    assert_eq!(turn(&store, "optin:N1", Some(bob), 61, 61).await, (1, 3));
    assert_eq!(
        (stands(&store, MAILBOX).await, stands(&store, "mailbox:bob@x.org").await),
        (None, Some(true))
    );
    // What another row gave stays, and a no is never taken back by silence.
    let other = statement("shop:9", Action::Granted, 5, ANN);
    assert_eq!(turn(&store, "shop:9", Some(other), 70, 70).await, (1, 0));
    assert_eq!(turn(&store, "optin:N1", None, 71, 71).await, (0, 1));
    assert_eq!(stands(&store, MAILBOX).await, Some(true));
    let no = statement("optin:N1", Action::Withdrawn, 72, ANN);
    assert_eq!(turn(&store, "optin:N1", Some(no), 72, 72).await, (1, 0));
    turn(&store, "optin:N1", None, 80, 80).await;
    assert_eq!(stands(&store, MAILBOX).await, Some(false));
}

pub async fn a_planted_row_loses_no_no(address: &str) {
    let store = open(address).await;
    let planted = async |row: &Statement| {
        let (row_id, digest, said) = (&row.row_id, row.digest(), row.word(at(5)));
        let columns = "insert into consent_row (workspace, row_id, digest, said, turn)";
        let workspace = ws();
        raw(address, &format!("{columns} values ('{workspace}', '{row_id}', '{digest}', '{said}', 7)")).await;
    };
    store.file(&ws(), &[statement("optin:N1", Action::Granted, 0, ANN)], Rows::State, at(0)).await.unwrap();
    for (row, are) in [("optin:N1", Rows::State), ("optin:N2", Rows::State), ("optin:N3", Rows::Log)] {
        let no = statement(row, Action::Withdrawn, 5, ANN);
        planted(&no).await;
        assert!(store.held(&ws(), &[&no], at(5)).await.unwrap().is_empty(), "{row}");
        let before = lines(&store, "customer_id:C7").await.len();
        assert_eq!(store.file(&ws(), std::slice::from_ref(&no), are, at(5)).await.unwrap().n_new, 1, "{row}");
        assert_eq!(lines(&store, "customer_id:C7").await.len(), before + 1, "{row}");
        assert_eq!(stands(&store, "mailbox:ann@x.org").await, Some(false), "{row}");
        assert_eq!(store.held(&ws(), &[&no], at(5)).await.unwrap().len(), 1, "{row}");
        assert_eq!(store.file(&ws(), &[no], are, at(6)).await.unwrap().n_known, 1, "{row}");
    }
    // Nor does a line that somebody put where one of the no would come to stand.
    let no = statement("optin:N4", Action::Withdrawn, 5, &[(IdentifierKind::Mailbox, "eve@x.org")]);
    planted(&no).await;
    let line = no.lines().remove(0).entry_id;
    raw(address, &format!("insert into consent_entry (workspace, entry_id, identifier, purpose, channel, action, at, source)
        values ('{}', '{line}', 'mailbox:eve@x.org', 'marketing', 'email', 'granted', 0, 'optin')", ws())).await;
    assert_eq!(stands(&store, "mailbox:eve@x.org").await, Some(true));
    store.file(&ws(), &[no], Rows::State, at(5)).await.unwrap();
    assert_eq!(stands(&store, "mailbox:eve@x.org").await, Some(false));
}

pub async fn a_filler_ties_nobody(address: &str) {
    const FILLER: (IdentifierKind, &str) = (IdentifierKind::Mailbox, "none@none.com");
    let store = open(address).await.with_fillers(|handle| handle == "mailbox:none@none.com");
    release(&store, &key(), 2).await;
    let file = async |row: &str, action: Action, minutes: i64, number: &str| {
        let said = statement(row, action, minutes, &[FILLER, (IdentifierKind::CustomerId, number)]);
        store.file(&ws(), &[said], Rows::State, at(0)).await.unwrap();
    };
    file("optin:K1", Action::Granted, -900, "C1").await;
    file("optin:K9", Action::Withdrawn, -5, "C9").await;
    let gated = gate_with(&store, PEOPLE).await.unwrap();
    assert_eq!(words(&gated), ["held out", "p1 permitted"]);
}

pub async fn old_people_decide_nothing(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 2).await;
    let before = store.ledger_count(&ws()).await.unwrap();
    store.people_written(&ws()).await.unwrap();
    assert_eq!(store.people_count(&ws()).await.unwrap(), 1);
    let error = gate_with(&store, PEOPLE).await.err().unwrap();
    assert!(matches!(error, StoreError::PeopleChanged), "{error}");
    assert_eq!(store.ledger_count(&ws()).await.unwrap(), before);
    store.append_consents(&ws(), &[consent(9, Action::Withdrawn, 0)], at(0)).await.unwrap();
    assert_eq!(store.ledger_count(&ws()).await.unwrap(), before + 1);
    let claimed = claim(&store, &key(), at(6), 100).await;
    let (approved, policy, request) = (approved(), policy(3), request());
    let rules = GateRules {
        policy: &policy,
        request: &request,
        approval: Some(approved.proof()),
        lease: Lease { clock: at(6), span: HOUR },
        people: People { n_written: 1, ..PEOPLE },
        recorded_at: at(6),
    };
    let gated = store.gate(&key(), &claimed, &rules, at(6)).await.unwrap();
    assert_eq!(words(&gated), ["held out", "p1 permitted"]);
}
