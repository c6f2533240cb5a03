//! Small files of the shapes that shops bring, drafted with nothing but defaults and answers, and read by what came of
//! it.

use crate::heard::{Read, all_named, intake};
use arrow::array::{Array, AsArray, RecordBatch};
use sources::draft::{Draft, Wishes, draft_openly};
use sources::{Contract, Input, Portion, read};
use vocabulary::Channel;

fn drafted(name: &str, file: &[u8], answers: &[(&str, &str)]) -> Draft {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, file).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let (draft, _) = draft_openly(&path, &Wishes { name: None, answers }, &intake()).unwrap();
    draft
}

fn contract(draft: &Draft) -> Contract {
    assert!(draft.open.is_empty(), "{:?}", draft.open);
    Contract::parse(&draft.text, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{}", draft.text))
}

/// What the file says by its own draft.
fn heard(name: &str, file: &[u8], answers: &[(&str, &str)]) -> (Draft, Read) {
    let draft = drafted(name, file, answers);
    let found = all_named(&contract(&draft), name, file);
    (draft, found)
}

/// The first portion of the file, by its own draft.
fn portion(name: &str, file: &[u8], answers: &[(&str, &str)]) -> (Draft, Portion) {
    let draft = drafted(name, file, answers);
    let mut reading =
        read(&contract(&draft), Input::Bytes { name, bytes: file.to_vec() }, &intake()).unwrap();
    let portion = reading.next().unwrap().unwrap();
    (draft, portion)
}

fn role<'a>(draft: &'a Draft, column: &str) -> &'a str {
    let found = draft.columns.iter().find(|known| known.name == column);
    found.map_or("none", |found| found.role.as_str())
}

fn texts(batch: &RecordBatch, column: &str) -> Vec<String> {
    let texts =
        arrow::compute::cast(batch.column_by_name(column).unwrap(), &arrow::datatypes::DataType::Utf8)
            .unwrap();
    let texts = texts.as_string::<i32>();
    (0..texts.len())
        .map(|row| if texts.is_valid(row) { texts.value(row).to_owned() } else { String::new() })
        .collect()
}

const LIST: &str = "NIET MEER BENADEREN (lijst winkel)\n\n- Sjoerd Bos, sjoerd@x.org (belde 3/11, boos)\n- mevr. Smit 06-10657200\n- jan (at) x.org\n- klantnr 001536\n* Jeroen tel 06 10 61 01 55 geen folders\n";

#[test]
fn a_list_with_national_numbers_asks_for_their_country_and_says_which_lines_close() {
    let open = drafted("lijst.txt", LIST.as_bytes(), &[("action", "withdrawn")]);
    assert_eq!(open.open, ["country"]);
    let told = [("action", "withdrawn"), ("country", "NL")];
    let (draft, found) = heard("lijst.txt", LIST.as_bytes(), &told);
    assert!(
        draft.unasked.is_empty() && draft.text.contains("truelift.country, value: \"NL\""),
        "{}",
        draft.text
    );
    for who in [
        "phone:+31610657200",
        "phone:+31610610155",
        "customer_id:001536",
        "mailbox:sjoerd@x.org",
        "mailbox:jan@x.org",
    ] {
        assert!(found.closed().contains(&who.to_owned()), "{who}: {:?}", found.closed());
    }
    // The title names nobody, and is no row.
    let (draft, portion) = portion("lijst.txt", LIST.as_bytes(), &told);
    assert_eq!(portion.heard.closing, [3, 4, 5, 6, 7]);
    assert_eq!((portion.rejected.len(), portion.heard.n_silent, portion.totals.n_rows), (0, 1, 6));
    let closing: Vec<u64> = draft.preview.table.iter().filter(|row| row.closes).map(|row| row.line).collect();
    assert_eq!((draft.preview.closing, closing), (vec![3, 4, 5, 6, 7], vec![3, 4, 5, 6, 7]));
    // Of any file country and currency may be said.
    let mails = drafted(
        "mails.csv",
        b"email\nann@x.org\nben@x.org\n",
        &[("country", "NL"), ("currency", "EUR"), ("action", "nothing")],
    );
    assert!(mails.unasked.is_empty(), "{:?}", mails.unasked);
}

