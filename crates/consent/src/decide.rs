use crate::fold::{Topic, topics};
use crate::{ApprovalProof, Contact, Denial, Policy, Request};
use std::collections::HashSet;
use vocabulary::{Channel, Digest, PersonId, Purpose, Redacted, Timestamp};

/// What the gate says.
#[derive(Debug, PartialEq, Eq)]
pub enum Decision {
    /// Send it.
    Permit(SendPermit),
    /// Do not, and why.
    Deny(Denial),
}

/// The right to start one message to one address. Made only by [`decide`].
///
/// It cannot be built, copied or read from anywhere, so whoever holds one has asked:
/// ```compile_fail
/// let permit = consent::SendPermit { person: todo!() };
/// ```
/// ```compile_fail
/// fn twice(permit: consent::SendPermit) -> (consent::SendPermit, consent::SendPermit) {
///     (permit.clone(), permit)
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit that is not used is a message that is not sent"]
pub struct SendPermit {
    person: PersonId,
    address: Redacted<String>,
    channel: Channel,
    release_hash: Digest,
    grants: Vec<String>,
    at: Timestamp,
    quiet_from: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl SendPermit {
    /// Who.
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    /// Where to, as `kind:value`.
    pub fn address(&self) -> &Redacted<String> {
        &self.address
    }

    /// By which way.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// Which exact release.
    pub fn release_hash(&self) -> Digest {
        self.release_hash
    }

    /// The ledger lines that allow it, one per purpose in the order of the request.
    pub fn grants(&self) -> &[String] {
        &self.grants
    }

    /// When it was decided, UTC. A permit is for this moment: do not keep it.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Lets the permit live: to the machine's `until`, and no further than the next quiet hours.
    ///
    /// `clock` is the machine's at the moment of the decision; the workspace's date goes on with it. A permit that
    /// was never bound is dead, so nobody can forget to give it an end. Binding again only shortens its life.
    #[must_use = "a permit that is not bound is dead"]
    pub fn bound(mut self, clock: Timestamp, until: Timestamp) -> Self {
        let quiet_from = self.quiet_from.map(|from| clock + (from - self.at));
        let ends = [Some(until), quiet_from, self.until];
        self.until = ends.into_iter().flatten().min();
        self
    }

    /// When it dies, by the machine's clock. The transport asks this again before it hands over.
    pub fn until(&self) -> Timestamp {
        self.until.unwrap_or(Timestamp::from_micros(i64::MIN))
    }
}

/// Decides whether `contact` may be sent what `request` asks at `now`. Denial wins.
///
/// Missing evidence is a denial, never an error. Asked in this order: approval, suppression, consent,
/// frequency cap, quiet hours; so what passes by itself is said last, and a `quiet_hours` denial means that
/// nothing else stands in the way. Call it in the transaction that marks the delivery, in every arm alike.
///
/// A withdrawal under any identifier of the person denies. A grant counts only under the mailbox itself or a
/// grantor of it ([`Contact::grantors`]), so merging two people can never open an address, and only when it is later
/// than every withdrawal, those that were ended and those of [`Contact::ties`] among them.
///
/// Units: `now` is UTC; the cap's window ends at `now` and excludes its start.
/// Source: GDPR Art. 7(3), 21(3); DESIGN promises P3 and P4.
pub fn decide(
    contact: &Contact,
    request: &Request,
    policy: &Policy,
    approval: Option<&ApprovalProof>,
    now: Timestamp,
) -> Decision {
    if !approval.is_some_and(|proof| proof.opens(request.release_hash(), now)) {
        return Decision::Deny(Denial::NotApproved);
    }
    let grants = match may(contact, request.purposes(), request.channel(), Some(policy), now) {
        Ok(grants) => grants,
        Err(denial) => return Decision::Deny(denial),
    };
    Decision::Permit(SendPermit {
        person: contact.person.clone(),
        address: contact.address.clone(),
        channel: request.channel(),
        release_hash: request.release_hash(),
        grants,
        at: now,
        quiet_from: policy.quiet_hours.start(now),
        until: None,
    })
}

/// Whether `contact` may be written to on `channel` for all of `purposes`, leaving out whether a release is approved.
///
/// The one answer to who may be reached: [`decide`] makes a permit of it, audiences and the page of a person show it.
/// Without a `policy` frequency and hours are not asked: they pass.
///
/// Returns: the ledger lines that allow it, one per purpose in their order, or the first thing that stands in the way.
pub fn may(
    contact: &Contact,
    purposes: &[Purpose],
    channel: Channel,
    policy: Option<&Policy>,
    now: Timestamp,
) -> Result<Vec<String>, Denial> {
    if let Some(suppression) = contact.suppression() {
        return Err(Denial::Suppressed { reason: suppression.reason });
    }
    // One row of consents may tie thousands.
    let ties: HashSet<&str> = contact.ties.iter().map(|tie| tie.expose().as_str()).collect();
    let topics = topics(&contact.events, now, |identifier| !ties.contains(identifier.expose().as_str()));
    let mut grants = Vec::with_capacity(purposes.len());
    for purpose in purposes {
        grants.push(grant(contact, topics.get(&(*purpose, channel)), *purpose, channel)?);
    }
    match policy.and_then(|policy| timing(contact, policy, now)) {
        Some(denial) => Err(denial),
        None => Ok(grants),
    }
}

/// The ledger line that allows `purpose` at the contact's address, or why there is none.
fn grant(
    contact: &Contact,
    topic: Option<&Topic<'_>>,
    purpose: Purpose,
    channel: Channel,
) -> Result<String, Denial> {
    let open = topic.into_iter().flat_map(Topic::open);
    match open.filter(|line| contact.is_covered_by(&line.identifier)).last() {
        Some(event) => Ok(event.entry_id.clone()),
        None => {
            let is_withdrawn = topic.is_some_and(Topic::is_withdrawn);
            Err(Denial::NoConsent { purpose, channel, is_withdrawn })
        }
    }
}

fn timing(contact: &Contact, policy: &Policy, now: Timestamp) -> Option<Denial> {
    let cap = policy.frequency_cap;
    let n_recent = contact.n_sends_within(cap.window(), now);
    let is_full = u32::try_from(n_recent).map_or(true, |n| cap.n_max() <= n);
    if is_full {
        return Some(Denial::CapReached { n_recent, n_max: cap.n_max(), window_days: cap.window_days() });
    }
    let hours = &policy.quiet_hours;
    let local_hour = match hours.at(now) {
        Ok((_, false)) => return None,
        Ok((local_hour, true)) => Some(local_hour),
        Err(_) => None,
    };
    Some(Denial::QuietHours {
        local_hour,
        from_hour: hours.from_hour(),
        to_hour: hours.to_hour(),
        zone: hours.zone().to_owned(),
        until: hours.end(now),
    })
}
