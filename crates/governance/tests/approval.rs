//! Promise P4 as tables: who may approve, what an approval is bound to, how many are needed.

use governance::*;
use vocabulary::{Digest, HOUR, MemberId, Timestamp};

fn now() -> Timestamp {
    "2026-09-15T14:00:00Z".parse().unwrap()
}

fn id(name: &str) -> MemberId {
    MemberId::new(name).unwrap()
}

fn member(name: &str, role: Role) -> Actor {
    Actor::Member { id: id(name), role }
}

fn subject(risk_tier: RiskTier) -> Subject {
    let digest = |text: &str| Digest::of([text]);
    Subject {
        encoding: Subject::ENCODING,
        content: digest("content"),
        audience: digest("audience"),
        schedule: digest("schedule"),
        design: digest("design"),
        policy: digest("policy"),
        holdouts: None,
        risk_tier,
    }
}

fn request(subject: Subject, author: &str) -> ApprovalRequest {
    ApprovalRequest { subject, author: id(author), at: now() - HOUR, n_error_findings: 0 }
}

fn yes(subject: Subject, author: &str, by: &str, role: Role) -> Approval {
    approve(&request(subject, author), &member(by, role), false, "fine", now()).unwrap()
}

#[test]
fn who_may_approve() {
    let plain = request(subject(RiskTier::Low), "mia");
    let wrong = ApprovalRequest { n_error_findings: 2, ..plain.clone() };
    let ahead = ApprovalRequest { at: now() + HOUR, ..plain.clone() };
    let refused = |role| Err(Refusal::RoleMayNot { role });
    for (request, actor, expect) in [
        (&plain, member("lead", Role::Brand), Ok(())),
        (&plain, member("lex", Role::Legal), Ok(())),
        (&plain, member("vp", Role::Leader), Ok(())),
        (&plain, member("root", Role::Admin), Ok(())),
        (&plain, member("ann", Role::Analyst), refused(Role::Analyst)),
        (&plain, member("max", Role::Marketer), refused(Role::Marketer)),
        (&plain, member("mia", Role::Admin), Err(Refusal::OwnWork { author: id("mia") })),
        (&plain, Actor::System, Err(Refusal::NotAMember { actor: "system".to_owned() })),
        (
            &plain,
            Actor::Model { name: "local".to_owned() },
            Err(Refusal::NotAMember { actor: "model:local".to_owned() }),
        ),
        (&wrong, member("lead", Role::Brand), Err(Refusal::ErrorFindings { n: 2 })),
        (&ahead, member("lead", Role::Brand), Err(Refusal::BeforeRequest)),
    ] {
        let got = approve(request, &actor, false, "", now()).map(|_| ());
        assert_eq!(got, expect, "{actor}");
    }
}

#[test]
fn an_approval_keeps_who_and_how() {
    let request = request(subject(RiskTier::Low), "mia");
    let approval =
        approve(&request, &member("lead", Role::Brand), true, "by the demo's script", now()).unwrap();
    assert_eq!(
        (approval.by(), approval.by_role(), approval.author()),
        (&id("lead"), Role::Brand, &id("mia"))
    );
    assert_eq!(
        (approval.at(), approval.is_scripted(), approval.note()),
        (now(), true, "by the demo's script")
    );
    assert_eq!(approval.release_hash(), request.subject.release_hash());
    let stored = serde_json::to_string(&approval).unwrap();
    assert_eq!(serde_json::from_str::<Approval>(&stored).unwrap(), approval);
    assert!(serde_json::from_str::<Approval>(&stored.replace("\"note\"", "\"remark\"")).is_err());
}

#[test]
fn any_changed_part_makes_it_stale() {
    let approved = subject(RiskTier::Low);
    let approvals = [yes(approved, "mia", "lead", Role::Brand)];
    let other = Digest::of(["other"]);
    for (now, parts, words) in [
        (Subject { content: other, ..approved }, vec![Part::Content], "content"),
        (Subject { audience: other, ..approved }, vec![Part::Audience], "audience"),
        (Subject { schedule: other, ..approved }, vec![Part::Schedule], "schedule"),
        (Subject { design: other, ..approved }, vec![Part::Design], "experiment design"),
        (Subject { policy: other, ..approved }, vec![Part::Policy], "contact policy"),
        (
            Subject { holdouts: Some(other), ..approved },
            vec![Part::Holdouts],
            "holdouts above the experiment",
        ),
        (Subject { risk_tier: RiskTier::High, ..approved }, vec![Part::RiskTier], "risk tier"),
        (
            Subject { encoding: 0, design: other, ..approved },
            vec![Part::Encoding],
            "the way releases are hashed (this program is another version than the one it was given in)",
        ),
        (
            Subject { content: other, policy: other, ..approved },
            vec![Part::Content, Part::Policy],
            "content, contact policy",
        ),
    ] {
        assert_ne!(now.release_hash(), approved.release_hash());
        let stale = Approved::check((), &now, &approvals, &Objections::default()).unwrap_err();
        assert_eq!(stale, Stale::Changed { parts });
        let expect =
            format!("the approval is stale, since it was given these changed: {words}; ask for it again");
        assert_eq!(stale.to_string(), expect);
    }
}

