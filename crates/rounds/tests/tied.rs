//! What a yes revives, whom a row of consents ties, and at which moment a word counts: both sides of each, through
//! import, unify and release.

use crate::house::{House, row};
use gathering::collect;
use serde_json::json;
use std::collections::BTreeSet;
use vocabulary::KeyKind;

fn said(key: &str, mail: &str, phone: &str, customer: &str, word: &str, at: &str) -> String {
    format!("{key},{mail},{phone},{customer},{word},{at},,a,\n")
}

/// People by number, each with an address and a customer number of their own and a yes of January.
async fn with_people(n: usize, phone: impl Fn(usize) -> String) -> House {
    let house = House::open().await;
    let rows = (0..n).map(|i| row(i, &format!("b{i}@x.org"), &format!("C{i:03}"), &phone(i)));
    house.shop(&rows.collect::<String>()).await;
    house.unify().await;
    let yes =
        |i: usize| said(&format!("Y{i}"), &format!("b{i}@x.org"), "", "", "granted", "2026-01-02T00:00:00Z");
    house.optin(&(0..n).map(yes).collect::<String>()).await;
    house
}

/// Releases once, to all of the first `n` but those.
async fn reaches(house: &House, n: usize, closed: &[usize]) {
    let reached = house.release().await;
    let expect: BTreeSet<String> =
        (0..n).filter(|i| !closed.contains(i)).map(|i| format!("b{i}@x.org")).collect();
    let known = reached.iter().filter(|address| address.starts_with('b')).cloned();
    assert_eq!(known.collect::<BTreeSet<_>>(), expect);
}

/// The same before a run of unify and after it.
async fn check(house: &House, n: usize, closed: &[usize]) {
    for _ in 0..2 {
        reaches(house, n, closed).await;
        house.unify().await;
    }
}

#[tokio::test]
async fn a_yes_that_ends_a_no_revives_nothing_older() {
    // Five and six share a telephone.
    let phone = |i: usize| format!("+44 20 7946 01{:02}", if i == 6 { 5 } else { i });
    let house = with_people(12, phone).await;
    let (feb, mar) = ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
    let no = |key: &str, mail: &str, phone: &str, customer: &str| {
        said(key, mail, phone, customer, "withdrawn", feb)
    };
    let yes =
        |key: &str, mail: &str, phone: &str, customer: &str| said(key, mail, phone, customer, "granted", mar);
    let noes = no("N1", "", "", "C001")
        + &no("N2", "", "", "C002")
        + &no("N3", "", "", "C003")
        + &no("N4", "", "", "C004")
        + &no("N5", "", "+44 20 7946 0105", "")
        + &no("N7", "b7@x.org", "", "C007")
        + &no("N8", "b8@x.org", "", "");
    house.optin(&noes).await;
    let words = yes("Z1", "b9@x.org", "", "C001")
        + &yes("Z2", "new@zz.test", "", "C002")
        + &yes("Z3", "b3@x.org", "", "C003")
        + &yes("Z4", "", "", "C004")
        + &yes("Z5", "b5@x.org", "+44 20 7946 0105", "C005")
        + &yes("Z7", "", "", "C007")
        + &yes("Z8", "b8@x.org", "", "");
    house.optin(&words).await;
    // One said no by number and somebody else's yes names that number: an address of theirs or of nobody. Six lives
    // with five. Seven took the address back and gave the number alone.
    check(&house, 12, &[1, 2, 6, 7]).await;
    // Each of them says yes at the very mailbox; two says it by the number that one row names with it.
    let apr = "2026-04-01T00:00:00Z";
    let again = said("A1", "b1@x.org", "", "", "granted", apr)
        + &said("A2", "", "", "C002", "granted", apr)
        + &said("A6", "b6@x.org", "", "", "granted", apr)
        + &said("A7", "b7@x.org", "", "", "granted", apr);
    house.optin(&again).await;
    check(&house, 12, &[]).await;
}

#[tokio::test]
async fn one_of_two_mailboxes_is_opened_alone() {
    let house = House::open().await;
    let pair = |i: usize| row(i, &format!("b{i}@x.org; a{i}@x.org"), &format!("C{i:03}"), "");
    house.shop(&(0..10).map(pair).collect::<String>()).await;
    house.unify().await;
    let word = |i: usize, at: char, word: &str, day: &str| {
        let key = format!("{word}{at}{i}{}", day.replace('-', ""));
        said(&key, &format!("{at}{i}@x.org"), "", "", word, &format!("{day}T00:00:00Z"))
    };
    let yes = |i: usize| word(i, 'a', "granted", "2026-01-02") + &word(i, 'b', "granted", "2026-01-02");
    house.optin(&(0..10).map(yes).collect::<String>()).await;
    house.optin(&(0..10).map(|i| word(i, 'a', "withdrawn", "2026-02-01")).collect::<String>()).await;
    assert_eq!(house.release().await, BTreeSet::new());
    house.optin(&(0..10).map(|i| word(i, 'a', "granted", "2026-03-01")).collect::<String>()).await;
    assert_eq!(house.release().await.len(), 10);
    let mailed = house.mailed();
    assert!(!mailed.is_empty() && mailed.iter().all(|address| address.starts_with('a')), "{mailed:?}");
}

