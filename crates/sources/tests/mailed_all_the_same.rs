//! Noes that were said and mailed all the same: in drafted contracts, in columns nobody reads, in workbooks.

use consent::{Action, Statement};
use sources::draft::{Draft, Wishes, draft};
use sources::{Contract, Input, Intake, read};
use std::io::Write;
use vocabulary::{Timestamp, WorkspaceId};

fn intake() -> Intake {
    Intake {
        workspace: WorkspaceId::new("peach-state").unwrap(),
        arrived_at: Timestamp::parse("2026-09-15T14:00:00Z").unwrap(),
    }
}

/// What a file says of consent by a contract, in or out of quarantine, and what is told of it.
fn said(contract: &Contract, name: &str, file: &[u8]) -> (Vec<Statement>, Vec<String>) {
    let (mut said, mut told) = (Vec::new(), Vec::new());
    match read(contract, Input::Bytes { name, bytes: file.to_vec() }, &intake()) {
        Err(error) => told.push(error.to_string()),
        Ok(reading) => {
            for portion in reading {
                match portion {
                    Ok(portion) => {
                        said.extend(portion.accepted.consents.into_iter().map(|said| said.statement));
                        said.extend(portion.noes);
                        told = portion.notes;
                    }
                    Err(error) => told.push(error.to_string()),
                }
            }
        }
    }
    (said, told)
}

fn closes(said: &[Statement], handle: &str) -> bool {
    let noes = said.iter().filter(|statement| statement.action == Action::Withdrawn);
    noes.flat_map(|statement| statement.handles.expose()).any(|known| known.key() == handle)
}

fn drafted(name: &str, text: &str, answers: &[(&str, &str)]) -> (Draft, Contract) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let wishes = Wishes { name: None, answers };
    let draft = draft(&path, &wishes, &intake()).unwrap_or_else(|error| panic!("{text}: {error}"));
    let contract = Contract::parse(&draft.text, "draft.yaml")
        .unwrap_or_else(|error| panic!("{text}: {error}\n{:?}\n{}", draft.open, draft.text));
    (draft, contract)
}

fn people() -> Contract {
    people_in("csv")
}

fn people_in(format: &str) -> Contract {
    let column = |(name, role): (&str, &str)| {
        format!("      - {{name: {name}, customProperties: [{{property: truelift.role, value: {role}}}]}}\n")
    };
    let columns: String =
        [("id", "customer_id"), ("first", "given_name"), ("email", "email")].map(column).concat();
    Contract::parse(
        &format!(
            "apiVersion: v3.1.0\nkind: DataContract\nid: crm\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: [records]}}\nschema:\n  - name: rows\n    properties:\n{columns}"
        ),
        "crm.yaml",
    )
    .unwrap()
}

/// Exports of a single person, Ann, who said no: the header and her row.
const NOES: &[(&str, &str)] = &[
    ("email,status,unsubscribed_at", "{e},unsubscribed,2026-02-01T00:00:00Z"),
    ("Email Address,Name,State,Date", "{e},Ann,Unsubscribed,2026-02-01"),
    ("Email,First Name,Status", "{e},Ann,Unsubscribed"),
    ("uuid,email,name,attributes,status,created_at", "6f1,{e},Ann,\"{}\",blocklisted,2026-01-01T00:00:00Z"),
    ("Person - Name,Person - Email - Work,Person - Marketing status", "Ann,{e},Unsubscribed"),
    ("external_id,email,email_subscribe", "1,{e},unsubscribed"),
    (
        "EmailAddress,SuppressionReason,Origin,CreatedAt",
        "{e},ManualSuppression,Recipient,2026-02-01T00:00:00Z",
    ),
    ("EmailAddress,Reason,LastUpdateTime", "{e},COMPLAINT,2026-02-01T00:00:00Z"),
    (
        "consent_id,email,customer_number,purpose,channel,status,recorded_at",
        "A1,{e},CX1,marketing,email,withdrawn,2026-02-01T00:00:00Z",
    ),
    ("email,ip,created,type", "{e},1.2.3.4,1769904000,spamreport"),
    ("Email,Suppression Reason,Timestamp", "{e},User Suppressed,2026-02-01"),
    ("Contact Id,Email,DND", "x1,{e},Yes"),
    ("Full Name,Email,Email Allowed", "Ann A,{e},Do Not Allow"),
    ("Email,Request type,Status,Date", "{e},Erasure,Done,2026-02-01"),
    ("email,decision,timestamp", "{e},opt-out,2026-02-01T00:00:00Z"),
    ("email,request,date", "{e},Object to marketing,2026-02-01"),
    ("email,event,timestamp", "{e},unsubscribe,1769904000"),
    ("id,email,dnc_channel,dnc_reason,date", "1,{e},email,1,2026-02-01"),
    ("Email,Status,Subscription Tier", "{e},inactive,free"),
    ("email,first_name,status", "{e},Ann,cancelled"),
    ("Email,Type,Email disabled", "{e},free,true"),
];

