//! The send gate as a table of cases, and its promises as properties.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "gate/coming_back.rs"]
mod coming_back;

use consent::*;
use proptest::prelude::*;
use vocabulary::{
    Channel, DAY, Digest, HOUR, Identifier, IdentifierKind, PersonId, Purpose, Redacted, Timestamp,
};

const ANN: &str = "email:ann@example.com";
const OLD: &str = "email:old@example.com";
const NUMBER: &str = "customer_id:C1";

fn now() -> Timestamp {
    "2026-09-15T14:00:00Z".parse().unwrap()
}

fn days_ago(n: i64) -> Timestamp {
    now() - DAY.times(n)
}

fn event(identifier: &str, purpose: Purpose, action: Action, at: Timestamp) -> ConsentEvent {
    ConsentEvent {
        entry_id: format!("{}/{purpose}/{action}/{at}", Digest::of([identifier]).short()),
        identifier: Redacted::new(identifier.to_owned()),
        purpose,
        channel: Channel::Email,
        action,
        at,
        evidence: Some("signup form 3".to_owned()),
        source: "consents".to_owned(),
    }
}

fn suppression(identifier: &str, reason: SuppressionReason) -> Suppression {
    Suppression { identifier: Redacted::new(identifier.to_owned()), reason, at: days_ago(1) }
}

fn policy() -> Policy {
    Policy {
        frequency_cap: FrequencyCap::new(3, 7).unwrap(),
        quiet_hours: QuietHours::new(21, 8, "America/New_York").unwrap(),
    }
}

fn release() -> Digest {
    Digest::of(["release"])
}

fn proof() -> ApprovalProof {
    ApprovalProof::from_governance(release(), days_ago(1))
}

fn request() -> Request {
    Request::new([Purpose::Marketing, Purpose::AiContent], Channel::Email, release()).unwrap()
}

/// A person who consented to both purposes under the address itself.
fn willing() -> Contact {
    Contact {
        person: PersonId::new("p1").unwrap(),
        address: Redacted::new(ANN.to_owned()),
        mailbox: Redacted::new(ANN.to_owned()),
        aliases: vec![],
        grantors: vec![],
        ties: vec![],
        events: vec![
            event(ANN, Purpose::Marketing, Action::Granted, days_ago(90)),
            event(ANN, Purpose::AiContent, Action::Granted, days_ago(90)),
        ],
        suppressions: vec![],
        sends: vec![],
    }
}

fn code(decision: &Decision) -> &'static str {
    match decision {
        Decision::Permit(_) => "permit",
        Decision::Deny(denial) => denial.code(),
    }
}

#[track_caller]
fn check(what: &str, change: impl FnOnce(&mut Contact), expect: &str) {
    let mut contact = willing();
    change(&mut contact);
    let decision = decide(&contact, &request(), &policy(), Some(&proof()), now());
    assert_eq!(code(&decision), expect, "{what}");
}

#[test]
fn consent_cases() {
    use Action::{Granted, Withdrawn};
    use Purpose::Marketing;
    check("both granted", |_| {}, "permit");
    check("nothing ever said", |c| c.events.clear(), "no_consent");
    check("one of two purposes", |c| c.events.truncate(1), "no_consent");
    check("withdrawn later", |c| c.events.push(event(ANN, Marketing, Withdrawn, days_ago(1))), "no_consent");
    check(
        "withdrawn before the grant",
        |c| c.events.push(event(ANN, Marketing, Withdrawn, days_ago(99))),
        "permit",
    );
    check(
        "withdrawn at the same moment",
        |c| c.events.push(event(ANN, Marketing, Withdrawn, days_ago(90))),
        "no_consent",
    );
    check(
        "withdrawn with a clock ahead",
        |c| c.events.push(event(ANN, Marketing, Withdrawn, now() + DAY)),
        "no_consent",
    );
    check(
        "granted again after withdrawal",
        |c| {
            c.events.push(event(ANN, Marketing, Withdrawn, days_ago(9)));
            c.events.push(event(ANN, Marketing, Granted, days_ago(8)));
        },
        "permit",
    );
    check(
        "grant dated in the future",
        |c| {
            c.events.remove(0);
            c.events.push(event(ANN, Marketing, Granted, now() + DAY));
        },
        "no_consent",
    );
}

