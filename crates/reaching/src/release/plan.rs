//! Plans a campaign: who, in which arm, under which message id.

use engine::addressees::{self, Reach};
use engine::definitions::holdouts;
use engine::kept::Release;
use engine::persons::{self, Ids, Units};
use engine::{Engine, EngineError, PilotFile};
use experiment::{Arm, Candidate, Design, Place, Placed, RampStep, Role, Roster, Trust};
use governance::Approved;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use store::{Address, Planned, PlannedExposure, ResultKind};
use vocabulary::{PersonId, Redacted, Timestamp, WorkspaceId, grouped, keyed_hash};

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
    /// Members whose mailbox is another member's too, who is reached: it gets one message, whoever owns it. Told
    /// apart before anybody was randomised.
    pub n_same_mailbox: u64,
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
    /// Why no readout will say anything of it, where an arm has too few people and the ramp lets nobody else in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_small: Option<String>,
}

impl PlanReport {
    /// Adds what is known of the days ahead: when the ramp goes on, and whether the arms are large enough by then.
    pub(super) fn look_ahead(&mut self, design: &Design, now: Timestamp) {
        self.next_step = design.assignment.next_step(now).copied();
        let n_in = |arm: &Arm| self.by_arm.get(&arm.name).copied().unwrap_or(0);
        let smallest = design.arms.iter().min_by_key(|arm| n_in(arm));
        let n_min = Trust::default().n_people_min;
        self.too_small = smallest.filter(|arm| self.next_step.is_none() && n_in(arm) < n_min).map(|arm| {
            format!(
                "{} people are in `{}`, and below {n_min} in every arm nothing can be read out: nobody will know \
                 whether it worked. Widen the audience, or give the arm a larger share",
                grouped(n_in(arm)),
                arm.name
            )
        });
    }
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
    let key = release.pilot.campaign_key(workspace);
    // What cannot be sent is not planned: a refused release leaves nothing behind.
    may_begin(engine, workspace, release, now).await?;
    holdouts::check_layers(engine.store(), workspace, std::slice::from_ref(&release.pilot)).await?;
    let members = persons::members(engine, workspace, &release.audience, now).await?;
    if members.is_empty() {
        let what = format!(
            "the audience `{}` has no members: see `truelift audience count {0}`, widen it or collect more data",
            release.pilot.pilot.audience()
        );
        return Err(EngineError::NotReady { what });
    }
    let (planned, mut report) = deliveries(engine, workspace, release, &members, now).await?;
    let pilot = engine::form::value(&release.pilot)?;
    let body = json!({ "pilot": pilot, "chosen": release.chosen.text, "n_members": members.len() });
    let experiment = &design.experiment;
    engine.store().create_campaign(&key, experiment, &approved.release_hash(), &body, now).await?;
    report.n_new = engine.store().plan_deliveries(&key, &planned, now).await?;
    report.look_ahead(design, now);
    Ok(report)
}

/// Refuses a release whose hour has not come, one that says what is no longer true, and one of a version that is over.
///
/// Errors: [`EngineError::NotReady`] with when, or why not at all.
pub async fn may_begin(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
    now: Timestamp,
) -> Result<(), EngineError> {
    super::check_sendable(release, now)?;
    let pilot = &release.pilot;
    let assignment = &pilot.design.assignment;
    if let (true, Some(first)) = (assignment.exposed_ratio(now) == 0.0, assignment.ramp.first()) {
        let what = format!("the ramp of `{}` begins at {}: release it then", pilot.id(), first.from);
        return Err(EngineError::NotReady { what });
    }
    check_open(engine, workspace, pilot).await
}

/// From when a pilot may be released, where its hour has not come.
pub fn begins_at(pilot: &PilotFile, now: Timestamp) -> Option<Timestamp> {
    let assignment = &pilot.design.assignment;
    let ramp =
        assignment.ramp.first().map(|first| first.from).filter(|_| assignment.exposed_ratio(now) == 0.0);
    ramp.into_iter().chain([pilot.send.at]).max().filter(|at| now < *at)
}

