use crate::{Analysis, Bayes, IntervalKind, PlannedLook};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use stats::{Correction, GroupSequential, Sides, StoppingRule, always_valid_inflation};
use std::fmt;
use vocabulary::Digest;

/// How often an experiment is looked at before it is over, and by which interval it may end.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Looks {
    /// Once, when everybody's outcome window is over.
    #[default]
    Once,
    /// At any time and as often as one likes, by an interval that holds at every look.
    AlwaysValid,
    /// When even parts of the people are through, by bounds that share one alpha between the looks.
    GroupSequential {
        /// How many looks there are, the last one when everybody is through; 2 to 20.
        n_looks: u32,
        /// How alpha is laid over them.
        rule: StoppingRule,
    },
}

/// More looks than this cost more than a sequence that holds at all of them.
const N_LOOKS_MAX: u32 = 20;

/// How an experiment will be read, agreed on before the first exposure: section `analysis` of a pilot.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AnalysisPlan {
    /// When it is looked at.
    pub looks: Looks,
    /// How p-values are corrected for the many metrics, arms and segments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// Standard deviation of the relative lifts believed in beforehand, around 0; flat without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_std_dev: Option<f64>,
    /// What people are looked at apart by, as `state`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
}

impl AnalysisPlan {
    /// The digest of everything it says, field by field; golden tests pin it.
    pub fn digest(&self) -> Digest {
        let looks = match self.looks {
            Looks::Once => "once".to_owned(),
            Looks::AlwaysValid => "always valid".to_owned(),
            Looks::GroupSequential { n_looks, rule } => {
                let rule = match rule {
                    StoppingRule::ObrienFleming => "obrien fleming".to_owned(),
                    StoppingRule::Pocock => "pocock".to_owned(),
                    StoppingRule::SpendObrienFleming => "spend obrien fleming".to_owned(),
                    StoppingRule::SpendPocock => "spend pocock".to_owned(),
                    // The bits, because a number has more than one way to be written.
                    StoppingRule::SpendPower { rho } => format!("spend power {:016x}", rho.to_bits()),
                    StoppingRule::SpendExponential { gamma } => {
                        format!("spend exponential {:016x}", gamma.to_bits())
                    }
                };
                format!("{n_looks} looks by {rule}")
            }
        };
        let correction = match self.correction {
            None => "",
            Some(Correction::Holm) => "holm",
            Some(Correction::Hochberg) => "hochberg",
            Some(Correction::BenjaminiHochberg) => "benjamini hochberg",
        };
        let prior = self.prior_std_dev.map_or_else(Vec::new, |prior| prior.to_bits().to_be_bytes().to_vec());
        let segment = self.segment.as_deref().map_or_else(String::new, |segment| format!("={segment}"));
        Digest::of([
            b"analysis 1".as_slice(),
            looks.as_bytes(),
            correction.as_bytes(),
            &prior,
            segment.as_bytes(),
        ])
    }

    /// Says what is wrong with it, if anything.
    pub fn fault(&self) -> Option<String> {
        if let Looks::GroupSequential { n_looks, .. } = self.looks
            && !(2..=N_LOOKS_MAX).contains(&n_looks)
        {
            return Some(format!(
                "its analysis has {n_looks} looks, use 2 to {N_LOOKS_MAX}, or `looks: always_valid`"
            ));
        }
        if let Looks::GroupSequential { rule, .. } = self.looks
            && !rule.can_be_spent()
        {
            return Some(
                "its analysis spends alpha by a number that spends none: `rho` is above 0 and at most 100, `gamma` lies between -100 and 100"
                    .to_owned(),
            );
        }
        match self.prior_std_dev {
            Some(std_dev) if !(std_dev.is_finite() && 0.0 < std_dev) => {
                Some("its analysis has a `prior_std_dev` that is not above 0".to_owned())
            }
            _ => None,
        }
    }

    /// Which look is due, from 1; `None` before the first.
    ///
    /// `n_through` of about `n_expected` people are through their outcome window; `is_over` says that all are
    /// and that nobody comes after them.
    pub fn look_due(&self, n_through: u64, n_expected: u64, is_over: bool) -> Option<u32> {
        match self.looks {
            Looks::Once => is_over.then_some(1),
            Looks::AlwaysValid => (0 < n_through).then_some(1),
            Looks::GroupSequential { n_looks, .. } if is_over => Some(n_looks),
            Looks::GroupSequential { n_looks, .. } => {
                let part = u128::from(n_looks) * u128::from(n_through) / u128::from(n_expected.max(1));
                // The last look is for when everybody is through.
                let part = part.min(u128::from(n_looks - 1)) as u32;
                (0 < part).then_some(part)
            }
        }
    }