#[test]
fn consent_cases_over_several_identifiers() {
    use Action::{Granted, Withdrawn};
    use Purpose::{AiContent, Marketing};
    check(
        "other address of the person opted out, long before the grant",
        |c| {
            c.events.push(event(OLD, Marketing, Withdrawn, days_ago(400)));
        },
        "no_consent",
    );
    check(
        "other channel opted out",
        |c| {
            c.events.push(ConsentEvent {
                channel: Channel::Sms,
                ..event(ANN, Marketing, Withdrawn, days_ago(1))
            });
        },
        "permit",
    );
    check(
        "grants stand on another address only",
        |c| {
            c.events = vec![
                event(OLD, Marketing, Granted, days_ago(9)),
                event(OLD, AiContent, Granted, days_ago(9)),
            ];
        },
        "no_consent",
    );
    check(
        "grants stand on the customer number of the same record",
        |c| {
            c.grantors = vec![Redacted::new(NUMBER.to_owned())];
            c.events = vec![
                event(NUMBER, Marketing, Granted, days_ago(9)),
                event(NUMBER, AiContent, Granted, days_ago(9)),
            ];
        },
        "permit",
    );
}

#[test]
fn what_ends_a_no_revives_nothing() {
    use Action::{Granted, Lifted, Withdrawn};
    use Purpose::{AiContent, Marketing};
    let lifted = |c: &mut Contact, granted: i64| {
        c.grantors = vec![Redacted::new(NUMBER.to_owned())];
        c.events.push(event(NUMBER, Marketing, Withdrawn, days_ago(9)));
        c.events.push(event(NUMBER, Marketing, Lifted, days_ago(8)));
        c.events.push(event(ANN, Marketing, Granted, days_ago(granted)));
    };
    check("a no was ended, and what was given before it", |c| lifted(c, 10), "no_consent");
    check("a no was ended, and what was given at its moment", |c| lifted(c, 9), "no_consent");
    check("a no was ended, and what was given since", |c| lifted(c, 8), "permit");
    check(
        "a no of another mailbox was taken back there",
        |c| {
            c.events.push(event(OLD, Marketing, Withdrawn, days_ago(9)));
            c.events.push(event(OLD, Marketing, Granted, days_ago(8)));
        },
        "no_consent",
    );
    let tied = |c: &mut Contact, withdrawn: i64| {
        c.ties = vec![Redacted::new(NUMBER.to_owned())];
        c.events.push(event(NUMBER, Marketing, Withdrawn, days_ago(withdrawn)));
        c.events.push(event(NUMBER, AiContent, Granted, days_ago(1)));
    };
    check("a no under a handle that a row tied, since", |c| tied(c, 90), "no_consent");
    check("a no under a handle that a row tied, before", |c| tied(c, 91), "permit");
    check(
        "a yes under a handle that a row tied",
        |c| {
            tied(c, 99);
            c.events.remove(1);
        },
        "no_consent",
    );
}

#[test]
fn suppression_and_cap_cases() {
    use SuppressionReason::*;
    for reason in [HardBounce, Complaint, Unsubscribed, Manual] {
        check("at the address", |c| c.suppressions.push(suppression(ANN, reason)), "suppressed");
        let expect = if reason == HardBounce { "permit" } else { "suppressed" };
        check("at another address", |c| c.suppressions.push(suppression(OLD, reason)), expect);
    }
    let sends = |n_recent: usize, last: Timestamp| {
        move |c: &mut Contact| {
            c.sends = vec![days_ago(1); n_recent];
            c.sends.push(last);
        }
    };
    check("cap not reached", sends(1, days_ago(2)), "permit");
    check("cap reached", sends(2, days_ago(2)), "cap_reached");
    check("the window excludes its start", sends(2, days_ago(7)), "permit");
    check("a send dated ahead counts", sends(2, now() + HOUR), "cap_reached");
}

