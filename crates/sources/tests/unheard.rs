//! Texts in which no reader of a no hears anything: a person reads them before they count as harmless.

use crate::heard::{Read, all_named, intake};
use crate::mailed_all_the_same::{book_with, row};
use sources::Contract;
use sources::draft::{Draft, Question, Wishes, draft, draft_openly};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Noes in languages and spellings that no list has, each in a table that has another name for remarks.
const UNKNOWN: &[(&str, &str)] = &[
    ("Maoni", "usinitumie barua zako tena"),
    ("កំណត់ចំណាំ", "សូមកុំផ្ញើមកខ្ញុំទៀត"),
    ("Remarks", "mub khezo nilu, tab warun"),
    ("குறிப்பு", "mub khezo paro, nilu warun"),
    ("Note", "zorkal dinu warun"),
    ("NOTES", "kadhaha joojiya fadlan"),
    ("टिप्पणी", "mub khezo nilu"),
];

fn tried(name: &str, file: &[u8], answers: &[(&str, &str)]) -> Result<Draft, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, file).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    draft(&path, &Wishes { name: None, answers }, &intake()).map_err(|error| error.to_string())
}

fn drafted(name: &str, file: &[u8], answers: &[(&str, &str)]) -> Draft {
    tried(name, file, answers).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What the file becomes by its draft.
fn whole(name: &str, file: &[u8], draft: &Draft) -> Read {
    let contract = Contract::parse(&draft.text, "draft.yaml")
        .unwrap_or_else(|error| panic!("{name}: {error}\n{}", draft.text));
    all_named(&contract, name, file)
}

fn unread<'a>(draft: &'a Draft, column: &str) -> Option<&'a Question> {
    draft.questions.iter().find(|question| question.key == format!("unread.{column}"))
}

fn texts(question: &Question) -> Vec<&str> {
    question.choices.iter().map(|choice| choice.value.as_str()).collect()
}

fn notes_of_texts(read: &Read) -> Vec<&String> {
    read.notes.iter().filter(|note| note.contains("nobody has read")).collect()
}

#[test]
fn what_no_list_knows_waits_for_a_person_and_closes_by_the_answer() {
    for (column, text) in UNKNOWN {
        let rows = format!("a@mx.test,Ann,{column}1: likes tea\nb@mx.test,Bob,\"{text}\"\nc@mx.test,Cid,\n");
        let file = format!("email,first_name,{column}\n{rows}");
        let open = drafted("people.csv", file.as_bytes(), &[]);
        let question = unread(&open, column).unwrap_or_else(|| panic!("{column}: {:?}", open.questions));
        let key = question.key.clone();
        assert!(
            texts(question).contains(text) && question.is_many && question.default.is_none(),
            "{question:?}"
        );
        assert!(open.open.contains(&key), "{column}: {:?}", open.open);
        // Until then nobody is closed, and whoever loads the file is told.
        let read = whole("people.csv", file.as_bytes(), &open);
        assert!(!read.closes("b@mx.test"), "{column}");
        let told = notes_of_texts(&read);
        assert!(told.iter().any(|note| note.starts_with("Line 3: ") && note.contains(text)), "{told:?}");

        let answered = drafted("people.csv", file.as_bytes(), &[(&key, &text.to_uppercase())]);
        assert!(answered.open.is_empty() && answered.unasked.is_empty(), "{:?}", answered.open);
        let read = whole("people.csv", file.as_bytes(), &answered);
        assert!(read.closes("b@mx.test") && !read.closes("a@mx.test") && !read.closes("c@mx.test"));
        assert!(notes_of_texts(&read).is_empty() && read.rejected.is_empty(), "{:?}", read.notes);
    }
}

#[test]
fn later_files_are_read_by_the_answer_and_what_is_new_in_them_is_told() {
    let file = "email,Remarks\na@mx.test,mub khezo\nb@mx.test,kal aana\n";
    let draft = drafted("people.csv", file.as_bytes(), &[("unread.Remarks", "[\"mub khezo\"]")]);
    let later = "email,Remarks\nc@mx.test,  MUB   Khezo \nd@mx.test,Kal Aana\ne@mx.test,zorkal dinu\nf@mx.test,zorkal dinu\ng@mx.test,please unsubscribe me\n";
    let read = whole("later.csv", later.as_bytes(), &draft);
    for (address, expect) in [("c", true), ("d", false), ("e", false), ("f", false), ("g", true)] {
        assert_eq!(read.closes(&format!("{address}@mx.test")), expect, "{address}");
    }
    let told = notes_of_texts(&read);
    assert!(
        told.len() == 1
            && told[0].starts_with("Lines 4, 5: `Remarks` says something nobody has read: `zorkal dinu`"),
        "{told:?}"
    );
    assert!(
        read.notes.iter().any(|note| note.contains("collect reload")) && read.rejected.is_empty(),
        "{:?}",
        read.notes
    );
}

