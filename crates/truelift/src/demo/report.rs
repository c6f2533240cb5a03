//! The demo's result in words.

use super::outcome::{Contrast, DemoResult};
use crate::screen::{count, say};

fn percent(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "unknown".to_owned(), |ratio| format!("{:.1} %", 100.0 * ratio))
}

fn lift(contrast: &Contrast) -> String {
    let (Some(lift), Some(low), Some(high)) = (contrast.lift_abs, contrast.ci_low, contrast.ci_high) else {
        return "withheld".to_owned();
    };
    let (scale, unit) = if contrast.metric == "revenue" { (1.0, "$") } else { (100.0, "pp") };
    let truth = contrast.truth.map_or_else(String::new, |truth| format!("   true {:+.2}", truth * scale));
    format!("{:+.2} {unit}  [{:+.2}, {:+.2}]{truth}", lift * scale, low * scale, high * scale)
}

/// Prints the result for a person.
pub fn print(result: &DemoResult) {
    say("");
    say(format!("Peach State Provisions (simulated, seed {})", result.seed));
    say(format!(
        "  1 collect  {} rows accepted, {} in quarantine with a reason",
        count(result.records),
        count(result.quarantined)
    ));
    say(format!(
        "  2 unify    {} people (truly {}, {} at best by what the records say); pairs joined rightly {}, found {}",
        count(result.people),
        count(result.people_truth as i128),
        result.people_reachable.map_or("unknown".to_owned(), |n| count(i128::from(n))),
        percent(result.pair_precision),
        percent(result.pair_recall)
    ));
    say(format!("  3 target   {} people in `lapsed-buyers`", count(result.audience)));
    let shown = &result.shown;
    say(format!(
        "  4 create   {} lines, {} rejected by the checks",
        result.candidates, result.candidates_rejected
    ));
    for (provider, (n, n_rejected)) in &shown.by_provider {
        say(format!("             {provider}: {n} lines, {n_rejected} rejected"));
    }
    for (text, why) in shown.caught.iter().take(5) {
        say(format!("             caught  “{text}”: {why}"));
    }
    if let Some((text, provider)) = &shown.chosen {
        say(format!("             chosen  “{text}” ({provider})"));
    }
    say(format!(
        "  5 review   approved by the demo's script as Brand lead: {}",
        result.approved.chars().take(12).collect::<String>()
    ));
    say(format!(
        "  6 release  {} planned = {} sent + {} rejected + {} suppressed + {} unknown; {} held out",
        count(result.planned),
        count(result.sent),
        count(result.rejected),
        count(result.suppressed),
        count(result.unknown),
        count(result.holdout)
    ));
    for (reason, n) in &shown.suppressions {
        say(format!("             {} {reason}", count(*n)));
    }
    say("  7 measure  lift with its interval");
    for contrast in &result.readout {
        say(format!(
            "             {:<11} {:<17} over {:<17} {}",
            contrast.metric,
            contrast.arm,
            contrast.control,
            lift(contrast)
        ));
    }
    let srm = result.srm_p_value.map_or_else(|| "unknown".to_owned(), |p| format!("{p:.3}"));
    say(format!("             sample ratio p = {srm}"));
    say(format!("  8 decide   {}: {}", result.gate.decision, result.gate.reasons.join("; ")));
    let chain = if result.audit.verified { "verified" } else { "BROKEN" };
    say(format!("             audit chain of {} entries: {chain}", result.audit.entries));
    let rss = result.peak_rss_mb.map_or_else(String::new, |mb| format!(", {mb:.0} MB at most"));
    say(format!("  in {:.1} s{rss}", result.elapsed_s));
}
