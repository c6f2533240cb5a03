//! A text that is no table, as a page, a dump of SQL or a message: it is refused under every contract, and what it says
//! no to counts.

use crate::heard::{Read, all_named};
use sources::Contract;

/// A contract of people, or of another kind of rows by what it lands as.
fn contract(format: &str, lands: &str) -> Contract {
    let columns = match lands {
        "events" => {
            "      - {name: order, customProperties: [{property: truelift.role, value: external_key}]}\n      - {name: at, logicalType: timestamp, customProperties: [{property: truelift.role, value: occurred_at}]}\n      - {name: mail, customProperties: [{property: truelift.role, value: email}]}\n"
        }
        _ => {
            "      - {name: id, required: true, customProperties: [{property: truelift.role, value: external_key}]}\n      - {name: first, customProperties: [{property: truelift.role, value: given_name}]}\n      - {name: mail, customProperties: [{property: truelift.role, value: email}]}\n      - {name: kd_nr, customProperties: [{property: truelift.role, value: customer_id}]}\n"
        }
    };
    let event =
        if lands == "events" { "  - {property: truelift.event_name, value: Order Completed}\n" } else { "" };
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: crm\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: [{lands}]}}\n{event}schema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "crm.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn read(contract: &Contract, text: &str) -> Read {
    all_named(contract, "crm.csv", text.as_bytes())
}

/// A header as a spreadsheet writes it, with a line break in a name: the same file, and refused like any other.
#[test]
fn a_header_with_line_breaks_is_one_line() {
    let contract = contract("csv", "records");
    for head in [
        "\"kd_nr\",\"ma\nil\",\"status\"",
        "\"kd_nr\",\"mail\",\"sta\r\ntus\"",
        "\"kd\n_nr\",\"mail\",\"status\"",
    ] {
        let text = format!("{head}\nk1,bob@x.org,active\nk2,ann@x.org,unsubscribed\n");
        let found = read(&contract, &text);
        assert!(found.error.is_some(), "`id` is missing: {text}");
        assert!(found.closes("ann@x.org") && !found.closes("bob@x.org"), "{text}: {found:?}");
    }
}