#[test]
fn a_no_that_was_heard_becomes_harmless_by_the_map_alone() {
    let file = "email,Remarks\na@mx.test,please unsubscribe me\nb@mx.test,kal aana\n";
    let draft = drafted("people.csv", file.as_bytes(), &[("unread.Remarks", "none")]);
    assert!(whole("people.csv", file.as_bytes(), &draft).closes("a@mx.test"));
    assert!(!texts(unread(&draft, "Remarks").unwrap()).contains(&"please unsubscribe me"));
    let told = draft.text.replace(
        "\"kal aana\": \"nothing\"",
        "\"kal aana\": \"nothing\", \"please unsubscribe me\": \"nothing\"",
    );
    assert_ne!(told, draft.text, "{told}");
    let read = all_named(&Contract::parse(&told, "draft.yaml").unwrap(), "people.csv", file.as_bytes());
    assert!(!read.closes("a@mx.test"), "{told}");
}

#[test]
fn an_answer_is_one_of_the_texts() {
    let file = b"email,Remarks\na@mx.test,mub khezo\nb@mx.test,kal aana\n";
    let why = tried("people.csv", file, &[("unread.Remarks", "mat bejo")]).unwrap_err();
    assert!(why.contains("mat bejo") && why.contains("none"), "{why}");
    let both = drafted("people.csv", file, &[("unread.Remarks", "mub khezo\nkal aana")]);
    let read = whole("people.csv", file, &both);
    assert!(read.closes("a@mx.test") && read.closes("b@mx.test"));
    let all = drafted("people.csv", file, &[("unread.Remarks", "all")]);
    assert_eq!(all.text, both.text);
}

#[test]
fn known_exports_are_asked_of_their_notes() {
    let shopify = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\n'6940095283457,Ada,Kestrel,ada@mx.test,yes,,12 Wharf St,,no,1.00,1,mub khezo,no,vip\n";
    let mailchimp = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LAST_CHANGED,LEID,EUID,NOTES,TAGS\nada@mx.test,Ada,Kestrel,2,2026-05-04 08:47:43,1.2.3.4,2026-05-04 08:51:43,1.2.3.4,2026-05-04 08:47:43,300021,0cfa8cfb85,mub khezo,\n";
    let hubspot = "Record ID,First Name,Last Name,Email,Marketing contact status,Unsubscribed from all email,Create Date,Notes\n51,Ada,Kestrel,ada@mx.test,Marketing contact,,2025-06-01 09:00,mub khezo\n";
    for (name, column, file) in [
        ("customers_export.csv", "Note", shopify),
        ("subscribed_email_audience_export_3f9c1a.csv", "NOTES", mailchimp),
        ("hubspot-crm-exports-all-contacts-2026-11-28.csv", "Notes", hubspot),
    ] {
        let open = drafted(name, file.as_bytes(), &[]);
        let question = unread(&open, column).unwrap_or_else(|| panic!("{name}: {:?}", open.questions));
        assert_eq!(texts(question), ["mub khezo"], "{name}");
        let answered = drafted(name, file.as_bytes(), &[(&question.key, "mub khezo")]);
        let read = whole(name, file.as_bytes(), &answered);
        assert!(read.closes("ada@mx.test"), "{name}: {}", answered.text);
    }
}

#[test]
fn cells_of_workbooks_and_what_stands_beside_them_are_read() {
    let sheet = row(1, &["id", "first", "email", "Remarks"])
        + &row(2, &["C1", "Ann", "ann@mx.test", "mub khezo"])
        + &row(3, &["C2", "Bob", "bob@mx.test", ""]);
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"../comments1.xml\"/></Relationships>";
    let comments = "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author/></authors><commentList><comment ref=\"C3\" authorId=\"0\"><text><r><t>usinitumie barua tena</t></r></text></comment></commentList></comments>";
    let further = [
        ("xl/worksheets/_rels/sheet1.xml.rels", relations.to_owned()),
        ("xl/comments1.xml", comments.to_owned()),
    ];
    let file = book_with(&format!("<sheetData>{sheet}</sheetData>"), &further);
    let open = drafted("people.xlsx", &file, &[]);
    let asked: Vec<&Question> = open.questions.iter().filter(|question| question.is_many).collect();
    let all: Vec<&str> = asked.iter().flat_map(|question| texts(question)).collect();
    assert_eq!(all, ["mub khezo", "usinitumie barua tena"], "{:?}", open.questions);
    let answers: Vec<(&str, &str)> = asked.iter().map(|question| (question.key.as_str(), "all")).collect();
    let read = whole("people.xlsx", &file, &drafted("people.xlsx", &file, &answers));
    assert!(read.closes("ann@mx.test") && read.closes("bob@mx.test"), "{:?}", read.notes);
}

