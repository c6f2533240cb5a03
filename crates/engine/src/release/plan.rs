//! Plans a campaign: who, in which arm, under which message id.

use super::campaign_key;
use super::units::{Ids, Units};
use crate::columns::{text, text_at};
use crate::review::Release;
use crate::{Engine, EngineError, PilotFile, holdouts, target};
use experiment::{Candidate, Holdouts, Place, Placed, RampStep, Role, Roster};
use governance::Approved;
use people::Record;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Planned, PlannedExposure, ResultKind};
use vocabulary::{PersonId, Redacted, Timestamp, WorkspaceId, keyed_hash};

/// One message of a campaign without further steps.
const STEP: i64 = 1;

/// What a plan came to. Everybody of the audience is in exactly one of the counts from `n_unreachable` on,
/// or planned.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PlanReport {
    /// Members of the audience.
    pub n_members: u64,
    /// Deliveries that are new; those planned before stay as they are.
    pub n_new: u64,
    /// Members without an address on the channel.
    pub n_unreachable: u64,
    /// Members whose slot of the layer is another experiment's.
    pub n_other_slot: u64,
    /// Members the ramp has not come to.
    pub n_later: u64,
    /// Members whose earlier arm is gone.
    pub n_arm_gone: u64,
    /// Members in each arm, kept back by a higher holdout among them, new or not.
    pub by_arm: BTreeMap<String, u64>,
    /// When the ramp goes on.
    pub next_step: Option<RampStep>,
}

/// Freezes the audience as it is now and plans a delivery for each member who has an address and takes part.
///
/// Planning again adds members who are new, or whom the ramp has come to, and leaves the others as they are:
/// nobody changes arm.
///
/// Errors: [`EngineError::NotReady`] when the audience is empty, or the ramp has not begun.
pub async fn plan(
    engine: &Engine,
    workspace: &WorkspaceId,
    approved: &Approved<Release>,
    now: Timestamp,
) -> Result<PlanReport, EngineError> {
    let release = approved.item();
    let design = &release.pilot.design;
    let key = campaign_key(workspace, &release.pilot);
    // What cannot be sent is not planned: a refused release leaves nothing behind.
    super::check_sendable(&release.pilot, now)?;
    if let (true, Some(first)) = (design.assignment.exposed_ratio(now) == 0.0, design.assignment.ramp.first())
    {
        let what = format!("the ramp of `{}` begins at {}: release it then", release.pilot.id(), first.from);
        return Err(EngineError::NotReady { what });
    }
    check_open(engine, workspace, &release.pilot).await?;
    holdouts::check_layers(&engine.store, workspace, std::slice::from_ref(&release.pilot)).await?;
    let members = target::members(engine, workspace, &release.audience, now).await?;
    if members.is_empty() {
        let what = format!(
            "the audience `{}` has no members: see `truelift audience count {0}`, widen it or collect more data",
            release.pilot.pilot.audience()
        );
        return Err(EngineError::NotReady { what });
    }
    let (planned, mut report) = deliveries(engine, workspace, release, &members, now).await?;
    let body = json!({ "pilot": release.pilot, "chosen": release.chosen.text, "n_members": members.len() });
    let experiment = &design.experiment;
    engine.store.create_campaign(&key, experiment, &approved.release_hash(), &body, now).await?;
    report.n_new = engine.store.plan_deliveries(&key, &planned, now).await?;
    report.next_step = design.assignment.next_step(now).copied();
    Ok(report)
}

/// Refuses to expose more people to a version that its gate decided: they would be in no readout it rests on.
async fn check_open(engine: &Engine, workspace: &WorkspaceId, pilot: &PilotFile) -> Result<(), EngineError> {
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Gate).await?;
    let version = i64::from(pilot.design.version);
    let Some(decided) = found.filter(|result| result.version == version) else { return Ok(()) };
    let what = format!(
        "version {version} of `{}` was decided on {}, so it exposes nobody else: count `version` up to go on",
        pilot.id(),
        decided.at.day()
    );
    Err(EngineError::NotReady { what })
}

async fn deliveries(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
    members: &[PersonId],
    now: Timestamp,
) -> Result<(Vec<Planned>, PlanReport), EngineError> {
    let stored = engine.store.workspace(workspace).await?;
    let secret = Engine::key(&stored);
    let holdouts = holdouts::load(&engine.store, workspace).await?;
    let mut roster = roster(engine, workspace, release, secret.expose(), holdouts.as_ref()).await?;
    let holdout_unit = holdouts.map(|holdouts| holdouts.unit).unwrap_or_default();
    let units = Units::read(engine, workspace, &release.pilot.design, holdout_unit).await?;
    let reach = reach(engine, workspace, release, now).await?;
    let reached: Vec<(&PersonId, &Reach, Ids)> = members
        .iter()
        .filter_map(|person| Some((person, reach.get(person.as_str())?, units.of(person))))
        .collect();
    let candidates: Vec<Candidate<'_>> = reached
        .iter()
        .map(|(.., ids)| Candidate {
            unit_id: &ids.unit_id,
            holdout_id: &ids.holdout_id,
            stratum: &ids.stratum,
        })
        .collect();
    let places = roster.place(&candidates, now);
    let writer = Writer::new(release, secret.expose(), &roster);
    let mut report = PlanReport {
        n_members: members.len() as u64,
        n_unreachable: (members.len() - reached.len()) as u64,
        ..PlanReport::default()
    };
    let mut planned = Vec::with_capacity(reached.len());
    for ((person, reach, ids), place) in reached.iter().zip(&places) {
        match place {
            Place::OtherSlot => report.n_other_slot += 1,
            Place::Later => report.n_later += 1,
            Place::ArmGone => report.n_arm_gone += 1,
            Place::Arm { .. } | Place::HeldOut(_) => {
                let delivery = writer.delivery(person, reach, ids, place);
                *report.by_arm.entry(delivery.arm.clone()).or_default() += 1;
                planned.push(delivery);
            }
        }
    }
    Ok((planned, report))
}

