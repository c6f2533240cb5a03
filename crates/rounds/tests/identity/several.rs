//! Records with several addresses or numbers, and customer numbers that two sources share.

use super::{Shop, alias, identify, order, table};
use engine::persons::record_map;
use serde_json::json;
use std::collections::BTreeMap;
use vocabulary::KeyKind;

fn people(of: &[(&str, i64, usize)]) -> BTreeMap<String, (i64, usize)> {
    of.iter().map(|(name, spent, n)| ((*name).to_owned(), (*spent, *n))).collect()
}

#[tokio::test]
async fn any_address_or_number_of_a_record_finds_its_person() {
    let shop = Shop::open().await;
    let crm = table(
        "crm",
        "records",
        "",
        &["id=external_key", "given_name", "family_name", "email", "email_2=email", "phone", "mobile=phone"],
    );
    let rows = "K1,Carola,Fenwick,carola@work.example,Caro.F@home.example,,\n\
        K2,Otto,Braun,otto@braun.example,,404-555-0123,404-555-9876\n\
        K3,Mira,Fell,\"mira@fell.example; mf77@b.example\",none,,\n";
    shop.import(&crm, &format!("id,given_name,family_name,email,email_2,phone,mobile\n{rows}")).await;
    // A second source knows each by what stands further back in the first.
    let club = table("club", "records", "", &["id=external_key", "given_name", "email", "phone"]);
    let rows =
        "1,Carola,caro.f@home.example,\n2,Otto,,+1 404 555 9876 / 404-555-0177\n3,Mira,MF77@b.example,\n";
    shop.import(&club, &format!("id,given_name,email,phone\n{rows}")).await;
    shop.orders(
        "O1,,caro.f@home.example,,2026-03-03T10:00:00Z,10,USD\n\
         O2,,,404-555-0177,2026-03-03T10:00:00Z,20,USD\n\
         O3,,mf77@b.example,,2026-03-03T10:00:00Z,30,USD\n",
    )
    .await;
    shop.unify().await;
    let expect = people(&[("Carola Fenwick", 10, 1), ("Mira Fell", 30, 1), ("Otto Braun", 20, 1)]);
    assert_eq!(shop.people().await, expect);

    // As they come, too.
    let rows = "4,Mira,\"zz9@c.example, mf77@b.example\",\n";
    shop.import(&club, &format!("id,given_name,email,phone\n{rows}")).await;
    shop.orders("O4,,zz9@c.example,,2026-03-03T10:00:00Z,5,USD\n").await;
    shop.meet().await;
    let expect = people(&[("Carola Fenwick", 10, 1), ("Mira Fell", 35, 2), ("Otto Braun", 20, 1)]);
    assert_eq!(shop.people().await, expect);
    shop.unify().await;
    assert_eq!(shop.people().await, expect);
}

#[tokio::test]
async fn a_customer_number_that_names_rows_is_the_sdks_user_id() {
    let shop = Shop::open().await;
    shop.key("site", KeyKind::Browser).await;
    // The column that names the rows of the shop's export has the role `customer_id`: no other key is needed.
    let export = table("shop", "records", "", &["customer_id", "given_name", "family_name", "email"]);
    let rows = "7012345678901,Ada,Kestrel,ada@example.org\n7012345678902,Ben,Larkin,ben@example.org\n";
    shop.import(&export, &format!("customer_id,given_name,family_name,email\n{rows}")).await;
    shop.unify().await;
    let forged = json!({ "email": "ben@example.org", "firstName": "Mallory" });
    shop.post(
        "site",
        vec![
            identify("i1", "7012345678901", forged),
            order("o1", json!({ "userId": "7012345678901", "anonymousId": "d1" }), 10),
            order("o2", json!({ "anonymousId": "d1" }), 7),
            order("o3", json!({ "userId": "7012345678909" }), 3),
        ],
    )
    .await;
    shop.unify().await;
    let ada = shop.only("Ada").await;
    assert_eq!(super::summary(&ada), ("Ada Kestrel".to_owned(), 17, 3));
    // What a page says moves nothing: neither the name nor the address of anybody, and no id that nobody has.
    assert_eq!(super::summary(&shop.only("ben@example").await), ("Ben Larkin".to_owned(), 0, 0));
    assert!(shop.all("Mallory").await.is_empty());
    assert_eq!(shop.people().await.values().map(|(spent, _)| spent).sum::<i64>(), 20);
}

/// Two by two they are one person by an alias alone: they share nothing, and their numbers are two.
const STRANGERS: &str = "K1,C77013,Ann,Albrecht,p01@d01.example,+14047225201\n\
    K2,C77023,Bob,Brzezinski,p02@d02.example,+14047225202\nK3,C77033,Carla,Castellano,p03@d03.example,+14047225203\n\
    K4,C77043,Dmitri,Dvorak,p04@d04.example,+14047225204\nK5,C77053,Elena,Eriksen,p05@d05.example,+14047225205\n\
    K6,C77063,Farid,Fukuyama,p06@d06.example,+14047225206\nK7,C77073,Greta,Gonzaga,p07@d07.example,+14047225207\n\
    K8,C77083,Hiro,Hallstrom,p08@d08.example,+14047225208\nK9,C77093,Ines,Ivanov,p09@d09.example,+14047225209\n\
    K10,C77103,Jonas,Jankowski,p10@d10.example,+14047225210\n";

#[tokio::test]
async fn an_alias_makes_one_person_of_two_who_share_nothing() {
    let shop = Shop::open().await;
    shop.key("backend", KeyKind::Server).await;
    shop.key("site", KeyKind::Browser).await;
    shop.crm(STRANGERS).await;
    shop.unify().await;
    assert_eq!(shop.all("").await.len(), 10);
    shop.post("site", vec![alias("b1", "C77093", "C77103"), alias("b2", "p09@d09.example", "C77103")]).await;
    shop.post(
        "backend",
        vec![
            alias("1", "C77013", "C77023"),
            alias("2", "C77033", "MID"),
            alias("3", "MID", "C77043"),
            alias("4", "P05@d05.example", "C77063"),
            alias("5", "404-722-5207", "p08@d08.example"),
        ],
    )
    .await;
    for when in ["as they come", "after a run"] {
        match when {
            "as they come" => _ = shop.meet().await,
            _ => _ = shop.unify().await,
        }
        let people = record_map(&shop.engine, &shop.workspace).await.unwrap();
        for (one, other) in
            [("crm:K1", "crm:K2"), ("crm:K3", "crm:K4"), ("crm:K5", "crm:K6"), ("crm:K7", "crm:K8")]
        {
            assert_eq!(people[one], people[other], "{when}: {one}, {other}");
        }
        assert_ne!(people["crm:K9"], people["crm:K10"], "{when}");
        let all = shop.all("").await;
        let names: Vec<_> = all.iter().map(super::summary).collect();
        assert_eq!(all.len(), 6, "{when}: {names:?}");
    }
    // Somebody gets an id that was named before anybody had it.
    shop.post("backend", vec![alias("6", "C77093", "C999"), alias("7", "late@d.example", "C77103")]).await;
    shop.meet().await;
    shop.crm("K11,C999,Katya,Kowalczyk,p11@d11.example,\nK12,C998,Lena,Lund,late@d.example,\n").await;
    shop.meet().await;
    for when in ["as they come", "after a run"] {
        let people = record_map(&shop.engine, &shop.workspace).await.unwrap();
        for (one, other) in [("crm:K9", "crm:K11"), ("crm:K10", "crm:K12")] {
            assert_eq!(people[one], people[other], "{when}: {one}, {other}");
        }
        shop.unify().await;
    }
}
