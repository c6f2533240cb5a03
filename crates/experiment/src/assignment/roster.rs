use super::blocks::{block_counts, deal};
use super::holdout::Level;
use super::{Draws, place_of, uniform};
use crate::{Arm, Assigner, Design, ExperimentError, Holdouts, Layer, Method};
use std::collections::{BTreeMap, HashMap};
use vocabulary::{Timestamp, keyed_hash};

/// Somebody who may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// What is randomised as one: the person, or their household or account.
    pub unit_id: &'a str,
    /// What a holdout keeps back as one.
    pub holdout_id: &'a str,
    /// The values of the design's strata; of several in one unit the alphabetically first speaks for it.
    pub stratum: &'a str,
}

/// A unit that has its arm in this version of the experiment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Which unit.
    pub unit_id: String,
    /// Its arm.
    pub arm: String,
    /// The stratum whose block it took a place of; `None` when its arm was not dealt in this version.
    pub stratum: Option<String>,
}

/// Where somebody stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Place<'a> {
    /// In an arm.
    Arm {
        /// Which.
        arm: &'a Arm,
        /// The stratum it was dealt in; as in [`Placed`].
        stratum: Option<String>,
        /// Whether an earlier version gave it: then it is no part of this version's readout.
        is_kept: bool,
    },
    /// Kept back by the holdout above the experiment: 0 is the first of [`Roster::levels`].
    HeldOut(usize),
    /// Another experiment of the layer may have them.
    OtherSlot,
    /// The ramp has not come to them yet.
    Later,
    /// An earlier version gave them an arm that this one does not have: they get nothing more.
    ArmGone,
}

/// Puts people into a design, knowing who stands in it already.
///
/// What was decided is never decided again: a unit that has its arm keeps it, through every step of the ramp
/// and whoever joins it. Simple randomisation needs no memory; blocks need to know how far they are dealt.
// INVARIANT: the same key, design, holdouts and history give the same places, in whatever order the candidates come.
#[derive(Debug)]
pub struct Roster<'a> {
    key: &'a [u8],
    design: &'a Design,
    assigner: Assigner<'a>,
    levels: Vec<Level>,
    placed: HashMap<String, Placed>,
    earlier: HashMap<String, String>,
    n_dealt: BTreeMap<String, u64>,
    counts: Vec<u32>,
}

