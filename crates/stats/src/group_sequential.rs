use crate::StatsError;
use crate::estimate::check_level;
use crate::quadrature::{panels, root};
use crate::student::{Reference, normal_cdf, normal_pdf};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How alpha is laid over the looks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StoppingRule {
    /// Bounds c / √t: nearly nothing is spent early, the last look is nearly a single one.
    ObrienFleming,
    /// One bound for all looks: stops early, at the price of the last.
    Pocock,
    /// Alpha spent like O'Brien-Fleming; number and times of looks need not be known before.
    SpendObrienFleming,
    /// Alpha spent like Pocock; number and times of looks need not be known before.
    SpendPocock,
    /// Alpha · t^rho spent; rho > 0.
    SpendPower {
        /// 1 spends evenly, 3 is near O'Brien-Fleming.
        rho: f64,
    },
    /// Alpha (1 − e^(−gamma t)) / (1 − e^(−gamma)) spent.
    SpendExponential {
        /// Below 0 spends late, −4 is near O'Brien-Fleming; 1 is near Pocock; 0 spends evenly.
        gamma: f64,
    },
}

impl StoppingRule {
    /// Whether its number lays alpha over the looks: a power above 0, an exponent of a size that can be computed.
    pub fn can_be_spent(self) -> bool {
        match self {
            Self::SpendPower { rho } => 0.0 < rho && rho <= 100.0,
            Self::SpendExponential { gamma } => gamma.abs() <= 100.0,
            Self::ObrienFleming | Self::Pocock | Self::SpendObrienFleming | Self::SpendPocock => true,
        }
    }
}

/// Whether a lift in either direction ends the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// Only a lift above.
    One,
    /// Both, at the same distance.
    Two,
}

/// One look at the data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Share of the planned people (more exactly, of the planned information) seen, above 0 to 1.
    pub information: f64,
    /// The statistic must be beyond this; `None` where the rule leaves nothing to spend.
    pub bound: Option<f64>,
    /// Alpha spent up to here.
    pub alpha_spent: f64,
    /// The p-value (of a single look, on the sides of the design) that reaches the bound.
    pub p_nominal: Option<f64>,
}

/// The looks of a test that may stop early, and their bounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupSequential {
    /// The looks in order.
    pub looks: Vec<Look>,
    /// Whether bounds lie on both sides.
    pub sides: Sides,
    /// Probability of a false alarm at any look.
    pub alpha: f64,
}

/// Beyond this many standard errors nothing is counted: P = 1e-22.
const FAR: f64 = 9.7;

/// Where the score process stands among those that went on: places, with weight times density.
struct Alive {
    information: f64,
    drift: f64,
    states: Vec<(f64, f64)>,
}

impl Alive {
    /// Before the first look everybody stands at 0.
    fn new(drift: f64) -> Self {
        Self { information: 0.0, drift, states: vec![(0.0, 1.0)] }
    }

    fn step(&self, information: f64) -> (f64, f64) {
        let gain = information - self.information;
        (gain.sqrt(), self.drift * gain)
    }

    /// Probability of being beyond `bound` (in standard errors) at the next look.
    fn crossing(&self, information: f64, bound: f64, sides: Sides) -> f64 {
        let (spread, drift) = self.step(information);
        let edge = bound * information.sqrt();
        let beyond = |place: f64| {
            let above = normal_cdf((place + drift - edge) / spread);
            match sides {
                Sides::One => above,
                Sides::Two => above + normal_cdf((-edge - place - drift) / spread),
            }
        };
        self.states.iter().map(|&(place, mass)| mass * beyond(place)).sum()
    }

    /// Those who go on after a look with this bound.
    fn next(&self, information: f64, bound: f64, sides: Sides) -> Self {
        let (spread, drift) = self.step(information);
        let (centre, reach) = (self.drift * information, FAR * information.sqrt());
        let edge = bound * information.sqrt();
        let low = if sides == Sides::Two { (centre - reach).max(-edge) } else { centre - reach };
        let high = (centre + reach).min(edge);
        if high <= low {
            return Self { information, drift: self.drift, states: Vec::new() };
        }
        // A panel is no wider than the step spreads: inside it the density is a smooth hill.
        let n_panels = ((high - low) / (1.5 * spread)).ceil().max(1.0) as usize;
        let density = |at: f64| {
            let hills =
                self.states.iter().map(|&(place, mass)| mass * normal_pdf((at - place - drift) / spread));
            hills.sum::<f64>() / spread
        };
        let states = panels(low, high, n_panels).map(|(at, weight)| (at, weight * density(at))).collect();
        Self { information, drift: self.drift, states }
    }
}

