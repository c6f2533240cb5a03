//! Whether the model talks about its task instead of doing it.

use super::Subject;
use crate::finding::{Finding, Rule};
use crate::reading::{Kind, Reading};
use content::Facts;
use content::Prompt;
use content::Voice;
use std::collections::BTreeSet;

/// So many words in the order of the instructions are an echo; fewer are common English.
pub(super) const ECHO_WORDS: usize = 5;

// tidy: list
const TASK_TALK: &[&str] = &[
    "subject line",
    "subject :",
    "email subject",
    "here is",
    "here are",
    "here's a subject",
    "sure ,",
    "sure !",
    "certainly",
    "of course !",
    "as an ai",
    "an ai",
    "ai assistant",
    "language model",
    "smollm",
    "hugging face",
    "i cannot",
    "i can't",
    "i'm sorry",
    "i am sorry",
    "im_start",
    "im_end",
    "endoftext",
    "system :",
    "user :",
    "assistant :",
    "instruction",
    "instructions",
    "the prompt",
    "on brand",
    "off brand",
    "brand voice",
    "approved facts",
    "max characters",
    "characters long",
    "lapsed",
    "win back",
    "win - back",
    "churned",
    "target audience",
    "recipient",
    "segment",
    "customer segment",
    "write a",
    "write one",
    "example :",
    "note :",
    "option 1",
];

/// Returns every run of [`ECHO_WORDS`] words of the instructions that a text must not repeat.
///
/// What stands in an approved fact or in the brand's name may be repeated: that is its purpose.
pub(super) fn instructions(prompt: &Prompt, voice: &Voice, facts: &Facts) -> BTreeSet<[String; ECHO_WORDS]> {
    let mut runs: BTreeSet<_> = runs(&prompt.text).chain(runs(&prompt.system)).collect();
    let allowed = facts.facts.iter().flat_map(|fact| std::iter::once(&fact.text).chain(&fact.short));
    for text in allowed.chain([&voice.brand, &facts.business_as_usual]) {
        for run in self::runs(text) {
            runs.remove(&run);
        }
    }
    runs
}

fn words(text: &str) -> Vec<String> {
    Reading::of(text).tokens.into_iter().filter(|t| t.kind != Kind::Symbol).map(|t| t.text).collect()
}

fn runs(text: &str) -> impl Iterator<Item = [String; ECHO_WORDS]> + use<> {
    let words = words(text);
    let runs: Vec<_> = words.windows(ECHO_WORDS).filter_map(|w| w.to_vec().try_into().ok()).collect();
    runs.into_iter()
}

pub(super) fn check(subject: &Subject<'_>, echo: &BTreeSet<[String; ECHO_WORDS]>, out: &mut Vec<Finding>) {
    for phrase in TASK_TALK {
        for (first, last) in subject.reading.find_text(phrase) {
            let place = subject.reading.span(first, last);
            let why = format!("`{}` talks about the task, not to the customer", subject.quote(place));
            out.push(Finding::error(Rule::PromptLeak, place, why));
        }
    }
    if let Some(run) = runs(subject.text).find(|run| echo.contains(run)) {
        let why = format!("`{}` repeats the instructions", run.join(" "));
        out.push(Finding::error(Rule::PromptLeak, subject.reading.whole(), why));
    }
}
