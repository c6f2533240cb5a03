//! What the gate decides by, read in its transaction for a whole batch.

use super::rules::GateRules;
use crate::consents::Ties;
use crate::database::{bulk, rows};
use crate::sending::campaigns::CampaignKey;
use crate::sending::turns::Turns;
use crate::{Address, Delivery, Reachable, StoreError, Tx};
use consent::{
    ConsentEvent, Contact, Decision, Denial, Policy, SendPermit, Suppression, decide, everybody_at, may,
};
use std::collections::{BTreeSet, HashMap, HashSet};
use vocabulary::{Channel, PersonId, Purpose, Redacted, Timestamp, WorkspaceId};

/// What was decided of one delivery.
pub(crate) enum Decided {
    Permit {
        permit: SendPermit,
        mailbox: Redacted<String>,
        /// Under which identifiers the send counts for the cap.
        own: Vec<String>,
    },
    Deny(Denial),
}

/// Of what the evidence is read.
pub(crate) struct Asked<'a> {
    pub(crate) workspace: &'a WorkspaceId,
    pub(crate) purposes: &'a [Purpose],
    pub(crate) channel: Channel,
    /// Sends before it count for no cap.
    pub(crate) since: Timestamp,
}

/// All that is known of the people and identifiers of a batch.
#[derive(Default)]
pub(crate) struct Evidence {
    channel: Option<Channel>,
    reachable: HashMap<PersonId, Reachable>,
    ties: Ties,
    events: HashMap<String, Vec<ConsentEvent>>,
    suppressions: HashMap<String, Vec<Suppression>>,
    sends: HashMap<String, Vec<(i64, Timestamp)>>,
    turns: Turns,
    sent: Vec<(i64, Vec<String>)>,
}

impl Evidence {
    pub(crate) async fn load(
        tx: &mut Tx,
        key: &CampaignKey,
        held: &[Delivery],
        rules: &GateRules<'_>,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let reachable = reachable(tx, key, held, rules).await?;
        let asked = Asked {
            workspace: &key.workspace,
            purposes: rules.request.purposes(),
            channel: rules.request.channel(),
            since: now - rules.policy.frequency_cap.window(),
        };
        let mut evidence = Self::of(tx, &asked, reachable, held.iter().flat_map(frozen)).await?;
        let addresses = evidence.reachable.values().flat_map(|reachable| &reachable.addresses);
        let mailboxes: HashSet<&str> = addresses.map(|address| address.mailbox.expose().as_str()).collect();
        let turns = tx.turns(key, &mailboxes).await?;
        evidence.turns = turns;
        Ok(evidence)
    }

