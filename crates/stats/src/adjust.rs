use crate::{Estimate, JointMoments, StatsError};
use serde::{Deserialize, Serialize};

/// Which columns of [`JointMoments`] are the metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The mean of a column.
    Mean {
        /// Which column.
        column: usize,
    },
    /// The ratio of two columns' means.
    Ratio {
        /// Above the line.
        numerator: usize,
        /// Below it.
        denominator: usize,
        /// The column that is 1 for who has anything below the line and 0 for the others: what a ratio is
        /// judged by. `None` where everybody counts, as groups by their people do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carriers: Option<usize>,
    },
}

/// From so many carriers on the degrees of freedom are those of everybody, as the reference tools have them:
/// t with 999 is 0.12 % above the normal at 5 %, and below it matters.
const N_CARRIERS_MANY: u64 = 1000;

impl Outcome {
    /// How many people of `moments` the error is known from.
    ///
    /// A ratio knows its spread from those who have anything below the line: one order among a hundred
    /// people says what that order was and nothing of how orders differ.
    pub fn n_carriers(&self, moments: &JointMoments) -> u64 {
        let carriers = match self {
            Self::Ratio { carriers, .. } => carriers.and_then(|column| moments.mean(column)),
            Self::Mean { .. } => None,
        };
        // A mean of ones and zeros times their number is whole but for rounding.
        carriers.map_or(moments.n(), |share| (share * moments.n() as f64).round() as u64)
    }
}

/// Both arms after what was known of people before the experiment has been taken off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Adjusted {
    /// The treatment, for [`crate::compare`] and [`crate::relative_lift`].
    pub treatment: Estimate,
    /// The control.
    pub control: Estimate,
    /// How much of each covariate is taken off; 0 for one that never varies or that the ones before it
    /// already say.
    pub theta: Vec<f64>,
    /// Share of the squared standard error of the lift that is gone; 0.4 means a test with 40 % fewer
    /// people would have been as sharp. Slightly negative when all of it only adds noise.
    pub variance_reduction: f64,
    /// Strata used, after those with fewer than two people in an arm were thrown together.
    pub n_strata: usize,
}

/// A covariate whose variance is explained to this share by the ones before it is left out: what it
/// would add is rounding.
const COLLINEAR: f64 = 1e-10;

/// See `RESIDUAL_ROUNDING` in `estimate`.
const RESIDUAL_ROUNDING: f64 = 1e-11;

/// Adjusts both arms for covariates and strata from before the experiment.
///
/// One stratum and covariates is CUPED; strata and no covariates is post-stratification; both is both:
/// theta is fitted within strata, on both arms together, and the strata are weighted by their share of
/// both arms. Neither can be moved by the treatment, or the lift is biased and no number here shows it.
///
/// Shapes: `treatment` and `control` hold one entry for each stratum, in the same order, with the same
/// columns; `covariates` are columns.
/// Errors: [`StatsError::Shape`] for other shapes or columns that are not there, [`StatsError::TooFew`]
/// below two people in an arm, [`StatsError::Denominator`] when a ratio's denominators add up to 0,
/// [`StatsError::ZeroVariance`] when nothing varies in either arm.
/// Source: Deng, Xu, Kohavi, Walker 2013 (CUPED, section 3.2 for several covariates); Miratrix, Sekhon,
/// Yu 2013 (post-stratification); Deng, Knoblich, Lu 2018 (ratios). Golden values from tea-tasting
/// 1.14.0 (one covariate, mean and ratio) and statsmodels 0.15.0 least squares (theta of several).
pub fn adjust(
    treatment: &[JointMoments],
    control: &[JointMoments],
    outcome: Outcome,
    covariates: &[usize],
) -> Result<Adjusted, StatsError> {
    let strata = Strata::new(treatment, control)?;
    let whole = strata.collapsed()?;
    let theta = strata.theta(outcome, covariates)?;
    let taken_off: Vec<(usize, f64)> = covariates.iter().copied().zip(theta.iter().copied()).collect();
    let [own, base] = strata.estimates(outcome, &taken_off)?;
    let [raw, raw_base] = whole.estimates(outcome, &[])?;
    let raw_error = raw.squared_error + raw_base.squared_error;
    if raw_error == 0.0 {
        return Err(StatsError::ZeroVariance);
    }
    Ok(Adjusted {
        treatment: own,
        control: base,
        theta,
        variance_reduction: 1.0 - (own.squared_error + base.squared_error) / raw_error,
        n_strata: strata.pairs.len(),
    })
}

/// Each stratum's treatment and control.
struct Strata {
    pairs: Vec<[JointMoments; 2]>,
    n_columns: usize,
}