#[track_caller]
fn check(tier: RiskTier, approvals: &[(&str, &str, Role)], expect: Result<usize, Stale>) {
    let subject = subject(tier);
    let approvals: Vec<Approval> =
        approvals.iter().map(|(author, by, role)| yes(subject, author, by, *role)).collect();
    let got = Approved::check("item", &subject, &approvals, &Objections::default())
        .map(|approved| approved.approvals().len());
    assert_eq!(got, expect, "{tier}: {approvals:?}");
}

#[test]
fn objections_stand_against_approvals() {
    let now = subject(RiskTier::Low);
    let given = [yes(now, "ann", "bob", Role::Brand)];
    let check = |objections: &Objections| Approved::check((), &now, &given, objections).map(|_| ());
    assert_eq!(check(&Objections::default()), Ok(()));
    let own = Objections { authors: [MemberId::new("bob").unwrap()].into(), changes: None };
    assert_eq!(check(&own), Err(Stale::NeverApproved));
    let wanted = |at: Timestamp, is_answered: bool| Objections {
        changes: Some(ChangesWanted { by: "Lex".to_owned(), note: "stop".to_owned(), at, is_answered }),
        ..Objections::default()
    };
    let at = given[0].at();
    let asked = Stale::ChangesAsked { by: "Lex".to_owned(), note: "stop".to_owned() };
    assert_eq!(check(&wanted(at - vocabulary::SECOND, false)), Err(asked));
    assert_eq!(check(&wanted(at - vocabulary::SECOND, true)), Ok(()), "given after the answer");
    assert_eq!(check(&wanted(at + vocabulary::SECOND, true)), Err(Stale::NotSince { by: "Lex".to_owned() }));
}

#[test]
fn the_risk_tier_says_how_many() {
    use Role::{Brand, Leader, Legal};
    let few = |n| Err(Stale::TooFewApprovers { n, n_needed: 2 });
    check(RiskTier::Low, &[], Err(Stale::NeverApproved));
    check(RiskTier::Low, &[("mia", "lead", Brand)], Ok(1));
    check(RiskTier::Medium, &[("mia", "lead", Brand)], few(1));
    check(RiskTier::Medium, &[("mia", "lead", Brand), ("mia", "lead", Brand)], few(1));
    check(RiskTier::Medium, &[("mia", "lead", Brand), ("mia", "vp", Leader)], Ok(2));
    check(
        RiskTier::High,
        &[("mia", "lead", Brand), ("mia", "vp", Leader)],
        Err(Stale::RoleMissing { role: Legal }),
    );
    check(RiskTier::High, &[("mia", "lead", Brand), ("mia", "lex", Legal)], Ok(2));
    // two people who hand in the same work must not release it for each other
    check(RiskTier::Low, &[("lead", "vp", Leader), ("vp", "lead", Brand)], Err(Stale::NeverApproved));
}

#[test]
fn a_stored_approval_is_checked_again() {
    let subject = subject(RiskTier::Low);
    let stored = serde_json::to_string(&yes(subject, "mia", "lead", Role::Brand)).unwrap();
    for (from, to) in [("\"brand\"", "\"marketer\""), ("\"by\":\"lead\"", "\"by\":\"mia\"")] {
        let tampered = stored.replace(from, to);
        assert_ne!(tampered, stored, "{from}");
        let approval: Approval = serde_json::from_str(&tampered).unwrap();
        assert!(Approved::check((), &subject, &[approval], &Objections::default()).is_err(), "{tampered}");
    }
}

#[test]
fn the_proof_opens_exactly_this_release() {
    let subject = subject(RiskTier::Medium);
    let early = approve(
        &ApprovalRequest { at: now() - HOUR.times(9), ..request(subject, "mia") },
        &member("vp", Role::Leader),
        false,
        "",
        now() - HOUR.times(8),
    )
    .unwrap();
    let late = yes(subject, "mia", "lead", Role::Brand);
    let approved = Approved::check("item", &subject, &[late, early], &Objections::default()).unwrap();
    assert_eq!(*approved.item(), "item");
    assert_eq!(approved.release_hash(), subject.release_hash());
    assert_eq!(approved.proof().release_hash(), subject.release_hash());
    assert_eq!(approved.proof().approved_at(), now(), "complete with the last approval that was needed");
    let by: Vec<&str> = approved.approvals().iter().map(|approval| approval.by().as_str()).collect();
    assert_eq!(by, ["vp", "lead"], "oldest first");
}

#[test]
fn words_round_trip() {
    for role in Role::ALL {
        assert_eq!(role.as_str().parse(), Ok(*role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
    }
    for tier in RiskTier::ALL {
        assert_eq!(tier.as_str().parse(), Ok(*tier));
        assert_eq!(serde_json::to_value(tier).unwrap(), tier.as_str());
    }
    assert_eq!(
        "boss".parse::<Role>().unwrap_err().to_string(),
        "`boss` is not a role: use one of marketer, analyst, brand, legal, leader, admin"
    );
}
