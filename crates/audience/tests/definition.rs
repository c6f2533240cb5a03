//! Reading, checking and wording of definitions.

use audience::{
    Behaviour, Condition, ConsentFact, Definition, EventFact, PersonFacts, TraitValue, compile, evaluate,
    sentence,
};
use vocabulary::{Channel, DAY, Purpose, Timestamp};

const LAPSED: &str = include_str!("../../../demo/audiences/lapsed-buyers.yaml");

fn now() -> Timestamp {
    Timestamp::parse("2026-09-15T14:00:00Z").unwrap()
}

fn read(who: &str) -> Result<Definition, String> {
    let text = format!("{{name: a, who: {who}}}");
    let definition: Definition = serde_saphyr::from_str(&text).map_err(|error| error.to_string())?;
    definition.validate().map_err(|error| error.to_string())?;
    Ok(definition)
}

#[test]
fn the_demo_audience_reads_and_says_what_it_is() {
    let definition: Definition = serde_saphyr::from_str(LAPSED).unwrap();
    definition.validate().unwrap();
    assert_eq!(
        sentence(&definition),
        "People who bought at least twice in the last 180 days, and never bought in the last 60 days, \
         and agreed to marketing by e-mail, and agreed to content written by AI by e-mail."
    );
    let json = serde_json::to_string(&definition).unwrap();
    assert_eq!(serde_json::from_str::<Definition>(&json).unwrap(), definition);
}

#[test]
fn the_digest_changes_with_anything() {
    let definition: Definition = serde_saphyr::from_str(LAPSED).unwrap();
    let mut other = definition.clone();
    other.description.push('.');
    assert_ne!(definition.digest(), other.digest());
    let mut other = definition.clone();
    if let Condition::All(list) = &mut other.who {
        list.swap(0, 1);
    }
    assert_ne!(definition.digest(), other.digest());
    assert_eq!(definition.digest(), definition.clone().digest());
}

#[test]
fn mistakes_are_named() {
    let deep =
        format!("{}{{consent: {{purpose: marketing, channel: email}}}}{}", "{not: ".repeat(8), "}".repeat(8));
    for (who, needle) in [
        ("{trait: {name: shoe_size, is: '9'}}", "`shoe_size` is not a trait: use one of given_name"),
        ("{trait: {name: state}}", "trait `state` needs exactly one of"),
        ("{trait: {name: state, is: GA, is_not: AL}}", "trait `state` needs exactly one of"),
        ("{trait: {name: state, before: 2026-01-01}}", "cannot be tested by `before`"),
        ("{trait: {name: n_records, is: '3'}}", "use exists, at_least or at_most"),
        ("{trait: {name: state, one_of: []}}", "`one_of` is empty"),
        ("{trait: {name: state, equals: GA}}", "unknown field `equals`"),
        ("{all: []}", "`all` is empty"),
        ("{behaviour: {event: x}}", "give at_least, at_most or both"),
        ("{behaviour: {event: ' ', at_least: 1}}", "the event name is blank"),
        ("{behaviour: {event: x, at_least: 1, item: []}}", "`item` is empty"),
        ("{trait: {name: state, is: '\u{200b}'}}", "blank value"),
        ("{behaviour: {event: x, at_least: 1, min_revenue_minor: -1}}", "min_revenue_minor is 0 or more"),
        ("{behaviour: {event: x, at_least: 1, min_revenue_minor: 1, currency: ZZZ}}", "a code of ISO 4217"),
        ("{behaviour: {event: x, at_least: 0}}", "at_least is 1 or more"),
        ("{behaviour: {event: x, at_least: 3, at_most: 2}}", "at_most is smaller"),
        ("{behaviour: {event: x, at_least: 1, within_days: 0}}", "between 1 and 3660"),
        (
            "{behaviour: {event: x, at_least: 1, within_days: 9, not_within_days: 9}}",
            "smaller than within_days",
        ),
        ("{behaviour: {event: x, at_least: 1, in_days: 9}}", "unknown field `in_days`"),
        ("{behaviour: {event: '', at_least: 1}}", "the event name has"),
        ("{consent: {purpose: spam, channel: email}}", "unknown variant `spam`"),
        ("{none: []}", "unknown variant `none`"),
        (&deep, "nested 9 deep"),
    ] {
        let error = read(who).expect_err(who);
        assert!(error.contains(needle), "{who}: {error}");
    }
}

