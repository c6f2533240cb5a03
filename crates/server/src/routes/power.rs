//! Planning a test: how many people it takes, or what they can find.

use crate::desk::Desk;
use crate::given::{Json, Path, Query};
use crate::problem::Problem;
use engine::PilotFile;
use experiment::{History, PlannedLift, PowerQuestion};
use judging::measure::{self, Foresee, Foreseen};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const MAX_ARMS: u32 = 50;

/// What is known of the metric, and what is asked. Either `mean` with `std_dev`, or `rate`; `lift`, `n_people` or
/// both.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PowerQuery {
    /// Mean per person today.
    mean: Option<f64>,
    /// Its standard deviation between people.
    std_dev: Option<f64>,
    /// Share of people who do it today, 0..=1.
    rate: Option<f64>,
    /// Share of the variance that covariates take off, 0..1.
    variance_reduction: Option<f64>,
    /// The lift worth finding, as a share of today's value.
    lift: Option<f64>,
    /// People there will be, in all arms together.
    n_people: Option<u64>,
    /// People who come in a day.
    per_day: Option<f64>,
    /// Arms, the control among them; 2 without.
    n_arms: Option<u32>,
    /// Share of people in the control; even without.
    control_share: Option<f64>,
    /// Chance to find the lift; 0.8 without.
    power: Option<f64>,
    /// Chance of a false alarm; 0.05 without.
    alpha: Option<f64>,
}

/// The answer; a number that was not asked for, or cannot be had, is null.
#[derive(Serialize, ToSchema)]
pub struct PowerAnswer {
    /// Share of people in the control.
    control_share: f64,
    /// Share of people in each other arm.
    arm_share: f64,
    /// The smallest lift the people planned find, in the unit of the metric.
    detectable_lift: Option<f64>,
    /// The same as a share of today's value.
    detectable_relative: Option<f64>,
    /// People in all arms who find the lift.
    n_people: Option<u64>,
    /// The same without what covariates take off.
    n_people_without_covariates: Option<u64>,
    /// The chance that the people planned find the lift.
    power: Option<f64>,
    /// Days it runs.
    n_days: Option<u64>,
    /// Why there is no answer.
    withheld: Option<String>,
    sentence: String,
}

/// Plans a test.
#[utoipa::path(get, path = "/api/v1/power", operation_id = "plan_test", params(PowerQuery),
    responses((status = 200, body = PowerAnswer), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn plan_test(_desk: Desk, Query(query): Query<PowerQuery>) -> Result<Json<PowerAnswer>, Problem> {
    let history = history(&query)?;
    let question = question(&query)?;
    let found = question.answer(&history);
    Ok(Json(PowerAnswer {
        control_share: found.control_share,
        arm_share: found.arm_share,
        detectable_lift: found.detectable_lift,
        detectable_relative: found.detectable_relative,
        n_people: found.n_people,
        n_people_without_covariates: found.n_people_without_covariates,
        power: found.power,
        n_days: found.n_days,
        withheld: found.withheld,
        sentence: found.sentence,
    }))
}

/// What a pilot is asked before it begins.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PilotPowerQuery {
    /// The lift worth finding, as a share of today's value.
    lift: Option<f64>,
    /// Chance to find it; 0.8 without.
    power: Option<f64>,
}

/// One comparison of one metric, planned.
#[derive(Serialize, ToSchema)]
pub struct PlannedComparison {
    metric: String,
    metric_label: String,
    /// `share`, `number`, or of money the code of its currency.
    unit: String,
    arm: String,
    control: String,
    /// Its value without a message.
    baseline: f64,
    /// The share of the variance that covariates take off.
    variance_reduction: Option<f64>,
    /// The smallest lift that is found, in the unit of the metric.
    detectable_lift: Option<f64>,
    /// The same as a share of the value without a message.
    detectable_relative: Option<f64>,
    /// People in all arms who find the lift that was asked for.
    n_people: Option<u64>,
    /// The chance to find the lift that was asked for.
    power: Option<f64>,
    /// Why there is no answer.
    withheld: Option<String>,
    sentence: String,
}

/// What a pilot can find with the audience it has.
#[derive(Serialize, ToSchema)]
pub struct PilotPower {
    /// The window before the pilot that was looked at, [from, to).
    from: String,
    to: String,
    /// People who were in the audience when it began.
    n_history: u64,
    /// People who can take part.
    n_people: u64,
    /// Chance to find a lift of this size.
    power: f64,
    comparisons: Vec<PlannedComparison>,
    /// Metrics that cannot be planned, each with the reason.
    withheld: Vec<String>,
    notes: Vec<String>,
    /// From when everybody is through, if all is sent as planned.
    readable_on: String,
}

