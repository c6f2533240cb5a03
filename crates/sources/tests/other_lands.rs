//! Files of Brazil and Mexico as somebody gave them for the first time: lists of objects, three exports of one tool,
//! workbooks of several sheets.

use crate::heard::{Read, all_named, intake};
use crate::mailed_all_the_same::{book_with, row};
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
    Contract::parse(&draft.text, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{}", draft.text))
}

fn read(draft: &Draft, name: &str, file: &str) -> Read {
    all_named(&contract(draft), name, file.as_bytes())
}

const CRM: &str = r#"{"exportado_em":"2026-11-28T10:00:00-03:00","contatos":[
{"id":"crm-1","nome":"Mónica Zúñiga","emails":[{"valor":"velha@x.org","principal":false},{"valor":"monica@x.org","principal":true}],"telefones":["+52 81 7251 6007"],"marketing":{"consentimento":true,"data":"2026-07-27T09:43:48-03:00","canal":"email"},"nao_contatar":false},
{"id":"crm-2","nome":"Sérgio Assunção","emails":[{"valor":"sergio@x.org","principal":true}],"telefones":["051 96726 8206"],"marketing":{"consentimento":false,"data":"2026-02-09T18:31:14-03:00","canal":"email"},"nao_contatar":false},
{"id":"crm-3","nome":"Inês Araújo","emails":[{"valor":"ines@x.org","principal":true}],"telefones":["+55 (31) 99181-3200"],"marketing":{"consentimento":null,"data":null,"canal":null},"nao_contatar":true},
{"id":"crm-4","nome":"Nicolás Rincón","emails":[{"valor":"nicolas@x.org","principal":true}],"telefones":[],"marketing":{"consentimento":null,"data":null,"canal":null},"nao_contatar":false}
]}"#;

#[test]
fn a_list_of_objects_is_read_whatever_its_keys_are_called() {
    let draft = drafted("crm_contatos.json", CRM, &[("unread", "none"), ("country", "BR")]);
    assert_eq!(draft.preview.n_rejected, 0, "{:?}\n{}", draft.preview.rejected, draft.text);
    assert!(!draft.text.contains("required"), "{}", draft.text);
    let found = read(&draft, "crm_contatos.json", CRM);
    assert!(found.rejected.is_empty() && found.error.is_none(), "{found:?}");
    for (address, is_closed) in
        [("sergio@x.org", true), ("ines@x.org", true), ("monica@x.org", false), ("nicolas@x.org", false)]
    {
        assert_eq!(found.closes(address), is_closed, "{address}: {found:?}");
    }
    assert_eq!(found.opens(), 1, "{found:?}");
    for (valor, principal) in [
        ("value", "primary"),
        ("wert", "haupt"),
        ("valeur", "principal"),
        ("endereço", "preferido"),
        ("adresse", "is_default"),
        ("correo", "predeterminado"),
        ("waarde", "voorkeur"),
        ("adres e-mail", "domyślny"),
    ] {
        let file = CRM.replace("\"valor\"", &format!("\"{valor}\""));
        let file = file.replace("\"principal\"", &format!("\"{principal}\""));
        let found = read(&draft, "crm_contatos.json", &file);
        assert!(found.rejected.is_empty() && found.closes("sergio@x.org"), "{valor}: {found:?}");
        assert!(!found.closes("monica@x.org") && found.opens() == 1, "{valor}: {found:?}");
    }
}