#[test]
fn ids_and_checksums_are_neither_a_no_nor_a_key() {
    let rows = |n: u32| {
        format!(
            "7b0e0f9c-51c3-ee11-9078-000d3a5b8f{n:02x},q83vEjRWeJCrze8SNFZ4k{n:02x}==,11/28/2026 9:{n:02},Ann {n},ann{n}@x.org,Allow,Do Not Allow\n"
        )
    };
    let file = format!(
        "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Full Name,Email,Do not allow Emails,Do not allow Phone Calls\n{}",
        (10..20).map(rows).collect::<String>()
    );
    let (draft, found) =
        heard("All Contacts.csv", file.as_bytes(), &[("format.(Do Not Modify) Modified On", "month first")]);
    assert_eq!(role(&draft, "(Do Not Modify) Contact"), "external_key", "{:?}", draft.decisions);
    assert_eq!(role(&draft, "(Do Not Modify) Row Checksum"), "extra");
    assert_eq!(
        (role(&draft, "Do not allow Emails"), role(&draft, "Do not allow Phone Calls")),
        ("email_action", "sms_action")
    );
    assert!(
        found.all_noes().all(|no| no.channels == [vocabulary::Channel::Sms]),
        "{:?}",
        found.all_noes().next()
    );
    // The key may be told beside a role, and of one that has another role it says what to do.
    let told = [
        ("format.(Do Not Modify) Modified On", "month first"),
        ("key", "(Do Not Modify) Contact"),
        ("role.(Do Not Modify) Contact", "customer_id"),
    ];
    let draft = drafted("All Contacts.csv", file.as_bytes(), &told);
    assert_eq!(role(&draft, "(Do Not Modify) Contact"), "customer_id");
    contract(&draft);
}

#[test]
fn the_country_of_a_row_reads_its_numbers_whatever_its_column_is_called() {
    for column in [
        "Billing Country",
        "Shipping Country",
        "Default Address Country Code",
        "Country Code",
        "Land",
        "Lieferland",
        "Pays",
        "País",
        "Paese",
    ] {
        let file = format!(
            "Kundennr,E-Mail,Phone,{column},Newsletter\nC1,ann@x.org,0171 - 195 0498,DE,no\nC2,ben@x.org,06-10657200,NL,no\n"
        );
        let (draft, found) = heard("kunden.csv", file.as_bytes(), &[]);
        assert_eq!(role(&draft, column), "country", "{:?}", draft.decisions);
        for who in ["phone:+491711950498", "phone:+31610657200"] {
            assert!(found.closed().contains(&who.to_owned()), "{column} {who}: {:?}", found.closed());
        }
    }
    let orders = "Name,Email,Financial Status,Created at,Total,Currency,Lineitem name,Lineitem quantity,Billing Country,Billing Phone,Shipping Country\n#1,ann@x.org,paid,2026-03-01 10:00:00 +0000,5.00,EUR,Mug,1,DE,0171 - 195 0498,\n#2,ben@x.org,paid,2026-03-01 10:00:00 +0000,5.00,EUR,Mug,1,,06-10657200,NL\n";
    let (_, portion) = portion("orders_export.csv", orders.as_bytes(), &[]);
    assert_eq!(texts(&portion.accepted.events.unwrap(), "phone"), ["+491711950498", "+31610657200"]);
}

#[test]
fn the_country_of_a_file_reads_numbers_and_is_nobodys_own() {
    let people = "id,name,email,phone,country\n1,Ann Lee,ann@x.org,06-10657200,\n2,Ben Roe,ben@x.org,0171 1950498,DE\n";
    let (_, portion) = portion("people.csv", people.as_bytes(), &[("country", "NL")]);
    let records = portion.accepted.records.unwrap();
    assert_eq!(texts(&records, "country"), ["", "DE"]);
    assert_eq!(texts(&records, "phone"), ["+31610657200", "0171 1950498"]);
}

const LOG: &str = "Nov 10 10:00:12 mx1 postfix/smtp[20]: 4F0: to=<soft@x.org>, relay=mx.example[192.0.2.1]:25, delay=1.2, dsn=4.2.2, status=deferred (mailbox full)
Nov 12 10:02:12 mx1 postfix/smtp[21]: 4F1: to=<fine@x.org>, relay=mx.example[192.0.2.1]:25, delay=1.2, dsn=2.0.0, status=sent (250 2.0.0 OK)
Nov 16 10:06:12 mx1 postfix/smtp[22]: 4F2: to=<gone@x.org>, relay=mx.example[192.0.2.1]:25, delay=1.2, dsn=5.1.1, status=bounced (host mx.example said: 550 5.1.1 <gone@x.org>: Recipient address rejected: User unknown)
Nov 17 10:07:12 mx1 postfix/qmgr[23]: 4F3: from=<news@shop.example>, size=1234, nrcpt=1 (queue active)
Nov 17 10:07:13 mx1 postfix/smtp[24]: 4F4: to=<fine@x.org>, relay=mx.example[192.0.2.1]:25, delay=1.2, dsn=2.0.0, status=sent (250 2.0.0 OK)
";

