//! Mails as files: what came back closes whom it did not reach, an answer that says no closes who wrote it.

use crate::heard::{Read, all, all_named};
use sources::Contract;

const CONTRACTS: [&str; 2] = [
    "csv}\n  - {property: truelift.lands, value: [records]}\nschema:\n  - name: rows\n    properties:\n      - {name: cid, customProperties: [{property: truelift.role, value: external_key}]}\n      - {name: email, customProperties: [{property: truelift.role, value: email}]}\n",
    "csv}\n  - {property: truelift.lands, value: [consents]}\nschema:\n  - name: rows\n    properties:\n      - {name: rid, customProperties: [{property: truelift.role, value: external_key}]}\n      - {name: Address, customProperties: [{property: truelift.role, value: email}]}\n      - {name: status, customProperties: [{property: truelift.role, value: action}]}\n      - {name: purpose, customProperties: [{property: truelift.role, value: purpose}]}\n      - {name: channel, customProperties: [{property: truelift.role, value: channel}]}\n      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}\n",
];

fn contracts() -> impl Iterator<Item = Contract> {
    CONTRACTS.iter().map(|rest| {
        let text = format!("apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {rest}");
        Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
    })
}

/// Whether exactly these mailboxes are closed.
fn check(found: &Read, closed: &[&str], what: &str) {
    let mut mailboxes: Vec<String> =
        found.closed().iter().filter_map(|key| key.strip_prefix("mailbox:").map(str::to_owned)).collect();
    mailboxes.sort();
    mailboxes.dedup();
    assert_eq!(mailboxes, closed, "{what}: {found:?}");
    assert_eq!((found.opens(), found.said.len()), (0, 0), "{what}");
}

fn bounce(action: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.org (Mail Delivery System)\nTo: bounce@shop.org\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"b1\"\n\nThis is a MIME-encapsulated message.\n\n--b1\nContent-Type: text/plain\n\nI'm sorry to have to inform you that your message could not be delivered.\n\n--b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.org\nX-Postfix-Sender: rfc822; bounce@shop.org\n\nFinal-Recipient: rfc822; ann@a.org\nOriginal-Recipient: rfc822;ann.old@a.org\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; no such user\n\n--b1\nContent-Type: message/rfc822\n\nFrom: Shop <news@shop.org>\nTo: ann@a.org\nSubject: Sale\n\nHello! Unsubscribe here: https://shop.example/u\n--b1--\n"
    )
}

#[test]
fn a_mail_that_came_back_closes_whom_it_did_not_reach() {
    for contract in contracts() {
        let short = "From: MAILER-DAEMON@mx.org\nTo: bounce@shop.org\nSubject: Undelivered\n\nReporting-MTA: dns; mx.org\n\nFinal-Recipient: rfc822; ann@a.org\nAction: failed\nStatus: 5.1.1\n";
        check(&all(&contract, short), &["ann@a.org"], "short");
        check(&all(&contract, &short.replace('\n', "\r\n")), &["ann@a.org"], "ends of lines of mail");
        check(&all(&contract, &bounce("failed", "5.1.1")), &["ann.old@a.org", "ann@a.org"], "whole");
        for (action, status) in
            [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0"), ("relayed", "2.1.9")]
        {
            check(&all(&contract, &bounce(action, status)), &[], action);
        }
        let exim = "From: Mail Delivery System <Mailer-Daemon@mx.org>\nTo: bounce@shop.org\nX-Failed-Recipients: ann@a.org\nSubject: Mail delivery failed: returning message to sender\n\nA message that you sent could not be delivered.\n\n  ann@a.org\n    550 5.1.1 User unknown\n";
        check(&all(&contract, exim), &["ann@a.org"], "exim");
        let words = "From: MAILER-DAEMON@mx.org\nTo: bounce@shop.org\nSubject: failure notice\n\nHi. This is the qmail-send program.\n\n<ann@a.org>: 550 5.1.1 user unknown\n\n--- Below this line is a copy of the message.\n\nFrom: news@shop.org\nTo: ann@a.org\n";
        check(&all(&contract, words), &["ann@a.org"], "qmail");
        let complaint = "From: fbl@mail.example\nTo: abuse@shop.org\nSubject: complaint\nMIME-Version: 1.0\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nOriginal-Rcpt-To: ann@a.org\n\n--b\n";
        check(&all(&contract, complaint), &["ann@a.org"], "complaint");
    }
}

#[test]
fn an_answer_that_says_no_closes_who_wrote_it() {
    let mail = |subject: &str, body: &str| {
        format!(
            "From: Cy <cy@c.org>\nTo: News <news@shop.org>\nDate: Mon, 30 Nov 2026 10:00:00 +0100\nSubject: {subject}\n\n{body}\n"
        )
    };
    for contract in contracts() {
        for (subject, body) in [
            ("Re: sale", "please unsubscribe me"),
            ("STOP", ""),
            ("AW: Angebot", "Bitte keine Werbung mehr!\n\nCy"),
            ("Re: sale", "Hello,\n\nI do not want any more mails from you.\n\nCy"),
            ("=?utf-8?Q?d=C3=A9sabonner?=", ""),
            ("Re: sale", "<html><body><p>please unsubscribe me</p></body></html>"),
            ("Re: sale", "please unsub=\nscribe me =C3=BC"),
        ] {
            check(&all(&contract, &mail(subject, body)), &["cy@c.org"], &format!("{subject} {body}"));
        }
        for (subject, body) in [
            ("Re: sale", "Thank you, I love it!\n\nOn Monday news@shop.org wrote:\n> Unsubscribe here"),
            ("Re: sale", "Great.\n\n-----Original Message-----\nFrom: news@shop.org\n\nUnsubscribe"),
            ("Out of office", "I am back on Monday."),
        ] {
            check(&all(&contract, &mail(subject, body)), &[], &format!("{subject} {body}"));
        }
        let own = "From: news@shop.org\nTo: ann@a.org\nSubject: Sale\nList-Unsubscribe: <https://shop.example/u>\n\nUnsubscribe\n";
        check(&all(&contract, own), &[], "a mail to many");
        let way_out = "From: cy@c.org\nTo: <unsubscribe+x7@shop.org>\nSubject: x\n\n\n";
        check(&all(&contract, way_out), &["cy@c.org"], "the mailbox for noes");
    }
}

#[test]
fn several_mails_in_a_file_are_read_one_by_one() {
    let mbox = format!(
        "From MAILER-DAEMON Mon Nov 30 10:00:00 2026\n{}\nFrom cy@c.org Mon Nov 30 11:00:00 2026\nFrom: Cy <cy@c.org>\nTo: news@shop.org\nSubject: Re: sale\n\nplease unsubscribe me\n\nFrom dan@d.org Mon Nov 30 12:00:00 2026\nFrom: dan@d.org\nTo: news@shop.org\nSubject: Re: sale\n\nThank you!\n",
        bounce("failed", "5.1.1")
    );
    for contract in contracts() {
        check(&all(&contract, &mbox), &["ann.old@a.org", "ann@a.org", "cy@c.org"], "mbox");
        let found = all_named(&contract, "unsubscribed.mbox", mbox.as_bytes());
        assert!(found.closes("dan@d.org") && !found.closes("bounce@shop.org"), "{found:?}");
    }
}