#[tokio::test]
async fn a_row_of_consents_ties_what_it_names_for_good() {
    let house = with_people(12, |_| String::new()).await;
    let (feb, mar, apr) = ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    let yes =
        |key: &str, mail: &str, phone: &str, customer: &str| said(key, mail, phone, customer, "granted", feb);
    let no = |key: &str, mail: &str, phone: &str, customer: &str| {
        said(key, mail, phone, customer, "withdrawn", mar)
    };
    let tied = yes("K1", "b1@x.org", "", "L901")
        + &yes("K2", "b2@x.org", "", "L902")
        + &yes("K3", "b3@x.org", "", "")
        + &yes("K4", "b4@x.org", "", "L904")
        + &yes("K44", "", "+44 20 7946 0104", "L904")
        + &yes("K5", "b5@x.org", "", "L905")
        + &yes("K6", "b6@x.org", "+44 20 7946 0106", "C006")
        + &yes("K7", "b7@x.org", "+44 20 7946 0106", "C007")
        + &yes("K8", "b8@x.org; a8@x.org", "", "");
    house.optin(&tied).await;
    check(&house, 12, &[]).await;
    // By the same id and by another, with the address left out and with nothing in common, over two rows. Six and
    // seven share a telephone and are two.
    let noes = no("K1", "", "", "L901")
        + &no("N2", "", "", "L902")
        + &no("K3", "", "", "L903")
        + &no("N4", "", "+44 20 7946 0104", "")
        + &no("N5", "", "", "L905")
        + &no("N6", "", "", "C006")
        + &no("N8", "a8@x.org", "", "");
    house.optin(&noes).await;
    check(&house, 12, &[1, 2, 3, 4, 5, 6, 8]).await;
    // Who says yes again at the mailbox is reached: what another handle said before stands in nobody's way.
    let again = |i: usize| said(&format!("A{i}"), &format!("b{i}@x.org"), "", "", "granted", apr);
    house.optin(&[1, 3, 4, 5, 8].map(again).concat()).await;
    check(&house, 12, &[2, 6]).await;
}

#[tokio::test]
async fn a_no_counts_at_the_last_moment_that_its_text_can_mean() {
    let house = with_people(9, |_| String::new()).await;
    let word = |i: usize, word: &str, at: &str| {
        said(&format!("{word}{i}{}", at.len()), &format!("b{i}@x.org"), "", "", word, at)
    };
    let words = word(1, "granted", "2026-03-01T10:00:00Z")
        + &word(1, "withdrawn", "2026-03-01")
        + &word(2, "granted", "2026-03-01T10:00:30Z")
        + &word(2, "withdrawn", "2026-03-01 10:00Z")
        + &word(3, "granted", "2026-03-01T15:00:00Z")
        + &word(3, "withdrawn", "2026-03-01 10:00")
        + &word(4, "granted", "2026-03-04T00:00:00Z")
        + &word(4, "withdrawn", "2026-03-01")
        + &word(5, "granted", "2026-03-01T10:01:00Z")
        + &word(5, "withdrawn", "2026-03-01 10:00Z")
        + &word(6, "granted", "2026-09-15T15:00:00Z")
        + &word(6, "withdrawn", "2026-09-15")
        + &word(7, "withdrawn", "2026-09-15");
    house.optin(&words).await;
    // It is never later than when it came: who agrees an hour after that is reached the same day.
    house.later();
    house.optin(&word(7, "granted", "2026-09-15T16:30:00Z")).await;
    check(&house, 9, &[1, 2, 3, 6]).await;
}

/// What a list says of everybody at a domain: it closes those there, goes by no yes of one of them, and counts no send of
/// one of them for another's cap.
#[tokio::test]
async fn a_no_of_a_whole_domain_closes_everybody_there_until_a_yes_of_it() {
    let house = House::open().await;
    let mails =
        ["b0@acme.example", "b1@mail.acme.example", "b2@notacme.example", "b3@other.example", "b4@gmail.com"];
    let people: String = (0..5).map(|i| row(i, mails[i], &format!("C{i:03}"), "")).collect();
    house.shop(&people).await;
    house.unify().await;
    let yes = |key: &str, i: usize, at: &str| format!("{key}{i},{},,,granted,{at},,a,\n", mails[i]);
    house.optin(&(0..5).map(|i| yes("Y", i, "2026-01-02T00:00:00Z")).collect::<String>()).await;
    assert_eq!(house.permitted().await.len(), 5);
    let no = "D1,*@acme.example,,,withdrawn,2026-03-01T00:00:00Z,,a,\nD2,other.example,,,withdrawn,2026-03-01T00:00:00Z,,a,\n\
              D3,@gmail.com,,,withdrawn,2026-03-01T00:00:00Z,,a,\n";
    house.optin(no).await;
    // A later yes of one of them does not speak for the domain.
    house.optin(&yes("Z", 0, "2026-03-02T00:00:00Z")).await;
    let reached: Vec<String> = house.release().await.into_iter().collect();
    assert_eq!(reached, ["b2@notacme.example", "b4@gmail.com"]);
    house.optin("D1,*@acme.example,,,granted,2026-03-03T00:00:00Z,,a,\n").await;
    let reached: Vec<String> = house.release().await.into_iter().collect();
    // What was given before the no stays ended: only who said yes since is open.
    assert_eq!(reached, ["b0@acme.example", "b2@notacme.example", "b4@gmail.com"]);
}

