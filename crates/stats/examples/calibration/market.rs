//! People of a market whose truth is known.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A shape of outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    Normal,
    /// Lognormal of sigma 1: skewness 6.2.
    Lognormal,
    /// Four of five spend nothing, the rest lognormal of sigma 0.7.
    ZeroInflated,
    /// Nineteen of twenty spend nothing, the rest lognormal of sigma 1: skewness 20.
    MostlyZero,
}

pub const SHAPES: [(Shape, &str); 3] =
    [(Shape::Normal, "normal"), (Shape::Lognormal, "lognormal"), (Shape::ZeroInflated, "80 % zeros, skewed")];

pub struct Market {
    rng: ChaCha8Rng,
    spare: Option<f64>,
}

impl Market {
    /// One stream of chance for each promise.
    pub fn new(seed: u64, promise: &str) -> Self {
        let mix = promise.bytes().fold(seed, |mix, byte| mix.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte));
        Self { rng: ChaCha8Rng::seed_from_u64(mix), spare: None }
    }

    pub fn uniform(&mut self) -> f64 {
        self.rng.random()
    }

    pub fn is_hit(&mut self, share: f64) -> bool {
        self.uniform() < share
    }

    /// Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = u * u + v * v;
            if 0.0 < square && square < 1.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(v * factor);
                return u * factor;
            }
        }
    }

    pub fn outcome(&mut self, shape: Shape) -> f64 {
        match shape {
            Shape::Normal => 5.0 + 2.0 * self.normal(),
            Shape::Lognormal => self.normal().exp(),
            Shape::ZeroInflated if self.is_hit(0.8) => 0.0,
            Shape::ZeroInflated => (0.7 * self.normal()).exp(),
            Shape::MostlyZero if self.is_hit(0.95) => 0.0,
            Shape::MostlyZero => self.normal().exp(),
        }
    }

    /// How many of `n` hit: exact by counting where few, by the normal where many.
    pub fn hits(&mut self, n: u64, share: f64) -> u64 {
        (0..n).filter(|_| self.is_hit(share)).count() as u64
    }
}
