//! Columns with few values that nobody reads: a person is asked about all of them at once.

use crate::heard::{Read, all_named, intake};
use sources::Contract;
use sources::draft::{Draft, Question, Wishes, draft, draft_openly};

fn tried(name: &str, file: &str, answers: &[(&str, &str)]) -> Result<Draft, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, file).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    draft(&path, &Wishes { name: None, answers }, &intake()).map_err(|error| error.to_string())
}

fn drafted(name: &str, file: &str, answers: &[(&str, &str)]) -> Draft {
    tried(name, file, answers).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn whole(name: &str, file: &str, draft: &Draft) -> Read {
    let contract = Contract::parse(&draft.text, "draft.yaml")
        .unwrap_or_else(|error| panic!("{name}: {error}\n{}", draft.text));
    all_named(&contract, name, file.as_bytes())
}

fn unread(draft: &Draft) -> Option<&Question> {
    draft.questions.iter().find(|question| question.key == "unread")
}

/// The columns that are asked about.
fn columns(draft: &Draft) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for choice in unread(draft).map(|question| question.choices.as_slice()).unwrap_or_default() {
        let column = choice.value.strip_suffix(&format!(" = {}", choice.words)).unwrap();
        if !found.contains(&column) {
            found.push(column);
        }
    }
    found
}

const PEOPLE: &str = "email,first_name,newsletter_opt_in,city,rhythm,grade,ok2,visits
a@mx.test,Ann,yes,Rome,monthly,A,1,1
b@mx.test,Bob,yes,Rome,zipp,B,0,1
c@mx.test,Cid,yes,Bari,monthly,A,1,0
d@mx.test,Dee,yes,Bari,monthly,Exit-K,1,0
";

#[test]
fn one_question_asks_of_all_columns_with_few_values() {
    let open = drafted("people.csv", PEOPLE, &[]);
    let question = unread(&open).unwrap_or_else(|| panic!("{:?}", open.questions));
    assert!(question.is_many && question.default.is_none() && open.open == ["unread"], "{:?}", open.open);
    assert_eq!(
        question.text,
        "These columns are not read: `rhythm` (monthly 3, zipp 1), `grade` (A 2, B 1, Exit-K 1), `ok2` (1 3, 0 1). Which of their values say that somebody wants nothing, or has died?"
    );
    let values: Vec<&str> = question.choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!(
        values,
        [
            "rhythm = monthly",
            "rhythm = zipp",
            "grade = A",
            "grade = B",
            "grade = Exit-K",
            "ok2 = 1",
            "ok2 = 0"
        ]
    );
    for answer in ["rhythm = zipp\nGRADE=exit-k", "[\"rhythm = zipp\", \"grade = Exit-K\"]"] {
        let answered = drafted("people.csv", PEOPLE, &[("unread", answer)]);
        assert!(answered.open.is_empty() && answered.unasked.is_empty(), "{:?}", answered.open);
        let read = whole("people.csv", PEOPLE, &answered);
        let closed: Vec<bool> =
            ["a", "b", "c", "d"].iter().map(|who| read.closes(&format!("{who}@mx.test"))).collect();
        assert_eq!(closed, [false, true, false, true], "{}", answered.text);
        assert!(read.rejected.is_empty() && read.notes.iter().all(|note| !note.contains("nobody has read")));
    }
    let none = drafted("people.csv", PEOPLE, &[("unread", "none")]);
    assert_eq!(whole("people.csv", PEOPLE, &none).all_noes().count(), 0, "{}", none.text);
    let why = tried("people.csv", PEOPLE, &[("unread", "rhythm = never")]).unwrap_err();
    assert!(why.contains("rhythm = never") && why.contains("COLUMN = value"), "{why}");
}

