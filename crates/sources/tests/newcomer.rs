//! What somebody who came for the first time gave, and what was taken of it.

use crate::heard::{Read, all_named, intake};
use sources::Contract;
use sources::draft::{Draft, Wishes, draft_openly};
use vocabulary::Timestamp;

fn drafted(name: &str, file: &str, answers: &[(&str, &str)]) -> Draft {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, file).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let (draft, error) = draft_openly(&path, &Wishes { name: None, answers }, &intake()).unwrap();
    assert!(error.is_none(), "{error:?}\n{}", draft.text);
    draft
}

/// What a file says by a contract that was drafted of another one, or of itself.
fn read(draft: &Draft, name: &str, file: &str) -> Read {
    all_named(&Contract::parse(&draft.text, "draft.yaml").unwrap(), name, file.as_bytes())
}

fn role<'d>(draft: &'d Draft, column: &str) -> &'d str {
    draft.columns.iter().find(|found| found.name == column).map_or("", |found| &found.role)
}

fn question<'d>(draft: &'d Draft, key: &str) -> Option<&'d sources::draft::Question> {
    draft.questions.iter().find(|question| question.key == key)
}

const SHOP: &str = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing,Total Spent\n\
    '7000002148106,Ann,Ace,ann@x.org,yes,,no,10.00\n'7000001514492,Ben,Bee,ben@x.org,no,,no,20.00\n";

#[test]
fn the_number_of_a_customer_in_a_known_export_is_the_brands_own() {
    let draft = drafted("customers_export.csv", SHOP, &[]);
    assert_eq!(role(&draft, "Customer ID"), "customer_id", "{}", draft.text);
    assert!(!draft.text.contains("external_key") && draft.open.is_empty(), "{}", draft.text);
    assert!(
        draft.preview.rows[0].contains("record_id shopify-customers:7000002148106"),
        "{:?}",
        draft.preview.rows
    );
    let found = read(&draft, "customers_export.csv", SHOP);
    let of_ben = found.all_noes().filter(|no| no.row_id == "shopify-customers:7000001514492:email");
    assert!(of_ben.count() == 1, "{found:?}");
    assert!(found.closed().contains(&"customer_id:7000001514492".to_owned()), "{found:?}");
    // The same file again says the same of the same rows, whenever it comes.
    let ids = |found: &Read| found.said.iter().map(|said| said.row_id.clone()).collect::<Vec<_>>();
    let changed = SHOP.replace("ben@x.org,no", "ben@x.org,yes");
    assert_eq!(ids(&found), ids(&read(&draft, "customers_export.csv", &changed)));
    // An erasure list by the same number closes the same customer, however a program writes it.
    let list = "customer_id,request date\n7000002148106,2026-09-10\n";
    let answers = [("rows", "consents"), ("action", "withdrawn"), ("channel", "email")];
    let erasure =
        drafted("requests.csv", list, &[&answers[..], &[("role.customer_id", "customer_id")]].concat());
    let closed = read(&erasure, "requests.csv", list);
    assert!(closed.closed().contains(&"customer_id:7000002148106".to_owned()), "{closed:?}");
}

const HUBSPOT: &str = "Record ID,First Name,Email,Unsubscribed from all email,Marketing contact status,Create Date,Note\n\
    1,Ann,ann@x.org,false,Marketing contact,2025-11-04 09:12,do not contact\n\
    2,Ben,ben@x.org,false,Non-marketing contact,2025-11-04 09:12,\n\
    3,Cleo,cleo@x.org,true,Non-marketing contact,2025-11-04 09:12,met in May\n";

#[test]
fn what_a_contact_costs_is_no_word_of_theirs() {
    let draft = drafted("hubspot.csv", HUBSPOT, &[]);
    assert!(question(&draft, "role.Marketing contact status").is_none(), "{:?}", draft.questions);
    let found = read(&draft, "hubspot.csv", HUBSPOT);
    assert!(!found.closes("ben@x.org") && found.closes("cleo@x.org"), "{found:?}");
    // Nor in any other file with such a column, named by its contract or not.
    let bare = HUBSPOT.replace("Record ID", "Key").replace("Create Date", "Made");
    let draft = drafted("people.csv", &bare, &[]);
    assert!(!read(&draft, "people.csv", &bare).closes("ben@x.org"), "{}", draft.text);
}

