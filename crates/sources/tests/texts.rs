//! Noes in texts that are no tables: under headings, in parts of mails, in notices of servers in words, in records of
//! directories, in lines that end as other machines end them.

use crate::structures::{check, closed, contract};

const ANN: &[&str] = &["ann@a.org"];
const NONE: &[&str] = &[];

#[test]
fn a_heading_in_a_text_speaks_for_the_lines_below_it() {
    let files: &[(&str, &str, &[&str])] = &[
        ("list.txt", "Unsubscribed:\nann@a.org\n", ANN),
        (
            "list.txt",
            "Unsubscribed:\nann@a.org\nbob@b.org\ncy@c.org\ndan@d.org\n",
            &["ann@a.org", "bob@b.org", "cy@c.org", "dan@d.org"],
        ),
        ("list.txt", "Unsubscribed\n\nann@a.org\n", ANN),
        ("list.txt", "Subscribed:\nq@q.org\n\nUnsubscribed:\nann@a.org\n", ANN),
        (
            "list.txt",
            "Subscribed:\nq@q.org\nr@r.org\ns@s.org\nUnsubscribed:\nann@a.org\nbob@b.org\nResubscribed:\nz@z.org\n",
            &["ann@a.org", "bob@b.org"],
        ),
        ("list.txt", "Abgemeldet:\n- ann@a.org\n\nAngemeldet:\n- q@q.org\n", ANN),
        ("list.md", "# Unsubscribed\n\n- ann@a.org\n\n# Subscribed\n\n- q@q.org\n", ANN),
        ("list.yaml", "subscribed:\n- q@q.org\nunsubscribed:\n- ann@a.org\n", ANN),
        ("list.yaml", "unsubscribed:\n  - ann@a.org\nsubscribed:\n  - q@q.org\nowner: boss@brand.org\n", ANN),
        (
            "list.yaml",
            "lists:\n  unsubscribed:\n    - email: ann@a.org\n      name: Ann\n  subscribed:\n    - email: q@q.org\n      name: Quinn\n",
            ANN,
        ),
        ("list.ini", "[unsubscribed]\nann@a.org\n", ANN),
        ("list.ini", "[subscribed]\nq@q.org\n[unsubscribed]\nann@a.org\n", ANN),
        ("list.ini", "[unsubscribed]\nemail=ann@a.org\n\n[subscribed]\nemail=q@q.org\n", ANN),
        ("list.txt", "Unsubscribed: ann@a.org\nSubscribed: q@q.org\n", ANN),
        // Nobody stands there, or others do.
        ("list.txt", "Subscribed:\nq@q.org\n", NONE),
        ("list.txt", "Subscribed:\nq@q.org\n\nUnsubscribed:\n", NONE),
        ("list.txt", "Subscribed:\nq@q.org\n\nUnsubscribed: none\n", NONE),
        ("list.txt", "All contacts incl. unsubscribed:\nq@q.org\n", NONE),
        ("list.yaml", "unsubscribed: []\nsubscribed:\n- q@q.org\n", NONE),
        ("list.yaml", "subscribed:\n- q@q.org\nunsubscribed:\n", NONE),
        (
            "list.txt",
            "email: q@q.org\nunsubscribed:\nname: Quinn\n\nemail: r@r.org\nunsubscribed:\nname: Rex\n",
            NONE,
        ),
        ("list.ini", "[contacts]\nemail=q@q.org\n", NONE),
        ("list.txt", "q@q.org\nr@r.org\n", NONE),
    ];
    check(true, "csv", files);
    check(false, "csv", files);
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in text.as_bytes().chunks(3) {
        let mut bits = 0_u32;
        (0..3).for_each(|at| bits = bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    let lines: Vec<&str> = out.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join("\n") + "\n"
}

fn part(kind: &str, encoding: &str, body: &str) -> String {
    format!("--b\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n{body}\n")
}

fn reply(parts: &str) -> String {
    format!(
        "From: Ann <ann@a.org>\nTo: news@brand.org\nSubject: Re: Sale\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b\"\n\n{parts}--b--\n"
    )
}

fn report(parts: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.org\nTo: news@brand.org\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n{parts}--b--\n"
    )
}

// tidy: list
#[test]
fn parts_of_a_mail_are_read_in_letters_however_they_are_packed() {
    let text = "text/plain; charset=utf-8";
    let status = |action: &str, code: &str| {
        format!(
            "Reporting-MTA: dns; mx.org\r\n\r\nFinal-Recipient: rfc822; ann@a.org\r\nAction: {action}\r\nStatus: {code}\r\n"
        )
    };
    let noes = [
        reply(&part(text, "base64", &base64("Please unsubscribe me from your newsletter. Thank you, Ann"))),
        reply(&part(text, "BASE64", &base64("Hello,\r\n\r\nplease unsubscribe me.\r\n\r\nAnn"))),
        reply(&part(
            "text/html; charset=utf-8",
            "base64",
            &base64("<html><body><p>Bitte abmelden</p></body></html>"),
        )),
        reply(
            &(part(text, "base64", &base64("Bitte abmelden, \u{fc}bel"))
                + &part("text/html", "base64", &base64("<p>Bitte abmelden</p>"))),
        ),
        reply(&part(
            "text/plain; charset=iso-8859-1",
            "quoted-printable",
            "Je souhaite me d=E9sin=\nscrire\n",
        )),
        report(&part("message/delivery-status", "base64", &base64(&status("failed", "5.1.1")))),
        report(&part(
            "message/delivery-status",
            "quoted-printable",
            "Reporting-MTA: dns; mx.org\n\nFinal-Recipient: rfc822; ann=\n@a.org\nAction: failed\nStatus: 5.1.1\n",
        )),
        report(
            &(part(text, "base64", &base64("It did not arrive."))
                + &part("message/delivery-status", "7bit", &status("failed", "5.1.1"))),
        ),
        format!(
            "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.org>\nTo: news@brand.org\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{}",
            base64("Your mail could not be delivered.\n\n<ann@a.org>: 550 5.1.1 User unknown\n")
        ),
    ];
    let harmless = [
        reply(&part(text, "base64", &base64("Thank you for the nice offer, I will come by on Monday."))),
        reply(&part(
            "text/html; charset=utf-8",
            "base64",
            &base64("<html><body><p>Danke, gerne!</p></body></html>"),
        )),
        reply(&part("image/png; name=a.png", "base64", &base64("PNG unsubscribe me"))),
        reply(
            &(part(
                text,
                "base64",
                &base64("Thanks!\r\n\r\nOn Monday Shop <news@brand.org> wrote:\r\n> Unsubscribe me here"),
            ) + &part("text/html", "base64", &base64("<p>Thanks!</p>"))),
        ),
        report(&part("message/delivery-status", "base64", &base64(&status("delayed", "4.4.1")))),
        report(&part(
            "message/delivery-status",
            "quoted-printable",
            "Reporting-MTA: dns; mx.org\n\nFinal-Recipient: rfc822; ann=\n@a.org\nAction: delivered\nStatus: 2.0.0\n",
        )),
    ];
    let table = contract(true, "csv");
    let mut wrong = String::new();
    for (mails, expect) in [(&noes[..], ANN), (&harmless[..], NONE)] {
        for mail in mails {
            for mail in [mail.clone(), mail.replace("\r\n", "\n").replace('\n', "\r\n")] {
                let found = closed(&table, "r.eml", mail.as_bytes());
                if found != expect {
                    wrong.push_str(&format!("closes {found:?} and not {expect:?}:\n{mail}\n----\n"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

// tidy: list
#[test]
fn notices_of_servers_in_words_close_whom_a_mail_did_not_reach() {
    let notice = |from: &str, subject: &str, body: &str| {
        format!("From: {from}\nTo: news@brand.org\nSubject: {subject}\n\n{body}\n")
    };
    let daemon = "MAILER-DAEMON@mx.org";
    let noes = [
        notice(
            daemon,
            "failure notice",
            "Hi. This is the qmail-send program at mx.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ann@a.org>:\nUser unknown\n\n--- Below this line is a copy of the message.\n\nFrom: news@brand.org\nTo: cy@c.org\n",
        ),
        notice(
            daemon,
            "failure notice",
            "Hi. This is the qmail-send program at mx.org.\n\n<ann@a.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\nGiving up on 192.0.2.1.\n",
        ),
        notice(
            "Microsoft Outlook <postmaster@corp.org>",
            "Undeliverable: Sale",
            "Delivery has failed to these recipients or groups:\n\nann@a.org\nThe email address you entered couldn't be found. Please check the address and try again.\n",
        ),
        notice(
            "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.org>",
            "Undeliverable: Sale",
            "Delivery has failed to these recipients or groups:\n\nAnn Miller (ann@a.org)<mailto:ann@a.org>\nYour message wasn't delivered.\n",
        ),
        notice(
            "postmaster@corp.org",
            "Unzustellbar: Angebot",
            "Fehler bei der Nachrichtenzustellung an folgende Empf\u{e4}nger oder Gruppen:\n\nann@a.org\nDie eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n",
        ),
        notice(
            daemon,
            "Mail nicht zustellbar",
            "Ihre Nachricht konnte nicht zugestellt werden.\n\nann@a.org\n",
        ),
        notice(
            daemon,
            "Zustellung fehlgeschlagen",
            "Ihre Nachricht an ann@a.org konnte nicht zugestellt werden, weil der Empf\u{e4}nger unbekannt ist.\n",
        ),
        notice(
            daemon,
            "\u{c9}chec de la remise",
            "Votre message n'a pas pu \u{ea}tre remis aux destinataires suivants :\n\nann@a.org\n\nAdresse introuvable.\n",
        ),
        notice(
            daemon,
            "Error de entrega",
            "No se pudo entregar el mensaje a los siguientes destinatarios:\n\n  ann@a.org\n",
        ),
        notice(
            daemon,
            "Falha na entrega",
            "Sua mensagem n\u{e3}o p\u{f4}de ser entregue a:\n\n<ann@a.org>\nUsu\u{e1}rio desconhecido\n",
        ),
        notice(
            "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
            "Delivery Status Notification (Failure)",
            "** Address not found **\n\nYour message wasn't delivered to ann@a.org because the address couldn't be found, or is unable to receive mail.\n",
        ),
        notice(
            daemon,
            "Mancato recapito",
            "Non \u{e8} stato possibile recapitare il messaggio a ann@a.org: utente sconosciuto.\n",
        ),
    ];
    let harmless = [
        notice(
            daemon,
            "Delivery delayed",
            "Your message to ann@a.org could not be delivered yet. It will be retried for 3 days.\n",
        ),
        notice(
            daemon,
            "Warning: message delayed",
            "Delivery to the following recipients has been delayed:\n\nann@a.org\n",
        ),
        notice(
            daemon,
            "Verz\u{f6}gerte Zustellung",
            "Ihre Nachricht konnte noch nicht zugestellt werden. Es wird erneut versucht.\n\nann@a.org\n",
        ),
        notice(
            daemon,
            "failure notice",
            "I wasn't able to deliver your message.\n\n<ann@a.org>:\nMailbox full, over quota\n",
        ),
        notice(
            daemon,
            "Undeliverable",
            "Votre message n'a pas pu \u{ea}tre remis : bo\u{ee}te aux lettres pleine.\n\nann@a.org\n",
        ),
        notice(daemon, "Delivered", "Your message was delivered to the following recipients:\n\nann@a.org\n"),
        notice(
            daemon,
            "Undeliverable",
            "Your message could not be delivered. For help write to support@mx.org or postmaster@mx.org.\n",
        ),
        notice(
            "Ann <ann@a.org>",
            "Re: Sale",
            "My parcel could not be delivered to bob@b.org, please check.\n",
        ),
        notice("postmaster@corp.org", "Automatic reply", "ann@a.org is out of the office until Monday.\n"),
    ];
    let table = contract(true, "csv");
    let mut wrong = String::new();
    for (mails, expect) in [(&noes[..], ANN), (&harmless[..], NONE)] {
        for mail in mails {
            let found = closed(&table, "b.eml", mail.as_bytes());
            if found != expect {
                wrong.push_str(&format!("closes {found:?} and not {expect:?}:\n{mail}\n----\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn lines_end_as_other_machines_end_them() {
    let table = contract(true, "csv");
    let mut wrong = String::new();
    for end in ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{b}", "\u{c}", "\u{1e}", "\\n", "\\r\\n"] {
        for (file, expect) in [
            ("id,email,status|X1,ann@a.org,unsubscribed|", ANN),
            ("id,email,status|X1,ann@a.org,unsubscribed|X2,bob@b.org,active|", ANN),
            ("id,email,status|X2,bob@b.org,active|X1,ann@a.org,unsubscribed", ANN),
            ("id,email,status|X2,bob@b.org,active|", NONE),
        ] {
            let found = closed(&table, "e.csv", file.replace('|', end).as_bytes());
            if found != expect {
                wrong.push_str(&format!("{end:?} {file} closes {found:?}\n"));
            }
        }
    }
    // Such signs within a value end nothing.
    for sign in ["\u{85}", "\u{2028}", "\u{c}", "\\n"] {
        let file = format!(
            "id,email,note\nX1,bob@b.org,one{sign}two\nX2,cy@c.org,three{sign}unsubscribed{sign}four\n"
        );
        let found = closed(&table, "e.csv", file.as_bytes());
        if found.contains(&"bob@b.org".to_owned()) {
            wrong.push_str(&format!("{sign:?} within closes {found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn records_of_directories_and_of_settings_are_rows() {
    let files: &[(&str, &str, &[&str])] = &[
        ("d.ldif", "dn: uid=1,ou=p\nmail:: YW5uQGEub3Jn\nstatus: unsubscribed\n\n", ANN),
        (
            "d.ldif",
            "version: 1\n\ndn: uid=1,ou=p\nmail: bob@b.org\nstatus: active\n\ndn: uid=2,ou=p\nmail:: YW5uQGEu\n b3Jn\nstatus:: dW5zdWJzY3JpYmVk\n\n",
            ANN,
        ),
        ("d.ldif", "dn: uid=1,ou=p\nmail: ann@\n a.org\nstatus: unsub\n scribed\n\n", ANN),
        (
            "d.vcf",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J\r\nEMAIL;TYPE=INTERNET:ann@a\r\n .org\r\nNOTE:please do not email\r\nEND:VCARD\r\n",
            ANN,
        ),
        (
            "d.vcf",
            "BEGIN:VCARD\nVERSION:3.0\nFN:B\nEMAIL:bob@b.org\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:A\nEMAIL;TYPE=INTERNET,HOME:ann@a.org\nNOTE:unsubscribed\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:C\nEMAIL:cy@c.org\nEND:VCARD\n",
            ANN,
        ),
        (
            "d.vcf",
            "BEGIN:VCARD\nVERSION:4.0\nFN:A\nitem1.EMAIL;PREF=1:ann@a.org\nCATEGORIES:Unsubscribed\nEND:VCARD\n",
            ANN,
        ),
        ("d.toml", "[[contact]]\nemail = \"ann@a.org\"\nstatus = \"unsubscribed\"\n", ANN),
        (
            "d.toml",
            "[[contact]]\nemail = \"bob@b.org\"\nstatus = \"active\"\n\n[[contact]]\nemail = \"ann@a.org\"\nstatus = \"unsubscribed\"\n",
            ANN,
        ),
        (
            "d.ini",
            "[contact1]\nemail=ann@a.org\nstatus=unsubscribed\n[contact2]\nemail=bob@b.org\nstatus=active\n",
            ANN,
        ),
        ("d.ini", "[contact1]\nemail=ann@a.org\nstatus=unsubscribed\n", ANN),
        // They say yes, or nothing.
        ("d.ldif", "dn: uid=1,ou=p\nmail:: YW5uQGEub3Jn\nstatus: active\n\n", NONE),
        (
            "d.vcf",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J\r\nEMAIL;TYPE=INTERNET:ann@a\r\n .org\r\nNOTE:likes tea\r\nEND:VCARD\r\n",
            NONE,
        ),
        ("d.toml", "[[contact]]\nemail = \"ann@a.org\"\nstatus = \"active\"\n", NONE),
        ("d.ini", "[contact1]\nemail=ann@a.org\nstatus=active\n", NONE),
        ("d.ini", "[owner]\nemail=boss@brand.org\n\n[contact2]\nstatus=unsubscribed\nid=7\n", NONE),
    ];
    check(true, "csv", files);
    check(false, "csv", files);
}

#[test]
fn a_pack_within_a_pack_is_unpacked() {
    use std::io::Write as _;
    let packed = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let table = contract(true, "csv");
    let file = b"id,email,status\nX1,ann@a.org,unsubscribed\nX2,bob@b.org,active\n";
    let once = packed(file);
    let twice = packed(&once);
    let thrice = packed(&twice);
    for pack in [&once, &twice, &thrice] {
        assert_eq!(closed(&table, "e.csv.gz", pack), ANN);
    }
    // One that is torn within is refused, and what can be read of it counts.
    let torn = packed(once.get(..once.len() - 9).unwrap());
    assert!(crate::heard::all_named(&table, "e.csv.gz", &torn).error.is_some());
    // A bomb in a pack is no table.
    let bomb = packed(&packed(&vec![b'0'; 18 * 1024 * 1024]));
    assert!(crate::heard::all_named(&table, "e.csv.gz", &bomb).error.is_some());
}