/// Says what a pilot can find, from what its audience did in the last outcome window.
#[utoipa::path(get, path = "/api/v1/pilots/{id}/power", operation_id = "plan_pilot",
    params(("id" = String, Path, description = "Pilot id"), PilotPowerQuery),
    responses((status = 200, body = PilotPower), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn plan_pilot(
    desk: Desk,
    Path(id): Path<String>,
    Query(query): Query<PilotPowerQuery>,
) -> Result<Json<PilotPower>, Problem> {
    let power = query.power.unwrap_or(PowerQuestion::default().power);
    if !(0.0 < power && power < 1.0) {
        return Err(Problem::invalid("power", "`power` is a chance between 0 and 1"));
    }
    let now = desk.now;
    let pilot = PilotFile::load(desk.engine().store(), desk.workspace(), &id).await?;
    let lift = query.lift.map(|size| PlannedLift { size, is_relative: true });
    let found =
        measure::foresee(desk.engine(), desk.workspace(), &pilot, Foresee { lift, power }, now).await?;
    Ok(Json(PilotPower {
        from: found.from.to_string(),
        to: found.to.to_string(),
        n_history: found.n_history,
        n_people: found.n_people,
        power,
        comparisons: found.foreseen.into_iter().map(planned_comparison).collect(),
        withheld: found.withheld.into_iter().map(|(metric, why)| format!("`{metric}`: {why}")).collect(),
        notes: found.notes,
        readable_on: found.readable_on.to_string(),
    }))
}

fn planned_comparison(found: Foreseen) -> PlannedComparison {
    let Foreseen { metric, metric_label, currency, arm, control, answer } = found;
    PlannedComparison {
        metric,
        metric_label,
        unit: answer.history.unit.named(currency.as_deref()),
        arm,
        control,
        baseline: answer.history.baseline,
        variance_reduction: answer.history.variance_reduction,
        detectable_lift: answer.detectable_lift,
        detectable_relative: answer.detectable_relative,
        n_people: answer.n_people,
        power: answer.power,
        withheld: answer.withheld,
        sentence: answer.sentence,
    }
}

fn history(query: &PowerQuery) -> Result<History, Problem> {
    let known = match (query.mean, query.std_dev, query.rate) {
        (Some(mean), Some(std_dev), None) if mean.is_finite() && std_dev.is_finite() => {
            History::of_mean("the metric", mean, std_dev)
        }
        (None, None, Some(rate)) if (0.0..=1.0).contains(&rate) => History::of_share("the metric", rate),
        (None, None, Some(_)) => return Err(Problem::invalid("rate", "`rate` is a share between 0 and 1")),
        _ => return Err(Problem::invalid("mean", "give `mean` with `std_dev`, or `rate`")),
    };
    let is_share = |share: &f64| (0.0..1.0).contains(share);
    if query.variance_reduction.is_some_and(|reduction| !is_share(&reduction)) {
        return Err(Problem::invalid("variance_reduction", "`variance_reduction` is a share below 1"));
    }
    Ok(History { variance_reduction: query.variance_reduction, ..known })
}

fn question(query: &PowerQuery) -> Result<PowerQuestion, Problem> {
    if query.lift.is_none() && query.n_people.is_none() {
        return Err(Problem::invalid(
            "lift",
            "give `lift` for the people it takes, `n_people` for what they find",
        ));
    }
    let plain = PowerQuestion::default();
    let n_arms = query.n_arms.unwrap_or(plain.n_arms);
    if !(2..=MAX_ARMS).contains(&n_arms) {
        return Err(Problem::invalid("n_arms", format!("`n_arms` is a number from 2 to {MAX_ARMS}")));
    }
    if query.per_day.is_some_and(|per_day| !(0.0 < per_day && per_day.is_finite())) {
        return Err(Problem::invalid("per_day", "`per_day` is a number of people above 0"));
    }
    Ok(PowerQuestion {
        n_arms,
        control_share: query.control_share,
        alpha: query.alpha.unwrap_or(plain.alpha),
        power: query.power.unwrap_or(plain.power),
        n_people: query.n_people,
        lift: query.lift.map(|size| PlannedLift { size, is_relative: true }),
        per_day: query.per_day,
        ..plain
    })
}
