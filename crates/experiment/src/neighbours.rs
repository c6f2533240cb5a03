//! Whether what treated people got reaches the control (interference).

use crate::evidence::of_arm;
use crate::sentence::Reading;
use crate::{
    Check, CheckKind, CheckVerdict, Comparison, Evidence, MetricKind, Neighbours, ReadoutMetric, Trust,
};
use stats::{Better, Neighbourhood, Spillover, StatsError, spillover, treated_together};
use vocabulary::grouped;

/// It is a hint, so it is read as tests are.
const INTERFERENCE_ALPHA: f64 = 0.05;

/// Fewer groups with people of both arms say nothing.
const N_MIXED_MIN: u64 = 30;

/// Fewer degrees of freedom, and a few groups decide: the reference itself is a guess (Imbens, Kolesár 2016).
const DF_MIN: f64 = 5.0;

/// People of each group: all of them, those of the arm, those of the control.
type Counts = Vec<[u32; 3]>;

impl Neighbours {
    fn counts(&self, arm: &str, control: &str) -> Counts {
        let mut keys: Vec<u64> = self.arms.values().flat_map(|groups| &groups.keys).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let mut counts = vec![[0_u32; 3]; keys.len()];
        for (name, groups) in &self.arms {
            let mut own = groups.keys.iter().zip(&groups.n_people).peekable();
            for (key, [all, treated, controls]) in keys.iter().zip(&mut counts) {
                let Some((_, &n)) = own.next_if(|(found, _)| *found == key) else { continue };
                *all += n;
                *treated += if name == arm { n } else { 0 };
                *controls += if name == control { n } else { 0 };
            }
        }
        counts
    }
}

/// The groups of a comparison, with a sum for each that has control people.
fn neighbourhoods<'a>(counts: &'a Counts, sums: &'a [f64]) -> impl Iterator<Item = Neighbourhood> + Clone {
    let mut own = sums.iter();
    counts.iter().map(move |&[n_people, n_treated, n_control]| Neighbourhood {
        n_people: u64::from(n_people),
        n_treated: u64::from(n_treated),
        n_control: u64::from(n_control),
        sum: if 0 < n_control { own.next().copied().unwrap_or(f64::NAN) } else { 0.0 },
    })
}

/// One check for each metric of a comparison, or one for all where the groups say nothing.
pub(crate) fn check_interference(
    pair: &Comparison<'_>,
    metrics: &[ReadoutMetric],
    evidence: &Evidence,
    trust: &Trust,
    level: f64,
) -> Vec<Check> {
    let Some(neighbours) = &evidence.neighbours else { return Vec::new() };
    let blank = Check {
        check: CheckKind::Interference,
        verdict: CheckVerdict::Unknown,
        metric: None,
        arm: Some(pair.arm.name.clone()),
        p_value: None,
        reason: String::new(),
    };
    let counts = neighbours.counts(&pair.arm.name, &pair.control.name);
    if let Some(reason) = unreadable(pair, neighbours, &counts, trust) {
        return vec![Check { reason, ..blank }];
    }
    let check = |metric: &ReadoutMetric| {
        let blank = Check { metric: Some(metric.name.clone()), ..blank.clone() };
        match found(pair, metric, neighbours, evidence, &counts) {
            Err(reason) => Check { reason, ..blank },
            Ok(found) => {
                let is_flagged = found.p_value < INTERFERENCE_ALPHA;
                let verdict = if is_flagged { CheckVerdict::Flagged } else { CheckVerdict::Passed };
                let reason = said(pair, metric, &neighbours.column, &found, level);
                Check { verdict, p_value: Some(found.p_value), reason, ..blank }
            }
        }
    };
    metrics.iter().map(check).collect()
}

