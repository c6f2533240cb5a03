//! Columns whose names say that somebody cancelled, left, refused or asked not to be written to, in every language that is
//! read: a yes under such a name is a no. Orders, payments and parcels are cancelled and refused, too.

use crate::heard::{all_named, intake};
use sources::Contract;
use sources::draft::{Draft, Wishes, draft_openly};

const NAMES: &str = include_str!("testdata/refusing_names.tsv");

/// The names of a kind, each with its language.
fn names(kind: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter_map(move |line| {
        let mut fields = line.split('\t');
        (fields.next()? == kind).then_some(())?;
        Some((fields.next()?, fields.next()?))
    })
}

fn file(name: &str, yes: &str) -> String {
    format!("Email,\"{name}\"\nann@x.test,{yes}\nbob@x.test,\n")
}

fn drafted(file: &str, answers: &[(String, &str)]) -> Draft {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.csv");
    std::fs::write(&path, file).unwrap();
    let answers = answers.iter().map(|(key, answer)| (key.clone(), (*answer).to_owned())).collect();
    draft_openly(&path, &Wishes { name: None, answers }, &intake()).unwrap().0
}

/// What is taken for the column under a name: whether a yes closes, whether it opens, whether a blank closes, and whether
/// anything is asked about the column.
fn read(name: &str, yes: &str, answers: &[(String, &str)]) -> (bool, bool, bool, bool) {
    let file = file(name, yes);
    let draft = drafted(&file, answers);
    let is_asked = draft.questions.iter().any(|question| question.key == format!("role.{name}"));
    let contract = Contract::parse(&draft.text, "book.yaml").unwrap();
    let found = all_named(&contract, "book.csv", file.as_bytes());
    (found.closes("ann@x.test"), 0 < found.opens(), found.closes("bob@x.test"), is_asked)
}

#[test]
fn a_yes_under_a_name_that_refuses_is_a_no() {
    let (mut wrong, mut n) = (Vec::new(), 0);
    for (language, name) in names("no") {
        n += 1;
        match read(name, "true", &[]) {
            (true, false, false, false) => {}
            found => wrong.push(format!("{language}: {name}: {found:?}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {n}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_cancelled_or_refused_of_an_order_closes_nobody() {
    let (mut wrong, mut n) = (Vec::new(), 0);
    for (language, name) in names("harmless") {
        for yes in ["true", "2026-03-04"] {
            n += 1;
            if read(name, yes, &[]).0 {
                wrong.push(format!("{language}: {name} = {yes}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_export_of_a_tool_in_the_readers_language_closes_without_a_question() {
    for (name, yes) in [
        ("Canceló la suscripción a todos los correos electrónicos", "true"),
        ("Cancelou a assinatura de todos os e-mails", "Sim"),
        ("Optou por não receber e-mail: Novidades", "Sim"),
        ("Von allen E-Mails abgemeldet", "Ja"),
        ("Désabonné de tous les e-mails", "Oui"),
        ("Cancelou a inscrição", "2026-03-04 10:00"),
    ] {
        assert_eq!(read(name, yes, &[]), (true, false, false, false), "{name} = {yes}");
    }
    // Who has not cancelled has not agreed by that, and is not refused by it either.
    for no in ["false", "Não", "No", "0"] {
        let found = read("Cancelou a assinatura de todos os e-mails", no, &[]);
        assert_eq!(found, (false, false, false, false), "{no}");
    }
}

#[test]
fn when_somebody_left_is_a_no_of_that_moment() {
    for name in ["Data de cancelamento da newsletter", "newsletter_cancelled_at", "Date newsletter refused"] {
        assert!(read(name, "2026-03-04", &[]).0, "{name}");
    }
}

#[test]
fn whoever_is_asked_can_answer_that_a_yes_forbids() {
    let name = "Brevzinho";
    let key = format!("role.{name}");
    let file = format!("Email,{name}\nann@x.test,sim\nbob@x.test,não\n");
    let question = |answers: &[(String, &str)]| {
        let draft = drafted(&file, answers);
        draft.questions.into_iter().find(|question| question.key == key).unwrap()
    };
    let open = question(&[]);
    for answer in ["no_email", "no_sms"] {
        assert!(open.choices.iter().any(|choice| choice.value == answer), "{open:?}");
    }
    let told = [(key.clone(), "no_email")];
    assert_eq!(question(&told).default.as_deref(), Some("no_email"));
    let contract = Contract::parse(&drafted(&file, &told).text, "book.yaml").unwrap();
    let found = all_named(&contract, "book.csv", file.as_bytes());
    assert!(found.closes("ann@x.test") && !found.closes("bob@x.test"), "{found:?}");
    assert_eq!(found.opens(), 0, "{found:?}");
}

#[test]
fn a_name_of_mail_that_may_refuse_is_asked_about_as_a_no() {
    let name = "Newsletter excluida";
    let (closes, opens, _, is_asked) = read(name, "true", &[]);
    assert!(closes && !opens, "{name}");
    // What somebody says counts: a yes there may be one all the same.
    let told = [(format!("role.{name}"), "email_action"), ("means.true".to_owned(), "granted")];
    assert!(!is_asked || !read(name, "true", &told).2);
}

#[test]
fn an_address_stays_one_under_a_name_that_promises_no_spam() {
    for name in ["Email (no spam)", "E-Mail (kein Spam)", "Email - we never send spam"] {
        let draft = drafted(&format!("Name,\"{name}\"\nAnn,ann@x.test\nBob,bob@x.test\n"), &[]);
        let role = draft.columns.iter().find(|column| column.name == name).map(|column| column.role.as_str());
        assert_eq!(role, Some("email"), "{name}");
    }
}
