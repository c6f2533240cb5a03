use crate::arm::{Arm, Exposure};
use crate::rates::{METRICS, rates};
use crate::{SimulatorError, World};

/// The truth about one contrast: what the treatment does to those it was given to.
#[derive(Debug, Clone, PartialEq)]
pub struct TrueEffect {
    /// `revenue` (dollars a person), `orders`, `visits` or `complaints` (shares).
    pub metric: &'static str,
    /// The treatment.
    pub arm: Arm,
    /// What it is compared with.
    pub control: Arm,
    /// Mean of E[Y(arm)] over the people.
    pub mean: f64,
    /// Mean of E[Y(control)] over the people.
    pub mean_control: f64,
    /// `mean - mean_control`.
    pub lift_abs: f64,
}

/// The contrasts of the pilot.
const CONTRASTS: [(Arm, Arm); 3] =
    [(Arm::BusinessAsUsual, Arm::Holdout), (Arm::Ai, Arm::Holdout), (Arm::Ai, Arm::BusinessAsUsual)];

impl World {
    /// The true effect of each contrast on each metric for the people of `exposures`, without noise.
    ///
    /// The mean runs over all of them whatever arm they were in: assignment is random, so each
    /// contrast of arms estimates it.
    ///
    /// Returns: four metrics for each of three contrasts; empty for no exposures.
    /// Errors: [`SimulatorError::UnknownPerson`] when an exposure has no identifier of this world.
    pub fn true_effects(&self, exposures: &[Exposure]) -> Result<Vec<TrueEffect>, SimulatorError> {
        if exposures.is_empty() {
            return Ok(Vec::new());
        }
        let mut sums = [[0.0; 4]; 3];
        for (position, exposure) in exposures.iter().enumerate() {
            let person = self.exposed(position, exposure)?;
            for (sum, arm) in sums.iter_mut().zip(Arm::ALL) {
                let expected = rates(&person.shopper, arm).expected();
                sum.iter_mut().zip(expected).for_each(|(sum, y)| *sum += y);
            }
        }
        let n = exposures.len() as f64;
        let mean = |arm: Arm, metric: usize| {
            sums.get(arm as usize).and_then(|sum| sum.get(metric)).map_or(0.0, |sum| sum / n)
        };
        let effect = |(arm, control): (Arm, Arm), at: usize, metric: &'static str| {
            let (mean, mean_control) = (mean(arm, at), mean(control, at));
            TrueEffect { metric, arm, control, mean, mean_control, lift_abs: mean - mean_control }
        };
        let metrics = || METRICS.into_iter().enumerate();
        Ok(CONTRASTS.into_iter().flat_map(|pair| metrics().map(move |(at, m)| effect(pair, at, m))).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::Config;
    use crate::draw::{Draw, Stream};
    use crate::reaction::{Outcome, outcome};

    fn exposures(world: &World) -> Vec<Exposure> {
        let key = |person: u32| format!("email:{}", world.people[person as usize].email());
        let exposure = |person: u32| Exposure { identifiers: vec![key(person)], arm: Arm::Holdout };
        world.audience().iter().map(|(person, _, _)| exposure(*person)).collect()
    }

    /// Revenue in dollars, any order, any visit, any complaint.
    fn metrics(outcome: &Outcome) -> [f64; 4] {
        let cents: i64 = outcome.orders.iter().map(|(_, cents)| cents).sum();
        let any = |is_any: bool| f64::from(u8::from(is_any));
        let visits = any(!outcome.visits.is_empty());
        [cents as f64 / 100.0, any(!outcome.orders.is_empty()), visits, any(outcome.complaint.is_some())]
    }

    #[test]
    fn sizes_are_those_of_the_story() {
        let world = World::generate(&Config::new(1));
        let effects = world.true_effects(&exposures(&world)).unwrap();
        let find = |metric: &str, arm: Arm| {
            effects.iter().find(|e| e.metric == metric && e.arm == arm && e.control == Arm::Holdout).unwrap()
        };
        let (usual, ai) = (Arm::BusinessAsUsual, Arm::Ai);
        for (got, low, high) in [
            (find("orders", ai).mean_control, 0.037, 0.043),
            (find("orders", usual).mean, 0.051, 0.059),
            (find("orders", ai).mean, 0.070, 0.080),
            (find("visits", ai).lift_abs, 0.07, 0.12),
            (find("revenue", ai).mean_control / find("orders", ai).mean_control, 46.0, 60.0),
            (find("complaints", ai).lift_abs, 0.000_199, 0.000_201),
        ] {
            assert!((low..high).contains(&got), "{got} is not within {low}..{high}");
        }
        assert_eq!(effects.len(), 12);
    }

    #[test]
    fn the_closed_form_is_the_mean_of_what_people_do() {
        const N_DRAWS: u64 = 60;
        let world = World::generate(&Config::new(2));
        let audience = world.audience();
        for arm in Arm::ALL {
            let (mut expect, mut sum, mut square) = ([0.0; 4], [0.0; 4], [0.0; 4]);
            for (person, _, _) in &audience {
                let rates = rates(&world.people[*person as usize].shopper, arm);
                let expected = rates.expected();
                for salt in 0..N_DRAWS {
                    let mut draw = Draw::of(5, Stream::React, u64::from(*person), salt);
                    let y = metrics(&outcome(&rates, &mut draw));
                    for at in 0..4 {
                        expect[at] += expected[at];
                        sum[at] += y[at];
                        square[at] += y[at] * y[at];
                    }
                }
            }
            let n = (audience.len() as u64 * N_DRAWS) as f64;
            for at in 0..4 {
                let error = libm::sqrt((square[at] / n - (sum[at] / n).powi(2)).max(0.0) / n);
                let miss = (sum[at] - expect[at]).abs() / n;
                assert!(miss <= 4.0 * error, "{arm} {}: {miss} is more than four times {error}", METRICS[at]);
            }
        }
    }

    #[test]
    fn spend_before_predicts_spend_after() {
        let mut sum = 0.0;
        for seed in 1..=3 {
            let world = World::generate(&Config::new(seed));
            for arm in Arm::ALL {
                let pairs = world.audience().into_iter().map(|(person, _, cents)| {
                    let rates = rates(&world.people[person as usize].shopper, arm);
                    let mut draw = Draw::of(seed, Stream::React, u64::from(person), arm as u64);
                    (cents as f64, metrics(&outcome(&rates, &mut draw))[0])
                });
                sum += correlation(&pairs.collect::<Vec<_>>());
            }
        }
        let mean = sum / 9.0;
        assert!((0.36..0.6).contains(&mean), "{mean}");
    }

    fn correlation(pairs: &[(f64, f64)]) -> f64 {
        let n = pairs.len() as f64;
        let (x, y) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / n, sum.1 + pair.1 / n));
        let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
        for pair in pairs {
            let (dx, dy) = (pair.0 - x, pair.1 - y);
            (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
        }
        xy / libm::sqrt(xx * yy)
    }
}