#[test]
fn a_drafted_contract_hears_the_noes_of_its_file() {
    for (header, row) in NOES {
        let row = row.replace("{e}", "ann@mx.test");
        let text = format!("{header}\n{row}\n");
        let (draft, contract) = drafted("export.csv", &text, &[("unread", "none")]);
        assert!(draft.open.is_empty(), "{header}: {:?}", draft.open);
        let (said, told) = said(&contract, "export.csv", text.as_bytes());
        assert!(closes(&said, "mailbox:ann@mx.test"), "{header}\n{}\n{told:?}", draft.text);
        assert!(
            said.iter().all(|statement| statement.action == Action::Withdrawn),
            "{header}\n{}",
            draft.text
        );
    }
}

#[test]
fn a_word_of_no_makes_a_question_and_nothing_new_grants() {
    let text = "email,first_name,Stage\nann@mx.test,Ann,unsubscribed\nbob@mx.test,Bob,subscribed\ncid@mx.test,Cid,active\n";
    let (draft, contract) = drafted("people.csv", text, &[]);
    let keys: Vec<&str> = draft.questions.iter().map(|question| question.key.as_str()).collect();
    assert!(keys.contains(&"role.Stage") && draft.open.is_empty(), "{keys:?}");
    let (heard, _) = said(&contract, "people.csv", text.as_bytes());
    assert_eq!(heard.len(), 1, "{heard:?}\n{}", draft.text);
    assert!(closes(&heard, "mailbox:ann@mx.test"));
    // Who answers that it grants, grants.
    let (_, contract) = drafted("people.csv", text, &[("means.subscribed", "granted")]);
    let (heard, _) = said(&contract, "people.csv", text.as_bytes());
    assert_eq!(heard.iter().filter(|statement| statement.action == Action::Granted).count(), 1);
    // The moment of a no is the no's.
    let text =
        "email,status,unsubscribed_at\nann@mx.test,unsubscribed,2026-02-01T00:00:00Z\nbob@mx.test,active,\n";
    let (_, contract) = drafted("drip.csv", text, &[]);
    let (heard, _) = said(&contract, "drip.csv", text.as_bytes());
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!(heard[0].at.to_string(), "2026-02-01T00:00:00Z");
}

#[test]
fn columns_without_a_no_stay_what_they_were() {
    for (header, row) in [
        ("email,first_name,Status", "ann@mx.test,Ann,active"),
        ("email,first_name,city,state", "ann@mx.test,Ann,Rome,GA"),
        ("email,first_name,Reason", "ann@mx.test,Ann,Customer asked for invoice"),
        ("Order ID,Email,Order date,Total,Currency,Status", "1,ann@mx.test,2026-02-01,9.99,USD,cancelled"),
    ] {
        let text = format!("{header}\n{row}\n");
        let (draft, contract) = drafted("export.csv", &text, &[]);
        assert!(
            draft.columns.iter().all(|column| !column.role.ends_with("action")),
            "{header}\n{}",
            draft.text
        );
        assert_eq!(said(&contract, "export.csv", text.as_bytes()).0.len(), 0, "{header}");
    }
}

/// Columns that no contract names: name, and a value that says no.
const CLOSING: &[(&str, &str)] = &[
    ("DND", "true"),
    ("dnd_email", "1"),
    ("Blocked", "Oui"),
    ("is_blocked", "t"),
    ("keine E-Mails", "ja"),
    ("Mail OK?", "N"),
    ("Emailable", "false"),
    ("mailable", "0"),
    ("Opt", "out"),
    ("opt_status", "OUT"),
    ("Permission to contact", "Refused"),
    ("Objection", "2026-01-01"),
    ("Right to object exercised", "Yes"),
    ("Opt In", "keine"),
    ("I agree to receive marketing", "unchecked"),
    ("Feedback type", "abuse"),
    ("Antwort", "Bitte austragen"),
    ("preferences", "{\"newsletter\":false}"),
    ("consent", "{\"marketing\":{\"email\":false}}"),
    ("optout", "{\"email\":true}"),
    ("Deceased", "Y"),
    ("Verstorben am", "01.12.2025"),
    ("Under 16", "yes"),
    ("is_deleted", "true"),
    ("opt_in", "no longer"),
    ("consent", "취소"),
    ("consent", "ยกเลิก"),
    ("consent", "hủy đăng ký"),
    ("consent", "minor"),
    ("Error", "No such mailbox here"),
];