    /// So many people must be through for a look.
    pub fn n_due(&self, look: u32, n_expected: u64) -> u64 {
        match self.looks {
            Looks::GroupSequential { n_looks, .. } => {
                (u128::from(n_expected) * u128::from(look)).div_ceil(u128::from(n_looks)) as u64
            }
            Looks::Once | Looks::AlwaysValid => n_expected,
        }
    }

    /// How many times the people of a single look its looks take; `None` for a single look.
    ///
    /// A sequence that holds at every look is read at the people it is tuned to, where it is tightest.
    /// Source: Jennison, Turnbull 2000, section 2.3, for planned looks.
    pub fn inflation(&self, alpha: f64, power: f64) -> Option<f64> {
        match self.looks {
            Looks::Once => None,
            Looks::GroupSequential { n_looks, rule } => {
                let looks: Vec<f64> =
                    (1..=n_looks).map(|look| f64::from(look) / f64::from(n_looks)).collect();
                let plan = GroupSequential::new(&looks, alpha, Sides::Two, rule).ok()?;
                plan.inflation(power).ok()
            }
            Looks::AlwaysValid => always_valid_inflation(alpha, power).ok(),
        }
    }

    /// What a readout is asked at one look.
    ///
    /// `look` counts from 1 and is the last one when everybody is through. `n_tuned` is the number of people
    /// the plan was registered with: an interval that holds at every look must be tuned to the same number at
    /// each, so neither those planned nor those exposed so far will do. A number that is off makes the
    /// interval a little wider and stays true.
    pub fn question(&self, look: u32, n_tuned: Option<u64>) -> Analysis {
        let (interval, look) = match self.looks {
            Looks::Once => (IntervalKind::SingleLook, None),
            Looks::AlwaysValid => (IntervalKind::AlwaysValid, None),
            Looks::GroupSequential { n_looks, rule } => {
                (IntervalKind::PlannedLook, Some(PlannedLook { look, n_looks, rule }))
            }
        };
        let bayes = Some(Bayes { prior_std_dev: self.prior_std_dev });
        let correction = self.correction;
        Analysis { bayes, peek: n_tuned, look, interval, correction, ..Analysis::default() }
    }
}

impl fmt::Display for Looks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => f.write_str("one look, when every outcome window is over"),
            Self::AlwaysValid => f.write_str("a look at any time, by intervals that hold at every look"),
            Self::GroupSequential { n_looks, rule } => {
                write!(f, "{n_looks} looks when even parts of the people are through, {}", rule_words(*rule))
            }
        }
    }
}

fn rule_words(rule: StoppingRule) -> String {
    match rule {
        StoppingRule::ObrienFleming => "O'Brien-Fleming bounds".to_owned(),
        StoppingRule::Pocock => "Pocock bounds".to_owned(),
        StoppingRule::SpendObrienFleming => "alpha spent like O'Brien-Fleming".to_owned(),
        StoppingRule::SpendPocock => "alpha spent like Pocock".to_owned(),
        StoppingRule::SpendPower { rho } => format!("alpha spent by the power {rho} of the people seen"),
        StoppingRule::SpendExponential { gamma } => format!("alpha spent exponentially with gamma {gamma}"),
    }
}