impl GroupSequential {
    /// Computes the bounds of every look.
    ///
    /// Shapes: `information` ascending, above 0 to 1; a test that ends early or is behind its plan ends
    /// below 1, and the spending rules leave what they have not spent. At most 1,000 looks; for more a
    /// confidence sequence ([`crate::Contrast::always_valid`]) costs no more.
    /// Errors: [`StatsError::Level`] for alpha outside 0 to 1; [`StatsError::Shape`] for other looks or
    /// a rule without spending (rho not above 0).
    /// Source: O'Brien, Fleming 1979; Pocock 1977; Lan, DeMets 1983; Kim, DeMets 1987; Hwang, Shih,
    /// DeCani 1990; the recursion, Armitage, McPherson, Rowe 1969. Golden values from Jennison, Turnbull
    /// 2000, tables 2.1 to 2.4, and from spotify-confidence 4.1.0.
    pub fn new(
        information: &[f64],
        alpha: f64,
        sides: Sides,
        rule: StoppingRule,
    ) -> Result<Self, StatsError> {
        check_level(1.0 - alpha)?;
        let ascends = information.windows(2).all(|pair| matches!(pair, [before, after] if before < after));
        let inside = |&at: &f64| 0.0 < at && at <= 1.0;
        if information.is_empty() || 1000 < information.len() || !ascends || !information.iter().all(inside) {
            return Err(StatsError::Shape { what: "looks and shares of the information" });
        }
        match rule {
            StoppingRule::ObrienFleming => {
                let last = information.last().copied().unwrap_or(1.0);
                Ok(Self::classic(information, alpha, sides, |c, at| c * (last / at).sqrt()))
            }
            StoppingRule::Pocock => Ok(Self::classic(information, alpha, sides, |c, _| c)),
            _ => Self::spending(information, alpha, sides, rule),
        }
    }

    /// Bounds of one shape, as far out as makes all looks together cross with probability alpha.
    fn classic(information: &[f64], alpha: f64, sides: Sides, shape: impl Fn(f64, f64) -> f64) -> Self {
        let crossed = |c: f64| {
            let bounds: Vec<_> = information.iter().map(|&at| (at, Some(shape(c, at)))).collect();
            cumulative(&bounds, sides, 0.0)
        };
        let total = |c: f64| crossed(c).last().copied().unwrap_or(0.0) - alpha;
        // One look alone needs the smallest constant, Bonferroni's over all of them the largest.
        let least = single(alpha, sides);
        let most = single(alpha / information.len() as f64, sides);
        let c = root(total, least, most).unwrap_or(least);
        let looks = information.iter().zip(crossed(c));
        let looks = looks.map(|(&at, spent)| Look::new(at, Some(shape(c, at)), spent, sides)).collect();
        Self { looks, sides, alpha }
    }

    fn spending(
        information: &[f64],
        alpha: f64,
        sides: Sides,
        rule: StoppingRule,
    ) -> Result<Self, StatsError> {
        let mut alive = Alive::new(0.0);
        let mut looks: Vec<Look> = Vec::with_capacity(information.len());
        let mut spent = 0.0;
        for &at in information {
            let budget = spent_at(rule, alpha, sides, at)?;
            let due = budget - spent;
            let bound = root(|bound| alive.crossing(at, bound, sides) - due, 0.0, FAR).filter(|_| 0.0 < due);
            if bound.is_some() {
                spent = budget;
            }
            alive = alive.next(at, bound.unwrap_or(FAR), sides);
            looks.push(Look::new(at, bound, spent, sides));
        }
        Ok(Self { looks, sides, alpha })
    }

    /// Probability of having stopped by each look.
    ///
    /// Units: `drift` is the statistic expected at full information, lift / standard error there; 0 gives
    /// the alpha spent.
    pub fn stopped_by(&self, drift: f64) -> Vec<f64> {
        let bounds: Vec<_> = self.looks.iter().map(|look| (look.information, look.bound)).collect();
        cumulative(&bounds, self.sides, drift)
    }