#[test]
fn what_somebody_said_is_no_consent_closes_nobody_and_a_new_word_does() {
    let file = "Id,Email,State\na1,ann@x.org,Unsubscribed\na2,ben@x.org,Active\na3,cleo@x.org,Unsubscribed\n";
    let asked = drafted("people.csv", file, &[]);
    assert!(question(&asked, "role.State").is_some(), "{:?}", asked.questions);
    assert!(read(&asked, "people.csv", file).closes("ann@x.org"));
    let told = drafted("people.csv", file, &[("role.State", "ignore")]);
    let found = read(&told, "people.csv", file);
    assert_eq!(found.closed(), Vec::<String>::new(), "{}", told.text);
    let later = "Id,Email,State\na1,ann@x.org,UNSUBSCRIBED\na2,ben@x.org,do not contact\n";
    let found = read(&told, "people.csv", later);
    assert!(found.closes("ben@x.org") && !found.closes("ann@x.org"), "{found:?}");
    // What is about something else is kept as it is.
    let file = "Id,Email,Einverstanden\na1,ann@x.org,ja\na2,ben@x.org,nein\n";
    assert!(read(&drafted("cards.csv", file, &[]), "cards.csv", file).closes("ben@x.org"));
    let told = drafted("cards.csv", file, &[("role.Einverstanden", "extra")]);
    assert!(!read(&told, "cards.csv", file).closes("ben@x.org"), "{}", told.text);
    assert!(told.preview.rows[1].contains(r#""Einverstanden":"nein""#), "{:?}", told.preview.rows);
    let later = "Id,Email,Einverstanden\na1,ann@x.org,unsubscribed\n";
    assert!(read(&told, "cards.csv", later).closes("ann@x.org"), "{}", told.text);
}

const MAILCHIMP: &str = "Email Address,First Name,Last Name,OPTIN_TIME,CONFIRM_TIME,LAST_CHANGED,EUID,NOTES\n\
    ann@x.org,Ann,Ace,2026-05-04 08:47:43,2026-05-04 08:51:43,2026-05-04 08:47:43,0cfa8cfb85,\n\
    ben@x.org,Ben,Bee,2026-05-04 08:47:43,2026-05-04 08:51:43,2026-05-04 08:47:43,0cfa8cfb86,no more mails please\n";

#[test]
fn a_column_of_remarks_takes_nothing_from_what_a_known_export_grants() {
    for answer in ["contact_action", "email_action", "evidence", "ignore"] {
        let mut answers = vec![("role.NOTES", answer)];
        if answer == "email_action" {
            answers.push(("means.no more mails please", "withdrawn"));
        }
        let draft = drafted("subscribed_email_audience_export.csv", MAILCHIMP, &answers);
        let found = read(&draft, "subscribed_email_audience_export.csv", MAILCHIMP);
        assert!(question(&draft, "action").is_some(), "{answer}: {:?}", draft.questions);
        assert_eq!(found.opens(), 2, "{answer}: {found:?}\n{}", draft.text);
        assert_eq!(found.closes("ben@x.org"), answer != "ignore", "{answer}: {found:?}");
        assert!(!found.closes("ann@x.org"), "{answer}: {found:?}");
    }
}

#[test]
fn a_yes_that_being_in_a_list_is_gets_the_moment_that_stands_there() {
    let list = "email,name,asked on,their words\nann@x.org,Ann,20-08-2026,please add me again\n\
        ben@x.org,Ben,21-08-2026,I want your mails\n";
    let answers = [("rows", "consents"), ("action", "granted")];
    let draft = drafted("back.csv", list, &answers);
    assert_eq!(question(&draft, "when").unwrap().default.as_deref(), Some("asked on"));
    assert_eq!(role(&draft, "asked on"), "occurred_at", "{}", draft.text);
    let found = read(&draft, "back.csv", list);
    let days: Vec<String> = found.said.iter().map(|said| said.at.day()).collect();
    assert_eq!(days, ["2026-08-20", "2026-08-21"], "{found:?}");
    let is_told =
        |draft: &Draft| draft.preview.notes.iter().any(|note| note.contains("say yes and not when"));
    assert!(!is_told(&draft));
    // A day of something else is proposed and dates nothing until somebody says so.
    let other = list.replace("asked on", "last order");
    let draft = drafted("back.csv", &other, &answers);
    let when = question(&draft, "when").unwrap();
    assert!(when.is_unconfirmed && when.default.as_deref() == Some("last order"), "{when:?}");
    assert!(role(&draft, "last order") == "extra" && is_told(&draft), "{:?}", draft.preview.notes);
    assert!(read(&draft, "back.csv", &other).said.iter().all(|said| said.at == consent::UNDATED));
    let none = drafted("back.csv", list, &[&answers[..], &[("when", "none")]].concat());
    assert!(is_told(&none) && none.unasked.is_empty(), "{:?}", none.preview.notes);
}

#[test]
fn what_came_back_closes_whom_it_was_sent_to_when_it_came_back() {
    let log = r#"{"notificationType": "Bounce", "mail": {"timestamp": "2026-08-05T09:00:00.000Z", "source": "news@shop.example", "sendingAccountId": "123456789012", "destination": ["ann@x.org"], "messageId": "01000"}, "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "ann@x.org", "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}], "timestamp": "2026-08-05T09:00:03.000Z", "feedbackId": "f0"}}
{"notificationType": "Complaint", "mail": {"timestamp": "2026-08-06T09:00:00.000Z", "source": "news@shop.example", "destination": ["ben@x.org"], "messageId": "01001"}, "complaint": {"complainedRecipients": [{"emailAddress": "ben@x.org"}], "timestamp": "2026-08-07T10:00:00.000Z", "complaintFeedbackType": "abuse", "feedbackId": "f5"}}
{"notificationType": "Delivery", "mail": {"timestamp": "2026-08-06T09:00:00.000Z", "source": "news@shop.example", "destination": ["cleo@x.org"], "messageId": "01002"}}
"#;
    let draft = drafted("ses.json", log, &[]);
    assert_eq!(role(&draft, "mail.source"), "ignore", "{}", draft.text);
    let found = read(&draft, "ses.json", log);
    assert!(
        found.closes("ann@x.org") && found.closes("ben@x.org") && !found.closes("cleo@x.org"),
        "{found:?}"
    );
    assert!(!found.closes("news@shop.example"), "{found:?}");
    let of = |who: &str| -> Vec<String> {
        let key = format!("mailbox:{who}");
        let noes = found.all_noes().filter(|no| no.handles.expose().iter().any(|handle| handle.key() == key));
        noes.map(|no| no.at.to_string()).collect()
    };
    assert!(of("ann@x.org").iter().all(|at| at == "2026-08-05T09:00:03Z"), "{found:?}");
    assert!(of("ben@x.org").iter().all(|at| at == "2026-08-07T10:00:00Z"), "{found:?}");
    assert!(of("ann@x.org").len() == 1, "{found:?}");
    let asks = |part: &str| draft.questions.iter().any(|question| question.key.contains(part));
    assert!(!asks("feedbackId") && !draft.preview.notes.iter().any(|note| note.contains("feedbackId")));
    let unsub = "Email Address,UNSUB_TIME,EUID,UNSUB_CAMPAIGN_ID\nann@x.org,2026-08-01 10:00:00,e1,a1b2c3\n";
    let draft = drafted("unsubscribed.csv", unsub, &[]);
    assert!(question(&draft, "role.UNSUB_CAMPAIGN_ID").is_none(), "{:?}", draft.questions);
}

#[test]
fn money_and_the_numbers_of_lines_name_no_row() {
    for (column, values) in [
        ("Spend AED", ["\"AED 6,932.00\"", "\"AED 3,838.00\"", "AED 547.00"]),
        ("Spend", ["\"6,932.00\"", "\"3,838.00\"", "547.00"]),
        ("क्रम", ["1", "2", "3"]),
        ("S.No", ["1", "2", "3"]),
        ("Sr No", ["4", "9", "12"]),
    ] {
        let [one, two, three] = values;
        let file = format!(
            "{column},Name,Email\n{one},Ann Ace,ann@x.org\n{two},Ben Bee,ben@x.org\n{three},Cleo Cee,cleo@x.org\n"
        );
        let draft = drafted("people.csv", &file, &[]);
        assert_ne!(role(&draft, column), "external_key", "{column}\n{}", draft.text);
        assert_eq!(draft.preview.n_rejected, 0, "{column}");
    }
    let file = "मोबाइल,नाम,Email\n08357503579,Ann Ace,ann@x.org\n+91 75811 44341,Ben Bee,ben@x.org\n";
    let draft = drafted("people.csv", file, &[("country", "IN")]);
    assert_eq!((role(&draft, "मोबाइल"), role(&draft, "नाम")), ("phone", "full_name"), "{}", draft.text);
}

#[test]
fn a_file_whose_addresses_or_answers_are_called_otherwise_is_refused_by_name() {
    let draft = drafted("customers_export.csv", SHOP, &[]);
    for (from, to) in [("Email", "E-mail Address"), ("Accepts Email Marketing", "Email subscribed?")] {
        let renamed = SHOP.replacen(&format!(",{from},"), &format!(",{to},"), 1);
        let found = read(&draft, "customers_export.csv", &renamed);
        let error = found.error.clone().unwrap_or_default();
        assert!(error.contains(from) && error.contains(to), "{error}");
        assert_eq!(found.opens(), 0);
    }
    // What a file has no more and has nothing else for is told, and keeps nothing out.
    let fewer = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing\n'7000002148106,Ann,Ace,ann@x.org,yes\n";
    let found = read(&draft, "customers_export.csv", fewer);
    assert!(found.error.is_none() && found.opens() == 1, "{found:?}");
    assert!(found.notes.iter().any(|note| note.contains("`Phone`")), "{:?}", found.notes);
}

#[test]
fn an_answer_that_nobody_knows_stays_open() {
    let form = "Timestamp,Your name,Email address,May we send you offers by email?\n\
        2026-08-01 10:30:00,Ann,ann@x.org,Yes\n2026-08-02 10:30:00,Ben,ben@x.org,zzkwe\n2026-08-03 10:30:00,Cleo,cleo@x.org,No\n";
    for answers in [&[][..], &[("role.May we send you offers by email?", "email_action")]] {
        let draft = drafted("form.csv", form, answers);
        let asked = question(&draft, "means.zzkwe").unwrap();
        assert!(asked.default.is_none() && draft.open.contains(&asked.key), "{asked:?}");
    }
}

#[test]
fn a_moment_is_nobodys_name_and_a_status_of_subscribed_is_asked_about() {
    let list = "email,status,given at\nann@x.org,subscribed,2026-08-30T20:21:07Z\nben@x.org,subscribed,2026-08-29T20:21:07Z\n";
    let draft = drafted("yes.csv", list, &[]);
    assert!(question(&draft, "role.status").unwrap().is_unconfirmed, "{:?}", draft.questions);
    assert_ne!(role(&draft, "given at"), "given_name");
    let draft = drafted("yes.csv", list, &[("role.status", "email_action")]);
    assert_eq!(role(&draft, "given at"), "occurred_at", "{}", draft.text);
    let found = read(&draft, "yes.csv", list);
    assert_eq!(found.said[0].at, Timestamp::parse("2026-08-30T20:21:07Z").unwrap(), "{found:?}");
}

#[test]
fn a_yes_beside_numbers_alone_is_none_to_mail() {
    let list = "WhatsApp number,Name,Opt-in,Opt-in date\n9218674656,Ann Ace,Yes,10/08/2026\n8936319442,Ben Bee,Yes,21/08/2026\n";
    let draft = drafted("optin.csv", list, &[]);
    let asked = question(&draft, "role.Opt-in").unwrap();
    assert!(asked.is_unconfirmed && asked.default.as_deref() == Some("sms_action"), "{asked:?}");
    assert_eq!(question(&draft, "country").unwrap().default.as_deref(), Some("none"));
    let draft = drafted("optin.csv", list, &[("country", "IN"), ("role.Opt-in", "sms_action")]);
    let found = read(&draft, "optin.csv", list);
    assert_eq!(found.opens(), 2, "{found:?}\n{}", draft.text);
    let of_mail = |said: &consent::Statement| said.channels.contains(&vocabulary::Channel::Email);
    assert!(!found.said.iter().any(of_mail), "{found:?}");
}

#[test]
fn an_answer_within_an_object_is_of_the_moment_beside_it() {
    let crm = r#"[{"id": "C1", "email": "ann@x.org", "consent": {"email": {"status": "opted_in", "at": "2026-08-08T10:00:00Z"}, "sms": {"status": "opted_out", "at": "2026-07-01T10:00:00Z"}}},
        {"id": "C2", "email": "ben@x.org", "consent": {"email": {"status": "opted_out", "at": "2026-08-09T10:00:00Z"}}}]"#;
    let draft = drafted("crm.json", crm, &[]);
    let found = read(&draft, "crm.json", crm);
    let mut told: Vec<String> =
        found.said.iter().map(|said| format!("{:?} {} {}", said.channels, said.action, said.at)).collect();
    told.sort();
    let expect = [
        "[Email] granted 2026-08-08T10:00:00Z",
        "[Email] withdrawn 2026-08-09T10:00:00Z",
        "[Sms] withdrawn 2026-07-01T10:00:00Z",
    ];
    assert_eq!(told, expect, "{}", draft.text);
}
