//! A brand's voice: how it sounds, what it never says, and examples of both.

use crate::ContentError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::is_blank;

/// How capital letters are used in a subject line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Casing {
    /// As in a sentence: most words begin with a small letter.
    Sentence,
    /// As In A Headline.
    Title,
    /// Both are fine.
    #[default]
    Any,
}

/// A word the brand prefers to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preference {
    /// The word to use.
    pub say: String,
    /// The word it replaces.
    pub instead_of: String,
}

/// The rules of a voice that a program can check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceRules {
    /// Words and phrases that are never used.
    #[serde(default)]
    pub banned: Vec<String>,
    /// Words with a better alternative.
    #[serde(default)]
    pub preferred: Vec<Preference>,
    /// Words that may be written in capital letters, as `BBQ`.
    #[serde(default)]
    pub capitals: Vec<String>,
    /// Most exclamation marks in one text.
    #[serde(default)]
    pub max_exclamation_marks: usize,
    /// Most pictographs in one text.
    #[serde(default)]
    pub max_emoji: usize,
    /// How capital letters are used.
    #[serde(default)]
    pub casing: Casing,
}

/// The brand's own turns of phrase, from which the phrasebook builds its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Ways to begin, as `Your Georgia pantry misses you`.
    #[serde(default)]
    pub openers: Vec<String>,
    /// Ways to ask someone back, as `come on back`.
    #[serde(default)]
    pub invitations: Vec<String>,
    /// Things the brand is about, as `Sunday supper`.
    #[serde(default)]
    pub themes: Vec<String>,
}

/// One example with the reason why it is, or is not, on brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceExample {
    /// The text.
    pub text: String,
    /// What is good or bad about it.
    pub why: String,
}

/// A brand's guide: tone, rules, turns of phrase, examples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// Name of the guide.
    pub name: String,
    /// The brand as it is written in texts.
    pub brand: String,
    /// How it sounds, in a few words each.
    pub tone: Vec<String>,
    /// What a program can check.
    #[serde(default)]
    pub rules: VoiceRules,
    /// Turns of phrase.
    #[serde(default)]
    pub palette: Palette,
    /// Texts that sound right.
    #[serde(default)]
    pub on_brand: Vec<VoiceExample>,
    /// Texts that do not.
    #[serde(default)]
    pub off_brand: Vec<VoiceExample>,
}

impl Voice {
    /// Checks that the guide can be used.
    ///
    /// Errors: the first of [`Voice::faults`].
    pub fn validate(&self) -> Result<(), ContentError> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that is wrong with the guide: a name is missing, a term is blank, or a preferred term is banned
    /// at the same time.
    pub fn faults(&self) -> Vec<ContentError> {
        let mut faults = Vec::new();
        let mut wrong = |problem: String, next_step| {
            faults.push(ContentError::definition("voice", &self.name, problem, next_step));
        };
        if is_blank(&self.name) || is_blank(&self.brand) {
            wrong("it has no name or no brand".to_owned(), "fill in `name` and `brand`");
        }
        if self.rules.banned.iter().any(|term| is_blank(term)) {
            wrong("a banned term is blank".to_owned(), "remove it from `rules.banned`");
        }
        if self.rules.preferred.iter().any(|p| is_blank(&p.say) || is_blank(&p.instead_of)) {
            wrong("a preferred term is blank".to_owned(), "fill in `say` and `instead_of`");
        }
        let small = |term: &str| term.trim().to_lowercase();
        for (i, term) in self.rules.preferred.iter().enumerate() {
            let (say, instead_of) = (small(&term.say), small(&term.instead_of));
            if say == instead_of {
                wrong(
                    format!("`{}` is to be said instead of itself", term.say),
                    "write another term into `instead_of`, or take the entry out",
                );
            }
            // Each of a pair that replaces the other would be found and never be right.
            let is_back =
                |other: &&Preference| small(&other.say) == instead_of && small(&other.instead_of) == say;
            if say != instead_of && self.rules.preferred.iter().skip(i + 1).any(|other| is_back(&other)) {
                wrong(
                    format!(
                        "`{}` is said instead of `{}` and the other way round",
                        term.say, term.instead_of
                    ),
                    "keep one of the two entries",
                );
            }
        }
        let banned: Vec<String> = self.rules.banned.iter().map(|term| term.to_lowercase()).collect();
        for both in self.rules.preferred.iter().filter(|p| banned.contains(&p.say.to_lowercase())) {
            wrong(
                format!("`{}` is preferred and banned", both.say),
                "take it out of `rules.banned` or `rules.preferred`",
            );
        }
        faults
    }
}
