//! What a draft makes of moments, of answers and of values that stand nowhere.

use crate::heard::{all_named, intake};
use arrow::array::AsArray;
use arrow::datatypes::TimestampMicrosecondType;
use sources::Contract;
use sources::draft::{Draft, Wishes, draft_openly};

fn drafted(name: &str, file: &str, answers: &[(&str, &str)]) -> Draft {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, file).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    draft_openly(&path, &Wishes { name: None, answers }, &intake()).unwrap().0
}

fn contract(draft: &Draft) -> Contract {
    assert!(draft.open.is_empty() && draft.unasked.is_empty(), "{:?} {:?}", draft.open, draft.unasked);
    Contract::parse(&draft.text, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{}", draft.text))
}

fn role<'a>(draft: &'a Draft, column: &str) -> &'a str {
    let found = draft.columns.iter().find(|known| known.name == column);
    found.map_or("none", |found| found.role.as_str())
}

#[test]
fn a_log_of_mail_dates_its_noes_by_its_own_timestamps() {
    for (name, file) in [
        (
            "events.csv",
            "email,timestamp,event,sg_event_id,reason\nann@a.org,1780500000,unsubscribe,e1,\nbob@b.org,1780500100,delivered,e2,\ncy@c.org,1780500200,spamreport,e3,\n",
        ),
        (
            "events.csv",
            "email,processed,event\nann@a.org,2026-06-03 15:20:00,unsubscribe\nbob@b.org,2026-06-03 15:20:00,open\ncy@c.org,2026-06-03 16:20:00,bounce\n",
        ),
        (
            "bounces.csv",
            "created,email,reason,status\n1780500000,ann@a.org,550 5.1.1 no such user,5.1.1\n1780500001,cy@c.org,550 5.1.1 no such user,5.1.1\n",
        ),
        (
            "suppressions.csv",
            "EmailAddress,SuppressionReason,Origin,CreatedAt\nann@a.org,ManualSuppression,Recipient,2026-06-03T15:20:00Z\n",
        ),
        (
            "suppressions.csv",
            "EmailAddress,Reason,LastUpdateTime\nann@a.org,COMPLAINT,2026-06-03T15:20:00+00:00\n",
        ),
        (
            "bounced.csv",
            "address,code,error,created_at\nann@a.org,550,No such mailbox,2026-06-03T15:20:00Z\n",
        ),
    ] {
        let draft = drafted(name, file, &[("zone", "UTC")]);
        let answers: &[(&str, &str)] = if draft.unasked.is_empty() { &[("zone", "UTC")] } else { &[] };
        let draft = drafted(name, file, answers);
        let found = all_named(&contract(&draft), name, file.as_bytes());
        let mut of_ann = found
            .all_noes()
            .filter(|no| no.handles.expose().iter().any(|handle| handle.key() == "mailbox:ann@a.org"));
        let at = of_ann.next().unwrap_or_else(|| panic!("{file}: {found:?}\n{}", draft.text)).at.to_string();
        assert!(at.starts_with("2026-06-03"), "{file}: {at}\n{}", draft.text);
        assert!(of_ann.all(|no| no.at.to_string() == at), "{file}");
        assert!(!found.closes("bob@b.org"), "{file}");
    }
}

#[test]
fn square_has_money() {
    let file = "Date,Time,Time Zone,Gross Sales,Net Sales,Tax,Total Collected,Transaction ID,Event Type,Customer Name,Customer Email\n2026-03-01,10:11:12,Europe/Istanbul,$1.00,$1.00,$0.00,$1.10,T1,Payment,Ali Kaya,ali@x.org\n2026-03-03,11:11:12,Europe/Istanbul,$45.50,$45.50,$0.00,$45.50,T3,Payment,Ali Kaya,ali@x.org\n";
    let draft = drafted("transactions.csv", file, &[]);
    assert_eq!(role(&draft, "Total Collected"), "revenue", "{}", draft.text);
    assert_eq!((role(&draft, "Date"), role(&draft, "Transaction ID")), ("occurred_at", "external_key"));
    let items = "Date,Time,Category,Item,Qty,SKU,Gross Sales,Net Sales,Transaction ID,Customer ID\n2026-03-01,10:11:12,Tea,Rize,2,R1,$2.00,$2.00,T1,C1\n2026-03-01,10:11:12,Cup,Glass,1,G1,$3.00,$3.00,T1,C1\n";
    let draft = drafted("items.csv", items, &[]);
    assert_eq!((role(&draft, "Item"), role(&draft, "Net Sales")), ("item_name", "extra"), "{}", draft.text);
    let other = "Receipt No,Sold at,Net Sales,Customer Email\nR1,2026-03-01,$2.00,ali@x.org\nR2,2026-03-02,$3.00,ben@x.org\n";
    assert_eq!(role(&drafted("sales.csv", other, &[]), "Net Sales"), "revenue");
}

