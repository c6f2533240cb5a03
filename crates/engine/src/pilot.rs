//! A pilot's file: the goal, who gets what in which arms, by which rules, and the gate that decides.

use crate::{EngineError, definitions};
use consent::Policy;
use content::Facts;
use experiment::{AnalysisPlan, Arm, Design, Role};
use governance::{RiskTier, Subject};
use measurement::Metric;
use programme::{Gate, Pilot};
use serde::{Deserialize, Serialize};
use store::Store;
use vocabulary::{CampaignId, Channel, Digest, Purpose, Timestamp, WorkspaceId};

/// What people may be looked at apart by: few values, and none that names a person.
const SEGMENTS: [&str; 4] = ["city", "country", "postcode", "state"];

/// A pilot as it is written: strict, an unknown key is an error.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PilotFile {
    /// What is tried and why.
    pub pilot: Pilot,
    /// How much harm is possible; decides how many approvers there must be.
    pub risk_tier: RiskTier,
    /// By which way, when, by which rules of contact.
    pub send: Send,
    /// What is written that no model writes.
    pub message: Message,
    /// The randomised experiment.
    pub design: Design,
    /// What is measured.
    pub metrics: Vec<Metric>,
    /// How it will be read: when it is looked at, and by what.
    #[serde(default)]
    pub analysis: AnalysisPlan,
    /// The one number that matters.
    pub headline: Headline,
    /// The rule that decides.
    pub gate: Gate,
}

/// How a campaign is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// By which way.
    pub channel: Channel,
    /// Every purpose the messages serve; the same list for every arm.
    pub purposes: Vec<Purpose>,
    /// The moment the first message may go.
    pub at: Timestamp,
    /// The rules of contact.
    pub policy: Policy,
}

/// The fixed text of a message.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Name of the approved facts that fill its slots.
    pub facts: String,
    /// The body, the same in every arm, so that only the subject line differs.
    pub body: String,
    /// The body that the brand sends today, for the arm with `business_as_usual: true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_as_usual_body: Option<String>,
}

/// Which estimate is shown first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Of which metric.
    pub metric: String,
    /// Of which arm.
    pub arm: String,
    /// Against which arm.
    pub control: String,
}

/// What one arm gets.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ArmMessage {
    /// Which arm.
    pub arm: String,
    /// Its subject line; `None` when it gets nothing.
    pub subject: Option<String>,
}

impl PilotFile {
    /// Reads and checks a pilot's file.
    pub fn parse(name: &str, text: &str) -> Result<Self, EngineError> {
        let pilot: Self = definitions::parse("pilot", name, text)?;
        pilot.design.validate().map_err(|error| EngineError::definition("pilot", name, error))?;
        if pilot.metrics.iter().all(|metric| metric.name != pilot.headline.metric) {
            let why = format!("its headline names `{}`, which is none of its metrics", pilot.headline.metric);
            return Err(EngineError::definition("pilot", name, why));
        }
        for arm in [&pilot.headline.arm, &pilot.headline.control] {
            if pilot.design.arm(arm).is_none() {
                let why = format!("its headline names the arm `{arm}`, which its design does not have");
                return Err(EngineError::definition("pilot", name, why));
            }
        }
        match pilot.fault() {
            Some(why) => Err(EngineError::definition("pilot", name, why)),
            None => Ok(pilot),
        }
    }

    /// What its sections say against each other.
    fn fault(&self) -> Option<String> {
        if let Some(why) = crate::release::fault_of_strata(&self.design.assignment.strata) {
            return Some(why);
        }
        if let Some(fault) = self.analysis.fault() {
            return Some(fault);
        }
        if let Some(name) = self.analysis.segment.as_ref().filter(|name| !SEGMENTS.contains(&name.as_str())) {
            return Some(format!("its segment `{name}` is none of {}", SEGMENTS.join(", ")));
        }
        let has_usual_arm = self.design.arms.iter().any(|arm| arm.business_as_usual);
        match (has_usual_arm, &self.message.business_as_usual_body) {
            (true, None) => Some(
                "an arm has `business_as_usual: true`: put what the brand sends today into `message.business_as_usual_body`"
                    .to_owned(),
            ),
            (false, Some(_)) => Some(
                "it has `message.business_as_usual_body` and no arm that gets it: mark the baseline with `business_as_usual: true`"
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// The latest version of a pilot in the store.
    pub async fn load(store: &Store, workspace: &WorkspaceId, id: &str) -> Result<Self, EngineError> {
        Self::parse(id, &definitions::latest_text(store, workspace, "pilot", id).await?)
    }

    /// What each arm gets, when `chosen` is the line that was chosen for the treatment.
    pub fn arm_messages(&self, chosen: &str) -> Vec<ArmMessage> {
        let subject = |arm: &Arm| match arm.role {
            Role::Baseline => Some(self.pilot.baseline_subject().to_owned()),
            Role::Treatment => Some(chosen.to_owned()),
            Role::Holdout => None,
        };
        self.design
            .arms
            .iter()
            .map(|arm| ArmMessage { arm: arm.name.clone(), subject: subject(arm) })
            .collect()
    }

    /// The exact release: what an approval is bound to.
    pub fn subject(&self, chosen: &str, audience: &audience::Definition, facts: &Facts) -> Subject {
        let mut content = vec![self.body(facts), self.send.channel.to_string()];
        content.extend(self.usual_body(facts));
        for message in self.arm_messages(chosen) {
            content.extend([message.arm, message.subject.unwrap_or_default()]);
        }
        let purposes: Vec<&str> = self.send.purposes.iter().map(|purpose| purpose.as_str()).collect();
        Subject {
            content: Digest::of(&content),
            audience: audience.digest(),
            schedule: Digest::of([self.send.at.to_string()]),
            design: self.plan_digest(),
            policy: Digest::of([self.send.policy.digest().to_string(), purposes.join(",")]),
            risk_tier: self.risk_tier,
            encoding: Subject::ENCODING,
        }
    }

    /// The design with what decides on it: arms, metrics, analysis, headline and gate were agreed on together.
    pub fn plan_digest(&self) -> Digest {
        let metrics: Vec<String> = self.metrics.iter().map(|metric| metric.digest().to_string()).collect();
        let Headline { metric, arm, control } = &self.headline;
        let headline = [metric.clone(), arm.clone(), control.clone()];
        let parts = [self.design.digest(), self.gate.digest(), self.analysis.digest()];
        let head = std::iter::once("plan 2".to_owned()).chain(parts.map(|digest| digest.to_string()));
        Digest::of(head.chain(headline).chain(metrics))
    }

    /// The body with its slots filled: `{{fact id}}` by the fact's text, `{{link id}}` by its address.
    pub fn body(&self, facts: &Facts) -> String {
        filled(&self.message.body, facts)
    }

    /// The body of the arm that goes on as the brand does today, where there is one.
    pub fn usual_body(&self, facts: &Facts) -> Option<String> {
        self.message.business_as_usual_body.as_deref().map(|body| filled(body, facts))
    }

    /// Its id, also the campaign's.
    pub fn id(&self) -> &CampaignId {
        self.pilot.id()
    }
}

fn filled(body: &str, facts: &Facts) -> String {
    let texts = facts.facts.iter().map(|fact| (&fact.id, &fact.text));
    let links = facts.links.iter().map(|link| (&link.id, &link.url));
    texts
        .chain(links)
        .fold(body.to_owned(), |body, (id, value)| body.replace(&format!("{{{{{id}}}}}"), value))
}
