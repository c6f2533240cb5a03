//! The effect that is made up: what the lines do to one metric.

use arrow::array::{Array, ArrayRef, AsArray, Float64Array};
use arrow::datatypes::Float64Type;
use experiment::PlannedLift;
use measurement::{Kind, Metric};
use std::sync::Arc;

/// What treated people do otherwise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Effect {
    /// How far the metric moves, in its unit.
    pub lift_abs: f64,
    /// The same as a share of its value without a message.
    pub lift_relative: Option<f64>,
    change: Option<Change>,
}

#[derive(Debug, Clone, PartialEq)]
struct Change {
    /// The metric, which is also its column.
    metric: String,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum How {
    /// Who did not do it does it with this chance.
    Gain(f64),
    /// Who did it does it not, with this chance.
    Lose(f64),
    /// Everybody does so many times as much.
    Times(f64),
}

impl Effect {
    /// Nothing changes.
    pub fn none() -> Self {
        Self { lift_abs: 0.0, lift_relative: None, change: None }
    }

    /// An effect that moves `metric`, which is `mean` without a message, by `lift`, in expectation.
    ///
    /// Errors: in words, where the metric cannot move so far, or has nothing to be moved.
    pub fn of(metric: &Metric, lift: PlannedLift, mean: f64) -> Result<Self, String> {
        if matches!(metric.kind, Kind::Retention | Kind::Quantile) {
            return Err(
                "a retention or a quantile cannot be moved in a rehearsal: name a mean, a proportion or a ratio with `--metric`"
                    .to_owned(),
            );
        }
        if mean <= 0.0 {
            return Err(
                "nobody did it in the last outcome window, so nothing can be moved: choose another metric"
                    .to_owned(),
            );
        }
        let size = if lift.is_relative { lift.size * mean } else { lift.size };
        let how = match metric.kind {
            Kind::Proportion if 0.0 <= size => How::Gain(size / (1.0 - mean)),
            Kind::Proportion => How::Lose(-size / mean),
            _ => How::Times(1.0 + size / mean),
        };
        let is_possible = match how {
            How::Gain(chance) | How::Lose(chance) => (0.0..=1.0).contains(&chance),
            How::Times(factor) => factor.is_finite() && 0.0 <= factor,
        };
        if !is_possible {
            return Err(format!(
                "it is {mean:.4} without a message and cannot move by {size:.4}: give another `--lift`"
            ));
        }
        let change = Some(Change { metric: metric.name.clone(), how });
        Ok(Self { lift_abs: size, lift_relative: Some(size / mean), change })
    }

    /// How far a metric moves.
    pub fn truth_of(&self, metric: &str) -> f64 {
        let is_moved = self.change.as_ref().is_some_and(|change| change.metric == metric);
        if is_moved { self.lift_abs } else { 0.0 }
    }

    /// The column with the effect in it; `None` where it stays as it is.
    ///
    /// `draw` makes the chances: the same numbers, the same people.
    pub fn moved(
        &self,
        name: &str,
        column: &ArrayRef,
        is_treated: &[bool],
        draw: [u64; 2],
    ) -> Option<ArrayRef> {
        let change = self.change.as_ref().filter(|change| change.metric == name)?;
        let values = column.as_primitive_opt::<Float64Type>()?;
        let moved = (0..values.len()).map(|row| {
            let value = values.is_valid(row).then(|| values.value(row))?;
            if !is_treated.get(row).copied().unwrap_or(false) {
                return Some(value);
            }
            let chance = chance(draw, row as u64);
            Some(match change.how {
                How::Gain(share) if value == 0.0 && chance < share => 1.0,
                How::Lose(share) if value != 0.0 && chance < share => 0.0,
                How::Gain(_) | How::Lose(_) => value,
                How::Times(factor) => value * factor,
            })
        });
        Some(Arc::new(moved.collect::<Float64Array>()))
    }
}

/// A number in [0, 1) of its own for every row of every run.
///
/// Source: SplitMix64 (Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, 2014).
fn chance([seed, run]: [u64; 2], row: u64) -> f64 {
    let mix = |mut z: u64| {
        z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let bits = mix(mix(mix(seed) ^ run) ^ row);
    // The upper 53 bits are exact as a float.
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}