/// Texts in which ann said no and bob did not.
const TEXTS: &[(&str, &str)] = &[
    (
        "a table with a header",
        "<table>\n<tr><th>email</th><th>status</th></tr>\n<tr><td>ann@x.org</td><td>unsubscribed</td></tr>\n<tr><td>bob@x.org</td><td>active</td></tr>\n</table>\n",
    ),
    (
        "a table whose header asks for a no",
        "<table><tr><th>email</th><th>Unsubscribed</th></tr><tr><td>ann@x.org</td><td>yes</td></tr><tr><td>bob@x.org</td><td>no</td></tr></table>",
    ),
    (
        "a table whose header asks for a yes",
        "<html><body><table><thead><tr><td>E-Mail</td><td>Newsletter</td></tr></thead><tbody><tr><td>ann@x.org</td><td>nein</td></tr><tr><td>bob@x.org</td><td>ja</td></tr></tbody></table></body></html>",
    ),
    (
        "cells in lines of their own",
        "<table>\n<tr>\n<td>ann@x.org</td>\n<td>unsubscribed</td>\n</tr>\n<tr>\n<td>bob@x.org</td>\n<td>active</td>\n</tr>\n</table>\n",
    ),
    (
        "rows and cells that nobody ends",
        "<table>\n<tr><td>ann@x.org<td>unsubscribed\n<tr><td>bob@x.org<td>active\n</table>\n",
    ),
    (
        "a table within one for looks",
        "<!DOCTYPE html>\n<html><table><tr><td><table><tr><td>ann@x.org</td><td>unsubscribed</td></tr><tr><td>bob@x.org</td><td>active</td></tr></table></td></tr></table></html>",
    ),
    (
        "names in the first column",
        "<table><tr><th>Email</th><td>ann@x.org</td></tr><tr><th>Unsubscribed:</th><td>yes</td></tr><tr><th>Email</th><td>bob@x.org</td></tr><tr><th>Unsubscribed:</th><td>no</td></tr></table>",
    ),
    ("a list", "<ul>\n<li>ann@x.org - unsubscribed</li>\n<li>bob@x.org - active</li>\n</ul>\n"),
    (
        "links in a list",
        "<ul>\n<li><a href=\"mailto:ann@x.org\">Ann</a> unsubscribed</li>\n<li><a href=\"mailto:bob@x.org\">Bob</a></li>\n</ul>\n",
    ),
    (
        "paragraphs",
        "<html><body><h1>Our contacts</h1><p>ann@x.org unsubscribed</p><p>bob@x.org is active</p><p>2 in all</p></body></html>",
    ),
    (
        "definitions",
        "<html><dl><dt>email</dt><dd>ann@x.org</dd><dt>newsletter</dt><dd>no</dd></dl><dl><dt>email</dt><dd>bob@x.org</dd><dt>newsletter</dt><dd>yes</dd></dl></html>",
    ),
    (
        "boxes",
        "<div class=\"list\">\n<div class=\"row\"><span>ann@x.org</span><span>unsubscribed</span></div>\n<div class=\"row\"><span>bob@x.org</span><span>active</span></div>\n</div>\n",
    ),
    (
        "elements",
        "<?xml version=\"1.0\"?>\n<subscribers>\n <subscriber><email>ann@x.org</email><status>unsubscribed</status></subscriber>\n <subscriber><email>bob@x.org</email><status>active</status></subscriber>\n</subscribers>\n",
    ),
    (
        "elements without a first line",
        "<subscriber><email>ann@x.org</email><opt_out>true</opt_out></subscriber>\n<subscriber><email>bob@x.org</email><opt_out>false</opt_out></subscriber>\n",
    ),
    (
        "elements within elements",
        "<?xml version=\"1.0\"?><all><person><contact><mail type=\"work\">ann@x.org</mail></contact><consent><email>no</email></consent></person><person><contact><mail type=\"work\">bob@x.org</mail></contact><consent><email>yes</email></consent></person></all>",
    ),
    (
        "attributes",
        "<?xml version=\"1.0\"?><all><c email=\"ann@x.org\" status=\"unsubscribed\"/><c email=\"bob@x.org\" status=\"active\"/></all>",
    ),
    (
        "a spreadsheet saved as XML",
        "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:x\"><Worksheet><Table><Row><Cell><Data ss:Type=\"String\">email</Data></Cell><Cell><Data>optout</Data></Cell></Row><Row><Cell><Data>ann@x.org</Data></Cell><Cell><Data>1</Data></Cell></Row><Row><Cell><Data>bob@x.org</Data></Cell><Cell><Data>0</Data></Cell></Row></Table></Worksheet></Workbook>",
    ),
    (
        "a text that is not parsed",
        "<?xml version=\"1.0\"?><a><p><m><![CDATA[ann@x.org]]></m><s><![CDATA[unsubscribed]]></s></p><p><m>bob@x.org</m><s>active</s></p></a>",
    ),
    ("rows of SQL", "INSERT INTO `subs` VALUES (1,'ann@x.org','unsubscribed'),(2,'bob@x.org','active');\n"),
    (
        "columns of SQL",
        "-- export\nINSERT INTO subs (id, email, unsubscribed) VALUES\n(1, 'ann@x.org', 1),\n(2, 'bob@x.org', 0);\n",
    ),
    (
        "a table made before",
        "-- MySQL dump 10.13\nDROP TABLE IF EXISTS `subs`;\nCREATE TABLE `subs` (\n  `id` int(11) NOT NULL,\n  `email` varchar(255),\n  `opt_out` tinyint(1) DEFAULT 0,\n  PRIMARY KEY (`id`)\n);\nINSERT INTO `subs` VALUES (1,'ann@x.org',1);\nINSERT INTO `subs` VALUES (2,'bob@x.org',0);\n",
    ),
    (
        "a list by the name of its table",
        "INSERT INTO unsubscribes (email) VALUES ('ann@x.org');\nINSERT INTO customers (email) VALUES ('bob@x.org');\n",
    ),
    (
        "a copy of Postgres",
        "--\n-- PostgreSQL database dump\n--\nSET statement_timeout = 0;\nCOPY public.subs (id, email, status) FROM stdin;\n1\tann@x.org\tunsubscribed\n2\tbob@x.org\tactive\n\\.\n",
    ),
    (
        "changes of SQL",
        "UPDATE subs SET status = 'unsubscribed' WHERE email = 'ann@x.org';\nUPDATE subs SET status = 'active' WHERE email = 'bob@x.org';\n",
    ),
    ("names and values", "email: ann@x.org, status: unsubscribed\nemail: bob@x.org, status: active\n"),
    ("names and values in one line", "email=ann@x.org;newsletter=0\n"),
    (
        "blocks",
        "Name: Ann\nE-Mail: ann@x.org\nNewsletter: nein\n\nName: Bob\nE-Mail: bob@x.org\nNewsletter: ja\n",
    ),
    ("items", "- email: ann@x.org\n  status: unsubscribed\n- email: bob@x.org\n  status: active\n"),
    (
        "names that come again",
        "dn: uid=ann\nmail: ann@x.org\noptOut: TRUE\ndn: uid=bob\nmail: bob@x.org\noptOut: FALSE\n",
    ),
];

