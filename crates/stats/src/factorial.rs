use crate::{Estimate, StatsError};
use serde::{Deserialize, Serialize};
use std::fmt::{Display, Formatter, Result as FmtResult};
use std::str::FromStr;

/// Names of factors in order; I is the identity and no factor.
const LETTERS: &str = "ABCDEFGHJKLMNOPQRSTUVWXYZ";

/// A main effect or an interaction: the set of factors in it. None of them is the identity, the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Word(u32);

impl Word {
    /// The effect of one factor, counted from 0.
    pub fn factor(place: usize) -> Self {
        Self(1_u32.checked_shl(place as u32).unwrap_or(0))
    }

    /// The product of two words: factors in both cancel.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self(self.0 ^ other.0)
    }

    /// How many factors: 1 for a main effect, 2 for an interaction of two.
    pub fn order(self) -> u32 {
        self.0.count_ones()
    }

    /// +1 or −1: the sign of this effect in a run with these factors switched on.
    fn sign(self, on: u32) -> f64 {
        // An even number of its factors switched off is a plus.
        if (self.0 & !on).count_ones().is_multiple_of(2) { 1.0 } else { -1.0 }
    }
}

impl Display for Word {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        if self.0 == 0 {
            return formatter.write_str("I");
        }
        let letters = LETTERS.chars().enumerate().filter(|(place, _)| self.0 >> place & 1 == 1);
        letters.map(|(_, letter)| letter).try_for_each(|letter| write!(formatter, "{letter}"))
    }
}

impl FromStr for Word {
    type Err = StatsError;

    /// Reads `ABD`, in any order.
    fn from_str(text: &str) -> Result<Self, StatsError> {
        let unknown = StatsError::Shape { what: "letters and factors (A to Z without I)" };
        if text == "I" {
            return Ok(Self(0));
        }
        text.chars().try_fold(Self(0), |word, letter| {
            let place = LETTERS.find(letter).ok_or(unknown.clone())?;
            Ok(word.times(Self::factor(place)))
        })
    }
}

/// A test of several factors at once, each switched on or off (a multiplex test): all combinations, or a
/// balanced fraction of them.
///
/// Every person counts for every factor, so ten factors need no more people than one. A fraction needs
/// fewer different messages; what it pays is that some effects cannot be told apart, its aliases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factorial {
    n_factors: usize,
    generators: Vec<Word>,
}

/// An effect with all it cannot be told from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorialEffect {
    /// The effect, the one of fewest factors among its aliases.
    pub word: Word,
    /// Mean where its sign is plus less mean where it is minus; for a main effect, on less off.
    pub effect: Estimate,
    /// What the same number also measures.
    pub aliases: Vec<Word>,
}

impl Factorial {
    /// All combinations of `n_factors`.
    ///
    /// Errors: [`StatsError::Shape`] for none or more than 12: nobody writes 4,096 messages.
    pub fn full(n_factors: usize) -> Result<Self, StatsError> {
        Self::fractional(n_factors, &[])
    }

    /// The fraction in which each generator, such as `D=ABC`, sets a factor from those before.
    ///
    /// The factors that are set are the last ones, in order: five factors with `D=AB`, `E=AC` are the
    /// eight runs of A, B and C.
    ///
    /// Errors: [`StatsError::Shape`] for other generators, or more than 12 free factors.
    /// Source: Box, Hunter 1961.
    pub fn fractional(n_factors: usize, generators: &[&str]) -> Result<Self, StatsError> {
        let misfit = StatsError::Shape { what: "generators and factors" };
        let n_free = n_factors.checked_sub(generators.len()).ok_or(misfit.clone())?;
        if !(1..=12).contains(&n_free) || LETTERS.len() < n_factors {
            return Err(misfit);
        }
        let read = |(place, text): (usize, &&str)| {
            let (set, by) = text.split_once('=').ok_or(misfit.clone())?;
            let (set, by): (Word, Word) = (set.trim().parse()?, by.trim().parse()?);
            let is_free = by.0 >> n_free == 0 && 2 <= by.order();
            if set == Word::factor(n_free + place) && is_free { Ok(by) } else { Err(misfit.clone()) }
        };
        let generators = generators.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        Ok(Self { n_factors, generators })
    }

