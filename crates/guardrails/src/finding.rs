//! What a check says of a text.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A person should look; the text may still be chosen.
    Warning,
    /// The text is rejected.
    Error,
}

/// Where in a text a finding points to: characters (Unicode scalar values), start inclusive, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Which check found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nothing to read.
    Empty,
    /// Shorter or longer than the prompt allows.
    Length,
    /// More than one line, or list and heading marks.
    Structure,
    /// A term the brand does not use.
    BannedTerm,
    /// A term for which the brand has a better one.
    PreferredTerm,
    /// Capital letters other than the voice asks for.
    Casing,
    /// A percentage that no approved fact states.
    ClaimPercent,
    /// An amount of money that no approved fact states.
    ClaimMoney,
    /// A number that no approved fact states.
    ClaimNumber,
    /// A date, day or deadline that no approved fact states.
    ClaimDate,
    /// A discount code that no approved fact states.
    ClaimCode,
    /// "best", "cheapest", "#1" and their like, not approved.
    ClaimSuperlative,
    /// "guaranteed", "risk-free" and their like, not approved.
    ClaimGuarantee,
    /// "free" and its like, not approved.
    ClaimFree,
    /// "last chance", "almost gone" and their like, not approved.
    ClaimScarcity,
    /// "every order", "storewide" and their like: more than a fact says, not approved.
    ClaimScope,
    /// Health, origin or quality wording that is regulated, not approved.
    ClaimProduct,
    /// An e-mail address, a telephone number, a long number, a person's name in a greeting.
    PersonalData,
    /// A web address; links are filled in by code.
    Link,
    /// Wording that spam filters and readers distrust, or a pretended reply.
    SpamWord,
    /// A template slot that was never filled.
    UnrenderedSlot,
    /// Markup, escapes, or letters that a wrong encoding tore up.
    Encoding,
    /// Too many exclamation marks or capital letters.
    Shouting,
    /// The model repeats its instructions or talks about its task.
    PromptLeak,
    /// Not English.
    Language,
    /// Letters of two alphabets in one word.
    MixedScript,
    /// Invisible or direction-changing characters.
    InvisibleCharacter,
    /// The sentence stops in the middle, or runs in a loop.
    Incomplete,
    /// It says nothing of what it was asked for.
    OffBrief,
    /// The same as, or nearly the same as, another text.
    Duplicate,
}

impl Rule {
    /// Returns the rule as it is written in JSON, logs and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Empty => "empty",
            Rule::Length => "length",
            Rule::Structure => "structure",
            Rule::BannedTerm => "banned_term",
            Rule::PreferredTerm => "preferred_term",
            Rule::Casing => "casing",
            Rule::ClaimPercent => "claim_percent",
            Rule::ClaimMoney => "claim_money",
            Rule::ClaimNumber => "claim_number",
            Rule::ClaimDate => "claim_date",
            Rule::ClaimCode => "claim_code",
            Rule::ClaimSuperlative => "claim_superlative",
            Rule::ClaimGuarantee => "claim_guarantee",
            Rule::ClaimFree => "claim_free",
            Rule::ClaimScarcity => "claim_scarcity",
            Rule::ClaimScope => "claim_scope",
            Rule::ClaimProduct => "claim_product",
            Rule::PersonalData => "personal_data",
            Rule::Link => "link",
            Rule::SpamWord => "spam_word",
            Rule::UnrenderedSlot => "unrendered_slot",
            Rule::Encoding => "encoding",
            Rule::Shouting => "shouting",
            Rule::PromptLeak => "prompt_leak",
            Rule::Language => "language",
            Rule::MixedScript => "mixed_script",
            Rule::InvisibleCharacter => "invisible_character",
            Rule::Incomplete => "incomplete",
            Rule::OffBrief => "off_brief",
            Rule::Duplicate => "duplicate",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What one check says of one text.
///
/// `why` is written for a marketer and may quote the text. It is a value, not an error: a text with findings
/// is kept together with them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// Which check.
    pub rule: Rule,
    /// Whether the text is rejected.
    pub severity: Severity,
    /// Which characters.
    pub place: Place,
    /// The reason in words.
    pub why: String,
}

impl Finding {
    pub(crate) fn error(rule: Rule, place: Place, why: impl Into<String>) -> Self {
        Self { rule, severity: Severity::Error, place, why: why.into() }
    }

    pub(crate) fn warning(rule: Rule, place: Place, why: impl Into<String>) -> Self {
        Self { rule, severity: Severity::Warning, place, why: why.into() }
    }

    /// Returns whether the text that carries this finding is rejected.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