fn column(moments: &JointMoments, column: usize) -> Result<f64, StatsError> {
    moments.mean(column).ok_or(StatsError::Shape { what: "a column of the moments" })
}

fn cross(moments: &JointMoments, a: usize, b: usize) -> Result<f64, StatsError> {
    moments.cross(a, b).ok_or(StatsError::Shape { what: "a column of the moments" })
}

/// A linear form over columns: Σ factor · column.
type Form = Vec<(usize, f64)>;

/// How the outcome moves with its columns, at these means: 1 for a mean, the delta method for a ratio.
fn gradient(
    outcome: Outcome,
    mean: impl Fn(usize) -> Result<f64, StatsError>,
) -> Result<(f64, Form), StatsError> {
    match outcome {
        Outcome::Mean { column } => Ok((mean(column)?, vec![(column, 1.0)])),
        Outcome::Ratio { numerator, denominator, .. } => {
            let below = mean(denominator)?;
            if below == 0.0 {
                return Err(StatsError::Denominator { value: below });
            }
            let ratio = mean(numerator)? / below;
            Ok((ratio, vec![(numerator, 1.0 / below), (denominator, -ratio / below)]))
        }
    }
}

/// Σ factor_a factor_b cross(a, b), with what rounding may have left set to 0.
fn quadratic(moments: &JointMoments, form: &Form) -> Result<f64, StatsError> {
    let (mut total, mut raw) = (0.0, 0.0);
    for &(a, factor_a) in form {
        raw += factor_a * factor_a * cross(moments, a, a)?;
        for &(b, factor_b) in form {
            total += factor_a * factor_b * cross(moments, a, b)?;
        }
    }
    Ok(if total <= RESIDUAL_ROUNDING * raw { 0.0 } else { total })
}

impl Strata {
    fn new(treatment: &[JointMoments], control: &[JointMoments]) -> Result<Self, StatsError> {
        let n_columns = treatment.first().ok_or(StatsError::Shape { what: "strata" })?.n_columns();
        let all_same = treatment.iter().chain(control).all(|moments| moments.n_columns() == n_columns);
        if treatment.len() != control.len() || !all_same {
            return Err(StatsError::Shape { what: "strata of the two arms" });
        }
        treatment.iter().chain(control).try_for_each(JointMoments::check)?;
        let pairs = treatment.iter().zip(control).map(|(own, base)| [own.clone(), base.clone()]);
        Self { pairs: pairs.collect(), n_columns }.without_thin()
    }

    /// Throws together the strata that have fewer than two people in an arm: they have no variance.
    fn without_thin(self) -> Result<Self, StatsError> {
        let is_thin = |pair: &[JointMoments; 2]| pair.iter().any(|arm| arm.n() < 2);
        let (thin, mut pairs): (Vec<_>, Vec<_>) = self.pairs.into_iter().partition(is_thin);
        let n_columns = self.n_columns;
        if !thin.is_empty() {
            let mut rest = Self { pairs: thin, n_columns }.merged()?;
            // Still thin: with the smallest of the others.
            if is_thin(&rest) {
                let n = |pair: &[JointMoments; 2]| pair.iter().map(JointMoments::n).sum::<u64>();
                let smallest =
                    pairs.iter().enumerate().min_by_key(|(_, pair)| n(pair)).map(|(place, _)| place);
                let other = smallest.map(|place| pairs.remove(place));
                rest = Self { pairs: other.into_iter().chain([rest]).collect(), n_columns }.merged()?;
            }
            pairs.push(rest);
        }
        let n_fewest = pairs.iter().flatten().map(JointMoments::n).min().unwrap_or(0);
        if n_fewest < 2 { Err(StatsError::TooFew { n: n_fewest }) } else { Ok(Self { pairs, n_columns }) }
    }

    fn merged(&self) -> Result<[JointMoments; 2], StatsError> {
        let nobody = || JointMoments::new(self.n_columns);
        self.pairs.iter().try_fold([nobody(), nobody()], |[own, base], [other, other_base]| {
            Ok([own.merge(other)?, base.merge(other_base)?])
        })
    }

    fn collapsed(&self) -> Result<Self, StatsError> {
        Ok(Self { pairs: vec![self.merged()?], n_columns: self.n_columns })
    }

