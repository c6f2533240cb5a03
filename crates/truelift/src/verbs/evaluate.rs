//! How good identity resolution is on files whose truth is known.

use crate::args::{EvaluateArgs, Global};
use crate::cost::{cpu_s, peak_rss_mb};
use crate::screen::{Step, count, say, say_json, tell};
use gathering::unify::{Evaluation, evaluate, read_schema};
use serde::Serialize;
use std::time::Instant;

/// What is printed with `--json`.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    evaluation: Evaluation,
    wall_s: f64,
    cpu_s: Option<f64>,
    peak_rss_mb: Option<f64>,
}

pub fn run(global: &Global, args: &EvaluateArgs) -> anyhow::Result<()> {
    let roles = args.schema.as_deref().map(read_schema).transpose()?;
    let step = Step::begin("evaluate");
    let started = Instant::now();
    let evaluation = evaluate(&args.records, &args.truth, roles.as_ref())?;
    step.done(format!(
        "{} records are {} people",
        count(evaluation.records as i128),
        count(evaluation.people as i128)
    ));
    let report = Report {
        evaluation,
        wall_s: started.elapsed().as_secs_f64(),
        cpu_s: cpu_s(),
        peak_rss_mb: peak_rss_mb(),
    };
    report.evaluation.warnings.iter().for_each(|warning| tell(format!("note: {warning}")));
    if global.json {
        return say_json(&report);
    }
    print(&report);
    Ok(())
}

fn print(report: &Report) {
    let of = &report.evaluation;
    say(if of.is_guessed {
        "columns, guessed from names and values (--schema says otherwise):"
    } else {
        "columns:"
    });
    for (column, role) in &of.schema {
        say(format!(
            "  {column:<20} {}",
            serde_json::to_value(role)
                .ok()
                .and_then(|role| role.as_str().map(str::to_owned))
                .unwrap_or_default()
        ));
    }
    let share =
        |share: Option<f64>| share.map_or_else(|| "unknown".to_owned(), |share| format!("{share:.4}"));
    let row = |name: &str, p: Option<f64>, r: Option<f64>, f: Option<f64>| {
        say(format!("{name:<18} precision {:<8} recall {:<8} F1 {}", share(p), share(r), share(f)));
    };
    say(format!(
        "{} records, {} people truly, {} found; {} pairs compared, which hold {} of the true pairs",
        count(of.records as i128),
        count(of.entities as i128),
        count(of.people as i128),
        count(of.candidate_pairs as i128),
        share(of.blocking_recall)
    ));
    let quality = &of.quality;
    row("pairs", quality.pairs.pair_precision, quality.pairs.pair_recall, quality.pairs.pair_f1);
    row("B-cubed", quality.b3_precision, quality.b3_recall, quality.b3_f1);
    say(format!("exact people       F1 {}", share(quality.exact_cluster_f1)));
    let number = |value: Option<f64>, unit: &str| {
        value.map_or_else(|| "unknown".to_owned(), |value| format!("{value:.1} {unit}"))
    };
    say(format!(
        "{:.1} s, {} of CPU, peak memory {}",
        report.wall_s,
        number(report.cpu_s, "s"),
        number(report.peak_rss_mb, "MB")
    ));
}
