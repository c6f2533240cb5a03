//! What somebody can do who found the write key in a page.

use super::{Shop, alias, identify, n_events, order, spent};
use rounds::pages::person::Profile;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vocabulary::KeyKind;

const CRM: &str = "K1,C7777777,Carola,Fenwick,carola@shop.example,\n\
    K2,C8888888,Vera,Victim,victim@elsewhere.example,+1 404-555-0199\nK3,,Nora,Newsletter,nora@mail.example,\n";

/// Who somebody is, without what happened.
fn identity(person: &Profile) -> (String, Vec<String>, BTreeMap<String, String>) {
    let trait_of = |s: &people::Survivor| (s.winner.name.clone(), s.winner.value.clone());
    let own = person.records.iter().filter(|record| record.source == "crm");
    (
        person.person_id.to_string(),
        own.map(|record| record.record_id.clone()).collect(),
        person.traits.iter().map(trait_of).collect(),
    )
}

async fn identities(shop: &Shop) -> Vec<(String, Vec<String>, BTreeMap<String, String>)> {
    let all = shop.all("").await;
    let known = all.iter().filter(|person| person.records.iter().any(|record| record.source == "crm"));
    let mut all: Vec<_> = known.map(identity).collect();
    all.sort();
    all
}

fn attacks() -> Vec<Value> {
    let victim = "victim@elsewhere.example";
    let with = |id: &str, user: &str, traits: Value| {
        json!({ "type": "track", "messageId": id, "userId": user, "event": "Seen", "timestamp": "2026-03-03T10:00:00Z",
            "context": { "traits": traits } })
    };
    let mut messages = vec![
        identify("f1", "C7777777", json!({ "email": victim })),
        identify(
            "f2",
            "C7777777",
            json!({ "phone": "+1 404-555-0199", "firstName": "Vera", "lastName": "Victim" }),
        ),
        identify("f3", "C7777777", json!({ "email": "mallory@evil.example", "firstName": "Mallory" })),
        alias("f4", "C8888888", "C7777777"),
        alias("f5", "C7777777", "C8888888"),
        alias("f6", "evil-1", "C7777777"),
        alias("f7", "evil-1", "C8888888"),
        identify("f8", "evil-1", json!({ "email": victim })),
        json!({ "type": "group", "messageId": "f9", "userId": "C7777777", "groupId": "g", "timestamp": "2026-03-03T10:00:00Z",
            "traits": { "email": victim }, "context": { "traits": { "email": victim } } }),
        with("f10", "C7777777", json!({ "email": victim })),
        // Several addresses in one cell tie nobody's mailbox to another.
        identify("f12", "evil-2", json!({ "email": "many@evil.example; carola@shop.example" })),
        identify("f13", "evil-2", json!({ "email": format!("carola@shop.example, {victim}") })),
        identify("f14", "C7777777", json!({ "email": format!("{victim}; nora@mail.example") })),
        identify("f15", "evil-3", json!({ "phone": "+1 404-555-0199 / +1 404-555-0100" })),
        // No address and no name of a browser is likened to anybody.
        json!({ "type": "identify", "messageId": "f11", "anonymousId": "evil-device", "timestamp": "2026-03-03T10:00:00Z",
            "traits": { "firstName": "Nora", "lastName": "Newsletter", "email": "nora@evil.example" } }),
    ];
    for i in 0..60 {
        messages.push(with(
            &format!("g{i}"),
            "C8888888",
            json!({ "email": format!("noise{i}@evil.example") }),
        ));
        messages.push(
            json!({ "type": "track", "messageId": format!("h{i}"), "anonymousId": "shared", "event": "Seen",
            "userId": if i % 2 == 0 { "C7777777" } else { "C8888888" }, "timestamp": "2026-03-03T10:00:00Z",
            "context": { "traits": { "email": if i % 3 == 0 { "nora@mail.example" } else { victim } } } }),
        );
    }
    messages
}

#[tokio::test]
async fn a_browser_moves_nobody_of_a_trusted_source() {
    let shop = Shop::open().await;
    shop.key("site", KeyKind::Browser).await;
    shop.crm(CRM).await;
    shop.unify().await;
    let before = identities(&shop).await;
    assert_eq!(before.len(), 3);
    shop.post("site", attacks()).await;
    shop.meet().await;
    assert_eq!(identities(&shop).await, before, "as they come");
    let met = shop.all("").await;
    let report = shop.unify().await;
    assert_eq!(identities(&shop).await, before, "after a run");
    let said = report.warnings.join("\n");
    assert!(said.contains("rows of browsers name an id or an address of a trusted source"), "{said}");
    assert!(said.contains("2 aliases of browsers would join two customers"), "{said}");
    // The victim's mailbox is the victim's alone.
    for (query, name) in [("victim@elsewhere", "Vera Victim"), ("carola@shop", "Carola Fenwick")] {
        assert_eq!(shop.only(query).await.name, name);
    }
    assert!(shop.all("mallory").await.is_empty(), "an address beside somebody else's number is nobody's");
    same_people(&met, &shop.all("").await);
}