    /// The coefficients of the covariates, from both arms together within strata.
    fn theta(&self, outcome: Outcome, covariates: &[usize]) -> Result<Vec<f64>, StatsError> {
        let [own, base] = self.merged()?;
        let whole = own.merge(&base)?;
        let (_, form) = gradient(outcome, |at| column(&whole, at))?;
        let both = self.pairs.iter().map(|[own, base]| own.merge(base)).collect::<Result<Vec<_>, _>>()?;
        let within =
            |a: usize, b: usize| both.iter().map(|stratum| cross(stratum, a, b)).sum::<Result<f64, _>>();
        let mut rows = Vec::with_capacity(covariates.len());
        for &a in covariates {
            let mut row = covariates.iter().map(|&b| within(a, b)).collect::<Result<Vec<_>, _>>()?;
            row.push(
                form.iter()
                    .map(|&(b, factor)| Ok(factor * within(a, b)?))
                    .sum::<Result<f64, StatsError>>()?,
            );
            rows.push(row);
        }
        // A column that is constant as far as a float can tell has rounding where its square should be.
        let is_constant = |&at: &usize| whole.column(at).is_none_or(|column| column.is_constant());
        Ok(solve(rows, &covariates.iter().map(is_constant).collect::<Vec<_>>()))
    }

    /// Both arms, weighted over strata, with `taken_off` = (column, theta).
    fn estimates(&self, outcome: Outcome, taken_off: &[(usize, f64)]) -> Result<[Estimate; 2], StatsError> {
        let n_people = self.pairs.iter().flatten().map(|arm| arm.n() as f64).sum::<f64>();
        let share = |pair: &[JointMoments; 2]| pair.iter().map(|arm| arm.n() as f64).sum::<f64>() / n_people;
        let weights: Vec<f64> = self.pairs.iter().map(share).collect();
        let arms: [Vec<&JointMoments>; 2] = [
            self.pairs.iter().map(|[own, _]| own).collect(),
            self.pairs.iter().map(|[_, base]| base).collect(),
        ];
        let [own, base] = self.merged()?;
        let whole = own.merge(&base)?;
        let estimate = |strata: &[&JointMoments]| {
            let mean = |at: usize| {
                let parts = strata.iter().zip(&weights);
                parts
                    .map(|(stratum, weight)| Ok(weight * column(stratum, at)?))
                    .sum::<Result<f64, StatsError>>()
            };
            let (mut value, mut form) = gradient(outcome, mean)?;
            for &(at, theta) in taken_off {
                value -= theta * (mean(at)? - column(&whole, at)?);
                form.push((at, -theta));
            }
            let mut errors = Vec::with_capacity(strata.len());
            for (stratum, weight) in strata.iter().zip(&weights) {
                let n = stratum.n() as f64;
                let error = weight * weight * quadratic(stratum, &form)? / (n - 1.0) / n;
                // Two carriers at least, so that a stratum with one has the fewest degrees there are.
                let n_known = match outcome.n_carriers(stratum) {
                    few if few < N_CARRIERS_MANY => few.max(2) as f64,
                    _ => n,
                };
                errors.push((error, n_known - 1.0));
            }
            let total: f64 = errors.iter().map(|(error, _)| error).sum();
            let spread: f64 = errors.iter().map(|(error, df)| (error / total).powi(2) / df).sum();
            let fewest = errors.iter().map(|&(_, df)| df).fold(f64::INFINITY, f64::min);
            Estimate::new(value, total, Some(if 0.0 < total { 1.0 / spread } else { fewest }))
        };
        let [own, base] = arms;
        Ok([estimate(&own)?, estimate(&base)?])
    }
}

/// Solves the normal equations, given as rows of the matrix with the right side behind.
///
/// Gaussian elimination in order; a covariate that is left without variance of its own gets 0.
pub(crate) fn solve(mut rows: Vec<Vec<f64>>, is_constant: &[bool]) -> Vec<f64> {
    let n = rows.len();
    let at = |row: &[f64], place: usize| row.get(place).copied().unwrap_or(0.0);
    let squares: Vec<f64> = rows.iter().enumerate().map(|(place, row)| at(row, place)).collect();
    let mut is_used = vec![false; n];
    for (pivot, is_used) in is_used.iter_mut().enumerate() {
        let (done, rest) = rows.split_at_mut(pivot + 1);
        let Some(row) = done.last() else { continue };
        let left = at(row, pivot);
        *is_used = COLLINEAR * at(&squares, pivot) < left && !is_constant.get(pivot).copied().unwrap_or(true);
        if *is_used {
            for other in rest {
                let factor = at(other, pivot) / left;
                other.iter_mut().zip(row).for_each(|(entry, own)| *entry -= factor * own);
            }
        }
    }
    let mut theta = vec![0.0; n];
    for pivot in (0..n).rev() {
        let Some(row) = rows.get(pivot).filter(|_| is_used.get(pivot) == Some(&true)) else { continue };
        let known: f64 = row.iter().zip(&theta).skip(pivot + 1).map(|(entry, theta)| entry * theta).sum();
        if let Some(theta) = theta.get_mut(pivot) {
            *theta = (at(row, n) - known) / at(row, pivot);
        }
    }
    theta
}
