//! A pilot's file: the goal, who gets what in which arms, by which rules, and the gate that decides.

use super::{parse, strata};
use crate::EngineError;
use consent::Policy;
use content::Facts;
use experiment::{AnalysisPlan, Arm, Design, Holdouts, Role};
use governance::{RiskTier, Subject};
use measurement::Metric;
use programme::{Gate, Pilot};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{CampaignKey, Store};
use vocabulary::{CampaignId, Channel, Digest, Purpose, Timestamp, WorkspaceId};

/// What people may be looked at apart by: few values, and none that names a person.
const SEGMENTS: [&str; 4] = ["city", "country", "postcode", "state"];

/// Longest window: ten years.
const MAX_DAYS: u32 = 3660;

/// Something that is wrong with a pilot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PilotFault {
    /// Words of the text that lead to it, the first found first.
    pub words: Vec<String>,
    /// What is wrong and what to do.
    pub what: String,
}

/// A pilot as it is written: strict, an unknown key is an error.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
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
    /// The campaign of its current design.
    pub fn campaign_key(&self, workspace: &WorkspaceId) -> CampaignKey {
        CampaignKey {
            workspace: workspace.clone(),
            campaign: self.id().clone(),
            version: i64::from(self.design.version),
        }
    }

    /// Reads and checks a pilot's file.
    pub fn parse(name: &str, text: &str) -> Result<Self, EngineError> {
        let pilot: Self = parse("pilot", name, text)?;
        match pilot.faults().into_iter().next() {
            Some(fault) => Err(EngineError::definition("pilot", name, fault.what)),
            None => Ok(pilot),
        }
    }

    /// Everything that is wrong with the pilot by itself.
    pub fn faults(&self) -> Vec<PilotFault> {
        let mut faults = Vec::new();
        let mut wrong = |words: &[&str], what: String| {
            faults.push(PilotFault { words: words.iter().map(|word| (*word).to_owned()).collect(), what });
        };
        if let Err(error) = self.design.validate() {
            wrong(&["design:"], error.to_string());
        }
        let too_long =
            |days: u32| format!("`{days}` days are too many: at most {MAX_DAYS}, which is ten years");
        if MAX_DAYS < self.design.outcome_window_days {
            wrong(&["outcome_window_days:"], too_long(self.design.outcome_window_days));
        }
        if self.design.version == 0 {
            wrong(&["design:", "version:"], "`version` is 0: count from 1".to_owned());
        }
        if self.pilot.prompt().version == 0 {
            wrong(&["prompt:", "version:"], "`prompt.version` is 0: count from 1".to_owned());
        }
        let mut names = std::collections::BTreeSet::new();
        for metric in &self.metrics {
            if let Err(error) = metric.validate() {
                wrong(&["metrics:", &metric.name], error.to_string());
            }
            if !names.insert(metric.name.as_str()) {
                wrong(
                    &["metrics:", &metric.name],
                    format!("the metric `{}` is there twice: rename one", metric.name),
                );
            }
            if let Some(days) =
                metric.covariate.map(|covariate| covariate.pre_period_days).filter(|days| MAX_DAYS < *days)
            {
                wrong(&["metrics:", &metric.name, "pre_period_days:"], too_long(days));
            }
        }
        for (words, what) in self.wrong_references().into_iter().chain(self.wrong_sections()) {
            wrong(&words.iter().map(String::as_str).collect::<Vec<_>>(), what);
        }
        faults
    }

    /// Metrics and arms that headline and gate name and the pilot does not have.
    fn wrong_references(&self) -> Vec<(Vec<String>, String)> {
        let mut wrong = Vec::new();
        let mut look = |section: &str, metric: &str, arms: &[Option<&str>]| {
            let words = |name: &str| vec![format!("{section}:"), name.to_owned()];
            if self.metrics.iter().all(|known| known.name != metric) {
                let known: Vec<&str> = self.metrics.iter().map(|known| known.name.as_str()).collect();
                let what = format!(
                    "its {section} names `{metric}`, which is none of its metrics: use one of {}",
                    known.join(", ")
                );
                wrong.push((words(metric), what));
            }
            for arm in arms.iter().flatten().filter(|arm| self.design.arm(arm).is_none()) {
                let known: Vec<&str> = self.design.arms.iter().map(|known| known.name.as_str()).collect();
                let what = format!(
                    "its {section} names the arm `{arm}`, which its design does not have: use one of {}",
                    known.join(", ")
                );
                wrong.push((words(arm), what));
            }
        };
        let Headline { metric, arm, control } = &self.headline;
        look("headline", metric, &[Some(arm.as_str()), Some(control.as_str())]);
        for rule in self.gate.scale_when().iter().chain(self.gate.stop_when()) {
            look("gate", rule.metric(), &[Some(rule.arm()), rule.control()]);
        }
        wrong
    }

    /// What its sections say against each other.
    fn wrong_sections(&self) -> Vec<(Vec<String>, String)> {
        let mut wrong = Vec::new();
        let mut say = |words: &[&str], what: String| {
            wrong.push((words.iter().map(|word| (*word).to_owned()).collect(), what));
        };
        if let Some(why) = strata::fault_of_strata(&self.design.assignment.strata) {
            say(&["strata:"], why);
        }
        if let Some(fault) = self.analysis.fault() {
            say(&["analysis:"], fault);
        }
        if let Some(name) = self.analysis.segment.as_ref().filter(|name| !SEGMENTS.contains(&name.as_str())) {
            say(&["segment:"], format!("its segment `{name}` is none of {}", SEGMENTS.join(", ")));
        }
        if self.headline.arm == self.headline.control {
            let arm = &self.headline.arm;
            say(
                &["headline:", "control:"],
                format!("its headline compares `{arm}` with itself: name the arm it is held against"),
            );
        }
        for rule in self.gate.stop_when().iter().filter(|rule| self.gate.scale_when().contains(rule)) {
            say(&["stop_when:"], format!("one condition scales and stops, `{rule}`: take one of them out"));
        }
        if self.send.purposes.is_empty() {
            say(&["purposes:"], "`send.purposes` is empty: list at least one, as `[marketing]`".to_owned());
        }
        if self.message.body.trim().is_empty() {
            say(&["body:"], "`message.body` is empty: write what is sent".to_owned());
        }
        let has_usual_arm = self.design.arms.iter().any(|arm| arm.business_as_usual);
        match (has_usual_arm, &self.message.business_as_usual_body) {
            (true, None) => say(
                &["business_as_usual:"],
                "an arm has `business_as_usual: true`: put what the brand sends today into `message.business_as_usual_body`"
                    .to_owned(),
            ),
            (false, Some(_)) => say(
                &["business_as_usual_body:"],
                "it has `message.business_as_usual_body` and no arm that gets it: mark the baseline with `business_as_usual: true`"
                    .to_owned(),
            ),
            _ => {}
        }
        wrong
    }

    /// What may be meant and looks odd: the words that lead to it, and what to say.
    pub fn oddities(&self) -> Vec<(Vec<&str>, String)> {
        let mut odd = Vec::new();
        let weights: Vec<f64> = self.design.arms.iter().map(|arm| arm.weight).collect();
        let sum: f64 = weights.iter().sum();
        let is_parts = weights.iter().all(|weight| weight.fract() == 0.0);
        if !is_parts && 1e-9 < (sum - 1.0).abs() && 1e-9 < (sum - 100.0).abs() {
            let shares = self.design.arms.iter();
            let shares: Vec<String> =
                shares.map(|arm| format!("{} {:.1} %", arm.name, 100.0 * arm.weight / sum)).collect();
            let what = format!(
                "the weights add up to {sum}, so the shares are {}: is that meant?",
                shares.join(", ")
            );
            odd.push((vec!["arms:", "weight:"], what));
        }
        if self.pilot.hypothesis().trim().is_empty() || self.pilot.goal().trim().is_empty() {
            odd.push((
                vec!["pilot:"],
                "goal or hypothesis is empty: say what is expected, and why".to_owned(),
            ));
        }
        odd
    }

    /// The name of the file of its prompt.
    pub fn prompt_file(&self) -> String {
        let prompt = self.pilot.prompt();
        format!("{}.v{}", prompt.name, prompt.version)
    }

    /// Whether its body lets nobody unsubscribe, and the facts have a link for it or the purpose asks for one.
    pub fn lacks_unsubscribe(&self, facts: &Facts) -> bool {
        let link = facts.links.iter().find(|link| link.id.to_lowercase().contains("unsubscribe"));
        let body = self.body(facts).to_lowercase();
        let has_link = link.is_some_and(|link| body.contains(&link.url.to_lowercase()));
        self.send.purposes.contains(&Purpose::Marketing) && !has_link
    }

    /// The latest version of a pilot in the store.
    pub async fn load(store: &Store, workspace: &WorkspaceId, id: &str) -> Result<Self, EngineError> {
        Self::parse(id, &super::latest_text(store, workspace, "pilot", id).await?)
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
    pub fn subject(
        &self,
        chosen: &str,
        audience: &audience::Definition,
        facts: &Facts,
        holdouts: Option<&Holdouts>,
    ) -> Subject {
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
            holdouts: holdouts.and_then(|holdouts| holdouts.digest_for(&self.design)),
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
