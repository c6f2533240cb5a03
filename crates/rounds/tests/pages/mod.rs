//! What pages ask of everybody in memory is what the loop would say.

use crate::rehearsal::{PILOT, Rehearsal};
use audience::Definition;
use engine::definitions;
use gathering::unify;
use reaching::target;
use rounds::pages::{audiences, home, people, person};
use vocabulary::{Channel, Purpose};

const AUDIENCES: &[&str] = &[
    "{ behaviour: { event: Order Completed, at_least: 1, within_days: 365 } }",
    "{ not: { behaviour: { event: Order Completed, at_least: 1, within_days: 30 } } }",
    "{ any: [{ trait: { name: state, is: GA } }, { trait: { name: state, exists: false } }] }",
    "{ all: [{ trait: { name: n_records, at_least: 2 } }, { trait: { name: first_seen, within_days: 400 } }] }",
    "{ behaviour: { event: Order Completed, at_least: 1, min_revenue_minor: 5000 } }",
    "{ behaviour: { event: Product Viewed, at_most: 0 } }",
    "{ trait: { name: email, exists: true } }",
    "{ all: [{ consent: { purpose: marketing, channel: email } }, { not: { consent: { purpose: ai_content, channel: email } } }] }",
];

fn text(who: &str) -> String {
    format!("name: tried\nwho: {who}\n")
}

#[tokio::test]
async fn an_audience_is_counted_while_it_is_written_as_it_would_be_released() {
    let r = Rehearsal::begin(5).await;
    r.load().await;
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let (engine, workspace, now) = (&r.engine, &r.workspace, r.now);
    let mut n_dividing = 0;
    for who in AUDIENCES {
        let shown = audiences::preview(engine, workspace, &text(who), now).await.unwrap();
        let definition: Definition = definitions::parse("audience", "tried", &text(who)).unwrap();
        let counted = target::count(engine, workspace, &definition, now).await.unwrap();
        assert_eq!(shown.n_members.map(|n| n as i64), Some(counted), "{who}");
        assert!(shown.problems.is_empty(), "{who}: {:?}", shown.problems);
        n_dividing += usize::from(0 < counted && counted < shown.n_people as i64);
        assert!(shown.sample.iter().all(|sampled| sampled.membership.is_member), "{who}: {:?}", shown.sample);
        if let Some(sampled) = shown.sample.first() {
            let id = vocabulary::PersonId::new(sampled.person_id.as_str()).unwrap();
            let told = target::explain(engine, workspace, &definition, &id, now).await.unwrap();
            assert!(told.is_member, "{who}: {told:?}");
        }
    }
    assert!(AUDIENCES.len() - 2 <= n_dividing, "{n_dividing}");

    // What is wrong has its line; what the data do not have is said as the command line says it.
    let broken = audiences::preview(engine, workspace, "name: tried\nwho: { any: [] }\n", now).await.unwrap();
    assert_eq!((broken.n_members, broken.problems[0].line), (None, Some(2)), "{:?}", broken.problems);
    for who in [
        "{ behaviour: { event: Order Complete, at_most: 0 } }",
        "{ trait: { name: city, is: Atlantis } }",
        "{ behaviour: { event: Order Completed, at_least: 1, item: [moon dust] } }",
    ] {
        let shown = audiences::preview(engine, workspace, &text(who), now).await.unwrap();
        let definition: Definition = definitions::parse("audience", "tried", &text(who)).unwrap();
        let told = target::unseen(engine, workspace, &definition).await.unwrap();
        let shown: Vec<String> = shown.problems.into_iter().map(|problem| problem.what).collect();
        assert_eq!((shown.len(), &shown), (1, &told), "{who}");
    }

    let marketing = [Purpose::Marketing];
    let all = text("{ trait: { name: n_records, at_least: 1 } }");
    let reached =
        audiences::reached(engine, workspace, &all, (Channel::Email, &marketing), now).await.unwrap();
    let reached = reached.unwrap();
    let n_not: usize = reached.why_not.iter().map(|(_, n)| n).sum();
    let members = audiences::preview(engine, workspace, &all, now).await.unwrap().n_members;
    assert!(0 < reached.n_reachable && 2 <= reached.why_not.len(), "{reached:?}");
    assert_eq!(Some(reached.n_reachable + n_not), members);
}