/// Who said no by everything that names them, and yes by the mailbox alone since, is written to at that mailbox, in the
/// release, in audiences and on their page; nobody else is who has the telephone, and no other mailbox.
#[tokio::test]
async fn who_comes_back_by_the_mailbox_alone_is_reached() {
    let house = with_people(4, |_| "+44 20 7946 0001".to_owned()).await;
    let no = |i: usize| {
        let (mail, customer) = (format!("b{i}@x.org"), format!("C{i:03}"));
        said(&format!("N{i}"), &mail, "+44 20 7946 0001", &customer, "withdrawn", "2026-03-01T00:00:00Z")
    };
    house.optin(&(no(1) + &no(2))).await;
    check(&house, 4, &[0, 1, 2, 3]).await;
    house.optin(&said("Z1", "b1@x.org", "", "", "granted", "2026-03-02T00:00:00Z")).await;
    // The other no, by a row that did not name b1, stands under the telephone that they share.
    check(&house, 4, &[0, 1, 2, 3]).await;
    house.optin(&said("N2", "b2@x.org", "+44 20 7946 0001", "C002", "granted", "2026-03-03T00:00:00Z")).await;
    check(&house, 4, &[0, 3]).await;
}

/// A list of noes without days, with ids and without: loaded once more as it is it takes back no yes that was given since,
/// a new one that still holds somebody does.
#[tokio::test]
async fn the_same_list_once_more_says_nothing_new() {
    let house = with_people(3, |_| String::new()).await;
    for (mails, ids) in [([1], ["L1"]), ([2], [""])] {
        let line = |i: usize, id: &str| format!("{id},b{i}@x.org,,,withdrawn,,,a,\n");
        let list = line(mails[0], ids[0]);
        house.optin(&list).await;
        let closed: Vec<usize> = mails.to_vec();
        reaches(&house, 3, &closed).await;
        let yes = said(
            &format!("Y{}", mails[0]),
            &format!("b{}@x.org", mails[0]),
            "",
            "",
            "granted",
            &house.now().to_string(),
        );
        house.optin(&yes).await;
        reaches(&house, 3, &[]).await;
        house.optin(&list).await;
        reaches(&house, 3, &[]).await;
        house.optin(&(list + "X9,somebody@else.org,,,withdrawn,,,a,\n")).await;
        reaches(&house, 3, &closed).await;
        let again = said(
            &format!("Z{}", mails[0]),
            &format!("b{}@x.org", mails[0]),
            "",
            "",
            "granted",
            &house.now().to_string(),
        );
        house.optin(&again).await;
        reaches(&house, 3, &[]).await;
    }
}

/// The server that took a withdrawal in died before it landed it, and another process releases.
#[tokio::test]
async fn a_no_that_was_acknowledged_counts_before_it_is_landed() {
    let house = with_people(4, |_| String::new()).await;
    let (engine, workspace) = (&house.engine, &house.workspace);
    engine
        .store()
        .create_write_key(workspace, "backend", "hash", KeyKind::Server, house.now())
        .await
        .unwrap();
    let sender = collect::Sender { source: "backend", kind: KeyKind::Server };
    let messages = [
        json!({ "type": "track", "messageId": "m1", "userId": "C001", "event": "Email Unsubscribed" }),
        json!({ "type": "identify", "messageId": "m2", "userId": "C002", "traits": { "unsubscribed": true } }),
    ];
    let taken = collect::accept(engine, workspace, sender, messages, house.now()).await.unwrap();
    assert_eq!((taken.n_new, taken.n_quarantined), (2, 0));
    assert_eq!(engine.store().n_pending_events(workspace).await.unwrap(), 2);
    let expect: BTreeSet<String> = [0, 3].map(|i| format!("b{i}@x.org")).into();
    assert_eq!(house.release().await, expect);
    // Landed, it says nothing new.
    collect::land_pending(engine, workspace).await.unwrap();
    assert_eq!(house.release().await, expect);
}