fn lapsed_person() -> PersonFacts {
    let order = |days_ago: i64| EventFact {
        name: Some("Order Completed".to_owned()),
        occurred_at: now() - DAY.times(days_ago),
        revenue_minor: Some(4200),
        currency: Some(vocabulary::Currency::USD),
        items: Vec::new(),
    };
    let granted = |purpose| ConsentFact {
        purpose,
        channel: Channel::Email,
        is_granted: true,
        since: Timestamp::parse("2026-03-01").ok(),
    };
    PersonFacts {
        traits: [("state".to_owned(), TraitValue::Text("GA".to_owned()))].into(),
        events: vec![order(70), order(90), order(179), order(180)],
        consents: vec![granted(Purpose::Marketing), granted(Purpose::AiContent)],
    }
}

#[test]
fn membership_has_reasons() {
    let definition: Definition = serde_saphyr::from_str(LAPSED).unwrap();
    let member = evaluate(&definition, &lapsed_person(), now());
    let texts: Vec<&str> = member.reasons.iter().map(|reason| reason.text.as_str()).collect();
    assert!(member.is_member);
    assert_eq!(
        texts,
        [
            "bought 3 times in the last 180 days (needs at least 2)",
            "never bought in the last 60 days (needs none)",
            "agreed to marketing by e-mail on 2026-03-01",
            "agreed to content written by AI by e-mail on 2026-03-01",
        ]
    );
}

#[test]
fn reasons_by_condition() {
    let mut person = lapsed_person();
    person.consents.push(ConsentFact {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        is_granted: false,
        since: None,
    });
    for (who, is_member, text) in [
        ("{trait: {name: state, is: GA}}", true, "state is GA (needs state GA)"),
        ("{not: {trait: {name: state, one_of: [AL, GA]}}}", false, "state is GA (needs state not AL or GA)"),
        ("{trait: {name: city, is_not: Macon}}", true, "city is not known (needs city not Macon)"),
        ("{trait: {name: city, is: Macon}}", false, "city is not known (needs city Macon)"),
        ("{not: {trait: {name: city, exists: true}}}", true, "city is not known (needs no known city)"),
        ("{consent: {purpose: marketing, channel: email}}", false, "withdrew consent to marketing by e-mail"),
        ("{consent: {purpose: marketing, channel: sms}}", false, "never agreed to marketing by text message"),
        (
            "{not: {behaviour: {event: Order Completed, at_least: 4, within_days: 180}}}",
            true,
            "bought 3 times in the last 180 days (needs at most 3)",
        ),
        (
            "{behaviour: {event: Order Completed, at_least: 1, min_revenue_minor: 5000}}",
            false,
            "never bought for 50.00 or more so far (needs at least 1)",
        ),
        (
            "{behaviour: {event: Order Completed, at_least: 1, min_revenue_minor: 4000, currency: EUR}}",
            false,
            "never bought for 40.00 EUR or more so far (needs at least 1)",
        ),
        (
            "{behaviour: {event: Order Completed, at_least: 1, min_revenue_minor: 4000, currency: USD}}",
            true,
            "bought for 40.00 USD or more 4 times so far (needs at least 1)",
        ),
        (
            "{behaviour: {event: Order Completed, at_least: 1, within_days: 180, not_within_days: 90}}",
            true,
            "bought twice between 180 and 90 days ago (needs at least 1)",
        ),
        (
            "{any: [{trait: {name: state, is: AL}}, {trait: {name: city, is: Macon}}]}",
            false,
            "none of these holds: state is GA (needs state AL); city is not known (needs city Macon)",
        ),
        (
            "{not: {all: [{trait: {name: state, is: GA}}, {trait: {name: city, is: Macon}}]}}",
            true,
            "city is not known (needs city not Macon)",
        ),
    ] {
        let membership = evaluate(&read(who).unwrap(), &person, now());
        assert_eq!((membership.is_member, membership.reasons[0].text.as_str()), (is_member, text), "{who}");
    }
}

#[test]
fn a_literal_cannot_leave_its_quotes() {
    let mut definition = read("{behaviour: {event: x, at_least: 1}}").unwrap();
    definition.who = Condition::Behaviour(Behaviour {
        event: "x' OR '1'='1".to_owned(),
        at_least: Some(1),
        at_most: None,
        within_days: None,
        not_within_days: None,
        min_revenue_minor: None,
        currency: None,
        item: Vec::new(),
        even_if_unseen: false,
    });
    let sql = compile(&definition, now()).unwrap();
    assert!(sql.contains("name = 'x'' OR ''1''=''1'"), "{sql}");
    assert!(compile(&Definition { name: "Bad Name".to_owned(), ..definition }, now()).is_err());
}