#[test]
fn a_log_of_mail_closes_who_is_gone_and_nobody_else() {
    let exim = "2026-11-16 10:06:12 1abcde-0001 ** gone@x.org R=dnslookup T=remote_smtp: SMTP error from remote mail server after RCPT TO:<gone@x.org>: 550 User unknown\n2026-11-16 10:06:13 1abcde-0002 => fine@x.org R=dnslookup T=remote_smtp H=mx.example [192.0.2.1]\n2026-11-16 10:06:14 1abcde-0003 == soft@x.org R=dnslookup defer (-53): retry time not reached\n";
    for (name, log, n_silent) in [("mail.log", LOG, 4), ("mainlog", exim, 2), ("bounces.log", LOG, 4)] {
        let (draft, found) = heard(name, log.as_bytes(), &[]);
        assert_eq!(
            (
                found.closed().iter().filter(|key| key.starts_with("mailbox:")).cloned().collect::<Vec<_>>(),
                found.rejected.len()
            ),
            (vec!["mailbox:gone@x.org".to_owned()], 0),
            "{name} {}",
            draft.text
        );
        let (_, portion) = portion(name, log.as_bytes(), &[]);
        assert_eq!((portion.heard.n_silent, portion.heard.closing.len()), (n_silent, 1), "{name}");
    }
    let (_, found) = heard("mail.log", LOG.as_bytes(), &[("action", "withdrawn")]);
    assert!(found.closes("fine@x.org"), "whoever says that all of them are out is believed");
}