#[tokio::test]
async fn people_are_listed_narrowed_and_taken_along_for_a_purpose() {
    let r = Rehearsal::begin(6).await;
    r.load().await;
    unify::run(&r.engine, &r.workspace).await.unwrap();
    let (engine, workspace, now) = (&r.engine, &r.workspace, r.now);
    let view = people::View { limit: 50, columns: vec!["email".to_owned()], ..people::View::default() };
    let list = async |filter: people::Filter| people::list(engine, workspace, &filter, &view, now).await;
    let everybody = list(people::Filter::default()).await.unwrap();
    assert_eq!(everybody.n_total, audiences::n_people(engine, workspace).await.unwrap());

    // Words are found as the command line finds them.
    for query in ["ann", "smith", "example", "ann smith", "404", "%", "nobody at all"] {
        let filter = people::Filter { query: query.to_owned(), ..people::Filter::default() };
        let found = list(filter).await.unwrap();
        let told = person::search(engine, workspace, query, None, 50).await.unwrap();
        assert_eq!(found.n_total as i64, told.n_total, "{query}");
        let found: Vec<String> = found.items.into_iter().map(|row| row.person_id).collect();
        let told: Vec<String> = told.items.into_iter().map(|hit| hit.person_id).collect();
        assert_eq!(found, told, "{query}");
    }

    let of_crm = people::Filter { source: Some("crm".to_owned()), ..people::Filter::default() };
    let n_crm = list(of_crm).await.unwrap().n_total;
    let sources = people::sources(engine, workspace).await.unwrap();
    assert!(sources.contains(&("crm".to_owned(), n_crm)) && 0 < n_crm, "{sources:?}");
    let agreed = |is_wanted| people::Filter {
        consent: Some((Purpose::Marketing, Channel::Email, is_wanted)),
        ..people::Filter::default()
    };
    let (yes, no) = (list(agreed(true)).await.unwrap().n_total, list(agreed(false)).await.unwrap().n_total);
    assert_eq!((yes + no, 0 < yes, 0 < no), (everybody.n_total, true, true));
    let lapsed = people::Filter { audience: Some("lapsed-buyers".to_owned()), ..people::Filter::default() };
    let definition = target::find(engine, workspace, "lapsed-buyers").await.unwrap();
    let n = target::count(engine, workspace, &definition, now).await.unwrap();
    assert_eq!(list(lapsed.clone()).await.unwrap().n_total as i64, n);
    for (filter, words) in [
        (people::Filter { audience: Some("no-such".into()), ..people::Filter::default() }, "no-such"),
        (people::Filter { source: Some("no-such".into()), ..people::Filter::default() }, "no-such"),
    ] {
        let error = list(filter).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }

    // The file holds whom the purpose reaches and nobody else, and the chain tells of it.
    let (columns, purposes) = (["city".to_owned()], [Purpose::Marketing]);
    let by = &r.marketer;
    let export = people::Export { by, channel: Channel::Email, purposes: &purposes, columns: &columns };
    let file = people::export(engine, workspace, &people::Filter::default(), &export, now).await.unwrap();
    assert!(file.csv.starts_with("person_id,email,city\r\n"), "{}", &file.csv[..60]);
    assert_eq!(file.csv.lines().count(), file.n_people + 1);
    assert_eq!(file.n_people + file.n_left_out, everybody.n_total);
    let all = text("{ trait: { name: n_records, at_least: 1 } }");
    let asked = (Channel::Email, purposes.as_slice());
    let reached = audiences::reached(engine, workspace, &all, asked, now).await.unwrap().unwrap();
    assert_eq!(file.n_people, reached.n_reachable);
    let entries = engine.store().audit_entries(workspace, i64::MAX, 1).await.unwrap();
    let entry = &entries.items[0].entry;
    assert_eq!(entry.action, "people.exported");
    assert!(entry.body.contains(&format!("\"n_people\":{}", file.n_people)), "{}", entry.body);
}

#[tokio::test]
async fn the_first_page_says_what_waits_for_whom() {
    let r = Rehearsal::begin(7).await;
    let (engine, workspace, now) = (&r.engine, &r.workspace, r.now);
    let tasks = async || {
        let home = home::read(engine, workspace, now).await.unwrap();
        home.waiting.into_iter().map(|waiting| waiting.task).collect::<Vec<_>>()
    };
    let empty = home::read(engine, workspace, now).await.unwrap().first_hour;
    assert_eq!((empty.has_data, empty.n_people, empty.n_audiences, empty.n_pilots), (false, 0, 1, 1));
    r.load().await;
    unify::run(engine, workspace).await.unwrap();
    let after = home::read(engine, workspace, now).await.unwrap().first_hour;
    assert!(after.has_data && 0 < after.n_people && 0 < after.n_quarantined, "{after:?}");
    assert_eq!(tasks().await.first(), Some(&home::Task::WriteLines));
    assert!(tasks().await.contains(&home::Task::Quarantine));
    r.write_lines().await;
    assert_eq!(tasks().await.first(), Some(&home::Task::AskApproval));
    reaching::review::request(engine, workspace, PILOT, &r.marketer, now).await.unwrap();
    let home = home::read(engine, workspace, now).await.unwrap();
    assert_eq!(
        (home.waiting[0].task, &home.waiting[0].asked_by),
        (home::Task::Approve, &vec![r.marketer.clone()])
    );
    reaching::review::approve(engine, workspace, PILOT, &r.brand_lead, true, "test", now).await.unwrap();
    assert_eq!(tasks().await.first(), Some(&home::Task::Release));
    r.release().await;
    let home = home::read(engine, workspace, now).await.unwrap();
    assert!(home.first_hour.is_released && 0 < home.pilots[0].proof.sent);
    assert!(home.waiting.iter().all(|waiting| waiting.subject.is_none()), "nothing of the pilot waits today");
    let window = home.pilots[0].readable_from.unwrap();
    let later = home::read(engine, workspace, window).await.unwrap();
    assert_eq!(later.waiting[0].task, home::Task::ReadOut);
    assert_eq!(home.changed[0].action, "campaign.released");
}