#[test]
fn quiet_hours_are_local_and_span_midnight() {
    for (at, expect) in [
        ("2026-09-15T14:00:00Z", "permit"),
        ("2026-09-16T00:59:59Z", "permit"),
        ("2026-09-16T01:00:00Z", "quiet_hours"),
        ("2026-09-16T05:00:00Z", "quiet_hours"),
        ("2026-09-16T11:59:59Z", "quiet_hours"),
        ("2026-09-16T12:00:00Z", "permit"),
        // winter time: 08:00 in New York is 13:00 UTC
        ("2026-12-16T12:30:00Z", "quiet_hours"),
        ("2026-12-16T13:00:00Z", "permit"),
    ] {
        let decision = decide(&willing(), &request(), &policy(), Some(&proof()), at.parse().unwrap());
        assert_eq!(code(&decision), expect, "{at}");
    }
    for (at, expect) in [
        ("2026-09-16T01:00:00Z", "2026-09-16T12:00:00Z"),
        ("2026-09-16T11:59:59.5Z", "2026-09-16T12:00:00Z"),
        // The clock goes back an hour in this night.
        ("2026-11-01T04:30:00Z", "2026-11-01T13:00:00Z"),
    ] {
        let decision = decide(&willing(), &request(), &policy(), Some(&proof()), at.parse().unwrap());
        let Decision::Deny(Denial::QuietHours { until, .. }) = decision else { panic!("{at}") };
        assert_eq!(until, Some(expect.parse().unwrap()), "{at}");
    }
    let by_day = Policy { quiet_hours: QuietHours::new(9, 17, "UTC").unwrap(), ..policy() };
    assert_eq!(code(&decide(&willing(), &request(), &by_day, Some(&proof()), now())), "quiet_hours");
    let never = Policy { quiet_hours: QuietHours::new(9, 9, "UTC").unwrap(), ..policy() };
    assert_eq!(code(&decide(&willing(), &request(), &never, Some(&proof()), now())), "permit");
}

#[test]
fn approval_opens_only_its_release_and_only_afterwards() {
    let other = ApprovalProof::from_governance(Digest::of(["other"]), days_ago(1));
    let later = ApprovalProof::from_governance(release(), now() + HOUR);
    for (approval, expect) in [
        (None, "not_approved"),
        (Some(&other), "not_approved"),
        (Some(&later), "not_approved"),
        (Some(&proof()), "permit"),
    ] {
        assert_eq!(code(&decide(&willing(), &request(), &policy(), approval, now())), expect);
    }
}

#[test]
fn a_permit_says_what_it_rests_on() {
    let Decision::Permit(permit) = decide(&willing(), &request(), &policy(), Some(&proof()), now()) else {
        panic!("expected a permit");
    };
    assert_eq!(permit.person().as_str(), "p1");
    assert_eq!(permit.address().expose(), ANN);
    assert_eq!((permit.channel(), permit.release_hash(), permit.at()), (Channel::Email, release(), now()));
    let expect: Vec<String> = willing().events.into_iter().map(|event| event.entry_id).collect();
    assert_eq!(permit.grants(), expect);
    assert!(!format!("{permit:?}").contains("ann@example.com"), "an address must not print");
}

#[test]
fn a_permit_dies_with_its_lease_and_at_the_quiet_hour() {
    let permit = || match decide(&willing(), &request(), &policy(), Some(&proof()), now()) {
        Decision::Permit(permit) => permit,
        Decision::Deny(denial) => panic!("{denial}"),
    };
    assert!(permit().until() < days_ago(10_000), "one that was never bound is dead");
    // The machine's clock is another than the workspace's date.
    let clock = days_ago(-400);
    let bound = permit().bound(clock, clock + HOUR);
    assert_eq!(bound.until(), clock + HOUR);
    assert_eq!(bound.bound(clock, clock + DAY).until(), clock + HOUR, "its life only gets shorter");
    // It is 10:00 in New York, and quiet from 21:00.
    assert_eq!(permit().bound(clock, clock + DAY).until(), clock + HOUR.times(11));
}