/// The design with its history.
async fn roster<'a>(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &'a Release,
    secret: &'a [u8],
    holdouts: Option<&Holdouts>,
) -> Result<Roster<'a>, EngineError> {
    let key = campaign_key(workspace, &release.pilot);
    let design = &release.pilot.design;
    // Who was placed under an id that people had before keeps the arm under the one they have now.
    let now_known_as: HashMap<PersonId, PersonId> =
        engine.store.redirects(workspace).await?.into_iter().collect();
    let current = |unit_id: String| {
        let now = PersonId::new(unit_id.as_str()).ok().and_then(|old| now_known_as.get(&old));
        now.map_or(unit_id, PersonId::to_string)
    };
    let placed = engine.store.placements(&key, &design.experiment).await?;
    let placed = placed.into_iter().map(|found| Placed {
        unit_id: current(found.unit_id),
        arm: found.arm,
        stratum: found.stratum,
    });
    let earlier = if design.assignment.keeps_arms {
        engine.store.earlier_placements(&key, &design.experiment).await?
    } else {
        Vec::new()
    };
    let earlier = earlier.into_iter().map(|found| (current(found.unit_id), found.arm));
    Roster::new(secret, design, holdouts, placed, earlier)
        .map_err(|error| EngineError::definition("pilot", release.pilot.id().as_str(), error))
}

/// Writes deliveries of one release.
struct Writer<'a> {
    release: &'a Release,
    secret: &'a [u8],
    levels: &'a [experiment::Level],
    subjects: HashMap<String, String>,
    version: String,
}

impl<'a> Writer<'a> {
    fn new(release: &'a Release, secret: &'a [u8], roster: &'a Roster<'a>) -> Self {
        let messages = release.pilot.arm_messages(&release.chosen.text).into_iter();
        let subjects = messages.filter_map(|message| Some((message.arm, message.subject?))).collect();
        let version = release.pilot.design.version.to_string();
        Self { release, secret, levels: roster.levels(), subjects, version }
    }

    fn delivery(&self, person: &PersonId, reach: &Reach, ids: &Ids, place: &Place<'_>) -> Planned {
        let pilot = &self.release.pilot;
        let channel = pilot.send.channel;
        let parts = [pilot.id().as_str(), &self.version, person.as_str(), channel.as_str(), "1"];
        let id = |what: &str| keyed_hash(self.secret, [what].into_iter().chain(parts)).to_string();
        let (arm, is_holdout, stratum) = match place {
            Place::Arm { arm, stratum, .. } => (arm.name.clone(), arm.role == Role::Holdout, stratum.clone()),
            Place::HeldOut(nth) => {
                (self.levels.get(*nth).map_or("", |level| level.arm).to_owned(), true, None)
            }
            Place::OtherSlot | Place::Later | Place::ArmGone => (String::new(), true, None),
        };
        Planned {
            person_id: person.clone(),
            channel,
            step: STEP,
            is_holdout,
            address: Redacted::new(reach.address.clone()),
            identifiers: reach.identifiers.iter().cloned().map(Redacted::new).collect(),
            grantors: reach.grantors.iter().cloned().map(Redacted::new).collect(),
            subject: self.subjects.get(&arm).cloned().unwrap_or_default(),
            message_id: id("message"),
            idempotency_key: id("idempotency"),
            unit_id: ids.unit_id.clone(),
            stratum,
            exposures: self.exposures(ids, place),
            arm,
        }
    }

    /// What the gate's first yes records: where the person stands in each holdout down to the one that keeps
    /// them back, and their arm when none does and this version gave it.
    fn exposures(&self, ids: &Ids, place: &Place<'_>) -> Vec<PlannedExposure> {
        let keeper = if let Place::HeldOut(nth) = place { Some(*nth) } else { None };
        let levels = self.levels.iter().enumerate().take(keeper.map_or(self.levels.len(), |nth| nth + 1));
        let of_level = |(nth, level): (usize, &experiment::Level)| PlannedExposure {
            experiment: level.experiment.clone(),
            version: 1,
            arm: level.side(keeper == Some(nth)).to_owned(),
            unit_id: ids.holdout_id.clone(),
            stratum: None,
            layer: None,
        };
        let mut exposures: Vec<PlannedExposure> = levels.map(of_level).collect();
        if let Place::Arm { arm, stratum, is_kept: false } = place {
            let design = &self.release.pilot.design;
            exposures.push(PlannedExposure {
                experiment: design.experiment.clone(),
                version: i64::from(design.version),
                arm: arm.name.clone(),
                unit_id: ids.unit_id.clone(),
                stratum: stratum.clone(),
                layer: design.assignment.layer.as_ref().map(|layer| layer.name.clone()),
            });
        }
        exposures
    }
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