    /// What the store knows of people who can be reached so; `besides` are further identifiers that may forbid.
    pub(crate) async fn of<'a>(
        tx: &mut Tx,
        asked: &Asked<'_>,
        reachable: HashMap<PersonId, Reachable>,
        besides: impl Iterator<Item = &'a Redacted<String>>,
    ) -> Result<Self, StoreError> {
        let addresses = reachable.values().flat_map(|reachable| &reachable.addresses);
        let of_addresses = addresses.flat_map(identifiers_of_address);
        let of_people = reachable.values().flat_map(|reachable| &reachable.identifiers);
        let of_all = of_addresses.chain(of_people).map(|identifier| identifier.expose().as_str());
        let mut identifiers: BTreeSet<&str> = of_all.collect();
        identifiers.extend(besides.map(|identifier| identifier.expose().as_str()));
        // A no under a handle that a row of consents once named beside one of theirs forbids, too.
        let ties = tx.ties(asked.workspace, &identifiers).await?;
        let of_changed = reachable.values().flat_map(|reachable| &reachable.ties);
        let of_changed = of_changed.map(|identifier| identifier.expose().as_str());
        let addresses = reachable.values().flat_map(|reachable| &reachable.addresses);
        let everybody: BTreeSet<String> = addresses.flat_map(of_domains).collect();
        let everybody = everybody.iter().map(String::as_str);
        let all = identifiers.iter().copied().chain(ties.handles()).chain(of_changed).chain(everybody);
        let all = bulk::list(all.collect::<BTreeSet<_>>())?;
        let identifiers = bulk::list(identifiers)?;
        let (events, suppressions) = tx.gate_evidence(asked, &all).await?;
        let sends = rows!(
            tx,
            (String, i64, i64),
            "select identifier, delivery_id, at from send where workspace = $1 and $2 < at
             and identifier in (select r.value ->> 'v' from json_each($3) as r)",
            asked.workspace.as_str(),
            asked.since.micros(),
            identifiers.as_str(),
        )?;
        let mut evidence = Self { channel: Some(asked.channel), reachable, ties, ..Self::default() };
        for event in events {
            evidence.events.entry(event.identifier.expose().clone()).or_default().push(event);
        }
        for suppression in suppressions {
            let of = evidence.suppressions.entry(suppression.identifier.expose().clone());
            of.or_default().push(suppression);
        }
        for (identifier, delivery_id, at) in sends {
            evidence.sends.entry(identifier).or_default().push((delivery_id, Timestamp::from_micros(at)));
        }
        Ok(evidence)
    }

    /// Decides by the first address that may be written to.
    ///
    /// When none may, it says why not of the preferred one; but an hour that passes by itself goes first, or the
    /// message would never be asked for again.
    pub(crate) fn decide(&mut self, delivery: &Delivery, rules: &GateRules<'_>, now: Timestamp) -> Decided {
        let Some(reachable) = self.reachable.get(&delivery.person_id) else {
            return Decided::Deny(Denial::NoAddress);
        };
        let mut denials = Vec::new();
        for address in &reachable.addresses {
            let own = own(reachable, address, frozen(delivery));
            let contact = self.contact(&delivery.person_id, Some(delivery.delivery_id), address, &own);
            match decide(&contact, rules.request, rules.policy, rules.approval, now) {
                Decision::Permit(_) if self.turns.is_taken(delivery, &address.mailbox) => {
                    denials.push(Denial::MailboxTaken);
                }
                Decision::Permit(permit) => {
                    let mailbox = address.mailbox.clone();
                    let own = own.into_iter().map(str::to_owned).collect();
                    self.turns.take(delivery, &mailbox);
                    return Decided::Permit { permit, mailbox, own };
                }
                Decision::Deny(denial) => denials.push(denial),
            }
        }
        let passing = denials.iter().position(|denial| matches!(denial, Denial::QuietHours { .. }));
        let denial = denials.into_iter().nth(passing.unwrap_or(0));
        Decided::Deny(denial.unwrap_or(Denial::NoAddress))
    }

    /// Whether a person may be written to at one of their addresses, and at which; no delivery is asked for.
    pub(crate) fn may(
        &self,
        person: &PersonId,
        (purposes, channel): (&[Purpose], Channel),
        policy: Option<&Policy>,
        now: Timestamp,
    ) -> Result<Redacted<String>, Denial> {
        let addresses = self
            .reachable
            .get(person)
            .into_iter()
            .flat_map(|found| found.addresses.iter().map(move |address| (found, address)));
        let mut first = None;
        for (reachable, address) in addresses {
            let own = own(reachable, address, std::iter::empty());
            match may(&self.contact(person, None, address, &own), purposes, channel, policy, now) {
                Ok(_) => return Ok(address.to.clone()),
                Err(denial) => {
                    first.get_or_insert(denial);
                }
            }
        }
        Err(first.unwrap_or(Denial::NoAddress))
    }

    fn contact(
        &self,
        person: &PersonId,
        but: Option<i64>,
        address: &Address,
        own: &BTreeSet<&str>,
    ) -> Contact {
        let sends: BTreeSet<(i64, Timestamp)> = own
            .iter()
            .filter_map(|identifier| self.sends.get(*identifier))
            .flatten()
            // A transmission that is repeated must not be refused because of itself.
            .filter(|(delivery_id, _)| Some(*delivery_id) != but)
            .copied()
            .collect();
        let others = address.others.iter().map(|identifier| identifier.expose().as_str());
        let all: BTreeSet<&str> = own.iter().copied().chain(others).collect();
        let mut ties = self.ties_of(person, own, address);
        let changed = self.reachable.get(person).into_iter().flat_map(|reachable| &reachable.ties);
        ties.extend(changed.map(|identifier| identifier.expose().as_str()));
        let ties: BTreeSet<&str> = ties.difference(&all).copied().collect();
        // What stands against everybody at the domain, and counts for no cap.
        let everybody: Vec<String> = of_domains(address).collect();
        let against: BTreeSet<&str> =
            all.iter().copied().chain(everybody.iter().map(String::as_str)).collect();
        let events = against.iter().chain(&ties).filter_map(|id| self.events.get(*id)).flatten();
        let suppressions = against.iter().filter_map(|id| self.suppressions.get(*id)).flatten();
        Contact {
            person: person.clone(),
            address: address.to.clone(),
            mailbox: address.mailbox.clone(),
            aliases: address
                .aliases
                .iter()
                .cloned()
                .chain(everybody.iter().cloned().map(Redacted::new))
                .collect(),
            grantors: address.grantors.clone(),
            events: events.cloned().collect(),
            ties: ties.iter().map(|id| Redacted::new((*id).to_owned())).collect(),
            suppressions: suppressions.cloned().collect(),
            sends: sends.into_iter().map(|(_, at)| at).collect(),
        }
    }

    /// What rows of consents tie to the person, and to those who read the mailbox with them.
    fn ties_of(&self, person: &PersonId, own: &BTreeSet<&str>, address: &Address) -> BTreeSet<&str> {
        let Some(channel) = self.channel.filter(|_| !self.ties.is_empty()) else { return BTreeSet::new() };
        let addresses = self.reachable.get(person).into_iter().flat_map(|found| &found.addresses);
        let others: HashSet<&str> = addresses
            .flat_map(|of| &of.others)
            .map(|id| id.expose().as_str())
            .filter(|id| !own.contains(id))
            .collect();
        let mut tied = self.ties.of_any(own, &others, channel);
        let of_address: BTreeSet<&str> = address.others.iter().map(|id| id.expose().as_str()).collect();
        tied.extend(self.ties.of_any(&of_address, &HashSet::new(), channel));
        tied
    }

    /// Two deliveries of one batch may be for the same person: the second must see the first.
    pub(crate) fn remember(&mut self, delivery_id: i64, own: Vec<String>, now: Timestamp) {
        for identifier in &own {
            self.sends.entry(identifier.clone()).or_default().push((delivery_id, now));
        }
        self.sent.push((delivery_id, own));
    }

    /// What was permitted, and under which identifiers it counts.
    pub(crate) fn sent(&self) -> &[(i64, Vec<String>)] {
        &self.sent
    }
}