/// The lines of a grant or a withdrawal, each as `action identifier`.
fn filed(action: Action, channel: Channel, handles: &[(IdentifierKind, &str)]) -> Vec<String> {
    let statement = Statement {
        row_id: "optin:N1".to_owned(),
        handles: Redacted::new(handles.iter().map(|(kind, value)| Identifier::new(*kind, *value)).collect()),
        purposes: vec![Purpose::Marketing],
        channels: vec![channel],
        action,
        at: days_ago(1),
        counts_at: days_ago(1),
        evidence: None,
        source: "optin".to_owned(),
    };
    let lines = statement.lines();
    assert_eq!(lines, statement.lines());
    lines.iter().map(|line| format!("{} {}", line.action, line.identifier.expose())).collect()
}

#[test]
fn a_row_speaks_for_every_handle_it_names() {
    use IdentifierKind::*;
    let carola = [(Mailbox, "carola@shop.example"), (Email, "carola@shop.example"), (CustomerId, "C7")];
    assert_eq!(
        filed(Action::Withdrawn, Channel::Email, &carola),
        [
            "withdrawn mailbox:carola@shop.example",
            "withdrawn email:carola@shop.example",
            "withdrawn customer_id:C7"
        ]
    );
    assert_eq!(
        filed(Action::Granted, Channel::Email, &carola),
        ["granted mailbox:carola@shop.example", "lifted email:carola@shop.example", "lifted customer_id:C7"],
        "a grant opens the mailbox it was given for"
    );
    let number = [(Phone, "+14045550123"), (CustomerId, "C7")];
    assert_eq!(
        filed(Action::Granted, Channel::Sms, &number),
        ["granted phone:+14045550123", "lifted customer_id:C7"]
    );
    assert_eq!(
        filed(Action::Granted, Channel::Email, &[(CustomerId, "C7")]),
        ["granted customer_id:C7"],
        "where it names no mailbox, the customer's"
    );
    assert_eq!(filed(Action::Granted, Channel::Email, &[(Email, "a@x.org")]), ["lifted email:a@x.org"]);
}

#[test]
fn denials_read_as_sentences() {
    let denial = |purpose, is_withdrawn| Denial::NoConsent { purpose, channel: Channel::Email, is_withdrawn };
    for (denial, expect) in [
        (Denial::NotApproved, "this exact release is not approved"),
        (
            Denial::Suppressed { reason: SuppressionReason::Complaint },
            "the person reported an earlier message as spam",
        ),
        (
            denial(Purpose::AiContent, false),
            "the person never gave consent to content written by AI by e-mail",
        ),
        (denial(Purpose::Marketing, true), "the person withdrew consent to marketing by e-mail"),
        (
            Denial::CapReached { n_recent: 4, n_max: 3, window_days: 7 },
            "4 messages in the last 7 days; the limit is 3",
        ),
        (
            Denial::QuietHours {
                local_hour: Some(6),
                from_hour: 21,
                to_hour: 8,
                zone: "America/New_York".to_owned(),
                until: None,
            },
            "it is past 06:00 in America/New_York; nothing is sent from 21:00 to 08:00",
        ),
    ] {
        assert_eq!(denial.to_string(), expect);
        let json = serde_json::to_value(&denial).unwrap();
        assert_eq!(json["code"], denial.code());
        assert_eq!(serde_json::from_value::<Denial>(json).unwrap(), denial);
    }
}

