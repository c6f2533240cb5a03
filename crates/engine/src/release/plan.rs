//! Plans a campaign: who, in which arm, under which message id.

use super::campaign_key;
use crate::columns::{text, text_at};
use crate::review::Release;
use crate::{Engine, EngineError, target};
use experiment::{Assigner, Role};
use governance::Approved;
use people::Record;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use store::Planned;
use vocabulary::{Redacted, Timestamp, WorkspaceId, keyed_hash};

/// One message of a campaign without further steps.
const STEP: i64 = 1;

/// Freezes the audience as it is now and plans a delivery for each member who has an address.
///
/// Planning again adds members who are new and leaves the others as they are: nobody changes arm.
/// Returns how many deliveries are new.
///
/// Errors: [`EngineError::NotReady`] when the audience is empty.
pub async fn plan(
    engine: &Engine,
    workspace: &WorkspaceId,
    approved: &Approved<Release>,
    now: Timestamp,
) -> Result<u64, EngineError> {
    let release = approved.item();
    let key = campaign_key(workspace, &release.pilot);
    let members = target::members(engine, workspace, &release.audience, now).await?;
    if members.is_empty() {
        let what = format!(
            "the audience `{}` has no members: see `truelift audience count {0}`, widen it or collect more data",
            release.pilot.pilot.audience()
        );
        return Err(EngineError::NotReady { what });
    }
    let planned = deliveries(engine, workspace, release, &members, now).await?;
    let body = json!({ "pilot": release.pilot, "chosen": release.chosen.text, "n_members": members.len() });
    let experiment = &release.pilot.design.experiment;
    engine.store.create_campaign(&key, experiment, &approved.release_hash(), &body, now).await?;
    Ok(engine.store.plan_deliveries(&key, &planned, now).await?)
}

async fn deliveries(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
    members: &[vocabulary::PersonId],
    now: Timestamp,
) -> Result<Vec<Planned>, EngineError> {
    let stored = engine.store.workspace(workspace).await?;
    let secret = Engine::key(&stored);
    let assigner = Assigner::new(secret.expose(), &release.pilot.design)
        .map_err(|error| EngineError::definition("pilot", release.pilot.id().as_str(), error))?;
    let subjects: HashMap<String, String> = release
        .pilot
        .arm_messages(&release.chosen.text)
        .into_iter()
        .filter_map(|message| Some((message.arm, message.subject?)))
        .collect();
    let reach = reach(engine, workspace, release, now).await?;
    let version = release.pilot.design.version.to_string();
    let mut planned = Vec::with_capacity(members.len());
    for person in members {
        let Some(reach) = reach.get(person.as_str()) else { continue };
        let arm = assigner.arm(person.as_str());
        let parts = [
            release.pilot.id().as_str(),
            &version,
            person.as_str(),
            release.pilot.send.channel.as_str(),
            "1",
        ];
        let id = |what: &str| keyed_hash(secret.expose(), [what].into_iter().chain(parts)).to_string();
        planned.push(Planned {
            person_id: person.clone(),
            channel: release.pilot.send.channel,
            step: STEP,
            arm: arm.name.clone(),
            is_holdout: arm.role == Role::Holdout,
            address: Redacted::new(reach.address.clone()),
            identifiers: reach.identifiers.iter().cloned().map(Redacted::new).collect(),
            grantors: reach.grantors.iter().cloned().map(Redacted::new).collect(),
            subject: subjects.get(&arm.name).cloned().unwrap_or_default(),
            message_id: id("message"),
            idempotency_key: id("idempotency"),
        });
    }
    Ok(planned)
}

/// By which address a person is reached, and everything that could forbid it.
struct Reach {
    address: String,
    identifiers: Vec<String>,
    /// Customer numbers that a record names together with the address: a consent given under one covers it.
    grantors: BTreeSet<String>,
}

/// Everybody who has an address on the pilot's channel. The person's surviving address is preferred, unless
/// only another one of theirs was granted the first purpose.
async fn reach(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
    now: Timestamp,
) -> Result<HashMap<String, Reach>, EngineError> {
    let channel = release.pilot.send.channel;
    let purpose = release.pilot.send.purposes.first().map_or("", |purpose| purpose.as_str());
    let kind = if channel == vocabulary::Channel::Sms { "phone" } else { "email" };
    let sql = format!(
        "select m.person_id, m.identifier,
            coalesce(max(case when c.action = 'granted' then 1 else 0 end), 0) as is_granted,
            max(case when m.identifier = concat('{kind}:', p.{kind}) then 1 else 0 end) as is_preferred
         from identifier_map m join people p on p.person_id = m.person_id
         left join consents c on c.identifier = m.identifier and c.purpose = '{purpose}'
            and c.channel = '{channel}' and c.at <= {}
         group by m.person_id, m.identifier order by m.person_id, is_granted desc, is_preferred desc, m.identifier",
        crate::views::moment(now)
    );
    let mut reach: HashMap<String, Reach> = HashMap::new();
    for batch in engine.query(workspace, &[], &sql).await? {
        let (person, identifier) = (text(&batch, "person_id")?, text(&batch, "identifier")?);
        for row in 0..batch.num_rows() {
            let identifier = identifier.value(row).to_owned();
            let entry = reach.entry(person.value(row).to_owned());
            let reach = entry.or_insert_with(|| Reach {
                address: String::new(),
                identifiers: Vec::new(),
                grantors: BTreeSet::new(),
            });
            if reach.address.is_empty() && identifier.starts_with(&format!("{kind}:")) {
                reach.address.clone_from(&identifier);
            }
            reach.identifiers.push(identifier);
        }
    }
    reach.retain(|_, reach| !reach.address.is_empty());
    add_grantors(engine, workspace, &mut reach).await?;
    Ok(reach)
}

/// INVARIANT: merging people never widens consent. A grant under a customer number opens an address only when
/// one record of a source names both.
async fn add_grantors(
    engine: &Engine,
    workspace: &WorkspaceId,
    reach: &mut HashMap<String, Reach>,
) -> Result<(), EngineError> {
    let sql = "select distinct m.person_id, r.email, r.phone, r.customer_id
        from records r join record_map m on m.record_id = r.record_id
        where r.customer_id is not null and (r.email is not null or r.phone is not null)";
    for batch in engine.query(workspace, &[], sql).await? {
        let (person, email) = (text(&batch, "person_id")?, text(&batch, "email")?);
        let (phone, customer) = (text(&batch, "phone")?, text(&batch, "customer_id")?);
        for row in 0..batch.num_rows() {
            let Some(reach) = reach.get_mut(person.value(row)) else { continue };
            let record = Record {
                email: text_at(&email, row),
                phone: text_at(&phone, row),
                customer_id: text_at(&customer, row),
                ..Record::default()
            };
            let named: Vec<String> = people::identifiers(&people::normalise(&record))
                .iter()
                .map(vocabulary::Identifier::key)
                .collect();
            if named.contains(&reach.address) {
                reach.grantors.extend(named.into_iter().filter(|key| key.starts_with("customer_id:")));
            }
        }
    }
    Ok(())
}