#[test]
fn values_that_come_later_are_told() {
    let draft = drafted("people.csv", PEOPLE, &[("unread", "rhythm = zipp")]);
    let later = "email,first_name,newsletter_opt_in,city,rhythm,grade,ok2,visits
e@mx.test,Eve,yes,Rome,ZIPP,A,1,1
f@mx.test,Fay,yes,Rome,zapp,Ω,2,3
g@mx.test,Gus,yes,Rome,never,B,0,3
";
    let read = whole("later.csv", later, &draft);
    let closed: Vec<bool> =
        ["e", "f", "g"].iter().map(|who| read.closes(&format!("{who}@mx.test"))).collect();
    assert_eq!(closed, [true, false, true], "{read:?}");
    let told: Vec<&String> = read.notes.iter().filter(|note| note.contains("nobody has read")).collect();
    for (column, value) in [("rhythm", "zapp"), ("grade", "Ω"), ("ok2", "2")] {
        let begin = format!("Line 3: `{column}` says something nobody has read: `{value}`");
        assert!(told.iter().any(|note| note.starts_with(&begin)), "{column}: {told:?}");
    }
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn what_is_heard_known_or_told_is_not_asked_about() {
    for (column, values) in [
        ("hard_bounces", ["0", "1"]),
        ("gdpr_deleted", ["no", "yes"]),
        ("bounce_type", ["soft", "hard"]),
        ("country", ["Elbonia", "Freedonia"]),
        ("gender", ["f", "m"]),
        ("product_line", ["teas", "cakes"]),
        ("order_count", ["0", "1"]),
        ("tier", ["gold", "silver"]),
        ("joined", ["2026-01-02", "2026-01-03"]),
        ("customer_uuid", ["7b0e0f9c-51c3-4e11-9078-000d3a5b8f10", "7b0e0f9c-51c3-4e11-9078-000d3a5b8f11"]),
        ("pages", ["17", "35"]),
        ("last_status", ["unsubscribed", "unsubscribed"]),
    ] {
        let [one, other] = values;
        let file = format!("email,first_name,{column}\na@mx.test,Ann,{one}\nb@mx.test,Bob,{other}\n");
        let draft = drafted("people.csv", &file, &[]);
        assert_eq!(columns(&draft), Vec::<&str>::new(), "{column}");
    }
    let file = "email,first_name,mood\na@mx.test,Ann,blue\nb@mx.test,Bob,red\n";
    assert_eq!(columns(&drafted("people.csv", file, &[])), ["mood"]);
    assert_eq!(columns(&drafted("people.csv", file, &[("role.mood", "extra")])), Vec::<&str>::new());
    let many: String = (0..13).map(|at| format!("p{at}@mx.test,Ann,mood{at}x\n")).collect();
    let many = format!("email,first_name,mood\n{many}");
    assert_eq!(columns(&drafted("people.csv", &many, &[])), Vec::<&str>::new());
}

#[test]
fn of_orders_it_is_asked_only_where_they_open_somebody() {
    let orders = "order_id,email,total,currency,created_at,channel_x\n1,a@mx.test,10.00,EUR,2026-01-05T10:00:00Z,till\n2,b@mx.test,11.00,EUR,2026-01-06T10:00:00Z,web\n";
    assert_eq!(columns(&drafted("orders.csv", orders, &[])), Vec::<&str>::new());
    let opening = orders
        .replace("channel_x", "channel_x,accepts_marketing")
        .replace(",till", ",till,yes")
        .replace(",web", ",web,no");
    assert_eq!(columns(&drafted("orders.csv", &opening, &[])), ["channel_x"]);
    // A list of noes, and one that names nobody, open nobody.
    let noes = "email,reason_x\na@mx.test,gold\nb@mx.test,red\n";
    assert_eq!(columns(&drafted("unsubscribed.csv", noes, &[])), Vec::<&str>::new());
}

#[test]
fn every_format_is_asked_and_read_by_the_answer() {
    let file = "{\"email\": \"a@mx.test\", \"crm\": {\"rank\": \"zipp\", \"flag\": true}}\n{\"email\": \"b@mx.test\", \"crm\": {\"rank\": \"up\", \"flag\": false}}\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.jsonl");
    std::fs::write(&path, file).unwrap();
    let (open, _) = draft_openly(&path, &Wishes::default(), &intake()).unwrap();
    assert!(columns(&open).contains(&"crm.rank"), "{:?}", open.questions);
    let answered =
        drafted("people.jsonl", file, &[("unread", "crm.rank = zipp"), ("role.crm.flag", "extra")]);
    let read = whole("people.jsonl", file, &answered);
    assert!(read.closes("a@mx.test") && !read.closes("b@mx.test"), "{}", answered.text);
}

