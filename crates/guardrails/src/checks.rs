//! All checks of a text, in one call.

mod address;
mod brief;
mod claims;
mod encoding;
mod form;
mod language;
mod leak;
mod personal;
mod slots;
mod tone;

use crate::finding::{Finding, Place, Rule, Severity};
use crate::reading::{Reading, Token};
use crate::sheet::faults_of_facts;
use content::ContentError;
use content::Facts;
use content::Prompt;
use content::Voice;
use std::collections::BTreeSet;

/// A text with both ways to read it.
pub(crate) struct Subject<'a> {
    pub text: &'a str,
    pub reading: &'a Reading,
}

impl Subject<'_> {
    fn quote(&self, place: Place) -> String {
        Reading::quote(self.text, place)
    }
}

/// Which part of a message a text is, and who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A line that a model wrote.
    Generated,
    /// A subject line that people wrote.
    Subject,
    /// A body.
    Body,
}

/// In a body a number may be that of a house or a telephone, and a word that filters distrust one of many.
fn soften(finding: &mut Finding) {
    let may_stand = matches!(
        finding.rule,
        Rule::ClaimNumber
            | Rule::PersonalData
            | Rule::SpamWord
            | Rule::ClaimSuperlative
            | Rule::ClaimScope
            | Rule::ClaimProduct
            | Rule::Language
    );
    if may_stand {
        finding.severity = Severity::Warning;
    }
}

/// The checks of one prompt's texts against one voice and one fact sheet.
///
/// Made once, used for many texts: it keeps the definitions in the form in which they are compared.
#[derive(Debug, Clone)]
pub struct Checker {
    voice: Voice,
    facts: Facts,
    prompt: Prompt,
    banned: Vec<(String, Vec<Token>)>,
    preferred: Vec<(String, String, Vec<Token>)>,
    instructions: BTreeSet<[String; leak::ECHO_WORDS]>,
    /// What a generated line may speak of.
    asked: BTreeSet<String>,
}

impl Checker {
    /// Returns the checks for texts of `prompt`.
    ///
    /// Errors: [`ContentError`] when one of the definitions cannot be used.
    pub fn new(voice: &Voice, facts: &Facts, prompt: &Prompt) -> Result<Self, ContentError> {
        voice.validate()?;
        if let Some(fault) = faults_of_facts(facts).into_iter().next() {
            return Err(fault);
        }
        prompt.validate()?;
        let tokens = |text: &str| Reading::of(text).tokens;
        Ok(Self {
            banned: voice.rules.banned.iter().map(|term| (term.clone(), tokens(term))).collect(),
            preferred: voice
                .rules
                .preferred
                .iter()
                .map(|p| (p.instead_of.clone(), p.say.clone(), tokens(&p.instead_of)))
                .collect(),
            instructions: leak::instructions(prompt, voice, facts),
            asked: brief::words(voice, facts),
            voice: voice.clone(),
            facts: facts.clone(),
            prompt: prompt.clone(),
        })
    }

    /// Returns what is to be said of one text, in order of place. No error among them: it may be used.
    pub fn check(&self, text: &str) -> Vec<Finding> {
        self.look(text, Part::Generated)
    }

    /// Returns what is to be said of a subject line that people wrote: all that a model's line is checked for,
    /// but for the prompt's limits, which nobody gave them.
    pub fn check_subject(&self, text: &str) -> Vec<Finding> {
        self.look(text, Part::Subject)
    }

    /// Returns what is to be said of a body with its slots filled. Lines, lists and the brand's own links belong
    /// to a body, and a number in it, as of its street, is for a person to look at.
    pub fn check_body(&self, text: &str) -> Vec<Finding> {
        // An approved address is a word like any other, so that nothing in it is taken for something else.
        let words = self.facts.links.iter().fold(text.to_owned(), |text, link| {
            text.replace(link.url.as_str(), &"w".repeat(link.url.chars().count()))
        });
        self.look(&words, Part::Body)
    }

    fn look(&self, text: &str, part: Part) -> Vec<Finding> {
        let reading = Reading::of(text);
        let subject = Subject { text, reading: &reading };
        let mut findings = Vec::new();
        language::invisible(&subject, &mut findings);
        if reading.tokens.is_empty() {
            findings.push(Finding::error(Rule::Empty, reading.whole(), "there is nothing to read"));
            return findings;
        }
        slots::slots(&subject, &mut findings);
        encoding::check(&subject, &mut findings);
        claims::check(&subject, &self.facts, &mut findings);
        address::check(&subject, &mut findings);
        personal::check(&subject, &self.voice, &self.facts, &mut findings);
        language::check(&subject, &mut findings);
        tone::terms(&subject, &self.banned, &self.preferred, &mut findings);
        tone::spam(&subject, &mut findings);
        tone::spelt_out(&subject, &self.voice, &mut findings);
        if part == Part::Body {
            findings.iter_mut().for_each(soften);
        } else {
            form::structure(&subject, &mut findings);
            form::incomplete(&subject, &mut findings);
            tone::shouting(&subject, &self.voice, &self.facts, &mut findings);
            tone::casing(&subject, &self.voice, &self.facts, &mut findings);
        }
        if part == Part::Generated {
            form::length(&subject, self.prompt.limits, &mut findings);
            leak::check(&subject, &self.instructions, &mut findings);
            // What is rejected anyhow needs no second reason.
            if !findings.iter().any(Finding::is_error) {
                brief::check(&subject, &self.asked, &self.facts, &mut findings);
            }
        }
        findings.sort_by(|a, b| (a.place, a.rule, &a.why).cmp(&(b.place, b.rule, &b.why)));
        findings.dedup();
        findings
    }

    /// Returns what is to be said of each text, and marks those that repeat an earlier one or a known line.
    pub fn check_all<T: AsRef<str>>(&self, texts: &[T]) -> Vec<Vec<Finding>> {
        let mut known = form::Known::default();
        known.add(&self.facts.business_as_usual, "the line that is used today");
        for example in &self.voice.on_brand {
            known.add(&example.text, "an example in the brand's guide");
        }
        texts
            .iter()
            .map(|text| {
                let text = text.as_ref();
                let mut findings = self.check(text);
                findings.extend(known.repeats(text));
                known.add(text, "another candidate");
                findings
            })
            .collect()
    }

    /// Returns the voice that is checked against.
    pub fn voice(&self) -> &Voice {
        &self.voice
    }

    /// Returns the facts that are checked against.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns the prompt whose texts are checked.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }
}
