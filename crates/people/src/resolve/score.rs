//! What a pair's levels are worth in bits, by Fellegi and Sunter's weights.

use super::levels::{Levels, level, levels, names};
use super::model::{Model, Shares};
use super::runs::Runs;
use super::shares::{DOMAIN, LOCAL, bits_of, by_number};
use super::together::Companions;
use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, Row, Values, cell};
use std::sync::Arc;

/// By field the bits for (positive) and against (negative) two records being one person.
pub(crate) type Bits = [f32; N_FIELDS];

/// A pair's levels, and its weights against strangers: as one person, and as one household.
#[derive(Clone, Copy)]
pub(crate) struct Evidence {
    pub(crate) levels: Levels,
    pub(crate) person: Bits,
    pub(crate) household: Bits,
    /// By field: one more than the field whose agreement had told of its own; 0 for none.
    pub(crate) told_by: [u8; N_FIELDS],
}

/// Levels of a field, "not comparable" among them.
pub(super) const N: usize = 8;

/// What a mailbox name made of the owner's name says at most: the names have had their say, and of
/// two namesakes' mailboxes more are alike than of one person's two.
const NAMED_MAILBOX_BITS: f32 = -1.5;

/// How rare a domain is from which on it says more than "a provider with many customers": one address in 32.
const PROVIDER_BITS: f32 = 5.0;

/// By how much the same full name speaks for one person against two namesakes of one household: a
/// person's own names agree in 0.74 * 0.83 of pairs, those of a family's two in 0.05 * 0.75; log2(16).
const NAMESAKE_BITS: f32 = 4.0;

/// How well two values agree, the best the smallest: level, rarity in bits below zero, and their hashes to break ties.
type Agreement = (u8, f32, u32, u32);

/// By field and value: how rare it is, in bits. It costs a look at every value, so fitting makes it once.
pub(super) type Rarity = Arc<Vec<Vec<f32>>>;

/// How rare each value of the corpus is by a model's shares.
pub(super) fn rarity(corpus: &Corpus, shares: &[Shares]) -> Rarity {
    Arc::new(
        shares
            .iter()
            .take(DOMAIN)
            .enumerate()
            .map(|(field, of)| by_number(of, table(corpus, field)))
            .collect(),
    )
}

/// A model's weights, every one a look-up.
pub(crate) struct Weights {
    rarity: Rarity,
    /// By field and level: log2 m.
    log_m: [[f32; N]; N_FIELDS],
    log_u: [[f32; N]; N_FIELDS],
    /// log2 of the household's probability; equal to `log_u` where a household shares nothing.
    log_h: [[f32; N]; N_FIELDS],
    /// By field: the most that agreeing without being the same can be worth.
    alike: [f32; N_FIELDS],
    lifts: Vec<(usize, usize, [f32; N])>,
    companions: Companions,
    runs: Runs,
    /// By number of a source: bits against two records of it.
    unique: Vec<f32>,
}

/// A model made ready for a corpus.
pub(crate) struct Scorer<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) model: &'a Model,
    weights: Arc<Weights>,
}

fn at(list: &[[f32; N]; N_FIELDS], field: usize, level: u8) -> f32 {
    list.get(field).and_then(|levels| levels.get(level as usize)).copied().unwrap_or(0.0)
}

fn logs(list: Option<&[f64]>) -> [f32; N] {
    let mut out = [0.0; N];
    for (slot, p) in out.iter_mut().skip(1).zip(list.unwrap_or_default()) {
        *slot = p.max(1e-9).log2() as f32;
    }
    out
}

impl Weights {
    /// Reads the weights off the model, for the values that the corpus has now.
    pub(crate) fn of(corpus: &Corpus, model: &Model) -> Weights {
        Weights::with(corpus, model, rarity(corpus, &model.shares))
    }