#[test]
fn a_time_in_a_column_of_its_own_belongs_to_its_day() {
    let moment = |found: &sources::Portion| {
        let events = found.accepted.events.as_ref().unwrap();
        let at = events.column_by_name("occurred_at").unwrap();
        let at = at.as_primitive::<TimestampMicrosecondType>();
        at.iter().flatten().map(|at| vocabulary::Timestamp::from_micros(at).to_string()).collect::<Vec<_>>()
    };
    let square = "Date,Time,Time Zone,Gross Sales,Net Sales,Total Collected,Transaction ID,Customer Email\n03/01/26,10:11:12,Eastern Time (US & Canada),$1.00,$1.00,$1.10,T1,ali@x.org\n03/13/26,11:11:12,Eastern Time (US & Canada),$2.00,$2.00,$2.20,T2,ali@x.org\n";
    let till = "Beleg Nr;Datum;Uhrzeit;Summe;E-Mail\n1;01.03.2026;10:11;12,50;ali@x.org\n2;13.03.2026;23:59;2,50;ben@x.org\n";
    for (name, file, answers, expect) in [
        (
            "transactions.csv",
            square,
            &[("currency", "USD")][..],
            ["2026-03-01T15:11:12Z", "2026-03-13T15:11:12Z"],
        ),
        (
            "kasse.csv",
            till,
            &[("currency", "EUR"), ("zone", "Europe/Berlin")][..],
            ["2026-03-01T09:11:00Z", "2026-03-13T22:59:00Z"],
        ),
    ] {
        let draft = drafted(name, file, answers);
        let contract = contract(&draft);
        let input = sources::Input::Bytes { name, bytes: file.into() };
        let portion = sources::read(&contract, input, &intake()).unwrap().next().unwrap().unwrap();
        assert_eq!(moment(&portion), expect, "{}\n{:?}", draft.text, portion.rejected);
    }
    // A row out of quarantine has its time already.
    let draft = drafted("transactions.csv", square, &[("currency", "USD")]);
    let row =
        r#"{"Date":"03/01/26 10:11:12","Time":"10:11:12","Total Collected":"$1.10","Transaction ID":"T9"}"#;
    let again = sources::replay_one(&contract(&draft), row, &intake()).unwrap();
    assert!(again.is_ok(), "{again:?}");
}

#[test]
fn a_pattern_that_nothing_reads_names_its_way_out() {
    let file = "Zaman,Adres,Newsletter\nevvelsi gün 7:41,ann@a.org,yes\ndün 9:12,bob@b.org,no\n";
    let told = [("role.Zaman", "occurred_at"), ("role.Adres", "email")];
    let draft = drafted("form.csv", file, &told);
    let question = draft.questions.iter().find(|question| question.key == "format.Zaman").unwrap();
    assert!(question.text.contains("`ignore`") && question.is_free, "{question:?}");
    assert!(question.choices.iter().any(|choice| choice.value == "ignore"), "{question:?}");
    let told = [("role.Zaman", "occurred_at"), ("role.Adres", "email"), ("format.Zaman", "ignore")];
    let draft = drafted("form.csv", file, &told);
    assert_eq!(role(&draft, "Zaman"), "ignore", "{}", draft.text);
    assert!(all_named(&contract(&draft), "form.csv", file.as_bytes()).closes("bob@b.org"));
}

#[test]
fn people_who_were_not_asked_say_nothing() {
    let file = "Email Address,First Name,Last Name,OPTIN_TIME,CONFIRM_TIME,LAST_CHANGED,EUID\nann@a.org,Ann,Lee,,,2026-01-02 10:00:00,e1\nbob@b.org,Bob,Ray,,,2026-01-02 10:00:00,e2\n";
    let name = "nonsubscribed_email_audience_export_1.csv";
    let draft = drafted(name, file, &[]);
    assert!(draft.open.contains(&"action".to_owned()), "{:?}", draft.open);
    let question = draft.questions.iter().find(|question| question.key == "action").unwrap();
    assert!(question.choices.iter().any(|choice| choice.value == "nothing"), "{question:?}");
    let draft = drafted(name, file, &[("action", "nothing")]);
    let found = all_named(&contract(&draft), name, file.as_bytes());
    assert_eq!((found.said.len(), found.noes.len(), found.rejected.len()), (0, 0, 0), "{found:?}");
    assert!(draft.text.contains("truelift.lands, value: [records]"), "{}", draft.text);
    assert_eq!(contract(&drafted(name, file, &[("action", "withdrawn")])).lands.len(), 2);
}