#[test]
fn a_text_that_is_no_table_is_refused_and_its_noes_count() {
    for contract in [contract("csv", "records"), contract("json", "records")] {
        for (name, text) in TEXTS {
            let found = read(&contract, text);
            let error = found.error.clone().unwrap_or_default();
            assert!(found.closes("ann@x.org") && !found.closes("bob@x.org"), "{name}: {found:?}");
            assert!(error.contains("what 1 of its rows say no to counts all the same"), "{name}: {error}");
            assert!(found.said.is_empty() && found.rejected.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_word_in_an_order_that_is_no_table_is_its_state() {
    let orders = contract("csv", "events");
    for (text, expect) in [
        ("<table><tr><td>1</td><td>ann@x.org</td><td>cancelled</td></tr></table>", false),
        ("<table><tr><td>1</td><td>ann@x.org</td><td>unsubscribed</td></tr></table>", true),
    ] {
        let found = read(&orders, text);
        assert!(found.error.is_some() && found.closes("ann@x.org") == expect, "{text}: {found:?}");
    }
}

#[test]
fn who_has_no_address_is_named_as_in_a_table() {
    let people = contract("csv", "records");
    for (text, key) in [
        ("INSERT INTO subs (kd_nr, status) VALUES ('C77', 'unsubscribed');", "customer_id:C77"),
        (
            "<?xml version=\"1.0\"?><a><p><kd_nr>C77</kd_nr><status>unsubscribed</status></p><p><kd_nr>C78</kd_nr><status>active</status></p></a>",
            "customer_id:C77",
        ),
        ("kd_nr: C77\nstatus: unsubscribed\n\nkd_nr: C78\nstatus: active\n", "customer_id:C77"),
        ("<table><tr><td>+49 171 1079100</td><td>unsubscribed</td></tr></table>", "phone:+491711079100"),
    ] {
        let found = read(&people, text);
        assert!(found.closed().iter().any(|known| known == key), "{text}: {found:?}");
        assert!(!found.closed().iter().any(|known| known.contains("C78")), "{text}: {found:?}");
    }
}

#[test]
fn a_page_that_says_no_to_nobody_closes_nobody() {
    let people = contract("csv", "records");
    for text in [
        "<html><body><p>ann@x.org</p><a href=\"https://x.org/unsubscribe\">unsubscribe</a></body></html>",
        "<table><tr><td>ann@x.org</td><td>active</td></tr></table>",
        "<html><script>var s = 'unsubscribed ann@x.org';</script><p>ann@x.org</p></html>",
        "INSERT INTO subs VALUES (1,'ann@x.org','active');",
        "email: ann@x.org\nstatus: active\n",
    ] {
        let found = read(&people, text);
        assert!(found.error.is_some() && found.closed().is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_text_that_is_torn_or_odd_is_read_to_its_end() {
    let people = contract("csv", "records");
    for text in [
        "<table><tr><td>ann@x.org</td><td>unsubscribed</td>",
        "<table><tr><td title=\"a < b > c\">ann@x.org</td><td>unsubscribed</td></tr>",
        "<table><!-- <tr><td>x</td></tr> --><tr><td>ann@x.org</td><td>unsubscribed</td></tr></table>",
        "<table><!-- never ended <tr><td>ann@x.org</td><td>unsubscribed</td></tr></table>",
        "<table><tr><td>5 < 7</td><td>ann@x.org</td><td>unsubscribed</td></tr></table>",
        "<table><tr><td>a&#110;n@x.org</td><td>un&shy;subscribed</td></tr></table>",
        "INSERT INTO subs VALUES (1,'ann@x.org','it''s; \\'unsubscribed\\''), (2,'ann@x.org','unsubscribed'",
        "INSERT INTO subs VALUES (1,'ann@x.org','unsubscribed')",
    ] {
        assert!(read(&people, text).closes("ann@x.org"), "{text}: {:?}", read(&people, text));
    }
    let deep =
        format!("<?xml version=\"1.0\"?>{}<p><m>ann@x.org</m><s>unsubscribed</s></p>", "<a>".repeat(100_000));
    assert!(read(&people, &deep).closes("ann@x.org"));
    let odd = format!("<table>{}", "<a=\"".repeat(20_000));
    assert!(read(&people, &odd).error.is_some());
}

#[test]
fn a_page_whose_title_is_that_of_a_list_closes_everybody_in_it() {
    let people = contract("csv", "records");
    for text in [
        "<html><h1>Unsubscribed contacts</h1><table><tr><td>ann@x.org</td></tr></table></html>",
        "<table><caption>Unsubscribed</caption><tr><td>ann@x.org</td></tr></table>",
        "<unsubscribed><mail>ann@x.org</mail><mail>bob@x.org</mail></unsubscribed>",
    ] {
        assert!(read(&people, text).closes("ann@x.org"), "{text}: {:?}", read(&people, text));
    }
}