/// A run and what was met as it came say the same of everybody.
fn same_people(met: &[Profile], run: &[Profile]) {
    let of = |all: &[Profile]| -> BTreeMap<String, (String, Vec<String>, usize, i64)> {
        let row = |person: &Profile| {
            let mut records: Vec<String> = person.records.iter().map(|r| r.record_id.clone()).collect();
            records.sort();
            (person.person_id.to_string(), (person.name.clone(), records, n_events(person), spent(person)))
        };
        all.iter().map(row).collect()
    };
    assert_eq!(of(met), of(run));
}

#[tokio::test]
async fn a_browser_opens_what_its_visitor_did() {
    let shop = Shop::open().await;
    shop.key("site", KeyKind::Browser).await;
    shop.crm(CRM).await;
    shop.unify().await;
    let on = |id: &str, ids: Value| order(id, ids, 10);
    shop.post(
        "site",
        vec![
            on("1", json!({ "anonymousId": "dev-1" })),
            json!({ "type": "identify", "messageId": "2", "anonymousId": "dev-1", "userId": "C7777777",
                "timestamp": "2026-03-03T10:00:00Z" }),
            // Somebody the newsletter knows signs up on the site.
            on("3", json!({ "anonymousId": "dev-2" })),
            json!({ "type": "identify", "messageId": "4", "anonymousId": "dev-2", "userId": "site-9",
                "traits": { "email": "Nora@mail.example" }, "timestamp": "2026-03-03T10:00:00Z" }),
            on("5", json!({ "userId": "site-9" })),
            // Somebody nobody knows.
            json!({ "type": "identify", "messageId": "6", "anonymousId": "dev-3", "userId": "site-10",
                "traits": { "firstName": "Otto", "email": "otto@new.example" }, "timestamp": "2026-03-03T10:00:00Z" }),
            on("7", json!({ "anonymousId": "dev-3" })),
            on("8", json!({ "userId": "site-11" })),
            alias("9", "site-11", "site-10"),
        ],
    )
    .await;
    shop.meet().await;
    let met = shop.all("").await;
    let check = async |when: &str| {
        let spent_by = async |query: &str| spent(&shop.only(query).await);
        assert_eq!(spent_by("carola").await, 10, "{when}");
        assert_eq!(spent_by("nora").await, 20, "{when}");
        assert_eq!(spent_by("otto").await, 20, "{when}");
        assert_eq!(spent_by("victim").await, 0, "{when}");
    };
    check("as they come").await;
    shop.unify().await;
    check("after a run").await;
    same_people(&met, &shop.all("").await);

    // The brand gets to know Otto: what he did stays his, and his address is the brand's word now.
    let otto = shop.only("otto").await.person_id;
    shop.crm("K4,,Otto,Kern,otto@new.example,\n").await;
    shop.meet().await;
    let met = shop.all("").await;
    let now = shop.only("Otto Kern").await;
    assert_eq!(spent(&now), 20);
    assert_eq!(shop.engine.store().resolve_person(&shop.workspace, &otto).await.unwrap(), now.person_id);
    shop.unify().await;
    same_people(&met, &shop.all("").await);
}

#[tokio::test]
async fn what_a_server_posts_counts_as_a_file_does() {
    let shop = Shop::open().await;
    shop.key("backend", KeyKind::Server).await;
    shop.crm(CRM).await;
    shop.unify().await;
    shop.post("backend", vec![identify("1", "C7777777", json!({ "phone": "+1 404-555-0142" }))]).await;
    let phone = async |shop: &Shop| {
        let carola = shop.only("carola").await;
        carola.traits.iter().find(|t| t.winner.name == "phone").map(|t| t.winner.value.clone())
    };
    shop.meet().await;
    assert_eq!(phone(&shop).await.as_deref(), Some("+14045550142"));
    // Somebody puts a second key of the same source into a page: from now on it is a browser's word.
    shop.key("backend", KeyKind::Browser).await;
    shop.unify().await;
    assert_eq!(phone(&shop).await, None);
}