impl fmt::Display for AnalysisPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.looks)?;
        match self.correction {
            Some(Correction::Holm) => f.write_str("; p-values corrected for all comparisons by Holm")?,
            Some(Correction::Hochberg) => {
                f.write_str("; p-values corrected for all comparisons by Hochberg")?
            }
            Some(Correction::BenjaminiHochberg) => {
                f.write_str("; p-values corrected for false discoveries by Benjamini and Hochberg")?;
            }
            None => {}
        }
        if let Some(std_dev) = self.prior_std_dev {
            let percent = (std_dev * 1e4).round() / 1e2;
            write!(f, "; before the test, lifts are believed to be within about ±{percent} %")?;
        }
        match &self.segment {
            Some(segment) => write!(f, "; looked into by {segment}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn planned(n_looks: u32) -> AnalysisPlan {
        let looks = Looks::GroupSequential { n_looks, rule: StoppingRule::ObrienFleming };
        AnalysisPlan { looks, ..AnalysisPlan::default() }
    }

    #[test]
    fn a_plan_that_means_nothing_is_refused() {
        assert_eq!(AnalysisPlan::default().fault(), None);
        assert_eq!(planned(2).fault(), None);
        assert!(planned(1).fault().unwrap().contains("1 looks, use 2 to 20"));
        assert!(planned(21).fault().unwrap().contains("always_valid"));
        let believes =
            |prior_std_dev| AnalysisPlan { prior_std_dev: Some(prior_std_dev), ..Default::default() };
        assert_eq!(believes(0.1).fault(), None);
        assert!(believes(0.0).fault().unwrap().contains("not above 0"));
        assert!(believes(f64::NAN).fault().unwrap().contains("not above 0"));
    }

    #[test]
    fn the_plan_decides_which_interval_counts() {
        let once = AnalysisPlan::default().question(1, Some(1000));
        assert_eq!((once.interval, once.look, once.peek), (IntervalKind::SingleLook, None, Some(1000)));
        let third = planned(4).question(3, None);
        let look = third.look.unwrap();
        assert_eq!((third.interval, look.look, look.n_looks), (IntervalKind::PlannedLook, 3, 4));
    }

    #[test]
    fn a_look_is_due_when_its_part_is_through() {
        let thirds = planned(3);
        let due = |n_through, is_over| thirds.look_due(n_through, 1000, is_over);
        assert_eq!([due(333, false), due(334, false), due(667, false)], [None, Some(1), Some(2)]);
        assert_eq!([due(1000, false), due(900, true)], [Some(2), Some(3)]);
        assert_eq!([thirds.n_due(1, 1000), thirds.n_due(2, 1000), thirds.n_due(3, 1000)], [334, 667, 1000]);
        assert_eq!(thirds.look_due(5, 0, false), Some(2), "more people came than were expected");
        let once = AnalysisPlan::default();
        assert_eq!([once.look_due(1000, 1000, false), once.look_due(1000, 1000, true)], [None, Some(1)]);
        let always = AnalysisPlan { looks: Looks::AlwaysValid, ..Default::default() };
        assert_eq!([always.look_due(0, 1000, false), always.look_due(1, 1000, false)], [None, Some(1)]);
    }

    #[test]
    fn looks_take_more_people() {
        assert_eq!(AnalysisPlan::default().inflation(0.05, 0.8), None);
        // Jennison, Turnbull 2000, table 2.4: R_B(3, 0.05, 0.2) = 1.017; table 2.2: R_P(3, 0.05, 0.2) = 1.166.
        assert!((planned(3).inflation(0.05, 0.8).unwrap() - 1.017).abs() < 1e-3);
        let looks = Looks::GroupSequential { n_looks: 3, rule: StoppingRule::Pocock };
        let pocock = AnalysisPlan { looks, ..Default::default() };
        assert!((pocock.inflation(0.05, 0.8).unwrap() - 1.166).abs() < 1e-3);
        // The reach at the tuned number is 3.0352 errors, as in `always_valid`: ((3.0352 + 0.8416) / (1.9600 + 0.8416))².
        let always = AnalysisPlan { looks: Looks::AlwaysValid, ..Default::default() };
        assert!(
            (always.inflation(0.05, 0.8).unwrap() - 1.9149).abs() < 1e-4,
            "{:?}",
            always.inflation(0.05, 0.8)
        );
    }

    /// An approval is bound to it: the values change only with the version before their parts.
    #[test]
    fn the_digest_is_pinned() {
        let full = AnalysisPlan {
            correction: Some(Correction::Holm),
            prior_std_dev: Some(0.15),
            segment: Some("state".to_owned()),
            ..planned(3)
        };
        for (plan, digest) in [
            (AnalysisPlan::default(), "8137ac3193477375b5c7c166c6305d0b75827f8693f037cb6a9a080ca059493d"),
            (full, "1fd7e9a739e9bcc2941bce29ade15e9e0792efb3dd3f43a19cfe06f55fd12441"),
        ] {
            assert_eq!(plan.digest().to_string(), digest, "{plan}");
        }
    }

    #[test]
    fn it_reads_as_it_is_meant() {
        let plan = AnalysisPlan {
            correction: Some(Correction::Holm),
            prior_std_dev: Some(0.15),
            segment: Some("state".to_owned()),
            ..planned(3)
        };
        assert_eq!(
            plan.to_string(),
            "3 looks when even parts of the people are through, O'Brien-Fleming bounds; p-values corrected for all \
             comparisons by Holm; before the test, lifts are believed to be within about ±15 %; looked into by state"
        );
    }
}