#[test]
fn json_is_asked_of_as_tables_are() {
    let file = "{\"email\": \"a@mx.test\", \"crm\": {\"notes\": \"mub khezo\"}}\n{\"email\": \"b@mx.test\", \"crm\": {\"notes\": \"kal aana\"}}\n";
    let open = drafted("people.jsonl", file.as_bytes(), &[]);
    let question = unread(&open, "crm.notes").unwrap_or_else(|| panic!("{:?}", open.questions));
    assert_eq!(texts(question), ["kal aana", "mub khezo"]);
    let answered = drafted("people.jsonl", file.as_bytes(), &[(&question.key, "mub khezo")]);
    let read = whole("people.jsonl", file.as_bytes(), &answered);
    assert!(read.closes("a@mx.test") && !read.closes("b@mx.test"), "{}", answered.text);
}

#[test]
fn a_column_of_phrases_is_found_by_what_stands_in_it() {
    let file = "email,first_name,Sonstiges\na@mx.test,Ann,usinitumie barua zako tena\nb@mx.test,Bob,hapendi chai ya moto kabisa\nc@mx.test,Cid,\n";
    let open = drafted("people.csv", file.as_bytes(), &[]);
    assert_eq!(
        unread(&open, "Sonstiges").map(|question| question.choices.len()),
        Some(2),
        "{:?}",
        open.questions
    );
}

#[test]
fn a_column_that_comes_later_is_told_although_no_contract_names_it() {
    let draft = drafted("people.csv", b"email,first_name\na@mx.test,Ann\n", &[]);
    assert!(draft.open.is_empty(), "{:?}", draft.open);
    let later = "email,first_name,Remarks\na@mx.test,Ann,mub khezo\n";
    let read = whole("later.csv", later.as_bytes(), &draft);
    let told = notes_of_texts(&read);
    assert!(
        told.len() == 1 && told[0].starts_with("Line 2: `Remarks`") && told[0].contains("`mub khezo`"),
        "{told:?}"
    );
}

#[test]
fn files_without_such_texts_are_asked_nothing_new() {
    for (name, file) in [
        (
            "plain.csv",
            "email,first_name,last_name,city,tier,tags\na@mx.test,Ann,Lee,New York City,gold,\"vip, tea\"\nb@mx.test,Bob,Roy,Salt Lake City,silver,tea\n",
        ),
        ("empty.csv", "email,first_name,Note\na@mx.test,Ann,\nb@mx.test,Bob,\n"),
        ("numbers.csv", "email,first_name,Note\na@mx.test,Ann,4711\nb@mx.test,Bob,2026-11-02\n"),
        (
            "products.csv",
            "email,Favourite product\na@mx.test,tea with milk and honey\nb@mx.test,cake with nuts and cream\n",
        ),
        ("heard.csv", "email,Note\na@mx.test,please unsubscribe me\n"),
        (
            "orders.csv",
            "order_id,email,total,currency,created_at,Note\n1,a@mx.test,10.00,EUR,2026-01-05T10:00:00Z,leave it at the door\n",
        ),
    ] {
        let draft = drafted(name, file.as_bytes(), &[]);
        let is_of_texts = |question: &&Question| question.key.starts_with("unread.");
        let asked: Vec<&Question> = draft.questions.iter().filter(is_of_texts).collect();
        assert!(asked.is_empty(), "{name}: {asked:?}");
        let read = whole(name, file.as_bytes(), &draft);
        assert!(notes_of_texts(&read).is_empty(), "{name}: {:?}", read.notes);
    }
}

#[test]
fn so_many_texts_are_asked_of_that_a_person_can_read_them() {
    let mut file = "email,Remarks\n".to_owned();
    for at in 0..50_000 {
        let _ = writeln!(file, "p{at}@mx.test,mteja nambari {} alisema hivi", at % 40_000);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    std::fs::write(&path, &file).unwrap();
    let begun = Instant::now();
    let (open, _) = draft_openly(Path::new(&path), &Wishes::default(), &intake()).unwrap();
    let question = unread(&open, "Remarks").unwrap();
    assert_eq!(question.choices.len(), 300);
    assert!(
        question.text.contains("40000 texts") && question.text.contains("39700 more"),
        "{}",
        question.text
    );
    let draft = drafted("people.csv", file.as_bytes(), &[("unread.Remarks", "none")]);
    let read = whole("people.csv", file.as_bytes(), &draft);
    assert!(read.rejected.is_empty() && notes_of_texts(&read).len() <= 10, "{:?}", read.notes.len());
    assert!(read.notes.iter().any(|note| note.contains("39690 more texts")), "{:?}", read.notes.last());
    // Seconds of a busy machine; each text is heard once and not each against each.
    assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
}
