//! How the headline's effect grew: the same comparison, of the same people, by shorter outcome windows.

use super::exposed::{Question, added_up};
use engine::kept::EffectAt;
use engine::{Engine, EngineError, PilotFile};
use experiment::{Analysis, Design, Estimate, Readout, Trust, read_out_by};
use measurement::Metric;
use std::slice;

/// Points of a course at most: each is one pass over exposures and events.
const N_POINTS: u32 = 7;

/// The headline after each of some days from exposure, ending with the readout's own number. Each interval holds by
/// itself, at the level and by the kind of the readout's, and not for all days together.
///
/// Empty where the headline is withheld, and where the window is one day.
///
/// Errors: the lake, and a metric that cannot be compiled.
pub(super) async fn of(
    engine: &Engine,
    question: &Question<'_>,
    pilot: &PilotFile,
    (readout, asked): (&Readout, &Analysis),
) -> Result<Vec<EffectAt>, EngineError> {
    let is_headline = |estimate: &&Estimate| {
        let headline = &pilot.headline;
        estimate.metric == headline.metric
            && estimate.arm == headline.arm
            && estimate.control == headline.control
    };
    let whole = readout.estimates.iter().find(is_headline);
    let metric = pilot.metrics.iter().find(|metric| metric.name == pilot.headline.metric);
    let (Some(whole), Some(metric)) = (whole.filter(|whole| whole.lift_abs.is_some()), metric) else {
        return Ok(Vec::new());
    };
    let days = days(pilot.design.outcome_window_days);
    let mut course = Vec::with_capacity(days.len());
    for &days in days.iter().take(days.len().saturating_sub(1)) {
        let readout = after(engine, question, (pilot, metric), asked, days).await?;
        course.extend(readout.estimates.iter().find(is_headline).map(|found| effect(days, found)));
    }
    if !course.is_empty() {
        course.push(effect(pilot.design.outcome_window_days, whole));
    }
    Ok(course)
}

/// The readout of one metric by a window of so many days.
async fn after(
    engine: &Engine,
    question: &Question<'_>,
    (pilot, metric): (&PilotFile, &Metric),
    asked: &Analysis,
    days: u32,
) -> Result<Readout, EngineError> {
    let design = Design { outcome_window_days: days, ..pilot.design.clone() };
    let name = pilot.id().as_str();
    let shorter = Question { design: &design, metrics: slice::from_ref(metric), segment: None, ..*question };
    let fail = |error: measurement::MeasurementError| EngineError::definition("pilot", name, error);
    let (evidence, _) = added_up(engine, &shorter, fail).await?;
    let asked = Analysis { bayes: None, correction: None, ..*asked };
    read_out_by(&design, &[metric.readout_metric()], &evidence, &Trust::default(), &asked)
        .map_err(|error| EngineError::definition("pilot", name, error))
}

/// The days after exposure that are looked at, the last of them the window's own.
fn days(window: u32) -> Vec<u32> {
    let n = window.min(N_POINTS);
    (1..=n).map(|nth| (window * nth).div_ceil(n)).collect()
}

fn effect(days: u32, found: &Estimate) -> EffectAt {
    EffectAt {
        days,
        mean: found.mean,
        mean_control: found.mean_control,
        lift_abs: found.lift_abs,
        ci_low: found.ci_low,
        ci_high: found.ci_high,
        withheld: found.withheld.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_end_with_the_window() {
        assert_eq!(days(1), [1]);
        assert_eq!(days(3), [1, 2, 3]);
        assert_eq!(days(14), [2, 4, 6, 8, 10, 12, 14]);
        assert_eq!(days(30), [5, 9, 13, 18, 22, 26, 30]);
    }
}