#[test]
fn the_fold_takes_the_most_restrictive_state() {
    use Action::{Granted, Withdrawn};
    let key = (Purpose::Marketing, Channel::Email);
    let line = |identifier, action, n| event(identifier, Purpose::Marketing, action, days_ago(n));
    for (events, expect) in [
        (vec![], None),
        (vec![line(ANN, Granted, 5)], Some((Granted, 5))),
        (vec![line(ANN, Granted, 5), line(ANN, Withdrawn, 3)], Some((Withdrawn, 3))),
        (vec![line(ANN, Withdrawn, 5), line(ANN, Granted, 3)], Some((Granted, 3))),
        (vec![line(ANN, Granted, 3), line(OLD, Withdrawn, 50)], Some((Withdrawn, 50))),
        (vec![line(ANN, Granted, 3), line(OLD, Granted, 50)], Some((Granted, 3))),
        (vec![line(ANN, Withdrawn, 9), line(OLD, Withdrawn, 50)], Some((Withdrawn, 9))),
        (vec![line(ANN, Granted, -1)], None),
        (vec![line(ANN, Withdrawn, 9), line(ANN, Action::Lifted, 3)], None),
        (vec![line(ANN, Granted, 9), line(ANN, Action::Lifted, 3)], Some((Granted, 9))),
        (vec![line(ANN, Granted, 9), line(ANN, Withdrawn, 5), line(ANN, Action::Lifted, 3)], None),
        (vec![line(ANN, Withdrawn, 3), line(ANN, Action::Lifted, 3)], Some((Withdrawn, 3))),
        (vec![line(ANN, Withdrawn, 3), line(ANN, Action::Lifted, -1)], Some((Withdrawn, 3))),
    ] {
        let states = fold(&events, now());
        let got = states.get(&key).map(|state| (state.action, state.since));
        assert_eq!(got, expect.map(|(action, n)| (action, days_ago(n))), "{events:?}");
        assert!(states.keys().all(|held| *held == key));
    }
}

#[test]
fn requests_and_policies_are_checked() {
    assert_eq!(Request::new([], Channel::Email, release()), Err(ConsentError::NoPurpose));
    let yaml = "frequency_cap: { n_max: 3, window_days: 7 }\nquiet_hours: { from_hour: 21, to_hour: 8, zone: America/New_York }\n";
    assert_eq!(serde_saphyr::from_str::<Policy>(yaml).unwrap(), policy());
    for (from, to, expect) in [
        ("n_max: 3", "n_max: 0", "n_max"),
        ("window_days: 7", "window_days: 0", "window_days"),
        ("from_hour: 21", "from_hour: 24", "from_hour"),
        ("America/New_York", "America/Atlantis", "America/Atlantis"),
        ("n_max: 3", "n_max: 3, n_min: 1", "n_min"),
        ("zone:", "time_zone:", "time_zone"),
    ] {
        let error = serde_saphyr::from_str::<Policy>(&yaml.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }
    let json = serde_json::to_string(&policy()).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&json).unwrap().digest(), policy().digest());
    let other = Policy { frequency_cap: FrequencyCap::new(4, 7).unwrap(), ..policy() };
    assert_ne!(other.digest(), policy().digest());
}

#[test]
fn words_round_trip() {
    for action in [Action::Granted, Action::Lifted, Action::Withdrawn, Action::Unread, Action::Replaced] {
        assert_eq!(action.as_str().parse(), Ok(action));
    }
    use SuppressionReason::*;
    for reason in [HardBounce, Complaint, Unsubscribed, Manual] {
        assert_eq!(reason.as_str().parse(), Ok(reason));
    }
    let error = "maybe".parse::<Action>().unwrap_err().to_string();
    assert_eq!(
        error,
        "`maybe` is not a consent action: use one of granted, lifted, withdrawn, unread, replaced"
    );
}

fn any_event() -> impl Strategy<Value = ConsentEvent> {
    let identifier = prop_oneof![Just(ANN), Just(OLD), Just(NUMBER)];
    let purpose = prop_oneof![Just(Purpose::Marketing), Just(Purpose::AiContent)];
    let action =
        prop_oneof![4 => Just(Action::Granted), 1 => Just(Action::Lifted), 1 => Just(Action::Withdrawn)];
    (identifier, purpose, action, -2i64..9).prop_map(|(who, why, what, n)| event(who, why, what, days_ago(n)))
}