    fn n_free(&self) -> usize {
        self.n_factors - self.generators.len()
    }

    /// The runs as sets of factors switched on, in the usual order: the first factor changes fastest.
    fn runs_on(&self) -> impl Iterator<Item = u32> + '_ {
        (0..1_u32 << self.n_free()).map(|free| {
            let set = self.generators.iter().enumerate();
            set.fold(free, |on, (place, by)| {
                let is_on = 0.0 < by.sign(free);
                on | u32::from(is_on) << (self.n_free() + place)
            })
        })
    }

    /// The runs: for each, whether each factor is switched on.
    pub fn runs(&self) -> Vec<Vec<bool>> {
        let factors = |on: u32| (0..self.n_factors).map(|place| on >> place & 1 == 1).collect();
        self.runs_on().map(factors).collect()
    }

    /// The words that cannot be told from the mean; empty for all combinations.
    pub fn defining_words(&self) -> Vec<Word> {
        let n_free = self.n_free();
        let each =
            self.generators.iter().enumerate().map(|(place, by)| by.times(Word::factor(n_free + place)));
        let mut words = vec![Word(0)];
        for word in each {
            words.extend(words.clone().into_iter().map(|other| other.times(word)));
        }
        words.sort_by_key(|word| (word.order(), *word));
        words.split_off(1)
    }

    /// The length of the shortest defining word: at 3 a main effect is mixed with an interaction, at 4
    /// only interactions with each other, at 5 not even those of two. `None` for all combinations.
    pub fn resolution(&self) -> Option<u32> {
        self.defining_words().first().map(|word| word.order())
    }

    /// What an effect cannot be told from, shortest first.
    pub fn aliases(&self, word: Word) -> Vec<Word> {
        let mut aliases: Vec<Word> =
            self.defining_words().into_iter().map(|defining| defining.times(word)).collect();
        aliases.sort_by_key(|word| (word.order(), *word));
        aliases
    }

    /// Estimates every effect that can be told, of at most `order_max` factors.
    ///
    /// Shapes: `cells` holds the estimate of each run, in the order of [`Factorial::runs`].
    /// Errors: [`StatsError::Shape`] for other cells, [`StatsError::NotFinite`].
    /// Source: Box, Hunter, Hunter 2005, chapter 5 and 6; golden values from statsmodels 0.15.0 `OLS`
    /// with `cov_type="HC2"` on −1/+1 factors.
    pub fn effects(&self, cells: &[Estimate], order_max: u32) -> Result<Vec<FactorialEffect>, StatsError> {
        if cells.len() != 1 << self.n_free() {
            return Err(StatsError::Shape { what: "cells and runs" });
        }
        cells.iter().try_for_each(Estimate::check)?;
        // One word for each class of aliases: multiplied by defining words, every word becomes one of the
        // free factors alone, so those are all the classes there are.
        let classes = (1..1_u32 << self.n_free()).map(|free| {
            let mut words = self.aliases(Word(free));
            words.push(Word(free));
            words.sort_by_key(|word| (word.order(), *word));
            words
        });
        let mut effects = Vec::new();
        for mut words in classes {
            let aliases = words.split_off(1);
            if let Some(word) = words.pop().filter(|word| word.order() <= order_max) {
                effects.push(FactorialEffect { word, effect: self.effect(cells, word)?, aliases });
            }
        }
        effects.sort_by_key(|effect| (effect.word.order(), effect.word));
        Ok(effects)
    }

    fn effect(&self, cells: &[Estimate], word: Word) -> Result<Estimate, StatsError> {
        let half = cells.len() as f64 / 2.0;
        let signed = self.runs_on().zip(cells).map(|(on, cell)| word.sign(on) * cell.value);
        let value = signed.sum::<f64>() / half;
        let total: f64 = cells.iter().map(|cell| cell.squared_error).sum();
        let spread = |cell: &Estimate| cell.df.map_or(0.0, |df| (cell.squared_error / total).powi(2) / df);
        let inverse: f64 = cells.iter().map(spread).sum();
        Estimate::new(value, total / half / half, (0.0 < inverse).then(|| 1.0 / inverse))
    }
}
