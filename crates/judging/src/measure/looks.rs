//! When a pilot may be looked at: what its plan allows today, and whom it lets be seen.

use engine::definitions::registration::{self, Registration};
use engine::{Engine, EngineError, PilotFile};
use experiment::{Analysis, Layer, Looks};
use store::Exposure;
use vocabulary::{DAY, Timestamp, WorkspaceId, grouped};

/// Whether a pilot can be read out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Why it cannot, with what to do; `None` when a look is due.
    pub why_not: Option<String>,
    /// When it can, where only the end of an outcome window is missing.
    pub from: Option<Timestamp>,
}

/// Says whether a look at a pilot is due, without looking.
///
/// Errors: the store; that no look is due is an answer.
pub async fn opening(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    now: Timestamp,
) -> Result<Opening, EngineError> {
    let registration = registration::of(engine.store(), workspace, pilot).await?;
    let why = match due(engine, workspace, pilot, registration.as_ref(), now).await {
        Ok(_) => return Ok(Opening { why_not: None, from: None }),
        Err(EngineError::NotReady { what }) => what,
        Err(error) => return Err(error),
    };
    let exposures = engine.store().exposures(&pilot.campaign_key(workspace)).await?;
    let at = exposures.iter().map(|exposure| exposure.at);
    let whose = match pilot.analysis.looks {
        Looks::Once => at.max(),
        Looks::AlwaysValid => at.min(),
        Looks::GroupSequential { .. } => None,
    };
    let window = DAY.times(i64::from(pilot.design.outcome_window_days));
    // Where the window is over already something else is missing, which the reason says.
    let from = whose.map(|at| at + window).filter(|from| now < *from);
    Ok(Opening { why_not: Some(why), from })
}

/// One look at a pilot.
pub(crate) struct Look {
    /// Only people exposed up to here are seen; all of them without.
    pub until: Option<Timestamp>,
    /// What the readout is asked.
    pub question: Analysis,
    /// Whether everybody is through.
    pub is_last: bool,
    /// What a reader should know of it.
    pub note: Option<String>,
}

/// The look that is due, and everybody who was exposed.
///
/// A look of a group-sequential plan sees the first people of its part whenever it is made, so that
/// making it again is the same look and not another one.
///
/// Errors: [`EngineError::NotReady`] when nobody was exposed, and before the first look.
pub(crate) async fn due(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    registration: Option<&Registration>,
    now: Timestamp,
) -> Result<(Look, Vec<Exposure>), EngineError> {
    let key = pilot.campaign_key(workspace);
    let exposures = engine.store().exposures(&key).await?;
    let mut exposed_at: Vec<Timestamp> = exposures.iter().map(|exposure| exposure.at).collect();
    exposed_at.sort_unstable();
    let (Some(&first), Some(&last)) = (exposed_at.first(), exposed_at.last()) else {
        let what =
            format!("nobody of `{0}` was exposed yet: run `truelift campaign release {0}`", pilot.id());
        return Err(EngineError::NotReady { what });
    };
    let window = DAY.times(i64::from(pilot.design.outcome_window_days));
    let n_through = exposed_at.partition_point(|&at| at + window <= now) as u64;
    let proof = engine.store().count_proof(&key).await?;
    let assignment = &pilot.design.assignment;
    let is_over = last + window <= now && proof.in_flight == 0 && assignment.next_step(now).is_none();
    let taking_part = assignment.layer.as_ref().map_or(1.0, Layer::ratio)
        * assignment.ramp.last().map_or(1.0, |step| step.exposed_ratio);
    let n_planned = (proof.planned + proof.holdout_planned).unsigned_abs();
    let n_registered = registration.and_then(|found| found.n_members);
    let n_expected = n_registered.map_or(n_planned, |n| (n as f64 * taking_part).ceil() as u64);
    let plan = &pilot.analysis;
    let Some(look) = plan.look_due(n_through, n_expected, is_over) else {
        let what = not_due(pilot, [first + window, last + window], now, [n_through, n_expected]);
        return Err(EngineError::NotReady { what });
    };
    let until = match plan.looks {
        _ if is_over => None,
        Looks::Once => None,
        Looks::AlwaysValid => Some(now - window),
        Looks::GroupSequential { .. } => {
            let nth = plan.n_due(look, n_expected).clamp(1, n_through.max(1));
            exposed_at.get(nth as usize - 1).copied()
        }
    };
    let mut question = plan.question(look, Some(n_expected));
    question.is_segment_registered =
        registration.is_none_or(|found| plan.segment.is_some() && found.segment == plan.segment);
    let note = (!is_over).then(|| {
        format!(
            "this is a look before the end: {} of about {} people are through their outcome window",
            grouped(n_through),
            grouped(n_expected.max(n_through))
        )
    });
    Ok((Look { until, question, is_last: is_over, note }, exposures))
}

/// Why there is nothing to look at yet: the first and the last window close then, so many of so many are through.
fn not_due(
    pilot: &PilotFile,
    [first, last]: [Timestamp; 2],
    now: Timestamp,
    [n_through, n_expected]: [u64; 2],
) -> String {
    let (id, plan) = (pilot.id(), &pilot.analysis);
    match plan.looks {
        Looks::Once if now < last => {
            format!("the outcome window of `{id}` is open until {last}: read it out then")
        }
        Looks::Once => format!(
            "`{id}` still exposes people, and its plan has one look when everybody is through: read it out then"
        ),
        Looks::AlwaysValid => {
            format!("the first outcome window of `{id}` is open until {first}: look then")
        }
        Looks::GroupSequential { n_looks, .. } => format!(
            "look 1 of {n_looks} at `{id}` is due when {} people are through their outcome window, and {} are",
            grouped(plan.n_due(1, n_expected)),
            grouped(n_through)
        ),
    }
}
