//! Records with several addresses or numbers are found by any of them.

use people::{
    Comparer, Corpus, CorpusBuilder, Decisions, Record, Resolution, Role, Schema, Thresholds, handles, unify,
};

fn record(id: &str, given: &str, family: &str, email: &str, phone: &str) -> Record {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Record {
        record_id: id.to_owned(),
        source: id.split(':').next().unwrap().to_owned(),
        given_name: some(given),
        family_name: some(family),
        email: some(email),
        phone: some(phone),
        ..Record::default()
    }
}

/// A town of strangers, so that frequencies mean something.
fn strangers() -> Vec<Record> {
    let name = |i: usize| -> String {
        [i / 26 % 26, i % 26, 7, i / 7 % 26].iter().map(|n| (b'a' + *n as u8) as char).collect()
    };
    (0..200)
        .map(|i| {
            let (given, family) = (format!("G{}", name(i)), format!("F{}", name(i + 31)));
            let email = format!("q{}z{i}@town.example", name(i));
            record(&format!("town:{i:03}"), &given, &family, &email, &format!("404-33{}-{i:04}", i % 10))
        })
        .collect()
}

fn resolved(own: &[Record]) -> (Corpus, people::Model, Resolution) {
    let records: Vec<Record> = own.iter().cloned().chain(strangers()).collect();
    let corpus = Corpus::of_records(&records);
    let (model, resolution) = unify(&corpus, &[], &Decisions::default(), &Thresholds::default());
    (corpus, model, resolution)
}

#[test]
fn any_of_them_finds_the_person() {
    for (what, a, b) in [
        (
            "the first of one record is the last of the other",
            ("m.fell@a.example; mf77@b.example", ""),
            ("mf77@b.example", ""),
        ),
        (
            "both have several",
            ("x1@a.example, mf77@b.example", ""),
            ("Mira <mf77@b.example>; x9@c.example", ""),
        ),
        ("a number of several", ("", "404-555-0123 / 404-555-9876"), ("", "+1 404 555 9876")),
        ("both have several numbers", ("", "404-555-0123; 404-555-9876"), ("", "404-555-7777, 404-555-9876")),
        (
            "an address of several in another notation",
            ("x1@a.example|m.fell@gmail.com", ""),
            ("MFell+shop@googlemail.com", ""),
        ),
        ("beside one that is nobody's", ("info@a.example; mf77@b.example", ""), ("mf77@b.example", "")),
    ] {
        let own = [record("crm:1", "Mira", "Fell", a.0, a.1), record("shop:1", "Mira", "", b.0, b.1)];
        let (corpus, model, resolution) = resolved(&own);
        assert_eq!(resolution.cluster_of[0], resolution.cluster_of[1], "{what}");
        let field = if a.0.is_empty() { "phone" } else { "e-mail" };
        let lines = Comparer::new(&corpus, &model).compare(0, 1);
        assert!(
            lines.iter().any(|line| line.field.starts_with(field) && line.words == "same"),
            "{what}: {lines:?}"
        );
        assert_eq!(
            resolution.links[0].rule,
            if a.0.is_empty() { "same_phone" } else { "same_email" },
            "{what}"
        );
    }
}

#[test]
fn a_shared_one_among_several_joins_nobody() {
    // Both wrote the family's mailbox beside their own.
    let own = [
        record("crm:1", "Mira", "Fell", "mf77@b.example; fells@home.example", ""),
        record("crm:2", "Bruno", "Fell", "bruno5@c.example; fells@home.example", ""),
        record("shop:1", "Mira", "Fell", "mf77@b.example", ""),
        record("shop:2", "Bruno", "Fell", "bruno5@c.example", ""),
    ];
    let (_, _, resolution) = resolved(&own);
    let of = |at: usize| resolution.cluster_of[at];
    assert_eq!((of(0), of(1)), (of(2), of(3)));
    assert_ne!(of(0), of(1), "{:?}", resolution.links);
}

#[test]
fn columns_of_one_role_are_one_list() {
    let columns =
        [("id", Role::RecordId), ("name", Role::FullName), ("mail", Role::Email), ("mail 2", Role::Email)];
    let columns = columns.map(|(name, role)| (name.to_owned(), role)).to_vec();
    let mut builder = CorpusBuilder::new(Schema { columns });
    builder.push(&[Some("1"), Some("Mira Fell"), Some("x1@a.example"), Some("mf77@b.example")]);
    builder.push(&[Some("2"), Some("Mira Fell"), Some("none"), Some("mf77@b.example")]);
    builder.push(&[Some("3"), Some("Otto Braun"), Some("otto@c.example"), None]);
    let (_, resolution) = unify(&builder.build(), &[], &Decisions::default(), &Thresholds::default());
    assert_eq!(resolution.cluster_of, [0, 0, 1]);
}

#[test]
fn every_one_is_a_handle() {
    let keys = |email: &str, phone: &str| -> Vec<String> {
        handles(&record("a:1", "", "", email, phone)).iter().map(|handle| handle.key()).collect()
    };
    assert_eq!(
        keys("ann@gmial.com; Bob <bob@y.org>; info@z.org; ann@gmail.com", "404-555-0123 / 404-555-9876"),
        ["email:ann@gmail.com", "email:bob@y.org", "phone:+14045550123", "phone:+14045559876"]
    );
    assert_eq!(keys("ann@x.org", "+1 404 555 0123;ext=5"), ["email:ann@x.org", "phone:+14045550123"]);
    assert_eq!(keys("none", "n/a"), Vec::<String>::new());
}

/// A word beside an address may be its beginning (`mf 77@b.example`): nobody is known by what is left of it.
#[test]
fn a_cell_with_words_besides_joins_nobody() {
    let cells = ("mf77; mf77@b.example; n/a@@", "");
    let own = [
        record("crm:1", "Mira", "Fell", cells.0, cells.1),
        record("shop:1", "Mira", "", "mf77@b.example", ""),
    ];
    let (_, _, resolution) = resolved(&own);
    assert_ne!(resolution.cluster_of[0], resolution.cluster_of[1]);
}
