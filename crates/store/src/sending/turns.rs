//! One mailbox gets one message of a campaign.

use super::campaigns::CampaignKey;
use crate::database::{bulk, execute, row, rows};
use crate::{Delivery, Store, StoreError, Tx};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use vocabulary::{Channel, PersonId, Redacted};

/// Whose message was planned to which mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// To whom.
    pub person_id: PersonId,
    /// By which way.
    pub channel: Channel,
    /// Which message of a sequence.
    pub step: i64,
    /// Where to.
    pub address: Redacted<String>,
    /// Who receives it; `None` for one planned by an older program.
    pub mailbox: Option<Redacted<String>>,
}
row!(Mailbox { person_id, channel, step, address, mailbox });

const PLANNED: &str = "select person_id, channel, step, address, mailbox from delivery
    where workspace = $1 and campaign = $2 and version = $3";

impl Store {
    /// Gives to which mailboxes messages of a campaign version are planned.
    pub async fn planned_mailboxes(&self, key: &CampaignKey) -> Result<Vec<Mailbox>, StoreError> {
        rows!(
            self.read().await?,
            Mailbox,
            PLANNED,
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )
    }
}

/// By (channel, step, mailbox) the delivery whose turn it is.
#[derive(Default)]
pub(crate) struct Turns(HashMap<(Channel, i64, String), i64>);

impl Turns {
    /// Whether another delivery has the mailbox.
    pub(crate) fn is_taken(&self, delivery: &Delivery, mailbox: &Redacted<String>) -> bool {
        let key = (delivery.channel, delivery.step, mailbox.expose().clone());
        self.0.get(&key).is_some_and(|holder| *holder != delivery.delivery_id)
    }

    pub(crate) fn take(&mut self, delivery: &Delivery, mailbox: &Redacted<String>) {
        let key = (delivery.channel, delivery.step, mailbox.expose().clone());
        self.0.entry(key).or_insert(delivery.delivery_id);
    }
}

impl Tx {
    /// The mailboxes to which messages of the version are planned.
    pub(crate) async fn planned_mailboxes(&mut self, key: &CampaignKey) -> Result<Vec<Mailbox>, StoreError> {
        rows!(self, Mailbox, PLANNED, key.workspace.as_str(), key.campaign.as_str(), key.version,)
    }

    /// Whose turn it is at each of `mailboxes`.
    pub(crate) async fn turns(
        &mut self,
        key: &CampaignKey,
        mailboxes: &HashSet<&str>,
    ) -> Result<Turns, StoreError> {
        let found = rows!(
            self,
            (String, i64, String, i64),
            "select channel, step, mailbox, delivery_id from mailbox_turn
             where workspace = $1 and campaign = $2 and version = $3
             and mailbox in (select r.value ->> 'v' from json_each($4) as r)",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            bulk::list(mailboxes)?,
        )?;
        let mut turns = Turns::default();
        for (channel, step, mailbox, delivery_id) in found {
            if let Ok(channel) = channel.parse() {
                turns.0.insert((channel, step, mailbox), delivery_id);
            }
        }
        Ok(turns)
    }

    /// Keeps that these deliveries have their mailboxes. The primary key is what makes it impossible that two do.
    pub(crate) async fn take_turns(
        &mut self,
        key: &CampaignKey,
        taken: &[(&Delivery, &Redacted<String>)],
    ) -> Result<(), StoreError> {
        #[derive(Serialize)]
        struct Turn<'a> {
            id: i64,
            channel: Channel,
            step: i64,
            mailbox: &'a str,
            address: &'a str,
        }
        let turns: Vec<Turn<'_>> = taken
            .iter()
            .map(|(delivery, mailbox)| Turn {
                id: delivery.delivery_id,
                channel: delivery.channel,
                step: delivery.step,
                mailbox: mailbox.expose(),
                address: delivery.address.expose(),
            })
            .collect();
        let turns = bulk::json(&turns)?;
        execute!(
            self,
            "insert into mailbox_turn (workspace, campaign, version, channel, step, mailbox, delivery_id)
             select $1, $2, $3, r.value ->> 'channel', cast(r.value ->> 'step' as bigint), r.value ->> 'mailbox',
               cast(r.value ->> 'id' as bigint)
             from json_each($4) as r where true on conflict do nothing",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            turns.as_str(),
        )?;
        execute!(
            self,
            "update delivery set address = r.value ->> 'address', mailbox = r.value ->> 'mailbox'
             from json_each($1) as r where delivery_id = cast(r.value ->> 'id' as bigint)",
            turns.as_str(),
        )?;
        Ok(())
    }
}