#[test]
fn every_row_of_a_log_of_events_is_counted() {
    let file = r#"{"email": "a@x.org", "event": "open", "timestamp": 1784969123}
{"email": "b@x.org", "event": "delivered", "timestamp": 1784969123}
{"email": "c@x.org", "event": "unsubscribe", "timestamp": 1784969123}
{"email": "d@x.org", "event": "bounce", "type": "blocked", "status": "4.7.1", "reason": "greylisted", "timestamp": 1784969123}
{"email": "e@x.org", "event": "bounce", "type": "bounce", "status": "5.1.1", "reason": "550 5.1.1 user unknown", "timestamp": 1784969123}
"#;
    let (_, found) = heard("events.jsonl", file.as_bytes(), &[]);
    assert!(found.closes("c@x.org") && found.closes("e@x.org"), "{:?}", found.closed());
    assert!(!found.closes("d@x.org"), "it may arrive another time");
    let (_, portion) = portion("events.jsonl", file.as_bytes(), &[]);
    assert_eq!((portion.totals.n_rows, portion.heard.n_silent, portion.heard.closing), (5, 3, vec![3, 5]));
    let ses = r#"{"notificationType": "Bounce", "bounce": {"bounceType": "Transient", "bouncedRecipients": [{"emailAddress": "a@x.org"}]}, "mail": {"destination": ["a@x.org"]}}
{"notificationType": "Bounce", "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "b@x.org"}]}, "mail": {"destination": ["b@x.org"]}}
"#;
    let (_, found) = heard("ses.jsonl", ses.as_bytes(), &[]);
    assert!(found.closes("b@x.org") && !found.closes("a@x.org"), "{:?}", found.closed());
}

#[test]
fn tills_of_other_languages_bring_money_and_customers() {
    for file in [
        "Bonnr;Datum;Klantnr;E-mail;Telefoon;Totaal incl. btw\nR1;18-06-2026 10:36;001;ann@x.org;;€ 1.246,21\nR2;16-07-2026 03:21;002;ben@x.org;;€ 92,53\n",
        "N° ticket;Date;N° client;E-mail;Téléphone;Total TTC\nR1;18/06/2026 10:36;001;ann@x.org;;1 246,21\nR2;16/07/2026 03:21;002;ben@x.org;;92,53\n",
        "Nº pedido;Fecha;Código cliente;E-mail;Teléfono;Importe total\nR1;18/06/2026 10:36;001;ann@x.org;;1.246,21\nR2;16/07/2026 03:21;002;ben@x.org;;92,53\n",
        "Numero scontrino;Data;Codice cliente;E-mail;Cellulare;Totale IVA inclusa\nR1;18/06/2026 10:36;001;ann@x.org;;1.246,21\nR2;16/07/2026 03:21;002;ben@x.org;;92,53\n",
    ] {
        let (draft, portion) = portion("kassa.csv", file.as_bytes(), &[("currency", "EUR")]);
        let events =
            portion.accepted.events.unwrap_or_else(|| panic!("{:?}\n{}", draft.decisions, draft.text));
        assert_eq!(texts(&events, "revenue_minor"), ["124621", "9253"], "{}", draft.text);
        assert_eq!(texts(&events, "user_id"), ["001", "002"], "{}", draft.text);
    }
}

#[test]
fn a_ticket_that_costs_nothing_is_no_order() {
    let file = "Order #,Order Date,Email,Ticket Type,Order Type,Currency,Total Paid\n91,2026-08-06 14:52:00,ann@x.org,Workshop,Free Order,EUR,0.00\n92,2026-08-06 14:52:00,ben@x.org,Workshop,PayPal,EUR,25.00\n";
    let (_, portion) = portion("report.csv", file.as_bytes(), &[]);
    assert_eq!(texts(&portion.accepted.events.unwrap(), "name"), ["Ticket Reserved", "Order Completed"]);
}

#[test]
fn yen_are_read_as_a_till_in_japan_writes_them() {
    let text =
        "伝票番号,日付,会員番号,金額\nKB0,2026/05/03,003426,\"\\636\"\nKB1,2026/06/27,003503,\"\\20,877\"\n";
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text);
    for file in [
        bytes.to_vec(),
        text.as_bytes().to_vec(),
        text.replace('\\', "¥").into_bytes(),
        text.replace('\\', "").into_bytes(),
    ] {
        let (draft, portion) = portion("売上_神戸.csv", &file, &[("currency", "JPY")]);
        let events =
            portion.accepted.events.unwrap_or_else(|| panic!("{:?} {}", portion.rejected, draft.text));
        assert_eq!(texts(&events, "revenue_minor"), ["636", "20877"], "{}", draft.text);
        assert_eq!(draft.name, "maishang-shenhu", "a name of its own, in our letters");
    }
    let members = "会員番号,氏名,メールアドレス,電話番号,同意日\n1,高橋,a@x.org,090-0670-9703,2024/05/01\n2,中村,b@x.org,090-0756-0677,2023/04/02\n3,佐藤,c@x.org,090-0756-0678,2025/04/02\n4,鈴木,d@x.org,090-0756-0679,2025/04/03\n5,伊藤,e@x.org,090-0756-0680,2025/04/04\n";
    let draft = drafted("会員.csv", members.as_bytes(), &[("country", "JP")]);
    assert_eq!(
        (role(&draft, "同意日"), role(&draft, "電話番号")),
        ("occurred_at", "phone"),
        "{:?}",
        draft.decisions
    );
}

#[test]
fn an_abbreviation_is_no_no() {
    let list = "Name;E-Mail;Telefonat\nAnn;ann@x.org;n. e.\nBen;ben@x.org;nein\nEve;eve@x.org;ja\n";
    let (_, found) = heard(
        "liste.csv",
        list.as_bytes(),
        &[("role.Telefonat", "email_action"), ("means.n. e.", "nothing")],
    );
    assert!(found.closes("ben@x.org") && !found.closes("ann@x.org"), "{:?}", found.closed());
    let draft = drafted("liste.csv", list.as_bytes(), &[("role.Telefonat", "email_action")]);
    let asked = draft.questions.iter().find(|question| question.key == "means.n. e.").unwrap();
    assert!(asked.default.as_deref() != Some("withdrawn"), "{asked:?}");
}

#[test]
fn the_lines_to_choose_a_header_from_are_in_the_letters_of_the_file() {
    let mut file = b"Ums\xe4tze in \x80\n\n".to_vec();
    file.extend_from_slice(b"Nr;E-Mail;Stra\xdfe\n1;ann@x.org;Elm 1\n2;ben@x.org;Elm 2\n");
    let draft = drafted("kunden.csv", &file, &[]);
    let asked = draft.questions.iter().find(|question| question.key == "skip_lines").unwrap();
    assert!(asked.choices.iter().any(|choice| choice.words.contains("Umsätze in €")), "{:?}", asked.choices);
}