/// The same and others, with what says nothing of the kind.
const SILENT: &[(&str, &str)] = &[
    ("is_deleted", "false"),
    ("Blocked", "No"),
    ("Status", "active"),
    ("Reason", "Customer asked for invoice"),
    ("DND", "false"),
    ("Emailable", "true"),
    ("Permission to contact", "granted"),
    ("Under 16", "no"),
    ("Deceased", ""),
    ("preferences", "{\"newsletter\":true}"),
    ("optout", "{\"email\":false}"),
    ("Permissions", "admin"),
    ("Objective", "2026-01-01"),
    ("Opt", "in"),
    ("No. of emails", "7"),
    ("Notes", "asked whether the shop is open on Sundays"),
];

#[test]
fn columns_that_no_contract_names_close_and_others_do_not() {
    let read = |column: &str, value: &str| {
        let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let text = format!("id,first,email,{}\nC1,Ann,ann@mx.test,{}\n", quote(column), quote(value));
        said(&people(), "crm.csv", text.as_bytes()).0
    };
    for (column, value) in CLOSING {
        assert!(closes(&read(column, value), "mailbox:ann@mx.test"), "{column}={value}");
    }
    for (column, value) in SILENT {
        assert!(read(column, value).is_empty(), "{column}={value}");
    }
}

#[test]
fn a_customers_number_counts_as_a_spreadsheet_left_it() {
    let (_, contract) = drafted(
        "noes.csv",
        "consent_id,customer_number,email,purpose,channel,action,recorded_at\nA1,C1,,marketing,email,withdrawn,2026-02-01T00:00:00Z\n",
        &[],
    );
    for (written, meant) in [
        ("77", "00077"),
        ("00077", "77"),
        ("C1000.0", "C1000"),
        ("ID: C1000", "C1000"),
        ("#C1000", "C1000"),
        ("c 1000", "C1000"),
        ("C-1000", "C1000"),
        ("C01000", "C1000"),
    ] {
        let text = format!(
            "consent_id,customer_number,email,purpose,channel,action,recorded_at\nA1,\"{written}\",,marketing,email,withdrawn,2026-02-01T00:00:00Z\n"
        );
        let (heard, told) = said(&contract, "noes.csv", text.as_bytes());
        assert!(closes(&heard, &format!("customer_id:{meant}")), "{written}: {heard:?} {told:?}");
    }
}

/// A workbook of one sheet, its parts not packed.
fn book(sheet: &str) -> Vec<u8> {
    book_with(sheet, &[])
}

