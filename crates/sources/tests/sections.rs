//! Lines that are no rows and speak for the rows below them, up to the next.

use crate::heard::all;
use sources::Contract;

fn contract(lands: &str, constant: &str, columns: &[(&str, &str)]) -> Contract {
    let column = |(name, role): &(&str, &str)| {
        let kind = if *role == "occurred_at" { "logicalType: timestamp, " } else { "" };
        format!(
            "      - {{name: '{name}', {kind}customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.lands, value: [{lands}]}}\n  - {{property: truelift.zone, value: UTC}}\n  - {{property: truelift.constant, value: {{{constant}}}}}\nschema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Whose rows say yes, each of them.
fn subscribers(columns: &[(&str, &str)]) -> Contract {
    let granted = "purpose: marketing, channel: email, action: granted, occurred_at: 2026-01-01";
    contract("consents", granted, columns)
}

#[test]
fn a_heading_speaks_for_rows_to_which_a_constant_says_yes() {
    let one = subscribers(&[("email", "email")]);
    let two = subscribers(&[("email", "email"), ("first", "given_name")]);
    let three = subscribers(&[("email", "email"), ("first", "given_name"), ("last", "family_name")]);
    for heading in
        ["Unsubscribed:", "Unsubscribed", "Unsubscribed contacts", "Abgemeldet:", "Unsubscribed\u{ff1a}"]
    {
        for (contract, end, header) in
            [(&one, "", "email"), (&two, ",", "email,first"), (&three, ",,", "email,first,last")]
        {
            let file = format!(
                "{header}\nzoe@z.org{end}\n{heading}{end}\nann@a.org{end}\nbob@b.org{end}\nResubscribed:{end}\ncy@c.org{end}\n"
            );
            let found = all(contract, &file);
            assert!(found.closes("ann@a.org") && found.closes("bob@b.org"), "{file}: {found:?}");
            assert!(!found.closes("zoe@z.org") && !found.closes("cy@c.org"), "{file}: {found:?}");
        }
    }
}

#[test]
fn a_heading_speaks_for_rows_that_do_not_answer_themselves() {
    let constant = "purpose: marketing, channel: email";
    let book =
        contract("consents", constant, &[("email", "email"), ("status", "action"), ("at", "occurred_at")]);
    let answered = "ann@a.org,,\nbob@b.org,granted,2026-02-01\n";
    for heading in ["Unsubscribed:,,", "Unsubscribed,,", "\nUnsubscribed", "Unsubscribed:"] {
        let file = format!(
            "email,status,at\nzoe@z.org,granted,2026-01-01\n{heading}\n{answered}dan@d.org\nActive:,,\neve@e.org,,\n"
        );
        let found = all(&book, &file);
        assert!(found.closes("ann@a.org") && found.closes("dan@d.org"), "{file}: {found:?}");
        assert!(
            ["zoe@z.org", "bob@b.org", "eve@e.org"].iter().all(|who| !found.closes(who)),
            "{file}: {found:?}"
        );
        assert_eq!(found.opens(), 2, "{file}");
    }
    let constant = "purpose: marketing, channel: email, occurred_at: 2026-01-01";
    let keyed =
        contract("consents", constant, &[("rid", "external_key"), ("email", "email"), ("status", "action")]);
    let found = all(&keyed, "rid,email,status\nUnsubscribed:,,\nn1,ann@a.org,\nn2,bob@b.org,granted\n");
    assert!(found.closes("ann@a.org") && !found.closes("bob@b.org"), "{found:?}");
}

#[test]
fn a_word_under_a_question_is_what_its_row_answers() {
    let constant = "purpose: marketing, channel: email";
    let book =
        contract("consents", constant, &[("email", "email"), ("status", "action"), ("at", "occurred_at")]);
    let found = all(&book, "email,status,at\n,unsubscribed,\nann@a.org,,\n");
    assert!(!found.closes("ann@a.org"), "{found:?}");
    let people = contract("records", "", &[("cid", "customer_id"), ("email", "email")]);
    let found = all(&people, "cid,email\nU8,q@q.org\nUnsubscribed contacts\nU0,ann@a.org\n");
    assert!(found.closes("ann@a.org") && !found.closes("q@q.org"), "{found:?}");
    // Somebody who is known by a name alone ends no section.
    let named = contract("records", "", &[("name", "full_name"), ("email", "email"), ("city", "city")]);
    let found = all(&named, "name,email,city\nUnsubscribed:,,\nAnn Miller,,\nBob,bob@b.org,Ulm\n");
    assert!(found.closes("bob@b.org"), "{found:?}");
}