/// Refuses to expose more people to a version that its gate decided: they would be in no readout it rests on.
async fn check_open(engine: &Engine, workspace: &WorkspaceId, pilot: &PilotFile) -> Result<(), EngineError> {
    let found = engine.store().pilot_result(workspace, pilot.id(), ResultKind::Gate).await?;
    let version = i64::from(pilot.design.version);
    let Some(decided) = found.filter(|result| result.version == version) else { return Ok(()) };
    let what = format!(
        "version {version} of `{}` was decided on {}, so it exposes nobody else: count `version` up to go on",
        pilot.id(),
        decided.at.day()
    );
    Err(EngineError::NotReady { what })
}

pub(super) async fn deliveries(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
    members: &[PersonId],
    now: Timestamp,
) -> Result<(Vec<Planned>, PlanReport), EngineError> {
    let stored = engine.store().workspace(workspace).await?;
    let secret = Engine::key(&stored);
    let mut roster = roster(engine, workspace, release, secret.expose()).await?;
    let holdout_unit = release.holdouts.as_ref().map(|holdouts| holdouts.unit).unwrap_or_default();
    let units = Units::read(engine, workspace, &release.pilot.design, holdout_unit).await?;
    let channel = release.pilot.send.channel;
    let reach = Reach::read(engine, workspace, channel, None).await?;
    let purpose = release.pilot.send.purposes.first();
    let granted = addressees::granted(engine, workspace, purpose, channel, now).await?;
    let addresses: BTreeMap<&PersonId, Address> =
        members.iter().filter_map(|person| Some((person, reach.planned(person, &granted)?))).collect();
    let planned = engine.store().planned_mailboxes(&release.pilot.campaign_key(workspace)).await?;
    let today: HashMap<PersonId, PersonId> = engine.store().redirects(workspace).await?.into_iter().collect();
    let first = addressees::first_at_mailbox(&reach, members, &addresses, planned, &today);
    let reached: Vec<(&PersonId, Reached<'_>, Ids)> = members
        .iter()
        .filter(|person| first.contains(person))
        .filter_map(|person| {
            let reached = Reached { address: addresses.get(person)?, identifiers: reach.identifiers(person) };
            Some((person, reached, units.of(person)))
        })
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
        n_unreachable: (members.len() - addresses.len()) as u64,
        n_same_mailbox: (addresses.len() - reached.len()) as u64,
        ..PlanReport::default()
    };
    let mut planned = Vec::with_capacity(reached.len());
    for ((person, reached, ids), place) in reached.iter().zip(&places) {
        match place {
            Place::OtherSlot => report.n_other_slot += 1,
            Place::Later => report.n_later += 1,
            Place::ArmGone => report.n_arm_gone += 1,
            Place::Arm { .. } | Place::HeldOut(_) => {
                let delivery = writer.delivery(person, reached, ids, place);
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
) -> Result<Roster<'a>, EngineError> {
    let key = release.pilot.campaign_key(workspace);
    let design = &release.pilot.design;
    // Who was placed under an id that people had before keeps the arm under the one they have now.
    let now_known_as: HashMap<PersonId, PersonId> =
        engine.store().redirects(workspace).await?.into_iter().collect();
    let current = |unit_id: String| {
        let now = PersonId::new(unit_id.as_str()).ok().and_then(|old| now_known_as.get(&old));
        now.map_or(unit_id, PersonId::to_string)
    };
    let placed = engine.store().placements(&key, &design.experiment).await?;
    let placed = placed.into_iter().map(|found| Placed {
        unit_id: current(found.unit_id),
        arm: found.arm,
        stratum: found.stratum,
    });
    let earlier = if design.assignment.keeps_arms {
        engine.store().earlier_placements(&key, &design.experiment).await?
    } else {
        Vec::new()
    };
    let earlier = earlier.into_iter().map(|found| (current(found.unit_id), found.arm));
    Roster::new(secret, design, release.holdouts.as_ref(), placed, earlier)
        .map_err(|error| EngineError::definition("pilot", release.pilot.id().as_str(), error))
}

/// How a member is reached.
struct Reached<'a> {
    address: &'a Address,
    identifiers: Vec<Redacted<String>>,
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

    fn delivery(&self, person: &PersonId, reached: &Reached<'_>, ids: &Ids, place: &Place<'_>) -> Planned {
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
            address: reached.address.to.clone(),
            mailbox: reached.address.mailbox.clone(),
            identifiers: reached.identifiers.clone(),
            grantors: reached.address.grantors.clone(),
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
