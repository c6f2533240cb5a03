//! Noes in the words that people use, in the names of columns and in those of files.

use crate::heard::{Read, all_named, intake};
use sources::Contract;
use sources::draft::{Draft, Wishes, draft};

/// Texts, each with what it says and its language; see [`RATES`].
const REMARKS: &str = include_str!("testdata/remarks.tsv");

/// Of how many texts a no must be heard, and of how many that say none one may be: in hundredths.
const RATES: (usize, usize) = (95, 5);

fn drafted(name: &str, text: &str, answers: &[(&str, &str)]) -> (Draft, Read) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let draft = draft(&path, &Wishes { name: None, answers }, &intake())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let contract = Contract::parse(&draft.text, "draft.yaml")
        .unwrap_or_else(|error| panic!("{name}: {error}\n{}", draft.text));
    let read = all_named(&contract, name, text.as_bytes());
    (draft, read)
}

#[test]
fn remarks_close_and_the_draft_tells_of_the_same() {
    let lines: Vec<(bool, &str)> = REMARKS
        .lines()
        .map(|line| {
            let (says, rest) = line.split_once('\t').unwrap();
            (says == "no", rest.split_once('\t').unwrap().1)
        })
        .collect();
    let rows: String =
        lines.iter().enumerate().map(|(at, (_, text))| format!("p{at}@mx.test,Ann,\"{text}\"\n")).collect();
    let (draft, read) = drafted("people.csv", &format!("email,first_name,Bemerkung\n{rows}"), &[]);
    let closed = read.closed();
    let closes = |at: usize| closed.contains(&format!("mailbox:p{at}@mx.test"));
    let (mut n_noes, mut n_heard, mut n_false) = (0, 0, 0);
    let mut missed = Vec::new();
    for (at, (is_no, text)) in lines.iter().enumerate() {
        n_noes += usize::from(*is_no);
        n_heard += usize::from(*is_no && closes(at));
        n_false += usize::from(!*is_no && closes(at));
        if *is_no != closes(at) {
            missed.push(*text);
        }
    }
    let n_harmless = lines.len() - n_noes;
    assert!(RATES.0 * n_noes <= 100 * n_heard, "{n_heard} of {n_noes} heard: {missed:?}");
    assert!(100 * n_false <= RATES.1 * n_harmless, "{n_false} of {n_harmless} wrongly heard: {missed:?}");
    assert!(draft.questions.iter().any(|question| question.key == "role.Bemerkung"));
    assert_eq!(read.opens(), 0);
}

#[test]
fn what_the_draft_says_that_closes_is_what_the_import_closes() {
    // Few enough that the draft names each.
    for chunk in REMARKS.lines().collect::<Vec<_>>().chunks(20) {
        let texts: Vec<&str> = chunk.iter().map(|line| line.rsplit('\t').next().unwrap()).collect();
        let rows: String =
            texts.iter().enumerate().map(|(at, text)| format!("p{at}@mx.test,Ann,\"{text}\"\n")).collect();
        let answer = [("role.Note", "evidence")];
        let (draft, read) = drafted("people.csv", &format!("email,first_name,Note\n{rows}"), &answer);
        let told = draft.decisions.iter().find(|told| told.starts_with("of the texts in `Note`"));
        let told = told.map(String::as_str).unwrap_or_default();
        let closing = told.split("these speak of mail").next().unwrap_or_default();
        let closed = read.closed();
        for (at, text) in texts.iter().enumerate() {
            let closes = closed.contains(&format!("mailbox:p{at}@mx.test"));
            assert_eq!(closing.contains(&format!("“{text}”")), closes, "{text}: {told}");
        }
    }
}

/// Names of columns, and how a yes and a no are written in them.
const CONSENTS: &[(&str, &str, &str)] = &[
    ("Nieuwsbrief", "ja", "uitgeschreven 3-11"),
    ("Infolettre", "oui", "non"),
    ("Boletín", "sí", "no"),
    ("Nyhedsbrev", "ja", "nej"),
    ("メルマガ", "可", "不可"),
    ("メルマガ希望", "希望する", "希望しない"),
    ("Mag mailen", "ja", "nee"),
    ("Mogen we u mailen?", "ja", "nee"),
    ("Actiemails", "aan", "uit"),
    ("Can we keep you posted by email?", "1", "0"),
    ("May we contact you with news?", "Yes", "No"),
    ("Keep me updated", "Yes", "No"),
    ("I would like to receive offers", "true", "false"),
    ("Contact by email", "yes", "no"),
    ("Communication", "Opt-in", "Opt-out"),
    ("Dürfen wir Ihnen schreiben?", "ja", "nein"),
    ("Angebote erhalten", "J", "N"),
    ("Recevoir nos offres", "O", "non"),
    ("Souhaitez-vous recevoir nos actualités ?", "oui", "non"),
    ("Acepta correos", "SI", "NO"),
    ("Vuole ricevere offerte", "sì", "no"),
    ("Quer receber novidades", "sim", "não"),
    ("Zgoda na kontakt mailowy", "tak", "nie"),
    ("Får vi mejla dig?", "ja", "nej"),
    ("이메일 수신 동의", "예", "아니오"),
    ("接收邮件", "是", "否"),
    ("Einverstanden", "ja", "nein"),
    ("İzin Durumu", "ONAY", "RET"),
    ("Statut du consentement", "accordé", "refusé"),
    ("Stav souhlasu", "udělen", "odvolán"),
    ("Статус согласия", "дано", "отозвано"),
    ("마케팅 수신동의", "동의함", "동의하지 않음"),
    ("Kampanya haberlerimizi e-posta ile almak ister misiniz?", "\"Evet, lütfen\"", "\"Hayır, teşekkürler\""),
    ("Möchten Sie unsere Neuigkeiten per E-Mail bekommen?", "\"Ja, gerne\"", "\"Nein, danke\""),
    ("Chce Pani nasz newsletter?", "\"Tak, poproszę\"", "\"Na razie nie\""),
    ("Vraag 4", "ja", "nee"),
];