    fn with(corpus: &Corpus, model: &Model, rarity: Rarity) -> Weights {
        let mut weights = Weights {
            rarity,
            log_m: [[0.0; N]; N_FIELDS],
            log_u: [[0.0; N]; N_FIELDS],
            log_h: [[0.0; N]; N_FIELDS],
            alike: [0.0; N_FIELDS],
            lifts: model.lifts.iter().map(|lift| (lift.given, lift.field, lift_bits(&lift.bits))).collect(),
            companions: Companions::of(&model.together),
            runs: Runs::of(&model.runs),
            unique: Vec::new(),
        };
        for (field, of) in model.fields.iter().enumerate().take(N_FIELDS) {
            let set = |list: &mut [[f32; N]; N_FIELDS], values| {
                list.get_mut(field).into_iter().for_each(|slot| *slot = values);
            };
            set(&mut weights.log_m, logs(Some(&of.m)));
            set(&mut weights.log_u, logs(Some(&of.u)));
            set(&mut weights.log_h, logs(Some(of.household.as_deref().unwrap_or(&of.u))));
        }
        for (field, alike) in weights.alike.iter_mut().enumerate() {
            let bits = |level| at(&weights.log_m, field, level) - at(&weights.log_u, field, level);
            *alike = (2..N as u8).map(bits).fold(0.0, f32::max);
        }
        let sources = corpus.table(SOURCE);
        weights.unique = vec![0.0; sources.len()];
        for (name, bits) in &model.unique_sources {
            if let Some(slot) = sources.find(name).and_then(|at| weights.unique.get_mut(at as usize)) {
                *slot = *bits as f32;
            }
        }
        weights
    }
}