impl<'a> Roster<'a> {
    /// Checks the design and takes up its history.
    ///
    /// `placed` are the units of this version; `earlier` the arms by unit of those whom earlier versions
    /// exposed, which count only when the design keeps arms.
    ///
    /// Errors: as [`Design::validate`]; [`ExperimentError::Assignment`] for a programme that `holdouts` does
    /// not name.
    pub fn new(
        key: &'a [u8],
        design: &'a Design,
        holdouts: Option<&Holdouts>,
        placed: impl IntoIterator<Item = Placed>,
        earlier: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ExperimentError> {
        let assigner = Assigner::new(key, design)?;
        let mut levels: Vec<Level> = holdouts.and_then(Holdouts::global_level).into_iter().collect();
        if let Some(programme) = &design.assignment.programme {
            let level = holdouts.and_then(|holdouts| holdouts.programme_level(programme));
            levels.push(level.ok_or_else(|| ExperimentError::Assignment {
                experiment: design.experiment.clone(),
                why: format!("`programme: {programme}` is none of the workspace's holdouts, name it there"),
            })?);
        }
        let placed: HashMap<String, Placed> =
            placed.into_iter().map(|placed| (placed.unit_id.clone(), placed)).collect();
        let mut n_dealt = BTreeMap::new();
        for stratum in placed.values().filter_map(|placed| placed.stratum.clone()) {
            *n_dealt.entry(stratum).or_default() += 1;
        }
        let weights: Vec<f64> = design.arms.iter().map(|arm| arm.weight).collect();
        let counts = block_counts(&weights).unwrap_or_default();
        let earlier =
            if design.assignment.keeps_arms { earlier.into_iter().collect() } else { HashMap::new() };
        Ok(Self { key, design, assigner, levels, placed, earlier, n_dealt, counts })
    }

    /// The holdouts above the experiment, the global one first.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Returns the place of every candidate at `now`, in their order, and remembers it.
    pub fn place(&mut self, candidates: &[Candidate<'_>], now: Timestamp) -> Vec<Place<'a>> {
        let verdicts: Vec<Option<Place<'a>>> =
            candidates.iter().map(|candidate| self.verdict(candidate, now)).collect();
        let open = candidates.iter().zip(&verdicts).filter(|(_, verdict)| verdict.is_none());
        self.deal(open.map(|(candidate, _)| *candidate));
        let places = candidates.iter().zip(verdicts);
        places
            .map(|(candidate, verdict)| verdict.or_else(|| self.held(candidate)).unwrap_or(Place::Later))
            .collect()
    }

    /// What is known before anything is dealt; `None` for those whose arm is dealt now.
    fn verdict(&self, candidate: &Candidate<'_>, now: Timestamp) -> Option<Place<'a>> {
        let assignment = &self.design.assignment;
        let is_in_layer = assignment
            .layer
            .as_ref()
            .is_none_or(|layer| layer.has(self.slot(&layer.name, candidate.unit_id)));
        if !is_in_layer {
            return Some(Place::OtherSlot);
        }
        let holdout = self.levels.iter().position(|level| level.keeps_back(self.key, candidate.holdout_id));
        if let Some(level) = holdout {
            return Some(Place::HeldOut(level));
        }
        if let Some(held) = self.held(candidate) {
            return Some(held);
        }
        if let Some(name) = self.earlier.get(candidate.unit_id) {
            let arm = self.design.arm(name);
            return Some(arm.map_or(Place::ArmGone, |arm| Place::Arm { arm, stratum: None, is_kept: true }));
        }
        (assignment.exposed_ratio(now) <= self.ramp_place(candidate.unit_id)).then_some(Place::Later)
    }

    fn held(&self, candidate: &Candidate<'_>) -> Option<Place<'a>> {
        let placed = self.placed.get(candidate.unit_id)?;
        let arm = self.design.arm(&placed.arm)?;
        Some(Place::Arm { arm, stratum: placed.stratum.clone(), is_kept: false })
    }

    fn slot(&self, layer: &str, unit_id: &str) -> u16 {
        slot(self.key, layer, unit_id)
    }

    /// When the ramp comes to a unit: at the first step whose ratio is above this.
    fn ramp_place(&self, unit_id: &str) -> f64 {
        let version = self.design.version.to_be_bytes();
        uniform(self.key, [b"ramp", self.design.experiment.as_bytes(), &version, unit_id.as_bytes()])
    }

    /// Gives arms to units that have none.
    fn deal<'c>(&mut self, candidates: impl Iterator<Item = Candidate<'c>>) {
        let mut units: BTreeMap<&str, &str> = BTreeMap::new();
        for candidate in candidates {
            let stratum = units.entry(candidate.unit_id).or_insert(candidate.stratum);
            *stratum = candidate.stratum.min(stratum);
        }
        if self.design.assignment.method == Method::Simple {
            for unit_id in units.into_keys() {
                let arm = self.assigner.arm(unit_id);
                self.put(unit_id, arm, None);
            }
            return;
        }
        let mut strata: BTreeMap<&str, Vec<([u8; 32], &str)>> = BTreeMap::new();
        let version = self.design.version.to_be_bytes();
        for (unit_id, stratum) in units {
            let parts: [&[u8]; 4] =
                [b"order", self.design.experiment.as_bytes(), &version, unit_id.as_bytes()];
            strata.entry(stratum).or_default().push((*keyed_hash(self.key, parts).as_bytes(), unit_id));
        }
        for (stratum, mut units) in strata {
            units.sort_unstable();
            self.deal_stratum(stratum, &units);
        }
    }

    fn deal_stratum(&mut self, stratum: &str, units: &[([u8; 32], &str)]) {
        let length = u64::from(self.counts.iter().sum::<u32>()).max(1);
        let start = self.n_dealt.get(stratum).copied().unwrap_or(0);
        let (mut block, mut dealt): (Option<u64>, Vec<usize>) = (None, Vec::new());
        for (nth, (_, unit_id)) in (start..).zip(units) {
            let (number, place) = (nth / length, nth % length);
            if block != Some(number) {
                dealt = self.block(stratum, number);
                block = Some(number);
            }
            let arm = usize::try_from(place).ok().and_then(|place| dealt.get(place));
            let Some(arm) = arm.and_then(|&arm| self.design.arms.get(arm)) else { continue };
            self.put(unit_id, arm, Some(stratum.to_owned()));
        }
        self.n_dealt.insert(stratum.to_owned(), start + units.len() as u64);
    }

    /// The arms of one block, by their place in the design.
    fn block(&self, stratum: &str, number: u64) -> Vec<usize> {
        let (version, number) = (self.design.version.to_be_bytes(), number.to_be_bytes());
        let parts: [&[u8]; 5] =
            [b"block", self.design.experiment.as_bytes(), &version, stratum.as_bytes(), &number];
        let mut draws = Draws::new(keyed_hash(self.key, parts));
        deal(&self.counts, || draws.next())
    }

    fn put(&mut self, unit_id: &str, arm: &Arm, stratum: Option<String>) {
        let placed = Placed { unit_id: unit_id.to_owned(), arm: arm.name.clone(), stratum };
        self.placed.insert(unit_id.to_owned(), placed);
    }
}

/// The slot of a unit in a layer, 0..1000.
///
/// By the layer's name and no experiment's, so that every experiment of the layer sees the same slot.
pub fn slot(key: &[u8], layer: &str, unit_id: &str) -> u16 {
    let slot = place_of(uniform(key, [b"layer", layer.as_bytes(), unit_id.as_bytes()]), Layer::N_SLOTS);
    slot.min(Layer::N_SLOTS - 1)
}