/// Columns of yes and no that are plainly something else.
const OTHERS: &[(&str, &str, &str)] = &[
    ("Active", "yes", "no"),
    ("Paid", "true", "false"),
    ("VIP", "ja", "nein"),
    ("Member", "Y", "N"),
    ("Taxable", "TRUE", "FALSE"),
    ("Fulfilled", "yes", "no"),
    ("Email verified", "yes", "no"),
    ("Student", "ja", "nee"),
    ("Visits", "0", "1"),
];

#[test]
fn a_column_of_yes_and_no_that_may_be_a_consent_is_never_passed_over() {
    let file = |name: &str, yes: &str, no: &str| {
        let rows = (0..6).map(|at| format!("p{at}@mx.test,Ann,{}\n", if at % 3 == 0 { no } else { yes }));
        format!("email,first_name,{name}\n{}", rows.collect::<String>())
    };
    for (name, yes, no) in CONSENTS {
        let text = file(name, yes, no);
        let (draft, read) = drafted("people.csv", &text, &[]);
        let mut closed = read.closed();
        closed.retain(|key| key.starts_with("mailbox:"));
        closed.sort();
        assert_eq!(closed, ["mailbox:p0@mx.test", "mailbox:p3@mx.test"], "{name}\n{}", draft.text);
        // Where it is asked, an answer lets a yes count.
        let key = format!("role.{name}");
        let is_asked = draft.questions.iter().any(|question| question.key == key);
        assert_eq!(read.opens(), if is_asked { 0 } else { 4 }, "{name}\n{}", draft.text);
        let (draft, read) = drafted("people.csv", &text, &[(key.as_str(), "email_action")]);
        assert_eq!(read.opens(), 4, "{name}\n{}", draft.text);
    }
    for (name, yes, no) in OTHERS {
        let (draft, read) = drafted("people.csv", &file(name, yes, no), &[]);
        assert_eq!((read.closed().len(), read.opens()), (0, 0), "{name}\n{}", draft.text);
    }
}

#[test]
fn the_name_of_a_file_says_no_in_many_languages() {
    let text = "email,first_name\nann@mx.test,Ann\nbob@mx.test,Bob\n";
    for name in [
        "niet_benaderen.csv",
        "geen_mail.csv",
        "stoplijst.csv",
        "klachten 2026.csv",
        "liste_noire.csv",
        "lista_negra.csv",
        "nie_kontaktowac.csv",
        "nicht kontaktieren.csv",
        "keine_mails.csv",
        "ne_pas_contacter.csv",
        "no_enviar_correos.csv",
        "non_contattare.csv",
        "zwarte-lijst.csv",
        "afgemeld_nov.csv",
        "ブラックリスト.csv",
        "送信禁止.csv",
        "黑名单.csv",
        "수신거부 명단.csv",
        "inte_kontakta.csv",
        "må ikke kontaktes.csv",
        "wil geen nieuwsbrief.csv",
        "opt-outs.csv",
        "istemeyenler.csv",
        "mail atılmayacaklar.csv",
        "ret listesi.csv",
        "nie chcą maili.csv",
        "Не хотят писем.csv",
        "ei halua uutiskirjettä.csv",
        "vilja ekki póst.csv",
    ] {
        let (draft, read) = drafted(name, text, &[]);
        assert!(read.closes("ann@mx.test") && read.closes("bob@mx.test"), "{name}\n{}", draft.text);
    }
    for name in [
        "kunden.csv",
        "newsletter.csv",
        "nieuwsbrief_abonnees.csv",
        "customers no email.csv",
        "cancelled orders.csv",
        "mailing list.csv",
        "klanten_november.csv",
        "stop_the_clock_campaign.csv",
        "clientes.csv",
        "会員一覧.csv",
        "contacts not yet mailed.csv",
        "never mailed.csv",
        "no phone.csv",
        "iade edilenler.csv",
        "не оплачено.csv",
    ] {
        let (draft, read) = drafted(name, text, &[]);
        assert_eq!(read.closed().len(), 0, "{name}\n{}", draft.text);
    }
}

#[test]
fn a_no_to_calls_keeps_mail_open() {
    let (_, read) =
        drafted("people.csv", "email,first_name,Note\nann@mx.test,Ann,no phone calls please\n", &[]);
    let noes: Vec<_> = read.all_noes().collect();
    assert!(!noes.is_empty() && noes.iter().all(|no| no.channels == [vocabulary::Channel::Sms]), "{noes:?}");
}