#[test]
fn a_no_beside_an_address_in_a_list_counts() {
    let draft = drafted("crm_contatos.json", CRM, &[("unread", "none"), ("country", "BR")]);
    let first = r#"{"valor":"monica@x.org","principal":true"#;
    for (beside, is_no) in [
        (r#""opt_out":true"#, true),
        (r#""status":"unsubscribed""#, true),
        (r#""descadastrado":true"#, true),
        (r#""bounced":true"#, true),
        (r#""aceita_emails":false"#, true),
        (r#""unsubscribed_at":"2026-01-02""#, true),
        (r#""opt_out":false"#, false),
        (r#""status":"active""#, false),
        (r#""tipo":"pessoal""#, false),
        (r#""rotulo":"trabalho""#, false),
        (r#""verificado":true"#, false),
        (r#""ordem":2"#, false),
    ] {
        let found = read(&draft, "crm_contatos.json", &CRM.replace(first, &format!("{first},{beside}")));
        assert_eq!(found.closes("monica@x.org"), is_no, "{beside}: {found:?}");
    }
}

const HEAD: &str = "Email Address,First Name,Last Name,Address,Phone Number,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID";
const WHO: &str = "Ann,Lee,,+55 41 97922 7599,3,2024-01-05 13:49:03,187.1.2.243,2024-01-05 13:49:03,187.1.2.9,,,-3,-3,America/Sao_Paulo,br,,2024-01-05 13:49:03,403268715,4cfdf48c4c";

/// The exports of one tool: those who subscribed, who left, whose mail came back, who never agreed.
fn exports() -> [(&'static str, String); 4] {
    let file = |more: &str, values: &str| format!("{HEAD}{more},NOTES,TAGS\nann@x.org,{WHO}{values},,\n");
    [
        ("subscribed_email_audience_export_7f3a.csv", file("", "")),
        (
            "unsubscribed_email_audience_export_7f3a.csv",
            file(
                ",UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON",
                ",2025-01-13 17:02:15,Black Friday,a1b2c3,NORMAL",
            ),
        ),
        (
            "cleaned_email_audience_export_7f3a.csv",
            file(",CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID", ",2025-09-20 18:59:14,Natal,d4e5f6"),
        ),
        ("nonsubscribed_email_audience_export_7f3a.csv", file("", "")),
    ]
}

#[test]
fn a_file_of_another_state_is_never_offered_as_one_of_a_contract() {
    let exports = exports();
    for (nth, (name, file)) in exports.iter().enumerate() {
        let answers: &[(&str, &str)] = if nth == 3 { &[("action", "granted")] } else { &[] };
        let of = contract(&drafted(name, file, answers));
        for (other, (next, file)) in exports.iter().enumerate() {
            let next = next.replace("7f3a", "9e1d");
            let draft = drafted(&next, file, &[]);
            assert_eq!(draft.may_be_of(&of, &next), nth == other, "`{next}` of {}", of.id);
        }
    }
    let unsubscribed = contract(&drafted(exports[1].0, &exports[1].1, &[]));
    let left = drafted(exports[1].0, &exports[1].1, &[]);
    for (name, is_offered) in [
        ("unsubscribed_2027.csv", true),
        ("descadastrados.csv", true),
        ("bajas.csv", true),
        ("désabonnés.csv", true),
        ("export.csv", true),
        ("subscribed_2027.csv", false),
        ("inscritos.csv", false),
        ("suscriptores.csv", false),
        ("assinantes ativos.csv", false),
        ("Abonnenten.csv", false),
        ("iscritti.csv", false),
        ("подписчики.csv", false),
        ("bounces.csv", false),
        ("cleaned_members_export.csv", false),
        ("active_contacts.csv", false),
        ("opt-in.csv", false),
    ] {
        assert_eq!(left.may_be_of(&unsubscribed, name), is_offered, "{name}");
    }
}

const PEOPLE: &str = "email,first name,city\nann@x.org,Ann,Lund\nben@x.org,Ben,Oslo\n";

#[test]
fn columns_alone_offer_nothing_where_a_contract_answers_for_every_row() {
    let answers = |action| [("rows", "records+consents"), ("action", action), ("channel", "email")];
    let of = |name: &str, action| contract(&drafted(name, PEOPLE, &answers(action)));
    let plain = contract(&drafted("customers.csv", PEOPLE, &[("rows", "records")]));
    for (contract, name, is_offered) in [
        (&of("fair.csv", "granted"), "customers.csv", false),
        (&of("fair.csv", "granted"), "fair_2027.csv", true),
        (&of("fair.csv", "granted"), "fair subscribers.csv", true),
        (&of("fair.csv", "granted"), "fair unsubscribed.csv", false),
        (&of("gone.csv", "withdrawn"), "customers.csv", false),
        (&of("gone.csv", "withdrawn"), "gone_2.csv", true),
        (&of("gone.csv", "withdrawn"), "subscribers.csv", false),
        (&plain, "customers_2027.csv", true),
        (&plain, "export.csv", true),
        (&plain, "active customers.csv", true),
        (&plain, "unsubscribed.csv", false),
        (&plain, "bounces.csv", false),
    ] {
        let draft = drafted(name, PEOPLE, &[]);
        assert_eq!(draft.may_be_of(contract, name), is_offered, "`{name}` of {}", contract.id);
    }
}

#[test]
fn a_file_that_is_read_all_the_same_is_warned_of() {
    let exports = exports();
    let of = |nth: usize| drafted(exports[nth].0, &exports[nth].1, &[]);
    let warned = |by: usize, name: &str| {
        let found = read(&of(by), name, &exports[by].1);
        found.notes.iter().any(|note| note.contains("1 row is withdrawn by that alone"))
    };
    for name in ["subscribed_email_audience_export_7f3a.csv", "inscritos.csv", "nonsubscribed_1.csv"] {
        assert!(warned(1, name), "{name}");
    }
    for name in ["unsubscribed_1.csv", "export.csv", "descadastrados.csv", "bounces.csv"] {
        assert!(!warned(1, name), "{name}");
    }
    assert!(!warned(0, "subscribed_1.csv"));
}

/// A workbook of two sheets, each of lines of two cells.
fn workbook(sheets: [(&str, &[[&str; 2]]); 2]) -> std::path::PathBuf {
    let path = tempfile::tempdir().unwrap().keep().join("planilha_gerente.xlsx");
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let rows = |lines: &[[&str; 2]]| {
        let rows: String = (1..).zip(lines).map(|(at, line)| row(at, line)).collect();
        format!("<sheetData>{rows}</sheetData>")
    };
    let each = |part: &dyn Fn(usize) -> String| (1..=2).map(part).collect::<String>();
    let names = each(&|n| format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", sheets[n - 1].0));
    let parts = each(&|n| {
        format!(
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        )
    });
    let ties = each(&|n| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{of}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
    });
    let further = [
        (
            "[Content_Types].xml",
            format!(
                "{head}<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{parts}</Types>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!("{head}<workbook xmlns=\"{main}\" xmlns:r=\"{of}\"><sheets>{names}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("{head}<Relationships xmlns=\"{package}/relationships\">{ties}</Relationships>"),
        ),
        (
            "xl/worksheets/sheet2.xml",
            format!("{head}<worksheet xmlns=\"{main}\">{}</worksheet>", rows(sheets[1].1)),
        ),
    ];
    std::fs::write(&path, book_with(&rows(sheets[0].1), &further)).unwrap();
    path
}

#[test]
fn another_sheet_takes_no_contract_of_the_first() {
    let path = workbook([
        ("Clientes VIP", &[["e-mail", "nome"], ["ann@x.org", "Ann"], ["ben@x.org", "Ben"]]),
        ("Não contatar", &[["e-mail", "motivo"], ["cid@x.org", "pediu"], ["dan@x.org", "pediu"]]),
    ]);
    let of = |sheet: Option<&str>, name: Option<&str>| {
        let answers = sheet.map(|sheet| ("sheet".to_owned(), sheet.to_owned())).into_iter().collect();
        let wishes = Wishes { name: name.map(str::to_owned), answers };
        draft_openly(&path, &wishes, &intake()).unwrap().0
    };
    let first = of(None, None);
    assert_eq!((first.name.as_str(), first.origin.is_first_sheet), ("planilha-gerente", true));
    assert_eq!(first.name_beside(|_| None), None);
    let first_contract = contract(&first);
    let taken = |name: &str| (name == "planilha-gerente").then(|| first_contract.clone());
    // The same sheet again is its contract's next version.
    assert_eq!(first.name_beside(taken), None);
    assert_eq!(of(Some("Clientes VIP"), None).name_beside(taken), None);
    let second = of(Some("Não contatar"), None);
    assert_eq!(second.name, "planilha-gerente");
    assert_eq!(second.name_beside(taken).as_deref(), Some("planilha-gerente-nao-contatar"));
    assert!(!second.may_be_of(&first_contract, "planilha_gerente.xlsx"));
    let second = of(Some("Não contatar"), Some("planilha-gerente-nao-contatar"));
    let second_contract = contract(&second);
    let both = |name: &str| match name {
        "planilha-gerente" => Some(first_contract.clone()),
        "planilha-gerente-nao-contatar" => Some(second_contract.clone()),
        _ => None,
    };
    // And the second sheet's is its own next version.
    assert_eq!(
        of(Some("Não contatar"), None).name_beside(both).as_deref(),
        Some("planilha-gerente-nao-contatar")
    );
    let first_kept = |name: &str| (name == "planilha-gerente").then(|| second_contract.clone());
    assert_eq!(first.name_beside(first_kept).as_deref(), Some("planilha-gerente-clientes-vip"));
}