#[test]
fn a_calendar_day_is_the_day_as_it_is_written() {
    let born = |day: &str| PersonFacts {
        traits: [("birth_date".to_owned(), TraitValue::Text(day.to_owned()))].into(),
        ..PersonFacts::default()
    };
    for (rule, day, is_member) in [
        ("after: 1990-01-01T00:00:00+09:00", "1989-12-31", false),
        ("after: 1990-01-01T00:00:00+09:00", "1990-01-01", true),
        ("after: 1990-01-01T00:00:00-05:00", "1990-01-01", true),
        ("before: 1990-01-01T23:00:00-05:00", "1990-01-01", false),
        ("before: 1990-01-01", "1989-12-31", true),
    ] {
        let definition = read(&format!("{{trait: {{name: birth_date, {rule}}}}}")).unwrap();
        assert_eq!(evaluate(&definition, &born(day), now()).is_member, is_member, "{rule} {day}");
    }
}

#[test]
fn a_trait_of_time_can_be_relative() {
    let seen = |days_ago: i64| PersonFacts {
        traits: [("last_seen".to_owned(), TraitValue::Time(now() - DAY.times(days_ago)))].into(),
        ..PersonFacts::default()
    };
    for (rule, days_ago, is_member) in [
        ("within_days: 30", 29, true),
        ("within_days: 30", 30, false),
        ("not_within_days: 30", 30, true),
        ("not_within_days: 30", 29, false),
    ] {
        let definition = read(&format!("{{trait: {{name: last_seen, {rule}}}}}")).unwrap();
        assert_eq!(evaluate(&definition, &seen(days_ago), now()).is_member, is_member, "{rule} {days_ago}");
    }
    for (who, needle) in [
        ("{trait: {name: last_seen, before: 30 days ago}}", "`not_within_days: 30`"),
        ("{trait: {name: last_seen, before: -30d}}", "`-30d` is not a time"),
        ("{trait: {name: last_seen, within_days: 0}}", "between 1 and 3660"),
        ("{trait: {name: state, within_days: 3}}", "cannot be tested by `within_days`"),
        ("{behaviour: {event: x, at_least: 1, within_days: 0.5}}", "`0.5` is not a whole number"),
        ("{behaviour: {event: x, at_least: 4294967296}}", "`4294967296` is not a whole number"),
        ("{trait: {name: state, is: ' '}}", "blank value"),
        ("{trait: {name: stat, is: GA}}", "did you mean `state`?"),
    ] {
        let error = read(who).expect_err(who);
        assert!(error.contains(needle), "{who}: {error}");
    }
}

#[test]
fn every_fault_is_found_at_once() {
    let text =
        "{name: Bad Name, who: {all: [{any: []}, {trait: {name: shoe, is: x}}, {behaviour: {event: y}}]}}";
    let definition: Definition = serde_saphyr::from_str(text).unwrap();
    let faults = definition.faults();
    assert_eq!(faults.len(), 4, "{faults:?}");
    assert_eq!(faults[2].words, ["shoe"]);
}

#[test]
fn what_holds_for_everybody_when_unseen_is_told_apart() {
    let who = "{all: [{behaviour: {event: a, at_most: 0}}, {behaviour: {event: b, at_least: 1}}, \
        {not: {behaviour: {event: c, at_least: 2}}}, {trait: {name: state, is_not: X}}, \
        {not: {trait: {name: state, one_of: [Y, Z]}}}, {not: {trait: {name: city, is_not: W}}}, \
        {behaviour: {event: d, at_most: 0, even_if_unseen: true}}]}";
    let definition = read(who).unwrap();
    let mentions = definition.mentions();
    let holds: Vec<bool> = mentions.iter().map(|mention| mention.holds_unseen).collect();
    assert_eq!(holds, [true, false, true, true, true, false, true]);
    assert!(mentions[6].is_meant && !mentions[0].is_meant);
}

#[test]
fn size_is_bounded() {
    let many = format!("{{any: [{}]}}", vec!["{trait: {name: state, is: GA}}"; 1_001].join(", "));
    assert!(read(&many).unwrap_err().contains("at most 1000"));
    let long = format!("{{trait: {{name: state, one_of: [{}]}}}}", vec!["x"; 100_001].join(", "));
    assert!(read(&long).unwrap_err().contains("at most 100000"));
}

/// Computed by another program over the text that the digest covers: approvals are bound to it, and definitions are
/// told apart by it. A new condition may add to the text only where it is used.
#[test]
fn the_digest_is_pinned() {
    let who = "{all: [{trait: {name: state, is: GA}}, \
        {not: {trait: {name: state, one_of: [AL, FL], even_if_unseen: true}}}, \
        {any: [{trait: {name: city, exists: true}}, {trait: {name: last_seen, within_days: 30}}]}, \
        {behaviour: {event: Order Completed, at_least: 2, within_days: 180, min_revenue_minor: 1500, currency: USD}}, \
        {consent: {purpose: marketing, channel: email}}]}";
    let pinned = "e597ed215987e82a745b73dbfc5a1cdb4cffed568595d881063270cc694278b8";
    assert_eq!(read(who).unwrap().digest().to_string(), pinned);
}
