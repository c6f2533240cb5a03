//! The workspace, people and releases that the cases tell of.

use consent::{Action, ConsentEvent, FrequencyCap, Policy, QuietHours, Request};
use governance::{Actor, ApprovalRequest, Approved, Objections, RiskTier, Role, Subject, approve};
use serde_json::json;
use store::{
    Address, CampaignKey, Claimed, GateRules, Gated, Lease, Outcome, People, Planned, PlannedExposure,
    Reachable, Store, StoreError,
};
use vocabulary::{
    CampaignId, Channel, Digest, HOUR, MINUTE, MemberId, PersonId, Purpose, Redacted, Timestamp, WorkspaceId,
};

pub fn ws() -> WorkspaceId {
    WorkspaceId::new("peach-state").unwrap()
}

pub fn other_ws() -> WorkspaceId {
    WorkspaceId::new("other-brand").unwrap()
}

/// Minutes after 10:00 in New York.
pub fn at(minutes: i64) -> Timestamp {
    Timestamp::parse("2026-09-15T14:00:00Z").unwrap() + MINUTE.times(minutes)
}

pub async fn open(address: &str) -> Store {
    let store = Store::open(address).await.unwrap();
    store.ensure_workspace(&ws(), "Peach State Provisions", true, Some(7), at(0)).await.unwrap();
    store.ensure_workspace(&other_ws(), "Other Brand", false, None, at(0)).await.unwrap();
    store
}

pub fn campaign() -> CampaignId {
    CampaignId::new("ai-win-back").unwrap()
}

pub fn key_in(workspace: WorkspaceId) -> CampaignKey {
    CampaignKey { workspace, campaign: campaign(), version: 1 }
}

pub fn key() -> CampaignKey {
    key_in(ws())
}

pub fn member(id: &str, role: Role) -> Actor {
    Actor::Member { id: MemberId::new(id).unwrap(), role }
}

pub fn subject(content: &str) -> Subject {
    let part = |text: &str| Digest::of([text]);
    Subject {
        encoding: Subject::ENCODING,
        content: part(content),
        audience: part("audience"),
        schedule: part("schedule"),
        design: part("design"),
        policy: part("policy"),
        holdouts: None,
        risk_tier: RiskTier::Low,
    }
}

pub fn approval_request(content: &str) -> ApprovalRequest {
    ApprovalRequest {
        subject: subject(content),
        author: MemberId::new("author").unwrap(),
        at: at(-10),
        n_error_findings: 0,
    }
}

pub fn approved() -> Approved<()> {
    let lead = member("lead", Role::Brand);
    let approval = approve(&approval_request("content"), &lead, true, "fine", at(-5)).unwrap();
    Approved::check((), &subject("content"), &[approval], &Objections::default()).unwrap()
}

pub fn policy(n_max: u32) -> Policy {
    Policy {
        frequency_cap: FrequencyCap::new(n_max, 7).unwrap(),
        quiet_hours: QuietHours::new(21, 8, "America/New_York").unwrap(),
    }
}

pub fn request() -> Request {
    Request::new([Purpose::Marketing], Channel::Email, subject("content").release_hash()).unwrap()
}

pub fn email(i: usize) -> Redacted<String> {
    Redacted::new(format!("email:p{i}@example.com"))
}

pub fn consent(i: usize, action: Action, minutes: i64) -> ConsentEvent {
    ConsentEvent {
        entry_id: format!("c-{i}-{action}-{minutes}"),
        identifier: email(i),
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        action,
        at: at(minutes),
        evidence: Some("form 3".to_owned()),
        source: "consents".to_owned(),
    }
}

/// Person `i`; every fifth is of the holdout.
pub fn planned(i: usize) -> Planned {
    let is_holdout = i.is_multiple_of(5);
    Planned {
        person_id: PersonId::new(format!("p{i}")).unwrap(),
        channel: Channel::Email,
        step: 1,
        arm: if is_holdout { "holdout" } else { "ai" }.to_owned(),
        is_holdout,
        address: email(i),
        mailbox: email(i),
        identifiers: vec![email(i), Redacted::new(format!("customer_id:C{i}"))],
        grantors: vec![],
        subject: format!("We miss you, person {i}"),
        message_id: format!("m{i}@truelift"),
        idempotency_key: format!("k{i}"),
        unit_id: format!("p{i}"),
        stratum: None,
        exposures: vec![own_exposure(i, if is_holdout { "holdout" } else { "ai" })],
    }
}

