use crate::ProgrammeError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{CampaignId, Digest};

/// Which version of which prompt writes the messages. A version never changes, so the reference is exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PromptReference {
    /// The prompt's name.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
}

/// The trial of one use case: section `pilot` of its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawPilot", into = "RawPilot")]
pub struct Pilot {
    id: CampaignId,
    name: String,
    goal: String,
    hypothesis: String,
    audience: String,
    voice: String,
    prompt: PromptReference,
    baseline_subject: String,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawPilot {
    /// The pilot's id, which its file is called by and its campaign carries too.
    id: CampaignId,
    /// What people call it.
    name: String,
    /// What it is for.
    goal: String,
    /// What is expected to happen, and why.
    hypothesis: String,
    /// The name of the audience.
    audience: String,
    /// The name of the brand voice.
    voice: String,
    /// What writes the treatment's messages.
    prompt: PromptReference,
    /// The subject line that people write today: what the treatment must beat.
    baseline_subject: String,
}

impl Pilot {
    /// The pilot's id, which its campaign carries too.
    pub fn id(&self) -> &CampaignId {
        &self.id
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is for.
    pub fn goal(&self) -> &str {
        &self.goal
    }

    /// What is expected to happen, and why.
    pub fn hypothesis(&self) -> &str {
        &self.hypothesis
    }

    /// The name of the audience.
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// The name of the brand voice.
    pub fn voice(&self) -> &str {
        &self.voice
    }

    /// What writes the treatment's messages.
    pub fn prompt(&self) -> &PromptReference {
        &self.prompt
    }

    /// The subject line that people write today: what the treatment must beat.
    pub fn baseline_subject(&self) -> &str {
        &self.baseline_subject
    }

    /// The digest of every field.
    pub fn digest(&self) -> Digest {
        let version = self.prompt.version.to_string();
        Digest::of([
            "pilot 1",
            self.id.as_str(),
            &self.name,
            &self.goal,
            &self.hypothesis,
            &self.audience,
            &self.voice,
            &self.prompt.name,
            &version,
            &self.baseline_subject,
        ])
    }
}

impl TryFrom<RawPilot> for Pilot {
    type Error = ProgrammeError;
    fn try_from(raw: RawPilot) -> Result<Self, Self::Error> {
        for (field, text) in [
            ("name", &raw.name),
            ("goal", &raw.goal),
            ("hypothesis", &raw.hypothesis),
            ("audience", &raw.audience),
            ("voice", &raw.voice),
            ("prompt.name", &raw.prompt.name),
            ("baseline_subject", &raw.baseline_subject),
        ] {
            if text.trim().is_empty() {
                return Err(ProgrammeError::Empty { field });
            }
        }
        let RawPilot { id, name, goal, hypothesis, audience, voice, prompt, baseline_subject } = raw;
        Ok(Self { id, name, goal, hypothesis, audience, voice, prompt, baseline_subject })
    }
}

impl From<Pilot> for RawPilot {
    fn from(pilot: Pilot) -> Self {
        let Pilot { id, name, goal, hypothesis, audience, voice, prompt, baseline_subject } = pilot;
        Self { id, name, goal, hypothesis, audience, voice, prompt, baseline_subject }
    }
}