    /// How many times as many people as a test with one look need be planned for the same power: what
    /// looking costs at most.
    ///
    /// Errors: [`StatsError::Level`] unless alpha < power < 1.
    /// Source: Jennison, Turnbull 2000, section 2.3 (tables 2.2 and 2.4).
    pub fn inflation(&self, power: f64) -> Result<f64, StatsError> {
        if !(self.alpha < power && power < 1.0) {
            return Err(StatsError::Level { level: power });
        }
        let last = |drift: f64| self.stopped_by(drift).last().copied().unwrap_or(0.0) - power;
        let single = drift_of_single(self.alpha, self.sides, power)?;
        let drift = root(last, 0.0, 10.0 * single).ok_or(StatsError::NotFinite { what: "an inflation" })?;
        Ok((drift / single).powi(2))
    }
}

impl Look {
    fn new(information: f64, bound: Option<f64>, alpha_spent: f64, sides: Sides) -> Self {
        let n_sides = if sides == Sides::Two { 1.0 } else { 0.5 };
        let p_nominal = bound.map(|bound| n_sides * Reference::NORMAL.ln_two_sided(bound).exp());
        Self { information, bound, alpha_spent, p_nominal }
    }

    /// Whether the statistic of this look ends the test.
    pub fn is_reached(&self, statistic: f64, sides: Sides) -> bool {
        let distance = if sides == Sides::Two { statistic.abs() } else { statistic };
        self.bound.is_some_and(|bound| bound <= distance)
    }
}

/// The bound of a test with one look.
fn single(alpha: f64, sides: Sides) -> f64 {
    match sides {
        Sides::One => Reference::NORMAL.upper_quantile(alpha),
        Sides::Two => Reference::NORMAL.two_sided_quantile(alpha),
    }
}

/// The statistic to be expected for a test with one look to have this power.
fn drift_of_single(alpha: f64, sides: Sides, power: f64) -> Result<f64, StatsError> {
    let bound = single(alpha, sides);
    let reached = |drift: f64| Alive::new(drift).crossing(1.0, bound, sides) - power;
    root(reached, 0.0, bound + FAR).ok_or(StatsError::NotFinite { what: "a drift" })
}

fn cumulative(bounds: &[(f64, Option<f64>)], sides: Sides, drift: f64) -> Vec<f64> {
    let mut alive = Alive::new(drift);
    let mut stopped = 0.0;
    let mut by_look = Vec::with_capacity(bounds.len());
    for &(at, bound) in bounds {
        if let Some(bound) = bound {
            stopped += alive.crossing(at, bound, sides);
        }
        by_look.push(stopped);
        // What follows the last look is not needed.
        if by_look.len() < bounds.len() {
            alive = alive.next(at, bound.unwrap_or(f64::MAX), sides);
        }
    }
    by_look
}

/// Alpha spent by a share `at` of the information.
fn spent_at(rule: StoppingRule, alpha: f64, sides: Sides, at: f64) -> Result<f64, StatsError> {
    if !rule.can_be_spent() {
        return Err(StatsError::Shape { what: "a rule and what it spends" });
    }
    let n_sides = if sides == Sides::Two { 2.0 } else { 1.0 };
    let share = match rule {
        // Each side spends its own part: 2 P(Z > z / √t), z the quantile of half of it.
        StoppingRule::ObrienFleming | StoppingRule::SpendObrienFleming => {
            let quantile = Reference::NORMAL.two_sided_quantile(alpha / n_sides);
            return Ok(n_sides * Reference::NORMAL.ln_two_sided(quantile / at.sqrt()).exp());
        }
        StoppingRule::Pocock | StoppingRule::SpendPocock => ((1.0_f64.exp() - 1.0) * at).ln_1p(),
        StoppingRule::SpendPower { rho } => at.powf(rho),
        StoppingRule::SpendExponential { gamma: 0.0 } => at,
        StoppingRule::SpendExponential { gamma } => (-gamma * at).exp_m1() / (-gamma).exp_m1(),
    };
    Ok(alpha * share)
}
