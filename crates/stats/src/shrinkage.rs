use crate::quadrature::root;
use crate::{Estimate, StatsError};
use serde::{Deserialize, Serialize};

/// Effects drawn towards each other as far as their errors ask for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shrunk {
    /// Their common mean.
    pub mean: Estimate,
    /// Variance of the true effects around it; 0 when the errors explain all differences.
    pub variance_between: f64,
    /// The effects after shrinking, in the order given; errors are those of the posterior.
    pub effects: Vec<Estimate>,
}

/// Shrinks the effects of segments (or countries, or weeks) towards their common mean.
///
/// The best-looking of twenty segments looks better than it is. Shrinking takes that back: an effect
/// with a large error moves nearly to the mean, one that is sharply known stays.
///
/// Shapes: two effects or more, independent, in one unit, each with an error.
/// Errors: [`StatsError::TooFew`], [`StatsError::ZeroVariance`] for an effect without error,
/// [`StatsError::NotFinite`].
/// Source: empirical Bayes with normal effects, Morris 1983; variance between by Paule, Mandel 1982;
/// golden values from statsmodels 0.15.0 `combine_effects(method_re="iterated")`.
pub fn shrink(effects: &[Estimate]) -> Result<Shrunk, StatsError> {
    check(effects, 2)?;
    let expected = (effects.len() - 1) as f64;
    let misfit = |between: f64| {
        let mean = weighted_mean(effects, between).value;
        let distance = |effect: &Estimate| (effect.value - mean).powi(2) / (effect.squared_error + between);
        effects.iter().map(distance).sum::<f64>() - expected
    };
    // All squared distances from any mean together are more than enough spread for one degree each.
    let (low, high) = effects.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), effect| {
        (low.min(effect.value), high.max(effect.value))
    });
    let widest = (high - low) * (high - low) * effects.len() as f64;
    let variance_between = if misfit(0.0) <= 0.0 { 0.0 } else { root(misfit, 0.0, widest).unwrap_or(0.0) };
    let mean = weighted_mean(effects, variance_between);
    let shrunk = effects.iter().map(|effect| {
        let to_mean = effect.squared_error / (effect.squared_error + variance_between);
        let value = effect.value + to_mean * (mean.value - effect.value);
        let own = (1.0 - to_mean) * effect.squared_error;
        Estimate::new(value, own + to_mean * to_mean * mean.squared_error, None)
    });
    Ok(Shrunk { mean, variance_between, effects: shrunk.collect::<Result<_, _>>()? })
}

fn weighted_mean(effects: &[Estimate], between: f64) -> Estimate {
    let weight = |effect: &Estimate| 1.0 / (effect.squared_error + between);
    let total: f64 = effects.iter().map(weight).sum();
    let value = effects.iter().map(|effect| weight(effect) * effect.value).sum::<f64>() / total;
    Estimate { value, squared_error: 1.0 / total, df: None }
}

/// The lifts of many experiments with the luck of the winners taken off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JamesStein {
    /// What each lift is multiplied by, 0..=1; 0 when together they are no more than noise.
    pub factor: f64,
    /// The lifts after it, in the order given.
    pub lifts: Vec<f64>,
    /// Their sum: the impact of the programme.
    pub total: f64,
}

/// Shrinks the lifts of experiments towards no effect, by one factor for all.
///
/// Adding up the lifts of the winners counts their luck. Here every experiment is given, the losers
/// too, and what noise alone would have added up to is taken off.
///
/// Shapes: three lifts or more, independent, each with an error.
/// Errors: as [`shrink`].
/// Source: James, Stein 1961; the positive part, Baranchik 1970.
pub fn james_stein(lifts: &[Estimate]) -> Result<JamesStein, StatsError> {
    check(lifts, 3)?;
    let squares: f64 = lifts.iter().map(|lift| lift.value * lift.value / lift.squared_error).sum();
    let factor = if squares == 0.0 { 0.0 } else { (1.0 - (lifts.len() - 2) as f64 / squares).max(0.0) };
    let lifts: Vec<f64> = lifts.iter().map(|lift| lift.value * factor).collect();
    Ok(JamesStein { factor, total: lifts.iter().sum(), lifts })
}

fn check(effects: &[Estimate], n_min: usize) -> Result<(), StatsError> {
    if effects.len() < n_min {
        return Err(StatsError::TooFew { n: effects.len() as u64 });
    }
    effects.iter().try_for_each(Estimate::check)?;
    if effects.iter().any(|effect| effect.squared_error == 0.0) {
        return Err(StatsError::ZeroVariance);
    }
    Ok(())
}
