use crate::rule::Finding;
use crate::{Evidence, ProgrammeError, Rule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocabulary::{Digest, VocabularyError};

/// The decision point of a pilot, written before the numbers are known: section `gate` of its file.
///
/// Scale needs every rule of `scale_when`; stop needs one of `stop_when`; everything else is iterate.
/// `Display` gives the whole rule as one sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawGate", into = "RawGate")]
pub struct Gate {
    // INVARIANT: not empty; "all of nothing" would always scale.
    scale_when: Vec<Rule>,
    stop_when: Vec<Rule>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawGate {
    /// All of these scale.
    scale_when: Vec<Rule>,
    /// Any of these stops.
    #[serde(default)]
    stop_when: Vec<Rule>,
}

impl Gate {
    /// All of these scale.
    pub fn scale_when(&self) -> &[Rule] {
        &self.scale_when
    }

    /// Any of these stops.
    pub fn stop_when(&self) -> &[Rule] {
        &self.stop_when
    }

    /// The digest an approval can be bound to, so that nobody moves the goal posts unseen.
    pub fn digest(&self) -> Digest {
        let rules = |rules: &[Rule]| rules.iter().map(|rule| rule.digest().to_string()).collect::<Vec<_>>();
        let (scale, stop) = (rules(&self.scale_when), rules(&self.stop_when));
        Digest::of([vec!["gate 2".to_owned(), scale.len().to_string()], scale, stop].concat())
    }
}

impl TryFrom<RawGate> for Gate {
    type Error = ProgrammeError;
    fn try_from(raw: RawGate) -> Result<Self, Self::Error> {
        if raw.scale_when.is_empty() {
            return Err(ProgrammeError::NothingToScaleOn);
        }
        Ok(Self { scale_when: raw.scale_when, stop_when: raw.stop_when })
    }
}

impl From<Gate> for RawGate {
    fn from(gate: Gate) -> Self {
        Self { scale_when: gate.scale_when, stop_when: gate.stop_when }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "scale when {}", join(&self.scale_when, " and "))?;
        if !self.stop_when.is_empty() {
            write!(f, "; stop when {}", join(&self.stop_when, " or "))?;
        }
        f.write_str("; else iterate")
    }
}

fn join(rules: &[Rule], word: &str) -> String {
    rules.iter().map(Rule::to_string).collect::<Vec<_>>().join(word)
}

/// What becomes of the pilot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Roll it out.
    Scale,
    /// Change something and try again.
    Iterate,
    /// Give it up.
    Stop,
}

impl Verdict {
    /// The word as it is written in tables and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Scale => "scale",
            Verdict::Iterate => "iterate",
            Verdict::Stop => "stop",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Verdict {
    type Err = VocabularyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "scale" => Ok(Verdict::Scale),
            "iterate" => Ok(Verdict::Iterate),
            "stop" => Ok(Verdict::Stop),
            _ => Err(VocabularyError::Word {
                what: "gate decision",
                input: text.to_owned(),
                allowed: "scale, iterate, stop",
            }),
        }
    }
}

/// A verdict with the sentences that explain it, as it goes into the audit chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateDecision {
    /// What becomes of the pilot.
    pub decision: Verdict,
    /// One sentence per rule that was looked at, each with its number; never empty.
    pub reasons: Vec<String>,
}

/// Applies `gate` to `evidence`.
///
/// A number that is withheld, unknown or not finite meets no rule: it can neither scale nor stop, and the
/// reason says so. Stop outranks scale. Pass the readout as it is, with the withheld rows in it: leaving them
/// out turns "withheld because" into "not known".
///
/// Returns: the verdict with its reasons; for stop only the rules that stopped it, otherwise every rule.
pub fn decide(gate: &Gate, evidence: &[Evidence]) -> GateDecision {
    let look = |rules: &[Rule]| rules.iter().map(|rule| rule.look(evidence)).collect::<Vec<_>>();
    let is_met = |finding: &Finding| finding.is_met == Some(true);
    let (scale, stop) = (look(&gate.scale_when), look(&gate.stop_when));
    if stop.iter().any(is_met) {
        let reasons = stop.into_iter().filter(is_met).map(|finding| finding.reason).collect();
        return GateDecision { decision: Verdict::Stop, reasons };
    }
    let decision = if scale.iter().all(is_met) { Verdict::Scale } else { Verdict::Iterate };
    let mut reasons: Vec<String> = Vec::with_capacity(scale.len() + stop.len());
    for finding in scale.into_iter().chain(stop) {
        if !reasons.contains(&finding.reason) {
            reasons.push(finding.reason);
        }
    }
    GateDecision { decision, reasons }
}