#[test]
fn where_somebody_lives_is_not_the_zone_of_the_moments() {
    let file = "Email Address,OPTIN_TIME,CONFIRM_TIME,TIMEZONE,LAST_CHANGED,EUID\nann@a.org,2026-01-02 10:00:00,2026-01-02 10:00:00,Europe/Istanbul,2026-01-02 10:00:00,e1\n";
    let draft = drafted("subscribed.csv", file, &[]);
    assert!(draft.text.contains("truelift.zone, value: \"UTC\""), "{}", draft.text);
}

#[test]
fn keys_of_answers_are_read_in_any_capitals() {
    let file = "Email,Newsletter\nann@a.org,İSTEMİYORUM BELKİ\nbob@b.org,evet\n";
    for key in ["means.istemiyorum belki", "means.i\u{307}stemi\u{307}yorum belki", "MEANS.İSTEMİYORUM BELKİ"]
    {
        let draft = drafted("form.csv", file, &[(key, "withdrawn"), ("means.evet", "granted")]);
        assert!(!draft.unasked.iter().any(|unasked| unasked == key), "{key}: {:?}", draft.unasked);
        let found =
            all_named(&Contract::parse(&draft.text, "draft.yaml").unwrap(), "form.csv", file.as_bytes());
        assert!(found.closes("ann@a.org"), "{key}: {found:?}");
    }
    let draft = drafted("list.csv", "Email,Bölüm\nann@a.org,x\nbob@b.org,y\n", &[("role.BÖLÜM", "ignore")]);
    assert_eq!((role(&draft, "Bölüm"), draft.unasked.len()), ("ignore", 0), "{}", draft.text);
}

#[test]
fn a_value_without_a_column_is_shown() {
    let file =
        "Ad,E-posta,\nAli Kaya,ali@x.org,YAZMA!\nAyşe Can,ayse@x.org,\nCan Er,can@x.org,artık istemiyor\n";
    let draft = drafted("liste.csv", file, &[]);
    let shown = |rows: &[sources::draft::PreviewRow], text: &str| {
        rows.iter().any(|row| row.cells.iter().any(|cell| cell == text))
    };
    assert!(shown(&draft.preview.table, "YAZMA!"), "{:?}", draft.preview);
    assert!(shown(&draft.preview.table_rejected, "artık istemiyor"), "{:?}", draft.preview);
    assert!(draft.preview.table.iter().all(|row| row.cells.len() == draft.preview.columns.len()));
}

#[test]
fn a_remark_is_heard_alike_with_a_heading_and_without_one() {
    let of = |name: &str| {
        format!(
            "E-posta,Onay,{name}\nali@x.org,E,artık istemiyor\ncan@x.org,E,iptal ettirdi\nayse@x.org,E,güler yüzlü\n"
        )
    };
    let text = |more: &str| {
        format!(
            "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.lands, value: [consents]}}\n  - {{property: truelift.constant, value: {{purpose: marketing, channel: email, occurred_at: 2026-01-01}}}}\nschema:\n  - name: rows\n    properties:\n      - {{name: E-posta, customProperties: [{{property: truelift.role, value: email}}]}}\n      - {{name: Onay, customProperties: [{{property: truelift.role, value: action}}, {{property: truelift.map, value: {{E: granted}}}}]}}\n{more}"
        )
    };
    let named =
        text("      - {name: Kenar notu, customProperties: [{property: truelift.role, value: evidence}]}\n");
    for (contract, file) in [(text(""), of("")), (named, of("Kenar notu"))] {
        let contract = Contract::parse(&contract, "book.yaml").unwrap();
        let found = all_named(&contract, "liste.csv", file.as_bytes());
        assert!(found.closes("ali@x.org") && found.closes("can@x.org"), "{file}: {found:?}");
        assert!(!found.closes("ayse@x.org"), "{file}: {found:?}");
    }
}