/// Why the groups of a comparison say nothing of any metric.
fn unreadable(
    pair: &Comparison<'_>,
    neighbours: &Neighbours,
    counts: &Counts,
    trust: &Trust,
) -> Option<String> {
    let (arm, control, column) = (&pair.arm.name, &pair.control.name, &neighbours.column);
    let n_mixed = counts.iter().filter(|[_, treated, controls]| 0 < *treated.min(controls)).count() as u64;
    if n_mixed < N_MIXED_MIN {
        return Some(format!(
            "{} groups of `{column}` hold people of both `{arm}` and `{control}`, at least {N_MIXED_MIN} are needed to \
             see whether the message reaches `{control}`",
            grouped(n_mixed)
        ));
    }
    let people = counts.iter().map(|&[n_people, n_treated, _]| Neighbourhood {
        n_people: u64::from(n_people),
        n_treated: u64::from(n_treated),
        ..Neighbourhood::default()
    });
    let together = treated_together(people).ok().filter(|found| found.p_value < trust.sample_ratio_alpha)?;
    let how = if 0.0 < together.correlation { "together" } else { "evenly" };
    Some(format!(
        "people of one `{column}` were put into `{arm}` {how} more often than chance does, so the share of treated \
         neighbours is not by chance; where groups were randomised use --cluster"
    ))
}

fn found(
    pair: &Comparison<'_>,
    metric: &ReadoutMetric,
    neighbours: &Neighbours,
    evidence: &Evidence,
    counts: &Counts,
) -> Result<Spillover, String> {
    let (control, noun, column) = (&pair.control.name, metric.noun(), &neighbours.column);
    let Some(place) = neighbours.metrics.get(&metric.name) else {
        return Err(format!(
            "whether the message reaches `{control}` is seen in means, shares and ratios only, not in `{}`",
            metric.name
        ));
    };
    let lacking = |name: &str| {
        let sums = of_arm(&evidence.statistics, &metric.name, name, None);
        sums.map_or(0, |sums| sums.n_missing + sums.n_not_finite)
    };
    if 0 < lacking(control) {
        return Err(format!(
            "{noun} is missing or not a number for some of `{control}`, so their neighbours were not asked"
        ));
    }
    let groups = neighbours.arms.get(control);
    let sums = groups.and_then(|groups| groups.sums.get(*place)).map_or(&[][..], Vec::as_slice);
    let n_alone = groups.map_or(0, |groups| groups.n_alone);
    match spillover(neighbourhoods(counts, sums), n_alone) {
        Ok(found) if found.slope.df.is_some_and(|df| df < DF_MIN) => Err(format!(
            "a few groups of `{column}` decide how {noun} goes with treated neighbours, so nothing is said"
        )),
        Err(StatsError::ZeroVariance) => Err(format!(
            "the people of `{control}` have equal shares of treated neighbours in their `{column}`, or equal {noun}"
        )),
        found => found.map_err(|error| error.to_string()),
    }
}

/// What the slope says, in words.
fn said(
    pair: &Comparison<'_>,
    metric: &ReadoutMetric,
    column: &str,
    found: &Spillover,
    level: f64,
) -> String {
    let (arm, control, mut noun) = (&pair.arm.name, &pair.control.name, metric.noun());
    if metric.kind == MetricKind::Ratio {
        noun.push_str(" (what stands above the line)");
    }
    let seen = found.slope.scaled(found.shares.high - found.shares.low);
    let Ok(interval) = seen.interval(level) else { return String::new() };
    let currency = metric.currency.as_deref();
    let reading = Reading::of(metric.unit, currency, metric.kind, interval.high - interval.low);
    let signed = |value: f64| {
        let sign = if value < 0.0 { "−" } else { "+" };
        format!("{sign}{}", reading.amount(value))
    };
    let [from, to] = [found.shares.low, found.shares.high].map(|share| format!("{:.0} %", 100.0 * share));
    let per = if reading.per.is_empty() { " per person" } else { reading.per };
    let amounts = format!(
        "{} {noun}{per} ({} % interval {} to {}) with {to} of the others in their `{column}` in `{arm}` instead of {from}",
        signed(seen.value),
        (level * 1000.0).round() / 10.0,
        signed(interval.low),
        signed(interval.high)
    );
    if INTERFERENCE_ALPHA <= found.p_value {
        return format!("nothing of the message is seen to reach `{control}`: people there have {amounts}");
    }
    let is_good = (0.0 < seen.value) == (metric.better == Better::Higher);
    let (looks, lift) = if is_good { ("worse", "understated") } else { ("better", "overstated") };
    format!(
        "some of the message reaches `{control}`: people there have {amounts}. `{arm}` looks {looks} than it is and the \
         lift is {lift}, by about {} if the line is straight; next time randomise whole groups of `{column}`",
        reading.amount(found.shift)
    )
}
