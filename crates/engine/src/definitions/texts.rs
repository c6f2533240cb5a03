//! Everything that a pilot can send, through the same checks: what people wrote as well as what a model wrote.

use super::PilotFile;
use content::{DateSense, FactValue, Facts, Prompt, Voice};
use guardrails::{Checker, Finding};

/// One text of a pilot that is sent as it stands, with what the checks say of it.
#[derive(Debug, Clone)]
pub struct Sent {
    /// What it is, as `message.body`.
    pub part: &'static str,
    /// The text as it would go out.
    pub text: String,
    /// What is to be said of it.
    pub findings: Vec<Finding>,
}

/// Checks every text of a pilot that people wrote, with its slots filled; `chosen`, the model's line, too when
/// there is one.
pub fn sent(pilot: &PilotFile, checker: &Checker, chosen: Option<&str>) -> Vec<Sent> {
    let facts = checker.facts();
    let subject = pilot.pilot.baseline_subject().to_owned();
    let findings = checker.check_subject(&subject);
    let mut texts = vec![Sent { part: "pilot.baseline_subject", text: subject, findings }];
    let mut body = |part, text: String| {
        let findings = checker.check_body(&text);
        texts.push(Sent { part, text, findings });
    };
    body("message.body", pilot.body(facts));
    if let Some(usual) = pilot.usual_body(facts) {
        body("message.business_as_usual_body", usual);
    }
    if let Some(line) = chosen {
        texts.push(Sent {
            part: "the chosen line",
            text: line.to_owned(),
            findings: checker.check_subject(line),
        });
    }
    texts
}

/// The errors among what was found, each with the text it is about.
pub fn errors(texts: &[Sent]) -> Vec<String> {
    let of = |sent: &Sent| {
        let errors = sent.findings.iter().filter(|finding| finding.is_error());
        errors.map(|finding| in_words(sent, finding)).collect::<Vec<_>>()
    };
    texts.iter().flat_map(of).collect()
}

/// A finding with the part it stands in and the words it is about.
pub(super) fn in_words(sent: &Sent, finding: &Finding) -> String {
    let quoted = quoted(sent, finding);
    // Most findings quote their words already.
    if quoted.is_empty() || finding.why.contains(&quoted) {
        format!("`{}`: {}", sent.part, finding.why)
    } else {
        format!("`{}`: `{quoted}`: {}", sent.part, finding.why)
    }
}

/// The words a finding is about; empty when it is about the whole.
pub(super) fn quoted(sent: &Sent, finding: &Finding) -> String {
    let n = finding.place.end.saturating_sub(finding.place.start);
    if 80 < n {
        return String::new();
    }
    sent.text.chars().skip(finding.place.start).take(n).collect()
}

/// What a pilot's texts are checked by; an error in the words of the definition that cannot be used.
pub(super) fn checker(voice: &Voice, facts: &Facts, prompt: &Prompt) -> Result<Checker, String> {
    Checker::new(voice, facts, prompt).map_err(|error| error.to_string())
}

/// The offers that are over before `day`, and their last days.
fn ended_before<'a>(
    facts: &'a Facts,
    day: &'a str,
) -> impl Iterator<Item = (&'a str, &'a content::CalendarDay)> {
    facts.values().filter_map(move |(id, value)| match value {
        FactValue::Date { day: last, sense: DateSense::Ends } if last.to_string().as_str() < day => {
            Some((id, last))
        }
        _ => None,
    })
}

/// Offers that are over on `day` although a text that goes out names their end: a release that was put off says what
/// is no longer true.
pub fn over_on<'a>(day: &str, facts: &Facts, texts: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let words = |(id, last): (&str, &content::CalendarDay)| {
        let written = facts.facts.iter().find(|fact| fact.id == id).map(|fact| fact.text.clone());
        let short = format!("{} {}", last.month_name(), last.day);
        let mut all = texts.clone();
        let is_said =
            all.any(|text| text.contains(&short) || written.as_ref().is_some_and(|date| text.contains(date)));
        is_said.then(|| {
            format!("`{id}` ended on {last}, and today is {day}: correct the fact, and have it approved")
        })
    };
    ended_before(facts, day).filter_map(words).collect()
}

/// Offers that are over before the messages go.
pub(super) fn over_before(pilot: &PilotFile, facts: &Facts) -> Vec<String> {
    let day = pilot.send.at.day();
    let used = |id: &str| pilot.message.body.contains(&format!("{{{{{id}}}}}"));
    let words = |(id, last): (&str, &content::CalendarDay)| {
        format!(
            "`{{{{{id}}}}}` ends on {last}, before the messages go on {day}: correct the fact or `send.at`"
        )
    };
    ended_before(facts, &day).filter(|(id, _)| used(id)).map(words).collect()
}