/// Headers and rows of exports, and the columns that are asked about.
#[test]
fn exports_of_known_tools_ask_of_few_columns() {
    for (name, file, expect) in [
        (
            "customers_export.csv",
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Province Code,Default Address Country Code,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\n'6940095283457,Ada,Kestrel,ada@mx.test,yes,,12 Wharf St,Rome,GA,US,,no,1.00,1,,no,vip\n",
            &["Tags"][..],
        ),
        (
            "subscribed_email_audience_export_3f9c1a.csv",
            "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\nada@mx.test,Ada,Kestrel,,,,2,2026-05-04 08:47:43,1.2.3.4,2026-05-04 08:51:43,1.2.3.4,33.7,-84.3,-5,-4,America/New_York,US,GA,2026-05-04 08:47:43,300021,0cfa8cfb85,,\"\"\"vip\"\"\"\n",
            &["TAGS"][..],
        ),
        (
            "hubspot-crm-exports-all-contacts-2026-11-28.csv",
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Primary Associated Company ID,Last Activity Date (EST),Lead Status,Lifecycle Stage,Marketing contact status,Unsubscribed from all email,Create Date\n51,Ada,Kestrel,ada@mx.test,,Bo Ek,17,2025-06-01 09:00,Open,Customer,Marketing contact,,2025-06-01 09:00\n",
            &["Lead Status", "Lifecycle Stage"][..],
        ),
        (
            "klaviyo.csv",
            "Email,Klaviyo ID,First Name,Last Name,Phone Number,City,Country,Email Marketing Consent,Email Suppressions,SMS Marketing Consent,Date Added,Last Active,Source\nada@mx.test,01GDDKASAP8TKDDA2GRZDSVP4H,Ada,Kestrel,,Rome,Italy,SUBSCRIBED,,NEVER_SUBSCRIBED,2026-01-05 10:00:00,2026-02-05 10:00:00,form\n",
            &["Source"][..],
        ),
        (
            "brevo.csv",
            "CONTACT ID,EMAIL,FIRSTNAME,LASTNAME,SMS,EMAIL_BLACKLIST,SMS_BLACKLIST,ADDED_TIME,MODIFIED_TIME\n7,ada@mx.test,Ada,Kestrel,,0,0,2026-01-05 10:00:00,2026-02-05 10:00:00\n",
            &[][..],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, file).unwrap();
        let (draft, _) = draft_openly(&path, &Wishes::default(), &intake()).unwrap();
        assert_eq!(columns(&draft), expect, "{name}: {:?}", unread(&draft).map(|question| &question.text));
    }
}

#[test]
fn exports_that_are_kept_for_tests_ask_of_few_columns() {
    let exports = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../truelift/tests/testdata/exports");
    let asked = |file: &str| {
        let (draft, _) = draft_openly(&exports.join(file), &Wishes::default(), &intake()).unwrap();
        columns(&draft).join(", ")
    };
    let files = [
        "shopify_customers.csv",
        "shopify_orders.csv",
        "subscribed_members_export_2f1c.csv",
        "unsubscribed_members_export_2f1c.csv",
        "cleaned_members_export_2f1c.csv",
        "hubspot-crm-exports-all-contacts-2026-03-01.csv",
    ];
    assert_eq!(files.map(asked), ["Tags", "", "TAGS", "", "", "Lead Status, Lifecycle Stage"]);
}