/// The exposure of person `i` in the campaign's experiment.
pub fn own_exposure(i: usize, arm: &str) -> PlannedExposure {
    PlannedExposure {
        experiment: "win-back".to_owned(),
        version: 1,
        arm: arm.to_owned(),
        unit_id: format!("p{i}"),
        stratum: None,
        layer: None,
    }
}

/// A campaign with `n` people, all of whom consented.
pub async fn release(store: &Store, key: &CampaignKey, n: usize) {
    let hash = subject("content").release_hash();
    store.create_campaign(key, "win-back", &hash, &json!({"name": "win back"}), at(0)).await.unwrap();
    let grants: Vec<_> = (0..n).map(|i| consent(i, Action::Granted, -1_000)).collect();
    store.append_consents(&key.workspace, &grants, at(0)).await.unwrap();
    let all: Vec<_> = (0..n).map(planned).collect();
    store.plan_deliveries(key, &all, at(0)).await.unwrap();
}

/// From this number on people read the mailbox of person 1.
pub const SHARING: usize = 900_000;

fn reachable(person: &PersonId) -> Option<Reachable> {
    let i: usize = person.as_str().strip_prefix('p')?.parse().ok()?;
    let to = if SHARING <= i { email(1) } else { email(i) };
    let address = Address { mailbox: to.clone(), to, aliases: vec![], grantors: vec![], others: vec![] };
    let identifiers = vec![address.to.clone(), Redacted::new(format!("customer_id:C{i}"))];
    Some(Reachable { addresses: vec![address], identifiers, ties: Vec::new() })
}

/// Everybody has the address and the customer number they were planned with.
pub const PEOPLE: People<'static> = People { n_written: 0, find: &reachable };

pub async fn gate(store: &Store, key: &CampaignKey, claimed: &[Claimed], now: Timestamp) -> Vec<Gated> {
    try_gate(store, key, claimed, now).await.unwrap()
}

pub async fn try_gate(
    store: &Store,
    key: &CampaignKey,
    claimed: &[Claimed],
    now: Timestamp,
) -> Result<Vec<Gated>, StoreError> {
    let (approved, policy, request) = (approved(), policy(3), request());
    let lease = Lease { clock: now, span: HOUR };
    let rules = GateRules {
        policy: &policy,
        request: &request,
        approval: Some(approved.proof()),
        lease,
        people: People { n_written: store.people_count(&ws()).await.unwrap(), ..PEOPLE },
        recorded_at: now,
    };
    store.gate(key, claimed, &rules, now).await
}

pub async fn claim(store: &Store, key: &CampaignKey, now: Timestamp, n: i64) -> Vec<Claimed> {
    store.claim_deliveries(key, now, Lease { clock: now, span: MINUTE.times(5) }, n).await.unwrap()
}

/// What the gate said, as sorted words: `p1 permitted`, `3 no_consent`.
pub fn words(gated: &[Gated]) -> Vec<String> {
    let mut words: Vec<String> = gated
        .iter()
        .map(|answer| match answer {
            Gated::Permitted { permit, delivery, .. } => {
                assert_eq!(permit.person(), &delivery.person_id);
                assert_eq!(permit.address(), &delivery.address);
                format!("{} permitted", delivery.person_id)
            }
            Gated::HeldOut { .. } => "held out".to_owned(),
            Gated::Denied { denial, .. } => denial.code().to_owned(),
            Gated::Lost { .. } => "lost".to_owned(),
        })
        .collect();
    words.sort();
    words
}

pub fn count(gated: &[Gated], word: &str) -> usize {
    words(gated).iter().filter(|found| found.ends_with(word)).count()
}

pub fn permitted(gated: &[Gated]) -> Vec<Claimed> {
    gated
        .iter()
        .filter_map(|answer| match answer {
            Gated::Permitted { delivery, .. } => {
                Some(Claimed { delivery_id: delivery.delivery_id, fence: delivery.fence })
            }
            _ => None,
        })
        .collect()
}

pub fn all_sent(claimed: &[Claimed]) -> Vec<(Claimed, Outcome)> {
    claimed.iter().map(|c| (*c, Outcome::Sent { detail: "250 ok".to_owned() })).collect()
}