/// The table of a field's values, or of the mailbox names.
fn table(corpus: &Corpus, field: usize) -> &Values {
    if field == LOCAL { &corpus.locals } else { corpus.table(field) }
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(corpus: &'a Corpus, model: &'a Model) -> Scorer<'a> {
        Scorer::with(corpus, model, Arc::new(Weights::of(corpus, model)))
    }

    /// As [`Scorer::new`] while the model is still being fitted.
    pub(super) fn fitting(corpus: &'a Corpus, model: &'a Model, rarity: &Rarity) -> Scorer<'a> {
        Scorer::with(corpus, model, Arc::new(Weights::with(corpus, model, rarity.clone())))
    }

    /// As [`Scorer::new`] with weights that were read before; a value that came later is looked up in the model.
    pub(crate) fn with(corpus: &'a Corpus, model: &'a Model, weights: Arc<Weights>) -> Scorer<'a> {
        Scorer { corpus, model, weights }
    }

    /// How rare a value is, in bits.
    pub(crate) fn rarity(&self, field: usize, number: u32) -> f32 {
        let known = self.weights.rarity.get(field).and_then(|of| of.get(number as usize));
        known.copied().unwrap_or_else(|| {
            let hash = table(self.corpus, field).hash(number);
            self.model.shares.get(field).map_or(0.0, |shares| bits_of(shares, hash))
        })
    }

    /// Two rows by those of their addresses and numbers that agree best; None where neither has several.
    ///
    /// Of what is the same the rarest counts: a family's mailbox says less than one's own.
    #[inline]
    pub(crate) fn facing(&self, a: &Row, b: &Row) -> Option<(Row, Row)> {
        if cell(a, FURTHER) == NONE && cell(b, FURTHER) == NONE {
            return None;
        }
        let (mut x, mut y) = (*a, *b);
        for slot in [EMAIL, PHONE] {
            if let Some((p, q)) = self.best_of(a, b, slot) {
                x.get_mut(slot).into_iter().for_each(|cell| *cell = p);
                y.get_mut(slot).into_iter().for_each(|cell| *cell = q);
            }
        }
        for row in [&mut x, &mut y] {
            row.get_mut(FURTHER).into_iter().for_each(|cell| *cell = NONE);
        }
        Some((x, y))
    }

    /// The values of two rows that agree best; None where one of them says none.
    fn best_of(&self, a: &Row, b: &Row, slot: usize) -> Option<(u32, u32)> {
        let corpus = self.corpus;
        let all = |row: &Row| -> Vec<u32> {
            let first = Some(cell(row, slot)).filter(|number| *number != NONE);
            first.into_iter().chain(corpus.further(row, slot).iter().copied()).collect()
        };
        let (xs, ys) = (all(a), all(b));
        let (mut x, mut y) = (*a, *b);
        let mut best: Option<(Agreement, (u32, u32))> = None;
        for p in &xs {
            for q in &ys {
                x.get_mut(slot).into_iter().for_each(|cell| *cell = *p);
                y.get_mut(slot).into_iter().for_each(|cell| *cell = *q);
                let level = level(corpus, slot, &x, &y);
                let rarity = if level == 1 { -self.rarity(slot, *p) } else { 0.0 };
                // Ties by hash: numbers depend on the order of the records.
                let hash = |number: u32| corpus.table(slot).hash(number);
                let order: Agreement = (level, rarity, hash(*p), hash(*q));
                if best.is_none_or(|(than, _)| order < than) {
                    best = Some((order, (*p, *q)));
                }
            }
        }
        best.map(|(_, numbers)| numbers)
    }

    /// The evidence of a pair.
    pub(crate) fn evidence(&self, a: &Row, b: &Row) -> Evidence {
        match self.facing(a, b) {
            Some((a, b)) => self.evidence_of(&a, &b),
            None => self.evidence_of(a, b),
        }
    }

    fn evidence_of(&self, a: &Row, b: &Row) -> Evidence {
        let levels = levels(self.corpus, &self.corpus.fields, a, b);
        let (mut person, mut household) = ([0.0; N_FIELDS], [0.0; N_FIELDS]);
        let slots = person.iter_mut().zip(household.iter_mut());
        for ((field, level), (person, household)) in levels.iter().copied().enumerate().zip(slots) {
            if level == 0 {
                continue;
            }
            let log_u = self.log_u(field, level, a, b);
            *person = at(&self.weights.log_m, field, level) - log_u;
            if self.model.fields.get(field).is_some_and(|of| of.household.is_some()) {
                *household = at(&self.weights.log_h, field, level) - log_u;
            }
            if field == FAMILY && level == 5 {
                // Crossed names agree in full, for which a household has its namesakes.
                *household = *person - NAMESAKE_BITS;
            }
            if field == EMAIL && level == 4 {
                let most = NAMED_MAILBOX_BITS + self.shared_domain(a, b);
                *person = person.min(most);
                *household = household.min(most.max(0.0));
            }
        }
        let mut evidence = Evidence { levels, person, household, told_by: [0; N_FIELDS] };
        self.take_off_lifts(&mut evidence);
        if !self.weights.companions.is_empty() {
            self.count_once(a, &mut evidence);
        }
        evidence
    }

    /// What the domain of two addresses says beyond their mailbox names, in bits: nothing for a large provider's.
    fn shared_domain(&self, a: &Row, b: &Row) -> f32 {
        let domain =
            |row: &Row| self.corpus.emails.get(cell(row, EMAIL) as usize).map_or(0, |facts| facts.domain);
        let bits = |hash: u32| self.model.shares.get(DOMAIN).map_or(0.0, |shares| bits_of(shares, hash));
        // Two domains a slip apart are one of them, mistyped: the more frequent.
        (bits(domain(a)).min(bits(domain(b))) - PROVIDER_BITS).max(0.0)
    }

    /// Whether a pair cannot reach `bits`, by its names, its equal values and the most that others could add.
    ///
    /// Most candidates are strangers; this spares them the comparison of long texts.
    pub(crate) fn is_below(&self, a: &Row, b: &Row, bits: f32) -> bool {
        let worth = |field: usize, level: u8| match level {
            0 => 0.0,
            _ => at(&self.weights.log_m, field, level) - self.log_u(field, level, a, b),
        };
        let alike = |field: usize| self.weights.alike.get(field).copied().unwrap_or(0.0);
        let (given, family) = names(self.corpus, a, b);
        let mut sum = self.model.person_bits as f32 + worth(GIVEN, given) + worth(FAMILY, family);
        let mut has_two_phones = false;
        for field in self.corpus.fields.iter().copied().filter(|field| !matches!(*field, GIVEN | FAMILY)) {
            let (x, y) = (cell(a, field), cell(b, field));
            sum += match field {
                _ if x == NONE || y == NONE => 0.0,
                _ if x == y => worth(field, 1),
                EMAIL | BIRTH => worth(field, level(self.corpus, field, a, b)),
                PHONE => {
                    has_two_phones = true;
                    0.0
                }
                _ => alike(field),
            };
        }
        // Two numbers lie far apart in memory: they are looked at only where they could still decide.
        if has_two_phones && bits <= sum + alike(PHONE) {
            sum += worth(PHONE, level(self.corpus, PHONE, a, b));
        }
        sum < bits
    }

    /// log2 of the probability that strangers compare like this, for these very values.
    pub(crate) fn log_u(&self, field: usize, level: u8, a: &Row, b: &Row) -> f32 {
        let usual = at(&self.weights.log_u, field, level);
        match (field, level) {
            (FAMILY, 5) => {
                let crossed = if cell(a, GIVEN) == cell(b, FAMILY) { a } else { b };
                let given = self.rarity(GIVEN, cell(crossed, GIVEN));
                let is_both = cell(a, GIVEN) == cell(b, FAMILY) && cell(b, GIVEN) == cell(a, FAMILY);
                -given - if is_both { self.rarity(FAMILY, cell(crossed, FAMILY)) } else { 0.0 }
            }
            (SUFFIX, _) => usual,
            (_, 1) => -self.rarity(field, cell(a, field)),
            (EMAIL, 2) => {
                let local = self.corpus.emails.get(cell(a, EMAIL) as usize).map_or(NONE, |facts| facts.local);
                -self.rarity(LOCAL, local)
            }
            // A slip in a rare name hits fewer strangers than one in a frequent name.
            (PHONE | STREET | BIRTH, 2) => {
                let run = self.weights.runs.bits(self.corpus, field, cell(a, field), cell(b, field));
                run.map_or(usual, |bits| usual.max(-bits))
            }
            (GIVEN | FAMILY, 2 | 3) => {
                let rarest = self.rarity(field, cell(a, field)).min(self.rarity(field, cell(b, field)));
                usual - (0.5 * (rarest - 9.0)).clamp(-3.0, 3.0)
            }
            _ => usual,
        }
    }

    /// Lets values that come together speak once: the rarest in full, each other as far as those that share it with
    /// the ones before do not all have it, too.
    ///
    /// The sum is then no more than what one needs to find one of those who share the whole combination.
    fn count_once(&self, a: &Row, evidence: &mut Evidence) {
        let is_same = |field: &usize| evidence.levels.get(*field) == Some(&1);
        let hash = |field: usize| self.corpus.table(field).hash(cell(a, field));
        let together = &self.model.together;
        let with = |field: usize| self.weights.companions.with(together, field, hash(field));
        let is_value = |field: &usize| is_same(field) && !matches!(*field, GIVEN | FAMILY | SUFFIX);
        let fields = || self.corpus.fields.iter().copied().filter(is_value);
        // Most pairs share nothing that anybody else does.
        if !fields().any(|field| !with(field).is_empty()) {
            return;
        }
        let mut same: Vec<(f32, usize)> =
            fields().map(|field| (self.rarity(field, cell(a, field)), field)).collect();
        same.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)));
        for (at, (alone, field)) in same.iter().enumerate().skip(1) {
            let of_field = hash(*field);
            let before = same.iter().take(at).flat_map(|(_, given)| with(*given));
            let told = before
                .filter(|one| one.field == *field && one.hash == of_field)
                .min_by(|p, q| p.bits.total_cmp(&q.bits));
            let Some(told) = told else { continue };
            let off = (alone - told.bits).max(0.0);
            for bits in [&mut evidence.person, &mut evidence.household] {
                bits.get_mut(*field).into_iter().for_each(|bits| *bits = bits.min((*bits - off).max(0.0)));
            }
            if let Some(slot) = evidence.told_by.get_mut(*field) {
                *slot = told.given as u8 + 1;
            }
        }
    }

    fn take_off_lifts(&self, evidence: &mut Evidence) {
        let mut off = [0.0f32; N_FIELDS];
        for (given, field, bits) in &self.weights.lifts {
            let level = |field: usize| evidence.levels.get(field).copied().unwrap_or(0);
            if level(*given) == 1
                && let Some(off) = off.get_mut(*field)
            {
                *off = off.max(bits.get(level(*field) as usize).copied().unwrap_or(0.0));
            }
        }
        for (off, bits) in off.iter().zip(evidence.person.iter_mut()) {
            if 0.0 < *off && 0.0 < *bits {
                *bits = (*bits - off).max(0.0);
            }
        }
        for (off, bits) in off.iter().zip(evidence.household.iter_mut()) {
            if 0.0 < *off && 0.0 < *bits {
                *bits = (*bits - off).max(0.0);
            }
        }
    }

    /// Bits against two records because their source holds nobody twice.
    pub(crate) fn source_bits(&self, a: &Row, b: &Row) -> f32 {
        let source = cell(a, SOURCE);
        let is_within = source == cell(b, SOURCE);
        if is_within { self.weights.unique.get(source as usize).copied().unwrap_or(0.0) } else { 0.0 }
    }

    /// The log odds of one person from summed weights: against strangers and against a household.
    pub(crate) fn odds(&self, person: f32, household: f32) -> f32 {
        let household = self.model.household_bits as f32 + household;
        self.model.person_bits as f32 + person - (1.0 + household.exp2()).log2()
    }

    /// The score of a pair in bits: its log odds of being one person.
    pub(crate) fn score(&self, a: &Row, b: &Row) -> f32 {
        let evidence = self.evidence(a, b);
        self.odds(evidence.person.iter().sum(), evidence.household.iter().sum()) + self.source_bits(a, b)
    }
}

fn lift_bits(bits: &[f32]) -> [f32; N] {
    let mut out = [0.0; N];
    for (slot, bits) in out.iter_mut().skip(1).zip(bits) {
        *slot = *bits;
    }
    out
}