/// With further parts, by their paths, or others in their place.
pub fn book_with(sheet: &str, further: &[(&'static str, String)]) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let mut parts = vec![
        (
            "[Content_Types].xml",
            format!(
                "{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{head}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "{head}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheet}</worksheet>"
            ),
        ),
    ];
    parts.retain(|(name, _)| further.iter().all(|(other, _)| other != name));
    parts.extend_from_slice(further);
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in &parts {
        let mut crc = flate2::Crc::new();
        crc.update(text.as_bytes());
        let at = u32::try_from(out.len()).unwrap();
        let n_bytes = u32::try_from(text.len()).unwrap();
        let mut fields = Vec::new();
        fields.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        fields.extend(crc.sum().to_le_bytes());
        fields.extend(n_bytes.to_le_bytes());
        fields.extend(n_bytes.to_le_bytes());
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        fields.extend([0, 0]);
        out.write_all(b"PK\x03\x04").unwrap();
        out.extend(&fields);
        out.extend(name.bytes());
        out.extend(text.bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.bytes());
    }
    let at = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    let n_parts = u16::try_from(parts.len()).unwrap().to_le_bytes();
    out.extend([n_parts, n_parts].concat());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

pub fn row(at: u32, cells: &[&str]) -> String {
    let cells = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
    let letters = ["A", "B", "C", "D", "E"];
    let cells: String = cells.map(|(column, text)| cell(&format!("{}{at}", letters[column]), text)).collect();
    format!("<row r=\"{at}\">{cells}</row>")
}

#[test]
fn a_sheet_is_read_by_its_cells_and_not_by_its_corners() {
    let far = format!("<row r=\"1048576\">{}</row>", cell("XFD1048576", "x"));
    let rows =
        row(1, &["id", "first", "email", "Status"]) + &row(2, &["C1", "Ann", "ann@mx.test", "unsubscribed"]);
    let (heard, told) = said(&people(), "b.xlsx", &book(&format!("<sheetData>{rows}{far}</sheetData>")));
    assert!(closes(&heard, "mailbox:ann@mx.test"), "{told:?}");
    let only = format!("<sheetData>{}{far}</sheetData>", row(1, &["id"]));
    let (heard, told) = said(&people(), "b.xlsx", &book(&only));
    assert!(heard.is_empty() && !told.is_empty(), "{told:?}");
}

#[test]
fn a_no_in_a_comment_beside_a_cell_is_that_of_its_row() {
    let rows = row(1, &["Customers of 2026"])
        + &row(2, &["id", "first", "email"])
        + &row(3, &["C1", "Ann", "ann@mx.test"])
        + &row(4, &["C2", "Bob", "bob@mx.test"])
        + &row(5, &["C3", "Cid", "cid@mx.test"])
        + &row(6, &["C4", "Dot", "dot@mx.test"]);
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let comment = |cell: &str, runs: &[&str]| {
        let runs: String =
            runs.iter().map(|text| format!("<r><t xml:space=\"preserve\">{text}</t></r>")).collect();
        format!("<comment ref=\"{cell}\" authorId=\"0\"><text>{runs}</text></comment>")
    };
    let thread = "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it will get removed if the file is opened in a newer version of Excel.\n\nComment:\n    ";
    let comments = comment("A1", &["no mails to anybody"])
        + &comment("B3", &["Kasse:", "\nwill keine Mails mehr &amp; keine Post"])
        + &comment("C4", &["likes pies"])
        + &comment("C5", &[&format!("{thread}please unsubscribe her")])
        + &comment("C6", &[&format!("{thread}comes every Monday")]);
    let further = [
        ("xl/worksheets/_rels/sheet1.xml.rels", relation("comments", "../comments1.xml")),
        (
            "xl/comments1.xml",
            format!(
                "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author/></authors><commentList>{comments}</commentList></comments>"
            ),
        ),
    ];
    let (heard, told) =
        said(&people(), "b.xlsx", &book_with(&format!("<sheetData>{rows}</sheetData>"), &further));
    for (address, expect) in [("ann", true), ("bob", false), ("cid", true), ("dot", false)] {
        assert_eq!(closes(&heard, &format!("mailbox:{address}@mx.test")), expect, "{address} {told:?}");
    }
}

#[test]
fn a_no_in_a_merged_cell_is_that_of_each_of_its_rows() {
    let sheet = |column: &str, word: &str| {
        let rows = row(1, &["id", "first", "email", column])
            + &row(2, &["C1", "Ann", "ann@mx.test", word])
            + &row(3, &["C2", "Bob", "bob@mx.test"])
            + &row(4, &["C3", "Cid", "cid@mx.test"]);
        book(&format!(
            "<sheetData>{rows}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"D2:D3\"/></mergeCells>"
        ))
    };
    for (column, word) in [("Status", "unsubscribed"), ("Unsubscribed", "x"), ("Newsletter", "nein")] {
        let (heard, told) = said(&people(), "b.xlsx", &sheet(column, word));
        for (address, expect) in [("ann", true), ("bob", true), ("cid", false)] {
            assert_eq!(
                closes(&heard, &format!("mailbox:{address}@mx.test")),
                expect,
                "{column} {address} {told:?}"
            );
        }
    }
}

#[test]
fn a_line_above_rows_speaks_for_them() {
    let rows = "C1,Ann,ann@mx.test\n";
    for (text, expect) in [
        (format!("Unsubscribed contacts\nid,first,email\n{rows}"), true),
        (format!("Unsubscribed,,\n,,\nid,first,email\n{rows}"), true),
        (format!("id,first,email\nC9,Zoe,zoe@mx.test\nUnsubscribed:,,\n{rows}"), true),
        (format!("id,first,email\nUnsubscribed:,,\nC9,Zoe,zoe@mx.test\nCustomers:,,\n{rows}"), false),
        (format!("Our customers\nid,first,email\n{rows}"), false),
        (format!("id,first,email\nC9,Unsubscribed,zoe@mx.test\n{rows}"), false),
    ] {
        let (heard, told) = said(&people(), "crm.csv", text.as_bytes());
        assert_eq!(closes(&heard, "mailbox:ann@mx.test"), expect, "{text} {told:?}");
    }
}

#[test]
fn a_no_in_a_list_of_json_counts() {
    let contract = people_in("json");
    for (more, expect) in [
        ("\"flags\":[\"vip\",\"unsubscribed\"]", true),
        ("\"tags\":[{\"name\":\"Unsubscribed\"}]", true),
        ("\"consents\":[{\"purpose\":\"marketing\",\"channel\":\"email\",\"status\":\"withdrawn\"}]", true),
        ("\"optOuts\":[\"email\"]", true),
        ("\"suppressions\":[{\"type\":\"bounce\"}]", true),
        ("\"optOuts\":[]", false),
        ("\"flags\":[\"vip\",\"new\"]", false),
        ("\"tags\":[{\"name\":\"Gold\"}]", false),
        ("\"is_deleted\":false", false),
    ] {
        let text = format!("[{{\"id\":\"C1\",\"first\":\"Ann\",\"email\":\"ann@mx.test\",{more}}}]");
        let (heard, told) = said(&contract, "crm.json", text.as_bytes());
        assert_eq!(closes(&heard, "mailbox:ann@mx.test"), expect, "{more} {told:?}");
    }
    let addresses: Vec<String> = (0..300).map(|at| format!("\"p{at}@mx.test\"")).collect();
    let text = format!("{{\"unsubscribed\":[{}]}}", addresses.join(","));
    for contract in [people(), contract] {
        let (heard, told) = said(&contract, "crm.json", text.as_bytes());
        assert!(closes(&heard, "mailbox:p0@mx.test") && closes(&heard, "mailbox:p299@mx.test"), "{told:?}");
    }
}

#[test]
fn an_address_out_of_the_header_of_a_mail_is_read() {
    for cell in [
        "=?UTF-8?Q?ann=40mx.test?=",
        "=?utf-8?B?YW5uQG14LnRlc3Q=?=",
        "=?UTF-8?Q?M=C3=BCller=2C_Ann?= <ann@mx.test>",
        "=?UTF-8?Q?Ann?= <=?UTF-8?Q?ann=40mx.test?=>",
    ] {
        let quoted = format!("\"{cell}\"");
        let (heard, told) = said(
            &people(),
            "crm.csv",
            format!("id,first,email,Status\nC1,Ann,{quoted},unsubscribed\n").as_bytes(),
        );
        assert!(closes(&heard, "mailbox:ann@mx.test"), "{cell}: {told:?}");
        let (heard, told) = said(
            &people(),
            "crm.csv",
            format!("id,first,From,Status\n,Ann,{quoted},unsubscribed\n").as_bytes(),
        );
        assert!(closes(&heard, "mailbox:ann@mx.test"), "{cell}: {told:?}");
    }
    // It is mailed by what it says, too.
    let reading = read(
        &people(),
        Input::Bytes {
            name: "crm.csv",
            bytes: b"id,first,email\nC1,=?UTF-8?Q?J=C3=B6rg?=,=?UTF-8?Q?ann=40mx.test?=\n".to_vec(),
        },
        &intake(),
    )
    .unwrap();
    let records = reading.map(|portion| portion.unwrap().accepted.records.unwrap()).next().unwrap();
    let text = |name: &str| {
        let column = records.column_by_name(name).unwrap();
        column.as_any().downcast_ref::<arrow::array::StringArray>().unwrap().value(0).to_owned()
    };
    assert_eq!((text("email").as_str(), text("given_name").as_str()), ("ann@mx.test", "Jörg"));
}

#[test]
fn a_mailbox_whose_name_stands_in_front_of_the_domain_is_closed_with_the_other_spelling() {
    for address in ["shop@ann.fastmail.com", "ann+shop@fastmail.com", "Ann@fastmail.com"] {
        let text = format!("id,first,email,Status\nC1,Ann,{address},unsubscribed\n");
        let (heard, told) = said(&people(), "crm.csv", text.as_bytes());
        assert!(closes(&heard, "mailbox:ann@fastmail.com"), "{address}: {told:?}");
    }
}

#[test]
fn a_no_that_names_nobody_is_told() {
    let (heard, told) = said(&people(), "crm.csv", b"id,first,email,Status\n,Ann,,unsubscribed\n");
    assert!(
        heard.is_empty() && told.iter().any(|note| note.contains("nobody is named")),
        "{heard:?} {told:?}"
    );
}
