//! Whether everything a text claims is approved.

use super::Subject;
use crate::claim::{Claim, ClaimKind, find_claims};
use crate::finding::{Finding, Rule};
use content::{FactValue as V, Facts};

pub(super) fn check(subject: &Subject<'_>, facts: &Facts, out: &mut Vec<Finding>) {
    for claim in find_claims(subject.reading, facts) {
        if !claim.is_bound(facts) {
            let words = subject.quote(claim.place);
            out.push(Finding::error(claim.rule(), claim.place, why(&claim, &words, facts)));
        }
    }
}

fn why(claim: &Claim, words: &str, facts: &Facts) -> String {
    let claims_what = match &claim.kind {
        ClaimKind::Percent(..) => "a percentage",
        ClaimKind::Money { .. } => "an amount of money",
        ClaimKind::Number(..) => "a number",
        ClaimKind::Date { .. } => "a date",
        ClaimKind::Code(_) => "a code",
        ClaimKind::AnyDiscount => "a discount",
        ClaimKind::Wording(rule) => match rule {
            Rule::ClaimSuperlative => "a superlative",
            Rule::ClaimGuarantee => "a guarantee",
            Rule::ClaimFree => "something free",
            Rule::ClaimScarcity => "scarcity",
            Rule::ClaimPercent => "lower prices",
            Rule::ClaimDate => "a deadline",
            Rule::ClaimScope => "more than a fact says",
            _ => "a product quality",
        },
    };
    let same_kind = facts.facts.iter().find(|fact| {
        let has_value = |value: &V| {
            matches!(
                (&claim.kind, value),
                (ClaimKind::Percent(..), V::Percent { .. })
                    | (ClaimKind::Money { .. }, V::Money { .. })
                    | (ClaimKind::Date { .. } | ClaimKind::Wording(Rule::ClaimDate), V::Date { .. })
                    | (ClaimKind::Code(_), V::Code(_))
            )
        };
        fact.values.iter().any(has_value)
    });
    match same_kind {
        Some(fact) => format!("`{words}` claims {claims_what}; approved is only `{}`", fact.text),
        None => format!("`{words}` claims {claims_what} that no approved fact states"),
    }
}
