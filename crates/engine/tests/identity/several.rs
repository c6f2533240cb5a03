//! Records with several addresses or numbers, and customer numbers that two sources share.

use super::{Shop, identify, order, table};
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