#[test]
fn a_form_of_yes_and_no_makes_people_of_those_who_answered() {
    let form = "E-Mail,Telefon,Lieblingsfarbe,Dürfen wir Ihnen schreiben?\n\
        ann@mx.test,+49 171 1234561,rot,ja\nben@mx.test,+49 171 1234562,blau,nein\n";
    let draft = drafted("antworten.csv", form.as_bytes(), &[]);
    assert!(
        draft.decisions.iter().any(|told| told == "its rows are records+consents"),
        "{:?}",
        draft.decisions
    );
    // A log of what somebody said has an address more than once: it is no list of people.
    let log = "E-Mail,Telefon,Lieblingsfarbe,Dürfen wir Ihnen schreiben?\n\
        ann@mx.test,+49 171 1234561,rot,ja\nann@mx.test,+49 171 1234561,rot,nein\n";
    let draft = drafted("antworten.csv", log.as_bytes(), &[]);
    assert!(draft.decisions.iter().any(|told| told == "its rows are consents"), "{:?}", draft.decisions);
}

#[test]
fn a_yes_that_waits_for_a_person_is_asked_until_it_is_answered_and_can_be_answered_anew() {
    let cards =
        "Card,Name,E-Mail,Einverstanden\n1001,Ann Ace,ann@mx.test,ja\n1002,Ben Bee,ben@mx.test,nein\n";
    let question = |answers: &[(&str, &str)]| {
        let draft = drafted("cards.csv", cards.as_bytes(), answers);
        draft.questions.into_iter().find(|question| question.key == "role.Einverstanden").unwrap()
    };
    assert!(question(&[]).is_unconfirmed);
    for answer in ["email_action", "extra"] {
        let asked = question(&[("role.Einverstanden", answer)]);
        assert_eq!((asked.is_unconfirmed, asked.choices.len()), (false, 7), "{answer}");
    }
}

#[test]
fn a_day_is_the_key_of_no_row() {
    let calls = "Day,Telephone,Result\n21/08/2026,+351 962 604 137,no more e-mails\n\
        09/11/2026,+351 928 046 522,please unsubscribe\n11/08/2026,+351 924 889 206,asked for the price of wool\n";
    let draft = drafted("calls.csv", calls.as_bytes(), &[]);
    assert_ne!(role(&draft, "Day"), "external_key");
}

#[test]
fn a_bounce_that_may_pass_closes_nobody_in_a_list_of_bounces() {
    let list = "status,reason,email,created\n\
        5.1.1,550 5.1.1 The account does not exist,gone@mx.test,1782000000\n\
        4.2.2,452 4.2.2 The account is over quota,full@mx.test,1782039996\n\
        5.7.1,550 5.7.1 message reported as spam by user,spam@mx.test,1782069993\n";
    let (draft, read) = heard("suppression_bounces.csv", list.as_bytes(), &[]);
    let closed = read.closed();
    for (address, expect) in [("gone", true), ("full", false), ("spam", true)] {
        assert_eq!(
            closed.contains(&format!("mailbox:{address}@mx.test")),
            expect,
            "{address} {closed:?}\n{}",
            draft.text
        );
    }
}

#[test]
fn a_register_names_the_way_of_each_answer() {
    let file = "Alıcı,Kanal,İzin Durumu,Tarih\nann@x.org,E-Posta,ONAY,2026-01-02\nbob@x.org,E-Posta,RET,2026-01-02\n\
                ann@x.org,Mesaj,RET,2026-01-03\n";
    let (draft, found) = heard("iys.csv", file.as_bytes(), &[("lands", "consents")]);
    assert_eq!((role(&draft, "Kanal"), role(&draft, "İzin Durumu")), ("channel", "action"), "{}", draft.text);
    let of = |channel: Channel, who: &str| {
        let mut says = found.all_noes().filter(|no| no.channels.contains(&channel));
        says.any(|no| no.handles.expose().iter().any(|handle| handle.key() == format!("mailbox:{who}")))
    };
    assert!(of(Channel::Email, "bob@x.org") && !of(Channel::Email, "ann@x.org"));
    assert!(of(Channel::Sms, "ann@x.org") && !of(Channel::Sms, "bob@x.org"));
    // By which way somebody bought is no way to write to them.
    let orders = "order id,email,Sales channel,total\n1,ann@x.org,sms,5.00\n2,bob@x.org,email,6.00\n";
    let draft = drafted("orders.csv", orders.as_bytes(), &[]);
    assert_ne!(role(&draft, "Sales channel"), "channel");
}