fn any_contact() -> impl Strategy<Value = Contact> {
    let address = prop_oneof![Just(ANN), Just(OLD)];
    let suppressed = prop::option::weighted(0.1, Just(suppression(ANN, SuppressionReason::HardBounce)));
    let grantors = prop::option::of(Just(Redacted::new(NUMBER.to_owned())));
    (address, prop::collection::vec(any_event(), 0..9), suppressed, 0usize..4, grantors).prop_map(
        |(address, events, suppressed, n_sends, grantors)| Contact {
            address: Redacted::new(address.to_owned()),
            mailbox: Redacted::new(address.to_owned()),
            grantors: grantors.into_iter().collect(),
            events,
            suppressions: suppressed.into_iter().collect(),
            sends: vec![days_ago(1); n_sends],
            ..willing()
        },
    )
}

fn is_permitted(contact: &Contact) -> bool {
    matches!(decide(contact, &request(), &policy(), Some(&proof()), now()), Decision::Permit(_))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_further_withdrawal_never_opens(contact in any_contact(), line in any_event()) {
        let mut further = contact.clone();
        further.events.push(ConsentEvent { action: Action::Withdrawn, ..line });
        prop_assert!(is_permitted(&contact) || !is_permitted(&further));
    }

    #[test]
    fn the_order_of_the_ledger_does_not_matter(contact in any_contact()) {
        let mut turned = contact.clone();
        turned.events.reverse();
        prop_assert_eq!(is_permitted(&contact), is_permitted(&turned));
        prop_assert_eq!(fold(&contact.events, now()), fold(&turned.events, now()));
    }

    /// `one` keeps its address; the lines of `other`, under other identifiers, join it.
    #[test]
    fn merging_never_opens_an_address(one in any_contact(), other in any_contact()) {
        let mine = |identifier: &Redacted<String>| *identifier == one.address || one.grantors.contains(identifier);
        let mut alone = one.clone();
        alone.events.retain(|line| mine(&line.identifier));
        let mut merged = alone.clone();
        merged.events.extend(other.events.iter().filter(|line| !mine(&line.identifier)).cloned());
        merged.suppressions.extend(other.suppressions.iter().cloned());
        merged.sends.extend(other.sends.iter().copied());
        prop_assert!(is_permitted(&alone) || !is_permitted(&merged));
    }

    #[test]
    fn merging_never_turns_a_withdrawn_state_to_granted(
        one in prop::collection::vec(any_event(), 0..9),
        other in prop::collection::vec(any_event(), 0..9),
    ) {
        let theirs = |line: &&ConsentEvent| line.identifier.expose() == OLD;
        let one: Vec<ConsentEvent> = one.iter().filter(|line| !theirs(line)).cloned().collect();
        let other: Vec<ConsentEvent> = other.iter().filter(theirs).cloned().collect();
        let merged = fold(&[one.clone(), other.clone()].concat(), now());
        for part in [fold(&one, now()), fold(&other, now())] {
            for (key, state) in part {
                prop_assert!(state.is_granted() || merged.get(&key).is_some_and(|held| !held.is_granted()));
            }
        }
    }
}

/// Computed by another program: approvals and filed rows are bound to them. A change here makes approvals stale and
/// every row of consent a new one.
#[test]
fn digests_are_pinned() {
    let policy = Policy {
        frequency_cap: FrequencyCap::new(3, 7).unwrap(),
        quiet_hours: QuietHours::new(21, 8, "America/New_York").unwrap(),
    };
    let pinned = "3ec58d0a9b143bde2ee40279aea82dda6e79a5f1cdbf9d1786e419a610205b44";
    assert_eq!(policy.digest().to_string(), pinned);
    let statement = Statement {
        row_id: "crm:1".to_owned(),
        handles: Redacted::new(vec![
            Identifier::new(IdentifierKind::Email, "ann@example.com"),
            Identifier::new(IdentifierKind::CustomerId, "C1"),
        ]),
        purposes: vec![Purpose::Marketing],
        channels: vec![Channel::Email],
        action: Action::Withdrawn,
        at: now(),
        counts_at: now(),
        evidence: Some("what shows it is not what it says".to_owned()),
        source: "crm".to_owned(),
    };
    let pinned = "9e893dfe42e3e2ee1cb5bd628d97e124ac215e611b4fee5fa3b74ed6b9e1a8a7";
    assert_eq!(statement.digest().to_string(), pinned);
}