/// The people of the deliveries as they are now: an id of before leads to who they are today.
async fn reachable(
    tx: &mut Tx,
    key: &CampaignKey,
    held: &[Delivery],
    rules: &GateRules<'_>,
) -> Result<HashMap<PersonId, Reachable>, StoreError> {
    let found = rows!(
        tx,
        (String, String),
        "select old_person, person from redirect where workspace = $1
         and old_person in (select r.value ->> 'v' from json_each($2) as r)",
        key.workspace.as_str(),
        bulk::list(held.iter().map(|delivery| delivery.person_id.as_str()))?,
    )?;
    let today: HashMap<String, String> = found.into_iter().collect();
    let mut reachable = HashMap::new();
    for delivery in held {
        let planned = &delivery.person_id;
        let now = today.get(planned.as_str()).and_then(|now| PersonId::new(now.as_str()).ok());
        if let Some(found) = (rules.people.find)(now.as_ref().unwrap_or(planned)) {
            reachable.insert(planned.clone(), found);
        }
    }
    Ok(reachable)
}

/// The identifiers of the person and of the address, those of the time of planning among them.
fn own<'a>(
    reachable: &'a Reachable,
    address: &'a Address,
    frozen: impl Iterator<Item = &'a Redacted<String>>,
) -> BTreeSet<&'a str> {
    let of_address = [&address.mailbox].into_iter().chain(&address.aliases).chain(&address.grantors);
    let all = of_address.chain(&reachable.identifiers).chain(frozen);
    all.map(|identifier| identifier.expose().as_str()).collect()
}

fn identifiers_of_address(address: &Address) -> impl Iterator<Item = &Redacted<String>> {
    [&address.mailbox].into_iter().chain(&address.aliases).chain(&address.grantors).chain(&address.others)
}

/// The keys of everybody at the domain of an address.
fn of_domains(address: &Address) -> impl Iterator<Item = String> {
    everybody_at(address.mailbox.expose())
}

/// What was known when it was planned. It can only forbid.
fn frozen(delivery: &Delivery) -> impl Iterator<Item = &Redacted<String>> {
    delivery.identifiers.iter().chain(&delivery.grantors)
}
