//! Chooses the next token: temperature and nucleus sampling, seeded.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Flattens the choice a little below the model's own certainty.
const TEMPERATURE: f32 = 0.8;
/// The likeliest tokens that hold this share of the probability; the long tail is noise in so small a model.
const TOP_P: f32 = 0.95;

/// The random choices of one line.
#[derive(Debug)]
pub(super) struct Sampler {
    rng: ChaCha8Rng,
}

impl Sampler {
    /// Returns the sampler of line `index`: lines of one seed do not depend on how many there are.
    pub fn new(seed: u64, index: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(u64::try_from(index).unwrap_or(0));
        Self { rng }
    }

    /// Returns a token drawn by its probability. Shapes: `logits` [n_vocabulary].
    ///
    /// Source: Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration", section 3.1.
    pub fn choose(&mut self, logits: &[f32]) -> u32 {
        let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        // Tokens below e^-16 of the best are out of every nucleus of 95 %; most of 49,152 are.
        let weigh = |(i, l): (usize, &f32)| {
            let scaled = (l - top) / TEMPERATURE;
            (-16.0 < scaled).then(|| (scaled.exp(), u32::try_from(i).unwrap_or(0)))
        };
        let mut weights: Vec<(f32, u32)> = logits.iter().enumerate().filter_map(weigh).collect();
        weights.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let total: f32 = weights.iter().map(|(w, _)| w).sum();
        let mut kept = 0.0;
        let n_kept = weights.iter().take_while(|(w, _)| {
            let is_inside = kept < TOP_P * total;
            kept += w;
            is_inside
        });
        let n_kept = n_kept.count();
        let nucleus: f32 = weights.iter().take(n_kept).map(|(w, _)| w).sum();
        let mut left = self.rng.random::<f32>() * nucleus;
        for (weight, token) in weights.iter().take(n_kept) {
            left -= weight;
            if left <= 0.0 {
                return *token;
            }
        }
        weights.first().map_or(0, |(_, token)| *token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_by_probability_within_the_nucleus() {
        // Probabilities after the temperature: 0.7, 0.28, 0.02; the last is outside of 95 %.
        let logits: Vec<f32> = [0.7f32, 0.28, 0.02].iter().map(|p| p.ln() * TEMPERATURE).collect();
        let mut counts = [0usize; 3];
        let mut sampler = Sampler::new(1, 0);
        for _ in 0..10_000 {
            let token = usize::try_from(sampler.choose(&logits)).unwrap_or(0);
            if let Some(count) = counts.get_mut(token) {
                *count += 1;
            }
        }
        let [first, second, third] = counts;
        assert!((6_950..7_350).contains(&first), "{counts:?}");
        assert_eq!((first + second, third), (10_000, 0));
    }

    #[test]
    fn a_seed_and_a_line_give_the_same_choices() {
        let logits = vec![0.0f32; 100];
        let draw = |seed, line| -> Vec<u32> {
            let mut sampler = Sampler::new(seed, line);
            (0..20).map(|_| sampler.choose(&logits)).collect()
        };
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }
}
